//! What the operations of preparing an election read.

use poem_openapi::Object;

use super::documents::RulesJson;
use crate::elections::{
    actions::elections::NewElectionInput,
    model::{
        division::{DistrictInput, GroupInput},
        election::ElectionInput,
        nomination::{CandidateInput, NominationInput, WithdrawalInput},
    },
};

/// A district.
#[derive(Object)]
#[oai(rename = "ElectionDistrictRequest", deny_unknown_fields)]
pub(super) struct DistrictRequest {
    /// The one after the district before, where missing.
    number: Option<i64>,
    #[oai(validator(min_length = 1, max_length = 120))]
    name: String,
}

impl DistrictRequest {
    pub(super) fn input(self) -> DistrictInput {
        DistrictInput {
            number: self.number.map(|n| n.to_string()).unwrap_or_default(),
            name: self.name,
        }
    }
}

/// All districts of an election; none: it is counted in one place.
#[derive(Object)]
#[oai(rename = "ElectionDistrictsRequest", deny_unknown_fields)]
pub(super) struct DistrictsRequest {
    #[oai(validator(max_items = 5000))]
    pub(super) districts: Vec<DistrictRequest>,
}

/// Seats set aside for a group.
#[derive(Object)]
#[oai(rename = "ElectionSeatGroupRequest", deny_unknown_fields)]
pub(super) struct GroupRequest {
    #[oai(validator(min_length = 1, max_length = 120))]
    name: String,
    seats: i64,
}

impl GroupRequest {
    pub(super) fn input(self) -> GroupInput {
        GroupInput {
            name: self.name,
            seats: self.seats.to_string(),
        }
    }
}

/// All groups of seats of an election, numbered from 1 in this order; none: all seats are allocated together.
#[derive(Object)]
#[oai(rename = "ElectionSeatGroupsRequest", deny_unknown_fields)]
pub(super) struct GroupsRequest {
    #[oai(validator(max_items = 20))]
    pub(super) groups: Vec<GroupRequest>,
}

/// Day, seats and deadlines of an election.
#[derive(Object)]
#[oai(rename = "ElectionRequest", deny_unknown_fields)]
pub(super) struct ElectionRequest {
    /// Election day, `YYYY-MM-DD`.
    #[oai(validator(max_length = 10))]
    day: String,
    /// Seats to be elected, 1 to 200.
    seats: i64,
    /// Seats given by appointment beside the elected ones.
    #[oai(default)]
    appointed_seats: i64,
    /// Seats held by virtue of an office beside the elected ones.
    #[oai(default)]
    ex_officio_seats: i64,
    /// Last day on which nominations are handed in; before election day.
    #[oai(validator(max_length = 10))]
    nomination_deadline: Option<String>,
    /// Days that somebody called to a seat has to answer, 1 to 60.
    acceptance_days: i64,
    /// Last day on which an objection can be raised; after election day.
    #[oai(validator(max_length = 10))]
    objection_deadline: Option<String>,
}

impl ElectionRequest {
    pub(super) fn input(self) -> ElectionInput {
        ElectionInput {
            day: self.day,
            seats: self.seats.to_string(),
            appointed_seats: self.appointed_seats.to_string(),
            ex_officio_seats: self.ex_officio_seats.to_string(),
            nomination_deadline: self.nomination_deadline.unwrap_or_default(),
            acceptance_days: self.acceptance_days.to_string(),
            objection_deadline: self.objection_deadline.unwrap_or_default(),
        }
    }
}

/// A new election, with as much of its preparation as is known: all of it is taken in, or nothing.
#[derive(Object)]
#[oai(rename = "NewElectionRequest", deny_unknown_fields)]
pub(super) struct NewElectionRequest {
    pub(super) body_id: i64,
    /// A term of that body.
    pub(super) term_id: i64,
    election: ElectionRequest,
    rules: Option<RulesJson>,
    #[oai(default, validator(max_items = 5000))]
    districts: Vec<DistrictRequest>,
    #[oai(default, validator(max_items = 20))]
    groups: Vec<GroupRequest>,
    /// In the order of the ballot.
    #[oai(default, validator(max_items = 1000))]
    nominations: Vec<NewNominationRequest>,
}

impl NewElectionRequest {
    pub(super) fn input(self) -> NewElectionInput {
        NewElectionInput {
            details: self.election.input(),
            rules: self.rules.map(RulesJson::input),
            districts: self
                .districts
                .into_iter()
                .map(DistrictRequest::input)
                .collect(),
            groups: self.groups.into_iter().map(GroupRequest::input).collect(),
            nominations: self
                .nominations
                .into_iter()
                .map(NewNominationRequest::input)
                .collect(),
        }
    }
}

/// A list or an independent.
#[derive(Object)]
#[oai(rename = "ElectionNominationRequest", deny_unknown_fields)]
pub(super) struct NominationRequest {
    /// `list` or `independent`.
    #[oai(validator(max_length = 20))]
    kind: String,
    #[oai(validator(min_length = 1, max_length = 120))]
    label: String,
    /// Number of the group of seats; needed where there are groups.
    group: Option<i64>,
    /// Number of candidates where their names are not taken in.
    unnamed_candidates: Option<i64>,
    /// Why it changes after the last day for nominations; needed only then.
    #[oai(default, validator(max_length = 500))]
    reason: String,
}

impl NominationRequest {
    pub(super) fn input(self) -> NominationInput {
        let text = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
        NominationInput {
            kind: self.kind,
            label: self.label,
            group: text(self.group),
            unnamed_candidates: text(self.unnamed_candidates),
            reason: self.reason,
        }
    }
}

/// Somebody who stands.
#[derive(Object)]
#[oai(rename = "ElectionCandidateRequest", deny_unknown_fields)]
pub(super) struct CandidateRequest {
    /// May be empty: who has one name only has it as the family name.
    #[oai(default, validator(max_length = 100))]
    given_name: String,
    #[oai(validator(min_length = 1, max_length = 100))]
    family_name: String,
    /// The same person in the register.
    person_id: Option<i64>,
    /// The day on which the candidate agreed to stand and to be named in public, `YYYY-MM-DD`.
    #[oai(validator(max_length = 10))]
    consented_on: Option<String>,
}

impl CandidateRequest {
    pub(super) fn input(self) -> CandidateInput {
        CandidateInput {
            given_name: self.given_name,
            family_name: self.family_name,
            person: self.person_id.map(|id| id.to_string()).unwrap_or_default(),
            consented_on: self.consented_on.unwrap_or_default(),
        }
    }
}

/// A nomination with its candidates in their order.
#[derive(Object)]
#[oai(rename = "NewElectionNominationRequest", deny_unknown_fields)]
pub(super) struct NewNominationRequest {
    nomination: NominationRequest,
    #[oai(default, validator(max_items = 500))]
    candidates: Vec<CandidateRequest>,
}

impl NewNominationRequest {
    pub(super) fn input(self) -> (NominationInput, Vec<CandidateInput>) {
        let candidates = self.candidates.into_iter().map(CandidateRequest::input);
        (self.nomination.input(), candidates.collect())
    }
}

/// Candidates to be added at the end of a nomination.
#[derive(Object)]
#[oai(rename = "ElectionCandidatesRequest", deny_unknown_fields)]
pub(super) struct CandidatesRequest {
    #[oai(validator(min_items = 1, max_items = 500))]
    pub(super) candidates: Vec<CandidateRequest>,
    /// Needed after the last day for nominations.
    #[oai(default, validator(max_length = 500))]
    pub(super) reason: String,
}

/// A candidate as changed.
#[derive(Object)]
#[oai(rename = "ElectionCandidateChange", deny_unknown_fields)]
pub(super) struct CandidateChange {
    pub(super) candidate: CandidateRequest,
    /// Needed after the last day for nominations.
    #[oai(default, validator(max_length = 500))]
    pub(super) reason: String,
}

/// Ids in their new order, each once.
#[derive(Object)]
#[oai(rename = "ElectionOrderRequest", deny_unknown_fields)]
pub(super) struct OrderRequest {
    #[oai(validator(max_items = 1000))]
    pub(super) order: Vec<i64>,
    /// Needed after the last day for nominations.
    #[oai(default, validator(max_length = 500))]
    pub(super) reason: String,
}

/// Why something is done.
#[derive(Object)]
#[oai(rename = "ElectionReasonRequest", deny_unknown_fields)]
pub(super) struct ReasonRequest {
    #[oai(validator(max_length = 500))]
    pub(super) reason: String,
}

/// When and why somebody withdrew.
#[derive(Object)]
#[oai(rename = "ElectionWithdrawalRequest", deny_unknown_fields)]
pub(super) struct WithdrawalRequest {
    /// `YYYY-MM-DD`, today at the latest.
    #[oai(validator(max_length = 10))]
    day: String,
    #[oai(validator(max_length = 500))]
    reason: String,
}

impl WithdrawalRequest {
    pub(super) fn input(self) -> WithdrawalInput {
        WithdrawalInput {
            day: self.day,
            reason: self.reason,
        }
    }
}
