//! The desk at the assembly: who is there, and deputies who take over a place and hand it back.
//!
//! All of it happens under the lock of the roll. Taking over and handing back also lock the open boxes, as casting does: a vote of
//! whoever loses the place comes before and refuses it, or finds that the code opens nothing any more. What happens at the desk ends
//! proxies too (`proxies`).

use std::net::IpAddr;

use serde_json::{Value, json};

use super::{
    RollError, RollInFederation, find, proxies, record_by, store,
    voters::{VerifiedCode, verify},
};
use crate::{
    App,
    accounts::model::{Actor, Right},
    audit::Who,
    db::{Conn, Tx},
    rolls::{
        code::{CodeError, Selector, link::Credential},
        model::{CodeOf, DeskAct, Found, Hall, Place, Presence, Proxy, Roll, StandIn, Stay},
    },
    types::{EntryId, ExplainField, RollId, StandInId, fold_for_search},
};

/// The desk before anybody is searched for.
#[derive(Clone, Debug)]
pub struct Desk {
    pub found: RollInFederation,
    pub presence: Presence,
    /// Places for which somebody votes by proxy.
    pub represented: Vec<Place>,
}

/// One place with the deputies who may take it over, and who was there for it.
#[derive(Clone, Debug)]
pub struct PlaceAtDesk {
    pub found: RollInFederation,
    pub place: Place,
    pub deputies: Vec<StandIn>,
    /// With the name of who was there, in the order of coming.
    pub stays: Vec<(String, Stay)>,
    /// Whether the statutes of the day allow proxies.
    pub allows_proxies: bool,
    /// Delegates to whom the place can give its vote now.
    pub holders: Vec<Place>,
    /// Places for which its delegate votes by proxy.
    pub represents: Vec<Place>,
    /// Proxies that the place has given, with the name of the holder; those that ended too.
    pub proxies: Vec<(String, Proxy)>,
}

/// Everybody on the roll and who is there.
pub async fn hall(conn: &mut Conn, roll: &Roll) -> Result<Hall, RollError> {
    let contents = store::contents(conn, roll).await?;
    let present = store::attendance::present(conn, roll.federation, roll.id).await?;
    Ok(Hall::new(contents, &present))
}

async fn at_desk(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
) -> Result<RollInFederation, RollError> {
    let found = find(app, actor, Right::CheckIn, slug, roll).await?;
    if found.roll.is_frozen() {
        Ok(found)
    } else {
        Err(RollError::NotFrozen)
    }
}

/// The figures of the desk.
pub async fn desk(app: &App, actor: &Actor, slug: &str, roll: RollId) -> Result<Desk, RollError> {
    let found = at_desk(app, actor, slug, roll).await?;
    let hall = hall(&mut app.db.read().await?, &found.roll).await?;
    Ok(desk_of(found, &hall))
}

fn desk_of(found: RollInFederation, hall: &Hall) -> Desk {
    Desk {
        found,
        presence: hall.presence(),
        represented: hall.represented().cloned().collect(),
    }
}

/// Searches by name, body or number, by the first group of a sheet's code, or by a whole code (also as the link of its QR code).
///
/// A whole code is verified and throttled as in signing in.
pub async fn find_at_desk(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    search: &str,
    network: IpAddr,
) -> Result<(Desk, Found), RollError> {
    let found = at_desk(app, actor, slug, roll).await?;
    let mut conn = app.db.read().await?;
    let hall = hall(&mut conn, &found.roll).await?;
    // The link of a sheet carries the code behind `#`.
    let text = search.rsplit('#').next().unwrap_or_default().trim();
    let hits = match Credential::parse(text) {
        Ok(code) => {
            drop(conn);
            hall.owner(owner_of(app, &code, found.roll.id, network).await?)
        }
        Err(problem) => {
            let folded = fold_for_search(text);
            let mut hits = if folded.is_empty() {
                Found::default()
            } else {
                hall.search(&folded)
            };
            if hits.is_empty()
                && let Some(selector) = Selector::parse(text)
                && let Some(owner) = owner_of_selector(&mut conn, found.roll.id, selector).await?
            {
                hits = hall.owner(owner);
            }
            if hits.is_empty() && problem == CodeError::CheckSignWrong {
                return Err(RollError::Fields(vec![problem.field_problem("search")]));
            }
            hits
        }
    };
    Ok((desk_of(found, &hall), hits))
}

async fn owner_of(
    app: &App,
    code: &Credential,
    roll: RollId,
    network: IpAddr,
) -> Result<CodeOf, RollError> {
    let VerifiedCode { row, .. } = verify(app, code, network).await?;
    // A code of another roll is like an unknown one.
    row.owner()
        .filter(|_| row.roll_id == roll.0)
        .ok_or(RollError::CodeRefused)
}

async fn owner_of_selector(
    conn: &mut Conn,
    roll: RollId,
    selector: Selector,
) -> Result<Option<CodeOf>, RollError> {
    let row = store::codes::find_by_selector(conn, selector).await?;
    Ok(row
        .filter(|row| row.roll_id == roll.0 && row.voided == 0)
        .and_then(|row| row.owner()))
}

/// A place with its deputies and who was there for it.
pub async fn place_at_desk(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    entry: EntryId,
) -> Result<PlaceAtDesk, RollError> {
    let found = at_desk(app, actor, slug, roll).await?;
    let mut conn = app.db.read().await?;
    let hall = hall(&mut conn, &found.roll).await?;
    let place = hall.place(entry).ok_or(RollError::NotFound)?.clone();
    let stays = store::attendance::stays(&mut conn, found.roll.federation, found.roll.id).await?;
    let name = |stay: &Stay| match stay.stand_in {
        None => place.entry.name.clone(),
        Some(id) => hall
            .stand_ins
            .iter()
            .find(|s| s.id == id)
            .map(|s| s.name.clone())
            .unwrap_or_default(),
    };
    let rule = proxies::rule_of(&mut conn, &found.roll).await?;
    let given = store::proxies::proxies(&mut conn, found.roll.federation, found.roll.id).await?;
    let holder = |proxy: &Proxy| {
        hall.place(proxy.holder)
            .map(|holder| holder.entry.name.clone())
            .unwrap_or_default()
    };
    Ok(PlaceAtDesk {
        allows_proxies: rule.is_some(),
        holders: hall
            .holders_for(&place, rule.as_ref())
            .into_iter()
            .cloned()
            .collect(),
        represents: hall.represented_by(entry).cloned().collect(),
        proxies: given
            .into_iter()
            .filter(|proxy| proxy.entry == entry)
            .map(|proxy| (holder(&proxy), proxy))
            .collect(),
        deputies: hall.deputies_for(&place).into_iter().cloned().collect(),
        stays: stays
            .into_iter()
            .filter(|stay| stay.entry == entry)
            .map(|stay| (name(&stay), stay))
            .collect(),
        place,
        found,
    })
}

/// All places of a roll with who holds them and who is there, for everybody who reads the staff pages.
pub async fn places(app: &App, actor: &Actor, slug: &str, roll: RollId) -> Result<Hall, RollError> {
    let found = super::roll(app, actor, slug, roll).await?;
    hall(&mut app.db.read().await?, &found.roll).await
}

/// A transaction at the desk: the roll is locked, and the place is as it stays until the end.
pub(super) struct AtDesk {
    pub tx: Tx,
    pub roll: Roll,
    pub hall: Hall,
    pub place: Place,
}

impl AtDesk {
    pub async fn begin(
        app: &App,
        actor: &Actor,
        slug: &str,
        roll: RollId,
        entry: EntryId,
    ) -> Result<Self, RollError> {
        let RollInFederation { roll, .. } = at_desk(app, actor, slug, roll).await?;
        Self::begin_on(app, roll, entry).await
    }

    /// The same for who has been let in already.
    pub async fn begin_on(app: &App, roll: Roll, entry: EntryId) -> Result<Self, RollError> {
        let mut tx = app.db.begin().await?;
        if !store::lock_frozen_roll(&mut tx, roll.federation, roll.id).await? {
            return Err(RollError::NotFrozen);
        }
        let hall = hall(&mut tx, &roll).await?;
        let place = hall.place(entry).ok_or(RollError::NotFound)?.clone();
        Ok(Self {
            tx,
            roll,
            hall,
            place,
        })
    }

    /// Locks the open boxes; refused where the place has voted in one of them.
    pub async fn lock_boxes(&mut self) -> Result<(), RollError> {
        let (federation, roll) = (self.roll.federation, self.roll.id);
        store::codes::lock_open_boxes(&mut self.tx, federation, roll).await?;
        let entry = self.place.entry.id;
        if store::codes::voted_in_open(&mut self.tx, federation, roll, entry).await? {
            return Err(RollError::PlaceHasVoted);
        }
        Ok(())
    }

    pub async fn finish(
        mut self,
        app: &App,
        who: &Who,
        act: &'static str,
        (before, after): (Value, Value),
    ) -> Result<(), RollError> {
        let subject = ("roll_entries", self.place.entry.id.0);
        record_by(
            &mut self.tx,
            app,
            who,
            &self.roll,
            act,
            subject,
            (before, after),
        )
        .await?;
        self.tx.commit().await?;
        Ok(())
    }
}

pub(super) fn held_by(place: &Place) -> Value {
    json!({ "stand_in": place.entry.held_by })
}

/// Notes that the holder of a place is there: the delegate, or the deputy who holds it. A proxy that the delegate gave lapses.
pub async fn check_in(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    entry: EntryId,
) -> Result<(), RollError> {
    let mut desk = AtDesk::begin(app, actor, slug, roll, entry).await?;
    let (federation, roll) = (desk.roll.federation, desk.roll.id);
    proxies::lapse(&mut desk, app, &actor.who(), DeskAct::CheckIn).await?;
    let (stand_in, now) = (desk.place.entry.held_by, app.clock.now());
    if !store::attendance::arrive(&mut desk.tx, federation, roll, entry, stand_in, now).await? {
        return Err(RollError::IsPresent);
    }
    let after = held_by(&desk.place);
    desk.finish(app, &actor.who(), "check_in", (Value::Null, after))
        .await
}

/// Notes that the holder of a place has left; the place stays theirs. Proxies that they hold lapse.
pub async fn check_out(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    entry: EntryId,
) -> Result<(), RollError> {
    let mut desk = AtDesk::begin(app, actor, slug, roll, entry).await?;
    proxies::lapse(&mut desk, app, &actor.who(), DeskAct::CheckOut).await?;
    let (federation, roll) = (desk.roll.federation, desk.roll.id);
    if !store::attendance::leave(&mut desk.tx, federation, roll, entry, app.clock.now()).await? {
        return Err(RollError::IsAbsent);
    }
    let before = held_by(&desk.place);
    desk.finish(app, &actor.who(), "check_out", (before, Value::Null))
        .await
}

/// Gives the place of an absent delegate to a deputy, who is there: from now on the deputy's code opens it, and the delegate's
/// opens nothing. A proxy that the delegate gave lapses.
pub async fn take_over(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    entry: EntryId,
    stand_in: StandInId,
) -> Result<(), RollError> {
    let mut desk = AtDesk::begin(app, actor, slug, roll, entry).await?;
    let deputy = desk.hall.stand_ins.iter().find(|s| s.id == stand_in);
    let deputy = deputy.ok_or(RollError::NotFound)?;
    if desk.place.deputy.is_some() {
        return Err(RollError::PlaceHeld);
    }
    if !deputy.may_take_over(&desk.place.entry) {
        return Err(RollError::DeputyOfOthers);
    }
    if desk.hall.held_by(stand_in).is_some() {
        return Err(RollError::DeputyHoldsPlace);
    }
    if desk.place.is_present() {
        return Err(RollError::DelegatePresent);
    }
    desk.lock_boxes().await?;
    proxies::lapse(&mut desk, app, &actor.who(), DeskAct::TakeOver).await?;
    let (federation, roll) = (desk.roll.federation, desk.roll.id);
    if !store::attendance::take_over(&mut desk.tx, federation, roll, entry, stand_in).await? {
        return Err(RollError::PlaceHeld);
    }
    let (there, now) = (Some(stand_in), app.clock.now());
    if !store::attendance::arrive(&mut desk.tx, federation, roll, entry, there, now).await? {
        return Err(RollError::DelegatePresent);
    }
    store::voters::delete_sessions_of(&mut desk.tx, CodeOf::Entry(entry)).await?;
    let change = (held_by(&desk.place), json!({ "stand_in": stand_in }));
    desk.finish(app, &actor.who(), "take_over_place", change)
        .await
}

/// Gives a place back to its delegate; the deputy has left it, and the delegate is checked in when they are there.
pub async fn hand_back(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    entry: EntryId,
) -> Result<(), RollError> {
    let mut desk = AtDesk::begin(app, actor, slug, roll, entry).await?;
    let Some(stand_in) = desk.place.entry.held_by else {
        return Err(RollError::PlaceNotHeld);
    };
    desk.lock_boxes().await?;
    let (federation, roll) = (desk.roll.federation, desk.roll.id);
    if !store::attendance::hand_back(&mut desk.tx, federation, roll, entry).await? {
        return Err(RollError::PlaceNotHeld);
    }
    store::attendance::leave(&mut desk.tx, federation, roll, entry, app.clock.now()).await?;
    store::voters::delete_sessions_of(&mut desk.tx, CodeOf::StandIn(stand_in)).await?;
    let change = (held_by(&desk.place), json!({ "stand_in": Value::Null }));
    desk.finish(app, &actor.who(), "hand_back_place", change)
        .await
}
