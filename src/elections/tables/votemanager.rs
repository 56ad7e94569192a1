//! Open data of votemanager (vote-iT): one row for each area, `;` between the cells, UTF-8, an empty cell for what is not reported.
//!
//! Where each voter has one vote, `D<n>` holds the votes of the n-th nomination. With several votes there are more columns, which
//! were renamed between 2021 and 2026:
//!
//! | votes | until 2021 | since 2026 |
//! |---|---|---|
//! | for the list as such | `D<n>_liste` | `D<n>_1` |
//! | of the k-th candidate | `D<n>_<k>` | `D<n>_2_<k>` |
//! | of all candidates | `D<n>_summe_kandidaten` | `D<n>_3` |
//! | altogether | `D<n>_summe_liste_kandidaten` | `D<n>_4` |
//!
//! The table holds neither names nor seats.

use std::collections::BTreeMap;

use super::{Columns, CountTableError, KnownColumns, TableKind, VoteColumns};
use crate::elections::model::figures::Figure;

/// What a refusal lists.
pub(super) const EXPECTED: &str = "gebiet-nr, gebiet-name, max-schnellmeldungen, anz-schnellmeldungen, A1, A2, A3, A, B, B1, C, D, D1, D2, ...";

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Number,
    Name,
    ReportsExpected,
    ReportsThere,
    Day,
    Ags,
    Head(Figure),
    /// C2 of elections with several votes: valid ballots.
    ValidBallots,
    Total(u32),
    List(u32),
    /// Sum over the candidates; it follows from the others.
    CandidatesTotal,
    Candidate(u32, i64),
    /// Known, but of no use here.
    Other,
}

fn head(header: &str) -> Option<Column> {
    Some(match header {
        "gebiet-nr" => Column::Number,
        "gebiet-name" => Column::Name,
        "max-schnellmeldungen" => Column::ReportsExpected,
        "anz-schnellmeldungen" => Column::ReportsThere,
        "datum" => Column::Day,
        "ags" => Column::Ags,
        "wahl" => Column::Other,
        "a1" => Column::Head(Figure::A1),
        "a2" => Column::Head(Figure::A2),
        "a3" => Column::Head(Figure::A3),
        "a" => Column::Head(Figure::A),
        "b" => Column::Head(Figure::B),
        "b1" => Column::Head(Figure::B1),
        // C1 is what C is elsewhere, with C2 (valid ballots) beside it.
        "c" | "c1" => Column::Head(Figure::C),
        "c2" => Column::ValidBallots,
        "d" => Column::Head(Figure::D),
        _ => return None,
    })
}

/// `D<n>` and what may follow it.
fn votes(header: &str, since_2026: bool) -> Option<Column> {
    let rest = header.strip_prefix('d')?;
    let (digits, rest) = match rest.split_once('_') {
        Some((digits, rest)) => (digits, Some(rest)),
        None => (rest, None),
    };
    let n = whole::<u32>(digits)?;
    Some(match (rest, since_2026) {
        (None, _) => Column::Total(n),
        (Some("liste"), _) | (Some("1"), true) => Column::List(n),
        (Some("summe_kandidaten"), _) | (Some("3"), true) => Column::CandidatesTotal,
        (Some("summe_liste_kandidaten"), _) | (Some("4"), true) => Column::Total(n),
        (Some(rest), true) => Column::Candidate(n, whole(rest.strip_prefix("2_")?)?),
        (Some(rest), false) => Column::Candidate(n, whole(rest)?),
    })
}

/// Digits without a leading zero, from 1.
fn whole<T: std::str::FromStr>(digits: &str) -> Option<T> {
    let is_number = digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
    is_number.then(|| digits.parse().ok()).flatten()
}

/// Whether the headers are those of votemanager.
pub(super) fn is_it(headers: &[String]) -> bool {
    headers.iter().any(|header| {
        matches!(
            head(&header.to_lowercase()),
            Some(Column::Number | Column::Name | Column::ReportsExpected | Column::ReportsThere)
        )
    })
}

/// Only the newer tables number the kinds of columns: `D1_2_7` is a candidate, and `D1_4` all votes of an independent, where in an
/// older table it is the fourth candidate of a list that has a sum too.
fn is_since_2026(headers: &[String]) -> bool {
    let is_list = |d: &str| matches!(votes(d, false), Some(Column::Total(_)));
    let has = |name: &str| headers.iter().any(|header| header == name);
    headers.iter().any(|header| {
        let parts: Vec<&str> = header.split('_').collect();
        match parts.as_slice() {
            [d, "2", k] => is_list(d) && whole::<i64>(k).is_some(),
            [d, "4"] => is_list(d) && !has(d) && !has(&format!("{d}_summe_liste_kandidaten")),
            _ => false,
        }
    })
}

/// What the headers say.
pub(super) fn columns(headers: &[String]) -> Result<Columns, CountTableError> {
    let folded: Vec<String> = headers.iter().map(|h| h.to_lowercase()).collect();
    let since_2026 = is_since_2026(&folded);
    let mut known = KnownColumns::default();
    let mut lists: BTreeMap<u32, VoteColumns> = BTreeMap::new();
    let mut unknown = Vec::new();
    let (mut expected, mut there) = (None, None);
    for (place, header) in folded.iter().enumerate() {
        let Some(column) = head(header).or_else(|| votes(header, since_2026)) else {
            unknown.push(place);
            continue;
        };
        match column {
            Column::Number => known.number = Some(place),
            Column::Name => known.name = Some(place),
            Column::ReportsExpected => expected = Some(place),
            Column::ReportsThere => there = Some(place),
            Column::Day => known.day = Some(place),
            Column::Ags => known.ags = Some(place),
            Column::ValidBallots => known.valid_ballots = Some(place),
            Column::Head(figure) => {
                known.head.entry(figure).or_insert(place);
            }
            Column::CandidatesTotal | Column::Other => {}
            Column::Total(n) => of(&mut lists, n).total = Some(place),
            Column::List(n) => of(&mut lists, n).list = Some(place),
            Column::Candidate(n, k) => {
                of(&mut lists, n).candidates.insert(k, place);
            }
        }
    }
    known.reports = expected.zip(there);
    let mut missing = Vec::new();
    if known.number.is_none() && known.name.is_none() {
        missing.push("gebiet-nr");
    }
    for (figure, name) in [(Figure::B, "B"), (Figure::D, "D")] {
        if !known.head.contains_key(&figure) {
            missing.push(name);
        }
    }
    if lists.is_empty() {
        missing.push("D1");
    }
    if !missing.is_empty() {
        return Err(CountTableError::MissingColumns {
            kind: TableKind::Votemanager,
            missing: missing.join(", "),
        });
    }
    Ok(Columns {
        known,
        votes: lists.into_values().collect(),
        unknown,
    })
}

fn of(lists: &mut BTreeMap<u32, VoteColumns>, n: u32) -> &mut VoteColumns {
    lists
        .entry(n)
        .or_insert_with(|| VoteColumns::named(format!("D{n}")))
}
