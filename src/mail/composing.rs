//! How a room makes the words of its messages when they are sent.

use std::pin::Pin;

use super::model::{Message, Words};
use crate::{App, db::DbError};

/// Work of a composer.
pub type Composing<'a, T> = Pin<Box<dyn Future<Output = Result<T, DbError>> + Send + 'a>>;

/// A room that sends messages. All of them are named in [`App::build`].
pub trait Composer: Send + Sync {
    /// The purposes that it knows the words of.
    fn purposes(&self) -> &'static [&'static str];

    /// Key of the name of a purpose of its own.
    fn label(&self, purpose: &str) -> &'static str;

    /// The words in the recipient's language; `None` where what the message is about is over, so that it is not sent.
    ///
    /// A link's token is computed here and goes nowhere but into the text.
    fn compose<'a>(&'a self, app: &'a App, message: &'a Message) -> Composing<'a, Option<Words>>;

    /// Whether its messages are for the holder of their address alone, so that staff send them to no other one.
    fn goes_to_one_address(&self) -> bool {
        false
    }

    /// Queues what is due by the clock. Several programs may do so at the same moment.
    fn queue_due<'a>(&'a self, _app: &'a App) -> Composing<'a, ()> {
        Box::pin(async { Ok(()) })
    }
}

/// Key of the name of a purpose.
pub fn label(app: &App, purpose: &str) -> &'static str {
    app.composers
        .iter()
        .find(|c| c.purposes().contains(&purpose))
        .map_or(crate::key!("mail-purpose-other"), |c| c.label(purpose))
}

/// Whether staff may send a message of this purpose to another address.
pub fn may_be_readdressed(app: &App, purpose: &str) -> bool {
    app.composers
        .iter()
        .find(|c| c.purposes().contains(&purpose))
        .is_none_or(|c| !c.goes_to_one_address())
}

/// Purpose of the message with which staff try out whether mail arrives.
pub const TRIAL: &str = "trial";

/// Makes the words of trial messages.
pub struct TrialComposer;

impl Composer for TrialComposer {
    fn purposes(&self) -> &'static [&'static str] {
        &[TRIAL]
    }

    fn label(&self, _purpose: &str) -> &'static str {
        crate::key!("mail-purpose-trial")
    }

    fn compose<'a>(&'a self, app: &'a App, message: &'a Message) -> Composing<'a, Option<Words>> {
        Box::pin(async move {
            let texts = app.texts.for_locale(message.locale);
            let federation = message.argument("federation");
            Ok(Some(Words {
                subject: texts.ta_plain("mail-trial-subject", &[("federation", federation.into())]),
                text: texts.ta_plain("mail-trial-text", &[("federation", federation.into())]),
            }))
        })
    }
}
