use super::model::{BodyOnDay, Federation, PersonInBody};
use crate::{
    db::{Conn, DbError},
    types::{BodyId, Day, FederationId, PersonId},
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

/// Every body that is a member of the federation on the day, by name.
pub async fn bodies_on(_conn: &mut Conn, _federation: FederationId, _day: Day) -> Result<Vec<BodyOnDay>, DbError> {
    Err(DbError::Interrupted)
}

/// A body of the federation as it is on the day (also one that has left, or not yet joined).
pub async fn find_body_on(_conn: &mut Conn, _federation: FederationId, _body: BodyId, _day: Day) -> Result<Option<BodyOnDay>, DbError> {
    Err(DbError::Interrupted)
}

/// Who belongs to the body on the day, by family name.
pub async fn people_of_body_on(_conn: &mut Conn, _federation: FederationId, _body: BodyId, _day: Day) -> Result<Vec<PersonInBody>, DbError> {
    Err(DbError::Interrupted)
}

/// Whether the person belongs to the body on the day.
pub async fn belongs_on(_conn: &mut Conn, _federation: FederationId, _body: BodyId, _person: PersonId, _day: Day) -> Result<bool, DbError> {
    Err(DbError::Interrupted)
}
