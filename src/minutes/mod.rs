//! Minutes of assemblies: put together from what happened, completed by hand, signed by two.

pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
pub mod store;
