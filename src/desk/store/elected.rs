//! Who was elected in a year, with what is kept of them apart; read for counts alone.

use std::collections::BTreeMap;

use crate::{
    db::{Conn, DbError},
    desk::model::elected::{Elected, ElectionYear},
    elections::model::election::ElectionState,
    on,
    registry::model::particulars::Gender,
    statements,
    types::{Day, FederationId, PersonId},
};

statements! {
    // Open is also an election of which somebody elected, or whoever is called instead, has not answered.
    ELECTIONS_BY_DAY = "SELECT e.day, e.state, CAST(CASE WHEN EXISTS (SELECT 1 FROM seat_calls k LEFT JOIN seat_calls f ON f.id = k.follows_id \
            WHERE k.election_id = e.id AND k.state = 'called' AND (k.follows_id IS NULL OR f.state <> 'accepted')) THEN 1 ELSE 0 END AS BIGINT) \
        FROM elections e WHERE e.federation_id = $1";
    // Not those who followed somebody later: each would change the figures of a year alone.
    ELECTED = "SELECT m.person_id, e.day, a.born_on, a.gender FROM elections e JOIN seat_calls k ON k.election_id = e.id AND k.state = 'accepted' \
        LEFT JOIN seat_calls f ON f.id = k.follows_id JOIN mandates m ON m.id = k.mandate_id \
        LEFT JOIN person_particulars a ON a.person_id = m.person_id AND a.federation_id = e.federation_id \
        WHERE e.federation_id = $1 AND e.day >= $2 AND e.day <= $3 AND e.state = 'certified' AND (k.follows_id IS NULL OR f.state <> 'accepted')";
}

/// The years in which something was, or is to be, elected; the latest first.
pub async fn election_years(
    conn: &mut Conn,
    federation: FederationId,
) -> Result<Vec<ElectionYear>, DbError> {
    let rows: Vec<(i64, String, i64)> = on!(conn, |c| sqlx::query_as(ELECTIONS_BY_DAY)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    let mut years = BTreeMap::<i16, ElectionYear>::new();
    for (day, state, unanswered) in rows {
        let year = Day::stored(day).date().year();
        let state =
            ElectionState::parse(&state).ok_or_else(|| DbError::row("elections", &state))?;
        let (certified, open) = match state {
            ElectionState::Preparing | ElectionState::Counting => (0, 1),
            ElectionState::Certified => (1, i64::from(unanswered != 0)),
            ElectionState::NotHeld
            | ElectionState::AppointedInstead
            | ElectionState::Annulled
            | ElectionState::Repeated => (0, 0),
        };
        let sums = years.entry(year).or_insert(ElectionYear {
            year,
            certified: 0,
            open: 0,
        });
        sums.certified += certified;
        sums.open += open;
    }
    Ok(years.into_values().rev().collect())
}

/// Who was elected from a day to another and took the seat.
pub async fn elected(
    conn: &mut Conn,
    federation: FederationId,
    (from, until): (Day, Day),
) -> Result<Vec<Elected>, DbError> {
    let rows: Vec<(i64, i64, Option<i64>, Option<String>)> =
        on!(conn, |c| sqlx::query_as(ELECTED)
            .bind(federation.0)
            .bind(from.to_epoch_days())
            .bind(until.to_epoch_days())
            .fetch_all(c)
            .await)?;
    rows.into_iter()
        .map(|(person, day, born_on, gender)| {
            let gender = gender
                .map(|word| {
                    Gender::parse(&word).ok_or_else(|| DbError::row("person_particulars", "gender"))
                })
                .transpose()?;
            Ok(Elected {
                person: PersonId(person),
                day: Day::stored(day),
                born_on: born_on.map(Day::stored),
                gender,
            })
        })
        .collect()
}
