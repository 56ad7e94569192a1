//! The register: federations, municipalities, member bodies, terms of office, people, seats and mandates.

pub mod actions;
pub mod api;
pub mod bodies_api;
pub mod bodies_pages;
pub mod import;
pub mod mandates_pages;
pub mod model;
pub mod pages;
pub mod people_api;
pub mod people_pages;
pub mod store;
pub mod table;
pub mod terms_api;
pub mod terms_pages;
