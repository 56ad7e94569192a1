//! Nominations and their candidates. Writing functions are for an election that the caller found in its federation and locked.

use std::collections::BTreeMap;

use crate::{
    db::{Conn, DbError, Tx, changed_one},
    elections::model::nomination::{
        Candidate, CandidateDetails, Nomination, NominationDetails, NominationKind, Withdrawal,
    },
    on, statements,
    types::{CandidateId, Day, ElectionId, FederationId, NominationId, PersonId, SeatGroupId},
};

macro_rules! nominations {
    ($rest:literal) => {
        concat!(
            "SELECT n.id, n.position, n.kind, n.label, n.group_id, n.unnamed_candidates, n.withdrawn_on, n.withdrawn_reason, \
            n.revision FROM nominations n JOIN elections e ON e.id = n.election_id \
            WHERE e.federation_id = $1 AND n.election_id = $2 ",
            $rest
        )
    };
}

macro_rules! candidates {
    ($rest:literal) => {
        concat!(
            "SELECT c.id, c.nomination_id, c.position, c.person_id, c.given_name, c.family_name, c.consented_on, c.withdrawn_on, \
            c.withdrawn_reason, c.revision FROM candidates c JOIN nominations n ON n.id = c.nomination_id \
            JOIN elections e ON e.id = n.election_id WHERE e.federation_id = $1 AND n.election_id = $2 ",
            $rest
        )
    };
}

statements! {
    NOMINATIONS = nominations!("ORDER BY n.position, n.id");
    CANDIDATES = candidates!("ORDER BY c.nomination_id, c.position");
    FIND_NOMINATION = nominations!("AND n.id = $3");
    CANDIDATES_OF = candidates!("AND c.nomination_id = $3 ORDER BY c.position");
    LABEL_TAKEN = "SELECT id FROM nominations WHERE election_id = $1 AND label_key = $2 AND id <> $3";
    INSERT_NOMINATION = "INSERT INTO nominations (election_id, position, kind, label, label_key, group_id, unnamed_candidates, \
        withdrawn_reason, revision) VALUES ($1, (SELECT COALESCE(MAX(position), 0) + 1 FROM nominations WHERE election_id = $1), \
        $2, $3, $4, $5, $6, '', 1) RETURNING id";
    UPDATE_NOMINATION = "UPDATE nominations SET kind = $4, label = $5, label_key = $6, group_id = $7, unnamed_candidates = $8, \
        revision = revision + 1 WHERE election_id = $1 AND id = $2 AND revision = $3 \
        AND election_id IN (SELECT e.id FROM elections e WHERE e.federation_id = $9)";
    SET_NOMINATION_POSITION = "UPDATE nominations SET position = $3, revision = revision + 1 WHERE election_id = $1 AND id = $2 \
        AND election_id IN (SELECT e.id FROM elections e WHERE e.federation_id = $4)";
    WITHDRAW_NOMINATION = "UPDATE nominations SET withdrawn_on = $4, withdrawn_reason = $5, revision = revision + 1 \
        WHERE election_id = $1 AND id = $2 AND revision = $3 AND withdrawn_on IS NULL \
        AND election_id IN (SELECT e.id FROM elections e WHERE e.federation_id = $6)";
    TOUCH_NOMINATION = "UPDATE nominations SET revision = revision + 1 WHERE election_id = $1 AND id = $2 AND revision = $3 \
        AND election_id IN (SELECT e.id FROM elections e WHERE e.federation_id = $4)";
    NAMES_TAKEN_IN = "UPDATE nominations SET unnamed_candidates = NULL WHERE election_id = $1 AND id = $2 \
        AND election_id IN (SELECT e.id FROM elections e WHERE e.federation_id = $3)";
    DELETE_CANDIDATES_OF = "DELETE FROM candidates WHERE nomination_id IN \
        (SELECT n.id FROM nominations n JOIN elections e ON e.id = n.election_id \
        WHERE e.federation_id = $3 AND n.election_id = $1 AND n.id = $2)";
    DELETE_NOMINATION = "DELETE FROM nominations WHERE election_id = $1 AND id = $2 AND revision = $3 \
        AND election_id IN (SELECT e.id FROM elections e WHERE e.federation_id = $4)";
    INSERT_CANDIDATE = "INSERT INTO candidates (nomination_id, position, person_id, given_name, family_name, consented_on, \
        withdrawn_reason, revision) VALUES ($1, (SELECT COALESCE(MAX(position), 0) + 1 FROM candidates WHERE nomination_id = $1), \
        $2, $3, $4, $5, '', 1) RETURNING id";
    UPDATE_CANDIDATE = "UPDATE candidates SET person_id = $4, given_name = $5, family_name = $6, consented_on = $7, \
        revision = revision + 1 WHERE nomination_id = $1 AND id = $2 AND revision = $3 AND nomination_id IN \
        (SELECT n.id FROM nominations n JOIN elections e ON e.id = n.election_id WHERE e.federation_id = $8)";
    SET_CANDIDATE_POSITION = "UPDATE candidates SET position = $3, revision = revision + 1 WHERE nomination_id = $1 AND id = $2 AND nomination_id IN \
        (SELECT n.id FROM nominations n JOIN elections e ON e.id = n.election_id WHERE e.federation_id = $4)";
    SET_PERSON = "UPDATE candidates SET person_id = $3, revision = revision + 1 WHERE id = $2 AND nomination_id IN \
        (SELECT n.id FROM nominations n JOIN elections e ON e.id = n.election_id WHERE e.federation_id = $1)";
    WITHDRAW_CANDIDATE = "UPDATE candidates SET withdrawn_on = $4, withdrawn_reason = $5, revision = revision + 1 \
        WHERE nomination_id = $1 AND id = $2 AND revision = $3 AND withdrawn_on IS NULL AND nomination_id IN \
        (SELECT n.id FROM nominations n JOIN elections e ON e.id = n.election_id WHERE e.federation_id = $6)";
    DELETE_CANDIDATE = "DELETE FROM candidates WHERE nomination_id = $1 AND id = $2 AND revision = $3 AND nomination_id IN \
        (SELECT n.id FROM nominations n JOIN elections e ON e.id = n.election_id WHERE e.federation_id = $4)";
}

#[derive(sqlx::FromRow)]
struct NominationRow {
    id: i64,
    position: i64,
    kind: String,
    label: String,
    group_id: Option<i64>,
    unnamed_candidates: Option<i64>,
    withdrawn_on: Option<i64>,
    withdrawn_reason: String,
    revision: i64,
}

impl NominationRow {
    fn read(self, candidates: Vec<Candidate>) -> Result<Nomination, DbError> {
        Ok(Nomination {
            id: NominationId(self.id),
            position: self.position,
            kind: NominationKind::parse(&self.kind)
                .ok_or_else(|| DbError::row("nominations", &self.kind))?,
            label: self.label,
            group: self.group_id.map(SeatGroupId),
            unnamed_candidates: self.unnamed_candidates,
            withdrawn_on: self.withdrawn_on.map(Day::stored),
            withdrawn_reason: self.withdrawn_reason,
            candidates,
            revision: self.revision,
        })
    }
}

#[derive(sqlx::FromRow)]
struct CandidateRow {
    id: i64,
    nomination_id: i64,
    position: i64,
    person_id: Option<i64>,
    given_name: String,
    family_name: String,
    consented_on: Option<i64>,
    withdrawn_on: Option<i64>,
    withdrawn_reason: String,
    revision: i64,
}

impl CandidateRow {
    fn read(self) -> Candidate {
        Candidate {
            id: CandidateId(self.id),
            position: self.position,
            person: self.person_id.map(PersonId),
            given_name: self.given_name,
            family_name: self.family_name,
            consented_on: self.consented_on.map(Day::stored),
            withdrawn_on: self.withdrawn_on.map(Day::stored),
            withdrawn_reason: self.withdrawn_reason,
            revision: self.revision,
        }
    }
}

/// All nominations of an election in the order of the ballot, with all their candidates in the order of the lists.
pub async fn nominations_of(
    conn: &mut Conn,
    federation: FederationId,
    election: ElectionId,
) -> Result<Vec<Nomination>, DbError> {
    let rows: Vec<NominationRow> = on!(conn, |c| sqlx::query_as(NOMINATIONS)
        .bind(federation.0)
        .bind(election.0)
        .fetch_all(c)
        .await)?;
    let candidates: Vec<CandidateRow> = on!(conn, |c| sqlx::query_as(CANDIDATES)
        .bind(federation.0)
        .bind(election.0)
        .fetch_all(c)
        .await)?;
    let mut by_nomination: BTreeMap<i64, Vec<Candidate>> = BTreeMap::new();
    for row in candidates {
        by_nomination
            .entry(row.nomination_id)
            .or_default()
            .push(row.read());
    }
    rows.into_iter()
        .map(|row| {
            let candidates = by_nomination.remove(&row.id).unwrap_or_default();
            row.read(candidates)
        })
        .collect()
}

/// A nomination of an election with its candidates.
pub async fn find_nomination(
    conn: &mut Conn,
    federation: FederationId,
    election: ElectionId,
    nomination: NominationId,
) -> Result<Option<Nomination>, DbError> {
    let row: Option<NominationRow> = on!(conn, |c| sqlx::query_as(FIND_NOMINATION)
        .bind(federation.0)
        .bind(election.0)
        .bind(nomination.0)
        .fetch_optional(c)
        .await)?;
    let Some(row) = row else { return Ok(None) };
    let candidates: Vec<CandidateRow> = on!(conn, |c| sqlx::query_as(CANDIDATES_OF)
        .bind(federation.0)
        .bind(election.0)
        .bind(nomination.0)
        .fetch_all(c)
        .await)?;
    let candidates = candidates.into_iter().map(CandidateRow::read).collect();
    row.read(candidates).map(Some)
}

/// Whether another nomination of the election has the folded label.
pub async fn label_taken(
    conn: &mut Conn,
    election: ElectionId,
    label_key: &str,
    itself: Option<NominationId>,
) -> Result<bool, DbError> {
    let id: Option<i64> = on!(conn, |c| sqlx::query_scalar(LABEL_TAKEN)
        .bind(election.0)
        .bind(label_key)
        .bind(itself.map_or(0, |id| id.0))
        .fetch_optional(c)
        .await)?;
    Ok(id.is_some())
}

/// The new nomination, at the end of the ballot.
pub async fn insert_nomination(
    tx: &mut Tx,
    election: ElectionId,
    details: &NominationDetails,
) -> Result<NominationId, DbError> {
    let id = on!(tx, |c| sqlx::query_scalar(INSERT_NOMINATION)
        .bind(election.0)
        .bind(details.kind.as_str())
        .bind(&details.label)
        .bind(details.label_key())
        .bind(details.group.map(|g| g.0))
        .bind(details.unnamed_candidates)
        .fetch_one(c)
        .await)?;
    Ok(NominationId(id))
}

/// Saves a nomination that still has the revision; whether it had.
pub async fn update_nomination(
    tx: &mut Tx,
    (federation, election): (FederationId, ElectionId),
    (nomination, revision): (NominationId, i64),
    details: &NominationDetails,
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(UPDATE_NOMINATION)
        .bind(election.0)
        .bind(nomination.0)
        .bind(revision)
        .bind(details.kind.as_str())
        .bind(&details.label)
        .bind(details.label_key())
        .bind(details.group.map(|g| g.0))
        .bind(details.unnamed_candidates)
        .bind(federation.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

/// Puts nominations into an order on the ballot.
pub async fn order_nominations(
    tx: &mut Tx,
    (federation, election): (FederationId, ElectionId),
    order: &[NominationId],
) -> Result<(), DbError> {
    for (position, nomination) in (1_i64..).zip(order) {
        on!(tx, |c| sqlx::query(SET_NOMINATION_POSITION)
            .bind(election.0)
            .bind(nomination.0)
            .bind(position)
            .bind(federation.0)
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}

/// Withdraws a nomination that still has the revision and stands; whether it did.
pub async fn withdraw_nomination(
    tx: &mut Tx,
    (federation, election): (FederationId, ElectionId),
    (nomination, revision): (NominationId, i64),
    withdrawal: &Withdrawal,
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(WITHDRAW_NOMINATION)
        .bind(election.0)
        .bind(nomination.0)
        .bind(revision)
        .bind(withdrawal.day.to_epoch_days())
        .bind(&withdrawal.reason)
        .bind(federation.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

/// Gives a nomination that still has the revision the next one, since its candidates change; whether it had.
pub async fn touch_nomination(
    tx: &mut Tx,
    (federation, election): (FederationId, ElectionId),
    (nomination, revision): (NominationId, i64),
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(TOUCH_NOMINATION)
        .bind(election.0)
        .bind(nomination.0)
        .bind(revision)
        .bind(federation.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

/// Forgets how many candidates a nomination has: from now on its names tell.
pub async fn forget_unnamed(
    tx: &mut Tx,
    (federation, election): (FederationId, ElectionId),
    nomination: NominationId,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(NAMES_TAKEN_IN)
        .bind(election.0)
        .bind(nomination.0)
        .bind(federation.0)
        .execute(c)
        .await
        .map(drop))?)
}

/// Removes a nomination with its candidates; whether it still had the revision.
pub async fn delete_nomination(
    tx: &mut Tx,
    (federation, election): (FederationId, ElectionId),
    (nomination, revision): (NominationId, i64),
) -> Result<bool, DbError> {
    on!(tx, |c| sqlx::query(DELETE_CANDIDATES_OF)
        .bind(election.0)
        .bind(nomination.0)
        .bind(federation.0)
        .execute(c)
        .await
        .map(drop))?;
    Ok(changed_one(on!(tx, |c| sqlx::query(DELETE_NOMINATION)
        .bind(election.0)
        .bind(nomination.0)
        .bind(revision)
        .bind(federation.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

/// The new candidate, at the end of the list.
pub async fn insert_candidate(
    tx: &mut Tx,
    nomination: NominationId,
    details: &CandidateDetails,
) -> Result<CandidateId, DbError> {
    let id = on!(tx, |c| sqlx::query_scalar(INSERT_CANDIDATE)
        .bind(nomination.0)
        .bind(details.person.map(|p| p.0))
        .bind(&details.given_name)
        .bind(&details.family_name)
        .bind(details.consented_on.map(Day::to_epoch_days))
        .fetch_one(c)
        .await)?;
    Ok(CandidateId(id))
}

/// Saves a candidate who still has the revision; whether it was so.
pub async fn update_candidate(
    tx: &mut Tx,
    (federation, nomination): (FederationId, NominationId),
    (candidate, revision): (CandidateId, i64),
    details: &CandidateDetails,
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(UPDATE_CANDIDATE)
        .bind(nomination.0)
        .bind(candidate.0)
        .bind(revision)
        .bind(details.person.map(|p| p.0))
        .bind(&details.given_name)
        .bind(&details.family_name)
        .bind(details.consented_on.map(Day::to_epoch_days))
        .bind(federation.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

/// Puts all candidates of a nomination into an order.
pub async fn order_candidates(
    tx: &mut Tx,
    (federation, nomination): (FederationId, NominationId),
    order: &[CandidateId],
) -> Result<(), DbError> {
    // A position is held once, so all step aside first.
    const ASIDE: i64 = 1_000_000;
    for base in [ASIDE, 0] {
        for (position, candidate) in (1_i64..).zip(order) {
            on!(tx, |c| sqlx::query(SET_CANDIDATE_POSITION)
                .bind(nomination.0)
                .bind(candidate.0)
                .bind(base + position)
                .bind(federation.0)
                .execute(c)
                .await
                .map(drop))?;
        }
    }
    Ok(())
}

/// Links a candidate with a person of the register, in any state of the election; whether there is such a candidate.
pub async fn set_candidate_person(
    tx: &mut Tx,
    federation: FederationId,
    candidate: CandidateId,
    person: PersonId,
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(SET_PERSON)
        .bind(federation.0)
        .bind(candidate.0)
        .bind(person.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

/// Withdraws a candidate who still has the revision and stands; whether it was so.
pub async fn withdraw_candidate(
    tx: &mut Tx,
    (federation, nomination): (FederationId, NominationId),
    (candidate, revision): (CandidateId, i64),
    withdrawal: &Withdrawal,
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(WITHDRAW_CANDIDATE)
        .bind(nomination.0)
        .bind(candidate.0)
        .bind(revision)
        .bind(withdrawal.day.to_epoch_days())
        .bind(&withdrawal.reason)
        .bind(federation.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}

/// Removes a candidate who still has the revision; whether it was so.
pub async fn delete_candidate(
    tx: &mut Tx,
    (federation, nomination): (FederationId, NominationId),
    (candidate, revision): (CandidateId, i64),
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(DELETE_CANDIDATE)
        .bind(nomination.0)
        .bind(candidate.0)
        .bind(revision)
        .bind(federation.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?))
}
