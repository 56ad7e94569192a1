//! Districts and groups of seats of an election.

use crate::{
    db::{Conn, DbError, Tx},
    elections::model::{
        division::{NewDistrict, NewGroup},
        election::Election,
        nomination::{District, SeatGroup},
    },
    on, statements,
    types::{DistrictId, ElectionId, FederationId, SeatGroupId},
};

statements! {
    DISTRICTS = "SELECT d.id, d.number, d.name FROM election_districts d JOIN elections e ON e.id = d.election_id \
        WHERE e.federation_id = $1 AND d.election_id = $2 ORDER BY d.number";
    INSERT_DISTRICT = "INSERT INTO election_districts (election_id, number, name) VALUES ($1, $2, $3)";
    RENAME_DISTRICT = "UPDATE election_districts SET name = $3 WHERE election_id = $1 AND number = $2 \
        AND election_id IN (SELECT e.id FROM elections e WHERE e.federation_id = $4)";
    DELETE_DISTRICT = "DELETE FROM election_districts WHERE election_id = $1 AND number = $2 \
        AND election_id IN (SELECT e.id FROM elections e WHERE e.federation_id = $3)";
    GROUPS = "SELECT g.id, g.number, g.name, g.seats FROM seat_groups g JOIN elections e ON e.id = g.election_id \
        WHERE e.federation_id = $1 AND g.election_id = $2 ORDER BY g.number";
    INSERT_GROUP = "INSERT INTO seat_groups (election_id, number, name, seats) \
        SELECT e.id, CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($4 AS BIGINT) FROM elections e WHERE e.id = $1 AND e.federation_id = $5";
    UPDATE_GROUP = "UPDATE seat_groups SET name = $3, seats = $4 WHERE election_id = $1 AND number = $2 \
        AND election_id IN (SELECT e.id FROM elections e WHERE e.federation_id = $5)";
    LEAVE_GROUP = "UPDATE nominations SET group_id = NULL, revision = revision + 1 WHERE election_id = $1 AND group_id = $2 \
        AND election_id IN (SELECT e.id FROM elections e WHERE e.federation_id = $3)";
    DELETE_GROUP = "DELETE FROM seat_groups WHERE election_id = $1 AND id = $2 \
        AND election_id IN (SELECT e.id FROM elections e WHERE e.federation_id = $3)";
}

/// The districts of an election by number; at least one.
pub async fn districts_of(
    conn: &mut Conn,
    federation: FederationId,
    election: ElectionId,
) -> Result<Vec<District>, DbError> {
    let rows: Vec<(i64, i64, String)> = on!(conn, |c| sqlx::query_as(DISTRICTS)
        .bind(federation.0)
        .bind(election.0)
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|(id, number, name)| District {
            id: DistrictId(id),
            number,
            name,
        })
        .collect())
}

/// Adds a district to a new election, or to one that is locked and in preparation.
pub async fn insert_district(
    tx: &mut Tx,
    election: ElectionId,
    district: &NewDistrict,
) -> Result<(), DbError> {
    Ok(on!(tx, |c| sqlx::query(INSERT_DISTRICT)
        .bind(election.0)
        .bind(district.number)
        .bind(&district.name)
        .execute(c)
        .await
        .map(drop))?)
}

/// Brings the districts of a locked election in preparation to those given; those that keep their number stay.
pub async fn set_districts(
    tx: &mut Tx,
    election: &Election,
    districts: &[NewDistrict],
) -> Result<(), DbError> {
    let present = districts_of(tx, election.federation, election.id).await?;
    for old in &present {
        if districts.iter().all(|d| d.number != old.number) {
            on!(tx, |c| sqlx::query(DELETE_DISTRICT)
                .bind(election.id.0)
                .bind(old.number)
                .bind(election.federation.0)
                .execute(c)
                .await
                .map(drop))?;
        }
    }
    for district in districts {
        match present.iter().find(|d| d.number == district.number) {
            Some(old) if old.name == district.name => {}
            Some(_) => on!(tx, |c| sqlx::query(RENAME_DISTRICT)
                .bind(election.id.0)
                .bind(district.number)
                .bind(&district.name)
                .bind(election.federation.0)
                .execute(c)
                .await
                .map(drop))?,
            None => insert_district(tx, election.id, district).await?,
        }
    }
    Ok(())
}

/// The groups of seats of an election by number; none where all seats are allocated together.
pub async fn groups_of(
    conn: &mut Conn,
    federation: FederationId,
    election: ElectionId,
) -> Result<Vec<SeatGroup>, DbError> {
    let rows: Vec<(i64, i64, String, i64)> = on!(conn, |c| sqlx::query_as(GROUPS)
        .bind(federation.0)
        .bind(election.0)
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|(id, number, name, seats)| SeatGroup {
            id: SeatGroupId(id),
            number,
            name,
            seats,
        })
        .collect())
}

/// Brings the groups of a locked election in preparation to those given; nominations leave a group that goes.
pub async fn set_groups(
    tx: &mut Tx,
    election: &Election,
    groups: &[NewGroup],
) -> Result<(), DbError> {
    let present = groups_of(tx, election.federation, election.id).await?;
    for old in &present {
        if groups.iter().all(|g| g.number != old.number) {
            for statement in [LEAVE_GROUP, DELETE_GROUP] {
                on!(tx, |c| sqlx::query(statement)
                    .bind(election.id.0)
                    .bind(old.id.0)
                    .bind(election.federation.0)
                    .execute(c)
                    .await
                    .map(drop))?;
            }
        }
    }
    for group in groups {
        let statement = if present.iter().any(|g| g.number == group.number) {
            UPDATE_GROUP
        } else {
            INSERT_GROUP
        };
        on!(tx, |c| sqlx::query(statement)
            .bind(election.id.0)
            .bind(group.number)
            .bind(&group.name)
            .bind(group.seats)
            .bind(election.federation.0)
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}
