//! Privacy: everything that is kept about one person, in one act, and the erasure of a person that leaves all counts as they are.
//!
//! Both reach over all rooms; so this one stands to their right.

pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
pub mod store;
