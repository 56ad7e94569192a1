//! Proxies at the desk: recorded from a written document, revoked, and what makes them lapse.
//!
//! All of it happens under the lock of the roll and of the open boxes, which casting takes too, in the same order. Recording is refused
//! while the place has voted in an open poll, as taking over is: somebody else would seem to have voted for it. A proxy lapses
//! whether the holder has voted for the principal or not. That is safe: a mark belongs to the place, so the vote that was cast
//! stays and is the only one of the place in that poll; the holder's next ballot for it finds that the code does not open it any
//! more; and the principal, who is there now, votes in every poll in which the place has not voted. Were lapsing refused, a delegate
//! who came late could not be noted as present until the poll is closed.

use serde_json::{Value, json};

use super::{RollError, desk::AtDesk, record_by, store};
use crate::{
    App,
    accounts::model::Actor,
    audit::Who,
    db::{Conn, DbError},
    delegates,
    rolls::model::{CodeOf, DeskAct, Hall, Proxy, ProxyEnd, ProxyInput, ProxyRefusal, Roll},
    statutes::{self, model::rules::ProxiesRule},
    types::{EntryId, RollId},
};

/// What the statutes say about proxies on the day of the assembly; `None` where they allow none.
pub(super) async fn rule_of(conn: &mut Conn, roll: &Roll) -> Result<Option<ProxiesRule>, DbError> {
    let Some(round) = delegates::store::find_round(conn, roll.federation, roll.round).await? else {
        return Ok(None);
    };
    let version = statutes::store::version_on(conn, roll.federation, round.day).await?;
    Ok(version.and_then(|version| version.rules.proxies))
}

/// All proxies of a roll, those that ended too, with everybody on the roll; for everybody who reads the staff pages.
pub async fn list_proxies(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
) -> Result<(Hall, Vec<Proxy>), RollError> {
    let found = super::roll(app, actor, slug, roll).await?;
    let mut conn = app.db.read().await?;
    let hall = super::hall(&mut conn, &found.roll).await?;
    let proxies = store::proxies::proxies(&mut conn, found.roll.federation, roll).await?;
    Ok((hall, proxies))
}

/// Gives the vote of an absent delegate to another one, who is there: from now on the holder's code opens the place too, and the
/// delegate's own does not.
pub async fn record_proxy(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    entry: EntryId,
    input: &ProxyInput,
) -> Result<(), RollError> {
    let mut desk = AtDesk::begin(app, actor, slug, roll, entry).await?;
    let (holder, document) = input.parse(app.clock.today()).map_err(RollError::Fields)?;
    let rule = rule_of(&mut desk.tx, &desk.roll).await?;
    let of_holder = desk.hall.place(holder).ok_or(RollError::NotFound)?;
    desk.hall.may_give(&desk.place, of_holder, rule.as_ref())?;
    desk.lock_boxes().await?;
    let (federation, pair) = (desk.roll.federation, (entry, holder));
    let now = app.clock.now();
    if !store::proxies::record(&mut desk.tx, federation, roll, pair, document, now).await? {
        return Err(ProxyRefusal::Given.into());
    }
    store::voters::delete_sessions_of(&mut desk.tx, CodeOf::Entry(entry)).await?;
    let after = json!({ "holder": holder, "document_day": document.to_string() });
    desk.finish(app, &actor.who(), "record_proxy", (Value::Null, after))
        .await
}

/// Ends a proxy by hand: whoever gave it took it back.
pub async fn revoke_proxy(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    entry: EntryId,
) -> Result<(), RollError> {
    let mut desk = AtDesk::begin(app, actor, slug, roll, entry).await?;
    if desk.place.proxy.is_none() {
        return Err(RollError::NoProxy);
    }
    end(
        &mut desk,
        app,
        &actor.who(),
        vec![(entry, ProxyEnd::Revoked)],
    )
    .await?;
    desk.tx.commit().await?;
    Ok(())
}

/// Ends the proxies that lapse with what happens to a place. See the module on those whose holder has voted.
pub(super) async fn lapse(
    desk: &mut AtDesk,
    app: &App,
    who: &Who,
    act: DeskAct,
) -> Result<(), RollError> {
    let lapsing = desk.hall.lapsing(desk.place.entry.id, act);
    end(desk, app, who, lapsing).await
}

async fn end(
    desk: &mut AtDesk,
    app: &App,
    who: &Who,
    ending: Vec<(EntryId, ProxyEnd)>,
) -> Result<(), RollError> {
    if ending.is_empty() {
        return Ok(());
    }
    let (federation, roll) = (desk.roll.federation, desk.roll.id);
    store::codes::lock_open_boxes(&mut desk.tx, federation, roll).await?;
    for (entry, because) in ending {
        let now = app.clock.now();
        let holder = desk.hall.place(entry).and_then(|p| p.entry.proxy_holder);
        let Some(holder) = holder else { continue };
        if !store::proxies::end(&mut desk.tx, federation, roll, entry, because, now).await? {
            return Err(RollError::NoProxy);
        }
        // A session for the place of a principal ends; nothing that was meant for it is cast for the own place.
        store::voters::delete_sessions_by_proxy(&mut desk.tx, entry, holder).await?;
        let (before, after) = (json!({ "holder": holder }), json!({ "because": because }));
        let subject = ("roll_entries", entry.0);
        record_by(
            &mut desk.tx,
            app,
            who,
            &desk.roll,
            "end_proxy",
            subject,
            (before, after),
        )
        .await?;
    }
    Ok(())
}
