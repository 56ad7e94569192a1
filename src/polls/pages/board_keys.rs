//! Staff: keys of the election board, and the sealed box that two of them open.

use askama::Template;
use poem::{handler, http::StatusCode, web::Path};
use zeroize::Zeroizing;

use super::staff::{Address, stepped};
use crate::{
    accounts::model::{Actor, Right},
    polls::{
        actions::{self, BoardKeys, GivenKey},
        board_key::FEWEST_HOLDERS,
    },
    types::PollId,
    web::{Access, FormData, PageResult, Refused, Routes, Shell, Visitor, html, html_with},
};

pub(super) fn routes(routes: Routes) -> Routes {
    let read = Access::Right(Right::ReadStaffPages);
    let run = Access::Right(Right::RunPolls);
    routes
        .get("/:lang/staff/:slug/board-keys", read, keys_page)
        .post("/:lang/staff/:slug/board-keys", run, make)
        .post("/:lang/staff/:slug/polls/:poll/seal", run, seal)
        .post("/:lang/staff/:slug/polls/:poll/unseal", run, unseal)
        .post("/:lang/staff/:slug/polls/:poll/key", run, give)
}

#[derive(Template)]
#[template(path = "polls/board_keys.html")]
struct KeysPage {
    shell: Shell,
    here: String,
    /// Name of a holder, since when, and whether it is the reader.
    holders: Vec<(String, String, bool)>,
    may_run: bool,
    has_own: bool,
    fewest: i64,
    /// The key just made: shown once.
    new: Option<Zeroizing<String>>,
}

impl KeysPage {
    fn new(
        visitor: &Visitor,
        actor: &Actor,
        keys: BoardKeys,
        new: Option<Zeroizing<String>>,
    ) -> Self {
        let federation = &keys.federation;
        let is_own = |account| account == actor.account;
        Self {
            here: visitor.href(&format!("/staff/{}/board-keys", federation.slug)),
            may_run: actor.may(Right::RunPolls, federation.id),
            has_own: keys.holders.iter().any(|holder| is_own(holder.account)),
            fewest: i64::try_from(FEWEST_HOLDERS).unwrap_or(i64::MAX),
            holders: keys
                .holders
                .iter()
                .map(|holder| {
                    let since = visitor.texts.instant(holder.made_at);
                    (holder.name.clone(), since, is_own(holder.account))
                })
                .collect(),
            shell: visitor
                .shell()
                .staff_federation(actor, federation.id, &federation.slug, &federation.name)
                .crumb(None, visitor.texts.t("polls-board-keys")),
            new,
        }
    }
}

#[handler]
async fn keys_page(visitor: Visitor, Path((_, slug)): Path<(String, String)>) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let keys = actions::board_keys(&visitor.app, actor, &slug)
        .await
        .map_err(Refused::from)?;
    html(&KeysPage::new(&visitor, actor, keys, None))
}

/// Answers with the key itself: it is nowhere afterwards.
#[handler]
async fn make(visitor: Visitor, Path((_, slug)): Path<(String, String)>) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let key = actions::make_board_key(&visitor.app, actor, &slug)
        .await
        .map_err(Refused::from)?;
    let keys = actions::board_keys(&visitor.app, actor, &slug)
        .await
        .map_err(Refused::from)?;
    let page = KeysPage::new(&visitor, actor, keys, Some(key.expose()));
    html_with(StatusCode::OK, &page)
}

#[handler]
async fn seal(visitor: Visitor, Path((_, slug, poll)): Address) -> PageResult {
    let (actor, poll) = (visitor.actor().map_err(Refused::from)?, PollId(poll));
    let result = actions::seal_poll(&visitor.app, actor, &slug, poll).await;
    let form = FormData::default();
    stepped(&visitor, &slug, poll, form, result, "notice-saved").await
}

#[handler]
async fn unseal(visitor: Visitor, Path((_, slug, poll)): Address) -> PageResult {
    let (actor, poll) = (visitor.actor().map_err(Refused::from)?, PollId(poll));
    let result = actions::unseal_poll(&visitor.app, actor, &slug, poll).await;
    let form = FormData::default();
    stepped(&visitor, &slug, poll, form, result, "notice-saved").await
}

#[handler]
async fn give(visitor: Visitor, Path((_, slug, poll)): Address, form: FormData) -> PageResult {
    let (actor, poll) = (visitor.actor().map_err(Refused::from)?, PollId(poll));
    let typed = Zeroizing::new(form.text("key"));
    let given = actions::give_board_key(&visitor.app, actor, &slug, poll, &typed).await;
    let notice = match &given {
        Ok(GivenKey::Opened) => "notice-box-opened",
        Ok(GivenKey::First) | Err(_) => "notice-key-given",
    };
    // The key is not shown again, whatever became of it.
    let mut form = FormData::default();
    if given.is_err() {
        form.set("key", "");
    }
    stepped(&visitor, &slug, poll, form, given.map(drop), notice).await
}
