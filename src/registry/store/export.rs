//! Reads the register as the tables from which it is filled, whole.

use crate::{
    db::{Conn, DbError},
    on, statements,
    types::{Day, FederationId},
};

statements! {
    EXPORT_MUNICIPALITIES = "SELECT ags, name, county, inhabitants, latitude_e6, longitude_e6 FROM municipalities \
        WHERE federation_id = $1 ORDER BY ags";
    // Name and kind of the day; of a body that begins later, the first ones.
    EXPORT_BODIES = "SELECT b.id, b.external_key, p.name, p.kind, p.from_day, m.ags, b.delegate_places, b.joined_on, b.left_on, \
        b.contact_email, b.locale, b.website FROM bodies b \
        JOIN (SELECT x.body_id, MAX(CASE WHEN x.from_day <= $2 THEN x.from_day END) AS held, MIN(x.from_day) AS first \
        FROM body_profiles x JOIN bodies y ON y.id = x.body_id WHERE y.federation_id = $1 GROUP BY x.body_id) d ON d.body_id = b.id \
        JOIN body_profiles p ON p.body_id = b.id AND p.from_day = COALESCE(d.held, d.first) \
        LEFT JOIN municipalities m ON m.id = b.municipality_id WHERE b.federation_id = $1 ORDER BY b.search_key, b.id";
    EXPORT_COUNTRIES = "SELECT x.body_id, x.country FROM body_countries x JOIN bodies b ON b.id = x.body_id \
        WHERE b.federation_id = $1 ORDER BY x.body_id, x.country";
    EXPORT_FIELDS = "SELECT x.body_id, x.field FROM body_fields x JOIN bodies b ON b.id = x.body_id WHERE b.federation_id = $1 \
        ORDER BY x.body_id, x.field";
    EXPORT_PEOPLE = "SELECT p.external_key, p.given_name, p.family_name, p.email, p.phone, p.locale, p.consent_name_on, \
        p.consent_photo_on, p.consent_contact_on, b.external_key AS body_key, m.starts_on, m.ends_on, s.number AS seat, m.function, m.public_office, m.end_reason FROM people p \
        LEFT JOIN mandates m ON m.person_id = p.id LEFT JOIN bodies b ON b.id = m.body_id LEFT JOIN seats s ON s.id = m.seat_id \
        WHERE p.federation_id = $1 AND p.erased_on IS NULL ORDER BY p.search_key, p.id, m.starts_on, m.id";
}

/// A municipality of the register.
#[derive(Debug, sqlx::FromRow)]
pub struct MunicipalityRow {
    pub ags: String,
    pub name: String,
    pub county: String,
    pub inhabitants: Option<i64>,
    pub latitude_e6: Option<i64>,
    pub longitude_e6: Option<i64>,
}

/// A body with its name and kind on a day.
#[derive(Debug, sqlx::FromRow)]
pub struct BodyRow {
    pub id: i64,
    pub external_key: Option<String>,
    pub name: String,
    pub kind: String,
    pub from_day: i64,
    pub ags: Option<String>,
    pub delegate_places: i64,
    pub joined_on: Option<i64>,
    pub left_on: Option<i64>,
    pub contact_email: String,
    pub locale: Option<String>,
    pub website: String,
}

/// A person with one of their mandates, or with none.
#[derive(Debug, sqlx::FromRow)]
pub struct PersonRow {
    pub external_key: Option<String>,
    pub given_name: String,
    pub family_name: String,
    pub email: String,
    pub phone: String,
    pub locale: String,
    pub consent_name_on: Option<i64>,
    pub consent_photo_on: Option<i64>,
    pub consent_contact_on: Option<i64>,
    pub body_key: Option<String>,
    pub starts_on: Option<i64>,
    pub ends_on: Option<i64>,
    pub seat: Option<i64>,
    pub function: Option<String>,
    pub public_office: Option<i64>,
    pub end_reason: Option<String>,
}

/// All municipalities, by key.
pub async fn municipalities(
    conn: &mut Conn,
    federation: FederationId,
) -> Result<Vec<MunicipalityRow>, DbError> {
    Ok(on!(conn, |c| sqlx::query_as(EXPORT_MUNICIPALITIES)
        .bind(federation.0)
        .fetch_all(c)
        .await)?)
}

/// All bodies, by name, with their countries and their fields of work as pairs with their id.
pub async fn bodies(
    conn: &mut Conn,
    federation: FederationId,
    on: Day,
) -> Result<(Vec<BodyRow>, Vec<(i64, String)>, Vec<(i64, String)>), DbError> {
    let rows = on!(conn, |c| sqlx::query_as(EXPORT_BODIES)
        .bind(federation.0)
        .bind(on.to_epoch_days())
        .fetch_all(c)
        .await)?;
    let countries = on!(conn, |c| sqlx::query_as(EXPORT_COUNTRIES)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    let fields = on!(conn, |c| sqlx::query_as(EXPORT_FIELDS)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    Ok((rows, countries, fields))
}

/// All people, by name, a row for each of their mandates.
pub async fn people(conn: &mut Conn, federation: FederationId) -> Result<Vec<PersonRow>, DbError> {
    Ok(on!(conn, |c| sqlx::query_as(EXPORT_PEOPLE)
        .bind(federation.0)
        .fetch_all(c)
        .await)?)
}
