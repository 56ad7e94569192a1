//! Nominations and candidates over the API.

use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Header, Path, Query},
    payload::Json,
};

use super::{
    documents::NominationJson,
    requests::{
        CandidateChange, CandidateRequest, CandidatesRequest, NewNominationRequest,
        NominationRequest, OrderRequest, WithdrawalRequest,
    },
};
use crate::{
    App,
    accounts::model::Right,
    elections::{
        actions::{
            ElectionError, elections,
            nominations::{self as actions, WhichCandidate},
        },
        model::nomination::CandidateInput,
    },
    types::{CandidateId, ElectionId, NominationId},
    web::{
        Access, Refused,
        api::{Caller, Done, Made, Versioned, expected_revision},
    },
};

const READ: Access = Access::Right(Right::ReadStaffPages);
const KEEP: Access = Access::Right(Right::KeepElections);

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    ("list_nominations", READ),
    ("add_nomination", KEEP),
    ("order_nominations", KEEP),
    ("show_nomination", READ),
    ("edit_nomination", KEEP),
    ("remove_nomination", KEEP),
    ("withdraw_nomination", KEEP),
    ("add_candidates", KEEP),
    ("order_candidates", KEEP),
    ("edit_candidate", KEEP),
    ("remove_candidate", KEEP),
    ("withdraw_candidate", KEEP),
];

/// The operations.
pub struct NominationsApi;

/// All nominations of an election in the order of the ballot.
#[derive(Object)]
#[oai(rename = "ElectionNominations")]
struct NominationsJson {
    items: Vec<NominationJson>,
}

/// Candidates just added, in their order.
#[derive(Object)]
struct NewCandidates {
    ids: Vec<i64>,
}

/// A candidate in the version of `If-Match`.
fn which(
    nomination: i64,
    candidate: i64,
    if_match: Option<&str>,
) -> Result<WhichCandidate, Refused> {
    Ok(WhichCandidate {
        nomination: NominationId(nomination),
        candidate: CandidateId(candidate),
        revision: expected_revision(if_match)?,
    })
}

#[OpenApi(tag = "crate::api::Tag::Elections")]
impl NominationsApi {
    /// Lists the nominations of an election with their candidates, in the order of the ballot.
    #[oai(
        path = "/federations/:slug/elections/:election/nominations",
        method = "get",
        operation_id = "list_nominations"
    )]
    async fn list_nominations(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
    ) -> Result<Versioned<NominationsJson>, Refused> {
        let id = ElectionId(election.0);
        let detail = elections::read_election(&app, &caller.0, &slug, id).await?;
        let (revision, groups) = (detail.election().revision, detail.groups);
        let items = detail.nominations.into_iter();
        Ok(Versioned {
            revision,
            body: NominationsJson {
                items: items.map(|n| NominationJson::of(n, &groups)).collect(),
            },
        })
    }

    /// Takes in a nomination with its candidates, at the end of the ballot.
    #[oai(
        path = "/federations/:slug/elections/:election/nominations",
        method = "post",
        operation_id = "add_nomination"
    )]
    async fn add_nomination(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        request: Json<NewNominationRequest>,
    ) -> Result<Made, Refused> {
        let id = ElectionId(election.0);
        let (input, candidates) = request.0.input();
        let made = actions::add_nomination(&app, &caller.0, &slug, id, &input, &candidates).await?;
        Ok(Made::new(made.0))
    }

    /// Puts all nominations into an order on the ballot; the version is that of the election.
    #[oai(
        path = "/federations/:slug/elections/:election/nominations/order",
        method = "put",
        operation_id = "order_nominations"
    )]
    async fn order_nominations(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<OrderRequest>,
    ) -> Result<Done, Refused> {
        let key = (
            ElectionId(election.0),
            expected_revision(if_match.0.as_deref())?,
        );
        let order: Vec<_> = request.0.order.into_iter().map(NominationId).collect();
        let reason = &request.0.reason;
        actions::order_nominations(&app, &caller.0, &slug, key, &order, reason).await?;
        Ok(Done::NoContent)
    }

    /// Shows a nomination with its candidates.
    #[oai(
        path = "/federations/:slug/elections/:election/nominations/:nomination",
        method = "get",
        operation_id = "show_nomination"
    )]
    async fn show_nomination(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        nomination: Path<i64>,
    ) -> Result<Versioned<NominationJson>, Refused> {
        let id = ElectionId(election.0);
        let detail = elections::read_election(&app, &caller.0, &slug, id).await?;
        let mut nominations = detail.nominations.into_iter();
        let found = nominations
            .find(|n| n.id == NominationId(nomination.0))
            .ok_or(ElectionError::NotFound)?;
        Ok(Versioned {
            revision: found.revision,
            body: NominationJson::of(found, &detail.groups),
        })
    }

    /// Changes kind, label, group or number of candidates of a nomination.
    #[oai(
        path = "/federations/:slug/elections/:election/nominations/:nomination",
        method = "put",
        operation_id = "edit_nomination"
    )]
    #[expect(clippy::too_many_arguments, reason = "an address of three parts")]
    async fn edit_nomination(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        nomination: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<NominationRequest>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let (id, key) = (
            ElectionId(election.0),
            (NominationId(nomination.0), revision),
        );
        actions::edit_nomination(&app, &caller.0, &slug, id, key, &request.0.input()).await?;
        Ok(Done::NoContent)
    }

    /// Removes a nomination that was entered by mistake, with its candidates.
    #[oai(
        path = "/federations/:slug/elections/:election/nominations/:nomination",
        method = "delete",
        operation_id = "remove_nomination"
    )]
    #[expect(clippy::too_many_arguments, reason = "an address of three parts")]
    async fn remove_nomination(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        nomination: Path<i64>,
        /// Needed after the last day for nominations.
        reason: Query<Option<String>>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let (id, key) = (
            ElectionId(election.0),
            (NominationId(nomination.0), revision),
        );
        let reason = reason.0.unwrap_or_default();
        actions::remove_nomination(&app, &caller.0, &slug, id, key, &reason).await?;
        Ok(Done::NoContent)
    }

    /// Takes a nomination off the ballot, with day and reason.
    #[oai(
        path = "/federations/:slug/elections/:election/nominations/:nomination/withdraw",
        method = "post",
        operation_id = "withdraw_nomination"
    )]
    #[expect(clippy::too_many_arguments, reason = "an address of three parts")]
    async fn withdraw_nomination(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        nomination: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<WithdrawalRequest>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let (id, key) = (
            ElectionId(election.0),
            (NominationId(nomination.0), revision),
        );
        let input = request.0.input();
        actions::withdraw_nomination(&app, &caller.0, &slug, id, key, &input).await?;
        Ok(Done::NoContent)
    }

    /// Takes in candidates at the end of a nomination; the version is that of the nomination.
    #[oai(
        path = "/federations/:slug/elections/:election/nominations/:nomination/candidates",
        method = "post",
        operation_id = "add_candidates"
    )]
    #[expect(clippy::too_many_arguments, reason = "an address of three parts")]
    async fn add_candidates(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        nomination: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<CandidatesRequest>,
    ) -> Result<Json<NewCandidates>, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let (id, key) = (
            ElectionId(election.0),
            (NominationId(nomination.0), revision),
        );
        let CandidatesRequest { candidates, reason } = request.0;
        let inputs: Vec<CandidateInput> = candidates
            .into_iter()
            .map(CandidateRequest::input)
            .collect();
        let added =
            actions::add_candidates(&app, &caller.0, &slug, id, key, &inputs, &reason).await?;
        Ok(Json(NewCandidates {
            ids: added.into_iter().map(|c| c.0).collect(),
        }))
    }

    /// Puts all candidates of a nomination into an order; the version is that of the nomination.
    #[oai(
        path = "/federations/:slug/elections/:election/nominations/:nomination/order",
        method = "put",
        operation_id = "order_candidates"
    )]
    #[expect(clippy::too_many_arguments, reason = "an address of three parts")]
    async fn order_candidates(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        nomination: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<OrderRequest>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let (id, key) = (
            ElectionId(election.0),
            (NominationId(nomination.0), revision),
        );
        let order: Vec<_> = request.0.order.into_iter().map(CandidateId).collect();
        let reason = &request.0.reason;
        actions::order_candidates(&app, &caller.0, &slug, id, key, &order, reason).await?;
        Ok(Done::NoContent)
    }

    /// Changes a candidate.
    #[oai(
        path = "/federations/:slug/elections/:election/nominations/:nomination/candidates/:candidate",
        method = "put",
        operation_id = "edit_candidate"
    )]
    #[expect(clippy::too_many_arguments, reason = "an address of four parts")]
    async fn edit_candidate(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        nomination: Path<i64>,
        candidate: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<CandidateChange>,
    ) -> Result<Done, Refused> {
        let id = ElectionId(election.0);
        let which = which(nomination.0, candidate.0, if_match.0.as_deref())?;
        let CandidateChange { candidate, reason } = request.0;
        let input = candidate.input();
        actions::edit_candidate(&app, &caller.0, &slug, id, which, &input, &reason).await?;
        Ok(Done::NoContent)
    }

    /// Removes a candidate who was entered by mistake; those behind move up.
    #[oai(
        path = "/federations/:slug/elections/:election/nominations/:nomination/candidates/:candidate",
        method = "delete",
        operation_id = "remove_candidate"
    )]
    #[expect(clippy::too_many_arguments, reason = "an address of four parts")]
    async fn remove_candidate(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        nomination: Path<i64>,
        candidate: Path<i64>,
        /// Needed after the last day for nominations.
        reason: Query<Option<String>>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Done, Refused> {
        let id = ElectionId(election.0);
        let which = which(nomination.0, candidate.0, if_match.0.as_deref())?;
        let reason = reason.0.unwrap_or_default();
        actions::remove_candidate(&app, &caller.0, &slug, id, which, &reason).await?;
        Ok(Done::NoContent)
    }

    /// Takes a candidate off a list, with day and reason; the place stays.
    #[oai(
        path = "/federations/:slug/elections/:election/nominations/:nomination/candidates/:candidate/withdraw",
        method = "post",
        operation_id = "withdraw_candidate"
    )]
    #[expect(clippy::too_many_arguments, reason = "an address of four parts")]
    async fn withdraw_candidate(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        nomination: Path<i64>,
        candidate: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<WithdrawalRequest>,
    ) -> Result<Done, Refused> {
        let id = ElectionId(election.0);
        let which = which(nomination.0, candidate.0, if_match.0.as_deref())?;
        let input = request.0.input();
        actions::withdraw_candidate(&app, &caller.0, &slug, id, which, &input).await?;
        Ok(Done::NoContent)
    }
}
