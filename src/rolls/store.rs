//! Rolls and their entries. Entries are written once, at freezing; no statement changes or removes one.

pub mod codes;
pub mod voters;

use super::model::{Entry, NewEntry, Roll, RollState};
use crate::{
    db::{Conn, DbError, Tx, changed_one},
    on, statements,
    types::{BodyId, EntryId, FederationId, PersonId, RollId, RoundId, Timestamp},
};

statements! {
    INSERT_ROLL = "INSERT INTO rolls (federation_id, round_id, title, state, entries, revision) VALUES ($1, $2, $3, 'building', 0, 1) RETURNING id";
    FIND_ROLL = "SELECT id, federation_id, round_id, title, state, frozen_at, digest, entries, revision FROM rolls \
        WHERE id = $1 AND federation_id = $2";
    FREEZE_ROLL = "UPDATE rolls SET state = 'frozen', frozen_at = $3, digest = $4, entries = $5, revision = revision + 1 \
        WHERE id = $1 AND federation_id = $2 AND state = 'building'";
    // Locks the row until the transaction ends: codes of a roll are made or replaced one after the other.
    LOCK_FROZEN_ROLL = "UPDATE rolls SET revision = revision + 1 WHERE id = $1 AND federation_id = $2 AND state = 'frozen'";
    INSERT_ENTRY = "INSERT INTO roll_entries (federation_id, roll_id, number, person_id, body_id, name, body_name, votes) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    ENTRIES = "SELECT id, number, person_id, body_id, name, body_name, votes FROM roll_entries \
        WHERE federation_id = $1 AND roll_id = $2 ORDER BY number";
    ENTRIES_PAGE = "SELECT id, number, person_id, body_id, name, body_name, votes FROM roll_entries \
        WHERE federation_id = $1 AND roll_id = $2 ORDER BY number LIMIT $3 OFFSET $4";
    FIND_ENTRY = "SELECT id, number, person_id, body_id, name, body_name, votes FROM roll_entries \
        WHERE id = $1 AND federation_id = $2 AND roll_id = $3";
    ENTITLED_VOTES = "SELECT CAST(COALESCE(SUM(votes), 0) AS BIGINT) FROM roll_entries WHERE roll_id = $1";
}

#[derive(sqlx::FromRow)]
struct RollRow {
    id: i64,
    federation_id: i64,
    round_id: i64,
    title: String,
    state: String,
    frozen_at: Option<i64>,
    digest: Option<String>,
    entries: i64,
    revision: i64,
}

impl TryFrom<RollRow> for Roll {
    type Error = DbError;

    fn try_from(row: RollRow) -> Result<Self, DbError> {
        Ok(Self {
            id: RollId(row.id),
            federation: FederationId(row.federation_id),
            round: RoundId(row.round_id),
            title: row.title,
            state: RollState::parse(&row.state).ok_or_else(|| DbError::row("rolls", &row.state))?,
            frozen_at: row.frozen_at.map(Timestamp::stored),
            digest: row.digest,
            entries: row.entries,
            revision: row.revision,
        })
    }
}

#[derive(sqlx::FromRow)]
struct EntryRow {
    id: i64,
    number: i64,
    person_id: i64,
    body_id: i64,
    name: String,
    body_name: String,
    votes: i64,
}

impl From<EntryRow> for Entry {
    fn from(row: EntryRow) -> Self {
        Self {
            id: EntryId(row.id),
            number: row.number,
            person: PersonId(row.person_id),
            body: BodyId(row.body_id),
            name: row.name,
            body_name: row.body_name,
            votes: row.votes,
        }
    }
}

pub async fn insert_roll(
    tx: &mut Tx,
    federation: FederationId,
    round: RoundId,
    title: &str,
) -> Result<RollId, DbError> {
    Ok(RollId(on!(tx, |c| sqlx::query_scalar(INSERT_ROLL)
        .bind(federation.0)
        .bind(round.0)
        .bind(title)
        .fetch_one(c)
        .await)?))
}

pub async fn find_roll(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
) -> Result<Option<Roll>, DbError> {
    let row: Option<RollRow> = on!(conn, |c| sqlx::query_as(FIND_ROLL)
        .bind(roll.0)
        .bind(federation.0)
        .fetch_optional(c)
        .await)?;
    row.map(Roll::try_from).transpose()
}

/// Fixes the roll; whether it was being built.
pub async fn freeze_roll(
    tx: &mut Tx,
    federation: FederationId,
    roll: RollId,
    at: Timestamp,
    digest: &str,
    entries: i64,
) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(FREEZE_ROLL)
        .bind(roll.0)
        .bind(federation.0)
        .bind(at.unix_millis())
        .bind(digest)
        .bind(entries)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(changed_one(rows))
}

/// Locks a frozen roll until the transaction ends; whether there is one.
pub async fn lock_frozen_roll(
    tx: &mut Tx,
    federation: FederationId,
    roll: RollId,
) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(LOCK_FROZEN_ROLL)
        .bind(roll.0)
        .bind(federation.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(changed_one(rows))
}

pub async fn insert_entry(
    tx: &mut Tx,
    federation: FederationId,
    roll: RollId,
    entry: &NewEntry,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(INSERT_ENTRY)
        .bind(federation.0)
        .bind(roll.0)
        .bind(entry.number)
        .bind(entry.delegate.person.0)
        .bind(entry.delegate.body.0)
        .bind(&entry.delegate.name)
        .bind(&entry.delegate.body_name)
        .bind(entry.delegate.votes)
        .execute(c)
        .await
        .map(drop))?)
}

/// Entries by number.
pub async fn entries(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
) -> Result<Vec<Entry>, DbError> {
    let rows: Vec<EntryRow> = on!(conn, |c| sqlx::query_as(ENTRIES)
        .bind(federation.0)
        .bind(roll.0)
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(Entry::from).collect())
}

/// A page of the entries by number.
pub async fn entries_page(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
    limit: i64,
    offset: i64,
) -> Result<Vec<Entry>, DbError> {
    let rows: Vec<EntryRow> = on!(conn, |c| sqlx::query_as(ENTRIES_PAGE)
        .bind(federation.0)
        .bind(roll.0)
        .bind(limit)
        .bind(offset)
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(Entry::from).collect())
}

pub async fn find_entry(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
    entry: EntryId,
) -> Result<Option<Entry>, DbError> {
    let row: Option<EntryRow> = on!(conn, |c| sqlx::query_as(FIND_ENTRY)
        .bind(entry.0)
        .bind(federation.0)
        .bind(roll.0)
        .fetch_optional(c)
        .await)?;
    Ok(row.map(Entry::from))
}

/// Sum of the votes of all entries.
pub async fn entitled_votes(conn: &mut Conn, roll: RollId) -> Result<i64, DbError> {
    Ok(on!(conn, |c| sqlx::query_scalar(ENTITLED_VOTES)
        .bind(roll.0)
        .fetch_one(c)
        .await)?)
}
