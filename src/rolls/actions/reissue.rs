//! A new code for one entry: one person asks, another one confirms.

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
        model::{CodeOf, Entry, ReissueInput, Roll, WaitingReissue},
    },
    types::{ApprovalId, EntryId, RollId},
};

/// An entry with the request that waits for it, if any.
pub async fn entry_for_reissue(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    entry: EntryId,
) -> Result<(RollInFederation, Entry, Option<WaitingReissue>), RollError> {
    let found = find(app, actor, Right::HandleCodes, slug, roll).await?;
    let mut conn = app.db.read().await?;
    let (federation, roll) = (found.federation.id, found.roll.id);
    let entry = store::find_entry(&mut conn, federation, roll, entry)
        .await?
        .ok_or(RollError::NotFound)?;
    let waiting = waiting(&mut conn, &found.roll).await?;
    let waiting = waiting.into_iter().find(|w| w.entry == entry.id);
    Ok((found, entry, waiting))
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

/// Asks for a new code for an entry.
pub async fn request_reissue(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    entry: EntryId,
    input: &ReissueInput,
) -> Result<ApprovalId, RollError> {
    let RollInFederation { federation, roll } =
        find(app, actor, Right::HandleCodes, slug, roll).await?;
    let mut tx = app.db.begin().await?;
    let entry = store::find_entry(&mut tx, federation.id, roll.id, entry)
        .await?
        .ok_or(RollError::NotFound)?;
    let reason = input.parse().map_err(RollError::Fields)?;
    if !store::codes::has_valid_code(&mut tx, roll.id, entry.id).await? {
        return Err(RollError::NoCodes);
    }
    if store::codes::voted_in(&mut tx, federation.id, roll.id, entry.id)
        .await?
        .everywhere()
    {
        return Err(RollError::VotedEverywhere);
    }
    // The entry says it all: there is no content to compare.
    let id = approvals::insert_request(
        &mut tx,
        federation.id,
        ApprovalRequest {
            act: ApprovalAct::ReissueCode,
            subject: entry.id.0,
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
        ("roll_entries", entry.id.0),
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
        ("roll_entries", waiting.entry.0),
        before,
        Value::Null,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Confirms a request of somebody else: the old code is void, its sessions end, and the new sheet is handed out this once.
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
    let entry = store::find_entry(&mut tx, federation.id, roll.id, waiting.entry)
        .await?
        .ok_or(RollError::NotFound)?;
    if store::codes::voted_in(&mut tx, federation.id, roll.id, entry.id)
        .await?
        .everywhere()
    {
        return Err(RollError::VotedEverywhere);
    }
    if !approvals::confirm(&mut tx, federation.id, id, actor.account, app.clock.now()).await? {
        return Err(RollError::ReissueDecided);
    }
    if let Some(old) = store::codes::void_code_of_entry(&mut tx, roll.id, entry.id).await? {
        store::voters::delete_sessions_of_code(&mut tx, old).await?;
    }
    let owner = CodeOf::Entry(entry.id);
    insert(&mut tx, &app.random, roll.id, owner, &mut code, &hash).await?;
    let after =
        json!({"approval": id, "requested_by": waiting.requested_by, "reason": waiting.reason});
    record(
        &mut tx,
        app,
        actor,
        &roll,
        "reissue_code",
        ("roll_entries", entry.id.0),
        Value::Null,
        after,
    )
    .await?;
    tx.commit().await?;

    app.code_jobs.forget_sheet(roll.id, owner);
    Ok(PrintedSheets {
        federation,
        roll,
        sheets: vec![sheet(entry, &code)],
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

/// The requests for entries of a roll that wait, oldest first.
pub(super) async fn waiting(conn: &mut Conn, roll: &Roll) -> Result<Vec<WaitingReissue>, DbError> {
    let mut of_roll = Vec::new();
    let all = approvals::waiting(conn, roll.federation, ApprovalAct::ReissueCode).await?;
    // Few people lose their sheets: what waits in a federation is a handful.
    for approval in all {
        let id = EntryId(approval.subject);
        if let Some(entry) = store::find_entry(conn, roll.federation, roll.id, id).await? {
            of_roll.push(WaitingReissue::new(approval, entry));
        }
    }
    Ok(of_roll)
}
