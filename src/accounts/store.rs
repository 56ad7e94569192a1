pub mod approvals;
pub mod installation;
pub mod second_factors;

use super::model::{Grant, Role};
use crate::{
    db::{Conn, DbError, Tx},
    on, statements,
    types::{
        AccountId, ApiTokenId, BodyId, FederationId, GrantId, InvitationId, TokenHash, containing,
    },
};

statements! {
    COUNT_ACCOUNTS = "SELECT CAST(COUNT(*) AS BIGINT) FROM accounts";
    INSERT_ACCOUNT = "INSERT INTO accounts (email, email_key, name, locale, password_hash, created_at, revision) \
        VALUES ($1, $2, $3, $4, $5, $6, 1) ON CONFLICT (email_key) DO NOTHING RETURNING id";
    FIND_ACCOUNT = "SELECT id, email, name, locale, password_hash, disabled_at, revision FROM accounts WHERE id = $1";
    FIND_ACCOUNT_BY_EMAIL = "SELECT id, email, name, locale, password_hash, disabled_at, revision FROM accounts WHERE email_key = $1";
    SET_PASSWORD = "UPDATE accounts SET password_hash = $2, revision = revision + 1 WHERE id = $1";
    SET_LOCALE = "UPDATE accounts SET locale = $2 WHERE id = $1";
    SET_DISABLED = "UPDATE accounts SET disabled_at = CAST($2 AS BIGINT), revision = revision + 1 \
        WHERE id = $1 AND (disabled_at IS NULL) <> (CAST($2 AS BIGINT) IS NULL)";

    COUNT_ACCOUNTS_LIKE = "SELECT CAST(COUNT(*) AS BIGINT) FROM accounts WHERE email_key LIKE $1 ESCAPE '!'";
    ACCOUNTS_LIKE = "SELECT a.id, a.email, a.name, a.disabled_at, f.confirmed_at AS second_factor_at FROM accounts a \
        LEFT JOIN second_factors f ON f.account_id = a.id \
        WHERE a.email_key LIKE $1 ESCAPE '!' ORDER BY a.email_key, a.id LIMIT $2 OFFSET $3";
    GRANTS_OF_ACCOUNTS_LIKE = "SELECT g.account_id, g.role, g.federation_id, g.body_id FROM grants g \
        JOIN (SELECT id FROM accounts WHERE email_key LIKE $1 ESCAPE '!' ORDER BY email_key, id LIMIT $2 OFFSET $3) a ON a.id = g.account_id \
        ORDER BY g.id";

    GRANTS_OF = "SELECT role, federation_id, body_id FROM grants WHERE account_id = $1";
    INSERT_GRANT = "INSERT INTO grants (account_id, role, federation_id, body_id, granted_at) VALUES ($1, $2, $3, $4, $5) \
        ON CONFLICT DO NOTHING RETURNING id";
    DELETE_GRANT = "DELETE FROM grants WHERE id = $1 AND federation_id = $2 RETURNING account_id, role, body_id";
    MEMBERS = "SELECT g.id, a.id AS account_id, a.name, a.email, g.role, g.body_id, a.disabled_at FROM grants g \
        JOIN accounts a ON a.id = g.account_id WHERE g.federation_id = $1 ORDER BY a.email_key, g.id";

    INSERT_SESSION = "INSERT INTO sessions (token_hash, account_id, created_at, seen_at) VALUES ($1, $2, $3, $3)";
    FIND_SESSION = "SELECT a.id, a.email, a.name, a.locale, s.seen_at FROM sessions s JOIN accounts a ON a.id = s.account_id \
        WHERE s.token_hash = $1 AND s.seen_at > $2 AND s.created_at > $3 AND a.disabled_at IS NULL";
    TOUCH_SESSION = "UPDATE sessions SET seen_at = $2 WHERE token_hash = $1";
    DELETE_SESSION = "DELETE FROM sessions WHERE token_hash = $1";
    DELETE_SESSIONS_OF = "DELETE FROM sessions WHERE account_id = $1";
    DELETE_STALE_SESSIONS = "DELETE FROM sessions WHERE seen_at <= $1 OR created_at <= $2";

    INSERT_INVITATION = "INSERT INTO invitations (token_hash, email, role, federation_id, body_id, invited_by, created_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id";
    FIND_INVITATION = "SELECT id, email, role, federation_id, body_id FROM invitations \
        WHERE token_hash = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $2";
    USE_INVITATION = "UPDATE invitations SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $2";
    REVOKE_INVITATION = "UPDATE invitations SET revoked_at = $3 WHERE id = $1 AND federation_id = $2 AND used_at IS NULL AND revoked_at IS NULL \
        RETURNING role";
    REVOKE_SETUP_LINKS = "UPDATE invitations SET revoked_at = $1 WHERE federation_id IS NULL AND used_at IS NULL AND revoked_at IS NULL";
    OPEN_INVITATIONS = "SELECT id, email, role, federation_id, body_id, expires_at FROM invitations \
        WHERE federation_id = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $2 ORDER BY created_at, id";

    INSERT_API_TOKEN = "INSERT INTO api_tokens (account_id, name, token_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5) RETURNING id";
    FIND_API_TOKEN = "SELECT a.id, a.email, a.name, a.locale FROM api_tokens t JOIN accounts a ON a.id = t.account_id \
        WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND t.expires_at > $2 AND a.disabled_at IS NULL";
    API_TOKENS_OF = "SELECT id, name, created_at, expires_at FROM api_tokens WHERE account_id = $1 AND revoked_at IS NULL AND expires_at > $2 ORDER BY id";
    REVOKE_API_TOKEN = "UPDATE api_tokens SET revoked_at = $3 WHERE id = $1 AND account_id = $2 AND revoked_at IS NULL";
    REVOKE_API_TOKENS_OF = "UPDATE api_tokens SET revoked_at = $2 WHERE account_id = $1 AND revoked_at IS NULL";
}

/// An account as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AccountRow {
    pub id: i64,
    pub email: String,
    pub name: String,
    pub locale: String,
    pub password_hash: Option<String>,
    pub disabled_at: Option<i64>,
    pub revision: i64,
}

/// An account in a list.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ListedAccountRow {
    pub id: i64,
    pub email: String,
    pub name: String,
    pub disabled_at: Option<i64>,
    pub second_factor_at: Option<i64>,
}

/// Who is signed in, as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SignedInRow {
    pub id: i64,
    pub email: String,
    pub name: String,
    pub locale: String,
}

/// Somebody with a role in a federation.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct MemberRow {
    pub id: i64,
    pub account_id: i64,
    pub name: String,
    pub email: String,
    pub role: String,
    pub body_id: Option<i64>,
    pub disabled_at: Option<i64>,
}

/// An invitation that can still be used.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct InvitationRow {
    pub id: i64,
    pub email: String,
    pub role: String,
    pub federation_id: Option<i64>,
    pub body_id: Option<i64>,
}

/// An invitation that waits for its answer.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct OpenInvitationRow {
    pub id: i64,
    pub email: String,
    pub role: String,
    pub federation_id: Option<i64>,
    pub body_id: Option<i64>,
    pub expires_at: i64,
}

/// A token for the API, without the token.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ApiTokenRow {
    pub id: i64,
    pub name: String,
    pub created_at: i64,
    pub expires_at: i64,
}

/// Values of a new account.
pub struct NewAccount<'a> {
    pub email: &'a str,
    pub email_key: &'a str,
    pub name: &'a str,
    pub locale: &'a str,
    pub password_hash: Option<&'a str>,
    pub at: i64,
}

/// Values of a new invitation.
pub struct NewInvitation<'a> {
    pub token: TokenHash,
    pub email: &'a str,
    pub role: Role,
    pub federation: Option<FederationId>,
    pub body: Option<BodyId>,
    pub invited_by: Option<AccountId>,
    pub at: i64,
    pub expires_at: i64,
}

pub async fn count_accounts(conn: &mut Conn) -> Result<i64, DbError> {
    Ok(on!(conn, |c| sqlx::query_scalar(COUNT_ACCOUNTS)
        .fetch_one(c)
        .await)?)
}

/// The new account, or `None` where the e-mail address is taken.
pub async fn insert_account(
    tx: &mut Tx,
    new: &NewAccount<'_>,
) -> Result<Option<AccountId>, DbError> {
    let id: Option<i64> = on!(tx, |c| sqlx::query_scalar(INSERT_ACCOUNT)
        .bind(new.email)
        .bind(new.email_key)
        .bind(new.name)
        .bind(new.locale)
        .bind(new.password_hash)
        .bind(new.at)
        .fetch_optional(c)
        .await)?;
    Ok(id.map(AccountId))
}

pub async fn find_account(conn: &mut Conn, id: AccountId) -> Result<Option<AccountRow>, DbError> {
    Ok(on!(conn, |c| sqlx::query_as(FIND_ACCOUNT)
        .bind(id.0)
        .fetch_optional(c)
        .await)?)
}

pub async fn find_account_by_email(
    conn: &mut Conn,
    email_key: &str,
) -> Result<Option<AccountRow>, DbError> {
    Ok(on!(conn, |c| sqlx::query_as(FIND_ACCOUNT_BY_EMAIL)
        .bind(email_key)
        .fetch_optional(c)
        .await)?)
}

pub async fn set_password(tx: &mut Tx, id: AccountId, hash: &str) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(SET_PASSWORD)
        .bind(id.0)
        .bind(hash)
        .execute(c)
        .await
        .map(drop))?)
}

pub async fn set_locale(tx: &mut Tx, id: AccountId, locale: &str) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(SET_LOCALE)
        .bind(id.0)
        .bind(locale)
        .execute(c)
        .await
        .map(drop))?)
}

/// Whether the account changed.
pub async fn set_disabled(tx: &mut Tx, id: AccountId, at: Option<i64>) -> Result<bool, DbError> {
    Ok(on!(tx, |c| sqlx::query(SET_DISABLED)
        .bind(id.0)
        .bind(at)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?
        == 1)
}

pub async fn count_accounts_like(conn: &mut Conn, key: &str) -> Result<i64, DbError> {
    Ok(on!(conn, |c| sqlx::query_scalar(COUNT_ACCOUNTS_LIKE)
        .bind(containing(key))
        .fetch_one(c)
        .await)?)
}

pub async fn accounts_like(
    conn: &mut Conn,
    key: &str,
    offset: i64,
    limit: i64,
) -> Result<Vec<ListedAccountRow>, DbError> {
    Ok(on!(conn, |c| sqlx::query_as(ACCOUNTS_LIKE)
        .bind(containing(key))
        .bind(limit)
        .bind(offset)
        .fetch_all(c)
        .await)?)
}

/// The grants of the accounts that [`accounts_like`] gives.
pub async fn grants_of_accounts_like(
    conn: &mut Conn,
    key: &str,
    offset: i64,
    limit: i64,
) -> Result<Vec<(AccountId, Grant)>, DbError> {
    let rows: Vec<(i64, String, Option<i64>, Option<i64>)> =
        on!(conn, |c| sqlx::query_as(GRANTS_OF_ACCOUNTS_LIKE)
            .bind(containing(key))
            .bind(limit)
            .bind(offset)
            .fetch_all(c)
            .await)?;
    rows.into_iter()
        .map(|(account, role, federation, body)| {
            let role = Role::parse(&role).ok_or_else(|| DbError::row("grants", &role))?;
            Ok((
                AccountId(account),
                Grant {
                    role,
                    federation: federation.map(FederationId),
                    body: body.map(BodyId),
                },
            ))
        })
        .collect()
}

pub async fn grants_of(conn: &mut Conn, account: AccountId) -> Result<Vec<Grant>, DbError> {
    let rows: Vec<(String, Option<i64>, Option<i64>)> = on!(conn, |c| sqlx::query_as(GRANTS_OF)
        .bind(account.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|(role, federation, body)| {
            Ok(Grant {
                role: Role::parse(&role).ok_or_else(|| DbError::row("grants", &role))?,
                federation: federation.map(FederationId),
                body: body.map(BodyId),
            })
        })
        .collect()
}

/// The new grant, or `None` where the person holds it already.
pub async fn insert_grant(
    tx: &mut Tx,
    account: AccountId,
    grant: &Grant,
    at: i64,
) -> Result<Option<GrantId>, DbError> {
    let id: Option<i64> = on!(tx, |c| sqlx::query_scalar(INSERT_GRANT)
        .bind(account.0)
        .bind(grant.role.as_str())
        .bind(grant.federation.map(|f| f.0))
        .bind(grant.body.map(|b| b.0))
        .bind(at)
        .fetch_optional(c)
        .await)?;
    Ok(id.map(GrantId))
}

/// Whose grant was taken away.
pub async fn delete_grant(
    tx: &mut Tx,
    federation: FederationId,
    grant: GrantId,
) -> Result<Option<(AccountId, Grant)>, DbError> {
    let row: Option<(i64, String, Option<i64>)> = on!(tx, |c| sqlx::query_as(DELETE_GRANT)
        .bind(grant.0)
        .bind(federation.0)
        .fetch_optional(c)
        .await)?;
    row.map(|(account, role, body)| {
        Ok((
            AccountId(account),
            Grant {
                role: Role::parse(&role).ok_or_else(|| DbError::row("grants", &role))?,
                federation: Some(federation),
                body: body.map(BodyId),
            },
        ))
    })
    .transpose()
}

pub async fn members(conn: &mut Conn, federation: FederationId) -> Result<Vec<MemberRow>, DbError> {
    Ok(on!(conn, |c| sqlx::query_as(MEMBERS)
        .bind(federation.0)
        .fetch_all(c)
        .await)?)
}

pub async fn insert_session(
    tx: &mut Tx,
    token: TokenHash,
    account: AccountId,
    at: i64,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(INSERT_SESSION)
        .bind(token.as_bytes())
        .bind(account.0)
        .bind(at)
        .execute(c)
        .await
        .map(drop))?)
}

/// Who holds the session, and when it was last noted as seen.
pub async fn find_session(
    conn: &mut Conn,
    token: TokenHash,
    seen_after: i64,
    created_after: i64,
) -> Result<Option<(SignedInRow, i64)>, DbError> {
    let row: Option<(i64, String, String, String, i64)> =
        on!(conn, |c| sqlx::query_as(FIND_SESSION)
            .bind(token.as_bytes())
            .bind(seen_after)
            .bind(created_after)
            .fetch_optional(c)
            .await)?;
    Ok(row.map(|(id, email, name, locale, seen_at)| {
        (
            SignedInRow {
                id,
                email,
                name,
                locale,
            },
            seen_at,
        )
    }))
}

pub async fn touch_session(tx: &mut Tx, token: TokenHash, at: i64) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(TOUCH_SESSION)
        .bind(token.as_bytes())
        .bind(at)
        .execute(c)
        .await
        .map(drop))?)
}

pub async fn delete_session(tx: &mut Tx, token: TokenHash) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(DELETE_SESSION)
        .bind(token.as_bytes())
        .execute(c)
        .await
        .map(drop))?)
}

pub async fn delete_sessions_of(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(DELETE_SESSIONS_OF)
        .bind(account.0)
        .execute(c)
        .await
        .map(drop))?)
}

pub async fn delete_stale_sessions(
    tx: &mut Tx,
    seen_before: i64,
    created_before: i64,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(DELETE_STALE_SESSIONS)
        .bind(seen_before)
        .bind(created_before)
        .execute(c)
        .await
        .map(drop))?)
}

pub async fn insert_invitation(
    tx: &mut Tx,
    new: &NewInvitation<'_>,
) -> Result<InvitationId, DbError> {
    Ok(InvitationId(on!(tx, |c| sqlx::query_scalar(
        INSERT_INVITATION
    )
    .bind(new.token.as_bytes())
    .bind(new.email)
    .bind(new.role.as_str())
    .bind(new.federation.map(|f| f.0))
    .bind(new.body.map(|b| b.0))
    .bind(new.invited_by.map(|a| a.0))
    .bind(new.at)
    .bind(new.expires_at)
    .fetch_one(c)
    .await)?))
}

pub async fn find_invitation(
    conn: &mut Conn,
    token: TokenHash,
    now: i64,
) -> Result<Option<InvitationRow>, DbError> {
    Ok(on!(conn, |c| sqlx::query_as(FIND_INVITATION)
        .bind(token.as_bytes())
        .bind(now)
        .fetch_optional(c)
        .await)?)
}

/// Whether the invitation was still unused.
pub async fn use_invitation(tx: &mut Tx, id: InvitationId, now: i64) -> Result<bool, DbError> {
    Ok(on!(tx, |c| sqlx::query(USE_INVITATION)
        .bind(id.0)
        .bind(now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?
        == 1)
}

/// The role of the invitation taken back; `None` where it was not open any more.
pub async fn revoke_invitation(
    tx: &mut Tx,
    federation: FederationId,
    id: InvitationId,
    now: i64,
) -> Result<Option<Role>, DbError> {
    let role: Option<String> = on!(tx, |c| sqlx::query_scalar(REVOKE_INVITATION)
        .bind(id.0)
        .bind(federation.0)
        .bind(now)
        .fetch_optional(c)
        .await)?;
    role.map(|word| Role::parse(&word).ok_or_else(|| DbError::row("invitations", &word)))
        .transpose()
}

pub async fn revoke_setup_links(tx: &mut Tx, now: i64) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(REVOKE_SETUP_LINKS)
        .bind(now)
        .execute(c)
        .await
        .map(drop))?)
}

pub async fn open_invitations(
    conn: &mut Conn,
    federation: FederationId,
    now: i64,
) -> Result<Vec<OpenInvitationRow>, DbError> {
    Ok(on!(conn, |c| sqlx::query_as(OPEN_INVITATIONS)
        .bind(federation.0)
        .bind(now)
        .fetch_all(c)
        .await)?)
}

pub async fn insert_api_token(
    tx: &mut Tx,
    account: AccountId,
    name: &str,
    token: TokenHash,
    at: i64,
    expires_at: i64,
) -> Result<ApiTokenId, DbError> {
    Ok(ApiTokenId(on!(tx, |c| sqlx::query_scalar(
        INSERT_API_TOKEN
    )
    .bind(account.0)
    .bind(name)
    .bind(token.as_bytes())
    .bind(at)
    .bind(expires_at)
    .fetch_one(c)
    .await)?))
}

pub async fn find_api_token(
    conn: &mut Conn,
    token: TokenHash,
    now: i64,
) -> Result<Option<SignedInRow>, DbError> {
    Ok(on!(conn, |c| sqlx::query_as(FIND_API_TOKEN)
        .bind(token.as_bytes())
        .bind(now)
        .fetch_optional(c)
        .await)?)
}

pub async fn api_tokens_of(
    conn: &mut Conn,
    account: AccountId,
    now: i64,
) -> Result<Vec<ApiTokenRow>, DbError> {
    Ok(on!(conn, |c| sqlx::query_as(API_TOKENS_OF)
        .bind(account.0)
        .bind(now)
        .fetch_all(c)
        .await)?)
}

/// Whether the token was still valid.
pub async fn revoke_api_token(
    tx: &mut Tx,
    account: AccountId,
    id: ApiTokenId,
    now: i64,
) -> Result<bool, DbError> {
    Ok(on!(tx, |c| sqlx::query(REVOKE_API_TOKEN)
        .bind(id.0)
        .bind(account.0)
        .bind(now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?
        == 1)
}

pub async fn revoke_api_tokens_of(
    tx: &mut Tx,
    account: AccountId,
    now: i64,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(REVOKE_API_TOKENS_OF)
        .bind(account.0)
        .bind(now)
        .execute(c)
        .await
        .map(drop))?)
}
