//! Pages of elections: one file for each part of the way.

mod calculator;
mod certification;
mod counts;
mod elections;
mod nominations;
mod public;
mod seat_calls;
