//! Particulars of people, in a table of their own that only the age check of delegates and the counts of the elected read beside.

use crate::{
    db::{Conn, DbError, Tx, changed_one},
    on,
    registry::model::particulars::{Gender, Particulars},
    statements,
    types::{Day, FederationId, PersonId},
};

statements! {
    FIND_PARTICULARS = "SELECT born_on, gender, revision FROM person_particulars WHERE federation_id = $1 AND person_id = $2";
    // A row is new, or still has the revision with which it was read.
    SAVE_PARTICULARS = "INSERT INTO person_particulars (person_id, federation_id, born_on, gender, revision) VALUES ($2, $1, $3, $4, CAST($5 AS BIGINT) + 1) \
        ON CONFLICT (person_id) DO UPDATE SET born_on = excluded.born_on, gender = excluded.gender, revision = excluded.revision \
        WHERE person_particulars.federation_id = $1 AND person_particulars.revision = $5";
    DELETE_PARTICULARS = "DELETE FROM person_particulars WHERE federation_id = $1 AND person_id = $2";
}

/// What is known of the person, with its revision: 0 where nothing is.
pub async fn find_particulars(
    conn: &mut Conn,
    federation: FederationId,
    person: PersonId,
) -> Result<(Particulars, i64), DbError> {
    let row: Option<(Option<i64>, Option<String>, i64)> =
        on!(conn, |c| sqlx::query_as(FIND_PARTICULARS)
            .bind(federation.0)
            .bind(person.0)
            .fetch_optional(c)
            .await)?;
    let Some((born_on, gender, revision)) = row else {
        return Ok((Particulars::default(), 0));
    };
    let gender = gender
        .map(|word| {
            Gender::parse(&word).ok_or_else(|| DbError::row("person_particulars", "gender"))
        })
        .transpose()?;
    let born_on = born_on.map(Day::stored);
    Ok((Particulars { born_on, gender }, revision))
}

/// Whether the particulars were still at the revision.
pub async fn save_particulars(
    tx: &mut Tx,
    federation: FederationId,
    person: PersonId,
    revision: i64,
    particulars: Particulars,
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(SAVE_PARTICULARS)
        .bind(federation.0)
        .bind(person.0)
        .bind(particulars.born_on.map(Day::to_epoch_days))
        .bind(particulars.gender.map(Gender::as_str))
        .bind(revision)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?))
}

/// Removes what is known of the person.
pub async fn delete_particulars(
    tx: &mut Tx,
    federation: FederationId,
    person: PersonId,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(DELETE_PARTICULARS)
        .bind(federation.0)
        .bind(person.0)
        .execute(c)
        .await
        .map(drop))?)
}
