//! The call to name delegates: the office of a council with a link and no account, staff who check, and what is refused.

use std::time::Duration;

use mandat::{accounts::model::Role, mail::worker::send_due, types::Timestamp};
use poem::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{Actor, Body, Engine, Federation, Program, TestApp};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

async fn member(app: &TestApp, body: &Body, name: &str) -> i64 {
    let mut outside = app.outside().await;
    let f = body.federation;
    outside
        .execute(&format!(
            "INSERT INTO people (federation_id, given_name, family_name, email, phone, locale, search_key, revision) \
             VALUES ({f}, 'Mina', '{name}', '', '', 'de', '{name}', 1)"
        ))
        .await;
    let person = outside.number("SELECT MAX(id) FROM people").await;
    outside
        .execute(&format!(
            "INSERT INTO mandates (federation_id, body_id, person_id, function, public_office, starts_on, revision) \
             VALUES ({f}, {}, {person}, 'member', 1, 0, 1)",
            body.id
        ))
        .await;
    person
}

/// A federation with a council that has an address and one that has none, and an assembly with a deadline.
struct Scene {
    laka: Federation,
    ulm: Body,
    aalen: Body,
    registrar: Actor,
    round: i64,
}

impl Scene {
    async fn new(app: &TestApp) -> Self {
        let laka = app.federation("laka").await;
        let ulm = app.council(&laka, "Ulm").await;
        let aalen = app.council(&laka, "Aalen").await;
        app.outside()
            .await
            .execute(&format!(
                "UPDATE bodies SET contact_email = 'ulm@example.org' WHERE id = {}",
                ulm.id
            ))
            .await;
        let registrar = app.officer(Role::Registrar, &laka).await;
        let assembly = json!({"title": "Vollversammlung", "day": "2026-06-20", "form": "on_site", "place": "Ulm", "last_day": "2026-06-10"});
        let id = registrar
            .api_post("/federations/laka/assemblies", &assembly)
            .await
            .expect(StatusCode::CREATED)
            .id();
        let shown = registrar
            .api_get(&format!("/federations/laka/assemblies/{id}"))
            .await;
        let round = shown.json()["round_id"].as_i64().unwrap();
        Self {
            laka,
            ulm,
            aalen,
            registrar,
            round,
        }
    }

    fn path(&self, rest: &str) -> String {
        format!("/federations/laka/rounds/{}{rest}", self.round)
    }

    async fn put(&self, rest: &str, revision: i64, body: &Value) -> crate::support::Answer {
        self.registrar
            .api_put(&self.path(rest), revision, body)
            .await
    }

    async fn post(&self, rest: &str, body: Option<&Value>) -> crate::support::Answer {
        self.registrar
            .api(Method::POST, &self.path(rest), None, body)
            .await
    }

    /// Opens the call and sends what is due.
    async fn open(&self, app: &TestApp) {
        let call =
            json!({"intro": [{"locale": "de", "text": "Bitte denken Sie an Stellvertretungen."}]});
        let opened = self.put("/call", 0, &call).await.expect(StatusCode::OK);
        assert_eq!(opened.json()["queued"], 2);
        send_due(&app.app).await.unwrap();
    }

    /// The newest message to the council of Ulm, decoded.
    fn mail(&self, app: &TestApp) -> String {
        let folder = app.database.folder.path().join("mail");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|f| f.unwrap().path())
            .collect();
        files.sort_by_key(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            name.split('-').nth(1).unwrap().parse::<i64>().unwrap()
        });
        let text = std::fs::read_to_string(files.last().unwrap()).unwrap();
        text.replace("=\r\n", "").replace("=3D", "=")
    }

    /// The path of the link in the newest message.
    fn link(&self, app: &TestApp) -> String {
        let mail = self.mail(app);
        let (_, rest) = mail.split_once("/de/n/").unwrap();
        format!("/de/n/{}", rest.split_whitespace().next().unwrap())
    }
}

async fn doubts(scene: &Scene, body: &Body) -> Vec<String> {
    let list = scene
        .registrar
        .api_get(&scene.path("/doubts"))
        .await
        .expect(StatusCode::OK)
        .json();
    let of_body = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|i| i["body_id"] == body.id.0)
        .cloned()
        .unwrap_or_default();
    let words = |list: &Value| -> Vec<String> {
        list.as_array()
            .into_iter()
            .flatten()
            .map(|d| d["doubt"].as_str().unwrap().to_owned())
            .collect()
    };
    let mut found = words(&of_body["doubts"]);
    for delegate in of_body["delegates"].as_array().into_iter().flatten() {
        found.extend(words(&delegate["doubts"]));
    }
    found
}

on_both_engines! {
    async fn an_office_without_an_account_names_its_delegates_with_its_link(app: TestApp) {
        let scene = Scene::new(&app).await;
        let (mina, noor, leyla) = (member(&app, &scene.ulm, "A").await, member(&app, &scene.ulm, "B").await, member(&app, &scene.ulm, "C").await);
        scene.open(&app).await;
        let mail = scene.mail(&app);
        assert!(mail.contains("To: Ulm <ulm@example.org>") && mail.contains("Stellvertretungen") && mail.contains("2 delegierte Personen"), "{mail}");
        let link = scene.link(&app);

        let office = app.stranger();
        let opened = office.get(&link).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(opened.location(), Some("/de/nomination"), "no further address holds the token");
        assert_eq!(opened.header("referrer-policy"), Some("no-referrer"));
        let cookie = opened.header("set-cookie").unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && !cookie.contains("Max-Age"), "{cookie}");
        let page = office.get("/de/nomination").await.expect(StatusCode::OK).text();
        assert!(page.contains("Ulm") && page.contains("Mina A") && !page.contains(link.rsplit('/').next().unwrap()));

        // Members and somebody new, in their tasks.
        let to = "/de/nomination";
        office.post_form(to, &[("person", &mina.to_string()), ("role", "delegate")]).await.expect(StatusCode::SEE_OTHER);
        let first = app.outside().await.number("SELECT MAX(id) FROM delegates").await;
        office.post_form(to, &[("person", &noor.to_string()), ("role", "deputy"), ("principal", &first.to_string())]).await.expect(StatusCode::SEE_OTHER);
        office.post_form(to, &[("person", &leyla.to_string()), ("role", "substitute"), ("principal", &first.to_string())]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        office.post_form(to, &[("person", &leyla.to_string()), ("role", "deputy"), ("principal", "999999")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        office.post_form(to, &[("person", &leyla.to_string()), ("role", "substitute")]).await.expect(StatusCode::SEE_OTHER);
        let new = [("given_name", "Neu"), ("family_name", "Hier"), ("email", ""), ("new_role", "delegate")];
        office.post_form("/de/nomination/people", &new).await.expect(StatusCode::SEE_OTHER);
        office.post_form("/de/nomination/people", &[("family_name", ""), ("new_role", "deputy")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let page = office.get(to).await.expect(StatusCode::OK).text();
        assert!(page.contains("Neu Hier") && page.contains("neu eingetragen") && page.contains("Noch nicht abgegeben"));
        assert_eq!(doubts(&scene, &scene.ulm).await, ["resolution_missing", "document_missing", "not_submitted", "not_member", "new"]);

        // The resolution.
        office.post_form("/de/nomination/resolution", &[("resolution_on", "2026-05-05")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        office.post_form("/de/nomination/resolution", &[("resolution_on", "2026-05-02")]).await.expect(StatusCode::SEE_OTHER);
        office.post_file("/de/nomination/document", &[], ("document", "Beschluss Ulm.pdf", PDF)).await.expect(StatusCode::SEE_OTHER);
        let document = office.get("/de/nomination/document").await.expect(StatusCode::OK);
        assert_eq!(document.body, PDF);
        assert_eq!(document.header("content-disposition"), Some("attachment; filename=\"Beschluss_Ulm.pdf\""));
        assert_eq!(document.header("x-content-type-options"), Some("nosniff"));
        assert!(document.header("content-security-policy").unwrap().contains("sandbox"));

        // Submitting, with a receipt on the page and by mail.
        let revision = app.outside().await.number(&format!("SELECT revision FROM entitlements WHERE body_id = {}", scene.ulm.id)).await;
        office.post_form("/de/nomination/submit", &[("revision", "1")]).await.expect(StatusCode::PRECONDITION_FAILED);
        let receipt = office.post_form("/de/nomination/submit", &[("revision", &revision.to_string())]).await.expect(StatusCode::SEE_OTHER);
        let receipt = office.get(receipt.location().unwrap()).await.expect(StatusCode::OK).text();
        let number = format!("{}-{}-1", scene.round, scene.ulm.id);
        let digest = app.outside().await.texts("SELECT digest FROM delegation_submissions").await.remove(0);
        assert!(receipt.contains(&number) && receipt.contains(&digest) && receipt.contains("Mina A"));
        send_due(&app.app).await.unwrap();
        let mail = scene.mail(&app);
        assert!(mail.contains(&number) && mail.contains(&digest), "{mail}");
        assert_eq!(doubts(&scene, &scene.ulm).await, ["not_member", "new"]);

        // Staff decide, and the office sees it at once.
        let stranger = app.outside().await.number("SELECT MAX(id) FROM delegates").await;
        let decide = |act: &str| format!("/delegates/{stranger}/{act}");
        let at = scene.registrar.api_get(&scene.path(&format!("/delegates/{stranger}"))).await.revision();
        scene.registrar.api(Method::POST, &scene.path(&decide("accept")), Some(at), Some(&json!({}))).await.expect(StatusCode::CONFLICT);
        let overruling = json!({"reason": "Mandat ist nachgewiesen"});
        scene.registrar.api(Method::POST, &scene.path(&decide("overrule")), Some(at), Some(&overruling)).await.expect(StatusCode::NO_CONTENT);
        let at = scene.registrar.api_get(&scene.path(&format!("/delegates/{first}"))).await.revision();
        scene.registrar.api(Method::POST, &scene.path(&format!("/delegates/{first}/return")), Some(at), Some(&json!({"reason": "Unterschrift fehlt"}))).await.expect(StatusCode::NO_CONTENT);
        let page = office.get(to).await.expect(StatusCode::OK).text();
        assert!(page.contains("Unterschrift fehlt") && page.contains("angenommen") && page.contains("Seit der Abgabe geändert"));

        // Leaving forgets the link in this browser.
        office.post_form("/de/nomination/leave", &[]).await.expect(StatusCode::SEE_OTHER);
        office.get(to).await.expect(StatusCode::NOT_FOUND);
    }

    async fn a_link_ends_when_it_is_revoked_renewed_or_expired_and_opens_nothing_else(app: TestApp) {
        let scene = Scene::new(&app).await;
        scene.open(&app).await;
        let first = scene.link(&app);
        let office = app.stranger();
        office.get(&first).await.expect(StatusCode::SEE_OTHER);
        let link = format!("/bodies/{}/link", scene.ulm.id);
        scene.registrar.api(Method::DELETE, &scene.path(&link), None, None).await.expect(StatusCode::NO_CONTENT);
        scene.registrar.api(Method::DELETE, &scene.path(&link), None, None).await.expect(StatusCode::NOT_FOUND);
        for path in [first.as_str(), "/de/nomination"] {
            let refused = office.get(path).await.expect(StatusCode::NOT_FOUND).text();
            assert!(refused.contains("Dieser Link gilt nicht mehr"), "{refused}");
        }
        office.post_form("/de/nomination/resolution", &[("resolution_on", "2026-05-02")]).await.expect(StatusCode::NOT_FOUND);
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM delegations").await, 0);

        scene.post(&link, None).await.expect(StatusCode::NO_CONTENT);
        send_due(&app.app).await.unwrap();
        let second = scene.link(&app);
        assert_ne!(first, second);
        office.get(&first).await.expect(StatusCode::NOT_FOUND);
        office.get(&second).await.expect(StatusCode::SEE_OTHER);
        office.get("/de/nomination").await.expect(StatusCode::OK);
        for foreign in [format!("/de/office/laka/{}/delegates", scene.ulm.id), "/de/staff/laka".to_owned()] {
            let answer = office.get(&foreign).await.expect(StatusCode::SEE_OTHER);
            assert!(answer.location().unwrap().contains("/sign-in"));
        }
        app.stranger().get("/de/n/nonsense").await.expect(StatusCode::NOT_FOUND);
        app.clock.set("2026-06-20T22:00:00Z".parse::<Timestamp>().unwrap());
        office.get(&second).await.expect(StatusCode::NOT_FOUND);
        office.get("/de/nomination").await.expect(StatusCode::NOT_FOUND);
    }

    async fn no_token_stands_in_the_database(app: TestApp) {
        let scene = Scene::new(&app).await;
        scene.open(&app).await;
        let token = scene.link(&app).rsplit('/').next().unwrap().to_owned();
        let mut outside = app.outside().await;
        for (table, columns) in [
            ("messages", "purpose || recipient || address || arguments || answer"),
            ("audit_log", "act || subject || before || after"),
        ] {
            let texts = outside.texts(&format!("SELECT {columns} FROM {table}")).await;
            assert!(!texts.is_empty() && texts.iter().all(|t| !t.contains(&token)), "{table}");
        }
        if app.engine == Engine::Sqlite {
            for name in ["", "-wal"] {
                let bytes = std::fs::read(format!("{}{name}", app.database.address)).unwrap_or_default();
                assert!(!bytes.windows(token.len()).any(|w| w == token.as_bytes()), "{name}");
            }
        }
    }

    async fn what_is_no_pdf_or_too_large_is_refused_and_nothing_is_kept(app: TestApp) {
        let scene = Scene::new(&app).await;
        scene.open(&app).await;
        let office = app.stranger();
        office.get(&scene.link(&app)).await.expect(StatusCode::SEE_OTHER);
        let to = "/de/nomination/document";
        let script = office.post_file(to, &[], ("document", "resolution.pdf", b"#!/bin/sh\nrm -rf /\n")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(script.text().contains("keine vollständige PDF-Datei"));
        office.post_file(to, &[], ("document", "", b"")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let mut large = PDF.to_vec();
        large.resize(5 * 1024 * 1024, b' ');
        large.extend(b"%%EOF\n");
        office.post_file(to, &[], ("document", "a.pdf", &large)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        large.resize(50 * 1024 * 1024, b' ');
        office.post_file(to, &[], ("document", "a.pdf", &large)).await.expect(StatusCode::PAYLOAD_TOO_LARGE);
        let path = scene.path(&format!("/bodies/{}/document", scene.ulm.id));
        let token = scene.link(&app).rsplit('/').next().unwrap().to_owned();
        let caller = app.stranger().with_bearer(&token);
        for (bytes, status) in [(b"#!/bin/sh\nrm -rf /\n".to_vec(), StatusCode::UNPROCESSABLE_ENTITY), (large, StatusCode::PAYLOAD_TOO_LARGE)] {
            let put = poem::Request::builder().method(Method::PUT).uri_str(format!("/api/v1{path}?name=resolution.pdf")).content_type("application/pdf");
            caller.send_with(&format!("/api/v1{path}"), put, bytes).await.expect(status);
        }
        scene.registrar.api_get(&path).await.expect(StatusCode::NOT_FOUND);
        let mut outside = app.outside().await;
        for table in ["delegation_documents", "delegations"] {
            assert_eq!(outside.number(&format!("SELECT COUNT(*) FROM {table}")).await, 0);
        }
    }

    async fn late_changes_need_a_reason_that_staff_see(app: TestApp) {
        let scene = Scene::new(&app).await;
        let mina = member(&app, &scene.ulm, "A").await;
        scene.open(&app).await;
        let office = app.stranger();
        office.get(&scene.link(&app)).await.expect(StatusCode::SEE_OTHER);
        office.post_form("/de/nomination/late", &[("late_reason", "early")]).await.expect(StatusCode::CONFLICT);
        app.clock.set("2026-06-11T08:00:00Z".parse::<Timestamp>().unwrap());
        let register = [("person", mina.to_string()), ("role", "delegate".to_owned())];
        let register: Vec<_> = register.iter().map(|(n, v)| (*n, v.as_str())).collect();
        office.post_form("/de/nomination", &register).await.expect(StatusCode::CONFLICT);
        office.post_form("/de/nomination/late", &[("late_reason", " ")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        office.post_form("/de/nomination/late", &[("late_reason", "Krankheit")]).await.expect(StatusCode::SEE_OTHER);
        office.post_form("/de/nomination", &register).await.expect(StatusCode::SEE_OTHER);
        let found = doubts(&scene, &scene.ulm).await;
        assert!(found.contains(&"late".to_owned()), "{found:?}");
        let log = app.outside().await.texts("SELECT after FROM audit_log WHERE act = 'open_late'").await;
        assert!(log[0].contains("Krankheit"));
    }

    async fn a_substitute_follows_for_good_and_nobody_is_in_two_delegations(app: TestApp) {
        let scene = Scene::new(&app).await;
        let (office, other) = (app.council_office(&scene.ulm).await, app.council_office(&scene.aalen).await);
        let mut ids = Vec::new();
        for (name, role) in [("A", "delegate"), ("B", "deputy"), ("C", "substitute"), ("D", "substitute")] {
            let person = member(&app, &scene.ulm, name).await;
            let principal = ids.first().filter(|_| role == "deputy").map(|(_, id): &(i64, i64)| *id);
            let new = json!({"person_id": person, "role": role, "principal_id": principal});
            let own = scene.path(&format!("/bodies/{}/delegates", scene.ulm.id));
            ids.push((person, office.api_post(&own, &new).await.expect(StatusCode::CREATED).id()));
        }
        // The same person, also a member of the other council.
        app.outside().await.execute(&format!(
            "INSERT INTO mandates (federation_id, body_id, person_id, function, public_office, starts_on, revision) VALUES ({}, {}, {}, 'member', 1, 0, 1)",
            scene.laka.id, scene.aalen.id, ids[0].0
        )).await;
        let theirs = scene.path(&format!("/bodies/{}/delegates", scene.aalen.id));
        let twice = other.api_post(&theirs, &json!({"person_id": ids[0].0, "role": "delegate"})).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(twice["code"], "person-elsewhere");

        let show = |id: i64| { let path = scene.path(&format!("/delegates/{id}")); let registrar = scene.registrar.clone(); async move { registrar.api_get(&path).await } };
        let depart = |id: i64, revision: i64, reason: &str| { let path = scene.path(&format!("/delegates/{id}/depart")); let registrar = scene.registrar.clone(); let body = json!({ "reason": reason }); async move { registrar.api(Method::POST, &path, Some(revision), Some(&body)).await } };
        depart(ids[1].1, show(ids[1].1).await.revision(), "Umzug").await.expect(StatusCode::CONFLICT);
        let followed = depart(ids[0].1, show(ids[0].1).await.revision(), "Umzug").await.expect(StatusCode::OK).json();
        assert_eq!(followed["delegate_id"], ids[2].1);
        assert_eq!(show(ids[2].1).await.json()["role"], "delegate");
        assert_eq!(show(ids[0].1).await.json()["state"], "withdrawn");
        assert_eq!(show(ids[1].1).await.json()["principal_id"], Value::Null, "the deputy stands in for the delegation now");
        let again = depart(ids[2].1, show(ids[2].1).await.revision(), "Rücktritt").await.expect(StatusCode::OK).json();
        assert_eq!(again["delegate_id"], ids[3].1);
        let last = depart(ids[3].1, show(ids[3].1).await.revision(), "Rücktritt").await.expect(StatusCode::OK).json();
        assert_eq!(last["delegate_id"], Value::Null);
    }

    async fn reminders_go_once_by_the_clock_and_only_to_who_has_not_submitted(app: TestApp) {
        let scene = Scene::new(&app).await;
        let mina = member(&app, &scene.ulm, "A").await;
        scene.put("/call", 0, &json!({"remind_days": 7})).await.expect(StatusCode::OK);
        scene.put("/call", 0, &json!({})).await.expect(StatusCode::PRECONDITION_FAILED);
        send_due(&app.app).await.unwrap();
        let sent = |purpose: &str| format!("SELECT COUNT(*) FROM messages WHERE purpose = 'delegate_{purpose}'");
        let mut outside = app.outside().await;
        app.clock.set("2026-06-02T08:00:00Z".parse::<Timestamp>().unwrap());
        send_due(&app.app).await.unwrap();
        assert_eq!(outside.number(&sent("reminder")).await, 0, "eight days before");
        app.clock.advance(Duration::from_secs(2 * 24 * 3_600));
        let (one, two) = tokio::join!(send_due(&app.app), send_due(&app.app));
        one.unwrap();
        two.unwrap();
        // Whoever waits for a letter needs no second one.
        assert_eq!(outside.number(&sent("reminder")).await, 1);
        // Who has submitted is not reminded by staff either.
        let office = app.council_office(&scene.ulm).await;
        let own = scene.path(&format!("/bodies/{}", scene.ulm.id));
        office.api(Method::POST, &format!("{own}/submissions"), Some(office.api_get(&own).await.revision()), None).await.expect(StatusCode::CONFLICT);
        office.api_post(&format!("{own}/delegates"), &json!({"person_id": mina, "role": "delegate"})).await.expect(StatusCode::CREATED);
        office.api(Method::POST, &format!("{own}/submissions"), Some(office.api_get(&own).await.revision()), None).await.expect(StatusCode::CREATED);
        let reminded = scene.post("/call/remind", None).await.expect(StatusCode::OK).json();
        assert_eq!(reminded["queued"], 0);
        let shown = office.api_get(&format!("{own}/submissions/1")).await.expect(StatusCode::OK).json();
        assert_eq!(shown["people"][0]["name"], "Mina A");
    }

    async fn a_body_is_written_to_in_its_language(app: TestApp) {
        let scene = Scene::new(&app).await;
        for body in [&scene.ulm, &scene.aalen] {
            let path = format!("/federations/laka/bodies/{}", body.id);
            let read = scene.registrar.api_get(&path).await.expect(StatusCode::OK);
            assert_eq!(read.json()["body"]["locale"], Value::Null);
            let mail = if body.id == scene.ulm.id { "ulm@example.org" } else { "" };
            let details = json!({"delegate_places": 3, "locale": "en", "contact_email": mail});
            scene.registrar.api_put(&path, read.revision(), &details).await.expect(StatusCode::NO_CONTENT);
            assert_eq!(scene.registrar.api_get(&path).await.json()["body"]["locale"], "en");
        }
        scene.open(&app).await;
        // The address leads to pages in the same language.
        let mail = scene.mail(&app);
        assert!(mail.contains("/en/n/") && !mail.contains("/de/n/"), "{mail}");
        let base = format!("/de/staff/laka/rounds/{}/call", scene.round);
        let letters = scene.registrar.post_form(&format!("{base}/letters"), &[]).await.expect(StatusCode::OK).text();
        assert!(letters.contains("lang=\"en\"") && letters.contains("/en/n/") && !letters.contains("/de/n/"), "{letters}");
    }

    async fn letters_are_printed_for_who_cannot_be_reached_and_noted(app: TestApp) {
        let scene = Scene::new(&app).await;
        scene.post("/call/letters", Some(&json!({}))).await.expect(StatusCode::CONFLICT);
        scene.open(&app).await;
        let base = format!("/de/staff/laka/rounds/{}/call", scene.round);
        let page = scene.registrar.get(&base).await.expect(StatusCode::OK).text();
        assert!(page.contains("Keine Adresse") && page.contains("Aalen"));
        let letters = scene.registrar.post_form(&format!("{base}/letters"), &[]).await.expect(StatusCode::OK).text();
        assert!(letters.contains("/de/n/") && letters.contains("class=\"qr\"") && letters.contains("Aalen") && !letters.contains(">Ulm<"));
        assert!(letters.contains("Stellvertretungen"));
        let states = app.outside().await.texts("SELECT state FROM messages ORDER BY id").await;
        assert!(states.contains(&"printed".to_owned()) && states.contains(&"sent".to_owned()), "{states:?}");
        let link = letters.split("http://127.0.0.1:8080").nth(1).unwrap().split('<').next().unwrap().to_owned();
        let office = app.stranger();
        office.get(&link).await.expect(StatusCode::SEE_OTHER);
        assert!(office.get("/de/nomination").await.expect(StatusCode::OK).text().contains("Aalen"));
        // All have theirs now; one alone can be printed again.
        scene.registrar.post_form(&format!("{base}/letters"), &[]).await.expect(StatusCode::CONFLICT);
        let one = scene.post("/call/letters", Some(&json!({"body_id": scene.ulm.id.0}))).await.expect(StatusCode::OK).json();
        assert_eq!(one["letters"][0]["body_name"], "Ulm");
        app.officer(Role::Auditor, &scene.laka).await.post_form(&format!("{base}/letters"), &[]).await.expect(StatusCode::FORBIDDEN);
    }

    async fn the_demonstration_shows_a_call_that_runs_and_bodies_that_have_come_differently_far(app: TestApp) {
        mandat::cli::demo::fill(&app.app, &app.clock).await.unwrap();
        let mut outside = app.outside().await;
        let round = outside.number("SELECT round_id FROM delegate_calls").await;
        let of = |what: &str| format!("SELECT COUNT(DISTINCT body_id) FROM {what} round_id = {round}");
        for (what, least, most) in [
            ("office_links WHERE", 6, 100),
            ("delegation_submissions WHERE", 4, 4),
            ("delegations WHERE resolution_on IS NOT NULL AND", 3, 3),
            ("delegates WHERE state = 'returned' AND", 1, 1),
            ("delegates WHERE state = 'accepted' AND", 2, 2),
            ("delegates WHERE", 5, 5),
        ] {
            let bodies = outside.number(&of(what)).await;
            assert!((least..=most).contains(&bodies), "{what}: {bodies}");
        }
    }

    async fn a_call_needs_a_deadline_and_an_open_round(app: TestApp) {
        let scene = Scene::new(&app).await;
        app.outside().await.execute("UPDATE delegation_rounds SET deadline = NULL").await;
        let refused = scene.put("/call", 0, &json!({})).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(refused["code"], "deadline-needed");
        app.outside().await.execute("UPDATE delegation_rounds SET state = 'frozen'").await;
        let refused = scene.put("/call", 0, &json!({})).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(refused["code"], "round-frozen");
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM delegate_calls").await, 0);
    }

    async fn a_link_opens_the_operations_of_its_body_and_nothing_else(app: TestApp) {
        let scene = Scene::new(&app).await;
        let mina = member(&app, &scene.ulm, "A").await;
        scene.open(&app).await;
        let token = scene.link(&app).rsplit('/').next().unwrap().to_owned();
        let office = app.stranger().with_bearer(&token);
        let opened = office.api_get("/office-link").await.expect(StatusCode::OK).json();
        assert_eq!((&opened["federation"], &opened["round"]["id"], &opened["body_id"]), (&json!("laka"), &json!(scene.round), &json!(scene.ulm.id.0)));

        let own = scene.path(&format!("/bodies/{}", scene.ulm.id));
        office.api_post(&format!("{own}/delegates"), &json!({"person_id": mina, "role": "delegate"})).await.expect(StatusCode::CREATED);
        office.api_post(&format!("{own}/people"), &json!({"given_name": "Neu", "family_name": "Hier", "role": "deputy"})).await.expect(StatusCode::CREATED);
        office.api(Method::PUT, &format!("{own}/resolution"), None, Some(&json!({"resolution_on": "2026-05-02"}))).await.expect(StatusCode::NO_CONTENT);
        let pdf = poem::Request::builder().method(Method::PUT).uri_str(format!("/api/v1{own}/document?name=a.pdf")).content_type("application/pdf");
        office.send_with(&format!("/api/v1{own}/document"), pdf, PDF.to_vec()).await.expect(StatusCode::NO_CONTENT);
        let working = format!("/federations/laka/bodies/{}/rounds/{}/working", scene.ulm.id, scene.round);
        office.api_get(&working).await.expect(StatusCode::OK);
        let shown = office.api_get(&own).await.expect(StatusCode::OK);
        assert_eq!(shown.json()["delegates"].as_array().unwrap().len(), 2);
        let submitted = office.api(Method::POST, &format!("{own}/submissions"), Some(shown.revision()), None).await.expect(StatusCode::CREATED).id();
        office.api_get(&format!("{own}/submissions/{submitted}")).await.expect(StatusCode::OK);

        // Another body, another round, and what is for staff or accounts.
        office.api_get(&scene.path(&format!("/bodies/{}", scene.aalen.id))).await.expect(StatusCode::NOT_FOUND);
        office.api_get(&format!("/federations/laka/rounds/{}/bodies/{}", scene.round + 1, scene.ulm.id)).await.expect(StatusCode::NOT_FOUND);
        for staff in [scene.path("/call"), scene.path("/bodies"), "/federations/laka/people".to_owned()] {
            office.api_get(&staff).await.expect(StatusCode::UNAUTHORIZED);
        }
        // An account's token is no link's, and a revoked link's is nobody's.
        scene.registrar.api_get("/office-link").await.expect(StatusCode::UNAUTHORIZED);
        scene.registrar.api(Method::DELETE, &scene.path(&format!("/bodies/{}/link", scene.ulm.id)), None, None).await.expect(StatusCode::NO_CONTENT);
        for path in ["/office-link", own.as_str()] {
            office.api_get(path).await.expect(StatusCode::UNAUTHORIZED);
        }
    }

    async fn links_end_with_the_assembly_also_when_it_moves(app: TestApp) {
        let scene = Scene::new(&app).await;
        scene.open(&app).await;
        let link = scene.link(&app);
        let list = scene.registrar.api_get("/federations/laka/assemblies").await.json();
        let path = format!("/federations/laka/assemblies/{}", list["items"][0]["id"]);
        let later = json!({"title": "Vollversammlung", "day": "2026-09-20", "form": "on_site", "place": "Ulm", "last_day": "2026-09-10"});
        let at = scene.registrar.api_get(&path).await.revision();
        scene.registrar.api_put(&path, at, &later).await.expect(StatusCode::NO_CONTENT);
        app.clock.set("2026-09-20T12:00:00Z".parse::<Timestamp>().unwrap());
        app.stranger().get(&link).await.expect(StatusCode::SEE_OTHER);
        app.clock.set("2026-09-20T22:00:00Z".parse::<Timestamp>().unwrap());
        app.stranger().get(&link).await.expect(StatusCode::NOT_FOUND);
    }

    async fn no_log_holds_the_token_of_a_link(app: TestApp) {
        let scene = Scene::new(&app).await;
        // The program started here has the clock of the machine.
        app.outside().await.execute("UPDATE delegation_rounds SET day = 60000, deadline = 4000000000000").await;
        let call = json!({"intro": []});
        scene.put("/call", 0, &call).await.expect(StatusCode::OK);
        let folder = app.database.folder.path().join("mail");
        let mail = format!("file:{}", folder.display());
        let program = Program::start(&app, &[("MANDAT_MAIL", mail.as_str()), ("MANDAT_MAIL_FROM", "office@example.org")]).await;
        for _ in 0..200 {
            if std::fs::read_dir(&folder).is_ok_and(|mut files| files.next().is_some()) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let link = scene.link(&app);
        let token = link.rsplit('/').next().unwrap();
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let opened = client.get(format!("http://{}{link}", program.address)).send().await.unwrap();
        assert_eq!(opened.status().as_u16(), 303);
        let cookie = opened.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let page = client.get(format!("http://{}/de/nomination", program.address)).header("cookie", &cookie).send().await.unwrap();
        assert_eq!(page.status().as_u16(), 200);
        let (status, _) = program.post_form(&client, "/de/nomination/resolution", &cookie, "resolution_on=nonsense".to_owned()).await;
        assert_eq!(status, 422);
        let shown = client.get(format!("http://{}/api/v1/office-link", program.address)).bearer_auth(token).send().await.unwrap();
        assert_eq!(shown.status().as_u16(), 200);
        let log = program.logged();
        assert!(log.contains("mail::worker"), "the log is there: {log}");
        let half = &token[..token.len() / 2];
        assert!(log.lines().all(|line| !line.contains(half)), "{:?}", log.lines().find(|l| l.contains(half)));
    }

    async fn three_hundred_and_fifty_bodies_go_through_one_round_over_the_api(app: TestApp) {
        let scene = Scene::new(&app).await;
        let mut outside = app.outside().await;
        let f = scene.laka.id;
        let number = |body: usize| format!("Gremium {body:03}");
        for body in 3..=350 {
            app.council(&scene.laka, &number(body)).await;
        }
        let rounds = scene.path("/bodies");
        let entered = scene.registrar.api(Method::POST, &rounds, None, None).await.expect(StatusCode::OK).json();
        assert_eq!(entered["entered"], 348);
        outside.execute("UPDATE bodies SET contact_email = ''").await;
        let called = scene.put("/call", 0, &json!({"intro": []})).await.expect(StatusCode::OK).json();
        assert_eq!(called["queued"], 350);
        let letters = scene.post("/call/letters", Some(&json!({}))).await.expect(StatusCode::OK).json();
        let letters = letters["letters"].as_array().unwrap();
        assert_eq!(letters.len(), 350);

        for letter in letters {
            let token = letter["link"].as_str().unwrap().rsplit('/').next().unwrap();
            let office = app.stranger().with_bearer(token);
            let body = office.api_get("/office-link").await.expect(StatusCode::OK).json()["body_id"].as_i64().unwrap();
            let own = scene.path(&format!("/bodies/{body}"));
            for (name, role) in [("Erste", "delegate"), ("Zweite", "deputy")] {
                outside.execute(&format!(
                    "INSERT INTO people (federation_id, given_name, family_name, email, phone, locale, search_key, revision) \
                     VALUES ({f}, '{name}', 'Person {body}', '', '', 'de', 'person {body}', 1)"
                )).await;
                let person = outside.number("SELECT MAX(id) FROM people").await;
                outside.execute(&format!(
                    "INSERT INTO mandates (federation_id, body_id, person_id, function, public_office, starts_on, revision) \
                     VALUES ({f}, {body}, {person}, 'member', 1, 0, 1)"
                )).await;
                office.api_post(&format!("{own}/delegates"), &json!({"person_id": person, "role": role})).await.expect(StatusCode::CREATED);
            }
            office.api(Method::PUT, &format!("{own}/resolution"), None, Some(&json!({"resolution_on": "2026-05-02"}))).await.expect(StatusCode::NO_CONTENT);
            let pdf = poem::Request::builder().method(Method::PUT).uri_str(format!("/api/v1{own}/document?name=a.pdf")).content_type("application/pdf");
            office.send_with(&format!("/api/v1{own}/document"), pdf, PDF.to_vec()).await.expect(StatusCode::NO_CONTENT);
            let at = office.api_get(&own).await.expect(StatusCode::OK).revision();
            office.api(Method::POST, &format!("{own}/submissions"), Some(at), None).await.expect(StatusCode::CREATED);
        }
        assert_eq!(scene.registrar.api_get(&scene.path("/doubts")).await.expect(StatusCode::OK).json()["items"], json!([]));
        for letter in letters {
            let own = scene.path(&format!("/bodies/{}", letter["body_id"]));
            let at = scene.registrar.api_get(&own).await.revision();
            scene.registrar.api(Method::POST, &format!("{own}/accept"), Some(at), None).await.expect(StatusCode::NO_CONTENT);
        }
        let list = scene.registrar.api_get("/federations/laka/assemblies").await.json();
        let freeze = format!("/federations/laka/rolls/{}/freeze", list["items"][0]["roll_id"]);
        scene.registrar.api(Method::POST, &freeze, None, Some(&json!({}))).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(outside.number("SELECT entries FROM rolls").await, 350);
    }
}
