//! Which column of a table gives which field.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::TableError;

/// A column that an importer understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    field: &'static str,
    aliases: &'static [&'static str],
    required: bool,
}

impl Column {
    /// A column without which the table is refused; its header is the field's name or an alias.
    #[must_use]
    pub const fn required(field: &'static str, aliases: &'static [&'static str]) -> Self {
        Self {
            field,
            aliases,
            required: true,
        }
    }

    /// A column that may be absent; its header is the field's name or an alias.
    #[must_use]
    pub const fn optional(field: &'static str, aliases: &'static [&'static str]) -> Self {
        Self {
            field,
            aliases,
            required: false,
        }
    }

    fn is_headed(&self, folded: &str) -> bool {
        fold(self.field) == folded || self.aliases.iter().any(|alias| fold(alias) == folded)
    }
}

/// A header that no field knows; its column is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownHeader {
    /// Its column, from 1.
    pub column: usize,
    /// The header, trimmed and shortened where long; may be empty.
    pub header: String,
}

pub(super) type Matched = (Vec<Option<&'static str>>, Vec<UnknownHeader>);

/// The field under each header, in the order of the file, and the headers without one.
pub(super) fn matched(header: &[Cow<'_, str>], columns: &[Column]) -> Result<Matched, TableError> {
    let mut fields: Vec<Option<&'static str>> = Vec::new();
    let mut unknown = Vec::new();
    for (index, cell) in header.iter().enumerate() {
        let folded = fold(cell);
        let known = columns.iter().find(|column| column.is_headed(&folded));
        let field = known.map(|column| column.field);
        if let Some(field) = field {
            if let Some(first) = fields.iter().position(|earlier| *earlier == Some(field)) {
                return Err(TableError::DuplicateHeader {
                    field,
                    first: first + 1,
                    second: index + 1,
                });
            }
        } else {
            unknown.push(UnknownHeader {
                column: index + 1,
                header: shortened(cell),
            });
        }
        fields.push(field);
    }
    let missing: Vec<_> = columns
        .iter()
        .filter(|column| column.required && !fields.contains(&Some(column.field)))
        .map(|column| column.field)
        .collect();
    if missing.is_empty() {
        Ok((fields, unknown))
    } else {
        let found = header.iter().map(|cell| shortened(cell)).collect();
        Err(TableError::MissingHeaders { missing, found })
    }
}

/// One form for headers that look alike: some systems write `ü` as two characters, some people break a long header over lines or
/// mark what must be filled.
fn fold(header: &str) -> String {
    let words: Vec<_> = header.split_whitespace().collect();
    let header = words.join(" ");
    let header = header.trim_end_matches([':', '*', ' ']);
    header.nfc().flat_map(char::to_lowercase).collect()
}

fn shortened(header: &str) -> String {
    header.trim().chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Limits, Table, read_table};
    use super::*;

    const COLUMNS: [Column; 3] = [
        Column::required("ags", &["Gemeindeschlüssel", "Amtlicher Gemeindeschlüssel"]),
        Column::required("name", &["Gemeinde", "municipality"]),
        Column::optional("phone", &["Telefon"]),
    ];

    fn read(text: &str) -> Result<Table<'_>, TableError> {
        read_table(text.as_bytes(), &COLUMNS, &Limits::default())
    }

    fn table(text: &str) -> Table<'_> {
        read(text).expect("a table")
    }

    #[test]
    fn headers_are_known_in_any_case_order_and_language() {
        for header in [
            "ags;name",
            "AGS;Name",
            " ags\u{a0};\" name\"",
            "Gemeindeschlüssel;Gemeinde",
            "GEMEINDESCHLÜSSEL;MUNICIPALITY",
            "Gemeindeschlu\u{308}ssel;gemeinde",
            "amtlicher gemeindeschlüssel;name",
            "\"Amtlicher\nGemeindeschlüssel\";Name*",
            "AGS:;Gemeinde *",
        ] {
            let text = format!("{header}\n08111000;Stuttgart");
            let table = table(&text);
            assert_eq!(table.rows[0].get("ags"), Some("08111000"), "{header}");
            assert_eq!(table.rows[0].get("name"), Some("Stuttgart"), "{header}");
            assert_eq!(table.unknown_headers, [], "{header}");
        }
        let table = table("name,ags\nStuttgart,08111000");
        assert_eq!(table.rows[0].get("ags"), Some("08111000"));
    }

    #[test]
    fn a_missing_header_is_named_beside_those_found() {
        let long = "x".repeat(1000);
        let text = format!("Telefon; {long} ;");
        let error = read(&text).expect_err("two columns are missing");
        assert_eq!(
            error,
            TableError::MissingHeaders {
                missing: vec!["ags", "name"],
                found: vec!["Telefon".to_owned(), "x".repeat(80), String::new()],
            }
        );
        assert!(error.to_string().starts_with("missing: ags, name; "));
    }

    #[test]
    fn two_columns_for_one_field_are_refused() {
        let error = TableError::DuplicateHeader {
            field: "name",
            first: 2,
            second: 4,
        };
        for text in ["ags;name;x;NAME", "ags;Gemeinde;x;name"] {
            assert_eq!(read(text), Err(error.clone()), "{text}");
        }
    }

    #[test]
    fn an_unknown_header_is_a_warning_and_its_column_left_out() {
        let table = table("ags;Bürgermeister;name;\n08111000;=1+1;Stuttgart;\n");
        let unknown = |column, header: &str| UnknownHeader {
            column,
            header: header.to_owned(),
        };
        let expected = [unknown(2, "Bürgermeister"), unknown(4, "")];
        assert_eq!(table.unknown_headers, expected);
        assert_eq!(table.rows[0].get("name"), Some("Stuttgart"));
        assert_eq!(table.rows[0].get("Bürgermeister"), None);
    }
}
