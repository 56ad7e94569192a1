//! An election of a body for a term, and the states that it goes through.

use serde::Serialize;

use super::rules::Rules;
use crate::types::{BodyId, Day, ElectionId, FederationId, TermId, words::words};

words! {
    /// How far an election is, or what came instead of it.
    ElectionState {
        /// Nominations are taken in; rules may change.
        Preparing = "preparing", crate::key!("elections-state-preparing");
        /// Nominations and rules are fixed; districts report.
        Counting = "counting", crate::key!("elections-state-counting");
        /// Two people certified the result; the elected are called.
        Certified = "certified", crate::key!("elections-state-certified");
        /// Not held for lack of candidates (GemO RLP § 56a).
        NotHeld = "not_held", crate::key!("elections-state-not-held");
        /// The body is appointed instead.
        AppointedInstead = "appointed_instead", crate::key!("elections-state-appointed-instead");
        /// Declared void after certification.
        Annulled = "annulled", crate::key!("elections-state-annulled");
        /// Annulled, and another election repeats it.
        Repeated = "repeated", crate::key!("elections-state-repeated");
    }
}

words! {
    /// What changes the state of an election.
    Transition {
        StartCounting = "start_counting", crate::key!("elections-transition-start-counting");
        Certify = "certify", crate::key!("elections-transition-certify");
        CallOff = "call_off", crate::key!("elections-transition-call-off");
        AppointInstead = "appoint_instead", crate::key!("elections-transition-appoint-instead");
        Annul = "annul", crate::key!("elections-transition-annul");
        Repeat = "repeat", crate::key!("elections-transition-repeat");
    }
}

/// An election cannot do this in its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{transition:?} is not possible while {state:?}")]
pub struct WrongState {
    pub state: ElectionState,
    pub transition: Transition,
}

impl ElectionState {
    /// The state after a transition. Only forward: what was certified is annulled, never reopened.
    ///
    /// # Errors
    /// [`WrongState`] where the state does not allow it.
    pub fn after(self, transition: Transition) -> Result<Self, WrongState> {
        use ElectionState::{
            Annulled, AppointedInstead, Certified, Counting, NotHeld, Preparing, Repeated,
        };
        use Transition::{Annul, AppointInstead, CallOff, Certify, Repeat, StartCounting};
        match (self, transition) {
            (Preparing, StartCounting) => Ok(Counting),
            (Counting, Certify) => Ok(Certified),
            (Preparing, CallOff) => Ok(NotHeld),
            (Preparing | NotHeld, AppointInstead) => Ok(AppointedInstead),
            (Certified, Annul) => Ok(Annulled),
            (Annulled, Repeat) => Ok(Repeated),
            (
                Preparing | Counting | Certified | NotHeld | AppointedInstead | Annulled | Repeated,
                _,
            ) => Err(WrongState {
                state: self,
                transition,
            }),
        }
    }
}

/// An election of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Election {
    pub id: ElectionId,
    #[serde(skip)]
    pub federation: FederationId,
    pub body: BodyId,
    pub term: TermId,
    /// Election day.
    pub day: Day,
    /// The annulled election that this one repeats.
    pub repeats: Option<ElectionId>,
    pub state: ElectionState,
    /// Why it was not held or was annulled; empty otherwise.
    pub state_reason: String,
    /// Seats to be elected.
    pub seats: i64,
    /// Seats given by appointment beside the elected ones.
    pub appointed_seats: i64,
    /// Seats held by virtue of an office beside the elected ones.
    pub ex_officio_seats: i64,
    /// How votes become seats; `None` while it is not set, and then nothing is allocated.
    pub rules: Option<Rules>,
    /// Last day on which nominations are handed in.
    pub nomination_deadline: Option<Day>,
    /// Days that somebody called to a seat has to answer.
    pub acceptance_days: i64,
    /// Last day on which an objection to the result can be raised.
    pub objection_deadline: Option<Day>,
    #[serde(skip)]
    pub revision: i64,
}
