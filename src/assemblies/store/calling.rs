//! Requests of members to call an assembly.

use crate::{
    assemblies::model::calling::{CallingRequest, CallingThreshold, NewCallingRequest, Signed},
    db::{Conn, DbError, Tx, changed_one},
    on, statements,
    types::{AccountId, AssemblyId, CallingRequestId, Day, FederationId},
};

macro_rules! requests {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.received_on, r.purpose, r.reasons, r.signed, r.members, r.numerator, r.denominator, r.article, \
             r.assembly_id, a.title AS assembly_title, r.revision \
             FROM calling_requests r LEFT JOIN assemblies a ON a.id = r.assembly_id WHERE r.federation_id = $1 ",
            $rest
        )
    };
}

statements! {
    CALLING_REQUESTS = requests!("ORDER BY r.received_on DESC, r.id DESC LIMIT $2 OFFSET $3");
    COUNT_CALLING_REQUESTS = "SELECT CAST(COUNT(*) AS BIGINT) FROM calling_requests WHERE federation_id = $1";
    FIND_CALLING_REQUEST = requests!("AND r.id = $2");
    INSERT_CALLING_REQUEST = "INSERT INTO calling_requests (federation_id, received_on, purpose, reasons, signed, members, numerator, \
        denominator, article, assembly_id, recorded_by, revision) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1) RETURNING id";
    UPDATE_CALLING_REQUEST = "UPDATE calling_requests SET received_on = $4, purpose = $5, reasons = $6, signed = $7, members = $8, \
        numerator = $9, denominator = $10, article = $11, assembly_id = $12, revision = revision + 1 \
        WHERE federation_id = $1 AND id = $2 AND revision = $3";
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    received_on: i64,
    purpose: String,
    reasons: String,
    signed: String,
    members: i64,
    numerator: i64,
    denominator: i64,
    article: String,
    assembly_id: Option<i64>,
    assembly_title: Option<String>,
    revision: i64,
}

impl Row {
    fn read(self) -> Result<CallingRequest, DbError> {
        let signed: Vec<Signed> =
            serde_json::from_str(&self.signed).map_err(|e| DbError::row("calling_requests", e))?;
        Ok(CallingRequest {
            id: CallingRequestId(self.id),
            received_on: Day::stored(self.received_on),
            purpose: self.purpose,
            reasons: self.reasons,
            signed,
            threshold: CallingThreshold {
                members: self.members,
                numerator: self.numerator,
                denominator: self.denominator,
                article: self.article,
            },
            assembly: self
                .assembly_id
                .map(|id| (AssemblyId(id), self.assembly_title.unwrap_or_default())),
            revision: self.revision,
        })
    }
}

/// A page of the requests, the latest first, and how many there are.
pub async fn requests(
    conn: &mut Conn,
    federation: FederationId,
    (limit, offset): (i64, i64),
) -> Result<(Vec<CallingRequest>, i64), DbError> {
    let rows: Vec<Row> = on!(conn, |c| sqlx::query_as(CALLING_REQUESTS)
        .bind(federation.0)
        .bind(limit)
        .bind(offset)
        .fetch_all(c)
        .await)?;
    let total = on!(conn, |c| sqlx::query_scalar(COUNT_CALLING_REQUESTS)
        .bind(federation.0)
        .fetch_one(c)
        .await)?;
    let requests: Result<Vec<_>, DbError> = rows.into_iter().map(Row::read).collect();
    Ok((requests?, total))
}

pub async fn find_request(
    conn: &mut Conn,
    federation: FederationId,
    id: CallingRequestId,
) -> Result<Option<CallingRequest>, DbError> {
    let row: Option<Row> = on!(conn, |c| sqlx::query_as(FIND_CALLING_REQUEST)
        .bind(federation.0)
        .bind(id.0)
        .fetch_optional(c)
        .await)?;
    row.map(Row::read).transpose()
}

/// What is written of a request besides what was typed.
pub struct Reckoned<'a> {
    pub signed: &'a [Signed],
    pub threshold: &'a CallingThreshold,
}

impl Reckoned<'_> {
    fn signed_json(&self) -> String {
        serde_json::to_string(self.signed).unwrap_or_default()
    }
}

pub async fn insert_request(
    tx: &mut Tx,
    federation: FederationId,
    new: &NewCallingRequest,
    reckoned: &Reckoned<'_>,
    by: AccountId,
) -> Result<CallingRequestId, DbError> {
    let threshold = reckoned.threshold;
    let id: i64 = on!(tx, |c| sqlx::query_scalar(INSERT_CALLING_REQUEST)
        .bind(federation.0)
        .bind(new.received_on.to_epoch_days())
        .bind(&new.purpose)
        .bind(&new.reasons)
        .bind(reckoned.signed_json())
        .bind(threshold.members)
        .bind(threshold.numerator)
        .bind(threshold.denominator)
        .bind(&threshold.article)
        .bind(new.assembly.map(|a| a.0))
        .bind(by.0)
        .fetch_one(c)
        .await)?;
    Ok(CallingRequestId(id))
}

/// Writes a request anew; false where it was changed since the revision was read.
pub async fn update_request(
    tx: &mut Tx,
    federation: FederationId,
    (id, revision): (CallingRequestId, i64),
    new: &NewCallingRequest,
    reckoned: &Reckoned<'_>,
) -> Result<bool, DbError> {
    let threshold = reckoned.threshold;
    Ok(changed_one(on!(tx, |c| sqlx::query(
        UPDATE_CALLING_REQUEST
    )
    .bind(federation.0)
    .bind(id.0)
    .bind(revision)
    .bind(new.received_on.to_epoch_days())
    .bind(&new.purpose)
    .bind(&new.reasons)
    .bind(reckoned.signed_json())
    .bind(threshold.members)
    .bind(threshold.numerator)
    .bind(threshold.denominator)
    .bind(&threshold.article)
    .bind(new.assembly.map(|a| a.0))
    .execute(c)
    .await
    .map(|done| done.rows_affected()))?))
}
