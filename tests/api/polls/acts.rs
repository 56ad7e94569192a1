//! Acts of two people, incidents, the grace period, and the question whether a code was used.

use std::time::Duration;

use mandat::accounts::model::Role;

use super::*;

async fn ask(laka: &Electorate, poll: i64, act: &str, body: &Value) -> Answer {
    laka.board
        .api_post(&format!("{}/{act}", laka.poll_path(poll)), body)
        .await
}

/// Confirms or withdraws.
async fn decide(laka: &Electorate, by: &Actor, poll: i64, approval: i64, how: &str) -> Answer {
    let path = format!("{}/approvals/{approval}/{how}", laka.poll_path(poll));
    by.api_post(&path, &Value::Null).await
}

fn approval(asked: Answer) -> i64 {
    let asked = asked.expect(StatusCode::ACCEPTED).json();
    assert_eq!(asked["state"], "waiting");
    asked["approval"].as_i64().unwrap()
}

async fn ballot(voter: &Actor, poll: i64) -> Answer {
    let path = format!("/voting/polls/{poll}/ballot");
    voter.api_post(&path, &json!({ "choices": ["yes"] })).await
}

async fn sign_in(app: &TestApp, typed: &str) -> Actor {
    let stranger = app.stranger();
    let session = stranger
        .api_post("/voting/sessions", &json!({ "code": typed }))
        .await;
    let token = session.expect(StatusCode::OK).json()["token"]
        .as_str()
        .unwrap()
        .to_owned();
    app.stranger().with_bearer(&token)
}

on_both_engines! {
    async fn row_29_opening_and_closing_wait_for_a_second_person_and_never_for_the_same(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let voter = app.voter(&laka, 1).await;
        let poll = laka.ready(&motion()).await;
        for (act, before, after) in [("open", "ready", "open"), ("close", "open", "closed")] {
            let first = approval(ask(&laka, poll, act, &json!({})).await);
            assert_eq!(state(&laka, poll).await["state"], before, "{act} waits");
            let listed = laka.board.api_get(&format!("{}/approvals", laka.poll_path(poll))).await.json();
            assert_eq!((&listed[0]["approval"], &listed[0]["act"], &listed[0]["is_current"]), (&json!(first), &json!(act), &json!(true)));
            let page = laka.second.get(&laka.poll_page(poll)).await.expect(StatusCode::OK).text();
            assert!(page.contains(&format!("/approvals/{first}/confirm")));
            let own = laka.board.get(&laka.poll_page(poll)).await.expect(StatusCode::OK).text();
            assert!(!own.contains(&format!("/approvals/{first}/confirm")) && own.contains(&format!("/approvals/{first}/withdraw")));

            assert_eq!(code(decide(&laka, &laka.board, poll, first, "confirm").await, StatusCode::CONFLICT), "poll-same-person");
            assert_eq!(code(ask(&laka, poll, act, &json!({})).await, StatusCode::CONFLICT), "poll-request-waits");
            decide(&laka, &laka.registrar, poll, first, "confirm").await.expect(StatusCode::FORBIDDEN);
            decide(&laka, &laka.second, poll, first, "withdraw").await.expect(StatusCode::NO_CONTENT);
            decide(&laka, &laka.second, poll, first, "confirm").await.expect(StatusCode::NOT_FOUND);
            assert_eq!(state(&laka, poll).await["state"], before, "{act} withdrawn");

            let again = approval(ask(&laka, poll, act, &json!({})).await);
            if act == "close" {
                ballot(&voter, poll).await.expect(StatusCode::OK);
            }
            decide(&laka, &laka.second, poll, again, "confirm").await.expect(StatusCode::NO_CONTENT);
            assert_eq!(state(&laka, poll).await["state"], after);
        }
        // Who asked stands in one row, who confirmed in the other; the public one leads to the first by its number alone.
        let log = "SELECT act || ' ' || account_id || ' ' || after FROM audit_log WHERE subject = 'polls' AND act <> 'make_poll_ready' AND act <> 'create_poll' ORDER BY seq";
        let told = app.outside().await.texts(log).await;
        let (board, second) = (laka.board.account.unwrap().0, laka.second.account.unwrap().0);
        for (row, (act, who)) in told.iter().zip([
            ("request_poll_act", board), ("withdraw_poll_act", second), ("request_poll_act", board), ("open_poll", second),
            ("request_poll_act", board), ("withdraw_poll_act", second), ("request_poll_act", board), ("close_poll", second),
        ]) {
            assert!(row.starts_with(&format!("{act} {who} ")), "{row}");
            assert_eq!(row.contains("\"approval\""), act != "withdraw_poll_act", "{row}");
        }
        assert_eq!(told.len(), 8, "{told:?}");
    }

    async fn of_two_confirmations_at_once_one_wins(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let third = app.officer(Role::ElectionBoard, &laka.federation).await;
        let poll = laka.open(&motion()).await;
        let id = approval(ask(&laka, poll, "close", &json!({})).await);
        let (one, other) = tokio::join!(
            decide(&laka, &laka.second, poll, id, "confirm"),
            decide(&laka, &third, poll, id, "confirm")
        );
        let won = [&one, &other].iter().filter(|a| a.status == StatusCode::NO_CONTENT).count();
        assert_eq!(won, 1, "{} {}", one.text(), other.text());
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM audit_log WHERE act = 'close_poll'").await, 1);
    }

    async fn row_30_a_poll_that_was_changed_since_is_not_opened_by_the_old_request(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let poll = laka.ready(&motion()).await;
        let id = approval(ask(&laka, poll, "open", &json!({})).await);
        let mut changed = motion();
        changed["question"] = json!({ "de": "Soll der Beitrag auf 600 Euro steigen?" });
        let revision = state(&laka, poll).await["revision"].as_i64().unwrap();
        laka.board.api_put(&laka.poll_path(poll), revision, &changed).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(code(decide(&laka, &laka.second, poll, id, "confirm").await, StatusCode::CONFLICT), "poll-request-changed");
        assert_eq!(state(&laka, poll).await["state"], "ready");
        decide(&laka, &laka.board, poll, id, "withdraw").await.expect(StatusCode::NO_CONTENT);
        laka.step(poll, "open").await;
    }

    async fn row_68_an_interruption_takes_no_vote_and_loses_none(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let voters = app.voters(&laka, 3).await;
        let poll = laka.open(&motion()).await;
        ballot(&voters[0], poll).await.expect(StatusCode::OK);
        let reason = json!({ "reason": "Feueralarm im Saal" });
        ask(&laka, poll, "interrupt", &json!({ "reason": "x" })).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        ask(&laka, poll, "interrupt", &reason).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(state(&laka, poll).await["state"], "interrupted");
        assert_eq!(code(ballot(&voters[1], poll).await, StatusCode::CONFLICT), "poll-interrupted");
        let page = voters[1].get("/de/vote/polls").await.expect(StatusCode::OK).text();
        assert!(page.contains("Unterbrochen"), "{page}");
        ask(&laka, poll, "interrupt", &reason).await.expect(StatusCode::CONFLICT);
        // One person alone does not let it go on.
        let id = approval(ask(&laka, poll, "resume", &reason).await);
        assert_eq!(code(ballot(&voters[1], poll).await, StatusCode::CONFLICT), "poll-interrupted");
        decide(&laka, &laka.second, poll, id, "confirm").await.expect(StatusCode::NO_CONTENT);
        ballot(&voters[1], poll).await.expect(StatusCode::OK);
        laka.step(poll, "close").await;
        laka.step(poll, "count").await;
        assert_eq!(state(&laka, poll).await["ballots"], 2);
        // Everybody reads that and why it was interrupted, once there is a result; never by whom.
        let publisher = app.officer(Role::Publisher, &laka.federation).await;
        laka.publish(&publisher, poll, &json!({})).await;
        let evidence = app.stranger().api_get(&format!("/federations/laka/results/{poll}/evidence")).await.expect(StatusCode::OK).json();
        let log = evidence["log"].as_array().unwrap();
        let told: Vec<_> = log.iter().filter_map(|row| row["content"]["act"].as_str()).collect();
        assert_eq!(told[..3], ["open_poll", "interrupt_poll", "resume_poll"], "{evidence}");
        assert!(evidence.to_string().contains("Feueralarm im Saal") && !evidence.to_string().contains("requested_by"));
    }

    async fn row_68_a_void_poll_keeps_its_sealed_box_has_no_result_and_is_repeated(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let voters = app.voters(&laka, 3).await;
        let reason = json!({ "reason": "Falsche Kandidatenliste" });
        for upto in ["open", "close", "count"] {
            let poll = laka.open(&motion()).await;
            ballot(&voters[0], poll).await.expect(StatusCode::OK);
            for step in ["close", "count"] {
                if upto != "open" && (step == "close" || upto == "count") {
                    laka.step(poll, step).await;
                }
            }
            laka.act(poll, "void", &reason).await;
            let shown = state(&laka, poll).await;
            assert_eq!((&shown["state"], &shown["void_reason"]), (&json!("void"), &json!("Falsche Kandidatenliste")));
            let mut outside = app.outside().await;
            for (table, ballots) in [("ballots", 0), ("sealed_ballots", 1), ("box_blocks", 1), ("trackers", 0), ("sealed_trackers", 1)] {
                let sql = format!("SELECT COUNT(*) FROM {table} WHERE poll_id = {poll}");
                assert_eq!(outside.number(&sql).await, ballots, "{table} after {upto}");
            }
            let path = laka.poll_path(poll);
            assert_eq!(code(ask(&laka, poll, "count", &json!({})).await, StatusCode::CONFLICT), "poll-void");
            laka.board.api_get(&format!("{path}/count")).await.expect(StatusCode::NOT_FOUND);
            let publisher = app.officer(Role::Publisher, &laka.federation).await;
            let refused = publisher.api_post(&format!("{path}/publication"), &json!({})).await;
            assert_eq!(code(refused, StatusCode::CONFLICT), "poll-void");
            laka.board.get(&laka.poll_page(poll)).await.expect(StatusCode::OK);
            let draft = laka.board.api_post(&format!("{path}/repeat"), &Value::Null).await.expect(StatusCode::CREATED).id();
            let draft = state(&laka, draft).await;
            assert_eq!((&draft["state"], &draft["follows"], &draft["follows_as"]), (&json!("draft"), &json!(poll), &json!("repeat")));
            assert_eq!(draft["question"], shown["question"]);
        }
        let poll = laka.open(&motion()).await;
        assert_eq!(code(ask(&laka, poll, "repeat", &json!({})).await, StatusCode::CONFLICT), "poll-not-void");
    }

    async fn row_28_fault_12_who_signed_in_before_the_end_has_ten_minutes_more(app: TestApp) {
        let laka = app.electorate("laka", &[1; 4]).await;
        let codes = laka.make_codes().await;
        let poll = laka.ready(&motion()).await;
        let other = laka.open(&motion()).await;
        ask(&laka, poll, "open", &json!({ "grace_minutes": 61 })).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        laka.act(poll, "open", &json!({ "closes_at": "2026-05-04T08:10:00Z", "grace_minutes": 10 })).await;
        // A session ends after twenty minutes; these two outlive the time to vote.
        app.clock.advance(Duration::from_secs(5 * 60));
        let (early, idle) = (sign_in(&app, &codes[0]).await, sign_in(&app, &codes[1]).await);
        app.clock.advance(Duration::from_secs(5 * 60 + 9 * 60 + 59));
        let late = sign_in(&app, &codes[2]).await;
        assert_eq!(code(ballot(&late, poll).await, StatusCode::CONFLICT), "poll-signed-in-late");
        ballot(&late, other).await.expect(StatusCode::OK);
        ballot(&early, poll).await.expect(StatusCode::OK);
        app.clock.advance(Duration::from_secs(2));
        assert_eq!(code(ballot(&idle, poll).await, StatusCode::CONFLICT), "poll-not-open");
        // Fault 12: a clock that goes back opens nothing that was closed.
        laka.step(poll, "close").await;
        app.clock.set(app.app.clock.now().plus_millis(-3_600_000));
        assert_eq!(code(ballot(&idle, poll).await, StatusCode::CONFLICT), "poll-not-open");
    }

    async fn row_68_only_a_poll_that_has_not_ended_is_extended(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let voter = app.voter(&laka, 1).await;
        let poll = laka.ready(&motion()).await;
        laka.act(poll, "open", &json!({ "closes_at": "2026-05-04T08:10:00Z" })).await;
        let to = |time: &str| json!({ "closes_at": time, "reason": "Netzausfall" });
        let earlier = ask(&laka, poll, "extend", &to("2026-05-04T08:09:00Z")).await;
        assert_eq!(refused_fields(earlier), [("closes_at".to_owned(), "not-later".to_owned())]);
        laka.act(poll, "extend", &to("2026-05-04T08:20:00Z")).await;
        app.clock.advance(Duration::from_secs(15 * 60));
        ballot(&voter, poll).await.expect(StatusCode::OK);
        app.clock.advance(Duration::from_secs(10 * 60));
        assert_eq!(code(ask(&laka, poll, "extend", &to("2026-05-04T09:00:00Z")).await, StatusCode::CONFLICT), "poll-time-over");
    }

    async fn row_34_fault_14_a_code_tells_whether_it_was_used_and_nothing_else(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let codes = laka.make_codes().await;
        let poll = laka.open(&motion()).await;
        // Fault 14: the code is not burnt by signing in twice.
        drop(sign_in(&app, &codes[0]).await);
        ballot(&sign_in(&app, &codes[0]).await, poll).await.expect(StatusCode::OK);
        laka.draft(&motion()).await;
        for step in ["", "close", "count"] {
            if !step.is_empty() {
                laka.step(poll, step).await;
            }
            for (typed, voted) in [(&codes[0], true), (&codes[1], false)] {
                let told = app.stranger().api_post("/voting/check", &json!({ "code": typed })).await.expect(StatusCode::OK).json();
                assert_eq!(told, json!([{ "poll_id": poll, "title": { "de": "Beitrag" }, "voted": voted }]), "after {step:?}");
                let page = app.stranger().post_form("/de/vote/check", &[("code", typed)]).await.expect(StatusCode::OK).text();
                assert_eq!(page.contains("tone-success"), voted);
                assert!(!page.contains(typed.as_str()));
            }
        }
        let unknown = app.stranger().api_post("/voting/check", &json!({ "code": "2345" })).await;
        assert!(unknown.status.is_client_error());
    }

    async fn fault_28_what_is_sent_again_happens_once(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let voter = app.voter(&laka, 1).await;
        let poll = laka.open(&motion()).await;
        ballot(&voter, poll).await.expect(StatusCode::OK);
        assert_eq!(code(ballot(&voter, poll).await, StatusCode::CONFLICT), "already-voted");
        let id = approval(ask(&laka, poll, "close", &json!({})).await);
        decide(&laka, &laka.second, poll, id, "confirm").await.expect(StatusCode::NO_CONTENT);
        decide(&laka, &laka.second, poll, id, "confirm").await.expect(StatusCode::NOT_FOUND);
        laka.step(poll, "count").await;
        assert_eq!(state(&laka, poll).await["ballots"], 1);
    }

    async fn the_desk_tells_who_can_confirm_what_waits(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let poll = laka.ready(&motion()).await;
        approval(ask(&laka, poll, "open", &json!({})).await);
        for (who, told) in [(&laka.second, 1), (&laka.board, 0), (&laka.registrar, 0)] {
            let desk = who.api_get("/federations/laka/due?kind=approval").await.expect(StatusCode::OK).json();
            let items = desk["items"].as_array().unwrap();
            assert_eq!(items.len(), told, "{desk}");
            for item in items {
                assert_eq!(item["poll_id"], poll, "{item}");
            }
        }
        let page = laka.second.get("/de/staff/laka").await.expect(StatusCode::OK).text();
        assert!(page.contains(&laka.poll_page(poll)), "{page}");
    }

    async fn a_runoff_is_refused_where_the_way_of_voting_has_none(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let mut ranked = election(&["Ayşe", "Omar"]);
        ranked["method"] = json!("instant_runoff");
        ranked.as_object_mut().unwrap().remove("election_rule");
        ranked["seats"] = json!(1);
        let poll = laka.open(&ranked).await;
        laka.step(poll, "close").await;
        laka.step(poll, "count").await;
        assert_eq!(code(ask(&laka, poll, "runoff", &json!({})).await, StatusCode::CONFLICT), "poll-no-runoff-by-method");
    }

    async fn a_runoff_follows_an_absolute_majority_that_nobody_reached(app: TestApp) {
        let laka = app.electorate("laka", &[1; 5]).await;
        let voters = app.voters(&laka, 5).await;
        let mut asked = election(&["Ayşe", "Omar", "Nina"]);
        asked["seats"] = json!(1);
        asked["max_choices"] = json!(1);
        asked["election_rule"] = json!("absolute_majority_of_valid");
        // The two with most votes, and whoever has as many as the second.
        for (choices, left) in [(["1", "1", "2", "2", "3"], vec!["Ayşe", "Omar"]), (["3", "3", "1", "2", ""], vec!["Ayşe", "Omar", "Nina"])] {
            let poll = laka.open(&asked).await;
            for (voter, choice) in voters.iter().zip(choices) {
                cast(voter, poll, if choice.is_empty() { &[] } else { std::slice::from_ref(&choice) }).await;
            }
            laka.step(poll, "close").await;
            laka.step(poll, "count").await;
            let draft = ask(&laka, poll, "runoff", &json!({})).await.expect(StatusCode::CREATED).id();
            let draft = state(&laka, draft).await;
            assert_eq!(draft["options"], left.iter().map(|name| json!({ "de": name })).collect::<Value>());
            assert_eq!(draft["election_rule"], "relative_majority");
        }
    }

    async fn a_runoff_stands_between_those_who_are_tied(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let voters = app.voters(&laka, 3).await;
        let mut asked = election(&["Ayşe", "Omar", "Nina"]);
        asked["seats"] = json!(1);
        asked["max_choices"] = json!(1);
        let poll = laka.open(&asked).await;
        for (voter, choice) in voters.iter().zip(["1", "2"]) {
            cast(voter, poll, &[choice]).await;
        }
        assert_eq!(code(ask(&laka, poll, "runoff", &json!({})).await, StatusCode::CONFLICT), "poll-no-runoff");
        laka.step(poll, "close").await;
        laka.step(poll, "count").await;
        laka.board.get(&laka.poll_page(poll)).await.expect(StatusCode::OK);
        let draft = ask(&laka, poll, "runoff", &json!({})).await.expect(StatusCode::CREATED).id();
        let draft = state(&laka, draft).await;
        assert_eq!(draft["options"], json!([{ "de": "Ayşe" }, { "de": "Omar" }]));
        assert_eq!((&draft["follows"], &draft["follows_as"], &draft["seats"]), (&json!(poll), &json!("runoff"), &json!(1)));
    }
}
