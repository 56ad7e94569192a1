//! Sessions of voters. They hold no foreign key and no exact time of the voter.
//!
//! Opening one reads the times of closing of the roll's polls, an exception to the order of rooms like those of `codes`.

use super::codes::code_opens_place;
use crate::{
    db::{Conn, DbError, Tx, changed_one},
    on,
    rolls::model::{CodeOf, Voter, VoterPlace},
    statements,
    types::{CodeId, EntryId, FederationId, RollId, Timestamp, TokenHash},
};

statements! {
    INSERT_SESSION = "INSERT INTO voter_sessions (token_hash, roll_id, entry_id, code_id, expires_at, late_for) \
        VALUES ($1, $2, $3, $4, $5, (SELECT COALESCE(MAX(closes_at), 0) FROM polls WHERE roll_id = $2 AND closes_at <= $6))";
    // A session is good while its code opens the place: neither voided, nor has the place gone to somebody else meanwhile.
    FIND_SESSION = concat!("SELECT r.federation_id, s.roll_id, s.entry_id, s.code_id, COALESCE(d.name, e.name) AS name, e.body_name, e.votes, \
        h.name AS in_proxy, s.expires_at, s.late_for FROM voter_sessions s JOIN codes c ON c.id = s.code_id AND c.voided = 0 \
        JOIN roll_entries e ON e.id = s.entry_id AND ", code_opens_place!(), " LEFT JOIN stand_ins d ON d.id = e.held_by \
        LEFT JOIN roll_entries h ON h.id = e.proxy_holder JOIN rolls r ON r.id = s.roll_id WHERE s.token_hash = $1 AND s.expires_at > $2");
    // The own place first, then those whose proxies the voter has.
    PLACES_OF_CODE = concat!("SELECT e.id, COALESCE(d.name, e.name) AS name, e.body_name, e.votes, \
        CAST(CASE WHEN e.proxy_holder IS NULL THEN 0 ELSE 1 END AS BIGINT) AS by_proxy FROM codes c JOIN roll_entries e ON ",
        code_opens_place!(), " LEFT JOIN stand_ins d ON d.id = e.held_by WHERE c.id = $1 AND c.voided = 0 AND e.federation_id = $2 \
        ORDER BY 5, e.number");
    // A session goes over to another place that its code opens, and to no other.
    SWITCH_PLACE = concat!("UPDATE voter_sessions SET entry_id = $2 WHERE token_hash = $1 AND expires_at > $3 AND EXISTS \
        (SELECT 1 FROM codes c JOIN roll_entries e ON e.id = $2 AND e.roll_id = c.roll_id AND ", code_opens_place!(),
        " WHERE c.id = voter_sessions.code_id AND c.voided = 0)");
    FEDERATION_OF_CODE = "SELECT r.federation_id FROM codes c JOIN rolls r ON r.id = c.roll_id WHERE c.id = $1";
    EXTEND_SESSION = "UPDATE voter_sessions SET expires_at = $2 WHERE token_hash = $1 AND expires_at < $2";
    DELETE_SESSION = "DELETE FROM voter_sessions WHERE token_hash = $1";
    DELETE_SESSIONS_OF_CODE = "DELETE FROM voter_sessions WHERE code_id = $1";
    DELETE_SESSIONS_OF_ENTRY = "DELETE FROM voter_sessions WHERE code_id IN (SELECT id FROM codes WHERE entry_id = $1 AND voided = 0)";
    DELETE_SESSIONS_OF_STAND_IN = "DELETE FROM voter_sessions WHERE code_id IN (SELECT id FROM codes WHERE stand_in_id = $1 AND voided = 0)";
    DELETE_SESSIONS_BY_PROXY = "DELETE FROM voter_sessions WHERE entry_id = $1 AND code_id IN (SELECT id FROM codes WHERE entry_id = $2 AND voided = 0)";
    DELETE_SESSIONS_OF_VOIDED = "DELETE FROM voter_sessions WHERE code_id IN (SELECT id FROM codes WHERE roll_id = $1 AND voided = 1)";
    DELETE_EXPIRED = "DELETE FROM voter_sessions WHERE expires_at <= $1";
}

#[derive(sqlx::FromRow)]
struct VoterRow {
    federation_id: i64,
    roll_id: i64,
    entry_id: i64,
    code_id: i64,
    name: String,
    body_name: String,
    votes: i64,
    in_proxy: Option<String>,
    expires_at: i64,
    late_for: i64,
}

/// Opens a session. Which polls had ended by then is noted by the latest of their times of closing, which everybody knows.
pub async fn insert_session(
    tx: &mut Tx,
    token: TokenHash,
    (roll, entry, code): (RollId, EntryId, CodeId),
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(INSERT_SESSION)
        .bind(token.as_bytes())
        .bind(roll.0)
        .bind(entry.0)
        .bind(code.0)
        .bind(expires_at.unix_millis())
        .bind(now.unix_millis())
        .execute(c)
        .await
        .map(drop))?)
}

/// The federation of a roll that has a code.
pub async fn federation_of_code(
    conn: &mut Conn,
    code: CodeId,
) -> Result<Option<FederationId>, DbError> {
    let id: Option<i64> = on!(conn, |c| sqlx::query_scalar(FEDERATION_OF_CODE)
        .bind(code.0)
        .fetch_optional(c)
        .await)?;
    Ok(id.map(FederationId))
}

/// The voter of a session whose code is valid, and when it ends.
pub async fn find_session(
    conn: &mut Conn,
    token: TokenHash,
    now: Timestamp,
) -> Result<Option<(Voter, Timestamp)>, DbError> {
    let row: Option<VoterRow> = on!(conn, |c| sqlx::query_as(FIND_SESSION)
        .bind(token.as_bytes())
        .bind(now.unix_millis())
        .fetch_optional(c)
        .await)?;
    Ok(row.map(|row| {
        let voter = Voter {
            federation: FederationId(row.federation_id),
            roll: RollId(row.roll_id),
            entry: EntryId(row.entry_id),
            code: CodeId(row.code_id),
            name: row.name,
            body_name: row.body_name,
            votes: row.votes,
            in_proxy: row.in_proxy,
            late_for: Timestamp::stored(row.late_for),
        };
        (voter, Timestamp::stored(row.expires_at))
    }))
}

/// The places that a code opens: the own one, then those whose proxies its holder has, by number.
pub async fn places_of_code(
    conn: &mut Conn,
    federation: FederationId,
    code: CodeId,
) -> Result<Vec<VoterPlace>, DbError> {
    let rows: Vec<(i64, String, String, i64, i64)> = on!(conn, |c| sqlx::query_as(PLACES_OF_CODE)
        .bind(code.0)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    let places = rows
        .into_iter()
        .map(|(entry, name, body_name, votes, by_proxy)| VoterPlace {
            entry: EntryId(entry),
            name,
            body_name,
            votes,
            by_proxy: by_proxy != 0,
        });
    Ok(places.collect())
}

/// Has a session vote for another place; whether it goes on and its code opens that place.
pub async fn switch_place(
    tx: &mut Tx,
    token: TokenHash,
    entry: EntryId,
    now: Timestamp,
) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(SWITCH_PLACE)
        .bind(token.as_bytes())
        .bind(entry.0)
        .bind(now.unix_millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(changed_one(rows))
}

pub async fn extend_session(
    tx: &mut Tx,
    token: TokenHash,
    expires_at: Timestamp,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(EXTEND_SESSION)
        .bind(token.as_bytes())
        .bind(expires_at.unix_millis())
        .execute(c)
        .await
        .map(drop))?)
}

pub async fn delete_session(tx: &mut Tx, token: TokenHash) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(DELETE_SESSION)
        .bind(token.as_bytes())
        .execute(c)
        .await
        .map(drop))?)
}

pub async fn delete_sessions_of_code(tx: &mut Tx, code: CodeId) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(DELETE_SESSIONS_OF_CODE)
        .bind(code.0)
        .execute(c)
        .await
        .map(drop))?)
}

/// Ends the sessions of who loses a place: the delegate, or the deputy.
pub async fn delete_sessions_of(tx: &mut Tx, owner: CodeOf) -> Result<(), DbError> {
    let (sql, id) = match owner {
        CodeOf::Entry(id) => (DELETE_SESSIONS_OF_ENTRY, id.0),
        CodeOf::StandIn(id) => (DELETE_SESSIONS_OF_STAND_IN, id.0),
    };
    Ok(on!(tx, |c| sqlx::query(sql)
        .bind(id)
        .execute(c)
        .await
        .map(drop))?)
}

/// Ends the sessions in which a holder votes for the place of a principal; those for the own place go on.
pub async fn delete_sessions_by_proxy(
    tx: &mut Tx,
    principal: EntryId,
    holder: EntryId,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(DELETE_SESSIONS_BY_PROXY)
        .bind(principal.0)
        .bind(holder.0)
        .execute(c)
        .await
        .map(drop))?)
}

pub async fn delete_sessions_of_voided(tx: &mut Tx, roll: RollId) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(DELETE_SESSIONS_OF_VOIDED)
        .bind(roll.0)
        .execute(c)
        .await
        .map(drop))?)
}

pub async fn delete_expired(tx: &mut Tx, now: Timestamp) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(DELETE_EXPIRED)
        .bind(now.unix_millis())
        .execute(c)
        .await
        .map(drop))?)
}
