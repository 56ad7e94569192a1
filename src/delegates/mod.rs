//! Delegates of bodies: registered by their offices, checked by staff.
//!
//! It knows rounds, not assemblies: the list on which staff check all bodies is a page of the assembly. The number of places comes from
//! the register, from a computation by the statutes that hold on the day, or from staff with a reason. Offices come with an account
//! or with the link of a call; both do the same on the same pages.
//!
//! A deputy stands in at one meeting, for one delegate or for the delegation; a substitute follows for good on departure.

pub mod actions;
pub mod api;
pub mod import;
pub mod links;
pub mod messages;
pub mod model;
pub mod pages;
pub mod store;
