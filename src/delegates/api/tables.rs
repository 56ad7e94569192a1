//! Delegations of a round as a table, over the API.

use poem::web::Data;
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};

use crate::{
    App,
    accounts::model::Right,
    api::imports::{ImportReport, TableAnswer, import_report, table_answer, table_form},
    delegates::actions::tables,
    registry::{
        actions::{import::ImportError, uploads::as_csv},
        table::Limits,
    },
    types::RoundId,
    web::{
        Access, Refused,
        api::{Caller, TableFile},
    },
};

const CHANGE: Access = Access::Right(Right::PrepareAssemblies);

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    ("import_delegations", CHANGE),
    ("export_delegations", CHANGE),
];

/// The operations.
pub struct DelegationTablesApi;

#[OpenApi(tag = "crate::api::Tag::Delegates")]
impl DelegationTablesApi {
    /// Takes the delegations of a round over from a table, all rows or none. Columns: `body_external_key`, `person_external_key` or
    /// `given_name` and `family_name`, `role`, `position`, `resolution_on`. Registrations that no row names stay.
    #[oai(
        path = "/federations/:slug/rounds/:round/delegations/import",
        method = "post",
        operation_id = "import_delegations"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each one is a parameter of the operation"
    )]
    async fn import_delegations(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
        /// Only says what would happen, unless it is `false`.
        preview: Query<Option<bool>>,
        /// The digest of a preview.
        #[oai(validator(max_length = 64))]
        digest: Query<Option<String>>,
        body: TableFile,
    ) -> Result<Json<ImportReport>, Refused> {
        let (actor, round) = (&caller.0, RoundId(round.0));
        tables::round_for_table(&app, actor, &slug, round).await?;
        let body = &*as_csv(body.bytes()?, Limits::default())
            .await
            .map_err(ImportError::from)?;
        let preview = preview.unwrap_or(true);
        let plan = if preview {
            tables::preview_table(&app, actor, &slug, round, body).await?
        } else {
            tables::import_table(&app, actor, &slug, round, body, digest.as_deref()).await?
        };
        Ok(Json(import_report(&app, actor, plan, preview)))
    }

    /// Gives the delegations of a round out, in the columns in which they are taken over; the log tells who took them.
    #[oai(
        path = "/federations/:slug/rounds/:round/delegations/export",
        method = "post",
        operation_id = "export_delegations"
    )]
    async fn export_delegations(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
        /// `csv`, or `xlsx` for a workbook.
        form: Query<Option<String>>,
    ) -> Result<TableAnswer, Refused> {
        let (actor, round) = (&caller.0, RoundId(round.0));
        tables::round_for_table(&app, actor, &slug, round).await?;
        let form = table_form(form.0.as_deref())?;
        let table = tables::export_table(&app, actor, &slug, round).await?;
        table_answer(table, form).await
    }
}
