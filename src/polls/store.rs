pub mod acts;
pub mod board_keys;
pub mod boxes;
pub mod guarding;
pub mod lots;
pub mod paper;
pub mod preflight;
pub mod presence;
pub mod retention;

use std::collections::HashMap;

use super::{
    model::{
        Disclosure, Follows, Method, Poll, PollKind, PollOption, PollState, Rule, RuleSource,
        Secrecy, VotingTime,
    },
    sealing::SealedBallot,
};
use crate::{
    db::{Conn, DbError, Tx},
    on, statements,
    types::{EntryId, FederationId, Localized, PollId, RollId, Timestamp},
};

statements! {
    FIND_POLL = "SELECT id, federation_id, roll_id, position, kind, method, secrecy, title, question, max_choices, max_per_option, seats, \
        least_bodies, rule, rule_source, disclosure, guard, state, closes_at, grace_minutes, opened_at, closed_at, counted_at, interrupted_at, \
        voided_at, void_reason, follows_poll_id, follows_as, marks_deleted_at, sealed_to, revision FROM polls WHERE id = $1 AND federation_id = $2";
    POLLS_OF_ROLL = "SELECT id, federation_id, roll_id, position, kind, method, secrecy, title, question, max_choices, max_per_option, seats, \
        least_bodies, rule, rule_source, disclosure, guard, state, closes_at, grace_minutes, opened_at, closed_at, counted_at, interrupted_at, \
        voided_at, void_reason, follows_poll_id, follows_as, marks_deleted_at, sealed_to, revision FROM polls WHERE roll_id = $1 AND federation_id = $2 ORDER BY position, id";
    OPTIONS_OF_POLL = "SELECT poll_id, label, body, places FROM poll_options WHERE poll_id = $1 ORDER BY position";
    OPTIONS_OF_ROLL = "SELECT o.poll_id, o.label, o.body, o.places FROM polls p JOIN poll_options o ON o.poll_id = p.id \
        WHERE p.roll_id = $1 AND p.federation_id = $2 ORDER BY o.poll_id, o.position";
    INSERT_POLL = "INSERT INTO polls (federation_id, roll_id, position, kind, method, secrecy, title, question, max_choices, max_per_option, \
        seats, least_bodies, rule, rule_source, state, traces_removed, revision) \
        SELECT $1, $2, CAST(COALESCE(MAX(position), 0) + 1 AS BIGINT), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'draft', 0, 1 \
        FROM polls WHERE roll_id = $2 RETURNING id";
    UPDATE_POLL = "UPDATE polls SET kind = $4, method = $5, secrecy = $6, title = $7, question = $8, max_choices = $9, max_per_option = $10, \
        seats = $11, least_bodies = $12, rule = $13, rule_source = $14, revision = revision + 1 \
        WHERE id = $1 AND federation_id = $2 AND revision = $3 AND state IN ('draft', 'ready')";
    DELETE_OPTIONS = "DELETE FROM poll_options WHERE poll_id = $1";
    INSERT_OPTION = "INSERT INTO poll_options (poll_id, position, label, body, places) VALUES ($1, $2, $3, $4, $5)";
    DELETE_POLL = "DELETE FROM polls WHERE id = $1 AND federation_id = $2 AND revision = $3 AND state IN ('draft', 'ready')";
    MAKE_READY = "UPDATE polls SET state = 'ready', revision = revision + 1 WHERE id = $1 AND federation_id = $2 AND state = 'draft'";
    // A void poll never has a result.
    SET_COUNTED = "UPDATE polls SET state = 'counted', counted_at = $3, revision = revision + 1 \
        WHERE id = $1 AND federation_id = $2 AND state = 'closed' AND voided_at IS NULL";
    SET_PUBLISHED = "UPDATE polls SET state = 'published', revision = revision + 1 \
        WHERE id = $1 AND federation_id = $2 AND state = 'counted' AND voided_at IS NULL";
    TRACES_REMOVED = "UPDATE polls SET traces_removed = 1 WHERE id = $1";
    COUNT_OPEN = "SELECT CAST(COUNT(*) AS BIGINT) FROM polls WHERE state = 'open'";
    POLLS_WITH_TRACES = "SELECT id FROM polls WHERE state IN ('closed', 'counted', 'published') AND traces_removed = 0";

    // The box: its row is the lock of the poll.
    LOCK_OPEN_BOX = "UPDATE ballot_boxes SET ballots = ballots WHERE poll_id = $1 AND state = 'open' AND paused = 0 RETURNING closes_at, grace_until";
    LOCK_BOX = "UPDATE ballot_boxes SET ballots = ballots WHERE poll_id = $1";
    ADD_TO_BOX = "UPDATE ballot_boxes SET ballots = ballots + $2 WHERE poll_id = $1";
    SET_BOX_DIGEST = "UPDATE ballot_boxes SET digest = $2 WHERE poll_id = $1";
    FIND_BOX = "SELECT ballots, digest FROM ballot_boxes WHERE poll_id = $1";
    BOXES_OF_ROLL = "SELECT b.poll_id, b.ballots FROM polls p JOIN ballot_boxes b ON b.poll_id = p.id WHERE p.roll_id = $1";

    // Casting.
    MARK = "INSERT INTO marks (poll_id, entry_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    PUT_BALLOT = "INSERT INTO ballots (ballot_key, poll_id, ballot) VALUES ($1, $2, $3)";
    // With whoever stands in for the place then, or votes for it by proxy: the published list names both.
    PUT_ROLL_CALL_VOTE = "INSERT INTO roll_call_votes (poll_id, entry_id, ballot, stand_in_id, proxy_entry_id) \
        SELECT CAST($1 AS BIGINT), e.id, CAST($3 AS TEXT), e.held_by, e.proxy_holder FROM roll_entries e WHERE e.id = $2";
    REWRITE_ROLL_CALL_VOTE = "INSERT INTO roll_call_votes (poll_id, entry_id, ballot, stand_in_id, proxy_entry_id) VALUES ($1, $2, $3, $4, $5)";
    MARKS_OF_ENTRY = "SELECT m.poll_id FROM polls p JOIN marks m ON m.poll_id = p.id AND m.entry_id = $2 WHERE p.roll_id = $1";

    // Closing: everything is written anew, in an order that says nothing.
    BALLOTS = "SELECT ballot_key, ballot FROM ballots WHERE poll_id = $1";
    DELETE_BALLOTS = "DELETE FROM ballots WHERE poll_id = $1";
    SEAL_BALLOT = "INSERT INTO sealed_ballots (ballot_key, poll_id, ballot, position) VALUES ($1, $2, $3, $4)";
    SEALED_BALLOTS = "SELECT ballot FROM sealed_ballots WHERE poll_id = $1 ORDER BY ballot";
    MARKED_ENTRIES = "SELECT entry_id FROM marks WHERE poll_id = $1 ORDER BY entry_id";
    DELETE_MARKS = "DELETE FROM marks WHERE poll_id = $1";
    ROLL_CALL_VOTES = "SELECT entry_id, ballot, stand_in_id, proxy_entry_id FROM roll_call_votes WHERE poll_id = $1 ORDER BY entry_id";
    DELETE_ROLL_CALL_VOTES = "DELETE FROM roll_call_votes WHERE poll_id = $1";
    // Voters and their votes, to be compared with the box.
    MARKED_VOTES = "SELECT CAST(COUNT(*) AS BIGINT), CAST(COALESCE(SUM(e.votes), 0) AS BIGINT) FROM marks m \
        JOIN roll_entries e ON e.id = m.entry_id WHERE m.poll_id = $1";
    ROLL_CALL_LIST = "SELECT e.number, e.name, e.body_name, e.votes, v.ballot, d.name AS deputy, h.name AS proxy FROM roll_call_votes v \
        JOIN roll_entries e ON e.id = v.entry_id LEFT JOIN stand_ins d ON d.id = v.stand_in_id \
        LEFT JOIN roll_entries h ON h.id = v.proxy_entry_id WHERE v.poll_id = $1 ORDER BY e.number";

    INSERT_COUNT = "INSERT INTO poll_counts (poll_id, count, digest) VALUES ($1, $2, $3)";
    FIND_COUNT = "SELECT c.count, c.digest FROM poll_counts c JOIN polls p ON p.id = c.poll_id WHERE c.poll_id = $1 AND p.federation_id = $2";
}

#[derive(sqlx::FromRow)]
struct PollRow {
    id: i64,
    federation_id: i64,
    roll_id: i64,
    position: i64,
    kind: String,
    method: String,
    secrecy: String,
    title: String,
    question: String,
    max_choices: i64,
    max_per_option: i64,
    seats: i64,
    least_bodies: i64,
    rule: String,
    rule_source: String,
    disclosure: String,
    guard: String,
    state: String,
    closes_at: Option<i64>,
    grace_minutes: i64,
    opened_at: Option<i64>,
    closed_at: Option<i64>,
    counted_at: Option<i64>,
    interrupted_at: Option<i64>,
    voided_at: Option<i64>,
    void_reason: String,
    follows_poll_id: Option<i64>,
    follows_as: Option<String>,
    marks_deleted_at: Option<i64>,
    sealed_to: String,
    revision: i64,
}

impl PollRow {
    fn poll(self, options: Vec<PollOption>) -> Result<Poll, DbError> {
        let unreadable = |what: &str| DbError::row("polls", format!("{what} of poll {}", self.id));
        let follows = match (self.follows_poll_id, self.follows_as.as_deref()) {
            (None, _) | (_, None) => None,
            (Some(poll), Some(word)) => {
                let how = Follows::parse(word).ok_or_else(|| unreadable("follows_as"))?;
                Some((PollId(poll), how))
            }
        };
        Ok(Poll {
            id: PollId(self.id),
            federation: FederationId(self.federation_id),
            roll: RollId(self.roll_id),
            position: self.position,
            kind: PollKind::parse(&self.kind).ok_or_else(|| unreadable("kind"))?,
            method: Method::parse(&self.method).ok_or_else(|| unreadable("method"))?,
            secrecy: Secrecy::parse(&self.secrecy).ok_or_else(|| unreadable("secrecy"))?,
            title: Localized::from_json(&self.title).map_err(|_| unreadable("title"))?,
            question: Localized::from_json(&self.question).map_err(|_| unreadable("question"))?,
            options,
            max_choices: self.max_choices,
            max_per_option: self.max_per_option,
            seats: self.seats,
            least_bodies: self.least_bodies,
            rule: Rule::from_json(&self.rule).ok_or_else(|| unreadable("rule"))?,
            rule_source: if self.rule_source.is_empty() {
                None
            } else {
                let source = serde_json::from_str(&self.rule_source);
                Some(source.map_err(|_| unreadable("rule_source"))?)
            },
            disclosure: Disclosure::parse(&self.disclosure)
                .ok_or_else(|| unreadable("disclosure"))?,
            guard: if self.guard.is_empty() {
                None
            } else {
                let guard = serde_json::from_str(&self.guard);
                Some(guard.map_err(|_| unreadable("guard"))?)
            },
            state: PollState::parse(&self.state).ok_or_else(|| unreadable("state"))?,
            closes_at: self.closes_at.map(Timestamp::stored),
            grace_minutes: self.grace_minutes,
            opened_at: self.opened_at.map(Timestamp::stored),
            closed_at: self.closed_at.map(Timestamp::stored),
            counted_at: self.counted_at.map(Timestamp::stored),
            interrupted_at: self.interrupted_at.map(Timestamp::stored),
            voided: self
                .voided_at
                .map(|at| (Timestamp::stored(at), self.void_reason)),
            follows,
            marks_deleted_at: self.marks_deleted_at.map(Timestamp::stored),
            sealed_to: self.sealed_to,
            revision: self.revision,
        })
    }
}

#[derive(sqlx::FromRow)]
struct OptionRow {
    poll_id: i64,
    label: String,
    body: String,
    places: i64,
}

fn by_poll(rows: Vec<OptionRow>) -> Result<HashMap<i64, Vec<PollOption>>, DbError> {
    let mut by_poll: HashMap<i64, Vec<PollOption>> = HashMap::new();
    for row in rows {
        let label =
            Localized::from_json(&row.label).map_err(|e| DbError::row("poll_options", e))?;
        by_poll.entry(row.poll_id).or_default().push(PollOption {
            label,
            body: row.body,
            places: row.places,
        });
    }
    Ok(by_poll)
}

pub async fn find_poll(
    conn: &mut Conn,
    federation: FederationId,
    poll: PollId,
) -> Result<Option<Poll>, DbError> {
    let row: Option<PollRow> = on!(conn, |c| sqlx::query_as(FIND_POLL)
        .bind(poll.0)
        .bind(federation.0)
        .fetch_optional(c)
        .await)?;
    let Some(row) = row else { return Ok(None) };
    let options: Vec<OptionRow> = on!(conn, |c| sqlx::query_as(OPTIONS_OF_POLL)
        .bind(poll.0)
        .fetch_all(c)
        .await)?;
    Ok(Some(row.poll(
        by_poll(options)?.remove(&poll.0).unwrap_or_default(),
    )?))
}

/// Polls of a roll by position.
pub async fn polls_of_roll(
    conn: &mut Conn,
    federation: FederationId,
    roll: RollId,
) -> Result<Vec<Poll>, DbError> {
    let rows: Vec<PollRow> = on!(conn, |c| sqlx::query_as(POLLS_OF_ROLL)
        .bind(roll.0)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    let options: Vec<OptionRow> = on!(conn, |c| sqlx::query_as(OPTIONS_OF_ROLL)
        .bind(roll.0)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    let mut options = by_poll(options)?;
    rows.into_iter()
        .map(|row| {
            let own = options.remove(&row.id).unwrap_or_default();
            row.poll(own)
        })
        .collect()
}

/// What is written of a poll while it is prepared.
pub struct Definition {
    pub kind: PollKind,
    pub method: Method,
    pub secrecy: Secrecy,
    pub title: Localized,
    pub question: Localized,
    pub options: Vec<PollOption>,
    pub max_choices: i64,
    pub max_per_option: i64,
    pub seats: i64,
    pub least_bodies: i64,
    pub rule: Rule,
    pub rule_source: Option<RuleSource>,
}

impl Definition {
    /// What is written of a poll that is there.
    pub fn of(poll: Poll) -> Self {
        Self {
            kind: poll.kind,
            method: poll.method,
            secrecy: poll.secrecy,
            title: poll.title,
            question: poll.question,
            options: poll.options,
            max_choices: poll.max_choices,
            max_per_option: poll.max_per_option,
            seats: poll.seats,
            least_bodies: poll.least_bodies,
            rule: poll.rule,
            rule_source: poll.rule_source,
        }
    }

    fn source_to_json(&self) -> String {
        self.rule_source
            .as_ref()
            .and_then(|source| serde_json::to_string(source).ok())
            .unwrap_or_default()
    }
}

pub async fn insert_poll(
    tx: &mut Tx,
    federation: FederationId,
    roll: RollId,
    definition: &Definition,
) -> Result<PollId, DbError> {
    let id = on!(tx, |c| sqlx::query_scalar(INSERT_POLL)
        .bind(federation.0)
        .bind(roll.0)
        .bind(definition.kind.as_str())
        .bind(definition.method.as_str())
        .bind(definition.secrecy.as_str())
        .bind(definition.title.to_json())
        .bind(definition.question.to_json())
        .bind(definition.max_choices)
        .bind(definition.max_per_option)
        .bind(definition.seats)
        .bind(definition.least_bodies)
        .bind(definition.rule.to_json())
        .bind(definition.source_to_json())
        .fetch_one(c)
        .await)?;
    insert_options(tx, PollId(id), &definition.options).await?;
    Ok(PollId(id))
}

async fn insert_options(tx: &mut Tx, poll: PollId, options: &[PollOption]) -> Result<(), DbError> {
    for (position, option) in (1_i64..).zip(options) {
        on!(tx, |c| sqlx::query(INSERT_OPTION)
            .bind(poll.0)
            .bind(position)
            .bind(option.label.to_json())
            .bind(&option.body)
            .bind(option.places)
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}

/// Whether the poll was still in preparation and at this revision.
pub async fn update_poll(
    tx: &mut Tx,
    federation: FederationId,
    poll: PollId,
    revision: i64,
    definition: &Definition,
) -> Result<bool, DbError> {
    let rows = on!(tx, |c| sqlx::query(UPDATE_POLL)
        .bind(poll.0)
        .bind(federation.0)
        .bind(revision)
        .bind(definition.kind.as_str())
        .bind(definition.method.as_str())
        .bind(definition.secrecy.as_str())
        .bind(definition.title.to_json())
        .bind(definition.question.to_json())
        .bind(definition.max_choices)
        .bind(definition.max_per_option)
        .bind(definition.seats)
        .bind(definition.least_bodies)
        .bind(definition.rule.to_json())
        .bind(definition.source_to_json())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if rows != 1 {
        return Ok(false);
    }
    on!(tx, |c| sqlx::query(DELETE_OPTIONS)
        .bind(poll.0)
        .execute(c)
        .await
        .map(drop))?;
    insert_options(tx, poll, &definition.options).await?;
    Ok(true)
}

/// Whether the poll was still in preparation and at this revision.
pub async fn delete_poll(
    tx: &mut Tx,
    federation: FederationId,
    poll: PollId,
    revision: i64,
) -> Result<bool, DbError> {
    on!(tx, |c| sqlx::query(DELETE_OPTIONS)
        .bind(poll.0)
        .execute(c)
        .await
        .map(drop))?;
    Ok(on!(tx, |c| sqlx::query(DELETE_POLL)
        .bind(poll.0)
        .bind(federation.0)
        .bind(revision)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?
        == 1)
}

/// Draft to ready; whether it was a draft.
pub async fn make_ready(
    tx: &mut Tx,
    federation: FederationId,
    poll: PollId,
) -> Result<bool, DbError> {
    Ok(on!(tx, |c| sqlx::query(MAKE_READY)
        .bind(poll.0)
        .bind(federation.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?
        == 1)
}

/// Closed to counted; whether it was closed.
pub async fn set_counted(
    tx: &mut Tx,
    federation: FederationId,
    poll: PollId,
    at: Timestamp,
) -> Result<bool, DbError> {
    Ok(on!(tx, |c| sqlx::query(SET_COUNTED)
        .bind(poll.0)
        .bind(federation.0)
        .bind(at.unix_millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?
        == 1)
}

/// Counted to published; whether it was counted.
pub async fn set_published(
    tx: &mut Tx,
    federation: FederationId,
    poll: PollId,
) -> Result<bool, DbError> {
    Ok(on!(tx, |c| sqlx::query(SET_PUBLISHED)
        .bind(poll.0)
        .bind(federation.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?
        == 1)
}

pub async fn set_traces_removed(tx: &mut Tx, poll: PollId) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(TRACES_REMOVED)
        .bind(poll.0)
        .execute(c)
        .await
        .map(drop))?)
}

/// Closed polls whose traces of casting may still be in the files of the database.
pub async fn polls_with_traces(conn: &mut Conn) -> Result<Vec<PollId>, DbError> {
    let ids: Vec<i64> = on!(conn, |c| sqlx::query_scalar(POLLS_WITH_TRACES)
        .fetch_all(c)
        .await)?;
    Ok(ids.into_iter().map(PollId).collect())
}

/// How many polls are open, interrupted ones among them, whosever they are.
pub async fn count_open(conn: &mut Conn) -> Result<i64, DbError> {
    Ok(on!(conn, |c| sqlx::query_scalar(COUNT_OPEN)
        .fetch_one(c)
        .await)?)
}

/// Locks the box of an open poll until the transaction ends, and tells until when it takes ballots; `None` where it is paused or
/// closed.
pub async fn lock_open_box(tx: &mut Tx, poll: PollId) -> Result<Option<VotingTime>, DbError> {
    let row: Option<(Option<i64>, Option<i64>)> = on!(tx, |c| sqlx::query_as(LOCK_OPEN_BOX)
        .bind(poll.0)
        .fetch_optional(c)
        .await)?;
    Ok(row.map(|(closes_at, grace_until)| VotingTime {
        closes_at: closes_at.map(Timestamp::stored),
        grace_until: grace_until.map(Timestamp::stored),
    }))
}

pub async fn add_to_box(tx: &mut Tx, poll: PollId, ballots: i64) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(ADD_TO_BOX)
        .bind(poll.0)
        .bind(ballots)
        .execute(c)
        .await
        .map(drop))?)
}

/// Marks that the entry has voted; false where it had.
pub async fn mark(tx: &mut Tx, poll: PollId, entry: EntryId) -> Result<bool, DbError> {
    Ok(on!(tx, |c| sqlx::query(MARK)
        .bind(poll.0)
        .bind(entry.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?
        == 1)
}

pub async fn put_ballot(
    tx: &mut Tx,
    key: [u8; 16],
    poll: PollId,
    ballot: &str,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(PUT_BALLOT)
        .bind(key.as_slice())
        .bind(poll.0)
        .bind(ballot)
        .execute(c)
        .await
        .map(drop))?)
}

/// Puts a vote by name in, with whoever stands in for the place now or votes for it by proxy.
pub async fn put_roll_call_vote(
    tx: &mut Tx,
    poll: PollId,
    entry: EntryId,
    ballot: &str,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(PUT_ROLL_CALL_VOTE)
        .bind(poll.0)
        .bind(entry.0)
        .bind(ballot)
        .execute(c)
        .await
        .map(drop))?)
}

/// Polls of the roll in which the entry has voted.
pub async fn marks_of_entry(
    conn: &mut Conn,
    roll: RollId,
    entry: EntryId,
) -> Result<Vec<PollId>, DbError> {
    let ids: Vec<i64> = on!(conn, |c| sqlx::query_scalar(MARKS_OF_ENTRY)
        .bind(roll.0)
        .bind(entry.0)
        .fetch_all(c)
        .await)?;
    Ok(ids.into_iter().map(PollId).collect())
}

/// Number of ballots in the box of each poll of the roll that was opened: one number a poll, however many voted.
pub async fn ballots_in_boxes(
    conn: &mut Conn,
    roll: RollId,
) -> Result<HashMap<PollId, i64>, DbError> {
    let rows: Vec<(i64, i64)> = on!(conn, |c| sqlx::query_as(BOXES_OF_ROLL)
        .bind(roll.0)
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|(poll, n)| (PollId(poll), n))
        .collect())
}

/// The ballots of a box that is not written in its blocks yet, with the keys that they have there.
pub async fn ballots(tx: &mut Tx, poll: PollId) -> Result<Vec<SealedBallot>, DbError> {
    let rows: Vec<(Vec<u8>, String)> = on!(tx, |c| sqlx::query_as(BALLOTS)
        .bind(poll.0)
        .fetch_all(c)
        .await)?;
    keyed("ballots", rows)
}

/// Ballots as they are stored, with their keys.
fn keyed(table: &'static str, rows: Vec<(Vec<u8>, String)>) -> Result<Vec<SealedBallot>, DbError> {
    rows.into_iter()
        .map(|(key, ballot)| {
            let key = key
                .try_into()
                .map_err(|_| DbError::row(table, "a key is not 16 bytes"))?;
            Ok(SealedBallot { key, ballot })
        })
        .collect()
}

/// Replaces the open box by the sealed one, in this order; the caller has shuffled.
pub async fn seal(tx: &mut Tx, poll: PollId, ballots: &[SealedBallot]) -> Result<(), DbError> {
    for (position, sealed) in (1_i64..).zip(ballots) {
        on!(tx, |c| sqlx::query(SEAL_BALLOT)
            .bind(sealed.key.as_slice())
            .bind(poll.0)
            .bind(&sealed.ballot)
            .bind(position)
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(on!(tx, |c| sqlx::query(DELETE_BALLOTS)
        .bind(poll.0)
        .execute(c)
        .await
        .map(drop))?)
}

/// Writes the marks and the votes of a roll call anew, in the order of the roll.
pub async fn rewrite_marks(tx: &mut Tx, poll: PollId) -> Result<(), DbError> {
    // The lock of the poll: two that do this at once would stand in each other's way.
    on!(tx, |c| sqlx::query(LOCK_BOX)
        .bind(poll.0)
        .execute(c)
        .await
        .map(drop))?;
    let entries: Vec<i64> = on!(tx, |c| sqlx::query_scalar(MARKED_ENTRIES)
        .bind(poll.0)
        .fetch_all(c)
        .await)?;
    on!(tx, |c| sqlx::query(DELETE_MARKS)
        .bind(poll.0)
        .execute(c)
        .await
        .map(drop))?;
    for entry in entries {
        on!(tx, |c| sqlx::query(MARK)
            .bind(poll.0)
            .bind(entry)
            .execute(c)
            .await
            .map(drop))?;
    }
    let votes: Vec<(i64, String, Option<i64>, Option<i64>)> =
        on!(tx, |c| sqlx::query_as(ROLL_CALL_VOTES)
            .bind(poll.0)
            .fetch_all(c)
            .await)?;
    on!(tx, |c| sqlx::query(DELETE_ROLL_CALL_VOTES)
        .bind(poll.0)
        .execute(c)
        .await
        .map(drop))?;
    for (entry, ballot, stand_in, proxy) in votes {
        on!(tx, |c| sqlx::query(REWRITE_ROLL_CALL_VOTE)
            .bind(poll.0)
            .bind(entry)
            .bind(&ballot)
            .bind(stand_in)
            .bind(proxy)
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}

/// Writes the ballots of a closed box that still waits anew, in this order under these keys.
pub async fn rewrite_ballots(
    tx: &mut Tx,
    poll: PollId,
    ballots: &[SealedBallot],
) -> Result<(), DbError> {
    on!(tx, |c| sqlx::query(DELETE_BALLOTS)
        .bind(poll.0)
        .execute(c)
        .await
        .map(drop))?;
    for sealed in ballots {
        put_ballot(tx, sealed.key, poll, &sealed.ballot).await?;
    }
    Ok(())
}

pub async fn set_box_digest(tx: &mut Tx, poll: PollId, digest: &str) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(SET_BOX_DIGEST)
        .bind(poll.0)
        .bind(digest)
        .execute(c)
        .await
        .map(drop))?)
}

/// Number of ballots put in, and the digest of closing.
pub async fn find_box(
    conn: &mut Conn,
    poll: PollId,
) -> Result<Option<(i64, Option<String>)>, DbError> {
    Ok(on!(conn, |c| sqlx::query_as(FIND_BOX)
        .bind(poll.0)
        .fetch_optional(c)
        .await)?)
}

/// Ballots of the closed box, sorted by their text.
pub async fn sealed_ballots(conn: &mut Conn, poll: PollId) -> Result<Vec<String>, DbError> {
    Ok(on!(conn, |c| sqlx::query_scalar(SEALED_BALLOTS)
        .bind(poll.0)
        .fetch_all(c)
        .await)?)
}

/// Marked entries, and the sum of their votes.
pub async fn marked_votes(conn: &mut Conn, poll: PollId) -> Result<(i64, i64), DbError> {
    Ok(on!(conn, |c| sqlx::query_as(MARKED_VOTES)
        .bind(poll.0)
        .fetch_one(c)
        .await)?)
}

/// A vote by name.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct RollCallVote {
    pub number: i64,
    pub name: String,
    pub body_name: String,
    pub votes: i64,
    pub ballot: String,
    /// Name of the deputy who voted for the place; empty where it was erased.
    pub deputy: Option<String>,
    /// Name of who voted for the place by proxy; empty where it was erased.
    pub proxy: Option<String>,
}

/// The votes of a roll call, in the order of the roll.
pub async fn roll_call_list(conn: &mut Conn, poll: PollId) -> Result<Vec<RollCallVote>, DbError> {
    Ok(on!(conn, |c| sqlx::query_as(ROLL_CALL_LIST)
        .bind(poll.0)
        .fetch_all(c)
        .await)?)
}

pub async fn insert_count(
    tx: &mut Tx,
    poll: PollId,
    count: &str,
    digest: &str,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(INSERT_COUNT)
        .bind(poll.0)
        .bind(count)
        .bind(digest)
        .execute(c)
        .await
        .map(drop))?)
}

/// The stored count of a poll (JSON, canonical) with its SHA-256.
pub async fn find_count(
    conn: &mut Conn,
    federation: FederationId,
    poll: PollId,
) -> Result<Option<(String, String)>, DbError> {
    Ok(on!(conn, |c| sqlx::query_as(FIND_COUNT)
        .bind(poll.0)
        .bind(federation.0)
        .fetch_optional(c)
        .await)?)
}
