//! Links by mail over the API: sending them, who was reached, and sheets for whoever was not.

use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use super::ids;
use crate::{
    App,
    rolls::{
        actions::{self, ForWhom, LinksTo},
        model::{CodeOf, LinkLine},
    },
    types::{EntryId, RollId, StandInId},
    web::{
        Refused,
        api::{Caller, Done, Paging},
    },
};

/// The operations on links by mail.
pub struct LinksApi;

/// Somebody on the roll with how far their link is.
#[derive(Object)]
struct CodeLinkDocument {
    /// Of a delegate.
    entry_id: Option<i64>,
    /// Of a deputy, whose link opens nothing until they have taken over a place.
    stand_in_id: Option<i64>,
    number: i64,
    /// Empty where the person was erased.
    name: String,
    body_name: String,
    /// `none`, `waiting`, `sent`, `unknown`, `no_address`, `failed` or `void`.
    state: String,
    /// Which link it is, from 1; the one before opens nothing any more.
    generation: Option<i64>,
    /// The message in the ledger of mail.
    message_id: Option<i64>,
    /// Whether there is a valid code on a sheet.
    has_code: bool,
    /// Whether only a sheet reaches them: there is no address, or the mail failed.
    needs_sheet: bool,
}

impl From<LinkLine> for CodeLinkDocument {
    fn from(line: LinkLine) -> Self {
        let (entry_id, stand_in_id) = ids(line.owner);
        let link = line.holding.link.as_ref();
        Self {
            entry_id,
            stand_in_id,
            number: line.number,
            state: line.holding.link_state().as_str().to_owned(),
            generation: link.map(|link| link.generation),
            message_id: link.and_then(|link| link.message).map(|id| id.0),
            has_code: line.holding.has_code,
            needs_sheet: line.needs_sheet(),
            name: line.name,
            body_name: line.body_name,
        }
    }
}

/// Everybody on the roll with how far their link is.
#[derive(Object)]
struct CodeLinkList {
    items: Vec<CodeLinkDocument>,
    total: i64,
    page: i64,
    last_page: i64,
    /// Whom only a sheet reaches, on all pages.
    need_sheet: i64,
}

/// What was queued.
#[derive(Object)]
struct QueuedLinksDocument {
    links: i64,
    /// Those of them for which there is no address.
    without_address: i64,
}

#[OpenApi(tag = "crate::api::Tag::Rolls")]
impl LinksApi {
    /// Lists everybody on a roll with how far their link by mail is: entries by number, then deputies.
    #[oai(
        path = "/federations/:slug/rolls/:roll/links",
        method = "get",
        operation_id = "list_code_links"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "one for each parameter of the operation"
    )]
    async fn list_code_links(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
        /// Only whom a sheet alone reaches.
        needs_sheet: Query<Option<bool>>,
        page: Query<Option<i64>>,
        per_page: Query<Option<i64>>,
    ) -> Result<Json<CodeLinkList>, Refused> {
        let links = actions::links(&app, &caller.0, &slug, RollId(roll.0)).await?;
        let paging = Paging::of(page.0, per_page.0);
        let mut lines = links.lines;
        if needs_sheet.0 == Some(true) {
            lines.retain(LinkLine::needs_sheet);
        }
        let total = i64::try_from(lines.len()).unwrap_or(i64::MAX);
        let skip = usize::try_from(paging.offset).unwrap_or(usize::MAX);
        let take = usize::try_from(paging.limit).unwrap_or(0);
        let shown = lines.into_iter().skip(skip).take(take);
        Ok(Json(CodeLinkList {
            items: shown.map(CodeLinkDocument::from).collect(),
            total,
            page: paging.page(),
            last_page: paging.last_page(total),
            need_sheet: links.counts.need_sheet,
        }))
    }

    /// Makes a link for everybody on a frozen roll who never got one, and queues the mails that bring them.
    #[oai(
        path = "/federations/:slug/rolls/:roll/links",
        method = "post",
        operation_id = "send_code_links"
    )]
    async fn send_code_links(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
    ) -> Result<Json<QueuedLinksDocument>, Refused> {
        send(&app, &caller, &slug, roll.0, LinksTo::All).await
    }

    /// Makes a link for a delegate and queues its mail, also again: the link before is void then.
    #[oai(
        path = "/federations/:slug/rolls/:roll/entries/:entry/link",
        method = "post",
        operation_id = "send_code_link"
    )]
    async fn send_code_link(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
        entry: Path<i64>,
    ) -> Result<Json<QueuedLinksDocument>, Refused> {
        let to = LinksTo::One(CodeOf::Entry(EntryId(entry.0)));
        send(&app, &caller, &slug, roll.0, to).await
    }

    /// Makes a link for a deputy and queues its mail, also again: the link before is void then.
    #[oai(
        path = "/federations/:slug/rolls/:roll/stand-ins/:stand_in/link",
        method = "post",
        operation_id = "send_deputy_code_link"
    )]
    async fn send_deputy_code_link(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
        stand_in: Path<i64>,
    ) -> Result<Json<QueuedLinksDocument>, Refused> {
        let to = LinksTo::One(CodeOf::StandIn(StandInId(stand_in.0)));
        send(&app, &caller, &slug, roll.0, to).await
    }

    /// Starts making codes on sheets for whoever a link did not reach, or cannot; such a link is void then. See `get_codes`.
    #[oai(
        path = "/federations/:slug/rolls/:roll/codes/unreachable",
        method = "post",
        operation_id = "make_codes_of_unreachable"
    )]
    async fn make_codes_of_unreachable(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        roll: Path<i64>,
    ) -> Result<Done, Refused> {
        let roll = RollId(roll.0);
        actions::make_codes(&app, &caller.0, &slug, roll, ForWhom::Unreachable).await?;
        Ok(Done::NoContent)
    }
}

async fn send(
    app: &App,
    caller: &Caller,
    slug: &str,
    roll: i64,
    to: LinksTo,
) -> Result<Json<QueuedLinksDocument>, Refused> {
    let queued = actions::send_links(app, &caller.0, slug, RollId(roll), to).await?;
    Ok(Json(QueuedLinksDocument {
        links: queued.links,
        without_address: queued.without_address,
    }))
}
