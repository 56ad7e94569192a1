pub mod bodies;
pub mod mandates;
pub mod people;
pub mod terms;

use super::{model::Federation, store};
use crate::{
    App,
    accounts::model::{AccessError, Actor, Right},
    db::DbError,
    types::{Explain, FieldProblem, Problem},
};

/// Why something in the register is refused.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    #[error(transparent)]
    Access(#[from] AccessError),
    #[error("not found")]
    NotFound,
    #[error("changed by somebody else since it was read")]
    Stale,
    #[error("mandates were held in the term")]
    TermInUse,
    #[error("somebody held the seat")]
    SeatInUse,
    #[error("seats of a council are given by staff of the federation")]
    SeatsByStaff,
    #[error("fields were refused")]
    Fields(Vec<FieldProblem>),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Explain for RegistryError {
    fn problem(&self) -> Problem {
        match self {
            Self::Access(e) => e.problem(),
            Self::NotFound => Problem::not_found(),
            Self::Stale => Problem::stale(),
            Self::TermInUse => Problem::conflict(crate::key!("problem-term-in-use")),
            Self::SeatInUse => Problem::conflict(crate::key!("problem-seat-in-use")),
            Self::SeatsByStaff => Problem::conflict(crate::key!("problem-seats-by-staff")),
            Self::Fields(fields) => Problem::fields(fields.clone()),
            Self::Db(e) => e.problem(),
        }
    }
}

/// The federation of an address, for everybody.
pub async fn federation(app: &App, slug: &str) -> Result<Federation, RegistryError> {
    store::find_federation_by_slug(&mut app.db.read().await?, slug)
        .await?
        .ok_or(RegistryError::NotFound)
}

/// The federation of an address, for somebody who holds the right there; a foreign one is not found.
pub async fn federation_for(app: &App, actor: &Actor, right: Right, slug: &str) -> Result<Federation, RegistryError> {
    let federation = federation(app, slug).await?;
    actor.require(right, federation.id)?;
    Ok(federation)
}
