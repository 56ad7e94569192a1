//! Delegates of bodies: registered by their offices, checked by staff.

pub mod api;
pub mod model;
pub mod pages;
pub mod store;
