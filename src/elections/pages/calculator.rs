//! The seat calculator, for everybody.

mod form;
mod view;

use askama::Template;
use poem::handler;

use self::{
    form::{Row, Sent},
    view::Seats,
};
use super::{Choice, choices};
use crate::{
    elections::{
        actions,
        model::{
            calculator::{Question, Refusals},
            rules::{Method, ShortLists},
        },
    },
    types::Explain,
    web::{
        Access, FormData, PageResult, Routes, Shell, Visitor, guard::status_of, html, html_with,
        problems::field_sentence,
    },
};

/// Routes of the calculator.
pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/:lang/calculator", Access::Public, show).post(
        "/:lang/calculator",
        Access::Public,
        compute,
    )
}

#[derive(Template)]
#[template(path = "elections/calculator.html")]
struct CalculatorPage {
    shell: Shell,
    action: String,
    form: FormData,
    rows: Vec<Row>,
    methods: Vec<Choice>,
    short_lists: Vec<Choice>,
    seats: Option<Seats>,
    /// Why a lot that was entered does not count.
    lot_refused: Option<String>,
}

fn page(visitor: &Visitor, form: FormData, rows: usize) -> CalculatorPage {
    let texts = &visitor.texts;
    CalculatorPage {
        shell: visitor.shell().crumb(None, texts.t("calculator-title")),
        action: format!("{}#result", visitor.href("/calculator")),
        rows: Row::all(texts, &form, rows),
        methods: choices(texts, Method::ALL.iter().map(|m| (m.as_str(), m.label()))),
        short_lists: choices(
            texts,
            ShortLists::ALL.iter().map(|s| (s.as_str(), s.label())),
        ),
        form,
        seats: None,
        lot_refused: None,
    }
}

#[handler]
async fn show(visitor: Visitor) -> PageResult {
    // Seats that a list cannot fill stay vacant in most of these bodies; of the method there is no default.
    let form = FormData::filled([("short_lists", ShortLists::Vacant.as_str().to_owned())]);
    html(&page(&visitor, form, form::ROWS))
}

#[handler]
async fn compute(visitor: Visitor, form: FormData) -> PageResult {
    let Sent {
        mut form,
        document,
        without_lot,
        rows,
        more_rows,
    } = Sent::read(&form);
    if more_rows {
        return html(&page(&visitor, form, rows));
    }
    let mut lot_refused = None;
    let mut allocated = allocate(&document).await;
    if let Err(refusals) = &allocated
        && let Some(refusal) = refusals.of_lot()
    {
        // The votes were changed after the lot was drawn, or too many were ticked: the seats are shown, and what is wrong with it.
        let problem = refusals.problem();
        lot_refused = problem
            .fields
            .iter()
            .find(|field| field.field == refusal.field)
            .map(|field| field_sentence(&visitor.texts, field));
        allocated = allocate(&without_lot).await;
    }
    match allocated {
        Ok((question, allocation)) => html(&CalculatorPage {
            seats: Some(Seats::of(&visitor.texts, &question, &allocation)),
            lot_refused,
            ..page(&visitor, form, rows)
        }),
        Err(refusals) => {
            let problem = refusals.problem();
            form.refuse(&visitor.texts, &problem);
            html_with(status_of(problem.kind), &page(&visitor, form, rows))
        }
    }
}

async fn allocate(
    document: &serde_json::Value,
) -> Result<(Question, crate::tally::seats::Allocation), Refusals> {
    actions::calculator::allocate(Question::from_json(document)?).await
}
