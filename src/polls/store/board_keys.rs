//! Keys of the election board, and the shares of a poll's key.

use crate::{
    db::{Conn, DbError, Tx, changed_one},
    on,
    polls::board_key::SealTo,
    statements,
    types::{AccountId, BoardKeyId, FederationId, PollId, Timestamp},
};

statements! {
    CURRENT_KEYS = "SELECT k.id, k.account_id, a.name, k.public_key, k.made_at FROM board_keys k JOIN accounts a ON a.id = k.account_id \
        WHERE k.federation_id = $1 AND k.ended_at IS NULL ORDER BY a.name, k.id";
    KEYS_OF_ACCOUNT = "SELECT id, public_key FROM board_keys WHERE federation_id = $1 AND account_id = $2 ORDER BY id DESC";
    INSERT_KEY = "INSERT INTO board_keys (federation_id, account_id, public_key, made_at) VALUES ($1, $2, $3, $4) RETURNING id";
    END_KEY = "UPDATE board_keys SET ended_at = $3 WHERE federation_id = $1 AND account_id = $2 AND ended_at IS NULL";
    // While the poll is prepared; a new revision tells everybody who read it.
    SET_SEALED_TO = "UPDATE polls SET sealed_to = $3, revision = revision + 1 WHERE id = $1 AND federation_id = $2 AND state IN ('draft', 'ready')";
    INSERT_SHARE = "INSERT INTO poll_key_shares (poll_id, first_key, second_key, share) VALUES ($1, $2, $3, $4)";
    SHARES = "SELECT s.first_key, s.second_key, s.share, s.given FROM poll_key_shares s JOIN polls p ON p.id = s.poll_id \
        WHERE s.poll_id = $1 AND p.federation_id = $2 ORDER BY s.first_key, s.second_key";
    GIVE_SHARE = "UPDATE poll_key_shares SET share = $4, given = 1 WHERE poll_id = $1 AND first_key = $2 AND second_key = $3 AND given = 0";
    DELETE_SHARES = "DELETE FROM poll_key_shares WHERE poll_id = $1";
    HOLDERS_OF_POLL = "SELECT DISTINCT k.id, k.account_id, a.name, k.public_key, k.made_at FROM poll_key_shares s \
        JOIN board_keys k ON k.id = s.first_key JOIN accounts a ON a.id = k.account_id \
        WHERE s.poll_id = $1 AND k.federation_id = $2 ORDER BY a.name, k.id";
    IS_COMPLETE = "SELECT complete FROM ballot_boxes WHERE poll_id = $1";
    SET_COMPLETE = "UPDATE ballot_boxes SET complete = $2 WHERE poll_id = $1";
    TRACES_AGAIN = "UPDATE polls SET traces_removed = 0 WHERE id = $1";
}

/// Somebody who holds a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyHolder {
    pub key: BoardKeyId,
    pub account: AccountId,
    pub name: String,
    pub seal_to: SealTo,
    pub made_at: Timestamp,
}

/// The secret half of a poll's key for two holders.
#[derive(Clone, Debug)]
pub struct Share {
    pub first: BoardKeyId,
    pub second: BoardKeyId,
    pub share: String,
    /// The first holder gave the key.
    pub given: bool,
}

type HolderRow = (i64, i64, String, String, i64);

fn holders(rows: Vec<HolderRow>) -> Result<Vec<KeyHolder>, DbError> {
    rows.into_iter()
        .map(|(id, account, name, public_key, made_at)| {
            Ok(KeyHolder {
                key: BoardKeyId(id),
                account: AccountId(account),
                name,
                seal_to: seal_to(&public_key)?,
                made_at: Timestamp::stored(made_at),
            })
        })
        .collect()
}

fn seal_to(stored: &str) -> Result<SealTo, DbError> {
    SealTo::parse(stored).ok_or_else(|| DbError::row("board_keys", "the public key"))
}

/// The current keys of a federation.
pub async fn current_keys(
    conn: &mut Conn,
    federation: FederationId,
) -> Result<Vec<KeyHolder>, DbError> {
    let rows: Vec<HolderRow> = on!(conn, |c| sqlx::query_as(CURRENT_KEYS)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    holders(rows)
}

/// All keys that somebody made in a federation, the latest first.
pub async fn keys_of_account(
    conn: &mut Conn,
    federation: FederationId,
    account: AccountId,
) -> Result<Vec<(BoardKeyId, SealTo)>, DbError> {
    let rows: Vec<(i64, String)> = on!(conn, |c| sqlx::query_as(KEYS_OF_ACCOUNT)
        .bind(federation.0)
        .bind(account.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|(id, public_key)| Ok((BoardKeyId(id), seal_to(&public_key)?)))
        .collect()
}

/// Stores a new key; the one before ends.
pub async fn replace_key(
    tx: &mut Tx,
    federation: FederationId,
    account: AccountId,
    seal_to: &SealTo,
    at: Timestamp,
) -> Result<BoardKeyId, DbError> {
    on!(tx, |c| sqlx::query(END_KEY)
        .bind(federation.0)
        .bind(account.0)
        .bind(at.unix_millis())
        .execute(c)
        .await
        .map(drop))?;
    let id = on!(tx, |c| sqlx::query_scalar(INSERT_KEY)
        .bind(federation.0)
        .bind(account.0)
        .bind(seal_to.to_text())
        .bind(at.unix_millis())
        .fetch_one(c)
        .await)?;
    Ok(BoardKeyId(id))
}

/// Sets to which key ballots are sealed, or to none; false once the poll was opened.
pub async fn set_sealed_to(
    tx: &mut Tx,
    federation: FederationId,
    poll: PollId,
    seal_to: Option<&SealTo>,
) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(SET_SEALED_TO)
        .bind(poll.0)
        .bind(federation.0)
        .bind(seal_to.map(SealTo::to_text).unwrap_or_default())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(changed_one(rows))
}

pub async fn insert_share(
    tx: &mut Tx,
    poll: PollId,
    (first, second): (BoardKeyId, BoardKeyId),
    share: &str,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(INSERT_SHARE)
        .bind(poll.0)
        .bind(first.0)
        .bind(second.0)
        .bind(share)
        .execute(c)
        .await
        .map(drop))?)
}

/// The shares of a poll's key.
pub async fn shares(
    conn: &mut Conn,
    federation: FederationId,
    poll: PollId,
) -> Result<Vec<Share>, DbError> {
    let rows: Vec<(i64, i64, String, i64)> = on!(conn, |c| sqlx::query_as(SHARES)
        .bind(poll.0)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|(first, second, share, given)| Share {
            first: BoardKeyId(first),
            second: BoardKeyId(second),
            share,
            given: given != 0,
        })
        .collect())
}

/// Whose keys open a poll.
pub async fn holders_of_poll(
    conn: &mut Conn,
    federation: FederationId,
    poll: PollId,
) -> Result<Vec<KeyHolder>, DbError> {
    let rows: Vec<HolderRow> = on!(conn, |c| sqlx::query_as(HOLDERS_OF_POLL)
        .bind(poll.0)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    holders(rows)
}

/// Keeps a share as its first holder opened it.
pub async fn give_share(
    tx: &mut Tx,
    poll: PollId,
    share: &Share,
    half_open: &str,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(GIVE_SHARE)
        .bind(poll.0)
        .bind(share.first.0)
        .bind(share.second.0)
        .bind(half_open)
        .execute(c)
        .await
        .map(drop))?)
}

pub async fn delete_shares(tx: &mut Tx, poll: PollId) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(DELETE_SHARES)
        .bind(poll.0)
        .execute(c)
        .await
        .map(drop))?)
}

/// Whether a closed box is written in its blocks; an open one waits for nothing.
pub async fn is_complete(conn: &mut Conn, poll: PollId) -> Result<bool, DbError> {
    let complete: Option<i64> = on!(conn, |c| sqlx::query_scalar(IS_COMPLETE)
        .bind(poll.0)
        .fetch_optional(c)
        .await)?;
    Ok(complete != Some(0))
}

/// Notes whether a closed box waits for something. Once it does not, what it held before is removed from the files of the database.
pub async fn set_complete(tx: &mut Tx, poll: PollId, complete: bool) -> Result<(), DbError> {
    on!(tx, |c| sqlx::query(SET_COMPLETE)
        .bind(poll.0)
        .bind(i64::from(complete))
        .execute(c)
        .await
        .map(drop))?;
    Ok(on!(tx, |c| sqlx::query(TRACES_AGAIN)
        .bind(poll.0)
        .execute(c)
        .await
        .map(drop))?)
}
