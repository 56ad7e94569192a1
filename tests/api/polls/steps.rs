//! The steps of a poll: ready, open, closed, counted; and what stops them.

use poem::http::Method;

use super::*;

async fn step(laka: &Electorate, poll: i64, step: &str, body: &Value) -> Answer {
    laka.board
        .api_post(&format!("{}/{step}", laka.poll_path(poll)), body)
        .await
}

/// Everything that a definition consists of, as it is stored.
async fn stored(app: &TestApp, poll: i64) -> Vec<String> {
    let mut outside = app.outside().await;
    let mut rows = outside
        .texts(&format!(
            "SELECT kind || '|' || secrecy || '|' || title || '|' || question || '|' || CAST(max_choices AS TEXT) || '|' || \
             CAST(seats AS TEXT) || '|' || rule || '|' || state || '|' || CAST(roll_id AS TEXT) || '|' || CAST(position AS TEXT) \
             || '|' || CAST(revision AS TEXT) FROM polls WHERE id = {poll}"
        ))
        .await;
    rows.extend(
        outside
            .texts(&format!(
                "SELECT CAST(position AS TEXT) || label FROM poll_options WHERE poll_id = {poll} ORDER BY position"
            ))
            .await,
    );
    rows
}

on_both_engines! {
    async fn a_poll_goes_from_draft_to_counted_and_only_forward(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let voters = app.voters(&laka, 3).await;
        let poll = laka.draft(&motion()).await;
        // Each state with the one step that is possible in it; all others are refused, and say what they need.
        let steps = [
            ("ready", "poll-not-draft"),
            ("open", "poll-not-ready"),
            ("close", "poll-not-open"),
            ("count", "poll-not-closed"),
        ];
        for (done, state_now) in ["draft", "ready", "open", "closed"].into_iter().enumerate() {
            assert_eq!(state(&laka, poll).await["state"], state_now);
            for (n, (other, needs)) in steps.into_iter().enumerate() {
                if n != done {
                    assert_eq!(code(step(&laka, poll, other, &json!({})).await, StatusCode::CONFLICT), needs, "{other} while {state_now}");
                }
            }
            if state_now == "open" {
                cast(&voters[0], poll, &["yes"]).await;
                cast(&voters[1], poll, &["yes"]).await;
                cast(&voters[2], poll, &["no"]).await;
            }
            laka.step(poll, steps[done].0).await;
        }
        let counted = state(&laka, poll).await;
        assert_eq!((&counted["state"], &counted["ballots"], &counted["entitled"]), (&json!("counted"), &json!(3), &json!(3)));
        for time in ["opened_at", "closed_at", "counted_at"] {
            assert_eq!(counted[time], "2026-05-04T08:00:00.000Z", "{time}");
        }
        for other in ["ready", "open", "close"] {
            step(&laka, poll, other, &json!({})).await.expect(StatusCode::CONFLICT);
        }
        let acts = app.outside().await.texts("SELECT act FROM audit_log WHERE subject = 'polls' ORDER BY seq").await;
        assert_eq!(acts, ["create_poll", "make_poll_ready", "request_poll_act", "open_poll", "request_poll_act", "close_poll", "count_poll"]);
    }

    async fn a_poll_is_opened_with_a_time_of_closing_that_lies_ahead(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let poll = laka.ready(&motion()).await;
        for (typed, problem) in [
            ("2026-05-04T08:00:00Z", "in-the-past"),
            ("2026-05-04T09:59:00+02:00", "in-the-past"),
            ("2026-05-05", "not-a-time"),
            ("morgen", "not-a-time"),
        ] {
            let refused = step(&laka, poll, "open", &json!({ "closes_at": typed })).await;
            assert_eq!(refused_fields(refused), [("closes_at".to_owned(), problem.to_owned())], "{typed}");
        }
        step(&laka, poll, "open", &json!({ "closes_on": "2026-05-05" })).await.expect(StatusCode::BAD_REQUEST);
        assert_eq!(state(&laka, poll).await["state"], "ready");
        laka.act(poll, "open", &json!({ "closes_at": "2026-05-04T12:00:00+02:00" })).await;
        assert_eq!(state(&laka, poll).await["closes_at"], "2026-05-04T10:00:00.000Z");
    }

    async fn no_poll_is_opened_on_a_roll_that_is_not_frozen_and_none_in_secret_among_two(app: TestApp) {
        let pair = app.electorate("laka", &[1, 9]).await;
        let secret = pair.ready(&motion()).await;
        let refused = step(&pair, secret, "open", &json!({})).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(refused["code"], "too-few-for-secrecy");
        assert!(refused["title"].as_str().unwrap().contains('3'), "{refused}");
        assert_eq!(state(&pair, secret).await["state"], "ready");
        // By name, two may vote.
        pair.open(&by_name(motion())).await;

        let early = app.electorate_in_preparation("nrw", &[1; 3]).await;
        let poll = early.ready(&motion()).await;
        assert_eq!(code(step(&early, poll, "open", &json!({})).await, StatusCode::CONFLICT), "roll-not-frozen");
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM ballot_boxes").await, 1);
    }

    async fn row_30_every_part_of_a_poll_is_fixed_from_opening_on(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let definition = election(&["Ayşe", "Omar", "Nina"]);
        let poll = laka.open(&definition).await;
        let before = stored(&app, poll).await;
        let changes = [
            ("title", json!({ "de": "Anderer Titel" })),
            ("title", json!({ "de": "Vorstand", "en": "Board" })),
            ("question", json!({ "de": "Wer nicht?" })),
            ("secrecy", json!("roll_call")),
            ("options", json!([{ "de": "Ayşe" }, { "de": "Omar" }])),
            ("options", json!([{ "de": "Omar" }, { "de": "Ayşe" }, { "de": "Nina" }])),
            ("options", json!([{ "de": "Ayşe" }, { "de": "Omar" }, { "de": "Nina" }, { "de": "Yusuf" }])),
            ("options", json!([{ "de": "Ayşe" }, { "de": "Omar" }, { "de": "Ninja" }])),
            ("max_choices", json!(3)),
            ("seats", json!(1)),
            ("election_rule", json!("absolute_majority_of_valid")),
        ];
        let revision = state(&laka, poll).await["revision"].as_i64().unwrap();
        for state_now in ["open", "closed", "counted"] {
            for (field, value) in &changes {
                let mut changed = definition.clone();
                changed[*field] = value.clone();
                for revision in [1, revision] {
                    let refused = laka.board.api_put(&laka.poll_path(poll), revision, &changed).await;
                    assert_eq!(code(refused, StatusCode::CONFLICT), "poll-fixed", "{field} while {state_now}");
                }
            }
            let refused = laka.board.api_put(&laka.poll_path(poll), revision, &motion()).await;
            assert_eq!(code(refused, StatusCode::CONFLICT), "poll-fixed", "the kind while {state_now}");
            let refused = laka.board.api(Method::DELETE, &laka.poll_path(poll), Some(revision), None).await;
            assert_eq!(code(refused, StatusCode::CONFLICT), "poll-fixed", "removed while {state_now}");
            // The same by the pages.
            let page = laka.poll_page(poll);
            let revision = state(&laka, poll).await["revision"].to_string();
            let form = [
                ("revision", revision.as_str()), ("title.de", "Anderer Titel"), ("question.de", "Wer nicht?"), ("secrecy", "secret"),
                ("candidates.de", "Ayşe\nOmar\nNina"), ("max_choices", "2"), ("seats", "2"), ("election_rule", "relative_majority"),
            ];
            laka.board.post_form(&format!("{page}/edit"), &form).await.expect(StatusCode::CONFLICT);
            laka.board.post_form(&format!("{page}/delete"), &form).await.expect(StatusCode::CONFLICT);
            for part in ["edit", "delete"] {
                laka.board.get(&format!("{page}/{part}")).await.expect(StatusCode::CONFLICT);
            }
            if state_now == "open" {
                assert_eq!(stored(&app, poll).await, before);
                laka.step(poll, "close").await;
            } else if state_now == "closed" {
                laka.step(poll, "count").await;
            }
        }
        let after = stored(&app, poll).await;
        assert_eq!(after[1..], before[1..]);
        assert_eq!(after[0].split("|counted|").next(), before[0].split("|open|").next());
    }

    async fn row_30_the_roll_stays_as_it_was_when_the_poll_was_opened(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        laka.make_codes().await;
        laka.open(&motion()).await;
        let again = laka.registrar.api_post(&format!("{}/freeze", laka.path), &json!({})).await;
        again.expect(StatusCode::CONFLICT);
        let codes = laka.board.api_post(&format!("{}/codes", laka.path), &Value::Null).await;
        assert_eq!(code(codes, StatusCode::CONFLICT), "codes-in-use");
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM roll_entries").await, 3);
    }

    async fn what_is_not_there_is_not_found(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        for nothing in ["999999", "-1", "9223372036854775807"] {
            let path = format!("/federations/laka/polls/{nothing}");
            laka.board.api_get(&path).await.expect(StatusCode::NOT_FOUND);
            laka.board.api_put(&path, 1, &motion()).await.expect(StatusCode::NOT_FOUND);
            laka.board.api_delete(&path, Some(1)).await.expect(StatusCode::NOT_FOUND);
            for step in ["ready", "open", "close", "count"] {
                laka.board.api_post(&format!("{path}/{step}"), &json!({})).await.expect(StatusCode::NOT_FOUND);
            }
            for part in ["count", "roll-call"] {
                laka.board.api_get(&format!("{path}/{part}")).await.expect(StatusCode::NOT_FOUND);
            }
        }
        for typed in ["x", "9223372036854775808", "1.0", "%20"] {
            assert!(laka.board.api_get(&format!("/federations/laka/polls/{typed}")).await.status.is_client_error(), "{typed}");
        }
    }

    async fn a_database_that_is_away_is_told_as_passing(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let list = format!("{}/polls", laka.path);
        laka.board.api_get(&list).await.expect(StatusCode::OK);
        match &app.app.db {
            mandat::db::Db::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            mandat::db::Db::Postgres(pool) => pool.close().await,
        }
        let away = laka.board.api_get(&list).await.expect(StatusCode::SERVICE_UNAVAILABLE);
        assert!(away.header("retry-after").is_some());
    }
}
