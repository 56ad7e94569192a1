//! Who speaks for whom on a day, and waves of elections: pages and tables.

use askama::Template;
use poem::{
    Response, handler,
    web::{Path, Query},
};
use serde::Deserialize;

use crate::{
    accounts::model::Right,
    desk::{
        actions::overviews::{self, OnDay},
        model::{
            on_day::Entry,
            wave::{WaveElection, WaveSums},
        },
    },
    types::{BodyId, Day, Problem, ProblemKind, TableOut},
    web::{
        Access, PageResult, Refused, Routes, Shell, Visitor,
        api::Paging,
        html,
        table_out::{TableForm, table_file},
        texts::Texts,
    },
};

pub(super) const STAFF: Access = Access::Right(Right::ReadStaffPages);
const OFFICE: Access = Access::OfficeOr(Right::ReadStaffPages);
/// People on one page.
const PER_PAGE: i64 = 200;

/// Routes of the overviews.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/:lang/staff/:slug/on-day", STAFF, staff_day)
        .get("/:lang/staff/:slug/on-day/table", STAFF, staff_day_table)
        .get("/:lang/office/:slug/:body/on-day", OFFICE, office_day)
        .get(
            "/:lang/office/:slug/:body/on-day/table",
            OFFICE,
            office_day_table,
        )
        .get("/:lang/staff/:slug/waves", STAFF, wave_page)
        .get("/:lang/staff/:slug/waves/table", STAFF, wave_table)
}

#[derive(Default, Deserialize)]
struct DayQuery {
    day: Option<String>,
    page: Option<i64>,
    #[serde(default)]
    form: String,
}

#[derive(Template)]
#[template(path = "desk/on_day.html")]
struct OnDayPage {
    shell: Shell,
    here: String,
    found: OnDay,
    total: i64,
    entries: Vec<Entry>,
    page: i64,
    last_page: i64,
    previous: Option<String>,
    next: Option<String>,
}

async fn day_page(
    visitor: Visitor,
    slug: &str,
    body: Option<BodyId>,
    query: DayQuery,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let found = overviews::on_day(&visitor.app, actor, slug, body, query.day.as_deref())
        .await
        .map_err(Refused::from)?;
    let federation = &found.federation;
    let title = visitor.texts.t("desk-on-day");
    let (here, shell) = match &found.body {
        Some((body, name)) => {
            let here = visitor.href(&format!("/office/{slug}/{body}/on-day"));
            let shell = if found.is_staff {
                let href = visitor.href(&format!("/staff/{slug}/bodies/{body}"));
                visitor
                    .shell()
                    .staff_federation(actor, federation.id, slug, &federation.name)
                    .crumb(Some(href), name)
            } else {
                visitor.shell().office(slug, &federation.name, *body, name)
            };
            (here, shell)
        }
        None => {
            let base = visitor.href(&format!("/staff/{slug}"));
            let shell = visitor
                .shell()
                .staff_federation(actor, federation.id, slug, &federation.name)
                .crumb(Some(base.clone()), visitor.texts.t("nav-overview"));
            (format!("{base}/on-day"), shell)
        }
    };
    let total = i64::try_from(found.entries.len()).unwrap_or(i64::MAX);
    let paging = Paging::of(query.page, Some(PER_PAGE));
    let (page, last_page) = (paging.page(), paging.last_page(total));
    let address = |n: i64| format!("{here}?day={}&page={n}", found.day);
    html(&OnDayPage {
        shell: shell.crumb(None, title),
        entries: paging.part_of(found.entries.iter().cloned()),
        previous: (page > 1).then(|| address(page - 1)),
        next: (page < last_page).then(|| address(page + 1)),
        total,
        here,
        page,
        last_page,
        found,
    })
}

/// A table to be saved, as CSV unless it is asked for otherwise; a form that nobody offers is not found.
pub(super) async fn download(table: TableOut, form: &str, name: &str) -> PageResult {
    let form = match form {
        "" => TableForm::Csv,
        word => TableForm::parse(word).ok_or_else(|| Refused(Problem::not_found()))?,
    };
    let file = table_file(table, form).await.map_err(|error| {
        tracing::error!(%error, "a table could not be written");
        Refused(Problem::new(
            ProblemKind::Internal,
            crate::key!("problem-internal"),
        ))
    })?;
    Ok(Response::builder()
        .content_type(form.content_type())
        .header(
            "content-disposition",
            format!("attachment; filename=\"{name}.{}\"", form.as_str()),
        )
        .body(file))
}

async fn day_table(
    visitor: Visitor,
    slug: &str,
    body: Option<BodyId>,
    query: DayQuery,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let found = overviews::on_day(&visitor.app, actor, slug, body, query.day.as_deref())
        .await
        .map_err(Refused::from)?;
    let name = format!("{slug}-{}", found.day);
    download(found.table(), &query.form, &name).await
}

#[handler]
async fn staff_day(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<DayQuery>,
) -> PageResult {
    day_page(visitor, &slug, None, query).await
}

#[handler]
async fn staff_day_table(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<DayQuery>,
) -> PageResult {
    day_table(visitor, &slug, None, query).await
}

#[handler]
async fn office_day(
    visitor: Visitor,
    Path((_, slug, body)): Path<(String, String, BodyId)>,
    Query(query): Query<DayQuery>,
) -> PageResult {
    day_page(visitor, &slug, Some(body), query).await
}

#[handler]
async fn office_day_table(
    visitor: Visitor,
    Path((_, slug, body)): Path<(String, String, BodyId)>,
    Query(query): Query<DayQuery>,
) -> PageResult {
    day_table(visitor, &slug, Some(body), query).await
}

#[derive(Default, Deserialize)]
struct WaveQuery {
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    form: String,
}

/// An election as the page tells it.
struct WaveLine {
    election: WaveElection,
    filled: String,
    turnout: String,
}

#[derive(Template)]
#[template(path = "desk/wave.html")]
struct WavePage {
    shell: Shell,
    base: String,
    from: Day,
    until: Day,
    sums: WaveSums,
    /// Over all elections of which it is known.
    turnout: String,
    lines: Vec<WaveLine>,
}

/// A share of voters in the reader's language.
fn turnout(texts: &Texts, voters: Option<i64>, eligible: Option<i64>) -> String {
    match voters.zip(eligible) {
        Some((voters, eligible)) if eligible > 0 => texts.percent(voters, eligible, 1),
        Some(_) | None => "–".to_owned(),
    }
}

#[handler]
async fn wave_page(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<WaveQuery>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let wave = overviews::wave(&visitor.app, actor, &slug, (&query.from, &query.until))
        .await
        .map_err(Refused::from)?;
    let base = visitor.href(&format!("/staff/{slug}"));
    let texts = &visitor.texts;
    let lines = wave.elections.into_iter().map(|election| WaveLine {
        filled: election.filled.map_or("–".to_owned(), |n| texts.number(n)),
        turnout: turnout(texts, election.voters, election.eligible),
        election,
    });
    let sums = wave.sums;
    html(&WavePage {
        lines: lines.collect(),
        turnout: turnout(texts, Some(sums.voters), Some(sums.eligible)),
        sums,
        from: wave.from,
        until: wave.until,
        shell: visitor
            .shell()
            .staff_federation(actor, wave.federation.id, &slug, &wave.federation.name)
            .crumb(Some(base.clone()), texts.t("nav-overview"))
            .crumb(None, texts.t("desk-wave")),
        base,
    })
}

#[handler]
async fn wave_table(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<WaveQuery>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let wave = overviews::wave(&visitor.app, actor, &slug, (&query.from, &query.until))
        .await
        .map_err(Refused::from)?;
    let name = format!("{slug}-elections-{}", wave.from);
    download(wave.table(), &query.form, &name).await
}
