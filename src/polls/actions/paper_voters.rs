//! Who votes on paper in the secret polls of a roll.

use serde_json::json;

use super::PollError;
use crate::{
    App,
    accounts::model::{Actor, Right},
    audit::{self, Act, Chain},
    polls::store::paper as rows,
    registry::{self, model::Federation},
    rolls::{
        self,
        model::{Entry, Roll},
    },
    types::{EntryId, RollId},
};

/// Who votes on paper in the polls of a roll.
pub struct PaperVoters {
    pub federation: Federation,
    pub roll: Roll,
    pub entries: Vec<Entry>,
    /// Of these, who votes on paper, in the order of the roll.
    pub on_paper: Vec<Entry>,
}

/// Who votes on paper.
pub async fn list_paper_voters(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
) -> Result<PaperVoters, PollError> {
    let federation =
        registry::actions::federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let mut conn = app.db.read().await?;
    let roll = rolls::store::find_roll(&mut conn, federation.id, roll)
        .await?
        .ok_or(PollError::NotFound)?;
    let on_paper = rows::voters(&mut conn, federation.id, roll.id).await?;
    let entries = rolls::store::entries(&mut conn, federation.id, roll.id).await?;
    Ok(PaperVoters {
        on_paper: entries
            .iter()
            .filter(|entry| on_paper.contains(&entry.id))
            .cloned()
            .collect(),
        entries,
        federation,
        roll,
    })
}

/// Notes that an entry of the frozen roll votes on paper in every secret poll: its code puts nothing into a secret box from now on.
pub async fn add_paper_voter(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    entry: EntryId,
) -> Result<(), PollError> {
    change_voter(app, actor, slug, roll, entry, true).await
}

/// The entry votes electronically again, wherever it handed no ballot in.
pub async fn remove_paper_voter(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    entry: EntryId,
) -> Result<(), PollError> {
    change_voter(app, actor, slug, roll, entry, false).await
}

async fn change_voter(
    app: &App,
    actor: &Actor,
    slug: &str,
    roll: RollId,
    entry: EntryId,
    add: bool,
) -> Result<(), PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::CheckIn, slug).await?;
    let mut tx = app.db.begin().await?;
    if !rolls::store::lock_frozen_roll(&mut tx, federation.id, roll).await? {
        rolls::store::find_roll(&mut tx, federation.id, roll)
            .await?
            .ok_or(PollError::NotFound)?;
        return Err(PollError::RollNotFrozen);
    }
    let entry = rolls::store::find_entry(&mut tx, federation.id, roll, entry)
        .await?
        .ok_or(PollError::NotFound)?;
    // A vote on its way comes before, and a ballot on paper is refused then; or it finds this.
    rolls::store::codes::lock_open_boxes(&mut tx, federation.id, roll).await?;
    if add {
        if !rows::put_voter(&mut tx, federation.id, roll, entry.id).await? {
            return Err(PollError::PaperAlready);
        }
    } else if !rows::remove_voter(&mut tx, federation.id, roll, entry.id).await? {
        return Err(PollError::NotOnPaper);
    }
    let act = Act {
        chain: Chain::Federation(federation.id),
        at: app.clock.now(),
        who: &actor.who(),
        act: if add {
            "add_paper_voter"
        } else {
            "remove_paper_voter"
        },
        subject: ("roll_entries", entry.id.0),
        before: json!({"on_paper": !add}),
        after: json!({"on_paper": add}),
    };
    audit::record(&mut tx, act).await?;
    tx.commit().await?;
    Ok(())
}
