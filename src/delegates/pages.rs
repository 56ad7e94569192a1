//! Pages of offices, with an account or with a link, and of staff who call bodies and check credentials.

mod call;
mod computation;
mod credentials;
mod delegation;
mod desk;
mod tables;

use askama::Template;
use poem::{
    handler,
    web::{Path, Query},
};
use serde::Deserialize;

use super::{actions, model::Round};
use crate::{
    accounts::model::{Actor, Right},
    registry::model::Federation,
    types::BodyId,
    web::{Access, PageResult, Refused, Routes, Shell, Visitor, api::Paging, html},
};

const READ: Access = Access::OfficeOr(Right::ReadStaffPages);

/// Routes of this room.
pub fn routes(routes: Routes) -> Routes {
    let routes = routes.get("/:lang/office/:slug/:body/delegates", READ, rounds_page);
    let routes = computation::routes(credentials::routes(call::routes(routes)));
    tables::routes(delegation::routes(routes))
}

/// The frame: for staff with their navigation, for an office with its own.
fn office_shell(
    visitor: &Visitor,
    actor: &Actor,
    federation: &Federation,
    body: BodyId,
    body_name: &str,
    is_staff: bool,
) -> Shell {
    let list = visitor.href(&format!("/office/{}/{body}/delegates", federation.slug));
    let shell = visitor.shell();
    if is_staff {
        let assemblies = visitor.href(&format!("/staff/{}/assemblies", federation.slug));
        return shell
            .staff_federation(actor, federation.id, &federation.slug, &federation.name)
            .crumb(Some(assemblies), visitor.texts.t("delegates-assemblies"))
            .crumb(Some(list), body_name);
    }
    shell.office(&federation.slug, &federation.name, body, body_name)
}

/// The frame of the staff pages of a round.
fn round_shell(visitor: &Visitor, actor: &Actor, federation: &Federation, round: &Round) -> Shell {
    let assemblies = visitor.href(&format!("/staff/{}/assemblies", federation.slug));
    let call = visitor.href(&format!(
        "/staff/{}/rounds/{}/call",
        federation.slug, round.id
    ));
    visitor
        .shell()
        .staff_federation(actor, federation.id, &federation.slug, &federation.name)
        .crumb(Some(assemblies), visitor.texts.t("delegates-assemblies"))
        .crumb(Some(call), &round.title)
}

#[derive(Template)]
#[template(path = "delegates/rounds.html")]
struct RoundsPage {
    shell: Shell,
    base: String,
    body_name: String,
    is_staff: bool,
    rounds: Vec<Round>,
    page: i64,
    last_page: i64,
}

/// Which page of a list.
#[derive(Default, Deserialize)]
struct PageQuery {
    page: Option<i64>,
}

#[handler]
async fn rounds_page(
    visitor: Visitor,
    Path((_, slug, body)): Path<(String, String, i64)>,
    Query(query): Query<PageQuery>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let body = BodyId(body);
    let paging = Paging::of(query.page, None);
    let limits = (paging.limit, paging.offset);
    let found = actions::rounds_of_body(&visitor.app, actor, &slug, body, limits)
        .await
        .map_err(Refused::from)?;
    let name = &found.body_name;
    html(&RoundsPage {
        shell: office_shell(
            &visitor,
            actor,
            &found.federation,
            body,
            name,
            found.is_staff,
        ),
        base: visitor.href(&format!("/office/{slug}/{body}/delegates")),
        is_staff: found.is_staff,
        rounds: found.rounds,
        page: paging.page(),
        last_page: paging.last_page(found.total),
        body_name: found.body_name,
    })
}
