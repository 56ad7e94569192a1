//! Municipalities in the register of a federation.

use serde_json::Value;

use super::{Act, RegistryError, federation_for, record};
use crate::{
    App,
    accounts::model::{Actor, Right},
    audit::{Chain, snapshot},
    registry::{
        model::municipality::{Municipality, MunicipalityInput},
        store::{
            Saved,
            municipalities::{self as store, MunicipalitySearch, Removed},
        },
    },
    types::{FieldProblem, MunicipalityId, fold_for_search},
};

/// A page of municipalities whose name contains the text, or whose key begins with the digits; and how many there are.
pub async fn list_municipalities(
    app: &App,
    actor: &Actor,
    slug: &str,
    search: &str,
    offset: i64,
    limit: i64,
) -> Result<(Vec<Municipality>, i64), RegistryError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let key = fold_for_search(search);
    let is_ags = !key.is_empty() && key.bytes().all(|b| b.is_ascii_digit());
    let search = if is_ags {
        MunicipalitySearch::Ags(key)
    } else {
        MunicipalitySearch::Name(key)
    };
    Ok(store::list_municipalities(
        &mut app.db.read().await?,
        federation.id,
        &search,
        offset,
        limit,
    )
    .await?)
}

/// One municipality, and how many bodies are in it.
pub async fn find_municipality(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: MunicipalityId,
) -> Result<(Municipality, i64), RegistryError> {
    let federation = federation_for(app, actor, Right::ReadStaffPages, slug).await?;
    let mut conn = app.db.read().await?;
    let municipality = store::find_municipality(&mut conn, federation.id, id)
        .await?
        .ok_or(RegistryError::NotFound)?;
    let bodies = store::count_bodies_of_municipality(&mut conn, federation.id, id).await?;
    Ok((municipality, bodies))
}

fn key_taken() -> RegistryError {
    RegistryError::Fields(vec![FieldProblem::new("ags", crate::key!("field-taken"))])
}

/// Enters a municipality.
pub async fn create_municipality(
    app: &App,
    actor: &Actor,
    slug: &str,
    input: &MunicipalityInput,
) -> Result<MunicipalityId, RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let values = input.parse().map_err(RegistryError::Fields)?;
    let mut tx = app.db.begin().await?;
    let id = store::insert_municipality(&mut tx, federation.id, &values)
        .await?
        .ok_or_else(key_taken)?;
    let act = Act {
        chain: Chain::Federation(federation.id),
        actor,
        act: "create_municipality",
        subject: ("municipalities", id.0),
    };
    record(&mut tx, app, act, Value::Null, snapshot(&values)).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes a municipality.
pub async fn edit_municipality(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: MunicipalityId,
    revision: i64,
    input: &MunicipalityInput,
) -> Result<(), RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut tx = app.db.begin().await?;
    let before = store::find_municipality(&mut tx, federation.id, id)
        .await?
        .ok_or(RegistryError::NotFound)?;
    let values = input.parse().map_err(RegistryError::Fields)?;
    match store::update_municipality(&mut tx, federation.id, id, revision, &values).await? {
        Saved::Yes => {}
        Saved::Stale => return Err(RegistryError::Stale),
        Saved::KeyTaken => return Err(key_taken()),
    }
    let act = Act {
        chain: Chain::Federation(federation.id),
        actor,
        act: "edit_municipality",
        subject: ("municipalities", id.0),
    };
    record(
        &mut tx,
        app,
        act,
        snapshot(&before.values),
        snapshot(&values),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Removes a municipality in which no body is.
pub async fn delete_municipality(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: MunicipalityId,
    revision: i64,
) -> Result<(), RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut tx = app.db.begin().await?;
    let before = store::find_municipality(&mut tx, federation.id, id)
        .await?
        .ok_or(RegistryError::NotFound)?;
    match store::delete_municipality(&mut tx, federation.id, id, revision).await? {
        Removed::Yes => {}
        Removed::Stale => return Err(RegistryError::Stale),
        Removed::InUse => return Err(RegistryError::MunicipalityInUse),
    }
    let act = Act {
        chain: Chain::Federation(federation.id),
        actor,
        act: "delete_municipality",
        subject: ("municipalities", id.0),
    };
    record(&mut tx, app, act, snapshot(&before.values), Value::Null).await?;
    tx.commit().await?;
    Ok(())
}
