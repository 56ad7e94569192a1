//! Sentences as data: what a model has to say, before a page says it in the reader's language.

use super::Day;

/// A sentence with its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Key of the sentence.
    pub key: &'static str,
    pub values: Vec<(&'static str, SaidValue)>,
}

/// A value of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaidValue {
    Number(i64),
    Text(String),
    Day(Day),
    /// A word with a text of its own.
    Key(&'static str),
}

impl Said {
    /// A sentence without values.
    pub fn new(key: &'static str) -> Self {
        Self {
            key,
            values: Vec::new(),
        }
    }

    /// Adds a value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<SaidValue>) -> Self {
        self.values.push((name, value.into()));
        self
    }
}

impl From<i64> for SaidValue {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for SaidValue {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u64> for SaidValue {
    fn from(number: u64) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<String> for SaidValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Day> for SaidValue {
    fn from(day: Day) -> Self {
        Self::Day(day)
    }
}
