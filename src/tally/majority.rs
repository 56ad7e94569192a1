//! Whether a motion is carried: rule and figures in, decision with its reasons out.
//!
//! A rule asks for a share of a base ("at least two thirds of the votes cast"), and may add a
//! least number of yes votes, a least share of all who are entitled, and a quorum.
//!
//! All figures count votes, not heads: a delegation that holds three votes counts three among the
//! cast, the present and the entitled alike.

use std::error::Error;
use std::fmt;

mod double;
mod rule;

pub use double::{BodyVotes, Outcome, Settled, TieRule, settle, votes_of_bodies};
pub use rule::{MajorityBase, MajorityRule, Quorum, QuorumMeasure, QuorumSize, Share};

/// The figures of one vote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Figures {
    /// Yes votes.
    pub yes: u64,
    /// No votes.
    pub no: u64,
    /// Abstentions, declared as such.
    pub abstain: u64,
    /// Ballots without a mark.
    pub blank: u64,
    /// Ballots that could not be read.
    pub invalid: u64,
    /// Those present; in a vote without a meeting, those who took part.
    pub present: u64,
    /// Those on the roll.
    pub entitled: u64,
}

impl Figures {
    fn refuse_implausible(&self) -> Result<(), RuleError> {
        let cast = [self.yes, self.no, self.abstain, self.blank, self.invalid]
            .into_iter()
            .map(u128::from)
            .sum();
        if cast > u128::from(self.present) {
            return Err(RuleError::MoreBallotsThanPresent {
                ballots: cast,
                present: self.present,
            });
        }
        refuse_more_present_than_entitled(self.present, self.entitled)
    }

    /// The size of a base; no sum here overflows once the figures are plausible.
    const fn base(&self, base: MajorityBase) -> u64 {
        match base {
            MajorityBase::YesNo => self.yes + self.no,
            MajorityBase::Valid => self.yes + self.no + self.abstain,
            MajorityBase::Present => self.present,
            MajorityBase::Entitled => self.entitled,
        }
    }

    const fn measured(&self, measure: QuorumMeasure) -> u64 {
        match measure {
            QuorumMeasure::Present => self.present,
            QuorumMeasure::Voted => self.yes + self.no + self.abstain + self.blank + self.invalid,
        }
    }
}

const fn refuse_more_present_than_entitled(present: u64, entitled: u64) -> Result<(), RuleError> {
    if present > entitled {
        return Err(RuleError::MorePresentThanEntitled { present, entitled });
    }
    Ok(())
}

/// One reason for or against a decision, with the numbers to say it in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Finding {
    /// The yes votes against the share of the base.
    Majority {
        /// Yes votes.
        yes: u64,
        /// The least number for this share, at least 1.
        needed: u64,
        /// The size of the base.
        base: u64,
    },
    /// As many yes as no where the rule asks for more than half; stands beside a missed majority.
    Tie {
        /// Votes on either side, at least 1.
        each: u64,
    },
    /// Neither a yes nor a no was cast; stands beside a missed majority.
    NothingCast,
    /// The yes votes against the least number of them.
    MinYes {
        /// Yes votes.
        yes: u64,
        /// The least number.
        needed: u64,
    },
    /// The yes votes against the share of all entitled.
    ShareOfEntitled {
        /// Yes votes.
        yes: u64,
        /// The least number for this share.
        needed: u64,
        /// Those entitled.
        entitled: u64,
    },
    /// Those who took part against the quorum.
    Quorum {
        /// What was counted.
        measure: QuorumMeasure,
        /// How many there were.
        counted: u64,
        /// The least number.
        needed: u64,
    },
}

impl Finding {
    /// Whether this condition is reached; one that is missed rejects the motion.
    #[must_use]
    pub const fn is_met(&self) -> bool {
        match *self {
            Self::Majority { yes, needed, .. }
            | Self::MinYes { yes, needed }
            | Self::ShareOfEntitled { yes, needed, .. } => yes >= needed,
            Self::Quorum {
                counted, needed, ..
            } => counted >= needed,
            Self::Tie { .. } | Self::NothingCast => false,
        }
    }
}

/// What became of a motion, and why.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decision {
    /// Whether the motion is carried: every finding is met.
    pub accepted: bool,
    /// The least number of yes votes that satisfies the majority, the least number of yes votes
    /// and the share of the entitled, while the base and the entitled stay as they are.
    ///
    /// For the base of yes and no this means the same votes cast, differently divided. It is at
    /// least 1, may exceed the base where a least number does, and says nothing of the quorum.
    pub needed: u64,
    /// The size of the base.
    pub base: u64,
    /// The reasons: first the majority, then what stands beside it, then each further condition
    /// of the rule.
    pub findings: Vec<Finding>,
}

/// Decides a motion by its rule.
///
/// # Errors
/// [`RuleError::MoreBallotsThanPresent`] or [`RuleError::MorePresentThanEntitled`] when the figures
/// cannot be those of one vote.
pub fn decide(rule: &MajorityRule, figures: &Figures) -> Result<Decision, RuleError> {
    figures.refuse_implausible()?;
    let &Figures {
        yes, no, entitled, ..
    } = figures;
    let base = figures.base(rule.base());
    let thresholds = rule.thresholds(base, entitled);

    let needed = thresholds.majority;
    let mut findings = vec![Finding::Majority { yes, needed, base }];
    if yes == 0 && no == 0 {
        findings.push(Finding::NothingCast);
    } else if yes == no && rule.share().is_more_than_half() {
        findings.push(Finding::Tie { each: yes });
    }
    if rule.min_yes() > 0 {
        let needed = rule.min_yes();
        findings.push(Finding::MinYes { yes, needed });
    }
    if let Some(needed) = thresholds.of_entitled {
        findings.push(Finding::ShareOfEntitled {
            yes,
            needed,
            entitled,
        });
    }
    if let Some(quorum) = rule.quorum() {
        let measure = quorum.measure;
        findings.push(Finding::Quorum {
            measure,
            counted: figures.measured(measure),
            needed: quorum.needed(entitled),
        });
    }

    Ok(Decision {
        accepted: findings.iter().all(Finding::is_met),
        needed: thresholds.highest(),
        base,
        findings,
    })
}

/// The number of yes votes that can be named before anybody has voted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Threshold {
    /// So many are needed, however many vote.
    Exactly(u64),
    /// So many are needed if everybody votes yes or no, fewer if some do not.
    AtMost(u64),
}

/// Names the threshold of a rule before voting opens; the quorum comes on top of it.
///
/// `present` is `None` while nobody knows how many will be there; then all entitled count in their
/// place.
///
/// # Errors
/// [`RuleError::MorePresentThanEntitled`].
pub fn needed_before_voting(
    rule: &MajorityRule,
    present: Option<u64>,
    entitled: u64,
) -> Result<Threshold, RuleError> {
    let most = present.unwrap_or(entitled);
    refuse_more_present_than_entitled(most, entitled)?;
    Ok(match (rule.base(), present) {
        (MajorityBase::Entitled, _) => {
            Threshold::Exactly(rule.thresholds(entitled, entitled).highest())
        }
        (MajorityBase::Present, Some(present)) => {
            Threshold::Exactly(rule.thresholds(present, entitled).highest())
        }
        (MajorityBase::Present, None) | (MajorityBase::YesNo | MajorityBase::Valid, _) => {
            Threshold::AtMost(rule.thresholds(most, entitled).highest())
        }
    })
}

/// A rule that cannot be meant, or figures that cannot be those of one vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RuleError {
    /// A share must be more than nothing and at most the whole.
    ShareOutOfRange {
        /// The parts asked for.
        numerator: u64,
        /// The parts that make up the whole.
        denominator: u64,
    },
    /// More than everything can never be reached.
    MoreThanAll,
    /// There are more ballots than people present.
    MoreBallotsThanPresent {
        /// All ballots, blank and invalid ones included.
        ballots: u128,
        /// Those present.
        present: u64,
    },
    /// There are more present than entitled.
    MorePresentThanEntitled {
        /// Those present.
        present: u64,
        /// Those entitled.
        entitled: u64,
    },
    /// The rule asks the bodies, and how they stand was not counted.
    BodiesNotCounted,
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ShareOutOfRange {
                numerator,
                denominator,
            } => write!(
                f,
                "{numerator}/{denominator} is not a share: it must be more than nothing and at most the whole"
            ),
            Self::MoreThanAll => write!(f, "a rule cannot ask for more than the whole"),
            Self::MoreBallotsThanPresent { ballots, present } => {
                write!(f, "{ballots} ballots were handed in by {present} present")
            }
            Self::MorePresentThanEntitled { present, entitled } => {
                write!(f, "{present} are present, but only {entitled} are entitled")
            }
            Self::BodiesNotCounted => {
                write!(
                    f,
                    "the rule asks the bodies, and their votes were not counted"
                )
            }
        }
    }
}

impl Error for RuleError {}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
