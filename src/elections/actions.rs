//! What people do with elections. Each function checks the right first.

pub mod calculator;
pub mod certification;
pub mod count_tables;
pub mod counts;
pub mod divisions;
pub mod elections;
pub mod nominations;
pub mod public;
pub mod seat_calls;
mod taken_seats;

use serde_json::Value;

use super::{
    model::{
        division::NotReady,
        election::{Election, ElectionLine, Transition, WrongState},
    },
    store,
};
use crate::{
    App,
    accounts::model::{AccessError, Actor, Right},
    audit::{self, Act, Chain},
    db::{DbError, Tx},
    registry::{
        actions::{RegistryError, federation_for},
        model::Federation,
    },
    types::{ElectionId, Explain, FederationId, FieldProblem, Problem},
};

/// What is fixed once counting has started, or the election is not held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixed {
    /// Day, seats and the deadline of nominations.
    Details,
    Rules,
    Districts,
    Groups,
    Nominations,
}

/// Why something with an election is refused.
#[derive(Debug, thiserror::Error)]
pub enum ElectionError {
    #[error(transparent)]
    Access(#[from] AccessError),
    #[error(transparent)]
    Registry(#[from] RegistryError),
    #[error("not found")]
    NotFound,
    #[error("changed by somebody else since it was read")]
    Stale,
    #[error(transparent)]
    State(#[from] WrongState),
    #[error("{0:?} are fixed since the election left its preparation")]
    Fixed(Fixed),
    #[error(transparent)]
    NotReady(#[from] NotReady),
    #[error("somebody is nominated")]
    HasNominations,
    #[error("it was withdrawn already")]
    AlreadyWithdrawn,
    #[error("the result is not certified")]
    NotCertified,
    #[error("no elected candidate waits to be called")]
    NobodyToCall,
    #[error("the seat is held, or a call to it waits for its answer")]
    SeatNotFree,
    #[error("nobody is left on the list")]
    ListExhausted,
    #[error("the order does not name each one once")]
    OrderIncomplete,
    #[error("fields were refused")]
    Fields(Vec<FieldProblem>),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Explain for ElectionError {
    fn problem(&self) -> Problem {
        match self {
            Self::Access(e) => e.problem(),
            Self::Registry(e) => e.problem(),
            Self::NotFound => Problem::not_found(),
            Self::Stale => Problem::stale(),
            Self::State(wrong) => Problem::conflict(impossible(wrong.transition)),
            Self::Fixed(what) => Problem::conflict(fixed(*what)),
            Self::NotReady(missing) => not_ready(missing),
            Self::HasNominations => {
                Problem::conflict(crate::key!("problem-election-has-nominations"))
            }
            Self::AlreadyWithdrawn => Problem::conflict(crate::key!("problem-already-withdrawn")),
            Self::NotCertified => Problem::conflict(crate::key!("problem-election-not-certified")),
            Self::NobodyToCall => Problem::conflict(crate::key!("problem-nobody-to-call")),
            Self::SeatNotFree => Problem::conflict(crate::key!("problem-seat-not-free")),
            Self::ListExhausted => Problem::conflict(crate::key!("problem-list-exhausted")),
            Self::OrderIncomplete => Problem::invalid(crate::key!("problem-election-order")),
            Self::Fields(fields) => Problem::fields(fields.clone()),
            Self::Db(e) => e.problem(),
        }
    }
}

fn impossible(transition: Transition) -> &'static str {
    match transition {
        Transition::StartCounting => crate::key!("problem-election-cannot-start-counting"),
        Transition::Certify => crate::key!("problem-election-cannot-certify"),
        Transition::CallOff => crate::key!("problem-election-cannot-call-off"),
        Transition::AppointInstead => crate::key!("problem-election-cannot-appoint"),
        Transition::Annul => crate::key!("problem-election-cannot-annul"),
        Transition::Repeat => crate::key!("problem-election-cannot-repeat"),
    }
}

fn fixed(what: Fixed) -> &'static str {
    match what {
        Fixed::Details => crate::key!("problem-election-details-fixed"),
        Fixed::Rules => crate::key!("problem-election-rules-fixed"),
        Fixed::Districts => crate::key!("problem-election-districts-fixed"),
        Fixed::Groups => crate::key!("problem-election-groups-fixed"),
        Fixed::Nominations => crate::key!("problem-election-nominations-fixed"),
    }
}

fn not_ready(missing: &NotReady) -> Problem {
    match missing {
        NotReady::NoRules => Problem::conflict(crate::key!("problem-election-without-rules")),
        NotReady::NobodyStands => Problem::conflict(crate::key!("problem-election-nobody-stands")),
        NotReady::GroupsDiffer { sum, seats } => {
            Problem::conflict(crate::key!("problem-election-groups-sum"))
                .with("sum", *sum)
                .with("seats", *seats)
        }
        NotReady::NoGroup { label } => {
            Problem::conflict(crate::key!("problem-election-nomination-without-group"))
                .with("label", label.as_str())
        }
    }
}

/// An election with its federation.
pub struct FoundElection {
    pub federation: Federation,
    pub line: ElectionLine,
}

/// An election, for somebody who holds the right; a foreign one is not found.
pub async fn election_for(
    app: &App,
    actor: &Actor,
    right: Right,
    slug: &str,
    id: ElectionId,
) -> Result<FoundElection, ElectionError> {
    let federation = federation_for(app, actor, right, slug).await?;
    let line = store::elections::find_line(&mut app.db.read().await?, federation.id, id)
        .await?
        .ok_or(ElectionError::NotFound)?;
    Ok(FoundElection { federation, line })
}

/// The federation of an address, for somebody who keeps its elections.
async fn keeping(app: &App, actor: &Actor, slug: &str) -> Result<FederationId, ElectionError> {
    Ok(federation_for(app, actor, Right::KeepElections, slug)
        .await?
        .id)
}

/// An election, kept from others until the transaction ends.
async fn lock(
    tx: &mut Tx,
    federation: FederationId,
    id: ElectionId,
) -> Result<Election, ElectionError> {
    store::elections::lock_election(tx, federation, id)
        .await?
        .ok_or(ElectionError::NotFound)
}

/// A locked election that is still in preparation.
async fn lock_preparing(
    tx: &mut Tx,
    federation: FederationId,
    id: ElectionId,
    what: Fixed,
) -> Result<Election, ElectionError> {
    let election = lock(tx, federation, id).await?;
    if election.is_preparing() {
        Ok(election)
    } else {
        Err(ElectionError::Fixed(what))
    }
}

/// Writes an act on an election into the log of the federation.
async fn record(
    tx: &mut Tx,
    app: &App,
    (actor, federation): (&Actor, FederationId),
    act: &'static str,
    subject: (&'static str, i64),
    (before, after): (Value, Value),
) -> Result<(), DbError> {
    let act = Act {
        chain: Chain::Federation(federation),
        at: app.clock.now(),
        who: &actor.who(),
        act,
        subject,
        before,
        after,
    };
    audit::record(tx, act).await
}
