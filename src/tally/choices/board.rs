//! A board whose members must come from at least so many different bodies.
//!
//! Seats go down the votes; somebody is passed over only if a board with enough bodies could not be filled up any more with them on it:
//! of so many seats, no more than seats minus bodies may go to a body that is already there. So of all boards that keep the condition it
//! is the one with most votes at each place from the top (sets of which at most so many members repeat a body are the independent sets
//! of a matroid, the elongation of a partition matroid, where going down the votes is best). Where too few bodies stand, the seats kept
//! for them stay vacant.

use super::super::lot::{Lot, Lots, Tie};
use super::ChoiceError;
use super::posts::ranked;

/// Who is on a board.
///
/// The elected, the seats waiting for a lot and the vacant ones add up to the seats.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Board {
    /// Those elected for certain, most votes first.
    pub elected: Vec<usize>,
    /// Those passed over for the sake of the condition, each with more votes than somebody elected or than a vacant seat.
    pub passed_over: Vec<usize>,
    /// Equal votes for some of the seats.
    pub tie: Option<Tie>,
    /// Seats that cannot be given before a lot is drawn, those of the tie among them.
    pub seats_waiting: usize,
    /// Seats for which nobody stands who may take them.
    pub vacant: usize,
}

/// Fills a board by sums of votes. `bodies` says of each candidate from which body they come, as a number of any kind.
///
/// Nobody is elected without a vote.
///
/// # Errors
/// [`ChoiceError`] where there is nothing to elect, or where a lot does not fit.
pub fn board(
    votes: &[u64],
    bodies: &[usize],
    seats: usize,
    least_bodies: usize,
    lots: &[Lot],
) -> Result<Board, ChoiceError> {
    if votes.is_empty() {
        return Err(ChoiceError::NoOptions);
    }
    if bodies.len() != votes.len() {
        return Err(ChoiceError::Bodies {
            bodies: bodies.len(),
        });
    }
    if seats == 0 {
        return Err(ChoiceError::NoSeats);
    }
    let rule = Rule {
        bodies,
        seats,
        // More bodies than seats cannot be asked for; then every seat is for another body.
        repeats: seats.saturating_sub(least_bodies),
    };
    let mut drawn = Lots::new(lots);
    let mut lots_used = 0;
    let mut board = Board {
        elected: Vec::new(),
        passed_over: Vec::new(),
        tie: None,
        seats_waiting: 0,
        vacant: 0,
    };
    for (level, group) in ranked(votes) {
        if level == 0 || board.elected.len() == seats {
            break;
        }
        let base = board.elected.clone();
        let able: Vec<usize> = group
            .iter()
            .copied()
            .filter(|one| rule.grown(&base, &[*one]) == 1)
            .collect();
        let places = rule.grown(&base, &able);
        let certain: Vec<usize> = able
            .iter()
            .copied()
            .filter(|one| {
                let others: Vec<usize> = able.iter().copied().filter(|o| o != one).collect();
                rule.grown(&base, &others) < places
            })
            .collect();
        board
            .passed_over
            .extend(group.iter().filter(|one| !able.contains(one)));
        board.elected.extend(&certain);
        let between: Vec<usize> = able
            .into_iter()
            .filter(|one| !certain.contains(one))
            .collect();
        if between.is_empty() {
            continue;
        }
        let tie = Tie {
            seats_open: u32::try_from(places - certain.len()).unwrap_or(u32::MAX),
            between,
        };
        let Some(won) = drawn.settle(&tie)? else {
            board.seats_waiting = rule.waiting(votes, &board.elected, &tie);
            board.tie = Some(tie);
            break;
        };
        for option in &won {
            if rule.grown(&board.elected, &[*option]) == 0 {
                return Err(ChoiceError::CannotSitTogether {
                    lot: lots_used,
                    option: *option,
                });
            }
            board.elected.push(*option);
        }
        lots_used += 1;
        board
            .passed_over
            .extend(tie.between.iter().filter(|one| !won.contains(one)));
    }
    drawn.finish()?;
    board.vacant = seats - board.elected.len() - board.seats_waiting;
    // Whoever only came too late for a seat was not passed over.
    let least = board.elected.iter().filter_map(|one| votes.get(*one)).min();
    let kept = board.vacant > 0 || board.tie.is_some();
    board
        .passed_over
        .retain(|one| kept || votes.get(*one) > least);
    Ok(board)
}

struct Rule<'a> {
    bodies: &'a [usize],
    seats: usize,
    /// So many members may come from a body that is already there.
    repeats: usize,
}

impl Rule<'_> {
    /// How many of these can join those who are there; the same in any order.
    fn grown(&self, there: &[usize], more: &[usize]) -> usize {
        let body = |one: &usize| self.bodies.get(*one).copied().unwrap_or(usize::MAX);
        let mut present: Vec<usize> = Vec::new();
        let mut repeats = 0;
        for one in there {
            if present.contains(&body(one)) {
                repeats += 1;
            } else {
                present.push(body(one));
            }
        }
        let mut size = there.len();
        let mut grown = 0;
        // New bodies first: they never take from the seats that may repeat one.
        let mut again = 0;
        for one in more {
            if present.contains(&body(one)) {
                again += 1;
            } else if size < self.seats {
                present.push(body(one));
                size += 1;
                grown += 1;
            }
        }
        let repeating = again
            .min(self.repeats.saturating_sub(repeats))
            .min(self.seats - size);
        grown + repeating
    }

    /// The seats that are filled once a tie is settled, whoever wins it.
    fn waiting(&self, votes: &[u64], elected: &[usize], tie: &Tie) -> usize {
        let chosen = |one: &usize| elected.contains(one);
        let all: Vec<usize> = votes
            .iter()
            .zip(0..)
            .filter(|(votes, one)| **votes > 0 && !chosen(one))
            .map(|(_, one)| one)
            .collect();
        debug_assert!(tie.between.iter().all(|one| all.contains(one)));
        self.grown(elected, &all)
    }
}
