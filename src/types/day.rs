//! Calendar days: terms, deadlines and dates of elections.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Days from 1970-01-01 to 1800-01-01 and to 2200-12-31.
const EPOCH_DAYS: std::ops::RangeInclusive<i64> = -62_091..=84_370;
const EPOCH: Date = Date::constant(1970, 1, 1);

/// Why a text or a number is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DayError {
    #[error("a day is written YYYY-MM-DD")]
    NotIso,
    #[error("the calendar has no such day")]
    NoSuchDay,
    #[error("the year is not between 1800 and 2200")]
    OutOfRange,
}

/// A day of the Gregorian calendar between 1800-01-01 and 2200-12-31.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(Date);

impl Day {
    /// The day of a year, month (1 to 12) and day of the month.
    ///
    /// # Errors
    /// `OutOfRange` for the year, `NoSuchDay` for 30 February.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, DayError> {
        if !(1800..=2200).contains(&year) {
            return Err(DayError::OutOfRange);
        }
        Date::new(year, month, day)
            .map(Self)
            .map_err(|_| DayError::NoSuchDay)
    }

    /// The day that many days after 1970-01-01 (before it, if negative): the form in the database.
    ///
    /// # Errors
    /// `OutOfRange` outside 1800 to 2200.
    pub fn from_epoch_days(days: i64) -> Result<Self, DayError> {
        if !EPOCH_DAYS.contains(&days) {
            return Err(DayError::OutOfRange);
        }
        EPOCH
            .checked_add(days.days())
            .map(Self)
            .map_err(|_| DayError::OutOfRange)
    }

    /// Days since 1970-01-01, negative before it.
    #[must_use]
    pub fn to_epoch_days(self) -> i64 {
        EPOCH.duration_until(self.0).as_hours() / 24
    }

    /// The day so many days later (earlier, if negative).
    ///
    /// # Errors
    /// `OutOfRange` outside 1800 to 2200.
    pub fn plus_days(self, days: i64) -> Result<Self, DayError> {
        let moved = self.to_epoch_days().checked_add(days);
        Self::from_epoch_days(moved.ok_or(DayError::OutOfRange)?)
    }

    /// The civil date, for its year, month and weekday.
    #[must_use]
    pub const fn date(self) -> Date {
        self.0
    }
}

impl TryFrom<Date> for Day {
    type Error = DayError;

    fn try_from(date: Date) -> Result<Self, DayError> {
        Self::new(date.year(), date.month(), date.day())
    }
}

impl FromStr for Day {
    type Err = DayError;

    /// Reads `YYYY-MM-DD` and nothing else: no blanks, no signs, no other digits.
    fn from_str(text: &str) -> Result<Self, DayError> {
        let in_place = |(place, byte): (usize, u8)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        };
        if text.len() != 10 || !text.bytes().enumerate().all(in_place) {
            return Err(DayError::NotIso);
        }
        let mut parts = text.splitn(3, '-');
        let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(DayError::NotIso);
        };
        match (year.parse(), month.parse(), day.parse()) {
            (Ok(year), Ok(month), Ok(day)) => Self::new(year, month, day),
            _ => Err(DayError::NotIso),
        }
    }
}

impl TryFrom<String> for Day {
    type Error = DayError;

    fn try_from(text: String) -> Result<Self, DayError> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.0;
        write!(
            f,
            "{:04}-{:02}-{:02}",
            date.year(),
            date.month(),
            date.day()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_is_kept_as_days_since_1970() {
        for (text, days) in [
            ("1970-01-01", 0),
            ("1969-12-31", -1),
            ("1998-06-13", 10_390),
            ("2000-02-29", 11_016),
            ("2026-11-23", 20_780),
            ("1800-01-01", *EPOCH_DAYS.start()),
            ("2200-12-31", *EPOCH_DAYS.end()),
        ] {
            assert_eq!(day(text).to_epoch_days(), days, "{text}");
            assert_eq!(Day::from_epoch_days(days), Ok(day(text)));
            assert_eq!(day(text).to_string(), text);
        }
    }

    #[test]
    fn only_the_iso_form_of_a_real_day_is_read() {
        use DayError::{NoSuchDay, NotIso, OutOfRange};
        for (text, error) in [
            ("", NotIso),
            ("23.11.2026", NotIso),
            ("2026-11-3", NotIso),
            ("2026-11-03 ", NotIso),
            ("+026-11-03", NotIso),
            ("2026-11-+3", NotIso),
            ("2026/11/03", NotIso),
            ("20261103", NotIso),
            ("2026-11-03T00:00", NotIso),
            ("２０26-11-03", NotIso),
            ("2026-13-01", NoSuchDay),
            ("2026-00-01", NoSuchDay),
            ("2026-02-29", NoSuchDay),
            ("2026-04-31", NoSuchDay),
            ("1799-12-31", OutOfRange),
            ("2201-01-01", OutOfRange),
            ("0000-01-01", OutOfRange),
        ] {
            assert_eq!(text.parse::<Day>(), Err(error), "{text}");
        }
    }

    #[test]
    fn adding_days_crosses_months_and_leap_years_and_stops_at_the_range() {
        for (from, days, to) in [
            ("2028-02-28", 1, "2028-02-29"),
            ("2026-12-31", 1, "2027-01-01"),
            ("2026-03-01", -1, "2026-02-28"),
            ("2026-11-23", 0, "2026-11-23"),
        ] {
            assert_eq!(day(from).plus_days(days), Ok(day(to)));
        }
        for days in [1, i64::MAX] {
            assert_eq!(day("2200-12-31").plus_days(days), Err(DayError::OutOfRange));
        }
        for days in [-1, i64::MIN] {
            assert_eq!(day("1800-01-01").plus_days(days), Err(DayError::OutOfRange));
        }
    }

    #[test]
    fn days_are_ordered_by_the_calendar() {
        let mut days = ["2026-11-03", "1998-06-13", "2026-02-10"].map(day);
        days.sort_unstable();
        assert_eq!(
            days.map(|d| d.to_string()),
            ["1998-06-13", "2026-02-10", "2026-11-03"]
        );
    }

    #[test]
    fn json_holds_the_iso_form() {
        assert_eq!(
            serde_json::to_string(&day("2026-11-23")).unwrap(),
            "\"2026-11-23\""
        );
        assert_eq!(
            serde_json::from_str::<Day>("\"2026-11-23\"").unwrap(),
            day("2026-11-23")
        );
        for json in ["\"2026-11-31\"", "20780", "null"] {
            assert!(serde_json::from_str::<Day>(json).is_err(), "{json}");
        }
    }
}
