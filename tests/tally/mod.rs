//! Counting against elections that were held, textbook cases and results of independent programs.

mod command;
mod independent_counts;
mod independent_programs;
mod real_elections;
