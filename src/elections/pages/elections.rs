//! Staff pages of an election: its tasks, and the forms that make, change and remove it.

use askama::Template;
use poem::{
    handler,
    web::{Path, Query},
};
use serde::Deserialize;

use super::{
    Choice, Task, election_shell, may_keep, place, refuse, revision, staff_shell, title, tone,
};
use crate::{
    accounts::model::Right,
    elections::{
        actions::{
            ElectionError,
            elections::{self as actions, ElectionDetail, NewElectionInput},
        },
        model::{
            election::{Election, ElectionInput, ElectionState},
            rules::System,
        },
    },
    types::{BodyId, Day, ElectionId, Explain, TermId},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor, html, html_with,
        problems::sentence,
    },
};

/// Routes of the elections themselves.
pub(super) fn routes(routes: Routes) -> Routes {
    let (read, keep) = (
        Access::Right(Right::ReadStaffPages),
        Access::Right(Right::KeepElections),
    );
    routes
        .get("/:lang/staff/:slug/elections/new", keep, new_page)
        .post("/:lang/staff/:slug/elections/new", keep, create)
        .get(
            "/:lang/staff/:slug/elections/:election",
            read,
            election_page,
        )
        .get(
            "/:lang/staff/:slug/elections/:election/edit",
            keep,
            edit_page,
        )
        .post("/:lang/staff/:slug/elections/:election/edit", keep, edit)
        .post("/:lang/staff/:slug/elections/:election/start", keep, start)
        .post(
            "/:lang/staff/:slug/elections/:election/remove",
            keep,
            remove,
        )
}

type ElectionPath = Path<(String, String, ElectionId)>;

#[derive(Template)]
#[template(path = "elections/new.html")]
struct ChooseBodyPage {
    shell: Shell,
    form: FormData,
    action: String,
    back: String,
    bodies: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "elections/form.html")]
struct ElectionFormPage {
    shell: Shell,
    form: FormData,
    action: String,
    back: String,
    is_new: bool,
    body_name: String,
    /// Terms to choose from, for a new election.
    terms: Vec<Choice>,
    /// Where a term is added.
    new_term_href: String,
    /// Day, seats and the deadline of nominations may change.
    is_open: bool,
    /// Where it is removed, if that is possible.
    remove: Option<String>,
}

#[derive(Default, Deserialize)]
struct NewQuery {
    body: Option<BodyId>,
}

/// How long the elected have to answer where nothing else is said: a week, as in several municipal election laws.
const ACCEPTANCE_DAYS: &str = "7";

#[handler]
async fn new_page(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<NewQuery>,
) -> PageResult {
    let Some(body) = query.body else {
        let actor = visitor.actor().map_err(Refused::from)?;
        let (federation, bodies) = actions::bodies_to_elect(&visitor.app, actor, &slug)
            .await
            .map_err(Refused::from)?;
        let back = visitor.href(&format!("/staff/{slug}/elections"));
        return html(&ChooseBodyPage {
            shell: staff_shell(&visitor, actor, &federation)
                .crumb(None, visitor.texts.t("elections-new")),
            form: FormData::default(),
            action: format!("{back}/new"),
            back,
            bodies: bodies
                .into_iter()
                .map(|b| (b.id.to_string(), b.name))
                .collect(),
        });
    };
    let form = FormData::filled([("acceptance_days", ACCEPTANCE_DAYS.to_owned())]);
    html(&new_form(&visitor, &slug, body, form).await?)
}

async fn new_form(
    visitor: &Visitor,
    slug: &str,
    body: BodyId,
    mut form: FormData,
) -> Result<ElectionFormPage, Refused> {
    let actor = visitor.actor()?;
    let (federation, found, terms) =
        actions::terms_to_elect(&visitor.app, actor, slug, body).await?;
    form.set("body_id", body.to_string());
    let back = visitor.href(&format!("/staff/{slug}/elections"));
    let day = |day| visitor.texts.day_short(day);
    Ok(ElectionFormPage {
        shell: staff_shell(visitor, actor, &federation)
            .crumb(None, visitor.texts.t("elections-new")),
        form,
        action: format!("{back}/new"),
        back,
        is_new: true,
        body_name: found.name,
        terms: terms
            .iter()
            .map(|t| {
                let days = format!("{} – {}", day(t.starts_on), day(t.ends_on));
                (t.id.to_string(), format!("{} ({days})", t.label))
            })
            .collect(),
        new_term_href: visitor.href(&format!("/staff/{slug}/bodies/{body}/terms/new")),
        is_open: true,
        remove: None,
    })
}

fn input_of(form: &FormData) -> ElectionInput {
    ElectionInput {
        day: form.text("day"),
        seats: form.text("seats"),
        appointed_seats: form.text("appointed_seats"),
        ex_officio_seats: form.text("ex_officio_seats"),
        nomination_deadline: form.text("nomination_deadline"),
        acceptance_days: form.text("acceptance_days"),
        objection_deadline: form.text("objection_deadline"),
    }
}

#[handler]
async fn create(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let number = |name: &str| form.text(name).parse().unwrap_or_default();
    let (body, term) = (BodyId(number("body_id")), TermId(number("term_id")));
    let input = NewElectionInput {
        details: input_of(&form),
        ..NewElectionInput::default()
    };
    match actions::create_election(&visitor.app, actor, &slug, (body, term), &input).await {
        Ok(id) => Ok(visitor.see_other_with(&place(&slug, id), "notice-created")),
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            html_with(status, &new_form(&visitor, &slug, body, form).await?)
        }
    }
}

async fn edit_form(
    visitor: &Visitor,
    slug: &str,
    id: ElectionId,
    typed: Option<FormData>,
) -> Result<ElectionFormPage, Refused> {
    let actor = visitor.actor()?;
    let detail = actions::read_election(&visitor.app, actor, slug, id).await?;
    actor.require(Right::KeepElections, detail.federation.id)?;
    let election = detail.election();
    let day = |day: Option<Day>| day.map(|d| d.to_string()).unwrap_or_default();
    let form = typed.unwrap_or_else(|| {
        FormData::filled([
            ("day", election.day.to_string()),
            ("seats", election.seats.to_string()),
            ("appointed_seats", election.appointed_seats.to_string()),
            ("ex_officio_seats", election.ex_officio_seats.to_string()),
            ("nomination_deadline", day(election.nomination_deadline)),
            ("acceptance_days", election.acceptance_days.to_string()),
            ("objection_deadline", day(election.objection_deadline)),
            ("revision", election.revision.to_string()),
        ])
    });
    let back = visitor.href(&place(slug, id));
    let shell = election_shell(visitor, actor, &detail.federation, &detail.line);
    let can_go = election.is_preparing() && detail.nominations.is_empty();
    Ok(ElectionFormPage {
        shell: shell.crumb(None, visitor.texts.t("elections-edit")),
        form,
        action: format!("{back}/edit"),
        is_new: false,
        body_name: detail.line.body_name.clone(),
        terms: Vec::new(),
        new_term_href: String::new(),
        is_open: election.is_preparing(),
        remove: (can_go && election.repeats.is_none()).then(|| format!("{back}/remove")),
        back,
    })
}

#[handler]
async fn edit_page(visitor: Visitor, Path((_, slug, id)): ElectionPath) -> PageResult {
    html(&edit_form(&visitor, &slug, id, None).await?)
}

#[handler]
async fn edit(
    visitor: Visitor,
    Path((_, slug, id)): ElectionPath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let key = (id, revision(&form));
    match actions::edit_election(&visitor.app, actor, &slug, key, &input_of(&form)).await {
        Ok(()) => Ok(visitor.see_other_with(&place(&slug, id), "notice-saved")),
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            html_with(status, &edit_form(&visitor, &slug, id, Some(form)).await?)
        }
    }
}

#[handler]
async fn remove(visitor: Visitor, Path((_, slug, id)): ElectionPath, form: FormData) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let key = (id, revision(&form));
    match actions::remove_election(&visitor.app, actor, &slug, key).await {
        Ok(()) => Ok(visitor.see_other_with(&format!("/staff/{slug}/elections"), "notice-removed")),
        Err(e) => shown_again(&visitor, &slug, id, e).await,
    }
}

#[derive(Template)]
#[template(path = "elections/election.html")]
struct ElectionPage {
    shell: Shell,
    form: FormData,
    base: String,
    body_href: String,
    repeats_href: Option<String>,
    title: String,
    detail: ElectionDetail,
    tone: &'static str,
    state: String,
    tasks: Vec<Task>,
    /// Why counting cannot start yet, in sentences.
    missing: Vec<String>,
    too_few: bool,
    /// What has to be said where not all seats can be filled.
    short: Option<String>,
    may_keep: bool,
    /// Something of the election itself may still change.
    may_edit: bool,
    /// It may still be called off, or the body be appointed.
    may_end: bool,
}

impl ElectionPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        id: ElectionId,
        form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let detail = actions::read_election(&visitor.app, actor, slug, id).await?;
        let title = title(visitor, &detail.line);
        let base = visitor.href(&place(slug, id));
        let keeps = may_keep(actor, &detail.federation);
        let election = detail.election();
        let missing = detail.missing.iter().map(|missing| {
            let problem = ElectionError::from(missing.clone()).problem();
            sentence(&visitor.texts, &problem)
        });
        Ok(Self {
            shell: staff_shell(visitor, actor, &detail.federation).crumb(None, title.clone()),
            form,
            body_href: visitor.href(&format!("/staff/{slug}/bodies/{}", election.body)),
            repeats_href: election.repeats.map(|r| visitor.href(&place(slug, r))),
            title,
            tone: tone(election.state),
            state: visitor.texts.t(election.state.label()),
            tasks: tasks(visitor, &base, &detail, keeps),
            missing: missing.collect(),
            too_few: detail.has_too_few_candidates(),
            short: detail.candidates_short_of_seats().map(|candidates| {
                let seats = detail.election().seats;
                let values = [("n", candidates.into()), ("seats", seats.into())];
                visitor.texts.ta("elections-candidates-for-seats", &values)
            }),
            may_keep: keeps,
            may_edit: keeps && is_edited(election),
            may_end: keeps && is_ended(election),
            detail,
            base,
        })
    }

    fn election(&self) -> &Election {
        self.detail.election()
    }
}

/// Whether something of the election itself may still change.
fn is_edited(election: &Election) -> bool {
    matches!(
        election.state,
        ElectionState::Preparing | ElectionState::Counting | ElectionState::Certified
    )
}

/// Whether it may be called off, or the body be appointed instead.
fn is_ended(election: &Election) -> bool {
    matches!(
        election.state,
        ElectionState::Preparing | ElectionState::NotHeld
    )
}

/// The way of an election in steps: what is prepared here, and after it what other parts follow up with.
fn tasks(visitor: &Visitor, base: &str, detail: &ElectionDetail, keeps: bool) -> Vec<Task> {
    let texts = &visitor.texts;
    let opens = keeps && detail.election().is_preparing();
    let form = |rest: &str| opens.then(|| format!("{base}/{rest}"));
    let rules = match &detail.election().rules {
        Some(rules) => (
            "success",
            texts.t("elections-task-done"),
            rules.legal_source.clone(),
        ),
        None => (
            "warning",
            texts.t("elections-task-open"),
            texts.t("elections-task-rules-hint"),
        ),
    };
    let districts = detail.districts.len();
    let standing = detail.nominations.iter().filter(|n| n.stands()).count();
    let candidates = match detail.candidates {
        Some(n) => texts.ta("elections-candidates-count", &[("n", n.into())]),
        None => texts.t("elections-candidates-unknown"),
    };
    vec![
        Task {
            href: form("rules"),
            name: texts.t("elections-rules"),
            hint: rules.2,
            tone: rules.0,
            state: rules.1,
        },
        Task {
            href: form("districts"),
            name: texts.t("elections-districts"),
            hint: texts.t("elections-task-districts-hint"),
            tone: "neutral",
            state: if detail.districts.iter().all(|d| d.name.is_empty()) {
                texts.t("elections-districts-none")
            } else {
                texts.ta("elections-districts-count", &[("n", districts.into())])
            },
        },
        Task {
            href: form("groups"),
            name: texts.t("elections-groups"),
            hint: texts.t("elections-task-groups-hint"),
            tone: "neutral",
            state: if detail.groups.is_empty() {
                texts.t("elections-groups-none")
            } else {
                texts.ta(
                    "elections-groups-count",
                    &[("n", detail.groups.len().into())],
                )
            },
        },
        Task {
            href: Some(format!("{base}/nominations")),
            name: texts.t("elections-nominations"),
            hint: candidates,
            tone: if standing == 0 { "warning" } else { "success" },
            state: texts.ta("elections-nominations-count", &[("n", standing.into())]),
        },
        Task {
            href: Some(format!("{base}/counts")),
            name: texts.t("counts-title"),
            hint: texts.t("counts-task-hint"),
            tone: "neutral",
            state: texts.t(if detail.election().is_preparing() {
                crate::key!("counts-task-later")
            } else {
                crate::key!("counts-task-open")
            }),
        },
        Task {
            href: Some(format!("{base}/certification")),
            name: texts.t("certification-title"),
            hint: texts.t("certification-task-hint"),
            tone: tone(detail.election().state),
            state: texts.t(detail.election().state.label()),
        },
        Task {
            href: Some(format!("{base}/seats")),
            name: texts.t("seat-calls-title"),
            hint: texts.t("seat-calls-task-hint"),
            tone: "neutral",
            state: texts.t(match detail.election().state {
                ElectionState::Certified => crate::key!("seat-calls-task-open"),
                ElectionState::Preparing
                | ElectionState::Counting
                | ElectionState::NotHeld
                | ElectionState::AppointedInstead
                | ElectionState::Annulled
                | ElectionState::Repeated => crate::key!("seat-calls-task-later"),
            }),
        },
    ]
}

/// The page of the election with what was refused.
async fn shown_again(
    visitor: &Visitor,
    slug: &str,
    id: ElectionId,
    error: ElectionError,
) -> PageResult {
    let mut form = FormData::default();
    let status = refuse(visitor, &mut form, error)?;
    html_with(status, &ElectionPage::load(visitor, slug, id, form).await?)
}

#[handler]
async fn election_page(visitor: Visitor, Path((_, slug, id)): ElectionPath) -> PageResult {
    html(&ElectionPage::load(&visitor, &slug, id, FormData::default()).await?)
}

#[handler]
async fn start(visitor: Visitor, Path((_, slug, id)): ElectionPath, form: FormData) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let key = (id, revision(&form));
    let accepts = form.has("accept_vacant_seats", "yes");
    match actions::start_counting(&visitor.app, actor, &slug, key, accepts).await {
        Ok(()) => Ok(visitor.see_other_with(&place(&slug, id), "notice-counting-started")),
        Err(e) => shown_again(&visitor, &slug, id, e).await,
    }
}
