//! How seats were computed, in enough detail for a reader to do it again.

use super::rule::Method;

/// So many quotients or remainders that won are listed, the last ones; the divisor range lets a reader check all seats.
pub const LONGEST_LISTING: usize = 2_000;

/// An exact fraction in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fraction {
    /// Above the line.
    pub numerator: u128,
    /// Below the line, at least 1.
    pub denominator: u128,
}

impl Fraction {
    /// Cancels down; the denominator must not be 0.
    pub(super) fn new(numerator: u128, denominator: u128) -> Self {
        let (mut a, mut b) = (numerator, denominator);
        while b > 0 {
            (a, b) = (b, a % b);
        }
        let divisor = a.max(1);
        Self {
            numerator: numerator / divisor,
            denominator: denominator / divisor,
        }
    }
}

/// One step of the computation, in the order in which they follow each other.
///
/// The last step with quotients or remainders is the one that holds; earlier ones show what the votes would earn without the
/// majority clause, or if every list had candidates enough.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Who stayed below the threshold.
    Threshold {
        /// The least votes needed.
        least_votes: u128,
        /// Those left out.
        left_out: Vec<usize>,
    },
    /// An allocation by a divisor method.
    Quotients(Quotients),
    /// An allocation by quota and largest remainders.
    Remainders(Remainders),
    /// The majority clause changed the allocation; the step after it shows the outcome.
    MajorityClause(MajorityClause),
    /// A lot was drawn for the last seats.
    Lot {
        /// Those who were tied.
        between: Vec<usize>,
        /// The seats that were open.
        seats: u32,
        /// Those who won one.
        won: Vec<usize>,
    },
}

/// The majority clause at work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MajorityClause {
    /// The list with more than half of the votes.
    pub contender: usize,
    /// Its votes.
    pub votes: u64,
    /// The votes of all who take part.
    pub counted: u128,
    /// Its seats for certain before.
    pub before: u32,
    /// Its seats with the clause.
    pub after: u32,
}

/// The seats that a claim won, counted in the order of claims; equal claims that all won share their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SeatNumbers {
    /// The first of them, from 1.
    pub first: u32,
    /// The last of them.
    pub last: u32,
}

/// An allocation by a divisor method.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quotients {
    /// Sainte-Laguë or d'Hondt.
    pub method: Method,
    /// The seats to allocate.
    pub seats: u32,
    /// Whether lists end at their last candidate here.
    pub limited: bool,
    /// One line for each who takes part.
    pub lines: Vec<QuotientLine>,
    /// The quotients that won a seat or are tied for one, highest first; only the last [`LONGEST_LISTING`] of them.
    pub claims: Vec<QuotientClaim>,
    /// The lowest quotient that won, with all who hold it; in a tie the tied ones.
    pub last_seat: Vec<QuotientClaim>,
    /// The highest quotient that missed, with all who hold it; in a tie the tied ones. Whoever alone holds the last seat is not
    /// looked at, since nobody takes a seat from himself.
    pub first_missed: Vec<MissedQuotient>,
    /// Divisors that give these seats by rounding; not those of a list raised by the majority clause.
    pub divisors: DivisorRange,
}

/// One contender under a divisor method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct QuotientLine {
    /// Who.
    pub contender: usize,
    /// The votes.
    pub votes: u64,
    /// The seats that are certain.
    pub seats: u32,
    /// How many of them came first by the majority clause.
    pub by_clause: u32,
    /// The divisor of the next quotient, which won no seat for certain; `None` where the list has no further candidate.
    pub next_divisor: Option<u64>,
    /// How many more votes would have taken the last seat without a lot, all others unchanged; one fewer may still have led to a
    /// lot. `None` where nobody else holds a seat that could have been taken, or where there is no further candidate.
    pub votes_to_next_seat: Option<u128>,
}

/// A quotient: the contender's votes over the divisor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct QuotientClaim {
    /// Whose.
    pub contender: usize,
    /// Above the line.
    pub votes: u64,
    /// Below the line: 1, 3, 5 or 1, 2, 3 and so on.
    pub divisor: u64,
    /// The number of the seat.
    pub numbers: SeatNumbers,
    /// Whether it is tied for these seats rather than winning one for certain.
    pub tied: bool,
}

/// A quotient that won no seat for certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MissedQuotient {
    /// Whose.
    pub contender: usize,
    /// Above the line.
    pub votes: u64,
    /// Below the line.
    pub divisor: u64,
    /// See [`QuotientLine::votes_to_next_seat`].
    pub votes_to_next_seat: Option<u128>,
}

/// The divisors that give the seats of a divisor method by rounding votes over divisor: to the nearest whole number under
/// Sainte-Laguë, down under d'Hondt.
///
/// Every divisor between the two gives the seats. At the largest itself a quotient is rounded up that stands exactly on the edge; at
/// the smallest one is rounded down. In a tie both are the tied edge, and no divisor gives exactly the number of seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DivisorRange {
    /// Below this somebody would get a further seat; `None` where nobody has a further candidate.
    pub smallest: Option<Fraction>,
    /// Above this somebody would lose a seat; `None` where nobody won one.
    pub largest: Option<Fraction>,
}

/// An allocation by quota and largest remainders.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Remainders {
    /// The seats to allocate.
    pub seats: u32,
    /// Whether lists end at their last candidate here.
    pub limited: bool,
    /// The votes of all who take part: each has votes times seats over this as its ideal share.
    pub counted: u128,
    /// One line for each who takes part.
    pub lines: Vec<RemainderLine>,
    /// The remainders that won a seat or are tied for one, largest first; only the last [`LONGEST_LISTING`] of them.
    pub claims: Vec<RemainderClaim>,
    /// The smallest remainder that won, with all who hold it; in a tie the tied ones.
    pub last_seat: Vec<RemainderClaim>,
    /// The largest remainder that missed, with all who hold it; in a tie the tied ones.
    pub first_missed: Vec<MissedRemainder>,
}

/// One contender under Hare/Niemeyer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RemainderLine {
    /// Who.
    pub contender: usize,
    /// The votes.
    pub votes: u64,
    /// The whole part of the ideal share.
    pub whole: u32,
    /// The rest of the ideal share, over [`Remainders::counted`].
    pub remainder: u128,
    /// The seats that are certain.
    pub seats: u32,
    /// How many of them came first by the majority clause.
    pub by_clause: u32,
}

/// A remainder that won a seat or is tied for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RemainderClaim {
    /// Whose.
    pub contender: usize,
    /// Over [`Remainders::counted`].
    pub remainder: u128,
    /// 1 for the first seat beyond the whole part; more where seats that others could not take were passed on.
    pub round: u32,
    /// The number of the seat.
    pub numbers: SeatNumbers,
    /// Whether it is tied for these seats rather than winning one for certain.
    pub tied: bool,
}

/// A remainder that won no seat for certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MissedRemainder {
    /// Whose.
    pub contender: usize,
    /// Over [`Remainders::counted`].
    pub remainder: u128,
    /// How many more votes would have brought the next seat without a lot, the votes of all others unchanged. The quota moves with
    /// them, which is counted in. `None` after the majority clause or where seats were passed on.
    pub votes_to_next_seat: Option<u128>,
}
