//! Things laid into the database directly: what tests of other rooms stand on.

use mandat::{
    on,
    types::{BodyId, FederationId},
};

use super::TestApp;

/// A federation to act in.
#[derive(Clone, Debug)]
pub struct Federation {
    pub id: FederationId,
    pub slug: String,
}

/// A member body.
#[derive(Clone, Debug)]
pub struct Body {
    pub id: BodyId,
    pub federation: FederationId,
    pub name: String,
}

impl TestApp {
    /// A federation of councils with this word in its addresses.
    pub async fn federation(&self, slug: &str) -> Federation {
        let mut tx = self.app.db.begin().await.unwrap();
        let id: i64 = on!(tx, |c| sqlx::query_scalar(
            "INSERT INTO federations (slug, name, kind, locale, contact, demo, created_at, revision) \
             VALUES ($1, $2, 'councils', 'de', 'buero@example.org', 0, 0, 1) RETURNING id"
        )
        .bind(slug)
        .bind(format!("Verband {slug}"))
        .fetch_one(c)
        .await)
        .unwrap();
        tx.commit().await.unwrap();
        Federation {
            id: FederationId(id),
            slug: slug.to_owned(),
        }
    }

    /// An elected council that has always been a member, with two delegate places.
    pub async fn council(&self, federation: &Federation, name: &str) -> Body {
        let mut tx = self.app.db.begin().await.unwrap();
        let id: i64 = on!(tx, |c| sqlx::query_scalar(
            "INSERT INTO bodies (federation_id, species, delegate_places, contact_email, website, search_key, revision) \
             VALUES ($1, 'council', 2, '', '', $2, 1) RETURNING id"
        )
        .bind(federation.id.0)
        .bind(name.to_lowercase())
        .fetch_one(c)
        .await)
        .unwrap();
        on!(tx, |c| sqlx::query("INSERT INTO body_profiles (body_id, from_day, name, kind) VALUES ($1, 0, $2, 'elected')")
            .bind(id)
            .bind(name)
            .execute(c)
            .await
            .map(drop))
        .unwrap();
        tx.commit().await.unwrap();
        Body {
            id: BodyId(id),
            federation: federation.id,
            name: name.to_owned(),
        }
    }
}
