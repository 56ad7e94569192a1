//! The result of an election, its versions and files, and the overview of an election day.
//!
//! Everything told of a result comes from its published document; the rows beside it say only which versions there are.

mod csv;
mod districts;
mod head;
mod history;
mod lists;
mod overview;
mod pdf;
mod people;
mod seating;
mod words;
mod working;

use std::sync::Arc;

use askama::Template;
use poem::{
    Response, handler,
    http::{HeaderValue, StatusCode, header},
    web::Path,
};

use crate::{
    elections::{
        actions::{ElectionError, public},
        store::versions::VersionRow,
    },
    types::{Day, ElectionId, FederationId, TIME_ZONE},
    web::{
        self, Access, PageResult, Reader, Refused, Routes, Shell,
        public_page::Rendered,
        qr::{Qr, qr},
    },
};
use districts::Districts;
use head::{Banner, KeyFigure};
use history::{VersionLine, version_lines};
use lists::{GoneRow, ListTable, SeatChart};
use people::ListPeople;
use words::Words;
use working::GroupWorking;

/// Routes of what everybody reads of elections.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/:lang/federations/:slug/elections",
            Access::Public,
            overview::days_page,
        )
        .get(
            "/:lang/federations/:slug/elections/days/:day",
            Access::Public,
            overview::day_page,
        )
        .get(
            "/:lang/federations/:slug/elections/:election",
            Access::Public,
            newest_page,
        )
        .get(
            "/:lang/federations/:slug/elections/:election/versions",
            Access::Public,
            versions_page,
        )
        .get(
            "/:lang/federations/:slug/elections/:election/versions/:version",
            Access::Public,
            version_page,
        )
        .get(
            "/:lang/federations/:slug/elections/:election/result.json",
            Access::Public,
            newest_json,
        )
        .get(
            "/:lang/federations/:slug/elections/:election/result.csv",
            Access::Public,
            newest_csv,
        )
        .get(
            "/:lang/federations/:slug/elections/:election/versions/:version/result.json",
            Access::Public,
            version_json,
        )
        .get(
            "/:lang/federations/:slug/elections/:election/versions/:version/result.csv",
            Access::Public,
            version_csv,
        )
        .get(
            "/:lang/federations/:slug/elections/:election/result.pdf",
            Access::Public,
            newest_pdf,
        )
        .get(
            "/:lang/federations/:slug/elections/:election/versions/:version/result.pdf",
            Access::Public,
            version_pdf,
        )
}

/// Words that the page explains, with their meanings.
const GLOSSARY: [(&str, &str); 12] = [
    (
        crate::key!("outcome-eligible"),
        crate::key!("outcome-eligible-means"),
    ),
    (
        crate::key!("outcome-turnout"),
        crate::key!("outcome-turnout-means"),
    ),
    (
        crate::key!("outcome-valid"),
        crate::key!("outcome-valid-means"),
    ),
    (
        crate::key!("outcome-list"),
        crate::key!("outcome-list-means"),
    ),
    (
        crate::key!("outcome-independent-head"),
        crate::key!("outcome-independent-means"),
    ),
    (
        crate::key!("outcome-seat"),
        crate::key!("outcome-seat-means"),
    ),
    (
        crate::key!("outcome-successor-head"),
        crate::key!("outcome-successor-means"),
    ),
    (
        crate::key!("outcome-points-head"),
        crate::key!("outcome-points-means"),
    ),
    (
        crate::key!("outcome-standing-provisional-head"),
        crate::key!("outcome-standing-provisional-means"),
    ),
    (
        crate::key!("outcome-standing-certified-head"),
        crate::key!("outcome-standing-certified-means"),
    ),
    (crate::key!("outcome-lot"), crate::key!("outcome-lot-means")),
    (
        crate::key!("outcome-objection"),
        crate::key!("outcome-objection-means"),
    ),
];

/// A lot as the page tells it.
struct LotRow {
    between: String,
    drawn: String,
    day: String,
    by: String,
    witnesses: String,
}

#[derive(Template)]
#[template(path = "elections/result.html")]
struct ResultPage {
    shell: Shell,
    here: String,
    body: String,
    body_href: String,
    day: String,
    term: String,
    banner: Banner,
    /// A newer version exists.
    superseded: bool,
    /// The election that repeats this one.
    repeated_by: Option<String>,
    /// The election that this one repeats.
    repeats: Option<String>,
    waiting_for_lot: Vec<String>,
    headline: String,
    figures: Vec<KeyFigure>,
    other_seats: Vec<String>,
    compared_with: Option<String>,
    chart: Option<SeatChart>,
    tables: Vec<ListTable>,
    gone: Vec<GoneRow>,
    people: Vec<ListPeople>,
    vacancies: Vec<String>,
    /// Seats that became free since, and whether somebody follows.
    freed: Vec<String>,
    rules: Vec<String>,
    legal_source: String,
    workings: Vec<GroupWorking>,
    lots: Vec<LotRow>,
    districts: Option<Districts>,
    versions: Vec<VersionLine>,
    objection: Option<String>,
    contact: String,
    published_by: String,
    glossary: Vec<(String, String)>,
    permalink: String,
    qr: Option<Qr>,
    digest: String,
    csv_href: String,
    json_href: String,
    pdf_href: String,
}

/// A version of a published result, found by one query.
struct Found {
    slug: String,
    election: ElectionId,
    versions: Vec<VersionRow>,
    shown: VersionRow,
}

impl Found {
    async fn load(
        reader: &Reader,
        slug: String,
        election: i64,
        wanted: Option<i64>,
    ) -> Result<Self, Refused> {
        let election = ElectionId(election);
        let versions = public::versions(&reader.app, &slug, election).await?;
        let shown = match wanted {
            None => versions.first(),
            Some(number) => versions.iter().find(|v| v.version == number),
        };
        let shown = shown.cloned().ok_or(ElectionError::NotFound)?;
        Ok(Self {
            slug,
            election,
            versions,
            shown,
        })
    }

    fn newest(&self) -> i64 {
        self.versions.first().map_or(0, |v| v.version)
    }

    fn federation(&self) -> FederationId {
        self.shown.federation
    }

    /// The address of the newest version.
    fn here(&self, reader: &Reader) -> String {
        let Self { slug, election, .. } = self;
        reader.href(&format!("/federations/{slug}/elections/{election}"))
    }

    /// The lasting address of the version shown.
    fn shown_at(&self, reader: &Reader) -> String {
        format!("{}/versions/{}", self.here(reader), self.shown.version)
    }

    /// Everything that the bytes of an answer are made from; on another day objections may no longer be possible.
    fn key(&self, reader: &Reader, what: &str, today: Day) -> String {
        let Self { shown, .. } = self;
        format!(
            "{what} {} {} {} {} {} {} {:?} {} {today}",
            reader.place.path,
            shown.digest,
            shown.version,
            self.newest(),
            shown.federation,
            shown.federation_revision,
            shown.repeated_by,
            shown.seating_revision,
        )
    }
}

#[handler]
async fn newest_page(
    reader: Reader,
    Path((_, slug, election)): Path<(String, String, i64)>,
) -> PageResult {
    result_page(&reader, Found::load(&reader, slug, election, None).await?).await
}

#[handler]
async fn version_page(
    reader: Reader,
    Path((_, slug, election, version)): Path<(String, String, i64, i64)>,
) -> PageResult {
    let found = Found::load(&reader, slug, election, Some(version)).await?;
    result_page(&reader, found).await
}

async fn result_page(reader: &Reader, found: Found) -> PageResult {
    let today = reader.app.clock.today();
    let key = found.key(reader, "election", today);
    let rendered = match reader.app.pages.get(&key) {
        Some(rendered) => rendered,
        None => reader
            .app
            .pages
            .keep(key, render(reader, &found, today).await?),
    };
    Ok(reader.answer(&rendered))
}

async fn render(reader: &Reader, found: &Found, today: Day) -> poem::Result<Rendered> {
    let (app, texts, shown) = (&reader.app, &reader.texts, &found.shown);
    let version = public::version(app, found.federation(), found.election, shown.version)
        .await
        .map_err(Refused::from)?;
    let told = public::told_versions(app, found.federation(), found.election, &found.versions)
        .await
        .map_err(Refused::from)?;
    let document = &version.document;
    let election = &document.election;
    let superseded = shown.version != found.newest();
    // The register goes on after the newest version only; an older one is read as it was published.
    let seating = if superseded {
        Vec::new()
    } else {
        public::seating(app, found.federation(), found.election, document)
            .await
            .map_err(Refused::from)?
    };
    let words = Words::new(texts, document).with_seating(&seating);
    let here = found.here(reader);
    let base = reader.href(&format!("/federations/{}", found.slug));
    let this_version = found.shown_at(reader);
    let permalink = format!("{}{this_version}", app.config.base_url);
    let day_href = format!("{base}/elections/days/{}", election.day);
    let other = |id: ElectionId| format!("{base}/elections/{id}");
    let page = ResultPage {
        shell: reader
            .shell()
            .public_federation(&found.slug, &shown.federation_name)
            .crumb(Some(base.clone()), &shown.federation_name)
            .crumb(
                Some(format!("{base}/elections")),
                texts.t("outcome-elections"),
            )
            .crumb(Some(day_href), texts.day(election.day))
            .crumb(None, &election.body),
        body: election.body.clone(),
        body_href: format!("{base}/bodies/{}", election.body_id),
        day: texts.day(election.day),
        term: election.term.clone(),
        banner: words.banner(today),
        superseded,
        repeated_by: shown.repeated_by.map(other),
        repeats: election.repeats.map(other),
        waiting_for_lot: words.waiting_for_lot(),
        headline: words.headline(),
        figures: words.key_figures(),
        other_seats: words.other_seats(),
        compared_with: words.compared_with(),
        chart: words.chart(),
        tables: words.list_tables(),
        gone: words.gone(),
        people: words.people(),
        vacancies: words.vacancies(),
        freed: words.freed(&seating),
        rules: words.rules(),
        legal_source: election.rules.legal_source.clone(),
        workings: words.workings(),
        lots: words.lots(),
        districts: words.districts(),
        versions: version_lines(texts, &found.versions, &told, &here, Some(shown.version)),
        objection: words.objection(today),
        contact: shown.federation_contact.clone(),
        published_by: document.published_by.clone(),
        glossary: GLOSSARY
            .map(|(word, meaning)| (texts.t(word), texts.t(meaning)))
            .to_vec(),
        qr: qr(&permalink),
        permalink,
        digest: version.digest.clone(),
        csv_href: format!("{this_version}/result.csv"),
        json_href: format!("{this_version}/result.json"),
        pdf_href: format!("{this_version}/result.pdf"),
        here,
    };
    Rendered::page(&page)
}

impl Words<'_> {
    fn lots(&self) -> Vec<LotRow> {
        let list = |names: &[String]| {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            self.names(&names)
        };
        self.document
            .lots
            .iter()
            .map(|lot| LotRow {
                between: list(&lot.between),
                drawn: list(&lot.drawn),
                day: self.texts.day(lot.drawn_on),
                by: lot.drawn_by.clone(),
                witnesses: lot.witnesses.clone(),
            })
            .collect()
    }
}

#[derive(Template)]
#[template(path = "elections/versions.html")]
struct VersionsPage {
    shell: Shell,
    body: String,
    day: String,
    here: String,
    versions: Vec<VersionLine>,
}

#[handler]
async fn versions_page(
    reader: Reader,
    Path((_, slug, election)): Path<(String, String, i64)>,
) -> PageResult {
    let found = Found::load(&reader, slug, election, None).await?;
    let (app, texts) = (&reader.app, &reader.texts);
    let told = public::told_versions(app, found.federation(), found.election, &found.versions)
        .await
        .map_err(Refused::from)?;
    let newest = told
        .first()
        .ok_or(ElectionError::NotFound)
        .map_err(Refused::from)?;
    let election = &newest.document.election;
    let base = reader.href(&format!("/federations/{}", found.slug));
    let here = found.here(&reader);
    let name = &found.shown.federation_name;
    reader.html(&VersionsPage {
        shell: reader
            .shell()
            .public_federation(&found.slug, name)
            .crumb(Some(base.clone()), name)
            .crumb(
                Some(format!("{base}/elections")),
                texts.t("outcome-elections"),
            )
            .crumb(Some(here.clone()), &election.body)
            .crumb(None, texts.t("outcome-versions")),
        body: election.body.clone(),
        day: texts.day(election.day),
        versions: version_lines(texts, &found.versions, &told, &here, None),
        here,
    })
}

/// The forms in which a result is downloaded.
#[derive(Clone, Copy)]
enum Form {
    Json,
    Csv,
    Pdf,
}

impl Form {
    fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Pdf => "pdf",
        }
    }
}

#[handler]
async fn newest_json(
    reader: Reader,
    Path((_, slug, election)): Path<(String, String, i64)>,
) -> PageResult {
    let found = Found::load(&reader, slug, election, None).await?;
    download(&reader, &found, Form::Json).await
}

#[handler]
async fn version_json(
    reader: Reader,
    Path((_, slug, election, version)): Path<(String, String, i64, i64)>,
) -> PageResult {
    let found = Found::load(&reader, slug, election, Some(version)).await?;
    download(&reader, &found, Form::Json).await
}

#[handler]
async fn newest_csv(
    reader: Reader,
    Path((_, slug, election)): Path<(String, String, i64)>,
) -> PageResult {
    let found = Found::load(&reader, slug, election, None).await?;
    download(&reader, &found, Form::Csv).await
}

#[handler]
async fn version_csv(
    reader: Reader,
    Path((_, slug, election, version)): Path<(String, String, i64, i64)>,
) -> PageResult {
    let found = Found::load(&reader, slug, election, Some(version)).await?;
    download(&reader, &found, Form::Csv).await
}

#[handler]
async fn newest_pdf(
    reader: Reader,
    Path((_, slug, election)): Path<(String, String, i64)>,
) -> PageResult {
    let found = Found::load(&reader, slug, election, None).await?;
    download(&reader, &found, Form::Pdf).await
}

#[handler]
async fn version_pdf(
    reader: Reader,
    Path((_, slug, election, version)): Path<(String, String, i64, i64)>,
) -> PageResult {
    let found = Found::load(&reader, slug, election, Some(version)).await?;
    download(&reader, &found, Form::Pdf).await
}

async fn download(reader: &Reader, found: &Found, form: Form) -> PageResult {
    let day = match form {
        Form::Json | Form::Csv => found.shown.published_at.day_in(&TIME_ZONE),
        // It tells whether objections are still possible.
        Form::Pdf => reader.app.clock.today(),
    };
    let key = found.key(reader, form.extension(), day);
    let rendered = match reader.app.pages.get(&key) {
        Some(rendered) => rendered,
        None => file(reader, found, form, key).await?,
    };
    let mut response: Response = reader.answer(&rendered);
    let name = format!(
        "attachment; filename=\"election-{}-v{}.{}\"",
        found.election,
        found.shown.version,
        form.extension()
    );
    if let Ok(value) = HeaderValue::from_str(&name) {
        response
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

async fn file(
    reader: &Reader,
    found: &Found,
    form: Form,
    key: String,
) -> poem::Result<Arc<Rendered>> {
    let number = found.shown.version;
    let version = public::version(&reader.app, found.federation(), found.election, number)
        .await
        .map_err(Refused::from)?;
    let rendered = match form {
        Form::Json => Rendered::tagged(version.content, "application/json", &version.digest),
        Form::Csv => {
            let file = csv::csv_file(&reader.texts, &version.document).map_err(|e| {
                tracing::error!(error = %e, "the result of an election could not be written as CSV");
                poem::Error::from_status(StatusCode::INTERNAL_SERVER_ERROR)
            })?;
            Rendered::new(file, "text/csv; charset=utf-8")
        }
        Form::Pdf => {
            let permalink = format!("{}{}", reader.app.config.base_url, found.shown_at(reader));
            let words = Words::new(&reader.texts, &version.document);
            let today = reader.app.clock.today();
            let paper = pdf::paper(&words, &version, today, &permalink);
            let mark = web::pdf::mark(&reader.app, &reader.texts);
            let file = web::pdf::print(paper, mark).await.map_err(|e| {
                tracing::error!(error = %e, "the result of an election could not be set as PDF");
                poem::Error::from_status(StatusCode::INTERNAL_SERVER_ERROR)
            })?;
            Rendered::new(file, "application/pdf")
        }
    };
    Ok(reader.app.pages.keep(key, rendered))
}
