//! The list of speakers over the API.

use poem::web::Data;
use poem_openapi::{Enum, Object, OpenApi, param::Path, payload::Json};

use super::{
    actions::{self, Speakers},
    model::{AskInput, Floor, ListInput, ListState, Speech, SpeechState, Turn},
};
use crate::{
    App,
    accounts::model::Right,
    types::{AssemblyId, SpeakerListId, SpeechId},
    web::{
        Access, Refused,
        api::{Caller, Done, Made},
    },
};

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    ("list_speaker_lists", Access::Right(Right::ReadStaffPages)),
    ("show_speaker_list", Access::Right(Right::ReadStaffPages)),
    ("open_speaker_list", Access::Right(Right::CheckIn)),
    ("set_speaker_list", Access::Right(Right::CheckIn)),
    ("ask_for_floor", Access::Right(Right::CheckIn)),
    ("call_speaker", Access::Right(Right::CheckIn)),
    ("finish_speech", Access::Right(Right::CheckIn)),
    ("withdraw_speech", Access::Right(Right::CheckIn)),
];

/// The operations.
pub struct FloorApi;

/// What can be done with a list of speakers.
#[derive(Clone, Copy, Enum)]
#[oai(remote = "ListState", rename_all = "snake_case")]
enum SpeakerListState {
    /// People ask for the floor.
    Open,
    /// Nobody is added but for a point of order.
    Closed,
    /// The topic is over.
    Ended,
}

/// Where somebody stands with a speech.
#[derive(Clone, Copy, Enum)]
#[oai(remote = "SpeechState", rename_all = "snake_case")]
enum SpeechStateName {
    Waiting,
    Speaking,
    Over,
    Withdrawn,
}

/// A topic to be spoken about.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct SpeakerListRequest {
    #[oai(validator(min_length = 1, max_length = 200))]
    topic: String,
    /// Time for a speech, `M:SS` or minutes; at most two hours. As long as it takes where it is missing.
    #[oai(default, validator(max_length = 10))]
    time: String,
    /// Two groups that take turns; both or none.
    #[oai(default, validator(max_length = 60))]
    first_group: String,
    #[oai(default, validator(max_length = 60))]
    second_group: String,
    /// Whoever has not spoken on the topic comes before those who have.
    #[oai(default)]
    newcomers_first: bool,
}

/// The state that a list is to have.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct SpeakerListChange {
    state: SpeakerListState,
}

/// Somebody asks for the floor: by the number on the roll, or a guest by name.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct SpeechRequest {
    #[oai(validator(minimum(value = "1")))]
    number: Option<i64>,
    #[oai(default, validator(max_length = 100))]
    guest: String,
    /// 1 or 2 where two groups take turns.
    #[oai(validator(minimum(value = "1"), maximum(value = "2")))]
    turn: Option<i64>,
    /// Comes before everybody else, and is of no group.
    #[oai(default)]
    point_of_order: bool,
}

/// A list of speakers.
#[derive(Object)]
struct SpeakerListDocument {
    id: i64,
    topic: String,
    state: SpeakerListState,
    /// Seconds for a speech.
    #[oai(skip_serializing_if_is_none)]
    seconds: Option<i64>,
    /// The two groups that take turns, or none.
    groups: Vec<String>,
    newcomers_first: bool,
    opened_at: String,
    /// Who speaks now.
    #[oai(skip_serializing_if_is_none)]
    speaking: Option<SpeechDocument>,
    /// Those who wait, in the order in which they speak.
    waiting: Vec<SpeechDocument>,
    /// Those who spoke, in the order in which they did.
    spoken: Vec<SpeechDocument>,
}

/// That somebody asked for the floor.
#[derive(Object)]
struct SpeechDocument {
    id: i64,
    /// Empty once the person is erased.
    name: String,
    /// Empty for a guest.
    body_name: String,
    #[oai(skip_serializing_if_is_none)]
    turn: Option<i64>,
    point_of_order: bool,
    state: SpeechStateName,
    asked_at: String,
    #[oai(skip_serializing_if_is_none)]
    started_at: Option<String>,
    #[oai(skip_serializing_if_is_none)]
    ended_at: Option<String>,
}

/// A topic in the list of all of an assembly.
#[derive(Object)]
struct SpeakerListLine {
    id: i64,
    topic: String,
    state: SpeakerListState,
}

impl From<&Speech> for SpeechDocument {
    fn from(speech: &Speech) -> Self {
        Self {
            id: speech.id.0,
            name: speech.name.clone(),
            body_name: speech.body_name.clone(),
            turn: speech.turn.map(Turn::number),
            point_of_order: speech.point_of_order,
            state: speech.state.into(),
            asked_at: speech.asked_at.to_string(),
            started_at: speech.started_at.map(|at| at.to_string()),
            ended_at: speech.ended_at.map(|at| at.to_string()),
        }
    }
}

impl From<Floor> for SpeakerListDocument {
    fn from(floor: Floor) -> Self {
        let documents =
            |speeches: Vec<&Speech>| speeches.into_iter().map(SpeechDocument::from).collect();
        Self {
            speaking: floor.speaking().map(SpeechDocument::from),
            waiting: documents(floor.waiting()),
            spoken: documents(floor.spoken()),
            id: floor.list.id.0,
            state: floor.list.state.into(),
            opened_at: floor.list.opened_at.to_string(),
            topic: floor.list.rules.topic,
            seconds: floor.list.rules.seconds,
            groups: floor.list.rules.groups.into_iter().flatten().collect(),
            newcomers_first: floor.list.rules.newcomers_first,
        }
    }
}

#[OpenApi(tag = "crate::api::Tag::Assemblies")]
impl FloorApi {
    /// Lists the topics of an assembly that were spoken about, the present one last.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/speaker-lists",
        method = "get",
        operation_id = "list_speaker_lists"
    )]
    async fn list_speaker_lists(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
    ) -> Result<Json<Vec<SpeakerListLine>>, Refused> {
        let Speakers {
            floor, mut before, ..
        } = actions::speakers(&app, &caller.0, &slug, AssemblyId(assembly.0)).await?;
        before.reverse();
        before.extend(floor.map(|floor| floor.list));
        Ok(Json(
            before
                .into_iter()
                .map(|list| SpeakerListLine {
                    id: list.id.0,
                    topic: list.rules.topic,
                    state: list.state.into(),
                })
                .collect(),
        ))
    }

    /// Opens the list of speakers for a topic; one topic at a time.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/speaker-lists",
        method = "post",
        operation_id = "open_speaker_list"
    )]
    async fn open_speaker_list(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        request: Json<SpeakerListRequest>,
    ) -> Result<Made, Refused> {
        let request = request.0;
        let input = ListInput {
            topic: request.topic,
            time: request.time,
            first_group: request.first_group,
            second_group: request.second_group,
            newcomers_first: request.newcomers_first,
        };
        let id = actions::open_list(&app, &caller.0, &slug, AssemblyId(assembly.0), &input).await?;
        Ok(Made::new(id.0))
    }

    /// A list with everybody on it.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/speaker-lists/:list",
        method = "get",
        operation_id = "show_speaker_list"
    )]
    async fn show_speaker_list(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        list: Path<i64>,
    ) -> Result<Json<SpeakerListDocument>, Refused> {
        let (assembly, list) = (AssemblyId(assembly.0), SpeakerListId(list.0));
        let (_, floor) = actions::floor(&app, &caller.0, &slug, assembly, list).await?;
        Ok(Json(floor.into()))
    }

    /// Closes a list, opens it again, or ends the topic: nobody waits any more then.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/speaker-lists/:list/state",
        method = "put",
        operation_id = "set_speaker_list"
    )]
    async fn set_speaker_list(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        list: Path<i64>,
        request: Json<SpeakerListChange>,
    ) -> Result<Done, Refused> {
        let at = (AssemblyId(assembly.0), SpeakerListId(list.0));
        let state = request.0.state.into();
        actions::set_state(&app, &caller.0, &slug, at, state).await?;
        Ok(Done::NoContent)
    }

    /// Puts somebody on the list. A point of order is taken even where the list is closed.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/speaker-lists/:list/speeches",
        method = "post",
        operation_id = "ask_for_floor"
    )]
    async fn ask_for_floor(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        list: Path<i64>,
        request: Json<SpeechRequest>,
    ) -> Result<Made, Refused> {
        let at = (AssemblyId(assembly.0), SpeakerListId(list.0));
        let request = request.0;
        let text = |number: Option<i64>| number.map(|n| n.to_string()).unwrap_or_default();
        let input = AskInput {
            number: text(request.number),
            guest: request.guest,
            turn: text(request.turn),
            point_of_order: request.point_of_order,
        };
        let id = actions::ask(&app, &caller.0, &slug, at, &input).await?;
        Ok(Made::new(id.0))
    }

    /// Gives somebody who waits the floor; whoever speaks is done.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/speaker-lists/:list/speeches/:speech/call",
        method = "post",
        operation_id = "call_speaker"
    )]
    async fn call_speaker(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        list: Path<i64>,
        speech: Path<i64>,
    ) -> Result<Done, Refused> {
        let at = (AssemblyId(assembly.0), SpeakerListId(list.0));
        actions::call(&app, &caller.0, &slug, at, SpeechId(speech.0)).await?;
        Ok(Done::NoContent)
    }

    /// Ends the speech that is being made.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/speaker-lists/:list/finish",
        method = "post",
        operation_id = "finish_speech"
    )]
    async fn finish_speech(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        list: Path<i64>,
    ) -> Result<Done, Refused> {
        let at = (AssemblyId(assembly.0), SpeakerListId(list.0));
        actions::finish(&app, &caller.0, &slug, at).await?;
        Ok(Done::NoContent)
    }

    /// Takes somebody who waits off the list.
    #[oai(
        path = "/federations/:slug/assemblies/:assembly/speaker-lists/:list/speeches/:speech/withdraw",
        method = "post",
        operation_id = "withdraw_speech"
    )]
    async fn withdraw_speech(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        assembly: Path<i64>,
        list: Path<i64>,
        speech: Path<i64>,
    ) -> Result<Done, Refused> {
        let at = (AssemblyId(assembly.0), SpeakerListId(list.0));
        actions::withdraw(&app, &caller.0, &slug, at, SpeechId(speech.0)).await?;
        Ok(Done::NoContent)
    }
}
