//! The form in which an election ends without votes.

use askama::Template;
use poem::{handler, web::Path};

use super::{Choice, election_shell, place, refuse, revision, title};
use crate::{
    accounts::model::Right,
    elections::actions::{ElectionError, elections as actions},
    types::{ElectionId, FieldProblem},
    web::{Access, FormData, PageResult, Refused, Routes, Shell, Visitor, html, html_with},
};

/// Routes of the form.
pub(super) fn routes(routes: Routes) -> Routes {
    let keep = Access::Right(Right::KeepElections);
    routes
        .get(
            "/:lang/staff/:slug/elections/:election/not-held",
            keep,
            not_held_page,
        )
        .post(
            "/:lang/staff/:slug/elections/:election/not-held",
            keep,
            not_held,
        )
}

type ElectionPath = Path<(String, String, ElectionId)>;

#[derive(Template)]
#[template(path = "elections/not_held.html")]
struct NotHeldPage {
    shell: Shell,
    form: FormData,
    action: String,
    back: String,
    title: String,
    outcomes: Vec<Choice>,
    candidates: Option<i64>,
    seats: i64,
    too_few: bool,
}

const CALL_OFF: &str = "call_off";
const APPOINT: &str = "appoint_instead";

async fn not_held_form(
    visitor: &Visitor,
    slug: &str,
    id: ElectionId,
    typed: Option<FormData>,
) -> Result<NotHeldPage, Refused> {
    let actor = visitor.actor()?;
    let detail = actions::read_election(&visitor.app, actor, slug, id).await?;
    actor.require(Right::KeepElections, detail.federation.id)?;
    let election = detail.election();
    let form =
        typed.unwrap_or_else(|| FormData::filled([("revision", election.revision.to_string())]));
    let mut outcomes = vec![(
        APPOINT.to_owned(),
        visitor.texts.t("elections-outcome-appoint"),
    )];
    if election.is_preparing() {
        let call_off = visitor.texts.t("elections-outcome-call-off");
        outcomes.insert(0, (CALL_OFF.to_owned(), call_off));
    }
    let back = visitor.href(&place(slug, id));
    let shell = election_shell(visitor, actor, &detail.federation, &detail.line);
    Ok(NotHeldPage {
        shell: shell.crumb(None, visitor.texts.t("elections-not-held")),
        form,
        action: format!("{back}/not-held"),
        title: title(visitor, &detail.line),
        outcomes,
        candidates: detail.candidates,
        seats: election.seats,
        too_few: detail.has_too_few_candidates(),
        back,
    })
}

#[handler]
async fn not_held_page(visitor: Visitor, Path((_, slug, id)): ElectionPath) -> PageResult {
    html(&not_held_form(&visitor, &slug, id, None).await?)
}

#[handler]
async fn not_held(
    visitor: Visitor,
    Path((_, slug, id)): ElectionPath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (key, reason) = ((id, revision(&form)), form.text("reason"));
    let done = if form.has("outcome", APPOINT) {
        actions::appoint_instead(&visitor.app, actor, &slug, key, &reason).await
    } else if form.has("outcome", CALL_OFF) {
        actions::call_off(&visitor.app, actor, &slug, key, &reason).await
    } else {
        let problem = FieldProblem::new("outcome", crate::key!("field-required"));
        Err(ElectionError::Fields(vec![problem]))
    };
    match done {
        Ok(()) => Ok(visitor.see_other_with(&place(&slug, id), "notice-saved")),
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            html_with(
                status,
                &not_held_form(&visitor, &slug, id, Some(form)).await?,
            )
        }
    }
}
