//! Terms of office and their seats.

use serde::Serialize;

use super::span::Span;
use crate::types::{
    BodyId, Day, FieldProblem, Fields, SeatId, TermId,
    reading::{day, line, number, word},
    words::words,
};

words! {
    /// How whoever holds a seat comes to it.
    SeatOrigin {
        Elected = "elected", crate::key!("registry-origin-elected");
        Appointed = "appointed", crate::key!("registry-origin-appointed");
        ExOfficio = "ex_officio", crate::key!("registry-origin-ex-officio");
    }
}

/// A term of office; both days belong to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Term {
    pub id: TermId,
    pub body: BodyId,
    pub label: String,
    pub starts_on: Day,
    pub ends_on: Day,
    pub revision: i64,
}

impl Term {
    /// First to last day.
    pub fn span(&self) -> Span {
        Span::closed(self.starts_on, self.ends_on)
    }

    /// The day itself, or the nearest one of the term.
    pub fn day_within(&self, day: Day) -> Day {
        day.max(self.starts_on).min(self.ends_on)
    }
}

/// A seat of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Seat {
    pub id: SeatId,
    /// From 1 within the term.
    pub number: i64,
    pub origin: SeatOrigin,
}

/// A term as typed.
#[derive(Clone, Debug, Default)]
pub struct TermInput {
    /// Made of the years where blank.
    pub label: String,
    pub starts_on: String,
    pub ends_on: String,
}

/// A checked term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewTerm {
    pub label: String,
    pub starts_on: Day,
    pub ends_on: Day,
}

impl TermInput {
    /// Reads a term.
    ///
    /// # Errors
    /// All that is wrong with its fields.
    pub fn parse(&self) -> Result<NewTerm, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let label = line(&mut fields, "label", &self.label, 0, 80);
        let starts_on = day(&mut fields, "starts_on", &self.starts_on);
        let ends_on = day(&mut fields, "ends_on", &self.ends_on);
        let term = match (label, starts_on, ends_on) {
            (Some(label), Some(starts_on), Some(ends_on)) => {
                if ends_on < starts_on {
                    fields.refuse(FieldProblem::new(
                        "ends_on",
                        crate::key!("field-end-before-start"),
                    ));
                }
                let label = if label.is_empty() {
                    years(starts_on, ends_on)
                } else {
                    label
                };
                Some(NewTerm {
                    label,
                    starts_on,
                    ends_on,
                })
            }
            _ => None,
        };
        fields.finish(term)
    }
}

/// The label of a term that has none of its own: `2024–2029`, or `2024`.
pub fn years(starts_on: Day, ends_on: Day) -> String {
    let (first, last) = (starts_on.date().year(), ends_on.date().year());
    if first == last {
        first.to_string()
    } else {
        format!("{first}–{last}")
    }
}

/// Why a term does not go with the other terms of its body: a day belongs to one term only.
pub fn refuse_overlap(new: &NewTerm, others: &[Term]) -> Option<FieldProblem> {
    let span = Span::closed(new.starts_on, new.ends_on);
    let other = others.iter().find(|other| other.span().overlaps(span))?;
    Some(
        FieldProblem::new("starts_on", crate::key!("field-term-overlaps"))
            .with("term", other.label.as_str()),
    )
}

/// Why a term cannot get new days: mandates in it would lie outside.
pub fn refuse_cutting(new: &NewTerm, mandates: &[Span]) -> Option<FieldProblem> {
    let span = Span::closed(new.starts_on, new.ends_on);
    let outside = mandates.iter().filter(|m| !m.fits_into(span)).count();
    (outside > 0).then(|| {
        let count = i64::try_from(outside).unwrap_or(i64::MAX);
        FieldProblem::new("starts_on", crate::key!("field-term-cuts-mandates")).with("n", count)
    })
}

/// More seats than any council has.
const MOST_SEATS: i64 = 200;

/// New seats, as typed.
#[derive(Clone, Debug, Default)]
pub struct SeatsInput {
    pub count: String,
    pub origin: String,
}

impl SeatsInput {
    /// Reads how many seats of which origin come to a term that has some already.
    ///
    /// # Errors
    /// All that is wrong with its fields.
    pub fn parse(&self) -> Result<(i64, SeatOrigin), Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let count = number(&mut fields, "count", &self.count, 1, MOST_SEATS);
        let origin = word(&mut fields, "origin", &self.origin, SeatOrigin::parse);
        fields.finish(count.zip(origin))
    }
}

/// Why a term cannot have so many seats more.
pub fn refuse_too_many_seats(present: i64, more: i64) -> Option<FieldProblem> {
    (present + more > MOST_SEATS).then(|| {
        let problem = FieldProblem::new("count", crate::key!("field-number-range"));
        problem.with("least", 1).with("most", MOST_SEATS - present)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(label: &str, from: &str, to: &str) -> TermInput {
        TermInput {
            label: label.into(),
            starts_on: from.into(),
            ends_on: to.into(),
        }
    }

    fn term(from: &str, to: &str) -> Term {
        Term {
            id: TermId(1),
            body: BodyId(1),
            label: "alt".into(),
            starts_on: from.parse().unwrap(),
            ends_on: to.parse().unwrap(),
            revision: 1,
        }
    }

    fn refusals(input: &TermInput) -> Vec<(String, &'static str)> {
        input
            .parse()
            .err()
            .unwrap_or_default()
            .into_iter()
            .map(|p| (p.field, p.key))
            .collect()
    }

    #[test]
    fn a_term_of_one_day_is_a_term_and_one_that_ends_before_it_starts_is_none() {
        assert_eq!(refusals(&input("", "2024-02-29", "2024-02-29")), []);
        assert_eq!(
            refusals(&input("", "2024-02-29", "2024-02-28")),
            [("ends_on".into(), "field-end-before-start")]
        );
        assert_eq!(
            refusals(&input("", "2023-02-29", "")),
            [
                ("starts_on".into(), "field-not-a-day"),
                ("ends_on".into(), "field-required")
            ]
        );
    }

    #[test]
    fn a_term_without_a_label_is_called_by_its_years() {
        for (from, to, label) in [
            ("2024-11-01", "2029-10-31", "2024–2029"),
            ("2024-01-01", "2024-12-31", "2024"),
        ] {
            assert_eq!(input(" ", from, to).parse().unwrap().label, label);
        }
        assert_eq!(
            input("XVII.", "2024-11-01", "2029-10-31")
                .parse()
                .unwrap()
                .label,
            "XVII."
        );
    }

    #[test]
    fn terms_of_a_body_follow_one_another_without_a_common_day() {
        let others = [
            term("2014-11-01", "2020-10-31"),
            term("2020-11-01", "2025-10-31"),
        ];
        for (from, to, overlaps) in [
            ("2025-11-01", "2030-10-31", false),
            ("2025-10-31", "2030-10-31", true),
            ("2010-01-01", "2014-10-31", false),
            ("2010-01-01", "2014-11-01", true),
            ("2010-01-01", "2035-01-01", true),
            ("2016-02-29", "2016-02-29", true),
        ] {
            let new = input("", from, to).parse().unwrap();
            assert_eq!(
                refuse_overlap(&new, &others).is_some(),
                overlaps,
                "{from} {to}"
            );
        }
    }

    #[test]
    fn a_term_is_not_cut_shorter_than_the_mandates_in_it() {
        let mandates = [Span {
            starts_on: "2021-01-01".parse().unwrap(),
            ends_on: "2024-02-29".parse().ok(),
        }];
        for (from, to, refused) in [
            ("2021-01-01", "2024-02-29", false),
            ("2021-01-01", "2024-02-28", true),
            ("2021-01-02", "2024-12-31", true),
        ] {
            let new = input("", from, to).parse().unwrap();
            assert_eq!(
                refuse_cutting(&new, &mandates).is_some(),
                refused,
                "{from} {to}"
            );
        }
    }

    #[test]
    fn a_term_has_at_most_two_hundred_seats() {
        let seats = |count: &str| {
            SeatsInput {
                count: count.into(),
                origin: "elected".into(),
            }
            .parse()
        };
        assert_eq!(seats("200"), Ok((200, SeatOrigin::Elected)));
        for bad in ["0", "201", "-3", "drei", ""] {
            assert_eq!(
                seats(bad).unwrap_err()[0].key,
                "field-number-range",
                "{bad}"
            );
        }
        assert_eq!(refuse_too_many_seats(180, 20), None);
        assert!(refuse_too_many_seats(180, 21).is_some());
    }

    #[test]
    fn a_day_outside_a_term_is_brought_to_its_nearest_day() {
        let term = term("2020-11-01", "2025-10-31");
        for (day, within) in [
            ("2019-01-01", "2020-11-01"),
            ("2024-02-29", "2024-02-29"),
            ("2026-01-01", "2025-10-31"),
        ] {
            assert_eq!(term.day_within(day.parse().unwrap()).to_string(), within);
        }
    }
}
