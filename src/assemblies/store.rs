pub mod agenda;
pub mod calendar;
pub mod calling;
pub mod motions;
pub mod notices;

use super::model::{Assembly, AssemblyDetails, AssemblyForm};
use crate::{
    db::{Conn, DbError, Tx},
    on, statements,
    types::{AssemblyId, Day, FederationId, RollId, RoundId, Timestamp},
};

macro_rules! assemblies {
    ($rest:literal) => {
        concat!(
            "SELECT a.id, a.federation_id, a.title, a.day, a.form, a.place, a.legal_basis, d.deadline, a.round_id, a.roll_id, \
            d.state AS round_state, a.revision FROM assemblies a JOIN delegation_rounds d ON d.id = a.round_id \
            WHERE a.federation_id = $1 ",
            $rest
        )
    };
}

statements! {
    INSERT = "INSERT INTO assemblies (federation_id, title, day, form, place, legal_basis, round_id, roll_id, revision) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1) RETURNING id";
    UPDATE = "UPDATE assemblies SET title = $4, day = $5, form = $6, place = $7, legal_basis = $8, revision = revision + 1 \
        WHERE federation_id = $1 AND id = $2 AND revision = $3";
    FIND = assemblies!("AND a.id = $2");
    LIST = assemblies!("ORDER BY a.day DESC, a.id DESC LIMIT $2 OFFSET $3");
    COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM assemblies WHERE federation_id = $1";
    // The roll bears the title of its assembly until it is frozen.
    RENAME_ROLL = "UPDATE rolls SET title = $3, revision = revision + 1 WHERE federation_id = $1 AND id = $2 AND state = 'building'";
    COUNT_CODES = "SELECT CAST(COUNT(DISTINCT c.entry_id) AS BIGINT) FROM codes c JOIN rolls r ON r.id = c.roll_id \
        WHERE r.federation_id = $1 AND c.roll_id = $2 AND c.voided = 0 AND c.entry_id IS NOT NULL";
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    federation_id: i64,
    title: String,
    day: i64,
    form: String,
    place: String,
    legal_basis: String,
    deadline: Option<i64>,
    round_id: i64,
    roll_id: i64,
    round_state: String,
    revision: i64,
}

impl Row {
    fn read(self) -> Result<Assembly, DbError> {
        Ok(Assembly {
            id: AssemblyId(self.id),
            federation: FederationId(self.federation_id),
            title: self.title,
            day: Day::stored(self.day),
            form: AssemblyForm::parse(&self.form)
                .ok_or_else(|| DbError::row("assemblies", &self.form))?,
            place: self.place,
            legal_basis: self.legal_basis,
            deadline: self.deadline.map(Timestamp::stored),
            round: RoundId(self.round_id),
            roll: RollId(self.roll_id),
            // Round and roll are frozen in one transaction.
            is_frozen: self.round_state == "frozen",
            revision: self.revision,
        })
    }
}

pub async fn insert(
    tx: &mut Tx,
    federation: FederationId,
    details: &AssemblyDetails,
    round: RoundId,
    roll: RollId,
) -> Result<AssemblyId, DbError> {
    let id = on!(tx, |c| sqlx::query_scalar(INSERT)
        .bind(federation.0)
        .bind(&details.title)
        .bind(details.day.to_epoch_days())
        .bind(details.form.as_str())
        .bind(&details.place)
        .bind(&details.legal_basis)
        .bind(round.0)
        .bind(roll.0)
        .fetch_one(c)
        .await)?;
    Ok(AssemblyId(id))
}

/// Saves an assembly that still has the revision; whether it had.
pub async fn update(
    tx: &mut Tx,
    federation: FederationId,
    assembly: AssemblyId,
    revision: i64,
    details: &AssemblyDetails,
) -> Result<bool, DbError> {
    let changed = on!(tx, |c| sqlx::query(UPDATE)
        .bind(federation.0)
        .bind(assembly.0)
        .bind(revision)
        .bind(&details.title)
        .bind(details.day.to_epoch_days())
        .bind(details.form.as_str())
        .bind(&details.place)
        .bind(&details.legal_basis)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

pub async fn find(
    conn: &mut Conn,
    federation: FederationId,
    assembly: AssemblyId,
) -> Result<Option<Assembly>, DbError> {
    on!(conn, |c| sqlx::query_as::<_, Row>(FIND)
        .bind(federation.0)
        .bind(assembly.0)
        .fetch_optional(c)
        .await)?
    .map(Row::read)
    .transpose()
}

/// A page of the assemblies, the latest first, and how many there are.
pub async fn list(
    conn: &mut Conn,
    federation: FederationId,
    limit: i64,
    offset: i64,
) -> Result<(Vec<Assembly>, i64), DbError> {
    let rows: Vec<Row> = on!(conn, |c| sqlx::query_as(LIST)
        .bind(federation.0)
        .bind(limit)
        .bind(offset)
        .fetch_all(c)
        .await)?;
    let total = on!(conn, |c| sqlx::query_scalar(COUNT)
        .bind(federation.0)
        .fetch_one(c)
        .await)?;
    let assemblies = rows.into_iter().map(Row::read).collect::<Result<_, _>>()?;
    Ok((assemblies, total))
}

/// Gives a roll that is not frozen the title of its assembly.
pub async fn rename_roll(
    tx: &mut Tx,
    federation: FederationId,
    roll: RollId,
    title: &str,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(RENAME_ROLL)
        .bind(federation.0)
        .bind(roll.0)
        .bind(title)
        .execute(c)
        .await
        .map(drop))?)
}

/// How many entries of a roll have a valid code.
pub async fn count_codes(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
) -> Result<i64, DbError> {
    Ok(on!(conn, |c| sqlx::query_scalar(COUNT_CODES)
        .bind(federation.0)
        .bind(roll.0)
        .fetch_one(c)
        .await)?)
}
