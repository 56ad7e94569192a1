//! Results over the API: publish, correct, read, check.

mod acts;
mod board;
mod decisions;
mod document;
mod evidence;

use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use serde_json::Value;

use super::{
    actions::{self, ResultError},
    model::{Detail, ResultDocument},
};
use crate::{
    App,
    accounts::model::Right,
    audit::Entry,
    types::{FederationId, FieldProblem, PollId},
    web::{
        Access, Refused,
        api::{Caller, LARGEST_PAGE, PAGE_SIZE, Paging},
    },
};
pub use acts::ResultActsApi;
pub use board::BoardApi;
pub use decisions::DecisionsApi;
use document::PublishedDocument;
pub use evidence::EvidenceApi;

/// A result is confirmed by another publisher or by the election board.
const CONFIRM: Access = Access::EitherRight(Right::PublishResults, Right::RunPolls);

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    ("list_results", Access::Public),
    ("list_decisions", Access::Public),
    ("read_result", Access::Public),
    ("list_result_versions", Access::Public),
    ("preview_result", Access::Right(Right::ReadStaffPages)),
    (
        "list_results_to_publish",
        Access::Right(Right::ReadStaffPages),
    ),
    ("publish_result", Access::Right(Right::PublishResults)),
    ("correct_result", Access::Right(Right::PublishResults)),
    ("list_result_requests", Access::Right(Right::ReadStaffPages)),
    ("confirm_result", CONFIRM),
    ("withdraw_result", CONFIRM),
    ("preview_correction", Access::Right(Right::PublishResults)),
    ("list_board", Access::Right(Right::ReadStaffPages)),
    ("make_board", Access::Right(Right::KeepRegister)),
    ("end_board_mandate", Access::Right(Right::KeepRegister)),
    ("export_box", Access::Right(Right::Audit)),
    ("read_evidence", Access::Public),
    ("list_trackers", Access::Public),
    ("export_evidence", Access::Right(Right::Audit)),
    ("list_acts", Access::Right(Right::Audit)),
    ("list_installation_acts", Access::InstallationAdmin),
];

/// The operations.
pub struct ResultsApi;

/// A published result in a list.
#[derive(Object)]
struct ResultItem {
    poll: i64,
    /// Texts by language.
    title: Value,
    /// `motion` or `election`.
    kind: String,
    /// Number of the newest version.
    version: i64,
    /// RFC 3339, UTC.
    published_at: String,
    /// Whether a motion is carried; not there for an election.
    #[oai(skip_serializing_if_is_none)]
    accepted: Option<bool>,
    /// Names of those elected, by language; not there for a motion.
    #[oai(skip_serializing_if_is_none)]
    elected: Option<Vec<Value>>,
}

/// A page of published results.
#[derive(Object)]
struct ResultPage {
    items: Vec<ResultItem>,
    total: i64,
    page: i64,
    last_page: i64,
}

/// A counted poll that waits.
#[derive(Object)]
struct WaitingItem {
    poll: i64,
    /// Texts by language.
    title: Value,
    /// RFC 3339, UTC.
    counted_at: String,
}

/// A version of a result.
#[derive(Object)]
struct VersionItem {
    version: i64,
    /// `final` or `corrected`.
    state: String,
    /// RFC 3339, UTC.
    published_at: String,
    /// Why it replaces the version before; empty for the first.
    reason: String,
    /// SHA-256 of the document, in hex.
    digest: String,
}

/// What would be published.
#[derive(Object)]
struct PreviewAnswer {
    /// The document as `read_result` would answer it.
    document: Value,
    /// Why the figures of this secret poll would tell votes: `few_ballots`, `unanimous` or `all_but_one`.
    #[oai(skip_serializing_if_is_none)]
    small_group: Option<String>,
}

/// A row of the log of acts.
#[derive(Object)]
struct ActItem {
    /// From 1 without a gap.
    seq: i64,
    /// RFC 3339, UTC.
    at: String,
    /// Name of the actor at the time.
    actor: String,
    act: String,
    /// Table and id of the thing.
    subject: String,
    subject_id: i64,
    before: Value,
    after: Value,
    /// SHA-256 over this row and the one before, in hex.
    hash: String,
}

/// Some rows of the log, newest first.
#[derive(Object)]
struct ActPage {
    items: Vec<ActItem>,
    /// What to send as `before` for older rows; not there at the beginning of the log.
    #[oai(skip_serializing_if_is_none)]
    older: Option<i64>,
}

impl From<Entry> for ActItem {
    fn from(entry: Entry) -> Self {
        let value = |text: &str| serde_json::from_str(text).unwrap_or(Value::Null);
        Self {
            seq: entry.seq,
            at: entry.at.to_string(),
            before: value(&entry.before),
            after: value(&entry.after),
            actor: entry.actor,
            act: entry.act,
            subject: entry.subject,
            subject_id: entry.subject_id,
            hash: entry.hash,
        }
    }
}

impl From<actions::AuditPage> for ActPage {
    fn from(page: actions::AuditPage) -> Self {
        Self {
            items: page.entries.into_iter().map(ActItem::from).collect(),
            older: page.older,
        }
    }
}

fn value(content: &impl serde::Serialize) -> Value {
    serde_json::to_value(content).unwrap_or(Value::Null)
}

fn word(content: &impl serde::Serialize) -> String {
    value(content).as_str().unwrap_or_default().to_owned()
}

fn item(document: &ResultDocument) -> ResultItem {
    use super::model::PublishedOutcome::{Election, Motion};
    let (accepted, elected) = match &document.outcome {
        Motion { accepted, .. } => (Some(*accepted), None),
        Election { elected, .. } => {
            let names = (1..)
                .zip(&document.poll.options)
                .filter(|(n, _)| elected.contains(n))
                .map(|(_, name)| value(name));
            (None, Some(names.collect()))
        }
    };
    ResultItem {
        poll: document.poll.id.0,
        title: value(&document.poll.title),
        kind: document.poll.kind.as_str().to_owned(),
        version: document.version,
        published_at: document.published_at.to_string(),
        accepted,
        elected,
    }
}

fn wish(detail: Option<&str>) -> Result<Option<Detail>, ResultError> {
    match detail {
        None | Some("") => Ok(None),
        Some(word) => Detail::parse(word).map(Some).ok_or_else(|| {
            ResultError::Fields(vec![FieldProblem::new(
                "detail",
                crate::key!("field-unknown-choice"),
            )])
        }),
    }
}

fn rows(limit: Option<i64>) -> i64 {
    limit.unwrap_or(PAGE_SIZE).clamp(1, LARGEST_PAGE)
}

#[OpenApi(tag = "crate::api::Tag::Results")]
impl ResultsApi {
    /// Lists the published results, newest first.
    #[oai(
        path = "/federations/:slug/results",
        method = "get",
        operation_id = "list_results"
    )]
    async fn list_results(
        &self,
        app: Data<&App>,
        slug: Path<String>,
        page: Query<Option<i64>>,
        per_page: Query<Option<i64>>,
    ) -> Result<Json<ResultPage>, Refused> {
        let paging = Paging::of(page.0, per_page.0);
        let newest = actions::list(&app, &slug.0, paging.limit, paging.offset).await?;
        Ok(Json(ResultPage {
            items: newest.documents.iter().map(item).collect(),
            page: paging.page(),
            last_page: paging.last_page(newest.total),
            total: newest.total,
        }))
    }

    /// Reads a published result: the document whose checksum its page shows, byte by byte.
    #[oai(
        path = "/federations/:slug/results/:poll",
        method = "get",
        operation_id = "read_result"
    )]
    async fn read_result(
        &self,
        app: Data<&App>,
        slug: Path<String>,
        poll: Path<i64>,
        /// An earlier version; left out, the newest.
        version: Query<Option<i64>>,
    ) -> Result<PublishedDocument, Refused> {
        let (poll, versions) = (
            PollId(poll.0),
            actions::versions(&app, &slug.0, PollId(poll.0)).await?,
        );
        let federation = versions
            .first()
            .map(|v| FederationId(v.federation_id))
            .ok_or(ResultError::NotFound)?;
        let published = actions::published(&app, federation, poll).await?;
        let shown = published.version(version.0).ok_or(ResultError::NotFound)?;
        Ok(PublishedDocument {
            content: shown.content.clone(),
            version: shown.document.version,
        })
    }

    /// Lists the versions of a published result, newest first.
    #[oai(
        path = "/federations/:slug/results/:poll/versions",
        method = "get",
        operation_id = "list_result_versions"
    )]
    async fn list_result_versions(
        &self,
        app: Data<&App>,
        slug: Path<String>,
        poll: Path<i64>,
    ) -> Result<Json<Vec<VersionItem>>, Refused> {
        let versions = actions::versions(&app, &slug.0, PollId(poll.0)).await?;
        let federation = versions
            .first()
            .map(|v| FederationId(v.federation_id))
            .ok_or(ResultError::NotFound)?;
        let published = actions::published(&app, federation, PollId(poll.0)).await?;
        let items = published.all.iter().map(|v| VersionItem {
            version: v.document.version,
            state: word(&v.document.state),
            published_at: v.document.published_at.to_string(),
            reason: v.document.reason.clone(),
            digest: v.digest.clone(),
        });
        Ok(Json(items.collect()))
    }

    /// Lists counted polls that wait to be published, longest first.
    #[oai(
        path = "/federations/:slug/results-to-publish",
        method = "get",
        operation_id = "list_results_to_publish"
    )]
    async fn list_results_to_publish(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
    ) -> Result<Json<Vec<WaitingItem>>, Refused> {
        let results = actions::staff_list(&app, &caller.0, &slug.0, 1, 0).await?;
        let items = results.waiting.iter().map(|poll| WaitingItem {
            poll: poll.id.0,
            title: value(&poll.title),
            counted_at: poll.counted_at.to_string(),
        });
        Ok(Json(items.collect()))
    }

    /// Exports a counted box for a recount: the document `mandat.box/1`, ballots in sorted order.
    #[oai(
        path = "/federations/:slug/polls/:poll/box",
        method = "get",
        operation_id = "export_box"
    )]
    async fn export_box(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
    ) -> Result<Json<Value>, Refused> {
        let export = actions::export_box(&app, &caller.0, &slug.0, PollId(poll.0)).await?;
        Ok(Json(value(&export)))
    }

    /// Reads the log of acts of a federation, newest first.
    #[oai(
        path = "/federations/:slug/audit",
        method = "get",
        operation_id = "list_acts"
    )]
    async fn list_acts(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        /// Only rows with a smaller number.
        before: Query<Option<i64>>,
        /// How many rows, at most 500.
        per_page: Query<Option<i64>>,
    ) -> Result<Json<ActPage>, Refused> {
        let (_, page) =
            actions::federation_audit(&app, &caller.0, &slug.0, before.0, rows(per_page.0)).await?;
        Ok(Json(page.into()))
    }

    /// Reads the log of acts of the installation, newest first.
    #[oai(
        path = "/audit",
        method = "get",
        operation_id = "list_installation_acts"
    )]
    async fn list_installation_acts(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// Only rows with a smaller number.
        before: Query<Option<i64>>,
        /// How many rows, at most 500.
        per_page: Query<Option<i64>>,
    ) -> Result<Json<ActPage>, Refused> {
        let page = actions::installation_audit(&app, &caller.0, before.0, rows(per_page.0)).await?;
        Ok(Json(page.into()))
    }
}
