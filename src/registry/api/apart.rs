//! Particulars and suspensions of people over the API: for those who keep the register.

use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Header, Path},
    payload::Json,
};

use crate::{
    App,
    registry::{
        actions::{particulars, suspensions},
        model::{
            particulars::{Gender, ParticularsInput},
            suspension::{Suspension, SuspensionInput},
        },
    },
    types::{PersonId, SuspensionId},
    web::{
        Refused,
        api::{Caller, Done, Made, Versioned, expected_revision},
    },
};

/// The operations.
pub struct ApartApi;

/// What is kept of a person apart; nothing needs to be known.
#[derive(Object)]
struct PersonParticulars {
    born_on: Option<String>,
    /// `female`, `male` or `diverse`, as the person says.
    gender: Option<String>,
}

/// What is known of a person.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ParticularsRequest {
    born_on: Option<String>,
    /// `female`, `male` or `diverse`, as the person says.
    gender: Option<String>,
}

/// From a day to a day the rights of a person in a body rest.
#[derive(Object)]
#[oai(rename = "Suspension")]
struct SuspensionDocument {
    id: i64,
    body_id: i64,
    body_name: String,
    starts_on: String,
    /// Last day; missing while it is open.
    ends_on: Option<String>,
    reason: String,
    revision: i64,
}

impl From<Suspension> for SuspensionDocument {
    fn from(suspension: Suspension) -> Self {
        Self {
            id: suspension.id.0,
            body_id: suspension.body.0,
            body_name: suspension.body_name,
            starts_on: suspension.span.starts_on.to_string(),
            ends_on: suspension.span.ends_on.map(String::from),
            reason: suspension.reason,
            revision: suspension.revision,
        }
    }
}

/// The suspensions of a person, the latest first.
#[derive(Object)]
struct SuspensionList {
    items: Vec<SuspensionDocument>,
}

/// A suspension.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewSuspensionRequest {
    body_id: i64,
    #[oai(validator(max_length = 10))]
    starts_on: String,
    /// Last day; missing while it is open.
    ends_on: Option<String>,
    #[oai(validator(max_length = 300))]
    reason: String,
}

/// Days and reason of a suspension.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct SuspensionChange {
    #[oai(validator(max_length = 10))]
    starts_on: String,
    /// Last day; missing while it is open.
    ends_on: Option<String>,
    #[oai(validator(max_length = 300))]
    reason: String,
}

#[OpenApi(tag = "crate::api::Tag::Registry")]
impl ApartApi {
    /// Shows what is kept of a person apart.
    #[oai(
        path = "/federations/:slug/people/:person/particulars",
        method = "get",
        operation_id = "read_particulars"
    )]
    async fn read_particulars(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        person: Path<i64>,
    ) -> Result<Versioned<PersonParticulars>, Refused> {
        let apart = particulars::read_apart(&app, &caller.0, &slug, PersonId(person.0)).await?;
        Ok(Versioned {
            revision: apart.revision,
            body: PersonParticulars {
                born_on: apart.particulars.born_on.map(String::from),
                gender: apart
                    .particulars
                    .gender
                    .map(Gender::as_str)
                    .map(ToOwned::to_owned),
            },
        })
    }

    /// Saves what is known of a person; what is left out is removed. The first time the version is "0".
    #[oai(
        path = "/federations/:slug/people/:person/particulars",
        method = "put",
        operation_id = "save_particulars"
    )]
    async fn save_particulars(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        person: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<ParticularsRequest>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let input = ParticularsInput {
            born_on: request.0.born_on.unwrap_or_default(),
            gender: request.0.gender.unwrap_or_default(),
        };
        let person = PersonId(person.0);
        particulars::save_particulars(&app, &caller.0, &slug, person, revision, &input).await?;
        Ok(Done::NoContent)
    }

    /// Lists the suspensions of a person.
    #[oai(
        path = "/federations/:slug/people/:person/suspensions",
        method = "get",
        operation_id = "list_suspensions"
    )]
    async fn list_suspensions(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        person: Path<i64>,
    ) -> Result<Json<SuspensionList>, Refused> {
        let apart = particulars::read_apart(&app, &caller.0, &slug, PersonId(person.0)).await?;
        Ok(Json(SuspensionList {
            items: apart.suspensions.into_iter().map(Into::into).collect(),
        }))
    }

    /// Suspends a person in a body: from a day on, until a day or until further notice, the rights of membership rest.
    #[oai(
        path = "/federations/:slug/people/:person/suspensions",
        method = "post",
        operation_id = "suspend_person"
    )]
    async fn suspend_person(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        person: Path<i64>,
        request: Json<NewSuspensionRequest>,
    ) -> Result<Made, Refused> {
        let input = SuspensionInput {
            body: request.0.body_id.to_string(),
            starts_on: request.0.starts_on,
            ends_on: request.0.ends_on.unwrap_or_default(),
            reason: request.0.reason,
        };
        let person = PersonId(person.0);
        let id = suspensions::suspend(&app, &caller.0, &slug, person, &input).await?;
        Ok(Made::new(id.0))
    }

    /// Changes days and reason of a suspension; also how it is ended.
    #[oai(
        path = "/federations/:slug/people/:person/suspensions/:suspension",
        method = "put",
        operation_id = "change_suspension"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each one is a parameter of the operation"
    )]
    async fn change_suspension(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        person: Path<i64>,
        suspension: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<SuspensionChange>,
    ) -> Result<Done, Refused> {
        let key = (
            SuspensionId(suspension.0),
            expected_revision(if_match.0.as_deref())?,
        );
        let input = SuspensionInput {
            starts_on: request.0.starts_on,
            ends_on: request.0.ends_on.unwrap_or_default(),
            reason: request.0.reason,
            ..SuspensionInput::default()
        };
        let person = PersonId(person.0);
        suspensions::change_suspension(&app, &caller.0, &slug, person, key, &input).await?;
        Ok(Done::NoContent)
    }

    /// Removes a suspension that was entered wrongly.
    #[oai(
        path = "/federations/:slug/people/:person/suspensions/:suspension",
        method = "delete",
        operation_id = "remove_suspension"
    )]
    async fn remove_suspension(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        person: Path<i64>,
        suspension: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Done, Refused> {
        let key = (
            SuspensionId(suspension.0),
            expected_revision(if_match.0.as_deref())?,
        );
        let person = PersonId(person.0);
        suspensions::remove_suspension(&app, &caller.0, &slug, person, key).await?;
        Ok(Done::NoContent)
    }
}
