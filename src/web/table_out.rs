//! Tables for download: CSV, or a workbook (XLSX) in which text stays text and a day is a day.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};
use thiserror::Error;

use super::csv_out::{Cell, CsvOut, CsvOutError};
use crate::types::{OutCell, TableOut};

/// The forms in which a table is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableForm {
    Csv,
    Xlsx,
}

impl TableForm {
    /// Both forms.
    pub const ALL: [Self; 2] = [Self::Csv, Self::Xlsx];

    /// The word in addresses; also the end of the file's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.as_str() == word)
    }

    /// The media type of the file.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// Why a table could not be written.
#[derive(Debug, Error)]
pub enum TableOutError {
    #[error(transparent)]
    Csv(#[from] CsvOutError),
    #[error("the workbook could not be written")]
    Workbook(#[from] XlsxError),
    #[error("the work was not done: {0}")]
    Work(#[from] tokio::task::JoinError),
}

fn cell(value: &OutCell) -> Cell<'_> {
    match value {
        OutCell::Text(text) => Cell::Text(text),
        OutCell::Number(number) => Cell::Number(*number),
        OutCell::Day(day) => Cell::Day(day.date()),
        OutCell::Empty => Cell::Empty,
    }
}

/// Writes a table, away from the threads that answer requests.
///
/// # Errors
/// [`TableOutError`]: a fault of the program.
pub async fn table_file(table: TableOut, form: TableForm) -> Result<Vec<u8>, TableOutError> {
    tokio::task::spawn_blocking(move || match form {
        TableForm::Csv => csv(&table),
        TableForm::Xlsx => xlsx(&table),
    })
    .await?
}

fn csv(table: &TableOut) -> Result<Vec<u8>, TableOutError> {
    let headers: Vec<_> = table.headers.iter().map(String::as_str).collect();
    let mut file = CsvOut::new(&headers)?;
    for row in &table.rows {
        let cells: Vec<_> = row.iter().map(cell).collect();
        file.row(&cells)?;
    }
    Ok(file.finish()?)
}

fn xlsx(table: &TableOut) -> Result<Vec<u8>, TableOutError> {
    let (head, day) = (
        Format::new().set_bold(),
        Format::new().set_num_format("yyyy-mm-dd"),
    );
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(&table.name)?.set_freeze_panes(1, 0)?;
    for (header, column) in table.headers.iter().zip(0_u16..) {
        sheet.write_string_with_format(0, column, header, &head)?;
    }
    for (row, at) in table.rows.iter().zip(1_u32..) {
        for (value, column) in row.iter().zip(0_u16..) {
            match value {
                // A string is never computed, whatever it begins with.
                OutCell::Text(text) => sheet.write_string(at, column, text)?,
                // A workbook holds whole numbers exactly up to 2^53 only; what is longer stays as it is written.
                OutCell::Number(number) => match i32::try_from(*number) {
                    Ok(number) => sheet.write_number(at, column, number)?,
                    Err(_) => sheet.write_string(at, column, number.to_string())?,
                },
                OutCell::Day(date) => match excel_day(date.date()) {
                    Some(date) => sheet.write_datetime_with_format(at, column, &date, &day)?,
                    None => sheet.write_string(at, column, date.to_string())?,
                },
                OutCell::Empty => sheet,
            };
        }
    }
    sheet.autofit();
    Ok(book.save_to_buffer()?)
}

/// A day as a workbook counts them; it knows none before 1900.
fn excel_day(date: jiff::civil::Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok()?;
    let (month, day) = (
        u8::try_from(date.month()).ok()?,
        u8::try_from(date.day()).ok()?,
    );
    ExcelDateTime::from_ymd(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::table::{Limits, workbook};

    fn table() -> TableOut {
        TableOut {
            name: "people".into(),
            headers: vec!["name".into(), "seats".into(), "from".into()],
            rows: vec![
                vec![
                    OutCell::text("=HYPERLINK(\"http://x\")"),
                    OutCell::Number(-3),
                    OutCell::Day("2024-02-29".parse().unwrap()),
                ],
                vec![
                    OutCell::text("+49 711 1"),
                    OutCell::Number(9_000_000_000_000_000_001),
                    OutCell::Empty,
                ],
            ],
        }
    }

    #[test]
    fn in_a_workbook_text_stays_text_and_long_numbers_stay_whole() {
        let book = xlsx(&table()).unwrap();
        let read = workbook::as_csv(&book, &Limits::default()).unwrap();
        // The text begins with =, and is no formula: the reader shows it as it is.
        assert_eq!(
            String::from_utf8(read).unwrap(),
            "name;seats;from\n\"=HYPERLINK(\"\"http://x\"\")\";-3;2024-02-29\n+49 711 1;9000000000000000001;\n"
        );
        let sheet = {
            use std::io::Read;
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&book)).unwrap();
            let mut text = String::new();
            archive
                .by_name("xl/worksheets/sheet1.xml")
                .unwrap()
                .read_to_string(&mut text)
                .unwrap();
            text
        };
        assert!(!sheet.contains("<f>"), "{sheet}");
    }

    #[test]
    fn as_csv_the_same_table_is_neutralised() {
        let file = String::from_utf8(csv(&table()).unwrap()).unwrap();
        assert!(
            file.contains("\"'=HYPERLINK(\"\"http://x\"\")\";-3;2024-02-29"),
            "{file}"
        );
    }
}
