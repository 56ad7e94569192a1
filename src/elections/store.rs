//! SQL of elections: one file for each thing that is kept.

pub mod counts;
pub mod divisions;
pub mod elections;
pub mod lots;
pub mod nominations;
pub mod seat_calls;
pub mod versions;
