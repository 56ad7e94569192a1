//! How a ranked poll was counted, in enough detail for a reader to do it again.

use super::TieOver;

/// Papers that went on together from one option to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Parcel {
    /// To whom; `None` where the papers name nobody who is still in.
    pub to: Option<usize>,
    /// How many papers.
    pub papers: u64,
    /// The value of each when it was received, in units.
    pub received: u128,
    /// The value with which each goes on, in units.
    pub value: u128,
}

/// One step of the count, in the order in which they follow each other.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Instant run-off: the votes of those still in; `None` for those who are out.
    Round {
        /// From 1.
        number: usize,
        /// One entry for each option.
        votes: Vec<Option<u64>>,
        /// Ballots that name nobody who is still in.
        exhausted: u64,
        /// The votes of all who are still in: more than half of them elect.
        counted: u64,
    },
    /// Instant run-off: somebody has more than half.
    MoreThanHalf {
        /// Who.
        option: usize,
        /// With how many votes.
        votes: u64,
        /// Of how many.
        counted: u64,
    },
    /// Instant run-off: those with the fewest votes are out.
    ///
    /// Several at once where all of them together have fewer votes than the next one: each would follow the other, in any order.
    Eliminated {
        /// Who.
        options: Vec<usize>,
        /// The votes of each.
        votes: u64,
    },
    /// Transferable vote: the votes that elect.
    Quota {
        /// Valid ballots.
        valid: u64,
        /// Seats.
        seats: usize,
        /// The whole part of valid / (seats + 1), and 1.
        quota: u64,
    },
    /// Transferable vote: how the votes stand at the end of a stage, in units.
    Stage {
        /// From 1.
        number: usize,
        /// One entry for each option; `None` for those excluded.
        votes: Vec<Option<u128>>,
        /// What is with nobody: papers that name nobody further, at their values.
        non_transferable: u128,
        /// What was lost because values are cut off after five places.
        cut_off: u128,
    },
    /// Transferable vote: the quota is reached.
    Reached {
        /// Who.
        option: usize,
        /// With how many votes, in units.
        votes: u128,
    },
    /// Transferable vote: as many are left as there are seats.
    Remaining {
        /// Those elected by it, most votes first.
        options: Vec<usize>,
    },
    /// Transferable vote: a surplus goes on. The value of each paper is its received value times surplus over votes, cut off after
    /// five places.
    Surplus {
        /// Whose.
        option: usize,
        /// In units.
        surplus: u128,
        /// The votes from which it is left over, in units.
        votes: u128,
        /// Where the papers went.
        parcels: Vec<Parcel>,
    },
    /// Transferable vote: whoever has the fewest votes is excluded, and the papers go on at the value at which they were received.
    ///
    /// Several at once only where none of them has a vote, so that nothing goes on.
    Excluded {
        /// Who.
        options: Vec<usize>,
        /// The votes of each, in units.
        votes: u128,
        /// Where the papers went.
        parcels: Vec<Parcel>,
    },
    /// Transferable vote: equal now, but not at an earlier stage.
    EarlierStage {
        /// About what.
        over: TieOver,
        /// Who is level now.
        between: Vec<usize>,
        /// The stage that told them apart, from 1.
        stage: usize,
        /// Those it left: highest for a surplus, lowest for an exclusion.
        left: Vec<usize>,
    },
    /// Schulze: how many ballots rank one above the other: first index above second index.
    Pairs {
        /// One row for each option.
        above: Vec<Vec<u64>>,
    },
    /// Schulze: the strongest path from one to the other; a path is as strong as the weakest victory on it.
    Paths {
        /// One row for each option.
        strength: Vec<Vec<u64>>,
    },
    /// Schulze: takes the next seats, since so few others can stand above them.
    Placed {
        /// Who.
        options: Vec<usize>,
        /// The seats left before.
        seats: usize,
    },
    /// A lot was drawn.
    Lot {
        /// About what.
        over: TieOver,
        /// Those who were tied.
        between: Vec<usize>,
        /// Those who won.
        won: Vec<usize>,
    },
}
