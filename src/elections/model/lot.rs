//! A lot that people drew because the votes left a seat undecided.

use serde::{Deserialize, Serialize};

use crate::types::{CandidateId, Day, NominationId, SeatGroupId};

/// Between whom a lot was drawn, and how it fell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "between", rename_all = "snake_case", deny_unknown_fields)]
pub enum LotContent {
    /// Lists with equal claims to the last seats (of a group of seats).
    Nominations {
        group: Option<SeatGroupId>,
        tied: Vec<NominationId>,
        /// Those who got a seat, in the order drawn.
        won: Vec<NominationId>,
    },
    /// Candidates with equal votes.
    Candidates {
        tied: Vec<CandidateId>,
        /// All of them in the order drawn: the first is elected first and follows first.
        order: Vec<CandidateId>,
    },
}

/// A recorded lot (KWG Hesse § 22(3): drawn by the returning officer).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lot {
    pub content: LotContent,
    pub drawn_on: Day,
    pub drawn_by: String,
    pub witnesses: String,
}
