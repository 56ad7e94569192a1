//! Terms of office, seats and vacancies over the API.

use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Header, Path, Query},
    payload::Json,
};

use crate::registry::{
    actions::terms::{self, TermDetail},
    model::term::{SeatsInput, Term, TermInput},
    store::{EndingTerm, SeatOnDay, Vacancy},
};
use crate::{
    App,
    types::{BodyId, SeatId, TermId},
    web::{
        Refused,
        api::{Caller, Done, Made, Paging, Versioned, expected_revision},
    },
};

/// The operations.
pub struct TermsApi;

/// A term of office; both days belong to it.
#[derive(Object)]
#[oai(rename = "Term")]
pub(super) struct TermJson {
    id: i64,
    label: String,
    starts_on: String,
    ends_on: String,
    /// Number of its seats.
    seats: i64,
    revision: i64,
}

impl TermJson {
    pub(super) fn of(term: Term, seats: i64) -> Self {
        Self {
            id: term.id.0,
            label: term.label,
            starts_on: term.starts_on.to_string(),
            ends_on: term.ends_on.to_string(),
            seats,
            revision: term.revision,
        }
    }
}

/// Who holds a seat on a day.
#[derive(Object)]
#[oai(rename = "SeatHolder")]
struct HolderJson {
    mandate_id: i64,
    person_id: i64,
    name: String,
    /// `member`, `chair`, `deputy_chair` or `board_member`.
    function: String,
    since: String,
}

/// A seat; without a holder it is vacant on the day.
#[derive(Object)]
#[oai(rename = "Seat")]
pub(super) struct SeatJson {
    id: i64,
    number: i64,
    /// `elected`, `appointed` or `ex_officio`.
    origin: String,
    holder: Option<HolderJson>,
}

impl SeatJson {
    pub(super) fn of(on_day: SeatOnDay) -> Self {
        Self {
            id: on_day.seat.id.0,
            number: on_day.seat.number,
            origin: on_day.seat.origin.as_str().to_owned(),
            holder: on_day.holder.map(|h| HolderJson {
                mandate_id: h.mandate.0,
                person_id: h.person.0,
                name: h.name,
                function: h.function.as_str().to_owned(),
                since: h.since.to_string(),
            }),
        }
    }
}

/// A term with its seats on a day.
#[derive(Object)]
#[oai(rename = "TermDetail")]
struct TermDetailJson {
    /// The day asked for, or the nearest one of the term.
    on: String,
    term: TermJson,
    seats: Vec<SeatJson>,
    vacant: i64,
}

impl TermDetailJson {
    fn of(detail: TermDetail) -> Self {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        Self {
            on: detail.on.to_string(),
            vacant: count(detail.vacant()),
            term: TermJson::of(detail.term, count(detail.seats.len())),
            seats: detail.seats.into_iter().map(SeatJson::of).collect(),
        }
    }
}

/// A term of office.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct TermRequest {
    /// Made of the years where missing.
    #[oai(default, validator(max_length = 80))]
    label: String,
    /// First day, `YYYY-MM-DD`.
    #[oai(validator(max_length = 10))]
    starts_on: String,
    /// Last day.
    #[oai(validator(max_length = 10))]
    ends_on: String,
}

impl TermRequest {
    fn input(self) -> TermInput {
        TermInput {
            label: self.label,
            starts_on: self.starts_on,
            ends_on: self.ends_on,
        }
    }
}

/// How many seats of which origin.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct SeatsRequest {
    #[oai(validator(minimum(value = "1"), maximum(value = "200")))]
    count: i64,
    /// `elected`, `appointed` or `ex_officio`.
    #[oai(validator(max_length = 20))]
    origin: String,
}

/// The seats just added.
#[derive(Object)]
struct NewSeats {
    ids: Vec<i64>,
}

/// A seat that nobody holds on a day.
#[derive(Object)]
#[oai(rename = "Vacancy")]
struct VacancyJson {
    body_id: i64,
    body: String,
    term_id: i64,
    term: String,
    seat_id: i64,
    number: i64,
    origin: String,
}

impl VacancyJson {
    fn of(vacancy: Vacancy) -> Self {
        Self {
            body_id: vacancy.body.0,
            body: vacancy.body_name,
            term_id: vacancy.term.0,
            term: vacancy.term_label,
            seat_id: vacancy.seat.id.0,
            number: vacancy.seat.number,
            origin: vacancy.seat.origin.as_str().to_owned(),
        }
    }
}

/// One page of the vacancies on a day.
#[derive(Object)]
struct VacancyList {
    on: String,
    items: Vec<VacancyJson>,
    total: i64,
    page: i64,
    last_page: i64,
}

/// A term that ends soon.
#[derive(Object)]
#[oai(rename = "EndingTerm")]
struct EndingTermJson {
    body_id: i64,
    body: String,
    term_id: i64,
    term: String,
    starts_on: String,
    ends_on: String,
}

impl EndingTermJson {
    fn of(term: EndingTerm) -> Self {
        Self {
            body_id: term.body.0,
            body: term.body_name,
            term_id: term.term.0,
            term: term.label,
            starts_on: term.starts_on.to_string(),
            ends_on: term.ends_on.to_string(),
        }
    }
}

/// One page of the terms that end in a span of days.
#[derive(Object)]
struct EndingTermList {
    on: String,
    items: Vec<EndingTermJson>,
    total: i64,
    page: i64,
    last_page: i64,
}

#[OpenApi(tag = "crate::api::Tag::Registry")]
impl TermsApi {
    /// The terms of a body, the latest first.
    #[oai(
        path = "/federations/:slug/bodies/:body/terms",
        method = "get",
        operation_id = "list_terms"
    )]
    async fn list_terms(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Path<i64>,
    ) -> Result<Json<Vec<TermJson>>, Refused> {
        let terms = terms::list_terms(&app, &caller.0, &slug, BodyId(body.0)).await?;
        Ok(Json(
            terms
                .into_iter()
                .map(|(term, seats)| TermJson::of(term, seats))
                .collect(),
        ))
    }

    /// Adds a term of office.
    #[oai(
        path = "/federations/:slug/bodies/:body/terms",
        method = "post",
        operation_id = "create_term"
    )]
    async fn create_term(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Path<i64>,
        request: Json<TermRequest>,
    ) -> Result<Made, Refused> {
        let term =
            terms::create_term(&app, &caller.0, &slug, BodyId(body.0), &request.0.input()).await?;
        Ok(Made::new(term.0))
    }

    /// A term with its seats and who holds them on a day.
    #[oai(
        path = "/federations/:slug/bodies/:body/terms/:term",
        method = "get",
        operation_id = "read_term"
    )]
    async fn read_term(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Path<i64>,
        term: Path<i64>,
        on: Query<Option<String>>,
    ) -> Result<Versioned<TermDetailJson>, Refused> {
        let detail = terms::read_term(
            &app,
            &caller.0,
            &slug,
            BodyId(body.0),
            TermId(term.0),
            on.0.as_deref(),
        )
        .await?;
        Ok(Versioned {
            revision: detail.term.revision,
            body: TermDetailJson::of(detail),
        })
    }

    /// Changes label or days of a term.
    #[expect(
        clippy::too_many_arguments,
        reason = "each parameter of the request is an argument"
    )]
    #[oai(
        path = "/federations/:slug/bodies/:body/terms/:term",
        method = "put",
        operation_id = "update_term"
    )]
    async fn update_term(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Path<i64>,
        term: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<TermRequest>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        terms::update_term(
            &app,
            &caller.0,
            &slug,
            BodyId(body.0),
            (TermId(term.0), revision),
            &request.0.input(),
        )
        .await?;
        Ok(Done::NoContent)
    }

    /// Removes a term in which nobody ever held a mandate.
    #[oai(
        path = "/federations/:slug/bodies/:body/terms/:term",
        method = "delete",
        operation_id = "remove_term"
    )]
    async fn remove_term(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Path<i64>,
        term: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        terms::remove_term(
            &app,
            &caller.0,
            &slug,
            BodyId(body.0),
            TermId(term.0),
            revision,
        )
        .await?;
        Ok(Done::NoContent)
    }

    /// Adds seats to a term.
    #[oai(
        path = "/federations/:slug/bodies/:body/terms/:term/seats",
        method = "post",
        operation_id = "add_seats"
    )]
    async fn add_seats(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Path<i64>,
        term: Path<i64>,
        request: Json<SeatsRequest>,
    ) -> Result<Json<NewSeats>, Refused> {
        let input = SeatsInput {
            count: request.0.count.to_string(),
            origin: request.0.origin,
        };
        let seats = terms::add_seats(
            &app,
            &caller.0,
            &slug,
            BodyId(body.0),
            TermId(term.0),
            &input,
        )
        .await?;
        Ok(Json(NewSeats {
            ids: seats.into_iter().map(|s| s.0).collect(),
        }))
    }

    /// Removes a seat that nobody ever held.
    #[oai(
        path = "/federations/:slug/bodies/:body/terms/:term/seats/:seat",
        method = "delete",
        operation_id = "remove_seat"
    )]
    async fn remove_seat(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Path<i64>,
        term: Path<i64>,
        seat: Path<i64>,
    ) -> Result<Done, Refused> {
        terms::remove_seat(
            &app,
            &caller.0,
            &slug,
            BodyId(body.0),
            TermId(term.0),
            SeatId(seat.0),
        )
        .await?;
        Ok(Done::NoContent)
    }

    /// The seats of running terms that nobody holds on a day.
    #[oai(
        path = "/federations/:slug/vacancies",
        method = "get",
        operation_id = "list_vacancies"
    )]
    async fn list_vacancies(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        on: Query<Option<String>>,
        page: Query<Option<i64>>,
        per_page: Query<Option<i64>>,
    ) -> Result<Json<VacancyList>, Refused> {
        let paging = Paging::of(page.0, per_page.0);
        let list = terms::list_vacancies(
            &app,
            &caller.0,
            &slug,
            on.0.as_deref(),
            paging.offset,
            paging.limit,
        )
        .await?;
        Ok(Json(VacancyList {
            on: list.on.to_string(),
            items: list.items.into_iter().map(VacancyJson::of).collect(),
            total: list.total,
            page: paging.page(),
            last_page: paging.last_page(list.total),
        }))
    }

    /// The terms that end from a day on until another; without days, from today on for half a year.
    #[expect(
        clippy::too_many_arguments,
        reason = "each parameter of the query is an argument"
    )]
    #[oai(
        path = "/federations/:slug/ending-terms",
        method = "get",
        operation_id = "list_ending_terms"
    )]
    async fn list_ending_terms(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        on: Query<Option<String>>,
        until: Query<Option<String>>,
        page: Query<Option<i64>>,
        per_page: Query<Option<i64>>,
    ) -> Result<Json<EndingTermList>, Refused> {
        let paging = Paging::of(page.0, per_page.0);
        let days = (on.0.as_deref(), until.0.as_deref());
        let list =
            terms::list_ending_terms(&app, &caller.0, &slug, days, paging.offset, paging.limit)
                .await?;
        Ok(Json(EndingTermList {
            on: list.on.to_string(),
            items: list.items.into_iter().map(EndingTermJson::of).collect(),
            total: list.total,
            page: paging.page(),
            last_page: paging.last_page(list.total),
        }))
    }
}
