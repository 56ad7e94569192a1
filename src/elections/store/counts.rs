//! Figures of districts as people entered them, and which columns of tables stood for which list.

use std::collections::BTreeMap;

use crate::{
    db::{Conn, DbError, Tx},
    elections::model::{
        count::{CountEntry, Look},
        document::ElectionDocument,
    },
    on, statements,
    types::{AccountId, BodyId, Day, DistrictId, ElectionId, FederationId, Timestamp},
};

macro_rules! entries {
    ($rest:literal) => {
        concat!(
            "SELECT c.district_id, c.round, c.look, c.figures, c.note, c.source, c.entered_by, a.name AS entered_by_name, c.entered_at \
            FROM count_entries c JOIN election_districts d ON d.id = c.district_id JOIN elections e ON e.id = d.election_id \
            JOIN accounts a ON a.id = c.entered_by WHERE e.federation_id = $1 AND d.election_id = $2 ",
            $rest
        )
    };
}

statements! {
    ENTRIES_OF_ELECTION = entries!("ORDER BY d.number, c.round, c.id");
    ENTRIES_OF_DISTRICT = entries!("AND c.district_id = $3 ORDER BY c.round, c.id");
    INSERT_ENTRY = "INSERT INTO count_entries (district_id, round, look, figures, note, source, entered_by, entered_at) \
        SELECT d.id, $3, $4, $5, $6, $7, $8, $9 FROM election_districts d JOIN elections e ON e.id = d.election_id \
        WHERE e.federation_id = $1 AND d.id = $2 ON CONFLICT DO NOTHING RETURNING id";
    COLUMNS_OF_BODY = "SELECT column_name, label_key FROM count_columns WHERE federation_id = $1 AND body_id = $2 ORDER BY column_name";
    FORGET_COLUMNS = "DELETE FROM count_columns WHERE federation_id = $1 AND body_id = $2";
    KEEP_COLUMN = "INSERT INTO count_columns (federation_id, body_id, column_name, label_key) VALUES ($1, $2, $3, $4)";
    RESULT_BEFORE = "SELECT r.content FROM election_results r JOIN elections e ON e.id = r.election_id \
        WHERE e.federation_id = $1 AND e.body_id = $2 AND e.day < $3 AND r.standing IN ('certified', 'corrected') \
        AND r.version = (SELECT MAX(o.version) FROM election_results o WHERE o.election_id = e.id) \
        ORDER BY e.day DESC, e.id DESC LIMIT 1";
}

#[derive(sqlx::FromRow)]
struct EntryRow {
    district_id: i64,
    round: i64,
    look: String,
    figures: String,
    note: String,
    source: String,
    entered_by: i64,
    entered_by_name: String,
    entered_at: i64,
}

impl EntryRow {
    fn read(self) -> Result<CountEntry, DbError> {
        Ok(CountEntry {
            district: DistrictId(self.district_id),
            round: self.round,
            look: Look::parse(&self.look)
                .ok_or_else(|| DbError::row("count_entries", &self.look))?,
            figures: serde_json::from_str(&self.figures)
                .map_err(|e| DbError::row("count_entries", e))?,
            note: self.note,
            source: self.source,
            entered_by: AccountId(self.entered_by),
            entered_by_name: self.entered_by_name,
            entered_at: Timestamp::stored(self.entered_at),
        })
    }
}

/// All entries of an election by the number of the district, round and time.
pub async fn entries_of_election(
    conn: &mut Conn,
    federation: FederationId,
    election: ElectionId,
) -> Result<Vec<CountEntry>, DbError> {
    let rows: Vec<EntryRow> = on!(conn, |c| sqlx::query_as(ENTRIES_OF_ELECTION)
        .bind(federation.0)
        .bind(election.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(EntryRow::read).collect()
}

/// The entries of a district by round and time.
pub async fn entries_of_district(
    conn: &mut Conn,
    federation: FederationId,
    election: ElectionId,
    district: DistrictId,
) -> Result<Vec<CountEntry>, DbError> {
    let rows: Vec<EntryRow> = on!(conn, |c| sqlx::query_as(ENTRIES_OF_DISTRICT)
        .bind(federation.0)
        .bind(election.0)
        .bind(district.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(EntryRow::read).collect()
}

/// Adds an entry; whether its look was still free in this round.
pub async fn insert_entry(
    tx: &mut Tx,
    federation: FederationId,
    entry: &CountEntry,
) -> Result<bool, DbError> {
    let figures =
        serde_json::to_string(&entry.figures).map_err(|e| DbError::row("count_entries", e))?;
    let id: Option<i64> = on!(tx, |c| sqlx::query_scalar(INSERT_ENTRY)
        .bind(federation.0)
        .bind(entry.district.0)
        .bind(entry.round)
        .bind(entry.look.as_str())
        .bind(&figures)
        .bind(&entry.note)
        .bind(&entry.source)
        .bind(entry.entered_by.0)
        .bind(entry.entered_at.unix_millis())
        .fetch_optional(c)
        .await)?;
    Ok(id.is_some())
}

/// Which column stood for which folded label in the last table of the body.
pub async fn columns_of_body(
    conn: &mut Conn,
    federation: FederationId,
    body: BodyId,
) -> Result<BTreeMap<String, String>, DbError> {
    let rows: Vec<(String, String)> = on!(conn, |c| sqlx::query_as(COLUMNS_OF_BODY)
        .bind(federation.0)
        .bind(body.0)
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().collect())
}

/// Keeps which column stands for which folded label, for the next table of the body.
pub async fn keep_columns(
    tx: &mut Tx,
    federation: FederationId,
    body: BodyId,
    columns: &BTreeMap<String, String>,
) -> Result<(), DbError> {
    on!(tx, |c| sqlx::query(FORGET_COLUMNS)
        .bind(federation.0)
        .bind(body.0)
        .execute(c)
        .await
        .map(drop))?;
    for (column, label_key) in columns {
        on!(tx, |c| sqlx::query(KEEP_COLUMN)
            .bind(federation.0)
            .bind(body.0)
            .bind(column)
            .bind(label_key)
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}

/// The certified result of the election of the body before this day.
pub async fn result_before(
    conn: &mut Conn,
    federation: FederationId,
    body: BodyId,
    day: Day,
) -> Result<Option<ElectionDocument>, DbError> {
    let content: Option<String> = on!(conn, |c| sqlx::query_scalar(RESULT_BEFORE)
        .bind(federation.0)
        .bind(body.0)
        .bind(day.to_epoch_days())
        .fetch_optional(c)
        .await)?;
    content
        .map(|text| serde_json::from_str(&text).map_err(|e| DbError::row("election_results", e)))
        .transpose()
}
