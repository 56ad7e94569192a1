//! A plain table: one row for each district, with a column for each letter of the record and one for each list.
//!
//! `district` holds the number or the name of the district; `A1` to `D` are the figures of the head; every other header is the
//! label of a nomination, and `LABEL#3` the votes of the third candidate of that list.

use std::collections::BTreeMap;

use super::{Columns, CountTableError, KnownColumns, TableKind, VoteColumns};
use crate::elections::model::figures::Figure;

/// What a refusal lists.
pub(super) const EXPECTED: &str = "district, A1, A2, A3, A, B, B1, C, D, LABEL, ...";

/// Headers of the column that says which district a row is about.
const DISTRICT: [&str; 5] = ["district", "bezirk", "wahlbezirk", "stimmbezirk", "gebiet"];

fn is_district(header: &str) -> bool {
    DISTRICT.contains(&header.to_lowercase().as_str())
}

fn letter(header: &str) -> Option<Figure> {
    Figure::HEAD.into_iter().find(|figure| {
        figure
            .letter()
            .is_some_and(|l| l.eq_ignore_ascii_case(header))
    })
}

/// `Label#3` as label and place on the list.
fn candidate(header: &str) -> Option<(&str, i64)> {
    let (label, digits) = header.rsplit_once('#')?;
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let position = is_number.then(|| digits.parse().ok()).flatten()?;
    (!label.trim().is_empty()).then_some((label.trim(), position))
}

/// Whether the headers are those of a plain table.
pub(super) fn is_it(headers: &[String]) -> bool {
    headers.iter().any(|header| is_district(header))
}

/// What the headers say.
pub(super) fn columns(headers: &[String]) -> Result<Columns, CountTableError> {
    let mut known = KnownColumns::default();
    let mut votes: Vec<VoteColumns> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut unknown = Vec::new();
    for (place, header) in headers.iter().enumerate() {
        if header.is_empty() {
            unknown.push(place);
            continue;
        }
        if is_district(header) {
            // Number and name stand under one header.
            if known.number.is_some() {
                unknown.push(place);
            } else {
                known.number = Some(place);
                known.name = Some(place);
            }
            continue;
        }
        if let Some(figure) = letter(header) {
            known.head.insert(figure, place);
            continue;
        }
        let (label, position) = match candidate(header) {
            Some((label, position)) => (label, Some(position)),
            None => (header.as_str(), None),
        };
        let index = *places.entry(label.to_lowercase()).or_insert_with(|| {
            votes.push(VoteColumns::named(label.to_owned()));
            votes.len() - 1
        });
        if let Some(columns) = votes.get_mut(index) {
            match position {
                Some(position) => {
                    columns.candidates.insert(position, place);
                }
                None => columns.total = Some(place),
            }
        }
    }
    if votes.is_empty() {
        return Err(CountTableError::MissingColumns {
            kind: TableKind::Plain,
            missing: "LABEL".to_owned(),
        });
    }
    Ok(Columns {
        known,
        votes,
        unknown,
    })
}

/// The headers of a table for an election, as its template has them.
pub fn headers(
    nominations: &[crate::elections::model::nomination::Nomination],
    personal_votes: bool,
) -> Vec<String> {
    let letters = Figure::HEAD.into_iter().filter_map(Figure::letter);
    let mut headers: Vec<String> = std::iter::once("district")
        .chain(letters)
        .map(str::to_owned)
        .collect();
    for nomination in nominations.iter().filter(|n| n.stands()) {
        headers.push(nomination.label.clone());
        if personal_votes {
            let standing = nomination.candidates.iter().filter(|c| c.stands());
            headers.extend(standing.map(|c| format!("{}#{}", nomination.label, c.position)));
        }
    }
    headers
}
