//! Pages of the ledger, for staff.

use askama::Template;
use poem::{
    handler,
    web::{Path, Query},
};
use serde::Deserialize;

use super::{
    actions::{self, Ledger, MailError, MailWay},
    composing::label,
    model::{LedgerFilter, Message, MessageState, ReportInput},
};
use crate::{
    accounts::model::{Actor, Right},
    registry::model::Federation,
    types::{Explain, MessageId, ProblemKind},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor, api::Paging,
        guard::status_of, html, html_with,
    },
};

const READ: Access = Access::Right(Right::ReadStaffPages);
const CHANGE: Access = Access::Right(Right::InviteOffices);

/// Routes of this room.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/:lang/staff/:slug/mail", READ, ledger_page)
        .post("/:lang/staff/:slug/mail/trial", CHANGE, send_trial)
        .get("/:lang/staff/:slug/mail/:message", READ, message_page)
        .post("/:lang/staff/:slug/mail/:message/resend", CHANGE, resend)
        .post("/:lang/staff/:slug/mail/:message/report", CHANGE, report)
}

fn shell(visitor: &Visitor, actor: &Actor, federation: &Federation) -> Shell {
    visitor
        .shell()
        .staff_federation(actor, federation.id, &federation.slug, &federation.name)
}

/// Which page of the list.
#[derive(Default, Deserialize)]
struct LedgerQuery {
    page: Option<i64>,
    #[serde(default)]
    state: String,
}

#[derive(Template)]
#[template(path = "mail/ledger.html")]
struct LedgerPage {
    shell: Shell,
    form: FormData,
    base: String,
    ledger: Ledger,
    /// What each message is about, in words.
    purposes: Vec<String>,
    filters: Vec<(String, String)>,
    state: &'static str,
    may_change: bool,
    page: i64,
    last_page: i64,
}

impl LedgerPage {
    fn count(&self, state: MessageState) -> i64 {
        self.ledger.counts.get(&state).copied().unwrap_or(0)
    }

    fn unreachable(&self) -> i64 {
        self.count(MessageState::NoAddress)
            + self.count(MessageState::Refused)
            + self.count(MessageState::Bounced)
    }

    fn waiting(&self) -> i64 {
        self.count(MessageState::Queued) + self.count(MessageState::Sending)
    }
}

#[handler]
async fn ledger_page(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<LedgerQuery>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let paging = Paging::of(query.page, None);
    // A word that nobody offers shows everything.
    let filter = LedgerFilter::parse(&query.state).unwrap_or_default();
    let limits = (paging.limit, paging.offset);
    let ledger = actions::ledger(&visitor.app, actor, &slug, filter, limits)
        .await
        .map_err(Refused::from)?;
    let texts = &visitor.texts;
    let mut filters = vec![(
        LedgerFilter::Unreachable.as_str().to_owned(),
        texts.t("mail-filter-unreachable"),
    )];
    filters.extend(
        MessageState::ALL
            .iter()
            .map(|state| (state.as_str().to_owned(), texts.t(state.label()))),
    );
    html(&LedgerPage {
        shell: shell(&visitor, actor, &ledger.federation),
        form: FormData::filled([("state", filter.as_str().to_owned())]),
        base: visitor.href(&format!("/staff/{slug}/mail")),
        purposes: ledger
            .messages
            .iter()
            .map(|m| texts.t(label(&visitor.app, &m.purpose)))
            .collect(),
        filters,
        state: filter.as_str(),
        may_change: actor.may(Right::InviteOffices, ledger.federation.id),
        page: paging.page(),
        last_page: paging.last_page(ledger.total),
        ledger,
    })
}

#[derive(Template)]
#[template(path = "mail/message.html")]
struct MessagePage {
    shell: Shell,
    form: FormData,
    base: String,
    message: Message,
    purpose: String,
    language: String,
    reports: Vec<(String, String)>,
    has_way: bool,
    may_change: bool,
}

impl MessagePage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        id: MessageId,
        form: Option<FormData>,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let (federation, message) = actions::message(&visitor.app, actor, slug, id).await?;
        let ledger = visitor.href(&format!("/staff/{slug}/mail"));
        let texts = &visitor.texts;
        Ok(Self {
            shell: shell(visitor, actor, &federation)
                .crumb(Some(ledger.clone()), texts.t("mail-title"))
                .crumb(None, &message.recipient),
            form: form.unwrap_or_else(|| FormData::filled([("address", message.address.clone())])),
            base: format!("{ledger}/{id}"),
            purpose: texts.t(label(&visitor.app, &message.purpose)),
            language: message.locale.own_name().to_owned(),
            reports: message
                .reports()
                .map(|r| (r.as_str().to_owned(), texts.t(r.label())))
                .collect(),
            has_way: MailWay::of(&visitor.app) != MailWay::None,
            may_change: actor.may(Right::InviteOffices, federation.id),
            message,
        })
    }
}

#[handler]
async fn message_page(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
) -> PageResult {
    html(&MessagePage::load(&visitor, &slug, MessageId(id), None).await?)
}

async fn after_change(
    visitor: &Visitor,
    slug: &str,
    id: MessageId,
    mut form: FormData,
    result: Result<(), MailError>,
) -> PageResult {
    let Err(error) = result else {
        let rest = format!("/staff/{slug}/mail/{id}");
        return Ok(visitor.see_other_with(&rest, "notice-saved"));
    };
    let problem = error.problem();
    match problem.kind {
        ProblemKind::Invalid | ProblemKind::Conflict | ProblemKind::Stale => {
            form.refuse(&visitor.texts, &problem);
            let page = MessagePage::load(visitor, slug, id, Some(form)).await?;
            html_with(status_of(problem.kind), &page)
        }
        _ => Err(Refused::from(error).into()),
    }
}

#[handler]
async fn resend(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (id, revision) = (
        MessageId(id),
        form.text("revision").parse().unwrap_or_default(),
    );
    let address = form.text("address");
    let result = actions::resend(&visitor.app, actor, &slug, id, &address, revision).await;
    after_change(&visitor, &slug, id, form, result).await
}

#[handler]
async fn report(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (id, revision) = (
        MessageId(id),
        form.text("revision").parse().unwrap_or_default(),
    );
    let input = ReportInput {
        report: form.text("report"),
        note: form.text("note"),
    };
    let result = actions::report(&visitor.app, actor, &slug, id, &input, revision).await;
    after_change(&visitor, &slug, id, form, result).await
}

#[handler]
async fn send_trial(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    _: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let id = actions::send_trial(&visitor.app, actor, &slug)
        .await
        .map_err(Refused::from)?;
    Ok(visitor.see_other_with(&format!("/staff/{slug}/mail/{id}"), "notice-saved"))
}
