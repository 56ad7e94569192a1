//! What people do with elections. Each function checks the right first.

pub mod calculator;
pub mod certification;
pub mod counts;
pub mod elections;
pub mod nominations;
pub mod public;
pub mod seat_calls;
