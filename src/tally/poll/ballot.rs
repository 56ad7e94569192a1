//! One ballot: its canonical text and what it marks.

use std::error::Error;
use std::fmt;

const VERSION: &str = "1";
/// The most options of a paper on which they are ranked: a rank is one sign, `1` to `9` and `a` to `z`.
pub const MOST_RANKED: usize = 35;
/// The most votes that one option can get from a ballot: they are one digit.
pub const MOST_PER_OPTION: u8 = 9;

/// What the signs of a ballot stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Signs {
    /// `1` for a mark.
    Marks,
    /// The votes that an option gets, so many at most.
    Votes { per_option: u8 },
    /// The rank of an option, `1` the best; `0` where it is not ranked.
    Ranks { equal: bool },
}

/// What can be put on a ballot: so many options, so many marks or votes at most; or ranks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BallotPaper {
    options: usize,
    max_marks: usize,
    signs: Signs,
}

impl BallotPaper {
    /// The paper of a motion: yes, no or abstain.
    pub const MOTION: Self = Self::marking(3, 1);

    /// What stands in the box for a ballot that nobody can read: as long as any other, and none that is valid.
    #[must_use]
    pub fn unreadable(self) -> String {
        let signs = std::iter::repeat_n('?', self.options);
        VERSION.chars().chain(['.']).chain(signs).collect()
    }

    /// A paper on which so many options may be marked, each once.
    #[must_use]
    pub const fn marking(options: usize, max_marks: usize) -> Self {
        Self {
            options,
            max_marks,
            signs: Signs::Marks,
        }
    }

    /// A paper with so many votes, of which one option gets so many at most (and never more than nine).
    #[must_use]
    pub const fn cumulating(options: usize, votes: usize, per_option: u8) -> Self {
        let per_option = if per_option > MOST_PER_OPTION {
            MOST_PER_OPTION
        } else {
            per_option
        };
        Self {
            options,
            max_marks: votes,
            signs: Signs::Votes { per_option },
        }
    }

    /// A paper on which options are ranked, alike where that is allowed. No more than [`MOST_RANKED`] fit.
    #[must_use]
    pub const fn ranking(options: usize, equal: bool) -> Self {
        Self {
            options,
            max_marks: options,
            signs: Signs::Ranks { equal },
        }
    }

    /// The number of options.
    #[must_use]
    pub const fn options(self) -> usize {
        self.options
    }

    /// The greatest number of marks or votes.
    #[must_use]
    pub const fn max_marks(self) -> usize {
        self.max_marks
    }

    /// Whether options are ranked.
    #[must_use]
    pub const fn is_ranked(self) -> bool {
        matches!(self.signs, Signs::Ranks { .. })
    }
}

/// A ballot that fits its paper: a sign for each option.
#[derive(Clone, PartialEq, Eq)]
pub struct Ballot {
    /// Marks, votes or ranks in the order of the options.
    signs: Vec<u8>,
}

impl Ballot {
    /// Gives a mark or a vote to each of the options at these positions, counted from 0; none at all makes a blank ballot. Where votes
    /// are cumulated, an option is named as often as it gets one.
    ///
    /// # Errors
    /// [`BallotError::NoSuchOption`], [`BallotError::OptionTwice`], [`BallotError::TooManyMarks`] or
    /// [`BallotError::TooManyForOne`]; [`BallotError::Sign`] on a paper for ranks.
    pub fn marking(paper: BallotPaper, positions: &[usize]) -> Result<Self, BallotError> {
        if paper.is_ranked() {
            return Err(BallotError::Sign);
        }
        let mut signs = vec![0_u8; paper.options];
        for &position in positions {
            let sign = signs.get_mut(position).ok_or(BallotError::NoSuchOption)?;
            if paper.signs == Signs::Marks && *sign > 0 {
                return Err(BallotError::OptionTwice);
            }
            *sign = sign.saturating_add(1);
        }
        Self::fitting(paper, signs)
    }

    /// Ranks options, the best first; none at all makes a blank ballot.
    ///
    /// # Errors
    /// [`BallotError::NoSuchOption`], [`BallotError::OptionTwice`] or [`BallotError::Ranks`].
    pub fn ranking(paper: BallotPaper, ranks: &[Vec<usize>]) -> Result<Self, BallotError> {
        let mut signs = vec![0_u8; paper.options];
        for (rank, options) in (1_u8..).zip(ranks) {
            if options.is_empty() {
                return Err(BallotError::Ranks);
            }
            for &position in options {
                let sign = signs.get_mut(position).ok_or(BallotError::NoSuchOption)?;
                if *sign > 0 {
                    return Err(BallotError::OptionTwice);
                }
                *sign = rank;
            }
        }
        if ranks.len() > paper.options {
            return Err(BallotError::Ranks);
        }
        Self::fitting(paper, signs)
    }

    /// Reads a canonical ballot.
    ///
    /// # Errors
    /// [`BallotError::Version`], [`BallotError::Length`], [`BallotError::Sign`], or what the paper does not allow.
    pub fn parse(paper: BallotPaper, text: &str) -> Result<Self, BallotError> {
        let (version, signs) = text.split_once('.').ok_or(BallotError::Version)?;
        if version != VERSION {
            return Err(BallotError::Version);
        }
        let found = signs.chars().count();
        if found != paper.options {
            return Err(BallotError::Length {
                expected: paper.options,
                found,
            });
        }
        let signs = signs
            .chars()
            .map(|sign| value_of(sign).ok_or(BallotError::Sign))
            .collect::<Result<_, _>>()?;
        Self::fitting(paper, signs)
    }

    fn fitting(paper: BallotPaper, signs: Vec<u8>) -> Result<Self, BallotError> {
        let given: usize = signs.iter().copied().map(usize::from).sum();
        match paper.signs {
            Signs::Marks if signs.iter().any(|sign| *sign > 1) => Err(BallotError::Sign),
            Signs::Votes { per_option } if signs.iter().any(|sign| *sign > per_option) => {
                Err(BallotError::TooManyForOne {
                    allowed: per_option,
                })
            }
            Signs::Marks | Signs::Votes { .. } if given > paper.max_marks => {
                Err(BallotError::TooManyMarks {
                    allowed: paper.max_marks,
                })
            }
            Signs::Ranks { equal } if !are_ranks(&signs, equal) => Err(BallotError::Ranks),
            Signs::Marks | Signs::Votes { .. } | Signs::Ranks { .. } => Ok(Self { signs }),
        }
    }

    /// Writes the canonical ballot.
    #[must_use]
    pub fn encode(&self) -> String {
        let signs = self.signs.iter().map(|value| sign_of(*value));
        VERSION.chars().chain(['.']).chain(signs).collect()
    }

    /// The votes of each option; the ranks on a paper for ranks.
    pub(super) fn signs(&self) -> &[u8] {
        &self.signs
    }

    /// Whether nothing is marked.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.signs.iter().all(|sign| *sign == 0)
    }

    /// The positions of the marked options, counted from 0, in ascending order; as often as they get a vote.
    pub fn marked(&self) -> impl Iterator<Item = usize> {
        self.signs
            .iter()
            .enumerate()
            .flat_map(|(position, votes)| std::iter::repeat_n(position, usize::from(*votes)))
    }

    /// The positions of options by rank, the best first, on a paper for ranks.
    #[must_use]
    pub fn ranks(&self) -> Vec<Vec<usize>> {
        let last = self.signs.iter().copied().max().unwrap_or(0);
        (1..=last)
            .map(|rank| {
                let here = |(position, sign): (usize, &u8)| (*sign == rank).then_some(position);
                self.signs.iter().enumerate().filter_map(here).collect()
            })
            .collect()
    }
}

/// Whether the signs are ranks from 1 without a gap, each for one option unless equal ones are allowed.
fn are_ranks(signs: &[u8], equal: bool) -> bool {
    let mut ranks: Vec<u8> = signs.iter().copied().filter(|sign| *sign > 0).collect();
    ranks.sort_unstable();
    let number = ranks.len();
    ranks.dedup();
    (equal || ranks.len() == number) && ranks.iter().zip(1_u8..).all(|(rank, place)| *rank == place)
}

/// The sign of a value: `0` to `9`, then `a` to `z`.
fn sign_of(value: u8) -> char {
    char::from_digit(u32::from(value), 36).unwrap_or('?')
}

/// The value of a sign; only lower-case letters are signs, so that every ballot has one text.
fn value_of(sign: char) -> Option<u8> {
    (!sign.is_ascii_uppercase())
        .then(|| sign.to_digit(36))
        .flatten()
        .and_then(|value| u8::try_from(value).ok())
}

impl fmt::Debug for Ballot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ballot(secret)")
    }
}

/// What a ballot says on a motion.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// For the motion.
    Yes,
    /// Against it.
    No,
    /// Neither, declared as such.
    Abstain,
    /// Nothing marked.
    Blank,
}

impl Choice {
    /// Every choice: the options in their order, then the blank ballot.
    pub const ALL: [Self; 4] = [Self::Yes, Self::No, Self::Abstain, Self::Blank];

    /// The ballot that says this.
    #[must_use]
    pub fn ballot(self) -> Ballot {
        Ballot {
            signs: [Self::Yes, Self::No, Self::Abstain]
                .map(|option| u8::from(option == self))
                .to_vec(),
        }
    }

    /// Reads a canonical ballot on a motion.
    ///
    /// # Errors
    /// Those of [`Ballot::parse`].
    pub fn parse(text: &str) -> Result<Self, BallotError> {
        let ballot = Ballot::parse(BallotPaper::MOTION, text)?;
        Ok(match ballot.marked().next() {
            Some(0) => Self::Yes,
            Some(1) => Self::No,
            Some(_) => Self::Abstain,
            None => Self::Blank,
        })
    }
}

impl fmt::Debug for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Choice(secret)")
    }
}

/// Why a ballot does not fit its paper; says nothing of what is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BallotError {
    /// The ballot does not begin with the version known here.
    Version,
    /// There are more or fewer signs than options.
    Length {
        /// The number of options.
        expected: usize,
        /// The number of signs.
        found: usize,
    },
    /// A sign is neither a mark nor its absence.
    Sign,
    /// More options are marked than allowed.
    TooManyMarks {
        /// The greatest number of marks.
        allowed: usize,
    },
    /// A mark was set for an option that is not on the paper.
    NoSuchOption,
    /// An option was marked or ranked twice.
    OptionTwice,
    /// One option gets more votes than allowed.
    TooManyForOne {
        /// The greatest number of votes for one option.
        allowed: u8,
    },
    /// Ranks that leave one out, or are given twice where only one option may have each.
    Ranks,
}

impl fmt::Display for BallotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version => write!(f, "the ballot is not of version {VERSION}"),
            Self::Length { expected, found } => {
                write!(f, "the ballot has {found} signs for {expected} options")
            }
            Self::Sign => write!(f, "the ballot bears a sign that is not a mark"),
            Self::TooManyMarks { allowed } => {
                write!(f, "the ballot bears more than {allowed} marks")
            }
            Self::NoSuchOption => write!(f, "an option is marked that is not on the paper"),
            Self::OptionTwice => write!(f, "an option is marked twice"),
            Self::TooManyForOne { allowed } => {
                write!(f, "an option gets more than {allowed} votes")
            }
            Self::Ranks => write!(f, "the ranks leave one out or are given twice"),
        }
    }
}

impl Error for BallotError {}
