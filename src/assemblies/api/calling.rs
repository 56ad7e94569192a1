//! Requests of members to call an assembly, over the API.

use poem::web::Data;
use poem_openapi::{
    Enum, Object, OpenApi,
    param::{Header, Path, Query},
    payload::Json,
};

use crate::{
    App,
    accounts::model::Right,
    assemblies::{
        actions::calling,
        model::calling::{CallingInput, CallingRequest, CallingState},
    },
    types::CallingRequestId,
    web::{
        Access, Refused,
        api::{Caller, Done, Made, Paging, expected_revision},
    },
};

const CHANGE: Access = Access::Right(Right::PrepareAssemblies);

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    (
        "list_calling_requests",
        Access::Right(Right::ReadStaffPages),
    ),
    ("record_calling_request", CHANGE),
    ("revise_calling_request", CHANGE),
];

/// A request as staff record it.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewCallingRequestDocument {
    /// `YYYY-MM-DD`; not in the future.
    #[oai(validator(max_length = 10))]
    received_on: String,
    #[oai(validator(max_length = 1000))]
    purpose: String,
    #[oai(validator(max_length = 4000))]
    reasons: String,
    /// The bodies that signed; members on that day.
    #[oai(validator(max_items = 1000))]
    signed_ids: Vec<i64>,
    /// The assembly that was called.
    assembly_id: Option<i64>,
}

impl From<NewCallingRequestDocument> for CallingInput {
    fn from(new: NewCallingRequestDocument) -> Self {
        Self {
            received_on: new.received_on,
            purpose: new.purpose,
            reasons: new.reasons,
            signed: new.signed_ids,
            assembly: new.assembly_id,
        }
    }
}

/// What became of a request.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
enum CallingStateName {
    /// Enough signed; the assembly is to be called.
    Open,
    /// Too few signed.
    NotReached,
    /// The assembly was called.
    Fulfilled,
}

impl From<CallingState> for CallingStateName {
    fn from(state: CallingState) -> Self {
        match state {
            CallingState::Open => Self::Open,
            CallingState::NotReached => Self::NotReached,
            CallingState::Fulfilled => Self::Fulfilled,
        }
    }
}

/// A body that signed.
#[derive(Object)]
struct SignedDocument {
    body_id: i64,
    /// As it was called when this was written.
    name: String,
}

/// A request of members to call an assembly.
#[derive(Object)]
struct CallingRequestDocument {
    id: i64,
    received_on: String,
    purpose: String,
    reasons: String,
    signed: Vec<SignedDocument>,
    /// Members on the day on which it was received.
    members: i64,
    /// So many parts of so many have to sign: of the statutes of that day, else one of ten (BGB § 37(1)).
    numerator: i64,
    denominator: i64,
    /// Of the statutes; empty where it is the law's.
    article: String,
    /// How many members have to sign, rounded up.
    needed: i64,
    state: CallingStateName,
    assembly_id: Option<i64>,
    /// To be sent back as If-Match with a change.
    revision: i64,
}

impl From<CallingRequest> for CallingRequestDocument {
    fn from(request: CallingRequest) -> Self {
        Self {
            state: request.state().into(),
            needed: request.threshold.needed(),
            id: request.id.0,
            received_on: request.received_on.to_string(),
            purpose: request.purpose,
            reasons: request.reasons,
            signed: request
                .signed
                .into_iter()
                .map(|signed| SignedDocument {
                    body_id: signed.body.0,
                    name: signed.name,
                })
                .collect(),
            members: request.threshold.members,
            numerator: request.threshold.numerator,
            denominator: request.threshold.denominator,
            article: request.threshold.article,
            assembly_id: request.assembly.map(|(id, _)| id.0),
            revision: request.revision,
        }
    }
}

/// A page of requests.
#[derive(Object)]
struct CallingRequestPage {
    items: Vec<CallingRequestDocument>,
    total: i64,
    page: i64,
    last_page: i64,
}

/// Operations of requests.
pub struct CallingApi;

#[OpenApi(tag = "crate::api::Tag::Assemblies")]
impl CallingApi {
    /// Lists what members asked for in writing: that an assembly is called; the latest first.
    #[oai(
        path = "/federations/:slug/calling-requests",
        method = "get",
        operation_id = "list_calling_requests"
    )]
    async fn list_calling_requests(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        page: Query<Option<i64>>,
        per_page: Query<Option<i64>>,
    ) -> Result<Json<CallingRequestPage>, Refused> {
        let paging = Paging::of(page.0, per_page.0);
        let limits = (paging.limit, paging.offset);
        let (_, requests, total) = calling::requests(&app, &caller.0, &slug, limits).await?;
        Ok(Json(CallingRequestPage {
            items: requests.into_iter().map(Into::into).collect(),
            total,
            page: paging.page(),
            last_page: paging.last_page(total),
        }))
    }

    /// Records that members asked for an assembly (BGB § 37).
    #[oai(
        path = "/federations/:slug/calling-requests",
        method = "post",
        operation_id = "record_calling_request"
    )]
    async fn record_calling_request(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        new: Json<NewCallingRequestDocument>,
    ) -> Result<Made, Refused> {
        let id = calling::record_request(&app, &caller.0, &slug, &new.0.into()).await?;
        Ok(Made::new(id.0))
    }

    /// Writes a request anew: who signed since, or which assembly was called.
    #[oai(
        path = "/federations/:slug/calling-requests/:calling",
        method = "put",
        operation_id = "revise_calling_request"
    )]
    async fn revise_calling_request(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        calling: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        new: Json<NewCallingRequestDocument>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let (id, input) = (CallingRequestId(calling.0), new.0.into());
        calling::revise_request(&app, &caller.0, &slug, id, &input, revision).await?;
        Ok(Done::NoContent)
    }
}
