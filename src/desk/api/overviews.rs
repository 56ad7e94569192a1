//! Who speaks for whom on a day, and waves of elections, over the API.

use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use crate::{
    App,
    accounts::model::Right,
    desk::{
        actions::overviews::{self, OnDay},
        model::wave::{WaveElection, WaveSums},
    },
    types::BodyId,
    web::{
        Access, Refused,
        api::{Caller, Paging},
    },
};

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    ("list_people_on_day", Access::Right(Right::ReadStaffPages)),
    (
        "list_people_of_body_on_day",
        Access::OfficeOr(Right::ReadStaffPages),
    ),
    ("show_wave", Access::Right(Right::ReadStaffPages)),
];

/// The operations.
pub struct OverviewsApi;

/// Somebody who speaks for a body on a day.
#[derive(Object)]
struct PersonOnDay {
    body_id: i64,
    body: String,
    person_id: i64,
    given_name: String,
    family_name: String,
    /// `delegate`, or the function of the mandate: `member`, `chair`, `deputy_chair`, `board_member`.
    function: String,
    /// First day of the mandate; of a delegate the day on which they followed somebody.
    #[oai(skip_serializing_if_is_none)]
    from: Option<String>,
    #[oai(skip_serializing_if_is_none)]
    until: Option<String>,
}

/// The assembly whose delegates speak on the day.
#[derive(Object)]
struct RoundOfDay {
    id: i64,
    title: String,
    day: String,
    frozen: bool,
}

/// Who speaks for whom on a day.
#[derive(Object)]
struct PeopleOnDay {
    day: String,
    #[oai(skip_serializing_if_is_none)]
    round: Option<RoundOfDay>,
    items: Vec<PersonOnDay>,
    total: i64,
    page: i64,
    last_page: i64,
}

impl PeopleOnDay {
    fn of(found: OnDay, paging: Paging) -> Self {
        let total = i64::try_from(found.entries.len()).unwrap_or(i64::MAX);
        let items = paging.part_of(found.entries.into_iter());
        Self {
            day: found.day.to_string(),
            round: found.round.map(|round| RoundOfDay {
                id: round.id.0,
                title: round.title,
                day: round.day.to_string(),
                frozen: round.is_frozen,
            }),
            items: items
                .into_iter()
                .map(|entry| PersonOnDay {
                    body_id: entry.body.0,
                    body: entry.body_name,
                    person_id: entry.person.0,
                    given_name: entry.given_name,
                    family_name: entry.family_name,
                    function: entry.what.as_str().to_owned(),
                    from: entry.from.map(|day| day.to_string()),
                    until: entry.until.map(|day| day.to_string()),
                })
                .collect(),
            total,
            page: paging.page(),
            last_page: paging.last_page(total),
        }
    }
}

/// An election of a wave.
#[derive(Object)]
struct ElectionOfWave {
    election_id: i64,
    body_id: i64,
    body: String,
    day: String,
    /// `preparing`, `counting`, `certified`, `not_held`, `appointed_instead`, `annulled` or `repeated`.
    state: String,
    seats: i64,
    #[oai(skip_serializing_if_is_none)]
    filled: Option<i64>,
    #[oai(skip_serializing_if_is_none)]
    vacant: Option<i64>,
    #[oai(skip_serializing_if_is_none)]
    eligible: Option<i64>,
    #[oai(skip_serializing_if_is_none)]
    voters: Option<i64>,
    #[oai(skip_serializing_if_is_none)]
    turnout_permille: Option<i64>,
    lists: i64,
    independents: i64,
    candidates: i64,
}

impl From<WaveElection> for ElectionOfWave {
    fn from(election: WaveElection) -> Self {
        Self {
            turnout_permille: election.turnout_permille(),
            election_id: election.id.0,
            body_id: election.body.0,
            body: election.body_name,
            day: election.day.to_string(),
            state: election.state.as_str().to_owned(),
            seats: election.seats,
            filled: election.filled,
            vacant: election.vacant,
            eligible: election.eligible,
            voters: election.voters,
            lists: election.lists,
            independents: election.independents,
            candidates: election.candidates,
        }
    }
}

/// Sums over a wave.
#[derive(Object)]
struct SumsOfWave {
    bodies: i64,
    elections: i64,
    /// Counted or certified.
    held: i64,
    /// Not held for lack of candidates, or appointed instead.
    not_held: i64,
    /// Still being prepared.
    ahead: i64,
    certified: i64,
    /// Seats of certified elections.
    filled: i64,
    vacant: i64,
    /// Of the elections of which both are known.
    eligible: i64,
    voters: i64,
    #[oai(skip_serializing_if_is_none)]
    turnout_permille: Option<i64>,
    lists: i64,
    independents: i64,
    candidates: i64,
}

impl From<WaveSums> for SumsOfWave {
    fn from(sums: WaveSums) -> Self {
        Self {
            bodies: sums.bodies,
            elections: sums.elections,
            held: sums.held,
            not_held: sums.not_held,
            ahead: sums.ahead,
            certified: sums.certified,
            filled: sums.filled,
            vacant: sums.vacant,
            eligible: sums.eligible,
            voters: sums.voters,
            turnout_permille: sums.turnout_permille(),
            lists: sums.lists,
            independents: sums.independents,
            candidates: sums.candidates,
        }
    }
}

/// A wave of elections.
#[derive(Object)]
struct WaveDocument {
    from: String,
    until: String,
    sums: SumsOfWave,
    elections: Vec<ElectionOfWave>,
}

#[OpenApi(tag = "crate::api::Tag::Desk")]
impl OverviewsApi {
    /// Lists who held a mandate on a day, and who was a delegate of the assembly that was last then.
    #[oai(
        path = "/federations/:slug/people-on-day",
        method = "get",
        operation_id = "list_people_on_day"
    )]
    async fn list_people_on_day(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        /// YYYY-MM-DD; today unless given.
        day: Query<Option<String>>,
        page: Query<Option<i64>>,
        per_page: Query<Option<i64>>,
    ) -> Result<Json<PeopleOnDay>, Refused> {
        let found = overviews::on_day(&app, &caller.0, &slug, None, day.0.as_deref()).await?;
        let paging = Paging::of(page.0, per_page.0);
        Ok(Json(PeopleOnDay::of(found, paging)))
    }

    /// The same of one body.
    #[oai(
        path = "/federations/:slug/bodies/:body/people-on-day",
        method = "get",
        operation_id = "list_people_of_body_on_day"
    )]
    async fn list_people_of_body_on_day(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Path<i64>,
        /// YYYY-MM-DD; today unless given.
        day: Query<Option<String>>,
        page: Query<Option<i64>>,
    ) -> Result<Json<PeopleOnDay>, Refused> {
        let body = Some(BodyId(body.0));
        let found = overviews::on_day(&app, &caller.0, &slug, body, day.0.as_deref()).await?;
        let paging = Paging::of(page.0, None);
        Ok(Json(PeopleOnDay::of(found, paging)))
    }

    /// Sums the elections of a day, or of a range of days, up.
    #[oai(
        path = "/federations/:slug/wave",
        method = "get",
        operation_id = "show_wave"
    )]
    async fn show_wave(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        /// YYYY-MM-DD; unless days are given, the latest year with a certified election counts.
        from: Query<Option<String>>,
        /// YYYY-MM-DD; the same day unless given.
        until: Query<Option<String>>,
    ) -> Result<Json<WaveDocument>, Refused> {
        let days = (
            from.0.as_deref().unwrap_or_default(),
            until.0.as_deref().unwrap_or_default(),
        );
        let wave = overviews::wave(&app, &caller.0, &slug, days).await?;
        Ok(Json(WaveDocument {
            from: wave.from.to_string(),
            until: wave.until.to_string(),
            sums: wave.sums.into(),
            elections: wave.elections.into_iter().map(Into::into).collect(),
        }))
    }
}
