//! Links by mail: sending them, and who was reached.
//!
//! The secret is computed from the pepper when the mail is written; here only its keyed hash is stored. So a message that is tried
//! again brings the same link, and the next link of somebody ends the one before in the transaction in which it is queued.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use super::{
    RollError, RollInFederation, find, record, reissue::has_voted_everywhere, store,
    unaltered_contents,
};
use crate::{
    App,
    accounts::model::{Actor, Right},
    db::{Conn, DbError, Tx},
    mail::{self, actions::MailWay},
    registry::model::Federation,
    rolls::{
        code::link::Link,
        messages::queue_link,
        model::{CodeOf, Contact, Holding, LinkCounts, LinkLine, Recipient, Roll},
    },
    types::{PersonId, RollId},
};

/// To whom links are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinksTo {
    /// Everybody who never got one; nobody gets a second one by this.
    All,
    /// One person, also again: the link before is void then.
    One(CodeOf),
}

/// What was queued.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueuedLinks {
    pub links: i64,
    /// Those of them for which there is no address.
    pub without_address: i64,
}

/// Who was reached by a link.
pub struct LinksOfRoll {
    pub federation: Federation,
    pub roll: Roll,
    pub way: MailWay,
    /// Entries by number, then deputies by number.
    pub lines: Vec<LinkLine>,
    pub counts: LinkCounts,
}

/// Everybody on a roll with what they have to vote with.
pub(super) async fn lines(
    conn: &mut Conn,
    roll: &Roll,
) -> Result<Vec<(Recipient, LinkLine)>, DbError> {
    let contents = store::contents(conn, roll).await?;
    let with_code: HashSet<CodeOf> = store::codes::owners(conn, roll.id).await?;
    let mut links = store::links::newest_links(conn, roll.federation, roll.id).await?;
    let contacts = store::links::contacts(conn, roll.federation, roll.id).await?;
    let line = |recipient: Recipient| {
        let owner = recipient.owner();
        let contact = contacts.get(&recipient.person());
        let line = LinkLine {
            owner,
            number: recipient.number(),
            person: recipient.person(),
            body: recipient.body(),
            name: recipient.name().to_owned(),
            body_name: recipient.body_name().to_owned(),
            has_address: contact.is_some_and(|contact| !contact.email.is_empty()),
            holding: Holding {
                has_code: with_code.contains(&owner),
                link: links.remove(&owner),
            },
        };
        (recipient, line)
    };
    Ok(Recipient::all(contents).into_iter().map(line).collect())
}

/// How far the links of a roll are, for everybody who reads the staff pages.
pub async fn links(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
) -> Result<LinksOfRoll, RollError> {
    let RollInFederation { federation, roll } = super::roll(app, actor, slug, roll).await?;
    let lines = if roll.is_frozen() {
        lines(&mut app.db.read().await?, &roll).await?
    } else {
        Vec::new()
    };
    let lines: Vec<LinkLine> = lines.into_iter().map(|(_, line)| line).collect();
    Ok(LinksOfRoll {
        counts: LinkCounts::of(&lines),
        way: MailWay::of(app),
        lines,
        federation,
        roll,
    })
}

/// Makes links and queues the mails that bring them, all or none. Refused as making codes is.
pub async fn send_links(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    to: LinksTo,
) -> Result<QueuedLinks, RollError> {
    let RollInFederation { federation, roll } =
        find(app, actor, Right::HandleCodes, slug, roll).await?;
    let mut tx = app.db.begin().await?;
    let roll = locked_roll(&mut tx, &roll).await?;
    unaltered_contents(&mut tx, &roll).await?;
    let contacts = store::links::contacts(&mut tx, federation.id, roll.id).await?;
    let opened = !store::codes::codes_still_replaceable(&mut tx, federation.id, roll.id).await?;
    let mut lines = lines(&mut tx, &roll).await?;
    // Nobody writes to whoever was erased.
    lines.retain(|(_, line)| contacts.get(&line.person).is_some_and(|c| !c.is_erased));
    match to {
        LinksTo::All => {
            let wanting =
                |line: &LinkLine| line.holding.link.is_none() && !(opened && line.holding.has_code);
            lines.retain(|(_, line)| wanting(line));
            if lines.is_empty() {
                return Err(RollError::NobodyWithoutLink);
            }
        }
        LinksTo::One(owner) => {
            lines.retain(|(_, line)| line.owner == owner);
            let (recipient, line) = lines.first().ok_or(RollError::NotFound)?;
            let email = contacts.get(&line.person).map_or("", |c| c.email.as_str());
            if opened && !line.holding.may_be_sent_once_opened(email) {
                return Err(RollError::LinkNeedsTwo);
            }
            // A vote with the link before comes first, or finds it void.
            store::codes::lock_open_boxes(&mut tx, federation.id, roll.id).await?;
            if has_voted_everywhere(&mut tx, &roll, recipient).await? {
                return Err(RollError::VotedEverywhere);
            }
        }
    }
    let mut queued = QueuedLinks::default();
    for (recipient, line) in &lines {
        let has_address = send(
            &mut tx,
            app,
            &federation,
            &roll,
            (recipient, line),
            &contacts,
        )
        .await?;
        queued.links += 1;
        queued.without_address += i64::from(!has_address);
    }
    let generation = lines.first().map(|(_, line)| next_generation(line));
    let (act, subject, after) = match to {
        LinksTo::All => (
            "send_links",
            ("rolls", roll.id.0),
            json!({"links": queued.links, "without_address": queued.without_address}),
        ),
        LinksTo::One(owner) => (
            "send_link",
            owner.subject(),
            json!({"generation": generation}),
        ),
    };
    record(&mut tx, app, actor, &roll, act, subject, Value::Null, after).await?;
    tx.commit().await?;
    mail::worker::wake(app);
    Ok(queued)
}

/// The roll, locked; refused as for codes.
async fn locked_roll(tx: &mut Tx, roll: &Roll) -> Result<Roll, RollError> {
    if !store::lock_frozen_roll(tx, roll.federation, roll.id).await? {
        return Err(RollError::NotFrozen);
    }
    let roll = store::find_roll(tx, roll.federation, roll.id)
        .await?
        .ok_or(RollError::NotFound)?;
    if roll.codes_deleted {
        return Err(RollError::CodesDeleted);
    }
    Ok(roll)
}

fn next_generation(line: &LinkLine) -> i64 {
    let before = line.holding.link.as_ref().map_or(0, |link| link.generation);
    before.saturating_add(1)
}

/// Makes the next link of somebody and queues its mail; whether there is an address for it.
async fn send(
    tx: &mut Tx,
    app: &App,
    federation: &Federation,
    roll: &Roll,
    (recipient, line): (&Recipient, &LinkLine),
    contacts: &HashMap<PersonId, Contact>,
) -> Result<bool, RollError> {
    if let Some(before) = line.holding.link.as_ref().filter(|link| !link.voided) {
        store::links::void_link(tx, roll.id, before.code).await?;
        store::voters::delete_sessions_of_code(tx, before.code).await?;
    }
    let contact = contacts.get(&line.person).ok_or(RollError::NotFound)?;
    let generation = next_generation(line);
    let hash = Link::of(&app.pepper, roll.id, line.owner, generation).hash(&app.pepper);
    let link = store::links::insert_link(tx, roll.id, line.owner, generation, &hash)
        .await?
        .ok_or_else(|| DbError::row("codes", "a link is there already"))?;
    queue_link(tx, federation, link, recipient, contact, app.clock.now()).await?;
    Ok(!contact.email.is_empty())
}
