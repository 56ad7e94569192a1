//! Writing a poll, until it is ready.

use serde_json::{Value, json};

use super::{PollError, record, record_state, snapshot};
use crate::{
    App,
    accounts::model::{Actor, Right},
    polls::{
        input::PollInput,
        model::{Poll, PollState, Transition},
        store::{self, Definition},
    },
    registry::{self, model::Federation},
    rolls::{self, model::Roll},
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
    let definition = input.parse(federation.locale).map_err(PollError::Fields)?;
    let mut tx = app.db.begin().await?;
    rolls::store::find_roll(&mut tx, federation.id, roll)
        .await?
        .ok_or(PollError::NotFound)?;
    let poll = store::insert_poll(&mut tx, federation.id, roll, &definition).await?;
    record(
        &mut tx,
        app,
        actor,
        &federation,
        "create_poll",
        poll,
        Value::Null,
        snapshot(&definition),
    )
    .await?;
    tx.commit().await?;
    Ok(poll)
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
    let definition = input.parse(federation.locale).map_err(PollError::Fields)?;
    let mut tx = app.db.begin().await?;
    let before = store::find_poll(&mut tx, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)?;
    if before.state >= PollState::Open {
        return Err(PollError::Fixed);
    }
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
    let after = before.state.after(Transition::MakeReady)?;
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
        (before.state, after),
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
