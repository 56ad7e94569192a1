//! Publishing by two people over the API: the first version of a result, and the next ones.

use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Header, Path, Query},
    payload::Json,
};
use serde_json::Value;

use super::{PreviewAnswer, value, wish};
use crate::{
    App,
    results::{
        actions::{self, ResultError},
        model::{self, CorrectionInput, FiguresInput, ResultDocument},
    },
    types::{ApprovalId, PollId},
    web::{
        Refused,
        api::{AskedFor, Caller, Done, Versioned, expected_revision},
    },
};

/// How much becomes public.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct Publication {
    /// `full` or `outcome_only`; left out, small groups are protected.
    #[oai(validator(max_length = 20))]
    detail: Option<String>,
}

/// The published version.
#[derive(Object)]
struct PublishedVersion {
    version: i64,
    /// SHA-256 of the document, in hex.
    digest: String,
}

/// A version that waits for a second person.
#[derive(Object)]
struct ResultRequest {
    approval: i64,
    /// `publish_result` or `correct_result`.
    act: String,
    reason: String,
    requested_by: String,
    /// RFC 3339, UTC.
    requested_at: String,
    /// SHA-256 of everything that the version would say but when it is published, in hex.
    content_digest: String,
    /// The document as it would be published; left out where it is not the one asked for any more.
    #[oai(skip_serializing_if_is_none)]
    document: Option<Value>,
}

impl From<&actions::WaitingResult> for ResultRequest {
    fn from(waiting: &actions::WaitingResult) -> Self {
        Self {
            approval: waiting.approval.id.0,
            act: waiting.approval.act.as_str().to_owned(),
            reason: waiting.approval.reason.clone(),
            requested_by: waiting.approval.requested_by_name.clone(),
            requested_at: waiting.approval.requested_at.to_string(),
            content_digest: waiting.digest.clone(),
            document: waiting.document.as_ref().map(value),
        }
    }
}

/// A correction.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct CorrectionBody {
    /// Why; public.
    #[oai(validator(max_length = 1000))]
    reason: String,
    /// What readers should know besides the figures; replaces the note of the version before.
    #[oai(validator(max_length = 4000), default)]
    note: String,
    /// Corrected figures; left out, only the note changes.
    figures: Option<FiguresBody>,
    /// `full` or `outcome_only`; left out, small groups are protected.
    #[oai(validator(max_length = 20))]
    detail: Option<String>,
}

/// Corrected figures; the outcome follows from them.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct FiguresBody {
    /// Yes, no, abstain; or the candidates in the order of the ballot.
    #[oai(validator(max_items = 200))]
    votes: Vec<i64>,
    /// Valid ballots of an election; of a motion they follow from the votes.
    valid: Option<i64>,
    blank: i64,
    invalid: i64,
    /// Entries of the roll that voted.
    voters: i64,
}

impl CorrectionBody {
    fn input(self) -> CorrectionInput {
        CorrectionInput {
            reason: self.reason,
            note: self.note,
            figures: self.figures.map(|figures| FiguresInput {
                votes: figures.votes.iter().map(ToString::to_string).collect(),
                valid: figures.valid.map(|n| n.to_string()).unwrap_or_default(),
                blank: figures.blank.to_string(),
                invalid: figures.invalid.to_string(),
                voters: figures.voters.to_string(),
            }),
            detail: self.detail.unwrap_or_default(),
        }
    }
}

fn published(document: &ResultDocument) -> Versioned<PublishedVersion> {
    Versioned {
        body: PublishedVersion {
            version: document.version,
            digest: model::digest(&document.canonical()),
        },
        revision: document.version,
    }
}

/// The operations.
pub struct ResultActsApi;

#[OpenApi(tag = "crate::api::Tag::Results")]
impl ResultActsApi {
    /// Shows what publishing a counted poll would make public.
    #[oai(
        path = "/federations/:slug/polls/:poll/publication",
        method = "get",
        operation_id = "preview_result"
    )]
    async fn preview_result(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        /// `full` or `outcome_only`; left out, small groups are protected.
        detail: Query<Option<String>>,
    ) -> Result<Json<PreviewAnswer>, Refused> {
        let wish = wish(detail.0.as_deref())?;
        let result = actions::staff_result(&app, &caller.0, &slug.0, PollId(poll.0), wish).await?;
        let preview = result.preview.ok_or(ResultError::AlreadyPublished)?;
        Ok(Json(PreviewAnswer {
            document: value(&preview.document),
            small_group: preview.small_group.map(|small| small.as_str().to_owned()),
        }))
    }

    /// Asks for the first version of a counted poll to be published; another person confirms it, and it never changes afterwards.
    #[oai(
        path = "/federations/:slug/polls/:poll/publication",
        method = "post",
        operation_id = "publish_result"
    )]
    async fn publish_result(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        body: Json<Publication>,
    ) -> Result<AskedFor, Refused> {
        let wish = wish(body.0.detail.as_deref())?;
        let id = actions::request_publication(&app, &caller.0, &slug.0, PollId(poll.0), wish);
        Ok(AskedFor::new(id.await?))
    }

    /// Asks for the next version of a result to be published; `If-Match` names the version that it corrects.
    #[oai(
        path = "/federations/:slug/results/:poll/corrections",
        method = "post",
        operation_id = "correct_result"
    )]
    async fn correct_result(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        body: Json<CorrectionBody>,
    ) -> Result<AskedFor, Refused> {
        let expected = expected_revision(if_match.0.as_deref())?;
        let (poll, input) = (PollId(poll.0), body.0.input());
        let id = actions::request_correction(&app, &caller.0, &slug.0, poll, expected, &input);
        Ok(AskedFor::new(id.await?))
    }

    /// Lists what waits to be confirmed about a result.
    #[oai(
        path = "/federations/:slug/results/:poll/approvals",
        method = "get",
        operation_id = "list_result_requests"
    )]
    async fn list_requests(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
    ) -> Result<Json<Vec<ResultRequest>>, Refused> {
        let waiting = actions::waiting_results(&app, &caller.0, &slug.0, PollId(poll.0)).await?;
        Ok(Json(waiting.iter().map(ResultRequest::from).collect()))
    }

    /// Confirms a version that somebody else asked for, and publishes it.
    #[oai(
        path = "/federations/:slug/results/:poll/approvals/:approval/confirm",
        method = "post",
        operation_id = "confirm_result"
    )]
    async fn confirm_result(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        approval: Path<i64>,
    ) -> Result<Versioned<PublishedVersion>, Refused> {
        let (poll, approval) = (PollId(poll.0), ApprovalId(approval.0));
        let document = actions::confirm(&app, &caller.0, &slug.0, poll, approval).await?;
        Ok(published(&document))
    }

    /// Withdraws a request, one's own or another's.
    #[oai(
        path = "/federations/:slug/results/:poll/approvals/:approval/withdraw",
        method = "post",
        operation_id = "withdraw_result"
    )]
    async fn withdraw_result(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        approval: Path<i64>,
    ) -> Result<Done, Refused> {
        let (poll, approval) = (PollId(poll.0), ApprovalId(approval.0));
        actions::withdraw(&app, &caller.0, &slug.0, poll, approval).await?;
        Ok(Done::NoContent)
    }

    /// Shows what a correction would make public, and changes nothing.
    #[oai(
        path = "/federations/:slug/results/:poll/corrections/preview",
        method = "post",
        operation_id = "preview_correction"
    )]
    async fn preview_correction(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        body: Json<CorrectionBody>,
    ) -> Result<Json<PreviewAnswer>, Refused> {
        let document =
            actions::preview_correction(&app, &caller.0, &slug.0, PollId(poll.0), &body.0.input())
                .await?;
        Ok(Json(PreviewAnswer {
            document: value(&document),
            small_group: None,
        }))
    }
}
