//! Second factors of accounts.

use crate::{
    db::{Conn, DbError, Tx, changed_one},
    on, statements,
    types::AccountId,
};

statements! {
    FIND_SECOND_FACTOR = "SELECT generation, confirmed_at, last_step FROM second_factors WHERE account_id = $1";
    // Nothing comes back where one is in use.
    BEGIN_SECOND_FACTOR = "INSERT INTO second_factors (account_id, generation, last_step) VALUES ($1, 1, 0) ON CONFLICT (account_id) \
        DO UPDATE SET generation = second_factors.generation + 1, last_step = 0 WHERE second_factors.confirmed_at IS NULL RETURNING generation";
    CONFIRM_SECOND_FACTOR = "UPDATE second_factors SET confirmed_at = $3, last_step = $4 \
        WHERE account_id = $1 AND generation = $2 AND confirmed_at IS NULL AND last_step IS NOT NULL";
    USE_STEP = "UPDATE second_factors SET last_step = $3 WHERE account_id = $1 AND generation = $2 AND last_step < $3 AND confirmed_at IS NOT NULL";
    END_SECOND_FACTOR = "UPDATE second_factors SET confirmed_at = NULL, last_step = NULL WHERE account_id = $1 AND confirmed_at IS NOT NULL";
}

/// A second factor as stored.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub struct SecondFactorRow {
    pub generation: i64,
    pub confirmed_at: Option<i64>,
    pub last_step: Option<i64>,
}

impl SecondFactorRow {
    /// Whether it waits for its first code; one that was ended does not come back.
    pub fn is_waiting(&self) -> bool {
        self.confirmed_at.is_none() && self.last_step.is_some()
    }
}

pub async fn find_second_factor(
    conn: &mut Conn,
    account: AccountId,
) -> Result<Option<SecondFactorRow>, DbError> {
    Ok(on!(conn, |c| sqlx::query_as(FIND_SECOND_FACTOR)
        .bind(account.0)
        .fetch_optional(c)
        .await)?)
}

/// Whether sign-in asks for it.
pub async fn has_second_factor(conn: &mut Conn, account: AccountId) -> Result<bool, DbError> {
    let found = find_second_factor(conn, account).await?;
    Ok(found.is_some_and(|row| row.confirmed_at.is_some()))
}

/// Begins with a secret of its own; `None` where one is in use.
pub async fn begin_second_factor(tx: &mut Tx, account: AccountId) -> Result<Option<i64>, DbError> {
    Ok(on!(tx, |c| sqlx::query_scalar(BEGIN_SECOND_FACTOR)
        .bind(account.0)
        .fetch_optional(c)
        .await)?)
}

/// Whether it was waiting for its first code.
pub async fn confirm_second_factor(
    tx: &mut Tx,
    account: AccountId,
    generation: i64,
    (at, step): (i64, i64),
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(
        CONFIRM_SECOND_FACTOR
    )
    .bind(account.0)
    .bind(generation)
    .bind(at)
    .bind(step)
    .execute(c)
    .await
    .map(|done| done.rows_affected()))?))
}

/// Whether no code of this step or a later one was used before.
pub async fn use_step(
    tx: &mut Tx,
    account: AccountId,
    generation: i64,
    step: i64,
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(USE_STEP)
        .bind(account.0)
        .bind(generation)
        .bind(step)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

/// Whether one was in use.
pub async fn end_second_factor(tx: &mut Tx, account: AccountId) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(END_SECOND_FACTOR)
        .bind(account.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}
