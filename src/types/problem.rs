//! Problems as data: what a refused request is told, before it becomes a page or a problem document.

use super::{Day, DayError, LocalizedError, Said, SaidValue, TextError};

/// What kind of refusal it is; `web` turns it into a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// 400: not readable as what it should be.
    Malformed,
    /// 401: nobody is signed in.
    Unauthenticated,
    /// 403: signed in, but without the right.
    Forbidden,
    /// 404: not there, or not for this person to know.
    NotFound,
    /// 405: the address does not know this method.
    Method,
    /// 409: against the state things are in.
    Conflict,
    /// 412: changed by somebody else since it was read.
    Stale,
    /// 413: larger than allowed.
    TooLarge,
    /// 415: a content type that is not read here.
    UnsupportedMedia,
    /// 422: readable, but refused by a rule; fields say which.
    Invalid,
    /// 428: a change without saying which version it is meant for.
    PreconditionRequired,
    /// 429: too many tries.
    TooMany,
    /// 500: our fault.
    Internal,
    /// 503: not now.
    Unavailable,
}

/// A value put into a problem's sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemValue {
    Text(String),
    Number(i64),
    /// Written as in the reader's language.
    Day(Day),
}

impl From<Day> for ProblemValue {
    fn from(day: Day) -> Self {
        Self::Day(day)
    }
}

impl From<i64> for ProblemValue {
    fn from(n: i64) -> Self {
        Self::Number(n)
    }
}

impl From<String> for ProblemValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for ProblemValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// The values of a sentence by name.
pub type ProblemValues = Vec<(&'static str, ProblemValue)>;

/// A refusal that names the problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub kind: ProblemKind,
    /// Key of the sentence, `problem-...`; without the prefix it is the stable code of the API.
    pub key: &'static str,
    pub values: ProblemValues,
    pub fields: Vec<FieldProblem>,
    /// Seconds after which a new try makes sense.
    pub retry_after: Option<u32>,
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    pub field: String,
    pub key: &'static str,
    pub values: ProblemValues,
}

impl Problem {
    /// A problem of a kind, with the key of its sentence.
    pub fn new(kind: ProblemKind, key: &'static str) -> Self {
        Self {
            kind,
            key,
            values: Vec::new(),
            fields: Vec::new(),
            retry_after: None,
        }
    }

    /// Against the present state.
    pub fn conflict(key: &'static str) -> Self {
        Self::new(ProblemKind::Conflict, key)
    }

    /// Refused by a rule.
    pub fn invalid(key: &'static str) -> Self {
        Self::new(ProblemKind::Invalid, key)
    }

    /// Not there, or not for this person to know.
    pub fn not_found() -> Self {
        Self::new(ProblemKind::NotFound, crate::key!("problem-not-found"))
    }

    /// Changed by somebody else since it was read.
    pub fn stale() -> Self {
        Self::new(ProblemKind::Stale, crate::key!("problem-stale"))
    }

    /// Fields were refused.
    pub fn fields(fields: Vec<FieldProblem>) -> Self {
        Self {
            fields,
            ..Self::new(ProblemKind::Invalid, crate::key!("problem-fields"))
        }
    }

    /// One field was refused.
    pub fn field(field: &str, key: &'static str) -> Self {
        Self::fields(vec![FieldProblem::new(field, key)])
    }

    /// Adds a value for the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<ProblemValue>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// The stable code of the API.
    pub fn code(&self) -> &'static str {
        self.key.strip_prefix("problem-").unwrap_or(self.key)
    }
}

impl FieldProblem {
    /// A field with the key of its sentence.
    pub fn new(field: &str, key: &'static str) -> Self {
        Self {
            field: field.to_owned(),
            key,
            values: Vec::new(),
        }
    }

    /// A field with a sentence in numbers and texts.
    pub fn said(field: &str, said: Said) -> Self {
        let values = said.values.into_iter().map(|(name, value)| {
            let value = match value {
                SaidValue::Number(number) => ProblemValue::Number(number),
                SaidValue::Text(text) => ProblemValue::Text(text),
                SaidValue::Day(day) => ProblemValue::Day(day),
                SaidValue::Key(key) => ProblemValue::Text(key.to_owned()),
            };
            (name, value)
        });
        Self {
            values: values.collect(),
            ..Self::new(field, said.key)
        }
    }

    /// Adds a value for the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<ProblemValue>) -> Self {
        self.values.push((name, value.into()));
        self
    }
}

/// Errors that can be told to the person who caused them.
pub trait Explain {
    /// The problem as data.
    fn problem(&self) -> Problem;
}

/// Errors about one field's content, told beside that field.
pub trait ExplainField {
    /// Key and values of the sentence.
    fn field_problem(&self, field: &str) -> FieldProblem;
}

/// Collects what is wrong with the fields of an input, so that all of it is told at once.
#[derive(Debug, Default)]
pub struct Fields(Vec<FieldProblem>);

impl Fields {
    /// Keeps the value, or remembers what is wrong with the field.
    pub fn take<T, E: ExplainField>(&mut self, field: &str, result: Result<T, E>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(e) => {
                self.0.push(e.field_problem(field));
                None
            }
        }
    }

    /// Remembers a refused field.
    pub fn refuse(&mut self, problem: FieldProblem) {
        self.0.push(problem);
    }

    /// Whether nothing was refused so far.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value built from the fields, or all that is wrong with them.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Vec<FieldProblem>> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(self.0),
        }
    }
}

impl ExplainField for TextError {
    fn field_problem(&self, field: &str) -> FieldProblem {
        let number = |n: &usize| i64::try_from(*n).unwrap_or(i64::MAX);
        match self {
            Self::Empty => FieldProblem::new(field, crate::key!("field-required")),
            Self::TooShort { min, .. } => {
                FieldProblem::new(field, crate::key!("field-too-short")).with("n", number(min))
            }
            Self::TooLong { max, .. } => {
                FieldProblem::new(field, crate::key!("field-too-long")).with("n", number(max))
            }
            Self::Invisible => FieldProblem::new(field, crate::key!("field-invisible")),
            Self::Nul | Self::ControlSign { .. } => {
                FieldProblem::new(field, crate::key!("field-control-sign"))
            }
            Self::BidiOverride { .. } => {
                FieldProblem::new(field, crate::key!("field-direction-sign"))
            }
            Self::TooManyMarks { .. } => {
                FieldProblem::new(field, crate::key!("field-too-many-marks"))
            }
        }
    }
}

impl ExplainField for LocalizedError {
    fn field_problem(&self, field: &str) -> FieldProblem {
        match self {
            Self::Missing => FieldProblem::new(field, crate::key!("field-required")),
            Self::UnknownLanguage { .. } | Self::Repeated { .. } | Self::NotJson => {
                FieldProblem::new(field, crate::key!("field-unknown-language"))
            }
            Self::Text { locale, error } => error.field_problem(&format!("{field}.{locale}")),
        }
    }
}

impl ExplainField for DayError {
    fn field_problem(&self, field: &str) -> FieldProblem {
        FieldProblem::new(field, crate::key!("field-not-a-day"))
    }
}
