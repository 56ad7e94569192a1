use std::sync::Arc;

use askama::Template;
use poem::{
    Response, handler,
    http::{HeaderValue, header},
    web::{Path, Query},
};
use serde::Deserialize;

use super::{
    corrections::{VersionLine, version_lines},
    csv::csv_file,
    view::ResultView,
};
use crate::{
    polls::{
        model::{
            Disclosure,
            trust::{TrustFacts, label},
        },
        pages::TrustLabel,
    },
    results::{
        actions::{self, ResultError},
        model::{Detail, ResultDocument},
        store::VersionRow,
    },
    types::{FederationId, PollId},
    web::{PageResult, Reader, Refused, Shell, api::Paging, public_page::Rendered},
};

/// Results on a page of the list.
const PER_PAGE: i64 = 20;

#[derive(Template)]
#[template(path = "results/list.html")]
struct ListPage {
    shell: Shell,
    decisions_href: String,
    rows: Vec<ListRow>,
    previous: Option<String>,
    next: Option<String>,
    position: String,
}

/// A result in a list.
pub(super) struct ListRow {
    pub href: String,
    pub view: ResultView,
}

#[derive(Deserialize)]
pub(super) struct PageQuery {
    page: Option<i64>,
}

/// Addresses of the pages before and after, and which one this is.
pub(super) struct Position {
    pub previous: Option<String>,
    pub next: Option<String>,
    pub words: String,
}

impl Position {
    /// `address` gives the address of a page.
    pub fn new(
        texts: &crate::web::texts::Texts,
        paging: Paging,
        total: i64,
        address: impl Fn(i64) -> String,
    ) -> Self {
        let (page, last) = (paging.page(), paging.last_page(total));
        Self {
            previous: (page > 1).then(|| address((page - 1).min(last))),
            next: (page < last).then(|| address(page + 1)),
            words: texts.ta(
                "public-page-of",
                &[("page", page.into()), ("last", last.into())],
            ),
        }
    }
}

#[handler]
pub(super) async fn list_page(
    reader: Reader,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<PageQuery>,
) -> PageResult {
    let paging = Paging::of(query.page, Some(PER_PAGE));
    let newest = actions::list(&reader.app, &slug, paging.limit, paging.offset)
        .await
        .map_err(Refused::from)?;
    let base = reader.href(&format!("/federations/{slug}/results"));
    let position = Position::new(&reader.texts, paging, newest.total, |page| {
        format!("{base}?page={page}")
    });
    reader.html(&ListPage {
        shell: reader
            .shell()
            .public_federation(&slug, &newest.federation.name)
            .crumb(
                Some(reader.href(&format!("/federations/{slug}"))),
                &newest.federation.name,
            )
            .crumb(None, reader.texts.t("results-title")),
        decisions_href: reader.href(&format!("/federations/{slug}/decisions")),
        rows: newest
            .documents
            .iter()
            .map(|document| ListRow {
                href: format!("{base}/{}", document.poll.id),
                view: ResultView::new(&reader.texts, reader.locale(), document),
            })
            .collect(),
        previous: position.previous,
        next: position.next,
        position: position.words,
    })
}

#[derive(Template)]
#[template(path = "results/result.html")]
struct ResultPage {
    shell: Shell,
    view: ResultView,
    versions: Vec<VersionLine>,
    here: String,
    /// A newer version exists.
    superseded: bool,
    digest: String,
    permalink: String,
    json_href: String,
    csv_href: String,
    evidence_href: String,
    trackers_href: String,
    trust: TrustLabel,
}

#[derive(Deserialize)]
pub(super) struct VersionQuery {
    version: Option<i64>,
}

/// A version of a published result, found by one query.
pub(super) struct Found {
    versions: Vec<VersionRow>,
    shown: VersionRow,
}

impl Found {
    pub async fn load(
        reader: &Reader,
        slug: &str,
        poll: i64,
        wanted: Option<i64>,
    ) -> Result<Self, Refused> {
        let versions = actions::versions(&reader.app, slug, PollId(poll)).await?;
        let shown = match wanted {
            None => versions.first(),
            Some(number) => versions.iter().find(|v| v.version == number),
        };
        let shown = shown.cloned().ok_or(ResultError::NotFound)?;
        Ok(Self { versions, shown })
    }

    /// Everything that the bytes of an answer are made from.
    pub fn key(&self, reader: &Reader, what: &str) -> String {
        let Self { versions, shown } = self;
        let newest = versions.first().map_or(0, |v| v.version);
        format!(
            "{what} {} {} {} {newest} {} {}",
            reader.place.path,
            shown.digest,
            shown.version,
            shown.federation_id,
            shown.federation_revision
        )
    }

    pub fn federation_name(&self) -> &str {
        &self.shown.federation_name
    }

    pub fn federation(&self) -> FederationId {
        FederationId(self.shown.federation_id)
    }
}

#[handler]
pub(super) async fn result_page(
    reader: Reader,
    Path((_, slug, poll)): Path<(String, String, i64)>,
    Query(query): Query<VersionQuery>,
) -> PageResult {
    let found = Found::load(&reader, &slug, poll, query.version).await?;
    let key = found.key(&reader, "page");
    let rendered = match reader.app.pages.get(&key) {
        Some(rendered) => rendered,
        None => reader
            .app
            .pages
            .keep(key, render(&reader, &slug, PollId(poll), &found).await?),
    };
    Ok(reader.answer(&rendered))
}

async fn render(
    reader: &Reader,
    slug: &str,
    poll: PollId,
    found: &Found,
) -> poem::Result<Rendered> {
    let published = actions::published(&reader.app, found.federation(), poll)
        .await
        .map_err(Refused::from)?;
    let shown = published
        .version(Some(found.shown.version))
        .ok_or(ResultError::NotFound)
        .map_err(Refused::from)?;
    let address = format!("/federations/{slug}/results/{poll}");
    let here = reader.href(&address);
    let version = shown.document.version;
    let newest = published
        .version(None)
        .is_some_and(|v| v.document.version == version);
    let view = ResultView::new(&reader.texts, reader.locale(), &shown.document);
    let federation = &found.shown.federation_name;
    let page = ResultPage {
        shell: reader
            .shell()
            .public_federation(slug, federation)
            .crumb(
                Some(reader.href(&format!("/federations/{slug}"))),
                federation,
            )
            .crumb(
                Some(reader.href(&format!("/federations/{slug}/results"))),
                reader.texts.t("results-title"),
            )
            .crumb(None, &view.title.text),
        versions: version_lines(&reader.texts, reader.locale(), &published, &here, version),
        superseded: !newest,
        digest: shown.digest.clone(),
        permalink: format!("{}{here}?version={version}", reader.app.config.base_url),
        json_href: format!("{here}/result.json?version={version}"),
        csv_href: format!("{here}/result.csv?version={version}"),
        evidence_href: format!("{here}/evidence.json"),
        trackers_href: format!("{here}/trackers"),
        trust: trust_of(reader, &shown.document),
        here,
        view,
    };
    Rendered::page(&page)
}

/// The label of the poll, as far as its result says.
fn trust_of(reader: &Reader, document: &ResultDocument) -> TrustLabel {
    let guard = document.poll.guard.as_ref();
    let facts = TrustFacts::of(
        document.poll.secrecy,
        match document.detail {
            Detail::Full => Disclosure::Full,
            Detail::OutcomeOnly => Disclosure::OutcomeOnly,
        },
        guard,
        !document.one_vote_each(),
        reader.app.db.is_embedded(),
    )
    .sealed(document.poll.sealed_to.is_some());
    TrustLabel::new(&reader.texts, &label(facts), guard)
}

#[handler]
pub(super) async fn json_file(
    reader: Reader,
    Path((_, slug, poll)): Path<(String, String, i64)>,
    Query(query): Query<VersionQuery>,
) -> PageResult {
    let found = Found::load(&reader, &slug, poll, query.version).await?;
    let rendered = download(&reader, &found, PollId(poll), "json").await?;
    Ok(attachment(
        &reader,
        &rendered,
        &format!("result-{poll}-v{}.json", found.shown.version),
    ))
}

#[handler]
pub(super) async fn csv_download(
    reader: Reader,
    Path((_, slug, poll)): Path<(String, String, i64)>,
    Query(query): Query<VersionQuery>,
) -> PageResult {
    let found = Found::load(&reader, &slug, poll, query.version).await?;
    let rendered = download(&reader, &found, PollId(poll), "csv").await?;
    Ok(attachment(
        &reader,
        &rendered,
        &format!("result-{poll}-v{}.csv", found.shown.version),
    ))
}

async fn download(
    reader: &Reader,
    found: &Found,
    poll: PollId,
    form: &str,
) -> poem::Result<Arc<Rendered>> {
    let key = found.key(reader, form);
    if let Some(rendered) = reader.app.pages.get(&key) {
        return Ok(rendered);
    }
    let published = actions::published(&reader.app, found.federation(), poll)
        .await
        .map_err(Refused::from)?;
    let shown = published
        .version(Some(found.shown.version))
        .ok_or(ResultError::NotFound)
        .map_err(Refused::from)?;
    let rendered = if form == "json" {
        Rendered::new(shown.content.clone(), "application/json")
    } else {
        Rendered::new(
            csv_file(&reader.texts, reader.locale(), &shown.document)?,
            "text/csv; charset=utf-8",
        )
    };
    Ok(reader.app.pages.keep(key, rendered))
}

pub(super) fn attachment(reader: &Reader, rendered: &Rendered, name: &str) -> Response {
    let mut response = reader.answer(rendered);
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
