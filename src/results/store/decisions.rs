//! The register of decisions: one row for each decided poll, found by day and words; what it shows is the published document.

use super::read;
use crate::{
    db::{Conn, DbError, Tx},
    on,
    results::model::ResultDocument,
    statements,
    types::{Day, FederationId},
};

/// A poll that was declared void after it was published stays in its table, but is no decision.
macro_rules! decisions {
    ($columns:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM decisions d JOIN polls p ON p.id = d.poll_id AND p.voided_at IS NULL",
            $rest
        )
    };
}

statements! {
    KEEP_DECISION = "INSERT INTO decisions (poll_id, federation_id, version, day, search_key) VALUES ($2, $1, $3, $4, $5) \
        ON CONFLICT (poll_id) DO UPDATE SET version = excluded.version, day = excluded.day, search_key = excluded.search_key";
    DROP_DECISION = "DELETE FROM decisions WHERE poll_id = $2 AND federation_id = $1";
    DECISIONS = decisions!("c.content", " JOIN publications c ON c.poll_id = d.poll_id AND c.version = d.version \
        WHERE d.federation_id = $1 AND d.day >= $2 AND d.day <= $3 \
        AND d.search_key LIKE $4 ESCAPE '!' AND d.search_key LIKE $5 ESCAPE '!' AND d.search_key LIKE $6 ESCAPE '!' \
        ORDER BY d.day DESC, d.poll_id DESC LIMIT $7 OFFSET $8");
    COUNT_DECISIONS = decisions!("CAST(COUNT(*) AS BIGINT)", " WHERE d.federation_id = $1 AND d.day >= $2 AND d.day <= $3 \
        AND d.search_key LIKE $4 ESCAPE '!' AND d.search_key LIKE $5 ESCAPE '!' AND d.search_key LIKE $6 ESCAPE '!'");
    DAYS_OF_DECISIONS = "SELECT MIN(day), MAX(day) FROM decisions WHERE federation_id = $1";
}

/// Keeps what a version says as the decision of its poll; one that leaves it open takes it out of the register.
pub async fn keep_decision(
    tx: &mut Tx,
    federation: FederationId,
    document: &ResultDocument,
) -> Result<(), DbError> {
    let poll = document.poll.id;
    if !document.is_decided() {
        return Ok(on!(tx, |c| sqlx::query(DROP_DECISION)
            .bind(federation.0)
            .bind(poll.0)
            .execute(c)
            .await
            .map(drop))?);
    }
    Ok(on!(tx, |c| sqlx::query(KEEP_DECISION)
        .bind(federation.0)
        .bind(poll.0)
        .bind(document.version)
        .bind(document.decided_on().to_epoch_days())
        .bind(document.register_key())
        .execute(c)
        .await
        .map(drop))?)
}

/// Which decisions are looked for.
pub struct DecisionFilter {
    /// The first and the last day.
    pub days: (Day, Day),
    /// Patterns that title, question and assembly all match.
    pub patterns: [String; 3],
}

/// A page of decisions, the newest first, and how many there are.
pub async fn decisions(
    conn: &mut Conn,
    federation: FederationId,
    filter: &DecisionFilter,
    (limit, offset): (i64, i64),
) -> Result<(Vec<ResultDocument>, i64), DbError> {
    let (from, to) = filter.days;
    let [first, second, third] = &filter.patterns;
    let contents: Vec<String> = on!(conn, |c| sqlx::query_scalar(DECISIONS)
        .bind(federation.0)
        .bind(from.to_epoch_days())
        .bind(to.to_epoch_days())
        .bind(first)
        .bind(second)
        .bind(third)
        .bind(limit)
        .bind(offset)
        .fetch_all(c)
        .await)?;
    let total: i64 = on!(conn, |c| sqlx::query_scalar(COUNT_DECISIONS)
        .bind(federation.0)
        .bind(from.to_epoch_days())
        .bind(to.to_epoch_days())
        .bind(first)
        .bind(second)
        .bind(third)
        .fetch_one(c)
        .await)?;
    let documents: Result<Vec<_>, DbError> = contents.iter().map(|c| read(c)).collect();
    Ok((documents?, total))
}

/// The days of the oldest and of the newest decision.
pub async fn days_of_decisions(
    conn: &mut Conn,
    federation: FederationId,
) -> Result<Option<(Day, Day)>, DbError> {
    let (first, last): (Option<i64>, Option<i64>) =
        on!(conn, |c| sqlx::query_as(DAYS_OF_DECISIONS)
            .bind(federation.0)
            .fetch_one(c)
            .await)?;
    Ok(first
        .zip(last)
        .map(|(first, last)| (Day::stored(first), Day::stored(last))))
}
