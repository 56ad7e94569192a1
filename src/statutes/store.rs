use super::model::{Statutes, rules::Rules};
use crate::{
    db::{Conn, DbError, Tx, changed_one},
    on, statements,
    types::{Day, FederationId, StatutesId},
};

/// Versions with whether a computation refers to them; the room of delegates is to the right, so only the row is looked for.
macro_rules! versions {
    ($filter:literal) => {
        concat!(
            "SELECT s.id, s.title, s.valid_from, s.rules, s.revision, \
            (SELECT CAST(COUNT(*) AS BIGINT) FROM entitlement_computations c WHERE c.statutes_id = s.id) AS used \
            FROM statutes s WHERE s.federation_id = $1 ",
            $filter
        )
    };
}

statements! {
    STATUTES = versions!("ORDER BY s.valid_from DESC");
    FIND_STATUTES = versions!("AND s.id = $2");
    STATUTES_ON = versions!("AND s.valid_from <= $2 ORDER BY s.valid_from DESC LIMIT 1");
    // Changes nothing, but the row stays locked until the transaction ends.
    LOCK_STATUTES = "UPDATE statutes SET revision = revision WHERE federation_id = $1 AND id = $2";
    INSERT_STATUTES = "INSERT INTO statutes (federation_id, title, valid_from, rules, revision) VALUES ($1, $2, $3, $4, 1) \
        ON CONFLICT DO NOTHING RETURNING id";
    STATUTES_OF_DAY = "SELECT id FROM statutes WHERE federation_id = $1 AND valid_from = $2";
    UPDATE_STATUTES = "UPDATE statutes SET title = $4, valid_from = $5, rules = $6, revision = revision + 1 \
        WHERE federation_id = $1 AND id = $2 AND revision = $3";
    DELETE_STATUTES = "DELETE FROM statutes WHERE federation_id = $1 AND id = $2 AND revision = $3";
}

type Row = (i64, String, i64, String, i64, i64);

fn statutes((id, title, valid_from, rules, revision, used): Row) -> Result<Statutes, DbError> {
    Ok(Statutes {
        id: StatutesId(id),
        title,
        valid_from: Day::stored(valid_from),
        rules: serde_json::from_str(&rules).map_err(|e| DbError::row("statutes", e))?,
        revision,
        in_use: used > 0,
    })
}

fn text(rules: &Rules) -> Result<String, DbError> {
    serde_json::to_string(rules).map_err(|e| DbError::row("statutes", e))
}

/// The versions of a federation, the latest first.
pub async fn list(conn: &mut Conn, federation: FederationId) -> Result<Vec<Statutes>, DbError> {
    let rows: Vec<Row> = on!(conn, |c| sqlx::query_as(STATUTES)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(statutes).collect()
}

pub async fn find(
    conn: &mut Conn,
    federation: FederationId,
    id: StatutesId,
) -> Result<Option<Statutes>, DbError> {
    let row: Option<Row> = on!(conn, |c| sqlx::query_as(FIND_STATUTES)
        .bind(federation.0)
        .bind(id.0)
        .fetch_optional(c)
        .await)?;
    row.map(statutes).transpose()
}

/// The version that holds on a day.
pub async fn version_on(
    conn: &mut Conn,
    federation: FederationId,
    day: Day,
) -> Result<Option<Statutes>, DbError> {
    let row: Option<Row> = on!(conn, |c| sqlx::query_as(STATUTES_ON)
        .bind(federation.0)
        .bind(day.to_epoch_days())
        .fetch_optional(c)
        .await)?;
    row.map(statutes).transpose()
}

/// A version, locked until the transaction ends: nobody changes it meanwhile, and no computation begins to refer to it.
pub async fn lock(
    tx: &mut Tx,
    federation: FederationId,
    id: StatutesId,
) -> Result<Option<Statutes>, DbError> {
    on!(tx, |c| sqlx::query(LOCK_STATUTES)
        .bind(federation.0)
        .bind(id.0)
        .execute(c)
        .await
        .map(drop))?;
    find(tx, federation, id).await
}

/// Adds a version; `None` where another one begins on that day.
pub async fn insert(
    tx: &mut Tx,
    federation: FederationId,
    (title, valid_from): (&str, Day),
    rules: &Rules,
) -> Result<Option<StatutesId>, DbError> {
    let rules = text(rules)?;
    let id: Option<i64> = on!(tx, |c| sqlx::query_scalar(INSERT_STATUTES)
        .bind(federation.0)
        .bind(title)
        .bind(valid_from.to_epoch_days())
        .bind(&rules)
        .fetch_optional(c)
        .await)?;
    Ok(id.map(StatutesId))
}

/// The version that begins on a day.
pub async fn of_day(
    conn: &mut Conn,
    federation: FederationId,
    day: Day,
) -> Result<Option<StatutesId>, DbError> {
    let id: Option<i64> = on!(conn, |c| sqlx::query_scalar(STATUTES_OF_DAY)
        .bind(federation.0)
        .bind(day.to_epoch_days())
        .fetch_optional(c)
        .await)?;
    Ok(id.map(StatutesId))
}

/// Changes a version at its revision; whether it had it.
pub async fn update(
    tx: &mut Tx,
    federation: FederationId,
    (id, revision): (StatutesId, i64),
    (title, valid_from): (&str, Day),
    rules: &Rules,
) -> Result<bool, DbError> {
    let rules = text(rules)?;
    Ok(changed_one(on!(tx, |c| sqlx::query(UPDATE_STATUTES)
        .bind(federation.0)
        .bind(id.0)
        .bind(revision)
        .bind(title)
        .bind(valid_from.to_epoch_days())
        .bind(&rules)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

/// Removes a version at its revision; whether it had it.
pub async fn delete(
    tx: &mut Tx,
    federation: FederationId,
    (id, revision): (StatutesId, i64),
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(DELETE_STATUTES)
        .bind(federation.0)
        .bind(id.0)
        .bind(revision)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}
