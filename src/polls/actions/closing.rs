//! Closing a poll: the box is shut and sealed, and what casting left behind is removed.

use std::collections::BTreeMap;

use rand::{Rng, seq::SliceRandom};
use serde_json::{Value, json};

use super::PollError;
use crate::{
    App,
    db::{Conn, DbError, Tx},
    polls::{
        board_key::{PollKey, SealTo},
        casting::draw_tracker,
        count::{CountRefused, bodies_by_name},
        model::{Poll, Rule, Secrecy},
        sealing::{self, Opening, SealedBallot, Voters, digest_of_lines, waiting_digest},
        store,
    },
    rolls,
    tally::majority::{BodyVotes, MajorityBase, QuorumMeasure},
};

/// Writes the ballots of a box that was shut anew; what the log keeps of it.
///
/// Where ballots are sealed, or some are on paper, the box waits: shuffled, under new keys, and with a digest of what is in it.
pub(super) async fn shut_box(app: &App, tx: &mut Tx, poll: &Poll) -> Result<Value, PollError> {
    let ballots = store::ballots(tx, poll.id).await?;
    let ballots = ballots.into_iter().map(|kept| kept.ballot).collect();
    let (voters_on_paper, _) = store::paper::handed_in(tx, poll.id).await?;
    if SealTo::of(poll).is_none() && voters_on_paper == 0 {
        return seal_box(app, tx, poll, ballots).await;
    }
    let shuffled = shuffled(app, ballots);
    store::rewrite_ballots(tx, poll.id, &shuffled).await?;
    store::boxes::rewrite_trackers(tx, poll.id).await?;
    let digest = waiting_digest(&shuffled);
    store::set_box_digest(tx, poll.id, &digest).await?;
    store::board_keys::set_complete(tx, poll.id, false).await?;
    Ok(json!({"waiting_digest": digest}))
}

/// Completes a box that waited: ballots are opened, those on paper come in, and it is written in its blocks. With it goes all that
/// could tell which ballots were on paper.
pub(super) async fn complete_box(
    app: &App,
    tx: &mut Tx,
    poll: &Poll,
    key: Option<PollKey>,
    on_paper: &BTreeMap<String, i64>,
) -> Result<Value, PollError> {
    let waiting = store::ballots(tx, poll.id).await?;
    let (_, digest) = store::find_box(tx, poll.id)
        .await?
        .ok_or(CountRefused::BoxMissing)?;
    if digest != Some(waiting_digest(&waiting)) {
        return Err(CountRefused::BallotsChanged.into());
    }
    let waiting = waiting.into_iter().map(|kept| kept.ballot);
    let mut ballots: Vec<String> = match key {
        None => waiting.collect(),
        // Some thousands of them take a while.
        Some(key) => tokio::task::spawn_blocking(move || {
            let opened: Option<Vec<String>> = waiting.map(|ballot| key.open(&ballot)).collect();
            opened
        })
        .await
        .unwrap_or_default()
        .ok_or(CountRefused::BallotsChanged)?,
    };
    let mut rng = app.random.rng();
    let mut added = 0;
    for (ballot, times) in on_paper {
        for _ in 0..*times {
            ballots.push(ballot.clone());
            // Its voter has a sheet of paper and no tracker; the list is as long as the box all the same.
            draw_tracker(tx, &mut rng, poll.id).await?;
            added += 1;
        }
    }
    store::add_to_box(tx, poll.id, added).await?;
    store::paper::delete_sheets(tx, poll.id).await?;
    store::board_keys::delete_shares(tx, poll.id).await?;
    store::board_keys::set_complete(tx, poll.id, true).await?;
    seal_box(app, tx, poll, ballots).await
}

fn shuffled(app: &App, mut ballots: Vec<String>) -> Vec<SealedBallot> {
    let mut rng = app.random.rng();
    ballots.shuffle(&mut rng);
    ballots
        .into_iter()
        .map(|ballot| {
            let mut key = [0; 16];
            rng.fill_bytes(&mut key);
            SealedBallot { key, ballot }
        })
        .collect()
}

/// Writes the ballots of a shut box anew in shuffled order under new keys; what the log keeps of it.
async fn seal_box(
    app: &App,
    tx: &mut Tx,
    poll: &Poll,
    ballots: Vec<String>,
) -> Result<Value, PollError> {
    let sealed = shuffled(app, ballots);
    store::seal(tx, poll.id, &sealed).await?;
    let trackers = store::boxes::seal_trackers(tx, poll.id).await?;
    let opening = Opening::of(poll, &voters_of(tx, poll).await?).digest();
    let blocks = sealing::chain(poll.id, &opening, &sealed);
    store::boxes::insert_blocks(tx, poll.id, &blocks).await?;
    let digest = match blocks.last() {
        Some(last) => last.hash.clone(),
        // A vote by name, or nobody voted.
        None => digest_of_lines(&counted_ballots(tx, poll).await?),
    };
    store::set_box_digest(tx, poll.id, &digest).await?;
    Ok(json!({
        "box_digest": digest,
        "blocks": blocks.len(),
        "opening_digest": opening,
        "trackers": trackers.len(),
        "trackers_digest": digest_of_lines(&trackers),
    }))
}

/// Who may vote in the poll, in numbers, by the rows of the roll.
pub async fn voters_of(conn: &mut Conn, poll: &Poll) -> Result<Voters, DbError> {
    let roll = rolls::store::find_roll(conn, poll.federation, poll.roll)
        .await?
        .ok_or_else(|| DbError::row("polls", "the roll is missing"))?;
    let (excluded_entries, excluded_votes) = store::boxes::excluded_figures(conn, poll.id).await?;
    Ok(Voters {
        roll_votes: rolls::store::entitled_votes(conn, roll.id).await?,
        roll_digest: roll.digest.unwrap_or_default(),
        roll_entries: roll.entries,
        excluded_entries,
        excluded_votes,
    })
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

/// Votes of those who were there while the poll was open, where its rule asks for it and presence was recorded then.
pub(super) async fn present_in(tx: &mut Tx, poll: &Poll) -> Result<Option<i64>, DbError> {
    let asks = match &poll.rule {
        Rule::Motion(rule) => {
            rule.base() == MajorityBase::Present
                || rule
                    .quorum()
                    .is_some_and(|quorum| quorum.measure == QuorumMeasure::Present)
        }
        Rule::Election(_) | Rule::Lists(_) | Rule::Ranked => false,
    };
    match (poll.opened_at, poll.closed_at) {
        (Some(opened), Some(closed)) if asks => {
            store::boxes::present_votes(tx, poll, (opened, closed)).await
        }
        (Some(_) | None, Some(_) | None) => Ok(None),
    }
}

/// How the bodies stand, where the rule of the poll asks them too: only votes by name tell it.
pub(super) async fn bodies_of(tx: &mut Tx, poll: &Poll) -> Result<Option<BodyVotes>, DbError> {
    match &poll.rule {
        Rule::Motion(rule) if rule.of_bodies().is_some() => {
            let votes = store::roll_call_list(tx, poll.id).await?;
            let votes = votes
                .iter()
                .map(|v| (v.body_name.as_str(), v.votes, v.ballot.as_str()));
            Ok(Some(bodies_by_name(votes)))
        }
        Rule::Motion(_) | Rule::Election(_) | Rule::Lists(_) | Rule::Ranked => Ok(None),
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
