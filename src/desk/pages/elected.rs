//! The elected of a calendar year by age and gender: page and tables.

use askama::Template;
use poem::{
    handler,
    web::{Path, Query},
};
use serde::Deserialize;

use super::overviews::{STAFF, download};
use crate::{
    desk::{
        actions::elected,
        model::{
            elected::GENDERS,
            suppression::{LEAST, Shown},
        },
    },
    web::{PageResult, Refused, Routes, Shell, Visitor, html, texts::Texts},
};

/// Routes of the figures.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/:lang/staff/:slug/waves/elected", STAFF, page)
        .get("/:lang/staff/:slug/waves/elected/table", STAFF, table)
}

#[derive(Default, Deserialize)]
struct YearQuery {
    #[serde(default)]
    year: String,
    #[serde(default)]
    form: String,
}

/// Counts of an age group as the page tells them, each with the name of its column.
struct AgeLine {
    age: String,
    cells: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "desk/elected.html")]
struct ElectedPage {
    shell: Shell,
    here: String,
    /// As digits: a year is not grouped like a number.
    year: String,
    /// With whether it is shown.
    years: Vec<(String, bool)>,
    withheld: Option<&'static str>,
    least: i64,
    columns: Vec<String>,
    lines: Vec<AgeLine>,
}

/// A line; a hidden count is a point, as in official statistics.
fn line(texts: &Texts, columns: &[String], age: &str, shown: &[Shown]) -> AgeLine {
    let cell = |count: &Shown| count.map_or_else(|| "•".to_owned(), |n| texts.number(n));
    AgeLine {
        age: texts.t(age),
        cells: columns
            .iter()
            .cloned()
            .zip(shown.iter().map(cell))
            .collect(),
    }
}

#[handler]
async fn page(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<YearQuery>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let found = elected::elected(&visitor.app, actor, &slug, &query.year)
        .await
        .map_err(Refused::from)?;
    let texts = &visitor.texts;
    let base = visitor.href(&format!("/staff/{slug}"));
    let genders = GENDERS.map(|gender| {
        texts.t(gender.map_or(crate::key!("desk-elected-not-stated"), |g| g.label()))
    });
    let total = crate::key!("desk-elected-total");
    let columns: Vec<String> = genders.into_iter().chain([texts.t(total)]).collect();
    let mut lines = Vec::new();
    if let Ok(figures) = &found.figures {
        let ages = figures.lines.iter();
        lines.extend(ages.map(|(age, shown)| line(texts, &columns, age.label(), shown)));
        lines.push(line(texts, &columns, total, &figures.totals));
    }
    html(&ElectedPage {
        here: format!("{base}/waves/elected"),
        year: found.year.to_string(),
        years: found
            .years
            .iter()
            .map(|year| (year.to_string(), *year == found.year))
            .collect(),
        withheld: found.figures.as_ref().err().map(|why| why.label()),
        least: LEAST,
        columns,
        lines,
        shell: visitor
            .shell()
            .staff_federation(actor, found.federation.id, &slug, &found.federation.name)
            .crumb(Some(base.clone()), texts.t("nav-overview"))
            .crumb(Some(format!("{base}/waves")), texts.t("desk-wave"))
            .crumb(None, texts.t("desk-elected")),
    })
}

#[handler]
async fn table(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<YearQuery>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let found = elected::elected(&visitor.app, actor, &slug, &query.year)
        .await
        .map_err(Refused::from)?;
    let name = format!("{slug}-elected-{}", found.year);
    download(found.table(), &query.form, &name).await
}
