//! The acts of the election board: opening, closing, interrupting, going on, extending, declaring void.
//!
//! Whoever changes the state of a poll locks the row of the poll first and that of the box after it; casting locks boxes alone.

use crate::{
    db::{DbError, Tx, changed_one},
    on,
    polls::model::{Follows, VotingTime},
    statements,
    types::{FederationId, PollId, Timestamp},
};

statements! {
    LOCK_POLL = "UPDATE polls SET revision = revision WHERE id = $1 AND federation_id = $2";
    OPEN = "UPDATE polls SET state = 'open', opened_at = $3, closes_at = $4, grace_minutes = $5, revision = revision + 1 \
        WHERE id = $1 AND federation_id = $2 AND state = 'ready'";
    INSERT_BOX = "INSERT INTO ballot_boxes (poll_id, state, closes_at, grace_until, ballots) VALUES ($1, 'open', $2, $3, 0)";
    CLOSE = "UPDATE polls SET state = 'closed', closed_at = $3, interrupted_at = NULL, revision = revision + 1 \
        WHERE id = $1 AND federation_id = $2 AND state = 'open'";
    CLOSE_BOX = "UPDATE ballot_boxes SET state = 'closed', paused = 0 WHERE poll_id = $1 AND state = 'open'";
    INTERRUPT = "UPDATE polls SET interrupted_at = $3, revision = revision + 1 \
        WHERE id = $1 AND federation_id = $2 AND state = 'open' AND interrupted_at IS NULL";
    PAUSE_BOX = "UPDATE ballot_boxes SET paused = 1 WHERE poll_id = $1 AND state = 'open' AND paused = 0";
    RESUME = "UPDATE polls SET interrupted_at = NULL, revision = revision + 1 \
        WHERE id = $1 AND federation_id = $2 AND state = 'open' AND interrupted_at IS NOT NULL";
    RESUME_BOX = "UPDATE ballot_boxes SET paused = 0 WHERE poll_id = $1 AND state = 'open' AND paused = 1";
    EXTEND = "UPDATE polls SET closes_at = $3, revision = revision + 1 WHERE id = $1 AND federation_id = $2 AND state = 'open'";
    EXTEND_BOX = "UPDATE ballot_boxes SET closes_at = $2, grace_until = $3 WHERE poll_id = $1 AND state = 'open'";
    MAKE_VOID = "UPDATE polls SET voided_at = $3, void_reason = $4, revision = revision + 1 \
        WHERE id = $1 AND federation_id = $2 AND state IN ('closed', 'counted') AND voided_at IS NULL";
    SET_FOLLOWS = "UPDATE polls SET follows_poll_id = $3, follows_as = $4 WHERE id = $1 AND federation_id = $2 AND state = 'draft'";
}

/// Locks the row of a poll until the transaction ends, so that no two acts on it are decided at once.
pub async fn lock_poll(tx: &mut Tx, federation: FederationId, poll: PollId) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(LOCK_POLL)
        .bind(poll.0)
        .bind(federation.0)
        .execute(c)
        .await
        .map(drop))?)
}

/// Ready to open, with an empty box; whether it was ready.
pub async fn open(
    tx: &mut Tx,
    federation: FederationId,
    poll: PollId,
    at: Timestamp,
    closes_at: Option<Timestamp>,
    grace_minutes: i64,
) -> Result<bool, DbError> {
    let time = VotingTime::new(closes_at, grace_minutes);
    let rows = on!(tx, |c| sqlx::query(OPEN)
        .bind(poll.0)
        .bind(federation.0)
        .bind(at.unix_millis())
        .bind(closes_at.map(Timestamp::unix_millis))
        .bind(grace_minutes)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if !changed_one(rows) {
        return Ok(false);
    }
    on!(tx, |c| sqlx::query(INSERT_BOX)
        .bind(poll.0)
        .bind(closes_at.map(Timestamp::unix_millis))
        .bind(time.grace_until.map(Timestamp::unix_millis))
        .execute(c)
        .await
        .map(drop))?;
    Ok(true)
}

/// Open to closed: the box takes no more ballots; whether it was open.
///
/// A vote is either in the box before, or refused after: casting locks the box too.
pub async fn close(
    tx: &mut Tx,
    federation: FederationId,
    poll: PollId,
    at: Timestamp,
) -> Result<bool, DbError> {
    Ok(change(tx, CLOSE, federation, poll, Some(at)).await? && of_box(tx, CLOSE_BOX, poll).await?)
}

/// Open to interrupted: whether it was open. Votes that hold the lock of the box are in it before.
pub async fn interrupt(
    tx: &mut Tx,
    federation: FederationId,
    poll: PollId,
    at: Timestamp,
) -> Result<bool, DbError> {
    Ok(change(tx, INTERRUPT, federation, poll, Some(at)).await?
        && of_box(tx, PAUSE_BOX, poll).await?)
}

/// Interrupted to open; whether it was interrupted.
pub async fn resume(tx: &mut Tx, federation: FederationId, poll: PollId) -> Result<bool, DbError> {
    Ok(change(tx, RESUME, federation, poll, None).await? && of_box(tx, RESUME_BOX, poll).await?)
}

/// Sets a later time of closing, with the same minutes of grace; whether the poll was open.
pub async fn extend(
    tx: &mut Tx,
    federation: FederationId,
    poll: PollId,
    closes_at: Timestamp,
    grace_minutes: i64,
) -> Result<bool, DbError> {
    if !change(tx, EXTEND, federation, poll, Some(closes_at)).await? {
        return Ok(false);
    }
    let grace_until = VotingTime::new(Some(closes_at), grace_minutes).grace_until;
    let rows = on!(tx, |c| sqlx::query(EXTEND_BOX)
        .bind(poll.0)
        .bind(closes_at.unix_millis())
        .bind(grace_until.map(Timestamp::unix_millis))
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(changed_one(rows))
}

/// Declares a closed or counted poll void; whether it was one.
pub async fn make_void(
    tx: &mut Tx,
    federation: FederationId,
    poll: PollId,
    at: Timestamp,
    reason: &str,
) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(MAKE_VOID)
        .bind(poll.0)
        .bind(federation.0)
        .bind(at.unix_millis())
        .bind(reason)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(changed_one(rows))
}

/// Notes from which poll a draft comes.
pub async fn set_follows(
    tx: &mut Tx,
    federation: FederationId,
    draft: PollId,
    earlier: PollId,
    how: Follows,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(SET_FOLLOWS)
        .bind(draft.0)
        .bind(federation.0)
        .bind(earlier.0)
        .bind(how.as_str())
        .execute(c)
        .await
        .map(drop))?)
}

async fn change(
    tx: &mut Tx,
    sql: &'static str,
    federation: FederationId,
    poll: PollId,
    time: Option<Timestamp>,
) -> Result<bool, DbError> {
    let rows = on!(tx, |c| {
        let query = sqlx::query(sql).bind(poll.0).bind(federation.0);
        match time {
            Some(time) => query.bind(time.unix_millis()).execute(c).await,
            None => query.execute(c).await,
        }
        .map(|r| r.rows_affected())
    })?;
    Ok(changed_one(rows))
}

async fn of_box(tx: &mut Tx, sql: &'static str, poll: PollId) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(sql)
        .bind(poll.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(changed_one(rows))
}
