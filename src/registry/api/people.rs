//! People, members of bodies, and mandates over the API.

use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Header, Path, Query},
    payload::Json,
};

use crate::registry::{
    actions::{
        mandates::{self, MandateDetail, PlaceInput},
        people::{self, PersonDetail},
    },
    model::{
        mandate::{EndInput, EndReason, MandateInput},
        person::PersonInput,
    },
    store::{ListedPerson, MandateOfPerson, Member},
};
use crate::{
    App,
    types::{BodyId, MandateId, PersonId},
    web::{
        Refused,
        api::{Caller, Done, Made, Paging, Versioned, expected_revision},
    },
};

/// The operations.
pub struct PeopleApi;

/// A body to which a person belongs.
#[derive(Object)]
struct BodyOfPerson {
    body_id: i64,
    name: String,
}

/// A person in a list.
#[derive(Object)]
#[oai(rename = "ListedPerson")]
struct ListedPersonJson {
    id: i64,
    name: String,
    /// Whether the person agreed that the name is published.
    consents: bool,
    /// Bodies to which the person belongs on the day.
    bodies: Vec<BodyOfPerson>,
}

impl ListedPersonJson {
    fn of(person: ListedPerson) -> Self {
        let body = |(id, name): (BodyId, String)| BodyOfPerson {
            body_id: id.0,
            name,
        };
        Self {
            id: person.id.0,
            name: person.name,
            consents: person.consents,
            bodies: person.bodies.into_iter().map(body).collect(),
        }
    }
}

/// One page of people.
#[derive(Object)]
struct PersonList {
    /// The day on which the bodies are true.
    on: String,
    items: Vec<ListedPersonJson>,
    total: i64,
    page: i64,
    last_page: i64,
}

/// A mandate in the life of a person.
#[derive(Object)]
#[oai(rename = "MandateOfPerson")]
struct MandateOfPersonJson {
    id: i64,
    body_id: i64,
    /// Name of the body on the first day of the mandate.
    body: String,
    function: String,
    public_office: bool,
    starts_on: String,
    /// Last day, by the mandate or its term.
    ends_on: Option<String>,
    end_reason: Option<String>,
    term: Option<String>,
    seat_number: Option<i64>,
    seat_origin: Option<String>,
    revision: i64,
}

impl MandateOfPersonJson {
    fn of(mandate: MandateOfPerson) -> Self {
        let seat = mandate.seat;
        Self {
            id: mandate.mandate.0,
            body_id: mandate.body.0,
            body: mandate.body_name,
            function: mandate.function.as_str().to_owned(),
            public_office: mandate.public_office,
            starts_on: mandate.starts_on.to_string(),
            ends_on: mandate.ends_on.map(String::from),
            end_reason: mandate.end_reason.map(|r| r.as_str().to_owned()),
            seat_number: seat.as_ref().map(|s| s.number),
            seat_origin: seat.as_ref().map(|s| s.origin.as_str().to_owned()),
            term: seat.map(|s| s.term_label),
            revision: mandate.revision,
        }
    }
}

/// A person with their mandates.
#[derive(Object)]
#[oai(rename = "Person")]
struct PersonJson {
    id: i64,
    external_key: Option<String>,
    given_name: String,
    family_name: String,
    /// Only for those who keep the register.
    #[oai(skip_serializing_if_is_none)]
    email: Option<String>,
    /// Only for those who keep the register.
    #[oai(skip_serializing_if_is_none)]
    phone: Option<String>,
    locale: String,
    /// The day on which the person agreed that the name is published.
    consent_name_on: Option<String>,
    /// The day on which the person agreed that a photo is published.
    consent_photo_on: Option<String>,
    /// The day on which the person agreed that others are told how to reach them.
    consent_contact_on: Option<String>,
    /// Since this day nothing is kept that names or describes the person.
    erased_on: Option<String>,
    /// The latest first.
    mandates: Vec<MandateOfPersonJson>,
    /// Others of the same name, who may be the same person.
    same_name: Vec<ListedPersonJson>,
    revision: i64,
}

impl PersonJson {
    fn of(detail: PersonDetail) -> Self {
        let person = detail.person;
        let (email, phone) = person.contact.map(|c| (c.email, c.phone)).unzip();
        Self {
            id: person.id.0,
            external_key: person.external_key,
            given_name: person.given_name,
            family_name: person.family_name,
            email,
            phone,
            locale: person.locale.tag().to_owned(),
            consent_name_on: person.consents.name.map(String::from),
            consent_photo_on: person.consents.photo.map(String::from),
            consent_contact_on: person.consents.contact.map(String::from),
            erased_on: person.erased_on.map(String::from),
            mandates: detail
                .mandates
                .into_iter()
                .map(MandateOfPersonJson::of)
                .collect(),
            same_name: detail
                .same_name
                .into_iter()
                .map(ListedPersonJson::of)
                .collect(),
            revision: person.revision,
        }
    }
}

/// A person.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct PersonRequest {
    #[oai(default, validator(max_length = 80))]
    external_key: String,
    /// Empty for people with one name.
    #[oai(default, validator(max_length = 100))]
    given_name: String,
    #[oai(validator(max_length = 100))]
    family_name: String,
    #[oai(default, validator(max_length = 254))]
    email: String,
    #[oai(default, validator(max_length = 40))]
    phone: String,
    #[oai(validator(max_length = 8))]
    locale: String,
    consent_name_on: Option<String>,
    consent_photo_on: Option<String>,
    consent_contact_on: Option<String>,
    /// Another person of the same name is there, and this is not that one.
    #[oai(default)]
    same_name_is_another: bool,
}

impl PersonRequest {
    fn input(self) -> PersonInput {
        PersonInput {
            external_key: self.external_key,
            given_name: self.given_name,
            family_name: self.family_name,
            email: self.email,
            phone: self.phone,
            locale: self.locale,
            consent_name_on: self.consent_name_on.unwrap_or_default(),
            consent_photo_on: self.consent_photo_on.unwrap_or_default(),
            consent_contact_on: self.consent_contact_on.unwrap_or_default(),
            same_name_is_another: self.same_name_is_another,
        }
    }
}

/// A new person with a plain membership.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewMemberRequest {
    person: PersonRequest,
    /// First day of membership.
    #[oai(validator(max_length = 10))]
    member_since: String,
}

/// Somebody who belongs to a body on a day, by one mandate.
#[derive(Object)]
#[oai(rename = "Member")]
struct MemberJson {
    mandate_id: i64,
    person_id: i64,
    name: String,
    function: String,
    since: String,
    /// Last day, by the mandate or its term.
    until: Option<String>,
    seat_number: Option<i64>,
    term: Option<String>,
}

impl MemberJson {
    fn of(member: Member) -> Self {
        Self {
            mandate_id: member.mandate.0,
            person_id: member.person.0,
            name: member.name,
            function: member.function.as_str().to_owned(),
            since: member.since.to_string(),
            until: member.until.map(String::from),
            seat_number: member.seat.as_ref().map(|s| s.number),
            term: member.seat.map(|s| s.term_label),
        }
    }
}

/// Who belongs to a body on a day, by family name.
#[derive(Object)]
#[oai(rename = "MemberList")]
struct MemberListJson {
    on: String,
    items: Vec<MemberJson>,
}

/// What is said about a mandate.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct MandateRequest {
    /// `member`, `chair`, `deputy_chair` or `board_member`.
    #[oai(validator(max_length = 20))]
    function: String,
    /// An elected or appointed council office, which may be published without consent.
    #[oai(default)]
    public_office: bool,
    #[oai(validator(max_length = 10))]
    starts_on: String,
    /// Last day; without one the mandate goes on until the term ends.
    ends_on: Option<String>,
    /// `term_ended`, `resigned`, `lost_eligibility`, `deceased`, `recalled`, `left` or `other`.
    end_reason: Option<String>,
}

impl MandateRequest {
    fn input(self) -> MandateInput {
        MandateInput {
            function: self.function,
            public_office: self.public_office,
            starts_on: self.starts_on,
            ends_on: self.ends_on.unwrap_or_default(),
            end_reason: self.end_reason.unwrap_or_default(),
        }
    }
}

/// Who is to belong to a body.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewMandateRequest {
    person_id: i64,
    /// Missing for a plain membership of an association.
    seat_id: Option<i64>,
    mandate: MandateRequest,
}

/// A mandate.
#[derive(Object)]
#[oai(rename = "Mandate")]
struct MandateJson {
    id: i64,
    body_id: i64,
    body: String,
    person_id: i64,
    person: String,
    term_id: Option<i64>,
    seat_id: Option<i64>,
    function: String,
    public_office: bool,
    starts_on: String,
    ends_on: Option<String>,
    end_reason: Option<String>,
    revision: i64,
}

impl MandateJson {
    fn of(detail: MandateDetail) -> Self {
        let mandate = detail.mandate;
        Self {
            id: mandate.id.0,
            body_id: mandate.body.0,
            body: detail.body_name,
            person_id: mandate.person.0,
            person: detail.person_name,
            term_id: mandate.term.map(|t| t.0),
            seat_id: mandate.seat.map(|s| s.0),
            function: mandate.function.as_str().to_owned(),
            public_office: mandate.public_office,
            starts_on: mandate.starts_on.to_string(),
            ends_on: mandate.ends_on.map(String::from),
            end_reason: mandate
                .end_reason
                .map(EndReason::as_str)
                .map(ToOwned::to_owned),
            revision: mandate.revision,
        }
    }
}

/// The end of a mandate.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct EndRequest {
    /// Last day.
    #[oai(validator(max_length = 10))]
    ends_on: String,
    #[oai(validator(max_length = 20))]
    end_reason: String,
}

#[OpenApi(tag = "crate::api::Tag::Registry")]
impl PeopleApi {
    /// Lists people by family name.
    #[expect(
        clippy::too_many_arguments,
        reason = "each parameter of the query is an argument"
    )]
    #[oai(
        path = "/federations/:slug/people",
        method = "get",
        operation_id = "list_people"
    )]
    async fn list_people(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        /// Words of the name.
        search: Query<Option<String>>,
        on: Query<Option<String>>,
        page: Query<Option<i64>>,
        per_page: Query<Option<i64>>,
    ) -> Result<Json<PersonList>, Refused> {
        let paging = Paging::of(page.0, per_page.0);
        let query = (search.0.as_deref().unwrap_or_default(), on.0.as_deref());
        let list =
            people::list_people(&app, &caller.0, &slug, query, paging.offset, paging.limit).await?;
        Ok(Json(PersonList {
            on: list.on.to_string(),
            items: list.items.into_iter().map(ListedPersonJson::of).collect(),
            total: list.total,
            page: paging.page(),
            last_page: paging.last_page(list.total),
        }))
    }

    /// Adds a person.
    #[oai(
        path = "/federations/:slug/people",
        method = "post",
        operation_id = "create_person"
    )]
    async fn create_person(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        request: Json<PersonRequest>,
    ) -> Result<Made, Refused> {
        let person = people::create_person(&app, &caller.0, &slug, &request.0.input()).await?;
        Ok(Made::new(person.0))
    }

    /// A person with their mandates.
    #[oai(
        path = "/federations/:slug/people/:person",
        method = "get",
        operation_id = "read_person"
    )]
    async fn read_person(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        person: Path<i64>,
    ) -> Result<Versioned<PersonJson>, Refused> {
        let detail = people::read_person(&app, &caller.0, &slug, PersonId(person.0)).await?;
        Ok(Versioned {
            revision: detail.person.revision,
            body: PersonJson::of(detail),
        })
    }

    /// Changes what is kept of a person.
    #[oai(
        path = "/federations/:slug/people/:person",
        method = "put",
        operation_id = "update_person"
    )]
    async fn update_person(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        person: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<PersonRequest>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        people::update_person(
            &app,
            &caller.0,
            &slug,
            PersonId(person.0),
            revision,
            &request.0.input(),
        )
        .await?;
        Ok(Done::NoContent)
    }

    /// Who belongs to a body on a day.
    #[oai(
        path = "/federations/:slug/bodies/:body/members",
        method = "get",
        operation_id = "list_members_of_body"
    )]
    async fn list_members_of_body(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Path<i64>,
        on: Query<Option<String>>,
    ) -> Result<Json<MemberListJson>, Refused> {
        let people =
            people::people_of_body(&app, &caller.0, &slug, BodyId(body.0), on.0.as_deref()).await?;
        Ok(Json(MemberListJson {
            on: people.on.to_string(),
            items: people.members.into_iter().map(MemberJson::of).collect(),
        }))
    }

    /// Adds a person with a plain membership to an association.
    #[oai(
        path = "/federations/:slug/bodies/:body/people",
        method = "post",
        operation_id = "add_person_to_body"
    )]
    async fn add_person_to_body(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Path<i64>,
        request: Json<NewMemberRequest>,
    ) -> Result<Made, Refused> {
        let NewMemberRequest {
            person,
            member_since,
        } = request.0;
        let person = people::add_person_to_body(
            &app,
            &caller.0,
            &slug,
            BodyId(body.0),
            &person.input(),
            &member_since,
        )
        .await?;
        Ok(Made::new(person.0))
    }

    /// Gives a person a seat, or a plain membership of an association.
    #[oai(
        path = "/federations/:slug/bodies/:body/mandates",
        method = "post",
        operation_id = "create_mandate"
    )]
    async fn create_mandate(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Path<i64>,
        request: Json<NewMandateRequest>,
    ) -> Result<Made, Refused> {
        let NewMandateRequest {
            person_id,
            seat_id,
            mandate,
        } = request.0;
        let place = PlaceInput {
            person: person_id.to_string(),
            seat: seat_id.map(|s| s.to_string()).unwrap_or_default(),
        };
        let mandate = mandates::create_mandate(
            &app,
            &caller.0,
            &slug,
            BodyId(body.0),
            &place,
            &mandate.input(),
        )
        .await?;
        Ok(Made::new(mandate.0))
    }

    /// A mandate.
    #[oai(
        path = "/federations/:slug/mandates/:mandate",
        method = "get",
        operation_id = "read_mandate"
    )]
    async fn read_mandate(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        mandate: Path<i64>,
    ) -> Result<Versioned<MandateJson>, Refused> {
        let detail = mandates::read_mandate(&app, &caller.0, &slug, MandateId(mandate.0)).await?;
        Ok(Versioned {
            revision: detail.mandate.revision,
            body: MandateJson::of(detail),
        })
    }

    /// Corrects what is said about a mandate.
    #[oai(
        path = "/federations/:slug/mandates/:mandate",
        method = "put",
        operation_id = "update_mandate"
    )]
    async fn update_mandate(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        mandate: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<MandateRequest>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        mandates::update_mandate(
            &app,
            &caller.0,
            &slug,
            MandateId(mandate.0),
            revision,
            &request.0.input(),
        )
        .await?;
        Ok(Done::NoContent)
    }

    /// Ends a mandate on a day, for a reason.
    #[oai(
        path = "/federations/:slug/mandates/:mandate/end",
        method = "post",
        operation_id = "end_mandate"
    )]
    async fn end_mandate(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        mandate: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        request: Json<EndRequest>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        let EndRequest {
            ends_on,
            end_reason,
        } = request.0;
        mandates::end_mandate(
            &app,
            &caller.0,
            &slug,
            MandateId(mandate.0),
            revision,
            &EndInput {
                ends_on,
                end_reason,
            },
        )
        .await?;
        Ok(Done::NoContent)
    }

    /// Removes a mandate that was entered by mistake.
    #[oai(
        path = "/federations/:slug/mandates/:mandate",
        method = "delete",
        operation_id = "remove_mandate"
    )]
    async fn remove_mandate(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        mandate: Path<i64>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.0.as_deref())?;
        mandates::remove_mandate(&app, &caller.0, &slug, MandateId(mandate.0), revision).await?;
        Ok(Done::NoContent)
    }
}
