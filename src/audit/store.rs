use super::Entry;
use crate::{
    db::{Conn, DbError, Tx},
    on, statements,
    types::{AccountId, Timestamp},
};

statements! {
    START_CHAIN = "INSERT INTO audit_heads (chain, seq, hash) VALUES ($1, 0, '') ON CONFLICT (chain) DO NOTHING";
    // The row stays locked until the transaction ends, so that the chain has no forks.
    TAKE_NEXT = "UPDATE audit_heads SET seq = seq + 1 WHERE chain = $1 RETURNING seq, hash";
    SET_HASH = "UPDATE audit_heads SET hash = $2 WHERE chain = $1";
    INSERT = "INSERT INTO audit_log (chain, seq, at, account_id, actor, act, subject, subject_id, before, after, hash) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    // Also chains whose head was taken away.
    HEADS = "SELECT c.chain, COALESCE(h.seq, 0), COALESCE(h.hash, '') FROM (SELECT chain FROM audit_heads UNION SELECT chain FROM audit_log) c \
        LEFT JOIN audit_heads h ON h.chain = c.chain ORDER BY c.chain";
    ROWS_AFTER = "SELECT seq, at, account_id, actor, act, subject, subject_id, before, after, hash FROM audit_log \
        WHERE chain = $1 AND seq > $2 ORDER BY seq LIMIT $3";
    PAGE = "SELECT seq, at, account_id, actor, act, subject, subject_id, before, after, hash FROM audit_log \
        WHERE chain = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3";
    OF_SUBJECT = "SELECT seq, at, account_id, actor, act, subject, subject_id, before, after, hash FROM audit_log \
        WHERE chain = $1 AND subject = $2 AND subject_id = $3 ORDER BY seq";
}

#[derive(sqlx::FromRow)]
struct Row {
    seq: i64,
    at: i64,
    account_id: Option<i64>,
    actor: String,
    act: String,
    subject: String,
    subject_id: i64,
    before: String,
    after: String,
    hash: String,
}

impl From<Row> for Entry {
    fn from(row: Row) -> Self {
        Self {
            seq: row.seq,
            at: Timestamp::stored(row.at),
            account: row.account_id.map(AccountId),
            actor: row.actor,
            act: row.act,
            subject: row.subject,
            subject_id: row.subject_id,
            before: row.before,
            after: row.after,
            hash: row.hash,
        }
    }
}

pub async fn take_next(tx: &mut Tx, chain: i64) -> Result<(i64, String), DbError> {
    on!(tx, |c| sqlx::query(START_CHAIN)
        .bind(chain)
        .execute(c)
        .await
        .map(drop))?;
    Ok(on!(tx, |c| sqlx::query_as(TAKE_NEXT)
        .bind(chain)
        .fetch_one(c)
        .await)?)
}

pub async fn insert(tx: &mut Tx, chain: i64, entry: &Entry) -> Result<(), DbError> {
    on!(tx, |c| sqlx::query(INSERT)
        .bind(chain)
        .bind(entry.seq)
        .bind(entry.at.unix_millis())
        .bind(entry.account.map(|a| a.0))
        .bind(&entry.actor)
        .bind(&entry.act)
        .bind(&entry.subject)
        .bind(entry.subject_id)
        .bind(&entry.before)
        .bind(&entry.after)
        .bind(&entry.hash)
        .execute(c)
        .await
        .map(drop))?;
    on!(tx, |c| sqlx::query(SET_HASH)
        .bind(chain)
        .bind(&entry.hash)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

pub async fn heads(conn: &mut Conn) -> Result<Vec<(i64, i64, String)>, DbError> {
    Ok(on!(conn, |c| sqlx::query_as(HEADS).fetch_all(c).await)?)
}

pub async fn rows_after(
    conn: &mut Conn,
    chain: i64,
    seq: i64,
    limit: i64,
) -> Result<Vec<Entry>, DbError> {
    let rows: Vec<Row> = on!(conn, |c| sqlx::query_as(ROWS_AFTER)
        .bind(chain)
        .bind(seq)
        .bind(limit)
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(Entry::from).collect())
}

pub async fn page(
    conn: &mut Conn,
    chain: i64,
    before: i64,
    limit: i64,
) -> Result<Vec<Entry>, DbError> {
    let rows: Vec<Row> = on!(conn, |c| sqlx::query_as(PAGE)
        .bind(chain)
        .bind(before)
        .bind(limit)
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(Entry::from).collect())
}

pub async fn of_subject(
    conn: &mut Conn,
    chain: i64,
    subject: &str,
    subject_id: i64,
) -> Result<Vec<Entry>, DbError> {
    let rows: Vec<Row> = on!(conn, |c| sqlx::query_as(OF_SUBJECT)
        .bind(chain)
        .bind(subject)
        .bind(subject_id)
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(Entry::from).collect())
}
