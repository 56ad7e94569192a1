use crate::{
    db::{Conn, DbError, Tx},
    delegates::model::{
        AcceptedDelegate, AcceptedDeputy, CheckFilter, Delegate, DelegateRole, DelegateState,
        Registration,
    },
    on, statements,
    types::{BodyId, DelegateId, FederationId, PersonId, RoundId},
};

/// Delegates with the names of person and body.
macro_rules! delegates {
    ($rest:expr) => {
        concat!(
            "SELECT d.id, d.round_id, d.body_id, ",
            body_name!("d.body_id", "r.day"),
            ", d.person_id, p.given_name, p.family_name, d.role, d.position, d.votes, d.state, d.reason, d.revision, \
            d.principal_id, d.is_new \
            FROM delegates d JOIN people p ON p.id = d.person_id JOIN delegation_rounds r ON r.id = d.round_id \
            WHERE d.federation_id = $1 AND d.round_id = $2 ",
            $rest
        )
    };
}

statements! {
    FIND_DELEGATE = delegates!("AND d.id = $3");
    FIND_ACTIVE = delegates!("AND d.person_id = $3 AND d.state <> 'withdrawn'");
    DELEGATES_OF_BODY = delegates!("AND d.body_id = $3 AND d.state <> 'withdrawn' ORDER BY d.role, d.position, d.id");
    DELEGATES = delegates!("AND (CAST($3 AS TEXT) = '' OR d.state = $3) AND (CAST($4 AS BIGINT) = 0 OR d.body_id = $4) \
        ORDER BY d.body_id, d.role, d.position, d.id LIMIT $5 OFFSET $6");
    COUNT_DELEGATES = "SELECT CAST(COUNT(*) AS BIGINT) FROM delegates d WHERE d.federation_id = $1 AND d.round_id = $2 \
        AND (CAST($3 AS TEXT) = '' OR d.state = $3) AND (CAST($4 AS BIGINT) = 0 OR d.body_id = $4)";
    DELEGATES_OF_PAGE = delegates!(concat!(
        "AND (d.state = $3 OR (CAST($3 AS TEXT) IN ('', 'incomplete') AND d.state <> 'withdrawn')) AND d.body_id IN (",
        check_list!("e.body_id", "ORDER BY b.search_key, b.id LIMIT $4 OFFSET $5"),
        ") ORDER BY d.body_id, d.role, d.position, d.id"
    ));
    ACCEPTED = delegates!("AND d.role = $3 AND d.state = 'accepted'");
    COUNT_UNDECIDED = "SELECT CAST(COUNT(*) AS BIGINT) FROM delegates WHERE federation_id = $1 AND round_id = $2 AND state = 'registered'";
    INSERT_DELEGATE = "INSERT INTO delegates (federation_id, round_id, body_id, person_id, role, position, votes, state, reason, revision, principal_id, is_new) \
        VALUES ($1, $2, $3, $4, $5, (SELECT CAST(COALESCE(MAX(o.position), 0) + 1 AS BIGINT) FROM delegates o \
        WHERE o.round_id = $2 AND o.body_id = $3), 1, 'registered', '', 1, $6, $7) ON CONFLICT DO NOTHING RETURNING id";
    SET_DELEGATE = "UPDATE delegates SET role = $4, votes = $5, state = $6, reason = $7, principal_id = $8, revision = revision + 1 \
        WHERE federation_id = $1 AND id = $2 AND revision = $3";
    // Deputies of somebody who is no delegate any more stand in for the whole delegation.
    RELEASE_DEPUTIES = "UPDATE delegates SET principal_id = NULL, revision = revision + 1 WHERE federation_id = $1 AND principal_id = $2";
    SET_POSITION = "UPDATE delegates SET position = $3, revision = revision + 1 WHERE federation_id = $1 AND id = $2";
}

#[derive(sqlx::FromRow)]
struct DelegateRow {
    id: i64,
    round_id: i64,
    body_id: i64,
    body_name: String,
    person_id: i64,
    given_name: String,
    family_name: String,
    role: String,
    position: i64,
    votes: i64,
    state: String,
    reason: String,
    revision: i64,
    principal_id: Option<i64>,
    is_new: i64,
}

impl DelegateRow {
    fn read(self) -> Result<Delegate, DbError> {
        Ok(Delegate {
            id: DelegateId(self.id),
            round: RoundId(self.round_id),
            body: BodyId(self.body_id),
            body_name: self.body_name,
            person: PersonId(self.person_id),
            name: format!("{} {}", self.given_name, self.family_name),
            role: DelegateRole::parse(&self.role)
                .ok_or_else(|| DbError::row("delegates", &self.role))?,
            principal: self.principal_id.map(DelegateId),
            position: self.position,
            votes: self.votes,
            state: DelegateState::parse(&self.state)
                .ok_or_else(|| DbError::row("delegates", &self.state))?,
            is_new: self.is_new != 0,
            reason: self.reason,
            revision: self.revision,
        })
    }
}

fn delegates(rows: Vec<DelegateRow>) -> Result<Vec<Delegate>, DbError> {
    rows.into_iter().map(DelegateRow::read).collect()
}

/// The registrations that a page of the check list shows, those of one body together.
pub async fn delegates_of_page(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
    filter: CheckFilter,
    limit: i64,
    offset: i64,
) -> Result<Vec<Delegate>, DbError> {
    delegates(on!(conn, |c| sqlx::query_as(DELEGATES_OF_PAGE)
        .bind(federation.0)
        .bind(round.0)
        .bind(filter.as_str())
        .bind(limit)
        .bind(offset)
        .fetch_all(c)
        .await)?)
}

pub async fn find_delegate(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
    delegate: DelegateId,
) -> Result<Option<Delegate>, DbError> {
    on!(conn, |c| sqlx::query_as::<_, DelegateRow>(FIND_DELEGATE)
        .bind(federation.0)
        .bind(round.0)
        .bind(delegate.0)
        .fetch_optional(c)
        .await)?
    .map(DelegateRow::read)
    .transpose()
}

/// The registration of a person in a round that is not withdrawn; there is at most one.
pub async fn find_active(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
    person: PersonId,
) -> Result<Option<Delegate>, DbError> {
    on!(conn, |c| sqlx::query_as::<_, DelegateRow>(FIND_ACTIVE)
        .bind(federation.0)
        .bind(round.0)
        .bind(person.0)
        .fetch_optional(c)
        .await)?
    .map(DelegateRow::read)
    .transpose()
}

/// Delegates, then deputies of a body by rank, without those withdrawn.
pub async fn delegates_of_body(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
    body: BodyId,
) -> Result<Vec<Delegate>, DbError> {
    delegates(on!(conn, |c| sqlx::query_as(DELEGATES_OF_BODY)
        .bind(federation.0)
        .bind(round.0)
        .bind(body.0)
        .fetch_all(c)
        .await)?)
}

/// A page of the registrations of a round, of one state and one body where given, and how many there are.
pub async fn list_delegates(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
    state: Option<DelegateState>,
    body: Option<BodyId>,
    (limit, offset): (i64, i64),
) -> Result<(Vec<Delegate>, i64), DbError> {
    let state = state.map_or("", DelegateState::as_str);
    let body = body.map_or(0, |b| b.0);
    let rows = on!(conn, |c| sqlx::query_as(DELEGATES)
        .bind(federation.0)
        .bind(round.0)
        .bind(state)
        .bind(body)
        .bind(limit)
        .bind(offset)
        .fetch_all(c)
        .await)?;
    let total = on!(conn, |c| sqlx::query_scalar(COUNT_DELEGATES)
        .bind(federation.0)
        .bind(round.0)
        .bind(state)
        .bind(body)
        .fetch_one(c)
        .await)?;
    Ok((delegates(rows)?, total))
}

/// Registers somebody at the end of the body's ranks; `None` where the person is already registered in the round.
pub async fn insert_delegate(
    tx: &mut Tx,
    federation: FederationId,
    round: RoundId,
    body: BodyId,
    registration: Registration,
) -> Result<Option<DelegateId>, DbError> {
    let id: Option<i64> = on!(tx, |c| sqlx::query_scalar(INSERT_DELEGATE)
        .bind(federation.0)
        .bind(round.0)
        .bind(body.0)
        .bind(registration.person.0)
        .bind(registration.role.as_str())
        .bind(registration.principal.map(|p| p.0))
        .bind(i64::from(registration.is_new))
        .fetch_optional(c)
        .await)?;
    Ok(id.map(DelegateId))
}

/// Saves role, votes, state, reason and principal, if the registration still has its revision; whether it had.
pub async fn set_delegate(
    tx: &mut Tx,
    federation: FederationId,
    delegate: &Delegate,
) -> Result<bool, DbError> {
    let changed = on!(tx, |c| sqlx::query(SET_DELEGATE)
        .bind(federation.0)
        .bind(delegate.id.0)
        .bind(delegate.revision)
        .bind(delegate.role.as_str())
        .bind(delegate.votes)
        .bind(delegate.state.as_str())
        .bind(&delegate.reason)
        .bind(delegate.principal.map(|p| p.0))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

/// Lets the deputies of a delegate stand in for the whole delegation.
pub async fn release_deputies(
    tx: &mut Tx,
    federation: FederationId,
    principal: DelegateId,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(RELEASE_DEPUTIES)
        .bind(federation.0)
        .bind(principal.0)
        .execute(c)
        .await
        .map(drop))?)
}

/// Sets the rank of a registration.
pub async fn set_position(
    tx: &mut Tx,
    federation: FederationId,
    delegate: DelegateId,
    position: i64,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(SET_POSITION)
        .bind(federation.0)
        .bind(delegate.0)
        .bind(position)
        .execute(c)
        .await
        .map(drop))?)
}

/// The accepted ones in a role, by body name, position and person.
async fn accepted(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
    role: DelegateRole,
) -> Result<Vec<Delegate>, DbError> {
    let mut accepted = delegates(on!(conn, |c| sqlx::query_as(ACCEPTED)
        .bind(federation.0)
        .bind(round.0)
        .bind(role.as_str())
        .fetch_all(c)
        .await)?)?;
    // Sorted here and not by the database: the engines sort names differently, and the order goes into the digest of the roll.
    accepted.sort_by(|a, b| {
        (&a.body_name, a.body, a.position, a.person).cmp(&(
            &b.body_name,
            b.body,
            b.position,
            b.person,
        ))
    });
    Ok(accepted)
}

/// Accepted delegates (not deputies, not substitutes) by body name, position and person.
pub async fn accepted_delegates(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
) -> Result<Vec<AcceptedDelegate>, DbError> {
    let accepted = accepted(conn, federation, round, DelegateRole::Delegate).await?;
    Ok(accepted
        .into_iter()
        .map(|d| AcceptedDelegate {
            delegate: d.id,
            person: d.person,
            body: d.body,
            name: d.name,
            body_name: d.body_name,
            votes: d.votes,
        })
        .collect())
}

/// Accepted deputies by body name, position and person.
pub async fn accepted_deputies(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
) -> Result<Vec<AcceptedDeputy>, DbError> {
    let accepted = accepted(conn, federation, round, DelegateRole::Deputy).await?;
    Ok(accepted
        .into_iter()
        .map(|d| AcceptedDeputy {
            person: d.person,
            body: d.body,
            name: d.name,
            body_name: d.body_name,
            principal: d.principal,
        })
        .collect())
}

/// How many delegates still wait for a decision by staff.
pub async fn count_undecided(
    conn: &mut Conn,
    federation: FederationId,
    round: RoundId,
) -> Result<i64, DbError> {
    Ok(on!(conn, |c| sqlx::query_scalar(COUNT_UNDECIDED)
        .bind(federation.0)
        .bind(round.0)
        .fetch_one(c)
        .await)?)
}
