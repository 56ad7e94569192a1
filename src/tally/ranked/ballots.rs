//! Ranked ballots as they are handed in, and what a method reads from them.

use super::RankedError;

/// The most options of a ranked poll: the pairwise figures grow with their square.
pub const MOST_OPTIONS: usize = 300;
/// The most ballots, as for votes everywhere here.
pub const MOST_BALLOTS: u64 = super::super::seats::MOST_VOTES;

/// So many ballots that rank the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ranking {
    /// How many they are.
    pub count: u64,
    /// Positions of options, best rank first; no rank is empty. Nothing at all is a blank ballot.
    pub ranks: Vec<Vec<usize>>,
}

/// Which ballots a method can follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EqualRanks {
    Allowed,
    /// A ballot with two options in one rank is invalid.
    Refused,
}

/// The ballots of a poll, checked and sorted out.
pub(super) struct Sorted<'a> {
    pub(super) valid: u64,
    pub(super) blank: u64,
    pub(super) invalid: u64,
    /// Those that count.
    pub(super) ballots: Vec<&'a Ranking>,
}

pub(super) fn sort_out(
    options: usize,
    seats: usize,
    ballots: &[Ranking],
    equal: EqualRanks,
) -> Result<Sorted<'_>, RankedError> {
    if options == 0 {
        return Err(RankedError::NoOptions);
    }
    if options > MOST_OPTIONS {
        return Err(RankedError::TooManyOptions { options });
    }
    if seats == 0 {
        return Err(RankedError::NoSeats);
    }
    let all: u128 = ballots.iter().map(|ballot| u128::from(ballot.count)).sum();
    if all > u128::from(MOST_BALLOTS) {
        return Err(RankedError::TooManyBallots { ballots: all });
    }
    let mut sorted = Sorted {
        valid: 0,
        blank: 0,
        invalid: 0,
        ballots: Vec::new(),
    };
    for (position, ballot) in ballots.iter().enumerate() {
        check(options, position, ballot)?;
        if ballot.ranks.is_empty() {
            sorted.blank += ballot.count;
        } else if equal == EqualRanks::Refused && ballot.ranks.iter().any(|rank| rank.len() > 1) {
            sorted.invalid += ballot.count;
        } else {
            sorted.valid += ballot.count;
            if ballot.count > 0 {
                sorted.ballots.push(ballot);
            }
        }
    }
    Ok(sorted)
}

fn check(options: usize, position: usize, ballot: &Ranking) -> Result<(), RankedError> {
    let mut ranked = vec![false; options];
    for rank in &ballot.ranks {
        if rank.is_empty() {
            return Err(RankedError::EmptyRank { ballot: position });
        }
        for &option in rank {
            match ranked.get_mut(option) {
                None => {
                    return Err(RankedError::NoSuchOption {
                        ballot: position,
                        option,
                    });
                }
                Some(true) => {
                    return Err(RankedError::OptionTwice {
                        ballot: position,
                        option,
                    });
                }
                Some(seen) => *seen = true,
            }
        }
    }
    Ok(())
}

impl Ranking {
    /// The best option that is still in, on a ballot without equal ranks.
    pub(super) fn first_of(&self, is_in: impl Fn(usize) -> bool) -> Option<usize> {
        self.ranks
            .iter()
            .flatten()
            .copied()
            .find(|option| is_in(*option))
    }
}

/// Options whose figure is the same as the best by `better`, and that figure.
pub(super) fn extreme<T: Copy + Ord>(
    options: &[usize],
    figure: impl Fn(usize) -> T,
    highest: bool,
) -> (Vec<usize>, Option<T>) {
    let figures = options.iter().map(|option| figure(*option));
    let edge = if highest {
        figures.max()
    } else {
        figures.min()
    };
    let there = options
        .iter()
        .copied()
        .filter(|option| Some(figure(*option)) == edge)
        .collect();
    (there, edge)
}
