//! From agreed figures to a certified result, over the API.

use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use serde_json::Value;

use crate::{
    App,
    accounts::model::Right,
    elections::{
        actions::certification::{
            self as actions, Acknowledged, Certification, Published, RepetitionInput, obstacle,
        },
        model::{
            compute::{OpenTie, TiedSet},
            election::ElectionInput,
            lot::LotInput,
            plausibility::Finding,
        },
    },
    types::{ApprovalId, ElectionId, Problem},
    web::{
        Access, Refused,
        api::{Caller, Done, Made},
        problems::{self, FieldDocument},
        texts::Texts,
    },
};

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    ("read_certification", Access::Right(Right::ReadStaffPages)),
    (
        "publish_provisional_result",
        Access::Right(Right::CertifyElections),
    ),
    (
        "request_election_decision",
        Access::Right(Right::CertifyElections),
    ),
    (
        "confirm_election_decision",
        Access::Right(Right::CertifyElections),
    ),
    (
        "withdraw_election_decision",
        Access::Right(Right::CertifyElections),
    ),
    (
        "record_election_lot",
        Access::Right(Right::CertifyElections),
    ),
    ("repeat_election", Access::Right(Right::KeepElections)),
];

/// The operations.
pub struct CertificationApi;

/// How far the result of an election is.
#[derive(Object)]
struct CertificationDocument {
    /// `preparing`, `counting`, `certified`, `not_held`, `appointed_instead`, `annulled` or `repeated`.
    state: String,
    /// What would be published now, as `mandat.election/1`; not there where nothing can be computed.
    #[oai(skip_serializing_if_is_none)]
    preview: Option<Value>,
    /// Whether the preview tells something else than the newest version.
    differs: bool,
    /// What keeps the result from being certified; empty where nothing does.
    missing: Vec<FieldDocument>,
    /// Numbers of counted districts that a provisional version leaves out as long as others are missing, so that nobody computes the
    /// votes of a small one from two versions.
    kept_back: Vec<i64>,
    /// What is unusual about the figures of all districts together; whoever publishes them confirms each as `FIELD:CODE`.
    unusual: Vec<FieldDocument>,
    /// Ties that a lot can be recorded for.
    ties: Vec<TieItem>,
    /// Whom the preview takes a seat from.
    seats_taken_from: Vec<SeatTakenItem>,
    /// What waits for a second person.
    #[oai(skip_serializing_if_is_none)]
    waiting: Option<WaitingDecisionItem>,
    /// Newest first.
    versions: Vec<SignedVersionItem>,
    /// The election that repeats this one.
    #[oai(skip_serializing_if_is_none)]
    repeated_by: Option<i64>,
}

/// Somebody whose call is withdrawn and whose mandate ends when the preview is published.
#[derive(Object)]
struct SeatTakenItem {
    call_id: i64,
    candidate_id: i64,
    name: String,
    #[oai(skip_serializing_if_is_none)]
    mandate_id: Option<i64>,
}

/// Equal claims to the last seats.
#[derive(Object)]
struct TieItem {
    /// `nominations`, `candidates`, `successors` (those next on a free seat) or `list_and_candidates`.
    between: String,
    /// The list, where it as a whole is tied with its candidates together.
    #[oai(skip_serializing_if_is_none)]
    list: Option<i64>,
    /// Ids of those tied; of a list and its candidates 0 for the list, 1 for the candidates.
    tied: Vec<i64>,
    /// Labels or names in the same order.
    names: Vec<String>,
    seats: i64,
    /// Id of the group of seats, where there are groups.
    #[oai(skip_serializing_if_is_none)]
    group: Option<i64>,
}

/// A decision that waits for a second person.
#[derive(Object)]
struct WaitingDecisionItem {
    id: i64,
    /// `certify`, `correct` or `annul`.
    decision: String,
    reason: String,
    requested_by: String,
    /// RFC 3339, UTC.
    requested_at: String,
    /// Whether the result is still the one that was asked to be confirmed.
    is_current: bool,
    /// SHA-256 over the document with version 0 and the time 1970-01-01T00:00:00.000Z, in hex.
    content: String,
}

/// A published version with those who decided it.
#[derive(Object)]
struct SignedVersionItem {
    version: i64,
    /// `provisional`, `certified`, `corrected` or `annulled`.
    standing: String,
    reason: String,
    /// RFC 3339, UTC.
    published_at: String,
    published_by: String,
    #[oai(skip_serializing_if_is_none)]
    confirmed_by: Option<String>,
    /// SHA-256 of the document, in hex.
    digest: String,
}

/// The version that was just published.
#[derive(Object)]
struct PublishedElectionVersion {
    version: i64,
    /// SHA-256 of the document, in hex.
    digest: String,
}

impl From<Published> for PublishedElectionVersion {
    fn from(published: Published) -> Self {
        Self {
            version: published.version,
            digest: published.digest,
        }
    }
}

/// A decision to be confirmed by a second person.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct DecisionBody {
    /// `certify`, `correct` or `annul`.
    #[oai(validator(max_length = 20))]
    decision: String,
    /// Needed for `correct` and `annul`; becomes public.
    #[oai(default, validator(max_length = 4_000))]
    reason: String,
    /// What is unusual about the figures of all districts together and was checked, as `FIELD:CODE`.
    #[oai(default, validator(max_items = 100))]
    confirmed: Vec<String>,
    /// Why it stands.
    #[oai(default, validator(max_length = 2_000))]
    note: String,
}

/// A lot that people drew.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct LotBody {
    /// `nominations`, `candidates`, `successors` or `list_and_candidates`.
    #[oai(validator(max_length = 20))]
    between: String,
    /// The list, where it was tied with its candidates.
    #[oai(skip_serializing_if_is_none)]
    list: Option<i64>,
    /// Ids of those who were tied; of a list and its candidates `[0, 1]`.
    #[oai(validator(max_items = 10_000))]
    tied: Vec<i64>,
    /// Between candidates or successors: all of them in the order drawn. Between others: those who won a seat.
    #[oai(validator(max_items = 10_000))]
    drawn: Vec<i64>,
    /// `YYYY-MM-DD`.
    #[oai(validator(max_length = 20))]
    drawn_on: String,
    #[oai(validator(max_length = 1_000))]
    drawn_by: String,
    #[oai(validator(max_length = 2_000))]
    witnesses: String,
}

/// An election that repeats an annulled one.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct RepetitionBody {
    /// `YYYY-MM-DD`.
    #[oai(validator(max_length = 20))]
    day: String,
    seats: i64,
    #[oai(default)]
    appointed_seats: i64,
    #[oai(default)]
    ex_officio_seats: i64,
    /// `YYYY-MM-DD`; may be left out.
    #[oai(default, validator(max_length = 20))]
    nomination_deadline: String,
    acceptance_days: i64,
    /// `YYYY-MM-DD`; may be left out.
    #[oai(default, validator(max_length = 20))]
    objection_deadline: String,
    /// Whether those who still stood stand again.
    #[oai(default)]
    copy_nominations: bool,
}

fn tie(tie: &OpenTie) -> TieItem {
    TieItem {
        between: tie.between.word().to_owned(),
        list: tie.between.list().map(|list| list.0),
        tied: tie.between.ids(),
        names: tie.names.clone(),
        seats: tie.seats,
        group: match &tie.between {
            TiedSet::Nominations { group, .. } => group.map(|id| id.0),
            TiedSet::Candidates { .. }
            | TiedSet::Successors { .. }
            | TiedSet::ListAndCandidates { .. } => None,
        },
    }
}

fn document(texts: &Texts, found: Certification) -> CertificationDocument {
    let missing = Problem::fields(found.obstacles.iter().map(obstacle).collect());
    let unusual = Problem::fields(found.unusual.iter().map(Finding::problem).collect());
    CertificationDocument {
        state: found.line.election.state.as_str().to_owned(),
        differs: found.differs(),
        missing: problems::document(texts, &missing, None).fields,
        kept_back: found.kept_back.iter().map(|d| d.number).collect(),
        unusual: problems::document(texts, &unusual, None).fields,
        ties: found.ties.iter().map(tie).collect(),
        seats_taken_from: found
            .concerned
            .into_iter()
            .map(|call| SeatTakenItem {
                call_id: call.id.0,
                candidate_id: call.candidate.0,
                name: call.name,
                mandate_id: call.mandate.map(|mandate| mandate.id.0),
            })
            .collect(),
        waiting: found.waiting.map(|waiting| WaitingDecisionItem {
            id: waiting.approval.id.0,
            decision: waiting.decision.as_str().to_owned(),
            reason: waiting.approval.reason,
            requested_by: waiting.approval.requested_by_name,
            requested_at: waiting.approval.requested_at.to_string(),
            is_current: waiting.is_current,
            content: waiting.approval.content,
        }),
        versions: found
            .versions
            .into_iter()
            .map(|version| SignedVersionItem {
                version: version.version,
                standing: version.standing.as_str().to_owned(),
                reason: version.reason,
                published_at: version.published_at.to_string(),
                published_by: version.published_by,
                confirmed_by: version.confirmed_by,
                digest: version.digest,
            })
            .collect(),
        repeated_by: found.repeated_by.map(|election| election.id.0),
        preview: found.preview.as_ref().map(crate::audit::snapshot),
    }
}

#[OpenApi(tag = "crate::api::Tag::Elections")]
impl CertificationApi {
    /// Shows how far the result of an election is: what would be published, what is missing, what waits for a second person.
    #[oai(
        path = "/federations/:slug/elections/:election/certification",
        method = "get",
        operation_id = "read_certification"
    )]
    async fn read_certification(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
    ) -> Result<Json<CertificationDocument>, Refused> {
        let id = ElectionId(election.0);
        let found = actions::certification(&app, &caller.0, &slug.0, id).await?;
        Ok(Json(document(&app.texts, found)))
    }

    /// Publishes what is known so far as a provisional version. As long as a district is missing, one that was counted is kept back.
    #[oai(
        path = "/federations/:slug/elections/:election/provisional-results",
        method = "post",
        operation_id = "publish_provisional_result"
    )]
    async fn publish_provisional_result(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        /// What is unusual about the figures of all districts together and was checked, as `FIELD:CODE`.
        #[oai(validator(max_items = 100))]
        confirmed: Query<Vec<String>>,
        /// Why it stands.
        #[oai(validator(max_length = 2_000))]
        note: Query<Option<String>>,
    ) -> Result<Json<PublishedElectionVersion>, Refused> {
        let id = ElectionId(election.0);
        let acknowledged = Acknowledged {
            confirmed: confirmed.0,
            note: note.0.unwrap_or_default(),
        };
        let published =
            actions::publish_provisional(&app, &caller.0, &slug.0, id, &acknowledged).await?;
        Ok(Json(published.into()))
    }

    /// Asks a second person to confirm a certification, a correction or an annulment of exactly the result as it stands now.
    #[oai(
        path = "/federations/:slug/elections/:election/decisions",
        method = "post",
        operation_id = "request_election_decision"
    )]
    async fn request_election_decision(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        body: Json<DecisionBody>,
    ) -> Result<Made, Refused> {
        let id = ElectionId(election.0);
        let body = body.0;
        let decision = (body.decision.as_str(), body.reason.as_str());
        let acknowledged = Acknowledged {
            confirmed: body.confirmed,
            note: body.note,
        };
        let approval =
            actions::request_decision(&app, &caller.0, &slug.0, id, decision, &acknowledged)
                .await?;
        Ok(Made::new(approval.0))
    }

    /// Confirms what somebody else asked for, and publishes it; refused where the result has changed since.
    #[oai(
        path = "/federations/:slug/elections/:election/decisions/:decision/confirm",
        method = "post",
        operation_id = "confirm_election_decision"
    )]
    async fn confirm_election_decision(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        decision: Path<i64>,
    ) -> Result<Json<PublishedElectionVersion>, Refused> {
        let (id, approval) = (ElectionId(election.0), ApprovalId(decision.0));
        let published = actions::confirm(&app, &caller.0, &slug.0, id, approval).await?;
        Ok(Json(published.into()))
    }

    /// Withdraws what waits for a second person.
    #[oai(
        path = "/federations/:slug/elections/:election/decisions/:decision/withdraw",
        method = "post",
        operation_id = "withdraw_election_decision"
    )]
    async fn withdraw_election_decision(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        decision: Path<i64>,
    ) -> Result<Done, Refused> {
        let (id, approval) = (ElectionId(election.0), ApprovalId(decision.0));
        actions::withdraw(&app, &caller.0, &slug.0, id, approval).await?;
        Ok(Done::NoContent)
    }

    /// Records a lot that people drew for a tie that there is now.
    #[oai(
        path = "/federations/:slug/elections/:election/lots",
        method = "post",
        operation_id = "record_election_lot"
    )]
    async fn record_election_lot(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        body: Json<LotBody>,
    ) -> Result<Done, Refused> {
        let body = body.0;
        let input = LotInput {
            between: body.between,
            list: body.list,
            tied: body.tied,
            drawn: body.drawn,
            drawn_on: body.drawn_on,
            drawn_by: body.drawn_by,
            witnesses: body.witnesses,
        };
        let id = ElectionId(election.0);
        actions::record_lot(&app, &caller.0, &slug.0, id, &input).await?;
        Ok(Done::NoContent)
    }

    /// Makes the election that repeats an annulled one, with its rules, districts and groups of seats.
    #[oai(
        path = "/federations/:slug/elections/:election/repetition",
        method = "post",
        operation_id = "repeat_election"
    )]
    async fn repeat_election(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        election: Path<i64>,
        body: Json<RepetitionBody>,
    ) -> Result<Made, Refused> {
        let body = body.0;
        let input = RepetitionInput {
            details: ElectionInput {
                day: body.day,
                seats: body.seats.to_string(),
                appointed_seats: body.appointed_seats.to_string(),
                ex_officio_seats: body.ex_officio_seats.to_string(),
                nomination_deadline: body.nomination_deadline,
                acceptance_days: body.acceptance_days.to_string(),
                objection_deadline: body.objection_deadline,
            },
            copy_nominations: body.copy_nominations,
        };
        let id = ElectionId(election.0);
        let new = actions::repeat_election(&app, &caller.0, &slug.0, id, &input).await?;
        Ok(Made::new(new.0))
    }
}
