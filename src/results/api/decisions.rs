//! The register of decisions over the API.

use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use serde_json::Value;

use super::{ResultItem, item, value};
use crate::{
    App,
    results::{actions, model::ResultDocument},
    web::{Refused, api::Paging},
};

/// A decision, as the newest version of its published result says it.
#[derive(Object)]
struct DecisionItem {
    /// Day of the assembly; without one, of the publication.
    day: String,
    /// Title of the assembly.
    #[oai(skip_serializing_if_is_none)]
    assembly: Option<String>,
    result: ResultItem,
    /// What was decided on, by language.
    question: Value,
    /// Yes, no and abstain, or the votes of the options in the order of the ballot; where they are public.
    #[oai(skip_serializing_if_is_none)]
    votes: Option<Vec<i64>>,
}

/// A page of decisions.
#[derive(Object)]
struct DecisionPage {
    items: Vec<DecisionItem>,
    total: i64,
    page: i64,
    last_page: i64,
}

impl From<&ResultDocument> for DecisionItem {
    fn from(document: &ResultDocument) -> Self {
        Self {
            day: document.decided_on().to_string(),
            assembly: document.assembly.as_ref().map(|a| a.title.clone()),
            result: item(document),
            question: value(&document.poll.question),
            votes: document.figures.as_ref().map(|f| f.votes.clone()),
        }
    }
}

/// The operation.
pub struct DecisionsApi;

#[OpenApi(tag = "crate::api::Tag::Results")]
impl DecisionsApi {
    /// Lists what a federation decided and published, newest first; what was declared void or is still open is left out.
    #[oai(
        path = "/federations/:slug/decisions",
        method = "get",
        operation_id = "list_decisions"
    )]
    async fn list_decisions(
        &self,
        app: Data<&App>,
        slug: Path<String>,
        /// Words of the title, the question or the assembly.
        #[oai(validator(max_length = 200))]
        q: Query<Option<String>>,
        /// Of the day.
        year: Query<Option<i16>>,
        page: Query<Option<i64>>,
        per_page: Query<Option<i64>>,
    ) -> Result<Json<DecisionPage>, Refused> {
        let paging = Paging::of(page.0, per_page.0);
        let search = (q.0.as_deref().unwrap_or_default(), year.0);
        let limits = (paging.limit, paging.offset);
        let found = actions::decisions(&app, &slug.0, search, limits).await?;
        Ok(Json(DecisionPage {
            items: found.documents.iter().map(DecisionItem::from).collect(),
            page: paging.page(),
            last_page: paging.last_page(found.total),
            total: found.total,
        }))
    }
}
