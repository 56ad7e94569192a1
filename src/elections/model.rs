//! Elections: types and rules, pure.

pub mod calculator;
pub mod count;
pub mod division;
pub mod document;
pub mod election;
pub mod figures;
pub mod lot;
pub mod nomination;
pub mod rules;
pub mod seat_call;
