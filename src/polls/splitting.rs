//! The votes of one entry, given alike or in parts: what comes in, and the ballots that it stands for.

use super::{
    casting::Part,
    input::VoteInput,
    model::{Poll, Secrecy},
};
use crate::types::FieldProblem;

/// Parts of a split vote at most.
pub const MOST_PARTS: usize = 20;

/// A choice and how many votes go to it. It has no `Debug`, so that it stands in no log.
#[derive(Clone, Default)]
pub struct PartInput {
    pub choice: VoteInput,
    pub count: i64,
}

/// What a voter sends.
#[derive(Clone)]
pub enum Votes {
    /// All votes for the same choice.
    Alike(VoteInput),
    /// Parts that add up to all votes.
    Split(Vec<PartInput>),
}

/// Whether a voter with so many votes may give them differently: in every secret poll, where each vote is a ballot of its own. A
/// vote by name is one choice for each name.
pub fn may_split(poll: &Poll, votes: i64) -> bool {
    votes > 1 && poll.secrecy == Secrecy::Secret
}

impl Votes {
    /// The ballots that the votes of this entry become.
    ///
    /// # Errors
    /// Each part that does not fit the question, by its place (`ballots.2.choices`), and a sum that is not the number of votes.
    pub fn parse(&self, poll: &Poll, votes: i64) -> Result<Vec<Part>, Vec<FieldProblem>> {
        let parts = match self {
            Self::Alike(choice) => {
                let ballot = choice.parse(poll)?.encode();
                return Ok(vec![Part { votes, ballot }]);
            }
            Self::Split(parts) => parts,
        };
        let refuse = |field: String, key| FieldProblem::new(&field, key);
        if !may_split(poll, votes) {
            return Err(vec![refuse(
                "ballots".to_owned(),
                crate::key!("field-votes-not-to-split"),
            )]);
        }
        if parts.is_empty() || parts.len() > MOST_PARTS {
            return Err(vec![
                refuse("ballots".to_owned(), crate::key!("field-too-many-parts"))
                    .with("n", i64::try_from(MOST_PARTS).unwrap_or(i64::MAX)),
            ]);
        }
        let mut problems = Vec::new();
        let mut ballots = Vec::with_capacity(parts.len());
        for (number, part) in (1..).zip(parts) {
            if !(1..=votes).contains(&part.count) {
                problems.push(
                    refuse(
                        format!("ballots.{number}.count"),
                        crate::key!("field-number-out-of-range"),
                    )
                    .with("n", votes),
                );
            }
            match part.choice.parse(poll) {
                Ok(ballot) => ballots.push(Part {
                    votes: part.count,
                    ballot: ballot.encode(),
                }),
                Err(wrong) => problems.extend(wrong.into_iter().map(|problem| FieldProblem {
                    field: format!("ballots.{number}.{}", problem.field),
                    ..problem
                })),
            }
        }
        let sum = parts
            .iter()
            .try_fold(0_i64, |sum, part| sum.checked_add(part.count));
        if problems.is_empty() && sum != Some(votes) {
            problems.push(
                refuse("ballots".to_owned(), crate::key!("field-split-sum"))
                    .with("n", votes)
                    .with("sum", sum.unwrap_or(i64::MAX)),
            );
        }
        if problems.is_empty() {
            Ok(ballots)
        } else {
            Err(problems)
        }
    }
}
