//! Who stands: lists, independents and their candidates, in their order, until counting starts.

use std::time::Duration;

use mandat::accounts::model::Role;
use poem::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{code, fields};
use crate::support::{
    Actor,
    elections::{independent, list, list_rules, unnamed_list},
};

/// Labels in the order of the ballot.
async fn labels(actor: &Actor, path: &str) -> Vec<String> {
    let list = actor.api_get(&format!("{path}/nominations")).await.json();
    let items = list["items"].as_array().unwrap();
    items
        .iter()
        .map(|n| n["label"].as_str().unwrap().to_owned())
        .collect()
}

/// Family names in the order of the list, with their places.
async fn names(actor: &Actor, place: &str) -> Vec<(i64, String)> {
    let nomination = actor.api_get(place).await.json();
    let candidates = nomination["candidates"].as_array().unwrap();
    candidates
        .iter()
        .map(|c| {
            (
                c["position"].as_i64().unwrap(),
                c["family_name"].as_str().unwrap().to_owned(),
            )
        })
        .collect()
}

on_both_engines! {
    async fn nominations_are_added_changed_ordered_and_withdrawn(app: TestApp) {
        let laka = app.federation("laka").await;
        let ulm = app.council(&laka, "Ulm").await;
        let registrar = app.officer(Role::Registrar, &laka).await;
        let id = app.election(&registrar, "laka", &ulm, 7, list_rules(), &[]).await;
        let path = format!("/federations/laka/elections/{id}");
        let add = async |nomination: Value| registrar.api_post(&format!("{path}/nominations"), &nomination).await;
        let a = add(list("Liste A", &[("Ayşe", "Öztürk"), ("Lê", "Nguyễn")])).await.expect(StatusCode::CREATED).id();
        let b = add(unnamed_list("Liste B", 4)).await.expect(StatusCode::CREATED).id();
        let c = add(independent("Can", "Erdem")).await.expect(StatusCode::CREATED).id();

        assert_eq!(fields(&add(unnamed_list("LISTE  a", 4)).await), ["label label-taken"]);
        let mut two = independent("Can", "Erdem");
        two["nomination"]["label"] = json!("Zwei");
        two["candidates"] = json!([{"family_name": "X"}, {"family_name": "Y"}]);
        assert_eq!(fields(&add(two).await), ["kind independent-one-candidate"]);
        let mut both = list("C", &[("X", "Y")]);
        both["nomination"]["unnamed_candidates"] = json!(3);
        assert_eq!(fields(&add(both).await), ["unnamed_candidates candidates-are-named"]);
        let mut grouped = unnamed_list("C", 3);
        grouped["nomination"]["group"] = json!(1);
        assert_eq!(fields(&add(grouped).await), ["group word-unknown"]);
        let mut tomorrow = list("C", &[("X", "Y")]);
        tomorrow["candidates"][0]["consented_on"] = json!("2026-05-05");
        assert_eq!(fields(&add(tomorrow).await), ["candidates candidate-line"]);
        let unknown_kind = json!({"nomination": {"kind": "party", "label": "C"}});
        assert_eq!(fields(&add(unknown_kind).await), ["kind word-unknown"]);

        let order = json!({"order": [c, a, b]});
        let revision = registrar.api_get(&path).await.revision();
        registrar.api_put(&format!("{path}/nominations/order"), revision, &order).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(labels(&registrar, &path).await, ["Erdem", "Liste A", "Liste B"]);
        registrar.api_put(&format!("{path}/nominations/order"), revision, &order).await.expect(StatusCode::PRECONDITION_FAILED);
        let revision = registrar.api_get(&path).await.revision();
        let incomplete = registrar.api_put(&format!("{path}/nominations/order"), revision, &json!({"order": [c, a, a]})).await;
        assert_eq!((incomplete.status, code(&incomplete).as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "election-order"));

        let of_b = format!("{path}/nominations/{b}");
        let renamed = json!({"kind": "list", "label": "Liste Brücke", "unnamed_candidates": 5});
        let revision = registrar.api_get(&of_b).await.revision();
        registrar.api_put(&of_b, revision, &renamed).await.expect(StatusCode::NO_CONTENT);
        registrar.api_put(&of_b, revision, &renamed).await.expect(StatusCode::PRECONDITION_FAILED);
        let taken = json!({"kind": "list", "label": "liste a"});
        assert_eq!(fields(&registrar.api_put(&of_b, revision + 1, &taken).await), ["label label-taken"]);

        let withdraw = async |revision: i64, day: &str, reason: &str| {
            let body = json!({"day": day, "reason": reason});
            registrar.api(Method::POST, &format!("{of_b}/withdraw"), Some(revision), Some(&body)).await
        };
        assert_eq!(fields(&withdraw(revision + 1, "2026-05-05", "").await), ["day withdrawn-in-future", "reason required"]);
        withdraw(999, "2026-05-04", "dissolved").await.expect(StatusCode::PRECONDITION_FAILED);
        withdraw(revision + 1, "2026-05-04", "dissolved").await.expect(StatusCode::NO_CONTENT);
        assert_eq!(code(&withdraw(revision + 2, "2026-05-04", "dissolved").await), "already-withdrawn");
        let shown = registrar.api_get(&path).await.json();
        assert_eq!(shown["nominations"][2]["withdrawn_reason"], "dissolved");
        assert_eq!(shown["candidates"], 3, "who withdrew is not counted");
    }

    async fn candidates_are_added_in_their_order_moved_changed_and_withdrawn(app: TestApp) {
        let laka = app.federation("laka").await;
        let ulm = app.council(&laka, "Ulm").await;
        let registrar = app.officer(Role::Registrar, &laka).await;
        let id = app.election(&registrar, "laka", &ulm, 7, list_rules(), &[unnamed_list("A", 4), independent("Can", "Erdem")]).await;
        let path = format!("/federations/laka/elections/{id}");
        let shown = registrar.api_get(&path).await.json();
        let place = |n: usize| format!("{path}/nominations/{}", shown["nominations"][n]["id"]);
        let a = place(0);
        let add = async |place: &str, candidates: Value| {
            let revision = registrar.api_get(place).await.revision();
            registrar.api(Method::POST, &format!("{place}/candidates"), Some(revision), Some(&json!({"candidates": candidates}))).await
        };
        let ids = add(&a, json!([{"given_name": "Ayşe", "family_name": "Öztürk"}, {"family_name": "Madonna"}])).await.expect(StatusCode::OK).json();
        add(&a, json!([{"given_name": "Lê", "family_name": "Nguyễn"}])).await.expect(StatusCode::OK);
        assert_eq!(registrar.api_get(&a).await.json()["unnamed_candidates"], Value::Null, "the names tell the number");
        let numbered = |list: &[&str]| (1..).zip(list).map(|(n, name)| (n, (*name).to_owned())).collect::<Vec<(i64, String)>>();
        assert_eq!(names(&registrar, &a).await, numbered(&["Öztürk", "Madonna", "Nguyễn"]));
        assert_eq!(fields(&add(&place(1), json!([{"family_name": "X"}])).await), ["candidates independent-one-candidate"]);
        registrar.api(Method::POST, &format!("{a}/candidates"), Some(1), Some(&json!({"candidates": [{"family_name": "X"}]}))).await
            .expect(StatusCode::PRECONDITION_FAILED);

        let (first, second) = (ids["ids"][0].as_i64().unwrap(), ids["ids"][1].as_i64().unwrap());
        let third = registrar.api_get(&a).await.json()["candidates"][2]["id"].as_i64().unwrap();
        let revision = registrar.api_get(&a).await.revision();
        registrar.api_put(&format!("{a}/order"), revision, &json!({"order": [third, first, second]})).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(names(&registrar, &a).await, numbered(&["Nguyễn", "Öztürk", "Madonna"]));
        let revision = registrar.api_get(&a).await.revision();
        let foreign = registrar.api_put(&format!("{a}/order"), revision, &json!({"order": [third, first, 999_999]})).await;
        assert_eq!(code(&foreign), "election-order");

        let of_first = format!("{a}/candidates/{first}");
        let revision_of = async |id: i64| {
            let nomination = registrar.api_get(&a).await.json();
            let candidates = nomination["candidates"].as_array().unwrap().clone();
            candidates.iter().find(|c| c["id"] == id).unwrap()["revision"].as_i64().unwrap()
        };
        let change = json!({"candidate": {"given_name": "Ayşe", "family_name": "Yıldız", "consented_on": "2026-04-30"}});
        let revision = revision_of(first).await;
        registrar.api_put(&of_first, revision, &change).await.expect(StatusCode::NO_CONTENT);
        registrar.api_put(&of_first, revision, &change).await.expect(StatusCode::PRECONDITION_FAILED);
        let blank = json!({"candidate": {"family_name": " ", "consented_on": "2027-01-01"}});
        assert_eq!(fields(&registrar.api_put(&of_first, revision + 1, &blank).await), ["family_name required", "consented_on consent-in-future"]);
        registrar.api_put(&format!("{}/candidates/{first}", place(1)), revision + 1, &change).await.expect(StatusCode::NOT_FOUND);

        let withdrawal = json!({"day": "2026-05-01", "reason": "moved away"});
        let revision = revision_of(first).await;
        registrar.api(Method::POST, &format!("{of_first}/withdraw"), Some(revision), Some(&withdrawal)).await.expect(StatusCode::NO_CONTENT);
        let again = registrar.api(Method::POST, &format!("{of_first}/withdraw"), Some(revision + 1), Some(&withdrawal)).await;
        assert_eq!(code(&again), "already-withdrawn");
        assert_eq!(names(&registrar, &a).await.len(), 3, "the place of who withdrew stays");
        let revision = revision_of(third).await;
        registrar.api_delete(&format!("{a}/candidates/{third}"), Some(revision)).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(names(&registrar, &a).await, numbered(&["Yıldız", "Madonna"]));
        assert_eq!(mandat::audit::verify(&app.app.db).await.unwrap(), mandat::audit::Verdict::Intact(
            app.outside().await.number("SELECT COUNT(*) FROM audit_log").await
        ));
    }

    async fn after_the_last_day_each_change_says_why_and_the_log_keeps_it(app: TestApp) {
        let laka = app.federation("laka").await;
        let ulm = app.council(&laka, "Ulm").await;
        let registrar = app.officer(Role::Registrar, &laka).await;
        let term = app.term(&registrar, "laka", &ulm).await;
        let new = json!({
            "body_id": ulm.id.0, "term_id": term,
            "election": {"day": "2026-06-28", "seats": 3, "acceptance_days": 7, "nomination_deadline": "2026-05-04"},
            "nominations": [list("A", &[("B", "C"), ("D", "E")]), unnamed_list("B", 2)]
        });
        let id = registrar.api_post("/federations/laka/elections", &new).await.expect(StatusCode::CREATED).id();
        let path = format!("/federations/laka/elections/{id}");
        let a = registrar.api_get(&path).await.json()["nominations"][0].clone();
        let b = registrar.api_get(&path).await.json()["nominations"][1].clone();
        let place = format!("{path}/nominations/{}", a["id"]);
        let candidate = format!("{place}/candidates/{}", a["candidates"][0]["id"]);
        app.clock.advance(Duration::from_secs(24 * 3600));
        let election = registrar.api_get(&path).await.revision();
        let needed = ["reason late-reason-needed"];
        let changes = |reason: &str, election: i64| [
            (Method::PUT, place.clone(), 1, json!({"kind": "list", "label": "A2", "reason": reason})),
            (Method::POST, format!("{place}/candidates"), 2, json!({"candidates": [{"family_name": "X"}], "reason": reason})),
            (Method::PUT, candidate.clone(), 1, json!({"candidate": {"family_name": "C2"}, "reason": reason})),
            (Method::PUT, format!("{path}/nominations/order"), election, json!({"order": [b["id"], a["id"]], "reason": reason})),
        ];
        for (method, path, revision, body) in changes("", election) {
            let refused = registrar.api(method, &path, Some(revision), Some(&body)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(fields(&refused), needed, "{path}");
        }
        for (method, path, revision, body) in changes("order of the court", election + 3) {
            let done = registrar.api(method, &path, Some(revision), Some(&body)).await;
            assert!(done.status.is_success(), "{path}: {}", done.text());
        }
        let revision = registrar.api_get(&place).await.revision();
        assert_eq!(fields(&registrar.api_delete(&place, Some(revision)).await), needed);
        registrar.api_delete(&format!("{place}?reason=never%20handed%20in"), Some(revision)).await.expect(StatusCode::NO_CONTENT);
        let log = app.outside().await.texts("SELECT \"after\" FROM audit_log ORDER BY seq").await.join("\n");
        assert_eq!(log.matches("order of the court").count(), 4);
        assert!(log.contains("never handed in"));
    }

    async fn a_person_of_the_register_stands_once_and_namesakes_are_told(app: TestApp) {
        let laka = app.federation("laka").await;
        let ulm = app.council(&laka, "Ulm").await;
        let registrar = app.officer(Role::Registrar, &laka).await;
        let person = json!({"given_name": "Ayşe", "family_name": "Öztürk", "locale": "de"});
        let person = registrar.api_post("/federations/laka/people", &person).await.expect(StatusCode::CREATED).id();
        let foreign = app.officer(Role::Registrar, &app.federation("elnet").await).await;
        let other = json!({"given_name": "X", "family_name": "Y", "locale": "de"});
        let foreign_person = foreign.api_post("/federations/elnet/people", &other).await.expect(StatusCode::CREATED).id();
        let id = app.election(&registrar, "laka", &ulm, 7, list_rules(), &[]).await;
        let path = format!("/federations/laka/elections/{id}");
        let with = |label: &str, person: i64| json!({
            "nomination": {"kind": "list", "label": label},
            "candidates": [{"given_name": "Ayşe", "family_name": "Öztürk", "person_id": person}]
        });
        let add = async |nomination: Value| registrar.api_post(&format!("{path}/nominations"), &nomination).await;
        assert_eq!(fields(&add(with("A", foreign_person)).await), ["candidates.1.person word-unknown"]);
        let a = add(with("A", person)).await.expect(StatusCode::CREATED).id();
        assert_eq!(fields(&add(with("B", person)).await), ["candidates.1.person person-stands-twice"]);
        let other = registrar.api_post("/federations/laka/people", &other).await.expect(StatusCode::CREATED).id();
        let twice = json!({"nomination": {"kind": "list", "label": "C"}, "candidates": [
            {"family_name": "X", "person_id": other}, {"family_name": "Z"}, {"family_name": "Y", "person_id": other}
        ]});
        assert_eq!(fields(&add(twice).await), ["candidates.3.person person-named-twice"]);
        add(list("B", &[("ayse", "OZTURK")])).await.expect(StatusCode::CREATED);
        let shown = registrar.api_get(&path).await.json();
        let told: Vec<_> = shown["namesakes"].as_array().unwrap().iter().map(|n| n["other_label"].clone()).collect();
        assert_eq!(told, ["B", "A"]);
        let withdrawal = json!({"day": "2026-05-04", "reason": "another list"});
        registrar.api(Method::POST, &format!("{path}/nominations/{a}/withdraw"), Some(1), Some(&withdrawal)).await.expect(StatusCode::NO_CONTENT);
        add(with("C", person)).await.expect(StatusCode::CREATED);
    }
}
