//! What the stories begin with: a federation with a council of three members and two delegate places, and an assembly.

use std::sync::Arc;

use mandat::{accounts::model::Role, types::Locale};
use poem::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Browser, Device, Window};
use crate::support::{Actor, Body, Federation, PASSWORD, TestApp, grant, office_grant};

pub const FIRST: &str = "Leyla Yılmaz";
pub const SECOND: &str = "Omar Haddad";
pub const THIRD: &str = "Nina Kovač";

/// The beginning of a story.
pub struct Scene {
    pub app: Arc<TestApp>,
    pub browser: Browser,
    pub laka: Federation,
    pub council: Body,
    /// Members of the council, in the order of the constants.
    pub people: Vec<i64>,
    pub assembly: i64,
    pub round: i64,
    pub roll: i64,
    pub registrar: Actor,
    pub board: Actor,
    /// Confirms what takes two people.
    pub second: Actor,
}

impl Scene {
    pub async fn set(app: Arc<TestApp>, browser: Browser) -> Self {
        let laka = app.federation("laka").await;
        let council = app.council(&laka, "Integrationsrat Ulm").await;
        let registrar = app.officer(Role::Registrar, &laka).await;
        let board = app.officer(Role::ElectionBoard, &laka).await;
        let second = app.officer(Role::ElectionBoard, &laka).await;
        let bodies = format!("/federations/laka/bodies/{}", council.id);
        let term = json!({ "starts_on": "2024-01-01", "ends_on": "2028-12-31" });
        let term = made(&registrar, &format!("{bodies}/terms"), &term).await;
        let seats = json!({ "count": 3, "origin": "elected" });
        let seats = registrar
            .api_post(&format!("{bodies}/terms/{term}/seats"), &seats)
            .await
            .expect(StatusCode::OK)
            .json();
        let mut people = Vec::new();
        for (n, name) in [FIRST, SECOND, THIRD].into_iter().enumerate() {
            let (given, family) = name.split_once(' ').unwrap();
            let person = json!({ "given_name": given, "family_name": family, "locale": "de" });
            let person = made(&registrar, "/federations/laka/people", &person).await;
            let mandate = json!({ "person_id": person, "seat_id": seats["ids"][n],
                "mandate": { "function": "member", "public_office": true, "starts_on": "2024-01-01" } });
            made(&registrar, &format!("{bodies}/mandates"), &mandate).await;
            people.push(person);
        }
        let assembly = json!({ "title": "Delegiertenversammlung", "day": "2026-06-20", "form": "on_site", "place": "Ulm", "last_day": "2026-06-10" });
        let assembly = made(&registrar, "/federations/laka/assemblies", &assembly).await;
        let document = registrar
            .api_get(&format!("/federations/laka/assemblies/{assembly}"))
            .await
            .expect(StatusCode::OK)
            .json();
        Self {
            app,
            browser,
            laka,
            council,
            people,
            assembly,
            round: document["round_id"].as_i64().unwrap(),
            roll: document["roll_id"].as_i64().unwrap(),
            registrar,
            board,
            second,
        }
    }

    /// The text of a key in German.
    pub fn text(&self, key: &str) -> String {
        self.app.app.texts.for_locale(Locale::De).t(key)
    }

    /// Somebody with this role signs in at a desk.
    pub async fn staff(&self, role: Role) -> Window {
        self.staff_on(Device::Desk, role).await
    }

    /// Somebody with this role signs in.
    pub async fn staff_on(&self, device: Device, role: Role) -> Window {
        let email = self.app.account(&[grant(role, self.laka.id)]).await;
        self.signed_in(device, &email).await
    }

    /// The council's office signs in.
    pub async fn office_on(&self, device: Device) -> Window {
        let email = self
            .app
            .account(&[office_grant(self.laka.id, self.council.id)])
            .await;
        self.signed_in(device, &email).await
    }

    async fn signed_in(&self, device: Device, email: &str) -> Window {
        let window = self.browser.window(device).await;
        window.visit("/de/sign-in").await;
        window.fill("email", email).await;
        window.fill("password", PASSWORD).await;
        window.send("/sign-in").await;
        assert!(
            !window.path().await.ends_with("/sign-in"),
            "signing in leads on, but shows:\n{}",
            window.words().await
        );
        window
    }

    /// The council may send all three; they are registered and accepted.
    pub async fn all_accepted(&self) {
        let base = format!("/federations/laka/rounds/{}", self.round);
        let council = format!("{base}/bodies/{}", self.council.id);
        let revision = self
            .registrar
            .api_get(&council)
            .await
            .expect(StatusCode::OK)
            .revision();
        let places = json!({ "places": self.people.len() });
        self.registrar
            .api_put(&format!("{council}/places"), revision, &places)
            .await
            .expect(StatusCode::NO_CONTENT);
        for person in &self.people {
            let delegate = json!({ "person_id": person, "role": "delegate" });
            made(&self.registrar, &format!("{council}/delegates"), &delegate).await;
        }
        let revision = self
            .registrar
            .api_get(&council)
            .await
            .expect(StatusCode::OK)
            .revision();
        let accept = format!("{council}/accept");
        self.registrar
            .api(Method::POST, &accept, Some(revision), None)
            .await
            .expect(StatusCode::NO_CONTENT);
    }
}

async fn made(actor: &Actor, path: &str, body: &Value) -> i64 {
    actor
        .api_post(path, body)
        .await
        .expect(StatusCode::CREATED)
        .id()
}
