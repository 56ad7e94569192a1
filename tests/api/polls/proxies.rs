//! Proxies and polls: votes by name tell who voted for whom, a quorum counts places that are represented, and secrecy goes by people.

use mandat::accounts::model::Role;
use poem::http::Method;

use super::*;
use crate::support::electorate::allow_proxies;

/// A voter's session goes on for another place.
async fn go_on(voter: &Actor, laka: &Electorate, number: usize) {
    let entry = json!({ "entry_id": laka.entries[number - 1] });
    voter
        .api(Method::PUT, "/voting/place", None, Some(&entry))
        .await
        .expect(StatusCode::NO_CONTENT);
}

on_both_engines! {
    async fn a_vote_by_name_tells_who_had_the_proxy_and_a_secret_one_keeps_nothing_of_it(app: TestApp) {
        let laka = app.electorate("laka", &[1; 6]).await;
        allow_proxies(&app, &laka, 2, false).await;
        let mut outside = app.outside().await;
        outside.execute("UPDATE people SET consent_name_on = 10000").await;
        let names = outside.texts("SELECT name FROM roll_entries ORDER BY number").await;
        laka.come(&[1]).await;
        laka.give(2, 1).await.expect(StatusCode::NO_CONTENT);
        let voter = app.voter(&laka, 1).await;
        let publisher = app.officer(Role::Publisher, &laka.federation).await;
        let (named, secret) = (laka.open(&by_name(motion())).await, laka.open(&motion()).await);
        for (number, choice) in [(1, "yes"), (2, "no")] {
            go_on(&voter, &laka, number).await;
            for poll in [named, secret] {
                cast(&voter, poll, &[choice]).await;
            }
        }
        for poll in [named, secret] {
            laka.step(poll, "close").await;
            laka.step(poll, "count").await;
        }
        // Whatever becomes of the proxy later changes nothing about who cast the vote.
        laka.come(&[2]).await;
        laka.publish(&publisher, named, &json!({})).await;
        laka.publish(&publisher, secret, &json!({ "detail": "outcome_only" })).await;
        let kept = "SELECT proxy_entry_id FROM roll_call_votes WHERE proxy_entry_id IS NOT NULL";
        assert_eq!(outside.numbers(kept).await, laka.entries[..1]);

        let list = laka.board.api_get(&format!("{}/roll-call", laka.poll_path(named))).await.expect(StatusCode::OK).json();
        assert_eq!((&list["items"][1]["name"], &list["items"][1]["proxy"]), (&json!(names[1]), &json!(names[0])));
        assert_eq!((&list["items"][0]["name"], list["items"][0].get("proxy")), (&json!(names[0]), None));
        let result = |poll: i64| format!("/federations/laka/results/{poll}");
        let published = app.stranger().api_get(&result(named)).await.expect(StatusCode::OK).json();
        assert_eq!((&published["roll_call"][1]["name"], &published["roll_call"][1]["proxy"]["name"]), (&json!(names[1]), &json!(names[0])));
        assert_eq!(published["roll_call"][0].get("proxy"), None);
        for (language, between) in [("de", "in Vollmacht durch"), ("en", "by proxy through")] {
            let sentence = format!("{}, {between} {}", names[1], names[0]);
            let board_page = laka.board.get(&format!("/{language}/staff/laka/polls/{named}")).await.expect(StatusCode::OK).text();
            let page = app.stranger().get(&format!("/{language}{}", result(named))).await.expect(StatusCode::OK).text();
            let csv = app.stranger().get(&format!("/{language}{}/result.csv", result(named))).await.expect(StatusCode::OK).text();
            for text in [board_page, page, csv] {
                assert!(text.replace(['\u{2068}', '\u{2069}'], "").contains(&sentence), "{sentence}: {text}");
            }
            for form in ["", "/result.csv", "/result.json"] {
                let page = app.stranger().get(&format!("/{language}{}{form}", result(secret))).await.expect(StatusCode::OK).text();
                assert!(!page.contains(&names[1]) && !page.contains(between), "{page}");
            }
        }
        // Without consent the holder is not named, and the principal beside as before.
        let holder = outside.number("SELECT person_id FROM roll_entries WHERE number = 1").await;
        outside.execute(&format!("UPDATE people SET consent_name_on = NULL WHERE id = {holder}")).await;
        let correction = json!({ "reason": "Hinweis", "note": "Los" });
        let path = format!("{}/corrections", result(named));
        let asked = publisher.api(Method::POST, &path, Some(1), Some(&correction)).await;
        crate::support::electorate::confirmed(asked, &laka.board, &result(named)).await;
        let published = app.stranger().api_get(&result(named)).await.expect(StatusCode::OK).json();
        assert_eq!((&published["roll_call"][1]["name"], &published["roll_call"][1]["proxy"]), (&json!(names[1]), &json!({ "name": null })));

        // What is kept of a person tells the proxies on both sides, and the vote that was given for somebody else.
        let principal = outside.number("SELECT person_id FROM roll_entries WHERE number = 2").await;
        for (person, held, votes) in [(holder, true, vec![named, named, secret]), (principal, false, vec![named, secret])] {
            let record = laka.registrar.api_post(&format!("/federations/laka/people/{person}/record"), &Value::Null).await.expect(StatusCode::OK).json();
            assert_eq!((&record["proxies"][0]["held"], &record["proxies"][0]["document_day"]), (&json!(held), &json!("2020-01-31")));
            let mut told: Vec<_> = record["votes"].as_array().unwrap().iter().map(|v| v["poll_id"].as_i64().unwrap()).collect();
            told.sort_unstable();
            assert_eq!(told, votes, "{record}");
        }
    }

    async fn a_place_that_is_represented_counts_for_the_quorum_and_among_those_present(app: TestApp) {
        let staged = app.electorate("laka", &[1; 6]).await;
        allow_proxies(&app, &staged, 2, false).await;
        let (federation, round, roll) = (staged.federation.id.0, staged.round, staged.roll);
        let mut outside = app.outside().await;
        outside
            .execute(&format!(
                "INSERT INTO assemblies (federation_id, title, day, form, place, legal_basis, round_id, roll_id, revision) \
                 VALUES ({federation}, 'Vollversammlung', 20000, 'on_site', 'Stuttgart', '', {round}, {roll}, 1)"
            ))
            .await;
        let assembly = outside.number("SELECT MAX(id) FROM assemblies").await;
        // A majority of those present.
        let mut of_present = motion();
        of_present["majority"]["base"] = json!("present");
        let poll = staged.ready(&of_present).await;
        let open = format!("{}/open", staged.poll_path(poll));
        staged.come(&[1, 4]).await;
        assert_eq!(code(staged.board.api_post(&open, &json!({})).await, StatusCode::CONFLICT), "preflight");
        staged.give(2, 1).await.expect(StatusCode::NO_CONTENT);
        staged.step(poll, "open").await;
        let shown = staged.board.api_get(&staged.poll_path(poll)).await.expect(StatusCode::OK).json();
        assert_eq!(shown["presence"], json!({"places": 6, "own": 2, "deputies": 0, "proxies": 1, "needed": 3, "article": "§ 8"}));
        let base = format!("/de/staff/laka/assemblies/{assembly}");
        for page in ["chair", "screen"] {
            let told = staged.board.get(&format!("{base}/{page}")).await.expect(StatusCode::OK).text().replace(['\u{2068}', '\u{2069}'], "");
            assert!(!told.contains("Nicht gegeben") && told.contains("und 1 durch Vollmachten"), "{told}");
        }
        // The holder votes yes for itself; nobody votes for the principal, who counts as present all the same.
        let voters = app.voters(&staged, 1).await;
        cast(&voters[0], poll, &["yes"]).await;
        staged.step(poll, "close").await;
        staged.step(poll, "count").await;
        let minutes = staged.board.api_get(&format!("/federations/laka/assemblies/{assembly}/minutes")).await.expect(StatusCode::OK).json();
        let draft = &minutes["draft"];
        let last = draft["presence"].as_array().unwrap().last().unwrap().clone();
        assert_eq!((&last["places"], &last["votes"], &last["proxies"]), (&json!(3), &json!(3), &json!(1)));
        assert_eq!((&draft["proxies"][0]["number"], &draft["proxies"][0]["holder"]), (&json!(2), &json!(1)));
        assert_eq!(draft["at_openings"][0]["presence"]["proxies"], 1);
        let page = staged.board.get(&format!("{base}/minutes")).await.expect(StatusCode::OK).text();
        assert!(page.contains("Eine Vollmacht wurde vorgelegt") && page.contains("Davon durch Vollmacht"), "{page}");
        let count = staged.board.api_get(&format!("{}/count", staged.poll_path(poll))).await.expect(StatusCode::OK).json();
        assert_eq!((&count["present"], &count["motion"]["accepted"]), (&json!(3), &json!(false)));
    }

    async fn a_secret_poll_needs_three_people_who_decide_and_not_three_places(app: TestApp) {
        let staged = app.electorate("laka", &[1; 3]).await;
        allow_proxies(&app, &staged, 2, false).await;
        staged.come(&[1]).await;
        let poll = staged.ready(&motion()).await;
        staged.give(2, 1).await.expect(StatusCode::NO_CONTENT);
        let open = format!("{}/open", staged.poll_path(poll));
        assert_eq!(code(staged.board.api_post(&open, &json!({})).await, StatusCode::CONFLICT), "too-few-for-secrecy");
        staged.come(&[2]).await;
        staged.step(poll, "open").await;
    }
}
