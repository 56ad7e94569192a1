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
            Change, ImportKind, Outcome, Plan, bodies, columns::Described, facts, municipalities,
            people,
        },
        import_jobs::{ImportJob, LONG_ROWS, RunningImport},
        model::Federation,
        store::import as store,
        table::{Limits, Table, TableError, read_table},
    },
    types::{Day, Explain, FederationId, FieldProblem, Problem},
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
    #[error("this table is being taken over")]
    Running,
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
            Self::Running => Problem::conflict(crate::key!("problem-import-running")),
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
    Figures(Vec<facts::FigureWrite>),
    Fees(Vec<facts::FeeWrite>),
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
        ImportKind::Figures => {
            let known = facts::KnownFigures {
                today,
                bodies: named_bodies(conn, federation.id, today).await?,
                figures: store::facts::known_figures(conn, federation.id).await?,
            };
            let (plan, writes) = facts::plan_figures(&table, &known);
            (plan, Writes::Figures(writes))
        }
        ImportKind::Fees => {
            let known = facts::KnownFees {
                today,
                bodies: named_bodies(conn, federation.id, today).await?,
                fees: store::facts::known_fees(conn, federation.id).await?,
            };
            let (plan, writes) = facts::plan_fees(&table, &known);
            (plan, Writes::Fees(writes))
        }
    })
}

async fn named_bodies(
    conn: &mut Conn,
    federation: FederationId,
    today: Day,
) -> Result<facts::Bodies, DbError> {
    let bodies = store::known_bodies(conn, federation).await?;
    let named = bodies
        .into_iter()
        .filter_map(|(key, body)| Some((key, (body.id, body.profile_on(today)?.name.clone()))));
    Ok(named.collect())
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
    watched(app, actor, slug, (kind, bytes), preview, None).await
}

/// [`import`], telling how far it is.
async fn watched(
    app: &App,
    actor: &Actor,
    slug: &str,
    (kind, bytes): (ImportKind, &[u8]),
    preview: Option<&str>,
    job: Option<&RunningImport>,
) -> Result<Plan, ImportError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut tx = app.db.begin().await?;
    if matches!(
        kind,
        ImportKind::People | ImportKind::Figures | ImportKind::Fees
    ) {
        store::lock_bodies(&mut tx, federation.id).await?;
    }
    let (plan, writes) = plan(app, &mut tx, &federation, kind, bytes).await?;
    if plan.count(Outcome::Refused) > 0 {
        return Err(ImportError::Rows(Box::new(plan)));
    }
    if preview.is_some_and(|digest| digest != plan.digest()) {
        return Err(ImportError::PreviewStale);
    }
    if !write(&mut tx, &federation, &writes, job).await? {
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

/// Rows that are written before it is told how far an import is.
const ROWS_BETWEEN: usize = 1_000;

/// Writes rows piece by piece; false where one of them was changed by somebody else.
macro_rules! in_pieces {
    ($rows:expr, $job:expr, |$piece:ident| $save:expr) => {{
        let mut written = 0;
        let mut is_all = true;
        for $piece in $rows.chunks(ROWS_BETWEEN) {
            if let Some(job) = $job {
                job.writes(written, $rows.len());
            }
            is_all &= $save.await?;
            written += $piece.len();
        }
        is_all
    }};
}

async fn write(
    tx: &mut Tx,
    federation: &Federation,
    writes: &Writes,
    job: Option<&RunningImport>,
) -> Result<bool, DbError> {
    let id = federation.id;
    Ok(match writes {
        Writes::Municipalities(rows) => {
            in_pieces!(rows, job, |piece| store::save_municipalities(tx, id, piece))
        }
        Writes::Bodies(rows) => in_pieces!(rows, job, |piece| store::save_bodies(tx, id, piece)),
        // Rows of people hang together: somebody new may stand in several.
        Writes::People(known, rows) => {
            if let Some(job) = job {
                job.writes(0, rows.len());
            }
            store::save_people(tx, id, &known.people, rows).await?
        }
        Writes::Figures(rows) => {
            in_pieces!(rows, job, |piece| store::facts::save_figures(tx, id, piece))
        }
        Writes::Fees(rows) => in_pieces!(rows, job, |piece| store::facts::save_fees(tx, id, piece)),
    })
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
        Writes::Figures(rows) => rows
            .iter()
            .filter(|w| w.is_new)
            .map(|w| json!({"body": w.body, "figure": w.figure}))
            .collect(),
        Writes::Fees(rows) => rows
            .iter()
            .filter(|w| w.revision == 1)
            .map(|w| json!({"body": w.body, "fee": w.fee}))
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

/// What became of a table that somebody wants to be taken over.
pub enum Taken {
    Done(ImportKind),
    /// It is long, and runs by itself under this id.
    Started(String),
}

/// Whether a table is taken over by itself while the person watches.
pub fn is_long(bytes: &[u8]) -> bool {
    rows_about(bytes) > LONG_ROWS
}

/// Lines of the table: as many as it has rows, or more.
fn rows_about(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

/// Takes a table over that is kept, if the same would still happen as in the preview.
pub async fn import_upload(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: &str,
    preview: &str,
) -> Result<Taken, ImportError> {
    let (kind, bytes) = kept(app, actor, slug, id).await?;
    if is_long(&bytes) {
        start_import(app, actor, slug, (kind, bytes), Some(preview), id).await?;
        return Ok(Taken::Started(id.to_owned()));
    }
    import(app, actor, slug, kind, &bytes, Some(preview)).await?;
    app.uploads.forget(id, actor.account);
    Ok(Taken::Done(kind))
}

/// Begins to take a long table over: all rows or none, in one transaction, whoever still watches.
pub async fn start_import(
    app: &App,
    actor: &Actor,
    slug: &str,
    (kind, bytes): (ImportKind, Arc<[u8]>),
    preview: Option<&str>,
    id: &str,
) -> Result<(), ImportError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    // What cannot be read at all is told at once.
    read(kind, &bytes)?;
    let of = (actor.account, federation.id);
    let job = app
        .import_jobs
        .start(id, of, (kind, rows_about(&bytes)), app.clock.now())
        .ok_or(ImportError::Running)?;
    let (app, actor) = (app.clone(), actor.clone());
    let (slug, id, preview) = (slug.to_owned(), id.to_owned(), preview.map(str::to_owned));
    tokio::spawn(async move {
        let table = (kind, &*bytes);
        match watched(&app, &actor, &slug, table, preview.as_deref(), Some(&job)).await {
            Ok(plan) => {
                app.uploads.forget(&id, actor.account);
                job.finish(&plan);
            }
            Err(error) => {
                tracing::warn!(%error, "a long import was not taken over");
                job.fail(error.problem());
            }
        }
    });
    Ok(())
}

/// How far an import is that this person started.
pub async fn import_job(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: &str,
) -> Result<(Federation, ImportJob), ImportError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let job = app.import_jobs.find(id, actor.account, federation.id);
    Ok((federation, job.ok_or(ImportError::UploadGone)?))
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
