//! Recording a lot that people drew.

use serde_json::{Value, json};

use super::{CertificationError, Material};
use crate::{
    App,
    accounts::model::{Actor, Right},
    elections::{
        actions::{ElectionError, lock, record},
        model::{
            election::ElectionState,
            lot::{Lot, LotInput},
        },
        store::{elections::find_line, lots::insert_lot},
    },
    registry::actions::federation_for,
    types::ElectionId,
};

/// Records a lot for a tie that the figures come to now.
pub async fn record_lot(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
    input: &LotInput,
) -> Result<Lot, CertificationError> {
    let federation = federation_for(app, actor, Right::CertifyElections, slug).await?;
    let mut tx = app.db.begin().await?;
    lock(&mut tx, federation.id, id).await?;
    let line = find_line(&mut tx, federation.id, id)
        .await?
        .ok_or(ElectionError::NotFound)?;
    let material = Material::read(&mut tx, &federation, line).await?;
    let election = &material.line.election;
    match election.state {
        // A correction may come to a tie that the certified result had not.
        ElectionState::Counting | ElectionState::Certified => {}
        ElectionState::Preparing
        | ElectionState::NotHeld
        | ElectionState::AppointedInstead
        | ElectionState::Annulled
        | ElectionState::Repeated => return Err(CertificationError::NotCounting),
    }
    let ties = material.ties(Ok(material.computed()?));
    let tie = ties
        .iter()
        .find(|tie| input.is_for(tie))
        .ok_or(CertificationError::NoSuchTie)?;
    let lot = input
        .parse(tie, election.day, app.clock.today())
        .map_err(CertificationError::fields)?;
    let now = app.clock.now();
    let lot_id = insert_lot(&mut tx, id, &lot, actor.account, now).await?;
    let after = json!({"lot": lot_id, "content": lot.content, "drawn_on": lot.drawn_on});
    let chain = (actor, federation.id);
    let (name, subject) = ("record_election_lot", ("elections", id.0));
    record(&mut tx, app, chain, name, subject, (Value::Null, after)).await?;
    tx.commit().await?;
    Ok(lot)
}
