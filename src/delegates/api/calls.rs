//! The call to name delegates, what offices submit, and the check of credentials over the API.

use poem::web::Data;
use poem_openapi::{
    OpenApi,
    param::{Header, Path, Query},
    payload::{Attachment, AttachmentType, Json},
};

mod documents;

use super::caller::{LinkCaller, OfficeCaller};
use crate::{
    App,
    accounts::model::Right,
    delegates::{
        actions::{self, call, credentials, papers},
        model::{CallInput, DelegateRole, NewNomineeInput},
    },
    types::{BodyId, DelegateId, RoundId},
    web::{
        Access, Refused,
        api::{Caller, Done, Made, Pdf, Versioned, expected_revision},
    },
};
use documents::{
    CallDocument, CallLineDocument, DepartureReason, DoubtDocument, DoubtList, DoubtfulDelegate,
    DoubtfulDelegation, FollowingDelegate, LateReason, LetterChoice, LetterDocument,
    LettersDocument, NewCall, NewPersonToRegister, NewResolution, OfficeLinkDocument, Overruling,
    QueuedMessages, SubmissionDocument, SubmittedPerson,
};

const OFFICE_READS: Access = Access::OfficeOr(Right::ReadStaffPages);
const OFFICE_CHANGES: Access = Access::OfficeOr(Right::PrepareAssemblies);
const STAFF_READ: Access = Access::Right(Right::ReadStaffPages);
const STAFF_CHANGE: Access = Access::Right(Right::PrepareAssemblies);

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    ("show_office_link", Access::LinkHolder),
    ("show_call", STAFF_READ),
    ("open_call", STAFF_CHANGE),
    ("remind_bodies", STAFF_CHANGE),
    ("print_letters", STAFF_CHANGE),
    ("renew_office_link", STAFF_CHANGE),
    ("revoke_office_link", STAFF_CHANGE),
    ("register_new_person", OFFICE_CHANGES),
    ("set_resolution", OFFICE_CHANGES),
    ("set_resolution_document", OFFICE_CHANGES),
    ("show_resolution_document", OFFICE_READS),
    ("open_delegation_late", OFFICE_CHANGES),
    ("submit_delegation", OFFICE_CHANGES),
    ("show_submission", OFFICE_READS),
    ("list_doubts", STAFF_READ),
    ("overrule_doubts", STAFF_CHANGE),
    ("depart_delegate", STAFF_CHANGE),
];

/// Operations of calls and credentials.
pub struct CallsApi;

#[OpenApi(tag = "crate::api::Tag::Delegates")]
impl CallsApi {
    /// Shows what the token of a link opens: the operations of one body in one round take it as well as an account's.
    #[oai(
        path = "/office-link",
        method = "get",
        operation_id = "show_office_link"
    )]
    async fn show_office_link(
        &self,
        app: Data<&App>,
        caller: LinkCaller,
    ) -> Result<Json<OfficeLinkDocument>, Refused> {
        let holder = &caller.0;
        let found =
            actions::delegation(&app, holder, &holder.slug, holder.body, holder.round).await?;
        Ok(Json(OfficeLinkDocument {
            federation: found.federation.slug,
            round: found.round.into(),
            body_id: holder.body.0,
            body_name: found.entitlement.body_name,
        }))
    }

    /// Shows the call of a round and how far its bodies are.
    #[oai(
        path = "/federations/:slug/rounds/:round/call",
        method = "get",
        operation_id = "show_call"
    )]
    async fn show_call(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
    ) -> Result<Versioned<CallDocument>, Refused> {
        let found = call::overview(&app, &caller.0, &slug, RoundId(round.0)).await?;
        Ok(Versioned {
            revision: found.call.as_ref().map_or(0, |c| c.revision),
            body: CallDocument {
                opened_at: found.call.as_ref().map(|c| c.opened_at.to_string()),
                remind_days: found.call.as_ref().and_then(|c| c.remind_days),
                reminded_at: found
                    .call
                    .and_then(|c| c.reminded_at)
                    .map(|at| at.to_string()),
                bodies: found
                    .lines
                    .into_iter()
                    .map(CallLineDocument::from)
                    .collect(),
            },
        })
    }

    /// Opens the call of a round, or changes its texts; bodies without a link are invited. The version of one not opened is 0.
    #[oai(
        path = "/federations/:slug/rounds/:round/call",
        method = "put",
        operation_id = "open_call"
    )]
    async fn open_call(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        new: Json<NewCall>,
    ) -> Result<Json<QueuedMessages>, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let input = CallInput {
            intro: new
                .0
                .intro
                .into_iter()
                .map(|text| (text.locale, text.text))
                .collect(),
            remind_days: new.0.remind_days.map(|d| d.to_string()).unwrap_or_default(),
        };
        let round = RoundId(round.0);
        let queued = call::open(&app, &caller.0, &slug, round, &input, revision).await?;
        Ok(Json(QueuedMessages { queued }))
    }

    /// Reminds the bodies that have not submitted.
    #[oai(
        path = "/federations/:slug/rounds/:round/call/remind",
        method = "post",
        operation_id = "remind_bodies"
    )]
    async fn remind_bodies(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
    ) -> Result<Json<QueuedMessages>, Refused> {
        let queued = call::remind(&app, &caller.0, &slug, RoundId(round.0)).await?;
        Ok(Json(QueuedMessages { queued }))
    }

    /// Makes letters with links and notes them as printed.
    #[oai(
        path = "/federations/:slug/rounds/:round/call/letters",
        method = "post",
        operation_id = "print_letters"
    )]
    async fn print_letters(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
        choice: Json<LetterChoice>,
    ) -> Result<Json<LettersDocument>, Refused> {
        let only = choice.0.body_id.map(BodyId);
        let found = call::print_letters(&app, &caller.0, &slug, RoundId(round.0), only).await?;
        let letters = found.letters.into_iter().map(|letter| LetterDocument {
            body_id: letter.body.0,
            body_name: letter.body_name,
            link: letter.link,
        });
        Ok(Json(LettersDocument {
            letters: letters.collect(),
        }))
    }

    /// Gives a body a new link; the one before ends at once.
    #[oai(
        path = "/federations/:slug/rounds/:round/bodies/:body/link",
        method = "post",
        operation_id = "renew_office_link"
    )]
    async fn renew_office_link(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
        body: Path<i64>,
    ) -> Result<Done, Refused> {
        let (round, body) = (RoundId(round.0), BodyId(body.0));
        call::renew_link(&app, &caller.0, &slug, round, body).await?;
        Ok(Done::NoContent)
    }

    /// Ends the link of a body.
    #[oai(
        path = "/federations/:slug/rounds/:round/bodies/:body/link",
        method = "delete",
        operation_id = "revoke_office_link"
    )]
    async fn revoke_office_link(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
        body: Path<i64>,
    ) -> Result<Done, Refused> {
        let (round, body) = (RoundId(round.0), BodyId(body.0));
        call::revoke_link(&app, &caller.0, &slug, round, body).await?;
        Ok(Done::NoContent)
    }

    /// Enters somebody whom the register does not know, and registers them.
    #[oai(
        path = "/federations/:slug/rounds/:round/bodies/:body/people",
        method = "post",
        operation_id = "register_new_person"
    )]
    async fn register_new_person(
        &self,
        app: Data<&App>,
        caller: OfficeCaller,
        slug: Path<String>,
        round: Path<i64>,
        body: Path<i64>,
        new: Json<NewPersonToRegister>,
    ) -> Result<Made, Refused> {
        let (round, body, new) = (RoundId(round.0), BodyId(body.0), new.0);
        let input = NewNomineeInput {
            given_name: new.given_name,
            family_name: new.family_name,
            email: new.email,
            role: DelegateRole::from(new.role).as_str().to_owned(),
            principal: new.principal_id.map(|p| p.to_string()).unwrap_or_default(),
        };
        let id = papers::register_new(&app, &caller, &slug, body, round, &input).await?;
        Ok(Made::new(id.0))
    }

    /// Notes the day of the resolution by which a body named its delegates.
    #[oai(
        path = "/federations/:slug/rounds/:round/bodies/:body/resolution",
        method = "put",
        operation_id = "set_resolution"
    )]
    async fn set_resolution(
        &self,
        app: Data<&App>,
        caller: OfficeCaller,
        slug: Path<String>,
        round: Path<i64>,
        body: Path<i64>,
        resolution: Json<NewResolution>,
    ) -> Result<Done, Refused> {
        let (round, body) = (RoundId(round.0), BodyId(body.0));
        let day = resolution.0.resolution_on.unwrap_or_default();
        papers::set_resolution(&app, &caller, &slug, body, round, &day).await?;
        Ok(Done::NoContent)
    }

    /// Takes the document of the resolution: a PDF of at most 5 MB, in the place of the one before.
    #[oai(
        path = "/federations/:slug/rounds/:round/bodies/:body/document",
        method = "put",
        operation_id = "set_resolution_document"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each one is a parameter of the operation"
    )]
    async fn set_resolution_document(
        &self,
        app: Data<&App>,
        caller: OfficeCaller,
        slug: Path<String>,
        round: Path<i64>,
        body: Path<i64>,
        /// Name of the file.
        name: Query<Option<String>>,
        document: Pdf,
    ) -> Result<Done, Refused> {
        let (round, body) = (RoundId(round.0), BodyId(body.0));
        let name = name.0.unwrap_or_default();
        let file = (name.as_str(), document.bytes()?);
        papers::set_document(&app, &caller, &slug, body, round, file).await?;
        Ok(Done::NoContent)
    }

    /// The document of the resolution, as a file to keep.
    #[oai(
        path = "/federations/:slug/rounds/:round/bodies/:body/document",
        method = "get",
        operation_id = "show_resolution_document"
    )]
    async fn show_resolution_document(
        &self,
        app: Data<&App>,
        caller: OfficeCaller,
        slug: Path<String>,
        round: Path<i64>,
        body: Path<i64>,
    ) -> Result<Attachment<Vec<u8>>, Refused> {
        let (round, body) = (RoundId(round.0), BodyId(body.0));
        let (name, content) = papers::document(&app, &caller, &slug, body, round).await?;
        Ok(Attachment::new(content)
            .attachment_type(AttachmentType::Attachment)
            .filename(name))
    }

    /// Opens a delegation once more after the deadline, with a reason.
    #[oai(
        path = "/federations/:slug/rounds/:round/bodies/:body/late",
        method = "post",
        operation_id = "open_delegation_late"
    )]
    async fn open_delegation_late(
        &self,
        app: Data<&App>,
        caller: OfficeCaller,
        slug: Path<String>,
        round: Path<i64>,
        body: Path<i64>,
        late: Json<LateReason>,
    ) -> Result<Done, Refused> {
        let (round, body) = (RoundId(round.0), BodyId(body.0));
        papers::open_late(&app, &caller, &slug, body, round, &late.0.reason).await?;
        Ok(Done::NoContent)
    }

    /// Submits a delegation as it stands; the id is the number of the submission. The version is the entitlement's.
    #[oai(
        path = "/federations/:slug/rounds/:round/bodies/:body/submissions",
        method = "post",
        operation_id = "submit_delegation"
    )]
    async fn submit_delegation(
        &self,
        app: Data<&App>,
        caller: OfficeCaller,
        slug: Path<String>,
        round: Path<i64>,
        body: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Made, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let (round, body) = (RoundId(round.0), BodyId(body.0));
        let number = papers::submit(&app, &caller, &slug, body, round, revision).await?;
        Ok(Made::new(number))
    }

    /// Shows what a body submitted.
    #[oai(
        path = "/federations/:slug/rounds/:round/bodies/:body/submissions/:number",
        method = "get",
        operation_id = "show_submission"
    )]
    async fn show_submission(
        &self,
        app: Data<&App>,
        caller: OfficeCaller,
        slug: Path<String>,
        round: Path<i64>,
        body: Path<i64>,
        number: Path<i64>,
    ) -> Result<Json<SubmissionDocument>, Refused> {
        let (round, body) = (RoundId(round.0), BodyId(body.0));
        let found = papers::receipt(&app, &caller, &slug, body, round, number.0).await?;
        Ok(Json(SubmissionDocument {
            receipt: found.submission.receipt(),
            number: found.submission.number,
            submitted_at: found.submission.at.to_string(),
            digest: found.submission.digest,
            people: found
                .people
                .into_iter()
                .map(|(submitted, name)| SubmittedPerson {
                    delegate_id: submitted.delegate.0,
                    person_id: submitted.person.0,
                    name,
                    role: submitted.role.into(),
                    principal_id: submitted.principal.map(|p| p.0),
                })
                .collect(),
        }))
    }

    /// Lists the delegations of a round that give a reason to look twice.
    #[oai(
        path = "/federations/:slug/rounds/:round/doubts",
        method = "get",
        operation_id = "list_doubts"
    )]
    async fn list_doubts(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
    ) -> Result<Json<DoubtList>, Refused> {
        let list = credentials::work_list(&app, &caller.0, &slug, RoundId(round.0)).await?;
        let items = list.items.into_iter().map(|item| DoubtfulDelegation {
            body_id: item.delegation.entitlement.body.0,
            body_name: item.delegation.entitlement.body_name,
            state: item.delegation.state.into(),
            doubts: item.doubts.whole.iter().map(DoubtDocument::from).collect(),
            delegates: item
                .delegation
                .delegates
                .into_iter()
                .map(|delegate| DoubtfulDelegate {
                    doubts: item
                        .doubts
                        .about(delegate.id)
                        .iter()
                        .map(DoubtDocument::from)
                        .collect(),
                    delegate: delegate.into(),
                })
                .collect(),
        });
        Ok(Json(DoubtList {
            items: items.collect(),
        }))
    }

    /// Accepts a registration in spite of doubts, with a reason.
    #[oai(
        path = "/federations/:slug/rounds/:round/delegates/:delegate/overrule",
        method = "post",
        operation_id = "overrule_doubts"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each one is a parameter of the operation"
    )]
    async fn overrule_doubts(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
        delegate: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        overruling: Json<Overruling>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let place = (RoundId(round.0), DelegateId(delegate.0));
        let votes = overruling.0.votes.to_string();
        let words = (votes.as_str(), overruling.0.reason.as_str());
        credentials::overrule(&app, &caller.0, &slug, place, words, revision).await?;
        Ok(Done::NoContent)
    }

    /// Notes that a delegate departed for good; the next substitute takes the place.
    #[oai(
        path = "/federations/:slug/rounds/:round/delegates/:delegate/depart",
        method = "post",
        operation_id = "depart_delegate"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each one is a parameter of the operation"
    )]
    async fn depart_delegate(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
        delegate: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        departure: Json<DepartureReason>,
    ) -> Result<Json<FollowingDelegate>, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let place = (RoundId(round.0), DelegateId(delegate.0));
        let reason = &departure.0.reason;
        let successor =
            credentials::depart(&app, &caller.0, &slug, place, reason, revision).await?;
        Ok(Json(FollowingDelegate {
            delegate_id: successor.map(|d| d.0),
        }))
    }
}
