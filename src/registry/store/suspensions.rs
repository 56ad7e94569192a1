use crate::{
    db::{Conn, DbError, Tx, changed_one},
    on,
    registry::model::{
        span::Span,
        suspension::{NewSuspension, Suspension},
    },
    statements,
    types::{BodyId, Day, FederationId, PersonId, SuspensionId},
};

statements! {
    SUSPENSIONS_OF_PERSON = "SELECT s.id, s.body_id, b.name, s.starts_on, s.ends_on, s.reason, s.revision FROM suspensions s \
        JOIN body_profiles b ON b.body_id = s.body_id AND b.from_day = COALESCE(\
        (SELECT MAX(q.from_day) FROM body_profiles q WHERE q.body_id = s.body_id AND q.from_day <= s.starts_on), \
        (SELECT MIN(q.from_day) FROM body_profiles q WHERE q.body_id = s.body_id)) \
        WHERE s.federation_id = $1 AND s.person_id = $2 ORDER BY s.starts_on DESC, s.id DESC";
    INSERT_SUSPENSION = "INSERT INTO suspensions (federation_id, person_id, body_id, starts_on, ends_on, reason, revision) \
        VALUES ($1, $2, $3, $4, $5, $6, 1) RETURNING id";
    UPDATE_SUSPENSION = "UPDATE suspensions SET starts_on = $4, ends_on = $5, reason = $6, revision = revision + 1 \
        WHERE federation_id = $1 AND id = $2 AND revision = $3";
    DELETE_SUSPENSION = "DELETE FROM suspensions WHERE federation_id = $1 AND id = $2 AND revision = $3";
    EMPTY_REASONS = "UPDATE suspensions SET reason = '', revision = revision + 1 WHERE federation_id = $1 AND person_id = $2";
}

/// The suspensions of a person, the latest first.
pub async fn suspensions_of_person(
    conn: &mut Conn,
    federation: FederationId,
    person: PersonId,
) -> Result<Vec<Suspension>, DbError> {
    type Row = (i64, i64, String, i64, Option<i64>, String, i64);
    let rows: Vec<Row> = on!(conn, |c| sqlx::query_as(SUSPENSIONS_OF_PERSON)
        .bind(federation.0)
        .bind(person.0)
        .fetch_all(c)
        .await)?;
    let read = |(id, body, body_name, starts_on, ends_on, reason, revision): Row| Suspension {
        id: SuspensionId(id),
        body: BodyId(body),
        body_name,
        span: Span {
            starts_on: Day::stored(starts_on),
            ends_on: ends_on.map(Day::stored),
        },
        reason,
        revision,
    };
    Ok(rows.into_iter().map(read).collect())
}

pub async fn insert_suspension(
    tx: &mut Tx,
    federation: FederationId,
    person: PersonId,
    new: &NewSuspension,
) -> Result<SuspensionId, DbError> {
    let id: i64 = on!(tx, |c| sqlx::query_scalar(INSERT_SUSPENSION)
        .bind(federation.0)
        .bind(person.0)
        .bind(new.body.0)
        .bind(new.span.starts_on.to_epoch_days())
        .bind(new.span.ends_on.map(Day::to_epoch_days))
        .bind(&new.reason)
        .fetch_one(c)
        .await)?;
    Ok(SuspensionId(id))
}

/// Whether the suspension was still at the revision; its body stays.
pub async fn update_suspension(
    tx: &mut Tx,
    federation: FederationId,
    (id, revision): (SuspensionId, i64),
    new: &NewSuspension,
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(UPDATE_SUSPENSION)
        .bind(federation.0)
        .bind(id.0)
        .bind(revision)
        .bind(new.span.starts_on.to_epoch_days())
        .bind(new.span.ends_on.map(Day::to_epoch_days))
        .bind(&new.reason)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?))
}

/// Whether the suspension was still at the revision.
pub async fn delete_suspension(
    tx: &mut Tx,
    federation: FederationId,
    (id, revision): (SuspensionId, i64),
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(DELETE_SUSPENSION)
        .bind(federation.0)
        .bind(id.0)
        .bind(revision)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?))
}

/// Forgets why a person was suspended; that and when stays.
pub async fn empty_reasons(
    tx: &mut Tx,
    federation: FederationId,
    person: PersonId,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(EMPTY_REASONS)
        .bind(federation.0)
        .bind(person.0)
        .execute(c)
        .await
        .map(drop))?)
}
