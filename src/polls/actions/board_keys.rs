//! Keys of the election board: made by each member alone, and given by two of them to open a sealed box.

use serde_json::{Value, json};

use super::{PollError, closing::complete_box, finish_closing, paper, record};
use crate::{
    App,
    accounts::{
        self,
        model::{Actor, Right, Role},
    },
    audit::{self, Act, Chain},
    db::{Conn, DbError},
    polls::{
        board_key::{BoardKey, FEWEST_HOLDERS, PollKey, SealTo},
        model::{Poll, PollState, Secrecy, Standing, paper::BoxWaitsFor},
        store::{self, acts, board_keys as keys, board_keys::KeyHolder},
    },
    registry::{self, model::Federation},
    types::{ExplainField, FederationId, FieldProblem, PollId},
};

/// Who holds keys of the board.
pub struct BoardKeys {
    pub federation: Federation,
    pub holders: Vec<KeyHolder>,
}

/// What giving a key led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenKey {
    /// Another holder's is missing.
    First,
    /// The box is open and written in its blocks.
    Opened,
}

/// Who holds keys of the board.
pub async fn board_keys(app: &App, actor: &Actor, slug: &str) -> Result<BoardKeys, PollError> {
    let federation =
        registry::actions::federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let mut conn = app.db.read().await?;
    let holders = current_holders(&mut conn, federation.id).await?;
    Ok(BoardKeys {
        federation,
        holders,
    })
}

/// Keys of those who belong to the board now.
async fn current_holders(
    conn: &mut Conn,
    federation: FederationId,
) -> Result<Vec<KeyHolder>, DbError> {
    let members = accounts::store::members(conn, federation).await?;
    let is_of_board = |holder: &KeyHolder| {
        members.iter().any(|member| {
            member.account_id == holder.account.0
                && member.disabled_at.is_none()
                && Role::parse(&member.role) == Some(Role::ElectionBoard)
        })
    };
    let mut holders = keys::current_keys(conn, federation).await?;
    holders.retain(is_of_board);
    Ok(holders)
}

/// Makes a key for whoever asks, who alone gets to see it, once; the one before opens only what was sealed to it.
pub async fn make_board_key(app: &App, actor: &Actor, slug: &str) -> Result<BoardKey, PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let key = BoardKey::generate(&app.random);
    let mut tx = app.db.begin().await?;
    let (account, now) = (actor.account, app.clock.now());
    let id = keys::replace_key(&mut tx, federation.id, account, &key.seal_to(), now).await?;
    let act = Act {
        chain: Chain::Federation(federation.id),
        at: now,
        who: &actor.who(),
        act: "make_board_key",
        subject: ("board_keys", id.0),
        before: Value::Null,
        after: json!({"public_key": key.seal_to().to_text()}),
    };
    audit::record(&mut tx, act).await?;
    tx.commit().await?;
    Ok(key)
}

/// Has the ballots of a poll that is not open yet sealed, to the keys of all members of the board who hold one.
///
/// # Errors
/// [`PollError::TooFewHolders`] with fewer than three: where one key is lost, two have to be left.
pub async fn seal_poll(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
) -> Result<(), PollError> {
    change_seal(app, actor, slug, poll, true).await
}

/// Has them not sealed.
pub async fn unseal_poll(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
) -> Result<(), PollError> {
    change_seal(app, actor, slug, poll, false).await
}

async fn change_seal(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    seal: bool,
) -> Result<(), PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let mut tx = app.db.begin().await?;
    acts::lock_poll(&mut tx, federation.id, poll).await?;
    let found = store::find_poll(&mut tx, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)?;
    if found.state >= PollState::Open {
        return Err(PollError::Fixed);
    }
    if seal && found.secrecy != Secrecy::Secret {
        return Err(PollError::NothingToSeal);
    }
    keys::delete_shares(&mut tx, poll).await?;
    let holders = if seal {
        current_holders(&mut tx, federation.id).await?
    } else {
        Vec::new()
    };
    if seal && holders.len() < FEWEST_HOLDERS {
        return Err(PollError::TooFewHolders(holders.len()));
    }
    let key = PollKey::generate(&app.random);
    for first in &holders {
        for second in holders.iter().filter(|second| second.key != first.key) {
            let share = key
                .share(&first.seal_to, &second.seal_to)
                .ok_or(DbError::Interrupted)?;
            keys::insert_share(&mut tx, poll, (first.key, second.key), &share).await?;
        }
    }
    let seal_to = seal.then(|| key.seal_to());
    if !keys::set_sealed_to(&mut tx, federation.id, poll, seal_to.as_ref()).await? {
        return Err(PollError::Fixed);
    }
    let before = json!({"sealed_to": found.sealed_to});
    let after = json!({
        "sealed_to": seal_to.map(|key| key.to_text()).unwrap_or_default(),
        "keys": holders.iter().map(|holder| holder.key).collect::<Vec<_>>(),
    });
    record(
        &mut tx,
        app,
        actor,
        &federation,
        if seal { "seal_poll" } else { "unseal_poll" },
        poll,
        before,
        after,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Whose keys open a poll, and which of them was given.
pub(super) async fn holders(
    conn: &mut Conn,
    poll: &Poll,
) -> Result<Vec<(KeyHolder, bool)>, DbError> {
    if SealTo::of(poll).is_none() {
        return Ok(Vec::new());
    }
    let shares = keys::shares(conn, poll.federation, poll.id).await?;
    let given = |holder: &KeyHolder| shares.iter().any(|s| s.given && s.first == holder.key);
    let holders = keys::holders_of_poll(conn, poll.federation, poll.id).await?;
    Ok(holders
        .into_iter()
        .map(|holder| {
            let given = given(&holder);
            (holder, given)
        })
        .collect())
}

/// Gives the own key for the closed box of a sealed poll: the first opens nothing yet, the second opens the box.
///
/// # Errors
/// [`PollError::PaperFirst`] where ballots on paper are still counted: they come into the box as it is opened.
pub async fn give_board_key(
    app: &App,
    actor: &Actor,
    slug: &str,
    poll: PollId,
    typed: &str,
) -> Result<GivenKey, PollError> {
    let federation = registry::actions::federation_for(app, actor, Right::RunPolls, slug).await?;
    let refuse = |key| PollError::Fields(vec![FieldProblem::new("key", key)]);
    let mut tx = app.db.begin().await?;
    acts::lock_poll(&mut tx, federation.id, poll).await?;
    let found = store::find_poll(&mut tx, federation.id, poll)
        .await?
        .ok_or(PollError::NotFound)?;
    if found.standing() != Standing::Closed || SealTo::of(&found).is_none() {
        return Err(PollError::BoxWaitsForNothing);
    }
    let on_paper = match paper::waits_for(&mut tx, &found).await? {
        None => return Err(PollError::BoxWaitsForNothing),
        Some(BoxWaitsFor::Paper(_)) => return Err(PollError::PaperFirst),
        Some(BoxWaitsFor::Keys { .. }) => paper::counted(&mut tx, &found)
            .await?
            .settled()
            .ok_or(PollError::PaperFirst)?,
    };
    let key =
        BoardKey::parse(typed).map_err(|e| PollError::Fields(vec![e.field_problem("key")]))?;
    let own = keys::keys_of_account(&mut tx, federation.id, actor.account).await?;
    let own = own
        .into_iter()
        .find(|(_, seal_to)| *seal_to == key.seal_to())
        .ok_or_else(|| refuse(crate::key!("field-board-key-of-others")))?
        .0;
    let shares = keys::shares(&mut tx, federation.id, poll).await?;
    let opened = shares
        .iter()
        .filter(|share| share.given && share.second == own)
        .find_map(|share| PollKey::from_share(&key, &share.share));
    let (act, given, after) = if let Some(secret) = opened {
        let sealed = complete_box(app, &mut tx, &found, Some(secret), &on_paper).await?;
        paper::record_in_box(&mut tx, app, actor, &federation, &found, &on_paper).await?;
        ("open_sealed_box", GivenKey::Opened, sealed)
    } else {
        let of_key: Vec<_> = shares.iter().filter(|share| share.first == own).collect();
        if of_key.is_empty() {
            return Err(refuse(crate::key!("field-board-key-of-other-poll")));
        }
        if of_key.iter().any(|share| share.given) {
            return Err(PollError::KeyGiven);
        }
        for share in of_key {
            let half_open = PollKey::half_open(&key, &share.share)
                .ok_or_else(|| DbError::row("poll_key_shares", "a share"))?;
            keys::give_share(&mut tx, poll, share, &half_open).await?;
        }
        ("give_board_key", GivenKey::First, json!({"key": own}))
    };
    record(
        &mut tx,
        app,
        actor,
        &federation,
        act,
        poll,
        Value::Null,
        after,
    )
    .await?;
    tx.commit().await?;
    if given == GivenKey::Opened {
        finish_closing(app).await;
    }
    Ok(given)
}
