//! The pages, asked for as people and as strangers ask: signing in, hostile requests, every template.

mod assemblies;
mod calculator;
mod every_template;
mod registry;
mod requests;
mod sending_slowly;
mod signing_in;
