//! Candidates called to seats.

use crate::{
    db::{Conn, DbError, Tx, changed_one},
    elections::model::seat_call::{Answer, CallState, CalledMandate, SeatCall, Withdrawn},
    on,
    registry::model::mandate::EndReason,
    statements,
    types::{
        CandidateId, Day, ElectionId, FederationId, MandateId, NominationId, PersonId, SeatCallId,
        SeatId, TermId,
    },
};

statements! {
    CALLS = "SELECT k.id, k.seat_id, s.number, k.candidate_id, c.given_name, c.family_name, c.nomination_id, n.label, k.follows_id, \
        k.called_on, k.answer_by, k.state, k.answered_on, k.reason, k.mandate_id, m.starts_on, m.ends_on, m.end_reason, k.revision, \
        k.withdrawn_on, k.withdrawn_reason \
        FROM seat_calls k JOIN elections e ON e.id = k.election_id JOIN seats s ON s.id = k.seat_id \
        JOIN candidates c ON c.id = k.candidate_id JOIN nominations n ON n.id = c.nomination_id \
        LEFT JOIN mandates m ON m.id = k.mandate_id \
        WHERE e.federation_id = $1 AND k.election_id = $2 ORDER BY s.number, k.id";
    INSERT_CALL = "INSERT INTO seat_calls (election_id, seat_id, candidate_id, follows_id, called_on, answer_by, state, reason, revision, \
        withdrawn_reason) VALUES ($1, $2, $3, $4, $5, $6, 'called', '', 1, '') ON CONFLICT DO NOTHING RETURNING id";
    ANSWER = "UPDATE seat_calls SET state = $3, answered_on = $4, reason = $5, mandate_id = CAST($6 AS BIGINT), revision = revision + 1 \
        WHERE id = $1 AND revision = $2 AND state = 'called' AND election_id IN (SELECT e.id FROM elections e WHERE e.federation_id = $7)";
    WITHDRAW = "UPDATE seat_calls SET state = 'withdrawn', withdrawn_on = $4, withdrawn_reason = $5, mandate_id = CAST($6 AS BIGINT), \
        revision = revision + 1 WHERE id = $1 AND revision = $2 AND state IN ('called', 'accepted') \
        AND election_id IN (SELECT e.id FROM elections e WHERE e.federation_id = $3)";
    FREE_SEATS = "SELECT s.id FROM seats s WHERE s.federation_id = $1 AND s.term_id = $2 AND s.origin = 'elected' \
        AND NOT EXISTS (SELECT 1 FROM mandates m WHERE m.seat_id = s.id AND (m.ends_on IS NULL OR m.ends_on > $3)) ORDER BY s.number";
    LAST_DAY_OF_SEAT = "SELECT MAX(ends_on) FROM mandates WHERE federation_id = $1 AND seat_id = $2 AND starts_on <= $3";
    CANDIDATE = "SELECT c.person_id, c.given_name, c.family_name, c.consented_on FROM candidates c \
        JOIN nominations n ON n.id = c.nomination_id JOIN elections e ON e.id = n.election_id \
        WHERE e.federation_id = $1 AND c.id = $2";
}

#[derive(sqlx::FromRow)]
struct CallRow {
    id: i64,
    seat_id: i64,
    number: i64,
    candidate_id: i64,
    given_name: String,
    family_name: String,
    nomination_id: i64,
    label: String,
    follows_id: Option<i64>,
    called_on: i64,
    answer_by: i64,
    state: String,
    answered_on: Option<i64>,
    reason: String,
    mandate_id: Option<i64>,
    starts_on: Option<i64>,
    ends_on: Option<i64>,
    end_reason: Option<String>,
    revision: i64,
    withdrawn_on: Option<i64>,
    withdrawn_reason: String,
}

impl CallRow {
    fn read(self) -> Result<SeatCall, DbError> {
        let end_reason = self
            .end_reason
            .map(|word| EndReason::parse(&word).ok_or_else(|| DbError::row("mandates", word)))
            .transpose()?;
        let mandate = self
            .mandate_id
            .zip(self.starts_on)
            .map(|(id, starts_on)| CalledMandate {
                id: MandateId(id),
                starts_on: Day::stored(starts_on),
                ends_on: self.ends_on.map(Day::stored),
                end_reason,
            });
        Ok(SeatCall {
            id: SeatCallId(self.id),
            seat: SeatId(self.seat_id),
            number: self.number,
            candidate: CandidateId(self.candidate_id),
            name: format!("{} {}", self.given_name, self.family_name)
                .trim()
                .to_owned(),
            nomination: NominationId(self.nomination_id),
            label: self.label,
            follows: self.follows_id.map(SeatCallId),
            called_on: Day::stored(self.called_on),
            answer_by: Day::stored(self.answer_by),
            state: CallState::parse(&self.state)
                .ok_or_else(|| DbError::row("seat_calls", &self.state))?,
            answered_on: self.answered_on.map(Day::stored),
            reason: self.reason,
            mandate,
            withdrawn: self.withdrawn_on.map(|on| Withdrawn {
                on: Day::stored(on),
                reason: self.withdrawn_reason,
            }),
            revision: self.revision,
        })
    }
}

/// Every call of an election, by seat and then one after the other.
pub async fn calls(
    conn: &mut Conn,
    federation: FederationId,
    election: ElectionId,
) -> Result<Vec<SeatCall>, DbError> {
    let rows: Vec<CallRow> = on!(conn, |c| sqlx::query_as(CALLS)
        .bind(federation.0)
        .bind(election.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(CallRow::read).collect()
}

/// A call to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewCall {
    pub election: ElectionId,
    pub seat: SeatId,
    pub candidate: CandidateId,
    pub follows: Option<SeatCallId>,
    pub called_on: Day,
    pub answer_by: Day,
}

/// Calls a candidate; `None` where the candidate was called before, or somebody else is called to the seat.
pub async fn insert_call(tx: &mut Tx, new: NewCall) -> Result<Option<SeatCallId>, DbError> {
    let id: Option<i64> = on!(tx, |c| sqlx::query_scalar(INSERT_CALL)
        .bind(new.election.0)
        .bind(new.seat.0)
        .bind(new.candidate.0)
        .bind(new.follows.map(|call| call.0))
        .bind(new.called_on.to_epoch_days())
        .bind(new.answer_by.to_epoch_days())
        .fetch_optional(c)
        .await)?;
    Ok(id.map(SeatCallId))
}

/// Records the answer to a call that waits and still has the revision; whether it did.
pub async fn answer(
    tx: &mut Tx,
    federation: FederationId,
    (call, revision): (SeatCallId, i64),
    answer: &Answer,
    mandate: Option<MandateId>,
) -> Result<bool, DbError> {
    let state = if answer.accepts {
        CallState::Accepted
    } else {
        CallState::Declined
    };
    let done = on!(tx, |c| sqlx::query(ANSWER)
        .bind(call.0)
        .bind(revision)
        .bind(state.as_str())
        .bind(answer.on.to_epoch_days())
        .bind(&answer.reason)
        .bind(mandate.map(|m| m.0))
        .bind(federation.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(changed_one(done))
}

/// Withdraws a call that waits or was accepted and still has the revision, with the mandate that stays as history; whether it did.
pub async fn withdraw(
    tx: &mut Tx,
    federation: FederationId,
    call: &SeatCall,
    withdrawn: &Withdrawn,
    mandate: Option<MandateId>,
) -> Result<bool, DbError> {
    let done = on!(tx, |c| sqlx::query(WITHDRAW)
        .bind(call.id.0)
        .bind(call.revision)
        .bind(federation.0)
        .bind(withdrawn.on.to_epoch_days())
        .bind(&withdrawn.reason)
        .bind(mandate.map(|m| m.0))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(changed_one(done))
}

/// The elected seats of a term that nobody holds after a day, by number.
pub async fn free_seats(
    tx: &mut Tx,
    federation: FederationId,
    term: TermId,
    after: Day,
) -> Result<Vec<SeatId>, DbError> {
    let ids: Vec<i64> = on!(tx, |c| sqlx::query_scalar(FREE_SEATS)
        .bind(federation.0)
        .bind(term.0)
        .bind(after.to_epoch_days())
        .fetch_all(c)
        .await)?;
    Ok(ids.into_iter().map(SeatId).collect())
}

/// The last day of the mandates on a seat that began by a day; `None` where none of them has one.
pub async fn last_day_of_seat(
    tx: &mut Tx,
    federation: FederationId,
    seat: SeatId,
    begun_by: Day,
) -> Result<Option<Day>, DbError> {
    let last: Option<i64> = on!(tx, |c| sqlx::query_scalar(LAST_DAY_OF_SEAT)
        .bind(federation.0)
        .bind(seat.0)
        .bind(begun_by.to_epoch_days())
        .fetch_one(c)
        .await)?;
    Ok(last.map(Day::stored))
}

/// What is known of a candidate who accepts.
pub struct CandidateToSit {
    pub person: Option<PersonId>,
    pub given_name: String,
    pub family_name: String,
    pub consented_on: Option<Day>,
}

pub async fn candidate_to_sit(
    tx: &mut Tx,
    federation: FederationId,
    candidate: CandidateId,
) -> Result<Option<CandidateToSit>, DbError> {
    let row: Option<(Option<i64>, String, String, Option<i64>)> =
        on!(tx, |c| sqlx::query_as(CANDIDATE)
            .bind(federation.0)
            .bind(candidate.0)
            .fetch_optional(c)
            .await)?;
    Ok(row.map(
        |(person, given_name, family_name, consented_on)| CandidateToSit {
            person: person.map(PersonId),
            given_name,
            family_name,
            consented_on: consented_on.map(Day::stored),
        },
    ))
}
