//! The list of elections for staff, day by day.

use askama::Template;
use poem::{
    handler,
    web::{Path, Query},
};
use serde::Deserialize;

use super::{Choice, choices, may_keep, place, tone};
use crate::{
    accounts::model::Right,
    elections::{
        actions::elections::{self as actions, ElectionQuery},
        model::election::{ElectionLine, ElectionState},
    },
    types::{BodyId, Day},
    web::{Access, FormData, PageResult, Refused, Routes, Shell, Visitor, api::Paging, html},
};

/// Routes of the list.
pub(super) fn routes(routes: Routes) -> Routes {
    let read = Access::Right(Right::ReadStaffPages);
    routes.get("/:lang/staff/:slug/elections", read, list_page)
}

/// An election in the list.
struct Row {
    href: String,
    body: String,
    term: String,
    seats: i64,
    tone: &'static str,
    state: String,
}

#[derive(Template)]
#[template(path = "elections/list.html")]
struct ListPage {
    shell: Shell,
    form: FormData,
    base: String,
    /// Address of a new election, of the body that the list is about.
    new_href: String,
    may_keep: bool,
    /// Name of the body that the list is about.
    body: Option<(BodyId, String)>,
    states: Vec<Choice>,
    days: Vec<(Day, Vec<Row>)>,
    total: i64,
    previous: Option<String>,
    next: Option<String>,
    page: i64,
    last_page: i64,
}

#[derive(Default, Deserialize)]
struct ListQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    day: String,
    body: Option<BodyId>,
    page: Option<i64>,
}

/// The elections of each day together; they come sorted by day.
fn by_day(visitor: &Visitor, slug: &str, lines: Vec<ElectionLine>) -> Vec<(Day, Vec<Row>)> {
    let mut days: Vec<(Day, Vec<Row>)> = Vec::new();
    for line in lines {
        let (day, state) = (line.election.day, line.election.state);
        let row = Row {
            href: visitor.href(&place(slug, line.election.id)),
            body: line.body_name,
            term: line.term_label,
            seats: line.election.seats,
            tone: tone(state),
            state: visitor.texts.t(state.label()),
        };
        match days.last_mut() {
            Some((last, rows)) if *last == day => rows.push(row),
            _ => days.push((day, vec![row])),
        }
    }
    days
}

#[handler]
async fn list_page(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<ListQuery>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let paging = Paging::of(query.page, None);
    let asked = ElectionQuery {
        state: query.state.clone(),
        day: query.day.clone(),
        search: query.q.clone(),
        body: query.body,
    };
    let limits = (paging.limit, paging.offset);
    let (federation, lines, total) =
        actions::list_elections(&visitor.app, actor, &slug, &asked, limits)
            .await
            .map_err(Refused::from)?;
    let body = query.body.map(|id| {
        let name = lines.first().map(|l| l.body_name.clone());
        (id, name.unwrap_or_default())
    });
    let base = visitor.href(&format!("/staff/{slug}/elections"));
    let page_href = |page: i64| {
        let mut text = form_urlencoded::Serializer::new(String::new());
        let body = query.body.map(|b| b.to_string()).unwrap_or_default();
        let parameters = [
            ("q", query.q.as_str()),
            ("state", &query.state),
            ("day", &query.day),
            ("body", &body),
        ];
        text.extend_pairs(parameters.iter().filter(|(_, value)| !value.is_empty()));
        text.append_pair("page", &page.to_string());
        format!("{base}?{}", text.finish())
    };
    let (page, last_page) = (paging.page(), paging.last_page(total));
    html(&ListPage {
        shell: visitor.shell().staff_federation(
            actor,
            federation.id,
            &federation.slug,
            &federation.name,
        ),
        form: FormData::filled([
            ("q", query.q.clone()),
            ("state", query.state.clone()),
            ("day", query.day.clone()),
        ]),
        new_href: match query.body {
            Some(body) => format!("{base}/new?body={body}"),
            None => format!("{base}/new"),
        },
        may_keep: may_keep(actor, &federation),
        body,
        states: choices(
            &visitor.texts,
            ElectionState::ALL.iter().map(|s| (s.as_str(), s.label())),
        ),
        days: by_day(&visitor, &slug, lines),
        total,
        previous: (page > 1).then(|| page_href(page.min(last_page + 1) - 1)),
        next: (page < last_page).then(|| page_href(page + 1)),
        page,
        last_page,
        base,
    })
}
