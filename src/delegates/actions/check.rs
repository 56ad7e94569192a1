//! What staff do in a round: see all bodies, set places, accept and return.

use std::collections::BTreeMap;

use serde_json::json;

use super::{
    DelegateError, computation::keep_overrule, credentials::rules_of, lock_delegation, save,
};
use crate::{
    App,
    accounts::model::{Actor, Right},
    audit::{self, Act, Chain},
    db::Tx,
    delegates::{
        model::{
            Acting, CheckFilter, Delegate, DelegateState, Doubt, EligibilityRules, Entitlement,
            Round, RoundSummary, Standing, Transition, parse_places, parse_reason, parse_votes,
        },
        store::{self, registrations},
    },
    registry::{actions::federation_for, model::Federation},
    types::{BodyId, Day, DelegateId, FederationId, RoundId},
};

/// A body on the check list.
pub struct CheckedBody {
    pub entitlement: Entitlement,
    pub delegates: Vec<Delegate>,
}

/// A page of the check list of a round.
pub struct CheckList {
    pub federation: Federation,
    pub round: Round,
    pub summary: RoundSummary,
    pub bodies: Vec<CheckedBody>,
    pub total: i64,
}

/// The rounds of a federation, the latest first.
pub async fn list_rounds(
    app: &App,
    actor: &Actor,
    slug: &str,
    (limit, offset): (i64, i64),
) -> Result<(Vec<Round>, i64), DelegateError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug)
        .await?
        .id;
    Ok(store::list_rounds(&mut app.db.read().await?, federation, limit, offset).await?)
}

/// All bodies of a round with their registrations.
pub async fn check_list(
    app: &App,
    actor: &Actor,
    slug: &str,
    round: RoundId,
    filter: CheckFilter,
    (limit, offset): (i64, i64),
) -> Result<CheckList, DelegateError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let mut conn = app.db.read().await?;
    let round = store::find_round(&mut conn, federation.id, round)
        .await?
        .ok_or(DelegateError::NotFound)?;
    let summary = store::summary(&mut conn, federation.id, round.id).await?;
    let (entitlements, total) =
        store::check_list(&mut conn, federation.id, round.id, filter, limit, offset).await?;
    let delegates =
        registrations::delegates_of_page(&mut conn, federation.id, round.id, filter, limit, offset)
            .await?;
    let bodies = entitlements
        .into_iter()
        .map(|entitlement| CheckedBody {
            delegates: delegates
                .iter()
                .filter(|d| d.body == entitlement.body)
                .cloned()
                .collect(),
            entitlement,
        })
        .collect();
    Ok(CheckList {
        federation,
        round,
        summary,
        bodies,
        total,
    })
}

/// A page of all registrations of a round, of one state and one body where given.
pub async fn list_delegates(
    app: &App,
    actor: &Actor,
    slug: &str,
    round: RoundId,
    state: Option<DelegateState>,
    body: Option<BodyId>,
    paging: (i64, i64),
) -> Result<(Vec<Delegate>, i64), DelegateError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug)
        .await?
        .id;
    let mut conn = app.db.read().await?;
    store::find_round(&mut conn, federation, round)
        .await?
        .ok_or(DelegateError::NotFound)?;
    Ok(registrations::list_delegates(&mut conn, federation, round, state, body, paging).await?)
}

/// One registration.
pub async fn delegate(
    app: &App,
    actor: &Actor,
    slug: &str,
    round: RoundId,
    delegate: DelegateId,
) -> Result<Delegate, DelegateError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug)
        .await?
        .id;
    registrations::find_delegate(&mut app.db.read().await?, federation, round, delegate)
        .await?
        .ok_or(DelegateError::NotFound)
}

/// The entitlement of a body.
pub async fn entitlement(
    app: &App,
    actor: &Actor,
    slug: &str,
    round: RoundId,
    body: BodyId,
) -> Result<Entitlement, DelegateError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug)
        .await?
        .id;
    store::find_entitlement(&mut app.db.read().await?, federation, round, body)
        .await?
        .ok_or(DelegateError::NotFound)
}

/// Sets how many delegates a body may send; other places than those computed need a reason.
pub async fn set_places(
    app: &App,
    actor: &Actor,
    slug: &str,
    (round, body): (RoundId, BodyId),
    (places, reason): (&str, &str),
    revision: i64,
) -> Result<(), DelegateError> {
    let federation = federation_for(app, actor, Right::PrepareAssemblies, slug)
        .await?
        .id;
    let places = parse_places(places).map_err(DelegateError::Fields)?;
    let mut tx = app.db.begin().await?;
    let (round, before) =
        lock_delegation(&mut tx, app, actor.into(), federation, round, body).await?;
    if before.revision != revision.saturating_add(1) {
        return Err(DelegateError::Stale);
    }
    if places < before.places.least() {
        return Err(DelegateError::FewerPlacesThanAccepted {
            accepted: before.places.least(),
        });
    }
    let of = (federation, round.id, body);
    let reason = keep_overrule(&mut tx, of, places, reason).await?;
    store::set_places(&mut tx, federation, round.id, body, places).await?;
    let act = Act {
        chain: Chain::Federation(federation),
        at: app.clock.now(),
        who: &actor.who(),
        act: "set_delegate_places",
        subject: ("delegation_rounds", round.id.0),
        before: json!({ "body": body, "places": before.places.places }),
        after: json!({ "body": body, "places": places, "reason": reason }),
    };
    audit::record(&mut tx, act).await?;
    tx.commit().await?;
    Ok(())
}

/// Enters the places of bodies that have become members on the day since the round was made; how many bodies.
pub async fn enter_bodies(
    app: &App,
    actor: &Actor,
    slug: &str,
    round: RoundId,
) -> Result<i64, DelegateError> {
    let federation = federation_for(app, actor, Right::PrepareAssemblies, slug)
        .await?
        .id;
    let mut tx = app.db.begin().await?;
    let round = store::lock_round(&mut tx, federation, round)
        .await?
        .ok_or(DelegateError::NotFound)?;
    if !round.is_open() {
        return Err(DelegateError::RoundFrozen);
    }
    let before = store::summary(&mut tx, federation, round.id).await?.bodies;
    store::insert_entitlements(&mut tx, federation, round.id).await?;
    let after = store::summary(&mut tx, federation, round.id).await?.bodies;
    let act = Act {
        chain: Chain::Federation(federation),
        at: app.clock.now(),
        who: &actor.who(),
        act: "enter_bodies",
        subject: ("delegation_rounds", round.id.0),
        before: json!({ "bodies": before }),
        after: json!({ "bodies": after }),
    };
    audit::record(&mut tx, act).await?;
    tx.commit().await?;
    Ok(after - before)
}

/// Accepts a registration with a number of votes; one that is accepted already gets that number.
pub async fn accept(
    app: &App,
    actor: &Actor,
    slug: &str,
    round: RoundId,
    delegate: DelegateId,
    votes: &str,
    revision: i64,
) -> Result<(), DelegateError> {
    let federation = federation_for(app, actor, Right::PrepareAssemblies, slug)
        .await?
        .id;
    let votes = parse_votes(votes).map_err(DelegateError::Fields)?;
    let mut tx = app.db.begin().await?;
    let (round, entitlement, before) =
        lock_for_check(&mut tx, app, actor.into(), federation, round, delegate).await?;
    let state = before.state.after(Transition::Accept)?;
    if before.state != DelegateState::Accepted {
        entitlement.places.room_to_accept(before.role)?;
    }
    let known = Eligibility::load(&mut tx, federation, &round).await?;
    known.require(&before)?;
    let after = Delegate {
        state,
        votes,
        revision,
        ..before.clone()
    };
    save(
        &mut tx,
        app,
        actor.into(),
        federation,
        "accept_delegate",
        &before,
        &after,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Gives a registration back to the office with a reason.
pub async fn give_back(
    app: &App,
    actor: &Actor,
    slug: &str,
    round: RoundId,
    delegate: DelegateId,
    reason: &str,
    revision: i64,
) -> Result<(), DelegateError> {
    let federation = federation_for(app, actor, Right::PrepareAssemblies, slug)
        .await?
        .id;
    let reason = parse_reason(reason).map_err(DelegateError::Fields)?;
    let mut tx = app.db.begin().await?;
    let (_, _, before) =
        lock_for_check(&mut tx, app, actor.into(), federation, round, delegate).await?;
    let after = Delegate {
        state: before.state.after(Transition::Return)?,
        reason,
        revision,
        ..before.clone()
    };
    save(
        &mut tx,
        app,
        actor.into(),
        federation,
        "return_delegate",
        &before,
        &after,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Accepts all registrations of a body that wait for the check, as they were seen at `revision` of the entitlement.
pub async fn accept_body(
    app: &App,
    actor: &Actor,
    slug: &str,
    round: RoundId,
    body: BodyId,
    revision: i64,
) -> Result<(), DelegateError> {
    let federation = federation_for(app, actor, Right::PrepareAssemblies, slug)
        .await?
        .id;
    let mut tx = app.db.begin().await?;
    let (round, entitlement) =
        lock_delegation(&mut tx, app, actor.into(), federation, round, body).await?;
    if entitlement.revision != revision.saturating_add(1) {
        return Err(DelegateError::Stale);
    }
    let known = Eligibility::load(&mut tx, federation, &round).await?;
    let mut places = entitlement.places;
    for before in registrations::delegates_of_body(&mut tx, federation, round.id, body).await? {
        if !before.is_undecided() {
            continue;
        }
        places.room_to_accept(before.role)?;
        places = places.with_accepted(before.role);
        known.require(&before)?;
        let after = Delegate {
            state: before.state.after(Transition::Accept)?,
            ..before.clone()
        };
        save(
            &mut tx,
            app,
            actor.into(),
            federation,
            "accept_delegate",
            &before,
            &after,
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The registration with its round and entitlement, all locked until the transaction ends.
pub(super) async fn lock_for_check(
    tx: &mut Tx,
    app: &App,
    by: Acting<'_>,
    federation: FederationId,
    round: RoundId,
    delegate: DelegateId,
) -> Result<(Round, Entitlement, Delegate), DelegateError> {
    let seen = registrations::find_delegate(tx, federation, round, delegate)
        .await?
        .ok_or(DelegateError::NotFound)?;
    let (round, entitlement) = lock_delegation(tx, app, by, federation, round, seen.body).await?;
    // Read again: it may have changed while the lock was waited for. Its body never changes.
    let locked = registrations::find_delegate(tx, federation, round.id, delegate)
        .await?
        .ok_or(DelegateError::NotFound)?;
    Ok((round, entitlement, locked))
}

/// Who may be a delegate, and what the register knows of those registered now: it may have changed since.
struct Eligibility {
    rules: EligibilityRules,
    day: Day,
    standings: BTreeMap<DelegateId, Standing>,
}

impl Eligibility {
    async fn load(
        tx: &mut Tx,
        federation: FederationId,
        round: &Round,
    ) -> Result<Self, DelegateError> {
        Ok(Self {
            rules: rules_of(tx, federation, round).await?,
            day: round.day,
            standings: store::papers::standings(tx, federation, round.id).await?,
        })
    }

    /// Refuses to accept somebody who may not be a delegate; staff can still overrule, with a reason.
    fn require(&self, delegate: &Delegate) -> Result<(), DelegateError> {
        let standing = self.standings.get(&delegate.id).copied();
        let against = self
            .rules
            .against(standing.unwrap_or_default(), self.day)
            .into_iter()
            .next();
        let name = || delegate.name.clone();
        match against {
            None => Ok(()),
            Some(Doubt::NotMember) => Err(DelegateError::NotInBody { name: Some(name()) }),
            Some(doubt) => Err(DelegateError::Ineligible {
                name: name(),
                doubt,
            }),
        }
    }
}
