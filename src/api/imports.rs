//! What operations on tables answer, in every room that takes tables over or gives them out.

use poem_openapi::{ApiResponse, Object, payload::Binary};

use crate::{
    App,
    accounts::model::Actor,
    registry::import::{Outcome, Plan},
    types::{FieldProblem, Problem, ProblemKind, TableOut},
    web::{
        Refused,
        problems::{FieldDocument, document},
        table_out::{TableForm, table_file},
    },
};

/// A table as a file.
#[derive(ApiResponse)]
pub enum TableAnswer {
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
pub struct ImportReport {
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

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// A plan as an answer, in the language of whoever asked.
pub fn import_report(app: &App, actor: &Actor, plan: Plan, preview: bool) -> ImportReport {
    let texts = app.texts.for_locale(actor.locale);
    let digest = plan.digest();
    ImportReport {
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
    }
}

/// The form in which a table is asked for; CSV unless something is said.
pub fn table_form(word: Option<&str>) -> Result<TableForm, Refused> {
    word.map_or(Ok(TableForm::Csv), |word| {
        TableForm::parse(word).ok_or_else(|| {
            let problem = FieldProblem::new("form", crate::key!("field-table-form"));
            Refused(Problem::fields(vec![problem]))
        })
    })
}

/// A table as a file.
pub async fn table_answer(table: TableOut, form: TableForm) -> Result<TableAnswer, Refused> {
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
