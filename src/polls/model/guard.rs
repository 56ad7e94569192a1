//! What the figures of a secret poll could tell of single votes, before it is opened.
//!
//! Ballots bear no name, but sums can: of two voters each knows how the other one voted, who holds most votes is the result, and
//! whoever subtracts the same question asked twice of nearly the same people is left with those few.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Secrecy;
use crate::types::{BodyId, PersonId, PollId, words::words};

/// A secret poll needs so many voters: with two, each knows how the other one voted (secrecy rule R1).
pub const FEWEST_VOTERS: i64 = 3;
/// With fewer voters figures are telling more often than not (secrecy rule R1).
pub const FEW_VOTERS: i64 = 10;
/// Differences of fewer people than this tell on them (secrecy rules R4 and R6).
pub const FEWEST_TO_HIDE_AMONG: i64 = 5;

words! {
    /// What the board decides where figures could tell.
    GuardChoice {
        /// What was decided becomes public, and no figure.
        OutcomeOnly = "outcome_only", crate::key!("polls-guard-outcome-only");
        /// All figures become public, for a reason that is logged and shown.
        Accept = "accept", crate::key!("polls-guard-accept");
    }
}

/// Somebody who may vote in the poll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GuardedVoter {
    pub person: PersonId,
    pub body: BodyId,
    pub votes: i64,
}

/// A poll in which the same was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierPoll {
    pub poll: PollId,
    pub voters: Vec<PersonId>,
}

/// What figures could tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "finding", rename_all = "snake_case", deny_unknown_fields)]
pub enum GuardFinding {
    /// Too few for any secrecy: the poll cannot be secret.
    TooFew { voters: i64 },
    /// Few voters: all voting alike, or all but one, tells how they voted.
    Few { voters: i64 },
    /// One voter holds more than half of all votes, so the result is that person's vote.
    MostVotes { votes: i64, of: i64 },
    /// So many voters have a number of votes that nobody else has, by which their ballots can be made out among the sums.
    UniqueWeights { voters: i64 },
    /// So many bodies send one person: figures by body would be that person's vote, so there are none.
    SinglePersons { bodies: i64 },
    /// The same was asked before of nearly the same people: the difference of the figures is the vote of those few.
    SameQuestion { poll: PollId, differ: i64 },
}

impl GuardFinding {
    /// Whether a secret poll cannot be opened at all.
    pub fn forbids(&self) -> bool {
        matches!(self, Self::TooFew { .. })
    }

    /// Whether somebody has to choose before the poll is opened.
    pub fn forces_a_choice(&self) -> bool {
        match self {
            Self::MostVotes { .. } | Self::UniqueWeights { .. } | Self::SameQuestion { .. } => true,
            // What small groups tell is kept back when the result is published; by body nothing is published at all.
            Self::TooFew { .. } | Self::Few { .. } | Self::SinglePersons { .. } => false,
        }
    }
}

/// What was found and chosen, as it is kept with the poll.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuardRecord {
    pub findings: Vec<GuardFinding>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<GuardChoice>,
    /// Why all figures become public nevertheless.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// What the figures of a poll could tell, the gravest first; nothing in a vote by name.
pub fn findings(
    secrecy: Secrecy,
    voters: &[GuardedVoter],
    earlier: &[EarlierPoll],
) -> Vec<GuardFinding> {
    if secrecy == Secrecy::RollCall {
        return Vec::new();
    }
    let count = number(voters.len());
    let all: i64 = voters.iter().map(|v| v.votes).sum();
    let most = voters.iter().map(|v| v.votes).max().unwrap_or(0);
    let mut found = Vec::new();
    if count < FEWEST_VOTERS {
        found.push(GuardFinding::TooFew { voters: count });
    } else if count < FEW_VOTERS {
        found.push(GuardFinding::Few { voters: count });
    }
    if most.saturating_mul(2) > all {
        found.push(GuardFinding::MostVotes {
            votes: most,
            of: all,
        });
    }
    let unique = alone(voters.iter().map(|v| v.votes).filter(|votes| *votes > 1));
    if unique > 0 {
        found.push(GuardFinding::UniqueWeights { voters: unique });
    }
    let persons: BTreeSet<PersonId> = voters.iter().map(|v| v.person).collect();
    for earlier in earlier {
        let before: BTreeSet<PersonId> = earlier.voters.iter().copied().collect();
        let differ = number(persons.symmetric_difference(&before).count());
        if (1..FEWEST_TO_HIDE_AMONG).contains(&differ) {
            found.push(GuardFinding::SameQuestion {
                poll: earlier.poll,
                differ,
            });
        }
    }
    let single = alone(voters.iter().map(|v| v.body));
    if single > 0 {
        found.push(GuardFinding::SinglePersons { bodies: single });
    }
    found
}

/// How many of the values stand there only once.
fn alone<T: Ord>(values: impl Iterator<Item = T>) -> i64 {
    let mut times: BTreeMap<T, u32> = BTreeMap::new();
    for value in values {
        *times.entry(value).or_default() += 1;
    }
    number(times.values().filter(|times| **times == 1).count())
}

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voters(votes: &[i64]) -> Vec<GuardedVoter> {
        (1..)
            .zip(votes)
            .map(|(n, votes)| GuardedVoter {
                person: PersonId(n),
                // Two of each body.
                body: BodyId(n / 2),
                votes: *votes,
            })
            .collect()
    }

    fn before(poll: i64, persons: impl Iterator<Item = i64>) -> EarlierPoll {
        EarlierPoll {
            poll: PollId(poll),
            voters: persons.map(PersonId).collect(),
        }
    }

    /// Without what is always there: bodies with one person.
    fn found(votes: &[i64], earlier: &[EarlierPoll]) -> Vec<GuardFinding> {
        let mut found = findings(Secrecy::Secret, &voters(votes), earlier);
        found.retain(|f| !matches!(f, GuardFinding::SinglePersons { .. }));
        found
    }

    #[test]
    fn row_76_each_way_in_which_figures_tell_is_found() {
        use GuardFinding::{Few, MostVotes, SameQuestion, TooFew, UniqueWeights};
        let many = [1; 12];
        let with = |more: &[i64]| [&many[..], more].concat();
        let cases: Vec<(Vec<i64>, Vec<EarlierPoll>, Vec<GuardFinding>)> = vec![
            (vec![], vec![], vec![TooFew { voters: 0 }]),
            (
                vec![1],
                vec![],
                vec![TooFew { voters: 1 }, MostVotes { votes: 1, of: 1 }],
            ),
            (vec![1, 1], vec![], vec![TooFew { voters: 2 }]),
            (vec![1, 1, 1], vec![], vec![Few { voters: 3 }]),
            (vec![1; 9], vec![], vec![Few { voters: 9 }]),
            (vec![1; 10], vec![], vec![]),
            // Half of the votes is not most of them, and two with seven votes hide each other.
            (with(&[12]), vec![], vec![UniqueWeights { voters: 1 }]),
            (with(&[7, 7]), vec![], vec![]),
            (
                with(&[13]),
                vec![],
                vec![MostVotes { votes: 13, of: 25 }, UniqueWeights { voters: 1 }],
            ),
            (with(&[2, 3]), vec![], vec![UniqueWeights { voters: 2 }]),
            // The same people again tell nothing; one more or fewer does, and so does one in the place of another.
            (with(&[]), vec![before(7, 1..=12)], vec![]),
            (
                with(&[]),
                vec![before(7, 1..=11)],
                vec![SameQuestion {
                    poll: PollId(7),
                    differ: 1,
                }],
            ),
            (
                with(&[]),
                vec![before(7, 2..=13)],
                vec![SameQuestion {
                    poll: PollId(7),
                    differ: 2,
                }],
            ),
            (with(&[]), vec![before(7, 1..=7)], vec![]),
        ];
        for (votes, earlier, expected) in cases {
            assert_eq!(found(&votes, &earlier), expected, "{votes:?} {earlier:?}");
        }
    }

    #[test]
    fn a_vote_by_name_has_nothing_to_hide() {
        assert_eq!(findings(Secrecy::RollCall, &voters(&[7]), &[]), []);
    }

    #[test]
    fn bodies_with_one_person_are_named_but_nothing_is_published_by_body() {
        let found = findings(Secrecy::Secret, &voters(&[1; 12]), &[]);
        // The first and the last of the twelve are alone in their bodies.
        assert_eq!(found, [GuardFinding::SinglePersons { bodies: 2 }]);
        assert!(!found.iter().any(GuardFinding::forces_a_choice));
    }

    #[test]
    fn only_too_few_voters_forbid_a_secret_poll() {
        let found = findings(Secrecy::Secret, &voters(&[5, 1]), &[]);
        assert!(found.iter().any(GuardFinding::forbids));
        let found = findings(Secrecy::Secret, &voters(&[5, 1, 1]), &[]);
        assert!(!found.iter().any(GuardFinding::forbids));
        assert!(found.iter().any(GuardFinding::forces_a_choice));
    }
}
