//! Spans of days: first and last day both belong to it.

use serde::Serialize;

use crate::types::Day;

/// From a day to a day, both included; without an end it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    pub starts_on: Day,
    pub ends_on: Option<Day>,
}

impl Span {
    /// From a day to a day.
    pub fn closed(starts_on: Day, ends_on: Day) -> Self {
        Self {
            starts_on,
            ends_on: Some(ends_on),
        }
    }

    /// Whether it ends before it starts.
    pub fn is_backwards(self) -> bool {
        self.ends_on.is_some_and(|end| end < self.starts_on)
    }

    /// Whether the day belongs to it.
    pub fn holds_on(self, day: Day) -> bool {
        self.starts_on <= day && self.ends_on.is_none_or(|end| day <= end)
    }

    /// Whether both have a day in common.
    pub fn overlaps(self, other: Self) -> bool {
        self.ends_on.is_none_or(|end| other.starts_on <= end)
            && other.ends_on.is_none_or(|end| self.starts_on <= end)
    }

    /// Whether every day of it belongs to the other; one that goes on ends with the other.
    pub fn fits_into(self, outer: Self) -> bool {
        outer.holds_on(self.starts_on) && self.ends_on.is_none_or(|end| outer.holds_on(end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn span(from: &str, to: &str) -> Span {
        Span {
            starts_on: day(from),
            ends_on: (!to.is_empty()).then(|| day(to)),
        }
    }

    #[test]
    fn the_last_day_still_belongs_to_a_span() {
        let leap = span("2024-02-29", "2028-02-29");
        assert!(leap.holds_on(day("2024-02-29")) && leap.holds_on(day("2028-02-29")));
        assert!(!leap.holds_on(day("2024-02-28")) && !leap.holds_on(day("2028-03-01")));
        assert!(span("2024-01-01", "").holds_on(day("2200-12-31")));
    }

    #[test]
    fn spans_overlap_when_they_share_a_day_and_not_when_one_follows_the_other() {
        for (a, b, overlap) in [
            (
                ("2020-01-01", "2024-12-31"),
                ("2025-01-01", "2029-12-31"),
                false,
            ),
            (
                ("2020-01-01", "2025-01-01"),
                ("2025-01-01", "2029-12-31"),
                true,
            ),
            (
                ("2020-01-01", "2024-02-28"),
                ("2024-02-29", "2024-02-29"),
                false,
            ),
            (("2020-01-01", ""), ("2024-02-29", "2024-02-29"), true),
            (("2024-03-01", ""), ("2024-02-29", "2024-02-29"), false),
            (("2020-01-01", ""), ("2030-01-01", ""), true),
            (
                ("2020-01-01", "2029-12-31"),
                ("2022-01-01", "2022-01-02"),
                true,
            ),
        ] {
            let (a, b) = (span(a.0, a.1), span(b.0, b.1));
            assert_eq!(a.overlaps(b), overlap, "{a:?} {b:?}");
            assert_eq!(b.overlaps(a), overlap, "{b:?} {a:?}");
        }
    }

    #[test]
    fn a_span_fits_into_a_term_only_with_all_its_days() {
        let term = span("2020-11-01", "2025-10-31");
        for (inner, fits) in [
            (("2020-11-01", "2025-10-31"), true),
            (("2020-11-01", ""), true),
            (("2020-10-31", "2021-01-01"), false),
            (("2025-10-31", "2025-11-01"), false),
            (("2025-11-01", ""), false),
        ] {
            assert_eq!(span(inner.0, inner.1).fits_into(term), fits, "{inner:?}");
        }
    }

    #[test]
    fn a_span_of_one_day_is_no_backwards_one() {
        assert!(!span("2024-02-29", "2024-02-29").is_backwards());
        assert!(span("2024-02-29", "2024-02-28").is_backwards());
        assert!(!span("2024-02-29", "").is_backwards());
    }
}
