//! The election that repeats an annulled one.

use std::collections::BTreeMap;

use serde_json::json;

use super::CertificationError;
use crate::{
    App,
    accounts::model::{Actor, Right},
    db::Tx,
    elections::{
        actions::{
            ElectionError, FoundElection, election_for,
            elections::{change_state, refuse_same_day},
            lock, record,
        },
        model::{
            division::{NewDistrict, NewGroup},
            election::{Election, ElectionInput, Transition},
            nomination::{CandidateDetails, NominationDetails},
        },
        store::{
            divisions::{districts_of, groups_of, insert_district, set_groups},
            elections as store,
            nominations::{insert_candidate, insert_nomination, nominations_of},
        },
    },
    registry::{self, actions::federation_for},
    types::{ElectionId, SeatGroupId},
};

/// A repeat election as typed.
#[derive(Clone, Debug, Default)]
pub struct RepetitionInput {
    pub details: ElectionInput,
    /// Whether those who stood stand again.
    pub copy_nominations: bool,
}

/// An annulled election, for somebody who may repeat it.
pub async fn election_to_repeat(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
) -> Result<FoundElection, CertificationError> {
    let found = election_for(app, actor, Right::KeepElections, slug, id).await?;
    let state = found.line.election.state;
    state
        .after(Transition::Repeat)
        .map_err(ElectionError::from)?;
    Ok(found)
}

/// Makes the election that repeats an annulled one, with its rules, districts and groups, and on wish those who stood.
pub async fn repeat_election(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: ElectionId,
    input: &RepetitionInput,
) -> Result<ElectionId, CertificationError> {
    let federation = federation_for(app, actor, Right::KeepElections, slug)
        .await?
        .id;
    let mut tx = app.db.begin().await?;
    let body = store::find_election(&mut tx, federation, id)
        .await?
        .ok_or(ElectionError::NotFound)?
        .body;
    // The body first, as when an election is made: no two of them come to the same day.
    if !registry::store::bodies::lock_body(&mut tx, federation, body).await? {
        return Err(ElectionError::NotFound.into());
    }
    let old = lock(&mut tx, federation, id).await?;
    old.state
        .after(Transition::Repeat)
        .map_err(ElectionError::from)?;
    let term = registry::store::terms::find_term(&mut tx, federation, body, old.term)
        .await?
        .ok_or(ElectionError::NotFound)?;
    let details = input
        .details
        .parse(&term)
        .map_err(CertificationError::fields)?;
    refuse_same_day(&mut tx, (federation, body), details.day, None).await?;
    let new =
        store::insert_election(&mut tx, federation, (body, term.id), Some(id), &details).await?;
    copy(&mut tx, &old, new, input.copy_nominations).await?;
    let reason = old.state_reason.clone();
    let before = (&old, old.revision);
    change_state(&mut tx, app, actor, before, Transition::Repeat, &reason).await?;
    let after = json!({
        "body": body,
        "term": term.id,
        "details": details,
        "repeats": id,
        "copy_nominations": input.copy_nominations,
    });
    let change = (serde_json::Value::Null, after);
    let subject = ("elections", new.0);
    record(
        &mut tx,
        app,
        (actor, federation),
        "create_election",
        subject,
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(new)
}

async fn copy(
    tx: &mut Tx,
    old: &Election,
    new: ElectionId,
    nominations: bool,
) -> Result<(), CertificationError> {
    let federation = old.federation;
    for district in districts_of(tx, federation, old.id).await? {
        let copied = NewDistrict {
            number: district.number,
            name: district.name,
        };
        insert_district(tx, new, &copied).await?;
    }
    let made = lock(tx, federation, new).await?;
    let old_groups = groups_of(tx, federation, old.id).await?;
    let groups: Vec<NewGroup> = old_groups
        .iter()
        .map(|group| NewGroup {
            number: group.number,
            name: group.name.clone(),
            seats: group.seats,
        })
        .collect();
    set_groups(tx, &made, &groups).await?;
    if nominations {
        copy_nominations(tx, old, new).await?;
    }
    // Last, since it changes the revision.
    if let Some(rules) = &old.rules
        && !store::set_rules(tx, federation, (new, made.revision), rules).await?
    {
        return Err(ElectionError::Stale.into());
    }
    Ok(())
}

/// Those who still stood at the end; who withdrew does not come back by itself.
async fn copy_nominations(
    tx: &mut Tx,
    old: &Election,
    new: ElectionId,
) -> Result<(), CertificationError> {
    let federation = old.federation;
    let by_number: BTreeMap<i64, SeatGroupId> = groups_of(tx, federation, new)
        .await?
        .into_iter()
        .map(|group| (group.number, group.id))
        .collect();
    let of_old: BTreeMap<SeatGroupId, i64> = groups_of(tx, federation, old.id)
        .await?
        .into_iter()
        .map(|group| (group.id, group.number))
        .collect();
    let all = nominations_of(tx, federation, old.id).await?;
    for nomination in all.into_iter().filter(|nomination| nomination.stands()) {
        let group = nomination
            .group
            .and_then(|id| of_old.get(&id))
            .and_then(|number| by_number.get(number));
        let details = NominationDetails {
            kind: nomination.kind,
            label: nomination.label,
            group: group.copied(),
            unnamed_candidates: nomination.unnamed_candidates,
        };
        let copied = insert_nomination(tx, new, &details).await?;
        for candidate in nomination.candidates.into_iter().filter(|c| c.stands()) {
            let details = CandidateDetails {
                given_name: candidate.given_name,
                family_name: candidate.family_name,
                person: candidate.person,
                consented_on: candidate.consented_on,
            };
            insert_candidate(tx, copied, &details).await?;
        }
    }
    Ok(())
}
