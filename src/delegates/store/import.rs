//! What a table of delegations is held against.

use crate::{
    db::{Conn, DbError},
    on, statements,
    types::{BodyId, Day, FederationId, PersonId, RoundId},
};

statements! {
    BODY_KEYS = "SELECT external_key, id FROM bodies WHERE federation_id = $1 AND external_key IS NOT NULL";
    PERSON_KEYS = "SELECT external_key, id FROM people WHERE federation_id = $1 AND external_key IS NOT NULL";
    MEMBERS_ON = "SELECT DISTINCT m.body_id, p.id, p.given_name, p.family_name FROM mandates m JOIN people p ON p.id = m.person_id \
        LEFT JOIN terms t ON t.id = m.term_id WHERE m.federation_id = $1 AND m.starts_on <= $2 AND (m.ends_on IS NULL OR m.ends_on >= $2) \
        AND (t.ends_on IS NULL OR t.ends_on >= $2)";
    EXPORT_DELEGATIONS = "SELECT b.external_key AS body_key, p.external_key AS person_key, p.given_name, p.family_name, d.role, d.position, \
        n.resolution_on FROM delegates d JOIN bodies b ON b.id = d.body_id JOIN people p ON p.id = d.person_id \
        LEFT JOIN delegations n ON n.round_id = d.round_id AND n.body_id = d.body_id \
        WHERE d.federation_id = $1 AND d.round_id = $2 AND d.state <> 'withdrawn' ORDER BY b.search_key, b.id, d.role, d.position, d.id";
}

/// The bodies of the federation by their keys.
pub async fn body_keys(
    conn: &mut Conn,
    federation: FederationId,
) -> Result<Vec<(String, BodyId)>, DbError> {
    let rows: Vec<(String, i64)> = on!(conn, |c| sqlx::query_as(BODY_KEYS)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|(key, id)| (key, BodyId(id)))
        .collect())
}

/// The people of the federation by their keys.
pub async fn person_keys(
    conn: &mut Conn,
    federation: FederationId,
) -> Result<Vec<(String, PersonId)>, DbError> {
    let rows: Vec<(String, i64)> = on!(conn, |c| sqlx::query_as(PERSON_KEYS)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|(key, id)| (key, PersonId(id)))
        .collect())
}

/// Who belongs to which body on the day, with given and family name.
pub async fn members_on(
    conn: &mut Conn,
    federation: FederationId,
    day: Day,
) -> Result<Vec<(BodyId, PersonId, String)>, DbError> {
    let rows: Vec<(i64, i64, String, String)> = on!(conn, |c| sqlx::query_as(MEMBERS_ON)
        .bind(federation.0)
        .bind(day.to_epoch_days())
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|(body, person, given, family)| {
            (BodyId(body), PersonId(person), format!("{given} {family}"))
        })
        .collect())
}

/// A registration on its way out.
#[derive(Debug, sqlx::FromRow)]
pub struct DelegationRow {
    pub body_key: Option<String>,
    pub person_key: Option<String>,
    pub given_name: String,
    pub family_name: String,
    pub role: String,
    pub position: i64,
    pub resolution_on: Option<i64>,
}

/// The registrations of a round that are not withdrawn, by body.
pub async fn delegations(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
) -> Result<Vec<DelegationRow>, DbError> {
    Ok(on!(conn, |c| sqlx::query_as(EXPORT_DELEGATIONS)
        .bind(federation.0)
        .bind(round.0)
        .fetch_all(c)
        .await)?)
}
