//! What people can do with results: publish, correct, read, check.

mod audit_trail;
mod board;
mod box_export;
mod decisions;
mod evidence;
mod public;
mod publishing;
mod two_people;

use crate::{
    accounts::model::AccessError,
    db::DbError,
    polls::model::{Standing, WrongState},
    registry::actions::RegistryError,
    types::{Explain, FieldProblem, Problem},
};

use super::model::{FEWEST_BALLOTS_FOR_FIGURES, NotPublishable};

pub use audit_trail::{AUDIT_PAGE, AuditPage, federation_audit, installation_audit};
pub use board::{
    Board, Elected, ToTheBoard, board, board_member, elected_for_board, end_board_mandate,
    make_board,
};
pub use box_export::export_box;
pub use decisions::{Decisions, decisions};
pub use evidence::{export_evidence, export_evidence_by_command, public_evidence, public_trackers};
pub use public::{
    PublicBodies, PublicBody, PublicDelegates, PublicElection, PublicFederation, PublicPerson,
    PublicSeat, federations, public_bodies, public_body, public_federation,
};
pub use publishing::{
    Newest, Preview, PublishedVersions, StaffResult, StaffResults, list, preview_correction,
    published, staff_list, staff_result, versions,
};
pub use two_people::{
    WaitingResult, confirm, request_correction, request_publication, waiting_results, withdraw,
};

/// Why something with a result is refused.
#[derive(Debug, thiserror::Error)]
pub enum ResultError {
    #[error(transparent)]
    Access(#[from] AccessError),
    #[error("not found")]
    NotFound,
    #[error("a newer version was published since")]
    Stale,
    #[error("the poll is published")]
    AlreadyPublished,
    #[error("the poll is not counted")]
    NotCounted(#[from] WrongState),
    #[error("the poll is not published")]
    NotPublished,
    #[error("those elected are on the board already")]
    BoardMade,
    #[error("nobody was elected")]
    NobodyElected,
    #[error("the poll belongs to no assembly")]
    NoAssembly,
    #[error(transparent)]
    NotPublishable(#[from] NotPublishable),
    #[error("something about this poll waits for a second person")]
    RequestWaits,
    #[error("the request was decided already")]
    RequestDecided,
    #[error("the result is not the one that was asked to be confirmed")]
    RequestChanged,
    #[error("a second person has to confirm")]
    SamePerson,
    #[error("fields were refused")]
    Fields(Vec<FieldProblem>),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<RegistryError> for ResultError {
    fn from(error: RegistryError) -> Self {
        match error {
            RegistryError::Access(e) => Self::Access(e),
            RegistryError::Db(e) => Self::Db(e),
            _ => Self::NotFound,
        }
    }
}

impl Explain for ResultError {
    fn problem(&self) -> Problem {
        match self {
            Self::Access(e) => e.problem(),
            Self::NotFound => Problem::not_found(),
            Self::Stale => Problem::stale(),
            Self::AlreadyPublished => Problem::conflict(crate::key!("problem-already-published")),
            Self::RequestWaits => Problem::conflict(crate::key!("problem-poll-request-waits")),
            Self::RequestDecided => Problem::conflict(crate::key!("problem-poll-request-decided")),
            Self::RequestChanged => Problem::conflict(crate::key!("problem-poll-request-changed")),
            Self::SamePerson => Problem::conflict(crate::key!("problem-poll-same-person")),
            Self::NotCounted(WrongState {
                standing: Standing::Void,
                ..
            }) => Problem::conflict(crate::key!("problem-poll-void")),
            Self::NotCounted(_) => Problem::conflict(crate::key!("problem-poll-not-counted")),
            Self::NotPublished => Problem::conflict(crate::key!("problem-not-published")),
            Self::BoardMade => Problem::conflict(crate::key!("problem-board-made")),
            Self::NobodyElected => Problem::conflict(crate::key!("problem-board-nobody-elected")),
            Self::NoAssembly => Problem::conflict(crate::key!("problem-board-no-assembly")),
            Self::NotPublishable(NotPublishable::TooFewBallots(_)) => Problem::fields(vec![
                FieldProblem::new("detail", crate::key!("field-too-few-ballots"))
                    .with("needed", FEWEST_BALLOTS_FOR_FIGURES),
            ]),
            Self::NotPublishable(NotPublishable::OutcomeOnlyWasChosen) => {
                Problem::field("detail", crate::key!("field-outcome-only-was-chosen"))
            }
            Self::NotPublishable(NotPublishable::LotNotDrawn) => {
                Problem::conflict(crate::key!("problem-result-lot-not-drawn"))
            }
            Self::NotPublishable(NotPublishable::Undecided(_)) => {
                Problem::conflict(crate::key!("problem-result-undecided"))
            }
            Self::Fields(fields) => Problem::fields(fields.clone()),
            Self::Db(e) => e.problem(),
        }
    }
}
