//! What a voter does.

use super::PollError;
use crate::{
    App,
    polls::{
        casting::{Cast, CastOutcome},
        input::VoteInput,
        model::{Poll, PollState},
        store,
    },
    registry::{self, model::Federation},
    rolls::model::Voter,
    types::PollId,
};

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
