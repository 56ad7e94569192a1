//! Delegates of bodies: registered by their offices, checked by staff.
//!
//! It knows rounds, not assemblies: the list on which staff check all bodies is a page of the assembly. The number of places comes from
//! the register, from a computation by the statutes that hold on the day, or from staff with a reason.

pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
pub mod store;
