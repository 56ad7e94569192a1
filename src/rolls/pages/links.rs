//! Links by mail: sending them, and who was reached.

use askama::Template;
use poem::{
    handler,
    web::{Path, Query},
};
use serde::Deserialize;

use super::{InRollPath, RollPath, owner_href, roll_href, shell};
use crate::{
    accounts::model::Right,
    mail::actions::MailWay,
    rolls::{
        actions::{self, LinksTo, RollError},
        model::{CodeOf, LinkCounts, LinkLine, LinkState, Roll},
    },
    types::{EntryId, Explain, RollId, StandInId},
    web::{
        FormData, PageResult, Refused, Shell, Visitor, api::Paging, guard::status_of, html,
        html_with,
    },
};

/// Word of the filter that shows whom only a sheet reaches.
const NEEDS_SHEET: &str = "needs_sheet";

#[derive(Default, Deserialize)]
pub(super) struct LinksQuery {
    #[serde(default)]
    show: String,
    page: Option<i64>,
}

#[derive(Template)]
#[template(path = "rolls/links.html")]
struct LinksPage {
    shell: Shell,
    form: FormData,
    roll: Roll,
    counts: LinkCounts,
    has_way: bool,
    lines: Vec<LinkLine>,
    /// What is shown: everybody, whom only a sheet reaches, or a state.
    shows: Vec<(String, String)>,
    may_handle_codes: bool,
    previous: Option<String>,
    next: Option<String>,
    page: i64,
    last_page: i64,
    base: String,
    ledger: String,
}

impl LinksPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        roll: RollId,
        query: LinksQuery,
        mut form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let links = actions::links(&visitor.app, actor, slug, roll).await?;
        let texts = &visitor.texts;
        let base = roll_href(visitor, &links.federation, roll);
        let mut lines = links.lines;
        let state = LinkState::parse(&query.show);
        match state {
            Some(state) => lines.retain(|line| line.holding.link_state() == state),
            None if query.show == NEEDS_SHEET => lines.retain(LinkLine::needs_sheet),
            // A word that nobody offers shows everybody.
            None => {}
        }
        let paging = Paging::of(query.page, None);
        let total = i64::try_from(lines.len()).unwrap_or(i64::MAX);
        let (page, last_page) = (paging.page(), paging.last_page(total));
        let skip = usize::try_from(paging.offset).unwrap_or(usize::MAX);
        let take = usize::try_from(paging.limit).unwrap_or(0);
        let show = form_urlencoded::Serializer::new(String::new())
            .append_pair("show", &query.show)
            .finish();
        let page_href = |page: i64| format!("{base}/links?{show}&page={page}#people");
        let mut shows = vec![
            (String::new(), texts.t("rolls-links-everybody")),
            (NEEDS_SHEET.to_owned(), texts.t("rolls-links-need-sheet")),
        ];
        shows.extend(
            LinkState::ALL
                .iter()
                .map(|state| (state.as_str().to_owned(), texts.t(state.label()))),
        );
        form.set("show", query.show.clone());
        Ok(Self {
            shell: shell(
                visitor,
                &links.federation,
                &links.roll,
                Some(texts.t("rolls-links")),
            )?,
            form,
            counts: links.counts,
            has_way: links.way != MailWay::None,
            lines: lines.into_iter().skip(skip).take(take).collect(),
            shows,
            may_handle_codes: actor.may(Right::HandleCodes, links.federation.id),
            previous: (page > 1).then(|| page_href(page - 1)),
            next: (page < last_page).then(|| page_href(page + 1)),
            page,
            last_page,
            ledger: visitor.href(&format!("/staff/{slug}/mail")),
            base,
            roll: links.roll,
        })
    }

    fn href(&self, rest: &str) -> String {
        format!("{}{rest}", self.base)
    }

    fn owner_href(&self, line: &LinkLine, act: &str) -> String {
        owner_href(&self.base, line.owner, act)
    }

    fn can_be_sent(&self) -> bool {
        self.may_handle_codes && self.roll.is_frozen() && !self.roll.codes_deleted
    }
}

#[handler]
pub(super) async fn links_page(
    visitor: Visitor,
    Path((_, slug, roll)): RollPath,
    Query(query): Query<LinksQuery>,
) -> PageResult {
    let form = FormData::default();
    html(&LinksPage::load(&visitor, &slug, RollId(roll), query, form).await?)
}

#[handler]
pub(super) async fn send_links(visitor: Visitor, Path((_, slug, roll)): RollPath) -> PageResult {
    send(&visitor, &slug, RollId(roll), LinksTo::All).await
}

#[handler]
pub(super) async fn send_link(
    visitor: Visitor,
    Path((_, slug, roll, entry)): InRollPath,
) -> PageResult {
    let to = LinksTo::One(CodeOf::Entry(EntryId(entry)));
    send(&visitor, &slug, RollId(roll), to).await
}

#[handler]
pub(super) async fn send_deputy_link(
    visitor: Visitor,
    Path((_, slug, roll, stand_in)): InRollPath,
) -> PageResult {
    let to = LinksTo::One(CodeOf::StandIn(StandInId(stand_in)));
    send(&visitor, &slug, RollId(roll), to).await
}

async fn send(visitor: &Visitor, slug: &str, roll: RollId, to: LinksTo) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    match actions::send_links(&visitor.app, actor, slug, roll, to).await {
        Ok(_) => Ok(visitor.see_other_with(
            &format!("/staff/{slug}/rolls/{roll}/links"),
            "notice-links-queued",
        )),
        Err(
            error @ (RollError::NotFrozen
            | RollError::Altered
            | RollError::CodesDeleted
            | RollError::NobodyWithoutLink
            | RollError::LinkNeedsTwo
            | RollError::VotedEverywhere),
        ) => {
            let problem = error.problem();
            let mut form = FormData::default();
            form.refuse(&visitor.texts, &problem);
            let query = LinksQuery::default();
            let page = LinksPage::load(visitor, slug, roll, query, form).await?;
            html_with(status_of(problem.kind), &page)
        }
        Err(error) => Err(Refused::from(error).into()),
    }
}
