use super::{Saved, saved, terms::full_name};
use crate::{
    db::{Conn, DbError, Tx},
    on,
    registry::model::{
        mandate::{EndReason, Function, Mandate, MandateFacts},
        span::Span,
        term::SeatOrigin,
    },
    statements,
    types::{BodyId, Day, FederationId, MandateId, PersonId, SeatId, TermId},
};

statements! {
    FIND_MANDATE = "SELECT id, body_id, person_id, term_id, seat_id, function, public_office, starts_on, ends_on, end_reason, revision \
        FROM mandates WHERE federation_id = $1 AND id = $2";
    /// Every mandate of the body that may clash with one of the person or on the seat.
    CLASHING = "SELECT id, body_id, person_id, term_id, seat_id, function, public_office, starts_on, ends_on, end_reason, revision \
        FROM mandates WHERE federation_id = $1 AND body_id = $2 AND (person_id = $3 OR seat_id = $4)";
    SPANS_OF_TERM = "SELECT starts_on, ends_on FROM mandates WHERE federation_id = $1 AND term_id = $2";
    INSERT_MANDATE = "INSERT INTO mandates (federation_id, body_id, person_id, term_id, seat_id, function, public_office, starts_on, ends_on, \
        end_reason, revision) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1) RETURNING id";
    UPDATE_MANDATE = "UPDATE mandates SET function = $4, public_office = $5, starts_on = $6, ends_on = $7, end_reason = $8, \
        revision = revision + 1 WHERE id = $1 AND federation_id = $2 AND revision = $3";
    DELETE_MANDATE = "DELETE FROM mandates WHERE id = $1 AND federation_id = $2 AND revision = $3";
    MEMBERS_ON = "SELECT m.id, m.person_id, p.given_name, p.family_name, m.function, m.starts_on, \
        COALESCE(m.ends_on, t.ends_on) AS ends_on, s.number AS seat_number, s.origin, t.label AS term_label \
        FROM mandates m JOIN people p ON p.id = m.person_id LEFT JOIN terms t ON t.id = m.term_id LEFT JOIN seats s ON s.id = m.seat_id \
        WHERE m.federation_id = $1 AND m.body_id = $2 AND m.starts_on <= $3 AND (m.ends_on IS NULL OR m.ends_on >= $3) \
        AND (t.ends_on IS NULL OR t.ends_on >= $3) ORDER BY p.search_key, m.person_id, m.id";
    MANDATES_OF_PERSON = "SELECT m.id, m.body_id, b.name AS body_name, m.function, m.public_office, m.starts_on, m.ends_on, m.end_reason, \
        m.revision, t.ends_on AS term_ends_on, t.label AS term_label, s.number AS seat_number, s.origin \
        FROM mandates m JOIN body_profiles b ON b.body_id = m.body_id AND b.from_day = COALESCE(\
        (SELECT MAX(q.from_day) FROM body_profiles q WHERE q.body_id = m.body_id AND q.from_day <= m.starts_on), \
        (SELECT MIN(q.from_day) FROM body_profiles q WHERE q.body_id = m.body_id)) \
        LEFT JOIN terms t ON t.id = m.term_id LEFT JOIN seats s ON s.id = m.seat_id \
        WHERE m.federation_id = $1 AND m.person_id = $2 ORDER BY m.starts_on DESC, m.id DESC";
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

impl MandateRow {
    fn read(self) -> Result<Mandate, DbError> {
        Ok(Mandate {
            id: MandateId(self.id),
            body: BodyId(self.body_id),
            person: PersonId(self.person_id),
            term: self.term_id.map(TermId),
            seat: self.seat_id.map(SeatId),
            function: function(&self.function)?,
            public_office: self.public_office != 0,
            starts_on: Day::stored(self.starts_on),
            ends_on: self.ends_on.map(Day::stored),
            end_reason: end_reason(self.end_reason.as_deref())?,
            revision: self.revision,
        })
    }
}

fn function(word: &str) -> Result<Function, DbError> {
    Function::parse(word).ok_or_else(|| DbError::row("mandates", word))
}

fn end_reason(word: Option<&str>) -> Result<Option<EndReason>, DbError> {
    word.map(|w| EndReason::parse(w).ok_or_else(|| DbError::row("mandates", w)))
        .transpose()
}

/// Seat and term of a mandate, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatWords {
    pub number: i64,
    pub origin: SeatOrigin,
    pub term_label: String,
}

fn seat_words(
    number: Option<i64>,
    origin: Option<&str>,
    label: Option<String>,
) -> Result<Option<SeatWords>, DbError> {
    let (Some(number), Some(word)) = (number, origin) else {
        return Ok(None);
    };
    Ok(Some(SeatWords {
        number,
        origin: SeatOrigin::parse(word).ok_or_else(|| DbError::row("seats", word))?,
        term_label: label.unwrap_or_default(),
    }))
}

/// Somebody who belongs to a body on a day, by one mandate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub mandate: MandateId,
    pub person: PersonId,
    pub name: String,
    pub function: Function,
    pub since: Day,
    /// Last day, by the mandate or its term.
    pub until: Option<Day>,
    pub seat: Option<SeatWords>,
}

/// A mandate in the life of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MandateOfPerson {
    pub mandate: MandateId,
    pub body: BodyId,
    /// Name of the body on the first day of the mandate.
    pub body_name: String,
    pub function: Function,
    pub public_office: bool,
    pub starts_on: Day,
    /// Last day, by the mandate or its term.
    pub ends_on: Option<Day>,
    pub end_reason: Option<EndReason>,
    pub revision: i64,
    pub seat: Option<SeatWords>,
}

impl MandateOfPerson {
    /// Whether it holds on the day.
    pub fn holds_on(&self, day: Day) -> bool {
        Span {
            starts_on: self.starts_on,
            ends_on: self.ends_on,
        }
        .holds_on(day)
    }
}

pub async fn find_mandate(
    conn: &mut Conn,
    federation: FederationId,
    mandate: MandateId,
) -> Result<Option<Mandate>, DbError> {
    let row: Option<MandateRow> = on!(conn, |c| sqlx::query_as(FIND_MANDATE)
        .bind(federation.0)
        .bind(mandate.0)
        .fetch_optional(c)
        .await)?;
    row.map(MandateRow::read).transpose()
}

/// The mandates of the body that the person has or that are on the seat, on any day.
pub async fn clashing_mandates(
    conn: &mut Conn,
    federation: FederationId,
    body: BodyId,
    person: PersonId,
    seat: Option<SeatId>,
) -> Result<Vec<Mandate>, DbError> {
    let rows: Vec<MandateRow> = on!(conn, |c| sqlx::query_as(CLASHING)
        .bind(federation.0)
        .bind(body.0)
        .bind(person.0)
        .bind(seat.map(|s| s.0))
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(MandateRow::read).collect()
}

/// The days of all mandates in a term.
pub async fn spans_of_term(
    conn: &mut Conn,
    federation: FederationId,
    term: TermId,
) -> Result<Vec<Span>, DbError> {
    let rows: Vec<(i64, Option<i64>)> = on!(conn, |c| sqlx::query_as(SPANS_OF_TERM)
        .bind(federation.0)
        .bind(term.0)
        .fetch_all(c)
        .await)?;
    let span = |(starts_on, ends_on): (i64, Option<i64>)| Span {
        starts_on: Day::stored(starts_on),
        ends_on: ends_on.map(Day::stored),
    };
    Ok(rows.into_iter().map(span).collect())
}

/// Where a new mandate is held.
#[derive(Clone, Copy, Debug)]
pub struct NewMandate {
    pub body: BodyId,
    pub person: PersonId,
    pub term: Option<TermId>,
    pub seat: Option<SeatId>,
}

pub async fn insert_mandate(
    tx: &mut Tx,
    federation: FederationId,
    new: NewMandate,
    facts: &MandateFacts,
) -> Result<MandateId, DbError> {
    let id: i64 = on!(tx, |c| sqlx::query_scalar(INSERT_MANDATE)
        .bind(federation.0)
        .bind(new.body.0)
        .bind(new.person.0)
        .bind(new.term.map(|t| t.0))
        .bind(new.seat.map(|s| s.0))
        .bind(facts.function.as_str())
        .bind(i64::from(facts.public_office))
        .bind(facts.starts_on.to_epoch_days())
        .bind(facts.ends_on.map(Day::to_epoch_days))
        .bind(facts.end_reason.map(EndReason::as_str))
        .fetch_one(c)
        .await)?;
    Ok(MandateId(id))
}

pub async fn update_mandate(
    tx: &mut Tx,
    federation: FederationId,
    mandate: MandateId,
    revision: i64,
    facts: &MandateFacts,
) -> Result<Saved, DbError> {
    saved(on!(tx, |c| sqlx::query(UPDATE_MANDATE)
        .bind(mandate.0)
        .bind(federation.0)
        .bind(revision)
        .bind(facts.function.as_str())
        .bind(i64::from(facts.public_office))
        .bind(facts.starts_on.to_epoch_days())
        .bind(facts.ends_on.map(Day::to_epoch_days))
        .bind(facts.end_reason.map(EndReason::as_str))
        .execute(c)
        .await
        .map(|r| r.rows_affected())))
}

pub async fn delete_mandate(
    tx: &mut Tx,
    federation: FederationId,
    mandate: MandateId,
    revision: i64,
) -> Result<Saved, DbError> {
    saved(on!(tx, |c| sqlx::query(DELETE_MANDATE)
        .bind(mandate.0)
        .bind(federation.0)
        .bind(revision)
        .execute(c)
        .await
        .map(|r| r.rows_affected())))
}

#[derive(sqlx::FromRow)]
struct MemberRow {
    id: i64,
    person_id: i64,
    given_name: String,
    family_name: String,
    function: String,
    starts_on: i64,
    ends_on: Option<i64>,
    seat_number: Option<i64>,
    origin: Option<String>,
    term_label: Option<String>,
}

/// Who belongs to the body on the day, by family name; somebody with two mandates occurs twice.
pub async fn members_on(
    conn: &mut Conn,
    federation: FederationId,
    body: BodyId,
    day: Day,
) -> Result<Vec<Member>, DbError> {
    let rows: Vec<MemberRow> = on!(conn, |c| sqlx::query_as(MEMBERS_ON)
        .bind(federation.0)
        .bind(body.0)
        .bind(day.to_epoch_days())
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|row| {
            Ok(Member {
                mandate: MandateId(row.id),
                person: PersonId(row.person_id),
                name: full_name(&row.given_name, &row.family_name),
                function: function(&row.function)?,
                since: Day::stored(row.starts_on),
                until: row.ends_on.map(Day::stored),
                seat: seat_words(row.seat_number, row.origin.as_deref(), row.term_label)?,
            })
        })
        .collect()
}

#[derive(sqlx::FromRow)]
struct MandateOfPersonRow {
    id: i64,
    body_id: i64,
    body_name: String,
    function: String,
    public_office: i64,
    starts_on: i64,
    ends_on: Option<i64>,
    end_reason: Option<String>,
    revision: i64,
    term_ends_on: Option<i64>,
    term_label: Option<String>,
    seat_number: Option<i64>,
    origin: Option<String>,
}

/// The mandates of a person, the latest first.
pub async fn mandates_of_person(
    conn: &mut Conn,
    federation: FederationId,
    person: PersonId,
) -> Result<Vec<MandateOfPerson>, DbError> {
    let rows: Vec<MandateOfPersonRow> = on!(conn, |c| sqlx::query_as(MANDATES_OF_PERSON)
        .bind(federation.0)
        .bind(person.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|row| {
            Ok(MandateOfPerson {
                mandate: MandateId(row.id),
                body: BodyId(row.body_id),
                body_name: row.body_name,
                function: function(&row.function)?,
                public_office: row.public_office != 0,
                starts_on: Day::stored(row.starts_on),
                ends_on: row.ends_on.or(row.term_ends_on).map(Day::stored),
                end_reason: end_reason(row.end_reason.as_deref())?,
                revision: row.revision,
                seat: seat_words(row.seat_number, row.origin.as_deref(), row.term_label)?,
            })
        })
        .collect()
}
