//! Closing a poll: the box is shut and sealed, and what casting left behind is removed.

use rand::{Rng, seq::SliceRandom};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{PollError, record_state};
use crate::{
    App,
    accounts::model::{Actor, Right},
    db::{DbError, Tx},
    polls::{
        model::{Poll, Secrecy, Transition, WrongState},
        store,
    },
    registry,
    types::PollId,
};

/// Open to closed: the box is shut and rewritten in shuffled order under new keys, then the traces of casting are removed from
/// the database's own files.
pub async fn close_poll(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
) -> Result<(), PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut tx = app.db.begin().await?;
    let before = store::find_poll(&mut tx, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)?;
    let after = before.state.after(Transition::Close)?;
    if !store::close(&mut tx, federation.id, poll, app.clock.now()).await? {
        return Err(PollError::WrongState(WrongState {
            state: before.state,
            transition: Transition::Close,
        }));
    }
    let digest = seal_box(app, &mut tx, &before).await?;
    let detail = json!({"box_digest": digest});
    record_state(
        &mut tx,
        app,
        actor,
        &federation,
        "close_poll",
        poll,
        (before.state, after),
        detail,
    )
    .await?;
    tx.commit().await?;
    finish_closing(app).await;
    Ok(())
}

async fn seal_box(app: &App, tx: &mut Tx, poll: &Poll) -> Result<String, PollError> {
    let mut ballots = store::ballots(tx, poll.id).await?;
    let mut rng = app.random.rng();
    ballots.shuffle(&mut rng);
    let sealed: Vec<([u8; 16], String)> = ballots
        .into_iter()
        .map(|ballot| {
            let mut key = [0; 16];
            rng.fill_bytes(&mut key);
            (key, ballot)
        })
        .collect();
    store::seal(tx, poll.id, &sealed).await?;
    let digest = box_digest(&counted_ballots(tx, poll).await?);
    store::set_box_digest(tx, poll.id, &digest).await?;
    Ok(digest)
}

/// SHA-256 over the ballots sorted by their text, one a line.
pub(super) fn box_digest(sorted: &[String]) -> String {
    let mut digest = Sha256::new();
    for ballot in sorted {
        digest.update(ballot.as_bytes());
        digest.update(b"\n");
    }
    data_encoding::HEXLOWER.encode(&digest.finalize())
}

/// Every ballot of a closed poll, sorted; a vote by name counts as often as its entry has votes.
pub(super) async fn counted_ballots(tx: &mut Tx, poll: &Poll) -> Result<Vec<String>, DbError> {
    match poll.secrecy {
        Secrecy::Secret => store::sealed_ballots(tx, poll.id).await,
        Secrecy::RollCall => {
            let mut ballots: Vec<String> = store::roll_call_list(tx, poll.id)
                .await?
                .into_iter()
                .flat_map(|v| (0..v.votes).map(move |_| v.ballot.clone()))
                .collect();
            ballots.sort();
            Ok(ballots)
        }
    }
}

/// Removes what closed polls left in the database's own files, also after a crash between closing and this; tried again at the
/// next closing or start where another connection keeps the old state in use.
pub async fn finish_closing(app: &App) {
    let result: Result<(), DbError> = async {
        let polls = store::polls_with_traces(&mut app.db.read().await?).await?;
        if polls.is_empty() {
            return Ok(());
        }
        // In a transaction apart from the one that sealed the box: what the engine notes of a transaction on the marks leads
        // to no ballot.
        let mut tx = app.db.begin().await?;
        for poll in &polls {
            store::rewrite_marks(&mut tx, *poll).await?;
        }
        tx.commit().await?;
        app.db.remove_traces_of_casting().await?;
        let mut tx = app.db.begin().await?;
        for poll in polls {
            store::set_traces_removed(&mut tx, poll).await?;
        }
        tx.commit().await?;
        // The last transaction itself stands in the log of the engine.
        app.db.remove_traces_of_casting().await
    }
    .await;
    if let Err(error) = result {
        tracing::warn!(%error, "the traces of casting could not be removed yet");
    }
}
