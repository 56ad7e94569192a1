//! Tables of figures: choose a file, say what its columns stand for, see row by row what would happen, take it in or not.

use std::collections::BTreeMap;

use askama::Template;
use poem::{Response, handler, web::Path};

use super::{
    Choice,
    counts::{district_name, refuse},
    election_shell, place,
};
use crate::{
    accounts::model::Right,
    elections::{
        actions::{
            count_tables::{
                Columns, CountPreview, TableWord, discard_counts, import_counts, keep_counts,
                kept_counts, preview_counts,
            },
            counts::{CountError, Counts, read_counts},
        },
        tables::{
            TableKind, plain,
            plan::{PlannedRow, RowOutcome, column_field},
        },
    },
    types::{ElectionId, Explain, NominationId, Problem, ProblemKind},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor,
        csv_out::{Cell, CsvOut, CsvOutError},
        guard::status_of,
        html, html_with,
        problems::field_sentence,
        texts::Texts,
    },
};

const ENTER: Access = Access::Right(Right::EnterCounts);

/// Routes of tables of figures.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/:lang/staff/:slug/elections/:election/counts/import",
            ENTER,
            upload_page,
        )
        .post(
            "/:lang/staff/:slug/elections/:election/counts/import",
            ENTER,
            take_upload,
        )
        .get(
            "/:lang/staff/:slug/elections/:election/counts/import/:upload",
            ENTER,
            preview_page,
        )
        .post(
            "/:lang/staff/:slug/elections/:election/counts/import/:upload",
            ENTER,
            map_columns,
        )
        .post(
            "/:lang/staff/:slug/elections/:election/counts/import/:upload/confirm",
            ENTER,
            confirm,
        )
        .post(
            "/:lang/staff/:slug/elections/:election/counts/import/:upload/discard",
            ENTER,
            discard,
        )
        .get(
            "/:lang/staff/:slug/elections/:election/counts-template",
            ENTER,
            template,
        )
}

type ElectionPath = Path<(String, String, ElectionId)>;
type UploadPath = Path<(String, String, ElectionId, String)>;

#[derive(Template)]
#[template(path = "elections/count_import.html")]
struct UploadPage {
    shell: Shell,
    form: FormData,
    here: String,
    template: String,
}

async fn election(visitor: &Visitor, slug: &str, id: ElectionId) -> Result<Counts, Refused> {
    let actor = visitor.actor()?;
    let counts = read_counts(&visitor.app, actor, slug, id).await?;
    actor.require(Right::EnterCounts, counts.found.federation.id)?;
    Ok(counts)
}

async fn load(
    visitor: &Visitor,
    slug: &str,
    id: ElectionId,
    form: FormData,
) -> Result<UploadPage, Refused> {
    let counts = election(visitor, slug, id).await?;
    let actor = visitor.actor()?;
    let base = visitor.href(&place(slug, id));
    Ok(UploadPage {
        shell: election_shell(visitor, actor, &counts.found.federation, &counts.found.line)
            .crumb(
                Some(format!("{base}/counts")),
                visitor.texts.t("counts-title"),
            )
            .crumb(None, visitor.texts.t("counts-import-title")),
        form,
        here: format!("{base}/counts/import"),
        template: format!("{base}/counts-template"),
    })
}

#[handler]
async fn upload_page(visitor: Visitor, Path((_, slug, id)): ElectionPath) -> PageResult {
    html(&load(&visitor, &slug, id, FormData::default()).await?)
}

#[handler]
async fn take_upload(
    visitor: Visitor,
    Path((_, slug, id)): ElectionPath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    // The right comes before any word about the form.
    election(&visitor, &slug, id).await?;
    let kept = match form.upload("file").filter(|bytes| !bytes.is_empty()) {
        Some(bytes) => {
            let name = form.upload_name("file");
            keep_counts(&visitor.app, actor, &slug, id, (&name, bytes)).await
        }
        None => Err(CountError::Fields(vec![crate::types::FieldProblem::new(
            "file",
            crate::key!("field-required"),
        )])),
    };
    match kept {
        Ok(upload) => {
            let to = format!("{}/counts/import/{upload}", place(&slug, id));
            Ok(visitor.see_other(&to))
        }
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            html_with(status, &load(&visitor, &slug, id, form).await?)
        }
    }
}

/// A column of votes with the nominations that it may stand for.
struct ColumnField {
    field: String,
    name: String,
}

/// A row of the preview.
struct Line {
    row: String,
    shown: String,
    district: String,
    tone: &'static str,
    outcome: String,
    details: Vec<String>,
}

#[derive(Template)]
#[template(path = "elections/count_preview.html")]
struct PreviewPage {
    shell: Shell,
    form: FormData,
    here: String,
    kind: String,
    digest: String,
    columns: Vec<ColumnField>,
    nominations: Vec<Choice>,
    /// What the columns stand for, to be sent along.
    said: Vec<(String, String)>,
    unknown_headers: Vec<String>,
    column_problems: Vec<String>,
    taken: i64,
    left_out: i64,
    refused: i64,
    has_warnings: bool,
    may_confirm: bool,
    lines: Vec<Line>,
}

fn tone(outcome: RowOutcome) -> &'static str {
    match outcome {
        RowOutcome::Taken => "success",
        RowOutcome::NotReported | RowOutcome::Given | RowOutcome::Closed => "neutral",
        RowOutcome::Refused => "danger",
    }
}

fn line(texts: &Texts, row: &PlannedRow) -> Line {
    let problems = row.problems.iter().map(|p| {
        let sentence = field_sentence(texts, p);
        if p.field.is_empty() {
            sentence
        } else {
            format!("{}: {sentence}", p.field)
        }
    });
    let warnings = row
        .warnings
        .iter()
        .map(|f| field_sentence(texts, &f.problem()));
    let figures = row.figures.given().into_iter().filter_map(|(figure, n)| {
        let letter = figure.letter()?;
        Some(format!("{letter} {}", texts.number(n)))
    });
    let figures: Vec<String> = figures.collect();
    let mut details: Vec<String> = problems.chain(warnings).collect();
    if row.outcome == RowOutcome::Taken {
        details.insert(0, figures.join(", "));
    }
    Line {
        row: row.row.to_string(),
        shown: row.shown.clone(),
        district: row
            .district
            .as_ref()
            .map(|d| district_name(texts, d.number, &d.name))
            .unwrap_or_default(),
        tone: tone(row.outcome),
        outcome: texts.t(row.outcome.label()),
        details,
    }
}

fn preview(
    visitor: &Visitor,
    slug: &str,
    (id, upload): (ElectionId, &str),
    seen: &CountPreview,
    mut form: FormData,
) -> Result<PreviewPage, Refused> {
    let actor = visitor.actor()?;
    let texts = &visitor.texts;
    let base = visitor.href(&place(slug, id));
    let mut said = Vec::new();
    let mut columns = Vec::new();
    for (index, column) in seen.columns.iter().enumerate() {
        let field = column_field(index);
        if let Some(nomination) = column.nomination {
            form.set(&field, nomination.to_string());
            said.push((field.clone(), nomination.to_string()));
        }
        columns.push(ColumnField {
            field,
            name: column.name.clone(),
        });
    }
    let mut lines: Vec<&PlannedRow> = seen.plan.rows.iter().collect();
    // What needs attention comes first.
    lines.sort_by_key(|row| match row.outcome {
        RowOutcome::Refused => 0,
        RowOutcome::Taken if !row.warnings.is_empty() => 1,
        RowOutcome::Taken => 2,
        RowOutcome::NotReported | RowOutcome::Given | RowOutcome::Closed => 3,
    });
    let taken = seen.plan.count(RowOutcome::Taken);
    let left_out = seen.plan.count(RowOutcome::NotReported)
        + seen.plan.count(RowOutcome::Given)
        + seen.plan.count(RowOutcome::Closed);
    Ok(PreviewPage {
        shell: election_shell(visitor, actor, &seen.found.federation, &seen.found.line)
            .crumb(Some(format!("{base}/counts")), texts.t("counts-title"))
            .crumb(
                Some(format!("{base}/counts/import")),
                texts.t("counts-import-title"),
            )
            .crumb(None, texts.t("counts-preview")),
        here: format!("{base}/counts/import/{upload}"),
        kind: texts.t(seen.kind.label()),
        digest: seen.plan.digest(),
        columns,
        nominations: seen
            .nominations
            .iter()
            .map(|n| (n.id.to_string(), n.label.clone()))
            .collect(),
        said,
        unknown_headers: seen.unknown_headers.clone(),
        column_problems: seen
            .plan
            .problems
            .iter()
            .map(|p| field_sentence(texts, p))
            .collect(),
        taken,
        left_out,
        refused: seen.plan.count(RowOutcome::Refused),
        has_warnings: seen.plan.has_warnings(),
        may_confirm: !seen.plan.is_refused() && taken > 0,
        lines: lines.into_iter().map(|row| line(texts, row)).collect(),
        form,
    })
}

#[handler]
async fn preview_page(visitor: Visitor, Path((_, slug, id, upload)): UploadPath) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let app = &visitor.app;
    let kept = kept_counts(app, actor, &slug, id, &upload)
        .await
        .map_err(Refused::from)?;
    let seen = preview_counts(app, actor, &slug, id, &kept.bytes, &Columns::Suggested)
        .await
        .map_err(Refused::from)?;
    html(&preview(
        &visitor,
        &slug,
        (id, &upload),
        &seen,
        FormData::default(),
    )?)
}

/// What the form says about the columns, by their names in the table.
async fn said(
    visitor: &Visitor,
    slug: &str,
    id: ElectionId,
    bytes: &[u8],
    form: &FormData,
) -> Result<BTreeMap<String, NominationId>, Refused> {
    let actor = visitor.actor()?;
    let seen = preview_counts(&visitor.app, actor, slug, id, bytes, &Columns::Suggested).await?;
    // A column about which nothing is said stands for nothing, whatever was known of it.
    let said = seen.columns.into_iter().enumerate().map(|(index, column)| {
        let nomination = form.text(&column_field(index)).parse();
        (column.name, nomination.unwrap_or(NominationId(0)))
    });
    Ok(said.collect())
}

#[handler]
async fn map_columns(
    visitor: Visitor,
    Path((_, slug, id, upload)): UploadPath,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let kept = kept_counts(&visitor.app, actor, &slug, id, &upload)
        .await
        .map_err(Refused::from)?;
    let said = said(&visitor, &slug, id, &kept.bytes, &form).await?;
    let columns = Columns::Said(&said);
    let seen = preview_counts(&visitor.app, actor, &slug, id, &kept.bytes, &columns)
        .await
        .map_err(Refused::from)?;
    let page = preview(&visitor, &slug, (id, &upload), &seen, form)?;
    html(&page)
}

#[handler]
async fn confirm(
    visitor: Visitor,
    Path((_, slug, id, upload)): UploadPath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let app = &visitor.app;
    let kept = kept_counts(app, actor, &slug, id, &upload)
        .await
        .map_err(Refused::from)?;
    let said = said(&visitor, &slug, id, &kept.bytes, &form).await?;
    let columns = Columns::Said(&said);
    let word = TableWord {
        digest: Some(form.text("digest")),
        confirmed: form.has("confirmed", "yes"),
        note: form.text("note"),
        source: kept.name.clone(),
    };
    match import_counts(app, actor, &slug, id, (&kept.bytes, &columns), &word).await {
        Ok(_) => {
            discard_counts(app, actor, &slug, &upload)
                .await
                .map_err(Refused::from)?;
            let to = format!("{}/counts", place(&slug, id));
            Ok(visitor.see_other_with(&to, "notice-imported"))
        }
        Err(e) => {
            let status = match &e {
                // The rows themselves stand in the preview below.
                CountError::Rows(_) => {
                    let problem = Problem {
                        fields: Vec::new(),
                        ..e.problem()
                    };
                    form.refuse(&visitor.texts, &problem);
                    status_of(problem.kind)
                }
                _ => refuse(&visitor, &mut form, e)?,
            };
            let seen = preview_counts(app, actor, &slug, id, &kept.bytes, &columns)
                .await
                .map_err(Refused::from)?;
            let page = preview(&visitor, &slug, (id, &upload), &seen, form)?;
            html_with(status, &page)
        }
    }
}

#[handler]
async fn discard(visitor: Visitor, Path((_, slug, id, upload)): UploadPath) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    discard_counts(&visitor.app, actor, &slug, &upload)
        .await
        .map_err(Refused::from)?;
    Ok(visitor.see_other(&format!("{}/counts/import", place(&slug, id))))
}

/// Headers and a row for each district.
fn template_of(counts: &Counts) -> Result<Vec<u8>, CsvOutError> {
    let rules = counts.election().rules.as_ref();
    let headers = plain::headers(&counts.nominations, rules.is_some_and(|r| r.personal_votes));
    let names: Vec<&str> = headers.iter().map(String::as_str).collect();
    let mut file = CsvOut::new(&names)?;
    for counted in &counts.districts {
        let mut cells = vec![Cell::Number(counted.district.number)];
        cells.resize(headers.len(), Cell::Empty);
        file.row(&cells)?;
    }
    file.finish()
}

#[handler]
async fn template(visitor: Visitor, Path((_, slug, id)): ElectionPath) -> PageResult {
    let counts = election(&visitor, &slug, id).await?;
    let file = template_of(&counts).map_err(|error| {
        tracing::error!(%error, "a file could not be written");
        Refused(Problem::new(
            ProblemKind::Internal,
            crate::key!("problem-internal"),
        ))
    })?;
    let name = format!("{}-{id}.csv", TableKind::Plain.as_str());
    Ok(Response::builder()
        .content_type("text/csv; charset=utf-8")
        .header(
            "content-disposition",
            format!("attachment; filename=\"{name}\""),
        )
        .body(file))
}
