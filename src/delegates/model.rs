//! Rounds in which bodies register their delegates.

use serde::{Deserialize, Serialize};

use crate::types::{BodyId, Day, PersonId, RoundId, Timestamp};

/// Whether delegates can still be registered and checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundState {
    Open,
    /// The roll is built; nothing changes any more.
    Frozen,
}

/// A round in which bodies register delegates for an assembly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Round {
    pub id: RoundId,
    pub title: String,
    /// The day on which delegates must belong to their body.
    pub day: Day,
    /// Offices register until then.
    pub deadline: Option<Timestamp>,
    pub state: RoundState,
    pub revision: i64,
}

/// An accepted delegate, as the roll takes it over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedDelegate {
    pub person: PersonId,
    pub body: BodyId,
    /// Given and family name.
    pub name: String,
    /// Name of the body on the day of the round.
    pub body_name: String,
    pub votes: i64,
}
