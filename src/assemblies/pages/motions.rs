//! Motions: for staff to write, take, order and bring to a vote, without any script; and for everybody to read.

use askama::Template;
use poem::{
    handler,
    web::{Path, Query},
};
use serde::Deserialize;

use super::{
    CHANGE, READ,
    agenda::{languages, revision_of, texts_of},
    assembly_shell, is_told_in_form,
};
use crate::{
    accounts::model::Right,
    assemblies::{
        actions::{
            AssemblyError, FoundAssembly, find_assembly_for,
            motions::{self, MotionDetails},
        },
        model::motions::{
            Motion, MotionInput, MotionStanding, MotionState, MotionStep, moved, spoken_number,
        },
    },
    polls::model::Secrecy,
    registry::model::Federation,
    statutes::model::rules::{MotionsRule, Purpose},
    types::{AssemblyId, Day, Explain, Locale, Localized, MotionId},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor, guard::status_of, html,
        html_with,
    },
};

/// Routes of motions.
pub fn routes(routes: Routes) -> Routes {
    let motions = "/:lang/staff/:slug/assemblies/:assembly/motions";
    let motion = "/:lang/staff/:slug/assemblies/:assembly/motions/:motion";
    let polls = Access::Right(Right::RunPolls);
    routes
        .get(motions, READ, list_page)
        .post(motions, CHANGE, write)
        .get(&format!("{motions}/new"), CHANGE, new_page)
        .get(motion, READ, motion_page)
        .get(&format!("{motion}/edit"), CHANGE, edit_page)
        .post(&format!("{motion}/edit"), CHANGE, revise)
        .post(&format!("{motion}/state"), CHANGE, set_state)
        .post(&format!("{motion}/order"), CHANGE, order)
        .post(&format!("{motion}/item"), CHANGE, put_on_agenda)
        .post(&format!("{motion}/polls"), polls, draft_polls)
        .get(
            "/:lang/federations/:slug/assemblies/:assembly/motions",
            Access::Public,
            public_page,
        )
}

/// A motion on a page.
struct MotionRow {
    id: MotionId,
    href: String,
    number: String,
    is_amendment: bool,
    title: String,
    tone: &'static str,
    state: String,
    submitters: String,
    supporters: String,
    /// Why it was refused or withdrawn, why it was urgent.
    reason: String,
    urgent: String,
    text: String,
    reasons: Option<String>,
    /// Where its poll is read.
    poll_href: Option<String>,
}

fn standing_of(standing: MotionStanding) -> (&'static str, &'static str) {
    match standing {
        MotionStanding::Decided { accepted: true } => {
            ("success", crate::key!("motions-state-accepted"))
        }
        MotionStanding::Decided { accepted: false } => {
            ("danger", crate::key!("motions-state-rejected"))
        }
        MotionStanding::Before(state) => {
            let tone = match state {
                MotionState::Draft | MotionState::Withdrawn => "neutral",
                MotionState::Submitted => "warning",
                MotionState::Admitted => "info",
                MotionState::Refused => "danger",
            };
            (tone, state.label())
        }
    }
}

/// Puts motions into words; `href` and `poll_href` say where they and their polls are read.
struct Wording<'a> {
    visitor: &'a Visitor,
    fallback: Locale,
    all: &'a [Motion],
    base: &'a str,
    polls: &'a str,
    /// Whether polls are read before their results are published.
    are_staff: bool,
}

impl Wording<'_> {
    fn words(&self, text: &Localized) -> String {
        let (text, _) = text.in_language(self.visitor.locale(), &[self.fallback]);
        text.to_owned()
    }

    fn row(&self, motion: &Motion) -> MotionRow {
        let (tone, state) = standing_of(motion.standing());
        let names = |are_submitters: bool| {
            let bodies = motion.bodies.iter();
            let bodies = bodies.filter(|b| b.is_submitter == are_submitters);
            let names: Vec<&str> = bodies.map(|b| b.name.as_str()).collect();
            names.join(", ")
        };
        MotionRow {
            id: motion.id,
            href: format!("{}/{}", self.base, motion.id),
            number: spoken_number(motion, self.all),
            is_amendment: motion.parent.is_some(),
            title: self.words(&motion.title),
            tone,
            state: self.visitor.texts.t(state),
            submitters: names(true),
            supporters: names(false),
            reason: motion.reason.clone(),
            urgent: motion.urgent.clone(),
            text: self.words(&motion.text),
            reasons: motion.reasons.as_ref().map(|text| self.words(text)),
            poll_href: motion
                .poll
                .filter(|_| self.are_staff || motion.accepted.is_some())
                .map(|poll| format!("{}/{poll}", self.polls)),
        }
    }

    fn rows(&self) -> Vec<MotionRow> {
        self.all.iter().map(|motion| self.row(motion)).collect()
    }
}

fn staff_wording<'a>(
    visitor: &'a Visitor,
    federation: &Federation,
    all: &'a [Motion],
    (base, polls): (&'a str, &'a str),
) -> Wording<'a> {
    Wording {
        visitor,
        fallback: federation.locale,
        all,
        base,
        polls,
        are_staff: true,
    }
}

#[derive(Template)]
#[template(path = "assemblies/motions.html")]
struct MotionsPage {
    shell: Shell,
    base: String,
    agenda_href: String,
    rows: Vec<MotionRow>,
    rule: Option<MotionsRule>,
    last_day: Option<Day>,
    may_change: bool,
}

#[handler]
async fn list_page(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (found, all) = motions::motions(&visitor.app, actor, &slug, AssemblyId(id))
        .await
        .map_err(Refused::from)?;
    let handing_in = motions::handing_in(&visitor.app, &found)
        .await
        .map_err(Refused::from)?;
    let assembly = visitor.href(&format!("/staff/{slug}/assemblies/{id}"));
    let base = format!("{assembly}/motions");
    let polls = visitor.href(&format!("/staff/{slug}/polls"));
    let rows = staff_wording(&visitor, &found.federation, &all, (&base, &polls)).rows();
    html(&MotionsPage {
        shell: assembly_shell(&visitor, actor, &found)
            .crumb(None, visitor.texts.t("motions-title")),
        agenda_href: format!("{assembly}/agenda"),
        rows,
        rule: handing_in.rule,
        last_day: handing_in.last_day,
        may_change: actor.may(Right::PrepareAssemblies, found.federation.id),
        base,
    })
}

#[derive(Template)]
#[template(path = "assemblies/motion_form.html")]
struct MotionFormPage {
    shell: Shell,
    form: FormData,
    action: String,
    back: String,
    /// Number and title of the motion that it changes.
    amended: Option<(String, String)>,
    amends: String,
    revision: i64,
    languages: Vec<(Locale, String)>,
    members: Vec<(String, String)>,
}

fn input_of(form: &FormData) -> MotionInput {
    // What is no number is no member, and refused as such.
    let ids = |field: &str| {
        let ids = form.all(field).into_iter();
        ids.map(|id| id.parse().unwrap_or_default()).collect()
    };
    MotionInput {
        title: texts_of(form, "title"),
        text: texts_of(form, "text"),
        reasons: texts_of(form, "reasons"),
        submitters: ids("submitters"),
        supporters: ids("supporters"),
    }
}

async fn members(
    visitor: &Visitor,
    federation: &Federation,
) -> Result<Vec<(String, String)>, Refused> {
    let members = motions::members_to_name(&visitor.app, federation).await?;
    let members = members.into_iter();
    Ok(members.map(|(id, name)| (id.to_string(), name)).collect())
}

async fn new_form(
    visitor: &Visitor,
    slug: &str,
    id: AssemblyId,
    amends: Option<MotionId>,
    form: FormData,
) -> Result<MotionFormPage, Refused> {
    let actor = visitor.actor()?;
    let right = Right::PrepareAssemblies;
    let found = find_assembly_for(&visitor.app, actor, right, slug, id).await?;
    let back = visitor.href(&format!("/staff/{slug}/assemblies/{id}/motions"));
    let amended = match amends {
        None => None,
        Some(amended) => {
            let (_, all) = motions::motions(&visitor.app, actor, slug, id).await?;
            let motion = all.iter().find(|m| m.id == amended);
            let motion = motion.ok_or(AssemblyError::NotFound)?;
            let (title, _) = motion
                .title
                .in_language(visitor.locale(), &[found.federation.locale]);
            Some((spoken_number(motion, &all), title.to_owned()))
        }
    };
    Ok(MotionFormPage {
        shell: assembly_shell(visitor, actor, &found)
            .crumb(Some(back.clone()), visitor.texts.t("motions-title"))
            .crumb(None, visitor.texts.t("motions-new")),
        form,
        action: back.clone(),
        back,
        amended,
        amends: amends.map(|id| id.to_string()).unwrap_or_default(),
        revision: 0,
        languages: languages(found.federation.locale),
        members: members(visitor, &found.federation).await?,
    })
}

#[derive(Default, Deserialize)]
struct NewQuery {
    amends: Option<i64>,
}

#[handler]
async fn new_page(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
    Query(query): Query<NewQuery>,
) -> PageResult {
    let (id, amends) = (AssemblyId(id), query.amends.map(MotionId));
    html(&new_form(&visitor, &slug, id, amends, FormData::default()).await?)
}

#[handler]
async fn write(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let id = AssemblyId(id);
    let amends = form.text("amends").parse().ok().map(MotionId);
    let input = input_of(&form);
    match motions::write_motion(&visitor.app, actor, &slug, id, amends, &input).await {
        Ok(motion) => {
            let rest = format!("/staff/{slug}/assemblies/{id}/motions/{motion}");
            Ok(visitor.see_other_with(&rest, "notice-created"))
        }
        Err(e) => {
            let problem = e.problem();
            if !is_told_in_form(problem.kind) {
                return Err(Refused::from(e).into());
            }
            form.refuse(&visitor.texts, &problem);
            let page = new_form(&visitor, &slug, id, amends, form).await?;
            html_with(status_of(problem.kind), &page)
        }
    }
}

async fn edit_form(
    visitor: &Visitor,
    slug: &str,
    (id, motion): (AssemblyId, MotionId),
    typed: Option<FormData>,
) -> Result<MotionFormPage, Refused> {
    let actor = visitor.actor()?;
    let right = Right::PrepareAssemblies;
    let found = find_assembly_for(&visitor.app, actor, right, slug, id).await?;
    let (_, all) = motions::motions(&visitor.app, actor, slug, id).await?;
    let stored = all.iter().find(|m| m.id == motion);
    let stored = stored.ok_or(AssemblyError::NotFound)?;
    if !stored.state.is_written() && typed.is_none() {
        return Err(AssemblyError::MotionState.into());
    }
    let list = visitor.href(&format!("/staff/{slug}/assemblies/{id}/motions"));
    let back = format!("{list}/{motion}");
    let revision = typed.as_ref().map_or(stored.revision, revision_of);
    let form = typed.unwrap_or_else(|| {
        let mut form = FormData::default();
        let mut set = |field: &str, texts: &Localized| {
            for (locale, text) in texts.iter() {
                form.set(&format!("{field}.{locale}"), text);
            }
        };
        set("title", &stored.title);
        set("text", &stored.text);
        if let Some(reasons) = &stored.reasons {
            set("reasons", reasons);
        }
        for body in &stored.bodies {
            let field = if body.is_submitter {
                "submitters"
            } else {
                "supporters"
            };
            form.add(field, body.body.to_string());
        }
        form
    });
    let number = spoken_number(stored, &all);
    Ok(MotionFormPage {
        shell: assembly_shell(visitor, actor, &found)
            .crumb(Some(list), visitor.texts.t("motions-title"))
            .crumb(Some(back.clone()), number)
            .crumb(None, visitor.texts.t("motions-revise")),
        form,
        action: format!("{back}/edit"),
        back,
        amended: None,
        amends: String::new(),
        revision,
        languages: languages(found.federation.locale),
        members: members(visitor, &found.federation).await?,
    })
}

#[handler]
async fn edit_page(
    visitor: Visitor,
    Path((_, slug, id, motion)): Path<(String, String, i64, i64)>,
) -> PageResult {
    let place = (AssemblyId(id), MotionId(motion));
    html(&edit_form(&visitor, &slug, place, None).await?)
}

#[handler]
async fn revise(
    visitor: Visitor,
    Path((_, slug, id, motion)): Path<(String, String, i64, i64)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let place = (AssemblyId(id), MotionId(motion));
    let (input, revision) = (input_of(&form), revision_of(&form));
    match motions::revise_motion(&visitor.app, actor, &slug, place, &input, revision).await {
        Ok(()) => {
            let rest = format!("/staff/{slug}/assemblies/{id}/motions/{motion}");
            Ok(visitor.see_other_with(&rest, "notice-saved"))
        }
        Err(e) => {
            let problem = e.problem();
            if !is_told_in_form(problem.kind) {
                return Err(Refused::from(e).into());
            }
            form.refuse(&visitor.texts, &problem);
            let page = edit_form(&visitor, &slug, place, Some(form)).await?;
            html_with(status_of(problem.kind), &page)
        }
    }
}

/// An earlier version on the page of its motion.
struct VersionView {
    number: i64,
    title: String,
    text: String,
    reasons: Option<String>,
    written: String,
    digest: String,
}

#[derive(Template)]
#[template(path = "assemblies/motion.html")]
struct MotionPage {
    shell: Shell,
    form: FormData,
    base: String,
    new_href: String,
    row: MotionRow,
    amendments: Vec<MotionRow>,
    item_href: Option<String>,
    versions: Vec<VersionView>,
    version: i64,
    revision: i64,
    /// Each word with the name of its button.
    steps: Vec<(&'static str, String)>,
    needs_reason: bool,
    needs_urgency: bool,
    may_change: bool,
    may_write: bool,
    may_amend: bool,
    may_go_on_agenda: bool,
    may_draft_polls: bool,
    secrecies: Vec<(String, String)>,
    purposes: Vec<(String, String)>,
}

fn step_label(state: MotionState) -> Option<&'static str> {
    match state {
        MotionState::Draft => None,
        MotionState::Submitted => Some(crate::key!("motions-submit")),
        MotionState::Admitted => Some(crate::key!("motions-admit")),
        MotionState::Refused => Some(crate::key!("motions-refuse")),
        MotionState::Withdrawn => Some(crate::key!("motions-withdraw")),
    }
}

fn secrecy_label(secrecy: Secrecy) -> &'static str {
    match secrecy {
        Secrecy::Secret => crate::key!("polls-secrecy-secret-explained"),
        Secrecy::RollCall => crate::key!("polls-secrecy-roll-call-explained"),
    }
}

impl MotionPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        place: (AssemblyId, MotionId),
        form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let MotionDetails {
            found,
            motion,
            all,
            versions,
            handing_in,
        } = motions::motion_details(&visitor.app, actor, slug, place).await?;
        let federation = &found.federation;
        let assembly = visitor.href(&format!("/staff/{slug}/assemblies/{}", place.0));
        let list = format!("{assembly}/motions");
        let polls = visitor.href(&format!("/staff/{slug}/polls"));
        let wording = staff_wording(visitor, federation, &all, (&list, &polls));
        let row = wording.row(&motion);
        let amendments = all.iter().filter(|m| m.parent == Some(motion.id));
        let may_change = actor.may(Right::PrepareAssemblies, federation.id);
        let is_decided = motion.accepted.is_some();
        let next = MotionState::ALL.iter().copied();
        let next: Vec<MotionState> = next
            .filter(|next| may_change && !is_decided && motion.state.leads_to(*next))
            .collect();
        let texts = &visitor.texts;
        let is_admitted = motion.state == MotionState::Admitted;
        let is_own = motion.parent.is_none();
        let is_over = matches!(motion.state, MotionState::Refused | MotionState::Withdrawn);
        Ok(Self {
            shell: assembly_shell(visitor, actor, &found)
                .crumb(Some(list.clone()), texts.t("motions-title"))
                .crumb(None, &row.number),
            form,
            base: format!("{list}/{}", motion.id),
            new_href: format!("{list}/new?amends={}", motion.id),
            amendments: amendments.map(|m| wording.row(m)).collect(),
            item_href: motion.item.map(|item| format!("{assembly}/agenda/{item}")),
            versions: versions
                .iter()
                .filter(|v| v.number != motion.version)
                .map(|v| VersionView {
                    number: v.number,
                    title: wording.words(&v.title),
                    text: wording.words(&v.text),
                    reasons: v.reasons.as_ref().map(|text| wording.words(text)),
                    written: texts.ta(
                        "motions-written",
                        &[
                            ("at", texts.instant(v.written_at).into()),
                            ("by", v.written_by.as_str().into()),
                        ],
                    ),
                    digest: v.digest.clone(),
                })
                .collect(),
            version: motion.version,
            revision: motion.revision,
            steps: next
                .iter()
                .filter_map(|state| Some((state.as_str(), texts.t(step_label(*state)?))))
                .collect(),
            needs_reason: next
                .iter()
                .any(|s| matches!(s, MotionState::Refused | MotionState::Withdrawn)),
            needs_urgency: is_own
                && next.contains(&MotionState::Submitted)
                && handing_in.needs_urgency(visitor.app.clock.today(), motion.supporters()),
            may_change,
            may_write: may_change && motion.state.is_written(),
            may_amend: may_change && is_own && !is_over && motion.poll.is_none(),
            may_go_on_agenda: may_change && is_admitted && is_own && motion.item.is_none(),
            may_draft_polls: actor.may(Right::RunPolls, federation.id)
                && is_admitted
                && motion.item.is_some()
                && motion.poll.is_none(),
            secrecies: Secrecy::ALL
                .map(|s| (s.as_str().to_owned(), texts.t(secrecy_label(s))))
                .to_vec(),
            purposes: Purpose::ALL
                .iter()
                .map(|p| (p.as_str().to_owned(), texts.t(p.label())))
                .collect(),
            row,
        })
    }
}

#[handler]
async fn motion_page(
    visitor: Visitor,
    Path((_, slug, id, motion)): Path<(String, String, i64, i64)>,
) -> PageResult {
    let place = (AssemblyId(id), MotionId(motion));
    let form = FormData::filled([("secrecy", Secrecy::Secret.as_str().to_owned())]);
    html(&MotionPage::load(&visitor, &slug, place, form).await?)
}

/// The motion after something was done to it, or again with what was refused.
async fn on_motion<T>(
    visitor: &Visitor,
    slug: &str,
    place: (AssemblyId, MotionId),
    mut form: FormData,
    result: Result<T, AssemblyError>,
) -> PageResult {
    let Err(error) = result else {
        let rest = format!("/staff/{slug}/assemblies/{}/motions/{}", place.0, place.1);
        return Ok(visitor.see_other_with(&rest, "notice-saved"));
    };
    let problem = error.problem();
    if !is_told_in_form(problem.kind) {
        return Err(Refused::from(error).into());
    }
    form.refuse(&visitor.texts, &problem);
    let page = MotionPage::load(visitor, slug, place, form).await?;
    html_with(status_of(problem.kind), &page)
}

#[handler]
async fn set_state(
    visitor: Visitor,
    Path((_, slug, id, motion)): Path<(String, String, i64, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let place = (AssemblyId(id), MotionId(motion));
    let (reason, urgent) = (form.text("reason"), form.text("urgent"));
    let step = MotionStep {
        // No step leads to a draft: an unknown word is refused as one.
        state: MotionState::parse(&form.text("state")).unwrap_or(MotionState::Draft),
        reason: &reason,
        urgent: &urgent,
    };
    let revision = revision_of(&form);
    let result =
        motions::set_motion_state(&visitor.app, actor, &slug, place, step, revision).await;
    on_motion(&visitor, &slug, place, form, result).await
}

#[handler]
async fn order(
    visitor: Visitor,
    Path((_, slug, id, motion)): Path<(String, String, i64, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let place = (AssemblyId(id), MotionId(motion));
    let (_, all) = motions::motions(&visitor.app, actor, &slug, place.0)
        .await
        .map_err(Refused::from)?;
    let amendments = all.iter().filter(|m| m.parent == Some(place.1));
    let order: Vec<MotionId> = amendments.map(|m| m.id).collect();
    // Either an amendment a place earlier, or a place later.
    let (way, is_earlier) = (form.text("later"), false);
    let (way, is_earlier) = match form.filled_text("earlier") {
        Some(earlier) => (earlier, true),
        None => (way, is_earlier),
    };
    let amendment = MotionId(way.parse().unwrap_or_default());
    let result = match moved(&order, amendment, is_earlier) {
        Some(order) => {
            let revision = revision_of(&form);
            motions::order_amendments(&visitor.app, actor, &slug, place, &order, revision).await
        }
        None => {
            let right = Right::PrepareAssemblies;
            find_assembly_for(&visitor.app, actor, right, &slug, place.0)
                .await
                .and(Err(AssemblyError::NoPlace))
        }
    };
    on_motion(&visitor, &slug, place, FormData::default(), result).await
}

#[handler]
async fn put_on_agenda(
    visitor: Visitor,
    Path((_, slug, id, motion)): Path<(String, String, i64, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let place = (AssemblyId(id), MotionId(motion));
    let revision = revision_of(&form);
    let result = motions::put_on_agenda(&visitor.app, actor, &slug, place, revision).await;
    on_motion(&visitor, &slug, place, form, result).await
}

#[handler]
async fn draft_polls(
    visitor: Visitor,
    Path((_, slug, id, motion)): Path<(String, String, i64, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let place = (AssemblyId(id), MotionId(motion));
    let (secrecy, purpose) = (form.text("secrecy"), form.filled_text("purpose"));
    let how = (secrecy.as_str(), purpose.as_deref());
    let revision = revision_of(&form);
    let result =
        motions::draft_motion_polls(&visitor.app, actor, &slug, place, how, revision).await;
    on_motion(&visitor, &slug, place, form, result).await
}

#[derive(Template)]
#[template(path = "assemblies/public_motions.html")]
struct PublicMotionsPage {
    shell: Shell,
    assembly_day: Day,
    rows: Vec<MotionRow>,
}

#[handler]
async fn public_page(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
) -> PageResult {
    let (federation, assembly, all) =
        motions::public_motions(&visitor.app, &slug, AssemblyId(id))
            .await
            .map_err(Refused::from)?;
    let list = visitor.href(&format!("/federations/{slug}/assemblies"));
    let polls = visitor.href(&format!("/federations/{slug}/results"));
    let wording = Wording {
        visitor: &visitor,
        fallback: federation.locale,
        all: &all,
        base: "",
        polls: &polls,
        are_staff: false,
    };
    html(&PublicMotionsPage {
        shell: visitor
            .shell()
            .public_federation(&federation.slug, &federation.name)
            .crumb(Some(list.clone()), visitor.texts.t("assemblies-title"))
            .crumb(Some(format!("{list}/{id}")), &assembly.title)
            .crumb(None, visitor.texts.t("motions-title")),
        assembly_day: assembly.day,
        rows: wording.rows(),
    })
}
