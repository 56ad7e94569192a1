//! Rolls. What stands on one is written at freezing and changed by corrections alone, before the first poll of the roll.

pub mod attendance;
pub mod codes;
pub mod corrections;
pub mod entries;
pub mod links;
pub mod proxies;
pub mod voters;

pub use entries::{
    contents, entitled_votes, entries, entries_of_person, entries_page, erase_name, find_entry,
    find_stand_in, insert_entry, insert_stand_in, place_held_by, stand_ins, stand_ins_of_person,
};

use super::model::{Roll, RollFormat, RollState};
use crate::{
    db::{Conn, DbError, Tx, changed_one},
    on, statements,
    types::{FederationId, RollId, RoundId, Timestamp},
};

statements! {
    INSERT_ROLL = "INSERT INTO rolls (federation_id, round_id, title, state, entries, format, corrections, revision) \
        VALUES ($1, $2, $3, 'building', 0, 2, 0, 1) RETURNING id";
    FIND_ROLL = "SELECT id, federation_id, round_id, title, state, frozen_at, digest, entries, format, corrections, \
        codes_deleted_at, revision FROM rolls \
        WHERE id = $1 AND federation_id = $2";
    FREEZE_ROLL = "UPDATE rolls SET state = 'frozen', frozen_at = $3, digest = $4, entries = $5, revision = revision + 1 \
        WHERE id = $1 AND federation_id = $2 AND state = 'building'";
    // Locks the row until the transaction ends: codes of a roll are made or replaced one after the other.
    LOCK_FROZEN_ROLL = "UPDATE rolls SET revision = revision + 1 WHERE id = $1 AND federation_id = $2 AND state = 'frozen'";
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
    format: i64,
    corrections: i64,
    codes_deleted_at: Option<i64>,
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
            format: RollFormat::of_number(row.format)
                .ok_or_else(|| DbError::row("rolls", row.format))?,
            corrections: row.corrections,
            codes_deleted: row.codes_deleted_at.is_some(),
            revision: row.revision,
        })
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
