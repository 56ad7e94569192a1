//! What people can do with accounts: sign in and out, invite, accept, appoint, dismiss, change a password, handle API tokens.

mod second_factor;

use std::net::IpAddr;

use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::{
    model::{AccessError, Actor, Grant, Right, Role, SignedInBy},
    password::{Password, PasswordError},
    store::{
        self, AccountRow, ApiTokenRow, InvitationRow, ListedAccountRow, MemberRow,
        OpenInvitationRow, SignedInRow,
    },
    throttle::{Key, Wait},
};
use crate::{
    App,
    audit::{self, Act, Chain, Who},
    db::{Conn, DbError, Tx},
    hashing::HashingError,
    types::{
        AccountId, ApiTokenId, BodyId, Email, Explain, ExplainField, FederationId, FieldProblem,
        GrantId, InvitationId, Locale, PlainText, Problem, ProblemKind, SecretToken, TextError,
        Timestamp, TokenHash,
    },
};

pub use second_factor::{
    Enrolment, begin_second_factor, confirm_second_factor, end_second_factor, has_second_factor,
    reset_second_factor, reset_second_factor_of, waiting_second_factor,
};

/// A session ends after this time without a request (NIST 800-63B-4, AAL2).
const SESSION_IDLE_MS: i64 = 30 * 60 * 1000;
/// A session ends after this time in any case.
const SESSION_LONGEST_MS: i64 = 12 * 3600 * 1000;
/// The last request of a session is noted this exactly, so that reading pages does not write each time.
const SESSION_NOTED_MS: i64 = 60 * 1000;
const DAY_MS: i64 = 24 * 3600 * 1000;
const INVITATION_DAYS: i64 = 14;
const API_TOKEN_DAYS: i64 = 365;

/// Why something with an account is refused.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    #[error(transparent)]
    Access(#[from] AccessError),
    /// One answer for an unknown address, a wrong password and a disabled account.
    #[error("the e-mail address or the password is wrong")]
    SignInRefused,
    #[error("too many tries, the next one is possible in {0} s")]
    TooManyTries(i64),
    #[error("the link is unknown, used or expired")]
    InvitationInvalid,
    #[error("an account with this e-mail address exists, sign in to accept the invitation")]
    SignInToAccept,
    #[error("the invitation is for another e-mail address")]
    InvitationForOther,
    #[error("a person with the role {held:?} cannot also have the role {wanted:?}")]
    RolesExclude { held: Role, wanted: Role },
    #[error("nobody disables the own account")]
    OwnAccount,
    #[error("the account has a second factor")]
    SecondFactorInUse,
    #[error("not found")]
    NotFound,
    #[error("fields were refused")]
    Fields(Vec<FieldProblem>),
    #[error(transparent)]
    Hashing(#[from] HashingError),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Explain for AccountError {
    fn problem(&self) -> Problem {
        match self {
            Self::Access(e) => e.problem(),
            Self::SignInRefused => Problem::new(
                ProblemKind::Forbidden,
                crate::key!("problem-sign-in-refused"),
            ),
            Self::TooManyTries(seconds) => Problem {
                retry_after: u32::try_from(*seconds).ok(),
                ..Problem::new(ProblemKind::TooMany, crate::key!("problem-too-many-tries"))
                    .with("n", *seconds)
            },
            Self::InvitationInvalid => Problem::new(
                ProblemKind::NotFound,
                crate::key!("problem-invitation-invalid"),
            ),
            Self::SignInToAccept => Problem::conflict(crate::key!("problem-sign-in-to-accept")),
            Self::InvitationForOther => Problem::new(
                ProblemKind::Forbidden,
                crate::key!("problem-invitation-for-other"),
            ),
            Self::RolesExclude { .. } => Problem::conflict(crate::key!("problem-roles-exclude")),
            Self::OwnAccount => Problem::conflict(crate::key!("problem-own-account")),
            Self::SecondFactorInUse => {
                Problem::conflict(crate::key!("problem-second-factor-in-use"))
            }
            Self::NotFound => Problem::not_found(),
            Self::Fields(fields) => Problem::fields(fields.clone()),
            Self::Hashing(e) => e.problem(),
            Self::Db(e) => e.problem(),
        }
    }
}

impl Explain for HashingError {
    fn problem(&self) -> Problem {
        let retry_after = match self {
            Self::Busy { retry_after } => {
                Some(u32::try_from(retry_after.as_secs()).unwrap_or(5).max(1))
            }
            Self::Stopped | Self::Failed | Self::Stored(_) => Some(5),
        };
        Problem {
            retry_after,
            ..Problem::new(ProblemKind::Unavailable, crate::key!("problem-busy"))
        }
    }
}

impl Explain for DbError {
    fn problem(&self) -> Problem {
        if self.is_passing() {
            Problem {
                retry_after: Some(5),
                ..Problem::new(
                    ProblemKind::Unavailable,
                    crate::key!("problem-database-away"),
                )
            }
        } else if self.is_in_use() {
            Problem::conflict(crate::key!("problem-in-use"))
        } else {
            Problem::new(ProblemKind::Internal, crate::key!("problem-internal"))
        }
    }
}

/// A session just opened.
pub struct SignedIn {
    pub token: SecretToken,
    pub account: AccountId,
    pub locale: Locale,
}

/// Checks e-mail address, password and, where the person has an app for it, its code, and opens a session.
///
/// An unknown address costs as much as a wrong password. Tries are slowed down for one address from one network.
pub async fn sign_in(
    app: &App,
    email: &str,
    password: &str,
    code: &str,
    network: IpAddr,
) -> Result<SignedIn, AccountError> {
    let account = check_password(app, email, password, network).await?;
    second_factor::require_code(app, AccountId(account.id), code).await?;
    let now = app.clock.now();
    let token = SecretToken::generate(&app.random);
    let mut tx = app.db.begin().await?;
    store::delete_stale_sessions(
        &mut tx,
        now.unix_millis() - SESSION_IDLE_MS,
        now.unix_millis() - SESSION_LONGEST_MS,
    )
    .await?;
    store::insert_session(
        &mut tx,
        token.hash(),
        AccountId(account.id),
        now.unix_millis(),
    )
    .await?;
    tx.commit().await?;
    Ok(SignedIn {
        token,
        account: AccountId(account.id),
        locale: account.locale.parse().unwrap_or(Locale::DEFAULT),
    })
}

async fn check_password(
    app: &App,
    email: &str,
    password: &str,
    network: IpAddr,
) -> Result<AccountRow, AccountError> {
    let now = app.clock.now();
    let email_key = Email::parse(email).map(|e| e.key).unwrap_or_default();
    // Address and network together: a stranger cannot lock a person out of their own office.
    let throttle_key = Key::sign_in_from(&email_key, network);
    app.throttle
        .begin(throttle_key, now.unix_millis())
        .map_err(|Wait { seconds }| AccountError::TooManyTries(seconds))?;
    let account = store::find_account_by_email(&mut app.db.read().await?, &email_key).await?;
    let secret = Zeroizing::new(Password::unchecked(password).as_bytes().to_vec());
    let right = match account.as_ref().and_then(|a| a.password_hash.clone()) {
        Some(hash) => app.hashing.verify(secret, hash).await?,
        None => app.hashing.verify_dummy(secret).await?,
    };
    match account {
        Some(account) if right && account.disabled_at.is_none() => {
            app.throttle.succeeded(throttle_key);
            Ok(account)
        }
        _ => Err(AccountError::SignInRefused),
    }
}

/// The person of a session, and notes that it was used.
pub async fn actor_by_session(app: &App, token: &SecretToken) -> Result<Option<Actor>, DbError> {
    let now = app.clock.now().unix_millis();
    let hash = token.hash();
    let mut conn = app.db.read().await?;
    let Some((row, seen_at)) = store::find_session(
        &mut conn,
        hash,
        now - SESSION_IDLE_MS,
        now - SESSION_LONGEST_MS,
    )
    .await?
    else {
        return Ok(None);
    };
    let actor = load_actor(app, &mut conn, row, SignedInBy::Session(hash)).await?;
    drop(conn);
    if now - seen_at >= SESSION_NOTED_MS {
        let mut tx = app.db.begin().await?;
        store::touch_session(&mut tx, hash, now).await?;
        tx.commit().await?;
    }
    Ok(Some(actor))
}

/// The person of an API token.
pub async fn actor_by_api_token(app: &App, token: &SecretToken) -> Result<Option<Actor>, DbError> {
    let mut conn = app.db.read().await?;
    match store::find_api_token(&mut conn, token.hash(), app.clock.now().unix_millis()).await? {
        Some(row) => Ok(Some(
            load_actor(app, &mut conn, row, SignedInBy::ApiToken).await?,
        )),
        None => Ok(None),
    }
}

/// The person with what they may do. Where the installation asks for a second factor, a role that needs it carries nothing before the
/// person has set one up.
async fn load_actor(
    app: &App,
    conn: &mut Conn,
    row: SignedInRow,
    signed_in_by: SignedInBy,
) -> Result<Actor, DbError> {
    let account = AccountId(row.id);
    let mut grants = store::grants_of(conn, account).await?;
    let lacks_second_factor = app.config.requires_second_factor
        && grants.iter().any(|grant| grant.role.needs_second_factor())
        && !store::second_factors::has_second_factor(conn, account).await?;
    if lacks_second_factor {
        grants.retain(|grant| !grant.role.needs_second_factor());
    }
    Ok(Actor {
        account,
        grants,
        lacks_second_factor,
        name: row.name,
        email: row.email,
        locale: row.locale.parse().unwrap_or(Locale::DEFAULT),
        signed_in_by,
    })
}

/// Ends this session.
pub async fn sign_out(app: &App, actor: &Actor) -> Result<(), AccountError> {
    if let SignedInBy::Session(token) = actor.signed_in_by {
        let mut tx = app.db.begin().await?;
        store::delete_session(&mut tx, token).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Ends all sessions of the person and all their API tokens.
pub async fn sign_out_everywhere(app: &App, actor: &Actor) -> Result<(), AccountError> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    end_access(&mut tx, actor.account, now).await?;
    record(
        &mut tx,
        app,
        Chain::Installation,
        &actor.who(),
        "sign_out_everywhere",
        ("accounts", actor.account.0),
        Value::Null,
        Value::Null,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

async fn end_access(tx: &mut Tx, account: AccountId, now: Timestamp) -> Result<(), DbError> {
    store::delete_sessions_of(tx, account).await?;
    store::revoke_api_tokens_of(tx, account, now.unix_millis()).await
}

/// Sets a new password, ends every session and API token, and opens a new session.
pub async fn change_password(
    app: &App,
    actor: &Actor,
    old: &str,
    new: &str,
    network: IpAddr,
) -> Result<SignedIn, AccountError> {
    let account = check_password(app, &actor.email, old, network)
        .await
        .map_err(|e| match e {
            AccountError::SignInRefused => AccountError::Fields(vec![FieldProblem::new(
                "old_password",
                crate::key!("field-wrong-password"),
            )]),
            e => e,
        })?;
    let hash = hash_new_password(app, new, &actor.email, &actor.name, "new_password").await?;
    let now = app.clock.now();
    let token = SecretToken::generate(&app.random);
    let mut tx = app.db.begin().await?;
    store::set_password(&mut tx, actor.account, &hash).await?;
    end_access(&mut tx, actor.account, now).await?;
    store::insert_session(&mut tx, token.hash(), actor.account, now.unix_millis()).await?;
    record(
        &mut tx,
        app,
        Chain::Installation,
        &actor.who(),
        "change_password",
        ("accounts", actor.account.0),
        Value::Null,
        Value::Null,
    )
    .await?;
    tx.commit().await?;
    Ok(SignedIn {
        token,
        account: actor.account,
        locale: account.locale.parse().unwrap_or(Locale::DEFAULT),
    })
}

/// Gives a token for the API in place of a session that was just opened, for somebody who came without a browser.
pub async fn token_instead(
    app: &App,
    signed_in: &SignedIn,
    name: &str,
) -> Result<(ApiTokenId, SecretToken), AccountError> {
    let actor = actor_by_session(app, &signed_in.token)
        .await?
        .ok_or(AccountError::SignInRefused)?;
    let token = create_api_token(app, &actor, name).await?;
    sign_out(app, &actor).await?;
    Ok(token)
}

async fn hash_new_password(
    app: &App,
    raw: &str,
    email: &str,
    name: &str,
    field: &str,
) -> Result<String, AccountError> {
    let password = Password::parse(raw, &[email, name])
        .map_err(|e| AccountError::Fields(vec![e.field_problem(field)]))?;
    Ok(app
        .hashing
        .hash(
            Zeroizing::new(password.as_bytes().to_vec()),
            app.random.bytes(),
        )
        .await?)
}

/// What an invitation is for.
#[derive(Clone, Debug)]
pub struct InvitationInput {
    pub email: String,
    pub role: Role,
    pub body: Option<BodyId>,
}

/// Invites somebody to a role in a federation; the token goes into a link that is shown once.
///
/// The caller has made sure that the body belongs to the federation.
pub async fn invite(
    app: &App,
    actor: &Actor,
    federation: FederationId,
    input: InvitationInput,
) -> Result<(InvitationId, SecretToken), AccountError> {
    actor.require(right_to_appoint(input.role), federation)?;
    let email = Email::parse(&input.email)
        .map_err(|e| AccountError::Fields(vec![e.field_problem("email")]))?;
    if (input.role == Role::BodyOffice) != input.body.is_some() {
        return Err(AccountError::Fields(vec![FieldProblem::new(
            "body",
            crate::key!("field-required"),
        )]));
    }
    let now = app.clock.now();
    let token = SecretToken::generate(&app.random);
    let mut tx = app.db.begin().await?;
    if let Some(account) = store::find_account_by_email(&mut tx, &email.key).await? {
        refuse_excluded_roles(&mut tx, AccountId(account.id), federation, input.role).await?;
    }
    let id = store::insert_invitation(
        &mut tx,
        &store::NewInvitation {
            token: token.hash(),
            email: &email.text,
            role: input.role,
            federation: Some(federation),
            body: input.body,
            invited_by: Some(actor.account),
            at: now.unix_millis(),
            expires_at: now.unix_millis() + INVITATION_DAYS * DAY_MS,
        },
    )
    .await?;
    let after = json!({"role": input.role, "body": input.body});
    record(
        &mut tx,
        app,
        Chain::Federation(federation),
        &actor.who(),
        "invite",
        ("invitations", id.0),
        Value::Null,
        after,
    )
    .await?;
    tx.commit().await?;
    Ok((id, token))
}

fn right_to_appoint(role: Role) -> Right {
    match role {
        Role::BodyOffice => Right::InviteOffices,
        _ => Right::AppointStaff,
    }
}

async fn refuse_excluded_roles(
    conn: &mut Conn,
    account: AccountId,
    federation: FederationId,
    wanted: Role,
) -> Result<(), AccountError> {
    for grant in store::grants_of(conn, account).await? {
        if grant.federation == Some(federation) && !grant.role.goes_with(wanted) {
            return Err(AccountError::RolesExclude {
                held: grant.role,
                wanted,
            });
        }
    }
    Ok(())
}

/// Makes a one-time link for the first administrator, for an installation without accounts; earlier ones end.
pub async fn make_setup_link(app: &App) -> Result<Option<SecretToken>, AccountError> {
    let now = app.clock.now().unix_millis();
    let mut tx = app.db.begin().await?;
    if store::count_accounts(&mut tx).await? > 0 {
        return Ok(None);
    }
    let token = SecretToken::generate(&app.random);
    store::revoke_setup_links(&mut tx, now).await?;
    store::insert_invitation(
        &mut tx,
        &store::NewInvitation {
            token: token.hash(),
            email: "",
            role: Role::InstallationAdmin,
            federation: None,
            body: None,
            invited_by: None,
            at: now,
            expires_at: now + DAY_MS,
        },
    )
    .await?;
    tx.commit().await?;
    Ok(Some(token))
}

/// The invitation behind a link, while it can be used.
pub async fn find_invitation(app: &App, token: &str) -> Result<InvitationRow, AccountError> {
    let token = SecretToken::parse(token).ok_or(AccountError::InvitationInvalid)?;
    store::find_invitation(
        &mut app.db.read().await?,
        token.hash(),
        app.clock.now().unix_millis(),
    )
    .await?
    .ok_or(AccountError::InvitationInvalid)
}

/// What a new person tells about themselves.
#[derive(Clone, Debug)]
pub struct NewPersonInput {
    /// Only read for the set-up link; an invitation names the address.
    pub email: String,
    pub name: String,
    pub password: Zeroizing<String>,
    pub locale: Locale,
}

/// Accepts an invitation by making an account, and signs in.
pub async fn accept_invitation(
    app: &App,
    token: &str,
    input: NewPersonInput,
) -> Result<SignedIn, AccountError> {
    let invitation = find_invitation(app, token).await?;
    let email = if invitation.email.is_empty() {
        &input.email
    } else {
        &invitation.email
    };
    let (email, name) = parse_identity(email, &input.name)?;
    let hash =
        hash_new_password(app, &input.password, &email.text, name.as_str(), "password").await?;
    let now = app.clock.now();
    let session = SecretToken::generate(&app.random);
    let mut tx = app.db.begin().await?;
    if !store::use_invitation(&mut tx, InvitationId(invitation.id), now.unix_millis()).await? {
        return Err(AccountError::InvitationInvalid);
    }
    let account = store::insert_account(
        &mut tx,
        &store::NewAccount {
            email: &email.text,
            email_key: &email.key,
            name: name.as_str(),
            locale: input.locale.tag(),
            password_hash: Some(&hash),
            at: now.unix_millis(),
        },
    )
    .await?
    .ok_or(AccountError::SignInToAccept)?;
    grant_invited(&mut tx, app, account, name.as_str(), &invitation).await?;
    store::insert_session(&mut tx, session.hash(), account, now.unix_millis()).await?;
    tx.commit().await?;
    Ok(SignedIn {
        token: session,
        account,
        locale: input.locale,
    })
}

/// Accepts an invitation with the account that is signed in; its address must be the invited one.
///
/// With the new role comes a new session; those opened before it end.
pub async fn accept_invitation_signed_in(
    app: &App,
    actor: &Actor,
    token: &str,
) -> Result<SignedIn, AccountError> {
    let invitation = find_invitation(app, token).await?;
    if Email::parse(&invitation.email).ok().map(|e| e.key)
        != Email::parse(&actor.email).ok().map(|e| e.key)
    {
        return Err(AccountError::InvitationForOther);
    }
    let now = app.clock.now().unix_millis();
    let session = SecretToken::generate(&app.random);
    let mut tx = app.db.begin().await?;
    if !store::use_invitation(&mut tx, InvitationId(invitation.id), now).await? {
        return Err(AccountError::InvitationInvalid);
    }
    grant_invited(&mut tx, app, actor.account, &actor.name, &invitation).await?;
    store::delete_sessions_of(&mut tx, actor.account).await?;
    store::insert_session(&mut tx, session.hash(), actor.account, now).await?;
    tx.commit().await?;
    Ok(SignedIn {
        token: session,
        account: actor.account,
        locale: actor.locale,
    })
}

async fn grant_invited(
    tx: &mut Tx,
    app: &App,
    account: AccountId,
    name: &str,
    invitation: &InvitationRow,
) -> Result<(), AccountError> {
    let grant = Grant {
        role: Role::parse(&invitation.role)
            .ok_or_else(|| DbError::row("invitations", &invitation.role))?,
        federation: invitation.federation_id.map(FederationId),
        body: invitation.body_id.map(BodyId),
    };
    let who = Who {
        account: Some(account),
        name: name.to_owned(),
    };
    give(tx, app, &who, account, &grant, "accept_invitation").await
}

async fn give(
    tx: &mut Tx,
    app: &App,
    who: &Who,
    account: AccountId,
    grant: &Grant,
    act: &'static str,
) -> Result<(), AccountError> {
    if let Some(federation) = grant.federation {
        refuse_excluded_roles(tx, account, federation, grant.role).await?;
    }
    store::insert_grant(tx, account, grant, app.clock.now().unix_millis()).await?;
    let chain = grant
        .federation
        .map_or(Chain::Installation, Chain::Federation);
    record(
        tx,
        app,
        chain,
        who,
        act,
        ("accounts", account.0),
        Value::Null,
        audit::snapshot(grant),
    )
    .await?;
    Ok(())
}

/// Makes an account with roles at the command line, without a link.
pub async fn create_account(
    app: &App,
    who: &Who,
    input: NewPersonInput,
    grants: &[Grant],
) -> Result<AccountId, AccountError> {
    let (email, name) = parse_identity(&input.email, &input.name)?;
    let hash =
        hash_new_password(app, &input.password, &email.text, name.as_str(), "password").await?;
    let mut tx = app.db.begin().await?;
    let account = store::insert_account(
        &mut tx,
        &store::NewAccount {
            email: &email.text,
            email_key: &email.key,
            name: name.as_str(),
            locale: input.locale.tag(),
            password_hash: Some(&hash),
            at: app.clock.now().unix_millis(),
        },
    )
    .await?
    .ok_or_else(|| {
        AccountError::Fields(vec![FieldProblem::new(
            "email",
            crate::key!("field-email-taken"),
        )])
    })?;
    for grant in grants {
        give(&mut tx, app, who, account, grant, "create_account").await?;
    }
    tx.commit().await?;
    Ok(account)
}

fn parse_identity(email: &str, name: &str) -> Result<(Email, PlainText), AccountError> {
    let mut fields = crate::types::Fields::default();
    let email = fields.take("email", Email::parse(email));
    let name = fields.take("name", PlainText::parse(name, 1, 120));
    fields.finish(email.zip(name)).map_err(AccountError::Fields)
}

/// Everybody with a role in the federation, and the invitations that wait.
pub async fn list_members(
    app: &App,
    actor: &Actor,
    federation: FederationId,
) -> Result<(Vec<MemberRow>, Vec<OpenInvitationRow>), AccountError> {
    if !actor.may(Right::AppointStaff, federation) {
        actor.require(Right::InviteOffices, federation)?;
    }
    let mut conn = app.db.read().await?;
    Ok((
        store::members(&mut conn, federation).await?,
        store::open_invitations(&mut conn, federation, app.clock.now().unix_millis()).await?,
    ))
}

/// Takes a role away; the person's sessions end at once.
pub async fn dismiss(
    app: &App,
    actor: &Actor,
    federation: FederationId,
    grant: GrantId,
) -> Result<(), AccountError> {
    if !actor.may(Right::AppointStaff, federation) {
        actor.require(Right::InviteOffices, federation)?;
    }
    let mut tx = app.db.begin().await?;
    let (account, taken) = store::delete_grant(&mut tx, federation, grant)
        .await?
        .ok_or(AccountError::NotFound)?;
    actor.require(right_to_appoint(taken.role), federation)?;
    end_access(&mut tx, account, app.clock.now()).await?;
    record(
        &mut tx,
        app,
        Chain::Federation(federation),
        &actor.who(),
        "dismiss",
        ("accounts", account.0),
        audit::snapshot(&taken),
        Value::Null,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Takes back an invitation that was not used yet, for those who may give its role.
pub async fn revoke_invitation(
    app: &App,
    actor: &Actor,
    federation: FederationId,
    id: InvitationId,
) -> Result<(), AccountError> {
    if !actor.may(Right::AppointStaff, federation) {
        actor.require(Right::InviteOffices, federation)?;
    }
    let mut tx = app.db.begin().await?;
    let role =
        store::revoke_invitation(&mut tx, federation, id, app.clock.now().unix_millis()).await?;
    let role = role.ok_or(AccountError::NotFound)?;
    actor.require(right_to_appoint(role), federation)?;
    record(
        &mut tx,
        app,
        Chain::Federation(federation),
        &actor.who(),
        "revoke_invitation",
        ("invitations", id.0),
        Value::Null,
        Value::Null,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Accounts of the installation whose address contains the text, by address, with the roles of each, and how many there are.
pub async fn list_accounts(
    app: &App,
    actor: &Actor,
    search: &str,
    offset: i64,
    limit: i64,
) -> Result<(Vec<(ListedAccountRow, Vec<Grant>)>, i64), AccountError> {
    actor.require_installation_admin()?;
    let key = search.trim().to_lowercase();
    let mut conn = app.db.read().await?;
    let total = store::count_accounts_like(&mut conn, &key).await?;
    let rows = store::accounts_like(&mut conn, &key, offset, limit).await?;
    let mut grants = store::grants_of_accounts_like(&mut conn, &key, offset, limit).await?;
    let accounts = rows
        .into_iter()
        .map(|row| {
            let held = grants
                .extract_if(.., |(account, _)| *account == AccountId(row.id))
                .map(|(_, grant)| grant)
                .collect();
            (row, held)
        })
        .collect();
    Ok((accounts, total))
}

/// Disables or enables an account; disabling ends its sessions and tokens at once.
pub async fn set_disabled(
    app: &App,
    actor: &Actor,
    account: AccountId,
    disabled: bool,
) -> Result<(), AccountError> {
    actor.require_installation_admin()?;
    if disabled && account == actor.account {
        return Err(AccountError::OwnAccount);
    }
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    store::find_account(&mut tx, account)
        .await?
        .ok_or(AccountError::NotFound)?;
    if store::set_disabled(&mut tx, account, disabled.then_some(now.unix_millis())).await? {
        end_access(&mut tx, account, now).await?;
        let act = if disabled {
            "disable_account"
        } else {
            "enable_account"
        };
        record(
            &mut tx,
            app,
            Chain::Installation,
            &actor.who(),
            act,
            ("accounts", account.0),
            Value::Null,
            Value::Null,
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Makes a token for the API that acts with all rights of the person; its text is shown once.
pub async fn create_api_token(
    app: &App,
    actor: &Actor,
    name: &str,
) -> Result<(ApiTokenId, SecretToken), AccountError> {
    let name = PlainText::parse(name, 1, 80)
        .map_err(|e: TextError| AccountError::Fields(vec![e.field_problem("name")]))?;
    let now = app.clock.now().unix_millis();
    let token = SecretToken::generate(&app.random);
    let mut tx = app.db.begin().await?;
    let id = store::insert_api_token(
        &mut tx,
        actor.account,
        name.as_str(),
        token.hash(),
        now,
        now + API_TOKEN_DAYS * DAY_MS,
    )
    .await?;
    record(
        &mut tx,
        app,
        Chain::Installation,
        &actor.who(),
        "create_api_token",
        ("api_tokens", id.0),
        Value::Null,
        json!({"name": name.as_str()}),
    )
    .await?;
    tx.commit().await?;
    Ok((id, token))
}

/// Checks e-mail address, password and code as at sign-in, and makes a token for the API.
pub async fn create_api_token_by_password(
    app: &App,
    email: &str,
    (password, code): (&str, &str),
    name: &str,
    network: IpAddr,
) -> Result<(ApiTokenId, SecretToken), AccountError> {
    let account = check_password(app, email, password, network).await?;
    second_factor::require_code(app, AccountId(account.id), code).await?;
    let row = SignedInRow {
        id: account.id,
        email: account.email,
        name: account.name,
        locale: account.locale,
    };
    let by = SignedInBy::ApiToken;
    let actor = load_actor(app, &mut app.db.read().await?, row, by).await?;
    create_api_token(app, &actor, name).await
}

/// The person's API tokens that are valid.
pub async fn list_api_tokens(app: &App, actor: &Actor) -> Result<Vec<ApiTokenRow>, AccountError> {
    Ok(store::api_tokens_of(
        &mut app.db.read().await?,
        actor.account,
        app.clock.now().unix_millis(),
    )
    .await?)
}

/// Ends an API token.
pub async fn revoke_api_token(
    app: &App,
    actor: &Actor,
    id: ApiTokenId,
) -> Result<(), AccountError> {
    let mut tx = app.db.begin().await?;
    if !store::revoke_api_token(&mut tx, actor.account, id, app.clock.now().unix_millis()).await? {
        return Err(AccountError::NotFound);
    }
    record(
        &mut tx,
        app,
        Chain::Installation,
        &actor.who(),
        "revoke_api_token",
        ("api_tokens", id.0),
        Value::Null,
        Value::Null,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

#[expect(
    clippy::too_many_arguments,
    reason = "one line for each column of the log"
)]
async fn record(
    tx: &mut Tx,
    app: &App,
    chain: Chain,
    who: &Who,
    act: &'static str,
    subject: (&'static str, i64),
    before: Value,
    after: Value,
) -> Result<(), DbError> {
    audit::record(
        tx,
        Act {
            chain,
            at: app.clock.now(),
            who,
            act,
            subject,
            before,
            after,
        },
    )
    .await
}

/// The hash under which a session's token is stored, for tests of what the database holds.
pub fn session_hash(token: &SecretToken) -> TokenHash {
    token.hash()
}

impl ExplainField for PasswordError {
    fn field_problem(&self, field: &str) -> FieldProblem {
        match self {
            Self::TooShort { least } => {
                FieldProblem::new(field, crate::key!("field-password-too-short"))
                    .with("n", i64::try_from(*least).unwrap_or(i64::MAX))
            }
            Self::TooLong { .. } => {
                FieldProblem::new(field, crate::key!("field-too-long")).with("n", 256)
            }
            Self::TooCommon | Self::Repetitive | Self::ContainsContext => {
                FieldProblem::new(field, crate::key!("field-password-too-common"))
            }
            Self::ForeignSign => FieldProblem::new(field, crate::key!("field-control-sign")),
        }
    }
}
