//! Seat allocation: votes and a rule in, seats and the working out.
//!
//! [`allocate`] divides seats among lists and independents by Sainte-Laguë/Schepers, d'Hondt or Hare/Niemeyer. A tie for the last
//! seats is a result, never settled by the order of input; a lot that was drawn comes in as a [`Lot`] and completes the result.
//!
//! `entitled` is what votes earn, `filled` what candidates can take. Always: filled, vacant and undecided seats add up to the seats.
//!
//! What is absent on purpose: default methods, thresholds of a particular law, overhang and levelling seats, joined lists.

mod allocation;
mod error;
mod groups;
mod pass;
mod quotients;
mod remainders;
mod rule;
mod strongest;
mod working;

pub use super::lot::{Lot, LotFault, LotRefused, Tie};
pub use allocation::{Allocation, Share, allocate};
pub use error::SeatError;
pub use groups::{GroupError, GroupedAllocation, SeatGroup, allocate_groups};
pub use rule::{
    Contender, MOST_CONTENDERS, MOST_SEATS, MOST_VOTES, Method, SeatRule, ShortLists, Threshold,
};
pub use working::{
    DivisorRange, Fraction, LONGEST_LISTING, MajorityClause, MissedQuotient, MissedRemainder,
    QuotientClaim, QuotientLine, Quotients, RemainderClaim, RemainderLine, Remainders, SeatNumbers,
    Step,
};

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
