//! Where people come to after signing in.

use askama::Template;
use poem::{
    handler,
    http::StatusCode,
    web::{Path, Query},
};
use serde::Deserialize;

use super::{again, refuse};
use crate::{
    accounts::{
        actions::{AccountError, list_accounts, reset_second_factor, set_disabled},
        model::Role,
    },
    registry::{
        actions::{
            federations::create_federation,
            overview::{OwnFederation, own_federations, own_offices},
        },
        model::{FederationKind, federation::FederationInput},
        store::overview::Office,
    },
    types::{AccountId, Locale},
    web::{Access, FormData, PageResult, Refused, Routes, Shell, Visitor, api::Paging, html},
};

pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/:lang/staff", Access::SignedIn, staff_page)
        .post("/:lang/staff", Access::InstallationAdmin, create)
        .get("/:lang/accounts", Access::InstallationAdmin, accounts_page)
        .post(
            "/:lang/accounts/:account/disable",
            Access::InstallationAdmin,
            disable,
        )
        .post(
            "/:lang/accounts/:account/second-factor/reset",
            Access::InstallationAdmin,
            reset_factor,
        )
        .post(
            "/:lang/accounts/:account/enable",
            Access::InstallationAdmin,
            enable,
        )
        .get("/:lang/office", Access::SignedIn, office_page)
}

#[derive(Template)]
#[template(path = "registry/staff.html")]
struct StaffPage {
    shell: Shell,
    form: FormData,
    federations: Vec<OwnFederation>,
    offices: Vec<Office>,
    administers: bool,
    kinds: Vec<(String, String)>,
    languages: Vec<(String, String)>,
}

/// The kinds of federations, for a form.
pub(super) fn kinds(visitor: &Visitor) -> Vec<(String, String)> {
    let choices = FederationKind::ALL.into_iter();
    choices
        .map(|k| (k.as_str().to_owned(), visitor.texts.t(k.label())))
        .collect()
}

/// The languages that are offered, for a form.
pub(super) fn languages() -> Vec<(String, String)> {
    Locale::offered()
        .map(|l| (l.tag().to_owned(), l.own_name().to_owned()))
        .collect()
}

/// What a form says about a federation.
pub(super) fn federation_input(form: &FormData) -> FederationInput {
    FederationInput {
        slug: form.text("slug"),
        name: form.text("name"),
        kind: form.text("kind"),
        locale: form.text("locale"),
        contact: form.text("contact"),
    }
}

async fn staff(visitor: &Visitor, form: FormData) -> Result<StaffPage, Refused> {
    let actor = visitor.actor()?;
    Ok(StaffPage {
        shell: visitor.shell(),
        form,
        federations: own_federations(&visitor.app, actor).await?,
        offices: own_offices(&visitor.app, actor).await?,
        administers: actor.require_installation_admin().is_ok(),
        kinds: kinds(visitor),
        languages: languages(),
    })
}

#[handler]
async fn staff_page(visitor: Visitor) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let is_office =
        !actor.grants.is_empty() && actor.grants.iter().all(|g| g.role == Role::BodyOffice);
    if is_office {
        return Ok(visitor.see_other("/office"));
    }
    html(
        &staff(
            &visitor,
            FormData::filled([("locale", visitor.locale().shown_in().tag().to_owned())]),
        )
        .await?,
    )
}

#[handler]
async fn create(visitor: Visitor, mut form: FormData) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    match create_federation(&visitor.app, actor, &federation_input(&form)).await {
        Ok((_, slug)) => {
            Ok(visitor.see_other_with(&format!("/staff/{slug}/members"), "notice-created"))
        }
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            again(status, &staff(&visitor, form).await?)
        }
    }
}

/// An account in the list.
struct AccountLine {
    id: i64,
    name: String,
    email: String,
    roles: Vec<String>,
    disabled: bool,
    has_second_factor: bool,
    own: bool,
}

#[derive(Template)]
#[template(path = "registry/accounts.html")]
struct AccountsPage {
    shell: Shell,
    form: FormData,
    search: String,
    accounts: Vec<AccountLine>,
    page: i64,
    last_page: i64,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Default, Deserialize)]
struct ListQuery {
    q: Option<String>,
    page: Option<i64>,
}

/// The addresses of the pages before and after this one.
pub(super) fn neighbours(
    here: &str,
    search: &str,
    page: i64,
    last_page: i64,
) -> (Option<String>, Option<String>) {
    let q: String = form_urlencoded::byte_serialize(search.as_bytes()).collect();
    let address = |n: i64| format!("{here}?q={q}&page={n}");
    (
        (page > 1).then(|| address(page - 1)),
        (page < last_page).then(|| address(page + 1)),
    )
}

async fn accounts(
    visitor: &Visitor,
    query: ListQuery,
    form: FormData,
) -> Result<AccountsPage, Refused> {
    let actor = visitor.actor()?;
    let paging = Paging::of(query.page, None);
    let search = query.q.unwrap_or_default();
    let (rows, total) =
        list_accounts(&visitor.app, actor, &search, paging.offset, paging.limit).await?;
    let (page, last_page) = (paging.page(), paging.last_page(total));
    let (previous, next) = neighbours(&visitor.href("/accounts"), &search, page, last_page);
    let accounts = rows
        .into_iter()
        .map(|(row, grants)| {
            let mut roles: Vec<String> = grants
                .iter()
                .map(|g| visitor.texts.t(g.role.label()))
                .collect();
            roles.sort();
            roles.dedup();
            AccountLine {
                id: row.id,
                name: row.name,
                email: row.email,
                roles,
                disabled: row.disabled_at.is_some(),
                has_second_factor: row.second_factor_at.is_some(),
                own: AccountId(row.id) == actor.account,
            }
        })
        .collect();
    let shell = visitor
        .shell()
        .crumb(
            Some(visitor.href("/staff")),
            visitor.texts.t("registry-staff-title"),
        )
        .crumb(None, visitor.texts.t("registry-accounts-title"));
    Ok(AccountsPage {
        shell,
        form,
        search,
        accounts,
        page,
        last_page,
        previous,
        next,
    })
}

#[handler]
async fn accounts_page(visitor: Visitor, Query(query): Query<ListQuery>) -> PageResult {
    html(&accounts(&visitor, query, FormData::default()).await?)
}

async fn switch(visitor: Visitor, account: i64, disabled: bool) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let done = set_disabled(&visitor.app, actor, AccountId(account), disabled).await;
    told(&visitor, done).await
}

#[handler]
async fn reset_factor(visitor: Visitor, Path((_, account)): Path<(String, i64)>) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let done = reset_second_factor(&visitor.app, actor, AccountId(account)).await;
    told(&visitor, done).await
}

async fn told(visitor: &Visitor, done: Result<(), AccountError>) -> PageResult {
    match done {
        Ok(()) => Ok(visitor.see_other_with("/accounts", "notice-saved")),
        Err(e) => {
            let mut form = FormData::default();
            let status = refuse(visitor, &mut form, e)?;
            again(
                status,
                &accounts(visitor, ListQuery::default(), form).await?,
            )
        }
    }
}

#[handler]
async fn disable(visitor: Visitor, Path((_, account)): Path<(String, i64)>) -> PageResult {
    switch(visitor, account, true).await
}

#[handler]
async fn enable(visitor: Visitor, Path((_, account)): Path<(String, i64)>) -> PageResult {
    switch(visitor, account, false).await
}

#[derive(Template)]
#[template(path = "registry/office.html")]
struct OfficePage {
    shell: Shell,
    offices: Vec<Office>,
}

#[handler]
async fn office_page(visitor: Visitor) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let offices = own_offices(&visitor.app, actor)
        .await
        .map_err(Refused::from)?;
    crate::web::html_with(
        StatusCode::OK,
        &OfficePage {
            shell: visitor.shell(),
            offices,
        },
    )
}
