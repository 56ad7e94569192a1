//! Seats that a new version takes from people: their calls are withdrawn and their mandates end, in the act that publishes it.

use serde_json::{Value, json};

use super::{ElectionError, record};
use crate::{
    App,
    accounts::model::Actor,
    audit,
    db::Tx,
    elections::{
        model::{
            document::ElectionDocument,
            election::Election,
            seat_call::{CalledMandate, SeatCall, Withdrawn},
            succession::taken_seats,
        },
        store::seat_calls,
    },
    registry::{
        self,
        actions::bodies::must_be_saved,
        model::mandate::{EndReason, MandateFacts},
        store::mandates::{delete_mandate, find_mandate, update_mandate},
    },
    types::{Day, MandateId},
};

/// Takes the seats today that a version gives to nobody of their line, for its reason; whom it concerned.
///
/// Whoever sat until today did sit: the mandate has today as its last day. One that would have begun later never was.
pub(super) async fn take_seats(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    election: &Election,
    document: &ElectionDocument,
) -> Result<Vec<SeatCall>, ElectionError> {
    let federation = election.federation;
    // Nobody gives or ends a seat of the body meanwhile.
    registry::store::bodies::lock_body(tx, federation, election.body).await?;
    let withdrawn = Withdrawn {
        on: app.clock.today(),
        reason: document.reason.clone(),
    };
    let calls = seat_calls::calls(tx, federation, election.id).await?;
    let taken = taken_seats(document, &calls, withdrawn.on);
    for call in &taken {
        let had_begun = call.mandate.filter(|m| m.starts_on <= withdrawn.on);
        let kept = had_begun.map(|mandate| mandate.id);
        if !seat_calls::withdraw(tx, federation, call, &withdrawn, kept).await? {
            return Err(ElectionError::Stale);
        }
        let change = (
            json!({"state": call.state}),
            json!({"candidate": call.candidate, "withdrawn": withdrawn}),
        );
        let subject = ("seat_calls", call.id.0);
        let chain = (actor, federation);
        record(tx, app, chain, "withdraw_seat_call", subject, change).await?;
        if let Some(CalledMandate { id, .. }) = call.mandate {
            end(tx, app, (actor, election), id, withdrawn.on).await?;
        }
    }
    Ok(taken)
}

async fn end(
    tx: &mut Tx,
    app: &App,
    (actor, election): (&Actor, &Election),
    id: MandateId,
    last_day: Day,
) -> Result<(), ElectionError> {
    let federation = election.federation;
    let before = find_mandate(tx, federation, id)
        .await?
        .ok_or(ElectionError::NotFound)?;
    let revision = before.revision;
    let (act, saved, after) = if before.starts_on <= last_day {
        let facts = MandateFacts {
            function: before.function,
            public_office: before.public_office,
            starts_on: before.starts_on,
            ends_on: Some(last_day),
            end_reason: Some(EndReason::Other),
        };
        let saved = update_mandate(tx, federation, id, revision, &facts).await?;
        ("end_mandate", saved, audit::snapshot(&facts))
    } else {
        let saved = delete_mandate(tx, federation, id, revision).await?;
        ("remove_mandate", saved, Value::Null)
    };
    must_be_saved(saved)?;
    let change = (audit::snapshot(&before), after);
    let chain = (actor, federation);
    Ok(record(tx, app, chain, act, ("mandates", id.0), change).await?)
}
