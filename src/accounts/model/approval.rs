//! Acts that need two people: one asks, another one confirms.

use crate::types::{AccountId, ApprovalId, Timestamp, words::words};

words! {
    /// What a second person has to confirm.
    ApprovalAct {
        /// A new code for an entry of a roll.
        ReissueCode = "reissue_code", crate::key!("approval-act-reissue-code");
        /// A correction of a frozen roll.
        CorrectRoll = "correct_roll", crate::key!("approval-act-correct-roll");
        /// The certified result of an election.
        CertifyElection = "certify_election", crate::key!("approval-act-certify-election");
        /// A version that replaces a certified one.
        CorrectElection = "correct_election", crate::key!("approval-act-correct-election");
        /// That an election is void.
        AnnulElection = "annul_election", crate::key!("approval-act-annul-election");
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
