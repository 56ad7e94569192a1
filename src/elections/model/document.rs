//! The result of an election as published: one document that holds everything its page shows, and never changes.
//!
//! Its canonical form is JSON with the fields in this order; the digest is SHA-256 over it.

use serde::{Deserialize, Serialize};

use super::rules::Rules;
use crate::types::{CandidateId, Day, ElectionId, NominationId, Timestamp};

/// The formats of a published result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ElectionFormat {
    /// The first one.
    #[serde(rename = "mandat.election/1")]
    V1,
}

/// What a version is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Reporting is incomplete, or nobody has certified it.
    Provisional,
    Certified,
    /// Replaces a certified version; the reason says why.
    Corrected,
    /// The election was declared void.
    Annulled,
}

impl Standing {
    /// The word stored beside the document and used in it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Provisional => "provisional",
            Self::Certified => "certified",
            Self::Corrected => "corrected",
            Self::Annulled => "annulled",
        }
    }

    /// Key of its name in the reader's language.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Provisional => crate::key!("outcome-standing-provisional"),
            Self::Certified => crate::key!("outcome-standing-certified"),
            Self::Corrected => crate::key!("outcome-standing-corrected"),
            Self::Annulled => crate::key!("outcome-standing-annulled"),
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "provisional" => Some(Self::Provisional),
            "certified" => Some(Self::Certified),
            "corrected" => Some(Self::Corrected),
            "annulled" => Some(Self::Annulled),
            _ => None,
        }
    }
}

/// A published version of the result of an election.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ElectionDocument {
    pub format: ElectionFormat,
    /// From 1; each publication is the next one.
    pub version: i64,
    pub standing: Standing,
    pub published_at: Timestamp,
    /// The office that published it; never a person.
    pub published_by: String,
    /// Why this version replaces the one before; empty for the first.
    pub reason: String,
    pub federation: FederationNamed,
    pub election: ElectionNamed,
    /// `None` for provisional results of districts without these figures.
    pub figures: TotalFigures,
    pub parts: FigureParts,
    pub reporting: Reporting,
    /// Each group of seats by itself; exactly one without a name where there are no groups.
    pub allocations: Vec<GroupResult>,
    /// Figures by district where there is more than one.
    pub districts: Vec<DistrictResult>,
    pub lots: Vec<LotNamed>,
    /// The election before, of the same body.
    pub previous: Option<Previous>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FederationNamed {
    pub slug: String,
    pub name: String,
}

/// Of whom, when, by what rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ElectionNamed {
    pub id: ElectionId,
    /// Name of the body on election day.
    pub body: String,
    pub body_id: i64,
    pub day: Day,
    pub term: String,
    pub repeats: Option<ElectionId>,
    /// Seats elected; appointed and ex officio ones stand beside.
    pub seats: i64,
    pub appointed_seats: i64,
    pub ex_officio_seats: i64,
    pub rules: Rules,
    pub objection_deadline: Option<Day>,
}

/// How many districts have reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reporting {
    pub reported: i64,
    pub districts: i64,
}

/// Sums over the districts that reported; `None` where a district did not report the figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TotalFigures {
    pub eligible: Option<i64>,
    pub voters: Option<i64>,
    pub invalid: Option<i64>,
    pub valid: Option<i64>,
}

/// What the eligible and the voters are made up of, as records of results name it (A1, A2, A3, B1); sums as in [`TotalFigures`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureParts {
    /// A1: in the register without a flag.
    pub eligible_unflagged: Option<i64>,
    /// A2: in the register with the flag W.
    pub eligible_flagged: Option<i64>,
    /// A3: not in the register.
    pub eligible_unregistered: Option<i64>,
    /// B1: voters with a ballot authorisation.
    pub voters_authorised: Option<i64>,
}

/// The seats of one group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupResult {
    /// Empty where there are no groups.
    pub name: String,
    pub seats: i64,
    /// In the order of the ballot.
    pub nominations: Vec<NominationResult>,
    pub filled: i64,
    pub vacant: i64,
    /// Seats that only a lot can give.
    pub undecided: i64,
    /// Indices into `nominations` of those with equal claims to the undecided seats.
    pub undecided_between: Vec<usize>,
    pub working: Option<Working>,
    /// What besides the method gave or took seats, in the order in which it did.
    pub steps: Vec<WorkingStep>,
}

/// Votes, seats and people of one nomination.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NominationResult {
    pub id: NominationId,
    pub label: String,
    pub independent: bool,
    pub votes: i64,
    /// Seats that its votes earn.
    pub entitled: i64,
    /// Seats that it fills.
    pub filled: i64,
    /// Number of candidates; `None` where it is not known.
    pub candidates: Option<i64>,
    /// First the elected, then the successors, each in their order; empty where names were not taken in.
    pub people: Vec<PersonResult>,
}

/// A candidate in a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonResult {
    pub id: CandidateId,
    /// `None` where the candidate did not agree to be named.
    pub name: Option<String>,
    /// Place on the list.
    pub position: i64,
    /// Personal votes, where the rules use them.
    pub votes: Option<i64>,
    pub standing: PersonStanding,
    /// By what the seat was won: whoever leaves it is followed the same way. `None` for those not elected.
    pub elected_by: Option<ElectedBy>,
}

/// By what somebody came to a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ElectedBy {
    /// The order of the list.
    ListOrder,
    /// The person's own votes.
    Votes,
}

/// What a candidate came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonStanding {
    Elected,
    /// Follows when a seat of the list falls empty.
    Successor,
    /// Follows nobody: the list has no seat, or nobody voted for this person.
    NotElected,
    /// Equal votes with another; a lot decides.
    Undecided,
}

/// How the seats were computed, to be followed with paper and pencil.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Working {
    /// A divisor method: votes over divisors, the highest quotients win.
    Quotients {
        rows: Vec<QuotientRow>,
        /// The last seat given and the first claim that missed.
        edge: Option<Edge>,
        /// Every divisor in this range, rounded by the method, gives these seats.
        divisors: Option<DivisorRange>,
    },
    /// Hare/Niemeyer: whole quotas first, the rest by largest fractions.
    Quotas { rows: Vec<QuotaRow> },
    /// Persons by votes.
    Persons,
}

/// What besides the method gave or took seats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum WorkingStep {
    /// Who stayed below the threshold, as indices into `nominations`.
    Threshold {
        least_votes: i64,
        left_out: Vec<usize>,
    },
    /// More than half of the votes gave more than half of the seats.
    MajorityClause {
        nomination: usize,
        before: i64,
        after: i64,
    },
    /// A lot gave the last seats.
    Lot {
        between: Vec<usize>,
        seats: i64,
        won: Vec<usize>,
    },
}

/// The quotients of one nomination.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuotientRow {
    /// Index into `nominations`.
    pub nomination: usize,
    pub quotients: Vec<QuotientCell>,
}

/// One quotient: votes over divisor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuotientCell {
    pub divisor: i64,
    /// Which seat it won, from 1; equal quotients that all won share the number of the first of their seats.
    pub seat: Option<i64>,
}

/// The edge between the last seat and the first one missed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edge {
    /// Index of the nomination with the last seat.
    pub last: usize,
    /// Index of the nomination that came closest to a further seat.
    pub missed: usize,
    /// Votes more that it would have needed for that seat.
    pub votes_short: i64,
}

/// From the smallest to the largest divisor, as fractions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DivisorRange {
    pub least_num: i64,
    pub least_den: i64,
    pub most_num: i64,
    pub most_den: i64,
}

/// The quota of one nomination.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuotaRow {
    /// Index into `nominations`.
    pub nomination: usize,
    /// Whole seats.
    pub whole: i64,
    /// The rest of the division by all votes: the larger, the earlier a further seat.
    pub remainder: i64,
    pub further_seat: bool,
}

/// The figures of one district.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DistrictResult {
    pub number: i64,
    pub name: String,
    pub reported: bool,
    /// Too few ballots to show votes by list without telling on somebody.
    pub suppressed: bool,
    pub figures: TotalFigures,
    /// Votes in the order of the nominations over all groups; empty where not reported or suppressed.
    pub votes: Vec<i64>,
}

/// A lot as the result tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LotNamed {
    pub between: Vec<String>,
    /// Those who won, or all in the order drawn.
    pub drawn: Vec<String>,
    pub drawn_on: Day,
    pub drawn_by: String,
    pub witnesses: String,
}

/// What the election before came to, by label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Previous {
    pub id: ElectionId,
    pub day: Day,
    pub seats: i64,
    pub figures: TotalFigures,
    pub nominations: Vec<PreviousNomination>,
}

/// Votes and seats of a list in the election before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreviousNomination {
    pub label: String,
    pub votes: i64,
    pub entitled: i64,
}
