//! Lots drawn for polls, each with the count that it leads to.

use serde::{Deserialize, Serialize};

use crate::{
    db::{Conn, DbError, Tx, changed_one},
    on,
    polls::model::{Poll, PollLot},
    statements,
    types::{AccountId, Day, PollId, Timestamp},
};

statements! {
    LOTS = "SELECT content, drawn_on, drawn_by, witnesses, count FROM poll_lots WHERE federation_id = $1 AND poll_id = $2 ORDER BY number";
    INSERT_LOT = "INSERT INTO poll_lots (federation_id, poll_id, number, content, drawn_on, drawn_by, witnesses, recorded_by, recorded_at, \
        count, digest) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING";
}

#[derive(sqlx::FromRow)]
struct Row {
    content: String,
    drawn_on: i64,
    drawn_by: String,
    witnesses: String,
    count: String,
}

/// Between whom a lot was drawn and how it fell, as it is stored.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    between: Vec<i64>,
    won: Vec<i64>,
}

/// A lot with the count that it leads to, as it is stored.
#[derive(Clone, Debug)]
pub struct RecordedLot {
    pub lot: PollLot,
    pub count: String,
}

/// The lots of a poll in the order in which the count asks for them.
pub async fn lots(conn: &mut Conn, poll: &Poll) -> Result<Vec<RecordedLot>, DbError> {
    let rows: Vec<Row> = on!(conn, |c| sqlx::query_as(LOTS)
        .bind(poll.federation.0)
        .bind(poll.id.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|row| {
            let content: Content =
                serde_json::from_str(&row.content).map_err(|e| DbError::row("poll_lots", e))?;
            Ok(RecordedLot {
                lot: PollLot {
                    between: content.between,
                    won: content.won,
                    drawn_on: Day::stored(row.drawn_on),
                    drawn_by: row.drawn_by,
                    witnesses: row.witnesses,
                },
                count: row.count,
            })
        })
        .collect()
}

/// A lot to be stored.
pub struct NewLot<'a> {
    pub poll: PollId,
    pub number: i64,
    pub lot: &'a PollLot,
    pub count: &'a str,
    pub digest: &'a str,
    pub by: AccountId,
    pub at: Timestamp,
}

/// Adds a lot; false where another one was recorded meanwhile.
pub async fn insert_lot(tx: &mut Tx, poll: &Poll, new: NewLot<'_>) -> Result<bool, DbError> {
    let content = Content {
        between: new.lot.between.clone(),
        won: new.lot.won.clone(),
    };
    let content = serde_json::to_string(&content).map_err(|e| DbError::row("poll_lots", e))?;
    let rows = on!(tx, |c| sqlx::query(INSERT_LOT)
        .bind(poll.federation.0)
        .bind(new.poll.0)
        .bind(new.number)
        .bind(content)
        .bind(new.lot.drawn_on.to_epoch_days())
        .bind(&new.lot.drawn_by)
        .bind(&new.lot.witnesses)
        .bind(new.by.0)
        .bind(new.at.unix_millis())
        .bind(new.count)
        .bind(new.digest)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(changed_one(rows))
}
