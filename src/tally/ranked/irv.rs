//! Instant run-off: one seat, whoever is last goes out until somebody has more than half.

use super::super::lot::{Lot, Lots, Tie};
use super::ballots::{EqualRanks, Ranking, extreme, sort_out};
use super::{OpenTie, RankedCount, RankedError, Step, TieOver};

/// Elects one option.
///
/// In each round every ballot counts for the best of those still in; one that names none of them is exhausted. More than half of the
/// ballots that count elect. Otherwise those with the fewest votes go out: several level at the end go together where all of their
/// votes are fewer than the next one's, since whichever went first, the others would follow. Else a lot decides who stays.
///
/// # Errors
/// [`RankedError`] where there is nothing to count, where ballots cannot be, or where a lot does not fit.
pub fn irv(options: usize, ballots: &[Ranking], lots: &[Lot]) -> Result<RankedCount, RankedError> {
    let sorted = sort_out(options, 1, ballots, EqualRanks::Refused)?;
    let mut lots = Lots::new(lots);
    let mut count = RankedCount {
        valid: sorted.valid,
        blank: sorted.blank,
        invalid: sorted.invalid,
        elected: Vec::new(),
        undecided: None,
        vacant: 0,
        working: Vec::new(),
    };
    if sorted.valid == 0 {
        count.vacant = 1;
        lots.finish()?;
        return Ok(count);
    }
    let mut standing: Vec<usize> = (0..options).collect();
    for number in 1.. {
        let votes = votes_of(options, &standing, &sorted.ballots);
        let of = |option: usize| votes.get(option).copied().flatten().unwrap_or(0);
        let counted: u64 = standing.iter().map(|option| of(*option)).sum();
        count.working.push(Step::Round {
            number,
            votes: votes.clone(),
            exhausted: sorted.valid - counted,
            counted,
        });
        if let Some(&option) = standing.iter().find(|option| of(**option) > counted / 2) {
            count.working.push(Step::MoreThanHalf {
                option,
                votes: of(option),
                counted,
            });
            count.elected.push(option);
            break;
        }
        let (last, fewest) = extreme(&standing, of, false);
        let votes = fewest.unwrap_or(0);
        let above: Vec<usize> = without(&standing, &last);
        let next = above.iter().map(|option| u128::from(of(*option))).min();
        let together = (0..last.len()).map(|_| u128::from(votes)).sum::<u128>();
        let out = if last.len() == 1 || next.is_some_and(|next| together < next) {
            last
        } else {
            // Two who are left with equal votes draw for the seat itself.
            let over = if standing.len() == 2 {
                TieOver::Seat
            } else {
                TieOver::Exclusion
            };
            let tie = Tie {
                seats_open: u32::try_from(last.len() - 1).unwrap_or(u32::MAX),
                between: last,
            };
            let Some(won) = lots.settle(&tie)? else {
                count.undecided = Some(OpenTie {
                    over,
                    tie,
                    seats_waiting: 1,
                });
                break;
            };
            let out = without(&tie.between, &won);
            let between = tie.between;
            let elected = (over == TieOver::Seat).then(|| won.clone());
            count.working.push(Step::Lot { over, between, won });
            if let Some(won) = elected {
                count.elected = won;
                break;
            }
            out
        };
        standing = without(&standing, &out);
        count.working.push(Step::Eliminated {
            options: out,
            votes,
        });
    }
    lots.finish()?;
    Ok(count)
}

fn votes_of(options: usize, standing: &[usize], ballots: &[&Ranking]) -> Vec<Option<u64>> {
    let mut votes = vec![None; options];
    for option in standing {
        if let Some(own) = votes.get_mut(*option) {
            *own = Some(0);
        }
    }
    for ballot in ballots {
        let is_in = |option: usize| votes.get(option).is_some_and(Option::is_some);
        if let Some(first) = ballot.first_of(is_in)
            && let Some(Some(own)) = votes.get_mut(first)
        {
            *own += ballot.count;
        }
    }
    votes
}

pub(super) fn without(all: &[usize], out: &[usize]) -> Vec<usize> {
    all.iter()
        .copied()
        .filter(|option| !out.contains(option))
        .collect()
}
