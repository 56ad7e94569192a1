//! What a voter does.

use std::net::IpAddr;

use super::PollError;
use crate::{
    App,
    db::{Conn, DbError},
    polls::{
        board_key::SealTo,
        casting::{Cast, CastError, CastOutcome, Part},
        model::{Poll, PollState, Secrecy, Standing},
        splitting::Votes,
        store,
    },
    registry::{self, model::Federation},
    rolls::{
        self,
        actions::RollError,
        model::{Voter, VoterPlace},
    },
    types::{EntryId, Localized, PollId},
};

/// The federation whose roll the voter is on.
pub async fn federation_of(app: &App, voter: &Voter) -> Result<Federation, PollError> {
    registry::store::find_federation(&mut app.db.read().await?, voter.federation)
        .await?
        .ok_or(PollError::NotFound)
}

/// A poll as a voter meets it.
pub struct PollOfVoter {
    pub poll: Poll,
    /// Whether the entry has voted.
    pub voted: bool,
    /// Why the entry may not vote in it.
    pub excluded: Option<String>,
    /// The entry votes on paper in it.
    pub on_paper: bool,
}

impl PollOfVoter {
    /// Whether a ballot of the entry is put into the box electronically.
    pub fn votes_here(&self) -> bool {
        self.excluded.is_none() && !self.on_paper
    }
}

/// The polls a voter can see: all of the roll that were opened or are ready.
pub async fn my_votes(app: &App, voter: &Voter) -> Result<Vec<PollOfVoter>, PollError> {
    let mut conn = app.db.read().await?;
    let polls = store::polls_of_roll(&mut conn, voter.federation, voter.roll).await?;
    Ok(polls_of_place(&mut conn, voter, voter.entry, polls).await?)
}

/// The same for one of the places for which the voter can vote.
async fn polls_of_place(
    conn: &mut Conn,
    voter: &Voter,
    entry: EntryId,
    polls: Vec<Poll>,
) -> Result<Vec<PollOfVoter>, DbError> {
    let voted = store::marks_of_entry(conn, voter.roll, entry).await?;
    let excluded = store::boxes::exclusions_of_entry(conn, voter.roll, entry).await?;
    let on_paper = store::paper::is_voter(conn, voter.federation, voter.roll, entry).await?;
    Ok(polls
        .into_iter()
        .filter(|p| p.state > PollState::Draft)
        .map(|poll| PollOfVoter {
            on_paper: on_paper && poll.secrecy == Secrecy::Secret,
            voted: voted.contains(&poll.id),
            excluded: excluded.get(&poll.id).cloned(),
            poll,
        })
        .collect())
}

/// One poll of the voter's roll.
pub async fn poll_for_voter(
    app: &App,
    voter: &Voter,
    poll: PollId,
) -> Result<PollOfVoter, PollError> {
    my_votes(app, voter)
        .await?
        .into_iter()
        .find(|of_voter| of_voter.poll.id == poll)
        .ok_or(PollError::NotFound)
}

/// A place for which a voter can vote, with how many polls take its ballot at this moment.
pub struct PlaceOfVoter {
    pub place: VoterPlace,
    pub waiting: i64,
}

/// The places for which a voter with proxies can vote, the own one first; nothing for everybody else.
pub async fn my_places(app: &App, voter: &Voter) -> Result<Vec<PlaceOfVoter>, PollError> {
    let mut conn = app.db.read().await?;
    let places = rolls::actions::places_of_voter(&mut conn, voter).await?;
    if places.len() < 2 {
        return Ok(Vec::new());
    }
    let polls = store::polls_of_roll(&mut conn, voter.federation, voter.roll).await?;
    let mut found = Vec::with_capacity(places.len());
    for place in places {
        let of_place = polls_of_place(&mut conn, voter, place.entry, polls.clone()).await?;
        let waiting = of_place
            .iter()
            .filter(|of| of.votes_here() && !of.voted && takes_ballots(app, &of.poll, voter))
            .count();
        found.push(PlaceOfVoter {
            place,
            waiting: i64::try_from(waiting).unwrap_or(i64::MAX),
        });
    }
    Ok(found)
}

/// Refuses a ballot that was made for another place than the session votes for: it was switched meanwhile, perhaps in another window.
///
/// # Errors
/// [`PollError::OtherPlace`]; nothing is cast.
pub fn same_place(voter: &Voter, made_for: Option<EntryId>) -> Result<(), PollError> {
    match made_for {
        Some(entry) if entry != voter.entry => Err(PollError::OtherPlace),
        Some(_) | None => Ok(()),
    }
}

/// Whether the poll takes a ballot of this voter at this moment.
pub fn takes_ballots(app: &App, poll: &Poll, voter: &Voter) -> bool {
    poll.standing() == Standing::Open && poll.voting_time().takes(app.clock.now(), voter.late_for)
}

/// Why a poll takes no ballot of this voter.
pub fn not_taken(app: &App, poll: &Poll) -> PollError {
    match poll.standing() {
        Standing::Interrupted => PollError::Interrupted,
        Standing::Open if poll.voting_time().is_grace(app.clock.now()) => PollError::SignedInLate,
        Standing::Draft
        | Standing::Ready
        | Standing::Open
        | Standing::Closed
        | Standing::Counted
        | Standing::Published
        | Standing::Void => PollError::NotOpen,
    }
}

/// Whether the place that a code opens has voted in a poll. Nothing else is told.
pub struct CodeUse {
    pub poll: PollId,
    pub title: Localized,
    pub voted: bool,
}

/// In which of the opened polls of its roll the place of a code has voted, as long as that is kept; for whoever has the code, also
/// after the result is public.
pub async fn check_code(
    app: &App,
    code: &str,
    network: IpAddr,
) -> Result<(Federation, Vec<CodeUse>), RollError> {
    let holder = rolls::actions::holder_of_code(app, code, network).await?;
    let mut conn = app.db.read().await?;
    let federation = registry::store::find_federation(&mut conn, holder.federation)
        .await?
        .ok_or(RollError::NotFound)?;
    let used = store::marks_of_entry(&mut conn, holder.roll, holder.entry).await?;
    let polls = store::polls_of_roll(&mut conn, holder.federation, holder.roll).await?;
    let uses = polls
        .into_iter()
        .filter(|poll| poll.state >= PollState::Open && poll.marks_deleted_at.is_none())
        .map(|poll| CodeUse {
            voted: used.contains(&poll.id),
            poll: poll.id,
            title: poll.title,
        })
        .collect();
    Ok((federation, uses))
}

/// Puts the voter's ballots into the box; answers after they are there for good, with the tracker of each.
pub async fn cast(
    app: &App,
    voter: &Voter,
    poll: PollId,
    votes: &Votes,
) -> Result<Vec<String>, PollError> {
    let PollOfVoter {
        poll,
        voted,
        excluded,
        on_paper,
    } = poll_for_voter(app, voter, poll).await?;
    if voted {
        return Err(PollError::AlreadyVoted);
    }
    if excluded.is_some() {
        return Err(PollError::Excluded);
    }
    if on_paper {
        return Err(PollError::OnPaper);
    }
    if !takes_ballots(app, &poll, voter) {
        return Err(not_taken(app, &poll));
    }
    let parts = votes.parse(&poll, voter.votes).map_err(PollError::Fields)?;
    let cast = Cast {
        poll: poll.id,
        entry: voter.entry,
        code: voter.code,
        late_for: voter.late_for,
        secrecy: poll.secrecy,
        parts: sealed(&poll, parts)?,
    };
    match app.caster.cast(cast).await? {
        CastOutcome::Counted(trackers) => Ok(trackers),
        CastOutcome::AlreadyVoted => Err(PollError::AlreadyVoted),
        // Closed or interrupted since it was read.
        CastOutcome::NotOpen => {
            let now = poll_for_voter(app, voter, poll.id).await?;
            Err(not_taken(app, &now.poll))
        }
        CastOutcome::CodeVoided => Err(PollError::CodeVoided),
        CastOutcome::Excluded => Err(PollError::Excluded),
        CastOutcome::OnPaper => Err(PollError::OnPaper),
    }
}

/// In a sealed poll each vote by itself, sealed: two of the same ballot must not be seen to be the same.
fn sealed(poll: &Poll, parts: Vec<Part>) -> Result<Vec<Part>, PollError> {
    let Some(seal_to) = SealTo::of(poll) else {
        return Ok(parts);
    };
    let mut sealed = Vec::new();
    for part in parts {
        for _ in 0..part.votes {
            let ballot = seal_to
                .seal(part.ballot.as_bytes())
                .ok_or(CastError::Busy)?;
            sealed.push(Part { votes: 1, ballot });
        }
    }
    Ok(sealed)
}
