//! Pages on which staff check credentials: what is doubtful, and the decision about one person.

use askama::Template;
use poem::{handler, web::Path};

use super::round_shell;
use crate::{
    accounts::model::Right,
    delegates::{
        actions::{
            DelegateError, check,
            credentials::{self, WorkList},
        },
        model::{Delegate, DelegateRole, Doubt},
    },
    types::{DelegateId, Explain, ProblemKind, RoundId},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor, guard::status_of, html,
        html_with,
    },
};

const STAFF_READ: Access = Access::Right(Right::ReadStaffPages);
const STAFF_CHANGE: Access = Access::Right(Right::PrepareAssemblies);

/// Routes of the check.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/:lang/staff/:slug/rounds/:round/doubts",
            STAFF_READ,
            list_page,
        )
        .get(
            "/:lang/staff/:slug/rounds/:round/doubts/:delegate",
            STAFF_READ,
            delegate_page,
        )
        .post(
            "/:lang/staff/:slug/rounds/:round/doubts/:delegate/accept",
            STAFF_CHANGE,
            accept,
        )
        .post(
            "/:lang/staff/:slug/rounds/:round/doubts/:delegate/return",
            STAFF_CHANGE,
            give_back,
        )
        .post(
            "/:lang/staff/:slug/rounds/:round/doubts/:delegate/overrule",
            STAFF_CHANGE,
            overrule,
        )
        .post(
            "/:lang/staff/:slug/rounds/:round/doubts/:delegate/depart",
            STAFF_CHANGE,
            depart,
        )
}

#[derive(Template)]
#[template(path = "delegates/doubts.html")]
struct DoubtsPage {
    shell: Shell,
    base: String,
    office: String,
    list: WorkList,
}

#[handler]
async fn list_page(
    visitor: Visitor,
    Path((_, slug, round)): Path<(String, String, i64)>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let round = RoundId(round);
    let list = credentials::work_list(&visitor.app, actor, &slug, round)
        .await
        .map_err(Refused::from)?;
    html(&DoubtsPage {
        shell: round_shell(&visitor, actor, &list.federation, &list.round)
            .crumb(None, visitor.texts.t("doubts-title")),
        base: visitor.href(&format!("/staff/{slug}/rounds/{round}/doubts")),
        office: visitor.href(&format!("/office/{slug}")),
        list,
    })
}

#[derive(Template)]
#[template(path = "delegates/doubtful.html")]
struct DoubtfulPage {
    shell: Shell,
    form: FormData,
    base: String,
    delegate: Delegate,
    doubts: Vec<Doubt>,
    may_change: bool,
}

impl DoubtfulPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        (round, id): (RoundId, DelegateId),
        form: Option<FormData>,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let delegate = check::delegate(&visitor.app, actor, slug, round, id).await?;
        let list = credentials::work_list(&visitor.app, actor, slug, round).await?;
        let doubts = list
            .items
            .iter()
            .filter(|item| item.delegation.entitlement.body == delegate.body)
            .flat_map(|item| item.doubts.about(id).iter().chain(&item.doubts.whole))
            .cloned()
            .collect();
        let doubts_href = visitor.href(&format!("/staff/{slug}/rounds/{round}/doubts"));
        Ok(Self {
            shell: round_shell(visitor, actor, &list.federation, &list.round)
                .crumb(Some(doubts_href.clone()), visitor.texts.t("doubts-title"))
                .crumb(None, &delegate.name),
            form: form.unwrap_or_else(|| FormData::filled([("votes", delegate.votes.to_string())])),
            base: format!("{doubts_href}/{id}"),
            may_change: list.round.is_open()
                && actor.may(Right::PrepareAssemblies, list.federation.id),
            delegate,
            doubts,
        })
    }

    fn blocks(&self) -> bool {
        self.doubts.iter().any(Doubt::blocks)
    }

    fn can_depart(&self) -> bool {
        self.delegate.role == DelegateRole::Delegate && self.delegate.can_be_withdrawn()
    }
}

#[handler]
async fn delegate_page(
    visitor: Visitor,
    Path((_, slug, round, id)): Path<(String, String, i64, i64)>,
) -> PageResult {
    let place = (RoundId(round), DelegateId(id));
    html(&DoubtfulPage::load(&visitor, &slug, place, None).await?)
}

async fn after_change(
    visitor: &Visitor,
    slug: &str,
    place: (RoundId, DelegateId),
    form: FormData,
    result: Result<(), DelegateError>,
    notice: &'static str,
) -> PageResult {
    let Err(error) = result else {
        let rest = format!("/staff/{slug}/rounds/{}/doubts/{}", place.0, place.1);
        return Ok(visitor.see_other_with(&rest, notice));
    };
    let problem = error.problem();
    match problem.kind {
        ProblemKind::Invalid | ProblemKind::Conflict | ProblemKind::Stale => {
            let mut page = DoubtfulPage::load(visitor, slug, place, Some(form)).await?;
            page.form.refuse(&visitor.texts, &problem);
            html_with(status_of(problem.kind), &page)
        }
        _ => Err(Refused::from(error).into()),
    }
}

fn revision(form: &FormData) -> i64 {
    form.text("revision").parse().unwrap_or_default()
}

#[handler]
async fn accept(
    visitor: Visitor,
    Path((_, slug, round, id)): Path<(String, String, i64, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (round, id) = (RoundId(round), DelegateId(id));
    let (votes, revision) = (form.text("votes"), revision(&form));
    let result = check::accept(&visitor.app, actor, &slug, round, id, &votes, revision).await;
    after_change(
        &visitor,
        &slug,
        (round, id),
        form,
        result,
        "notice-accepted",
    )
    .await
}

#[handler]
async fn give_back(
    visitor: Visitor,
    Path((_, slug, round, id)): Path<(String, String, i64, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (round, id) = (RoundId(round), DelegateId(id));
    let (reason, revision) = (form.text("reason"), revision(&form));
    let result = check::give_back(&visitor.app, actor, &slug, round, id, &reason, revision).await;
    after_change(
        &visitor,
        &slug,
        (round, id),
        form,
        result,
        "notice-returned",
    )
    .await
}

#[handler]
async fn overrule(
    visitor: Visitor,
    Path((_, slug, round, id)): Path<(String, String, i64, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let place = (RoundId(round), DelegateId(id));
    let (votes, reason) = (form.text("votes"), form.text("reason"));
    let words = (votes.as_str(), reason.as_str());
    let revision = revision(&form);
    let result = credentials::overrule(&visitor.app, actor, &slug, place, words, revision).await;
    after_change(&visitor, &slug, place, form, result, "notice-accepted").await
}

#[handler]
async fn depart(
    visitor: Visitor,
    Path((_, slug, round, id)): Path<(String, String, i64, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let place = (RoundId(round), DelegateId(id));
    let (reason, revision) = (form.text("reason"), revision(&form));
    let result = credentials::depart(&visitor.app, actor, &slug, place, &reason, revision).await;
    let result = result.map(drop);
    after_change(&visitor, &slug, place, form, result, "notice-saved").await
}
