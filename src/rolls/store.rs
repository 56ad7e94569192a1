use super::model::{Entry, Roll};
use crate::{
    db::{Conn, DbError, Tx},
    types::{FederationId, RollId, RoundId},
};

pub const STATEMENTS: &[(&str, &str)] = &[];

pub async fn insert_roll(_tx: &mut Tx, _federation: FederationId, _round: RoundId, _title: &str) -> Result<RollId, DbError> {
    Err(DbError::Interrupted)
}

pub async fn find_roll(_conn: &mut Conn, _federation: FederationId, _roll: RollId) -> Result<Option<Roll>, DbError> {
    Err(DbError::Interrupted)
}

/// Entries by number.
pub async fn entries(_conn: &mut Conn, _federation: FederationId, _roll: RollId) -> Result<Vec<Entry>, DbError> {
    Err(DbError::Interrupted)
}

/// Sum of the votes of all entries.
pub async fn entitled_votes(_conn: &mut Conn, _roll: RollId) -> Result<i64, DbError> {
    Err(DbError::Interrupted)
}
