//! Assemblies: preparing one with its round of delegates and its roll, calling its members with an agenda, and the day's work at a
//! glance.
//!
//! It registers nobody, freezes nothing and counts nothing itself; it leads to the rooms that do.

pub mod actions;
pub mod api;
pub mod messages;
pub mod model;
pub mod pages;
pub mod store;
