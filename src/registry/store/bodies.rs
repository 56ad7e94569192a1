use super::{Saved, saved};
use crate::{
    db::{Conn, DbError, Tx},
    on,
    registry::model::{
        BodyKind, BodyOnDay, Federation,
        body::{BodyDetails, Profile, Species, WorkField},
        country::Country,
    },
    statements,
    types::{BodyId, Day, FederationId, Locale, MunicipalityId},
};

/// A body with the profile that holds on day `$2`; before its first profile, the first one.
macro_rules! body_on_day {
    ($columns:literal, $rest:literal) => {
        concat!(
            "SELECT ", $columns, " FROM bodies b \
            JOIN body_profiles p ON p.body_id = b.id AND p.from_day = COALESCE(\
            (SELECT MAX(q.from_day) FROM body_profiles q WHERE q.body_id = b.id AND q.from_day <= $2), \
            (SELECT MIN(q.from_day) FROM body_profiles q WHERE q.body_id = b.id)) \
            LEFT JOIN municipalities mu ON mu.id = b.municipality_id ",
            $rest
        )
    };
}

/// The same for lists: the day of each profile is found in one pass over the profiles of the federation `$1`. With a search for each
/// body PostgreSQL read all profiles for each, as soon as it knew that they were few.
macro_rules! bodies_on_day {
    ($columns:literal, $rest:literal) => {
        concat!(
            "SELECT ", $columns, " FROM bodies b \
            JOIN (SELECT q.body_id, COALESCE(MAX(CASE WHEN q.from_day <= $2 THEN q.from_day END), MIN(q.from_day)) AS from_day \
            FROM body_profiles q JOIN bodies o ON o.id = q.body_id WHERE o.federation_id = $1 GROUP BY q.body_id) h ON h.body_id = b.id \
            JOIN body_profiles p ON p.body_id = h.body_id AND p.from_day = h.from_day \
            LEFT JOIN municipalities mu ON mu.id = b.municipality_id ",
            $rest
        )
    };
}

macro_rules! body_columns {
    ($from:ident, $rest:literal) => {
        $from!(
            "b.id, b.external_key, p.name, p.kind, b.municipality_id, mu.name AS municipality_name, b.joined_on, b.left_on, \
            b.delegate_places, b.contact_email, b.locale, b.website, b.revision",
            $rest
        )
    };
}

statements! {
    LETTER_LOCALE = "SELECT locale FROM bodies WHERE federation_id = $1 AND id = $2";
    BODIES_ON = body_columns!(bodies_on_day, "WHERE b.federation_id = $1 AND (b.joined_on IS NULL OR b.joined_on <= $2) \
        AND (b.left_on IS NULL OR b.left_on >= $2) ORDER BY b.search_key, b.id");
    FIND_BODY_ON = body_columns!(body_on_day, "WHERE b.federation_id = $1 AND b.id = $3");
    PAGE_OF_BODIES = body_columns!(bodies_on_day, "WHERE b.federation_id = $1 \
        AND ($3 = 1 OR ((b.joined_on IS NULL OR b.joined_on <= $2) AND (b.left_on IS NULL OR b.left_on >= $2))) \
        AND (CAST($4 AS TEXT) IS NULL OR p.kind = $4) \
        AND (b.search_key || ' ' || COALESCE(mu.search_key, '')) LIKE $5 ESCAPE '!' \
        AND (b.search_key || ' ' || COALESCE(mu.search_key, '')) LIKE $6 ESCAPE '!' \
        AND (b.search_key || ' ' || COALESCE(mu.search_key, '')) LIKE $7 ESCAPE '!' \
        ORDER BY b.search_key, b.id LIMIT $8 OFFSET $9");
    COUNT_BODIES = bodies_on_day!("CAST(COUNT(*) AS BIGINT)", "WHERE b.federation_id = $1 \
        AND ($3 = 1 OR ((b.joined_on IS NULL OR b.joined_on <= $2) AND (b.left_on IS NULL OR b.left_on >= $2))) \
        AND (CAST($4 AS TEXT) IS NULL OR p.kind = $4) \
        AND (b.search_key || ' ' || COALESCE(mu.search_key, '')) LIKE $5 ESCAPE '!' \
        AND (b.search_key || ' ' || COALESCE(mu.search_key, '')) LIKE $6 ESCAPE '!' \
        AND (b.search_key || ' ' || COALESCE(mu.search_key, '')) LIKE $7 ESCAPE '!'");
    LOCK_BODY = "UPDATE bodies SET revision = revision WHERE id = $1 AND federation_id = $2";
    INSERT_BODY = "INSERT INTO bodies (federation_id, external_key, species, municipality_id, joined_on, left_on, delegate_places, \
        contact_email, website, search_key, locale, revision) VALUES ($1, $2, $3, $4, $5, NULL, $6, $7, $8, $9, $10, 1) \
        ON CONFLICT DO NOTHING RETURNING id";
    UPDATE_BODY = "UPDATE bodies SET external_key = $4, municipality_id = $5, joined_on = $6, delegate_places = $7, contact_email = $8, \
        website = $9, locale = $10, revision = revision + 1 WHERE id = $1 AND federation_id = $2 AND revision = $3";
    SET_LEFT_ON = "UPDATE bodies SET left_on = $4, revision = revision + 1 WHERE id = $1 AND federation_id = $2 AND revision = $3";
    TOUCH_BODY = "UPDATE bodies SET revision = revision + 1 WHERE id = $1 AND federation_id = $2 AND revision = $3";
    SET_SEARCH_KEY = "UPDATE bodies SET search_key = $3 WHERE id = $1 AND federation_id = $2";
    PROFILES = "SELECT from_day, name, kind FROM body_profiles WHERE body_id = $1 ORDER BY from_day";
    INSERT_PROFILE = "INSERT INTO body_profiles (body_id, from_day, name, kind) VALUES ($1, $2, $3, $4)";
    CORRECT_PROFILE = "UPDATE body_profiles SET from_day = $3, name = $4, kind = $5 WHERE body_id = $1 AND from_day = $2";
    COUNTRIES = "SELECT country FROM body_countries WHERE body_id = $1 ORDER BY country";
    INSERT_COUNTRY = "INSERT INTO body_countries (body_id, country) VALUES ($1, $2)";
    DELETE_COUNTRIES = "DELETE FROM body_countries WHERE body_id = $1";
    WORK_FIELDS = "SELECT field FROM body_fields WHERE body_id = $1 ORDER BY field";
    INSERT_WORK_FIELD = "INSERT INTO body_fields (body_id, field) VALUES ($1, $2)";
    DELETE_WORK_FIELDS = "DELETE FROM body_fields WHERE body_id = $1";
    MUNICIPALITY_BY_KEY_OR_NAME = "SELECT id FROM municipalities WHERE federation_id = $1 AND (ags = $2 OR name = $2 OR search_key = $3) \
        ORDER BY id LIMIT 2";
    AGS_OF_MUNICIPALITY = "SELECT ags FROM municipalities WHERE federation_id = $1 AND id = $2";
}

#[derive(sqlx::FromRow)]
struct BodyRow {
    id: i64,
    external_key: Option<String>,
    name: String,
    kind: String,
    municipality_id: Option<i64>,
    municipality_name: Option<String>,
    joined_on: Option<i64>,
    left_on: Option<i64>,
    delegate_places: i64,
    contact_email: String,
    locale: Option<String>,
    website: String,
    revision: i64,
}

impl BodyRow {
    fn read(self) -> Result<BodyOnDay, DbError> {
        Ok(BodyOnDay {
            id: BodyId(self.id),
            external_key: self.external_key,
            name: self.name,
            kind: kind(&self.kind)?,
            municipality: self.municipality_id.map(MunicipalityId),
            municipality_name: self.municipality_name,
            joined_on: self.joined_on.map(Day::stored),
            left_on: self.left_on.map(Day::stored),
            delegate_places: self.delegate_places,
            contact_email: self.contact_email,
            // A tag whose texts this program no longer has counts as none.
            locale: self.locale.and_then(|tag| tag.parse().ok()),
            website: self.website,
            revision: self.revision,
        })
    }
}

fn kind(word: &str) -> Result<BodyKind, DbError> {
    BodyKind::parse(word).ok_or_else(|| DbError::row("body_profiles", word))
}

/// Which bodies a list shows.
#[derive(Clone, Debug)]
pub struct BodyFilter {
    pub on: Day,
    /// Also those that are no members on the day.
    pub all: bool,
    pub kind: Option<BodyKind>,
    /// Patterns that name, former names and municipality all match.
    pub patterns: [String; 3],
}

/// Every body that is a member of the federation on the day, by name.
pub async fn bodies_on(
    conn: &mut Conn,
    federation: FederationId,
    day: Day,
) -> Result<Vec<BodyOnDay>, DbError> {
    let rows: Vec<BodyRow> = on!(conn, |c| sqlx::query_as(BODIES_ON)
        .bind(federation.0)
        .bind(day.to_epoch_days())
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(BodyRow::read).collect()
}

/// A body of the federation as it is on the day (also one that has left, or not yet joined).
pub async fn find_body_on(
    conn: &mut Conn,
    federation: FederationId,
    body: BodyId,
    day: Day,
) -> Result<Option<BodyOnDay>, DbError> {
    let row: Option<BodyRow> = on!(conn, |c| sqlx::query_as(FIND_BODY_ON)
        .bind(federation.0)
        .bind(day.to_epoch_days())
        .bind(body.0)
        .fetch_optional(c)
        .await)?;
    row.map(BodyRow::read).transpose()
}

/// One page of the bodies that the filter lets through, by name, and how many there are.
pub async fn page_of_bodies(
    conn: &mut Conn,
    federation: FederationId,
    filter: &BodyFilter,
    offset: i64,
    limit: i64,
) -> Result<(Vec<BodyOnDay>, i64), DbError> {
    let kind = filter.kind.map(BodyKind::as_str);
    let [first, second, third] = &filter.patterns;
    let rows: Vec<BodyRow> = on!(conn, |c| sqlx::query_as(PAGE_OF_BODIES)
        .bind(federation.0)
        .bind(filter.on.to_epoch_days())
        .bind(i64::from(filter.all))
        .bind(kind)
        .bind(first)
        .bind(second)
        .bind(third)
        .bind(limit)
        .bind(offset)
        .fetch_all(c)
        .await)?;
    let total: i64 = on!(conn, |c| sqlx::query_scalar(COUNT_BODIES)
        .bind(federation.0)
        .bind(filter.on.to_epoch_days())
        .bind(i64::from(filter.all))
        .bind(kind)
        .bind(first)
        .bind(second)
        .bind(third)
        .fetch_one(c)
        .await)?;
    let bodies = rows
        .into_iter()
        .map(BodyRow::read)
        .collect::<Result<_, _>>()?;
    Ok((bodies, total))
}

/// Keeps others from changing the body's terms and mandates until the transaction ends; whether the body is there.
pub async fn lock_body(
    tx: &mut Tx,
    federation: FederationId,
    body: BodyId,
) -> Result<bool, DbError> {
    Ok(on!(tx, |c| sqlx::query(LOCK_BODY)
        .bind(body.0)
        .bind(federation.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?
        == 1)
}

/// The new body without a profile, or `None` where the external key is taken.
pub async fn insert_body(
    tx: &mut Tx,
    federation: FederationId,
    species: Species,
    details: &BodyDetails,
    municipality: Option<MunicipalityId>,
    search_key: &str,
) -> Result<Option<BodyId>, DbError> {
    let id: Option<i64> = on!(tx, |c| sqlx::query_scalar(INSERT_BODY)
        .bind(federation.0)
        .bind(details.external_key.as_deref())
        .bind(species.as_str())
        .bind(municipality.map(|m| m.0))
        .bind(details.joined_on.map(Day::to_epoch_days))
        .bind(details.delegate_places)
        .bind(&details.contact_email)
        .bind(&details.website)
        .bind(search_key)
        .bind(details.locale.map(Locale::tag))
        .fetch_optional(c)
        .await)?;
    Ok(id.map(BodyId))
}

pub async fn update_body(
    tx: &mut Tx,
    federation: FederationId,
    body: BodyId,
    revision: i64,
    details: &BodyDetails,
    municipality: Option<MunicipalityId>,
) -> Result<Saved, DbError> {
    saved(on!(tx, |c| sqlx::query(UPDATE_BODY)
        .bind(body.0)
        .bind(federation.0)
        .bind(revision)
        .bind(details.external_key.as_deref())
        .bind(municipality.map(|m| m.0))
        .bind(details.joined_on.map(Day::to_epoch_days))
        .bind(details.delegate_places)
        .bind(&details.contact_email)
        .bind(&details.website)
        .bind(details.locale.map(Locale::tag))
        .execute(c)
        .await
        .map(|r| r.rows_affected())))
}

/// Whether the body still had the revision.
pub async fn set_left_on(
    tx: &mut Tx,
    federation: FederationId,
    body: BodyId,
    revision: i64,
    left_on: Option<Day>,
) -> Result<bool, DbError> {
    Ok(on!(tx, |c| sqlx::query(SET_LEFT_ON)
        .bind(body.0)
        .bind(federation.0)
        .bind(revision)
        .bind(left_on.map(Day::to_epoch_days))
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?
        == 1)
}

/// Takes the next revision and locks the body; whether it still had this one.
pub async fn touch_body(
    tx: &mut Tx,
    federation: FederationId,
    body: BodyId,
    revision: i64,
) -> Result<bool, DbError> {
    Ok(on!(tx, |c| sqlx::query(TOUCH_BODY)
        .bind(body.0)
        .bind(federation.0)
        .bind(revision)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?
        == 1)
}

pub async fn set_search_key(
    tx: &mut Tx,
    federation: FederationId,
    body: BodyId,
    search_key: &str,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(SET_SEARCH_KEY)
        .bind(body.0)
        .bind(federation.0)
        .bind(search_key)
        .execute(c)
        .await
        .map(drop))?)
}

/// Names and kinds of a body, the oldest first. The caller has made sure that the body belongs to the federation.
pub async fn profiles(conn: &mut Conn, body: BodyId) -> Result<Vec<Profile>, DbError> {
    let rows: Vec<(i64, String, String)> = on!(conn, |c| sqlx::query_as(PROFILES)
        .bind(body.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|(from_day, name, word)| {
            Ok(Profile {
                from_day: Day::stored(from_day),
                name,
                kind: kind(&word)?,
            })
        })
        .collect()
}

pub async fn insert_profile(tx: &mut Tx, body: BodyId, profile: &Profile) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(INSERT_PROFILE)
        .bind(body.0)
        .bind(profile.from_day.to_epoch_days())
        .bind(&profile.name)
        .bind(profile.kind.as_str())
        .execute(c)
        .await
        .map(drop))?)
}

/// Puts a profile in the place of the one from that day; whether there was one.
pub async fn correct_profile(
    tx: &mut Tx,
    body: BodyId,
    instead_of: Day,
    profile: &Profile,
) -> Result<bool, DbError> {
    Ok(on!(tx, |c| sqlx::query(CORRECT_PROFILE)
        .bind(body.0)
        .bind(instead_of.to_epoch_days())
        .bind(profile.from_day.to_epoch_days())
        .bind(&profile.name)
        .bind(profile.kind.as_str())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?
        == 1)
}

/// Countries of origin and fields of work of a body.
pub async fn lists_of_body(
    conn: &mut Conn,
    body: BodyId,
) -> Result<(Vec<Country>, Vec<WorkField>), DbError> {
    let countries: Vec<String> = on!(conn, |c| sqlx::query_scalar(COUNTRIES)
        .bind(body.0)
        .fetch_all(c)
        .await)?;
    let fields: Vec<String> = on!(conn, |c| sqlx::query_scalar(WORK_FIELDS)
        .bind(body.0)
        .fetch_all(c)
        .await)?;
    let country =
        |code: String| Country::parse(&code).ok_or_else(|| DbError::row("body_countries", &code));
    let field =
        |word: String| WorkField::parse(&word).ok_or_else(|| DbError::row("body_fields", &word));
    Ok((
        countries
            .into_iter()
            .map(country)
            .collect::<Result<_, _>>()?,
        fields.into_iter().map(field).collect::<Result<_, _>>()?,
    ))
}

/// Puts other countries and fields of work in the place of the present ones.
pub async fn replace_lists(
    tx: &mut Tx,
    body: BodyId,
    countries: &[Country],
    fields: &[WorkField],
) -> Result<(), DbError> {
    on!(tx, |c| sqlx::query(DELETE_COUNTRIES)
        .bind(body.0)
        .execute(c)
        .await
        .map(drop))?;
    on!(tx, |c| sqlx::query(DELETE_WORK_FIELDS)
        .bind(body.0)
        .execute(c)
        .await
        .map(drop))?;
    for country in countries {
        on!(tx, |c| sqlx::query(INSERT_COUNTRY)
            .bind(body.0)
            .bind(country.code())
            .execute(c)
            .await
            .map(drop))?;
    }
    for field in fields {
        on!(tx, |c| sqlx::query(INSERT_WORK_FIELD)
            .bind(body.0)
            .bind(field.as_str())
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}

/// At most two municipalities of that key (AGS) or name.
pub async fn municipalities_called(
    conn: &mut Conn,
    federation: FederationId,
    text: &str,
    search_key: &str,
) -> Result<Vec<MunicipalityId>, DbError> {
    let ids: Vec<i64> = on!(conn, |c| sqlx::query_scalar(MUNICIPALITY_BY_KEY_OR_NAME)
        .bind(federation.0)
        .bind(text)
        .bind(search_key)
        .fetch_all(c)
        .await)?;
    Ok(ids.into_iter().map(MunicipalityId).collect())
}

/// The key (AGS) of a municipality.
pub async fn ags_of(
    conn: &mut Conn,
    federation: FederationId,
    municipality: MunicipalityId,
) -> Result<Option<String>, DbError> {
    Ok(on!(conn, |c| sqlx::query_scalar(AGS_OF_MUNICIPALITY)
        .bind(federation.0)
        .bind(municipality.0)
        .fetch_optional(c)
        .await)?)
}

/// The language in which a body is written to: its own, else the federation's.
///
/// A tag whose texts this installation does not have counts as none.
pub async fn letter_locale(
    conn: &mut Conn,
    federation: &Federation,
    body: BodyId,
) -> Result<Locale, DbError> {
    let tag: Option<Option<String>> = on!(conn, |c| sqlx::query_scalar(LETTER_LOCALE)
        .bind(federation.id.0)
        .bind(body.0)
        .fetch_optional(c)
        .await)?;
    let own = tag.flatten().and_then(|tag| tag.parse().ok());
    Ok(own.unwrap_or(federation.locale))
}
