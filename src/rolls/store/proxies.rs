//! Proxies: who votes for whose place, and what ended that.

use crate::{
    db::{Conn, DbError, Tx, changed_one},
    on,
    rolls::model::{Proxy, ProxyEnd},
    statements,
    types::{Day, EntryId, FederationId, RollId, Timestamp},
};

statements! {
    RECORD_PROXY = "INSERT INTO proxies (federation_id, roll_id, entry_id, holder_entry_id, document_day, recorded_at) \
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    // A clock that was set back makes no proxy that ends before it began.
    END_PROXY = "UPDATE proxies SET ended_at = CASE WHEN recorded_at > $4 THEN recorded_at ELSE $4 END, ended_because = $5 \
        WHERE federation_id = $1 AND roll_id = $2 AND entry_id = $3 AND ended_at IS NULL";
    PROXIES = "SELECT entry_id, holder_entry_id, document_day, recorded_at, ended_at, ended_because FROM proxies \
        WHERE federation_id = $1 AND roll_id = $2 ORDER BY entry_id, id";
    // As with deputies, no casting transaction writes here: giving a vote away says nothing about when it was used.
    GIVE_VOTE = "UPDATE roll_entries SET proxy_holder = $4 WHERE federation_id = $1 AND roll_id = $2 AND id = $3 \
        AND proxy_holder IS NULL AND held_by IS NULL AND struck = 0";
    TAKE_VOTE_BACK = "UPDATE roll_entries SET proxy_holder = NULL WHERE federation_id = $1 AND roll_id = $2 AND id = $3 AND proxy_holder IS NOT NULL";
}

#[derive(sqlx::FromRow)]
struct ProxyRow {
    entry_id: i64,
    holder_entry_id: i64,
    document_day: i64,
    recorded_at: i64,
    ended_at: Option<i64>,
    ended_because: Option<String>,
}

impl ProxyRow {
    fn read(self) -> Result<Proxy, DbError> {
        let because = match &self.ended_because {
            Some(word) => Some(ProxyEnd::parse(word).ok_or_else(|| DbError::row("proxies", word))?),
            None => None,
        };
        Ok(Proxy {
            entry: EntryId(self.entry_id),
            holder: EntryId(self.holder_entry_id),
            document: Day::stored(self.document_day),
            recorded_at: Timestamp::stored(self.recorded_at),
            ended: self.ended_at.map(Timestamp::stored).zip(because),
        })
    }
}

/// All proxies of a roll, by the entry of the principal and in the order of recording.
pub async fn proxies(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
) -> Result<Vec<Proxy>, DbError> {
    let rows: Vec<ProxyRow> = on!(conn, |c| sqlx::query_as(PROXIES)
        .bind(federation.0)
        .bind(roll.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(ProxyRow::read).collect()
}

/// Has another delegate vote for a place; false where somebody does already, or a deputy holds it.
pub async fn record(
    tx: &mut Tx,
    federation: FederationId,
    roll: RollId,
    (entry, holder): (EntryId, EntryId),
    document: Day,
    at: Timestamp,
) -> Result<bool, DbError> {
    let given = on!(tx, |c| sqlx::query(GIVE_VOTE)
        .bind(federation.0)
        .bind(roll.0)
        .bind(entry.0)
        .bind(holder.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    let recorded = on!(tx, |c| sqlx::query(RECORD_PROXY)
        .bind(federation.0)
        .bind(roll.0)
        .bind(entry.0)
        .bind(holder.0)
        .bind(document.to_epoch_days())
        .bind(at.unix_millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(changed_one(given) && changed_one(recorded))
}

/// Ends the proxy of a place; whether there was one.
pub async fn end(
    tx: &mut Tx,
    federation: FederationId,
    roll: RollId,
    entry: EntryId,
    because: ProxyEnd,
    at: Timestamp,
) -> Result<bool, DbError> {
    let ended = on!(tx, |c| sqlx::query(END_PROXY)
        .bind(federation.0)
        .bind(roll.0)
        .bind(entry.0)
        .bind(at.unix_millis())
        .bind(because.as_str())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    let taken_back = on!(tx, |c| sqlx::query(TAKE_VOTE_BACK)
        .bind(federation.0)
        .bind(roll.0)
        .bind(entry.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(changed_one(ended) && changed_one(taken_back))
}
