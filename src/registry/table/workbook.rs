//! Workbooks (XLSX): the first sheet as the CSV table that it would be saved as.
//!
//! Everything behind reads CSV only. A formula becomes its text behind `=`, which no table takes; a cell that shows an error
//! becomes `=` with the error. Days become ISO 8601. Empty rows are kept, so that rows keep their numbers.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use calamine::{DataRef, Reader, SheetType, Xlsx};

use super::{Limits, TableError};

/// What a workbook holds when unpacked, at most. A few kilobytes can be packed so that they become gigabytes.
const MOST_UNPACKED: u64 = 200 * 1024 * 1024;

/// Rows of a sheet, as the format has it; what claims more is no sheet.
const MOST_SHEET_ROWS: u32 = 1_048_576;

/// Whether the bytes are a workbook, or any other packed file.
#[must_use]
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The first sheet as CSV with `;`.
///
/// # Errors
/// [`TableError`] where it is no workbook, or holds more than the limits allow.
pub fn as_csv(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, TableError> {
    if bytes.len() > limits.bytes {
        return Err(TableError::TooLarge {
            limit: limits.bytes,
            found: bytes.len(),
        });
    }
    refuse_bombs(bytes)?;
    written(&rows_of(bytes, limits)?)
}

/// Unpacks everything once and keeps nothing: what the file says of its own size need not be true.
fn refuse_bombs(bytes: &[u8]) -> Result<(), TableError> {
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| TableError::NoWorkbook)?;
    let mut left = MOST_UNPACKED;
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(|_| TableError::NoWorkbook)?;
        let read = std::io::copy(&mut file.take(left + 1), &mut std::io::sink())
            .map_err(|_| TableError::NoWorkbook)?;
        left = left.checked_sub(read).ok_or(TableError::UnpacksTooLarge {
            limit: MOST_UNPACKED,
        })?;
    }
    Ok(())
}

/// The filled cells by row and column, both from 0.
type Rows = BTreeMap<u32, BTreeMap<u32, String>>;

fn rows_of(bytes: &[u8], limits: &Limits) -> Result<Rows, TableError> {
    let unreadable = |_| TableError::NoWorkbook;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let sheet = workbook
        .sheets_metadata()
        .iter()
        .find(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .ok_or(TableError::Empty)?;
    let mut cells = workbook
        .worksheet_cells_reader(&sheet)
        .map_err(unreadable)?;
    let mut rows = Rows::new();
    let mut bytes = 0_usize;
    while let Some(cell) = cells
        .next_cell_with_formula_metadata()
        .map_err(unreadable)?
    {
        let (row, column) = cell.pos;
        let is_formula = cell.formula.is_some();
        let text = text_of(&cell.value, is_formula);
        if text.trim().is_empty() {
            continue;
        }
        if row >= MOST_SHEET_ROWS {
            return Err(TableError::NoWorkbook);
        }
        let row_number = usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1);
        if usize::try_from(column).unwrap_or(usize::MAX) >= limits.columns {
            return Err(TableError::TooManyColumns {
                row: row_number,
                limit: limits.columns,
            });
        }
        // One shared text may stand in every cell.
        bytes = bytes.saturating_add(text.len());
        if bytes > limits.bytes {
            return Err(TableError::TooLarge {
                limit: limits.bytes,
                found: bytes,
            });
        }
        rows.entry(row).or_default().insert(column, text);
        // The header stands above the rows.
        if rows.len() > limits.rows + 1 {
            return Err(TableError::TooManyRows {
                row: row_number,
                limit: limits.rows,
            });
        }
    }
    if rows.is_empty() {
        return Err(TableError::Empty);
    }
    Ok(rows)
}

/// A cell as it would be typed.
fn text_of(value: &DataRef<'_>, is_formula: bool) -> String {
    let text = match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        // A whole number is written without a point.
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => "yes".to_owned(),
        DataRef::Bool(false) => "no".to_owned(),
        DataRef::DateTime(at) => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            if at.is_duration() {
                format!("{hour}:{minute:02}:{second:02}")
            } else if (hour, minute, second) == (0, 0, 0) {
                format!("{year:04}-{month:02}-{day:02}")
            } else {
                format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
            }
        }
        DataRef::Error(error) => format!("={error}"),
    };
    if is_formula && !text.starts_with('=') {
        format!("={text}")
    } else {
        text
    }
}

/// Rows of equal length; one that reaches beyond the header keeps its further cells, and is refused for them later.
fn written(rows: &Rows) -> Result<Vec<u8>, TableError> {
    let width = |cells: &BTreeMap<u32, String>| cells.keys().next_back().map_or(0, |last| last + 1);
    // A title above the headers stands in one cell.
    let first = rows.values().take(6).find(|cells| cells.len() > 1);
    let header = first.or(rows.values().next()).map_or(0, width);
    let mut file = csv::WriterBuilder::new()
        .delimiter(b';')
        .flexible(true)
        .from_writer(Vec::new());
    let mut next = 0;
    for (row, cells) in rows {
        for _ in next..*row {
            file.write_record([""])
                .map_err(|_| TableError::NoWorkbook)?;
        }
        next = row + 1;
        let line =
            (0..header.max(width(cells))).map(|at| cells.get(&at).map_or("", String::as_str));
        file.write_record(line)
            .map_err(|_| TableError::NoWorkbook)?;
    }
    file.into_inner().map_err(|_| TableError::NoWorkbook)
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{Formula, Workbook, Worksheet};

    use super::{
        super::{Column, RowError, RowProblem, read_table},
        *,
    };

    fn saved(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
        let mut book = Workbook::new();
        fill(book.add_worksheet());
        book.save_to_buffer().unwrap()
    }

    fn csv(bytes: &[u8]) -> Result<String, TableError> {
        as_csv(bytes, &Limits::default()).map(|csv| String::from_utf8(csv).unwrap())
    }

    #[test]
    fn a_sheet_becomes_the_table_that_it_shows() {
        let book = saved(|sheet| {
            let day = rust_xlsxwriter::Format::new().set_num_format("dd.mm.yyyy");
            sheet.write(0, 0, "Name").unwrap();
            sheet.write(0, 1, "Zahl").unwrap();
            sheet.write(0, 2, "Tag").unwrap();
            sheet.write(2, 0, "Köln; Süd").unwrap();
            sheet.write(2, 1, 15_993).unwrap();
            let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2024, 2, 29).unwrap();
            sheet.write_with_format(2, 2, &date, &day).unwrap();
            sheet.write(3, 0, "kurz").unwrap();
            sheet.write(4, 3, "daneben").unwrap();
        });
        assert_eq!(
            csv(&book).unwrap(),
            "Name;Zahl;Tag\n\"\"\n\"Köln; Süd\";15993;2024-02-29\nkurz;;\n;;;daneben\n"
        );
        let columns = [Column::required("name", &[]), Column::optional("zahl", &[])];
        let text = csv(&book).unwrap();
        let table = read_table(text.as_bytes(), &columns, &Limits::default()).unwrap();
        assert_eq!(
            (table.rows[0].number(), table.rows[0].get("zahl")),
            (3, Some("15993"))
        );
        assert_eq!(table.row_errors[0].row, 5);
    }

    #[test]
    fn a_title_over_merged_cells_stands_above_the_headers() {
        let book = saved(|sheet| {
            let plain = rust_xlsxwriter::Format::new();
            sheet
                .merge_range(0, 0, 0, 3, "Mitgliederliste", &plain)
                .unwrap();
            sheet.write(2, 0, "Name ").unwrap();
            sheet.write(2, 2, "Zahl").unwrap();
            sheet.write(3, 0, "Ulm").unwrap();
        });
        let columns = [Column::required("name", &[]), Column::required("zahl", &[])];
        let text = csv(&book).unwrap();
        let table = read_table(text.as_bytes(), &columns, &Limits::default()).unwrap();
        assert_eq!(
            (table.rows[0].number(), table.rows[0].get("name")),
            (4, Some("Ulm"))
        );
    }

    #[test]
    fn a_formula_is_refused_with_its_row_and_field_whatever_it_comes_to() {
        let book = saved(|sheet| {
            sheet.write(0, 0, "name").unwrap();
            sheet.write(0, 1, "seats").unwrap();
            sheet.write(1, 0, "Ulm").unwrap();
            sheet
                .write_formula(1, 1, Formula::new("=6*3").set_result("18"))
                .unwrap();
            sheet.write(2, 0, "Aalen").unwrap();
            sheet.write(2, 1, 12).unwrap();
        });
        let columns = [
            Column::required("name", &[]),
            Column::optional("seats", &[]),
        ];
        let text = csv(&book).unwrap();
        let table = read_table(text.as_bytes(), &columns, &Limits::default()).unwrap();
        let formula = RowError {
            row: 2,
            field: Some("seats"),
            problem: RowProblem::Formula,
        };
        assert_eq!(table.rows[0].text("seats"), Err(formula));
        assert_eq!(table.rows[1].text("seats"), Ok(Some("12")));
    }

    #[test]
    fn what_is_no_workbook_is_refused_whatever_its_name() {
        for bytes in [&b"PK\x03\x04"[..], b"PK\x03\x04 and so on", b"%PDF-1.7"] {
            assert_eq!(csv(bytes), Err(TableError::NoWorkbook));
        }
        assert!(!is_workbook(b"name;seats\n"));
        assert_eq!(csv(&saved(|_| {})), Err(TableError::Empty));
    }

    #[test]
    fn more_than_the_limits_is_refused_before_it_takes_memory() {
        let limits = Limits {
            rows: 3,
            columns: 2,
            ..Limits::default()
        };
        let rows = saved(|sheet| {
            for row in 0..5 {
                sheet.write(row, 0, "x").unwrap();
            }
        });
        let refused = as_csv(&rows, &limits);
        assert_eq!(refused, Err(TableError::TooManyRows { row: 5, limit: 3 }));
        let wide = saved(|sheet| {
            sheet.write(0, 0, "x").unwrap();
            sheet.write(1, 16_383, "y").unwrap();
        });
        let refused = as_csv(&wide, &limits);
        assert_eq!(
            refused,
            Err(TableError::TooManyColumns { row: 2, limit: 2 })
        );
        // The same text in every cell takes little in the file.
        let repeated = saved(|sheet| {
            for row in 0..1_000 {
                sheet.write(row, 0, "n".repeat(30_000)).unwrap();
            }
        });
        assert!(repeated.len() < 1_000_000);
        assert!(matches!(csv(&repeated), Err(TableError::TooLarge { .. })));
    }

    #[test]
    fn a_file_that_unpacks_to_gigabytes_is_refused() {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let packed = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated);
        archive.start_file("xl/workbook.xml", packed).unwrap();
        let zeros = vec![0_u8; 1024 * 1024];
        for _ in 0..=MOST_UNPACKED / (1024 * 1024) {
            std::io::Write::write_all(&mut archive, &zeros).unwrap();
        }
        let bomb = archive.finish().unwrap().into_inner();
        assert!(bomb.len() < 2 * 1024 * 1024);
        assert_eq!(
            csv(&bomb),
            Err(TableError::UnpacksTooLarge {
                limit: MOST_UNPACKED
            })
        );
    }
}
