//! Motions and amendments: written, submitted, admitted, put on the agenda, decided by a published poll; and what is refused.

use mandat::accounts::model::Role;
use poem::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{Actor, Answer, Federation, TestApp};

struct Scene {
    laka: Federation,
    registrar: Actor,
    board: Actor,
    ulm: i64,
    aalen: i64,
    path: String,
}

impl Scene {
    async fn new(app: &TestApp) -> Self {
        let laka = app.federation("laka").await;
        let (ulm, aalen) = (
            app.council(&laka, "Ulm").await.id.0,
            app.council(&laka, "Aalen").await.id.0,
        );
        let registrar = app.officer(Role::Registrar, &laka).await;
        let board = app.officer(Role::ElectionBoard, &laka).await;
        let new = json!({"title": "Versammlung", "day": "2026-06-20", "form": "on_site", "place": "Ulm", "legal_basis": ""});
        let assemblies = "/federations/laka/assemblies";
        let made = registrar.api_post(assemblies, &new).await;
        let id = made.expect(StatusCode::CREATED).id();
        Self {
            laka,
            registrar,
            board,
            ulm,
            aalen,
            path: format!("{assemblies}/{id}"),
        }
    }

    fn motion(&self, title: &str, amends: Option<i64>) -> Value {
        json!({"title": {"de": title}, "text": {"de": format!("{title}: so soll es sein.")}, "amends_id": amends,
            "submitter_ids": [self.ulm], "supporter_ids": [self.aalen]})
    }

    async fn write(&self, title: &str, amends: Option<i64>) -> i64 {
        let path = format!("{}/motions", self.path);
        let made = self
            .registrar
            .api_post(&path, &self.motion(title, amends))
            .await;
        made.expect(StatusCode::CREATED).id()
    }

    async fn all(&self) -> Vec<Value> {
        let path = format!("{}/motions", self.path);
        let shown = self.registrar.api_get(&path).await;
        let shown = shown.expect(StatusCode::OK).json();
        shown["motions"].as_array().unwrap().clone()
    }

    async fn shown(&self, id: i64) -> Value {
        let all = self.all().await;
        all.into_iter().find(|m| m["id"] == id).unwrap()
    }

    /// Asks with the revision that the motion has now.
    async fn change(
        &self,
        actor: &Actor,
        method: Method,
        id: i64,
        rest: &str,
        body: Option<&Value>,
    ) -> Answer {
        let revision = self.shown(id).await["revision"].as_i64().unwrap();
        let path = format!("{}/motions/{id}{rest}", self.path);
        actor.api(method, &path, Some(revision), body).await
    }

    async fn step(&self, id: i64, state: &str) -> Answer {
        let reason = if state == "refused" { "zu spät" } else { "" };
        let body = json!({"state": state, "reason": reason});
        self.change(&self.registrar, Method::PUT, id, "/state", Some(&body))
            .await
    }

    async fn admit(&self, id: i64) {
        for state in ["submitted", "admitted"] {
            self.step(id, state).await.expect(StatusCode::NO_CONTENT);
        }
    }

    async fn public(&self, app: &TestApp) -> Vec<Value> {
        let path = self.path.replace("/assemblies", "/public/assemblies");
        let shown = app.stranger().api_get(&format!("{path}/motions")).await;
        let shown = shown.expect(StatusCode::OK).json();
        shown["motions"].as_array().unwrap().clone()
    }
}

fn numbers(motions: &[Value]) -> Vec<&str> {
    motions
        .iter()
        .map(|m| m["number"].as_str().unwrap())
        .collect()
}

on_both_engines! {
    async fn a_motion_goes_from_draft_to_the_agenda_and_its_published_poll_decides(app: TestApp) {
        let scene = Scene::new(&app).await;
        let motion = scene.write("Beitrag", None).await;
        let (small, far) = (scene.write("50 Euro", Some(motion)).await, scene.write("Kein Beitrag", Some(motion)).await);
        assert_eq!(numbers(&scene.all().await), ["1", "1/1", "1/2"]);
        let order = json!({"order": [far, small]});
        scene.change(&scene.registrar, Method::PUT, motion, "/amendments", Some(&order)).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(numbers(&scene.all().await), ["1", "1/2", "1/1"]);
        let half = json!({"order": [far]});
        scene.change(&scene.registrar, Method::PUT, motion, "/amendments", Some(&half)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);

        assert!(scene.public(&app).await.is_empty(), "drafts stay with staff");
        for id in [motion, far, small] {
            scene.admit(id).await;
        }
        assert_eq!(numbers(&scene.public(&app).await), ["1", "1/2", "1/1"]);

        let how = json!({"secrecy": "secret"});
        let early = scene.change(&scene.board, Method::POST, motion, "/polls", Some(&how)).await;
        assert_eq!(early.expect(StatusCode::CONFLICT).json()["code"], "motion-state");
        let item = scene.change(&scene.registrar, Method::POST, motion, "/item", None).await.expect(StatusCode::CREATED).id();
        scene.change(&scene.registrar, Method::POST, motion, "/item", None).await.expect(StatusCode::CONFLICT);
        scene.change(&scene.registrar, Method::POST, motion, "/polls", Some(&how)).await.expect(StatusCode::FORBIDDEN);
        let made = scene.change(&scene.board, Method::POST, motion, "/polls", Some(&how)).await.expect(StatusCode::OK).json();
        let polls: Vec<i64> = made["poll_ids"].as_array().unwrap().iter().map(|p| p.as_i64().unwrap()).collect();
        let of = |id| { let scene = &scene; async move { scene.shown(id).await["poll_id"].as_i64().unwrap() } };
        assert_eq!(polls, [of(far).await, of(small).await, of(motion).await], "amendments first, in their order");
        let agenda = scene.registrar.api_get(&format!("{}/agenda", scene.path)).await.expect(StatusCode::OK).json();
        assert_eq!((&agenda["items"][0]["id"], &agenda["items"][0]["poll_ids"]), (&json!(item), &json!(polls)));
        assert_eq!(agenda["items"][0]["mover"], "Ulm");
        let again = scene.change(&scene.board, Method::POST, motion, "/polls", Some(&how)).await.expect(StatusCode::CONFLICT);
        assert_eq!(again.json()["code"], "motion-voted");
        scene.registrar.api_post(&format!("{}/motions", scene.path), &scene.motion("Zu spät", Some(motion))).await.expect(StatusCode::CONFLICT);

        // Counted is not yet published; published and void decides nothing either.
        let mut outside = app.outside().await;
        let poll = of(motion).await;
        let count = json!({"entitled": 1, "voters": 1, "ballots": 1, "votes": [1, 0, 0], "valid": 1, "blank": 0, "invalid": 0,
            "outcome": {"kind": "motion", "accepted": true, "needed": 1, "base": 1, "tie": false, "quorum_missed": false}});
        outside.execute(&format!("INSERT INTO poll_counts (poll_id, count, digest) VALUES ({poll}, '{count}', 'x')")).await;
        for (set, standing) in [("state = 'counted'", "admitted"), ("state = 'published'", "accepted"), ("voided_at = 0", "admitted")] {
            outside.execute(&format!("UPDATE polls SET {set} WHERE id = {poll}")).await;
            assert_eq!(scene.shown(motion).await["standing"], standing, "{set}");
        }
        // The lot that a tie waited for is part of the decision.
        let (federation, board) = ("(SELECT federation_id FROM polls LIMIT 1)", scene.board.account.unwrap());
        let lost = count.to_string().replace("\"accepted\":true", "\"accepted\":false");
        outside.execute(&format!("INSERT INTO poll_lots (federation_id, poll_id, number, content, drawn_on, drawn_by, witnesses, recorded_by, recorded_at, \
            count, digest) VALUES ({federation}, {poll}, 1, '{{}}', 0, 'A', 'B', {board}, 0, '{lost}', 'x')")).await;
        outside.execute(&format!("UPDATE polls SET voided_at = NULL WHERE id = {poll}")).await;
        assert_eq!(scene.shown(motion).await["standing"], "rejected");
        let withdrawn = scene.step(motion, "withdrawn").await.expect(StatusCode::CONFLICT);
        assert_eq!(withdrawn.json()["code"], "motion-voted");
    }

    async fn a_motion_is_revised_until_it_is_admitted_and_earlier_words_stay(app: TestApp) {
        let scene = Scene::new(&app).await;
        let motion = scene.write("Beitrag", None).await;
        let first = scene.shown(motion).await;
        let other = scene.motion("Höherer Beitrag", None);
        scene.change(&scene.registrar, Method::PUT, motion, "", Some(&other)).await.expect(StatusCode::NO_CONTENT);
        let second = scene.shown(motion).await;
        assert_eq!((&second["version"], &second["title"]["de"]), (&json!(2), &json!("Höherer Beitrag")));
        assert_ne!(first["digest"], second["digest"]);
        assert_eq!((&second["submitters"][0]["name"], &second["supporters"][0]["name"]), (&json!("Ulm"), &json!("Aalen")));
        let path = format!("{}/motions/{motion}", scene.path);
        let versions = scene.registrar.api_get(&format!("{path}/versions")).await.expect(StatusCode::OK).json();
        assert_eq!((&versions[0]["version"], &versions[1]["title"]["de"]), (&json!(2), &json!("Beitrag")));
        assert_eq!(versions[1]["digest"], first["digest"]);
        scene.registrar.api_put(&path, 1, &other).await.expect(StatusCode::PRECONDITION_FAILED);
        scene.registrar.api(Method::PUT, &path, None, Some(&other)).await.expect(StatusCode::PRECONDITION_REQUIRED);
        scene.registrar.api_put(&format!("{}/motions/999", scene.path), 1, &other).await.expect(StatusCode::NOT_FOUND);
        scene.admit(motion).await;
        scene.change(&scene.registrar, Method::PUT, motion, "", Some(&other)).await.expect(StatusCode::CONFLICT);
    }

    async fn what_is_wrong_with_a_motion_is_named(app: TestApp) {
        let scene = Scene::new(&app).await;
        let path = format!("{}/motions", scene.path);
        let motion = scene.write("Beitrag", None).await;
        let amendment = scene.write("50 Euro", Some(motion)).await;
        let mut nested = scene.motion("Weniger", Some(amendment));
        for (field, value) in [("amends_id", json!(amendment)), ("submitters", json!([])), ("supporters", json!([scene.ulm])), ("submitters", json!([999]))] {
            let key = match field { "submitters" => "submitter_ids", "supporters" => "supporter_ids", other => other };
            nested[key] = value;
            let refused = scene.registrar.api_post(&path, &nested).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(refused.json()["fields"][0]["field"], field);
            nested = scene.motion("Weniger", None);
        }
        let early = scene.step(motion, "admitted").await.expect(StatusCode::CONFLICT);
        assert_eq!(early.json()["code"], "motion-state");
        scene.step(motion, "submitted").await.expect(StatusCode::NO_CONTENT);
        let silent = json!({"state": "refused"});
        scene.change(&scene.registrar, Method::PUT, motion, "/state", Some(&silent)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        scene.step(motion, "refused").await.expect(StatusCode::NO_CONTENT);
        let shown = scene.shown(motion).await;
        assert_eq!((&shown["standing"], &shown["reason"]), (&json!("refused"), &json!("zu spät")));
        scene.step(motion, "withdrawn").await.expect(StatusCode::CONFLICT);
        let late = scene.registrar.api_post(&path, &scene.motion("Weniger", Some(motion))).await.expect(StatusCode::CONFLICT);
        assert_eq!(late.json()["code"], "motion-state");
        scene.board.api_post(&path, &scene.motion("Anderes", None)).await.expect(StatusCode::FORBIDDEN);
    }

    async fn a_motion_is_in_time_and_supported_as_the_statutes_ask_or_urgent_for_a_reason_all_read(app: TestApp) {
        let scene = Scene::new(&app).await;
        let free = scene.write("Ohne Frist", None).await;
        scene.step(free, "submitted").await.expect(StatusCode::NO_CONTENT);
        let rules = |motions: Value| json!({"key_article": "§ 6", "key": {"base": 1}, "motions": motions,
            "delegates": {"article": "§ 6", "who": "anybody", "deputies": false, "substitutes": true}});
        let statutes = |title: &str, from: &str, motions: Value| json!({"title": title, "valid_from": from, "rules": rules(motions)});
        let path = "/federations/laka/statutes";
        let nothing = statutes("Leer", "2026-01-01", json!({"article": "§ 9"}));
        let refused = scene.registrar.api_post(path, &nothing).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(refused["fields"][0]["field"], "rules.motions.days");
        // Sixty days before 20 June are over on 4 May.
        let late = statutes("Frist", "2026-01-01", json!({"article": "§ 9", "days": 60}));
        scene.registrar.api_post(path, &late).await.expect(StatusCode::CREATED);
        let motion = scene.write("Beitrag", None).await;
        let refused = scene.step(motion, "submitted").await.expect(StatusCode::CONFLICT);
        assert_eq!(refused.json()["code"], "motion-late");
        let again = scene.motion("Ohne Frist, anders", None);
        let revised = scene.change(&scene.registrar, Method::PUT, free, "", Some(&again)).await.expect(StatusCode::CONFLICT);
        assert_eq!(revised.json()["code"], "motion-late", "no new words after the last day");
        let amendment = scene.write("50 Euro", Some(motion)).await;
        scene.step(amendment, "submitted").await.expect(StatusCode::NO_CONTENT);

        let few = statutes("Unterstützung", "2026-02-01", json!({"article": "§ 9", "supporters": 2}));
        scene.registrar.api_post(path, &few).await.expect(StatusCode::CREATED);
        let refused = scene.step(motion, "submitted").await.expect(StatusCode::CONFLICT);
        assert_eq!(refused.json()["code"], "motion-support");
        let urgent = json!({"state": "submitted", "urgent": "Das Gesetz ändert sich morgen."});
        scene.change(&scene.registrar, Method::PUT, motion, "/state", Some(&urgent)).await.expect(StatusCode::NO_CONTENT);
        scene.step(motion, "admitted").await.expect(StatusCode::NO_CONTENT);
        assert_eq!(scene.public(&app).await[0]["urgent"], "Das Gesetz ändert sich morgen.");
        let mut outside = app.outside().await;
        let logged = "SELECT COUNT(*) FROM audit_log WHERE act = 'set_motion_state' AND after LIKE '%morgen%'";
        assert_eq!(outside.number(logged).await, 1);
    }

    async fn a_request_for_an_assembly_counts_who_signed_against_the_part_that_is_needed(app: TestApp) {
        let scene = Scene::new(&app).await;
        for n in 0..9 {
            app.council(&scene.laka, &format!("Rat {n}")).await;
        }
        let path = "/federations/laka/calling-requests";
        let request = |signed: Value, assembly: Value| json!({"received_on": "2026-05-02", "purpose": "Satzung", "reasons": "Not",
            "signed_ids": signed, "assembly_id": assembly});
        for (wrong, field) in [(request(json!([]), Value::Null), "signed"), (request(json!([999]), Value::Null), "signed"),
            (request(json!([scene.ulm]), json!(999)), "assembly")] {
            let refused = scene.registrar.api_post(path, &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
            assert_eq!(refused["fields"][0]["field"], field);
        }
        let mut future = request(json!([scene.ulm]), Value::Null);
        future["received_on"] = json!("2026-05-05");
        scene.registrar.api_post(path, &future).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        scene.board.api_post(path, &request(json!([scene.ulm]), Value::Null)).await.expect(StatusCode::FORBIDDEN);

        // A tenth of eleven is two.
        let id = scene.registrar.api_post(path, &request(json!([scene.ulm]), Value::Null)).await.expect(StatusCode::CREATED).id();
        let shown = || async { scene.registrar.api_get(path).await.expect(StatusCode::OK).json()["items"][0].clone() };
        let first = shown().await;
        assert_eq!((&first["needed"], &first["members"], &first["state"]), (&json!(2), &json!(11), &json!("not_reached")));
        let one = format!("{path}/{id}");
        let both = json!([scene.ulm, scene.aalen]);
        scene.registrar.api_put(&one, 1, &request(both.clone(), Value::Null)).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(shown().await["state"], "open");
        scene.registrar.api_put(&one, 1, &request(both.clone(), Value::Null)).await.expect(StatusCode::PRECONDITION_FAILED);
        let assembly: i64 = scene.path.rsplit('/').next().unwrap().parse().unwrap();
        scene.registrar.api_put(&one, 2, &request(both.clone(), json!(assembly))).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(shown().await["state"], "fulfilled");

        // A third by the statutes of the day, rounded up.
        let statutes = json!({"title": "Drittel", "valid_from": "2026-01-01", "rules": {"key_article": "§ 6", "key": {"base": 1},
            "delegates": {"article": "§ 6", "who": "anybody", "deputies": false, "substitutes": true},
            "calling": {"article": "§ 10", "numerator": 1, "denominator": 3}}});
        scene.registrar.api_post("/federations/laka/statutes", &statutes).await.expect(StatusCode::CREATED);
        scene.registrar.api_put(&one, 3, &request(both, Value::Null)).await.expect(StatusCode::NO_CONTENT);
        let last = shown().await;
        assert_eq!((&last["needed"], &last["article"], &last["state"]), (&json!(4), &json!("§ 10"), &json!("not_reached")));
    }
}
