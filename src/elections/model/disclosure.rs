//! Which districts a version may hold, and which of them show votes by list, so that nobody computes the votes of a few people from
//! one version or from two (secrecy rule R4).
//!
//! Whoever subtracts the totals of one version from those of a later one, and then all that either shows by district, is left with the
//! sum of those districts that came in between and show nothing. Therefore, for each version, the districts that came in with it and
//! show nothing have together no ballot or at least [`FEWEST_BALLOTS`]; what showed nothing once shows nothing later; and a district
//! that is in a version stays in all that follow. How small the districts are that are still missing, nobody knows. So as long as one
//! is missing, a counted district that is large enough is kept back: the last ones come in together with it.
//!
//! What is not hidden: by how much a correction changes a district that was published before.

use std::cmp::Reverse;

use super::document::ElectionDocument;

/// With fewer ballots than this, votes by list tell on people.
pub const FEWEST_BALLOTS: i64 = 30;

/// What earlier versions tell about a district.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// No version holds it.
    Never,
    /// It is part of the totals and shows no votes by list.
    Hidden,
    /// Its votes by list were published.
    Shown,
}

impl Before {
    /// What the versions tell about the district of a number.
    pub fn of(number: i64, versions: &[ElectionDocument]) -> Self {
        versions
            .iter()
            .flat_map(|document| &document.districts)
            .filter(|district| district.number == number && district.reported)
            .fold(Self::Never, |known, district| {
                match (known, district.suppressed) {
                    (Self::Shown, _) | (_, false) => Self::Shown,
                    (Self::Never | Self::Hidden, true) => Self::Hidden,
                }
            })
    }
}

/// Why no version can be published now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undisclosed {
    /// Reporting is incomplete, and besides a district that is kept back nothing is left that could be published.
    #[error("too few districts have been counted")]
    TooFew,
    /// A district that shows nothing is in a version and is being counted again: without it, the totals would tell its votes.
    #[error("the district at {0} is being counted again")]
    Reopened(usize),
}

/// Which of the counted districts a version leaves out; nothing once all are counted.
///
/// `ballots` are those of each district, `None` where it is not counted.
///
/// # Errors
/// [`Undisclosed`].
pub fn kept_back(ballots: &[Option<i64>], before: &[Before]) -> Result<Vec<bool>, Undisclosed> {
    let mut kept = vec![false; ballots.len()];
    if ballots.iter().all(Option::is_some) {
        return Ok(kept);
    }
    let known = || ballots.iter().zip(before);
    let reopened = known().position(|(n, before)| n.is_none() && *before == Before::Hidden);
    if let Some(reopened) = reopened {
        return Err(Undisclosed::Reopened(reopened));
    }
    let fresh: Vec<(i64, usize)> = known()
        .enumerate()
        .filter(|(_, (_, before))| **before == Before::Never)
        .filter_map(|(i, (n, _))| Some(((*n)?, i)))
        .collect();
    let reserve = fresh
        .iter()
        .filter(|(n, _)| *n >= FEWEST_BALLOTS)
        .min()
        .ok_or(Undisclosed::TooFew)?
        .1;
    let rest = || fresh.iter().filter(|(_, i)| *i != reserve);
    let together = rest().fold(0_i64, |sum, (n, _)| sum.saturating_add(*n));
    // Too few to hide one another wait as well.
    let waits = |i: usize| i == reserve || together < FEWEST_BALLOTS;
    for (_, i) in &fresh {
        if let Some(kept) = kept.get_mut(*i) {
            *kept = waits(*i);
        }
    }
    let is_in = |(i, n): (usize, &Option<i64>)| n.is_some() && kept.get(i) == Some(&false);
    if ballots.iter().enumerate().any(is_in) {
        Ok(kept)
    } else {
        Err(Undisclosed::TooFew)
    }
}

/// Which districts of a version show no votes by list: those with too few ballots, those that showed none before, and of those that
/// come in now more, smallest first, as long as what is hidden of them would be the votes of too few.
///
/// `ballots` are those of each district, `None` where the version does not hold it.
pub fn hidden(ballots: &[Option<i64>], before: &[Before]) -> Vec<bool> {
    let known = || ballots.iter().zip(before);
    let mut hidden: Vec<bool> = known()
        .map(|(n, before)| n.is_some_and(|n| n < FEWEST_BALLOTS || *before == Before::Hidden))
        .collect();
    let fresh: Vec<(i64, usize)> = known()
        .enumerate()
        .filter(|(_, (_, before))| **before == Before::Never)
        .filter_map(|(i, (n, _))| Some(((*n)?, i)))
        .collect();
    let is_hidden = |hidden: &[bool], i: usize| hidden.get(i) == Some(&true);
    // The largest first, so that the next one to hide is popped off.
    let mut shown: Vec<(i64, usize)> = fresh
        .iter()
        .copied()
        .filter(|(_, i)| !is_hidden(&hidden, *i))
        .collect();
    shown.sort_by_key(|pair| Reverse(*pair));
    loop {
        let hides: Vec<i64> = fresh
            .iter()
            .filter(|(_, i)| is_hidden(&hidden, *i))
            .map(|(n, _)| *n)
            .collect();
        let together = hides.iter().fold(0_i64, |sum, n| sum.saturating_add(*n));
        if hides.is_empty() || together >= FEWEST_BALLOTS {
            return hidden;
        }
        match shown.pop().and_then(|(_, i)| hidden.get_mut(i)) {
            Some(next) => *next = true,
            None => return hidden,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Before::*, *};

    #[test]
    fn a_large_district_waits_until_all_are_counted() {
        let never = [Never; 4];
        let one = [Some(200), None, None, None];
        assert_eq!(kept_back(&one, &never), Err(Undisclosed::TooFew));
        let small = [Some(200), Some(29), None, None];
        assert_eq!(kept_back(&small, &never), Err(Undisclosed::TooFew));
        let two = [Some(200), Some(90), None, None];
        assert_eq!(kept_back(&two, &never), Ok(vec![false, true, false, false]));
        let three = [Some(200), Some(90), Some(5), None];
        assert_eq!(
            kept_back(&three, &never),
            Ok(vec![false, true, false, false])
        );
        assert_eq!(
            hidden(&[Some(200), None, Some(5), None], &never),
            [true, false, true, false]
        );
        let all = [Some(200), Some(90), Some(5), Some(1)];
        assert_eq!(kept_back(&all, &never), Ok(vec![false; 4]));
    }

    #[test]
    fn small_ones_wait_for_one_another_and_show_nothing_later_either() {
        // The first is published; a small one comes, and a large one that is kept back.
        let before = [Shown, Never, Never, Never];
        let ballots = [Some(200), Some(5), Some(40), None];
        assert_eq!(
            kept_back(&ballots, &before),
            Ok(vec![false, true, true, false])
        );
        let complete = [Some(200), Some(5), Some(40), Some(300)];
        assert_eq!(hidden(&complete, &before), [false, true, true, false]);
        let later = [Shown, Hidden, Hidden, Shown];
        assert_eq!(hidden(&complete, &later), [false, true, true, false]);
    }

    #[test]
    fn who_shows_nothing_does_not_leave_the_totals_again() {
        let before = [Shown, Hidden, Hidden, Never];
        let open = [Some(200), None, Some(40), Some(90)];
        assert_eq!(kept_back(&open, &before), Err(Undisclosed::Reopened(1)));
        let shown_again = [None, Some(5), Some(40), Some(90)];
        assert_eq!(
            kept_back(&shown_again, &before),
            Ok(vec![false, false, false, true])
        );
    }

    /// What a reader of all versions knows: of each district its votes or nothing, of each version the districts it holds.
    struct Reader {
        before: Vec<Before>,
        versions: Vec<Vec<bool>>,
    }

    impl Reader {
        fn reads(&mut self, held: &[Option<i64>], hidden: &[bool]) {
            self.versions
                .push(held.iter().map(Option::is_some).collect());
            for ((before, n), hidden) in self.before.iter_mut().zip(held).zip(hidden) {
                *before = match (*before, n.is_some(), hidden) {
                    (known, false, _) | (known @ Shown, true, _) => known,
                    (_, true, false) => Shown,
                    (Never | Hidden, true, true) => Hidden,
                };
            }
        }

        /// The ballots of what is left when one version is subtracted from another, or from nothing, and then all that is shown.
        fn differences(&self, sizes: &[i64]) -> Vec<i64> {
            let nothing = vec![false; sizes.len()];
            let from = || std::iter::once(&nothing).chain(&self.versions);
            let mut all = Vec::new();
            for (one, other) in from().flat_map(|one| from().map(move |other| (one, other))) {
                let left: Vec<i64> = (0..sizes.len())
                    .filter(|i| one[*i] && !other[*i] && self.before[*i] == Hidden)
                    .map(|i| sizes[i])
                    .collect();
                if !left.is_empty() {
                    all.push(left.iter().sum());
                }
            }
            all
        }
    }

    proptest! {
        #[test]
        fn no_two_versions_differ_by_the_votes_of_too_few(
            sizes in prop::collection::vec(prop_oneof![0_i64..40, 0_i64..200], 2..9),
            order in prop::collection::vec((0_usize..9, any::<bool>()), 1..30),
        ) {
            let mut reader = Reader { before: vec![Never; sizes.len()], versions: Vec::new() };
            let mut counted: Vec<Option<i64>> = vec![None; sizes.len()];
            let last = (0..sizes.len()).map(|i| (i, i + 1 == sizes.len()));
            // In any order, published after any of them, and in the end completely.
            for (i, publishes) in order.into_iter().chain(last) {
                let i = i % sizes.len();
                counted[i] = Some(sizes[i]);
                if !publishes {
                    continue;
                }
                let Ok(kept) = kept_back(&counted, &reader.before) else { continue };
                let held: Vec<Option<i64>> = counted.iter().zip(kept).map(|(n, kept)| n.filter(|_| !kept)).collect();
                let hidden = hidden(&held, &reader.before);
                reader.reads(&held, &hidden);
            }
            let whole: i64 = sizes.iter().sum();
            for left in reader.differences(&sizes) {
                // Where the whole election is so small, its total is published all the same.
                prop_assert!(left >= FEWEST_BALLOTS || left == whole, "{left} of {sizes:?}");
            }
        }
    }
}
