//! Reads what the register knows for a whole table at once, and writes a table in few statements.

use std::collections::HashMap;

use sqlx::AssertSqlSafe;

use crate::{
    db::{Conn, DbError, Tx},
    on,
    registry::{
        import::{bodies, municipalities, people},
        model::{
            BodyKind,
            body::{BodyDetails, Profile, WorkField},
            country::Country,
            mandate::{EndReason, Function, Mandate, SeatInTerm},
            municipality::MunicipalityValues,
            person::{Consents, NewPerson},
            term::{SeatOrigin, Term},
        },
    },
    statements,
    types::{
        Ags, BodyId, Day, FederationId, Locale, MandateId, MunicipalityId, PersonId, SeatId, TermId,
    },
};

statements! {
    KNOWN_MUNICIPALITIES = "SELECT id, ags, name, county, inhabitants, latitude_e6, longitude_e6, revision FROM municipalities \
        WHERE federation_id = $1";
    // A row is new, or still has the revision with which it was read: else it is not counted among those written.
    SAVE_MUNICIPALITIES = "INSERT INTO municipalities (federation_id, ags, name, county, inhabitants, latitude_e6, longitude_e6, search_key, revision) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (federation_id, ags) DO UPDATE SET name = excluded.name, \
        county = excluded.county, inhabitants = excluded.inhabitants, latitude_e6 = excluded.latitude_e6, \
        longitude_e6 = excluded.longitude_e6, search_key = excluded.search_key, revision = excluded.revision \
        WHERE municipalities.revision = excluded.revision - 1";

    KNOWN_BODIES = "SELECT id, external_key, municipality_id, joined_on, left_on, delegate_places, contact_email, website, locale, revision \
        FROM bodies WHERE federation_id = $1 AND external_key IS NOT NULL";
    KNOWN_PROFILES = "SELECT p.body_id, p.from_day, p.name, p.kind FROM body_profiles p JOIN bodies b ON b.id = p.body_id \
        WHERE b.federation_id = $1 ORDER BY p.body_id, p.from_day";
    KNOWN_COUNTRIES = "SELECT x.body_id, x.country FROM body_countries x JOIN bodies b ON b.id = x.body_id \
        WHERE b.federation_id = $1 ORDER BY x.body_id, x.country";
    KNOWN_FIELDS = "SELECT x.body_id, x.field FROM body_fields x JOIN bodies b ON b.id = x.body_id WHERE b.federation_id = $1 ORDER BY x.body_id";
    SAVE_BODIES = "INSERT INTO bodies (federation_id, external_key, species, municipality_id, joined_on, left_on, delegate_places, \
        contact_email, website, locale, search_key, revision) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
        ON CONFLICT (federation_id, external_key) WHERE external_key IS NOT NULL DO UPDATE SET municipality_id = excluded.municipality_id, \
        joined_on = excluded.joined_on, left_on = excluded.left_on, delegate_places = excluded.delegate_places, \
        contact_email = excluded.contact_email, website = excluded.website, locale = excluded.locale, search_key = excluded.search_key, revision = excluded.revision \
        WHERE bodies.revision = excluded.revision - 1 RETURNING id, external_key";
    SAVE_PROFILES = "INSERT INTO body_profiles (body_id, from_day, name, kind) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (body_id, from_day) DO UPDATE SET name = excluded.name, kind = excluded.kind";
    REMOVE_COUNTRIES = "DELETE FROM body_countries WHERE (body_id, country) IN (VALUES (CAST($1 AS BIGINT), $2))";
    ADD_COUNTRIES = "INSERT INTO body_countries (body_id, country) VALUES ($1, $2) ON CONFLICT (body_id, country) DO NOTHING";
    REMOVE_FIELDS = "DELETE FROM body_fields WHERE (body_id, field) IN (VALUES (CAST($1 AS BIGINT), $2))";
    ADD_FIELDS = "INSERT INTO body_fields (body_id, field) VALUES ($1, $2) ON CONFLICT (body_id, field) DO NOTHING";

    KNOWN_PEOPLE = "SELECT id, external_key, given_name, family_name, email, phone, locale, consent_name_on, consent_photo_on, \
        consent_contact_on, revision FROM people WHERE federation_id = $1 AND external_key IS NOT NULL";
    KNOWN_SEATS = "SELECT s.id, s.number, s.origin, t.id, t.body_id, t.label, t.starts_on, t.ends_on, t.revision FROM terms t \
        JOIN seats s ON s.term_id = t.id WHERE t.federation_id = $1 ORDER BY t.id, s.number";
    KNOWN_MANDATES = "SELECT id, body_id, person_id, term_id, seat_id, function, public_office, starts_on, ends_on, end_reason, revision \
        FROM mandates WHERE federation_id = $1";
    SAVE_PEOPLE = "INSERT INTO people (federation_id, external_key, given_name, family_name, email, phone, locale, consent_name_on, \
        consent_photo_on, consent_contact_on, search_key, revision) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
        ON CONFLICT (federation_id, external_key) WHERE external_key IS NOT NULL DO UPDATE SET given_name = excluded.given_name, \
        family_name = excluded.family_name, email = excluded.email, phone = excluded.phone, locale = excluded.locale, \
        consent_name_on = excluded.consent_name_on, consent_photo_on = excluded.consent_photo_on, \
        consent_contact_on = excluded.consent_contact_on, search_key = excluded.search_key, revision = excluded.revision \
        WHERE people.revision = excluded.revision - 1 RETURNING id, external_key";
    ADD_MANDATES = "INSERT INTO mandates (federation_id, body_id, person_id, term_id, seat_id, function, public_office, starts_on, ends_on, \
        end_reason, revision) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)";
    CHANGE_MANDATES = "WITH v (id, revision, term_id, seat_id, function, public_office, ends_on, end_reason) AS \
        (VALUES (CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS TEXT), \
        CAST($6 AS BIGINT), CAST($7 AS BIGINT), CAST($8 AS TEXT))) UPDATE mandates SET term_id = v.term_id, seat_id = v.seat_id, function = v.function, \
        public_office = v.public_office, ends_on = v.ends_on, end_reason = v.end_reason, revision = mandates.revision + 1 \
        FROM v WHERE mandates.id = v.id AND mandates.revision = v.revision";
    // Whoever enters a mandate of a body locks the body first; a table of people locks all at once.
    LOCK_BODIES = "UPDATE bodies SET revision = revision WHERE federation_id = $1";
}

/// Rows of one statement: with twelve values each they stay below the limit of placeholders of either engine.
const ROWS_AT_ONCE: usize = 500;

/// The statement for so many rows: its group of placeholders is repeated with further numbers.
fn for_rows(sql: &str, columns: usize, rows: usize) -> String {
    let Some((head, rest)) = sql.split_once("VALUES (") else {
        return sql.to_owned();
    };
    let mut depth = 1_usize;
    let end = rest.find(|sign| {
        match sign {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    let Some((row, tail)) = end.and_then(|end| Some((rest.get(..end)?, rest.get(end..)?))) else {
        return sql.to_owned();
    };
    let rows: Vec<_> = (0..rows)
        .map(|n| format!("({}", renumbered(row, n * columns)))
        .collect();
    format!("{head}VALUES {}{tail}", rows.join("), "))
}

/// The placeholders of a row, so many further on.
fn renumbered(row: &str, by: usize) -> String {
    let mut parts = row.split('$');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part
            .find(|sign: char| !sign.is_ascii_digit())
            .unwrap_or(part.len());
        let (number, behind) = part.split_at(digits);
        text.push_str(&format!(
            "${}{behind}",
            number.parse::<usize>().unwrap_or(0) + by
        ));
    }
    text
}

/// Runs a statement for all rows, some hundred at once; how many rows it wrote.
macro_rules! write_rows {
    ($tx:expr, $sql:ident, $columns:literal, $rows:expr, |$query:ident, $row:ident| $bind:expr) => {{
        let mut written = 0;
        for chunk in $rows.chunks(ROWS_AT_ONCE) {
            let sql = for_rows($sql, $columns, chunk.len());
            written += on!($tx, |c| {
                let mut $query = sqlx::query(AssertSqlSafe(sql)).persistent(false);
                for $row in chunk {
                    $query = $bind;
                }
                $query.execute(c).await.map(|r| r.rows_affected())
            })?;
        }
        written
    }};
}

/// As `write_rows`, and collects what the statement returns.
macro_rules! write_rows_returning {
    ($tx:expr, $sql:ident, $columns:literal, $rows:expr, |$query:ident, $row:ident| $bind:expr) => {{
        let mut returned: Vec<(i64, String)> = Vec::new();
        for chunk in $rows.chunks(ROWS_AT_ONCE) {
            let sql = for_rows($sql, $columns, chunk.len());
            let rows: Vec<(i64, String)> = on!($tx, |c| {
                let mut $query = sqlx::query_as(AssertSqlSafe(sql)).persistent(false);
                for $row in chunk {
                    $query = $bind;
                }
                $query.fetch_all(c).await
            })?;
            returned.extend(rows);
        }
        returned
    }};
}

pub mod facts;

fn is_all(written: usize, rows: usize) -> bool {
    written == rows
}

fn counted(rows: u64) -> usize {
    usize::try_from(rows).unwrap_or(usize::MAX)
}

type MunicipalityRow = (
    i64,
    String,
    String,
    String,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    i64,
);

async fn municipality_rows(
    conn: &mut Conn,
    federation: FederationId,
) -> Result<Vec<(MunicipalityId, MunicipalityValues, i64)>, DbError> {
    let rows: Vec<MunicipalityRow> = on!(conn, |c| sqlx::query_as(KNOWN_MUNICIPALITIES)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(
            |(id, ags, name, county, inhabitants, latitude_e6, longitude_e6, revision)| {
                let ags: Ags = ags.parse().map_err(|e| DbError::row("municipalities", e))?;
                let values = MunicipalityValues {
                    ags,
                    name,
                    county,
                    inhabitants,
                    latitude_e6,
                    longitude_e6,
                };
                Ok((MunicipalityId(id), values, revision))
            },
        )
        .collect()
}

pub async fn known_municipalities(
    conn: &mut Conn,
    federation: FederationId,
) -> Result<municipalities::Known, DbError> {
    let rows = municipality_rows(conn, federation).await?;
    Ok(rows
        .into_iter()
        .map(|(_, values, revision)| (values.ags, (values, revision)))
        .collect())
}

/// Whether every one was new or still as it was read; if not, the transaction must be given up.
pub async fn save_municipalities(
    tx: &mut Tx,
    federation: FederationId,
    rows: &[municipalities::Write],
) -> Result<bool, DbError> {
    let written = write_rows!(tx, SAVE_MUNICIPALITIES, 9, rows, |query, row| query
        .bind(federation.0)
        .bind(row.values.ags.to_string())
        .bind(&row.values.name)
        .bind(&row.values.county)
        .bind(row.values.inhabitants)
        .bind(row.values.latitude_e6)
        .bind(row.values.longitude_e6)
        .bind(row.values.search_key())
        .bind(row.revision));
    Ok(is_all(counted(written), rows.len()))
}

type BodyRow = (
    i64,
    String,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    i64,
    String,
    String,
    Option<String>,
    i64,
);

/// The bodies of the register by their external keys.
pub async fn known_bodies(
    conn: &mut Conn,
    federation: FederationId,
) -> Result<HashMap<String, bodies::KnownBody>, DbError> {
    let rows: Vec<BodyRow> = on!(conn, |c| sqlx::query_as(KNOWN_BODIES)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    let profiles: Vec<(i64, i64, String, String)> = on!(conn, |c| sqlx::query_as(KNOWN_PROFILES)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    let countries: Vec<(i64, String)> = on!(conn, |c| sqlx::query_as(KNOWN_COUNTRIES)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    let fields: Vec<(i64, String)> = on!(conn, |c| sqlx::query_as(KNOWN_FIELDS)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    let mut known: HashMap<i64, bodies::KnownBody> = rows
        .into_iter()
        .map(
            |(
                id,
                key,
                municipality,
                joined_on,
                left_on,
                delegate_places,
                contact_email,
                website,
                locale,
                revision,
            )| {
                let details = BodyDetails {
                    external_key: Some(key),
                    municipality: None,
                    joined_on: joined_on.map(Day::stored),
                    delegate_places,
                    contact_email,
                    locale: locale.and_then(|tag| tag.parse().ok()),
                    website,
                    countries: Vec::new(),
                    fields: Vec::new(),
                };
                let municipality = municipality.map(MunicipalityId);
                let left_on = left_on.map(Day::stored);
                (
                    id,
                    bodies::KnownBody {
                        id: BodyId(id),
                        revision,
                        details,
                        municipality,
                        left_on,
                        history: Vec::new(),
                    },
                )
            },
        )
        .collect();
    for (id, from_day, name, kind) in profiles {
        let kind = BodyKind::parse(&kind).ok_or_else(|| DbError::row("body_profiles", &kind))?;
        if let Some(body) = known.get_mut(&id) {
            body.history.push(Profile {
                from_day: Day::stored(from_day),
                name,
                kind,
            });
        }
    }
    for (id, country) in countries {
        let country =
            Country::parse(&country).ok_or_else(|| DbError::row("body_countries", &country))?;
        if let Some(body) = known.get_mut(&id) {
            body.details.countries.push(country);
        }
    }
    for (id, field) in fields {
        let field = WorkField::parse(&field).ok_or_else(|| DbError::row("body_fields", &field))?;
        if let Some(body) = known.get_mut(&id) {
            body.details.fields.push(field);
        }
    }
    Ok(known
        .into_values()
        .map(|mut body| {
            body.details.countries.sort();
            body.details.fields.sort();
            (body.details.external_key.clone().unwrap_or_default(), body)
        })
        .collect())
}

/// The municipalities of the register, to find where a body is.
pub async fn places(
    conn: &mut Conn,
    federation: FederationId,
) -> Result<Vec<(MunicipalityId, Ags, String)>, DbError> {
    let rows = municipality_rows(conn, federation).await?;
    Ok(rows
        .into_iter()
        .map(|(id, values, _)| (id, values.ags, values.name))
        .collect())
}

/// See [`save_municipalities`].
pub async fn save_bodies(
    tx: &mut Tx,
    federation: FederationId,
    rows: &[bodies::Write],
) -> Result<bool, DbError> {
    let saved = write_rows_returning!(tx, SAVE_BODIES, 12, rows, |query, row| query
        .bind(federation.0)
        .bind(&row.key)
        .bind(row.kind.species().as_str())
        .bind(row.municipality.map(|m| m.0))
        .bind(row.details.joined_on.map(Day::to_epoch_days))
        .bind(row.left_on.map(Day::to_epoch_days))
        .bind(row.details.delegate_places)
        .bind(&row.details.contact_email)
        .bind(&row.details.website)
        .bind(row.details.locale.map(Locale::tag))
        .bind(&row.search_key)
        .bind(row.revision));
    if !is_all(saved.len(), rows.len()) {
        return Ok(false);
    }
    let ids: HashMap<String, i64> = saved.into_iter().map(|(id, key)| (key, id)).collect();
    let of = |key: &String| ids.get(key).copied().unwrap_or_default();
    let profiles: Vec<(i64, &Profile)> = rows
        .iter()
        .filter_map(|row| Some((of(&row.key), row.profile.as_ref()?)))
        .collect();
    write_rows!(tx, SAVE_PROFILES, 4, profiles, |query, row| query
        .bind(row.0)
        .bind(row.1.from_day.to_epoch_days())
        .bind(&row.1.name)
        .bind(row.1.kind.as_str()));
    let mut countries = (Vec::new(), Vec::new());
    let mut fields = (Vec::new(), Vec::new());
    for row in rows {
        let id = of(&row.key);
        let gone = row
            .old_countries
            .iter()
            .filter(|c| !row.details.countries.contains(c));
        countries.0.extend(gone.map(|c| (id, c.code())));
        let come = row
            .details
            .countries
            .iter()
            .filter(|c| !row.old_countries.contains(c));
        countries.1.extend(come.map(|c| (id, c.code())));
        let gone = row
            .old_fields
            .iter()
            .filter(|f| !row.details.fields.contains(f));
        fields.0.extend(gone.map(|f| (id, f.as_str())));
        let come = row
            .details
            .fields
            .iter()
            .filter(|f| !row.old_fields.contains(f));
        fields.1.extend(come.map(|f| (id, f.as_str())));
    }
    write_rows!(tx, REMOVE_COUNTRIES, 2, countries.0, |query, row| query
        .bind(row.0)
        .bind(row.1));
    write_rows!(tx, ADD_COUNTRIES, 2, countries.1, |query, row| query
        .bind(row.0)
        .bind(row.1));
    write_rows!(tx, REMOVE_FIELDS, 2, fields.0, |query, row| query
        .bind(row.0)
        .bind(row.1));
    write_rows!(tx, ADD_FIELDS, 2, fields.1, |query, row| query
        .bind(row.0)
        .bind(row.1));
    Ok(true)
}

#[derive(sqlx::FromRow)]
struct PersonRow {
    id: i64,
    external_key: String,
    given_name: String,
    family_name: String,
    email: String,
    phone: String,
    locale: String,
    consent_name_on: Option<i64>,
    consent_photo_on: Option<i64>,
    consent_contact_on: Option<i64>,
    revision: i64,
}

/// The people of the register by their external keys.
pub async fn known_people(
    conn: &mut Conn,
    federation: FederationId,
) -> Result<HashMap<String, people::KnownPerson>, DbError> {
    let rows: Vec<PersonRow> = on!(conn, |c| sqlx::query_as(KNOWN_PEOPLE)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|row| {
            let values = NewPerson {
                external_key: Some(row.external_key.clone()),
                given_name: row.given_name,
                family_name: row.family_name,
                email: row.email,
                phone: row.phone,
                locale: row
                    .locale
                    .parse()
                    .map_err(|_| DbError::row("people", &row.locale))?,
                consents: Consents {
                    name: row.consent_name_on.map(Day::stored),
                    photo: row.consent_photo_on.map(Day::stored),
                    contact: row.consent_contact_on.map(Day::stored),
                },
            };
            Ok((
                row.external_key,
                people::KnownPerson {
                    id: PersonId(row.id),
                    revision: row.revision,
                    values,
                },
            ))
        })
        .collect()
}

/// The seats of every body by number, with their terms.
pub async fn known_seats(
    conn: &mut Conn,
    federation: FederationId,
) -> Result<HashMap<BodyId, Vec<(i64, SeatInTerm)>>, DbError> {
    type Row = (i64, i64, String, i64, i64, String, i64, i64, i64);
    let rows: Vec<Row> = on!(conn, |c| sqlx::query_as(KNOWN_SEATS)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    let mut seats: HashMap<BodyId, Vec<(i64, SeatInTerm)>> = HashMap::new();
    for (seat, number, origin, term, body, label, starts_on, ends_on, revision) in rows {
        let body = BodyId(body);
        let term = Term {
            id: TermId(term),
            body,
            label,
            starts_on: Day::stored(starts_on),
            ends_on: Day::stored(ends_on),
            revision,
        };
        let origin = SeatOrigin::parse(&origin).ok_or_else(|| DbError::row("seats", &origin))?;
        seats.entry(body).or_default().push((
            number,
            SeatInTerm {
                seat: SeatId(seat),
                origin,
                term,
            },
        ));
    }
    Ok(seats)
}

#[derive(sqlx::FromRow)]
struct MandateRow {
    id: i64,
    body_id: i64,
    person_id: i64,
    term_id: Option<i64>,
    seat_id: Option<i64>,
    function: String,
    public_office: i64,
    starts_on: i64,
    ends_on: Option<i64>,
    end_reason: Option<String>,
    revision: i64,
}

/// The mandates of every body.
pub async fn known_mandates(
    conn: &mut Conn,
    federation: FederationId,
) -> Result<HashMap<BodyId, Vec<Mandate>>, DbError> {
    let rows: Vec<MandateRow> = on!(conn, |c| sqlx::query_as(KNOWN_MANDATES)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    let mut mandates: HashMap<BodyId, Vec<Mandate>> = HashMap::new();
    for row in rows {
        let function = Function::parse(&row.function)
            .ok_or_else(|| DbError::row("mandates", &row.function))?;
        let end_reason = match row.end_reason {
            Some(word) => {
                Some(EndReason::parse(&word).ok_or_else(|| DbError::row("mandates", &word))?)
            }
            None => None,
        };
        mandates
            .entry(BodyId(row.body_id))
            .or_default()
            .push(Mandate {
                id: MandateId(row.id),
                body: BodyId(row.body_id),
                person: PersonId(row.person_id),
                term: row.term_id.map(TermId),
                seat: row.seat_id.map(SeatId),
                function,
                public_office: row.public_office != 0,
                starts_on: Day::stored(row.starts_on),
                ends_on: row.ends_on.map(Day::stored),
                end_reason,
                revision: row.revision,
            });
    }
    Ok(mandates)
}

/// Keeps others from entering mandates until the transaction ends.
pub async fn lock_bodies(tx: &mut Tx, federation: FederationId) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(LOCK_BODIES)
        .bind(federation.0)
        .execute(c)
        .await
        .map(drop))?)
}

/// See [`save_municipalities`]. `known` gives the ids of people who stay as they are.
pub async fn save_people(
    tx: &mut Tx,
    federation: FederationId,
    known: &HashMap<String, people::KnownPerson>,
    rows: &[people::Write],
) -> Result<bool, DbError> {
    let people: Vec<&(NewPerson, i64)> =
        rows.iter().filter_map(|row| row.person.as_ref()).collect();
    let saved = write_rows_returning!(tx, SAVE_PEOPLE, 12, people, |query, row| query
        .bind(federation.0)
        .bind(&row.0.external_key)
        .bind(&row.0.given_name)
        .bind(&row.0.family_name)
        .bind(&row.0.email)
        .bind(&row.0.phone)
        .bind(row.0.locale.tag())
        .bind(row.0.consents.name.map(Day::to_epoch_days))
        .bind(row.0.consents.photo.map(Day::to_epoch_days))
        .bind(row.0.consents.contact.map(Day::to_epoch_days))
        .bind(row.0.search_key())
        .bind(row.1));
    if !is_all(saved.len(), people.len()) {
        return Ok(false);
    }
    let new: HashMap<String, i64> = saved.into_iter().map(|(id, key)| (key, id)).collect();
    let of = |key: &String| {
        known
            .get(key)
            .map(|p| p.id.0)
            .or_else(|| new.get(key).copied())
            .unwrap_or_default()
    };
    let mandates = rows
        .iter()
        .filter_map(|row| Some((of(&row.key), row.mandate.as_ref()?)));
    let (changed, added): (Vec<_>, Vec<_>) = mandates.partition(|(_, m)| m.changes.is_some());
    write_rows!(tx, ADD_MANDATES, 10, added, |query, row| query
        .bind(federation.0)
        .bind(row.1.body.0)
        .bind(row.0)
        .bind(row.1.seat.map(|(term, _)| term.0))
        .bind(row.1.seat.map(|(_, seat)| seat.0))
        .bind(row.1.facts.function.as_str())
        .bind(i64::from(row.1.facts.public_office))
        .bind(row.1.facts.starts_on.to_epoch_days())
        .bind(row.1.facts.ends_on.map(Day::to_epoch_days))
        .bind(row.1.facts.end_reason.map(EndReason::as_str)));
    let written = write_rows!(tx, CHANGE_MANDATES, 8, changed, |query, row| query
        .bind(row.1.changes.map(|(id, _)| id.0))
        .bind(row.1.changes.map(|(_, revision)| revision))
        .bind(row.1.seat.map(|(term, _)| term.0))
        .bind(row.1.seat.map(|(_, seat)| seat.0))
        .bind(row.1.facts.function.as_str())
        .bind(i64::from(row.1.facts.public_office))
        .bind(row.1.facts.ends_on.map(Day::to_epoch_days))
        .bind(row.1.facts.end_reason.map(EndReason::as_str)));
    Ok(is_all(counted(written), changed.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_for_several_rows_repeats_its_placeholders() {
        assert_eq!(
            for_rows("INSERT INTO t (a, b) VALUES ($1, $2) RETURNING id", 2, 2),
            "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4) RETURNING id"
        );
        assert_eq!(
            for_rows("DELETE FROM t WHERE (a, b) IN (VALUES ($1, $2))", 2, 3),
            "DELETE FROM t WHERE (a, b) IN (VALUES ($1, $2), ($3, $4), ($5, $6))"
        );
        assert_eq!(
            for_rows("INSERT INTO t (a, b) VALUES ($1, 1)", 1, 2),
            "INSERT INTO t (a, b) VALUES ($1, 1), ($2, 1)"
        );
    }

    #[test]
    fn every_statement_for_rows_is_told_its_number_of_placeholders() {
        for (sql, columns) in [
            (SAVE_MUNICIPALITIES, 9),
            (SAVE_BODIES, 12),
            (SAVE_PROFILES, 4),
            (REMOVE_COUNTRIES, 2),
            (ADD_COUNTRIES, 2),
            (REMOVE_FIELDS, 2),
            (ADD_FIELDS, 2),
            (SAVE_PEOPLE, 12),
            (ADD_MANDATES, 10),
            (CHANGE_MANDATES, 8),
        ] {
            assert_eq!(for_rows(sql, columns, 1), sql);
            assert!(!sql.contains(&format!("${}", columns + 1)), "{sql}");
            assert!(
                for_rows(sql, columns, 2).contains(&format!("${}", columns * 2)),
                "{sql}"
            );
        }
    }
}
