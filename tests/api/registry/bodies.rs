//! Bodies as they were on a day: name and kind, joining and leaving, and who keeps them.

use super::*;

const LIST: &str = "/federations/laka/bodies";

fn council(name: &str) -> Value {
    json!({"name": name, "kind": "elected", "from_day": "2014-07-01", "details": {"delegate_places": 2, "joined_on": "2015-01-01", "external_key": name}})
}

fn profile(name: &str, kind: &str, from_day: &str) -> Value {
    json!({"name": name, "kind": kind, "from_day": from_day})
}

async fn registrar(app: &TestApp) -> Actor {
    app.officer(Role::Registrar, &app.federation("laka").await)
        .await
}

async fn post(actor: &Actor, path: &str, revision: i64, body: &Value) -> Answer {
    actor
        .api(Method::POST, path, Some(revision), Some(body))
        .await
}

/// Names in a list of bodies.
async fn names(actor: &Actor, query: &str) -> Vec<String> {
    let list = actor
        .api_get(&format!("{LIST}{query}"))
        .await
        .expect(StatusCode::OK)
        .json();
    list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|b| b["name"].as_str().unwrap().to_owned())
        .collect()
}

on_both_engines! {
    async fn name_and_kind_of_a_body_are_those_of_the_day_asked_for(app: TestApp) {
        let registrar = registrar(&app).await;
        let one = format!("{LIST}/{}", registrar.api_post(LIST, &council("Ausländerbeirat")).await.expect(StatusCode::CREATED).id());
        let change = format!("{one}/profiles");
        post(&registrar, &change, 1, &profile("Integrationsrat", "mixed", "2020-07-01")).await.expect(StatusCode::NO_CONTENT);
        post(&registrar, &change, 2, &profile("Migrationsrat", "mixed", "2025-07-01")).await.expect(StatusCode::NO_CONTENT);

        for (day, name, kind) in [
            ("2010-01-01", "Ausländerbeirat", "elected"),
            ("2020-06-30", "Ausländerbeirat", "elected"),
            ("2020-07-01", "Integrationsrat", "mixed"),
            ("2025-06-30", "Integrationsrat", "mixed"),
            ("2025-07-01", "Migrationsrat", "mixed"),
        ] {
            let body = registrar.api_get(&format!("{one}?on={day}")).await.expect(StatusCode::OK).json()["body"].clone();
            assert_eq!((&body["name"], &body["kind"]), (&json!(name), &json!(kind)), "{day}");
        }
        assert_eq!(registrar.api_get(&one).await.json()["body"]["name"], "Migrationsrat", "today");
        // A former name finds the body, which is listed as it is called on the day.
        assert_eq!(names(&registrar, "?search=auslander&on=2022-01-01").await, ["Integrationsrat"]);
        assert_eq!(names(&registrar, "?kind=elected&on=2019-01-01").await, ["Ausländerbeirat"]);
        assert_eq!(names(&registrar, "?kind=elected&on=2022-01-01").await, Vec::<String>::new());

        // What is no change, comes too early, or makes an association of a council.
        for (refused, field) in [
            (profile("Migrationsrat", "mixed", "2026-01-01"), "name profile-unchanged"),
            (profile("Rat", "mixed", "2025-07-01"), "from_day profile-not-newest"),
            (profile("Rat", "association", "2026-01-01"), "kind kind-of-other-species"),
            (profile("", "x", "2026-02-30"), "name required"),
        ] {
            let answer = post(&registrar, &change, 3, &refused).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(fields(&answer)[0], field);
        }
        post(&registrar, &change, 2, &profile("Rat", "mixed", "2026-01-01")).await.expect(StatusCode::PRECONDITION_FAILED);

        // A slip in the history is corrected with its reason, and stays between its neighbours.
        let slip = format!("{change}/2020-07-01");
        let correct = async |revision: i64, day: &str, path: &str| {
            let body = json!({"name": "Integrationsrat", "kind": "elected", "from_day": day, "reason": "Satzung nachgelesen"});
            registrar.api_put(path, revision, &body).await
        };
        for out_of_place in ["2014-07-01", "2025-07-01", "2026-01-01"] {
            assert_eq!(fields(&correct(3, out_of_place, &slip).await), ["from_day profile-out-of-place"]);
        }
        correct(3, "2020-09-01", &format!("{change}/2020-07-02")).await.expect(StatusCode::NOT_FOUND);
        assert_eq!(fields(&correct(3, "2020-09-01", &format!("{change}/gestern")).await), ["day not-a-day"]);
        correct(3, "2020-09-01", &slip).await.expect(StatusCode::NO_CONTENT);
        correct(3, "2020-10-01", &format!("{change}/2020-09-01")).await.expect(StatusCode::PRECONDITION_FAILED);
        let history = registrar.api_get(&one).await.json()["profiles"].clone();
        let expected = json!([profile("Ausländerbeirat", "elected", "2014-07-01"), profile("Integrationsrat", "elected", "2020-09-01"), profile("Migrationsrat", "mixed", "2025-07-01")]);
        assert_eq!(history, expected);
        let log = app.outside().await.texts("SELECT \"after\" FROM audit_log WHERE act = 'correct_body_profile'").await;
        assert!(log.len() == 1 && log[0].contains("Satzung nachgelesen"));
    }

    async fn a_body_is_a_member_from_joining_to_leaving(app: TestApp) {
        let registrar = registrar(&app).await;
        let id = registrar.api_post(LIST, &council("Rat")).await.expect(StatusCode::CREATED).id();
        let leave = format!("{LIST}/{id}/leave");
        let before = post(&registrar, &leave, 1, &json!({"left_on": "2014-12-31"})).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fields(&before), ["left_on left-before-joining"]);
        post(&registrar, &leave, 1, &json!({"left_on": "2024-12-31"})).await.expect(StatusCode::NO_CONTENT);
        for (day, member) in [("2014-12-31", false), ("2015-01-01", true), ("2024-12-31", true), ("2025-01-01", false)] {
            assert_eq!(!names(&registrar, &format!("?on={day}")).await.is_empty(), member, "{day}");
            assert_eq!(names(&registrar, &format!("?all=true&on={day}")).await, ["Rat"], "{day}");
        }
        // Joining cannot be moved behind leaving; leaving is taken back.
        let late = json!({"delegate_places": 2, "joined_on": "2025-01-01"});
        assert_eq!(fields(&registrar.api_put(&format!("{LIST}/{id}"), 2, &late).await), ["joined_on left-before-joining"]);
        post(&registrar, &leave, 1, &json!({})).await.expect(StatusCode::PRECONDITION_FAILED);
        post(&registrar, &leave, 2, &json!({})).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(names(&registrar, "?on=2025-01-01").await, ["Rat"]);
    }

    async fn what_is_kept_of_a_body_is_changed_with_its_version_and_refused_field_by_field(app: TestApp) {
        let registrar = registrar(&app).await;
        for (ags, name) in [("08421000", "Ulm"), ("08115003", "Neustadt"), ("08115004", "Neustadt")] {
            registrar.api_post("/federations/laka/municipalities", &json!({"ags": ags, "name": name})).await.expect(StatusCode::CREATED);
        }
        let id = registrar.api_post(LIST, &council("Rat")).await.expect(StatusCode::CREATED).id();
        registrar.api_post(LIST, &council("Beirat")).await.expect(StatusCode::CREATED);
        assert_eq!(fields(&registrar.api_post(LIST, &council("Rat")).await), ["external_key external-key-taken"]);
        let one = format!("{LIST}/{id}");
        let with = |field: &str, value: Value| {
            let mut details = json!({"delegate_places": 3, "municipality": "08421000"});
            details[field] = value;
            details
        };
        for (details, field) in [
            (with("municipality", json!("Neustadt")), "municipality municipality-ambiguous"),
            (with("municipality", json!("Nirgendwo")), "municipality municipality-unknown"),
            (with("external_key", json!("Beirat")), "external_key external-key-taken"),
            (with("countries", json!(["TR"])), "countries association-only"),
            (with("fields", json!(["education"])), "fields association-only"),
            (with("contact_email", json!("niemand")), "contact_email not-an-email"),
            (with("website", json!("javascript:alert(1)")), "website not-a-website"),
            (with("locale", json!("xx")), "locale word-unknown"),
        ] {
            let refused = registrar.api_put(&one, 1, &details).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(fields(&refused), [field]);
        }
        let good = with("website", json!("https://rat.example.org"));
        registrar.api_put(&one, 1, &good).await.expect(StatusCode::NO_CONTENT);
        registrar.api_put(&one, 1, &good).await.expect(StatusCode::PRECONDITION_FAILED);
        registrar.api(Method::PUT, &one, None, Some(&good)).await.expect(StatusCode::PRECONDITION_REQUIRED);
        registrar.api_put(&format!("{LIST}/9999"), 1, &good).await.expect(StatusCode::NOT_FOUND);
        let read = registrar.api_get(&one).await.expect(StatusCode::OK);
        assert_eq!(read.revision(), 2);
        let kept = read.json();
        assert_eq!((&kept["ags"], &kept["body"]["municipality"], &kept["body"]["delegate_places"]), (&json!("08421000"), &json!("Ulm"), &json!(3)));
        assert_eq!(registrar.api_get(&format!("{LIST}?on=x")).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json()["fields"][0]["field"], "on");
        let auditor = app.officer(Role::Auditor, &Federation { id: mandat::types::FederationId(1), slug: "laka".to_owned() }).await;
        auditor.api_get(&one).await.expect(StatusCode::OK);
        auditor.api_put(&one, 2, &good).await.expect(StatusCode::FORBIDDEN);
        let foreign = app.officer(Role::Registrar, &app.federation("elnet").await).await;
        foreign.api_put(&one, 2, &good).await.expect(StatusCode::NOT_FOUND);
        foreign.api_put(&one.replace("laka", "elnet"), 2, &good).await.expect(StatusCode::NOT_FOUND);
    }

    async fn a_long_list_is_read_page_by_page_and_its_edges_are_pages_too(app: TestApp) {
        let registrar = registrar(&app).await;
        for name in ["Aalen", "Böblingen", "Calw", "Ditzingen", "Esslingen"] {
            registrar.api_post(LIST, &council(name)).await.expect(StatusCode::CREATED);
        }
        for (query, found, page, last) in [
            ("?per_page=2", vec!["Aalen", "Böblingen"], 1, 3),
            ("?per_page=2&page=3", vec!["Esslingen"], 3, 3),
            ("?per_page=2&page=4", vec![], 4, 3),
            ("?per_page=5", vec!["Aalen", "Böblingen", "Calw", "Ditzingen", "Esslingen"], 1, 1),
            ("?per_page=0", vec!["Aalen"], 1, 5),
            ("?page=0&per_page=3", vec!["Aalen", "Böblingen", "Calw"], 1, 2),
            ("?page=-7&per_page=3", vec!["Aalen", "Böblingen", "Calw"], 1, 2),
            ("?search=nobody", vec![], 1, 1),
            ("?search=ling&per_page=1&page=2", vec!["Esslingen"], 2, 2),
        ] {
            let list = registrar.api_get(&format!("{LIST}{query}")).await.expect(StatusCode::OK).json();
            assert_eq!(names(&registrar, query).await, found, "{query}");
            assert_eq!((&list["page"], &list["last_page"]), (&json!(page), &json!(last)), "{query}");
        }
        registrar.api_get(&format!("{LIST}?page=99999999999999999999")).await.expect(StatusCode::BAD_REQUEST);
        let far = registrar.api_get(&format!("{LIST}?page={}&per_page=500", i64::MAX)).await.expect(StatusCode::OK).json();
        assert_eq!((&far["items"], &far["total"]), (&json!([]), &json!(5)));
    }
}
