//! Member bodies over the API.

use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Header, Path, Query},
    payload::Json,
};

use crate::registry::{
    actions::bodies::{self, BodyDetail, BodyQuery, CorrectionInput},
    api::terms::{SeatJson, TermJson},
    model::{
        BodyOnDay,
        body::{BodyDetailsInput, Profile, ProfileInput},
    },
};
use crate::{
    App,
    types::{BodyId, Day, ExplainField, Problem},
    web::{
        Refused,
        api::{Caller, Done, Made, Paging, Versioned, expected_revision},
    },
};

/// The operations.
pub struct BodiesApi;

/// A body as it is on a day.
#[derive(Object)]
#[oai(rename = "Body")]
pub(super) struct BodyJson {
    id: i64,
    external_key: Option<String>,
    name: String,
    /// `elected`, `appointed`, `mixed` or `association`.
    kind: String,
    municipality_id: Option<i64>,
    municipality: Option<String>,
    /// First day of membership; unknown where missing.
    joined_on: Option<String>,
    /// Last day of membership.
    left_on: Option<String>,
    delegate_places: i64,
    contact_email: String,
    /// The language in which it is written to, such as `de`; without one the federation's.
    locale: Option<String>,
    website: String,
    revision: i64,
}

impl BodyJson {
    pub(super) fn of(body: BodyOnDay) -> Self {
        Self {
            id: body.id.0,
            external_key: body.external_key,
            name: body.name,
            kind: body.kind.as_str().to_owned(),
            municipality_id: body.municipality.map(|m| m.0),
            municipality: body.municipality_name,
            joined_on: body.joined_on.map(String::from),
            left_on: body.left_on.map(String::from),
            delegate_places: body.delegate_places,
            contact_email: body.contact_email,
            locale: body.locale.map(|locale| locale.tag().to_owned()),
            website: body.website,
            revision: body.revision,
        }
    }
}

/// One page of the bodies on a day.
#[derive(Object)]
struct BodyList {
    /// The day on which the answer is true.
    on: String,
    items: Vec<BodyJson>,
    total: i64,
    page: i64,
    last_page: i64,
}

/// Name and kind from a day on.
#[derive(Object)]
#[oai(rename = "BodyProfile")]
struct ProfileJson {
    from_day: String,
    name: String,
    kind: String,
}

impl ProfileJson {
    fn of(profile: Profile) -> Self {
        Self {
            from_day: profile.from_day.to_string(),
            name: profile.name,
            kind: profile.kind.as_str().to_owned(),
        }
    }
}

/// A body with its history, its terms, and its seats on a day.
#[derive(Object)]
#[oai(rename = "BodyDetail")]
struct BodyDetailJson {
    /// The day on which the answer is true.
    on: String,
    body: BodyJson,
    /// Key of the municipality.
    ags: Option<String>,
    /// Codes of ISO 3166-1, besides XK.
    countries: Vec<String>,
    fields: Vec<String>,
    /// The oldest first.
    profiles: Vec<ProfileJson>,
    /// The latest first.
    terms: Vec<TermJson>,
    /// The seats of the term that runs on the day.
    seats: Vec<SeatJson>,
}

impl BodyDetailJson {
    fn of(detail: BodyDetail) -> Self {
        Self {
            on: detail.on.to_string(),
            body: BodyJson::of(detail.body),
            ags: detail.ags,
            countries: detail
                .countries
                .iter()
                .map(|c| c.code().to_owned())
                .collect(),
            fields: detail
                .fields
                .iter()
                .map(|f| f.as_str().to_owned())
                .collect(),
            profiles: detail.profiles.into_iter().map(ProfileJson::of).collect(),
            terms: detail
                .terms
                .into_iter()
                .map(|(term, seats)| TermJson::of(term, seats))
                .collect(),
            seats: detail
                .running
                .map(|(_, seats)| seats.into_iter().map(SeatJson::of).collect())
                .unwrap_or_default(),
        }
    }
}

/// What is kept about a body besides name and kind.
#[derive(Object)]
#[oai(deny_unknown_fields, rename = "BodyDetailsRequest")]
struct DetailsRequest {
    #[oai(default, validator(max_length = 80))]
    external_key: String,
    /// Key (AGS) or name of a municipality of the register.
    #[oai(default, validator(max_length = 200))]
    municipality: String,
    /// First day of membership, `YYYY-MM-DD`.
    joined_on: Option<String>,
    #[oai(validator(minimum(value = "0"), maximum(value = "1000")))]
    delegate_places: i64,
    #[oai(default, validator(max_length = 254))]
    contact_email: String,
    /// The language in which it is written to, such as `de`; without one the federation's.
    #[oai(default, validator(max_length = 8))]
    locale: String,
    /// Begins with `https://` or `http://`.
    #[oai(default, validator(max_length = 300))]
    website: String,
    /// Codes of ISO 3166-1, besides XK; associations only.
    #[oai(default, validator(max_items = 250))]
    countries: Vec<String>,
    /// Associations only.
    #[oai(default, validator(max_items = 50))]
    fields: Vec<String>,
}

impl DetailsRequest {
    fn input(self) -> BodyDetailsInput {
        BodyDetailsInput {
            external_key: self.external_key,
            municipality: self.municipality,
            joined_on: self.joined_on.unwrap_or_default(),
            delegate_places: self.delegate_places.to_string(),
            contact_email: self.contact_email,
            locale: self.locale,
            website: self.website,
            countries: self.countries,
            fields: self.fields,
        }
    }
}

/// A new body.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewBodyRequest {
    #[oai(validator(max_length = 200))]
    name: String,
    /// `elected`, `appointed`, `mixed` or `association`.
    #[oai(validator(max_length = 20))]
    kind: String,
    /// From when on name and kind hold; else from joining on, else from today on.
    from_day: Option<String>,
    details: DetailsRequest,
}

/// Another name or kind from a day on.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ProfileRequest {
    #[oai(validator(max_length = 200))]
    name: String,
    #[oai(validator(max_length = 20))]
    kind: String,
    #[oai(validator(max_length = 10))]
    from_day: String,
}

/// What the history should have said.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct CorrectionRequest {
    #[oai(validator(max_length = 200))]
    name: String,
    #[oai(validator(max_length = 20))]
    kind: String,
    #[oai(validator(max_length = 10))]
    from_day: String,
    /// Why, for the log of acts.
    #[oai(validator(min_length = 3, max_length = 300))]
    reason: String,
}

/// The last day of membership.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct LeaveRequest {
    /// Without a day, leaving is taken back.
    left_on: Option<String>,
}

/// A day in an address; what is none is not found as one.
pub(super) fn day_of_path(text: &str) -> Result<Day, Refused> {
    text.parse::<Day>()
        .map_err(|e| Refused(Problem::fields(vec![e.field_problem("day")])))
}

#[OpenApi(tag = "crate::api::Tag::Registry")]
impl BodiesApi {
    /// Lists bodies by name, as they are on a day.
    #[expect(
        clippy::too_many_arguments,
        reason = "each parameter of the query is an argument"
    )]
    #[oai(
        path = "/federations/:slug/bodies",
        method = "get",
        operation_id = "list_bodies"
    )]
    async fn list_bodies(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        /// Day, today where missing.
        on: Query<Option<String>>,
        /// Words of the name, a former name or the municipality.
        search: Query<Option<String>>,
        kind: Query<Option<String>>,
        /// Also bodies that are no members on the day.
        all: Query<Option<bool>>,
        page: Query<Option<i64>>,
        per_page: Query<Option<i64>>,
    ) -> Result<Json<BodyList>, Refused> {
        let query = BodyQuery {
            on: on.0,
            search: search.0.unwrap_or_default(),
            kind: kind.0.unwrap_or_default(),
            all: all.0.unwrap_or_default(),
        };
        let paging = Paging::of(page.0, per_page.0);
        let list = bodies::list_bodies(&app, &caller.0, &slug, &query, paging.offset, paging.limit)
            .await?;
        Ok(Json(BodyList {
            on: list.on.to_string(),
            items: list.bodies.into_iter().map(BodyJson::of).collect(),
            total: list.total,
            page: paging.page(),
            last_page: paging.last_page(list.total),
        }))
    }

    /// Adds a body.
    #[oai(
        path = "/federations/:slug/bodies",
        method = "post",
        operation_id = "create_body"
    )]
    async fn create_body(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        request: Json<NewBodyRequest>,
    ) -> Result<Made, Refused> {
        let NewBodyRequest {
            name,
            kind,
            from_day,
            details,
        } = request.0;
        let first = ProfileInput {
            name,
            kind,
            from_day: from_day.unwrap_or_default(),
        };
        let body = bodies::create_body(&app, &caller.0, &slug, first, &details.input()).await?;
        Ok(Made::new(body.0))
    }

    /// A body with its history, and its terms and seats on a day.
    #[oai(
        path = "/federations/:slug/bodies/:body",
        method = "get",
        operation_id = "read_body"
    )]
    async fn read_body(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Path<i64>,
        on: Query<Option<String>>,
    ) -> Result<Versioned<BodyDetailJson>, Refused> {
        let detail =
            bodies::read_body(&app, &caller.0, &slug, BodyId(body.0), on.0.as_deref()).await?;
        Ok(Versioned {
            revision: detail.body.revision,
            body: BodyDetailJson::of(detail),
        })
    }

    /// Changes what is kept about a body besides its name and kind.
    #[oai(
        path = "/federations/:slug/bodies/:body",
        method = "put",
        operation_id = "update_body"
    )]
    async fn update_body(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<DetailsRequest>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        bodies::update_body(
            &app,
            &caller.0,
            &slug,
            BodyId(body.0),
            revision,
            &request.0.input(),
        )
        .await?;
        Ok(Done::NoContent)
    }

    /// Gives a body another name or kind from a day on; its history stays.
    #[oai(
        path = "/federations/:slug/bodies/:body/profiles",
        method = "post",
        operation_id = "change_body_profile"
    )]
    async fn change_body_profile(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<ProfileRequest>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let ProfileRequest {
            name,
            kind,
            from_day,
        } = request.0;
        let input = ProfileInput {
            name,
            kind,
            from_day,
        };
        bodies::change_profile(&app, &caller.0, &slug, BodyId(body.0), revision, &input).await?;
        Ok(Done::NoContent)
    }

    /// Corrects what the history says from a day on; logged with its reason.
    #[expect(
        clippy::too_many_arguments,
        reason = "each parameter of the request is an argument"
    )]
    #[oai(
        path = "/federations/:slug/bodies/:body/profiles/:day",
        method = "put",
        operation_id = "correct_body_profile"
    )]
    async fn correct_body_profile(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Path<i64>,
        /// The day from which the wrong profile holds.
        day: Path<String>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<CorrectionRequest>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let instead_of = day_of_path(&day)?;
        let CorrectionRequest {
            name,
            kind,
            from_day,
            reason,
        } = request.0;
        let input = CorrectionInput {
            profile: ProfileInput {
                name,
                kind,
                from_day,
            },
            reason,
        };
        bodies::correct_profile(
            &app,
            &caller.0,
            &slug,
            (BodyId(body.0), revision),
            instead_of,
            &input,
        )
        .await?;
        Ok(Done::NoContent)
    }

    /// Sets the last day on which a body is a member, or takes leaving back.
    #[oai(
        path = "/federations/:slug/bodies/:body/leave",
        method = "post",
        operation_id = "leave_body"
    )]
    async fn leave_body(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<LeaveRequest>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let left_on = request.0.left_on.unwrap_or_default();
        bodies::leave_body(&app, &caller.0, &slug, BodyId(body.0), revision, &left_on).await?;
        Ok(Done::NoContent)
    }
}
