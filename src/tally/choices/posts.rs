//! Seats by sums of votes, and the runoff for those that nobody has won.

use super::super::lot::{Lot, Lots, Tie};
use super::super::poll::ElectionRule;
use super::ChoiceError;

/// Who is elected by sums of votes.
///
/// The elected, the seats open in a tie and the vacant ones add up to the seats.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Posts {
    /// Those elected for certain, most votes first.
    pub elected: Vec<usize>,
    /// Equal votes for the last seats.
    pub tie: Option<Tie>,
    /// Seats for which nobody has enough votes.
    pub vacant: usize,
    /// Those who go into a runoff for the vacant seats: for each of them the next two by votes, and whoever is level with the last.
    ///
    /// Nobody under [`ElectionRule::RelativeMajority`], where a vacant seat has nobody to run off for, and nobody without a vote.
    pub runoff: Vec<usize>,
    /// The lot that settled a tie: between whom, and who won.
    pub drawn: Option<(Tie, Vec<usize>)>,
}

/// Fills seats by sums of votes.
///
/// # Errors
/// [`ChoiceError`] where there is nothing to elect, or where a lot does not fit.
// BGH 18.01.2019, V ZR 324/17: without another rule more than half of the valid ballots elect; a runoff needs a basis in the statutes
pub fn elect(
    votes: &[u64],
    valid: u64,
    seats: usize,
    rule: ElectionRule,
    lots: &[Lot],
) -> Result<Posts, ChoiceError> {
    if votes.is_empty() {
        return Err(ChoiceError::NoOptions);
    }
    if seats == 0 {
        return Err(ChoiceError::NoSeats);
    }
    let passes = |votes: u64| match rule {
        ElectionRule::RelativeMajority => votes > 0,
        ElectionRule::AbsoluteMajorityOfValid => votes > valid / 2,
    };
    let mut lots = Lots::new(lots);
    let mut posts = Posts {
        elected: Vec::new(),
        tie: None,
        vacant: 0,
        runoff: Vec::new(),
        drawn: None,
    };
    let mut left = seats;
    for (level, between) in ranked(votes) {
        if left == 0 || !passes(level) {
            break;
        }
        if between.len() <= left {
            left -= between.len();
            posts.elected.extend(between);
            continue;
        }
        let tie = Tie {
            between,
            seats_open: u32::try_from(left).unwrap_or(u32::MAX),
        };
        left = 0;
        match lots.settle(&tie)? {
            Some(won) => {
                posts.elected.extend(&won);
                posts.drawn = Some((tie, won));
            }
            None => posts.tie = Some(tie),
        }
    }
    lots.finish()?;
    posts.vacant = left;
    if rule == ElectionRule::AbsoluteMajorityOfValid {
        posts.runoff = runoff(votes, &posts.elected, left);
    }
    Ok(posts)
}

/// Those who go into a runoff for so many seats: for each of them the next two by votes, and whoever is level with the last.
#[must_use]
pub fn runoff(votes: &[u64], elected: &[usize], seats: usize) -> Vec<usize> {
    let wanted = seats.saturating_mul(2);
    let mut names = Vec::new();
    for (level, group) in ranked(votes) {
        if names.len() >= wanted || level == 0 {
            break;
        }
        names.extend(group.into_iter().filter(|name| !elected.contains(name)));
    }
    names
}

/// Options by their votes, most first, those with equal votes together.
pub(super) fn ranked(votes: &[u64]) -> Vec<(u64, Vec<usize>)> {
    let mut order: Vec<(u64, usize)> = votes.iter().copied().zip(0..).collect();
    order.sort_by_key(|&(votes, option)| (std::cmp::Reverse(votes), option));
    order
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|group| {
            let (votes, _) = group.first()?;
            Some((*votes, group.iter().map(|(_, option)| *option).collect()))
        })
        .collect()
}
