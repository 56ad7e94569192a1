//! The database on both engines: statements, migrations, guards, casting and counting, and what a dropped request leaves.

mod append_only;
mod audit;
mod backup;
mod begin;
mod booth;
mod boxes;
mod casting;
mod client_resets;
mod counting;
mod delegates;
mod durability;
mod faults;
mod kill;
mod mail;
mod migrations;
mod power;
mod privacy;
mod rehearsal;
mod secrets;
mod statements;
