//! The check list: what all bodies have registered for an assembly, and the decisions of staff about it.

use askama::Template;
use poem::{
    handler,
    web::{Path, Query},
};
use serde::Deserialize;

use super::{CHANGE, READ, assembly_shell, is_told_in_form};
use crate::{
    accounts::model::Right,
    assemblies::{
        actions::{self, FoundAssembly},
        model::Assembly,
    },
    delegates::{
        actions::{
            DelegateError,
            check::{self, CheckList},
        },
        model::{CheckFilter, Delegate, DelegateState, Entitlement},
    },
    types::{AssemblyId, BodyId, DelegateId, Explain, RoundId},
    web::{
        FormData, PageResult, Refused, Routes, Shell, Visitor, api::Paging, guard::status_of, html,
        html_with,
    },
};

/// Routes of the check list.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/:lang/staff/:slug/assemblies/:assembly/delegates",
            READ,
            list_page,
        )
        .get(
            "/:lang/staff/:slug/assemblies/:assembly/delegates/:delegate",
            READ,
            delegate_page,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/delegates/:delegate/accept",
            CHANGE,
            accept,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/delegates/:delegate/return",
            CHANGE,
            give_back,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/bodies",
            CHANGE,
            enter_bodies,
        )
        .get(
            "/:lang/staff/:slug/assemblies/:assembly/bodies/:body",
            CHANGE,
            places_page,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/bodies/:body",
            CHANGE,
            set_places,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/bodies/:body/accept",
            CHANGE,
            accept_body,
        )
}

/// The choices above the list.
#[derive(Default, Deserialize)]
struct CheckQuery {
    page: Option<i64>,
    #[serde(default)]
    state: String,
}

#[derive(Template)]
#[template(path = "assemblies/check_list.html")]
struct CheckListPage {
    shell: Shell,
    form: FormData,
    base: String,
    office: String,
    /// The computed places of the round.
    computation: String,
    round: String,
    assembly: Assembly,
    list: CheckList,
    filters: Vec<(String, String)>,
    /// What goes into the addresses of other pages of the list.
    state: &'static str,
    may_change: bool,
    page: i64,
    last_page: i64,
}

impl CheckListPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        id: AssemblyId,
        query: &CheckQuery,
        mut form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let found = actions::find_assembly(&visitor.app, actor, slug, id).await?;
        let paging = Paging::of(query.page, None);
        let limits = (paging.limit, paging.offset);
        // A word that nobody offers shows everything.
        let filter = CheckFilter::parse(&query.state).unwrap_or_default();
        form.set("state", filter.as_str());
        let round = found.assembly.round;
        let list = check::check_list(&visitor.app, actor, slug, round, filter, limits).await?;
        let shell = assembly_shell(visitor, actor, &found);
        let mut filters = vec![(
            CheckFilter::Incomplete.as_str().to_owned(),
            visitor.texts.t("assemblies-filter-incomplete"),
        )];
        filters.extend(
            DelegateState::ALL.map(|s| (s.as_str().to_owned(), visitor.texts.t(s.label()))),
        );
        Ok(Self {
            shell: shell.crumb(None, visitor.texts.t("assemblies-check-title")),
            form,
            base: visitor.href(&format!("/staff/{slug}/assemblies/{id}")),
            office: visitor.href(&format!("/office/{slug}")),
            computation: visitor.href(&format!("/staff/{slug}/rounds/{round}/computation")),
            round: round.to_string(),
            filters,
            state: filter.as_str(),
            may_change: actor.may(Right::PrepareAssemblies, found.federation.id)
                && list.round.is_open(),
            page: paging.page(),
            last_page: paging.last_page(list.total),
            assembly: found.assembly,
            list,
        })
    }
}

#[handler]
async fn list_page(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
    Query(query): Query<CheckQuery>,
) -> PageResult {
    let form = FormData::default();
    html(&CheckListPage::load(&visitor, &slug, AssemblyId(id), &query, form).await?)
}

#[derive(Template)]
#[template(path = "assemblies/check_delegate.html")]
struct CheckDelegatePage {
    shell: Shell,
    form: FormData,
    base: String,
    assembly: Assembly,
    delegate: Delegate,
    may_change: bool,
}

impl CheckDelegatePage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        id: AssemblyId,
        delegate: DelegateId,
        mut form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let found = actions::find_assembly(&visitor.app, actor, slug, id).await?;
        let round = found.assembly.round;
        let delegate = check::delegate(&visitor.app, actor, slug, round, delegate).await?;
        if form.value("votes").is_none() {
            form.set("votes", delegate.votes.to_string());
        }
        let base = visitor.href(&format!("/staff/{slug}/assemblies/{id}/delegates"));
        let shell = assembly_shell(visitor, actor, &found)
            .crumb(
                Some(base.clone()),
                visitor.texts.t("assemblies-check-title"),
            )
            .crumb(None, &delegate.name);
        let FoundAssembly {
            federation,
            assembly,
        } = found;
        Ok(Self {
            shell,
            form,
            base,
            may_change: actor.may(Right::PrepareAssemblies, federation.id) && !assembly.is_frozen,
            assembly,
            delegate,
        })
    }

    fn action(&self, act: &str) -> String {
        format!("{}/{}/{act}", self.base, self.delegate.id)
    }
}

#[handler]
async fn delegate_page(
    visitor: Visitor,
    Path((_, slug, id, delegate)): Path<(String, String, i64, i64)>,
) -> PageResult {
    let (id, delegate) = (AssemblyId(id), DelegateId(delegate));
    html(&CheckDelegatePage::load(&visitor, &slug, id, delegate, FormData::default()).await?)
}

/// The round of an assembly, for staff who act in it.
async fn round_of(visitor: &Visitor, slug: &str, id: AssemblyId) -> Result<RoundId, Refused> {
    let (actor, right) = (visitor.actor()?, Right::PrepareAssemblies);
    let found = actions::find_assembly_for(&visitor.app, actor, right, slug, id).await?;
    Ok(found.assembly.round)
}

/// Back to the check list, as it was filtered.
fn to_list(
    visitor: &Visitor,
    slug: &str,
    id: AssemblyId,
    form: &FormData,
    notice: &'static str,
) -> poem::Response {
    let filter = CheckFilter::parse(&form.text("state")).unwrap_or_default();
    let rest = format!(
        "/staff/{slug}/assemblies/{id}/delegates?state={}",
        filter.as_str()
    );
    visitor.see_other_with(&rest, notice)
}

/// The delegate's page again with what was typed and why it was refused.
async fn delegate_refused(
    visitor: &Visitor,
    slug: &str,
    (id, delegate): (AssemblyId, DelegateId),
    mut form: FormData,
    error: DelegateError,
) -> PageResult {
    let problem = error.problem();
    if !is_told_in_form(problem.kind) {
        return Err(Refused::from(error).into());
    }
    form.refuse(&visitor.texts, &problem);
    let page = CheckDelegatePage::load(visitor, slug, id, delegate, form).await?;
    html_with(status_of(problem.kind), &page)
}

#[handler]
async fn accept(
    visitor: Visitor,
    Path((_, slug, id, delegate)): Path<(String, String, i64, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (id, delegate) = (AssemblyId(id), DelegateId(delegate));
    let round = round_of(&visitor, &slug, id).await?;
    let revision = form.text("revision").parse().unwrap_or_default();
    let votes = form.text("votes");
    match check::accept(
        &visitor.app,
        actor,
        &slug,
        round,
        delegate,
        &votes,
        revision,
    )
    .await
    {
        Ok(()) => Ok(to_list(&visitor, &slug, id, &form, "notice-accepted")),
        Err(e) => delegate_refused(&visitor, &slug, (id, delegate), form, e).await,
    }
}

#[handler]
async fn give_back(
    visitor: Visitor,
    Path((_, slug, id, delegate)): Path<(String, String, i64, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (id, delegate) = (AssemblyId(id), DelegateId(delegate));
    let round = round_of(&visitor, &slug, id).await?;
    let revision = form.text("revision").parse().unwrap_or_default();
    let reason = form.text("reason");
    match check::give_back(
        &visitor.app,
        actor,
        &slug,
        round,
        delegate,
        &reason,
        revision,
    )
    .await
    {
        Ok(()) => Ok(to_list(&visitor, &slug, id, &form, "notice-returned")),
        Err(e) => delegate_refused(&visitor, &slug, (id, delegate), form, e).await,
    }
}

/// The list again with why something was refused.
async fn list_refused(
    visitor: &Visitor,
    slug: &str,
    id: AssemblyId,
    mut form: FormData,
    error: DelegateError,
) -> PageResult {
    let mut problem = error.problem();
    if !is_told_in_form(problem.kind) {
        return Err(Refused::from(error).into());
    }
    // The list has no fields beside which it could be told.
    problem.fields.clear();
    form.refuse(&visitor.texts, &problem);
    let query = CheckQuery {
        page: None,
        state: form.text("state"),
    };
    let page = CheckListPage::load(visitor, slug, id, &query, form).await?;
    html_with(status_of(problem.kind), &page)
}

#[handler]
async fn accept_body(
    visitor: Visitor,
    Path((_, slug, id, body)): Path<(String, String, i64, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (id, body) = (AssemblyId(id), BodyId(body));
    let round = round_of(&visitor, &slug, id).await?;
    let revision = form.text("revision").parse().unwrap_or_default();
    match check::accept_body(&visitor.app, actor, &slug, round, body, revision).await {
        Ok(()) => Ok(to_list(&visitor, &slug, id, &form, "notice-accepted")),
        Err(e) => list_refused(&visitor, &slug, id, form, e).await,
    }
}

#[handler]
async fn enter_bodies(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let id = AssemblyId(id);
    let round = round_of(&visitor, &slug, id).await?;
    match check::enter_bodies(&visitor.app, actor, &slug, round).await {
        Ok(_) => Ok(to_list(&visitor, &slug, id, &form, "notice-saved")),
        Err(e) => list_refused(&visitor, &slug, id, form, e).await,
    }
}

#[derive(Template)]
#[template(path = "assemblies/places.html")]
struct PlacesPage {
    shell: Shell,
    form: FormData,
    action: String,
    back: String,
    entitlement: Entitlement,
}

impl PlacesPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        id: AssemblyId,
        body: BodyId,
        typed: Option<FormData>,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let right = Right::PrepareAssemblies;
        let found = actions::find_assembly_for(&visitor.app, actor, right, slug, id).await?;
        let round = found.assembly.round;
        let entitlement = check::entitlement(&visitor.app, actor, slug, round, body).await?;
        let base = visitor.href(&format!("/staff/{slug}/assemblies/{id}"));
        let back = format!("{base}/delegates");
        Ok(Self {
            shell: assembly_shell(visitor, actor, &found)
                .crumb(
                    Some(back.clone()),
                    visitor.texts.t("assemblies-check-title"),
                )
                .crumb(None, &entitlement.body_name),
            form: typed.unwrap_or_else(|| {
                FormData::filled([
                    ("places", entitlement.places.places.to_string()),
                    ("revision", entitlement.revision.to_string()),
                ])
            }),
            action: format!("{base}/bodies/{body}"),
            back,
            entitlement,
        })
    }
}

#[handler]
async fn places_page(
    visitor: Visitor,
    Path((_, slug, id, body)): Path<(String, String, i64, i64)>,
) -> PageResult {
    html(&PlacesPage::load(&visitor, &slug, AssemblyId(id), BodyId(body), None).await?)
}

#[handler]
async fn set_places(
    visitor: Visitor,
    Path((_, slug, id, body)): Path<(String, String, i64, i64)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (id, body) = (AssemblyId(id), BodyId(body));
    let round = round_of(&visitor, &slug, id).await?;
    let revision = form.text("revision").parse().unwrap_or_default();
    let (places, reason) = (form.text("places"), form.text("reason"));
    let given = (places.as_str(), reason.as_str());
    match check::set_places(&visitor.app, actor, &slug, (round, body), given, revision).await {
        Ok(()) => Ok(to_list(&visitor, &slug, id, &form, "notice-saved")),
        Err(e) => {
            let problem = e.problem();
            if !is_told_in_form(problem.kind) {
                return Err(Refused::from(e).into());
            }
            form.refuse(&visitor.texts, &problem);
            let page = PlacesPage::load(&visitor, &slug, id, body, Some(form)).await?;
            html_with(status_of(problem.kind), &page)
        }
    }
}
