//! Computations of entitlements: never changed, the newest of a round holds; and what staff decided instead for single bodies.

use std::collections::BTreeMap;

use crate::{
    db::{Conn, DbError, Tx},
    on, statements,
    statutes::model::computation::Computation,
    types::{AccountId, BodyId, ComputationId, FederationId, RoundId, Timestamp},
};

/// So many bodies get their places by one statement.
const MANY: usize = 64;

statements! {
    INSERT_COMPUTATION = "INSERT INTO entitlement_computations \
        (federation_id, round_id, statutes_id, document, digest, computed_by, computed_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
    LATEST_COMPUTATION = "SELECT id, document, digest, computed_at FROM entitlement_computations \
        WHERE federation_id = $1 AND round_id = $2 ORDER BY id DESC LIMIT 1";
    SET_PLACES_OF_MANY = "UPDATE entitlements SET places = $3, revision = revision + 1 WHERE round_id = $2 AND places <> $3 \
        AND EXISTS (SELECT r.id FROM delegation_rounds r WHERE r.federation_id = $1 AND r.id = $2) AND body_id IN (\
        $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, \
        $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52, $53, $54, $55, $56, \
        $57, $58, $59, $60, $61, $62, $63, $64, $65, $66, $67)";
    OVERRULES = "SELECT o.body_id, o.reason FROM entitlement_overrules o JOIN entitlement_computations c ON c.id = o.computation_id \
        WHERE c.federation_id = $1 AND o.computation_id = $2";
    SET_OVERRULE = "INSERT INTO entitlement_overrules (computation_id, body_id, reason) \
        SELECT c.id, $3, $4 FROM entitlement_computations c WHERE c.federation_id = $1 AND c.id = $2 \
        ON CONFLICT (computation_id, body_id) DO UPDATE SET reason = EXCLUDED.reason";
    DELETE_OVERRULE = "DELETE FROM entitlement_overrules WHERE computation_id = $2 AND body_id = $3 \
        AND EXISTS (SELECT c.id FROM entitlement_computations c WHERE c.federation_id = $1 AND c.id = $2)";
}

/// A computation as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptComputation {
    pub id: ComputationId,
    pub computation: Computation,
    /// SHA-256 of the document.
    pub digest: String,
    pub computed_at: Timestamp,
}

/// Keeps a computation; `document` is its JSON.
pub async fn insert_computation(
    tx: &mut Tx,
    federation: FederationId,
    round: RoundId,
    computation: &Computation,
    (document, digest): (&str, &str),
    (by, at): (AccountId, Timestamp),
) -> Result<ComputationId, DbError> {
    let id: i64 = on!(tx, |c| sqlx::query_scalar(INSERT_COMPUTATION)
        .bind(federation.0)
        .bind(round.0)
        .bind(computation.statutes.0)
        .bind(document)
        .bind(digest)
        .bind(by.0)
        .bind(at.unix_millis())
        .fetch_one(c)
        .await)?;
    Ok(ComputationId(id))
}

/// The computation that holds for a round.
pub async fn latest_computation(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
) -> Result<Option<KeptComputation>, DbError> {
    let row: Option<(i64, String, String, i64)> =
        on!(conn, |c| sqlx::query_as(LATEST_COMPUTATION)
            .bind(federation.0)
            .bind(round.0)
            .fetch_optional(c)
            .await)?;
    row.map(|(id, document, digest, at)| {
        Ok(KeptComputation {
            id: ComputationId(id),
            computation: serde_json::from_str(&document)
                .map_err(|e| DbError::row("entitlement_computations", e))?,
            digest,
            computed_at: Timestamp::stored(at),
        })
    })
    .transpose()
}

/// Gives the bodies of a locked round their computed places: few statements, since few numbers occur.
pub async fn set_computed_places(
    tx: &mut Tx,
    federation: FederationId,
    round: RoundId,
    computation: &Computation,
) -> Result<(), DbError> {
    let mut by_places: BTreeMap<u32, Vec<BodyId>> = BTreeMap::new();
    for computed in &computation.bodies {
        by_places
            .entry(computed.places)
            .or_default()
            .push(computed.body);
    }
    for (places, bodies) in by_places {
        for many in bodies.chunks(MANY) {
            // A shorter list is filled up with its first body.
            let filling = many.first().into_iter().cycle();
            let ids: Vec<i64> = many
                .iter()
                .chain(filling)
                .take(MANY)
                .map(|body| body.0)
                .collect();
            on!(tx, |c| {
                let mut query = sqlx::query(SET_PLACES_OF_MANY)
                    .bind(federation.0)
                    .bind(round.0)
                    .bind(i64::from(places));
                for id in &ids {
                    query = query.bind(*id);
                }
                query.execute(c).await.map(drop)
            })?;
        }
    }
    Ok(())
}

/// The reasons with which staff gave bodies other places than those computed.
pub async fn overrules(
    conn: &mut Conn,
    federation: FederationId,
    computation: ComputationId,
) -> Result<BTreeMap<BodyId, String>, DbError> {
    let rows: Vec<(i64, String)> = on!(conn, |c| sqlx::query_as(OVERRULES)
        .bind(federation.0)
        .bind(computation.0)
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|(body, reason)| (BodyId(body), reason))
        .collect())
}

/// Keeps why a body has other places than those computed; without a reason it has those again.
pub async fn set_overrule(
    tx: &mut Tx,
    federation: FederationId,
    computation: ComputationId,
    body: BodyId,
    reason: Option<&str>,
) -> Result<(), DbError> {
    match reason {
        Some(reason) => on!(tx, |c| sqlx::query(SET_OVERRULE)
            .bind(federation.0)
            .bind(computation.0)
            .bind(body.0)
            .bind(reason)
            .execute(c)
            .await
            .map(drop))?,
        None => on!(tx, |c| sqlx::query(DELETE_OVERRULE)
            .bind(federation.0)
            .bind(computation.0)
            .bind(body.0)
            .execute(c)
            .await
            .map(drop))?,
    }
    Ok(())
}
