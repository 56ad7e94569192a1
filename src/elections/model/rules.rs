//! The rules of one election, stored with it together with the place where they are written.
//!
//! They are data of each election: two Land laws on the method were declared void in 2025 and 2026, and neighbouring towns differ.

use serde::{Deserialize, Serialize};

/// How votes become seats in one election. Its JSON is what the database and the API hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    pub system: System,
    /// How many votes a voter has: 1 for one list or person, else e.g. as many as seats.
    pub votes_per_voter: i64,
    /// How many of them one candidate may get (cumulating); 1 where votes are not cumulated.
    pub votes_per_candidate: i64,
    /// Whether votes may go to candidates of several lists (cross-voting).
    pub cross_voting: bool,
    /// Whether the sum for a nomination comes with votes for each candidate.
    pub personal_votes: bool,
    /// Where these rules are written: law, municipal charter, local election rules.
    pub legal_source: String,
}

/// Lists with seats by their votes, or persons by theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "system", rename_all = "snake_case", deny_unknown_fields)]
pub enum System {
    /// Seats go to lists in proportion to their votes.
    Proportional {
        method: Method,
        short_lists: ShortLists,
        /// More than half of the votes gives more than half of the seats (KWG Hesse § 22(4)).
        majority_clause: bool,
        /// A list below this share of the valid votes gets no seat.
        threshold: Option<Fraction>,
        order: CandidateOrder,
    },
    /// The candidates with most votes are elected, one list or none (KWG Hesse: with one list only).
    Majority,
}

/// A share of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fraction {
    pub num: u64,
    pub den: u64,
}

/// By what method votes become seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Sainte-Laguë/Schepers: divisor method with standard rounding.
    SainteLague,
    /// D'Hondt: divisor method with rounding down.
    Dhondt,
    /// Hare/Niemeyer: quota, rest by largest fractions.
    HareNiemeyer,
}

/// What becomes of seats that a list has no candidate for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShortLists {
    /// They stay vacant (NRW, Hesse).
    Vacant,
    /// They pass on to the next in turn (Saxony).
    Reallocate,
}

/// Who of a list gets its seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CandidateOrder {
    /// The order of the list (NRW).
    List,
    /// Most personal votes first (Hesse, RLP).
    PersonalVotes,
    /// A share of the seats by the list's own votes in the order of the list, the others by personal votes.
    Mixed,
}
