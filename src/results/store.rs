pub mod board;
pub mod decisions;

use super::model::{AssemblyInResult, ResultDocument};
use crate::{
    db::{Conn, DbError, Tx},
    on, statements,
    types::{AccountId, AssemblyId, Day, FederationId, Localized, PollId, RollId, Timestamp},
};

statements! {
    INSERT_PUBLICATION = "INSERT INTO publications (federation_id, poll_id, version, content, digest, reason, published_at, published_by) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (poll_id, version) DO NOTHING";
    // One query tells everything that decides which bytes a page of a result has.
    VERSIONS_BY_SLUG = "SELECT f.id AS federation_id, f.name AS federation_name, f.revision AS federation_revision, p.version, p.digest \
        FROM federations f JOIN publications p ON p.federation_id = f.id WHERE f.slug = $1 AND p.poll_id = $2 ORDER BY p.version DESC";
    DOCUMENTS = "SELECT p.version, p.content, p.digest, a.name AS account_name FROM publications p JOIN accounts a ON a.id = p.published_by \
        WHERE p.poll_id = $1 AND p.federation_id = $2 ORDER BY p.version DESC";
    NEWEST = "SELECT p.content FROM publications p WHERE p.federation_id = $1 AND NOT EXISTS \
        (SELECT 1 FROM publications n WHERE n.poll_id = p.poll_id AND n.version = p.version + 1) \
        ORDER BY p.published_at DESC, p.id DESC LIMIT $2 OFFSET $3";
    COUNT_PUBLISHED = "SELECT CAST(COUNT(*) AS BIGINT) FROM publications WHERE federation_id = $1 AND version = 1";
    WAITING = "SELECT id, title, counted_at FROM polls WHERE federation_id = $1 AND state = 'counted' AND voided_at IS NULL ORDER BY counted_at, id LIMIT 200";
    ASSEMBLY_OF_ROLL = "SELECT title, day FROM assemblies WHERE roll_id = $1 AND federation_id = $2";
    NEXT_ASSEMBLY = "SELECT id, title, day FROM assemblies WHERE federation_id = $1 AND day >= $2 ORDER BY day, id LIMIT 1";
    FEDERATION_OF_POLL = "SELECT federation_id FROM polls WHERE id = $1";
    // A name only with consent or a public office in the body on the day.
    ROLL_CALL = "SELECT e.number, e.name, e.body_name, e.votes, v.ballot, CAST(CASE WHEN e.name <> '' AND (p.consent_name_on <= $2 OR EXISTS \
        (SELECT 1 FROM mandates m WHERE m.person_id = e.person_id AND m.body_id = e.body_id AND m.public_office = 1 \
        AND m.starts_on <= $2 AND (m.ends_on IS NULL OR m.ends_on >= $2))) THEN 1 ELSE 0 END AS BIGINT) AS publishable, \
        d.name AS deputy, CAST(CASE WHEN d.name <> '' AND (q.consent_name_on <= $2 OR EXISTS \
        (SELECT 1 FROM mandates m WHERE m.person_id = d.person_id AND m.body_id = d.body_id AND m.public_office = 1 \
        AND m.starts_on <= $2 AND (m.ends_on IS NULL OR m.ends_on >= $2))) THEN 1 ELSE 0 END AS BIGINT) AS deputy_publishable, \
        h.name AS proxy, CAST(CASE WHEN h.name <> '' AND (r.consent_name_on <= $2 OR EXISTS \
        (SELECT 1 FROM mandates m WHERE m.person_id = h.person_id AND m.body_id = h.body_id AND m.public_office = 1 \
        AND m.starts_on <= $2 AND (m.ends_on IS NULL OR m.ends_on >= $2))) THEN 1 ELSE 0 END AS BIGINT) AS proxy_publishable \
        FROM roll_call_votes v JOIN roll_entries e ON e.id = v.entry_id JOIN people p ON p.id = e.person_id \
        LEFT JOIN stand_ins d ON d.id = v.stand_in_id LEFT JOIN people q ON q.id = d.person_id \
        LEFT JOIN roll_entries h ON h.id = v.proxy_entry_id LEFT JOIN people r ON r.id = h.person_id \
        WHERE v.poll_id = $1 AND e.federation_id = $3 ORDER BY e.number";
}

/// Adds a version; false where it is there already.
pub async fn insert_publication(
    tx: &mut Tx,
    federation: FederationId,
    document: &ResultDocument,
    content: &str,
    digest: &str,
    by: AccountId,
) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(INSERT_PUBLICATION)
        .bind(federation.0)
        .bind(document.poll.id.0)
        .bind(document.version)
        .bind(content)
        .bind(digest)
        .bind(&document.reason)
        .bind(document.published_at.unix_millis())
        .bind(by.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

/// A version as its page needs it before anything is rendered.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct VersionRow {
    pub federation_id: i64,
    pub federation_name: String,
    pub federation_revision: i64,
    pub version: i64,
    pub digest: String,
}

/// The versions of a published poll, newest first.
pub async fn versions_by_slug(
    conn: &mut Conn,
    slug: &str,
    poll: PollId,
) -> Result<Vec<VersionRow>, DbError> {
    Ok(on!(conn, |c| sqlx::query_as(VERSIONS_BY_SLUG)
        .bind(slug)
        .bind(poll.0)
        .fetch_all(c)
        .await)?)
}

/// A version with its document.
#[derive(Clone, Debug)]
pub struct Version {
    pub document: ResultDocument,
    /// The document as it is stored, byte by byte.
    pub content: String,
    pub digest: String,
    /// Name of the account, for staff alone.
    pub account_name: String,
}

#[derive(sqlx::FromRow)]
struct DocumentRow {
    content: String,
    digest: String,
    account_name: String,
}

fn read(content: &str) -> Result<ResultDocument, DbError> {
    serde_json::from_str(content).map_err(|e| DbError::row("publications", e))
}

/// All versions of a poll's result, newest first.
pub async fn documents(
    conn: &mut Conn,
    federation: FederationId,
    poll: PollId,
) -> Result<Vec<Version>, DbError> {
    let rows: Vec<DocumentRow> = on!(conn, |c| sqlx::query_as(DOCUMENTS)
        .bind(poll.0)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|row| {
            Ok(Version {
                document: read(&row.content)?,
                content: row.content,
                digest: row.digest,
                account_name: row.account_name,
            })
        })
        .collect()
}

/// The newest version of each published poll, newest first.
pub async fn newest(
    conn: &mut Conn,
    federation: FederationId,
    limit: i64,
    offset: i64,
) -> Result<Vec<ResultDocument>, DbError> {
    let contents: Vec<String> = on!(conn, |c| sqlx::query_scalar(NEWEST)
        .bind(federation.0)
        .bind(limit)
        .bind(offset)
        .fetch_all(c)
        .await)?;
    contents.iter().map(|c| read(c)).collect()
}

/// Number of published polls.
pub async fn count_published(conn: &mut Conn, federation: FederationId) -> Result<i64, DbError> {
    Ok(on!(conn, |c| sqlx::query_scalar(COUNT_PUBLISHED)
        .bind(federation.0)
        .fetch_one(c)
        .await)?)
}

/// A counted poll that waits to be published.
#[derive(Clone, Debug)]
pub struct WaitingPoll {
    pub id: PollId,
    pub title: Localized,
    pub counted_at: Timestamp,
}

/// Counted polls that wait to be published, longest first.
pub async fn waiting(
    conn: &mut Conn,
    federation: FederationId,
) -> Result<Vec<WaitingPoll>, DbError> {
    let rows: Vec<(i64, String, Option<i64>)> = on!(conn, |c| sqlx::query_as(WAITING)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|(id, title, at)| {
            Ok(WaitingPoll {
                id: PollId(id),
                title: Localized::from_json(&title).map_err(|e| DbError::row("polls", e))?,
                counted_at: Timestamp::stored(at.unwrap_or_default()),
            })
        })
        .collect()
}

/// The assembly that a roll belongs to.
pub async fn assembly_of_roll(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
) -> Result<Option<AssemblyInResult>, DbError> {
    let row: Option<(String, i64)> = on!(conn, |c| sqlx::query_as(ASSEMBLY_OF_ROLL)
        .bind(roll.0)
        .bind(federation.0)
        .fetch_optional(c)
        .await)?;
    Ok(row.map(|(title, day)| AssemblyInResult {
        title,
        day: Day::stored(day),
    }))
}

/// The next assembly from a day on.
pub async fn next_assembly(
    conn: &mut Conn,
    federation: FederationId,
    day: Day,
) -> Result<Option<(AssemblyId, AssemblyInResult)>, DbError> {
    let row: Option<(i64, String, i64)> = on!(conn, |c| sqlx::query_as(NEXT_ASSEMBLY)
        .bind(federation.0)
        .bind(day.to_epoch_days())
        .fetch_optional(c)
        .await)?;
    Ok(row.map(|(id, title, day)| {
        let day = Day::stored(day);
        (AssemblyId(id), AssemblyInResult { title, day })
    }))
}

/// A vote by name, and whether the name may be published.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct RollCallRow {
    pub number: i64,
    pub name: String,
    pub body_name: String,
    pub votes: i64,
    pub ballot: String,
    pub publishable: i64,
    /// Name of the deputy who voted for the place, and whether it may be published; `None` where the delegate voted.
    pub deputy: Option<String>,
    pub deputy_publishable: i64,
    /// The same of who voted for the place by proxy.
    pub proxy: Option<String>,
    pub proxy_publishable: i64,
}

/// The votes of a roll call in the order of the roll.
pub async fn roll_call(
    conn: &mut Conn,
    federation: FederationId,
    poll: PollId,
    day: Day,
) -> Result<Vec<RollCallRow>, DbError> {
    Ok(on!(conn, |c| sqlx::query_as(ROLL_CALL)
        .bind(poll.0)
        .bind(day.to_epoch_days())
        .bind(federation.0)
        .fetch_all(c)
        .await)?)
}

/// The federation whose poll it is; for commands, which name a poll by its id alone.
pub async fn federation_of_poll(
    conn: &mut Conn,
    poll: PollId,
) -> Result<Option<FederationId>, DbError> {
    let id: Option<i64> = on!(conn, |c| sqlx::query_scalar(FEDERATION_OF_POLL)
        .bind(poll.0)
        .fetch_optional(c)
        .await)?;
    Ok(id.map(FederationId))
}
