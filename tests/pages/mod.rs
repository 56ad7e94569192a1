//! The pages, asked for as people and as strangers ask: signing in, hostile requests, every template.

mod every_template;
mod requests;
mod sending_slowly;
mod signing_in;
