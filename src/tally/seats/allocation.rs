//! The whole allocation: threshold, passes, majority clause, short lists, lots.

use super::super::lot::{Lot, Lots, Tie};
use super::error::SeatError;
use super::pass::{Pass, Runner};
use super::quotients::{self, Divisors};
use super::remainders;
use super::rule::{
    Contender, MOST_CONTENDERS, MOST_SEATS, MOST_VOTES, Method, SeatRule, ShortLists,
};
use super::working::{MajorityClause, Step};

/// The outcome of an allocation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Allocation {
    /// The seats that were to be allocated.
    pub seats: u32,
    /// The votes of all contenders.
    pub valid: u128,
    /// The votes of those who take part.
    pub counted: u128,
    /// One share for each contender, in the order of input.
    pub shares: Vec<Share>,
    /// Seats that stay empty because nobody is there to take them.
    pub vacant: u32,
    /// Equal claims to the last seats, as long as no lot is drawn.
    pub undecided: Option<Tie>,
    /// How it was computed.
    pub working: Vec<Step>,
}

/// What one contender has of the seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Share {
    /// The votes.
    pub votes: u64,
    /// Whether the threshold is reached.
    pub takes_part: bool,
    /// The seats that the votes earn for certain, whether or not there are candidates for them.
    ///
    /// Where seats are passed on, this stays what the votes alone earned: a list that takes over seats fills more than that. A tie
    /// among the entitlements that the missing candidates have settled is then counted for nobody.
    pub entitled: u32,
    /// The seats that are taken for certain.
    pub filled: u32,
}

/// Allocates seats by a rule.
///
/// Contenders without a vote win no seat. A tie concerns entitlements: where seats without a candidate stay vacant, a list without
/// a further candidate draws with the others, and if it wins the seat is vacant; where they are passed on, it does not draw.
///
/// # Errors
/// [`SeatError`] where there is nothing to allocate, where figures cannot be, or where a lot does not fit.
pub fn allocate(
    rule: &SeatRule,
    contenders: &[Contender],
    seats: u32,
    lots: &[Lot],
) -> Result<Allocation, SeatError> {
    refuse_implausible(contenders, seats)?;
    let valid: u128 = contenders.iter().map(|c| u128::from(c.votes)).sum();
    let mut working = Vec::new();
    let takes_part = apply_threshold(rule, contenders, valid, &mut working)?;
    let runners: Vec<Runner> = contenders
        .iter()
        .zip(&takes_part)
        .enumerate()
        .filter(|(_, (contender, takes_part))| **takes_part && contender.votes > 0)
        .map(|(position, (contender, _))| Runner {
            contender: position,
            votes: contender.votes,
            limit: u32::MAX,
            head_start: 0,
            independent: contender.independent,
        })
        .collect();
    let counted = runners.iter().map(|r| u128::from(r.votes)).sum();

    let by_votes = run_with_clause(rule, &runners, seats, false, &mut working);
    let entitled = spread(contenders.len(), &runners, &by_votes.seats);
    let passed_on = match rule.short_lists {
        ShortLists::Vacant => None,
        ShortLists::Reallocate => {
            is_short(contenders, &entitled, by_votes.tie.as_ref()).then(|| {
                let limited: Vec<Runner> = limit(contenders, &runners);
                run_with_clause(rule, &limited, seats, true, &mut working)
            })
        }
    };

    let mut entitled = entitled;
    let (mut taken, tie, unfilled) = match passed_on {
        Some(pass) => {
            let taken = spread(contenders.len(), &runners, &pass.seats);
            (Some(taken), pass.tie, pass.unfilled)
        }
        None => (None, by_votes.tie, 0),
    };
    let mut drawn = Lots::new(lots);
    let mut undecided = None;
    if let Some(tie) = tie {
        if let Some(won) = drawn.settle(&tie)? {
            for &winner in &won {
                if let Some(seats) = taken.as_mut().unwrap_or(&mut entitled).get_mut(winner) {
                    *seats += 1;
                }
            }
            working.push(Step::Lot {
                between: tie.between,
                seats: tie.seats_open,
                won,
            });
        } else {
            undecided = Some(tie);
        }
    }
    drawn.finish()?;

    let shares: Vec<Share> = contenders
        .iter()
        .enumerate()
        .map(|(position, contender)| {
            let at = |seats: &[u32]| seats.get(position).copied().unwrap_or(0);
            let claimed = at(taken.as_deref().unwrap_or(&entitled));
            Share {
                votes: contender.votes,
                takes_part: takes_part.get(position).copied().unwrap_or(false),
                entitled: at(&entitled),
                filled: claimed.min(contender.capacity()),
            }
        })
        .collect();
    let claimed: u32 = taken.as_ref().unwrap_or(&entitled).iter().sum();
    let filled: u32 = shares.iter().map(|share| share.filled).sum();
    Ok(Allocation {
        seats,
        valid,
        counted,
        shares,
        vacant: claimed - filled + unfilled,
        undecided,
        working,
    })
}

fn refuse_implausible(contenders: &[Contender], seats: u32) -> Result<(), SeatError> {
    if seats == 0 {
        return Err(SeatError::NoSeats);
    }
    if seats > MOST_SEATS {
        return Err(SeatError::TooManySeats { seats });
    }
    if contenders.is_empty() {
        return Err(SeatError::NoContenders);
    }
    if contenders.len() > MOST_CONTENDERS {
        return Err(SeatError::TooManyContenders {
            contenders: contenders.len(),
        });
    }
    let beyond = |(_, contender): &(usize, &Contender)| contender.votes > MOST_VOTES;
    if let Some((position, contender)) = contenders.iter().enumerate().find(beyond) {
        return Err(SeatError::TooManyVotes {
            contender: position,
            votes: contender.votes,
        });
    }
    if contenders.iter().all(|contender| contender.votes == 0) {
        return Err(SeatError::NoVotes);
    }
    Ok(())
}

/// Who reaches the threshold; everybody where there is none.
fn apply_threshold(
    rule: &SeatRule,
    contenders: &[Contender],
    valid: u128,
    working: &mut Vec<Step>,
) -> Result<Vec<bool>, SeatError> {
    let least_votes = rule.threshold.map_or(0, |share| share.least_votes(valid));
    let takes_part: Vec<bool> = contenders
        .iter()
        .map(|contender| u128::from(contender.votes) >= least_votes)
        .collect();
    if !takes_part.contains(&true) {
        return Err(SeatError::NobodyReachesThreshold { least_votes });
    }
    if rule.threshold.is_some() {
        working.push(Step::Threshold {
            least_votes,
            left_out: (0..contenders.len())
                .filter(|position| takes_part.get(*position) == Some(&false))
                .collect(),
        });
    }
    Ok(takes_part)
}

/// A pass, and where the majority clause changes it, a second one.
fn run_with_clause(
    rule: &SeatRule,
    runners: &[Runner],
    seats: u32,
    limited: bool,
    working: &mut Vec<Step>,
) -> Pass {
    let pass = run(rule.method, runners, seats, limited);
    working.push(pass.step.clone());
    let Some((place, clause)) = rule
        .majority_clause
        .then(|| apply_clause(runners, &pass, seats))
        .flatten()
    else {
        return pass;
    };
    let mut runners = runners.to_vec();
    if let Some(runner) = runners.get_mut(place) {
        runner.head_start = clause.after;
    }
    working.push(Step::MajorityClause(clause));
    let pass = run(rule.method, &runners, seats, limited);
    working.push(pass.step.clone());
    pass
}

/// The list that the majority clause raises, and to how many seats.
///
/// A list (not a person who stands alone) with more than half of the counted votes, but not more than half of the seats, comes first
/// with as many seats as are more than half; all others share what is left by the same method.
///
/// The laws say "a further seat first, those left as before" and mean this: under Hare/Niemeyer and d'Hondt a list never gets
/// less than the whole part of its ideal share, which is at least half of the seats rounded down, so exactly one seat is missing. Under
/// Sainte-Laguë many small lists can push it further down; then the purpose counts, more than half of the seats for more than
/// half of the votes.
///
/// A tie for the last seat that concerns the list needs no lot on its account: if it won, it would have the seat; if it lost, the
/// clause would give it. The others draw for one seat fewer.
// KWG Hessen § 22 (4), NKWG § 36 (3): Hare/Niemeyer, lists of parties and groups only.
// KomWG Sachsen § 21 (1) sentence 5: d'Hondt, and by § 22 (1) Sainte-Laguë. KWahlG NRW § 33 (4) as explained by the Ministry of the
// Interior: Sainte-Laguë, the number of seats unchanged, one of the others gets a seat less.
fn apply_clause(runners: &[Runner], pass: &Pass, seats: u32) -> Option<(usize, MajorityClause)> {
    let counted: u128 = runners.iter().map(|runner| u128::from(runner.votes)).sum();
    let (place, runner) = runners
        .iter()
        .enumerate()
        .find(|(_, runner)| u128::from(runner.votes) * 2 > counted)?;
    let before = pass.seats.get(place).copied()?;
    let after = (seats / 2 + 1).min(runner.limit);
    (!runner.independent && before < after).then_some((
        place,
        MajorityClause {
            contender: runner.contender,
            votes: runner.votes,
            counted,
            before,
            after,
        },
    ))
}

fn run(method: Method, runners: &[Runner], seats: u32, limited: bool) -> Pass {
    match method {
        Method::SainteLague => quotients::run(Divisors::Odd, runners, seats, limited),
        Method::DHondt => quotients::run(Divisors::Whole, runners, seats, limited),
        Method::HareNiemeyer => remainders::run(runners, seats, limited),
    }
}

/// Whether somebody is entitled to more seats than there are candidates, or would be by a lot.
fn is_short(contenders: &[Contender], entitled: &[u32], tie: Option<&Tie>) -> bool {
    contenders
        .iter()
        .zip(entitled)
        .enumerate()
        .any(|(position, (contender, &entitled))| {
            let by_lot = tie.is_some_and(|tie| tie.between.contains(&position));
            entitled + u32::from(by_lot) > contender.capacity()
        })
}

fn limit(contenders: &[Contender], runners: &[Runner]) -> Vec<Runner> {
    runners
        .iter()
        .map(|runner| Runner {
            limit: contenders
                .get(runner.contender)
                .map_or(0, |contender| contender.capacity()),
            ..*runner
        })
        .collect()
}

/// Seats of runners as seats of contenders.
fn spread(contenders: usize, runners: &[Runner], seats: &[u32]) -> Vec<u32> {
    let mut spread = vec![0; contenders];
    for (runner, &seats) in runners.iter().zip(seats) {
        if let Some(place) = spread.get_mut(runner.contender) {
            *place = seats;
        }
    }
    spread
}
