//! The tables of the working: quotients with the seats that they won, ideal shares with their remainders.

use std::collections::BTreeMap;

use super::Words;
use crate::tally::seats::{Quotients, Remainders, SeatNumbers};

/// More columns do not fit a page.
const MOST_COLUMNS: usize = 60;
/// More cells nobody reads.
const MOST_CELLS: usize = 4_000;

/// Votes over divisors.
pub(in super::super) struct QuotientTable {
    pub divisors: Vec<String>,
    pub rows: Vec<QuotientRow>,
}

/// One list.
pub(in super::super) struct QuotientRow {
    pub name: String,
    pub cells: Vec<QuotientCell>,
    pub seats: String,
}

/// One quotient.
pub(in super::super) struct QuotientCell {
    pub quotient: String,
    /// The number of the seat that it won, or a range that equal quotients share.
    pub seat: Option<String>,
    /// Tied: the number is that of the seats drawn for.
    pub tied: bool,
    /// Came first by the majority clause.
    pub by_clause: bool,
}

impl QuotientTable {
    /// The quotients up to the first of each list that won nothing; `None` where there are too many to read.
    pub(super) fn of(words: Words<'_>, step: &Quotients) -> Option<Self> {
        // By construction the divisors are 1, 3, 5 and so on, or 1, 2, 3 and so on.
        let divisor = |column: usize| -> Option<u64> {
            let column = u64::try_from(column).ok()?;
            Some(match step.method {
                crate::tally::seats::Method::SainteLague => 2 * column + 1,
                crate::tally::seats::Method::DHondt | crate::tally::seats::Method::HareNiemeyer => {
                    column + 1
                }
            })
        };
        let most = step.lines.iter().map(|line| line.seats).max().unwrap_or(0);
        let columns = usize::try_from(most).ok()?.checked_add(1)?;
        if columns > MOST_COLUMNS || columns.saturating_mul(step.lines.len()) > MOST_CELLS {
            return None;
        }
        let divisors: Vec<u64> = (0..columns).filter_map(divisor).collect();
        let won: BTreeMap<(usize, u64), (SeatNumbers, bool)> = step
            .claims
            .iter()
            .map(|claim| {
                (
                    (claim.contender, claim.divisor),
                    (claim.numbers, claim.tied),
                )
            })
            .collect();
        let rows = step
            .lines
            .iter()
            .map(|line| {
                let by_clause = usize::try_from(line.by_clause).unwrap_or(usize::MAX);
                // A list that has no further candidate has no further quotient.
                let shown = match line.next_divisor {
                    Some(_) => columns,
                    None => usize::try_from(line.seats).unwrap_or(usize::MAX),
                };
                QuotientRow {
                    name: words.question.name(line.contender).to_owned(),
                    cells: divisors
                        .iter()
                        .take(shown)
                        .enumerate()
                        .map(|(column, divisor)| {
                            let claim = won.get(&(line.contender, *divisor));
                            QuotientCell {
                                quotient: words.texts.fraction(
                                    line.votes.into(),
                                    (*divisor).into(),
                                    2,
                                ),
                                seat: claim.map(|(numbers, _)| seat_numbers(words, *numbers)),
                                tied: claim.is_some_and(|(_, tied)| *tied),
                                by_clause: column < by_clause,
                            }
                        })
                        .collect(),
                    seats: words.whole(line.seats),
                }
            })
            .collect();
        Some(Self {
            divisors: divisors.into_iter().map(|d| words.whole(d)).collect(),
            rows,
        })
    }
}

/// Ideal shares.
pub(in super::super) struct RemainderTable {
    pub rows: Vec<RemainderRow>,
}

/// One list.
pub(in super::super) struct RemainderRow {
    pub name: String,
    pub votes: String,
    /// The ideal share with four decimals.
    pub ideal: String,
    pub whole: String,
    /// The numbers of the seats that it won by remainder, each with whether it is tied.
    pub further: Vec<(String, bool)>,
    pub by_clause: bool,
    pub seats: String,
}

impl RemainderTable {
    /// One row for each list; `None` where there are too many to read.
    pub(super) fn of(words: Words<'_>, step: &Remainders) -> Option<Self> {
        if step.lines.len() > MOST_CELLS / 4 {
            return None;
        }
        let mut won: BTreeMap<usize, Vec<(String, bool)>> = BTreeMap::new();
        for claim in &step.claims {
            won.entry(claim.contender)
                .or_default()
                .push((seat_numbers(words, claim.numbers), claim.tied));
        }
        let rows = step
            .lines
            .iter()
            .map(|line| RemainderRow {
                name: words.question.name(line.contender).to_owned(),
                votes: words.whole(line.votes),
                ideal: words.texts.fraction(
                    u128::from(line.votes) * u128::from(step.seats),
                    step.counted,
                    4,
                ),
                whole: words.whole(line.whole),
                further: won.remove(&line.contender).unwrap_or_default(),
                by_clause: line.by_clause > 0,
                seats: words.whole(line.seats),
            })
            .collect();
        Some(Self { rows })
    }
}

fn seat_numbers(words: Words<'_>, numbers: SeatNumbers) -> String {
    let first = words.whole(numbers.first);
    if numbers.first == numbers.last {
        first
    } else {
        format!("{first}–{}", words.whole(numbers.last))
    }
}
