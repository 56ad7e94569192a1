//! What is kept of a person apart. Only those who keep the register read it: an office knows its people, and has no page that
//! tells how they are reached either.

use serde_json::{Value, json};

use super::{RegistryError, bodies::record, federation_for};
use crate::{
    App,
    accounts::model::{Actor, Right},
    db::{Conn, Tx},
    registry::{
        model::{
            Federation,
            particulars::{Particulars, ParticularsInput},
            person::Person,
            suspension::Suspension,
        },
        store::{particulars, people, suspensions},
    },
    types::{FederationId, PersonId},
};

/// A person with what is kept apart.
#[derive(Clone, Debug)]
pub struct Apart {
    pub federation: Federation,
    pub person: Person,
    pub particulars: Particulars,
    /// Revision of the particulars; 0 where nothing is kept.
    pub revision: i64,
    /// The latest first.
    pub suspensions: Vec<Suspension>,
}

/// The particulars and suspensions of a person.
pub async fn read_apart(
    app: &App,
    actor: &Actor,
    slug: &str,
    person: PersonId,
) -> Result<Apart, RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut conn = app.db.read().await?;
    let person = find(&mut conn, federation.id, person).await?;
    let (particulars, revision) =
        particulars::find_particulars(&mut conn, federation.id, person.id).await?;
    Ok(Apart {
        suspensions: suspensions::suspensions_of_person(&mut conn, federation.id, person.id)
            .await?,
        federation,
        person,
        particulars,
        revision,
    })
}

async fn find(
    conn: &mut Conn,
    federation: FederationId,
    person: PersonId,
) -> Result<Person, RegistryError> {
    people::find_person(conn, federation, person)
        .await?
        .ok_or(RegistryError::NotFound)
}

/// Locks a person of whom something is to be changed.
pub(super) async fn lock(
    tx: &mut Tx,
    federation: FederationId,
    person: PersonId,
) -> Result<(), RegistryError> {
    if people::lock_person(tx, federation, person).await? {
        return Ok(());
    }
    find(tx, federation, person).await?;
    Err(RegistryError::PersonErased)
}

/// Saves what is known of a person. The log keeps which fields changed, and no value.
pub async fn save_particulars(
    app: &App,
    actor: &Actor,
    slug: &str,
    person: PersonId,
    revision: i64,
    input: &ParticularsInput,
) -> Result<(), RegistryError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug)
        .await?
        .id;
    let new = input
        .parse(app.clock.today())
        .map_err(RegistryError::Fields)?;
    let mut tx = app.db.begin().await?;
    lock(&mut tx, federation, person).await?;
    let (before, known) = particulars::find_particulars(&mut tx, federation, person).await?;
    if known != revision
        || !particulars::save_particulars(&mut tx, federation, person, revision, new).await?
    {
        return Err(RegistryError::Stale);
    }
    let after = json!({"changed": before.changed(new)});
    record(
        &mut tx,
        app,
        (actor, federation),
        "save_particulars",
        ("people", person.0),
        (Value::Null, after),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
