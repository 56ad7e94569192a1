//! Pages of making codes and of printing their sheets once.

use askama::Template;
use poem::{
    handler,
    http::{HeaderValue, header},
    web::Path,
};

use super::{
    RollPath, owner_href, roll_href,
    sheets::{Print, sheets},
    shell,
};
use crate::{
    accounts::model::Right,
    rolls::{
        actions::{self, CodesState, ForWhom, RollError},
        code_jobs::JobStage,
        model::{LinkCounts, LinkLine, Roll},
    },
    types::{Explain, Problem, RollId},
    web::{
        FormData, PageResult, Refused, Shell, Visitor, guard::status_of, html, html_with,
        letters::LetterLanguage, problems::sentence,
    },
};

struct Progress {
    done: i64,
    total: i64,
    permille: i64,
}

/// So many people whom only a sheet reaches are told; the page of the links has all of them.
const TOLD: usize = 50;

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
    /// Entries and deputies without a code, where others have one.
    missing: i64,
    running: Option<Progress>,
    waiting: Option<WaitingSheets>,
    /// Tone, words and explanation of a job that is over.
    ended: Option<(&'static str, String, String)>,
    may_handle_codes: bool,
    /// Links by mail of the roll.
    links: LinkCounts,
    /// Whom a link did not reach, or cannot; told where links are used.
    need_sheet: Vec<LinkLine>,
    base: String,
}

impl CodesPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        roll: RollId,
        form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let (
            found,
            CodesState {
                valid,
                replaceable,
                missing,
                job,
            },
        ) = actions::codes_state(&visitor.app, actor, slug, roll).await?;
        let links = actions::links(&visitor.app, actor, slug, roll).await?;
        let need_sheet = links.lines.into_iter().filter(LinkLine::needs_sheet);
        let told = if links.counts.any() { TOLD } else { 0 };
        let texts = &visitor.texts;
        let mut page = Self {
            shell: shell(
                visitor,
                &found.federation,
                &found.roll,
                Some(texts.t("rolls-codes")),
            )?,
            form,
            valid,
            replaceable,
            missing,
            running: None,
            waiting: None,
            ended: None,
            may_handle_codes: actor.may(Right::HandleCodes, found.federation.id),
            links: links.counts,
            need_sheet: need_sheet.take(told).collect(),
            base: roll_href(visitor, &found.federation, roll),
            roll: found.roll,
        };
        let Some(job) = job else { return Ok(page) };
        match job.stage {
            JobStage::Running { done, total } => {
                page.running = Some(Progress {
                    done,
                    total,
                    permille: done * 1_000 / total.max(1),
                });
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
                let explained = texts.ta(
                    "rolls-sheets-printed-explained",
                    &[
                        ("name", job.by_name.into()),
                        ("at", texts.instant(at).into()),
                    ],
                );
                page.ended = Some(("success", texts.t("rolls-sheets-printed"), explained));
            }
            JobStage::Expired => {
                page.ended = Some((
                    "warning",
                    texts.t("rolls-sheets-expired"),
                    texts.t("rolls-sheets-expired-explained"),
                ));
            }
            JobStage::Failed(problem) => {
                page.ended = Some((
                    "danger",
                    texts.t("rolls-codes-failed"),
                    sentence(texts, &problem),
                ));
            }
        }
        Ok(page)
    }

    fn href(&self, rest: &str) -> String {
        format!("{}{rest}", self.base)
    }

    fn reissue_href(&self, line: &LinkLine) -> String {
        owner_href(&self.base, line.owner, "reissue")
    }

    /// Languages of sheets with their own names.
    fn languages(&self) -> impl Iterator<Item = LetterLanguage> {
        LetterLanguage::all()
    }
}

#[handler]
pub(super) async fn codes_page(visitor: Visitor, Path((_, slug, roll)): RollPath) -> PageResult {
    let page = CodesPage::load(&visitor, &slug, RollId(roll), FormData::default()).await?;
    let mut response = html(&page)?;
    if page.running.is_some() {
        // Browsers load the page again after so many seconds; no script is needed.
        response
            .headers_mut()
            .insert(header::REFRESH, HeaderValue::from_static("2"));
    }
    Ok(response)
}

/// The page of the codes with what was refused; a refused right or a missing roll gets the plain page of the problem.
async fn codes_refused(visitor: &Visitor, slug: &str, roll: i64, problem: Problem) -> PageResult {
    let mut form = FormData::default();
    form.refuse(&visitor.texts, &problem);
    html_with(
        status_of(problem.kind),
        &CodesPage::load(visitor, slug, RollId(roll), form).await?,
    )
}

#[handler]
pub(super) async fn make_codes(visitor: Visitor, Path((_, slug, roll)): RollPath) -> PageResult {
    make(&visitor, &slug, roll, ForWhom::All).await
}

#[handler]
pub(super) async fn make_missing_codes(
    visitor: Visitor,
    Path((_, slug, roll)): RollPath,
) -> PageResult {
    make(&visitor, &slug, roll, ForWhom::Missing).await
}

#[handler]
pub(super) async fn make_codes_of_unreachable(
    visitor: Visitor,
    Path((_, slug, roll)): RollPath,
) -> PageResult {
    make(&visitor, &slug, roll, ForWhom::Unreachable).await
}

async fn make(visitor: &Visitor, slug: &str, roll: i64, whom: ForWhom) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    match actions::make_codes(&visitor.app, actor, slug, RollId(roll), whom).await {
        Ok(()) => Ok(visitor.see_other(&format!("/staff/{slug}/rolls/{roll}/codes"))),
        Err(
            error @ (RollError::NotFrozen
            | RollError::Altered
            | RollError::CodesInUse
            | RollError::CodesDeleted
            | RollError::NobodyWithoutCode
            | RollError::LinkNeedsTwo
            | RollError::CannotStart(_)),
        ) => codes_refused(visitor, slug, roll, error.problem()).await,
        Err(error) => Err(Refused::from(error).into()),
    }
}

#[handler]
pub(super) async fn print_sheets(
    visitor: Visitor,
    Path((_, slug, roll)): RollPath,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let print = match Print::of(&form) {
        Ok(print) => print,
        Err(problem) => {
            let problem = Problem::fields(vec![problem]);
            return codes_refused(&visitor, &slug, roll, problem).await;
        }
    };
    match actions::take_sheets(&visitor.app, actor, &slug, RollId(roll)).await {
        Ok(printed) => sheets(&visitor, printed, print).await,
        Err(error @ RollError::NoSheets(_)) => {
            codes_refused(&visitor, &slug, roll, error.problem()).await
        }
        Err(error) => Err(Refused::from(error).into()),
    }
}
