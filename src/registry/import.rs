//! Tables of municipalities, bodies and people on their way into the register.
//!
//! Pure: takes a table and what the register knows, and says row by row what would happen. A row is looked up by its key, a
//! column that the table does not have leaves its value alone, and an empty cell clears it. What is typed into a form and what
//! stands in a table is read by the same rules.

pub mod bodies;
pub mod columns;
pub mod facts;
pub mod municipalities;
pub mod people;

use sha2::{Digest, Sha256};

use super::table::{Row, RowProblem, Table, TableError, UnknownHeader};
use crate::types::{Day, Explain, FieldProblem, Fields, Problem};

/// What a table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    Municipalities,
    Bodies,
    People,
    Figures,
    Fees,
}

impl ImportKind {
    /// All kinds, in the order in which a register is filled.
    pub const ALL: [Self; 5] = [
        Self::Municipalities,
        Self::Bodies,
        Self::People,
        Self::Figures,
        Self::Fees,
    ];

    /// The word used in addresses and the log.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Municipalities => "municipalities",
            Self::Bodies => "bodies",
            Self::People => "people",
            Self::Figures => "figures",
            Self::Fees => "fees",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == word)
    }

    /// Key of the name in the person's language.
    pub fn label(self) -> &'static str {
        match self {
            Self::Municipalities => crate::key!("registry-import-municipalities"),
            Self::Bodies => crate::key!("registry-import-bodies"),
            Self::People => crate::key!("registry-import-people"),
            Self::Figures => crate::key!("facts-figures"),
            Self::Fees => crate::key!("facts-fees"),
        }
    }
}

/// What would happen with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    New,
    Update,
    Unchanged,
    Refused,
}

impl Outcome {
    /// The word used in the API and in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Update => "update",
            Self::Unchanged => "unchanged",
            Self::Refused => "refused",
        }
    }
}

/// A value that a row would change.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Change {
    pub field: &'static str,
    pub before: String,
    pub after: String,
}

/// What would happen with a row, and why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedRow {
    /// Number of the row as a spreadsheet shows it.
    pub row: usize,
    pub key: String,
    pub name: String,
    pub outcome: Outcome,
    pub changes: Vec<Change>,
    /// What is wrong; a problem of the row itself has no field.
    pub problems: Vec<FieldProblem>,
}

/// What would happen with a table.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub rows: Vec<PlannedRow>,
    /// Headers that no field knows; their columns are left out.
    pub unknown_headers: Vec<UnknownHeader>,
}

impl Plan {
    /// How many rows have the outcome.
    pub fn count(&self, outcome: Outcome) -> i64 {
        let count = self
            .rows
            .iter()
            .filter(|row| row.outcome == outcome)
            .count();
        i64::try_from(count).unwrap_or(i64::MAX)
    }

    /// SHA-256 over what would happen, in hexadecimal: what somebody saw in a preview is what is done.
    pub fn digest(&self) -> String {
        let mut digest = Sha256::new();
        for row in &self.rows {
            let changes = row
                .changes
                .iter()
                .flat_map(|c| [c.field, &c.before, &c.after]);
            for text in [row.outcome.as_str(), &row.key, &row.name]
                .into_iter()
                .chain(changes)
            {
                digest.update(text.len().to_be_bytes());
                digest.update(text);
            }
            digest.update(row.row.to_be_bytes());
        }
        data_encoding::HEXLOWER.encode(&digest.finalize())
    }
}

/// The judgement of a row that can be taken.
pub(crate) struct Judged<W> {
    pub name: String,
    pub outcome: Outcome,
    pub changes: Vec<Change>,
    pub write: Option<W>,
}

/// Judges every row of a table by its key; a key that occurs twice is refused the second time.
///
/// `read_key` gives the key of a row and the form in which it is compared.
pub(crate) fn judge_rows<W>(
    table: &Table<'_>,
    mut judge: impl FnMut(&mut Cells<'_, '_>) -> (String, Option<Judged<W>>),
) -> (Plan, Vec<W>) {
    let mut plan = Plan {
        unknown_headers: table.unknown_headers.clone(),
        ..Plan::default()
    };
    let mut writes = Vec::new();
    for row in &table.rows {
        let mut cells = Cells {
            row,
            table,
            fields: Fields::default(),
        };
        let (key, judged) = judge(&mut cells);
        let planned = match cells.fields.finish(judged) {
            Ok(Judged {
                name,
                outcome,
                changes,
                write,
            }) => {
                writes.extend(write);
                PlannedRow {
                    row: row.number(),
                    key,
                    name,
                    outcome,
                    changes,
                    problems: Vec::new(),
                }
            }
            Err(mut problems) => {
                // A formula in a cell that must be filled is one mistake, not two.
                let mut seen = Vec::new();
                problems.retain(|p| {
                    !seen.contains(&p.field) && {
                        seen.push(p.field.clone());
                        true
                    }
                });
                let name = row
                    .get("name")
                    .or(row.get("family_name"))
                    .unwrap_or_default();
                refused(row.number(), key, name.chars().take(80).collect(), problems)
            }
        };
        plan.rows.push(planned);
    }
    for error in &table.row_errors {
        let problem = row_problem(error.field.unwrap_or_default(), &error.problem);
        plan.rows.push(refused(
            error.row,
            String::new(),
            String::new(),
            vec![problem],
        ));
    }
    plan.rows.sort_by_key(|row| row.row);
    (plan, writes)
}

fn refused(row: usize, key: String, name: String, problems: Vec<FieldProblem>) -> PlannedRow {
    let key = key.chars().take(80).collect();
    PlannedRow {
        row,
        key,
        name,
        outcome: Outcome::Refused,
        changes: Vec::new(),
        problems,
    }
}

/// The cells of a row, read as texts of a form.
pub(crate) struct Cells<'a, 't> {
    row: &'a Row<'t>,
    table: &'a Table<'t>,
    pub fields: Fields,
}

impl Cells<'_, '_> {
    /// Number of the row as a spreadsheet shows it.
    pub fn number(&self) -> usize {
        self.row.number()
    }

    /// The text of a cell; where the table has no such column, what is known.
    pub fn text(&mut self, field: &'static str, known: impl FnOnce() -> String) -> String {
        if !self.table.has(field) {
            return known();
        }
        match self.row.text(field) {
            Ok(text) => text.unwrap_or_default().to_owned(),
            Err(error) => {
                self.fields.refuse(row_problem(field, &error.problem));
                String::new()
            }
        }
    }

    /// As [`Cells::text`], where a sign before a number is no formula: coordinates and phone numbers. An apostrophe that a
    /// download put before it is taken off.
    pub fn signed(&mut self, field: &'static str, known: impl FnOnce() -> String) -> String {
        if !self.table.has(field) {
            return known();
        }
        let text = self.row.get(field).unwrap_or_default();
        if text.starts_with('=') {
            self.fields.refuse(row_problem(field, &RowProblem::Formula));
            return String::new();
        }
        text.strip_prefix('\'').unwrap_or(text).to_owned()
    }

    /// As [`Cells::text`], with a day of German spelling put into the ISO form.
    pub fn day(&mut self, field: &'static str, known: impl FnOnce() -> String) -> String {
        iso_day(self.text(field, known))
    }

    /// As [`Cells::text`], with the signs between thousands taken out.
    pub fn whole(&mut self, field: &'static str, known: impl FnOnce() -> String) -> String {
        whole_number(self.text(field, known))
    }

    /// As [`Cells::text`], with a word of either language put into the stored one.
    pub fn word(
        &mut self,
        field: &'static str,
        words: columns::Words,
        known: impl FnOnce() -> String,
    ) -> String {
        columns::stored_word(words, self.text(field, known))
    }
}

/// `14.3.2026` and the numbers of days that spreadsheets keep (46022) as `2026-03-14`, without a time at midnight; every other text
/// as it is. Days written 3/4/2026 mean two things and stay as they are.
pub(crate) fn iso_day(text: String) -> String {
    let digits = |part: &str, least: usize, most: usize| {
        (least..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    let day = text.strip_suffix(" 00:00:00").unwrap_or(&text);
    if let Some(serial) = day.parse().ok().filter(|n| SERIAL_DAYS.contains(n))
        && digits(day, 5, 5)
        && let Ok(day) = Day::from_epoch_days(serial - SERIAL_OF_1970)
    {
        return day.to_string();
    }
    let mut parts = day.split('.').map(str::trim);
    let (Some(day), Some(month), Some(year), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return day.to_owned();
    };
    if digits(day, 1, 2) && digits(month, 1, 2) && digits(year, 4, 4) {
        format!("{year}-{month:0>2}-{day:0>2}")
    } else {
        text
    }
}

/// 1 January 1970 as spreadsheets count days, from the last one of 1899 and with a 29 February 1900 that was none.
const SERIAL_OF_1970: i64 = 25_569;
/// 1927 to 2119: other numbers are no days that a register knows.
const SERIAL_DAYS: std::ops::RangeInclusive<i64> = 10_000..=80_000;

/// `15.993`, `15 993` and `15993,0` as `15993`: a whole number with signs between its thousands, or with decimals that say nothing.
/// Every other text as it is.
pub(crate) fn whole_number(text: String) -> String {
    let whole = [",00", ".00", ",0", ".0"]
        .iter()
        .find_map(|decimals| text.strip_suffix(decimals))
        .unwrap_or(&text);
    let groups = ['.', ',', '\'', '’', ' ', '\u{a0}', '\u{202f}'];
    let Some(sign) = whole.chars().find(|sign| groups.contains(sign)) else {
        return whole.to_owned();
    };
    let is_group = |part: &str| part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = whole.split(sign);
    let first = parts.next().unwrap_or_default();
    let begins = (1..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_digit());
    if begins && parts.all(is_group) {
        whole.replace(sign, "")
    } else {
        text
    }
}

/// The values that differ.
pub(crate) fn changes<const N: usize>(values: [(&'static str, String, String); N]) -> Vec<Change> {
    values
        .into_iter()
        .filter(|(_, before, after)| before != after)
        .map(|(field, before, after)| Change {
            field,
            before,
            after,
        })
        .collect()
}

/// An optional value as text, empty without one.
pub(crate) fn shown(value: Option<impl ToString>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// What is wrong with a row or cell of any table.
pub(crate) fn row_problem(field: &str, problem: &RowProblem) -> FieldProblem {
    match problem {
        RowProblem::CellCount { expected, found } => {
            FieldProblem::new(field, crate::key!("field-cell-count"))
                .with("expected", number(*expected))
                .with("found", number(*found))
        }
        RowProblem::Missing => FieldProblem::new(field, crate::key!("field-required")),
        RowProblem::Formula => FieldProblem::new(field, crate::key!("field-formula")),
    }
}

/// A key that an earlier row has.
pub(crate) fn repeated(field: &str, first_row: usize) -> FieldProblem {
    FieldProblem::new(field, crate::key!("field-repeats-row")).with("row", number(first_row))
}

impl Explain for TableError {
    fn problem(&self) -> Problem {
        let file = |key| FieldProblem::new("file", key);
        let at = |key, row: &usize, column: &usize| {
            file(key)
                .with("row", number(*row))
                .with("column", number(*column))
        };
        let field = match self {
            Self::TooLarge { limit, .. } => {
                file(crate::key!("field-file-too-large")).with("n", number(*limit / 1024 / 1024))
            }
            Self::Utf16 => file(crate::key!("field-file-utf16")),
            Self::NotUtf8 { line, .. } => {
                file(crate::key!("field-file-not-utf8")).with("line", number(*line))
            }
            Self::Nul { line, .. } => {
                file(crate::key!("field-file-nul")).with("line", number(*line))
            }
            Self::NoWorkbook => file(crate::key!("field-file-no-workbook")),
            Self::UnpacksTooLarge { limit } => file(crate::key!("field-file-unpacks-too-large"))
                .with("n", (*limit / 1024 / 1024).to_string()),
            Self::Empty => file(crate::key!("field-file-empty")),
            Self::UnclosedQuote { row, column } => {
                at(crate::key!("field-file-unclosed-quote"), row, column)
            }
            Self::TextAfterQuote { row, column } => {
                at(crate::key!("field-file-text-after-quote"), row, column)
            }
            Self::TooManyRows { limit, .. } => {
                file(crate::key!("field-file-too-many-rows")).with("n", number(*limit))
            }
            Self::TooManyColumns { row, limit } => file(crate::key!("field-file-too-many-columns"))
                .with("row", number(*row))
                .with("n", number(*limit)),
            Self::CellTooLong { row, column, .. } => {
                at(crate::key!("field-file-cell-too-long"), row, column)
            }
            Self::MissingHeaders { missing, .. } => {
                file(crate::key!("field-file-missing-headers")).with("missing", missing.join(", "))
            }
            Self::DuplicateHeader {
                first,
                second,
                field,
            } => file(crate::key!("field-file-duplicate-header"))
                .with("first", number(*first))
                .with("second", number(*second))
                .with("name", *field),
        };
        Problem::fields(vec![field])
    }
}

#[cfg(test)]
mod tests;
