//! From bytes to records: encoding, separator, quotation marks, and the limits that hold while reading.

use std::borrow::Cow;

use super::{Limits, TableError};

/// The records of a text, RFC 4180 with any line end.
pub(super) struct Records<'a, 'l> {
    rest: &'a str,
    separator: char,
    limits: &'l Limits,
    row: usize,
}

impl<'a, 'l> Records<'a, 'l> {
    /// Checks size and encoding of a file and finds its separator.
    pub(super) fn of(bytes: &'a [u8], limits: &'l Limits) -> Result<Self, TableError> {
        let text = decode(bytes, limits)?;
        Ok(Self {
            rest: text,
            separator: separator_of(text),
            limits,
            row: 0,
        })
    }

    /// Number of the record read last, empty ones counted.
    pub(super) fn row(&self) -> usize {
        self.row
    }

    /// The next record that has a cell with something in it.
    pub(super) fn next_filled(&mut self) -> Result<Option<Vec<Cow<'a, str>>>, TableError> {
        while !self.rest.is_empty() {
            self.row += 1;
            let cells = self.record()?;
            if cells.iter().any(|cell| !cell.trim().is_empty()) {
                return Ok(Some(cells));
            }
        }
        Ok(None)
    }

    fn record(&mut self) -> Result<Vec<Cow<'a, str>>, TableError> {
        let row = self.row;
        let mut cells = Vec::new();
        loop {
            let column = cells.len() + 1;
            if column > self.limits.columns {
                let limit = self.limits.columns;
                return Err(TableError::TooManyColumns { row, limit });
            }
            let cell = self.cell(column)?;
            if cell.len() > self.limits.cell_bytes {
                let limit = self.limits.cell_bytes;
                return Err(TableError::CellTooLong { row, column, limit });
            }
            cells.push(cell);
            if let Some(rest) = self.rest.strip_prefix(self.separator) {
                self.rest = rest;
                continue;
            }
            let line_end = self.rest.strip_prefix("\r\n");
            let next = line_end.or_else(|| self.rest.strip_prefix(['\r', '\n']));
            self.rest = next.unwrap_or_default();
            return Ok(cells);
        }
    }

    /// Takes a cell, up to the separator, line end or end of text after it.
    fn cell(&mut self, column: usize) -> Result<Cow<'a, str>, TableError> {
        let row = self.row;
        let ends = [self.separator, '\r', '\n'];
        let Some(mut rest) = self.rest.strip_prefix('"') else {
            let end = self.rest.find(ends).unwrap_or(self.rest.len());
            let (cell, rest) = self.rest.split_at(end);
            self.rest = rest;
            return Ok(Cow::Borrowed(cell));
        };
        let mut cell = Cow::Borrowed("");
        loop {
            let (part, after) = rest
                .split_once('"')
                .ok_or(TableError::UnclosedQuote { row, column })?;
            cell += part;
            let Some(quoted) = after.strip_prefix('"') else {
                self.rest = after;
                break;
            };
            cell += "\"";
            rest = quoted;
        }
        if self.rest.is_empty() || self.rest.starts_with(ends) {
            Ok(cell)
        } else {
            Err(TableError::TextAfterQuote { row, column })
        }
    }
}

fn decode<'a>(bytes: &'a [u8], limits: &Limits) -> Result<&'a str, TableError> {
    if bytes.len() > limits.bytes {
        return Err(TableError::TooLarge {
            limit: limits.bytes,
            found: bytes.len(),
        });
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(TableError::Utf16);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        let line = line_at(bytes, offset);
        TableError::NotUtf8 { line, offset }
    })?;
    if let Some(offset) = text.find('\0') {
        let line = line_at(bytes, offset);
        return Err(TableError::Nul { line, offset });
    }
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn line_at(bytes: &[u8], offset: usize) -> usize {
    let mut previous = 0;
    let breaks = bytes.iter().take(offset).filter(|byte| {
        let is_break = **byte == b'\r' || (**byte == b'\n' && previous != b'\r');
        previous = **byte;
        is_break
    });
    breaks.count() + 1
}

/// The separator met most often, outside quotation marks, up to the end of the first line that holds anything else and a
/// separator; a title may stand above it.
fn separator_of(text: &str) -> char {
    // Of equal counts the last one wins.
    let mut counts = [(',', 0_usize), ('\t', 0), (';', 0)];
    let mut quoted = false;
    let mut filled = false;
    for character in text.chars() {
        let is_met = counts.iter().any(|(_, count)| *count > 0);
        let counted = counts.iter_mut().find(|(known, _)| *known == character);
        match (character, counted) {
            ('"', _) => quoted = !quoted,
            ('\r' | '\n', _) if !quoted && filled && is_met => break,
            ('\r' | '\n', _) if !quoted => filled = false,
            (_, Some((_, count))) if !quoted => *count += 1,
            _ => filled |= !character.is_whitespace(),
        }
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map_or(';', |(separator, _)| separator)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All records with something in them, each with its row number.
    fn records(bytes: &[u8]) -> Result<Vec<(usize, Vec<String>)>, TableError> {
        let limits = Limits::default();
        let mut records = Records::of(bytes, &limits)?;
        let mut all = Vec::new();
        while let Some(cells) = records.next_filled()? {
            let cells = cells.into_iter().map(Cow::into_owned).collect();
            all.push((records.row(), cells));
        }
        Ok(all)
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        let records = records(text.as_bytes()).expect("readable");
        records.into_iter().map(|(_, cells)| cells).collect()
    }

    #[test]
    fn the_header_line_tells_the_separator() {
        for (text, separator) in [
            ("ags;name\n1,2,3;4", ';'),
            ("ags,name\n1;2;3,4", ','),
            ("ags\tname\n1;2\t3", '\t'),
            ("\"a,b,c\";name", ';'),
            ("\"a\nb;c;d\",name", ','),
            ("\"a \"\";;;\"\" b\",name", ','),
            ("name, first;ags", ';'),
            ("\n;;\nags;name,city\n", ';'),
            ("Liste der Gremien\nags,name\n1;2;3,4", ','),
            ("name", ';'),
            ("", ';'),
        ] {
            assert_eq!(separator_of(text), separator, "{text:?}");
        }
    }

    #[test]
    fn every_line_end_ends_a_record() {
        for text in [
            "a;b\nc;d",
            "a;b\r\nc;d\r\n",
            "a;b\rc;d\r",
            "a;b\r\nc;d\n",
            "\u{feff}a;b\nc;d\n",
        ] {
            assert_eq!(cells(text), [["a", "b"], ["c", "d"]], "{text:?}");
        }
    }

    #[test]
    fn a_quoted_cell_holds_anything() {
        for (text, cell) in [
            ("\"a;b\";x", "a;b"),
            ("\"a\r\nb\";x", "a\r\nb"),
            ("\"a \"\"b\"\" c\";x", "a \"b\" c"),
            ("\"\"\"\";x", "\""),
            ("\"\";x", ""),
            ("a \"b\" c;x", "a \"b\" c"),
            (" \"b\";x", " \"b\""),
        ] {
            assert_eq!(cells(text), [[cell, "x"]], "{text:?}");
        }
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_shows_them() {
        let text = "\nh;i\n\"two\r\nlines\";1\n\n;;\n \u{a0}; \nlast;2";
        let numbers: Vec<_> = records(text.as_bytes())
            .expect("readable")
            .into_iter()
            .collect();
        let numbers: Vec<_> = numbers
            .iter()
            .map(|(row, cells)| (*row, &*cells[0]))
            .collect();
        assert_eq!(numbers, [(2, "h"), (3, "two\r\nlines"), (7, "last")]);
    }

    #[test]
    fn a_cell_may_be_empty_at_every_place() {
        assert_eq!(
            cells("a;b;c\n1;;\n;2;\n;;3"),
            [["a", "b", "c"], ["1", "", ""], ["", "2", ""], ["", "", "3"]]
        );
    }

    #[test]
    fn broken_quotation_marks_are_refused_where_they_are() {
        for (text, error) in [
            (
                "a;b\n1;\"2",
                TableError::UnclosedQuote { row: 2, column: 2 },
            ),
            (
                "\"a;b\n1;2\n",
                TableError::UnclosedQuote { row: 1, column: 1 },
            ),
            (
                "a;b\n\"1\"\"",
                TableError::UnclosedQuote { row: 2, column: 1 },
            ),
            (
                "a;b\n\"1\"x;2",
                TableError::TextAfterQuote { row: 2, column: 1 },
            ),
            (
                "a;b\n1;\"2\" ",
                TableError::TextAfterQuote { row: 2, column: 2 },
            ),
        ] {
            assert_eq!(records(text.as_bytes()), Err(error), "{text:?}");
        }
    }

    #[test]
    fn what_is_not_utf8_is_refused_with_its_place() {
        let not_utf8 = |line, offset| TableError::NotUtf8 { line, offset };
        let nul = |line, offset| TableError::Nul { line, offset };
        for (bytes, error) in [
            (&b"name\r\nK\xf6ln"[..], not_utf8(2, 7)),
            (b"name\n\n\xff\xfe", not_utf8(3, 6)),
            (b"name\rx\r\xc3", not_utf8(3, 7)),
            (b"\xef\xbb\xbfn\xe4me", not_utf8(1, 4)),
            // A surrogate alone, as bytes.
            (b"a\n\xed\xa0\x80", not_utf8(2, 2)),
            (b"name\nK\0ln", nul(2, 6)),
            (b"n\0a\0m\0e\0", nul(1, 1)),
            (b"\xff\xfen\0a\0", TableError::Utf16),
            (b"\xfe\xff\0n\0a", TableError::Utf16),
        ] {
            assert_eq!(records(bytes), Err(error), "{bytes:?}");
        }
        let message = not_utf8(2, 7).to_string();
        assert!(message.contains("save as UTF-8 CSV"), "{message}");
    }

    #[test]
    fn limits_hold_to_the_byte_and_the_cell() {
        let limits = Limits {
            bytes: 30,
            rows: 9,
            columns: 3,
            cell_bytes: 4,
        };
        let read = |text: &str| {
            let mut records = Records::of(text.as_bytes(), &limits)?;
            while records.next_filled()?.is_some() {}
            Ok(())
        };
        let (row, column) = (2, 2);
        for (text, result) in [
            ("a;b;c\n1234;\"ab\"\"c\";üü", Ok(())),
            (
                "a;b\n1;12345",
                Err(TableError::CellTooLong {
                    row,
                    column,
                    limit: 4,
                }),
            ),
            (
                "a;b\n1;\"12345\"",
                Err(TableError::CellTooLong {
                    row,
                    column,
                    limit: 4,
                }),
            ),
            (
                "a;b\n1;üüü",
                Err(TableError::CellTooLong {
                    row,
                    column,
                    limit: 4,
                }),
            ),
            (
                "a;b\n1;2;3;",
                Err(TableError::TooManyColumns { row, limit: 3 }),
            ),
            (
                "a;b\n;;;;",
                Err(TableError::TooManyColumns { row, limit: 3 }),
            ),
        ] {
            assert_eq!(read(text), result, "{text:?}");
        }
        assert_eq!(read(&"x\n".repeat(15)), Ok(()));
        let (limit, found) = (30, 31);
        let too_large = Err(TableError::TooLarge { limit, found });
        assert_eq!(read(&"y".repeat(31)), too_large);
    }

    proptest! {
        #[test]
        fn what_a_writer_quotes_is_read_back(
            rows in prop::collection::vec(prop::collection::vec("[^\0]{0,6}", 3), 0..6),
            separator in prop::sample::select(&b";,\t"[..]),
            terminator in prop::sample::select(vec![
                csv::Terminator::CRLF,
                csv::Terminator::Any(b'\n'),
                csv::Terminator::Any(b'\r'),
            ]),
        ) {
            let mut writer = csv::WriterBuilder::new()
                .delimiter(separator)
                .terminator(terminator)
                .from_writer(Vec::new());
            writer.write_record(["a", "b", "c"]).unwrap();
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let read = records(&writer.into_inner().unwrap()).unwrap();
            let filled = |row: &&Vec<String>| row.iter().any(|cell| !cell.trim().is_empty());
            let numbered = (2..).zip(rows.iter());
            let expected: Vec<_> = numbered.filter(|(_, row)| filled(row)).collect();
            let read: Vec<_> = read.iter().skip(1).map(|(row, cells)| (*row, cells)).collect();
            prop_assert_eq!(read, expected);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            if let Ok(records) = records(&bytes) {
                prop_assert!(std::str::from_utf8(&bytes).is_ok());
                prop_assert!(records.is_sorted_by(|a, b| a.0 < b.0));
            }
        }
    }
}
