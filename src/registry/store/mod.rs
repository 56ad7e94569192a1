//! What the register keeps, row by row. Federations and their memberships are here, the rest in files of their own.

pub mod bodies;
pub mod export;
pub mod facts;
pub mod import;
pub mod mandates;
pub mod municipalities;
pub mod overview;
pub mod particulars;
pub mod people;
pub mod suspensions;
pub mod terms;

pub use bodies::{bodies_on, find_body_on};
pub use mandates::{MandateOfPerson, Member};
pub use people::{ListedPerson, belongs_on, people_of_body_on};
pub use terms::{EndingTerm, SeatOnDay, Vacancy};

use super::model::{
    Federation, FederationKind,
    federation::{FederationValues, Membership},
};
use crate::{
    db::{Conn, DbError, Tx, changed_one},
    on, statements,
    types::{Day, FederationId},
};

statements! {
    FIND_FEDERATION = "SELECT id, slug, name, kind, locale, contact, demo, revision FROM federations WHERE id = $1";
    FIND_FEDERATION_BY_SLUG = "SELECT id, slug, name, kind, locale, contact, demo, revision FROM federations WHERE slug = $1";
    LIST_FEDERATIONS = "SELECT id, slug, name, kind, locale, contact, demo, revision FROM federations ORDER BY name, id";
    INSERT_FEDERATION = "INSERT INTO federations (slug, name, kind, locale, contact, demo, created_at, revision) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, 1) ON CONFLICT (slug) DO NOTHING RETURNING id";
    UPDATE_FEDERATION = "UPDATE federations SET name = $3, kind = $4, locale = $5, contact = $6, revision = revision + 1 \
        WHERE id = $1 AND revision = $2";

    // Any two memberships may close a cycle together, so they are entered one after the other.
    LOCK_MEMBERSHIPS = "UPDATE installation SET demo = demo WHERE id = 1";
    ALL_MEMBERSHIPS = "SELECT id, federation_id, parent_id, starts_on, ends_on FROM federation_memberships ORDER BY starts_on, id";
    MEMBERSHIPS_OF = "SELECT id, federation_id, parent_id, starts_on, ends_on FROM federation_memberships \
        WHERE federation_id = $1 OR parent_id = $1 ORDER BY starts_on DESC, id DESC";
    INSERT_MEMBERSHIP = "INSERT INTO federation_memberships (federation_id, parent_id, starts_on, ends_on) VALUES ($1, $2, $3, $4) RETURNING id";
    UPDATE_MEMBERSHIP = "UPDATE federation_memberships SET starts_on = $3, ends_on = $4 WHERE id = $1 AND federation_id = $2";
    DELETE_MEMBERSHIP = "DELETE FROM federation_memberships WHERE id = $1 AND federation_id = $2";
}

#[derive(sqlx::FromRow)]
struct FederationRow {
    id: i64,
    slug: String,
    name: String,
    kind: String,
    locale: String,
    contact: String,
    demo: i64,
    revision: i64,
}

impl TryFrom<FederationRow> for Federation {
    type Error = DbError;

    fn try_from(row: FederationRow) -> Result<Self, DbError> {
        Ok(Self {
            id: FederationId(row.id),
            slug: row.slug,
            name: row.name,
            kind: FederationKind::parse(&row.kind)
                .ok_or_else(|| DbError::row("federations", &row.kind))?,
            locale: row
                .locale
                .parse()
                .map_err(|_| DbError::row("federations", &row.locale))?,
            contact: row.contact,
            demo: row.demo != 0,
            revision: row.revision,
        })
    }
}

type MembershipRow = (i64, i64, i64, i64, Option<i64>);

fn membership((id, federation, parent, from, to): MembershipRow) -> Membership {
    Membership {
        id,
        federation: FederationId(federation),
        parent: FederationId(parent),
        from: Day::stored(from),
        to: to.map(Day::stored),
    }
}

pub async fn find_federation_by_slug(
    conn: &mut Conn,
    slug: &str,
) -> Result<Option<Federation>, DbError> {
    let row: Option<FederationRow> = on!(conn, |c| sqlx::query_as(FIND_FEDERATION_BY_SLUG)
        .bind(slug)
        .fetch_optional(c)
        .await)?;
    row.map(TryInto::try_into).transpose()
}

pub async fn find_federation(
    conn: &mut Conn,
    id: FederationId,
) -> Result<Option<Federation>, DbError> {
    let row: Option<FederationRow> = on!(conn, |c| sqlx::query_as(FIND_FEDERATION)
        .bind(id.0)
        .fetch_optional(c)
        .await)?;
    row.map(TryInto::try_into).transpose()
}

pub async fn list_federations(conn: &mut Conn) -> Result<Vec<Federation>, DbError> {
    let rows: Vec<FederationRow> = on!(conn, |c| sqlx::query_as(LIST_FEDERATIONS)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The new federation, or `None` where the word in addresses is taken.
pub async fn insert_federation(
    tx: &mut Tx,
    slug: &str,
    values: &FederationValues,
    demo: bool,
    at: i64,
) -> Result<Option<FederationId>, DbError> {
    let id: Option<i64> = on!(tx, |c| sqlx::query_scalar(INSERT_FEDERATION)
        .bind(slug)
        .bind(&values.name)
        .bind(values.kind.as_str())
        .bind(values.locale.tag())
        .bind(&values.contact)
        .bind(i64::from(demo))
        .bind(at)
        .fetch_optional(c)
        .await)?;
    Ok(id.map(FederationId))
}

/// Whether the federation was still at the revision.
pub async fn update_federation(
    tx: &mut Tx,
    id: FederationId,
    revision: i64,
    values: &FederationValues,
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(UPDATE_FEDERATION)
        .bind(id.0)
        .bind(revision)
        .bind(&values.name)
        .bind(values.kind.as_str())
        .bind(values.locale.tag())
        .bind(&values.contact)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?))
}

/// Every membership of the installation, held still until the transaction ends.
pub async fn lock_memberships(tx: &mut Tx) -> Result<Vec<Membership>, DbError> {
    on!(tx, |c| sqlx::query(LOCK_MEMBERSHIPS)
        .execute(c)
        .await
        .map(drop))?;
    let rows: Vec<MembershipRow> = on!(tx, |c| sqlx::query_as(ALL_MEMBERSHIPS).fetch_all(c).await)?;
    Ok(rows.into_iter().map(membership).collect())
}

/// The memberships of the federation in others and of others in it, newest first.
pub async fn memberships_of(
    conn: &mut Conn,
    federation: FederationId,
) -> Result<Vec<Membership>, DbError> {
    let rows: Vec<MembershipRow> = on!(conn, |c| sqlx::query_as(MEMBERSHIPS_OF)
        .bind(federation.0)
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(membership).collect())
}

pub async fn insert_membership(tx: &mut Tx, new: &Membership) -> Result<i64, DbError> {
    Ok(on!(tx, |c| sqlx::query_scalar(INSERT_MEMBERSHIP)
        .bind(new.federation.0)
        .bind(new.parent.0)
        .bind(new.from.to_epoch_days())
        .bind(new.to.map(Day::to_epoch_days))
        .fetch_one(c)
        .await)?)
}

/// Sets the days of a membership; whether it is there.
pub async fn update_membership(tx: &mut Tx, changed: &Membership) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(UPDATE_MEMBERSHIP)
        .bind(changed.id)
        .bind(changed.federation.0)
        .bind(changed.from.to_epoch_days())
        .bind(changed.to.map(Day::to_epoch_days))
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?))
}

/// Removes a membership; whether it was there.
pub async fn delete_membership(
    tx: &mut Tx,
    federation: FederationId,
    id: i64,
) -> Result<bool, DbError> {
    Ok(changed_one(on!(tx, |c| sqlx::query(DELETE_MEMBERSHIP)
        .bind(id)
        .bind(federation.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?))
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    Yes,
    /// The row has another revision by now, or is not there.
    Stale,
    /// Something else has the same external key.
    KeyTaken,
}

/// What became of a change, from the number of rows that it changed.
fn saved(rows: Result<u64, sqlx::Error>) -> Result<Saved, DbError> {
    match rows {
        Ok(1) => Ok(Saved::Yes),
        Ok(_) => Ok(Saved::Stale),
        Err(sqlx::Error::Database(e)) if e.is_unique_violation() => Ok(Saved::KeyTaken),
        Err(e) => Err(e.into()),
    }
}
