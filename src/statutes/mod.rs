//! Statutes of a federation: versions by the day from which they hold, each rule with its article; and the delegate key applied.
//!
//! It knows bodies and their figures, not rounds: the computation for a round is kept by the room of delegates.

pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
pub mod store;
