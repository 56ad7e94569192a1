//! The second factor: an authenticator app beside the password.

use std::net::IpAddr;

use serde_json::Value;
use zeroize::Zeroizing;

use super::{AccountError, SignedIn, check_password, end_access, record};
use crate::{
    App,
    accounts::{
        model::Actor,
        store::{
            self,
            second_factors::{self as rows, SecondFactorRow},
        },
        throttle::{Key, Wait},
        totp::TotpSecret,
    },
    audit::{Chain, Who},
    db::Tx,
    types::{AccountId, Email, FieldProblem, SecretToken},
};

/// How apps name this service beside the address.
const ISSUER: &str = "mandat";

/// What an app needs; shown until its first code was typed.
pub struct Enrolment {
    /// The secret as it is typed into an app.
    pub secret: Zeroizing<String>,
    /// The address that apps read from a QR code.
    pub uri: Zeroizing<String>,
}

/// Whether sign-in asks the person for a code of an app.
pub async fn has_second_factor(app: &App, actor: &Actor) -> Result<bool, AccountError> {
    Ok(rows::has_second_factor(&mut app.db.read().await?, actor.account).await?)
}

fn wrong_code() -> AccountError {
    AccountError::Fields(vec![FieldProblem::new(
        "code",
        crate::key!("field-second-factor"),
    )])
}

/// Refuses unless the account has no second factor or the code is one of its app that was not used before.
///
/// Only who knows the password comes here; so the count of wrong codes is one for the account, from wherever they come.
pub(super) async fn require_code(
    app: &App,
    account: AccountId,
    code: &str,
) -> Result<(), AccountError> {
    let found = rows::find_second_factor(&mut app.db.read().await?, account).await?;
    let Some(factor) = found.filter(|row| row.confirmed_at.is_some()) else {
        return Ok(());
    };
    if code.trim().is_empty() {
        return Err(wrong_code());
    }
    let now = app.clock.now();
    let key = Key::second_factor(account);
    app.throttle
        .begin(key, now.unix_millis())
        .map_err(|Wait { seconds }| AccountError::TooManyTries(seconds))?;
    let secret = TotpSecret::of(&app.pepper, account, factor.generation);
    let step = secret.step_of(code, now).ok_or_else(wrong_code)?;
    let mut tx = app.db.begin().await?;
    if !rows::use_step(&mut tx, account, factor.generation, step).await? {
        return Err(wrong_code());
    }
    tx.commit().await?;
    app.throttle.succeeded(key);
    Ok(())
}

/// Checks the password of a person who is signed in, beside the field of its name.
async fn check_own_password(
    app: &App,
    actor: &Actor,
    password: &str,
    network: IpAddr,
) -> Result<(), AccountError> {
    check_password(app, &actor.email, password, network)
        .await
        .map(drop)
        .map_err(|e| match e {
            AccountError::SignInRefused => AccountError::Fields(vec![FieldProblem::new(
                "password",
                crate::key!("field-wrong-password"),
            )]),
            e => e,
        })
}

fn enrolment(app: &App, actor: &Actor, generation: i64) -> Enrolment {
    let secret = TotpSecret::of(&app.pepper, actor.account, generation);
    Enrolment {
        uri: secret.uri(ISSUER, &actor.email),
        secret: secret.base32(),
    }
}

/// Begins to set up an app, with a secret that was never shown before.
pub async fn begin_second_factor(
    app: &App,
    actor: &Actor,
    password: &str,
    network: IpAddr,
) -> Result<Enrolment, AccountError> {
    check_own_password(app, actor, password, network).await?;
    let mut tx = app.db.begin().await?;
    let generation = rows::begin_second_factor(&mut tx, actor.account)
        .await?
        .ok_or(AccountError::SecondFactorInUse)?;
    tx.commit().await?;
    Ok(enrolment(app, actor, generation))
}

/// The app that waits for its first code, to be shown again after a wrong one.
pub async fn waiting_second_factor(
    app: &App,
    actor: &Actor,
) -> Result<Option<Enrolment>, AccountError> {
    let found = rows::find_second_factor(&mut app.db.read().await?, actor.account).await?;
    Ok(found
        .filter(SecondFactorRow::is_waiting)
        .map(|row| enrolment(app, actor, row.generation)))
}

/// Takes the first code of the app. From then on sign-in asks for one; every session and API token so far ends, and a new session opens.
pub async fn confirm_second_factor(
    app: &App,
    actor: &Actor,
    code: &str,
) -> Result<SignedIn, AccountError> {
    let found = rows::find_second_factor(&mut app.db.read().await?, actor.account).await?;
    let factor = found.ok_or(AccountError::NotFound)?;
    if factor.confirmed_at.is_some() {
        return Err(AccountError::SecondFactorInUse);
    }
    if !factor.is_waiting() {
        return Err(AccountError::NotFound);
    }
    let now = app.clock.now();
    let secret = TotpSecret::of(&app.pepper, actor.account, factor.generation);
    let step = secret.step_of(code, now).ok_or_else(wrong_code)?;
    let token = SecretToken::generate(&app.random);
    let mut tx = app.db.begin().await?;
    let first = (now.unix_millis(), step);
    if !rows::confirm_second_factor(&mut tx, actor.account, factor.generation, first).await? {
        return Err(AccountError::SecondFactorInUse);
    }
    end_access(&mut tx, actor.account, now).await?;
    store::insert_session(&mut tx, token.hash(), actor.account, now.unix_millis()).await?;
    record_act(
        &mut tx,
        app,
        &actor.who(),
        "set_second_factor",
        actor.account,
    )
    .await?;
    tx.commit().await?;
    Ok(SignedIn {
        token,
        account: actor.account,
        locale: actor.locale,
    })
}

/// Ends the second factor, by password and one more code.
pub async fn end_second_factor(
    app: &App,
    actor: &Actor,
    password: &str,
    code: &str,
    network: IpAddr,
) -> Result<(), AccountError> {
    check_own_password(app, actor, password, network).await?;
    require_code(app, actor.account, code).await?;
    let mut tx = app.db.begin().await?;
    if !rows::end_second_factor(&mut tx, actor.account).await? {
        return Err(AccountError::NotFound);
    }
    record_act(
        &mut tx,
        app,
        &actor.who(),
        "end_second_factor",
        actor.account,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Ends the second factor of somebody who lost the app; all sessions and tokens of the account end as well.
pub async fn reset_second_factor(
    app: &App,
    actor: &Actor,
    account: AccountId,
) -> Result<(), AccountError> {
    actor.require_installation_admin()?;
    if account == actor.account {
        return Err(AccountError::OwnAccount);
    }
    reset(app, &actor.who(), account).await
}

/// The same on the command line, for the last administrator of an installation.
pub async fn reset_second_factor_of(app: &App, who: &Who, email: &str) -> Result<(), AccountError> {
    let key = Email::parse(email).map(|e| e.key).unwrap_or_default();
    let found = store::find_account_by_email(&mut app.db.read().await?, &key).await?;
    let account = found.ok_or(AccountError::NotFound)?;
    reset(app, who, AccountId(account.id)).await
}

async fn reset(app: &App, who: &Who, account: AccountId) -> Result<(), AccountError> {
    let mut tx = app.db.begin().await?;
    if !rows::end_second_factor(&mut tx, account).await? {
        return Err(AccountError::NotFound);
    }
    end_access(&mut tx, account, app.clock.now()).await?;
    record_act(&mut tx, app, who, "reset_second_factor", account).await?;
    tx.commit().await?;
    Ok(())
}

async fn record_act(
    tx: &mut Tx,
    app: &App,
    who: &Who,
    act: &'static str,
    account: AccountId,
) -> Result<(), AccountError> {
    let (chain, subject) = (Chain::Installation, ("accounts", account.0));
    record(tx, app, chain, who, act, subject, Value::Null, Value::Null).await?;
    Ok(())
}
