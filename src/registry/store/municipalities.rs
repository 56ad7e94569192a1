use super::{Saved, saved};
use crate::{
    db::{Conn, DbError, Tx, changed_one},
    on,
    registry::model::municipality::{Municipality, MunicipalityValues},
    statements,
    types::{FederationId, MunicipalityId, containing},
};

statements! {
    FIND_MUNICIPALITY = "SELECT id, ags, name, county, inhabitants, latitude_e6, longitude_e6, revision FROM municipalities \
        WHERE id = $1 AND federation_id = $2";
    // The index on (federation_id, search_key, id) holds all that is looked at here.
    COUNT_MUNICIPALITIES = "SELECT CAST(COUNT(*) AS BIGINT) FROM municipalities WHERE federation_id = $1 AND search_key LIKE $2 ESCAPE '!'";
    LIST_MUNICIPALITIES = "SELECT id, ags, name, county, inhabitants, latitude_e6, longitude_e6, revision FROM municipalities \
        WHERE federation_id = $1 AND search_key LIKE $2 ESCAPE '!' ORDER BY search_key, id LIMIT $3 OFFSET $4";
    COUNT_MUNICIPALITIES_BY_AGS = "SELECT CAST(COUNT(*) AS BIGINT) FROM municipalities WHERE federation_id = $1 AND ags >= $2 AND ags < $3";
    LIST_MUNICIPALITIES_BY_AGS = "SELECT id, ags, name, county, inhabitants, latitude_e6, longitude_e6, revision FROM municipalities \
        WHERE federation_id = $1 AND ags >= $2 AND ags < $3 ORDER BY ags LIMIT $4 OFFSET $5";
    INSERT_MUNICIPALITY = "INSERT INTO municipalities (federation_id, ags, name, county, inhabitants, latitude_e6, longitude_e6, search_key, revision) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1) ON CONFLICT (federation_id, ags) DO NOTHING RETURNING id";
    UPDATE_MUNICIPALITY = "UPDATE municipalities SET ags = $4, name = $5, county = $6, inhabitants = $7, latitude_e6 = $8, longitude_e6 = $9, \
        search_key = $10, revision = revision + 1 WHERE id = $1 AND federation_id = $2 AND revision = $3";
    DELETE_MUNICIPALITY = "DELETE FROM municipalities WHERE id = $1 AND federation_id = $2 AND revision = $3";
    COUNT_BODIES_OF_MUNICIPALITY = "SELECT CAST(COUNT(*) AS BIGINT) FROM bodies WHERE municipality_id = $1 AND federation_id = $2";
}

#[derive(sqlx::FromRow)]
struct MunicipalityRow {
    id: i64,
    ags: String,
    name: String,
    county: String,
    inhabitants: Option<i64>,
    latitude_e6: Option<i64>,
    longitude_e6: Option<i64>,
    revision: i64,
}

impl TryFrom<MunicipalityRow> for Municipality {
    type Error = DbError;

    fn try_from(row: MunicipalityRow) -> Result<Self, DbError> {
        Ok(Self {
            id: MunicipalityId(row.id),
            values: MunicipalityValues {
                ags: row
                    .ags
                    .parse()
                    .map_err(|e| DbError::row("municipalities", e))?,
                name: row.name,
                county: row.county,
                inhabitants: row.inhabitants,
                latitude_e6: row.latitude_e6,
                longitude_e6: row.longitude_e6,
            },
            revision: row.revision,
        })
    }
}

/// What is looked for in a list of municipalities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MunicipalitySearch {
    /// Folded text anywhere in the name; empty for all.
    Name(String),
    /// First digits of the key.
    Ags(String),
}

pub async fn find_municipality(
    conn: &mut Conn,
    federation: FederationId,
    id: MunicipalityId,
) -> Result<Option<Municipality>, DbError> {
    let row: Option<MunicipalityRow> = on!(conn, |c| sqlx::query_as(FIND_MUNICIPALITY)
        .bind(id.0)
        .bind(federation.0)
        .fetch_optional(c)
        .await)?;
    row.map(TryInto::try_into).transpose()
}

/// A page of the municipalities that the search finds, by name (by key when searched by key), and how many there are.
pub async fn list_municipalities(
    conn: &mut Conn,
    federation: FederationId,
    search: &MunicipalitySearch,
    offset: i64,
    limit: i64,
) -> Result<(Vec<Municipality>, i64), DbError> {
    let (rows, total): (Vec<MunicipalityRow>, i64) = match search {
        MunicipalitySearch::Name(text) => {
            let pattern = containing(text);
            (
                on!(conn, |c| sqlx::query_as(LIST_MUNICIPALITIES)
                    .bind(federation.0)
                    .bind(&pattern)
                    .bind(limit)
                    .bind(offset)
                    .fetch_all(c)
                    .await)?,
                on!(conn, |c| sqlx::query_scalar(COUNT_MUNICIPALITIES)
                    .bind(federation.0)
                    .bind(&pattern)
                    .fetch_one(c)
                    .await)?,
            )
        }
        MunicipalitySearch::Ags(digits) => {
            // The sign after `9`: everything that begins with the digits comes before it.
            let end = format!("{digits}:");
            (
                on!(conn, |c| sqlx::query_as(LIST_MUNICIPALITIES_BY_AGS)
                    .bind(federation.0)
                    .bind(digits)
                    .bind(&end)
                    .bind(limit)
                    .bind(offset)
                    .fetch_all(c)
                    .await)?,
                on!(conn, |c| sqlx::query_scalar(COUNT_MUNICIPALITIES_BY_AGS)
                    .bind(federation.0)
                    .bind(digits)
                    .bind(&end)
                    .fetch_one(c)
                    .await)?,
            )
        }
    };
    Ok((
        rows.into_iter()
            .map(TryInto::try_into)
            .collect::<Result<_, _>>()?,
        total,
    ))
}

/// The new municipality, or `None` where its key is there already.
pub async fn insert_municipality(
    tx: &mut Tx,
    federation: FederationId,
    values: &MunicipalityValues,
) -> Result<Option<MunicipalityId>, DbError> {
    let id: Option<i64> = on!(tx, |c| sqlx::query_scalar(INSERT_MUNICIPALITY)
        .bind(federation.0)
        .bind(values.ags.to_string())
        .bind(&values.name)
        .bind(&values.county)
        .bind(values.inhabitants)
        .bind(values.latitude_e6)
        .bind(values.longitude_e6)
        .bind(values.search_key())
        .fetch_optional(c)
        .await)?;
    Ok(id.map(MunicipalityId))
}

/// After [`Saved::KeyTaken`] the transaction cannot go on.
pub async fn update_municipality(
    tx: &mut Tx,
    federation: FederationId,
    id: MunicipalityId,
    revision: i64,
    values: &MunicipalityValues,
) -> Result<Saved, DbError> {
    let result = on!(tx, |c| sqlx::query(UPDATE_MUNICIPALITY)
        .bind(id.0)
        .bind(federation.0)
        .bind(revision)
        .bind(values.ags.to_string())
        .bind(&values.name)
        .bind(&values.county)
        .bind(values.inhabitants)
        .bind(values.latitude_e6)
        .bind(values.longitude_e6)
        .bind(values.search_key())
        .execute(c)
        .await
        .map(|r| r.rows_affected()));
    saved(result)
}

/// What became of a removal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removed {
    Yes,
    /// The row has another revision by now, or is not there.
    Stale,
    /// Something refers to it.
    InUse,
}

/// After [`Removed::InUse`] the transaction cannot go on.
pub async fn delete_municipality(
    tx: &mut Tx,
    federation: FederationId,
    id: MunicipalityId,
    revision: i64,
) -> Result<Removed, DbError> {
    let result = on!(tx, |c| sqlx::query(DELETE_MUNICIPALITY)
        .bind(id.0)
        .bind(federation.0)
        .bind(revision)
        .execute(c)
        .await
        .map(|r| r.rows_affected()));
    match result {
        Err(sqlx::Error::Database(e)) if e.is_foreign_key_violation() => Ok(Removed::InUse),
        result => Ok(if changed_one(result?) {
            Removed::Yes
        } else {
            Removed::Stale
        }),
    }
}

/// How many bodies are in the municipality.
pub async fn count_bodies_of_municipality(
    conn: &mut Conn,
    federation: FederationId,
    id: MunicipalityId,
) -> Result<i64, DbError> {
    Ok(on!(conn, |c| sqlx::query_scalar(
        COUNT_BODIES_OF_MUNICIPALITY
    )
    .bind(id.0)
    .bind(federation.0)
    .fetch_one(c)
    .await)?)
}
