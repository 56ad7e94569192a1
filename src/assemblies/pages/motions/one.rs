//! One motion: its steps, its amendments in their order, its way to a vote, and what it said before.

use askama::Template;
use poem::{handler, web::Path};

use super::{MotionRow, staff_wording};
use crate::{
    accounts::model::Right,
    assemblies::{
        actions::{
            AssemblyError, find_assembly_for,
            motions::{self, MotionDetails},
        },
        model::motions::{MotionState, MotionStep, moved},
        pages::{agenda::revision_of, assembly_shell, is_told_in_form},
    },
    polls::model::Secrecy,
    statutes::model::rules::Purpose,
    types::{AssemblyId, Explain, MotionId},
    web::{FormData, PageResult, Refused, Shell, Visitor, guard::status_of, html, html_with},
};

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
pub(super) async fn motion_page(
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
pub(super) async fn set_state(
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
    let result = motions::set_motion_state(&visitor.app, actor, &slug, place, step, revision).await;
    on_motion(&visitor, &slug, place, form, result).await
}

#[handler]
pub(super) async fn order(
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
    // One amendment goes a place earlier, or a place later.
    let earlier = form.filled_text("earlier");
    let is_earlier = earlier.is_some();
    let amendment = earlier.unwrap_or_else(|| form.text("later"));
    let amendment = MotionId(amendment.parse().unwrap_or_default());
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
pub(super) async fn put_on_agenda(
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
pub(super) async fn draft_polls(
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
