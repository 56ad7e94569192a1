//! Votes by name that a deputy cast: the list says who stood in for whom. Secret polls keep nothing of it.

use std::net::{IpAddr, Ipv4Addr};

use mandat::{accounts::model::Role, rolls::actions::sign_in_voter};
use poem::http::Method;

use super::*;
use crate::support::electorate::confirmed;

on_both_engines! {
    async fn a_vote_by_name_tells_who_stood_in_for_whom_and_a_secret_one_keeps_nothing_of_it(app: TestApp) {
        let laka = app.electorate_with_deputies("laka", &[1, 1, 1], 1).await;
        let codes = laka.make_codes().await;
        let mut outside = app.outside().await;
        outside.execute("UPDATE people SET consent_name_on = 10000").await;
        let deputy = outside.texts("SELECT name FROM stand_ins").await.remove(0);
        let delegates = outside.texts("SELECT name FROM roll_entries ORDER BY number").await;
        let stand_in = outside.number("SELECT id FROM stand_ins").await;
        let place = format!("{}/entries/{}/place", laka.path, laka.entries[0]);
        laka.registrar.api_post(&format!("{place}/take-over"), &json!({ "stand_in_id": stand_in })).await.expect(StatusCode::NO_CONTENT);
        let network = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let token = sign_in_voter(&app.app, &codes[3], network).await.unwrap().token;
        let stands_in = app.stranger().with_bearer(&token.expose());
        let other = app.voter(&laka, 2).await;

        let publisher = app.officer(Role::Publisher, &laka.federation).await;
        let mut results = Vec::new();
        for (poll, detail) in [(by_name(motion()), json!({})), (motion(), json!({ "detail": "outcome_only" }))] {
            let poll = laka.open(&poll).await;
            cast(&stands_in, poll, &["yes"]).await;
            cast(&other, poll, &["yes"]).await;
            laka.step(poll, "close").await;
            laka.step(poll, "count").await;
            results.push((poll, detail));
        }
        // Whoever holds the place later changes nothing about who cast its vote.
        laka.board.api_post(&format!("{place}/hand-back"), &Value::Null).await.expect(StatusCode::NO_CONTENT);
        for (poll, detail) in &results {
            laka.publish(&publisher, *poll, detail).await;
        }
        let [(named, _), (secret, _)] = &results[..] else { panic!("two polls") };
        assert_eq!(outside.numbers("SELECT poll_id FROM roll_call_votes WHERE stand_in_id IS NOT NULL").await, [*named]);
        assert_eq!(outside.number(&format!("SELECT COUNT(*) FROM roll_call_votes WHERE poll_id = {secret}")).await, 0);

        let list = laka.board.api_get(&format!("{}/roll-call", laka.poll_path(*named))).await.expect(StatusCode::OK).json();
        assert_eq!((&list["items"][0]["name"], &list["items"][0]["deputy"]), (&json!(delegates[0]), &json!(deputy)));
        assert_eq!((&list["items"][1]["name"], list["items"][1].get("deputy")), (&json!(delegates[1]), None));
        let result = |poll: &i64| format!("/federations/laka/results/{poll}");
        let published = app.stranger().api_get(&result(named)).await.expect(StatusCode::OK).json();
        assert_eq!((&published["roll_call"][0]["name"], &published["roll_call"][0]["deputy"]["name"]), (&json!(delegates[0]), &json!(deputy)));
        assert_eq!((&published["roll_call"][1]["name"], published["roll_call"][1].get("deputy")), (&json!(delegates[1]), None));
        for (language, between) in [("de", "in Vertretung für"), ("en", "standing in for")] {
            let sentence = format!("{deputy} {between} {}", delegates[0]);
            let board_page = laka.board.get(&format!("/{language}/staff/laka/polls/{named}")).await.expect(StatusCode::OK).text();
            let page = app.stranger().get(&format!("/{language}{}", result(named))).await.expect(StatusCode::OK).text();
            let csv = app.stranger().get(&format!("/{language}{}/result.csv", result(named))).await.expect(StatusCode::OK).text();
            for text in [board_page, page, csv] {
                assert!(text.replace(['\u{2068}', '\u{2069}'], "").contains(&sentence), "{sentence}: {text}");
            }
            for form in ["", "/result.csv", "/result.json"] {
                let page = app.stranger().get(&format!("/{language}{}{form}", result(secret))).await.expect(StatusCode::OK).text();
                assert!(!page.contains(&deputy) && !page.contains(between), "{page}");
            }
        }

        // The deputy is named with consent alone, the delegate beside as before.
        outside.execute(&format!("UPDATE people SET consent_name_on = NULL WHERE id = (SELECT person_id FROM stand_ins WHERE id = {stand_in})")).await;
        let correction = json!({ "reason": "Hinweis", "note": "Los" });
        let path = format!("{}/corrections", result(named));
        confirmed(publisher.api(Method::POST, &path, Some(1), Some(&correction)).await, &laka.board, &result(named)).await;
        let published = app.stranger().api_get(&result(named)).await.expect(StatusCode::OK).json();
        assert_eq!((&published["version"], &published["roll_call"][0]["name"]), (&json!(2), &json!(delegates[0])));
        assert_eq!(published["roll_call"][0]["deputy"], json!({ "name": null }));
        let page = app.stranger().get(&format!("/de{}", result(named))).await.expect(StatusCode::OK).text();
        assert!(page.replace(['\u{2068}', '\u{2069}'], "").contains(&format!("Name nicht veröffentlicht in Vertretung für {}", delegates[0])), "{page}");

        // What is kept of the deputy tells the vote too.
        let person = outside.number("SELECT person_id FROM stand_ins").await;
        let record = laka.registrar.api_post(&format!("/federations/laka/people/{person}/record"), &Value::Null).await.expect(StatusCode::OK).json();
        let votes: Vec<_> = record["votes"].as_array().unwrap().iter().map(|v| v["poll_id"].as_i64()).collect();
        assert_eq!(votes, [Some(*named)]);
    }
}
