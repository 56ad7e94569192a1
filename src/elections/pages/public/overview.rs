//! Election days of a federation, and all bodies of one day.

use askama::Template;
use poem::{
    handler,
    web::{Path, Query},
};
use serde::Deserialize;

use super::{history::standing_words, words::signed_points};
use crate::{
    elections::{
        actions::{
            ElectionError,
            public::{self, DayOverview},
        },
        model::{
            comparison::{points, share, total},
            election::ElectionState,
        },
        store::versions::{NewestFigures, OverviewRow},
    },
    types::Day,
    web::{PageResult, Reader, Refused, Shell, api::Paging, texts::Texts},
};

/// Days on a page of the list.
const PER_PAGE: i64 = 20;

/// An election day in the list.
struct DayRow {
    href: String,
    day: String,
    elections: String,
    published: String,
}

#[derive(Template)]
#[template(path = "elections/days.html")]
struct DaysPage {
    shell: Shell,
    rows: Vec<DayRow>,
    previous: Option<String>,
    next: Option<String>,
    position: String,
}

#[derive(Deserialize)]
pub(super) struct PageQuery {
    page: Option<i64>,
}

#[handler]
pub(super) async fn days_page(
    reader: Reader,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<PageQuery>,
) -> PageResult {
    let paging = Paging::of(query.page, Some(PER_PAGE));
    let list = public::days(&reader.app, &slug, paging.limit, paging.offset)
        .await
        .map_err(Refused::from)?;
    let texts = &reader.texts;
    let base = reader.href(&format!("/federations/{slug}"));
    let (page, last) = (paging.page(), paging.last_page(list.total));
    let address = |page: i64| format!("{base}/elections?page={page}");
    reader.html(&DaysPage {
        shell: reader
            .shell()
            .public_federation(&slug, &list.federation.name)
            .crumb(Some(base.clone()), &list.federation.name)
            .crumb(None, texts.t("outcome-elections")),
        rows: list
            .days
            .iter()
            .map(|day| DayRow {
                href: format!("{base}/elections/days/{}", day.day),
                day: texts.day(day.day),
                elections: texts.ta("outcome-n-bodies", &[("n", day.elections.into())]),
                published: texts.ta("outcome-n-results", &[("n", day.published.into())]),
            })
            .collect(),
        previous: (page > 1).then(|| address((page - 1).min(last))),
        next: (page < last).then(|| address(page + 1)),
        position: texts.ta(
            "public-page-of",
            &[("page", page.into()), ("last", last.into())],
        ),
    })
}

/// A body of the day.
struct BodyRow {
    /// To the result, where one is published.
    href: Option<String>,
    body: String,
    tone: &'static str,
    state: String,
    reported: String,
    eligible: String,
    voters: String,
    turnout: String,
    turnout_change: String,
    seats: String,
    vacant: String,
}

/// Sums over the bodies with a result.
struct Totals {
    results: String,
    eligible: String,
    voters: String,
    turnout: String,
    seats: String,
    vacant: String,
}

#[derive(Template)]
#[template(path = "elections/day.html")]
struct DayPage {
    shell: Shell,
    day: String,
    summary: String,
    rows: Vec<BodyRow>,
    totals: Totals,
    /// Some body gave no figure that a sum needs.
    incomplete: bool,
}

#[handler]
pub(super) async fn day_page(
    reader: Reader,
    Path((_, slug, day)): Path<(String, String, String)>,
) -> PageResult {
    let day: Day = day
        .parse()
        .map_err(|_| Refused::from(ElectionError::NotFound))?;
    let overview = public::day_overview(&reader.app, &slug, day)
        .await
        .map_err(Refused::from)?;
    let texts = &reader.texts;
    let base = reader.href(&format!("/federations/{slug}"));
    let name = &overview.federation.name;
    let published = overview.rows.iter().filter(|row| row.newest.is_some());
    reader.html(&DayPage {
        shell: reader
            .shell()
            .public_federation(&slug, name)
            .crumb(Some(base.clone()), name)
            .crumb(
                Some(format!("{base}/elections")),
                texts.t("outcome-elections"),
            )
            .crumb(None, texts.day(day)),
        day: texts.day(day),
        summary: texts.ta(
            "outcome-day-summary",
            &[
                ("bodies", overview.rows.len().into()),
                ("results", published.count().into()),
            ],
        ),
        rows: overview
            .rows
            .iter()
            .map(|row| body_row(texts, &base, row))
            .collect(),
        totals: totals(texts, &overview),
        incomplete: overview
            .rows
            .iter()
            .filter_map(|row| row.newest)
            .any(|n| n.figures.eligible.is_none() || n.figures.voters.is_none()),
    })
}

fn state(texts: &Texts, row: &OverviewRow) -> (&'static str, String) {
    match (row.newest, row.state) {
        (Some(newest), _) => standing_words(texts, newest.standing),
        (None, ElectionState::NotHeld | ElectionState::AppointedInstead) => {
            ("neutral", texts.t(row.state.label()))
        }
        (
            None,
            ElectionState::Preparing
            | ElectionState::Counting
            | ElectionState::Certified
            | ElectionState::Annulled
            | ElectionState::Repeated,
        ) => ("neutral", texts.t("outcome-no-result-yet")),
    }
}

fn turnout(texts: &Texts, newest: NewestFigures) -> Option<String> {
    let (voters, eligible) = newest.figures.voters.zip(newest.figures.eligible)?;
    Some(texts.percent(share(voters, eligible)?, 10_000, 2))
}

fn body_row(texts: &Texts, base: &str, row: &OverviewRow) -> BodyRow {
    let (tone, state) = state(texts, row);
    let dash = || "–".to_owned();
    let number = |n: Option<i64>| n.map_or_else(dash, |n| texts.number(n));
    let x_of_y = |x: i64, y: i64| texts.ta("outcome-x-of-y", &[("x", x.into()), ("y", y.into())]);
    let newest = row.newest;
    BodyRow {
        href: newest.map(|_| format!("{base}/elections/{}", row.election)),
        body: row.body_name.clone(),
        tone,
        state,
        reported: newest.map_or_else(dash, |n| x_of_y(n.reported, n.districts)),
        eligible: number(newest.and_then(|n| n.figures.eligible)),
        voters: number(newest.and_then(|n| n.figures.voters)),
        turnout: newest.and_then(|n| turnout(texts, n)).unwrap_or_else(dash),
        turnout_change: newest
            .and_then(|n| n.figures.voters.zip(n.figures.eligible))
            .zip(row.before)
            .and_then(|(now, (eligible, voters))| points(now, (voters, eligible)))
            .map(|change| signed_points(texts, change))
            .unwrap_or_default(),
        seats: newest.map_or_else(|| texts.number(row.to_elect), |n| x_of_y(n.filled, n.seats)),
        vacant: number(newest.map(|n| n.vacant)),
    }
}

/// Sums over all bodies with a result; the turnout over those that gave both of its figures.
fn totals(texts: &Texts, overview: &DayOverview) -> Totals {
    let newest: Vec<NewestFigures> = overview.rows.iter().filter_map(|r| r.newest).collect();
    let sum = |of: fn(&NewestFigures) -> i64| total(newest.iter().map(of));
    let known = |of: fn(&NewestFigures) -> Option<i64>| {
        let figures: Vec<i64> = newest.iter().filter_map(of).collect();
        if figures.is_empty() {
            "–".to_owned()
        } else {
            texts.number(total(figures.into_iter()))
        }
    };
    let both: Vec<(i64, i64)> = newest
        .iter()
        .filter_map(|n| n.figures.voters.zip(n.figures.eligible))
        .collect();
    let voters = total(both.iter().map(|(voters, _)| *voters));
    let eligible = total(both.iter().map(|(_, eligible)| *eligible));
    let (filled, seats) = (sum(|n| n.filled), sum(|n| n.seats));
    Totals {
        results: texts.ta("outcome-n-results", &[("n", newest.len().into())]),
        eligible: known(|n| n.figures.eligible),
        voters: known(|n| n.figures.voters),
        turnout: share(voters, eligible)
            .map_or_else(|| "–".to_owned(), |s| texts.percent(s, 10_000, 2)),
        seats: texts.ta(
            "outcome-x-of-y",
            &[("x", filled.into()), ("y", seats.into())],
        ),
        vacant: texts.number(sum(|n| n.vacant)),
    }
}
