//! Gives the register out as the tables from which it is filled: what was given out can be changed and taken over again.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{Act, RegistryError, federation_for, record};
use crate::{
    App,
    accounts::model::{Actor, Right},
    audit::Chain,
    db::{Conn, DbError},
    registry::{
        import::ImportKind,
        model::municipality::degrees,
        store::{export as store, import::facts},
    },
    types::{Day, FederationId, OutCell, TableOut},
};

/// Gives a table of the register out. That it was, and by whom, goes into the log: it may hold how people are reached.
pub async fn export(
    app: &App,
    actor: &Actor,
    slug: &str,
    kind: ImportKind,
) -> Result<TableOut, RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut tx = app.db.begin().await?;
    let rows = match kind {
        ImportKind::Municipalities => municipalities(&mut tx, federation.id).await?,
        ImportKind::Bodies => bodies(&mut tx, federation.id, app.clock.today()).await?,
        ImportKind::People => people(&mut tx, federation.id).await?,
        ImportKind::Figures => figures(&mut tx, federation.id).await?,
        ImportKind::Fees => fees(&mut tx, federation.id).await?,
    };
    let act = Act {
        chain: Chain::Federation(federation.id),
        actor,
        act: "export_table",
        subject: ("federations", federation.id.0),
    };
    record(
        &mut tx,
        app,
        act,
        Value::Null,
        json!({"kind": kind, "rows": rows.len()}),
    )
    .await?;
    tx.commit().await?;
    let headers = kind.columns().iter().map(|column| column.field.to_owned());
    Ok(TableOut {
        name: kind.as_str().to_owned(),
        headers: headers.collect(),
        rows,
    })
}

fn day(days: i64) -> OutCell {
    OutCell::Day(Day::stored(days))
}

async fn municipalities(
    conn: &mut Conn,
    federation: FederationId,
) -> Result<Vec<Vec<OutCell>>, DbError> {
    let rows = store::municipalities(conn, federation).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            vec![
                OutCell::text(row.ags),
                OutCell::text(row.name),
                OutCell::text(row.county),
                OutCell::maybe(row.inhabitants, OutCell::Number),
                OutCell::maybe(row.latitude_e6, |e6| OutCell::text(degrees(e6))),
                OutCell::maybe(row.longitude_e6, |e6| OutCell::text(degrees(e6))),
            ]
        })
        .collect())
}

async fn bodies(
    conn: &mut Conn,
    federation: FederationId,
    today: Day,
) -> Result<Vec<Vec<OutCell>>, DbError> {
    let (rows, countries, fields) = store::bodies(conn, federation, today).await?;
    let (countries, fields) = (joined(countries), joined(fields));
    let of =
        |words: &HashMap<i64, String>, body: i64| OutCell::maybe(words.get(&body), OutCell::text);
    Ok(rows
        .into_iter()
        .map(|row| {
            vec![
                OutCell::maybe(row.external_key, OutCell::text),
                OutCell::text(row.name),
                OutCell::text(row.kind),
                day(row.from_day),
                OutCell::maybe(row.ags, OutCell::text),
                OutCell::Number(row.delegate_places),
                OutCell::maybe(row.joined_on, day),
                OutCell::maybe(row.left_on, day),
                OutCell::text(row.contact_email),
                OutCell::maybe(row.locale, OutCell::text),
                OutCell::text(row.website),
                of(&countries, row.id),
                of(&fields, row.id),
            ]
        })
        .collect())
}

/// The words of each body, with blanks between them.
fn joined(pairs: Vec<(i64, String)>) -> HashMap<i64, String> {
    let mut words: HashMap<i64, String> = HashMap::new();
    for (body, word) in pairs {
        let all = words.entry(body).or_default();
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(&word);
    }
    words
}

async fn people(conn: &mut Conn, federation: FederationId) -> Result<Vec<Vec<OutCell>>, DbError> {
    let rows = store::people(conn, federation).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            vec![
                OutCell::maybe(row.external_key, OutCell::text),
                OutCell::text(row.given_name),
                OutCell::text(row.family_name),
                OutCell::text(row.email),
                OutCell::text(row.phone),
                OutCell::text(row.locale),
                OutCell::maybe(row.consent_name_on, day),
                OutCell::maybe(row.consent_photo_on, day),
                OutCell::maybe(row.consent_contact_on, day),
                OutCell::maybe(row.body_key, OutCell::text),
                OutCell::maybe(row.starts_on, day),
                OutCell::maybe(row.ends_on, day),
                OutCell::maybe(row.seat, OutCell::Number),
                OutCell::maybe(row.function, OutCell::text),
                OutCell::maybe(row.public_office, |yes| {
                    OutCell::text(if yes == 1 { "yes" } else { "no" })
                }),
                OutCell::maybe(row.end_reason, OutCell::text),
            ]
        })
        .collect())
}

async fn figures(conn: &mut Conn, federation: FederationId) -> Result<Vec<Vec<OutCell>>, DbError> {
    let rows = facts::figures(conn, federation).await?;
    Ok(rows
        .into_iter()
        .map(|(body, kind, of, value, source)| {
            vec![
                OutCell::maybe(body, OutCell::text),
                OutCell::text(kind),
                day(of),
                OutCell::Number(value),
                OutCell::text(source),
            ]
        })
        .collect())
}

async fn fees(conn: &mut Conn, federation: FederationId) -> Result<Vec<Vec<OutCell>>, DbError> {
    let rows = facts::fees(conn, federation).await?;
    Ok(rows
        .into_iter()
        .map(|(body, year, due_on, paid_on)| {
            vec![
                OutCell::maybe(body, OutCell::text),
                OutCell::Number(year),
                day(due_on),
                OutCell::maybe(paid_on, day),
            ]
        })
        .collect())
}
