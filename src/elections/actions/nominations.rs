//! Nominations and their candidates, while the election is in preparation. After the last day for handing them in, each change says why.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{ElectionError, Fixed, keeping, lock_preparing, record};
use crate::{
    App,
    accounts::model::Actor,
    audit,
    db::Tx,
    elections::{
        model::{
            election::Election,
            nomination::{
                Candidate, CandidateDetails, CandidateInput, MOST_CANDIDATES, Nomination,
                NominationDetails, NominationInput, NominationKind, WithdrawalInput,
                names_each_once, parse_candidates, parse_late_reason, refuse_person_twice,
            },
        },
        store::{
            divisions::groups_of,
            elections::touch_election,
            nominations::{self as store, nominations_of},
        },
    },
    registry,
    types::{CandidateId, ElectionId, FieldProblem, Fields, NominationId, PersonId},
};

/// A locked election in preparation, with its next revision and the reason of a late change.
async fn open(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
) -> Result<Election, ElectionError> {
    let federation = keeping(app, actor, slug).await?;
    let election = lock_preparing(tx, federation, id, Fixed::Nominations).await?;
    // What was nominated is part of what counting fixes, so whoever starts it must have seen it.
    touch_election(tx, &election).await?;
    Ok(election)
}

fn late_reason(app: &App, election: &Election, raw: &str) -> Result<String, ElectionError> {
    let is_late = election.is_past_deadline(app.clock.today());
    parse_late_reason(raw, is_late).map_err(ElectionError::Fields)
}

/// What the log keeps, with the reason of a late change beside it.
fn with_reason(mut after: Value, reason: &str) -> Value {
    if let (Value::Object(fields), false) = (&mut after, reason.is_empty()) {
        fields.insert("reason".to_owned(), reason.into());
    }
    after
}

/// Takes in a nomination with its candidates, at the end of the ballot.
pub async fn add_nomination(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
    input: &NominationInput,
    candidates: &[CandidateInput],
) -> Result<NominationId, ElectionError> {
    let mut tx = app.db.begin().await?;
    let election = open(&mut tx, app, actor, slug, id).await?;
    let nomination = add_in(&mut tx, app, actor, &election, input, candidates).await?;
    tx.commit().await?;
    Ok(nomination)
}

pub(super) async fn add_in(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    election: &Election,
    input: &NominationInput,
    candidates: &[CandidateInput],
) -> Result<NominationId, ElectionError> {
    let groups = groups_of(tx, election.federation, election.id).await?;
    let read = input.parse(&groups, candidates.len());
    let people = parse_candidates(candidates, "candidates", app.clock.today());
    let (details, people) = both(read, people)?;
    let reason = late_reason(app, election, &input.reason)?;
    refuse_label(tx, election.id, &details, None).await?;
    let id = store::insert_nomination(tx, election.id, &details).await?;
    refuse_people(tx, election, &people, None, in_candidates).await?;
    for person in &people {
        store::insert_candidate(tx, id, person).await?;
    }
    let after = json!({"election": election.id, "nomination": details, "candidates": people});
    let change = (Value::Null, with_reason(after, &reason));
    let (chain, subject) = ((actor, election.federation), ("nominations", id.0));
    record(tx, app, chain, "add_nomination", subject, change).await?;
    Ok(id)
}

/// Both values, or all that is wrong with either.
fn both<A, B>(
    one: Result<A, Vec<FieldProblem>>,
    other: Result<B, Vec<FieldProblem>>,
) -> Result<(A, B), ElectionError> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (Err(fields), Ok(_)) | (Ok(_), Err(fields)) => Err(ElectionError::Fields(fields)),
        (Err(mut fields), Err(others)) => {
            fields.extend(others);
            Err(ElectionError::Fields(fields))
        }
    }
}

/// Refuses a label that another nomination of the election has, however it is written.
async fn refuse_label(
    tx: &mut Tx,
    election: ElectionId,
    details: &NominationDetails,
    itself: Option<NominationId>,
) -> Result<(), ElectionError> {
    if store::label_taken(tx, election, &details.label_key(), itself).await? {
        let key = crate::key!("field-label-taken");
        return Err(ElectionError::Fields(vec![FieldProblem::new("label", key)]));
    }
    Ok(())
}

/// Refuses people who are not in the register, or who stand already; each is told by the field that `field` names for its place.
async fn refuse_people(
    tx: &mut Tx,
    election: &Election,
    candidates: &[CandidateDetails],
    itself: Option<CandidateId>,
    field: impl Fn(usize) -> String,
) -> Result<(), ElectionError> {
    if candidates.iter().all(|c| c.person.is_none()) {
        return Ok(());
    }
    let nominations = nominations_of(tx, election.federation, election.id).await?;
    let mut fields = Fields::default();
    let mut seen = BTreeSet::new();
    for (place, person) in (1_usize..).zip(candidates.iter().map(|c| c.person)) {
        let Some(person) = person else { continue };
        let field = field(place);
        let found = registry::store::people::find_person(tx, election.federation, person).await?;
        let chosen = found.is_some_and(|p| p.erased_on.is_none())
            && registry::store::people::lock_person(tx, election.federation, person).await?;
        if !chosen {
            let key = crate::key!("field-word-unknown");
            fields.refuse(FieldProblem::new(&field, key));
        } else if !seen.insert(person) {
            let key = crate::key!("field-person-named-twice");
            fields.refuse(FieldProblem::new(&field, key));
        } else if let Some(problem) = refuse_person_twice(&field, person, itself, &nominations) {
            fields.refuse(problem);
        }
    }
    fields.finish(Some(())).map_err(ElectionError::Fields)
}

/// The field of a person in a list of candidates.
fn in_candidates(place: usize) -> String {
    format!("candidates.{place}.person")
}

/// A nomination of a locked election.
async fn find(
    tx: &mut Tx,
    election: &Election,
    id: NominationId,
) -> Result<Nomination, ElectionError> {
    store::find_nomination(tx, election.federation, election.id, id)
        .await?
        .ok_or(ElectionError::NotFound)
}

/// Logs what a nomination became.
async fn record_nomination(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    election: &Election,
    act: &'static str,
    before: &Nomination,
    reason: &str,
) -> Result<(), ElectionError> {
    let after = find(tx, election, before.id).await?;
    let change = (
        audit::snapshot(before),
        with_reason(audit::snapshot(&after), reason),
    );
    let (chain, subject) = ((actor, election.federation), ("nominations", before.id.0));
    Ok(record(tx, app, chain, act, subject, change).await?)
}

/// Changes kind, label, group or number of candidates of a nomination.
pub async fn edit_nomination(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
    (nomination, revision): (NominationId, i64),
    input: &NominationInput,
) -> Result<(), ElectionError> {
    let mut tx = app.db.begin().await?;
    let election = open(&mut tx, app, actor, slug, id).await?;
    let before = find(&mut tx, &election, nomination).await?;
    let groups = groups_of(&mut tx, election.federation, id).await?;
    let details = input
        .parse(&groups, before.candidates.len())
        .map_err(ElectionError::Fields)?;
    let reason = late_reason(app, &election, &input.reason)?;
    refuse_label(&mut tx, id, &details, Some(nomination)).await?;
    if !store::update_nomination(
        &mut tx,
        (election.federation, id),
        (nomination, revision),
        &details,
    )
    .await?
    {
        return Err(ElectionError::Stale);
    }
    record_nomination(
        &mut tx,
        app,
        actor,
        &election,
        "edit_nomination",
        &before,
        &reason,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Puts all nominations of an election into an order on the ballot.
pub async fn order_nominations(
    app: &App,
    actor: &Actor,
    slug: &str,
    (id, revision): (ElectionId, i64),
    order: &[NominationId],
    reason: &str,
) -> Result<(), ElectionError> {
    let mut tx = app.db.begin().await?;
    let election = open(&mut tx, app, actor, slug, id).await?;
    if election.revision != revision {
        return Err(ElectionError::Stale);
    }
    let nominations = nominations_of(&mut tx, election.federation, id).await?;
    let before: Vec<NominationId> = nominations.iter().map(|n| n.id).collect();
    if !names_each_once(order, before.iter().copied()) {
        return Err(ElectionError::OrderIncomplete);
    }
    let reason = late_reason(app, &election, reason)?;
    store::order_nominations(&mut tx, (election.federation, id), order).await?;
    let after = with_reason(json!({"order": order}), &reason);
    let change = (json!({"order": before}), after);
    let (chain, subject) = ((actor, election.federation), ("elections", id.0));
    record(&mut tx, app, chain, "order_nominations", subject, change).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a nomination off the ballot: it stays known, but is not voted for.
pub async fn withdraw_nomination(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
    (nomination, revision): (NominationId, i64),
    input: &WithdrawalInput,
) -> Result<(), ElectionError> {
    let mut tx = app.db.begin().await?;
    let election = open(&mut tx, app, actor, slug, id).await?;
    let before = find(&mut tx, &election, nomination).await?;
    let withdrawal = input
        .parse(app.clock.today())
        .map_err(ElectionError::Fields)?;
    if !before.stands() {
        return Err(ElectionError::AlreadyWithdrawn);
    }
    if !store::withdraw_nomination(
        &mut tx,
        (election.federation, id),
        (nomination, revision),
        &withdrawal,
    )
    .await?
    {
        return Err(ElectionError::Stale);
    }
    let act = "withdraw_nomination";
    record_nomination(&mut tx, app, actor, &election, act, &before, "").await?;
    tx.commit().await?;
    Ok(())
}

/// Removes a nomination that was entered by mistake, with its candidates.
pub async fn remove_nomination(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
    (nomination, revision): (NominationId, i64),
    reason: &str,
) -> Result<(), ElectionError> {
    let mut tx = app.db.begin().await?;
    let election = open(&mut tx, app, actor, slug, id).await?;
    let before = find(&mut tx, &election, nomination).await?;
    let reason = late_reason(app, &election, reason)?;
    if !store::delete_nomination(&mut tx, (election.federation, id), (nomination, revision)).await?
    {
        return Err(ElectionError::Stale);
    }
    let after = if reason.is_empty() {
        Value::Null
    } else {
        json!({"reason": reason})
    };
    let change = (audit::snapshot(&before), after);
    let (chain, subject) = ((actor, election.federation), ("nominations", nomination.0));
    record(&mut tx, app, chain, "remove_nomination", subject, change).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes in candidates at the end of a nomination, in the order given.
pub async fn add_candidates(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
    (nomination, revision): (NominationId, i64),
    inputs: &[CandidateInput],
    reason: &str,
) -> Result<Vec<CandidateId>, ElectionError> {
    let mut tx = app.db.begin().await?;
    let election = open(&mut tx, app, actor, slug, id).await?;
    let before = find(&mut tx, &election, nomination).await?;
    let people =
        parse_candidates(inputs, "candidates", app.clock.today()).map_err(ElectionError::Fields)?;
    refuse_number(&before, people.len())?;
    let reason = late_reason(app, &election, reason)?;
    if !store::touch_nomination(&mut tx, (election.federation, id), (nomination, revision)).await? {
        return Err(ElectionError::Stale);
    }
    store::forget_unnamed(&mut tx, (election.federation, id), nomination).await?;
    let mut added = Vec::new();
    refuse_people(&mut tx, &election, &people, None, in_candidates).await?;
    for person in &people {
        added.push(store::insert_candidate(&mut tx, nomination, person).await?);
    }
    record_nomination(
        &mut tx,
        app,
        actor,
        &election,
        "add_candidates",
        &before,
        &reason,
    )
    .await?;
    tx.commit().await?;
    Ok(added)
}

/// Refuses nobody, a second independent, and more candidates than a list has.
fn refuse_number(before: &Nomination, more: usize) -> Result<(), ElectionError> {
    let mut fields = Fields::default();
    let all = before.candidates.len().saturating_add(more);
    let mut refuse = |problem: FieldProblem| fields.refuse(problem);
    if more == 0 {
        refuse(FieldProblem::new(
            "candidates",
            crate::key!("field-required"),
        ));
    } else if before.kind == NominationKind::Independent && all > 1 {
        let key = crate::key!("field-independent-one-candidate");
        refuse(FieldProblem::new("candidates", key));
    } else if all > MOST_CANDIDATES {
        let most = i64::try_from(MOST_CANDIDATES).unwrap_or(i64::MAX);
        let problem = FieldProblem::new("candidates", crate::key!("field-too-many-lines"));
        refuse(problem.with("n", most));
    }
    fields.finish(Some(())).map_err(ElectionError::Fields)
}

/// Puts all candidates of a nomination into an order.
pub async fn order_candidates(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
    (nomination, revision): (NominationId, i64),
    order: &[CandidateId],
    reason: &str,
) -> Result<(), ElectionError> {
    let mut tx = app.db.begin().await?;
    let election = open(&mut tx, app, actor, slug, id).await?;
    let before = find(&mut tx, &election, nomination).await?;
    if !names_each_once(order, before.candidates.iter().map(|c| c.id)) {
        return Err(ElectionError::OrderIncomplete);
    }
    let reason = late_reason(app, &election, reason)?;
    if !store::touch_nomination(&mut tx, (election.federation, id), (nomination, revision)).await? {
        return Err(ElectionError::Stale);
    }
    store::order_candidates(&mut tx, (election.federation, nomination), order).await?;
    let act = "order_candidates";
    record_nomination(&mut tx, app, actor, &election, act, &before, &reason).await?;
    tx.commit().await?;
    Ok(())
}

/// A candidate of a nomination of a locked election.
async fn find_candidate(
    tx: &mut Tx,
    election: &Election,
    nomination: NominationId,
    id: CandidateId,
) -> Result<Candidate, ElectionError> {
    let nomination = find(tx, election, nomination).await?;
    let mut candidates = nomination.candidates.into_iter();
    candidates
        .find(|c| c.id == id)
        .ok_or(ElectionError::NotFound)
}

/// People of the register whom a candidate may be: those of the same name, and who is linked already.
pub async fn people_like(
    app: &App,
    actor: &Actor,
    slug: &str,
    candidate: &Candidate,
) -> Result<Vec<(PersonId, String)>, ElectionError> {
    let federation = keeping(app, actor, slug).await?;
    let mut conn = app.db.read().await?;
    let key = candidate.name_key();
    let people =
        registry::store::people::people_of_same_name(&mut conn, federation, &key, None).await?;
    let mut found: Vec<_> = people.into_iter().map(|p| (p.id, p.name)).collect();
    if let Some(linked) = candidate.person
        && found.iter().all(|(id, _)| *id != linked)
        && let Some(person) =
            registry::store::people::find_person(&mut conn, federation, linked).await?
    {
        found.push((linked, person.full_name()));
    }
    Ok(found)
}

/// Which candidate, in the version that was read.
#[derive(Clone, Copy, Debug)]
pub struct WhichCandidate {
    pub nomination: NominationId,
    pub candidate: CandidateId,
    pub revision: i64,
}

/// Changes a candidate.
pub async fn edit_candidate(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
    which: WhichCandidate,
    input: &CandidateInput,
    reason: &str,
) -> Result<(), ElectionError> {
    let mut tx = app.db.begin().await?;
    let election = open(&mut tx, app, actor, slug, id).await?;
    let WhichCandidate {
        nomination,
        candidate,
        revision,
    } = which;
    let before = find_candidate(&mut tx, &election, nomination, candidate).await?;
    let mut fields = Fields::default();
    let details = input.parse(app.clock.today(), &mut fields);
    let details = fields.finish(details).map_err(ElectionError::Fields)?;
    let reason = late_reason(app, &election, reason)?;
    let one = std::slice::from_ref(&details);
    let field = |_| "person".to_owned();
    refuse_people(&mut tx, &election, one, Some(candidate), field).await?;
    let key = (candidate, revision);
    if !store::update_candidate(&mut tx, (election.federation, nomination), key, &details).await? {
        return Err(ElectionError::Stale);
    }
    let after = find_candidate(&mut tx, &election, nomination, candidate).await?;
    let change = (
        audit::snapshot(&before),
        with_reason(audit::snapshot(&after), &reason),
    );
    let (chain, subject) = ((actor, election.federation), ("candidates", candidate.0));
    record(&mut tx, app, chain, "edit_candidate", subject, change).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a candidate off a list: the place stays, but nobody can be elected from it.
pub async fn withdraw_candidate(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
    which: WhichCandidate,
    input: &WithdrawalInput,
) -> Result<(), ElectionError> {
    let mut tx = app.db.begin().await?;
    let election = open(&mut tx, app, actor, slug, id).await?;
    let WhichCandidate {
        nomination,
        candidate,
        revision,
    } = which;
    let before = find_candidate(&mut tx, &election, nomination, candidate).await?;
    let withdrawal = input
        .parse(app.clock.today())
        .map_err(ElectionError::Fields)?;
    if !before.stands() {
        return Err(ElectionError::AlreadyWithdrawn);
    }
    let key = (candidate, revision);
    if !store::withdraw_candidate(&mut tx, (election.federation, nomination), key, &withdrawal)
        .await?
    {
        return Err(ElectionError::Stale);
    }
    let after = find_candidate(&mut tx, &election, nomination, candidate).await?;
    let change = (audit::snapshot(&before), audit::snapshot(&after));
    let (chain, subject) = ((actor, election.federation), ("candidates", candidate.0));
    record(&mut tx, app, chain, "withdraw_candidate", subject, change).await?;
    tx.commit().await?;
    Ok(())
}

/// Removes a candidate who was entered by mistake; those behind move up.
pub async fn remove_candidate(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
    which: WhichCandidate,
    reason: &str,
) -> Result<(), ElectionError> {
    let mut tx = app.db.begin().await?;
    let election = open(&mut tx, app, actor, slug, id).await?;
    let WhichCandidate {
        nomination,
        candidate,
        revision,
    } = which;
    let before = find(&mut tx, &election, nomination).await?;
    find_candidate(&mut tx, &election, nomination, candidate).await?;
    let reason = late_reason(app, &election, reason)?;
    let key = (candidate, revision);
    if !store::delete_candidate(&mut tx, (election.federation, nomination), key).await? {
        return Err(ElectionError::Stale);
    }
    let rest: Vec<CandidateId> = before
        .candidates
        .iter()
        .map(|c| c.id)
        .filter(|c| *c != candidate)
        .collect();
    store::order_candidates(&mut tx, (election.federation, nomination), &rest).await?;
    let act = "remove_candidate";
    record_nomination(&mut tx, app, actor, &election, act, &before, &reason).await?;
    tx.commit().await?;
    Ok(())
}
