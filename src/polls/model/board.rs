//! What two people of the election board do together.

use serde::{Deserialize, Serialize};

use super::Transition;
use crate::{
    accounts::model::{ApprovalAct, WaitingApproval},
    types::Timestamp,
};

/// Minutes that voters who signed in before the time of closing may have more, at most.
pub const MOST_GRACE_MINUTES: i64 = 60;

/// Everything about a poll that needs two people; one such request at most waits for each poll.
pub const ACTS_OF_TWO: [ApprovalAct; 7] = [
    ApprovalAct::OpenPoll,
    ApprovalAct::ClosePoll,
    ApprovalAct::ResumePoll,
    ApprovalAct::ExtendPoll,
    ApprovalAct::VoidPoll,
    ApprovalAct::PublishResult,
    ApprovalAct::CorrectResult,
];

/// What one person of the board asks another one to confirm, with all that was chosen for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum BoardAct {
    Open {
        closes_at: Option<Timestamp>,
        grace_minutes: i64,
    },
    Close,
    Resume,
    Extend {
        closes_at: Timestamp,
    },
    Void,
}

impl BoardAct {
    /// What it does to the poll.
    pub fn transition(&self) -> Transition {
        match self {
            Self::Open { .. } => Transition::Open,
            Self::Close => Transition::Close,
            Self::Resume => Transition::Resume,
            Self::Extend { .. } => Transition::Extend,
            Self::Void => Transition::Void,
        }
    }

    /// As a request that waits.
    pub fn approval(&self) -> ApprovalAct {
        match self {
            Self::Open { .. } => ApprovalAct::OpenPoll,
            Self::Close => ApprovalAct::ClosePoll,
            Self::Resume => ApprovalAct::ResumePoll,
            Self::Extend { .. } => ApprovalAct::ExtendPoll,
            Self::Void => ApprovalAct::VoidPoll,
        }
    }

    /// What departs from the plan says why.
    pub fn needs_reason(&self) -> bool {
        match self {
            Self::Open { .. } | Self::Close => false,
            Self::Resume | Self::Extend { .. } | Self::Void => true,
        }
    }
}

/// The content of a request as it waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    #[serde(flatten)]
    pub act: BoardAct,
    /// SHA-256 of everything that the second person confirms.
    pub digest: String,
}

/// A request that waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingAct {
    pub act: BoardAct,
    pub approval: WaitingApproval,
    /// SHA-256 of everything that the second person confirms.
    pub digest: String,
    /// Whether everything is still as it was when it was asked for.
    pub is_current: bool,
}
