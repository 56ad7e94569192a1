//! What staff do with motions: write, submit, admit or refuse, order amendments, put on the agenda, draft polls; and who reads them.

mod handing_in;
mod reading;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{AssemblyError, record_as};
use crate::{
    App,
    accounts::model::{Actor, Right},
    assemblies::{
        model::{
            Assembly,
            agenda::{MOST_ITEMS, NewAgendaItem},
            motions::{MOST_MOTIONS, Motion, MotionInput, MotionState, MotionStep, NewMotion},
        },
        store::{self, agenda as items, motions as rows},
    },
    db::{DbError, Tx},
    polls::{
        self,
        input::PollInput,
        model::{Rule, Standing},
        stored_rule::StoredRule,
    },
    registry::{self, actions::federation_for, model::Federation},
    tally::majority::MajorityRule,
    types::{
        AgendaItemId, AssemblyId, FieldProblem, Fields, Localized, MotionId, MultilineText, PollId,
    },
};

pub use handing_in::HandingIn;
pub use reading::{
    MotionDetails, handing_in, members_to_name, motion_details, motions, public_motions,
};

const TITLE_SIGNS_ON_AGENDA: usize = 200;

async fn federation_to_prepare(
    app: &App,
    actor: &Actor,
    slug: &str,
) -> Result<Federation, AssemblyError> {
    Ok(federation_for(app, actor, Right::PrepareAssemblies, slug).await?)
}

/// The motion among those of its assembly, held for a change until the transaction ends.
async fn taken(
    tx: &mut Tx,
    federation: &Federation,
    (assembly, motion): (AssemblyId, MotionId),
    revision: i64,
) -> Result<(Motion, Vec<Motion>), AssemblyError> {
    let all = rows::motions(tx, federation.id, assembly).await?;
    if !all.iter().any(|m| m.id == motion) {
        return Err(AssemblyError::NotFound);
    }
    if !rows::next_motion(tx, federation.id, motion, revision).await? {
        return Err(AssemblyError::Stale);
    }
    // Again, as it is now that nobody else changes it.
    let all = rows::motions(tx, federation.id, assembly).await?;
    let found = all.iter().find(|m| m.id == motion).cloned();
    Ok((found.ok_or(AssemblyError::NotFound)?, all))
}

/// The names of the bodies as members of the federation today.
async fn names(
    tx: &mut Tx,
    app: &App,
    federation: &Federation,
    new: &NewMotion,
) -> Result<Vec<String>, AssemblyError> {
    let today = app.clock.today();
    let mut names = Vec::new();
    for (body, is_submitter) in &new.bodies {
        let found = registry::store::bodies::find_body_on(tx, federation.id, *body, today).await?;
        let Some(found) = found else {
            let field = if *is_submitter {
                "submitters"
            } else {
                "supporters"
            };
            let key = crate::key!("field-unknown-choice");
            return Err(AssemblyError::Fields(vec![FieldProblem::new(field, key)]));
        };
        names.push(found.name);
    }
    Ok(names)
}

async fn record(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    federation: &Federation,
    act: &'static str,
    motion: MotionId,
    change: (Value, Value),
) -> Result<(), DbError> {
    let subject = ("motions", motion.0);
    record_as(tx, app, actor, federation.id, act, subject, change).await
}

/// Writes a motion, or an amendment to one, as a draft.
pub async fn write_motion(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: AssemblyId,
    amends: Option<MotionId>,
    input: &MotionInput,
) -> Result<MotionId, AssemblyError> {
    let federation = federation_to_prepare(app, actor, slug).await?;
    let new = input
        .parse(federation.locale)
        .map_err(AssemblyError::Fields)?;
    let mut tx = app.db.begin().await?;
    store::find(&mut tx, federation.id, id)
        .await?
        .ok_or(AssemblyError::NotFound)?;
    let all = rows::motions(&mut tx, federation.id, id).await?;
    if all.len() >= MOST_MOTIONS {
        return Err(AssemblyError::AgendaFull);
    }
    if let Some(amended) = amends {
        let amended = all
            .iter()
            .find(|motion| motion.id == amended && motion.parent.is_none())
            .ok_or_else(|| {
                let key = crate::key!("field-unknown-choice");
                AssemblyError::Fields(vec![FieldProblem::new("amends_id", key)])
            })?;
        refuse_polls(&mut tx, &federation, amended).await?;
        if matches!(amended.state, MotionState::Refused | MotionState::Withdrawn) {
            return Err(AssemblyError::MotionState);
        }
    }
    let names = names(&mut tx, app, &federation, &new).await?;
    let motion = rows::insert_motion(&mut tx, federation.id, id, amends)
        .await?
        .ok_or(AssemblyError::Stale)?;
    let by = (actor.account, app.clock.now());
    let digest = rows::write_motion(&mut tx, federation.id, (motion, 1), &new, &names, by).await?;
    let after = json!({ "assembly": id, "amends": amends, "title": new.title, "digest": digest, "bodies": new.bodies });
    let change = (Value::Null, after);
    record(
        &mut tx,
        app,
        actor,
        &federation,
        "write_motion",
        motion,
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(motion)
}

/// Writes the next version of a motion that was not yet admitted; earlier versions stay.
pub async fn revise_motion(
    app: &App,
    actor: &Actor,
    slug: &str,
    place: (AssemblyId, MotionId),
    input: &MotionInput,
    revision: i64,
) -> Result<(), AssemblyError> {
    let federation = federation_to_prepare(app, actor, slug).await?;
    let new = input
        .parse(federation.locale)
        .map_err(AssemblyError::Fields)?;
    let mut tx = app.db.begin().await?;
    let (before, _) = taken(&mut tx, &federation, place, revision).await?;
    if !before.state.is_written() {
        return Err(AssemblyError::MotionState);
    }
    if before.state == MotionState::Submitted && before.parent.is_none() {
        let supporters = new.bodies.iter().filter(|(_, submits)| !submits).count();
        let rule = handing_in::rule_of(&mut tx, &federation, place.0).await?;
        rule.take(app.clock.today(), supporters, &before.urgent)?;
    }
    let names = names(&mut tx, app, &federation, &new).await?;
    let by = (actor.account, app.clock.now());
    let version = (before.id, before.version.saturating_add(1));
    let digest = rows::write_motion(&mut tx, federation.id, version, &new, &names, by).await?;
    let was = json!({ "version": before.version, "title": before.title, "digest": before.digest });
    let is =
        json!({ "version": version.1, "title": new.title, "digest": digest, "bodies": new.bodies });
    let change = (was, is);
    record(
        &mut tx,
        app,
        actor,
        &federation,
        "revise_motion",
        before.id,
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Submits, admits, refuses or withdraws a motion. A refusal has a reason; once its poll was opened a motion is not withdrawn.
///
/// A motion is submitted in time and with its supporters as the statutes ask, or is urgent for a reason that everybody reads.
pub async fn set_motion_state(
    app: &App,
    actor: &Actor,
    slug: &str,
    place: (AssemblyId, MotionId),
    step: MotionStep<'_>,
    revision: i64,
) -> Result<(), AssemblyError> {
    let federation = federation_to_prepare(app, actor, slug).await?;
    let state = step.state;
    let mut fields = Fields::default();
    let least = usize::from(state.needs_reason());
    let reason = fields.take("reason", MultilineText::parse(step.reason, least, 500));
    let urgent = fields.take("urgent", MultilineText::parse(step.urgent, 0, 500));
    let read = fields.finish(reason.zip(urgent));
    let (reason, urgent) = read.map_err(AssemblyError::Fields)?;
    let mut tx = app.db.begin().await?;
    let (before, _) = taken(&mut tx, &federation, place, revision).await?;
    if !before.state.leads_to(state) {
        return Err(AssemblyError::MotionState);
    }
    if let Some(poll) = before.poll {
        let poll = polls::store::find_poll(&mut tx, federation.id, poll).await?;
        // A poll that was prepared and deleted binds nobody.
        if poll.is_some_and(|p| !matches!(p.standing(), Standing::Draft | Standing::Ready)) {
            return Err(AssemblyError::MotionVoted);
        }
    }
    let mut kept = "";
    if state == MotionState::Submitted && before.parent.is_none() {
        let rule = handing_in::rule_of(&mut tx, &federation, place.0).await?;
        let supporters = before.supporters();
        if rule.take(app.clock.today(), supporters, urgent.as_str())? {
            kept = urgent.as_str();
        }
        rows::set_motion_urgent(&mut tx, federation.id, before.id, kept).await?;
    }
    let set = (state, reason.as_str());
    rows::set_motion_state(&mut tx, federation.id, before.id, set).await?;
    let change = (
        json!({ "state": before.state }),
        json!({ "state": state, "reason": reason.as_str(), "urgent": kept }),
    );
    record(
        &mut tx,
        app,
        actor,
        &federation,
        "set_motion_state",
        before.id,
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Sets the order in which all amendments of a motion are voted on: the most far-reaching first, as staff judge it.
pub async fn order_amendments(
    app: &App,
    actor: &Actor,
    slug: &str,
    place: (AssemblyId, MotionId),
    order: &[MotionId],
    revision: i64,
) -> Result<(), AssemblyError> {
    let federation = federation_to_prepare(app, actor, slug).await?;
    let mut tx = app.db.begin().await?;
    let (motion, all) = taken(&mut tx, &federation, place, revision).await?;
    refuse_polls(&mut tx, &federation, &motion).await?;
    let before: Vec<MotionId> = all
        .iter()
        .filter(|m| m.parent == Some(motion.id))
        .map(|m| m.id)
        .collect();
    let sorted = |ids: &[MotionId]| {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids
    };
    if sorted(&before) != sorted(order) {
        let key = crate::key!("field-motion-order");
        return Err(AssemblyError::Fields(vec![FieldProblem::new("order", key)]));
    }
    for (position, amendment) in (1_i64..).zip(order) {
        rows::set_motion_position(&mut tx, federation.id, *amendment, position).await?;
    }
    let change = (json!({ "order": before }), json!({ "order": order }));
    record(
        &mut tx,
        app,
        actor,
        &federation,
        "order_amendments",
        motion.id,
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

fn by_tag(text: &Localized) -> BTreeMap<String, String> {
    text.iter()
        .map(|(locale, text)| (locale.tag().to_owned(), text.to_owned()))
        .collect()
}

/// The draft of a poll on a motion: yes, no or abstain about its text.
fn poll_on(motion: &Motion, secrecy: &str, purpose: Option<&str>) -> PollInput {
    PollInput {
        kind: "motion".to_owned(),
        method: String::new(),
        secrecy: secrecy.to_owned(),
        title: by_tag(&motion.title),
        question: by_tag(&motion.text),
        options: Vec::new(),
        bodies: Vec::new(),
        places: Vec::new(),
        max_choices: 1,
        max_per_option: 1,
        seats: 1,
        least_bodies: 0,
        rule: StoredRule::from(&Rule::Motion(MajorityRule::simple())),
        purpose: purpose.map(str::to_owned),
    }
}

/// Drafts the polls on a motion that stands on the agenda, under its item, in one act: first one for each admitted amendment in their
/// order, then its own. The answer is in the order of voting.
///
/// The majority is that of the statutes for what is decided (`purpose`), else a simple one (BGB § 32(1)).
pub async fn draft_motion_polls(
    app: &App,
    actor: &Actor,
    slug: &str,
    place: (AssemblyId, MotionId),
    (secrecy, purpose): (&str, Option<&str>),
    revision: i64,
) -> Result<Vec<PollId>, AssemblyError> {
    let federation = federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut tx = app.db.begin().await?;
    let (motion, all) = taken(&mut tx, &federation, place, revision).await?;
    let assembly = store::find(&mut tx, federation.id, place.0)
        .await?
        .ok_or(AssemblyError::NotFound)?;
    let item = match (motion.item, motion.state) {
        (Some(item), MotionState::Admitted) => item,
        _ => return Err(AssemblyError::MotionState),
    };
    refuse_polls(&mut tx, &federation, &motion).await?;
    let amendments = all
        .iter()
        .filter(|m| m.parent == Some(motion.id) && m.state == MotionState::Admitted);
    let mut made = Vec::new();
    for it in amendments.chain([&motion]) {
        let input = poll_on(it, secrecy, purpose);
        let roll = assembly.roll;
        let poll =
            polls::actions::draft_poll(&mut tx, app, actor, &federation, roll, &input).await?;
        items::link_poll(&mut tx, federation.id, item, poll).await?;
        rows::set_motion_poll(&mut tx, federation.id, it.id, poll).await?;
        made.push(poll);
    }
    let change = (Value::Null, json!({ "item": item, "polls": made }));
    record(
        &mut tx,
        app,
        actor,
        &federation,
        "draft_motion_polls",
        motion.id,
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(made)
}

/// Refuses a motion that has a poll; one that was prepared and deleted is none.
async fn refuse_polls(
    tx: &mut Tx,
    federation: &Federation,
    motion: &Motion,
) -> Result<(), AssemblyError> {
    if let Some(poll) = motion.poll {
        let found = polls::store::find_poll(tx, federation.id, poll).await?;
        if found.is_some() {
            return Err(AssemblyError::MotionVoted);
        }
    }
    Ok(())
}

/// Puts an admitted motion at the end of the agenda; its amendments belong to its item.
pub async fn put_on_agenda(
    app: &App,
    actor: &Actor,
    slug: &str,
    place: (AssemblyId, MotionId),
    revision: i64,
) -> Result<AgendaItemId, AssemblyError> {
    let federation = federation_to_prepare(app, actor, slug).await?;
    let mut tx = app.db.begin().await?;
    let (motion, _) = taken(&mut tx, &federation, place, revision).await?;
    if motion.parent.is_some() || motion.item.is_some() || motion.state != MotionState::Admitted {
        return Err(AssemblyError::MotionState);
    }
    let assembly = store::find(&mut tx, federation.id, place.0)
        .await?
        .ok_or(AssemblyError::NotFound)?;
    let item = add_item(&mut tx, app, actor, &federation, &assembly, &motion).await?;
    tx.commit().await?;
    Ok(item)
}

/// Adds the item of a motion at the end of the agenda.
async fn add_item(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    federation: &Federation,
    assembly: &Assembly,
    motion: &Motion,
) -> Result<AgendaItemId, AssemblyError> {
    let revision = items::agenda_revision(tx, federation.id, assembly.id).await?;
    if !items::next_agenda(tx, federation.id, assembly.id, revision).await? {
        return Err(AssemblyError::Stale);
    }
    let count = items::agenda(tx, federation.id, assembly.id).await?.len();
    if count >= MOST_ITEMS {
        return Err(AssemblyError::AgendaFull);
    }
    let submitters = motion.bodies.iter().filter(|b| b.is_submitter);
    let submitters: Vec<&str> = submitters.map(|b| b.name.as_str()).collect();
    let new = NewAgendaItem {
        title: motion.title.clone(),
        mover: submitters
            .join(", ")
            .chars()
            .take(TITLE_SIGNS_ON_AGENDA)
            .collect(),
        starts_at: None,
        minutes: None,
    };
    let position = i64::try_from(count).unwrap_or(i64::MAX).saturating_add(1);
    let item = items::insert_item(tx, federation.id, assembly.id, (position, 0), &new).await?;
    rows::set_motion_item(tx, federation.id, motion.id, item).await?;
    let subject = ("agenda_items", item.0);
    let after = json!({ "assembly": assembly.id, "title": new.title, "mover": new.mover, "motion": motion.id });
    let change = (Value::Null, after);
    record_as(
        tx,
        app,
        actor,
        federation.id,
        "add_agenda_item",
        subject,
        change,
    )
    .await?;
    Ok(item)
}
