use askama::Template;
use poem::{
    Response, handler,
    http::{HeaderValue, StatusCode, header},
    web::{Path, Query},
};
use serde::Deserialize;

use super::{
    corrections::{VersionLine, changes, version_lines},
    published::{ListRow, Position},
    view::{ResultView, Worded},
};
use crate::{
    accounts::model::{Actor, Right},
    results::{
        actions::{self, PublishedVersions, ResultError},
        model::{CorrectionInput, Detail, FiguresInput, ResultDocument, SmallGroup},
    },
    types::{ApprovalId, Explain, Locale, PollId},
    web::{
        FormData, PageResult, Refused, Shell, Visitor, api::Paging, guard::status_of, html,
        html_with, texts::Texts,
    },
};

/// Published results on a page of the list.
const PER_PAGE: i64 = 20;

#[derive(Template)]
#[template(path = "results/staff_list.html")]
struct ListPage {
    shell: Shell,
    waiting: Vec<WaitingRow>,
    published: Vec<ListRow>,
    may_publish: bool,
    board_href: String,
    previous: Option<String>,
    next: Option<String>,
    position: String,
}

struct WaitingRow {
    href: String,
    title: Worded,
    counted: String,
}

#[derive(Deserialize)]
pub(super) struct PageQuery {
    page: Option<i64>,
}

#[handler]
pub(super) async fn list_page(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<PageQuery>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let paging = Paging::of(query.page, Some(PER_PAGE));
    let results = actions::staff_list(&visitor.app, actor, &slug, paging.limit, paging.offset)
        .await
        .map_err(Refused::from)?;
    let (id, name) = (results.federation.id, &results.federation.name);
    let base = visitor.href(&format!("/staff/{slug}/results"));
    let position = Position::new(&visitor.texts, paging, results.total, |page| {
        format!("{base}?page={page}")
    });
    html(&ListPage {
        shell: visitor
            .shell()
            .staff_federation(actor, id, &slug, name)
            .crumb(None, visitor.texts.t("results-title")),
        waiting: results
            .waiting
            .iter()
            .map(|poll| WaitingRow {
                href: format!("{base}/{}", poll.id),
                title: Worded::of(&poll.title, visitor.locale()),
                counted: visitor.texts.ta(
                    "results-counted-at",
                    &[("at", visitor.texts.instant(poll.counted_at).into())],
                ),
            })
            .collect(),
        published: results
            .published
            .iter()
            .map(|document| ListRow {
                href: format!("{base}/{}", document.poll.id),
                view: ResultView::new(&visitor.texts, visitor.locale(), document),
            })
            .collect(),
        may_publish: actor.may(Right::PublishResults, id),
        board_href: visitor.href(&format!("/staff/{slug}/board")),
        previous: position.previous,
        next: position.next,
        position: position.words,
    })
}

#[derive(Template)]
#[template(path = "results/staff_result.html")]
struct ResultPage {
    shell: Shell,
    form: FormData,
    view: ResultView,
    /// Not yet public: what publishing needs.
    preview: Option<PreviewParts>,
    versions: Vec<VersionLine>,
    waiting: Option<Waiting>,
    may_publish: bool,
    may_audit: bool,
    public_href: String,
    /// Where those elected come to the board.
    board_href: Option<String>,
    results_href: String,
    publish_action: String,
    here: String,
}

/// A version that waits for a second person, in words.
struct Waiting {
    what: String,
    detail: Option<String>,
    reason: String,
    by: String,
    at: String,
    /// The figures that it would say.
    view: Option<ResultView>,
    /// Where it is confirmed; whoever asked cannot.
    confirm: Option<String>,
    withdraw: Option<String>,
}

impl Waiting {
    fn of(
        visitor: &Visitor,
        actor: &Actor,
        here: &str,
        result: &actions::StaffResult,
    ) -> Option<Self> {
        let waiting = result.waiting.as_ref()?;
        let texts = &visitor.texts;
        let base = format!("{here}/approvals/{}", waiting.approval.id);
        let may = |right| actor.may(right, result.federation.id);
        let decides = may(Right::PublishResults) || may(Right::RunPolls);
        let is_own = waiting.approval.requested_by == actor.account;
        let document = waiting.document.as_ref();
        Some(Self {
            what: texts.t(waiting.approval.act.label()),
            detail: document.map(|document| {
                texts.t(match document.detail {
                    Detail::Full => crate::key!("results-detail-full"),
                    Detail::OutcomeOnly => crate::key!("results-detail-outcome-only"),
                })
            }),
            reason: waiting.approval.reason.clone(),
            by: waiting.approval.requested_by_name.clone(),
            at: texts.instant(waiting.approval.requested_at),
            view: document.map(|document| ResultView::new(texts, visitor.locale(), document)),
            confirm: (document.is_some() && decides && !is_own).then(|| format!("{base}/confirm")),
            withdraw: decides.then(|| format!("{base}/withdraw")),
        })
    }
}

struct PreviewParts {
    detail: &'static str,
    full_href: String,
    outcome_href: String,
    full_allowed: bool,
    /// Why the figures would tell votes.
    warning: Option<String>,
}

fn small_group_warning(texts: &Texts, small: Option<SmallGroup>) -> Option<String> {
    small.map(|small| {
        texts.t(match small {
            SmallGroup::FewBallots => crate::key!("results-small-few-ballots"),
            SmallGroup::Unanimous => crate::key!("results-small-unanimous"),
            SmallGroup::AllButOne => crate::key!("results-small-all-but-one"),
        })
    })
}

#[derive(Deserialize)]
pub(super) struct DetailQuery {
    detail: Option<String>,
}

async fn result_page(
    visitor: &Visitor,
    slug: &str,
    poll: i64,
    wish: Option<Detail>,
    form: FormData,
) -> Result<ResultPage, Refused> {
    let actor = visitor.actor()?;
    let result = actions::staff_result(&visitor.app, actor, slug, PollId(poll), wish).await?;
    let (id, name) = (result.federation.id, &result.federation.name);
    let here = visitor.href(&format!("/staff/{slug}/results/{poll}"));
    let texts = &visitor.texts;
    let document = match (&result.preview, result.versions.first()) {
        (Some(preview), _) => &preview.document,
        (None, Some(newest)) => &newest.document,
        (None, None) => return Err(ResultError::NotFound.into()),
    };
    let view = ResultView::new(texts, visitor.locale(), document);
    let preview = result.preview.as_ref().map(|preview| PreviewParts {
        detail: preview.document.detail.as_str(),
        full_href: format!("{here}?detail=full"),
        outcome_href: format!("{here}?detail=outcome_only"),
        full_allowed: preview.full_allowed,
        warning: small_group_warning(texts, preview.small_group),
    });
    let version = document.version;
    let is_published = preview.is_none();
    let elected = document.elected().to_vec();
    let waiting = Waiting::of(visitor, actor, &here, &result);
    let published = PublishedVersions {
        all: result.versions,
    };
    let public_href = visitor.href(&format!("/federations/{slug}/results/{poll}"));
    Ok(ResultPage {
        shell: visitor
            .shell()
            .staff_federation(actor, id, slug, name)
            .crumb(
                Some(visitor.href(&format!("/staff/{slug}/results"))),
                texts.t("results-title"),
            )
            .crumb(None, &view.title.text),
        form,
        view,
        preview,
        waiting,
        versions: version_lines(texts, visitor.locale(), &published, &public_href, version),
        may_publish: actor.may(Right::PublishResults, id),
        may_audit: actor.may(Right::Audit, id),
        public_href,
        board_href: (is_published && !elected.is_empty() && actor.may(Right::KeepRegister, id))
            .then(|| format!("{here}/board")),
        publish_action: format!("{here}/publish"),
        results_href: visitor.href(&format!("/staff/{slug}/results")),
        here,
    })
}

#[handler]
pub(super) async fn show_page(
    visitor: Visitor,
    Path((_, slug, poll)): Path<(String, String, i64)>,
    Query(query): Query<DetailQuery>,
) -> PageResult {
    let wish = query.detail.as_deref().and_then(Detail::parse);
    html(&result_page(&visitor, &slug, poll, wish, FormData::default()).await?)
}

/// On to the result with a message, or the result again with what is wrong.
async fn decided(
    visitor: &Visitor,
    slug: &str,
    poll: i64,
    wish: Option<Detail>,
    mut form: FormData,
    (result, notice): (Result<(), ResultError>, &'static str),
) -> PageResult {
    let Err(error) = result else {
        return Ok(visitor.see_other_with(&format!("/staff/{slug}/results/{poll}"), notice));
    };
    let problem = error.problem();
    match error {
        ResultError::NotPublishable(_)
        | ResultError::AlreadyPublished
        | ResultError::RequestWaits
        | ResultError::RequestDecided
        | ResultError::RequestChanged
        | ResultError::SamePerson => {
            form.refuse(&visitor.texts, &problem);
            html_with(
                status_of(problem.kind),
                &result_page(visitor, slug, poll, wish, form).await?,
            )
        }
        error => Err(Refused::from(error).into()),
    }
}

#[handler]
pub(super) async fn publish(
    visitor: Visitor,
    Path((_, slug, poll)): Path<(String, String, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let wish = Detail::parse(&form.text("detail"));
    let asked = actions::request_publication(&visitor.app, actor, &slug, PollId(poll), wish).await;
    let done = (asked.map(drop), "notice-act-requested");
    decided(&visitor, &slug, poll, wish, form, done).await
}

type RequestPath = Path<(String, String, i64, i64)>;

#[handler]
pub(super) async fn confirm(
    visitor: Visitor,
    Path((_, slug, poll, approval)): RequestPath,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let id = ApprovalId(approval);
    let done = actions::confirm(&visitor.app, actor, &slug, PollId(poll), id).await;
    let done = (done.map(drop), "notice-published");
    decided(&visitor, &slug, poll, None, FormData::default(), done).await
}

#[handler]
pub(super) async fn withdraw(
    visitor: Visitor,
    Path((_, slug, poll, approval)): RequestPath,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let id = ApprovalId(approval);
    let done = actions::withdraw(&visitor.app, actor, &slug, PollId(poll), id).await;
    let done = (done, "notice-removed");
    decided(&visitor, &slug, poll, None, FormData::default(), done).await
}

#[derive(Template)]
#[template(path = "results/correction.html")]
struct CorrectionPage {
    shell: Shell,
    form: FormData,
    action: String,
    back: String,
    version: i64,
    /// Field name and label of the votes of each option.
    votes: Vec<(String, String)>,
    is_election: bool,
    scopes: Vec<(String, String)>,
    details: Vec<(String, String)>,
    /// What the next version would say, once asked for.
    preview: Option<ResultView>,
    changes: Vec<(String, String, String)>,
}

/// The form as it stands before anything is typed: the figures of the newest version.
fn filled(document: &ResultDocument) -> FormData {
    let mut form = FormData::default();
    form.set("scope", "note");
    form.set("note", document.note.clone());
    form.set("version", document.version.to_string());
    form.set("voters", document.voters.to_string());
    if let Some(figures) = &document.figures {
        for (i, votes) in figures.votes.iter().enumerate() {
            form.set(&format!("votes-{}", i + 1), votes.to_string());
        }
        form.set("valid", figures.valid.to_string());
        form.set("blank", figures.blank.to_string());
        form.set("invalid", figures.invalid.to_string());
    }
    form
}

fn typed(form: &FormData, options: usize) -> CorrectionInput {
    CorrectionInput {
        reason: form.text("reason"),
        note: form.text("note"),
        figures: (form.text("scope") == "figures").then(|| FiguresInput {
            votes: (1..=options)
                .map(|n| form.text(&format!("votes-{n}")))
                .collect(),
            valid: form.text("valid"),
            blank: form.text("blank"),
            invalid: form.text("invalid"),
            voters: form.text("voters"),
        }),
        detail: form.text("detail"),
    }
}

struct Correcting {
    federation: crate::registry::model::Federation,
    document: ResultDocument,
}

impl Correcting {
    async fn load(visitor: &Visitor, slug: &str, poll: i64) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let result = actions::staff_result(&visitor.app, actor, slug, PollId(poll), None).await?;
        actor.require(Right::PublishResults, result.federation.id)?;
        let newest = result
            .versions
            .into_iter()
            .next()
            .ok_or(ResultError::NotPublished)?;
        Ok(Self {
            federation: result.federation,
            document: newest.document,
        })
    }

    fn options(&self) -> usize {
        if self.document.is_yes_no() {
            3
        } else {
            self.document.poll.options.len()
        }
    }

    fn page(
        &self,
        visitor: &Visitor,
        slug: &str,
        form: FormData,
        preview: Option<&ResultDocument>,
    ) -> Result<CorrectionPage, Refused> {
        let Self {
            federation,
            document,
        } = self;
        let (texts, locale) = (&visitor.texts, visitor.locale());
        let back = visitor.href(&format!("/staff/{slug}/results/{}", document.poll.id));
        let t = |key| texts.t(key);
        Ok(CorrectionPage {
            shell: visitor
                .shell()
                .staff_federation(visitor.actor()?, federation.id, slug, &federation.name)
                .crumb(
                    Some(visitor.href(&format!("/staff/{slug}/results"))),
                    t("results-title"),
                )
                .crumb(
                    Some(back.clone()),
                    document.poll.title.in_language(locale, &[]).0,
                )
                .crumb(None, t("results-correct")),
            form,
            action: format!("{back}/correct"),
            version: document.version,
            votes: (1..)
                .map(|n| format!("votes-{n}"))
                .zip(option_names(texts, locale, document))
                .collect(),
            is_election: !document.is_yes_no(),
            scopes: vec![
                ("note".to_owned(), t("results-scope-note")),
                ("figures".to_owned(), t("results-scope-figures")),
            ],
            details: vec![
                (Detail::Full.as_str().to_owned(), t("results-detail-full")),
                (
                    Detail::OutcomeOnly.as_str().to_owned(),
                    t("results-detail-outcome-only"),
                ),
            ],
            preview: preview.map(|next| ResultView::new(texts, locale, next)),
            changes: preview.map_or_else(Vec::new, |next| changes(texts, locale, document, next)),
            back,
        })
    }
}

fn option_names(texts: &Texts, locale: Locale, document: &ResultDocument) -> Vec<String> {
    if document.is_yes_no() {
        [
            crate::key!("results-yes"),
            crate::key!("results-no"),
            crate::key!("results-abstain"),
        ]
        .into_iter()
        .map(|key| texts.t(key))
        .collect()
    } else {
        let options = document.poll.options.iter();
        options
            .map(|o| o.in_language(locale, &[]).0.to_owned())
            .collect()
    }
}

#[handler]
pub(super) async fn correction_page(
    visitor: Visitor,
    Path((_, slug, poll)): Path<(String, String, i64)>,
) -> PageResult {
    let correcting = Correcting::load(&visitor, &slug, poll).await?;
    let form = filled(&correcting.document);
    html(&correcting.page(&visitor, &slug, form, None)?)
}

#[handler]
pub(super) async fn correct(
    visitor: Visitor,
    Path((_, slug, poll)): Path<(String, String, i64)>,
    mut form: FormData,
) -> PageResult {
    let correcting = Correcting::load(&visitor, &slug, poll).await?;
    let actor = visitor.actor().map_err(Refused::from)?;
    let input = typed(&form, correcting.options());
    let poll = PollId(poll);
    let result = if form.text("act") == "publish" {
        let expected = form.text("version").parse().unwrap_or_default();
        actions::request_correction(&visitor.app, actor, &slug, poll, expected, &input)
            .await
            .map(|_| None)
    } else {
        actions::preview_correction(&visitor.app, actor, &slug, poll, &input)
            .await
            .map(Some)
    };
    match result {
        Ok(None) => Ok(visitor.see_other_with(
            &format!("/staff/{slug}/results/{poll}"),
            "notice-act-requested",
        )),
        Ok(Some(preview)) => html(&correcting.page(&visitor, &slug, form, Some(&preview))?),
        Err(
            e @ (ResultError::Fields(_)
            | ResultError::Stale
            | ResultError::RequestWaits
            | ResultError::NotPublishable(_)),
        ) => {
            let problem = e.problem();
            form.refuse(&visitor.texts, &problem);
            html_with(
                status_of(problem.kind),
                &correcting.page(&visitor, &slug, form, None)?,
            )
        }
        Err(e) => Err(Refused::from(e).into()),
    }
}

#[handler]
pub(super) async fn box_export(
    visitor: Visitor,
    Path((_, slug, poll)): Path<(String, String, i64)>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let export = actions::export_box(&visitor.app, actor, &slug, PollId(poll))
        .await
        .map_err(Refused::from)?;
    let body = serde_json::to_vec(&export)
        .map_err(|_| poem::Error::from_status(StatusCode::INTERNAL_SERVER_ERROR))?;
    let mut response = Response::builder()
        .content_type("application/json")
        .body(body);
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"box-{poll}.json\"")) {
        response
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}
