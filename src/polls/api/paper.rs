//! Paper beside the electronic box, over the API.

use poem::web::Data;
use poem_openapi::{Enum, Object, OpenApi, param::Path, payload::Json};

use crate::{
    App,
    polls::{
        actions::{self, PaperInput},
        input::VoteInput,
        model::paper::{PaperCount, PaperVoter},
    },
    rolls::model::Entry,
    types::{EntryId, PollId, RollId},
    web::{
        Refused,
        api::{Caller, Done},
    },
};

/// An entry of the roll that votes on paper.
#[derive(Object)]
struct PaperEntryDocument {
    entry_id: i64,
    /// Number on the roll.
    number: i64,
    name: String,
    body_name: String,
    votes: i64,
}

impl From<Entry> for PaperEntryDocument {
    fn from(entry: Entry) -> Self {
        Self {
            entry_id: entry.id.0,
            number: entry.number,
            name: entry.name,
            body_name: entry.body_name,
            votes: entry.votes,
        }
    }
}

/// A voter on paper in one poll.
#[derive(Object)]
struct PaperVoterDocument {
    entry_id: i64,
    number: i64,
    name: String,
    body_name: String,
    votes: i64,
    /// The ballot lies in the urn.
    handed_in: bool,
    /// The place had voted electronically before it was noted.
    voted: bool,
}

impl From<PaperVoter> for PaperVoterDocument {
    fn from(voter: PaperVoter) -> Self {
        Self {
            entry_id: voter.entry,
            number: voter.number,
            name: voter.name,
            body_name: voter.body_name,
            votes: voter.votes,
            handed_in: voter.handed_in,
            voted: voter.voted,
        }
    }
}

/// How far the count of two people is.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
enum PaperCountName {
    /// Nothing is to be counted.
    None,
    Counting,
    /// Both counted, and differ.
    Differ,
    /// Both agree, but handed in were another number of votes.
    NumbersDiffer,
    Agreed,
}

/// Paper in one poll.
#[derive(Object)]
struct PaperDocument {
    voters: Vec<PaperVoterDocument>,
    /// Voters who handed a ballot in, and their votes.
    handed_in: i64,
    handed_in_votes: i64,
    count: PaperCountName,
    /// The closed box waits.
    is_counted_now: bool,
    /// Ballots on the caller's own sheet.
    own_ballots: i64,
    own_done: bool,
}

/// Ballots on paper that are alike.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct PaperBallots {
    count: i64,
    /// As in voting.
    #[oai(default, validator(max_items = 400))]
    choices: Vec<String>,
    #[oai(default, validator(max_items = 35))]
    ranking: Vec<Vec<String>>,
    #[oai(default)]
    blank: bool,
    /// Nobody can tell what is chosen.
    #[oai(default)]
    invalid: bool,
}

/// What one person counted.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct PaperSheetRequest {
    #[oai(validator(max_items = 2000))]
    ballots: Vec<PaperBallots>,
    /// Counted to the end.
    done: bool,
}

/// The operations on paper.
pub struct PaperApi;

#[OpenApi(tag = "crate::api::Tag::Polls")]
impl PaperApi {
    /// Lists who votes on paper in the secret polls of a roll.
    #[oai(
        path = "/federations/:slug/rolls/:roll/paper-voters",
        method = "get",
        operation_id = "list_paper_voters"
    )]
    async fn list_paper_voters(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
    ) -> Result<Json<Vec<PaperEntryDocument>>, Refused> {
        let list = actions::list_paper_voters(&app, &caller.0, &slug, RollId(roll.0)).await?;
        Ok(Json(list.on_paper.into_iter().map(Into::into).collect()))
    }

    /// Notes that an entry votes on paper: its code puts nothing into a secret box from now on.
    #[oai(
        path = "/federations/:slug/rolls/:roll/paper-voters/:entry",
        method = "put",
        operation_id = "add_paper_voter"
    )]
    async fn add_paper_voter(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
        entry: Path<i64>,
    ) -> Result<Done, Refused> {
        let (roll, entry) = (RollId(roll.0), EntryId(entry.0));
        actions::add_paper_voter(&app, &caller.0, &slug, roll, entry).await?;
        Ok(Done::NoContent)
    }

    /// The entry votes electronically again, wherever it handed no ballot in.
    #[oai(
        path = "/federations/:slug/rolls/:roll/paper-voters/:entry",
        method = "delete",
        operation_id = "remove_paper_voter"
    )]
    async fn remove_paper_voter(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
        entry: Path<i64>,
    ) -> Result<Done, Refused> {
        let (roll, entry) = (RollId(roll.0), EntryId(entry.0));
        actions::remove_paper_voter(&app, &caller.0, &slug, roll, entry).await?;
        Ok(Done::NoContent)
    }

    /// Shows who votes on paper in a poll, whose ballots were handed in, and how far their count is. What the other person counted is
    /// told to nobody.
    #[oai(
        path = "/federations/:slug/polls/:poll/paper",
        method = "get",
        operation_id = "show_paper"
    )]
    async fn show_paper(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
    ) -> Result<Json<PaperDocument>, Refused> {
        let view = actions::paper(&app, &caller.0, &slug, PollId(poll.0)).await?;
        Ok(Json(PaperDocument {
            handed_in: view.handed_in.0,
            handed_in_votes: view.handed_in.1,
            count: match view.count {
                PaperCount::None => PaperCountName::None,
                PaperCount::Counting { .. } => PaperCountName::Counting,
                PaperCount::Differ => PaperCountName::Differ,
                PaperCount::NumbersDiffer { .. } => PaperCountName::NumbersDiffer,
                PaperCount::Agreed(_) => PaperCountName::Agreed,
            },
            is_counted_now: view.is_counted_now,
            own_ballots: view.own.as_ref().map_or(0, |sheet| sheet.sum()),
            own_done: view.own.as_ref().is_some_and(|sheet| sheet.done),
            voters: view.voters.into_iter().map(Into::into).collect(),
        }))
    }

    /// Notes that the ballot of an entry on paper lies in the urn: the entry has voted.
    #[oai(
        path = "/federations/:slug/polls/:poll/paper/:entry",
        method = "put",
        operation_id = "hand_in_paper"
    )]
    async fn hand_in_paper(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        entry: Path<i64>,
    ) -> Result<Done, Refused> {
        let entries = [EntryId(entry.0)];
        actions::hand_in(&app, &caller.0, &slug, PollId(poll.0), &entries).await?;
        Ok(Done::NoContent)
    }

    /// Takes that back: while the poll is open, or while its ballots on paper are counted and one is missing.
    #[oai(
        path = "/federations/:slug/polls/:poll/paper/:entry",
        method = "delete",
        operation_id = "take_paper_back"
    )]
    async fn take_paper_back(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        entry: Path<i64>,
    ) -> Result<Done, Refused> {
        let (poll, entry) = (PollId(poll.0), EntryId(entry.0));
        actions::take_back(&app, &caller.0, &slug, poll, entry).await?;
        Ok(Done::NoContent)
    }

    /// Writes what the caller counted, in place of what the caller wrote before. Once two people agree, the ballots come into the box.
    #[oai(
        path = "/federations/:slug/polls/:poll/paper-sheet",
        method = "put",
        operation_id = "count_paper"
    )]
    async fn count_paper(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        body: Json<PaperSheetRequest>,
    ) -> Result<Done, Refused> {
        let ballots: Vec<PaperInput> = body
            .0
            .ballots
            .into_iter()
            .map(|ballots| PaperInput {
                choice: VoteInput {
                    choices: ballots.choices,
                    ranking: ballots.ranking,
                    blank: ballots.blank,
                },
                invalid: ballots.invalid,
                count: ballots.count,
            })
            .collect();
        let (poll, done) = (PollId(poll.0), body.0.done);
        actions::write_sheet(&app, &caller.0, &slug, poll, &ballots, done).await?;
        Ok(Done::NoContent)
    }

    /// Throws what was counted away, so that two people count anew.
    #[oai(
        path = "/federations/:slug/polls/:poll/paper-sheet",
        method = "delete",
        operation_id = "discard_paper_count"
    )]
    async fn discard_paper_count(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
    ) -> Result<Done, Refused> {
        actions::discard_sheets(&app, &caller.0, &slug, PollId(poll.0)).await?;
        Ok(Done::NoContent)
    }
}
