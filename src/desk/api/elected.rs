//! The elected of a calendar year by age and gender, over the API.

use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Path, param::Query, payload::Json};

use crate::{
    App,
    accounts::model::Right,
    desk::{
        actions::elected::{self, ElectedInYear},
        model::suppression::{LEAST, Shown},
    },
    web::{Access, Refused, api::Caller},
};

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[("show_elected", Access::Right(Right::ReadStaffPages))];

/// The operations.
pub struct ElectedApi;

/// Counts of an age group; a count that is not there is hidden.
#[derive(Object)]
struct ElectedOfAge {
    /// `under_18`, `18_29`, `under_30`, `30_44`, `45_59`, `60_and_over`, `not_stated`, or `total` for all.
    age: String,
    #[oai(skip_serializing_if_is_none)]
    female: Option<i64>,
    #[oai(skip_serializing_if_is_none)]
    male: Option<i64>,
    #[oai(skip_serializing_if_is_none)]
    diverse: Option<i64>,
    #[oai(skip_serializing_if_is_none)]
    not_stated: Option<i64>,
    #[oai(skip_serializing_if_is_none)]
    total: Option<i64>,
}

impl ElectedOfAge {
    fn new(age: &str, shown: &[Shown]) -> Self {
        let at = |place: usize| shown.get(place).copied().flatten();
        Self {
            age: age.to_owned(),
            female: at(0),
            male: at(1),
            diverse: at(2),
            not_stated: at(3),
            total: at(4),
        }
    }
}

/// Who was elected in a year and took the seat, by age on the day of the election and by gender.
#[derive(Object)]
struct ElectedDocument {
    year: i64,
    /// Years with a certified election, the latest first.
    years: Vec<i64>,
    /// Counts below it are hidden, and as many others as it takes that nobody can compute them.
    least: i64,
    /// Why there are no counts: `no_election`, `still_open` or `too_few`.
    #[oai(skip_serializing_if_is_none)]
    withheld: Option<String>,
    groups: Vec<ElectedOfAge>,
}

impl From<ElectedInYear> for ElectedDocument {
    fn from(found: ElectedInYear) -> Self {
        let mut groups = Vec::new();
        if let Ok(figures) = &found.figures {
            let lines = figures.lines.iter();
            groups.extend(lines.map(|(age, shown)| ElectedOfAge::new(age.as_str(), shown)));
            groups.push(ElectedOfAge::new("total", &figures.totals));
        }
        Self {
            year: found.year.into(),
            years: found.years.into_iter().map(i64::from).collect(),
            least: LEAST,
            withheld: found.figures.err().map(|why| why.as_str().to_owned()),
            groups,
        }
    }
}

#[OpenApi(tag = "crate::api::Tag::Desk")]
impl ElectedApi {
    /// Counts the elected of a calendar year of the whole federation by age and gender; of no other time, so that nobody subtracts.
    #[oai(
        path = "/federations/:slug/wave/elected",
        method = "get",
        operation_id = "show_elected"
    )]
    async fn show_elected(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        /// The latest year that has counts unless given.
        year: Query<Option<i64>>,
    ) -> Result<Json<ElectedDocument>, Refused> {
        let year = year.0.map(|year| year.to_string()).unwrap_or_default();
        let found = elected::elected(&app, &caller.0, &slug, &year).await?;
        Ok(Json(found.into()))
    }
}
