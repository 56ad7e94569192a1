use poem::web::Data;
use poem_openapi::{
    ApiResponse, Enum, Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use crate::{
    App,
    accounts::model::{Actor, Right},
    api::imports::{ImportReport, TableAnswer, import_report, table_answer, table_form},
    registry::{
        actions::{
            export::export,
            federation_for,
            import::{ImportError, import, import_job, is_long, preview_import, start_import},
            uploads::as_csv,
        },
        import::{ImportKind, Plan},
        import_jobs::{ImportJob, ImportStage},
        table::Limits,
    },
    types::Problem,
    web::{
        Refused,
        api::{Caller, TableFile},
        problems::{ProblemDocument, document},
    },
};

/// The operations on tables.
pub struct ImportsApi;

/// A column that a table may have.
#[derive(Object)]
struct ImportColumn {
    name: String,
    required: bool,
    example: String,
}

/// How far a long import is.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
enum ImportJobState {
    /// Every row is held against the register.
    Checking,
    /// Rows are written; none holds before all are.
    Writing,
    /// All rows hold.
    Done,
    /// Nothing was written.
    Failed,
}

/// An import that runs by itself.
#[derive(Object)]
struct ImportJobDocument {
    /// Under which it is asked for.
    id: String,
    /// `municipalities`, `bodies`, `people`, `figures` or `fees`.
    kind: String,
    state: ImportJobState,
    /// Rows that are written, of `total`.
    done: i64,
    total: i64,
    /// Once it is done.
    #[oai(skip_serializing_if_is_none)]
    new: Option<i64>,
    #[oai(skip_serializing_if_is_none)]
    updated: Option<i64>,
    #[oai(skip_serializing_if_is_none)]
    unchanged: Option<i64>,
    /// Why it failed.
    #[oai(skip_serializing_if_is_none)]
    problem: Option<ProblemDocument>,
}

/// What an import answers.
#[derive(ApiResponse)]
enum ImportAnswer {
    /// What happened, or would happen.
    #[oai(status = 200)]
    Report(Json<ImportReport>),
    /// The table is long, and is being taken over: ask for the import.
    #[oai(status = 202)]
    Started(Json<ImportJobDocument>),
}

fn job_document(app: &App, actor: &Actor, job: ImportJob) -> ImportJobDocument {
    let texts = app.texts.for_locale(actor.locale);
    let mut told = ImportJobDocument {
        id: job.id,
        kind: job.kind.as_str().to_owned(),
        state: ImportJobState::Checking,
        done: 0,
        total: job.rows,
        new: None,
        updated: None,
        unchanged: None,
        problem: None,
    };
    match job.stage {
        ImportStage::Checking => {}
        ImportStage::Writing { done, total } => {
            (told.state, told.done, told.total) = (ImportJobState::Writing, done, total);
        }
        ImportStage::Done {
            new,
            updated,
            unchanged,
        } => {
            (told.state, told.done) = (ImportJobState::Done, told.total);
            (told.new, told.updated, told.unchanged) = (Some(new), Some(updated), Some(unchanged));
        }
        ImportStage::Failed(problem) => {
            told.state = ImportJobState::Failed;
            told.problem = Some(document(&texts, &problem, None));
        }
    }
    told
}

async fn run(
    app: &App,
    actor: &Actor,
    slug: &str,
    kind: ImportKind,
    preview: Option<bool>,
    digest: Option<&str>,
    body: TableFile,
) -> Result<ImportAnswer, Refused> {
    federation_for(app, actor, Right::KeepRegister, slug).await?;
    let body = &*as_csv(body.bytes()?, Limits::default())
        .await
        .map_err(ImportError::from)?;
    let preview = preview.unwrap_or(true);
    if !preview && is_long(body) {
        let id = data_encoding::HEXLOWER.encode(&app.random.bytes::<16>());
        let table = (kind, std::sync::Arc::from(body));
        start_import(app, actor, slug, table, digest, &id).await?;
        let job = import_job(app, actor, slug, &id).await?.1;
        return Ok(ImportAnswer::Started(Json(job_document(app, actor, job))));
    }
    let plan: Plan = if preview {
        preview_import(app, actor, slug, kind, body).await?
    } else {
        import(app, actor, slug, kind, body, digest).await?
    };
    Ok(ImportAnswer::Report(Json(import_report(
        app, actor, plan, preview,
    ))))
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
    ) -> Result<ImportAnswer, Refused> {
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
    ) -> Result<ImportAnswer, Refused> {
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
    ) -> Result<ImportAnswer, Refused> {
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

    /// Takes reference figures of bodies over from a table, all rows or none.
    #[oai(
        path = "/federations/:slug/figures/import",
        method = "post",
        operation_id = "import_figures"
    )]
    async fn import_figures(
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
    ) -> Result<ImportAnswer, Refused> {
        run(
            &app,
            &caller.0,
            &slug,
            ImportKind::Figures,
            preview.0,
            digest.as_deref(),
            body,
        )
        .await
    }

    /// Takes membership fees of bodies over from a table, all rows or none.
    #[oai(
        path = "/federations/:slug/fees/import",
        method = "post",
        operation_id = "import_fees"
    )]
    async fn import_fees(
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
    ) -> Result<ImportAnswer, Refused> {
        run(
            &app,
            &caller.0,
            &slug,
            ImportKind::Fees,
            preview.0,
            digest.as_deref(),
            body,
        )
        .await
    }

    /// Says how far a long import is that the caller started.
    #[oai(
        path = "/federations/:slug/imports/:import",
        method = "get",
        operation_id = "show_import"
    )]
    async fn show_import(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        import: Path<String>,
    ) -> Result<Json<ImportJobDocument>, Refused> {
        let (_, job) = import_job(&app, &caller.0, &slug, &import).await?;
        Ok(Json(job_document(&app, &caller.0, job)))
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
        /// `municipalities`, `bodies`, `people`, `figures` or `fees`.
        kind: Path<String>,
        /// `csv`, or `xlsx` for a workbook.
        form: Query<Option<String>>,
    ) -> Result<TableAnswer, Refused> {
        federation_for(&app, &caller.0, Right::KeepRegister, &slug).await?;
        let kind = ImportKind::parse(&kind).ok_or_else(|| Refused(Problem::not_found()))?;
        let form = table_form(form.0.as_deref())?;
        let table = export(&app, &caller.0, &slug, kind).await?;
        table_answer(table, form).await
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
        /// `municipalities`, `bodies`, `people`, `figures` or `fees`.
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
