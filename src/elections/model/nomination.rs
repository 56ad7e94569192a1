//! Who stands: lists and independents with their candidates, the districts, and groups with seats of their own.

use serde::Serialize;

use crate::types::{
    CandidateId, Day, DistrictId, NominationId, PersonId, SeatGroupId, words::words,
};

words! {
    /// What a nomination is.
    NominationKind {
        /// Candidates in an order under one label.
        List = "list", crate::key!("elections-kind-list");
        /// One person who stands alone and holds at most one seat.
        Independent = "independent", crate::key!("elections-kind-independent");
    }
}

/// A list or an independent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Nomination {
    pub id: NominationId,
    /// Order on the ballot, from 1.
    pub position: i64,
    pub kind: NominationKind,
    pub label: String,
    pub group: Option<SeatGroupId>,
    /// Number of candidates where their names were not taken in.
    pub unnamed_candidates: Option<i64>,
    pub withdrawn_on: Option<Day>,
    pub withdrawn_reason: String,
    /// In the order of the list.
    pub candidates: Vec<Candidate>,
    #[serde(skip)]
    pub revision: i64,
}

impl Nomination {
    /// How many seats it can fill: an independent one, a list as many as candidates still stand; `None` where it is not known.
    pub fn capacity(&self) -> Option<i64> {
        let standing = self.candidates.iter().filter(|c| c.stands()).count();
        match self.kind {
            NominationKind::Independent => Some(1),
            NominationKind::List if self.candidates.is_empty() => self.unnamed_candidates,
            NominationKind::List => Some(i64::try_from(standing).unwrap_or(i64::MAX)),
        }
    }

    /// Whether it is still to be voted for.
    pub fn stands(&self) -> bool {
        self.withdrawn_on.is_none()
    }
}

/// Somebody on a list, or an independent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Candidate {
    pub id: CandidateId,
    /// Place on the list, from 1.
    pub position: i64,
    pub person: Option<PersonId>,
    pub given_name: String,
    pub family_name: String,
    /// The day on which the candidate agreed to stand and to be named in public.
    pub consented_on: Option<Day>,
    pub withdrawn_on: Option<Day>,
    pub withdrawn_reason: String,
    #[serde(skip)]
    pub revision: i64,
}

impl Candidate {
    /// Whether the candidate can still be elected.
    pub fn stands(&self) -> bool {
        self.withdrawn_on.is_none()
    }

    /// Given name and family name.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
            .trim()
            .to_owned()
    }
}

/// Where it is counted; an election without districts has one with an empty name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct District {
    pub id: DistrictId,
    pub number: i64,
    pub name: String,
}

/// Seats set aside for a group of nominations, allocated by themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeatGroup {
    pub id: SeatGroupId,
    pub number: i64,
    pub name: String,
    pub seats: i64,
}
