//! Pages of a new code for one delegate or deputy.

use askama::Template;
use poem::{handler, web::Path};

use super::{
    InRollPath, owner_href, roll_href,
    sheets::{Print, sheets},
    shell,
};
use crate::{
    rolls::{
        actions::{self, RollError},
        model::{CodeOf, Recipient, ReissueInput, Roll, WaitingReissue},
    },
    types::{ApprovalId, EntryId, Explain, RollId, StandInId},
    web::{FormData, PageResult, Refused, Shell, Visitor, guard::status_of, html, html_with},
};

#[derive(Template)]
#[template(path = "rolls/reissue.html")]
struct ReissuePage {
    shell: Shell,
    form: FormData,
    roll: Roll,
    of: Recipient,
    waiting: Option<WaitingReissue>,
    /// The person looking asked for it, so somebody else confirms.
    own: bool,
    here: String,
    back: String,
}

impl ReissuePage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        roll: RollId,
        owner: CodeOf,
        form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let (found, of, waiting) =
            actions::for_reissue(&visitor.app, actor, slug, roll, owner).await?;
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
            here: owner_href(&back, owner, "reissue"),
            roll: found.roll,
            of,
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
    show(&visitor, &slug, roll, CodeOf::Entry(EntryId(entry))).await
}

#[handler]
pub(super) async fn deputy_reissue_page(
    visitor: Visitor,
    Path((_, slug, roll, stand_in)): InRollPath,
) -> PageResult {
    show(&visitor, &slug, roll, CodeOf::StandIn(StandInId(stand_in))).await
}

async fn show(visitor: &Visitor, slug: &str, roll: i64, owner: CodeOf) -> PageResult {
    let form = FormData::default();
    html(&ReissuePage::load(visitor, slug, RollId(roll), owner, form).await?)
}

#[handler]
pub(super) async fn request_reissue(
    visitor: Visitor,
    Path((_, slug, roll, entry)): InRollPath,
    form: FormData,
) -> PageResult {
    let owner = CodeOf::Entry(EntryId(entry));
    request(&visitor, &slug, RollId(roll), owner, form).await
}

#[handler]
pub(super) async fn request_deputy_reissue(
    visitor: Visitor,
    Path((_, slug, roll, stand_in)): InRollPath,
    form: FormData,
) -> PageResult {
    let owner = CodeOf::StandIn(StandInId(stand_in));
    request(&visitor, &slug, RollId(roll), owner, form).await
}

async fn request(
    visitor: &Visitor,
    slug: &str,
    roll: RollId,
    owner: CodeOf,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let input = ReissueInput {
        reason: form.text("reason"),
    };
    match actions::request_reissue(&visitor.app, actor, slug, roll, owner, &input).await {
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
            let page = ReissuePage::load(visitor, slug, roll, owner, form).await?;
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
