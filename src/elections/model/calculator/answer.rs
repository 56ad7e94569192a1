//! The answer as a document: seats, and how they were computed, with the names of the lists.

use serde::Serialize;

use super::Question;
use crate::tally::seats::{self, Allocation, DivisorRange, Fraction};

/// Seats of each list, and how they were computed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// In the order of the question.
    pub lists: Vec<AnsweredList>,
    /// Seats that stay empty because nobody is there to take them.
    pub vacant: u32,
    /// Equal claims to the last seats, as long as no lot is drawn.
    pub undecided: Option<Undecided>,
    /// Step by step; the last one with quotients or remainders holds.
    pub working: Vec<Step>,
}

/// The seats of one list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AnsweredList {
    pub name: String,
    pub votes: u64,
    /// What its votes earn.
    pub entitled: u32,
    /// What its candidates take.
    pub filled: u32,
}

/// A tie that only a lot can settle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Undecided {
    pub seats: u32,
    pub between: Vec<String>,
}

/// A step of the computation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// Who stayed below the threshold.
    Threshold {
        least_votes: u128,
        left_out: Vec<String>,
    },
    Quotients(QuotientsStep),
    Remainders(RemaindersStep),
    /// The next step counts with the seats that the majority clause gives.
    MajorityClause {
        name: String,
        votes: u64,
        counted: u128,
        before: u32,
        after: u32,
    },
    Lot {
        between: Vec<String>,
        seats: u32,
        won: Vec<String>,
        drawn_by: Option<String>,
        drawn_on: Option<String>,
        witnesses: Vec<String>,
    },
}

/// Votes over divisors: the highest quotients win.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuotientsStep {
    pub method: &'static str,
    pub seats: u32,
    /// Lists end at their last candidate here: seats are passed on.
    pub limited: bool,
    pub lists: Vec<QuotientShare>,
    /// Highest first. Where there are very many seats only the last ones are listed; the range of divisors proves the others.
    pub quotients: Vec<WonQuotient>,
    pub last_seat: Vec<WonQuotient>,
    pub first_missed: Vec<MissedQuotientLine>,
    /// Every divisor between the two, rounded by the method, gives these seats.
    pub divisors: Range,
}

/// One list under a divisor method.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuotientShare {
    pub name: String,
    pub votes: u64,
    /// Seats that are certain.
    pub seats: u32,
    /// How many of them the majority clause gave first.
    pub by_clause: u32,
    pub next_divisor: Option<u64>,
    /// Votes that were missing for a further seat, all others unchanged.
    pub votes_short: Option<u128>,
}

/// A quotient that won a seat, or is tied for one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WonQuotient {
    pub name: String,
    pub votes: u64,
    pub divisor: u64,
    /// The number of the seat; equal quotients share several.
    pub seat_from: u32,
    pub seat_to: u32,
    pub tied: bool,
}

/// A quotient that won nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MissedQuotientLine {
    pub name: String,
    pub votes: u64,
    pub divisor: u64,
    pub votes_short: Option<u128>,
}

/// From the smallest to the largest divisor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Range {
    pub smallest: Option<Share>,
    pub largest: Option<Share>,
}

/// A fraction in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Share {
    pub num: u128,
    pub den: u128,
}

/// Whole quotas first, then the largest remainders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RemaindersStep {
    pub seats: u32,
    /// Lists end at their last candidate here: seats are passed on.
    pub limited: bool,
    /// The votes of all who take part; the ideal share is votes times seats over this.
    pub counted: u128,
    pub lists: Vec<RemainderShare>,
    /// Largest first.
    pub remainders: Vec<WonRemainder>,
    pub last_seat: Vec<WonRemainder>,
    pub first_missed: Vec<MissedRemainderLine>,
}

/// One list under Hare/Niemeyer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RemainderShare {
    pub name: String,
    pub votes: u64,
    pub whole: u32,
    /// The rest of the ideal share, over the counted votes.
    pub remainder: u128,
    /// Seats that are certain.
    pub seats: u32,
    /// How many of them the majority clause gave first.
    pub by_clause: u32,
}

/// A remainder that won a seat, or is tied for one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WonRemainder {
    pub name: String,
    pub remainder: u128,
    /// 1 at first; more where seats went round again because others had no candidate left.
    pub round: u32,
    pub seat_from: u32,
    pub seat_to: u32,
    pub tied: bool,
}

/// A remainder that won nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MissedRemainderLine {
    pub name: String,
    pub remainder: u128,
    pub votes_short: Option<u128>,
}

impl Answer {
    pub(super) fn of(question: &Question, allocation: &Allocation) -> Self {
        let mut lots = question.lots.iter();
        Self {
            lists: question
                .lists
                .iter()
                .zip(&allocation.shares)
                .map(|(list, share)| AnsweredList {
                    name: list.name.clone(),
                    votes: share.votes,
                    entitled: share.entitled,
                    filled: share.filled,
                })
                .collect(),
            vacant: allocation.vacant,
            undecided: allocation.undecided.as_ref().map(|tie| Undecided {
                seats: tie.seats_open,
                between: question.names(&tie.between),
            }),
            working: allocation
                .working
                .iter()
                .map(|step| match step {
                    seats::Step::Threshold {
                        least_votes,
                        left_out,
                    } => Step::Threshold {
                        least_votes: *least_votes,
                        left_out: question.names(left_out),
                    },
                    seats::Step::Quotients(step) => Step::Quotients(question.quotients(step)),
                    seats::Step::Remainders(step) => Step::Remainders(question.remainders(step)),
                    seats::Step::MajorityClause(clause) => Step::MajorityClause {
                        name: question.name(clause.contender).to_owned(),
                        votes: clause.votes,
                        counted: clause.counted,
                        before: clause.before,
                        after: clause.after,
                    },
                    seats::Step::Lot {
                        between,
                        seats,
                        won,
                    } => {
                        let lot = lots.next().cloned().unwrap_or_default();
                        Step::Lot {
                            between: question.names(between),
                            seats: *seats,
                            won: question.names(won),
                            drawn_by: lot.drawn_by,
                            drawn_on: lot.drawn_on.map(|day| day.to_string()),
                            witnesses: lot.witnesses,
                        }
                    }
                })
                .collect(),
        }
    }
}

impl Question {
    fn names(&self, positions: &[usize]) -> Vec<String> {
        positions
            .iter()
            .map(|position| self.name(*position).to_owned())
            .collect()
    }

    fn quotients(&self, step: &seats::Quotients) -> QuotientsStep {
        let won = |claim: &seats::QuotientClaim| WonQuotient {
            name: self.name(claim.contender).to_owned(),
            votes: claim.votes,
            divisor: claim.divisor,
            seat_from: claim.numbers.first,
            seat_to: claim.numbers.last,
            tied: claim.tied,
        };
        QuotientsStep {
            method: step.method.code(),
            seats: step.seats,
            limited: step.limited,
            lists: step
                .lines
                .iter()
                .map(|line| QuotientShare {
                    name: self.name(line.contender).to_owned(),
                    votes: line.votes,
                    seats: line.seats,
                    by_clause: line.by_clause,
                    next_divisor: line.next_divisor,
                    votes_short: line.votes_to_next_seat,
                })
                .collect(),
            quotients: step.claims.iter().map(won).collect(),
            last_seat: step.last_seat.iter().map(won).collect(),
            first_missed: step
                .first_missed
                .iter()
                .map(|missed| MissedQuotientLine {
                    name: self.name(missed.contender).to_owned(),
                    votes: missed.votes,
                    divisor: missed.divisor,
                    votes_short: missed.votes_to_next_seat,
                })
                .collect(),
            divisors: step.divisors.into(),
        }
    }

    fn remainders(&self, step: &seats::Remainders) -> RemaindersStep {
        let won = |claim: &seats::RemainderClaim| WonRemainder {
            name: self.name(claim.contender).to_owned(),
            remainder: claim.remainder,
            round: claim.round,
            seat_from: claim.numbers.first,
            seat_to: claim.numbers.last,
            tied: claim.tied,
        };
        RemaindersStep {
            seats: step.seats,
            limited: step.limited,
            counted: step.counted,
            lists: step
                .lines
                .iter()
                .map(|line| RemainderShare {
                    name: self.name(line.contender).to_owned(),
                    votes: line.votes,
                    whole: line.whole,
                    remainder: line.remainder,
                    seats: line.seats,
                    by_clause: line.by_clause,
                })
                .collect(),
            remainders: step.claims.iter().map(won).collect(),
            last_seat: step.last_seat.iter().map(won).collect(),
            first_missed: step
                .first_missed
                .iter()
                .map(|missed| MissedRemainderLine {
                    name: self.name(missed.contender).to_owned(),
                    remainder: missed.remainder,
                    votes_short: missed.votes_to_next_seat,
                })
                .collect(),
        }
    }
}

impl From<DivisorRange> for Range {
    fn from(range: DivisorRange) -> Self {
        Self {
            smallest: range.smallest.map(Share::from),
            largest: range.largest.map(Share::from),
        }
    }
}

impl From<Fraction> for Share {
    fn from(fraction: Fraction) -> Self {
        Self {
            num: fraction.numerator,
            den: fraction.denominator,
        }
    }
}
