use poem::web::Data;
use poem_openapi::{
    ApiResponse, Object, OpenApi,
    param::{Path, Query},
    payload::{Binary, Json},
};

use crate::{
    App,
    accounts::model::{Actor, Right},
    registry::{
        actions::{
            export::export,
            federation_for,
            import::{ImportError, import, preview_import},
            uploads::as_csv,
        },
        import::{ImportKind, Outcome, Plan},
        table::Limits,
    },
    types::{FieldProblem, Problem, ProblemKind},
    web::{
        Refused,
        api::{Caller, TableFile},
        problems::{FieldDocument, document},
        table_out::{TableForm, table_file},
    },
};

/// The operations on tables.
pub struct ImportsApi;

/// A table as a file.
#[derive(ApiResponse)]
enum TableAnswer {
    /// The table.
    #[oai(status = 200, content_type = "text/csv")]
    Csv(Binary<Vec<u8>>),
    /// The table as a workbook.
    #[oai(
        status = 200,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )]
    Xlsx(Binary<Vec<u8>>),
}

/// A value that a row changes.
#[derive(Object)]
struct ImportChange {
    field: String,
    before: String,
    after: String,
}

/// A row of the table.
#[derive(Object)]
struct ImportRow {
    /// Number of the row as a spreadsheet shows it.
    row: i64,
    key: String,
    name: String,
    /// `new`, `update`, `unchanged` or `refused`.
    outcome: String,
    changes: Vec<ImportChange>,
    /// What is wrong; a problem of the row itself has no field.
    problems: Vec<FieldDocument>,
}

/// What happened with the table, or would happen.
#[derive(Object)]
struct ImportReport {
    /// Nothing was written.
    preview: bool,
    new: i64,
    updated: i64,
    unchanged: i64,
    refused: i64,
    /// Headers that no field knows; their columns were left out.
    unknown_headers: Vec<String>,
    /// Names what would happen; sent with the import, it is done only if the same would still happen.
    digest: String,
    rows: Vec<ImportRow>,
}

/// A column that a table may have.
#[derive(Object)]
struct ImportColumn {
    name: String,
    required: bool,
    example: String,
}

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

async fn run(
    app: &App,
    actor: &Actor,
    slug: &str,
    kind: ImportKind,
    preview: Option<bool>,
    digest: Option<&str>,
    body: TableFile,
) -> Result<Json<ImportReport>, Refused> {
    federation_for(app, actor, Right::KeepRegister, slug).await?;
    let body = &*as_csv(body.bytes()?, Limits::default())
        .await
        .map_err(ImportError::from)?;
    let preview = preview.unwrap_or(true);
    let plan: Plan = if preview {
        preview_import(app, actor, slug, kind, body).await?
    } else {
        import(app, actor, slug, kind, body, digest).await?
    };
    let texts = app.texts.for_locale(actor.locale);
    let digest = plan.digest();
    let report = ImportReport {
        preview,
        new: plan.count(Outcome::New),
        updated: plan.count(Outcome::Update),
        unchanged: plan.count(Outcome::Unchanged),
        refused: plan.count(Outcome::Refused),
        unknown_headers: plan
            .unknown_headers
            .iter()
            .map(|h| h.header.clone())
            .collect(),
        digest,
        rows: plan
            .rows
            .into_iter()
            .map(|row| ImportRow {
                row: number(row.row),
                key: row.key,
                name: row.name,
                outcome: row.outcome.as_str().to_owned(),
                changes: row
                    .changes
                    .into_iter()
                    .map(|c| ImportChange {
                        field: c.field.to_owned(),
                        before: c.before,
                        after: c.after,
                    })
                    .collect(),
                problems: document(&texts, &Problem::fields(row.problems), None).fields,
            })
            .collect(),
    };
    Ok(Json(report))
}

#[OpenApi(tag = "crate::api::Tag::Registry")]
impl ImportsApi {
    /// Takes municipalities over from a table, all rows or none.
    #[oai(
        path = "/federations/:slug/municipalities/import",
        method = "post",
        operation_id = "import_municipalities"
    )]
    async fn import_municipalities(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        /// Only says what would happen, unless it is `false`.
        preview: Query<Option<bool>>,
        /// The digest of a preview.
        #[oai(validator(max_length = 64))]
        digest: Query<Option<String>>,
        body: TableFile,
    ) -> Result<Json<ImportReport>, Refused> {
        run(
            &app,
            &caller.0,
            &slug,
            ImportKind::Municipalities,
            preview.0,
            digest.as_deref(),
            body,
        )
        .await
    }

    /// Takes bodies over from a table, all rows or none.
    #[oai(
        path = "/federations/:slug/bodies/import",
        method = "post",
        operation_id = "import_bodies"
    )]
    async fn import_bodies(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        /// Only says what would happen, unless it is `false`.
        preview: Query<Option<bool>>,
        /// The digest of a preview.
        #[oai(validator(max_length = 64))]
        digest: Query<Option<String>>,
        body: TableFile,
    ) -> Result<Json<ImportReport>, Refused> {
        run(
            &app,
            &caller.0,
            &slug,
            ImportKind::Bodies,
            preview.0,
            digest.as_deref(),
            body,
        )
        .await
    }

    /// Takes people and where they belong over from a table, all rows or none.
    #[oai(
        path = "/federations/:slug/people/import",
        method = "post",
        operation_id = "import_people"
    )]
    async fn import_people(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        /// Only says what would happen, unless it is `false`.
        preview: Query<Option<bool>>,
        /// The digest of a preview.
        #[oai(validator(max_length = 64))]
        digest: Query<Option<String>>,
        body: TableFile,
    ) -> Result<Json<ImportReport>, Refused> {
        run(
            &app,
            &caller.0,
            &slug,
            ImportKind::People,
            preview.0,
            digest.as_deref(),
            body,
        )
        .await
    }

    /// Gives a table of the register out, in the columns in which it is taken over; the log tells who took it.
    #[oai(
        path = "/federations/:slug/export/:kind",
        method = "post",
        operation_id = "export_table"
    )]
    async fn export_table(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        /// `municipalities`, `bodies` or `people`.
        kind: Path<String>,
        /// `csv`, or `xlsx` for a workbook.
        form: Query<Option<String>>,
    ) -> Result<TableAnswer, Refused> {
        federation_for(&app, &caller.0, Right::KeepRegister, &slug).await?;
        let kind = ImportKind::parse(&kind).ok_or_else(|| Refused(Problem::not_found()))?;
        let form = match form.0.as_deref() {
            None => TableForm::Csv,
            Some(word) => TableForm::parse(word).ok_or_else(|| {
                let problem = FieldProblem::new("form", crate::key!("field-table-form"));
                Refused(Problem::fields(vec![problem]))
            })?,
        };
        let table = export(&app, &caller.0, &slug, kind).await?;
        let file = table_file(table, form).await.map_err(|error| {
            tracing::error!(%error, "a table could not be written");
            Refused(Problem::new(
                ProblemKind::Internal,
                crate::key!("problem-internal"),
            ))
        })?;
        Ok(match form {
            TableForm::Csv => TableAnswer::Csv(Binary(file)),
            TableForm::Xlsx => TableAnswer::Xlsx(Binary(file)),
        })
    }

    /// Lists the columns that a table may have.
    #[oai(
        path = "/federations/:slug/import-columns/:kind",
        method = "get",
        operation_id = "list_import_columns"
    )]
    async fn list_import_columns(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        /// `municipalities`, `bodies` or `people`.
        kind: Path<String>,
    ) -> Result<Json<Vec<ImportColumn>>, Refused> {
        federation_for(&app, &caller.0, Right::KeepRegister, &slug).await?;
        let kind = ImportKind::parse(&kind).ok_or_else(|| Refused(Problem::not_found()))?;
        let columns = kind.columns().iter().map(|c| ImportColumn {
            name: c.field.to_owned(),
            required: c.required,
            example: c.example.to_owned(),
        });
        Ok(Json(columns.collect()))
    }
}
