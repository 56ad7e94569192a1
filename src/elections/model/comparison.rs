//! A result beside the election before, in exact integers: votes, points of the share, seats, turnout.

use super::document::{ElectionDocument, NominationResult, PreviousNomination};
use crate::types::{Day, search_key::fold_for_search};

/// A whole in hundredths of a per cent.
const WHOLE: i128 = 10_000;

/// The share of a whole in hundredths of a per cent, halves away from zero; `None` where there is no whole.
pub fn share(part: i64, whole: i64) -> Option<i64> {
    rounded(i128::from(part).checked_mul(WHOLE)?, i128::from(whole))
}

/// How a share changed, in hundredths of a percentage point: rounded once, from the exact difference of both shares.
///
/// `None` where there is no whole to compare, or where the numbers are too large to be those of an election.
pub fn points(now: (i64, i64), before: (i64, i64)) -> Option<i64> {
    let (part, whole) = (i128::from(now.0), i128::from(now.1));
    let (part_before, whole_before) = (i128::from(before.0), i128::from(before.1));
    if whole <= 0 || whole_before <= 0 {
        return None;
    }
    let difference = part
        .checked_mul(whole_before)?
        .checked_sub(part_before.checked_mul(whole)?)?;
    rounded(
        difference.checked_mul(WHOLE)?,
        whole.checked_mul(whole_before)?,
    )
}

fn rounded(numerator: i128, denominator: i128) -> Option<i64> {
    if denominator <= 0 {
        return None;
    }
    let doubled = numerator.abs().checked_mul(2)?.checked_add(denominator)?;
    let nearest = doubled.checked_div(denominator.checked_mul(2)?)?;
    i64::try_from(nearest.checked_mul(numerator.signum())?).ok()
}

/// How a list or an independent changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nobody stood under this label before.
    New,
    /// Stood before as well.
    Since {
        votes: i64,
        /// In hundredths of a percentage point; `None` where groups of seats make shares incomparable.
        points: Option<i64>,
        seats: i64,
    },
}

/// A result beside the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison<'a> {
    /// Day of the election before.
    pub day: Day,
    /// In hundredths of a percentage point; `None` where either election has no such figure.
    pub turnout: Option<i64>,
    pub eligible: Option<i64>,
    pub voters: Option<i64>,
    pub invalid: Option<i64>,
    pub valid: Option<i64>,
    pub seats: i64,
    /// By group, and in it in the order of the nominations.
    pub changes: Vec<Vec<Change>>,
    /// Those that had stood before and did not stand again, most votes first.
    pub gone: Vec<&'a PreviousNomination>,
}

impl<'a> Comparison<'a> {
    /// Compares a result with the election before; `None` where there is none.
    pub fn of(document: &'a ElectionDocument) -> Option<Self> {
        let previous = document.previous.as_ref()?;
        let (now, before) = (&document.figures, &previous.figures);
        let minus = |now: Option<i64>, before: Option<i64>| now?.checked_sub(before?);
        let turnout = now
            .voters
            .zip(now.eligible)
            .zip(before.voters.zip(before.eligible))
            .and_then(|(now, before)| points(now, before));
        let keyed: Vec<(String, &PreviousNomination)> = previous
            .nominations
            .iter()
            .map(|nomination| (fold_for_search(&nomination.label), nomination))
            .collect();
        let sum_before = total(previous.nominations.iter().map(|n| n.votes));
        // A share within a group of seats says nothing beside one of all votes.
        let comparable = match document.allocations.as_slice() {
            [only] => Some(total(only.nominations.iter().map(|n| n.votes))),
            _ => None,
        };
        let mut stood_again = vec![false; keyed.len()];
        let mut change = |nomination: &NominationResult| {
            let key = fold_for_search(&nomination.label);
            let Some(at) = keyed.iter().position(|(other, _)| *other == key) else {
                return Change::New;
            };
            if let Some(again) = stood_again.get_mut(at) {
                *again = true;
            }
            let Some((_, before)) = keyed.get(at) else {
                return Change::New;
            };
            Change::Since {
                votes: nomination.votes.saturating_sub(before.votes),
                points: comparable
                    .and_then(|sum| points((nomination.votes, sum), (before.votes, sum_before))),
                seats: nomination.entitled.saturating_sub(before.entitled),
            }
        };
        let changes = document
            .allocations
            .iter()
            .map(|group| group.nominations.iter().map(&mut change).collect())
            .collect();
        let mut gone: Vec<&PreviousNomination> = previous
            .nominations
            .iter()
            .zip(stood_again)
            .filter(|(_, again)| !again)
            .map(|(nomination, _)| nomination)
            .collect();
        gone.sort_by_key(|nomination| std::cmp::Reverse(nomination.votes));
        Some(Self {
            day: previous.day,
            turnout,
            eligible: minus(now.eligible, before.eligible),
            voters: minus(now.voters, before.voters),
            invalid: minus(now.invalid, before.invalid),
            valid: minus(now.valid, before.valid),
            seats: document.election.seats.saturating_sub(previous.seats),
            changes,
            gone,
        })
    }

    /// The change of a nomination of a group.
    pub fn change(&self, group: usize, nomination: usize) -> Option<Change> {
        self.changes.get(group)?.get(nomination).copied()
    }
}

/// A sum that stays within the numbers of elections.
pub fn total(votes: impl Iterator<Item = i64>) -> i64 {
    votes.fold(0, i64::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_share_is_exact_and_halves_round_away_from_zero() {
        assert_eq!(share(2_580, 9_024), Some(2_859));
        assert_eq!(share(1, 3), Some(3_333));
        assert_eq!(share(2, 3), Some(6_667));
        assert_eq!(share(1, 20_000), Some(1));
        assert_eq!(share(1, 20_001), Some(0));
        assert_eq!(share(0, 7), Some(0));
        assert_eq!(share(7, 7), Some(10_000));
        assert_eq!(share(5, 0), None);
        assert_eq!(share(5, -1), None);
        let most = 9_000_000_000_000_000_000;
        assert_eq!(share(most, most), Some(10_000));
    }

    #[test]
    fn points_are_rounded_once_from_the_exact_difference() {
        assert_eq!(points((1, 3), (333, 1_000)), Some(3));
        // 0.6667 % less 0.334 % is 0.3327 %: 0.33 points. The shares as shown, 0.67 % and 0.33 %, would differ by 0.34.
        assert_eq!(points((2, 300), (334, 100_000)), Some(33));
        assert_eq!(
            share(2, 300).unwrap() - share(334, 100_000).unwrap(),
            34,
            "otherwise the example shows nothing"
        );
        assert_eq!(points((1, 4), (1, 2)), Some(-2_500));
        assert_eq!(points((1, 2), (1, 2)), Some(0));
        assert_eq!(points((1, 0), (1, 2)), None);
        assert_eq!(points((1, 2), (1, 0)), None);
    }

    #[test]
    fn numbers_too_large_to_compare_give_no_figure_instead_of_a_wrong_one() {
        let most = 9_000_000_000_000_000_000;
        assert_eq!(points((most, most), (0, most)), None);
        assert_eq!(points((most, most), (most - 1, most)), Some(0));
    }

    proptest! {
        #[test]
        fn what_rises_from_one_to_the_other_falls_back_again(
            a in 0_i64..100_000, b in 1_i64..100_000, c in 0_i64..100_000, d in 1_i64..100_000
        ) {
            let there = points((a, b), (c, d)).unwrap();
            prop_assert_eq!(Some(-there), points((c, d), (a, b)));
            // Never further from the difference of the rounded shares than both roundings together.
            let shown = share(a, b).unwrap() - share(c, d).unwrap();
            prop_assert!((there - shown).abs() <= 1);
        }
    }
}
