//! What is looked at before a poll is opened.

use std::time::Duration;

use super::*;

async fn checks(staged: &Electorate, poll: i64) -> Vec<(String, bool)> {
    let shown = staged
        .board
        .api_get(&staged.poll_path(poll))
        .await
        .expect(StatusCode::OK)
        .json();
    let found = shown["preflight"].as_array().cloned().unwrap_or_default();
    found
        .iter()
        .map(|f| {
            (
                f["check"].as_str().unwrap().to_owned(),
                f["critical"].as_bool().unwrap(),
            )
        })
        .filter(|(check, _)| check != "disk_low")
        .collect()
}

fn told(words: &[(&str, bool)]) -> Vec<(String, bool)> {
    words
        .iter()
        .map(|(word, critical)| ((*word).to_owned(), *critical))
        .collect()
}

/// Makes the roll one of an assembly, by statutes whose quorum is so many places; the page of its chair.
async fn assemble(app: &TestApp, staged: &Electorate, quorum: &Value) -> String {
    let (federation, round, roll) = (staged.federation.id.0, staged.round, staged.roll);
    let rules = json!({
        "key_article": "§ 6", "key": {"base": 1}, "quorum": quorum,
        "delegates": {"article": "§ 6", "who": "elected", "deputies": true, "substitutes": true},
    });
    let mut outside = app.outside().await;
    let statutes =
        "INSERT INTO statutes (federation_id, title, valid_from, rules, revision) VALUES";
    outside
        .execute(&format!(
            "{statutes} ({federation}, 'Satzung', 1, '{rules}', 1)"
        ))
        .await;
    outside
        .execute(&format!(
            "INSERT INTO assemblies (federation_id, title, day, form, place, legal_basis, round_id, roll_id, revision) \
             VALUES ({federation}, 'Vollversammlung', 20000, 'on_site', 'Stuttgart', '', {round}, {roll}, 1)"
        ))
        .await;
    let assembly = outside.number("SELECT MAX(id) FROM assemblies").await;
    format!(
        "/de/staff/{}/assemblies/{assembly}/chair",
        staged.federation.slug
    )
}

async fn at_desk(staged: &Electorate, number: usize, act: &str) {
    let place = format!(
        "{}/entries/{}/place/{act}",
        staged.path,
        staged.entries[number - 1]
    );
    staged
        .board
        .api_post(&place, &Value::Null)
        .await
        .expect(StatusCode::NO_CONTENT);
}

fn quorum(measure: &str) -> Value {
    json!({"article": "§ 8", "measure": measure, "number": 3})
}

on_both_engines! {
    async fn warnings_are_told_and_stand_in_the_log_with_who_asked_and_who_confirmed(app: TestApp) {
        let staged = app.electorate("laka", &[1; 6]).await;
        let poll = staged.ready(&motion()).await;
        assert_eq!(checks(&staged, poll).await, told(&[("without_code", false), ("languages_missing", false), ("backup", false)]));
        let page = staged.board.get(&staged.poll_page(poll)).await.expect(StatusCode::OK).text();
        assert!(page.contains("Vor dem Öffnen") && page.contains("keinen gültigen Stimmcode") && page.contains("English"), "{page}");
        staged.step(poll, "open").await;
        let log = app.outside().await.texts("SELECT after FROM audit_log WHERE act IN ('request_poll_act', 'open_poll') ORDER BY seq").await;
        assert_eq!(log.len(), 2);
        for row in &log {
            let told: Value = serde_json::from_str::<Value>(row).unwrap()["told"].clone();
            assert!(told.as_array().unwrap().iter().any(|f| f["check"] == "without_code" && f["entries"] == 6), "{row}");
        }
        assert_eq!(checks(&staged, poll).await, []);
        // All have codes and texts, and a poll of the roll was opened before.
        staged.make_codes().await;
        let mut both = motion();
        (both["title"]["en"], both["question"]["en"]) = (json!("Fee"), json!("Shall it rise?"));
        let next = staged.ready(&both).await;
        assert_eq!(checks(&staged, next).await, []);
    }

    async fn whoever_was_sent_a_link_is_not_told_as_without_a_code(app: TestApp) {
        let staged = app.electorate("laka", &[1; 3]).await;
        let poll = staged.ready(&motion()).await;
        let mut outside = app.outside().await;
        outside.execute("UPDATE people SET email = 'p' || CAST(id AS TEXT) || '@example.org'").await;
        let first = staged.entries[0];
        outside.execute(&format!("UPDATE people SET email = '' WHERE id = (SELECT person_id FROM roll_entries WHERE id = {first})")).await;
        // How many the page tells, in its words.
        let without = async || {
            let page = staged.board.get(&staged.poll_page(poll)).await.expect(StatusCode::OK).text();
            let told = page.split_once(" keinen gültigen Stimmcode");
            told.map(|(before, _)| before.rsplit('>').next().unwrap_or_default().to_owned())
        };
        let all = without().await;
        assert!(all.is_some());
        staged.board.api_post(&format!("{}/links", staged.path), &Value::Null).await.expect(StatusCode::OK);
        assert_eq!(without().await, all, "they wait");
        mandat::mail::worker::send_due(&app.app).await.unwrap();
        let one = without().await;
        assert!(one.is_some() && one != all, "one has no address: {one:?}");
        outside.execute("UPDATE messages SET state = 'handed_over' WHERE state = 'no_address'").await;
        assert_eq!(without().await, None);
        outside.execute("UPDATE messages SET state = 'bounced'").await;
        assert_eq!(without().await, all);
    }

    async fn a_quorum_that_cannot_be_reached_and_a_clock_that_is_slow_stand_in_the_way(app: TestApp) {
        let staged = app.electorate("laka", &[1; 6]).await;
        let mut poll = motion();
        poll["majority"]["quorum"] = json!({"measure": "voted", "number": 7});
        let poll = staged.ready(&poll).await;
        assert!(checks(&staged, poll).await.contains(&("quorum_impossible".to_owned(), true)));
        staged.choose(poll, "accept", "Das ist uns bewusst").await;
        let refused = staged.board.api_post(&format!("{}/open", staged.poll_path(poll)), &json!({})).await;
        assert_eq!(code(refused, StatusCode::CONFLICT), "preflight");
        let refused = staged.board.post_form(&format!("{}/open", staged.poll_page(poll)), &[]).await.expect(StatusCode::CONFLICT).text();
        assert!(refused.contains("nicht zu erreichen") && refused.contains("error-summary"), "{refused}");

        let good = staged.ready(&motion()).await;
        app.clock.advance(Duration::from_secs(3_600));
        let late = staged.ready(&motion()).await;
        app.clock.set(app.app.clock.now().plus_millis(-60_000));
        for poll in [good, late] {
            assert!(checks(&staged, poll).await.contains(&("clock_behind".to_owned(), true)));
        }
        let refused = staged.board.api_post(&format!("{}/open", staged.poll_path(good)), &json!({})).await;
        assert_eq!(code(refused, StatusCode::CONFLICT), "preflight");
    }

    async fn a_poll_of_an_assembly_opens_only_with_the_quorum_of_its_statutes_and_keeps_who_was_there(app: TestApp) {
        let staged = app.electorate("laka", &[1; 6]).await;
        let chair = assemble(&app, &staged, &quorum("present")).await;
        let poll = staged.ready(&motion()).await;
        staged.choose(poll, "accept", "Das ist uns bewusst").await;
        let open = format!("{}/open", staged.poll_path(poll));
        at_desk(&staged, 1, "check-in").await;
        at_desk(&staged, 2, "check-in").await;
        assert!(checks(&staged, poll).await.contains(&("quorum_missing".to_owned(), true)));
        assert_eq!(code(staged.board.api_post(&open, &json!({})).await, StatusCode::CONFLICT), "preflight");
        let page = staged.board.post_form(&format!("{}/open", staged.poll_page(poll)), &[]).await.expect(StatusCode::CONFLICT).text();
        assert!(page.contains("nicht beschlussfähig"), "{page}");

        // Somebody leaves between the request and its confirmation.
        at_desk(&staged, 3, "check-in").await;
        assert!(checks(&staged, poll).await.contains(&("quorum_there".to_owned(), false)));
        let asked = staged.board.api_post(&open, &json!({})).await.expect(StatusCode::ACCEPTED).json();
        let confirm = format!("{}/approvals/{}/confirm", staged.poll_path(poll), asked["approval"]);
        at_desk(&staged, 3, "check-out").await;
        assert_eq!(code(staged.second.api_post(&confirm, &Value::Null).await, StatusCode::CONFLICT), "preflight");
        at_desk(&staged, 3, "check-in").await;
        let confirmed = staged.second.api_post(&confirm, &Value::Null).await;
        assert!(confirmed.status.is_success(), "{}", confirmed.text());

        // Whoever leaves later changes nothing about what was kept, and the chair sees at once that the quorum is gone.
        let given = staged.board.get(&chair).await.expect(StatusCode::OK).text();
        assert!(!given.contains("Nicht gegeben") && given.contains("Bei der Öffnung waren"), "{given}");
        at_desk(&staged, 1, "check-out").await;
        for page in [chair.clone(), chair.replace("/chair", "/screen")] {
            let lost = staged.board.get(&page).await.expect(StatusCode::OK).text();
            assert!(lost.contains("Nicht gegeben") && lost.contains("Bei der Öffnung waren"), "{lost}");
        }
        let shown = staged.board.api_get(&staged.poll_path(poll)).await.expect(StatusCode::OK).json();
        let kept = json!({"places": 6, "own": 3, "deputies": 0, "needed": 3, "article": "§ 8"});
        let mut told = kept.clone();
        told["proxies"] = json!(0);
        assert_eq!(shown["presence"], told);
        let mut outside = app.outside().await;
        let log = outside.texts("SELECT after FROM audit_log WHERE act = 'open_poll'").await;
        assert_eq!(serde_json::from_str::<Value>(&log[0]).unwrap()["presence"], kept);
        let page = staged.board.get(&staged.poll_page(poll)).await.expect(StatusCode::OK).text();
        assert!(page.contains("Bei der Öffnung waren"), "{page}");
        let minutes = staged.board.get(&chair.replace("/chair", "/minutes")).await.expect(StatusCode::OK).text();
        assert!(minutes.contains("Bei der Öffnung waren"), "{minutes}");
    }

    async fn without_a_quorum_of_those_present_a_poll_of_an_assembly_opens_and_is_told_who_was_there(app: TestApp) {
        for (slug, rule) in [("laka", Value::Null), ("lir", quorum("voted"))] {
            let staged = app.electorate(slug, &[1; 6]).await;
            assemble(&app, &staged, &rule).await;
            let poll = staged.open(&motion()).await;
            let shown = staged.board.api_get(&staged.poll_path(poll)).await.expect(StatusCode::OK).json();
            assert_eq!((&shown["presence"]["own"], &shown["presence"]["needed"]), (&json!(0), &Value::Null));
        }
    }
}
