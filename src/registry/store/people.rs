use super::{Saved, saved, terms::full_name};
use crate::{
    db::{Conn, DbError, Tx, changed_one},
    on,
    registry::model::{
        PersonInBody,
        person::{Consents, Contact, NewPerson, Person},
    },
    statements,
    types::{BodyId, Day, FederationId, PersonId},
};

statements! {
    PEOPLE_OF_BODY_ON = "SELECT p.id, p.given_name, p.family_name, CAST(MAX(CASE WHEN p.consent_name_on IS NOT NULL OR m.public_office = 1 \
        THEN 1 ELSE 0 END) AS BIGINT) AS publishable FROM mandates m JOIN people p ON p.id = m.person_id LEFT JOIN terms t ON t.id = m.term_id \
        WHERE m.federation_id = $1 AND m.body_id = $2 AND m.starts_on <= $3 AND (m.ends_on IS NULL OR m.ends_on >= $3) \
        AND (t.ends_on IS NULL OR t.ends_on >= $3) AND p.erased_on IS NULL GROUP BY p.id, p.given_name, p.family_name, p.search_key ORDER BY p.search_key, p.id";
    BELONGS_ON = "SELECT m.id FROM mandates m LEFT JOIN terms t ON t.id = m.term_id \
        WHERE m.federation_id = $1 AND m.body_id = $2 AND m.person_id = $3 AND m.starts_on <= $4 \
        AND (m.ends_on IS NULL OR m.ends_on >= $4) AND (t.ends_on IS NULL OR t.ends_on >= $4) LIMIT 1";
    PAGE_OF_PEOPLE = "SELECT id, given_name, family_name, consent_name_on FROM people WHERE federation_id = $1 AND erased_on IS NULL \
        AND search_key LIKE $2 ESCAPE '!' AND search_key LIKE $3 ESCAPE '!' AND search_key LIKE $4 ESCAPE '!' \
        ORDER BY search_key, id LIMIT $5 OFFSET $6";
    COUNT_PEOPLE = "SELECT CAST(COUNT(*) AS BIGINT) FROM people WHERE federation_id = $1 AND erased_on IS NULL \
        AND search_key LIKE $2 ESCAPE '!' AND search_key LIKE $3 ESCAPE '!' AND search_key LIKE $4 ESCAPE '!'";
    /// Names of the bodies to which the people of a page belong on a day.
    BODIES_OF_PAGE = "SELECT m.person_id, m.body_id, b.name FROM (SELECT id FROM people WHERE federation_id = $1 AND erased_on IS NULL \
        AND search_key LIKE $2 ESCAPE '!' AND search_key LIKE $3 ESCAPE '!' AND search_key LIKE $4 ESCAPE '!' \
        ORDER BY search_key, id LIMIT $5 OFFSET $6) x JOIN mandates m ON m.person_id = x.id \
        JOIN body_profiles b ON b.body_id = m.body_id AND b.from_day = COALESCE(\
        (SELECT MAX(q.from_day) FROM body_profiles q WHERE q.body_id = m.body_id AND q.from_day <= $7), \
        (SELECT MIN(q.from_day) FROM body_profiles q WHERE q.body_id = m.body_id)) \
        LEFT JOIN terms t ON t.id = m.term_id WHERE m.starts_on <= $7 AND (m.ends_on IS NULL OR m.ends_on >= $7) \
        AND (t.ends_on IS NULL OR t.ends_on >= $7) ORDER BY m.person_id, b.name, m.body_id";
    FIND_PERSON = "SELECT id, external_key, given_name, family_name, email, phone, locale, consent_name_on, consent_photo_on, \
        consent_contact_on, erased_on, revision FROM people WHERE federation_id = $1 AND id = $2";
    /// Whoever gives a person a place locks them first, so that nobody is erased who is just being chosen.
    LOCK_PERSON = "UPDATE people SET revision = revision WHERE federation_id = $1 AND id = $2 AND erased_on IS NULL";
    SAME_NAME = "SELECT id, given_name, family_name, consent_name_on FROM people WHERE federation_id = $1 AND search_key = $2 AND id <> $3 \
        AND erased_on IS NULL ORDER BY id LIMIT 20";
    SAME_NAME_IN_BODY = "SELECT p.id FROM people p WHERE p.federation_id = $1 AND p.search_key = $2 \
        AND EXISTS (SELECT 1 FROM mandates m WHERE m.person_id = p.id AND m.body_id = $3) LIMIT 1";
    INSERT_PERSON = "INSERT INTO people (federation_id, external_key, given_name, family_name, email, phone, locale, consent_name_on, \
        consent_photo_on, consent_contact_on, search_key, revision) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1) \
        ON CONFLICT DO NOTHING RETURNING id";
    UPDATE_PERSON = "UPDATE people SET external_key = $4, given_name = $5, family_name = $6, email = $7, phone = $8, locale = $9, \
        consent_name_on = $10, consent_photo_on = $11, consent_contact_on = $12, search_key = $13, revision = revision + 1 \
        WHERE id = $1 AND federation_id = $2 AND revision = $3 AND erased_on IS NULL";
    /// Those who hold a mandate on a day, none of them a public office, and did not agree that their name is published.
    PEOPLE_WITHOUT_CONSENT = "SELECT p.id, p.given_name, p.family_name, CAST(NULL AS BIGINT) FROM people p \
        WHERE p.federation_id = $1 AND p.consent_name_on IS NULL AND p.erased_on IS NULL AND EXISTS (SELECT 1 FROM mandates m \
        LEFT JOIN terms t ON t.id = m.term_id WHERE m.person_id = p.id AND m.starts_on <= $2 AND (m.ends_on IS NULL OR m.ends_on >= $2) \
        AND (t.ends_on IS NULL OR t.ends_on >= $2)) AND NOT EXISTS (SELECT 1 FROM mandates m LEFT JOIN terms t ON t.id = m.term_id \
        WHERE m.person_id = p.id AND m.public_office = 1 AND m.starts_on <= $2 AND (m.ends_on IS NULL OR m.ends_on >= $2) \
        AND (t.ends_on IS NULL OR t.ends_on >= $2)) AND (CAST($3 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM mandates m \
        LEFT JOIN terms t ON t.id = m.term_id WHERE m.person_id = p.id AND m.body_id = $3 AND m.starts_on <= $2 \
        AND (m.ends_on IS NULL OR m.ends_on >= $2) AND (t.ends_on IS NULL OR t.ends_on >= $2))) \
        ORDER BY p.search_key, p.id LIMIT $4 OFFSET $5";
}

/// A person in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedPerson {
    pub id: PersonId,
    pub name: String,
    pub consents: bool,
    /// Bodies to which the person belongs on the day, once each.
    pub bodies: Vec<(BodyId, String)>,
}

type ListedRow = (i64, String, String, Option<i64>);

fn listed((id, given, family, consent): ListedRow) -> ListedPerson {
    ListedPerson {
        id: PersonId(id),
        name: full_name(&given, &family),
        consents: consent.is_some(),
        bodies: Vec::new(),
    }
}

/// Who belongs to the body on the day, by family name.
pub async fn people_of_body_on(
    conn: &mut Conn,
    federation: FederationId,
    body: BodyId,
    day: Day,
) -> Result<Vec<PersonInBody>, DbError> {
    let rows: Vec<(i64, String, String, i64)> = on!(conn, |c| sqlx::query_as(PEOPLE_OF_BODY_ON)
        .bind(federation.0)
        .bind(body.0)
        .bind(day.to_epoch_days())
        .fetch_all(c)
        .await)?;
    let read =
        |(id, given_name, family_name, publishable): (i64, String, String, i64)| PersonInBody {
            person: PersonId(id),
            given_name,
            family_name,
            publishable: publishable != 0,
        };
    Ok(rows.into_iter().map(read).collect())
}

/// Whether the person belongs to the body on the day.
pub async fn belongs_on(
    conn: &mut Conn,
    federation: FederationId,
    body: BodyId,
    person: PersonId,
    day: Day,
) -> Result<bool, DbError> {
    let id: Option<i64> = on!(conn, |c| sqlx::query_scalar(BELONGS_ON)
        .bind(federation.0)
        .bind(body.0)
        .bind(person.0)
        .bind(day.to_epoch_days())
        .fetch_optional(c)
        .await)?;
    Ok(id.is_some())
}

/// One page of the people whose names match all patterns, by family name, with their bodies on the day, and how many match.
pub async fn page_of_people(
    conn: &mut Conn,
    federation: FederationId,
    [first, second, third]: &[String; 3],
    day: Day,
    offset: i64,
    limit: i64,
) -> Result<(Vec<ListedPerson>, i64), DbError> {
    let rows: Vec<ListedRow> = on!(conn, |c| sqlx::query_as(PAGE_OF_PEOPLE)
        .bind(federation.0)
        .bind(first)
        .bind(second)
        .bind(third)
        .bind(limit)
        .bind(offset)
        .fetch_all(c)
        .await)?;
    let total: i64 = on!(conn, |c| sqlx::query_scalar(COUNT_PEOPLE)
        .bind(federation.0)
        .bind(first)
        .bind(second)
        .bind(third)
        .fetch_one(c)
        .await)?;
    let bodies: Vec<(i64, i64, String)> = on!(conn, |c| sqlx::query_as(BODIES_OF_PAGE)
        .bind(federation.0)
        .bind(first)
        .bind(second)
        .bind(third)
        .bind(limit)
        .bind(offset)
        .bind(day.to_epoch_days())
        .fetch_all(c)
        .await)?;
    let mut people: Vec<ListedPerson> = rows.into_iter().map(listed).collect();
    for (person, body, name) in bodies {
        let body = (BodyId(body), name);
        if let Some(person) = people.iter_mut().find(|p| p.id.0 == person)
            && !person.bodies.contains(&body)
        {
            person.bodies.push(body);
        }
    }
    Ok((people, total))
}

#[derive(sqlx::FromRow)]
struct PersonRow {
    id: i64,
    external_key: Option<String>,
    given_name: String,
    family_name: String,
    email: String,
    phone: String,
    locale: String,
    consent_name_on: Option<i64>,
    consent_photo_on: Option<i64>,
    consent_contact_on: Option<i64>,
    erased_on: Option<i64>,
    revision: i64,
}

/// A person with the ways to reach them, which the caller takes away from those who may not see them.
pub async fn find_person(
    conn: &mut Conn,
    federation: FederationId,
    person: PersonId,
) -> Result<Option<Person>, DbError> {
    let row: Option<PersonRow> = on!(conn, |c| sqlx::query_as(FIND_PERSON)
        .bind(federation.0)
        .bind(person.0)
        .fetch_optional(c)
        .await)?;
    row.map(|row| {
        Ok(Person {
            id: PersonId(row.id),
            external_key: row.external_key,
            given_name: row.given_name,
            family_name: row.family_name,
            contact: Some(Contact {
                email: row.email,
                phone: row.phone,
            }),
            locale: row
                .locale
                .parse()
                .map_err(|_| DbError::row("people", &row.locale))?,
            consents: Consents {
                name: row.consent_name_on.map(Day::stored),
                photo: row.consent_photo_on.map(Day::stored),
                contact: row.consent_contact_on.map(Day::stored),
            },
            erased_on: row.erased_on.map(Day::stored),
            revision: row.revision,
        })
    })
    .transpose()
}

/// Whether the person is there and not erased; locked until the transaction ends.
pub async fn lock_person(
    tx: &mut Tx,
    federation: FederationId,
    person: PersonId,
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(LOCK_PERSON)
        .bind(federation.0)
        .bind(person.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?))
}

/// Those who hold a mandate on a day (in a body, where one is given), no public office, and have not agreed that their name is
/// published; by family name.
pub async fn people_without_consent(
    conn: &mut Conn,
    federation: FederationId,
    body: Option<BodyId>,
    day: Day,
    (limit, offset): (i64, i64),
) -> Result<Vec<ListedPerson>, DbError> {
    let rows: Vec<ListedRow> = on!(conn, |c| sqlx::query_as(PEOPLE_WITHOUT_CONSENT)
        .bind(federation.0)
        .bind(day.to_epoch_days())
        .bind(body.map_or(0, |b| b.0))
        .bind(limit)
        .bind(offset)
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(listed).collect())
}

/// At most twenty other people of the same folded name.
pub async fn people_of_same_name(
    conn: &mut Conn,
    federation: FederationId,
    search_key: &str,
    except: Option<PersonId>,
) -> Result<Vec<ListedPerson>, DbError> {
    let rows: Vec<ListedRow> = on!(conn, |c| sqlx::query_as(SAME_NAME)
        .bind(federation.0)
        .bind(search_key)
        .bind(except.map_or(0, |p| p.0))
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(listed).collect())
}

/// Whether somebody of the same folded name belongs to the body, or ever did.
pub async fn same_name_in_body(
    conn: &mut Conn,
    federation: FederationId,
    search_key: &str,
    body: BodyId,
) -> Result<bool, DbError> {
    let id: Option<i64> = on!(conn, |c| sqlx::query_scalar(SAME_NAME_IN_BODY)
        .bind(federation.0)
        .bind(search_key)
        .bind(body.0)
        .fetch_optional(c)
        .await)?;
    Ok(id.is_some())
}

/// The new person, or `None` where the external key is taken.
pub async fn insert_person(
    tx: &mut Tx,
    federation: FederationId,
    new: &NewPerson,
) -> Result<Option<PersonId>, DbError> {
    let id: Option<i64> = on!(tx, |c| sqlx::query_scalar(INSERT_PERSON)
        .bind(federation.0)
        .bind(new.external_key.as_deref())
        .bind(&new.given_name)
        .bind(&new.family_name)
        .bind(&new.email)
        .bind(&new.phone)
        .bind(new.locale.tag())
        .bind(new.consents.name.map(Day::to_epoch_days))
        .bind(new.consents.photo.map(Day::to_epoch_days))
        .bind(new.consents.contact.map(Day::to_epoch_days))
        .bind(new.search_key())
        .fetch_optional(c)
        .await)?;
    Ok(id.map(PersonId))
}

pub async fn update_person(
    tx: &mut Tx,
    federation: FederationId,
    person: PersonId,
    revision: i64,
    new: &NewPerson,
) -> Result<Saved, DbError> {
    saved(on!(tx, |c| sqlx::query(UPDATE_PERSON)
        .bind(person.0)
        .bind(federation.0)
        .bind(revision)
        .bind(new.external_key.as_deref())
        .bind(&new.given_name)
        .bind(&new.family_name)
        .bind(&new.email)
        .bind(&new.phone)
        .bind(new.locale.tag())
        .bind(new.consents.name.map(Day::to_epoch_days))
        .bind(new.consents.photo.map(Day::to_epoch_days))
        .bind(new.consents.contact.map(Day::to_epoch_days))
        .bind(new.search_key())
        .execute(c)
        .await
        .map(|r| r.rows_affected())))
}
