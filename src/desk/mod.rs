//! What is due round the year, for staff and for each body; who spoke for whom on a day; what a wave of elections brought.
//!
//! It writes nothing: every item leads to the room where it is done.

pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
pub mod store;
