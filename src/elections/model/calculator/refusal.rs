//! What is wrong with a question: the field, the row, and a sentence.

use std::fmt;

use crate::{
    tally::seats::{LotFault, MOST_CONTENDERS, MOST_SEATS, MOST_VOTES},
    types::{Explain, ExplainField, FieldProblem, Problem, ProblemKind, TextError},
};

/// All that is wrong with a question, at least one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusals(pub Vec<Refusal>);

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Where: `seats`, `lists[2].votes`; rows are counted from 0 here. Empty for the document as a whole.
    pub field: String,
    pub fault: Fault,
}

/// Why a field is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not JSON, or not one document of it.
    Unreadable {
        reason: String,
    },
    Missing,
    Unknown,
    NotText,
    NotYesOrNo,
    NotAList,
    NotAnObject,
    /// Votes are a whole number from 0 to 9e18.
    Votes,
    /// Seats are a whole number from 1 to a million.
    Seats,
    /// A whole number of a range.
    Number {
        most: u32,
    },
    /// None of the words that can stand here.
    Word {
        allowed: Vec<&'static str>,
    },
    Text(TextError),
    NotADay,
    /// The same name stands in an earlier row, counted from 1.
    Twice {
        row: usize,
    },
    /// A threshold has a denominator and is not more than the whole.
    NotAShare,
    NoLists,
    TooManyLists,
    NoVotes,
    /// All lists together have fewer candidates than there are seats.
    TooFewCandidates {
        candidates: u64,
    },
    NobodyReaches {
        least_votes: u128,
    },
    /// A lot names a list that does not stand.
    NoSuchList {
        name: String,
    },
    NoTie,
    OtherTie,
    NotTied {
        name: String,
    },
    WonTwice {
        name: String,
    },
    Winners {
        named: usize,
        open: u32,
    },
}

impl Fault {
    /// What a lot does wrong, and in which part of it.
    pub(super) fn of_lot<'a>(
        fault: LotFault,
        name: impl Fn(usize) -> &'a str,
    ) -> (&'static str, Self) {
        match fault {
            LotFault::NoTie => ("", Self::NoTie),
            LotFault::OtherTie => (".between", Self::OtherTie),
            LotFault::NotTied { named } => (
                ".won",
                Self::NotTied {
                    name: name(named).to_owned(),
                },
            ),
            LotFault::NamedTwice { named } => (
                ".won",
                Self::WonTwice {
                    name: name(named).to_owned(),
                },
            ),
            LotFault::Winners { named, open } => (".won", Self::Winners { named, open }),
        }
    }

    /// The row of a field `lists[2].votes`, counted from 1.
    fn row(field: &str) -> Option<usize> {
        let (_, rest) = field.split_once('[')?;
        let (index, _) = rest.split_once(']')?;
        index.parse::<usize>().ok()?.checked_add(1)
    }
}

impl Refusals {
    /// What is wrong with a lot, where nothing else is wrong.
    pub fn of_lot(&self) -> Option<&Refusal> {
        let only_lots = self
            .0
            .iter()
            .all(|refusal| refusal.field.starts_with("lots"));
        self.0.first().filter(|_| only_lots)
    }
}

impl fmt::Display for Refusals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, refusal) in self.0.iter().enumerate() {
            if place > 0 {
                f.write_str("; ")?;
            }
            refusal.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusals {}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.field.is_empty() {
            // What stands in a document may be anything; a name of a field reaches the terminal as one harmless line.
            write!(f, "{}", self.field.escape_debug())?;
            if let Some(row) = Fault::row(&self.field) {
                write!(f, " (row {row})")?;
            }
            f.write_str(": ")?;
        }
        self.fault.fmt(f)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { reason } => write!(f, "not readable as JSON: {reason}"),
            Self::Missing => f.write_str("is missing"),
            Self::Unknown => f.write_str("no such field"),
            Self::NotText => f.write_str("must be a text"),
            Self::NotYesOrNo => f.write_str("must be true or false"),
            Self::NotAList => f.write_str("must be a list"),
            Self::NotAnObject => f.write_str("must be an object"),
            Self::Votes => write!(f, "must be a whole number from 0 to {MOST_VOTES}"),
            Self::Seats => write!(f, "must be a whole number from 1 to {MOST_SEATS}"),
            Self::Number { most } => write!(f, "must be a whole number from 0 to {most}"),
            Self::Word { allowed } => write!(f, "must be one of: {}", allowed.join(", ")),
            Self::Text(error) => error.fmt(f),
            Self::NotADay => f.write_str("must be a day like 2026-03-14"),
            Self::Twice { row } => write!(f, "the same name as in row {row}"),
            Self::NotAShare => f.write_str("num over den must be a share of the whole"),
            Self::NoLists => f.write_str("there is no list and no independent"),
            Self::TooManyLists => write!(f, "at most {MOST_CONTENDERS} can stand"),
            Self::NoVotes => f.write_str("there is no valid vote"),
            Self::TooFewCandidates { candidates } => {
                write!(f, "all lists together have only {candidates} candidates")
            }
            Self::NobodyReaches { least_votes } => {
                write!(f, "nobody reaches the {least_votes} votes that are needed")
            }
            Self::NoSuchList { name } => write!(f, "there is no list {name:?}"),
            Self::NoTie => f.write_str("there is no tie to draw for"),
            Self::OtherTie => f.write_str("others are tied than those named"),
            Self::NotTied { name } => write!(f, "{name:?} is not tied"),
            Self::WonTwice { name } => write!(f, "{name:?} is named twice"),
            Self::Winners { named, open } => {
                write!(f, "{named} winners for {open} open seats")
            }
        }
    }
}

impl Explain for Refusals {
    fn problem(&self) -> Problem {
        if let [
            Refusal {
                fault: Fault::Unreadable { reason },
                ..
            },
        ] = self.0.as_slice()
        {
            return Problem::new(ProblemKind::Malformed, crate::key!("problem-malformed"))
                .with("reason", reason.as_str());
        }
        Problem::fields(
            self.0
                .iter()
                .map(|refusal| refusal.fault.field_problem(&refusal.field))
                .collect(),
        )
    }
}

impl ExplainField for Fault {
    fn field_problem(&self, field: &str) -> FieldProblem {
        let problem = |key| FieldProblem::new(field, key);
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let range = |least: i64, most: u64| {
            problem(crate::key!("field-number-range"))
                .with("least", least)
                .with("most", i64::try_from(most).unwrap_or(i64::MAX))
        };
        match self {
            Self::Unreadable { reason } => {
                problem(crate::key!("field-seats-unreadable")).with("reason", reason.as_str())
            }
            Self::Missing => problem(crate::key!("field-required")),
            Self::Unknown => problem(crate::key!("field-seats-unknown-field")),
            Self::NotText => problem(crate::key!("field-seats-not-text")),
            Self::NotYesOrNo => problem(crate::key!("field-seats-not-yes-or-no")),
            Self::NotAList => problem(crate::key!("field-seats-not-a-list")),
            Self::NotAnObject => problem(crate::key!("field-seats-not-an-object")),
            Self::Votes => range(0, MOST_VOTES),
            Self::Seats => range(1, MOST_SEATS.into()),
            Self::Number { most } => range(0, (*most).into()),
            Self::Word { .. } => problem(crate::key!("field-word-unknown")),
            Self::Text(error) => error.field_problem(field),
            Self::NotADay => problem(crate::key!("field-not-a-day")),
            Self::Twice { row } => {
                problem(crate::key!("field-repeats-row")).with("row", number(*row))
            }
            Self::NotAShare => problem(crate::key!("field-not-a-share")),
            Self::NoLists => problem(crate::key!("field-seats-no-lists")),
            Self::TooManyLists => {
                problem(crate::key!("field-too-many")).with("n", number(MOST_CONTENDERS))
            }
            Self::NoVotes => problem(crate::key!("field-seats-no-votes")),
            Self::TooFewCandidates { candidates } => {
                problem(crate::key!("field-seats-too-few-candidates"))
                    .with("n", i64::try_from(*candidates).unwrap_or(i64::MAX))
            }
            Self::NobodyReaches { least_votes } => {
                problem(crate::key!("field-seats-nobody-reaches"))
                    .with("votes", i64::try_from(*least_votes).unwrap_or(i64::MAX))
            }
            Self::NoSuchList { name } => {
                problem(crate::key!("field-seats-no-such-list")).with("name", name.as_str())
            }
            Self::NoTie => problem(crate::key!("field-seats-no-tie")),
            Self::OtherTie => problem(crate::key!("field-seats-other-tie")),
            Self::NotTied { name } => {
                problem(crate::key!("field-seats-not-tied")).with("name", name.as_str())
            }
            Self::WonTwice { name } => {
                problem(crate::key!("field-seats-won-twice")).with("name", name.as_str())
            }
            Self::Winners { named, open } => problem(crate::key!("field-seats-winners"))
                .with("named", number(*named))
                .with("open", i64::from(*open)),
        }
    }
}
