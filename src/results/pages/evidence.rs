//! What everybody can check a published poll with: the list of its trackers, and its evidence as a file.

use askama::Template;
use poem::{
    handler,
    web::{Path, Query},
};
use serde::Deserialize;

use super::published::{Found, Position, attachment};
use crate::{
    polls::tracker,
    results::actions,
    types::PollId,
    web::{PageResult, Reader, Refused, Shell, api::Paging, public_page::Rendered},
};

/// Trackers on a page.
const PER_PAGE: i64 = 100;

#[derive(Template)]
#[template(path = "results/trackers.html")]
struct TrackersPage {
    shell: Shell,
    here: String,
    back: String,
    evidence: String,
    q: String,
    /// What was searched for, as it stands in the list; with whether it is there.
    searched: Option<(String, bool)>,
    trackers: Vec<String>,
    total: i64,
    previous: Option<String>,
    next: Option<String>,
    position: String,
}

#[derive(Default, Deserialize)]
pub(super) struct TrackersQuery {
    #[serde(default)]
    q: String,
    page: Option<i64>,
}

#[handler]
pub(super) async fn trackers_page(
    reader: Reader,
    Path((_, slug, poll)): Path<(String, String, i64)>,
    Query(query): Query<TrackersQuery>,
) -> PageResult {
    let found = Found::load(&reader, &slug, poll, None).await?;
    let paging = Paging::of(query.page, Some(PER_PAGE));
    // What people search for is not kept: there would be no end to it.
    let key = query
        .q
        .is_empty()
        .then(|| found.key(&reader, &format!("trackers {}", paging.page())));
    if let Some(rendered) = key.as_ref().and_then(|key| reader.app.pages.get(key)) {
        return Ok(reader.answer(&rendered));
    }
    let all = actions::public_trackers(&reader.app, found.federation(), PollId(poll))
        .await
        .map_err(Refused::from)?;
    let texts = &reader.texts;
    let base = reader.href(&format!("/federations/{slug}"));
    let back = format!("{base}/results/{poll}");
    let here = format!("{back}/trackers");
    let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
    let position = Position::new(texts, paging, total, |page| format!("{here}?page={page}"));
    let searched = (!query.q.is_empty()).then(|| match tracker::parse(&query.q) {
        Some(tracker) => {
            let there = all.binary_search(&tracker).is_ok();
            (tracker, there)
        }
        None => (query.q.clone(), false),
    });
    let page = TrackersPage {
        shell: reader
            .shell()
            .public_federation(&slug, found.federation_name())
            .crumb(Some(base.clone()), found.federation_name())
            .crumb(Some(format!("{base}/results")), texts.t("results-title"))
            .crumb(None, texts.t("results-trackers")),
        evidence: format!("{back}/evidence.json"),
        here,
        back,
        q: query.q,
        searched,
        trackers: paging.part_of(all.into_iter()),
        total,
        previous: position.previous,
        next: position.next,
        position: position.words,
    };
    let rendered = Rendered::page(&page)?;
    Ok(match key {
        Some(key) => reader.answer(&reader.app.pages.keep(key, rendered)),
        None => reader.answer(&rendered),
    })
}

#[handler]
pub(super) async fn evidence_file(
    reader: Reader,
    Path((_, slug, poll)): Path<(String, String, i64)>,
) -> PageResult {
    let found = Found::load(&reader, &slug, poll, None).await?;
    let key = found.key(&reader, "evidence");
    let rendered = match reader.app.pages.get(&key) {
        Some(rendered) => rendered,
        None => {
            let evidence = actions::public_evidence(&reader.app, found.federation(), PollId(poll))
                .await
                .map_err(Refused::from)?;
            let file = Rendered::new(evidence.canonical(), "application/json");
            reader.app.pages.keep(key, file)
        }
    };
    Ok(attachment(
        &reader,
        &rendered,
        &format!("evidence-{poll}.json"),
    ))
}
