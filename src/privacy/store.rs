//! Reads what all rooms keep about one person, and empties it.

use crate::{
    db::{Conn, DbError, Tx, changed_one},
    on,
    privacy::model::{Block, Deleted, Kept},
    statements,
    types::{Day, FederationId, Locale, PersonId},
};

statements! {
    // $3 is today, $4 the person's address, $5 the values of messages with a link to vote that are theirs whatever address they went to.
    BLOCKS = "SELECT \
        CAST(CASE WHEN EXISTS (SELECT 1 FROM mandates m LEFT JOIN terms t ON t.id = m.term_id WHERE m.federation_id = $1 \
        AND m.person_id = $2 AND (m.ends_on IS NULL OR m.ends_on >= $3) AND (t.ends_on IS NULL OR t.ends_on >= $3)) \
        OR EXISTS (SELECT 1 FROM board_mandates b WHERE b.federation_id = $1 AND b.person_id = $2 AND COALESCE(b.ended_on, b.ends_on) >= $3) THEN 1 ELSE 0 END AS BIGINT), \
        CAST(CASE WHEN EXISTS (SELECT 1 FROM delegates d JOIN delegation_rounds r ON r.id = d.round_id WHERE d.federation_id = $1 \
        AND d.person_id = $2 AND d.state <> 'withdrawn' AND r.state = 'open') THEN 1 ELSE 0 END AS BIGINT), \
        CAST(CASE WHEN EXISTS (SELECT 1 FROM roll_entries e JOIN rolls l ON l.id = e.roll_id JOIN delegation_rounds r ON r.id = l.round_id \
        WHERE e.federation_id = $1 AND e.person_id = $2 AND (r.day >= $3 OR EXISTS \
        (SELECT 1 FROM polls p WHERE p.roll_id = l.id AND p.state <> 'published' AND p.voided_at IS NULL))) \
        OR EXISTS (SELECT 1 FROM stand_ins e JOIN rolls l ON l.id = e.roll_id JOIN delegation_rounds r ON r.id = l.round_id \
        WHERE e.federation_id = $1 AND e.person_id = $2 AND (r.day >= $3 OR EXISTS \
        (SELECT 1 FROM polls p WHERE p.roll_id = l.id AND p.state <> 'published' AND p.voided_at IS NULL))) THEN 1 ELSE 0 END AS BIGINT), \
        CAST(CASE WHEN EXISTS (SELECT 1 FROM candidates c JOIN nominations n ON n.id = c.nomination_id JOIN elections e ON e.id = n.election_id \
        WHERE e.federation_id = $1 AND c.person_id = $2 AND e.state IN ('preparing', 'counting')) THEN 1 ELSE 0 END AS BIGINT), \
        CAST(CASE WHEN EXISTS (SELECT 1 FROM candidates c JOIN seat_calls k ON k.candidate_id = c.id JOIN elections e ON e.id = k.election_id \
        WHERE e.federation_id = $1 AND c.person_id = $2 AND k.state = 'called') THEN 1 ELSE 0 END AS BIGINT), \
        CAST(CASE WHEN EXISTS (SELECT 1 FROM messages WHERE federation_id = $1 AND ((address = $4 AND address <> '') \
        OR (purpose = 'code_link' AND arguments = $5)) AND state = 'sending') \
        THEN 1 ELSE 0 END AS BIGINT)";
    COUNT_DELETED = "SELECT \
        (SELECT CAST(COUNT(*) AS BIGINT) FROM people WHERE federation_id = $1 AND id = $2), \
        (SELECT CAST(COUNT(*) AS BIGINT) FROM person_particulars WHERE federation_id = $1 AND person_id = $2), \
        (SELECT CAST(COUNT(*) AS BIGINT) FROM suspensions WHERE federation_id = $1 AND person_id = $2), \
        (SELECT CAST(COUNT(*) AS BIGINT) FROM delegates WHERE federation_id = $1 AND person_id = $2 AND reason <> ''), \
        (SELECT CAST(COUNT(*) AS BIGINT) FROM roll_entries WHERE federation_id = $1 AND person_id = $2 AND name_sha256 <> '') \
        + (SELECT CAST(COUNT(*) AS BIGINT) FROM stand_ins WHERE federation_id = $1 AND person_id = $2), \
        (SELECT CAST(COUNT(*) AS BIGINT) FROM candidates c JOIN nominations n ON n.id = c.nomination_id JOIN elections e ON e.id = n.election_id \
        WHERE e.federation_id = $1 AND c.person_id = $2 AND NOT EXISTS (SELECT 1 FROM election_results v WHERE v.election_id = e.id)), \
        (SELECT CAST(COUNT(*) AS BIGINT) FROM seat_calls k JOIN candidates c ON c.id = k.candidate_id JOIN elections e ON e.id = k.election_id \
        WHERE e.federation_id = $1 AND c.person_id = $2 AND k.reason <> ''), \
        (SELECT CAST(COUNT(*) AS BIGINT) FROM messages WHERE federation_id = $1 AND ((address = $3 AND address <> '') \
        OR (purpose = 'code_link' AND arguments = $4)))";
    COUNT_KEPT = "SELECT \
        (SELECT CAST(COUNT(*) AS BIGINT) FROM mandates WHERE federation_id = $1 AND person_id = $2) \
        + (SELECT CAST(COUNT(*) AS BIGINT) FROM board_mandates WHERE federation_id = $1 AND person_id = $2), \
        (SELECT CAST(COUNT(*) AS BIGINT) FROM delegates WHERE federation_id = $1 AND person_id = $2), \
        (SELECT CAST(COUNT(*) AS BIGINT) FROM roll_entries WHERE federation_id = $1 AND person_id = $2) \
        + (SELECT CAST(COUNT(*) AS BIGINT) FROM stand_ins WHERE federation_id = $1 AND person_id = $2), \
        (SELECT CAST(COUNT(*) AS BIGINT) FROM roll_entries WHERE federation_id = $1 AND person_id = $2 AND name_sha256 = ''), \
        (SELECT CAST(COUNT(*) AS BIGINT) FROM candidates c JOIN nominations n ON n.id = c.nomination_id JOIN elections e ON e.id = n.election_id \
        WHERE e.federation_id = $1 AND c.person_id = $2 AND EXISTS (SELECT 1 FROM election_results v WHERE v.election_id = e.id)), \
        (SELECT CAST(COUNT(*) AS BIGINT) FROM audit_log WHERE chain = $1 AND subject = 'people' AND subject_id = $2)";

    ERASE_PERSON = "UPDATE people SET external_key = NULL, given_name = '', family_name = '', email = '', phone = '', locale = $4, \
        consent_name_on = NULL, consent_photo_on = NULL, consent_contact_on = NULL, search_key = '', erased_on = $5, \
        revision = revision + 1 WHERE federation_id = $1 AND id = $2 AND revision = $3 AND erased_on IS NULL";
    EMPTY_DELEGATES = "UPDATE delegates SET reason = '' WHERE federation_id = $1 AND person_id = $2";
    // Where no version was published there is no document that the names belong to.
    EMPTY_CANDIDATES = "UPDATE candidates SET given_name = '', family_name = '', withdrawn_reason = '' WHERE person_id = $2 \
        AND nomination_id IN (SELECT n.id FROM nominations n JOIN elections e ON e.id = n.election_id WHERE e.federation_id = $1 \
        AND NOT EXISTS (SELECT 1 FROM election_results v WHERE v.election_id = e.id))";
    EMPTY_SEAT_CALLS = "UPDATE seat_calls SET reason = '' WHERE candidate_id IN (SELECT id FROM candidates WHERE person_id = $2) \
        AND election_id IN (SELECT id FROM elections WHERE federation_id = $1)";
    // What was still to be sent is not sent any more.
    EMPTY_MESSAGES = "UPDATE messages SET state = CASE WHEN state = 'queued' THEN 'dropped' ELSE state END, address = '', recipient = '', \
        arguments = '{}', answer = '', revision = revision + 1 WHERE federation_id = $1 AND ((address = $2 AND address <> '') \
        OR (purpose = 'code_link' AND arguments = $3))";

    DELEGATIONS = "SELECT d.round_id, r.title AS round, r.day, d.body_id, d.role, d.position, d.votes, d.state, d.reason, d.is_new \
        FROM delegates d JOIN delegation_rounds r ON r.id = d.round_id WHERE d.federation_id = $1 AND d.person_id = $2 ORDER BY r.day, d.id";
    SUBMISSIONS = "SELECT DISTINCT s.round_id, s.body_id, s.number, s.submitted_at, s.content FROM delegates d \
        JOIN delegation_submissions s ON s.round_id = d.round_id AND s.body_id = d.body_id \
        WHERE d.federation_id = $1 AND d.person_id = $2 ORDER BY s.round_id, s.body_id, s.number";
    ROLL_ENTRIES = "SELECT e.roll_id, l.title AS roll, CAST(0 AS BIGINT) AS deputy, e.number, e.name, e.body_name, e.votes \
        FROM roll_entries e JOIN rolls l ON l.id = e.roll_id WHERE e.federation_id = $1 AND e.person_id = $2 \
        UNION ALL SELECT s.roll_id, l.title AS roll, CAST(1 AS BIGINT) AS deputy, s.number, s.name, s.body_name, CAST(0 AS BIGINT) AS votes \
        FROM stand_ins s JOIN rolls l ON l.id = s.roll_id WHERE s.federation_id = $1 AND s.person_id = $2 ORDER BY 1, 3, 4";
    ATTENDANCE = "SELECT a.roll_id, a.arrived_at, a.left_at FROM roll_entries e JOIN attendance a ON a.roll_id = e.roll_id \
        AND a.entry_id = e.id AND a.stand_in_id IS NULL WHERE e.federation_id = $1 AND e.person_id = $2 \
        UNION ALL SELECT a.roll_id, a.arrived_at, a.left_at FROM stand_ins s JOIN attendance a ON a.roll_id = s.roll_id \
        AND a.stand_in_id = s.id WHERE s.federation_id = $1 AND s.person_id = $2 ORDER BY 1, 2";
    PROXIES = "SELECT x.roll_id, CAST(0 AS BIGINT) AS held, x.document_day, x.recorded_at, x.ended_at FROM roll_entries e JOIN proxies x \
        ON x.roll_id = e.roll_id AND x.entry_id = e.id WHERE e.federation_id = $1 AND e.person_id = $2 \
        UNION ALL SELECT x.roll_id, CAST(1 AS BIGINT) AS held, x.document_day, x.recorded_at, x.ended_at FROM roll_entries e JOIN proxies x \
        ON x.holder_entry_id = e.id WHERE e.federation_id = $1 AND e.person_id = $2 ORDER BY 1, 4";
    // Never of a poll that is open: whether somebody has voted is nobody's business until it is over.
    MARKS = "SELECT p.id AS poll_id, p.title, p.secrecy, CAST(CASE WHEN EXISTS (SELECT 1 FROM marks k WHERE k.poll_id = p.id \
        AND k.entry_id = e.id) THEN 1 ELSE 0 END AS BIGINT) AS voted, v.ballot FROM roll_entries e JOIN polls p ON p.roll_id = e.roll_id \
        LEFT JOIN roll_call_votes v ON v.poll_id = p.id AND v.entry_id = e.id \
        WHERE e.federation_id = $1 AND e.person_id = $2 AND p.state IN ('closed', 'counted', 'published') \
        UNION ALL SELECT p.id AS poll_id, p.title, p.secrecy, CAST(1 AS BIGINT) AS voted, v.ballot FROM stand_ins s \
        JOIN roll_call_votes v ON v.stand_in_id = s.id JOIN polls p ON p.id = v.poll_id \
        WHERE s.federation_id = $1 AND s.person_id = $2 AND p.state IN ('closed', 'counted', 'published') \
        UNION ALL SELECT p.id AS poll_id, p.title, p.secrecy, CAST(1 AS BIGINT) AS voted, v.ballot FROM roll_entries e \
        JOIN roll_call_votes v ON v.proxy_entry_id = e.id JOIN polls p ON p.id = v.poll_id \
        WHERE e.federation_id = $1 AND e.person_id = $2 AND p.state IN ('closed', 'counted', 'published') ORDER BY 1";
    CANDIDACIES = "SELECT e.id AS election_id, e.day, e.body_id, e.state, n.label, c.position, c.given_name, c.family_name, c.consented_on, \
        c.withdrawn_on, c.withdrawn_reason FROM candidates c JOIN nominations n ON n.id = c.nomination_id \
        JOIN elections e ON e.id = n.election_id WHERE e.federation_id = $1 AND c.person_id = $2 ORDER BY e.day, c.id";
    BOARD = "SELECT b.poll_id, b.function, b.starts_on, b.ends_on, b.ended_on, b.end_reason FROM board_mandates b \
        WHERE b.federation_id = $1 AND b.person_id = $2 ORDER BY b.starts_on, b.id";
    SEAT_CALLS = "SELECT k.election_id, k.called_on, k.answer_by, k.state, k.answered_on, k.reason FROM candidates c \
        JOIN seat_calls k ON k.candidate_id = c.id JOIN elections e ON e.id = k.election_id \
        WHERE e.federation_id = $1 AND c.person_id = $2 ORDER BY k.id";
    MESSAGES = "SELECT purpose, address, state, created_at, changed_at FROM messages WHERE federation_id = $1 \
        AND ((address = $2 AND address <> '') OR (purpose = 'code_link' AND arguments = $3)) ORDER BY id";
    ACCOUNTS = "SELECT a.name, g.role, g.body_id, g.granted_at FROM accounts a JOIN grants g ON g.account_id = a.id \
        WHERE a.email_key = $2 AND g.federation_id = $1 ORDER BY g.id";
    ACTS = "SELECT l.at, l.act, l.subject, l.subject_id, l.seq FROM audit_log l WHERE l.chain = $1 AND l.subject = 'people' AND l.subject_id = $2 \
        UNION ALL SELECT l.at, l.act, l.subject, l.subject_id, l.seq FROM mandates m JOIN audit_log l ON l.chain = $1 AND l.subject = 'mandates' \
        AND l.subject_id = m.id WHERE m.federation_id = $1 AND m.person_id = $2 \
        UNION ALL SELECT l.at, l.act, l.subject, l.subject_id, l.seq FROM delegates d JOIN audit_log l ON l.chain = $1 AND l.subject = 'delegates' \
        AND l.subject_id = d.id WHERE d.federation_id = $1 AND d.person_id = $2 \
        UNION ALL SELECT l.at, l.act, l.subject, l.subject_id, l.seq FROM suspensions s JOIN audit_log l ON l.chain = $1 AND l.subject = 'suspensions' \
        AND l.subject_id = s.id WHERE s.federation_id = $1 AND s.person_id = $2 \
        UNION ALL SELECT l.at, l.act, l.subject, l.subject_id, l.seq FROM board_mandates b JOIN audit_log l ON l.chain = $1 \
        AND l.subject = 'board_mandates' AND l.subject_id = b.id WHERE b.federation_id = $1 AND b.person_id = $2 ORDER BY 5";
}

/// The values of the messages that brought a person a link to vote (`rolls::messages`). They are found by them also where the person has
/// another address by now, or had none.
fn values_of_links(person: PersonId) -> String {
    format!("{{\"person\":\"{person}\"}}")
}

/// Why the person cannot be erased now.
pub async fn blocks(
    conn: &mut Conn,
    federation: FederationId,
    person: PersonId,
    today: Day,
    email: &str,
) -> Result<Vec<Block>, DbError> {
    let found: (i64, i64, i64, i64, i64, i64) = on!(conn, |c| sqlx::query_as(BLOCKS)
        .bind(federation.0)
        .bind(person.0)
        .bind(today.to_epoch_days())
        .bind(email)
        .bind(values_of_links(person))
        .fetch_one(c)
        .await)?;
    let found = [found.0, found.1, found.2, found.3, found.4, found.5];
    let blocks = Block::ALL.iter().copied().zip(found);
    Ok(blocks.filter(|(_, n)| *n > 0).map(|(b, _)| b).collect())
}

/// What erasure would empty, and what it would leave: how many of each kind, where there are any.
pub async fn counts(
    conn: &mut Conn,
    federation: FederationId,
    person: PersonId,
    email: &str,
) -> Result<(Vec<(Deleted, i64)>, Vec<(Kept, i64)>), DbError> {
    let n: (i64, i64, i64, i64, i64, i64, i64, i64) = on!(conn, |c| sqlx::query_as(COUNT_DELETED)
        .bind(federation.0)
        .bind(person.0)
        .bind(email)
        .bind(values_of_links(person))
        .fetch_one(c)
        .await)?;
    let deleted = [n.0, n.1, n.2, n.3, n.4, n.5, n.6, n.7];
    let n: (i64, i64, i64, i64, i64, i64) = on!(conn, |c| sqlx::query_as(COUNT_KEPT)
        .bind(federation.0)
        .bind(person.0)
        .fetch_one(c)
        .await)?;
    let kept = [n.0, n.1, n.2, n.3, n.4, n.5];
    let deleted = Deleted::ALL.iter().copied().zip(deleted);
    let kept = Kept::ALL.iter().copied().zip(kept);
    Ok((
        deleted.filter(|(_, n)| *n > 0).collect(),
        kept.filter(|(_, n)| *n > 0).collect(),
    ))
}

/// Empties the row of the person; whether it was still at the revision.
pub async fn erase_person(
    tx: &mut Tx,
    federation: FederationId,
    person: PersonId,
    revision: i64,
    (locale, today): (Locale, Day),
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(ERASE_PERSON)
        .bind(federation.0)
        .bind(person.0)
        .bind(revision)
        .bind(locale.tag())
        .bind(today.to_epoch_days())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?))
}

/// Empties what other rooms keep about the person beside their row: reasons, names of candidacies that no document holds, and
/// the messages that went to their address.
pub async fn erase_elsewhere(
    tx: &mut Tx,
    federation: FederationId,
    person: PersonId,
    email: &str,
) -> Result<(), DbError> {
    for statement in [EMPTY_DELEGATES, EMPTY_CANDIDATES, EMPTY_SEAT_CALLS] {
        on!(tx, |c| sqlx::query(statement)
            .bind(federation.0)
            .bind(person.0)
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(on!(tx, |c| sqlx::query(EMPTY_MESSAGES)
        .bind(federation.0)
        .bind(email)
        .bind(values_of_links(person))
        .execute(c)
        .await
        .map(drop))?)
}

/// A registration in a round.
#[derive(Debug, sqlx::FromRow)]
pub struct DelegationRow {
    pub round_id: i64,
    pub round: String,
    pub day: i64,
    pub body_id: i64,
    pub role: String,
    pub position: i64,
    pub votes: i64,
    pub state: String,
    pub reason: String,
    pub is_new: i64,
}

/// A submission of a body that registered the person in the round, whoever stands in it.
#[derive(Debug, sqlx::FromRow)]
pub struct SubmissionRow {
    pub round_id: i64,
    pub body_id: i64,
    pub number: i64,
    pub submitted_at: i64,
    pub content: String,
}

/// An entry of a roll, or a deputy on it.
#[derive(Debug, sqlx::FromRow)]
pub struct EntryRow {
    pub roll_id: i64,
    pub roll: String,
    pub deputy: i64,
    pub number: i64,
    pub name: String,
    pub body_name: String,
    pub votes: i64,
}

/// When somebody was there.
#[derive(Debug, sqlx::FromRow)]
pub struct AttendanceRow {
    pub roll_id: i64,
    pub arrived_at: i64,
    pub left_at: Option<i64>,
}

/// A proxy that a person gave or held.
#[derive(Debug, sqlx::FromRow)]
pub struct ProxyRow {
    pub roll_id: i64,
    pub held: i64,
    pub document_day: i64,
    pub recorded_at: i64,
    pub ended_at: Option<i64>,
}

/// Whether an entry voted in a poll that is over; in a roll call also how.
#[derive(Debug, sqlx::FromRow)]
pub struct MarkRow {
    pub poll_id: i64,
    pub title: String,
    pub secrecy: String,
    pub voted: i64,
    pub ballot: Option<String>,
}

/// A place on the board of the federation.
#[derive(Debug, sqlx::FromRow)]
pub struct BoardRow {
    pub poll_id: i64,
    pub function: String,
    pub starts_on: i64,
    pub ends_on: i64,
    pub ended_on: Option<i64>,
    pub end_reason: Option<String>,
}

/// A place on a list.
#[derive(Debug, sqlx::FromRow)]
pub struct CandidacyRow {
    pub election_id: i64,
    pub day: i64,
    pub body_id: i64,
    pub state: String,
    pub label: String,
    pub position: i64,
    pub given_name: String,
    pub family_name: String,
    pub consented_on: Option<i64>,
    pub withdrawn_on: Option<i64>,
    pub withdrawn_reason: String,
}

/// A call to a seat.
#[derive(Debug, sqlx::FromRow)]
pub struct SeatCallRow {
    pub election_id: i64,
    pub called_on: i64,
    pub answer_by: i64,
    pub state: String,
    pub answered_on: Option<i64>,
    pub reason: String,
}

/// A message to the person's address.
#[derive(Debug, sqlx::FromRow)]
pub struct MessageRow {
    pub purpose: String,
    pub address: String,
    pub state: String,
    pub created_at: i64,
    pub changed_at: i64,
}

/// A role of an account with the person's address.
#[derive(Debug, sqlx::FromRow)]
pub struct AccountRow {
    pub name: String,
    pub role: String,
    pub body_id: Option<i64>,
    pub granted_at: i64,
}

/// An act about the person.
#[derive(Debug, sqlx::FromRow)]
pub struct ActRow {
    pub at: i64,
    pub act: String,
    pub subject: String,
    pub subject_id: i64,
}

/// What the rooms to the right of the register keep about a person.
#[derive(Debug)]
pub struct Elsewhere {
    pub delegations: Vec<DelegationRow>,
    pub submissions: Vec<SubmissionRow>,
    pub entries: Vec<EntryRow>,
    pub attendance: Vec<AttendanceRow>,
    pub proxies: Vec<ProxyRow>,
    pub marks: Vec<MarkRow>,
    pub candidacies: Vec<CandidacyRow>,
    pub board: Vec<BoardRow>,
    pub seat_calls: Vec<SeatCallRow>,
    pub messages: Vec<MessageRow>,
    pub accounts: Vec<AccountRow>,
    pub acts: Vec<ActRow>,
}

macro_rules! rows {
    ($conn:expr, $sql:expr, $federation:expr, $second:expr) => {
        on!($conn, |c| sqlx::query_as($sql)
            .bind($federation.0)
            .bind($second)
            .fetch_all(c)
            .await)?
    };
}

/// Everything about a person outside the register.
pub async fn elsewhere(
    conn: &mut Conn,
    federation: FederationId,
    person: PersonId,
    email: &str,
) -> Result<Elsewhere, DbError> {
    Ok(Elsewhere {
        delegations: rows!(conn, DELEGATIONS, federation, person.0),
        submissions: rows!(conn, SUBMISSIONS, federation, person.0),
        entries: rows!(conn, ROLL_ENTRIES, federation, person.0),
        attendance: rows!(conn, ATTENDANCE, federation, person.0),
        proxies: rows!(conn, PROXIES, federation, person.0),
        marks: rows!(conn, MARKS, federation, person.0),
        candidacies: rows!(conn, CANDIDACIES, federation, person.0),
        board: rows!(conn, BOARD, federation, person.0),
        seat_calls: rows!(conn, SEAT_CALLS, federation, person.0),
        messages: on!(conn, |c| sqlx::query_as(MESSAGES)
            .bind(federation.0)
            .bind(email)
            .bind(values_of_links(person))
            .fetch_all(c)
            .await)?,
        accounts: rows!(conn, ACCOUNTS, federation, email.to_lowercase()),
        acts: rows!(conn, ACTS, federation, person.0),
    })
}
