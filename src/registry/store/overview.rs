//! What staff and offices see first: figures, terms that end, vacant seats, and where a person may go.

use crate::{
    db::{Conn, DbError},
    on, statements,
    types::{AccountId, BodyId, Day, FederationId},
};

statements! {
    COUNTS = "SELECT \
        (SELECT CAST(COUNT(*) AS BIGINT) FROM bodies WHERE federation_id = $1 AND (joined_on IS NULL OR joined_on <= $2) \
            AND (left_on IS NULL OR left_on >= $2)), \
        (SELECT CAST(COUNT(DISTINCT m.person_id) AS BIGINT) FROM mandates m LEFT JOIN terms t ON t.id = m.term_id \
            WHERE m.federation_id = $1 AND m.starts_on <= $2 AND (m.ends_on IS NULL OR m.ends_on >= $2) \
            AND (t.ends_on IS NULL OR t.ends_on >= $2)), \
        (SELECT CAST(COUNT(*) AS BIGINT) FROM municipalities WHERE federation_id = $1), \
        (SELECT CAST(COUNT(*) AS BIGINT) FROM bodies b WHERE b.federation_id = $1 AND (b.joined_on IS NULL OR b.joined_on <= $2) \
            AND (b.left_on IS NULL OR b.left_on >= $2) AND NOT EXISTS (SELECT 1 FROM grants g WHERE g.body_id = b.id))";
    COUNT_TERMS_ENDING = "SELECT CAST(COUNT(*) AS BIGINT) FROM terms WHERE federation_id = $1 AND ends_on >= $2 AND ends_on <= $3";
    TERMS_ENDING = "SELECT t.id, t.body_id, p.name, t.label, t.ends_on FROM terms t \
        JOIN body_profiles p ON p.body_id = t.body_id AND p.from_day = \
            (SELECT MAX(q.from_day) FROM body_profiles q WHERE q.body_id = t.body_id AND q.from_day <= $2) \
        WHERE t.federation_id = $1 AND t.ends_on >= $2 AND t.ends_on <= $3 ORDER BY t.ends_on, p.name, t.id LIMIT $4";
    VACANCIES = "SELECT v.term_id, v.body_id, p.name, v.label, v.vacant FROM \
        (SELECT t.id AS term_id, t.body_id, t.label, CAST(COUNT(*) AS BIGINT) AS vacant FROM terms t JOIN seats s ON s.term_id = t.id \
            WHERE t.federation_id = $1 AND t.starts_on <= $2 AND t.ends_on >= $2 AND NOT EXISTS (SELECT 1 FROM mandates m \
                WHERE m.seat_id = s.id AND m.starts_on <= $2 AND (m.ends_on IS NULL OR m.ends_on >= $2)) \
            GROUP BY t.id, t.body_id, t.label) v \
        JOIN body_profiles p ON p.body_id = v.body_id AND p.from_day = \
            (SELECT MAX(q.from_day) FROM body_profiles q WHERE q.body_id = v.body_id AND q.from_day <= $2) \
        ORDER BY p.name, v.term_id";
    // A body that begins later still has a name: its first one.
    BODY_NAMES = "SELECT b.id, p.name FROM bodies b JOIN body_profiles p ON p.body_id = b.id AND p.from_day = COALESCE( \
            (SELECT MAX(q.from_day) FROM body_profiles q WHERE q.body_id = b.id AND q.from_day <= $2), \
            (SELECT MIN(r.from_day) FROM body_profiles r WHERE r.body_id = b.id)) \
        WHERE b.federation_id = $1 AND (b.left_on IS NULL OR b.left_on >= $2) ORDER BY b.search_key, b.id";
    BODY_EXISTS = "SELECT CAST(COUNT(*) AS BIGINT) FROM bodies WHERE id = $1 AND federation_id = $2";
    OFFICES_OF = "SELECT f.slug, f.name, b.id, p.name FROM grants g JOIN bodies b ON b.id = g.body_id \
        JOIN federations f ON f.id = b.federation_id JOIN body_profiles p ON p.body_id = b.id AND p.from_day = COALESCE( \
            (SELECT MAX(q.from_day) FROM body_profiles q WHERE q.body_id = b.id AND q.from_day <= $2), \
            (SELECT MIN(r.from_day) FROM body_profiles r WHERE r.body_id = b.id)) \
        WHERE g.account_id = $1 AND g.body_id IS NOT NULL ORDER BY f.name, f.id, p.name, b.id";
}

/// Figures of a federation on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Counts {
    /// Bodies that are members.
    pub bodies: i64,
    /// People who belong to a body.
    pub people: i64,
    pub municipalities: i64,
    /// Bodies that are members and whose office nobody has access for.
    pub without_office: i64,
}

/// A term that ends soon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndingTerm {
    pub term: i64,
    pub body: BodyId,
    pub body_name: String,
    pub label: String,
    pub ends_on: Day,
}

/// A term with seats that nobody holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vacancy {
    pub term: i64,
    pub body: BodyId,
    pub body_name: String,
    pub label: String,
    pub vacant: i64,
}

/// A body whose office a person is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    pub slug: String,
    pub federation: String,
    pub body: BodyId,
    pub body_name: String,
}

pub async fn counts(
    conn: &mut Conn,
    federation: FederationId,
    day: Day,
) -> Result<Counts, DbError> {
    let (bodies, people, municipalities, without_office) = on!(conn, |c| sqlx::query_as(COUNTS)
        .bind(federation.0)
        .bind(day.to_epoch_days())
        .fetch_one(c)
        .await)?;
    Ok(Counts {
        bodies,
        people,
        municipalities,
        without_office,
    })
}

/// The first terms that end from the day on until the other, and how many there are.
pub async fn terms_ending(
    conn: &mut Conn,
    federation: FederationId,
    day: Day,
    until: Day,
    most: i64,
) -> Result<(Vec<EndingTerm>, i64), DbError> {
    let (day, until) = (day.to_epoch_days(), until.to_epoch_days());
    let rows: Vec<(i64, i64, String, String, i64)> = on!(conn, |c| sqlx::query_as(TERMS_ENDING)
        .bind(federation.0)
        .bind(day)
        .bind(until)
        .bind(most)
        .fetch_all(c)
        .await)?;
    let total = on!(conn, |c| sqlx::query_scalar(COUNT_TERMS_ENDING)
        .bind(federation.0)
        .bind(day)
        .bind(until)
        .fetch_one(c)
        .await)?;
    let terms = rows
        .into_iter()
        .map(|(term, body, body_name, label, ends_on)| EndingTerm {
            term,
            body: BodyId(body),
            body_name,
            label,
            ends_on: Day::stored(ends_on),
        })
        .collect();
    Ok((terms, total))
}

/// Terms that run on the day with seats that nobody holds then.
pub async fn vacancies(
    conn: &mut Conn,
    federation: FederationId,
    day: Day,
) -> Result<Vec<Vacancy>, DbError> {
    let rows: Vec<(i64, i64, String, String, i64)> = on!(conn, |c| sqlx::query_as(VACANCIES)
        .bind(federation.0)
        .bind(day.to_epoch_days())
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|(term, body, body_name, label, vacant)| Vacancy {
            term,
            body: BodyId(body),
            body_name,
            label,
            vacant,
        })
        .collect())
}

/// Names of the bodies that have not left by the day.
pub async fn body_names(
    conn: &mut Conn,
    federation: FederationId,
    day: Day,
) -> Result<Vec<(BodyId, String)>, DbError> {
    let rows: Vec<(i64, String)> = on!(conn, |c| sqlx::query_as(BODY_NAMES)
        .bind(federation.0)
        .bind(day.to_epoch_days())
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|(id, name)| (BodyId(id), name))
        .collect())
}

pub async fn body_exists(
    conn: &mut Conn,
    federation: FederationId,
    body: BodyId,
) -> Result<bool, DbError> {
    let found: i64 = on!(conn, |c| sqlx::query_scalar(BODY_EXISTS)
        .bind(body.0)
        .bind(federation.0)
        .fetch_one(c)
        .await)?;
    Ok(found > 0)
}

/// The bodies whose office the account is, with their names on the day.
pub async fn offices_of(
    conn: &mut Conn,
    account: AccountId,
    day: Day,
) -> Result<Vec<Office>, DbError> {
    let rows: Vec<(String, String, i64, String)> = on!(conn, |c| sqlx::query_as(OFFICES_OF)
        .bind(account.0)
        .bind(day.to_epoch_days())
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|(slug, federation, body, body_name)| Office {
            slug,
            federation,
            body: BodyId(body),
            body_name,
        })
        .collect())
}
