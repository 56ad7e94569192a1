//! Why something with a poll is refused.

use crate::{
    accounts::model::AccessError,
    db::DbError,
    polls::{
        board_key::FEWEST_HOLDERS,
        casting::CastError,
        count::CountRefused,
        model::{
            Standing, Transition, WrongState,
            guard::{FEWEST_VOTERS, GuardFinding},
            preflight::PreflightFinding,
        },
    },
    registry::actions::RegistryError,
    types::{Explain, FieldProblem, Problem, ProblemKind},
};

/// Why something with a poll is refused.
#[derive(Debug, thiserror::Error)]
pub enum PollError {
    #[error(transparent)]
    Access(#[from] AccessError),
    #[error("not found")]
    NotFound,
    #[error("changed by somebody else since it was read")]
    Stale,
    #[error(transparent)]
    WrongState(#[from] WrongState),
    #[error("the poll is fixed since it was opened")]
    Fixed,
    #[error("the roll is not frozen")]
    RollNotFrozen,
    #[error("a secret poll needs at least {FEWEST_VOTERS} voters, the roll has {0}")]
    TooFewForSecrecy(i64),
    #[error("the figures could tell votes, and nothing fitting was chosen about it: {0:?}")]
    GuardUnanswered(Vec<GuardFinding>),
    #[error("a vote by name has nothing to hide")]
    NothingToGuard,
    #[error("{} stands in the way of opening", .0.as_str())]
    Preflight(PreflightFinding),
    #[error("codes and marks were deleted, the time for objections is over")]
    MarksDeleted,
    #[error("the count leaves nothing open, or the result is public")]
    NoTie,
    #[error("the title or question lacks the language {0}")]
    LanguageMissing(String),
    #[error("the time of closing has passed")]
    ClosesInThePast,
    #[error("the poll is not open")]
    NotOpen,
    #[error("this entry has voted")]
    AlreadyVoted,
    #[error("the code was replaced")]
    CodeVoided,
    #[error("the ballot was made for another place than the session votes for")]
    OtherPlace,
    #[error("this entry may not vote in this poll")]
    Excluded,
    #[error("this entry votes on paper")]
    OnPaper,
    #[error("this entry is noted already")]
    PaperAlready,
    #[error("this entry does not vote on paper")]
    NotOnPaper,
    #[error("two others count the ballots on paper")]
    PaperCountedByOthers,
    #[error("the own sheet was counted to the end")]
    SheetDone,
    #[error("the closed box waits for ballots on paper or for keys")]
    BoxWaits,
    #[error("the box waits for nothing")]
    BoxWaitsForNothing,
    #[error("ballots on paper are to be counted first")]
    PaperFirst,
    #[error("a sealed poll needs {FEWEST_HOLDERS} holders of keys, there are {0}")]
    TooFewHolders(usize),
    #[error("a vote by name has nothing to seal")]
    NothingToSeal,
    #[error("not everybody who may vote stands on the other roll, or nobody else does")]
    NotAllOnRoll,
    #[error("this key was given already")]
    KeyGiven,
    #[error("this entry is excluded from the poll")]
    ExcludedAlready,
    #[error(transparent)]
    Cast(#[from] CastError),
    #[error(transparent)]
    CountRefused(#[from] CountRefused),
    #[error("something about this poll waits for a second person")]
    RequestWaits,
    #[error("the request was decided already")]
    RequestDecided,
    #[error("it is not as it was when it was asked for")]
    RequestChanged,
    #[error("a second person has to confirm")]
    SamePerson,
    #[error("the poll is interrupted")]
    Interrupted,
    #[error("only who signed in before the time of closing can still vote")]
    SignedInLate,
    #[error("the time for voting has passed")]
    TimeIsOver,
    #[error("only a void poll is repeated")]
    NotVoid,
    #[error("there is nothing that a runoff could decide")]
    NoRunoff,
    #[error("the way of voting has no runoff")]
    NoRunoffByMethod,
    #[error("fields were refused")]
    Fields(Vec<FieldProblem>),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<RegistryError> for PollError {
    fn from(error: RegistryError) -> Self {
        match error {
            RegistryError::Access(e) => Self::Access(e),
            RegistryError::Db(e) => Self::Db(e),
            _ => Self::NotFound,
        }
    }
}

impl Explain for PollError {
    fn problem(&self) -> Problem {
        match self {
            Self::Access(e) => e.problem(),
            Self::NotFound => Problem::not_found(),
            Self::Stale => Problem::stale(),
            Self::WrongState(WrongState {
                standing: Standing::Void,
                ..
            }) => Problem::conflict(crate::key!("problem-poll-void")),
            Self::WrongState(e) => Problem::conflict(match e.transition {
                Transition::Interrupt | Transition::Extend => crate::key!("problem-poll-not-open"),
                Transition::Resume => crate::key!("problem-poll-not-interrupted"),
                Transition::Void => crate::key!("problem-poll-cannot-be-void"),
                Transition::MakeReady => crate::key!("problem-poll-not-draft"),
                Transition::Open => crate::key!("problem-poll-not-ready"),
                Transition::Close => crate::key!("problem-poll-not-open"),
                Transition::Count => crate::key!("problem-poll-not-closed"),
                Transition::Publish => crate::key!("problem-poll-not-counted"),
            }),
            Self::Fixed => Problem::conflict(crate::key!("problem-poll-fixed")),
            Self::RollNotFrozen => Problem::conflict(crate::key!("problem-roll-not-frozen")),
            Self::TooFewForSecrecy(n) => {
                Problem::conflict(crate::key!("problem-too-few-for-secrecy"))
                    .with("n", *n)
                    .with("needed", FEWEST_VOTERS)
            }
            Self::GuardUnanswered(findings) => Problem {
                fields: findings
                    .iter()
                    .filter(|finding| finding.forces_a_choice())
                    .map(|finding| FieldProblem::said("guard", finding.said()))
                    .collect(),
                ..Problem::conflict(crate::key!("problem-guard-unanswered"))
            },
            Self::Preflight(finding) => Problem {
                fields: vec![FieldProblem::said("preflight", finding.said())],
                ..Problem::conflict(crate::key!("problem-preflight"))
            },
            Self::NothingToGuard => Problem::conflict(crate::key!("problem-nothing-to-guard")),
            Self::MarksDeleted => Problem::conflict(crate::key!("problem-marks-deleted")),
            Self::NoTie => Problem::conflict(crate::key!("problem-no-tie")),
            Self::LanguageMissing(language) => {
                Problem::conflict(crate::key!("problem-poll-language-missing"))
                    .with("language", language.clone())
            }
            Self::ClosesInThePast => Problem::field("closes_at", crate::key!("field-in-the-past")),
            Self::NotOpen => Problem::conflict(crate::key!("problem-poll-not-open")),
            Self::AlreadyVoted => Problem::conflict(crate::key!("problem-already-voted")),
            Self::Excluded => Problem::conflict(crate::key!("problem-voter-excluded")),
            Self::OtherPlace => Problem::conflict(crate::key!("problem-voting-other-place")),
            Self::OnPaper => Problem::conflict(crate::key!("problem-voter-on-paper")),
            Self::PaperAlready => Problem::conflict(crate::key!("problem-paper-already")),
            Self::NotOnPaper => Problem::conflict(crate::key!("problem-not-on-paper")),
            Self::PaperCountedByOthers => {
                Problem::conflict(crate::key!("problem-paper-counted-by-others"))
            }
            Self::SheetDone => Problem::conflict(crate::key!("problem-paper-sheet-done")),
            Self::BoxWaits => Problem::conflict(crate::key!("problem-box-waits")),
            Self::BoxWaitsForNothing => {
                Problem::conflict(crate::key!("problem-box-waits-for-nothing"))
            }
            Self::PaperFirst => Problem::conflict(crate::key!("problem-paper-first")),
            Self::TooFewHolders(n) => Problem::conflict(crate::key!("problem-too-few-holders"))
                .with("n", i64::try_from(*n).unwrap_or(i64::MAX))
                .with("needed", i64::try_from(FEWEST_HOLDERS).unwrap_or(i64::MAX)),
            Self::NothingToSeal => Problem::conflict(crate::key!("problem-nothing-to-seal")),
            Self::NotAllOnRoll => Problem::conflict(crate::key!("problem-poll-not-all-on-roll")),
            Self::KeyGiven => Problem::conflict(crate::key!("problem-key-given")),
            Self::ExcludedAlready => Problem::conflict(crate::key!("problem-excluded-already")),
            Self::CodeVoided => Problem::new(
                ProblemKind::Unauthenticated,
                crate::key!("problem-code-replaced"),
            ),
            Self::Cast(_) => Problem {
                retry_after: Some(5),
                ..Problem::new(
                    ProblemKind::Unavailable,
                    crate::key!("problem-ballot-unconfirmed"),
                )
            },
            Self::CountRefused(e) => e.problem(),
            Self::RequestWaits => Problem::conflict(crate::key!("problem-poll-request-waits")),
            Self::RequestDecided => Problem::conflict(crate::key!("problem-poll-request-decided")),
            Self::RequestChanged => Problem::conflict(crate::key!("problem-poll-request-changed")),
            Self::SamePerson => Problem::conflict(crate::key!("problem-poll-same-person")),
            Self::Interrupted => Problem::conflict(crate::key!("problem-poll-interrupted")),
            Self::SignedInLate => Problem::conflict(crate::key!("problem-poll-signed-in-late")),
            Self::TimeIsOver => Problem::conflict(crate::key!("problem-poll-time-over")),
            Self::NotVoid => Problem::conflict(crate::key!("problem-poll-not-void")),
            Self::NoRunoff => Problem::conflict(crate::key!("problem-poll-no-runoff")),
            Self::NoRunoffByMethod => {
                Problem::conflict(crate::key!("problem-poll-no-runoff-by-method"))
            }
            Self::Fields(fields) => Problem::fields(fields.clone()),
            Self::Db(e) => e.problem(),
        }
    }
}
