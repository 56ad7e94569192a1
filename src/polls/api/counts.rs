//! The count of a poll as staff read it.

use poem_openapi::Object;
use serde_json::Value;

use super::documents::AwaitsName;
use crate::polls::count::{Outcome, PollCount};

/// What became of a motion.
#[derive(Object)]
pub struct MotionOutcome {
    accepted: bool,
    /// Least number of yes votes that would have been enough.
    needed: i64,
    /// The votes of which a share was needed.
    base: i64,
    /// Equal numbers of yes and no.
    tie: bool,
    quorum_missed: bool,
    /// What the tie still asks for by the rule of the poll.
    #[oai(skip_serializing_if_is_none)]
    awaits: Option<AwaitsName>,
    /// How the bodies stand, where the rule asks them too.
    #[oai(skip_serializing_if_is_none)]
    bodies: Option<BodiesOutcome>,
}

/// How the bodies stand: those with more yes than no, more no than yes, and as many of each.
#[derive(Object)]
pub struct BodiesOutcome {
    yes: i64,
    no: i64,
    even: i64,
    /// Least number of bodies that would have been enough.
    needed: i64,
    accepted: bool,
}

/// What became of an election; options by their place on the ballot, from 1.
#[derive(Object)]
pub struct ElectionOutcome {
    /// In the order of the ballot; where options were ranked, in the order in which they were elected.
    elected: Vec<i64>,
    /// How many of the tied a lot draws.
    #[oai(skip_serializing_if_is_none)]
    lot_draws: Option<i64>,
    /// Seats of each list.
    seats: Vec<i64>,
    /// What the tie is about where it is not simply the last seats: `seat`, `exclusion` or `surplus`.
    tie_over: Option<String>,
    /// How it was counted: steps in numbers, options by their position from 0.
    steps: Vec<Value>,
    /// Between whom a lot or a runoff decides about the open seats.
    tied: Vec<i64>,
    open_seats: i64,
    vacant: i64,
}

/// The count of a poll.
#[derive(Object)]
pub struct CountDocument {
    /// Votes of all entries of the roll.
    entitled: i64,
    /// Votes of those who were there, where the rule asks for it and presence was recorded.
    #[oai(skip_serializing_if_is_none)]
    present: Option<i64>,
    /// Entries that voted.
    voters: i64,
    /// Valid, blank and invalid together.
    ballots: i64,
    valid: i64,
    blank: i64,
    invalid: i64,
    /// Votes in the order of the ballot: yes, no, abstain; or the candidates.
    votes: Vec<i64>,
    motion: Option<MotionOutcome>,
    election: Option<ElectionOutcome>,
}

impl From<PollCount> for CountDocument {
    fn from(count: PollCount) -> Self {
        let (motion, election) = match count.outcome {
            Outcome::Motion {
                accepted,
                needed,
                base,
                tie,
                quorum_missed,
                awaits,
                bodies,
            } => (
                Some(MotionOutcome {
                    accepted,
                    needed,
                    base,
                    tie,
                    quorum_missed,
                    awaits: awaits.map(AwaitsName::from),
                    bodies: bodies.map(|b| BodiesOutcome {
                        yes: b.yes,
                        no: b.no,
                        even: b.even,
                        needed: b.needed,
                        accepted: b.accepted,
                    }),
                }),
                None,
            ),
            Outcome::Election {
                elected,
                tied,
                open_seats,
                vacant,
                winners,
                seats,
                tie_over,
                steps,
            } => (
                None,
                Some(ElectionOutcome {
                    lot_draws: (!tied.is_empty()).then(|| winners.unwrap_or(open_seats)),
                    seats,
                    tie_over: tie_over.map(|over| over.as_str().to_owned()),
                    steps: steps
                        .iter()
                        .filter_map(|step| serde_json::to_value(step).ok())
                        .collect(),
                    elected,
                    tied,
                    open_seats,
                    vacant,
                }),
            ),
        };
        Self {
            entitled: count.entitled,
            present: count.present,
            voters: count.voters,
            ballots: count.ballots,
            valid: count.valid,
            blank: count.blank,
            invalid: count.invalid,
            votes: count.votes,
            motion,
            election,
        }
    }
}
