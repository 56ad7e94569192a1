//! What staff do with the ledger: read it, send again, report what became of a message.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    composing::{TRIAL, may_be_readdressed},
    model::{
        Arguments, LedgerFilter, Message, MessageState, NewMessage, ReportInput, WrongState,
        parse_address,
    },
    store, worker,
};
use crate::{
    App,
    accounts::model::{AccessError, Actor, Right},
    audit::{self, Act, Chain},
    db::{DbError, Tx},
    registry::{
        actions::{RegistryError, federation_for},
        model::Federation,
    },
    types::{Explain, FederationId, FieldProblem, MessageId, Problem},
};

/// Why something with a message is refused.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error(transparent)]
    Access(#[from] AccessError),
    #[error(transparent)]
    Registry(#[from] RegistryError),
    #[error("not found")]
    NotFound,
    #[error("changed by somebody else since it was read")]
    Stale,
    #[error(transparent)]
    State(#[from] WrongState),
    #[error("fields were refused")]
    Fields(Vec<FieldProblem>),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Explain for MailError {
    fn problem(&self) -> Problem {
        match self {
            Self::Access(e) => e.problem(),
            Self::Registry(e) => e.problem(),
            Self::NotFound => Problem::not_found(),
            Self::Stale => Problem::stale(),
            Self::State(_) => Problem::conflict(crate::key!("problem-message-state")),
            Self::Fields(fields) => Problem::fields(fields.clone()),
            Self::Db(e) => e.problem(),
        }
    }
}

/// How messages leave the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailWay {
    /// Not at all: they wait.
    None,
    /// Into a folder, for trying out.
    Folder,
    Server,
}

impl MailWay {
    /// As the settings say.
    pub fn of(app: &App) -> Self {
        if !app.mail.is_there() {
            Self::None
        } else if app.mail.is_folder() {
            Self::Folder
        } else {
            Self::Server
        }
    }
}

/// A page of the ledger.
pub struct Ledger {
    pub federation: Federation,
    pub way: MailWay,
    pub messages: Vec<Message>,
    pub total: i64,
    pub counts: BTreeMap<MessageState, i64>,
}

/// The messages of a federation, the newest first.
pub async fn ledger(
    app: &App,
    actor: &Actor,
    slug: &str,
    filter: LedgerFilter,
    paging: (i64, i64),
) -> Result<Ledger, MailError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let mut conn = app.db.read().await?;
    let (messages, total) = store::list(&mut conn, federation.id, filter, paging).await?;
    Ok(Ledger {
        counts: store::counts(&mut conn, federation.id).await?,
        way: MailWay::of(app),
        federation,
        messages,
        total,
    })
}

/// One message.
pub async fn message(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: MessageId,
) -> Result<(Federation, Message), MailError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let message = store::find(&mut app.db.read().await?, federation.id, id)
        .await?
        .ok_or(MailError::NotFound)?;
    Ok((federation, message))
}

/// The message as it was seen, in a transaction.
async fn seen(
    tx: &mut Tx,
    federation: FederationId,
    id: MessageId,
    revision: i64,
) -> Result<Message, MailError> {
    let message = store::find(tx, federation, id)
        .await?
        .ok_or(MailError::NotFound)?;
    if message.revision == revision {
        Ok(message)
    } else {
        Err(MailError::Stale)
    }
}

/// Sends a message again, to an address that may have been corrected. What is still queued is not sent twice.
pub async fn resend(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: MessageId,
    address: &str,
    revision: i64,
) -> Result<(), MailError> {
    let federation = federation_for(app, actor, Right::InviteOffices, slug)
        .await?
        .id;
    let address = parse_address(address).map_err(MailError::Fields)?;
    let mut tx = app.db.begin().await?;
    let message = seen(&mut tx, federation, id, revision).await?;
    message.state.can_be_sent_again()?;
    if address != message.address && !may_be_readdressed(app, &message.purpose) {
        let fixed = FieldProblem::new("address", crate::key!("field-mail-address-fixed"));
        return Err(MailError::Fields(vec![fixed]));
    }
    // One that may have arrived keeps its name, so that a mail program that has it shows it once.
    let is_new = message.state != MessageState::Unknown;
    if !store::resend(&mut tx, &message, &address, is_new, app.clock.now()).await? {
        return Err(MailError::Stale);
    }
    let after =
        json!({ "state": MessageState::Queued, "other_address": address != message.address });
    record(&mut tx, app, actor, "resend_message", &message, after).await?;
    tx.commit().await?;
    worker::wake(app);
    Ok(())
}

/// Reports that a message came back, was printed or handed over.
pub async fn report(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: MessageId,
    input: &ReportInput,
    revision: i64,
) -> Result<(), MailError> {
    let federation = federation_for(app, actor, Right::InviteOffices, slug)
        .await?
        .id;
    let (report, note) = input.parse().map_err(MailError::Fields)?;
    let mut tx = app.db.begin().await?;
    let message = seen(&mut tx, federation, id, revision).await?;
    let state = message.state.after(report)?;
    if !store::report(&mut tx, &message, state, (app.clock.now(), &note)).await? {
        return Err(MailError::Stale);
    }
    let after = json!({ "state": state });
    record(&mut tx, app, actor, "report_message", &message, after).await?;
    tx.commit().await?;
    Ok(())
}

/// Sends a message to the person themselves, to see whether mail arrives.
pub async fn send_trial(app: &App, actor: &Actor, slug: &str) -> Result<MessageId, MailError> {
    let federation = federation_for(app, actor, Right::InviteOffices, slug).await?;
    let new = NewMessage {
        federation: federation.id,
        purpose: TRIAL,
        about: ("federations", federation.id.0),
        body: None,
        recipient: actor.name.clone(),
        address: actor.email.clone(),
        locale: actor.locale,
        arguments: Arguments::from([("federation".to_owned(), federation.name)]),
    };
    let mut tx = app.db.begin().await?;
    let id = store::enqueue(&mut tx, &new, app.clock.now()).await?;
    tx.commit().await?;
    worker::wake(app);
    Ok(id)
}

async fn record(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    act: &'static str,
    message: &Message,
    after: Value,
) -> Result<(), DbError> {
    let act = Act {
        chain: Chain::Federation(message.federation),
        at: app.clock.now(),
        who: &actor.who(),
        act,
        subject: ("messages", message.id.0),
        // No address: the log cannot forget.
        before: json!({ "state": message.state }),
        after,
    };
    audit::record(tx, act).await
}
