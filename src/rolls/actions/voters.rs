//! Signing voters in by code, and their sessions.
//!
//! What is known and what is not costs the same: the same statements, one slow hash, and failures counted by selector whether
//! a code has it or not. A link by mail is found by its keyed hash alone, needs no slow hash, and cannot be guessed in any number of
//! tries; so its failures count for the network only. Nothing here is logged.

use std::{net::IpAddr, time::Duration};

use tokio::sync::Semaphore;

use super::{RollError, codes::secret, online::arrive_online, store};
use crate::{
    App,
    accounts::throttle::{Key, Wait},
    db::{Conn, DbError},
    hashing::HashingError,
    rolls::{
        code::{
            Code, CodeError, Selector, TryAgain,
            link::{Credential, Link},
            wait_after_failures,
        },
        model::{
            CodeHolder, Voter, VoterPlace, failures_forgotten_at, is_to_be_extended, session_end,
        },
        store::codes::CodeRow,
    },
    types::{
        CodeId, EntryId, ExplainField, FieldProblem, RollId, SecretToken, Timestamp, TokenHash,
    },
};

/// A network with very many failures is slowed down by this, never refused: an office of sixty shares one address.
const SLOWED_DOWN: Duration = Duration::from_secs(2);

/// Codes that are looked up at the same moment. Beyond it the caller is asked to come again, so that a flood of tries takes no
/// connection of the database from pages and votes.
static LOOK_UPS: Semaphore = Semaphore::const_new(256);
/// After which somebody who was sent away comes again.
const COME_AGAIN: Duration = Duration::from_secs(1);

/// A voter just signed in.
pub struct VoterSignedIn {
    pub token: SecretToken,
    /// Seconds until the session ends.
    pub seconds: u32,
}

impl ExplainField for CodeError {
    fn field_problem(&self, field: &str) -> FieldProblem {
        FieldProblem::new(
            field,
            match self {
                Self::TooShort => crate::key!("field-code-too-short"),
                Self::TooLong => crate::key!("field-code-too-long"),
                Self::ForeignSign => crate::key!("field-code-foreign-sign"),
                Self::CheckSignWrong => crate::key!("field-code-typing-mistake"),
                Self::LinkIncomplete => crate::key!("field-code-link-incomplete"),
            },
        )
    }
}

/// A code whose verifier fitted, or a link that is there.
pub(super) struct VerifiedCode {
    pub row: CodeRow,
    /// The selector for which failures are counted.
    pub failures_of: Option<Selector>,
    pub now: Timestamp,
}

/// Verifies a code or a link. One neutral answer for an unknown, a wrong and a voided one; failures of codes are counted by selector.
pub(super) async fn verify(
    app: &App,
    credential: &Credential,
    network: IpAddr,
) -> Result<VerifiedCode, RollError> {
    let now = app.clock.now();
    let network = Key::network(network);
    if let Err(Wait { .. }) = app.throttle.check(network, now.unix_millis()) {
        tokio::time::sleep(SLOWED_DOWN).await;
    }
    match credential {
        Credential::Code(code) => verify_code(app, code, network, now).await,
        Credential::Link(link) => verify_link(app, link, network, now).await,
    }
}

async fn verify_link(
    app: &App,
    link: &Link,
    network: Key,
    now: Timestamp,
) -> Result<VerifiedCode, RollError> {
    let place = LOOK_UPS.try_acquire().map_err(|_| HashingError::Busy {
        retry_after: COME_AGAIN,
    })?;
    let hash = link.hash(&app.pepper);
    let found = store::codes::find_link(&mut app.db.read().await?, &hash).await?;
    drop(place);
    match found.filter(|row| row.voided == 0) {
        Some(row) => Ok(VerifiedCode {
            row,
            failures_of: None,
            now,
        }),
        None => {
            app.throttle.failed(network, now.unix_millis());
            Err(RollError::CodeRefused)
        }
    }
}

async fn verify_code(
    app: &App,
    code: &Code,
    network: Key,
    now: Timestamp,
) -> Result<VerifiedCode, RollError> {
    let place = LOOK_UPS.try_acquire().map_err(|_| HashingError::Busy {
        retry_after: COME_AGAIN,
    })?;
    let mut conn = app.db.read().await?;
    let failures = store::codes::find_failures(&mut conn, code.selector).await?;
    let found = store::codes::find_by_selector(&mut conn, code.selector).await?;
    drop(conn);
    drop(place);
    if let Some((failures, next_try)) = failures {
        refuse_resting(failures, next_try, now)?;
    }
    let is_right = match &found {
        Some(row) => {
            let secret = secret(app, RollId(row.roll_id), code);
            app.hashing
                .verify_first(secret, row.verifier_hash.clone())
                .await?
        }
        None => {
            app.hashing
                .verify_dummy(secret(app, RollId(0), code))
                .await?
        }
    };
    match found.filter(|row| is_right && row.voided == 0) {
        Some(row) => Ok(VerifiedCode {
            row,
            failures_of: failures.map(|_| code.selector),
            now,
        }),
        None => {
            app.throttle.failed(network, now.unix_millis());
            count_failure(app, code.selector, now).await?;
            Err(RollError::CodeRefused)
        }
    }
}

/// Checks a code or a link and opens a voter's session. One neutral answer for an unknown, a wrong and a voided code; a slip of the pen
/// is told from the check sign alone. That a code holds no place now is told only to who has the whole code.
pub async fn sign_in_voter(
    app: &App,
    code: &str,
    network: IpAddr,
) -> Result<VoterSignedIn, RollError> {
    let credential = read(code)?;
    let verified = verify(app, &credential, network).await?;
    let arrived = arrive_online(app, &verified.row).await?;
    let opens = arrived.or(verified.row.opens.map(EntryId));
    let entry = opens.ok_or(RollError::NoPlace)?;
    let ids = (RollId(verified.row.roll_id), entry, CodeId(verified.row.id));
    open_session(app, verified.failures_of, ids, verified.now).await
}

fn read(code: &str) -> Result<Credential, RollError> {
    Credential::parse(code).map_err(|e| RollError::Fields(vec![e.field_problem("code")]))
}

/// Whose place a code opens, for whoever has it; no session is opened. It costs the same as signing in, and a wrong code counts
/// the same.
pub async fn holder_of_code(
    app: &App,
    code: &str,
    network: IpAddr,
) -> Result<CodeHolder, RollError> {
    let verified = verify(app, &read(code)?, network).await?;
    if let Some(selector) = verified.failures_of {
        let mut tx = app.db.begin().await?;
        store::codes::clear_failures(&mut tx, selector).await?;
        tx.commit().await?;
    }
    let entry = verified.row.opens.ok_or(RollError::NoPlace)?;
    let federation =
        store::voters::federation_of_code(&mut app.db.read().await?, CodeId(verified.row.id))
            .await?
            .ok_or(RollError::CodeRefused)?;
    Ok(CodeHolder {
        federation,
        roll: RollId(verified.row.roll_id),
        entry: EntryId(entry),
    })
}

fn refuse_resting(
    failures: i64,
    next_try: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), RollError> {
    if wait_after_failures(failures) == Some(TryAgain::AskElectionBoard) {
        return Err(RollError::CodeExhausted);
    }
    match next_try.map(|at| at.unix_millis() - now.unix_millis()) {
        Some(left @ 1..) => Err(RollError::CodeRests((left + 999) / 1_000)),
        _ => Ok(()),
    }
}

async fn count_failure(app: &App, selector: Selector, now: Timestamp) -> Result<(), DbError> {
    let mut tx = app.db.begin().await?;
    let failures =
        store::codes::count_failure(&mut tx, selector, failures_forgotten_at(now)).await?;
    let next_try = match wait_after_failures(failures) {
        Some(TryAgain::After { milliseconds }) => Some(now.plus_millis(milliseconds)),
        Some(TryAgain::AskElectionBoard) | None => None,
    };
    store::codes::set_next_try(&mut tx, selector, next_try).await?;
    store::codes::forget_failures(&mut tx, now).await?;
    tx.commit().await
}

async fn open_session(
    app: &App,
    failures_of: Option<Selector>,
    ids: (RollId, EntryId, CodeId),
    now: Timestamp,
) -> Result<VoterSignedIn, RollError> {
    let token = SecretToken::generate(&app.random);
    let ends = session_end(now);
    let mut tx = app.db.begin().await?;
    store::voters::delete_expired(&mut tx, now).await?;
    if let Some(selector) = failures_of {
        store::codes::clear_failures(&mut tx, selector).await?;
    }
    store::voters::insert_session(&mut tx, token.hash(), ids, ends, now).await?;
    tx.commit().await?;
    let seconds = (ends.unix_millis() - now.unix_millis()) / 1_000;
    Ok(VoterSignedIn {
        token,
        seconds: u32::try_from(seconds).unwrap_or(0),
    })
}

/// The voter of a session whose code is still valid.
///
/// A session in its second half is extended in a task of its own, so that no voter waits for it.
pub async fn voter_by_session(app: &App, token: &SecretToken) -> Result<Option<Voter>, RollError> {
    let now = app.clock.now();
    let hash = token.hash();
    let found = store::voters::find_session(&mut app.db.read().await?, hash, now).await?;
    Ok(found.map(|(voter, ends)| {
        if is_to_be_extended(now, ends) {
            extend(app.clone(), hash, session_end(now));
        }
        voter
    }))
}

fn extend(app: App, token: TokenHash, ends: Timestamp) {
    tokio::spawn(async move {
        let extended = async {
            let mut tx = app.db.begin().await?;
            store::voters::extend_session(&mut tx, token, ends).await?;
            tx.commit().await
        };
        // The session ends a little early then; the voter signs in again.
        if let Err(error) = extended.await {
            tracing::warn!(%error, "a voter's session was not extended");
        }
    });
}

/// The places for which a voter can vote: the own one, then those whose proxies they have.
pub async fn places_of_voter(conn: &mut Conn, voter: &Voter) -> Result<Vec<VoterPlace>, DbError> {
    store::voters::places_of_code(conn, voter.federation, voter.code).await
}

/// Has a session go on for another place that its code opens. A session votes for one place at a time, so that nobody casts for
/// somebody else without having said so.
pub async fn switch_place(app: &App, token: &SecretToken, entry: EntryId) -> Result<(), RollError> {
    let mut tx = app.db.begin().await?;
    if !store::voters::switch_place(&mut tx, token.hash(), entry, app.clock.now()).await? {
        return Err(RollError::NotOpened);
    }
    tx.commit().await?;
    Ok(())
}

/// Ends a voter's session.
pub async fn sign_out_voter(app: &App, token: &SecretToken) -> Result<(), RollError> {
    let mut tx = app.db.begin().await?;
    store::voters::delete_session(&mut tx, token.hash()).await?;
    tx.commit().await?;
    Ok(())
}
