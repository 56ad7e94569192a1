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
    pub version: i64,
}

impl IntoResponse for PublishedDocument {
    fn into_response(self) -> Response {
        let mut response = Response::builder()
            .content_type("application/json")
            .body(self.content);
        if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", self.version)) {
            response.headers_mut().insert(header::ETAG, tag);
        }
        response
    }
}

impl ApiResponse for PublishedDocument {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: vec![MetaResponse {
                description: "The document, with its version as ETag.",
                status: Some(200),
                status_range: None,
                content: vec![MetaMediaType {
                    content_type: <Json<PublishedResult> as Payload>::CONTENT_TYPE,
                    schema: <Json<PublishedResult> as Payload>::schema_ref(),
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
        <Json<PublishedResult> as Payload>::register(registry);
    }
}

/// A published result.
#[derive(Object)]
pub(super) struct PublishedResult {
    /// `mandat.result/1`.
    format: String,
    /// From 1; each correction is the next one.
    version: i64,
    /// `final` or `corrected`.
    state: String,
    /// RFC 3339, UTC.
    published_at: String,
    /// The office that published it.
    published_by: String,
    /// Why this version replaces the one before; empty for the first.
    reason: String,
    /// What readers should know besides the figures.
    note: String,
    federation: PublishedFederation,
    assembly: Option<PublishedAssembly>,
    poll: PublishedPoll,
    roll: PublishedRoll,
    /// Entries of the roll that voted.
    voters: i64,
    /// Votes cast by them.
    ballots: i64,
    /// `full` or `outcome_only`.
    detail: String,
    /// Not there where only the outcome is public.
    figures: Option<PublishedFigures>,
    outcome: PublishedOutcome,
    /// Who voted how, where the vote was by name.
    roll_call: Option<Vec<PublishedVote>>,
}

/// Whose result it is.
#[derive(Object)]
struct PublishedFederation {
    slug: String,
    name: String,
}

/// The assembly that voted.
#[derive(Object)]
struct PublishedAssembly {
    title: String,
    /// `YYYY-MM-DD`.
    day: String,
}

/// What was asked, and by which rule.
#[derive(Object)]
struct PublishedPoll {
    id: i64,
    /// `motion` or `election`.
    kind: String,
    /// How the ballot was filled in, such as `choose` or `scottish_stv`.
    method: Option<String>,
    /// `secret` or `roll_call`.
    secrecy: String,
    /// `outcome_only` where it was chosen before opening that no figure becomes public.
    #[oai(skip_serializing_if_is_none)]
    disclosure: Option<String>,
    /// What figures could tell, and what was chosen about it before opening.
    #[oai(skip_serializing_if_is_none)]
    guard: Option<Value>,
    /// The key to which ballots were sealed until they were counted, in hexadecimal digits.
    #[oai(skip_serializing_if_is_none)]
    sealed_to: Option<String>,
    /// Texts by language.
    title: Value,
    /// Texts by language.
    question: Value,
    /// Names of the candidates by language, in the order of the ballot; none for a motion.
    options: Vec<Value>,
    /// From which body each candidate comes, where it plays a part.
    bodies: Option<Vec<String>>,
    /// Places of each list.
    places: Option<Vec<i64>>,
    max_choices: i64,
    max_per_option: Option<i64>,
    seats: i64,
    least_bodies: Option<i64>,
    /// The version of the statutes and the article that the rule was taken from.
    rule_source: Option<Value>,
    /// The rule in whole numbers.
    rule: Value,
    /// Which sentence says the rule, such as `simple_majority`.
    rule_wording: String,
    opened_at: Option<String>,
    closed_at: Option<String>,
    counted_at: Option<String>,
}

/// Who could vote.
#[derive(Object)]
struct PublishedRoll {
    title: String,
    entries: i64,
    /// Votes that could be cast: those of all entries but the excluded ones.
    votes: i64,
    /// SHA-256 of the roll's canonical form, in hex.
    digest: String,
    /// Who could not vote because of a conflict of interest; not there where nobody was excluded.
    #[oai(skip_serializing_if_is_none)]
    excluded: Option<PublishedExclusions>,
}

/// Entries of the roll that could not vote in this poll.
#[derive(Object)]
struct PublishedExclusions {
    entries: i64,
    votes: i64,
    /// By which rule: `BGB § 34`.
    rule: String,
}

/// How the votes fell.
#[derive(Object)]
struct PublishedFigures {
    /// Yes, no, abstain; or the candidates in the order of the ballot.
    votes: Vec<i64>,
    valid: i64,
    blank: i64,
    invalid: i64,
    /// How the bodies stand, where the rule asks them too: `yes`, `no`, `even`.
    bodies: Option<Value>,
    /// Votes of those who were there, where the rule asks for it and presence was recorded.
    present: Option<i64>,
}

/// What follows from the votes: `accepted` and `findings` for a motion, the other fields for an election.
#[derive(Object)]
struct PublishedOutcome {
    /// `motion` or `election`.
    kind: String,
    accepted: Option<bool>,
    /// What a tie over a motion still asks for: `lot` or `runoff`.
    awaits: Option<String>,
    /// The reasons in numbers.
    findings: Option<Vec<Value>>,
    /// Positions on the ballot, from 1.
    elected: Option<Vec<i64>>,
    /// Positions between which a lot or a runoff decides.
    tied: Option<Vec<i64>>,
    open_seats: Option<i64>,
    vacant: Option<i64>,
    /// Least number of votes; where the figures are public.
    needed: Option<i64>,
    /// Seats of each list.
    seats: Option<Vec<i64>>,
    /// What the tie is about, where it is not simply the last seats.
    tie_over: Option<String>,
    /// How it was counted, in numbers; positions of options from 0.
    steps: Option<Vec<Value>>,
}

/// A deputy who voted for the place of a delegate.
#[derive(Object)]
struct PublishedDeputy {
    /// Only with consent, or where a public office is held.
    name: Option<String>,
}

/// A delegate who voted for the place of another one by proxy.
#[derive(Object)]
struct PublishedProxy {
    /// Only with consent, or where a public office is held.
    name: Option<String>,
}

/// A vote by name.
#[derive(Object)]
struct PublishedVote {
    /// Number on the roll.
    number: i64,
    /// Only with consent, or where a public office is held.
    name: Option<String>,
    /// Who stood in and voted; not there where the delegate voted.
    #[oai(skip_serializing_if_is_none)]
    deputy: Option<PublishedDeputy>,
    /// Who voted for the place by proxy; not there where nobody did.
    #[oai(skip_serializing_if_is_none)]
    proxy: Option<PublishedProxy>,
    body: String,
    votes: i64,
    /// Positions marked, from 1; not there where the ballot could not be read.
    marked: Option<Vec<i64>>,
}
