//! Counting a closed box.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    PollError,
    closing::{bodies_of, counted_ballots, present_in, voters_of},
    record, record_state,
};
use crate::{
    App,
    accounts::model::{Actor, Right},
    audit::{self, Chain},
    db::{DbError, Tx},
    polls::{
        count::{CountRefused, PollCount, count},
        model::{Poll, Secrecy, Standing, Transition},
        sealing::{self, Opening, Voters, digest_of_lines},
        store::{self, RollCallVote},
    },
    registry, rolls,
    types::PollId,
};

/// Closed to counted. Counting again gives the same bytes or an incident.
///
/// # Errors
/// [`CountRefused`] where ballots, marks and the box's own number do not agree or a ballot was changed since closing: then there
/// is no result.
pub async fn count_poll(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
) -> Result<PollCount, PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut tx = app.db.begin().await?;
    let before = store::find_poll(&mut tx, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)?;
    if before.standing() == Standing::Void {
        before.standing().after(Transition::Count)?;
    }
    let stored = store::find_count(&mut tx, federation.id, poll).await?;
    if stored.is_none() {
        before.standing().after(Transition::Count)?;
        if !store::board_keys::is_complete(&mut tx, poll).await? {
            return Err(PollError::BoxWaits);
        }
        if !store::set_counted(&mut tx, federation.id, poll, app.clock.now()).await? {
            return Err(PollError::Stale);
        }
    }
    let first = stored.as_ref().map(|(text, _)| text.as_str());
    let counted = match count_as_before(&mut tx, &before, first).await {
        Ok(counted) => counted,
        Err(error) => {
            tx.rollback().await?;
            if let PollError::CountRefused(refused) = &error {
                let mut tx = app.db.begin().await?;
                record(
                    &mut tx,
                    app,
                    actor,
                    &federation,
                    "count_refused",
                    poll,
                    Value::Null,
                    json!({"reason": refused.to_string()}),
                )
                .await?;
                tx.commit().await?;
            }
            return Err(error);
        }
    };
    if stored.is_none() {
        let text = counted.to_json();
        let digest = crate::types::sha256_hex(&text);
        store::insert_count(&mut tx, poll, &text, &digest).await?;
        let detail = json!({"count_digest": digest});
        record_state(
            &mut tx,
            app,
            actor,
            &federation,
            "count_poll",
            poll,
            (before.standing(), Standing::Counted),
            detail,
        )
        .await?;
    }
    tx.commit().await?;
    Ok(counted)
}

/// Counts; where there is a first count already, another one is an incident.
async fn count_as_before(
    tx: &mut Tx,
    poll: &Poll,
    first: Option<&str>,
) -> Result<PollCount, PollError> {
    let recorded = match first {
        Some(first) if poll.marks_deleted_at.is_some() => {
            let first = PollCount::from_json(first)?;
            Some((first.voters, first.ballots, first.present))
        }
        Some(_) | None => None,
    };
    let counted = count_box(tx, poll, recorded).await?;
    match first {
        Some(first) if first != counted.to_json() => {
            Err(CountRefused::DiffersFromFirstCount.into())
        }
        Some(_) | None => Ok(counted),
    }
}

/// Counts; once the marks were deleted, what was recorded of them at the first count stands for them.
async fn count_box(
    tx: &mut Tx,
    poll: &Poll,
    recorded: Option<(i64, i64, Option<i64>)>,
) -> Result<PollCount, PollError> {
    let ballots = counted_ballots(tx, poll).await?;
    let (voters, marked, present) = match recorded {
        Some(recorded) => recorded,
        None => {
            let (voters, marked) = store::marked_votes(tx, poll.id).await?;
            (voters, marked, present_in(tx, poll).await?)
        }
    };
    let (put_in, digest) = store::find_box(tx, poll.id)
        .await?
        .ok_or(CountRefused::BoxMissing)?;
    let found = i64::try_from(ballots.len()).unwrap_or(i64::MAX);
    if found != marked || found != put_in {
        return Err(CountRefused::NumbersDiffer {
            ballots: found,
            marks: marked,
            put_in,
        }
        .into());
    }
    let excluded = store::boxes::excluded_who_voted(tx, poll.id).await?;
    if excluded > 0 {
        return Err(CountRefused::ExcludedVoted { voters: excluded }.into());
    }
    // Before anything is held against the box: a roll that was changed says so in its own words.
    let roll = rolls::store::find_roll(tx, poll.federation, poll.roll)
        .await?
        .ok_or(CountRefused::RollAltered)?;
    // Entries that did not vote are held against nothing else.
    let entitled = rolls::actions::unaltered_votes(tx, &roll)
        .await?
        .ok_or(CountRefused::RollAltered)?;
    let voters_of_poll = voters_of(tx, poll).await?;
    check_seal(tx, poll, &voters_of_poll, digest.as_deref(), &ballots).await?;
    let entitled = entitled - voters_of_poll.excluded_votes;
    let bodies = bodies_of(tx, poll).await?;
    let taking_part = (entitled, present);
    Ok(count(poll, &ballots, voters, taking_part, bodies, &[])?)
}

/// What the log keeps of a closing.
#[derive(Deserialize)]
struct LoggedSeal {
    box_digest: String,
    opening_digest: Option<String>,
    trackers_digest: Option<String>,
}

/// Holds box and trackers against what was sealed at closing, and that against the log.
async fn check_seal(
    tx: &mut Tx,
    poll: &Poll,
    voters: &Voters,
    digest: Option<&str>,
    sorted: &[String],
) -> Result<(), PollError> {
    let blocks = store::boxes::blocks(tx, poll.id).await?;
    let trackers = store::boxes::sealed_trackers(tx, poll.id).await?;
    // Votes by name, empty boxes, and those closed before there were blocks, have no trackers.
    let wanted = if blocks.is_empty() { 0 } else { sorted.len() };
    if trackers.len() != wanted {
        return Err(CountRefused::TrackersDiffer {
            trackers: number(trackers.len()),
            ballots: number(wanted),
        }
        .into());
    }
    let logged = logged_seal(tx, poll).await?;
    if logged
        .as_ref()
        .is_some_and(|logged| Some(logged.box_digest.as_str()) != digest)
    {
        return Err(CountRefused::BallotsChanged.into());
    }
    if blocks.is_empty() {
        return if digest == Some(digest_of_lines(sorted).as_str()) {
            Ok(())
        } else {
            Err(CountRefused::BallotsChanged.into())
        };
    }
    let opening = Opening::of(poll, voters).digest();
    let logged = logged.ok_or(CountRefused::BallotsChanged)?;
    if logged.opening_digest.as_ref() != Some(&opening) {
        return Err(CountRefused::OpeningChanged.into());
    }
    if logged.trackers_digest != Some(digest_of_lines(&trackers)) {
        return Err(CountRefused::TrackersChanged.into());
    }
    let sealed = store::boxes::ballots_in_order(tx, poll.id).await?;
    let found = sealing::chain(poll.id, &opening, &sealed);
    let differs = found
        .iter()
        .zip(&blocks)
        .find(|(found, block)| found != block);
    if let Some((block, _)) = differs {
        return Err(CountRefused::BlockChanged {
            number: block.number,
        }
        .into());
    }
    if found.len() != blocks.len() || digest != found.last().map(|last| last.hash.as_str()) {
        return Err(CountRefused::BlocksDiffer {
            blocks: number(blocks.len()),
            needed: number(found.len()),
        }
        .into());
    }
    Ok(())
}

/// What was logged when the box was sealed.
async fn logged_seal(tx: &mut Tx, poll: &Poll) -> Result<Option<LoggedSeal>, DbError> {
    let acts =
        audit::of_subject(tx, Chain::Federation(poll.federation), ("polls", poll.id.0)).await?;
    Ok(acts
        .iter()
        .rev()
        .find_map(|act| serde_json::from_str(&act.after).ok()))
}

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The votes by name of a counted roll call.
pub async fn roll_call(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
) -> Result<Vec<RollCallVote>, PollError> {
    let federation =
        registry::actions::federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let mut conn = app.db.read().await?;
    let poll = store::find_poll(&mut conn, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)?;
    let is_counted = matches!(poll.standing(), Standing::Counted | Standing::Published);
    if poll.secrecy != Secrecy::RollCall || !is_counted {
        return Err(PollError::NotFound);
    }
    Ok(store::roll_call_list(&mut conn, poll.id).await?)
}
