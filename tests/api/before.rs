//! What comes before an assembly: on what its form rests, the agenda, the notice (security checklist row 80), and what is refused.

use mandat::{accounts::model::Role, mail::worker::send_due, types::Timestamp};
use poem::{
    Request,
    http::{Method, StatusCode},
};
use serde_json::{Value, json};

use crate::support::{Actor, Answer, Federation, TestApp, electorate::motion};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

/// A federation with a council that has an address and one that has none, statutes with fourteen days of notice, and an assembly.
struct Scene {
    laka: Federation,
    registrar: Actor,
    board: Actor,
    id: i64,
    roll: i64,
}

impl Scene {
    async fn new(app: &TestApp, form: &str) -> Self {
        let laka = app.federation("laka").await;
        let ulm = app.council(&laka, "Ulm").await;
        app.council(&laka, "Aalen").await;
        app.outside()
            .await
            .execute(&format!(
                "UPDATE bodies SET contact_email = 'ulm@example.org' WHERE id = {}",
                ulm.id
            ))
            .await;
        let registrar = app.officer(Role::Registrar, &laka).await;
        let board = app.officer(Role::ElectionBoard, &laka).await;
        let rules = json!({
            "key_article": "§ 6",
            "key": {"figure": "foreign_residents", "steps": {
                "steps": [{"edge": 5000, "places": 1}, {"edge": 20000, "places": 2}],
                "edge_belongs": "below", "above_each": {"size": 20000, "rounding": "started"}
            }},
            "delegates": {"article": "§ 6", "who": "direct_members", "deputies": true, "substitutes": true},
            "notice": {"article": "§ 7", "days": 14}
        });
        let statutes = json!({"title": "Satzung 2020", "valid_from": "2020-01-01", "rules": rules});
        registrar
            .api_post("/federations/laka/statutes", &statutes)
            .await
            .expect(StatusCode::CREATED);
        let (id, roll) = assembly(&registrar, "2026-06-20", form).await;
        Self {
            laka,
            registrar,
            board,
            id,
            roll,
        }
    }

    fn path(&self, rest: &str) -> String {
        format!("/federations/laka/assemblies/{}{rest}", self.id)
    }

    /// Asks with the revision that the agenda has now.
    async fn on_agenda(&self, method: Method, rest: &str, body: Option<&Value>) -> Answer {
        let revision = self.agenda().await["revision"].as_i64().unwrap();
        let path = self.path(rest);
        self.registrar
            .api(method, &path, Some(revision), body)
            .await
    }

    async fn agenda(&self) -> Value {
        let path = self.path("/agenda");
        self.registrar
            .api_get(&path)
            .await
            .expect(StatusCode::OK)
            .json()
    }

    async fn add(&self, title: &str, parent: Option<i64>) -> i64 {
        let item = json!({"title": {"de": title}, "parent_id": parent});
        let made = self.on_agenda(Method::POST, "/agenda", Some(&item)).await;
        made.expect(StatusCode::CREATED).id()
    }

    async fn lines(&self) -> Vec<String> {
        let agenda = self.agenda().await;
        let line = |item: &Value| {
            let (number, title) = (item["number"].as_str(), item["title"]["de"].as_str());
            format!("{} {}", number.unwrap(), title.unwrap())
        };
        agenda["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(line)
            .collect()
    }

    async fn upload(&self, item: i64, content_type: &str, bytes: &[u8]) -> Answer {
        let revision = self.agenda().await["revision"].as_i64().unwrap();
        let path = format!(
            "/api/v1{}?name=Haushalt.pdf",
            self.path(&format!("/agenda/{item}/documents"))
        );
        let request = Request::builder()
            .method(Method::POST)
            .uri_str(&path)
            .header("if-match", format!("\"{revision}\""))
            .content_type(content_type);
        self.registrar
            .send_with(&path, request, bytes.to_vec())
            .await
    }

    async fn poll(&self, roll: i64, state: &str, app: &TestApp) -> i64 {
        let path = format!("/federations/laka/rolls/{roll}/polls");
        let poll = self
            .board
            .api_post(&path, &motion())
            .await
            .expect(StatusCode::CREATED)
            .id();
        let change = format!("UPDATE polls SET state = '{state}' WHERE id = {poll}");
        app.outside().await.execute(&change).await;
        poll
    }

    async fn send(&self, reason: &str) -> Answer {
        let notice = json!({"late_reason": reason});
        self.on_agenda(Method::POST, "/notices", Some(&notice))
            .await
    }

    async fn notices(&self) -> Value {
        let path = self.path("/notices");
        self.registrar
            .api_get(&path)
            .await
            .expect(StatusCode::OK)
            .json()
    }
}

async fn assembly(registrar: &Actor, day: &str, form: &str) -> (i64, i64) {
    let basis = if form == "virtual" { "Satzung" } else { "" };
    let new = json!({"title": format!("Versammlung {day}"), "day": day, "form": form, "place": "Ulm", "legal_basis": basis});
    let path = "/federations/laka/assemblies";
    let id = registrar
        .api_post(path, &new)
        .await
        .expect(StatusCode::CREATED)
        .id();
    let shown = registrar
        .api_get(&format!("{path}/{id}"))
        .await
        .expect(StatusCode::OK)
        .json();
    (id, shown["roll_id"].as_i64().unwrap())
}

fn refused_fields(answer: &Answer) -> Vec<String> {
    let problem = answer.json();
    let fields = problem["fields"].as_array().cloned().unwrap_or_default();
    fields
        .iter()
        .map(|f| f["field"].as_str().unwrap().to_owned())
        .collect()
}

on_both_engines! {
    async fn an_agenda_is_written_as_a_tree_and_ordered(app: TestApp) {
        let scene = Scene::new(&app, "on_site").await;
        let reports = scene.add("Berichte", None).await;
        let board = scene.add("Vorstand", Some(reports)).await;
        let election = scene.add("Wahl", None).await;
        let treasury = scene.add("Kasse", Some(reports)).await;
        assert_eq!(scene.lines().await, ["1 Berichte", "1.1 Vorstand", "1.2 Kasse", "2 Wahl"]);
        for (item, way) in [(election, "up"), (treasury, "out"), (board, "in")] {
            let moved = scene.on_agenda(Method::POST, &format!("/agenda/{item}/place"), Some(&json!({"way": way}))).await;
            let fits = if item == board { StatusCode::CONFLICT } else { StatusCode::NO_CONTENT };
            moved.expect(fits);
        }
        assert_eq!(scene.lines().await, ["1 Wahl", "2 Berichte", "2.1 Vorstand", "3 Kasse"]);
        let changed = json!({"title": {"de": "Wahl des Vorstands", "en": "Election"}, "mover": "Vorstand", "starts_at": "10:30", "minutes": 45});
        let path = format!("/agenda/{election}");
        scene.on_agenda(Method::PUT, &path, Some(&changed)).await.expect(StatusCode::NO_CONTENT);
        let item = scene.agenda().await["items"][0].clone();
        assert_eq!((&item["starts_at"], &item["minutes"], &item["mover"]), (&json!("10:30"), &json!(45), &json!("Vorstand")));
        assert_eq!(item["title"]["en"], "Election");

        let stale = scene.registrar.api_put(&scene.path(&path), 1, &changed).await;
        stale.expect(StatusCode::PRECONDITION_FAILED);
        scene.registrar.api(Method::PUT, &scene.path(&path), None, Some(&changed)).await.expect(StatusCode::PRECONDITION_REQUIRED);
        let wrong = json!({"title": {"en": "Election"}, "starts_at": "10h30", "minutes": 0});
        let refused = scene.on_agenda(Method::PUT, &path, Some(&wrong)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused_fields(&refused), ["title", "starts_at", "minutes"]);
        scene.on_agenda(Method::PUT, "/agenda/999", Some(&changed)).await.expect(StatusCode::NOT_FOUND);
        let under = json!({"title": {"de": "x"}, "parent_id": 999});
        scene.on_agenda(Method::POST, "/agenda", Some(&under)).await.expect(StatusCode::NOT_FOUND);
        let auditor = app.officer(Role::Auditor, &scene.laka).await;
        auditor.api_put(&scene.path(&path), 1, &changed).await.expect(StatusCode::FORBIDDEN);

        // What has others under it is not deleted; what nobody was told of is.
        scene.on_agenda(Method::DELETE, &format!("/agenda/{reports}"), None).await.expect(StatusCode::CONFLICT);
        scene.on_agenda(Method::DELETE, &format!("/agenda/{board}"), None).await.expect(StatusCode::NO_CONTENT);
        scene.on_agenda(Method::DELETE, &format!("/agenda/{reports}"), None).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(scene.lines().await, ["1 Wahl des Vorstands", "2 Kasse"]);
    }

    async fn an_item_is_not_dropped_while_its_poll_is_open_and_afterwards_it_is_withdrawn(app: TestApp) {
        let scene = Scene::new(&app, "on_site").await;
        let item = scene.add("Satzung", None).await;
        let poll = scene.poll(scene.roll, "draft", &app).await;
        let link = format!("/agenda/{item}/polls/{poll}");
        scene.on_agenda(Method::PUT, &link, None).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(scene.agenda().await["items"][0]["poll_ids"], json!([poll]));
        let (_, other_roll) = assembly(&scene.registrar, "2026-09-01", "on_site").await;
        let foreign = scene.poll(other_roll, "draft", &app).await;
        scene.on_agenda(Method::PUT, &format!("/agenda/{item}/polls/{foreign}"), None).await.expect(StatusCode::NOT_FOUND);

        let mut outside = app.outside().await;
        outside.execute(&format!("UPDATE polls SET state = 'open' WHERE id = {poll}")).await;
        let (delete, withdraw) = (format!("/agenda/{item}"), format!("/agenda/{item}/withdrawal"));
        let reason = json!({"reason": "Vertagt"});
        let refused = scene.on_agenda(Method::DELETE, &delete, None).await.expect(StatusCode::CONFLICT);
        assert_eq!(refused.json()["code"], "agenda-poll-open");
        scene.on_agenda(Method::POST, &withdraw, Some(&reason)).await.expect(StatusCode::CONFLICT);
        scene.on_agenda(Method::DELETE, &link, None).await.expect(StatusCode::CONFLICT);

        outside.execute(&format!("UPDATE polls SET state = 'closed' WHERE id = {poll}")).await;
        let refused = scene.on_agenda(Method::DELETE, &delete, None).await.expect(StatusCode::CONFLICT);
        assert_eq!(refused.json()["code"], "agenda-item-announced");
        scene.on_agenda(Method::POST, &withdraw, Some(&json!({"reason": " "}))).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        scene.on_agenda(Method::POST, &withdraw, Some(&reason)).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(scene.agenda().await["items"][0]["withdrawn"], "Vertagt");
        for again in [scene.on_agenda(Method::POST, &withdraw, Some(&reason)).await, scene.on_agenda(Method::DELETE, &delete, None).await] {
            again.expect(StatusCode::CONFLICT);
        }
    }

    async fn a_document_is_a_whole_pdf_of_at_most_ten_megabytes(app: TestApp) {
        let scene = Scene::new(&app, "on_site").await;
        let item = scene.add("Haushalt", None).await;
        scene.upload(item, "text/plain", PDF).await.expect(StatusCode::UNSUPPORTED_MEDIA_TYPE);
        let script = scene.upload(item, "application/pdf", b"#!/bin/sh\n").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused_fields(&script), ["document"]);
        let mut large = PDF.to_vec();
        large.resize(10 * 1024 * 1024 - 6, b' ');
        large.extend(b"%%EOF\n");
        let most = scene.upload(item, "application/pdf", &large).await.expect(StatusCode::CREATED).id();
        large.extend(b"%%EOF\n");
        scene.upload(item, "application/pdf", &large).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        large.resize(11 * 1024 * 1024, b' ');
        scene.upload(item, "application/pdf", &large).await.expect(StatusCode::PAYLOAD_TOO_LARGE);

        let document = scene.upload(item, "application/pdf", PDF).await.expect(StatusCode::CREATED).id();
        let staff = scene.registrar.api_get(&scene.path(&format!("/documents/{document}"))).await.expect(StatusCode::OK);
        assert!(staff.header("content-disposition").unwrap().starts_with("attachment"));
        let public = format!("/de/federations/laka/assemblies/{}/documents/{document}", scene.id);
        let stranger = app.stranger();
        stranger.get(&public).await.expect(StatusCode::NOT_FOUND);
        scene.on_agenda(Method::DELETE, &format!("/agenda/{item}/documents/{most}"), None).await.expect(StatusCode::NO_CONTENT);
        scene.send("").await.expect(StatusCode::OK);
        let file = stranger.get(&public).await.expect(StatusCode::OK);
        assert_eq!(file.header("content-type"), Some("application/pdf"));
        stranger.get(&public.replace(&format!("/{document}"), "/999")).await.expect(StatusCode::NOT_FOUND);
    }

    async fn row_80_a_virtual_assembly_without_resolution_is_not_called(app: TestApp) {
        let scene = Scene::new(&app, "virtual").await;
        let nothing = scene.send("").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused_fields(&nothing), ["agenda", "electronic", "resolution"]);
        scene.add("Wahl", None).await;
        let form = scene.path("/form-basis");
        let electronic = json!({"de": "Per Videokonferenz; Zugang am Vortag."});
        scene.registrar.api_put(&form, 1, &json!({"electronic": electronic})).await.expect(StatusCode::NO_CONTENT);
        let missing = scene.send("").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused_fields(&missing), ["resolution"]);

        // A poll counts only where an earlier assembly accepted it and everybody can read that.
        let (_, earlier) = assembly(&scene.registrar, "2025-05-01", "on_site").await;
        let (accepted, rejected) = (scene.poll(earlier, "published", &app).await, scene.poll(earlier, "published", &app).await);
        let later = scene.poll(scene.roll, "published", &app).await;
        let mut outside = app.outside().await;
        for (poll, is_accepted) in [(accepted, true), (rejected, false), (later, true)] {
            let count = json!({"entitled": 1, "voters": 1, "ballots": 1, "votes": [1, 0, 0], "valid": 1, "blank": 0, "invalid": 0,
                "outcome": {"kind": "motion", "accepted": is_accepted, "needed": 1, "base": 1, "tie": false, "quorum_missed": false}});
            outside.execute(&format!("INSERT INTO poll_counts (poll_id, count, digest) VALUES ({poll}, '{count}', 'x')")).await;
        }
        for poll in [rejected, later, 999] {
            let named = json!({"electronic": electronic, "resolution_poll_id": poll});
            let refused = scene.registrar.api_put(&form, 2, &named).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(refused_fields(&refused), ["resolution_poll"]);
        }
        let future = json!({"electronic": electronic, "resolution_text": "TOP 7", "resolution_on": "2026-06-20"});
        scene.registrar.api_put(&form, 2, &future).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let named = json!({"electronic": electronic, "resolution_poll_id": accepted});
        scene.registrar.api_put(&form, 2, &named).await.expect(StatusCode::NO_CONTENT);
        scene.registrar.api_put(&form, 2, &named).await.expect(StatusCode::PRECONDITION_FAILED);
        let shown = scene.registrar.api_get(&form).await.expect(StatusCode::OK).json();
        assert_eq!((&shown["resolution_poll_id"], shown["earlier_resolutions"].as_array().unwrap().len()), (&json!(accepted), 1));
        scene.send("").await.expect(StatusCode::OK);
        let words = scene.notices().await["notices"][0]["words"]["de"]["text"].as_str().unwrap().to_owned();
        assert!(words.contains("Per Videokonferenz") && words.contains("Versammlung 2025-05-01"), "{words}");
        let public = app.stranger().get(&format!("/de/federations/laka/assemblies/{}", scene.id)).await.expect(StatusCode::OK).text();
        assert!(public.contains("Per Videokonferenz") && public.contains("Versammlung 2025-05-01"));
    }

    async fn a_hybrid_assembly_is_called_with_how_rights_are_exercised_electronically(app: TestApp) {
        let scene = Scene::new(&app, "hybrid").await;
        scene.add("Wahl", None).await;
        let missing = scene.send("").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused_fields(&missing), ["electronic"]);
        let basis = json!({"electronic": {"de": "Per Videokonferenz"}});
        scene.registrar.api_put(&scene.path("/form-basis"), 1, &basis).await.expect(StatusCode::NO_CONTENT);
        scene.send("").await.expect(StatusCode::OK);
    }

    async fn a_notice_is_in_time_or_has_a_reason_and_stays_as_it_was_sent(app: TestApp) {
        let scene = Scene::new(&app, "on_site").await;
        let item = scene.add("Entlastung", None).await;
        let before = scene.notices().await;
        assert_eq!((&before["last_day"], &before["days"], &before["late"]), (&json!("2026-06-05"), &json!(14), &json!(false)));
        let public = format!("/de/federations/laka/assemblies/{}", scene.id);
        let stranger = app.stranger();
        assert!(!stranger.get(&public).await.expect(StatusCode::OK).text().contains("Entlastung"), "nobody was called yet");
        let stale = scene.registrar.api(Method::POST, &scene.path("/notices"), Some(1), Some(&json!({}))).await;
        stale.expect(StatusCode::PRECONDITION_FAILED);
        let auditor = app.officer(Role::Auditor, &scene.laka).await;
        auditor.api(Method::POST, &scene.path("/notices"), Some(1), Some(&json!({}))).await.expect(StatusCode::FORBIDDEN);

        app.clock.set("2026-06-05T21:59:00Z".parse::<Timestamp>().unwrap());
        scene.send("").await.expect(StatusCode::OK);
        send_due(&app.app).await.unwrap();
        let mut outside = app.outside().await;
        let states = outside.texts("SELECT state FROM messages WHERE purpose = 'assembly_notice' ORDER BY state").await;
        assert_eq!(states, ["no_address", "sent"]);
        assert!(stranger.get(&public).await.expect(StatusCode::OK).text().contains("Entlastung"));
        let shown = stranger.api_get(&format!("/federations/laka/public/assemblies/{}", scene.id)).await.expect(StatusCode::OK).json();
        assert_eq!(shown["agenda"]["items"][0]["title"]["de"], "Entlastung");
        let letters = scene.registrar.api(Method::POST, &scene.path("/notices/letters"), None, None).await.expect(StatusCode::OK).json();
        assert_eq!(letters["letters"][0]["recipient"], "Aalen");
        assert!(letters["letters"][0]["text"].as_str().unwrap().contains("1 Entlastung"));
        scene.registrar.api(Method::POST, &scene.path("/notices/letters"), None, None).await.expect(StatusCode::CONFLICT);

        // What changes afterwards is marked; what was announced stays.
        let first = scene.notices().await["notices"][0].clone();
        assert_eq!(scene.agenda().await["items"][0]["since_notice"], Value::Null);
        scene.on_agenda(Method::DELETE, &format!("/agenda/{item}"), None).await.expect(StatusCode::CONFLICT);
        scene.add("Satzung", None).await;
        let changed = json!({"title": {"de": "Entlastung des Vorstands"}});
        scene.on_agenda(Method::PUT, &format!("/agenda/{item}"), Some(&changed)).await.expect(StatusCode::NO_CONTENT);
        let agenda = scene.agenda().await;
        assert_eq!((&agenda["items"][0]["since_notice"], &agenda["items"][1]["since_notice"]), (&json!("changed"), &json!("new")));
        assert_eq!(agenda["facts_changed_since_notice"], false);

        app.clock.set("2026-06-05T22:00:00Z".parse::<Timestamp>().unwrap());
        assert_eq!(scene.notices().await["late"], true);
        let late = scene.send(" ").await.expect(StatusCode::CONFLICT);
        assert_eq!(late.json()["code"], "notice-late");
        scene.send("Nachtrag auf Wunsch des Vorstands").await.expect(StatusCode::OK);
        let log = outside.texts("SELECT after FROM audit_log WHERE act = 'send_notice' ORDER BY seq").await;
        assert!(log.len() == 2 && log[1].contains("Wunsch des Vorstands") && !log[0].contains("Wunsch"));
        let sent = scene.notices().await["notices"].clone();
        assert_eq!(sent[0], first, "the first one stays as it was sent");
        assert_eq!((&sent[1]["number"], &sent[1]["late_reason"]), (&json!(2), &json!("Nachtrag auf Wunsch des Vorstands")));
        assert_ne!(sent[0]["digest"], sent[1]["digest"]);
        assert_eq!(scene.agenda().await["items"][1]["since_notice"], Value::Null);

        app.clock.set("2026-06-20T22:00:00Z".parse::<Timestamp>().unwrap());
        scene.send("Zu spät").await.expect(StatusCode::CONFLICT);
    }

    async fn an_agenda_is_taken_over_from_another_assembly(app: TestApp) {
        let scene = Scene::new(&app, "hybrid").await;
        let reports = scene.add("Berichte", None).await;
        scene.add("Kasse", Some(reports)).await;
        let gone = scene.add("Wahl", None).await;
        scene.on_agenda(Method::POST, &format!("/agenda/{gone}/withdrawal"), Some(&json!({"reason": "x"}))).await.expect(StatusCode::NO_CONTENT);
        let basis = json!({"electronic": {"de": "Per Videokonferenz"}});
        scene.registrar.api_put(&scene.path("/form-basis"), 1, &basis).await.expect(StatusCode::NO_CONTENT);
        let (other, roll) = assembly(&scene.registrar, "2027-06-20", "hybrid").await;
        let next = Scene { id: other, roll, ..scene };
        let from = |id: i64| json!({"assembly_id": id});
        for nothing in [other, 999] {
            next.on_agenda(Method::POST, "/agenda/copy", Some(&from(nothing))).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        next.on_agenda(Method::POST, "/agenda/copy", Some(&from(scene.id))).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(next.lines().await, ["1 Berichte", "1.1 Kasse"]);
        let shown = next.registrar.api_get(&next.path("/form-basis")).await.expect(StatusCode::OK).json();
        assert_eq!(shown["electronic"]["de"], "Per Videokonferenz");
    }
}
