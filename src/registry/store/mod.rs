pub mod bodies;
pub mod mandates;
pub mod people;
pub mod terms;

pub use bodies::{bodies_on, find_body_on};
pub use people::{belongs_on, people_of_body_on};

use super::model::Federation;
use crate::{
    db::{Conn, DbError},
    types::FederationId,
};

pub const STATEMENTS: &[(&str, &str)] = &[];

pub async fn find_federation_by_slug(_conn: &mut Conn, _slug: &str) -> Result<Option<Federation>, DbError> {
    Err(DbError::Interrupted)
}

pub async fn find_federation(_conn: &mut Conn, _id: FederationId) -> Result<Option<Federation>, DbError> {
    Err(DbError::Interrupted)
}

pub async fn list_federations(_conn: &mut Conn) -> Result<Vec<Federation>, DbError> {
    Err(DbError::Interrupted)
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    Yes,
    /// The row has another revision by now, or is not there.
    Stale,
    /// Something else has the same external key.
    KeyTaken,
}

/// What became of a change, from the number of rows that it changed.
fn saved(rows: Result<u64, sqlx::Error>) -> Result<Saved, DbError> {
    match rows {
        Ok(1) => Ok(Saved::Yes),
        Ok(_) => Ok(Saved::Stale),
        Err(sqlx::Error::Database(e)) if e.is_unique_violation() => Ok(Saved::KeyTaken),
        Err(e) => Err(e.into()),
    }
}
