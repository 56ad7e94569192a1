//! Published versions of results: written once, read by everybody. Nothing here is ever changed.

use crate::{
    db::{Conn, DbError, Tx, changed_one},
    elections::model::{
        document::{ElectionDocument, Standing, TotalFigures},
        election::ElectionState,
    },
    on, statements,
    types::{AccountId, BodyId, Day, ElectionId, FederationId, Timestamp},
};

/// Elections of which the public knows: those that are being prepared only once something is published of them.
macro_rules! public_elections {
    ($columns:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM elections e \
            LEFT JOIN election_results r ON r.election_id = e.id AND r.version = \
            (SELECT MAX(v.version) FROM election_results v WHERE v.election_id = e.id) \
            WHERE e.federation_id = $1 AND (e.state <> 'preparing' OR r.id IS NOT NULL)",
            $rest
        )
    };
}

macro_rules! overview {
    ($rest:literal) => {
        concat!(
            "SELECT e.id, e.day, e.state, e.body_id, p.name AS body_name, e.seats AS to_elect, \
            r.version, r.standing, r.districts, r.reported, r.eligible, r.voters, r.valid, r.seats, r.filled, r.vacant, r.undecided, \
            r.published_at, q.eligible AS eligible_before, q.voters AS voters_before \
            FROM elections e JOIN bodies b ON b.id = e.body_id \
            JOIN body_profiles p ON p.body_id = e.body_id AND p.from_day = COALESCE(\
            (SELECT MAX(n.from_day) FROM body_profiles n WHERE n.body_id = e.body_id AND n.from_day <= e.day), \
            (SELECT MIN(n.from_day) FROM body_profiles n WHERE n.body_id = e.body_id)) \
            LEFT JOIN election_results r ON r.election_id = e.id AND r.version = \
            (SELECT MAX(v.version) FROM election_results v WHERE v.election_id = e.id) \
            LEFT JOIN election_results q ON q.id = \
            (SELECT w.id FROM elections x JOIN election_results w ON w.election_id = x.id \
            WHERE x.body_id = e.body_id AND x.federation_id = $1 AND x.day < e.day AND x.state = 'certified' \
            ORDER BY x.day DESC, w.version DESC LIMIT 1) \
            WHERE e.federation_id = $1 AND (e.state <> 'preparing' OR r.id IS NOT NULL) AND ",
            $rest
        )
    };
}

statements! {
    // One query tells everything that decides which bytes the page of a result has.
    VERSIONS_BY_SLUG = "SELECT f.id AS federation_id, f.name AS federation_name, f.contact AS federation_contact, \
        f.revision AS federation_revision, r.version, r.digest, r.standing, r.reason, r.published_at, \
        (SELECT MIN(x.id) FROM elections x JOIN election_results y ON y.election_id = x.id \
        WHERE x.repeats_id = r.election_id AND x.federation_id = f.id) AS repeated_by, \
        (SELECT CAST(COALESCE(SUM(k.revision + COALESCE(m.revision, 0)), 0) AS BIGINT) FROM seat_calls k \
        LEFT JOIN mandates m ON m.id = k.mandate_id WHERE k.election_id = r.election_id) AS seating_revision \
        FROM federations f JOIN election_results r ON r.federation_id = f.id \
        WHERE f.slug = $1 AND r.election_id = $2 ORDER BY r.version DESC";
    VERSION = "SELECT content, digest FROM election_results WHERE federation_id = $1 AND election_id = $2 \
        AND (CAST($3 AS BIGINT) IS NULL OR version = $3) ORDER BY version DESC LIMIT 1";
    VERSIONS_FROM = "SELECT content, digest FROM election_results WHERE federation_id = $1 AND election_id = $2 AND version >= $3 \
        ORDER BY version DESC";
    INSERT_VERSION = "INSERT INTO election_results (federation_id, election_id, version, standing, content, digest, reason, \
        districts, reported, eligible, voters, valid, seats, filled, vacant, undecided, published_at, published_by, confirmed_by) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) \
        ON CONFLICT (election_id, version) DO NOTHING";
    SIGNED_VERSIONS = "SELECT r.version, r.standing, r.reason, r.digest, r.published_at, p.name AS published_by, c.name AS confirmed_by \
        FROM election_results r JOIN accounts p ON p.id = r.published_by LEFT JOIN accounts c ON c.id = r.confirmed_by \
        WHERE r.federation_id = $1 AND r.election_id = $2 ORDER BY r.version DESC";
    DAYS = public_elections!("e.day, CAST(COUNT(*) AS BIGINT) AS elections, CAST(COUNT(r.id) AS BIGINT) AS published",
        " GROUP BY e.day ORDER BY e.day DESC LIMIT $2 OFFSET $3");
    COUNT_DAYS = public_elections!("CAST(COUNT(DISTINCT e.day) AS BIGINT)", "");
    OF_DAY = overview!("e.day = $2 ORDER BY b.search_key, b.id, e.id");
    OF_BODY = overview!("e.body_id = $2 ORDER BY e.day DESC, e.id DESC");
}

/// A version as its page needs it before anything is rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionRow {
    pub federation: FederationId,
    pub federation_name: String,
    pub federation_contact: String,
    pub federation_revision: i64,
    pub version: i64,
    pub digest: String,
    pub standing: Standing,
    /// Why it replaces the version before; empty for the first.
    pub reason: String,
    pub published_at: Timestamp,
    /// The election that repeats this one, once something is published of it.
    pub repeated_by: Option<ElectionId>,
    /// Grows with every call to a seat, every answer, and every change of a mandate that came of one.
    pub seating_revision: i64,
}

#[derive(sqlx::FromRow)]
struct StoredVersionRow {
    federation_id: i64,
    federation_name: String,
    federation_contact: String,
    federation_revision: i64,
    version: i64,
    digest: String,
    standing: String,
    reason: String,
    published_at: i64,
    repeated_by: Option<i64>,
    seating_revision: i64,
}

impl StoredVersionRow {
    fn read(self) -> Result<VersionRow, DbError> {
        Ok(VersionRow {
            federation: FederationId(self.federation_id),
            federation_name: self.federation_name,
            federation_contact: self.federation_contact,
            federation_revision: self.federation_revision,
            version: self.version,
            digest: self.digest,
            standing: standing(&self.standing)?,
            reason: self.reason,
            published_at: Timestamp::stored(self.published_at),
            repeated_by: self.repeated_by.map(ElectionId),
            seating_revision: self.seating_revision,
        })
    }
}

fn standing(word: &str) -> Result<Standing, DbError> {
    Standing::parse(word).ok_or_else(|| DbError::row("election_results", word))
}

/// The versions of the result of an election, newest first; none where the federation or the election is unknown.
pub async fn versions_by_slug(
    conn: &mut Conn,
    slug: &str,
    election: ElectionId,
) -> Result<Vec<VersionRow>, DbError> {
    let rows: Vec<StoredVersionRow> = on!(conn, |c| sqlx::query_as(VERSIONS_BY_SLUG)
        .bind(slug)
        .bind(election.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(StoredVersionRow::read).collect()
}

/// A version with its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    pub document: ElectionDocument,
    /// The document as it is stored, byte by byte.
    pub content: String,
    /// SHA-256 of the content, in hex.
    pub digest: String,
}

#[derive(sqlx::FromRow)]
struct StoredVersion {
    content: String,
    digest: String,
}

impl StoredVersion {
    fn read(self) -> Result<Version, DbError> {
        Ok(Version {
            document: serde_json::from_str(&self.content)
                .map_err(|e| DbError::row("election_results", e))?,
            content: self.content,
            digest: self.digest,
        })
    }
}

/// A version by its number, or the newest.
pub async fn version(
    conn: &mut Conn,
    federation: FederationId,
    election: ElectionId,
    number: Option<i64>,
) -> Result<Option<Version>, DbError> {
    let row: Option<StoredVersion> = on!(conn, |c| sqlx::query_as(VERSION)
        .bind(federation.0)
        .bind(election.0)
        .bind(number)
        .fetch_optional(c)
        .await)?;
    row.map(StoredVersion::read).transpose()
}

/// The versions from a number on, newest first; from 1 on they are all.
pub async fn versions_from(
    conn: &mut Conn,
    federation: FederationId,
    election: ElectionId,
    first: i64,
) -> Result<Vec<Version>, DbError> {
    let rows: Vec<StoredVersion> = on!(conn, |c| sqlx::query_as(VERSIONS_FROM)
        .bind(federation.0)
        .bind(election.0)
        .bind(first)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(StoredVersion::read).collect()
}

/// Adds a version; whether nobody else added one of this number meanwhile.
pub async fn insert_version(
    tx: &mut Tx,
    federation: FederationId,
    document: &ElectionDocument,
    digest: &str,
    (published_by, confirmed_by): (AccountId, Option<AccountId>),
) -> Result<bool, DbError> {
    let seats = document.seat_sums();
    let rows = on!(tx, |c| sqlx::query(INSERT_VERSION)
        .bind(federation.0)
        .bind(document.election.id.0)
        .bind(document.version)
        .bind(document.standing.as_str())
        .bind(document.canonical())
        .bind(digest)
        .bind(&document.reason)
        .bind(document.reporting.districts)
        .bind(document.reporting.reported)
        .bind(document.figures.eligible)
        .bind(document.figures.voters)
        .bind(document.figures.valid)
        .bind(seats.seats)
        .bind(seats.filled)
        .bind(seats.vacant)
        .bind(seats.undecided)
        .bind(document.published_at.unix_millis())
        .bind(published_by.0)
        .bind(confirmed_by.map(|account| account.0))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(changed_one(rows))
}

/// A version with the names of those who published it, for staff alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedVersion {
    pub version: i64,
    pub standing: Standing,
    pub reason: String,
    pub digest: String,
    pub published_at: Timestamp,
    /// Who published it, or asked for it to be confirmed.
    pub published_by: String,
    /// The second person; provisional versions have none.
    pub confirmed_by: Option<String>,
}

#[derive(sqlx::FromRow)]
struct StoredSignedVersion {
    version: i64,
    standing: String,
    reason: String,
    digest: String,
    published_at: i64,
    published_by: String,
    confirmed_by: Option<String>,
}

/// The versions of an election with the names of those who published them, newest first.
pub async fn signed_versions(
    conn: &mut Conn,
    federation: FederationId,
    election: ElectionId,
) -> Result<Vec<SignedVersion>, DbError> {
    let rows: Vec<StoredSignedVersion> = on!(conn, |c| sqlx::query_as(SIGNED_VERSIONS)
        .bind(federation.0)
        .bind(election.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|row| {
            Ok(SignedVersion {
                version: row.version,
                standing: standing(&row.standing)?,
                reason: row.reason,
                digest: row.digest,
                published_at: Timestamp::stored(row.published_at),
                published_by: row.published_by,
                confirmed_by: row.confirmed_by,
            })
        })
        .collect()
}

/// A day on which bodies of a federation were elected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ElectionDay {
    pub day: Day,
    pub elections: i64,
    /// Those of which a result is published.
    pub published: i64,
}

/// The election days of a federation, latest first.
pub async fn days(
    conn: &mut Conn,
    federation: FederationId,
    limit: i64,
    offset: i64,
) -> Result<Vec<ElectionDay>, DbError> {
    let rows: Vec<(i64, i64, i64)> = on!(conn, |c| sqlx::query_as(DAYS)
        .bind(federation.0)
        .bind(limit)
        .bind(offset)
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|(day, elections, published)| ElectionDay {
            day: Day::stored(day),
            elections,
            published,
        })
        .collect())
}

/// Number of election days of a federation.
pub async fn count_days(conn: &mut Conn, federation: FederationId) -> Result<i64, DbError> {
    Ok(on!(conn, |c| sqlx::query_scalar(COUNT_DAYS)
        .bind(federation.0)
        .fetch_one(c)
        .await)?)
}

/// An election in an overview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverviewRow {
    pub election: ElectionId,
    pub day: Day,
    pub state: ElectionState,
    pub body: BodyId,
    /// The name of the body on election day.
    pub body_name: String,
    /// Seats to be elected.
    pub to_elect: i64,
    /// `None` where no result is published.
    pub newest: Option<NewestFigures>,
    /// Eligible and voters of the certified election before, of the same body.
    pub before: Option<(i64, i64)>,
}

/// Figures of the newest version of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewestFigures {
    pub version: i64,
    pub standing: Standing,
    pub districts: i64,
    pub reported: i64,
    /// Without the invalid ones, which the overview does not show.
    pub figures: TotalFigures,
    pub seats: i64,
    pub filled: i64,
    pub vacant: i64,
    pub undecided: i64,
    pub published_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct StoredOverviewRow {
    id: i64,
    day: i64,
    state: String,
    body_id: i64,
    body_name: String,
    to_elect: i64,
    version: Option<i64>,
    standing: Option<String>,
    districts: Option<i64>,
    reported: Option<i64>,
    eligible: Option<i64>,
    voters: Option<i64>,
    valid: Option<i64>,
    seats: Option<i64>,
    filled: Option<i64>,
    vacant: Option<i64>,
    undecided: Option<i64>,
    published_at: Option<i64>,
    eligible_before: Option<i64>,
    voters_before: Option<i64>,
}

impl StoredOverviewRow {
    fn read(self) -> Result<OverviewRow, DbError> {
        // The columns of a version are there together or not at all.
        let newest = match (self.version, self.standing) {
            (Some(version), Some(word)) => Some(NewestFigures {
                version,
                standing: standing(&word)?,
                districts: self.districts.unwrap_or_default(),
                reported: self.reported.unwrap_or_default(),
                figures: TotalFigures {
                    eligible: self.eligible,
                    voters: self.voters,
                    invalid: None,
                    valid: self.valid,
                },
                seats: self.seats.unwrap_or_default(),
                filled: self.filled.unwrap_or_default(),
                vacant: self.vacant.unwrap_or_default(),
                undecided: self.undecided.unwrap_or_default(),
                published_at: Timestamp::stored(self.published_at.unwrap_or_default()),
            }),
            _ => None,
        };
        Ok(OverviewRow {
            election: ElectionId(self.id),
            day: Day::stored(self.day),
            state: ElectionState::parse(&self.state)
                .ok_or_else(|| DbError::row("elections", &self.state))?,
            body: BodyId(self.body_id),
            body_name: self.body_name,
            to_elect: self.to_elect,
            newest,
            before: self.eligible_before.zip(self.voters_before),
        })
    }
}

/// The elections of a day with the figures of their newest versions, by name of the body.
pub async fn of_day(
    conn: &mut Conn,
    federation: FederationId,
    day: Day,
) -> Result<Vec<OverviewRow>, DbError> {
    let rows: Vec<StoredOverviewRow> = on!(conn, |c| sqlx::query_as(OF_DAY)
        .bind(federation.0)
        .bind(day.to_epoch_days())
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(StoredOverviewRow::read).collect()
}

/// The elections of a body with the figures of their newest versions, latest first.
pub async fn of_body(
    conn: &mut Conn,
    federation: FederationId,
    body: BodyId,
) -> Result<Vec<OverviewRow>, DbError> {
    let rows: Vec<StoredOverviewRow> = on!(conn, |c| sqlx::query_as(OF_BODY)
        .bind(federation.0)
        .bind(body.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(StoredOverviewRow::read).collect()
}
