//! The acts of the election board: what two people do together, and the interruption, which one person does at once.
//!
//! Two people always, also for closing a poll whose time has passed: closing seals the box and begins the count, OnlWahlV § 7(2)
//! knows no exception, and a rule without exceptions is one that everybody can check in the log.

use serde_json::{Value, json};

use super::{
    PollError,
    closing::shut_box,
    finish_closing,
    guarding::{check_guard, fix_guard},
    preflight,
    preparing::require_language,
    record, record_state, voters_of,
};
use crate::{
    App,
    accounts::{
        model::{Actor, ApprovalRequest, Right, WaitingApproval},
        store::approvals,
    },
    db::{Conn, DbError, Tx},
    polls::{
        model::{ACTS_OF_TWO, Asked, BoardAct, MOST_GRACE_MINUTES, Poll, Transition, WaitingAct},
        sealing::Opening,
        store::{self, acts},
    },
    registry::{self, model::Federation},
    rolls::{self, model::RollState},
    types::{ApprovalId, FieldProblem, Fields, PlainText, PollId, Timestamp, sha256_hex},
};

/// Asks another person of the board to confirm an act; until then nothing changes, and an open poll stays open.
///
/// # Errors
/// What stands in the way of the act, as far as it can be told now; [`PollError::RequestWaits`] where something waits already.
pub async fn request_act(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    act: BoardAct,
    reason: &str,
) -> Result<ApprovalId, PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut tx = app.db.begin().await?;
    let found = locked(&mut tx, &federation, poll).await?;
    lock_roll_to_open(&mut tx, &found, &act).await?;
    let reason = if act.needs_reason() {
        parse_reason(reason)?
    } else {
        String::new()
    };
    let digest = checked(&mut tx, app, &federation, &found, &act).await?;
    if waiting_request(&mut tx, &found).await?.is_some() {
        return Err(PollError::RequestWaits);
    }
    let told = told(&mut tx, app, &found, &act).await?;
    let asked = Asked { act, digest };
    let content = serde_json::to_string(&asked).unwrap_or_default();
    let request = ApprovalRequest {
        act: asked.act.approval(),
        subject: poll.0,
        content: &content,
        reason: &reason,
    };
    let id = approvals::insert_request(
        &mut tx,
        federation.id,
        request,
        actor.account,
        app.clock.now(),
    )
    .await?
    .ok_or(PollError::RequestWaits)?;
    let mut after = json!({"approval": id, "asks_for": asked, "reason": reason});
    if let (Some(told), Value::Object(after)) = (told, &mut after) {
        after.insert("told".to_owned(), told);
    }
    record(
        &mut tx,
        app,
        actor,
        &federation,
        "request_poll_act",
        poll,
        Value::Null,
        after,
    )
    .await?;
    tx.commit().await?;
    Ok(id)
}

/// Confirms what somebody else asked for, where everything is still exactly so, and does it.
pub async fn confirm_act(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    id: ApprovalId,
) -> Result<BoardAct, PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut tx = app.db.begin().await?;
    let found = locked(&mut tx, &federation, poll).await?;
    let (asked, approval) = waiting_by_id(&mut tx, &found, id).await?;
    if approval.requested_by == actor.account {
        return Err(PollError::SamePerson);
    }
    lock_roll_to_open(&mut tx, &found, &asked.act).await?;
    if checked(&mut tx, app, &federation, &found, &asked.act).await? != asked.digest {
        return Err(PollError::RequestChanged);
    }
    let now = app.clock.now();
    if !approvals::confirm(&mut tx, federation.id, id, actor.account, now).await? {
        return Err(PollError::RequestDecided);
    }
    let told = told(&mut tx, app, &found, &asked.act).await?;
    let mut detail = perform(&mut tx, app, &found, &asked.act, &approval.reason).await?;
    if let Value::Object(detail) = &mut detail {
        // Who asked for it stands in the row of the request, which is not public.
        detail.insert("approval".to_owned(), json!(id));
        if let Some(told) = told {
            detail.insert("told".to_owned(), told);
        }
        if asked.act.needs_reason() {
            detail.insert("reason".to_owned(), json!(approval.reason));
        }
    }
    let (name, seals) = match asked.act {
        BoardAct::Open { .. } => ("open_poll", false),
        BoardAct::Close => ("close_poll", true),
        BoardAct::Resume => ("resume_poll", false),
        BoardAct::Extend { .. } => ("extend_poll", false),
        BoardAct::Void => ("void_poll", true),
    };
    let standing = found.standing();
    let states = (standing, standing.after(asked.act.transition())?);
    record_state(&mut tx, app, actor, &federation, name, poll, states, detail).await?;
    tx.commit().await?;
    if seals {
        finish_closing(app).await;
    }
    Ok(asked.act)
}

/// Withdraws a request, one's own or another's.
pub async fn withdraw_act(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    id: ApprovalId,
) -> Result<(), PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut tx = app.db.begin().await?;
    let found = locked(&mut tx, &federation, poll).await?;
    let (asked, approval) = waiting_by_id(&mut tx, &found, id).await?;
    if !approvals::withdraw(&mut tx, federation.id, id, actor.account, app.clock.now()).await? {
        return Err(PollError::RequestDecided);
    }
    let before = json!({"approval": id, "asks_for": asked, "requested_by": approval.requested_by});
    record(
        &mut tx,
        app,
        actor,
        &federation,
        "withdraw_poll_act",
        poll,
        before,
        Value::Null,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Takes no more ballots until two people let the poll go on: one person is enough, since an emergency does not wait. What is in
/// the box stays there.
pub async fn interrupt_poll(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    reason: &str,
) -> Result<(), PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut tx = app.db.begin().await?;
    let found = locked(&mut tx, &federation, poll).await?;
    let standing = found.standing();
    let after = standing.after(Transition::Interrupt)?;
    let reason = parse_reason(reason)?;
    if !acts::interrupt(&mut tx, federation.id, poll, app.clock.now()).await? {
        return Err(PollError::Stale);
    }
    let (states, detail) = ((standing, after), json!({"reason": reason}));
    record_state(
        &mut tx,
        app,
        actor,
        &federation,
        "interrupt_poll",
        poll,
        states,
        detail,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// What waits for a second person about a poll, with whether it is still what was asked for.
pub(super) async fn waiting_act(
    conn: &mut Conn,
    app: &App,
    federation: &Federation,
    poll: &Poll,
) -> Result<Option<WaitingAct>, PollError> {
    let Some(approval) = waiting_request(conn, poll).await? else {
        return Ok(None);
    };
    // A result that waits is read by its own room.
    let Ok(asked) = serde_json::from_str::<Asked>(&approval.content) else {
        return Ok(None);
    };
    let is_current = match checked(conn, app, federation, poll, &asked.act).await {
        Ok(digest) => digest == asked.digest,
        Err(PollError::Db(error)) => return Err(error.into()),
        Err(_) => false,
    };
    Ok(Some(WaitingAct {
        act: asked.act,
        approval,
        digest: asked.digest,
        is_current,
    }))
}

/// The request about a poll that waits, whatever it asks for.
pub(super) async fn waiting_request(
    conn: &mut Conn,
    poll: &Poll,
) -> Result<Option<WaitingApproval>, DbError> {
    approvals::waiting_for(conn, poll.federation, &ACTS_OF_TWO, poll.id.0).await
}

async fn waiting_by_id(
    conn: &mut Conn,
    poll: &Poll,
    id: ApprovalId,
) -> Result<(Asked, WaitingApproval), PollError> {
    let approval = waiting_request(conn, poll)
        .await?
        .filter(|approval| approval.id == id)
        .ok_or(PollError::NotFound)?;
    let asked = serde_json::from_str(&approval.content).map_err(|_| PollError::NotFound)?;
    Ok((asked, approval))
}

/// The poll under its lock: two acts on it are decided one after the other.
async fn locked(tx: &mut Tx, federation: &Federation, poll: PollId) -> Result<Poll, PollError> {
    acts::lock_poll(tx, federation.id, poll).await?;
    store::find_poll(tx, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)
}

fn parse_reason(reason: &str) -> Result<String, PollError> {
    let mut fields = Fields::default();
    let reason = fields.take("reason", PlainText::parse(reason, 3, 300));
    let reason = fields.finish(reason).map_err(PollError::Fields)?;
    Ok(reason.as_str().to_owned())
}

/// Checks that an act is possible now; the digest of exactly what is confirmed with it.
async fn checked(
    conn: &mut Conn,
    app: &App,
    federation: &Federation,
    poll: &Poll,
    act: &BoardAct,
) -> Result<String, PollError> {
    let standing = poll.standing();
    standing.after(act.transition())?;
    let now = app.clock.now();
    let content = match act {
        BoardAct::Open {
            closes_at,
            grace_minutes,
        } => {
            check_times(*closes_at, *grace_minutes, now)?;
            check_opening(conn, federation, poll).await?;
            preflight::check(conn, app, poll).await?;
            // All of the definition, its rule, who may vote, and what the figures could tell.
            let guard = check_guard(conn, poll).await?;
            let opened = Poll {
                guard,
                ..poll.clone()
            };
            json!({"opening_digest": opening_digest(conn, &opened).await?})
        }
        // Nothing about the ballots.
        BoardAct::Close | BoardAct::Void => json!({"state": standing}),
        BoardAct::Resume => {
            if poll.voting_time().is_over(now) {
                return Err(PollError::TimeIsOver);
            }
            json!({"interrupted_at": poll.interrupted_at})
        }
        BoardAct::Extend { closes_at } => {
            check_extension(poll, *closes_at, now)?;
            json!({"closes_at": poll.closes_at})
        }
    };
    let all = json!({"poll": poll.id, "act": act, "content": content});
    Ok(sha256_hex(&all.to_string()))
}

fn check_times(
    closes_at: Option<Timestamp>,
    grace_minutes: i64,
    now: Timestamp,
) -> Result<(), PollError> {
    if !(0..=MOST_GRACE_MINUTES).contains(&grace_minutes) {
        let problem = FieldProblem::new("grace_minutes", crate::key!("field-grace-out-of-range"))
            .with("n", MOST_GRACE_MINUTES);
        return Err(PollError::Fields(vec![problem]));
    }
    if closes_at.is_some_and(|end| end <= now) {
        return Err(PollError::ClosesInThePast);
    }
    Ok(())
}

/// A poll whose time has passed is never opened again, unless it was interrupted before.
fn check_extension(poll: &Poll, closes_at: Timestamp, now: Timestamp) -> Result<(), PollError> {
    let refuse = |key| Err(PollError::Fields(vec![FieldProblem::new("closes_at", key)]));
    let Some(end) = poll.closes_at else {
        return refuse(crate::key!("field-nothing-to-extend"));
    };
    if end <= now && poll.interrupted_at.is_none_or(|at| at >= end) {
        return Err(PollError::TimeIsOver);
    }
    if closes_at <= now {
        return Err(PollError::ClosesInThePast);
    }
    if closes_at <= end {
        return refuse(crate::key!("field-not-later"));
    }
    Ok(())
}

/// What is told to whoever asks for opening, or confirms it, and stands with their name in the log: so they have taken note of it.
async fn told(
    conn: &mut Conn,
    app: &App,
    poll: &Poll,
    act: &BoardAct,
) -> Result<Option<Value>, DbError> {
    match act {
        BoardAct::Open { .. } => Ok(Some(json!(preflight::look(conn, app, poll).await?))),
        BoardAct::Close | BoardAct::Resume | BoardAct::Extend { .. } | BoardAct::Void => Ok(None),
    }
}

/// Opening ends the corrections of the roll, and who holds a place does not change meanwhile.
async fn lock_roll_to_open(tx: &mut Tx, poll: &Poll, act: &BoardAct) -> Result<(), DbError> {
    match act {
        BoardAct::Open { .. } => {
            rolls::store::lock_frozen_roll(tx, poll.federation, poll.roll).await?;
        }
        BoardAct::Close | BoardAct::Resume | BoardAct::Extend { .. } | BoardAct::Void => {}
    }
    Ok(())
}

/// What has to hold before a poll opens: looked at when it is asked for, and again when it is confirmed.
async fn check_opening(
    conn: &mut Conn,
    federation: &Federation,
    poll: &Poll,
) -> Result<(), PollError> {
    // The language of the federation may have changed since the poll was made ready.
    require_language(poll, federation.locale)?;
    let roll = rolls::store::find_roll(conn, federation.id, poll.roll)
        .await?
        .ok_or(PollError::NotFound)?;
    if roll.state != RollState::Frozen {
        return Err(PollError::RollNotFrozen);
    }
    if roll.codes_deleted {
        return Err(PollError::MarksDeleted);
    }
    Ok(())
}

async fn opening_digest(conn: &mut Conn, poll: &Poll) -> Result<String, DbError> {
    Ok(Opening::of(poll, &voters_of(conn, poll).await?).digest())
}

/// Does what was confirmed; what the log says about it.
async fn perform(
    tx: &mut Tx,
    app: &App,
    poll: &Poll,
    act: &BoardAct,
    reason: &str,
) -> Result<Value, PollError> {
    let (federation, now) = (poll.federation, app.clock.now());
    let (done, detail) = match act {
        BoardAct::Open {
            closes_at,
            grace_minutes,
        } => {
            let opened = Poll {
                guard: fix_guard(tx, poll).await?,
                ..poll.clone()
            };
            let presence = preflight::presence(tx, poll).await?;
            let done = acts::open(tx, federation, poll.id, now, *closes_at, *grace_minutes).await?;
            if let Some(there) = presence.as_ref().filter(|_| done) {
                store::presence::keep(tx, poll, there).await?;
            }
            let voters = voters_of(tx, poll).await?;
            let detail = json!({
                "roll_digest": voters.roll_digest,
                "excluded": voters.excluded_entries,
                "opening_digest": Opening::of(&opened, &voters).digest(),
                "guard": opened.guard,
                "presence": presence,
                "closes_at": closes_at,
                "grace_minutes": grace_minutes,
            });
            (done, detail)
        }
        BoardAct::Close => (true, shut(tx, app, poll).await?),
        BoardAct::Resume => (acts::resume(tx, federation, poll.id).await?, json!({})),
        BoardAct::Extend { closes_at } => (
            acts::extend(tx, federation, poll.id, *closes_at, poll.grace_minutes).await?,
            json!({"from": poll.closes_at, "closes_at": closes_at}),
        ),
        BoardAct::Void => {
            // An open box is sealed by the same act, so that the traces of casting go.
            let detail = if poll.standing().is_under_way() {
                shut(tx, app, poll).await?
            } else {
                json!({})
            };
            // It is never counted: nothing has to tell what was on paper.
            store::paper::delete_sheets(tx, poll.id).await?;
            let done = acts::make_void(tx, federation, poll.id, now, reason).await?;
            (done, detail)
        }
    };
    if done {
        Ok(detail)
    } else {
        Err(PollError::Stale)
    }
}

/// Shuts the box and seals it; what the log keeps of it.
async fn shut(tx: &mut Tx, app: &App, poll: &Poll) -> Result<Value, PollError> {
    if !acts::close(tx, poll.federation, poll.id, app.clock.now()).await? {
        return Err(PollError::Stale);
    }
    shut_box(app, tx, poll).await
}
