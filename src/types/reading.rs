//! Reads the texts of a form or a JSON document; what is wrong with them is collected by field.

use super::{Day, Email, FieldProblem, Fields, PlainText};

/// A text of one line.
pub(crate) fn line(
    fields: &mut Fields,
    field: &str,
    raw: &str,
    min: usize,
    max: usize,
) -> Option<String> {
    fields
        .take(field, PlainText::parse(raw, min, max))
        .map(|text| text.as_str().to_owned())
}

/// A day that must be given.
pub(crate) fn day(fields: &mut Fields, field: &str, raw: &str) -> Option<Day> {
    if raw.trim().is_empty() {
        fields.refuse(FieldProblem::new(field, crate::key!("field-required")));
        return None;
    }
    fields.take(field, raw.trim().parse())
}

/// A day, or nothing: the outer `None` says that it was refused.
pub(crate) fn day_or_none(fields: &mut Fields, field: &str, raw: &str) -> Option<Option<Day>> {
    if raw.trim().is_empty() {
        Some(None)
    } else {
        day(fields, field, raw).map(Some)
    }
}

/// A day given with a request, or today.
pub(crate) fn day_or_today(
    field: &str,
    raw: Option<&str>,
    today: Day,
) -> Result<Day, Vec<FieldProblem>> {
    let mut fields = Fields::default();
    let day = day_or_none(&mut fields, field, raw.unwrap_or_default());
    fields.finish(day.map(|day| day.unwrap_or(today)))
}

/// One of a fixed list of words.
pub(crate) fn word<T>(
    fields: &mut Fields,
    field: &str,
    raw: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let word = raw.trim();
    let found = parse(word);
    if found.is_none() {
        let key = if word.is_empty() {
            crate::key!("field-required")
        } else {
            crate::key!("field-word-unknown")
        };
        fields.refuse(FieldProblem::new(field, key));
    }
    found
}

/// A whole number of a range.
pub(crate) fn number(
    fields: &mut Fields,
    field: &str,
    raw: &str,
    least: i64,
    most: i64,
) -> Option<i64> {
    let number = raw
        .trim()
        .parse()
        .ok()
        .filter(|n| (least..=most).contains(n));
    if number.is_none() {
        let problem = FieldProblem::new(field, crate::key!("field-number-range"));
        fields.refuse(problem.with("least", least).with("most", most));
    }
    number
}

/// An e-mail address, or nothing.
pub(crate) fn email_or_empty(fields: &mut Fields, field: &str, raw: &str) -> Option<String> {
    if raw.trim().is_empty() {
        Some(String::new())
    } else {
        fields
            .take(field, Email::parse(raw))
            .map(|email| email.text)
    }
}

/// The key of a thing in another list, or nothing.
pub(crate) fn external_key(fields: &mut Fields, raw: &str) -> Option<Option<String>> {
    line(fields, "external_key", raw, 0, 80).map(|key| Some(key).filter(|k| !k.is_empty()))
}
