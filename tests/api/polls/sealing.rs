//! Ballots sealed to keys of the board: row 11 of the security checklist, and fault 20.

use mandat::polls::board_key::BoardKey;

use super::*;

/// A key for a member of the board.
async fn key(actor: &Actor) -> String {
    let made = actor
        .api_post("/federations/laka/board-keys", &Value::Null)
        .await;
    made.expect(StatusCode::CREATED).json()["key"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn seal(laka: &Electorate, poll: i64) -> Answer {
    let path = format!("{}/seal", laka.poll_path(poll));
    laka.board
        .api(poem::http::Method::PUT, &path, None, None)
        .await
}

async fn give(laka: &Electorate, actor: &Actor, poll: i64, key: &str) -> Answer {
    let path = format!("{}/key", laka.poll_path(poll));
    actor.api_post(&path, &json!({ "key": key })).await
}

async fn count(laka: &Electorate, poll: i64) -> Answer {
    let path = format!("{}/count", laka.poll_path(poll));
    laka.board.api_post(&path, &json!({})).await
}

/// A motion that nobody asked before.
fn anderes() -> Value {
    let mut motion = motion();
    motion["title"]["de"] = json!("Anderes");
    motion
}

/// A third member of the board, and the keys of all three.
async fn holders(app: &TestApp, laka: &Electorate) -> (Actor, [String; 3]) {
    let third = app
        .officer(
            mandat::accounts::model::Role::ElectionBoard,
            &laka.federation,
        )
        .await;
    let keys = [
        key(&laka.board).await,
        key(&laka.second).await,
        key(&third).await,
    ];
    (third, keys)
}

on_both_engines! {
    async fn row_11_fault_20_the_box_holds_ciphertext_of_one_length_and_two_of_three_keys_open_it(app: TestApp) {
        let laka = app.electorate("laka", &[3, 1, 1, 1, 1, 1]).await;
        let voters = app.voters(&laka, 6).await;
        let (third, [first_key, second_key, third_key]) = holders(&app, &laka).await;
        let poll = laka.ready(&motion()).await;
        seal(&laka, poll).await.expect(StatusCode::NO_CONTENT);
        laka.step(poll, "open").await;
        let paper = voters[0].api_get(&format!("/voting/polls/{poll}")).await.expect(StatusCode::OK).json();
        let said: Vec<_> = paper["trust"].as_array().unwrap().iter().map(|s| s["statement"].as_str().unwrap()).collect();
        assert!(said.contains(&"open_sealed") && !said.contains(&"open_file") && !said.contains(&"open_server"), "{said:?}");
        for (voter, choice) in voters.iter().zip([&["yes"][..], &["no"], &["abstain"], &[], &["yes"], &["yes"]]) {
            cast(voter, poll, choice).await;
        }
        let mut outside = app.outside().await;
        let look = async |outside: &mut Outside| outside.texts("SELECT ballot FROM ballots ORDER BY ballot").await;
        let sealed = look(&mut outside).await;
        assert_eq!(sealed.len(), 8, "three of the first, one of each other");
        let lengths: std::collections::BTreeSet<usize> = sealed.iter().map(String::len).collect();
        assert_eq!(lengths.len(), 1, "{sealed:?}");
        let mut different = sealed.clone();
        different.dedup();
        assert_eq!(different.len(), 8, "equal ballots are not seen to be equal");
        assert!(sealed.iter().all(|ballot| ballot.starts_with("s1.")));

        laka.step(poll, "close").await;
        assert_eq!(look(&mut outside).await, sealed, "closing opens nothing");
        let shown = laka.board.api_get(&laka.poll_path(poll)).await.expect(StatusCode::OK).json();
        assert_eq!(shown["waits_for"], "keys");
        assert_eq!(code(count(&laka, poll).await, StatusCode::CONFLICT), "box-waits");
        // One key is lost. Nothing that is no key, or another's, or the same key twice opens the box.
        let random = mandat::types::Random::seeded(7);
        let foreign = BoardKey::generate(&random).expose().to_string();
        for wrong in ["", "1.100", &foreign[1..], &foreign, &third_key, &"0".repeat(200)] {
            assert_eq!(refused_fields(give(&laka, &laka.board, poll, wrong).await)[0].0, "key", "{wrong}");
        }
        give(&laka, &laka.registrar, poll, &first_key).await.expect(StatusCode::FORBIDDEN);
        assert_eq!(give(&laka, &laka.board, poll, &first_key).await.expect(StatusCode::OK).json()["box"], "waits_for_key");
        assert_eq!(code(give(&laka, &laka.board, poll, &first_key).await, StatusCode::CONFLICT), "key-given");
        assert_eq!(refused_fields(give(&laka, &laka.second, poll, &first_key).await)[0].0, "key");
        assert_eq!(code(count(&laka, poll).await, StatusCode::CONFLICT), "box-waits");
        assert_eq!(look(&mut outside).await, sealed);
        let opened = give(&laka, &third, poll, &third_key).await.expect(StatusCode::OK).json();
        assert_eq!(opened["box"], "opened");
        assert_eq!(outside.number("SELECT COUNT(*) FROM poll_key_shares").await, 0, "what opened it is gone");
        assert_eq!(outside.number("SELECT COUNT(*) FROM ballots").await, 0);
        assert_eq!(code(give(&laka, &laka.second, poll, &second_key).await, StatusCode::CONFLICT), "box-waits-for-nothing");
        laka.step(poll, "count").await;
        let counted = laka.board.api_get(&format!("{}/count", laka.poll_path(poll))).await.expect(StatusCode::OK).json();
        assert_eq!((&counted["ballots"], &counted["blank"]), (&json!(8), &json!(1)));
        count(&laka, poll).await.expect(StatusCode::OK);
        // No key stands in the log or in any table.
        let logged = outside.texts("SELECT after FROM audit_log").await.join("\n");
        for key in [&first_key, &second_key, &third_key] {
            assert!(!logged.contains(key.as_str()) && !logged.contains(&key.replace('-', "")));
        }
        let publisher = app.officer(mandat::accounts::model::Role::Publisher, &laka.federation).await;
        laka.publish(&publisher, poll, &json!({})).await;
        let evidence = laka.board.api_get(&format!("{}/evidence", laka.poll_path(poll))).await.expect(StatusCode::OK).text();
        let found = mandat::results::evidence::verify(&evidence);
        assert!(found.is_ok(), "{:?}", found.err());
    }

    async fn row_11_sealing_is_chosen_before_opening_of_a_secret_poll_with_three_holders(app: TestApp) {
        let laka = app.electorate("laka", &[1; 5]).await;
        let poll = laka.ready(&motion()).await;
        assert_eq!(code(seal(&laka, poll).await, StatusCode::CONFLICT), "too-few-holders");
        let (third, _) = holders(&app, &laka).await;
        seal(&laka, poll).await.expect(StatusCode::NO_CONTENT);
        let named = laka.ready(&by_name(motion())).await;
        assert_eq!(code(seal(&laka, named).await, StatusCode::CONFLICT), "nothing-to-seal");
        // What waits for the second person is not opened where the seal was lifted meanwhile.
        if laka.guard(poll).await["wants_a_choice"] == true {
            laka.choose(poll, "accept", "Das ist uns bewusst").await.expect(StatusCode::NO_CONTENT);
        }
        let path = laka.poll_path(poll);
        let asked = laka.board.api_post(&format!("{path}/open"), &json!({})).await.expect(StatusCode::ACCEPTED).json();
        laka.second.api_delete(&format!("{path}/seal"), None).await.expect(StatusCode::NO_CONTENT);
        let confirm = format!("{path}/approvals/{}/confirm", asked["approval"]);
        assert_eq!(code(laka.second.api_post(&confirm, &Value::Null).await, StatusCode::CONFLICT), "poll-request-changed");
        let withdraw = format!("{path}/approvals/{}/withdraw", asked["approval"]);
        laka.second.api_post(&withdraw, &Value::Null).await.expect(StatusCode::NO_CONTENT);
        laka.step(poll, "open").await;
        assert_eq!(code(seal(&laka, poll).await, StatusCode::CONFLICT), "poll-fixed");
        seal(&laka, 999_999).await.expect(StatusCode::NOT_FOUND);
        let stranger = app.electorate("nrw", &[1; 3]).await;
        let foreign = format!("/federations/nrw/polls/{poll}/seal");
        stranger.board.api(poem::http::Method::PUT, &foreign, None, None).await.expect(StatusCode::NOT_FOUND);
        // Whoever leaves the board holds no key for new polls.
        let listed = third.api_get("/federations/laka/board-keys").await.expect(StatusCode::OK).json();
        assert_eq!(listed.as_array().unwrap().len(), 3);
        let account = listed.as_array().unwrap().iter().map(|k| k["account_id"].as_i64().unwrap()).max().unwrap();
        app.outside().await.execute(&format!("DELETE FROM grants WHERE account_id = {account}")).await;
        let next = laka.ready(&anderes()).await;
        assert_eq!(code(seal(&laka, next).await, StatusCode::CONFLICT), "too-few-holders");
    }

    async fn row_11_a_sealed_ballot_that_was_changed_or_put_there_leaves_no_result(app: TestApp) {
        let laka = app.electorate("laka", &[1; 5]).await;
        let voters = app.voters(&laka, 5).await;
        let (_, [first, second, _]) = holders(&app, &laka).await;
        let poll = laka.ready(&motion()).await;
        seal(&laka, poll).await.expect(StatusCode::NO_CONTENT);
        laka.step(poll, "open").await;
        for voter in &voters {
            cast(voter, poll, &["yes"]).await;
        }
        laka.step(poll, "close").await;
        let mut outside = app.outside().await;
        outside.execute("UPDATE ballots SET ballot = '1.010' WHERE ballot = (SELECT MIN(ballot) FROM ballots)").await;
        give(&laka, &laka.board, poll, &first).await.expect(StatusCode::OK);
        assert_eq!(code(give(&laka, &laka.second, poll, &second).await, StatusCode::CONFLICT), "count-ballots-changed");
        assert_eq!(code(count(&laka, poll).await, StatusCode::CONFLICT), "box-waits");
        // A void poll keeps what it has, sealed.
        laka.act(poll, "void", &json!({ "reason": "Stimmzettel verändert" })).await;
        assert_eq!(outside.number("SELECT COUNT(*) FROM ballots").await, 5);
        assert_eq!(code(give(&laka, &laka.second, poll, &second).await, StatusCode::CONFLICT), "box-waits-for-nothing");
    }

    async fn a_key_is_shown_once_on_its_page_and_given_on_that_of_the_poll(app: TestApp) {
        let laka = app.electorate("laka", &[1; 5]).await;
        let voters = app.voters(&laka, 5).await;
        let third = app.officer(mandat::accounts::model::Role::ElectionBoard, &laka.federation).await;
        let mut keys = Vec::new();
        for holder in [&laka.board, &laka.second, &third] {
            let page = holder.post_form("/de/staff/laka/board-keys", &[]).await.expect(StatusCode::OK).text();
            let at = page.find("class=\"secret\"").unwrap();
            let key: String = page[at..].chars().skip_while(|c| *c != '>').skip(1).take(39).collect();
            assert!(BoardKey::parse(&key).is_ok(), "{key}");
            let again = holder.get("/de/staff/laka/board-keys").await.expect(StatusCode::OK).text();
            assert!(!again.contains(&key), "a key is told once");
            keys.push(key);
        }
        laka.registrar.post_form("/de/staff/laka/board-keys", &[]).await.expect(StatusCode::FORBIDDEN);
        let poll = laka.ready(&motion()).await;
        let page = laka.poll_page(poll);
        laka.board.post_form(&format!("{page}/seal"), &[]).await.expect(StatusCode::SEE_OTHER);
        laka.step(poll, "open").await;
        laka.board.post_form(&format!("{page}/seal"), &[]).await.expect(StatusCode::CONFLICT);
        laka.board.post_form(&format!("{page}/unseal"), &[]).await.expect(StatusCode::CONFLICT);
        for voter in &voters {
            cast(voter, poll, &["no"]).await;
        }
        laka.step(poll, "close").await;
        let shown = laka.board.get(&page).await.expect(StatusCode::OK).text();
        assert!(shown.contains(&format!("{page}/key")) && !shown.contains(&format!("{page}/count\"")), "{shown}");
        let wrong = laka.board.post_form(&format!("{page}/key"), &[("key", &keys[1])]).await;
        assert!(!wrong.expect(StatusCode::UNPROCESSABLE_ENTITY).text().contains(&keys[1]), "a key is not shown again");
        laka.board.post_form(&format!("{page}/key"), &[("key", &keys[0].to_lowercase())]).await.expect(StatusCode::SEE_OTHER);
        third.post_form(&format!("{page}/key"), &[("key", &keys[2].replace('-', " "))]).await.expect(StatusCode::SEE_OTHER);
        laka.board.post_form(&format!("{page}/count"), &[]).await.expect(StatusCode::SEE_OTHER);
    }
}
