//! Codes and marks of a roll: what is there, until when, and their deletion.

use crate::{
    db::{Conn, DbError, Tx, changed_one},
    on,
    polls::model::KeptRoll,
    statements,
    types::{Day, FederationId, RollId, Timestamp},
};

macro_rules! kept {
    ($condition:literal) => {
        concat!(
            "SELECT r.id, r.federation_id, r.title, d.day, r.codes_deleted_at, r.retention_hold, f.objection_weeks, \
            (SELECT CAST(COUNT(*) AS BIGINT) FROM codes c WHERE c.roll_id = r.id AND c.voided = 0) AS codes, \
            (SELECT CAST(COUNT(*) AS BIGINT) FROM polls p WHERE p.roll_id = r.id AND p.opened_at IS NOT NULL) AS polls, \
            (SELECT CAST(COUNT(*) AS BIGINT) FROM polls p WHERE p.roll_id = r.id AND p.voided_at IS NULL \
            AND p.state IN ('open', 'closed', 'counted')) AS unfinished, \
            (SELECT MAX(x.at) FROM (SELECT n.published_at AS at FROM polls p JOIN publications n ON n.poll_id = p.id WHERE p.roll_id = r.id \
            UNION ALL SELECT v.voided_at FROM polls v WHERE v.roll_id = r.id) x) AS last_decided \
            FROM rolls r JOIN federations f ON f.id = r.federation_id JOIN delegation_rounds d ON d.id = r.round_id WHERE ",
            $condition
        )
    };
}

statements! {
    KEPT = kept!("r.federation_id = $1 AND r.state = 'frozen' ORDER BY r.id DESC LIMIT 200");
    // Of all federations: the clock's own work.
    WITH_CODES = kept!("r.state = 'frozen' AND r.codes_deleted_at IS NULL AND r.retention_hold = '' AND d.day <= $1 ORDER BY r.id LIMIT 200");
    FIND_KEPT = kept!("r.federation_id = $1 AND r.id = $2 AND r.state = 'frozen'");
    SET_HOLD = "UPDATE rolls SET retention_hold = $3 WHERE federation_id = $1 AND id = $2 AND codes_deleted_at IS NULL AND state = 'frozen'";
    OBJECTION_WEEKS = "SELECT objection_weeks FROM federations WHERE id = $1";
    SET_OBJECTION_WEEKS = "UPDATE federations SET objection_weeks = $2 WHERE id = $1";
    // Of two programs on one database one gets the row.
    CLAIM = "UPDATE rolls SET codes_deleted_at = $3 WHERE federation_id = $1 AND id = $2 AND codes_deleted_at IS NULL AND retention_hold = ''";
    DELETE_SESSIONS = "DELETE FROM voter_sessions WHERE code_id IN (SELECT id FROM codes WHERE roll_id = $1)";
    DELETE_FAILURES = "DELETE FROM code_failures WHERE selector IN (SELECT selector FROM codes WHERE roll_id = $1)";
    DELETE_CODES = "DELETE FROM codes WHERE roll_id = $1";
    DELETE_MARKS = "DELETE FROM marks WHERE poll_id IN (SELECT id FROM polls WHERE roll_id = $1)";
    DELETE_PAPER_MARKS = "DELETE FROM paper_marks WHERE poll_id IN (SELECT id FROM polls WHERE roll_id = $1)";
    DELETE_PAPER_VOTERS = "DELETE FROM paper_voters WHERE roll_id = $1";
    NOTE_ON_POLLS = "UPDATE polls SET marks_deleted_at = $2 WHERE roll_id = $1 AND opened_at IS NOT NULL";
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    federation_id: i64,
    title: String,
    day: i64,
    codes_deleted_at: Option<i64>,
    retention_hold: String,
    objection_weeks: i64,
    codes: i64,
    polls: i64,
    unfinished: i64,
    last_decided: Option<i64>,
}

impl From<Row> for KeptRoll {
    fn from(row: Row) -> Self {
        Self {
            roll: RollId(row.id),
            federation: FederationId(row.federation_id),
            title: row.title,
            day: Day::stored(row.day),
            codes: row.codes,
            polls: row.polls,
            unfinished: row.unfinished,
            last_decided: row.last_decided.map(Timestamp::stored),
            weeks: row.objection_weeks,
            deleted_at: row.codes_deleted_at.map(Timestamp::stored),
            hold: row.retention_hold,
        }
    }
}

/// The frozen rolls of a federation, the latest first.
pub async fn kept(conn: &mut Conn, federation: FederationId) -> Result<Vec<KeptRoll>, DbError> {
    let rows: Vec<Row> = on!(conn, |c| sqlx::query_as(KEPT)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Rolls of all federations whose codes are still there and whose assembly is over, oldest first.
pub async fn with_codes(conn: &mut Conn, today: Day) -> Result<Vec<KeptRoll>, DbError> {
    let rows: Vec<Row> = on!(conn, |c| sqlx::query_as(WITH_CODES)
        .bind(today.to_epoch_days())
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

pub async fn find_kept(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
) -> Result<Option<KeptRoll>, DbError> {
    let row: Option<Row> = on!(conn, |c| sqlx::query_as(FIND_KEPT)
        .bind(federation.0)
        .bind(roll.0)
        .fetch_optional(c)
        .await)?;
    Ok(row.map(Into::into))
}

/// Holds codes and marks back with a reason, or with an empty one no longer; whether they were still there.
pub async fn set_hold(
    tx: &mut Tx,
    federation: FederationId,
    roll: RollId,
    reason: &str,
) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(SET_HOLD)
        .bind(federation.0)
        .bind(roll.0)
        .bind(reason)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(changed_one(rows))
}

/// For how many weeks objections are possible.
pub async fn objection_weeks(conn: &mut Conn, federation: FederationId) -> Result<i64, DbError> {
    Ok(on!(conn, |c| sqlx::query_scalar(OBJECTION_WEEKS)
        .bind(federation.0)
        .fetch_one(c)
        .await)?)
}

pub async fn set_objection_weeks(
    tx: &mut Tx,
    federation: FederationId,
    weeks: i64,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(SET_OBJECTION_WEEKS)
        .bind(federation.0)
        .bind(weeks)
        .execute(c)
        .await
        .map(drop))?)
}

/// Deletes codes, failures, sessions and marks of a roll; how many codes and marks there were, or `None` where somebody else
/// did it or holds them.
pub async fn delete(
    tx: &mut Tx,
    federation: FederationId,
    roll: RollId,
    at: Timestamp,
) -> Result<Option<(u64, u64)>, DbError> {
    let claimed = on!(tx, |c| sqlx::query(CLAIM)
        .bind(federation.0)
        .bind(roll.0)
        .bind(at.unix_millis())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if !changed_one(claimed) {
        return Ok(None);
    }
    for statement in [DELETE_SESSIONS, DELETE_FAILURES] {
        on!(tx, |c| sqlx::query(statement)
            .bind(roll.0)
            .execute(c)
            .await
            .map(drop))?;
    }
    for statement in [DELETE_PAPER_MARKS, DELETE_PAPER_VOTERS] {
        on!(tx, |c| sqlx::query(statement)
            .bind(roll.0)
            .execute(c)
            .await
            .map(drop))?;
    }
    let mut deleted = [0; 2];
    for (statement, number) in [DELETE_CODES, DELETE_MARKS].into_iter().zip(&mut deleted) {
        *number = on!(tx, |c| sqlx::query(statement)
            .bind(roll.0)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
    }
    on!(tx, |c| sqlx::query(NOTE_ON_POLLS)
        .bind(roll.0)
        .bind(at.unix_millis())
        .execute(c)
        .await
        .map(drop))?;
    let [codes, marks] = deleted;
    Ok(Some((codes, marks)))
}
