//! A published document as an answer: the stored bytes, described by the types below.

use poem::{
    IntoResponse, Response,
    http::{HeaderValue, header},
};
use poem_openapi::{
    ApiResponse, Object,
    payload::{Json, Payload},
    registry::{MetaHeader, MetaMediaType, MetaResponse, MetaResponses, Registry},
    types::Type,
};
use serde_json::Value;

/// The bytes of a version as they were published.
pub(super) struct PublishedDocument {
    pub content: String,
    pub digest: String,
}

impl IntoResponse for PublishedDocument {
    fn into_response(self) -> Response {
        let mut response = Response::builder()
            .content_type("application/json")
            .body(self.content);
        if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", self.digest)) {
            response.headers_mut().insert(header::ETAG, tag);
        }
        response
    }
}

impl ApiResponse for PublishedDocument {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: vec![MetaResponse {
                description: "The document, with its checksum as ETag.",
                status: Some(200),
                status_range: None,
                content: vec![MetaMediaType {
                    content_type: <Json<ElectionResult> as Payload>::CONTENT_TYPE,
                    schema: <Json<ElectionResult> as Payload>::schema_ref(),
                }],
                headers: vec![MetaHeader {
                    name: "ETag".to_owned(),
                    description: Some("SHA-256 of the document, in hex.".to_owned()),
                    required: true,
                    deprecated: false,
                    schema: String::schema_ref(),
                }],
            }],
        }
    }

    fn register(registry: &mut Registry) {
        <Json<ElectionResult> as Payload>::register(registry);
    }
}

/// The published result of an election.
#[derive(Object)]
pub(super) struct ElectionResult {
    /// `mandat.election/1`.
    format: String,
    /// From 1; each publication is the next one.
    version: i64,
    /// `provisional`, `certified`, `corrected` or `annulled`.
    standing: String,
    /// RFC 3339, UTC.
    published_at: String,
    /// The office that published it.
    published_by: String,
    /// Why this version replaces the one before; empty for the first.
    reason: String,
    federation: ElectionResultFederation,
    election: ElectionResultElection,
    /// Sums over the districts that reported; `null` where one of them did not report the figure.
    figures: ElectionResultFigures,
    /// What eligible and voters are made up of: A1, A2, A3 and B1 of German records.
    parts: ElectionResultParts,
    reporting: ElectionResultReporting,
    /// Each group of seats by itself; one without a name where there are no groups.
    allocations: Vec<ElectionResultGroup>,
    /// Empty where there is one district only.
    districts: Vec<ElectionResultDistrict>,
    /// The lots that decided something.
    lots: Vec<ElectionResultLot>,
    /// The election before, of the same body.
    previous: Option<ElectionResultPrevious>,
}

/// Whose result it is.
#[derive(Object)]
struct ElectionResultFederation {
    slug: String,
    name: String,
}

/// Of whom, when, by what rules.
#[derive(Object)]
struct ElectionResultElection {
    id: i64,
    /// Name of the body on election day.
    body: String,
    body_id: i64,
    /// `YYYY-MM-DD`.
    day: String,
    term: String,
    /// The election that this one repeats.
    repeats: Option<i64>,
    /// Seats elected.
    seats: i64,
    appointed_seats: i64,
    ex_officio_seats: i64,
    /// The rules as they were set, with their legal source.
    rules: Value,
    /// `YYYY-MM-DD`.
    objection_deadline: Option<String>,
}

/// Sums of figures.
#[derive(Object)]
struct ElectionResultFigures {
    eligible: Option<i64>,
    voters: Option<i64>,
    invalid: Option<i64>,
    valid: Option<i64>,
}

/// What eligible and voters are made up of.
#[derive(Object)]
struct ElectionResultParts {
    eligible_unflagged: Option<i64>,
    eligible_flagged: Option<i64>,
    eligible_unregistered: Option<i64>,
    voters_authorised: Option<i64>,
}

/// How many districts have reported.
#[derive(Object)]
struct ElectionResultReporting {
    reported: i64,
    districts: i64,
}

/// The seats of one group.
#[derive(Object)]
struct ElectionResultGroup {
    name: String,
    seats: i64,
    /// In the order of the ballot.
    nominations: Vec<ElectionResultNomination>,
    filled: i64,
    vacant: i64,
    /// Seats that only a lot can give.
    undecided: i64,
    /// Positions in `nominations`, from 0, of those with equal claims to the undecided seats.
    undecided_between: Vec<i64>,
    /// How the seats were computed: `quotients`, `quotas` or `persons` as its `kind`.
    working: Option<Value>,
    /// What besides the method gave or took seats: `threshold`, `majority_clause` or `lot` as its `kind`.
    steps: Vec<Value>,
}

/// Votes, seats and people of a list or an independent.
#[derive(Object)]
struct ElectionResultNomination {
    id: i64,
    label: String,
    independent: bool,
    votes: i64,
    /// Seats that the votes earn.
    entitled: i64,
    /// Seats that are filled.
    filled: i64,
    candidates: Option<i64>,
    /// First the elected, then those who follow, each in their order.
    people: Vec<ElectionResultPerson>,
}

/// A candidate.
#[derive(Object)]
struct ElectionResultPerson {
    id: i64,
    /// Only with consent.
    name: Option<String>,
    /// Place on the list.
    position: i64,
    /// The person's own votes, where the rules use them.
    votes: Option<i64>,
    /// `elected`, `successor`, `not_elected` or `undecided`.
    standing: String,
    /// `list_order` or `votes`.
    elected_by: Option<String>,
}

/// The figures of one district.
#[derive(Object)]
struct ElectionResultDistrict {
    number: i64,
    name: String,
    reported: bool,
    /// Too few ballots to show votes by list without telling on somebody.
    suppressed: bool,
    figures: ElectionResultFigures,
    /// Votes in the order of the nominations over all groups; empty where not reported or suppressed.
    votes: Vec<i64>,
}

/// A lot.
#[derive(Object)]
struct ElectionResultLot {
    between: Vec<String>,
    drawn: Vec<String>,
    /// `YYYY-MM-DD`.
    drawn_on: String,
    drawn_by: String,
    witnesses: String,
}

/// What the election before came to, by label.
#[derive(Object)]
struct ElectionResultPrevious {
    id: i64,
    /// `YYYY-MM-DD`.
    day: String,
    seats: i64,
    figures: ElectionResultFigures,
    nominations: Vec<ElectionResultPreviousNomination>,
}

/// Votes and seats of a list in the election before.
#[derive(Object)]
struct ElectionResultPreviousNomination {
    label: String,
    votes: i64,
    entitled: i64,
}
