//! Turns problems into answers: a page in the person's language, or a problem document of the API (RFC 9457).

use askama::Template;
use poem::{
    Response,
    error::{ParsePathError, ParseQueryError, ResponseError},
    http::{HeaderValue, Method, StatusCode, header},
};
use poem_openapi::error::ParseParamError;
use serde::Serialize;

use super::{
    guard::{RequestId, is_safe, status_of},
    shell::{Link, Shell},
    texts::{Arg, Texts},
    visitor::{Place, html_with, see_other},
};
use crate::{
    App,
    types::{Explain, FieldProblem, Problem, ProblemKind, ProblemValue, ProblemValues},
};

/// A problem on its way out of a handler. Every error that explains itself becomes one with `?`.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.key)]
pub struct Refused(pub Problem);

impl<E: Explain + std::fmt::Display> From<E> for Refused {
    fn from(error: E) -> Self {
        let problem = error.problem();
        if problem.kind == ProblemKind::Internal {
            tracing::error!(%error, "internal error");
        } else if problem.kind == ProblemKind::Unavailable {
            tracing::warn!(%error, "unavailable");
        }
        Self(problem)
    }
}

impl ResponseError for Refused {
    fn status(&self) -> StatusCode {
        status_of(self.0.kind)
    }
}

/// The sentence of a problem.
pub fn sentence(texts: &Texts, problem: &Problem) -> String {
    texts.ta(problem.key, &args(texts, &problem.values))
}

/// The sentence of a field's problem.
pub fn field_sentence(texts: &Texts, problem: &FieldProblem) -> String {
    texts.ta(problem.key, &args(texts, &problem.values))
}

fn args(texts: &Texts, values: &ProblemValues) -> Vec<(&'static str, Arg<'static>)> {
    values
        .iter()
        .map(|(name, value)| {
            let arg = match value {
                ProblemValue::Text(text) => Arg::from(text.clone()),
                ProblemValue::Number(n) => Arg::from(*n),
                ProblemValue::Day(day) => Arg::from(texts.day_short(*day)),
            };
            (*name, arg)
        })
        .collect()
}

/// A problem document (RFC 9457).
#[derive(Debug, Serialize, poem_openapi::Object)]
pub struct ProblemDocument {
    /// Address of the kind of problem, relative to the service.
    #[oai(rename = "type")]
    #[serde(rename = "type")]
    pub type_: String,
    /// One sentence in the language asked for.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// Stable code of the problem.
    pub code: String,
    /// What is wrong with which field.
    #[oai(skip_serializing_if_is_empty, default)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldDocument>,
    /// Names the request in the log of the service, for an internal error.
    #[oai(skip_serializing_if_is_none)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
}

/// What is wrong with a field.
#[derive(Debug, Serialize, poem_openapi::Object)]
pub struct FieldDocument {
    /// Name of the field.
    pub field: String,
    /// Stable code of the problem.
    pub code: String,
    /// One sentence in the language asked for.
    pub message: String,
}

/// The document of a problem.
pub fn document(texts: &Texts, problem: &Problem, request: Option<&RequestId>) -> ProblemDocument {
    ProblemDocument {
        type_: format!("/api/problems/{}", problem.code()),
        title: texts.ta_plain(problem.key, &args(texts, &problem.values)),
        status: status_of(problem.kind).as_u16(),
        code: problem.code().to_owned(),
        fields: problem
            .fields
            .iter()
            .map(|f| FieldDocument {
                field: f.field.clone(),
                code: f.key.strip_prefix("field-").unwrap_or(f.key).to_owned(),
                message: texts.ta_plain(f.key, &args(texts, &f.values)),
            })
            .collect(),
        request: request.map(|r| r.0.clone()),
    }
}

#[derive(Template)]
#[template(path = "layout/error.html")]
struct ErrorPage {
    shell: Shell,
    status: u16,
    headline: String,
    explanation: String,
    /// What is wrong with each field, where there was no form to say it in.
    problems: Vec<String>,
    request_id: Option<String>,
    way_on: Vec<Link>,
}

/// Answers an error that a handler, the router or an extractor gave.
pub async fn answer(
    app: &App,
    place: &Place,
    method: &Method,
    error: poem::Error,
    id: &RequestId,
) -> Response {
    let problem = match error.downcast_ref::<Refused>() {
        Some(Refused(problem)) => problem.clone(),
        None => foreign(&error),
    };
    let internal = problem.kind == ProblemKind::Internal;
    if internal {
        tracing::error!(request = %id.0, path = %place.path, error = %error, "internal error");
    }
    let texts = app.texts.for_locale(place.locale);
    let request_id = internal.then_some(id);
    let mut response = if place.is_api() {
        let document = document(&texts, &problem, request_id);
        Response::builder()
            .status(status_of(problem.kind))
            .content_type("application/problem+json")
            .body(serde_json::to_vec(&document).unwrap_or_default())
    } else if problem.kind == ProblemKind::Unauthenticated && is_safe(method) {
        see_other(&format!(
            "/{}/sign-in?next={}",
            place.locale.tag(),
            encode_next(&place.path)
        ))
    } else {
        let page = ErrorPage {
            shell: Shell::bare(app, place),
            status: status_of(problem.kind).as_u16(),
            headline: texts.t(headline(&problem)),
            explanation: sentence(&texts, &problem),
            problems: problem
                .fields
                .iter()
                .map(|field| field_sentence(&texts, field))
                .collect(),
            request_id: request_id.map(|r| r.0.clone()),
            way_on: vec![
                (
                    format!("/{}/", place.locale.tag()),
                    texts.t("error-to-start"),
                ),
                (
                    format!("/{}/vote", place.locale.tag()),
                    texts.t("error-to-vote"),
                ),
            ],
        };
        html_with(status_of(problem.kind), &page).unwrap_or_else(|e| e.into_response())
    };
    if let Some(seconds) = problem.retry_after {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if problem.kind == ProblemKind::Unauthenticated && place.is_api() {
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

fn encode_next(path: &str) -> String {
    path.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => {
                char::from(b).to_string()
            }
            _ => format!("%{b:02X}"),
        })
        .collect()
}

fn headline(problem: &Problem) -> &'static str {
    match problem.kind {
        // The page is there; what the link stands for is not.
        ProblemKind::NotFound
            if [
                crate::key!("problem-invitation-invalid"),
                crate::key!("problem-office-link-invalid"),
            ]
            .contains(&problem.key) =>
        {
            crate::key!("error-headline-link")
        }
        ProblemKind::NotFound => crate::key!("error-headline-not-found"),
        ProblemKind::Forbidden | ProblemKind::Unauthenticated => {
            crate::key!("error-headline-forbidden")
        }
        ProblemKind::Internal => crate::key!("error-headline-internal"),
        ProblemKind::Unavailable | ProblemKind::TooMany => {
            crate::key!("error-headline-later")
        }
        ProblemKind::Malformed
        | ProblemKind::Method
        | ProblemKind::Conflict
        | ProblemKind::Stale
        | ProblemKind::TooLarge
        | ProblemKind::UnsupportedMedia
        | ProblemKind::Invalid
        | ProblemKind::PreconditionRequired => crate::key!("error-headline-refused"),
    }
}

/// Errors of the framework: unknown routes, unreadable parameters and bodies.
fn foreign(error: &poem::Error) -> Problem {
    if let Some(parameter) = error.downcast_ref::<ParseParamError>() {
        let field = FieldProblem::new(parameter.name, crate::key!("field-unreadable"));
        return Problem {
            fields: vec![field],
            ..Problem::new(ProblemKind::Malformed, crate::key!("problem-address"))
        };
    }
    if error.is::<ParsePathError>() {
        return Problem::not_found();
    }
    if error.is::<ParseQueryError>() {
        return Problem::new(ProblemKind::Malformed, crate::key!("problem-address"));
    }
    match error.status() {
        StatusCode::NOT_FOUND => Problem::not_found(),
        StatusCode::METHOD_NOT_ALLOWED => {
            Problem::new(ProblemKind::Method, crate::key!("problem-method"))
        }
        StatusCode::UNAUTHORIZED => Problem::new(
            ProblemKind::Unauthenticated,
            crate::key!("problem-not-signed-in"),
        ),
        StatusCode::FORBIDDEN => {
            Problem::new(ProblemKind::Forbidden, crate::key!("problem-forbidden"))
        }
        StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::new(ProblemKind::TooLarge, crate::key!("problem-too-large")).with("n", 256)
        }
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Problem::new(
            ProblemKind::UnsupportedMedia,
            crate::key!("problem-unsupported-media"),
        ),
        status if status.is_client_error() => {
            Problem::new(ProblemKind::Malformed, crate::key!("problem-malformed"))
                .with("reason", readable_reason(error))
        }
        _ => Problem::new(ProblemKind::Internal, crate::key!("problem-internal")),
    }
}

/// The framework's own words on an unreadable parameter or body: they name the field. Cut short, one line.
fn readable_reason(error: &poem::Error) -> String {
    error
        .to_string()
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(200)
        .collect()
}
