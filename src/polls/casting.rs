//! The one writer of ballots: gathers voters into one commit, and answers each only after the commit that holds the ballot.
//!
//! It runs in a task of its own, so a request that is dropped changes nothing: the ballot is in the box or it is not. In one
//! transaction it locks the box, looks at the code, marks the entry and puts the ballots in; the voters of one commit are mixed.
//! For each ballot a tracker is drawn; the trackers of one commit go in together, in an order of their own.
//! Nothing here is logged but failures, and those without poll, entry or time of a voter.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use rand::{Rng, RngExt, rngs::StdRng, seq::SliceRandom};
use tokio::sync::{mpsc, oneshot};

use super::{
    model::{Secrecy, VotingTime},
    store, tracker,
};
use crate::{
    db::{Db, DbError, PATIENCE, Tx},
    rolls,
    types::{Clock, CodeId, EntryId, PollId, Random, Timestamp},
};

/// Voters in one commit at most.
const GROUP: usize = 256;
/// Voters that may wait; beyond it they are asked to try again.
const QUEUE: usize = 2_000;
/// Tries of a commit when the database gives up a lock.
const TRIES: u32 = 5;

/// One voter's ballot on its way into the box.
pub struct Cast {
    pub poll: PollId,
    pub entry: EntryId,
    pub code: CodeId,
    /// The latest time of closing that had passed when the voter signed in.
    pub late_for: Timestamp,
    pub secrecy: Secrecy,
    /// All votes of the entry: each becomes a ballot like any other.
    pub parts: Vec<Part>,
}

/// Votes that an entry gives alike.
pub struct Part {
    pub votes: i64,
    /// Canonical text; in a sealed poll what it was sealed to, one vote for each.
    pub ballot: String,
}

impl Cast {
    fn votes(&self) -> i64 {
        self.parts.iter().map(|part| part.votes).sum()
    }
}

/// What became of a ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CastOutcome {
    /// In the box, durably; with a tracker for each ballot of a secret poll, sorted.
    Counted(Vec<String>),
    /// The entry had voted in this poll; nothing was changed.
    AlreadyVoted,
    /// The poll takes no ballots now.
    NotOpen,
    /// The code was replaced by another one, its place has gone to somebody else, or its proxy for the place has lapsed.
    CodeVoided,
    /// The entry may not vote in this poll.
    Excluded,
    /// The entry votes on paper.
    OnPaper,
}

/// The ballot may not be in the box; the voter looks with the code and tries again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CastError {
    #[error("too many voters at this moment")]
    Busy,
    #[error("the database did not confirm the ballot")]
    Unconfirmed,
}

/// Why a group was not committed.
enum NotCommitted {
    /// The database refused something in it.
    Refused,
    /// The database was away or busy too long.
    Away,
    /// The commit was sent, but its answer is missing: it may be in the box. Never repeated; the voter looks with the code.
    Unknown,
}

type Answer = oneshot::Sender<Result<CastOutcome, CastError>>;

enum Job {
    Cast(Cast, Answer),
    Drain(oneshot::Sender<()>),
}

/// A handle on the writer.
pub struct Caster(mpsc::Sender<Job>);

impl Caster {
    /// Starts the writer.
    pub fn start(db: Db, clock: Clock, random: Random) -> Self {
        let (sender, receiver) = mpsc::channel(QUEUE);
        tokio::spawn(Writer { db, clock, random }.run(receiver));
        Self(sender)
    }

    /// Puts a ballot in; answers after the commit.
    pub async fn cast(&self, cast: Cast) -> Result<CastOutcome, CastError> {
        let (answer, answered) = oneshot::channel();
        self.0
            .try_send(Job::Cast(cast, answer))
            .map_err(|_| CastError::Busy)?;
        answered.await.unwrap_or(Err(CastError::Unconfirmed))
    }

    /// Waits until everything sent so far is answered.
    pub async fn drain(&self) {
        let (done, waiting) = oneshot::channel();
        if self.0.send(Job::Drain(done)).await.is_ok() {
            let _ = waiting.await;
        }
    }
}

struct Writer {
    db: Db,
    clock: Clock,
    random: Random,
}

impl Writer {
    async fn run(self, mut jobs: mpsc::Receiver<Job>) {
        while let Some(first) = jobs.recv().await {
            let mut group = Vec::new();
            let mut next = Some(first);
            let mut drained = None;
            while let Some(job) = next {
                match job {
                    Job::Cast(cast, answer) => group.push((cast, answer)),
                    Job::Drain(done) => {
                        drained = Some(done);
                        break;
                    }
                }
                next = (group.len() < GROUP)
                    .then(|| jobs.try_recv().ok())
                    .flatten();
            }
            self.serve(group).await;
            if let Some(done) = drained {
                let _ = done.send(());
            }
        }
    }

    async fn serve(&self, mut group: Vec<(Cast, Answer)>) {
        if group.is_empty() {
            return;
        }
        // The order of arrival within a commit is nobody's to know.
        group.shuffle(&mut self.random.rng());
        let casts: Vec<&Cast> = group.iter().map(|(cast, _)| cast).collect();
        let outcomes = match self.commit_with_patience(&casts).await {
            Ok(outcomes) => outcomes.into_iter().map(Ok).collect(),
            // One ballot that the database refuses must not take the others with it.
            Err(NotCommitted::Refused) if casts.len() > 1 => {
                let mut outcomes = Vec::with_capacity(casts.len());
                for cast in &casts {
                    outcomes.push(self.alone(cast).await);
                }
                outcomes
            }
            Err(_) => vec![Err(CastError::Unconfirmed); casts.len()],
        };
        for ((_, answer), outcome) in group.into_iter().zip(outcomes) {
            // Whoever is gone learns the truth with the code later.
            let _ = answer.send(outcome);
        }
    }

    async fn alone(&self, cast: &Cast) -> Result<CastOutcome, CastError> {
        let outcomes = self.commit_with_patience(&[cast]).await;
        outcomes
            .ok()
            .and_then(|o| o.into_iter().next())
            .ok_or(CastError::Unconfirmed)
    }

    /// Commits a group. Repeats only what surely was not committed.
    async fn commit_with_patience(
        &self,
        casts: &[&Cast],
    ) -> Result<Vec<CastOutcome>, NotCommitted> {
        let (mut tries, began) = (0, Instant::now());
        loop {
            tries += 1;
            let error = match self.put_in(casts).await {
                Ok((tx, outcomes)) => {
                    return tx.commit().await.map(|()| outcomes).map_err(|error| {
                        tracing::error!(%error, "a commit of ballots was not confirmed");
                        NotCommitted::Unknown
                    });
                }
                Err(error) => error,
            };
            if !error.is_passing() {
                tracing::error!(%error, "ballots were refused by the database");
                return Err(NotCommitted::Refused);
            }
            // A lock may have been waited for already; the voters behind wait as well.
            if tries == TRIES || began.elapsed() >= PATIENCE {
                tracing::error!(%error, "the database does not take ballots");
                return Err(NotCommitted::Away);
            }
            let jitter = self.random.rng().random_range(5..50_u64);
            tokio::time::sleep(Duration::from_millis(jitter * u64::from(tries))).await;
        }
    }

    async fn put_in(&self, casts: &[&Cast]) -> Result<(Tx, Vec<CastOutcome>), DbError> {
        let now = self.clock.now();
        let mut rng = self.random.rng();
        let mut tx = self.db.begin().await?;
        // In the order of the polls, so that two writers never wait for each other.
        let mut boxes: BTreeMap<PollId, Option<(VotingTime, i64)>> =
            casts.iter().map(|c| (c.poll, None)).collect();
        for (poll, open) in &mut boxes {
            *open = store::lock_open_box(&mut tx, *poll)
                .await?
                .map(|time| (time, 0));
        }
        let mut outcomes = Vec::with_capacity(casts.len());
        // For each ballot the place of its voter among the outcomes.
        let mut tracked = Vec::new();
        for (place, cast) in casts.iter().enumerate() {
            let Some((_, added)) = boxes
                .get_mut(&cast.poll)
                .and_then(Option::as_mut)
                .filter(|(time, _)| time.takes(now, cast.late_for))
            else {
                outcomes.push(CastOutcome::NotOpen);
                continue;
            };
            // Looked at under the lock of the box: a code replaced, a place gone to somebody else, or a proxy that lapsed, is refused.
            if !rolls::store::codes::opens(&mut tx, cast.code, cast.entry).await? {
                outcomes.push(CastOutcome::CodeVoided);
                continue;
            }
            let (excluded, on_paper) =
                store::paper::votes_otherwise(&mut tx, cast.poll, cast.entry).await?;
            if excluded.is_some() {
                outcomes.push(CastOutcome::Excluded);
                continue;
            }
            // A vote by name needs no box.
            if on_paper && cast.secrecy == Secrecy::Secret {
                outcomes.push(CastOutcome::OnPaper);
                continue;
            }
            if !store::mark(&mut tx, cast.poll, cast.entry).await? {
                outcomes.push(CastOutcome::AlreadyVoted);
                continue;
            }
            for part in &cast.parts {
                match cast.secrecy {
                    Secrecy::Secret => {
                        for _ in 0..part.votes {
                            let mut key = [0; 16];
                            rng.fill_bytes(&mut key);
                            store::put_ballot(&mut tx, key, cast.poll, &part.ballot).await?;
                            tracked.push((place, cast.poll));
                        }
                    }
                    // Whoever votes by name finds the vote by the name.
                    Secrecy::RollCall => {
                        store::put_roll_call_vote(&mut tx, cast.poll, cast.entry, &part.ballot)
                            .await?;
                    }
                }
            }
            *added += cast.votes();
            outcomes.push(CastOutcome::Counted(Vec::new()));
        }
        tracked.shuffle(&mut rng);
        for (place, poll) in tracked {
            let tracker = draw_tracker(&mut tx, &mut rng, poll).await?;
            if let Some(CastOutcome::Counted(trackers)) = outcomes.get_mut(place) {
                trackers.push(tracker);
            }
        }
        for outcome in &mut outcomes {
            if let CastOutcome::Counted(trackers) = outcome {
                trackers.sort_unstable();
            }
        }
        for (poll, open) in boxes {
            if let Some((_, added)) = open.filter(|(_, n)| *n > 0) {
                store::add_to_box(&mut tx, poll, added).await?;
            }
        }
        Ok((tx, outcomes))
    }
}

/// A tracker that no other ballot has; one that is taken is drawn anew.
pub(super) async fn draw_tracker(
    tx: &mut Tx,
    rng: &mut StdRng,
    poll: PollId,
) -> Result<String, DbError> {
    loop {
        let drawn = tracker::draw(rng);
        if store::boxes::put_tracker(tx, poll, &drawn).await? {
            return Ok(drawn);
        }
    }
}
