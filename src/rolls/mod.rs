//! Who may vote: the frozen roll with its digest, voting codes on sheets and by mail, and voters who are signed in.

pub mod actions;
pub mod api;
pub mod canonical;
pub mod code;
pub mod code_jobs;
pub mod messages;
pub mod model;
pub mod pages;
pub mod store;
