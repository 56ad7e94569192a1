//! A candidate called to a seat: accepts, declines, and who follows.

use serde::Serialize;

use crate::{
    registry::model::mandate::EndReason,
    types::{
        CandidateId, Day, FieldProblem, Fields, MandateId, NominationId, SeatCallId, SeatId,
        reading::{day, line, word},
        words::words,
    },
};

words! {
    /// How a call was answered.
    CallState {
        Called = "called", crate::key!("seat-calls-called");
        Accepted = "accepted", crate::key!("seat-calls-accepted");
        Declined = "declined", crate::key!("seat-calls-declined");
        /// A correction took the seat, or the election is void.
        Withdrawn = "withdrawn", crate::key!("seat-calls-withdrawn");
    }
}

/// A candidate called to a seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeatCall {
    pub id: SeatCallId,
    pub seat: SeatId,
    /// Number of the seat in its term.
    pub number: i64,
    pub candidate: CandidateId,
    pub name: String,
    pub nomination: NominationId,
    pub label: String,
    /// The call that it follows: declined, or its mandate ended. `None` for whoever was elected.
    pub follows: Option<SeatCallId>,
    pub called_on: Day,
    /// Last day of the answer.
    pub answer_by: Day,
    pub state: CallState,
    pub answered_on: Option<Day>,
    /// Why somebody declined, as told.
    pub reason: String,
    pub mandate: Option<CalledMandate>,
    pub withdrawn: Option<Withdrawn>,
    #[serde(skip)]
    pub revision: i64,
}

/// When a call was withdrawn, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Withdrawn {
    pub on: Day,
    pub reason: String,
}

/// The mandate that an accepted call became.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CalledMandate {
    pub id: MandateId,
    pub starts_on: Day,
    /// Last day; without one it goes on until the term ends.
    pub ends_on: Option<Day>,
    pub end_reason: Option<EndReason>,
}

impl SeatCall {
    /// Whether it was not withdrawn.
    pub fn stands(&self) -> bool {
        self.state != CallState::Withdrawn
    }

    /// Whether it gives a seat on a day or later: it waits for its answer, or its mandate goes on beyond the day.
    pub fn gives_seat_beyond(&self, day: Day) -> bool {
        match self.state {
            CallState::Called => true,
            CallState::Accepted => self
                .mandate
                .is_some_and(|mandate| mandate.ends_on.is_none_or(|last| last > day)),
            CallState::Declined | CallState::Withdrawn => false,
        }
    }

    /// The first day on which the seat is free again: after a call declined, or after the last day of its mandate.
    ///
    /// `None` while the call waits, while the mandate goes on, and where it ended with its term.
    pub fn free_from(&self, term_ends_on: Day) -> Option<Day> {
        match self.state {
            CallState::Called | CallState::Withdrawn => None,
            CallState::Declined => self.answered_on,
            CallState::Accepted => {
                let last = self.mandate?.ends_on?;
                let next = last.plus_days(1).ok()?;
                (next <= term_ends_on).then_some(next)
            }
        }
    }
}

/// An answer to a call, as typed.
#[derive(Clone, Debug, Default)]
pub struct AnswerInput {
    /// `accepted` or `declined`.
    pub answer: String,
    pub answered_on: String,
    /// Why it was declined; may be empty.
    pub reason: String,
}

/// An answer to a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub accepts: bool,
    pub on: Day,
    pub reason: String,
}

impl AnswerInput {
    /// Reads an answer to a call of `called_on`; nobody answers before the call or tomorrow.
    ///
    /// # Errors
    /// All that is wrong with its fields.
    pub fn parse(&self, called_on: Day, today: Day) -> Result<Answer, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let accepts = word(
            &mut fields,
            "answer",
            &self.answer,
            |word| match CallState::parse(word)? {
                CallState::Accepted => Some(true),
                CallState::Declined => Some(false),
                CallState::Called | CallState::Withdrawn => None,
            },
        );
        let on = day(&mut fields, "answered_on", &self.answered_on);
        let reason = line(&mut fields, "reason", &self.reason, 0, 200);
        if on.is_some_and(|on| on < called_on) {
            let problem = FieldProblem::new("answered_on", crate::key!("field-answer-before-call"));
            fields.refuse(problem.with("day", called_on));
        }
        if on.is_some_and(|on| on > today) {
            fields.refuse(FieldProblem::new(
                "answered_on",
                crate::key!("field-day-in-future"),
            ));
        }
        let answer = (|| {
            Some(Answer {
                accepts: accepts?,
                on: on?,
                reason: reason?,
            })
        })();
        fields.finish(answer)
    }
}
