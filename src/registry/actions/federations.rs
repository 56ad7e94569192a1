//! Federations and their memberships in one another.

use serde_json::Value;

use super::{Act, RegistryError, federation, federation_for, record};
use crate::{
    App,
    accounts::model::{Actor, Right},
    audit::{Chain, snapshot},
    registry::{
        model::{
            Federation,
            federation::{FederationInput, Membership, MembershipInput, Slug, parse_period},
        },
        store,
    },
    types::{Day, ExplainField, FederationId, FieldProblem},
};

/// Every federation of the installation, by name.
pub async fn federations(app: &App) -> Result<Vec<Federation>, RegistryError> {
    Ok(store::list_federations(&mut app.db.read().await?).await?)
}

/// Sets up a federation.
pub async fn create_federation(
    app: &App,
    actor: &Actor,
    input: &FederationInput,
) -> Result<(FederationId, String), RegistryError> {
    actor.require_installation_admin()?;
    let (slug, values) = input.parse_new().map_err(RegistryError::Fields)?;
    let mut tx = app.db.begin().await?;
    let id = store::insert_federation(
        &mut tx,
        slug.as_str(),
        &values,
        app.is_demo(),
        app.clock.now().unix_millis(),
    )
    .await?
    .ok_or_else(|| {
        RegistryError::Fields(vec![FieldProblem::new("slug", crate::key!("field-taken"))])
    })?;
    let act = Act {
        chain: Chain::Installation,
        actor,
        act: "create_federation",
        subject: ("federations", id.0),
    };
    record(&mut tx, app, act, Value::Null, snapshot(&values)).await?;
    tx.commit().await?;
    Ok((id, slug.as_str().to_owned()))
}

/// Changes name, kind, language and contact of a federation.
pub async fn edit_federation(
    app: &App,
    actor: &Actor,
    slug: &str,
    revision: i64,
    input: &FederationInput,
) -> Result<(), RegistryError> {
    let federation = federation_for(app, actor, Right::AppointStaff, slug).await?;
    let values = input.parse().map_err(RegistryError::Fields)?;
    let mut tx = app.db.begin().await?;
    if !store::update_federation(&mut tx, federation.id, revision, &values).await? {
        return Err(RegistryError::Stale);
    }
    let act = Act {
        chain: Chain::Federation(federation.id),
        actor,
        act: "edit_federation",
        subject: ("federations", federation.id.0),
    };
    record(
        &mut tx,
        app,
        act,
        snapshot(&federation.values()),
        snapshot(&values),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// A membership with the other federation, as seen from one side.
#[derive(Clone, Debug)]
pub struct MembershipWith {
    pub id: i64,
    /// The federation it is a member of, or that is a member of it.
    pub other: Federation,
    pub from: Day,
    pub to: Option<Day>,
}

impl MembershipWith {
    fn holds_on(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| to >= day)
    }
}

/// In which federations one is a member, and which are members of it; newest first.
#[derive(Clone, Debug)]
pub struct Memberships {
    pub parents: Vec<MembershipWith>,
    pub members: Vec<MembershipWith>,
}

/// The memberships of a federation, all of them or those of one day, for everybody.
pub async fn memberships(
    app: &App,
    slug: &str,
    on: Option<Day>,
) -> Result<Memberships, RegistryError> {
    let federation = federation(app, slug).await?;
    let mut conn = app.db.read().await?;
    let all = store::list_federations(&mut conn).await?;
    let rows = store::memberships_of(&mut conn, federation.id).await?;
    let with = |other: fn(&Membership) -> FederationId, one: fn(&Membership) -> FederationId| {
        rows.iter()
            .filter(|m| one(m) == federation.id)
            .filter_map(|m| {
                let other = all.iter().find(|f| f.id == other(m))?.clone();
                Some(MembershipWith {
                    id: m.id,
                    other,
                    from: m.from,
                    to: m.to,
                })
            })
            .filter(|m| on.is_none_or(|day| m.holds_on(day)))
            .collect()
    };
    Ok(Memberships {
        parents: with(|m| m.parent, |m| m.federation),
        members: with(|m| m.federation, |m| m.parent),
    })
}

/// Enters that the federation is a member of another one.
pub async fn join_federation(
    app: &App,
    actor: &Actor,
    slug: &str,
    input: &MembershipInput,
) -> Result<i64, RegistryError> {
    let federation = federation_for(app, actor, Right::AppointStaff, slug).await?;
    let period = parse_period(&input.from, &input.to);
    // What is no word for addresses names none, and may hold signs that the database refuses.
    let parent = match Slug::parse(&input.parent) {
        Ok(word) => {
            store::find_federation_by_slug(&mut app.db.read().await?, word.as_str()).await?
        }
        Err(_) => None,
    };
    let (parent, (from, to)) = match (parent, period) {
        (Some(parent), Ok(period)) => (parent, period),
        (parent, period) => {
            let mut fields = period.err().unwrap_or_default();
            if parent.is_none() {
                fields.insert(
                    0,
                    FieldProblem::new("parent", crate::key!("field-word-unknown")),
                );
            }
            return Err(RegistryError::Fields(fields));
        }
    };
    let new = Membership {
        id: 0,
        federation: federation.id,
        parent: parent.id,
        from,
        to,
    };
    let mut tx = app.db.begin().await?;
    let others = store::lock_memberships(&mut tx).await?;
    fits(&new, &others, "parent")?;
    let id = store::insert_membership(&mut tx, &new).await?;
    let act = Act {
        chain: Chain::Federation(federation.id),
        actor,
        act: "join_federation",
        subject: ("federation_memberships", id),
    };
    record(
        &mut tx,
        app,
        act,
        Value::Null,
        snapshot(&Membership { id, ..new }),
    )
    .await?;
    tx.commit().await?;
    Ok(id)
}

/// Sets first and last day of a membership.
pub async fn edit_membership(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: i64,
    input: &MembershipInput,
) -> Result<(), RegistryError> {
    let federation = federation_for(app, actor, Right::AppointStaff, slug).await?;
    let mut tx = app.db.begin().await?;
    let mut others = store::lock_memberships(&mut tx).await?;
    let place = others
        .iter()
        .position(|m| m.id == id && m.federation == federation.id);
    let before = others.remove(place.ok_or(RegistryError::NotFound)?);
    let (from, to) = parse_period(&input.from, &input.to).map_err(RegistryError::Fields)?;
    let changed = Membership { from, to, ..before };
    fits(&changed, &others, "from")?;
    if !store::update_membership(&mut tx, &changed).await? {
        return Err(RegistryError::NotFound);
    }
    let act = Act {
        chain: Chain::Federation(federation.id),
        actor,
        act: "edit_membership",
        subject: ("federation_memberships", id),
    };
    record(&mut tx, app, act, snapshot(&before), snapshot(&changed)).await?;
    tx.commit().await?;
    Ok(())
}

/// Removes a membership that was entered by mistake; one that ended is kept with its last day.
pub async fn remove_membership(
    app: &App,
    actor: &Actor,
    slug: &str,
    id: i64,
) -> Result<(), RegistryError> {
    let federation = federation_for(app, actor, Right::AppointStaff, slug).await?;
    let mut tx = app.db.begin().await?;
    let others = store::lock_memberships(&mut tx).await?;
    let before = others
        .iter()
        .find(|m| m.id == id && m.federation == federation.id)
        .ok_or(RegistryError::NotFound)?;
    if !store::delete_membership(&mut tx, federation.id, id).await? {
        return Err(RegistryError::NotFound);
    }
    let act = Act {
        chain: Chain::Federation(federation.id),
        actor,
        act: "remove_membership",
        subject: ("federation_memberships", id),
    };
    record(&mut tx, app, act, snapshot(before), Value::Null).await?;
    tx.commit().await?;
    Ok(())
}

fn fits(membership: &Membership, others: &[Membership], field: &str) -> Result<(), RegistryError> {
    membership
        .fits(others)
        .map_err(|e| RegistryError::Fields(vec![e.field_problem(field)]))
}
