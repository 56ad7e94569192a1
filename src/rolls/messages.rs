//! What this room says by mail: the link with which somebody votes.

use crate::{
    App,
    db::{DbError, Tx},
    mail::{
        self,
        composing::{Composer, Composing},
        model::{Arguments, Message, NewMessage, Words},
    },
    registry::{self, model::Federation},
    types::{CodeId, MessageId, Timestamp},
};

use super::{
    code::link::Link,
    model::{CodeOf, Contact, Recipient, vote_address},
    store,
};

/// Purpose of the messages.
pub const CODE_LINK: &str = "code_link";
/// Name of the value that says whose message it is: whoever is erased is found by it, whatever address it went to.
const PERSON: &str = "person";

/// Queues the mail that brings a link. Neither the link nor anything that leads to it is stored with it.
pub async fn queue_link(
    tx: &mut Tx,
    federation: &Federation,
    link: CodeId,
    recipient: &Recipient,
    contact: &Contact,
    now: Timestamp,
) -> Result<MessageId, DbError> {
    let new = NewMessage {
        federation: federation.id,
        purpose: CODE_LINK,
        about: (store::links::ABOUT, link.0),
        body: Some(recipient.body()),
        recipient: recipient.name().to_owned(),
        address: contact.email.clone(),
        locale: contact.locale,
        arguments: Arguments::from([(PERSON.to_owned(), recipient.person().to_string())]),
    };
    mail::store::enqueue(tx, &new, now).await
}

/// Makes the words of this room's messages.
pub struct LinkComposer;

impl Composer for LinkComposer {
    fn purposes(&self) -> &'static [&'static str] {
        &[CODE_LINK]
    }

    fn label(&self, _purpose: &str) -> &'static str {
        crate::key!("rolls-mail-link")
    }

    fn goes_to_one_address(&self) -> bool {
        true
    }

    fn compose<'a>(&'a self, app: &'a App, message: &'a Message) -> Composing<'a, Option<Words>> {
        Box::pin(compose(app, message))
    }
}

async fn compose(app: &App, message: &Message) -> Result<Option<Words>, DbError> {
    let mut conn = app.db.read().await?;
    let link = CodeId(message.about.1);
    // Replaced by another one or by a sheet since, or the codes of the roll are gone: nothing is sent.
    let found = store::links::valid_link(&mut conn, message.federation, link).await?;
    let Some((roll, owner, generation)) = found else {
        return Ok(None);
    };
    let Some(roll) = store::find_roll(&mut conn, message.federation, roll).await? else {
        return Ok(None);
    };
    let federation = registry::store::find_federation(&mut conn, message.federation).await?;
    let Some(federation) = federation else {
        return Ok(None);
    };
    let texts = app.texts.for_locale(message.locale);
    let address = vote_address(&app.config.base_url, message.locale);
    let secret = Link::of(&app.pepper, roll.id, owner, generation).expose();
    let mut parts = vec![texts.ta_plain(
        "rolls-link-mail-head",
        &[
            ("name", (&message.recipient).into()),
            ("title", (&roll.title).into()),
            ("federation", (&federation.name).into()),
        ],
    )];
    match owner {
        CodeOf::Entry(_) => {}
        CodeOf::StandIn(_) => parts.push(texts.t_plain("rolls-link-mail-deputy")),
    }
    // Behind `#`: browsers send that part to no server.
    let way = format!("{address}#{}", *secret);
    parts.push(texts.ta_plain("rolls-link-mail-way", &[("address", way.into())]));
    parts.push(texts.ta_plain(
        "rolls-link-mail-field",
        &[
            ("address", address.into()),
            ("text", secret.as_str().into()),
        ],
    ));
    parts.push(texts.t_plain("rolls-link-mail-keep"));
    if !federation.contact.is_empty() {
        parts.push(federation.contact.clone());
    }
    Ok(Some(Words {
        subject: texts.ta_plain(
            "rolls-link-mail-subject",
            &[("title", (&roll.title).into())],
        ),
        text: format!("{}\n", parts.join("\n\n")),
    }))
}
