//! Delegates over the API: rounds, places, registrations and their check.

use poem::web::Data;
use poem_openapi::{
    Enum, Object, OpenApi,
    param::{Header, Path, Query},
    payload::Json,
};

use super::{
    actions::{self, check},
    model::{
        CheckFilter, Delegate, DelegateRole, DelegateState, Entitlement, RegistrationInput, Round,
        RoundState,
    },
};
use crate::{
    App,
    accounts::model::Right,
    types::{BodyId, DelegateId, RoundId},
    web::{
        Access, Refused,
        api::{Caller, Done, Made, Paging, Versioned, expected_revision},
    },
};

const OFFICE_READS: Access = Access::OfficeOr(Right::ReadStaffPages);
const OFFICE_CHANGES: Access = Access::OfficeOr(Right::PrepareAssemblies);
const STAFF_READ: Access = Access::Right(Right::ReadStaffPages);
const STAFF_CHANGE: Access = Access::Right(Right::PrepareAssemblies);

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    ("list_rounds", STAFF_READ),
    ("list_rounds_of_body", OFFICE_READS),
    ("list_entitlements", STAFF_READ),
    ("enter_bodies", STAFF_CHANGE),
    ("show_delegation", OFFICE_READS),
    ("set_delegate_places", STAFF_CHANGE),
    ("register_delegate", OFFICE_CHANGES),
    ("withdraw_delegate", OFFICE_CHANGES),
    ("order_delegates", OFFICE_CHANGES),
    ("accept_delegates_of_body", STAFF_CHANGE),
    ("list_delegates", STAFF_READ),
    ("show_delegate", STAFF_READ),
    ("accept_delegate", STAFF_CHANGE),
    ("return_delegate", STAFF_CHANGE),
];

/// The operations.
pub struct DelegatesApi;

/// Whether delegates can still be registered and checked.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
enum RoundStateName {
    Open,
    Frozen,
}

/// As what somebody is sent.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
enum DelegateRoleName {
    Delegate,
    Deputy,
}

/// Where a registration is on its way.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
enum DelegateStateName {
    Registered,
    Accepted,
    Returned,
    Withdrawn,
}

/// Which bodies a check list shows.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
enum CheckFilterName {
    /// Bodies with free delegate places.
    Incomplete,
    Registered,
    Accepted,
    Returned,
    Withdrawn,
}

/// A round in which bodies register delegates.
#[derive(Object)]
struct RoundDocument {
    id: i64,
    title: String,
    /// The day on which delegates must belong to their body, YYYY-MM-DD.
    day: String,
    /// Until when offices register, RFC 3339, UTC.
    deadline: Option<String>,
    state: RoundStateName,
}

/// A registered delegate or deputy.
#[derive(Object)]
struct DelegateDocument {
    id: i64,
    round_id: i64,
    body_id: i64,
    body_name: String,
    person_id: i64,
    name: String,
    role: DelegateRoleName,
    /// Rank within the body, from 1.
    position: i64,
    votes: i64,
    state: DelegateStateName,
    /// Why it was returned; else empty.
    reason: String,
    /// To be sent back as If-Match with a change.
    revision: i64,
}

/// How many a body may send, and how far it is.
#[derive(Object)]
struct EntitlementDocument {
    body_id: i64,
    /// Name of the body on the day of the round.
    body_name: String,
    places: i64,
    /// Delegates registered or accepted.
    delegates: i64,
    /// Deputies registered or accepted; at most as many as places.
    deputies: i64,
    accepted_delegates: i64,
    accepted_deputies: i64,
    /// Registrations that wait for the check.
    undecided: i64,
    returned: i64,
    /// To be sent back as If-Match with a change.
    revision: i64,
}

/// Somebody whom the body can register.
#[derive(Object)]
struct EligiblePerson {
    person_id: i64,
    name: String,
}

/// What a body has registered in a round, and whom it can still register.
#[derive(Object)]
struct DelegationDocument {
    round: RoundDocument,
    entitlement: EntitlementDocument,
    delegates: Vec<DelegateDocument>,
    eligible: Vec<EligiblePerson>,
    /// Whether the caller may register and withdraw now.
    may_change: bool,
}

/// A page of rounds.
#[derive(Object)]
struct RoundPage {
    items: Vec<RoundDocument>,
    total: i64,
    page: i64,
    last_page: i64,
}

/// A page of registrations.
#[derive(Object)]
struct DelegatePage {
    items: Vec<DelegateDocument>,
    total: i64,
    page: i64,
    last_page: i64,
}

/// A page of entitlements.
#[derive(Object)]
struct EntitlementPage {
    items: Vec<EntitlementDocument>,
    total: i64,
    page: i64,
    last_page: i64,
}

/// Whom a body registers.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewDelegate {
    person_id: i64,
    role: DelegateRoleName,
}

/// How many delegates a body may send.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewPlaces {
    #[oai(validator(minimum(value = "0"), maximum(value = "999")))]
    places: i64,
}

/// The ranks of a body's delegates and deputies.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewOrder {
    /// The id of each registration that is not withdrawn, once.
    #[oai(validator(max_items = 2000))]
    delegates: Vec<i64>,
}

/// With how many votes a delegate is accepted.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct Acceptance {
    #[oai(default = "one_vote", validator(minimum(value = "1"), maximum(value = "99")))]
    votes: i64,
}

fn one_vote() -> i64 {
    1
}

/// Why a registration is given back.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ReturnReason {
    #[oai(validator(min_length = 1, max_length = 500))]
    reason: String,
}

/// How many bodies were entered.
#[derive(Object)]
struct EnteredBodies {
    entered: i64,
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
            role: match delegate.role {
                DelegateRole::Delegate => DelegateRoleName::Delegate,
                DelegateRole::Deputy => DelegateRoleName::Deputy,
            },
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
            accepted_delegates: places.accepted_delegates,
            accepted_deputies: places.accepted_deputies,
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

impl From<DelegateRoleName> for DelegateRole {
    fn from(name: DelegateRoleName) -> Self {
        match name {
            DelegateRoleName::Delegate => Self::Delegate,
            DelegateRoleName::Deputy => Self::Deputy,
        }
    }
}

fn round_page((rounds, total): (Vec<Round>, i64), paging: Paging) -> Json<RoundPage> {
    Json(RoundPage {
        items: rounds.into_iter().map(RoundDocument::from).collect(),
        total,
        page: paging.page(),
        last_page: paging.last_page(total),
    })
}

#[OpenApi(tag = "crate::api::Tag::Delegates")]
impl DelegatesApi {
    /// Lists the rounds of a federation, the latest first.
    #[oai(path = "/federations/:slug/rounds", method = "get", operation_id = "list_rounds")]
    async fn list_rounds(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        page: Query<Option<i64>>,
        per_page: Query<Option<i64>>,
    ) -> Result<Json<RoundPage>, Refused> {
        let paging = Paging::of(page.0, per_page.0);
        let limits = (paging.limit, paging.offset);
        Ok(round_page(check::list_rounds(&app, &caller.0, &slug, limits).await?, paging))
    }

    /// Lists the rounds in which a body has places, the latest first.
    #[oai(
        path = "/federations/:slug/bodies/:body/rounds",
        method = "get",
        operation_id = "list_rounds_of_body"
    )]
    async fn list_rounds_of_body(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Path<i64>,
        page: Query<Option<i64>>,
        per_page: Query<Option<i64>>,
    ) -> Result<Json<RoundPage>, Refused> {
        let paging = Paging::of(page.0, per_page.0);
        let limits = (paging.limit, paging.offset);
        let found = actions::rounds_of_body(&app, &caller.0, &slug, BodyId(body.0), limits).await?;
        Ok(round_page((found.rounds, found.total), paging))
    }

    /// Lists the bodies of a round with their places and how far they are.
    #[oai(
        path = "/federations/:slug/rounds/:round/bodies",
        method = "get",
        operation_id = "list_entitlements"
    )]
    #[expect(clippy::too_many_arguments, reason = "each one is a parameter of the operation")]
    async fn list_entitlements(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
        /// Only bodies with free places, or with registrations in a state.
        filter: Query<Option<CheckFilterName>>,
        page: Query<Option<i64>>,
        per_page: Query<Option<i64>>,
    ) -> Result<Json<EntitlementPage>, Refused> {
        let paging = Paging::of(page.0, per_page.0);
        let limits = (paging.limit, paging.offset);
        let filter = filter.0.map(CheckFilter::from).unwrap_or_default();
        let list = check::check_list(&app, &caller.0, &slug, RoundId(round.0), filter, limits).await?;
        Ok(Json(EntitlementPage {
            items: list.bodies.into_iter().map(|b| b.entitlement.into()).collect(),
            total: list.total,
            page: paging.page(),
            last_page: paging.last_page(list.total),
        }))
    }

    /// Enters the places of bodies that have become members on the day since the round was made.
    #[oai(
        path = "/federations/:slug/rounds/:round/bodies",
        method = "post",
        operation_id = "enter_bodies"
    )]
    async fn enter_bodies(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
    ) -> Result<Json<EnteredBodies>, Refused> {
        let entered = check::enter_bodies(&app, &caller.0, &slug, RoundId(round.0)).await?;
        Ok(Json(EnteredBodies { entered }))
    }

    /// Shows what a body has registered in a round, and whom it can still register. The version is the entitlement's.
    #[oai(
        path = "/federations/:slug/rounds/:round/bodies/:body",
        method = "get",
        operation_id = "show_delegation"
    )]
    async fn show_delegation(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
        body: Path<i64>,
    ) -> Result<Versioned<DelegationDocument>, Refused> {
        let found =
            actions::delegation(&app, &caller.0, &slug, BodyId(body.0), RoundId(round.0)).await?;
        Ok(Versioned {
            revision: found.entitlement.revision,
            body: DelegationDocument {
                round: found.round.into(),
                entitlement: found.entitlement.into(),
                delegates: found.delegates.into_iter().map(DelegateDocument::from).collect(),
                eligible: found
                    .eligible
                    .into_iter()
                    .map(|p| EligiblePerson {
                        name: p.full_name(),
                        person_id: p.person.0,
                    })
                    .collect(),
                may_change: found.may_change,
            },
        })
    }

    /// Sets how many delegates a body may send.
    #[oai(
        path = "/federations/:slug/rounds/:round/bodies/:body/places",
        method = "put",
        operation_id = "set_delegate_places"
    )]
    #[expect(clippy::too_many_arguments, reason = "each one is a parameter of the operation")]
    async fn set_delegate_places(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
        body: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        places: Json<NewPlaces>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let (round, body) = (RoundId(round.0), BodyId(body.0));
        let places = places.0.places.to_string();
        check::set_places(&app, &caller.0, &slug, round, body, &places, revision).await?;
        Ok(Done::NoContent)
    }

    /// Registers a delegate or deputy of a body; one who was returned is registered again.
    #[oai(
        path = "/federations/:slug/rounds/:round/bodies/:body/delegates",
        method = "post",
        operation_id = "register_delegate"
    )]
    async fn register_delegate(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
        body: Path<i64>,
        delegate: Json<NewDelegate>,
    ) -> Result<Made, Refused> {
        let input = RegistrationInput {
            person: delegate.0.person_id.to_string(),
            role: DelegateRole::from(delegate.0.role).as_str().to_owned(),
        };
        let (round, body) = (RoundId(round.0), BodyId(body.0));
        let id = actions::register(&app, &caller.0, &slug, body, round, &input).await?;
        Ok(Made::new(id.0))
    }

    /// Takes a registration back.
    #[oai(
        path = "/federations/:slug/rounds/:round/bodies/:body/delegates/:delegate",
        method = "delete",
        operation_id = "withdraw_delegate"
    )]
    #[expect(clippy::too_many_arguments, reason = "each one is a parameter of the operation")]
    async fn withdraw_delegate(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
        body: Path<i64>,
        delegate: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let (round, body) = (RoundId(round.0), BodyId(body.0));
        let delegate = DelegateId(delegate.0);
        actions::withdraw(&app, &caller.0, &slug, body, round, delegate, revision).await?;
        Ok(Done::NoContent)
    }

    /// Ranks the delegates and deputies of a body. The version is the entitlement's.
    #[oai(
        path = "/federations/:slug/rounds/:round/bodies/:body/order",
        method = "put",
        operation_id = "order_delegates"
    )]
    #[expect(clippy::too_many_arguments, reason = "each one is a parameter of the operation")]
    async fn order_delegates(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
        body: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        order: Json<NewOrder>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let (round, body) = (RoundId(round.0), BodyId(body.0));
        let order: Vec<_> = order.0.delegates.into_iter().map(DelegateId).collect();
        actions::order(&app, &caller.0, &slug, body, round, &order, revision).await?;
        Ok(Done::NoContent)
    }

    /// Accepts all registrations of a body that wait for the check. The version is the entitlement's.
    #[oai(
        path = "/federations/:slug/rounds/:round/bodies/:body/accept",
        method = "post",
        operation_id = "accept_delegates_of_body"
    )]
    async fn accept_delegates_of_body(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
        body: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let (round, body) = (RoundId(round.0), BodyId(body.0));
        check::accept_body(&app, &caller.0, &slug, round, body, revision).await?;
        Ok(Done::NoContent)
    }

    /// Lists the registrations of a round, also those withdrawn.
    #[oai(
        path = "/federations/:slug/rounds/:round/delegates",
        method = "get",
        operation_id = "list_delegates"
    )]
    #[expect(clippy::too_many_arguments, reason = "each one is a parameter of the operation")]
    async fn list_delegates(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
        /// Only those in a state.
        state: Query<Option<DelegateStateName>>,
        /// Only those of a body.
        body: Query<Option<i64>>,
        page: Query<Option<i64>>,
        per_page: Query<Option<i64>>,
    ) -> Result<Json<DelegatePage>, Refused> {
        let paging = Paging::of(page.0, per_page.0);
        let (delegates, total) = check::list_delegates(
            &app,
            &caller.0,
            &slug,
            RoundId(round.0),
            state.0.map(DelegateState::from),
            body.0.map(BodyId),
            (paging.limit, paging.offset),
        )
        .await?;
        Ok(Json(DelegatePage {
            items: delegates.into_iter().map(DelegateDocument::from).collect(),
            total,
            page: paging.page(),
            last_page: paging.last_page(total),
        }))
    }

    /// Shows a registration.
    #[oai(
        path = "/federations/:slug/rounds/:round/delegates/:delegate",
        method = "get",
        operation_id = "show_delegate"
    )]
    async fn show_delegate(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
        delegate: Path<i64>,
    ) -> Result<Versioned<DelegateDocument>, Refused> {
        let (round, delegate) = (RoundId(round.0), DelegateId(delegate.0));
        let found = check::delegate(&app, &caller.0, &slug, round, delegate).await?;
        Ok(Versioned {
            revision: found.revision,
            body: found.into(),
        })
    }

    /// Accepts a registration with a number of votes; one that is accepted already gets that number.
    #[oai(
        path = "/federations/:slug/rounds/:round/delegates/:delegate/accept",
        method = "post",
        operation_id = "accept_delegate"
    )]
    #[expect(clippy::too_many_arguments, reason = "each one is a parameter of the operation")]
    async fn accept_delegate(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
        delegate: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        acceptance: Json<Acceptance>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let (round, delegate) = (RoundId(round.0), DelegateId(delegate.0));
        let votes = acceptance.0.votes.to_string();
        check::accept(&app, &caller.0, &slug, round, delegate, &votes, revision).await?;
        Ok(Done::NoContent)
    }

    /// Gives a registration back to the office with a reason.
    #[oai(
        path = "/federations/:slug/rounds/:round/delegates/:delegate/return",
        method = "post",
        operation_id = "return_delegate"
    )]
    #[expect(clippy::too_many_arguments, reason = "each one is a parameter of the operation")]
    async fn return_delegate(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
        delegate: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        reason: Json<ReturnReason>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let (round, delegate) = (RoundId(round.0), DelegateId(delegate.0));
        let reason = &reason.0.reason;
        check::give_back(&app, &caller.0, &slug, round, delegate, reason, revision).await?;
        Ok(Done::NoContent)
    }
}
