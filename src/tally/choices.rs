//! Ballots that give votes to options: one of n, up to k of n, approval, cumulating; and who is elected by the sums.
//!
//! [`sum_up`] reads ballots by the [`Limits`] of their kind. [`elect`] fills seats by the sums, by most votes or with an absolute
//! majority, and names those who go into a runoff. [`board`] fills a board whose members must come from several bodies.
//!
//! A ballot beyond its limits is invalid, never cut down.

mod board;
mod posts;

use std::error::Error;
use std::fmt;

pub use super::lot::{Lot, LotFault, LotRefused, Tie};
pub use super::poll::ElectionRule;
use super::seats::{MOST_CONTENDERS, MOST_VOTES};
pub use board::{Board, board};
pub use posts::{Posts, elect, runoff};

/// What one ballot may give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Limits {
    /// To so many options at most.
    pub options: usize,
    /// So many votes to one option at most.
    pub per_option: u64,
    /// So many votes in all.
    pub votes: u64,
}

impl Limits {
    /// One of n.
    pub const ONE: Self = Self::up_to(1);
    /// As many as one likes, each once.
    pub const APPROVAL: Self = Self {
        options: usize::MAX,
        per_option: 1,
        votes: u64::MAX,
    };

    /// Up to k of n, each once.
    #[must_use]
    pub const fn up_to(options: usize) -> Self {
        Self {
            options,
            per_option: 1,
            votes: u64::MAX,
        }
    }

    /// So many votes in all, so many of them for one option.
    #[must_use]
    pub const fn cumulative(votes: u64, per_option: u64) -> Self {
        Self {
            options: usize::MAX,
            per_option,
            votes,
        }
    }

    fn allow(&self, given: &[(usize, u64)]) -> bool {
        let sum: u128 = given.iter().map(|(_, votes)| u128::from(*votes)).sum();
        given.iter().filter(|(_, votes)| *votes > 0).count() <= self.options
            && given.iter().all(|(_, votes)| *votes <= self.per_option)
            && sum <= u128::from(self.votes)
    }
}

/// So many ballots that give the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Marks {
    /// How many they are.
    pub count: u64,
    /// Positions of options with the votes given to each; nothing but zeros is a blank ballot.
    pub given: Vec<(usize, u64)>,
}

/// The sums of a poll; valid, blank and invalid ballots add up to all ballots.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sums {
    /// The votes of each option.
    pub votes: Vec<u64>,
    /// Ballots that give something as their kind allows.
    pub valid: u64,
    /// Ballots that give nothing.
    pub blank: u64,
    /// Ballots beyond the limits.
    pub invalid: u64,
}

/// A poll that cannot be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChoiceError {
    /// There is nothing to choose from.
    NoOptions,
    /// There are more options than any ballot paper holds.
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
    /// An option has more votes than can be.
    TooManyVotes {
        /// Which.
        option: usize,
    },
    /// A ballot gives votes to something that is not there.
    NoSuchOption {
        /// The position of the ballot, counted from 0.
        ballot: usize,
        /// What it names.
        option: usize,
    },
    /// A ballot names an option twice.
    OptionTwice {
        /// The position of the ballot, counted from 0.
        ballot: usize,
        /// The option.
        option: usize,
    },
    /// A board needs a body for each candidate.
    Bodies {
        /// The bodies named.
        bodies: usize,
    },
    /// Of those who won a lot, this one cannot be on the board with the others.
    CannotSitTogether {
        /// The position of the lot, counted from 0.
        lot: usize,
        /// Who.
        option: usize,
    },
    /// A lot does not fit.
    Lot(LotRefused),
}

impl From<LotRefused> for ChoiceError {
    fn from(refused: LotRefused) -> Self {
        Self::Lot(refused)
    }
}

impl fmt::Display for ChoiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let from_one = |position: usize| position.saturating_add(1);
        match *self {
            Self::NoOptions => write!(f, "there is nothing to choose from"),
            Self::TooManyOptions { options } => {
                write!(
                    f,
                    "{options} options are too many: at most {MOST_CONTENDERS}"
                )
            }
            Self::NoSeats => write!(f, "there is no seat"),
            Self::TooManyBallots { ballots } => {
                write!(f, "{ballots} ballots are too many: at most {MOST_VOTES}")
            }
            Self::TooManyVotes { option } => write!(
                f,
                "option {} has more than {MOST_VOTES} votes",
                from_one(option)
            ),
            Self::NoSuchOption { ballot, option } => write!(
                f,
                "ballot {}: there is no option {}",
                from_one(ballot),
                from_one(option)
            ),
            Self::OptionTwice { ballot, option } => write!(
                f,
                "ballot {}: option {} is named twice",
                from_one(ballot),
                from_one(option)
            ),
            Self::Bodies { bodies } => {
                write!(
                    f,
                    "{bodies} bodies are named, one is needed for each option"
                )
            }
            Self::CannotSitTogether { lot, option } => write!(
                f,
                "lot {}: option {} cannot be on the board with the others who won",
                from_one(lot),
                from_one(option)
            ),
            Self::Lot(refused) => refused.fmt(f),
        }
    }
}

impl Error for ChoiceError {}

/// Sums up ballots.
///
/// # Errors
/// [`ChoiceError`] where there is nothing to choose from, or where ballots cannot be.
pub fn sum_up(options: usize, limits: Limits, ballots: &[Marks]) -> Result<Sums, ChoiceError> {
    if options == 0 {
        return Err(ChoiceError::NoOptions);
    }
    if options > MOST_CONTENDERS {
        return Err(ChoiceError::TooManyOptions { options });
    }
    let all: u128 = ballots.iter().map(|ballot| u128::from(ballot.count)).sum();
    if all > u128::from(MOST_VOTES) {
        return Err(ChoiceError::TooManyBallots { ballots: all });
    }
    // Fewer than 2^63 ballots with at most 2^64 votes for one option: no sum overflows.
    let mut sums = vec![0_u128; options];
    let (mut valid, mut blank, mut invalid) = (0, 0, 0);
    for (position, ballot) in ballots.iter().enumerate() {
        check(options, position, ballot)?;
        if ballot.given.iter().all(|(_, votes)| *votes == 0) {
            blank += ballot.count;
        } else if limits.allow(&ballot.given) {
            valid += ballot.count;
            for (option, votes) in &ballot.given {
                if let Some(sum) = sums.get_mut(*option) {
                    *sum += u128::from(*votes) * u128::from(ballot.count);
                }
            }
        } else {
            invalid += ballot.count;
        }
    }
    let votes = sums
        .into_iter()
        .enumerate()
        .map(|(option, sum)| {
            u64::try_from(sum)
                .ok()
                .filter(|sum| *sum <= MOST_VOTES)
                .ok_or(ChoiceError::TooManyVotes { option })
        })
        .collect::<Result<_, _>>()?;
    Ok(Sums {
        votes,
        valid,
        blank,
        invalid,
    })
}

fn check(options: usize, position: usize, ballot: &Marks) -> Result<(), ChoiceError> {
    let mut named: Vec<usize> = ballot.given.iter().map(|(option, _)| *option).collect();
    named.sort_unstable();
    if let Some(&option) = named.iter().find(|option| **option >= options) {
        return Err(ChoiceError::NoSuchOption {
            ballot: position,
            option,
        });
    }
    let twice = named.iter().zip(named.iter().skip(1)).find(|(a, b)| a == b);
    match twice {
        Some((&option, _)) => Err(ChoiceError::OptionTwice {
            ballot: position,
            option,
        }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
