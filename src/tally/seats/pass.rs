//! What a single pass over the votes takes in and gives out, whatever the method.

use super::super::lot::Tie;
use super::strongest::Given;
use super::working::Step;

/// One who takes part in a pass: the threshold is reached and there is at least one vote.
#[derive(Clone, Copy, Debug)]
pub(super) struct Runner {
    pub(super) contender: usize,
    pub(super) votes: u64,
    /// The most seats in this pass, those of the head start included.
    pub(super) limit: u32,
    /// Seats given before the pass by the majority clause, counting as the first of the runner's seats.
    pub(super) head_start: u32,
    pub(super) independent: bool,
}

/// The outcome of a pass. Certain seats, the open seats of the tie and the unfilled ones add up to the seats.
#[derive(Debug)]
pub(super) struct Pass {
    /// The certain seats of each runner, head start included.
    pub(super) seats: Vec<u32>,
    pub(super) tie: Option<Tie>,
    /// Seats that nobody could take because all have reached their limits.
    pub(super) unfilled: u32,
    pub(super) step: Step,
}

impl Pass {
    pub(super) fn new<C>(runners: &[Runner], given: Given<C>, step: Step) -> Self {
        let tie = (!given.tied.is_empty()).then(|| Tie {
            between: given
                .tied
                .iter()
                .filter_map(|&place| runners.get(place))
                .map(|runner| runner.contender)
                .collect(),
            seats_open: given.left,
        });
        Self {
            unfilled: if tie.is_some() { 0 } else { given.left },
            seats: given.seats,
            tie,
            step,
        }
    }
}
