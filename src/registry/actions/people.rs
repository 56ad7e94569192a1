use serde_json::{Value, json};

use super::{
    RegistryError,
    bodies::{day_asked, key_taken, must_be_saved, record},
    federation, federation_for,
    terms::ListOn,
};
use crate::{
    App,
    accounts::model::{Actor, Right},
    db::Conn,
    registry::{
        model::{
            BodyOnDay, Federation,
            body::Species,
            mandate::{Function, MandateFacts},
            person::{NewPerson, Person, PersonInput, search_patterns},
        },
        store::{
            self,
            mandates::{MandateOfPerson, Member, NewMandate},
            people::{self, ListedPerson},
        },
    },
    types::{
        BodyId, Day, FederationId, FieldProblem, Fields, PersonId, fold_for_search, reading::day,
    },
};

/// Lists people by family name, with the bodies they belong to on a day.
pub async fn list_people(
    app: &App,
    actor: &Actor,
    slug: &str,
    (search, on): (&str, Option<&str>),
    offset: i64,
    limit: i64,
) -> Result<ListOn<ListedPerson>, RegistryError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let on = day_asked(app, on)?;
    let mut conn = app.db.read().await?;
    let (items, total) = people::page_of_people(
        &mut conn,
        federation.id,
        &search_patterns(search),
        on,
        offset,
        limit,
    )
    .await?;
    Ok(ListOn { on, items, total })
}

/// A person with their mandates.
#[derive(Clone, Debug)]
pub struct PersonDetail {
    pub person: Person,
    /// The latest first.
    pub mandates: Vec<MandateOfPerson>,
    /// Others of the same name, who may be the same person entered twice.
    pub same_name: Vec<ListedPerson>,
}

/// A person with their mandates; how to reach them is told only to those who keep the register.
pub async fn read_person(
    app: &App,
    actor: &Actor,
    slug: &str,
    person: PersonId,
) -> Result<PersonDetail, RegistryError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let mut conn = app.db.read().await?;
    let mut found = people::find_person(&mut conn, federation.id, person)
        .await?
        .ok_or(RegistryError::NotFound)?;
    if !actor.may(Right::KeepRegister, federation.id) {
        found.contact = None;
    }
    let key = as_input(&found).search_key();
    Ok(PersonDetail {
        mandates: store::mandates::mandates_of_person(&mut conn, federation.id, person).await?,
        same_name: people::people_of_same_name(&mut conn, federation.id, &key, Some(person))
            .await?,
        person: found,
    })
}

/// What is kept of a person, as it was entered.
fn as_input(person: &Person) -> NewPerson {
    let contact = person.contact.clone().unwrap_or_default();
    NewPerson {
        external_key: person.external_key.clone(),
        given_name: person.given_name.clone(),
        family_name: person.family_name.clone(),
        email: contact.email,
        phone: contact.phone,
        locale: person.locale,
        consents: person.consents,
    }
}

/// People of the folded name, for whoever is about to add one more.
pub async fn people_called(
    app: &App,
    actor: &Actor,
    slug: &str,
    given_name: &str,
    family_name: &str,
) -> Result<Vec<ListedPerson>, RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let key = fold_for_search(&format!("{family_name} {given_name}"));
    Ok(people::people_of_same_name(&mut app.db.read().await?, federation.id, &key, None).await?)
}

fn same_name(count: usize) -> RegistryError {
    let n = i64::try_from(count).unwrap_or(i64::MAX);
    RegistryError::Fields(vec![
        FieldProblem::new("same_name_is_another", crate::key!("field-same-name")).with("n", n),
    ])
}

async fn refuse_same_name(
    conn: &mut Conn,
    federation: FederationId,
    input: &PersonInput,
    new: &NewPerson,
) -> Result<(), RegistryError> {
    if input.same_name_is_another {
        return Ok(());
    }
    match people::people_of_same_name(conn, federation, &new.search_key(), None)
        .await?
        .len()
    {
        0 => Ok(()),
        n => Err(same_name(n)),
    }
}

/// Adds a person. Somebody of the same name in the register has to be named another one.
pub async fn create_person(
    app: &App,
    actor: &Actor,
    slug: &str,
    input: &PersonInput,
) -> Result<PersonId, RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut fields = Fields::default();
    let new = input.parse(app.clock.today(), &mut fields);
    let new = fields.finish(new).map_err(RegistryError::Fields)?;
    let mut tx = app.db.begin().await?;
    refuse_same_name(&mut tx, federation.id, input, &new).await?;
    let person = people::insert_person(&mut tx, federation.id, &new)
        .await?
        .ok_or_else(key_taken)?;
    record(
        &mut tx,
        app,
        (actor, federation.id),
        "create_person",
        ("people", person.0),
        (Value::Null, Value::Null),
    )
    .await?;
    tx.commit().await?;
    Ok(person)
}

/// Changes what is kept of a person.
pub async fn update_person(
    app: &App,
    actor: &Actor,
    slug: &str,
    person: PersonId,
    revision: i64,
    input: &PersonInput,
) -> Result<(), RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut fields = Fields::default();
    let new = input.parse(app.clock.today(), &mut fields);
    let new = fields.finish(new).map_err(RegistryError::Fields)?;
    let mut tx = app.db.begin().await?;
    let before = people::find_person(&mut tx, federation.id, person)
        .await?
        .ok_or(RegistryError::NotFound)?;
    if before.erased_on.is_some() {
        return Err(RegistryError::PersonErased);
    }
    must_be_saved(people::update_person(&mut tx, federation.id, person, revision, &new).await?)?;
    let before = as_input(&before);
    let mut acts = vec![("update_person", json!({"changed": before.changed(&new)}))];
    for purpose in before.consents.withdrawn_in(new.consents) {
        acts.push(("withdraw_consent", json!({"purpose": purpose})));
    }
    for (act, after) in acts {
        record(
            &mut tx,
            app,
            (actor, federation.id),
            act,
            ("people", person.0),
            (Value::Null, after),
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Who belongs to a body on a day, for its office and for staff.
#[derive(Clone, Debug)]
pub struct PeopleOfBody {
    pub federation: Federation,
    pub on: Day,
    pub body: BodyOnDay,
    pub members: Vec<Member>,
}

/// The members of a body on a day: for its office and for staff. It says nothing about how to reach them.
pub async fn people_of_body(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    on: Option<&str>,
) -> Result<PeopleOfBody, RegistryError> {
    let federation = federation(app, slug).await?;
    actor.require_office(federation.id, body, Right::ReadStaffPages)?;
    let on = day_asked(app, on)?;
    let mut conn = app.db.read().await?;
    let found = store::find_body_on(&mut conn, federation.id, body, on)
        .await?
        .ok_or(RegistryError::NotFound)?;
    let members = store::mandates::members_on(&mut conn, federation.id, body, on).await?;
    Ok(PeopleOfBody {
        federation,
        on,
        body: found,
        members,
    })
}

/// Adds a person with a plain membership to an association: for its office and for those who keep the register.
///
/// The office learns of people of the same name in its own body only. Seats of a council are given by staff.
pub async fn add_person_to_body(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    input: &PersonInput,
    member_since: &str,
) -> Result<PersonId, RegistryError> {
    let federation = federation(app, slug).await?;
    actor.require_office(federation.id, body, Right::KeepRegister)?;
    let mut tx = app.db.begin().await?;
    if !store::bodies::lock_body(&mut tx, federation.id, body).await? {
        return Err(RegistryError::NotFound);
    }
    let found = store::find_body_on(&mut tx, federation.id, body, app.clock.today())
        .await?
        .ok_or(RegistryError::NotFound)?;
    if found.kind.species() == Species::Council {
        return Err(RegistryError::SeatsByStaff);
    }
    let mut fields = Fields::default();
    let new = input.parse(app.clock.today(), &mut fields);
    let since = day(&mut fields, "member_since", member_since);
    let (new, since) = fields
        .finish(new.zip(since))
        .map_err(RegistryError::Fields)?;
    if !input.same_name_is_another
        && people::same_name_in_body(&mut tx, federation.id, &new.search_key(), body).await?
    {
        return Err(same_name(1));
    }
    let person = people::insert_person(&mut tx, federation.id, &new)
        .await?
        .ok_or_else(key_taken)?;
    let facts = MandateFacts {
        function: Function::Member,
        public_office: false,
        starts_on: since,
        ends_on: None,
        end_reason: None,
    };
    let place = NewMandate {
        body,
        person,
        term: None,
        seat: None,
    };
    let mandate = store::mandates::insert_mandate(&mut tx, federation.id, place, &facts).await?;
    record(
        &mut tx,
        app,
        (actor, federation.id),
        "create_person",
        ("people", person.0),
        (Value::Null, Value::Null),
    )
    .await?;
    let change = (
        Value::Null,
        json!({"body": body, "person": person, "facts": facts}),
    );
    record(
        &mut tx,
        app,
        (actor, federation.id),
        "create_mandate",
        ("mandates", mandate.0),
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(person)
}
