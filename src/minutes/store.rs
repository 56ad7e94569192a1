//! What is typed into minutes, and their signed versions.

use super::model::{MinutesDocument, MinutesTexts};
use crate::{
    db::{Conn, DbError, Tx, changed_one},
    on,
    results::model::ResultDocument,
    statements,
    types::{AccountId, AssemblyId, FederationId, RollId, Timestamp},
};

statements! {
    TEXTS = "SELECT texts, revision FROM minutes WHERE federation_id = $1 AND assembly_id = $2";
    INSERT_TEXTS = "INSERT INTO minutes (assembly_id, federation_id, texts, revision) VALUES ($1, $2, $3, 1) ON CONFLICT DO NOTHING";
    UPDATE_TEXTS = "UPDATE minutes SET texts = $3, revision = revision + 1 WHERE federation_id = $1 AND assembly_id = $2 AND revision = $4";
    VERSIONS = "SELECT v.content, v.digest, r.name AS requested_by, c.name AS confirmed_by, v.signed_at FROM minutes_versions v \
        JOIN accounts r ON r.id = v.requested_by JOIN accounts c ON c.id = v.confirmed_by \
        WHERE v.federation_id = $1 AND v.assembly_id = $2 ORDER BY v.version DESC";
    INSERT_VERSION = "INSERT INTO minutes_versions (federation_id, assembly_id, version, content, digest, requested_by, confirmed_by, signed_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (assembly_id, version) DO NOTHING";
    // The newest version of the result of each poll of a roll, in the order of the polls.
    RESULTS_OF_ROLL = "SELECT n.content FROM polls p JOIN publications n ON n.poll_id = p.id WHERE p.federation_id = $1 AND p.roll_id = $2 \
        AND NOT EXISTS (SELECT 1 FROM publications later WHERE later.poll_id = p.id AND later.version = n.version + 1) \
        ORDER BY p.position, p.id";
}

/// What was typed with its revision; 0 where nothing was yet.
pub async fn texts(
    conn: &mut Conn,
    federation: FederationId,
    assembly: AssemblyId,
) -> Result<(MinutesTexts, i64), DbError> {
    let row: Option<(String, i64)> = on!(conn, |c| sqlx::query_as(TEXTS)
        .bind(federation.0)
        .bind(assembly.0)
        .fetch_optional(c)
        .await)?;
    match row {
        None => Ok((MinutesTexts::default(), 0)),
        Some((texts, revision)) => {
            let texts = serde_json::from_str(&texts).map_err(|e| DbError::row("minutes", e))?;
            Ok((texts, revision))
        }
    }
}

/// Saves what was typed; whether it still had the revision.
pub async fn save_texts(
    tx: &mut Tx,
    federation: FederationId,
    assembly: AssemblyId,
    texts: &MinutesTexts,
    revision: i64,
) -> Result<bool, DbError> {
    let json = serde_json::to_string(texts).map_err(|e| DbError::row("minutes", e))?;
    let rows = if revision == 0 {
        on!(tx, |c| sqlx::query(INSERT_TEXTS)
            .bind(assembly.0)
            .bind(federation.0)
            .bind(json)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?
    } else {
        on!(tx, |c| sqlx::query(UPDATE_TEXTS)
            .bind(federation.0)
            .bind(assembly.0)
            .bind(json)
            .bind(revision)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?
    };
    Ok(changed_one(rows))
}

/// Signed minutes.
#[derive(Clone, Debug)]
pub struct SignedMinutes {
    pub document: MinutesDocument,
    /// The document as it is stored, byte by byte.
    pub content: String,
    pub digest: String,
    /// Names of the accounts.
    pub requested_by: String,
    pub confirmed_by: String,
    pub signed_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct VersionRow {
    content: String,
    digest: String,
    requested_by: String,
    confirmed_by: String,
    signed_at: i64,
}

/// All signed versions, newest first.
pub async fn versions(
    conn: &mut Conn,
    federation: FederationId,
    assembly: AssemblyId,
) -> Result<Vec<SignedMinutes>, DbError> {
    let rows: Vec<VersionRow> = on!(conn, |c| sqlx::query_as(VERSIONS)
        .bind(federation.0)
        .bind(assembly.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|row| {
            Ok(SignedMinutes {
                document: serde_json::from_str(&row.content)
                    .map_err(|e| DbError::row("minutes_versions", e))?,
                content: row.content,
                digest: row.digest,
                requested_by: row.requested_by,
                confirmed_by: row.confirmed_by,
                signed_at: Timestamp::stored(row.signed_at),
            })
        })
        .collect()
}

/// Who signs a version.
pub struct Signing<'a> {
    pub content: &'a str,
    pub digest: &'a str,
    pub requested_by: AccountId,
    pub confirmed_by: AccountId,
    pub at: Timestamp,
}

/// Adds a signed version; false where it is there already.
pub async fn insert_version(
    tx: &mut Tx,
    federation: FederationId,
    document: &MinutesDocument,
    signing: Signing<'_>,
) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(INSERT_VERSION)
        .bind(federation.0)
        .bind(document.assembly.id.0)
        .bind(document.version)
        .bind(signing.content)
        .bind(signing.digest)
        .bind(signing.requested_by.0)
        .bind(signing.confirmed_by.0)
        .bind(signing.at.unix_millis())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(changed_one(rows))
}

/// The newest published result of each poll of a roll, in the order of the polls.
pub async fn results_of_roll(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
) -> Result<Vec<ResultDocument>, DbError> {
    let contents: Vec<String> = on!(conn, |c| sqlx::query_scalar(RESULTS_OF_ROLL)
        .bind(federation.0)
        .bind(roll.0)
        .fetch_all(c)
        .await)?;
    contents
        .iter()
        .map(|content| serde_json::from_str(content).map_err(|e| DbError::row("publications", e)))
        .collect()
}
