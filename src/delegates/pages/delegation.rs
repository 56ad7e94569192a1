//! The delegation of a body: people, resolution, submitting and the receipt. One set of pages for offices with an account and
//! for those with a link.

use askama::Template;
use poem::{handler, web::Path};

use super::{
    READ,
    computation::OfficeWorking,
    desk::{Desk, LinkDesk, with_link},
};
use crate::{
    accounts::model::Right,
    delegates::{
        actions::{
            self, DelegateError, Delegation, call,
            computation::working_of_body,
            papers::{self, Receipt},
        },
        model::{Delegate, DelegateRole, NewNomineeInput, RegistrationInput},
    },
    types::{DelegateId, Explain, ProblemKind},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor, guard::status_of, html,
        html_with, pdf_to_keep,
    },
};

const CHANGE: Access = Access::OfficeOr(Right::PrepareAssemblies);
const LINK: Access = Access::LinkHolder;

/// Makes of one function on a desk the handlers for both kinds of desk.
macro_rules! at_both_desks {
    ($($office:ident, $link:ident => $work:path;)+) => {$(
        #[handler]
        async fn $office(
            visitor: Visitor,
            Path((_, slug, body, round)): Path<(String, String, i64, i64)>,
            form: FormData,
        ) -> PageResult {
            $work(Desk::of_office(visitor, (slug, body, round)), form).await
        }

        #[handler]
        async fn $link(desk: LinkDesk, form: FormData) -> PageResult {
            $work(desk.0, form).await
        }
    )+};
}

/// The same for what is about one registration, or one submission.
macro_rules! at_both_desks_about {
    ($($office:ident, $link:ident => $work:path;)+) => {$(
        #[handler]
        async fn $office(
            visitor: Visitor,
            Path((_, slug, body, round, about)): Path<(String, String, i64, i64, i64)>,
            form: FormData,
        ) -> PageResult {
            $work(Desk::of_office(visitor, (slug, body, round)), about, form).await
        }

        #[handler]
        async fn $link(
            desk: LinkDesk,
            Path((_, about)): Path<(String, i64)>,
            form: FormData,
        ) -> PageResult {
            $work(desk.0, about, form).await
        }
    )+};
}

at_both_desks! {
    office_registers, link_registers => register;
    office_enters, link_enters => register_new;
    office_resolves, link_resolves => set_resolution;
    office_uploads, link_uploads => set_document;
    office_submits, link_submits => submit;
    office_is_late, link_is_late => open_late;
}

at_both_desks_about! {
    office_withdraws, link_withdraws => withdraw;
    office_ranks, link_ranks => change_rank;
}

/// Routes of a delegation.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/:lang/office/:slug/:body/delegates/:round",
            READ,
            office_page,
        )
        .post(
            "/:lang/office/:slug/:body/delegates/:round",
            CHANGE,
            office_registers,
        )
        .post(
            "/:lang/office/:slug/:body/delegates/:round/people",
            CHANGE,
            office_enters,
        )
        .post(
            "/:lang/office/:slug/:body/delegates/:round/resolution",
            CHANGE,
            office_resolves,
        )
        .get(
            "/:lang/office/:slug/:body/delegates/:round/document",
            READ,
            office_document,
        )
        .post(
            "/:lang/office/:slug/:body/delegates/:round/document",
            CHANGE,
            office_uploads,
        )
        .post(
            "/:lang/office/:slug/:body/delegates/:round/submit",
            CHANGE,
            office_submits,
        )
        .post(
            "/:lang/office/:slug/:body/delegates/:round/late",
            CHANGE,
            office_is_late,
        )
        .get(
            "/:lang/office/:slug/:body/delegates/:round/receipts/:number",
            READ,
            office_receipt,
        )
        .post(
            "/:lang/office/:slug/:body/delegates/:round/:delegate/withdraw",
            CHANGE,
            office_withdraws,
        )
        .post(
            "/:lang/office/:slug/:body/delegates/:round/:delegate/move",
            CHANGE,
            office_ranks,
        )
        .get("/:lang/n/:token", Access::Public, open_link)
        .get("/:lang/nomination", LINK, link_page)
        .post("/:lang/nomination", LINK, link_registers)
        .post("/:lang/nomination/people", LINK, link_enters)
        .post("/:lang/nomination/resolution", LINK, link_resolves)
        .get("/:lang/nomination/document", LINK, link_document)
        .post("/:lang/nomination/document", LINK, link_uploads)
        .post("/:lang/nomination/submit", LINK, link_submits)
        .post("/:lang/nomination/late", LINK, link_is_late)
        .post("/:lang/nomination/leave", LINK, leave)
        .get("/:lang/nomination/receipts/:number", LINK, link_receipt)
        .post("/:lang/nomination/:delegate/withdraw", LINK, link_withdraws)
        .post("/:lang/nomination/:delegate/move", LINK, link_ranks)
}

/// The token of the address goes into a cookie at once, so that no further address holds it.
#[handler]
async fn open_link(visitor: Visitor, Path((_, token)): Path<(String, String)>) -> PageResult {
    call::holder(&visitor.app, &token, visitor.network)
        .await
        .map_err(Refused::from)?;
    let onward = visitor.see_other("/nomination");
    Ok(with_link(&visitor, onward, Some(&token)))
}

/// Forgets the link in this browser.
#[handler]
async fn leave(desk: LinkDesk, _: FormData) -> PageResult {
    let visitor = &desk.0.visitor;
    let onward = visitor.see_other_with("/", "notice-signed-out");
    Ok(with_link(visitor, onward, None))
}

/// A registration with its place among those of its role.
struct RankedDelegate {
    delegate: Delegate,
    /// Name of the delegate for whom a deputy stands in.
    principal: Option<String>,
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
    /// Delegates for whom a deputy can stand in.
    principals: Vec<(String, String)>,
    /// The offices' time is over.
    deadline_passed: bool,
    /// What is told below that the time is over.
    deadline_over: String,
    /// When the delegation was submitted.
    submitted_line: String,
    has_link: bool,
    /// How the number of places came about, where it was computed.
    working: Option<OfficeWorking>,
}

impl DelegationPage {
    async fn load(desk: &Desk, mut form: FormData) -> Result<Self, Refused> {
        let visitor = &desk.visitor;
        let found =
            actions::delegation(&visitor.app, desk.by()?, &desk.slug, desk.body, desk.round)
                .await?;
        let working =
            working_of_body(&visitor.app, desk.by()?, &desk.slug, desk.body, desk.round).await?;
        for role in ["role", "new_role"] {
            if form.filled_text(role).is_none() {
                form.set(role, DelegateRole::Delegate.as_str());
            }
        }
        if form.value("resolution_on").is_none()
            && let Some(day) = found.paper.resolution_on
        {
            form.set("resolution_on", day.to_string());
        }
        Ok(Self {
            shell: desk.shell(&found)?.crumb(None, &found.round.title),
            form,
            base: visitor.href(&desk.rest()),
            delegates: ranked(&found.delegates),
            people: found
                .eligible
                .iter()
                .map(|p| (p.person.to_string(), p.full_name()))
                .collect(),
            roles: DelegateRole::ALL
                .map(|r| (r.as_str().to_owned(), visitor.texts.t(r.label())))
                .to_vec(),
            principals: found
                .delegates
                .iter()
                .filter(|d| d.role == DelegateRole::Delegate && !d.is_returned())
                .map(|d| (d.id.to_string(), d.name.clone()))
                .collect(),
            deadline_passed: found.round.is_past_deadline(visitor.app.clock.now()),
            deadline_over: visitor.texts.t(if found.paper.late.is_some() {
                crate::key!("delegates-late-open")
            } else if found.may_open_late {
                crate::key!("delegates-late-possible")
            } else {
                crate::key!("delegates-deadline-over-explained")
            }),
            submitted_line: match &found.last {
                Some(last) => visitor.texts.ta(
                    "delegates-submitted-at",
                    &[
                        ("at", visitor.texts.instant(last.at).into()),
                        ("receipt", last.receipt().into()),
                    ],
                ),
                None => visitor.texts.t("delegates-draft-explained"),
            },
            has_link: desk.has_link(),
            working: working.map(|working| OfficeWorking::of(working, &visitor.texts)),
            found,
        })
    }
}

impl DelegationPage {
    /// Whether the folded part of the form was refused, so that it is shown open.
    fn new_person_refused(&self) -> bool {
        ["given_name", "family_name", "email"]
            .iter()
            .any(|field| self.form.error(field).is_some())
    }
}

fn ranked(delegates: &[Delegate]) -> Vec<RankedDelegate> {
    let name_of = |id: DelegateId| delegates.iter().find(|d| d.id == id).map(|d| &d.name);
    DelegateRole::ALL
        .into_iter()
        .flat_map(|role| {
            let of_role: Vec<_> = delegates.iter().filter(|d| d.role == role).collect();
            let last = of_role.len();
            of_role
                .into_iter()
                .zip(1_usize..)
                .map(move |(delegate, rank)| RankedDelegate {
                    principal: delegate.principal.and_then(name_of).cloned(),
                    delegate: delegate.clone(),
                    rank: i64::try_from(rank).unwrap_or(i64::MAX),
                    first: rank == 1,
                    last: rank == last,
                })
        })
        .collect()
}

#[handler]
async fn office_page(
    visitor: Visitor,
    Path((_, slug, body, round)): Path<(String, String, i64, i64)>,
) -> PageResult {
    let desk = Desk::of_office(visitor, (slug, body, round));
    html(&DelegationPage::load(&desk, FormData::default()).await?)
}

#[handler]
async fn link_page(desk: LinkDesk) -> PageResult {
    html(&DelegationPage::load(&desk.0, FormData::default()).await?)
}

/// After a change: back to the page, or the page again with what was typed and why it was refused.
async fn after_change(
    desk: &Desk,
    mut form: FormData,
    result: Result<(), DelegateError>,
    notice: &'static str,
) -> PageResult {
    let Err(error) = result else {
        return Ok(desk.visitor.see_other_with(&desk.rest(), notice));
    };
    let problem = error.problem();
    match problem.kind {
        ProblemKind::Invalid | ProblemKind::Conflict | ProblemKind::Stale => {
            form.refuse(&desk.visitor.texts, &problem);
            let page = DelegationPage::load(desk, form).await?;
            html_with(status_of(problem.kind), &page)
        }
        _ => Err(Refused::from(error).into()),
    }
}

fn revision(form: &FormData) -> i64 {
    form.text("revision").parse().unwrap_or_default()
}

async fn register(desk: Desk, form: FormData) -> PageResult {
    let input = RegistrationInput {
        person: form.text("person"),
        role: form.text("role"),
        principal: form.text("principal"),
    };
    let by = desk.by().map_err(Refused::from)?;
    let app = &desk.visitor.app;
    let result = actions::register(app, by, &desk.slug, desk.body, desk.round, &input).await;
    after_change(&desk, form, result.map(drop), "notice-registered").await
}

async fn register_new(desk: Desk, form: FormData) -> PageResult {
    let input = NewNomineeInput {
        given_name: form.text("given_name"),
        family_name: form.text("family_name"),
        email: form.text("email"),
        role: form.text("new_role"),
        principal: form.text("new_principal"),
    };
    let by = desk.by().map_err(Refused::from)?;
    let app = &desk.visitor.app;
    let result = papers::register_new(app, by, &desk.slug, desk.body, desk.round, &input).await;
    after_change(&desk, form, result.map(drop), "notice-registered").await
}

async fn withdraw(desk: Desk, delegate: i64, form: FormData) -> PageResult {
    let by = desk.by().map_err(Refused::from)?;
    let (app, id, revision) = (&desk.visitor.app, DelegateId(delegate), revision(&form));
    let result = actions::withdraw(app, by, &desk.slug, desk.body, desk.round, id, revision).await;
    after_change(&desk, form, result, "notice-withdrawn").await
}

/// One rank up or down among those of the same role.
async fn change_rank(desk: Desk, delegate: i64, form: FormData) -> PageResult {
    let by = desk.by().map_err(Refused::from)?;
    let (app, up) = (&desk.visitor.app, form.has("direction", "up"));
    let result = actions::change_rank(
        app,
        by,
        &desk.slug,
        desk.body,
        desk.round,
        DelegateId(delegate),
        up,
        revision(&form),
    )
    .await;
    after_change(&desk, form, result, "notice-saved").await
}

async fn set_resolution(desk: Desk, form: FormData) -> PageResult {
    let by = desk.by().map_err(Refused::from)?;
    let (app, day) = (&desk.visitor.app, form.text("resolution_on"));
    let result = papers::set_resolution(app, by, &desk.slug, desk.body, desk.round, &day).await;
    after_change(&desk, form, result, "notice-saved").await
}

async fn set_document(desk: Desk, form: FormData) -> PageResult {
    let by = desk.by().map_err(Refused::from)?;
    let app = &desk.visitor.app;
    let name = form.upload_name("document");
    let file = (name.as_str(), form.upload("document").unwrap_or_default());
    let result = papers::set_document(app, by, &desk.slug, desk.body, desk.round, file).await;
    after_change(&desk, form, result, "notice-saved").await
}

async fn open_late(desk: Desk, form: FormData) -> PageResult {
    let by = desk.by().map_err(Refused::from)?;
    let (app, reason) = (&desk.visitor.app, form.text("late_reason"));
    let result = papers::open_late(app, by, &desk.slug, desk.body, desk.round, &reason).await;
    after_change(&desk, form, result, "notice-saved").await
}

async fn submit(desk: Desk, form: FormData) -> PageResult {
    let by = desk.by().map_err(Refused::from)?;
    let (app, revision) = (&desk.visitor.app, revision(&form));
    match papers::submit(app, by, &desk.slug, desk.body, desk.round, revision).await {
        Ok(number) => {
            let rest = format!("{}/receipts/{number}", desk.rest());
            Ok(desk.visitor.see_other_with(&rest, "notice-submitted"))
        }
        Err(e) => after_change(&desk, form, Err(e), "notice-submitted").await,
    }
}

async fn document(desk: Desk) -> PageResult {
    let by = desk.by().map_err(Refused::from)?;
    let found = papers::document(&desk.visitor.app, by, &desk.slug, desk.body, desk.round).await;
    let (name, content) = found.map_err(Refused::from)?;
    Ok(pdf_to_keep(&name, content))
}

#[handler]
async fn office_document(
    visitor: Visitor,
    Path((_, slug, body, round)): Path<(String, String, i64, i64)>,
) -> PageResult {
    document(Desk::of_office(visitor, (slug, body, round))).await
}

#[handler]
async fn link_document(desk: LinkDesk) -> PageResult {
    document(desk.0).await
}

#[derive(Template)]
#[template(path = "delegates/receipt.html")]
struct ReceiptPage {
    shell: Shell,
    receipt: Receipt,
    back: String,
}

async fn receipt(desk: Desk, number: i64) -> PageResult {
    let visitor = &desk.visitor;
    let by = desk.by().map_err(Refused::from)?;
    let found = actions::delegation(&visitor.app, by, &desk.slug, desk.body, desk.round)
        .await
        .map_err(Refused::from)?;
    let receipt = papers::receipt(&visitor.app, by, &desk.slug, desk.body, desk.round, number)
        .await
        .map_err(Refused::from)?;
    let back = visitor.href(&desk.rest());
    let shell = desk
        .shell(&found)
        .map_err(Refused::from)?
        .crumb(Some(back.clone()), &found.round.title)
        .crumb(None, visitor.texts.t("delegates-receipt"));
    html(&ReceiptPage {
        shell,
        receipt,
        back,
    })
}

#[handler]
async fn office_receipt(
    visitor: Visitor,
    Path((_, slug, body, round, number)): Path<(String, String, i64, i64, i64)>,
) -> PageResult {
    receipt(Desk::of_office(visitor, (slug, body, round)), number).await
}

#[handler]
async fn link_receipt(desk: LinkDesk, Path((_, number)): Path<(String, i64)>) -> PageResult {
    receipt(desk.0, number).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        delegates::model::DelegateState,
        types::{BodyId, PersonId, RoundId},
    };

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
                principal: None,
                position: id,
                votes: 1,
                state: DelegateState::Registered,
                is_new: false,
                reason: String::new(),
                revision: 1,
            })
            .collect()
    }

    #[test]
    fn ranks_count_for_each_role() {
        use DelegateRole::{Delegate, Deputy, Substitute};
        let ranked = ranked(&delegates(&[Delegate, Delegate, Substitute, Deputy]));
        let found: Vec<_> = ranked
            .iter()
            .map(|r| (r.delegate.id.0, r.rank, r.first, r.last))
            .collect();
        assert_eq!(
            found,
            [
                (1, 1, true, false),
                (2, 2, false, true),
                (4, 1, true, true),
                (3, 1, true, true)
            ]
        );
    }
}
