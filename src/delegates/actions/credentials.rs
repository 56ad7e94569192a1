//! The check of credentials: one list of what is doubtful, overruling with a reason, and who follows somebody who departs.

use serde_json::json;

use super::{DelegateError, call::ALL_BODIES, check::lock_for_check, save};
use crate::{
    App,
    accounts::model::{Actor, Right},
    audit::{self, Act, Chain},
    db::{Conn, DbError},
    delegates::{
        model::{
            CheckFacts, CheckFilter, CheckedDelegation, DelegateRole, DelegateState,
            DelegationState, Doubts, EligibilityRules, Round, Transition, delegation_digest,
            doubts_of, names_of_round, next_substitute, parse_reason, parse_votes,
        },
        store::{self, calls, papers, registrations},
    },
    registry::{actions::federation_for, model::Federation},
    statutes,
    types::{DelegateId, FederationId, RoundId},
};

/// A delegation with its doubts.
pub struct Doubtful {
    pub delegation: CheckedDelegation,
    pub doubts: Doubts,
}

/// The work list of a round.
pub struct WorkList {
    pub federation: Federation,
    pub round: Round,
    /// Only delegations with somebody named or something missing.
    pub items: Vec<Doubtful>,
}

/// Every delegation of a round that gives a reason to look twice.
pub async fn work_list(
    app: &App,
    actor: &Actor,
    slug: &str,
    round: RoundId,
) -> Result<WorkList, DelegateError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let mut conn = app.db.read().await?;
    let round = store::find_round(&mut conn, federation.id, round)
        .await?
        .ok_or(DelegateError::NotFound)?;
    let mut items = all_doubts(&mut conn, federation.id, &round).await?;
    items.retain(|item| !item.doubts.is_empty());
    Ok(WorkList {
        federation,
        round,
        items,
    })
}

/// Who may be a delegate by the statutes that hold on the day of the round.
pub(super) async fn rules_of(
    conn: &mut Conn,
    federation: FederationId,
    round: &Round,
) -> Result<EligibilityRules, DbError> {
    let statutes = statutes::store::version_on(conn, federation, round.day).await?;
    Ok(statutes.map_or_else(EligibilityRules::usual, |version| {
        EligibilityRules::of(&version.rules)
    }))
}

/// Every delegation of a round with its doubts, by name of the body.
async fn all_doubts(
    conn: &mut Conn,
    federation: FederationId,
    round: &Round,
) -> Result<Vec<Doubtful>, DbError> {
    let rules = rules_of(conn, federation, round).await?;
    let filter = CheckFilter::All;
    let (entitlements, _) =
        store::check_list(conn, federation, round.id, filter, ALL_BODIES, 0).await?;
    let (mut delegates, _) =
        registrations::list_delegates(conn, federation, round.id, None, None, (ALL_BODIES, 0))
            .await?;
    delegates.retain(|d| d.state != DelegateState::Withdrawn);
    let mut papers = papers::papers_of_round(conn, federation, round.id).await?;
    let submissions = papers::last_submissions(conn, federation, round.id).await?;
    let facts = CheckFacts {
        day: round.day,
        standings: papers::standings(conn, federation, round.id).await?,
        is_called: calls::find_call(conn, federation, round.id)
            .await?
            .is_some(),
    };
    let names = names_of_round(delegates.iter());
    Ok(entitlements
        .into_iter()
        .map(|entitlement| {
            let body = entitlement.body;
            let of_body: Vec<_> = delegates
                .iter()
                .filter(|d| d.body == body)
                .cloned()
                .collect();
            let paper = papers.remove(&body).unwrap_or_default();
            let digest = delegation_digest(round.id, body, &of_body, &paper);
            let delegation = CheckedDelegation {
                state: DelegationState::of(submissions.get(&body), &digest),
                entitlement,
                paper,
                delegates: of_body,
            };
            Doubtful {
                doubts: doubts_of(&delegation, &rules, &facts, &names),
                delegation,
            }
        })
        .collect())
}

/// Accepts a registration although there are doubts, with a reason that stays with it.
pub async fn overrule(
    app: &App,
    actor: &Actor,
    slug: &str,
    (round, delegate): (RoundId, DelegateId),
    (votes, reason): (&str, &str),
    revision: i64,
) -> Result<(), DelegateError> {
    let federation = federation_for(app, actor, Right::PrepareAssemblies, slug)
        .await?
        .id;
    let votes = parse_votes(votes).map_err(DelegateError::Fields)?;
    let reason = parse_reason(reason).map_err(DelegateError::Fields)?;
    let mut tx = app.db.begin().await?;
    let (round, entitlement, before) =
        lock_for_check(&mut tx, app, actor.into(), federation, round, delegate).await?;
    let state = before.state.after(Transition::Accept)?;
    if before.state != DelegateState::Accepted {
        entitlement.places.room_to_accept(before.role)?;
    }
    let overruled: Vec<_> = all_doubts(&mut tx, federation, &round)
        .await?
        .into_iter()
        .filter(|d| d.delegation.entitlement.body == before.body)
        .flat_map(|d| [d.doubts.whole.clone(), d.doubts.about(delegate).to_vec()])
        .flatten()
        .map(|doubt| doubt.as_str())
        .collect();
    let after = crate::delegates::model::Delegate {
        state,
        votes,
        reason: reason.clone(),
        revision,
        ..before.clone()
    };
    let act = Act {
        chain: Chain::Federation(federation),
        at: app.clock.now(),
        who: &actor.who(),
        act: "overrule_doubts",
        subject: ("delegates", delegate.0),
        before: json!({ "state": before.state, "doubts": overruled }),
        after: json!({ "state": state, "votes": votes, "reason": reason }),
    };
    if !registrations::set_delegate(&mut tx, federation, &after).await? {
        return Err(DelegateError::Stale);
    }
    audit::record(&mut tx, act).await?;
    tx.commit().await?;
    Ok(())
}

/// A delegate has departed for good: the next substitute takes the place, or it becomes free. Who followed, if anybody.
pub async fn depart(
    app: &App,
    actor: &Actor,
    slug: &str,
    (round, delegate): (RoundId, DelegateId),
    reason: &str,
    revision: i64,
) -> Result<Option<DelegateId>, DelegateError> {
    let federation = federation_for(app, actor, Right::PrepareAssemblies, slug)
        .await?
        .id;
    let reason = parse_reason(reason).map_err(DelegateError::Fields)?;
    let mut tx = app.db.begin().await?;
    let (round, _, before) =
        lock_for_check(&mut tx, app, actor.into(), federation, round, delegate).await?;
    if before.role != DelegateRole::Delegate {
        return Err(DelegateError::NoDelegate);
    }
    let departed = crate::delegates::model::Delegate {
        state: before.state.after(Transition::Withdraw)?,
        reason,
        revision,
        ..before.clone()
    };
    save(
        &mut tx,
        app,
        actor.into(),
        federation,
        "depart_delegate",
        &before,
        &departed,
    )
    .await?;
    registrations::release_deputies(&mut tx, federation, delegate).await?;
    let of_body =
        registrations::delegates_of_body(&mut tx, federation, round.id, before.body).await?;
    let Some(substitute) = next_substitute(&of_body).cloned() else {
        tx.commit().await?;
        return Ok(None);
    };
    let successor = crate::delegates::model::Delegate {
        role: DelegateRole::Delegate,
        votes: before.votes,
        ..substitute.clone()
    };
    save(
        &mut tx,
        app,
        actor.into(),
        federation,
        "follow_delegate",
        &substitute,
        &successor,
    )
    .await?;
    registrations::set_position(&mut tx, federation, substitute.id, before.position).await?;
    tx.commit().await?;
    Ok(Some(substitute.id))
}
