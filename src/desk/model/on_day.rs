//! Who speaks for whom on a day: mandates, and the delegates of the assembly that was last.

use crate::{
    registry::model::mandate::Function,
    types::{BodyId, Day, PersonId, RoundId},
};

/// The assembly whose delegates speak on the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundOnDay {
    pub id: RoundId,
    pub title: String,
    pub day: Day,
    /// While it is not, delegates may still change.
    pub is_frozen: bool,
}

/// As what somebody speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    Mandate(Function),
    Delegate,
}

impl What {
    /// The word used in the API and in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mandate(function) => function.as_str(),
            Self::Delegate => "delegate",
        }
    }

    /// Key of the name in the reader's language.
    pub fn label(self) -> &'static str {
        match self {
            Self::Mandate(function) => function.label(),
            Self::Delegate => crate::key!("desk-delegate"),
        }
    }
}

/// Somebody who speaks for a body on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub body: BodyId,
    pub body_name: String,
    pub person: PersonId,
    pub given_name: String,
    pub family_name: String,
    pub what: What,
    /// Of a delegate: the day on which they followed somebody.
    pub from: Option<Day>,
    pub until: Option<Day>,
}

impl Entry {
    /// Given and family name.
    pub fn name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
            .trim()
            .to_owned()
    }
}
