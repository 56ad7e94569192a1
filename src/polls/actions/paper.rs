//! Paper beside the electronic box: whose ballot was handed in, and the count of two people. Who votes on paper is beside.
//!
//! When somebody handed a ballot in stands nowhere: marks have no time, and the log keeps none. What was on paper is gone once the
//! box is complete: there is one box and one result, and nothing by channel (secrecy rules R4, R5).

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{PollError, closing::complete_box, finish_closing, record};
use crate::{
    App,
    accounts::model::{Actor, Right},
    db::{Conn, DbError, Tx},
    polls::{
        board_key::SealTo,
        input::VoteInput,
        model::{
            Poll, Secrecy, Standing,
            paper::{
                BoxWaitsFor, COUNTING, MOST_ALIKE, MOST_ROWS, PaperCount, PaperSheet, PaperVoter,
            },
        },
        store::{self, acts, board_keys, paper as rows},
    },
    registry::{self, model::Federation},
    rolls::{self, model::Roll},
    types::{EntryId, FieldProblem, PollId},
};

/// Paper in one poll, as the board sees it.
pub struct PaperView {
    pub federation: Federation,
    pub roll: Roll,
    pub poll: Poll,
    pub voters: Vec<PaperVoter>,
    /// Voters who handed a ballot in, and their votes.
    pub handed_in: (i64, i64),
    /// What the person who looks counted.
    pub own: Option<PaperSheet>,
    /// Who else counts, and whether to the end.
    pub others: Vec<(String, bool)>,
    pub count: PaperCount,
    /// The ballots of which the two sheets have different numbers: the own number, and the other's. Only once both were counted to the end.
    pub differences: Vec<(String, i64, i64)>,
    /// The box is closed and waits.
    pub is_counted_now: bool,
    pub may_hand_in: bool,
}

/// Ballots on paper that are alike. It has no `Debug`, so that it stands in no log.
#[derive(Clone, Default)]
pub struct PaperInput {
    pub choice: VoteInput,
    /// Nobody can tell what is chosen; then there is no choice.
    pub invalid: bool,
    pub count: i64,
}

impl PaperInput {
    /// The ballot that it stands for.
    fn parse(&self, poll: &Poll) -> Result<(String, i64), Vec<FieldProblem>> {
        let mut problems = Vec::new();
        if !(1..=MOST_ALIKE).contains(&self.count) {
            let problem = FieldProblem::new("count", crate::key!("field-number-out-of-range"));
            problems.push(problem.with("n", MOST_ALIKE));
        }
        let ballot = if self.invalid {
            if self.choice.blank || !self.choice.is_empty() {
                problems.push(FieldProblem::new(
                    "invalid",
                    crate::key!("field-invalid-and-choice"),
                ));
            }
            poll.paper().map(|paper| paper.unreadable())
        } else {
            match self.choice.parse(poll) {
                Ok(ballot) => Some(ballot.encode()),
                Err(wrong) => {
                    problems.extend(wrong);
                    None
                }
            }
        };
        match ballot {
            Some(ballot) if problems.is_empty() => Ok((ballot, self.count)),
            Some(_) | None => Err(problems),
        }
    }
}

/// Paper in one poll.
pub async fn paper(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
) -> Result<PaperView, PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut conn = app.db.read().await?;
    let poll = store::find_poll(&mut conn, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)?;
    let roll = rolls::store::find_roll(&mut conn, federation.id, poll.roll)
        .await?
        .ok_or(PollError::NotFound)?;
    let (own, others): (Vec<_>, Vec<_>) = rows::sheets(&mut conn, federation.id, poll.id)
        .await?
        .into_iter()
        .partition(|sheet| sheet.account == actor.account);
    let count = counted(&mut conn, &poll).await?;
    let own = own.into_iter().next();
    let differences = match (&count, &own, others.as_slice()) {
        (PaperCount::Differ, Some(own), [other]) => differences(own, other),
        _ => Vec::new(),
    };
    Ok(PaperView {
        voters: rows::voters_of_poll(&mut conn, federation.id, roll.id, poll.id).await?,
        handed_in: rows::handed_in(&mut conn, poll.id).await?,
        others: others.into_iter().map(|s| (s.name, s.done)).collect(),
        own,
        count,
        differences,
        is_counted_now: poll.standing() == Standing::Closed
            && !board_keys::is_complete(&mut conn, poll.id).await?,
        may_hand_in: poll.secrecy == Secrecy::Secret
            && poll.standing() == Standing::Open
            && !poll.voting_time().is_over(app.clock.now()),
        federation,
        roll,
        poll,
    })
}

fn differences(own: &PaperSheet, other: &PaperSheet) -> Vec<(String, i64, i64)> {
    let number = |sheet: &PaperSheet, ballot: &str| sheet.ballots.get(ballot).copied().unwrap_or(0);
    let mut ballots: Vec<&String> = own.ballots.keys().chain(other.ballots.keys()).collect();
    ballots.sort_unstable();
    ballots.dedup();
    ballots
        .into_iter()
        .map(|ballot| (ballot.clone(), number(own, ballot), number(other, ballot)))
        .filter(|(_, own, other)| own != other)
        .collect()
}

/// How far the count of the ballots on paper is.
pub(super) async fn counted(conn: &mut Conn, poll: &Poll) -> Result<PaperCount, DbError> {
    let (_, votes) = rows::handed_in(conn, poll.id).await?;
    let sheets = rows::sheets(conn, poll.federation, poll.id).await?;
    Ok(PaperCount::of(&sheets, votes))
}

/// What a closed box waits for: paper first, keys then.
pub(super) async fn waits_for(
    conn: &mut Conn,
    poll: &Poll,
) -> Result<Option<BoxWaitsFor>, DbError> {
    if poll.standing() != Standing::Closed || board_keys::is_complete(conn, poll.id).await? {
        return Ok(None);
    }
    let count = counted(conn, poll).await?;
    if SealTo::of(poll).is_none() || count.clone().settled().is_none() {
        return Ok(Some(BoxWaitsFor::Paper(count)));
    }
    let shares = board_keys::shares(conn, poll.federation, poll.id).await?;
    Ok(Some(BoxWaitsFor::Keys {
        one_given: shares.iter().any(|share| share.given),
    }))
}

/// Notes that ballots on paper of these entries lie in the urn: they have voted.
///
/// # Errors
/// [`PollError::NotOnPaper`] where one of them votes electronically, [`PollError::AlreadyVoted`] where one has voted; then none of
/// them is noted.
pub async fn hand_in(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    entries: &[EntryId],
) -> Result<(), PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    if entries.is_empty() {
        let problem = FieldProblem::new("entries", crate::key!("field-required"));
        return Err(PollError::Fields(vec![problem]));
    }
    let mut tx = app.db.begin().await?;
    let found = store::find_poll(&mut tx, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)?;
    if found.secrecy != Secrecy::Secret {
        return Err(PollError::NothingToSeal);
    }
    let open = store::lock_open_box(&mut tx, poll).await?;
    if open.is_none_or(|time| time.is_over(app.clock.now())) {
        return Err(super::not_taken(app, &found));
    }
    // Under the lock that saying who votes on paper takes too.
    let on_paper = rows::voters(&mut tx, federation.id, found.roll).await?;
    for entry in entries {
        if !on_paper.contains(entry) {
            return Err(PollError::NotOnPaper);
        }
        let (excluded, _) = rows::votes_otherwise(&mut tx, poll, *entry).await?;
        if excluded.is_some() {
            return Err(PollError::Excluded);
        }
        if !store::mark(&mut tx, poll, *entry).await? {
            return Err(PollError::AlreadyVoted);
        }
        rows::put_mark(&mut tx, poll, *entry).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Takes back that a ballot of an entry was handed in: while the poll is open, or while its ballots are counted and one is missing.
/// The log keeps the entry.
pub async fn take_back(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    entry: EntryId,
) -> Result<(), PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut tx = app.db.begin().await?;
    acts::lock_poll(&mut tx, federation.id, poll).await?;
    let found = store::find_poll(&mut tx, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)?;
    let is_open = store::lock_open_box(&mut tx, poll).await?.is_some();
    let waits = matches!(
        waits_for(&mut tx, &found).await?,
        Some(BoxWaitsFor::Paper(_))
    );
    if !is_open && !waits {
        return Err(PollError::BoxWaitsForNothing);
    }
    let entry = rolls::store::find_entry(&mut tx, federation.id, found.roll, entry)
        .await?
        .ok_or(PollError::NotFound)?;
    if !rows::remove_mark(&mut tx, poll, entry.id).await? {
        return Err(PollError::NotOnPaper);
    }
    let before = json!({"handed_in": entry.number});
    record(
        &mut tx,
        app,
        actor,
        &federation,
        "take_paper_ballot_back",
        poll,
        before,
        Value::Null,
    )
    .await?;
    let completed = complete_where_settled(&mut tx, app, actor, &federation, &found).await?;
    tx.commit().await?;
    if completed {
        finish_closing(app).await;
    }
    Ok(())
}

/// Writes the whole of the own sheet, counted to the end or not.
pub async fn write_sheet(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    ballots: &[PaperInput],
    done: bool,
) -> Result<(), PollError> {
    change_sheet(app, actor, slug, poll, |poll, sheet| {
        sheet.ballots.clear();
        for (number, input) in (1..).zip(ballots) {
            add(poll, sheet, input, &format!("ballots.{number}."))?;
        }
        sheet.done = done;
        Ok(())
    })
    .await
}

/// Adds ballots that are alike to the own sheet.
pub async fn add_to_sheet(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    ballots: &PaperInput,
) -> Result<(), PollError> {
    change_sheet(app, actor, slug, poll, |poll, sheet| {
        if sheet.done {
            return Err(PollError::SheetDone);
        }
        add(poll, sheet, ballots, "")
    })
    .await
}

/// Takes all ballots that are alike from the own sheet, by their place on it from 1.
pub async fn take_from_sheet(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    place: usize,
) -> Result<(), PollError> {
    change_sheet(app, actor, slug, poll, |_, sheet| {
        if sheet.done {
            return Err(PollError::SheetDone);
        }
        let ballot = place
            .checked_sub(1)
            .and_then(|n| sheet.ballots.keys().nth(n));
        let ballot = ballot.cloned().ok_or(PollError::NotFound)?;
        sheet.ballots.remove(&ballot);
        Ok(())
    })
    .await
}

/// Says that the own sheet is counted to the end, or that it is counted on.
pub async fn turn_sheet(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    done: bool,
) -> Result<(), PollError> {
    change_sheet(app, actor, slug, poll, |_, sheet| {
        sheet.done = done;
        Ok(())
    })
    .await
}

/// Throws both sheets away, so that two people count anew.
pub async fn discard_sheets(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
) -> Result<(), PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut tx = app.db.begin().await?;
    let found = counted_now(&mut tx, &federation, poll).await?;
    rows::delete_sheets(&mut tx, found.id).await?;
    let none = (Value::Null, Value::Null);
    record(
        &mut tx,
        app,
        actor,
        &federation,
        "discard_paper_count",
        poll,
        none.0,
        none.1,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

fn add(
    poll: &Poll,
    sheet: &mut PaperSheet,
    input: &PaperInput,
    prefix: &str,
) -> Result<(), PollError> {
    let (ballot, count) = input.parse(poll).map_err(|problems| {
        PollError::Fields(
            problems
                .into_iter()
                .map(|problem| FieldProblem {
                    field: format!("{prefix}{}", problem.field),
                    ..problem
                })
                .collect(),
        )
    })?;
    let number = sheet.ballots.entry(ballot).or_insert(0);
    *number += count;
    if *number > MOST_ALIKE || sheet.ballots.len() > MOST_ROWS {
        let problem = FieldProblem::new("count", crate::key!("field-number-out-of-range"));
        return Err(PollError::Fields(vec![problem.with("n", MOST_ALIKE)]));
    }
    Ok(())
}

/// The poll, locked, whose box waits for ballots on paper; or for keys, none of which was given.
async fn counted_now(
    tx: &mut Tx,
    federation: &Federation,
    poll: PollId,
) -> Result<Poll, PollError> {
    acts::lock_poll(tx, federation.id, poll).await?;
    let found = store::find_poll(tx, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)?;
    match waits_for(tx, &found).await? {
        Some(BoxWaitsFor::Paper(_) | BoxWaitsFor::Keys { one_given: false }) => Ok(found),
        Some(BoxWaitsFor::Keys { one_given: true }) => Err(PollError::KeyGiven),
        None => Err(PollError::BoxWaitsForNothing),
    }
}

async fn change_sheet(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    change: impl FnOnce(&Poll, &mut PaperSheet) -> Result<(), PollError>,
) -> Result<(), PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut tx = app.db.begin().await?;
    let found = counted_now(&mut tx, &federation, poll).await?;
    let (own, others): (Vec<_>, Vec<_>) = rows::sheets(&mut tx, federation.id, poll)
        .await?
        .into_iter()
        .partition(|sheet| sheet.account == actor.account);
    if own.is_empty() && others.len() >= COUNTING {
        return Err(PollError::PaperCountedByOthers);
    }
    let mut sheet = own.into_iter().next().unwrap_or(PaperSheet {
        account: actor.account,
        name: String::new(),
        ballots: BTreeMap::new(),
        done: false,
    });
    if rows::handed_in(&mut tx, poll).await?.0 == 0 && others.is_empty() && sheet.ballots.is_empty()
    {
        return Err(PollError::BoxWaitsForNothing);
    }
    let was_done = sheet.done;
    change(&found, &mut sheet)?;
    rows::write_sheet(&mut tx, poll, &sheet).await?;
    // No figure and no digest: few small numbers can be guessed from one.
    if sheet.done != was_done {
        let (before, after) = (json!({"done": was_done}), json!({"done": sheet.done}));
        record(
            &mut tx,
            app,
            actor,
            &federation,
            "count_paper_ballots",
            poll,
            before,
            after,
        )
        .await?;
    }
    let completed = complete_where_settled(&mut tx, app, actor, &federation, &found).await?;
    tx.commit().await?;
    if completed {
        finish_closing(app).await;
    }
    Ok(())
}

/// How many ballots on paper came into the box, for auditors: an act of its own, since that of the box is public and nothing by
/// channel is.
pub(super) async fn record_in_box(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    federation: &Federation,
    poll: &Poll,
    ballots: &BTreeMap<String, i64>,
) -> Result<(), DbError> {
    let number: i64 = ballots.values().sum();
    if number == 0 {
        return Ok(());
    }
    let after = json!({"ballots": number});
    record(
        tx,
        app,
        actor,
        federation,
        "put_paper_in_box",
        poll.id,
        Value::Null,
        after,
    )
    .await
}

/// Completes the box where both sheets agree, or none are needed any more and no keys are needed; a sealed one waits for them.
async fn complete_where_settled(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    federation: &Federation,
    poll: &Poll,
) -> Result<bool, PollError> {
    if SealTo::of(poll).is_some() {
        return Ok(false);
    }
    let waits = waits_for(tx, poll).await?;
    let Some(BoxWaitsFor::Paper(count)) = waits else {
        return Ok(false);
    };
    let Some(ballots) = count.settled() else {
        return Ok(false);
    };
    let after = complete_box(app, tx, poll, None, &ballots).await?;
    record_in_box(tx, app, actor, federation, poll, &ballots).await?;
    record(
        tx,
        app,
        actor,
        federation,
        "complete_box",
        poll.id,
        Value::Null,
        after,
    )
    .await?;
    Ok(true)
}
