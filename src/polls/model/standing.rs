//! Where a poll stands and what can be done to it there; until when ballots are taken.

use super::{Poll, PollState};
use crate::types::{Timestamp, words::words};

words! {
    /// Where a poll stands: its state, and what happened to it besides.
    Standing {
        /// Still written.
        Draft = "draft", crate::key!("polls-state-draft");
        /// Complete; waits to be opened.
        Ready = "ready", crate::key!("polls-state-ready");
        /// Ballots are taken.
        Open = "open", crate::key!("polls-state-open");
        /// Open, but no ballots are taken for a while.
        Interrupted = "interrupted", crate::key!("polls-state-interrupted");
        /// The box is closed and rewritten.
        Closed = "closed", crate::key!("polls-state-closed");
        /// The count is fixed.
        Counted = "counted", crate::key!("polls-state-counted");
        /// A version of the result is public.
        Published = "published", crate::key!("polls-state-published");
        /// Keeps its sealed box and never has a result.
        Void = "void", crate::key!("polls-state-void");
    }

    /// Something that is done to a poll.
    Transition {
        /// Draft to ready.
        MakeReady = "ready", crate::key!("polls-next-ready");
        /// Ready to open.
        Open = "open", crate::key!("polls-next-open");
        /// Open, interrupted or not, to closed.
        Close = "close", crate::key!("polls-next-close");
        /// Open to interrupted.
        Interrupt = "interrupt", crate::key!("polls-interrupt");
        /// Interrupted to open.
        Resume = "resume", crate::key!("polls-resume");
        /// A later time of closing, interrupted or not.
        Extend = "extend", crate::key!("polls-extend");
        /// Void, from opening on until there is a public result.
        Void = "void", crate::key!("polls-void");
        /// Closed to counted.
        Count = "count", crate::key!("polls-next-count");
        /// Counted to published.
        Publish = "publish", crate::key!("polls-next-publish");
    }
}

/// The poll does not stand where this is possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{transition:?} is not possible while the poll is {standing:?}")]
pub struct WrongState {
    pub standing: Standing,
    pub transition: Transition,
}

impl Standing {
    /// Where the poll stands after a transition.
    ///
    /// # Errors
    /// [`WrongState`] for everything that is not possible there.
    pub fn after(self, transition: Transition) -> Result<Self, WrongState> {
        let possible = match transition {
            Transition::MakeReady => (self == Self::Draft).then_some(Self::Ready),
            Transition::Open => (self == Self::Ready).then_some(Self::Open),
            Transition::Interrupt => (self == Self::Open).then_some(Self::Interrupted),
            Transition::Resume => (self == Self::Interrupted).then_some(Self::Open),
            Transition::Extend => self.is_under_way().then_some(self),
            Transition::Close => self.is_under_way().then_some(Self::Closed),
            Transition::Count => (self == Self::Closed).then_some(Self::Counted),
            Transition::Publish => (self == Self::Counted).then_some(Self::Published),
            Transition::Void => match self {
                Self::Open | Self::Interrupted | Self::Closed | Self::Counted => Some(Self::Void),
                Self::Draft | Self::Ready | Self::Published | Self::Void => None,
            },
        };
        possible.ok_or(WrongState {
            standing: self,
            transition,
        })
    }

    /// Whether the box is open, interrupted or not.
    pub fn is_under_way(self) -> bool {
        matches!(self, Self::Open | Self::Interrupted)
    }
}

/// Until when ballots are taken. A poll without a time of closing takes them until it is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VotingTime {
    pub closes_at: Option<Timestamp>,
    /// Until when they are taken from voters who signed in before the time of closing (OnlWahlV § 7(1)).
    pub grace_until: Option<Timestamp>,
}

impl VotingTime {
    /// A time of closing with so many minutes more.
    pub fn new(closes_at: Option<Timestamp>, grace_minutes: i64) -> Self {
        Self {
            closes_at,
            grace_until: closes_at
                .filter(|_| grace_minutes > 0)
                .map(|at| at.plus_millis(grace_minutes.saturating_mul(60_000))),
        }
    }

    /// Whether a ballot comes in time; `late_for` is the latest time of closing that had passed when the voter signed in.
    pub fn takes(self, now: Timestamp, late_for: Timestamp) -> bool {
        match self.closes_at {
            None => true,
            Some(end) => now < end || (late_for < end && !self.is_over(now)),
        }
    }

    /// Whether ballots are taken from nobody any more.
    pub fn is_over(self, now: Timestamp) -> bool {
        self.grace_until
            .or(self.closes_at)
            .is_some_and(|end| end <= now)
    }

    /// Whether only those who signed in before may still vote.
    pub fn is_grace(self, now: Timestamp) -> bool {
        self.closes_at.is_some_and(|end| end <= now) && !self.is_over(now)
    }
}

impl Poll {
    /// Where the poll stands.
    pub fn standing(&self) -> Standing {
        if self.voided.is_some() {
            return Standing::Void;
        }
        match self.state {
            PollState::Draft => Standing::Draft,
            PollState::Ready => Standing::Ready,
            PollState::Open if self.interrupted_at.is_some() => Standing::Interrupted,
            PollState::Open => Standing::Open,
            PollState::Closed => Standing::Closed,
            PollState::Counted => Standing::Counted,
            PollState::Published => Standing::Published,
        }
    }

    /// Until when ballots are taken.
    pub fn voting_time(&self) -> VotingTime {
        VotingTime::new(self.closes_at, self.grace_minutes)
    }
}

#[cfg(test)]
mod tests {
    use super::{Standing as S, Transition as T, *};

    /// All that is possible, written out by hand.
    const POSSIBLE: [(S, T, S); 14] = [
        (S::Draft, T::MakeReady, S::Ready),
        (S::Ready, T::Open, S::Open),
        (S::Open, T::Close, S::Closed),
        (S::Open, T::Interrupt, S::Interrupted),
        (S::Open, T::Extend, S::Open),
        (S::Open, T::Void, S::Void),
        (S::Interrupted, T::Close, S::Closed),
        (S::Interrupted, T::Resume, S::Open),
        (S::Interrupted, T::Extend, S::Interrupted),
        (S::Interrupted, T::Void, S::Void),
        (S::Closed, T::Count, S::Counted),
        (S::Closed, T::Void, S::Void),
        (S::Counted, T::Publish, S::Published),
        (S::Counted, T::Void, S::Void),
    ];

    #[test]
    fn row_31_a_poll_goes_on_only_as_the_table_says() {
        for standing in S::ALL {
            for transition in T::ALL {
                let next = POSSIBLE
                    .iter()
                    .find(|(from, how, _)| (from, how) == (standing, transition))
                    .map(|(_, _, to)| *to);
                let refused = WrongState {
                    standing: *standing,
                    transition: *transition,
                };
                assert_eq!(standing.after(*transition), next.ok_or(refused));
            }
        }
    }

    /// How far a poll is; nothing ever leads back to a smaller number.
    fn rank(standing: S) -> u8 {
        match standing {
            S::Draft => 0,
            S::Ready => 1,
            S::Open | S::Interrupted => 2,
            S::Closed => 3,
            S::Counted => 4,
            S::Published | S::Void => 5,
        }
    }

    /// Tries all sequences of so many acts more; a refused one leaves the poll where it is.
    fn try_all(standing: S, counted: bool, more: u32) -> u64 {
        if more == 0 {
            return 1;
        }
        let mut sequences = 0;
        for transition in T::ALL {
            let (next, counted) = match standing.after(*transition) {
                Ok(next) => (next, counted || *transition == T::Count),
                Err(_) => (standing, counted),
            };
            assert!(rank(next) >= rank(standing), "{standing:?} {transition:?}");
            assert!(next != S::Published || counted, "published without a count");
            if matches!(standing, S::Published | S::Void) {
                assert_eq!(next, standing, "an end that is none");
            }
            sequences += try_all(next, counted, more - 1);
        }
        sequences
    }

    #[test]
    fn row_31_no_sequence_of_seven_acts_leads_back_or_on_from_what_is_void_or_public() {
        assert_eq!(try_all(S::Draft, false, 7), 9_u64.pow(7));
    }

    #[test]
    fn row_28_in_the_grace_period_only_those_vote_who_signed_in_before_the_end() {
        let at = Timestamp::stored;
        let end = 1_000_000;
        let last = end + 10 * 60_000;
        let time = VotingTime::new(Some(at(end)), 10);
        for (now, signed_in_before, signed_in_late) in [
            (end - 1, true, true),
            (end, true, false),
            (last - 1, true, false),
            (last, false, false),
        ] {
            assert_eq!(time.takes(at(now), at(0)), signed_in_before, "{now}");
            assert_eq!(time.takes(at(now), at(end)), signed_in_late, "{now}");
            assert_eq!(time.is_grace(at(now)), now >= end && now < last);
            assert_eq!(time.is_over(at(now)), now >= last);
        }
        // Another poll of the roll that ended before does not count against the voter.
        assert!(time.takes(at(end), at(end - 1)));
        let without = VotingTime::new(Some(at(end)), 0);
        assert!(without.takes(at(end - 1), at(0)) && !without.takes(at(end), at(0)));
        assert!(VotingTime::new(None, 10).takes(at(last), at(end)));
    }
}
