//! Tables: choose a file, see row by row what would happen, take it over or not.

use askama::Template;
use poem::{
    handler,
    web::{Path, Query},
};
use serde::Deserialize;

use super::{again, download, refuse};
use crate::{
    accounts::model::Right,
    registry::{
        actions::{
            export::export,
            federation_for,
            import::{
                ImportError, Taken, discard_upload, import_job, import_upload, keep_upload,
                preview_upload,
            },
        },
        import::{ImportKind, Outcome, Plan, PlannedRow},
        import_jobs::ImportStage,
    },
    types::{Explain, FieldProblem, Problem},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor,
        api::Paging,
        csv_out::{Cell, CsvOut, CsvOutError},
        html,
        problems::{field_sentence, sentence},
        table_out::{TableForm, table_file},
        texts::Texts,
    },
};

const KEEPS: Access = Access::Right(Right::KeepRegister);
/// Rows of a preview on one page.
const ROWS_PER_PAGE: i64 = 200;

pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/:lang/staff/:slug/import", KEEPS, upload_page)
        .post("/:lang/staff/:slug/import", KEEPS, upload)
        .get("/:lang/staff/:slug/import/:upload", KEEPS, preview_page)
        .get("/:lang/staff/:slug/import/:upload/report", KEEPS, report)
        .get(
            "/:lang/staff/:slug/import/:upload/progress",
            KEEPS,
            progress_page,
        )
        .post("/:lang/staff/:slug/import/:upload/confirm", KEEPS, confirm)
        .post("/:lang/staff/:slug/import/:upload/discard", KEEPS, discard)
        .get("/:lang/staff/:slug/import-template/:kind", KEEPS, template)
        .post("/:lang/staff/:slug/export", KEEPS, export_file)
}

/// A kind of table with its columns, for the person who prepares one.
struct Explained {
    kind: String,
    label: String,
    columns: Vec<ExplainedColumn>,
}

struct ExplainedColumn {
    name: &'static str,
    about: String,
    required: bool,
}

#[derive(Template)]
#[template(path = "registry/import.html")]
struct UploadPage {
    shell: Shell,
    base: String,
    form: FormData,
    kinds: Vec<(String, String)>,
    explained: Vec<Explained>,
    forms: Vec<(String, String)>,
}

async fn load(visitor: &Visitor, slug: &str, form: FormData) -> Result<UploadPage, Refused> {
    let actor = visitor.actor()?;
    let federation = federation_for(&visitor.app, actor, Right::KeepRegister, slug).await?;
    let explained: Vec<Explained> = ImportKind::ALL
        .into_iter()
        .map(|kind| Explained {
            kind: kind.as_str().to_owned(),
            label: visitor.texts.t(kind.label()),
            columns: kind
                .columns()
                .iter()
                .map(|c| ExplainedColumn {
                    name: c.field,
                    about: visitor.texts.t(c.about),
                    required: c.required,
                })
                .collect(),
        })
        .collect();
    Ok(UploadPage {
        shell: visitor
            .shell()
            .staff_federation(actor, federation.id, slug, &federation.name)
            .crumb(
                Some(visitor.href(&format!("/staff/{slug}"))),
                visitor.texts.t("nav-overview"),
            )
            .crumb(None, visitor.texts.t("registry-import-title")),
        base: visitor.href(&format!("/staff/{slug}")),
        form,
        kinds: explained
            .iter()
            .map(|e| (e.kind.clone(), e.label.clone()))
            .collect(),
        explained,
        forms: TableForm::ALL
            .map(|form| (form.as_str().to_owned(), form.as_str().to_uppercase()))
            .to_vec(),
    })
}

#[derive(Default, Deserialize)]
struct UploadQuery {
    kind: Option<String>,
}

#[handler]
async fn upload_page(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<UploadQuery>,
) -> PageResult {
    let kind = query
        .kind
        .as_deref()
        .and_then(ImportKind::parse)
        .unwrap_or(ImportKind::Municipalities);
    html(
        &load(
            &visitor,
            &slug,
            FormData::filled([("kind", kind.as_str().to_owned())]),
        )
        .await?,
    )
}

#[handler]
async fn upload(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    // The right comes before any word about the form.
    federation_for(&visitor.app, actor, Right::KeepRegister, &slug)
        .await
        .map_err(Refused::from)?;
    let missing = |field: &str| {
        Problem::fields(vec![FieldProblem::new(
            field,
            crate::key!("field-required"),
        )])
    };
    let kept = match (
        ImportKind::parse(&form.text("kind")),
        form.upload("file").filter(|bytes| !bytes.is_empty()),
    ) {
        (None, _) => Err(missing("kind")),
        (_, None) => Err(missing("file")),
        (Some(kind), Some(bytes)) => {
            match keep_upload(&visitor.app, actor, &slug, kind, bytes).await {
                Ok(id) => Ok(id),
                Err(e) => Err(super::told_in_form(e)?),
            }
        }
    };
    match kept {
        Ok(id) => Ok(visitor.see_other(&format!("/staff/{slug}/import/{id}"))),
        Err(problem) => {
            form.refuse(&visitor.texts, &problem);
            again(
                crate::web::guard::status_of(problem.kind),
                &load(&visitor, &slug, form).await?,
            )
        }
    }
}

/// A row of the preview.
struct Line {
    row: String,
    key: String,
    name: String,
    tone: &'static str,
    outcome: String,
    details: Vec<String>,
}

#[derive(Template)]
#[template(path = "registry/import_preview.html")]
struct PreviewPage {
    shell: Shell,
    here: String,
    form: FormData,
    kind: String,
    digest: String,
    new: i64,
    updated: i64,
    unchanged: i64,
    refused: i64,
    unknown_headers: Vec<String>,
    lines: Vec<Line>,
    page: i64,
    last_page: i64,
    previous: Option<String>,
    next: Option<String>,
}

fn outcome_name(texts: &Texts, outcome: Outcome) -> (&'static str, String) {
    match outcome {
        Outcome::New => ("success", texts.t("registry-import-new")),
        Outcome::Update => ("info", texts.t("registry-import-update")),
        Outcome::Unchanged => ("neutral", texts.t("registry-import-unchanged")),
        Outcome::Refused => ("danger", texts.t("registry-import-refused")),
    }
}

/// The sentences about a row: what is wrong, or what would change.
fn details(texts: &Texts, row: &PlannedRow) -> Vec<String> {
    let problems = row.problems.iter().map(|p| match p.field.as_str() {
        "" => field_sentence(texts, p),
        field => texts.ta(
            "registry-import-problem",
            &[
                ("field", field.into()),
                ("problem", field_sentence(texts, p).into()),
            ],
        ),
    });
    let changes = row.changes.iter().map(|c| {
        let side = |text: &str| {
            if text.is_empty() {
                "–".to_owned()
            } else {
                text.to_owned()
            }
        };
        texts.ta(
            "registry-import-change",
            &[
                ("field", c.field.into()),
                ("before", side(&c.before).into()),
                ("after", side(&c.after).into()),
            ],
        )
    });
    problems.chain(changes).collect()
}

async fn preview(
    visitor: &Visitor,
    slug: &str,
    id: &str,
    page: Option<i64>,
    form: FormData,
) -> Result<PreviewPage, Refused> {
    let actor = visitor.actor()?;
    let (kind, plan) = preview_upload(&visitor.app, actor, slug, id).await?;
    let federation = federation_for(&visitor.app, actor, Right::KeepRegister, slug).await?;
    let texts = &visitor.texts;
    let base = visitor.href(&format!("/staff/{slug}"));
    let here = format!("{base}/import/{id}");
    // What needs attention comes first.
    let mut rows: Vec<&PlannedRow> = plan.rows.iter().collect();
    rows.sort_by_key(|row| match row.outcome {
        Outcome::Refused => 0,
        Outcome::Update => 1,
        Outcome::New => 2,
        Outcome::Unchanged => 3,
    });
    let total = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let paging = Paging::of(page, Some(ROWS_PER_PAGE));
    let (page, last_page) = (paging.page(), paging.last_page(total));
    let (skip, take) = (
        usize::try_from(paging.offset).unwrap_or(0),
        usize::try_from(paging.limit).unwrap_or(0),
    );
    let address = |n: i64| format!("{here}?page={n}");
    Ok(PreviewPage {
        shell: visitor
            .shell()
            .staff_federation(actor, federation.id, slug, &federation.name)
            .crumb(
                Some(format!("{base}/import")),
                texts.t("registry-import-title"),
            )
            .crumb(None, texts.t("registry-import-preview")),
        lines: rows
            .into_iter()
            .skip(skip)
            .take(take)
            .map(|row| {
                let (tone, outcome) = outcome_name(texts, row.outcome);
                Line {
                    row: row.row.to_string(),
                    key: row.key.clone(),
                    name: row.name.clone(),
                    tone,
                    outcome,
                    details: details(texts, row),
                }
            })
            .collect(),
        kind: texts.t(kind.label()),
        digest: plan.digest(),
        new: plan.count(Outcome::New),
        updated: plan.count(Outcome::Update),
        unchanged: plan.count(Outcome::Unchanged),
        refused: plan.count(Outcome::Refused),
        unknown_headers: plan
            .unknown_headers
            .iter()
            .map(|h| h.header.clone())
            .filter(|h| !h.is_empty())
            .collect(),
        previous: (page > 1).then(|| address(page - 1)),
        next: (page < last_page).then(|| address(page + 1)),
        here,
        form,
        page,
        last_page,
    })
}

#[derive(Default, Deserialize)]
struct PreviewQuery {
    page: Option<i64>,
}

#[handler]
async fn preview_page(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, String)>,
    Query(query): Query<PreviewQuery>,
) -> PageResult {
    html(&preview(&visitor, &slug, &id, query.page, FormData::default()).await?)
}

#[handler]
async fn confirm(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, String)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    match import_upload(&visitor.app, actor, &slug, &id, &form.text("digest")).await {
        Ok(Taken::Started(id)) => {
            Ok(visitor.see_other(&format!("/staff/{slug}/import/{id}/progress")))
        }
        Ok(Taken::Done(kind)) => Ok(visitor.see_other_with(
            &format!("/staff/{slug}/{}", list_of(kind)),
            "notice-imported",
        )),
        Err(e @ ImportError::Rows(_)) => {
            // The rows themselves stand in the preview below.
            let problem = Problem {
                fields: Vec::new(),
                ..e.problem()
            };
            form.refuse(&visitor.texts, &problem);
            again(
                crate::web::guard::status_of(problem.kind),
                &preview(&visitor, &slug, &id, None, form).await?,
            )
        }
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            again(status, &preview(&visitor, &slug, &id, None, form).await?)
        }
    }
}

/// The list in which the rows of a table are found.
fn list_of(kind: ImportKind) -> &'static str {
    match kind {
        ImportKind::Municipalities => "municipalities",
        ImportKind::People => "people",
        ImportKind::Bodies | ImportKind::Figures | ImportKind::Fees => "bodies",
    }
}

#[derive(Template)]
#[template(path = "registry/import_progress.html")]
struct ProgressPage {
    shell: Shell,
    here: String,
    preview: String,
    onward: String,
    kind: String,
    running: bool,
    failed: bool,
    tone: &'static str,
    told: String,
    meta: String,
    permille: i64,
}

/// How far a long import is; the page asks again by itself while it runs.
#[handler]
async fn progress_page(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, String)>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (federation, job) = import_job(&visitor.app, actor, &slug, &id)
        .await
        .map_err(Refused::from)?;
    let texts = &visitor.texts;
    let base = visitor.href(&format!("/staff/{slug}"));
    let explained = texts.t("registry-import-running-explained");
    let (tone, told, meta, permille) = match &job.stage {
        ImportStage::Checking => {
            let told = texts.ta("registry-import-checking", &[("n", job.rows.into())]);
            ("info", told, explained, 0)
        }
        ImportStage::Writing { done, total } => {
            let values = [("done", done.into()), ("total", total.into())];
            let told = texts.ta("registry-import-writing", &values);
            ("info", told, explained, done * 1_000 / (*total).max(1))
        }
        ImportStage::Done {
            new,
            updated,
            unchanged,
        } => {
            let values = [
                ("new", new.into()),
                ("updated", updated.into()),
                ("unchanged", unchanged.into()),
            ];
            let told = texts.ta("registry-import-done", &values);
            ("success", told, String::new(), 1_000)
        }
        ImportStage::Failed(problem) => (
            "danger",
            texts.t("registry-import-failed"),
            sentence(texts, problem),
            0,
        ),
    };
    html(&ProgressPage {
        shell: visitor
            .shell()
            .staff_federation(actor, federation.id, &slug, &federation.name)
            .crumb(
                Some(format!("{base}/import")),
                texts.t("registry-import-title"),
            )
            .crumb(None, texts.t("registry-import-running")),
        here: format!("{base}/import/{id}/progress"),
        preview: format!("{base}/import/{id}"),
        onward: format!("{base}/{}", list_of(job.kind)),
        kind: texts.t(job.kind.label()),
        running: job.stage.is_running(),
        failed: matches!(job.stage, ImportStage::Failed(_)),
        tone,
        told,
        meta,
        permille,
    })
}

#[handler]
async fn discard(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, String)>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    discard_upload(&visitor.app, actor, &slug, &id)
        .await
        .map_err(Refused::from)?;
    Ok(visitor.see_other(&format!("/staff/{slug}/import")))
}

fn report_of(texts: &Texts, plan: &Plan) -> Result<Vec<u8>, CsvOutError> {
    let headers = ["row", "key", "name", "outcome", "details"];
    let mut file = CsvOut::new(&headers)?;
    for row in &plan.rows {
        let plain = |text: String| text.replace(['\u{2068}', '\u{2069}'], "");
        let (_, outcome) = outcome_name(texts, row.outcome);
        let details = plain(details(texts, row).join(" | "));
        let number = i64::try_from(row.row).unwrap_or(i64::MAX);
        file.row(&[
            Cell::Number(number),
            Cell::Text(&row.key),
            Cell::Text(&row.name),
            Cell::Text(&outcome),
            Cell::Text(&details),
        ])?;
    }
    file.finish()
}

fn failed(error: &dyn std::error::Error) -> poem::Error {
    tracing::error!(%error, "a file could not be written");
    Refused(Problem::new(
        crate::types::ProblemKind::Internal,
        crate::key!("problem-internal"),
    ))
    .into()
}

#[handler]
async fn report(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, String)>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (kind, plan) = preview_upload(&visitor.app, actor, &slug, &id)
        .await
        .map_err(Refused::from)?;
    let file = report_of(&visitor.texts, &plan).map_err(|e| failed(&e))?;
    Ok(download(
        &format!("import-{}-report.csv", kind.as_str()),
        file,
    ))
}

/// Headers and one example.
fn template_of(kind: ImportKind) -> Result<Vec<u8>, CsvOutError> {
    let headers: Vec<_> = kind.columns().iter().map(|c| c.field).collect();
    let example: Vec<_> = kind
        .columns()
        .iter()
        .map(|c| Cell::Text(c.example))
        .collect();
    let mut file = CsvOut::new(&headers)?;
    file.row(&example)?;
    file.finish()
}

#[handler]
async fn export_file(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    federation_for(&visitor.app, actor, Right::KeepRegister, &slug)
        .await
        .map_err(Refused::from)?;
    let chosen = ImportKind::parse(&form.text("table")).zip(TableForm::parse(&form.text("form")));
    let (kind, form) = chosen.ok_or_else(|| Refused(Problem::not_found()))?;
    let table = export(&visitor.app, actor, &slug, kind)
        .await
        .map_err(Refused::from)?;
    let file = table_file(table, form).await.map_err(|e| failed(&e))?;
    let name = format!("{slug}-{}.{}", kind.as_str(), form.as_str());
    Ok(super::file(&name, form.content_type(), file))
}

#[handler]
async fn template(
    visitor: Visitor,
    Path((_, slug, kind)): Path<(String, String, String)>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    federation_for(&visitor.app, actor, Right::KeepRegister, &slug)
        .await
        .map_err(Refused::from)?;
    let kind = ImportKind::parse(&kind).ok_or_else(|| Refused(Problem::not_found()))?;
    let file = template_of(kind).map_err(|e| failed(&e))?;
    Ok(download(&format!("{}.csv", kind.as_str()), file))
}
