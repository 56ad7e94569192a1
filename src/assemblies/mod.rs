//! Assemblies: preparing one with its round of delegates and its roll, and the day's work at a glance.
//!
//! It registers nobody, freezes nothing and counts nothing itself; it leads to the rooms that do.

pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
pub mod store;
