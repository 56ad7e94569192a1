//! Minutes over the API.

use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Header, Path},
    payload::Json,
    types::Any,
};

use super::{actions, model::MinutesTexts};
use crate::{
    App,
    accounts::model::Right,
    types::{ApprovalId, AssemblyId},
    web::{
        Access, Refused,
        api::{Caller, Done, Made, Versioned, expected_revision},
    },
};

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    ("show_minutes", Access::Right(Right::ReadStaffPages)),
    ("edit_minutes", Access::Right(Right::CheckIn)),
    ("request_minutes_signing", Access::Right(Right::CheckIn)),
    ("confirm_minutes_signing", Access::Right(Right::CheckIn)),
    ("withdraw_minutes_signing", Access::Right(Right::CheckIn)),
];

/// The operations.
pub struct MinutesApi;

/// What is typed into minutes.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct MinutesTextsDocument {
    #[oai(default, validator(max_length = 120))]
    chaired_by: String,
    #[oai(default, validator(max_length = 120))]
    taken_by: String,
    /// As it is said in the hall, such as `10:05`.
    #[oai(default, validator(max_length = 20))]
    began: String,
    #[oai(default, validator(max_length = 20))]
    ended: String,
    #[oai(default, validator(max_length = 20000))]
    opening: String,
    #[oai(default, validator(max_length = 20000))]
    proceedings: String,
    /// Statements for the record.
    #[oai(default, validator(max_length = 20000))]
    statements: String,
}

/// Why minutes are signed anew.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct MinutesSigningRequest {
    /// Needed where a version is signed already.
    #[oai(default, validator(max_length = 300))]
    reason: String,
}

/// Minutes as they stand, and the versions that were signed.
#[derive(Object)]
struct MinutesState {
    /// To be sent back as If-Match with a change.
    revision: i64,
    /// As they would be signed now: `mandat.minutes/1`. People of the roll stand in it by number.
    draft: Any<serde_json::Value>,
    /// Newest first.
    signed: Vec<SignedMinutesDocument>,
    /// The request that waits for a second person.
    #[oai(skip_serializing_if_is_none)]
    waiting: Option<WaitingSigning>,
}

/// A signed version.
#[derive(Object)]
struct SignedMinutesDocument {
    version: i64,
    /// SHA-256 of the document, byte by byte.
    digest: String,
    /// The document as it was signed, byte by byte.
    content: String,
    requested_by: String,
    confirmed_by: String,
    signed_at: String,
}

/// A request to sign that waits for a second person.
#[derive(Object)]
struct WaitingSigning {
    id: i64,
    requested_by: String,
    requested_at: String,
    reason: String,
    /// SHA-256 of the document that the first person signed.
    digest: String,
}

#[OpenApi(tag = "crate::api::Tag::Assemblies")]
impl MinutesApi {
    /// The minutes of an assembly: as they stand, and as they were signed.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/minutes",
        method = "get",
        operation_id = "show_minutes"
    )]
    async fn show_minutes(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
    ) -> Result<Versioned<MinutesState>, Refused> {
        let minutes = actions::minutes(&app, &caller.0, &slug, AssemblyId(assembly.0)).await?;
        Ok(Versioned {
            revision: minutes.revision,
            body: MinutesState {
                revision: minutes.revision,
                draft: Any(actions::as_json(&minutes.draft)?),
                signed: minutes
                    .signed
                    .into_iter()
                    .map(|signed| SignedMinutesDocument {
                        version: signed.document.version,
                        digest: signed.digest,
                        content: signed.content,
                        requested_by: signed.requested_by,
                        confirmed_by: signed.confirmed_by,
                        signed_at: signed.signed_at.to_string(),
                    })
                    .collect(),
                waiting: minutes.waiting.map(|waiting| WaitingSigning {
                    id: waiting.id.0,
                    requested_by: waiting.requested_by_name,
                    requested_at: waiting.requested_at.to_string(),
                    reason: waiting.reason,
                    digest: waiting.content,
                }),
            },
        })
    }

    /// Saves what is typed into the minutes. If-Match: the revision, 0 where nothing was typed yet.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/minutes",
        method = "put",
        operation_id = "edit_minutes"
    )]
    async fn edit_minutes(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<MinutesTextsDocument>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let request = request.0;
        let texts = MinutesTexts {
            chaired_by: request.chaired_by,
            taken_by: request.taken_by,
            began: request.began,
            ended: request.ended,
            opening: request.opening,
            proceedings: request.proceedings,
            statements: request.statements,
        };
        let at = (AssemblyId(assembly.0), revision);
        actions::edit_minutes(&app, &caller.0, &slug, at, &texts).await?;
        Ok(Done::NoContent)
    }

    /// Signs the minutes as they stand, as the first of two.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/minutes/signings",
        method = "post",
        operation_id = "request_minutes_signing"
    )]
    async fn request_minutes_signing(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        request: Json<MinutesSigningRequest>,
    ) -> Result<Made, Refused> {
        let (assembly, reason) = (AssemblyId(assembly.0), &request.0.reason);
        let id = actions::request_signing(&app, &caller.0, &slug, assembly, reason).await?;
        Ok(Made::new(id.0))
    }

    /// Signs as the second person exactly what the first one signed.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/minutes/signings/:approval/confirm",
        method = "post",
        operation_id = "confirm_minutes_signing"
    )]
    async fn confirm_minutes_signing(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        approval: Path<i64>,
    ) -> Result<Done, Refused> {
        let (assembly, approval) = (AssemblyId(assembly.0), ApprovalId(approval.0));
        actions::confirm_signing(&app, &caller.0, &slug, assembly, approval).await?;
        Ok(Done::NoContent)
    }

    /// Takes the minutes back from signing.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/minutes/signings/:approval/withdraw",
        method = "post",
        operation_id = "withdraw_minutes_signing"
    )]
    async fn withdraw_minutes_signing(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        approval: Path<i64>,
    ) -> Result<Done, Refused> {
        let (assembly, approval) = (AssemblyId(assembly.0), ApprovalId(approval.0));
        actions::withdraw_signing(&app, &caller.0, &slug, assembly, approval).await?;
        Ok(Done::NoContent)
    }
}
