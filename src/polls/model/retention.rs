//! How long codes and marks are kept.

use crate::types::{Day, FederationId, RollId, TIME_ZONE, Timestamp};

/// A roll with codes or marks, or whose were deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRoll {
    pub roll: RollId,
    pub federation: FederationId,
    pub title: String,
    /// The day of the assembly.
    pub day: Day,
    pub codes: i64,
    /// Polls that were opened.
    pub polls: i64,
    /// Of them, those that are neither published nor void.
    pub unfinished: i64,
    /// When the last result, or correction, of its polls was published, or the last of them declared void.
    pub last_decided: Option<Timestamp>,
    /// How many weeks objections are possible.
    pub weeks: i64,
    pub deleted_at: Option<Timestamp>,
    /// Why they are kept longer; empty where nobody holds them.
    pub hold: String,
}

/// What becomes of the codes and marks of a roll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retention {
    /// Kept until all its polls are published or void.
    WaitsForResults,
    /// Kept until the end of this day.
    KeptUntil(Day),
    /// Kept until nobody holds them any more.
    Held,
    /// The time is over: the clock deletes them.
    Over,
    Deleted(Timestamp),
}

impl KeptRoll {
    /// What becomes of them, seen on a day.
    pub fn retention(&self, today: Day) -> Retention {
        if let Some(at) = self.deleted_at {
            return Retention::Deleted(at);
        }
        if self.unfinished > 0 {
            return Retention::WaitsForResults;
        }
        let last = self.last_day();
        if last.is_none_or(|last| today <= last) {
            return last.map_or(Retention::WaitsForResults, Retention::KeptUntil);
        }
        if self.hold.is_empty() {
            Retention::Over
        } else {
            Retention::Held
        }
    }

    /// The last day for objections: so many weeks after the last publication or declaration of a void poll, or after the assembly where nothing was voted on.
    pub fn last_day(&self) -> Option<Day> {
        let from = self
            .last_decided
            .map_or(self.day, |at| at.day_in(&TIME_ZONE).max(self.day));
        from.plus_days(self.weeks.checked_mul(7)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn roll() -> KeptRoll {
        KeptRoll {
            roll: RollId(1),
            federation: FederationId(1),
            title: "Vollversammlung".to_owned(),
            day: day("2026-05-09"),
            codes: 12,
            polls: 3,
            unfinished: 0,
            last_decided: Some("2026-05-11T22:30:00Z".parse().expect("a time")),
            weeks: 6,
            deleted_at: None,
            hold: String::new(),
        }
    }

    #[test]
    fn row_71_codes_and_marks_are_kept_to_the_last_day_for_objections_and_not_longer() {
        // Half past twelve at night in Berlin: the twelfth of May.
        let last = day("2026-06-23");
        let kept = roll();
        assert_eq!(kept.last_day(), Some(last));
        assert_eq!(
            kept.retention(day("2026-05-12")),
            Retention::KeptUntil(last)
        );
        assert_eq!(kept.retention(last), Retention::KeptUntil(last));
        assert_eq!(kept.retention(day("2026-06-24")), Retention::Over);
        let held = KeptRoll {
            hold: "Anfechtung".to_owned(),
            ..roll()
        };
        assert_eq!(held.retention(last), Retention::KeptUntil(last));
        assert_eq!(held.retention(day("2026-06-24")), Retention::Held);
    }

    #[test]
    fn an_unfinished_poll_keeps_them_and_a_roll_without_polls_goes_by_its_day() {
        let unfinished = KeptRoll {
            unfinished: 1,
            ..roll()
        };
        assert_eq!(
            unfinished.retention(day("2030-01-01")),
            Retention::WaitsForResults
        );
        let unused = KeptRoll {
            polls: 0,
            last_decided: None,
            ..roll()
        };
        assert_eq!(unused.last_day(), Some(day("2026-06-20")));
        let at = Timestamp::stored(1);
        let deleted = KeptRoll {
            deleted_at: Some(at),
            unfinished: 1,
            ..roll()
        };
        assert_eq!(deleted.retention(day("2026-05-10")), Retention::Deleted(at));
    }
}
