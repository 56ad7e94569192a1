//! What surrounds every request: limits, protection against requests from foreign pages, writes that survive a dropped request,
//! security headers, and errors turned into answers.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use poem::{
    Body, Endpoint, FromRequest, IntoResponse, Middleware, Request, Response,
    error::ReadBodyError,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
};

use super::{methods::Methods, problems, shapes::Shapes, visitor::Place};
use crate::{
    App,
    types::{Problem, ProblemKind},
};

/// Largest body of an ordinary request.
const BODY_LIMIT: usize = 256 * 1024;
/// Largest body with a document, which itself has at most 5 MB.
const DOCUMENT_LIMIT: usize = 5 * 1024 * 1024 + 64 * 1024;
/// Largest body with a document of an agenda, which itself has at most 10 MB.
const AGENDA_DOCUMENT_LIMIT: usize = 10 * 1024 * 1024 + 64 * 1024;
/// Largest body of an upload.
const UPLOAD_LIMIT: usize = 16 * 1024 * 1024;

/// How long a client may take to send its request.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// A request whose headers are not complete after this time is cut off.
    pub headers: Duration,
    /// A body that is not complete after this time is refused.
    pub body: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            headers: Duration::from_secs(10),
            body: Duration::from_secs(30),
        }
    }
}

const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; \
    script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The middleware round the whole application.
pub struct Guard {
    pub app: App,
    pub limits: Limits,
    pub methods: Arc<Methods>,
    pub shapes: Arc<Shapes>,
}

/// See [`Guard`].
pub struct Guarded<E> {
    app: App,
    limits: Limits,
    methods: Arc<Methods>,
    shapes: Arc<Shapes>,
    inner: Arc<E>,
}

/// Names one request in the log and on the page that tells of an internal error.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

impl<E: Endpoint + 'static> Middleware<E> for Guard {
    type Output = Guarded<E>;
    fn transform(&self, inner: E) -> Self::Output {
        Guarded {
            app: self.app.clone(),
            limits: self.limits,
            methods: Arc::clone(&self.methods),
            shapes: Arc::clone(&self.shapes),
            inner: Arc::new(inner),
        }
    }
}

impl<E: Endpoint + 'static> Endpoint for Guarded<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let id = RequestId(data_encoding::HEXLOWER.encode(&self.app.random.bytes::<8>()));
        request.set_data(self.app.clone());
        request.set_data(id.clone());
        let place = Place::of(&request, &self.app.config);
        let method = request.method().clone();
        let is_head = method == Method::HEAD;
        let result = match self.admit(&mut request).await {
            Ok(body) => {
                let misshapen = self.misshapen(&request, &place, &body);
                match misshapen {
                    Some(problem) => Err(problems::Refused(problem).into()),
                    None => self
                        .run(request)
                        .await
                        .map_err(|error| self.explained(error, &method, &place, &body)),
                }
            }
            Err(problem) => Err(problems::Refused(problem).into()),
        };
        let mut response = match result {
            Ok(response) => response,
            Err(error) => problems::answer(&self.app, &place, &method, error, &id).await,
        };
        if response.status() == StatusCode::METHOD_NOT_ALLOWED {
            response
                .headers_mut()
                .insert(header::ALLOW, self.methods.allowed_at(&place.path));
        }
        dress(&self.app, &place, response.headers_mut());
        if is_head {
            response.set_body(Body::empty());
        }
        Ok(response)
    }
}

impl<E: Endpoint + 'static> Guarded<E> {
    /// Reads the body within limits and refuses what a foreign page sent.
    async fn admit(&self, request: &mut Request) -> Result<Bytes, Problem> {
        // No address of ours holds a NUL, and PostgreSQL takes none in a text.
        if request.uri().to_string().contains("%00") {
            return Err(Problem::new(
                ProblemKind::Malformed,
                crate::key!("problem-address"),
            ));
        }
        if is_safe(request.method()) {
            return Ok(Bytes::new());
        }
        if !comes_from_us(request, &self.app.config.base_url) {
            return Err(Problem::new(
                ProblemKind::Forbidden,
                crate::key!("problem-cross-origin"),
            ));
        }
        let path = request.uri().path();
        let limit = if path.ends_with("/import") {
            UPLOAD_LIMIT
        } else if path.ends_with("/document") {
            DOCUMENT_LIMIT
        } else if path.ends_with("/documents") {
            AGENDA_DOCUMENT_LIMIT
        } else {
            BODY_LIMIT
        };
        let too_large = || {
            Problem::new(ProblemKind::TooLarge, crate::key!("problem-too-large"))
                .with("n", i64::try_from(limit / 1024).unwrap_or(i64::MAX))
        };
        let announced = request
            .headers()
            .get(header::CONTENT_LENGTH)
            .and_then(|v| v.to_str().ok()?.parse::<usize>().ok());
        if announced.is_some_and(|n| n > limit) {
            return Err(too_large());
        }
        let body = request.take_body();
        match tokio::time::timeout(self.limits.body, body.into_bytes_limit(limit)).await {
            Ok(Ok(bytes)) => {
                request.set_body(bytes.clone());
                Ok(bytes)
            }
            Ok(Err(ReadBodyError::PayloadTooLarge)) => Err(too_large()),
            Ok(Err(_)) | Err(_) => Err(Problem::new(
                ProblemKind::Malformed,
                crate::key!("problem-body-unreadable"),
            )),
        }
    }

    /// Why JSON is refused before its operation reads it: poem-openapi takes a number for a text and null for a value.
    fn misshapen(&self, request: &Request, place: &Place, body: &[u8]) -> Option<Problem> {
        let is_json = request
            .content_type()
            .is_some_and(|kind| kind.starts_with("application/json"));
        if !is_json || body.is_empty() {
            return None;
        }
        self.shapes.problem(request.method(), &place.path, body)
    }

    /// A refusal of the framework's own, with what is wrong with which field of the body.
    fn explained(
        &self,
        error: poem::Error,
        method: &Method,
        place: &Place,
        body: &[u8],
    ) -> poem::Error {
        if error.status() != StatusCode::BAD_REQUEST || error.is::<problems::Refused>() {
            return error;
        }
        match self.shapes.problem(method, &place.path, body) {
            Some(problem) => problems::Refused(problem).into(),
            None => error,
        }
    }

    /// Runs the handler. What may write runs in a task of its own, so that a client that goes away changes nothing: it is done
    /// whole or not at all.
    async fn run(&self, request: Request) -> poem::Result<Response> {
        let inner = Arc::clone(&self.inner);
        let task =
            tokio::spawn(async move { inner.call(request).await.map(IntoResponse::into_response) });
        // Reading may be given up when the client is gone; writing may not.
        match task.await {
            Ok(result) => result,
            Err(e) => {
                tracing::error!(panicked = e.is_panic(), "a handler did not finish");
                Err(problems::Refused(Problem::new(
                    ProblemKind::Internal,
                    crate::key!("problem-internal"),
                ))
                .into())
            }
        }
    }
}

/// Methods that change nothing.
pub fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Whether an unsafe request was sent by one of our pages or by a program, not by a foreign page in somebody's browser.
///
/// Browsers tell by `Sec-Fetch-Site`, older ones by `Origin`; a request with neither does not come from a page, since every
/// browser sends `Origin` with a form that is posted across origins (and the session cookie is `SameSite`).
fn comes_from_us(request: &Request, base_url: &str) -> bool {
    let text = |name: HeaderName| request.headers().get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN) else {
        return !request.headers().contains_key(header::ORIGIN);
    };
    let Some((_, host)) = origin.split_once("://") else {
        return false;
    };
    Some(host) == text(header::HOST) || origin == base_url.trim_end_matches('/')
}

/// Headers of every answer, errors included.
fn dress(app: &App, place: &Place, headers: &mut HeaderMap) {
    // A file that somebody sent in comes with a policy that allows even less.
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        let policy = HeaderValue::from_static(CONTENT_SECURITY_POLICY);
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    set(
        HeaderName::from_static("permissions-policy"),
        "camera=(self), geolocation=(), microphone=()",
    );
    if app.config.rehearsal {
        set(HeaderName::from_static("x-mandat-rehearsal"), "yes");
    }
    if app.config.is_https() {
        set(
            header::STRICT_TRANSPORT_SECURITY,
            "max-age=31536000; includeSubDomains",
        );
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if !place.is_api()
        && !headers.contains_key(header::CONTENT_LANGUAGE)
        && let Ok(value) = HeaderValue::from_str(place.locale.tag())
    {
        headers.insert(header::CONTENT_LANGUAGE, value);
    }
}

/// An extractor for the id of the request.
impl<'a> FromRequest<'a> for RequestId {
    async fn from_request(request: &'a Request, _: &mut poem::RequestBody) -> poem::Result<Self> {
        Ok(request
            .data::<Self>()
            .cloned()
            .unwrap_or(Self(String::new())))
    }
}

/// The status of a kind of problem.
pub fn status_of(kind: ProblemKind) -> StatusCode {
    match kind {
        ProblemKind::Malformed => StatusCode::BAD_REQUEST,
        ProblemKind::Unauthenticated => StatusCode::UNAUTHORIZED,
        ProblemKind::Forbidden => StatusCode::FORBIDDEN,
        ProblemKind::NotFound => StatusCode::NOT_FOUND,
        ProblemKind::Method => StatusCode::METHOD_NOT_ALLOWED,
        ProblemKind::Conflict => StatusCode::CONFLICT,
        ProblemKind::Stale => StatusCode::PRECONDITION_FAILED,
        ProblemKind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ProblemKind::UnsupportedMedia => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ProblemKind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        ProblemKind::PreconditionRequired => StatusCode::PRECONDITION_REQUIRED,
        ProblemKind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        ProblemKind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        ProblemKind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(headers: &[(&'static str, &str)]) -> Request {
        let mut builder = Request::builder().method(Method::POST);
        for (name, value) in headers {
            builder = builder.header(*name, *value);
        }
        builder.finish()
    }

    #[test]
    fn a_request_of_a_foreign_page_is_told_apart() {
        let base = "https://wahl.example.org";
        for (headers, ours) in [
            (vec![("sec-fetch-site", "same-origin")], true),
            (vec![("sec-fetch-site", "none")], true),
            (vec![("sec-fetch-site", "cross-site")], false),
            (vec![("sec-fetch-site", "same-site")], false),
            (
                vec![("sec-fetch-site", "cross-site"), ("origin", base)],
                false,
            ),
            (vec![("origin", base)], true),
            (vec![("origin", "https://evil.example")], false),
            (vec![("origin", "null")], false),
            (
                vec![
                    ("origin", "http://127.0.0.1:8080"),
                    ("host", "127.0.0.1:8080"),
                ],
                true,
            ),
            (
                vec![
                    ("origin", "http://127.0.0.1:8081"),
                    ("host", "127.0.0.1:8080"),
                ],
                false,
            ),
            (vec![], true),
        ] {
            assert_eq!(comes_from_us(&post(&headers), base), ours, "{headers:?}");
        }
    }
}
