use super::{Saved, saved};
use crate::{
    db::{Conn, DbError, Tx},
    on,
    registry::model::{
        mandate::{Function, SeatInTerm},
        term::{NewTerm, Seat, SeatOrigin, Term},
    },
    statements,
    types::{BodyId, Day, FederationId, MandateId, PersonId, SeatId, TermId},
};

statements! {
    TERMS_OF_BODY = "SELECT t.id, t.body_id, t.label, t.starts_on, t.ends_on, t.revision, \
        (SELECT CAST(COUNT(*) AS BIGINT) FROM seats s WHERE s.term_id = t.id) AS seats \
        FROM terms t WHERE t.federation_id = $1 AND t.body_id = $2 ORDER BY t.starts_on DESC";
    FIND_TERM = "SELECT id, body_id, label, starts_on, ends_on, revision FROM terms WHERE federation_id = $1 AND body_id = $2 AND id = $3";
    INSERT_TERM = "INSERT INTO terms (federation_id, body_id, label, starts_on, ends_on, revision) VALUES ($1, $2, $3, $4, $5, 1) RETURNING id";
    UPDATE_TERM = "UPDATE terms SET label = $4, starts_on = $5, ends_on = $6, revision = revision + 1 \
        WHERE id = $1 AND federation_id = $2 AND revision = $3";
    DELETE_TERM = "DELETE FROM terms WHERE id = $1 AND federation_id = $2 AND revision = $3";
    // An election is for a term; the room of elections is to the right, so only the row is looked for.
    TERM_HAS_ELECTION = "SELECT id FROM elections WHERE federation_id = $1 AND term_id = $2 LIMIT 1";
    DELETE_SEATS_OF = "DELETE FROM seats WHERE term_id = $1 AND federation_id = $2";
    SEATS_AND_HOLDERS = "SELECT s.id, s.number, s.origin, m.id AS mandate_id, m.person_id, m.function, m.starts_on, \
        p.given_name, p.family_name FROM seats s \
        LEFT JOIN mandates m ON m.seat_id = s.id AND m.starts_on <= $3 AND (m.ends_on IS NULL OR m.ends_on >= $3) \
        LEFT JOIN people p ON p.id = m.person_id \
        WHERE s.federation_id = $1 AND s.term_id = $2 ORDER BY s.number";
    COUNT_SEATS = "SELECT CAST(COUNT(*) AS BIGINT), CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM seats WHERE federation_id = $1 AND term_id = $2";
    INSERT_SEAT = "INSERT INTO seats (federation_id, term_id, number, origin) VALUES ($1, $2, $3, $4) RETURNING id";
    FIND_SEAT = "SELECT s.origin, t.id, t.body_id, t.label, t.starts_on, t.ends_on, t.revision FROM seats s JOIN terms t ON t.id = s.term_id \
        WHERE s.federation_id = $1 AND t.body_id = $2 AND s.id = $3";
    DELETE_SEAT = "DELETE FROM seats WHERE id = $1 AND term_id = $2 AND federation_id = $3";
    SEAT_USED = "SELECT id FROM mandates WHERE seat_id = $1 LIMIT 1";
    COUNT_VACANCIES = "SELECT CAST(COUNT(*) AS BIGINT) FROM terms t JOIN seats s ON s.term_id = t.id \
        WHERE t.federation_id = $1 AND t.starts_on <= $2 AND t.ends_on >= $2 AND NOT EXISTS (SELECT 1 FROM mandates m \
        WHERE m.seat_id = s.id AND m.starts_on <= $2 AND (m.ends_on IS NULL OR m.ends_on >= $2))";
    VACANCIES = "SELECT b.id AS body_id, p.name, t.id AS term_id, t.label, s.id AS seat_id, s.number, s.origin \
        FROM terms t JOIN seats s ON s.term_id = t.id JOIN bodies b ON b.id = t.body_id \
        JOIN body_profiles p ON p.body_id = b.id AND p.from_day = COALESCE(\
        (SELECT MAX(q.from_day) FROM body_profiles q WHERE q.body_id = b.id AND q.from_day <= $2), \
        (SELECT MIN(q.from_day) FROM body_profiles q WHERE q.body_id = b.id)) \
        WHERE t.federation_id = $1 AND t.starts_on <= $2 AND t.ends_on >= $2 AND NOT EXISTS (SELECT 1 FROM mandates m \
        WHERE m.seat_id = s.id AND m.starts_on <= $2 AND (m.ends_on IS NULL OR m.ends_on >= $2)) \
        ORDER BY b.search_key, b.id, s.number LIMIT $3 OFFSET $4";
    COUNT_ENDING = "SELECT CAST(COUNT(*) AS BIGINT) FROM terms WHERE federation_id = $1 AND ends_on >= $2 AND ends_on <= $3";
    ENDING = "SELECT b.id AS body_id, p.name, t.id AS term_id, t.label, t.starts_on, t.ends_on \
        FROM terms t JOIN bodies b ON b.id = t.body_id \
        JOIN body_profiles p ON p.body_id = b.id AND p.from_day = COALESCE(\
        (SELECT MAX(q.from_day) FROM body_profiles q WHERE q.body_id = b.id AND q.from_day <= $2), \
        (SELECT MIN(q.from_day) FROM body_profiles q WHERE q.body_id = b.id)) \
        WHERE t.federation_id = $1 AND t.ends_on >= $2 AND t.ends_on <= $3 ORDER BY t.ends_on, b.search_key, b.id LIMIT $4 OFFSET $5";
}

#[derive(sqlx::FromRow)]
struct TermRow {
    id: i64,
    body_id: i64,
    label: String,
    starts_on: i64,
    ends_on: i64,
    revision: i64,
}

impl TermRow {
    fn read(self) -> Term {
        Term {
            id: TermId(self.id),
            body: BodyId(self.body_id),
            label: self.label,
            starts_on: Day::stored(self.starts_on),
            ends_on: Day::stored(self.ends_on),
            revision: self.revision,
        }
    }
}

/// A term with the number of its seats.
#[derive(sqlx::FromRow)]
struct TermWithSeatsRow {
    #[sqlx(flatten)]
    term: TermRow,
    seats: i64,
}

#[derive(sqlx::FromRow)]
struct SeatRow {
    id: i64,
    number: i64,
    origin: String,
    mandate_id: Option<i64>,
    person_id: Option<i64>,
    function: Option<String>,
    starts_on: Option<i64>,
    given_name: Option<String>,
    family_name: Option<String>,
}

/// Who holds a seat on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    pub mandate: MandateId,
    pub person: PersonId,
    pub name: String,
    pub function: Function,
    pub since: Day,
}

/// A seat with its holder on a day; without one it is vacant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatOnDay {
    pub seat: Seat,
    pub holder: Option<Holder>,
}

/// A seat that nobody holds on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vacancy {
    pub body: BodyId,
    pub body_name: String,
    pub term: TermId,
    pub term_label: String,
    pub seat: Seat,
}

/// A term that ends in a span of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndingTerm {
    pub body: BodyId,
    pub body_name: String,
    pub term: TermId,
    pub label: String,
    pub starts_on: Day,
    pub ends_on: Day,
}

fn origin(word: &str) -> Result<SeatOrigin, DbError> {
    SeatOrigin::parse(word).ok_or_else(|| DbError::row("seats", word))
}

/// The terms of a body with the numbers of their seats, the latest first.
pub async fn terms_of_body(
    conn: &mut Conn,
    federation: FederationId,
    body: BodyId,
) -> Result<Vec<(Term, i64)>, DbError> {
    let rows: Vec<TermWithSeatsRow> = on!(conn, |c| sqlx::query_as(TERMS_OF_BODY)
        .bind(federation.0)
        .bind(body.0)
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|row| (row.term.read(), row.seats))
        .collect())
}

pub async fn find_term(
    conn: &mut Conn,
    federation: FederationId,
    body: BodyId,
    term: TermId,
) -> Result<Option<Term>, DbError> {
    let row: Option<TermRow> = on!(conn, |c| sqlx::query_as(FIND_TERM)
        .bind(federation.0)
        .bind(body.0)
        .bind(term.0)
        .fetch_optional(c)
        .await)?;
    Ok(row.map(TermRow::read))
}

pub async fn insert_term(
    tx: &mut Tx,
    federation: FederationId,
    body: BodyId,
    term: &NewTerm,
) -> Result<TermId, DbError> {
    let id: i64 = on!(tx, |c| sqlx::query_scalar(INSERT_TERM)
        .bind(federation.0)
        .bind(body.0)
        .bind(&term.label)
        .bind(term.starts_on.to_epoch_days())
        .bind(term.ends_on.to_epoch_days())
        .fetch_one(c)
        .await)?;
    Ok(TermId(id))
}

pub async fn update_term(
    tx: &mut Tx,
    federation: FederationId,
    term: TermId,
    revision: i64,
    new: &NewTerm,
) -> Result<Saved, DbError> {
    saved(on!(tx, |c| sqlx::query(UPDATE_TERM)
        .bind(term.0)
        .bind(federation.0)
        .bind(revision)
        .bind(&new.label)
        .bind(new.starts_on.to_epoch_days())
        .bind(new.ends_on.to_epoch_days())
        .execute(c)
        .await
        .map(|r| r.rows_affected())))
}

/// Whether an election was made for the term.
pub async fn term_has_election(
    conn: &mut Conn,
    federation: FederationId,
    term: TermId,
) -> Result<bool, DbError> {
    let id: Option<i64> = on!(conn, |c| sqlx::query_scalar(TERM_HAS_ELECTION)
        .bind(federation.0)
        .bind(term.0)
        .fetch_optional(c)
        .await)?;
    Ok(id.is_some())
}

/// Removes a term without mandates and elections, and its seats.
pub async fn delete_term(
    tx: &mut Tx,
    federation: FederationId,
    term: TermId,
    revision: i64,
) -> Result<Saved, DbError> {
    on!(tx, |c| sqlx::query(DELETE_SEATS_OF)
        .bind(term.0)
        .bind(federation.0)
        .execute(c)
        .await
        .map(drop))?;
    saved(on!(tx, |c| sqlx::query(DELETE_TERM)
        .bind(term.0)
        .bind(federation.0)
        .bind(revision)
        .execute(c)
        .await
        .map(|r| r.rows_affected())))
}

/// The seats of a term by number, with their holders on the day.
pub async fn seats_on(
    conn: &mut Conn,
    federation: FederationId,
    term: TermId,
    day: Day,
) -> Result<Vec<SeatOnDay>, DbError> {
    let rows: Vec<SeatRow> = on!(conn, |c| sqlx::query_as(SEATS_AND_HOLDERS)
        .bind(federation.0)
        .bind(term.0)
        .bind(day.to_epoch_days())
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|row| {
            let holder = match (row.mandate_id, row.person_id, row.function, row.starts_on) {
                (Some(mandate), Some(person), Some(word), Some(since)) => Some(Holder {
                    mandate: MandateId(mandate),
                    person: PersonId(person),
                    name: full_name(
                        &row.given_name.unwrap_or_default(),
                        &row.family_name.unwrap_or_default(),
                    ),
                    function: Function::parse(&word)
                        .ok_or_else(|| DbError::row("mandates", &word))?,
                    since: Day::stored(since),
                }),
                _ => None,
            };
            let seat = Seat {
                id: SeatId(row.id),
                number: row.number,
                origin: origin(&row.origin)?,
            };
            Ok(SeatOnDay { seat, holder })
        })
        .collect()
}

/// Given and family name; some people have one name only.
pub(super) fn full_name(given: &str, family: &str) -> String {
    format!("{given} {family}").trim().to_owned()
}

/// How many seats a term has, and the highest number among them.
pub async fn count_seats(
    conn: &mut Conn,
    federation: FederationId,
    term: TermId,
) -> Result<(i64, i64), DbError> {
    Ok(on!(conn, |c| sqlx::query_as(COUNT_SEATS)
        .bind(federation.0)
        .bind(term.0)
        .fetch_one(c)
        .await)?)
}

pub async fn insert_seat(
    tx: &mut Tx,
    federation: FederationId,
    term: TermId,
    number: i64,
    origin: SeatOrigin,
) -> Result<SeatId, DbError> {
    let id: i64 = on!(tx, |c| sqlx::query_scalar(INSERT_SEAT)
        .bind(federation.0)
        .bind(term.0)
        .bind(number)
        .bind(origin.as_str())
        .fetch_one(c)
        .await)?;
    Ok(SeatId(id))
}

#[derive(sqlx::FromRow)]
struct SeatInTermRow {
    origin: String,
    #[sqlx(flatten)]
    term: TermRow,
}

/// A seat of the body with its term.
pub async fn find_seat(
    conn: &mut Conn,
    federation: FederationId,
    body: BodyId,
    seat: SeatId,
) -> Result<Option<SeatInTerm>, DbError> {
    let row: Option<SeatInTermRow> = on!(conn, |c| sqlx::query_as(FIND_SEAT)
        .bind(federation.0)
        .bind(body.0)
        .bind(seat.0)
        .fetch_optional(c)
        .await)?;
    row.map(|row| {
        Ok(SeatInTerm {
            seat,
            origin: origin(&row.origin)?,
            term: row.term.read(),
        })
    })
    .transpose()
}

/// Whether there was such a seat.
pub async fn delete_seat(
    tx: &mut Tx,
    federation: FederationId,
    term: TermId,
    seat: SeatId,
) -> Result<bool, DbError> {
    Ok(on!(tx, |c| sqlx::query(DELETE_SEAT)
        .bind(seat.0)
        .bind(term.0)
        .bind(federation.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?
        == 1)
}

/// Whether somebody holds, held or will hold the seat.
pub async fn seat_used(conn: &mut Conn, seat: SeatId) -> Result<bool, DbError> {
    let id: Option<i64> = on!(conn, |c| sqlx::query_scalar(SEAT_USED)
        .bind(seat.0)
        .fetch_optional(c)
        .await)?;
    Ok(id.is_some())
}

#[derive(sqlx::FromRow)]
struct VacancyRow {
    body_id: i64,
    name: String,
    term_id: i64,
    label: String,
    seat_id: i64,
    number: i64,
    origin: String,
}

/// One page of the seats that nobody holds on the day, in terms that run, and how many there are.
pub async fn vacancies_on(
    conn: &mut Conn,
    federation: FederationId,
    day: Day,
    offset: i64,
    limit: i64,
) -> Result<(Vec<Vacancy>, i64), DbError> {
    let rows: Vec<VacancyRow> = on!(conn, |c| sqlx::query_as(VACANCIES)
        .bind(federation.0)
        .bind(day.to_epoch_days())
        .bind(limit)
        .bind(offset)
        .fetch_all(c)
        .await)?;
    let total = on!(conn, |c| sqlx::query_scalar(COUNT_VACANCIES)
        .bind(federation.0)
        .bind(day.to_epoch_days())
        .fetch_one(c)
        .await)?;
    let read = |row: VacancyRow| {
        Ok(Vacancy {
            body: BodyId(row.body_id),
            body_name: row.name,
            term: TermId(row.term_id),
            term_label: row.label,
            seat: Seat {
                id: SeatId(row.seat_id),
                number: row.number,
                origin: origin(&row.origin)?,
            },
        })
    };
    Ok((
        rows.into_iter().map(read).collect::<Result<_, DbError>>()?,
        total,
    ))
}

type EndingRow = (i64, String, i64, String, i64, i64);

/// One page of the terms that end between two days, the first to end first, and how many there are.
pub async fn terms_ending(
    conn: &mut Conn,
    federation: FederationId,
    from: Day,
    until: Day,
    offset: i64,
    limit: i64,
) -> Result<(Vec<EndingTerm>, i64), DbError> {
    let (from, until) = (from.to_epoch_days(), until.to_epoch_days());
    let rows: Vec<EndingRow> = on!(conn, |c| sqlx::query_as(ENDING)
        .bind(federation.0)
        .bind(from)
        .bind(until)
        .bind(limit)
        .bind(offset)
        .fetch_all(c)
        .await)?;
    let total = on!(conn, |c| sqlx::query_scalar(COUNT_ENDING)
        .bind(federation.0)
        .bind(from)
        .bind(until)
        .fetch_one(c)
        .await)?;
    let terms = rows
        .into_iter()
        .map(
            |(body, body_name, term, label, starts_on, ends_on)| EndingTerm {
                body: BodyId(body),
                body_name,
                term: TermId(term),
                label,
                starts_on: Day::stored(starts_on),
                ends_on: Day::stored(ends_on),
            },
        )
        .collect();
    Ok((terms, total))
}
