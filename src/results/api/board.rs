//! The board of a federation over the API.

use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Header, Path, Query},
    payload::Json,
};

use crate::{
    App,
    results::{
        actions::{self, ResultError},
        model::{AcceptedInput, BoardInput, EarlyEndInput},
        store::board::BoardMember,
    },
    types::{Fields, PollId, reading::day_or_none},
    web::{
        Refused,
        api::{Caller, Done, expected_revision},
    },
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
    /// YYYY-MM-DD; the last day in office, where it came before the end of the term.
    ended_on: Option<String>,
    /// `resigned`, `recalled`, `lost_eligibility` or `deceased`, where it ended before the term.
    end_reason: Option<String>,
    /// For `If-Match`.
    revision: i64,
}

/// The early end of a mandate.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct EarlyEnd {
    /// The last day in office, YYYY-MM-DD, within the term.
    #[oai(validator(max_length = 10))]
    ends_on: String,
    /// `resigned`, `recalled` (by resolution), `lost_eligibility` or `deceased`.
    #[oai(validator(max_length = 20))]
    end_reason: String,
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
            ended_on: member.ended.map(|(day, _)| day.to_string()),
            end_reason: member.ended.map(|(_, reason)| reason.as_str().to_owned()),
            revision: member.revision,
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
    /// The mandates on the board of the federation, those that end last first, or those of who is in office on a day; at most 500.
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
        /// YYYY-MM-DD.
        on: Query<Option<String>>,
    ) -> Result<Json<BoardMandates>, Refused> {
        let mut fields = Fields::default();
        let on = day_or_none(&mut fields, "on", on.0.as_deref().unwrap_or_default());
        let on = fields.finish(on).map_err(ResultError::Fields)?;
        let board = actions::board(&app, &caller.0, &slug, on).await?;
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

    /// Ends a mandate on the board before its term; done again, it corrects day and reason. The planned end is kept.
    #[oai(
        path = "/federations/:slug/board/:board_mandate/end",
        method = "post",
        operation_id = "end_board_mandate"
    )]
    async fn end_board_mandate(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        board_mandate: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        body: Json<EarlyEnd>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let input = EarlyEndInput {
            ends_on: body.0.ends_on,
            end_reason: body.0.end_reason,
        };
        actions::end_board_mandate(&app, &caller.0, &slug, board_mandate.0, revision, &input)
            .await?;
        Ok(Done::NoContent)
    }
}
