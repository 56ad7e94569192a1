//! Minutes as a page and as PDF, their form, and signing by two.

mod words;

use askama::Template;
use poem::{
    Response, handler,
    http::{HeaderValue, StatusCode, header},
    web::{Path, Query},
};
use serde::Deserialize;

use super::{
    actions::{self, Minutes, MinutesError},
    model::{MinutesDocument, MinutesTexts},
    store::SignedMinutes,
};
use crate::{
    accounts::model::{Actor, Right},
    assemblies::actions::FoundAssembly,
    types::{ApprovalId, AssemblyId, Direction, Explain, ProblemKind},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor,
        guard::status_of,
        html, html_with,
        pdf::{self, Block, Paper},
    },
};
use words::Words;

/// Routes of this room.
pub fn routes(routes: Routes) -> Routes {
    let reads = Access::Right(Right::ReadStaffPages);
    let keeps = Access::Right(Right::CheckIn);
    routes
        .get(
            "/:lang/staff/:slug/assemblies/:assembly/minutes",
            reads,
            minutes_page,
        )
        .get(
            "/:lang/staff/:slug/assemblies/:assembly/minutes.pdf",
            reads,
            minutes_pdf,
        )
        .get(
            "/:lang/staff/:slug/assemblies/:assembly/minutes/edit",
            keeps,
            edit_page,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/minutes/edit",
            keeps,
            edit,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/minutes/sign",
            keeps,
            request,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/minutes/:approval/confirm",
            keeps,
            confirm,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/minutes/:approval/withdraw",
            keeps,
            withdraw,
        )
}

type AssemblyPath = Path<(String, String, i64)>;
type ApprovalPath = Path<(String, String, i64, i64)>;

/// Which version; the newest signed one where none is given, and what is being written where none is signed.
#[derive(Clone, Copy, Default, Deserialize)]
struct VersionQuery {
    version: Option<i64>,
    /// Shows what is being written even where something is signed.
    #[serde(default)]
    draft: bool,
}

impl VersionQuery {
    /// The document asked for, and its signing where it is signed.
    fn of(self, minutes: &Minutes) -> Option<(&MinutesDocument, Option<&SignedMinutes>)> {
        if self.draft {
            return Some((&minutes.draft, None));
        }
        let signed = match self.version {
            Some(version) => Some(
                minutes
                    .signed
                    .iter()
                    .find(|signed| signed.document.version == version)?,
            ),
            None => minutes.signed.first(),
        };
        Some(signed.map_or((&minutes.draft, None), |signed| {
            (&signed.document, Some(signed))
        }))
    }
}

fn base_of(visitor: &Visitor, found: &FoundAssembly) -> String {
    visitor.href(&format!(
        "/staff/{}/assemblies/{}",
        found.federation.slug, found.assembly.id
    ))
}

fn shell_of(visitor: &Visitor, actor: &Actor, found: &FoundAssembly) -> Shell {
    let FoundAssembly {
        federation,
        assembly,
    } = found;
    let list = visitor.href(&format!("/staff/{}/assemblies", federation.slug));
    visitor
        .shell()
        .staff_federation(actor, federation.id, &federation.slug, &federation.name)
        .crumb(Some(list), visitor.texts.t("assemblies-title"))
        .crumb(Some(base_of(visitor, found)), &assembly.title)
}

/// A signed version in the list of them.
struct VersionLine {
    href: String,
    version: i64,
    signed: String,
}

/// A request that waits.
struct WaitingView {
    by: String,
    at: String,
    reason: String,
    digest: String,
    own: bool,
    base: String,
}

#[derive(Template)]
#[template(path = "minutes/minutes.html")]
struct MinutesPage {
    shell: Shell,
    form: FormData,
    title: String,
    base: String,
    pdf: String,
    blocks: Vec<Block>,
    /// Tone and words of the state.
    state: (&'static str, String, String),
    digest: String,
    versions: Vec<VersionLine>,
    waiting: Option<WaitingView>,
    may_keep: bool,
    may_ask: bool,
    /// A version that replaces a signed one needs a reason.
    needs_reason: bool,
}

impl MinutesPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        assembly: AssemblyId,
        query: VersionQuery,
        form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let minutes = actions::minutes(&visitor.app, actor, slug, assembly).await?;
        let texts = &visitor.texts;
        let (document, signed) = query.of(&minutes).ok_or(MinutesError::NotFound)?;
        let base = format!("{}/minutes", base_of(visitor, &minutes.found));
        let state = match signed {
            Some(signed) => (
                "success",
                texts.ta(
                    "minutes-signed",
                    &[("version", signed.document.version.into())],
                ),
                signed_by(visitor, signed),
            ),
            None => (
                "warning",
                texts.t("minutes-draft"),
                texts.t("minutes-draft-explained"),
            ),
        };
        let pdf = match signed {
            Some(signed) => format!("{base}.pdf?version={}", signed.document.version),
            None => format!("{base}.pdf?draft=true"),
        };
        Ok(Self {
            shell: shell_of(visitor, actor, &minutes.found).crumb(None, texts.t("minutes-title")),
            form,
            blocks: Words::new(texts, visitor.locale(), document, &minutes.hall).blocks(),
            title: minutes.found.assembly.title.clone(),
            pdf,
            state,
            digest: signed.map(|s| s.digest.clone()).unwrap_or_default(),
            versions: minutes
                .signed
                .iter()
                .map(|signed| VersionLine {
                    href: format!("{base}?version={}", signed.document.version),
                    version: signed.document.version,
                    signed: signed_by(visitor, signed),
                })
                .collect(),
            may_keep: actor.may(Right::CheckIn, minutes.found.federation.id),
            may_ask: minutes.waiting.is_none() && minutes.has_news(),
            needs_reason: !minutes.signed.is_empty(),
            waiting: minutes.waiting.map(|waiting| WaitingView {
                by: waiting.requested_by_name,
                at: texts.instant(waiting.requested_at),
                reason: waiting.reason,
                digest: waiting.content,
                own: waiting.requested_by == actor.account,
                base: format!("{base}/{}", waiting.id),
            }),
            base,
        })
    }
}

fn signed_by(visitor: &Visitor, signed: &SignedMinutes) -> String {
    visitor.texts.ta(
        "minutes-signed-by",
        &[
            ("first", signed.requested_by.clone().into()),
            ("second", signed.confirmed_by.clone().into()),
            ("at", visitor.texts.instant(signed.signed_at).into()),
        ],
    )
}

#[handler]
async fn minutes_page(
    visitor: Visitor,
    Path((_, slug, assembly)): AssemblyPath,
    Query(query): Query<VersionQuery>,
) -> PageResult {
    let id = AssemblyId(assembly);
    match MinutesPage::load(&visitor, &slug, id, query, FormData::default()).await {
        Ok(page) => html(&page),
        Err(refused) => Err(refused.into()),
    }
}

#[handler]
async fn minutes_pdf(
    visitor: Visitor,
    Path((_, slug, assembly)): AssemblyPath,
    Query(query): Query<VersionQuery>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let minutes = actions::minutes(&visitor.app, actor, &slug, AssemblyId(assembly))
        .await
        .map_err(Refused::from)?;
    let (document, signed) = query
        .of(&minutes)
        .ok_or(MinutesError::NotFound)
        .map_err(Refused::from)?;
    let texts = &visitor.texts;
    let mut blocks = Words::new(texts, visitor.locale(), document, &minutes.hall).blocks();
    let state = match signed {
        Some(signed) => {
            blocks.push(Block::Fine {
                text: texts.ta_plain(
                    "minutes-digest",
                    &[("digest", broken(&signed.digest).into())],
                ),
            });
            Block::State {
                text: texts.ta_plain(
                    "minutes-signed",
                    &[("version", signed.document.version.into())],
                ),
                lines: vec![signed_by(&visitor, signed)],
            }
        }
        None => Block::State {
            text: texts.t("minutes-draft"),
            lines: vec![texts.t("minutes-draft-explained")],
        },
    };
    blocks.insert(0, state);
    let tag = texts.locale().tag();
    let paper = Paper {
        lang: tag.split_once('-').map_or(tag, |(language, _)| language),
        is_rtl: texts.locale().direction() == Direction::RightToLeft,
        author: document.federation.clone(),
        caption: texts.t("minutes-title"),
        title: document.assembly.title.clone(),
        footer: format!("{} · {}", document.federation, document.assembly.title),
        blocks,
    };
    let mark = pdf::mark(&visitor.app, texts);
    let file = pdf::print(paper, mark).await.map_err(|error| {
        tracing::error!(%error, "minutes could not be set as PDF");
        poem::Error::from_status(StatusCode::INTERNAL_SERVER_ERROR)
    })?;
    let name = format!("minutes-{assembly}-v{}.pdf", document.version);
    Ok(Response::builder()
        .content_type("application/pdf")
        .header(
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        )
        .header(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))
        .body(file))
}

/// A digest in groups, so that it finds a place to break.
fn broken(digest: &str) -> String {
    let signs: Vec<char> = digest.chars().collect();
    let groups: Vec<String> = signs
        .chunks(8)
        .map(|group| group.iter().collect())
        .collect();
    groups.join(" ")
}

#[derive(Template)]
#[template(path = "minutes/edit.html")]
struct EditPage {
    shell: Shell,
    form: FormData,
    title: String,
    base: String,
}

impl EditPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        assembly: AssemblyId,
        typed: Option<FormData>,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let minutes = actions::minutes(&visitor.app, actor, slug, assembly).await?;
        let texts = minutes.draft.texts;
        let form = typed.unwrap_or_else(|| {
            FormData::filled([
                ("chaired_by", texts.chaired_by),
                ("taken_by", texts.taken_by),
                ("began", texts.began),
                ("ended", texts.ended),
                ("opening", texts.opening),
                ("proceedings", texts.proceedings),
                ("statements", texts.statements),
                ("revision", minutes.revision.to_string()),
            ])
        });
        let base = format!("{}/minutes", base_of(visitor, &minutes.found));
        Ok(Self {
            shell: shell_of(visitor, actor, &minutes.found)
                .crumb(Some(base.clone()), visitor.texts.t("minutes-title"))
                .crumb(None, visitor.texts.t("minutes-edit")),
            form,
            title: minutes.found.assembly.title,
            base,
        })
    }
}

#[handler]
async fn edit_page(visitor: Visitor, Path((_, slug, assembly)): AssemblyPath) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let assembly = AssemblyId(assembly);
    actions::assembly_to_keep(&visitor.app, actor, &slug, assembly)
        .await
        .map_err(Refused::from)?;
    html(&EditPage::load(&visitor, &slug, assembly, None).await?)
}

#[handler]
async fn edit(
    visitor: Visitor,
    Path((_, slug, assembly)): AssemblyPath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let typed = MinutesTexts {
        chaired_by: form.text("chaired_by"),
        taken_by: form.text("taken_by"),
        began: form.text("began"),
        ended: form.text("ended"),
        opening: form.text("opening"),
        proceedings: form.text("proceedings"),
        statements: form.text("statements"),
    };
    // Not a number: as if the minutes had changed.
    let revision = form.text("revision").parse().unwrap_or(-1);
    let at = (AssemblyId(assembly), revision);
    let Err(error) = actions::edit_minutes(&visitor.app, actor, &slug, at, &typed).await else {
        let to = format!("/staff/{slug}/assemblies/{assembly}/minutes");
        return Ok(visitor.see_other(&format!("{to}?draft=true")));
    };
    let problem = error.problem();
    match problem.kind {
        ProblemKind::Invalid | ProblemKind::Conflict | ProblemKind::Stale => {
            form.refuse(&visitor.texts, &problem);
            let page = EditPage::load(&visitor, &slug, AssemblyId(assembly), Some(form)).await?;
            html_with(status_of(problem.kind), &page)
        }
        _ => Err(Refused::from(error).into()),
    }
}

/// Back to the minutes, or the minutes with what was refused.
async fn answered(
    visitor: &Visitor,
    slug: &str,
    assembly: i64,
    mut form: FormData,
    done: Result<(), MinutesError>,
    notice: &'static str,
) -> PageResult {
    let Err(error) = done else {
        let to = format!("/staff/{slug}/assemblies/{assembly}/minutes");
        return Ok(visitor.see_other_with(&to, notice));
    };
    let problem = error.problem();
    match problem.kind {
        ProblemKind::Invalid | ProblemKind::Conflict | ProblemKind::Stale => {
            form.refuse(&visitor.texts, &problem);
            let query = VersionQuery {
                version: None,
                draft: true,
            };
            let id = AssemblyId(assembly);
            let page = MinutesPage::load(visitor, slug, id, query, form).await?;
            html_with(status_of(problem.kind), &page)
        }
        _ => Err(Refused::from(error).into()),
    }
}

#[handler]
async fn request(
    visitor: Visitor,
    Path((_, slug, assembly)): AssemblyPath,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (id, reason) = (AssemblyId(assembly), form.text("reason"));
    let done = actions::request_signing(&visitor.app, actor, &slug, id, &reason).await;
    let notice = "notice-saved";
    answered(&visitor, &slug, assembly, form, done.map(drop), notice).await
}

#[handler]
async fn confirm(
    visitor: Visitor,
    Path((_, slug, assembly, approval)): ApprovalPath,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (id, approval) = (AssemblyId(assembly), ApprovalId(approval));
    let done = actions::confirm_signing(&visitor.app, actor, &slug, id, approval).await;
    answered(
        &visitor,
        &slug,
        assembly,
        FormData::default(),
        done,
        "notice-saved",
    )
    .await
}

#[handler]
async fn withdraw(
    visitor: Visitor,
    Path((_, slug, assembly, approval)): ApprovalPath,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (id, approval) = (AssemblyId(assembly), ApprovalId(approval));
    let done = actions::withdraw_signing(&visitor.app, actor, &slug, id, approval).await;
    answered(
        &visitor,
        &slug,
        assembly,
        FormData::default(),
        done,
        "notice-removed",
    )
    .await
}
