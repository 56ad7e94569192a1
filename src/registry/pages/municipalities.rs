//! Municipalities: list, enter, change, remove.

use askama::Template;
use poem::{
    handler,
    web::{Path, Query},
};
use serde::Deserialize;

use super::{again, refuse, start::neighbours};
use crate::{
    accounts::model::Right,
    registry::{
        actions::{
            federation_for,
            municipalities::{
                create_municipality, delete_municipality, edit_municipality, find_municipality,
                list_municipalities,
            },
        },
        import::shown,
        model::municipality::{Municipality, MunicipalityInput, degrees},
    },
    types::MunicipalityId,
    web::{Access, FormData, PageResult, Refused, Routes, Shell, Visitor, api::Paging, html},
};

const READS: Access = Access::Right(Right::ReadStaffPages);
const KEEPS: Access = Access::Right(Right::KeepRegister);

pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/:lang/staff/:slug/municipalities", READS, list_page)
        .get("/:lang/staff/:slug/municipalities/new", KEEPS, new_page)
        .post("/:lang/staff/:slug/municipalities/new", KEEPS, create)
        .get(
            "/:lang/staff/:slug/municipalities/:municipality",
            READS,
            edit_page,
        )
        .post(
            "/:lang/staff/:slug/municipalities/:municipality",
            KEEPS,
            edit,
        )
        .post(
            "/:lang/staff/:slug/municipalities/:municipality/delete",
            KEEPS,
            delete,
        )
}

#[derive(Template)]
#[template(path = "registry/municipalities.html")]
struct ListPage {
    shell: Shell,
    base: String,
    search: String,
    municipalities: Vec<Municipality>,
    total: i64,
    page: i64,
    last_page: i64,
    previous: Option<String>,
    next: Option<String>,
    keeps_register: bool,
}

#[derive(Default, Deserialize)]
struct ListQuery {
    q: Option<String>,
    page: Option<i64>,
}

#[handler]
async fn list_page(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<ListQuery>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let app = &visitor.app;
    let federation = federation_for(app, actor, Right::ReadStaffPages, &slug)
        .await
        .map_err(Refused::from)?;
    let paging = Paging::of(query.page, None);
    let search = query.q.unwrap_or_default();
    let (municipalities, total) =
        list_municipalities(app, actor, &slug, &search, paging.offset, paging.limit)
            .await
            .map_err(Refused::from)?;
    let base = visitor.href(&format!("/staff/{slug}"));
    let (page, last_page) = (paging.page(), paging.last_page(total));
    let (previous, next) = neighbours(&format!("{base}/municipalities"), &search, page, last_page);
    html(&ListPage {
        shell: visitor
            .shell()
            .staff_federation(actor, federation.id, &slug, &federation.name),
        base,
        search,
        municipalities,
        total,
        page,
        last_page,
        previous,
        next,
        keeps_register: actor.may(Right::KeepRegister, federation.id),
    })
}

#[derive(Template)]
#[template(path = "registry/municipality.html")]
struct MunicipalityPage {
    shell: Shell,
    base: String,
    form: FormData,
    /// The municipality and how many bodies are in it; none for a new one.
    known: Option<(Municipality, i64)>,
    keeps_register: bool,
}

async fn load(
    visitor: &Visitor,
    slug: &str,
    id: Option<MunicipalityId>,
    form: Option<FormData>,
) -> Result<MunicipalityPage, Refused> {
    let actor = visitor.actor()?;
    let right = if id.is_some() {
        Right::ReadStaffPages
    } else {
        Right::KeepRegister
    };
    let federation = federation_for(&visitor.app, actor, right, slug).await?;
    let known = match id {
        Some(id) => Some(find_municipality(&visitor.app, actor, slug, id).await?),
        None => None,
    };
    let label = known.as_ref().map_or_else(
        || visitor.texts.t("registry-municipality-new"),
        |(m, _)| m.values.name.clone(),
    );
    let base = visitor.href(&format!("/staff/{slug}"));
    let list = (
        Some(format!("{base}/municipalities")),
        visitor.texts.t("nav-municipalities"),
    );
    Ok(MunicipalityPage {
        shell: visitor
            .shell()
            .staff_federation(actor, federation.id, slug, &federation.name)
            .crumb(list.0, list.1)
            .crumb(None, label),
        base,
        form: form
            .or_else(|| known.as_ref().map(|(m, _)| filled(m)))
            .unwrap_or_default(),
        known,
        keeps_register: actor.may(Right::KeepRegister, federation.id),
    })
}

fn filled(municipality: &Municipality) -> FormData {
    let values = &municipality.values;
    FormData::filled([
        ("ags", values.ags.to_string()),
        ("name", values.name.clone()),
        ("county", values.county.clone()),
        ("inhabitants", shown(values.inhabitants)),
        ("latitude", shown(values.latitude_e6.map(degrees))),
        ("longitude", shown(values.longitude_e6.map(degrees))),
        ("revision", municipality.revision.to_string()),
    ])
}

fn input(form: &FormData) -> MunicipalityInput {
    MunicipalityInput {
        ags: form.text("ags"),
        name: form.text("name"),
        county: form.text("county"),
        inhabitants: form.text("inhabitants"),
        latitude: form.text("latitude"),
        longitude: form.text("longitude"),
    }
}

#[handler]
async fn new_page(visitor: Visitor, Path((_, slug)): Path<(String, String)>) -> PageResult {
    html(&load(&visitor, &slug, None, None).await?)
}

#[handler]
async fn create(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    match create_municipality(&visitor.app, actor, &slug, &input(&form)).await {
        Ok(_) => {
            Ok(visitor.see_other_with(&format!("/staff/{slug}/municipalities"), "notice-created"))
        }
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            again(status, &load(&visitor, &slug, None, Some(form)).await?)
        }
    }
}

#[handler]
async fn edit_page(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
) -> PageResult {
    html(&load(&visitor, &slug, Some(MunicipalityId(id)), None).await?)
}

#[handler]
async fn edit(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let revision = form.text("revision").parse().unwrap_or_default();
    let id = MunicipalityId(id);
    match edit_municipality(&visitor.app, actor, &slug, id, revision, &input(&form)).await {
        Ok(()) => {
            Ok(visitor.see_other_with(&format!("/staff/{slug}/municipalities"), "notice-saved"))
        }
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            again(status, &load(&visitor, &slug, Some(id), Some(form)).await?)
        }
    }
}

#[handler]
async fn delete(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let revision = form.text("revision").parse().unwrap_or_default();
    let id = MunicipalityId(id);
    match delete_municipality(&visitor.app, actor, &slug, id, revision).await {
        Ok(()) => {
            Ok(visitor.see_other_with(&format!("/staff/{slug}/municipalities"), "notice-removed"))
        }
        Err(e) => {
            let problem = super::told_in_form(e)?;
            let mut page = load(&visitor, &slug, Some(id), None).await?;
            page.form.refuse(&visitor.texts, &problem);
            again(crate::web::guard::status_of(problem.kind), &page)
        }
    }
}
