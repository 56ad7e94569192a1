//! Counting a closed box.

use serde_json::{Value, json};

use super::{
    PollError,
    closing::{box_digest, counted_ballots},
    record, record_state,
};
use crate::{
    App,
    accounts::model::{Actor, Right},
    db::Tx,
    polls::{
        count::{CountRefused, PollCount, count},
        model::{Poll, PollState, Secrecy, Transition},
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
    let stored = store::find_count(&mut tx, federation.id, poll).await?;
    if stored.is_none() {
        before.state.after(Transition::Count)?;
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
            (before.state, PollState::Counted),
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
    let counted = count_box(tx, poll).await?;
    match first {
        Some(first) if first != counted.to_json() => {
            Err(CountRefused::DiffersFromFirstCount.into())
        }
        Some(_) | None => Ok(counted),
    }
}

async fn count_box(tx: &mut Tx, poll: &Poll) -> Result<PollCount, PollError> {
    let ballots = counted_ballots(tx, poll).await?;
    let (voters, marked) = store::marked_votes(tx, poll.id).await?;
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
    if digest.as_deref() != Some(box_digest(&ballots).as_str()) {
        return Err(CountRefused::BallotsChanged.into());
    }
    let roll = rolls::store::find_roll(tx, poll.federation, poll.roll)
        .await?
        .ok_or(CountRefused::RollAltered)?;
    // Entries that did not vote are held against nothing else.
    let entitled = rolls::actions::unaltered_votes(tx, &roll)
        .await?
        .ok_or(CountRefused::RollAltered)?;
    Ok(count(poll, &ballots, voters, entitled)?)
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
    if poll.secrecy != Secrecy::RollCall || poll.state < PollState::Counted {
        return Err(PollError::NotFound);
    }
    Ok(store::roll_call_list(&mut conn, poll.id).await?)
}
