use super::model::{AcceptedDelegate, Round};
use crate::{
    db::{Conn, DbError, Tx},
    types::{Day, FederationId, RoundId, Timestamp},
};

pub const STATEMENTS: &[(&str, &str)] = &[];

/// Opens a round and enters for each body that is a member on the day its delegate places.
pub async fn insert_round(_tx: &mut Tx, _federation: FederationId, _title: &str, _day: Day, _deadline: Option<Timestamp>) -> Result<RoundId, DbError> {
    Err(DbError::Interrupted)
}

pub async fn find_round(_conn: &mut Conn, _federation: FederationId, _round: RoundId) -> Result<Option<Round>, DbError> {
    Err(DbError::Interrupted)
}

/// Freezes an open round; whether it was open. Locks the round against concurrent registrations until the transaction ends.
pub async fn freeze_round(_tx: &mut Tx, _federation: FederationId, _round: RoundId) -> Result<bool, DbError> {
    Err(DbError::Interrupted)
}

/// Accepted delegates (role `delegate`, not deputies) by body name, position and person.
pub async fn accepted_delegates(_conn: &mut Conn, _federation: FederationId, _round: RoundId) -> Result<Vec<AcceptedDelegate>, DbError> {
    Err(DbError::Interrupted)
}

/// How many delegates still wait for a decision by staff.
pub async fn count_undecided(_conn: &mut Conn, _federation: FederationId, _round: RoundId) -> Result<i64, DbError> {
    Err(DbError::Interrupted)
}
