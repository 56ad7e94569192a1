use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Header, Path, Query},
    payload::Json,
};

use crate::{
    App,
    registry::{
        actions::municipalities::{
            create_municipality, delete_municipality, edit_municipality, find_municipality,
            list_municipalities,
        },
        model::municipality::{Municipality, MunicipalityInput, degrees},
    },
    types::MunicipalityId,
    web::{
        Refused,
        api::{Caller, Done, Made, Paging, Versioned, expected_revision},
    },
};

/// The operations on municipalities.
pub struct MunicipalitiesApi;

/// A municipality.
#[derive(Object)]
#[oai(rename = "Municipality")]
struct MunicipalityJson {
    id: i64,
    /// Amtlicher Gemeindeschlüssel, eight digits.
    ags: String,
    name: String,
    county: String,
    inhabitants: Option<i64>,
    /// Millionths of a degree.
    latitude_e6: Option<i64>,
    /// Millionths of a degree.
    longitude_e6: Option<i64>,
    revision: i64,
}

impl From<Municipality> for MunicipalityJson {
    fn from(municipality: Municipality) -> Self {
        let values = municipality.values;
        Self {
            id: municipality.id.0,
            ags: values.ags.to_string(),
            name: values.name,
            county: values.county,
            inhabitants: values.inhabitants,
            latitude_e6: values.latitude_e6,
            longitude_e6: values.longitude_e6,
            revision: municipality.revision,
        }
    }
}

/// A page of municipalities.
#[derive(Object)]
struct MunicipalityList {
    items: Vec<MunicipalityJson>,
    total: i64,
    page: i64,
    last_page: i64,
}

/// What is entered about a municipality.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct MunicipalityValuesJson {
    /// Amtlicher Gemeindeschlüssel, eight digits.
    #[oai(validator(max_length = 8))]
    ags: String,
    #[oai(validator(max_length = 160))]
    name: String,
    #[oai(default, validator(max_length = 160))]
    county: String,
    #[oai(validator(minimum(value = "0"), maximum(value = "100000000")))]
    inhabitants: Option<i64>,
    /// Millionths of a degree.
    #[oai(validator(minimum(value = "-90000000"), maximum(value = "90000000")))]
    latitude_e6: Option<i64>,
    /// Millionths of a degree.
    #[oai(validator(minimum(value = "-180000000"), maximum(value = "180000000")))]
    longitude_e6: Option<i64>,
}

impl From<MunicipalityValuesJson> for MunicipalityInput {
    fn from(values: MunicipalityValuesJson) -> Self {
        Self {
            ags: values.ags,
            name: values.name,
            county: values.county,
            inhabitants: values
                .inhabitants
                .map(|n| n.to_string())
                .unwrap_or_default(),
            latitude: values.latitude_e6.map(degrees).unwrap_or_default(),
            longitude: values.longitude_e6.map(degrees).unwrap_or_default(),
        }
    }
}

#[OpenApi(tag = "crate::api::Tag::Registry")]
impl MunicipalitiesApi {
    /// Lists the municipalities of a register.
    #[oai(
        path = "/federations/:slug/municipalities",
        method = "get",
        operation_id = "list_municipalities"
    )]
    async fn list_municipalities(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        /// Part of the name, or the first digits of the key.
        #[oai(validator(max_length = 160))]
        q: Query<Option<String>>,
        page: Query<Option<i64>>,
        per_page: Query<Option<i64>>,
    ) -> Result<Json<MunicipalityList>, Refused> {
        let paging = Paging::of(page.0, per_page.0);
        let search = q.0.unwrap_or_default();
        let (items, total) =
            list_municipalities(&app, &caller.0, &slug, &search, paging.offset, paging.limit)
                .await?;
        Ok(Json(MunicipalityList {
            items: items.into_iter().map(Into::into).collect(),
            total,
            page: paging.page(),
            last_page: paging.last_page(total),
        }))
    }

    /// Enters a municipality.
    #[oai(
        path = "/federations/:slug/municipalities",
        method = "post",
        operation_id = "create_municipality"
    )]
    async fn create_municipality(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Json<MunicipalityValuesJson>,
    ) -> Result<Made, Refused> {
        let id = create_municipality(&app, &caller.0, &slug, &body.0.into()).await?;
        Ok(Made::new(id.0))
    }

    /// Reads a municipality.
    #[oai(
        path = "/federations/:slug/municipalities/:municipality",
        method = "get",
        operation_id = "read_municipality"
    )]
    async fn read_municipality(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        municipality: Path<i64>,
    ) -> Result<Versioned<MunicipalityJson>, Refused> {
        let (found, _) =
            find_municipality(&app, &caller.0, &slug, MunicipalityId(municipality.0)).await?;
        Ok(Versioned {
            revision: found.revision,
            body: found.into(),
        })
    }

    /// Changes a municipality.
    #[oai(
        path = "/federations/:slug/municipalities/:municipality",
        method = "put",
        operation_id = "update_municipality"
    )]
    async fn update_municipality(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        municipality: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        body: Json<MunicipalityValuesJson>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.as_deref())?;
        edit_municipality(
            &app,
            &caller.0,
            &slug,
            MunicipalityId(municipality.0),
            revision,
            &body.0.into(),
        )
        .await?;
        Ok(Done::NoContent)
    }

    /// Removes a municipality in which no body is.
    #[oai(
        path = "/federations/:slug/municipalities/:municipality",
        method = "delete",
        operation_id = "delete_municipality"
    )]
    async fn delete_municipality(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        municipality: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.as_deref())?;
        delete_municipality(
            &app,
            &caller.0,
            &slug,
            MunicipalityId(municipality.0),
            revision,
        )
        .await?;
        Ok(Done::NoContent)
    }
}
