//! Trackers, the blocks of a sealed box, and who may not vote in one poll.

use std::collections::HashMap;

use crate::{
    db::{Conn, DbError, Tx},
    on,
    polls::{
        model::Poll,
        sealing::{Block, SealedBallot},
    },
    statements,
    types::{EntryId, FederationId, PollId, RollId, Timestamp},
};

statements! {
    // Who was noted at the desk or represented by proxy while the poll was open, and whoever voted; nothing where nobody was noted then.
    PRESENT_VOTES = "SELECT CAST(SUM(e.votes) AS BIGINT) FROM roll_entries e WHERE e.roll_id = $1 AND e.federation_id = $2 AND e.struck = 0 \
        AND NOT EXISTS (SELECT 1 FROM poll_exclusions x WHERE x.poll_id = $3 AND x.entry_id = e.id) \
        AND (EXISTS (SELECT 1 FROM marks m WHERE m.poll_id = $3 AND m.entry_id = e.id) \
            OR EXISTS (SELECT 1 FROM attendance a WHERE a.roll_id = $1 AND a.entry_id = e.id AND a.arrived_at <= $5 \
                AND (a.left_at IS NULL OR a.left_at >= $4)) \
            OR EXISTS (SELECT 1 FROM proxies x WHERE x.roll_id = $1 AND x.entry_id = e.id AND x.recorded_at <= $5 \
                AND (x.ended_at IS NULL OR x.ended_at >= $4))) \
        AND EXISTS (SELECT 1 FROM attendance a WHERE a.roll_id = $1 AND a.arrived_at <= $5 AND (a.left_at IS NULL OR a.left_at >= $4))";
    PUT_TRACKER = "INSERT INTO trackers (tracker, poll_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    TRACKERS = "SELECT tracker FROM trackers WHERE poll_id = $1";
    DELETE_TRACKERS = "DELETE FROM trackers WHERE poll_id = $1";
    SEAL_TRACKER = "INSERT INTO sealed_trackers (poll_id, tracker) VALUES ($1, $2)";
    SEALED_TRACKERS = "SELECT tracker FROM sealed_trackers WHERE poll_id = $1 ORDER BY tracker";
    INSERT_BLOCK = "INSERT INTO box_blocks (poll_id, number, ballots, hash) VALUES ($1, $2, $3, $4)";
    BLOCKS = "SELECT number, ballots, hash FROM box_blocks WHERE poll_id = $1 ORDER BY number";
    BALLOTS_IN_ORDER = "SELECT ballot_key, ballot FROM sealed_ballots WHERE poll_id = $1 ORDER BY position, ballot_key";

    // Only while the poll is prepared: the row is the lock, and a new revision tells everybody who read it.
    TOUCH_POLL = "UPDATE polls SET revision = revision + 1 WHERE id = $1 AND federation_id = $2 AND state IN ('draft', 'ready')";
    EXCLUDE = "INSERT INTO poll_exclusions (poll_id, entry_id, federation_id, reason) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    INCLUDE = "DELETE FROM poll_exclusions WHERE poll_id = $1 AND entry_id = $2 AND federation_id = $3";
    DELETE_EXCLUSIONS = "DELETE FROM poll_exclusions WHERE poll_id = $1 AND federation_id = $2";
    EXCLUSIONS = "SELECT x.entry_id, e.number, e.name, e.body_name, e.votes, x.reason FROM poll_exclusions x \
        JOIN roll_entries e ON e.id = x.entry_id WHERE x.poll_id = $1 AND x.federation_id = $2 ORDER BY e.number";
    EXCLUDED_FIGURES = "SELECT CAST(COUNT(*) AS BIGINT), CAST(COALESCE(SUM(e.votes), 0) AS BIGINT) FROM poll_exclusions x \
        JOIN roll_entries e ON e.id = x.entry_id WHERE x.poll_id = $1";
    EXCLUDED_WHO_VOTED = "SELECT COUNT(*) FROM poll_exclusions x JOIN marks m ON m.poll_id = x.poll_id AND m.entry_id = x.entry_id \
        WHERE x.poll_id = $1";
    EXCLUSIONS_OF_ENTRY = "SELECT x.poll_id, x.reason FROM polls p JOIN poll_exclusions x ON x.poll_id = p.id AND x.entry_id = $2 \
        WHERE p.roll_id = $1";
}

/// Puts a tracker in; false where it is taken.
pub async fn put_tracker(tx: &mut Tx, poll: PollId, tracker: &str) -> Result<bool, DbError> {
    Ok(on!(tx, |c| sqlx::query(PUT_TRACKER)
        .bind(tracker)
        .bind(poll.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?
        == 1)
}

/// Writes the trackers of a poll anew in sorted order, which says nothing; how many there are.
pub async fn seal_trackers(tx: &mut Tx, poll: PollId) -> Result<Vec<String>, DbError> {
    let mut trackers: Vec<String> = on!(tx, |c| sqlx::query_scalar(TRACKERS)
        .bind(poll.0)
        .fetch_all(c)
        .await)?;
    trackers.sort_unstable();
    for tracker in &trackers {
        on!(tx, |c| sqlx::query(SEAL_TRACKER)
            .bind(poll.0)
            .bind(tracker)
            .execute(c)
            .await
            .map(drop))?;
    }
    on!(tx, |c| sqlx::query(DELETE_TRACKERS)
        .bind(poll.0)
        .execute(c)
        .await
        .map(drop))?;
    Ok(trackers)
}

/// Writes the trackers of a closed box that still waits anew, in sorted order.
pub async fn rewrite_trackers(tx: &mut Tx, poll: PollId) -> Result<(), DbError> {
    let mut trackers: Vec<String> = on!(tx, |c| sqlx::query_scalar(TRACKERS)
        .bind(poll.0)
        .fetch_all(c)
        .await)?;
    trackers.sort_unstable();
    on!(tx, |c| sqlx::query(DELETE_TRACKERS)
        .bind(poll.0)
        .execute(c)
        .await
        .map(drop))?;
    for tracker in &trackers {
        put_tracker(tx, poll, tracker).await?;
    }
    Ok(())
}

/// The trackers of a closed poll, sorted by their bytes.
pub async fn sealed_trackers(conn: &mut Conn, poll: PollId) -> Result<Vec<String>, DbError> {
    let mut trackers: Vec<String> = on!(conn, |c| sqlx::query_scalar(SEALED_TRACKERS)
        .bind(poll.0)
        .fetch_all(c)
        .await)?;
    // By bytes, whatever order the engine sorts texts in.
    trackers.sort_unstable();
    Ok(trackers)
}

pub async fn insert_blocks(tx: &mut Tx, poll: PollId, blocks: &[Block]) -> Result<(), DbError> {
    for block in blocks {
        on!(tx, |c| sqlx::query(INSERT_BLOCK)
            .bind(poll.0)
            .bind(block.number)
            .bind(block.ballots)
            .bind(&block.hash)
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}

/// The blocks of a closed box; none where it has no ballots, was a vote by name, or was closed before there were blocks.
pub async fn blocks(conn: &mut Conn, poll: PollId) -> Result<Vec<Block>, DbError> {
    let rows: Vec<(i64, i64, String)> = on!(conn, |c| sqlx::query_as(BLOCKS)
        .bind(poll.0)
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|(number, ballots, hash)| Block {
            number,
            ballots,
            hash,
        })
        .collect())
}

/// The ballots of a closed box in the order of its blocks.
pub async fn ballots_in_order(conn: &mut Conn, poll: PollId) -> Result<Vec<SealedBallot>, DbError> {
    let rows: Vec<(Vec<u8>, String)> = on!(conn, |c| sqlx::query_as(BALLOTS_IN_ORDER)
        .bind(poll.0)
        .fetch_all(c)
        .await)?;
    super::keyed("sealed_ballots", rows)
}

/// Takes a poll that is still prepared; false where it is not.
pub async fn touch_poll(
    tx: &mut Tx,
    federation: FederationId,
    poll: PollId,
) -> Result<bool, DbError> {
    Ok(on!(tx, |c| sqlx::query(TOUCH_POLL)
        .bind(poll.0)
        .bind(federation.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?
        == 1)
}

/// An entry that may not vote in one poll.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Exclusion {
    pub entry_id: i64,
    /// Its number on the roll.
    pub number: i64,
    pub name: String,
    pub body_name: String,
    pub votes: i64,
    pub reason: String,
}

/// Whether the entry was not excluded before.
pub async fn exclude(
    tx: &mut Tx,
    federation: FederationId,
    poll: PollId,
    entry: EntryId,
    reason: &str,
) -> Result<bool, DbError> {
    Ok(on!(tx, |c| sqlx::query(EXCLUDE)
        .bind(poll.0)
        .bind(entry.0)
        .bind(federation.0)
        .bind(reason)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?
        == 1)
}

/// Whether the entry was excluded.
pub async fn include(
    tx: &mut Tx,
    federation: FederationId,
    poll: PollId,
    entry: EntryId,
) -> Result<bool, DbError> {
    Ok(on!(tx, |c| sqlx::query(INCLUDE)
        .bind(poll.0)
        .bind(entry.0)
        .bind(federation.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?
        == 1)
}

pub async fn delete_exclusions(
    tx: &mut Tx,
    federation: FederationId,
    poll: PollId,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(DELETE_EXCLUSIONS)
        .bind(poll.0)
        .bind(federation.0)
        .execute(c)
        .await
        .map(drop))?)
}

/// Who may not vote in the poll, in the order of the roll.
pub async fn exclusions(
    conn: &mut Conn,
    federation: FederationId,
    poll: PollId,
) -> Result<Vec<Exclusion>, DbError> {
    Ok(on!(conn, |c| sqlx::query_as(EXCLUSIONS)
        .bind(poll.0)
        .bind(federation.0)
        .fetch_all(c)
        .await)?)
}

/// How many entries are excluded, and their votes.
pub async fn excluded_figures(conn: &mut Conn, poll: PollId) -> Result<(i64, i64), DbError> {
    Ok(on!(conn, |c| sqlx::query_as(EXCLUDED_FIGURES)
        .bind(poll.0)
        .fetch_one(c)
        .await)?)
}

/// Votes of those who were there between two moments, and of whoever voted; `None` where nobody was noted at the desk then.
pub async fn present_votes(
    conn: &mut Conn,
    poll: &Poll,
    (from, to): (Timestamp, Timestamp),
) -> Result<Option<i64>, DbError> {
    Ok(on!(conn, |c| sqlx::query_scalar(PRESENT_VOTES)
        .bind(poll.roll.0)
        .bind(poll.federation.0)
        .bind(poll.id.0)
        .bind(from.unix_millis())
        .bind(to.unix_millis())
        .fetch_one(c)
        .await)?)
}

/// Marks of entries that may not vote in the poll: there is none unless somebody put it there.
pub async fn excluded_who_voted(conn: &mut Conn, poll: PollId) -> Result<i64, DbError> {
    Ok(on!(conn, |c| sqlx::query_scalar(EXCLUDED_WHO_VOTED)
        .bind(poll.0)
        .fetch_one(c)
        .await)?)
}

/// The polls of the roll in which the entry may not vote, each with the reason.
pub async fn exclusions_of_entry(
    conn: &mut Conn,
    roll: RollId,
    entry: EntryId,
) -> Result<HashMap<PollId, String>, DbError> {
    let rows: Vec<(i64, String)> = on!(conn, |c| sqlx::query_as(EXCLUSIONS_OF_ENTRY)
        .bind(roll.0)
        .bind(entry.0)
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|(poll, reason)| (PollId(poll), reason))
        .collect())
}
