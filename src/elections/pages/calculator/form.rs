//! The form of the calculator: read as the same document that the command reads.

use serde_json::{Map, Value, json};

use crate::{
    tally::seats::MOST_CONTENDERS,
    web::{FormData, texts::Texts},
};

/// Rows of an empty form.
pub(super) const ROWS: usize = 6;
/// Rows that "more rows" adds, and empty rows that are left at the end.
const SPARE_ROWS: usize = 4;

/// A form as it was sent, and as a document.
pub(super) struct Sent {
    /// With the rows that were left empty taken out, so that rows and places in the document are the same.
    pub form: FormData,
    pub document: Value,
    /// The document without the lot.
    pub without_lot: Value,
    /// Rows to show.
    pub rows: usize,
    pub more_rows: bool,
}

impl Sent {
    pub fn read(sent: &FormData) -> Self {
        let mut form = FormData::default();
        for name in [
            "method",
            "seats",
            "short_lists",
            "majority_clause",
            "threshold.num",
            "threshold.den",
        ] {
            if let Some(value) = sent.value(name) {
                form.set(name, value);
            }
        }
        let mut lists = Vec::new();
        for row in 0..MOST_CONTENDERS {
            // The form numbers its rows without a gap.
            if sent.value(&format!("lists[{row}].name")).is_none() {
                break;
            }
            lists.extend(take_row(sent, row, lists.len(), &mut form));
        }
        let mut document = Map::new();
        for (name, field) in [("method", "method"), ("short_lists", "short_lists")] {
            if let Some(word) = sent.filled_text(field) {
                document.insert(name.to_owned(), Value::String(word.trim().to_owned()));
            }
        }
        document.insert("seats".to_owned(), number(&sent.text("seats")));
        document.insert(
            "majority_clause".to_owned(),
            Value::Bool(sent.has("majority_clause", "yes")),
        );
        let (num, den) = (sent.text("threshold.num"), sent.text("threshold.den"));
        if !(num.trim().is_empty() && den.trim().is_empty()) {
            document.insert(
                "threshold".to_owned(),
                json!({"num": number(&num), "den": number(&den)}),
            );
        }
        let rows = lists.len();
        document.insert("lists".to_owned(), Value::Array(lists));
        let without_lot = Value::Object(document.clone());
        let won = sent.all("lots[0].won");
        if !won.is_empty() {
            for name in &won {
                form.add("lots[0].won", name.clone());
            }
            document.insert(
                "lots".to_owned(),
                json!([{"between": sent.all("lots[0].between"), "won": won}]),
            );
        }
        let more_rows = sent.has("more", "rows");
        let spare = if more_rows { 2 * SPARE_ROWS } else { 1 };
        Self {
            form,
            document: Value::Object(document),
            without_lot,
            rows: (rows + spare).clamp(ROWS, MOST_CONTENDERS),
            more_rows,
        }
    }
}

/// Takes a row over into the form as the row of that number; `None` where nothing was filled in.
fn take_row(sent: &FormData, from: usize, to: usize, form: &mut FormData) -> Option<Value> {
    let texts = ["name", "votes", "candidates"]
        .map(|part| (part, sent.text(&format!("lists[{from}].{part}"))));
    let independent = sent.has(&format!("lists[{from}].independent"), "yes");
    if texts.iter().all(|(_, text)| text.trim().is_empty()) && !independent {
        return None;
    }
    let mut list = Map::new();
    for (part, text) in texts {
        let value = if part == "name" {
            Value::String(text.clone())
        } else {
            number(&text)
        };
        list.insert(part.to_owned(), value);
        form.set(&format!("lists[{to}].{part}"), text);
    }
    if independent {
        form.set(&format!("lists[{to}].independent"), "yes");
    }
    list.insert("independent".to_owned(), Value::Bool(independent));
    Some(Value::Object(list))
}

/// A number as people type it: digits, with or without signs between groups of three. Nothing is null; anything else stays a text, and
/// is refused where a number belongs.
fn number(typed: &str) -> Value {
    let typed = typed.trim();
    if typed.is_empty() {
        return Value::Null;
    }
    let groups: Vec<&str> = typed
        .split(['.', ',', ' ', '\'', '\u{a0}', '\u{202f}', '’'])
        .collect();
    let grouped = groups.first().is_some_and(|first| first.len() <= 3)
        && groups.iter().skip(1).all(|group| group.len() == 3);
    let digits = groups.concat();
    let all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    match digits.parse::<u64>() {
        Ok(number) if all_digits && (groups.len() == 1 || grouped) => Value::from(number),
        _ => Value::String(typed.to_owned()),
    }
}

/// A row of the form.
pub(super) struct Row {
    pub name: Cell,
    pub votes: Cell,
    pub candidates: Cell,
    pub independent: Cell,
}

/// A field of a row: its name is its place in the document.
pub(super) struct Cell {
    pub field: String,
    pub label: String,
    pub value: String,
    pub error: Option<String>,
}

impl Row {
    pub fn all(texts: &Texts, form: &FormData, rows: usize) -> Vec<Self> {
        (0..rows).map(|row| Self::new(texts, form, row)).collect()
    }

    fn new(texts: &Texts, form: &FormData, row: usize) -> Self {
        let n = i64::try_from(row).unwrap_or(i64::MAX).saturating_add(1);
        let cell = |part: &str, label: String| {
            let field = format!("lists[{row}].{part}");
            Cell {
                value: form.text(&field),
                error: form.error(&field),
                field,
                label,
            }
        };
        Self {
            name: cell(
                "name",
                texts.ta("calculator-name-in-row", &[("n", n.into())]),
            ),
            votes: cell(
                "votes",
                texts.ta("calculator-votes-in-row", &[("n", n.into())]),
            ),
            candidates: cell(
                "candidates",
                texts.ta("calculator-candidates-in-row", &[("n", n.into())]),
            ),
            independent: cell(
                "independent",
                texts.ta("calculator-independent-in-row", &[("n", n.into())]),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (typed, number_read) in [
            ("1234", json!(1234)),
            (" 1.234 ", json!(1234)),
            ("1 234 567", json!(1_234_567)),
            ("12’345", json!(12_345)),
            ("0", json!(0)),
            ("", Value::Null),
            ("1.5", json!("1.5")),
            ("1234.567", json!("1234.567")),
            ("-3", json!("-3")),
            ("abc", json!("abc")),
            (".", json!(".")),
            ("99999999999999999999", json!("99999999999999999999")),
        ] {
            assert_eq!(number(typed), number_read, "{typed:?}");
        }
    }

    #[test]
    fn empty_rows_are_left_out_and_the_others_close_up() {
        let sent = FormData::filled([
            ("method", "dhondt".to_owned()),
            ("seats", "3".to_owned()),
            ("lists[0].name", String::new()),
            ("lists[0].votes", " ".to_owned()),
            ("lists[1].name", "B".to_owned()),
            ("lists[1].votes", "1.000".to_owned()),
            ("lists[1].independent", "yes".to_owned()),
        ]);
        let read = Sent::read(&sent);
        assert_eq!(
            read.document,
            json!({
                "method": "dhondt",
                "seats": 3,
                "majority_clause": false,
                "lists": [{"name": "B", "votes": 1000, "candidates": null, "independent": true}]
            })
        );
        assert_eq!(read.form.text("lists[0].name"), "B");
        assert!(read.form.has("lists[0].independent", "yes"));
        assert_eq!(read.rows, ROWS);
    }
}
