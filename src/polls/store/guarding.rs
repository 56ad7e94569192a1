//! What the guard before opening reads and keeps.

use crate::{
    db::{Conn, DbError, Tx},
    on,
    polls::model::{Disclosure, PollKind, Secrecy, guard::GuardRecord},
    statements,
    types::{FederationId, Localized, PollId, RollId},
};

statements! {
    // Void polls and those of which no figure becomes public leave nothing to subtract.
    OPENED_BEFORE = "SELECT id, roll_id, kind, title FROM polls WHERE federation_id = $1 \
        AND state IN ('open', 'closed', 'counted', 'published') AND voided_at IS NULL AND disclosure = 'full' AND id <> $2 ORDER BY id";
    // Everybody of the one stands on the other, and somebody else does.
    ROLLS_WITH_MORE = "SELECT r.id, r.title FROM rolls r WHERE r.federation_id = $1 AND r.id <> $2 AND r.state = 'frozen' \
        AND r.codes_deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM roll_entries e WHERE e.roll_id = $2 AND e.struck = 0 \
            AND NOT EXISTS (SELECT 1 FROM roll_entries o WHERE o.roll_id = r.id AND o.struck = 0 AND o.person_id = e.person_id)) \
        AND EXISTS (SELECT 1 FROM roll_entries o WHERE o.roll_id = r.id AND o.struck = 0 \
            AND NOT EXISTS (SELECT 1 FROM roll_entries e WHERE e.roll_id = $2 AND e.struck = 0 AND e.person_id = o.person_id)) \
        ORDER BY r.id DESC LIMIT 50";
    CHOOSE_GUARD = "UPDATE polls SET guard = $4, disclosure = $5, secrecy = $6, revision = revision + 1 \
        WHERE id = $1 AND federation_id = $2 AND revision = $3 AND state IN ('draft', 'ready')";
    FIX_GUARD = "UPDATE polls SET guard = $3, disclosure = $4 WHERE id = $1 AND federation_id = $2 AND state = 'ready'";
}

/// A poll of which figures are or become public.
pub struct OpenedBefore {
    pub poll: PollId,
    pub roll: RollId,
    pub kind: PollKind,
    pub title: Localized,
}

/// The latest frozen rolls on which everybody of a roll stands, and others too.
pub async fn rolls_with_more(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
) -> Result<Vec<(RollId, String)>, DbError> {
    let rows: Vec<(i64, String)> = on!(conn, |c| sqlx::query_as(ROLLS_WITH_MORE)
        .bind(federation.0)
        .bind(roll.0)
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|(id, title)| (RollId(id), title))
        .collect())
}

/// The polls of a federation that were opened, but for this one.
pub async fn opened_before(
    conn: &mut Conn,
    federation: FederationId,
    poll: PollId,
) -> Result<Vec<OpenedBefore>, DbError> {
    let rows: Vec<(i64, i64, String, String)> = on!(conn, |c| sqlx::query_as(OPENED_BEFORE)
        .bind(federation.0)
        .bind(poll.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|(id, roll, kind, title)| {
            let unreadable = |what: &str| DbError::row("polls", format!("{what} of poll {id}"));
            Ok(OpenedBefore {
                poll: PollId(id),
                roll: RollId(roll),
                kind: PollKind::parse(&kind).ok_or_else(|| unreadable("kind"))?,
                title: Localized::from_json(&title).map_err(|_| unreadable("title"))?,
            })
        })
        .collect()
}

/// Keeps what was chosen; whether the poll was still in preparation and at this revision.
pub async fn choose(
    tx: &mut Tx,
    federation: FederationId,
    poll: PollId,
    revision: i64,
    record: &GuardRecord,
    secrecy: Secrecy,
) -> Result<bool, DbError> {
    Ok(on!(tx, |c| sqlx::query(CHOOSE_GUARD)
        .bind(poll.0)
        .bind(federation.0)
        .bind(revision)
        .bind(record.to_json())
        .bind(record.disclosure().as_str())
        .bind(secrecy.as_str())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?
        == 1)
}

/// Keeps with the poll for good what was found and chosen; none for a vote by name. Whether the poll was ready.
pub async fn fix(
    tx: &mut Tx,
    federation: FederationId,
    poll: PollId,
    record: Option<&GuardRecord>,
) -> Result<bool, DbError> {
    let disclosure = record.map_or(Disclosure::Full, GuardRecord::disclosure);
    Ok(on!(tx, |c| sqlx::query(FIX_GUARD)
        .bind(poll.0)
        .bind(federation.0)
        .bind(record.map(GuardRecord::to_json).unwrap_or_default())
        .bind(disclosure.as_str())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?
        == 1)
}
