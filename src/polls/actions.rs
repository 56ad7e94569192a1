//! What people can do with polls: prepare, open, vote, close, count.

use std::collections::BTreeMap;

use rand::{Rng, seq::SliceRandom};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{
    casting::{Cast, CastError, CastOutcome},
    count::{CountRefused, PollCount, count},
    input::{PollInput, VoteInput},
    model::{Poll, PollKind, PollState, Secrecy, Transition, WrongState},
    store::{self, Definition, RollCallVote},
};
use crate::{
    App,
    accounts::model::{AccessError, Actor, Right},
    audit::{self, Act, Chain},
    db::{DbError, Tx},
    registry::{self, actions::RegistryError, model::Federation},
    rolls::{
        self,
        model::{Roll, RollState, Voter},
    },
    types::{Explain, FieldProblem, Locale, PollId, Problem, ProblemKind, RollId, Timestamp},
};

/// A secret poll needs so many entries of the roll: with two, each knows how the other one voted (secrecy rule R1).
pub const FEWEST_FOR_SECRECY: i64 = 3;

/// Why something with a poll is refused.
#[derive(Debug, thiserror::Error)]
pub enum PollError {
    #[error(transparent)]
    Access(#[from] AccessError),
    #[error("not found")]
    NotFound,
    #[error("changed by somebody else since it was read")]
    Stale,
    #[error(transparent)]
    WrongState(#[from] WrongState),
    #[error("the poll is fixed since it was opened")]
    Fixed,
    #[error("the roll is not frozen")]
    RollNotFrozen,
    #[error("a secret poll needs at least {FEWEST_FOR_SECRECY} voters, the roll has {0}")]
    TooFewForSecrecy(i64),
    #[error("the title or question lacks the language {0}")]
    LanguageMissing(String),
    #[error("the time of closing has passed")]
    ClosesInThePast,
    #[error("the poll is not open")]
    NotOpen,
    #[error("this entry has voted")]
    AlreadyVoted,
    #[error("the code was replaced")]
    CodeVoided,
    #[error(transparent)]
    Cast(#[from] CastError),
    #[error(transparent)]
    CountRefused(#[from] CountRefused),
    #[error("fields were refused")]
    Fields(Vec<FieldProblem>),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<RegistryError> for PollError {
    fn from(error: RegistryError) -> Self {
        match error {
            RegistryError::Access(e) => Self::Access(e),
            RegistryError::Db(e) => Self::Db(e),
            _ => Self::NotFound,
        }
    }
}

impl Explain for PollError {
    fn problem(&self) -> Problem {
        match self {
            Self::Access(e) => e.problem(),
            Self::NotFound => Problem::not_found(),
            Self::Stale => Problem::stale(),
            Self::WrongState(e) => Problem::conflict(match e.transition {
                Transition::MakeReady => crate::key!("problem-poll-not-draft"),
                Transition::Open => crate::key!("problem-poll-not-ready"),
                Transition::Close => crate::key!("problem-poll-not-open"),
                Transition::Count => crate::key!("problem-poll-not-closed"),
                Transition::Publish => crate::key!("problem-poll-not-counted"),
            }),
            Self::Fixed => Problem::conflict(crate::key!("problem-poll-fixed")),
            Self::RollNotFrozen => Problem::conflict(crate::key!("problem-roll-not-frozen")),
            Self::TooFewForSecrecy(n) => {
                Problem::conflict(crate::key!("problem-too-few-for-secrecy"))
                    .with("n", *n)
                    .with("needed", FEWEST_FOR_SECRECY)
            }
            Self::LanguageMissing(language) => {
                Problem::conflict(crate::key!("problem-poll-language-missing"))
                    .with("language", language.clone())
            }
            Self::ClosesInThePast => Problem::field("closes_at", crate::key!("field-in-the-past")),
            Self::NotOpen => Problem::conflict(crate::key!("problem-poll-not-open")),
            Self::AlreadyVoted => Problem::conflict(crate::key!("problem-already-voted")),
            Self::CodeVoided => Problem::new(
                ProblemKind::Unauthenticated,
                crate::key!("problem-code-replaced"),
            ),
            Self::Cast(_) => Problem {
                retry_after: Some(5),
                ..Problem::new(
                    ProblemKind::Unavailable,
                    crate::key!("problem-ballot-unconfirmed"),
                )
            },
            Self::CountRefused(e) => e.problem(),
            Self::Fields(fields) => Problem::fields(fields.clone()),
            Self::Db(e) => e.problem(),
        }
    }
}

/// The polls of a roll as staff see them.
pub struct PollList {
    pub federation: Federation,
    pub roll: Roll,
    /// Each with the number of ballots in its box, once opened.
    pub polls: Vec<(Poll, Option<i64>)>,
}

/// Lists the polls of a roll.
pub async fn list_polls(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
) -> Result<PollList, PollError> {
    let federation =
        registry::actions::federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let mut conn = app.db.read().await?;
    let roll = rolls::store::find_roll(&mut conn, federation.id, roll)
        .await?
        .ok_or(PollError::NotFound)?;
    let boxes = store::ballots_in_boxes(&mut conn, roll.id).await?;
    let polls = store::polls_of_roll(&mut conn, federation.id, roll.id).await?;
    Ok(PollList {
        federation,
        roll,
        polls: polls
            .into_iter()
            .map(|p| {
                let n = boxes.get(&p.id).copied();
                (p, n)
            })
            .collect(),
    })
}

/// A poll as staff see it.
pub struct PollView {
    pub federation: Federation,
    pub roll: Roll,
    pub poll: Poll,
    /// Ballots in the box, once opened; never which.
    pub ballots: Option<i64>,
    /// Votes of all entries of the roll.
    pub entitled: i64,
    pub count: Option<PollCount>,
}

/// One poll.
pub async fn view_poll(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
) -> Result<PollView, PollError> {
    let federation =
        registry::actions::federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    view(app, federation, poll).await
}

/// One poll, for those who may change it.
pub async fn view_poll_to_change(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
) -> Result<PollView, PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    view(app, federation, poll).await
}

async fn view(app: &App, federation: Federation, poll: PollId) -> Result<PollView, PollError> {
    let mut conn = app.db.read().await?;
    let poll = store::find_poll(&mut conn, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)?;
    let roll = rolls::store::find_roll(&mut conn, federation.id, poll.roll)
        .await?
        .ok_or(PollError::NotFound)?;
    let count = store::find_count(&mut conn, federation.id, poll.id).await?;
    Ok(PollView {
        ballots: store::find_box(&mut conn, poll.id).await?.map(|(n, _)| n),
        entitled: rolls::store::entitled_votes(&mut conn, roll.id).await?,
        count: count
            .map(|(text, _)| PollCount::from_json(&text))
            .transpose()?,
        federation,
        roll,
        poll,
    })
}

/// The roll for which somebody is about to write a poll.
pub async fn roll_for_new_poll(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
) -> Result<(Federation, Roll), PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let roll = rolls::store::find_roll(&mut app.db.read().await?, federation.id, roll)
        .await?
        .ok_or(PollError::NotFound)?;
    Ok((federation, roll))
}

/// Writes a new poll for a roll.
pub async fn create_poll(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    input: &PollInput,
) -> Result<PollId, PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let definition = input.parse(federation.locale).map_err(PollError::Fields)?;
    let mut tx = app.db.begin().await?;
    rolls::store::find_roll(&mut tx, federation.id, roll)
        .await?
        .ok_or(PollError::NotFound)?;
    let poll = store::insert_poll(&mut tx, federation.id, roll, &definition).await?;
    record(
        &mut tx,
        app,
        actor,
        &federation,
        "create_poll",
        poll,
        Value::Null,
        snapshot(&definition),
    )
    .await?;
    tx.commit().await?;
    Ok(poll)
}

/// Rewrites a poll in preparation.
pub async fn update_poll(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    revision: i64,
    input: &PollInput,
) -> Result<(), PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let definition = input.parse(federation.locale).map_err(PollError::Fields)?;
    let mut tx = app.db.begin().await?;
    let before = store::find_poll(&mut tx, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)?;
    if before.state >= PollState::Open {
        return Err(PollError::Fixed);
    }
    if !store::update_poll(&mut tx, federation.id, poll, revision, &definition).await? {
        return Err(PollError::Stale);
    }
    let before = snapshot(&Definition {
        kind: before.kind,
        secrecy: before.secrecy,
        title: before.title,
        question: before.question,
        options: before.options,
        max_choices: before.max_choices,
        seats: before.seats,
        rule: before.rule,
    });
    record(
        &mut tx,
        app,
        actor,
        &federation,
        "update_poll",
        poll,
        before,
        snapshot(&definition),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Removes a poll in preparation.
pub async fn delete_poll(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    revision: i64,
) -> Result<(), PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut tx = app.db.begin().await?;
    let before = store::find_poll(&mut tx, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)?;
    if before.state >= PollState::Open {
        return Err(PollError::Fixed);
    }
    if !store::delete_poll(&mut tx, federation.id, poll, revision).await? {
        return Err(PollError::Stale);
    }
    record(
        &mut tx,
        app,
        actor,
        &federation,
        "delete_poll",
        poll,
        json!({"title": before.title}),
        Value::Null,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Draft to ready.
pub async fn make_ready(
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
    let after = before.state.after(Transition::MakeReady)?;
    require_language(&before, federation.locale)?;
    if !store::make_ready(&mut tx, federation.id, poll).await? {
        return Err(PollError::Stale);
    }
    record_state(
        &mut tx,
        app,
        actor,
        &federation,
        "make_poll_ready",
        poll,
        (before.state, after),
        json!({}),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Every text of the ballot is there in the language that all voters of the federation read.
fn require_language(poll: &Poll, locale: Locale) -> Result<(), PollError> {
    if [&poll.title, &poll.question]
        .into_iter()
        .chain(&poll.options)
        .all(|t| t.has(locale))
    {
        Ok(())
    } else {
        Err(PollError::LanguageMissing(locale.own_name().to_owned()))
    }
}

/// Ready to open: from now on the definition is fixed and ballots are taken, until `closes_at` where given.
pub async fn open_poll(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    closes_at: Option<Timestamp>,
) -> Result<(), PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let now = app.clock.now();
    if closes_at.is_some_and(|t| t <= now) {
        return Err(PollError::ClosesInThePast);
    }
    let mut tx = app.db.begin().await?;
    let before = store::find_poll(&mut tx, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)?;
    let after = before.state.after(Transition::Open)?;
    // The language of the federation may have changed since the poll was made ready.
    require_language(&before, federation.locale)?;
    let roll = rolls::store::find_roll(&mut tx, federation.id, before.roll)
        .await?
        .ok_or(PollError::NotFound)?;
    if roll.state != RollState::Frozen {
        return Err(PollError::RollNotFrozen);
    }
    if before.secrecy == Secrecy::Secret && roll.entries < FEWEST_FOR_SECRECY {
        return Err(PollError::TooFewForSecrecy(roll.entries));
    }
    if !store::open(&mut tx, federation.id, poll, now, closes_at).await? {
        return Err(PollError::Stale);
    }
    let detail = json!({"roll_digest": roll.digest, "closes_at": closes_at});
    record_state(
        &mut tx,
        app,
        actor,
        &federation,
        "open_poll",
        poll,
        (before.state, after),
        detail,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

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
fn box_digest(sorted: &[String]) -> String {
    let mut digest = Sha256::new();
    for ballot in sorted {
        digest.update(ballot.as_bytes());
        digest.update(b"\n");
    }
    data_encoding::HEXLOWER.encode(&digest.finalize())
}

/// Every ballot of a closed poll, sorted; a vote by name counts as often as its entry has votes.
async fn counted_ballots(tx: &mut Tx, poll: &Poll) -> Result<Vec<String>, DbError> {
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

/// The federation whose roll the voter is on.
pub async fn federation_of(app: &App, voter: &Voter) -> Result<Federation, PollError> {
    registry::store::find_federation(&mut app.db.read().await?, voter.federation)
        .await?
        .ok_or(PollError::NotFound)
}

/// The polls a voter can see: all of the roll that were opened or are ready, with whether the entry has voted.
pub async fn my_votes(app: &App, voter: &Voter) -> Result<Vec<(Poll, bool)>, PollError> {
    let mut conn = app.db.read().await?;
    let voted = store::marks_of_entry(&mut conn, voter.roll, voter.entry).await?;
    let polls = store::polls_of_roll(&mut conn, voter.federation, voter.roll).await?;
    Ok(polls
        .into_iter()
        .filter(|p| p.state > PollState::Draft)
        .map(|p| {
            let has_voted = voted.contains(&p.id);
            (p, has_voted)
        })
        .collect())
}

/// One poll of the voter's roll, and whether the entry has voted.
pub async fn poll_for_voter(
    app: &App,
    voter: &Voter,
    poll: PollId,
) -> Result<(Poll, bool), PollError> {
    let mut conn = app.db.read().await?;
    let found = store::find_poll(&mut conn, voter.federation, poll)
        .await?
        .filter(|p| p.roll == voter.roll && p.state > PollState::Draft)
        .ok_or(PollError::NotFound)?;
    let voted = store::marks_of_entry(&mut conn, voter.roll, voter.entry)
        .await?
        .contains(&poll);
    Ok((found, voted))
}

/// Whether the poll takes ballots at this moment.
pub fn takes_ballots(app: &App, poll: &Poll) -> bool {
    poll.state == PollState::Open && poll.closes_at.is_none_or(|t| t > app.clock.now())
}

/// Puts the voter's ballot into the box; answers after it is there for good.
pub async fn cast(
    app: &App,
    voter: &Voter,
    poll: PollId,
    input: &VoteInput,
) -> Result<(), PollError> {
    let (poll, voted) = poll_for_voter(app, voter, poll).await?;
    if voted {
        return Err(PollError::AlreadyVoted);
    }
    if !takes_ballots(app, &poll) {
        return Err(PollError::NotOpen);
    }
    let ballot = input.parse(&poll).map_err(PollError::Fields)?;
    let cast = Cast {
        poll: poll.id,
        entry: voter.entry,
        code: voter.code,
        secrecy: poll.secrecy,
        votes: voter.votes,
        ballot: ballot.encode(),
    };
    match app.caster.cast(cast).await? {
        CastOutcome::Counted => Ok(()),
        CastOutcome::AlreadyVoted => Err(PollError::AlreadyVoted),
        CastOutcome::NotOpen => Err(PollError::NotOpen),
        CastOutcome::CodeVoided => Err(PollError::CodeVoided),
    }
}

/// For the log of acts. The options of an election are people's names, and the log cannot forget: it keeps their number.
fn snapshot(definition: &Definition) -> Value {
    let options = match definition.kind {
        PollKind::Motion => json!(definition.options),
        PollKind::Election => json!(definition.options.len()),
    };
    json!({
        "kind": definition.kind,
        "secrecy": definition.secrecy,
        "title": definition.title,
        "question": definition.question,
        "options": options,
        "max_choices": definition.max_choices,
        "seats": definition.seats,
        "rule": super::stored_rule::StoredRule::from(&definition.rule),
    })
}

#[expect(clippy::too_many_arguments, reason = "one for each column of the log")]
async fn record(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    federation: &Federation,
    act: &'static str,
    poll: PollId,
    before: Value,
    after: Value,
) -> Result<(), DbError> {
    let act = Act {
        chain: Chain::Federation(federation.id),
        at: app.clock.now(),
        who: &actor.who(),
        act,
        subject: ("polls", poll.0),
        before,
        after,
    };
    audit::record(tx, act).await
}

#[expect(clippy::too_many_arguments, reason = "one for each column of the log")]
async fn record_state(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    federation: &Federation,
    act: &'static str,
    poll: PollId,
    states: (PollState, PollState),
    detail: Value,
) -> Result<(), DbError> {
    let mut after: BTreeMap<String, Value> =
        BTreeMap::from([("state".to_owned(), json!(states.1))]);
    if let Value::Object(more) = detail {
        after.extend(more);
    }
    record(
        tx,
        app,
        actor,
        federation,
        act,
        poll,
        json!({"state": states.0}),
        audit::snapshot(&after),
    )
    .await
}
