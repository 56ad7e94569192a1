//! Sends what is due, one message after the other, beside all requests.

use std::{sync::Arc, time::Duration};

use tokio::{sync::watch, task::JoinHandle};

use super::{
    model::{Message, MessageState, kept_answer, wait_after},
    store,
    transport::{Delivery, Head},
};
use crate::{App, db::DbError, registry, types::Email};

/// How often it is looked whether something is due, if nobody rings.
const EVERY: Duration = Duration::from_secs(20);
/// Messages that are read at once.
const AT_ONCE: i64 = 50;
/// What has been in sending for longer was broken off; all limits of a transport together are far below.
const BROKEN_OFF_AFTER: i64 = 15 * 60_000;

/// The task that sends, until it is stopped.
pub struct Worker {
    stop: Arc<watch::Sender<bool>>,
    task: JoinHandle<()>,
}

/// Starts sending.
pub fn start(app: &App) -> Worker {
    let (stop, mut stopped) = watch::channel(false);
    let stop = Arc::new(stop);
    let (app, asked) = (app.clone(), Arc::clone(&stop));
    let task = tokio::spawn(async move {
        while !*asked.borrow() {
            if let Err(e) = send_due_until(&app, || *asked.borrow()).await {
                tracing::warn!(error = %e, "messages could not be sent");
            }
            tokio::select! {
                _ = tokio::time::sleep(EVERY) => {}
                () = app.mail_bell.notified() => {}
                _ = stopped.changed() => {}
            }
        }
    });
    Worker { stop, task }
}

impl Worker {
    /// Ends after the message that is being sent.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        if let Err(e) = self.task.await {
            tracing::error!(
                panicked = e.is_panic(),
                "the task that sends messages broke off"
            );
        }
    }
}

/// Sends everything that is due now; how many messages were tried.
pub async fn send_due(app: &App) -> Result<usize, DbError> {
    send_due_until(app, || false).await
}

async fn send_due_until(app: &App, stopped: impl Fn() -> bool) -> Result<usize, DbError> {
    let now = app.clock.now();
    let before = now.plus_millis(-BROKEN_OFF_AFTER);
    if store::count_broken_off(&mut app.db.read().await?, before).await? > 0 {
        let mut tx = app.db.begin().await?;
        store::lose(&mut tx, before, now).await?;
        tx.commit().await?;
    }
    for composer in &app.composers {
        composer.queue_due(app).await?;
    }
    let mut tried = 0;
    if !app.mail.is_there() {
        return Ok(tried);
    }
    loop {
        let due = store::due(&mut app.db.read().await?, app.clock.now(), AT_ONCE).await?;
        let mut claimed = 0;
        for message in due {
            if stopped() {
                return Ok(tried);
            }
            if send_one(app, message).await? {
                claimed += 1;
            }
        }
        tried += claimed;
        // Nothing is due any more, or another program sends it.
        if claimed == 0 {
            return Ok(tried);
        }
    }
}

/// Sends one message, unless another program has taken it. No transaction is open while a server is talked to.
async fn send_one(app: &App, message: Message) -> Result<bool, DbError> {
    let mut tx = app.db.begin().await?;
    let is_ours = store::claim(&mut tx, &message, app.clock.now()).await?;
    tx.commit().await?;
    if !is_ours {
        return Ok(false);
    }
    let attempts = message.attempts.saturating_add(1);
    let (state, answer, wait) = match deliver(app, &message).await {
        Ok(Some(Delivery::Accepted(answer))) => (MessageState::Sent, answer, 0),
        Ok(Some(Delivery::Refused(answer))) => (MessageState::Refused, answer, 0),
        Ok(Some(Delivery::Unknown(answer))) => (MessageState::Unknown, answer, 0),
        Ok(Some(Delivery::Later(answer))) => later(attempts, answer),
        Ok(None) => (MessageState::Dropped, String::new(), 0),
        // Nothing was handed to a server.
        Err(e) => {
            tracing::warn!(message = message.id.0, error = %e, "the words of a message could not be made");
            later(attempts, "internal".to_owned())
        }
    };
    tracing::info!(
        message = message.id.0,
        state = state.as_str(),
        attempts,
        "message"
    );
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let revision = message.revision.saturating_add(1);
    let (due_at, answer) = (now.plus_millis(wait), kept_answer(&answer));
    store::finish(&mut tx, message.id, revision, state, due_at, (now, &answer)).await?;
    tx.commit().await?;
    Ok(true)
}

fn later(attempts: i64, answer: String) -> (MessageState, String, i64) {
    match wait_after(attempts) {
        Some(wait) => (MessageState::Queued, answer, wait),
        None => (MessageState::Refused, answer, 0),
    }
}

async fn deliver(app: &App, message: &Message) -> Result<Option<Delivery>, DbError> {
    let composer = app
        .composers
        .iter()
        .find(|c| c.purposes().contains(&message.purpose.as_str()))
        .ok_or_else(|| DbError::row("messages", &message.purpose))?;
    let Some(words) = composer.compose(app, message).await? else {
        return Ok(None);
    };
    let federation =
        registry::store::find_federation(&mut app.db.read().await?, message.federation)
            .await?
            .ok_or_else(|| DbError::row("messages", message.federation))?;
    let contact = Email::parse(&federation.contact).ok();
    let name = format!("mandat-{}-{}", message.id, message.resends);
    let head = Head {
        from_name: &federation.name,
        reply_to: contact.as_ref().map(|email| email.text.as_str()),
        to_name: &message.recipient,
        to: &message.address,
        id: &format!("{name}-{}", own_sign(app)),
        at: app.clock.now(),
    };
    Ok(Some(match app.mail.assemble(&head, words) {
        Ok(ready) => app.mail.send(&name, &ready).await,
        Err(problem) => Delivery::Refused(problem),
    }))
}

/// Tells messages of this installation from those of another that sends from the same domain.
fn own_sign(app: &App) -> String {
    let mut sign = data_encoding::HEXLOWER.encode(&app.pepper.keyed(&[b"mandat message id v1"]));
    sign.truncate(12);
    sign
}

/// Tells the task that something is to be sent.
pub fn wake(app: &App) {
    app.mail_bell.notify_one();
}
