//! Staff pages of member bodies.

use askama::Template;
use poem::{
    Response, handler,
    web::{Path, Query},
};
use serde::Deserialize;

use super::refuse;
use crate::registry::{
    actions::{
        RegistryError,
        bodies::{self, BodyDetail, BodyList, BodyQuery, CorrectionInput},
        federation_for,
    },
    model::{
        BodyKind, Federation,
        body::{BodyDetailsInput, ProfileInput, Species, WorkField},
        country::Country,
    },
};
use crate::{
    accounts::model::Right,
    types::{BodyId, Day, Locale},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor, api::Paging, html,
        html_with, texts::Texts,
    },
};

/// Routes of the bodies.
pub(super) fn routes(routes: Routes) -> Routes {
    let (read, keep) = (
        Access::Right(Right::ReadStaffPages),
        Access::Right(Right::KeepRegister),
    );
    routes
        .get("/:lang/staff/:slug/bodies", read, list_page)
        .get("/:lang/staff/:slug/bodies/new", keep, new_page)
        .post("/:lang/staff/:slug/bodies/new", keep, create)
        .get("/:lang/staff/:slug/bodies/:body", read, body_page)
        .get("/:lang/staff/:slug/bodies/:body/edit", keep, edit_page)
        .post("/:lang/staff/:slug/bodies/:body/edit", keep, update)
        .get(
            "/:lang/staff/:slug/bodies/:body/profile",
            keep,
            profile_page,
        )
        .post(
            "/:lang/staff/:slug/bodies/:body/profile",
            keep,
            change_profile,
        )
        .get(
            "/:lang/staff/:slug/bodies/:body/profile/:day",
            keep,
            correction_page,
        )
        .post(
            "/:lang/staff/:slug/bodies/:body/profile/:day",
            keep,
            correct_profile,
        )
        .get("/:lang/staff/:slug/bodies/:body/leave", keep, leave_page)
        .post("/:lang/staff/:slug/bodies/:body/leave", keep, leave)
}

/// A value of a form's field with its label.
pub(super) type Choice = (String, String);

/// Choices from words with the keys of their names.
pub(super) fn choices(
    texts: &Texts,
    words: impl IntoIterator<Item = (&'static str, &'static str)>,
) -> Vec<Choice> {
    words
        .into_iter()
        .map(|(word, label)| (word.to_owned(), texts.t(label)))
        .collect()
}

/// A staff page of a federation, for somebody who holds the right there.
pub(super) struct Staff {
    pub federation: Federation,
    pub shell: Shell,
    /// Whether the person may change the register.
    pub keeps: bool,
}

/// Begins a staff page.
pub(super) async fn staff(visitor: &Visitor, slug: &str, right: Right) -> Result<Staff, Refused> {
    let actor = visitor.actor()?;
    let federation = federation_for(&visitor.app, actor, right, slug).await?;
    let shell =
        visitor
            .shell()
            .staff_federation(actor, federation.id, &federation.slug, &federation.name);
    let keeps = actor.may(Right::KeepRegister, federation.id);
    Ok(Staff {
        federation,
        shell,
        keeps,
    })
}

impl Staff {
    /// Adds the list of bodies to the way to this page.
    pub fn in_bodies(mut self) -> Self {
        let href = self
            .shell
            .href(&format!("/staff/{}/bodies", self.federation.slug));
        let label = self.shell.t("bodies-title");
        self.shell = self.shell.crumb(Some(href), label);
        self
    }

    /// Adds a body to the way to this page.
    pub fn in_body(mut self, body: BodyId, name: &str) -> Self {
        self = self.in_bodies();
        let href = self
            .shell
            .href(&format!("/staff/{}/bodies/{body}", self.federation.slug));
        self.shell = self.shell.crumb(Some(href), name);
        self
    }
}

/// The revision that a form was filled from; what is none is stale.
pub(super) fn revision(form: &FormData) -> i64 {
    form.text("revision").parse().unwrap_or(-1)
}

/// Addresses of the page before and the page after, and the words for where one is.
pub(super) struct Pager {
    pub previous: Option<String>,
    pub next: Option<String>,
    pub position: String,
}

impl Pager {
    /// `query`: name and value of what else stands in the address.
    pub fn new(
        shell: &Shell,
        path: &str,
        query: &[(&str, &str)],
        paging: Paging,
        total: i64,
    ) -> Self {
        let (page, last) = (paging.page(), paging.last_page(total));
        let address = |n: i64| {
            let mut text = form_urlencoded::Serializer::new(String::new());
            text.extend_pairs(query.iter().filter(|(_, value)| !value.is_empty()));
            text.append_pair("page", &n.to_string());
            format!("{path}?{}", text.finish())
        };
        Self {
            previous: (page > 1).then(|| address(page.min(last + 1) - 1)),
            next: (page < last).then(|| address(page + 1)),
            position: shell.t3("bodies-page-of", "page", page, "last", last, "total", total),
        }
    }
}

#[derive(Template)]
#[template(path = "registry/bodies.html")]
struct BodiesPage {
    shell: Shell,
    keeps: bool,
    base: String,
    list: BodyList,
    form: FormData,
    all: bool,
    kinds: Vec<Choice>,
    pager: Pager,
    /// `?on=...` where the list is not about today.
    on_query: String,
    new_species: &'static str,
}

#[derive(Default, Deserialize)]
struct ListQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    on: String,
    #[serde(default)]
    all: String,
    page: Option<i64>,
}

#[handler]
async fn list_page(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<ListQuery>,
) -> PageResult {
    let staff = staff(&visitor, &slug, Right::ReadStaffPages).await?;
    let paging = Paging::of(query.page, None);
    let asked = BodyQuery {
        on: Some(query.on.clone()),
        search: query.q.clone(),
        kind: query.kind.clone(),
        all: query.all == "yes",
    };
    let actor = visitor.actor().map_err(Refused::from)?;
    let list = bodies::list_bodies(
        &visitor.app,
        actor,
        &slug,
        &asked,
        paging.offset,
        paging.limit,
    )
    .await
    .map_err(Refused::from)?;
    let shell = staff.shell.crumb(None, visitor.texts.t("bodies-title"));
    let base = shell.href(&format!("/staff/{slug}"));
    let parameters = [
        ("q", query.q.as_str()),
        ("kind", &query.kind),
        ("on", &query.on),
        ("all", &query.all),
    ];
    html(&BodiesPage {
        pager: Pager::new(
            &shell,
            &format!("{base}/bodies"),
            &parameters,
            paging,
            list.total,
        ),
        on_query: if query.on.is_empty() {
            String::new()
        } else {
            format!("?on={}", list.on)
        },
        kinds: choices(
            &visitor.texts,
            BodyKind::ALL.iter().map(|k| (k.as_str(), k.label())),
        ),
        all: query.all == "yes",
        form: FormData::filled([
            ("q", query.q),
            ("kind", query.kind),
            ("on", list.on.to_string()),
        ]),
        keeps: staff.keeps,
        new_species: match staff.federation.kind {
            crate::registry::model::FederationKind::Councils => "council",
            crate::registry::model::FederationKind::Associations => "association",
        },
        base,
        list,
        shell,
    })
}

#[derive(Template)]
#[template(path = "registry/body.html")]
struct BodyPage {
    shell: Shell,
    keeps: bool,
    base: String,
    here: String,
    detail: BodyDetail,
    countries: Vec<String>,
    work_fields: Vec<String>,
    vacant: i64,
    today: Day,
    plain_members: bool,
}

/// The day that a page is about.
#[derive(Default, Deserialize)]
pub(super) struct OnQuery {
    pub on: Option<String>,
}

#[handler]
async fn body_page(
    visitor: Visitor,
    Path((_, slug, body)): Path<(String, String, BodyId)>,
    Query(query): Query<OnQuery>,
) -> PageResult {
    let staff = staff(&visitor, &slug, Right::ReadStaffPages).await?;
    let actor = visitor.actor().map_err(Refused::from)?;
    let detail = bodies::read_body(&visitor.app, actor, &slug, body, query.on.as_deref())
        .await
        .map_err(Refused::from)?;
    let (keeps, staff) = (staff.keeps, staff.in_bodies());
    let shell = staff.shell.crumb(None, detail.body.name.clone());
    let mut countries: Vec<String> = detail
        .countries
        .iter()
        .map(|c| visitor.texts.t(c.label()))
        .collect();
    visitor.texts.collate(&mut countries, |name| name);
    let vacant = detail
        .running
        .iter()
        .flat_map(|(_, seats)| seats)
        .filter(|s| s.holder.is_none())
        .count();
    html(&BodyPage {
        base: shell.href(&format!("/staff/{slug}")),
        here: shell.href(&format!("/staff/{slug}/bodies/{body}")),
        keeps,
        countries,
        work_fields: detail
            .fields
            .iter()
            .map(|f| visitor.texts.t(f.label()))
            .collect(),
        vacant: i64::try_from(vacant).unwrap_or(i64::MAX),
        today: visitor.app.clock.today(),
        plain_members: detail.body.kind.species() == Species::Association,
        detail,
        shell,
    })
}

#[derive(Template)]
#[template(path = "registry/body_form.html")]
struct BodyFormPage {
    shell: Shell,
    form: FormData,
    action: String,
    back: String,
    /// Name of the body; `None` for a new one.
    name: Option<String>,
    is_council: bool,
    kinds: Vec<Choice>,
    countries: Vec<Choice>,
    locales: Vec<Choice>,
    work_fields: Vec<Choice>,
}

impl BodyFormPage {
    fn new(
        visitor: &Visitor,
        staff: Staff,
        form: FormData,
        place: String,
        name: Option<String>,
        species: Species,
    ) -> Self {
        let title = match &name {
            Some(_) => visitor.texts.t("bodies-body-edit"),
            None => visitor.texts.t("bodies-body-new"),
        };
        let shell = staff.shell.crumb(None, title);
        let mut countries = choices(
            &visitor.texts,
            Country::all().map(|c| (c.code(), c.label())),
        );
        visitor.texts.collate(&mut countries, |(_, name)| name);
        let base = shell.href(&format!("/staff/{}/bodies", staff.federation.slug));
        Self {
            back: place
                .strip_suffix("/edit")
                .map_or_else(|| base.clone(), |body| format!("{base}{body}")),
            action: format!("{base}{place}"),
            name,
            is_council: species == Species::Council,
            kinds: choices(
                &visitor.texts,
                BodyKind::ALL
                    .iter()
                    .filter(|k| k.species() == species)
                    .map(|k| (k.as_str(), k.label())),
            ),
            countries,
            locales: Locale::offered()
                .map(|locale| (locale.tag().to_owned(), locale.own_name().to_owned()))
                .collect(),
            work_fields: choices(
                &visitor.texts,
                WorkField::ALL.iter().map(|f| (f.as_str(), f.label())),
            ),
            form,
            shell,
        }
    }
}

fn details_input(form: &FormData) -> BodyDetailsInput {
    BodyDetailsInput {
        external_key: form.text("external_key"),
        municipality: form.text("municipality"),
        joined_on: form.text("joined_on"),
        delegate_places: form.text("delegate_places"),
        contact_email: form.text("contact_email"),
        locale: form.text("locale"),
        website: form.text("website"),
        countries: form.all("countries"),
        fields: form.all("fields"),
    }
}

fn profile_input(form: &FormData) -> ProfileInput {
    ProfileInput {
        name: form.text("name"),
        kind: form.text("kind"),
        from_day: form.text("from_day"),
    }
}

#[derive(Default, Deserialize)]
struct SpeciesQuery {
    species: Option<String>,
}

fn species_of(word: Option<&str>) -> Species {
    word.and_then(Species::parse).unwrap_or(Species::Council)
}

#[handler]
async fn new_page(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<SpeciesQuery>,
) -> PageResult {
    let staff = staff(&visitor, &slug, Right::KeepRegister)
        .await?
        .in_bodies();
    let species = species_of(query.species.as_deref());
    let mut form = FormData::filled([
        ("delegate_places", "1".to_owned()),
        ("species", species.as_str().to_owned()),
    ]);
    form.set(
        "kind",
        if species == Species::Council {
            BodyKind::Elected
        } else {
            BodyKind::Association
        }
        .as_str(),
    );
    html(&BodyFormPage::new(
        &visitor,
        staff,
        form,
        "/new".to_owned(),
        None,
        species,
    ))
}

#[handler]
async fn create(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    mut form: FormData,
) -> PageResult {
    let staff = staff(&visitor, &slug, Right::KeepRegister)
        .await?
        .in_bodies();
    let actor = visitor.actor().map_err(Refused::from)?;
    match bodies::create_body(
        &visitor.app,
        actor,
        &slug,
        profile_input(&form),
        &details_input(&form),
    )
    .await
    {
        Ok(body) => {
            Ok(visitor.see_other_with(&format!("/staff/{slug}/bodies/{body}"), "notice-created"))
        }
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            let species = species_of(form.value("species").as_deref());
            html_with(
                status,
                &BodyFormPage::new(&visitor, staff, form, "/new".to_owned(), None, species),
            )
        }
    }
}

/// The body as it is today, for a form.
async fn body_today(visitor: &Visitor, slug: &str, body: BodyId) -> Result<BodyDetail, Refused> {
    Ok(bodies::read_body(&visitor.app, visitor.actor()?, slug, body, None).await?)
}

#[handler]
async fn edit_page(
    visitor: Visitor,
    Path((_, slug, body)): Path<(String, String, BodyId)>,
) -> PageResult {
    let staff = staff(&visitor, &slug, Right::KeepRegister).await?;
    let detail = body_today(&visitor, &slug, body).await?;
    let mut form = FormData::filled([
        ("revision", detail.body.revision.to_string()),
        (
            "external_key",
            detail.body.external_key.clone().unwrap_or_default(),
        ),
        ("municipality", detail.ags.clone().unwrap_or_default()),
        (
            "joined_on",
            detail.body.joined_on.map(String::from).unwrap_or_default(),
        ),
        ("delegate_places", detail.body.delegate_places.to_string()),
        ("contact_email", detail.body.contact_email.clone()),
        (
            "locale",
            detail
                .body
                .locale
                .map_or_else(String::new, |locale| locale.tag().to_owned()),
        ),
        ("website", detail.body.website.clone()),
    ]);
    for country in &detail.countries {
        form.add("countries", country.code());
    }
    for field in &detail.fields {
        form.add("fields", field.as_str());
    }
    html(&edit_form(&visitor, staff, form, &detail))
}

fn edit_form(visitor: &Visitor, staff: Staff, form: FormData, detail: &BodyDetail) -> BodyFormPage {
    let body = &detail.body;
    let staff = staff.in_body(body.id, &body.name);
    BodyFormPage::new(
        visitor,
        staff,
        form,
        format!("/{}/edit", body.id),
        Some(body.name.clone()),
        body.kind.species(),
    )
}

#[handler]
async fn update(
    visitor: Visitor,
    Path((_, slug, body)): Path<(String, String, BodyId)>,
    mut form: FormData,
) -> PageResult {
    let staff = staff(&visitor, &slug, Right::KeepRegister).await?;
    let actor = visitor.actor().map_err(Refused::from)?;
    match bodies::update_body(
        &visitor.app,
        actor,
        &slug,
        body,
        revision(&form),
        &details_input(&form),
    )
    .await
    {
        Ok(()) => Ok(saved(&visitor, &slug, body)),
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            html_with(
                status,
                &edit_form(
                    &visitor,
                    staff,
                    form,
                    &body_today(&visitor, &slug, body).await?,
                ),
            )
        }
    }
}

fn saved(visitor: &Visitor, slug: &str, body: BodyId) -> Response {
    visitor.see_other_with(&format!("/staff/{slug}/bodies/{body}"), "notice-saved")
}

#[derive(Template)]
#[template(path = "registry/body_profile.html")]
struct ProfilePage {
    shell: Shell,
    form: FormData,
    action: String,
    back: String,
    detail: BodyDetail,
    kinds: Vec<Choice>,
    /// The profile to be corrected starts on this day; else a new one is added.
    corrects: Option<Day>,
}

impl ProfilePage {
    fn new(
        visitor: &Visitor,
        staff: Staff,
        form: FormData,
        detail: BodyDetail,
        corrects: Option<Day>,
    ) -> Self {
        let title = match corrects {
            Some(_) => visitor.texts.t("bodies-profile-correct"),
            None => visitor.texts.t("bodies-profile-change"),
        };
        let staff = staff.in_body(detail.body.id, &detail.body.name);
        let shell = staff.shell.crumb(None, title);
        let back = shell.href(&format!(
            "/staff/{}/bodies/{}",
            staff.federation.slug, detail.body.id
        ));
        let species = detail.body.kind.species();
        Self {
            action: corrects.map_or_else(
                || format!("{back}/profile"),
                |day| format!("{back}/profile/{day}"),
            ),
            back,
            kinds: choices(
                &visitor.texts,
                BodyKind::ALL
                    .iter()
                    .filter(|k| k.species() == species)
                    .map(|k| (k.as_str(), k.label())),
            ),
            detail,
            corrects,
            form,
            shell,
        }
    }
}

#[handler]
async fn profile_page(
    visitor: Visitor,
    Path((_, slug, body)): Path<(String, String, BodyId)>,
) -> PageResult {
    let staff = staff(&visitor, &slug, Right::KeepRegister).await?;
    let detail = body_today(&visitor, &slug, body).await?;
    let form = FormData::filled([
        ("revision", detail.body.revision.to_string()),
        ("name", detail.body.name.clone()),
        ("kind", detail.body.kind.as_str().to_owned()),
        ("from_day", detail.on.to_string()),
    ]);
    html(&ProfilePage::new(&visitor, staff, form, detail, None))
}

#[handler]
async fn change_profile(
    visitor: Visitor,
    Path((_, slug, body)): Path<(String, String, BodyId)>,
    mut form: FormData,
) -> PageResult {
    let staff = staff(&visitor, &slug, Right::KeepRegister).await?;
    let actor = visitor.actor().map_err(Refused::from)?;
    match bodies::change_profile(
        &visitor.app,
        actor,
        &slug,
        body,
        revision(&form),
        &profile_input(&form),
    )
    .await
    {
        Ok(()) => Ok(saved(&visitor, &slug, body)),
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            let detail = body_today(&visitor, &slug, body).await?;
            html_with(
                status,
                &ProfilePage::new(&visitor, staff, form, detail, None),
            )
        }
    }
}

#[handler]
async fn correction_page(
    visitor: Visitor,
    Path((_, slug, body, day)): Path<(String, String, BodyId, Day)>,
) -> PageResult {
    let staff = staff(&visitor, &slug, Right::KeepRegister).await?;
    let detail = body_today(&visitor, &slug, body).await?;
    let profile = detail
        .profiles
        .iter()
        .find(|p| p.from_day == day)
        .ok_or(RegistryError::NotFound)
        .map_err(Refused::from)?;
    let form = FormData::filled([
        ("revision", detail.body.revision.to_string()),
        ("name", profile.name.clone()),
        ("kind", profile.kind.as_str().to_owned()),
        ("from_day", profile.from_day.to_string()),
    ]);
    html(&ProfilePage::new(&visitor, staff, form, detail, Some(day)))
}

#[handler]
async fn correct_profile(
    visitor: Visitor,
    Path((_, slug, body, day)): Path<(String, String, BodyId, Day)>,
    mut form: FormData,
) -> PageResult {
    let staff = staff(&visitor, &slug, Right::KeepRegister).await?;
    let actor = visitor.actor().map_err(Refused::from)?;
    let input = CorrectionInput {
        profile: profile_input(&form),
        reason: form.text("reason"),
    };
    match bodies::correct_profile(
        &visitor.app,
        actor,
        &slug,
        (body, revision(&form)),
        day,
        &input,
    )
    .await
    {
        Ok(()) => Ok(saved(&visitor, &slug, body)),
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            let detail = body_today(&visitor, &slug, body).await?;
            html_with(
                status,
                &ProfilePage::new(&visitor, staff, form, detail, Some(day)),
            )
        }
    }
}

#[derive(Template)]
#[template(path = "registry/body_leave.html")]
struct LeavePage {
    shell: Shell,
    form: FormData,
    action: String,
    back: String,
    detail: BodyDetail,
}

impl LeavePage {
    fn new(visitor: &Visitor, staff: Staff, form: FormData, detail: BodyDetail) -> Self {
        let staff = staff.in_body(detail.body.id, &detail.body.name);
        let shell = staff
            .shell
            .crumb(None, visitor.texts.t("bodies-leave-title"));
        let back = shell.href(&format!(
            "/staff/{}/bodies/{}",
            staff.federation.slug, detail.body.id
        ));
        Self {
            action: format!("{back}/leave"),
            back,
            detail,
            form,
            shell,
        }
    }
}

#[handler]
async fn leave_page(
    visitor: Visitor,
    Path((_, slug, body)): Path<(String, String, BodyId)>,
) -> PageResult {
    let staff = staff(&visitor, &slug, Right::KeepRegister).await?;
    let detail = body_today(&visitor, &slug, body).await?;
    let left_on = detail.body.left_on.unwrap_or(detail.on);
    let form = FormData::filled([
        ("revision", detail.body.revision.to_string()),
        ("left_on", left_on.to_string()),
    ]);
    html(&LeavePage::new(&visitor, staff, form, detail))
}

#[handler]
async fn leave(
    visitor: Visitor,
    Path((_, slug, body)): Path<(String, String, BodyId)>,
    mut form: FormData,
) -> PageResult {
    let staff = staff(&visitor, &slug, Right::KeepRegister).await?;
    let actor = visitor.actor().map_err(Refused::from)?;
    match bodies::leave_body(
        &visitor.app,
        actor,
        &slug,
        body,
        revision(&form),
        &form.text("left_on"),
    )
    .await
    {
        Ok(()) => Ok(saved(&visitor, &slug, body)),
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            let detail = body_today(&visitor, &slug, body).await?;
            html_with(status, &LeavePage::new(&visitor, staff, form, detail))
        }
    }
}
