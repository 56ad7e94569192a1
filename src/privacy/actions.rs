//! Information and erasure, for those who keep the register.

use serde_json::{Value, json};

use super::{
    model::{Block, ErasureInput, Preview},
    store::{self, Elsewhere},
};
use crate::{
    App,
    accounts::model::{Actor, Right},
    audit::{self, Act, Chain},
    db::{Conn, DbError, Tx},
    registry::{
        actions::{RegistryError, federation_for},
        model::{Federation, particulars::Particulars, person::Person, suspension::Suspension},
        store::{MandateOfPerson, mandates, particulars, people, suspensions},
    },
    rolls,
    types::{Explain, FederationId, PersonId, Problem, Timestamp},
};

/// Why something is refused.
#[derive(Debug, thiserror::Error)]
pub enum PrivacyError {
    #[error(transparent)]
    Registry(#[from] RegistryError),
    #[error("cannot be erased: {}", .0.as_str())]
    Blocked(Block),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Explain for PrivacyError {
    fn problem(&self) -> Problem {
        match self {
            Self::Registry(e) => e.problem(),
            Self::Blocked(block) => Problem::conflict(block.label()),
            Self::Db(e) => e.problem(),
        }
    }
}

/// Everything that is kept about a person.
#[derive(Debug)]
pub struct PersonRecord {
    pub federation: Federation,
    pub made_at: Timestamp,
    pub person: Person,
    pub particulars: Particulars,
    pub mandates: Vec<MandateOfPerson>,
    pub suspensions: Vec<Suspension>,
    pub elsewhere: Elsewhere,
}

async fn find(
    conn: &mut Conn,
    federation: FederationId,
    person: PersonId,
) -> Result<Person, PrivacyError> {
    let found = people::find_person(conn, federation, person).await?;
    Ok(found.ok_or(RegistryError::NotFound)?)
}

fn email(person: &Person) -> &str {
    person.contact.as_ref().map_or("", |c| c.email.as_str())
}

async fn record(
    tx: &mut Tx,
    app: &App,
    (actor, federation): (&Actor, FederationId),
    act: &'static str,
    person: PersonId,
    after: Value,
) -> Result<(), DbError> {
    let act = Act {
        chain: Chain::Federation(federation),
        at: app.clock.now(),
        who: &actor.who(),
        act,
        subject: ("people", person.0),
        before: Value::Null,
        after,
    };
    audit::record(tx, act).await
}

/// Gives out everything that is kept about a person (GDPR Art. 15). That it was, and by whom, goes into the log; nothing of it.
pub async fn export_person(
    app: &App,
    actor: &Actor,
    slug: &str,
    person: PersonId,
) -> Result<PersonRecord, PrivacyError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut tx = app.db.begin().await?;
    let person = find(&mut tx, federation.id, person).await?;
    let (particulars, _) = particulars::find_particulars(&mut tx, federation.id, person.id).await?;
    let mandates = mandates::mandates_of_person(&mut tx, federation.id, person.id).await?;
    let suspensions = suspensions::suspensions_of_person(&mut tx, federation.id, person.id).await?;
    let elsewhere = store::elsewhere(&mut tx, federation.id, person.id, email(&person)).await?;
    let by = (actor, federation.id);
    record(&mut tx, app, by, "export_person", person.id, Value::Null).await?;
    tx.commit().await?;
    Ok(PersonRecord {
        federation,
        made_at: app.clock.now(),
        person,
        particulars,
        mandates,
        suspensions,
        elsewhere,
    })
}

/// What erasing a person would empty, what it would leave, and what stands against it now.
pub async fn preview_erasure(
    app: &App,
    actor: &Actor,
    slug: &str,
    person: PersonId,
) -> Result<(Federation, Person, Preview), PrivacyError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut conn = app.db.read().await?;
    let person = find(&mut conn, federation.id, person).await?;
    let today = app.clock.today();
    let blocks = store::blocks(&mut conn, federation.id, person.id, today, email(&person)).await?;
    let (deleted, kept) =
        store::counts(&mut conn, federation.id, person.id, email(&person)).await?;
    let preview = Preview {
        blocks,
        deleted,
        kept,
    };
    Ok((federation, person, preview))
}

/// Empties everything that names or describes a person. The row stays with its id, so that mandates, rolls and results count as
/// before; documents that were published are not touched.
pub async fn erase_person(
    app: &App,
    actor: &Actor,
    slug: &str,
    (person, revision): (PersonId, i64),
    input: &ErasureInput,
) -> Result<(), PrivacyError> {
    let federation = federation_for(app, actor, Right::KeepRegister, slug).await?;
    let mut tx = app.db.begin().await?;
    // Whoever gives the person a place takes the same lock, so nothing of what is looked at here comes in between.
    let is_there = people::lock_person(&mut tx, federation.id, person).await?;
    let found = find(&mut tx, federation.id, person).await?;
    if !is_there {
        return Err(RegistryError::PersonErased.into());
    }
    let today = app.clock.today();
    let blocks = store::blocks(&mut tx, federation.id, person, today, email(&found)).await?;
    if let Some(block) = blocks.into_iter().next() {
        return Err(PrivacyError::Blocked(block));
    }
    let reason = input
        .parse(&found.family_name)
        .map_err(RegistryError::Fields)?;
    let emptied = (federation.locale, today);
    if !store::erase_person(&mut tx, federation.id, person, revision, emptied).await? {
        return Err(RegistryError::Stale.into());
    }
    particulars::delete_particulars(&mut tx, federation.id, person).await?;
    suspensions::empty_reasons(&mut tx, federation.id, person).await?;
    store::erase_elsewhere(&mut tx, federation.id, person, email(&found)).await?;
    rolls::store::erase_name(&mut tx, federation.id, person).await?;
    let after = json!({"reason": reason});
    let by = (actor, federation.id);
    record(&mut tx, app, by, "erase_person", person, after).await?;
    tx.commit().await?;
    // The person is erased even if something still reads the old state; what the log of the engine keeps goes with the next one.
    if let Err(error) = app.db.empty_write_ahead_log().await {
        tracing::warn!(%error, "the write-ahead log could not be emptied after an erasure");
    }
    Ok(())
}
