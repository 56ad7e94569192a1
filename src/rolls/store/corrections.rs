//! Corrections of frozen rolls: those that wait, what they change, and the list of those made.

use crate::{
    db::{Conn, DbError, Tx, changed_one},
    on,
    rolls::model::{Change, Correction, CorrectionKind, DraftedCorrection, NameCommitment, Roll},
    statements,
    types::{AccountId, ApprovalId, EntryId, FederationId, RollId, Timestamp},
};

statements! {
    INSERT_DRAFT = "INSERT INTO roll_correction_drafts (approval_id, federation_id, roll_id, person_id, change, name, name_salt, name_sha256) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    FIND_DRAFT = "SELECT change, name, name_salt, name_sha256 FROM roll_correction_drafts WHERE approval_id = $1 AND federation_id = $2 AND roll_id = $3";
    DELETE_DRAFT = "DELETE FROM roll_correction_drafts WHERE approval_id = $1 AND federation_id = $2";
    STRIKE = "UPDATE roll_entries SET struck = 1 WHERE id = $1 AND federation_id = $2 AND roll_id = $3 AND struck = 0 AND held_by IS NULL AND proxy_holder IS NULL";
    // As everywhere, deputies of somebody who is no delegate any more stand in for the whole body.
    RELEASE_STAND_INS = "UPDATE stand_ins SET entry_id = NULL WHERE entry_id = $1 AND federation_id = $2 AND roll_id = $3";
    SET_VOTES = "UPDATE roll_entries SET votes = $4 WHERE id = $1 AND federation_id = $2 AND roll_id = $3 AND struck = 0";
    SET_NAME = "UPDATE roll_entries SET name = $4, name_salt = $5, name_sha256 = $6 WHERE id = $1 AND federation_id = $2 AND roll_id = $3 AND struck = 0";
    LAST_NUMBER = "SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM roll_entries WHERE roll_id = $1";
    SET_CORRECTED = "UPDATE rolls SET digest = $3, entries = $4, corrections = $5, revision = revision + 1 \
        WHERE id = $1 AND federation_id = $2 AND state = 'frozen' AND corrections = $5 - 1";
    INSERT_CORRECTION = "INSERT INTO roll_corrections (federation_id, roll_id, number, kind, content, reason, requested_by, confirmed_by, \
        confirmed_at, digest_before, digest) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    CORRECTIONS = "SELECT k.number, k.kind, k.content, k.reason, a.name AS requested_by, b.name AS confirmed_by, k.confirmed_at, \
        k.digest_before, k.digest FROM roll_corrections k JOIN accounts a ON a.id = k.requested_by JOIN accounts b ON b.id = k.confirmed_by \
        WHERE k.federation_id = $1 AND k.roll_id = $2 ORDER BY k.number";
}

/// What is stored of a change: its kind, and the rest.
#[derive(serde::Serialize, serde::Deserialize)]
struct StoredChange {
    kind: CorrectionKind,
    change: Change,
}

/// Keeps a correction until it is decided.
pub async fn insert_draft(
    tx: &mut Tx,
    roll: &Roll,
    approval: ApprovalId,
    draft: &DraftedCorrection,
) -> Result<(), DbError> {
    let stored = StoredChange {
        kind: draft.kind,
        change: draft.change.clone(),
    };
    let stored =
        serde_json::to_string(&stored).map_err(|e| DbError::row("roll_correction_drafts", e))?;
    let (name, commitment) = match &draft.name {
        Some((name, commitment)) => (name.as_str(), Some(commitment)),
        None => ("", None),
    };
    Ok(on!(tx, |c| sqlx::query(INSERT_DRAFT)
        .bind(approval.0)
        .bind(roll.federation.0)
        .bind(roll.id.0)
        .bind(draft.change.person.0)
        .bind(&stored)
        .bind(name)
        .bind(commitment.map_or("", |c| &c.salt))
        .bind(commitment.map_or("", |c| &c.sha256))
        .execute(c)
        .await
        .map(drop))?)
}

pub async fn find_draft(
    conn: &mut Conn,
    roll: &Roll,
    approval: ApprovalId,
) -> Result<Option<DraftedCorrection>, DbError> {
    let row: Option<(String, String, String, String)> = on!(conn, |c| sqlx::query_as(FIND_DRAFT)
        .bind(approval.0)
        .bind(roll.federation.0)
        .bind(roll.id.0)
        .fetch_optional(c)
        .await)?;
    let Some((stored, name, salt, sha256)) = row else {
        return Ok(None);
    };
    let stored: StoredChange =
        serde_json::from_str(&stored).map_err(|e| DbError::row("roll_correction_drafts", e))?;
    Ok(Some(DraftedCorrection {
        kind: stored.kind,
        change: stored.change,
        name: (!sha256.is_empty()).then_some((name, NameCommitment { salt, sha256 })),
    }))
}

pub async fn delete_draft(
    tx: &mut Tx,
    federation: FederationId,
    approval: ApprovalId,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(DELETE_DRAFT)
        .bind(approval.0)
        .bind(federation.0)
        .execute(c)
        .await
        .map(drop))?)
}

/// Takes an entry off the roll; whether it stood there, held by its delegate.
pub async fn strike(tx: &mut Tx, roll: &Roll, entry: EntryId) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(STRIKE)
        .bind(entry.0)
        .bind(roll.federation.0)
        .bind(roll.id.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    on!(tx, |c| sqlx::query(RELEASE_STAND_INS)
        .bind(entry.0)
        .bind(roll.federation.0)
        .bind(roll.id.0)
        .execute(c)
        .await
        .map(drop))?;
    Ok(changed_one(rows))
}

pub async fn set_votes(
    tx: &mut Tx,
    roll: &Roll,
    entry: EntryId,
    votes: i64,
) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(SET_VOTES)
        .bind(entry.0)
        .bind(roll.federation.0)
        .bind(roll.id.0)
        .bind(votes)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(changed_one(rows))
}

pub async fn set_name(
    tx: &mut Tx,
    roll: &Roll,
    entry: EntryId,
    name: &str,
    commitment: &NameCommitment,
) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(SET_NAME)
        .bind(entry.0)
        .bind(roll.federation.0)
        .bind(roll.id.0)
        .bind(name)
        .bind(&commitment.salt)
        .bind(&commitment.sha256)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(changed_one(rows))
}

/// The highest number of an entry, struck ones too.
pub async fn last_number(conn: &mut Conn, roll: RollId) -> Result<i64, DbError> {
    Ok(on!(conn, |c| sqlx::query_scalar(LAST_NUMBER)
        .bind(roll.0)
        .fetch_one(c)
        .await)?)
}

/// Sets digest, number of entries and number of corrections of a corrected roll; whether nobody corrected it meanwhile.
pub async fn set_corrected(tx: &mut Tx, roll: &Roll) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(SET_CORRECTED)
        .bind(roll.id.0)
        .bind(roll.federation.0)
        .bind(&roll.digest)
        .bind(roll.entries)
        .bind(roll.corrections)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(changed_one(rows))
}

/// A correction to be added to the list.
pub struct NewCorrection<'a> {
    pub number: i64,
    pub kind: CorrectionKind,
    pub change: &'a Change,
    pub reason: &'a str,
    pub requested_by: AccountId,
    pub confirmed_by: AccountId,
    pub at: Timestamp,
    pub digest_before: &'a str,
    pub digest: &'a str,
}

pub async fn insert_correction(
    tx: &mut Tx,
    roll: &Roll,
    correction: NewCorrection<'_>,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(INSERT_CORRECTION)
        .bind(roll.federation.0)
        .bind(roll.id.0)
        .bind(correction.number)
        .bind(correction.kind.as_str())
        .bind(correction.change.to_json())
        .bind(correction.reason)
        .bind(correction.requested_by.0)
        .bind(correction.confirmed_by.0)
        .bind(correction.at.unix_millis())
        .bind(correction.digest_before)
        .bind(correction.digest)
        .execute(c)
        .await
        .map(drop))?)
}

#[derive(sqlx::FromRow)]
struct CorrectionRow {
    number: i64,
    kind: String,
    content: String,
    reason: String,
    requested_by: String,
    confirmed_by: String,
    confirmed_at: i64,
    digest_before: String,
    digest: String,
}

/// The corrections of a roll by number.
pub async fn corrections(conn: &mut Conn, roll: &Roll) -> Result<Vec<Correction>, DbError> {
    let rows: Vec<CorrectionRow> = on!(conn, |c| sqlx::query_as(CORRECTIONS)
        .bind(roll.federation.0)
        .bind(roll.id.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|row| {
            Ok(Correction {
                number: row.number,
                kind: CorrectionKind::parse(&row.kind)
                    .ok_or_else(|| DbError::row("roll_corrections", &row.kind))?,
                change: serde_json::from_str(&row.content)
                    .map_err(|e| DbError::row("roll_corrections", e))?,
                reason: row.reason,
                requested_by: row.requested_by,
                confirmed_by: row.confirmed_by,
                confirmed_at: Timestamp::stored(row.confirmed_at),
                digest_before: row.digest_before,
                digest: row.digest,
            })
        })
        .collect()
}
