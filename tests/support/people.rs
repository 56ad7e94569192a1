//! People with accounts. Only [`TestApp::account`] hashes a password; the others get a session and a token laid beside it.

use std::sync::atomic::{AtomicU64, Ordering};

use mandat::{
    accounts::{
        actions::{self, NewPersonInput},
        model::{Grant, Role},
        store,
    },
    audit::Who,
    types::{BodyId, FederationId, Locale, SecretToken},
    web::visitor::cookie_name,
};
use zeroize::Zeroizing;

use super::{Actor, Body, Federation, TestApp};

/// The password of [`TestApp::account`].
pub const PASSWORD: &str = "neun gelbe Kraniche ziehen";

static COUNT: AtomicU64 = AtomicU64::new(1);

/// A role in a federation.
pub fn grant(role: Role, federation: FederationId) -> Grant {
    Grant {
        role,
        federation: Some(federation),
        body: None,
    }
}

/// The office of a body.
pub fn office_grant(federation: FederationId, body: BodyId) -> Grant {
    Grant {
        role: Role::BodyOffice,
        federation: Some(federation),
        body: Some(body),
    }
}

impl TestApp {
    /// Somebody with a role in a federation, signed in to the pages and with a token for the API.
    pub async fn officer(&self, role: Role, federation: &Federation) -> Actor {
        self.person(
            &format!("{} of {}", role.as_str(), federation.slug),
            &[grant(role, federation.id)],
        )
        .await
    }

    /// The administrator of the installation.
    pub async fn installation_admin(&self) -> Actor {
        let grant = Grant {
            role: Role::InstallationAdmin,
            federation: None,
            body: None,
        };
        self.person("installation admin", &[grant]).await
    }

    /// The office of a member body.
    pub async fn council_office(&self, body: &Body) -> Actor {
        self.person(
            &format!("office of {}", body.name),
            &[office_grant(body.federation, body.id)],
        )
        .await
    }

    /// Somebody with these roles, signed in to the pages and with a token for the API.
    pub async fn person(&self, name: &str, grants: &[Grant]) -> Actor {
        let email = format!(
            "person-{:06}@example.org",
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let now = self.app.clock.now().unix_millis();
        let (session, token) = (
            SecretToken::generate(&self.app.random),
            SecretToken::generate(&self.app.random),
        );
        let mut tx = self.app.db.begin().await.unwrap();
        let new = store::NewAccount {
            email: &email,
            email_key: &email,
            name,
            locale: "de",
            password_hash: None,
            at: now,
        };
        let account = store::insert_account(&mut tx, &new).await.unwrap().unwrap();
        for grant in grants {
            store::insert_grant(&mut tx, account, grant, now)
                .await
                .unwrap();
        }
        store::insert_session(&mut tx, session.hash(), account, now)
            .await
            .unwrap();
        let year = 365 * 24 * 3600 * 1000;
        store::insert_api_token(&mut tx, account, "test", token.hash(), now, now + year)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let mut actor = self.stranger().with_bearer(&token.expose());
        actor.set_cookie(&cookie_name(&self.app.config, "session"), &session.expose());
        actor.name = name.to_owned();
        actor.email = email;
        actor.account = Some(account);
        actor
    }

    /// An account that can sign in with [`PASSWORD`]; its e-mail address. Costs a hash.
    pub async fn account(&self, grants: &[Grant]) -> String {
        let email = format!(
            "person-{:06}@example.org",
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let input = NewPersonInput {
            email: email.clone(),
            name: "Ayşe Öztürk".to_owned(),
            password: Zeroizing::new(PASSWORD.to_owned()),
            locale: Locale::De,
        };
        actions::create_account(&self.app, &Who::command("test"), input, grants)
            .await
            .unwrap();
        email
    }
}
