//! The figures of one district, as one person read them from the record.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::types::{CandidateId, NominationId};

/// More votes than this are no figure of an election; sums of them stay within 64 bits where they must.
pub const MOST_VOTES: i64 = 9_000_000_000_000_000_000;

/// Figures of one district. Its JSON is what the database holds; absent is not zero.
///
/// The letters are those of German election records: A = A1 + A2 + A3, B <= A, and B = C + D where each voter has one vote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// A1: eligible, in the register without a flag.
    pub eligible_unflagged: Option<i64>,
    /// A2: eligible, in the register with the flag W (they asked for postal voting).
    pub eligible_flagged: Option<i64>,
    /// A3: eligible, not in the register.
    pub eligible_unregistered: Option<i64>,
    /// A: all eligible.
    pub eligible: Option<i64>,
    /// B: voters.
    pub voters: Option<i64>,
    /// B1: voters with a ballot authorisation.
    pub voters_authorised: Option<i64>,
    /// C: invalid ballots (or votes, where each voter has one).
    pub invalid: Option<i64>,
    /// D: valid votes.
    pub valid: Option<i64>,
    /// Votes of each nomination; one that is missing has not been reported.
    pub nominations: BTreeMap<NominationId, i64>,
    /// Votes of each candidate, where the rules use them.
    pub candidates: BTreeMap<CandidateId, i64>,
}
