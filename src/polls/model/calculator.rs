//! The calculators of polls: ballots or figures as a document, their count as a document with its sentences.
//!
//! The commands `mandat tally poll` and `mandat tally decide` read and answer these documents. Nothing is stored. Sentences are data
//! until somebody says them, so that the same answer can be given in each language.

mod decision;
mod decision_says;
mod poll;
mod poll_answer;
mod poll_says;
mod reading;
mod strict;

pub use crate::statutes::model::calculator::Refusal;
pub use decision::{DecisionAnswer, DecisionQuestion};
pub use poll::{Kind, PollQuestion};
pub use poll_answer::{PollAnswer, WaitingTie};

#[cfg(test)]
mod tests;
