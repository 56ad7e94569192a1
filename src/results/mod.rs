pub mod api;
pub mod pages;
pub mod store;
pub mod recount;
