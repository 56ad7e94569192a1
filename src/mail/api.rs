//! The ledger of messages over the API.

use poem::web::Data;
use poem_openapi::{
    Enum, Object, OpenApi,
    param::{Header, Path, Query},
    payload::Json,
};

use super::{
    actions::{self, MailWay},
    model::{LedgerFilter, Message, MessageState, Report, ReportInput},
};
use crate::{
    App,
    accounts::model::Right,
    api::Tag,
    types::MessageId,
    web::{
        Access, Refused,
        api::{Caller, Done, Made, Paging, Versioned, expected_revision},
    },
};

/// Operations on messages.
pub struct MailApi;

const READ: Access = Access::Right(Right::ReadStaffPages);
const CHANGE: Access = Access::Right(Right::InviteOffices);

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    ("list_messages", READ),
    ("show_message", READ),
    ("resend_message", CHANGE),
    ("report_message", CHANGE),
    ("send_trial_message", CHANGE),
];

/// How messages leave the house.
#[derive(Enum)]
#[oai(rename_all = "snake_case")]
enum MailWayName {
    /// Not at all: they wait.
    None,
    /// Into a folder, for trying out.
    Folder,
    /// By a mail server.
    Server,
}

impl From<MailWay> for MailWayName {
    fn from(way: MailWay) -> Self {
        match way {
            MailWay::None => Self::None,
            MailWay::Folder => Self::Folder,
            MailWay::Server => Self::Server,
        }
    }
}

/// Where a message is on its way.
#[derive(Enum)]
#[oai(rename_all = "snake_case")]
enum MessageStateName {
    /// There is no address: a letter is needed.
    NoAddress,
    /// Waits to be sent.
    Queued,
    /// Handed to a server at this moment.
    Sending,
    /// A server has taken it.
    Sent,
    /// Broken off before the server's answer.
    Unknown,
    /// Refused by a server, or tried too often.
    Refused,
    /// Came back, as staff report.
    Bounced,
    /// Printed as a letter.
    Printed,
    /// Given to the recipient by hand.
    HandedOver,
    /// Over before it was sent.
    Dropped,
}

impl From<MessageState> for MessageStateName {
    fn from(state: MessageState) -> Self {
        match state {
            MessageState::NoAddress => Self::NoAddress,
            MessageState::Queued => Self::Queued,
            MessageState::Sending => Self::Sending,
            MessageState::Sent => Self::Sent,
            MessageState::Unknown => Self::Unknown,
            MessageState::Refused => Self::Refused,
            MessageState::Bounced => Self::Bounced,
            MessageState::Printed => Self::Printed,
            MessageState::HandedOver => Self::HandedOver,
            MessageState::Dropped => Self::Dropped,
        }
    }
}

/// Which messages are listed.
#[derive(Enum)]
#[oai(rename_all = "snake_case")]
enum LedgerFilterName {
    /// Those that reached nobody by mail: no address, refused, bounced.
    Unreachable,
    NoAddress,
    Queued,
    Sending,
    Sent,
    Unknown,
    Refused,
    Bounced,
    Printed,
    HandedOver,
    Dropped,
}

impl From<LedgerFilterName> for LedgerFilter {
    fn from(name: LedgerFilterName) -> Self {
        use LedgerFilterName as N;
        use MessageState as S;
        Self::State(match name {
            N::Unreachable => return Self::Unreachable,
            N::NoAddress => S::NoAddress,
            N::Queued => S::Queued,
            N::Sending => S::Sending,
            N::Sent => S::Sent,
            N::Unknown => S::Unknown,
            N::Refused => S::Refused,
            N::Bounced => S::Bounced,
            N::Printed => S::Printed,
            N::HandedOver => S::HandedOver,
            N::Dropped => S::Dropped,
        })
    }
}

/// A message of the ledger; never its words.
#[derive(Object)]
struct MessageDocument {
    id: i64,
    /// What it says.
    purpose: String,
    /// Kind and id of the thing that it is about.
    about: String,
    about_id: i64,
    /// The body that it goes to.
    body_id: Option<i64>,
    recipient: String,
    /// Missing where none is known.
    address: Option<String>,
    locale: String,
    state: MessageStateName,
    /// Tries since it was queued last.
    attempts: i64,
    /// RFC 3339.
    created_at: String,
    /// When it came into its state; RFC 3339.
    changed_at: String,
    /// What the server answered last, or what staff noted.
    answer: String,
    revision: i64,
}

impl From<Message> for MessageDocument {
    fn from(message: Message) -> Self {
        Self {
            id: message.id.0,
            purpose: message.purpose,
            about: message.about.0,
            about_id: message.about.1,
            body_id: message.body.map(|b| b.0),
            recipient: message.recipient,
            address: Some(message.address).filter(|a| !a.is_empty()),
            locale: message.locale.tag().to_owned(),
            state: message.state.into(),
            attempts: message.attempts,
            created_at: message.created_at.to_string(),
            changed_at: message.changed_at.to_string(),
            answer: message.answer,
            revision: message.revision,
        }
    }
}

/// A page of the ledger.
#[derive(Object)]
struct MessagePage {
    /// How messages leave the house.
    way: MailWayName,
    items: Vec<MessageDocument>,
    total: i64,
    page: i64,
    last_page: i64,
}

/// To whom a message is sent again.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewAddress {
    #[oai(validator(max_length = 254))]
    address: String,
}

/// What became of a message.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewReport {
    report: ReportName,
    /// Up to 300 signs.
    #[oai(default, validator(max_length = 300))]
    note: String,
}

/// What staff report.
#[derive(Enum)]
#[oai(rename_all = "snake_case")]
enum ReportName {
    /// It came back.
    Bounced,
    /// A letter was printed.
    Printed,
    /// It was given to the recipient.
    HandedOver,
}

impl From<ReportName> for Report {
    fn from(name: ReportName) -> Self {
        match name {
            ReportName::Bounced => Self::Bounced,
            ReportName::Printed => Self::Printed,
            ReportName::HandedOver => Self::HandedOver,
        }
    }
}

#[OpenApi(tag = "Tag::Mail")]
impl MailApi {
    /// Lists the messages of a federation, the newest first.
    #[oai(
        path = "/federations/:slug/messages",
        method = "get",
        operation_id = "list_messages"
    )]
    async fn list_messages(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        /// Only those in a state, or those who cannot be reached by mail.
        filter: Query<Option<LedgerFilterName>>,
        page: Query<Option<i64>>,
        per_page: Query<Option<i64>>,
    ) -> Result<Json<MessagePage>, Refused> {
        let paging = Paging::of(page.0, per_page.0);
        let filter = filter.0.map(LedgerFilter::from).unwrap_or_default();
        let limits = (paging.limit, paging.offset);
        let found = actions::ledger(&app, &caller.0, &slug, filter, limits).await?;
        Ok(Json(MessagePage {
            way: found.way.into(),
            items: found
                .messages
                .into_iter()
                .map(MessageDocument::from)
                .collect(),
            total: found.total,
            page: paging.page(),
            last_page: paging.last_page(found.total),
        }))
    }

    /// Shows a message of the ledger.
    #[oai(
        path = "/federations/:slug/messages/:message",
        method = "get",
        operation_id = "show_message"
    )]
    async fn show_message(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        message: Path<i64>,
    ) -> Result<Versioned<MessageDocument>, Refused> {
        let (_, found) = actions::message(&app, &caller.0, &slug, MessageId(message.0)).await?;
        Ok(Versioned {
            revision: found.revision,
            body: found.into(),
        })
    }

    /// Sends a message again; refused while it waits or is being sent.
    #[oai(
        path = "/federations/:slug/messages/:message/resend",
        method = "post",
        operation_id = "resend_message"
    )]
    async fn resend_message(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        message: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        address: Json<NewAddress>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let id = MessageId(message.0);
        actions::resend(&app, &caller.0, &slug, id, &address.0.address, revision).await?;
        Ok(Done::NoContent)
    }

    /// Reports that a message came back, was printed or handed over.
    #[oai(
        path = "/federations/:slug/messages/:message/report",
        method = "post",
        operation_id = "report_message"
    )]
    async fn report_message(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        message: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        report: Json<NewReport>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let input = ReportInput {
            report: Report::from(report.0.report).as_str().to_owned(),
            note: report.0.note,
        };
        let id = MessageId(message.0);
        actions::report(&app, &caller.0, &slug, id, &input, revision).await?;
        Ok(Done::NoContent)
    }

    /// Sends a message to the caller, to see whether mail arrives.
    #[oai(
        path = "/federations/:slug/messages/trial",
        method = "post",
        operation_id = "send_trial_message"
    )]
    async fn send_trial_message(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
    ) -> Result<Made, Refused> {
        let id = actions::send_trial(&app, &caller.0, &slug).await?;
        Ok(Made::new(id.0))
    }
}
