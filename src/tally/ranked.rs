//! Ranked ballots: instant run-off, the single transferable vote by the Scottish rules, and Schulze.
//!
//! A ballot names options from the best downwards; those it leaves out stand below all it names. Under [`irv`] and [`stv_scottish`] a
//! vote is always with exactly one option, so a ballot with two options in one rank says nothing certain and is invalid; under
//! [`schulze`] equal ranks are an answer like any other.
//!
//! A tie is a result: [`OpenTie`] says between whom, about what, and how many seats wait for it. A lot that was drawn comes in as a
//! [`Lot`] and the count goes on. In a tie about who is excluded, those who stay win the lot. The order of input decides nothing; it
//! only gives the order in which equals are named.

mod ballots;
mod irv;
mod schulze;
mod stv;
mod working;

use std::error::Error;
use std::fmt;

pub use super::lot::{Lot, LotFault, LotRefused, Tie};
pub use ballots::{MOST_BALLOTS, MOST_OPTIONS, Ranking};
pub use irv::irv;
pub use schulze::schulze;
pub use stv::{UNITS, stv_scottish};
pub use working::{Parcel, Step};

/// What a tie is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TieOver {
    /// Who is elected; the winners of a lot take the seats.
    Seat,
    /// Who is excluded; the winners of a lot stay.
    Exclusion,
    /// Whose surplus is transferred first; the winner of a lot comes first.
    Surplus,
}

/// A tie that no lot has settled yet.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OpenTie {
    /// What it is about.
    pub over: TieOver,
    /// Between whom, and how many of them win the lot.
    pub tie: Tie,
    /// The seats that cannot be given before it is drawn.
    pub seats_waiting: usize,
}

/// The count of a ranked poll. Options are named by their position, counted from 0.
///
/// Valid, blank and invalid ballots add up to all ballots; the elected, the seats waiting for a lot and the vacant ones to the seats.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RankedCount {
    /// Ballots that rank somebody as the method allows.
    pub valid: u64,
    /// Ballots that rank nobody.
    pub blank: u64,
    /// Ballots that the method cannot follow.
    pub invalid: u64,
    /// Those elected for certain, in the order in which they were elected.
    pub elected: Vec<usize>,
    /// The tie at which the count stands.
    pub undecided: Option<OpenTie>,
    /// Seats for which nobody stands.
    pub vacant: usize,
    /// How it was counted.
    pub working: Vec<Step>,
}

/// A ranked poll that cannot be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RankedError {
    /// There is nothing to choose from.
    NoOptions,
    /// There are more options than anybody can rank.
    TooManyOptions {
        /// How many there are.
        options: usize,
    },
    /// There is no seat.
    NoSeats,
    /// There are more ballots than can be.
    TooManyBallots {
        /// How many there are.
        ballots: u128,
    },
    /// A ballot ranks something that is not there.
    NoSuchOption {
        /// The position of the ballot, counted from 0.
        ballot: usize,
        /// What it ranks.
        option: usize,
    },
    /// A ballot ranks an option twice.
    OptionTwice {
        /// The position of the ballot, counted from 0.
        ballot: usize,
        /// The option.
        option: usize,
    },
    /// A ballot has a rank with nobody in it.
    EmptyRank {
        /// The position of the ballot, counted from 0.
        ballot: usize,
    },
    /// A lot does not fit.
    Lot(LotRefused),
}

impl From<LotRefused> for RankedError {
    fn from(refused: LotRefused) -> Self {
        Self::Lot(refused)
    }
}

impl fmt::Display for RankedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let from_one = |position: usize| position.saturating_add(1);
        match *self {
            Self::NoOptions => write!(f, "there is nothing to choose from"),
            Self::TooManyOptions { options } => {
                write!(f, "{options} options are too many: at most {MOST_OPTIONS}")
            }
            Self::NoSeats => write!(f, "there is no seat"),
            Self::TooManyBallots { ballots } => {
                write!(f, "{ballots} ballots are too many: at most {MOST_BALLOTS}")
            }
            Self::NoSuchOption { ballot, option } => write!(
                f,
                "ballot {}: there is no option {}",
                from_one(ballot),
                from_one(option)
            ),
            Self::OptionTwice { ballot, option } => write!(
                f,
                "ballot {}: option {} is ranked twice",
                from_one(ballot),
                from_one(option)
            ),
            Self::EmptyRank { ballot } => {
                write!(f, "ballot {}: a rank names nobody", from_one(ballot))
            }
            Self::Lot(refused) => refused.fmt(f),
        }
    }
}

impl Error for RankedError {}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
