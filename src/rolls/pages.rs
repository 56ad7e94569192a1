//! Staff pages of a roll: its entries and digest, freezing, codes and their sheets, a new code for one entry.

use askama::Template;
use poem::{
    Response, handler,
    http::{HeaderValue, header},
    web::{Path, Query},
};
use serde::Deserialize;

use super::{
    actions::{self, CodesState, PrintedSheets, RollError, RollOverview},
    code_jobs::JobStage,
    model::{Entry, ReissueInput, Roll, Sheet, WaitingReissue, vote_address},
    qr::{Qr, qr},
};
use crate::{
    accounts::model::Right,
    registry::model::Federation,
    types::{ApprovalId, EntryId, Explain, Locale, Problem, RollId},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor, api::Paging, guard::status_of, html, html_with,
        problems::sentence, texts::Texts,
    },
};

/// Routes of this room.
pub fn routes(routes: Routes) -> Routes {
    let reads = Access::Right(Right::ReadStaffPages);
    let handles = Access::Right(Right::HandleCodes);
    routes
        .get("/:lang/staff/:slug/rolls/:roll", reads, roll_page)
        .get("/:lang/staff/:slug/rolls/:roll/canonical", reads, canonical)
        .post("/:lang/staff/:slug/rolls/:roll/freeze", Access::Right(Right::PrepareAssemblies), freeze)
        .get("/:lang/staff/:slug/rolls/:roll/codes", reads, codes_page)
        .post("/:lang/staff/:slug/rolls/:roll/codes", handles, make_codes)
        .post("/:lang/staff/:slug/rolls/:roll/codes/sheets", handles, print_sheets)
        .get("/:lang/staff/:slug/rolls/:roll/entries/:entry/reissue", handles, reissue_page)
        .post("/:lang/staff/:slug/rolls/:roll/entries/:entry/reissue", handles, request_reissue)
        .post("/:lang/staff/:slug/rolls/:roll/reissues/:approval/confirm", handles, confirm_reissue)
        .post("/:lang/staff/:slug/rolls/:roll/reissues/:approval/withdraw", handles, withdraw_reissue)
}

type RollPath = Path<(String, String, i64)>;
type InRollPath = Path<(String, String, i64, i64)>;

fn roll_href(visitor: &Visitor, federation: &Federation, roll: RollId) -> String {
    visitor.href(&format!("/staff/{}/rolls/{roll}", federation.slug))
}

fn shell(visitor: &Visitor, federation: &Federation, roll: &Roll, here: Option<String>) -> Result<Shell, Refused> {
    let shell = visitor
        .shell()
        .staff_federation(visitor.actor()?, federation.id, &federation.slug, &federation.name)
        .crumb(Some(visitor.href(&format!("/staff/{}/assemblies", federation.slug))), visitor.texts.t("nav-assemblies"));
    Ok(match here {
        None => shell.crumb(None, roll.title.clone()),
        Some(here) => shell.crumb(Some(roll_href(visitor, federation, roll.id)), roll.title.clone()).crumb(None, here),
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
    base: String,
    assemblies_href: String,
}

impl RollPage {
    async fn load(visitor: &Visitor, slug: &str, roll: RollId, query: RollQuery, form: FormData) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let overview = actions::roll_overview(&visitor.app, actor, slug, roll).await?;
        let paging = Paging::of(query.page, None);
        let (entries, total) =
            actions::list_entries(&visitor.app, actor, slug, roll, &query.q, paging.limit, paging.offset).await?;
        let (page, last_page) = (paging.page(), paging.last_page(total));
        let base = roll_href(visitor, &overview.federation, roll);
        let search = form_urlencoded::Serializer::new(String::new()).append_pair("q", &query.q).finish();
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
            frozen_at: overview.roll.frozen_at.map(|at| visitor.texts.instant(at)).unwrap_or_default(),
            digest: overview.roll.digest.clone().unwrap_or_default(),
            may_freeze: actor.may(Right::PrepareAssemblies, overview.federation.id),
            may_handle_codes: actor.may(Right::HandleCodes, overview.federation.id),
            assemblies_href: visitor.href(&format!("/staff/{}/assemblies", overview.federation.slug)),
            base,
            overview,
        })
    }

    fn href(&self, rest: &str) -> String {
        format!("{}{rest}", self.base)
    }

    fn entry_href(&self, entry: &EntryId) -> String {
        format!("{}/entries/{entry}/reissue", self.base)
    }
}

#[handler]
async fn roll_page(visitor: Visitor, Path((_, slug, roll)): RollPath, Query(query): Query<RollQuery>) -> PageResult {
    html(&RollPage::load(&visitor, &slug, RollId(roll), query, FormData::default()).await?)
}

#[handler]
async fn canonical(visitor: Visitor, Path((_, slug, roll)): RollPath) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let text = actions::canonical_roll(&visitor.app, actor, &slug, RollId(roll)).await.map_err(Refused::from)?;
    Ok(Response::builder()
        .content_type("application/jsonl; charset=utf-8")
        .header(header::CONTENT_DISPOSITION, format!("attachment; filename=\"roll-{roll}.jsonl\""))
        .body(text))
}

#[handler]
async fn freeze(visitor: Visitor, Path((_, slug, roll)): RollPath, mut form: FormData) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let acknowledged = form.has("acknowledge_undecided", "yes");
    match actions::freeze_roll(&visitor.app, actor, &slug, RollId(roll), acknowledged).await {
        Ok(()) => Ok(visitor.see_other_with(&format!("/staff/{slug}/rolls/{roll}"), "notice-frozen")),
        Err(error @ (RollError::Undecided(_) | RollError::Empty | RollError::AlreadyFrozen)) => {
            let problem = error.problem();
            form.refuse(&visitor.texts, &problem);
            let page = RollPage::load(&visitor, &slug, RollId(roll), RollQuery::default(), form).await?;
            html_with(status_of(problem.kind), &page)
        }
        Err(error) => Err(Refused::from(error).into()),
    }
}

struct Progress {
    done: i64,
    total: i64,
    permille: i64,
}

struct WaitingSheets {
    own: bool,
    by_name: String,
    sheets: i64,
    until: String,
}

#[derive(Template)]
#[template(path = "rolls/codes.html")]
struct CodesPage {
    shell: Shell,
    form: FormData,
    roll: Roll,
    valid: i64,
    replaceable: bool,
    running: Option<Progress>,
    waiting: Option<WaitingSheets>,
    /// Tone, words and explanation of a job that is over.
    ended: Option<(&'static str, String, String)>,
    may_handle_codes: bool,
    base: String,
}

impl CodesPage {
    async fn load(visitor: &Visitor, slug: &str, roll: RollId, form: FormData) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let (found, CodesState { valid, replaceable, job }) = actions::codes_state(&visitor.app, actor, slug, roll).await?;
        let texts = &visitor.texts;
        let mut page = Self {
            shell: shell(visitor, &found.federation, &found.roll, Some(texts.t("rolls-codes")))?,
            form,
            valid,
            replaceable,
            running: None,
            waiting: None,
            ended: None,
            may_handle_codes: actor.may(Right::HandleCodes, found.federation.id),
            base: roll_href(visitor, &found.federation, roll),
            roll: found.roll,
        };
        let Some(job) = job else { return Ok(page) };
        match job.stage {
            JobStage::Running { done, total } => {
                page.running = Some(Progress { done, total, permille: done * 1_000 / total.max(1) });
            }
            JobStage::Waiting { sheets, until } => {
                page.waiting = Some(WaitingSheets {
                    own: job.by == actor.account,
                    by_name: job.by_name,
                    sheets,
                    until: texts.instant(until),
                });
            }
            JobStage::Printed { at } => {
                let explained = texts.ta("rolls-sheets-printed-explained", &[("name", job.by_name.into()), ("at", texts.instant(at).into())]);
                page.ended = Some(("success", texts.t("rolls-sheets-printed"), explained));
            }
            JobStage::Expired => {
                page.ended = Some(("warning", texts.t("rolls-sheets-expired"), texts.t("rolls-sheets-expired-explained")));
            }
            JobStage::Failed(problem) => {
                page.ended = Some(("danger", texts.t("rolls-codes-failed"), sentence(texts, &problem)));
            }
        }
        Ok(page)
    }

    fn href(&self, rest: &str) -> String {
        format!("{}{rest}", self.base)
    }
}

#[handler]
async fn codes_page(visitor: Visitor, Path((_, slug, roll)): RollPath) -> PageResult {
    html(&CodesPage::load(&visitor, &slug, RollId(roll), FormData::default()).await?)
}

/// The page of the codes with what was refused; a refused right or a missing roll gets the plain page of the problem.
async fn codes_refused(visitor: &Visitor, slug: &str, roll: i64, problem: Problem) -> PageResult {
    let mut form = FormData::default();
    form.refuse(&visitor.texts, &problem);
    html_with(status_of(problem.kind), &CodesPage::load(visitor, slug, RollId(roll), form).await?)
}

#[handler]
async fn make_codes(visitor: Visitor, Path((_, slug, roll)): RollPath) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    match actions::make_codes(&visitor.app, actor, &slug, RollId(roll)).await {
        Ok(()) => Ok(visitor.see_other(&format!("/staff/{slug}/rolls/{roll}/codes"))),
        Err(error @ (RollError::NotFrozen | RollError::Altered | RollError::CodesInUse | RollError::CannotStart(_))) => {
            codes_refused(&visitor, &slug, roll, error.problem()).await
        }
        Err(error) => Err(Refused::from(error).into()),
    }
}

/// What a sheet shows.
struct SheetView {
    sheet: Sheet,
    qr: Option<Qr>,
}

impl std::ops::Deref for SheetView {
    type Target = Sheet;
    fn deref(&self) -> &Sheet {
        &self.sheet
    }
}

impl SheetView {
    fn groups(&self) -> impl Iterator<Item = &str> {
        self.sheet.code.split('-')
    }
}

#[derive(Template)]
#[template(path = "rolls/sheets.html")]
struct SheetsPage {
    shell: Shell,
    printed: PrintedSheets,
    sheets: Vec<SheetView>,
    /// The sheets speak both languages, whatever the person printing them reads.
    languages: Vec<Texts>,
    /// Where voters go.
    address: String,
    back: String,
}

fn sheets_page(visitor: &Visitor, mut printed: PrintedSheets) -> PageResult {
    let address = vote_address(&visitor.app.config.base_url, printed.federation.locale);
    let sheets = std::mem::take(&mut printed.sheets)
        .into_iter()
        .map(|sheet| SheetView { qr: qr(&sheet.link(&address)), sheet })
        .collect();
    let page = SheetsPage {
        shell: shell(visitor, &printed.federation, &printed.roll, Some(visitor.texts.t("rolls-sheets")))?,
        back: roll_href(visitor, &printed.federation, printed.roll.id),
        languages: [Locale::De, Locale::En].map(|l| visitor.app.texts.for_locale(l)).into(),
        sheets,
        address,
        printed,
    };
    let mut response = html(&page)?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

#[handler]
async fn print_sheets(visitor: Visitor, Path((_, slug, roll)): RollPath) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    match actions::take_sheets(&visitor.app, actor, &slug, RollId(roll)).await {
        Ok(printed) => sheets_page(&visitor, printed),
        Err(error @ RollError::NoSheets(_)) => codes_refused(&visitor, &slug, roll, error.problem()).await,
        Err(error) => Err(Refused::from(error).into()),
    }
}

#[derive(Template)]
#[template(path = "rolls/reissue.html")]
struct ReissuePage {
    shell: Shell,
    form: FormData,
    roll: Roll,
    entry: Entry,
    waiting: Option<WaitingReissue>,
    /// The person looking asked for it, so somebody else confirms.
    own: bool,
    entry_href: String,
    back: String,
}

impl ReissuePage {
    async fn load(visitor: &Visitor, slug: &str, roll: RollId, entry: EntryId, form: FormData) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let (found, entry, waiting) = actions::entry_for_reissue(&visitor.app, actor, slug, roll, entry).await?;
        let back = roll_href(visitor, &found.federation, roll);
        Ok(Self {
            shell: shell(visitor, &found.federation, &found.roll, Some(visitor.texts.t("rolls-reissue")))?,
            form,
            own: waiting.as_ref().is_some_and(|w| w.requested_by == actor.account),
            entry_href: format!("{back}/entries/{}/reissue", entry.id),
            roll: found.roll,
            entry,
            waiting,
            back,
        })
    }

    fn reissue_href(&self, act: &str) -> String {
        let id = self.waiting.as_ref().map_or(0, |w| w.id.0);
        format!("{}/reissues/{id}/{act}", self.back)
    }
}

#[handler]
async fn reissue_page(visitor: Visitor, Path((_, slug, roll, entry)): InRollPath) -> PageResult {
    html(&ReissuePage::load(&visitor, &slug, RollId(roll), EntryId(entry), FormData::default()).await?)
}

#[handler]
async fn request_reissue(visitor: Visitor, Path((_, slug, roll, entry)): InRollPath, mut form: FormData) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let input = ReissueInput { reason: form.text("reason") };
    match actions::request_reissue(&visitor.app, actor, &slug, RollId(roll), EntryId(entry), &input).await {
        Ok(_) => Ok(visitor.see_other_with(&format!("/staff/{slug}/rolls/{roll}"), "notice-reissue-requested")),
        Err(
            error @ (RollError::Fields(_) | RollError::NoCodes | RollError::VotedEverywhere | RollError::ReissueWaiting),
        ) => {
            let problem = error.problem();
            form.refuse(&visitor.texts, &problem);
            let page = ReissuePage::load(&visitor, &slug, RollId(roll), EntryId(entry), form).await?;
            html_with(status_of(problem.kind), &page)
        }
        Err(error) => Err(Refused::from(error).into()),
    }
}

#[handler]
async fn confirm_reissue(visitor: Visitor, Path((_, slug, roll, approval)): InRollPath) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let printed = actions::confirm_reissue(&visitor.app, actor, &slug, RollId(roll), ApprovalId(approval))
        .await
        .map_err(Refused::from)?;
    sheets_page(&visitor, printed)
}

#[handler]
async fn withdraw_reissue(visitor: Visitor, Path((_, slug, roll, approval)): InRollPath) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    actions::withdraw_reissue(&visitor.app, actor, &slug, RollId(roll), ApprovalId(approval)).await.map_err(Refused::from)?;
    Ok(visitor.see_other_with(&format!("/staff/{slug}/rolls/{roll}"), "notice-removed"))
}
