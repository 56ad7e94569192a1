//! Elections: types and rules, pure.

pub mod calculator;
pub mod chart;
pub mod comparison;
pub mod compute;
pub mod count;
pub mod differences;
pub mod disclosure;
pub mod division;
pub mod document;
pub mod election;
pub mod figures;
pub mod lot;
pub mod nomination;
pub mod plausibility;
pub mod publication;
pub mod rules;
pub mod seat_call;
pub mod succession;
