//! One ballot: its canonical text and what it marks.

use std::error::Error;
use std::fmt;

const VERSION: &str = "1";
const MARKED: char = '1';
const UNMARKED: char = '0';

/// What can be marked on a ballot: so many options, so many of them at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BallotPaper {
    options: usize,
    max_marks: usize,
}

impl BallotPaper {
    /// The paper of a motion: yes, no or abstain.
    pub const MOTION: Self = Self {
        options: 3,
        max_marks: 1,
    };

    pub(super) const fn new(options: usize, max_marks: usize) -> Self {
        Self { options, max_marks }
    }

    /// The number of options.
    #[must_use]
    pub const fn options(self) -> usize {
        self.options
    }

    /// The greatest number of marks.
    #[must_use]
    pub const fn max_marks(self) -> usize {
        self.max_marks
    }
}

/// A ballot that fits its paper: a mark or none for each option.
#[derive(Clone, PartialEq, Eq)]
pub struct Ballot {
    marks: Vec<bool>,
}

impl Ballot {
    /// Marks the options at these positions, counted from 0; none at all makes a blank ballot.
    ///
    /// # Errors
    /// [`BallotError::NoSuchOption`], [`BallotError::OptionTwice`] or [`BallotError::TooManyMarks`].
    pub fn marking(paper: BallotPaper, positions: &[usize]) -> Result<Self, BallotError> {
        let mut marks = vec![false; paper.options];
        for &position in positions {
            let mark = marks.get_mut(position).ok_or(BallotError::NoSuchOption)?;
            if *mark {
                return Err(BallotError::OptionTwice);
            }
            *mark = true;
        }
        Self::fitting(paper, marks)
    }

    /// Reads a canonical ballot.
    ///
    /// # Errors
    /// [`BallotError::Version`], [`BallotError::Length`], [`BallotError::Sign`] or
    /// [`BallotError::TooManyMarks`].
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
        let marks = signs
            .chars()
            .map(|sign| match sign {
                MARKED => Ok(true),
                UNMARKED => Ok(false),
                _ => Err(BallotError::Sign),
            })
            .collect::<Result<_, _>>()?;
        Self::fitting(paper, marks)
    }

    fn fitting(paper: BallotPaper, marks: Vec<bool>) -> Result<Self, BallotError> {
        if marks.iter().filter(|mark| **mark).count() > paper.max_marks {
            return Err(BallotError::TooManyMarks {
                allowed: paper.max_marks,
            });
        }
        Ok(Self { marks })
    }

    /// Writes the canonical ballot.
    #[must_use]
    pub fn encode(&self) -> String {
        let signs = self
            .marks
            .iter()
            .map(|mark| if *mark { MARKED } else { UNMARKED });
        VERSION.chars().chain(['.']).chain(signs).collect()
    }

    /// A mark or none for each option.
    pub(super) fn marks(&self) -> &[bool] {
        &self.marks
    }

    /// Whether nothing is marked.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        !self.marks.contains(&true)
    }

    /// The positions of the marked options, counted from 0, in ascending order.
    pub fn marked(&self) -> impl Iterator<Item = usize> {
        self.marks
            .iter()
            .enumerate()
            .filter_map(|(position, mark)| mark.then_some(position))
    }
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
            marks: [Self::Yes, Self::No, Self::Abstain]
                .map(|option| option == self)
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
    /// An option was marked twice.
    OptionTwice,
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
        }
    }
}

impl Error for BallotError {}
