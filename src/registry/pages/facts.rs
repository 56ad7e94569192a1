//! Reference figures and fees of a body: one page for its office and for staff, who also change them.

use askama::Template;
use poem::{handler, http::StatusCode, web::Path};

use super::{
    bodies::{Choice, choices, revision, staff},
    refuse,
};
use crate::{
    accounts::model::Right,
    registry::{
        actions::{
            RegistryError,
            facts::{self, FactsOfBody},
        },
        model::facts::{FeeInput, FigureInput, FigureKind},
    },
    types::{BodyId, Day, FeeId, FigureId},
    web::{Access, FormData, PageResult, Refused, Routes, Shell, Visitor, html, html_with},
};

/// Routes of the facts.
pub(super) fn routes(routes: Routes) -> Routes {
    let keep = Access::Right(Right::KeepRegister);
    routes
        .get(
            "/:lang/office/:slug/:body/facts",
            Access::OfficeOr(Right::ReadStaffPages),
            office_page,
        )
        .get(
            "/:lang/staff/:slug/bodies/:body/facts",
            Access::Right(Right::ReadStaffPages),
            staff_page,
        )
        .post("/:lang/staff/:slug/bodies/:body/facts", keep, add)
        .post(
            "/:lang/staff/:slug/bodies/:body/figures/:figure/remove",
            keep,
            remove_figure,
        )
        .post(
            "/:lang/staff/:slug/bodies/:body/fees/:fee",
            keep,
            change_fee,
        )
        .post(
            "/:lang/staff/:slug/bodies/:body/fees/:fee/remove",
            keep,
            remove_fee,
        )
}

#[derive(Template)]
#[template(path = "registry/facts.html")]
struct FactsPage {
    shell: Shell,
    form: FormData,
    base: String,
    action: String,
    found: FactsOfBody,
    kinds: Vec<Choice>,
    today: Day,
}

impl FactsPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        body: BodyId,
        mut form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let found = facts::facts_of_body(&visitor.app, actor, slug, body).await?;
        let federation = &found.federation;
        let today = visitor.app.clock.today();
        if form.value("year").is_none() {
            form.set("year", today.date().year().to_string());
        }
        let title = visitor.texts.t("facts-title");
        let base = visitor.href(&format!("/staff/{slug}/bodies/{body}"));
        let shell = if found.is_staff {
            visitor
                .shell()
                .staff_federation(actor, federation.id, slug, &federation.name)
                .crumb(Some(base.clone()), found.body_name.clone())
        } else {
            visitor
                .shell()
                .office(slug, &federation.name, body, &found.body_name)
        };
        Ok(Self {
            shell: shell.crumb(None, title),
            kinds: choices(
                &visitor.texts,
                FigureKind::ALL.iter().map(|k| (k.as_str(), k.label())),
            ),
            form,
            action: format!("{base}/facts"),
            base,
            found,
            today,
        })
    }
}

#[handler]
async fn office_page(
    visitor: Visitor,
    Path((_, slug, body)): Path<(String, String, BodyId)>,
) -> PageResult {
    html(&FactsPage::load(&visitor, &slug, body, FormData::default()).await?)
}

#[handler]
async fn staff_page(
    visitor: Visitor,
    Path((_, slug, body)): Path<(String, String, BodyId)>,
) -> PageResult {
    staff(&visitor, &slug, Right::ReadStaffPages).await?;
    html(&FactsPage::load(&visitor, &slug, body, FormData::default()).await?)
}

/// Back to the page, or the page again with what was typed and why it was refused.
async fn after(
    visitor: &Visitor,
    slug: &str,
    body: BodyId,
    mut form: FormData,
    result: Result<(), RegistryError>,
    notice: &'static str,
) -> PageResult {
    match result {
        Ok(()) => Ok(visitor.see_other_with(&format!("/staff/{slug}/bodies/{body}/facts"), notice)),
        Err(e) => {
            let status: StatusCode = refuse(visitor, &mut form, e)?;
            html_with(status, &FactsPage::load(visitor, slug, body, form).await?)
        }
    }
}

/// A figure, or a fee where the form says so.
#[handler]
async fn add(
    visitor: Visitor,
    Path((_, slug, body)): Path<(String, String, BodyId)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let result = if form.has("what", "fee") {
        let input = FeeInput {
            year: form.text("year"),
            due_on: form.text("due_on"),
            paid_on: form.text("paid_on"),
        };
        facts::add_fee(&visitor.app, actor, &slug, body, &input)
            .await
            .map(drop)
    } else {
        let input = FigureInput {
            kind: form.text("kind"),
            day: form.text("day"),
            value: form.text("value"),
            source: form.text("source"),
        };
        facts::add_figure(&visitor.app, actor, &slug, body, &input)
            .await
            .map(drop)
    };
    after(&visitor, &slug, body, form, result, "notice-saved").await
}

#[handler]
async fn remove_figure(
    visitor: Visitor,
    Path((_, slug, body, figure)): Path<(String, String, BodyId, FigureId)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let result = facts::remove_figure(&visitor.app, actor, &slug, body, figure).await;
    after(&visitor, &slug, body, form, result, "notice-removed").await
}

#[handler]
async fn change_fee(
    visitor: Visitor,
    Path((_, slug, body, fee)): Path<(String, String, BodyId, FeeId)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let key = (fee, revision(&form));
    let input = FeeInput {
        due_on: form.text("due_on"),
        paid_on: form.text("paid_on"),
        ..FeeInput::default()
    };
    let result = facts::change_fee(&visitor.app, actor, &slug, body, key, &input).await;
    after(&visitor, &slug, body, form, result, "notice-saved").await
}

#[handler]
async fn remove_fee(
    visitor: Visitor,
    Path((_, slug, body, fee)): Path<(String, String, BodyId, FeeId)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let key = (fee, revision(&form));
    let result = facts::remove_fee(&visitor.app, actor, &slug, body, key).await;
    after(&visitor, &slug, body, form, result, "notice-removed").await
}
