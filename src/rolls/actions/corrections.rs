//! Corrections of a frozen roll before its first poll: one person asks, somebody of the election board confirms.
//!
//! All of it happens under the lock of the roll, which opening a poll takes too: a correction comes before, or is refused for ever.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{RollError, RollInFederation, record, store};
use crate::{
    App,
    accounts::{
        model::{AccessError, Actor, ApprovalAct, ApprovalRequest, Right, WaitingApproval},
        store::approvals,
    },
    db::{Conn, Tx},
    delegates,
    registry::{self, actions::federation_for, model::person::search_patterns},
    rolls::{
        canonical::{Contents, canonical_form, digest},
        code_jobs::CannotStart,
        model::{
            Change, CodeOf, Correction, CorrectionInput, CorrectionKind, CorrectionRequest,
            DraftedCorrection, Entry, NameCommitment, NewEntry, Roll, WaitingCorrection,
        },
        store::corrections::NewCorrection,
    },
    types::{ApprovalId, BodyId, EntryId, PersonId, RollId, fold_for_search},
};

/// The corrections of a roll, and the one that waits.
#[derive(Clone, Debug)]
pub struct CorrectionsOfRoll {
    pub found: RollInFederation,
    pub made: Vec<Correction>,
    pub waiting: Option<WaitingCorrection>,
    /// Whether corrections are still possible: the roll is frozen, and no poll of it was opened.
    pub possible: bool,
}

/// What was and may be corrected, for everybody who reads the staff pages.
pub async fn corrections(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
) -> Result<CorrectionsOfRoll, RollError> {
    let found = super::roll(app, actor, slug, roll).await?;
    let mut conn = app.db.read().await?;
    let roll = &found.roll;
    Ok(CorrectionsOfRoll {
        made: store::corrections::corrections(&mut conn, roll).await?,
        waiting: waiting(&mut conn, roll).await?,
        possible: roll.is_frozen()
            && store::codes::codes_still_replaceable(&mut conn, roll.federation, roll.id).await?,
        found,
    })
}

/// Somebody who can be added to a roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addable {
    pub person: PersonId,
    pub name: String,
    pub body: BodyId,
    pub body_name: String,
}

/// Most people offered at once; more ask for a narrower search.
pub const MOST_ADDABLE: usize = 50;
/// Most bodies of that name whose people are offered.
const MOST_BODIES: usize = 5;
/// People of the name that are looked at; some of them are on the roll already.
const PEOPLE_LOOKED_AT: i64 = 200;

/// Who can be added: those whose name, or whose body, matches, who belong to it on the day of the round and are not on the roll.
///
/// One more than [`MOST_ADDABLE`] tells that there are more.
pub async fn addable(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    search: &str,
) -> Result<Vec<Addable>, RollError> {
    let RollInFederation { roll, .. } =
        super::find(app, actor, Right::PrepareAssemblies, slug, roll).await?;
    let text = fold_for_search(search);
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let mut conn = app.db.read().await?;
    let day = delegates::store::find_round(&mut conn, roll.federation, roll.round)
        .await?
        .ok_or(RollError::NotFound)?
        .day;
    let contents = store::contents(&mut conn, &roll).await?;
    let mut found = Vec::new();
    let (by_name, _) = registry::store::people::page_of_people(
        &mut conn,
        roll.federation,
        &search_patterns(search),
        day,
        0,
        PEOPLE_LOOKED_AT,
    )
    .await?;
    for person in by_name {
        for (body, body_name) in person.bodies {
            found.push(Addable {
                person: person.id,
                name: person.name.clone(),
                body,
                body_name,
            });
        }
    }
    let bodies = registry::store::bodies_on(&mut conn, roll.federation, day).await?;
    let named = bodies
        .into_iter()
        .filter(|b| fold_for_search(&b.name).contains(&text));
    for body in named.take(MOST_BODIES) {
        let people =
            registry::store::people_of_body_on(&mut conn, roll.federation, body.id, day).await?;
        for person in people {
            found.push(Addable {
                person: person.person,
                name: person.full_name(),
                body: body.id,
                body_name: body.name.clone(),
            });
        }
    }
    let mut seen = BTreeSet::new();
    found.retain(|a| refuse_known(&contents, a.person).is_ok() && seen.insert((a.person, a.body)));
    found.truncate(MOST_ADDABLE.saturating_add(1));
    Ok(found)
}

/// The correction of a roll that waits; there is at most one.
async fn waiting(conn: &mut Conn, roll: &Roll) -> Result<Option<WaitingCorrection>, RollError> {
    let approvals = approvals::waiting(conn, roll.federation, ApprovalAct::CorrectRoll).await?;
    let Some(approval) = approvals.into_iter().find(|a| a.subject == roll.id.0) else {
        return Ok(None);
    };
    let Some(draft) = store::corrections::find_draft(conn, roll, approval.id).await? else {
        return Ok(None);
    };
    let name = match (&draft.name, draft.change.entry) {
        (Some((name, _)), _) => name.clone(),
        (None, Some(entry)) => store::find_entry(conn, roll.federation, roll.id, entry)
            .await?
            .map(|e| e.name)
            .unwrap_or_default(),
        (None, None) => String::new(),
    };
    Ok(Some(WaitingCorrection {
        approval,
        draft,
        name,
    }))
}

/// Locks a roll that can be corrected: frozen, as it was frozen, and none of its polls was opened.
async fn lock(tx: &mut Tx, roll: &Roll) -> Result<(Roll, Contents), RollError> {
    if !store::lock_frozen_roll(tx, roll.federation, roll.id).await? {
        return Err(RollError::NotFrozen);
    }
    if !store::codes::codes_still_replaceable(tx, roll.federation, roll.id).await? {
        return Err(RollError::CorrectionsOver);
    }
    let roll = store::find_roll(tx, roll.federation, roll.id)
        .await?
        .ok_or(RollError::NotFound)?;
    let contents = super::unaltered_contents(tx, &roll).await?;
    Ok((roll, contents))
}

/// Asks for a correction.
pub async fn request_correction(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    input: &CorrectionInput,
) -> Result<ApprovalId, RollError> {
    let RollInFederation { roll, .. } =
        super::find(app, actor, Right::PrepareAssemblies, slug, roll).await?;
    let (request, reason) = input.parse().map_err(RollError::Fields)?;
    let mut tx = app.db.begin().await?;
    let (roll, contents) = lock(&mut tx, &roll).await?;
    let draft = draft(&mut tx, app, &roll, &contents, request).await?;
    let id = approvals::insert_request(
        &mut tx,
        roll.federation,
        ApprovalRequest {
            act: ApprovalAct::CorrectRoll,
            subject: roll.id.0,
            content: &draft.digest(roll.digest.as_deref().unwrap_or_default()),
            reason: reason.as_str(),
        },
        actor.account,
        app.clock.now(),
    )
    .await?
    .ok_or(RollError::CorrectionWaiting)?;
    store::corrections::insert_draft(&mut tx, &roll, id, &draft).await?;
    let after = json!({
        "approval": id,
        "kind": draft.kind,
        "change": draft.change,
        "reason": reason.as_str(),
    });
    let subject = ("rolls", roll.id.0);
    let (act, before) = ("request_roll_correction", Value::Null);
    record(&mut tx, app, actor, &roll, act, subject, before, after).await?;
    tx.commit().await?;
    Ok(id)
}

/// Works out what a request changes, or why it cannot.
async fn draft(
    tx: &mut Tx,
    app: &App,
    roll: &Roll,
    contents: &Contents,
    request: CorrectionRequest,
) -> Result<DraftedCorrection, RollError> {
    let entry_of = |id: EntryId| {
        let entry = contents.entries.iter().find(|e| e.id == id);
        entry.cloned().ok_or(RollError::NotFound)
    };
    Ok(match request {
        CorrectionRequest::Strike { entry } => {
            let entry = entry_of(entry)?;
            refuse_in_use(tx, roll, contents, &entry).await?;
            DraftedCorrection {
                kind: CorrectionKind::Strike,
                change: change_of(&entry),
                name: None,
            }
        }
        CorrectionRequest::Votes { entry, votes } => {
            let entry = entry_of(entry)?;
            if entry.votes == votes {
                return Err(RollError::CorrectsNothing);
            }
            DraftedCorrection {
                kind: CorrectionKind::Votes,
                change: Change {
                    votes_before: Some(entry.votes),
                    votes: Some(votes),
                    ..change_of(&entry)
                },
                name: None,
            }
        }
        CorrectionRequest::Name { entry } => {
            let entry = entry_of(entry)?;
            let name = name_in_register(tx, roll, entry.person).await?;
            if name == entry.name {
                return Err(RollError::CorrectsNothing);
            }
            named(app, CorrectionKind::Name, change_of(&entry), name)
        }
        CorrectionRequest::Add {
            person,
            body,
            votes,
        } => {
            refuse_known(contents, person)?;
            let name = name_in_register(tx, roll, person).await?;
            body_name_on_day(tx, roll, body, person).await?;
            let change = Change {
                number: None,
                entry: None,
                person,
                body,
                votes_before: None,
                votes: Some(votes),
                name_sha256: None,
            };
            named(app, CorrectionKind::Add, change, name)
        }
    })
}

fn change_of(entry: &Entry) -> Change {
    Change {
        number: Some(entry.number),
        entry: Some(entry.id),
        person: entry.person,
        body: entry.body,
        votes_before: None,
        votes: None,
        name_sha256: None,
    }
}

/// A change with the commitment of a name.
fn named(app: &App, kind: CorrectionKind, change: Change, name: String) -> DraftedCorrection {
    let commitment = NameCommitment::new(app.random.bytes(), &name);
    DraftedCorrection {
        kind,
        change: Change {
            name_sha256: Some(commitment.sha256.clone()),
            ..change
        },
        name: Some((name, commitment)),
    }
}

/// An entry is struck only while nobody is checked in for it or votes for it by proxy, and never the last one.
async fn refuse_in_use(
    tx: &mut Tx,
    roll: &Roll,
    contents: &Contents,
    entry: &Entry,
) -> Result<(), RollError> {
    if contents.entries.len() == 1 {
        return Err(RollError::LastEntry);
    }
    let present = store::attendance::present(tx, roll.federation, roll.id).await?;
    let is_represented = entry.held_by.is_some() || entry.proxy_holder.is_some();
    if is_represented || present.iter().any(|p| p.entry == entry.id) {
        return Err(RollError::PlaceInUse);
    }
    Ok(())
}

fn refuse_known(contents: &Contents, person: PersonId) -> Result<(), RollError> {
    let is_entry = contents.entries.iter().any(|e| e.person == person);
    if is_entry || contents.stand_ins.iter().any(|s| s.person == person) {
        return Err(RollError::OnRollAlready);
    }
    Ok(())
}

async fn name_in_register(tx: &mut Tx, roll: &Roll, person: PersonId) -> Result<String, RollError> {
    let person = registry::store::people::find_person(tx, roll.federation, person).await?;
    Ok(person.ok_or(RollError::NotInBody)?.full_name())
}

/// The name of the body on the day of the round; the person must belong to it then.
async fn body_name_on_day(
    tx: &mut Tx,
    roll: &Roll,
    body: BodyId,
    person: PersonId,
) -> Result<String, RollError> {
    let round = delegates::store::find_round(tx, roll.federation, roll.round)
        .await?
        .ok_or(RollError::NotFound)?;
    if !registry::store::belongs_on(tx, roll.federation, body, person, round.day).await? {
        return Err(RollError::NotInBody);
    }
    let profiles = registry::store::bodies::profiles(tx, body).await?;
    let on_day = profiles.iter().rev().find(|p| p.from_day <= round.day);
    let profile = on_day.or(profiles.first());
    Ok(profile.map(|p| p.name.clone()).unwrap_or_default())
}

/// Withdraws a correction: by who prepares assemblies, or by the election board.
pub async fn withdraw_correction(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    id: ApprovalId,
) -> Result<(), RollError> {
    let federation = match federation_for(app, actor, Right::PrepareAssemblies, slug).await {
        Err(registry::actions::RegistryError::Access(AccessError::Forbidden)) => {
            federation_for(app, actor, Right::HandleCodes, slug).await?
        }
        found => found?,
    };
    let mut tx = app.db.begin().await?;
    let roll = store::find_roll(&mut tx, federation.id, roll)
        .await?
        .ok_or(RollError::NotFound)?;
    let WaitingCorrection {
        approval, draft, ..
    } = find_waiting(&mut tx, &roll, id).await?;
    let (by, now) = (actor.account, app.clock.now());
    if !approvals::withdraw(&mut tx, federation.id, id, by, now).await? {
        return Err(RollError::CorrectionDecided);
    }
    store::corrections::delete_draft(&mut tx, federation.id, id).await?;
    let before = json!({ "approval": id, "kind": draft.kind, "reason": approval.reason });
    let subject = ("rolls", roll.id.0);
    let (act, after) = ("withdraw_roll_correction", Value::Null);
    record(&mut tx, app, actor, &roll, act, subject, before, after).await?;
    tx.commit().await?;
    Ok(())
}

async fn find_waiting(
    conn: &mut Conn,
    roll: &Roll,
    id: ApprovalId,
) -> Result<WaitingCorrection, RollError> {
    waiting(conn, roll)
        .await?
        .filter(|w| w.approval.id == id)
        .ok_or(RollError::NotFound)
}

/// Confirms somebody else's correction and makes it: roll, digest, list and codes change in one transaction.
pub async fn confirm_correction(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    id: ApprovalId,
) -> Result<(), RollError> {
    let RollInFederation { roll, .. } =
        super::find(app, actor, Right::HandleCodes, slug, roll).await?;
    let mut tx = app.db.begin().await?;
    let WaitingCorrection {
        approval, draft, ..
    } = find_waiting(&mut tx, &roll, id).await?;
    if approval.requested_by == actor.account {
        return Err(RollError::OwnCorrection);
    }
    if app.code_jobs.is_running(roll.id) {
        return Err(CannotStart::Running.into());
    }
    let (before, contents) = lock(&mut tx, &roll).await?;
    let digest_before = before.digest.clone().unwrap_or_default();
    if draft.digest(&digest_before) != approval.content {
        return Err(RollError::CorrectionStale);
    }
    let (by, now) = (actor.account, app.clock.now());
    if !approvals::confirm(&mut tx, roll.federation, id, by, now).await? {
        return Err(RollError::CorrectionDecided);
    }
    let change = apply(&mut tx, &before, &contents, &draft).await?;
    let roll = with_new_digest(&mut tx, before).await?;
    store::corrections::delete_draft(&mut tx, roll.federation, id).await?;
    note(
        &mut tx,
        app,
        actor,
        &roll,
        (&approval, draft.kind, &change),
        &digest_before,
    )
    .await?;
    tx.commit().await?;
    if let (CorrectionKind::Strike, Some(entry)) = (draft.kind, change.entry) {
        app.code_jobs.forget_sheet(roll.id, CodeOf::Entry(entry));
    }
    Ok(())
}

/// Changes what stands on the roll; the change with the number of a new entry.
async fn apply(
    tx: &mut Tx,
    roll: &Roll,
    contents: &Contents,
    draft: &DraftedCorrection,
) -> Result<Change, RollError> {
    let change = &draft.change;
    // The register may have changed since; what was confirmed is what was seen.
    if let Some((name, _)) = &draft.name
        && name_in_register(tx, roll, change.person).await? != *name
    {
        return Err(RollError::CorrectionStale);
    }
    match (draft.kind, change.entry, &draft.name, change.votes) {
        (CorrectionKind::Strike, Some(id), _, _) => {
            let entry = contents.entries.iter().find(|e| e.id == id);
            refuse_in_use(tx, roll, contents, entry.ok_or(RollError::CorrectionStale)?).await?;
            for code in store::codes::void_codes_of(tx, roll.id, CodeOf::Entry(id)).await? {
                store::voters::delete_sessions_of_code(tx, code).await?;
            }
            changed(store::corrections::strike(tx, roll, id).await?)?;
            Ok(change.clone())
        }
        (CorrectionKind::Votes, Some(id), _, Some(votes)) => {
            changed(store::corrections::set_votes(tx, roll, id, votes).await?)?;
            Ok(change.clone())
        }
        (CorrectionKind::Name, Some(id), Some((name, commitment)), _) => {
            changed(store::corrections::set_name(tx, roll, id, name, commitment).await?)?;
            Ok(change.clone())
        }
        (CorrectionKind::Add, _, Some((name, commitment)), Some(votes)) => {
            refuse_known(contents, change.person)?;
            let entry = NewEntry {
                number: store::corrections::last_number(tx, roll.id).await? + 1,
                person: change.person,
                body: change.body,
                name: name.clone(),
                commitment: commitment.clone(),
                body_name: body_name_on_day(tx, roll, change.body, change.person).await?,
                votes,
            };
            let id = store::insert_entry(tx, roll.federation, roll.id, &entry).await?;
            Ok(Change {
                number: Some(entry.number),
                entry: Some(id),
                ..change.clone()
            })
        }
        (
            CorrectionKind::Strike
            | CorrectionKind::Votes
            | CorrectionKind::Name
            | CorrectionKind::Add,
            _,
            _,
            _,
        ) => Err(RollError::CorrectionStale),
    }
}

fn changed(one: bool) -> Result<(), RollError> {
    if one {
        Ok(())
    } else {
        Err(RollError::CorrectionStale)
    }
}

/// Computes the digest of the roll anew, with one more correction.
async fn with_new_digest(tx: &mut Tx, before: Roll) -> Result<Roll, RollError> {
    let contents = store::contents(tx, &before).await?;
    let mut roll = Roll {
        entries: i64::try_from(contents.entries.len()).unwrap_or(i64::MAX),
        corrections: before.corrections + 1,
        ..before
    };
    roll.digest = Some(digest(&canonical_form(&roll, &contents)));
    changed(store::corrections::set_corrected(tx, &roll).await?)?;
    Ok(roll)
}

/// Adds the correction to the list and to the log.
async fn note(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    roll: &Roll,
    (approval, kind, change): (&WaitingApproval, CorrectionKind, &Change),
    digest_before: &str,
) -> Result<(), RollError> {
    let digest = roll.digest.as_deref().unwrap_or_default();
    let correction = NewCorrection {
        number: roll.corrections,
        kind,
        change,
        reason: &approval.reason,
        requested_by: approval.requested_by,
        confirmed_by: actor.account,
        at: app.clock.now(),
        digest_before,
        digest,
    };
    store::corrections::insert_correction(tx, roll, correction).await?;
    let after = json!({
        "approval": approval.id,
        "requested_by": approval.requested_by,
        "kind": kind,
        "change": change,
        "reason": approval.reason,
        "digest": digest,
    });
    let before = json!({ "digest": digest_before });
    let subject = ("rolls", roll.id.0);
    record(tx, app, actor, roll, "correct_roll", subject, before, after).await?;
    Ok(())
}
