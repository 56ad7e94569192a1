//! Calls to seats and their answers.

use poem::web::Data;
use poem_openapi::{
    Enum, Object, OpenApi,
    param::{Header, Path},
    payload::Json,
};

use crate::{
    App,
    accounts::model::Right,
    elections::{
        actions::seat_calls::{self as actions, Answered, NextInput},
        model::{
            seat_call::{AnswerInput, CallState, SeatCall},
            succession::{Follower, SeatLine, SeatState},
        },
    },
    types::{ElectionId, SeatCallId},
    web::{
        Access, Refused,
        api::{Caller, expected_revision},
    },
};

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    ("list_seat_calls", Access::Right(Right::ReadStaffPages)),
    ("call_elected", Access::Right(Right::KeepElections)),
    ("answer_seat_call", Access::Right(Right::KeepElections)),
    ("call_successor", Access::Right(Right::KeepElections)),
];

/// The operations.
pub struct SeatCallsApi;

/// How a call was answered.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
enum SeatCallState {
    Called,
    Accepted,
    Declined,
    /// A correction took the seat, or the election is void.
    Withdrawn,
}

/// What has become of a seat.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
enum ElectedSeatState {
    /// Somebody was called and has not answered.
    Waiting,
    /// Somebody sits on it.
    Held,
    /// It is free, and somebody follows.
    Free,
    /// It is free, and a lot decides who follows.
    LotNeeded,
    /// It is free, and nobody is left on the list.
    Exhausted,
    /// The newest version gives it to nobody of this line.
    Taken,
}

/// A candidate called to a seat.
#[derive(Object)]
struct SeatCallDocument {
    id: i64,
    candidate_id: i64,
    name: String,
    nomination_id: i64,
    nomination: String,
    /// YYYY-MM-DD.
    called_on: String,
    /// Last day of the answer, YYYY-MM-DD.
    answer_by: String,
    state: SeatCallState,
    /// YYYY-MM-DD.
    answered_on: Option<String>,
    /// Why it was declined, as told.
    reason: String,
    mandate_id: Option<i64>,
    /// First day of the mandate, YYYY-MM-DD.
    mandate_starts_on: Option<String>,
    /// Last day of the mandate where it ended before the term, YYYY-MM-DD.
    mandate_ends_on: Option<String>,
    mandate_end_reason: Option<String>,
    /// YYYY-MM-DD.
    withdrawn_on: Option<String>,
    /// Why it was withdrawn: the reason of the version that did.
    withdrawn_reason: Option<String>,
    /// To be sent back as If-Match with an answer.
    revision: i64,
}

/// A seat with everybody who was called to it.
#[derive(Object)]
struct ElectedSeat {
    seat_id: i64,
    /// Number of the seat in its term.
    number: i64,
    state: ElectedSeatState,
    /// First day on which it is free, YYYY-MM-DD.
    free_from: Option<String>,
    /// Who follows next; several where a lot decides between them.
    next_candidate_ids: Vec<i64>,
    /// The day of the lot that was drawn before and puts whoever follows first, YYYY-MM-DD.
    next_by_lot_of: Option<String>,
    /// From the elected to whoever followed last.
    calls: Vec<SeatCallDocument>,
}

/// The seats of an election.
#[derive(Object)]
struct ElectedSeats {
    /// Elected candidates who were not called yet.
    to_call: i64,
    seats: Vec<ElectedSeat>,
}

/// When candidates are called.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct CallRequest {
    /// YYYY-MM-DD.
    #[oai(validator(max_length = 10))]
    called_on: String,
}

/// Who is called to a free seat, and when.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct SuccessorRequest {
    /// YYYY-MM-DD.
    #[oai(validator(max_length = 10))]
    called_on: String,
    /// On whom the lot fell, where those who are next have equal votes.
    drawn_candidate_id: Option<i64>,
}

/// How many were called.
#[derive(Object)]
struct CalledDocument {
    called: i64,
}

/// The call that was made.
#[derive(Object)]
struct SuccessorDocument {
    id: i64,
}

/// How a call may be answered.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
enum SeatAnswer {
    Accepted,
    Declined,
}

/// An answer to a call.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct AnswerRequest {
    answer: SeatAnswer,
    /// YYYY-MM-DD.
    #[oai(validator(max_length = 10))]
    answered_on: String,
    /// Why it was declined.
    #[oai(default, validator(max_length = 200))]
    reason: String,
}

/// What an answer led to.
#[derive(Object)]
struct AnsweredDocument {
    /// The mandate of whoever accepted.
    mandate_id: Option<i64>,
    /// The call of whoever follows; none where the list is exhausted.
    next_call_id: Option<i64>,
    /// Those who are next have equal votes: a lot decides who is called.
    lot_needed: bool,
    /// Nobody is left on the list.
    vacant: bool,
}

impl From<SeatCall> for SeatCallDocument {
    fn from(call: SeatCall) -> Self {
        Self {
            id: call.id.0,
            candidate_id: call.candidate.0,
            name: call.name,
            nomination_id: call.nomination.0,
            nomination: call.label,
            called_on: call.called_on.to_string(),
            answer_by: call.answer_by.to_string(),
            state: match call.state {
                CallState::Called => SeatCallState::Called,
                CallState::Accepted => SeatCallState::Accepted,
                CallState::Declined => SeatCallState::Declined,
                CallState::Withdrawn => SeatCallState::Withdrawn,
            },
            answered_on: call.answered_on.map(|day| day.to_string()),
            reason: call.reason,
            mandate_id: call.mandate.map(|m| m.id.0),
            mandate_starts_on: call.mandate.map(|m| m.starts_on.to_string()),
            mandate_ends_on: call.mandate.and_then(|m| m.ends_on).map(|d| d.to_string()),
            mandate_end_reason: call
                .mandate
                .and_then(|m| m.end_reason)
                .map(|r| r.as_str().to_owned()),
            withdrawn_on: call.withdrawn.as_ref().map(|w| w.on.to_string()),
            withdrawn_reason: call.withdrawn.map(|w| w.reason),
            revision: call.revision,
        }
    }
}

impl From<SeatLine> for ElectedSeat {
    fn from(line: SeatLine) -> Self {
        let mut by_lot = None;
        let (state, free_from, next) = match line.state {
            SeatState::Waiting => (ElectedSeatState::Waiting, None, Vec::new()),
            SeatState::Held => (ElectedSeatState::Held, None, Vec::new()),
            SeatState::Taken => (ElectedSeatState::Taken, None, Vec::new()),
            SeatState::Exhausted { from } => (ElectedSeatState::Exhausted, Some(from), Vec::new()),
            SeatState::Free { from, next } => {
                let (state, next) = match next {
                    Follower::One(one) => (ElectedSeatState::Free, vec![one.0]),
                    Follower::ByLot {
                        candidate,
                        drawn_on,
                        ..
                    } => {
                        by_lot = Some(drawn_on.to_string());
                        (ElectedSeatState::Free, vec![candidate.0])
                    }
                    Follower::Lot(level) => (
                        ElectedSeatState::LotNeeded,
                        level.into_iter().map(|candidate| candidate.0).collect(),
                    ),
                };
                (state, Some(from), next)
            }
        };
        Self {
            seat_id: line.seat.0,
            number: line.number,
            state,
            free_from: free_from.map(|day| day.to_string()),
            next_candidate_ids: next,
            next_by_lot_of: by_lot,
            calls: line.calls.into_iter().map(SeatCallDocument::from).collect(),
        }
    }
}

#[OpenApi(tag = "crate::api::Tag::Elections")]
impl SeatCallsApi {
    /// Lists the seats of a certified election with everybody who was called to them.
    #[oai(
        path = "/federations/:slug/elections/:election/seat-calls",
        method = "get",
        operation_id = "list_seat_calls"
    )]
    async fn list_seat_calls(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
    ) -> Result<Json<ElectedSeats>, Refused> {
        let id = ElectionId(election.0);
        let found = actions::seats_of_election(&app, &caller.0, &slug, id).await?;
        Ok(Json(ElectedSeats {
            to_call: i64::try_from(found.to_call).unwrap_or(i64::MAX),
            seats: found.lines.into_iter().map(ElectedSeat::from).collect(),
        }))
    }

    /// Calls every elected candidate who was not called yet, and makes the seats that the term lacks.
    #[oai(
        path = "/federations/:slug/elections/:election/seat-calls",
        method = "post",
        operation_id = "call_elected"
    )]
    async fn call_elected(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        request: Json<CallRequest>,
    ) -> Result<Json<CalledDocument>, Refused> {
        let id = ElectionId(election.0);
        let called = actions::call_elected(&app, &caller.0, &slug, id, &request.called_on).await?;
        Ok(Json(CalledDocument {
            called: i64::try_from(called).unwrap_or(i64::MAX),
        }))
    }

    /// Records the answer to a call: acceptance gives the mandate, and whoever declines is followed by the next in line.
    #[oai(
        path = "/federations/:slug/elections/:election/seat-calls/:call/answer",
        method = "post",
        operation_id = "answer_seat_call"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "one for each part of the request"
    )]
    async fn answer_seat_call(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        call: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<AnswerRequest>,
    ) -> Result<Json<AnsweredDocument>, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let input = AnswerInput {
            answer: match request.0.answer {
                SeatAnswer::Accepted => CallState::Accepted,
                SeatAnswer::Declined => CallState::Declined,
            }
            .as_str()
            .to_owned(),
            answered_on: request.0.answered_on,
            reason: request.0.reason,
        };
        let (id, call) = (ElectionId(election.0), (SeatCallId(call.0), revision));
        let answered = actions::answer_call(&app, &caller.0, &slug, id, call, &input).await?;
        let (mandate, next) = match answered {
            Answered::Seated(mandate) => (Some(mandate.0), None),
            Answered::NextCalled(next) => (None, Some(next.0)),
            Answered::LotNeeded | Answered::Vacant => (None, None),
        };
        Ok(Json(AnsweredDocument {
            mandate_id: mandate,
            next_call_id: next,
            lot_needed: answered == Answered::LotNeeded,
            vacant: answered == Answered::Vacant,
        }))
    }

    /// Calls whoever follows a member who left the seat before the end of the term.
    #[oai(
        path = "/federations/:slug/elections/:election/seat-calls/:call/successor",
        method = "post",
        operation_id = "call_successor"
    )]
    async fn call_successor(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        call: Path<i64>,
        request: Json<SuccessorRequest>,
    ) -> Result<Json<SuccessorDocument>, Refused> {
        let (id, call) = (ElectionId(election.0), SeatCallId(call.0));
        let input = NextInput {
            called_on: request.0.called_on,
            drawn: request
                .0
                .drawn_candidate_id
                .map_or_else(String::new, |id| id.to_string()),
        };
        let next = actions::call_next(&app, &caller.0, &slug, id, call, &input).await?;
        Ok(Json(SuccessorDocument { id: next.0 }))
    }
}
