//! What comes before an assembly over the API: on what its form rests, the agenda, the notice.

mod documents;

use std::collections::{BTreeMap, HashMap};

use poem::web::Data;
use poem_openapi::{
    OpenApi,
    param::{Header, Path, Query},
    payload::{Attachment, AttachmentType, Json},
};

use crate::{
    App,
    accounts::model::Right,
    assemblies::{
        actions::{agenda, form_basis, notice},
        model::form_basis::Resolution,
    },
    types::{AgendaDocumentId, AgendaItemId, AssemblyId, Localized, PollId},
    web::{
        Access, Refused,
        api::{Caller, Done, Made, Pdf, Versioned, expected_revision},
    },
};

use documents::{
    AgendaSource, AgendaWithdrawal, EarlierResolutionDocument, FormBasisDocument, NewAgendaItem,
    NewAgendaPlace, NewFormBasis, NewNotice, NoticeLetterDocument, NoticeLettersDocument,
    NoticeNumber, NoticesDocument,
};

pub(super) use documents::AgendaDocument;

const READ: Access = Access::Right(Right::ReadStaffPages);
const CHANGE: Access = Access::Right(Right::PrepareAssemblies);

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    ("show_form_basis", READ),
    ("set_form_basis", CHANGE),
    ("show_agenda", READ),
    ("add_agenda_item", CHANGE),
    ("copy_agenda", CHANGE),
    ("edit_agenda_item", CHANGE),
    ("delete_agenda_item", CHANGE),
    ("move_agenda_item", CHANGE),
    ("withdraw_agenda_item", CHANGE),
    ("link_agenda_poll", CHANGE),
    ("unlink_agenda_poll", CHANGE),
    ("add_agenda_document", CHANGE),
    ("show_agenda_document", READ),
    ("delete_agenda_document", CHANGE),
    ("show_public_agenda_document", Access::Public),
    ("show_notices", READ),
    ("send_notice", CHANGE),
    ("print_notice_letters", CHANGE),
];

/// Texts by language tag.
pub(super) type Texts = HashMap<String, String>;

pub(super) fn by_tag(text: &Localized) -> Texts {
    text.iter()
        .map(|(locale, text)| (locale.tag().to_owned(), text.to_owned()))
        .collect()
}

pub(super) fn typed(texts: Texts) -> BTreeMap<String, String> {
    texts.into_iter().collect()
}

/// Operations of the agenda, and of what the form rests on.
pub struct AgendaApi;

#[OpenApi(tag = "crate::api::Tag::Assemblies")]
impl AgendaApi {
    /// Shows on what the form of an assembly rests (BGB § 32(2)).
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/form-basis",
        method = "get",
        operation_id = "show_form_basis"
    )]
    async fn show_form_basis(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
    ) -> Result<Versioned<FormBasisDocument>, Refused> {
        let id = AssemblyId(assembly.0);
        let found = form_basis::form_basis(&app, &caller.0, &slug, id).await?;
        let (poll, text, on) = match found.basis.resolution {
            None => (None, None, None),
            Some(Resolution::Poll(poll)) => (Some(poll.0), None, None),
            Some(Resolution::Text { text, on }) => (None, Some(text), Some(on.to_string())),
        };
        Ok(Versioned {
            revision: found.basis.revision,
            body: FormBasisDocument {
                electronic: found
                    .basis
                    .electronic
                    .as_ref()
                    .map(by_tag)
                    .unwrap_or_default(),
                resolution_poll_id: poll,
                resolution_text: text,
                resolution_on: on,
                earlier_resolutions: found
                    .earlier
                    .into_iter()
                    .map(|earlier| EarlierResolutionDocument {
                        poll_id: earlier.poll.0,
                        title: by_tag(&earlier.title),
                        assembly: earlier.assembly,
                        day: earlier.day.to_string(),
                    })
                    .collect(),
                revision: found.basis.revision,
            },
        })
    }

    /// Writes on what the form of an assembly rests: an earlier resolution of the members, and how rights are exercised
    /// electronically.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/form-basis",
        method = "put",
        operation_id = "set_form_basis"
    )]
    async fn set_form_basis(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        new: Json<NewFormBasis>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let (id, input) = (AssemblyId(assembly.0), new.0.into());
        form_basis::set_form_basis(&app, &caller.0, &slug, id, &input, revision).await?;
        Ok(Done::NoContent)
    }

    /// Shows the agenda, for staff.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/agenda",
        method = "get",
        operation_id = "show_agenda"
    )]
    async fn show_agenda(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
    ) -> Result<Versioned<AgendaDocument>, Refused> {
        let id = AssemblyId(assembly.0);
        let (_, agenda) = agenda::agenda(&app, &caller.0, &slug, id).await?;
        Ok(Versioned {
            revision: agenda.revision,
            body: agenda.into(),
        })
    }

    /// Adds an item at the end of the agenda, or under another one. The version is the agenda's, here and with every change of it.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/agenda",
        method = "post",
        operation_id = "add_agenda_item"
    )]
    async fn add_agenda_item(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        new: Json<NewAgendaItem>,
    ) -> Result<Made, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let parent = new.0.parent_id.map(AgendaItemId);
        let (id, input) = (AssemblyId(assembly.0), new.0.into());
        let item = agenda::add_item(&app, &caller.0, &slug, id, parent, &input, revision).await?;
        Ok(Made::new(item.0))
    }

    /// Takes over the agenda of another assembly behind what stands there, and how rights are exercised electronically where nothing
    /// is written about it.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/agenda/copy",
        method = "post",
        operation_id = "copy_agenda"
    )]
    async fn copy_agenda(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        source: Json<AgendaSource>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let (id, other) = (AssemblyId(assembly.0), AssemblyId(source.0.assembly_id));
        agenda::copy_from(&app, &caller.0, &slug, id, other, revision).await?;
        Ok(Done::NoContent)
    }

    /// Changes an item.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/agenda/:item",
        method = "put",
        operation_id = "edit_agenda_item"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each one is a parameter of the operation"
    )]
    async fn edit_agenda_item(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        item: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        new: Json<NewAgendaItem>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let place = (AssemblyId(assembly.0), AgendaItemId(item.0));
        let input = new.0.into();
        agenda::edit_item(&app, &caller.0, &slug, place, &input, revision).await?;
        Ok(Done::NoContent)
    }

    /// Removes an item that no notice has named. One that was announced, or whose poll was closed, is withdrawn instead; while its
    /// poll is open it stays.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/agenda/:item",
        method = "delete",
        operation_id = "delete_agenda_item"
    )]
    async fn delete_agenda_item(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        item: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let place = (AssemblyId(assembly.0), AgendaItemId(item.0));
        agenda::delete_item(&app, &caller.0, &slug, place, revision).await?;
        Ok(Done::NoContent)
    }

    /// Moves an item with all that stands under it.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/agenda/:item/place",
        method = "post",
        operation_id = "move_agenda_item"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each one is a parameter of the operation"
    )]
    async fn move_agenda_item(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        item: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        place: Json<NewAgendaPlace>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let at = (AssemblyId(assembly.0), AgendaItemId(item.0));
        let way = place.0.way.into();
        agenda::move_item(&app, &caller.0, &slug, at, way, revision).await?;
        Ok(Done::NoContent)
    }

    /// Withdraws an item: it keeps its number.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/agenda/:item/withdrawal",
        method = "post",
        operation_id = "withdraw_agenda_item"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each one is a parameter of the operation"
    )]
    async fn withdraw_agenda_item(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        item: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        withdrawal: Json<AgendaWithdrawal>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let place = (AssemblyId(assembly.0), AgendaItemId(item.0));
        let reason = &withdrawal.0.reason;
        agenda::withdraw_item(&app, &caller.0, &slug, place, reason, revision).await?;
        Ok(Done::NoContent)
    }

    /// Puts a poll of the assembly under an item.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/agenda/:item/polls/:poll",
        method = "put",
        operation_id = "link_agenda_poll"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each one is a parameter of the operation"
    )]
    async fn link_agenda_poll(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        item: Path<i64>,
        poll: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let place = (AssemblyId(assembly.0), AgendaItemId(item.0));
        let poll = PollId(poll.0);
        agenda::link_poll(&app, &caller.0, &slug, place, poll, true, revision).await?;
        Ok(Done::NoContent)
    }

    /// Takes a poll away from an item; the poll stays.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/agenda/:item/polls/:poll",
        method = "delete",
        operation_id = "unlink_agenda_poll"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each one is a parameter of the operation"
    )]
    async fn unlink_agenda_poll(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        item: Path<i64>,
        poll: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let place = (AssemblyId(assembly.0), AgendaItemId(item.0));
        let poll = PollId(poll.0);
        agenda::link_poll(&app, &caller.0, &slug, place, poll, false, revision).await?;
        Ok(Done::NoContent)
    }

    /// Adds a document to an item: a PDF of at most 10 MB.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/agenda/:item/documents",
        method = "post",
        operation_id = "add_agenda_document"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each one is a parameter of the operation"
    )]
    async fn add_agenda_document(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        item: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        /// Name of the file.
        name: Query<Option<String>>,
        document: Pdf,
    ) -> Result<Made, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let place = (AssemblyId(assembly.0), AgendaItemId(item.0));
        let name = name.0.unwrap_or_default();
        let file = (name.as_str(), document.bytes()?);
        let id = agenda::add_document(&app, &caller.0, &slug, place, file, revision).await?;
        Ok(Made::new(id.0))
    }

    /// A document of an item as a file to keep, for staff.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/documents/:document",
        method = "get",
        operation_id = "show_agenda_document"
    )]
    async fn show_agenda_document(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        document: Path<i64>,
    ) -> Result<Attachment<Vec<u8>>, Refused> {
        let place = (AssemblyId(assembly.0), AgendaDocumentId(document.0));
        Ok(file(agenda::document(&app, &caller.0, &slug, place).await?))
    }

    /// Removes a document of an item.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/agenda/:item/documents/:document",
        method = "delete",
        operation_id = "delete_agenda_document"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each one is a parameter of the operation"
    )]
    async fn delete_agenda_document(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        item: Path<i64>,
        document: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let place = (AssemblyId(assembly.0), AgendaItemId(item.0));
        let document = AgendaDocumentId(document.0);
        agenda::delete_document(&app, &caller.0, &slug, place, document, revision).await?;
        Ok(Done::NoContent)
    }

    /// A document of an item as a file to keep, for everybody once the members were called.
    #[oai(
        path = "/federations/:slug/public/assemblies/:assembly/documents/:document",
        method = "get",
        operation_id = "show_public_agenda_document"
    )]
    async fn show_public_agenda_document(
        &self,
        app: Data<&App>,
        slug: Path<String>,
        assembly: Path<i64>,
        document: Path<i64>,
    ) -> Result<Attachment<Vec<u8>>, Refused> {
        let place = (AssemblyId(assembly.0), AgendaDocumentId(document.0));
        Ok(file(agenda::public_document(&app, &slug, place).await?))
    }
}

fn file((name, content): (String, Vec<u8>)) -> Attachment<Vec<u8>> {
    Attachment::new(content)
        .attachment_type(AttachmentType::Attachment)
        .filename(name)
}

/// Operations of the notice.
pub struct NoticesApi;

#[OpenApi(tag = "crate::api::Tag::Assemblies")]
impl NoticesApi {
    /// Shows how the notice of an assembly stands: the period of the statutes, what is missing, what was sent.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/notices",
        method = "get",
        operation_id = "show_notices"
    )]
    async fn show_notices(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
    ) -> Result<Json<NoticesDocument>, Refused> {
        let id = AssemblyId(assembly.0);
        let board = notice::notice_board(&app, &caller.0, &slug, id).await?;
        Ok(Json(board.into()))
    }

    /// Sends the notice with agenda and form to all members and their delegates. The version is the agenda's.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/notices",
        method = "post",
        operation_id = "send_notice"
    )]
    async fn send_notice(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        new: Json<NewNotice>,
    ) -> Result<Json<NoticeNumber>, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let (id, reason) = (AssemblyId(assembly.0), &new.0.late_reason);
        let number = notice::send_notice(&app, &caller.0, &slug, id, reason, revision).await?;
        Ok(Json(NoticeNumber { number }))
    }

    /// Letters of the last notice for all that mail did not reach; each is noted as printed.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/notices/letters",
        method = "post",
        operation_id = "print_notice_letters"
    )]
    async fn print_notice_letters(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
    ) -> Result<Json<NoticeLettersDocument>, Refused> {
        let id = AssemblyId(assembly.0);
        let (_, letters) = notice::print_letters(&app, &caller.0, &slug, id).await?;
        Ok(Json(NoticeLettersDocument {
            letters: letters
                .into_iter()
                .map(|letter| NoticeLetterDocument {
                    recipient: letter.recipient,
                    locale: letter.locale.tag().to_owned(),
                    subject: letter.words.subject,
                    text: letter.words.text,
                })
                .collect(),
        }))
    }
}
