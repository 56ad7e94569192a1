//! Mandates on the board of a federation.

use crate::{
    db::{Conn, DbError, Tx, changed_one},
    on,
    registry::model::{
        mandate::{EndReason, Function},
        span::Span,
    },
    results::model::{NewBoard, NewBoardMember},
    statements,
    types::{AccountId, Day, FederationId, PersonId, PollId, Timestamp},
};

macro_rules! board {
    ($rest:literal) => {
        concat!(
            "SELECT b.id, b.poll_id, b.person_id, p.given_name, p.family_name, b.function, b.starts_on, b.ends_on, b.ended_on, \
            b.end_reason, b.revision FROM board_mandates b JOIN people p ON p.id = b.person_id WHERE b.federation_id = $1 ",
            $rest
        )
    };
}

statements! {
    INSERT_MEMBER = "INSERT INTO board_mandates (federation_id, poll_id, result_version, place, person_id, function, starts_on, ends_on, \
        recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING RETURNING id";
    MADE_FROM = "SELECT id FROM board_mandates WHERE federation_id = $1 AND poll_id = $2 ORDER BY id LIMIT 1";
    BOARD = board!("ORDER BY COALESCE(b.ended_on, b.ends_on) DESC, b.starts_on DESC, b.poll_id, b.place LIMIT 500");
    ON_DAY = board!("AND b.starts_on <= $2 AND COALESCE(b.ended_on, b.ends_on) >= $2 ORDER BY b.starts_on, b.poll_id, b.place LIMIT 500");
    FIND_MEMBER = board!("AND b.id = $2");
    END_MEMBER = "UPDATE board_mandates SET ended_on = $4, end_reason = $5, revision = revision + 1 \
        WHERE federation_id = $1 AND id = $2 AND revision = $3";
}

/// What all members of one act have in common.
pub struct FromElection {
    pub federation: FederationId,
    pub poll: PollId,
    pub version: i64,
    pub by: AccountId,
    pub at: Timestamp,
}

/// The new mandate, or `None` where the place or the person has one from this poll.
pub async fn insert_member(
    tx: &mut Tx,
    from: &FromElection,
    board: &NewBoard,
    member: NewBoardMember,
) -> Result<Option<i64>, DbError> {
    Ok(on!(tx, |c| sqlx::query_scalar(INSERT_MEMBER)
        .bind(from.federation.0)
        .bind(from.poll.0)
        .bind(from.version)
        .bind(member.place)
        .bind(member.person.0)
        .bind(member.function.as_str())
        .bind(board.starts_on.to_epoch_days())
        .bind(board.ends_on.to_epoch_days())
        .bind(from.by.0)
        .bind(from.at.unix_millis())
        .fetch_optional(c)
        .await)?)
}

/// Whether those elected by the poll became the board already.
pub async fn is_made(
    conn: &mut Conn,
    federation: FederationId,
    poll: PollId,
) -> Result<bool, DbError> {
    let id: Option<i64> = on!(conn, |c| sqlx::query_scalar(MADE_FROM)
        .bind(federation.0)
        .bind(poll.0)
        .fetch_optional(c)
        .await)?;
    Ok(id.is_some())
}

/// A mandate on the board.
#[derive(Clone, Debug)]
pub struct BoardMember {
    pub id: i64,
    pub poll: PollId,
    pub person: PersonId,
    /// Empty where the person was erased.
    pub name: String,
    pub function: Function,
    pub starts_on: Day,
    /// The last day of the term.
    pub ends_on: Day,
    /// The last day in office, where it came before that, and why.
    pub ended: Option<(Day, EndReason)>,
    pub revision: i64,
}

impl BoardMember {
    /// From the first to the last day in office.
    pub fn span(&self) -> Span {
        Span::closed(self.starts_on, self.last_day())
    }

    /// The last day in office.
    pub fn last_day(&self) -> Day {
        self.ended.map_or(self.ends_on, |(day, _)| day)
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    poll_id: i64,
    person_id: i64,
    given_name: String,
    family_name: String,
    function: String,
    starts_on: i64,
    ends_on: i64,
    ended_on: Option<i64>,
    end_reason: Option<String>,
    revision: i64,
}

impl Row {
    fn read(self) -> Result<BoardMember, DbError> {
        let reason = self
            .end_reason
            .map(|word| EndReason::parse(&word).ok_or_else(|| DbError::row("board_mandates", word)))
            .transpose()?;
        Ok(BoardMember {
            id: self.id,
            poll: PollId(self.poll_id),
            person: PersonId(self.person_id),
            name: format!("{} {}", self.given_name, self.family_name)
                .trim()
                .to_owned(),
            function: Function::parse(&self.function)
                .ok_or_else(|| DbError::row("board_mandates", &self.function))?,
            starts_on: Day::stored(self.starts_on),
            ends_on: Day::stored(self.ends_on),
            ended: self.ended_on.map(Day::stored).zip(reason),
            revision: self.revision,
        })
    }
}

/// The newest 500 mandates on the board, those that end last first.
pub async fn board(conn: &mut Conn, federation: FederationId) -> Result<Vec<BoardMember>, DbError> {
    let rows: Vec<Row> = on!(conn, |c| sqlx::query_as(BOARD)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(Row::read).collect()
}

/// Who is in office on a day.
pub async fn board_on(
    conn: &mut Conn,
    federation: FederationId,
    day: Day,
) -> Result<Vec<BoardMember>, DbError> {
    let rows: Vec<Row> = on!(conn, |c| sqlx::query_as(ON_DAY)
        .bind(federation.0)
        .bind(day.to_epoch_days())
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(Row::read).collect()
}

pub async fn find_member(
    conn: &mut Conn,
    federation: FederationId,
    mandate: i64,
) -> Result<Option<BoardMember>, DbError> {
    let row: Option<Row> = on!(conn, |c| sqlx::query_as(FIND_MEMBER)
        .bind(federation.0)
        .bind(mandate)
        .fetch_optional(c)
        .await)?;
    row.map(Row::read).transpose()
}

/// Ends a mandate before its term, or corrects its early end; whether it still was as it was seen.
pub async fn end_member(
    tx: &mut Tx,
    federation: FederationId,
    (mandate, revision): (i64, i64),
    (day, reason): (Day, EndReason),
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(END_MEMBER)
        .bind(federation.0)
        .bind(mandate)
        .bind(revision)
        .bind(day.to_epoch_days())
        .bind(reason.as_str())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}
