//! A table on its way out, before anybody says in which form.

use super::Day;

/// A table with cells of its own.
#[derive(Clone, Debug, Default)]
pub struct TableOut {
    /// Names the sheet.
    pub name: String,
    pub headers: Vec<String>,
    /// Each with a cell for each header.
    pub rows: Vec<Vec<OutCell>>,
}

/// A cell that owns its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutCell {
    Text(String),
    Number(i64),
    Day(Day),
    Empty,
}

impl OutCell {
    /// A text, or nothing where it is empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    /// A value that may be missing.
    pub fn maybe<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Empty, cell)
    }
}
