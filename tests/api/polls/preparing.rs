//! Polls in preparation: written, listed, rewritten, removed, made ready.

use mandat::accounts::model::Role;
use poem::http::Method;

use super::*;

on_both_engines! {
    async fn polls_are_written_listed_shown_rewritten_and_removed(app: TestApp) {
        let laka = app.electorate("laka", &[1, 1, 4]).await;
        let list = format!("{}/polls", laka.path);
        let first = laka.draft(&motion()).await;
        let second = laka.draft(&election(&["Ayşe", "Omar", "Nina"])).await;

        let listed = laka.board.api_get(&list).await.expect(StatusCode::OK).json();
        assert_eq!((&listed["total"], &listed["last_page"]), (&json!(2), &json!(1)));
        let places: Vec<_> = listed["items"].as_array().unwrap().iter().map(|p| (p["id"].as_i64().unwrap(), p["position"].as_i64().unwrap())).collect();
        assert_eq!(places, [(first, 1), (second, 2)]);
        let page = laka.board.api_get(&format!("{list}?page=2&per_page=1")).await.expect(StatusCode::OK).json();
        assert_eq!((&page["items"][0]["id"], &page["last_page"]), (&json!(second), &json!(2)));

        let shown = laka.board.api_get(&laka.poll_path(second)).await.expect(StatusCode::OK);
        assert_eq!(shown.revision(), 1);
        let shown = shown.json();
        assert_eq!((&shown["state"], &shown["entitled"], &shown["ballots"]), (&json!("draft"), &json!(6), &Value::Null));
        assert_eq!(shown["options"], json!([{ "de": "Ayşe" }, { "de": "Omar" }, { "de": "Nina" }]));
        assert_eq!((&shown["election_rule"], &shown["majority"]), (&json!("relative_majority"), &Value::Null));

        let mut rewritten = election(&["Nina", "Ayşe"]);
        rewritten["title"]["en"] = json!("Board");
        rewritten["seats"] = json!(1);
        laka.board.api_put(&laka.poll_path(second), 1, &rewritten).await.expect(StatusCode::NO_CONTENT);
        let shown = laka.board.api_get(&laka.poll_path(second)).await.expect(StatusCode::OK);
        assert_eq!(shown.revision(), 2);
        let shown = shown.json();
        assert_eq!((&shown["title"], &shown["seats"]), (&json!({ "de": "Vorstand", "en": "Board" }), &json!(1)));
        assert_eq!(shown["options"], json!([{ "de": "Nina" }, { "de": "Ayşe" }]));

        laka.board.api_delete(&laka.poll_path(second), Some(2)).await.expect(StatusCode::NO_CONTENT);
        laka.board.api_get(&laka.poll_path(second)).await.expect(StatusCode::NOT_FOUND);
        laka.step(first, "ready").await;
        assert_eq!(state(&laka, first).await["state"], "ready");
        let acts = app.outside().await.texts("SELECT act FROM audit_log WHERE subject = 'polls' ORDER BY seq").await;
        assert_eq!(acts, ["create_poll", "create_poll", "update_poll", "delete_poll", "make_poll_ready"]);
    }

    async fn the_election_board_alone_writes_and_runs_polls_and_only_its_own(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let nrw = app.electorate("nrw", &[1; 3]).await;
        let poll = laka.ready(&motion()).await;
        let (list, path) = (format!("{}/polls", laka.path), laka.poll_path(poll));
        let changes = [
            (Method::POST, list.clone(), None, motion()),
            (Method::PUT, path.clone(), Some(2), motion()),
            (Method::DELETE, path.clone(), Some(2), Value::Null),
            (Method::POST, format!("{path}/ready"), None, Value::Null),
            (Method::POST, format!("{path}/open"), None, json!({})),
            (Method::POST, format!("{path}/close"), None, Value::Null),
            (Method::POST, format!("{path}/count"), None, Value::Null),
        ];
        let staff = [&laka.registrar, &app.officer(Role::Publisher, &laka.federation).await, &app.officer(Role::Auditor, &laka.federation).await];
        for (method, address, revision, body) in &changes {
            let ask = async |who: &Actor, address: &str| who.api(method.clone(), address, *revision, Some(body)).await;
            for who in staff {
                ask(who, address).await.expect(StatusCode::FORBIDDEN);
            }
            ask(&app.stranger(), address).await.expect(StatusCode::UNAUTHORIZED);
            ask(&nrw.board, address).await.expect(StatusCode::NOT_FOUND);
            // Not through the address of the own federation either.
            ask(&nrw.board, &address.replace("/laka/", "/nrw/")).await.expect(StatusCode::NOT_FOUND);
        }
        for address in [&list, &path] {
            for who in staff {
                who.api_get(address).await.expect(StatusCode::OK);
            }
            app.stranger().api_get(address).await.expect(StatusCode::UNAUTHORIZED);
            nrw.board.api_get(address).await.expect(StatusCode::NOT_FOUND);
            nrw.board.api_get(&address.replace("/laka/", "/nrw/")).await.expect(StatusCode::NOT_FOUND);
        }
        for part in ["count", "roll-call"] {
            app.stranger().api_get(&format!("{path}/{part}")).await.expect(StatusCode::UNAUTHORIZED);
            nrw.board.api_get(&format!("{path}/{part}")).await.expect(StatusCode::NOT_FOUND);
        }
        assert_eq!(state(&laka, poll).await["state"], "ready");
        assert_eq!(app.outside().await.number("SELECT CAST(SUM(revision) AS BIGINT) FROM polls").await, 2);
    }

    async fn a_poll_is_refused_field_by_field_and_nothing_is_stored(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let list = format!("{}/polls", laka.path);
        let persons = || election(&["Ayşe", "Omar", "Nina"]);
        let with = |mut poll: Value, field: &str, value: Value| {
            poll[field] = value;
            poll
        };
        for (poll, field, code) in [
            (with(motion(), "title", json!({})), "title", "required"),
            (with(motion(), "title", json!({ "en": "Fee" })), "title", "language-missing"),
            (with(motion(), "title", json!({ "de": "x".repeat(201) })), "title.de", "too-long"),
            (with(motion(), "title", json!({ "de": "zwei\nZeilen" })), "title.de", "control-sign"),
            (with(motion(), "title", json!({ "de": "\u{202E}hcsnegeG" })), "title.de", "direction-sign"),
            (with(motion(), "question", json!({ "xx": "?" })), "question", "unknown-language"),
            (with(motion(), "question", json!({ "de": " " })), "question", "required"),
            (with(motion(), "options", json!([{ "de": "Ayşe" }])), "options", "no-candidates-in-motion"),
            (with(motion(), "majority", Value::Null), "rule", "rule-unusable"),
            (with(motion(), "majority", persons()["majority"].clone()), "rule", "rule-unusable"),
            (with(motion(), "election_rule", json!("relative_majority")), "rule", "rule-unusable"),
            (with(motion(), "majority", json!({ "share": { "numerator": 3, "denominator": 2 }, "base": "valid" })), "rule", "rule-unusable"),
            (with(motion(), "majority", json!({ "share": { "numerator": 1, "denominator": 2 }, "base": "valid", "quorum": { "measure": "voted" } })), "rule", "rule-unusable"),
            (with(persons(), "options", json!([])), "options", "required"),
            (with(persons(), "options", json!([{ "de": "Ayşe" }, { "en": "Omar" }])), "options.2", "language-missing"),
            (with(persons(), "options", json!([{ "de": "Ayşe" }, { "de": "Omar" }, { "de": "Ayşe" }])), "options.3", "candidate-twice"),
            (with(persons(), "max_choices", json!(4)), "max_choices", "number-out-of-range"),
            (with(persons(), "election_rule", Value::Null), "rule", "rule-unusable"),
        ] {
            let refused = laka.board.api_post(&list, &poll).await;
            assert!(refused_fields(refused).contains(&(field.to_owned(), code.to_owned())), "{poll}");
        }
        // What the description of the API excludes does not get that far.
        for (field, value) in [
            ("kind", json!("survey")),
            ("secrecy", json!(true)),
            ("max_choices", json!(0)),
            ("max_choices", json!(-1)),
            ("max_choices", json!(9_223_372_036_854_775_808_u64)),
            ("seats", json!(201)),
            ("seats", json!("2")),
            ("title", json!("Vorstand")),
            ("options", json!(vec![json!({ "de": "x" }); 201])),
            ("state", json!("open")),
            ("federation_id", json!(1)),
            ("weight", json!(7)),
        ] {
            let poll = with(persons(), field, value);
            assert_eq!(code(laka.board.api_post(&list, &poll).await, StatusCode::BAD_REQUEST), "shape", "{poll}");
        }
        laka.board.api_post("/federations/laka/rolls/999999/polls", &motion()).await.expect(StatusCode::NOT_FOUND);
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM polls").await, 0);

        let poll = laka.draft(&persons()).await;
        let refused = laka.board.api_put(&laka.poll_path(poll), 1, &with(persons(), "max_choices", json!(9))).await;
        assert_eq!(refused_fields(refused), [("max_choices".to_owned(), "number-out-of-range".to_owned())]);
        assert_eq!(state(&laka, poll).await["revision"], 1);
    }

    async fn a_change_names_the_version_that_it_is_meant_for(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let poll = laka.draft(&motion()).await;
        let path = laka.poll_path(poll);
        for (method, body) in [(Method::PUT, motion()), (Method::DELETE, Value::Null)] {
            let missing = laka.board.api(method.clone(), &path, None, Some(&body)).await;
            assert_eq!(code(missing, StatusCode::PRECONDITION_REQUIRED), "version-missing");
            for revision in [0, 2, i64::MAX] {
                let stale = laka.board.api(method.clone(), &path, Some(revision), Some(&body)).await;
                assert_eq!(code(stale, StatusCode::PRECONDITION_FAILED), "stale");
            }
        }
        let mut outside = app.outside().await;
        assert_eq!(outside.number("SELECT revision FROM polls").await, 1);
        assert_eq!(outside.texts("SELECT act FROM audit_log WHERE subject = 'polls'").await, ["create_poll"]);
    }

    async fn a_poll_lacks_no_text_in_the_language_that_all_voters_read(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let (draft, ready) = (laka.draft(&election(&["Ayşe", "Omar"])).await, laka.ready(&motion()).await);
        // The federation changes its language between writing and opening.
        app.outside().await.execute("UPDATE federations SET locale = 'en'").await;
        for (poll, step, before) in [(draft, "ready", "draft"), (ready, "open", "ready")] {
            let refused = laka.board.api_post(&format!("{}/{step}", laka.poll_path(poll)), &json!({})).await;
            assert_eq!(code(refused, StatusCode::CONFLICT), "poll-language-missing");
            assert_eq!(state(&laka, poll).await["state"], before);
        }
    }
}
