//! What belongs to the whole database.

use crate::{
    db::{Conn, DbError, Tx},
    on, statements,
};

statements! {
    FIND_INSTALLATION = "SELECT pepper_fingerprint, demo, rehearsal FROM installation WHERE id = 1";
    SET_REHEARSAL = "UPDATE installation SET rehearsal = 1 WHERE id = 1";
    INSERT_INSTALLATION = "INSERT INTO installation (id, created_at, pepper_fingerprint, demo) VALUES (1, $1, $2, $3) ON CONFLICT (id) DO NOTHING";
}

/// What belongs to the whole database.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct InstallationRow {
    pub pepper_fingerprint: String,
    pub demo: i64,
    pub rehearsal: i64,
}

/// Marks the database as the copy in which a federation rehearses.
pub async fn set_rehearsal(tx: &mut Tx) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(SET_REHEARSAL)
        .execute(c)
        .await
        .map(drop))?)
}

pub async fn find_installation(conn: &mut Conn) -> Result<Option<InstallationRow>, DbError> {
    Ok(on!(conn, |c| sqlx::query_as(FIND_INSTALLATION)
        .fetch_optional(c)
        .await)?)
}

pub async fn insert_installation(
    tx: &mut Tx,
    at: i64,
    fingerprint: &str,
    demo: bool,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(INSERT_INSTALLATION)
        .bind(at)
        .bind(fingerprint)
        .bind(i64::from(demo))
        .execute(c)
        .await
        .map(drop))?)
}
