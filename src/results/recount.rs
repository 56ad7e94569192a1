//! The second count: sums and outcome of an exported box, by a path of its own.
//!
//! An export holds what anyone needs to count again: the question, its rule in numbers, how many
//! marks the roll bears, and the ballots in sorted order, which tells nothing of the order of
//! casting. The counting room is not used here and no step of it is repeated: equal ballots are
//! counted as one group, votes are sums over columns of signs, seats are handed out from the
//! highest votes downwards, and shares are compared by repeated division. A fault in one path
//! shows as a difference between the two.

mod box_export;
mod lots;
mod motion;
mod ranked;
mod seats;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use lots::Drawn;

pub use box_export::{
    BaseExport, BodyVotesExport, BoxExport, BoxFormat, ElectionExport, ListsExport, LotExport,
    MajorityExport, MeasureExport, PollExport, QuorumExport, QuorumSizeExport, RankedExport,
    ShareExport, TieExport,
};

/// What the second count found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recount {
    /// All ballots.
    pub ballots: u64,
    /// Ballots without a mark.
    pub blank: u64,
    /// Ballots that could not be read.
    pub invalid: u64,
    /// The votes of each option, by its key.
    pub votes: BTreeMap<String, u64>,
    /// What follows from them.
    pub outcome: Outcome,
}

/// What follows from the votes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Outcome {
    /// A motion was put.
    Motion {
        /// Whether it is carried.
        accepted: bool,
        /// What a tie still asks for: a lot, or another vote.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        awaits: Option<TieExport>,
    },
    /// Persons were elected.
    Election {
        /// Those elected for certain.
        elected: BTreeSet<String>,
        /// Those level for the seats that are open; none where there is no tie.
        tied: BTreeSet<String>,
        /// Seats among the tied.
        seats_open: u64,
        /// Seats for which nobody had enough votes.
        vacant: u64,
        /// The seats of each list, by its key.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        list_seats: BTreeMap<String, u64>,
    },
}

/// Why an export cannot be counted again.
#[derive(Debug, Error)]
pub enum RecountError {
    /// The text is not such a document.
    #[error("the export cannot be read: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// Box and roll do not agree.
    #[error("the box holds {ballots} ballots, but the roll bears {marks} marks")]
    BallotsDifferFromMarks {
        /// The ballots in the box.
        ballots: u64,
        /// The marks on the roll.
        marks: u64,
    },
    /// The ballots are not in sorted order, so their order could tell when they were cast.
    #[error("the ballots are not sorted: number {number} comes before its place")]
    NotSorted {
        /// The first ballot that is smaller than the one before it, counted from 1.
        number: usize,
    },
    /// An option has the key of another.
    #[error("the option {option:?} stands twice")]
    OptionTwice {
        /// The key.
        option: String,
    },
    /// A motion has other options than yes, no, abstain.
    #[error("the options of a motion are yes, no, abstain")]
    NotTheOptionsOfAMotion,
    /// A lot that was drawn where there was no tie, or between others, or with another number of winners.
    #[error("lot {number} does not fit the ballots")]
    LotDoesNotFit {
        /// Its place among the lots, from 1.
        number: usize,
    },
    /// The votes said of the bodies are not those in the box.
    #[error("the yes and no votes of the bodies are not those of the ballots")]
    BodiesDiffer,
    /// A number that must be at least one is zero.
    #[error("{field} must be at least 1")]
    Zero {
        /// The field of the poll.
        field: &'static str,
    },
    /// A rule asks for nothing or for more than the whole.
    #[error("{numerator}/{denominator} (strict: {strict}) is not a share that can be reached")]
    NotAShare {
        /// The parts asked for.
        numerator: u64,
        /// The parts that make up the whole.
        denominator: u64,
        /// Whether exactly this share is still too little.
        strict: bool,
    },
    /// The program counted something else.
    #[error("the count in the export is not what the ballots say; counted again: {0}")]
    CountDiffers(String),
    /// Fewer are present than have voted, or fewer entitled than present.
    #[error("{ballots} ballots, {present} present and {entitled} entitled do not fit together")]
    Implausible {
        /// The ballots in the box.
        ballots: u64,
        /// Those present.
        present: u64,
        /// Those on the roll.
        entitled: u64,
    },
}

/// Counts an exported box again and holds the result against the count that the export brings along, if any.
///
/// # Errors
/// As [`recount`]; [`RecountError::CountDiffers`] where the two counts differ.
pub fn verify(text: &str) -> Result<(BoxExport, Recount), RecountError> {
    let export: BoxExport = serde_json::from_str(text)?;
    let counted = recount_export(&export)?;
    match &export.count {
        Some(first) if *first != counted => {
            Err(RecountError::CountDiffers(serde_json::to_string(&counted)?))
        }
        _ => Ok((export, counted)),
    }
}

/// Counts an exported box again.
///
/// # Errors
/// [`RecountError`]; nothing is counted unless ballots and marks are equally many.
pub fn recount(text: &str) -> Result<Recount, RecountError> {
    recount_export(&serde_json::from_str(text)?)
}

/// Counts a box again that was read already.
///
/// # Errors
/// As [`recount`].
pub fn recount_export(export: &BoxExport) -> Result<Recount, RecountError> {
    let ballots = number_of(&export.ballots);
    if ballots != export.marks {
        return Err(RecountError::BallotsDifferFromMarks {
            ballots,
            marks: export.marks,
        });
    }
    if let Some(before) = export
        .ballots
        .windows(2)
        .position(|pair| pair.first() > pair.last())
    {
        return Err(RecountError::NotSorted { number: before + 2 });
    }
    match &export.poll {
        PollExport::Motion {
            options,
            present,
            entitled,
            rule,
            bodies,
            ..
        } => {
            if options != &["yes", "no", "abstain"] {
                return Err(RecountError::NotTheOptionsOfAMotion);
            }
            if ballots > *present || present > entitled {
                return Err(RecountError::Implausible {
                    ballots,
                    present: *present,
                    entitled: *entitled,
                });
            }
            let sums = Sums::of(&export.ballots, options, (1, 1))?;
            let mut drawn = Drawn::new(&export.lots, options);
            let outcome = motion::outcome(
                rule,
                &sums,
                bodies,
                (ballots, *present, *entitled),
                &mut drawn,
            )?;
            all_needed(&drawn)?;
            Ok(sums.into_recount(ballots, outcome))
        }
        PollExport::Election {
            options,
            max_choices,
            seats,
            rule,
            max_per_option,
            least_bodies,
            bodies,
            ..
        } => {
            let candidates = number_of(options);
            for (field, number) in [
                ("options", candidates),
                ("max_choices", *max_choices),
                ("seats", *seats),
            ] {
                if number == 0 {
                    return Err(RecountError::Zero { field });
                }
            }
            let sums = Sums::of(&export.ballots, options, (*max_choices, *max_per_option))?;
            let valid = ballots - sums.blank - sums.invalid;
            let mut drawn = Drawn::new(&export.lots, options);
            let outcome = if *least_bodies > 0 {
                let wanted = (*seats, *least_bodies);
                seats::of_board(*rule, &sums, (options, bodies), valid, wanted, &mut drawn)
            } else {
                let outcome = hand_out_seats(*rule, &sums.votes, valid, *seats);
                settled(outcome, options, &mut drawn)
            };
            all_needed(&drawn)?;
            Ok(sums.into_recount(ballots, outcome))
        }
        PollExport::Lists {
            options,
            places,
            seats,
            method,
            ..
        } => {
            refuse_zero(options, *seats)?;
            let sums = Sums::of(&export.ballots, options, (1, 1))?;
            let mut drawn = Drawn::new(&export.lots, options);
            let outcome = seats::of_lists(*method, &sums, (options, places), *seats, &mut drawn);
            all_needed(&drawn)?;
            Ok(sums.into_recount(ballots, outcome))
        }
        PollExport::Ranked {
            options,
            seats,
            method,
            ..
        } => {
            refuse_zero(options, *seats)?;
            refuse_twice(options)?;
            let mut drawn = Drawn::new(&export.lots, options);
            let counted = ranked::count(&export.ballots, options, *seats, *method, &mut drawn);
            all_needed(&drawn)?;
            let sums = Sums {
                blank: counted.blank,
                invalid: counted.invalid,
                votes: options.iter().cloned().zip(counted.first).collect(),
            };
            Ok(sums.into_recount(ballots, counted.outcome))
        }
    }
}

/// Every lot decided something.
fn all_needed(drawn: &Drawn<'_>) -> Result<(), RecountError> {
    match drawn.left_over() {
        None => Ok(()),
        Some(number) => Err(RecountError::LotDoesNotFit { number }),
    }
}

/// A tie for the last seats after its lot.
fn settled(outcome: Outcome, options: &[String], drawn: &mut Drawn<'_>) -> Outcome {
    let Outcome::Election {
        mut elected,
        tied,
        seats_open,
        vacant,
        list_seats,
    } = outcome
    else {
        return outcome;
    };
    let places: Vec<usize> = (0..options.len())
        .filter(|place| options.get(*place).is_some_and(|name| tied.contains(name)))
        .collect();
    let won = if places.is_empty() {
        None
    } else {
        drawn.won(&places, seats_open)
    };
    let (tied, seats_open) = match won {
        None => (tied, seats_open),
        Some(won) => {
            elected.extend(won.iter().filter_map(|place| options.get(*place)).cloned());
            (BTreeSet::new(), 0)
        }
    };
    Outcome::Election {
        elected,
        tied,
        seats_open,
        vacant,
        list_seats,
    }
}

fn refuse_zero(options: &[String], seats: u64) -> Result<(), RecountError> {
    for (field, number) in [("options", number_of(options)), ("seats", seats)] {
        if number == 0 {
            return Err(RecountError::Zero { field });
        }
    }
    Ok(())
}

fn refuse_twice(options: &[String]) -> Result<(), RecountError> {
    let mut seen = BTreeSet::new();
    match options.iter().find(|option| !seen.insert(*option)) {
        None => Ok(()),
        Some(option) => Err(RecountError::OptionTwice {
            option: option.clone(),
        }),
    }
}

fn number_of(items: impl IntoIterator) -> u64 {
    items.into_iter().map(|_| 1).sum()
}

/// The value of a digit.
fn digit(sign: u8) -> Option<u64> {
    char::from(sign).to_digit(10).map(u64::from)
}

struct Sums {
    blank: u64,
    invalid: u64,
    votes: BTreeMap<String, u64>,
}

impl Sums {
    /// Sums of marks or votes: so many on a ballot, so many of them for one option.
    fn of(
        ballots: &[String],
        options: &[String],
        (max_marks, per_option): (u64, u64),
    ) -> Result<Self, RecountError> {
        refuse_twice(options)?;
        let mut votes: BTreeMap<String, u64> =
            options.iter().map(|option| (option.clone(), 0)).collect();
        let (mut blank, mut invalid) = (0, 0);
        let mut columns: Vec<(&str, u64)> = Vec::new();
        for group in ballots.chunk_by(|one, next| one == next) {
            let times = number_of(group);
            let signs = group
                .first()
                .and_then(|text| text.strip_prefix("1."))
                .filter(|signs| {
                    signs
                        .bytes()
                        .all(|sign| digit(sign).is_some_and(|n| n <= per_option))
                })
                .filter(|signs| signs.len() == options.len());
            match signs.map(|signs| (signs, signs.bytes().filter_map(digit).sum::<u64>())) {
                Some((_, 0)) => blank += times,
                Some((signs, marks)) if marks <= max_marks => columns.push((signs, times)),
                Some(_) | None => invalid += times,
            }
        }
        for (column, option) in options.iter().enumerate() {
            let sum = columns
                .iter()
                .filter_map(|(signs, times)| {
                    Some(digit(*signs.as_bytes().get(column)?)?.saturating_mul(*times))
                })
                .sum();
            votes.insert(option.clone(), sum);
        }
        Ok(Self {
            blank,
            invalid,
            votes,
        })
    }

    fn votes_of(&self, option: &str) -> u64 {
        self.votes.get(option).copied().unwrap_or(0)
    }

    fn into_recount(self, ballots: u64, outcome: Outcome) -> Recount {
        Recount {
            ballots,
            blank: self.blank,
            invalid: self.invalid,
            votes: self.votes,
            outcome,
        }
    }
}

impl ShareExport {
    fn reached(self, part: u64, whole: u64) -> Result<bool, RecountError> {
        let Self {
            numerator,
            denominator,
            strict,
        } = self;
        if numerator == 0 || numerator > denominator || (strict && numerator == denominator) {
            return Err(RecountError::NotAShare {
                numerator,
                denominator,
                strict,
            });
        }
        Ok(match compare(part, whole, numerator, denominator) {
            Ordering::Less => false,
            Ordering::Equal => !strict,
            Ordering::Greater => true,
        })
    }
}

/// Compares a/b with c/d; what is divided by zero counts as greater than any number.
///
/// Whole parts first; where they are equal, the fractions left over, turned upside down. No
/// product is formed, so no number grows.
fn compare(a: u64, b: u64, c: u64, d: u64) -> Ordering {
    match (b, d) {
        (0, 0) => Ordering::Equal,
        (0, _) => Ordering::Greater,
        (_, 0) => Ordering::Less,
        _ => (a / b)
            .cmp(&(c / d))
            .then_with(|| compare(d, c % d, b, a % b)),
    }
}

fn hand_out_seats(
    rule: ElectionExport,
    votes: &BTreeMap<String, u64>,
    valid: u64,
    seats: u64,
) -> Outcome {
    let mut by_votes: BTreeMap<u64, BTreeSet<String>> = BTreeMap::new();
    for (candidate, sum) in votes {
        by_votes.entry(*sum).or_default().insert(candidate.clone());
    }
    let enough = match rule {
        ElectionExport::RelativeMajority => 1,
        ElectionExport::AbsoluteMajorityOfValid => valid / 2 + 1,
    };
    let mut elected = BTreeSet::new();
    let mut left = seats;
    for level in by_votes.split_off(&enough).into_values().rev() {
        let wanted = number_of(&level);
        if wanted <= left {
            left -= wanted;
            elected.extend(level);
        } else {
            let tied = if left == 0 { BTreeSet::new() } else { level };
            return Outcome::Election {
                elected,
                tied,
                seats_open: left,
                vacant: 0,
                list_seats: BTreeMap::new(),
            };
        }
    }
    Outcome::Election {
        elected,
        tied: BTreeSet::new(),
        seats_open: 0,
        vacant: left,
        list_seats: BTreeMap::new(),
    }
}

#[cfg(test)]
mod methods_tests;
#[cfg(test)]
mod tests;
