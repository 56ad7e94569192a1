//! Corrections of a frozen roll: asking, confirming, and the list of those made.

use askama::Template;
use poem::{
    handler,
    web::{Path, Query},
};

use super::{InRollPath, RollPath, RollQuery, roll_href, shell};
use crate::{
    accounts::model::Right,
    rolls::{
        actions::{self, CorrectionsOfRoll, MOST_ADDABLE, RollError},
        model::{Correction, CorrectionInput, CorrectionKind, Roll, WaitingCorrection},
    },
    types::{ApprovalId, Explain, ProblemKind, RollId},
    web::{FormData, PageResult, Refused, Shell, Visitor, guard::status_of, html, html_with},
};

#[derive(Template)]
#[template(path = "rolls/corrections.html")]
struct CorrectionsPage {
    shell: Shell,
    form: FormData,
    roll: Roll,
    made: Vec<Correction>,
    waiting: Option<WaitingCorrection>,
    possible: bool,
    kinds: Vec<(String, String)>,
    /// Entries to choose from: id, and number with name.
    entries: Vec<(String, String)>,
    /// What was searched for in the register.
    q: String,
    /// Who was found there to add: person and body in one value, and both names.
    addable: Vec<(String, String)>,
    /// More were found than are offered.
    more: bool,
    may_ask: bool,
    may_confirm: bool,
    /// The person looking asked for the one that waits.
    own: bool,
    base: String,
}

impl CorrectionsPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        roll: RollId,
        mut form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let CorrectionsOfRoll {
            found,
            made,
            waiting,
            possible,
        } = actions::corrections(&visitor.app, actor, slug, roll).await?;
        let federation = found.federation.id;
        let may_ask = actor.may(Right::PrepareAssemblies, federation);
        let entries = if may_ask && possible {
            let hall = actions::places(&visitor.app, actor, slug, roll).await?;
            hall.places
                .into_iter()
                .map(|p| {
                    let words = format!("{} · {}", p.entry.number, p.entry.name);
                    (p.entry.id.to_string(), words)
                })
                .collect()
        } else {
            Vec::new()
        };
        let q = form.text("q").trim().to_owned();
        let mut found_people = if may_ask && possible && !q.is_empty() {
            // Whoever searches wants to add; another kind that was chosen stays.
            if form.text("kind").is_empty() {
                form.set("kind", CorrectionKind::Add.as_str());
            }
            actions::addable(&visitor.app, actor, slug, roll, &q).await?
        } else {
            Vec::new()
        };
        let more = found_people.len() > MOST_ADDABLE;
        found_people.truncate(MOST_ADDABLE);
        let addable = found_people
            .into_iter()
            .map(|a| {
                let words = format!("{} · {}", a.name, a.body_name);
                (format!("{}-{}", a.person, a.body), words)
            })
            .collect();
        Ok(Self {
            q,
            addable,
            more,
            shell: shell(
                visitor,
                &found.federation,
                &found.roll,
                Some(visitor.texts.t("rolls-corrections")),
            )?,
            own: waiting
                .as_ref()
                .is_some_and(|w| w.approval.requested_by == actor.account),
            kinds: CorrectionKind::ALL
                .iter()
                .map(|kind| (kind.as_str().to_owned(), visitor.texts.t(kind.label())))
                .collect(),
            may_confirm: actor.may(Right::HandleCodes, federation),
            base: roll_href(visitor, &found.federation, roll),
            roll: found.roll,
            form,
            made,
            waiting,
            possible,
            entries,
            may_ask,
        })
    }

    fn href(&self, rest: &str) -> String {
        format!("{}{rest}", self.base)
    }

    fn waiting_href(&self, act: &str) -> String {
        let id = self.waiting.as_ref().map_or(0, |w| w.approval.id.0);
        format!("{}/corrections/{id}/{act}", self.base)
    }
}

#[handler]
pub(super) async fn corrections_page(
    visitor: Visitor,
    Path((_, slug, roll)): RollPath,
    Query(query): Query<RollQuery>,
) -> PageResult {
    let form = FormData::filled([("q", query.q)]);
    html(&CorrectionsPage::load(&visitor, &slug, RollId(roll), form).await?)
}

/// Back to the list, or the list with what was refused.
async fn done<T>(
    visitor: &Visitor,
    slug: &str,
    roll: i64,
    mut form: FormData,
    result: Result<T, RollError>,
    notice: &'static str,
) -> PageResult {
    let error = match result {
        Ok(_) => {
            let list = format!("/staff/{slug}/rolls/{roll}/corrections");
            return Ok(visitor.see_other_with(&list, notice));
        }
        Err(error) => error,
    };
    let mut problem = error.problem();
    // Person and body are chosen together, in one field.
    problem.fields.retain(|field| field.field != "body");
    if !matches!(problem.kind, ProblemKind::Conflict | ProblemKind::Invalid) {
        return Err(Refused::from(error).into());
    }
    form.refuse(&visitor.texts, &problem);
    let page = CorrectionsPage::load(visitor, slug, RollId(roll), form).await?;
    html_with(status_of(problem.kind), &page)
}

#[handler]
pub(super) async fn request_correction(
    visitor: Visitor,
    Path((_, slug, roll)): RollPath,
    form: FormData,
) -> PageResult {
    // A search is sent with the request, so that nothing typed is lost, and asks for nothing.
    if form.filled_text("search").is_some() {
        return html(&CorrectionsPage::load(&visitor, &slug, RollId(roll), form).await?);
    }
    let actor = visitor.actor().map_err(Refused::from)?;
    let chosen = form.text("person");
    let (person, body) = chosen.split_once('-').unwrap_or_default();
    let input = CorrectionInput {
        kind: form.text("kind"),
        entry: form.text("entry"),
        person: person.to_owned(),
        body: body.to_owned(),
        votes: form.text("votes"),
        reason: form.text("reason"),
    };
    let result =
        actions::request_correction(&visitor.app, actor, &slug, RollId(roll), &input).await;
    let notice = "notice-correction-requested";
    done(&visitor, &slug, roll, form, result, notice).await
}

#[handler]
pub(super) async fn confirm_correction(
    visitor: Visitor,
    Path((_, slug, roll, approval)): InRollPath,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (app, id) = (&visitor.app, ApprovalId(approval));
    let result = actions::confirm_correction(app, actor, &slug, RollId(roll), id).await;
    let (form, notice) = (FormData::default(), "notice-roll-corrected");
    done(&visitor, &slug, roll, form, result, notice).await
}

#[handler]
pub(super) async fn withdraw_correction(
    visitor: Visitor,
    Path((_, slug, roll, approval)): InRollPath,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (app, id) = (&visitor.app, ApprovalId(approval));
    let result = actions::withdraw_correction(app, actor, &slug, RollId(roll), id).await;
    let form = FormData::default();
    done(&visitor, &slug, roll, form, result, "notice-removed").await
}
