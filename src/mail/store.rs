use std::collections::BTreeMap;

use super::model::{LedgerFilter, Message, MessageState, NewMessage};
use crate::{
    db::{Conn, DbError, Tx, changed_one},
    on, statements,
    types::{BodyId, Email, FederationId, Locale, MessageId, Timestamp},
};

macro_rules! messages {
    ($rest:literal) => {
        concat!(
            "SELECT id, federation_id, purpose, about, about_id, body_id, recipient, address, locale, arguments, state, attempts, \
            resends, created_at, changed_at, answer, revision FROM messages ",
            $rest
        )
    };
}

/// Which messages a list shows, by the word of the filter, $2.
macro_rules! listed {
    () => {
        "federation_id = $1 AND (CAST($2 AS TEXT) = '' OR state = $2 \
            OR ($2 = 'unreachable' AND state IN ('no_address', 'refused', 'bounced')))"
    };
}

statements! {
    INSERT = "INSERT INTO messages (federation_id, purpose, about, about_id, body_id, recipient, address, locale, arguments, state, \
        attempts, resends, due_at, created_at, changed_at, answer, revision) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, $11, $11, $11, '', 1) RETURNING id";
    FIND = messages!("WHERE federation_id = $1 AND id = $2");
    LIST = concat!(
        "SELECT id, federation_id, purpose, about, about_id, body_id, recipient, address, locale, arguments, state, attempts, \
        resends, created_at, changed_at, answer, revision FROM messages WHERE ",
        listed!(),
        " ORDER BY id DESC LIMIT $3 OFFSET $4"
    );
    COUNT = concat!("SELECT CAST(COUNT(*) AS BIGINT) FROM messages WHERE ", listed!());
    COUNTS = "SELECT state, CAST(COUNT(*) AS BIGINT) FROM messages WHERE federation_id = $1 GROUP BY state";
    ABOUT = messages!("WHERE federation_id = $1 AND about = $2 AND about_id = $3 ORDER BY id");
    // Over all federations: one task sends for the whole installation.
    DUE = messages!("WHERE state = 'queued' AND due_at <= $1 ORDER BY due_at, id LIMIT $2");
    CLAIM = "UPDATE messages SET state = 'sending', attempts = attempts + 1, due_at = $3, changed_at = $3, revision = revision + 1 \
        WHERE id = $1 AND revision = $2 AND state = 'queued'";
    FINISH = "UPDATE messages SET state = $3, due_at = $4, changed_at = $5, answer = $6, revision = revision + 1 \
        WHERE id = $1 AND revision = $2 AND state = 'sending'";
    BROKEN_OFF = "SELECT CAST(COUNT(*) AS BIGINT) FROM messages WHERE state = 'sending' AND due_at < $1";
    LOSE = "UPDATE messages SET state = 'unknown', changed_at = $2, revision = revision + 1 WHERE state = 'sending' AND due_at < $1";
    REPORT = "UPDATE messages SET state = $4, changed_at = $5, answer = $6, revision = revision + 1 \
        WHERE federation_id = $1 AND id = $2 AND revision = $3";
    RESEND = "UPDATE messages SET state = 'queued', address = $4, attempts = 0, resends = resends + $5, due_at = $6, changed_at = $6, \
        answer = '', revision = revision + 1 WHERE federation_id = $1 AND id = $2 AND revision = $3";
}

#[derive(sqlx::FromRow)]
struct MessageRow {
    id: i64,
    federation_id: i64,
    purpose: String,
    about: String,
    about_id: i64,
    body_id: Option<i64>,
    recipient: String,
    address: String,
    locale: String,
    arguments: String,
    state: String,
    attempts: i64,
    resends: i64,
    created_at: i64,
    changed_at: i64,
    answer: String,
    revision: i64,
}

impl MessageRow {
    fn read(self) -> Result<Message, DbError> {
        Ok(Message {
            id: MessageId(self.id),
            federation: FederationId(self.federation_id),
            purpose: self.purpose,
            about: (self.about, self.about_id),
            body: self.body_id.map(BodyId),
            recipient: self.recipient,
            address: self.address,
            // A language that is no longer offered: the message goes out in the default one.
            locale: self.locale.parse().unwrap_or(Locale::DEFAULT),
            arguments: serde_json::from_str(&self.arguments)
                .map_err(|e| DbError::row("messages", e))?,
            state: MessageState::parse(&self.state)
                .ok_or_else(|| DbError::row("messages", &self.state))?,
            attempts: self.attempts,
            resends: self.resends,
            created_at: Timestamp::stored(self.created_at),
            changed_at: Timestamp::stored(self.changed_at),
            answer: self.answer,
            revision: self.revision,
        })
    }
}

fn messages(rows: Vec<MessageRow>) -> Result<Vec<Message>, DbError> {
    rows.into_iter().map(MessageRow::read).collect()
}

/// Puts a message into the ledger, to be sent after the transaction; without a readable address it waits for a letter.
pub async fn enqueue(tx: &mut Tx, new: &NewMessage, now: Timestamp) -> Result<MessageId, DbError> {
    let address = Email::parse(&new.address).map_or(String::new(), |email| email.text);
    let state = if address.is_empty() {
        MessageState::NoAddress
    } else {
        MessageState::Queued
    };
    let arguments =
        serde_json::to_string(&new.arguments).map_err(|e| DbError::row("messages", e))?;
    let id: i64 = on!(tx, |c| sqlx::query_scalar(INSERT)
        .bind(new.federation.0)
        .bind(new.purpose)
        .bind(new.about.0)
        .bind(new.about.1)
        .bind(new.body.map(|b| b.0))
        .bind(&new.recipient)
        .bind(&address)
        .bind(new.locale.tag())
        .bind(&arguments)
        .bind(state.as_str())
        .bind(now.unix_millis())
        .fetch_one(c)
        .await)?;
    Ok(MessageId(id))
}

pub async fn find(
    conn: &mut Conn,
    federation: FederationId,
    message: MessageId,
) -> Result<Option<Message>, DbError> {
    let row: Option<MessageRow> = on!(conn, |c| sqlx::query_as(FIND)
        .bind(federation.0)
        .bind(message.0)
        .fetch_optional(c)
        .await)?;
    row.map(MessageRow::read).transpose()
}

/// A page of the ledger, the newest first, and how many there are.
pub async fn list(
    conn: &mut Conn,
    federation: FederationId,
    filter: LedgerFilter,
    (limit, offset): (i64, i64),
) -> Result<(Vec<Message>, i64), DbError> {
    let rows = on!(conn, |c| sqlx::query_as(LIST)
        .bind(federation.0)
        .bind(filter.as_str())
        .bind(limit)
        .bind(offset)
        .fetch_all(c)
        .await)?;
    let total = on!(conn, |c| sqlx::query_scalar(COUNT)
        .bind(federation.0)
        .bind(filter.as_str())
        .fetch_one(c)
        .await)?;
    Ok((messages(rows)?, total))
}

/// How many messages are in each state.
pub async fn counts(
    conn: &mut Conn,
    federation: FederationId,
) -> Result<BTreeMap<MessageState, i64>, DbError> {
    let rows: Vec<(String, i64)> = on!(conn, |c| sqlx::query_as(COUNTS)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|(state, n)| {
            let state =
                MessageState::parse(&state).ok_or_else(|| DbError::row("messages", &state))?;
            Ok((state, n))
        })
        .collect()
}

/// Everything that was said about a thing, the oldest first.
pub async fn about(
    conn: &mut Conn,
    federation: FederationId,
    (table, id): (&str, i64),
) -> Result<Vec<Message>, DbError> {
    messages(on!(conn, |c| sqlx::query_as(ABOUT)
        .bind(federation.0)
        .bind(table)
        .bind(id)
        .fetch_all(c)
        .await)?)
}

/// What is to be sent now, over all federations.
pub async fn due(conn: &mut Conn, now: Timestamp, limit: i64) -> Result<Vec<Message>, DbError> {
    messages(on!(conn, |c| sqlx::query_as(DUE)
        .bind(now.unix_millis())
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Takes a message for sending; false where another one was faster.
pub async fn claim(tx: &mut Tx, message: &Message, now: Timestamp) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(CLAIM)
        .bind(message.id.0)
        .bind(message.revision)
        .bind(now.unix_millis())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

/// Says what became of a message that was taken at this revision.
pub async fn finish(
    tx: &mut Tx,
    message: MessageId,
    revision: i64,
    state: MessageState,
    due_at: Timestamp,
    (now, answer): (Timestamp, &str),
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(FINISH)
        .bind(message.0)
        .bind(revision)
        .bind(state.as_str())
        .bind(due_at.unix_millis())
        .bind(now.unix_millis())
        .bind(answer)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

/// How many have been in sending since before a time.
pub async fn count_broken_off(conn: &mut Conn, before: Timestamp) -> Result<i64, DbError> {
    Ok(on!(conn, |c| sqlx::query_scalar(BROKEN_OFF)
        .bind(before.unix_millis())
        .fetch_one(c)
        .await)?)
}

/// Marks as uncertain what has been in sending since before a time; how many.
pub async fn lose(tx: &mut Tx, before: Timestamp, now: Timestamp) -> Result<u64, DbError> {
    Ok(on!(tx, |c| sqlx::query(LOSE)
        .bind(before.unix_millis())
        .bind(now.unix_millis())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?)
}

/// Saves what staff report, if the message still has its revision.
pub async fn report(
    tx: &mut Tx,
    message: &Message,
    state: MessageState,
    (now, note): (Timestamp, &str),
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(REPORT)
        .bind(message.federation.0)
        .bind(message.id.0)
        .bind(message.revision)
        .bind(state.as_str())
        .bind(now.unix_millis())
        .bind(note)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

/// Queues a message anew, if it still has its revision.
pub async fn resend(
    tx: &mut Tx,
    message: &Message,
    address: &str,
    counts: bool,
    now: Timestamp,
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(RESEND)
        .bind(message.federation.0)
        .bind(message.id.0)
        .bind(message.revision)
        .bind(address)
        .bind(i64::from(counts))
        .bind(now.unix_millis())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}
