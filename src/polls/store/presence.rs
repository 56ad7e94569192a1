//! Who was there when polls of an assembly were opened.

use crate::{
    db::{Conn, DbError, Tx},
    on,
    polls::model::{OpeningPresence, Poll},
    statements,
    types::{Day, FederationId, PollId, RollId},
};

statements! {
    ASSEMBLY_DAY = "SELECT day FROM assemblies WHERE roll_id = $1 AND federation_id = $2";
    // All places, those whose delegate is there, those whose deputy is, and those that a proxy represents: their delegate is away.
    PLACES = "SELECT CAST(COUNT(*) AS BIGINT), CAST(COUNT(a.id) - COUNT(a.stand_in_id) AS BIGINT), CAST(COUNT(a.stand_in_id) AS BIGINT), \
        CAST(COUNT(e.proxy_holder) AS BIGINT) \
        FROM roll_entries e LEFT JOIN attendance a ON a.entry_id = e.id AND a.left_at IS NULL \
        WHERE e.roll_id = $1 AND e.federation_id = $2 AND e.struck = 0";
    KEEP_PRESENCE = "INSERT INTO poll_presence (poll_id, federation_id, places, own, deputies, proxies, needed, article) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    PRESENCE_OF_ROLL = "SELECT q.poll_id, q.places, q.own, q.deputies, q.proxies, q.needed, q.article FROM polls p \
        JOIN poll_presence q ON q.poll_id = p.id WHERE p.roll_id = $1 AND p.federation_id = $2 ORDER BY p.id";
}

#[derive(sqlx::FromRow)]
struct Row {
    poll_id: i64,
    places: i64,
    own: i64,
    deputies: i64,
    proxies: i64,
    needed: Option<i64>,
    article: String,
}

/// The day of the assembly that a poll belongs to.
pub async fn assembly_day(conn: &mut Conn, poll: &Poll) -> Result<Option<Day>, DbError> {
    let day: Option<i64> = on!(conn, |c| sqlx::query_scalar(ASSEMBLY_DAY)
        .bind(poll.roll.0)
        .bind(poll.federation.0)
        .fetch_optional(c)
        .await)?;
    Ok(day.map(Day::stored))
}

/// All places of the roll, those whose delegate is there now, those whose deputy is, and those that a proxy represents.
pub async fn places(conn: &mut Conn, poll: &Poll) -> Result<(i64, i64, i64, i64), DbError> {
    Ok(on!(conn, |c| sqlx::query_as(PLACES)
        .bind(poll.roll.0)
        .bind(poll.federation.0)
        .fetch_one(c)
        .await)?)
}

/// Keeps who was there at opening.
pub async fn keep(tx: &mut Tx, poll: &Poll, there: &OpeningPresence) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(KEEP_PRESENCE)
        .bind(poll.id.0)
        .bind(poll.federation.0)
        .bind(there.places)
        .bind(there.own)
        .bind(there.deputies)
        .bind(there.proxies)
        .bind(there.needed)
        .bind(&there.article)
        .execute(c)
        .await
        .map(drop))?)
}

/// Who was there at opening, for each poll of a roll that was opened in an assembly.
pub async fn of_roll(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
) -> Result<Vec<(PollId, OpeningPresence)>, DbError> {
    let rows: Vec<Row> = on!(conn, |c| sqlx::query_as(PRESENCE_OF_ROLL)
        .bind(roll.0)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    let kept = rows.into_iter().map(|row| {
        let there = OpeningPresence {
            places: row.places,
            own: row.own,
            deputies: row.deputies,
            proxies: row.proxies,
            needed: row.needed,
            article: row.article,
        };
        (PollId(row.poll_id), there)
    });
    Ok(kept.collect())
}
