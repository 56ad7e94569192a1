//! Which persons take the seats: inside a list, and where persons are elected by majority.
//!
//! [`elect_from_list`] gives the seats of one list to its candidates, [`elect_by_majority`] elects persons by their own votes. Both name
//! those who follow when a seat falls empty. A tie for the last place is a result unless the rule itself settles it by the order of
//! the list; a lot that was drawn comes in as a [`Lot`]. [`paper`] reads ballot papers with several votes and checks given sums.
//!
//! Candidates are named by their position on the list or on the ballot paper, counted from 0.
//!
//! What is absent on purpose: who accepts, resigns or has lost the right to stand; whoever calls the next one passes over those.

mod list;
mod majority;
pub mod paper;
mod ranking;

use std::error::Error;
use std::fmt;

pub use super::lot::{Lot, LotFault, LotRefused, Tie};
use super::seats::SeatError;
pub use list::{ListRule, ListVotes, elect_from_list};
pub use majority::elect_by_majority;
pub use ranking::LevelVotes;

/// By what a person came to a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum By {
    /// The order of the list.
    ListOrder,
    /// The person's own votes.
    Votes,
}

/// A person who is elected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Seated {
    /// The position of the candidate.
    pub candidate: usize,
    /// By what.
    pub by: By,
}

/// What a tie is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TieOf {
    /// Candidates with equal votes.
    Candidates,
    /// The list as a whole (position 0) and all its candidates with votes together (position 1), for the last seat of the list.
    ListAndCandidates,
}

/// A tie among persons that no lot has settled yet.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PersonTie {
    /// Who is meant by the positions.
    pub of: TieOf,
    /// The tie.
    pub tie: Tie,
    /// Further seats that cannot be given before the lot is drawn.
    pub waiting: u32,
}

/// Who takes the seats and who follows.
///
/// The elected, the vacant seats and those open or waiting in a tie add up to the seats.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Elected {
    /// Those elected for certain, first elected first. Those with equal votes stand in the order of input, which decides nothing.
    pub elected: Vec<Seated>,
    /// Equal claims to the last seats, as long as no lot is drawn.
    pub undecided: Option<PersonTie>,
    /// Seats for which there is no candidate.
    pub vacant: u32,
    by_order: Vec<Vec<usize>>,
    by_votes: Vec<Vec<usize>>,
}

impl Elected {
    /// Those not elected in the order in which they follow a person who came to the seat this way.
    ///
    /// Those in one group are level: a lot decides among them when their turn comes. While a tie is undecided, those who are tied are
    /// not among them.
    #[must_use]
    pub fn successors(&self, by: By) -> &[Vec<usize>] {
        match by {
            By::ListOrder => &self.by_order,
            By::Votes => &self.by_votes,
        }
    }
}

/// An election of persons that cannot be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PersonError {
    /// There is no candidate.
    NoCandidates,
    /// There are more candidates than any ballot paper holds.
    TooManyCandidates {
        /// How many there are.
        candidates: usize,
    },
    /// There are no seats, or more than any body has.
    Seats {
        /// The seats asked for.
        seats: u32,
    },
    /// A candidate has more votes than can be.
    TooManyVotes {
        /// Who.
        candidate: usize,
        /// The votes.
        votes: u64,
    },
    /// The list and its candidates have together more votes than can be.
    TooManyListVotes {
        /// Their votes.
        votes: u128,
    },
    /// A lot does not fit.
    Lot(LotRefused),
    /// The seats of a list could not be divided between list and candidates.
    Division(SeatError),
}

impl From<LotRefused> for PersonError {
    fn from(refused: LotRefused) -> Self {
        Self::Lot(refused)
    }
}

impl fmt::Display for PersonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCandidates => write!(f, "there is no candidate"),
            Self::TooManyCandidates { candidates } => {
                write!(f, "{candidates} candidates are too many")
            }
            Self::Seats { seats } => write!(f, "{seats} seats cannot be given to persons"),
            Self::TooManyVotes { candidate, votes } => write!(
                f,
                "candidate {}: {votes} votes are too many",
                candidate.saturating_add(1)
            ),
            Self::TooManyListVotes { votes } => {
                write!(f, "{votes} votes of a list and its candidates are too many")
            }
            Self::Lot(refused) => refused.fmt(f),
            Self::Division(error) => error.fmt(f),
        }
    }
}

impl Error for PersonError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Lot(refused) => Some(refused),
            Self::Division(error) => Some(error),
            Self::NoCandidates
            | Self::TooManyCandidates { .. }
            | Self::Seats { .. }
            | Self::TooManyVotes { .. }
            | Self::TooManyListVotes { .. } => None,
        }
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
