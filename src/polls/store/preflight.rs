//! What is counted before a poll is opened.

use crate::{
    db::{Conn, DbError},
    on,
    polls::model::Poll,
    statements,
};

statements! {
    WITHOUT_CODE = "SELECT CAST(COUNT(*) AS BIGINT) FROM roll_entries e WHERE e.roll_id = $1 AND e.federation_id = $2 \
        AND NOT EXISTS (SELECT 1 FROM codes c WHERE c.entry_id = e.id AND c.voided = 0 AND (c.generation IS NULL \
            OR EXISTS (SELECT 1 FROM messages m WHERE m.federation_id = e.federation_id AND m.about = 'codes' AND m.about_id = c.id \
                AND m.state IN ('sent', 'printed', 'handed_over')))) \
        AND NOT EXISTS (SELECT 1 FROM poll_exclusions x WHERE x.poll_id = $3 AND x.entry_id = e.id)";
    OPENED = "SELECT CAST(COUNT(*) AS BIGINT) FROM polls WHERE roll_id = $1 AND federation_id = $2 AND opened_at IS NOT NULL";
}

/// Entries that may vote in a poll and have no valid code: neither on a sheet, nor as a link whose mail was sent.
pub async fn entries_without_code(conn: &mut Conn, poll: &Poll) -> Result<i64, DbError> {
    Ok(on!(conn, |c| sqlx::query_scalar(WITHOUT_CODE)
        .bind(poll.roll.0)
        .bind(poll.federation.0)
        .bind(poll.id.0)
        .fetch_one(c)
        .await)?)
}

/// Whether a poll of the same roll was opened before.
pub async fn was_one_opened(conn: &mut Conn, poll: &Poll) -> Result<bool, DbError> {
    let opened: i64 = on!(conn, |c| sqlx::query_scalar(OPENED)
        .bind(poll.roll.0)
        .bind(poll.federation.0)
        .fetch_one(c)
        .await)?;
    Ok(opened > 0)
}
