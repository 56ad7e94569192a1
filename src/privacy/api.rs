//! Information and erasure over the API.

mod record;

use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Header, Path},
    payload::Json,
};

pub use record::PersonRecordDocument;

use super::{
    actions,
    model::{ErasureInput, Preview},
};
use crate::{
    App,
    accounts::model::Right,
    types::PersonId,
    web::{
        Access, Refused,
        api::{Caller, Done, Versioned, expected_revision},
    },
};

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    ("export_person", Access::Right(Right::KeepRegister)),
    ("preview_erasure", Access::Right(Right::KeepRegister)),
    ("erase_person", Access::Right(Right::KeepRegister)),
];

/// The operations.
pub struct PrivacyApi;

/// So many rows of a kind.
#[derive(Object)]
struct ErasureLine {
    what: String,
    n: i64,
}

/// What erasing a person means.
#[derive(Object)]
struct ErasurePreview {
    /// What stands against it now: `mandate`, `round`, `roll`, `candidate`, `seat_call` or `sending`; empty where it is possible.
    blocks: Vec<String>,
    /// What is emptied.
    deleted: Vec<ErasureLine>,
    /// What stays, without a name where it is not a published document.
    kept: Vec<ErasureLine>,
}

impl From<Preview> for ErasurePreview {
    fn from(preview: Preview) -> Self {
        let line = |what: &str, n| ErasureLine {
            what: what.to_owned(),
            n,
        };
        Self {
            blocks: preview
                .blocks
                .into_iter()
                .map(|b| b.as_str().to_owned())
                .collect(),
            deleted: preview
                .deleted
                .into_iter()
                .map(|(what, n)| line(what.as_str(), n))
                .collect(),
            kept: preview
                .kept
                .into_iter()
                .map(|(what, n)| line(what.as_str(), n))
                .collect(),
        }
    }
}

/// The word of whoever erases a person.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ErasureRequest {
    /// The family name of the person, so that nobody is erased by a slip.
    #[oai(validator(max_length = 100))]
    family_name: String,
    /// Stays in the log; it does not name the person.
    #[oai(validator(max_length = 300))]
    reason: String,
}

#[OpenApi(tag = "crate::api::Tag::Privacy")]
impl PrivacyApi {
    /// Gives out everything that is kept about a person (GDPR Art. 15); the log keeps that it was given out, and nothing of it.
    #[oai(
        path = "/federations/:slug/people/:person/record",
        method = "post",
        operation_id = "export_person"
    )]
    async fn export_person(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        person: Path<i64>,
    ) -> Result<Json<PersonRecordDocument>, Refused> {
        let record = actions::export_person(&app, &caller.0, &slug, PersonId(person.0)).await?;
        Ok(Json(record.into()))
    }

    /// Shows what erasing a person would empty and leave, and what stands against it.
    #[oai(
        path = "/federations/:slug/people/:person/erasure",
        method = "get",
        operation_id = "preview_erasure"
    )]
    async fn preview_erasure(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        person: Path<i64>,
    ) -> Result<Versioned<ErasurePreview>, Refused> {
        let (_, person, preview) =
            actions::preview_erasure(&app, &caller.0, &slug, PersonId(person.0)).await?;
        Ok(Versioned {
            revision: person.revision,
            body: preview.into(),
        })
    }

    /// Erases a person for good (GDPR Art. 17); the empty entry stays, so that counts and mandates do.
    #[oai(
        path = "/federations/:slug/people/:person/erasure",
        method = "post",
        operation_id = "erase_person"
    )]
    async fn erase_person(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        person: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<ErasureRequest>,
    ) -> Result<Done, Refused> {
        let key = (
            PersonId(person.0),
            expected_revision(if_match.0.as_deref())?,
        );
        let input = ErasureInput {
            family_name: request.0.family_name,
            reason: request.0.reason,
        };
        actions::erase_person(&app, &caller.0, &slug, key, &input).await?;
        Ok(Done::NoContent)
    }
}
