//! What is due, asked from the tables of every room: one statement a kind, each by an index that begins with the federation.
//!
//! Every statement gives the same columns: day or time, count, of how many, name, word, two ids, and how many rows there are in all.

use crate::{
    accounts::model::ApprovalAct,
    db::{Conn, DbError},
    desk::model::{AHEAD_DAYS, DueKind, Item, Name, Subject},
    on, statements,
    types::{
        AccountId, AssemblyId, BodyId, Day, ElectionId, EntryId, FederationId, Localized, PollId,
        RollId, RoundId, StandInId, TIME_ZONE, Timestamp,
    },
};

/// The name of a body today, $2; of one that begins later, its first.
macro_rules! body_name {
    ($body:literal) => {
        concat!(
            "COALESCE((SELECT n.name FROM body_profiles n WHERE n.body_id = ", $body,
            " AND n.from_day <= $2 ORDER BY n.from_day DESC LIMIT 1), (SELECT n.name FROM body_profiles n WHERE n.body_id = ", $body,
            " ORDER BY n.from_day LIMIT 1), '')"
        )
    };
}

pub mod elected;
pub mod overviews;

statements! {
    // A round whose day is over and which nobody froze is not due any more.
    CALLS = "SELECT r.deadline, CAST((SELECT COUNT(*) FROM entitlements e WHERE e.round_id = r.id AND e.places > 0 \
            AND EXISTS (SELECT 1 FROM delegation_submissions s WHERE s.round_id = e.round_id AND s.body_id = e.body_id)) AS BIGINT), \
        CAST((SELECT COUNT(*) FROM entitlements e WHERE e.round_id = r.id AND e.places > 0) AS BIGINT), r.title, '', r.id, \
        CAST(0 AS BIGINT), CAST(COUNT(*) OVER () AS BIGINT) FROM delegate_calls c JOIN delegation_rounds r ON r.id = c.round_id \
        WHERE c.federation_id = $1 AND r.state = 'open' AND r.day >= $2 ORDER BY r.deadline, r.id LIMIT $3";
    RETURNED = "SELECT r.deadline, CAST(COUNT(DISTINCT d.body_id) AS BIGINT), CAST(0 AS BIGINT), r.title, '', r.id, CAST(0 AS BIGINT), \
        CAST(COUNT(*) OVER () AS BIGINT) FROM delegation_rounds r JOIN delegates d ON d.round_id = r.id AND d.state = 'returned' \
        WHERE r.federation_id = $1 AND r.state = 'open' AND r.day >= $2 GROUP BY r.id, r.deadline, r.title ORDER BY r.deadline, r.id LIMIT $3";
    // What a called body has not submitted is its draft.
    TO_CHECK = "SELECT r.day, CAST(COUNT(*) AS BIGINT), CAST(0 AS BIGINT), r.title, '', r.id, CAST(0 AS BIGINT), \
        CAST(COUNT(*) OVER () AS BIGINT) FROM delegation_rounds r JOIN delegates d ON d.round_id = r.id AND d.state = 'registered' \
        WHERE r.federation_id = $1 AND r.state = 'open' AND r.day >= $2 \
        AND (NOT EXISTS (SELECT 1 FROM delegate_calls c WHERE c.round_id = r.id) \
            OR EXISTS (SELECT 1 FROM delegation_submissions s WHERE s.round_id = d.round_id AND s.body_id = d.body_id)) \
        GROUP BY r.id, r.day, r.title ORDER BY r.day, r.id LIMIT $3";
    TERMS = concat!("SELECT t.ends_on, CAST(1 AS BIGINT), CAST(0 AS BIGINT), ", body_name!("t.body_id"), ", '', t.body_id, t.id, \
        CAST(COUNT(*) OVER () AS BIGINT) FROM terms t JOIN bodies b ON b.id = t.body_id \
        WHERE t.federation_id = $1 AND t.ends_on >= $2 AND t.ends_on <= $5 AND (CAST($4 AS BIGINT) IS NULL OR t.body_id = $4) \
        AND (b.left_on IS NULL OR b.left_on > t.ends_on) \
        AND NOT EXISTS (SELECT 1 FROM terms f WHERE f.body_id = t.body_id AND f.starts_on > t.ends_on) \
        AND NOT EXISTS (SELECT 1 FROM elections e WHERE e.body_id = t.body_id AND e.term_id <> t.id AND e.day >= $2) \
        ORDER BY t.ends_on, t.id LIMIT $3");
    // Elected seats are filled from a list as long as somebody stands there; with $5 = 1 those, with 0 all others.
    VACANCIES = concat!("SELECT v.since, v.vacant, CAST(0 AS BIGINT), ", body_name!("v.body_id"), ", '', v.body_id, COALESCE(v.election, 0), \
        CAST(COUNT(*) OVER () AS BIGINT) FROM (SELECT t.body_id, CAST(COUNT(*) AS BIGINT) AS vacant, \
            MIN(COALESCE((SELECT MAX(m.ends_on) + 1 FROM mandates m WHERE m.seat_id = s.id AND m.starts_on <= $2), t.starts_on)) AS since, \
            CASE WHEN s.origin = 'elected' THEN (SELECT MAX(e.id) FROM elections e WHERE e.term_id = t.id AND e.state = 'certified' \
                AND EXISTS (SELECT 1 FROM nominations p JOIN candidates c ON c.nomination_id = p.id WHERE p.election_id = e.id \
                    AND p.withdrawn_on IS NULL AND c.withdrawn_on IS NULL AND NOT EXISTS (SELECT 1 FROM seat_calls k \
                        WHERE k.election_id = e.id AND k.candidate_id = c.id AND k.state <> 'withdrawn'))) END AS election \
            FROM terms t JOIN seats s ON s.term_id = t.id \
            WHERE t.federation_id = $1 AND t.starts_on <= $2 AND t.ends_on >= $2 AND (CAST($4 AS BIGINT) IS NULL OR t.body_id = $4) \
            AND NOT EXISTS (SELECT 1 FROM mandates m WHERE m.seat_id = s.id AND m.starts_on <= $2 AND (m.ends_on IS NULL OR m.ends_on >= $2)) \
            AND NOT EXISTS (SELECT 1 FROM seat_calls k WHERE k.seat_id = s.id AND k.state = 'called') \
            GROUP BY t.id, t.body_id, s.origin) v \
        WHERE CASE WHEN v.election IS NULL THEN 0 ELSE 1 END = CAST($5 AS BIGINT) ORDER BY v.since, v.body_id LIMIT $3");
    SEAT_CALLS = concat!("SELECT MIN(k.answer_by), CAST(COUNT(*) AS BIGINT), CAST(0 AS BIGINT), ", body_name!("e.body_id"), ", '', e.id, \
        e.body_id, CAST(COUNT(*) OVER () AS BIGINT) FROM elections e JOIN seat_calls k ON k.election_id = e.id AND k.state = 'called' \
        WHERE e.federation_id = $1 AND e.state = 'certified' AND (CAST($4 AS BIGINT) IS NULL OR e.body_id = $4) \
        GROUP BY e.id, e.body_id ORDER BY MIN(k.answer_by), e.id LIMIT $3");
    UNCERTIFIED = concat!("SELECT e.day, CAST(1 AS BIGINT), CAST(0 AS BIGINT), ", body_name!("e.body_id"), ", '', e.id, e.body_id, \
        CAST(COUNT(*) OVER () AS BIGINT) FROM elections e WHERE e.federation_id = $1 AND e.state = 'counting' \
        AND (CAST($4 AS BIGINT) IS NULL OR e.body_id = $4) ORDER BY e.day, e.id LIMIT $3");
    AHEAD = concat!("SELECT e.day, CAST(1 AS BIGINT), CAST(0 AS BIGINT), ", body_name!("e.body_id"), ", '', e.id, e.body_id, \
        CAST(COUNT(*) OVER () AS BIGINT) FROM elections e WHERE e.federation_id = $1 AND e.state = 'preparing' AND e.day >= $2 \
        AND (CAST($4 AS BIGINT) IS NULL OR e.body_id = $4) ORDER BY e.day, e.id LIMIT $3");
    CONSENTS = concat!("SELECT CAST(NULL AS BIGINT), CAST(COUNT(DISTINCT m.person_id) AS BIGINT), CAST(0 AS BIGINT), ",
        body_name!("m.body_id"), ", '', m.body_id, CAST(0 AS BIGINT), CAST(COUNT(*) OVER () AS BIGINT) \
        FROM mandates m JOIN people p ON p.id = m.person_id LEFT JOIN terms t ON t.id = m.term_id \
        WHERE m.federation_id = $1 AND m.starts_on <= $2 AND (m.ends_on IS NULL OR m.ends_on >= $2) \
        AND (t.ends_on IS NULL OR t.ends_on >= $2) AND m.public_office = 0 AND p.consent_name_on IS NULL AND p.erased_on IS NULL \
        AND (CAST($4 AS BIGINT) IS NULL OR m.body_id = $4) GROUP BY m.body_id ORDER BY m.body_id LIMIT $3");
    FEES = concat!("SELECT MIN(f.due_on), CAST(COUNT(*) AS BIGINT), CAST(0 AS BIGINT), ", body_name!("f.body_id"), ", \
        CAST(MAX(f.year) AS TEXT), f.body_id, CAST(0 AS BIGINT), CAST(COUNT(*) OVER () AS BIGINT) FROM body_fees f \
        WHERE f.federation_id = $1 AND f.due_on <= $2 AND (f.paid_on IS NULL OR f.paid_on > $2) \
        AND (CAST($4 AS BIGINT) IS NULL OR f.body_id = $4) GROUP BY f.body_id ORDER BY MIN(f.due_on), f.body_id LIMIT $3");
    MAIL = "SELECT MIN(m.changed_at), CAST(COUNT(*) AS BIGINT), CAST(0 AS BIGINT), '', '', CAST(0 AS BIGINT), CAST(0 AS BIGINT), \
        CAST(1 AS BIGINT) FROM messages m WHERE m.federation_id = $1 AND m.state IN ('no_address', 'refused', 'bounced') HAVING COUNT(*) > 0";
    POLLS = "SELECT CASE p.state WHEN 'open' THEN COALESCE(p.closes_at, p.opened_at) WHEN 'closed' THEN p.closed_at \
            WHEN 'counted' THEN p.counted_at ELSE r.day * 86400000 END, \
        CAST(1 AS BIGINT), CAST(0 AS BIGINT), p.title, p.state, p.id, CAST(0 AS BIGINT), CAST(COUNT(*) OVER () AS BIGINT) \
        FROM polls p JOIN rolls l ON l.id = p.roll_id JOIN delegation_rounds r ON r.id = l.round_id \
        WHERE p.federation_id = $1 AND p.state IN ('ready', 'open', 'closed', 'counted') AND p.voided_at IS NULL ORDER BY r.day, p.position, p.id LIMIT $2";
    // An act is about an entry of a roll, a deputy on it, an election, or a poll, which alone says where it stands.
    APPROVALS = "SELECT a.requested_at, CAST(1 AS BIGINT), CAST(0 AS BIGINT), '', a.act, a.subject_id, \
        COALESCE((SELECT n.roll_id FROM roll_entries n WHERE a.act = 'reissue_code' AND n.id = a.subject_id), \
            (SELECT d.roll_id FROM stand_ins d WHERE a.act = 'reissue_deputy_code' AND d.id = a.subject_id), \
            (SELECT e.body_id FROM elections e WHERE a.act IN ('certify_election', 'correct_election', 'annul_election') AND e.id = a.subject_id), 0), \
        CAST(COUNT(*) OVER () AS BIGINT) FROM approvals a \
        WHERE a.federation_id = $1 AND a.state = 'waiting' AND a.requested_by <> $2 ORDER BY a.requested_at, a.id LIMIT $3";
}

/// Day or time, count, of how many, name, word, two ids, how many rows in all.
type Row = (Option<i64>, i64, i64, String, String, i64, i64, i64);

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    pub federation: FederationId,
    pub today: Day,
    /// Only what concerns this body.
    pub body: Option<BodyId>,
    /// The most items of a kind.
    pub most: i64,
}

/// The first items of a kind, and how many there are in all.
pub type Found = (Vec<Item>, i64);

async fn fetch(
    conn: &mut Conn,
    sql: &'static str,
    values: &[Option<i64>],
) -> Result<Vec<Row>, DbError> {
    Ok(on!(conn, |c| {
        let mut query = sqlx::query_as(sql);
        for value in values {
            query = query.bind(*value);
        }
        query.fetch_all(c).await
    })?)
}

fn found(rows: Vec<Row>, read: impl Fn(Row) -> Result<Item, DbError>) -> Result<Found, DbError> {
    let total = rows.first().map_or(0, |row| row.7);
    let items = rows.into_iter().map(read).collect::<Result<_, _>>()?;
    Ok((items, total))
}

/// The day of a time; what ends with a day is stored as the first moment of the next.
fn day_of(millis: i64) -> Day {
    Timestamp::stored(millis).day_in(&TIME_ZONE)
}

/// An item whose row tells its day, count and name by themselves.
fn plain(
    kind: DueKind,
    subject: impl Fn(i64, i64) -> Subject,
) -> impl Fn(Row) -> Result<Item, DbError> {
    move |(day, count, of, name, _, one, other, _)| {
        Ok(Item {
            kind,
            day: day.map(Day::stored),
            count,
            of,
            name: Name::Plain(name),
            subject: subject(one, other),
        })
    }
}

/// The same where the row tells a time that ends a day.
fn until(kind: DueKind) -> impl Fn(Row) -> Result<Item, DbError> {
    let read = plain(kind, |round, _| Subject::Round(RoundId(round)));
    move |row| {
        let at = row.0;
        let item = read(row)?;
        Ok(Item {
            day: at.map(|millis| day_of(millis.saturating_sub(1))),
            ..item
        })
    }
}

fn election(one: i64, other: i64) -> Subject {
    Subject::Election(ElectionId(one), BodyId(other))
}

fn body(one: i64, _: i64) -> Subject {
    Subject::Body(BodyId(one))
}

/// The items of a kind that a table tells; none of the kinds that are asked for by other functions here.
pub async fn of_kind(conn: &mut Conn, asked: Asked, kind: DueKind) -> Result<Found, DbError> {
    let Asked {
        federation,
        today,
        body: only,
        most,
    } = asked;
    let (today, most) = (today.to_epoch_days(), Some(most));
    let staff = [Some(federation.0), Some(today), most];
    let both = [Some(federation.0), Some(today), most, only.map(|b| b.0)];
    let with = |last: i64| [both[0], both[1], both[2], both[3], Some(last)];
    match kind {
        DueKind::CallDeadline => found(fetch(conn, CALLS, &staff).await?, until(kind)),
        DueKind::DelegationsReturned => found(fetch(conn, RETURNED, &staff).await?, until(kind)),
        DueKind::CredentialCheck => {
            let rows = fetch(conn, TO_CHECK, &staff).await?;
            found(rows, plain(kind, |round, _| Subject::Round(RoundId(round))))
        }
        DueKind::TermEnding => {
            let last = today.saturating_add(AHEAD_DAYS);
            found(fetch(conn, TERMS, &with(last)).await?, plain(kind, body))
        }
        DueKind::SeatVacant => found(fetch(conn, VACANCIES, &with(0)).await?, plain(kind, body)),
        DueKind::Successor => {
            let rows = fetch(conn, VACANCIES, &with(1)).await?;
            found(rows, plain(kind, |of, from| election(from, of)))
        }
        DueKind::SeatCall => found(fetch(conn, SEAT_CALLS, &both).await?, plain(kind, election)),
        DueKind::ElectionUncertified => found(
            fetch(conn, UNCERTIFIED, &both).await?,
            plain(kind, election),
        ),
        DueKind::ElectionAhead => found(fetch(conn, AHEAD, &both).await?, plain(kind, election)),
        DueKind::ConsentMissing => found(fetch(conn, CONSENTS, &both).await?, plain(kind, body)),
        DueKind::FeeUnpaid => found(fetch(conn, FEES, &both).await?, plain(kind, body)),
        DueKind::MailUndelivered => {
            let rows = fetch(conn, MAIL, &[Some(federation.0)]).await?;
            found(rows, |row| {
                let day = row.0.map(day_of);
                Ok(Item {
                    day,
                    ..plain(kind, |_, _| Subject::Mail)(row)?
                })
            })
        }
        DueKind::PollReady
        | DueKind::PollOpen
        | DueKind::PollUncounted
        | DueKind::PollUnpublished
        | DueKind::Approval
        | DueKind::DelegationDraft
        | DueKind::DelegationChanged
        | DueKind::DelegationReturned
        | DueKind::DelegationSubmitted => Ok((Vec::new(), 0)),
    }
}

/// The polls that are ready, open, closed or counted, each as an item of its kind.
pub async fn polls(conn: &mut Conn, federation: FederationId, most: i64) -> Result<Found, DbError> {
    let rows = fetch(conn, POLLS, &[Some(federation.0), Some(most)]).await?;
    found(rows, |(at, count, of, title, state, poll, _, _)| {
        let kind = match &*state {
            "ready" => DueKind::PollReady,
            "open" => DueKind::PollOpen,
            "closed" => DueKind::PollUncounted,
            "counted" => DueKind::PollUnpublished,
            _ => return Err(DbError::row("polls", state)),
        };
        let title = Localized::from_json(&title).map_err(|e| DbError::row("polls", e))?;
        Ok(Item {
            kind,
            day: at.map(day_of),
            count,
            of,
            name: Name::Localized(title),
            subject: Subject::Poll(PollId(poll)),
        })
    })
}

/// The requests that wait for somebody other than the account, with their acts.
pub async fn approvals(
    conn: &mut Conn,
    federation: FederationId,
    account: AccountId,
    most: i64,
) -> Result<Vec<(ApprovalAct, Item)>, DbError> {
    let values = [Some(federation.0), Some(account.0), Some(most)];
    let rows = fetch(conn, APPROVALS, &values).await?;
    rows.into_iter()
        .map(|(at, count, of, _, act, subject, above, _)| {
            let act = ApprovalAct::parse(&act).ok_or_else(|| DbError::row("approvals", act))?;
            let subject = match act {
                ApprovalAct::ReissueCode => Subject::Entry(RollId(above), EntryId(subject)),
                ApprovalAct::ReissueDeputyCode => {
                    Subject::StandIn(RollId(above), StandInId(subject))
                }
                ApprovalAct::CorrectRoll => Subject::Roll(RollId(subject)),
                ApprovalAct::CertifyElection
                | ApprovalAct::CorrectElection
                | ApprovalAct::AnnulElection => election(subject, above),
                ApprovalAct::OpenPoll
                | ApprovalAct::ClosePoll
                | ApprovalAct::ResumePoll
                | ApprovalAct::ExtendPoll
                | ApprovalAct::VoidPoll => Subject::Poll(PollId(subject)),
                ApprovalAct::PublishResult | ApprovalAct::CorrectResult => {
                    Subject::Result(PollId(subject))
                }
                ApprovalAct::SignMinutes => Subject::Minutes(AssemblyId(subject)),
            };
            let item = Item {
                kind: DueKind::Approval,
                day: at.map(day_of),
                count,
                of,
                name: Name::Act(act),
                subject,
            };
            Ok((act, item))
        })
        .collect()
}
