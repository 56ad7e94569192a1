//! Staff: acts of two people on the page of a poll, the interruption, repetition and runoff.

use poem::{handler, web::Path};

use super::staff::{Address, stepped};
use crate::{
    accounts::model::{Actor, Right},
    polls::{
        actions::{self, PollError, PollView},
        input::closing_time,
        model::{BoardAct, Poll},
    },
    types::{ApprovalId, FieldProblem, PollId},
    web::{Access, FormData, PageResult, Refused, Routes, Visitor, texts::Texts},
};

pub(super) fn routes(routes: Routes) -> Routes {
    let run = Access::Right(Right::RunPolls);
    routes
        .post("/:lang/staff/:slug/polls/:poll/open", run, open)
        .post("/:lang/staff/:slug/polls/:poll/close", run, close)
        .post("/:lang/staff/:slug/polls/:poll/interrupt", run, interrupt)
        .post("/:lang/staff/:slug/polls/:poll/resume", run, resume)
        .post("/:lang/staff/:slug/polls/:poll/extend", run, extend)
        .post("/:lang/staff/:slug/polls/:poll/void", run, make_void)
        .post("/:lang/staff/:slug/polls/:poll/repeat", run, repeat)
        .post("/:lang/staff/:slug/polls/:poll/runoff", run, runoff)
        .post(
            "/:lang/staff/:slug/polls/:poll/approvals/:approval/confirm",
            run,
            confirm,
        )
        .post(
            "/:lang/staff/:slug/polls/:poll/approvals/:approval/withdraw",
            run,
            withdraw,
        )
}

/// Minutes of grace that the form proposes.
pub(super) const PROPOSED_GRACE: i64 = 10;

/// A request that waits, in words.
pub(super) struct Waiting {
    pub what: String,
    /// What was chosen for it: labels and values.
    pub details: Vec<(String, String)>,
    pub reason: String,
    pub by: String,
    pub at: String,
    pub is_current: bool,
    /// Where it is confirmed; whoever asked cannot.
    pub confirm: Option<String>,
    pub withdraw: String,
}

impl Waiting {
    pub fn of(texts: &Texts, actor: &Actor, href: &str, view: &PollView) -> Option<Self> {
        let waiting = view.waiting.as_ref()?;
        let base = format!("{href}/approvals/{}", waiting.approval.id);
        let is_own = waiting.approval.requested_by == actor.account;
        Some(Self {
            what: texts.t(waiting.act.approval().label()),
            details: details(texts, &waiting.act, &view.poll),
            reason: waiting.approval.reason.clone(),
            by: waiting.approval.requested_by_name.clone(),
            at: texts.instant(waiting.approval.requested_at),
            is_current: waiting.is_current,
            confirm: (waiting.is_current && !is_own).then(|| format!("{base}/confirm")),
            withdraw: format!("{base}/withdraw"),
        })
    }
}

fn details(texts: &Texts, act: &BoardAct, poll: &Poll) -> Vec<(String, String)> {
    let closes = |at| (texts.t("polls-field-closes-at"), at);
    match act {
        BoardAct::Open {
            closes_at: None, ..
        } => vec![closes(texts.t("polls-closes-by-hand"))],
        BoardAct::Open {
            closes_at: Some(at),
            grace_minutes,
        } => vec![
            closes(texts.instant(*at)),
            (texts.t("polls-field-grace"), texts.number(*grace_minutes)),
        ],
        BoardAct::Extend { closes_at } => vec![
            (
                texts.t("polls-closes-until-now"),
                poll.closes_at
                    .map(|at| texts.instant(at))
                    .unwrap_or_default(),
            ),
            closes(texts.instant(*closes_at)),
        ],
        BoardAct::Close | BoardAct::Resume | BoardAct::Void => Vec::new(),
    }
}

async fn ask(
    visitor: &Visitor,
    slug: &str,
    poll: i64,
    form: FormData,
    act: Result<BoardAct, FieldProblem>,
) -> PageResult {
    let (actor, poll) = (visitor.actor().map_err(Refused::from)?, PollId(poll));
    // Whoever may not do it learns that before anything about the fields.
    actions::view_poll_to_change(&visitor.app, actor, slug, poll)
        .await
        .map_err(Refused::from)?;
    let result = match act {
        Ok(act) => actions::request_act(&visitor.app, actor, slug, poll, act, &form.text("reason"))
            .await
            .map(drop),
        Err(problem) => Err(PollError::Fields(vec![problem])),
    };
    stepped(visitor, slug, poll, form, result, "notice-act-requested").await
}

#[handler]
async fn open(visitor: Visitor, Path((_, slug, poll)): Address, form: FormData) -> PageResult {
    let grace = match form.filled_text("grace_minutes") {
        None => Ok(0),
        Some(typed) => typed
            .parse()
            .map_err(|_| FieldProblem::new("grace_minutes", crate::key!("field-not-a-number"))),
    };
    let act = closing_time(&form.text("closes_at")).and_then(|closes_at| {
        Ok(BoardAct::Open {
            closes_at,
            // Without a time of closing there is nothing to add minutes to.
            grace_minutes: closes_at.map_or(Ok(0), |_| grace)?,
        })
    });
    ask(&visitor, &slug, poll, form, act).await
}

#[handler]
async fn close(visitor: Visitor, Path((_, slug, poll)): Address) -> PageResult {
    ask(
        &visitor,
        &slug,
        poll,
        FormData::default(),
        Ok(BoardAct::Close),
    )
    .await
}

#[handler]
async fn resume(visitor: Visitor, Path((_, slug, poll)): Address, form: FormData) -> PageResult {
    ask(&visitor, &slug, poll, form, Ok(BoardAct::Resume)).await
}

#[handler]
async fn extend(visitor: Visitor, Path((_, slug, poll)): Address, form: FormData) -> PageResult {
    let act = closing_time(&form.text("closes_at")).and_then(|closes_at| {
        let closes_at = closes_at
            .ok_or_else(|| FieldProblem::new("closes_at", crate::key!("field-not-a-time")))?;
        Ok(BoardAct::Extend { closes_at })
    });
    ask(&visitor, &slug, poll, form, act).await
}

#[handler]
async fn make_void(visitor: Visitor, Path((_, slug, poll)): Address, form: FormData) -> PageResult {
    ask(&visitor, &slug, poll, form, Ok(BoardAct::Void)).await
}

#[handler]
async fn interrupt(visitor: Visitor, Path((_, slug, poll)): Address, form: FormData) -> PageResult {
    let (actor, poll) = (visitor.actor().map_err(Refused::from)?, PollId(poll));
    let reason = form.text("reason");
    let result = actions::interrupt_poll(&visitor.app, actor, &slug, poll, &reason).await;
    stepped(
        &visitor,
        &slug,
        poll,
        form,
        result,
        "notice-poll-interrupted",
    )
    .await
}

type AddressOfRequest = Path<(String, String, i64, i64)>;

#[handler]
async fn confirm(
    visitor: Visitor,
    Path((_, slug, poll, approval)): AddressOfRequest,
) -> PageResult {
    let (actor, poll) = (visitor.actor().map_err(Refused::from)?, PollId(poll));
    let done = actions::confirm_act(&visitor.app, actor, &slug, poll, ApprovalId(approval)).await;
    let notice = match &done {
        Ok(BoardAct::Open { .. }) => "notice-poll-opened",
        Ok(BoardAct::Close) => "notice-poll-closed",
        Ok(BoardAct::Resume) => "notice-poll-resumed",
        Ok(BoardAct::Extend { .. }) => "notice-poll-extended",
        Ok(BoardAct::Void) => "notice-poll-void",
        Err(_) => "",
    };
    let form = FormData::default();
    stepped(&visitor, &slug, poll, form, done.map(drop), notice).await
}

#[handler]
async fn withdraw(
    visitor: Visitor,
    Path((_, slug, poll, approval)): AddressOfRequest,
) -> PageResult {
    let (actor, poll) = (visitor.actor().map_err(Refused::from)?, PollId(poll));
    let result =
        actions::withdraw_act(&visitor.app, actor, &slug, poll, ApprovalId(approval)).await;
    let form = FormData::default();
    stepped(&visitor, &slug, poll, form, result, "notice-removed").await
}

async fn to_draft(
    visitor: &Visitor,
    slug: &str,
    poll: PollId,
    draft: Result<PollId, PollError>,
) -> PageResult {
    match draft {
        Ok(draft) => {
            Ok(visitor.see_other_with(&format!("/staff/{slug}/polls/{draft}"), "notice-created"))
        }
        Err(error) => stepped(visitor, slug, poll, FormData::default(), Err(error), "").await,
    }
}

#[handler]
async fn repeat(visitor: Visitor, Path((_, slug, poll)): Address) -> PageResult {
    let (actor, poll) = (visitor.actor().map_err(Refused::from)?, PollId(poll));
    let draft = actions::repeat_poll(&visitor.app, actor, &slug, poll).await;
    to_draft(&visitor, &slug, poll, draft).await
}

#[handler]
async fn runoff(visitor: Visitor, Path((_, slug, poll)): Address) -> PageResult {
    let (actor, poll) = (visitor.actor().map_err(Refused::from)?, PollId(poll));
    let draft = actions::make_runoff(&visitor.app, actor, &slug, poll).await;
    to_draft(&visitor, &slug, poll, draft).await
}
