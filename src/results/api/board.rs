//! The board of a federation over the API.

use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    App,
    results::{
        actions,
        model::{AcceptedInput, BoardInput},
        store::board::BoardMember,
    },
    types::PollId,
    web::{Refused, api::Caller},
};

/// Somebody elected who accepted.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct AcceptedElection {
    /// Position on the ballot, from 1.
    place: i64,
    /// The person in the register.
    person: i64,
    /// `chair`, `deputy_chair` or `board_member`.
    #[oai(validator(max_length = 20))]
    function: String,
}

/// The new members of the board and their term; both days belong to it.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewBoardBody {
    /// YYYY-MM-DD.
    #[oai(validator(max_length = 10))]
    starts_on: String,
    /// YYYY-MM-DD.
    #[oai(validator(max_length = 10))]
    ends_on: String,
    /// Whoever did not accept is left out.
    #[oai(validator(max_items = 100))]
    accepted: Vec<AcceptedElection>,
}

/// A mandate on the board of the federation.
#[derive(Object)]
struct BoardMandate {
    id: i64,
    /// The election.
    poll: i64,
    person: i64,
    /// Empty where the person was erased.
    name: String,
    /// `chair`, `deputy_chair` or `board_member`.
    function: String,
    /// YYYY-MM-DD.
    starts_on: String,
    /// YYYY-MM-DD; the last day of the term.
    ends_on: String,
}

impl From<BoardMember> for BoardMandate {
    fn from(member: BoardMember) -> Self {
        Self {
            id: member.id,
            poll: member.poll.0,
            person: member.person.0,
            name: member.name,
            function: member.function.as_str().to_owned(),
            starts_on: member.starts_on.to_string(),
            ends_on: member.ends_on.to_string(),
        }
    }
}

/// Mandates on the board.
#[derive(Object)]
struct BoardMandates {
    items: Vec<BoardMandate>,
}

/// The new mandates, in the order in which they were sent.
#[derive(Object)]
struct MadeMandates {
    ids: Vec<i64>,
}

/// The operations on the board.
pub struct BoardApi;

#[OpenApi(tag = "crate::api::Tag::Results")]
impl BoardApi {
    /// The mandates on the board of the federation, those that end last first; at most 500.
    #[oai(
        path = "/federations/:slug/board",
        method = "get",
        operation_id = "list_board"
    )]
    async fn list_board(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
    ) -> Result<Json<BoardMandates>, Refused> {
        let board = actions::board(&app, &caller.0, &slug).await?;
        Ok(Json(BoardMandates {
            items: board.members.into_iter().map(Into::into).collect(),
        }))
    }

    /// Gives those elected by a published poll of an assembly who accepted their mandates on the board; once for each poll.
    #[oai(
        path = "/federations/:slug/results/:poll/board",
        method = "post",
        operation_id = "make_board"
    )]
    async fn make_board(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        poll: Path<i64>,
        body: Json<NewBoardBody>,
    ) -> Result<Json<MadeMandates>, Refused> {
        let input = BoardInput {
            starts_on: body.0.starts_on,
            ends_on: body.0.ends_on,
            accepted: body
                .0
                .accepted
                .into_iter()
                .map(|accepted| AcceptedInput {
                    place: accepted.place,
                    person: accepted.person.to_string(),
                    function: accepted.function,
                })
                .collect(),
        };
        let ids = actions::make_board(&app, &caller.0, &slug, PollId(poll.0), &input).await?;
        Ok(Json(MadeMandates { ids }))
    }
}
