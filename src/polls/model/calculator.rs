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

use crate::{tally::ranked::Step, types::Said};

pub use crate::statutes::model::calculator::Refusal;
pub use decision::{DecisionAnswer, DecisionQuestion};
pub use poll::{Kind, PollQuestion};
pub use poll_answer::{PollAnswer, WaitingTie};

/// The steps of a ranked count in sentences, and who was passed over for the sake of other bodies; `names` are the options.
pub fn steps_in_words(names: Vec<String>, steps: &[Step], passed_over: &[usize]) -> Vec<Said> {
    let names = reading::Names::plain(names);
    let mut says = poll_says::steps(&names, steps);
    says.extend(poll_says::passed_over(&names, passed_over));
    says
}

#[cfg(test)]
mod tests;
