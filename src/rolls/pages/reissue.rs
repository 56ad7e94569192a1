//! Pages of a new code for one entry.

use askama::Template;
use poem::{handler, web::Path};

use super::{
    InRollPath, roll_href,
    sheets::{Print, sheets},
    shell,
};
use crate::{
    rolls::{
        actions::{self, RollError},
        model::{Entry, ReissueInput, Roll, WaitingReissue},
    },
    types::{ApprovalId, EntryId, Explain, RollId},
    web::{FormData, PageResult, Refused, Shell, Visitor, guard::status_of, html, html_with},
};

#[derive(Template)]
#[template(path = "rolls/reissue.html")]
struct ReissuePage {
    shell: Shell,
    form: FormData,
    roll: Roll,
    entry: Entry,
    waiting: Option<WaitingReissue>,
    /// The person looking asked for it, so somebody else confirms.
    own: bool,
    entry_href: String,
    back: String,
}

impl ReissuePage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        roll: RollId,
        entry: EntryId,
        form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let (found, entry, waiting) =
            actions::entry_for_reissue(&visitor.app, actor, slug, roll, entry).await?;
        let back = roll_href(visitor, &found.federation, roll);
        Ok(Self {
            shell: shell(
                visitor,
                &found.federation,
                &found.roll,
                Some(visitor.texts.t("rolls-reissue")),
            )?,
            form,
            own: waiting
                .as_ref()
                .is_some_and(|w| w.requested_by == actor.account),
            entry_href: format!("{back}/entries/{}/reissue", entry.id),
            roll: found.roll,
            entry,
            waiting,
            back,
        })
    }

    fn reissue_href(&self, act: &str) -> String {
        let id = self.waiting.as_ref().map_or(0, |w| w.id.0);
        format!("{}/reissues/{id}/{act}", self.back)
    }
}

#[handler]
pub(super) async fn reissue_page(
    visitor: Visitor,
    Path((_, slug, roll, entry)): InRollPath,
) -> PageResult {
    html(
        &ReissuePage::load(
            &visitor,
            &slug,
            RollId(roll),
            EntryId(entry),
            FormData::default(),
        )
        .await?,
    )
}

#[handler]
pub(super) async fn request_reissue(
    visitor: Visitor,
    Path((_, slug, roll, entry)): InRollPath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let input = ReissueInput {
        reason: form.text("reason"),
    };
    match actions::request_reissue(
        &visitor.app,
        actor,
        &slug,
        RollId(roll),
        EntryId(entry),
        &input,
    )
    .await
    {
        Ok(_) => Ok(visitor.see_other_with(
            &format!("/staff/{slug}/rolls/{roll}"),
            "notice-reissue-requested",
        )),
        Err(
            error @ (RollError::Fields(_)
            | RollError::NoCodes
            | RollError::VotedEverywhere
            | RollError::ReissueWaiting),
        ) => {
            let problem = error.problem();
            form.refuse(&visitor.texts, &problem);
            let page =
                ReissuePage::load(&visitor, &slug, RollId(roll), EntryId(entry), form).await?;
            html_with(status_of(problem.kind), &page)
        }
        Err(error) => Err(Refused::from(error).into()),
    }
}

#[handler]
pub(super) async fn confirm_reissue(
    visitor: Visitor,
    Path((_, slug, roll, approval)): InRollPath,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let printed = actions::confirm_reissue(
        &visitor.app,
        actor,
        &slug,
        RollId(roll),
        ApprovalId(approval),
    )
    .await
    .map_err(Refused::from)?;
    sheets(&visitor, printed, Print::plain()).await
}

#[handler]
pub(super) async fn withdraw_reissue(
    visitor: Visitor,
    Path((_, slug, roll, approval)): InRollPath,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    actions::withdraw_reissue(
        &visitor.app,
        actor,
        &slug,
        RollId(roll),
        ApprovalId(approval),
    )
    .await
    .map_err(Refused::from)?;
    Ok(visitor.see_other_with(&format!("/staff/{slug}/rolls/{roll}"), "notice-removed"))
}
