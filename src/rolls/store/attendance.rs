//! Who holds a place, and who is there.
//!
//! Whether an assembly can be joined from elsewhere is read from its row, an exception to the order of rooms like those of `codes`.

use crate::{
    db::{Conn, DbError, Tx, changed_one},
    on,
    rolls::model::{CodeOf, Present, Stay},
    statements,
    types::{Day, EntryId, FederationId, RollId, StandInId, Timestamp},
};

statements! {
    PRESENT = "SELECT entry_id, stand_in_id, arrived_at FROM attendance WHERE federation_id = $1 AND roll_id = $2 AND left_at IS NULL ORDER BY entry_id";
    STAYS = "SELECT entry_id, stand_in_id, arrived_at, left_at FROM attendance WHERE federation_id = $1 AND roll_id = $2 ORDER BY entry_id, id";
    ARRIVE = "INSERT INTO attendance (federation_id, roll_id, entry_id, stand_in_id, arrived_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    // A clock that was set back makes no stay that ends before it began.
    LEAVE = "UPDATE attendance SET left_at = CASE WHEN arrived_at > $4 THEN arrived_at ELSE $4 END \
        WHERE federation_id = $1 AND roll_id = $2 AND entry_id = $3 AND left_at IS NULL";
    // The place whose holder has this code, where nobody is there for it and the assembly is today and not in one hall alone.
    ABSENT_ONLINE = "SELECT e.federation_id, e.id FROM roll_entries e \
        JOIN assemblies a ON a.roll_id = e.roll_id AND a.day = $4 AND a.form IN ('hybrid', 'virtual') \
        JOIN rolls r ON r.id = e.roll_id AND r.state = 'frozen' \
        WHERE e.roll_id = $1 AND e.struck = 0 AND ((e.id = $2 AND e.held_by IS NULL) OR e.held_by = $3) \
        AND NOT EXISTS (SELECT 1 FROM attendance t WHERE t.roll_id = e.roll_id AND t.entry_id = e.id AND t.left_at IS NULL)";
    // No casting transaction writes here: holding a place says nothing about when somebody voted.
    TAKE_OVER = "UPDATE roll_entries SET held_by = $4 WHERE federation_id = $1 AND roll_id = $2 AND id = $3 AND held_by IS NULL AND struck = 0";
    HAND_BACK = "UPDATE roll_entries SET held_by = NULL WHERE federation_id = $1 AND roll_id = $2 AND id = $3 AND held_by IS NOT NULL";
}

/// Who is there now.
pub async fn present(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
) -> Result<Vec<Present>, DbError> {
    let rows: Vec<(i64, Option<i64>, i64)> = on!(conn, |c| sqlx::query_as(PRESENT)
        .bind(federation.0)
        .bind(roll.0)
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|(entry, stand_in, since)| Present {
            entry: EntryId(entry),
            stand_in: stand_in.map(StandInId),
            since: Timestamp::stored(since),
        })
        .collect())
}

/// Everybody who was or is there, by entry and in the order of coming.
pub async fn stays(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
) -> Result<Vec<Stay>, DbError> {
    let rows: Vec<(i64, Option<i64>, i64, Option<i64>)> = on!(conn, |c| sqlx::query_as(STAYS)
        .bind(federation.0)
        .bind(roll.0)
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|(entry, stand_in, arrived, left)| Stay {
            entry: EntryId(entry),
            stand_in: stand_in.map(StandInId),
            arrived_at: Timestamp::stored(arrived),
            left_at: left.map(Timestamp::stored),
        })
        .collect())
}

/// The place of whoever has a code, where they are not there and sign in to an assembly that takes place elsewhere too on this day.
pub async fn absent_online(
    conn: &mut Conn,
    roll: RollId,
    owner: CodeOf,
    today: Day,
) -> Result<Option<(FederationId, EntryId)>, DbError> {
    let (entry, stand_in) = match owner {
        CodeOf::Entry(id) => (Some(id.0), None),
        CodeOf::StandIn(id) => (None, Some(id.0)),
    };
    let row: Option<(i64, i64)> = on!(conn, |c| sqlx::query_as(ABSENT_ONLINE)
        .bind(roll.0)
        .bind(entry)
        .bind(stand_in)
        .bind(today.to_epoch_days())
        .fetch_optional(c)
        .await)?;
    Ok(row.map(|(federation, entry)| (FederationId(federation), EntryId(entry))))
}

/// Notes that the holder of a place is there; false where somebody is there for it already, or the deputy for another one.
pub async fn arrive(
    tx: &mut Tx,
    federation: FederationId,
    roll: RollId,
    entry: EntryId,
    stand_in: Option<StandInId>,
    at: Timestamp,
) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(ARRIVE)
        .bind(federation.0)
        .bind(roll.0)
        .bind(entry.0)
        .bind(stand_in.map(|id| id.0))
        .bind(at.unix_millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(changed_one(rows))
}

/// Notes that the holder of a place has left; whether they were there.
pub async fn leave(
    tx: &mut Tx,
    federation: FederationId,
    roll: RollId,
    entry: EntryId,
    at: Timestamp,
) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(LEAVE)
        .bind(federation.0)
        .bind(roll.0)
        .bind(entry.0)
        .bind(at.unix_millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(changed_one(rows))
}

/// Gives a place to a deputy; whether its delegate held it.
pub async fn take_over(
    tx: &mut Tx,
    federation: FederationId,
    roll: RollId,
    entry: EntryId,
    stand_in: StandInId,
) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(TAKE_OVER)
        .bind(federation.0)
        .bind(roll.0)
        .bind(entry.0)
        .bind(stand_in.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(changed_one(rows))
}

/// Gives a place back to its delegate; whether a deputy held it.
pub async fn hand_back(
    tx: &mut Tx,
    federation: FederationId,
    roll: RollId,
    entry: EntryId,
) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(HAND_BACK)
        .bind(federation.0)
        .bind(roll.0)
        .bind(entry.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(changed_one(rows))
}
