//! Elections: types and rules, pure.

pub mod compute;
pub mod count;
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
