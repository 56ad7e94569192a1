//! Proxies at the desk: who may give the vote to whom, when that lapses, and that a place votes once whoever votes for it.

use mandat::rolls::actions::voter_by_session;
use poem::http::Method;

use super::*;
use crate::support::{
    Answer,
    electorate::{allow_proxies, cast, motion},
};

/// Six places of two councils, three of each; proxies are allowed.
async fn assembled(app: &TestApp, most: i64, same_body: bool) -> Electorate {
    let staged = app.electorate("laka", &[1; 6]).await;
    allow_proxies(app, &staged, most, same_body).await;
    staged
}

fn place(staged: &Electorate, number: usize) -> String {
    format!(
        "{}/entries/{}/place",
        staged.path,
        staged.entries[number - 1]
    )
}

async fn act(staged: &Electorate, number: usize, act: &str) -> Answer {
    let path = format!("{}/{act}", place(staged, number));
    staged.board.api_post(&path, &Value::Null).await
}

/// Has one place give its vote to another.
async fn given(staged: &Electorate, principal: usize, holder: usize) {
    staged
        .give(principal, holder)
        .await
        .expect(StatusCode::NO_CONTENT);
}

fn refused(answer: Answer, code: &str) {
    assert_eq!(answer.expect(StatusCode::CONFLICT).json()["code"], code);
}

/// Has a voter go on for another place.
async fn go_on(voter: &Actor, staged: &Electorate, number: usize) -> Answer {
    let entry = json!({ "entry_id": staged.entries[number - 1] });
    voter
        .api(Method::PUT, "/voting/place", None, Some(&entry))
        .await
}

async fn try_to_cast(voter: &Actor, poll: i64) -> Answer {
    let ballot = json!({ "choices": ["yes"] });
    voter
        .api_post(&format!("/voting/polls/{poll}/ballot"), &ballot)
        .await
}

/// Numbers of places with who votes for them by proxy.
async fn active(app: &TestApp) -> Vec<String> {
    let active = "SELECT e.number || ' ' || h.number FROM roll_entries e JOIN roll_entries h ON h.id = e.proxy_holder ORDER BY e.number";
    app.outside().await.texts(active).await
}

/// What ended proxies, in the order of recording.
async fn ended(app: &TestApp) -> Vec<String> {
    let ended = "SELECT COALESCE(ended_because, '-') FROM proxies ORDER BY id";
    app.outside().await.texts(ended).await
}

on_both_engines! {
    async fn each_proxy_that_the_rules_forbid_is_refused_and_a_circle_too(app: TestApp) {
        let staged = app.electorate_with_deputies("laka", &[1; 6], 1).await;
        staged.come(&[1, 2]).await;
        refused(staged.give(3, 1).await, "proxy-forbidden");
        allow_proxies(&app, &staged, 1, false).await;
        refused(staged.give(3, 3).await, "proxy-oneself");
        refused(staged.give(2, 1).await, "proxy-principal-present");
        refused(staged.give(3, 4).await, "proxy-holder-absent");
        given(&staged, 3, 1).await;
        refused(staged.give(3, 2).await, "proxy-given");
        refused(staged.give(4, 1).await, "proxy-too-many");
        // A chain in both directions, and the smallest circle.
        refused(staged.give(1, 2).await, "proxy-principal-holds");
        refused(staged.give(4, 3).await, "proxy-holder-gave");
        refused(staged.give(1, 3).await, "proxy-principal-holds");
        // A deputy neither gives a vote nor gets one.
        let deputy = app.outside().await.number("SELECT id FROM stand_ins").await;
        act(&staged, 2, "check-out").await.expect(StatusCode::NO_CONTENT);
        let take_over = format!("{}/take-over", place(&staged, 2));
        staged.board.api_post(&take_over, &json!({ "stand_in_id": deputy })).await.expect(StatusCode::NO_CONTENT);
        refused(staged.give(4, 2).await, "proxy-holder-replaced");
        refused(staged.give(2, 1).await, "proxy-deputy-in-place");
        refused(act(&staged, 4, "proxy/revoke").await, "proxy-none");
        assert_eq!(active(&app).await, ["3 1"]);

        let path = format!("{}/proxy", place(&staged, 5));
        let unknown = json!({ "holder_entry_id": 999_999, "document_day": "2020-01-31" });
        staged.board.api_post(&path, &unknown).await.expect(StatusCode::NOT_FOUND);
        for day in ["", "2020-02-30", "2999-01-01"] {
            let typed = json!({ "holder_entry_id": staged.entries[0], "document_day": day });
            let answer = staged.board.api_post(&path, &typed).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
            assert_eq!(answer["fields"][0]["field"], "document_day", "{day}");
        }
        let auditor = app.officer(mandat::accounts::model::Role::Auditor, &staged.federation).await;
        let typed = json!({ "holder_entry_id": staged.entries[0], "document_day": "2020-01-31" });
        auditor.api_post(&path, &typed).await.expect(StatusCode::FORBIDDEN);
        auditor.api_post(&format!("{path}/revoke"), &Value::Null).await.expect(StatusCode::FORBIDDEN);
        let listed = auditor.api_get(&format!("{}/proxies", staged.path)).await.expect(StatusCode::OK).json();
        assert_eq!((listed.as_array().unwrap().len(), &listed[0]["document_day"], &listed[0]["ended_at"]), (1, &json!("2020-01-31"), &Value::Null));
    }

    async fn statutes_may_keep_proxies_within_a_body(app: TestApp) {
        let staged = assembled(&app, 2, true).await;
        // Aalen has the first three places, Ulm the others.
        staged.come(&[1, 4]).await;
        refused(staged.give(2, 4).await, "proxy-other-body");
        given(&staged, 2, 1).await;
        let shown = staged.board.api_get(&place(&staged, 3)).await.expect(StatusCode::OK).json();
        let offered: Vec<_> = shown["holders"].as_array().unwrap().iter().map(|h| h["number"].as_i64().unwrap()).collect();
        assert_eq!((offered, &shown["allows_proxies"]), (vec![1], &json!(true)));
        let shown = staged.board.api_get(&place(&staged, 1)).await.expect(StatusCode::OK).json();
        assert_eq!(shown["represents"][0]["number"], 2);
        let told = staged.board.api_get(&format!("{}/presence", staged.path)).await.expect(StatusCode::OK).json();
        assert_eq!(told, json!({"entries": 6, "present": 2, "absent": 4, "votes": 3, "deputies": 0, "proxies": 1}));
        // A place whose vote is given away is not struck.
        let strike = json!({ "kind": "strike", "entry_id": staged.entries[1], "reason": "Mandat beendet" });
        let answer = staged.registrar.api_post(&format!("{}/corrections", staged.path), &strike).await;
        refused(answer, "place-in-use");
    }

    async fn a_proxy_lapses_with_each_of_its_reasons_and_the_log_names_nobody(app: TestApp) {
        let staged = app.electorate_with_deputies("laka", &[1; 6], 1).await;
        allow_proxies(&app, &staged, 2, false).await;
        staged.come(&[1]).await;
        for principal in [2, 3] {
            given(&staged, principal, 1).await;
        }
        staged.come(&[3]).await;
        assert_eq!((active(&app).await, ended(&app).await), (vec!["2 1".to_owned()], vec!["-".to_owned(), "principal_came".to_owned()]));
        let deputy = app.outside().await.number("SELECT id FROM stand_ins").await;
        let take_over = format!("{}/take-over", place(&staged, 2));
        staged.board.api_post(&take_over, &json!({ "stand_in_id": deputy })).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(ended(&app).await, ["deputy_took_place", "principal_came"]);
        for principal in [4, 5] {
            given(&staged, principal, 1).await;
        }
        given(&staged, 6, 3).await;
        act(&staged, 1, "check-out").await.expect(StatusCode::NO_CONTENT);
        assert_eq!(active(&app).await, ["6 3"]);
        act(&staged, 6, "proxy/revoke").await.expect(StatusCode::NO_CONTENT);
        assert_eq!(ended(&app).await[2..], ["holder_left", "holder_left", "revoked"]);
        // Given anew, as often as there is a document.
        staged.come(&[1]).await;
        given(&staged, 6, 1).await;
        assert_eq!(active(&app).await, ["6 1"]);

        let mut outside = app.outside().await;
        let acts = outside.texts("SELECT act FROM audit_log WHERE act LIKE '%_proxy' ORDER BY seq").await;
        assert_eq!(acts.iter().filter(|act| *act == "record_proxy").count(), 6);
        assert_eq!(acts.iter().filter(|act| *act == "end_proxy").count(), 5);
        let log = outside.texts("SELECT before || after FROM audit_log WHERE act LIKE '%_proxy'").await.concat();
        assert!(!log.contains("Person") && !log.contains("Aalen"), "{log}");
    }

    async fn a_delegate_votes_for_the_own_place_and_for_a_principal_in_one_session(app: TestApp) {
        let staged = assembled(&app, 2, false).await;
        let codes = staged.make_codes().await;
        staged.come(&[1]).await;
        let before = sign_in(&app, &codes[1]).await.unwrap().token;
        given(&staged, 2, 1).await;
        // Whoever is away votes neither with a session nor with the code.
        assert!(voter_by_session(&app.app, &before).await.unwrap().is_none());
        assert!(matches!(sign_in(&app, &codes[1]).await, Err(RollError::NoPlace)));

        let token = sign_in(&app, &codes[0]).await.unwrap().token;
        let voter = app.stranger().with_bearer(&token.expose());
        let (first, second) = (staged.open(&motion()).await, staged.open(&motion()).await);
        let places = voter.api_get("/voting/places").await.expect(StatusCode::OK).json();
        let told: Vec<_> = places.as_array().unwrap().iter().map(|p| (p["entry_id"].clone(), p["by_proxy"].clone(), p["current"].clone(), p["waiting"].clone())).collect();
        assert_eq!(told, [
            (json!(staged.entries[0]), json!(false), json!(true), json!(2)),
            (json!(staged.entries[1]), json!(true), json!(false), json!(2)),
        ]);
        cast(&voter, first, &["yes"]).await;
        refused(go_on(&voter, &staged, 3).await, "voting-place-not-opened");
        go_on(&voter, &staged, 2).await.expect(StatusCode::NO_CONTENT);
        let mine = voter.api_get("/voting/polls").await.expect(StatusCode::OK).json();
        assert_eq!((&mine["entry_id"], &mine["by_proxy"]), (&json!(staged.entries[1]), &json!(true)));
        // A ballot that was made for the own place is not cast for the principal.
        let own = json!({ "choices": ["no"], "entry_id": staged.entries[0] });
        let path = format!("/voting/polls/{first}/ballot");
        refused(voter.api_post(&path, &own).await, "voting-other-place");
        let theirs = json!({ "choices": ["no"], "entry_id": staged.entries[1] });
        voter.api_post(&path, &theirs).await.expect(StatusCode::OK);
        refused(voter.api_post(&path, &theirs).await, "already-voted");
        go_on(&voter, &staged, 1).await.expect(StatusCode::NO_CONTENT);
        refused(try_to_cast(&voter, first).await, "already-voted");
        cast(&voter, second, &["no"]).await;
        let mut outside = app.outside().await;
        let marks = outside.numbers(&format!("SELECT entry_id FROM marks WHERE poll_id = {first} ORDER BY entry_id")).await;
        assert_eq!(marks, staged.entries[..2]);
        assert_eq!(outside.number("SELECT COUNT(*) FROM ballots").await, 3);
        // The place that was voted for cannot be given to somebody else meanwhile.
        act(&staged, 2, "proxy/revoke").await.expect(StatusCode::NO_CONTENT);
        refused(staged.give(2, 1).await, "desk-place-has-voted");
        for poll in [first, second] {
            staged.step(poll, "close").await;
            staged.step(poll, "count").await;
        }
        // Whether the code was used is told of the own place.
        let used = app.stranger().api_post("/voting/check", &json!({ "code": codes[0] })).await.expect(StatusCode::OK).json();
        assert!(used.as_array().unwrap().iter().all(|used| used["voted"] == true), "{used}");
    }

    async fn a_proxy_that_lapses_in_an_open_session_takes_the_next_ballot_and_leaves_the_last_one(app: TestApp) {
        let staged = assembled(&app, 2, false).await;
        staged.come(&[1]).await;
        given(&staged, 2, 1).await;
        let voter = app.voter(&staged, 1).await;
        let own = app.voter(&staged, 1).await;
        let (first, second) = (staged.open(&motion()).await, staged.open(&motion()).await);
        go_on(&voter, &staged, 2).await.expect(StatusCode::NO_CONTENT);
        cast(&voter, first, &["yes"]).await;
        // The principal comes in although the holder has voted in a poll that is open.
        staged.come(&[2]).await;
        try_to_cast(&voter, second).await.expect(StatusCode::UNAUTHORIZED);
        cast(&own, first, &["yes"]).await;
        let principal = app.voter(&staged, 2).await;
        refused(try_to_cast(&principal, first).await, "already-voted");
        cast(&principal, second, &["no"]).await;
        let mut outside = app.outside().await;
        let marks = format!("SELECT poll_id FROM marks WHERE entry_id = {} ORDER BY poll_id", staged.entries[1]);
        assert_eq!(outside.numbers(&marks).await, [first, second]);
        assert_eq!(outside.number("SELECT COUNT(*) FROM ballots").await, 3);
        for poll in [first, second] {
            staged.step(poll, "close").await;
            staged.step(poll, "count").await;
        }
    }

    async fn a_principal_who_comes_and_a_holder_who_votes_at_once_leave_one_mark(app: TestApp) {
        let staged = app.electorate("laka", &[1; 12]).await;
        allow_proxies(&app, &staged, 6, false).await;
        staged.come(&[1]).await;
        for principal in 2..=6 {
            given(&staged, principal, 1).await;
        }
        // Six votes of twelve in one hand force no choice.
        let poll = staged.open(&motion()).await;
        let mut by_proxy = 0;
        for principal in 2..=6 {
            let holder = app.voter(&staged, 1).await;
            go_on(&holder, &staged, principal).await.expect(StatusCode::NO_CONTENT);
            let vote = tokio::spawn(async move { try_to_cast(&holder, poll).await });
            // Each time a little later.
            tokio::time::sleep(Duration::from_millis(principal as u64)).await;
            staged.come(&[principal]).await;
            let voted = vote.await.unwrap().status == StatusCode::OK;
            by_proxy += i64::from(voted);
            let themself = app.voter(&staged, principal).await;
            let own = try_to_cast(&themself, poll).await;
            assert_eq!(own.status == StatusCode::OK, !voted, "{principal}: {}", own.text());
        }
        let mut outside = app.outside().await;
        assert_eq!(outside.number("SELECT COUNT(*) FROM marks").await, 5, "{by_proxy} by proxy");
        assert_eq!(outside.number("SELECT COUNT(*) FROM ballots").await, 5);
        assert!(active(&app).await.is_empty());
    }

    async fn the_pages_of_the_desk_record_list_and_end_a_proxy(app: TestApp) {
        let staged = assembled(&app, 1, false).await;
        staged.come(&[1]).await;
        let page = format!("{}/entries/{}/place", staged.page, staged.entries[1]);
        let shown = staged.board.get(&page).await.expect(StatusCode::OK).text();
        assert!(shown.contains(&format!("{page}/proxy\"")) && shown.contains("name=\"document_day\""), "{shown}");
        let holder = staged.entries[0].to_string();
        let empty = staged.board.post_form(&format!("{page}/proxy"), &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(empty.contains("holder-error") && empty.contains("document_day-error"), "{empty}");
        let absent = staged.entries[2].to_string();
        let proxy = |holder: &str| [("holder", holder.to_owned()), ("document_day", "2020-01-31".to_owned())];
        let send = async |fields: [(&str, String); 2]| {
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            staged.board.post_form(&format!("{page}/proxy"), &fields).await
        };
        let refused = send(proxy(&absent)).await.expect(StatusCode::CONFLICT).text();
        assert!(refused.contains("error-summary") && refused.contains("nicht eingecheckt"), "{refused}");
        let done = send(proxy(&holder)).await.expect(StatusCode::SEE_OTHER);
        let desk = format!("{}/desk", staged.page);
        assert_eq!(done.location(), Some(&*format!("{desk}?notice=proxy-recorded")));
        let listed = staged.board.get(&desk).await.expect(StatusCode::OK).text();
        assert!(listed.contains(&format!("{page}/proxy/revoke")), "{listed}");
        for address in [&staged.page, &page] {
            let told = staged.board.get(address).await.expect(StatusCode::OK).text();
            assert!(told.contains("In Vollmacht: "), "{told}");
        }
        let of_holder = format!("{}/entries/{holder}/place", staged.page);
        let told = staged.board.get(&of_holder).await.expect(StatusCode::OK).text();
        assert!(told.contains("Stimmt in Vollmacht auch ab für"), "{told}");
        let done = staged.board.post_form(&format!("{page}/proxy/revoke"), &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(done.location(), Some(&*format!("{desk}?notice=proxy-ended")));
        let told = staged.board.get(&page).await.expect(StatusCode::OK).text();
        assert!(told.contains("(beendet)") && told.contains(&format!("{page}/proxy\"")), "{told}");
    }
}
