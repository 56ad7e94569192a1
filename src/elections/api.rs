//! Elections over the API: one file for each part of the way.

pub mod calculator;
pub mod certification;
pub mod counts;
pub mod elections;
pub mod nominations;
pub mod public;
pub mod seat_calls;
