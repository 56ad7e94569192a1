//! Opening a poll.

use serde_json::json;

use super::{PollError, guarding, preparing::require_language, record_state};
use crate::{
    App,
    accounts::model::{Actor, Right},
    polls::{model::Transition, store},
    registry,
    rolls::{self, model::RollState},
    types::{PollId, Timestamp},
};

/// Ready to open: from now on the definition is fixed and ballots are taken, until `closes_at` where given.
pub async fn open_poll(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    closes_at: Option<Timestamp>,
) -> Result<(), PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let now = app.clock.now();
    if closes_at.is_some_and(|t| t <= now) {
        return Err(PollError::ClosesInThePast);
    }
    let mut tx = app.db.begin().await?;
    let before = store::find_poll(&mut tx, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)?;
    let after = before.state.after(Transition::Open)?;
    // The language of the federation may have changed since the poll was made ready.
    require_language(&before, federation.locale)?;
    // Opening ends the corrections of the roll, and who holds a place does not change meanwhile.
    rolls::store::lock_frozen_roll(&mut tx, federation.id, before.roll).await?;
    let roll = rolls::store::find_roll(&mut tx, federation.id, before.roll)
        .await?
        .ok_or(PollError::NotFound)?;
    if roll.state != RollState::Frozen {
        return Err(PollError::RollNotFrozen);
    }
    let guard = guarding::fix_guard(&mut tx, &before).await?;
    let (excluded, _) = store::boxes::excluded_figures(&mut tx, poll).await?;
    if !store::open(&mut tx, federation.id, poll, now, closes_at).await? {
        return Err(PollError::Stale);
    }
    let detail = json!({"roll_digest": roll.digest, "closes_at": closes_at, "excluded": excluded, "guard": guard});
    record_state(
        &mut tx,
        app,
        actor,
        &federation,
        "open_poll",
        poll,
        (before.state, after),
        detail,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
