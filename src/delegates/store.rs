use super::model::{CheckFilter, Entitlement, Places, Round, RoundState, RoundSummary, links_end};
use crate::{
    db::{Conn, DbError, Tx},
    on, statements,
    types::{BodyId, Day, FederationId, RoundId, Timestamp},
};

/// The name that a body has on a day; of one younger than the day, its first name.
macro_rules! body_name {
    ($body:literal, $day:literal) => {
        concat!(
            "COALESCE((SELECT n.name FROM body_profiles n WHERE n.body_id = ",
            $body,
            " AND n.from_day <= ",
            $day,
            " ORDER BY n.from_day DESC LIMIT 1), (SELECT n.name FROM body_profiles n WHERE n.body_id = ",
            $body,
            " ORDER BY n.from_day LIMIT 1), '') AS body_name"
        )
    };
}

/// Entitlements of a round by body, with how far each body is.
macro_rules! entitlements {
    ($columns:expr, $filter:literal, $end:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM entitlements e JOIN delegation_rounds r ON r.id = e.round_id JOIN bodies b ON b.id = e.body_id \
            LEFT JOIN (SELECT d.body_id, \
                SUM(CASE WHEN d.role = 'delegate' AND d.state IN ('registered', 'accepted') THEN 1 ELSE 0 END) AS delegates, \
                SUM(CASE WHEN d.role = 'deputy' AND d.state IN ('registered', 'accepted') THEN 1 ELSE 0 END) AS deputies, \
                SUM(CASE WHEN d.role = 'substitute' AND d.state IN ('registered', 'accepted') THEN 1 ELSE 0 END) AS substitutes, \
                SUM(CASE WHEN d.role = 'substitute' AND d.state = 'accepted' THEN 1 ELSE 0 END) AS accepted_substitutes, \
                SUM(CASE WHEN d.role = 'delegate' AND d.state = 'accepted' THEN 1 ELSE 0 END) AS accepted_delegates, \
                SUM(CASE WHEN d.role = 'deputy' AND d.state = 'accepted' THEN 1 ELSE 0 END) AS accepted_deputies, \
                SUM(CASE WHEN d.state = 'registered' THEN 1 ELSE 0 END) AS undecided, \
                SUM(CASE WHEN d.state = 'returned' THEN 1 ELSE 0 END) AS returned, \
                SUM(CASE WHEN d.state = 'withdrawn' THEN 1 ELSE 0 END) AS withdrawn \
                FROM delegates d WHERE d.round_id = $2 GROUP BY d.body_id) t ON t.body_id = e.body_id \
            WHERE r.federation_id = $1 AND e.round_id = $2 ",
            $filter,
            $end
        )
    };
}

macro_rules! entitlement_columns {
    () => {
        concat!(
            "e.body_id, ",
            body_name!("e.body_id", "r.day"),
            ", e.places, CAST(COALESCE(t.delegates, 0) AS BIGINT) AS delegates, \
            CAST(COALESCE(t.deputies, 0) AS BIGINT) AS deputies, \
            CAST(COALESCE(t.substitutes, 0) AS BIGINT) AS substitutes, \
            CAST(COALESCE(t.accepted_substitutes, 0) AS BIGINT) AS accepted_substitutes, \
            CAST(COALESCE(t.accepted_delegates, 0) AS BIGINT) AS accepted_delegates, \
            CAST(COALESCE(t.accepted_deputies, 0) AS BIGINT) AS accepted_deputies, \
            CAST(COALESCE(t.undecided, 0) AS BIGINT) AS undecided, \
            CAST(COALESCE(t.returned, 0) AS BIGINT) AS returned, e.revision"
        )
    };
}

/// Bodies of a check list by the word of the filter, $3.
macro_rules! check_list {
    ($columns:expr, $end:literal) => {
        entitlements!(
            $columns,
            "AND (CAST($3 AS TEXT) = '' OR ($3 = 'incomplete' AND COALESCE(t.delegates, 0) < e.places) \
            OR ($3 = 'registered' AND t.undecided > 0) OR ($3 = 'accepted' AND t.accepted_delegates + t.accepted_deputies + t.accepted_substitutes > 0) \
            OR ($3 = 'returned' AND t.returned > 0) OR ($3 = 'withdrawn' AND t.withdrawn > 0)) ",
            $end
        )
    };
}

pub mod calls;
pub mod computations;
pub mod import;
pub mod papers;
pub mod registrations;

pub use registrations::{accepted_delegates, accepted_deputies, count_undecided};

statements! {
    INSERT_ROUND = "INSERT INTO delegation_rounds (federation_id, title, day, deadline, state, revision) \
        VALUES ($1, $2, $3, $4, 'open', 1) RETURNING id";
    FIND_ROUND = "SELECT id, title, day, deadline, state, revision FROM delegation_rounds WHERE federation_id = $1 AND id = $2";
    ROUNDS = "SELECT id, title, day, deadline, state, revision FROM delegation_rounds WHERE federation_id = $1 \
        ORDER BY day DESC, id DESC LIMIT $2 OFFSET $3";
    COUNT_ROUNDS = "SELECT CAST(COUNT(*) AS BIGINT) FROM delegation_rounds WHERE federation_id = $1";
    // Changes nothing, but the row stays locked until the transaction ends.
    LOCK_ROUND = "UPDATE delegation_rounds SET revision = revision WHERE federation_id = $1 AND id = $2 \
        RETURNING id, title, day, deadline, state, revision";
    CHANGE_ROUND = "UPDATE delegation_rounds SET title = $3, day = $4, deadline = $5, revision = revision + 1 \
        WHERE federation_id = $1 AND id = $2 AND state = 'open'";
    FREEZE_ROUND = "UPDATE delegation_rounds SET state = 'frozen', revision = revision + 1 \
        WHERE federation_id = $1 AND id = $2 AND state = 'open'";

    INSERT_ENTITLEMENTS = "INSERT INTO entitlements (round_id, body_id, places, revision) \
        SELECT r.id, b.id, b.delegate_places, 1 FROM delegation_rounds r JOIN bodies b ON b.federation_id = r.federation_id \
        WHERE r.federation_id = $1 AND r.id = $2 AND (b.joined_on IS NULL OR b.joined_on <= r.day) \
        AND (b.left_on IS NULL OR b.left_on >= r.day) ON CONFLICT (round_id, body_id) DO NOTHING";
    // A body that is no member on the new day loses its places; one that has nobody registered leaves the round.
    DELETE_UNUSED_ENTITLEMENTS = "DELETE FROM entitlements WHERE round_id = $2 AND body_id IN (SELECT b.id FROM bodies b \
        JOIN delegation_rounds r ON r.federation_id = b.federation_id WHERE r.federation_id = $1 AND r.id = $2 \
        AND (b.joined_on > r.day OR b.left_on < r.day) AND NOT EXISTS \
        (SELECT d.id FROM delegates d WHERE d.round_id = $2 AND d.body_id = b.id AND d.state <> 'withdrawn'))";
    EMPTY_FOREIGN_ENTITLEMENTS = "UPDATE entitlements SET places = 0, revision = revision + 1 WHERE round_id = $2 AND places > 0 \
        AND body_id IN (SELECT b.id FROM bodies b JOIN delegation_rounds r ON r.federation_id = b.federation_id \
        WHERE r.federation_id = $1 AND r.id = $2 AND (b.joined_on > r.day OR b.left_on < r.day))";
    LOCK_ENTITLEMENT = "UPDATE entitlements SET revision = revision + 1 WHERE round_id = $2 AND body_id = $3 \
        AND EXISTS (SELECT r.id FROM delegation_rounds r WHERE r.federation_id = $1 AND r.id = $2)";
    SET_PLACES = "UPDATE entitlements SET places = $4 WHERE round_id = $2 AND body_id = $3 \
        AND EXISTS (SELECT r.id FROM delegation_rounds r WHERE r.federation_id = $1 AND r.id = $2)";
    FIND_ENTITLEMENT = entitlements!(entitlement_columns!(), "AND e.body_id = $3", "");
    CHECK_LIST = check_list!(entitlement_columns!(), "ORDER BY b.search_key, b.id LIMIT $4 OFFSET $5");
    COUNT_CHECK_LIST = check_list!("CAST(COUNT(*) AS BIGINT)", "");
    SUMMARY = entitlements!("CAST(COUNT(*) AS BIGINT) AS bodies, \
        CAST(COALESCE(SUM(CASE WHEN COALESCE(t.delegates, 0) < e.places THEN 1 ELSE 0 END), 0) AS BIGINT) AS incomplete_bodies, \
        CAST(COALESCE(SUM(e.places), 0) AS BIGINT) AS places, CAST(COALESCE(SUM(t.delegates), 0) AS BIGINT) AS delegates, \
        CAST(COALESCE(SUM(t.accepted_delegates), 0) AS BIGINT) AS accepted_delegates, \
        CAST(COALESCE(SUM(t.undecided), 0) AS BIGINT) AS undecided, CAST(COALESCE(SUM(t.returned), 0) AS BIGINT) AS returned",
        "", "");
    ROUNDS_OF_BODY = "SELECT r.id, r.title, r.day, r.deadline, r.state, r.revision FROM entitlements e \
        JOIN delegation_rounds r ON r.id = e.round_id WHERE r.federation_id = $1 AND e.body_id = $2 \
        ORDER BY r.day DESC, r.id DESC LIMIT $3 OFFSET $4";
    COUNT_ROUNDS_OF_BODY = "SELECT CAST(COUNT(*) AS BIGINT) FROM entitlements e \
        JOIN delegation_rounds r ON r.id = e.round_id WHERE r.federation_id = $1 AND e.body_id = $2";
    CHECK_AGAIN = "UPDATE delegates SET state = 'registered', revision = revision + 1 \
        WHERE federation_id = $1 AND round_id = $2 AND state = 'accepted'";
}

#[derive(sqlx::FromRow)]
struct RoundRow {
    id: i64,
    title: String,
    day: i64,
    deadline: Option<i64>,
    state: String,
    revision: i64,
}

impl RoundRow {
    fn read(self) -> Result<Round, DbError> {
        Ok(Round {
            id: RoundId(self.id),
            title: self.title,
            day: Day::stored(self.day),
            deadline: self.deadline.map(Timestamp::stored),
            state: RoundState::parse(&self.state)
                .ok_or_else(|| DbError::row("delegation_rounds", &self.state))?,
            revision: self.revision,
        })
    }
}

#[derive(sqlx::FromRow)]
struct EntitlementRow {
    body_id: i64,
    body_name: String,
    places: i64,
    delegates: i64,
    deputies: i64,
    substitutes: i64,
    accepted_delegates: i64,
    accepted_deputies: i64,
    accepted_substitutes: i64,
    undecided: i64,
    returned: i64,
    revision: i64,
}

impl From<EntitlementRow> for Entitlement {
    fn from(row: EntitlementRow) -> Self {
        Self {
            body: BodyId(row.body_id),
            body_name: row.body_name,
            places: Places {
                places: row.places,
                delegates: row.delegates,
                deputies: row.deputies,
                substitutes: row.substitutes,
                accepted_delegates: row.accepted_delegates,
                accepted_deputies: row.accepted_deputies,
                accepted_substitutes: row.accepted_substitutes,
            },
            undecided: row.undecided,
            returned: row.returned,
            revision: row.revision,
        }
    }
}

#[derive(sqlx::FromRow)]
struct SummaryRow {
    bodies: i64,
    incomplete_bodies: i64,
    places: i64,
    delegates: i64,
    accepted_delegates: i64,
    undecided: i64,
    returned: i64,
}

fn rounds(rows: Vec<RoundRow>) -> Result<Vec<Round>, DbError> {
    rows.into_iter().map(RoundRow::read).collect()
}

/// Opens a round and enters for each body that is a member on the day its delegate places.
pub async fn insert_round(
    tx: &mut Tx,
    federation: FederationId,
    title: &str,
    day: Day,
    deadline: Option<Timestamp>,
) -> Result<RoundId, DbError> {
    let id: i64 = on!(tx, |c| sqlx::query_scalar(INSERT_ROUND)
        .bind(federation.0)
        .bind(title)
        .bind(day.to_epoch_days())
        .bind(deadline.map(Timestamp::unix_millis))
        .fetch_one(c)
        .await)?;
    insert_entitlements(tx, federation, RoundId(id)).await?;
    Ok(RoundId(id))
}

/// Enters the places of bodies that are members on the day and not yet entered; how many.
pub async fn insert_entitlements(
    tx: &mut Tx,
    federation: FederationId,
    round: RoundId,
) -> Result<u64, DbError> {
    Ok(on!(tx, |c| sqlx::query(INSERT_ENTITLEMENTS)
        .bind(federation.0)
        .bind(round.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?)
}

pub async fn find_round(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
) -> Result<Option<Round>, DbError> {
    on!(conn, |c| sqlx::query_as::<_, RoundRow>(FIND_ROUND)
        .bind(federation.0)
        .bind(round.0)
        .fetch_optional(c)
        .await)?
    .map(RoundRow::read)
    .transpose()
}

/// Rounds of a federation, the latest first, with their number.
pub async fn list_rounds(
    conn: &mut Conn,
    federation: FederationId,
    limit: i64,
    offset: i64,
) -> Result<(Vec<Round>, i64), DbError> {
    let rows = on!(conn, |c| sqlx::query_as(ROUNDS)
        .bind(federation.0)
        .bind(limit)
        .bind(offset)
        .fetch_all(c)
        .await)?;
    let total = on!(conn, |c| sqlx::query_scalar(COUNT_ROUNDS)
        .bind(federation.0)
        .fetch_one(c)
        .await)?;
    Ok((rounds(rows)?, total))
}

/// The round, locked until the transaction ends: nobody freezes it meanwhile. Locked before any entitlement.
pub async fn lock_round(
    tx: &mut Tx,
    federation: FederationId,
    round: RoundId,
) -> Result<Option<Round>, DbError> {
    on!(tx, |c| sqlx::query_as::<_, RoundRow>(LOCK_ROUND)
        .bind(federation.0)
        .bind(round.0)
        .fetch_optional(c)
        .await)?
    .map(RoundRow::read)
    .transpose()
}

/// Changes an open round; whether it was open.
///
/// On another day other bodies may be members: those that now are get their places, those that no longer are lose them, and
/// every accepted delegate has to be checked again. Links of bodies end with the new day.
pub async fn change_round(
    tx: &mut Tx,
    federation: FederationId,
    before: &Round,
    title: &str,
    day: Day,
    deadline: Option<Timestamp>,
) -> Result<bool, DbError> {
    let round = before.id;
    let changed = on!(tx, |c| sqlx::query(CHANGE_ROUND)
        .bind(federation.0)
        .bind(round.0)
        .bind(title)
        .bind(day.to_epoch_days())
        .bind(deadline.map(Timestamp::unix_millis))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if changed == 0 || day == before.day {
        return Ok(changed == 1);
    }
    for statement in [
        DELETE_UNUSED_ENTITLEMENTS,
        EMPTY_FOREIGN_ENTITLEMENTS,
        CHECK_AGAIN,
    ] {
        on!(tx, |c| sqlx::query(statement)
            .bind(federation.0)
            .bind(round.0)
            .execute(c)
            .await
            .map(drop))?;
    }
    insert_entitlements(tx, federation, round).await?;
    let moved = Round {
        day,
        deadline,
        ..before.clone()
    };
    calls::extend_links(tx, federation, round, links_end(&moved)).await?;
    Ok(true)
}

/// Freezes an open round; whether it was open. Locks the round against concurrent registrations until the transaction ends.
pub async fn freeze_round(
    tx: &mut Tx,
    federation: FederationId,
    round: RoundId,
) -> Result<bool, DbError> {
    let frozen = on!(tx, |c| sqlx::query(FREEZE_ROUND)
        .bind(federation.0)
        .bind(round.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(frozen == 1)
}

/// Locks the entitlement of a body and counts its revision up; the entitlement after that. The round is locked before it.
pub async fn lock_entitlement(
    tx: &mut Tx,
    federation: FederationId,
    round: RoundId,
    body: BodyId,
) -> Result<Option<Entitlement>, DbError> {
    let locked = on!(tx, |c| sqlx::query(LOCK_ENTITLEMENT)
        .bind(federation.0)
        .bind(round.0)
        .bind(body.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if locked == 0 {
        return Ok(None);
    }
    find_entitlement(tx, federation, round, body).await
}

pub async fn find_entitlement(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
    body: BodyId,
) -> Result<Option<Entitlement>, DbError> {
    let row: Option<EntitlementRow> = on!(conn, |c| sqlx::query_as(FIND_ENTITLEMENT)
        .bind(federation.0)
        .bind(round.0)
        .bind(body.0)
        .fetch_optional(c)
        .await)?;
    Ok(row.map(Entitlement::from))
}

/// Sets the places of a body whose entitlement is locked.
pub async fn set_places(
    tx: &mut Tx,
    federation: FederationId,
    round: RoundId,
    body: BodyId,
    places: i64,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(SET_PLACES)
        .bind(federation.0)
        .bind(round.0)
        .bind(body.0)
        .bind(places)
        .execute(c)
        .await
        .map(drop))?)
}

/// A page of the bodies of a round by name, and how many there are.
pub async fn check_list(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
    filter: CheckFilter,
    limit: i64,
    offset: i64,
) -> Result<(Vec<Entitlement>, i64), DbError> {
    let rows: Vec<EntitlementRow> = on!(conn, |c| sqlx::query_as(CHECK_LIST)
        .bind(federation.0)
        .bind(round.0)
        .bind(filter.as_str())
        .bind(limit)
        .bind(offset)
        .fetch_all(c)
        .await)?;
    let total = on!(conn, |c| sqlx::query_scalar(COUNT_CHECK_LIST)
        .bind(federation.0)
        .bind(round.0)
        .bind(filter.as_str())
        .fetch_one(c)
        .await)?;
    Ok((rows.into_iter().map(Entitlement::from).collect(), total))
}

/// Where a round is, over all bodies.
pub async fn summary(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
) -> Result<RoundSummary, DbError> {
    let row: SummaryRow = on!(conn, |c| sqlx::query_as(SUMMARY)
        .bind(federation.0)
        .bind(round.0)
        .fetch_one(c)
        .await)?;
    Ok(RoundSummary {
        bodies: row.bodies,
        incomplete_bodies: row.incomplete_bodies,
        places: row.places,
        delegates: row.delegates,
        accepted_delegates: row.accepted_delegates,
        undecided: row.undecided,
        returned: row.returned,
    })
}

/// Rounds in which a body has an entitlement, the latest first, with their number.
pub async fn rounds_of_body(
    conn: &mut Conn,
    federation: FederationId,
    body: BodyId,
    limit: i64,
    offset: i64,
) -> Result<(Vec<Round>, i64), DbError> {
    let rows = on!(conn, |c| sqlx::query_as(ROUNDS_OF_BODY)
        .bind(federation.0)
        .bind(body.0)
        .bind(limit)
        .bind(offset)
        .fetch_all(c)
        .await)?;
    let total = on!(conn, |c| sqlx::query_scalar(COUNT_ROUNDS_OF_BODY)
        .bind(federation.0)
        .bind(body.0)
        .fetch_one(c)
        .await)?;
    Ok((rounds(rows)?, total))
}
