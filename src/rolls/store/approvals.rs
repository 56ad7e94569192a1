//! Requests for a new code that wait for a second person.

use crate::{
    db::{Conn, DbError, Tx, changed_one},
    on,
    rolls::model::WaitingReissue,
    statements,
    types::{AccountId, ApprovalId, EntryId, FederationId, RollId, Timestamp},
};

statements! {
    INSERT_REQUEST = "INSERT INTO approvals (federation_id, act, subject_id, reason, requested_by, requested_at, state) \
        VALUES ($1, 'reissue_code', $2, $3, $4, $5, 'waiting') ON CONFLICT DO NOTHING RETURNING id";
    WAITING = "SELECT a.id, e.id AS entry_id, e.number, e.name, e.body_name, a.reason, a.requested_by, p.name AS requested_by_name, \
        a.requested_at FROM approvals a JOIN roll_entries e ON e.id = a.subject_id JOIN accounts p ON p.id = a.requested_by \
        WHERE a.federation_id = $1 AND a.state = 'waiting' AND a.act = 'reissue_code' AND e.roll_id = $2 ORDER BY a.id";
    CONFIRM = "UPDATE approvals SET state = 'confirmed', decided_by = $3, decided_at = $4 \
        WHERE id = $1 AND federation_id = $2 AND state = 'waiting' AND requested_by <> $3";
    WITHDRAW = "UPDATE approvals SET state = 'withdrawn', decided_by = $3, decided_at = $4 \
        WHERE id = $1 AND federation_id = $2 AND state = 'waiting'";
}

#[derive(sqlx::FromRow)]
struct WaitingRow {
    id: i64,
    entry_id: i64,
    number: i64,
    name: String,
    body_name: String,
    reason: String,
    requested_by: i64,
    requested_by_name: String,
    requested_at: i64,
}

/// The new request, or `None` where one waits already for this entry.
pub async fn insert_request(
    tx: &mut Tx,
    federation: FederationId,
    entry: EntryId,
    reason: &str,
    by: AccountId,
    at: Timestamp,
) -> Result<Option<ApprovalId>, DbError> {
    let id: Option<i64> = on!(tx, |c| sqlx::query_scalar(INSERT_REQUEST)
        .bind(federation.0)
        .bind(entry.0)
        .bind(reason)
        .bind(by.0)
        .bind(at.unix_millis())
        .fetch_optional(c)
        .await)?;
    Ok(id.map(ApprovalId))
}

/// The requests of a roll that wait, oldest first.
pub async fn waiting(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
) -> Result<Vec<WaitingReissue>, DbError> {
    let rows: Vec<WaitingRow> = on!(conn, |c| sqlx::query_as(WAITING)
        .bind(federation.0)
        .bind(roll.0)
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|row| WaitingReissue {
            id: ApprovalId(row.id),
            entry: EntryId(row.entry_id),
            number: row.number,
            name: row.name,
            body_name: row.body_name,
            reason: row.reason,
            requested_by: AccountId(row.requested_by),
            requested_by_name: row.requested_by_name,
            requested_at: Timestamp::stored(row.requested_at),
        })
        .collect())
}

/// Confirms by a second person; whether it still waited, and for somebody else's confirmation.
pub async fn confirm(
    tx: &mut Tx,
    federation: FederationId,
    id: ApprovalId,
    by: AccountId,
    at: Timestamp,
) -> Result<bool, DbError> {
    decide(tx, CONFIRM, federation, id, by, at).await
}

/// Withdraws a request; whether it still waited.
pub async fn withdraw(
    tx: &mut Tx,
    federation: FederationId,
    id: ApprovalId,
    by: AccountId,
    at: Timestamp,
) -> Result<bool, DbError> {
    decide(tx, WITHDRAW, federation, id, by, at).await
}

async fn decide(
    tx: &mut Tx,
    sql: &'static str,
    federation: FederationId,
    id: ApprovalId,
    by: AccountId,
    at: Timestamp,
) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(sql)
        .bind(id.0)
        .bind(federation.0)
        .bind(by.0)
        .bind(at.unix_millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(changed_one(rows))
}
