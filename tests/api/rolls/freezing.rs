use mandat::{rolls::store, types::PersonId};
use sha2::{Digest, Sha256};

use super::*;
use crate::support::electorate::{Registered, add_delegate};

on_both_engines! {
    async fn freezing_takes_over_the_accepted_delegates_for_good(app: TestApp) {
        let staged = building(&app, "laka", 3).await;
        let mut outside = app.outside().await;
        let body = outside.number("SELECT MIN(id) FROM bodies").await;
        add_delegate(&mut outside, &staged.federation, staged.round, Registered { body, position: 9, votes: 1, state: "registered" }).await;
        add_delegate(&mut outside, &staged.federation, staged.round, Registered { body, position: 10, votes: 1, state: "returned" }).await;
        let freeze = format!("{}/freeze", staged.path);

        let refused = staged.registrar.api_post(&freeze, &json!({})).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(refused["code"], "roll-undecided");
        let before = staged.registrar.api_get(&staged.path).await.expect(StatusCode::OK).json();
        assert_eq!((&before["state"], &before["accepted_delegates"]), (&json!("building"), &json!(3)));
        staged.registrar.api_post(&freeze, &json!({"acknowledge_undecided": true})).await.expect(StatusCode::NO_CONTENT);

        let roll = staged.board.api_get(&staged.path).await.expect(StatusCode::OK).json();
        assert_eq!((&roll["state"], &roll["entries"], &roll["votes"]), (&json!("frozen"), &json!(3), &json!(3)));
        let canonical = staged.board.api_get(&format!("{}/canonical", staged.path)).await.expect(StatusCode::OK);
        let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(&canonical.body));
        assert_eq!(roll["digest"], digest);
        let listed = staged.board.api_get(&format!("{}/entries?per_page=2", staged.path)).await.expect(StatusCode::OK).json();
        assert_eq!((&listed["total"], &listed["last_page"]), (&json!(3), &json!(2)));
        let bodies: Vec<_> = listed["items"].as_array().unwrap().iter().map(|e| e["body_name"].clone()).collect();
        assert_eq!(bodies, ["Aalen", "Aalen"]);
        let found = staged.board.api_get(&format!("{}/entries?search=oz%201", staged.path)).await.expect(StatusCode::OK).json();
        assert_eq!((&found["total"], &found["items"][0]["body_name"]), (&json!(1), &json!("Ulm")));

        let again = staged.registrar.api_post(&freeze, &json!({})).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(again["code"], "roll-frozen");
        assert_eq!(outside.texts("SELECT state FROM delegation_rounds").await, ["frozen"]);
    }

    async fn an_empty_roll_is_not_frozen_and_its_round_stays_open(app: TestApp) {
        let staged = building(&app, "laka", 0).await;
        let refused = staged.registrar.api_post(&format!("{}/freeze", staged.path), &json!({})).await;
        assert_eq!(refused.expect(StatusCode::CONFLICT).json()["code"], "roll-empty");
        assert_eq!(app.outside().await.texts("SELECT state FROM delegation_rounds").await, ["open"]);
    }

    async fn row_54_the_board_does_not_freeze_and_the_registrar_handles_no_codes(app: TestApp) {
        let staged = building(&app, "laka", 1).await;
        let other = building(&app, "nrw", 1).await;
        let freeze = format!("{}/freeze", staged.path);
        staged.board.api_post(&freeze, &json!({})).await.expect(StatusCode::FORBIDDEN);
        other.registrar.api_post(&freeze, &json!({})).await.expect(StatusCode::NOT_FOUND);
        // One's own federation in the address does not open another one's roll.
        let crossed = format!("/federations/nrw/rolls/{}/freeze", staged.roll);
        other.registrar.api_post(&crossed, &json!({})).await.expect(StatusCode::NOT_FOUND);
        staged.registrar.api_post(&freeze, &json!({})).await.expect(StatusCode::NO_CONTENT);
        for rest in ["/codes", "/codes/sheets", "/reissues/1/confirm"] {
            staged.registrar.api_post(&format!("{}{rest}", staged.path), &Value::Null).await.expect(StatusCode::FORBIDDEN);
        }
    }

    async fn a_roll_altered_behind_the_program_gets_no_codes(app: TestApp) {
        let staged = frozen(&app, "laka", 2).await;
        app.outside().await.execute("UPDATE roll_entries SET votes = 7 WHERE number = 2").await;
        let refused = staged.board.api_post(&format!("{}/codes", staged.path), &Value::Null).await;
        assert_eq!(refused.expect(StatusCode::CONFLICT).json()["code"], "roll-altered");
    }

    async fn the_page_of_a_roll_freezes_and_then_shows_entries_and_digest(app: TestApp) {
        let staged = building(&app, "laka", 2).await;
        let mut outside = app.outside().await;
        let body = outside.number("SELECT MIN(id) FROM bodies").await;
        add_delegate(&mut outside, &staged.federation, staged.round, Registered { body, position: 9, votes: 1, state: "registered" }).await;
        let page = staged.registrar.get(&staged.page).await.expect(StatusCode::OK).text();
        assert!(page.contains("/freeze") && page.contains("Vollversammlung &#60;2026&#62;"), "{page}");
        assert!(!staged.board.get(&staged.page).await.expect(StatusCode::OK).text().contains("/freeze"));

        let freeze = format!("{}/freeze", staged.page);
        let refused = staged.registrar.post_form(&freeze, &[]).await.expect(StatusCode::CONFLICT).text();
        assert!(refused.contains("error-summary") && refused.contains("acknowledge_undecided"), "{refused}");
        let done = staged.registrar.post_form(&freeze, &[("acknowledge_undecided", "yes")]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(done.location(), Some(&*format!("{}?notice=frozen", staged.page)));

        let digest = outside.texts("SELECT digest FROM rolls").await.remove(0);
        let page = staged.board.get(&staged.page).await.expect(StatusCode::OK).text();
        assert!(page.contains(&digest) && page.contains("Person Öz 1"), "{page}");
        let file = staged.board.get(&format!("{}/canonical", staged.page)).await.expect(StatusCode::OK);
        assert_eq!(data_encoding::HEXLOWER.encode(&Sha256::digest(&file.body)), digest);
        assert!(file.header("content-disposition").unwrap().contains("attachment"));
    }

    async fn deputies_are_frozen_with_the_roll_each_for_one_place_or_for_the_body(app: TestApp) {
        let staged = building(&app, "laka", 2).await;
        let mut outside = app.outside().await;
        let [aalen, principal] = [
            "SELECT body_id FROM delegates ORDER BY id LIMIT 1",
            "SELECT MIN(id) FROM delegates",
        ];
        let (aalen, principal) = (outside.number(aalen).await, outside.number(principal).await);
        for (position, only_for) in [(5, principal.to_string()), (6, "NULL".to_owned())] {
            add_delegate(&mut outside, &staged.federation, staged.round, Registered { body: aalen, position, votes: 1, state: "accepted" }).await;
            outside
                .execute(&format!("UPDATE delegates SET role = 'deputy', principal_id = {only_for} WHERE id = (SELECT MAX(id) FROM delegates)"))
                .await;
        }
        staged.registrar.api_post(&format!("{}/freeze", staged.path), &json!({})).await.expect(StatusCode::NO_CONTENT);
        let canonical = staged.board.api_get(&format!("{}/canonical", staged.path)).await.expect(StatusCode::OK).text();
        let lines: Vec<Value> = canonical.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!((&lines[0]["format"], &lines[0]["entries"], &lines[0]["stand_ins"]), (&json!("mandat roll 2"), &json!(2), &json!(2)));
        let deputies: Vec<_> = lines[3..].iter().map(|line| (line["stand_in"].clone(), line["entry"].clone())).collect();
        assert_eq!(deputies, [(json!(1), json!(1)), (json!(2), Value::Null)]);
        assert!(!canonical.contains("Person"), "{canonical}");
        let roll = staged.board.api_get(&staged.path).await.expect(StatusCode::OK).json();
        assert_eq!((&roll["entries"], &roll["format"], &roll["corrections"]), (&json!(2), &json!(2), &json!(0)));

        let names = staged.board.api_get(&format!("{}/names", staged.path)).await.expect(StatusCode::OK).text();
        let names: Vec<Value> = names.lines().skip(1).map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(names.len(), 4);
        for (name, line) in names.iter().zip(&lines[1..]) {
            let committed = format!("{}:{}", name["salt"].as_str().unwrap(), name["name"].as_str().unwrap());
            assert_eq!(line["name_sha256"], data_encoding::HEXLOWER.encode(&Sha256::digest(committed)));
        }
    }

    async fn an_erased_person_leaves_digest_and_counts_of_the_roll_as_they_were(app: TestApp) {
        let staged = frozen(&app, "laka", 3).await;
        let mut outside = app.outside().await;
        let person = PersonId(outside.number("SELECT person_id FROM roll_entries WHERE number = 2").await);
        let canonical = format!("{}/canonical", staged.path);
        let before = staged.board.api_get(&canonical).await.expect(StatusCode::OK).body;
        let federation = staged.federation.id;
        let other = app.federation("nrw").await.id;
        let mut tx = app.app.db.begin().await.unwrap();
        assert_eq!(store::erase_name(&mut tx, other, person).await.unwrap(), 0);
        assert_eq!(store::erase_name(&mut tx, federation, person).await.unwrap(), 1);
        let found = store::entries_of_person(&mut tx, federation, person).await.unwrap();
        assert_eq!((found.len(), found[0].number, found[0].name.as_str(), found[0].is_named_for_good), (1, 2, "", false));
        assert!(store::stand_ins_of_person(&mut tx, federation, person).await.unwrap().is_empty());
        tx.commit().await.unwrap();
        assert_eq!(staged.board.api_get(&canonical).await.expect(StatusCode::OK).body, before);
        assert_eq!(outside.texts("SELECT name || name_salt FROM roll_entries WHERE number = 2").await, [""]);
        let names = staged.board.get(&format!("{}/names", staged.page)).await.expect(StatusCode::OK).text();
        assert!(!names.contains("\"number\":2") && names.contains("\"number\":3"), "{names}");
        // What is left is held against the digest all the same.
        staged.make_codes().await;
        outside.execute("UPDATE roll_entries SET name = 'Somebody Else' WHERE number = 3").await;
        let refused = staged.board.api_post(&format!("{}/codes", staged.path), &Value::Null).await;
        assert_eq!(refused.expect(StatusCode::CONFLICT).json()["code"], "roll-altered");
    }

    async fn a_roll_frozen_with_names_in_clear_keeps_its_form_and_its_names(app: TestApp) {
        let staged = frozen(&app, "laka", 2).await;
        let mut outside = app.outside().await;
        outside.execute("UPDATE rolls SET format = 1").await;
        outside.execute("UPDATE roll_entries SET name_salt = '', name_sha256 = ''").await;
        let text = staged.board.api_get(&format!("{}/canonical", staged.path)).await.expect(StatusCode::OK).text();
        assert!(text.starts_with("{\"format\":\"mandat roll 1\"") && text.contains("\"name\":\"Person"), "{text}");
        let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(&text));
        outside.execute(&format!("UPDATE rolls SET digest = '{digest}'")).await;
        let person = PersonId(outside.number("SELECT MIN(person_id) FROM roll_entries").await);
        let mut tx = app.app.db.begin().await.unwrap();
        assert_eq!(store::erase_name(&mut tx, staged.federation.id, person).await.unwrap(), 0);
        assert!(store::entries_of_person(&mut tx, staged.federation.id, person).await.unwrap()[0].is_named_for_good);
        tx.commit().await.unwrap();
        let page = staged.board.get(&staged.page).await.expect(StatusCode::OK).text();
        assert!(!page.contains("/names\""), "{page}");
        staged.make_codes().await;
    }
}
