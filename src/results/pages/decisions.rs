//! The register of decisions.

use askama::Template;
use poem::{
    handler,
    web::{Path, Query},
};
use serde::Deserialize;

use super::{
    published::{ListRow, Position},
    view::ResultView,
};
use crate::{
    results::{
        actions,
        model::{PublishedOutcome, ResultDocument},
    },
    web::{FormData, PageResult, Reader, Refused, Shell, api::Paging},
};

/// Decisions on a page.
const PER_PAGE: i64 = 50;

#[derive(Default, Deserialize)]
pub(super) struct RegisterQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    year: String,
    page: Option<i64>,
}

#[derive(Template)]
#[template(path = "results/decisions.html")]
struct DecisionsPage {
    shell: Shell,
    form: FormData,
    here: String,
    q: String,
    years: Vec<(String, String)>,
    rows: Vec<DecisionRow>,
    total: i64,
    previous: Option<String>,
    next: Option<String>,
    position: String,
}

struct DecisionRow {
    result: ListRow,
    day: String,
    /// Tone and word; not for elections.
    verdict: Option<(&'static str, String)>,
}

fn verdict(document: &ResultDocument) -> Option<(&'static str, &'static str)> {
    match &document.outcome {
        PublishedOutcome::Motion { accepted: true, .. } => {
            Some(("success", crate::key!("decisions-accepted")))
        }
        PublishedOutcome::Motion {
            accepted: false, ..
        } => Some(("neutral", crate::key!("decisions-rejected"))),
        PublishedOutcome::Election { .. } => None,
    }
}

#[handler]
pub(super) async fn decisions_page(
    reader: Reader,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<RegisterQuery>,
) -> PageResult {
    let paging = Paging::of(query.page, Some(PER_PAGE));
    let search = (query.q.as_str(), query.year.parse().ok());
    let limits = (paging.limit, paging.offset);
    let found = actions::decisions(&reader.app, &slug, search, limits)
        .await
        .map_err(Refused::from)?;
    let texts = &reader.texts;
    let base = reader.href(&format!("/federations/{slug}"));
    let here = format!("{base}/decisions");
    let filters: String = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("q", query.q.as_str()), ("year", query.year.as_str())])
        .finish();
    let position = Position::new(texts, paging, found.total, |page| {
        format!("{here}?{filters}&page={page}")
    });
    reader.html(&DecisionsPage {
        shell: reader
            .shell()
            .public_federation(&slug, &found.federation.name)
            .crumb(Some(base.clone()), &found.federation.name)
            .crumb(None, texts.t("decisions-title")),
        form: FormData::filled([("year", query.year)]),
        years: found
            .years
            .iter()
            .map(|year| (year.to_string(), year.to_string()))
            .collect(),
        rows: found
            .documents
            .iter()
            .map(|document| DecisionRow {
                result: ListRow {
                    href: format!("{base}/results/{}", document.poll.id),
                    view: ResultView::new(texts, reader.locale(), document),
                },
                day: texts.day(document.decided_on()),
                verdict: verdict(document).map(|(tone, key)| (tone, texts.t(key))),
            })
            .collect(),
        q: query.q,
        here,
        total: found.total,
        previous: position.previous,
        next: position.next,
        position: position.words,
    })
}
