//! Name, kind, language and contact of a federation, and its memberships in others.

use askama::Template;
use poem::{handler, web::Path};

use super::{
    again, refuse,
    start::{federation_input, kinds, languages},
};
use crate::{
    accounts::model::Right,
    registry::{
        actions::{
            federation_for,
            federations::{
                Memberships, edit_federation, edit_membership, federations, join_federation,
                memberships, remove_membership,
            },
        },
        model::{Federation, federation::MembershipInput},
    },
    web::{Access, FormData, PageResult, Refused, Routes, Shell, Visitor, html},
};

const APPOINTS: Access = Access::Right(Right::AppointStaff);

pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/:lang/staff/:slug/settings", APPOINTS, settings_page)
        .post("/:lang/staff/:slug/settings", APPOINTS, edit)
        .post("/:lang/staff/:slug/memberships", APPOINTS, join)
        .post(
            "/:lang/staff/:slug/memberships/:membership",
            APPOINTS,
            change_membership,
        )
        .post(
            "/:lang/staff/:slug/memberships/:membership/remove",
            APPOINTS,
            remove,
        )
}

#[derive(Template)]
#[template(path = "registry/settings.html")]
struct SettingsPage {
    shell: Shell,
    base: String,
    form: FormData,
    /// What was typed about a membership.
    joining: FormData,
    federation: Federation,
    memberships: Memberships,
    kinds: Vec<(String, String)>,
    languages: Vec<(String, String)>,
    others: Vec<(String, String)>,
}

async fn load(
    visitor: &Visitor,
    slug: &str,
    form: Option<FormData>,
    joining: FormData,
) -> Result<SettingsPage, Refused> {
    let actor = visitor.actor()?;
    let app = &visitor.app;
    let federation = federation_for(app, actor, Right::AppointStaff, slug).await?;
    let others = federations(app)
        .await?
        .into_iter()
        .filter(|f| f.id != federation.id);
    Ok(SettingsPage {
        shell: visitor
            .shell()
            .staff_federation(actor, federation.id, slug, &federation.name)
            .crumb(
                Some(visitor.href("/staff")),
                visitor.texts.t("registry-staff-title"),
            )
            .crumb(None, visitor.texts.t("registry-settings-title")),
        base: visitor.href(&format!("/staff/{slug}")),
        form: form.unwrap_or_else(|| {
            FormData::filled([
                ("name", federation.name.clone()),
                ("kind", federation.kind.as_str().to_owned()),
                ("locale", federation.locale.tag().to_owned()),
                ("contact", federation.contact.clone()),
                ("revision", federation.revision.to_string()),
            ])
        }),
        joining,
        memberships: memberships(app, slug, None).await?,
        kinds: kinds(visitor),
        languages: languages(),
        others: others.map(|f| (f.slug, f.name)).collect(),
        federation,
    })
}

#[handler]
async fn settings_page(visitor: Visitor, Path((_, slug)): Path<(String, String)>) -> PageResult {
    html(&load(&visitor, &slug, None, FormData::default()).await?)
}

#[handler]
async fn edit(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let revision = form.text("revision").parse().unwrap_or_default();
    match edit_federation(
        &visitor.app,
        actor,
        &slug,
        revision,
        &federation_input(&form),
    )
    .await
    {
        Ok(()) => Ok(visitor.see_other_with(&format!("/staff/{slug}/settings"), "notice-saved")),
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            again(
                status,
                &load(&visitor, &slug, Some(form), FormData::default()).await?,
            )
        }
    }
}

fn membership_input(form: &FormData) -> MembershipInput {
    MembershipInput {
        parent: form.text("parent"),
        from: form.text("from"),
        to: form.text("to"),
    }
}

#[handler]
async fn join(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    match join_federation(&visitor.app, actor, &slug, &membership_input(&form)).await {
        Ok(_) => Ok(visitor.see_other_with(&format!("/staff/{slug}/settings"), "notice-saved")),
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            again(status, &load(&visitor, &slug, None, form).await?)
        }
    }
}

#[handler]
async fn change_membership(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    match edit_membership(&visitor.app, actor, &slug, id, &membership_input(&form)).await {
        Ok(()) => Ok(visitor.see_other_with(&format!("/staff/{slug}/settings"), "notice-saved")),
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            again(status, &load(&visitor, &slug, None, form).await?)
        }
    }
}

#[handler]
async fn remove(visitor: Visitor, Path((_, slug, id)): Path<(String, String, i64)>) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    remove_membership(&visitor.app, actor, &slug, id)
        .await
        .map_err(Refused::from)?;
    Ok(visitor.see_other_with(&format!("/staff/{slug}/settings"), "notice-removed"))
}
