//! The guard before opening: what the figures of a secret poll could tell, and what the board chooses about it.

use std::collections::{HashMap, HashSet};

use serde_json::json;

use super::{PollError, record};
use crate::{
    App,
    accounts::model::{Actor, Right},
    db::{Conn, DbError, Tx},
    polls::{
        board_key::SealTo,
        model::{
            Poll, PollState, Secrecy,
            guard::{
                EarlierPoll, GuardChoice, GuardFinding, GuardRecord, GuardedVoter, asks_the_same,
                findings, needs_a_reason,
            },
            trust::{TrustFacts, TrustStatement, label},
        },
        store::{self, boxes},
    },
    registry,
    rolls::{
        self,
        model::{Entry, Roll, RollState},
    },
    types::{EntryId, Fields, PersonId, PlainText, PollId, RollId},
};

/// Letters of a reason.
const REASON: (usize, usize) = (3, 300);

/// The entries of a roll that may vote in a poll.
async fn voters(
    conn: &mut Conn,
    poll: &Poll,
    asked: PollId,
    roll: RollId,
) -> Result<Vec<GuardedVoter>, DbError> {
    let excluded: HashSet<i64> = boxes::exclusions(conn, poll.federation, asked)
        .await?
        .into_iter()
        .map(|excluded| excluded.entry_id)
        .collect();
    let entries = rolls::store::entries(conn, poll.federation, roll).await?;
    let people: HashMap<EntryId, PersonId> = entries
        .iter()
        .map(|entry| (entry.id, entry.person))
        .collect();
    let decides = |entry: &Entry| {
        let holder = entry.proxy_holder.and_then(|holder| people.get(&holder));
        holder.copied().unwrap_or(entry.person)
    };
    Ok(entries
        .iter()
        .filter(|entry| !excluded.contains(&entry.id.0))
        .map(|entry| GuardedVoter {
            person: entry.person,
            decided_by: decides(entry),
            body: entry.body,
            votes: entry.votes,
        })
        .collect())
}

/// What the figures of the poll could tell, by its roll and the polls of the federation as they are now.
pub async fn guard_findings(conn: &mut Conn, poll: &Poll) -> Result<Vec<GuardFinding>, DbError> {
    if poll.secrecy == Secrecy::RollCall {
        return Ok(Vec::new());
    }
    let now = voters(conn, poll, poll.id, poll.roll).await?;
    let follows = poll.follows.map(|(before, _)| before);
    let mut earlier = Vec::new();
    for before in store::guarding::opened_before(conn, poll.federation, poll.id).await? {
        let same = before.kind == poll.kind && asks_the_same(&before.title, &poll.title);
        if same || follows == Some(before.poll) {
            earlier.push(EarlierPoll {
                voters: voters(conn, poll, before.poll, before.roll)
                    .await?
                    .into_iter()
                    .map(|voter| voter.person)
                    .collect(),
                poll: before.poll,
            });
        }
    }
    Ok(findings(poll.secrecy, &now, &earlier))
}

/// What is known about the figures of a poll: as kept from opening on, before that as it is now.
pub(super) async fn guard_now(
    conn: &mut Conn,
    poll: &Poll,
    roll: &Roll,
) -> Result<Option<GuardRecord>, DbError> {
    if poll.state >= PollState::Open {
        return Ok(poll.guard.clone());
    }
    if poll.secrecy == Secrecy::RollCall || roll.state != RollState::Frozen {
        return Ok(None);
    }
    let chosen = poll.guard.clone().unwrap_or_default();
    let findings = guard_findings(conn, poll).await?;
    // What was chosen about less is no choice any more.
    let holds = chosen.answers(&findings) && chosen.choice != Some(GuardChoice::RollCall);
    Ok(Some(GuardRecord {
        findings,
        choice: chosen.choice.filter(|_| holds),
        reason: if holds { chosen.reason } else { String::new() },
    }))
}

/// Whether the poll may be opened as it is: the record that is to be kept with it, none for a vote by name.
///
/// # Errors
/// [`PollError::TooFewForSecrecy`] where a secret poll cannot be; [`PollError::GuardUnanswered`] where somebody has to choose
/// first, or chose when less was to be feared.
pub async fn check_guard(conn: &mut Conn, poll: &Poll) -> Result<Option<GuardRecord>, PollError> {
    if poll.secrecy == Secrecy::RollCall {
        return Ok(None);
    }
    let findings = guard_findings(conn, poll).await?;
    refuse_too_few(&findings)?;
    let chosen = poll.guard.clone().unwrap_or_default();
    if !chosen.answers(&findings) {
        return Err(PollError::GuardUnanswered(findings));
    }
    Ok(Some(GuardRecord {
        findings,
        // A vote by name that was made secret again has no choice.
        choice: chosen.choice.filter(|c| *c != GuardChoice::RollCall),
        reason: chosen.reason,
    }))
}

fn refuse_too_few(findings: &[GuardFinding]) -> Result<(), PollError> {
    let too_few = findings.iter().find_map(|finding| match finding {
        GuardFinding::TooFew { voters } => Some(*voters),
        GuardFinding::Few { .. }
        | GuardFinding::MostVotes { .. }
        | GuardFinding::UniqueWeights { .. }
        | GuardFinding::SinglePersons { .. }
        | GuardFinding::SameQuestion { .. } => None,
    });
    too_few.map_or(Ok(()), |voters| Err(PollError::TooFewForSecrecy(voters)))
}

/// Checks a poll that is about to be opened, and keeps what was found and chosen with it; the record.
pub(super) async fn fix_guard(tx: &mut Tx, poll: &Poll) -> Result<Option<GuardRecord>, PollError> {
    let guard = check_guard(tx, poll).await?;
    if !store::guarding::fix(tx, poll.federation, poll.id, guard.as_ref()).await? {
        return Err(PollError::Stale);
    }
    Ok(guard)
}

/// What the board chooses about a secret poll that is not open yet, on the roll as it was frozen.
pub async fn choose_guard(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    revision: i64,
    choice: GuardChoice,
    reason: &str,
) -> Result<(), PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut tx = app.db.begin().await?;
    let before = store::find_poll(&mut tx, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)?;
    if before.state >= PollState::Open {
        return Err(PollError::Fixed);
    }
    if before.secrecy == Secrecy::RollCall {
        return Err(PollError::NothingToGuard);
    }
    let roll = rolls::store::find_roll(&mut tx, federation.id, before.roll)
        .await?
        .ok_or(PollError::NotFound)?;
    if roll.state != RollState::Frozen {
        return Err(PollError::RollNotFrozen);
    }
    let findings = guard_findings(&mut tx, &before).await?;
    if choice != GuardChoice::RollCall {
        refuse_too_few(&findings)?;
    }
    let reason = if needs_a_reason(choice, &findings) || !reason.trim().is_empty() {
        let mut fields = Fields::default();
        let reason = fields.take("reason", PlainText::parse(reason, REASON.0, REASON.1));
        let reason = fields.finish(reason).map_err(PollError::Fields)?;
        reason.as_str().to_owned()
    } else {
        String::new()
    };
    let chosen = GuardRecord {
        findings,
        choice: Some(choice),
        reason,
    };
    let secrecy = match choice {
        GuardChoice::RollCall => Secrecy::RollCall,
        GuardChoice::OutcomeOnly | GuardChoice::Accept => before.secrecy,
    };
    if !store::guarding::choose(&mut tx, federation.id, poll, revision, &chosen, secrecy).await? {
        return Err(PollError::Stale);
    }
    record(
        &mut tx,
        app,
        actor,
        &federation,
        "choose_guard",
        poll,
        json!({"secrecy": before.secrecy, "guard": before.guard}),
        json!({"secrecy": secrecy, "guard": chosen}),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// The label of a poll; `several_votes` where somebody has more than one, or the one who reads it.
pub fn trust_label(app: &App, poll: &Poll, several_votes: bool) -> Vec<TrustStatement> {
    label(
        TrustFacts::of(
            poll.secrecy,
            poll.disclosure,
            poll.guard.as_ref(),
            several_votes,
            app.db.is_embedded(),
        )
        .sealed(SealTo::of(poll).is_some()),
    )
}
