//! Moments in time and the clock that tells them.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::day::Day;

/// The zone in which days begin, deadlines end and pages tell the time: Europe/Berlin.
///
/// Compiled in, so that no system time zone data is needed.
pub static TIME_ZONE: TimeZone = jiff::tz::get!("Europe/Berlin");

/// Why a text or a number is no moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TimestampError {
    #[error("a moment is written YYYY-MM-DDThh:mm:ss with Z or an offset")]
    NotIso,
    #[error("the moment is not between 1900 and 2199")]
    OutOfRange,
}

/// A moment in Unix milliseconds, from 1900 to 2199: narrower than [`Day`], so that it has a day in every zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Timestamp(i64);

impl Timestamp {
    /// 1900-01-01T00:00:00.000Z.
    pub const MIN: Self = Self(-2_208_988_800_000);
    /// 2199-12-31T23:59:59.999Z.
    pub const MAX: Self = Self(7_258_118_399_999);

    /// Reads the form in the database.
    ///
    /// # Errors
    /// `OutOfRange` outside 1900 to 2199.
    pub fn from_unix_millis(millis: i64) -> Result<Self, TimestampError> {
        let moment = Self(millis);
        if (Self::MIN..=Self::MAX).contains(&moment) {
            Ok(moment)
        } else {
            Err(TimestampError::OutOfRange)
        }
    }

    /// Milliseconds since 1970-01-01T00:00Z.
    #[must_use]
    pub const fn unix_millis(self) -> i64 {
        self.0
    }

    /// The moment so much later, whole milliseconds, at most [`Timestamp::MAX`].
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        let millis = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        Self(self.0.saturating_add(millis)).min(Self::MAX)
    }

    /// The date and time that clocks in the zone show.
    #[must_use]
    pub fn civil_in(self, zone: &TimeZone) -> jiff::civil::DateTime {
        zone.to_datetime(self.instant())
    }

    /// The calendar day in the zone.
    #[must_use]
    pub fn day_in(self, zone: &TimeZone) -> Day {
        #[expect(
            clippy::expect_used,
            reason = "1900 to 2199 lies a century inside the days"
        )]
        Day::try_from(self.civil_in(zone).date()).expect("a moment has a day")
    }

    fn instant(self) -> jiff::Timestamp {
        #[expect(
            clippy::expect_used,
            reason = "1900 to 2199 lies inside the years of jiff"
        )]
        jiff::Timestamp::from_millisecond(self.0).expect("a moment in range")
    }
}

impl fmt::Display for Timestamp {
    /// ISO 8601 in UTC with milliseconds: `2026-11-23T17:05:00.000Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.instant())
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    /// Reads RFC 3339 with `Z` or an offset, up to milliseconds.
    fn from_str(text: &str) -> Result<Self, TimestampError> {
        // jiff takes more forms than RFC 3339; the fixed places and the length of the rest keep them out.
        let in_place = |(place, byte): (usize, u8)| match place {
            4 | 7 => byte == b'-',
            10 => byte == b'T',
            13 | 16 => byte == b':',
            19.. => byte.is_ascii_digit() || b"Z+-:.".contains(&byte),
            _ => byte.is_ascii_digit(),
        };
        let offset = text.get(19..).unwrap_or_default();
        let zone = offset.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
        let zone_is_complete = zone == "Z" || (zone.len() == 6 && zone.get(3..4) == Some(":"));
        if !text.bytes().enumerate().all(in_place) || !zone_is_complete {
            return Err(TimestampError::NotIso);
        }
        let moment: jiff::Timestamp = text.parse().map_err(|_| TimestampError::NotIso)?;
        if moment.subsec_nanosecond() % 1_000_000 != 0 {
            return Err(TimestampError::NotIso);
        }
        Self::from_unix_millis(moment.as_millisecond())
    }
}

impl TryFrom<String> for Timestamp {
    type Error = TimestampError;

    fn try_from(text: String) -> Result<Self, TimestampError> {
        text.parse()
    }
}

impl From<Timestamp> for String {
    fn from(moment: Timestamp) -> Self {
        moment.to_string()
    }
}

/// Tells the time: the system's, or in tests one that stands still until it is moved.
#[derive(Debug, Clone)]
pub struct Clock(Source);

#[derive(Debug, Clone)]
enum Source {
    System,
    Hand(Arc<AtomicI64>),
    /// The machine's clock, so many milliseconds later.
    Shifted(Arc<AtomicI64>),
}

/// Moves the clock that was made with it.
#[derive(Debug, Clone)]
pub struct ClockHand(Source);

fn system_millis() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

impl Clock {
    /// The clock of the machine.
    #[must_use]
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that shows `start`, and the hand that moves it.
    #[must_use]
    pub fn settable(start: Timestamp) -> (Self, ClockHand) {
        let shown = Arc::new(AtomicI64::new(start.0));
        let source = Source::Hand(shown);
        (Self(source.clone()), ClockHand(source))
    }

    /// The clock of the machine, and a hand that sets it to another time, from which it goes on.
    #[must_use]
    pub fn shiftable() -> (Self, ClockHand) {
        let source = Source::Shifted(Arc::default());
        (Self(source.clone()), ClockHand(source))
    }

    /// The present moment; a system clock outside 1900 to 2199 is held at the nearer end.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let millis = match &self.0 {
            Source::System => system_millis(),
            Source::Hand(shown) => shown.load(Ordering::SeqCst),
            Source::Shifted(by) => system_millis().saturating_add(by.load(Ordering::SeqCst)),
        };
        Timestamp(millis).clamp(Timestamp::MIN, Timestamp::MAX)
    }

    /// The present day in [`TIME_ZONE`].
    #[must_use]
    pub fn today(&self) -> Day {
        self.now().day_in(&TIME_ZONE)
    }
}

impl ClockHand {
    /// Sets the clock, forwards or backwards.
    pub fn set(&self, moment: Timestamp) {
        match &self.0 {
            Source::System => {}
            Source::Hand(shown) => shown.store(moment.0, Ordering::SeqCst),
            Source::Shifted(by) => {
                by.store(moment.0.saturating_sub(system_millis()), Ordering::SeqCst);
            }
        }
    }

    /// Has a shifted clock show the machine's time again; one that only a hand moves stays.
    pub fn release(&self) {
        if let Source::Shifted(by) = &self.0 {
            by.store(0, Ordering::SeqCst);
        }
    }

    /// Moves the clock forwards.
    pub fn advance(&self, duration: Duration) {
        let (moved, least) = match &self.0 {
            Source::System => return,
            Source::Hand(shown) => (shown, 0),
            Source::Shifted(by) => (by, system_millis()),
        };
        let later = |value: i64| {
            let shown = Timestamp(least.saturating_add(value)).plus(duration);
            Some(shown.0.saturating_sub(least))
        };
        // The closure always answers, so the update always happens.
        let _ = moved.fetch_update(Ordering::SeqCst, Ordering::SeqCst, later);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_moment_is_unix_milliseconds_and_reads_as_utc() {
        for (text, millis, shown) in [
            ("1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00.000Z"),
            (
                "2026-11-23T18:05:00.25+01:00",
                1_795_453_500_250,
                "2026-11-23T17:05:00.250Z",
            ),
            (
                "1900-01-01T00:00:00.000Z",
                Timestamp::MIN.0,
                "1900-01-01T00:00:00.000Z",
            ),
            (
                "2199-12-31T23:59:59.999Z",
                Timestamp::MAX.0,
                "2199-12-31T23:59:59.999Z",
            ),
        ] {
            assert_eq!(moment(text).unix_millis(), millis, "{text}");
            assert_eq!(Timestamp::from_unix_millis(millis), Ok(moment(text)));
            assert_eq!(moment(text).to_string(), shown);
            let json = serde_json::to_string(&moment(text)).unwrap();
            assert_eq!(json, format!("\"{shown}\""));
            assert_eq!(
                serde_json::from_str::<Timestamp>(&json).unwrap(),
                moment(text)
            );
        }
    }

    #[test]
    fn a_text_that_is_no_full_moment_is_refused() {
        use TimestampError::{NotIso, OutOfRange};
        for (text, error) in [
            ("", NotIso),
            ("2026-11-23", NotIso),
            ("2026-11-23T18:05Z", NotIso),
            ("2026-11-23T18:05:00", NotIso),
            ("2026-11-23 18:05:00Z", NotIso),
            ("2026-11-23t18:05:00z", NotIso),
            ("20261123T180500Z", NotIso),
            ("2026-11-23T25:05:00Z", NotIso),
            ("2026-02-30T18:05:00Z", NotIso),
            ("2026-11-23T18:05:00+01", NotIso),
            ("2026-11-23T18:05:00.0001Z", NotIso),
            ("2026-11-23T18:05:00Z[UTC]", NotIso),
            ("2026-11-23T18:05:00,5Z", NotIso),
            ("2026-11-23T18:05:00Z ", NotIso),
            ("1899-12-31T23:59:59Z", OutOfRange),
            ("2200-01-01T00:00:00Z", OutOfRange),
        ] {
            assert_eq!(text.parse::<Timestamp>(), Err(error), "{text}");
        }
        for millis in [
            i64::MIN,
            Timestamp::MIN.0 - 1,
            Timestamp::MAX.0 + 1,
            i64::MAX,
        ] {
            assert_eq!(Timestamp::from_unix_millis(millis), Err(OutOfRange));
        }
    }

    #[test]
    fn the_day_begins_at_midnight_in_berlin_summer_and_winter() {
        for (text, day) in [
            ("2026-11-22T22:59:59.999Z", "2026-11-22"),
            ("2026-11-22T23:00:00Z", "2026-11-23"),
            ("2026-07-01T21:59:59Z", "2026-07-01"),
            ("2026-07-01T22:00:00Z", "2026-07-02"),
            // Beyond the listed transitions the rule of the zone goes on.
            ("2150-07-01T22:00:00Z", "2150-07-02"),
            ("2199-12-31T23:59:59.999Z", "2200-01-01"),
            ("1900-01-01T00:00:00Z", "1900-01-01"),
        ] {
            assert_eq!(moment(text).day_in(&TIME_ZONE).to_string(), day, "{text}");
        }
    }

    #[test]
    fn adding_a_duration_counts_milliseconds_and_stops_at_the_end() {
        let start = moment("2026-11-23T17:05:00Z");
        assert_eq!(
            start.plus(Duration::from_millis(1_500)).to_string(),
            "2026-11-23T17:05:01.500Z"
        );
        assert_eq!(start.plus(Duration::from_nanos(999_999)), start);
        assert_eq!(start.plus(Duration::MAX), Timestamp::MAX);
    }

    #[test]
    fn a_shifted_clock_goes_on_from_where_it_was_set_until_it_is_released() {
        let (clock, hand) = Clock::shiftable();
        let since = |start: &str| clock.now().unix_millis() - moment(start).unix_millis();
        hand.set(moment("2020-01-01T00:00:00Z"));
        assert!((0..3_600_000).contains(&since("2020-01-01T00:00:00Z")));
        hand.advance(Duration::from_secs(7_200));
        assert!((0..3_600_000).contains(&since("2020-01-01T02:00:00Z")));
        hand.release();
        let off = clock.now().unix_millis() - Clock::system().now().unix_millis();
        assert!((-60_000..=60_000).contains(&off));
    }

    #[test]
    fn a_settable_clock_stands_still_until_its_hand_moves_all_copies() {
        let (clock, hand) = Clock::settable(moment("2026-11-23T22:59:00Z"));
        let copy = clock.clone();
        assert_eq!(clock.now(), copy.now());
        assert_eq!(clock.today().to_string(), "2026-11-23");
        hand.release();
        hand.advance(Duration::from_secs(60));
        assert_eq!(copy.now(), moment("2026-11-23T23:00:00Z"));
        assert_eq!(copy.today().to_string(), "2026-11-24");
        hand.set(moment("2020-01-01T00:00:00Z"));
        assert_eq!(clock.now(), moment("2020-01-01T00:00:00Z"));
    }

    #[test]
    fn the_system_clock_tells_the_time_of_the_machine() {
        let millis = || {
            let since = std::time::UNIX_EPOCH.elapsed().unwrap();
            i64::try_from(since.as_millis()).unwrap()
        };
        let (before, now, after) = (millis(), Clock::system().now(), millis());
        assert!((before..=after).contains(&now.unix_millis()));
    }
}
