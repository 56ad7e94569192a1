//! The register: federations, municipalities, member bodies, terms of office, people, seats and mandates.

pub mod actions;
pub mod api;
pub mod import;
pub mod import_jobs;
pub mod model;
pub mod pages;
pub mod store;
pub mod table;
