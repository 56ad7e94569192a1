//! The start pages of staff and of offices.

mod elected;
mod overviews;

use askama::Template;
use poem::{
    handler,
    web::{Path, Query},
};
use serde::Deserialize;

use super::{
    actions::{self, BodyDesk, Desk},
    model::{DueKind, Item, Name, URGENT_DAYS},
};
use crate::{
    accounts::model::Right,
    types::{BodyId, Day},
    web::{Access, PageResult, Refused, Routes, Shell, Visitor, html},
};

/// Routes of this room.
pub fn routes(routes: Routes) -> Routes {
    let routes = elected::routes(overviews::routes(routes));
    routes
        .get(
            "/:lang/staff/:slug",
            Access::Right(Right::ReadStaffPages),
            staff_page,
        )
        .get(
            "/:lang/office/:slug/:body",
            Access::OfficeOr(Right::ReadStaffPages),
            office_page,
        )
}

/// An item as a page tells it.
struct Line {
    href: String,
    sentence: String,
    when: Option<String>,
    tone: &'static str,
    left: Option<String>,
}

/// So many days before its day an item is pressing.
const PRESSING_DAYS: i64 = 14;

impl Line {
    fn of(visitor: &Visitor, item: &Item, today: Day, href: String) -> Self {
        let texts = &visitor.texts;
        let name = match &item.name {
            Name::Plain(name) => name.clone(),
            Name::Localized(title) => {
                let (text, _) = title.in_language(visitor.locale(), &[]);
                text.to_owned()
            }
            Name::Act(act) => texts.t(act.label()),
        };
        let values = [
            ("name", name.into()),
            ("n", item.count.into()),
            ("of", item.of.into()),
        ];
        let day_label = item.kind.day_label();
        let when = item
            .day
            .map(|day| texts.ta(day_label, &[("day", texts.day(day).into())]));
        let waits = day_label == crate::key!("desk-day-until");
        let (tone, left) = match item.days_left(today) {
            Some(days) if waits && days < 0 => ("danger", Some(texts.t("desk-overdue"))),
            Some(days) if days >= 0 => {
                let pressing = match item.kind {
                    DueKind::TermEnding => URGENT_DAYS,
                    _ => PRESSING_DAYS,
                };
                let tone = if days <= pressing {
                    "warning"
                } else {
                    "neutral"
                };
                (
                    tone,
                    Some(texts.ta("desk-days-left", &[("n", days.into())])),
                )
            }
            Some(_) | None => ("neutral", None),
        };
        Self {
            href,
            sentence: texts.ta(item.kind.label(), &values),
            when,
            tone,
            left,
        }
    }
}

/// A link with its text.
struct Onward {
    href: String,
    label: String,
}

#[derive(Template)]
#[template(path = "desk/start.html")]
struct StaffPage {
    shell: Shell,
    desk: Desk,
    heading: String,
    /// Only one kind is shown.
    only: bool,
    lines: Vec<Line>,
    more: Vec<Onward>,
    onward: Vec<Onward>,
}

#[derive(Default, Deserialize)]
struct DueQuery {
    #[serde(default)]
    kind: String,
}

#[handler]
async fn staff_page(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<DueQuery>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    // A word that nobody offers shows everything.
    let only = DueKind::parse(&query.kind);
    let desk = actions::due(&visitor.app, actor, &slug, only)
        .await
        .map_err(Refused::from)?;
    let texts = &visitor.texts;
    let base = visitor.href(&format!("/staff/{slug}"));
    let federation = &desk.federation;
    let shell = visitor
        .shell()
        .staff_federation(actor, federation.id, &slug, &federation.name);
    let shell = match only {
        Some(kind) => shell
            .crumb(Some(base.clone()), texts.t("nav-overview"))
            .crumb(None, texts.t(kind.heading())),
        None => shell,
    };
    let may = |right| actor.may(right, federation.id);
    let onward = [
        ("/on-day", crate::key!("desk-on-day"), true),
        ("/waves", crate::key!("desk-wave"), true),
        ("/retention", crate::key!("retention-title"), true),
        (
            "/import",
            crate::key!("desk-to-tables"),
            may(Right::KeepRegister),
        ),
        (
            "/members",
            crate::key!("desk-to-access"),
            may(Right::InviteOffices),
        ),
    ];
    let mut onward: Vec<_> = onward
        .into_iter()
        .filter(|(.., allowed)| *allowed)
        .map(|(rest, label, _)| Onward {
            href: format!("{base}{rest}"),
            label: texts.t(label),
        })
        .collect();
    onward.push(Onward {
        href: visitor.href(&format!("/federations/{slug}")),
        label: texts.t("registry-public-page"),
    });
    let lines = desk.items.iter().map(|item| {
        let href = format!("{base}{}", item.staff_page());
        Line::of(&visitor, item, desk.today, href)
    });
    let more = desk.more.iter().map(|(kind, n)| Onward {
        href: format!("{base}?kind={}", kind.as_str()),
        label: texts.ta(
            "desk-more",
            &[("n", n.into()), ("kind", texts.t(kind.heading()).into())],
        ),
    });
    html(&StaffPage {
        heading: texts.t(only.map_or(crate::key!("nav-overview"), DueKind::heading)),
        only: only.is_some(),
        lines: lines.collect(),
        // Of one kind alone what is left out cannot be asked for.
        more: if only.is_some() {
            Vec::new()
        } else {
            more.collect()
        },
        onward,
        shell,
        desk,
    })
}

#[derive(Template)]
#[template(path = "desk/office.html")]
struct OfficePage {
    shell: Shell,
    body_name: String,
    lines: Vec<Line>,
    on_day: String,
}

#[handler]
async fn office_page(
    visitor: Visitor,
    Path((_, slug, body)): Path<(String, String, BodyId)>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let desk = actions::due_of_body(&visitor.app, actor, &slug, body)
        .await
        .map_err(Refused::from)?;
    let lines = desk.items.iter().map(|item| {
        let href = visitor.href(&item.office_page(&slug, body));
        Line::of(&visitor, item, desk.today, href)
    });
    html(&OfficePage {
        lines: lines.collect(),
        on_day: visitor.href(&format!("/office/{slug}/{body}/on-day")),
        shell: office_shell(&visitor, &desk)?,
        body_name: desk.body_name,
    })
}

/// The frame of the pages of a body: for staff with their navigation, for its office with its own.
fn office_shell(visitor: &Visitor, desk: &BodyDesk) -> Result<Shell, Refused> {
    let BodyDesk {
        federation,
        body,
        body_name,
        is_staff,
        ..
    } = desk;
    let slug = &federation.slug;
    if *is_staff {
        let href = visitor.href(&format!("/staff/{slug}/bodies/{body}"));
        return Ok(visitor
            .shell()
            .staff_federation(visitor.actor()?, federation.id, slug, &federation.name)
            .crumb(
                Some(visitor.href(&format!("/staff/{slug}/bodies"))),
                visitor.texts.t("nav-bodies"),
            )
            .crumb(Some(href), body_name));
    }
    Ok(visitor
        .shell()
        .office(slug, &federation.name, *body, body_name))
}
