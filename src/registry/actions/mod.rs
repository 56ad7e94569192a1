//! What people can do with the register. Each function checks the right first.

pub mod bodies;
pub mod export;
pub mod facts;
pub mod federations;
pub mod import;
pub mod mandates;
pub mod members;
pub mod municipalities;
pub mod overview;
pub mod particulars;
pub mod people;
pub mod suspensions;
pub mod terms;
pub mod uploads;

pub use uploads::Uploads;

use serde_json::Value;

use super::{model::Federation, store};
use crate::{
    App,
    accounts::{
        actions::AccountError,
        model::{AccessError, Actor, Right},
    },
    audit,
    db::{DbError, Tx},
    types::{Explain, FieldProblem, Problem},
};

/// Why something in the register is refused.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    #[error(transparent)]
    Access(#[from] AccessError),
    #[error(transparent)]
    Account(#[from] AccountError),
    #[error("not found")]
    NotFound,
    #[error("changed by somebody else since it was read")]
    Stale,
    #[error("a body is in this municipality")]
    MunicipalityInUse,
    #[error("mandates were held in the term")]
    TermInUse,
    #[error("an election was made for the term")]
    TermHasElection,
    #[error("somebody held the seat")]
    SeatInUse,
    #[error("the person was erased")]
    PersonErased,
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
            Self::Account(e) => e.problem(),
            Self::NotFound => Problem::not_found(),
            Self::Stale => Problem::stale(),
            Self::MunicipalityInUse => {
                Problem::conflict(crate::key!("problem-municipality-in-use"))
            }
            Self::TermInUse => Problem::conflict(crate::key!("problem-term-in-use")),
            Self::TermHasElection => Problem::conflict(crate::key!("problem-term-has-election")),
            Self::SeatInUse => Problem::conflict(crate::key!("problem-seat-in-use")),
            Self::PersonErased => Problem::conflict(crate::key!("problem-person-erased")),
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
pub async fn federation_for(
    app: &App,
    actor: &Actor,
    right: Right,
    slug: &str,
) -> Result<Federation, RegistryError> {
    let federation = federation(app, slug).await?;
    actor.require(right, federation.id)?;
    Ok(federation)
}

/// Whose chain of the log an act belongs to, who did it, and what it was.
struct Act<'a> {
    chain: audit::Chain,
    actor: &'a Actor,
    act: &'static str,
    subject: (&'static str, i64),
}

/// Records an act in the transaction of its change.
async fn record(
    tx: &mut Tx,
    app: &App,
    act: Act<'_>,
    before: Value,
    after: Value,
) -> Result<(), DbError> {
    let Act {
        chain,
        actor,
        act,
        subject,
    } = act;
    audit::record(
        tx,
        audit::Act {
            chain,
            at: app.clock.now(),
            who: &actor.who(),
            act,
            subject,
            before,
            after,
        },
    )
    .await
}
