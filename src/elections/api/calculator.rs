//! The seat calculator over the API.

mod documents;

use poem::{FromRequest, IntoResponse, Request, RequestBody, Response};
use poem_openapi::{
    ApiResponse, OpenApi, impl_apirequest_for_payload,
    payload::{Json, ParsePayload, Payload},
    registry::{MetaMediaType, MetaResponse, MetaResponses, MetaSchemaRef, Registry},
    types::Type,
};

use self::documents::{TallyAnswer, TallyQuestion};
use crate::{
    elections::{
        actions::calculator,
        model::calculator::{Answer, Fault, Question, Refusal, Refusals},
    },
    web::{Access, Refused},
};

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[("allocate_seats", Access::Public)];

/// The operations.
pub struct CalculatorApi;

/// A question, read as the command reads it, so that both refuse the same things in the same fields.
struct Asked(Question);

impl Payload for Asked {
    const CONTENT_TYPE: &'static str = <Json<TallyQuestion> as Payload>::CONTENT_TYPE;

    fn check_content_type(content_type: &str) -> bool {
        <Json<TallyQuestion> as Payload>::check_content_type(content_type)
    }

    fn schema_ref() -> MetaSchemaRef {
        TallyQuestion::schema_ref()
    }

    fn register(registry: &mut Registry) {
        TallyQuestion::register(registry);
    }
}

impl ParsePayload for Asked {
    const IS_REQUIRED: bool = true;

    async fn from_request(request: &Request, body: &mut RequestBody) -> poem::Result<Self> {
        let bytes = Vec::<u8>::from_request(request, body).await?;
        let text = std::str::from_utf8(&bytes).map_err(|error| {
            Refused::from(Refusals(vec![Refusal {
                field: String::new(),
                fault: Fault::Unreadable {
                    reason: error.to_string(),
                },
            }]))
        })?;
        Ok(Self(Question::parse(text).map_err(Refused::from)?))
    }
}

impl_apirequest_for_payload!(Asked);

/// The seats and how they were computed, as the command prints them.
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
                description: "The seats and how they were computed; a tie for the last seats is an answer too.",
                status: Some(200),
                status_range: None,
                content: vec![MetaMediaType {
                    content_type: <Json<TallyAnswer> as Payload>::CONTENT_TYPE,
                    schema: TallyAnswer::schema_ref(),
                }],
                headers: Vec::new(),
            }],
        }
    }

    fn register(registry: &mut Registry) {
        TallyAnswer::register(registry);
    }
}

#[OpenApi(tag = "crate::api::Tag::Elections")]
impl CalculatorApi {
    /// Allocates seats to lists by their votes and says how, for everybody; nothing is stored.
    ///
    /// There is no default method: the rules of each election say which one holds.
    #[oai(
        path = "/tally/seats",
        method = "post",
        operation_id = "allocate_seats"
    )]
    async fn allocate_seats(&self, question: Asked) -> Result<Answered, Refused> {
        Ok(Answered(calculator::answer(question.0).await?))
    }
}
