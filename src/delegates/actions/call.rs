//! What staff do with the call of a round: open it, remind, print letters, renew and end links; and who holds a link.

use std::{collections::BTreeSet, net::IpAddr, time::Duration};

use serde_json::{Value, json};

use super::DelegateError;
use crate::{
    App,
    accounts::{
        model::{Actor, Right},
        throttle::Key,
    },
    audit::{self, Act, Chain, Who},
    db::{DbError, Tx},
    delegates::{
        links::link_token,
        messages::{self, INVITATION, REMINDER},
        model::{
            Call, CallInput, CalledBody, DelegationState, Entitlement, LinkHolder, OfficeLink,
            Round, delegation_digest, links_end,
        },
        store::{self, calls, papers, registrations},
    },
    mail::{
        self,
        actions::MailWay,
        model::{Message, MessageState, Report},
    },
    registry::{self, actions::federation_for, model::Federation},
    types::{BodyId, FederationId, Locale, RoundId, SecretToken, Timestamp},
};

/// More bodies than any federation has.
pub(super) const ALL_BODIES: i64 = 100_000;

/// A body of a call, with everything that staff want to know at a glance.
pub struct CallLine {
    pub entitlement: Entitlement,
    pub email: String,
    pub link: Option<OfficeLink>,
    pub link_is_valid: bool,
    /// The newest message that brought the link, invitation or reminder.
    pub message: Option<Message>,
    pub state: DelegationState,
}

/// The call of a round.
pub struct CallOverview {
    pub federation: Federation,
    pub round: Round,
    pub call: Option<Call>,
    pub way: MailWay,
    pub lines: Vec<CallLine>,
}

impl CallOverview {
    /// How many bodies are called.
    pub fn bodies(&self) -> i64 {
        i64::try_from(self.lines.len()).unwrap_or(i64::MAX)
    }

    /// How many bodies have not submitted.
    pub fn open_bodies(&self) -> i64 {
        let open = |l: &&CallLine| l.state == DelegationState::Draft;
        i64::try_from(self.lines.iter().filter(open).count()).unwrap_or(i64::MAX)
    }
}

/// The call of a round, opened or not, with all its bodies.
pub async fn overview(
    app: &App,
    actor: &Actor,
    slug: &str,
    round: RoundId,
) -> Result<CallOverview, DelegateError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let mut conn = app.db.read().await?;
    let round = store::find_round(&mut conn, federation.id, round)
        .await?
        .ok_or(DelegateError::NotFound)?;
    let call = calls::find_call(&mut conn, federation.id, round.id).await?;
    let called = calls::called_bodies(&mut conn, federation.id, round.id).await?;
    let all = (ALL_BODIES, 0);
    let filter = crate::delegates::model::CheckFilter::All;
    let (entitlements, _) =
        store::check_list(&mut conn, federation.id, round.id, filter, all.0, all.1).await?;
    let (delegates, _) =
        registrations::list_delegates(&mut conn, federation.id, round.id, None, None, all).await?;
    let papers = papers::papers_of_round(&mut conn, federation.id, round.id).await?;
    let submissions = papers::last_submissions(&mut conn, federation.id, round.id).await?;
    let about = ("delegation_rounds", round.id.0);
    let messages = mail::store::about(&mut conn, federation.id, about).await?;
    let now = app.clock.now();
    let lines = called
        .into_iter()
        .filter_map(|called| {
            let entitlement = entitlements.iter().find(|e| e.body == called.body)?.clone();
            let of_body: Vec<_> = delegates
                .iter()
                .filter(|d| d.body == called.body)
                .cloned()
                .collect();
            let paper = papers.get(&called.body).cloned().unwrap_or_default();
            let digest = delegation_digest(round.id, called.body, &of_body, &paper);
            Some(CallLine {
                state: DelegationState::of(submissions.get(&called.body), &digest),
                message: messages
                    .iter()
                    .rev()
                    .find(|m| m.body == Some(called.body) && messages::brings_link(m))
                    .cloned(),
                link_is_valid: called.link.as_ref().is_some_and(|l| l.is_valid(now)),
                email: called.email,
                link: called.link,
                entitlement,
            })
        })
        .collect();
    Ok(CallOverview {
        way: MailWay::of(app),
        federation,
        round,
        call,
        lines,
    })
}

/// Opens the call, or changes its texts: every body with places gets its link, by mail or by a letter that waits to be printed.
///
/// Bodies that were entered since are invited when it is saved once more; nobody is invited twice.
pub async fn open(
    app: &App,
    actor: &Actor,
    slug: &str,
    round: RoundId,
    input: &CallInput,
    revision: i64,
) -> Result<i64, DelegateError> {
    let federation = federation_for(app, actor, Right::PrepareAssemblies, slug).await?;
    let (intro, remind_days) = input.parse().map_err(DelegateError::Fields)?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let round = open_round(&mut tx, federation.id, round).await?;
    if round.deadline.is_none() {
        return Err(DelegateError::DeadlineNeeded);
    }
    let values = (intro.as_ref(), remind_days);
    let is_new = calls::insert_call(&mut tx, federation.id, round.id, values, now).await?;
    if !is_new && !calls::change_call(&mut tx, federation.id, round.id, values, revision).await? {
        return Err(DelegateError::Stale);
    }
    let mut invited = 0;
    for called in calls::called_bodies(&mut tx, federation.id, round.id).await? {
        if called.link.is_some() {
            continue;
        }
        let token = link_token(&app.pepper, round.id, called.body, 1);
        let place = (round.id, called.body);
        let span = (now, links_end(&round));
        if calls::insert_link(&mut tx, federation.id, place, token.hash(), span).await? {
            invite(&mut tx, &federation, &round, &called, INVITATION, now).await?;
            invited += 1;
        }
    }
    let change = json!({ "intro": intro, "remind_days": remind_days, "invited": invited });
    let act = if is_new { "open_call" } else { "change_call" };
    record(
        &mut tx,
        app,
        &actor.who(),
        federation.id,
        act,
        round.id,
        change,
    )
    .await?;
    tx.commit().await?;
    mail::worker::wake(app);
    Ok(invited)
}

async fn open_round(
    tx: &mut Tx,
    federation: FederationId,
    round: RoundId,
) -> Result<Round, DelegateError> {
    let round = store::lock_round(tx, federation, round)
        .await?
        .ok_or(DelegateError::NotFound)?;
    if round.is_open() {
        Ok(round)
    } else {
        Err(DelegateError::RoundFrozen)
    }
}

async fn invite(
    tx: &mut Tx,
    federation: &Federation,
    round: &Round,
    called: &CalledBody,
    purpose: &'static str,
    now: Timestamp,
) -> Result<(), DelegateError> {
    let entitlement = store::find_entitlement(tx, federation.id, round.id, called.body)
        .await?
        .ok_or(DelegateError::NotFound)?;
    let to = (
        called.body,
        entitlement.body_name.as_str(),
        called.email.as_str(),
    );
    messages::queue_link(tx, federation, round, to, purpose, now).await?;
    Ok(())
}

/// Reminds every body that has a valid link and has not submitted; how many.
pub async fn remind(
    app: &App,
    actor: &Actor,
    slug: &str,
    round: RoundId,
) -> Result<i64, DelegateError> {
    let federation = federation_for(app, actor, Right::PrepareAssemblies, slug).await?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let round = open_round(&mut tx, federation.id, round).await?;
    calls::find_call(&mut tx, federation.id, round.id)
        .await?
        .ok_or(DelegateError::NotCalled)?;
    if round.is_past_deadline(now) {
        return Err(DelegateError::DeadlinePassed);
    }
    let reminded = remind_bodies(&mut tx, app, &federation, &round, &actor.who()).await?;
    tx.commit().await?;
    mail::worker::wake(app);
    Ok(reminded)
}

async fn remind_bodies(
    tx: &mut Tx,
    app: &App,
    federation: &Federation,
    round: &Round,
    who: &Who,
) -> Result<i64, DelegateError> {
    let now = app.clock.now();
    let waiting = waiting_messages(tx, federation.id, round.id).await?;
    let mut reminded = 0;
    for called in calls::called_bodies(tx, federation.id, round.id).await? {
        let has_link = called.link.as_ref().is_some_and(|l| l.is_valid(now));
        // What still waits need not be said twice.
        if called.submissions == 0 && has_link && !waiting.contains(&called.body) {
            invite(tx, federation, round, &called, REMINDER, now).await?;
            reminded += 1;
        }
    }
    let change = json!({ "reminded": reminded });
    record(
        tx,
        app,
        who,
        federation.id,
        "remind_bodies",
        round.id,
        change,
    )
    .await?;
    Ok(reminded)
}

/// Bodies to which a message with the link waits to be sent or printed.
async fn waiting_messages(
    tx: &mut Tx,
    federation: FederationId,
    round: RoundId,
) -> Result<BTreeSet<BodyId>, DbError> {
    let messages = mail::store::about(tx, federation, ("delegation_rounds", round.0)).await?;
    Ok(messages
        .iter()
        .filter(|m| {
            messages::brings_link(m)
                && matches!(
                    m.state,
                    MessageState::Queued | MessageState::Sending | MessageState::NoAddress
                )
        })
        .filter_map(|m| m.body)
        .collect())
}

/// Queues the reminders that are due by the clock; each call once, whoever looks first.
pub async fn remind_by_clock(app: &App) -> Result<(), DbError> {
    let now = app.clock.now();
    let due = calls::calls_to_remind(&mut app.db.read().await?, now).await?;
    for (federation, round) in due {
        let mut tx = app.db.begin().await?;
        // The round first, as everywhere.
        let locked = store::lock_round(&mut tx, federation, round).await?;
        if !calls::set_reminded(&mut tx, federation, round, now).await? {
            continue;
        }
        let found = registry::store::find_federation(&mut tx, federation).await?;
        if let Some((federation, round)) = found.zip(locked.filter(Round::is_open)) {
            let who = Who::command("reminder");
            match remind_bodies(&mut tx, app, &federation, &round, &who).await {
                Ok(_) => {}
                Err(DelegateError::Db(e)) => return Err(e),
                Err(e) => {
                    tracing::warn!(error = %e, round = round.id.0, "reminders were not queued");
                    continue;
                }
            }
        }
        tx.commit().await?;
    }
    Ok(())
}

/// Gives a body a new link, by mail or letter; the one before ends at once.
pub async fn renew_link(
    app: &App,
    actor: &Actor,
    slug: &str,
    round: RoundId,
    body: BodyId,
) -> Result<(), DelegateError> {
    let federation = federation_for(app, actor, Right::PrepareAssemblies, slug).await?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let round = open_round(&mut tx, federation.id, round).await?;
    let called = calls::called_bodies(&mut tx, federation.id, round.id)
        .await?
        .into_iter()
        .find(|c| c.body == body)
        .ok_or(DelegateError::NotFound)?;
    let before = called.link.as_ref().map_or(0, |l| l.generation);
    let generation = before.saturating_add(1);
    let token = link_token(&app.pepper, round.id, body, generation);
    let (place, span) = ((round.id, body), (now, links_end(&round)));
    let done = if before == 0 {
        calls::insert_link(&mut tx, federation.id, place, token.hash(), span).await?
    } else {
        calls::renew_link(&mut tx, federation.id, place, before, token.hash(), span).await?
    };
    if !done {
        return Err(DelegateError::Stale);
    }
    invite(&mut tx, &federation, &round, &called, INVITATION, now).await?;
    let change = json!({ "body": body, "generation": generation });
    record(
        &mut tx,
        app,
        &actor.who(),
        federation.id,
        "renew_link",
        round.id,
        change,
    )
    .await?;
    tx.commit().await?;
    mail::worker::wake(app);
    Ok(())
}

/// Ends the link of a body.
pub async fn revoke_link(
    app: &App,
    actor: &Actor,
    slug: &str,
    round: RoundId,
    body: BodyId,
) -> Result<(), DelegateError> {
    let federation = federation_for(app, actor, Right::PrepareAssemblies, slug)
        .await?
        .id;
    let mut tx = app.db.begin().await?;
    if !calls::revoke_link(&mut tx, federation, round, body, app.clock.now()).await? {
        return Err(DelegateError::NotFound);
    }
    let change = json!({ "body": body });
    record(
        &mut tx,
        app,
        &actor.who(),
        federation,
        "revoke_link",
        round,
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// A letter to a body, with its link.
pub struct Letter {
    pub body: BodyId,
    pub body_name: String,
    pub places: i64,
    /// The language of the body, in which the letter is written.
    pub locale: Locale,
    /// The address with the token, for paper and QR code.
    pub link: String,
}

/// Letters of a call, to be printed.
pub struct Letters {
    pub federation: Federation,
    pub round: Round,
    pub call: Call,
    pub letters: Vec<Letter>,
}

/// Letters for one body, or for all that cannot be reached by mail; each is noted in the ledger as printed.
pub async fn print_letters(
    app: &App,
    actor: &Actor,
    slug: &str,
    round: RoundId,
    only: Option<BodyId>,
) -> Result<Letters, DelegateError> {
    let federation = federation_for(app, actor, Right::PrepareAssemblies, slug).await?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let round = open_round(&mut tx, federation.id, round).await?;
    let call = calls::find_call(&mut tx, federation.id, round.id)
        .await?
        .ok_or(DelegateError::NotCalled)?;
    let about = ("delegation_rounds", round.id.0);
    let messages = mail::store::about(&mut tx, federation.id, about).await?;
    let mut letters = Vec::new();
    for called in calls::called_bodies(&mut tx, federation.id, round.id).await? {
        let newest = messages
            .iter()
            .rev()
            .find(|m| m.body == Some(called.body) && messages::brings_link(m));
        let is_wanted = match only {
            Some(body) => body == called.body,
            None => newest.is_some_and(|m| {
                matches!(
                    m.state,
                    MessageState::NoAddress | MessageState::Refused | MessageState::Bounced
                )
            }),
        };
        let Some(link) = called.link.filter(|l| is_wanted && l.is_valid(now)) else {
            continue;
        };
        let entitlement = store::find_entitlement(&mut tx, federation.id, round.id, called.body)
            .await?
            .ok_or(DelegateError::NotFound)?;
        if let Some(message) = newest
            && let Ok(printed) = message.state.after(Report::Printed)
            && !mail::store::report(&mut tx, message, printed, (now, "")).await?
        {
            return Err(DelegateError::Stale);
        }
        let locale =
            registry::store::bodies::letter_locale(&mut tx, &federation, called.body).await?;
        letters.push(Letter {
            body: called.body,
            body_name: entitlement.body_name,
            places: entitlement.places.places,
            locale,
            link: messages::link_address(app, locale, round.id, called.body, &link),
        });
    }
    if letters.is_empty() {
        return Err(DelegateError::NoLetters);
    }
    let bodies: Vec<_> = letters.iter().map(|l| l.body).collect();
    let change = json!({ "bodies": bodies });
    record(
        &mut tx,
        app,
        &actor.who(),
        federation.id,
        "print_letters",
        round.id,
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(Letters {
        federation,
        round,
        call,
        letters,
    })
}

/// A network that tried very many links is slowed down by this, never refused: an office of sixty shares one address.
const SLOWED_DOWN: Duration = Duration::from_secs(2);

/// Whoever holds the token of a valid link. One answer for an unknown, an ended and an expired one.
pub async fn holder(app: &App, token: &str, network: IpAddr) -> Result<LinkHolder, DelegateError> {
    let now = app.clock.now();
    let key = Key::network(network);
    if app.throttle.check(key, now.unix_millis()).is_err() {
        tokio::time::sleep(SLOWED_DOWN).await;
    }
    let mut conn = app.db.read().await?;
    let found = match SecretToken::parse(token) {
        Some(token) => calls::find_link_by_token(&mut conn, token.hash(), now).await?,
        None => None,
    };
    let Some((federation, round, body, generation)) = found else {
        app.throttle.failed(key, now.unix_millis());
        return Err(DelegateError::LinkInvalid);
    };
    let found = registry::store::find_federation(&mut conn, federation)
        .await?
        .ok_or(DelegateError::LinkInvalid)?;
    Ok(LinkHolder {
        federation,
        slug: found.slug,
        locale: found.locale,
        round,
        body,
        generation,
    })
}

async fn record(
    tx: &mut Tx,
    app: &App,
    who: &Who,
    federation: FederationId,
    act: &'static str,
    round: RoundId,
    after: Value,
) -> Result<(), DbError> {
    audit::record(
        tx,
        Act {
            chain: Chain::Federation(federation),
            at: app.clock.now(),
            who,
            act,
            subject: ("delegation_rounds", round.0),
            before: Value::Null,
            after,
        },
    )
    .await
}
