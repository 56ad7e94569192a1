//! Who may vote.

use serde::{Deserialize, Serialize};

use crate::types::{BodyId, CodeId, EntryId, FederationId, PersonId, RollId, RoundId, Timestamp};

/// Whether the roll is fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RollState {
    Building,
    Frozen,
}

/// A roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Roll {
    pub id: RollId,
    pub federation: FederationId,
    pub round: RoundId,
    pub title: String,
    pub state: RollState,
    pub frozen_at: Option<Timestamp>,
    /// SHA-256 over the canonical form, in hex; from freezing on.
    pub digest: Option<String>,
    /// Number of entries; 0 until freezing.
    pub entries: i64,
    pub revision: i64,
}

/// An entry of a frozen roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    pub id: EntryId,
    /// From 1, in the order of the canonical form.
    pub number: i64,
    pub person: PersonId,
    pub body: BodyId,
    pub name: String,
    pub body_name: String,
    /// How many votes the entry has; each becomes a ballot of its own.
    pub votes: i64,
}

/// A voter who is signed in with a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voter {
    pub federation: FederationId,
    pub roll: RollId,
    pub entry: EntryId,
    pub code: CodeId,
    pub name: String,
    pub body_name: String,
    pub votes: i64,
}
