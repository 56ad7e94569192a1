//! Reference figures and fees of a body: read by its office and staff, entered by staff.

use serde_json::{Value, json};

use super::{
    RegistryError,
    bodies::{record, refuse},
    federation, federation_for,
};
use crate::{
    App,
    accounts::model::{Actor, Right},
    audit,
    db::Tx,
    registry::{
        model::{
            Federation,
            facts::{Fee, FeeInput, Figure, FigureInput},
        },
        store::{self, bodies::lock_body, facts},
    },
    types::{BodyId, FederationId, FeeId, FieldProblem, FigureId},
};

/// What is known of a body.
pub struct FactsOfBody {
    pub federation: Federation,
    /// The name of the body today.
    pub body_name: String,
    pub figures: Vec<Figure>,
    pub fees: Vec<Fee>,
    /// Whether this person may change them.
    pub keeps: bool,
    /// Whether this person acts as staff of the federation.
    pub is_staff: bool,
}

/// The figures and fees of a body, for its office and for staff.
pub async fn facts_of_body(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
) -> Result<FactsOfBody, RegistryError> {
    let federation = federation(app, slug).await?;
    actor.require_office(federation.id, body, Right::ReadStaffPages)?;
    let mut conn = app.db.read().await?;
    let found = store::find_body_on(&mut conn, federation.id, body, app.clock.today())
        .await?
        .ok_or(RegistryError::NotFound)?;
    Ok(FactsOfBody {
        body_name: found.name,
        figures: facts::figures_of_body(&mut conn, federation.id, body).await?,
        fees: facts::fees_of_body(&mut conn, federation.id, body).await?,
        keeps: actor.may(Right::KeepRegister, federation.id),
        is_staff: actor.may(Right::ReadStaffPages, federation.id),
        federation,
    })
}

/// A transaction in which nobody else changes the body, for whoever keeps the register.
async fn begin(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
) -> Result<(FederationId, Tx), RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug)
        .await?
        .id;
    let mut tx = app.db.begin().await?;
    if !lock_body(&mut tx, federation, body).await? {
        return Err(RegistryError::NotFound);
    }
    Ok((federation, tx))
}

/// Enters a reference figure.
pub async fn add_figure(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    input: &FigureInput,
) -> Result<FigureId, RegistryError> {
    let (federation, mut tx) = begin(app, actor, slug, body).await?;
    let new = input
        .parse(app.clock.today())
        .map_err(RegistryError::Fields)?;
    let inserted = facts::insert_figure(&mut tx, federation, body, &new).await?;
    let twice = FieldProblem::new("day", crate::key!("field-figure-twice"));
    refuse(inserted.is_none().then_some(twice))?;
    let id = inserted.ok_or(RegistryError::NotFound)?;
    let after = json!({ "body": body, "figure": new });
    record(
        &mut tx,
        app,
        (actor, federation),
        "add_figure",
        ("body_figures", id.0),
        (Value::Null, after),
    )
    .await?;
    tx.commit().await?;
    Ok(id)
}

/// Removes a figure that was entered wrongly. Computations made of it keep it.
pub async fn remove_figure(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    id: FigureId,
) -> Result<(), RegistryError> {
    let (federation, mut tx) = begin(app, actor, slug, body).await?;
    let before = facts::find_figure(&mut tx, federation, body, id)
        .await?
        .ok_or(RegistryError::NotFound)?;
    facts::delete_figure(&mut tx, federation, body, id).await?;
    let before = json!({ "body": body, "figure": before });
    record(
        &mut tx,
        app,
        (actor, federation),
        "remove_figure",
        ("body_figures", id.0),
        (before, Value::Null),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Enters the fee of a year.
pub async fn add_fee(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    input: &FeeInput,
) -> Result<FeeId, RegistryError> {
    let (federation, mut tx) = begin(app, actor, slug, body).await?;
    let new = input
        .parse(app.clock.today())
        .map_err(RegistryError::Fields)?;
    let inserted = facts::insert_fee(&mut tx, federation, body, &new).await?;
    let twice = FieldProblem::new("year", crate::key!("field-fee-twice"));
    refuse(inserted.is_none().then_some(twice))?;
    let id = inserted.ok_or(RegistryError::NotFound)?;
    let after = json!({ "body": body, "fee": new });
    record(
        &mut tx,
        app,
        (actor, federation),
        "add_fee",
        ("body_fees", id.0),
        (Value::Null, after),
    )
    .await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes when a fee is due and was paid; its year stays.
pub async fn change_fee(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    (id, revision): (FeeId, i64),
    input: &FeeInput,
) -> Result<(), RegistryError> {
    let (federation, mut tx) = begin(app, actor, slug, body).await?;
    let before = facts::find_fee(&mut tx, federation, body, id)
        .await?
        .ok_or(RegistryError::NotFound)?;
    let year = before.content.year.to_string();
    let input = FeeInput {
        year,
        ..input.clone()
    };
    let new = input
        .parse(app.clock.today())
        .map_err(RegistryError::Fields)?;
    if !facts::update_fee(&mut tx, federation, (id, revision), &new).await? {
        return Err(RegistryError::Stale);
    }
    let states = (
        audit::snapshot(&before),
        json!({ "body": body, "fee": new }),
    );
    record(
        &mut tx,
        app,
        (actor, federation),
        "change_fee",
        ("body_fees", id.0),
        states,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Removes a fee that was entered wrongly.
pub async fn remove_fee(
    app: &App,
    actor: &Actor,
    slug: &str,
    body: BodyId,
    (id, revision): (FeeId, i64),
) -> Result<(), RegistryError> {
    let (federation, mut tx) = begin(app, actor, slug, body).await?;
    let before = facts::find_fee(&mut tx, federation, body, id)
        .await?
        .ok_or(RegistryError::NotFound)?;
    if !facts::delete_fee(&mut tx, federation, (id, revision)).await? {
        return Err(RegistryError::Stale);
    }
    let before = json!({ "body": body, "fee": before });
    record(
        &mut tx,
        app,
        (actor, federation),
        "remove_fee",
        ("body_fees", id.0),
        (before, Value::Null),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
