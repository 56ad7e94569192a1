//! The floor of an assembly: who speaks, what the hall sees, and what the chair does next.
//!
//! It reads all rooms to its left; the list of speakers is its own.

pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
pub mod store;
