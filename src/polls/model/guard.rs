//! What the figures of a secret poll could tell of single votes, before it is opened.
//!
//! Ballots bear no name, but sums can: of two voters each knows how the other one voted, who holds most votes is the result, and
//! whoever subtracts the same question asked twice of nearly the same people is left with those few.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Disclosure, Secrecy};
use crate::types::{BodyId, Localized, PersonId, PollId, Said, fold_for_search, words::words};

/// A secret poll needs so many people who vote: with two, each knows how the other one voted (secrecy rule R1).
pub const FEWEST_VOTERS: i64 = 3;
/// With fewer voters figures are telling more often than not (secrecy rule R1).
pub const FEW_VOTERS: i64 = 10;
/// Differences of fewer people than this tell on them (secrecy rules R4 and R6).
pub const FEWEST_TO_HIDE_AMONG: i64 = 5;

words! {
    /// What the board decides where figures could tell. Merging voters is no choice here: then this poll is not opened.
    GuardChoice {
        /// The poll is made one by name: nothing is promised that figures could break.
        RollCall = "roll_call", crate::key!("polls-guard-roll-call");
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
    /// Who votes for them: themself, or whoever has their proxy.
    pub decided_by: PersonId,
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

    /// Whether it is told by what is decided alone, without any figure.
    pub fn survives_outcome_only(&self) -> bool {
        match self {
            Self::MostVotes { .. } => true,
            Self::TooFew { .. }
            | Self::Few { .. }
            | Self::UniqueWeights { .. }
            | Self::SinglePersons { .. }
            | Self::SameQuestion { .. } => false,
        }
    }

    /// Whether a choice about `chosen` was one about this as well.
    fn is_no_graver_than(&self, chosen: &Self) -> bool {
        match (self, chosen) {
            (Self::MostVotes { .. }, Self::MostVotes { .. }) => true,
            (Self::UniqueWeights { voters: now }, Self::UniqueWeights { voters }) => now <= voters,
            (
                Self::SameQuestion { poll: now, differ },
                Self::SameQuestion {
                    poll,
                    differ: before,
                },
            ) => now == poll && differ >= before,
            (
                Self::TooFew { .. }
                | Self::Few { .. }
                | Self::MostVotes { .. }
                | Self::UniqueWeights { .. }
                | Self::SinglePersons { .. }
                | Self::SameQuestion { .. },
                _,
            ) => false,
        }
    }

    /// The sentence.
    pub fn said(&self) -> Said {
        match self {
            Self::TooFew { voters } => {
                Said::new(crate::key!("field-guard-too-few")).with("n", *voters)
            }
            Self::Few { voters } => Said::new(crate::key!("field-guard-few")).with("n", *voters),
            Self::MostVotes { votes, of } => Said::new(crate::key!("field-guard-most-votes"))
                .with("n", *votes)
                .with("of", *of),
            Self::UniqueWeights { voters } => {
                Said::new(crate::key!("field-guard-unique-weights")).with("n", *voters)
            }
            Self::SinglePersons { bodies } => {
                Said::new(crate::key!("field-guard-single-persons")).with("n", *bodies)
            }
            Self::SameQuestion { poll, differ } => {
                Said::new(crate::key!("field-guard-same-question"))
                    .with("poll", poll.to_string())
                    .with("n", *differ)
            }
        }
    }
}

/// Whether one has to say why.
pub fn needs_a_reason(choice: GuardChoice, findings: &[GuardFinding]) -> bool {
    match choice {
        GuardChoice::RollCall => false,
        GuardChoice::OutcomeOnly => findings.iter().any(GuardFinding::survives_outcome_only),
        GuardChoice::Accept => true,
    }
}

/// What was found and chosen, as it is kept with the poll.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuardRecord {
    pub findings: Vec<GuardFinding>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<GuardChoice>,
    /// Why the poll is opened in secret nevertheless.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl GuardRecord {
    /// Whether what was chosen is an answer to what is found now: nothing new, and nothing graver.
    pub fn answers(&self, found: &[GuardFinding]) -> bool {
        found
            .iter()
            .filter(|finding| finding.forces_a_choice())
            .all(|finding| match self.choice {
                None | Some(GuardChoice::RollCall) => false,
                Some(GuardChoice::OutcomeOnly) if !finding.survives_outcome_only() => true,
                Some(GuardChoice::OutcomeOnly | GuardChoice::Accept) => {
                    !self.reason.is_empty()
                        && self
                            .findings
                            .iter()
                            .any(|chosen| finding.is_no_graver_than(chosen))
                }
            })
    }

    /// How much of the result may become public.
    pub fn disclosure(&self) -> Disclosure {
        match self.choice {
            Some(GuardChoice::OutcomeOnly) => Disclosure::OutcomeOnly,
            Some(GuardChoice::RollCall | GuardChoice::Accept) | None => Disclosure::Full,
        }
    }

    /// The form that is stored.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
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
    // Whoever votes by proxy knows those votes like the own one: it is people who decide that hide each other.
    let mut deciders: BTreeMap<PersonId, i64> = BTreeMap::new();
    for voter in voters {
        *deciders.entry(voter.decided_by).or_default() += voter.votes;
    }
    let count = number(deciders.len());
    let all: i64 = voters.iter().map(|v| v.votes).sum();
    let most = deciders.values().copied().max().unwrap_or(0);
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
    let unique = alone(voters.iter().map(|v| v.votes));
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

/// Whether two titles ask for the same: alike in a language that both have, however they are written.
pub fn asks_the_same(one: &Localized, other: &Localized) -> bool {
    one.iter().any(|(locale, text)| {
        other
            .iter()
            .any(|(l, t)| l == locale && fold_for_search(t) == fold_for_search(text))
    })
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
                decided_by: PersonId(n),
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
    fn who_holds_proxies_is_one_of_those_who_decide() {
        let mut three = voters(&[1, 1, 1]);
        three[2].decided_by = PersonId(1);
        let found = findings(Secrecy::Secret, &three, &[]);
        assert!(found.contains(&GuardFinding::TooFew { voters: 2 }));
        assert!(found.contains(&GuardFinding::MostVotes { votes: 2, of: 3 }));
        let mut many = voters(&[1; 12]);
        many[5].decided_by = PersonId(1);
        assert!(
            !findings(Secrecy::Secret, &many, &[])
                .iter()
                .any(GuardFinding::forces_a_choice)
        );
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
                vec![
                    TooFew { voters: 1 },
                    MostVotes { votes: 1, of: 1 },
                    UniqueWeights { voters: 1 },
                ],
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
            // One vote among fives is the rest of a division by five.
            (
                vec![5, 5, 5, 5, 5, 5, 5, 5, 5, 1],
                vec![],
                vec![UniqueWeights { voters: 1 }],
            ),
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

    #[test]
    fn a_choice_answers_what_it_was_made_about_and_nothing_graver() {
        use GuardChoice::{Accept, OutcomeOnly, RollCall};
        use GuardFinding::{Few, MostVotes, SameQuestion, SinglePersons, UniqueWeights};
        let same = |poll, differ| SameQuestion {
            poll: PollId(poll),
            differ,
        };
        let most = MostVotes { votes: 13, of: 25 };
        let unique = |voters| UniqueWeights { voters };
        let cases = [
            // Nothing that forces a choice.
            (vec![], None, "", vec![], true),
            (
                vec![],
                None,
                "",
                vec![Few { voters: 4 }, SinglePersons { bodies: 2 }],
                true,
            ),
            // No choice, or one of another kind of poll.
            (vec![], None, "", vec![unique(1)], false),
            (
                vec![unique(1)],
                Some(RollCall),
                "why",
                vec![unique(1)],
                false,
            ),
            // Without figures nothing is left of weights and differences, whatever they became since.
            (
                vec![],
                Some(OutcomeOnly),
                "",
                vec![unique(3), same(7, 1)],
                true,
            ),
            // What is decided is the vote of whoever holds most votes, also without figures.
            (
                vec![most.clone()],
                Some(OutcomeOnly),
                "",
                vec![most.clone()],
                false,
            ),
            (
                vec![most.clone()],
                Some(OutcomeOnly),
                "why",
                vec![most.clone()],
                true,
            ),
            (
                vec![unique(1)],
                Some(OutcomeOnly),
                "why",
                vec![most.clone()],
                false,
            ),
            // Accepted is what was there, and less.
            (vec![unique(2)], Some(Accept), "why", vec![unique(2)], true),
            (vec![unique(2)], Some(Accept), "why", vec![unique(1)], true),
            (vec![unique(2)], Some(Accept), "why", vec![unique(3)], false),
            (vec![unique(2)], Some(Accept), "", vec![unique(2)], false),
            (
                vec![unique(2)],
                Some(Accept),
                "why",
                vec![same(7, 4)],
                false,
            ),
            (
                vec![same(7, 2)],
                Some(Accept),
                "why",
                vec![same(7, 3)],
                true,
            ),
            (
                vec![same(7, 2)],
                Some(Accept),
                "why",
                vec![same(7, 1)],
                false,
            ),
            (
                vec![same(7, 2)],
                Some(Accept),
                "why",
                vec![same(7, 2), same(8, 2)],
                false,
            ),
        ];
        for (findings, choice, reason, now, answered) in cases {
            let record = GuardRecord {
                findings,
                choice,
                reason: reason.to_owned(),
            };
            assert_eq!(record.answers(&now), answered, "{record:?} {now:?}");
        }
    }

    #[test]
    fn who_accepts_says_why_and_so_does_who_keeps_figures_back_that_are_not_needed() {
        let most = [GuardFinding::MostVotes { votes: 2, of: 3 }];
        assert!(needs_a_reason(GuardChoice::Accept, &[]));
        assert!(needs_a_reason(GuardChoice::OutcomeOnly, &most));
        assert!(!needs_a_reason(
            GuardChoice::OutcomeOnly,
            &[GuardFinding::UniqueWeights { voters: 1 }]
        ));
        assert!(!needs_a_reason(GuardChoice::RollCall, &most));
    }

    #[test]
    fn a_question_is_the_same_in_one_common_language_however_it_is_written() {
        let title = |json: &str| Localized::from_json(json).unwrap();
        let one = title(r#"{"de": "Satzung, § 7", "en": "Statutes"}"#);
        assert!(asks_the_same(&one, &title(r#"{"de": "SATZUNG, § 7"}"#)));
        assert!(asks_the_same(
            &one,
            &title(r#"{"de": "Anderes", "en": "statutes"}"#)
        ));
        assert!(!asks_the_same(&one, &title(r#"{"de": "Statutes"}"#)));
        assert!(!asks_the_same(&one, &title(r#"{"de": "Satzung, § 8"}"#)));
    }
}
