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
}
