use mandat::on;
use sha2::{Digest, Sha256};

use super::*;
use crate::support::{Answer, electorate::motion};

async fn ask(staged: &Electorate, correction: Value) -> Answer {
    let path = format!("{}/corrections", staged.path);
    staged.registrar.api_post(&path, &correction).await
}

async fn confirm(staged: &Electorate, who: &Actor, id: i64) -> Answer {
    let path = format!("{}/corrections/{id}/confirm", staged.path);
    who.api_post(&path, &Value::Null).await
}

async fn correct(staged: &Electorate, correction: Value) {
    let id = ask(staged, correction)
        .await
        .expect(StatusCode::CREATED)
        .id();
    confirm(staged, &staged.board, id)
        .await
        .expect(StatusCode::NO_CONTENT);
}

fn strike(entry: i64) -> Value {
    json!({"kind": "strike", "entry_id": entry, "reason": "Mandat beendet"})
}

fn refused(answer: Answer, code: &str) {
    assert_eq!(answer.expect(StatusCode::CONFLICT).json()["code"], code);
}

/// The digest of the roll, which is that of its canonical form.
async fn digest(staged: &Electorate) -> String {
    let roll = staged
        .board
        .api_get(&staged.path)
        .await
        .expect(StatusCode::OK)
        .json();
    let canonical = format!("{}/canonical", staged.path);
    let canonical = staged
        .board
        .api_get(&canonical)
        .await
        .expect(StatusCode::OK);
    let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(&canonical.body));
    assert_eq!(roll["digest"], digest);
    digest
}

async fn made(staged: &Electorate) -> Value {
    let path = format!("{}/corrections", staged.path);
    staged
        .board
        .api_get(&path)
        .await
        .expect(StatusCode::OK)
        .json()
}

/// A member of the second council (Ulm) who is not on the roll: person and body.
async fn member(app: &TestApp, staged: &Electorate) -> (i64, i64) {
    let (mut outside, f) = (app.outside().await, staged.federation.id);
    let body = outside.number("SELECT MAX(body_id) FROM roll_entries WHERE number = (SELECT MAX(number) FROM roll_entries)").await;
    outside
        .execute(&format!(
            "INSERT INTO people (federation_id, given_name, family_name, email, phone, locale, search_key, revision) \
             VALUES ({f}, 'Neu', 'Nachgetragen', '', '', 'de', 'x', 1)"
        ))
        .await;
    let person = last_id(&mut outside, "people").await;
    outside
        .execute(&format!(
            "INSERT INTO mandates (federation_id, body_id, person_id, function, public_office, starts_on, revision) \
             VALUES ({f}, {body}, {person}, 'member', 0, 0, 1)"
        ))
        .await;
    (person, body)
}

on_both_engines! {
    async fn an_entry_is_struck_by_two_people_and_all_other_numbers_stay(app: TestApp) {
        let staged = app.electorate_with_deputies("laka", &[1, 1, 1], 1).await;
        let codes = staged.make_codes().await;
        let before = digest(&staged).await;
        let only = format!("UPDATE stand_ins SET entry_id = {}", staged.entries[0]);
        let mut outside = app.outside().await;
        let session = sign_in(&app, &codes[0]).await.unwrap().token;
        let id = ask(&staged, strike(staged.entries[0])).await.expect(StatusCode::CREATED).id();
        refused(ask(&staged, strike(staged.entries[1])).await, "correction-waiting");
        confirm(&staged, &staged.registrar, id).await.expect(StatusCode::FORBIDDEN);
        assert_eq!(digest(&staged).await, before);
        confirm(&staged, &staged.board, id).await.expect(StatusCode::NO_CONTENT);
        confirm(&staged, &staged.board, id).await.expect(StatusCode::NOT_FOUND);

        let after = digest(&staged).await;
        let listed = made(&staged).await;
        assert_eq!((&listed["possible"], &listed["waiting"]), (&json!(true), &Value::Null));
        let first = &listed["made"][0];
        assert_eq!((&first["number"], &first["kind"], &first["change"]["number"]), (&json!(1), &json!("strike"), &json!(1)));
        assert_eq!((&first["digest_before"], &first["digest"]), (&json!(before), &json!(after)));
        let roll = staged.board.api_get(&staged.path).await.expect(StatusCode::OK).json();
        assert_eq!((&roll["entries"], &roll["votes"], &roll["corrections"]), (&json!(2), &json!(2), &json!(1)));
        let entries = staged.board.api_get(&format!("{}/entries", staged.path)).await.expect(StatusCode::OK).json();
        let numbers: Vec<_> = entries["items"].as_array().unwrap().iter().map(|e| e["number"].clone()).collect();
        assert_eq!(numbers, [json!(2), json!(3)]);
        assert!(matches!(sign_in(&app, &codes[0]).await, Err(RollError::CodeRefused)));
        assert!(mandat::rolls::actions::voter_by_session(&app.app, &session).await.unwrap().is_none());
        assert!(sign_in(&app, &codes[1]).await.is_ok());
        assert_eq!(outside.number("SELECT COUNT(*) FROM roll_correction_drafts").await, 0);
        // The digest is held against what stands there.
        outside.execute(&only).await;
        refused(ask(&staged, strike(staged.entries[1])).await, "roll-altered");
    }

    async fn deputies_of_a_struck_delegate_stand_in_for_the_whole_body(app: TestApp) {
        let mut staged = app.electorate_in_preparation("laka", &[1, 1, 1]).await;
        let mut outside = app.outside().await;
        let principal = outside.number("SELECT MIN(id) FROM delegates").await;
        let body = outside.number(&format!("SELECT body_id FROM delegates WHERE id = {principal}")).await;
        let deputy = crate::support::electorate::Registered { body, position: 9, votes: 1, state: "accepted" };
        crate::support::electorate::add_delegate(&mut outside, &staged.federation, staged.round, deputy).await;
        outside
            .execute(&format!("UPDATE delegates SET role = 'deputy', principal_id = {principal} WHERE id = (SELECT MAX(id) FROM delegates)"))
            .await;
        app.freeze(&mut staged).await;
        assert_eq!(outside.numbers("SELECT entry_id FROM stand_ins").await, [staged.entries[0]]);
        correct(&staged, strike(staged.entries[0])).await;
        digest(&staged).await;
        assert_eq!(outside.number("SELECT COUNT(*) FROM stand_ins WHERE entry_id IS NULL").await, 1);
    }

    async fn somebody_added_gets_the_next_number_and_a_code_of_their_own(app: TestApp) {
        let staged = frozen(&app, "laka", 3).await;
        let codes = staged.make_codes().await;
        let (person, body) = member(&app, &staged).await;
        let before = digest(&staged).await;
        refused(staged.board.api_post(&format!("{}/codes/missing", staged.path), &Value::Null).await, "nobody-without-code");
        correct(&staged, json!({"kind": "add", "person_id": person, "body_id": body, "votes": 2, "reason": "Vergessen"})).await;
        assert_ne!(digest(&staged).await, before);
        let names = staged.board.api_get(&format!("{}/names", staged.path)).await.expect(StatusCode::OK).text();
        assert!(names.contains("\"number\":4,\"name\":\"Neu Nachgetragen\""), "{names}");
        let listed = made(&staged).await;
        let commitment = listed["made"][0]["change"]["name_sha256"].as_str().unwrap();
        let canonical = staged.board.api_get(&format!("{}/canonical", staged.path)).await.expect(StatusCode::OK).text();
        assert!(canonical.contains(commitment) && !listed.to_string().contains("Nachgetragen"), "{listed}");
        refused(ask(&staged, json!({"kind": "add", "person_id": person, "body_id": body, "votes": 1, "reason": "Vergessen"})).await, "on-roll-already");

        let state = staged.board.api_get(&format!("{}/codes", staged.path)).await.expect(StatusCode::OK).json();
        assert_eq!((&state["valid"], &state["missing"]), (&json!(3), &json!(1)));
        // A poll that is opened meanwhile does not keep the code back.
        staged.open(&motion()).await;
        staged.board.api_post(&format!("{}/codes/missing", staged.path), &Value::Null).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(staged.code_job_ended().await["job"], "waiting_for_printing");
        let sheets = staged.board.api_post(&format!("{}/codes/sheets", staged.path), &Value::Null).await.expect(StatusCode::OK).json();
        assert_eq!((sheets.as_array().unwrap().len(), &sheets[0]["number"]), (1, &json!(4)));
        assert!(sign_in(&app, &code_of(&sheets[0])).await.is_ok());
        assert!(sign_in(&app, &codes[0]).await.is_ok());
    }

    async fn votes_and_the_name_of_an_entry_are_corrected(app: TestApp) {
        let staged = frozen(&app, "laka", 2).await;
        let entry = staged.entries[0];
        let votes = |votes: i64| json!({"kind": "votes", "entry_id": entry, "votes": votes, "reason": "Schreibfehler"});
        refused(ask(&staged, votes(1)).await, "corrects-nothing");
        ask(&staged, votes(100)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        correct(&staged, votes(3)).await;
        let name = json!({"kind": "name", "entry_id": entry, "reason": "Schreibfehler"});
        refused(ask(&staged, name.clone()).await, "corrects-nothing");
        let mut outside = app.outside().await;
        let rename = |family: &str| format!("UPDATE people SET family_name = '{family}' WHERE id = (SELECT person_id FROM roll_entries WHERE id = {entry})");
        outside.execute(&rename("Öztürk")).await;
        let id = ask(&staged, name.clone()).await.expect(StatusCode::CREATED).id();
        // What is confirmed is what was seen.
        outside.execute(&rename("Anders")).await;
        refused(confirm(&staged, &staged.board, id).await, "correction-stale");
        staged.board.api_post(&format!("{}/corrections/{id}/withdraw", staged.path), &Value::Null).await.expect(StatusCode::NO_CONTENT);
        correct(&staged, name).await;
        assert_eq!(outside.texts(&format!("SELECT name FROM roll_entries WHERE id = {entry}")).await, ["Person Anders"]);
        let roll = staged.board.api_get(&staged.path).await.expect(StatusCode::OK).json();
        assert_eq!((&roll["votes"], &roll["corrections"]), (&json!(4), &json!(2)));
        digest(&staged).await;
        let acts = outside.texts("SELECT act FROM audit_log WHERE act LIKE '%roll%' ORDER BY seq").await;
        assert_eq!(acts[acts.len() - 2..], ["request_roll_correction", "correct_roll"]);
    }

    async fn what_cannot_be_corrected_is_refused(app: TestApp) {
        let staged = frozen(&app, "laka", 2).await;
        let other = frozen(&app, "nrw", 1).await;
        ask(&staged, strike(other.entries[0])).await.expect(StatusCode::NOT_FOUND);
        refused(ask(&other, strike(other.entries[0])).await, "roll-last-entry");
        ask(&staged, json!({"kind": "strike", "entry_id": 1, "reason": "x"})).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        staged.board.api_post(&format!("{}/corrections", staged.path), &strike(staged.entries[0])).await.expect(StatusCode::FORBIDDEN);
        let (person, _) = member(&app, &staged).await;
        let body = app.outside().await.number("SELECT body_id FROM roll_entries WHERE number = 1 ORDER BY id LIMIT 1").await;
        refused(ask(&staged, json!({"kind": "add", "person_id": person, "body_id": body, "votes": 1, "reason": "Vergessen"})).await, "not-in-body-on-day");
        refused(ask(&staged, json!({"kind": "add", "person_id": 999_999, "body_id": body, "votes": 1, "reason": "Vergessen"})).await, "not-in-body-on-day");

        let place = format!("{}/entries/{}/place", staged.path, staged.entries[0]);
        staged.board.api_post(&format!("{place}/check-in"), &Value::Null).await.expect(StatusCode::NO_CONTENT);
        refused(ask(&staged, strike(staged.entries[0])).await, "place-in-use");
        staged.board.api_post(&format!("{place}/check-out"), &Value::Null).await.expect(StatusCode::NO_CONTENT);
        let id = ask(&staged, strike(staged.entries[0])).await.expect(StatusCode::CREATED).id();
        confirm(&other, &other.board, id).await.expect(StatusCode::NOT_FOUND);
        staged.board.api_post(&format!("{place}/check-in"), &Value::Null).await.expect(StatusCode::NO_CONTENT);
        refused(confirm(&staged, &staged.board, id).await, "place-in-use");
        let building = building(&app, "hessen", 1).await;
        refused(ask(&building, strike(1)).await, "roll-not-frozen");
    }

    async fn nobody_confirms_a_correction_that_they_asked_for(app: TestApp) {
        let staged = frozen(&app, "laka", 2).await;
        let id = ask(&staged, strike(staged.entries[0])).await.expect(StatusCode::CREATED).id();
        // Asked for by somebody who was made a member of the board since.
        let board = "UPDATE approvals SET requested_by = (SELECT account_id FROM grants WHERE role = 'election_board' ORDER BY account_id LIMIT 1)";
        app.outside().await.execute(board).await;
        let alone = confirm(&staged, &staged.board, id).await.expect(StatusCode::FORBIDDEN).json();
        assert_eq!(alone["code"], "own-correction");
        confirm(&staged, &staged.second, id).await.expect(StatusCode::NO_CONTENT);
    }

    async fn after_the_first_poll_was_opened_nothing_is_corrected_for_ever(app: TestApp) {
        let staged = frozen(&app, "laka", 3).await;
        let id = ask(&staged, strike(staged.entries[0])).await.expect(StatusCode::CREATED).id();
        let poll = staged.open(&motion()).await;
        for _ in ["open", "closed"] {
            refused(confirm(&staged, &staged.board, id).await, "corrections-over");
            refused(ask(&staged, strike(staged.entries[1])).await, "corrections-over");
            let state = app.outside().await.texts("SELECT state FROM polls").await.remove(0);
            if state == "open" {
                staged.step(poll, "close").await;
            }
        }
        assert_eq!(made(&staged).await["possible"], json!(false));
        staged.registrar.api_post(&format!("{}/corrections/{id}/withdraw", staged.path), &Value::Null).await.expect(StatusCode::NO_CONTENT);
    }

    async fn a_correction_and_an_opening_at_once_come_one_after_the_other(app: TestApp) {
        for round in 0..4_u64 {
            let slug = format!("laka-{round}");
            let staged = frozen(&app, &slug, 4).await;
            let id = ask(&staged, strike(staged.entries[0])).await.expect(StatusCode::CREATED).id();
            let poll = staged.ready(&motion()).await;
            let asked = staged.board.api_post(&format!("{}/open", staged.poll_path(poll)), &json!({})).await.expect(StatusCode::ACCEPTED);
            let approval = asked.json()["approval"].as_i64().unwrap();
            let (path, second) = (format!("{}/approvals/{approval}/confirm", staged.poll_path(poll)), staged.second.clone());
            let opening = tokio::spawn(async move { second.api_post(&path, &Value::Null).await });
            tokio::time::sleep(Duration::from_millis(round)).await;
            let confirmed = confirm(&staged, &staged.board, id).await;
            let opened = opening.await.unwrap();
            if opened.status == StatusCode::CONFLICT {
                // The roll that was to be confirmed is another one now.
                refused(opened, "poll-request-changed");
                confirmed.expect(StatusCode::NO_CONTENT);
                continue;
            }
            opened.expect(StatusCode::NO_CONTENT);
            if confirmed.status != StatusCode::NO_CONTENT {
                refused(confirmed, "corrections-over");
            }
            // The poll was opened on the roll as it stays.
            let mut conn = app.app.db.read().await.unwrap();
            let logged: String = on!(conn, |c| sqlx::query_scalar("SELECT after FROM audit_log WHERE act = 'open_poll' AND subject_id = $1")
                .bind(poll)
                .fetch_one(c)
                .await)
            .unwrap();
            assert!(logged.contains(&digest(&staged).await), "{logged}");
        }
    }

    async fn somebody_is_added_from_the_page_after_a_search_by_name_or_by_body(app: TestApp) {
        let staged = frozen(&app, "laka", 2).await;
        let (person, body) = member(&app, &staged).await;
        let mut outside = app.outside().await;
        outside.execute(&format!("UPDATE people SET search_key = 'nachgetragen neu' WHERE id = {person}")).await;
        let body_name = outside.texts(&format!("SELECT name FROM body_profiles WHERE body_id = {body}")).await.remove(0);
        let page = format!("{}/corrections", staged.page);
        let chosen = format!("value=\"{person}-{body}\"");
        assert!(!staged.registrar.get(&page).await.expect(StatusCode::OK).text().contains(&chosen));
        for search in ["NACHGETRAGEN", "neu nachg", body_name.as_str()] {
            let found = staged.registrar.get(&format!("{page}?q={}", search.replace(' ', "+"))).await.expect(StatusCode::OK).text();
            assert!(found.contains(&chosen), "{search}: {found}");
            // Who stands on the roll is not offered once more.
            let offered = found.split("<option value=\"").filter_map(|option| option.split('"').next()).filter(|value| value.contains('-')).count();
            assert_eq!(offered, 1, "{search}: {found}");
        }
        let nobody = staged.registrar.get(&format!("{page}?q=Xyzzy")).await.expect(StatusCode::OK).text();
        assert!(nobody.contains("Niemand gefunden"), "{nobody}");

        // A search in the middle of the form keeps what was typed, and asks for nothing.
        let typed = [("search", "yes"), ("kind", "add"), ("q", "neu"), ("votes", "3"), ("reason", "Kam <später>")];
        let searched = staged.registrar.post_form(&page, &typed).await.expect(StatusCode::OK).text();
        for kept in [chosen.as_str(), "value=\"3\"", "Kam &#60;später&#62;"] {
            assert!(searched.contains(kept), "{kept}: {searched}");
        }
        assert_eq!(outside.number("SELECT COUNT(*) FROM approvals").await, 0);

        let missing = [("kind", "add"), ("q", "neu"), ("votes", "1"), ("reason", "vergessen")];
        let refused = staged.registrar.post_form(&page, &missing).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(refused.contains("id=\"person-error\"") && refused.contains(&chosen), "{refused}");
        let both = format!("{person}-{body}");
        let fields = [("kind", "add"), ("person", both.as_str()), ("votes", "1"), ("reason", "vergessen")];
        staged.registrar.post_form(&page, &fields).await.expect(StatusCode::SEE_OTHER);
        let waiting = staged.board.get(&page).await.expect(StatusCode::OK).text();
        assert!(waiting.contains("Nachgetragen"), "{waiting}");
        assert_eq!(outside.number("SELECT COUNT(*) FROM roll_entries").await, 2, "added once somebody confirms");
    }

    async fn the_page_of_corrections_asks_confirms_and_names_the_digests_of_before(app: TestApp) {
        let staged = frozen(&app, "laka", 2).await;
        let before = digest(&staged).await;
        let page = format!("{}/corrections", staged.page);
        let asking = staged.registrar.get(&page).await.expect(StatusCode::OK).text();
        assert!(asking.contains("name=\"kind\""), "{asking}");
        let refused = staged.registrar.post_form(&page, &[("kind", "strike")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(refused.contains("id=\"reason-error\""), "{refused}");
        let entry = staged.entries[0].to_string();
        let fields = [("kind", "strike"), ("entry", entry.as_str()), ("reason", "Mandat <beendet>")];
        staged.registrar.post_form(&page, &fields).await.expect(StatusCode::SEE_OTHER);
        let waiting = staged.board.get(&page).await.expect(StatusCode::OK).text();
        assert!(waiting.contains("Mandat &#60;beendet&#62;"), "{waiting}");
        let confirm = waiting.split("action=\"").find(|rest| rest.split('"').next().unwrap().ends_with("/confirm")).unwrap();
        let confirm = confirm.split('"').next().unwrap();
        staged.board.post_form(confirm, &[]).await.expect(StatusCode::SEE_OTHER);
        let page = staged.second.get(&page).await.expect(StatusCode::OK).text();
        assert!(page.contains(&before) && page.contains(&digest(&staged).await), "{page}");
        assert!(staged.second.get(&staged.page).await.expect(StatusCode::OK).text().contains("/corrections"));
    }
}
