//! Elections of member bodies: rules, nominations, counts, seats, certification, and who is called to a seat.
//!
//! The election itself is held by the municipality, on paper and by its law; this room takes in what was nominated and counted,
//! computes the seats by the rules of that election, and follows each seat to the person who sits on it. It has no box and no
//! codes: voting in assemblies is the work of `rolls` and `polls`. There is no default method: nothing is allocated before the
//! rules are set with their legal source.

pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
pub mod store;
pub mod tables;
