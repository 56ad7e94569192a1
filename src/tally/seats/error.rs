//! Why an allocation is refused.

use std::error::Error;
use std::fmt;

use super::super::lot::LotRefused;
use super::rule::{MOST_CONTENDERS, MOST_SEATS, MOST_VOTES};

/// An allocation that cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SeatError {
    /// There is no seat to allocate.
    NoSeats,
    /// There are more seats than any body has.
    TooManySeats {
        /// The seats asked for.
        seats: u32,
    },
    /// Nobody stands.
    NoContenders,
    /// There are more contenders than any ballot paper holds.
    TooManyContenders {
        /// How many there are.
        contenders: usize,
    },
    /// A contender has more votes than can be.
    TooManyVotes {
        /// Who.
        contender: usize,
        /// The votes.
        votes: u64,
    },
    /// Nobody has a vote.
    NoVotes,
    /// Nobody reaches the threshold.
    NobodyReachesThreshold {
        /// The least votes needed.
        least_votes: u128,
    },
    /// A lot does not fit.
    Lot(LotRefused),
}

impl From<LotRefused> for SeatError {
    fn from(refused: LotRefused) -> Self {
        Self::Lot(refused)
    }
}

impl fmt::Display for SeatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSeats => write!(f, "there is no seat to allocate"),
            Self::TooManySeats { seats } => {
                write!(f, "{seats} seats are too many: at most {MOST_SEATS}")
            }
            Self::NoContenders => write!(f, "there is no list and no independent"),
            Self::TooManyContenders { contenders } => {
                write!(
                    f,
                    "{contenders} contenders are too many: at most {MOST_CONTENDERS}"
                )
            }
            Self::TooManyVotes { contender, votes } => write!(
                f,
                "contender {}: {votes} votes are too many: at most {MOST_VOTES}",
                contender.saturating_add(1)
            ),
            Self::NoVotes => write!(f, "there is no valid vote"),
            Self::NobodyReachesThreshold { least_votes } => {
                write!(f, "nobody reaches the threshold of {least_votes} votes")
            }
            Self::Lot(refused) => refused.fmt(f),
        }
    }
}

impl Error for SeatError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Lot(refused) => Some(refused),
            Self::NoSeats
            | Self::TooManySeats { .. }
            | Self::NoContenders
            | Self::TooManyContenders { .. }
            | Self::TooManyVotes { .. }
            | Self::NoVotes
            | Self::NobodyReachesThreshold { .. } => None,
        }
    }
}
