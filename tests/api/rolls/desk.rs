use mandat::rolls::actions::voter_by_session;

use super::*;
use crate::support::{
    Answer,
    electorate::{cast, motion},
};

/// A frozen roll with deputies of the first council (Aalen), which has the first two of the three entries.
async fn with_deputies(app: &TestApp, deputies: usize) -> Electorate {
    app.electorate_with_deputies("laka", &[1, 1, 1], deputies)
        .await
}

async fn stand_ins(app: &TestApp) -> Vec<i64> {
    let all = "SELECT id FROM stand_ins ORDER BY number";
    app.outside().await.numbers(all).await
}

async fn act(staged: &Electorate, number: usize, act: &str) -> Answer {
    let entry = staged.entries[number - 1];
    let path = format!("{}/entries/{entry}/place/{act}", staged.path);
    staged.board.api_post(&path, &Value::Null).await
}

async fn take_over(staged: &Electorate, number: usize, stand_in: i64) -> Answer {
    let entry = staged.entries[number - 1];
    let path = format!("{}/entries/{entry}/place/take-over", staged.path);
    staged
        .registrar
        .api_post(&path, &json!({ "stand_in_id": stand_in }))
        .await
}

fn refused(answer: Answer, code: &str) {
    assert_eq!(answer.expect(StatusCode::CONFLICT).json()["code"], code);
}

async fn find(staged: &Electorate, search: &str) -> Answer {
    let path = format!("{}/desk", staged.path);
    staged
        .board
        .api_post(&path, &json!({ "search": search }))
        .await
}

/// Numbers of the places, and names of the deputies.
async fn found(staged: &Electorate, search: &str) -> (Vec<i64>, Vec<String>) {
    let found = find(staged, search).await.expect(StatusCode::OK).json();
    let places = found["places"].as_array().unwrap().iter();
    let deputies = found["deputies"].as_array().unwrap().iter();
    let name = |d: &Value| d["stand_in"]["name"].as_str().unwrap().to_owned();
    (
        places.map(|p| p["number"].as_i64().unwrap()).collect(),
        deputies.map(name).collect(),
    )
}

async fn holds_no_place(app: &TestApp, code: &str) -> bool {
    matches!(sign_in(app, code).await, Err(RollError::NoPlace))
}

on_both_engines! {
    async fn a_deputy_votes_for_the_place_and_hands_it_back_and_the_place_votes_once_in_each_poll(app: TestApp) {
        let staged = with_deputies(&app, 2).await;
        let codes = staged.make_codes().await;
        let (delegate, deputy) = (&codes[0], &codes[3]);
        let ids = stand_ins(&app).await;
        assert_eq!((codes.len(), ids.len()), (5, 2));
        assert!(holds_no_place(&app, deputy).await);
        let before = sign_in(&app, delegate).await.unwrap().token;
        assert!(voter_by_session(&app.app, &before).await.unwrap().is_some());

        take_over(&staged, 1, ids[0]).await.expect(StatusCode::NO_CONTENT);
        assert!(voter_by_session(&app.app, &before).await.unwrap().is_none());
        assert!(holds_no_place(&app, delegate).await);
        let held = sign_in(&app, deputy).await.unwrap().token;
        let voter = voter_by_session(&app.app, &held).await.unwrap().unwrap();
        assert_eq!((voter.entry.0, voter.name.as_str()), (staged.entries[0], "Person Öz 100"));

        let first = staged.open(&motion()).await;
        cast(&app.stranger().with_bearer(&held.expose()), first, &["yes"]).await;
        refused(act(&staged, 1, "hand-back").await, "desk-place-has-voted");
        refused(take_over(&staged, 1, ids[1]).await, "desk-place-held");
        staged.step(first, "close").await;
        act(&staged, 1, "hand-back").await.expect(StatusCode::NO_CONTENT);
        assert!(voter_by_session(&app.app, &held).await.unwrap().is_none());
        assert!(holds_no_place(&app, deputy).await);

        let second = staged.open(&motion()).await;
        let again = sign_in(&app, delegate).await.unwrap().token;
        cast(&app.stranger().with_bearer(&again.expose()), second, &["no"]).await;
        refused(take_over(&staged, 1, ids[1]).await, "desk-place-has-voted");
        assert!(holds_no_place(&app, deputy).await);
        assert_eq!(app.outside().await.numbers("SELECT COUNT(*) FROM marks GROUP BY poll_id").await, [1, 1]);
        staged.step(second, "close").await;
        for poll in [first, second] {
            staged.step(poll, "count").await;
        }
        let mut outside = app.outside().await;
        let acts = outside.texts("SELECT act FROM audit_log WHERE act LIKE '%_place' ORDER BY seq").await;
        assert_eq!(acts, ["take_over_place", "hand_back_place"]);
        let log = outside.texts("SELECT before || after FROM audit_log").await.concat();
        for code in &codes {
            assert!(!log.contains(&code[..6]), "{log}");
        }
    }

    async fn whoever_is_checked_out_while_a_poll_is_open_neither_loses_nor_doubles_the_vote(app: TestApp) {
        let staged = with_deputies(&app, 1).await;
        let ids = stand_ins(&app).await;
        for number in [1, 2] {
            act(&staged, number, "check-in").await.expect(StatusCode::NO_CONTENT);
        }
        let poll = staged.open(&motion()).await;
        let (first, second) = (app.voter(&staged, 1).await, app.voter(&staged, 2).await);
        cast(&first, poll, &["yes"]).await;
        for number in [1, 2] {
            act(&staged, number, "check-out").await.expect(StatusCode::NO_CONTENT);
        }
        // One has voted, and nobody else votes for that place; the other still can, once.
        refused(take_over(&staged, 1, ids[0]).await, "desk-place-has-voted");
        cast(&second, poll, &["no"]).await;
        act(&staged, 1, "check-in").await.expect(StatusCode::NO_CONTENT);
        for voter in [&first, &second] {
            let again = voter.api_post(&format!("/voting/polls/{poll}/ballot"), &json!({"choices": ["no"]})).await;
            assert!(again.status != StatusCode::OK, "{}", again.text());
        }
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM marks").await, 2);
        staged.step(poll, "close").await;
        staged.step(poll, "count").await;
    }

    async fn a_place_is_taken_over_by_its_deputies_alone_while_its_delegate_is_away(app: TestApp) {
        let staged = with_deputies(&app, 2).await;
        let ids = stand_ins(&app).await;
        refused(take_over(&staged, 3, ids[0]).await, "desk-deputy-of-others");
        take_over(&staged, 1, 999_999).await.expect(StatusCode::NOT_FOUND);
        act(&staged, 1, "check-in").await.expect(StatusCode::NO_CONTENT);
        refused(act(&staged, 1, "check-in").await, "desk-present");
        refused(take_over(&staged, 1, ids[0]).await, "desk-delegate-present");
        refused(act(&staged, 1, "hand-back").await, "desk-place-not-held");
        act(&staged, 1, "check-out").await.expect(StatusCode::NO_CONTENT);
        refused(act(&staged, 1, "check-out").await, "desk-absent");
        take_over(&staged, 1, ids[0]).await.expect(StatusCode::NO_CONTENT);
        refused(take_over(&staged, 2, ids[0]).await, "desk-deputy-holds-place");

        // Named for the second entry alone.
        let only = format!("UPDATE stand_ins SET entry_id = {} WHERE id = {}", staged.entries[1], ids[1]);
        app.outside().await.execute(&only).await;
        act(&staged, 1, "hand-back").await.expect(StatusCode::NO_CONTENT);
        refused(take_over(&staged, 1, ids[1]).await, "desk-deputy-of-others");
        take_over(&staged, 2, ids[1]).await.expect(StatusCode::NO_CONTENT);
        let place = format!("{}/entries/{}/place", staged.path, staged.entries[1]);
        let place = staged.board.api_get(&place).await.expect(StatusCode::OK).json();
        assert_eq!((&place["place"]["held_by"]["id"], &place["stays"][0]["stand_in_id"]), (&json!(ids[1]), &json!(ids[1])));
    }

    async fn presence_counts_who_is_there_and_a_deputy_who_leaves_keeps_the_place(app: TestApp) {
        let staged = with_deputies(&app, 1).await;
        let ids = stand_ins(&app).await;
        take_over(&staged, 1, ids[0]).await.expect(StatusCode::NO_CONTENT);
        act(&staged, 3, "check-in").await.expect(StatusCode::NO_CONTENT);
        let presence = format!("{}/presence", staged.path);
        let told = staged.registrar.api_get(&presence).await.expect(StatusCode::OK).json();
        assert_eq!(told, json!({"entries": 3, "present": 2, "absent": 1, "votes": 2, "deputies": 1, "proxies": 0}));
        act(&staged, 1, "check-out").await.expect(StatusCode::NO_CONTENT);
        let told = staged.registrar.api_get(&presence).await.expect(StatusCode::OK).json();
        assert_eq!(told, json!({"entries": 3, "present": 1, "absent": 2, "votes": 1, "deputies": 1, "proxies": 0}));
        act(&staged, 1, "check-in").await.expect(StatusCode::NO_CONTENT);
        let stays = "SELECT COUNT(*) FROM attendance WHERE stand_in_id IS NOT NULL";
        assert_eq!(app.outside().await.number(stays).await, 2);
        let places = staged.board.api_get(&format!("{}/places", staged.path)).await.expect(StatusCode::OK).json();
        assert_eq!((&places[0]["held_by"]["id"], &places[1]["held_by"]), (&json!(ids[0]), &Value::Null));
        let listed = staged.board.api_get(&format!("{}/stand-ins", staged.path)).await.expect(StatusCode::OK).json();
        assert_eq!((listed.as_array().unwrap().len(), &listed[0]["entry_id"]), (1, &Value::Null));
    }

    async fn the_desk_needs_its_right_and_a_frozen_roll(app: TestApp) {
        let staged = with_deputies(&app, 1).await;
        let building = building(&app, "nrw", 1).await;
        refused(find(&building, "Öz").await, "roll-not-frozen");
        building.board.api_post(&format!("{}/desk", staged.path), &json!({"search": "Öz"})).await.expect(StatusCode::NOT_FOUND);
        let crossed = format!("{}/entries/{}/place/check-in", building.path, staged.entries[0]);
        refused(building.board.api_post(&crossed, &Value::Null).await, "roll-not-frozen");
        let auditor = app.officer(mandat::accounts::model::Role::Auditor, &staged.federation).await;
        auditor.api_post(&format!("{}/desk", staged.path), &json!({"search": "Öz"})).await.expect(StatusCode::FORBIDDEN);
        auditor.api_get(&format!("{}/presence", staged.path)).await.expect(StatusCode::OK);
    }

    async fn the_desk_finds_by_name_number_body_first_group_and_whole_code(app: TestApp) {
        let staged = with_deputies(&app, 1).await;
        let codes = staged.make_codes().await;
        assert_eq!(found(&staged, "aalen").await, (vec![1, 2], vec!["Person Öz 100".to_owned()]));
        assert_eq!(found(&staged, "oz 1").await.0, [3]);
        assert_eq!(found(&staged, "2").await.0, [2]);
        assert_eq!(found(&staged, &codes[1][..6].to_lowercase()).await.0, [2]);
        assert_eq!(found(&staged, &codes[1]).await.0, [2]);
        assert_eq!(found(&staged, &format!("https://mandat.example/de/vote#{}", codes[2])).await.0, [3]);
        assert_eq!(found(&staged, &codes[3]).await, (vec![], vec!["Person Öz 100".to_owned()]));
        assert_eq!(found(&staged, " ").await, (vec![], vec![]));

        let wrong = mixed(&codes[0], &codes[1]);
        for _ in 0..10 {
            let answer = find(&staged, &wrong).await.expect(StatusCode::FORBIDDEN).json();
            assert_eq!(answer["code"], "code-refused");
        }
        let rests = find(&staged, &wrong).await.expect(StatusCode::TOO_MANY_REQUESTS).json();
        assert_eq!(rests["code"], "code-rests");
        let slip: String = format!("{}{}", if codes[1].starts_with('A') { "B" } else { "A" }, &codes[1][1..]);
        let slip = find(&staged, &slip).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(slip["fields"][0]["field"], "search");
        // A code of another roll is like an unknown one.
        let other = frozen(&app, "nrw", 1).await;
        let foreign = other.make_codes().await;
        let answer = find(&staged, &foreign[0]).await.expect(StatusCode::FORBIDDEN).json();
        assert_eq!(answer["code"], "code-refused");
        assert_eq!(found(&staged, &foreign[0][..6]).await, (vec![], vec![]));
    }

    async fn a_vote_and_a_take_over_at_once_are_one_or_the_other(app: TestApp) {
        let staged = app.electorate_with_deputies("laka", &[1; 12], 6).await;
        let ids = stand_ins(&app).await;
        let poll = staged.open(&motion()).await;
        let mut taken_over = 0;
        for (at, stand_in) in ids.iter().enumerate() {
            let voter = app.voter(&staged, at + 1).await;
            let vote = tokio::spawn(async move {
                voter.api_post(&format!("/voting/polls/{poll}/ballot"), &json!({"choices": ["yes"]})).await
            });
            // Each time a little later.
            tokio::time::sleep(Duration::from_millis(at as u64)).await;
            let taking = take_over(&staged, at + 1, *stand_in).await;
            let voted = vote.await.unwrap().status == StatusCode::OK;
            assert_eq!(taking.status == StatusCode::NO_CONTENT, !voted, "{at}: {}", taking.text());
            if voted {
                refused(taking, "desk-place-has-voted");
            }
            taken_over += i64::from(!voted);
        }
        let mut outside = app.outside().await;
        let marks = outside.number("SELECT COUNT(*) FROM marks").await;
        assert_eq!(marks + taken_over, 6);
        assert_eq!(outside.number("SELECT COUNT(*) FROM roll_entries WHERE held_by IS NOT NULL").await, taken_over);
        assert_eq!(outside.number("SELECT COUNT(*) FROM roll_entries e JOIN marks m ON m.entry_id = e.id WHERE e.held_by IS NOT NULL").await, 0);
    }

    async fn the_pages_of_the_desk_search_check_in_take_over_and_hand_back(app: TestApp) {
        let staged = with_deputies(&app, 1).await;
        let ids = stand_ins(&app).await;
        let desk = format!("{}/desk", staged.page);
        assert!(staged.board.get(&staged.page).await.expect(StatusCode::OK).text().contains(&desk));
        let empty = staged.board.get(&desk).await.expect(StatusCode::OK).text();
        assert!(empty.contains("autofocus") && empty.contains("method=\"post\""), "{empty}");
        let hits = staged.board.post_form(&desk, &[("search", "Öz 0")]).await.expect(StatusCode::OK).text();
        let place = format!("{}/entries/{}/place", staged.page, staged.entries[0]);
        assert!(hits.contains(&format!("{place}/check-in")) && hits.contains("Person Öz 0"), "{hits}");
        let done = staged.board.post_form(&format!("{place}/check-in"), &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(done.location(), Some(&*format!("{desk}?notice=checked-in")));
        let again = staged.board.post_form(&format!("{place}/check-in"), &[]).await.expect(StatusCode::CONFLICT).text();
        assert!(again.contains("error-summary"), "{again}");
        staged.board.post_form(&format!("{place}/check-out"), &[]).await.expect(StatusCode::SEE_OTHER);
        let page = staged.board.get(&place).await.expect(StatusCode::OK).text();
        assert!(page.contains("Person Öz 100"), "{page}");
        staged.board.post_form(&format!("{place}/take-over"), &[("stand_in", "x")]).await.expect(StatusCode::NOT_FOUND);
        let stand_in = ids[0].to_string();
        staged.board.post_form(&format!("{place}/take-over"), &[("stand_in", &stand_in)]).await.expect(StatusCode::SEE_OTHER);
        let roll = staged.board.get(&staged.page).await.expect(StatusCode::OK).text();
        assert!(roll.contains("Person Öz 100"), "{roll}");
        staged.board.post_form(&format!("{place}/hand-back"), &[]).await.expect(StatusCode::SEE_OTHER);
        // A wrong code stands neither on the page nor in an address.
        let code = Code::generate(&mut app.app.random.rng()).expose().to_string();
        let wrong = staged.board.post_form(&desk, &[("search", &code)]).await.expect(StatusCode::FORBIDDEN).text();
        assert!(!wrong.contains(&code) && wrong.contains("error-summary"), "{wrong}");
    }
}
