//! Pages of the office of a body: its rounds, and in each the registration of its delegates.

mod computation;

use askama::Template;
use poem::{
    handler,
    web::{Path, Query},
};
use serde::Deserialize;

use super::{
    actions::{self, DelegateError, Delegation},
    model::{Delegate, DelegateRole, RegistrationInput, Round},
};
use crate::{
    accounts::model::{Actor, Right},
    registry::model::Federation,
    types::{BodyId, DelegateId, Explain, ProblemKind, RoundId},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor, api::Paging,
        guard::status_of, html, html_with,
    },
};

const READ: Access = Access::OfficeOr(Right::ReadStaffPages);
const CHANGE: Access = Access::OfficeOr(Right::PrepareAssemblies);

/// Routes of this room.
pub fn routes(routes: Routes) -> Routes {
    computation::routes(routes)
        // An office begins with its delegates.
        .get("/:lang/office/:slug/:body", READ, rounds_page)
        .get("/:lang/office/:slug/:body/delegates", READ, rounds_page)
        .get(
            "/:lang/office/:slug/:body/delegates/:round",
            READ,
            delegation_page,
        )
        .post(
            "/:lang/office/:slug/:body/delegates/:round",
            CHANGE,
            register,
        )
        .post(
            "/:lang/office/:slug/:body/delegates/:round/:delegate/withdraw",
            CHANGE,
            withdraw,
        )
        .post(
            "/:lang/office/:slug/:body/delegates/:round/:delegate/move",
            CHANGE,
            change_rank,
        )
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
    let mut shell = shell
        .nav(list.clone(), visitor.texts.t("delegates-title"))
        .nav(
            visitor.href(&format!("/office/{}/{body}/facts", federation.slug)),
            visitor.texts.t("facts-title"),
        )
        .nav(
            visitor.href(&format!("/office/{}/{body}/statutes", federation.slug)),
            visitor.texts.t("statutes-title"),
        )
        .nav(
            visitor.href(&format!("/federations/{}", federation.slug)),
            visitor.texts.t("delegates-federation"),
        )
        .crumb(Some(list.clone()), body_name);
    shell.federation = Some(federation.name.clone());
    shell.home = list;
    shell
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

/// A registration with its place among those of its role.
struct RankedDelegate {
    delegate: Delegate,
    rank: i64,
    first: bool,
    last: bool,
}

#[derive(Template)]
#[template(path = "delegates/delegation.html")]
struct DelegationPage {
    shell: Shell,
    form: FormData,
    base: String,
    found: Delegation,
    delegates: Vec<RankedDelegate>,
    people: Vec<(String, String)>,
    roles: Vec<(String, String)>,
    /// The offices' time is over.
    deadline_passed: bool,
    /// How the number of places came about, where it was computed.
    working: Option<computation::OfficeWorking>,
}

impl DelegationPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        body: BodyId,
        round: RoundId,
        mut form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let found = actions::delegation(&visitor.app, actor, slug, body, round).await?;
        let working =
            actions::computation::working_of_body(&visitor.app, actor, slug, body, round).await?;
        if form.filled_text("role").is_none() {
            form.set("role", DelegateRole::Delegate.as_str());
        }
        let name = &found.entitlement.body_name;
        let shell = office_shell(
            visitor,
            actor,
            &found.federation,
            body,
            name,
            found.is_staff,
        );
        Ok(Self {
            shell: shell.crumb(None, &found.round.title),
            form,
            base: visitor.href(&format!("/office/{slug}/{body}/delegates/{round}")),
            delegates: ranked(&found.delegates),
            people: found
                .eligible
                .iter()
                .map(|p| (p.person.to_string(), p.full_name()))
                .collect(),
            roles: DelegateRole::ALL
                .map(|r| (r.as_str().to_owned(), visitor.texts.t(r.label())))
                .to_vec(),
            deadline_passed: found.round.is_past_deadline(visitor.app.clock.now()),
            working: working.map(|working| computation::OfficeWorking::of(working, &visitor.texts)),
            found,
        })
    }
}

fn ranked(delegates: &[Delegate]) -> Vec<RankedDelegate> {
    DelegateRole::ALL
        .into_iter()
        .flat_map(|role| {
            let of_role: Vec<_> = delegates.iter().filter(|d| d.role == role).collect();
            let last = of_role.len();
            of_role
                .into_iter()
                .zip(1_usize..)
                .map(move |(delegate, rank)| RankedDelegate {
                    delegate: delegate.clone(),
                    rank: i64::try_from(rank).unwrap_or(i64::MAX),
                    first: rank == 1,
                    last: rank == last,
                })
        })
        .collect()
}

#[handler]
async fn delegation_page(
    visitor: Visitor,
    Path((_, slug, body, round)): Path<(String, String, i64, i64)>,
) -> PageResult {
    let (body, round) = (BodyId(body), RoundId(round));
    html(&DelegationPage::load(&visitor, &slug, body, round, FormData::default()).await?)
}

/// After a change: back to the page, or the page again with what was typed and why it was refused.
async fn after_change(
    visitor: &Visitor,
    slug: &str,
    (body, round): (BodyId, RoundId),
    mut form: FormData,
    result: Result<(), DelegateError>,
    notice: &'static str,
) -> PageResult {
    let Err(error) = result else {
        let rest = format!("/office/{slug}/{body}/delegates/{round}");
        return Ok(visitor.see_other_with(&rest, notice));
    };
    let problem = error.problem();
    match problem.kind {
        ProblemKind::Invalid | ProblemKind::Conflict | ProblemKind::Stale => {
            form.refuse(&visitor.texts, &problem);
            let page = DelegationPage::load(visitor, slug, body, round, form).await?;
            html_with(status_of(problem.kind), &page)
        }
        _ => Err(Refused::from(error).into()),
    }
}

#[handler]
async fn register(
    visitor: Visitor,
    Path((_, slug, body, round)): Path<(String, String, i64, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (body, round) = (BodyId(body), RoundId(round));
    let input = RegistrationInput {
        person: form.text("person"),
        role: form.text("role"),
    };
    let result = actions::register(&visitor.app, actor, &slug, body, round, &input).await;
    let result = result.map(drop);
    after_change(
        &visitor,
        &slug,
        (body, round),
        form,
        result,
        "notice-registered",
    )
    .await
}

#[handler]
async fn withdraw(
    visitor: Visitor,
    Path((_, slug, body, round, delegate)): Path<(String, String, i64, i64, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (body, round, delegate) = (BodyId(body), RoundId(round), DelegateId(delegate));
    let revision = form.text("revision").parse().unwrap_or_default();
    let result =
        actions::withdraw(&visitor.app, actor, &slug, body, round, delegate, revision).await;
    after_change(
        &visitor,
        &slug,
        (body, round),
        form,
        result,
        "notice-withdrawn",
    )
    .await
}

/// One rank up or down among those of the same role.
#[handler]
async fn change_rank(
    visitor: Visitor,
    Path((_, slug, body, round, delegate)): Path<(String, String, i64, i64, i64)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (body, round, delegate) = (BodyId(body), RoundId(round), DelegateId(delegate));
    let revision = form.text("revision").parse().unwrap_or_default();
    let up = form.has("direction", "up");
    let result = actions::change_rank(
        &visitor.app,
        actor,
        &slug,
        body,
        round,
        delegate,
        up,
        revision,
    )
    .await;
    after_change(&visitor, &slug, (body, round), form, result, "notice-saved").await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{delegates::model::DelegateState, types::PersonId};

    fn delegates(roles: &[DelegateRole]) -> Vec<Delegate> {
        (1..)
            .zip(roles)
            .map(|(id, role)| Delegate {
                id: DelegateId(id),
                round: RoundId(1),
                body: BodyId(1),
                body_name: "B".into(),
                person: PersonId(id),
                name: "N".into(),
                role: *role,
                position: id,
                votes: 1,
                state: DelegateState::Registered,
                reason: String::new(),
                revision: 1,
            })
            .collect()
    }

    #[test]
    fn ranks_count_for_each_role() {
        use DelegateRole::{Delegate, Deputy};
        let ranked = ranked(&delegates(&[Delegate, Delegate, Deputy]));
        let found: Vec<_> = ranked
            .iter()
            .map(|r| (r.delegate.id.0, r.rank, r.first, r.last))
            .collect();
        assert_eq!(
            found,
            [(1, 1, true, false), (2, 2, false, true), (3, 1, true, true)]
        );
    }
}
