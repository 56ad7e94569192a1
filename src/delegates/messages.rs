//! What this room says by mail: invitations and reminders with the link of a body, and receipts.

use crate::{
    App,
    db::{DbError, Tx},
    mail::{
        self,
        composing::{Composer, Composing},
        model::{Arguments, Message, NewMessage, Words},
    },
    registry::{model::Federation, store::bodies::letter_locale},
    types::{BodyId, Locale, MessageId, RoundId, Timestamp},
};

use super::{
    links::link_token,
    model::{OfficeLink, Round},
    store::{self, calls, papers},
};

/// Purposes of messages.
pub const INVITATION: &str = "delegate_invitation";
pub const REMINDER: &str = "delegate_reminder";
pub const RECEIPT: &str = "delegate_receipt";

/// Whether a message brings a body its link.
pub fn brings_link(message: &Message) -> bool {
    message.purpose == INVITATION || message.purpose == REMINDER
}

/// Where a body's link leads, with its token.
pub fn link_address(
    app: &App,
    locale: Locale,
    round: RoundId,
    body: BodyId,
    link: &OfficeLink,
) -> String {
    let token = link_token(&app.pepper, round, body, link.generation);
    format!(
        "{}/{}/n/{}",
        app.config.base_url,
        locale.tag(),
        *token.expose()
    )
}

/// Queues an invitation or a reminder.
pub async fn queue_link(
    tx: &mut Tx,
    federation: &Federation,
    round: &Round,
    (body, name, address): (BodyId, &str, &str),
    purpose: &'static str,
    now: Timestamp,
) -> Result<MessageId, DbError> {
    let locale = letter_locale(tx, federation, body).await?;
    let new = NewMessage {
        federation: federation.id,
        purpose,
        about: ("delegation_rounds", round.id.0),
        body: Some(body),
        recipient: name.to_owned(),
        address: address.to_owned(),
        locale,
        arguments: Arguments::new(),
    };
    mail::store::enqueue(tx, &new, now).await
}

/// Queues the receipt of a submission, where the body has an address; nobody needs a letter about it.
pub async fn queue_receipt(
    tx: &mut Tx,
    federation: &Federation,
    round: &Round,
    (body, name): (BodyId, &str),
    (number, digest): (i64, &str),
    now: Timestamp,
) -> Result<(), DbError> {
    let called = calls::called_bodies(tx, federation.id, round.id).await?;
    let Some(address) = called
        .into_iter()
        .find(|c| c.body == body)
        .map(|c| c.email)
        .filter(|email| !email.is_empty())
    else {
        return Ok(());
    };
    let new = NewMessage {
        federation: federation.id,
        purpose: RECEIPT,
        about: ("delegation_rounds", round.id.0),
        body: Some(body),
        recipient: name.to_owned(),
        address,
        locale: letter_locale(tx, federation, body).await?,
        arguments: Arguments::from([
            ("number".to_owned(), number.to_string()),
            ("digest".to_owned(), digest.to_owned()),
        ]),
    };
    mail::store::enqueue(tx, &new, now).await.map(drop)
}

/// Makes the words of this room's messages.
pub struct DelegateComposer;

impl Composer for DelegateComposer {
    fn purposes(&self) -> &'static [&'static str] {
        &[INVITATION, REMINDER, RECEIPT]
    }

    fn label(&self, purpose: &str) -> &'static str {
        match purpose {
            REMINDER => crate::key!("delegates-mail-reminder"),
            RECEIPT => crate::key!("delegates-mail-receipt"),
            _ => crate::key!("delegates-mail-invitation"),
        }
    }

    fn compose<'a>(&'a self, app: &'a App, message: &'a Message) -> Composing<'a, Option<Words>> {
        Box::pin(compose(app, message))
    }

    fn queue_due<'a>(&'a self, app: &'a App) -> Composing<'a, ()> {
        Box::pin(super::actions::call::remind_by_clock(app))
    }
}

async fn compose(app: &App, message: &Message) -> Result<Option<Words>, DbError> {
    let Some(body) = message.body else {
        return Ok(None);
    };
    let (federation, round) = (message.federation, RoundId(message.about.1));
    let mut conn = app.db.read().await?;
    let Some(round) = store::find_round(&mut conn, federation, round).await? else {
        return Ok(None);
    };
    let texts = app.texts.for_locale(message.locale);
    let day = texts.day(round.day);
    if message.purpose == RECEIPT {
        let number = message.argument("number").parse().unwrap_or(0);
        let place = (round.id, body);
        let found = papers::find_submission(&mut conn, federation, place, number).await?;
        let Some(submission) = found else {
            return Ok(None);
        };
        let people = i64::try_from(submission.people.len()).unwrap_or(i64::MAX);
        return Ok(Some(Words {
            subject: texts.ta_plain(
                "delegates-receipt-subject",
                &[("title", (&round.title).into())],
            ),
            text: texts.ta_plain(
                "delegates-receipt-text",
                &[
                    ("title", (&round.title).into()),
                    ("body", (&message.recipient).into()),
                    ("receipt", submission.receipt().into()),
                    ("at", texts.instant(submission.at).into()),
                    ("n", people.into()),
                    ("digest", (&submission.digest).into()),
                ],
            ),
        }));
    }
    let now = app.clock.now();
    let link = calls::find_link(&mut conn, federation, round.id, body).await?;
    let Some(link) = link.filter(|l| l.is_valid(now) && round.is_open()) else {
        return Ok(None);
    };
    let is_reminder = message.purpose == REMINDER;
    let submitted = papers::last_submission(&mut conn, federation, round.id, body).await?;
    if is_reminder && submitted.is_some() {
        return Ok(None);
    }
    let Some(call) = calls::find_call(&mut conn, federation, round.id).await? else {
        return Ok(None);
    };
    let Some(entitlement) = store::find_entitlement(&mut conn, federation, round.id, body).await?
    else {
        return Ok(None);
    };
    let last_day = round.last_day().map(|d| texts.day(d)).unwrap_or_default();
    let intro = call.intro.as_ref().map_or(String::new(), |intro| {
        let (text, _) = intro.in_language(message.locale, &[Locale::DEFAULT]);
        format!("{text}\n\n")
    });
    let address = link_address(app, message.locale, round.id, body, &link);
    let title = [("title", (&round.title).into())];
    let subject = if is_reminder {
        texts.ta_plain("delegates-reminder-subject", &title)
    } else {
        texts.ta_plain("delegates-invitation-subject", &title)
    };
    let head = texts.ta_plain(
        "delegates-invitation-head",
        &[
            ("body", (&message.recipient).into()),
            ("title", (&round.title).into()),
            ("day", day.into()),
            ("last", last_day.into()),
            ("n", entitlement.places.places.into()),
        ],
    );
    let lead = if is_reminder {
        format!("{}\n\n", texts.t_plain("delegates-reminder-lead"))
    } else {
        String::new()
    };
    let way = texts.ta_plain("delegates-invitation-way", &[("address", address.into())]);
    Ok(Some(Words {
        subject,
        text: format!("{lead}{head}\n\n{intro}{way}\n"),
    }))
}
