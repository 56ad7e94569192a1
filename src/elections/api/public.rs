//! Published results, for everybody.

mod document;

use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use crate::{
    App,
    elections::{
        actions::{ElectionError, public},
        store::versions::{OverviewRow, VersionRow},
    },
    types::{Day, ElectionId},
    web::{Access, Refused, api::Paging},
};
use document::PublishedDocument;

/// Who may use which operation.
pub const ACCESS: &[(&str, Access)] = &[
    ("list_election_days", Access::Public),
    ("read_election_day", Access::Public),
    ("read_election_result", Access::Public),
    ("list_election_result_versions", Access::Public),
];

/// The operations.
pub struct PublicElectionsApi;

/// A day on which bodies were elected.
#[derive(Object)]
struct ElectionDayItem {
    /// `YYYY-MM-DD`.
    day: String,
    elections: i64,
    /// Those of which a result is published.
    published: i64,
}

/// A page of election days.
#[derive(Object)]
struct ElectionDayPage {
    items: Vec<ElectionDayItem>,
    total: i64,
    page: i64,
    last_page: i64,
}

/// An election of a day.
#[derive(Object)]
struct ElectionOfDay {
    election: i64,
    body: i64,
    /// Name of the body on election day.
    body_name: String,
    /// `counting`, `certified`, `not_held`, `appointed_instead`, `annulled` or `repeated`.
    state: String,
    /// Seats to be elected.
    seats: i64,
    /// Not there where no result is published.
    #[oai(skip_serializing_if_is_none)]
    result: Option<NewestResult>,
}

/// Figures of the newest version of a result.
#[derive(Object)]
struct NewestResult {
    version: i64,
    /// `provisional`, `certified`, `corrected` or `annulled`.
    standing: String,
    /// RFC 3339, UTC.
    published_at: String,
    districts: i64,
    /// Districts that have reported.
    reported: i64,
    /// Not there where a district did not report the figure; so with the next two.
    #[oai(skip_serializing_if_is_none)]
    eligible: Option<i64>,
    #[oai(skip_serializing_if_is_none)]
    voters: Option<i64>,
    #[oai(skip_serializing_if_is_none)]
    valid: Option<i64>,
    seats: i64,
    filled: i64,
    vacant: i64,
    /// Seats that only a lot can give.
    undecided: i64,
}

/// A version of a result.
#[derive(Object)]
struct ElectionVersionItem {
    version: i64,
    /// `provisional`, `certified`, `corrected` or `annulled`.
    standing: String,
    /// RFC 3339, UTC.
    published_at: String,
    /// Why it replaces the version before; empty for the first.
    reason: String,
    /// SHA-256 of the document, in hex.
    digest: String,
}

impl From<&OverviewRow> for ElectionOfDay {
    fn from(row: &OverviewRow) -> Self {
        Self {
            election: row.election.0,
            body: row.body.0,
            body_name: row.body_name.clone(),
            state: row.state.as_str().to_owned(),
            seats: row.to_elect,
            result: row.newest.map(|newest| NewestResult {
                version: newest.version,
                standing: newest.standing.as_str().to_owned(),
                published_at: newest.published_at.to_string(),
                districts: newest.districts,
                reported: newest.reported,
                eligible: newest.figures.eligible,
                voters: newest.figures.voters,
                valid: newest.figures.valid,
                seats: newest.seats,
                filled: newest.filled,
                vacant: newest.vacant,
                undecided: newest.undecided,
            }),
        }
    }
}

impl From<&VersionRow> for ElectionVersionItem {
    fn from(row: &VersionRow) -> Self {
        Self {
            version: row.version,
            standing: row.standing.as_str().to_owned(),
            published_at: row.published_at.to_string(),
            reason: row.reason.clone(),
            digest: row.digest.clone(),
        }
    }
}

#[OpenApi(tag = "crate::api::Tag::Elections")]
impl PublicElectionsApi {
    /// Lists the election days of a federation, latest first.
    #[oai(
        path = "/federations/:slug/election-days",
        method = "get",
        operation_id = "list_election_days"
    )]
    async fn list_election_days(
        &self,
        app: Data<&App>,
        slug: Path<String>,
        page: Query<Option<i64>>,
        per_page: Query<Option<i64>>,
    ) -> Result<Json<ElectionDayPage>, Refused> {
        let paging = Paging::of(page.0, per_page.0);
        let list = public::days(&app, &slug.0, paging.limit, paging.offset).await?;
        let items = list.days.iter().map(|day| ElectionDayItem {
            day: day.day.to_string(),
            elections: day.elections,
            published: day.published,
        });
        Ok(Json(ElectionDayPage {
            items: items.collect(),
            total: list.total,
            page: paging.page(),
            last_page: paging.last_page(list.total),
        }))
    }

    /// Reads all elections of a day with the figures of their newest results, by name of the body.
    #[oai(
        path = "/federations/:slug/election-days/:day",
        method = "get",
        operation_id = "read_election_day"
    )]
    async fn read_election_day(
        &self,
        app: Data<&App>,
        slug: Path<String>,
        /// `YYYY-MM-DD`.
        day: Path<String>,
    ) -> Result<Json<Vec<ElectionOfDay>>, Refused> {
        let day: Day = day.0.parse().map_err(|_| ElectionError::NotFound)?;
        let overview = public::day_overview(&app, &slug.0, day).await?;
        let rows = overview.rows.iter().map(ElectionOfDay::from);
        Ok(Json(rows.collect()))
    }

    /// Reads the published result of an election: the document whose checksum its page shows, byte by byte.
    #[oai(
        path = "/federations/:slug/elections/:election/result",
        method = "get",
        operation_id = "read_election_result"
    )]
    async fn read_election_result(
        &self,
        app: Data<&App>,
        slug: Path<String>,
        election: Path<i64>,
        /// An earlier version; left out, the newest.
        version: Query<Option<i64>>,
    ) -> Result<PublishedDocument, Refused> {
        let election = ElectionId(election.0);
        let rows = public::versions(&app, &slug.0, election).await?;
        let newest = rows.first().ok_or(ElectionError::NotFound)?;
        let number = version.0.unwrap_or(newest.version);
        let version = public::version(&app, newest.federation, election, number).await?;
        Ok(PublishedDocument {
            content: version.content,
            digest: version.digest,
        })
    }

    /// Lists the versions of the published result of an election, newest first.
    #[oai(
        path = "/federations/:slug/elections/:election/result/versions",
        method = "get",
        operation_id = "list_election_result_versions"
    )]
    async fn list_election_result_versions(
        &self,
        app: Data<&App>,
        slug: Path<String>,
        election: Path<i64>,
    ) -> Result<Json<Vec<ElectionVersionItem>>, Refused> {
        let rows = public::versions(&app, &slug.0, ElectionId(election.0)).await?;
        Ok(Json(rows.iter().map(ElectionVersionItem::from).collect()))
    }
}
