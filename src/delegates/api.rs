//! Delegates over the API: rounds, places, registrations and their check.

use poem::web::Data;
use poem_openapi::{
    OpenApi,
    param::{Header, Path, Query},
    payload::Json,
};

use super::{
    actions::{self, check},
    model::{CheckFilter, DelegateRole, DelegateState, RegistrationInput, Round},
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

mod caller;
pub mod calls;
pub mod computation;
mod documents;
pub mod tables;

use caller::OfficeCaller;
use documents::{
    Acceptance, CheckFilterName, DelegateDocument, DelegatePage, DelegateStateName,
    DelegationDocument, EligiblePerson, EnteredBodies, EntitlementPage, NewDelegate, NewOrder,
    NewPlaces, ReturnReason, RoundDocument, RoundPage,
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
    #[oai(
        path = "/federations/:slug/rounds",
        method = "get",
        operation_id = "list_rounds"
    )]
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
        Ok(round_page(
            check::list_rounds(&app, &caller.0, &slug, limits).await?,
            paging,
        ))
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
    #[expect(
        clippy::too_many_arguments,
        reason = "each one is a parameter of the operation"
    )]
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
        let list =
            check::check_list(&app, &caller.0, &slug, RoundId(round.0), filter, limits).await?;
        Ok(Json(EntitlementPage {
            items: list
                .bodies
                .into_iter()
                .map(|b| b.entitlement.into())
                .collect(),
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
        caller: OfficeCaller,
        slug: Path<String>,
        round: Path<i64>,
        body: Path<i64>,
    ) -> Result<Versioned<DelegationDocument>, Refused> {
        let found =
            actions::delegation(&app, &caller, &slug, BodyId(body.0), RoundId(round.0)).await?;
        Ok(Versioned {
            revision: found.entitlement.revision,
            body: DelegationDocument {
                round: found.round.into(),
                entitlement: found.entitlement.into(),
                delegates: found
                    .delegates
                    .into_iter()
                    .map(DelegateDocument::from)
                    .collect(),
                eligible: found
                    .eligible
                    .into_iter()
                    .map(|p| EligiblePerson {
                        name: p.full_name(),
                        person_id: p.person.0,
                    })
                    .collect(),
                may_change: found.may_change,
                state: found.state.into(),
                resolution_on: found.paper.resolution_on.map(|d| d.to_string()),
                document_sha256: found.paper.document.map(|d| d.sha256),
                submission: found.last.map(|s| s.number),
            },
        })
    }

    /// Sets how many delegates a body may send.
    #[oai(
        path = "/federations/:slug/rounds/:round/bodies/:body/places",
        method = "put",
        operation_id = "set_delegate_places"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each one is a parameter of the operation"
    )]
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
        let (places, reason) = (places.0.places.to_string(), places.0.reason);
        let given = (places.as_str(), reason.as_str());
        check::set_places(&app, &caller.0, &slug, (round, body), given, revision).await?;
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
        caller: OfficeCaller,
        slug: Path<String>,
        round: Path<i64>,
        body: Path<i64>,
        delegate: Json<NewDelegate>,
    ) -> Result<Made, Refused> {
        let input = RegistrationInput {
            person: delegate.0.person_id.to_string(),
            role: DelegateRole::from(delegate.0.role).as_str().to_owned(),
            principal: delegate
                .0
                .principal_id
                .map(|p| p.to_string())
                .unwrap_or_default(),
        };
        let (round, body) = (RoundId(round.0), BodyId(body.0));
        let id = actions::register(&app, &caller, &slug, body, round, &input).await?;
        Ok(Made::new(id.0))
    }

    /// Takes a registration back.
    #[oai(
        path = "/federations/:slug/rounds/:round/bodies/:body/delegates/:delegate",
        method = "delete",
        operation_id = "withdraw_delegate"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each one is a parameter of the operation"
    )]
    async fn withdraw_delegate(
        &self,
        app: Data<&App>,
        caller: OfficeCaller,
        slug: Path<String>,
        round: Path<i64>,
        body: Path<i64>,
        delegate: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let (round, body) = (RoundId(round.0), BodyId(body.0));
        let delegate = DelegateId(delegate.0);
        actions::withdraw(&app, &caller, &slug, body, round, delegate, revision).await?;
        Ok(Done::NoContent)
    }

    /// Ranks the delegates and deputies of a body. The version is the entitlement's.
    #[oai(
        path = "/federations/:slug/rounds/:round/bodies/:body/order",
        method = "put",
        operation_id = "order_delegates"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each one is a parameter of the operation"
    )]
    async fn order_delegates(
        &self,
        app: Data<&App>,
        caller: OfficeCaller,
        slug: Path<String>,
        round: Path<i64>,
        body: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        order: Json<NewOrder>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let (round, body) = (RoundId(round.0), BodyId(body.0));
        let order: Vec<_> = order.0.delegates.into_iter().map(DelegateId).collect();
        actions::order(&app, &caller, &slug, body, round, &order, revision).await?;
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
    #[expect(
        clippy::too_many_arguments,
        reason = "each one is a parameter of the operation"
    )]
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
    #[expect(
        clippy::too_many_arguments,
        reason = "each one is a parameter of the operation"
    )]
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
    #[expect(
        clippy::too_many_arguments,
        reason = "each one is a parameter of the operation"
    )]
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
