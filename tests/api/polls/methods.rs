//! Every way of filling in a ballot, from its definition to the recount; by the API and by the pages without script.

use super::*;

fn options(names: &[&str]) -> Value {
    names.iter().map(|name| json!({ "de": name })).collect()
}

/// An election with a method and whatever else it needs.
fn with_method(method: &str, more: &Value) -> Value {
    let mut poll = json!({
        "kind": "election",
        "method": method,
        "secrecy": "secret",
        "title": { "de": "Vorstand" },
        "question": { "de": "Wer soll in den Vorstand?" },
        "options": options(&["Ada", "Ben", "Eva", "Ivo"]),
    });
    for (field, value) in more.as_object().unwrap() {
        poll[field] = value.clone();
    }
    poll
}

fn choosing(choices: &[&str]) -> Value {
    json!({ "choices": choices })
}

fn ranking(ranks: &[&[&str]]) -> Value {
    json!({ "ranking": ranks })
}

/// What each of six voters sends, and what must come out: votes, then elected, tied, open seats, vacant, seats of lists.
struct Case {
    poll: Value,
    ballots: [Value; 6],
    votes: Value,
    elected: Value,
    tied: Value,
    vacant: i64,
    seats: Value,
}

fn cases() -> Vec<Case> {
    let blank = || json!({ "blank": true });
    vec![
        Case {
            poll: with_method(
                "cumulate",
                &json!({ "max_choices": 4, "max_per_option": 3, "seats": 2, "election_rule": "relative_majority" }),
            ),
            ballots: [
                choosing(&["1", "1", "1", "2"]),
                choosing(&["2", "2"]),
                choosing(&["3"]),
                choosing(&["1", "4"]),
                blank(),
                choosing(&["2", "4", "4"]),
            ],
            votes: json!([4, 4, 1, 3]),
            elected: json!([1, 2]),
            tied: json!([]),
            vacant: 0,
            seats: json!([]),
        },
        Case {
            poll: with_method(
                "choose",
                &json!({
                    "max_choices": 2, "seats": 2, "least_bodies": 2, "election_rule": "relative_majority", "bodies": ["Ulm", "Ulm", "Aalen", "Aalen"],
                }),
            ),
            ballots: [
                choosing(&["1", "2"]),
                choosing(&["1", "2"]),
                choosing(&["1", "2"]),
                choosing(&["1", "3"]),
                choosing(&["3"]),
                blank(),
            ],
            votes: json!([4, 3, 2, 0]),
            elected: json!([1, 3]),
            tied: json!([]),
            vacant: 0,
            seats: json!([]),
        },
        Case {
            poll: with_method(
                "lists",
                &json!({ "seats": 5, "list_seats": "sainte_lague", "places": [1, 5, 5, 5] }),
            ),
            ballots: [
                choosing(&["1"]),
                choosing(&["1"]),
                choosing(&["1"]),
                choosing(&["2"]),
                choosing(&["2"]),
                choosing(&["3"]),
            ],
            votes: json!([3, 2, 1, 0]),
            elected: json!([]),
            tied: json!([]),
            // Three seats are earned by the first list, which has one candidate.
            vacant: 1,
            seats: json!([1, 2, 1, 0]),
        },
        Case {
            poll: with_method("instant_runoff", &json!({})),
            ballots: [
                ranking(&[&["1"], &["2"]]),
                ranking(&[&["1"]]),
                ranking(&[&["2"], &["1"]]),
                ranking(&[&["2"], &["3"]]),
                ranking(&[&["3"], &["2"]]),
                blank(),
            ],
            votes: json!([2, 2, 1, 0]),
            elected: json!([2]),
            tied: json!([]),
            vacant: 0,
            seats: json!([]),
        },
        Case {
            poll: with_method("scottish_stv", &json!({ "seats": 2 })),
            ballots: [
                ranking(&[&["1"], &["2"]]),
                ranking(&[&["1"], &["2"]]),
                ranking(&[&["1"], &["3"]]),
                ranking(&[&["2"]]),
                ranking(&[&["3"]]),
                ranking(&[&["2"]]),
            ],
            votes: json!([3, 2, 1, 0]),
            elected: json!([1, 2]),
            tied: json!([]),
            vacant: 0,
            seats: json!([]),
        },
        Case {
            poll: with_method("schulze", &json!({ "seats": 1 })),
            ballots: [
                ranking(&[&["1", "2"], &["3"]]),
                ranking(&[&["2"], &["1"]]),
                ranking(&[&["3"], &["2"], &["1"]]),
                ranking(&[&["2", "4"]]),
                blank(),
                ranking(&[&["1"]]),
            ],
            votes: json!([2, 3, 1, 1]),
            elected: json!([2]),
            tied: json!([]),
            vacant: 0,
            seats: json!([]),
        },
    ]
}

on_both_engines! {
    async fn every_method_is_counted_published_and_counted_again_by_the_second_path(app: TestApp) {
        let laka = app.electorate("laka", &[1; 6]).await;
        let publisher = app.officer(mandat::accounts::model::Role::Publisher, &laka.federation).await;
        for case in cases() {
            let method = case.poll["method"].as_str().unwrap().to_owned();
            let poll = laka.open(&case.poll).await;
            for (number, ballot) in (1..).zip(&case.ballots) {
                let voter = app.voter(&laka, number).await;
                let answer = send(&voter, poll, ballot).await;
                assert!(answer.status.is_success(), "{method} {number}: {}", answer.text());
            }
            laka.step(poll, "close").await;
            laka.step(poll, "count").await;
            let counted = laka.board.api_get(&format!("{}/count", laka.poll_path(poll))).await.expect(StatusCode::OK).json();
            let election = &counted["election"];
            assert_eq!((&counted["votes"], &election["elected"], &election["tied"], &election["seats"]),
                (&case.votes, &case.elected, &case.tied, &case.seats), "{method}: {counted}");
            assert_eq!(election["vacant"], case.vacant, "{method}");
            assert_eq!(counted["valid"].as_i64().unwrap() + counted["blank"].as_i64().unwrap() + counted["invalid"].as_i64().unwrap(), 6);
            let exported = laka.board.api_get(&format!("{}/box", laka.poll_path(poll))).await.expect(StatusCode::OK).text();
            mandat::results::recount::verify(&exported).unwrap_or_else(|e| panic!("{method}: {e}\n{exported}"));

            let page = laka.board.get(&laka.poll_page(poll)).await.expect(StatusCode::OK).text();
            assert!(page.contains("Ada"), "{method}");
            laka.publish(&publisher, poll, &json!({})).await;
            let public = app.stranger().get(&format!("/de/federations/laka/results/{poll}")).await.expect(StatusCode::OK).text();
            assert_eq!(public.contains("So wurde gezählt"), matches!(method.as_str(), "instant_runoff" | "scottish_stv" | "schulze" | "choose"), "{method}");
            app.stranger().get(&format!("/de/federations/laka/results/{poll}/result.csv")).await.expect(StatusCode::OK);
            let evidence = app.stranger().api_get(&format!("/federations/laka/results/{poll}/evidence")).await.expect(StatusCode::OK);
            let found = mandat::results::evidence::verify(&evidence.text()).unwrap_or_else(|e| panic!("{method}: {e}\n{}", evidence.text()));
            // One mark says no more than the sums; several, votes and ranks could be a signature.
            let left_out = match method.as_str() {
                "lists" => Value::Null,
                _ => json!("combinations"),
            };
            assert_eq!(evidence.json()["box"]["left_out"], left_out, "{method}");
            assert_eq!(left_out.is_null(), found.checked.iter().any(|s| s.contains("second count")), "{method}: {found:?}");
        }
    }

    async fn several_motions_are_put_against_each_other(app: TestApp) {
        let laka = app.electorate("laka", &[1; 5]).await;
        let mut poll = motion();
        poll.as_object_mut().unwrap().remove("majority");
        poll["method"] = json!("choose");
        poll["election_rule"] = json!("absolute_majority_of_valid");
        poll["options"] = options(&["60 Euro", "40 Euro", "Wie bisher"]);
        let poll = laka.open(&poll).await;
        for (number, choice) in (1..).zip(["1", "1", "2", "1", "3"]) {
            cast(&app.voter(&laka, number).await, poll, &[choice]).await;
        }
        laka.step(poll, "close").await;
        laka.step(poll, "count").await;
        let counted = laka.board.api_get(&format!("{}/count", laka.poll_path(poll))).await.expect(StatusCode::OK).json();
        assert_eq!((&counted["votes"], &counted["election"]["elected"]), (&json!([3, 1, 1]), &json!([1])));
    }

    async fn what_does_not_fit_a_method_is_refused_by_field(app: TestApp) {
        let laka = app.electorate_in_preparation("laka", &[1; 3]).await;
        let to = format!("{}/polls", laka.path);
        let many: Vec<String> = (1..=36).map(|n| format!("Person {n}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let no_options = with_method("schulze", &json!({ "options": [] }));
        for (poll, field) in [
            (with_method("cumulate", &json!({ "max_choices": 37, "max_per_option": 9, "election_rule": "relative_majority" })), "max_choices"),
            (with_method("cumulate", &json!({ "max_choices": 2, "election_rule": "absolute_majority_of_valid" })), "rule"),
            (with_method("lists", &json!({ "seats": 2, "list_seats": "dhondt", "places": [1, 2] })), "places"),
            (with_method("lists", &json!({ "seats": 2, "list_seats": "dhondt", "places": [1, 2, 0, 1] })), "places.3"),
            (with_method("lists", &json!({ "seats": 2, "election_rule": "relative_majority" })), "rule"),
            (with_method("schulze", &json!({ "options": options(&many) })), "options"),
            (no_options, "options"),
            (with_method("yes_no", &json!({ "election_rule": "relative_majority" })), "method"),
            (with_method("schulze", &json!({ "least_bodies": 1, "bodies": ["a", "b", "c", "d"] })), "least_bodies"),
            (with_method("choose", &json!({ "election_rule": "relative_majority", "seats": 2, "least_bodies": 2 })), "bodies"),
            (with_method("choose", &json!({ "election_rule": "relative_majority", "seats": 2, "least_bodies": 3, "bodies": ["a", "b", "c", "d"] })), "least_bodies"),
            (with_method("choose", &json!({ "election_rule": "relative_majority", "bodies": ["a"] })), "bodies"),
            (with_method("choose", &json!({ "election_rule": "relative_majority", "list_seats": "dhondt" })), "rule"),
        ] {
            let fields = refused_fields(laka.board.api_post(&to, &poll).await);
            assert!(fields.iter().any(|(f, _)| f == field), "{field}: {fields:?}");
        }
        let mut motions = motion();
        motions["method"] = json!("lists");
        assert!(refused_fields(laka.board.api_post(&to, &motions).await).iter().any(|(f, _)| f == "method"));
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM polls").await, 0);
    }

    async fn wrong_ballots_of_every_method_are_refused_and_nothing_is_kept(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let cumulated = laka.open(&with_method("cumulate", &json!({ "max_choices": 3, "max_per_option": 2, "election_rule": "relative_majority" }))).await;
        let ranked = laka.open(&with_method("instant_runoff", &json!({}))).await;
        let shared = laka.open(&with_method("schulze", &json!({}))).await;
        let listed = laka.open(&with_method("lists", &json!({ "seats": 2, "list_seats": "dhondt" }))).await;
        let voter = app.voter(&laka, 1).await;
        for (poll, ballot) in [
            (cumulated, choosing(&["1", "1", "1"])),
            (cumulated, choosing(&["1", "1", "2", "2"])),
            (cumulated, choosing(&["5"])),
            (cumulated, choosing(&["-1"])),
            (cumulated, choosing(&["1 "])),
            (cumulated, choosing(&["9223372036854775808"])),
            (cumulated, ranking(&[&["1"]])),
            (cumulated, json!({ "choices": ["1"], "blank": true })),
            (cumulated, json!({})),
            (ranked, choosing(&["1"])),
            (ranked, ranking(&[&["1", "2"]])),
            (ranked, ranking(&[&["1"], &["1"]])),
            (ranked, ranking(&[&["1"], &[], &["2"]])),
            (ranked, ranking(&[&["5"]])),
            (ranked, ranking(&[&["NaN"]])),
            (ranked, json!({ "ranking": [["1"]], "blank": true })),
            (shared, ranking(&[&["1", "1"]])),
            (shared, ranking(&[&[]])),
            (listed, choosing(&["1", "2"])),
            (listed, choosing(&["1", "1"])),
        ] {
            let answer = send(&voter, poll, &ballot).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{ballot}");
        }
        assert_eq!(ballots_and_marks(&app).await, (0, 0));
    }

    async fn votes_and_ranks_are_given_on_pages_without_script(app: TestApp) {
        let laka = app.electorate("laka", &[1; 4]).await;
        let cumulated = laka.open(&with_method("cumulate", &json!({ "max_choices": 4, "max_per_option": 3, "election_rule": "relative_majority" }))).await;
        let ranked = laka.open(&with_method("schulze", &json!({}))).await;
        let voter = app.voter(&laka, 1).await;
        let page = voter.get(&format!("/de/vote/polls/{cumulated}")).await.expect(StatusCode::OK).text();
        assert!(page.contains("name=\"votes.4\"") && page.contains("value=\"3\"") && page.contains("Sie haben \u{2068}4\u{2069} Stimmen"), "{page}");
        let review = format!("/de/vote/polls/{cumulated}/review");
        voter.post_form(&review, &[("votes.1", "0"), ("votes.2", "0")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        for wrong in ["4", "99999999999999999999", "x", "-1"] {
            voter.post_form(&review, &[("votes.1", wrong)]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        let reviewed = voter.post_form(&review, &[("votes.1", "3"), ("votes.2", "0"), ("votes.4", "1")]).await.expect(StatusCode::OK).text();
        assert!(reviewed.contains("\u{2068}3\u{2069} Stimmen für") && reviewed.contains("1 Stimme für") && reviewed.contains("name=\"votes.4\" value=\"1\""), "{reviewed}");
        voter.post_form(&format!("/de/vote/polls/{cumulated}/cast"), &[("votes.1", "3"), ("votes.4", "1")]).await.expect(StatusCode::SEE_OTHER);

        let page = voter.get(&format!("/de/vote/polls/{ranked}")).await.expect(StatusCode::OK).text();
        assert!(page.contains("<select") && page.contains("name=\"rank.1\"") && page.contains("Gleiche Ränge sind erlaubt"), "{page}");
        let review = format!("/de/vote/polls/{ranked}/review");
        for wrong in [[("rank.1", "2")], [("rank.1", "x")], [("rank.1", "0")]] {
            voter.post_form(&review, &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        let reviewed = voter.post_form(&review, &[("rank.1", "2"), ("rank.2", "1"), ("rank.3", "2"), ("rank.4", "")]).await.expect(StatusCode::OK).text();
        assert!(reviewed.contains("1. <strong>") && reviewed.contains("name=\"rank.3\" value=\"2\""), "{reviewed}");
        voter.post_form(&format!("/de/vote/polls/{ranked}/cast"), &[("rank.1", "2"), ("rank.2", "1"), ("rank.3", "2")]).await.expect(StatusCode::SEE_OTHER);
        let mut ballots = app.outside().await.texts("SELECT ballot FROM ballots").await;
        ballots.sort();
        assert_eq!(ballots, ["1.2120", "1.3001"]);
    }

    async fn a_majority_is_taken_from_the_statutes_and_frozen_with_its_article(app: TestApp) {
        let laka = app.electorate_in_preparation("laka", &[1; 3]).await;
        let to = format!("{}/polls", laka.path);
        let mut poll = motion();
        poll.as_object_mut().unwrap().remove("majority");
        poll["purpose"] = json!("amendment");
        assert_eq!(refused_fields(laka.board.api_post(&to, &poll).await), [("purpose".to_owned(), "no-statutes-on-day".to_owned())]);
        let rules = json!({
            "key_article": "§ 6", "key": {"base": 1},
            "delegates": {"article": "§ 7", "who": "anybody", "deputies": true, "substitutes": true},
            "quorum": {"article": "§ 9", "measure": "voted", "number": 2},
            "majorities": [{"purpose": "amendment", "article": "§ 12 Abs. 2", "numerator": 2, "denominator": 3, "strict": false, "base": "yes_no"}],
        });
        let f = laka.federation.id;
        app.outside().await.execute(&format!(
            "INSERT INTO statutes (federation_id, title, valid_from, rules, revision) VALUES ({f}, 'Satzung 2020', 0, '{rules}', 1)"
        )).await;
        let id = laka.board.api_post(&to, &poll).await.expect(StatusCode::CREATED).id();
        let shown = laka.board.api_get(&laka.poll_path(id)).await.expect(StatusCode::OK).json();
        assert_eq!((&shown["article"], &shown["statutes"]), (&json!("§ 12 Abs. 2"), &json!("Satzung 2020")));
        assert_eq!(shown["majority"]["share"], json!({ "numerator": 2, "denominator": 3, "strict": false }));
        assert_eq!(shown["majority"]["quorum"]["number"], 2);
        let more = json!({"numerator": 1, "denominator": 2, "strict": true});
        let removal = json!({"purpose": "removal", "article": "§ 13", "numerator": 1, "denominator": 2, "strict": true, "base": "yes_no",
            "least_of_entitled": more, "of_bodies": more, "tie": "lot"});
        let mut later = rules.clone();
        later["majorities"].as_array_mut().unwrap().push(removal);
        app.outside().await.execute(&format!("UPDATE statutes SET rules = '{later}' WHERE federation_id = {f}")).await;
        poll["purpose"] = json!("removal");
        assert_eq!(refused_fields(laka.board.api_post(&to, &poll).await), [("purpose".to_owned(), "bodies-need-names".to_owned())]);
        poll["secrecy"] = json!("roll_call");
        let id = laka.board.api_post(&to, &poll).await.expect(StatusCode::CREATED).id();
        let shown = laka.board.api_get(&laka.poll_path(id)).await.expect(StatusCode::OK).json();
        assert_eq!((&shown["majority"]["tie"], &shown["majority"]["of_bodies"], &shown["majority"]["min_of_entitled"]), (&json!("lot"), &more, &more));
        poll["purpose"] = json!("dissolution");
        assert_eq!(refused_fields(laka.board.api_post(&to, &poll).await), [("purpose".to_owned(), "not-in-statutes".to_owned())]);
    }
}
