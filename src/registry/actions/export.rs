//! Gives the register out as the tables from which it is filled: what was given out can be changed and taken over again.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{Act, RegistryError, federation_for, record};
use crate::{
    App,
    accounts::model::{Actor, Right},
    audit::Chain,
    db::{Conn, DbError},
    registry::{import::ImportKind, model::municipality::degrees, store::export as store},
    types::{Day, FederationId},
};

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportCell {
    Text(String),
    Number(i64),
    Day(Day),
    Empty,
}

/// A table of the register, with the columns of its kind.
#[derive(Clone, Debug)]
pub struct ExportTable {
    pub kind: ImportKind,
    pub headers: Vec<&'static str>,
    pub rows: Vec<Vec<ExportCell>>,
}

/// Gives a table of the register out. That it was, and by whom, goes into the log: it may hold how people are reached.
pub async fn export(
    app: &App,
    actor: &Actor,
    slug: &str,
    kind: ImportKind,
) -> Result<ExportTable, RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut tx = app.db.begin().await?;
    let rows = match kind {
        ImportKind::Municipalities => municipalities(&mut tx, federation.id).await?,
        ImportKind::Bodies => bodies(&mut tx, federation.id, app.clock.today()).await?,
        ImportKind::People => people(&mut tx, federation.id).await?,
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
    Ok(ExportTable {
        kind,
        headers: kind.columns().iter().map(|column| column.field).collect(),
        rows,
    })
}

fn text(text: impl Into<String>) -> ExportCell {
    let text = text.into();
    if text.is_empty() {
        ExportCell::Empty
    } else {
        ExportCell::Text(text)
    }
}

fn maybe<T>(value: Option<T>, cell: impl FnOnce(T) -> ExportCell) -> ExportCell {
    value.map_or(ExportCell::Empty, cell)
}

fn day(days: i64) -> ExportCell {
    ExportCell::Day(Day::stored(days))
}

async fn municipalities(
    conn: &mut Conn,
    federation: FederationId,
) -> Result<Vec<Vec<ExportCell>>, DbError> {
    let rows = store::municipalities(conn, federation).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            vec![
                text(row.ags),
                text(row.name),
                text(row.county),
                maybe(row.inhabitants, ExportCell::Number),
                maybe(row.latitude_e6, |e6| text(degrees(e6))),
                maybe(row.longitude_e6, |e6| text(degrees(e6))),
            ]
        })
        .collect())
}

async fn bodies(
    conn: &mut Conn,
    federation: FederationId,
    today: Day,
) -> Result<Vec<Vec<ExportCell>>, DbError> {
    let (rows, countries, fields) = store::bodies(conn, federation, today).await?;
    let (countries, fields) = (joined(countries), joined(fields));
    let of = |words: &HashMap<i64, String>, body: i64| maybe(words.get(&body), text);
    Ok(rows
        .into_iter()
        .map(|row| {
            vec![
                maybe(row.external_key, text),
                text(row.name),
                text(row.kind),
                day(row.from_day),
                maybe(row.ags, text),
                ExportCell::Number(row.delegate_places),
                maybe(row.joined_on, day),
                maybe(row.left_on, day),
                text(row.contact_email),
                text(row.website),
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

async fn people(
    conn: &mut Conn,
    federation: FederationId,
) -> Result<Vec<Vec<ExportCell>>, DbError> {
    let rows = store::people(conn, federation).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            vec![
                maybe(row.external_key, text),
                text(row.given_name),
                text(row.family_name),
                text(row.email),
                text(row.phone),
                text(row.locale),
                maybe(row.consent_name_on, day),
                maybe(row.body_key, text),
                maybe(row.starts_on, day),
                maybe(row.ends_on, day),
                maybe(row.seat, ExportCell::Number),
                maybe(row.function, text),
                maybe(row.public_office, |yes| {
                    text(if yes == 1 { "yes" } else { "no" })
                }),
                maybe(row.end_reason, text),
            ]
        })
        .collect())
}
