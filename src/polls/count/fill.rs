//! Who or what fills the seats: by sums of votes, by lists, by ranks.

use super::{CountRefused, CountStep, Outcome, TieOver};
use crate::tally::{
    choices::{self, Board, Posts},
    lot::Lot,
    poll::ElectionRule,
    ranked::RankedCount,
    seats::{self, Contender, SeatRule},
};

/// Candidates with their sums of votes.
#[derive(Clone, Copy, Debug)]
pub struct Candidates<'a> {
    pub votes: &'a [u64],
    /// Ballots that mark somebody.
    pub valid: u64,
    /// From which body each one comes; empty texts where that plays no part.
    pub bodies: &'a [&'a str],
    pub seats: i64,
    /// From how many bodies those elected must come; 0 where that is free.
    pub least_bodies: i64,
}

/// Filled seats. Options are named by their positions, from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    pub elected: Vec<usize>,
    pub tied: Vec<usize>,
    pub tie_over: Option<TieOver>,
    pub open_seats: usize,
    /// How many of the tied a lot draws.
    pub winners: usize,
    pub vacant: usize,
    /// Seats of each list.
    pub list_seats: Vec<u32>,
    pub steps: Vec<CountStep>,
}

impl Candidates<'_> {
    /// Elects by most votes, and from enough bodies where that is asked.
    ///
    /// # Errors
    /// [`CountRefused::RuleDoesNotFit`] where there is nothing to elect, or a lot does not fit.
    pub fn elect(&self, rule: ElectionRule, lots: &[Lot]) -> Result<Filled, CountRefused> {
        let unusable = CountRefused::RuleDoesNotFit;
        let size = |n: i64| usize::try_from(n).map_err(|_| unusable);
        let seats = size(self.seats)?;
        if self.least_bodies > 0 {
            let least = size(self.least_bodies)?;
            let passing: Vec<u64> = self
                .votes
                .iter()
                .map(|votes| {
                    if passes(rule, *votes, self.valid) {
                        *votes
                    } else {
                        0
                    }
                })
                .collect();
            let board = choices::board(&passing, &self.numbered_bodies(), seats, least, lots);
            return board.map(Filled::of_board).map_err(|_| unusable);
        }
        let posts = choices::elect(self.votes, self.valid, seats, rule, lots);
        posts.map(Filled::of_posts).map_err(|_| unusable)
    }

    /// A number for each body; candidates without one count as bodies of their own.
    fn numbered_bodies(&self) -> Vec<usize> {
        self.bodies
            .iter()
            .enumerate()
            .map(|(position, body)| {
                let first = self.bodies.iter().position(|other| other == body);
                if body.is_empty() {
                    position
                } else {
                    first.unwrap_or(position)
                }
            })
            .collect()
    }
}

fn passes(rule: ElectionRule, votes: u64, valid: u64) -> bool {
    match rule {
        ElectionRule::RelativeMajority => true,
        ElectionRule::AbsoluteMajorityOfValid => votes > valid / 2,
    }
}

impl Filled {
    fn of_posts(posts: Posts) -> Self {
        let mut elected = posts.elected;
        // In the order of the ballot: who has more votes is said by the votes.
        elected.sort_unstable();
        let (tied, open_seats) = tie(posts.tie);
        Self {
            elected,
            tied,
            open_seats,
            winners: open_seats,
            vacant: posts.vacant,
            ..Self::default()
        }
    }

    fn of_board(board: Board) -> Self {
        let mut elected = board.elected;
        elected.sort_unstable();
        let (tied, winners) = tie(board.tie);
        let passed = (!board.passed_over.is_empty()).then_some(CountStep::PassedOver {
            options: board.passed_over,
        });
        Self {
            elected,
            tied,
            open_seats: board.seats_waiting,
            winners,
            vacant: board.vacant,
            steps: passed.into_iter().collect(),
            ..Self::default()
        }
    }

    /// Allocates seats to lists by their votes.
    ///
    /// # Errors
    /// [`CountRefused::RuleDoesNotFit`] where there are no lists or no seats.
    pub fn of_lists(
        method: seats::Method,
        votes: &[u64],
        places: &[i64],
        seats: i64,
        lots: &[Lot],
    ) -> Result<Self, CountRefused> {
        let unusable = CountRefused::RuleDoesNotFit;
        let lists: Vec<Contender> = votes
            .iter()
            .zip(places)
            .map(|(votes, places)| Contender {
                candidates: u32::try_from(*places).ok(),
                ..Contender::list(*votes)
            })
            .collect();
        let seats = u32::try_from(seats).map_err(|_| unusable)?;
        let allocation =
            seats::allocate(&SeatRule::plain(method), &lists, seats, lots).map_err(|_| unusable)?;
        let (tied, open_seats) = tie(allocation.undecided);
        Ok(Self {
            elected: Vec::new(),
            tied,
            open_seats,
            winners: open_seats,
            vacant: usize::try_from(allocation.vacant).unwrap_or(usize::MAX),
            list_seats: allocation.shares.iter().map(|share| share.filled).collect(),
            ..Self::default()
        })
    }

    /// What a count of ranks found.
    pub fn of_ranked(count: RankedCount) -> Self {
        let mut filled = Self {
            elected: count.elected,
            vacant: count.vacant,
            steps: count.working.iter().map(CountStep::from).collect(),
            ..Self::default()
        };
        if let Some(open) = count.undecided {
            filled.tie_over = Some(TieOver::from(open.over));
            filled.open_seats = open.seats_waiting;
            (filled.tied, filled.winners) = tie(Some(open.tie));
        }
        filled
    }

    /// As it is stored.
    pub fn outcome(self) -> Outcome {
        let positions = |list: Vec<usize>| {
            list.into_iter()
                .map(|p| super::to_i64(p).saturating_add(1))
                .collect()
        };
        let is_other = !self.tied.is_empty() && self.winners != self.open_seats;
        Outcome::Election {
            winners: is_other.then(|| super::to_i64(self.winners)),
            elected: positions(self.elected),
            tied: positions(self.tied),
            open_seats: super::to_i64(self.open_seats),
            vacant: super::to_i64(self.vacant),
            seats: self.list_seats.into_iter().map(i64::from).collect(),
            tie_over: self.tie_over,
            steps: self.steps,
        }
    }
}

fn tie(tie: Option<crate::tally::lot::Tie>) -> (Vec<usize>, usize) {
    tie.map_or((Vec::new(), 0), |tie| {
        let open = usize::try_from(tie.seats_open).unwrap_or(usize::MAX);
        (tie.between, open)
    })
}
