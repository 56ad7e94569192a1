//! Mandates on the board of a federation.

use crate::{
    db::{Conn, DbError, Tx},
    on,
    registry::model::mandate::Function,
    results::model::{NewBoard, NewBoardMember},
    statements,
    types::{AccountId, Day, FederationId, PersonId, PollId, Timestamp},
};

statements! {
    INSERT_MEMBER = "INSERT INTO board_mandates (federation_id, poll_id, result_version, place, person_id, function, starts_on, ends_on, \
        recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING RETURNING id";
    MADE_FROM = "SELECT id FROM board_mandates WHERE federation_id = $1 AND poll_id = $2 ORDER BY id LIMIT 1";
    BOARD = "SELECT b.id, b.poll_id, b.person_id, p.given_name, p.family_name, b.function, b.starts_on, b.ends_on FROM board_mandates b \
        JOIN people p ON p.id = b.person_id WHERE b.federation_id = $1 ORDER BY b.ends_on DESC, b.starts_on DESC, b.poll_id, b.place LIMIT 500";
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
    pub ends_on: Day,
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
}

/// The newest 500 mandates on the board, those that end last first.
pub async fn board(conn: &mut Conn, federation: FederationId) -> Result<Vec<BoardMember>, DbError> {
    let rows: Vec<Row> = on!(conn, |c| sqlx::query_as(BOARD)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|row| {
            Ok(BoardMember {
                id: row.id,
                poll: PollId(row.poll_id),
                person: PersonId(row.person_id),
                name: format!("{} {}", row.given_name, row.family_name)
                    .trim()
                    .to_owned(),
                function: Function::parse(&row.function)
                    .ok_or_else(|| DbError::row("board_mandates", &row.function))?,
                starts_on: Day::stored(row.starts_on),
                ends_on: Day::stored(row.ends_on),
            })
        })
        .collect()
}
