//! Pages of people: for staff, and for the office of a body.

use askama::Template;
use poem::{
    handler,
    web::{Path, Query},
};
use serde::Deserialize;

use super::refuse;
use crate::registry::{
    actions::{
        people::{self, PeopleOfBody, PersonDetail},
        terms::ListOn,
    },
    model::{
        body::Species,
        person::{PersonInput, Purpose},
    },
    pages::bodies::{Choice, OnQuery, Pager, Staff, revision, staff},
    store::ListedPerson,
};
use crate::{
    accounts::model::Right,
    types::{BodyId, Day, Locale, PersonId},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor, api::Paging, html, html_with,
    },
};

/// Routes of the people.
pub(super) fn routes(routes: Routes) -> Routes {
    let (read, keep) = (
        Access::Right(Right::ReadStaffPages),
        Access::Right(Right::KeepRegister),
    );
    routes
        .get("/:lang/staff/:slug/people", read, list_page)
        .get("/:lang/staff/:slug/people/new", keep, new_page)
        .post("/:lang/staff/:slug/people/new", keep, create)
        .get("/:lang/staff/:slug/people/:person", read, person_page)
        .get("/:lang/staff/:slug/people/:person/edit", keep, edit_page)
        .post("/:lang/staff/:slug/people/:person/edit", keep, update)
        .get(
            "/:lang/office/:slug/:body/people",
            Access::OfficeOr(Right::ReadStaffPages),
            office_page,
        )
        .post(
            "/:lang/office/:slug/:body/people",
            Access::OfficeOr(Right::KeepRegister),
            add_to_body,
        )
}

#[derive(Template)]
#[template(path = "registry/people.html")]
struct PeoplePage {
    shell: Shell,
    keeps: bool,
    base: String,
    q: String,
    list: ListOn<ListedPerson>,
    pager: Pager,
}

#[derive(Default, Deserialize)]
struct ListQuery {
    #[serde(default)]
    q: String,
    on: Option<String>,
    page: Option<i64>,
}

#[handler]
async fn list_page(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<ListQuery>,
) -> PageResult {
    let staff = staff(&visitor, &slug, Right::ReadStaffPages).await?;
    let actor = visitor.actor().map_err(Refused::from)?;
    let paging = Paging::of(query.page, None);
    let asked = (query.q.as_str(), query.on.as_deref());
    let list = people::list_people(
        &visitor.app,
        actor,
        &slug,
        asked,
        paging.offset,
        paging.limit,
    )
    .await
    .map_err(Refused::from)?;
    let shell = staff
        .shell
        .crumb(None, visitor.texts.t("bodies-people-title"));
    let base = shell.href(&format!("/staff/{slug}"));
    let parameters = [
        ("q", query.q.as_str()),
        ("on", query.on.as_deref().unwrap_or_default()),
    ];
    html(&PeoplePage {
        pager: Pager::new(
            &shell,
            &format!("{base}/people"),
            &parameters,
            paging,
            list.total,
        ),
        keeps: staff.keeps,
        q: query.q,
        base,
        list,
        shell,
    })
}

#[derive(Template)]
#[template(path = "registry/person.html")]
struct PersonPage {
    shell: Shell,
    keeps: bool,
    base: String,
    detail: PersonDetail,
    today: Day,
    locale_name: &'static str,
    /// Each purpose with the day on which the person agreed.
    consents: Vec<(Purpose, Option<Day>)>,
}

impl Staff {
    /// Adds the list of people to the way to this page.
    pub fn in_people(mut self) -> Self {
        let href = self
            .shell
            .href(&format!("/staff/{}/people", self.federation.slug));
        let label = self.shell.t("bodies-people-title");
        self.shell = self.shell.crumb(Some(href), label);
        self
    }

    /// Adds a person to the way to this page.
    pub fn in_person(mut self, person: PersonId, name: &str) -> Self {
        self = self.in_people();
        let href = self
            .shell
            .href(&format!("/staff/{}/people/{person}", self.federation.slug));
        self.shell = self.shell.crumb(Some(href), name);
        self
    }
}

#[handler]
async fn person_page(
    visitor: Visitor,
    Path((_, slug, person)): Path<(String, String, PersonId)>,
) -> PageResult {
    let staff = staff(&visitor, &slug, Right::ReadStaffPages).await?;
    let actor = visitor.actor().map_err(Refused::from)?;
    let detail = people::read_person(&visitor.app, actor, &slug, person)
        .await
        .map_err(Refused::from)?;
    let (keeps, staff) = (staff.keeps, staff.in_people());
    let shown = visitor.texts.person(&detail.person.full_name());
    let shell = staff.shell.crumb(None, shown);
    let consents = detail.person.consents;
    html(&PersonPage {
        consents: Purpose::ALL
            .iter()
            .map(|purpose| (*purpose, consents.of(*purpose)))
            .collect(),
        base: shell.href(&format!("/staff/{slug}")),
        today: visitor.app.clock.today(),
        locale_name: detail.person.locale.own_name(),
        keeps,
        detail,
        shell,
    })
}

fn locales() -> Vec<Choice> {
    Locale::offered()
        .map(|l| (l.tag().to_owned(), l.own_name().to_owned()))
        .collect()
}

#[derive(Template)]
#[template(path = "registry/person_form.html")]
struct PersonFormPage {
    shell: Shell,
    form: FormData,
    action: String,
    back: String,
    people_href: String,
    /// Name of the person; `None` for a new one.
    name: Option<String>,
    locales: Vec<Choice>,
    /// People who may be the same one.
    same_name: Vec<ListedPerson>,
}

fn person_input(form: &FormData) -> PersonInput {
    PersonInput {
        external_key: form.text("external_key"),
        given_name: form.text("given_name"),
        family_name: form.text("family_name"),
        email: form.text("email"),
        phone: form.text("phone"),
        locale: form.text("locale"),
        consent_name_on: form.text("consent_name_on"),
        consent_photo_on: form.text("consent_photo_on"),
        consent_contact_on: form.text("consent_contact_on"),
        same_name_is_another: form.has("same_name_is_another", "yes"),
    }
}

fn new_form(staff: Staff, form: FormData, same_name: Vec<ListedPerson>) -> PersonFormPage {
    let staff = staff.in_people();
    let title = staff.shell.t("bodies-person-new");
    let shell = staff.shell.crumb(None, title);
    let people_href = shell.href(&format!("/staff/{}/people", staff.federation.slug));
    PersonFormPage {
        action: format!("{people_href}/new"),
        back: people_href.clone(),
        people_href,
        name: None,
        locales: locales(),
        same_name,
        form,
        shell,
    }
}

/// A person added on the way to giving a seat: where to go on.
#[derive(Default, Deserialize)]
struct ForQuery {
    body: Option<i64>,
    seat: Option<i64>,
}

#[handler]
async fn new_page(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<ForQuery>,
) -> PageResult {
    let staff = staff(&visitor, &slug, Right::KeepRegister).await?;
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let form = FormData::filled([
        ("locale", staff.federation.locale.tag().to_owned()),
        ("for_body", number(query.body)),
        ("for_seat", number(query.seat)),
    ]);
    html(&new_form(staff, form, Vec::new()))
}

#[handler]
async fn create(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    mut form: FormData,
) -> PageResult {
    let staff = staff(&visitor, &slug, Right::KeepRegister).await?;
    let actor = visitor.actor().map_err(Refused::from)?;
    match people::create_person(&visitor.app, actor, &slug, &person_input(&form)).await {
        Ok(person) => {
            let next = match form.text("for_body").parse::<BodyId>() {
                Ok(body) => {
                    let seat = form
                        .text("for_seat")
                        .parse::<i64>()
                        .map(|s| format!("&seat={s}"))
                        .unwrap_or_default();
                    format!("/staff/{slug}/bodies/{body}/mandates/new?person={person}{seat}")
                }
                Err(_) => format!("/staff/{slug}/people/{person}"),
            };
            Ok(visitor.see_other_with(&next, "notice-created"))
        }
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            let (given, family) = (form.text("given_name"), form.text("family_name"));
            let same_name = match form.error("same_name_is_another") {
                Some(_) => people::people_called(&visitor.app, actor, &slug, &given, &family)
                    .await
                    .map_err(Refused::from)?,
                None => Vec::new(),
            };
            html_with(status, &new_form(staff, form, same_name))
        }
    }
}

fn edit_form(staff: Staff, form: FormData, person: PersonId, name: String) -> PersonFormPage {
    let staff = staff.in_person(person, &name);
    let title = staff.shell.t("bodies-edit");
    let shell = staff.shell.crumb(None, title);
    let people_href = shell.href(&format!("/staff/{}/people", staff.federation.slug));
    PersonFormPage {
        action: format!("{people_href}/{person}/edit"),
        back: format!("{people_href}/{person}"),
        people_href,
        name: Some(name),
        locales: locales(),
        same_name: Vec::new(),
        form,
        shell,
    }
}

#[handler]
async fn edit_page(
    visitor: Visitor,
    Path((_, slug, person)): Path<(String, String, PersonId)>,
) -> PageResult {
    let staff = staff(&visitor, &slug, Right::KeepRegister).await?;
    let actor = visitor.actor().map_err(Refused::from)?;
    let found = people::read_person(&visitor.app, actor, &slug, person)
        .await
        .map_err(Refused::from)?
        .person;
    let name = found.full_name();
    let typed = |day: Option<Day>| day.map(String::from).unwrap_or_default();
    let contact = found.contact.unwrap_or_default();
    let form = FormData::filled([
        ("revision", found.revision.to_string()),
        ("external_key", found.external_key.unwrap_or_default()),
        ("given_name", found.given_name),
        ("family_name", found.family_name),
        ("email", contact.email),
        ("phone", contact.phone),
        ("locale", found.locale.tag().to_owned()),
        ("consent_name_on", typed(found.consents.name)),
        ("consent_photo_on", typed(found.consents.photo)),
        ("consent_contact_on", typed(found.consents.contact)),
    ]);
    html(&edit_form(staff, form, person, name))
}

#[handler]
async fn update(
    visitor: Visitor,
    Path((_, slug, person)): Path<(String, String, PersonId)>,
    mut form: FormData,
) -> PageResult {
    let staff = staff(&visitor, &slug, Right::KeepRegister).await?;
    let actor = visitor.actor().map_err(Refused::from)?;
    match people::update_person(
        &visitor.app,
        actor,
        &slug,
        person,
        revision(&form),
        &person_input(&form),
    )
    .await
    {
        Ok(()) => {
            Ok(visitor.see_other_with(&format!("/staff/{slug}/people/{person}"), "notice-saved"))
        }
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            let found = people::read_person(&visitor.app, actor, &slug, person)
                .await
                .map_err(Refused::from)?
                .person;
            html_with(status, &edit_form(staff, form, person, found.full_name()))
        }
    }
}

#[derive(Template)]
#[template(path = "registry/office_people.html")]
struct OfficePeoplePage {
    shell: Shell,
    form: FormData,
    here: String,
    found: PeopleOfBody,
    is_council: bool,
    may_add: bool,
    locales: Vec<Choice>,
}

impl OfficePeoplePage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        body: BodyId,
        on: Option<&str>,
        form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let found = people::people_of_body(&visitor.app, actor, slug, body, on).await?;
        let federation = &found.federation;
        let title = visitor.texts.t("bodies-members");
        let shell = if actor.may(Right::ReadStaffPages, federation.id) {
            let staff_body = visitor.href(&format!("/staff/{slug}/bodies/{body}"));
            let shell =
                visitor
                    .shell()
                    .staff_federation(actor, federation.id, slug, &federation.name);
            shell
                .crumb(Some(staff_body), found.body.name.clone())
                .crumb(None, title)
        } else {
            visitor
                .shell()
                .office(slug, &federation.name, body, &found.body.name)
                .crumb(None, title)
        };
        let is_council = found.body.kind.species() == Species::Council;
        let may_change = actor.is_office_of(federation.id, body)
            || actor.may(Right::KeepRegister, federation.id);
        Ok(Self {
            here: visitor.href(&format!("/office/{slug}/{body}/people")),
            may_add: may_change && !is_council,
            locales: locales(),
            is_council,
            found,
            form,
            shell,
        })
    }
}

#[handler]
async fn office_page(
    visitor: Visitor,
    Path((_, slug, body)): Path<(String, String, BodyId)>,
    Query(query): Query<OnQuery>,
) -> PageResult {
    let form = FormData::filled([
        ("locale", visitor.locale().tag().to_owned()),
        ("member_since", visitor.app.clock.today().to_string()),
    ]);
    html(&OfficePeoplePage::load(&visitor, &slug, body, query.on.as_deref(), form).await?)
}

#[handler]
async fn add_to_body(
    visitor: Visitor,
    Path((_, slug, body)): Path<(String, String, BodyId)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let input = PersonInput {
        external_key: String::new(),
        ..person_input(&form)
    };
    match people::add_person_to_body(
        &visitor.app,
        actor,
        &slug,
        body,
        &input,
        &form.text("member_since"),
    )
    .await
    {
        Ok(_) => {
            Ok(visitor.see_other_with(&format!("/office/{slug}/{body}/people"), "notice-created"))
        }
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            html_with(
                status,
                &OfficePeoplePage::load(&visitor, &slug, body, None, form).await?,
            )
        }
    }
}
