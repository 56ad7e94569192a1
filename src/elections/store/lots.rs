//! Lots that were drawn. None is ever changed: one that was recorded wrongly is followed by the right one, and the newest counts.

use crate::{
    db::{Conn, DbError, Tx},
    elections::model::lot::Lot,
    on, statements,
    types::{AccountId, Day, ElectionId, FederationId, Timestamp},
};

statements! {
    INSERT_LOT = "INSERT INTO election_lots (election_id, content, drawn_on, drawn_by, witnesses, recorded_by, recorded_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
    LOTS = "SELECT l.content, l.drawn_on, l.drawn_by, l.witnesses FROM election_lots l JOIN elections e ON e.id = l.election_id \
        WHERE e.federation_id = $1 AND l.election_id = $2 ORDER BY l.id";
}

/// Records a lot; its id.
pub async fn insert_lot(
    tx: &mut Tx,
    election: ElectionId,
    lot: &Lot,
    by: AccountId,
    at: Timestamp,
) -> Result<i64, DbError> {
    let content =
        serde_json::to_string(&lot.content).map_err(|e| DbError::row("election_lots", e))?;
    Ok(on!(tx, |c| sqlx::query_scalar(INSERT_LOT)
        .bind(election.0)
        .bind(content)
        .bind(lot.drawn_on.to_epoch_days())
        .bind(&lot.drawn_by)
        .bind(&lot.witnesses)
        .bind(by.0)
        .bind(at.unix_millis())
        .fetch_one(c)
        .await)?)
}

/// The lots of an election in the order in which they were recorded.
pub async fn lots_of(
    conn: &mut Conn,
    federation: FederationId,
    election: ElectionId,
) -> Result<Vec<Lot>, DbError> {
    let rows: Vec<(String, i64, String, String)> = on!(conn, |c| sqlx::query_as(LOTS)
        .bind(federation.0)
        .bind(election.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|(content, drawn_on, drawn_by, witnesses)| {
            Ok(Lot {
                content: serde_json::from_str(&content)
                    .map_err(|e| DbError::row("election_lots", e))?,
                drawn_on: Day::stored(drawn_on),
                drawn_by,
                witnesses,
            })
        })
        .collect()
}
