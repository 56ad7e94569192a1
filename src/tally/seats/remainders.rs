//! Hare/Niemeyer: whole quotas first, then the largest remainders.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::pass::{Pass, Runner};
use super::strongest::{Given, give};
use super::working::{MissedRemainder, RemainderClaim, RemainderLine, Remainders, Step};

/// The ideal share of a runner: votes times seats over all counted votes.
///
/// Votes are below 2^63 and seats below 2^20, so the product is below 2^83; with the votes that the search for a missing seat adds,
/// below 2^64 votes at first and never more than 2^101 of them, it stays below 2^121.
#[derive(Clone, Copy)]
struct Ideal {
    whole: u32,
    remainder: u128,
}

impl Ideal {
    /// `counted` is not 0: whoever runs has votes.
    fn of(votes: u128, seats: u32, counted: u128) -> Self {
        let share = votes * u128::from(seats);
        Self {
            whole: u32::try_from(share / counted).unwrap_or(u32::MAX),
            remainder: share % counted,
        }
    }
}

/// A claim to the next seat: what the ideal share exceeds the seats by, as whole seats and remainder.
///
/// A first claim beyond the whole part has surplus 0. Once seats are passed on because others have no candidate left, a second
/// round begins with surplus -1, and so on: the next seat always goes where the ideal share exceeds the seats most.
// WahlO zum Thüringer Personalvertretungsgesetz § 26 (2): in the order of the next numbers and fractions
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Claim {
    surplus: i64,
    remainder: u128,
}

impl Ord for Claim {
    fn cmp(&self, other: &Self) -> Ordering {
        self.surplus
            .cmp(&other.surplus)
            .then(self.remainder.cmp(&other.remainder))
    }
}

impl PartialOrd for Claim {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Claim {
    fn round(self) -> u32 {
        u32::try_from(1 - self.surplus).unwrap_or(0)
    }
}

/// A runner after the pass.
struct Standing {
    runner: Runner,
    ideal: Ideal,
    seats: u32,
    /// The claim that comes next; `None` at the limit.
    next: Option<Claim>,
}

/// Allocates the whole parts of the ideal shares and then seats by remainder.
///
/// All remainders together are the number of seats left times the counted votes, and each is less than those; so while seats are left
/// more runners than that have a remainder, and no remainder of nothing wins unless seats are passed on.
pub(super) fn run(runners: &[Runner], seats: u32, limited: bool) -> Pass {
    let counted: u128 = runners.iter().map(|runner| u128::from(runner.votes)).sum();
    let ideals: Vec<Ideal> = runners
        .iter()
        .map(|runner| Ideal::of(runner.votes.into(), seats, counted))
        .collect();
    let start = runners
        .iter()
        .zip(&ideals)
        .map(|(runner, ideal)| ideal.whole.min(runner.limit).max(runner.head_start))
        .collect();
    let next = |place, own| next_claim(runners.get(place)?, ideals.get(place)?, own);
    let given = give(start, seats, next);
    let field: Vec<Standing> = runners
        .iter()
        .zip(&ideals)
        .zip(&given.seats)
        .map(|((&runner, &ideal), &seats)| Standing {
            runner,
            ideal,
            seats,
            next: next_claim(&runner, &ideal, seats),
        })
        .collect();
    let claims = claims(runners, &given);
    let step = Step::Remainders(Remainders {
        seats,
        limited,
        counted,
        lines: field.iter().map(line).collect(),
        last_seat: last_seat(&claims),
        first_missed: first_missed(&field, &given.tied, seats, counted, limited),
        claims,
    });
    Pass::new(runners, given, step)
}

fn next_claim(runner: &Runner, ideal: &Ideal, seats: u32) -> Option<Claim> {
    (seats < runner.limit).then(|| Claim {
        surplus: i64::from(ideal.whole) - i64::from(seats),
        remainder: ideal.remainder,
    })
}

fn claims(runners: &[Runner], given: &Given<Claim>) -> Vec<RemainderClaim> {
    given
        .claims
        .iter()
        .filter_map(|won| {
            Some(RemainderClaim {
                contender: runners.get(won.place)?.contender,
                remainder: won.claim.remainder,
                round: won.claim.round(),
                numbers: won.numbers,
                tied: won.tied,
            })
        })
        .collect()
}

const fn line(standing: &Standing) -> RemainderLine {
    RemainderLine {
        contender: standing.runner.contender,
        votes: standing.runner.votes,
        whole: standing.ideal.whole,
        remainder: standing.ideal.remainder,
        seats: standing.seats,
        by_clause: standing.runner.head_start,
    }
}

fn last_seat(claims: &[RemainderClaim]) -> Vec<RemainderClaim> {
    let last = claims.last().map(|claim| claim.numbers);
    claims
        .iter()
        .filter(|claim| Some(claim.numbers) == last)
        .copied()
        .collect()
}

fn first_missed(
    field: &[Standing],
    tied: &[usize],
    seats: u32,
    counted: u128,
    limited: bool,
) -> Vec<MissedRemainder> {
    let highest = field.iter().filter_map(|standing| standing.next).max();
    let plain = !limited && field.iter().all(|standing| standing.runner.head_start == 0);
    // Those who missed with the same remainder often have the same votes, and one search serves them all.
    let mut searched = BTreeMap::new();
    field
        .iter()
        .enumerate()
        .filter(|(_, standing)| standing.next.is_some() && standing.next == highest)
        .filter(|(place, _)| tied.is_empty() || tied.binary_search(place).is_ok())
        .map(|(_, standing)| MissedRemainder {
            contender: standing.runner.contender,
            remainder: standing.ideal.remainder,
            votes_to_next_seat: if plain {
                *searched
                    .entry(standing.runner.votes)
                    .or_insert_with(|| votes_to_next_seat(field, standing, seats, counted))
            } else {
                None
            },
        })
        .collect()
}

/// The least number of further votes that bring a runner one seat more without a lot.
///
/// More votes for one, with all others unchanged, never cost it a seat: its own ideal share grows and all others shrink; a seat by
/// remainder could only be lost to a smaller remainder that has shrunk. So the number can be found by halving.
fn votes_to_next_seat(
    field: &[Standing],
    own: &Standing,
    seats: u32,
    counted: u128,
) -> Option<u128> {
    if own.seats >= seats {
        return None;
    }
    let suffices = |further| has_surely(field, own, further, own.seats + 1, seats, counted);
    let mut enough = 1;
    while !suffices(enough) {
        // All others together have less than 2^77 votes, so 2^100 further votes outweigh them at any number of seats.
        if enough >= 1 << 100 {
            return None;
        }
        enough *= 2;
    }
    let mut too_few = enough / 2;
    while too_few + 1 < enough {
        let middle = too_few + (enough - too_few) / 2;
        if suffices(middle) {
            enough = middle;
        } else {
            too_few = middle;
        }
    }
    Some(enough)
}

/// Whether a runner with further votes has at least `wanted` seats without a lot.
fn has_surely(
    field: &[Standing],
    own: &Standing,
    further: u128,
    wanted: u32,
    seats: u32,
    counted: u128,
) -> bool {
    let counted = counted + further;
    let mine = Ideal::of(u128::from(own.runner.votes) + further, seats, counted);
    if mine.whole >= wanted {
        return true;
    }
    if mine.whole + 1 < wanted {
        return false;
    }
    let (mut whole, mut as_strong) = (mine.whole, 0_u32);
    for other in field {
        if other.runner.contender == own.runner.contender {
            continue;
        }
        let ideal = Ideal::of(other.runner.votes.into(), seats, counted);
        whole += ideal.whole;
        as_strong += u32::from(ideal.remainder >= mine.remainder);
    }
    as_strong < seats.saturating_sub(whole)
}
