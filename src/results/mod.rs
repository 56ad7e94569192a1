//! Results: published versions, public pages, the export of a box and its second count, the log of acts.

pub mod actions;
pub mod api;
pub mod evidence;
pub mod model;
pub mod pages;
pub mod recount;
pub mod store;
