//! People who sign in: accounts, passwords, sessions, roles, invitations, API tokens.
//!
//! Knows federations and bodies only by their ids. Voters are not here: they hold a code of a roll (see `rolls`).

pub mod actions;
pub mod api;
pub mod model;
pub mod pages;
pub mod password;
pub mod store;
pub mod throttle;
pub mod totp;
