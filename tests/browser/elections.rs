//! A council is elected: two people enter its count, each in a window of their own; two certify it; everybody reads it.

use mandat::accounts::model::Role;
use serde_json::{Value, json};

use super::{Device, Window, scene::Scene, tell};
use crate::support::elections::{independent, list, list_rules};

const ADA: &str = "Ada Erste";
const CAN: &str = "Can Dritter";

/// An election of two seats that waits for figures: its address for staff, and the ids of its district and nominations.
struct Contest {
    id: i64,
    staff: String,
    district: i64,
    nominations: Vec<i64>,
}

async fn contest(scene: &Scene) -> Contest {
    let council = scene
        .app
        .council(&scene.laka, "Integrationsrat Reutlingen")
        .await;
    let names = [("Ada", "Erste"), ("Bao", "Zweite"), ("Can", "Dritter")];
    let nominations = [list("Liste A", &names), independent("Gül", "Allein")];
    let id = scene
        .app
        .election_being_counted(
            &scene.registrar,
            "laka",
            &council,
            2,
            list_rules(),
            &nominations,
        )
        .await;
    let mut outside = scene.app.outside().await;
    Contest {
        id,
        staff: format!("/de/staff/laka/elections/{id}"),
        district: outside
            .number(&format!(
                "SELECT id FROM election_districts WHERE election_id = {id}"
            ))
            .await,
        nominations: outside
            .numbers(&format!(
                "SELECT id FROM nominations WHERE election_id = {id} ORDER BY position"
            ))
            .await,
    }
}

impl Contest {
    /// The address at which a district's figures are entered.
    fn counts(&self) -> String {
        format!("{}/counts/{}", self.staff, self.district)
    }

    /// Eligible 1,000, voters 420 of whom 20 invalid; so many for the list, the rest for the independent.
    async fn fill(&self, window: &Window, list: i64) {
        for (field, value) in [("a", 1_000), ("b", 420), ("c", 20), ("d", 400)] {
            window.fill(field, &value.to_string()).await;
        }
        for (nomination, votes) in self.nominations.iter().zip([list, 400 - list]) {
            window
                .fill(&format!("n-{nomination}"), &votes.to_string())
                .await;
        }
    }

    async fn send(&self, window: &Window) {
        window.send(&format!("/counts/{}", self.district)).await;
    }
}

#[test]
fn two_windows_enter_a_count_at_once_and_two_people_certify_it() {
    tell(async |scene| {
        let contest = contest(&scene).await;
        let counts = contest.counts();
        let desk = scene.staff(Role::Registrar).await;
        let phone = scene.staff_on(Device::Phone, Role::ElectionBoard).await;
        // Both forms are open before either is sent; the second person sees no figure of the first, before or after.
        for window in [&desk, &phone] {
            window.visit(&counts).await;
            window.expect_sound().await;
        }
        contest.fill(&desk, 330).await;
        contest.fill(&phone, 340).await;
        contest.send(&desk).await;
        desk.wait_for(".notice.tone-success").await;
        desk.expect(&scene.text("counts-hint-own")).await;
        contest.send(&phone).await;
        phone.wait_for(".notice.tone-success").await;
        phone.expect(&scene.text("counts-hint-differs")).await;
        phone.expect_sound().await;

        // A third look settles the votes of both nominations. Nothing is settled without a choice.
        let third = scene.staff(Role::ElectionBoard).await;
        third.visit(&counts).await;
        third.send("/settle").await;
        third.wait_for(".error-summary").await;
        for nomination in &contest.nominations {
            third
                .choose(&format!("choice-n-{nomination}"), "first")
                .await;
        }
        third
            .fill("note", "In der Niederschrift stehen 330 Stimmen.")
            .await;
        third.send("/settle").await;
        third.wait_for(".notice.tone-success").await;
        third.expect(&scene.text("counts-hint-settled")).await;

        // The result is published as provisional by one, and certified by two: whoever asks cannot confirm.
        let certification = format!("{}/certification", contest.staff);
        third.visit(&certification).await;
        third.send("/certification/provisional").await;
        let reader = scene.browser.window(Device::Phone).await;
        let public = format!("/de/federations/laka/elections/{}", contest.id);
        reader.visit(&public).await;
        reader.expect_sound().await;
        reader.expect("330").await;
        third.visit(&certification).await;
        third
            .press("button[name='decision'][value='certify']")
            .await;
        assert!(
            !third.has("form[action$='/confirm']").await,
            "nobody confirms their own request"
        );
        let publisher = scene.staff(Role::Publisher).await;
        publisher.visit(&certification).await;
        publisher.send("/confirm").await;
        reader.reload().await;
        reader.expect(ADA).await;

        // The elected are called; one declines, and the next on the list moves up.
        let calls = format!("/federations/laka/elections/{}/seat-calls", contest.id);
        scene
            .registrar
            .api_post(&calls, &json!({"called_on": "2026-05-04"}))
            .await
            .expect(poem::http::StatusCode::OK);
        reader.reload().await;
        reader
            .expect("benachrichtigt am 4. Mai 2026, Antwort bis 11. Mai 2026")
            .await;
        answer(&scene, &calls, ADA, "declined").await;
        answer(&scene, &calls, CAN, "accepted").await;
        reader.reload().await;
        reader.expect("abgelehnt am 4. Mai 2026").await;
        reader
            .expect("nachgerückt am 1. Juni 2026 für Ada Erste")
            .await;
        reader.expect_sound().await;
        reader.visit(&public.replace("/de/", "/ar-XB/")).await;
        reader.expect_sound().await;
    });
}

async fn answer(scene: &Scene, calls: &str, name: &str, word: &str) {
    let seats: Value = scene.registrar.api_get(calls).await.json();
    let call = seats["seats"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|seat| seat["calls"].as_array().unwrap())
        .find(|call| call["name"] == name)
        .unwrap_or_else(|| panic!("{name} was not called: {seats}"));
    let body = json!({"answer": word, "answered_on": "2026-05-04", "reason": ""});
    scene
        .registrar
        .api(
            poem::http::Method::POST,
            &format!("{calls}/{}/answer", call["id"]),
            call["revision"].as_i64(),
            Some(&body),
        )
        .await
        .expect(poem::http::StatusCode::OK);
}
