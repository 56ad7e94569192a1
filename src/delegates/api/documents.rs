//! What the operations take and answer.

use poem_openapi::{Enum, Object};

use crate::delegates::model::{
    CheckFilter, Delegate, DelegateRole, DelegateState, DelegationState, Entitlement, Round,
    RoundState,
};

/// Where a delegation is, as a whole.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
pub(super) enum DelegationStateName {
    /// Nothing was submitted yet.
    Draft,
    /// What was submitted last is what stands here.
    Submitted,
    /// Something was changed since.
    Changed,
}

impl From<DelegationState> for DelegationStateName {
    fn from(state: DelegationState) -> Self {
        match state {
            DelegationState::Draft => Self::Draft,
            DelegationState::Submitted => Self::Submitted,
            DelegationState::Changed => Self::Changed,
        }
    }
}

/// Whether delegates can still be registered and checked.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
pub(super) enum RoundStateName {
    Open,
    Frozen,
}

/// As what somebody is sent.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
pub(super) enum DelegateRoleName {
    /// Votes.
    Delegate,
    /// Stands in at this assembly, for one delegate or for the delegation.
    Deputy,
    /// Follows for good when a delegate departs.
    Substitute,
}

/// Where a registration is on its way.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
pub(super) enum DelegateStateName {
    Registered,
    Accepted,
    Returned,
    Withdrawn,
}

/// Which bodies a check list shows.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
pub(super) enum CheckFilterName {
    /// Bodies with free delegate places.
    Incomplete,
    Registered,
    Accepted,
    Returned,
    Withdrawn,
}

/// A round in which bodies register delegates.
#[derive(Object)]
pub(super) struct RoundDocument {
    pub(super) id: i64,
    pub(super) title: String,
    /// The day on which delegates must belong to their body, YYYY-MM-DD.
    pub(super) day: String,
    /// Until when offices register, RFC 3339, UTC.
    pub(super) deadline: Option<String>,
    pub(super) state: RoundStateName,
}

/// A registered delegate or deputy.
#[derive(Object)]
pub(super) struct DelegateDocument {
    pub(super) id: i64,
    pub(super) round_id: i64,
    pub(super) body_id: i64,
    pub(super) body_name: String,
    pub(super) person_id: i64,
    pub(super) name: String,
    pub(super) role: DelegateRoleName,
    /// The delegate for whom a deputy stands in; missing for the whole delegation.
    pub(super) principal_id: Option<i64>,
    /// The office entered the person itself.
    pub(super) is_new: bool,
    /// Rank within the body, from 1.
    pub(super) position: i64,
    pub(super) votes: i64,
    pub(super) state: DelegateStateName,
    /// Why it was returned, doubts were overruled, or somebody departed; else empty.
    pub(super) reason: String,
    /// To be sent back as If-Match with a change.
    pub(super) revision: i64,
}

/// How many a body may send, and how far it is.
#[derive(Object)]
pub(super) struct EntitlementDocument {
    pub(super) body_id: i64,
    /// Name of the body on the day of the round.
    pub(super) body_name: String,
    pub(super) places: i64,
    /// Delegates registered or accepted.
    pub(super) delegates: i64,
    /// Deputies registered or accepted; at most as many as places.
    pub(super) deputies: i64,
    /// Substitutes registered or accepted; at most as many as places.
    pub(super) substitutes: i64,
    pub(super) accepted_delegates: i64,
    pub(super) accepted_deputies: i64,
    pub(super) accepted_substitutes: i64,
    /// Registrations that wait for the check.
    pub(super) undecided: i64,
    pub(super) returned: i64,
    /// To be sent back as If-Match with a change.
    pub(super) revision: i64,
}

/// Somebody whom the body can register.
#[derive(Object)]
pub(super) struct EligiblePerson {
    pub(super) person_id: i64,
    pub(super) name: String,
}

/// What a body has registered in a round, and whom it can still register.
#[derive(Object)]
pub(super) struct DelegationDocument {
    pub(super) round: RoundDocument,
    pub(super) entitlement: EntitlementDocument,
    pub(super) delegates: Vec<DelegateDocument>,
    pub(super) eligible: Vec<EligiblePerson>,
    /// Whether the caller may register and withdraw now.
    pub(super) may_change: bool,
    /// Whether the delegation was submitted as it stands.
    pub(super) state: DelegationStateName,
    /// The day of the resolution, YYYY-MM-DD.
    pub(super) resolution_on: Option<String>,
    /// SHA-256 of the document of the resolution.
    pub(super) document_sha256: Option<String>,
    /// The number of the last submission.
    pub(super) submission: Option<i64>,
}

/// A page of rounds.
#[derive(Object)]
pub(super) struct RoundPage {
    pub(super) items: Vec<RoundDocument>,
    pub(super) total: i64,
    pub(super) page: i64,
    pub(super) last_page: i64,
}

/// A page of registrations.
#[derive(Object)]
pub(super) struct DelegatePage {
    pub(super) items: Vec<DelegateDocument>,
    pub(super) total: i64,
    pub(super) page: i64,
    pub(super) last_page: i64,
}

/// A page of entitlements.
#[derive(Object)]
pub(super) struct EntitlementPage {
    pub(super) items: Vec<EntitlementDocument>,
    pub(super) total: i64,
    pub(super) page: i64,
    pub(super) last_page: i64,
}

/// Whom a body registers.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct NewDelegate {
    pub(super) person_id: i64,
    pub(super) role: DelegateRoleName,
    /// The delegate for whom a deputy stands in; missing for the whole delegation.
    pub(super) principal_id: Option<i64>,
}

/// How many delegates a body may send.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct NewPlaces {
    #[oai(validator(minimum(value = "0"), maximum(value = "999")))]
    pub(super) places: i64,
    /// Needed where other places were computed for the body.
    #[oai(default, validator(max_length = 500))]
    pub(super) reason: String,
}

/// The ranks of a body's delegates and deputies.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct NewOrder {
    /// The id of each registration that is not withdrawn, once.
    #[oai(validator(max_items = 2000))]
    pub(super) delegates: Vec<i64>,
}

/// With how many votes a delegate is accepted.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct Acceptance {
    #[oai(
        default = "one_vote",
        validator(minimum(value = "1"), maximum(value = "99"))
    )]
    pub(super) votes: i64,
}

fn one_vote() -> i64 {
    1
}

/// Why a registration is given back.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct ReturnReason {
    #[oai(validator(min_length = 1, max_length = 500))]
    pub(super) reason: String,
}

/// How many bodies were entered.
#[derive(Object)]
pub(super) struct EnteredBodies {
    pub(super) entered: i64,
}

impl From<Round> for RoundDocument {
    fn from(round: Round) -> Self {
        Self {
            id: round.id.0,
            title: round.title,
            day: round.day.to_string(),
            deadline: round.deadline.map(|d| d.to_string()),
            state: match round.state {
                RoundState::Open => RoundStateName::Open,
                RoundState::Frozen => RoundStateName::Frozen,
            },
        }
    }
}

impl From<Delegate> for DelegateDocument {
    fn from(delegate: Delegate) -> Self {
        Self {
            id: delegate.id.0,
            round_id: delegate.round.0,
            body_id: delegate.body.0,
            body_name: delegate.body_name,
            person_id: delegate.person.0,
            name: delegate.name,
            role: delegate.role.into(),
            principal_id: delegate.principal.map(|p| p.0),
            is_new: delegate.is_new,
            position: delegate.position,
            votes: delegate.votes,
            state: match delegate.state {
                DelegateState::Registered => DelegateStateName::Registered,
                DelegateState::Accepted => DelegateStateName::Accepted,
                DelegateState::Returned => DelegateStateName::Returned,
                DelegateState::Withdrawn => DelegateStateName::Withdrawn,
            },
            reason: delegate.reason,
            revision: delegate.revision,
        }
    }
}

impl From<Entitlement> for EntitlementDocument {
    fn from(entitlement: Entitlement) -> Self {
        let places = entitlement.places;
        Self {
            body_id: entitlement.body.0,
            body_name: entitlement.body_name,
            places: places.places,
            delegates: places.delegates,
            deputies: places.deputies,
            substitutes: places.substitutes,
            accepted_delegates: places.accepted_delegates,
            accepted_deputies: places.accepted_deputies,
            accepted_substitutes: places.accepted_substitutes,
            undecided: entitlement.undecided,
            returned: entitlement.returned,
            revision: entitlement.revision,
        }
    }
}

impl From<DelegateStateName> for DelegateState {
    fn from(name: DelegateStateName) -> Self {
        match name {
            DelegateStateName::Registered => Self::Registered,
            DelegateStateName::Accepted => Self::Accepted,
            DelegateStateName::Returned => Self::Returned,
            DelegateStateName::Withdrawn => Self::Withdrawn,
        }
    }
}

impl From<CheckFilterName> for CheckFilter {
    fn from(name: CheckFilterName) -> Self {
        match name {
            CheckFilterName::Incomplete => Self::Incomplete,
            CheckFilterName::Registered => Self::State(DelegateState::Registered),
            CheckFilterName::Accepted => Self::State(DelegateState::Accepted),
            CheckFilterName::Returned => Self::State(DelegateState::Returned),
            CheckFilterName::Withdrawn => Self::State(DelegateState::Withdrawn),
        }
    }
}

impl From<DelegateRole> for DelegateRoleName {
    fn from(role: DelegateRole) -> Self {
        match role {
            DelegateRole::Delegate => Self::Delegate,
            DelegateRole::Deputy => Self::Deputy,
            DelegateRole::Substitute => Self::Substitute,
        }
    }
}

impl From<DelegateRoleName> for DelegateRole {
    fn from(name: DelegateRoleName) -> Self {
        match name {
            DelegateRoleName::Delegate => Self::Delegate,
            DelegateRoleName::Deputy => Self::Deputy,
            DelegateRoleName::Substitute => Self::Substitute,
        }
    }
}
