//! Motions: the list for staff, and all of them for everybody; one motion and its form are beside.

mod form;
mod one;

use askama::Template;
use poem::{handler, web::Path};

use super::{CHANGE, READ, assembly_shell};
use crate::{
    accounts::model::Right,
    assemblies::{
        actions::motions,
        model::motions::{Motion, MotionStanding, MotionState, spoken_number},
    },
    registry::model::Federation,
    statutes::model::rules::MotionsRule,
    types::{AssemblyId, Day, Locale, Localized, MotionId},
    web::{Access, PageResult, Refused, Routes, Shell, Visitor, html},
};

/// Routes of motions.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/:lang/staff/:slug/assemblies/:assembly/motions",
            READ,
            list_page,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/motions",
            CHANGE,
            form::write,
        )
        .get(
            "/:lang/staff/:slug/assemblies/:assembly/motions/new",
            CHANGE,
            form::new_page,
        )
        .get(
            "/:lang/staff/:slug/assemblies/:assembly/motions/:motion",
            READ,
            one::motion_page,
        )
        .get(
            "/:lang/staff/:slug/assemblies/:assembly/motions/:motion/edit",
            CHANGE,
            form::edit_page,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/motions/:motion/edit",
            CHANGE,
            form::revise,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/motions/:motion/state",
            CHANGE,
            one::set_state,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/motions/:motion/order",
            CHANGE,
            one::order,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/motions/:motion/item",
            CHANGE,
            one::put_on_agenda,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/motions/:motion/polls",
            Access::Right(Right::RunPolls),
            one::draft_polls,
        )
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
    let (federation, assembly, all) = motions::public_motions(&visitor.app, &slug, AssemblyId(id))
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
