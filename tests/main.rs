//! All tests of the whole program, in one binary so that linking happens once.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "in a test a failure is the message"
)]

#[macro_use]
mod support;

mod access;
mod api;
mod architecture;
mod browser;
mod engines;
mod pages;
mod tally;
mod texts;
