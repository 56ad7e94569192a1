//! Staff pages from agreed figures to a certified result: what would be published, what is missing, the second person's word, lots,
//! the record to print, and the election that repeats an annulled one.

mod lots;
mod record;
mod repetition;
mod sheet;

use askama::Template;
use poem::{handler, web::Path};

use super::{election_shell, place};
use crate::{
    accounts::model::Right,
    elections::{
        actions::certification::{
            self as actions, Acknowledged, Certification, CertificationError, WaitingDecision,
            obstacle,
        },
        model::{
            document::Standing,
            election::{ElectionState, Transition},
            publication::{Decision, Obstacle},
        },
        store::versions::SignedVersion,
    },
    types::{ApprovalId, ElectionId, Explain, ProblemKind},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor,
        guard::status_of,
        html, html_with,
        problems::{field_sentence, sentence},
        texts::Texts,
    },
};
use sheet::ResultSheet;

/// Routes of this part.
pub fn routes(routes: Routes) -> Routes {
    let reads = Access::Right(Right::ReadStaffPages);
    let certifies = Access::Right(Right::CertifyElections);
    let keeps = Access::Right(Right::KeepElections);
    routes
        .get(
            "/:lang/staff/:slug/elections/:election/certification",
            reads,
            certification_page,
        )
        .post(
            "/:lang/staff/:slug/elections/:election/certification/provisional",
            certifies,
            publish_provisional,
        )
        .post(
            "/:lang/staff/:slug/elections/:election/certification/request",
            certifies,
            request,
        )
        .post(
            "/:lang/staff/:slug/elections/:election/certification/:decision/confirm",
            certifies,
            confirm,
        )
        .post(
            "/:lang/staff/:slug/elections/:election/certification/:decision/withdraw",
            certifies,
            withdraw,
        )
        .get(
            "/:lang/staff/:slug/elections/:election/lots",
            certifies,
            lots::lot_page,
        )
        .post(
            "/:lang/staff/:slug/elections/:election/lots",
            certifies,
            lots::record_lot,
        )
        .get(
            "/:lang/staff/:slug/elections/:election/record",
            reads,
            record::record_page,
        )
        .get(
            "/:lang/staff/:slug/elections/:election/repetition",
            keeps,
            repetition::repetition_page,
        )
        .post(
            "/:lang/staff/:slug/elections/:election/repetition",
            keeps,
            repetition::repeat,
        )
}

type ElectionPath = Path<(String, String, i64)>;
type DecisionPath = Path<(String, String, i64, i64)>;

/// Takes over what is wrong and gives the status of the page that shows the form again; anything else is a page of its own.
fn refused(
    visitor: &Visitor,
    form: &mut FormData,
    error: CertificationError,
) -> Result<poem::http::StatusCode, Refused> {
    let problem = error.problem();
    match problem.kind {
        ProblemKind::Invalid | ProblemKind::Conflict | ProblemKind::Stale => {
            form.refuse(&visitor.texts, &problem);
            Ok(status_of(problem.kind))
        }
        _ => Err(Refused::from(error)),
    }
}

#[derive(Template)]
#[template(path = "elections/certification.html")]
struct CertificationPage {
    shell: Shell,
    form: FormData,
    title: String,
    state: String,
    /// What keeps the result from being certified, each with the page where it is settled.
    missing: Vec<(String, String)>,
    waiting: Option<Waiting>,
    sheet: Option<ResultSheet>,
    /// What the preview would be published as.
    preview_as: String,
    /// The preview tells something else than the newest version.
    differs: bool,
    published: bool,
    may_publish_provisional: bool,
    /// Why nothing can be published yet; may be empty.
    unpublishable: String,
    /// Counted districts that a provisional version leaves out.
    kept_back: Vec<String>,
    /// What is unusual about the figures of all districts together: its code and sentence.
    unusual: Vec<(String, String)>,
    /// Whom the preview takes a seat from.
    concerned: Vec<String>,
    /// Words and labels of the decisions that can be asked for now.
    decisions: Vec<(String, String)>,
    /// Whether they need a reason.
    needs_reason: bool,
    versions: Vec<VersionLine>,
    lots_href: Option<String>,
    record_href: Option<String>,
    public_href: Option<String>,
    repetition: Option<(String, String)>,
    here: String,
    provisional_action: String,
    request_action: String,
}

struct Waiting {
    what: String,
    reason: String,
    by: String,
    at: String,
    is_current: bool,
    /// Where the second person confirms; `None` for whoever asked, and for those without the right.
    confirm: Option<String>,
    withdraw: Option<String>,
}

struct VersionLine {
    number: String,
    standing: String,
    at: String,
    reason: String,
    signed: String,
    digest: String,
}

/// Key of the name of a standing.
fn standing_label(standing: Standing) -> &'static str {
    match standing {
        Standing::Provisional => crate::key!("certification-standing-provisional"),
        Standing::Certified => crate::key!("certification-standing-certified"),
        Standing::Corrected => crate::key!("certification-standing-corrected"),
        Standing::Annulled => crate::key!("certification-standing-annulled"),
    }
}

/// Who published a version: one person, or two.
fn signatures(texts: &Texts, version: &SignedVersion) -> String {
    match &version.confirmed_by {
        Some(second) => texts.ta(
            "certification-signed-by-two",
            &[
                ("first", version.published_by.as_str().into()),
                ("second", second.as_str().into()),
            ],
        ),
        None => version.published_by.clone(),
    }
}

/// The page where an obstacle is settled, below that of the election.
fn where_settled(obstacle: &Obstacle) -> &'static str {
    match obstacle {
        Obstacle::DistrictMissing(_)
        | Obstacle::DistrictOnce(_)
        | Obstacle::DistrictDiffers(_)
        | Obstacle::Implausible { .. }
        | Obstacle::ImplausibleTotal(_) => "/counts",
        Obstacle::Tie(_) => "/lots",
        Obstacle::NotComputable(_) => "",
    }
}

impl CertificationPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        election: i64,
        form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let id = ElectionId(election);
        let found = actions::certification(&visitor.app, actor, slug, id).await?;
        let texts = &visitor.texts;
        let base = visitor.href(&place(slug, id));
        let here = format!("{base}/certification");
        let certifies = actor.may(Right::CertifyElections, found.federation.id);
        let state = found.line.election.state;
        let free = certifies && found.waiting.is_none();
        let decisions: Vec<(String, String)> = found
            .decisions()
            .iter()
            .filter(|decision| match decision {
                Decision::Certify | Decision::Correct => found.obstacles.is_empty(),
                Decision::Annul => true,
            })
            .filter(|_| free)
            .map(|decision| (decision.as_str().to_owned(), texts.t(decision.label())))
            .collect();
        let may_repeat = actor.may(Right::KeepElections, found.federation.id)
            && state.after(Transition::Repeat).is_ok();
        let has_record = found.preview.is_some() || found.newest.is_some();
        Ok(Self {
            shell: election_shell(visitor, actor, &found.federation, &found.line)
                .crumb(None, texts.t("certification-title")),
            form,
            title: found.line.body_name.clone(),
            state: texts.t(state.label()),
            missing: missing(texts, &found, &base),
            waiting: found.waiting.as_ref().map(|waiting| {
                let own = waiting.approval.requested_by == actor.account;
                waiting_parts(texts, waiting, (certifies, own), &here)
            }),
            preview_as: found
                .preview
                .as_ref()
                .map(|document| texts.t(standing_label(document.standing)))
                .unwrap_or_default(),
            differs: found.differs(),
            published: !found.versions.is_empty(),
            // Where what is unusual has to be confirmed, one form is enough.
            may_publish_provisional: certifies
                && state == ElectionState::Counting
                && found.preview.is_some()
                && found.unpublishable.is_none()
                && (found.unusual.is_empty() || decisions.is_empty())
                && found.differs(),
            unpublishable: found
                .unpublishable
                .as_ref()
                .map(|problem| sentence(texts, problem))
                .unwrap_or_default(),
            kept_back: found
                .kept_back
                .iter()
                .map(|district| format!("{} {}", district.number, district.name))
                .collect(),
            unusual: found
                .unusual
                .iter()
                .map(|finding| (finding.code(), field_sentence(texts, &finding.problem())))
                .collect(),
            concerned: found.concerned.iter().map(|c| c.name.clone()).collect(),
            decisions,
            needs_reason: state == ElectionState::Certified,
            versions: found
                .versions
                .iter()
                .map(|version| VersionLine {
                    number: texts.number(version.version),
                    standing: texts.t(standing_label(version.standing)),
                    at: texts.instant(version.published_at),
                    reason: version.reason.clone(),
                    signed: signatures(texts, version),
                    digest: version.digest.clone(),
                })
                .collect(),
            lots_href: (certifies && !found.ties.is_empty()).then(|| format!("{base}/lots")),
            record_href: has_record.then(|| format!("{base}/record")),
            public_href: found
                .newest
                .is_some()
                .then(|| visitor.href(&format!("/federations/{slug}/elections/{election}"))),
            repetition: match &found.repeated_by {
                Some(again) => Some((
                    visitor.href(&place(slug, again.id)),
                    texts.t("certification-repeated-by"),
                )),
                None if may_repeat => Some((
                    format!("{base}/repetition"),
                    texts.t("certification-repeat"),
                )),
                None => None,
            },
            sheet: found
                .preview
                .as_ref()
                .map(|document| ResultSheet::new(texts, document)),
            provisional_action: format!("{here}/provisional"),
            request_action: format!("{here}/request"),
            here,
        })
    }
}

fn missing(texts: &Texts, found: &Certification, base: &str) -> Vec<(String, String)> {
    match found.line.election.state {
        ElectionState::Counting | ElectionState::Certified => found
            .obstacles
            .iter()
            .map(|one| {
                let sentence = field_sentence(texts, &obstacle(one));
                (sentence, format!("{base}{}", where_settled(one)))
            })
            .collect(),
        // Nothing is to be done about these.
        ElectionState::Preparing
        | ElectionState::NotHeld
        | ElectionState::AppointedInstead
        | ElectionState::Annulled
        | ElectionState::Repeated => Vec::new(),
    }
}

fn waiting_parts(
    texts: &Texts,
    waiting: &WaitingDecision,
    (certifies, own): (bool, bool),
    here: &str,
) -> Waiting {
    let address = |act: &str| format!("{here}/{}/{act}", waiting.approval.id);
    Waiting {
        what: texts.t(waiting.decision.label()),
        reason: waiting.approval.reason.clone(),
        by: waiting.approval.requested_by_name.clone(),
        at: texts.instant(waiting.approval.requested_at),
        is_current: waiting.is_current,
        confirm: (certifies && !own && waiting.is_current).then(|| address("confirm")),
        withdraw: certifies.then(|| address("withdraw")),
    }
}

/// What was confirmed of what is unusual.
fn acknowledged(form: &FormData) -> Acknowledged {
    Acknowledged {
        confirmed: form.all("confirmed"),
        note: form.text("note"),
    }
}

#[handler]
async fn certification_page(
    visitor: Visitor,
    Path((_, slug, election)): ElectionPath,
) -> PageResult {
    html(&CertificationPage::load(&visitor, &slug, election, FormData::default()).await?)
}

/// Back to the page of the certification, with a word or with what is wrong.
async fn answered<T>(
    visitor: &Visitor,
    (slug, election): (&str, i64),
    mut form: FormData,
    result: Result<T, CertificationError>,
    notice: &'static str,
) -> PageResult {
    match result {
        Ok(_) => {
            let here = format!("{}/certification", place(slug, ElectionId(election)));
            Ok(visitor.see_other_with(&here, notice))
        }
        Err(error) => {
            let status = refused(visitor, &mut form, error)?;
            html_with(
                status,
                &CertificationPage::load(visitor, slug, election, form).await?,
            )
        }
    }
}

#[handler]
async fn publish_provisional(
    visitor: Visitor,
    Path((_, slug, election)): ElectionPath,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let id = ElectionId(election);
    let acknowledged = acknowledged(&form);
    let result = actions::publish_provisional(&visitor.app, actor, &slug, id, &acknowledged).await;
    answered(
        &visitor,
        (&slug, election),
        form,
        result,
        "notice-published",
    )
    .await
}

#[handler]
async fn request(
    visitor: Visitor,
    Path((_, slug, election)): ElectionPath,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let id = ElectionId(election);
    let (decision, reason) = (form.text("decision"), form.text("reason"));
    let asked = (decision.as_str(), reason.as_str());
    let acknowledged = acknowledged(&form);
    let result =
        actions::request_decision(&visitor.app, actor, &slug, id, asked, &acknowledged).await;
    let notice = "notice-confirmation-requested";
    answered(&visitor, (&slug, election), form, result, notice).await
}

#[handler]
async fn confirm(
    visitor: Visitor,
    Path((_, slug, election, approval)): DecisionPath,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (id, approval) = (ElectionId(election), ApprovalId(approval));
    let result = actions::confirm(&visitor.app, actor, &slug, id, approval).await;
    answered(
        &visitor,
        (&slug, election),
        form,
        result,
        "notice-published",
    )
    .await
}

#[handler]
async fn withdraw(
    visitor: Visitor,
    Path((_, slug, election, approval)): DecisionPath,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (id, approval) = (ElectionId(election), ApprovalId(approval));
    let result = actions::withdraw(&visitor.app, actor, &slug, id, approval).await;
    answered(
        &visitor,
        (&slug, election),
        form,
        result,
        "notice-withdrawn",
    )
    .await
}
