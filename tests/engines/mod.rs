//! The database on both engines: statements, migrations, guards, and what a dropped request leaves.

mod append_only;
mod audit;
mod begin;
mod client_resets;
mod delegates;
mod durability;
mod migrations;
mod statements;
