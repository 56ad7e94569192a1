//! Suspensions: the rights of a person in a body rest for some days. The log keeps body and days, never the reason.

use serde_json::{Value, json};

use super::{
    RegistryError,
    bodies::{record, refuse},
    federation_for,
    particulars::lock,
};
use crate::{
    App,
    accounts::model::{Actor, Right},
    db::Tx,
    registry::{
        model::{
            span::Span,
            suspension::{NewSuspension, Suspension, SuspensionInput, refuse_overlap},
        },
        store::{self, suspensions},
    },
    types::{BodyId, FederationId, FieldProblem, PersonId, SuspensionId},
};

/// A transaction in which nobody else changes the person, for whoever keeps the register; with the person's suspensions.
async fn begin(
    app: &App,
    actor: &Actor,
    slug: &str,
    person: PersonId,
) -> Result<(FederationId, Tx, Vec<Suspension>), RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug)
        .await?
        .id;
    let mut tx = app.db.begin().await?;
    lock(&mut tx, federation, person).await?;
    let known = suspensions::suspensions_of_person(&mut tx, federation, person).await?;
    Ok((federation, tx, known))
}

fn logged(person: PersonId, body: BodyId, span: Span) -> Value {
    json!({"person": person, "body": body, "starts_on": span.starts_on, "ends_on": span.ends_on})
}

/// Refuses a suspension in a body of which the person is no member on the first day.
async fn refuse_stranger(
    tx: &mut Tx,
    federation: FederationId,
    person: PersonId,
    new: &NewSuspension,
) -> Result<(), RegistryError> {
    let belongs = store::belongs_on(tx, federation, new.body, person, new.span.starts_on).await?;
    refuse((!belongs).then(|| FieldProblem::new("body", crate::key!("field-suspended-no-member"))))
}

/// Suspends a person in a body.
pub async fn suspend(
    app: &App,
    actor: &Actor,
    slug: &str,
    person: PersonId,
    input: &SuspensionInput,
) -> Result<SuspensionId, RegistryError> {
    let (federation, mut tx, known) = begin(app, actor, slug, person).await?;
    let new = input.parse().map_err(RegistryError::Fields)?;
    refuse_stranger(&mut tx, federation, person, &new).await?;
    refuse(refuse_overlap(&new, &known, None))?;
    let id = suspensions::insert_suspension(&mut tx, federation, person, &new).await?;
    record(
        &mut tx,
        app,
        (actor, federation),
        "suspend_person",
        ("suspensions", id.0),
        (Value::Null, logged(person, new.body, new.span)),
    )
    .await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes days and reason of a suspension: also how it is ended. Its body stays.
pub async fn change_suspension(
    app: &App,
    actor: &Actor,
    slug: &str,
    person: PersonId,
    (id, revision): (SuspensionId, i64),
    input: &SuspensionInput,
) -> Result<(), RegistryError> {
    let (federation, mut tx, known) = begin(app, actor, slug, person).await?;
    let before = known
        .iter()
        .find(|s| s.id == id)
        .ok_or(RegistryError::NotFound)?;
    let input = SuspensionInput {
        body: before.body.to_string(),
        ..input.clone()
    };
    let new = input.parse().map_err(RegistryError::Fields)?;
    refuse_stranger(&mut tx, federation, person, &new).await?;
    refuse(refuse_overlap(&new, &known, Some(id)))?;
    if !suspensions::update_suspension(&mut tx, federation, (id, revision), &new).await? {
        return Err(RegistryError::Stale);
    }
    let change = (
        logged(person, before.body, before.span),
        logged(person, new.body, new.span),
    );
    record(
        &mut tx,
        app,
        (actor, federation),
        "change_suspension",
        ("suspensions", id.0),
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Removes a suspension that was entered wrongly.
pub async fn remove_suspension(
    app: &App,
    actor: &Actor,
    slug: &str,
    person: PersonId,
    (id, revision): (SuspensionId, i64),
) -> Result<(), RegistryError> {
    let (federation, mut tx, known) = begin(app, actor, slug, person).await?;
    let before = known
        .iter()
        .find(|s| s.id == id)
        .ok_or(RegistryError::NotFound)?;
    if !suspensions::delete_suspension(&mut tx, federation, (id, revision)).await? {
        return Err(RegistryError::Stale);
    }
    record(
        &mut tx,
        app,
        (actor, federation),
        "remove_suspension",
        ("suspensions", id.0),
        (logged(person, before.body, before.span), Value::Null),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
