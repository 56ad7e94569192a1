//! Canonical ballots, version 1, and their count.
//!
//! A ballot answers one question. It is the version, a dot and one sign for each option in the
//! order of the poll. Where options are marked, `1` is a mark and `0` none: `1.100` is a yes (yes,
//! no, abstain), `1.0110` marks the second and the third of four candidates. Where votes are
//! cumulated, the sign is their number: `1.3010`. Where options are ranked, it is the rank, `1` to
//! `9` and `a` to `z`: `1.2013` puts the third option first. `1.0000` is blank. All ballots of a
//! poll are equally long, so that a length tells nothing of the choice.
//!
//! Secrecy: neither a ballot's `Debug` nor an error names a mark, so that none reaches a log.

mod ballot;

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

use super::choices::elect;
use super::majority::Figures;
use super::ranked::Ranking;

pub use ballot::{Ballot, BallotError, BallotPaper, Choice, MOST_PER_OPTION, MOST_RANKED};

/// The count of a motion; the five figures add up to the number of ballots.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct MotionCount {
    /// Yes votes.
    pub yes: u64,
    /// No votes.
    pub no: u64,
    /// Abstentions, declared as such.
    pub abstain: u64,
    /// Ballots without a mark.
    pub blank: u64,
    /// Ballots that could not be read.
    pub invalid: u64,
}

impl MotionCount {
    /// The figures by which the motion is decided.
    #[must_use]
    pub const fn figures(self, present: u64, entitled: u64) -> Figures {
        Figures {
            yes: self.yes,
            no: self.no,
            abstain: self.abstain,
            blank: self.blank,
            invalid: self.invalid,
            present,
            entitled,
        }
    }
}

/// Counts the ballots on a motion; one that cannot be read is invalid, never left out.
#[must_use]
pub fn count_motion(ballots: impl IntoIterator<Item = impl AsRef<str>>) -> MotionCount {
    let mut count = MotionCount::default();
    for text in ballots {
        let figure = match Choice::parse(text.as_ref()) {
            Ok(Choice::Yes) => &mut count.yes,
            Ok(Choice::No) => &mut count.no,
            Ok(Choice::Abstain) => &mut count.abstain,
            Ok(Choice::Blank) => &mut count.blank,
            Err(_) => &mut count.invalid,
        };
        *figure += 1;
    }
    count
}

/// By what candidates are elected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ElectionRule {
    /// Most votes first. Needs a basis in the statutes (BGB § 40).
    RelativeMajority,
    /// Most votes first, of those whom more than half of the valid ballots name.
    // BGH 18.01.2019, V ZR 324/17: without another rule this elects, also among several candidates
    AbsoluteMajorityOfValid,
}

impl ElectionRule {
    /// Every rule.
    pub const ALL: [Self; 2] = [Self::RelativeMajority, Self::AbsoluteMajorityOfValid];

    /// The word for this rule in columns and documents.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::RelativeMajority => "relative_majority",
            Self::AbsoluteMajorityOfValid => "absolute_majority_of_valid",
        }
    }

    /// Reads the word written by [`code`](Self::code); any other gives `None`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == code)
    }
}

/// An election of persons: candidates, seats, and how many of the candidates a ballot may mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Election {
    paper: BallotPaper,
    seats: usize,
    rule: ElectionRule,
}

impl Election {
    /// Makes an election. There may be fewer candidates than seats, or than marks allowed.
    ///
    /// # Errors
    /// [`ElectionError`] when one of the three numbers is zero.
    pub const fn new(
        candidates: usize,
        max_choices: usize,
        seats: usize,
        rule: ElectionRule,
    ) -> Result<Self, ElectionError> {
        if candidates == 0 {
            return Err(ElectionError::NoCandidates);
        }
        if max_choices == 0 {
            return Err(ElectionError::NoChoices);
        }
        if seats == 0 {
            return Err(ElectionError::NoSeats);
        }
        Ok(Self {
            paper: BallotPaper::marking(candidates, max_choices),
            seats,
            rule,
        })
    }

    /// The same election with votes that may be cumulated: as many as marks were allowed, so many of them for one candidate.
    #[must_use]
    pub const fn cumulating(self, per_option: u8) -> Self {
        Self {
            paper: BallotPaper::cumulating(
                self.paper.options(),
                self.paper.max_marks(),
                per_option,
            ),
            ..self
        }
    }

    /// The paper of this election.
    #[must_use]
    pub const fn paper(&self) -> BallotPaper {
        self.paper
    }

    /// The seats to be filled.
    #[must_use]
    pub const fn seats(&self) -> usize {
        self.seats
    }

    /// By what candidates are elected.
    #[must_use]
    pub const fn rule(&self) -> ElectionRule {
        self.rule
    }
}

/// An election in which nobody could be elected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ElectionError {
    /// There is no candidate.
    NoCandidates,
    /// A ballot may mark nobody.
    NoChoices,
    /// There is no seat.
    NoSeats,
}

impl fmt::Display for ElectionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoCandidates => "an election needs a candidate",
            Self::NoChoices => "a ballot must be allowed at least one choice",
            Self::NoSeats => "an election needs a seat",
        })
    }
}

impl Error for ElectionError {}

/// The count of an election. Candidates are named by their position, counted from 0.
///
/// Valid, blank and invalid ballots add up to all ballots; the elected, the seats open in a tie
/// and the vacant ones add up to the seats.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ElectionCount {
    /// The votes of each candidate, in the order of the poll.
    pub votes: Vec<u64>,
    /// Ballots that mark somebody.
    pub valid: u64,
    /// Ballots without a mark.
    pub blank: u64,
    /// Ballots that could not be read.
    pub invalid: u64,
    /// Those elected for certain, in the order of the poll, not of their votes.
    pub elected: Vec<usize>,
    /// Equal votes for the last seats; people decide it as the rules say.
    pub tie: Option<Tie>,
    /// Seats for which nobody had enough votes.
    pub vacant: usize,
}

/// Candidates with equal votes, more of them than seats are left.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tie {
    /// The candidates concerned, in the order of the poll.
    pub between: Vec<usize>,
    /// The seats among them, at least one and fewer than the candidates.
    pub seats_open: usize,
}

/// Votes summed up; valid, blank and invalid ballots add up to all ballots.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sums {
    /// The votes of each option, in the order of the poll.
    pub votes: Vec<u64>,
    /// Ballots that give a vote.
    pub valid: u64,
    /// Ballots without a mark.
    pub blank: u64,
    /// Ballots that could not be read.
    pub invalid: u64,
}

/// Sums up marks or votes; a ballot that cannot be read is invalid, never left out.
#[must_use]
pub fn sum_up(paper: BallotPaper, ballots: impl IntoIterator<Item = impl AsRef<str>>) -> Sums {
    let mut sums = Sums {
        votes: vec![0; paper.options()],
        ..Sums::default()
    };
    for text in ballots {
        match Ballot::parse(paper, text.as_ref()) {
            Err(_) => sums.invalid += 1,
            Ok(ballot) if ballot.is_blank() => sums.blank += 1,
            Ok(ballot) => {
                sums.valid += 1;
                for (sum, given) in sums.votes.iter_mut().zip(ballot.signs()) {
                    *sum += u64::from(*given);
                }
            }
        }
    }
    sums
}

/// Reads ballots that rank: those that rank alike together, and how many could not be read.
#[must_use]
pub fn rankings(
    paper: BallotPaper,
    ballots: impl IntoIterator<Item = impl AsRef<str>>,
) -> (Vec<Ranking>, u64) {
    let mut alike: BTreeMap<Vec<Vec<usize>>, u64> = BTreeMap::new();
    let mut unreadable = 0;
    for text in ballots {
        match Ballot::parse(paper, text.as_ref()) {
            Ok(ballot) => *alike.entry(ballot.ranks()).or_default() += 1,
            Err(_) => unreadable += 1,
        }
    }
    let rankings = alike
        .into_iter()
        .map(|(ranks, count)| Ranking { count, ranks })
        .collect();
    (rankings, unreadable)
}

/// Counts the ballots of an election; one that cannot be read is invalid, never left out.
#[must_use]
pub fn count_election(
    election: &Election,
    ballots: impl IntoIterator<Item = impl AsRef<str>>,
) -> ElectionCount {
    let sums = sum_up(election.paper, ballots);
    ElectionCount::of_sums(election, sums)
}

impl ElectionCount {
    /// Who is elected by sums of votes that were counted elsewhere; as many sums as candidates.
    #[must_use]
    pub fn of_sums(election: &Election, sums: Sums) -> Self {
        let Sums {
            votes,
            valid,
            blank,
            invalid,
        } = sums;
        let posts = elect(&votes, valid, election.seats, election.rule, &[]);
        // An election has candidates and seats, and no lot was given that could not fit.
        let (mut elected, tie, vacant) = posts.map_or((Vec::new(), None, election.seats), |p| {
            (p.elected, p.tie, p.vacant)
        });
        elected.sort_unstable();
        Self {
            votes,
            valid,
            blank,
            invalid,
            elected,
            tie: tie.map(|tie| Tie {
                between: tie.between,
                seats_open: usize::try_from(tie.seats_open).unwrap_or(usize::MAX),
            }),
            vacant,
        }
    }
}

#[cfg(test)]
mod tests;
