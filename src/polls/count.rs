//! The count of a poll as it is stored, published and exported.

use serde::{Deserialize, Serialize};

/// What counting found; serialised canonically (field order as here), so that counting twice gives the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PollCount {
    /// Votes of all entries of the roll.
    pub entitled: i64,
    /// Entries of the roll that voted.
    pub voters: i64,
    /// Ballots in the box: valid, blank and invalid.
    pub ballots: i64,
    /// Votes per option in the order of the ballot: yes, no, abstain; or the candidates.
    pub votes: Vec<i64>,
    pub valid: i64,
    pub blank: i64,
    pub invalid: i64,
    pub outcome: Outcome,
}

/// What follows from the count by the rule of the poll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outcome {
    Motion {
        accepted: bool,
        /// Least number of yes votes that would have been enough.
        needed: i64,
        /// The votes of which a share was needed.
        base: i64,
        /// Equal numbers of yes and no.
        tie: bool,
        quorum_missed: bool,
    },
    Election {
        /// Positions on the ballot, from 1, of those elected.
        elected: Vec<i64>,
        /// Positions between which a lot or a runoff decides about `open_seats`.
        tied: Vec<i64>,
        open_seats: i64,
        vacant: i64,
    },
}
