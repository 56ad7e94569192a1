//! Staff pages of nominations: all of an election, one with its candidates, and the forms that add, change, move and withdraw one.

use askama::Template;
use poem::{handler, web::Path};

use super::{
    Choice, choices, election_shell, may_keep, must_be_preparing, place, refuse, revision, title,
};
use crate::{
    accounts::model::Right,
    elections::{
        actions::{
            ElectionError, Fixed,
            elections::{self, ElectionDetail},
            nominations as actions,
        },
        model::nomination::{
            CandidateInput, Namesake, Nomination, NominationInput, NominationKind, WithdrawalInput,
            after_step,
        },
    },
    types::{ElectionId, FieldProblem, NominationId},
    web::{Access, FormData, PageResult, Refused, Routes, Shell, Visitor, html, html_with},
};

/// Routes of the nominations.
pub(super) fn routes(routes: Routes) -> Routes {
    let (read, keep) = (
        Access::Right(Right::ReadStaffPages),
        Access::Right(Right::KeepElections),
    );
    routes
        .get(
            "/:lang/staff/:slug/elections/:election/nominations",
            read,
            list_page,
        )
        .post(
            "/:lang/staff/:slug/elections/:election/nominations/order",
            keep,
            order,
        )
        .get(
            "/:lang/staff/:slug/elections/:election/nominations/new",
            keep,
            new_page,
        )
        .post(
            "/:lang/staff/:slug/elections/:election/nominations/new",
            keep,
            create,
        )
        .get(
            "/:lang/staff/:slug/elections/:election/nominations/:nomination",
            read,
            nomination_page,
        )
        .get(
            "/:lang/staff/:slug/elections/:election/nominations/:nomination/edit",
            keep,
            edit_page,
        )
        .post(
            "/:lang/staff/:slug/elections/:election/nominations/:nomination/edit",
            keep,
            edit,
        )
        .get(
            "/:lang/staff/:slug/elections/:election/nominations/:nomination/withdraw",
            keep,
            withdraw_page,
        )
        .post(
            "/:lang/staff/:slug/elections/:election/nominations/:nomination/withdraw",
            keep,
            withdraw,
        )
}

type ElectionPath = Path<(String, String, ElectionId)>;
type NominationPath = Path<(String, String, ElectionId, NominationId)>;

/// The election of a page, with what its pages of nominations need.
pub(super) struct Scene {
    pub detail: ElectionDetail,
    pub shell: Shell,
    /// Address of the nominations.
    pub base: String,
    pub title: String,
    /// Nominations may change, and this person may change them.
    pub may_change: bool,
    /// The last day for nominations is over: a change says why.
    pub is_late: bool,
}

impl Scene {
    /// For everybody who reads staff pages.
    pub async fn load(visitor: &Visitor, slug: &str, id: ElectionId) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let detail = elections::read_election(&visitor.app, actor, slug, id).await?;
        let base = visitor.href(&format!("{}/nominations", place(slug, id)));
        let election = detail.election();
        Ok(Self {
            shell: election_shell(visitor, actor, &detail.federation, &detail.line),
            title: title(visitor, &detail.line),
            may_change: election.is_preparing() && may_keep(actor, &detail.federation),
            is_late: election.is_past_deadline(visitor.app.clock.today()),
            base,
            detail,
        })
    }

    /// For those who keep elections; `is_first` where the form is not shown again after a refusal.
    pub async fn keeping(
        visitor: &Visitor,
        slug: &str,
        id: ElectionId,
        is_first: bool,
    ) -> Result<Self, Refused> {
        let scene = Self::load(visitor, slug, id).await?;
        let actor = visitor.actor()?;
        actor.require(Right::KeepElections, scene.detail.federation.id)?;
        if is_first {
            must_be_preparing(&scene.detail, Fixed::Nominations)?;
        }
        Ok(scene)
    }

    /// The way to a page of the nominations.
    pub fn in_nominations(mut self) -> Self {
        let label = self.shell.t("elections-nominations");
        self.shell = self.shell.crumb(Some(self.base.clone()), label);
        self
    }

    /// A nomination of the election.
    pub fn nomination(&self, id: NominationId) -> Result<Nomination, ElectionError> {
        let mut nominations = self.detail.nominations.iter();
        nominations
            .find(|n| n.id == id)
            .cloned()
            .ok_or(ElectionError::NotFound)
    }
}

/// A nomination in the list.
struct Row {
    nomination: Nomination,
    kind: String,
    group: String,
    /// `None` where it is not known.
    candidates: Option<i64>,
}

#[derive(Template)]
#[template(path = "elections/nominations.html")]
struct NominationsPage {
    shell: Shell,
    form: FormData,
    base: String,
    title: String,
    revision: i64,
    rows: Vec<Row>,
    has_groups: bool,
    namesakes: Vec<Namesake>,
    may_change: bool,
    is_late: bool,
    too_few: bool,
    preparing: bool,
}

async fn list(
    visitor: &Visitor,
    slug: &str,
    id: ElectionId,
    form: FormData,
) -> Result<NominationsPage, Refused> {
    let scene = Scene::load(visitor, slug, id).await?;
    let too_few = scene.detail.has_too_few_candidates();
    let Scene {
        detail,
        shell,
        base,
        title,
        may_change,
        is_late,
    } = scene;
    let election = detail.election();
    let (revision, preparing) = (election.revision, election.is_preparing());
    let group = |nomination: &Nomination| {
        let mut groups = detail.groups.iter();
        let found = groups.find(|g| Some(g.id) == nomination.group);
        found.map(|g| g.name.clone()).unwrap_or_default()
    };
    Ok(NominationsPage {
        shell: shell.crumb(None, visitor.texts.t("elections-nominations")),
        form,
        base,
        title,
        revision,
        rows: detail
            .nominations
            .iter()
            .map(|n| Row {
                kind: visitor.texts.t(n.kind.label()),
                group: group(n),
                candidates: n.capacity(),
                nomination: n.clone(),
            })
            .collect(),
        has_groups: !detail.groups.is_empty(),
        namesakes: detail.namesakes,
        may_change,
        is_late,
        too_few,
        preparing,
    })
}

#[handler]
async fn list_page(visitor: Visitor, Path((_, slug, id)): ElectionPath) -> PageResult {
    html(&list(&visitor, &slug, id, FormData::default()).await?)
}

/// Which of a list moves, and whether to the beginning: the buttons bear its id.
pub(super) fn step(form: &FormData) -> Option<(i64, bool)> {
    let id = |name: &str| form.value(name).and_then(|v| v.parse::<i64>().ok());
    id("up")
        .map(|id| (id, true))
        .or_else(|| id("down").map(|id| (id, false)))
}

#[handler]
async fn order(
    visitor: Visitor,
    Path((_, slug, id)): ElectionPath,
    mut form: FormData,
) -> PageResult {
    let scene = Scene::keeping(&visitor, &slug, id, false).await?;
    let present: Vec<NominationId> = scene.detail.nominations.iter().map(|n| n.id).collect();
    let wanted = step(&form).map_or_else(Vec::new, |(which, to_beginning)| {
        after_step(&present, NominationId(which), to_beginning)
    });
    let (key, reason) = ((id, revision(&form)), form.text("reason"));
    let actor = visitor.actor().map_err(Refused::from)?;
    match actions::order_nominations(&visitor.app, actor, &slug, key, &wanted, &reason).await {
        Ok(()) => Ok(visitor.see_other(&format!("{}/nominations", place(&slug, id)))),
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            html_with(status, &list(&visitor, &slug, id, form).await?)
        }
    }
}

#[derive(Template)]
#[template(path = "elections/nomination_form.html")]
struct NominationFormPage {
    shell: Shell,
    form: FormData,
    action: String,
    back: String,
    title: String,
    is_new: bool,
    is_late: bool,
    /// Names were taken in, so their number is not typed.
    has_names: bool,
    kinds: Vec<Choice>,
    groups: Vec<Choice>,
}

impl NominationFormPage {
    fn new(
        visitor: &Visitor,
        scene: Scene,
        form: FormData,
        nomination: Option<&Nomination>,
    ) -> Self {
        let scene = scene.in_nominations();
        let (base, label) = (scene.base, visitor.texts.t("elections-nomination-new"));
        let back = nomination.map_or_else(|| base.clone(), |n| format!("{base}/{}", n.id));
        Self {
            shell: match nomination {
                Some(n) => scene
                    .shell
                    .crumb(Some(back.clone()), n.label.clone())
                    .crumb(None, visitor.texts.t("elections-edit")),
                None => scene.shell.crumb(None, label),
            },
            form,
            action: match nomination {
                Some(_) => format!("{back}/edit"),
                None => format!("{base}/new"),
            },
            back,
            title: scene.title,
            is_new: nomination.is_none(),
            is_late: scene.is_late,
            has_names: nomination.is_some_and(|n| !n.candidates.is_empty()),
            kinds: choices(
                &visitor.texts,
                NominationKind::ALL.iter().map(|k| (k.as_str(), k.label())),
            ),
            groups: scene
                .detail
                .groups
                .iter()
                .map(|g| (g.number.to_string(), g.name.clone()))
                .collect(),
        }
    }
}

fn input_of(form: &FormData) -> NominationInput {
    NominationInput {
        kind: form.text("kind"),
        label: form.text("label"),
        group: form.text("group"),
        unnamed_candidates: form.text("unnamed_candidates"),
        reason: form.text("reason"),
    }
}

#[handler]
async fn new_page(visitor: Visitor, Path((_, slug, id)): ElectionPath) -> PageResult {
    let scene = Scene::keeping(&visitor, &slug, id, true).await?;
    let form = FormData::filled([("kind", NominationKind::List.as_str().to_owned())]);
    html(&NominationFormPage::new(&visitor, scene, form, None))
}

#[handler]
async fn create(
    visitor: Visitor,
    Path((_, slug, id)): ElectionPath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let candidates =
        CandidateInput::from_lines(&form.text("candidates"), &form.text("consented_on"));
    let input = input_of(&form);
    match actions::add_nomination(&visitor.app, actor, &slug, id, &input, &candidates).await {
        Ok(nomination) => {
            let rest = format!("{}/nominations/{nomination}", place(&slug, id));
            Ok(visitor.see_other_with(&rest, "notice-created"))
        }
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            let scene = Scene::keeping(&visitor, &slug, id, false).await?;
            html_with(
                status,
                &NominationFormPage::new(&visitor, scene, form, None),
            )
        }
    }
}

#[derive(Template)]
#[template(path = "elections/nomination.html")]
struct NominationPage {
    shell: Shell,
    form: FormData,
    base: String,
    people: String,
    title: String,
    nomination: Nomination,
    kind: String,
    group: Option<String>,
    namesakes: Vec<Namesake>,
    may_change: bool,
    is_late: bool,
}

/// A nomination with its candidates.
pub(super) async fn show_nomination(
    visitor: &Visitor,
    slug: &str,
    (id, nomination): (ElectionId, NominationId),
    form: FormData,
) -> Result<impl Template + use<>, Refused> {
    let scene = Scene::load(visitor, slug, id).await?.in_nominations();
    let found = scene.nomination(nomination)?;
    let mut groups = scene.detail.groups.iter();
    let group = groups.find(|g| Some(g.id) == found.group);
    let own = |namesake: &Namesake| found.candidates.iter().any(|c| c.id == namesake.candidate);
    let namesakes = scene.detail.namesakes.iter().filter(|n| own(n)).cloned();
    Ok(NominationPage {
        shell: scene.shell.crumb(None, found.label.clone()),
        form,
        base: format!("{}/{nomination}", scene.base),
        people: visitor.href(&format!("/staff/{slug}/people")),
        title: scene.title,
        kind: visitor.texts.t(found.kind.label()),
        group: group.map(|g| g.name.clone()),
        namesakes: namesakes.collect(),
        may_change: scene.may_change,
        is_late: scene.is_late,
        nomination: found,
    })
}

#[handler]
async fn nomination_page(
    visitor: Visitor,
    Path((_, slug, id, nomination)): NominationPath,
) -> PageResult {
    let key = (id, nomination);
    html(&show_nomination(&visitor, &slug, key, FormData::default()).await?)
}

#[handler]
async fn edit_page(
    visitor: Visitor,
    Path((_, slug, id, nomination)): NominationPath,
) -> PageResult {
    let scene = Scene::keeping(&visitor, &slug, id, true).await?;
    let found = scene.nomination(nomination).map_err(Refused::from)?;
    let mut groups = scene.detail.groups.iter();
    let group = groups.find(|g| Some(g.id) == found.group);
    let form = FormData::filled([
        ("kind", found.kind.as_str().to_owned()),
        ("label", found.label.clone()),
        (
            "group",
            group.map(|g| g.number.to_string()).unwrap_or_default(),
        ),
        (
            "unnamed_candidates",
            found
                .unnamed_candidates
                .map(|n| n.to_string())
                .unwrap_or_default(),
        ),
        ("revision", found.revision.to_string()),
    ]);
    html(&NominationFormPage::new(
        &visitor,
        scene,
        form,
        Some(&found),
    ))
}

#[handler]
async fn edit(
    visitor: Visitor,
    Path((_, slug, id, nomination)): NominationPath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (key, input) = ((nomination, revision(&form)), input_of(&form));
    match actions::edit_nomination(&visitor.app, actor, &slug, id, key, &input).await {
        Ok(()) => {
            let rest = format!("{}/nominations/{nomination}", place(&slug, id));
            Ok(visitor.see_other_with(&rest, "notice-saved"))
        }
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            let scene = Scene::keeping(&visitor, &slug, id, false).await?;
            let found = scene.nomination(nomination).map_err(Refused::from)?;
            let page = NominationFormPage::new(&visitor, scene, form, Some(&found));
            html_with(status, &page)
        }
    }
}

/// The form in which a nomination or a candidate is withdrawn, or removed where it was a mistake.
#[derive(Template)]
#[template(path = "elections/withdraw.html")]
pub(super) struct WithdrawPage {
    pub shell: Shell,
    pub form: FormData,
    pub action: String,
    pub back: String,
    pub caption: String,
    pub name: String,
    pub acts: Vec<Choice>,
    pub is_late: bool,
}

const WITHDRAW: &str = "withdraw";
const REMOVE: &str = "remove";

/// What can be done with somebody who stands no more.
pub(super) fn acts(visitor: &Visitor) -> Vec<Choice> {
    vec![
        (
            WITHDRAW.to_owned(),
            visitor.texts.t("elections-act-withdraw"),
        ),
        (REMOVE.to_owned(), visitor.texts.t("elections-act-remove")),
    ]
}

/// What was chosen in that form.
pub(super) enum Leaving {
    Withdraw(WithdrawalInput),
    /// With the reason of a late change.
    Remove(String),
}

impl Leaving {
    /// Reads the choice.
    pub fn of(form: &FormData) -> Result<Self, ElectionError> {
        if form.has("act", REMOVE) {
            Ok(Self::Remove(form.text("reason")))
        } else if form.has("act", WITHDRAW) {
            Ok(Self::Withdraw(WithdrawalInput {
                day: form.text("day"),
                reason: form.text("reason"),
            }))
        } else {
            let problem = FieldProblem::new("act", crate::key!("field-required"));
            Err(ElectionError::Fields(vec![problem]))
        }
    }
}

/// The form of a withdrawal, filled with today.
pub(super) fn withdraw_form(visitor: &Visitor, revision: i64) -> FormData {
    FormData::filled([
        ("act", WITHDRAW.to_owned()),
        ("day", visitor.app.clock.today().to_string()),
        ("revision", revision.to_string()),
    ])
}

async fn withdraw_again(
    visitor: &Visitor,
    slug: &str,
    (id, nomination): (ElectionId, NominationId),
    typed: Option<FormData>,
) -> Result<WithdrawPage, Refused> {
    let scene = Scene::keeping(visitor, slug, id, typed.is_none()).await?;
    let scene = scene.in_nominations();
    let found = scene.nomination(nomination)?;
    let back = format!("{}/{nomination}", scene.base);
    Ok(WithdrawPage {
        shell: scene
            .shell
            .crumb(Some(back.clone()), found.label.clone())
            .crumb(None, visitor.texts.t("elections-withdraw")),
        form: typed.unwrap_or_else(|| withdraw_form(visitor, found.revision)),
        action: format!("{back}/withdraw"),
        back,
        caption: scene.title,
        name: found.label,
        acts: acts(visitor),
        is_late: scene.is_late,
    })
}

#[handler]
async fn withdraw_page(
    visitor: Visitor,
    Path((_, slug, id, nomination)): NominationPath,
) -> PageResult {
    html(&withdraw_again(&visitor, &slug, (id, nomination), None).await?)
}

#[handler]
async fn withdraw(
    visitor: Visitor,
    Path((_, slug, id, nomination)): NominationPath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let key = (nomination, revision(&form));
    let app = &visitor.app;
    let list = format!("{}/nominations", place(&slug, id));
    let done = match Leaving::of(&form) {
        Ok(Leaving::Withdraw(input)) => {
            actions::withdraw_nomination(app, actor, &slug, id, key, &input)
                .await
                .map(|()| (format!("{list}/{nomination}"), "notice-saved"))
        }
        Ok(Leaving::Remove(reason)) => {
            actions::remove_nomination(app, actor, &slug, id, key, &reason)
                .await
                .map(|()| (list, "notice-removed"))
        }
        Err(e) => Err(e),
    };
    match done {
        Ok((rest, notice)) => Ok(visitor.see_other_with(&rest, notice)),
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            let key = (id, nomination);
            html_with(
                status,
                &withdraw_again(&visitor, &slug, key, Some(form)).await?,
            )
        }
    }
}
