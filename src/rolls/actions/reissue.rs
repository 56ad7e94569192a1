//! A new code for one delegate or deputy: one person asks, another one confirms.

use serde_json::{Value, json};

use super::{
    PrintedSheets, RollError, RollInFederation,
    codes::{insert, secret, sheet},
    find, record, store,
};
use crate::{
    App,
    accounts::{
        model::{Actor, ApprovalAct, ApprovalRequest, Right},
        store::approvals,
    },
    db::{Conn, DbError},
    rolls::{
        code::Code,
        code_jobs::CannotStart,
        model::{CodeOf, Recipient, ReissueInput, Roll, WaitingReissue},
    },
    types::{ApprovalId, EntryId, RollId, StandInId},
};

/// Entries and deputies are counted apart, so a request for each has an act of its own.
const ACTS: [ApprovalAct; 2] = [ApprovalAct::ReissueCode, ApprovalAct::ReissueDeputyCode];

fn act_for(owner: CodeOf) -> ApprovalAct {
    match owner {
        CodeOf::Entry(_) => ApprovalAct::ReissueCode,
        CodeOf::StandIn(_) => ApprovalAct::ReissueDeputyCode,
    }
}

/// Whoever owns codes on a roll.
async fn recipient(
    conn: &mut Conn,
    roll: &Roll,
    owner: CodeOf,
) -> Result<Option<Recipient>, DbError> {
    let (federation, roll) = (roll.federation, roll.id);
    Ok(match owner {
        CodeOf::Entry(id) => store::find_entry(conn, federation, roll, id)
            .await?
            .map(Recipient::Entry),
        CodeOf::StandIn(id) => store::find_stand_in(conn, federation, roll, id)
            .await?
            .map(Recipient::Deputy),
    })
}

/// Whether a new code would open nothing: the delegate's entry, or the one whose place the deputy holds, has voted in every poll that
/// was opened.
pub(super) async fn has_voted_everywhere(
    conn: &mut Conn,
    roll: &Roll,
    of: &Recipient,
) -> Result<bool, DbError> {
    let entry = match of {
        Recipient::Entry(entry) => Some(entry.id),
        Recipient::Deputy(deputy) => {
            store::place_held_by(conn, roll.federation, roll.id, deputy.id).await?
        }
    };
    Ok(match entry {
        Some(entry) => store::codes::voted_in(conn, roll.federation, roll.id, entry)
            .await?
            .everywhere(),
        None => false,
    })
}

/// A delegate or deputy with the request that waits for them, if any.
pub async fn for_reissue(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    owner: CodeOf,
) -> Result<(RollInFederation, Recipient, Option<WaitingReissue>), RollError> {
    let found = find(app, actor, Right::HandleCodes, slug, roll).await?;
    let mut conn = app.db.read().await?;
    let of = recipient(&mut conn, &found.roll, owner)
        .await?
        .ok_or(RollError::NotFound)?;
    let waiting = waiting(&mut conn, &found.roll).await?;
    let waiting = waiting.into_iter().find(|w| w.owner == owner);
    Ok((found, of, waiting))
}

/// The requests of a roll that wait, oldest first.
pub async fn waiting_reissues(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
) -> Result<Vec<WaitingReissue>, RollError> {
    let found = super::roll(app, actor, slug, roll).await?;
    Ok(waiting(&mut app.db.read().await?, &found.roll).await?)
}

/// Asks for a new code for a delegate or a deputy.
pub async fn request_reissue(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    owner: CodeOf,
    input: &ReissueInput,
) -> Result<ApprovalId, RollError> {
    let RollInFederation { federation, roll } =
        find(app, actor, Right::HandleCodes, slug, roll).await?;
    let mut tx = app.db.begin().await?;
    let of = recipient(&mut tx, &roll, owner)
        .await?
        .ok_or(RollError::NotFound)?;
    let reason = input.parse().map_err(RollError::Fields)?;
    if !store::codes::has_valid_code(&mut tx, roll.id, owner).await? {
        return Err(RollError::NoCodes);
    }
    if has_voted_everywhere(&mut tx, &roll, &of).await? {
        return Err(RollError::VotedEverywhere);
    }
    // Whose code it is says it all: there is no content to compare.
    let id = approvals::insert_request(
        &mut tx,
        federation.id,
        ApprovalRequest {
            act: act_for(owner),
            subject: owner.subject().1,
            content: "",
            reason: reason.as_str(),
        },
        actor.account,
        app.clock.now(),
    )
    .await?
    .ok_or(RollError::ReissueWaiting)?;
    let after = json!({"approval": id, "reason": reason.as_str()});
    record(
        &mut tx,
        app,
        actor,
        &roll,
        "request_reissue",
        owner.subject(),
        Value::Null,
        after,
    )
    .await?;
    tx.commit().await?;
    Ok(id)
}

/// Withdraws a request, one's own or another's.
pub async fn withdraw_reissue(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    id: ApprovalId,
) -> Result<(), RollError> {
    let RollInFederation { federation, roll } =
        find(app, actor, Right::HandleCodes, slug, roll).await?;
    let mut tx = app.db.begin().await?;
    let waiting = find_waiting(&mut tx, &roll, id).await?;
    if !approvals::withdraw(&mut tx, federation.id, id, actor.account, app.clock.now()).await? {
        return Err(RollError::ReissueDecided);
    }
    let before = json!({"approval": id, "reason": waiting.reason});
    record(
        &mut tx,
        app,
        actor,
        &roll,
        "withdraw_reissue",
        waiting.owner.subject(),
        before,
        Value::Null,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Confirms a request of somebody else: the old code is void and so is a link, their sessions end, and the new sheet is handed out
/// this once.
///
/// A vote with the old code and this exclude each other: both lock the boxes of the open polls first.
pub async fn confirm_reissue(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    id: ApprovalId,
) -> Result<PrintedSheets, RollError> {
    let RollInFederation { federation, roll } =
        find(app, actor, Right::HandleCodes, slug, roll).await?;
    let waiting = find_waiting(&mut app.db.read().await?, &roll, id).await?;
    if waiting.requested_by == actor.account {
        return Err(RollError::SamePerson);
    }
    if app.code_jobs.is_running(roll.id) {
        return Err(CannotStart::Running.into());
    }
    let mut code = Code::generate(&mut app.random.rng());
    let hash = app
        .hashing
        .hash_in_bulk(secret(app, roll.id, &code), app.random.bytes())
        .await?;

    let mut tx = app.db.begin().await?;
    store::codes::lock_open_boxes(&mut tx, federation.id, roll.id).await?;
    let owner = waiting.owner;
    let of = recipient(&mut tx, &roll, owner)
        .await?
        .ok_or(RollError::NotFound)?;
    if has_voted_everywhere(&mut tx, &roll, &of).await? {
        return Err(RollError::VotedEverywhere);
    }
    if !approvals::confirm(&mut tx, federation.id, id, actor.account, app.clock.now()).await? {
        return Err(RollError::ReissueDecided);
    }
    for old in store::codes::void_codes_of(&mut tx, roll.id, owner).await? {
        store::voters::delete_sessions_of_code(&mut tx, old).await?;
    }
    insert(&mut tx, &app.random, roll.id, owner, &mut code, &hash).await?;
    let after =
        json!({"approval": id, "requested_by": waiting.requested_by, "reason": waiting.reason});
    record(
        &mut tx,
        app,
        actor,
        &roll,
        "reissue_code",
        owner.subject(),
        Value::Null,
        after,
    )
    .await?;
    tx.commit().await?;

    app.code_jobs.forget_sheet(roll.id, owner);
    Ok(PrintedSheets {
        federation,
        roll,
        sheets: vec![sheet(&of, &code)],
    })
}

async fn find_waiting(
    conn: &mut Conn,
    roll: &Roll,
    id: ApprovalId,
) -> Result<WaitingReissue, RollError> {
    waiting(conn, roll)
        .await?
        .into_iter()
        .find(|w| w.id == id)
        .ok_or(RollError::NotFound)
}

/// The requests for delegates and deputies of a roll that wait, oldest first.
pub(super) async fn waiting(conn: &mut Conn, roll: &Roll) -> Result<Vec<WaitingReissue>, DbError> {
    let mut of_roll = Vec::new();
    for act in ACTS {
        // Few people lose their sheets: what waits in a federation is a handful.
        for approval in approvals::waiting(conn, roll.federation, act).await? {
            let owner = if act == ApprovalAct::ReissueCode {
                CodeOf::Entry(EntryId(approval.subject))
            } else {
                CodeOf::StandIn(StandInId(approval.subject))
            };
            if let Some(of) = recipient(conn, roll, owner).await? {
                of_roll.push(WaitingReissue::new(approval, of));
            }
        }
    }
    of_roll.sort_by_key(|waiting| waiting.id);
    Ok(of_roll)
}
