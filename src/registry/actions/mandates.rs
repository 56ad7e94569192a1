use serde_json::{Value, json};

use super::{
    RegistryError,
    bodies::{must_be_saved, record},
    federation_for,
};
use crate::{
    App,
    accounts::model::{Actor, Right},
    audit,
    db::{Conn, Tx},
    registry::{
        model::{
            mandate::{
                EndInput, Mandate, MandateFacts, MandateInput, Place, SeatInTerm, refuse_mandate,
            },
            term::Term,
        },
        store::{
            self,
            mandates::{self, NewMandate},
            terms,
        },
    },
    types::{BodyId, FederationId, FieldProblem, MandateId, PersonId, SeatId},
};

/// Who is to belong to a body and on which seat, as typed.
#[derive(Clone, Debug, Default)]
pub struct PlaceInput {
    pub person: String,
    /// Empty for a plain membership.
    pub seat: String,
}

/// A mandate with what it belongs to.
#[derive(Clone, Debug)]
pub struct MandateDetail {
    pub mandate: Mandate,
    pub person_name: String,
    /// Name of the body on the first day of the mandate.
    pub body_name: String,
    pub seat: Option<SeatInTerm>,
}

/// A mandate with the names of its person and body.
pub async fn read_mandate(
    app: &App,
    actor: &Actor,
    slug: &str,
    mandate: MandateId,
) -> Result<MandateDetail, RegistryError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let mut conn = app.db.read().await?;
    let mandate = mandates::find_mandate(&mut conn, federation.id, mandate)
        .await?
        .ok_or(RegistryError::NotFound)?;
    let person = store::people::find_person(&mut conn, federation.id, mandate.person)
        .await?
        .ok_or(RegistryError::NotFound)?;
    let body = store::find_body_on(&mut conn, federation.id, mandate.body, mandate.starts_on)
        .await?
        .ok_or(RegistryError::NotFound)?;
    Ok(MandateDetail {
        person_name: person.full_name(),
        body_name: body.name,
        seat: seat_of(&mut conn, federation.id, &mandate).await?,
        mandate,
    })
}

async fn seat_of(
    conn: &mut Conn,
    federation: FederationId,
    mandate: &Mandate,
) -> Result<Option<SeatInTerm>, RegistryError> {
    match mandate.seat {
        Some(seat) => Ok(terms::find_seat(conn, federation, mandate.body, seat).await?),
        None => Ok(None),
    }
}

/// A seat as a form offers it: with its term and number.
#[derive(Clone, Debug)]
pub struct SeatOffered {
    pub seat: SeatInTerm,
    pub number: i64,
}

/// A seat of a body, to be given to somebody.
pub async fn seat_to_give(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    seat: SeatId,
) -> Result<SeatOffered, RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut conn = app.db.read().await?;
    let found = terms::find_seat(&mut conn, federation.id, body, seat)
        .await?
        .ok_or(RegistryError::NotFound)?;
    let seats = terms::seats_on(
        &mut conn,
        federation.id,
        found.term.id,
        found.term.starts_on,
    )
    .await?;
    let number = seats
        .iter()
        .find(|s| s.seat.id == seat)
        .map_or(0, |s| s.seat.number);
    Ok(SeatOffered {
        seat: found,
        number,
    })
}

/// Refuses a mandate that its body, term, seat or person does not allow; the body is locked, so that none comes in between.
pub(crate) async fn refuse_clashes(
    tx: &mut Tx,
    federation: FederationId,
    (body, person, itself): (BodyId, PersonId, Option<MandateId>),
    seat: Option<SeatInTerm>,
    facts: &MandateFacts,
) -> Result<(), RegistryError> {
    if !store::people::lock_person(tx, federation, person).await? {
        return Err(RegistryError::PersonErased);
    }
    let on_first_day = store::find_body_on(tx, federation, body, facts.starts_on)
        .await?
        .ok_or(RegistryError::NotFound)?;
    let others =
        mandates::clashing_mandates(tx, federation, body, person, seat.as_ref().map(|s| s.seat))
            .await?;
    let place = Place {
        kind: on_first_day.kind,
        seat,
        person,
        itself,
    };
    let problems = refuse_mandate(facts, &place, &others);
    if problems.is_empty() {
        Ok(())
    } else {
        Err(RegistryError::Fields(problems))
    }
}

/// Gives a person a seat of a body, or a plain membership of an association.
pub async fn create_mandate(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    place: &PlaceInput,
    input: &MandateInput,
) -> Result<MandateId, RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let facts = input.parse();
    let mut tx = app.db.begin().await?;
    if !store::bodies::lock_body(&mut tx, federation.id, body).await? {
        return Err(RegistryError::NotFound);
    }
    let mut problems = Vec::new();
    let person = match place.person.trim().parse::<PersonId>() {
        Ok(id) => store::people::find_person(&mut tx, federation.id, id)
            .await?
            .filter(|p| p.erased_on.is_none())
            .map(|p| p.id),
        Err(_) => None,
    };
    if person.is_none() {
        problems.push(FieldProblem::new(
            "person",
            crate::key!("field-person-unknown"),
        ));
    }
    let seat = match (place.seat.trim(), place.seat.trim().parse::<SeatId>()) {
        ("", _) | (_, Err(_)) => None,
        (_, Ok(id)) => terms::find_seat(&mut tx, federation.id, body, id).await?,
    };
    if seat.is_none() && !place.seat.trim().is_empty() {
        problems.push(FieldProblem::new("seat", crate::key!("field-seat-unknown")));
    }
    let (Some(person), Ok(facts), true) = (person, &facts, problems.is_empty()) else {
        problems.extend(facts.err().unwrap_or_default());
        return Err(RegistryError::Fields(problems));
    };
    refuse_clashes(
        &mut tx,
        federation.id,
        (body, person, None),
        seat.clone(),
        facts,
    )
    .await?;
    let new = NewMandate {
        body,
        person,
        term: seat.as_ref().map(|s| s.term.id),
        seat: seat.map(|s| s.seat),
    };
    let mandate = mandates::insert_mandate(&mut tx, federation.id, new, facts).await?;
    let after = json!({"body": body, "person": person, "seat": new.seat, "facts": facts});
    record(
        &mut tx,
        app,
        (actor, federation.id),
        "create_mandate",
        ("mandates", mandate.0),
        (Value::Null, after),
    )
    .await?;
    tx.commit().await?;
    Ok(mandate)
}

/// The mandate and its seat, with its body locked, if it still has the revision.
async fn locked_mandate(
    tx: &mut Tx,
    federation: FederationId,
    id: MandateId,
    revision: i64,
) -> Result<(Mandate, Option<SeatInTerm>), RegistryError> {
    let found = mandates::find_mandate(tx, federation, id)
        .await?
        .ok_or(RegistryError::NotFound)?;
    store::bodies::lock_body(tx, federation, found.body).await?;
    let mandate = mandates::find_mandate(tx, federation, id)
        .await?
        .ok_or(RegistryError::NotFound)?;
    if mandate.revision != revision {
        return Err(RegistryError::Stale);
    }
    let seat = seat_of(tx, federation, &mandate).await?;
    Ok((mandate, seat))
}

/// Corrects what is said about a mandate.
pub async fn update_mandate(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: MandateId,
    revision: i64,
    input: &MandateInput,
) -> Result<Mandate, RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut tx = app.db.begin().await?;
    let (before, seat) = locked_mandate(&mut tx, federation.id, id, revision).await?;
    let facts = input.parse().map_err(RegistryError::Fields)?;
    refuse_clashes(
        &mut tx,
        federation.id,
        (before.body, before.person, Some(id)),
        seat,
        &facts,
    )
    .await?;
    must_be_saved(mandates::update_mandate(&mut tx, federation.id, id, revision, &facts).await?)?;
    let change = (audit::snapshot(&before), audit::snapshot(&facts));
    record(
        &mut tx,
        app,
        (actor, federation.id),
        "update_mandate",
        ("mandates", id.0),
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(before)
}

/// Ends a mandate on a day, for a reason.
pub async fn end_mandate(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: MandateId,
    revision: i64,
    input: &EndInput,
) -> Result<Mandate, RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut tx = app.db.begin().await?;
    let (before, seat) = locked_mandate(&mut tx, federation.id, id, revision).await?;
    let term: Option<&Term> = seat.as_ref().map(|s| &s.term);
    let (ends_on, reason) = input.parse(&before, term).map_err(RegistryError::Fields)?;
    let facts = MandateFacts {
        function: before.function,
        public_office: before.public_office,
        starts_on: before.starts_on,
        ends_on: Some(ends_on),
        end_reason: Some(reason),
    };
    must_be_saved(mandates::update_mandate(&mut tx, federation.id, id, revision, &facts).await?)?;
    let change = (
        json!({"ends_on": before.ends_on, "end_reason": before.end_reason}),
        json!({"ends_on": ends_on, "end_reason": reason}),
    );
    record(
        &mut tx,
        app,
        (actor, federation.id),
        "end_mandate",
        ("mandates", id.0),
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(before)
}

/// Removes a mandate that was entered by mistake; the log of acts keeps it.
pub async fn remove_mandate(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: MandateId,
    revision: i64,
) -> Result<Mandate, RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut tx = app.db.begin().await?;
    let (before, _) = locked_mandate(&mut tx, federation.id, id, revision).await?;
    must_be_saved(mandates::delete_mandate(&mut tx, federation.id, id, revision).await?)?;
    let change = (audit::snapshot(&before), Value::Null);
    record(
        &mut tx,
        app,
        (actor, federation.id),
        "remove_mandate",
        ("mandates", id.0),
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(before)
}
