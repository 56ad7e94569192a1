//! The delegate calculator over the API.

use poem::{FromRequest, IntoResponse, Request, RequestBody, Response};
use poem_openapi::{
    ApiResponse, Enum, Object, OpenApi, impl_apirequest_for_payload,
    payload::{Json, ParsePayload, Payload},
    registry::{MetaMediaType, MetaResponse, MetaResponses, MetaSchemaRef, Registry},
    types::Type,
};

use super::documents::DelegateKeyJson;
use crate::{
    statutes::{
        actions::calculator,
        model::calculator::{Answer, Question, Refusal},
    },
    web::Refused,
};

/// The operations.
pub struct CalculatorApi;

/// A key and the bodies to which it is applied.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct DelegatesQuestion {
    key: DelegateKeyJson,
    #[oai(validator(min_items = 1, max_items = 10_000))]
    bodies: Vec<TalliedBody>,
    /// How many members are persons; none where it is left out.
    personal_members: Option<u32>,
    /// A lot that was drawn for the last places of a fixed total.
    #[oai(validator(max_items = 1))]
    lots: Option<Vec<DelegatesLot>>,
}

/// A body.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct TalliedBody {
    /// Each name once.
    #[oai(validator(min_length = 1, max_length = 200))]
    name: String,
    /// Its reference figure; needed where the key goes by one.
    #[oai(validator(maximum(value = "1000000000")))]
    figure: Option<u64>,
    /// Whether a fee is due and unpaid; paid where it is left out.
    fee_unpaid: Option<bool>,
}

/// A lot that was drawn, by the names of the bodies.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct DelegatesLot {
    between: Option<Vec<String>>,
    won: Vec<String>,
}

/// The places of all bodies.
#[derive(Object)]
struct DelegatesAnswer {
    /// In the order of the question.
    bodies: Vec<DelegatesOfBody>,
    /// The places of all bodies together.
    total: u64,
    /// The votes of members that are persons.
    personal_votes: u64,
    /// Equal claims to the last places of a fixed total, as long as no lot is drawn.
    undecided: Option<UndecidedPlaces>,
}

/// A tie that only a lot can settle.
#[derive(Object)]
struct UndecidedPlaces {
    places: u32,
    between: Vec<String>,
}

/// The places of a body.
#[derive(Object)]
struct DelegatesOfBody {
    name: String,
    figure: Option<u64>,
    places: u32,
    working: DelegatesWorking,
}

/// How the places of a body came about.
#[derive(Object)]
struct DelegatesWorking {
    /// The places that every body has.
    base: u32,
    by_figure: Option<DelegatesByFigure>,
    /// Raised to this minimum.
    minimum: Option<u32>,
    /// Lowered to this maximum.
    maximum: Option<u32>,
    ex_officio: u32,
    /// All places rest because the fee is unpaid.
    fee_unpaid: bool,
}

/// Which part of the key gave the places by the figure.
#[derive(Enum)]
#[oai(rename_all = "snake_case")]
enum DelegatesBy {
    /// A step.
    Step,
    /// What comes above the last edge.
    Above,
    /// Above the last edge, one more for each so many.
    AboveEach,
    /// One for each so many.
    Each,
    /// A share of a fixed total.
    Share,
}

/// What the figure gives; only what belongs to `by` is there.
#[derive(Object)]
struct DelegatesByFigure {
    by: DelegatesBy,
    places: u32,
    /// The edge of the step, or the last one.
    edge: Option<u64>,
    /// `below` or `above`.
    edge_belongs: Option<String>,
    /// The places of the last step.
    at_edge: Option<u32>,
    /// How much of the figure lies above the edge.
    beyond: Option<u64>,
    /// For how many one place is given.
    size: Option<u64>,
    /// `started` or `full`.
    rounding: Option<String>,
    /// How many of them lie above the edge.
    count: Option<u32>,
    /// The places that all bodies share.
    total: Option<u32>,
    /// The figures of all bodies together.
    of: Option<u64>,
    /// Whether a lot gave one of the places.
    by_lot: Option<bool>,
    /// Whether a lot has still to be drawn that concerns the body.
    undecided: Option<bool>,
}

/// A question, read as the command reads it, so that both refuse the same things in the same fields.
struct Asked(Question);

impl Payload for Asked {
    const CONTENT_TYPE: &'static str = <Json<DelegatesQuestion> as Payload>::CONTENT_TYPE;

    fn check_content_type(content_type: &str) -> bool {
        <Json<DelegatesQuestion> as Payload>::check_content_type(content_type)
    }

    fn schema_ref() -> MetaSchemaRef {
        DelegatesQuestion::schema_ref()
    }

    fn register(registry: &mut Registry) {
        DelegatesQuestion::register(registry);
    }
}

impl ParsePayload for Asked {
    const IS_REQUIRED: bool = true;

    async fn from_request(request: &Request, body: &mut RequestBody) -> poem::Result<Self> {
        let bytes = Vec::<u8>::from_request(request, body).await?;
        let text = std::str::from_utf8(&bytes).map_err(|error| {
            Refused::from(Refusal::Unreadable {
                reason: error.to_string(),
            })
        })?;
        Ok(Self(Question::parse(text).map_err(Refused::from)?))
    }
}

impl_apirequest_for_payload!(Asked);

/// The places and how they came about, as the command prints them.
struct Answered(Answer);

impl IntoResponse for Answered {
    fn into_response(self) -> Response {
        poem::web::Json(self.0).into_response()
    }
}

impl ApiResponse for Answered {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: vec![MetaResponse {
                description: "The places of all bodies; a tie for the last ones of a fixed total is an answer too.",
                status: Some(200),
                status_range: None,
                content: vec![MetaMediaType {
                    content_type: <Json<DelegatesAnswer> as Payload>::CONTENT_TYPE,
                    schema: DelegatesAnswer::schema_ref(),
                }],
                headers: Vec::new(),
            }],
        }
    }

    fn register(registry: &mut Registry) {
        DelegatesAnswer::register(registry);
    }
}

#[OpenApi(tag = "crate::api::Tag::Statutes")]
impl CalculatorApi {
    /// Computes how many delegates each body sends and says how, for everybody; nothing is stored.
    #[oai(
        path = "/tally/delegates",
        method = "post",
        operation_id = "compute_delegates"
    )]
    async fn compute_delegates(&self, question: Asked) -> Result<Answered, Refused> {
        Ok(Answered(calculator::answer(question.0).await?))
    }
}

#[cfg(test)]
mod tests {
    use poem_openapi::types::ParseFromJSON;

    use super::*;

    #[test]
    fn answers_have_the_shape_that_is_described() {
        let steps = |rest: &str| {
            format!(
                r#"{{"steps": {{"steps": [{{"edge": 5, "places": 1}}], "edge_belongs": "below", {rest}}}}}"#
            )
        };
        for key in [
            steps(r#""above_places": 3"#),
            steps(r#""above_each": {"size": 5, "rounding": "full"}"#),
            r#"{"each": {"size": 5, "rounding": "started"}, "minimum": 2}"#.to_owned(),
            r#"{"proportional": {"total": 3, "method": "sainte_lague"}}"#.to_owned(),
        ] {
            let question = Question::parse(&format!(
                r#"{{"key": {key}, "bodies": [{{"name": "A", "figure": 4}}, {{"name": "B", "figure": 9}}]}}"#
            ))
            .unwrap();
            let answer = serde_json::to_value(question.answer().unwrap()).unwrap();
            let described = DelegatesAnswer::parse_from_json(Some(answer)).ok().unwrap();
            assert_eq!(described.bodies.len(), 2);
        }
    }
}
