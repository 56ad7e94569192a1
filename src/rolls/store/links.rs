//! Links by mail: codes of their own kind, found by a keyed hash, each with the message that brings it.

use std::collections::HashMap;

use crate::{
    db::{Conn, DbError, Tx},
    mail::model::MessageState,
    on,
    rolls::{
        code::link::LinkHash,
        model::{CodeOf, Contact, MadeLink},
    },
    statements,
    types::{CodeId, Email, EntryId, FederationId, Locale, MessageId, PersonId, RollId, StandInId},
};

/// The table that the messages name as what they are about: each brings the link of one row.
pub const ABOUT: &str = "codes";

statements! {
    // The selector of a link is its hash; without a verifier no slow hash is compared.
    INSERT_LINK = "INSERT INTO codes (roll_id, entry_id, stand_in_id, selector, verifier_hash, voided, generation) \
        VALUES ($1, $2, $3, $4, '', 0, $5) ON CONFLICT DO NOTHING RETURNING id";
    VOID_LINK = "UPDATE codes SET voided = 1 WHERE id = $1 AND roll_id = $2 AND generation IS NOT NULL";
    LINKS = "SELECT c.id, c.entry_id, c.stand_in_id, c.generation, c.voided, m.id AS message_id, m.state, m.address \
        FROM codes c JOIN rolls r ON r.id = c.roll_id \
        LEFT JOIN messages m ON m.federation_id = r.federation_id AND m.about = 'codes' AND m.about_id = c.id \
        WHERE r.federation_id = $1 AND c.roll_id = $2 AND c.generation IS NOT NULL ORDER BY c.generation, c.id";
    VALID_LINK = "SELECT c.roll_id, c.entry_id, c.stand_in_id, c.generation FROM codes c JOIN rolls r ON r.id = c.roll_id \
        WHERE r.federation_id = $1 AND c.id = $2 AND c.voided = 0 AND c.generation IS NOT NULL AND r.codes_deleted_at IS NULL";
    CONTACTS = "SELECT p.id, p.email, p.locale, CAST(CASE WHEN p.erased_on IS NULL THEN 0 ELSE 1 END AS BIGINT) AS erased FROM people p \
        WHERE p.federation_id = $1 AND (EXISTS (SELECT 1 FROM roll_entries e WHERE e.person_id = p.id AND e.roll_id = $2) \
        OR EXISTS (SELECT 1 FROM stand_ins s WHERE s.person_id = p.id AND s.roll_id = $2))";
}

fn owner(entry: Option<i64>, stand_in: Option<i64>) -> Result<CodeOf, DbError> {
    let entry = entry.map(|id| CodeOf::Entry(EntryId(id)));
    let stand_in = stand_in.map(|id| CodeOf::StandIn(StandInId(id)));
    entry
        .or(stand_in)
        .ok_or_else(|| DbError::row("codes", "a code of nobody"))
}

/// Stores a link; `None` where there is one of the same number, or another valid one.
pub async fn insert_link(
    tx: &mut Tx,
    roll: RollId,
    owner: CodeOf,
    generation: i64,
    hash: &LinkHash,
) -> Result<Option<CodeId>, DbError> {
    let (entry, stand_in) = match owner {
        CodeOf::Entry(id) => (Some(id.0), None),
        CodeOf::StandIn(id) => (None, Some(id.0)),
    };
    let id: Option<i64> = on!(tx, |c| sqlx::query_scalar(INSERT_LINK)
        .bind(roll.0)
        .bind(entry)
        .bind(stand_in)
        .bind(hash.as_str())
        .bind(generation)
        .fetch_optional(c)
        .await)?;
    Ok(id.map(CodeId))
}

/// Voids a link.
pub async fn void_link(tx: &mut Tx, roll: RollId, link: CodeId) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(VOID_LINK)
        .bind(link.0)
        .bind(roll.0)
        .execute(c)
        .await
        .map(drop))?)
}

#[derive(sqlx::FromRow)]
struct LinkRow {
    id: i64,
    entry_id: Option<i64>,
    stand_in_id: Option<i64>,
    generation: i64,
    voided: i64,
    message_id: Option<i64>,
    state: Option<String>,
    address: Option<String>,
}

/// The newest link of everybody on the roll who ever got one, with its message.
pub async fn newest_links(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
) -> Result<HashMap<CodeOf, MadeLink>, DbError> {
    let rows: Vec<LinkRow> = on!(conn, |c| sqlx::query_as(LINKS)
        .bind(federation.0)
        .bind(roll.0)
        .fetch_all(c)
        .await)?;
    let mut newest = HashMap::with_capacity(rows.len());
    for row in rows {
        let state = row
            .state
            .map(|word| MessageState::parse(&word).ok_or_else(|| DbError::row("messages", word)))
            .transpose()?;
        let link = MadeLink {
            code: CodeId(row.id),
            generation: row.generation,
            voided: row.voided != 0,
            message: row.message_id.map(MessageId),
            state,
            address: row.address.unwrap_or_default(),
        };
        // They come in the order of their numbers.
        newest.insert(owner(row.entry_id, row.stand_in_id)?, link);
    }
    Ok(newest)
}

/// Roll, owner and number of a link that opens something.
pub async fn valid_link(
    conn: &mut Conn,
    federation: FederationId,
    link: CodeId,
) -> Result<Option<(RollId, CodeOf, i64)>, DbError> {
    let row: Option<(i64, Option<i64>, Option<i64>, i64)> =
        on!(conn, |c| sqlx::query_as(VALID_LINK)
            .bind(federation.0)
            .bind(link.0)
            .fetch_optional(c)
            .await)?;
    row.map(|(roll, entry, stand_in, generation)| {
        Ok((RollId(roll), owner(entry, stand_in)?, generation))
    })
    .transpose()
}

/// Where everybody on the roll is reached by mail, as the register says now.
pub async fn contacts(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
) -> Result<HashMap<PersonId, Contact>, DbError> {
    let rows: Vec<(i64, String, String, i64)> = on!(conn, |c| sqlx::query_as(CONTACTS)
        .bind(federation.0)
        .bind(roll.0)
        .fetch_all(c)
        .await)?;
    let contact = |(id, email, locale, erased): (i64, String, String, i64)| {
        let contact = Contact {
            // What cannot be read is no address, as for every message.
            email: Email::parse(&email).map_or(String::new(), |email| email.text),
            // A language that is no longer offered: the default one.
            locale: locale.parse().unwrap_or(Locale::DEFAULT),
            is_erased: erased != 0,
        };
        (PersonId(id), contact)
    };
    Ok(rows.into_iter().map(contact).collect())
}
