//! What this room says by mail and letter: the notice of an assembly, in the words in which it was kept.

use crate::{
    App,
    db::DbError,
    mail::{
        composing::{Composer, Composing},
        model::{Message, Words},
    },
    registry::model::Federation,
    types::{AssemblyId, Locale},
};

use super::{
    model::{
        Assembly,
        agenda::clock,
        notice::{NoticeFacts, NoticeItem, NoticeWords},
    },
    store::notices,
};

/// Purpose of the messages.
pub const NOTICE: &str = "assembly_notice";
/// The table that messages name as what they are about.
pub const ABOUT: &str = "assembly_notices";

/// Where everybody reads about an assembly.
fn public_address(app: &App, locale: Locale, federation: &Federation, id: AssemblyId) -> String {
    format!(
        "{}/{}/federations/{}/assemblies/{id}",
        app.config.base_url,
        locale.tag(),
        federation.slug
    )
}

/// The words of a notice in a language. `resolution` says by what a virtual assembly is allowed.
pub fn words(
    app: &App,
    locale: Locale,
    federation: &Federation,
    assembly: &Assembly,
    (number, resolution): (i64, &str),
    (facts, items): (&NoticeFacts, &[NoticeItem]),
) -> NoticeWords {
    let texts = app.texts.for_locale(locale);
    let fallback = [federation.locale];
    let title = [
        ("title", (&facts.title).into()),
        ("day", texts.day(facts.day).into()),
    ];
    let subject = if number == 1 {
        texts.ta_plain("notice-mail-subject", &title)
    } else {
        texts.ta_plain("notice-mail-subject-again", &title)
    };
    let mut parts = vec![texts.ta_plain(
        "notice-mail-head",
        &[
            ("federation", (&federation.name).into()),
            ("title", (&facts.title).into()),
            ("day", texts.day(facts.day).into()),
        ],
    )];
    let mut lines = vec![texts.ta_plain(
        "notice-mail-form",
        &[("form", texts.t_plain(facts.form.label()).into())],
    )];
    if !facts.place.is_empty() {
        lines.push(texts.ta_plain("notice-mail-place", &[("place", (&facts.place).into())]));
    }
    if !facts.legal_basis.is_empty() {
        let basis = [("basis", (&facts.legal_basis).into())];
        lines.push(texts.ta_plain("notice-mail-legal-basis", &basis));
    }
    if !resolution.is_empty() {
        let resolution = [("resolution", resolution.into())];
        lines.push(texts.ta_plain("notice-mail-resolution", &resolution));
    }
    parts.push(lines.join("\n"));
    let mut agenda = vec![texts.t_plain("notice-mail-agenda")];
    for item in items.iter().filter(|item| !item.withdrawn) {
        let title = item.title.in_language(locale, &fallback).0;
        let mut notes = Vec::new();
        notes.extend(item.starts_at.map(clock));
        notes.extend(
            item.minutes
                .map(|n| texts.ta_plain("notice-mail-minutes", &[("n", n.into())])),
        );
        if !item.mover.is_empty() {
            notes.push(item.mover.clone());
        }
        let notes = if notes.is_empty() {
            String::new()
        } else {
            format!(" ({})", notes.join(", "))
        };
        agenda.push(format!("{} {title}{notes}", item.number));
    }
    parts.push(agenda.join("\n"));
    if let Some(electronic) = &facts.electronic {
        let head = texts.t_plain("notice-mail-electronic");
        let text = electronic.in_language(locale, &fallback).0;
        parts.push(format!("{head}\n{text}"));
    }
    let address = public_address(app, locale, federation, assembly.id);
    parts.push(texts.ta_plain("notice-mail-more", &[("address", address.into())]));
    if !federation.contact.is_empty() {
        parts.push(federation.contact.clone());
    }
    NoticeWords {
        subject,
        text: format!("{}\n", parts.join("\n\n")),
    }
}

/// Sends notices as they were kept.
pub struct NoticeComposer;

impl Composer for NoticeComposer {
    fn purposes(&self) -> &'static [&'static str] {
        &[NOTICE]
    }

    fn label(&self, _purpose: &str) -> &'static str {
        crate::key!("notice-mail-purpose")
    }

    fn compose<'a>(&'a self, app: &'a App, message: &'a Message) -> Composing<'a, Option<Words>> {
        Box::pin(compose(app, message))
    }
}

async fn compose(app: &App, message: &Message) -> Result<Option<Words>, DbError> {
    let Ok(assembly) = message.argument("assembly").parse() else {
        return Ok(None);
    };
    let mut conn = app.db.read().await?;
    let sent = notices::notices(&mut conn, message.federation, assembly).await?;
    let Some(notice) = sent.into_iter().find(|n| n.id == message.about.1) else {
        return Ok(None);
    };
    let words = notice.content.words.get(message.locale.tag());
    Ok(words.map(|words| Words {
        subject: words.subject.clone(),
        text: words.text.clone(),
    }))
}
