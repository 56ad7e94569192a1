//! Who may not vote in one poll, over the API.

use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    App,
    polls::{actions, store::boxes::Exclusion},
    types::{EntryId, PollId},
    web::{
        Refused,
        api::{Caller, Done},
    },
};

/// An entry of the roll that may not vote in a poll.
#[derive(Object)]
struct ExclusionDocument {
    entry_id: i64,
    /// Number on the roll.
    number: i64,
    name: String,
    body_name: String,
    votes: i64,
    /// Which conflict of interest; the voter reads it.
    reason: String,
}

impl From<Exclusion> for ExclusionDocument {
    fn from(excluded: Exclusion) -> Self {
        Self {
            entry_id: excluded.entry_id,
            number: excluded.number,
            name: excluded.name,
            body_name: excluded.body_name,
            votes: excluded.votes,
            reason: excluded.reason,
        }
    }
}

/// Why an entry may not vote.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ExclusionRequest {
    /// 3 to 300 letters.
    #[oai(validator(max_length = 1000))]
    reason: String,
}

/// The operations on exclusions.
pub struct ExclusionsApi;

#[OpenApi(tag = "crate::api::Tag::Polls")]
impl ExclusionsApi {
    /// Lists who may not vote in a poll because of a conflict of interest (BGB section 34).
    #[oai(
        path = "/federations/:slug/polls/:poll/exclusions",
        method = "get",
        operation_id = "list_exclusions"
    )]
    async fn list_exclusions(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
    ) -> Result<Json<Vec<ExclusionDocument>>, Refused> {
        let list = actions::list_exclusions(&app, &caller.0, &slug, PollId(poll.0)).await?;
        Ok(Json(list.excluded.into_iter().map(Into::into).collect()))
    }

    /// Excludes an entry of the roll from a poll that is not open yet.
    #[oai(
        path = "/federations/:slug/polls/:poll/exclusions/:entry",
        method = "put",
        operation_id = "exclude_voter"
    )]
    async fn exclude_voter(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        entry: Path<i64>,
        body: Json<ExclusionRequest>,
    ) -> Result<Done, Refused> {
        let (poll, entry) = (PollId(poll.0), EntryId(entry.0));
        actions::exclude(&app, &caller.0, &slug, poll, entry, &body.0.reason).await?;
        Ok(Done::NoContent)
    }

    /// Takes an exclusion back, as long as the poll is not open.
    #[oai(
        path = "/federations/:slug/polls/:poll/exclusions/:entry",
        method = "delete",
        operation_id = "include_voter"
    )]
    async fn include_voter(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        entry: Path<i64>,
    ) -> Result<Done, Refused> {
        let (poll, entry) = (PollId(poll.0), EntryId(entry.0));
        actions::include(&app, &caller.0, &slug, poll, entry).await?;
        Ok(Done::NoContent)
    }
}
