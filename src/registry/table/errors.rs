//! What can be wrong with a table, a row or a cell.

use thiserror::Error;

/// Why a whole table is refused. Rows and columns count from 1, as a spreadsheet shows them.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TableError {
    /// The file is larger than allowed.
    #[error("the file has {found} bytes, more than {limit}")]
    TooLarge {
        /// Bytes allowed.
        limit: usize,
        /// Bytes of the file.
        found: usize,
    },
    /// The file begins with the mark of UTF-16 or UTF-32.
    #[error("the file is UTF-16; save as UTF-8 CSV")]
    Utf16,
    /// A byte is not UTF-8.
    #[error("line {line}, byte {offset}: not UTF-8; save as UTF-8 CSV")]
    NotUtf8 {
        /// Line of the text, from 1.
        line: usize,
        /// Bytes before it in the file.
        offset: usize,
    },
    /// A NUL character stands in the file.
    #[error("line {line}, byte {offset}: a NUL character; save as UTF-8 CSV")]
    Nul {
        /// Line of the text, from 1.
        line: usize,
        /// Bytes before it in the file.
        offset: usize,
    },
    /// The file is packed, and is no workbook with sheets.
    #[error("not a workbook that can be read; save as XLSX without a password, or as UTF-8 CSV")]
    NoWorkbook,
    /// A packed file becomes larger than allowed.
    #[error("the workbook unpacks to more than {limit} bytes")]
    UnpacksTooLarge {
        /// Bytes allowed.
        limit: u64,
    },
    /// There is no row of headers.
    #[error("the table is empty")]
    Empty,
    /// A quoted cell is not closed before the end of the file.
    #[error("row {row}, column {column}: a quotation mark is not closed")]
    UnclosedQuote {
        /// Row where the cell begins.
        row: usize,
        /// Column of the cell.
        column: usize,
    },
    /// Something follows the closing quotation mark of a cell.
    #[error("row {row}, column {column}: text after the closing quotation mark")]
    TextAfterQuote {
        /// Row of the cell.
        row: usize,
        /// Column of the cell.
        column: usize,
    },
    /// There are more rows than allowed.
    #[error("row {row}: more than {limit} rows")]
    TooManyRows {
        /// First row too many.
        row: usize,
        /// Rows allowed.
        limit: usize,
    },
    /// A row has more cells than allowed.
    #[error("row {row}: more than {limit} columns")]
    TooManyColumns {
        /// The row.
        row: usize,
        /// Columns allowed.
        limit: usize,
    },
    /// A cell is longer than allowed.
    #[error("row {row}, column {column}: a cell of more than {limit} bytes")]
    CellTooLong {
        /// Row of the cell.
        row: usize,
        /// Column of the cell.
        column: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// Columns that must be there are not.
    #[error("missing: {}; the table has: {}", .missing.join(", "), .found.join(", "))]
    MissingHeaders {
        /// Fields without a column.
        missing: Vec<&'static str>,
        /// Headers of the file, shortened where long.
        found: Vec<String>,
    },
    /// Two columns are headed by names of the same field.
    #[error("columns {first} and {second} both give {field}")]
    DuplicateHeader {
        /// The field.
        field: &'static str,
        /// Column of the first header.
        first: usize,
        /// Column of the second header.
        second: usize,
    },
}

/// Why a row cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("row {row}{}: {problem}", .field.map(|name| format!(", {name}")).unwrap_or_default())]
pub struct RowError {
    /// Row as a spreadsheet shows it; the header is usually row 1.
    pub row: usize,
    /// The field concerned; none where it is the row itself.
    pub field: Option<&'static str>,
    /// What is wrong.
    pub problem: RowProblem,
}

/// What can be wrong with a row or one of its cells.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RowProblem {
    /// The row has not as many cells as the header.
    #[error("{found} cells under {expected} headers")]
    CellCount {
        /// Cells of the header.
        expected: usize,
        /// Cells of the row.
        found: usize,
    },
    /// A required cell is empty.
    #[error("is missing")]
    Missing,
    /// The text would be a formula in a spreadsheet.
    #[error("begins like a formula")]
    Formula,
}
