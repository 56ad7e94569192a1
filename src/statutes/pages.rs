//! Pages of statutes: versions with their rules, and the form of a version with a preview of its key.

mod form;

use askama::Template;
use poem::{handler, http::StatusCode, web::Path};

use super::{
    actions::{self, StatutesError, Versions},
    model::Statutes,
};
use crate::{
    accounts::model::{Actor, Right},
    registry::model::Federation,
    types::{BodyId, Day, Explain, ProblemKind, StatutesId},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor, guard::status_of, html,
        html_with, texts::Texts,
    },
};

/// Routes of this room.
pub fn routes(routes: Routes) -> Routes {
    let (read, keep) = (
        Access::Right(Right::ReadStaffPages),
        Access::Right(Right::KeepStatutes),
    );
    let routes = routes
        .get("/:lang/staff/:slug/statutes", read, list_page)
        .get("/:lang/staff/:slug/statutes/:statutes", read, version_page)
        .post("/:lang/staff/:slug/statutes/:statutes/remove", keep, remove)
        .get(
            "/:lang/office/:slug/:body/statutes",
            Access::OfficeOr(Right::ReadStaffPages),
            office_page,
        );
    form::routes(routes)
}

/// A rule as it is shown.
pub(super) struct RuleRow {
    name: String,
    article: String,
    says: Vec<String>,
}

/// A version as it is shown.
pub(super) struct VersionView {
    id: StatutesId,
    title: String,
    valid_from: Day,
    revision: i64,
    in_use: bool,
    holds_today: bool,
    rules: Vec<RuleRow>,
}

impl VersionView {
    fn of(version: Statutes, today: Option<StatutesId>, texts: &Texts) -> Self {
        Self {
            holds_today: today == Some(version.id),
            rules: version
                .rules
                .described()
                .into_iter()
                .map(|rule| RuleRow {
                    name: texts.t(rule.name),
                    article: rule.article,
                    says: rule.says.iter().map(|said| texts.say(said)).collect(),
                })
                .collect(),
            id: version.id,
            title: version.title,
            valid_from: version.valid_from,
            revision: version.revision,
            in_use: version.in_use,
        }
    }

    fn all(found: &Versions, texts: &Texts) -> Vec<Self> {
        found
            .versions
            .iter()
            .map(|version| Self::of(version.clone(), found.today, texts))
            .collect()
    }
}

/// The frame of the staff pages of statutes, up to their list.
fn staff_shell(visitor: &Visitor, actor: &Actor, federation: &Federation) -> Shell {
    let list = visitor.href(&format!("/staff/{}/statutes", federation.slug));
    visitor
        .shell()
        .staff_federation(actor, federation.id, &federation.slug, &federation.name)
        .crumb(Some(list), visitor.texts.t("statutes-title"))
}

/// Takes over what is wrong and gives the status of the page that shows the form again; anything else is a page of its own.
fn refuse(
    visitor: &Visitor,
    form: &mut FormData,
    error: StatutesError,
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

#[derive(Template)]
#[template(path = "statutes/list.html")]
struct ListPage {
    shell: Shell,
    /// Where versions have pages of their own: for staff.
    base: Option<String>,
    caption: String,
    keeps: bool,
    versions: Vec<VersionView>,
}

#[handler]
async fn list_page(visitor: Visitor, Path((_, slug)): Path<(String, String)>) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let found = actions::list_statutes(&visitor.app, actor, &slug)
        .await
        .map_err(Refused::from)?;
    let federation = &found.federation;
    html(&ListPage {
        shell: visitor
            .shell()
            .staff_federation(actor, federation.id, &federation.slug, &federation.name)
            .crumb(None, visitor.texts.t("statutes-title")),
        base: Some(visitor.href(&format!("/staff/{slug}/statutes"))),
        caption: federation.name.clone(),
        keeps: found.keeps,
        versions: VersionView::all(&found, &visitor.texts),
    })
}

#[handler]
async fn office_page(
    visitor: Visitor,
    Path((_, slug, body)): Path<(String, String, BodyId)>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (found, body) = actions::statutes_of_body(&visitor.app, actor, &slug, body)
        .await
        .map_err(Refused::from)?;
    let federation = &found.federation;
    let texts = &visitor.texts;
    let title = texts.t("statutes-title");
    let shell = if actor.may(Right::ReadStaffPages, federation.id) {
        staff_shell(&visitor, actor, federation)
    } else {
        visitor
            .shell()
            .office(&slug, &federation.name, body.id, &body.name)
            .crumb(None, title)
    };
    html(&ListPage {
        shell,
        base: None,
        caption: federation.name.clone(),
        keeps: false,
        versions: VersionView::all(&found, texts),
    })
}

#[derive(Template)]
#[template(path = "statutes/version.html")]
struct VersionPage {
    shell: Shell,
    form: FormData,
    here: String,
    remove_href: String,
    keeps: bool,
    version: VersionView,
}

impl VersionPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        id: StatutesId,
        form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let (federation, found) = actions::read_statutes(&visitor.app, actor, slug, id).await?;
        let shell = staff_shell(visitor, actor, &federation).crumb(None, found.title.clone());
        Ok(Self {
            here: visitor.href(&format!("/staff/{slug}/statutes/{id}")),
            remove_href: visitor.href(&format!("/staff/{slug}/statutes/{id}/remove")),
            keeps: actor.may(Right::KeepStatutes, federation.id),
            version: VersionView::of(found, None, &visitor.texts),
            form,
            shell,
        })
    }
}

#[handler]
async fn version_page(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, StatutesId)>,
) -> PageResult {
    html(&VersionPage::load(&visitor, &slug, id, FormData::default()).await?)
}

#[handler]
async fn remove(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, StatutesId)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let revision = form.text("revision").parse().unwrap_or(-1);
    match actions::remove_statutes(&visitor.app, actor, &slug, (id, revision)).await {
        Ok(()) => Ok(visitor.see_other_with(&format!("/staff/{slug}/statutes"), "notice-removed")),
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            html_with(status, &VersionPage::load(&visitor, &slug, id, form).await?)
        }
    }
}
