//! Acts of the election board: two people open, close, resume, extend and declare void; one interrupts.

use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    App,
    accounts::model::Right,
    polls::{
        actions::{self, PollError},
        model::{BoardAct, WaitingAct},
    },
    registry::actions::federation_for,
    types::{ApprovalId, FieldProblem, PollId, Timestamp},
    web::{
        Refused,
        api::{AskedFor, Caller, Done, Made},
    },
};

/// When a poll closes by itself.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct OpeningDocument {
    /// RFC 3339; none: until it is closed.
    #[oai(validator(max_length = 40))]
    closes_at: Option<String>,
    /// So many minutes more for voters who signed in before `closes_at`, at most 60.
    #[oai(default)]
    grace_minutes: i64,
}

/// Why something is done that was not planned.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ActReason {
    #[oai(validator(max_length = 1000))]
    reason: String,
}

/// A later time of closing.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ExtensionDocument {
    /// RFC 3339.
    #[oai(validator(max_length = 40))]
    closes_at: String,
    #[oai(validator(max_length = 1000))]
    reason: String,
}

/// Something about a poll that waits for a second person.
#[derive(Object)]
struct PollRequestDocument {
    approval: i64,
    /// `open`, `close`, `resume`, `extend` or `void`.
    act: String,
    /// With an opening or an extension. RFC 3339, UTC.
    closes_at: Option<String>,
    /// With an opening.
    grace_minutes: Option<i64>,
    reason: String,
    requested_by: String,
    /// RFC 3339, UTC.
    requested_at: String,
    /// SHA-256 of everything that is confirmed, in hex.
    content_digest: String,
    /// Whether everything is still as it was when it was asked for; else it can only be withdrawn.
    is_current: bool,
}

impl PollRequestDocument {
    fn new(waiting: &WaitingAct) -> Self {
        let (closes_at, grace_minutes) = match &waiting.act {
            BoardAct::Open {
                closes_at,
                grace_minutes,
            } => (*closes_at, Some(*grace_minutes)),
            BoardAct::Extend { closes_at } => (Some(*closes_at), None),
            BoardAct::Close | BoardAct::Resume | BoardAct::Void => (None, None),
        };
        Self {
            approval: waiting.approval.id.0,
            act: waiting.act.transition().as_str().to_owned(),
            closes_at: closes_at.map(|at| at.to_string()),
            grace_minutes,
            reason: waiting.approval.reason.clone(),
            requested_by: waiting.approval.requested_by_name.clone(),
            requested_at: waiting.approval.requested_at.to_string(),
            content_digest: waiting.digest.clone(),
            is_current: waiting.is_current,
        }
    }
}

fn time(typed: &str) -> Result<Timestamp, PollError> {
    typed.parse().map_err(|_| {
        let problem = FieldProblem::new("closes_at", crate::key!("field-not-a-time"));
        PollError::Fields(vec![problem])
    })
}

/// Who may not run polls learns nothing of what is wrong with the request.
async fn may_run(app: &App, caller: &Caller, slug: &str) -> Result<(), Refused> {
    federation_for(app, &caller.0, Right::RunPolls, slug).await?;
    Ok(())
}

async fn ask(
    app: &App,
    caller: &Caller,
    slug: &str,
    poll: i64,
    act: BoardAct,
    reason: &str,
) -> Result<AskedFor, Refused> {
    let id = actions::request_act(app, &caller.0, slug, PollId(poll), act, reason).await?;
    Ok(AskedFor::new(id))
}

/// The operations.
pub struct PollActsApi;

#[OpenApi(tag = "crate::api::Tag::Polls")]
impl PollActsApi {
    /// Asks for ready to open: the definition is fixed, ballots are taken, once a second person confirms.
    #[oai(
        path = "/federations/:slug/polls/:poll/open",
        method = "post",
        operation_id = "open_poll"
    )]
    async fn open(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        body: Json<OpeningDocument>,
    ) -> Result<AskedFor, Refused> {
        may_run(&app, &caller, &slug).await?;
        let act = BoardAct::Open {
            closes_at: body.0.closes_at.as_deref().map(time).transpose()?,
            grace_minutes: body.0.grace_minutes,
        };
        ask(&app, &caller, &slug, poll.0, act, "").await
    }

    /// Asks for open to closed: the box is shut and shuffled, once a second person confirms.
    #[oai(
        path = "/federations/:slug/polls/:poll/close",
        method = "post",
        operation_id = "close_poll"
    )]
    async fn close(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
    ) -> Result<AskedFor, Refused> {
        ask(&app, &caller, &slug, poll.0, BoardAct::Close, "").await
    }

    /// Takes no more ballots from now on; one person is enough. What is in the box stays.
    #[oai(
        path = "/federations/:slug/polls/:poll/interrupt",
        method = "post",
        operation_id = "interrupt_poll"
    )]
    async fn interrupt(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        body: Json<ActReason>,
    ) -> Result<Done, Refused> {
        actions::interrupt_poll(&app, &caller.0, &slug, PollId(poll.0), &body.0.reason).await?;
        Ok(Done::NoContent)
    }

    /// Asks to let an interrupted poll go on.
    #[oai(
        path = "/federations/:slug/polls/:poll/resume",
        method = "post",
        operation_id = "resume_poll"
    )]
    async fn resume(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        body: Json<ActReason>,
    ) -> Result<AskedFor, Refused> {
        ask(
            &app,
            &caller,
            &slug,
            poll.0,
            BoardAct::Resume,
            &body.0.reason,
        )
        .await
    }

    /// Asks for a later time of closing.
    #[oai(
        path = "/federations/:slug/polls/:poll/extend",
        method = "post",
        operation_id = "extend_poll"
    )]
    async fn extend(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        body: Json<ExtensionDocument>,
    ) -> Result<AskedFor, Refused> {
        may_run(&app, &caller, &slug).await?;
        let act = BoardAct::Extend {
            closes_at: time(&body.0.closes_at)?,
        };
        ask(&app, &caller, &slug, poll.0, act, &body.0.reason).await
    }

    /// Asks to declare a poll void: it keeps its sealed box and never has a result.
    #[oai(
        path = "/federations/:slug/polls/:poll/void",
        method = "post",
        operation_id = "void_poll"
    )]
    async fn make_void(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        body: Json<ActReason>,
    ) -> Result<AskedFor, Refused> {
        ask(&app, &caller, &slug, poll.0, BoardAct::Void, &body.0.reason).await
    }

    /// Lists what waits for a second person about a poll.
    #[oai(
        path = "/federations/:slug/polls/:poll/approvals",
        method = "get",
        operation_id = "list_poll_requests"
    )]
    async fn requests(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
    ) -> Result<Json<Vec<PollRequestDocument>>, Refused> {
        let view = actions::view_poll(&app, &caller.0, &slug, PollId(poll.0)).await?;
        let waiting = view.waiting.iter().map(PollRequestDocument::new);
        Ok(Json(waiting.collect()))
    }

    /// Confirms what somebody else asked for, and does it.
    #[oai(
        path = "/federations/:slug/polls/:poll/approvals/:approval/confirm",
        method = "post",
        operation_id = "confirm_poll_act"
    )]
    async fn confirm(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        approval: Path<i64>,
    ) -> Result<Done, Refused> {
        let (poll, approval) = (PollId(poll.0), ApprovalId(approval.0));
        actions::confirm_act(&app, &caller.0, &slug, poll, approval).await?;
        Ok(Done::NoContent)
    }

    /// Withdraws a request, one's own or another's.
    #[oai(
        path = "/federations/:slug/polls/:poll/approvals/:approval/withdraw",
        method = "post",
        operation_id = "withdraw_poll_act"
    )]
    async fn withdraw(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        approval: Path<i64>,
    ) -> Result<Done, Refused> {
        let (poll, approval) = (PollId(poll.0), ApprovalId(approval.0));
        actions::withdraw_act(&app, &caller.0, &slug, poll, approval).await?;
        Ok(Done::NoContent)
    }

    /// Writes a void poll anew as a draft.
    #[oai(
        path = "/federations/:slug/polls/:poll/repeat",
        method = "post",
        operation_id = "repeat_poll"
    )]
    async fn repeat(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
    ) -> Result<Made, Refused> {
        let draft = actions::repeat_poll(&app, &caller.0, &slug, PollId(poll.0)).await?;
        Ok(Made::new(draft.0))
    }

    /// Writes the runoff of a counted election as a draft, between those whom it left.
    #[oai(
        path = "/federations/:slug/polls/:poll/runoff",
        method = "post",
        operation_id = "make_runoff"
    )]
    async fn runoff(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
    ) -> Result<Made, Refused> {
        let draft = actions::make_runoff(&app, &caller.0, &slug, PollId(poll.0)).await?;
        Ok(Made::new(draft.0))
    }
}
