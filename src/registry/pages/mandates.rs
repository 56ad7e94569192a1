//! Staff pages of mandates.

use askama::Template;
use poem::{
    handler,
    web::{Path, Query},
};
use serde::Deserialize;

use super::refuse;
use crate::registry::{
    actions::{
        bodies,
        mandates::{self, MandateDetail, PlaceInput, SeatOffered},
        people,
    },
    model::{
        BodyOnDay,
        body::Species,
        mandate::{EndInput, EndReason, Function, Mandate, MandateInput},
        term::SeatOrigin,
    },
    pages::bodies::{Choice, Staff, choices, revision, staff},
    store::ListedPerson,
};
use crate::{
    accounts::model::Right,
    types::{BodyId, MandateId, PersonId, SeatId},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor, html, html_with,
        texts::Texts,
    },
};

/// Routes of the mandates.
pub(super) fn routes(routes: Routes) -> Routes {
    let keep = Access::Right(Right::KeepRegister);
    routes
        .get(
            "/:lang/staff/:slug/bodies/:body/mandates/new",
            keep,
            new_page,
        )
        .post("/:lang/staff/:slug/bodies/:body/mandates/new", keep, create)
        .get("/:lang/staff/:slug/mandates/:mandate/edit", keep, edit_page)
        .post("/:lang/staff/:slug/mandates/:mandate/edit", keep, update)
        .get("/:lang/staff/:slug/mandates/:mandate/end", keep, end_page)
        .post("/:lang/staff/:slug/mandates/:mandate/end", keep, end)
        .post("/:lang/staff/:slug/mandates/:mandate/remove", keep, remove)
}

fn functions(texts: &Texts) -> Vec<Choice> {
    choices(texts, Function::ALL.iter().map(|f| (f.as_str(), f.label())))
}

fn end_reasons(texts: &Texts) -> Vec<Choice> {
    choices(
        texts,
        EndReason::ALL.iter().map(|r| (r.as_str(), r.label())),
    )
}

fn mandate_input(form: &FormData) -> MandateInput {
    MandateInput {
        function: form.text("function"),
        public_office: form.has("public_office", "yes"),
        starts_on: form.text("starts_on"),
        ends_on: form.text("ends_on"),
        end_reason: form.text("end_reason"),
    }
}

#[derive(Template)]
#[template(path = "registry/mandate_new.html")]
struct NewMandatePage {
    shell: Shell,
    form: FormData,
    here: String,
    base: String,
    back: String,
    body: BodyOnDay,
    seat: Option<SeatOffered>,
    /// A council without a chosen seat: one has to be chosen first.
    seat_missing: bool,
    public_office_possible: bool,
    /// Name of the chosen person.
    person: Option<String>,
    q: String,
    found: Vec<ListedPerson>,
    more: bool,
    functions: Vec<Choice>,
    end_reasons: Vec<Choice>,
}

/// As many people are offered for a seat; whoever looks for others types more of the name.
const OFFERED: i64 = 20;

#[derive(Default, Deserialize)]
struct NewQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    seat: String,
    #[serde(default)]
    person: String,
    on: Option<String>,
}

impl NewMandatePage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        body: BodyId,
        query: NewQuery,
        filled: Option<FormData>,
    ) -> Result<Self, Refused> {
        let staff = staff(visitor, slug, Right::KeepRegister).await?;
        let actor = visitor.actor()?;
        let detail =
            bodies::read_body(&visitor.app, actor, slug, body, query.on.as_deref()).await?;
        let seat = match query.seat.parse::<SeatId>().ok() {
            Some(seat) => {
                Some(mandates::seat_to_give(&visitor.app, actor, slug, body, seat).await?)
            }
            None => None,
        };
        let person = match query.person.parse::<PersonId>().ok() {
            Some(person) => Some(
                people::read_person(&visitor.app, actor, slug, person)
                    .await?
                    .person
                    .full_name(),
            ),
            None => None,
        };
        let (found, total) = if person.is_none() && !query.q.trim().is_empty() {
            let list = people::list_people(&visitor.app, actor, slug, (&query.q, None), 0, OFFERED)
                .await?;
            (list.items, list.total)
        } else {
            (Vec::new(), 0)
        };
        let is_council = detail.body.kind.species() == Species::Council;
        let public = is_council
            && seat
                .as_ref()
                .is_some_and(|s| s.seat.origin != SeatOrigin::ExOfficio);
        let mut form = filled.unwrap_or_else(|| {
            let first_day = seat
                .as_ref()
                .map_or(detail.on, |s| s.seat.term.day_within(detail.on));
            FormData::filled([
                ("function", Function::Member.as_str().to_owned()),
                ("starts_on", first_day.to_string()),
                ("public_office", if public { "yes" } else { "" }.to_owned()),
            ])
        });
        form.set("seat", query.seat);
        form.set("person", query.person);
        let staff = staff.in_body(body, &detail.body.name);
        let shell = staff
            .shell
            .crumb(None, visitor.texts.t("bodies-mandate-new"));
        let base = shell.href(&format!("/staff/{slug}"));
        let back = format!("{base}/bodies/{body}");
        Ok(Self {
            here: format!("{back}/mandates/new"),
            back,
            base,
            seat_missing: is_council && seat.is_none(),
            public_office_possible: public,
            body: detail.body,
            functions: functions(&visitor.texts),
            end_reasons: end_reasons(&visitor.texts),
            more: total > OFFERED,
            seat,
            person,
            q: query.q,
            found,
            form,
            shell,
        })
    }
}

#[handler]
async fn new_page(
    visitor: Visitor,
    Path((_, slug, body)): Path<(String, String, BodyId)>,
    Query(query): Query<NewQuery>,
) -> PageResult {
    html(&NewMandatePage::load(&visitor, &slug, body, query, None).await?)
}

#[handler]
async fn create(
    visitor: Visitor,
    Path((_, slug, body)): Path<(String, String, BodyId)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let place = PlaceInput {
        person: form.text("person"),
        seat: form.text("seat"),
    };
    match mandates::create_mandate(
        &visitor.app,
        actor,
        &slug,
        body,
        &place,
        &mandate_input(&form),
    )
    .await
    {
        Ok(_) => {
            Ok(visitor.see_other_with(&format!("/staff/{slug}/bodies/{body}"), "notice-created"))
        }
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            let query = NewQuery {
                seat: form.text("seat"),
                person: form.text("person"),
                ..NewQuery::default()
            };
            html_with(
                status,
                &NewMandatePage::load(&visitor, &slug, body, query, Some(form)).await?,
            )
        }
    }
}

type MandatePath = Path<(String, String, MandateId)>;

/// A page about one mandate, reached from its person.
async fn begin(
    visitor: &Visitor,
    slug: &str,
    mandate: MandateId,
) -> Result<(Staff, MandateDetail), Refused> {
    let staff = staff(visitor, slug, Right::KeepRegister).await?;
    let detail = mandates::read_mandate(&visitor.app, visitor.actor()?, slug, mandate).await?;
    let staff = staff.in_person(detail.mandate.person, &detail.person_name);
    Ok((staff, detail))
}

fn to_person(
    visitor: &Visitor,
    slug: &str,
    mandate: &Mandate,
    notice: &'static str,
) -> poem::Response {
    visitor.see_other_with(&format!("/staff/{slug}/people/{}", mandate.person), notice)
}

#[derive(Template)]
#[template(path = "registry/mandate_form.html")]
struct MandateFormPage {
    shell: Shell,
    form: FormData,
    action: String,
    remove: String,
    back: String,
    detail: MandateDetail,
    functions: Vec<Choice>,
    end_reasons: Vec<Choice>,
}

impl MandateFormPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        mandate: MandateId,
        filled: Option<FormData>,
    ) -> Result<Self, Refused> {
        let (staff, detail) = begin(visitor, slug, mandate).await?;
        let shell = staff
            .shell
            .crumb(None, visitor.texts.t("bodies-mandate-correct"));
        let held = &detail.mandate;
        let form = filled.unwrap_or_else(|| {
            FormData::filled([
                ("revision", held.revision.to_string()),
                ("function", held.function.as_str().to_owned()),
                (
                    "public_office",
                    if held.public_office { "yes" } else { "" }.to_owned(),
                ),
                ("starts_on", held.starts_on.to_string()),
                (
                    "ends_on",
                    held.ends_on.map(String::from).unwrap_or_default(),
                ),
                (
                    "end_reason",
                    held.end_reason.map_or("", EndReason::as_str).to_owned(),
                ),
            ])
        });
        let here = shell.href(&format!("/staff/{slug}/mandates/{mandate}"));
        Ok(Self {
            action: format!("{here}/edit"),
            remove: format!("{here}/remove"),
            back: shell.href(&format!("/staff/{slug}/people/{}", held.person)),
            functions: functions(&visitor.texts),
            end_reasons: end_reasons(&visitor.texts),
            detail,
            form,
            shell,
        })
    }
}

#[handler]
async fn edit_page(visitor: Visitor, Path((_, slug, mandate)): MandatePath) -> PageResult {
    html(&MandateFormPage::load(&visitor, &slug, mandate, None).await?)
}

#[handler]
async fn update(
    visitor: Visitor,
    Path((_, slug, mandate)): MandatePath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    match mandates::update_mandate(
        &visitor.app,
        actor,
        &slug,
        mandate,
        revision(&form),
        &mandate_input(&form),
    )
    .await
    {
        Ok(before) => Ok(to_person(&visitor, &slug, &before, "notice-saved")),
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            html_with(
                status,
                &MandateFormPage::load(&visitor, &slug, mandate, Some(form)).await?,
            )
        }
    }
}

#[handler]
async fn remove(
    visitor: Visitor,
    Path((_, slug, mandate)): MandatePath,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let before = mandates::remove_mandate(&visitor.app, actor, &slug, mandate, revision(&form))
        .await
        .map_err(Refused::from)?;
    Ok(to_person(&visitor, &slug, &before, "notice-removed"))
}

#[derive(Template)]
#[template(path = "registry/mandate_end.html")]
struct EndPage {
    shell: Shell,
    form: FormData,
    action: String,
    back: String,
    detail: MandateDetail,
    end_reasons: Vec<Choice>,
}

impl EndPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        mandate: MandateId,
        filled: Option<FormData>,
    ) -> Result<Self, Refused> {
        let (staff, detail) = begin(visitor, slug, mandate).await?;
        let shell = staff
            .shell
            .crumb(None, visitor.texts.t("bodies-mandate-end"));
        let today = visitor.app.clock.today();
        let day = detail
            .seat
            .as_ref()
            .map_or(today, |s| s.term.day_within(today))
            .max(detail.mandate.starts_on);
        let form = filled.unwrap_or_else(|| {
            FormData::filled([
                ("revision", detail.mandate.revision.to_string()),
                ("ends_on", day.to_string()),
            ])
        });
        Ok(Self {
            action: shell.href(&format!("/staff/{slug}/mandates/{mandate}/end")),
            back: shell.href(&format!("/staff/{slug}/people/{}", detail.mandate.person)),
            end_reasons: end_reasons(&visitor.texts),
            detail,
            form,
            shell,
        })
    }
}

#[handler]
async fn end_page(visitor: Visitor, Path((_, slug, mandate)): MandatePath) -> PageResult {
    html(&EndPage::load(&visitor, &slug, mandate, None).await?)
}

#[handler]
async fn end(
    visitor: Visitor,
    Path((_, slug, mandate)): MandatePath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let input = EndInput {
        ends_on: form.text("ends_on"),
        end_reason: form.text("end_reason"),
    };
    match mandates::end_mandate(&visitor.app, actor, &slug, mandate, revision(&form), &input).await
    {
        Ok(before) => Ok(visitor.see_other_with(
            &format!("/staff/{slug}/bodies/{}", before.body),
            "notice-saved",
        )),
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            html_with(
                status,
                &EndPage::load(&visitor, &slug, mandate, Some(form)).await?,
            )
        }
    }
}
