//! Lots drawn for a poll, over the API.

use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::counts::CountDocument;
use crate::{
    App,
    polls::{actions, model::LotInput},
    types::PollId,
    web::{Refused, api::Caller},
};

/// A lot as it was drawn.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct PollLotRequest {
    /// Places on the ballot of those who won, from 1: as many as the count says.
    #[oai(validator(max_items = 100))]
    won: Vec<i64>,
    /// YYYY-MM-DD.
    #[oai(validator(max_length = 10))]
    drawn_on: String,
    #[oai(validator(max_length = 200))]
    drawn_by: String,
    #[oai(validator(max_length = 500))]
    witnesses: String,
}

/// The operations on lots.
pub struct LotsApi;

#[OpenApi(tag = "crate::api::Tag::Polls")]
impl LotsApi {
    /// Records a lot drawn between those whom the count of a poll left level; the count goes on with it, to the next tie if there is
    /// one. Before the result is published.
    #[oai(
        path = "/federations/:slug/polls/:poll/lots",
        method = "post",
        operation_id = "record_poll_lot"
    )]
    async fn record_poll_lot(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        body: Json<PollLotRequest>,
    ) -> Result<Json<CountDocument>, Refused> {
        let input = LotInput {
            won: body.0.won.iter().map(ToString::to_string).collect(),
            drawn_on: body.0.drawn_on,
            drawn_by: body.0.drawn_by,
            witnesses: body.0.witnesses,
        };
        let count = actions::record_lot(&app, &caller.0, &slug, PollId(poll.0), &input).await?;
        Ok(Json(CountDocument::from(count)))
    }
}
