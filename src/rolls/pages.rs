//! Staff pages of a roll: its entries and digest, freezing, codes and their sheets, links by mail, a new code for one person.

mod codes;
mod corrections;
mod desk;
mod links;
mod proxies;
mod reissue;
mod sheets;

use askama::Template;
use poem::{
    Response, handler,
    http::header,
    web::{Path, Query},
};
use serde::Deserialize;

use super::{
    actions::{self, RollError, RollOverview},
    model::{CodeOf, Entry, Hall, Place, Presence, Roll, RollFormat},
};
use crate::{
    accounts::model::Right,
    registry::model::Federation,
    types::{EntryId, Explain, RollId},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor, api::Paging,
        guard::status_of, html, html_with,
    },
};
use codes::{codes_page, make_codes, make_codes_of_unreachable, make_missing_codes, print_sheets};
use corrections::{confirm_correction, corrections_page, request_correction, withdraw_correction};
use desk::{check_in, check_out, desk_page, find_at_desk, hand_back, place_page, take_over};
use links::{links_page, send_deputy_link, send_link, send_links};
use proxies::{record_proxy, revoke_proxy};
use reissue::{
    confirm_reissue, deputy_reissue_page, reissue_page, request_deputy_reissue, request_reissue,
    withdraw_reissue,
};
use sheets::{hand_out_page, hand_out_pdf};

/// Routes of this room.
pub fn routes(routes: Routes) -> Routes {
    let reads = Access::Right(Right::ReadStaffPages);
    let handles = Access::Right(Right::HandleCodes);
    let checks_in = Access::Right(Right::CheckIn);
    routes
        .get("/:lang/staff/:slug/rolls/:roll/desk", checks_in, desk_page)
        .post(
            "/:lang/staff/:slug/rolls/:roll/desk",
            checks_in,
            find_at_desk,
        )
        .get(
            "/:lang/staff/:slug/rolls/:roll/entries/:entry/place",
            checks_in,
            place_page,
        )
        .post(
            "/:lang/staff/:slug/rolls/:roll/entries/:entry/place/check-in",
            checks_in,
            check_in,
        )
        .post(
            "/:lang/staff/:slug/rolls/:roll/entries/:entry/place/check-out",
            checks_in,
            check_out,
        )
        .post(
            "/:lang/staff/:slug/rolls/:roll/entries/:entry/place/take-over",
            checks_in,
            take_over,
        )
        .post(
            "/:lang/staff/:slug/rolls/:roll/entries/:entry/place/hand-back",
            checks_in,
            hand_back,
        )
        .post(
            "/:lang/staff/:slug/rolls/:roll/entries/:entry/place/proxy",
            checks_in,
            record_proxy,
        )
        .post(
            "/:lang/staff/:slug/rolls/:roll/entries/:entry/place/proxy/revoke",
            checks_in,
            revoke_proxy,
        )
        .get(
            "/:lang/staff/:slug/rolls/:roll/corrections",
            reads,
            corrections_page,
        )
        .post(
            "/:lang/staff/:slug/rolls/:roll/corrections",
            Access::Right(Right::PrepareAssemblies),
            request_correction,
        )
        .post(
            "/:lang/staff/:slug/rolls/:roll/corrections/:approval/confirm",
            handles,
            confirm_correction,
        )
        .post(
            "/:lang/staff/:slug/rolls/:roll/corrections/:approval/withdraw",
            Access::EitherRight(Right::PrepareAssemblies, Right::HandleCodes),
            withdraw_correction,
        )
        .post(
            "/:lang/staff/:slug/rolls/:roll/codes/missing",
            handles,
            make_missing_codes,
        )
        .post(
            "/:lang/staff/:slug/rolls/:roll/codes/unreachable",
            handles,
            make_codes_of_unreachable,
        )
        .get("/:lang/staff/:slug/rolls/:roll/links", reads, links_page)
        .post("/:lang/staff/:slug/rolls/:roll/links", handles, send_links)
        .post(
            "/:lang/staff/:slug/rolls/:roll/entries/:entry/link",
            handles,
            send_link,
        )
        .post(
            "/:lang/staff/:slug/rolls/:roll/stand-ins/:stand_in/link",
            handles,
            send_deputy_link,
        )
        .get(
            "/:lang/staff/:slug/rolls/:roll/stand-ins/:stand_in/reissue",
            handles,
            deputy_reissue_page,
        )
        .post(
            "/:lang/staff/:slug/rolls/:roll/stand-ins/:stand_in/reissue",
            handles,
            request_deputy_reissue,
        )
        .get("/:lang/staff/:slug/rolls/:roll", reads, roll_page)
        .get("/:lang/staff/:slug/rolls/:roll/canonical", reads, canonical)
        .get("/:lang/staff/:slug/rolls/:roll/names", reads, names)
        .post(
            "/:lang/staff/:slug/rolls/:roll/freeze",
            Access::Right(Right::PrepareAssemblies),
            freeze,
        )
        .get(
            "/:lang/staff/:slug/rolls/:roll/handout",
            reads,
            hand_out_page,
        )
        .get(
            "/:lang/staff/:slug/rolls/:roll/handout.pdf",
            reads,
            hand_out_pdf,
        )
        .get("/:lang/staff/:slug/rolls/:roll/codes", reads, codes_page)
        .post("/:lang/staff/:slug/rolls/:roll/codes", handles, make_codes)
        .post(
            "/:lang/staff/:slug/rolls/:roll/codes/sheets",
            handles,
            print_sheets,
        )
        .get(
            "/:lang/staff/:slug/rolls/:roll/entries/:entry/reissue",
            handles,
            reissue_page,
        )
        .post(
            "/:lang/staff/:slug/rolls/:roll/entries/:entry/reissue",
            handles,
            request_reissue,
        )
        .post(
            "/:lang/staff/:slug/rolls/:roll/reissues/:approval/confirm",
            handles,
            confirm_reissue,
        )
        .post(
            "/:lang/staff/:slug/rolls/:roll/reissues/:approval/withdraw",
            handles,
            withdraw_reissue,
        )
}

type RollPath = Path<(String, String, i64)>;
type InRollPath = Path<(String, String, i64, i64)>;

fn roll_href(visitor: &Visitor, federation: &Federation, roll: RollId) -> String {
    visitor.href(&format!("/staff/{}/rolls/{roll}", federation.slug))
}

/// Where something is done about the code of somebody.
fn owner_href(roll: &str, owner: CodeOf, act: &str) -> String {
    match owner {
        CodeOf::Entry(id) => format!("{roll}/entries/{id}/{act}"),
        CodeOf::StandIn(id) => format!("{roll}/stand-ins/{id}/{act}"),
    }
}

fn shell(
    visitor: &Visitor,
    federation: &Federation,
    roll: &Roll,
    here: Option<String>,
) -> Result<Shell, Refused> {
    let shell = visitor
        .shell()
        .staff_federation(
            visitor.actor()?,
            federation.id,
            &federation.slug,
            &federation.name,
        )
        .crumb(
            Some(visitor.href(&format!("/staff/{}/assemblies", federation.slug))),
            visitor.texts.t("nav-assemblies"),
        );
    Ok(match here {
        None => shell.crumb(None, roll.title.clone()),
        Some(here) => shell
            .crumb(
                Some(roll_href(visitor, federation, roll.id)),
                roll.title.clone(),
            )
            .crumb(None, here),
    })
}

#[derive(Default, Deserialize)]
struct RollQuery {
    #[serde(default)]
    q: String,
    page: Option<i64>,
}

#[derive(Template)]
#[template(path = "rolls/roll.html")]
struct RollPage {
    shell: Shell,
    form: FormData,
    overview: RollOverview,
    entries: Vec<Entry>,
    total: i64,
    search: String,
    page: i64,
    last_page: i64,
    previous: Option<String>,
    next: Option<String>,
    frozen_at: String,
    digest: String,
    may_freeze: bool,
    may_handle_codes: bool,
    may_check_in: bool,
    /// Who is there and who holds which place; of a frozen roll.
    hall: Hall,
    presence: Presence,
    /// How many deputies stand on the roll.
    stand_ins: i64,
    base: String,
    assemblies_href: String,
}

impl RollPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        roll: RollId,
        query: RollQuery,
        form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let overview = actions::roll_overview(&visitor.app, actor, slug, roll).await?;
        let paging = Paging::of(query.page, None);
        let (entries, total) = actions::list_entries(
            &visitor.app,
            actor,
            slug,
            roll,
            &query.q,
            paging.limit,
            paging.offset,
        )
        .await?;
        let (page, last_page) = (paging.page(), paging.last_page(total));
        let hall = actions::places(&visitor.app, actor, slug, roll).await?;
        let base = roll_href(visitor, &overview.federation, roll);
        let search = form_urlencoded::Serializer::new(String::new())
            .append_pair("q", &query.q)
            .finish();
        let page_href = |page: i64| format!("{base}?{search}&page={page}#entries");
        Ok(Self {
            shell: shell(visitor, &overview.federation, &overview.roll, None)?,
            form,
            entries,
            total,
            search: query.q,
            page,
            last_page,
            previous: (page > 1).then(|| page_href(page - 1)),
            next: (page < last_page).then(|| page_href(page + 1)),
            frozen_at: overview
                .roll
                .frozen_at
                .map(|at| visitor.texts.instant(at))
                .unwrap_or_default(),
            digest: overview.roll.digest.clone().unwrap_or_default(),
            may_freeze: actor.may(Right::PrepareAssemblies, overview.federation.id),
            may_handle_codes: actor.may(Right::HandleCodes, overview.federation.id),
            may_check_in: actor.may(Right::CheckIn, overview.federation.id),
            presence: hall.presence(),
            stand_ins: i64::try_from(hall.stand_ins.len()).unwrap_or(i64::MAX),
            hall,
            assemblies_href: visitor
                .href(&format!("/staff/{}/assemblies", overview.federation.slug)),
            base,
            overview,
        })
    }

    fn href(&self, rest: &str) -> String {
        format!("{}{rest}", self.base)
    }

    fn place(&self, entry: &EntryId) -> Option<&Place> {
        self.hall.place(*entry)
    }

    fn place_href(&self, entry: &EntryId) -> String {
        format!("{}/entries/{entry}/place", self.base)
    }

    fn entry_href(&self, entry: &EntryId) -> String {
        self.reissue_href(&CodeOf::Entry(*entry))
    }

    fn reissue_href(&self, owner: &CodeOf) -> String {
        owner_href(&self.base, *owner, "reissue")
    }
}

#[handler]
async fn roll_page(
    visitor: Visitor,
    Path((_, slug, roll)): RollPath,
    Query(query): Query<RollQuery>,
) -> PageResult {
    html(&RollPage::load(&visitor, &slug, RollId(roll), query, FormData::default()).await?)
}

#[handler]
async fn canonical(visitor: Visitor, Path((_, slug, roll)): RollPath) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let text = actions::canonical_roll(&visitor.app, actor, &slug, RollId(roll))
        .await
        .map_err(Refused::from)?;
    Ok(lines_of_json(&format!("roll-{roll}.jsonl"), text))
}

#[handler]
async fn names(visitor: Visitor, Path((_, slug, roll)): RollPath) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let text = actions::names_of_roll(&visitor.app, actor, &slug, RollId(roll))
        .await
        .map_err(Refused::from)?;
    Ok(lines_of_json(&format!("roll-{roll}-names.jsonl"), text))
}

fn lines_of_json(name: &str, text: String) -> Response {
    Response::builder()
        .content_type("application/jsonl; charset=utf-8")
        .header(
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        )
        .body(text)
}

#[handler]
async fn freeze(
    visitor: Visitor,
    Path((_, slug, roll)): RollPath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let acknowledged = form.has("acknowledge_undecided", "yes");
    match actions::freeze_roll(&visitor.app, actor, &slug, RollId(roll), acknowledged).await {
        Ok(()) => {
            Ok(visitor.see_other_with(&format!("/staff/{slug}/rolls/{roll}"), "notice-frozen"))
        }
        Err(error @ (RollError::Undecided(_) | RollError::Empty | RollError::AlreadyFrozen)) => {
            let problem = error.problem();
            form.refuse(&visitor.texts, &problem);
            let page =
                RollPage::load(&visitor, &slug, RollId(roll), RollQuery::default(), form).await?;
            html_with(status_of(problem.kind), &page)
        }
        Err(error) => Err(Refused::from(error).into()),
    }
}
