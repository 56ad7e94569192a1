//! Staff pages of the candidates of a nomination: added line by line, moved, changed and withdrawn.

use askama::Template;
use poem::{handler, web::Path};

use super::{
    Choice,
    nominations::{Leaving, Scene, WithdrawPage, acts, show_nomination, step, withdraw_form},
    place, refuse, revision,
};
use crate::{
    accounts::model::Right,
    elections::{
        actions::{
            ElectionError,
            nominations::{self as actions, WhichCandidate},
        },
        model::nomination::{Candidate, CandidateInput, Nomination, after_step},
    },
    types::{CandidateId, ElectionId, NominationId},
    web::{Access, FormData, PageResult, Refused, Routes, Shell, Visitor, html, html_with},
};

/// Routes of the candidates.
pub(super) fn routes(routes: Routes) -> Routes {
    let keep = Access::Right(Right::KeepElections);
    routes
        .get("/:lang/staff/:slug/elections/:election/nominations/:nomination/candidates", keep, add_page)
        .post("/:lang/staff/:slug/elections/:election/nominations/:nomination/candidates", keep, add)
        .post("/:lang/staff/:slug/elections/:election/nominations/:nomination/order", keep, order)
        .get("/:lang/staff/:slug/elections/:election/nominations/:nomination/candidates/:candidate", keep, edit_page)
        .post("/:lang/staff/:slug/elections/:election/nominations/:nomination/candidates/:candidate", keep, edit)
        .get(
            "/:lang/staff/:slug/elections/:election/nominations/:nomination/candidates/:candidate/withdraw",
            keep,
            withdraw_page,
        )
        .post(
            "/:lang/staff/:slug/elections/:election/nominations/:nomination/candidates/:candidate/withdraw",
            keep,
            withdraw,
        )
}

type NominationPath = Path<(String, String, ElectionId, NominationId)>;
type CandidatePath = Path<(String, String, ElectionId, NominationId, CandidateId)>;

/// The address of a nomination, without the language.
fn nomination_place(slug: &str, id: ElectionId, nomination: NominationId) -> String {
    format!("{}/nominations/{nomination}", place(slug, id))
}

#[derive(Template)]
#[template(path = "elections/candidates.html")]
struct AddPage {
    shell: Shell,
    form: FormData,
    action: String,
    back: String,
    label: String,
    is_late: bool,
    /// Its number of candidates is forgotten with the first name.
    unnamed: Option<i64>,
}

async fn add_form(
    visitor: &Visitor,
    slug: &str,
    (id, nomination): (ElectionId, NominationId),
    typed: Option<FormData>,
) -> Result<AddPage, Refused> {
    let scene = Scene::keeping(visitor, slug, id, typed.is_none()).await?;
    let scene = scene.in_nominations();
    let found = scene.nomination(nomination)?;
    let back = format!("{}/{nomination}", scene.base);
    let revision = found.revision.to_string();
    Ok(AddPage {
        shell: scene
            .shell
            .crumb(Some(back.clone()), found.label.clone())
            .crumb(None, visitor.texts.t("elections-candidates-add")),
        form: typed.unwrap_or_else(|| FormData::filled([("revision", revision)])),
        action: format!("{back}/candidates"),
        back,
        label: found.label,
        is_late: scene.is_late,
        unnamed: found.unnamed_candidates,
    })
}

#[handler]
async fn add_page(visitor: Visitor, Path((_, slug, id, nomination)): NominationPath) -> PageResult {
    html(&add_form(&visitor, &slug, (id, nomination), None).await?)
}

#[handler]
async fn add(
    visitor: Visitor,
    Path((_, slug, id, nomination)): NominationPath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let inputs = CandidateInput::from_lines(&form.text("candidates"), &form.text("consented_on"));
    let (key, reason) = ((nomination, revision(&form)), form.text("reason"));
    let app = &visitor.app;
    match actions::add_candidates(app, actor, &slug, id, key, &inputs, &reason).await {
        Ok(_) => {
            let rest = nomination_place(&slug, id, nomination);
            Ok(visitor.see_other_with(&rest, "notice-saved"))
        }
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            let key = (id, nomination);
            html_with(status, &add_form(&visitor, &slug, key, Some(form)).await?)
        }
    }
}

#[handler]
async fn order(
    visitor: Visitor,
    Path((_, slug, id, nomination)): NominationPath,
    mut form: FormData,
) -> PageResult {
    let scene = Scene::keeping(&visitor, &slug, id, false).await?;
    let found = scene.nomination(nomination).map_err(Refused::from)?;
    let present: Vec<CandidateId> = found.candidates.iter().map(|c| c.id).collect();
    let wanted = step(&form).map_or_else(Vec::new, |(which, to_beginning)| {
        after_step(&present, CandidateId(which), to_beginning)
    });
    let (key, reason) = ((nomination, revision(&form)), form.text("reason"));
    let actor = visitor.actor().map_err(Refused::from)?;
    let app = &visitor.app;
    match actions::order_candidates(app, actor, &slug, id, key, &wanted, &reason).await {
        Ok(()) => Ok(visitor.see_other(&nomination_place(&slug, id, nomination))),
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            let page = show_nomination(&visitor, &slug, (id, nomination), form).await?;
            html_with(status, &page)
        }
    }
}

#[derive(Template)]
#[template(path = "elections/candidate_form.html")]
struct CandidatePage {
    shell: Shell,
    form: FormData,
    action: String,
    back: String,
    label: String,
    name: String,
    is_late: bool,
    /// People of the register who bear the name, or are linked.
    people: Vec<Choice>,
}

fn candidate(nomination: &Nomination, id: CandidateId) -> Result<Candidate, ElectionError> {
    let mut candidates = nomination.candidates.iter();
    candidates
        .find(|c| c.id == id)
        .cloned()
        .ok_or(ElectionError::NotFound)
}

async fn edit_form(
    visitor: &Visitor,
    slug: &str,
    (id, nomination, of): (ElectionId, NominationId, CandidateId),
    typed: Option<FormData>,
) -> Result<CandidatePage, Refused> {
    let scene = Scene::keeping(visitor, slug, id, typed.is_none()).await?;
    let scene = scene.in_nominations();
    let found = scene.nomination(nomination)?;
    let candidate = candidate(&found, of)?;
    let actor = visitor.actor()?;
    let people = actions::people_like(&visitor.app, actor, slug, &candidate).await?;
    let back = format!("{}/{nomination}", scene.base);
    let name = candidate.full_name();
    let text = |value: Option<String>| value.unwrap_or_default();
    let form = typed.unwrap_or_else(|| {
        FormData::filled([
            ("given_name", candidate.given_name.clone()),
            ("family_name", candidate.family_name.clone()),
            ("person", text(candidate.person.map(|p| p.to_string()))),
            (
                "consented_on",
                text(candidate.consented_on.map(|d| d.to_string())),
            ),
            ("revision", candidate.revision.to_string()),
        ])
    });
    Ok(CandidatePage {
        shell: scene
            .shell
            .crumb(Some(back.clone()), found.label.clone())
            .crumb(None, name.clone()),
        form,
        action: format!("{back}/candidates/{of}"),
        back,
        label: found.label,
        name,
        is_late: scene.is_late,
        people: people
            .into_iter()
            .map(|(id, name)| (id.to_string(), name))
            .collect(),
    })
}

#[handler]
async fn edit_page(
    visitor: Visitor,
    Path((_, slug, id, nomination, candidate)): CandidatePath,
) -> PageResult {
    html(&edit_form(&visitor, &slug, (id, nomination, candidate), None).await?)
}

#[handler]
async fn edit(
    visitor: Visitor,
    Path((_, slug, id, nomination, candidate)): CandidatePath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let input = CandidateInput {
        given_name: form.text("given_name"),
        family_name: form.text("family_name"),
        person: form.text("person"),
        consented_on: form.text("consented_on"),
    };
    let which = WhichCandidate {
        nomination,
        candidate,
        revision: revision(&form),
    };
    let (app, reason) = (&visitor.app, form.text("reason"));
    match actions::edit_candidate(app, actor, &slug, id, which, &input, &reason).await {
        Ok(()) => {
            let rest = nomination_place(&slug, id, nomination);
            Ok(visitor.see_other_with(&rest, "notice-saved"))
        }
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            let key = (id, nomination, candidate);
            html_with(status, &edit_form(&visitor, &slug, key, Some(form)).await?)
        }
    }
}

async fn withdraw_again(
    visitor: &Visitor,
    slug: &str,
    (id, nomination, of): (ElectionId, NominationId, CandidateId),
    typed: Option<FormData>,
) -> Result<WithdrawPage, Refused> {
    let scene = Scene::keeping(visitor, slug, id, typed.is_none()).await?;
    let scene = scene.in_nominations();
    let found = scene.nomination(nomination)?;
    let candidate = candidate(&found, of)?;
    let back = format!("{}/{nomination}", scene.base);
    Ok(WithdrawPage {
        shell: scene
            .shell
            .crumb(Some(back.clone()), found.label.clone())
            .crumb(None, visitor.texts.t("elections-withdraw")),
        form: typed.unwrap_or_else(|| withdraw_form(visitor, candidate.revision)),
        action: format!("{back}/candidates/{of}/withdraw"),
        back,
        caption: found.label,
        name: candidate.full_name(),
        acts: acts(visitor),
        is_late: scene.is_late,
    })
}

#[handler]
async fn withdraw_page(
    visitor: Visitor,
    Path((_, slug, id, nomination, candidate)): CandidatePath,
) -> PageResult {
    let key = (id, nomination, candidate);
    html(&withdraw_again(&visitor, &slug, key, None).await?)
}

#[handler]
async fn withdraw(
    visitor: Visitor,
    Path((_, slug, id, nomination, candidate)): CandidatePath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let which = WhichCandidate {
        nomination,
        candidate,
        revision: revision(&form),
    };
    let app = &visitor.app;
    let done = match Leaving::of(&form) {
        Ok(Leaving::Withdraw(input)) => {
            actions::withdraw_candidate(app, actor, &slug, id, which, &input)
                .await
                .map(|()| "notice-saved")
        }
        Ok(Leaving::Remove(reason)) => {
            actions::remove_candidate(app, actor, &slug, id, which, &reason)
                .await
                .map(|()| "notice-removed")
        }
        Err(e) => Err(e),
    };
    match done {
        Ok(notice) => Ok(visitor.see_other_with(&nomination_place(&slug, id, nomination), notice)),
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            let key = (id, nomination, candidate);
            html_with(
                status,
                &withdraw_again(&visitor, &slug, key, Some(form)).await?,
            )
        }
    }
}
