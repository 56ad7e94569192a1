//! Requests that wait for a second person, of every room.

use crate::{
    accounts::model::{ApprovalAct, ApprovalRequest, WaitingApproval},
    db::{Conn, DbError, Tx, changed_one},
    on, statements,
    types::{AccountId, ApprovalId, FederationId, Timestamp},
};

statements! {
    INSERT_REQUEST = "INSERT INTO approvals (federation_id, act, subject_id, content, reason, requested_by, requested_at, state) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting') ON CONFLICT DO NOTHING RETURNING id";
    WAITING = "SELECT a.id, a.act, a.subject_id, a.content, a.reason, a.requested_by, p.name AS requested_by_name, a.requested_at \
        FROM approvals a JOIN accounts p ON p.id = a.requested_by \
        WHERE a.federation_id = $1 AND a.act = $2 AND a.state = 'waiting' ORDER BY a.id";
    CONFIRM = "UPDATE approvals SET state = 'confirmed', decided_by = $3, decided_at = $4 \
        WHERE id = $1 AND federation_id = $2 AND state = 'waiting' AND requested_by <> $3";
    WITHDRAW = "UPDATE approvals SET state = 'withdrawn', decided_by = $3, decided_at = $4 \
        WHERE id = $1 AND federation_id = $2 AND state = 'waiting'";
}

#[derive(sqlx::FromRow)]
struct WaitingRow {
    id: i64,
    act: String,
    subject_id: i64,
    content: String,
    reason: String,
    requested_by: i64,
    requested_by_name: String,
    requested_at: i64,
}

impl WaitingRow {
    fn read(self) -> Result<WaitingApproval, DbError> {
        Ok(WaitingApproval {
            id: ApprovalId(self.id),
            act: ApprovalAct::parse(&self.act)
                .ok_or_else(|| DbError::row("approvals", &self.act))?,
            subject: self.subject_id,
            content: self.content,
            reason: self.reason,
            requested_by: AccountId(self.requested_by),
            requested_by_name: self.requested_by_name,
            requested_at: Timestamp::stored(self.requested_at),
        })
    }
}

/// The new request, or `None` where one waits already for this act and subject.
pub async fn insert_request(
    tx: &mut Tx,
    federation: FederationId,
    request: ApprovalRequest<'_>,
    by: AccountId,
    at: Timestamp,
) -> Result<Option<ApprovalId>, DbError> {
    let id: Option<i64> = on!(tx, |c| sqlx::query_scalar(INSERT_REQUEST)
        .bind(federation.0)
        .bind(request.act.as_str())
        .bind(request.subject)
        .bind(request.content)
        .bind(request.reason)
        .bind(by.0)
        .bind(at.unix_millis())
        .fetch_optional(c)
        .await)?;
    Ok(id.map(ApprovalId))
}

/// The requests of an act that wait, oldest first.
pub async fn waiting(
    conn: &mut Conn,
    federation: FederationId,
    act: ApprovalAct,
) -> Result<Vec<WaitingApproval>, DbError> {
    let rows: Vec<WaitingRow> = on!(conn, |c| sqlx::query_as(WAITING)
        .bind(federation.0)
        .bind(act.as_str())
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(WaitingRow::read).collect()
}

/// The oldest request about one thing that waits, for whichever of these acts.
pub async fn waiting_for(
    conn: &mut Conn,
    federation: FederationId,
    acts: &[ApprovalAct],
    subject: i64,
) -> Result<Option<WaitingApproval>, DbError> {
    for act in acts {
        let all = waiting(conn, federation, *act).await?;
        if let Some(found) = all.into_iter().find(|a| a.subject == subject) {
            return Ok(Some(found));
        }
    }
    Ok(None)
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
