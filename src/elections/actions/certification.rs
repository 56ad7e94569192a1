//! From agreed figures to a certified result: provisional versions, lots, certification by two people, corrections, annulment, and
//! the election that repeats an annulled one.

mod decisions;
mod lots;
mod material;
mod repetition;

use super::{ElectionError, election_for};
use crate::{
    App,
    accounts::{
        model::{AccessError, Actor, ApprovalAct, Right, WaitingApproval},
        store::approvals,
    },
    db::{Conn, DbError},
    elections::{
        model::{
            compute::{ComputeError, OpenTie},
            disclosure::FEWEST_BALLOTS,
            document::{ElectionDocument, Standing},
            election::{Election, ElectionLine, ElectionState},
            nomination::District,
            plausibility::{Finding, Severity},
            publication::{Decision, Obstacle},
            seat_call::SeatCall,
            succession::taken_seats,
        },
        store::{
            elections as election_store,
            versions::{self, SignedVersion},
        },
    },
    registry::{actions::RegistryError, model::Federation},
    types::{ApprovalId, ElectionId, Explain, FieldProblem, Problem, ProblemKind},
};
use material::Material;

pub use decisions::{
    Acknowledged, Published, confirm, publish_provisional, request_decision, withdraw,
};
pub use lots::record_lot;
pub use repetition::{RepetitionInput, election_to_repeat, repeat_election};

/// Why a result is not published, certified, corrected or annulled.
#[derive(Debug, thiserror::Error)]
pub enum CertificationError {
    #[error(transparent)]
    Election(#[from] ElectionError),
    #[error("the election is not being counted")]
    NotCounting,
    #[error("the election is not certified")]
    NotCertified,
    #[error(transparent)]
    NotComputable(#[from] ComputeError),
    #[error("{} things are missing", .0.len())]
    Obstacles(Vec<Obstacle>),
    #[error("the figures of all districts together are unusual and nobody confirmed them")]
    Unconfirmed(Vec<Finding>),
    #[error("too few districts have been counted to publish without telling on people")]
    TooFewDistricts,
    #[error("a district that is in a published version is being counted again")]
    DistrictReopened(Option<District>),
    #[error("nothing has changed since the newest version")]
    NothingNew,
    #[error("a request waits for a second person")]
    Waiting,
    #[error("the request was decided already")]
    Decided,
    #[error("a second person has to confirm")]
    SamePerson,
    #[error("the result is not the one that was asked to be confirmed")]
    Changed,
    #[error("there is no such tie")]
    NoSuchTie,
}

impl From<DbError> for CertificationError {
    fn from(error: DbError) -> Self {
        Self::Election(error.into())
    }
}

impl From<AccessError> for CertificationError {
    fn from(error: AccessError) -> Self {
        Self::Election(error.into())
    }
}

impl From<RegistryError> for CertificationError {
    fn from(error: RegistryError) -> Self {
        Self::Election(error.into())
    }
}

impl CertificationError {
    fn fields(fields: Vec<FieldProblem>) -> Self {
        Self::Election(ElectionError::Fields(fields))
    }
}

impl Explain for CertificationError {
    fn problem(&self) -> Problem {
        match self {
            Self::Election(e) => e.problem(),
            Self::NotCounting => Problem::conflict(crate::key!("problem-election-not-counting")),
            Self::NotCertified => Problem::conflict(crate::key!("problem-election-not-certified")),
            Self::NotComputable(error) => Problem {
                fields: vec![not_computable(error)],
                ..Problem::conflict(crate::key!("problem-result-not-computable"))
            },
            Self::Obstacles(obstacles) => Problem {
                fields: obstacles.iter().map(obstacle).collect(),
                ..Problem::conflict(crate::key!("problem-result-incomplete"))
            },
            Self::Unconfirmed(findings) => Problem {
                fields: findings.iter().map(Finding::problem).collect(),
                ..Problem::invalid(crate::key!("problem-count-unconfirmed"))
            },
            Self::TooFewDistricts => {
                Problem::conflict(crate::key!("problem-result-too-few-districts"))
                    .with("n", FEWEST_BALLOTS)
            }
            Self::DistrictReopened(district) => {
                let name = district.as_ref().map(|d| d.name.as_str());
                Problem::conflict(crate::key!("problem-result-district-reopened"))
                    .with("number", district.as_ref().map_or(0, |d| d.number))
                    .with("name", name.unwrap_or_default())
            }
            Self::NothingNew => Problem::conflict(crate::key!("problem-result-nothing-new")),
            Self::Waiting => Problem::conflict(crate::key!("problem-result-request-waits")),
            Self::Decided => Problem::conflict(crate::key!("problem-result-request-decided")),
            Self::SamePerson => Problem::new(
                ProblemKind::Forbidden,
                crate::key!("problem-result-same-person"),
            ),
            Self::Changed => Problem::conflict(crate::key!("problem-result-changed")),
            Self::NoSuchTie => Problem::conflict(crate::key!("problem-no-such-tie")),
        }
    }
}

/// Where what stands in the way of a result is told: beside no field of a form.
const RESULT: &str = "result";

/// What stands in the way of a certification, as a sentence.
pub fn obstacle(obstacle: &Obstacle) -> FieldProblem {
    let in_district = |key, district: &District| {
        FieldProblem::new(RESULT, key)
            .with("number", district.number)
            .with("name", district.name.as_str())
    };
    match obstacle {
        Obstacle::DistrictMissing(district) => {
            in_district(crate::key!("field-result-district-missing"), district)
        }
        Obstacle::DistrictOnce(district) => {
            in_district(crate::key!("field-result-district-once"), district)
        }
        Obstacle::DistrictDiffers(district) => {
            in_district(crate::key!("field-result-district-differs"), district)
        }
        Obstacle::Implausible { finding, .. } | Obstacle::ImplausibleTotal(finding) => {
            FieldProblem {
                field: RESULT.to_owned(),
                ..finding.clone()
            }
        }
        Obstacle::Tie(tie) => tie_problem(tie),
        Obstacle::NotComputable(error) => not_computable(error),
    }
}

fn tie_problem(tie: &OpenTie) -> FieldProblem {
    FieldProblem::new(RESULT, crate::key!("field-result-tie"))
        .with("seats", tie.seats)
        .with("names", tie.names.join(", "))
}

fn not_computable(error: &ComputeError) -> FieldProblem {
    let plain = |key| FieldProblem::new(RESULT, key);
    let of = |key, label: &str| FieldProblem::new(RESULT, key).with("label", label);
    match error {
        ComputeError::NoRules => plain(crate::key!("field-result-no-rules")),
        ComputeError::NobodyStands => plain(crate::key!("field-result-nobody-stands")),
        ComputeError::NoGroup { label } => of(crate::key!("field-result-no-group"), label),
        ComputeError::NoVotes => plain(crate::key!("field-result-no-votes")),
        ComputeError::TooManyVotes => plain(crate::key!("field-result-too-many-votes")),
        ComputeError::MoreForCandidates { label } => {
            of(crate::key!("field-result-more-for-candidates"), label)
        }
        ComputeError::NoNames { label } => of(crate::key!("field-result-no-names"), label),
        ComputeError::Threshold => plain(crate::key!("field-result-threshold")),
        ComputeError::NobodyReachesThreshold { least_votes } => {
            plain(crate::key!("field-result-below-threshold")).with("votes", *least_votes)
        }
        ComputeError::Seats(error) => of(
            crate::key!("field-result-figures-refused"),
            &error.to_string(),
        ),
        ComputeError::Persons(error) => of(
            crate::key!("field-result-figures-refused"),
            &error.to_string(),
        ),
    }
}

/// How far the result of an election is, as staff see it.
pub struct Certification {
    pub federation: Federation,
    pub line: ElectionLine,
    /// What would be published now; `None` where nothing can be computed.
    pub preview: Option<ElectionDocument>,
    /// What keeps it from being certified.
    pub obstacles: Vec<Obstacle>,
    /// Counted districts that a provisional version leaves out.
    pub kept_back: Vec<District>,
    /// Why no provisional version can be published, although something is counted.
    pub unpublishable: Option<Problem>,
    /// What is unusual about the figures of all districts together; whoever publishes them confirms it.
    pub unusual: Vec<Finding>,
    /// Ties that a lot can be recorded for.
    pub ties: Vec<OpenTie>,
    /// Whom the preview takes a seat from: their calls are withdrawn and their mandates end when it is published.
    pub concerned: Vec<SeatCall>,
    /// What waits for a second person.
    pub waiting: Option<WaitingDecision>,
    /// Newest first.
    pub versions: Vec<SignedVersion>,
    /// The newest version; the preview may differ from it.
    pub newest: Option<ElectionDocument>,
    /// The election that repeats this one.
    pub repeated_by: Option<Election>,
}

/// A decision that waits for a second person.
pub struct WaitingDecision {
    pub decision: Decision,
    pub approval: WaitingApproval,
    /// Whether the result is still the one that was asked to be confirmed.
    pub is_current: bool,
}

impl Certification {
    /// The decisions that can be asked for in this state.
    pub fn decisions(&self) -> &'static [Decision] {
        match self.line.election.state {
            ElectionState::Counting => &[Decision::Certify],
            ElectionState::Certified => &[Decision::Correct, Decision::Annul],
            ElectionState::Preparing
            | ElectionState::NotHeld
            | ElectionState::AppointedInstead
            | ElectionState::Annulled
            | ElectionState::Repeated => &[],
        }
    }

    /// Whether the figures tell something else than the newest version.
    pub fn differs(&self) -> bool {
        match (&self.preview, &self.newest) {
            (Some(preview), Some(newest)) => !preview.tells_the_same_as(newest),
            (Some(_), None) => true,
            (None, _) => false,
        }
    }
}

/// How far the result of an election is: what would be published, what is missing, what waits, and what was published.
pub async fn certification(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
) -> Result<Certification, CertificationError> {
    let found = election_for(app, actor, Right::ReadStaffPages, slug, id).await?;
    let federation = found.federation;
    let mut conn = app.db.read().await?;
    let material = Material::read(&mut conn, &federation, found.line).await?;
    let computed = material.computed();
    let obstacles = material.obstacles(&computed);
    let waiting = waiting_decision(&mut conn, &material.line.election).await?;
    let now = app.clock.now();
    let (decision, reason) = match (&waiting, material.line.election.state) {
        (Some((decision, approval)), _) => (Some(*decision), approval.reason.as_str()),
        (None, ElectionState::Counting) if obstacles.is_empty() => (Some(Decision::Certify), ""),
        (None, ElectionState::Certified) => (Some(Decision::Correct), ""),
        (None, _) => (None, ""),
    };
    let standing = decision.map_or(Standing::Provisional, Decision::standing);
    let provisional = decision.is_none().then(|| material.publishable());
    let (publishable, kept_back, unpublishable) = match provisional {
        Some(Ok((computed, kept_back))) => (Ok(computed), kept_back, None),
        Some(Err(CertificationError::NotComputable(error))) => (Err(error), Vec::new(), None),
        // Staff see what has been counted all the same.
        Some(Err(error)) => (computed.clone(), Vec::new(), Some(error.problem())),
        None => (computed.clone(), Vec::new(), None),
    };
    // What is void needs no figures.
    let preview = if publishable.is_ok() || decision == Some(Decision::Annul) {
        let publishable = publishable.as_ref().map_err(Clone::clone);
        Some(material.document(&federation, publishable, standing, reason, now)?)
    } else {
        None
    };
    // As long as something is missing, who loses a seat is not known.
    let concerned = preview
        .as_ref()
        .filter(|_| obstacles.is_empty() || decision == Some(Decision::Annul))
        .map(|document| taken_seats(document, &material.calls, app.clock.today()))
        .unwrap_or_default();
    let waiting = waiting.map(|(decision, approval)| WaitingDecision {
        decision,
        is_current: preview
            .as_ref()
            .is_some_and(|document| document.content_digest() == approval.content),
        approval,
    });
    Ok(Certification {
        preview,
        obstacles,
        kept_back,
        unpublishable,
        unusual: unusual_totals(&material),
        ties: material.ties(computed),
        concerned,
        waiting,
        versions: versions::signed_versions(&mut conn, federation.id, id).await?,
        newest: material.newest,
        repeated_by: election_store::repetition_of(&mut conn, federation.id, id).await?,
        federation,
        line: material.line,
    })
}

/// What is unusual about the figures of all districts together.
fn unusual_totals(material: &Material) -> Vec<Finding> {
    let mut totals = material.totals();
    totals.retain(|finding| finding.severity == Severity::Warn);
    totals
}

/// The decision on an election that waits, with its request.
async fn waiting_decision(
    conn: &mut Conn,
    election: &Election,
) -> Result<Option<(Decision, WaitingApproval)>, DbError> {
    for decision in Decision::ALL {
        let all = approvals::waiting(conn, election.federation, act(*decision)).await?;
        let own = all.into_iter().find(|a| a.subject == election.id.0);
        if let Some(approval) = own {
            return Ok(Some((*decision, approval)));
        }
    }
    Ok(None)
}

/// The decision that a request is about; one of another election is not found.
async fn waiting_by_id(
    conn: &mut Conn,
    election: &Election,
    id: ApprovalId,
) -> Result<(Decision, WaitingApproval), CertificationError> {
    waiting_decision(conn, election)
        .await?
        .filter(|(_, approval)| approval.id == id)
        .ok_or(CertificationError::Election(ElectionError::NotFound))
}

/// What two people confirm by a decision.
fn act(decision: Decision) -> ApprovalAct {
    match decision {
        Decision::Certify => ApprovalAct::CertifyElection,
        Decision::Correct => ApprovalAct::CorrectElection,
        Decision::Annul => ApprovalAct::AnnulElection,
    }
}

/// A published version with the names of those who decided it, for the printed record.
pub struct Record {
    pub federation: Federation,
    pub line: ElectionLine,
    pub document: ElectionDocument,
    /// `None`: not certified yet, and what is shown is a draft.
    pub signed: Option<SignedVersion>,
}

/// The record of results: the newest certified version, or while there is none what would be certified.
pub async fn record(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
) -> Result<Record, CertificationError> {
    let found = certification(app, actor, slug, id).await?;
    let is_decided = |version: &SignedVersion| match version.standing {
        Standing::Certified | Standing::Corrected | Standing::Annulled => true,
        Standing::Provisional => false,
    };
    let newest = found.versions.into_iter().next().filter(is_decided);
    let document = match (&newest, found.newest, found.preview) {
        (Some(_), Some(document), _) | (None, _, Some(document)) => document,
        (Some(_), None, _) | (None, _, None) => {
            return Err(CertificationError::Obstacles(found.obstacles));
        }
    };
    Ok(Record {
        federation: found.federation,
        line: found.line,
        document,
        signed: newest,
    })
}
