//! Pages of assemblies: for staff the list, the day's work and the form; the check list and the public pages are beside.

mod agenda;
mod calendar;
mod calling;
mod check;
mod day;
mod motions;
mod notice;
mod public;

use askama::Template;
use poem::{
    handler,
    web::{Path, Query},
};
use serde::Deserialize;

use super::{
    actions::{self, AssemblyError, FoundAssembly, Progress},
    model::{Assembly, AssemblyForm, AssemblyInput},
};
use crate::{
    accounts::model::{Actor, Right},
    polls::model::Standing,
    registry::model::Federation,
    types::{AssemblyId, Explain, ProblemKind},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor, api::Paging,
        guard::status_of, html, html_with, texts::Texts,
    },
};

const READ: Access = Access::Right(Right::ReadStaffPages);
const CHANGE: Access = Access::Right(Right::PrepareAssemblies);

/// Routes of this room.
pub fn routes(routes: Routes) -> Routes {
    let routes = routes
        .get("/:lang/staff/:slug/assemblies", READ, list_page)
        .post("/:lang/staff/:slug/assemblies", CHANGE, create)
        .get("/:lang/staff/:slug/assemblies/new", CHANGE, new_page)
        .get(
            "/:lang/staff/:slug/assemblies/:assembly",
            READ,
            assembly_page,
        )
        .get(
            "/:lang/staff/:slug/assemblies/:assembly/edit",
            CHANGE,
            edit_page,
        )
        .post("/:lang/staff/:slug/assemblies/:assembly/edit", CHANGE, edit)
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/freeze",
            CHANGE,
            freeze,
        );
    let routes = notice::routes(motions::routes(agenda::routes(calling::routes(routes))));
    calendar::routes(public::routes(check::routes(day::routes(routes))))
}

/// Which page of a list.
#[derive(Default, Deserialize)]
struct PageQuery {
    page: Option<i64>,
}

/// Whether a form is shown again with what is wrong; anything else is a page of its own.
fn is_told_in_form(kind: ProblemKind) -> bool {
    matches!(
        kind,
        ProblemKind::Invalid | ProblemKind::Conflict | ProblemKind::Stale
    )
}

/// The frame of the staff pages, up to the list of assemblies.
fn staff_shell(visitor: &Visitor, actor: &Actor, federation: &Federation) -> Shell {
    let list = visitor.href(&format!("/staff/{}/assemblies", federation.slug));
    visitor
        .shell()
        .staff_federation(actor, federation.id, &federation.slug, &federation.name)
        .crumb(Some(list), visitor.texts.t("assemblies-title"))
}

/// The frame of the staff pages of one assembly.
fn assembly_shell(visitor: &Visitor, actor: &Actor, found: &FoundAssembly) -> Shell {
    let FoundAssembly {
        federation,
        assembly,
    } = found;
    let href = visitor.href(&format!(
        "/staff/{}/assemblies/{}",
        federation.slug, assembly.id
    ));
    staff_shell(visitor, actor, federation).crumb(Some(href), &assembly.title)
}

/// A poll on a page: its address, title, tone and state.
struct PollRow {
    href: Option<String>,
    title: String,
    tone: &'static str,
    state: String,
}

/// The state of a poll in words, with its tone.
fn poll_state(texts: &Texts, state: Standing) -> (&'static str, String) {
    match state {
        Standing::Draft => ("neutral", texts.t("polls-state-draft")),
        Standing::Ready => ("info", texts.t("polls-state-ready")),
        Standing::Open => ("warning", texts.t("polls-state-open")),
        Standing::Closed => ("info", texts.t("polls-state-closed")),
        Standing::Counted => ("info", texts.t("polls-state-counted")),
        Standing::Published => ("success", texts.t("polls-state-published")),
        Standing::Interrupted => ("danger", texts.t("polls-state-interrupted")),
        Standing::Void => ("danger", texts.t("polls-state-void")),
    }
}

#[derive(Template)]
#[template(path = "assemblies/assemblies.html")]
struct AssembliesPage {
    shell: Shell,
    base: String,
    calling_href: String,
    may_change: bool,
    assemblies: Vec<Assembly>,
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
    let (federation, assemblies, total) =
        actions::list_assemblies(&visitor.app, actor, &slug, limits)
            .await
            .map_err(Refused::from)?;
    html(&AssembliesPage {
        shell: visitor.shell().staff_federation(
            actor,
            federation.id,
            &federation.slug,
            &federation.name,
        ),
        base: visitor.href(&format!("/staff/{slug}/assemblies")),
        calling_href: visitor.href(&format!("/staff/{slug}/calling")),
        may_change: actor.may(Right::PrepareAssemblies, federation.id),
        assemblies,
        page: paging.page(),
        last_page: paging.last_page(total),
    })
}

#[derive(Template)]
#[template(path = "assemblies/assembly_form.html")]
struct AssemblyFormPage {
    shell: Shell,
    form: FormData,
    action: String,
    back: String,
    is_new: bool,
    forms: Vec<(String, String)>,
}

impl AssemblyFormPage {
    fn new(visitor: &Visitor, shell: Shell, form: FormData, rest: &str, is_new: bool) -> Self {
        let back = visitor.href(rest);
        let title = if is_new {
            visitor.texts.t("assemblies-new")
        } else {
            visitor.texts.t("assemblies-edit")
        };
        Self {
            shell: shell.crumb(None, title),
            form,
            action: if is_new {
                back.clone()
            } else {
                format!("{back}/edit")
            },
            back,
            is_new,
            forms: AssemblyForm::ALL
                .map(|f| (f.as_str().to_owned(), visitor.texts.t(f.label())))
                .to_vec(),
        }
    }
}

fn input_of(form: &FormData) -> AssemblyInput {
    AssemblyInput {
        title: form.text("title"),
        day: form.text("day"),
        form: form.text("form"),
        place: form.text("place"),
        legal_basis: form.text("legal_basis"),
        deadline: form.text("deadline"),
    }
}

async fn new_form(
    visitor: &Visitor,
    slug: &str,
    form: FormData,
) -> Result<AssemblyFormPage, Refused> {
    let actor = visitor.actor()?;
    let right = Right::PrepareAssemblies;
    let federation =
        crate::registry::actions::federation_for(&visitor.app, actor, right, slug).await?;
    let shell = staff_shell(visitor, actor, &federation);
    let rest = format!("/staff/{slug}/assemblies");
    Ok(AssemblyFormPage::new(visitor, shell, form, &rest, true))
}

#[handler]
async fn new_page(visitor: Visitor, Path((_, slug)): Path<(String, String)>) -> PageResult {
    let form = FormData::filled([("form", AssemblyForm::OnSite.as_str().to_owned())]);
    html(&new_form(&visitor, &slug, form).await?)
}

#[handler]
async fn create(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    match actions::create_assembly(&visitor.app, actor, &slug, &input_of(&form)).await {
        Ok(id) => {
            let rest = format!("/staff/{slug}/assemblies/{id}");
            Ok(visitor.see_other_with(&rest, "notice-created"))
        }
        Err(e) => {
            let problem = e.problem();
            if !is_told_in_form(problem.kind) {
                return Err(Refused::from(e).into());
            }
            form.refuse(&visitor.texts, &problem);
            html_with(
                status_of(problem.kind),
                &new_form(&visitor, &slug, form).await?,
            )
        }
    }
}

async fn edit_form(
    visitor: &Visitor,
    slug: &str,
    id: AssemblyId,
    typed: Option<FormData>,
) -> Result<AssemblyFormPage, Refused> {
    let actor = visitor.actor()?;
    let right = Right::PrepareAssemblies;
    let found = actions::find_assembly_for(&visitor.app, actor, right, slug, id).await?;
    if found.assembly.is_frozen && typed.is_none() {
        return Err(AssemblyError::RollFrozen.into());
    }
    let assembly = &found.assembly;
    let form = typed.unwrap_or_else(|| {
        FormData::filled([
            ("title", assembly.title.clone()),
            ("day", assembly.day.to_string()),
            ("form", assembly.form.as_str().to_owned()),
            ("place", assembly.place.clone()),
            ("legal_basis", assembly.legal_basis.clone()),
            (
                "deadline",
                assembly
                    .last_day()
                    .map(|d| d.to_string())
                    .unwrap_or_default(),
            ),
            ("revision", assembly.revision.to_string()),
        ])
    });
    let shell = assembly_shell(visitor, actor, &found);
    let rest = format!("/staff/{slug}/assemblies/{id}");
    Ok(AssemblyFormPage::new(visitor, shell, form, &rest, false))
}

#[handler]
async fn edit_page(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
) -> PageResult {
    html(&edit_form(&visitor, &slug, AssemblyId(id), None).await?)
}

#[handler]
async fn edit(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let id = AssemblyId(id);
    let revision = form.text("revision").parse().unwrap_or_default();
    let input = input_of(&form);
    match actions::edit_assembly(&visitor.app, actor, &slug, id, &input, revision).await {
        Ok(()) => {
            let rest = format!("/staff/{slug}/assemblies/{id}");
            Ok(visitor.see_other_with(&rest, "notice-saved"))
        }
        Err(e) => {
            let problem = e.problem();
            if !is_told_in_form(problem.kind) {
                return Err(Refused::from(e).into());
            }
            form.refuse(&visitor.texts, &problem);
            let page = edit_form(&visitor, &slug, id, Some(form)).await?;
            html_with(status_of(problem.kind), &page)
        }
    }
}

#[derive(Template)]
#[template(path = "assemblies/assembly.html")]
struct AssemblyPage {
    shell: Shell,
    form: FormData,
    base: String,
    roll_href: String,
    round_href: String,
    public_href: String,
    statutes_href: String,
    assembly: Assembly,
    form_name: String,
    progress: Progress,
    polls: Vec<PollRow>,
    may_change: bool,
    may_check_in: bool,
}

impl AssemblyPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        id: AssemblyId,
        form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let (found, progress) = actions::progress(&visitor.app, actor, slug, id).await?;
        let FoundAssembly {
            federation,
            assembly,
        } = found;
        let roll_href = visitor.href(&format!("/staff/{slug}/rolls/{}", assembly.roll));
        Ok(Self {
            shell: staff_shell(visitor, actor, &federation).crumb(None, &assembly.title),
            form,
            base: visitor.href(&format!("/staff/{slug}/assemblies/{id}")),
            round_href: visitor.href(&format!("/staff/{slug}/rounds/{}", assembly.round)),
            public_href: visitor.href(&format!("/federations/{slug}/assemblies/{id}")),
            statutes_href: visitor.href(&format!("/staff/{slug}/statutes")),
            polls: progress
                .polls
                .iter()
                .map(|poll| {
                    let (tone, state) = poll_state(&visitor.texts, poll.state);
                    let title = poll
                        .title
                        .in_language(visitor.locale(), &[federation.locale])
                        .0;
                    PollRow {
                        href: Some(visitor.href(&format!("/staff/{slug}/polls/{}", poll.id))),
                        title: title.to_owned(),
                        tone,
                        state,
                    }
                })
                .collect(),
            roll_href,
            form_name: visitor.texts.t(assembly.form.label()),
            may_change: actor.may(Right::PrepareAssemblies, federation.id),
            may_check_in: actor.may(Right::CheckIn, federation.id),
            assembly,
            progress,
        })
    }

    /// Whether every entry of the roll has its code.
    fn has_all_codes(&self) -> bool {
        self.progress.roll.entries > 0 && self.progress.codes == self.progress.roll.entries
    }
}

#[handler]
async fn assembly_page(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
) -> PageResult {
    html(&AssemblyPage::load(&visitor, &slug, AssemblyId(id), FormData::default()).await?)
}

#[handler]
async fn freeze(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let id = AssemblyId(id);
    let acknowledged = form.has("undecided_acknowledged", "yes");
    match actions::freeze_roll(&visitor.app, actor, &slug, id, acknowledged).await {
        Ok(()) => {
            let rest = format!("/staff/{slug}/assemblies/{id}");
            Ok(visitor.see_other_with(&rest, "notice-frozen"))
        }
        Err(e) => {
            let problem = e.problem();
            if !is_told_in_form(problem.kind) {
                return Err(Refused::from(e).into());
            }
            form.refuse(&visitor.texts, &problem);
            let page = AssemblyPage::load(&visitor, &slug, id, form).await?;
            html_with(status_of(problem.kind), &page)
        }
    }
}
