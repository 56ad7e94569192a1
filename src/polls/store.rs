use super::model::Poll;
use crate::{
    db::{Conn, DbError, Tx},
    types::{FederationId, PollId, RollId},
};

pub const STATEMENTS: &[(&str, &str)] = &[];

pub async fn find_poll(_conn: &mut Conn, _federation: FederationId, _poll: PollId) -> Result<Option<Poll>, DbError> {
    Err(DbError::Interrupted)
}

/// Polls of a roll by position.
pub async fn polls_of_roll(_conn: &mut Conn, _federation: FederationId, _roll: RollId) -> Result<Vec<Poll>, DbError> {
    Err(DbError::Interrupted)
}

/// The stored count of a poll (JSON, canonical) with its SHA-256.
pub async fn find_count(_conn: &mut Conn, _federation: FederationId, _poll: PollId) -> Result<Option<(String, String)>, DbError> {
    Err(DbError::Interrupted)
}

/// Counted to published; whether it was counted.
pub async fn set_published(_tx: &mut Tx, _federation: FederationId, _poll: PollId) -> Result<bool, DbError> {
    Err(DbError::Interrupted)
}
