//! Federations, access, municipalities and tables over the API; then bodies, terms and mandates, and people.

mod bodies;
mod mandates;
mod people;
mod tables;

use mandat::accounts::model::Role;
use poem::{
    Request,
    http::{Method, StatusCode},
};
use serde_json::{Value, json};

use crate::support::{Actor, Answer, Federation, TestApp};

/// Sends a table.
async fn import(actor: &Actor, path: &str, table: impl Into<Vec<u8>>) -> Answer {
    let path = format!("/api/v1{path}");
    let request = Request::builder()
        .method(Method::POST)
        .uri_str(&path)
        .content_type("text/csv");
    actor.send_with(&path, request, table.into()).await
}

fn fields(answer: &Answer) -> Vec<String> {
    let fields = answer.json()["fields"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    fields
        .iter()
        .map(|f| {
            format!(
                "{} {}",
                f["field"].as_str().unwrap_or_default(),
                f["code"].as_str().unwrap_or_default()
            )
        })
        .collect()
}

fn counts(answer: &Answer) -> [i64; 4] {
    let report = answer.json();
    assert!(report["new"].is_i64(), "{report}");
    ["new", "updated", "unchanged", "refused"].map(|word| report[word].as_i64().unwrap())
}

/// Municipalities as a table, as many as a Land has.
fn many_municipalities() -> String {
    let rows = (0..1_499).map(|n| format!("08{n:06};Gemeinde {n};Kreis;{n};48.7{n:05};9.1\n"));
    format!(
        "ags;name;county;inhabitants;latitude;longitude\n{}",
        rows.collect::<String>()
    )
}

on_both_engines! {
    async fn a_federation_is_set_up_by_the_installation_administrator_and_edited_with_its_version(app: TestApp) {
        let admin = app.installation_admin().await;
        let new = json!({"slug": "laka", "name": "LAKA", "kind": "councils", "locale": "de"});
        admin.api_post("/federations", &new).await.expect(StatusCode::CREATED);
        let again = admin.api_post("/federations", &new).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fields(&again), ["slug taken"]);
        let wrong = json!({"slug": "Ä", "name": "\u{202e}x", "kind": "x", "locale": "ar-XB"});
        let refused = admin.api_post("/federations", &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fields(&refused), ["slug not-a-slug", "name direction-sign", "kind word-unknown", "locale unknown-language"]);
        let read = app.stranger().api_get("/federations/laka").await.expect(StatusCode::OK);
        let change = json!({"name": "LAKA Baden-Württemberg", "kind": "councils", "locale": "en", "contact": "Stuttgart\nTelefon"});
        admin.api_put("/federations/laka", read.revision(), &change).await.expect(StatusCode::NO_CONTENT);
        admin.api_put("/federations/laka", read.revision(), &change).await.expect(StatusCode::PRECONDITION_FAILED);
        admin.api(Method::PUT, "/federations/laka", None, Some(&change)).await.expect(StatusCode::PRECONDITION_REQUIRED);
        let read = app.stranger().api_get("/federations/laka").await.json();
        assert_eq!((read["name"].as_str(), read["contact"].as_str()), (Some("LAKA Baden-Württemberg"), Some("Stuttgart\nTelefon")));
    }

    async fn federations_are_members_of_one_another_on_given_days_and_never_in_a_circle(app: TestApp) {
        let admin = app.installation_admin().await;
        for slug in ["council", "land", "bund"] {
            app.federation(slug).await;
        }
        let join = async |child: &str, parent: &str, from: &str, to: Option<&str>| {
            admin.api_post(&format!("/federations/{child}/memberships"), &json!({"parent": parent, "from": from, "to": to})).await
        };
        let first = join("council", "land", "2020-01-01", None).await.expect(StatusCode::CREATED);
        join("land", "bund", "2020-01-01", Some("2022-12-31")).await.expect(StatusCode::CREATED);
        let circle = join("bund", "council", "2022-12-31", None).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fields(&circle), ["parent membership-cycle"]);
        join("bund", "council", "2023-01-01", None).await.expect(StatusCode::CREATED);
        let twice = join("council", "land", "2021-01-01", None).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fields(&twice), ["parent membership-overlap"]);
        assert_eq!(fields(&join("council", "nowhere", "", Some("x")).await), ["parent word-unknown", "from required", "to not-a-day"]);

        let on = async |day: &str| app.stranger().api_get(&format!("/federations/land/memberships?on={day}")).await.json();
        assert_eq!(on("2022-12-31").await["parents"][0]["slug"], "bund");
        assert_eq!(on("2023-01-01").await["parents"], json!([]));
        assert_eq!(on("2023-01-01").await["members"][0]["slug"], "council");

        let path = format!("/federations/council/memberships/{}", first.id());
        let period = |from: &str, to: &str| json!({"from": from, "to": to});
        admin.api(Method::PUT, &path, None, Some(&period("2020-01-01", "2019-12-31"))).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        admin.api(Method::PUT, &path, None, Some(&period("2020-01-01", "2021-12-31"))).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(on("2023-01-01").await["members"], json!([]));
        admin.api_delete(&path.replace("council", "bund"), None).await.expect(StatusCode::NOT_FOUND);
        admin.api_delete(&path, None).await.expect(StatusCode::NO_CONTENT);
    }

    async fn municipalities_are_found_changed_with_their_version_and_removed_while_no_body_is_there(app: TestApp) {
        let federation = app.federation("laka").await;
        let registrar = app.officer(Role::Registrar, &federation).await;
        let list = "/federations/laka/municipalities";
        let ulm = json!({"ags": "08421000", "name": "Ulm", "inhabitants": 126_949, "latitude_e6": 48_398_312, "longitude_e6": 9_991_550});
        let id = registrar.api_post(list, &ulm).await.expect(StatusCode::CREATED).id();
        registrar.api_post(list, &json!({"ags": "08115003", "name": "Böblingen"})).await.expect(StatusCode::CREATED);
        assert_eq!(fields(&registrar.api_post(list, &ulm).await), ["ags taken"]);
        for (search, names) in [("bobl", vec!["Böblingen"]), ("LING", vec!["Böblingen"]), ("084", vec!["Ulm"]), ("", vec!["Böblingen", "Ulm"]), ("%25", vec![]), ("_", vec![])] {
            let found = registrar.api_get(&format!("{list}?q={search}")).await.json();
            let found: Vec<_> = found["items"].as_array().unwrap().iter().map(|m| m["name"].as_str().unwrap().to_owned()).collect();
            assert_eq!(found, names, "{search}");
        }
        let one = format!("{list}/{id}");
        let revision = registrar.api_get(&one).await.revision();
        let taken = json!({"ags": "08115003", "name": "Ulm"});
        assert_eq!(fields(&registrar.api_put(&one, revision, &taken).await), ["ags taken"]);
        registrar.api_put(&one, revision, &json!({"ags": "08421000", "name": "Ulm, Stadt"})).await.expect(StatusCode::NO_CONTENT);
        registrar.api_put(&one, revision, &ulm).await.expect(StatusCode::PRECONDITION_FAILED);
        import(&registrar, "/federations/laka/bodies/import?preview=false", "key;Gremium;Art;ags\nG-1;Rat;gewählt;08421000\n").await.expect(StatusCode::OK);
        registrar.api_delete(&one, Some(revision + 1)).await.expect(StatusCode::CONFLICT);
        import(&registrar, "/federations/laka/bodies/import?preview=false", "key;Gremium;ags\nG-1;Rat;\n").await.expect(StatusCode::OK);
        registrar.api_delete(&one, Some(revision)).await.expect(StatusCode::PRECONDITION_FAILED);
        registrar.api_delete(&one, Some(revision + 1)).await.expect(StatusCode::NO_CONTENT);
        let foreign = app.officer(Role::Registrar, &app.federation("elnet").await).await;
        foreign.api_get(&one).await.expect(StatusCode::NOT_FOUND);
    }

    async fn a_table_is_previewed_then_taken_over_as_a_whole_and_again_without_a_change(app: TestApp) {
        let registrar = app.officer(Role::Registrar, &app.federation("laka").await).await;
        let path = "/federations/laka/municipalities/import";
        let table = many_municipalities();
        let preview = import(&registrar, path, table.clone()).await.expect(StatusCode::OK);
        assert_eq!(counts(&preview), [1_499, 0, 0, 0]);
        assert_eq!(registrar.api_get("/federations/laka/municipalities").await.json()["total"], 0, "a preview writes nothing");
        let digest = preview.json()["digest"].as_str().unwrap().to_owned();
        let with_digest = format!("{path}?preview=false&digest={digest}");
        assert_eq!(counts(&import(&registrar, &with_digest, table.clone()).await.expect(StatusCode::OK)), [1_499, 0, 0, 0]);
        import(&registrar, &with_digest, table.clone()).await.expect(StatusCode::CONFLICT);
        assert_eq!(counts(&import(&registrar, &format!("{path}?preview=false"), table.clone()).await), [0, 0, 1_499, 0]);
        let changed = format!("\u{feff}{}", table.replace("Gemeinde 7;", "Gemeinde sieben;"));
        assert_eq!(counts(&import(&registrar, &format!("{path}?preview=false"), changed).await), [0, 1, 1_498, 0]);
        let found = registrar.api_get("/federations/laka/municipalities?q=sieben").await.json();
        assert_eq!((&found["items"][0]["ags"], &found["items"][0]["revision"]), (&json!("08000007"), &json!(2)));
        assert_eq!(registrar.api_get("/federations/laka/municipalities").await.json()["total"], 1_499);
        assert_eq!(mandat::audit::verify(&app.app.db).await.unwrap(), mandat::audit::Verdict::Intact(3));
    }

    async fn one_refused_row_keeps_the_whole_table_out(app: TestApp) {
        let registrar = app.officer(Role::Registrar, &app.federation("laka").await).await;
        let path = "/federations/laka/municipalities/import?preview=false";
        let refused = import(&registrar, path, "ags;name\n08111000;Stuttgart\n05315000;=1+1\n1;x\n").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fields(&refused), ["row-3.name formula", "row-4.ags not-an-ags"]);
        assert_eq!(registrar.api_get("/federations/laka/municipalities").await.json()["total"], 0);
        for (table, code) in [
            (b"".as_slice(), "file-empty"),
            (b"\xff\xfea\0", "file-utf16"),
            // A byte that stands for nothing in Windows-1252 either.
            (b"ags;name\n1;\x81", "file-not-utf8"),
            (b"ags;name\n1;\0", "file-nul"),
            (b"ags;x\n", "file-missing-headers"),
            (b"ags;name;NAME\n", "file-duplicate-header"),
            (b"ags;name\n1;\"x", "file-unclosed-quote"),
            (b"ags;name\n1;\"x\"y", "file-text-after-quote"),
        ] {
            let answer = import(&registrar, path, table).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(fields(&answer), [format!("file {code}")]);
        }
        let huge = import(&registrar, path, vec![b'x'; 17 * 1024 * 1024]).await;
        assert_eq!(huge.status, StatusCode::PAYLOAD_TOO_LARGE);
        registrar.api_post("/federations/laka/municipalities/import", &Value::Null).await.expect(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }

    async fn bodies_and_people_come_from_tables_and_belong_together(app: TestApp) {
        let registrar = app.officer(Role::Registrar, &app.federation("laka").await).await;
        let to = |kind: &str| format!("/federations/laka/{kind}/import?preview=false");
        import(&registrar, &to("municipalities"), "ags;name\n08111000;Stuttgart\n").await.expect(StatusCode::OK);
        let bodies = "Schlüssel,Gremium,Art,ags,Delegiertenplätze,Beitritt,Herkunftsländer,Arbeitsfelder\n\
            G-1,Integrationsrat,gewählt,8111000,3,15.06.2019,,\nV-1,Elternverein,Verein,,1,2020-01-01,\"TR, SY\",Bildung Eltern\n";
        assert_eq!(counts(&import(&registrar, &to("bodies"), bodies).await), [2, 0, 0, 0]);
        assert_eq!(counts(&import(&registrar, &to("bodies"), bodies).await), [0, 0, 2, 0]);
        let fewer = "key;Verein;countries;fields;gilt ab\nV-1;Elternbrücke;UA TR;Bildung;2026-01-01\n";
        assert_eq!(counts(&import(&registrar, &to("bodies"), fewer).await), [0, 1, 0, 0]);
        let list = registrar.api_get("/federations/laka/bodies?on=2025-12-31").await.expect(StatusCode::OK).json();
        let names: Vec<_> = list["items"].as_array().unwrap().iter().map(|b| b["name"].as_str().unwrap().to_owned()).collect();
        assert_eq!(names, ["Elternverein", "Integrationsrat"], "the old name holds until the new one begins");
        let id = list["items"][0]["id"].as_i64().unwrap();
        let detail = registrar.api_get(&format!("/federations/laka/bodies/{id}")).await.json();
        assert_eq!((&detail["countries"], &detail["fields"]), (&json!(["TR", "UA"]), &json!(["education"])));

        let people = "key;Vorname;Nachname;Telefon;E-Mail;body;von\nP-1;Ayşe;Öztürk;+49 711 12345;a@example.org;V-1;01.02.2024\n\
            P-2;Lê;Nguyễn;;;G-1;01.02.2024\nP-1;Ayşe;Öztürk;+49 711 12345;a@example.org;G-1;2025-01-01\n";
        assert_eq!(counts(&import(&registrar, &to("people"), people).await), [3, 0, 0, 0]);
        assert_eq!(counts(&import(&registrar, &to("people"), people).await), [0, 0, 3, 0]);
        let left = "key;Nachname;Telefon;body;von;bis;Grund\nP-1;Öztürk;0711 999;V-1;2024-02-01;30.04.2026;Austritt\n";
        let changed = import(&registrar, &to("people"), left).await.expect(StatusCode::OK);
        let changes: Vec<_> = changed.json()["rows"][0]["changes"].as_array().unwrap().iter().map(|c| c["field"].clone()).collect();
        assert_eq!(changes, ["phone", "to", "end_reason"]);
        let overview = registrar.api_get("/federations/laka/overview").await.json();
        assert_eq!((&overview["bodies"], &overview["people"], &overview["bodies_without_office"]), (&json!(2), &json!(2), &json!(2)));
        let log = app.outside().await.texts("SELECT \"before\" || \"after\" FROM audit_log ORDER BY seq").await.join("\n");
        assert!(log.contains("P-2") && log.contains("2026-04-30"), "what changed is in the log");
        assert!(!log.contains("Nguyễn") && !log.contains("Ayşe"), "who it is, is not");
        assert!(!log.contains("12345") && !log.contains("0711 999") && !log.contains("a@example.org"), "how a person is reached is not");
    }

    async fn people_are_invited_once_and_dismissed_at_once(app: TestApp) {
        let federation = app.federation("laka").await;
        let body = app.council(&federation, "Integrationsrat Ulm").await;
        let foreign_body = app.council(&app.federation("elnet").await, "Verein").await;
        let (admin, registrar) = (app.installation_admin().await, app.officer(Role::Registrar, &federation).await);
        let invite = async |actor: &Actor, role: &str, body: Option<i64>| {
            actor.api_post("/federations/laka/invitations", &json!({"email": "neu@example.org", "role": role, "body_id": body})).await
        };
        registrar.api_get("/federations/laka/members").await.expect(StatusCode::OK);
        invite(&registrar, "publisher", None).await.expect(StatusCode::FORBIDDEN);
        invite(&admin, "body_office", Some(body.id.0)).await.expect(StatusCode::NOT_FOUND);
        assert_eq!(fields(&invite(&admin, "installation_admin", None).await), ["role word-unknown"]);
        assert_eq!(fields(&invite(&registrar, "body_office", None).await), ["body required"]);
        assert_eq!(fields(&invite(&registrar, "body_office", Some(foreign_body.id.0)).await), ["body word-unknown"]);
        let made = invite(&registrar, "body_office", Some(body.id.0)).await.expect(StatusCode::CREATED).json();
        let token = made["link"].as_str().unwrap().split("token=").nth(1).unwrap().to_owned();
        let new = app.stranger();
        let form = [("token", token.as_str()), ("name", "Ayşe"), ("password", "elf blaue Boote im Hafen")];
        new.post_form("/de/invitation", &form).await.expect(StatusCode::SEE_OTHER);
        new.get("/de/staff").await.expect(StatusCode::SEE_OTHER);
        assert!(new.get("/de/office").await.expect(StatusCode::OK).text().contains("Integrationsrat Ulm"));
        app.stranger().post_form("/de/invitation", &form).await.expect(StatusCode::NOT_FOUND);

        let access = registrar.api_get("/federations/laka/members").await.json();
        assert_eq!(access["invitations"], json!([]));
        let grant = access["members"].as_array().unwrap().iter().find(|m| m["role"] == "body_office").unwrap()["grant_id"].clone();
        admin.api_delete(&format!("/federations/laka/members/{grant}"), None).await.expect(StatusCode::NOT_FOUND);
        registrar.api_delete(&format!("/federations/laka/members/{grant}"), None).await.expect(StatusCode::NO_CONTENT);
        assert!(new.get("/de/office").await.expect(StatusCode::SEE_OTHER).location().unwrap().contains("sign-in"));

        let open = invite(&admin, "publisher", None).await.expect(StatusCode::CREATED).id();
        registrar.api_delete(&format!("/federations/elnet/invitations/{open}"), None).await.expect(StatusCode::NOT_FOUND);
        admin.api_delete(&format!("/federations/laka/invitations/{open}"), None).await.expect(StatusCode::NO_CONTENT);
        admin.api_delete(&format!("/federations/laka/invitations/{open}"), None).await.expect(StatusCode::NOT_FOUND);
    }

    async fn a_disabled_account_is_out_at_once_and_nobody_disables_the_own_one(app: TestApp) {
        let federation = app.federation("laka").await;
        let (admin, auditor) = (app.installation_admin().await, app.officer(Role::Auditor, &federation).await);
        let found = admin.api_get(&format!("/accounts?q={}", auditor.email)).await.json();
        assert_eq!((&found["total"], &found["items"][0]["roles"]), (&json!(1), &json!(["auditor"])));
        let path = |actor: &Actor, act: &str| format!("/accounts/{}/{act}", actor.account.unwrap().0);
        admin.api(Method::POST, &path(&auditor, "disable"), None, None).await.expect(StatusCode::NO_CONTENT);
        auditor.api_get("/me").await.expect(StatusCode::UNAUTHORIZED);
        admin.api(Method::POST, &path(&auditor, "enable"), None, None).await.expect(StatusCode::NO_CONTENT);
        auditor.api_get("/me").await.expect(StatusCode::UNAUTHORIZED);
        admin.api(Method::POST, &path(&admin, "disable"), None, None).await.expect(StatusCode::CONFLICT);
        admin.api(Method::POST, "/accounts/999999/disable", None, None).await.expect(StatusCode::NOT_FOUND);
    }
}
