//! Staff pages of terms of office, seats and vacancies.

use askama::Template;
use poem::{
    handler,
    http::StatusCode,
    web::{Path, Query},
};
use serde::Deserialize;

use super::refuse;
use crate::registry::{
    actions::{
        bodies,
        terms::{self, ListOn, TermDetail},
    },
    model::term::{SeatOrigin, SeatsInput, TermInput},
    pages::bodies::{Choice, OnQuery, Pager, Staff, choices, revision, staff},
    store::{EndingTerm, Vacancy},
};
use crate::{
    accounts::model::Right,
    types::{BodyId, SeatId, TermId},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor, api::Paging, html, html_with,
    },
};

/// Routes of the terms.
pub(super) fn routes(routes: Routes) -> Routes {
    let (read, keep) = (
        Access::Right(Right::ReadStaffPages),
        Access::Right(Right::KeepRegister),
    );
    routes
        .get("/:lang/staff/:slug/bodies/:body/terms/new", keep, new_page)
        .post("/:lang/staff/:slug/bodies/:body/terms/new", keep, create)
        .get(
            "/:lang/staff/:slug/bodies/:body/terms/:term",
            read,
            term_page,
        )
        .get(
            "/:lang/staff/:slug/bodies/:body/terms/:term/edit",
            keep,
            edit_page,
        )
        .post(
            "/:lang/staff/:slug/bodies/:body/terms/:term/edit",
            keep,
            update,
        )
        .post(
            "/:lang/staff/:slug/bodies/:body/terms/:term/remove",
            keep,
            remove,
        )
        .post(
            "/:lang/staff/:slug/bodies/:body/terms/:term/seats",
            keep,
            add_seats,
        )
        .post(
            "/:lang/staff/:slug/bodies/:body/terms/:term/seats/:seat/remove",
            keep,
            remove_seat,
        )
        .get("/:lang/staff/:slug/vacancies", read, vacancies_page)
}

#[derive(Template)]
#[template(path = "registry/term.html")]
struct TermPage {
    shell: Shell,
    keeps: bool,
    form: FormData,
    base: String,
    body_href: String,
    here: String,
    seats_action: String,
    detail: TermDetail,
    vacant: i64,
    origins: Vec<Choice>,
}

type TermPath = Path<(String, String, BodyId, TermId)>;

impl TermPage {
    async fn load(
        visitor: &Visitor,
        (slug, body, term): (&str, BodyId, TermId),
        on: Option<&str>,
        form: FormData,
    ) -> Result<Self, Refused> {
        let staff = staff(visitor, slug, Right::ReadStaffPages).await?;
        let detail = terms::read_term(&visitor.app, visitor.actor()?, slug, body, term, on).await?;
        let (keeps, staff) = (staff.keeps, staff.in_body(body, &detail.body_name));
        let shell = staff.shell.crumb(None, detail.term.label.clone());
        let body_href = shell.href(&format!("/staff/{slug}/bodies/{body}"));
        Ok(Self {
            base: shell.href(&format!("/staff/{slug}")),
            here: format!("{body_href}/terms/{term}"),
            seats_action: format!("{body_href}/terms/{term}/seats"),
            body_href,
            vacant: i64::try_from(detail.vacant()).unwrap_or(i64::MAX),
            origins: choices(
                &visitor.texts,
                SeatOrigin::ALL.iter().map(|o| (o.as_str(), o.label())),
            ),
            keeps,
            form,
            detail,
            shell,
        })
    }
}

#[handler]
async fn term_page(
    visitor: Visitor,
    Path((_, slug, body, term)): TermPath,
    Query(query): Query<OnQuery>,
) -> PageResult {
    let form = FormData::filled([("origin", SeatOrigin::Elected.as_str().to_owned())]);
    html(&TermPage::load(&visitor, (&slug, body, term), query.on.as_deref(), form).await?)
}

#[handler]
async fn add_seats(
    visitor: Visitor,
    Path((_, slug, body, term)): TermPath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let input = SeatsInput {
        count: form.text("count"),
        origin: form.text("origin"),
    };
    match terms::add_seats(&visitor.app, actor, &slug, body, term, &input).await {
        Ok(_) => Ok(visitor.see_other_with(
            &format!("/staff/{slug}/bodies/{body}/terms/{term}"),
            "notice-saved",
        )),
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            html_with(
                status,
                &TermPage::load(&visitor, (&slug, body, term), None, form).await?,
            )
        }
    }
}

#[handler]
async fn remove_seat(
    visitor: Visitor,
    Path((_, slug, body, term, seat)): Path<(String, String, BodyId, TermId, SeatId)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    match terms::remove_seat(&visitor.app, actor, &slug, body, term, seat).await {
        Ok(()) => Ok(visitor.see_other_with(
            &format!("/staff/{slug}/bodies/{body}/terms/{term}"),
            "notice-removed",
        )),
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            html_with(
                status,
                &TermPage::load(&visitor, (&slug, body, term), None, form).await?,
            )
        }
    }
}

#[derive(Template)]
#[template(path = "registry/term_form.html")]
struct TermFormPage {
    shell: Shell,
    form: FormData,
    action: String,
    back: String,
    body_name: String,
    is_new: bool,
    /// Address that removes the term.
    remove: String,
}

impl TermFormPage {
    fn new(
        staff: Staff,
        form: FormData,
        body: BodyId,
        body_name: String,
        term: Option<TermId>,
    ) -> Self {
        let staff = staff.in_body(body, &body_name);
        let title = match term {
            Some(_) => staff.shell.t("bodies-term-edit"),
            None => staff.shell.t("bodies-term-new"),
        };
        let shell = staff.shell.crumb(None, title);
        let body_href = shell.href(&format!("/staff/{}/bodies/{body}", staff.federation.slug));
        let back = term.map_or_else(
            || body_href.clone(),
            |term| format!("{body_href}/terms/{term}"),
        );
        Self {
            action: if term.is_some() {
                format!("{back}/edit")
            } else {
                format!("{body_href}/terms/new")
            },
            remove: format!("{back}/remove"),
            back,
            body_name,
            is_new: term.is_none(),
            form,
            shell,
        }
    }
}

fn term_input(form: &FormData) -> TermInput {
    TermInput {
        label: form.text("label"),
        starts_on: form.text("starts_on"),
        ends_on: form.text("ends_on"),
    }
}

async fn body_name(visitor: &Visitor, slug: &str, body: BodyId) -> Result<String, Refused> {
    Ok(
        bodies::read_body(&visitor.app, visitor.actor()?, slug, body, None)
            .await?
            .body
            .name,
    )
}

#[handler]
async fn new_page(
    visitor: Visitor,
    Path((_, slug, body)): Path<(String, String, BodyId)>,
) -> PageResult {
    let staff = staff(&visitor, &slug, Right::KeepRegister).await?;
    let name = body_name(&visitor, &slug, body).await?;
    html(&TermFormPage::new(
        staff,
        FormData::default(),
        body,
        name,
        None,
    ))
}

#[handler]
async fn create(
    visitor: Visitor,
    Path((_, slug, body)): Path<(String, String, BodyId)>,
    mut form: FormData,
) -> PageResult {
    let staff = staff(&visitor, &slug, Right::KeepRegister).await?;
    let actor = visitor.actor().map_err(Refused::from)?;
    match terms::create_term(&visitor.app, actor, &slug, body, &term_input(&form)).await {
        Ok(term) => Ok(visitor.see_other_with(
            &format!("/staff/{slug}/bodies/{body}/terms/{term}"),
            "notice-created",
        )),
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            let name = body_name(&visitor, &slug, body).await?;
            html_with(status, &TermFormPage::new(staff, form, body, name, None))
        }
    }
}

#[handler]
async fn edit_page(visitor: Visitor, Path((_, slug, body, term)): TermPath) -> PageResult {
    let staff = staff(&visitor, &slug, Right::KeepRegister).await?;
    let actor = visitor.actor().map_err(Refused::from)?;
    let detail = terms::read_term(&visitor.app, actor, &slug, body, term, None)
        .await
        .map_err(Refused::from)?;
    let form = FormData::filled([
        ("revision", detail.term.revision.to_string()),
        ("label", detail.term.label),
        ("starts_on", detail.term.starts_on.to_string()),
        ("ends_on", detail.term.ends_on.to_string()),
    ]);
    html(&TermFormPage::new(
        staff,
        form,
        body,
        detail.body_name,
        Some(term),
    ))
}

/// The form of a term with what is wrong.
async fn edit_again(
    visitor: &Visitor,
    (slug, body, term): (&str, BodyId, TermId),
    status: StatusCode,
    form: FormData,
) -> PageResult {
    let staff = staff(visitor, slug, Right::KeepRegister).await?;
    let name = body_name(visitor, slug, body).await?;
    html_with(
        status,
        &TermFormPage::new(staff, form, body, name, Some(term)),
    )
}

#[handler]
async fn update(
    visitor: Visitor,
    Path((_, slug, body, term)): TermPath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    match terms::update_term(
        &visitor.app,
        actor,
        &slug,
        body,
        (term, revision(&form)),
        &term_input(&form),
    )
    .await
    {
        Ok(()) => Ok(visitor.see_other_with(
            &format!("/staff/{slug}/bodies/{body}/terms/{term}"),
            "notice-saved",
        )),
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            edit_again(&visitor, (&slug, body, term), status, form).await
        }
    }
}

#[handler]
async fn remove(
    visitor: Visitor,
    Path((_, slug, body, term)): TermPath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    match terms::remove_term(&visitor.app, actor, &slug, body, term, revision(&form)).await {
        Ok(()) => {
            Ok(visitor.see_other_with(&format!("/staff/{slug}/bodies/{body}"), "notice-removed"))
        }
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            let detail = terms::read_term(&visitor.app, actor, &slug, body, term, None)
                .await
                .map_err(Refused::from)?;
            form.set("label", detail.term.label);
            form.set("starts_on", detail.term.starts_on.to_string());
            form.set("ends_on", detail.term.ends_on.to_string());
            edit_again(&visitor, (&slug, body, term), status, form).await
        }
    }
}

#[derive(Template)]
#[template(path = "registry/vacancies.html")]
struct VacanciesPage {
    shell: Shell,
    base: String,
    here: String,
    keeps: bool,
    vacancies: ListOn<Vacancy>,
    ending: ListOn<EndingTerm>,
    pager: Pager,
}

#[derive(Default, Deserialize)]
struct VacancyQuery {
    on: Option<String>,
    page: Option<i64>,
}

/// The terms that end soon stand on one page; more of them are in the API.
const MOST_ENDING: i64 = 200;

#[handler]
async fn vacancies_page(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<VacancyQuery>,
) -> PageResult {
    let staff = staff(&visitor, &slug, Right::ReadStaffPages).await?;
    let actor = visitor.actor().map_err(Refused::from)?;
    let paging = Paging::of(query.page, None);
    let on = query.on.as_deref();
    let vacancies =
        terms::list_vacancies(&visitor.app, actor, &slug, on, paging.offset, paging.limit)
            .await
            .map_err(Refused::from)?;
    let ending = terms::list_ending_terms(&visitor.app, actor, &slug, (on, None), 0, MOST_ENDING)
        .await
        .map_err(Refused::from)?;
    let (keeps, staff) = (staff.keeps, staff.in_bodies());
    let shell = staff
        .shell
        .crumb(None, visitor.texts.t("bodies-vacancies-title"));
    let base = shell.href(&format!("/staff/{slug}"));
    let here = format!("{base}/vacancies");
    html(&VacanciesPage {
        pager: Pager::new(
            &shell,
            &here,
            &[("on", on.unwrap_or_default())],
            paging,
            vacancies.total,
        ),
        base,
        here,
        keeps,
        vacancies,
        ending,
        shell,
    })
}
