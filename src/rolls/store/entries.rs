//! Entries of rolls and the deputies frozen with them, and what of them is erased with a person.

use crate::{
    db::{Conn, DbError, Tx},
    on,
    rolls::{
        canonical::Contents,
        model::{Entry, NameCommitment, NewEntry, NewStandIn, PersonOnRoll, Roll, StandIn},
    },
    statements,
    types::{BodyId, EntryId, FederationId, PersonId, RollId, StandInId},
};

macro_rules! entries {
    ($rest:expr) => {
        concat!(
            "SELECT id, number, person_id, body_id, name, name_salt, name_sha256, body_name, votes, held_by, proxy_holder FROM roll_entries \
             WHERE federation_id = $1 AND roll_id = $2 AND struck = 0 ",
            $rest
        )
    };
}

macro_rules! stand_ins {
    ($rest:expr) => {
        concat!(
            "SELECT s.id, s.number, s.person_id, s.body_id, s.name, s.name_salt, s.name_sha256, s.body_name, s.entry_id, e.number AS entry_number \
             FROM stand_ins s LEFT JOIN roll_entries e ON e.id = s.entry_id WHERE s.federation_id = $1 AND s.roll_id = $2 ",
            $rest
        )
    };
}

statements! {
    INSERT_ENTRY = "INSERT INTO roll_entries (federation_id, roll_id, number, person_id, body_id, name, body_name, votes, name_salt, name_sha256, struck) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0) RETURNING id";
    ENTRIES = entries!("ORDER BY number");
    ENTRIES_PAGE = entries!("ORDER BY number LIMIT $3 OFFSET $4");
    FIND_ENTRY = entries!("AND id = $3");
    ENTITLED_VOTES = "SELECT CAST(COALESCE(SUM(votes), 0) AS BIGINT) FROM roll_entries WHERE roll_id = $1 AND struck = 0";
    INSERT_STAND_IN = "INSERT INTO stand_ins (federation_id, roll_id, number, person_id, body_id, entry_id, name, name_salt, name_sha256, body_name) \
        VALUES ($1, $2, $3, $4, $5, (SELECT id FROM roll_entries WHERE roll_id = $2 AND number = $6), $7, $8, $9, $10)";
    STAND_INS = stand_ins!("ORDER BY s.number");
    FIND_STAND_IN = stand_ins!("AND s.id = $3");
    HELD_BY = "SELECT id FROM roll_entries WHERE federation_id = $1 AND roll_id = $2 AND held_by = $3";
    ENTRIES_OF_PERSON = "SELECT e.roll_id, r.title, e.id, e.number, e.name, e.body_id, e.body_name, e.votes, e.struck, \
        CAST(CASE WHEN e.name_sha256 = '' THEN 1 ELSE 0 END AS BIGINT) AS is_named_for_good \
        FROM roll_entries e JOIN rolls r ON r.id = e.roll_id WHERE e.person_id = $1 AND e.federation_id = $2 ORDER BY e.roll_id, e.number";
    STAND_INS_OF_PERSON = "SELECT s.roll_id, r.title, s.id, s.number, s.name, s.body_id, s.body_name, CAST(0 AS BIGINT) AS votes, \
        CAST(0 AS BIGINT) AS struck, CAST(0 AS BIGINT) AS is_named_for_good \
        FROM stand_ins s JOIN rolls r ON r.id = s.roll_id WHERE s.person_id = $1 AND s.federation_id = $2 ORDER BY s.roll_id, s.number";
    // Rolls of form 1 are held against names in clear; what they name stays.
    ERASE_ENTRIES = "UPDATE roll_entries SET name = '', name_salt = '' WHERE person_id = $1 AND federation_id = $2 AND name_sha256 <> ''";
    ERASE_STAND_INS = "UPDATE stand_ins SET name = '', name_salt = '' WHERE person_id = $1 AND federation_id = $2";
    ERASE_DRAFTS = "UPDATE roll_correction_drafts SET name = '', name_salt = '' WHERE person_id = $1 AND federation_id = $2";
}

#[derive(sqlx::FromRow)]
struct EntryRow {
    id: i64,
    number: i64,
    person_id: i64,
    body_id: i64,
    name: String,
    name_salt: String,
    name_sha256: String,
    body_name: String,
    votes: i64,
    held_by: Option<i64>,
    proxy_holder: Option<i64>,
}

impl From<EntryRow> for Entry {
    fn from(row: EntryRow) -> Self {
        Self {
            id: EntryId(row.id),
            number: row.number,
            person: PersonId(row.person_id),
            body: BodyId(row.body_id),
            name: row.name,
            commitment: NameCommitment {
                salt: row.name_salt,
                sha256: row.name_sha256,
            },
            body_name: row.body_name,
            votes: row.votes,
            held_by: row.held_by.map(StandInId),
            proxy_holder: row.proxy_holder.map(EntryId),
        }
    }
}

#[derive(sqlx::FromRow)]
struct StandInRow {
    id: i64,
    number: i64,
    person_id: i64,
    body_id: i64,
    name: String,
    name_salt: String,
    name_sha256: String,
    body_name: String,
    entry_id: Option<i64>,
    entry_number: Option<i64>,
}

impl From<StandInRow> for StandIn {
    fn from(row: StandInRow) -> Self {
        Self {
            id: StandInId(row.id),
            number: row.number,
            person: PersonId(row.person_id),
            body: BodyId(row.body_id),
            only_for: row.entry_id.map(EntryId).zip(row.entry_number),
            name: row.name,
            commitment: NameCommitment {
                salt: row.name_salt,
                sha256: row.name_sha256,
            },
            body_name: row.body_name,
        }
    }
}

pub async fn insert_entry(
    tx: &mut Tx,
    federation: FederationId,
    roll: RollId,
    entry: &NewEntry,
) -> Result<EntryId, DbError> {
    Ok(EntryId(on!(tx, |c| sqlx::query_scalar(INSERT_ENTRY)
        .bind(federation.0)
        .bind(roll.0)
        .bind(entry.number)
        .bind(entry.person.0)
        .bind(entry.body.0)
        .bind(&entry.name)
        .bind(&entry.body_name)
        .bind(entry.votes)
        .bind(&entry.commitment.salt)
        .bind(&entry.commitment.sha256)
        .fetch_one(c)
        .await)?))
}

/// Stores a deputy; the entry for which alone they stand in is there already.
pub async fn insert_stand_in(
    tx: &mut Tx,
    federation: FederationId,
    roll: RollId,
    stand_in: &NewStandIn,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(INSERT_STAND_IN)
        .bind(federation.0)
        .bind(roll.0)
        .bind(stand_in.number)
        .bind(stand_in.deputy.person.0)
        .bind(stand_in.deputy.body.0)
        .bind(stand_in.only_for)
        .bind(&stand_in.deputy.name)
        .bind(&stand_in.commitment.salt)
        .bind(&stand_in.commitment.sha256)
        .bind(&stand_in.deputy.body_name)
        .execute(c)
        .await
        .map(drop))?)
}

/// Entries by number, without those struck.
pub async fn entries(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
) -> Result<Vec<Entry>, DbError> {
    let rows: Vec<EntryRow> = on!(conn, |c| sqlx::query_as(ENTRIES)
        .bind(federation.0)
        .bind(roll.0)
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(Entry::from).collect())
}

/// Deputies by number.
pub async fn stand_ins(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
) -> Result<Vec<StandIn>, DbError> {
    let rows: Vec<StandInRow> = on!(conn, |c| sqlx::query_as(STAND_INS)
        .bind(federation.0)
        .bind(roll.0)
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(StandIn::from).collect())
}

/// All that stands on a roll.
pub async fn contents(conn: &mut Conn, roll: &Roll) -> Result<Contents, DbError> {
    Ok(Contents {
        entries: entries(conn, roll.federation, roll.id).await?,
        stand_ins: stand_ins(conn, roll.federation, roll.id).await?,
    })
}

/// A page of the entries by number.
pub async fn entries_page(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
    limit: i64,
    offset: i64,
) -> Result<Vec<Entry>, DbError> {
    let rows: Vec<EntryRow> = on!(conn, |c| sqlx::query_as(ENTRIES_PAGE)
        .bind(federation.0)
        .bind(roll.0)
        .bind(limit)
        .bind(offset)
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(Entry::from).collect())
}

pub async fn find_entry(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
    entry: EntryId,
) -> Result<Option<Entry>, DbError> {
    let row: Option<EntryRow> = on!(conn, |c| sqlx::query_as(FIND_ENTRY)
        .bind(federation.0)
        .bind(roll.0)
        .bind(entry.0)
        .fetch_optional(c)
        .await)?;
    Ok(row.map(Entry::from))
}

pub async fn find_stand_in(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
    stand_in: StandInId,
) -> Result<Option<StandIn>, DbError> {
    let row: Option<StandInRow> = on!(conn, |c| sqlx::query_as(FIND_STAND_IN)
        .bind(federation.0)
        .bind(roll.0)
        .bind(stand_in.0)
        .fetch_optional(c)
        .await)?;
    Ok(row.map(StandIn::from))
}

/// The entry whose place a deputy holds.
pub async fn place_held_by(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
    stand_in: StandInId,
) -> Result<Option<EntryId>, DbError> {
    let id: Option<i64> = on!(conn, |c| sqlx::query_scalar(HELD_BY)
        .bind(federation.0)
        .bind(roll.0)
        .bind(stand_in.0)
        .fetch_optional(c)
        .await)?;
    Ok(id.map(EntryId))
}

/// Sum of the votes of all entries.
pub async fn entitled_votes(conn: &mut Conn, roll: RollId) -> Result<i64, DbError> {
    Ok(on!(conn, |c| sqlx::query_scalar(ENTITLED_VOTES)
        .bind(roll.0)
        .fetch_one(c)
        .await)?)
}

#[derive(sqlx::FromRow)]
struct OnRollRow {
    roll_id: i64,
    title: String,
    id: i64,
    number: i64,
    name: String,
    body_id: i64,
    body_name: String,
    votes: i64,
    struck: i64,
    is_named_for_good: i64,
}

impl OnRollRow {
    fn read<Id>(self, id: impl Fn(i64) -> Id) -> PersonOnRoll<Id> {
        PersonOnRoll {
            roll: RollId(self.roll_id),
            roll_title: self.title,
            id: id(self.id),
            number: self.number,
            name: self.name,
            body: BodyId(self.body_id),
            body_name: self.body_name,
            votes: self.votes,
            struck: self.struck != 0,
            is_named_for_good: self.is_named_for_good != 0,
        }
    }
}

/// The entries of a person on all rolls of the federation, those struck too.
pub async fn entries_of_person(
    conn: &mut Conn,
    federation: FederationId,
    person: PersonId,
) -> Result<Vec<PersonOnRoll<EntryId>>, DbError> {
    let rows: Vec<OnRollRow> = on!(conn, |c| sqlx::query_as(ENTRIES_OF_PERSON)
        .bind(person.0)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(|row| row.read(EntryId)).collect())
}

/// Where a person stands on rolls of the federation as a deputy; they have no votes of their own.
pub async fn stand_ins_of_person(
    conn: &mut Conn,
    federation: FederationId,
    person: PersonId,
) -> Result<Vec<PersonOnRoll<StandInId>>, DbError> {
    let rows: Vec<OnRollRow> = on!(conn, |c| sqlx::query_as(STAND_INS_OF_PERSON)
        .bind(person.0)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(|row| row.read(StandInId)).collect())
}

/// Empties name and salt of a person on every roll of the federation with commitments; digests and counts still fit. How many
/// rows were emptied. A roll of form 1 goes on naming the person (see [`PersonOnRoll::is_named_for_good`]): its digest is
/// computed from the name.
pub async fn erase_name(
    tx: &mut Tx,
    federation: FederationId,
    person: PersonId,
) -> Result<u64, DbError> {
    let mut erased = 0;
    for sql in [ERASE_ENTRIES, ERASE_STAND_INS, ERASE_DRAFTS] {
        erased += on!(tx, |c| sqlx::query(sql)
            .bind(person.0)
            .bind(federation.0)
            .execute(c)
            .await
            .map(|r| r.rows_affected()))?;
    }
    Ok(erased)
}
