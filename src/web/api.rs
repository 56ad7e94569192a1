//! What the operations of the API share: who calls, problem documents, versions against lost updates, pages of lists.

use poem::{
    FromRequest, IntoResponse, Request, RequestBody, Response,
    http::{HeaderValue, header},
};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ApiResponse, Enum, ExtractParamOptions, Object, SecurityScheme,
    auth::Bearer,
    payload::{Json, Payload},
    registry::{MetaHeader, MetaMediaType, MetaRequest, MetaResponse, MetaResponses, Registry},
    types::{ToJSON, Type},
};

use super::problems::{ProblemDocument, Refused};
use crate::{
    App,
    accounts::{self, model::Actor},
    types::{ApprovalId, Explain, Problem, ProblemKind, SecretToken},
};

/// The holder of an API token: `Authorization: Bearer TOKEN`.
#[derive(SecurityScheme)]
#[oai(rename = "apiToken", ty = "bearer", checker = "check_token")]
pub struct Caller(pub Actor);

async fn check_token(request: &Request, bearer: Bearer) -> poem::Result<Actor> {
    let actor = actor_of(request, &bearer.token).await?;
    Ok(actor.ok_or_else(|| {
        Refused(Problem::new(
            ProblemKind::Unauthenticated,
            crate::key!("problem-not-signed-in"),
        ))
    })?)
}

/// The account of an API token; `None` for anything that is none.
pub async fn actor_of(request: &Request, token: &str) -> poem::Result<Option<Actor>> {
    let Some((app, token)) = request.data::<App>().zip(SecretToken::parse(token)) else {
        return Ok(None);
    };
    let actor = accounts::actions::actor_by_api_token(app, &token)
        .await
        .map_err(|e| Refused(e.problem()))?;
    Ok(actor)
}

/// Every operation may answer with a problem document of one of these statuses.
const PROBLEM_STATUSES: [(u16, &str); 14] = [
    (400, "The request cannot be read."),
    (401, "Nobody is signed in."),
    (
        403,
        "The right is missing, or the request came from a foreign page.",
    ),
    (404, "Not there, or not for the caller to know."),
    (405, "The address does not know this method."),
    (409, "Against the state things are in."),
    (411, "The length is missing."),
    (412, "Changed by somebody else since it was read."),
    (413, "Too large."),
    (415, "A content type that is not read here."),
    (422, "Refused by a rule; fields say which."),
    (428, "A change without If-Match."),
    (429, "Too many tries; Retry-After says when."),
    (503, "Not now; Retry-After says when."),
];

impl ApiResponse for Refused {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: PROBLEM_STATUSES
                .iter()
                .map(|(status, description)| MetaResponse {
                    description,
                    status: Some(*status),
                    status_range: None,
                    content: vec![MetaMediaType {
                        content_type: "application/problem+json",
                        schema: ProblemDocument::schema_ref(),
                    }],
                    headers: Vec::new(),
                })
                .collect(),
        }
    }

    fn register(registry: &mut Registry) {
        ProblemDocument::register(registry);
    }
}

/// An answer with the version of the thing as `ETag`, to be sent back as `If-Match` with a change.
pub struct Versioned<T> {
    pub body: T,
    pub revision: i64,
}

impl<T: ToJSON + Send> IntoResponse for Versioned<T> {
    fn into_response(self) -> Response {
        let mut response = Json(self.body).into_response();
        if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", self.revision)) {
            response.headers_mut().insert(header::ETAG, tag);
        }
        response
    }
}

impl<T: ToJSON + Send> ApiResponse for Versioned<T> {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: vec![MetaResponse {
                description: "The thing, with its version as ETag.",
                status: Some(200),
                status_range: None,
                content: vec![MetaMediaType {
                    content_type: <Json<T> as Payload>::CONTENT_TYPE,
                    schema: <Json<T> as Payload>::schema_ref(),
                }],
                headers: vec![MetaHeader {
                    name: "ETag".to_owned(),
                    description: Some("The version, for If-Match.".to_owned()),
                    required: true,
                    deprecated: false,
                    schema: String::schema_ref(),
                }],
            }],
        }
    }

    fn register(registry: &mut Registry) {
        <Json<T> as Payload>::register(registry);
    }
}

/// A table as the body of a request: CSV in UTF-8, with `;`, `,` or tab between its cells, or a workbook (XLSX) of which the first
/// sheet is read; with a header line.
///
/// `None` for another content type: whether the caller may import at all is told before that.
pub struct TableFile(Option<Vec<u8>>);

impl TableFile {
    /// The bytes of the table.
    ///
    /// # Errors
    /// 415 for another content type.
    pub fn bytes(&self) -> Result<&[u8], Refused> {
        self.0.as_deref().ok_or_else(|| {
            Refused(Problem::new(
                ProblemKind::UnsupportedMedia,
                crate::key!("problem-unsupported-media"),
            ))
        })
    }
}

const CSV: &str = "text/csv";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

impl<'a> ApiExtractor<'a> for TableFile {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(_: &mut Registry) {}

    fn request_meta() -> Option<MetaRequest> {
        let content = [CSV, XLSX].map(|content_type| MetaMediaType {
            content_type,
            schema: String::schema_ref(),
        });
        let content = content.into();
        Some(MetaRequest {
            description: None,
            content,
            required: true,
        })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let essence = request
            .content_type()
            .and_then(|t| t.split(';').next())
            .unwrap_or_default();
        if ![CSV, XLSX]
            .iter()
            .any(|known| essence.trim().eq_ignore_ascii_case(known))
        {
            return Ok(Self(None));
        }
        Ok(Self(Some(
            <Vec<u8> as FromRequest>::from_request(request, body).await?,
        )))
    }
}

/// A PDF file as the body of a request. `None` for another content type.
pub struct Pdf(Option<Vec<u8>>);

impl Pdf {
    /// The bytes of the file.
    ///
    /// # Errors
    /// 415 for another content type.
    pub fn bytes(&self) -> Result<&[u8], Refused> {
        self.0.as_deref().ok_or_else(|| {
            Refused(Problem::new(
                ProblemKind::UnsupportedMedia,
                crate::key!("problem-unsupported-media"),
            ))
        })
    }
}

const PDF: &str = "application/pdf";

impl<'a> ApiExtractor<'a> for Pdf {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(_: &mut Registry) {}

    fn request_meta() -> Option<MetaRequest> {
        let content = vec![MetaMediaType {
            content_type: PDF,
            schema: String::schema_ref(),
        }];
        Some(MetaRequest {
            description: None,
            content,
            required: true,
        })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let essence = request
            .content_type()
            .and_then(|t| t.split(';').next())
            .unwrap_or_default();
        if !essence.trim().eq_ignore_ascii_case(PDF) {
            return Ok(Self(None));
        }
        Ok(Self(Some(
            <Vec<u8> as FromRequest>::from_request(request, body).await?,
        )))
    }
}

/// Nothing to say: 204.
#[derive(ApiResponse)]
pub enum Done {
    /// Done.
    #[oai(status = 204)]
    NoContent,
}

/// Something new: 201.
#[derive(ApiResponse)]
pub enum Made {
    /// Made.
    #[oai(status = 201)]
    Created(Json<NewId>),
}

impl Made {
    /// The answer with the new id.
    pub fn new(id: i64) -> Self {
        Self::Created(Json(NewId { id }))
    }
}

/// Asked for, and to be confirmed by another person: 202.
#[derive(ApiResponse)]
pub enum AskedFor {
    /// It waits for a second person.
    #[oai(status = 202)]
    Waits(Json<RequestOfTwo>),
}

impl AskedFor {
    /// The answer with the request that waits.
    pub fn new(approval: ApprovalId) -> Self {
        Self::Waits(Json(RequestOfTwo {
            approval: approval.0,
            state: RequestState::Waiting,
        }))
    }
}

/// What was asked for and waits for another person.
#[derive(Object)]
pub struct RequestOfTwo {
    /// To be confirmed or withdrawn under this number.
    approval: i64,
    state: RequestState,
}

/// Where a request is.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
enum RequestState {
    Waiting,
}

/// The id of something new.
#[derive(Object)]
pub struct NewId {
    pub id: i64,
}

/// Reads `If-Match`.
///
/// # Errors
/// 428 where it is missing; 412 where it is not a version of ours.
pub fn expected_revision(if_match: Option<&str>) -> Result<i64, Refused> {
    let Some(tag) = if_match else {
        return Err(Refused(Problem::new(
            ProblemKind::PreconditionRequired,
            crate::key!("problem-version-missing"),
        )));
    };
    tag.trim()
        .trim_matches('"')
        .parse()
        .map_err(|_| Refused(Problem::stale()))
}

/// How many things a page of a list holds.
pub const PAGE_SIZE: i64 = 50;
/// The most that may be asked for.
pub const LARGEST_PAGE: i64 = 500;

/// Which page of a list, from a start and a length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    pub offset: i64,
    pub limit: i64,
}

impl Paging {
    /// From the parameters `page` (from 1) and `per_page` of a request; values out of range are brought into it.
    pub fn of(page: Option<i64>, per_page: Option<i64>) -> Self {
        let limit = per_page.unwrap_or(PAGE_SIZE).clamp(1, LARGEST_PAGE);
        let page = page.unwrap_or(1).clamp(1, 1_000_000);
        Self {
            offset: (page - 1) * limit,
            limit,
        }
    }

    /// The part of a short list that was read whole.
    pub fn part_of<T>(self, items: impl Iterator<Item = T>) -> Vec<T> {
        let number = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
        items
            .skip(number(self.offset))
            .take(number(self.limit))
            .collect()
    }

    /// The number of this page, from 1.
    pub fn page(self) -> i64 {
        self.offset / self.limit + 1
    }

    /// The number of the last page.
    pub fn last_page(self, total: i64) -> i64 {
        ((total + self.limit - 1) / self.limit).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_stay_in_range() {
        assert_eq!(
            Paging::of(None, None),
            Paging {
                offset: 0,
                limit: 50
            }
        );
        assert_eq!(
            Paging::of(Some(3), Some(10)),
            Paging {
                offset: 20,
                limit: 10
            }
        );
        assert_eq!(
            Paging::of(Some(-3), Some(100_000)),
            Paging {
                offset: 0,
                limit: 500
            }
        );
        assert_eq!(Paging::of(Some(i64::MAX), None).page(), 1_000_000);
        assert_eq!(Paging::of(None, None).last_page(0), 1);
        assert_eq!(Paging::of(None, None).last_page(51), 2);
    }

    #[test]
    fn a_change_needs_the_version_it_is_meant_for() {
        assert_eq!(expected_revision(Some("\"7\"")).ok(), Some(7));
        assert_eq!(
            expected_revision(None).map_err(|r| r.0.kind).err(),
            Some(ProblemKind::PreconditionRequired)
        );
        assert_eq!(
            expected_revision(Some("x")).map_err(|r| r.0.kind).err(),
            Some(ProblemKind::Stale)
        );
    }
}
