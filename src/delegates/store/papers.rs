//! What belongs to delegations as a whole: resolution, document, submissions.

use std::collections::BTreeMap;

use crate::{
    db::{Conn, DbError, Tx},
    delegates::model::{DocumentHead, Paper, Standing, Submission},
    on, statements,
    types::{BodyId, Day, DelegateId, FederationId, RoundId, Timestamp},
};

macro_rules! papers {
    ($rest:literal) => {
        concat!(
            "SELECT body_id, resolution_on, late_reason, late_at, document_name, document_sha256, document_size FROM delegations \
            WHERE federation_id = $1 AND round_id = $2",
            $rest
        )
    };
}

macro_rules! submissions {
    ($rest:literal) => {
        concat!(
            "SELECT s.id, s.round_id, s.body_id, s.number, s.submitted_at, s.digest, s.content FROM delegation_submissions s \
            WHERE s.federation_id = $1 AND s.round_id = $2 ",
            $rest
        )
    };
}

statements! {
    FIND_PAPER = papers!(" AND body_id = $3");
    PAPERS = papers!("");
    MAKE_PAPER = "INSERT INTO delegations (round_id, body_id, federation_id, resolution_on, late_reason, late_at, document_name, \
        document_sha256, document_size) VALUES ($2, $3, $1, NULL, '', NULL, '', '', 0) ON CONFLICT (round_id, body_id) DO NOTHING";
    SET_RESOLUTION = "UPDATE delegations SET resolution_on = $4 WHERE federation_id = $1 AND round_id = $2 AND body_id = $3";
    SET_LATE = "UPDATE delegations SET late_reason = $4, late_at = $5 WHERE federation_id = $1 AND round_id = $2 AND body_id = $3";
    SET_DOCUMENT = "UPDATE delegations SET document_name = $4, document_sha256 = $5, document_size = $6 \
        WHERE federation_id = $1 AND round_id = $2 AND body_id = $3";
    DELETE_CONTENT = "DELETE FROM delegation_documents WHERE federation_id = $1 AND round_id = $2 AND body_id = $3";
    INSERT_CONTENT = "INSERT INTO delegation_documents (round_id, body_id, federation_id, content) VALUES ($2, $3, $1, $4)";
    FIND_CONTENT = "SELECT content FROM delegation_documents WHERE federation_id = $1 AND round_id = $2 AND body_id = $3";
    LAST_SUBMISSION = submissions!("AND s.body_id = $3 ORDER BY s.number DESC LIMIT 1");
    FIND_SUBMISSION = submissions!("AND s.body_id = $3 AND s.number = $4");
    LAST_SUBMISSIONS = submissions!("AND s.number = (SELECT MAX(n.number) FROM delegation_submissions n \
        WHERE n.round_id = s.round_id AND n.body_id = s.body_id)");
    INSERT_SUBMISSION = "INSERT INTO delegation_submissions (federation_id, round_id, body_id, number, submitted_at, digest, content) \
        VALUES ($1, $2, $3, (SELECT CAST(COALESCE(MAX(n.number), 0) + 1 AS BIGINT) FROM delegation_submissions n \
        WHERE n.round_id = $2 AND n.body_id = $3), $4, $5, $6) RETURNING number";
    STANDINGS = "SELECT d.id, CAST(MAX(CASE WHEN m.id IS NOT NULL AND (t.id IS NULL OR t.ends_on >= r.day) THEN 1 ELSE 0 END) AS BIGINT) \
        AS belongs, CAST(MAX(CASE WHEN s.origin = 'elected' AND t.ends_on >= r.day THEN 1 ELSE 0 END) AS BIGINT) AS elected, \
        CAST(MAX(CASE WHEN s.origin = 'ex_officio' AND t.ends_on >= r.day THEN 1 ELSE 0 END) AS BIGINT) AS by_office, \
        CAST(MAX(CASE WHEN EXISTS (SELECT 1 FROM suspensions x WHERE x.person_id = d.person_id AND x.body_id = d.body_id \
        AND x.starts_on <= r.day AND (x.ends_on IS NULL OR x.ends_on >= r.day)) THEN 1 ELSE 0 END) AS BIGINT) AS suspended, a.born_on \
        FROM delegates d JOIN delegation_rounds r ON r.id = d.round_id LEFT JOIN person_particulars a ON a.person_id = d.person_id \
        LEFT JOIN mandates m ON m.person_id = d.person_id AND m.body_id = d.body_id AND m.starts_on <= r.day \
        AND (m.ends_on IS NULL OR m.ends_on >= r.day) LEFT JOIN terms t ON t.id = m.term_id LEFT JOIN seats s ON s.id = m.seat_id \
        WHERE d.federation_id = $1 AND d.round_id = $2 AND d.state <> 'withdrawn' GROUP BY d.id, a.born_on";
}

#[derive(sqlx::FromRow)]
struct PaperRow {
    body_id: i64,
    resolution_on: Option<i64>,
    late_reason: String,
    late_at: Option<i64>,
    document_name: String,
    document_sha256: String,
    document_size: i64,
}

impl From<PaperRow> for Paper {
    fn from(row: PaperRow) -> Self {
        Self {
            resolution_on: row.resolution_on.map(Day::stored),
            document: (!row.document_name.is_empty()).then_some(DocumentHead {
                name: row.document_name,
                sha256: row.document_sha256,
                size: row.document_size,
            }),
            late: row
                .late_at
                .map(|at| (row.late_reason, Timestamp::stored(at))),
        }
    }
}

/// What belongs to the delegation of a body; nothing where the body gave nothing yet.
pub async fn find_paper(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
    body: BodyId,
) -> Result<Paper, DbError> {
    let row: Option<PaperRow> = on!(conn, |c| sqlx::query_as(FIND_PAPER)
        .bind(federation.0)
        .bind(round.0)
        .bind(body.0)
        .fetch_optional(c)
        .await)?;
    Ok(row.map(Paper::from).unwrap_or_default())
}

/// The papers of a round by body.
pub async fn papers_of_round(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
) -> Result<BTreeMap<BodyId, Paper>, DbError> {
    let rows: Vec<PaperRow> = on!(conn, |c| sqlx::query_as(PAPERS)
        .bind(federation.0)
        .bind(round.0)
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|row| (BodyId(row.body_id), Paper::from(row)))
        .collect())
}

async fn make_paper(
    tx: &mut Tx,
    federation: FederationId,
    round: RoundId,
    body: BodyId,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(MAKE_PAPER)
        .bind(federation.0)
        .bind(round.0)
        .bind(body.0)
        .execute(c)
        .await
        .map(drop))?)
}

/// Sets the day of the resolution of a body whose entitlement is locked.
pub async fn set_resolution(
    tx: &mut Tx,
    federation: FederationId,
    round: RoundId,
    body: BodyId,
    day: Option<Day>,
) -> Result<(), DbError> {
    make_paper(tx, federation, round, body).await?;
    Ok(on!(tx, |c| sqlx::query(SET_RESOLUTION)
        .bind(federation.0)
        .bind(round.0)
        .bind(body.0)
        .bind(day.map(Day::to_epoch_days))
        .execute(c)
        .await
        .map(drop))?)
}

/// Notes why a body still changes something after the deadline.
pub async fn set_late(
    tx: &mut Tx,
    federation: FederationId,
    round: RoundId,
    body: BodyId,
    (reason, now): (&str, Timestamp),
) -> Result<(), DbError> {
    make_paper(tx, federation, round, body).await?;
    Ok(on!(tx, |c| sqlx::query(SET_LATE)
        .bind(federation.0)
        .bind(round.0)
        .bind(body.0)
        .bind(reason)
        .bind(now.unix_millis())
        .execute(c)
        .await
        .map(drop))?)
}

/// Puts a document in the place of the one before; `None` takes it away.
pub async fn set_document(
    tx: &mut Tx,
    federation: FederationId,
    round: RoundId,
    body: BodyId,
    document: Option<(&DocumentHead, &[u8])>,
) -> Result<(), DbError> {
    make_paper(tx, federation, round, body).await?;
    let head = document.map(|(head, _)| head);
    on!(tx, |c| sqlx::query(SET_DOCUMENT)
        .bind(federation.0)
        .bind(round.0)
        .bind(body.0)
        .bind(head.map_or("", |h| h.name.as_str()))
        .bind(head.map_or("", |h| h.sha256.as_str()))
        .bind(head.map_or(0, |h| h.size))
        .execute(c)
        .await
        .map(drop))?;
    on!(tx, |c| sqlx::query(DELETE_CONTENT)
        .bind(federation.0)
        .bind(round.0)
        .bind(body.0)
        .execute(c)
        .await
        .map(drop))?;
    if let Some((_, content)) = document {
        on!(tx, |c| sqlx::query(INSERT_CONTENT)
            .bind(federation.0)
            .bind(round.0)
            .bind(body.0)
            .bind(content)
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}

/// The bytes of a body's document.
pub async fn document_content(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
    body: BodyId,
) -> Result<Option<Vec<u8>>, DbError> {
    Ok(on!(conn, |c| sqlx::query_scalar(FIND_CONTENT)
        .bind(federation.0)
        .bind(round.0)
        .bind(body.0)
        .fetch_optional(c)
        .await)?)
}

#[derive(sqlx::FromRow)]
struct SubmissionRow {
    id: i64,
    round_id: i64,
    body_id: i64,
    number: i64,
    submitted_at: i64,
    digest: String,
    content: String,
}

impl SubmissionRow {
    fn read(self) -> Result<Submission, DbError> {
        Ok(Submission {
            id: self.id,
            round: RoundId(self.round_id),
            body: BodyId(self.body_id),
            number: self.number,
            at: Timestamp::stored(self.submitted_at),
            digest: self.digest,
            people: serde_json::from_str(&self.content)
                .map_err(|e| DbError::row("delegation_submissions", e))?,
        })
    }
}

/// What a body submitted last.
pub async fn last_submission(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
    body: BodyId,
) -> Result<Option<Submission>, DbError> {
    let row: Option<SubmissionRow> = on!(conn, |c| sqlx::query_as(LAST_SUBMISSION)
        .bind(federation.0)
        .bind(round.0)
        .bind(body.0)
        .fetch_optional(c)
        .await)?;
    row.map(SubmissionRow::read).transpose()
}

pub async fn find_submission(
    conn: &mut Conn,
    federation: FederationId,
    (round, body): (RoundId, BodyId),
    number: i64,
) -> Result<Option<Submission>, DbError> {
    let row: Option<SubmissionRow> = on!(conn, |c| sqlx::query_as(FIND_SUBMISSION)
        .bind(federation.0)
        .bind(round.0)
        .bind(body.0)
        .bind(number)
        .fetch_optional(c)
        .await)?;
    row.map(SubmissionRow::read).transpose()
}

/// The last submission of each body of a round.
pub async fn last_submissions(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
) -> Result<BTreeMap<BodyId, Submission>, DbError> {
    let rows: Vec<SubmissionRow> = on!(conn, |c| sqlx::query_as(LAST_SUBMISSIONS)
        .bind(federation.0)
        .bind(round.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|row| row.read().map(|s| (s.body, s)))
        .collect()
}

/// Keeps a submission of a body whose entitlement is locked; its number.
pub async fn insert_submission(
    tx: &mut Tx,
    federation: FederationId,
    (round, body): (RoundId, BodyId),
    (digest, content): (&str, &str),
    now: Timestamp,
) -> Result<i64, DbError> {
    Ok(on!(tx, |c| sqlx::query_scalar(INSERT_SUBMISSION)
        .bind(federation.0)
        .bind(round.0)
        .bind(body.0)
        .bind(now.unix_millis())
        .bind(digest)
        .bind(content)
        .fetch_one(c)
        .await)?)
}

/// Where the people of all registrations of a round stand in their body on its day.
pub async fn standings(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
) -> Result<BTreeMap<DelegateId, Standing>, DbError> {
    type Row = (i64, i64, i64, i64, i64, Option<i64>);
    let rows: Vec<Row> = on!(conn, |c| sqlx::query_as(STANDINGS)
        .bind(federation.0)
        .bind(round.0)
        .fetch_all(c)
        .await)?;
    let read = |(id, belongs, elected, by_office, suspended, born_on): Row| {
        let standing = Standing {
            belongs: belongs != 0,
            is_elected: elected != 0,
            is_by_office: by_office != 0,
            is_suspended: suspended != 0,
            born_on: born_on.map(Day::stored),
        };
        (DelegateId(id), standing)
    };
    Ok(rows.into_iter().map(read).collect())
}
