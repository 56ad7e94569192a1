//! Divisor methods: the highest quotients win.

use std::cmp::Ordering;

use super::pass::{Pass, Runner};
use super::rule::Method;
use super::strongest::{Given, give};
use super::working::{
    DivisorRange, Fraction, LONGEST_LISTING, MissedQuotient, QuotientClaim, QuotientLine,
    Quotients, Step,
};

/// The two divisor methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Divisors {
    /// 1, 3, 5 and so on.
    Odd,
    /// 1, 2, 3 and so on.
    Whole,
}

impl Divisors {
    const fn method(self) -> Method {
        match self {
            Self::Odd => Method::SainteLague,
            Self::Whole => Method::DHondt,
        }
    }

    /// The divisor for the seat after so many.
    fn after(self, seats: u32) -> u64 {
        match self {
            Self::Odd => 2 * u64::from(seats) + 1,
            Self::Whole => u64::from(seats) + 1,
        }
    }

    /// The divisor in the sense of rounding at which this quotient stands on the edge: under standard rounding the quotient
    /// over 2k+1 is the edge at k and a half.
    fn edge(self, quotient: Quotient) -> Fraction {
        let twice = match self {
            Self::Odd => 2,
            Self::Whole => 1,
        };
        Fraction::new(u128::from(quotient.votes) * twice, quotient.divisor.into())
    }

    /// How many of a runner's quotients reach a divisor at which the quotients of all together are at most `target`.
    ///
    /// Whole: votes over D = counted/target, rounded down, are together at most counted/D = target. Odd: D = 2 counted /
    /// (2 target - n), rounded to the nearest, together at most counted/D + n/2 = target. All quotients that reach D stand above
    /// all that do not, so with at most `target` of them none is among those that miss.
    ///
    /// Votes are below 2^63, `target` below 2^20 and their product below 2^84; counted is below 2^77.
    fn surely(self, votes: u64, counted: u128, target: u32, runners: usize) -> u32 {
        let (votes, target) = (u128::from(votes), u128::from(target));
        let seats = match self {
            Self::Whole => votes * target / counted,
            Self::Odd => {
                let runners = u128::try_from(runners).unwrap_or(u128::MAX);
                match (2 * target).checked_sub(runners) {
                    Some(twice) if twice > 0 => (votes * twice + counted) / (2 * counted),
                    _ => 0,
                }
            }
        };
        u32::try_from(seats).unwrap_or(u32::MAX)
    }
}

/// A quotient, compared exactly.
///
/// Votes are below 2^63 and divisors below 2^21, so a product across is below 2^84.
#[derive(Clone, Copy, Debug)]
struct Quotient {
    votes: u64,
    divisor: u64,
}

impl Ord for Quotient {
    fn cmp(&self, other: &Self) -> Ordering {
        let left = u128::from(self.votes) * u128::from(other.divisor);
        let right = u128::from(other.votes) * u128::from(self.divisor);
        left.cmp(&right)
    }
}

impl PartialOrd for Quotient {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Quotient {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Quotient {}

impl Quotient {
    /// How many more votes would lift this quotient above another.
    ///
    /// The least x with (votes + x) / divisor > bar.votes / bar.divisor.
    fn votes_to_pass(self, bar: Self) -> u128 {
        let needed = u128::from(bar.votes) * u128::from(self.divisor) / u128::from(bar.divisor) + 1;
        needed.saturating_sub(self.votes.into())
    }
}

/// A runner after the pass.
struct Standing {
    runner: Runner,
    seats: u32,
    /// The quotient that comes next; `None` at the limit.
    next: Option<Quotient>,
    /// The quotient that won last; `None` where none won. Seats of the head start were not won by a quotient.
    last: Option<Quotient>,
}

/// Allocates seats to the highest quotients.
pub(super) fn run(divisors: Divisors, runners: &[Runner], seats: u32, limited: bool) -> Pass {
    let given = give(start(divisors, runners, seats), seats, |place, own| {
        next_quotient(divisors, runners.get(place)?, own)
    });
    let step = Step::Quotients(working(divisors, runners, &given, seats, limited));
    Pass::new(runners, given, step)
}

fn next_quotient(divisors: Divisors, runner: &Runner, seats: u32) -> Option<Quotient> {
    (seats < runner.limit).then(|| Quotient {
        votes: runner.votes,
        divisor: divisors.after(seats),
    })
}

/// The seats that need no ordering: head starts, and where there are many seats those that are certain by arithmetic, so that at
/// least [`LONGEST_LISTING`] are left to be listed.
fn start(divisors: Divisors, runners: &[Runner], seats: u32) -> Vec<u32> {
    let ahead: u32 = runners.iter().map(|runner| runner.head_start).sum();
    let listed = u32::try_from(LONGEST_LISTING).unwrap_or(u32::MAX);
    let target = seats.saturating_sub(ahead).saturating_sub(listed);
    let counted: u128 = runners.iter().map(|runner| u128::from(runner.votes)).sum();
    runners
        .iter()
        .map(|runner| {
            let surely = if target == 0 {
                0
            } else {
                divisors.surely(runner.votes, counted, target, runners.len())
            };
            surely.min(runner.limit).max(runner.head_start)
        })
        .collect()
}

fn working(
    divisors: Divisors,
    runners: &[Runner],
    given: &Given<Quotient>,
    seats: u32,
    limited: bool,
) -> Quotients {
    let field: Vec<Standing> = runners
        .iter()
        .zip(&given.seats)
        .map(|(&runner, &seats)| Standing {
            runner,
            seats,
            next: next_quotient(divisors, &runner, seats),
            last: (seats > runner.head_start).then(|| Quotient {
                votes: runner.votes,
                divisor: divisors.after(seats - 1),
            }),
        })
        .collect();
    let bars = Bars::of(&field, &given.tied);
    let lines: Vec<QuotientLine> = field
        .iter()
        .enumerate()
        .map(|(place, standing)| QuotientLine {
            contender: standing.runner.contender,
            votes: standing.runner.votes,
            seats: standing.seats,
            by_clause: standing.runner.head_start,
            next_divisor: standing.next.map(|quotient| quotient.divisor),
            votes_to_next_seat: standing
                .next
                .zip(bars.against(place))
                .map(|(next, bar)| next.votes_to_pass(bar)),
        })
        .collect();
    let claims: Vec<QuotientClaim> = given
        .claims
        .iter()
        .filter_map(|won| {
            Some(QuotientClaim {
                contender: runners.get(won.place)?.contender,
                votes: won.claim.votes,
                divisor: won.claim.divisor,
                numbers: won.numbers,
                tied: won.tied,
            })
        })
        .collect();
    let highest_next = field.iter().filter_map(|standing| standing.next).max();
    Quotients {
        method: divisors.method(),
        seats,
        limited,
        last_seat: last_seat(&claims, &bars),
        first_missed: first_missed(&field, &lines, &bars),
        divisors: DivisorRange {
            smallest: highest_next.map(|quotient| divisors.edge(quotient)),
            largest: bars.lowest.map(|quotient| divisors.edge(quotient)),
        },
        lines,
        claims,
    }
}

/// What somebody has to pass to take the last seat.
struct Bars {
    /// The lowest quotient that won, or the tied one.
    lowest: Option<Quotient>,
    /// The place that holds it alone, and the lowest quotient that won of all others.
    alone: Option<(usize, Option<Quotient>)>,
}

impl Bars {
    fn of(field: &[Standing], tied: &[usize]) -> Self {
        if let Some(&place) = tied.first() {
            return Self {
                lowest: field.get(place).and_then(|standing| standing.next),
                alone: None,
            };
        }
        let won = || {
            field
                .iter()
                .enumerate()
                .filter_map(|(place, standing)| Some((standing.last?, place)))
        };
        let lowest = won().map(|(quotient, _)| quotient).min();
        let mut holders = won().filter(|(quotient, _)| Some(*quotient) == lowest);
        let alone = match (holders.next(), holders.next()) {
            (Some((_, holder)), None) => {
                let others = won().filter(|(_, place)| *place != holder);
                Some((holder, others.map(|(quotient, _)| quotient).min()))
            }
            _ => None,
        };
        Self { lowest, alone }
    }

    /// The lowest quotient that won and belongs to somebody else.
    fn against(&self, place: usize) -> Option<Quotient> {
        match self.alone {
            Some((holder, others)) if holder == place => others,
            _ => self.lowest,
        }
    }
}

/// The claims that stand on the bar; they are the last ones listed.
fn last_seat(claims: &[QuotientClaim], bars: &Bars) -> Vec<QuotientClaim> {
    let Some(lowest) = bars.lowest else {
        return Vec::new();
    };
    claims
        .iter()
        .filter(|claim| {
            lowest
                == Quotient {
                    votes: claim.votes,
                    divisor: claim.divisor,
                }
        })
        .copied()
        .collect()
}

fn first_missed(field: &[Standing], lines: &[QuotientLine], bars: &Bars) -> Vec<MissedQuotient> {
    let holder = bars.alone.map(|(holder, _)| holder);
    let missed = || {
        field
            .iter()
            .zip(lines)
            .enumerate()
            .filter(|(place, _)| Some(*place) != holder)
            .filter_map(|(_, (standing, line))| Some((standing.next?, line)))
    };
    let highest = missed().map(|(quotient, _)| quotient).max();
    missed()
        .filter(|(quotient, _)| Some(*quotient) == highest)
        .map(|(quotient, line)| MissedQuotient {
            contender: line.contender,
            votes: line.votes,
            divisor: quotient.divisor,
            votes_to_next_seat: line.votes_to_next_seat,
        })
        .collect()
}
