//! Motions of an assembly, their versions and the bodies on them.

use std::collections::HashMap;

use crate::{
    assemblies::model::motions::{
        Motion, MotionBody, MotionState, MotionVersion, NewMotion, in_order,
    },
    db::{Conn, DbError, Tx, changed_one},
    on,
    polls::count::{Outcome, PollCount},
    statements,
    types::{
        AccountId, AgendaItemId, AssemblyId, BodyId, FederationId, Localized, MotionId, PollId,
        Timestamp, sha256_hex,
    },
};

statements! {
    // A poll in preparation that was deleted is none; only a published one that was not declared void decides, with the last lot drawn.
    MOTIONS = "SELECT m.id, m.parent_id, m.number, m.position, m.state, m.reason, m.urgent, m.item_id, p.id AS poll_id, m.version, m.revision, \
        v.title, v.text, v.reasons, v.digest, \
        CASE WHEN n.count IS NULL THEN NULL ELSE COALESCE((SELECT l.count FROM poll_lots l WHERE l.federation_id = $1 AND l.poll_id = p.id \
        ORDER BY l.number DESC LIMIT 1), n.count) END AS count FROM motions m \
        JOIN motion_versions v ON v.motion_id = m.id AND v.number = m.version \
        LEFT JOIN polls p ON p.id = m.poll_id \
        LEFT JOIN poll_counts n ON n.poll_id = p.id AND p.state = 'published' AND p.voided_at IS NULL WHERE m.federation_id = $1 AND m.assembly_id = $2 ORDER BY m.id";
    MOTION_BODIES = "SELECT b.motion_id, b.body_id, b.name, b.part FROM motions m JOIN motion_bodies b ON b.motion_id = m.id \
        WHERE m.federation_id = $1 AND m.assembly_id = $2 ORDER BY b.part, b.name, b.body_id";
    // Nothing comes back where somebody else took the number.
    INSERT_MOTION = "INSERT INTO motions (federation_id, assembly_id, parent_id, number, position, state, reason, version, revision) \
        SELECT $1, $2, CAST($3 AS BIGINT), COALESCE(MAX(number), 0) + 1, COALESCE(MAX(position), 0) + 1, 'draft', '', 1, 1 FROM motions \
        WHERE federation_id = $1 AND assembly_id = $2 AND COALESCE(parent_id, 0) = COALESCE(CAST($3 AS BIGINT), 0) \
        ON CONFLICT DO NOTHING RETURNING id";
    INSERT_MOTION_VERSION = "INSERT INTO motion_versions (motion_id, federation_id, number, title, text, reasons, written_by, written_at, digest) \
        VALUES ($2, $1, $3, $4, $5, $6, $7, $8, $9)";
    DELETE_MOTION_BODIES = "DELETE FROM motion_bodies WHERE federation_id = $1 AND motion_id = $2";
    INSERT_MOTION_BODY = "INSERT INTO motion_bodies (motion_id, body_id, federation_id, part, name) VALUES ($2, $3, $1, $4, $5)";
    NEXT_MOTION = "UPDATE motions SET revision = revision + 1 WHERE federation_id = $1 AND id = $2 AND revision = $3";
    SET_MOTION_VERSION = "UPDATE motions SET version = $3 WHERE federation_id = $1 AND id = $2";
    SET_MOTION_STATE = "UPDATE motions SET state = $3, reason = $4 WHERE federation_id = $1 AND id = $2";
    SET_MOTION_URGENT = "UPDATE motions SET urgent = $3 WHERE federation_id = $1 AND id = $2";
    MOTION_VERSIONS = "SELECT v.number, v.title, v.text, v.reasons, v.written_at, a.name AS written_by, v.digest FROM motion_versions v \
        JOIN accounts a ON a.id = v.written_by WHERE v.federation_id = $1 AND v.motion_id = $2 ORDER BY v.number DESC";
    SET_MOTION_POSITION = "UPDATE motions SET position = $3 WHERE federation_id = $1 AND id = $2";
    SET_MOTION_ITEM = "UPDATE motions SET item_id = $3 WHERE federation_id = $1 AND id = $2";
    SET_MOTION_POLL = "UPDATE motions SET poll_id = $3 WHERE federation_id = $1 AND id = $2";
}

#[derive(sqlx::FromRow)]
struct MotionRow {
    id: i64,
    parent_id: Option<i64>,
    number: i64,
    position: i64,
    state: String,
    reason: String,
    urgent: String,
    item_id: Option<i64>,
    poll_id: Option<i64>,
    version: i64,
    revision: i64,
    title: String,
    text: String,
    reasons: Option<String>,
    digest: String,
    count: Option<String>,
}

fn accepted(count: Option<&str>) -> Result<Option<bool>, DbError> {
    let Some(count) = count else {
        return Ok(None);
    };
    if let Outcome::Motion { accepted, .. } = PollCount::from_json(count)?.outcome {
        Ok(Some(accepted))
    } else {
        Ok(None)
    }
}

/// All motions of an assembly by their numbers, each one followed by its amendments.
pub async fn motions(
    conn: &mut Conn,
    federation: FederationId,
    assembly: AssemblyId,
) -> Result<Vec<Motion>, DbError> {
    let rows: Vec<MotionRow> = on!(conn, |c| sqlx::query_as(MOTIONS)
        .bind(federation.0)
        .bind(assembly.0)
        .fetch_all(c)
        .await)?;
    let bodies: Vec<(i64, i64, String, String)> = on!(conn, |c| sqlx::query_as(MOTION_BODIES)
        .bind(federation.0)
        .bind(assembly.0)
        .fetch_all(c)
        .await)?;
    let mut bodies_of: HashMap<i64, Vec<MotionBody>> = HashMap::new();
    for (motion, body, name, part) in bodies {
        bodies_of.entry(motion).or_default().push(MotionBody {
            body: BodyId(body),
            name,
            is_submitter: part == "submitter",
        });
    }
    let read = |text: &str| Localized::from_json(text).map_err(|e| DbError::row("motions", e));
    let motions: Result<Vec<_>, DbError> = rows
        .into_iter()
        .map(|row| {
            Ok(Motion {
                id: MotionId(row.id),
                parent: row.parent_id.map(MotionId),
                number: row.number,
                position: row.position,
                state: MotionState::parse(&row.state)
                    .ok_or_else(|| DbError::row("motions", format!("state {}", row.state)))?,
                reason: row.reason,
                urgent: row.urgent,
                item: row.item_id.map(AgendaItemId),
                poll: row.poll_id.map(PollId),
                accepted: accepted(row.count.as_deref())?,
                title: read(&row.title)?,
                text: read(&row.text)?,
                reasons: row.reasons.as_deref().map(read).transpose()?,
                version: row.version,
                digest: row.digest,
                revision: row.revision,
                bodies: bodies_of.remove(&row.id).unwrap_or_default(),
            })
        })
        .collect();
    Ok(in_order(motions?))
}

/// Adds a motion or an amendment as a draft without text; `None` where its number was taken meanwhile.
pub async fn insert_motion(
    tx: &mut Tx,
    federation: FederationId,
    assembly: AssemblyId,
    parent: Option<MotionId>,
) -> Result<Option<MotionId>, DbError> {
    let id: Option<i64> = on!(tx, |c| sqlx::query_scalar(INSERT_MOTION)
        .bind(federation.0)
        .bind(assembly.0)
        .bind(parent.map(|p| p.0))
        .fetch_optional(c)
        .await)?;
    Ok(id.map(MotionId))
}

/// Adds a version of the text, and sets the bodies, each with its name of today.
pub async fn write_motion(
    tx: &mut Tx,
    federation: FederationId,
    (motion, number): (MotionId, i64),
    new: &NewMotion,
    names: &[String],
    (by, at): (AccountId, Timestamp),
) -> Result<String, DbError> {
    let reasons = new.reasons.as_ref().map(Localized::to_json);
    let (title, text) = (new.title.to_json(), new.text.to_json());
    let digest = sha256_hex(&format!(
        "{title}\n{text}\n{}",
        reasons.as_deref().unwrap_or_default()
    ));
    on!(tx, |c| sqlx::query(INSERT_MOTION_VERSION)
        .bind(federation.0)
        .bind(motion.0)
        .bind(number)
        .bind(&title)
        .bind(&text)
        .bind(reasons.as_deref())
        .bind(by.0)
        .bind(at.unix_millis())
        .bind(&digest)
        .execute(c)
        .await
        .map(drop))?;
    on!(tx, |c| sqlx::query(DELETE_MOTION_BODIES)
        .bind(federation.0)
        .bind(motion.0)
        .execute(c)
        .await
        .map(drop))?;
    for ((body, is_submitter), name) in new.bodies.iter().zip(names) {
        let part = if *is_submitter {
            "submitter"
        } else {
            "supporter"
        };
        on!(tx, |c| sqlx::query(INSERT_MOTION_BODY)
            .bind(federation.0)
            .bind(motion.0)
            .bind(body.0)
            .bind(part)
            .bind(name)
            .execute(c)
            .await
            .map(drop))?;
    }
    set(tx, SET_MOTION_VERSION, federation, motion, number).await?;
    Ok(digest)
}

/// Takes a motion for a change; false where it was changed since the revision was read.
pub async fn next_motion(
    tx: &mut Tx,
    federation: FederationId,
    motion: MotionId,
    revision: i64,
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(NEXT_MOTION)
        .bind(federation.0)
        .bind(motion.0)
        .bind(revision)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

pub async fn set_motion_state(
    tx: &mut Tx,
    federation: FederationId,
    motion: MotionId,
    (state, reason): (MotionState, &str),
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(SET_MOTION_STATE)
        .bind(federation.0)
        .bind(motion.0)
        .bind(state.as_str())
        .bind(reason)
        .execute(c)
        .await
        .map(drop))?)
}

/// Keeps why a motion was taken late or without its supporters.
pub async fn set_motion_urgent(
    tx: &mut Tx,
    federation: FederationId,
    motion: MotionId,
    reason: &str,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(SET_MOTION_URGENT)
        .bind(federation.0)
        .bind(motion.0)
        .bind(reason)
        .execute(c)
        .await
        .map(drop))?)
}

#[derive(sqlx::FromRow)]
struct VersionRow {
    number: i64,
    title: String,
    text: String,
    reasons: Option<String>,
    written_at: i64,
    written_by: String,
    digest: String,
}

/// What a motion said, the newest version first.
pub async fn motion_versions(
    conn: &mut Conn,
    federation: FederationId,
    motion: MotionId,
) -> Result<Vec<MotionVersion>, DbError> {
    let rows: Vec<VersionRow> = on!(conn, |c| sqlx::query_as(MOTION_VERSIONS)
        .bind(federation.0)
        .bind(motion.0)
        .fetch_all(c)
        .await)?;
    let read =
        |text: &str| Localized::from_json(text).map_err(|e| DbError::row("motion_versions", e));
    rows.into_iter()
        .map(|row| {
            Ok(MotionVersion {
                number: row.number,
                title: read(&row.title)?,
                text: read(&row.text)?,
                reasons: row.reasons.as_deref().map(read).transpose()?,
                written_at: Timestamp::stored(row.written_at),
                written_by: row.written_by,
                digest: row.digest,
            })
        })
        .collect()
}

async fn set(
    tx: &mut Tx,
    statement: &'static str,
    federation: FederationId,
    motion: MotionId,
    value: i64,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(statement)
        .bind(federation.0)
        .bind(motion.0)
        .bind(value)
        .execute(c)
        .await
        .map(drop))?)
}

pub async fn set_motion_position(
    tx: &mut Tx,
    federation: FederationId,
    motion: MotionId,
    position: i64,
) -> Result<(), DbError> {
    set(tx, SET_MOTION_POSITION, federation, motion, position).await
}

pub async fn set_motion_item(
    tx: &mut Tx,
    federation: FederationId,
    motion: MotionId,
    item: AgendaItemId,
) -> Result<(), DbError> {
    set(tx, SET_MOTION_ITEM, federation, motion, item.0).await
}

pub async fn set_motion_poll(
    tx: &mut Tx,
    federation: FederationId,
    motion: MotionId,
    poll: PollId,
) -> Result<(), DbError> {
    set(tx, SET_MOTION_POLL, federation, motion, poll.0).await
}
