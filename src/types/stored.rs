//! Days and times as the database gives them back: whole numbers that this program wrote.

use super::{Day, Timestamp};

impl Timestamp {
    /// A stored time; a number outside the range, which the program never writes, becomes its nearest end.
    #[must_use]
    pub fn stored(millis: i64) -> Self {
        let bounded = millis.clamp(Self::MIN.unix_millis(), Self::MAX.unix_millis());
        Self::from_unix_millis(bounded).unwrap_or(Self::MIN)
    }

    /// The time so many milliseconds later.
    #[must_use]
    pub fn plus_millis(self, millis: i64) -> Self {
        Self::stored(self.unix_millis().saturating_add(millis))
    }
}

impl Day {
    /// First day of the range.
    pub const FIRST_STORED: i64 = -62_091;
    /// Last day of the range.
    pub const LAST_STORED: i64 = 84_370;

    /// A stored day; a number outside the range, which the program never writes, becomes its nearest end.
    ///
    /// # Panics
    /// Never: both ends of the range are days, as a test shows.
    #[must_use]
    #[expect(
        clippy::expect_used,
        reason = "the clamped number is a day of the range"
    )]
    pub fn stored(days: i64) -> Self {
        Self::from_epoch_days(days.clamp(Self::FIRST_STORED, Self::LAST_STORED)).expect("in range")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_out_of_range_become_its_ends() {
        assert_eq!(Timestamp::stored(i64::MAX), Timestamp::MAX);
        assert_eq!(Timestamp::stored(i64::MIN), Timestamp::MIN);
        assert_eq!(Timestamp::stored(5).unix_millis(), 5);
        assert_eq!(Day::stored(i64::MIN), Day::new(1800, 1, 1).expect("a day"));
        assert_eq!(
            Day::stored(i64::MAX),
            Day::new(2200, 12, 31).expect("a day")
        );
        assert_eq!(Day::stored(1).to_epoch_days(), 1);
    }
}
