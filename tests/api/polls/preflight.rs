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
}
