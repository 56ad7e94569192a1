//! Who belongs to whom on a day, and the elections of a wave.

use crate::{
    db::{Conn, DbError},
    desk::model::{
        on_day::{Entry, RoundOnDay, What},
        wave::WaveElection,
    },
    elections::model::election::ElectionState,
    on,
    registry::model::mandate::Function,
    statements,
    types::{BodyId, Day, ElectionId, FederationId, PersonId, RoundId, TIME_ZONE, Timestamp},
};

statements! {
    MANDATES_ON = concat!("SELECT m.body_id, ", body_name!("m.body_id"), ", m.person_id, p.given_name, p.family_name, m.function, \
        m.starts_on, COALESCE(m.ends_on, t.ends_on) FROM mandates m JOIN people p ON p.id = m.person_id LEFT JOIN terms t ON t.id = m.term_id \
        WHERE m.federation_id = $1 AND m.starts_on <= $2 AND (m.ends_on IS NULL OR m.ends_on >= $2) \
        AND (t.ends_on IS NULL OR t.ends_on >= $2) AND (CAST($3 AS BIGINT) IS NULL OR m.body_id = $3)");
    // The assembly that was last on the day, or is on it.
    ROUND_ON = "SELECT id, title, day, state FROM delegation_rounds WHERE federation_id = $1 AND day <= $2 ORDER BY day DESC, id DESC LIMIT 1";
    // Who followed somebody did so at the time that the log tells.
    DELEGATES_OF_ROUND = concat!("SELECT d.body_id, ", body_name!("d.body_id"), ", d.person_id, p.given_name, p.family_name, \
        CAST($4 AS BIGINT), (SELECT MAX(l.at) FROM audit_log l WHERE l.chain = $1 AND l.subject = 'delegates' AND l.subject_id = d.id \
            AND l.act = 'follow_delegate') \
        FROM delegates d JOIN people p ON p.id = d.person_id WHERE d.federation_id = $1 AND d.round_id = $4 AND d.role = 'delegate' \
        AND (d.state = 'accepted' OR (d.state = 'registered' AND CAST($5 AS BIGINT) = 1)) AND (CAST($3 AS BIGINT) IS NULL OR d.body_id = $3)");
    LATEST_ELECTION_DAY = "SELECT MAX(day) FROM elections WHERE federation_id = $1 AND day <= $2";
    LATEST_CERTIFIED_DAY = "SELECT MAX(day) FROM elections WHERE federation_id = $1 AND day <= $2 AND state = 'certified'";
    WAVE = "SELECT e.id, e.body_id, COALESCE((SELECT n.name FROM body_profiles n WHERE n.body_id = e.body_id AND n.from_day <= e.day \
            ORDER BY n.from_day DESC LIMIT 1), (SELECT n.name FROM body_profiles n WHERE n.body_id = e.body_id ORDER BY n.from_day LIMIT 1), '') \
            AS body_name, e.day, e.state, e.seats, \
        CAST((SELECT COUNT(*) FROM nominations o WHERE o.election_id = e.id AND o.kind = 'list' AND o.withdrawn_on IS NULL) AS BIGINT) AS lists, \
        CAST((SELECT COUNT(*) FROM nominations o WHERE o.election_id = e.id AND o.kind = 'independent' AND o.withdrawn_on IS NULL) AS BIGINT) \
            AS independents, \
        CAST((SELECT COALESCE(SUM(COALESCE(o.unnamed_candidates, (SELECT COUNT(*) FROM candidates c WHERE c.nomination_id = o.id \
            AND c.withdrawn_on IS NULL))), 0) FROM nominations o WHERE o.election_id = e.id AND o.withdrawn_on IS NULL) AS BIGINT) AS candidates, \
        v.eligible, v.voters, v.filled, v.vacant FROM elections e \
        LEFT JOIN election_results v ON v.election_id = e.id AND v.version = (SELECT MAX(w.version) FROM election_results w WHERE w.election_id = e.id) \
        WHERE e.federation_id = $1 AND e.day >= $2 AND e.day <= $3 ORDER BY e.day, e.id";
}

type MandateRow = (i64, String, i64, String, String, String, i64, Option<i64>);

/// Who holds a mandate on the day, of all bodies or of one.
pub async fn mandates_on(
    conn: &mut Conn,
    federation: FederationId,
    day: Day,
    body: Option<BodyId>,
) -> Result<Vec<Entry>, DbError> {
    let rows: Vec<MandateRow> = on!(conn, |c| sqlx::query_as(MANDATES_ON)
        .bind(federation.0)
        .bind(day.to_epoch_days())
        .bind(body.map(|b| b.0))
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(
            |(body, body_name, person, given_name, family_name, function, from, until)| {
                let function = Function::parse(&function)
                    .ok_or_else(|| DbError::row("mandates", &function))?;
                Ok(Entry {
                    body: BodyId(body),
                    body_name,
                    person: PersonId(person),
                    given_name,
                    family_name,
                    what: What::Mandate(function),
                    from: Some(Day::stored(from)),
                    until: until.map(Day::stored),
                })
            },
        )
        .collect()
}

/// The assembly whose delegates speak on the day.
pub async fn round_on(
    conn: &mut Conn,
    federation: FederationId,
    day: Day,
) -> Result<Option<RoundOnDay>, DbError> {
    let row: Option<(i64, String, i64, String)> = on!(conn, |c| sqlx::query_as(ROUND_ON)
        .bind(federation.0)
        .bind(day.to_epoch_days())
        .fetch_optional(c)
        .await)?;
    Ok(row.map(|(id, title, day, state)| RoundOnDay {
        id: RoundId(id),
        title,
        day: Day::stored(day),
        is_frozen: state == "frozen",
    }))
}

type DelegateRow = (i64, String, i64, String, String, i64, Option<i64>);

/// The delegates of a round, of all bodies or of one; of one that is not frozen also those who wait for the check.
pub async fn delegates_of_round(
    conn: &mut Conn,
    federation: FederationId,
    round: &RoundOnDay,
    body: Option<BodyId>,
) -> Result<Vec<Entry>, DbError> {
    let rows: Vec<DelegateRow> = on!(conn, |c| sqlx::query_as(DELEGATES_OF_ROUND)
        .bind(federation.0)
        .bind(round.day.to_epoch_days())
        .bind(body.map(|b| b.0))
        .bind(round.id.0)
        .bind(i64::from(!round.is_frozen))
        .fetch_all(c)
        .await)?;
    let entry =
        |(body, body_name, person, given_name, family_name, _, followed): DelegateRow| Entry {
            body: BodyId(body),
            body_name,
            person: PersonId(person),
            given_name,
            family_name,
            what: What::Delegate,
            from: followed.map(|at| Timestamp::stored(at).day_in(&TIME_ZONE)),
            until: None,
        };
    Ok(rows.into_iter().map(entry).collect())
}

/// The latest day on which something was elected, up to today.
pub async fn latest_election_day(
    conn: &mut Conn,
    federation: FederationId,
    today: Day,
) -> Result<Option<Day>, DbError> {
    let day: Option<i64> = on!(conn, |c| sqlx::query_scalar(LATEST_ELECTION_DAY)
        .bind(federation.0)
        .bind(today.to_epoch_days())
        .fetch_one(c)
        .await)?;
    Ok(day.map(Day::stored))
}

/// The latest day of a certified election, up to today.
pub async fn latest_certified_day(
    conn: &mut Conn,
    federation: FederationId,
    today: Day,
) -> Result<Option<Day>, DbError> {
    let day: Option<i64> = on!(conn, |c| sqlx::query_scalar(LATEST_CERTIFIED_DAY)
        .bind(federation.0)
        .bind(today.to_epoch_days())
        .fetch_one(c)
        .await)?;
    Ok(day.map(Day::stored))
}

#[derive(sqlx::FromRow)]
struct WaveRow {
    id: i64,
    body_id: i64,
    body_name: String,
    day: i64,
    state: String,
    seats: i64,
    lists: i64,
    independents: i64,
    candidates: i64,
    eligible: Option<i64>,
    voters: Option<i64>,
    filled: Option<i64>,
    vacant: Option<i64>,
}

/// The elections of the days from one to the other.
pub async fn wave(
    conn: &mut Conn,
    federation: FederationId,
    (from, until): (Day, Day),
) -> Result<Vec<WaveElection>, DbError> {
    let rows: Vec<WaveRow> = on!(conn, |c| sqlx::query_as(WAVE)
        .bind(federation.0)
        .bind(from.to_epoch_days())
        .bind(until.to_epoch_days())
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|row| {
            Ok(WaveElection {
                id: ElectionId(row.id),
                body: BodyId(row.body_id),
                body_name: row.body_name,
                day: Day::stored(row.day),
                state: ElectionState::parse(&row.state)
                    .ok_or_else(|| DbError::row("elections", &row.state))?,
                seats: row.seats,
                lists: row.lists,
                independents: row.independents,
                candidates: row.candidates,
                eligible: row.eligible,
                voters: row.voters,
                filled: row.filled,
                vacant: row.vacant,
            })
        })
        .collect()
}
