//! Counting: whether a motion is carried and who is elected, in exact integers.
//!
//! Whoever doubts a result can follow this room with paper and pencil. [`majority`] holds the one
//! engine that decides a motion by its rule; [`poll`] reads canonical ballots and sums them up; [`choices`] counts ballots that
//! give votes, [`ranked`] those that rank. [`seats`] divides seats among lists,
//! and [`persons`] says which candidates take them; [`delegates`] says how many delegates a body sends. Ties and the lots that people drew are in [`lot`].
//!
//! What is absent on purpose:
//! - no I/O, no clock, no randomness: the same figures always give the same answer;
//! - no third-party crate and nothing of ours, only `std`; whoever stores a rule or shows a result
//!   converts at its own border;
//! - no floating point: a share is compared in whole numbers;
//! - no draw of lots: a tie is a result that names those concerned, and people decide it; what they drew comes in as a figure;
//! - no words for pages: findings carry numbers, the pages say them in the reader's language.

pub mod choices;
pub mod delegates;
pub mod lot;
pub mod majority;
pub mod persons;
pub mod poll;
pub mod ranked;
pub mod seats;
