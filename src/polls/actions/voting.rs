//! What a voter does.

use super::PollError;
use crate::{
    App,
    polls::{
        casting::{Cast, CastOutcome},
        model::{Poll, PollState},
        splitting::Votes,
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

/// A poll as a voter meets it.
pub struct PollOfVoter {
    pub poll: Poll,
    /// Whether the entry has voted.
    pub voted: bool,
    /// Why the entry may not vote in it.
    pub excluded: Option<String>,
}

/// The polls a voter can see: all of the roll that were opened or are ready.
pub async fn my_votes(app: &App, voter: &Voter) -> Result<Vec<PollOfVoter>, PollError> {
    let mut conn = app.db.read().await?;
    let voted = store::marks_of_entry(&mut conn, voter.roll, voter.entry).await?;
    let excluded = store::boxes::exclusions_of_entry(&mut conn, voter.roll, voter.entry).await?;
    let polls = store::polls_of_roll(&mut conn, voter.federation, voter.roll).await?;
    Ok(polls
        .into_iter()
        .filter(|p| p.state > PollState::Draft)
        .map(|poll| PollOfVoter {
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

/// Whether the poll takes ballots at this moment.
pub fn takes_ballots(app: &App, poll: &Poll) -> bool {
    poll.state == PollState::Open && poll.closes_at.is_none_or(|t| t > app.clock.now())
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
    } = poll_for_voter(app, voter, poll).await?;
    if voted {
        return Err(PollError::AlreadyVoted);
    }
    if excluded.is_some() {
        return Err(PollError::Excluded);
    }
    if !takes_ballots(app, &poll) {
        return Err(PollError::NotOpen);
    }
    let cast = Cast {
        poll: poll.id,
        entry: voter.entry,
        code: voter.code,
        secrecy: poll.secrecy,
        parts: votes.parse(&poll, voter.votes).map_err(PollError::Fields)?,
    };
    match app.caster.cast(cast).await? {
        CastOutcome::Counted(trackers) => Ok(trackers),
        CastOutcome::AlreadyVoted => Err(PollError::AlreadyVoted),
        CastOutcome::NotOpen => Err(PollError::NotOpen),
        CastOutcome::CodeVoided => Err(PollError::CodeVoided),
        CastOutcome::Excluded => Err(PollError::Excluded),
    }
}
