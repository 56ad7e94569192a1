//! Districts and groups of seats of an election in preparation: each list is set whole.

use super::{ElectionError, Fixed, keeping, lock_preparing, record};
use crate::{
    App,
    accounts::model::Actor,
    audit,
    db::Tx,
    elections::{
        model::{
            division::{DistrictInput, GroupInput, parse_districts, parse_groups},
            election::Election,
        },
        store::{divisions as store, elections::touch_election},
    },
    types::ElectionId,
};

/// Gives a new election its districts.
pub(super) async fn begin(
    tx: &mut Tx,
    election: ElectionId,
    inputs: &[DistrictInput],
) -> Result<(), ElectionError> {
    for district in parse_districts(inputs).map_err(ElectionError::Fields)? {
        store::insert_district(tx, election, &district).await?;
    }
    Ok(())
}

/// Takes districts and groups from an election that is removed.
pub(super) async fn end(tx: &mut Tx, election: &Election) -> Result<(), ElectionError> {
    store::set_districts(tx, election, &[]).await?;
    Ok(store::set_groups(tx, election, &[]).await?)
}

/// Sets the districts of an election in preparation; none is one without a name.
pub async fn set_districts(
    app: &App,
    actor: &Actor,
    slug: &str,
    (id, revision): (ElectionId, i64),
    inputs: &[DistrictInput],
) -> Result<(), ElectionError> {
    let federation = keeping(app, actor, slug).await?;
    let mut tx = app.db.begin().await?;
    let election = lock_preparing(&mut tx, federation, id, Fixed::Districts).await?;
    if election.revision != revision {
        return Err(ElectionError::Stale);
    }
    let districts = parse_districts(inputs).map_err(ElectionError::Fields)?;
    let before = store::districts_of(&mut tx, federation, id).await?;
    store::set_districts(&mut tx, &election, &districts).await?;
    touch_election(&mut tx, &election).await?;
    let after = store::districts_of(&mut tx, federation, id).await?;
    let change = (audit::snapshot(&before), audit::snapshot(&after));
    let (chain, subject) = ((actor, federation), ("elections", id.0));
    record(
        &mut tx,
        app,
        chain,
        "set_election_districts",
        subject,
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Sets the groups of seats of an election in preparation; none means that all seats are allocated together.
pub async fn set_groups(
    app: &App,
    actor: &Actor,
    slug: &str,
    (id, revision): (ElectionId, i64),
    inputs: &[GroupInput],
) -> Result<(), ElectionError> {
    let federation = keeping(app, actor, slug).await?;
    let mut tx = app.db.begin().await?;
    let election = lock_preparing(&mut tx, federation, id, Fixed::Groups).await?;
    if election.revision != revision {
        return Err(ElectionError::Stale);
    }
    groups_in(&mut tx, app, actor, &election, inputs).await?;
    tx.commit().await?;
    Ok(())
}

pub(super) async fn groups_in(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    election: &Election,
    inputs: &[GroupInput],
) -> Result<(), ElectionError> {
    let groups = parse_groups(inputs, election.seats).map_err(ElectionError::Fields)?;
    let (federation, id) = (election.federation, election.id);
    let before = store::groups_of(tx, federation, id).await?;
    store::set_groups(tx, election, &groups).await?;
    touch_election(tx, election).await?;
    let after = store::groups_of(tx, federation, id).await?;
    let change = (audit::snapshot(&before), audit::snapshot(&after));
    let (chain, subject) = ((actor, federation), ("elections", id.0));
    Ok(record(tx, app, chain, "set_election_groups", subject, change).await?)
}
