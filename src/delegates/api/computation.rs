//! The computed places of a round over the API.

use std::collections::BTreeMap;

use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::caller::OfficeCaller;
use crate::{
    App,
    accounts::model::{Actor, Right},
    delegates::actions::computation::{self, ComputationInput, WorkingOfBody},
    statutes::model::{
        computation::{Computation, ComputedBody},
        working::sentences,
    },
    types::{BodyId, RoundId},
    web::{
        Access, Refused,
        api::{Caller, Made},
        texts::Texts,
    },
};

const STAFF_READ: Access = Access::Right(Right::ReadStaffPages);
const STAFF_CHANGE: Access = Access::Right(Right::PrepareAssemblies);

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    ("show_computation", STAFF_READ),
    ("preview_computation", STAFF_CHANGE),
    ("compute_entitlements", STAFF_CHANGE),
    (
        "show_working_of_body",
        Access::OfficeOr(Right::ReadStaffPages),
    ),
];

/// The operations.
pub struct ComputationApi;

/// What is asked for with a computation.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ComputationRequest {
    /// Figures are the latest ones that are about no later day, `YYYY-MM-DD`; the day of the round, or today, where it is left out.
    #[oai(validator(max_length = 10))]
    reference_day: Option<String>,
    /// Bodies without a figure keep the places that they have.
    #[oai(default)]
    leave_missing: bool,
    /// A lot that was drawn for the last places of a fixed total.
    lot: Option<DrawnLotRequest>,
    /// The digest of the preview; needed to save, so that what is saved is what was seen.
    #[oai(default, validator(max_length = 64))]
    digest: String,
}

/// A lot that was drawn.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct DrawnLotRequest {
    /// The bodies that won a place.
    #[oai(validator(min_items = 1, max_items = 10_000))]
    won: Vec<i64>,
    #[oai(validator(min_length = 1, max_length = 200))]
    drawn_by: String,
    #[oai(validator(max_length = 10))]
    drawn_on: String,
}

impl ComputationRequest {
    fn input(self) -> ComputationInput {
        let (lot, lot_drawn_by, lot_drawn_on) = match self.lot {
            Some(lot) => (
                lot.won.into_iter().map(BodyId).collect(),
                lot.drawn_by,
                lot.drawn_on,
            ),
            None => (Vec::new(), String::new(), String::new()),
        };
        ComputationInput {
            reference_day: self.reference_day.unwrap_or_default(),
            leave_missing: self.leave_missing,
            lot,
            lot_drawn_by,
            lot_drawn_on,
            digest: self.digest,
        }
    }
}

/// The computed places of one body.
#[derive(Object)]
struct ComputedPlaces {
    body_id: i64,
    name: String,
    /// The figure that was used, its day and its source.
    figure: Option<i64>,
    figure_day: Option<String>,
    figure_source: Option<String>,
    fee_unpaid: bool,
    places: u32,
    /// The places that the body has now.
    places_now: i64,
    /// Why staff gave it other places than those computed.
    overruled: Option<String>,
    /// The working in the caller's language, sentence by sentence.
    words: Vec<String>,
}

/// A body without a figure, whose places stay as they are.
#[derive(Object)]
struct LeftPlaces {
    body_id: i64,
    name: String,
}

/// Bodies that a lot has to decide between.
#[derive(Object)]
struct PlacesTie {
    places: u32,
    between: Vec<i64>,
}

/// The places of all bodies of a round, with all that they were made of.
#[derive(Object)]
struct ComputationDocument {
    statutes_id: i64,
    statutes_title: String,
    article: String,
    reference_day: String,
    bodies: Vec<ComputedPlaces>,
    left_as_they_are: Vec<LeftPlaces>,
    total: u64,
    /// Only in a preview.
    undecided: Option<PlacesTie>,
    /// SHA-256 of the whole computation.
    digest: String,
}

/// The computation that holds for a round.
#[derive(Object)]
struct KeptComputationDocument {
    /// Missing where nothing was computed yet.
    computation: Option<ComputationDocument>,
}

/// How the places of a body came about.
#[derive(Object)]
struct BodyWorkingDocument {
    statutes_title: String,
    article: String,
    body: ComputedPlaces,
}

/// The working of a body in a round.
#[derive(Object)]
struct KeptWorkingDocument {
    /// Missing where nothing was computed for the body.
    working: Option<BodyWorkingDocument>,
}

fn places(
    computed: ComputedBody,
    now: i64,
    overruled: Option<String>,
    texts: &Texts,
) -> ComputedPlaces {
    ComputedPlaces {
        body_id: computed.body.0,
        words: sentences(computed.figure.as_ref(), &computed.working)
            .iter()
            .map(|said| texts.say(said))
            .collect(),
        figure: computed.figure.as_ref().map(|figure| figure.value),
        figure_day: computed
            .figure
            .as_ref()
            .map(|figure| figure.day.to_string()),
        figure_source: computed.figure.map(|figure| figure.source),
        fee_unpaid: computed.fee_unpaid,
        places: computed.places,
        places_now: now,
        overruled,
        name: computed.name,
    }
}

fn document(
    found: Computation,
    digest: String,
    now: &BTreeMap<BodyId, i64>,
    mut overrules: BTreeMap<BodyId, String>,
    texts: &Texts,
) -> ComputationDocument {
    ComputationDocument {
        statutes_id: found.statutes.0,
        statutes_title: found.statutes_title,
        article: found.article,
        reference_day: found.reference_day.to_string(),
        bodies: found
            .bodies
            .into_iter()
            .map(|computed| {
                let (body, now) = (computed.body, now.get(&computed.body).copied());
                places(computed, now.unwrap_or(0), overrules.remove(&body), texts)
            })
            .collect(),
        left_as_they_are: found
            .left_as_they_are
            .into_iter()
            .map(|left| LeftPlaces {
                body_id: left.body.0,
                name: left.name,
            })
            .collect(),
        total: found.total,
        undecided: None,
        digest,
    }
}

fn texts_of(app: &App, actor: &Actor) -> Texts {
    app.texts.for_locale(actor.locale)
}

#[OpenApi(tag = "crate::api::Tag::Delegates")]
impl ComputationApi {
    /// Shows the computation that holds for a round.
    #[oai(
        path = "/federations/:slug/rounds/:round/computation",
        method = "get",
        operation_id = "show_computation"
    )]
    async fn show_computation(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
    ) -> Result<Json<KeptComputationDocument>, Refused> {
        let found = computation::kept_computation(&app, &caller.0, &slug, RoundId(round.0)).await?;
        let texts = texts_of(&app, &caller.0);
        let (now, overrules) = (found.now, found.overrules);
        Ok(Json(KeptComputationDocument {
            computation: found
                .kept
                .map(|kept| document(kept.computation, kept.digest, &now, overrules, &texts)),
        }))
    }

    /// Computes the places of all bodies of a round by the statutes that hold on its day, without saving them.
    #[oai(
        path = "/federations/:slug/rounds/:round/computation/preview",
        method = "post",
        operation_id = "preview_computation"
    )]
    async fn preview_computation(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
        request: Json<ComputationRequest>,
    ) -> Result<Json<ComputationDocument>, Refused> {
        let input = request.0.input();
        let found = computation::proposal(&app, &caller.0, &slug, RoundId(round.0), &input).await?;
        let now = found
            .now
            .into_iter()
            .map(|(body, places)| (body, places.places))
            .collect();
        let texts = texts_of(&app, &caller.0);
        let shown = document(
            found.computation,
            found.digest,
            &now,
            BTreeMap::new(),
            &texts,
        );
        Ok(Json(ComputationDocument {
            undecided: found.undecided.map(|tie| PlacesTie {
                places: tie.places,
                between: tie.between.iter().map(|(body, _)| body.0).collect(),
            }),
            ..shown
        }))
    }

    /// Computes and saves the places of all bodies of an open round, as they were previewed.
    #[oai(
        path = "/federations/:slug/rounds/:round/computation",
        method = "post",
        operation_id = "compute_entitlements"
    )]
    async fn compute_entitlements(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        round: Path<i64>,
        request: Json<ComputationRequest>,
    ) -> Result<Made, Refused> {
        let (round, input) = (RoundId(round.0), request.0.input());
        let id = computation::compute_entitlements(&app, &caller.0, &slug, round, &input).await?;
        Ok(Made::new(id.0))
    }

    /// Shows how the places of a body came about, for its office and for staff.
    #[oai(
        path = "/federations/:slug/bodies/:body/rounds/:round/working",
        method = "get",
        operation_id = "show_working_of_body"
    )]
    async fn show_working_of_body(
        &self,
        app: Data<&App>,
        caller: OfficeCaller,
        slug: Path<String>,
        body: Path<i64>,
        round: Path<i64>,
    ) -> Result<Json<KeptWorkingDocument>, Refused> {
        let (body, round) = (BodyId(body.0), RoundId(round.0));
        let found = computation::working_of_body(&app, &caller, &slug, body, round).await?;
        let texts = app.texts.for_locale(caller.locale());
        let shown = |found: WorkingOfBody| BodyWorkingDocument {
            statutes_title: found.statutes_title,
            article: found.article,
            body: places(found.computed, found.places, found.overruled, &texts),
        };
        Ok(Json(KeptWorkingDocument {
            working: found.map(shown),
        }))
    }
}
