//! Evidence and trackers over the API.

use poem::{IntoResponse, Response, web::Data};
use poem_openapi::{
    ApiResponse, Object, OpenApi,
    param::{Path, Query},
    payload::{Json, Payload},
    registry::{MetaMediaType, MetaResponse, MetaResponses, Registry},
};
use serde_json::Value;

use crate::{
    App,
    polls::tracker,
    results::actions::{self, ResultError},
    types::{FederationId, PollId},
    web::{
        Refused,
        api::{Caller, Paging},
    },
};

/// A bundle of evidence, byte by byte.
struct EvidenceFile(String);

impl IntoResponse for EvidenceFile {
    fn into_response(self) -> Response {
        Response::builder()
            .content_type("application/json")
            .body(self.0)
    }
}

impl ApiResponse for EvidenceFile {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: vec![MetaResponse {
                description: "The document `mandat.evidence/1`; deploy/EVIDENCE.md describes it.",
                status: Some(200),
                status_range: None,
                content: vec![MetaMediaType {
                    content_type: <Json<Value> as Payload>::CONTENT_TYPE,
                    schema: <Json<Value> as Payload>::schema_ref(),
                }],
                headers: Vec::new(),
            }],
        }
    }

    fn register(registry: &mut Registry) {
        <Json<Value> as Payload>::register(registry);
    }
}

/// Trackers of a published poll.
#[derive(Object)]
struct TrackerPage {
    /// Sorted.
    items: Vec<String>,
    total: i64,
    page: i64,
    last_page: i64,
}

/// The operations.
pub struct EvidenceApi;

async fn federation_of(app: &App, slug: &str, poll: PollId) -> Result<FederationId, ResultError> {
    let versions = actions::versions(app, slug, poll).await?;
    versions
        .first()
        .map(|v| FederationId(v.federation_id))
        .ok_or(ResultError::NotFound)
}

#[OpenApi(tag = "crate::api::Tag::Results")]
impl EvidenceApi {
    /// Reads the evidence of a published poll, with which everybody can check its result.
    #[oai(
        path = "/federations/:slug/results/:poll/evidence",
        method = "get",
        operation_id = "read_evidence"
    )]
    async fn read_evidence(
        &self,
        app: Data<&App>,
        slug: Path<String>,
        poll: Path<i64>,
    ) -> Result<EvidenceFile, Refused> {
        let poll = PollId(poll.0);
        let federation = federation_of(&app, &slug.0, poll).await?;
        let evidence = actions::public_evidence(&app, federation, poll).await?;
        Ok(EvidenceFile(evidence.canonical()))
    }

    /// Lists the trackers of a published poll, or looks one up.
    #[oai(
        path = "/federations/:slug/results/:poll/trackers",
        method = "get",
        operation_id = "list_trackers"
    )]
    async fn list_trackers(
        &self,
        app: Data<&App>,
        slug: Path<String>,
        poll: Path<i64>,
        /// Only this one, however it is typed; none where it is not in the list.
        tracker: Query<Option<String>>,
        page: Query<Option<i64>>,
        per_page: Query<Option<i64>>,
    ) -> Result<Json<TrackerPage>, Refused> {
        let poll = PollId(poll.0);
        let federation = federation_of(&app, &slug.0, poll).await?;
        let mut trackers = actions::public_trackers(&app, federation, poll).await?;
        if let Some(typed) = &tracker.0 {
            let wanted = tracker::parse(typed);
            trackers.retain(|tracker| Some(tracker) == wanted.as_ref());
        }
        let paging = Paging::of(page.0, per_page.0);
        let total = i64::try_from(trackers.len()).unwrap_or(i64::MAX);
        Ok(Json(TrackerPage {
            items: paging.part_of(trackers.into_iter()),
            total,
            page: paging.page(),
            last_page: paging.last_page(total),
        }))
    }

    /// Exports the evidence of a counted poll with the whole rows of the log; that it was exported is recorded.
    #[oai(
        path = "/federations/:slug/polls/:poll/evidence",
        method = "get",
        operation_id = "export_evidence"
    )]
    async fn export_evidence(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
    ) -> Result<EvidenceFile, Refused> {
        let evidence = actions::export_evidence(&app, &caller.0, &slug.0, PollId(poll.0)).await?;
        Ok(EvidenceFile(evidence.canonical()))
    }
}
