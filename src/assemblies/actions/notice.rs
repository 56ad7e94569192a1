//! The notice of an assembly: whether it can be sent, sending it, letters.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{
    AssemblyError, FoundAssembly,
    agenda::{Agenda, agenda_of},
    find_assembly,
    form_basis::accepted_before,
    record_as,
};
use crate::{
    App,
    accounts::model::{Actor, Right},
    assemblies::{
        messages::{self, ABOUT, NOTICE},
        model::{
            Assembly,
            form_basis::{FormBasis, Resolution, missing_for_notice},
            notice::{
                self, Notice, NoticeContent, NoticeWords, last_day_in_time, parse_late_reason,
            },
        },
        store::{
            self,
            notices::{self, NewNotice},
        },
    },
    db::{Conn, DbError},
    mail::{
        self,
        model::{Message, MessageState, NewMessage, Report},
    },
    registry::{self, actions::federation_for, model::Federation},
    statutes::{self, model::rules::NoticeRule},
    types::{AssemblyId, BodyId, Day, FieldProblem, Locale, MessageId},
};

/// How the notice of an assembly stands.
pub struct NoticeBoard {
    pub found: FoundAssembly,
    pub agenda: Agenda,
    pub basis: FormBasis,
    /// The period that the statutes set which hold on the day.
    pub rule: Option<NoticeRule>,
    /// The last day in time.
    pub last_day: Option<Day>,
    pub today: Day,
    /// What keeps it from being sent.
    pub missing: Vec<FieldProblem>,
    pub notices: Vec<Notice>,
    /// To whom the last one went.
    pub messages: Vec<Message>,
    /// How many it would go to.
    pub recipients: i64,
}

impl NoticeBoard {
    /// Whether it needs a reason to be sent today.
    pub fn is_late(&self) -> bool {
        self.last_day.is_some_and(|last| self.today > last)
    }

    /// Whether the assembly lies behind us.
    pub fn is_over(&self) -> bool {
        self.today > self.found.assembly.day
    }

    /// How many of the last notice reached nobody by mail and wait for a letter.
    pub fn letters_to_print(&self) -> usize {
        self.messages
            .iter()
            .filter(|m| wants_letter(m.state))
            .count()
    }
}

fn wants_letter(state: MessageState) -> bool {
    matches!(
        state,
        MessageState::NoAddress | MessageState::Refused | MessageState::Bounced
    )
}

pub(super) async fn period(
    conn: &mut Conn,
    assembly: &Assembly,
) -> Result<(Option<NoticeRule>, Option<Day>), DbError> {
    let version = statutes::store::version_on(conn, assembly.federation, assembly.day).await?;
    let rule = version.and_then(|version| version.rules.notice);
    let last = rule
        .as_ref()
        .map(|rule| last_day_in_time(assembly.day, rule.days));
    Ok((rule, last))
}

/// Somebody who is called: a body, or a person it sends.
struct Recipient {
    body: Option<BodyId>,
    name: String,
    address: String,
    locale: Locale,
}

async fn recipients(
    conn: &mut Conn,
    federation: &Federation,
    assembly: &Assembly,
) -> Result<Vec<Recipient>, DbError> {
    let bodies = registry::store::bodies::bodies_on(conn, federation.id, assembly.day).await?;
    let delegates = notices::delegates_to_call(conn, federation.id, assembly.round).await?;
    let bodies = bodies.into_iter().map(|body| Recipient {
        body: Some(body.id),
        name: body.name,
        address: body.contact_email,
        locale: body.locale.unwrap_or(federation.locale),
    });
    // Who has no address of their own hears it from the body.
    let delegates = delegates
        .into_iter()
        .filter(|d| !d.email.is_empty())
        .map(|d| Recipient {
            body: None,
            name: d.name,
            address: d.email,
            locale: d.locale.shown_in(),
        });
    Ok(bodies.chain(delegates).collect())
}

/// How the notice of an assembly stands, for staff.
pub async fn notice_board(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: AssemblyId,
) -> Result<NoticeBoard, AssemblyError> {
    let found = find_assembly(app, actor, slug, id).await?;
    let (federation, assembly) = (&found.federation, &found.assembly);
    let mut conn = app.db.read().await?;
    let (rule, last_day) = period(&mut conn, assembly).await?;
    let agenda = agenda_of(&mut conn, assembly).await?;
    let basis = notices::form_basis(&mut conn, federation.id, id).await?;
    let sent = notices::notices(&mut conn, federation.id, id).await?;
    let messages = match sent.last() {
        Some(last) => mail::store::about(&mut conn, federation.id, (ABOUT, last.id)).await?,
        None => Vec::new(),
    };
    let count = recipients(&mut conn, federation, assembly).await?.len();
    Ok(NoticeBoard {
        missing: missing_for_notice(
            assembly.form,
            &basis,
            agenda.items.iter().any(|item| item.withdrawn.is_none()),
            federation.locale,
        ),
        recipients: i64::try_from(count).unwrap_or(i64::MAX),
        today: app.clock.today(),
        rule,
        last_day,
        agenda,
        basis,
        notices: sent,
        messages,
        found,
    })
}

/// Sends the notice with agenda and form to all members and those they send, and keeps it as it was sent; its number.
///
/// Later than the statutes allow it goes out only with a reason, which stands in the log and beside the notice.
pub async fn send_notice(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: AssemblyId,
    late_reason: &str,
    agenda_revision: i64,
) -> Result<i64, AssemblyError> {
    let federation = federation_for(app, actor, Right::PrepareAssemblies, slug).await?;
    let late_reason = parse_late_reason(late_reason).map_err(AssemblyError::Fields)?;
    let (now, today) = (app.clock.now(), app.clock.today());
    let mut tx = app.db.begin().await?;
    let assembly = store::find(&mut tx, federation.id, id)
        .await?
        .ok_or(AssemblyError::NotFound)?;
    // What is sent is the agenda that was seen; nobody changes it meanwhile.
    if !store::agenda::next_agenda(&mut tx, federation.id, id, agenda_revision).await? {
        return Err(AssemblyError::Stale);
    }
    let agenda = agenda_of(&mut tx, &assembly).await?;
    let basis = notices::form_basis(&mut tx, federation.id, id).await?;
    let has_agenda = agenda.items.iter().any(|item| item.withdrawn.is_none());
    let missing = missing_for_notice(assembly.form, &basis, has_agenda, federation.locale);
    if !missing.is_empty() {
        return Err(AssemblyError::Fields(missing));
    }
    if today > assembly.day {
        return Err(AssemblyError::Over);
    }
    let (_, last_day) = period(&mut tx, &assembly).await?;
    let is_late = last_day.is_some_and(|last| today > last);
    if let Some(last_day) = last_day.filter(|_| is_late && late_reason.is_empty()) {
        return Err(AssemblyError::NoticeLate(last_day));
    }
    let to = recipients(&mut tx, &federation, &assembly).await?;
    if to.is_empty() {
        return Err(AssemblyError::NobodyToCall);
    }
    let number = agenda.notices.saturating_add(1);
    let facts = notice::facts(&assembly, basis.electronic.clone());
    let items = notice::items(&agenda.items);
    let earlier = accepted_before(&mut tx, federation.id, assembly.day).await?;
    let mut words: BTreeMap<String, NoticeWords> = BTreeMap::new();
    let languages: BTreeSet<Locale> = to.iter().map(|r| r.locale).collect();
    for locale in languages {
        let texts = app.texts.for_locale(locale);
        let resolution = match &basis.resolution {
            None => String::new(),
            Some(Resolution::Text { text, on }) => format!("{text} ({})", texts.day(*on)),
            Some(Resolution::Poll(poll)) => earlier
                .iter()
                .find(|e| e.poll == *poll)
                .map(|e| {
                    let title = e.title.in_language(locale, &[federation.locale]).0;
                    format!("{title} ({}, {})", e.assembly, texts.day(e.day))
                })
                .unwrap_or_default(),
        };
        let about = (number, resolution.as_str());
        let said = messages::words(app, locale, &federation, &assembly, about, (&facts, &items));
        words.insert(locale.tag().to_owned(), said);
    }
    let content = NoticeContent {
        facts,
        items,
        words,
    };
    let kept_reason = if is_late { late_reason.as_str() } else { "" };
    let new = NewNotice {
        number,
        sent_at: now,
        sent_by: actor.account,
        last_day,
        late_reason: kept_reason,
        recipients: i64::try_from(to.len()).unwrap_or(i64::MAX),
        content: &content,
    };
    let (notice, digest) = notices::insert_notice(&mut tx, federation.id, id, &new)
        .await?
        .ok_or(AssemblyError::Stale)?;
    let recipients = new.recipients;
    for recipient in to {
        let message = NewMessage {
            federation: federation.id,
            purpose: NOTICE,
            about: (ABOUT, notice),
            body: recipient.body,
            recipient: recipient.name,
            address: recipient.address,
            locale: recipient.locale,
            arguments: mail::model::Arguments::from([("assembly".to_owned(), id.to_string())]),
        };
        mail::store::enqueue(&mut tx, &message, now).await?;
    }
    let after = json!({
        "number": number, "digest": digest, "recipients": recipients,
        "last_day": last_day, "late_reason": kept_reason,
    });
    let (subject, change) = (("assemblies", id.0), (Value::Null, after));
    record_as(
        &mut tx,
        app,
        actor,
        federation.id,
        "send_notice",
        subject,
        change,
    )
    .await?;
    tx.commit().await?;
    mail::worker::wake(app);
    Ok(number)
}

/// A letter to be printed.
pub struct NoticeLetter {
    pub message: MessageId,
    pub recipient: String,
    pub locale: Locale,
    pub words: NoticeWords,
}

/// Letters of the last notice for all that could not be reached by mail; each is noted in the ledger as printed.
pub async fn print_letters(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: AssemblyId,
) -> Result<(FoundAssembly, Vec<NoticeLetter>), AssemblyError> {
    let federation = federation_for(app, actor, Right::PrepareAssemblies, slug).await?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let assembly = store::find(&mut tx, federation.id, id)
        .await?
        .ok_or(AssemblyError::NotFound)?;
    let sent = notices::notices(&mut tx, federation.id, id).await?;
    let notice = sent
        .into_iter()
        .next_back()
        .ok_or(AssemblyError::NoLetters)?;
    let mut letters = Vec::new();
    for message in mail::store::about(&mut tx, federation.id, (ABOUT, notice.id)).await? {
        if !wants_letter(message.state) {
            continue;
        }
        let Some(words) = notice.content.words.get(message.locale.tag()).cloned() else {
            continue;
        };
        if let Ok(printed) = message.state.after(Report::Printed)
            && !mail::store::report(&mut tx, &message, printed, (now, "")).await?
        {
            return Err(AssemblyError::Stale);
        }
        letters.push(NoticeLetter {
            message: message.id,
            recipient: message.recipient,
            locale: message.locale,
            words,
        });
    }
    if letters.is_empty() {
        return Err(AssemblyError::NoLetters);
    }
    let after = json!({ "number": notice.number, "letters": letters.len() });
    let (subject, change) = (("assemblies", id.0), (Value::Null, after));
    record_as(
        &mut tx,
        app,
        actor,
        federation.id,
        "print_notice_letters",
        subject,
        change,
    )
    .await?;
    tx.commit().await?;
    let found = FoundAssembly {
        federation,
        assembly,
    };
    Ok((found, letters))
}
