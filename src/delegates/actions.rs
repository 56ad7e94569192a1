//! What offices do in a round: register, withdraw, rank. What staff do is in [`check`].

pub mod check;
pub mod computation;

use serde_json::{Value, json};

use super::{
    model::{
        Delegate, DelegateRole, Entitlement, PlacesTaken, RegistrationInput, Round, Transition,
        WrongState, order_after_move,
    },
    store::{self, registrations},
};
use crate::{
    App,
    accounts::model::{AccessError, Actor, Right},
    audit::{self, Act, Chain},
    db::{DbError, Tx},
    registry::{
        self,
        actions::RegistryError,
        model::{Federation, PersonInBody},
    },
    statutes::model::computation::ComputeError,
    types::{
        BodyId, DelegateId, Explain, FederationId, FieldProblem, Problem, ProblemValue, RoundId,
    },
};

/// Why something with delegates is refused.
#[derive(Debug, thiserror::Error)]
pub enum DelegateError {
    #[error(transparent)]
    Access(#[from] AccessError),
    #[error(transparent)]
    Registry(#[from] RegistryError),
    #[error("not found")]
    NotFound,
    #[error("changed by somebody else since it was read")]
    Stale,
    #[error("the round is frozen")]
    RoundFrozen,
    #[error("the time for registering is over")]
    DeadlinePassed,
    #[error(transparent)]
    PlacesTaken(#[from] PlacesTaken),
    #[error("the body has already registered this person")]
    AlreadyRegistered,
    /// The other body is named to staff only.
    #[error("another body has registered this person")]
    RegisteredElsewhere { body: Option<String> },
    #[error("the person does not belong to the body on the day of the assembly")]
    NotInBody { name: Option<String> },
    #[error(transparent)]
    State(#[from] WrongState),
    #[error("{accepted} are accepted already")]
    FewerPlacesThanAccepted { accepted: i64 },
    #[error("the order does not name each registration of the body once")]
    OrderIncomplete,
    #[error("no statutes hold on the day of the round")]
    NoStatutes,
    #[error(transparent)]
    Compute(ComputeError),
    #[error("a lot has to be drawn for {places} places")]
    LotNeeded { places: u32 },
    #[error("{bodies} bodies have no reference figure, the first is {first}")]
    NoFigure { first: String, bodies: usize },
    #[error("{accepted} delegates of {name} are accepted already")]
    AcceptedInBody { name: String, accepted: i64 },
    #[error("fields were refused")]
    Fields(Vec<FieldProblem>),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Explain for DelegateError {
    fn problem(&self) -> Problem {
        match self {
            Self::Access(e) => e.problem(),
            Self::Registry(e) => e.problem(),
            Self::NotFound => Problem::not_found(),
            Self::Stale => Problem::stale(),
            Self::RoundFrozen => Problem::conflict(crate::key!("problem-round-frozen")),
            Self::DeadlinePassed => Problem::conflict(crate::key!("problem-deadline-passed")),
            Self::PlacesTaken(PlacesTaken { role, places }) => {
                let (key, field) = match role {
                    DelegateRole::Delegate => (
                        crate::key!("problem-places-full"),
                        crate::key!("field-places-full"),
                    ),
                    DelegateRole::Deputy => (
                        crate::key!("problem-deputies-full"),
                        crate::key!("field-deputies-full"),
                    ),
                };
                about("role", key, field, Some(("n", (*places).into())))
            }
            Self::AlreadyRegistered => about(
                "person",
                crate::key!("problem-person-twice"),
                crate::key!("field-person-registered"),
                None,
            ),
            Self::RegisteredElsewhere { body: None } => about(
                "person",
                crate::key!("problem-person-elsewhere"),
                crate::key!("field-person-elsewhere"),
                None,
            ),
            Self::RegisteredElsewhere { body: Some(body) } => about(
                "person",
                crate::key!("problem-person-in-body"),
                crate::key!("field-person-in-body"),
                Some(("body", body.clone().into())),
            ),
            Self::NotInBody { name: None } => about(
                "person",
                crate::key!("problem-person-not-in-body"),
                crate::key!("field-person-not-in-body"),
                None,
            ),
            Self::NotInBody { name: Some(name) } => {
                Problem::conflict(crate::key!("problem-delegate-not-in-body"))
                    .with("name", name.clone())
            }
            Self::State(_) => Problem::conflict(crate::key!("problem-delegate-state")),
            Self::FewerPlacesThanAccepted { accepted } => about(
                "places",
                crate::key!("problem-places-below-accepted"),
                crate::key!("field-places-below-accepted"),
                Some(("n", (*accepted).into())),
            ),
            Self::OrderIncomplete => Problem::invalid(crate::key!("problem-order-incomplete")),
            Self::NoStatutes => Problem::conflict(crate::key!("problem-round-without-statutes")),
            Self::Compute(e) => e.problem(),
            Self::LotNeeded { places } => about(
                "lot",
                crate::key!("problem-places-lot-needed"),
                crate::key!("field-places-lot-needed"),
                Some(("n", i64::from(*places).into())),
            ),
            Self::NoFigure { first, bodies } => {
                Problem::conflict(crate::key!("problem-bodies-without-figure"))
                    .with("name", first.as_str())
                    .with("n", i64::try_from(*bodies).unwrap_or(i64::MAX))
            }
            Self::AcceptedInBody { name, accepted } => {
                Problem::conflict(crate::key!("problem-computed-below-accepted"))
                    .with("name", name.as_str())
                    .with("n", *accepted)
            }
            Self::Fields(fields) => Problem::fields(fields.clone()),
            Self::Db(e) => e.problem(),
        }
    }
}

/// A conflict with a code of its own that is told beside the field it is about.
fn about(
    field: &str,
    key: &'static str,
    field_key: &'static str,
    value: Option<(&'static str, ProblemValue)>,
) -> Problem {
    let mut problem = Problem::conflict(key);
    let mut told = FieldProblem::new(field, field_key);
    if let Some((name, value)) = value {
        problem = problem.with(name, value.clone());
        told = told.with(name, value);
    }
    problem.fields.push(told);
    problem
}

/// What the office of a body sees of a round.
pub struct Delegation {
    pub federation: Federation,
    pub round: Round,
    pub entitlement: Entitlement,
    /// Delegates, then deputies by rank.
    pub delegates: Vec<Delegate>,
    /// People who belong to the body on the day and are not registered by it, save those returned.
    pub eligible: Vec<PersonInBody>,
    /// Whether this person may register and withdraw now.
    pub may_change: bool,
    /// Whether this person acts as staff of the federation.
    pub is_staff: bool,
}

/// The rounds of a body.
pub struct RoundsOfBody {
    pub federation: Federation,
    /// Name of the body today.
    pub body_name: String,
    pub rounds: Vec<Round>,
    pub total: i64,
    /// Whether this person acts as staff of the federation.
    pub is_staff: bool,
}

/// The federation of an address, for the office of the body and for staff who hold the right.
async fn office(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    or: Right,
) -> Result<Federation, DelegateError> {
    let federation = registry::actions::federation(app, slug).await?;
    actor.require_office(federation.id, body, or)?;
    Ok(federation)
}

/// The rounds in which a body has places, the latest first.
pub async fn rounds_of_body(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    (limit, offset): (i64, i64),
) -> Result<RoundsOfBody, DelegateError> {
    let federation = office(app, actor, slug, body, Right::ReadStaffPages).await?;
    let mut conn = app.db.read().await?;
    let today = app.clock.today();
    let found = registry::store::find_body_on(&mut conn, federation.id, body, today)
        .await?
        .ok_or(DelegateError::NotFound)?;
    let (rounds, total) =
        store::rounds_of_body(&mut conn, federation.id, body, limit, offset).await?;
    Ok(RoundsOfBody {
        is_staff: actor.may(Right::ReadStaffPages, federation.id),
        body_name: found.name,
        federation,
        rounds,
        total,
    })
}

/// What a body has registered in a round, and whom it can still register.
pub async fn delegation(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    round: RoundId,
) -> Result<Delegation, DelegateError> {
    let federation = office(app, actor, slug, body, Right::ReadStaffPages).await?;
    let mut conn = app.db.read().await?;
    let round = store::find_round(&mut conn, federation.id, round)
        .await?
        .ok_or(DelegateError::NotFound)?;
    let entitlement = store::find_entitlement(&mut conn, federation.id, round.id, body)
        .await?
        .ok_or(DelegateError::NotFound)?;
    let delegates =
        registrations::delegates_of_body(&mut conn, federation.id, round.id, body).await?;
    let mut eligible =
        registry::store::people_of_body_on(&mut conn, federation.id, body, round.day).await?;
    eligible.retain(|p| {
        delegates
            .iter()
            .all(|d| d.person != p.person || d.is_returned())
    });
    let prepares = actor.may(Right::PrepareAssemblies, federation.id);
    let office_in_time =
        actor.is_office_of(federation.id, body) && !round.is_past_deadline(app.clock.now());
    Ok(Delegation {
        may_change: round.is_open() && (prepares || office_in_time),
        is_staff: actor.may(Right::ReadStaffPages, federation.id),
        federation,
        round,
        entitlement,
        delegates,
        eligible,
    })
}

/// A round that is open to this person, and the body's entitlement, both locked until the transaction ends.
async fn lock_delegation(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    federation: FederationId,
    round: RoundId,
    body: BodyId,
) -> Result<(Round, Entitlement), DelegateError> {
    let round = store::lock_round(tx, federation, round)
        .await?
        .ok_or(DelegateError::NotFound)?;
    let entitlement = store::lock_entitlement(tx, federation, round.id, body)
        .await?
        .ok_or(DelegateError::NotFound)?;
    if !round.is_open() {
        return Err(DelegateError::RoundFrozen);
    }
    if !actor.may(Right::PrepareAssemblies, federation) && round.is_past_deadline(app.clock.now()) {
        return Err(DelegateError::DeadlinePassed);
    }
    Ok((round, entitlement))
}

/// Registers a delegate or deputy for a body, or registers again one who was returned.
pub async fn register(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    round: RoundId,
    input: &RegistrationInput,
) -> Result<DelegateId, DelegateError> {
    let federation = office(app, actor, slug, body, Right::PrepareAssemblies)
        .await?
        .id;
    let registration = input.parse().map_err(DelegateError::Fields)?;
    let person = registration.person;
    let mut tx = app.db.begin().await?;
    let (round, entitlement) =
        lock_delegation(&mut tx, app, actor, federation, round, body).await?;
    if !registry::store::belongs_on(&mut tx, federation, body, person, round.day).await? {
        return Err(DelegateError::NotInBody { name: None });
    }
    let known = registrations::find_active(&mut tx, federation, round.id, person).await?;
    let returned = match known {
        Some(known) if known.body == body && known.is_returned() => Some(known),
        Some(known) => return Err(refused_twice(actor, federation, body, known)),
        None => None,
    };
    entitlement.places.room_to_register(registration.role)?;
    let (id, before) = match returned {
        Some(before) => {
            let again = Delegate {
                role: registration.role,
                state: before.state.after(Transition::Register)?,
                reason: String::new(),
                ..before.clone()
            };
            if !registrations::set_delegate(&mut tx, federation, &again).await? {
                return Err(DelegateError::Stale);
            }
            (before.id, audit::snapshot(&before))
        }
        None => {
            let inserted =
                registrations::insert_delegate(&mut tx, federation, round.id, body, registration)
                    .await?;
            let Some(id) = inserted else {
                // Another body was faster.
                let known =
                    registrations::find_active(&mut tx, federation, round.id, person).await?;
                return Err(known.map_or(DelegateError::Stale, |known| {
                    refused_twice(actor, federation, body, known)
                }));
            };
            (id, Value::Null)
        }
    };
    let after = registrations::find_delegate(&mut tx, federation, round.id, id)
        .await?
        .ok_or(DelegateError::NotFound)?;
    record(
        &mut tx,
        app,
        actor,
        federation,
        "register_delegate",
        id,
        before,
        &after,
    )
    .await?;
    tx.commit().await?;
    Ok(id)
}

fn refused_twice(
    actor: &Actor,
    federation: FederationId,
    body: BodyId,
    known: Delegate,
) -> DelegateError {
    if known.body == body {
        return DelegateError::AlreadyRegistered;
    }
    let told = actor.may(Right::ReadStaffPages, federation);
    DelegateError::RegisteredElsewhere {
        body: told.then_some(known.body_name),
    }
}

/// Takes a registration back.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    round: RoundId,
    delegate: DelegateId,
    revision: i64,
) -> Result<(), DelegateError> {
    let federation = office(app, actor, slug, body, Right::PrepareAssemblies)
        .await?
        .id;
    let mut tx = app.db.begin().await?;
    let (round, _) = lock_delegation(&mut tx, app, actor, federation, round, body).await?;
    let before = registrations::find_delegate(&mut tx, federation, round.id, delegate)
        .await?
        .filter(|d| d.body == body)
        .ok_or(DelegateError::NotFound)?;
    let after = Delegate {
        state: before.state.after(Transition::Withdraw)?,
        revision,
        ..before.clone()
    };
    save(
        &mut tx,
        app,
        actor,
        federation,
        "withdraw_delegate",
        &before,
        &after,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Ranks the registrations of a body in the order given, which names each one that is not withdrawn.
pub async fn order(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    round: RoundId,
    order: &[DelegateId],
    revision: i64,
) -> Result<(), DelegateError> {
    let federation = office(app, actor, slug, body, Right::PrepareAssemblies)
        .await?
        .id;
    let mut tx = app.db.begin().await?;
    let (round, entitlement) =
        lock_delegation(&mut tx, app, actor, federation, round, body).await?;
    if entitlement.revision != revision.saturating_add(1) {
        return Err(DelegateError::Stale);
    }
    let before = registrations::delegates_of_body(&mut tx, federation, round.id, body).await?;
    let mut named = order.to_vec();
    named.sort_unstable();
    let mut present: Vec<_> = before.iter().map(|d| d.id).collect();
    present.sort_unstable();
    if named != present {
        return Err(DelegateError::OrderIncomplete);
    }
    for (position, id) in (1_i64..).zip(order) {
        let ranked = before.iter().any(|d| d.id == *id && d.position == position);
        if !ranked {
            registrations::set_position(&mut tx, federation, *id, position).await?;
        }
    }
    let ids = |delegates: &[Delegate]| -> Vec<i64> { delegates.iter().map(|d| d.id.0).collect() };
    let after = registrations::delegates_of_body(&mut tx, federation, round.id, body).await?;
    let act = Act {
        chain: Chain::Federation(federation),
        at: app.clock.now(),
        who: &actor.who(),
        act: "order_delegates",
        subject: ("delegation_rounds", round.id.0),
        before: json!({ "body": body, "delegates": ids(&before) }),
        after: json!({ "body": body, "delegates": ids(&after) }),
    };
    audit::record(&mut tx, act).await?;
    tx.commit().await?;
    Ok(())
}

/// Moves a registration one rank up or down.
#[expect(clippy::too_many_arguments, reason = "who, where, what and which way")]
pub async fn change_rank(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    round: RoundId,
    delegate: DelegateId,
    up: bool,
    revision: i64,
) -> Result<(), DelegateError> {
    let federation = office(app, actor, slug, body, Right::PrepareAssemblies)
        .await?
        .id;
    let mut conn = app.db.read().await?;
    let ranked = registrations::delegates_of_body(&mut conn, federation, round, body).await?;
    drop(conn);
    // Held against the revision in there: the order read here is the one that was seen.
    let named = order_after_move(&ranked, delegate, up);
    order(app, actor, slug, body, round, &named, revision).await
}

/// Saves a changed registration at its revision, and records it.
async fn save(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    federation: FederationId,
    act: &'static str,
    before: &Delegate,
    after: &Delegate,
) -> Result<(), DelegateError> {
    if !registrations::set_delegate(tx, federation, after).await? {
        return Err(DelegateError::Stale);
    }
    record(
        tx,
        app,
        actor,
        federation,
        act,
        after.id,
        audit::snapshot(before),
        after,
    )
    .await
}

#[expect(
    clippy::too_many_arguments,
    reason = "one call for each act on a registration"
)]
async fn record(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    federation: FederationId,
    act: &'static str,
    delegate: DelegateId,
    before: Value,
    after: &Delegate,
) -> Result<(), DelegateError> {
    let act = Act {
        chain: Chain::Federation(federation),
        at: app.clock.now(),
        who: &actor.who(),
        act,
        subject: ("delegates", delegate.0),
        before,
        after: audit::snapshot(after),
    };
    Ok(audit::record(tx, act).await?)
}
