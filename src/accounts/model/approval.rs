//! Acts that need two people: one asks, another one confirms.

use crate::types::{AccountId, ApprovalId, Timestamp, words::words};

words! {
    /// What a second person has to confirm.
    ApprovalAct {
        /// A new code for an entry of a roll.
        ReissueCode = "reissue_code", crate::key!("approval-act-reissue-code");
        /// A new code for a deputy on a roll.
        ReissueDeputyCode = "reissue_deputy_code", crate::key!("approval-act-reissue-deputy-code");
        /// A correction of a frozen roll.
        CorrectRoll = "correct_roll", crate::key!("approval-act-correct-roll");
        /// The certified result of an election.
        CertifyElection = "certify_election", crate::key!("approval-act-certify-election");
        /// A version that replaces a certified one.
        CorrectElection = "correct_election", crate::key!("approval-act-correct-election");
        /// That an election is void.
        AnnulElection = "annul_election", crate::key!("approval-act-annul-election");
        /// That a poll takes ballots from now on.
        OpenPoll = "open_poll", crate::key!("approval-act-open-poll");
        /// That its box is shut.
        ClosePoll = "close_poll", crate::key!("approval-act-close-poll");
        /// That an interrupted poll goes on.
        ResumePoll = "resume_poll", crate::key!("approval-act-resume-poll");
        /// That it closes later.
        ExtendPoll = "extend_poll", crate::key!("approval-act-extend-poll");
        /// That it is void.
        VoidPoll = "void_poll", crate::key!("approval-act-void-poll");
        /// The first version of a result.
        PublishResult = "publish_result", crate::key!("approval-act-publish-result");
        /// A version that replaces a published one.
        CorrectResult = "correct_result", crate::key!("approval-act-correct-result");
        /// The minutes of an assembly.
        SignMinutes = "sign_minutes", crate::key!("approval-act-sign-minutes");
    }
}

/// What somebody asks a second person to confirm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApprovalRequest<'a> {
    pub act: ApprovalAct,
    /// Id of the thing that the act is about; the act says of what kind.
    pub subject: i64,
    /// Digest of exactly what is confirmed; empty where the subject says it all.
    pub content: &'a str,
    pub reason: &'a str,
}

/// A request that waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingApproval {
    pub id: ApprovalId,
    pub act: ApprovalAct,
    pub subject: i64,
    pub content: String,
    pub reason: String,
    pub requested_by: AccountId,
    pub requested_by_name: String,
    pub requested_at: Timestamp,
}
