//! The call of a round and the links of its bodies.

use crate::{
    db::{Conn, DbError, Tx, changed_one},
    delegates::model::{Call, CalledBody, OfficeLink},
    on, statements,
    types::{BodyId, FederationId, Localized, RoundId, Timestamp, TokenHash},
};

statements! {
    FIND_CALL = "SELECT intro, opened_at, remind_days, reminded_at, revision FROM delegate_calls WHERE federation_id = $1 AND round_id = $2";
    INSERT_CALL = "INSERT INTO delegate_calls (round_id, federation_id, intro, opened_at, remind_days, reminded_at, revision) \
        VALUES ($2, $1, $3, $4, $5, NULL, 1) ON CONFLICT (round_id) DO NOTHING RETURNING round_id";
    CHANGE_CALL = "UPDATE delegate_calls SET intro = $3, remind_days = $4, revision = revision + 1 \
        WHERE federation_id = $1 AND round_id = $2 AND revision = $5";
    // Over all federations: one task looks for the whole installation.
    CALLS_TO_REMIND = "SELECT c.federation_id, c.round_id FROM delegate_calls c JOIN delegation_rounds r ON r.id = c.round_id \
        WHERE c.reminded_at IS NULL AND c.remind_days IS NOT NULL AND r.state = 'open' AND r.deadline > $1 \
        AND r.deadline - c.remind_days * 86400000 <= $1";
    // Who sets it sends the reminders, and nobody else.
    SET_REMINDED = "UPDATE delegate_calls SET reminded_at = $3 WHERE federation_id = $1 AND round_id = $2 AND reminded_at IS NULL";

    FIND_LINK = "SELECT generation, created_at, expires_at, revoked_at FROM office_links WHERE federation_id = $1 AND round_id = $2 AND body_id = $3";
    FIND_LINK_BY_TOKEN = "SELECT l.federation_id, l.round_id, l.body_id, l.generation FROM office_links l \
        WHERE l.token_hash = $1 AND l.revoked_at IS NULL AND l.expires_at > $2";
    INSERT_LINK = "INSERT INTO office_links (round_id, body_id, federation_id, generation, token_hash, created_at, expires_at, revoked_at) \
        VALUES ($2, $3, $1, 1, $4, $5, $6, NULL) ON CONFLICT (round_id, body_id) DO NOTHING RETURNING generation";
    // The link before it ends with its hash.
    RENEW_LINK = "UPDATE office_links SET generation = $5, token_hash = $6, created_at = $7, expires_at = $8, revoked_at = NULL \
        WHERE federation_id = $1 AND round_id = $2 AND body_id = $3 AND generation = $4";
    EXTEND_LINKS = "UPDATE office_links SET expires_at = $3 WHERE federation_id = $1 AND round_id = $2";
    REVOKE_LINK = "UPDATE office_links SET revoked_at = $4 WHERE federation_id = $1 AND round_id = $2 AND body_id = $3 AND revoked_at IS NULL";
    CALLED_BODIES = "SELECT e.body_id, b.contact_email, l.generation, l.created_at, l.expires_at, l.revoked_at, \
        CAST((SELECT COUNT(*) FROM delegation_submissions s WHERE s.round_id = e.round_id AND s.body_id = e.body_id) AS BIGINT) AS submissions \
        FROM entitlements e JOIN delegation_rounds r ON r.id = e.round_id JOIN bodies b ON b.id = e.body_id \
        LEFT JOIN office_links l ON l.round_id = e.round_id AND l.body_id = e.body_id \
        WHERE r.federation_id = $1 AND e.round_id = $2 AND e.places > 0 ORDER BY b.search_key, b.id";
}

#[derive(sqlx::FromRow)]
struct CallRow {
    intro: String,
    opened_at: i64,
    remind_days: Option<i64>,
    reminded_at: Option<i64>,
    revision: i64,
}

pub async fn find_call(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
) -> Result<Option<Call>, DbError> {
    let row: Option<CallRow> = on!(conn, |c| sqlx::query_as(FIND_CALL)
        .bind(federation.0)
        .bind(round.0)
        .fetch_optional(c)
        .await)?;
    row.map(|row| {
        let intro = if row.intro.is_empty() {
            None
        } else {
            Some(Localized::from_json(&row.intro).map_err(|e| DbError::row("delegate_calls", e))?)
        };
        Ok(Call {
            intro,
            opened_at: Timestamp::stored(row.opened_at),
            remind_days: row.remind_days,
            reminded_at: row.reminded_at.map(Timestamp::stored),
            revision: row.revision,
        })
    })
    .transpose()
}

fn stored(intro: Option<&Localized>) -> String {
    intro.map_or(String::new(), Localized::to_json)
}

/// Opens the call; false where it is open.
pub async fn insert_call(
    tx: &mut Tx,
    federation: FederationId,
    round: RoundId,
    (intro, remind_days): (Option<&Localized>, Option<i64>),
    now: Timestamp,
) -> Result<bool, DbError> {
    let id: Option<i64> = on!(tx, |c| sqlx::query_scalar(INSERT_CALL)
        .bind(federation.0)
        .bind(round.0)
        .bind(stored(intro))
        .bind(now.unix_millis())
        .bind(remind_days)
        .fetch_optional(c)
        .await)?;
    Ok(id.is_some())
}

/// Changes texts and reminder, if the call still has its revision.
pub async fn change_call(
    tx: &mut Tx,
    federation: FederationId,
    round: RoundId,
    (intro, remind_days): (Option<&Localized>, Option<i64>),
    revision: i64,
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(CHANGE_CALL)
        .bind(federation.0)
        .bind(round.0)
        .bind(stored(intro))
        .bind(remind_days)
        .bind(revision)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

/// Calls whose reminder is due and was not sent.
pub async fn calls_to_remind(
    conn: &mut Conn,
    now: Timestamp,
) -> Result<Vec<(FederationId, RoundId)>, DbError> {
    let rows: Vec<(i64, i64)> = on!(conn, |c| sqlx::query_as(CALLS_TO_REMIND)
        .bind(now.unix_millis())
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|(federation, round)| (FederationId(federation), RoundId(round)))
        .collect())
}

/// Marks the reminder by the clock as sent; false where it was.
pub async fn set_reminded(
    tx: &mut Tx,
    federation: FederationId,
    round: RoundId,
    now: Timestamp,
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(SET_REMINDED)
        .bind(federation.0)
        .bind(round.0)
        .bind(now.unix_millis())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

fn link(
    (generation, created_at, expires_at, revoked_at): (i64, i64, i64, Option<i64>),
) -> OfficeLink {
    OfficeLink {
        generation,
        created_at: Timestamp::stored(created_at),
        expires_at: Timestamp::stored(expires_at),
        revoked_at: revoked_at.map(Timestamp::stored),
    }
}

pub async fn find_link(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
    body: BodyId,
) -> Result<Option<OfficeLink>, DbError> {
    let row: Option<(i64, i64, i64, Option<i64>)> = on!(conn, |c| sqlx::query_as(FIND_LINK)
        .bind(federation.0)
        .bind(round.0)
        .bind(body.0)
        .fetch_optional(c)
        .await)?;
    Ok(row.map(link))
}

/// Federation, round, body and generation of a link that is valid now.
pub async fn find_link_by_token(
    conn: &mut Conn,
    token: TokenHash,
    now: Timestamp,
) -> Result<Option<(FederationId, RoundId, BodyId, i64)>, DbError> {
    let row: Option<(i64, i64, i64, i64)> = on!(conn, |c| sqlx::query_as(FIND_LINK_BY_TOKEN)
        .bind(token.as_bytes())
        .bind(now.unix_millis())
        .fetch_optional(c)
        .await)?;
    Ok(row.map(|(federation, round, body, generation)| {
        (
            FederationId(federation),
            RoundId(round),
            BodyId(body),
            generation,
        )
    }))
}

/// Makes the first link of a body; false where it has one.
pub async fn insert_link(
    tx: &mut Tx,
    federation: FederationId,
    (round, body): (RoundId, BodyId),
    token: TokenHash,
    (now, expires_at): (Timestamp, Timestamp),
) -> Result<bool, DbError> {
    let made: Option<i64> = on!(tx, |c| sqlx::query_scalar(INSERT_LINK)
        .bind(federation.0)
        .bind(round.0)
        .bind(body.0)
        .bind(token.as_bytes())
        .bind(now.unix_millis())
        .bind(expires_at.unix_millis())
        .fetch_optional(c)
        .await)?;
    Ok(made.is_some())
}

/// Puts a link of the next generation in the place of the one of `before`; false where somebody else did.
pub async fn renew_link(
    tx: &mut Tx,
    federation: FederationId,
    (round, body): (RoundId, BodyId),
    before: i64,
    token: TokenHash,
    (now, expires_at): (Timestamp, Timestamp),
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(RENEW_LINK)
        .bind(federation.0)
        .bind(round.0)
        .bind(body.0)
        .bind(before)
        .bind(before.saturating_add(1))
        .bind(token.as_bytes())
        .bind(now.unix_millis())
        .bind(expires_at.unix_millis())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

/// Ends a link; false where there is none that is valid.
pub async fn revoke_link(
    tx: &mut Tx,
    federation: FederationId,
    round: RoundId,
    body: BodyId,
    now: Timestamp,
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(REVOKE_LINK)
        .bind(federation.0)
        .bind(round.0)
        .bind(body.0)
        .bind(now.unix_millis())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

#[derive(sqlx::FromRow)]
struct CalledRow {
    body_id: i64,
    contact_email: String,
    generation: Option<i64>,
    created_at: Option<i64>,
    expires_at: Option<i64>,
    revoked_at: Option<i64>,
    submissions: i64,
}

/// Every body with places in the round, by name: how it is reached and whether it has submitted.
pub async fn called_bodies(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
) -> Result<Vec<CalledBody>, DbError> {
    let rows: Vec<CalledRow> = on!(conn, |c| sqlx::query_as(CALLED_BODIES)
        .bind(federation.0)
        .bind(round.0)
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|row| CalledBody {
            body: BodyId(row.body_id),
            email: row.contact_email,
            link: (|| {
                Some(link((
                    row.generation?,
                    row.created_at?,
                    row.expires_at?,
                    row.revoked_at,
                )))
            })(),
            submissions: row.submissions,
        })
        .collect())
}

/// Lets the links of a round end at another time.
pub async fn extend_links(
    tx: &mut Tx,
    federation: FederationId,
    round: RoundId,
    end: Timestamp,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(EXTEND_LINKS)
        .bind(federation.0)
        .bind(round.0)
        .bind(end.unix_millis())
        .execute(c)
        .await
        .map(drop))?)
}
