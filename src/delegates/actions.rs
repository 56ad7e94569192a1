//! What offices do in a round: register, withdraw, rank. What belongs to the delegation as a whole is in [`papers`]; what staff
//! do is in [`check`], [`credentials`] and [`call`].

pub mod call;
pub mod check;
pub mod computation;
pub mod credentials;
pub mod papers;
mod refusal;
pub mod tables;

pub use refusal::DelegateError;

use serde_json::{Value, json};

use super::{
    model::{
        Acting, Delegate, DelegateRole, DelegateState, DelegationState, Entitlement, Paper,
        RegistrationInput, Round, Submission, Transition, order_after_move,
    },
    store::{self, registrations},
};
use crate::{
    App,
    accounts::model::{Actor, Right},
    audit::{self, Act, Chain, Who},
    db::Tx,
    registry::{
        self,
        model::{Federation, PersonInBody},
    },
    statutes,
    types::{BodyId, Day, DelegateId, FederationId, RoundId},
};

/// What the office of a body sees of a round.
pub struct Delegation {
    pub federation: Federation,
    pub round: Round,
    pub entitlement: Entitlement,
    /// Delegates, then deputies, then substitutes by rank.
    pub delegates: Vec<Delegate>,
    pub paper: Paper,
    pub state: DelegationState,
    /// What was submitted last.
    pub last: Option<Submission>,
    /// Whether bodies were called to submit.
    pub is_called: bool,
    /// Whether the office can still change something by giving a reason.
    pub may_open_late: bool,
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

impl Acting<'_> {
    /// For the log of acts.
    pub(super) fn who(self) -> Who {
        match self {
            Self::Account(actor) => actor.who(),
            Self::Link(holder) => Who {
                account: None,
                name: format!("link {} of body {}", holder.generation, holder.body),
            },
        }
    }
}

/// The federation of an address, for the office of the body, the holder of its link, and staff who hold the right.
async fn office(
    app: &App,
    by: Acting<'_>,
    slug: &str,
    body: BodyId,
    round: RoundId,
    or: Right,
) -> Result<Federation, DelegateError> {
    let federation = registry::actions::federation(app, slug).await?;
    by.require_office(federation.id, body, round, or)?;
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
    let federation = registry::actions::federation(app, slug).await?;
    actor.require_office(federation.id, body, Right::ReadStaffPages)?;
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
    by: impl Into<Acting<'_>>,
    slug: &str,
    body: BodyId,
    round: RoundId,
) -> Result<Delegation, DelegateError> {
    let by = by.into();
    let federation = office(app, by, slug, body, round, Right::ReadStaffPages).await?;
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
    let (paper, state, last) =
        papers::state_of(&mut conn, federation.id, (round.id, body), &delegates).await?;
    let prepares = by.may(Right::PrepareAssemblies, federation.id);
    let is_office = by.is_office_of(federation.id, body);
    let in_time = !round.is_past_deadline(app.clock.now());
    let is_late = paper.late.is_some();
    Ok(Delegation {
        may_change: round.is_open() && (prepares || (is_office && (in_time || is_late))),
        may_open_late: round.is_open() && is_office && !in_time && !is_late,
        is_called: store::calls::find_call(&mut conn, federation.id, round.id)
            .await?
            .is_some(),
        is_staff: by.may(Right::ReadStaffPages, federation.id),
        paper,
        state,
        last,
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
    by: Acting<'_>,
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
    if !by.may(Right::PrepareAssemblies, federation) && round.is_past_deadline(app.clock.now()) {
        // Whoever gave a reason for being late goes on.
        let paper = store::papers::find_paper(tx, federation, round.id, body).await?;
        if paper.late.is_none() {
            return Err(DelegateError::DeadlinePassed);
        }
    }
    Ok((round, entitlement))
}

/// Refuses a principal who is no delegate of the same body.
async fn refused_principal(
    tx: &mut Tx,
    federation: FederationId,
    round: RoundId,
    body: BodyId,
    principal: Option<DelegateId>,
) -> Result<(), DelegateError> {
    let Some(principal) = principal else {
        return Ok(());
    };
    registrations::find_delegate(tx, federation, round, principal)
        .await?
        .filter(|d| {
            d.body == body
                && d.role == DelegateRole::Delegate
                && d.state != DelegateState::Withdrawn
        })
        .map(drop)
        .ok_or(DelegateError::PrincipalUnknown)
}

/// Refuses deputies and substitutes where the statutes that hold on the day know none.
async fn refuse_role(
    tx: &mut Tx,
    federation: FederationId,
    day: Day,
    role: DelegateRole,
) -> Result<(), DelegateError> {
    let Some(statutes) = statutes::store::version_on(tx, federation, day).await? else {
        return Ok(());
    };
    let rule = statutes.rules.delegates;
    let provided = match role {
        DelegateRole::Delegate => true,
        DelegateRole::Deputy => rule.deputies,
        DelegateRole::Substitute => rule.substitutes,
    };
    if provided {
        Ok(())
    } else {
        let article = rule.article;
        Err(DelegateError::RoleNotProvided { role, article })
    }
}

/// Registers a delegate or deputy for a body, or registers again one who was returned.
pub async fn register(
    app: &App,
    by: impl Into<Acting<'_>>,
    slug: &str,
    body: BodyId,
    round: RoundId,
    input: &RegistrationInput,
) -> Result<DelegateId, DelegateError> {
    let by = by.into();
    let federation = office(app, by, slug, body, round, Right::PrepareAssemblies)
        .await?
        .id;
    let registration = input.parse().map_err(DelegateError::Fields)?;
    let person = registration.person;
    let mut tx = app.db.begin().await?;
    let (round, entitlement) = lock_delegation(&mut tx, app, by, federation, round, body).await?;
    let known = registrations::find_active(&mut tx, federation, round.id, person).await?;
    // Whom the office entered itself is registered again without being a member yet.
    let is_own_entry = known
        .as_ref()
        .is_some_and(|d| d.body == body && d.is_new && d.is_returned());
    if !is_own_entry
        && !registry::store::belongs_on(&mut tx, federation, body, person, round.day).await?
    {
        return Err(DelegateError::NotInBody { name: None });
    }
    if !registry::store::people::lock_person(&mut tx, federation, person).await? {
        return Err(DelegateError::NotInBody { name: None });
    }
    let returned = match known {
        Some(known) if known.body == body && known.is_returned() => Some(known),
        Some(known) => return Err(refused_twice(by, federation, body, known)),
        None => None,
    };
    entitlement.places.room_to_register(registration.role)?;
    refuse_role(&mut tx, federation, round.day, registration.role).await?;
    refused_principal(&mut tx, federation, round.id, body, registration.principal).await?;
    let (id, before) = match returned {
        Some(before) => {
            let again = Delegate {
                role: registration.role,
                principal: registration.principal,
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
                    refused_twice(by, federation, body, known)
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
        by,
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
    by: Acting<'_>,
    federation: FederationId,
    body: BodyId,
    known: Delegate,
) -> DelegateError {
    if known.body == body {
        return DelegateError::AlreadyRegistered;
    }
    let told = by.may(Right::ReadStaffPages, federation);
    DelegateError::RegisteredElsewhere {
        body: told.then_some(known.body_name),
    }
}

/// Takes a registration back.
pub async fn withdraw(
    app: &App,
    by: impl Into<Acting<'_>>,
    slug: &str,
    body: BodyId,
    round: RoundId,
    delegate: DelegateId,
    revision: i64,
) -> Result<(), DelegateError> {
    let by = by.into();
    let federation = office(app, by, slug, body, round, Right::PrepareAssemblies)
        .await?
        .id;
    let mut tx = app.db.begin().await?;
    let (round, _) = lock_delegation(&mut tx, app, by, federation, round, body).await?;
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
        by,
        federation,
        "withdraw_delegate",
        &before,
        &after,
    )
    .await?;
    registrations::release_deputies(&mut tx, federation, delegate).await?;
    tx.commit().await?;
    Ok(())
}

/// Ranks the registrations of a body in the order given, which names each one that is not withdrawn.
pub async fn order(
    app: &App,
    by: impl Into<Acting<'_>>,
    slug: &str,
    body: BodyId,
    round: RoundId,
    order: &[DelegateId],
    revision: i64,
) -> Result<(), DelegateError> {
    let by = by.into();
    let federation = office(app, by, slug, body, round, Right::PrepareAssemblies)
        .await?
        .id;
    let mut tx = app.db.begin().await?;
    let (round, entitlement) = lock_delegation(&mut tx, app, by, federation, round, body).await?;
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
        who: &by.who(),
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
    by: impl Into<Acting<'_>>,
    slug: &str,
    body: BodyId,
    round: RoundId,
    delegate: DelegateId,
    up: bool,
    revision: i64,
) -> Result<(), DelegateError> {
    let by = by.into();
    let federation = office(app, by, slug, body, round, Right::PrepareAssemblies)
        .await?
        .id;
    let mut conn = app.db.read().await?;
    let ranked = registrations::delegates_of_body(&mut conn, federation, round, body).await?;
    drop(conn);
    // Held against the revision in there: the order read here is the one that was seen.
    let named = order_after_move(&ranked, delegate, up);
    order(app, by, slug, body, round, &named, revision).await
}

/// Saves a changed registration at its revision, and records it.
async fn save(
    tx: &mut Tx,
    app: &App,
    by: Acting<'_>,
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
        by,
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
    by: Acting<'_>,
    federation: FederationId,
    act: &'static str,
    delegate: DelegateId,
    before: Value,
    after: &Delegate,
) -> Result<(), DelegateError> {
    let act = Act {
        chain: Chain::Federation(federation),
        at: app.clock.now(),
        who: &by.who(),
        act,
        subject: ("delegates", delegate.0),
        before,
        after: audit::snapshot(after),
    };
    Ok(audit::record(tx, act).await?)
}
