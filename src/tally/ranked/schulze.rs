//! Schulze: pairwise victories by winning votes, and the strongest paths between any two.
//!
//! One is above another if the strongest path to the other is stronger than the one back. Seats are filled by taking away whoever stands
//! at the top, again and again; the paths stay those among all options, as in the ranking that the method defines.
// M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election method",
// Social Choice and Welfare 36 (2011), 267-303: winning votes

use super::super::lot::{Lot, LotRefused, Lots, Tie};
use super::ballots::{EqualRanks, Ranking, sort_out};
use super::irv::without;
use super::{OpenTie, RankedCount, RankedError, Step, TieOver};

/// Fills seats from the top of the Schulze ranking.
///
/// An option is elected for certain if fewer others than there are seats are not below it. Where that gives no further seat to anybody,
/// those with nobody above them draw: for all seats left if nobody else can have one, else for one.
///
/// # Errors
/// [`RankedError`] where there is nothing to count, where ballots cannot be, or where a lot does not fit.
pub fn schulze(
    options: usize,
    seats: usize,
    ballots: &[Ranking],
    lots: &[Lot],
) -> Result<RankedCount, RankedError> {
    let sorted = sort_out(options, seats, ballots, EqualRanks::Allowed)?;
    let mut lots = Lots::new(lots);
    let mut count = RankedCount {
        valid: sorted.valid,
        blank: sorted.blank,
        invalid: sorted.invalid,
        elected: Vec::new(),
        undecided: None,
        vacant: seats,
        working: Vec::new(),
    };
    if sorted.valid > 0 {
        let above = pairs(options, &sorted.ballots);
        let strength = paths(&above);
        let beats = Relation::of(&strength);
        count.working = vec![Step::Pairs { above }, Step::Paths { strength }];
        place(&beats, options, seats, &mut count, &mut lots)?;
        let waiting = count
            .undecided
            .as_ref()
            .map_or(0, |open| open.seats_waiting);
        count.vacant = seats - count.elected.len() - waiting;
    }
    lots.finish()?;
    Ok(count)
}

/// How many ballots rank each option above each other one.
fn pairs(options: usize, ballots: &[&Ranking]) -> Vec<Vec<u64>> {
    let mut above = vec![vec![0; options]; options];
    let mut rank_of = vec![usize::MAX; options];
    for ballot in ballots {
        rank_of.fill(usize::MAX);
        for (rank, group) in ballot.ranks.iter().enumerate() {
            for option in group {
                if let Some(own) = rank_of.get_mut(*option) {
                    *own = rank;
                }
            }
        }
        for (row, own) in above.iter_mut().zip(&rank_of) {
            for (cell, other) in row.iter_mut().zip(&rank_of) {
                if own < other {
                    *cell += ballot.count;
                }
            }
        }
    }
    above
}

/// The strength of the strongest path from each option to each other one; 0 where there is none.
fn paths(above: &[Vec<u64>]) -> Vec<Vec<u64>> {
    let back = |from: usize, to: usize| above.get(to).and_then(|row| row.get(from)).copied();
    let mut strength: Vec<Vec<u64>> = above
        .iter()
        .enumerate()
        .map(|(from, row)| {
            row.iter()
                .enumerate()
                .map(|(to, votes)| {
                    let wins = back(from, to).is_some_and(|back| *votes > back);
                    if wins { *votes } else { 0 }
                })
                .collect()
        })
        .collect();
    for via in 0..strength.len() {
        let onward = strength.get(via).cloned().unwrap_or_default();
        for (from, row) in strength.iter_mut().enumerate() {
            let first = row.get(via).copied().unwrap_or(0);
            for (to, (own, second)) in row.iter_mut().zip(&onward).enumerate() {
                if to != from {
                    *own = (*own).max(first.min(*second));
                }
            }
        }
    }
    strength
}

/// Who stands above whom.
struct Relation(Vec<Vec<bool>>);

impl Relation {
    fn of(strength: &[Vec<u64>]) -> Self {
        let back = |from: usize, to: usize| strength.get(to).and_then(|row| row.get(from)).copied();
        let rows = strength.iter().enumerate().map(|(from, row)| {
            row.iter()
                .enumerate()
                .map(|(to, own)| back(from, to).is_some_and(|back| *own > back))
                .collect()
        });
        Self(rows.collect())
    }

    fn is_above(&self, one: usize, other: usize) -> bool {
        self.0
            .get(one)
            .and_then(|row| row.get(other))
            .is_some_and(|above| *above)
    }
}

fn place(
    above: &Relation,
    options: usize,
    seats: usize,
    count: &mut RankedCount,
    lots: &mut Lots<'_>,
) -> Result<(), LotRefused> {
    let mut left: Vec<usize> = (0..options).collect();
    loop {
        let open = seats - count.elected.len();
        if open == 0 || left.is_empty() {
            return Ok(());
        }
        let over_it = |option: usize| left.iter().filter(|o| above.is_above(**o, option)).count();
        let not_below = |option: usize| {
            let below = left.iter().filter(|o| above.is_above(option, **o)).count();
            left.len() - 1 - below
        };
        let mut certain: Vec<usize> = left
            .iter()
            .copied()
            .filter(|option| not_below(*option) < open)
            .collect();
        if !certain.is_empty() {
            certain.sort_by_key(|option| (over_it(*option), *option));
            left = without(&left, &certain);
            count.elected.extend(&certain);
            count.working.push(Step::Placed {
                options: certain,
                seats: open,
            });
            continue;
        }
        let top: Vec<usize> = left
            .iter()
            .copied()
            .filter(|option| over_it(*option) == 0)
            .collect();
        let possible = left
            .iter()
            .filter(|option| over_it(**option) < open)
            .count();
        // Whoever draws first changes who stands at the top next, unless only these can be elected.
        let drawn_for = if possible == top.len() { open } else { 1 };
        let tie = Tie {
            between: top,
            seats_open: u32::try_from(drawn_for).unwrap_or(u32::MAX),
        };
        let Some(won) = lots.settle(&tie)? else {
            count.undecided = Some(OpenTie {
                over: TieOver::Seat,
                tie,
                seats_waiting: open.min(left.len()),
            });
            return Ok(());
        };
        left = without(&left, &won);
        count.elected.extend(&won);
        count.working.push(Step::Lot {
            over: TieOver::Seat,
            between: tie.between,
            won,
        });
    }
}
