//! Pages of the register for staff and offices.

mod apart;
mod bodies;
mod facts;
mod import;
mod mandates;
mod members;
mod municipalities;
mod people;
mod settings;
mod start;
mod terms;

use poem::{Response, http::StatusCode};

use crate::{
    types::{Explain, Problem, ProblemKind},
    web::{FormData, PageResult, Refused, Routes, Visitor, guard::status_of, html_with},
};

/// Routes of this room.
pub fn routes(routes: Routes) -> Routes {
    let routes = start::routes(routes);
    let routes = settings::routes(routes);
    let routes = members::routes(routes);
    let routes = municipalities::routes(routes);
    let routes = import::routes(routes);
    let routes = bodies::routes(routes);
    let routes = facts::routes(routes);
    let routes = terms::routes(routes);
    let routes = people::routes(routes);
    let routes = apart::routes(routes);
    mandates::routes(routes)
}

/// What is told in the form itself, beside what was typed; everything else becomes a page of its own.
fn told_in_form(error: impl Explain + std::fmt::Display) -> Result<Problem, Refused> {
    let problem = error.problem();
    match problem.kind {
        ProblemKind::Invalid | ProblemKind::Conflict | ProblemKind::Stale => Ok(problem),
        _ => Err(Refused::from(error)),
    }
}

/// Takes over what is wrong and gives the status of the page that shows the form again.
fn refuse(
    visitor: &Visitor,
    form: &mut FormData,
    error: impl Explain + std::fmt::Display,
) -> Result<StatusCode, Refused> {
    let problem = told_in_form(error)?;
    form.refuse(&visitor.texts, &problem);
    Ok(status_of(problem.kind))
}

/// Shows a page again with what is wrong, or goes on.
fn again(status: StatusCode, page: &impl askama::Template) -> PageResult {
    html_with(status, page)
}

/// A table to be saved.
fn download(name: &str, bytes: Vec<u8>) -> Response {
    file(name, "text/csv; charset=utf-8", bytes)
}

/// A file to be saved.
fn file(name: &str, content_type: &str, bytes: Vec<u8>) -> Response {
    Response::builder()
        .content_type(content_type)
        .header(
            "content-disposition",
            format!("attachment; filename=\"{name}\""),
        )
        .body(bytes)
}
