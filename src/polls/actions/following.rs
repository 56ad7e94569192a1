//! Polls that follow an earlier one: the repetition of a void poll, a runoff, and the same question with more voters.

use serde_json::json;

use super::{PollError, lots::count_with_lots, record, snapshot};
use crate::{
    App,
    accounts::model::{Actor, Right},
    db::Tx,
    polls::{
        model::{Follows, Poll, PollState, Standing},
        runoff::{can_have_runoff, runoff_of},
        store::{self, Definition, acts, guarding::rolls_with_more},
    },
    registry::{self, model::Federation},
    rolls,
    types::{PollId, RollId},
};

/// Writes a void poll anew as a draft: the same question by the same rule.
pub async fn repeat_poll(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
) -> Result<PollId, PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut tx = app.db.begin().await?;
    let earlier = find(&mut tx, &federation, poll).await?;
    if earlier.standing() != Standing::Void {
        return Err(PollError::NotVoid);
    }
    let how = (Follows::Repeat, "repeat_poll");
    let definition = Definition::of(earlier.clone());
    let draft = write(&mut tx, app, actor, &federation, &earlier, &definition, how).await?;
    tx.commit().await?;
    Ok(draft)
}

/// Writes a runoff of a counted election as a draft, between those whom it left.
///
/// # Errors
/// [`PollError::NoRunoff`] where every post is filled, or nobody is left; [`PollError::NoRunoffByMethod`] where the way of voting has
/// none.
pub async fn make_runoff(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
) -> Result<PollId, PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut tx = app.db.begin().await?;
    let earlier = find(&mut tx, &federation, poll).await?;
    let count = match earlier.standing() {
        Standing::Counted | Standing::Published => count_with_lots(&mut tx, &earlier).await?,
        Standing::Draft
        | Standing::Ready
        | Standing::Open
        | Standing::Interrupted
        | Standing::Closed
        | Standing::Void => None,
    };
    if !can_have_runoff(&earlier) {
        return Err(PollError::NoRunoffByMethod);
    }
    let (count, _) = count.ok_or(PollError::NoRunoff)?;
    let definition = runoff_of(&earlier, &count).ok_or(PollError::NoRunoff)?;
    let how = (Follows::Runoff, "make_runoff");
    let draft = write(&mut tx, app, actor, &federation, &earlier, &definition, how).await?;
    tx.commit().await?;
    Ok(draft)
}

/// Frozen rolls on which everybody stands who may vote in a poll, and others beside them.
pub async fn rolls_to_merge_with(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
) -> Result<Vec<(RollId, String)>, PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut conn = app.db.read().await?;
    let found = store::find_poll(&mut conn, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)?;
    Ok(rolls_with_more(&mut conn, federation.id, found.roll).await?)
}

/// Merges the voters of a poll that would tell on them with those of another roll: the question is written there as a draft, and all
/// decide together. The poll that is left is not opened.
///
/// # Errors
/// [`PollError::NotAllOnRoll`] where somebody would lose their vote by it, or nobody comes in.
pub async fn merge_poll(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    roll: RollId,
) -> Result<PollId, PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut tx = app.db.begin().await?;
    let earlier = find(&mut tx, &federation, poll).await?;
    if earlier.state >= PollState::Open {
        return Err(PollError::Fixed);
    }
    rolls::store::find_roll(&mut tx, federation.id, roll)
        .await?
        .ok_or(PollError::NotFound)?;
    let fitting = rolls_with_more(&mut tx, federation.id, earlier.roll).await?;
    if !fitting.iter().any(|(id, _)| *id == roll) {
        return Err(PollError::NotAllOnRoll);
    }
    let definition = Definition::of(earlier.clone());
    let draft = store::insert_poll(&mut tx, federation.id, roll, &definition).await?;
    let before = json!({"merged": earlier.id, "roll": earlier.roll});
    record(
        &mut tx,
        app,
        actor,
        &federation,
        "merge_poll",
        draft,
        before,
        snapshot(&definition),
    )
    .await?;
    tx.commit().await?;
    Ok(draft)
}

async fn find(tx: &mut Tx, federation: &Federation, poll: PollId) -> Result<Poll, PollError> {
    store::find_poll(tx, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)
}

async fn write(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    federation: &Federation,
    earlier: &Poll,
    definition: &Definition,
    (how, act): (Follows, &'static str),
) -> Result<PollId, PollError> {
    let draft = store::insert_poll(tx, federation.id, earlier.roll, definition).await?;
    acts::set_follows(tx, federation.id, draft, earlier.id, how).await?;
    let before = json!({"follows": earlier.id});
    record(
        tx,
        app,
        actor,
        federation,
        act,
        draft,
        before,
        snapshot(definition),
    )
    .await?;
    Ok(draft)
}
