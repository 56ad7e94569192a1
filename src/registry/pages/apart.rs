//! What is kept of a person apart: particulars and suspensions on one page, for those who keep the register.

use askama::Template;
use poem::{handler, http::StatusCode, web::Path};

use super::{
    bodies::{Choice, choices, revision, staff},
    refuse,
};
use crate::{
    accounts::model::Right,
    registry::{
        actions::{
            RegistryError,
            particulars::{self, Apart},
            people, suspensions,
        },
        model::{
            particulars::{Gender, ParticularsInput},
            suspension::SuspensionInput,
        },
    },
    types::{BodyId, Day, PersonId, SuspensionId},
    web::{Access, FormData, PageResult, Refused, Routes, Shell, Visitor, html, html_with},
};

/// Routes of the page.
pub(super) fn routes(routes: Routes) -> Routes {
    let keep = Access::Right(Right::KeepRegister);
    routes
        .get(
            "/:lang/staff/:slug/people/:person/particulars",
            keep,
            apart_page,
        )
        .post("/:lang/staff/:slug/people/:person/particulars", keep, save)
        .post(
            "/:lang/staff/:slug/people/:person/suspensions",
            keep,
            suspend,
        )
        .post(
            "/:lang/staff/:slug/people/:person/suspensions/:suspension",
            keep,
            change,
        )
        .post(
            "/:lang/staff/:slug/people/:person/suspensions/:suspension/remove",
            keep,
            remove,
        )
}

#[derive(Template)]
#[template(path = "registry/apart.html")]
struct ApartPage {
    shell: Shell,
    form: FormData,
    base: String,
    apart: Apart,
    genders: Vec<Choice>,
    /// Bodies in which the person holds or held a mandate.
    bodies: Vec<Choice>,
    today: Day,
}

impl ApartPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        person: PersonId,
        filled: Option<FormData>,
    ) -> Result<Self, Refused> {
        let staff = staff(visitor, slug, Right::KeepRegister).await?;
        let actor = visitor.actor()?;
        let apart = particulars::read_apart(&visitor.app, actor, slug, person).await?;
        let held = people::read_person(&visitor.app, actor, slug, person)
            .await?
            .mandates;
        let mut bodies: Vec<(BodyId, String)> = Vec::new();
        for mandate in held {
            if bodies.iter().all(|(id, _)| *id != mandate.body) {
                bodies.push((mandate.body, mandate.body_name));
            }
        }
        let shown = visitor.texts.person(&apart.person.full_name());
        let shell = staff
            .in_person(person, &shown)
            .shell
            .crumb(None, visitor.texts.t("people-apart-title"));
        let known = apart.particulars;
        let today = visitor.app.clock.today();
        let mut form = filled.unwrap_or_default();
        if !form.has("what", "particulars") {
            let born_on = known.born_on.map(String::from).unwrap_or_default();
            form.set("born_on", born_on);
            form.set("gender", known.gender.map_or("", Gender::as_str).to_owned());
        }
        Ok(Self {
            base: shell.href(&format!("/staff/{slug}/people/{person}")),
            genders: choices(
                &visitor.texts,
                Gender::ALL.iter().map(|g| (g.as_str(), g.label())),
            ),
            bodies: bodies
                .into_iter()
                .map(|(id, name)| (id.to_string(), name))
                .collect(),
            apart,
            form,
            today,
            shell,
        })
    }
}

#[handler]
async fn apart_page(
    visitor: Visitor,
    Path((_, slug, person)): Path<(String, String, PersonId)>,
) -> PageResult {
    html(&ApartPage::load(&visitor, &slug, person, None).await?)
}

/// Back to the page, or the page again with what was typed and why it was refused.
async fn after(
    visitor: &Visitor,
    slug: &str,
    person: PersonId,
    mut form: FormData,
    result: Result<(), RegistryError>,
    notice: &'static str,
) -> PageResult {
    match result {
        Ok(()) => {
            let to = format!("/staff/{slug}/people/{person}/particulars");
            Ok(visitor.see_other_with(&to, notice))
        }
        Err(e) => {
            let status: StatusCode = refuse(visitor, &mut form, e)?;
            let page = ApartPage::load(visitor, slug, person, Some(form)).await?;
            html_with(status, &page)
        }
    }
}

#[handler]
async fn save(
    visitor: Visitor,
    Path((_, slug, person)): Path<(String, String, PersonId)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let input = ParticularsInput {
        born_on: form.text("born_on"),
        gender: form.text("gender"),
    };
    let known = revision(&form);
    let result =
        particulars::save_particulars(&visitor.app, actor, &slug, person, known, &input).await;
    after(&visitor, &slug, person, form, result, "notice-saved").await
}

fn suspension_input(form: &FormData) -> SuspensionInput {
    SuspensionInput {
        body: form.text("body"),
        starts_on: form.text("starts_on"),
        ends_on: form.text("ends_on"),
        reason: form.text("reason"),
    }
}

#[handler]
async fn suspend(
    visitor: Visitor,
    Path((_, slug, person)): Path<(String, String, PersonId)>,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let input = suspension_input(&form);
    let result = suspensions::suspend(&visitor.app, actor, &slug, person, &input)
        .await
        .map(drop);
    after(&visitor, &slug, person, form, result, "notice-saved").await
}

type SuspensionPath = Path<(String, String, PersonId, SuspensionId)>;

#[handler]
async fn change(
    visitor: Visitor,
    Path((_, slug, person, id)): SuspensionPath,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (key, input) = ((id, revision(&form)), suspension_input(&form));
    let result =
        suspensions::change_suspension(&visitor.app, actor, &slug, person, key, &input).await;
    after(&visitor, &slug, person, form, result, "notice-saved").await
}

#[handler]
async fn remove(
    visitor: Visitor,
    Path((_, slug, person, id)): SuspensionPath,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let key = (id, revision(&form));
    let result = suspensions::remove_suspension(&visitor.app, actor, &slug, person, key).await;
    after(&visitor, &slug, person, form, result, "notice-removed").await
}
