//! The documents of the seat calculator, described; the bytes are those of `model::calculator`.

use poem_openapi::{Enum, Object, Union};

/// How votes become seats.
#[derive(Enum)]
#[oai(rename_all = "snake_case")]
enum TallyMethod {
    /// Sainte-Laguë/Schepers: votes over 1, 3, 5 and so on.
    SainteLague,
    /// D'Hondt: votes over 1, 2, 3 and so on.
    Dhondt,
    /// Hare/Niemeyer: whole quotas, then the largest remainders.
    HareNiemeyer,
}

/// What becomes of seats for which a list has no candidate.
#[derive(Enum)]
#[oai(rename_all = "snake_case")]
enum TallyShortLists {
    /// They stay vacant.
    Vacant,
    /// They pass on to the next quotients or remainders of the others.
    Reallocate,
}

/// Votes, seats and the rule.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct TallyQuestion {
    method: TallyMethod,
    #[oai(validator(minimum(value = "1"), maximum(value = "1000000")))]
    seats: u32,
    /// `vacant` where it is left out.
    short_lists: Option<TallyShortLists>,
    /// Whether a list with more than half of the votes gets more than half of the seats; false where it is left out.
    majority_clause: Option<bool>,
    /// The least share of the valid votes; none where it is left out.
    threshold: Option<TallyShare>,
    #[oai(validator(min_items = 1, max_items = 10_000))]
    lists: Vec<TallyList>,
    /// Lots that were drawn, in the order of the ties that they settle.
    lots: Option<Vec<TallyDrawnLot>>,
}

/// A share: `num` over `den`, at least.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct TallyShare {
    num: u32,
    den: u32,
}

/// A list or a person who stands alone.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct TallyList {
    /// Each name once.
    #[oai(validator(min_length = 1, max_length = 200))]
    name: String,
    #[oai(validator(maximum(value = "9000000000000000000")))]
    votes: u64,
    /// How many candidates there are; enough where it is left out.
    candidates: Option<u32>,
    /// Takes one seat at most; false where it is left out.
    independent: Option<bool>,
}

/// A lot that was drawn.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct TallyDrawnLot {
    /// Names of the lists between which it was drawn; where they are given they must be those that are tied.
    between: Option<Vec<String>>,
    /// Names of the lists that won a seat.
    won: Vec<String>,
    drawn_by: Option<String>,
    /// YYYY-MM-DD.
    drawn_on: Option<String>,
    witnesses: Option<Vec<String>>,
}

/// Seats of each list, and how they were computed. Filled, vacant and undecided seats add up to the seats.
#[derive(Object)]
pub(super) struct TallyAnswer {
    /// In the order of the question.
    lists: Vec<TallySeats>,
    /// Seats that stay empty because nobody is there to take them.
    vacant: u32,
    /// Equal claims to the last seats, as long as no lot is drawn.
    undecided: Option<TallyUndecided>,
    /// Step by step; the last one with quotients or remainders holds.
    working: Vec<TallyStep>,
}

/// The seats of one list.
#[derive(Object)]
struct TallySeats {
    name: String,
    votes: u64,
    /// What its votes earn.
    entitled: u32,
    /// What its candidates take.
    filled: u32,
}

/// A tie that only a lot can settle.
#[derive(Object)]
struct TallyUndecided {
    seats: u32,
    between: Vec<String>,
}

/// A step of the computation.
#[derive(Union)]
#[oai(discriminator_name = "step")]
enum TallyStep {
    #[oai(mapping = "threshold")]
    Threshold(TallyThreshold),
    #[oai(mapping = "quotients")]
    Quotients(TallyQuotients),
    #[oai(mapping = "remainders")]
    Remainders(TallyRemainders),
    #[oai(mapping = "majority_clause")]
    MajorityClause(TallyMajorityClause),
    #[oai(mapping = "lot")]
    Lot(TallyLot),
}

/// Who stayed below the threshold.
#[derive(Object)]
struct TallyThreshold {
    least_votes: u64,
    left_out: Vec<String>,
}

/// The majority clause raised a list; the next step counts with that.
#[derive(Object)]
struct TallyMajorityClause {
    name: String,
    votes: u64,
    /// Votes of all who take part.
    counted: u64,
    before: u32,
    after: u32,
}

/// A lot settled a tie.
#[derive(Object)]
struct TallyLot {
    between: Vec<String>,
    seats: u32,
    won: Vec<String>,
    drawn_by: Option<String>,
    drawn_on: Option<String>,
    witnesses: Vec<String>,
}

/// Votes over divisors: the highest quotients win.
#[derive(Object)]
struct TallyQuotients {
    /// `sainte_lague` or `dhondt`.
    method: String,
    seats: u32,
    /// Lists end at their last candidate here: seats are passed on.
    limited: bool,
    lists: Vec<TallyQuotientShare>,
    /// Highest first; only the last 2,000.
    quotients: Vec<TallyWonQuotient>,
    /// The lowest quotient that won; in a tie the tied ones.
    last_seat: Vec<TallyWonQuotient>,
    /// The highest quotient that missed; in a tie the tied ones.
    first_missed: Vec<TallyMissedQuotient>,
    divisors: TallyDivisorRange,
}

/// One list under a divisor method.
#[derive(Object)]
struct TallyQuotientShare {
    name: String,
    votes: u64,
    /// Seats that are certain.
    seats: u32,
    /// How many of them the majority clause gave first.
    by_clause: u32,
    next_divisor: Option<u64>,
    /// Votes that were missing for a further seat without a lot, all others unchanged.
    votes_short: Option<u64>,
}

/// A quotient that won a seat, or is tied for one.
#[derive(Object)]
struct TallyWonQuotient {
    name: String,
    votes: u64,
    divisor: u64,
    /// The number of the seat; equal quotients share several.
    seat_from: u32,
    seat_to: u32,
    tied: bool,
}

/// A quotient that won nothing.
#[derive(Object)]
struct TallyMissedQuotient {
    name: String,
    votes: u64,
    divisor: u64,
    votes_short: Option<u64>,
}

/// Every divisor between the two, rounded by the method, gives these seats.
#[derive(Object)]
struct TallyDivisorRange {
    smallest: Option<TallyFraction>,
    largest: Option<TallyFraction>,
}

/// A fraction in lowest terms.
#[derive(Object)]
struct TallyFraction {
    num: u64,
    den: u64,
}

/// Whole quotas first, then the largest remainders.
#[derive(Object)]
struct TallyRemainders {
    seats: u32,
    /// Lists end at their last candidate here: seats are passed on.
    limited: bool,
    /// Votes of all who take part; the ideal share is votes times seats over this.
    counted: u64,
    lists: Vec<TallyRemainderShare>,
    /// Largest first; only the last 2,000.
    remainders: Vec<TallyWonRemainder>,
    last_seat: Vec<TallyWonRemainder>,
    first_missed: Vec<TallyMissedRemainder>,
}

/// One list under Hare/Niemeyer.
#[derive(Object)]
struct TallyRemainderShare {
    name: String,
    votes: u64,
    whole: u32,
    /// The rest of the ideal share, over the counted votes.
    remainder: u64,
    /// Seats that are certain.
    seats: u32,
    /// How many of them the majority clause gave first.
    by_clause: u32,
}

/// A remainder that won a seat, or is tied for one.
#[derive(Object)]
struct TallyWonRemainder {
    name: String,
    remainder: u64,
    /// 1 at first; more where seats went round again.
    round: u32,
    seat_from: u32,
    seat_to: u32,
    tied: bool,
}

/// A remainder that won nothing.
#[derive(Object)]
struct TallyMissedRemainder {
    name: String,
    remainder: u64,
    votes_short: Option<u64>,
}
