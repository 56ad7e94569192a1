use std::net::IpAddr;

use super::model::Voter;
use crate::{
    App,
    accounts::model::{AccessError, Actor},
    db::DbError,
    hashing::HashingError,
    types::{Explain, FieldProblem, Problem, RollId, SecretToken},
};

/// Why something with a roll or its codes is refused.
#[derive(Debug, thiserror::Error)]
pub enum RollError {
    #[error(transparent)]
    Access(#[from] AccessError),
    #[error("not found")]
    NotFound,
    #[error("fields were refused")]
    Fields(Vec<FieldProblem>),
    #[error(transparent)]
    Hashing(#[from] HashingError),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Explain for RollError {
    fn problem(&self) -> Problem {
        match self {
            Self::Access(e) => e.problem(),
            Self::NotFound => Problem::not_found(),
            Self::Fields(fields) => Problem::fields(fields.clone()),
            Self::Hashing(e) => e.problem(),
            Self::Db(e) => e.problem(),
        }
    }
}

/// A voter just signed in.
pub struct VoterSignedIn {
    pub token: SecretToken,
    /// Seconds until the session ends.
    pub seconds: u32,
}

/// Checks a code and opens a voter's session. One neutral answer for every failure.
pub async fn sign_in_voter(_app: &App, _code: &str, _network: IpAddr) -> Result<VoterSignedIn, RollError> {
    Err(DbError::Interrupted.into())
}

/// The voter of a session whose code is still valid.
pub async fn voter_by_session(_app: &App, _token: &SecretToken) -> Result<Option<Voter>, RollError> {
    Err(DbError::Interrupted.into())
}

/// Ends a voter's session.
pub async fn sign_out_voter(_app: &App, _token: &SecretToken) -> Result<(), RollError> {
    Err(DbError::Interrupted.into())
}

/// Freezes the roll from the accepted delegates of its round. Registrations that staff have not decided about are left out, which
/// `acknowledge_undecided` says to be known.
pub async fn freeze_roll(_app: &App, _actor: &Actor, _slug: &str, _roll: RollId, _acknowledge_undecided: bool) -> Result<(), RollError> {
    Err(DbError::Interrupted.into())
}
