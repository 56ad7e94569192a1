use serde::{Deserialize, Serialize};

use super::{FiguresInResult, PollInResult};
use crate::{
    polls::{
        count::{
            Awaits, BodiesCount, Candidates, CountStep, Filled, Outcome, TieOver, settle_motion,
        },
        model::{Method, PollLot, Rule, positions_of},
    },
    tally::{
        majority::{BodyVotes, Figures, Finding, MajorityRule},
        poll::ElectionRule,
        seats,
    },
};

/// What follows from the votes by the rule of the poll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum PublishedOutcome {
    Motion {
        accepted: bool,
        /// What a tie still asks for by the rule of the poll.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        awaits: Option<Awaits>,
        /// Why; where the figures are not public, only what follows from taking part.
        findings: Vec<PublishedFinding>,
    },
    Election {
        /// Positions on the ballot, from 1.
        elected: Vec<i64>,
        /// Positions between which a lot or a runoff decides about `open_seats`.
        tied: Vec<i64>,
        open_seats: i64,
        vacant: i64,
        /// Least number of votes; where the figures are public.
        needed: Option<i64>,
        /// Seats of each list.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        seats: Vec<i64>,
        /// What the tie is about, where it is not simply the last seats.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tie_over: Option<TieOver>,
        /// How it was counted, where sums of votes do not say it and the figures are public.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        steps: Vec<CountStep>,
    },
}

/// One reason for or against a motion, in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum PublishedFinding {
    /// Yes votes against the share of the base.
    Majority {
        yes: i64,
        needed: i64,
        base: i64,
        met: bool,
    },
    /// As many yes as no.
    Tie { each: i64 },
    /// Neither yes nor no was cast.
    NothingCast,
    /// Yes votes against the least number of them.
    MinYes { yes: i64, needed: i64, met: bool },
    /// Yes votes against the share of all entitled.
    ShareOfEntitled {
        yes: i64,
        needed: i64,
        entitled: i64,
        met: bool,
    },
    /// The bodies that are for it against the share of those that are for or against it.
    Bodies {
        yes: i64,
        no: i64,
        needed: i64,
        met: bool,
    },
    /// Those who took part against the quorum.
    Quorum {
        counted: i64,
        needed: i64,
        met: bool,
    },
}

/// The sentence that says the rule; a rule of its own making is said by its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleWording {
    SimpleMajority,
    AbsoluteMajorityOfValid,
    TwoThirds,
    ThreeQuarters,
    Unanimity,
    ConsentOfAll,
    OwnMajority,
    ElectionRelative,
    ElectionAbsolute,
    SainteLague,
    DHondt,
    HareNiemeyer,
    InstantRunoff,
    ScottishStv,
    Schulze,
}

/// The stored rule cannot decide these figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the rule cannot decide these figures")]
pub struct UndecidedFigures;

impl RuleWording {
    /// The sentence for a rule.
    pub fn of(rule: &Rule, method: Method) -> Self {
        match rule {
            Rule::Lists(seats::Method::SainteLague) => Self::SainteLague,
            Rule::Lists(seats::Method::DHondt) => Self::DHondt,
            Rule::Lists(seats::Method::HareNiemeyer) => Self::HareNiemeyer,
            Rule::Ranked => match method {
                Method::InstantRunoff => Self::InstantRunoff,
                Method::ScottishStv => Self::ScottishStv,
                Method::Schulze
                | Method::YesNo
                | Method::Choose
                | Method::Cumulate
                | Method::Lists => Self::Schulze,
            },
            Rule::Election(ElectionRule::RelativeMajority) => Self::ElectionRelative,
            Rule::Election(ElectionRule::AbsoluteMajorityOfValid) => Self::ElectionAbsolute,
            Rule::Motion(rule) => {
                let plain = MajorityRule::new(rule.share(), rule.base());
                [
                    (MajorityRule::simple(), Self::SimpleMajority),
                    (
                        MajorityRule::absolute_of_valid(),
                        Self::AbsoluteMajorityOfValid,
                    ),
                    (MajorityRule::two_thirds(), Self::TwoThirds),
                    (MajorityRule::three_quarters(), Self::ThreeQuarters),
                    (MajorityRule::unanimity(), Self::Unanimity),
                    (MajorityRule::consent_of_all(), Self::ConsentOfAll),
                ]
                .into_iter()
                .find(|(known, _)| *known == plain)
                .map_or(Self::OwnMajority, |(_, wording)| wording)
            }
        }
    }
}

/// Decides the figures by the rule of the poll. `None` where ranks were
/// counted: sums do not say what came out.
pub(super) fn decide(
    poll: &PollInResult,
    figures: &FiguresInResult,
    entitled: i64,
    lots: &[PollLot],
) -> Result<Option<PublishedOutcome>, UndecidedFigures> {
    let lots = positions_of(lots).ok_or(UndecidedFigures)?;
    let sums = || -> Result<Vec<u64>, UndecidedFigures> {
        if figures.votes.len() != poll.options.len() {
            return Err(UndecidedFigures);
        }
        figures.votes.iter().map(|v| votes(*v)).collect()
    };
    Ok(Some(
        match Rule::try_from(&poll.rule).map_err(|_| UndecidedFigures)? {
            Rule::Motion(rule) => {
                let &[yes, no, abstain] = figures.votes.as_slice() else {
                    return Err(UndecidedFigures);
                };
                let bodies = figures
                    .bodies
                    .map(|b| -> Result<_, UndecidedFigures> {
                        Ok(BodyVotes {
                            yes: votes(b.yes)?,
                            no: votes(b.no)?,
                            even: votes(b.even)?,
                        })
                    })
                    .transpose()?;
                let figures = Figures {
                    yes: votes(yes)?,
                    no: votes(no)?,
                    abstain: votes(abstain)?,
                    blank: votes(figures.blank)?,
                    invalid: votes(figures.invalid)?,
                    present: votes(figures.present())?,
                    entitled: votes(entitled)?,
                };
                let settled =
                    settle_motion(&rule, &figures, bodies, &lots).map_err(|_| UndecidedFigures)?;
                let findings = settled.people.findings.iter().map(PublishedFinding::from);
                PublishedOutcome::Motion {
                    accepted: settled.accepted,
                    awaits: settled.awaits,
                    findings: findings
                        .chain(settled.bodies.as_ref().map(PublishedFinding::from))
                        .collect(),
                }
            }
            Rule::Election(rule) => {
                let bodies: Vec<&str> = (0..poll.options.len())
                    .map(|i| poll.bodies.get(i).map_or("", String::as_str))
                    .collect();
                let candidates = Candidates {
                    votes: &sums()?,
                    valid: votes(figures.valid)?,
                    bodies: &bodies,
                    seats: poll.seats,
                    least_bodies: poll.least_bodies.unwrap_or(0),
                };
                let filled = candidates
                    .elect(rule, &lots)
                    .map_err(|_| UndecidedFigures)?;
                PublishedOutcome::of_count(&filled.outcome()).needing(match rule {
                    ElectionRule::RelativeMajority => 1,
                    ElectionRule::AbsoluteMajorityOfValid => figures.valid / 2 + 1,
                })
            }
            Rule::Lists(method) => {
                let filled = Filled::of_lists(method, &sums()?, &poll.places, poll.seats, &lots)
                    .map_err(|_| UndecidedFigures)?;
                PublishedOutcome::of_count(&filled.outcome())
            }
            Rule::Ranked => return Ok(None),
        },
    ))
}

impl PublishedOutcome {
    /// What a count of options found.
    pub(super) fn of_count(outcome: &Outcome) -> Self {
        match outcome.clone() {
            Outcome::Motion {
                accepted, awaits, ..
            } => Self::Motion {
                accepted,
                awaits,
                findings: Vec::new(),
            },
            Outcome::Election {
                elected,
                tied,
                open_seats,
                vacant,
                winners: _,
                seats,
                tie_over,
                steps,
            } => Self::Election {
                elected,
                tied,
                open_seats,
                vacant,
                needed: None,
                seats,
                tie_over,
                steps,
            },
        }
    }

    /// The outcome in the terms of a count.
    pub(crate) fn as_counted(&self) -> Outcome {
        match self.clone() {
            Self::Motion {
                accepted, awaits, ..
            } => Outcome::Motion {
                accepted,
                needed: 0,
                base: 0,
                tie: false,
                quorum_missed: false,
                awaits,
                bodies: None,
            },
            Self::Election {
                elected,
                tied,
                open_seats,
                vacant,
                needed: _,
                seats,
                tie_over,
                steps,
            } => Outcome::Election {
                elected,
                tied,
                open_seats,
                vacant,
                winners: None,
                seats,
                tie_over,
                steps,
            },
        }
    }

    fn needing(mut self, votes: i64) -> Self {
        if let Self::Election { needed, .. } = &mut self {
            *needed = Some(votes);
        }
        self
    }

    /// The same without any number that would tell how the votes fell.
    pub(super) fn without_figures(self) -> Self {
        match self {
            Self::Motion {
                accepted,
                awaits,
                findings,
            } => Self::Motion {
                accepted,
                awaits,
                findings: findings
                    .into_iter()
                    .filter(|f| matches!(f, PublishedFinding::Quorum { .. }))
                    .collect(),
            },
            Self::Election {
                elected,
                tied,
                open_seats,
                vacant,
                needed: _,
                seats,
                tie_over,
                steps: _,
            } => Self::Election {
                elected,
                tied,
                open_seats,
                vacant,
                needed: None,
                seats,
                tie_over,
                steps: Vec::new(),
            },
        }
    }
}

impl From<&Finding> for PublishedFinding {
    fn from(finding: &Finding) -> Self {
        let met = finding.is_met();
        match *finding {
            Finding::Majority { yes, needed, base } => Self::Majority {
                yes: small(yes),
                needed: small(needed),
                base: small(base),
                met,
            },
            Finding::Tie { each } => Self::Tie { each: small(each) },
            Finding::NothingCast => Self::NothingCast,
            Finding::MinYes { yes, needed } => Self::MinYes {
                yes: small(yes),
                needed: small(needed),
                met,
            },
            Finding::ShareOfEntitled {
                yes,
                needed,
                entitled,
            } => Self::ShareOfEntitled {
                yes: small(yes),
                needed: small(needed),
                entitled: small(entitled),
                met,
            },
            Finding::Quorum {
                measure: _,
                counted,
                needed,
            } => Self::Quorum {
                counted: small(counted),
                needed: small(needed),
                met,
            },
        }
    }
}

impl From<&BodiesCount> for PublishedFinding {
    fn from(bodies: &BodiesCount) -> Self {
        Self::Bodies {
            yes: bodies.yes,
            no: bodies.no,
            needed: bodies.needed,
            met: bodies.accepted,
        }
    }
}

fn votes(n: i64) -> Result<u64, UndecidedFigures> {
    u64::try_from(n).map_err(|_| UndecidedFigures)
}

/// Numbers of votes and seats fit into 63 bits: each was a row of a table.
fn small<N: TryInto<i64>>(n: N) -> i64 {
    n.try_into().unwrap_or(i64::MAX)
}
