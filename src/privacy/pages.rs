//! Information as a file, and the page on which a person is erased.

use askama::Template;
use poem::{Response, handler, web::Path};
use poem_openapi::types::ToJSON;

use super::{
    actions::{self, PrivacyError},
    api::PersonRecordDocument,
    model::{ErasureInput, Preview},
};
use crate::{
    accounts::model::Right,
    registry::model::person::Person,
    types::{Explain, PersonId, ProblemKind},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor, guard::status_of, html,
        html_with,
    },
};

/// Routes of this room.
pub fn routes(routes: Routes) -> Routes {
    let keep = Access::Right(Right::KeepRegister);
    routes
        .post("/:lang/staff/:slug/people/:person/record", keep, record)
        .get("/:lang/staff/:slug/people/:person/erase", keep, erase_page)
        .post("/:lang/staff/:slug/people/:person/erase", keep, erase)
}

#[handler]
async fn record(
    visitor: Visitor,
    Path((_, slug, person)): Path<(String, String, PersonId)>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let record = actions::export_person(&visitor.app, actor, &slug, person)
        .await
        .map_err(Refused::from)?;
    let name = format!("{slug}-person-{person}.json");
    Ok(Response::builder()
        .content_type("application/json; charset=utf-8")
        .header(
            "content-disposition",
            format!("attachment; filename=\"{name}\""),
        )
        .body(PersonRecordDocument::from(record).to_json_string()))
}

#[derive(Template)]
#[template(path = "privacy/erase.html")]
struct ErasePage {
    shell: Shell,
    form: FormData,
    action: String,
    back: String,
    person: Person,
    preview: Preview,
}

impl ErasePage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        person: PersonId,
        filled: Option<FormData>,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let (federation, person, preview) =
            actions::preview_erasure(&visitor.app, actor, slug, person).await?;
        let people = visitor.href(&format!("/staff/{slug}/people"));
        let back = format!("{people}/{}", person.id);
        let form =
            filled.unwrap_or_else(|| FormData::filled([("revision", person.revision.to_string())]));
        Ok(Self {
            shell: visitor
                .shell()
                .staff_federation(actor, federation.id, slug, &federation.name)
                .crumb(Some(people), visitor.texts.t("bodies-people-title"))
                .crumb(
                    Some(back.clone()),
                    visitor.texts.person(&person.full_name()),
                )
                .crumb(None, visitor.texts.t("people-erase-link")),
            action: format!("{back}/erase"),
            back,
            form,
            person,
            preview,
        })
    }
}

#[handler]
async fn erase_page(
    visitor: Visitor,
    Path((_, slug, person)): Path<(String, String, PersonId)>,
) -> PageResult {
    html(&ErasePage::load(&visitor, &slug, person, None).await?)
}

#[handler]
async fn erase(
    visitor: Visitor,
    Path((_, slug, person)): Path<(String, String, PersonId)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let revision = form.text("revision").parse().unwrap_or_default();
    let input = ErasureInput {
        family_name: form.text("family_name"),
        reason: form.text("reason"),
    };
    let refused: PrivacyError =
        match actions::erase_person(&visitor.app, actor, &slug, (person, revision), &input).await {
            Ok(()) => {
                let to = format!("/staff/{slug}/people/{person}");
                return Ok(visitor.see_other_with(&to, "notice-removed"));
            }
            Err(refused) => refused,
        };
    let problem = refused.problem();
    match problem.kind {
        ProblemKind::Invalid | ProblemKind::Conflict | ProblemKind::Stale => {
            form.refuse(&visitor.texts, &problem);
            let page = ErasePage::load(&visitor, &slug, person, Some(form)).await?;
            html_with(status_of(problem.kind), &page)
        }
        _ => Err(Refused::from(refused).into()),
    }
}
