//! Reference figures and fees of a body over the API.

use poem::web::Data;
use poem_openapi::{
    Enum, Object, OpenApi,
    param::{Header, Path},
    payload::Json,
};

use crate::{
    App,
    registry::{
        actions::facts,
        model::facts::{Fee, FeeInput, Figure, FigureInput, FigureKind},
    },
    types::{BodyId, FeeId, FigureId},
    web::{
        Refused,
        api::{Caller, Done, Made, expected_revision},
    },
};

/// The operations.
pub struct FactsApi;

/// What a reference figure counts.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
enum FigureKindName {
    ForeignResidents,
    Inhabitants,
    Members,
    CouncilSeats,
}

impl FigureKindName {
    fn of(kind: FigureKind) -> Self {
        match kind {
            FigureKind::ForeignResidents => Self::ForeignResidents,
            FigureKind::Inhabitants => Self::Inhabitants,
            FigureKind::Members => Self::Members,
            FigureKind::CouncilSeats => Self::CouncilSeats,
        }
    }

    fn kind(self) -> FigureKind {
        match self {
            Self::ForeignResidents => FigureKind::ForeignResidents,
            Self::Inhabitants => FigureKind::Inhabitants,
            Self::Members => FigureKind::Members,
            Self::CouncilSeats => FigureKind::CouncilSeats,
        }
    }
}

/// A reference figure of a body.
#[derive(Object)]
struct FigureDocument {
    id: i64,
    kind: FigureKindName,
    /// The day that it is about, `YYYY-MM-DD`.
    day: String,
    value: i64,
    source: String,
}

/// The membership fee of a body for a year.
#[derive(Object)]
struct FeeDocument {
    id: i64,
    year: i64,
    due_on: String,
    /// Missing while it is unpaid.
    paid_on: Option<String>,
    /// To be sent back as If-Match with a change.
    revision: i64,
}

/// What is known of a body.
#[derive(Object)]
struct BodyFacts {
    /// The latest first.
    figures: Vec<FigureDocument>,
    /// The latest first.
    fees: Vec<FeeDocument>,
}

/// A reference figure to be entered.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewFigureRequest {
    kind: FigureKindName,
    /// The day that it is about, `YYYY-MM-DD`; not in the future.
    #[oai(validator(max_length = 10))]
    day: String,
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000000")))]
    value: i64,
    /// Who counted it, and where it is written.
    #[oai(validator(min_length = 2, max_length = 200))]
    source: String,
}

/// A fee to be entered.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewFeeRequest {
    #[oai(validator(minimum(value = "1900"), maximum(value = "2200")))]
    year: i64,
    #[oai(validator(max_length = 10))]
    due_on: String,
    /// Missing while it is unpaid.
    #[oai(validator(max_length = 10))]
    paid_on: Option<String>,
}

/// When a fee is due and was paid.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct FeeChange {
    #[oai(validator(max_length = 10))]
    due_on: String,
    /// Missing while it is unpaid.
    #[oai(validator(max_length = 10))]
    paid_on: Option<String>,
}

impl From<Figure> for FigureDocument {
    fn from(figure: Figure) -> Self {
        Self {
            id: figure.id.0,
            kind: FigureKindName::of(figure.content.kind),
            day: figure.content.day.to_string(),
            value: figure.content.value,
            source: figure.content.source,
        }
    }
}

impl From<Fee> for FeeDocument {
    fn from(fee: Fee) -> Self {
        Self {
            id: fee.id.0,
            year: fee.content.year,
            due_on: fee.content.due_on.to_string(),
            paid_on: fee.content.paid_on.map(|day| day.to_string()),
            revision: fee.revision,
        }
    }
}

#[OpenApi(tag = "crate::api::Tag::Registry")]
impl FactsApi {
    /// Shows the reference figures and fees of a body, for its office and for staff.
    #[oai(
        path = "/federations/:slug/bodies/:body/facts",
        method = "get",
        operation_id = "show_facts_of_body"
    )]
    async fn show_facts_of_body(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Path<i64>,
    ) -> Result<Json<BodyFacts>, Refused> {
        let found = facts::facts_of_body(&app, &caller.0, &slug, BodyId(body.0)).await?;
        Ok(Json(BodyFacts {
            figures: found
                .figures
                .into_iter()
                .map(FigureDocument::from)
                .collect(),
            fees: found.fees.into_iter().map(FeeDocument::from).collect(),
        }))
    }

    /// Enters a reference figure of a body; one of each kind for a day.
    #[oai(
        path = "/federations/:slug/bodies/:body/figures",
        method = "post",
        operation_id = "add_figure"
    )]
    async fn add_figure(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Path<i64>,
        request: Json<NewFigureRequest>,
    ) -> Result<Made, Refused> {
        let input = FigureInput {
            kind: request.0.kind.kind().as_str().to_owned(),
            day: request.0.day,
            value: request.0.value.to_string(),
            source: request.0.source,
        };
        let id = facts::add_figure(&app, &caller.0, &slug, BodyId(body.0), &input).await?;
        Ok(Made::new(id.0))
    }

    /// Removes a figure that was entered wrongly; computations made of it keep it.
    #[oai(
        path = "/federations/:slug/bodies/:body/figures/:figure",
        method = "delete",
        operation_id = "remove_figure"
    )]
    async fn remove_figure(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Path<i64>,
        figure: Path<i64>,
    ) -> Result<Done, Refused> {
        let id = FigureId(figure.0);
        facts::remove_figure(&app, &caller.0, &slug, BodyId(body.0), id).await?;
        Ok(Done::NoContent)
    }

    /// Enters the membership fee of a body for a year.
    #[oai(
        path = "/federations/:slug/bodies/:body/fees",
        method = "post",
        operation_id = "add_fee"
    )]
    async fn add_fee(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Path<i64>,
        request: Json<NewFeeRequest>,
    ) -> Result<Made, Refused> {
        let input = FeeInput {
            year: request.0.year.to_string(),
            due_on: request.0.due_on,
            paid_on: request.0.paid_on.unwrap_or_default(),
        };
        let id = facts::add_fee(&app, &caller.0, &slug, BodyId(body.0), &input).await?;
        Ok(Made::new(id.0))
    }

    /// Changes when a fee is due and was paid.
    #[oai(
        path = "/federations/:slug/bodies/:body/fees/:fee",
        method = "put",
        operation_id = "change_fee"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each one is a parameter of the operation"
    )]
    async fn change_fee(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Path<i64>,
        fee: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<FeeChange>,
    ) -> Result<Done, Refused> {
        let key = (FeeId(fee.0), expected_revision(if_match.0.as_deref())?);
        let input = FeeInput {
            due_on: request.0.due_on,
            paid_on: request.0.paid_on.unwrap_or_default(),
            ..FeeInput::default()
        };
        facts::change_fee(&app, &caller.0, &slug, BodyId(body.0), key, &input).await?;
        Ok(Done::NoContent)
    }

    /// Removes a fee that was entered wrongly.
    #[oai(
        path = "/federations/:slug/bodies/:body/fees/:fee",
        method = "delete",
        operation_id = "remove_fee"
    )]
    async fn remove_fee(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Path<i64>,
        fee: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Done, Refused> {
        let key = (FeeId(fee.0), expected_revision(if_match.0.as_deref())?);
        facts::remove_fee(&app, &caller.0, &slug, BodyId(body.0), key).await?;
        Ok(Done::NoContent)
    }
}
