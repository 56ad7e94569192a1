//! Delegations of a round as a table: taken over whole or not at all, and given out in the same columns.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use serde_json::{Value, json};

use super::DelegateError;
use crate::{
    App,
    accounts::model::{Actor, Right},
    audit::{self, Act, Chain},
    db::{Conn, DbError, Tx},
    delegates::{
        import::{COLUMNS, Known, KnownBody, Write, plan as plan_table},
        model::{CheckFilter, DelegateRole, DelegateState, Registration, Round},
        store::{self, import as tables, papers, registrations},
    },
    registry::{
        actions::{
            federation_for,
            import::ImportError,
            uploads::{Upload, UploadKind, as_csv},
        },
        import::{Outcome, Plan},
        model::Federation,
        table::{Limits, Table, TableError, read_table},
    },
    statutes,
    types::{
        Day, Explain, FederationId, OutCell, PersonId, Problem, RoundId, TableOut, fold_for_search,
    },
};

/// Why a table of delegations is not taken over.
#[derive(Debug, thiserror::Error)]
pub enum DelegationTableError {
    #[error(transparent)]
    Delegate(#[from] DelegateError),
    #[error(transparent)]
    Import(#[from] ImportError),
}

impl From<DbError> for DelegationTableError {
    fn from(error: DbError) -> Self {
        Self::Delegate(error.into())
    }
}

impl Explain for DelegationTableError {
    fn problem(&self) -> Problem {
        match self {
            Self::Delegate(e) => e.problem(),
            Self::Import(e) => e.problem(),
        }
    }
}

fn read(bytes: &[u8]) -> Result<Table<'_>, TableError> {
    let columns: Vec<_> = COLUMNS.iter().map(|described| described.column).collect();
    read_table(bytes, &columns, &Limits::default())
}

async fn find_round(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
) -> Result<Round, DelegateError> {
    store::find_round(conn, federation, round)
        .await?
        .ok_or(DelegateError::NotFound)
}

/// The federation and its round, for whoever prepares assemblies.
pub async fn round_for_table(
    app: &App,
    actor: &Actor,
    slug: &str,
    round: RoundId,
) -> Result<(Federation, Round), DelegateError> {
    let federation = federation_for(app, actor, Right::PrepareAssemblies, slug).await?;
    let round = find_round(&mut app.db.read().await?, federation.id, round).await?;
    Ok((federation, round))
}

async fn known(
    conn: &mut Conn,
    federation: FederationId,
    round: &Round,
    today: Day,
) -> Result<Known, DelegateError> {
    let filter = CheckFilter::default();
    let (entitlements, _) =
        store::check_list(conn, federation, round.id, filter, i64::MAX, 0).await?;
    let papers = papers::papers_of_round(conn, federation, round.id).await?;
    let (delegates, _) =
        registrations::list_delegates(conn, federation, round.id, None, None, (i64::MAX, 0))
            .await?;
    let members = tables::members_on(conn, federation, round.day).await?;
    let mut of_body: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let mut names: HashMap<PersonId, String> = delegates
        .iter()
        .map(|d| (d.person, d.name.clone()))
        .collect();
    for (body, person, name) in members {
        let folded = fold_for_search(&name);
        of_body.entry(body).or_default().push((person, folded));
        names.insert(person, name);
    }
    let keys: HashMap<_, _> = tables::body_keys(conn, federation)
        .await?
        .into_iter()
        .map(|(key, id)| (id, key))
        .collect();
    let bodies = entitlements.into_iter().filter_map(|entitlement| {
        let id = entitlement.body;
        let body = KnownBody {
            id,
            name: entitlement.body_name,
            places: entitlement.places,
            resolution_on: papers.get(&id).and_then(|paper| paper.resolution_on),
            members: of_body.remove(&id).unwrap_or_default(),
        };
        Some((keys.get(&id)?.clone(), body))
    });
    let bodies = bodies.collect();
    let rule = statutes::store::version_on(conn, federation, round.day)
        .await?
        .map(|version| version.rules.delegates);
    let provided = |role: &DelegateRole| match (role, &rule) {
        (DelegateRole::Delegate, _) | (_, None) => true,
        (DelegateRole::Deputy, Some(rule)) => rule.deputies,
        (DelegateRole::Substitute, Some(rule)) => rule.substitutes,
    };
    Ok(Known {
        today,
        bodies,
        people: tables::person_keys(conn, federation)
            .await?
            .into_iter()
            .collect(),
        names,
        delegates: delegates
            .into_iter()
            .filter(|d| d.state != DelegateState::Withdrawn)
            .collect(),
        roles: DelegateRole::ALL.into_iter().filter(provided).collect(),
    })
}

/// What would happen with the table.
pub async fn preview_table(
    app: &App,
    actor: &Actor,
    slug: &str,
    round: RoundId,
    bytes: &[u8],
) -> Result<Plan, DelegationTableError> {
    let (federation, round) = round_for_table(app, actor, slug, round).await?;
    let table = read(bytes).map_err(ImportError::from)?;
    let mut conn = app.db.read().await?;
    let known = known(&mut conn, federation.id, &round, app.clock.today()).await?;
    Ok(plan_table(&table, &known).0)
}

/// Takes the table over, all rows or none; with the digest of a preview only if the same would still happen.
pub async fn import_table(
    app: &App,
    actor: &Actor,
    slug: &str,
    round: RoundId,
    bytes: &[u8],
    preview: Option<&str>,
) -> Result<Plan, DelegationTableError> {
    let (federation, _) = round_for_table(app, actor, slug, round).await?;
    let federation = federation.id;
    let mut tx = app.db.begin().await?;
    let round = store::lock_round(&mut tx, federation, round)
        .await?
        .ok_or(DelegateError::NotFound)?;
    if !round.is_open() {
        return Err(DelegateError::RoundFrozen.into());
    }
    let table = read(bytes).map_err(ImportError::from)?;
    let known = known(&mut tx, federation, &round, app.clock.today()).await?;
    let (plan, writes) = plan_table(&table, &known);
    if plan.count(Outcome::Refused) > 0 {
        return Err(ImportError::Rows(Box::new(plan)).into());
    }
    if preview.is_some_and(|digest| digest != plan.digest()) {
        return Err(ImportError::PreviewStale.into());
    }
    write(&mut tx, federation, round.id, &writes).await?;
    let act = Act {
        chain: Chain::Federation(federation),
        at: app.clock.now(),
        who: &actor.who(),
        act: "import_delegations",
        subject: ("delegation_rounds", round.id.0),
        before: json!(
            writes
                .iter()
                .filter_map(|w| w.before.as_ref())
                .collect::<Vec<_>>()
        ),
        after: writes.iter().map(for_the_log).collect(),
    };
    audit::record(&mut tx, act).await?;
    tx.commit().await?;
    Ok(plan)
}

fn for_the_log(write: &Write) -> Value {
    json!({
        "body": write.body, "person": write.person, "role": write.role.as_str(), "position": write.position,
        "resolution_on": write.resolution_on,
    })
}

async fn write(
    tx: &mut Tx,
    federation: FederationId,
    round: RoundId,
    writes: &[Write],
) -> Result<(), DelegateError> {
    // An office that works on its delegation at this moment notices.
    for body in writes.iter().map(|w| w.body).collect::<BTreeSet<_>>() {
        store::lock_entitlement(tx, federation, round, body)
            .await?
            .ok_or(DelegateError::Stale)?;
    }
    for write in writes {
        let id = match &write.before {
            None => {
                let registration = Registration {
                    person: write.person,
                    role: write.role,
                    principal: None,
                    is_new: false,
                };
                registrations::insert_delegate(tx, federation, round, write.body, registration)
                    .await?
                    .ok_or(DelegateError::Stale)?
            }
            Some(before) => {
                let mut after = before.clone();
                // Whoever comes in another role, or again after being given back, is looked at once more.
                if before.role != write.role || before.is_returned() {
                    after.role = write.role;
                    after.principal = None;
                    after.state = DelegateState::Registered;
                    after.reason = String::new();
                    if !registrations::set_delegate(tx, federation, &after).await? {
                        return Err(DelegateError::Stale);
                    }
                    registrations::release_deputies(tx, federation, before.id).await?;
                }
                before.id
            }
        };
        if let Some(position) = write.position {
            let old = write.before.as_ref().map(|before| before.position);
            if old != Some(position) {
                registrations::set_position(tx, federation, id, position).await?;
            }
        }
        if write.resolution_on.is_some() {
            papers::set_resolution(tx, federation, round, write.body, write.resolution_on).await?;
        }
    }
    Ok(())
}

/// Gives the delegations of a round out, in the columns in which they are taken over; the log tells who took them.
pub async fn export_table(
    app: &App,
    actor: &Actor,
    slug: &str,
    round: RoundId,
) -> Result<TableOut, DelegateError> {
    let (federation, round) = round_for_table(app, actor, slug, round).await?;
    let mut tx = app.db.begin().await?;
    let rows = tables::delegations(&mut tx, federation.id, round.id).await?;
    let act = Act {
        chain: Chain::Federation(federation.id),
        at: app.clock.now(),
        who: &actor.who(),
        act: "export_delegations",
        subject: ("delegation_rounds", round.id.0),
        before: Value::Null,
        after: json!({ "rows": rows.len() }),
    };
    audit::record(&mut tx, act).await?;
    tx.commit().await?;
    let cells = |row: tables::DelegationRow| {
        vec![
            OutCell::maybe(row.body_key, OutCell::text),
            OutCell::maybe(row.person_key, OutCell::text),
            OutCell::text(row.given_name),
            OutCell::text(row.family_name),
            OutCell::text(row.role),
            OutCell::Number(row.position),
            OutCell::maybe(row.resolution_on, |day| OutCell::Day(Day::stored(day))),
        ]
    };
    Ok(TableOut {
        name: "delegations".to_owned(),
        headers: COLUMNS.iter().map(|c| c.field.to_owned()).collect(),
        rows: rows.into_iter().map(cells).collect(),
    })
}

/// Keeps a table until the person says whether it is to be taken over; gives the id under which it is found.
pub async fn keep_table(
    app: &App,
    actor: &Actor,
    slug: &str,
    round: RoundId,
    bytes: &[u8],
) -> Result<String, DelegationTableError> {
    let (federation, round) = round_for_table(app, actor, slug, round).await?;
    let bytes = &*as_csv(bytes, Limits::default())
        .await
        .map_err(ImportError::from)?;
    // What cannot be read at all need not be kept.
    read(bytes).map_err(ImportError::from)?;
    let id = data_encoding::HEXLOWER.encode(&app.random.bytes::<16>());
    app.uploads.keep(Upload {
        id: id.clone(),
        account: actor.account,
        federation: federation.id,
        kind: UploadKind::Delegations(round.id),
        name: String::new(),
        bytes: Arc::from(bytes),
        at: app.clock.now(),
    });
    Ok(id)
}

/// A table that is kept for this round.
pub async fn kept_table(
    app: &App,
    actor: &Actor,
    slug: &str,
    round: RoundId,
    id: &str,
) -> Result<Arc<[u8]>, DelegationTableError> {
    let (federation, round) = round_for_table(app, actor, slug, round).await?;
    let now = app.clock.now();
    match app.uploads.find(id, actor.account, federation.id, now) {
        Some(upload) if upload.kind == UploadKind::Delegations(round.id) => Ok(upload.bytes),
        Some(_) | None => Err(ImportError::UploadGone.into()),
    }
}
