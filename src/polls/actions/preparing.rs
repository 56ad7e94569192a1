//! Writing a poll, until it is ready.

use serde_json::{Value, json};

use super::{PollError, acts::waiting_request, record, record_state, snapshot};
use crate::{
    App,
    accounts::model::{Actor, Right},
    db::Tx,
    delegates,
    polls::{
        input::PollInput,
        model::{Poll, PollState, Rule, RuleSource, Secrecy, Transition},
        store::{self, Definition},
    },
    registry::{self, model::Federation},
    rolls::{self, model::Roll},
    statutes::{
        self,
        model::rules::{Purpose, QuorumRule},
    },
    tally::majority::MajorityRule,
    types::{Locale, PollId, RollId},
};

/// The roll for which somebody is about to write a poll.
pub async fn roll_for_new_poll(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
) -> Result<(Federation, Roll), PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let roll = rolls::store::find_roll(&mut app.db.read().await?, federation.id, roll)
        .await?
        .ok_or(PollError::NotFound)?;
    Ok((federation, roll))
}

/// Writes a new poll for a roll.
pub async fn create_poll(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    input: &PollInput,
) -> Result<PollId, PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut tx = app.db.begin().await?;
    let poll = draft_poll(&mut tx, app, actor, &federation, roll, input).await?;
    tx.commit().await?;
    Ok(poll)
}

/// Writes a new poll within an act that does more; who acts may run polls.
pub async fn draft_poll(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    federation: &Federation,
    roll: RollId,
    input: &PollInput,
) -> Result<PollId, PollError> {
    let mut definition = input.parse(federation.locale).map_err(PollError::Fields)?;
    let roll = rolls::store::find_roll(tx, federation.id, roll)
        .await?
        .ok_or(PollError::NotFound)?;
    take_rule_from_statutes(tx, &roll, input, &mut definition).await?;
    let poll = store::insert_poll(tx, federation.id, roll.id, &definition).await?;
    record(
        tx,
        app,
        actor,
        federation,
        "create_poll",
        poll,
        Value::Null,
        snapshot(&definition),
    )
    .await?;
    Ok(poll)
}

/// Takes the majority for what is decided, and the quorum, from the statutes that hold on the day of the assembly; where they are
/// silent, a resolution takes a simple majority (BGB § 32(1)).
async fn take_rule_from_statutes(
    tx: &mut Tx,
    roll: &Roll,
    input: &PollInput,
    definition: &mut Definition,
) -> Result<(), PollError> {
    let Some(word) = &input.purpose else {
        return Ok(());
    };
    let refused = |key| PollError::Fields(vec![crate::types::FieldProblem::new("purpose", key)]);
    let purpose = Purpose::parse(word)
        .filter(|_| matches!(definition.rule, Rule::Motion(_)))
        .ok_or_else(|| refused(crate::key!("field-unknown-choice")))?;
    let round = delegates::store::find_round(tx, roll.federation, roll.round)
        .await?
        .ok_or(PollError::NotFound)?;
    let statutes = statutes::store::version_on(tx, roll.federation, round.day)
        .await?
        .ok_or_else(|| refused(crate::key!("field-no-statutes-on-day")))?;
    let written = statutes
        .rules
        .majorities
        .iter()
        .find(|m| m.purpose == purpose);
    let (rule, article) = match written {
        Some(majority) => (majority.rule(), majority.article.clone()),
        None if purpose == Purpose::Resolution => {
            (Some(MajorityRule::simple()), "§ 32 Abs. 1 BGB".to_owned())
        }
        None => return Err(refused(crate::key!("field-not-in-statutes"))),
    };
    let rule = rule.ok_or_else(|| refused(crate::key!("field-rule-unusable")))?;
    let quorum = statutes.rules.quorum.as_ref().and_then(QuorumRule::quorum);
    if rule.of_bodies().is_some() && definition.secrecy == Secrecy::Secret {
        return Err(refused(crate::key!("field-bodies-need-names")));
    }
    definition.rule = Rule::Motion(rule.with_quorum(quorum));
    definition.rule_source = Some(RuleSource {
        statutes: statutes.id,
        title: statutes.title,
        article,
    });
    Ok(())
}

/// Rewrites a poll in preparation.
pub async fn update_poll(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    revision: i64,
    input: &PollInput,
) -> Result<(), PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut definition = input.parse(federation.locale).map_err(PollError::Fields)?;
    let mut tx = app.db.begin().await?;
    let before = store::find_poll(&mut tx, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)?;
    if before.state >= PollState::Open {
        return Err(PollError::Fixed);
    }
    let roll = rolls::store::find_roll(&mut tx, federation.id, before.roll)
        .await?
        .ok_or(PollError::NotFound)?;
    take_rule_from_statutes(&mut tx, &roll, input, &mut definition).await?;
    if !store::update_poll(&mut tx, federation.id, poll, revision, &definition).await? {
        return Err(PollError::Stale);
    }
    let before = snapshot(&Definition::of(before));
    record(
        &mut tx,
        app,
        actor,
        &federation,
        "update_poll",
        poll,
        before,
        snapshot(&definition),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Removes a poll in preparation.
pub async fn delete_poll(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    revision: i64,
) -> Result<(), PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut tx = app.db.begin().await?;
    let before = store::find_poll(&mut tx, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)?;
    if before.state >= PollState::Open {
        return Err(PollError::Fixed);
    }
    if waiting_request(&mut tx, &before).await?.is_some() {
        return Err(PollError::RequestWaits);
    }
    store::boxes::delete_exclusions(&mut tx, federation.id, poll).await?;
    if !store::delete_poll(&mut tx, federation.id, poll, revision).await? {
        return Err(PollError::Stale);
    }
    record(
        &mut tx,
        app,
        actor,
        &federation,
        "delete_poll",
        poll,
        json!({"title": before.title}),
        Value::Null,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Draft to ready.
pub async fn make_ready(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
) -> Result<(), PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut tx = app.db.begin().await?;
    let before = store::find_poll(&mut tx, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)?;
    let after = before.standing().after(Transition::MakeReady)?;
    require_language(&before, federation.locale)?;
    if !store::make_ready(&mut tx, federation.id, poll).await? {
        return Err(PollError::Stale);
    }
    record_state(
        &mut tx,
        app,
        actor,
        &federation,
        "make_poll_ready",
        poll,
        (before.standing(), after),
        json!({}),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Every text of the ballot is there in the language that all voters of the federation read.
pub(super) fn require_language(poll: &Poll, locale: Locale) -> Result<(), PollError> {
    if [&poll.title, &poll.question]
        .into_iter()
        .chain(poll.options.iter().map(|o| &o.label))
        .all(|t| t.has(locale))
    {
        Ok(())
    } else {
        Err(PollError::LanguageMissing(locale.own_name().to_owned()))
    }
}
