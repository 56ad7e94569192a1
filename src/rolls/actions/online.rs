//! Presence from elsewhere: whoever signs in on the day of a hybrid or virtual assembly is there.
//!
//! The time of it is a time of attendance, as at the desk; marks and ballots have none. Signing out says nothing, since people in the
//! hall do that too: who leaves is checked out at the desk.

use serde_json::Value;

use super::{
    RollError,
    desk::{AtDesk, held_by},
    proxies, store,
};
use crate::{
    App,
    audit::Who,
    rolls::{
        model::{CodeOf, DeskAct},
        store::codes::CodeRow,
    },
    types::{EntryId, RollId},
};

/// Checks the holder of a code in, where the assembly of its roll is today, can be joined from elsewhere, and they are not there yet.
/// A proxy that they gave lapses. The place that the code opens from then on; `None` where nothing changed.
pub(super) async fn arrive_online(app: &App, row: &CodeRow) -> Result<Option<EntryId>, RollError> {
    let Some(owner) = row.owner() else {
        return Ok(None);
    };
    let (roll, today) = (RollId(row.roll_id), app.clock.today());
    let mut conn = app.db.read().await?;
    // Most who sign in are there already: no lock for them.
    let absent = store::attendance::absent_online(&mut conn, roll, owner, today).await?;
    let Some((federation, entry)) = absent else {
        return Ok(None);
    };
    let roll = store::find_roll(&mut conn, federation, roll)
        .await?
        .ok_or(RollError::NotFound)?;
    drop(conn);
    let mut desk = AtDesk::begin_on(app, roll, entry).await?;
    // Somebody else may hold the place by now.
    let is_holder = match owner {
        CodeOf::Entry(id) => id == entry && desk.place.entry.held_by.is_none(),
        CodeOf::StandIn(id) => desk.place.entry.held_by == Some(id),
    };
    if !is_holder {
        return Ok(None);
    }
    let who = Who::command("sign-in of a voter");
    proxies::lapse(&mut desk, app, &who, DeskAct::CheckIn).await?;
    let (federation, roll) = (desk.roll.federation, desk.roll.id);
    let (stand_in, now) = (desk.place.entry.held_by, app.clock.now());
    if !store::attendance::arrive(&mut desk.tx, federation, roll, entry, stand_in, now).await? {
        return Ok(None);
    }
    let after = held_by(&desk.place);
    desk.finish(app, &who, "check_in_online", (Value::Null, after))
        .await?;
    Ok(Some(entry))
}
