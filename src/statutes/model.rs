//! Versions of statutes, their rules, and the delegate key.

pub mod calculator;
pub mod computation;
pub mod describe;
pub mod form;
pub mod key;
pub mod rules;
pub mod working;

use serde::Serialize;

use crate::types::{Day, StatutesId};

use self::rules::Rules;

/// A version of the statutes of a federation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Statutes {
    pub id: StatutesId,
    pub title: String,
    /// The first day on which it holds, until the next version does.
    pub valid_from: Day,
    pub rules: Rules,
    #[serde(skip)]
    pub revision: i64,
    /// Whether a computation was made by it: then it never changes.
    #[serde(skip)]
    pub in_use: bool,
}
