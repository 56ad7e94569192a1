//! Elections with their rules and states, and lists of them.

use crate::{
    db::{Conn, DbError, Tx, changed_one},
    elections::model::{
        election::{Election, ElectionDetails, ElectionLine, ElectionState},
        rules::Rules,
    },
    on, statements,
    types::{BodyId, Day, ElectionId, FederationId, TermId},
};

macro_rules! elections {
    ($rest:literal) => {
        concat!(
            "SELECT e.id, e.federation_id, e.body_id, e.term_id, e.day, e.repeats_id, e.state, e.state_reason, e.seats, \
            e.appointed_seats, e.ex_officio_seats, e.rules, e.nomination_deadline, e.acceptance_days, e.objection_deadline, \
            e.revision FROM elections e WHERE e.federation_id = $1 ",
            $rest
        )
    };
}

/// Elections with the name that the body had on election day; before its first profile, the first one.
macro_rules! lines {
    ($columns:literal, $rest:literal) => {
        concat!(
            "SELECT ", $columns, " FROM elections e JOIN terms t ON t.id = e.term_id JOIN bodies b ON b.id = e.body_id \
            JOIN body_profiles p ON p.body_id = e.body_id AND p.from_day = COALESCE(\
            (SELECT MAX(q.from_day) FROM body_profiles q WHERE q.body_id = e.body_id AND q.from_day <= e.day), \
            (SELECT MIN(q.from_day) FROM body_profiles q WHERE q.body_id = e.body_id)) WHERE e.federation_id = $1 ",
            $rest
        )
    };
}

macro_rules! full_lines {
    ($rest:literal) => {
        lines!(
            "e.id, e.federation_id, e.body_id, e.term_id, e.day, e.repeats_id, e.state, e.state_reason, e.seats, \
            e.appointed_seats, e.ex_officio_seats, e.rules, e.nomination_deadline, e.acceptance_days, e.objection_deadline, \
            e.revision, p.name AS body_name, t.label AS term_label",
            $rest
        )
    };
}

statements! {
    INSERT_ELECTION = "INSERT INTO elections (federation_id, body_id, term_id, day, repeats_id, state, state_reason, seats, \
        appointed_seats, ex_officio_seats, nomination_deadline, acceptance_days, objection_deadline, revision) \
        VALUES ($1, $2, $3, $4, $5, 'preparing', '', $6, $7, $8, $9, $10, $11, 1) RETURNING id";
    UPDATE_ELECTION = "UPDATE elections SET day = $4, seats = $5, appointed_seats = $6, ex_officio_seats = $7, \
        nomination_deadline = $8, acceptance_days = $9, objection_deadline = $10, revision = revision + 1 \
        WHERE federation_id = $1 AND id = $2 AND revision = $3";
    SET_RULES = "UPDATE elections SET rules = $4, revision = revision + 1 \
        WHERE federation_id = $1 AND id = $2 AND revision = $3 AND state = 'preparing'";
    SET_STATE = "UPDATE elections SET state = $5, state_reason = $6, revision = revision + 1 \
        WHERE federation_id = $1 AND id = $2 AND revision = $3 AND state = $4";
    LOCK_ELECTION = "UPDATE elections SET revision = revision WHERE federation_id = $1 AND id = $2";
    TOUCH_ELECTION = "UPDATE elections SET revision = revision + 1 WHERE federation_id = $1 AND id = $2";
    DELETE_ELECTION = "DELETE FROM elections WHERE federation_id = $1 AND id = $2 AND revision = $3 AND state = 'preparing'";
    FIND_ELECTION = elections!("AND e.id = $2");
    FIND_LINE = full_lines!("AND e.id = $2");
    REPETITION_OF = elections!("AND e.repeats_id = $2");
    OF_BODY = elections!("AND e.body_id = $2 ORDER BY e.day DESC, e.id DESC");
    // The one that counts for a comparison: what was called off, annulled or is still counted tells no votes.
    CERTIFIED_BEFORE = elections!("AND e.body_id = $2 AND e.day < $3 AND e.state = 'certified' ORDER BY e.day DESC, e.id DESC LIMIT 1");
    ON_DAY = full_lines!("AND e.day = $2 ORDER BY b.search_key, b.id, e.id");
    PAGE_OF_ELECTIONS = full_lines!("AND (CAST($2 AS TEXT) IS NULL OR e.state = $2) \
        AND (CAST($3 AS BIGINT) IS NULL OR e.body_id = $3) AND (CAST($4 AS BIGINT) IS NULL OR e.day = $4) \
        AND b.search_key LIKE $5 ESCAPE '!' AND b.search_key LIKE $6 ESCAPE '!' AND b.search_key LIKE $7 ESCAPE '!' \
        ORDER BY e.day DESC, b.search_key, b.id, e.id LIMIT $8 OFFSET $9");
    COUNT_ELECTIONS = lines!("CAST(COUNT(*) AS BIGINT)", "AND (CAST($2 AS TEXT) IS NULL OR e.state = $2) \
        AND (CAST($3 AS BIGINT) IS NULL OR e.body_id = $3) AND (CAST($4 AS BIGINT) IS NULL OR e.day = $4) \
        AND b.search_key LIKE $5 ESCAPE '!' AND b.search_key LIKE $6 ESCAPE '!' AND b.search_key LIKE $7 ESCAPE '!'");
    DAYS = "SELECT day, CAST(COUNT(*) AS BIGINT) FROM elections WHERE federation_id = $1 GROUP BY day \
        ORDER BY day DESC LIMIT $2 OFFSET $3";
    COUNT_DAYS = "SELECT CAST(COUNT(DISTINCT day) AS BIGINT) FROM elections WHERE federation_id = $1";
}

#[derive(sqlx::FromRow)]
struct ElectionRow {
    id: i64,
    federation_id: i64,
    body_id: i64,
    term_id: i64,
    day: i64,
    repeats_id: Option<i64>,
    state: String,
    state_reason: String,
    seats: i64,
    appointed_seats: i64,
    ex_officio_seats: i64,
    rules: Option<String>,
    nomination_deadline: Option<i64>,
    acceptance_days: i64,
    objection_deadline: Option<i64>,
    revision: i64,
}

impl ElectionRow {
    fn read(self) -> Result<Election, DbError> {
        let refused = |problem: &str| DbError::row("elections", problem);
        let rules = self.rules.map(|json| serde_json::from_str::<Rules>(&json));
        Ok(Election {
            id: ElectionId(self.id),
            federation: FederationId(self.federation_id),
            body: BodyId(self.body_id),
            term: TermId(self.term_id),
            day: Day::stored(self.day),
            repeats: self.repeats_id.map(ElectionId),
            state: ElectionState::parse(&self.state).ok_or_else(|| refused(&self.state))?,
            state_reason: self.state_reason,
            seats: self.seats,
            appointed_seats: self.appointed_seats,
            ex_officio_seats: self.ex_officio_seats,
            rules: rules.transpose().map_err(|e| refused(&e.to_string()))?,
            nomination_deadline: self.nomination_deadline.map(Day::stored),
            acceptance_days: self.acceptance_days,
            objection_deadline: self.objection_deadline.map(Day::stored),
            revision: self.revision,
        })
    }
}

#[derive(sqlx::FromRow)]
struct LineRow {
    #[sqlx(flatten)]
    election: ElectionRow,
    body_name: String,
    term_label: String,
}

impl LineRow {
    fn read(self) -> Result<ElectionLine, DbError> {
        Ok(ElectionLine {
            election: self.election.read()?,
            body_name: self.body_name,
            term_label: self.term_label,
        })
    }
}

/// Which elections a list shows.
#[derive(Clone, Debug)]
pub struct ElectionFilter {
    pub state: Option<ElectionState>,
    pub body: Option<BodyId>,
    pub day: Option<Day>,
    /// Patterns that the names of the body all match.
    pub patterns: [String; 3],
}

/// The new election, in preparation and without rules, districts and groups.
pub async fn insert_election(
    tx: &mut Tx,
    federation: FederationId,
    (body, term): (BodyId, TermId),
    repeats: Option<ElectionId>,
    details: &ElectionDetails,
) -> Result<ElectionId, DbError> {
    let id = on!(tx, |c| sqlx::query_scalar(INSERT_ELECTION)
        .bind(federation.0)
        .bind(body.0)
        .bind(term.0)
        .bind(details.day.to_epoch_days())
        .bind(repeats.map(|r| r.0))
        .bind(details.seats)
        .bind(details.appointed_seats)
        .bind(details.ex_officio_seats)
        .bind(details.nomination_deadline.map(Day::to_epoch_days))
        .bind(details.acceptance_days)
        .bind(details.objection_deadline.map(Day::to_epoch_days))
        .fetch_one(c)
        .await)?;
    Ok(ElectionId(id))
}

/// Saves an election that still has the revision; whether it had.
pub async fn update_election(
    tx: &mut Tx,
    federation: FederationId,
    (election, revision): (ElectionId, i64),
    details: &ElectionDetails,
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(UPDATE_ELECTION)
        .bind(federation.0)
        .bind(election.0)
        .bind(revision)
        .bind(details.day.to_epoch_days())
        .bind(details.seats)
        .bind(details.appointed_seats)
        .bind(details.ex_officio_seats)
        .bind(details.nomination_deadline.map(Day::to_epoch_days))
        .bind(details.acceptance_days)
        .bind(details.objection_deadline.map(Day::to_epoch_days))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

/// Sets the rules of an election in preparation that still has the revision; whether it had.
pub async fn set_rules(
    tx: &mut Tx,
    federation: FederationId,
    (election, revision): (ElectionId, i64),
    rules: &Rules,
) -> Result<bool, DbError> {
    let json = serde_json::to_string(rules).map_err(|e| DbError::row("elections", e))?;
    Ok(changed_one(on!(tx, |c| sqlx::query(SET_RULES)
        .bind(federation.0)
        .bind(election.0)
        .bind(revision)
        .bind(&json)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

/// Brings an election from one state to another, with the reason, if it is still as it was read; whether it was.
pub async fn set_state(
    tx: &mut Tx,
    before: &Election,
    state: ElectionState,
    reason: &str,
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(SET_STATE)
        .bind(before.federation.0)
        .bind(before.id.0)
        .bind(before.revision)
        .bind(before.state.as_str())
        .bind(state.as_str())
        .bind(reason)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

/// The election, kept from others until the transaction ends.
pub async fn lock_election(
    tx: &mut Tx,
    federation: FederationId,
    election: ElectionId,
) -> Result<Option<Election>, DbError> {
    let there = changed_one(on!(tx, |c| sqlx::query(LOCK_ELECTION)
        .bind(federation.0)
        .bind(election.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?);
    if there {
        find_election(tx, federation, election).await
    } else {
        Ok(None)
    }
}

/// Gives a locked election its next revision, since what belongs to it changed.
pub async fn touch_election(tx: &mut Tx, election: &Election) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(TOUCH_ELECTION)
        .bind(election.federation.0)
        .bind(election.id.0)
        .execute(c)
        .await
        .map(drop))?)
}

/// Removes an election in preparation that has nothing left; whether it still had the revision.
pub async fn delete_election(tx: &mut Tx, election: &Election) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(DELETE_ELECTION)
        .bind(election.federation.0)
        .bind(election.id.0)
        .bind(election.revision)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

pub async fn find_election(
    conn: &mut Conn,
    federation: FederationId,
    election: ElectionId,
) -> Result<Option<Election>, DbError> {
    let row: Option<ElectionRow> = on!(conn, |c| sqlx::query_as(FIND_ELECTION)
        .bind(federation.0)
        .bind(election.0)
        .fetch_optional(c)
        .await)?;
    row.map(ElectionRow::read).transpose()
}

/// The election with the name of its body on election day and the label of its term.
pub async fn find_line(
    conn: &mut Conn,
    federation: FederationId,
    election: ElectionId,
) -> Result<Option<ElectionLine>, DbError> {
    let row: Option<LineRow> = on!(conn, |c| sqlx::query_as(FIND_LINE)
        .bind(federation.0)
        .bind(election.0)
        .fetch_optional(c)
        .await)?;
    row.map(LineRow::read).transpose()
}

/// The election that repeats this one.
pub async fn repetition_of(
    conn: &mut Conn,
    federation: FederationId,
    election: ElectionId,
) -> Result<Option<Election>, DbError> {
    let row: Option<ElectionRow> = on!(conn, |c| sqlx::query_as(REPETITION_OF)
        .bind(federation.0)
        .bind(election.0)
        .fetch_optional(c)
        .await)?;
    row.map(ElectionRow::read).transpose()
}

/// All elections of a body, the latest first.
pub async fn elections_of_body(
    conn: &mut Conn,
    federation: FederationId,
    body: BodyId,
) -> Result<Vec<Election>, DbError> {
    let rows: Vec<ElectionRow> = on!(conn, |c| sqlx::query_as(OF_BODY)
        .bind(federation.0)
        .bind(body.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(ElectionRow::read).collect()
}

/// The last certified election of a body before a day, to be compared with.
pub async fn certified_before(
    conn: &mut Conn,
    federation: FederationId,
    body: BodyId,
    day: Day,
) -> Result<Option<Election>, DbError> {
    let row: Option<ElectionRow> = on!(conn, |c| sqlx::query_as(CERTIFIED_BEFORE)
        .bind(federation.0)
        .bind(body.0)
        .bind(day.to_epoch_days())
        .fetch_optional(c)
        .await)?;
    row.map(ElectionRow::read).transpose()
}

/// All elections on a day, by body.
pub async fn elections_on_day(
    conn: &mut Conn,
    federation: FederationId,
    day: Day,
) -> Result<Vec<ElectionLine>, DbError> {
    let rows: Vec<LineRow> = on!(conn, |c| sqlx::query_as(ON_DAY)
        .bind(federation.0)
        .bind(day.to_epoch_days())
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(LineRow::read).collect()
}

/// A page of the elections that the filter lets through, the latest day first, by body; and how many there are.
pub async fn page_of_elections(
    conn: &mut Conn,
    federation: FederationId,
    filter: &ElectionFilter,
    (limit, offset): (i64, i64),
) -> Result<(Vec<ElectionLine>, i64), DbError> {
    let state = filter.state.map(ElectionState::as_str);
    let (body, day) = (filter.body.map(|b| b.0), filter.day.map(Day::to_epoch_days));
    let [first, second, third] = &filter.patterns;
    let rows: Vec<LineRow> = on!(conn, |c| sqlx::query_as(PAGE_OF_ELECTIONS)
        .bind(federation.0)
        .bind(state)
        .bind(body)
        .bind(day)
        .bind(first)
        .bind(second)
        .bind(third)
        .bind(limit)
        .bind(offset)
        .fetch_all(c)
        .await)?;
    let total = on!(conn, |c| sqlx::query_scalar(COUNT_ELECTIONS)
        .bind(federation.0)
        .bind(state)
        .bind(body)
        .bind(day)
        .bind(first)
        .bind(second)
        .bind(third)
        .fetch_one(c)
        .await)?;
    let lines = rows
        .into_iter()
        .map(LineRow::read)
        .collect::<Result<_, _>>()?;
    Ok((lines, total))
}

/// A page of the days with elections and how many there are on each, the latest first; and how many days there are.
pub async fn days_with_elections(
    conn: &mut Conn,
    federation: FederationId,
    (limit, offset): (i64, i64),
) -> Result<(Vec<(Day, i64)>, i64), DbError> {
    let rows: Vec<(i64, i64)> = on!(conn, |c| sqlx::query_as(DAYS)
        .bind(federation.0)
        .bind(limit)
        .bind(offset)
        .fetch_all(c)
        .await)?;
    let total = on!(conn, |c| sqlx::query_scalar(COUNT_DAYS)
        .bind(federation.0)
        .fetch_one(c)
        .await)?;
    let days = rows
        .into_iter()
        .map(|(day, elections)| (Day::stored(day), elections))
        .collect();
    Ok((days, total))
}
