//! Who may be a delegate by the statutes: what the check finds, what accepting refuses, and that overruling goes on.

use mandat::accounts::model::Role;
use poem::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{Actor, Body, TestApp};

struct Scene {
    ulm: Body,
    registrar: Actor,
    round: i64,
}

/// A council with three members and an assembly on 20 June 2026; the members are registered as delegates, in order.
async fn scene(app: &TestApp) -> (Scene, Vec<i64>) {
    let laka = app.federation("laka").await;
    let ulm = app.council(&laka, "Ulm").await;
    let registrar = app.officer(Role::Registrar, &laka).await;
    let assembly =
        json!({"title": "Vollversammlung", "day": "2026-06-20", "form": "on_site", "place": "Ulm"});
    let id = registrar
        .api_post("/federations/laka/assemblies", &assembly)
        .await
        .expect(StatusCode::CREATED)
        .id();
    let shown = registrar
        .api_get(&format!("/federations/laka/assemblies/{id}"))
        .await
        .json();
    let round = shown["round_id"].as_i64().unwrap();
    let mut outside = app.outside().await;
    outside
        .execute(&format!(
            "UPDATE entitlements SET places = 9 WHERE round_id = {round}"
        ))
        .await;
    let mut people = Vec::new();
    for name in ["A", "B", "C"] {
        let new = json!({"given_name": "Mina", "family_name": name, "locale": "de"});
        let person = registrar
            .api_post("/federations/laka/people", &new)
            .await
            .expect(StatusCode::CREATED)
            .id();
        outside.execute(&format!(
            "INSERT INTO mandates (federation_id, body_id, person_id, function, public_office, starts_on, revision) VALUES ({}, {}, {person}, 'member', 0, 0, 1)",
            laka.id, ulm.id
        )).await;
        outside.execute(&format!(
            "INSERT INTO delegates (federation_id, round_id, body_id, person_id, role, position, votes, state, reason, revision, is_new) \
             VALUES ({}, {round}, {}, {person}, 'delegate', {}, 1, 'registered', '', 1, 0)",
            laka.id, ulm.id, people.len()
        )).await;
        people.push(person);
    }
    (
        Scene {
            ulm,
            registrar,
            round,
        },
        people,
    )
}

impl Scene {
    async fn statutes(&self, who: &str, minimum_age: Option<u32>, key: &Value) {
        let statutes = json!({
            "title": "Satzung", "valid_from": "2026-01-01",
            "rules": {
                "key_article": "§ 6", "key": key,
                "delegates": {"article": "§ 6", "who": who, "minimum_age": minimum_age, "deputies": true, "substitutes": true},
            }
        });
        self.registrar
            .api_post("/federations/laka/statutes", &statutes)
            .await
            .expect(StatusCode::CREATED);
    }

    /// Words of the doubts about the delegation as a whole, and about each delegate by rank.
    async fn doubts(&self) -> (Vec<String>, Vec<Vec<String>>) {
        let path = format!("/federations/laka/rounds/{}/doubts", self.round);
        let list = self
            .registrar
            .api_get(&path)
            .await
            .expect(StatusCode::OK)
            .json();
        let words = |list: &Value| -> Vec<String> {
            list.as_array()
                .into_iter()
                .flatten()
                .map(|d| d["doubt"].as_str().unwrap().to_owned())
                .collect()
        };
        let ours = list["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|i| i["body_id"] == self.ulm.id.0)
            .cloned()
            .unwrap_or_default();
        let delegates = ours["delegates"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|d| words(&d["doubts"]))
            .collect();
        (words(&ours["doubts"]), delegates)
    }

    /// The code with which accepting the delegate of a rank is refused; nothing where it is done.
    async fn accept(&self, rank: i64) -> Option<String> {
        let path = format!(
            "/federations/laka/rounds/{}/delegates/{rank}/accept",
            self.round
        );
        let answer = self
            .registrar
            .api(Method::POST, &path, Some(1), Some(&json!({"votes": 1})))
            .await;
        (!answer.status.is_success()).then(|| {
            answer.json()["code"]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        })
    }
}

on_both_engines! {
    async fn the_minimum_age_of_the_statutes_and_suspensions_are_found_refused_and_can_be_overruled(app: TestApp) {
        let (scene, people) = scene(&app).await;
        assert_eq!(scene.doubts().await, (vec![], vec![]), "without statutes nobody is too young");
        scene.statutes("direct_members", Some(18), &json!({"base": 3})).await;
        // Of age on the day itself; a day later; and somebody whose day of birth is not known.
        for (person, born_on) in [(people[0], "2008-06-20"), (people[1], "2008-06-21")] {
            let path = format!("/federations/laka/people/{person}/particulars");
            scene.registrar.api_put(&path, 0, &json!({"born_on": born_on})).await.expect(StatusCode::NO_CONTENT);
        }
        let path = format!("/federations/laka/people/{}/suspensions", people[2]);
        let suspension = json!({"body_id": scene.ulm.id.0, "starts_on": "2026-06-20", "ends_on": "2026-06-20", "reason": "Beschluss"});
        scene.registrar.api_post(&path, &suspension).await.expect(StatusCode::CREATED);
        let (_, about) = scene.doubts().await;
        assert_eq!(about, [vec![], vec!["under_age".to_owned()], vec!["suspended".to_owned()]]);
        let ids = app.outside().await.numbers("SELECT id FROM delegates ORDER BY position").await;
        assert_eq!(scene.accept(ids[0]).await, None);
        assert_eq!(scene.accept(ids[1]).await.as_deref(), Some("delegate-under-age"));
        assert_eq!(scene.accept(ids[2]).await.as_deref(), Some("delegate-suspended"));
        let path = format!("/federations/laka/rounds/{}/delegates/{}/overrule", scene.round, ids[1]);
        let word = json!({"votes": 1, "reason": "The board allows it"});
        scene.registrar.api(Method::POST, &path, Some(1), Some(&word)).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(app.outside().await.texts(&format!("SELECT state FROM delegates WHERE id = {}", ids[1])).await, ["accepted"]);
    }

    async fn statutes_that_want_elected_members_look_at_the_seat(app: TestApp) {
        let (scene, people) = scene(&app).await;
        scene.statutes("elected", None, &json!({"base": 3})).await;
        let mut outside = app.outside().await;
        let f = "(SELECT MAX(id) FROM federations)";
        outside.execute(&format!("INSERT INTO terms (federation_id, body_id, label, starts_on, ends_on, revision) VALUES ({f}, {}, 'T', 0, 40000, 1)", scene.ulm.id)).await;
        for (number, origin) in [(1, "elected"), (2, "appointed")] {
            outside.execute(&format!("INSERT INTO seats (federation_id, term_id, number, origin) VALUES ({f}, (SELECT MAX(id) FROM terms), {number}, '{origin}')")).await;
            outside.execute(&format!("UPDATE mandates SET term_id = (SELECT MAX(id) FROM terms), seat_id = (SELECT MAX(id) FROM seats) WHERE person_id = {}", people[number - 1])).await;
        }
        let (_, about) = scene.doubts().await;
        assert_eq!(about, [vec![], vec!["not_elected".to_owned()], vec!["not_elected".to_owned()]]);
        let ids = outside.numbers("SELECT id FROM delegates ORDER BY position").await;
        assert_eq!(scene.accept(ids[1]).await.as_deref(), Some("delegate-not-elected"));
        assert_eq!(scene.accept(ids[0]).await, None);
    }

    async fn statutes_that_take_anybody_ask_for_no_membership(app: TestApp) {
        let (scene, people) = scene(&app).await;
        let mut outside = app.outside().await;
        outside.execute(&format!("UPDATE mandates SET ends_on = 100, end_reason = 'left' WHERE person_id = {}", people[0])).await;
        let ids = outside.numbers("SELECT id FROM delegates ORDER BY position").await;
        assert_eq!(scene.doubts().await.1[0], ["not_member"]);
        assert_eq!(scene.accept(ids[0]).await.as_deref(), Some("delegate-not-in-body"));
        scene.statutes("anybody", None, &json!({"base": 3})).await;
        assert_eq!(scene.accept(ids[0]).await, None);
    }

    async fn a_place_by_office_is_filled_by_whoever_sits_by_office(app: TestApp) {
        let (scene, people) = scene(&app).await;
        scene.statutes("direct_members", None, &json!({"base": 2, "ex_officio": [{"function": "Mayor", "places": 1}]})).await;
        assert_eq!(scene.doubts().await.0, ["ex_officio_missing"]);
        let mut outside = app.outside().await;
        let f = "(SELECT MAX(id) FROM federations)";
        outside.execute(&format!("INSERT INTO terms (federation_id, body_id, label, starts_on, ends_on, revision) VALUES ({f}, {}, 'T', 0, 40000, 1)", scene.ulm.id)).await;
        outside.execute(&format!("INSERT INTO seats (federation_id, term_id, number, origin) VALUES ({f}, (SELECT MAX(id) FROM terms), 1, 'ex_officio')")).await;
        outside.execute(&format!("UPDATE mandates SET term_id = (SELECT MAX(id) FROM terms), seat_id = (SELECT MAX(id) FROM seats) WHERE person_id = {}", people[2])).await;
        assert_eq!(scene.doubts().await.0, [""; 0]);
    }
}
