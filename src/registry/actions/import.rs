//! Takes tables over into the register: all rows or none.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{
    Act, RegistryError, federation_for, record,
    uploads::{Upload, UploadKind, as_csv},
};
use crate::{
    App,
    accounts::model::{Actor, Right},
    audit::Chain,
    db::{Conn, DbError, Tx},
    registry::{
        import::{
            Change, ImportKind, Outcome, Plan, bodies, columns::Described, municipalities, people,
        },
        model::Federation,
        store::import as store,
        table::{Limits, Table, TableError, read_table},
    },
    types::{Explain, FieldProblem, Problem},
};

/// Why a table is not taken over.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error(transparent)]
    Registry(#[from] RegistryError),
    #[error(transparent)]
    Table(#[from] TableError),
    #[error("rows were refused")]
    Rows(Box<Plan>),
    #[error("the upload is no longer kept")]
    UploadGone,
    #[error("the register has changed since the preview")]
    PreviewStale,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The most rows that a refusal names.
const MOST_NAMED: usize = 100;

impl Explain for ImportError {
    fn problem(&self) -> Problem {
        match self {
            Self::Registry(e) => e.problem(),
            Self::Table(e) => e.problem(),
            Self::Rows(plan) => {
                let named = plan.rows.iter().flat_map(|row| {
                    row.problems.iter().map(|p| {
                        let joint = if p.field.is_empty() { "" } else { "." };
                        FieldProblem {
                            field: format!("row-{}{joint}{}", row.row, p.field),
                            ..p.clone()
                        }
                    })
                });
                let fields = named.take(MOST_NAMED).collect();
                Problem {
                    fields,
                    ..Problem::invalid(crate::key!("problem-import-rows"))
                }
                .with("n", plan.count(Outcome::Refused))
            }
            Self::UploadGone => Problem::new(
                crate::types::ProblemKind::NotFound,
                crate::key!("problem-upload-gone"),
            ),
            Self::PreviewStale => Problem::conflict(crate::key!("problem-preview-stale")),
            Self::Db(e) => e.problem(),
        }
    }
}

/// What is to be written, by kind of table, with what was known of people.
enum Writes {
    Municipalities(Vec<municipalities::Write>),
    Bodies(Vec<bodies::Write>),
    People(Box<people::Known>, Vec<people::Write>),
}

fn read(kind: ImportKind, bytes: &[u8]) -> Result<Table<'_>, TableError> {
    let columns: Vec<_> = kind
        .columns()
        .iter()
        .map(|Described { column, .. }| *column)
        .collect();
    read_table(bytes, &columns, &Limits::default())
}

async fn plan(
    app: &App,
    conn: &mut Conn,
    federation: &Federation,
    kind: ImportKind,
    bytes: &[u8],
) -> Result<(Plan, Writes), ImportError> {
    let table = read(kind, bytes)?;
    let today = app.clock.today();
    Ok(match kind {
        ImportKind::Municipalities => {
            let known = store::known_municipalities(conn, federation.id).await?;
            let (plan, writes) = municipalities::plan(&table, &known);
            (plan, Writes::Municipalities(writes))
        }
        ImportKind::Bodies => {
            let known = bodies::Known {
                federation: federation.kind,
                today,
                bodies: store::known_bodies(conn, federation.id).await?,
                municipalities: store::places(conn, federation.id).await?,
            };
            let (plan, writes) = bodies::plan(&table, &known);
            (plan, Writes::Bodies(writes))
        }
        ImportKind::People => {
            let bodies = store::known_bodies(conn, federation.id).await?;
            let known = people::Known {
                today,
                locale: federation.locale,
                people: store::known_people(conn, federation.id).await?,
                bodies: bodies
                    .into_iter()
                    .filter_map(|(key, body)| Some((key, (body.id, body.profile_on(today)?.kind))))
                    .collect(),
                seats: store::known_seats(conn, federation.id).await?,
                mandates: store::known_mandates(conn, federation.id).await?,
            };
            let (plan, writes) = people::plan(&table, &known);
            (plan, Writes::People(Box::new(known), writes))
        }
    })
}

/// What would happen with the table.
pub async fn preview_import(
    app: &App,
    actor: &Actor,
    slug: &str,
    kind: ImportKind,
    bytes: &[u8],
) -> Result<Plan, ImportError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut conn = app.db.read().await?;
    Ok(plan(app, &mut conn, &federation, kind, bytes).await?.0)
}

/// Takes the table over, all rows or none; with the digest of a preview only if the same would still happen.
pub async fn import(
    app: &App,
    actor: &Actor,
    slug: &str,
    kind: ImportKind,
    bytes: &[u8],
    preview: Option<&str>,
) -> Result<Plan, ImportError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut tx = app.db.begin().await?;
    if kind == ImportKind::People {
        store::lock_bodies(&mut tx, federation.id).await?;
    }
    let (plan, writes) = plan(app, &mut tx, &federation, kind, bytes).await?;
    if plan.count(Outcome::Refused) > 0 {
        return Err(ImportError::Rows(Box::new(plan)));
    }
    if preview.is_some_and(|digest| digest != plan.digest()) {
        return Err(ImportError::PreviewStale);
    }
    if !write(&mut tx, &federation, &writes).await? {
        return Err(RegistryError::Stale.into());
    }
    let act = Act {
        chain: Chain::Federation(federation.id),
        actor,
        act: "import_table",
        subject: ("federations", federation.id.0),
    };
    let (before, after) = for_the_log(kind, &plan, &writes);
    record(&mut tx, app, act, before, after).await?;
    tx.commit().await?;
    Ok(plan)
}

async fn write(tx: &mut Tx, federation: &Federation, writes: &Writes) -> Result<bool, DbError> {
    match writes {
        Writes::Municipalities(rows) => store::save_municipalities(tx, federation.id, rows).await,
        Writes::Bodies(rows) => store::save_bodies(tx, federation.id, rows).await,
        Writes::People(known, rows) => {
            store::save_people(tx, federation.id, &known.people, rows).await
        }
    }
}

/// From what to what, by key: new rows whole, others the values that changed. Of people the log keeps the fields and no value,
/// since it cannot forget; of bodies not how they are reached.
fn for_the_log(kind: ImportKind, plan: &Plan, writes: &Writes) -> (Value, Value) {
    let side = |value: fn(&Change) -> &String| -> Value {
        let updated = plan
            .rows
            .iter()
            .filter(|row| row.outcome == Outcome::Update);
        let rows = updated.map(|row| {
            let changed = row.changes.iter().map(|c| {
                let hidden = matches!(
                    c.field,
                    "given_name"
                        | "family_name"
                        | "email"
                        | "phone"
                        | "locale"
                        | "consent_name_on"
                        | "consent_photo_on"
                        | "consent_contact_on"
                        | "contact_email"
                );
                (
                    c.field.to_owned(),
                    if hidden {
                        Value::Null
                    } else {
                        Value::from(value(c).as_str())
                    },
                )
            });
            (row.key.clone(), Value::Object(changed.collect()))
        });
        Value::Object(rows.collect())
    };
    let new: Vec<Value> = match writes {
        Writes::Municipalities(rows) => rows
            .iter()
            .filter(|w| w.revision == 1)
            .map(|w| json!(w.values))
            .collect(),
        Writes::Bodies(rows) => rows
            .iter()
            .filter(|w| w.revision == 1)
            .map(|w| json!({"details": w.details, "profile": w.profile, "left_on": w.left_on}))
            .collect(),
        Writes::People(known, rows) => rows
            .iter()
            .filter(|w| w.mandate.is_some() || !known.people.contains_key(&w.key))
            .map(|w| {
                json!({
                    "key": w.key,
                    "body": w.mandate.as_ref().map(|m| m.body),
                    "mandate": w.mandate.as_ref().map(|m| m.facts),
                })
            })
            .collect(),
    };
    let before = json!({"kind": kind, "updated": side(|c| &c.before)});
    let after = json!({"kind": kind, "new": new, "updated": side(|c| &c.after)});
    (before, after)
}

/// Keeps a table until the person says whether it is to be taken over; gives the id under which it is found.
pub async fn keep_upload(
    app: &App,
    actor: &Actor,
    slug: &str,
    kind: ImportKind,
    bytes: &[u8],
) -> Result<String, ImportError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let bytes = &*as_csv(bytes, Limits::default()).await?;
    // What cannot be read at all need not be kept.
    read(kind, bytes)?;
    let id = data_encoding::HEXLOWER.encode(&app.random.bytes::<16>());
    app.uploads.keep(Upload {
        id: id.clone(),
        account: actor.account,
        federation: federation.id,
        kind: UploadKind::Register(kind),
        name: String::new(),
        bytes: Arc::from(bytes),
        at: app.clock.now(),
    });
    Ok(id)
}

async fn kept(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: &str,
) -> Result<(ImportKind, Arc<[u8]>), ImportError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let found = app
        .uploads
        .find(id, actor.account, federation.id, app.clock.now());
    match found {
        Some(Upload {
            kind: UploadKind::Register(kind),
            bytes,
            ..
        }) => Ok((kind, bytes)),
        Some(_) | None => Err(ImportError::UploadGone),
    }
}

/// What would happen with a table that is kept.
pub async fn preview_upload(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: &str,
) -> Result<(ImportKind, Plan), ImportError> {
    let (kind, bytes) = kept(app, actor, slug, id).await?;
    let plan = preview_import(app, actor, slug, kind, &bytes).await?;
    Ok((kind, plan))
}

/// Takes a table over that is kept, if the same would still happen as in the preview.
pub async fn import_upload(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: &str,
    preview: &str,
) -> Result<(ImportKind, Plan), ImportError> {
    let (kind, bytes) = kept(app, actor, slug, id).await?;
    let plan = import(app, actor, slug, kind, &bytes, Some(preview)).await?;
    app.uploads.forget(id, actor.account);
    Ok((kind, plan))
}

/// Forgets a table that is kept.
pub async fn discard_upload(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: &str,
) -> Result<(), ImportError> {
    federation_for(app, actor, Right::KeepRegister, slug).await?;
    app.uploads.forget(id, actor.account);
    Ok(())
}
