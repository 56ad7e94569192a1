//! The computed places of a round: what holds, and what would be saved.

use std::collections::BTreeMap;

use askama::Template;
use poem::{handler, http::StatusCode, web::Path};

use crate::{
    accounts::model::Right,
    delegates::{
        actions::{
            DelegateError,
            computation::{self, ComputationInput, Kept, Proposal, WorkingOfBody},
        },
        model::Round,
    },
    statutes::model::{
        computation::{Computation, ComputedBody},
        working::sentences,
    },
    types::{BodyId, Day, Explain, ProblemKind, RoundId},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor, guard::status_of, html,
        html_with, texts::Texts,
    },
};

/// Routes of the computation.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/:lang/staff/:slug/rounds/:round/computation",
            Access::Right(Right::ReadStaffPages),
            show,
        )
        .post(
            "/:lang/staff/:slug/rounds/:round/computation",
            Access::Right(Right::PrepareAssemblies),
            compute,
        )
}

/// How the places of a body came about, as it is shown.
pub(super) struct WorkingView {
    pub name: String,
    pub figure: String,
    pub day: Option<Day>,
    pub source: String,
    pub says: Vec<String>,
    pub places: i64,
    /// The places that the body has now.
    pub now: i64,
    /// Why staff gave it other places than those computed.
    pub overruled: Option<String>,
}

impl WorkingView {
    fn of(computed: &ComputedBody, now: i64, overruled: Option<String>, texts: &Texts) -> Self {
        let figure = computed.figure.as_ref();
        Self {
            name: computed.name.clone(),
            figure: figure
                .map(|figure| texts.number(figure.value))
                .unwrap_or_default(),
            day: figure.map(|figure| figure.day),
            source: figure
                .map(|figure| figure.source.clone())
                .unwrap_or_default(),
            says: sentences(figure, &computed.working)
                .iter()
                .map(|said| texts.say(said))
                .collect(),
            places: computed.places.into(),
            now,
            overruled,
        }
    }

    /// Whether the body has other places than those computed.
    pub fn differs(&self) -> bool {
        self.places != self.now
    }
}

/// The working of a body on the page of its office.
pub(super) struct OfficeWorking {
    pub view: WorkingView,
    pub statutes: String,
    pub article: String,
}

impl OfficeWorking {
    pub(super) fn of(found: WorkingOfBody, texts: &Texts) -> Self {
        Self {
            view: WorkingView::of(&found.computed, found.places, found.overruled, texts),
            statutes: found.statutes_title,
            article: found.article,
        }
    }
}

/// A computation as it is shown, kept or proposed.
struct ComputationView {
    statutes: String,
    article: String,
    /// The day of the round when it was made.
    day: Day,
    reference_day: Day,
    total: i64,
    rows: Vec<WorkingView>,
    left: Vec<String>,
    digest: String,
    lot: Option<(String, Day)>,
}

impl ComputationView {
    fn of(
        found: &Computation,
        digest: &str,
        now: &BTreeMap<BodyId, i64>,
        overrules: &BTreeMap<BodyId, String>,
        texts: &Texts,
    ) -> Self {
        Self {
            statutes: found.statutes_title.clone(),
            article: found.article.clone(),
            day: found.day,
            reference_day: found.reference_day,
            total: i64::try_from(found.total).unwrap_or(i64::MAX),
            rows: found
                .bodies
                .iter()
                .map(|computed| {
                    let body = &computed.body;
                    let now = now.get(body).copied().unwrap_or(0);
                    WorkingView::of(computed, now, overrules.get(body).cloned(), texts)
                })
                .collect(),
            left: found
                .left_as_they_are
                .iter()
                .map(|left| left.name.clone())
                .collect(),
            digest: digest.to_owned(),
            lot: found
                .lot
                .as_ref()
                .map(|lot| (lot.drawn_by.clone(), lot.drawn_on)),
        }
    }
}

#[derive(Template)]
#[template(path = "delegates/computation.html")]
struct ComputationPage {
    shell: Shell,
    form: FormData,
    action: String,
    statutes_href: String,
    round: Round,
    may_compute: bool,
    kept: Option<ComputationView>,
    proposed: Option<ComputationView>,
    /// Bodies that a lot has to decide between, and for how many places.
    tie: Option<(i64, Vec<(String, String)>)>,
    /// Winners of a lot that was entered, kept for saving.
    lot: Vec<String>,
}

fn page(
    visitor: &Visitor,
    found: Kept,
    proposed: Option<&Proposal>,
    mut form: FormData,
) -> Result<ComputationPage, Refused> {
    let actor = visitor.actor()?;
    let federation = &found.federation;
    let texts = &visitor.texts;
    if form.value("reference_day").is_none() {
        let today = visitor.app.clock.today();
        form.set("reference_day", found.round.day.min(today).to_string());
    }
    let base = visitor.href(&format!("/staff/{}", federation.slug));
    let shell = visitor
        .shell()
        .staff_federation(actor, federation.id, &federation.slug, &federation.name)
        .crumb(
            Some(format!("{base}/assemblies")),
            texts.t("delegates-assemblies"),
        )
        .crumb(None, texts.t("computation-title"));
    let places = |proposal: &Proposal| {
        proposal
            .now
            .iter()
            .map(|(body, places)| (*body, places.places))
            .collect()
    };
    Ok(ComputationPage {
        shell,
        action: format!("{base}/rounds/{}/computation", found.round.id),
        statutes_href: format!("{base}/statutes"),
        may_compute: found.may_compute,
        kept: found.kept.as_ref().map(|kept| {
            ComputationView::of(
                &kept.computation,
                &kept.digest,
                &found.now,
                &found.overrules,
                texts,
            )
        }),
        proposed: proposed.map(|proposal| {
            ComputationView::of(
                &proposal.computation,
                &proposal.digest,
                &places(proposal),
                &found.overrules,
                texts,
            )
        }),
        tie: proposed
            .and_then(|proposal| proposal.undecided.as_ref())
            .map(|tie| {
                let between = tie.between.iter();
                (
                    i64::from(tie.places),
                    between
                        .map(|(body, name)| (body.to_string(), name.clone()))
                        .collect(),
                )
            }),
        lot: form.all("lot"),
        round: found.round,
        form,
    })
}

#[handler]
async fn show(
    visitor: Visitor,
    Path((_, slug, round)): Path<(String, String, RoundId)>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let found = computation::kept_computation(&visitor.app, actor, &slug, round)
        .await
        .map_err(Refused::from)?;
    html(&page(&visitor, found, None, FormData::default())?)
}

/// Shows what would be saved, or saves it.
#[handler]
async fn compute(
    visitor: Visitor,
    Path((_, slug, round)): Path<(String, String, RoundId)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let input = ComputationInput {
        reference_day: form.text("reference_day"),
        leave_missing: form.has("leave_missing", "yes"),
        lot: form
            .all("lot")
            .iter()
            .filter_map(|body| body.parse().ok())
            .collect(),
        lot_drawn_by: form.text("lot_drawn_by"),
        lot_drawn_on: form.text("lot_drawn_on"),
        digest: form.text("digest"),
    };
    let app = &visitor.app;
    let mut status = StatusCode::OK;
    if form.has("do", "save") {
        match computation::compute_entitlements(app, actor, &slug, round, &input).await {
            Ok(_) => {
                let rest = format!("/staff/{slug}/rounds/{round}/computation");
                return Ok(visitor.see_other_with(&rest, "notice-saved"));
            }
            Err(e) => status = refuse(&visitor, &mut form, e)?,
        }
    }
    let proposed = match computation::proposal(app, actor, &slug, round, &input).await {
        Ok(proposed) => Some(proposed),
        // What stands against saving is told already.
        Err(_) if status != StatusCode::OK => None,
        Err(e) => {
            status = refuse(&visitor, &mut form, e)?;
            None
        }
    };
    let found = computation::kept_computation(app, actor, &slug, round)
        .await
        .map_err(Refused::from)?;
    html_with(status, &page(&visitor, found, proposed.as_ref(), form)?)
}

/// Takes over what is wrong and gives the status of the page; anything else is a page of its own.
fn refuse(
    visitor: &Visitor,
    form: &mut FormData,
    error: DelegateError,
) -> Result<StatusCode, Refused> {
    let problem = error.problem();
    match problem.kind {
        ProblemKind::Invalid | ProblemKind::Conflict | ProblemKind::Stale => {
            form.refuse(&visitor.texts, &problem);
            Ok(status_of(problem.kind))
        }
        _ => Err(Refused::from(error)),
    }
}
