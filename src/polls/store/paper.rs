//! Who votes on paper, whose ballot was handed in, and what was counted.

use std::{collections::BTreeMap, collections::HashSet};

use crate::{
    db::{Conn, DbError, Tx, changed_one},
    on,
    polls::model::paper::{PaperSheet, PaperVoter},
    statements,
    types::{AccountId, EntryId, FederationId, PollId, RollId},
};

statements! {
    PUT_VOTER = "INSERT INTO paper_voters (roll_id, entry_id, federation_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    REMOVE_VOTER = "DELETE FROM paper_voters WHERE roll_id = $1 AND entry_id = $2 AND federation_id = $3";
    VOTERS = "SELECT entry_id FROM paper_voters WHERE roll_id = $1 AND federation_id = $2";
    IS_VOTER = "SELECT CAST(COUNT(*) AS BIGINT) FROM paper_voters WHERE roll_id = $1 AND entry_id = $2 AND federation_id = $3";
    // Asked with every ballot: both answers in one statement.
    VOTES_OTHERWISE = "SELECT (SELECT x.reason FROM poll_exclusions x WHERE x.poll_id = $1 AND x.entry_id = $2), \
        (SELECT CAST(COUNT(*) AS BIGINT) FROM polls p JOIN paper_voters v ON v.roll_id = p.roll_id WHERE p.id = $1 AND v.entry_id = $2)";
    // Voters on paper, and whose ballot was handed in, though they vote electronically now.
    VOTERS_OF_POLL = "SELECT e.id AS entry, e.number, e.name, e.body_name, e.votes, \
        (SELECT CAST(COUNT(*) AS BIGINT) FROM paper_marks h WHERE h.poll_id = $1 AND h.entry_id = e.id) AS handed_in, \
        (SELECT CAST(COUNT(*) AS BIGINT) FROM marks m WHERE m.poll_id = $1 AND m.entry_id = e.id) AS marked \
        FROM roll_entries e WHERE e.roll_id = $2 AND e.federation_id = $3 AND e.struck = 0 \
        AND (e.id IN (SELECT v.entry_id FROM paper_voters v WHERE v.roll_id = $2) \
        OR e.id IN (SELECT h.entry_id FROM paper_marks h WHERE h.poll_id = $1)) ORDER BY e.number";
    PUT_MARK = "INSERT INTO paper_marks (poll_id, entry_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    REMOVE_MARK = "DELETE FROM paper_marks WHERE poll_id = $1 AND entry_id = $2";
    REMOVE_VOTED = "DELETE FROM marks WHERE poll_id = $1 AND entry_id = $2";
    HANDED_IN = "SELECT CAST(COUNT(*) AS BIGINT), CAST(COALESCE(SUM(e.votes), 0) AS BIGINT) FROM paper_marks h \
        JOIN roll_entries e ON e.id = h.entry_id WHERE h.poll_id = $1";
    SHEETS = "SELECT s.account_id, a.name, s.ballots, s.done FROM paper_sheets s JOIN accounts a ON a.id = s.account_id \
        JOIN polls p ON p.id = s.poll_id WHERE s.poll_id = $1 AND p.federation_id = $2 ORDER BY s.account_id";
    WRITE_SHEET = "INSERT INTO paper_sheets (poll_id, account_id, ballots, done) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (poll_id, account_id) DO UPDATE SET ballots = excluded.ballots, done = excluded.done";
    DELETE_SHEETS = "DELETE FROM paper_sheets WHERE poll_id = $1";
}

/// Notes that an entry votes on paper; false where it was noted.
pub async fn put_voter(
    tx: &mut Tx,
    federation: FederationId,
    roll: RollId,
    entry: EntryId,
) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(PUT_VOTER)
        .bind(roll.0)
        .bind(entry.0)
        .bind(federation.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(changed_one(rows))
}

/// Whether the entry was noted.
pub async fn remove_voter(
    tx: &mut Tx,
    federation: FederationId,
    roll: RollId,
    entry: EntryId,
) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(REMOVE_VOTER)
        .bind(roll.0)
        .bind(entry.0)
        .bind(federation.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(changed_one(rows))
}

/// The entries of a roll that vote on paper.
pub async fn voters(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
) -> Result<HashSet<EntryId>, DbError> {
    let ids: Vec<i64> = on!(conn, |c| sqlx::query_scalar(VOTERS)
        .bind(roll.0)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    Ok(ids.into_iter().map(EntryId).collect())
}

/// Whether an entry votes on paper.
pub async fn is_voter(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
    entry: EntryId,
) -> Result<bool, DbError> {
    let found: i64 = on!(conn, |c| sqlx::query_scalar(IS_VOTER)
        .bind(roll.0)
        .bind(entry.0)
        .bind(federation.0)
        .fetch_one(c)
        .await)?;
    Ok(found > 0)
}

/// Why an entry puts no ballot into the box of a poll: the reason of an exclusion, and whether it votes on paper.
pub async fn votes_otherwise(
    conn: &mut Conn,
    poll: PollId,
    entry: EntryId,
) -> Result<(Option<String>, bool), DbError> {
    let (excluded, on_paper): (Option<String>, i64) =
        on!(conn, |c| sqlx::query_as(VOTES_OTHERWISE)
            .bind(poll.0)
            .bind(entry.0)
            .fetch_one(c)
            .await)?;
    Ok((excluded, on_paper > 0))
}

#[derive(sqlx::FromRow)]
struct VoterRow {
    entry: i64,
    number: i64,
    name: String,
    body_name: String,
    votes: i64,
    handed_in: i64,
    marked: i64,
}

/// Who votes on paper in a poll, in the order of the roll.
pub async fn voters_of_poll(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
    poll: PollId,
) -> Result<Vec<PaperVoter>, DbError> {
    let rows: Vec<VoterRow> = on!(conn, |c| sqlx::query_as(VOTERS_OF_POLL)
        .bind(poll.0)
        .bind(roll.0)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|row| PaperVoter {
            entry: row.entry,
            number: row.number,
            name: row.name,
            body_name: row.body_name,
            votes: row.votes,
            handed_in: row.handed_in > 0,
            voted: row.marked > row.handed_in,
        })
        .collect())
}

/// Notes that the mark of an entry is of a ballot on paper.
pub async fn put_mark(tx: &mut Tx, poll: PollId, entry: EntryId) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(PUT_MARK)
        .bind(poll.0)
        .bind(entry.0)
        .execute(c)
        .await
        .map(drop))?)
}

/// Takes the mark of a ballot on paper back; false where there is none.
pub async fn remove_mark(tx: &mut Tx, poll: PollId, entry: EntryId) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(REMOVE_MARK)
        .bind(poll.0)
        .bind(entry.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if !changed_one(rows) {
        return Ok(false);
    }
    let rows = on!(tx, |c| sqlx::query(REMOVE_VOTED)
        .bind(poll.0)
        .bind(entry.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(changed_one(rows))
}

/// Voters who handed a ballot on paper in, and their votes.
pub async fn handed_in(conn: &mut Conn, poll: PollId) -> Result<(i64, i64), DbError> {
    Ok(on!(conn, |c| sqlx::query_as(HANDED_IN)
        .bind(poll.0)
        .fetch_one(c)
        .await)?)
}

/// What was counted so far, by account.
pub async fn sheets(
    conn: &mut Conn,
    federation: FederationId,
    poll: PollId,
) -> Result<Vec<PaperSheet>, DbError> {
    let rows: Vec<(i64, String, String, i64)> = on!(conn, |c| sqlx::query_as(SHEETS)
        .bind(poll.0)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|(account, name, ballots, done)| {
            Ok(PaperSheet {
                account: AccountId(account),
                name,
                ballots: serde_json::from_str::<BTreeMap<String, i64>>(&ballots)
                    .map_err(|_| DbError::row("paper_sheets", "the ballots"))?,
                done: done != 0,
            })
        })
        .collect()
}

/// Keeps what somebody counted, in place of what was there.
pub async fn write_sheet(tx: &mut Tx, poll: PollId, sheet: &PaperSheet) -> Result<(), DbError> {
    let ballots = serde_json::to_string(&sheet.ballots)
        .map_err(|_| DbError::row("paper_sheets", "the ballots"))?;
    Ok(on!(tx, |c| sqlx::query(WRITE_SHEET)
        .bind(poll.0)
        .bind(sheet.account.0)
        .bind(&ballots)
        .bind(i64::from(sheet.done))
        .execute(c)
        .await
        .map(drop))?)
}

pub async fn delete_sheets(tx: &mut Tx, poll: PollId) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(DELETE_SHEETS)
        .bind(poll.0)
        .execute(c)
        .await
        .map(drop))?)
}
