//! Days that matter to a federation: assemblies, deadlines, ends of terms.

use crate::{
    db::{Conn, DbError},
    on, statements,
    types::{BodyId, Day, FederationId, Timestamp},
};

/// A body's name on `$2`, or its first one where it begins later.
macro_rules! with_names {
    ($select:literal, $table:literal, $rest:literal) => {
        concat!(
            $select,
            " JOIN (SELECT x.body_id, MAX(CASE WHEN x.from_day <= $2 THEN x.from_day END) AS held, MIN(x.from_day) AS first \
            FROM body_profiles x JOIN bodies y ON y.id = x.body_id WHERE y.federation_id = $1 GROUP BY x.body_id) d \
            ON d.body_id = ", $table, ".body_id \
            JOIN body_profiles p ON p.body_id = d.body_id AND p.from_day = COALESCE(d.held, d.first) ",
            $rest
        )
    };
}

statements! {
    CALENDAR_ASSEMBLIES = "SELECT a.id, a.title, a.day, a.place, d.deadline FROM assemblies a JOIN delegation_rounds d ON d.id = a.round_id \
        WHERE a.federation_id = $1 AND a.day >= $2 ORDER BY a.day, a.id LIMIT $3";
    CALENDAR_TERMS = with_names!("SELECT t.id, t.body_id, p.name, t.ends_on FROM terms t", "t",
        "WHERE t.federation_id = $1 AND t.ends_on >= $2 AND (CAST($3 AS BIGINT) IS NULL OR t.body_id = $3) \
        ORDER BY t.ends_on, t.id LIMIT $4");
    CALENDAR_OBJECTIONS = with_names!("SELECT e.id, e.body_id, p.name, e.objection_deadline FROM elections e", "e",
        "WHERE e.federation_id = $1 AND e.objection_deadline >= $2 AND e.state <> 'preparing' \
        AND (CAST($3 AS BIGINT) IS NULL OR e.body_id = $3) ORDER BY e.objection_deadline, e.id LIMIT $4");
}

/// An assembly in the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssemblyDay {
    pub id: i64,
    pub title: String,
    pub day: Day,
    pub place: String,
    /// Delegates register until then.
    pub deadline: Option<Timestamp>,
}

/// A day of a body: the last one of a term, or of a time for objections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyDay {
    /// Of the term, or of the election.
    pub id: i64,
    pub body: BodyId,
    pub body_name: String,
    pub day: Day,
}

/// Assemblies from a day on.
pub async fn assemblies(
    conn: &mut Conn,
    federation: FederationId,
    from: Day,
    most: i64,
) -> Result<Vec<AssemblyDay>, DbError> {
    let rows: Vec<(i64, String, i64, String, Option<i64>)> =
        on!(conn, |c| sqlx::query_as(CALENDAR_ASSEMBLIES)
            .bind(federation.0)
            .bind(from.to_epoch_days())
            .bind(most)
            .fetch_all(c)
            .await)?;
    Ok(rows
        .into_iter()
        .map(|(id, title, day, place, deadline)| AssemblyDay {
            id,
            title,
            day: Day::stored(day),
            place,
            deadline: deadline.map(Timestamp::stored),
        })
        .collect())
}

/// Terms that end on a day or after it, of one body or of all.
pub async fn terms(
    conn: &mut Conn,
    federation: FederationId,
    from: Day,
    body: Option<BodyId>,
    most: i64,
) -> Result<Vec<BodyDay>, DbError> {
    body_days(conn, CALENDAR_TERMS, federation, from, body, most).await
}

/// Times for objections to a result that are not over, of one body or of all.
pub async fn objections(
    conn: &mut Conn,
    federation: FederationId,
    from: Day,
    body: Option<BodyId>,
    most: i64,
) -> Result<Vec<BodyDay>, DbError> {
    body_days(conn, CALENDAR_OBJECTIONS, federation, from, body, most).await
}

async fn body_days(
    conn: &mut Conn,
    statement: &'static str,
    federation: FederationId,
    from: Day,
    body: Option<BodyId>,
    most: i64,
) -> Result<Vec<BodyDay>, DbError> {
    let rows: Vec<(i64, i64, String, i64)> = on!(conn, |c| sqlx::query_as(statement)
        .bind(federation.0)
        .bind(from.to_epoch_days())
        .bind(body.map(|body| body.0))
        .bind(most)
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|(id, body, body_name, day)| BodyDay {
            id,
            body: BodyId(body),
            body_name,
            day: Day::stored(day),
        })
        .collect())
}
