//! Ballots on paper beside the electronic box: two people count them, each without seeing what the other has.

use std::collections::BTreeMap;

use crate::types::AccountId;

/// People who count the ballots of one poll on paper.
pub const COUNTING: usize = 2;
/// Different ballots on one sheet at most, and ballots of one kind.
pub const MOST_ROWS: usize = 2_000;
pub const MOST_ALIKE: i64 = 100_000;

/// What one person counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperSheet {
    pub account: AccountId,
    pub name: String,
    /// Canonical ballots with their number.
    pub ballots: BTreeMap<String, i64>,
    /// Counted to the end.
    pub done: bool,
}

impl PaperSheet {
    /// All ballots.
    pub fn sum(&self) -> i64 {
        self.ballots
            .values()
            .fold(0, |sum, n| sum.saturating_add(*n))
    }
}

/// How far the counting of ballots on paper is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaperCount {
    /// Nobody voted on paper, and nobody counts.
    None,
    /// So many have counted to the end; two do.
    Counting { done: usize },
    /// Both have, and their sheets differ.
    Differ,
    /// Both agree, but the voters who handed ballots in have another number of votes.
    NumbersDiffer { counted: i64, handed_in: i64 },
    /// Both agree.
    Agreed(BTreeMap<String, i64>),
}

impl PaperCount {
    /// How far it is, with so many votes of those who handed ballots in.
    pub fn of(sheets: &[PaperSheet], handed_in: i64) -> Self {
        let done: Vec<&PaperSheet> = sheets.iter().filter(|sheet| sheet.done).collect();
        match done.as_slice() {
            [] if sheets.is_empty() && handed_in == 0 => Self::None,
            [first, second] if first.ballots != second.ballots => Self::Differ,
            [first, _] if first.sum() != handed_in => Self::NumbersDiffer {
                counted: first.sum(),
                handed_in,
            },
            [first, _] => Self::Agreed(first.ballots.clone()),
            some => Self::Counting { done: some.len() },
        }
    }

    /// The ballots that come into the box, where nothing has to be counted any more.
    pub fn settled(self) -> Option<BTreeMap<String, i64>> {
        match self {
            Self::None => Some(BTreeMap::new()),
            Self::Agreed(ballots) => Some(ballots),
            Self::Counting { .. } | Self::Differ | Self::NumbersDiffer { .. } => None,
        }
    }
}

/// What a closed box waits for before it can be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoxWaitsFor {
    /// Ballots on paper, of which so much is counted.
    Paper(PaperCount),
    /// Two keys of the board; one of them was given.
    Keys { one_given: bool },
}

/// A voter on paper, about one poll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperVoter {
    pub entry: i64,
    /// Number on the roll.
    pub number: i64,
    pub name: String,
    pub body_name: String,
    pub votes: i64,
    /// The ballot on paper was handed in.
    pub handed_in: bool,
    /// The place had voted electronically before.
    pub voted: bool,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sheet(account: i64, ballots: &[(&str, i64)], done: bool) -> PaperSheet {
        PaperSheet {
            account: AccountId(account),
            name: String::new(),
            ballots: ballots.iter().map(|(b, n)| ((*b).to_owned(), *n)).collect(),
            done,
        }
    }

    #[test]
    fn two_people_count_alike_or_nothing_is_settled() {
        let full = sheet(1, &[("1.100", 3), ("1.010", 1)], true);
        let same = sheet(2, &[("1.010", 1), ("1.100", 3)], true);
        assert_eq!(PaperCount::of(&[], 0), PaperCount::None);
        assert_eq!(PaperCount::of(&[], 4), PaperCount::Counting { done: 0 });
        let one = [full.clone()];
        assert_eq!(PaperCount::of(&one, 4), PaperCount::Counting { done: 1 });
        let open = [full.clone(), sheet(2, &[("1.010", 1)], false)];
        assert_eq!(PaperCount::of(&open, 4), PaperCount::Counting { done: 1 });
        let other = [full.clone(), sheet(2, &[("1.100", 4)], true)];
        assert_eq!(PaperCount::of(&other, 4), PaperCount::Differ);
        let both = [full.clone(), same];
        assert_eq!(
            PaperCount::of(&both, 5),
            PaperCount::NumbersDiffer {
                counted: 4,
                handed_in: 5
            }
        );
        assert_eq!(PaperCount::of(&both, 4), PaperCount::Agreed(full.ballots));
        // Who handed a ballot in that is not there was taken back: both say so.
        let none = [sheet(1, &[], true), sheet(2, &[], true)];
        assert_eq!(
            PaperCount::of(&none, 0),
            PaperCount::Agreed(BTreeMap::new())
        );
    }

    proptest! {
        #[test]
        fn what_is_agreed_are_as_many_ballots_as_votes_were_handed_in(
            first in proptest::collection::btree_map("1\\.[01]{2}", 1_i64..5, 0..4),
            second in proptest::collection::btree_map("1\\.[01]{2}", 1_i64..5, 0..4),
            done in proptest::collection::vec(any::<bool>(), 2),
            handed_in in 0_i64..12,
        ) {
            let sheet = |ballots: &BTreeMap<String, i64>, account, done| PaperSheet {
                account: AccountId(account),
                name: String::new(),
                ballots: ballots.clone(),
                done,
            };
            let sheets = [sheet(&first, 1, done[0]), sheet(&second, 2, done[1])];
            let count = PaperCount::of(&sheets, handed_in);
            let agreed = done[0] && done[1] && first == second && sheets[0].sum() == handed_in;
            prop_assert_eq!(count.settled(), agreed.then_some(first));
        }
    }
}
