//! Corrections of a frozen roll: asking, confirming, and the list of those made.

use askama::Template;
use poem::{handler, web::Path};

use super::{InRollPath, RollPath, roll_href, shell};
use crate::{
    accounts::model::Right,
    rolls::{
        actions::{self, CorrectionsOfRoll, RollError},
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
        form: FormData,
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
        Ok(Self {
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
) -> PageResult {
    html(&CorrectionsPage::load(&visitor, &slug, RollId(roll), FormData::default()).await?)
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
    let problem = error.problem();
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
    let actor = visitor.actor().map_err(Refused::from)?;
    let input = CorrectionInput {
        kind: form.text("kind"),
        entry: form.text("entry"),
        person: form.text("person"),
        body: form.text("body"),
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
