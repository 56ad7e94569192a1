//! Statutes over the API: versions, what a key would give, and the calculator for everybody.

mod calculator;
mod documents;

use poem::web::Data;
use poem_openapi::{
    OpenApi,
    param::{Header, Path},
    payload::Json,
};

use self::documents::{
    DelegateKeyJson, KeyPreview, StatutesDocument, StatutesList, StatutesRequest, key_of,
};
use super::actions;
use crate::{
    App,
    accounts::model::Right,
    types::{BodyId, StatutesId},
    web::{
        Access, Refused,
        api::{Caller, Done, Made, Versioned, expected_revision},
    },
};

const READ: Access = Access::Right(Right::ReadStaffPages);
const KEEP: Access = Access::Right(Right::KeepStatutes);

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    ("list_statutes", READ),
    ("create_statutes", KEEP),
    ("show_statutes", READ),
    ("edit_statutes", KEEP),
    ("remove_statutes", KEEP),
    (
        "list_statutes_of_body",
        Access::OfficeOr(Right::ReadStaffPages),
    ),
    ("preview_delegate_key", KEEP),
    ("compute_delegates", Access::Public),
];

/// The operations of the room.
pub type Operations = (StatutesApi, calculator::CalculatorApi);

/// The operations of the room, to be put beside those of the others.
pub fn operations() -> Operations {
    (StatutesApi, calculator::CalculatorApi)
}

/// The operations on versions.
pub struct StatutesApi;

#[OpenApi(tag = "crate::api::Tag::Statutes")]
impl StatutesApi {
    /// Lists the versions of the statutes of a federation, the latest first.
    #[oai(
        path = "/federations/:slug/statutes",
        method = "get",
        operation_id = "list_statutes"
    )]
    async fn list_statutes(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
    ) -> Result<Json<StatutesList>, Refused> {
        let found = actions::list_statutes(&app, &caller.0, &slug).await?;
        Ok(Json(StatutesList::of(found)?))
    }

    /// Lists the versions for the office of a body.
    #[oai(
        path = "/federations/:slug/bodies/:body/statutes",
        method = "get",
        operation_id = "list_statutes_of_body"
    )]
    async fn list_statutes_of_body(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Path<i64>,
    ) -> Result<Json<StatutesList>, Refused> {
        let (found, _) = actions::statutes_of_body(&app, &caller.0, &slug, BodyId(body.0)).await?;
        Ok(Json(StatutesList::of(found)?))
    }

    /// Adds a version; one for a day.
    #[oai(
        path = "/federations/:slug/statutes",
        method = "post",
        operation_id = "create_statutes"
    )]
    async fn create_statutes(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        request: Json<StatutesRequest>,
    ) -> Result<Made, Refused> {
        let input = request.0.input();
        let id = actions::create_statutes(&app, &caller.0, &slug, input).await?;
        Ok(Made::new(id.0))
    }

    /// Shows a version.
    #[oai(
        path = "/federations/:slug/statutes/:statutes",
        method = "get",
        operation_id = "show_statutes"
    )]
    async fn show_statutes(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        statutes: Path<i64>,
    ) -> Result<Versioned<StatutesDocument>, Refused> {
        let id = StatutesId(statutes.0);
        let (_, found) = actions::read_statutes(&app, &caller.0, &slug, id).await?;
        Ok(Versioned {
            revision: found.revision,
            body: StatutesDocument::of(found)?,
        })
    }

    /// Changes a version by which nothing was computed yet.
    #[oai(
        path = "/federations/:slug/statutes/:statutes",
        method = "put",
        operation_id = "edit_statutes"
    )]
    async fn edit_statutes(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        statutes: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<StatutesRequest>,
    ) -> Result<Done, Refused> {
        let key = (
            StatutesId(statutes.0),
            expected_revision(if_match.0.as_deref())?,
        );
        actions::edit_statutes(&app, &caller.0, &slug, key, request.0.input()).await?;
        Ok(Done::NoContent)
    }

    /// Removes a version by which nothing was computed.
    #[oai(
        path = "/federations/:slug/statutes/:statutes",
        method = "delete",
        operation_id = "remove_statutes"
    )]
    async fn remove_statutes(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        statutes: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Done, Refused> {
        let key = (
            StatutesId(statutes.0),
            expected_revision(if_match.0.as_deref())?,
        );
        actions::remove_statutes(&app, &caller.0, &slug, key).await?;
        Ok(Done::NoContent)
    }

    /// Shows what a delegate key would give all bodies today, by their latest figures; nothing is stored.
    #[oai(
        path = "/federations/:slug/delegate-key-preview",
        method = "post",
        operation_id = "preview_delegate_key"
    )]
    async fn preview_delegate_key(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        request: Json<DelegateKeyJson>,
    ) -> Result<Json<KeyPreview>, Refused> {
        let key = key_of(&request.0)?;
        let found = actions::preview(&app, &caller.0, &slug, &key).await?;
        let texts = app.texts.for_locale(caller.0.locale);
        Ok(Json(KeyPreview::of(found, &texts)))
    }
}
