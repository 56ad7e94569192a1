//! The pages, asked for as people and as strangers ask: signing in, hostile requests, every template.

mod agenda;
mod assemblies;
mod calculator;
mod calendar;
mod election_results;
mod elections;
mod every_template;
mod invitations;
mod motions;
mod privacy;
mod registry;
mod requests;
mod second_factor;
mod sending_slowly;
mod signing_in;
mod statutes;
pub mod voting;
