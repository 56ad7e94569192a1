//! Requests of members to call an assembly: the list, and each with its threshold and the form to write it anew.

use askama::Template;
use poem::{
    handler,
    web::{Path, Query},
};

use super::{CHANGE, PageQuery, READ, agenda::revision_of, is_told_in_form, staff_shell};
use crate::{
    accounts::model::Right,
    assemblies::{
        actions::calling,
        model::calling::{CallingInput, CallingRequest, CallingState},
    },
    types::{CallingRequestId, Explain},
    web::{
        FormData, PageResult, Refused, Routes, Shell, Visitor, api::Paging, guard::status_of, html,
        html_with,
    },
};

/// Routes of requests.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/:lang/staff/:slug/calling", READ, list_page)
        .post("/:lang/staff/:slug/calling", CHANGE, record)
        .get("/:lang/staff/:slug/calling/new", CHANGE, new_page)
        .get("/:lang/staff/:slug/calling/:calling", READ, request_page)
        .post("/:lang/staff/:slug/calling/:calling", CHANGE, revise)
}

/// A request in words.
struct RequestRow {
    href: String,
    received: String,
    purpose: String,
    tone: &'static str,
    state: String,
    /// How many are needed and how many signed.
    working: String,
    /// By which rule.
    rule: String,
    reasons: String,
    signed: String,
    assembly: Option<(String, String)>,
}

impl RequestRow {
    fn new(visitor: &Visitor, slug: &str, request: &CallingRequest) -> Self {
        let texts = &visitor.texts;
        let state = request.state();
        let threshold = &request.threshold;
        let names: Vec<&str> = request.signed.iter().map(|s| s.name.as_str()).collect();
        let part = [
            ("n", threshold.numerator.into()),
            ("of", threshold.denominator.into()),
        ];
        Self {
            href: visitor.href(&format!("/staff/{slug}/calling/{}", request.id)),
            received: texts.day(request.received_on),
            purpose: request.purpose.clone(),
            tone: match state {
                CallingState::Open => "warning",
                CallingState::NotReached => "neutral",
                CallingState::Fulfilled => "success",
            },
            state: texts.t(state.label()),
            working: texts.ta(
                "calling-working",
                &[
                    ("needed", threshold.needed().into()),
                    ("members", threshold.members.into()),
                    ("signed", request.signatures().into()),
                ],
            ),
            rule: if threshold.article.is_empty() {
                texts.t("calling-by-law")
            } else {
                let part = texts.ta("statutes-says-calling", &part);
                format!("{part} ({})", threshold.article)
            },
            reasons: request.reasons.clone(),
            signed: names.join(", "),
            assembly: request.assembly.as_ref().map(|(id, title)| {
                let href = visitor.href(&format!("/staff/{slug}/assemblies/{id}"));
                (href, title.clone())
            }),
        }
    }
}

#[derive(Template)]
#[template(path = "assemblies/calling_list.html")]
struct CallingListPage {
    shell: Shell,
    base: String,
    rows: Vec<RequestRow>,
    may_change: bool,
    page: i64,
    last_page: i64,
}

#[handler]
async fn list_page(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<PageQuery>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let paging = Paging::of(query.page, None);
    let limits = (paging.limit, paging.offset);
    let (federation, requests, total) = calling::requests(&visitor.app, actor, &slug, limits)
        .await
        .map_err(Refused::from)?;
    html(&CallingListPage {
        shell: staff_shell(&visitor, actor, &federation)
            .crumb(None, visitor.texts.t("calling-title")),
        base: visitor.href(&format!("/staff/{slug}/calling")),
        rows: requests
            .iter()
            .map(|request| RequestRow::new(&visitor, &slug, request))
            .collect(),
        may_change: actor.may(Right::PrepareAssemblies, federation.id),
        page: paging.page(),
        last_page: paging.last_page(total),
    })
}

#[derive(Template)]
#[template(path = "assemblies/calling_request.html")]
struct CallingRequestPage {
    shell: Shell,
    form: FormData,
    action: String,
    back: String,
    row: Option<RequestRow>,
    revision: i64,
    members: Vec<(String, String)>,
    assemblies: Vec<(String, String)>,
    may_change: bool,
}

impl CallingRequestPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        id: Option<CallingRequestId>,
        typed: Option<FormData>,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let offered = calling::request_form(&visitor.app, actor, slug, id).await?;
        let request = offered.request.as_ref();
        let revision = typed.as_ref().map(revision_of);
        let form = typed.unwrap_or_else(|| {
            let mut form = FormData::default();
            let Some(request) = request else {
                form.set("received_on", visitor.app.clock.today().to_string());
                return form;
            };
            form.set("received_on", request.received_on.to_string());
            form.set("purpose", request.purpose.clone());
            form.set("reasons", request.reasons.clone());
            for signed in &request.signed {
                form.add("signed", signed.body.to_string());
            }
            if let Some((id, _)) = &request.assembly {
                form.set("assembly", id.to_string());
            }
            form
        });
        let back = visitor.href(&format!("/staff/{slug}/calling"));
        let here = match request {
            Some(request) => visitor.texts.day(request.received_on),
            None => visitor.texts.t("calling-new"),
        };
        Ok(Self {
            shell: staff_shell(visitor, actor, &offered.federation)
                .crumb(Some(back.clone()), visitor.texts.t("calling-title"))
                .crumb(None, here),
            form,
            action: match id {
                Some(id) => format!("{back}/{id}"),
                None => back.clone(),
            },
            back,
            row: request.map(|request| RequestRow::new(visitor, slug, request)),
            revision: revision.or(request.map(|r| r.revision)).unwrap_or_default(),
            members: offered
                .members
                .into_iter()
                .map(|(id, name)| (id.to_string(), name))
                .collect(),
            assemblies: offered
                .assemblies
                .into_iter()
                .map(|a| {
                    let day = visitor.texts.day(a.day);
                    (a.id.to_string(), format!("{} ({day})", a.title))
                })
                .collect(),
            may_change: actor.may(Right::PrepareAssemblies, offered.federation.id),
        })
    }
}

fn input_of(form: &FormData) -> CallingInput {
    // What is no number is nothing there, and refused as such.
    let number = |text: String| text.parse().unwrap_or_default();
    CallingInput {
        received_on: form.text("received_on"),
        purpose: form.text("purpose"),
        reasons: form.text("reasons"),
        signed: form.all("signed").into_iter().map(number).collect(),
        assembly: form.filled_text("assembly").map(number),
    }
}

#[handler]
async fn new_page(visitor: Visitor, Path((_, slug)): Path<(String, String)>) -> PageResult {
    html(&CallingRequestPage::load(&visitor, &slug, None, None).await?)
}

#[handler]
async fn request_page(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
) -> PageResult {
    let id = Some(CallingRequestId(id));
    html(&CallingRequestPage::load(&visitor, &slug, id, None).await?)
}

#[handler]
async fn record(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    match calling::record_request(&visitor.app, actor, &slug, &input_of(&form)).await {
        Ok(id) => {
            let rest = format!("/staff/{slug}/calling/{id}");
            Ok(visitor.see_other_with(&rest, "notice-created"))
        }
        Err(e) => {
            let problem = e.problem();
            if !is_told_in_form(problem.kind) {
                return Err(Refused::from(e).into());
            }
            form.refuse(&visitor.texts, &problem);
            let page = CallingRequestPage::load(&visitor, &slug, None, Some(form)).await?;
            html_with(status_of(problem.kind), &page)
        }
    }
}

#[handler]
async fn revise(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let id = CallingRequestId(id);
    let (input, revision) = (input_of(&form), revision_of(&form));
    match calling::revise_request(&visitor.app, actor, &slug, id, &input, revision).await {
        Ok(()) => {
            let rest = format!("/staff/{slug}/calling/{id}");
            Ok(visitor.see_other_with(&rest, "notice-saved"))
        }
        Err(e) => {
            let problem = e.problem();
            if !is_told_in_form(problem.kind) {
                return Err(Refused::from(e).into());
            }
            form.refuse(&visitor.texts, &problem);
            let page = CallingRequestPage::load(&visitor, &slug, Some(id), Some(form)).await?;
            html_with(status_of(problem.kind), &page)
        }
    }
}
