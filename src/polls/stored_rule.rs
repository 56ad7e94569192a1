//! The rule of a poll as it is stored with the poll and shown by the API: JSON in whole numbers.

use serde::{Deserialize, Serialize};

use super::model::Rule;
use crate::tally::{
    majority::{
        MajorityBase, MajorityRule, Quorum, QuorumMeasure, QuorumSize, RuleError, Share, TieRule,
    },
    poll::ElectionRule,
    seats,
};

/// See [`Rule`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum StoredRule {
    Motion {
        numerator: u64,
        denominator: u64,
        strict: bool,
        base: String,
        min_yes: u64,
        min_of_entitled: Option<StoredShare>,
        quorum: Option<StoredQuorum>,
        /// The share of the bodies that must be for it as well.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of_bodies: Option<StoredShare>,
        /// What a tie means, where it does not reject.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tie: Option<String>,
    },
    Election {
        rule: String,
    },
    Lists {
        method: String,
    },
    Ranked {},
}

/// At least, or strictly more than, so many parts of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredShare {
    pub numerator: u64,
    pub denominator: u64,
    pub strict: bool,
}

/// How many must take part: a number, or a share of the entitled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredQuorum {
    pub measure: String,
    pub number: Option<u64>,
    pub of_entitled: Option<StoredShare>,
}

/// Why a rule cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleUnusable {
    #[error("the share is not one: {0:?}")]
    Share(RuleError),
    #[error("there is no such base, measure or rule")]
    UnknownWord,
    #[error("a quorum is either a number or a share of the entitled")]
    QuorumUnclear,
}

impl From<&Rule> for StoredRule {
    fn from(rule: &Rule) -> Self {
        let share = |s: Share| StoredShare {
            numerator: s.numerator(),
            denominator: s.denominator(),
            strict: s.strict(),
        };
        match rule {
            Rule::Motion(rule) => Self::Motion {
                numerator: rule.share().numerator(),
                denominator: rule.share().denominator(),
                strict: rule.share().strict(),
                base: rule.base().code().to_owned(),
                min_yes: rule.min_yes(),
                min_of_entitled: rule.min_of_entitled().map(share),
                quorum: rule.quorum().map(|q| StoredQuorum {
                    measure: q.measure.code().to_owned(),
                    number: match q.size {
                        QuorumSize::Number(n) => Some(n),
                        QuorumSize::OfEntitled(_) => None,
                    },
                    of_entitled: match q.size {
                        QuorumSize::Number(_) => None,
                        QuorumSize::OfEntitled(s) => Some(share(s)),
                    },
                }),
                of_bodies: rule.of_bodies().map(share),
                tie: match rule.tie() {
                    TieRule::Rejected => None,
                    tie @ (TieRule::Lot | TieRule::Runoff) => Some(tie.code().to_owned()),
                },
            },
            Rule::Election(rule) => Self::Election {
                rule: rule.code().to_owned(),
            },
            Rule::Lists(method) => Self::Lists {
                method: method.code().to_owned(),
            },
            Rule::Ranked => Self::Ranked {},
        }
    }
}

impl TryFrom<&StoredRule> for Rule {
    type Error = RuleUnusable;

    fn try_from(stored: &StoredRule) -> Result<Self, RuleUnusable> {
        match stored {
            StoredRule::Election { rule } => ElectionRule::from_code(rule)
                .map(Self::Election)
                .ok_or(RuleUnusable::UnknownWord),
            StoredRule::Lists { method } => seats::Method::from_code(method)
                .map(Self::Lists)
                .ok_or(RuleUnusable::UnknownWord),
            StoredRule::Ranked {} => Ok(Self::Ranked),
            StoredRule::Motion {
                numerator,
                denominator,
                strict,
                base,
                min_yes,
                min_of_entitled,
                quorum,
                of_bodies,
                tie,
            } => {
                let share =
                    Share::new(*numerator, *denominator, *strict).map_err(RuleUnusable::Share)?;
                let base = MajorityBase::from_code(base).ok_or(RuleUnusable::UnknownWord)?;
                let least = min_of_entitled
                    .as_ref()
                    .map(StoredShare::share)
                    .transpose()?;
                let quorum = quorum.as_ref().map(StoredQuorum::quorum).transpose()?;
                let of_bodies = of_bodies.as_ref().map(StoredShare::share).transpose()?;
                let tie = match tie {
                    None => TieRule::Rejected,
                    Some(word) => TieRule::from_code(word).ok_or(RuleUnusable::UnknownWord)?,
                };
                Ok(Self::Motion(
                    MajorityRule::new(share, base)
                        .with_min_yes(*min_yes)
                        .with_min_of_entitled(least)
                        .with_quorum(quorum)
                        .with_share_of_bodies(of_bodies)
                        .with_tie(tie),
                ))
            }
        }
    }
}

impl StoredShare {
    /// Whether it is more than nothing and can be reached.
    pub fn is_usable(&self) -> bool {
        self.share().is_ok()
    }

    fn share(&self) -> Result<Share, RuleUnusable> {
        Share::new(self.numerator, self.denominator, self.strict).map_err(RuleUnusable::Share)
    }
}

impl StoredQuorum {
    fn quorum(&self) -> Result<Quorum, RuleUnusable> {
        let measure = QuorumMeasure::from_code(&self.measure).ok_or(RuleUnusable::UnknownWord)?;
        let size = match (self.number, &self.of_entitled) {
            (Some(number), None) => QuorumSize::Number(number),
            (None, Some(share)) => QuorumSize::OfEntitled(share.share()?),
            (None, None) | (Some(_), Some(_)) => return Err(RuleUnusable::QuorumUnclear),
        };
        Ok(Quorum { measure, size })
    }
}

impl Rule {
    /// The stored form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(&StoredRule::from(self)).unwrap_or_default()
    }

    /// Reads the stored form.
    pub fn from_json(text: &str) -> Option<Self> {
        let stored: StoredRule = serde_json::from_str(text).ok()?;
        Self::try_from(&stored).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_reads_back_as_it_was_stored() {
        let share = Share::new(1, 4, false).unwrap();
        let rules = [
            Rule::Motion(MajorityRule::simple()),
            Rule::Motion(
                MajorityRule::three_quarters()
                    .with_min_yes(5)
                    .with_min_of_entitled(Some(share)),
            ),
            Rule::Motion(MajorityRule::two_thirds().with_quorum(Some(Quorum {
                measure: QuorumMeasure::Voted,
                size: QuorumSize::Number(10),
            }))),
            Rule::Motion(MajorityRule::unanimity().with_quorum(Some(Quorum {
                measure: QuorumMeasure::Present,
                size: QuorumSize::OfEntitled(share),
            }))),
            Rule::Motion(MajorityRule::simple().with_tie(TieRule::Lot)),
            Rule::Motion(
                MajorityRule::simple()
                    .with_share_of_bodies(Some(share))
                    .with_tie(TieRule::Runoff),
            ),
            Rule::Election(ElectionRule::RelativeMajority),
            Rule::Election(ElectionRule::AbsoluteMajorityOfValid),
            Rule::Lists(seats::Method::SainteLague),
            Rule::Ranked,
        ];
        for rule in rules {
            assert_eq!(Rule::from_json(&rule.to_json()).as_ref(), Some(&rule));
        }
        assert_eq!(
            Rule::from_json(
                r#"{"kind":"motion","numerator":3,"denominator":2,"strict":false,"base":"yes_no","min_yes":0,"min_of_entitled":null,"quorum":null}"#
            ),
            None
        );
    }
}
