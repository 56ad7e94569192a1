//! On what the form of an assembly rests, and the notices that were sent.

use super::agenda::make_preparation;
use crate::{
    assemblies::model::{
        form_basis::{EarlierResolution, FormBasis, Resolution},
        notice::{Notice, NoticeContent},
    },
    db::{Conn, DbError, Tx, changed_one},
    on, statements,
    types::{
        AccountId, AssemblyId, Day, FederationId, Locale, Localized, PollId, RoundId, Timestamp,
        sha256_hex,
    },
};

statements! {
    FORM_BASIS = "SELECT electronic, resolution_poll_id, resolution_text, resolution_on, revision FROM assembly_preparations \
        WHERE federation_id = $1 AND assembly_id = $2";
    SET_FORM_BASIS = "UPDATE assembly_preparations SET electronic = $4, resolution_poll_id = $5, resolution_text = $6, resolution_on = $7, \
        revision = revision + 1 WHERE federation_id = $1 AND assembly_id = $2 AND revision = $3";
    // Motions of earlier assemblies whose result is public, with their count after the last lot.
    EARLIER_MOTIONS = "SELECT p.id, p.title, a.title AS assembly, a.day, \
        COALESCE((SELECT l.count FROM poll_lots l WHERE l.federation_id = $1 AND l.poll_id = p.id ORDER BY l.number DESC LIMIT 1), n.count) AS count \
        FROM assemblies a JOIN polls p ON p.roll_id = a.roll_id JOIN poll_counts n ON n.poll_id = p.id \
        WHERE a.federation_id = $1 AND a.day < $2 AND p.kind = 'motion' AND p.state = 'published' AND p.voided_at IS NULL \
        ORDER BY a.day DESC, p.position LIMIT 200";
    NOTICES = "SELECT id, number, sent_at, last_day, late_reason, recipients, content, digest FROM assembly_notices \
        WHERE federation_id = $1 AND assembly_id = $2 ORDER BY number";
    COUNT_NOTICES = "SELECT CAST(COUNT(*) AS BIGINT) FROM assembly_notices WHERE federation_id = $1 AND assembly_id = $2";
    INSERT_NOTICE = "INSERT INTO assembly_notices (federation_id, assembly_id, number, sent_at, sent_by, last_day, late_reason, recipients, \
        content, digest) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING RETURNING id";
    // Once each, also whoever is sent by two bodies.
    DELEGATES_TO_CALL = "SELECT DISTINCT p.id, p.given_name, p.family_name, p.email, p.locale FROM delegates d JOIN people p ON p.id = d.person_id \
        WHERE d.federation_id = $1 AND d.round_id = $2 AND d.state = 'accepted' ORDER BY p.id";
}

type BasisRow = (String, Option<i64>, String, Option<i64>, i64);

/// What is written about the form of an assembly.
pub async fn form_basis(
    conn: &mut Conn,
    federation: FederationId,
    assembly: AssemblyId,
) -> Result<FormBasis, DbError> {
    let row: Option<BasisRow> = on!(conn, |c| sqlx::query_as(FORM_BASIS)
        .bind(federation.0)
        .bind(assembly.0)
        .fetch_optional(c)
        .await)?;
    let Some((electronic, poll, text, on, revision)) = row else {
        return Ok(FormBasis::default());
    };
    let electronic = (!electronic.is_empty())
        .then(|| Localized::from_json(&electronic))
        .transpose()
        .map_err(|e| DbError::row("assembly_preparations", e))?;
    let resolution = match (poll, on) {
        (Some(poll), _) => Some(Resolution::Poll(PollId(poll))),
        (None, Some(on)) => Some(Resolution::Text {
            text,
            on: Day::stored(on),
        }),
        (None, None) => None,
    };
    Ok(FormBasis {
        electronic,
        resolution,
        revision,
    })
}

/// Saves what is written about the form; false where somebody changed it since.
pub async fn set_form_basis(
    tx: &mut Tx,
    federation: FederationId,
    assembly: AssemblyId,
    basis: &FormBasis,
) -> Result<bool, DbError> {
    make_preparation(tx, federation, assembly).await?;
    let (poll, text, on) = match &basis.resolution {
        None => (None, "", None),
        Some(Resolution::Poll(poll)) => (Some(poll.0), "", None),
        Some(Resolution::Text { text, on }) => (None, text.as_str(), Some(on.to_epoch_days())),
    };
    let electronic = basis.electronic.as_ref();
    Ok(changed_one(on!(tx, |c| sqlx::query(SET_FORM_BASIS)
        .bind(federation.0)
        .bind(assembly.0)
        .bind(basis.revision)
        .bind(electronic.map_or(String::new(), Localized::to_json))
        .bind(poll)
        .bind(text)
        .bind(on)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

#[derive(sqlx::FromRow)]
struct EarlierRow {
    id: i64,
    title: String,
    assembly: String,
    day: i64,
    count: String,
}

/// Motions of assemblies before a day whose result is public, each with the JSON of its count.
pub async fn earlier_motions(
    conn: &mut Conn,
    federation: FederationId,
    before: Day,
) -> Result<Vec<(EarlierResolution, String)>, DbError> {
    let rows: Vec<EarlierRow> = on!(conn, |c| sqlx::query_as(EARLIER_MOTIONS)
        .bind(federation.0)
        .bind(before.to_epoch_days())
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|row| {
            let resolution = EarlierResolution {
                poll: PollId(row.id),
                title: Localized::from_json(&row.title).map_err(|e| DbError::row("polls", e))?,
                assembly: row.assembly,
                day: Day::stored(row.day),
            };
            Ok((resolution, row.count))
        })
        .collect()
}

#[derive(sqlx::FromRow)]
struct NoticeRow {
    id: i64,
    number: i64,
    sent_at: i64,
    last_day: Option<i64>,
    late_reason: String,
    recipients: i64,
    content: String,
    digest: String,
}

/// The notices of an assembly, the first one first.
pub async fn notices(
    conn: &mut Conn,
    federation: FederationId,
    assembly: AssemblyId,
) -> Result<Vec<Notice>, DbError> {
    let rows: Vec<NoticeRow> = on!(conn, |c| sqlx::query_as(NOTICES)
        .bind(federation.0)
        .bind(assembly.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|row| {
            Ok(Notice {
                id: row.id,
                number: row.number,
                sent_at: Timestamp::stored(row.sent_at),
                last_day: row.last_day.map(Day::stored),
                late_reason: row.late_reason,
                recipients: row.recipients,
                content: serde_json::from_str(&row.content)
                    .map_err(|e| DbError::row("assembly_notices", e))?,
                digest: row.digest,
            })
        })
        .collect()
}

/// How many notices were sent.
pub async fn count_notices(
    conn: &mut Conn,
    federation: FederationId,
    assembly: AssemblyId,
) -> Result<i64, DbError> {
    Ok(on!(conn, |c| sqlx::query_scalar(COUNT_NOTICES)
        .bind(federation.0)
        .bind(assembly.0)
        .fetch_one(c)
        .await)?)
}

/// A notice that is being sent.
pub struct NewNotice<'a> {
    pub number: i64,
    pub sent_at: Timestamp,
    pub sent_by: AccountId,
    pub last_day: Option<Day>,
    pub late_reason: &'a str,
    pub recipients: i64,
    pub content: &'a NoticeContent,
}

/// Keeps a notice as it is sent; its id and digest, or `None` where another one took its number.
pub async fn insert_notice(
    tx: &mut Tx,
    federation: FederationId,
    assembly: AssemblyId,
    new: &NewNotice<'_>,
) -> Result<Option<(i64, String)>, DbError> {
    let content =
        serde_json::to_string(new.content).map_err(|e| DbError::row("assembly_notices", e))?;
    let digest = sha256_hex(&content);
    let id: Option<i64> = on!(tx, |c| sqlx::query_scalar(INSERT_NOTICE)
        .bind(federation.0)
        .bind(assembly.0)
        .bind(new.number)
        .bind(new.sent_at.unix_millis())
        .bind(new.sent_by.0)
        .bind(new.last_day.map(Day::to_epoch_days))
        .bind(new.late_reason)
        .bind(new.recipients)
        .bind(&content)
        .bind(&digest)
        .fetch_optional(c)
        .await)?;
    Ok(id.map(|id| (id, digest)))
}

/// An accepted delegate or deputy, to be called in person.
pub struct DelegateToCall {
    pub name: String,
    pub email: String,
    pub locale: Locale,
}

/// Accepted delegates and deputies of a round, each person once.
pub async fn delegates_to_call(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
) -> Result<Vec<DelegateToCall>, DbError> {
    let rows: Vec<(i64, String, String, String, String)> =
        on!(conn, |c| sqlx::query_as(DELEGATES_TO_CALL)
            .bind(federation.0)
            .bind(round.0)
            .fetch_all(c)
            .await)?;
    Ok(rows
        .into_iter()
        .map(|(_, given, family, email, locale)| DelegateToCall {
            name: format!("{given} {family}"),
            email,
            locale: locale.parse().unwrap_or(Locale::DEFAULT),
        })
        .collect())
}
