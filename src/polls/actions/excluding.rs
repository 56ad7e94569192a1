//! Who may not vote in one poll because of a conflict of interest (BGB § 34): fixed before it is opened, with the reason.

use serde_json::{Value, json};

use super::{PollError, record};
use crate::{
    App,
    accounts::model::{Actor, Right},
    polls::{
        model::{Poll, PollState},
        store::{
            self,
            boxes::{self, Exclusion},
        },
    },
    registry::{self, model::Federation},
    rolls::{
        self,
        model::{Entry, Roll},
    },
    types::{EntryId, Fields, PlainText, PollId},
};

/// Letters of a reason.
const REASON: (usize, usize) = (3, 300);

/// Who is excluded from a poll, as staff see it.
pub struct Exclusions {
    pub federation: Federation,
    pub roll: Roll,
    pub poll: Poll,
    pub excluded: Vec<Exclusion>,
    /// The entries of the roll, once it is frozen.
    pub entries: Vec<Entry>,
}

/// Lists who is excluded from a poll.
pub async fn list_exclusions(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
) -> Result<Exclusions, PollError> {
    let federation =
        registry::actions::federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let mut conn = app.db.read().await?;
    let poll = store::find_poll(&mut conn, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)?;
    let roll = rolls::store::find_roll(&mut conn, federation.id, poll.roll)
        .await?
        .ok_or(PollError::NotFound)?;
    Ok(Exclusions {
        excluded: boxes::exclusions(&mut conn, federation.id, poll.id).await?,
        entries: rolls::store::entries(&mut conn, federation.id, roll.id).await?,
        federation,
        roll,
        poll,
    })
}

/// Excludes an entry of the frozen roll from a poll that is not open yet.
pub async fn exclude(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    entry: EntryId,
    reason: &str,
) -> Result<(), PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut fields = Fields::default();
    let reason = fields.take("reason", PlainText::parse(reason, REASON.0, REASON.1));
    let reason = fields.finish(reason).map_err(PollError::Fields)?;
    let mut tx = app.db.begin().await?;
    let found = store::find_poll(&mut tx, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)?;
    let entry = rolls::store::find_entry(&mut tx, federation.id, found.roll, entry)
        .await?
        .ok_or(PollError::NotFound)?;
    // Whoever opens the poll at the same time waits for this row, or has it: then it is too late.
    if !boxes::touch_poll(&mut tx, federation.id, poll).await? {
        return Err(PollError::Fixed);
    }
    if !boxes::exclude(&mut tx, federation.id, poll, entry.id, reason.as_str()).await? {
        return Err(PollError::ExcludedAlready);
    }
    let after = json!({"number": entry.number, "votes": entry.votes, "reason": reason.as_str()});
    record(
        &mut tx,
        app,
        actor,
        &federation,
        "exclude_voter",
        poll,
        Value::Null,
        after,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Takes an exclusion back.
pub async fn include(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    entry: EntryId,
) -> Result<(), PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut tx = app.db.begin().await?;
    let found = store::find_poll(&mut tx, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)?;
    if found.state >= PollState::Open || !boxes::touch_poll(&mut tx, federation.id, poll).await? {
        return Err(PollError::Fixed);
    }
    let before = boxes::exclusions(&mut tx, federation.id, poll)
        .await?
        .into_iter()
        .find(|x| x.entry_id == entry.0)
        .ok_or(PollError::NotFound)?;
    boxes::include(&mut tx, federation.id, poll, entry).await?;
    let before = json!({"number": before.number, "votes": before.votes, "reason": before.reason});
    record(
        &mut tx,
        app,
        actor,
        &federation,
        "include_voter",
        poll,
        before,
        Value::Null,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
