//! What everybody reads: results, their versions, the overview of an election day.

use super::ElectionError;
use crate::{
    App,
    elections::{
        model::{
            document::{ElectionDocument, Standing},
            succession::{SeatLine, seat_lines},
        },
        store::{
            elections::find_election,
            seat_calls::calls,
            versions::{self, ElectionDay, OverviewRow, Version, VersionRow},
        },
    },
    registry::{self, model::Federation, store::terms::find_term},
    types::{Day, ElectionId, FederationId},
};

/// The versions of a published result, newest first: what decides the bytes of its page.
pub async fn versions(
    app: &App,
    slug: &str,
    election: ElectionId,
) -> Result<Vec<VersionRow>, ElectionError> {
    let rows = versions::versions_by_slug(&mut app.db.read().await?, slug, election).await?;
    if rows.is_empty() {
        return Err(ElectionError::NotFound);
    }
    Ok(rows)
}

/// A version of a published result.
pub async fn version(
    app: &App,
    federation: FederationId,
    election: ElectionId,
    number: i64,
) -> Result<Version, ElectionError> {
    versions::version(
        &mut app.db.read().await?,
        federation,
        election,
        Some(number),
    )
    .await?
    .ok_or(ElectionError::NotFound)
}

/// The versions whose changes a page tells, newest first: from the last one before the first certification on.
///
/// A count that is reported district by district has many provisional versions; what changed from one to the next is the count.
pub async fn told_versions(
    app: &App,
    federation: FederationId,
    election: ElectionId,
    rows: &[VersionRow],
) -> Result<Vec<Version>, ElectionError> {
    let first = rows
        .iter()
        .rev()
        .find(|row| row.standing != Standing::Provisional)
        .or(rows.first())
        .map_or(1, |row| row.version.saturating_sub(1));
    let mut conn = app.db.read().await?;
    Ok(versions::versions_from(&mut conn, federation, election, first).await?)
}

/// What became of the seats that the newest version of a result gave: who accepted, declined, moved up.
pub async fn seating(
    app: &App,
    federation: FederationId,
    election: ElectionId,
    newest: &ElectionDocument,
) -> Result<Vec<SeatLine>, ElectionError> {
    let mut conn = app.db.read().await?;
    let calls = calls(&mut conn, federation, election).await?;
    if calls.is_empty() {
        return Ok(Vec::new());
    }
    let election = find_election(&mut conn, federation, election)
        .await?
        .ok_or(ElectionError::NotFound)?;
    let term = find_term(&mut conn, federation, election.body, election.term)
        .await?
        .ok_or(ElectionError::NotFound)?;
    // Who follows is not told here, so no lot is asked.
    Ok(seat_lines(newest, &calls, &[], term.ends_on))
}

/// A page of the election days of a federation, latest first.
pub struct ElectionDays {
    pub federation: Federation,
    pub days: Vec<ElectionDay>,
    pub total: i64,
}

/// The election days of a federation.
pub async fn days(
    app: &App,
    slug: &str,
    limit: i64,
    offset: i64,
) -> Result<ElectionDays, ElectionError> {
    let federation = registry::actions::federation(app, slug).await?;
    let mut conn = app.db.read().await?;
    Ok(ElectionDays {
        days: versions::days(&mut conn, federation.id, limit, offset).await?,
        total: versions::count_days(&mut conn, federation.id).await?,
        federation,
    })
}

/// All bodies elected on one day.
pub struct DayOverview {
    pub federation: Federation,
    pub day: Day,
    /// By name of the body.
    pub rows: Vec<OverviewRow>,
}

/// All bodies elected on one day, by one query.
pub async fn day_overview(app: &App, slug: &str, day: Day) -> Result<DayOverview, ElectionError> {
    let federation = registry::actions::federation(app, slug).await?;
    let rows = versions::of_day(&mut app.db.read().await?, federation.id, day).await?;
    if rows.is_empty() {
        return Err(ElectionError::NotFound);
    }
    Ok(DayOverview {
        federation,
        day,
        rows,
    })
}
