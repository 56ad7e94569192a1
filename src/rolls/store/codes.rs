//! Codes and their failures.
//!
//! The one exception to the order of rooms: whether codes may be replaced depends on the polls of the roll, so the statements
//! below `OPENED_POLLS` name the tables of polls. They only read, but for the lock of the open boxes, which casting takes too.

use std::collections::HashSet;

use crate::{
    db::{Conn, DbError, Tx},
    on,
    rolls::{
        code::{Selector, link::LinkHash},
        model::{CodeOf, VotedIn},
    },
    statements,
    types::{CodeId, EntryId, FederationId, PollId, RollId, StandInId, Timestamp},
};

/// Whether the code `c` opens the place of the entry `e`: the delegate's own while no deputy holds it and nobody has its proxy, the
/// one that a deputy holds, and those whose proxies a delegate holds. At most one code opens a place at any moment.
macro_rules! code_opens_place {
    () => {
        "e.struck = 0 AND ((c.entry_id = e.id AND e.held_by IS NULL AND e.proxy_holder IS NULL) \
            OR c.stand_in_id = e.held_by OR c.entry_id = e.proxy_holder)"
    };
}
pub(super) use code_opens_place;

/// Codes with the entry whose place is the own one of each: the delegate's while no deputy holds it and nobody has its proxy, the
/// one that a deputy holds.
macro_rules! codes_with_place {
    ($columns:expr, $condition:expr) => {
        concat!(
            "SELECT ",
            $columns,
            "COALESCE(own.id, held.id) AS opens FROM codes c \
             LEFT JOIN roll_entries own ON own.id = c.entry_id AND own.held_by IS NULL AND own.proxy_holder IS NULL AND own.struck = 0 \
             LEFT JOIN roll_entries held ON held.held_by = c.stand_in_id WHERE ",
            $condition
        )
    };
}

statements! {
    COUNT_VALID = "SELECT CAST(COUNT(*) AS BIGINT) FROM codes c JOIN rolls r ON r.id = c.roll_id \
        WHERE r.federation_id = $1 AND c.roll_id = $2 AND c.voided = 0 AND c.entry_id IS NOT NULL AND c.generation IS NULL";
    INSERT_CODE = "INSERT INTO codes (roll_id, entry_id, stand_in_id, selector, verifier_hash, voided) VALUES ($1, $2, $3, $4, $5, 0) \
        ON CONFLICT (selector) DO NOTHING RETURNING id";
    // Those of sheets: a link stays good until another one follows it.
    VOID_CODES_OF_ROLL = "UPDATE codes SET voided = 1 WHERE roll_id = $1 AND voided = 0 AND generation IS NULL";
    // Code and link.
    VOID_CODES_OF_ENTRY = "UPDATE codes SET voided = 1 WHERE entry_id = $1 AND roll_id = $2 AND voided = 0 RETURNING id";
    VOID_CODES_OF_STAND_IN = "UPDATE codes SET voided = 1 WHERE stand_in_id = $1 AND roll_id = $2 AND voided = 0 RETURNING id";
    VALID_CODES_OF_ENTRY = "SELECT id FROM codes WHERE entry_id = $1 AND roll_id = $2 AND voided = 0";
    VALID_CODES_OF_STAND_IN = "SELECT id FROM codes WHERE stand_in_id = $1 AND roll_id = $2 AND voided = 0";
    // By selector alone: verifiers are compared outside the database, voided codes are told apart afterwards.
    FIND_BY_SELECTOR = codes_with_place!("c.id, c.roll_id, c.entry_id, c.stand_in_id, c.verifier_hash, c.voided, ", "selector = $1");
    // By the keys of both rows.
    OPENS = concat!("SELECT CAST(COUNT(*) AS BIGINT) FROM codes c JOIN roll_entries e ON e.id = $2 AND e.roll_id = c.roll_id AND ",
        code_opens_place!(), " WHERE c.id = $1 AND c.voided = 0");
    ENTRIES_WITH_CODE = "SELECT entry_id FROM codes WHERE roll_id = $1 AND voided = 0 AND entry_id IS NOT NULL AND generation IS NULL";
    STAND_INS_WITH_CODE = "SELECT stand_in_id FROM codes WHERE roll_id = $1 AND voided = 0 AND stand_in_id IS NOT NULL AND generation IS NULL";

    FIND_FAILURES = "SELECT failures, next_try_at FROM code_failures WHERE selector = $1";
    COUNT_FAILURE = "INSERT INTO code_failures (selector, failures, forget_at) VALUES ($1, 1, $2) \
        ON CONFLICT (selector) DO UPDATE SET failures = code_failures.failures + 1, forget_at = excluded.forget_at RETURNING failures";
    SET_NEXT_TRY = "UPDATE code_failures SET next_try_at = $2 WHERE selector = $1";
    CLEAR_FAILURES = "DELETE FROM code_failures WHERE selector = $1";
    FORGET_FAILURES = "DELETE FROM code_failures WHERE forget_at <= $1 \
        AND NOT EXISTS (SELECT 1 FROM codes c WHERE c.selector = code_failures.selector)";

    OPENED_POLLS = "SELECT CAST(COUNT(*) AS BIGINT) FROM polls \
        WHERE federation_id = $1 AND roll_id = $2 AND state NOT IN ('draft', 'ready')";
    OPEN_BOXES = "SELECT b.poll_id FROM polls p JOIN ballot_boxes b ON b.poll_id = p.id \
        WHERE p.federation_id = $1 AND p.roll_id = $2 AND b.state = 'open' ORDER BY b.poll_id";
    LOCK_BOX = "UPDATE ballot_boxes SET ballots = ballots WHERE poll_id = $1";
    VOTED_IN_OPEN = "SELECT CAST(COUNT(*) AS BIGINT) FROM polls p JOIN ballot_boxes b ON b.poll_id = p.id AND b.state = 'open' \
        JOIN marks m ON m.poll_id = p.id AND m.entry_id = $3 WHERE p.federation_id = $1 AND p.roll_id = $2";
    VOTED_IN = "SELECT CAST(COUNT(*) AS BIGINT), CAST(COUNT(m.entry_id) AS BIGINT) FROM polls p \
        LEFT JOIN marks m ON m.poll_id = p.id AND m.entry_id = $3 \
        WHERE p.federation_id = $1 AND p.roll_id = $2 AND p.state NOT IN ('draft', 'ready')";
}

/// A code as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct CodeRow {
    pub id: i64,
    pub roll_id: i64,
    pub entry_id: Option<i64>,
    pub stand_in_id: Option<i64>,
    pub verifier_hash: String,
    pub voided: i64,
    /// The entry whose place the code opens now, besides those of which its holder has the proxy.
    pub opens: Option<i64>,
}

impl CodeRow {
    /// Whose code it is.
    pub fn owner(&self) -> Option<CodeOf> {
        let entry = self.entry_id.map(|id| CodeOf::Entry(EntryId(id)));
        entry.or(self.stand_in_id.map(|id| CodeOf::StandIn(StandInId(id))))
    }
}

/// Whether a valid code opens the place of an entry at this moment.
pub async fn opens(conn: &mut Conn, code: CodeId, entry: EntryId) -> Result<bool, DbError> {
    let found: i64 = on!(conn, |c| sqlx::query_scalar(OPENS)
        .bind(code.0)
        .bind(entry.0)
        .fetch_one(c)
        .await)?;
    Ok(found == 1)
}

/// Entries and deputies of the roll who have a valid code on a sheet.
pub async fn owners(conn: &mut Conn, roll: RollId) -> Result<HashSet<CodeOf>, DbError> {
    let entries: Vec<i64> = on!(conn, |c| sqlx::query_scalar(ENTRIES_WITH_CODE)
        .bind(roll.0)
        .fetch_all(c)
        .await)?;
    let stand_ins: Vec<i64> = on!(conn, |c| sqlx::query_scalar(STAND_INS_WITH_CODE)
        .bind(roll.0)
        .fetch_all(c)
        .await)?;
    let entries = entries.into_iter().map(|id| CodeOf::Entry(EntryId(id)));
    let stand_ins = stand_ins
        .into_iter()
        .map(|id| CodeOf::StandIn(StandInId(id)));
    Ok(entries.chain(stand_ins).collect())
}

/// How many entries of the roll have a valid code on a sheet.
pub async fn count_valid(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
) -> Result<i64, DbError> {
    Ok(on!(conn, |c| sqlx::query_scalar(COUNT_VALID)
        .bind(federation.0)
        .bind(roll.0)
        .fetch_one(c)
        .await)?)
}

/// Stores a code; `None` where the selector is taken.
pub async fn insert_code(
    tx: &mut Tx,
    roll: RollId,
    owner: CodeOf,
    selector: Selector,
    verifier_hash: &str,
) -> Result<Option<CodeId>, DbError> {
    let (entry, stand_in) = match owner {
        CodeOf::Entry(id) => (Some(id.0), None),
        CodeOf::StandIn(id) => (None, Some(id.0)),
    };
    let id: Option<i64> = on!(tx, |c| sqlx::query_scalar(INSERT_CODE)
        .bind(roll.0)
        .bind(entry)
        .bind(stand_in)
        .bind(selector.to_string())
        .bind(verifier_hash)
        .fetch_optional(c)
        .await)?;
    Ok(id.map(CodeId))
}

/// Voids every valid code of the roll that is on a sheet; how many there were.
pub async fn void_codes_of_roll(tx: &mut Tx, roll: RollId) -> Result<u64, DbError> {
    Ok(on!(tx, |c| sqlx::query(VOID_CODES_OF_ROLL)
        .bind(roll.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?)
}

/// Voids the valid code and the valid link of somebody, and says which they were.
pub async fn void_codes_of(
    tx: &mut Tx,
    roll: RollId,
    owner: CodeOf,
) -> Result<Vec<CodeId>, DbError> {
    let (sql, id) = match owner {
        CodeOf::Entry(id) => (VOID_CODES_OF_ENTRY, id.0),
        CodeOf::StandIn(id) => (VOID_CODES_OF_STAND_IN, id.0),
    };
    let ids: Vec<i64> = on!(tx, |c| sqlx::query_scalar(sql)
        .bind(id)
        .bind(roll.0)
        .fetch_all(c)
        .await)?;
    Ok(ids.into_iter().map(CodeId).collect())
}

/// Whether somebody has a valid code or link.
pub async fn has_valid_code(conn: &mut Conn, roll: RollId, owner: CodeOf) -> Result<bool, DbError> {
    let (sql, id) = match owner {
        CodeOf::Entry(id) => (VALID_CODES_OF_ENTRY, id.0),
        CodeOf::StandIn(id) => (VALID_CODES_OF_STAND_IN, id.0),
    };
    let ids: Vec<i64> = on!(conn, |c| sqlx::query_scalar(sql)
        .bind(id)
        .bind(roll.0)
        .fetch_all(c)
        .await)?;
    Ok(!ids.is_empty())
}

pub async fn find_by_selector(
    conn: &mut Conn,
    selector: Selector,
) -> Result<Option<CodeRow>, DbError> {
    find_by(conn, &selector.to_string()).await
}

/// The link with this hash, valid or voided. What is looked for is a keyed hash, so how long it takes tells nothing.
pub async fn find_link(conn: &mut Conn, hash: &LinkHash) -> Result<Option<CodeRow>, DbError> {
    find_by(conn, hash.as_str()).await
}

async fn find_by(conn: &mut Conn, selector: &str) -> Result<Option<CodeRow>, DbError> {
    Ok(on!(conn, |c| sqlx::query_as(FIND_BY_SELECTOR)
        .bind(selector)
        .fetch_optional(c)
        .await)?)
}

/// Failures in a row with a selector, and when it may be tried again.
pub async fn find_failures(
    conn: &mut Conn,
    selector: Selector,
) -> Result<Option<(i64, Option<Timestamp>)>, DbError> {
    let row: Option<(i64, Option<i64>)> = on!(conn, |c| sqlx::query_as(FIND_FAILURES)
        .bind(selector.to_string())
        .fetch_optional(c)
        .await)?;
    Ok(row.map(|(failures, next)| (failures, next.map(Timestamp::stored))))
}

/// Counts a failure, and says how many there are in a row.
pub async fn count_failure(
    tx: &mut Tx,
    selector: Selector,
    forget_at: Timestamp,
) -> Result<i64, DbError> {
    Ok(on!(tx, |c| sqlx::query_scalar(COUNT_FAILURE)
        .bind(selector.to_string())
        .bind(forget_at.unix_millis())
        .fetch_one(c)
        .await)?)
}

/// Sets when the selector may be tried again.
pub async fn set_next_try(
    tx: &mut Tx,
    selector: Selector,
    at: Option<Timestamp>,
) -> Result<(), DbError> {
    let at = at.map(Timestamp::unix_millis);
    Ok(on!(tx, |c| sqlx::query(SET_NEXT_TRY)
        .bind(selector.to_string())
        .bind(at)
        .execute(c)
        .await
        .map(drop))?)
}

pub async fn clear_failures(tx: &mut Tx, selector: Selector) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(CLEAR_FAILURES)
        .bind(selector.to_string())
        .execute(c)
        .await
        .map(drop))?)
}

/// Forgets old failures of selectors that no code has.
pub async fn forget_failures(tx: &mut Tx, now: Timestamp) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(FORGET_FAILURES)
        .bind(now.unix_millis())
        .execute(c)
        .await
        .map(drop))?)
}

/// Whether all codes of the roll may be replaced at once: no poll of it was opened so far.
///
/// A poll opened in the same instant does no harm: what an entry has voted in is marked by entry, not by code.
pub async fn codes_still_replaceable(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
) -> Result<bool, DbError> {
    let opened: i64 = on!(conn, |c| sqlx::query_scalar(OPENED_POLLS)
        .bind(federation.0)
        .bind(roll.0)
        .fetch_one(c)
        .await)?;
    Ok(opened == 0)
}

/// Locks the open boxes of the roll until the transaction ends, one after the other by poll: a vote with the old code comes
/// before or finds it voided.
pub async fn lock_open_boxes(
    tx: &mut Tx,
    federation: FederationId,
    roll: RollId,
) -> Result<Vec<PollId>, DbError> {
    let polls: Vec<i64> = on!(tx, |c| sqlx::query_scalar(OPEN_BOXES)
        .bind(federation.0)
        .bind(roll.0)
        .fetch_all(c)
        .await)?;
    for poll in &polls {
        on!(tx, |c| sqlx::query(LOCK_BOX)
            .bind(poll)
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(polls.into_iter().map(PollId).collect())
}

/// In how many of the opened polls the entry has voted.
pub async fn voted_in(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
    entry: EntryId,
) -> Result<VotedIn, DbError> {
    let (opened, voted): (i64, i64) = on!(conn, |c| sqlx::query_as(VOTED_IN)
        .bind(federation.0)
        .bind(roll.0)
        .bind(entry.0)
        .fetch_one(c)
        .await)?;
    Ok(VotedIn { opened, voted })
}

/// Whether the entry has voted in a poll whose box is open.
pub async fn voted_in_open(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
    entry: EntryId,
) -> Result<bool, DbError> {
    let marks: i64 = on!(conn, |c| sqlx::query_scalar(VOTED_IN_OPEN)
        .bind(federation.0)
        .bind(roll.0)
        .bind(entry.0)
        .fetch_one(c)
        .await)?;
    Ok(marks > 0)
}
