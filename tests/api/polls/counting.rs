//! Counts, votes by name, and boxes that are not as they were closed.

use super::*;

async fn count(laka: &Electorate, poll: i64) -> Answer {
    laka.board
        .api_post(&format!("{}/count", laka.poll_path(poll)), &Value::Null)
        .await
}

on_both_engines! {
    async fn a_motion_is_counted_once_for_all_and_shown_to_staff(app: TestApp) {
        let laka = app.electorate("laka", &[1, 1, 1, 1, 2]).await;
        let voters = app.voters(&laka, 5).await;
        let poll = laka.open(&motion()).await;
        let path = format!("{}/count", laka.poll_path(poll));
        // Aalen's three stand first on the roll, the last of them with two votes.
        for (voter, choice) in voters.iter().zip([&["yes"][..], &["no"], &["yes"], &["abstain"], &[]]) {
            cast(voter, poll, choice).await;
        }
        laka.registrar.api_get(&path).await.expect(StatusCode::NOT_FOUND);
        laka.step(poll, "close").await;
        laka.registrar.api_get(&path).await.expect(StatusCode::NOT_FOUND);
        let first = count(&laka, poll).await.expect(StatusCode::OK);
        let document = first.json();
        assert_eq!(document["votes"], json!([3, 1, 1]));
        assert_eq!(
            ["entitled", "voters", "ballots", "valid", "blank", "invalid"].map(|f| document[f].as_i64().unwrap()),
            [6, 5, 6, 5, 1, 0]
        );
        assert_eq!(document["motion"], json!({ "accepted": true, "needed": 3, "base": 4, "tie": false, "quorum_missed": false }));
        assert_eq!(document["election"], Value::Null);
        assert_eq!(count(&laka, poll).await.expect(StatusCode::OK).body, first.body, "counted twice, the same bytes");
        assert_eq!(laka.registrar.api_get(&path).await.expect(StatusCode::OK).body, first.body);
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM audit_log WHERE act = 'count_poll'").await, 1);
    }

    async fn an_election_is_counted_by_places_on_the_ballot(app: TestApp) {
        let laka = app.electorate("laka", &[1; 4]).await;
        let voters = app.voters(&laka, 4).await;
        let poll = laka.open(&election(&["Ayşe", "Omar", "Nina"])).await;
        for (voter, choice) in voters.iter().zip([&["3", "1"][..], &["3"], &["1", "2"], &[]]) {
            cast(voter, poll, choice).await;
        }
        laka.step(poll, "close").await;
        let document = count(&laka, poll).await.expect(StatusCode::OK).json();
        assert_eq!((&document["votes"], &document["valid"], &document["blank"]), (&json!([2, 1, 2]), &json!(3), &json!(1)));
        assert_eq!(document["election"], json!({ "elected": [1, 3], "seats": [], "tie_over": null, "steps": [], "tied": [], "open_seats": 0, "vacant": 0 }));
        laka.board.api_get(&format!("{}/roll-call", laka.poll_path(poll))).await.expect(StatusCode::NOT_FOUND);
    }

    async fn votes_by_name_are_listed_after_the_count_and_not_before(app: TestApp) {
        let laka = app.electorate("laka", &[1, 1, 3]).await;
        let voters = app.voters(&laka, 3).await;
        let poll = laka.open(&by_name(election(&["Ayşe", "Omar", "Nina"]))).await;
        let path = format!("{}/roll-call", laka.poll_path(poll));
        cast(&voters[2], poll, &["2"]).await;
        cast(&voters[1], poll, &["3", "1"]).await;
        cast(&voters[0], poll, &[]).await;
        for step in ["close", "count"] {
            laka.board.api_get(&path).await.expect(StatusCode::NOT_FOUND);
            laka.step(poll, step).await;
        }
        let listed = laka.registrar.api_get(&path).await.expect(StatusCode::OK).json();
        let votes: Vec<_> = listed["items"].as_array().unwrap().iter().map(|v| (v["number"].as_i64().unwrap(), v["votes"].as_i64().unwrap(), v["choices"].clone())).collect();
        assert_eq!(votes, [(1, 1, json!([])), (2, 3, json!(["1", "3"])), (3, 1, json!(["2"]))]);
        assert_eq!(listed["items"][1]["name"], "Person Öz 2");
        let second = laka.registrar.api_get(&format!("{path}?page=2&per_page=2")).await.expect(StatusCode::OK).json();
        assert_eq!((&second["items"][0]["number"], &second["total"]), (&json!(3), &json!(3)));
        assert_eq!(laka.board.api_get(&format!("{}/count", laka.poll_path(poll))).await.expect(StatusCode::OK).json()["votes"], json!([3, 1, 3]));
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM sealed_ballots").await, 0);
    }

    async fn a_box_that_is_not_as_it_was_closed_gives_no_count(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let voters = app.voters(&laka, 3).await;
        for (harm, expected) in [
            ("DELETE FROM ballot_boxes WHERE poll_id = {}", "count-ballots-changed"),
            ("DELETE FROM sealed_ballots WHERE poll_id = {} AND ballot = '1.010'", "count-numbers-differ"),
            ("DELETE FROM marks WHERE poll_id = {} AND entry_id = (SELECT MIN(id) FROM roll_entries)", "count-numbers-differ"),
            ("UPDATE ballot_boxes SET ballots = 4 WHERE poll_id = {}", "count-numbers-differ"),
            ("UPDATE sealed_ballots SET ballot = '1.100' WHERE poll_id = {}", "count-block-changed"),
            ("DELETE FROM sealed_trackers WHERE poll_id = {}", "count-trackers-differ"),
            ("UPDATE sealed_trackers SET tracker = '0000-0000-0000' WHERE poll_id = {} AND tracker = (SELECT MIN(tracker) FROM sealed_trackers t WHERE t.poll_id = {})", "count-trackers-changed"),
            ("UPDATE polls SET title = '{\"de\":\"Anderes\"}' WHERE id = {}", "count-opening-changed"),
            ("UPDATE sealed_ballots SET position = 4 - position WHERE poll_id = {}", "count-block-changed"),
            ("UPDATE ballot_boxes SET digest = 'x' WHERE poll_id = {}", "count-ballots-changed"),
            ("DELETE FROM poll_options WHERE poll_id = {}", "count-opening-changed"),
        ] {
            let of_persons = harm.contains("poll_options");
            let poll = laka.open(&if of_persons { election(&["Ayşe", "Omar", "Nina"]) } else { motion() }).await;
            let choices = if of_persons { ["1", "2", "2"] } else { ["yes", "no", "no"] };
            for (voter, choice) in voters.iter().zip(choices) {
                cast(voter, poll, &[choice]).await;
            }
            laka.step(poll, "close").await;
            app.outside().await.execute(&harm.replace("{}", &poll.to_string())).await;
            assert_eq!(code(count(&laka, poll).await, StatusCode::CONFLICT), expected, "{harm}");
            assert_eq!(state(&laka, poll).await["state"], "closed", "{harm}");
            laka.board.api_get(&format!("{}/count", laka.poll_path(poll))).await.expect(StatusCode::NOT_FOUND);
        }
        let mut outside = app.outside().await;
        assert_eq!(outside.number("SELECT COUNT(*) FROM poll_counts").await, 0);
        assert_eq!(outside.number("SELECT COUNT(*) FROM audit_log WHERE act = 'count_refused'").await, 11);
    }

    async fn another_result_than_that_of_the_first_count_is_an_incident(app: TestApp) {
        let laka = app.electorate("laka", &[1; 4]).await;
        let voters = app.voters(&laka, 3).await;
        let poll = laka.open(&motion()).await;
        for voter in &voters {
            cast(voter, poll, &["yes"]).await;
        }
        laka.step(poll, "close").await;
        let first = count(&laka, poll).await.expect(StatusCode::OK);
        // The one who did not vote is given more votes by hand: ballots and marks still agree, the number of entitled does not.
        app.outside().await.execute("UPDATE roll_entries SET votes = 9 WHERE number = 4").await;
        assert_eq!(code(count(&laka, poll).await, StatusCode::CONFLICT), "count-roll-altered");
        let kept = laka.board.api_get(&format!("{}/count", laka.poll_path(poll))).await.expect(StatusCode::OK);
        assert_eq!(kept.body, first.body, "the first count stays");
    }
}
