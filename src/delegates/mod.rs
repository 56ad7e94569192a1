//! Delegates of bodies: registered by their offices, checked by staff.
//!
//! It knows rounds, not assemblies: the list on which staff check all bodies is a page of the assembly. It computes no number of
//! places; staff enter them.

pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
pub mod store;
