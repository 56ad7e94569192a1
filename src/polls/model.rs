//! Polls: what is asked, by which rule, and the states of a poll from draft to published.

mod board;
pub mod calculator;
pub mod guard;
mod lot;
pub mod paper;
pub mod preflight;
mod presence;
mod retention;
mod standing;
pub mod trust;

pub use lot::{LotInput, OpenLot, PollLot, positions_of};
pub use presence::OpeningPresence;
pub use retention::{KeptRoll, Retention};

use serde::{Deserialize, Serialize};

pub use board::{ACTS_OF_TWO, Asked, BoardAct, MOST_GRACE_MINUTES, WaitingAct};
pub use standing::{Standing, Transition, VotingTime, WrongState};

use crate::{
    tally::{majority::MajorityRule, poll::ElectionRule, seats},
    types::{FederationId, Localized, PollId, RollId, StatutesId, Timestamp, words::words},
};

words! {
    /// How a ballot is filled in and counted.
    Method {
        /// Yes, no or abstain.
        YesNo = "yes_no", crate::key!("polls-method-yes-no");
        /// Up to k of n options, each once; also one of several motions, or all whom one approves of.
        Choose = "choose", crate::key!("polls-method-choose");
        /// So many votes, several of them for one candidate where wanted.
        Cumulate = "cumulate", crate::key!("polls-method-cumulate");
        /// One of several lists; seats go to lists by their votes.
        Lists = "lists", crate::key!("polls-method-lists");
        /// Candidates in an order; the weakest leaves until one has more than half.
        InstantRunoff = "instant_runoff", crate::key!("polls-method-instant-runoff");
        /// Candidates in an order; several seats by transferable votes, as in Scottish local elections.
        ScottishStv = "scottish_stv", crate::key!("polls-method-scottish-stv");
        /// Candidates in an order, compared in pairs.
        Schulze = "schulze", crate::key!("polls-method-schulze");
    }

    /// How a poll comes from an earlier one.
    Follows {
        /// The same question again, after the earlier poll was declared void.
        Repeat = "repeat", crate::key!("polls-follows-repeat");
        /// A runoff between those whom the earlier poll left.
        Runoff = "runoff", crate::key!("polls-follows-runoff");
    }

    /// How much of a result may become public, as chosen before opening.
    Disclosure {
        /// Every figure.
        Full = "full", crate::key!("polls-disclosure-full");
        /// What was decided, and how many took part.
        OutcomeOnly = "outcome_only", crate::key!("polls-disclosure-outcome-only");
    }
}

impl Method {
    /// Whether options are put into an order.
    pub fn is_ranked(self) -> bool {
        matches!(
            self,
            Self::InstantRunoff | Self::ScottishStv | Self::Schulze
        )
    }
}

/// Where a rule comes from; frozen with the poll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSource {
    /// The version of the statutes.
    pub statutes: StatutesId,
    /// Its title, as it was.
    pub title: String,
    pub article: String,
}

/// What can be chosen on a ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PollOption {
    pub label: Localized,
    /// From which body a candidate comes; empty where that plays no part.
    pub body: String,
    /// Places of a list; 1 for the other methods.
    pub places: i64,
}

impl PollOption {
    /// An option of which nothing but its name matters.
    pub fn plain(label: Localized) -> Self {
        Self {
            label,
            body: String::new(),
            places: 1,
        }
    }
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PollKind {
    /// Yes, no, abstain.
    Motion,
    /// Up to k of n candidates.
    Election,
}

impl PollKind {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Motion, Self::Election];

    /// The word stored and used in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Motion => "motion",
            Self::Election => "election",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == word)
    }
}

/// Who can learn how somebody voted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Secrecy {
    Secret,
    /// By name, as told before voting.
    RollCall,
}

impl Secrecy {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Secret, Self::RollCall];

    /// The word stored and used in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Secret => "secret",
            Self::RollCall => "roll_call",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == word)
    }
}

/// Where a poll is on its way; only forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PollState {
    /// Still written.
    Draft,
    /// Complete; waits to be opened.
    Ready,
    /// Ballots are taken.
    Open,
    /// The box is closed and rewritten.
    Closed,
    /// The count is fixed.
    Counted,
    /// A version of the result is public.
    Published,
}

impl PollState {
    /// All states, in order.
    pub const ALL: [Self; 6] = [
        Self::Draft,
        Self::Ready,
        Self::Open,
        Self::Closed,
        Self::Counted,
        Self::Published,
    ];

    /// The word stored and used in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Ready => "ready",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Counted => "counted",
            Self::Published => "published",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == word)
    }
}

/// How the result follows from the count; frozen with the poll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    Motion(MajorityRule),
    Election(ElectionRule),
    /// Seats of lists.
    Lists(seats::Method),
    /// The method of the poll says it all.
    Ranked,
}

/// A poll.
#[derive(Clone, Debug, PartialEq)]
pub struct Poll {
    pub id: PollId,
    pub federation: FederationId,
    pub roll: RollId,
    pub position: i64,
    pub kind: PollKind,
    pub method: Method,
    pub secrecy: Secrecy,
    pub title: Localized,
    pub question: Localized,
    /// Candidates, motions or lists in the order of the ballot; yes, no and abstain are not listed.
    pub options: Vec<PollOption>,
    /// How many votes a ballot has: options that may be chosen, or votes to be cumulated.
    pub max_choices: i64,
    /// How many of them one option may get.
    pub max_per_option: i64,
    pub seats: i64,
    /// From how many bodies those elected must come; 0 where that is free.
    pub least_bodies: i64,
    pub rule: Rule,
    pub rule_source: Option<RuleSource>,
    pub disclosure: Disclosure,
    /// What its figures could tell and what was chosen about it; fixed at opening.
    pub guard: Option<guard::GuardRecord>,
    pub state: PollState,
    pub closes_at: Option<Timestamp>,
    /// So many minutes more for voters who are signed in at the time of closing.
    pub grace_minutes: i64,
    pub opened_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
    pub counted_at: Option<Timestamp>,
    /// Since when no ballots are taken for a while.
    pub interrupted_at: Option<Timestamp>,
    /// When and why it was declared void: then it keeps its box and never has a result.
    pub voided: Option<(Timestamp, String)>,
    /// The poll that it repeats, or whose runoff it is.
    pub follows: Option<(PollId, Follows)>,
    /// When codes and marks were deleted.
    pub marks_deleted_at: Option<Timestamp>,
    /// The key to which its ballots are sealed, in hexadecimal digits; empty where they are not.
    pub sealed_to: String,
    pub revision: i64,
}
