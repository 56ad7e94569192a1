//! Elections over the API: made, changed, ready to be counted, not held, removed.

use poem::web::Data;
use poem_openapi::{
    OpenApi,
    param::{Header, Path, Query},
    payload::Json,
};

use super::{
    documents::{ElectionDetailJson, ElectionJson, ElectionPageJson, RulesJson},
    requests::{
        DistrictRequest, DistrictsRequest, ElectionRequest, GroupRequest, GroupsRequest,
        NewElectionRequest, ReasonRequest,
    },
};
use crate::{
    App,
    accounts::model::Right,
    elections::actions::{
        divisions,
        elections::{self as actions, ElectionQuery},
    },
    types::{BodyId, ElectionId, TermId},
    web::{
        Access, Refused,
        api::{Caller, Done, Made, Paging, Versioned, expected_revision},
    },
};

const READ: Access = Access::Right(Right::ReadStaffPages);
const KEEP: Access = Access::Right(Right::KeepElections);

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    ("list_elections", READ),
    ("create_election", KEEP),
    ("show_election", READ),
    ("edit_election", KEEP),
    ("remove_election", KEEP),
    ("set_election_rules", KEEP),
    ("set_election_districts", KEEP),
    ("set_election_groups", KEEP),
    ("start_counting_election", KEEP),
    ("call_off_election", KEEP),
    ("appoint_instead_of_election", KEEP),
];

/// The operations.
pub struct ElectionsApi;

#[OpenApi(tag = "crate::api::Tag::Elections")]
impl ElectionsApi {
    /// Lists the elections of a federation, the latest day first, for staff.
    #[oai(
        path = "/federations/:slug/elections",
        method = "get",
        operation_id = "list_elections"
    )]
    #[expect(clippy::too_many_arguments, reason = "the parameters of a list")]
    async fn list_elections(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        /// Only this day, `YYYY-MM-DD`.
        day: Query<Option<String>>,
        /// Only this state.
        state: Query<Option<String>>,
        /// Only this body.
        body: Query<Option<i64>>,
        /// Words that the names of the body hold.
        q: Query<Option<String>>,
        page: Query<Option<i64>>,
        per_page: Query<Option<i64>>,
    ) -> Result<Json<ElectionPageJson>, Refused> {
        let paging = Paging::of(page.0, per_page.0);
        let query = ElectionQuery {
            state: state.0.unwrap_or_default(),
            day: day.0.unwrap_or_default(),
            search: q.0.unwrap_or_default(),
            body: body.0.map(BodyId),
        };
        let limits = (paging.limit, paging.offset);
        let (_, lines, total) =
            actions::list_elections(&app, &caller.0, &slug, &query, limits).await?;
        Ok(Json(ElectionPageJson {
            items: lines.into_iter().map(ElectionJson::of).collect(),
            total,
            page: paging.page(),
            last_page: paging.last_page(total),
        }))
    }

    /// Makes an election of a body for one of its terms, with as much of its preparation as is given.
    #[oai(
        path = "/federations/:slug/elections",
        method = "post",
        operation_id = "create_election"
    )]
    async fn create_election(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        request: Json<NewElectionRequest>,
    ) -> Result<Made, Refused> {
        let of = (BodyId(request.0.body_id), TermId(request.0.term_id));
        let input = request.0.input();
        let id = actions::create_election(&app, &caller.0, &slug, of, &input).await?;
        Ok(Made::new(id.0))
    }

    /// Shows an election with its rules, districts, groups and nominations.
    #[oai(
        path = "/federations/:slug/elections/:election",
        method = "get",
        operation_id = "show_election"
    )]
    async fn show_election(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
    ) -> Result<Versioned<ElectionDetailJson>, Refused> {
        let id = ElectionId(election.0);
        let detail = actions::read_election(&app, &caller.0, &slug, id).await?;
        Ok(Versioned {
            revision: detail.election().revision,
            body: ElectionDetailJson::of(detail),
        })
    }

    /// Changes an election; once counting has started, only the days to answer and the last day of objections.
    #[oai(
        path = "/federations/:slug/elections/:election",
        method = "put",
        operation_id = "edit_election"
    )]
    async fn edit_election(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<ElectionRequest>,
    ) -> Result<Done, Refused> {
        let key = (
            ElectionId(election.0),
            expected_revision(if_match.0.as_deref())?,
        );
        actions::edit_election(&app, &caller.0, &slug, key, &request.0.input()).await?;
        Ok(Done::NoContent)
    }

    /// Removes an election in preparation for which nobody is nominated.
    #[oai(
        path = "/federations/:slug/elections/:election",
        method = "delete",
        operation_id = "remove_election"
    )]
    async fn remove_election(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Done, Refused> {
        let key = (
            ElectionId(election.0),
            expected_revision(if_match.0.as_deref())?,
        );
        actions::remove_election(&app, &caller.0, &slug, key).await?;
        Ok(Done::NoContent)
    }

    /// Sets the rules of an election in preparation.
    #[oai(
        path = "/federations/:slug/elections/:election/rules",
        method = "put",
        operation_id = "set_election_rules"
    )]
    async fn set_election_rules(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<RulesJson>,
    ) -> Result<Done, Refused> {
        let key = (
            ElectionId(election.0),
            expected_revision(if_match.0.as_deref())?,
        );
        actions::set_rules(&app, &caller.0, &slug, key, &request.0.input()).await?;
        Ok(Done::NoContent)
    }

    /// Sets all districts of an election in preparation; those that keep their number keep their id.
    #[oai(
        path = "/federations/:slug/elections/:election/districts",
        method = "put",
        operation_id = "set_election_districts"
    )]
    async fn set_election_districts(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<DistrictsRequest>,
    ) -> Result<Done, Refused> {
        let key = (
            ElectionId(election.0),
            expected_revision(if_match.0.as_deref())?,
        );
        let districts: Vec<_> = request
            .0
            .districts
            .into_iter()
            .map(DistrictRequest::input)
            .collect();
        divisions::set_districts(&app, &caller.0, &slug, key, &districts).await?;
        Ok(Done::NoContent)
    }

    /// Sets all groups of seats of an election in preparation; together they have the seats to be elected.
    #[oai(
        path = "/federations/:slug/elections/:election/groups",
        method = "put",
        operation_id = "set_election_groups"
    )]
    async fn set_election_groups(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<GroupsRequest>,
    ) -> Result<Done, Refused> {
        let key = (
            ElectionId(election.0),
            expected_revision(if_match.0.as_deref())?,
        );
        let groups: Vec<_> = request
            .0
            .groups
            .into_iter()
            .map(GroupRequest::input)
            .collect();
        divisions::set_groups(&app, &caller.0, &slug, key, &groups).await?;
        Ok(Done::NoContent)
    }

    /// Fixes rules, districts, groups and nominations, so that figures can be entered.
    #[oai(
        path = "/federations/:slug/elections/:election/start-counting",
        method = "post",
        operation_id = "start_counting_election"
    )]
    async fn start_counting_election(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        /// `true` where fewer people stand than there are seats, and it is known that seats will stay vacant.
        accept_vacant_seats: Query<Option<bool>>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Done, Refused> {
        let key = (
            ElectionId(election.0),
            expected_revision(if_match.0.as_deref())?,
        );
        let accepts = accept_vacant_seats.0.unwrap_or(false);
        actions::start_counting(&app, &caller.0, &slug, key, accepts).await?;
        Ok(Done::NoContent)
    }

    /// Calls an election in preparation off for lack of candidates, with the reason.
    #[oai(
        path = "/federations/:slug/elections/:election/call-off",
        method = "post",
        operation_id = "call_off_election"
    )]
    async fn call_off_election(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<ReasonRequest>,
    ) -> Result<Done, Refused> {
        let key = (
            ElectionId(election.0),
            expected_revision(if_match.0.as_deref())?,
        );
        actions::call_off(&app, &caller.0, &slug, key, &request.0.reason).await?;
        Ok(Done::NoContent)
    }

    /// Says that the body is appointed instead of elected, with the reason.
    #[oai(
        path = "/federations/:slug/elections/:election/appoint-instead",
        method = "post",
        operation_id = "appoint_instead_of_election"
    )]
    async fn appoint_instead_of_election(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<ReasonRequest>,
    ) -> Result<Done, Refused> {
        let key = (
            ElectionId(election.0),
            expected_revision(if_match.0.as_deref())?,
        );
        actions::appoint_instead(&app, &caller.0, &slug, key, &request.0.reason).await?;
        Ok(Done::NoContent)
    }
}
