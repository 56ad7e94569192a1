//! A candidate called to a seat: accepts, declines, and who follows.

use serde::Serialize;

use crate::types::{CandidateId, Day, MandateId, SeatCallId, SeatId, words::words};

words! {
    /// How a call was answered.
    CallState {
        Called = "called", crate::key!("elections-call-called");
        Accepted = "accepted", crate::key!("elections-call-accepted");
        Declined = "declined", crate::key!("elections-call-declined");
    }
}

/// A candidate called to a seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeatCall {
    pub id: SeatCallId,
    pub seat: SeatId,
    pub candidate: CandidateId,
    /// The call that it follows: declined, or its mandate ended. `None` for whoever was elected.
    pub follows: Option<SeatCallId>,
    pub called_on: Day,
    /// Last day of the answer.
    pub answer_by: Day,
    pub state: CallState,
    pub answered_on: Option<Day>,
    pub mandate: Option<MandateId>,
    #[serde(skip)]
    pub revision: i64,
}
