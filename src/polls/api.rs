//! Polls over the API: writing them, their steps and counts; and voting.

mod acts;
mod board_keys;
mod counts;
mod documents;
mod exclusions;
mod guarding;
mod lots;
mod paper;
mod retention;
mod voting;

use poem::web::Data;
use poem_openapi::{
    OpenApi,
    param::{Header, Path, Query},
    payload::Json,
};

use super::actions::{self, PollError};
use crate::{
    App,
    accounts::model::{AccessError, Right},
    types::{PollId, RollId},
    web::{
        Access, Refused,
        api::{Caller, Done, Made, Paging, Versioned, expected_revision},
    },
};

pub use acts::PollActsApi;
pub use board_keys::BoardKeysApi;
use counts::CountDocument;
use documents::{PollDocument, PollDraft, PollPage, RollCallDocument, RollCallPage};
pub use exclusions::ExclusionsApi;
pub use guarding::GuardApi;
pub use lots::LotsApi;
pub use paper::PaperApi;
pub use retention::RetentionApi;
pub use voting::VotingApi;

use guarding::{GuardDocument, OpeningPresenceDocument, PreflightDocument, trust_document};

const READ: Access = Access::Right(Right::ReadStaffPages);
const RUN: Access = Access::Right(Right::RunPolls);

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    ("list_polls", READ),
    ("create_poll", RUN),
    ("show_poll", READ),
    ("update_poll", RUN),
    ("delete_poll", RUN),
    ("make_poll_ready", RUN),
    ("open_poll", RUN),
    ("close_poll", RUN),
    ("interrupt_poll", RUN),
    ("resume_poll", RUN),
    ("extend_poll", RUN),
    ("void_poll", RUN),
    ("repeat_poll", RUN),
    ("make_runoff", RUN),
    ("list_poll_requests", READ),
    ("confirm_poll_act", RUN),
    ("withdraw_poll_act", RUN),
    ("count_poll", RUN),
    ("show_count", READ),
    ("list_roll_call", READ),
    ("list_exclusions", READ),
    ("exclude_voter", RUN),
    ("choose_guard", RUN),
    ("include_voter", RUN),
    ("record_poll_lot", RUN),
    ("merge_poll", RUN),
    ("list_board_keys", READ),
    ("make_board_key", RUN),
    ("seal_poll", RUN),
    ("unseal_poll", RUN),
    ("give_board_key", RUN),
    ("list_paper_voters", READ),
    ("add_paper_voter", Access::Right(Right::CheckIn)),
    ("remove_paper_voter", Access::Right(Right::CheckIn)),
    ("show_paper", RUN),
    ("hand_in_paper", RUN),
    ("take_paper_back", RUN),
    ("count_paper", RUN),
    ("discard_paper_count", RUN),
    ("list_retention", READ),
    ("set_objection_time", RUN),
    ("hold_retention", RUN),
    ("release_retention", RUN),
    ("sign_in_voter", Access::Public),
    ("check_code", Access::Public),
    ("sign_out_voter", Access::Voter),
    ("list_voting_places", Access::Voter),
    ("switch_voting_place", Access::Voter),
    ("list_my_votes", Access::Voter),
    ("show_ballot_paper", Access::Voter),
    ("cast_ballot", Access::Voter),
];

/// The operations of staff.
pub struct PollsApi;

#[OpenApi(tag = "crate::api::Tag::Polls")]
impl PollsApi {
    /// Lists the polls of a roll in their order.
    #[oai(
        path = "/federations/:slug/rolls/:roll/polls",
        method = "get",
        operation_id = "list_polls"
    )]
    async fn list_polls(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
        page: Query<Option<i64>>,
        per_page: Query<Option<i64>>,
    ) -> Result<Json<PollPage>, Refused> {
        let list = actions::list_polls(&app, &caller.0, &slug, RollId(roll.0)).await?;
        let paging = Paging::of(page.0, per_page.0);
        let total = i64::try_from(list.polls.len()).unwrap_or(i64::MAX);
        let items = list
            .polls
            .into_iter()
            .map(|(poll, ballots)| PollDocument::new(poll, ballots));
        Ok(Json(PollPage {
            items: paging.part_of(items),
            total,
            page: paging.page(),
            last_page: paging.last_page(total),
        }))
    }

    /// Writes a poll for a roll.
    #[oai(
        path = "/federations/:slug/rolls/:roll/polls",
        method = "post",
        operation_id = "create_poll"
    )]
    async fn create_poll(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
        body: Json<PollDraft>,
    ) -> Result<Made, Refused> {
        let input = body.0.input();
        Ok(Made::new(
            actions::create_poll(&app, &caller.0, &slug, RollId(roll.0), &input)
                .await?
                .0,
        ))
    }

    /// Shows a poll; the number of ballots in the box, never what they say.
    #[oai(
        path = "/federations/:slug/polls/:poll",
        method = "get",
        operation_id = "show_poll"
    )]
    async fn show_poll(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
    ) -> Result<Versioned<PollDocument>, Refused> {
        let view = actions::view_poll(&app, &caller.0, &slug, PollId(poll.0)).await?;
        let revision = view.poll.revision;
        let guard = view.guard.as_ref().map(|_| GuardDocument::of(&view));
        let trust = trust_document(&view.trust);
        let presence = view.presence.as_ref().map(OpeningPresenceDocument::from);
        let waits_for = view.waits_for.as_ref().map(Into::into);
        let mut body = PollDocument::new(view.poll, view.ballots);
        body.waits_for = waits_for;
        body.entitled = Some(view.entitled);
        body.guard = guard;
        body.presence = presence;
        body.preflight = (!view.preflight.is_empty())
            .then(|| view.preflight.iter().map(PreflightDocument::from).collect());
        body.trust = Some(trust);
        Ok(Versioned { body, revision })
    }

    /// Rewrites a poll that has not been opened.
    #[oai(
        path = "/federations/:slug/polls/:poll",
        method = "put",
        operation_id = "update_poll"
    )]
    async fn update_poll(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        body: Json<PollDraft>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        actions::update_poll(
            &app,
            &caller.0,
            &slug,
            PollId(poll.0),
            revision,
            &body.0.input(),
        )
        .await?;
        Ok(Done::NoContent)
    }

    /// Removes a poll that has not been opened.
    #[oai(
        path = "/federations/:slug/polls/:poll",
        method = "delete",
        operation_id = "delete_poll"
    )]
    async fn delete_poll(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        actions::delete_poll(&app, &caller.0, &slug, PollId(poll.0), revision).await?;
        Ok(Done::NoContent)
    }

    /// Draft to ready.
    #[oai(
        path = "/federations/:slug/polls/:poll/ready",
        method = "post",
        operation_id = "make_poll_ready"
    )]
    async fn make_ready(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
    ) -> Result<Done, Refused> {
        actions::make_ready(&app, &caller.0, &slug, PollId(poll.0)).await?;
        Ok(Done::NoContent)
    }

    /// Closed to counted. Counting again gives the same, or 409 with an incident.
    #[oai(
        path = "/federations/:slug/polls/:poll/count",
        method = "post",
        operation_id = "count_poll"
    )]
    async fn count_poll(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
    ) -> Result<Json<CountDocument>, Refused> {
        let count = actions::count_poll(&app, &caller.0, &slug, PollId(poll.0)).await?;
        Ok(Json(count.into()))
    }

    /// Shows the count of a poll; there is none before it is counted. Where only the outcome becomes public, the board and auditors
    /// alone may read it.
    #[oai(
        path = "/federations/:slug/polls/:poll/count",
        method = "get",
        operation_id = "show_count"
    )]
    async fn show_count(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
    ) -> Result<Json<CountDocument>, Refused> {
        let view = actions::view_poll(&app, &caller.0, &slug, PollId(poll.0)).await?;
        if view.sealed {
            return Err(PollError::Access(AccessError::Forbidden).into());
        }
        Ok(Json(view.count.ok_or(PollError::NotFound)?.into()))
    }

    /// Lists the votes by name of a counted roll call.
    #[oai(
        path = "/federations/:slug/polls/:poll/roll-call",
        method = "get",
        operation_id = "list_roll_call"
    )]
    async fn list_roll_call(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        page: Query<Option<i64>>,
        per_page: Query<Option<i64>>,
    ) -> Result<Json<RollCallPage>, Refused> {
        let view = actions::view_poll(&app, &caller.0, &slug, PollId(poll.0)).await?;
        let votes = actions::roll_call(&app, &caller.0, &slug, PollId(poll.0)).await?;
        let paging = Paging::of(page.0, per_page.0);
        let total = i64::try_from(votes.len()).unwrap_or(i64::MAX);
        let items = votes
            .into_iter()
            .map(|vote| RollCallDocument::new(&view.poll, vote));
        Ok(Json(RollCallPage {
            items: paging.part_of(items),
            total,
            page: paging.page(),
            last_page: paging.last_page(total),
        }))
    }
}
