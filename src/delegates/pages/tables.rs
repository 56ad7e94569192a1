//! Delegations of a round as a table: read with a preview, and given out.

use askama::Template;
use poem::{Response, handler, web::Path};

use super::round_shell;
use crate::{
    accounts::model::Right,
    delegates::{
        actions::tables::{self, DelegationTableError},
        import::COLUMNS,
    },
    registry::import::{Outcome, Plan, PlannedRow},
    types::{Explain, FieldProblem, Problem, ProblemKind, RoundId},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor,
        guard::status_of,
        html, html_with,
        problems::field_sentence,
        table_out::{TableForm, table_file},
        texts::Texts,
    },
};

const CHANGE: Access = Access::Right(Right::PrepareAssemblies);
/// The most rows that a preview shows, those that need attention first.
const MOST_ROWS: usize = 500;

/// Routes of the table.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/:lang/staff/:slug/rounds/:round/table", CHANGE, table_page)
        .post("/:lang/staff/:slug/rounds/:round/table", CHANGE, upload)
        .post(
            "/:lang/staff/:slug/rounds/:round/table/export",
            CHANGE,
            export,
        )
        .get(
            "/:lang/staff/:slug/rounds/:round/table/:upload",
            CHANGE,
            preview_page,
        )
        .post(
            "/:lang/staff/:slug/rounds/:round/table/:upload",
            CHANGE,
            confirm,
        )
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

impl Line {
    fn of(texts: &Texts, row: &PlannedRow) -> Self {
        let problems = row.problems.iter().map(|problem| {
            let sentence = field_sentence(texts, problem);
            if problem.field.is_empty() {
                return sentence;
            }
            let values = [
                ("field", (&problem.field).into()),
                ("problem", sentence.into()),
            ];
            texts.ta("registry-import-problem", &values)
        });
        let side = |text: &str| {
            if text.is_empty() {
                "–".to_owned()
            } else {
                text.to_owned()
            }
        };
        let changes = row.changes.iter().map(|change| {
            let values = [
                ("field", change.field.into()),
                ("before", side(&change.before).into()),
                ("after", side(&change.after).into()),
            ];
            texts.ta("registry-import-change", &values)
        });
        let (tone, outcome) = match row.outcome {
            Outcome::New => ("success", crate::key!("registry-import-new")),
            Outcome::Update => ("info", crate::key!("registry-import-update")),
            Outcome::Unchanged => ("neutral", crate::key!("registry-import-unchanged")),
            Outcome::Refused => ("danger", crate::key!("registry-import-refused")),
        };
        Self {
            row: row.row.to_string(),
            key: row.key.clone(),
            name: row.name.clone(),
            tone,
            outcome: texts.t(outcome),
            details: problems.chain(changes).collect(),
        }
    }
}

/// What a table would do.
struct Preview {
    here: String,
    digest: String,
    new: i64,
    updated: i64,
    unchanged: i64,
    refused: i64,
    unknown_headers: Vec<String>,
    lines: Vec<Line>,
}

impl Preview {
    fn of(texts: &Texts, plan: &Plan, here: String) -> Self {
        let mut rows: Vec<_> = plan.rows.iter().collect();
        rows.sort_by_key(|row| match row.outcome {
            Outcome::Refused => 0,
            Outcome::Update => 1,
            Outcome::New => 2,
            Outcome::Unchanged => 3,
        });
        let lines = rows.into_iter().take(MOST_ROWS);
        Self {
            here,
            digest: plan.digest(),
            new: plan.count(Outcome::New),
            updated: plan.count(Outcome::Update),
            unchanged: plan.count(Outcome::Unchanged),
            refused: plan.count(Outcome::Refused),
            unknown_headers: plan
                .unknown_headers
                .iter()
                .map(|h| h.header.clone())
                .filter(|header| !header.is_empty())
                .collect(),
            lines: lines.map(|row| Line::of(texts, row)).collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "delegates/table.html")]
struct TablePage {
    shell: Shell,
    form: FormData,
    base: String,
    /// Name and meaning of each column.
    columns: Vec<(&'static str, String)>,
    forms: Vec<(String, String)>,
    is_open: bool,
    preview: Option<Preview>,
}

async fn load(
    visitor: &Visitor,
    slug: &str,
    round: RoundId,
    form: FormData,
    kept: Option<&str>,
) -> Result<TablePage, Refused> {
    let actor = visitor.actor()?;
    let (federation, round) = tables::round_for_table(&visitor.app, actor, slug, round).await?;
    let base = visitor.href(&format!("/staff/{slug}/rounds/{}/table", round.id));
    let texts = &visitor.texts;
    let preview = match kept {
        Some(id) => {
            let bytes = tables::kept_table(&visitor.app, actor, slug, round.id, id).await?;
            let plan = tables::preview_table(&visitor.app, actor, slug, round.id, &bytes).await?;
            Some(Preview::of(texts, &plan, format!("{base}/{id}")))
        }
        None => None,
    };
    Ok(TablePage {
        shell: round_shell(visitor, actor, &federation, &round)
            .crumb(None, texts.t("delegates-table-title")),
        form,
        columns: COLUMNS
            .iter()
            .map(|c| (c.field, texts.t(c.about)))
            .collect(),
        forms: TableForm::ALL
            .map(|form| (form.as_str().to_owned(), form.as_str().to_uppercase()))
            .to_vec(),
        is_open: round.is_open(),
        base,
        preview,
    })
}

#[handler]
async fn table_page(
    visitor: Visitor,
    Path((_, slug, round)): Path<(String, String, i64)>,
) -> PageResult {
    html(&load(&visitor, &slug, RoundId(round), FormData::default(), None).await?)
}

/// The page again with what is wrong; what a form cannot tell becomes a page of its own.
async fn again(
    visitor: &Visitor,
    (slug, round): (&str, RoundId),
    mut form: FormData,
    error: DelegationTableError,
    kept: Option<&str>,
) -> PageResult {
    let mut problem = error.problem();
    if !matches!(
        problem.kind,
        ProblemKind::Invalid | ProblemKind::Conflict | ProblemKind::Stale
    ) {
        return Err(Refused::from(error).into());
    }
    if kept.is_some() {
        // The rows themselves stand in the preview below.
        problem.fields = Vec::new();
    }
    form.refuse(&visitor.texts, &problem);
    let page = load(visitor, slug, round, form, kept).await?;
    html_with(status_of(problem.kind), &page)
}

#[handler]
async fn upload(
    visitor: Visitor,
    Path((_, slug, round)): Path<(String, String, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let round = RoundId(round);
    // The right comes before any word about the form.
    tables::round_for_table(&visitor.app, actor, &slug, round)
        .await
        .map_err(Refused::from)?;
    let Some(bytes) = form.upload("file").filter(|bytes| !bytes.is_empty()) else {
        let mut form = form;
        let missing = FieldProblem::new("file", crate::key!("field-required"));
        let problem = Problem::fields(vec![missing]);
        form.refuse(&visitor.texts, &problem);
        let page = load(&visitor, &slug, round, form, None).await?;
        return html_with(status_of(problem.kind), &page);
    };
    match tables::keep_table(&visitor.app, actor, &slug, round, bytes).await {
        Ok(id) => Ok(visitor.see_other(&format!("/staff/{slug}/rounds/{round}/table/{id}"))),
        Err(error) => again(&visitor, (&slug, round), form, error, None).await,
    }
}

#[handler]
async fn preview_page(
    visitor: Visitor,
    Path((_, slug, round, id)): Path<(String, String, i64, String)>,
) -> PageResult {
    let form = FormData::default();
    html(&load(&visitor, &slug, RoundId(round), form, Some(&id)).await?)
}

#[handler]
async fn confirm(
    visitor: Visitor,
    Path((_, slug, round, id)): Path<(String, String, i64, String)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let round = RoundId(round);
    let bytes = tables::kept_table(&visitor.app, actor, &slug, round, &id)
        .await
        .map_err(Refused::from)?;
    let digest = form.text("digest");
    let imported =
        tables::import_table(&visitor.app, actor, &slug, round, &bytes, Some(&digest)).await;
    match imported {
        Ok(_) => {
            visitor.app.uploads.forget(&id, actor.account);
            let call = format!("/staff/{slug}/rounds/{round}/call");
            Ok(visitor.see_other_with(&call, "notice-imported"))
        }
        Err(error) => again(&visitor, (&slug, round), form, error, Some(&id)).await,
    }
}

#[handler]
async fn export(
    visitor: Visitor,
    Path((_, slug, round)): Path<(String, String, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let round = RoundId(round);
    tables::round_for_table(&visitor.app, actor, &slug, round)
        .await
        .map_err(Refused::from)?;
    let form = TableForm::parse(&form.text("form")).ok_or_else(|| Refused(Problem::not_found()))?;
    let table = tables::export_table(&visitor.app, actor, &slug, round)
        .await
        .map_err(Refused::from)?;
    let file = table_file(table, form).await.map_err(|error| {
        tracing::error!(%error, "a table could not be written");
        Refused(Problem::new(
            ProblemKind::Internal,
            crate::key!("problem-internal"),
        ))
    })?;
    let name = format!("{slug}-delegations-{round}.{}", form.as_str());
    Ok(Response::builder()
        .content_type(form.content_type())
        .header(
            "content-disposition",
            format!("attachment; filename=\"{name}\""),
        )
        .body(file))
}
