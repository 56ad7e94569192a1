//! The count of a poll as it is stored, published and exported.

mod fill;
mod motion;
mod steps;

use serde::{Deserialize, Serialize};

use super::model::{Method, Poll, Rule};
use crate::{
    db::DbError,
    tally::{
        self,
        lot::Lot,
        majority::{BodyVotes, Finding},
        ranked,
    },
    types::{Explain, Problem},
};

pub use fill::{Candidates, Filled};
pub use motion::{MotionSettled, bodies_by_name, settle_motion};
pub use steps::{CountStep, TieOver, said};

/// What counting found; serialised canonically (field order as here), so that counting twice gives the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PollCount {
    /// Votes that could be cast: those of all entries of the roll but the excluded ones.
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
    /// Votes of those who were there while the poll was open, where the rule asks for it and presence was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present: Option<i64>,
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
        /// What a tie still asks for by the rule of the poll.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        awaits: Option<Awaits>,
        /// How the bodies stand, where the rule asks them too.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        bodies: Option<BodiesCount>,
    },
    Election {
        /// Positions on the ballot, from 1, of those elected.
        elected: Vec<i64>,
        /// Positions between which a lot or a runoff decides about `open_seats`.
        tied: Vec<i64>,
        open_seats: i64,
        vacant: i64,
        /// How many of the tied a lot draws, where that is not as many as there are open seats.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        winners: Option<i64>,
        /// Seats of each list; nothing where people are elected.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        seats: Vec<i64>,
        /// What the tie is about, where it is not simply the last seats.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tie_over: Option<TieOver>,
        /// How it was counted, where sums of votes do not say it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        steps: Vec<CountStep>,
    },
}

/// What a tie over a motion asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Awaits {
    /// A lot: the motion is neither carried nor rejected before it is drawn.
    Lot,
    /// Another vote; until then the motion is not carried.
    Runoff,
}

/// How the bodies stand in a vote that needs them too: each by the majority of its own votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodiesCount {
    /// Bodies with more yes than no.
    pub yes: i64,
    /// Bodies with more no than yes.
    pub no: i64,
    /// Bodies with as many of each.
    pub even: i64,
    /// Least number of bodies that would have been enough.
    pub needed: i64,
    pub accepted: bool,
}

/// Why there is no count: an incident that people have to look into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CountRefused {
    #[error("the box is missing")]
    BoxMissing,
    #[error("{ballots} ballots, {marks} votes of marked entries, {put_in} ballots put in")]
    NumbersDiffer {
        ballots: i64,
        marks: i64,
        put_in: i64,
    },
    #[error("{trackers} trackers for {ballots} ballots")]
    TrackersDiffer { trackers: i64, ballots: i64 },
    #[error("a tracker was changed since closing")]
    TrackersChanged,
    #[error("the definition of the poll, or who is excluded, was changed since closing")]
    OpeningChanged,
    #[error("the ballots of block {number} are not those of its hash")]
    BlockChanged { number: i64 },
    #[error("{blocks} blocks, the ballots make {needed}")]
    BlocksDiffer { blocks: i64, needed: i64 },
    #[error("{voters} who may not vote in this poll are marked as having voted")]
    ExcludedVoted { voters: i64 },
    #[error("a ballot was changed or exchanged since closing")]
    BallotsChanged,
    #[error("the entries do not fit the digest of the roll")]
    RollAltered,
    #[error("counting again gave another result than the first count")]
    DiffersFromFirstCount,
    #[error("the stored rule does not fit the figures")]
    RuleDoesNotFit,
}

impl Explain for CountRefused {
    fn problem(&self) -> Problem {
        match self {
            Self::NumbersDiffer {
                ballots,
                marks,
                put_in,
            } => Problem::conflict(crate::key!("problem-count-numbers-differ"))
                .with("ballots", *ballots)
                .with("marks", *marks)
                .with("put_in", *put_in),
            Self::TrackersDiffer { trackers, ballots } => {
                Problem::conflict(crate::key!("problem-count-trackers-differ"))
                    .with("trackers", *trackers)
                    .with("ballots", *ballots)
            }
            Self::TrackersChanged => {
                Problem::conflict(crate::key!("problem-count-trackers-changed"))
            }
            Self::OpeningChanged => Problem::conflict(crate::key!("problem-count-opening-changed")),
            Self::BlockChanged { number } => {
                Problem::conflict(crate::key!("problem-count-block-changed")).with("n", *number)
            }
            Self::BlocksDiffer { blocks, needed } => {
                Problem::conflict(crate::key!("problem-count-blocks-differ"))
                    .with("blocks", *blocks)
                    .with("needed", *needed)
            }
            Self::ExcludedVoted { voters } => {
                Problem::conflict(crate::key!("problem-count-excluded-voted")).with("n", *voters)
            }
            Self::BoxMissing | Self::BallotsChanged | Self::DiffersFromFirstCount => {
                Problem::conflict(crate::key!("problem-count-ballots-changed"))
            }
            Self::RollAltered => Problem::conflict(crate::key!("problem-count-roll-altered")),
            Self::RuleDoesNotFit => {
                Problem::conflict(crate::key!("problem-count-rule-does-not-fit"))
            }
        }
    }
}

/// Counts the ballots by the rule of the poll, with the lots that were drawn where it left something open. `bodies`: how the bodies
/// stand, where the rule asks them too.
///
/// `present`: votes of those who were there. Where presence was not recorded, a ballot in the box is what shows it.
pub fn count(
    poll: &Poll,
    ballots: &[String],
    voters: i64,
    (entitled, present): (i64, Option<i64>),
    bodies: Option<BodyVotes>,
    lots: &[Lot],
) -> Result<PollCount, CountRefused> {
    let all = to_i64(ballots.len());
    match &poll.rule {
        Rule::Motion(rule) => {
            let count = tally::poll::count_motion(ballots);
            let there = present.map_or(all, |present| present.max(all));
            let figures = count.figures(from_i64(there), from_i64(entitled));
            let settled = settle_motion(rule, &figures, bodies, lots)?;
            let decision = &settled.people;
            let votes = [count.yes, count.no, count.abstain].map(small).to_vec();
            Ok(PollCount {
                entitled,
                voters,
                ballots: all,
                valid: votes.iter().sum(),
                votes,
                blank: small(count.blank),
                invalid: small(count.invalid),
                present: present.map(|present| present.max(all)),
                outcome: Outcome::Motion {
                    accepted: settled.accepted,
                    needed: small(decision.needed),
                    base: small(decision.base),
                    tie: decision
                        .findings
                        .iter()
                        .any(|f| matches!(f, Finding::Tie { .. })),
                    quorum_missed: decision
                        .findings
                        .iter()
                        .any(|f| matches!(f, Finding::Quorum { .. }) && !f.is_met()),
                    awaits: settled.awaits,
                    bodies: settled.bodies,
                },
            })
        }
        Rule::Election(rule) => {
            let election = poll.election().ok_or(CountRefused::RuleDoesNotFit)?;
            let sums = tally::poll::count_election(&election, ballots);
            let bodies: Vec<&str> = poll.options.iter().map(|o| o.body.as_str()).collect();
            let candidates = Candidates {
                votes: &sums.votes,
                valid: sums.valid,
                bodies: &bodies,
                seats: poll.seats,
                least_bodies: poll.least_bodies,
            };
            let filled = candidates.elect(*rule, lots)?;
            Ok(PollCount {
                entitled,
                voters,
                ballots: all,
                votes: sums.votes.iter().copied().map(small).collect(),
                valid: small(sums.valid),
                blank: small(sums.blank),
                invalid: small(sums.invalid),
                present: None,
                outcome: filled.outcome(),
            })
        }
        Rule::Lists(method) => {
            let paper = poll.paper().ok_or(CountRefused::RuleDoesNotFit)?;
            let sums = tally::poll::sum_up(paper, ballots);
            let places: Vec<i64> = poll.options.iter().map(|o| o.places).collect();
            let filled = Filled::of_lists(*method, &sums.votes, &places, poll.seats, lots)?;
            Ok(PollCount {
                entitled,
                voters,
                ballots: all,
                votes: sums.votes.iter().copied().map(small).collect(),
                valid: small(sums.valid),
                blank: small(sums.blank),
                invalid: small(sums.invalid),
                present: None,
                outcome: filled.outcome(),
            })
        }
        Rule::Ranked => count_ranked(poll, ballots, voters, entitled, lots),
    }
}

/// Counts ballots that rank. The votes are first preferences, shared ones for everybody who shares them.
fn count_ranked(
    poll: &Poll,
    ballots: &[String],
    voters: i64,
    entitled: i64,
    lots: &[Lot],
) -> Result<PollCount, CountRefused> {
    let unusable = CountRefused::RuleDoesNotFit;
    let paper = poll.paper().ok_or(unusable)?;
    let (rankings, unreadable) = tally::poll::rankings(paper, ballots);
    let options = poll.options.len();
    let seats = usize::try_from(poll.seats).map_err(|_| unusable)?;
    let counted = match poll.method {
        Method::InstantRunoff => ranked::irv(options, &rankings, lots),
        Method::ScottishStv => ranked::stv_scottish(options, seats, &rankings, lots),
        Method::Schulze => ranked::schulze(options, seats, &rankings, lots),
        Method::YesNo | Method::Choose | Method::Cumulate | Method::Lists => return Err(unusable),
    }
    .map_err(|_| unusable)?;
    let mut first = vec![0_i64; options];
    for ranking in &rankings {
        for option in ranking.ranks.first().into_iter().flatten() {
            if let Some(sum) = first.get_mut(*option) {
                *sum = sum.saturating_add(small(ranking.count));
            }
        }
    }
    Ok(PollCount {
        entitled,
        voters,
        ballots: to_i64(ballots.len()),
        votes: first,
        valid: small(counted.valid),
        blank: small(counted.blank),
        invalid: small(counted.invalid).saturating_add(small(unreadable)),
        present: None,
        outcome: Filled::of_ranked(counted).outcome(),
    })
}

/// Numbers of ballots fit into 63 bits: each was a row of a table.
fn small(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn to_i64(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn from_i64(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

impl PollCount {
    /// The stored form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads the stored form.
    pub fn from_json(text: &str) -> Result<Self, DbError> {
        serde_json::from_str(text).map_err(|e| DbError::row("poll_counts", e))
    }
}
