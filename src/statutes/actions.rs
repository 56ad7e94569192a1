//! What people do with statutes: read, write new versions, see what a key would give.

pub mod calculator;

use serde_json::Value;

use super::{
    model::{
        Statutes,
        computation::{BodyFacts, ComputeError, Computed, compute},
        key::DelegateKey,
        rules::Rules,
        working::FigureUsed,
    },
    store,
};
use crate::{
    App,
    accounts::model::{AccessError, Actor, Right},
    audit::{self, Act, Chain},
    db::{Conn, DbError, Tx},
    registry::{
        actions::{RegistryError, federation, federation_for},
        model::{BodyOnDay, Federation},
        store::{bodies_on, facts},
    },
    types::{
        BodyId, Day, Explain, FederationId, FieldProblem, Fields, Problem, StatutesId,
        reading::{day, line},
    },
};

/// Why something with statutes is refused.
#[derive(Debug, thiserror::Error)]
pub enum StatutesError {
    #[error(transparent)]
    Access(#[from] AccessError),
    #[error(transparent)]
    Registry(#[from] RegistryError),
    #[error("not found")]
    NotFound,
    #[error("changed by somebody else since it was read")]
    Stale,
    #[error("a computation was made by this version")]
    InUse,
    #[error(transparent)]
    Compute(#[from] ComputeError),
    #[error("fields were refused")]
    Fields(Vec<FieldProblem>),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Explain for StatutesError {
    fn problem(&self) -> Problem {
        match self {
            Self::Access(e) => e.problem(),
            Self::Registry(e) => e.problem(),
            Self::NotFound => Problem::not_found(),
            Self::Stale => Problem::stale(),
            Self::InUse => Problem::conflict(crate::key!("problem-statutes-in-use")),
            Self::Compute(e) => e.problem(),
            Self::Fields(fields) => Problem::fields(fields.clone()),
            Self::Db(e) => e.problem(),
        }
    }
}

impl Explain for ComputeError {
    fn problem(&self) -> Problem {
        match self {
            Self::Key(fault) => Problem::fields(vec![fault.field_problem("key")]),
            Self::TooManyPlaces { name } => {
                Problem::invalid(crate::key!("problem-key-too-many-places"))
                    .with("name", name.as_str())
            }
            Self::NothingToShareBy => Problem::invalid(crate::key!("problem-key-nothing-to-share")),
            Self::Lot(_) => Problem::field("lot", crate::key!("field-tally-lot")),
            Self::OutOfRange => Problem::invalid(crate::key!("problem-key-out-of-range")),
        }
    }
}

/// The versions of a federation, the latest first, with the one that holds today.
pub struct Versions {
    pub federation: Federation,
    pub versions: Vec<Statutes>,
    pub today: Option<StatutesId>,
    /// Whether this person may write them.
    pub keeps: bool,
}

impl Versions {
    async fn read(app: &App, actor: &Actor, federation: Federation) -> Result<Self, StatutesError> {
        let versions = store::list(&mut app.db.read().await?, federation.id).await?;
        let today = app.clock.today();
        Ok(Self {
            today: versions
                .iter()
                .find(|version| version.valid_from <= today)
                .map(|version| version.id),
            versions,
            keeps: actor.may(Right::KeepStatutes, federation.id),
            federation,
        })
    }
}

/// All versions, for staff.
pub async fn list_statutes(
    app: &App,
    actor: &Actor,
    slug: &str,
) -> Result<Versions, StatutesError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    Versions::read(app, actor, federation).await
}

/// All versions, for the office of a body.
pub async fn statutes_of_body(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
) -> Result<(Versions, BodyOnDay), StatutesError> {
    let federation = federation(app, slug).await?;
    actor.require_office(federation.id, body, Right::ReadStaffPages)?;
    let today = app.clock.today();
    let found =
        crate::registry::store::find_body_on(&mut app.db.read().await?, federation.id, body, today)
            .await?
            .ok_or(StatutesError::NotFound)?;
    Ok((Versions::read(app, actor, federation).await?, found))
}

/// One version, for staff.
pub async fn read_statutes(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: StatutesId,
) -> Result<(Federation, Statutes), StatutesError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let found = store::find(&mut app.db.read().await?, federation.id, id)
        .await?
        .ok_or(StatutesError::NotFound)?;
    Ok((federation, found))
}

/// A version as typed, with its rules already checked or what is wrong with them.
pub struct StatutesInput {
    pub title: String,
    pub valid_from: String,
    pub rules: Result<Rules, Vec<FieldProblem>>,
}

impl StatutesInput {
    /// Reads a version.
    ///
    /// # Errors
    /// All that is wrong with its fields.
    pub fn parse(self) -> Result<(String, Day, Rules), Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let title = line(&mut fields, "title", &self.title, 1, 200);
        let valid_from = day(&mut fields, "valid_from", &self.valid_from);
        let rules = match self.rules {
            Ok(rules) => Some(rules),
            Err(problems) => {
                for problem in problems {
                    fields.refuse(problem);
                }
                None
            }
        };
        let parts = (|| Some((title?, valid_from?, rules?)))();
        fields.finish(parts)
    }
}

fn day_taken() -> StatutesError {
    StatutesError::Fields(vec![FieldProblem::new(
        "valid_from",
        crate::key!("field-statutes-day-taken"),
    )])
}

/// Adds a version.
pub async fn create_statutes(
    app: &App,
    actor: &Actor,
    slug: &str,
    input: StatutesInput,
) -> Result<StatutesId, StatutesError> {
    let federation = federation_for(app, actor, Right::KeepStatutes, slug)
        .await?
        .id;
    let (title, valid_from, rules) = input.parse().map_err(StatutesError::Fields)?;
    let mut tx = app.db.begin().await?;
    let id = store::insert(&mut tx, federation, (&title, valid_from), &rules)
        .await?
        .ok_or_else(day_taken)?;
    record(&mut tx, app, actor, federation, "create_statutes", id, None).await?;
    tx.commit().await?;
    Ok(id)
}

/// A version by which nothing was computed yet, locked.
async fn lock_unused(
    tx: &mut Tx,
    federation: FederationId,
    id: StatutesId,
) -> Result<Statutes, StatutesError> {
    let found = store::lock(tx, federation, id)
        .await?
        .ok_or(StatutesError::NotFound)?;
    if found.in_use {
        return Err(StatutesError::InUse);
    }
    Ok(found)
}

/// Changes a version by which nothing was computed yet; else a new version is needed.
pub async fn edit_statutes(
    app: &App,
    actor: &Actor,
    slug: &str,
    (id, revision): (StatutesId, i64),
    input: StatutesInput,
) -> Result<(), StatutesError> {
    let federation = federation_for(app, actor, Right::KeepStatutes, slug)
        .await?
        .id;
    let (title, valid_from, rules) = input.parse().map_err(StatutesError::Fields)?;
    let mut tx = app.db.begin().await?;
    let before = lock_unused(&mut tx, federation, id).await?;
    let of_day = store::of_day(&mut tx, federation, valid_from).await?;
    if of_day.is_some_and(|other| other != id) {
        return Err(day_taken());
    }
    let key = (id, revision);
    if !store::update(&mut tx, federation, key, (&title, valid_from), &rules).await? {
        return Err(StatutesError::Stale);
    }
    record(
        &mut tx,
        app,
        actor,
        federation,
        "edit_statutes",
        id,
        Some(&before),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Removes a version by which nothing was computed.
pub async fn remove_statutes(
    app: &App,
    actor: &Actor,
    slug: &str,
    (id, revision): (StatutesId, i64),
) -> Result<(), StatutesError> {
    let federation = federation_for(app, actor, Right::KeepStatutes, slug)
        .await?
        .id;
    let mut tx = app.db.begin().await?;
    let before = lock_unused(&mut tx, federation, id).await?;
    if !store::delete(&mut tx, federation, (id, revision)).await? {
        return Err(StatutesError::Stale);
    }
    record(
        &mut tx,
        app,
        actor,
        federation,
        "remove_statutes",
        id,
        Some(&before),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

async fn record(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    federation: FederationId,
    act: &'static str,
    id: StatutesId,
    before: Option<&Statutes>,
) -> Result<(), StatutesError> {
    let after = store::find(tx, federation, id).await?;
    let snapshot = |version: Option<&Statutes>| version.map_or(Value::Null, audit::snapshot);
    let act = Act {
        chain: Chain::Federation(federation),
        at: app.clock.now(),
        who: &actor.who(),
        act,
        subject: ("statutes", id.0),
        before: snapshot(before),
        after: snapshot(after.as_ref()),
    };
    Ok(audit::record(tx, act).await?)
}

/// What is known of the bodies that are members on a day, by a reference day; the body is there with its places in the register.
pub async fn facts_of_bodies(
    conn: &mut Conn,
    federation: FederationId,
    key: &DelegateKey,
    day: Day,
    reference_day: Day,
) -> Result<Vec<(BodyFacts, i64)>, DbError> {
    let bodies = bodies_on(conn, federation, day).await?;
    let mut figures = match key.figure {
        Some(kind) => facts::latest_figures(conn, federation, kind, reference_day).await?,
        None => std::collections::BTreeMap::new(),
    };
    let unpaid = facts::unpaid_bodies(conn, federation, reference_day).await?;
    Ok(bodies
        .into_iter()
        .map(|body| {
            let figure = figures.remove(&body.id).map(|figure| FigureUsed {
                kind: figure.content.kind,
                value: figure.content.value,
                day: figure.content.day,
                source: figure.content.source,
            });
            let known = BodyFacts {
                fee_unpaid: unpaid.contains(&body.id),
                body: body.id,
                name: body.name,
                figure,
            };
            (known, body.delegate_places)
        })
        .collect())
}

/// What a key would give all bodies today.
pub struct Preview {
    pub day: Day,
    pub computed: Computed,
    /// The places of each body in the register, to show the difference.
    pub now: std::collections::BTreeMap<BodyId, i64>,
}

/// What a key would give all bodies that are members today, by their latest figures.
pub async fn preview(
    app: &App,
    actor: &Actor,
    slug: &str,
    key: &DelegateKey,
) -> Result<Preview, StatutesError> {
    let federation = federation_for(app, actor, Right::KeepStatutes, slug)
        .await?
        .id;
    let day = app.clock.today();
    let mut conn = app.db.read().await?;
    let known = facts_of_bodies(&mut conn, federation, key, day, day).await?;
    let now = known
        .iter()
        .map(|(body, places)| (body.body, *places))
        .collect();
    let facts = known.into_iter().map(|(body, _)| body).collect();
    Ok(Preview {
        day,
        computed: compute(key, facts, &[])?,
        now,
    })
}
