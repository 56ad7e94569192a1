//! Codes and marks go when the time for objections is over; the proof stays.

use std::time::Duration;

use mandat::{
    accounts::model::Role,
    polls::actions::delete_what_is_over,
    rolls::actions::{RollError, sign_in_voter},
};

use super::*;

const DAY: Duration = Duration::from_secs(86_400);

async fn number(app: &TestApp, sql: &str) -> i64 {
    app.outside().await.number(sql).await
}

async fn state(staged: &Electorate) -> Value {
    let path = format!("/federations/{}/retention", staged.federation.slug);
    let all = staged
        .registrar
        .api_get(&path)
        .await
        .expect(StatusCode::OK)
        .json();
    let mut rolls = all.as_array().unwrap().iter();
    rolls
        .find(|roll| roll["roll_id"] == staged.roll)
        .unwrap()
        .clone()
}

/// A published poll of a roll with codes, in which the first two of them voted.
async fn published(app: &TestApp) -> (Electorate, i64, Vec<String>) {
    let staged = app.electorate("laka", &[1; 8]).await;
    let codes = staged.make_codes().await;
    let poll = staged.open(&motion()).await;
    for (n, voter) in app.voters(&staged, 8).await.iter().enumerate() {
        cast(voter, poll, &[if n % 2 == 0 { "yes" } else { "no" }]).await;
    }
    staged.step(poll, "close").await;
    staged.step(poll, "count").await;
    let publisher = app.officer(Role::Publisher, &staged.federation).await;
    staged
        .publish(&publisher, poll, &json!({"detail": "full"}))
        .await;
    (staged, poll, codes)
}

on_both_engines! {
    async fn row_71_codes_and_marks_are_gone_after_the_time_for_objections_and_the_proof_stays(app: TestApp) {
        let (staged, poll, codes) = published(&app).await;
        let hash = app.outside().await.texts("SELECT verifier_hash FROM codes WHERE voided = 0").await[0].clone();
        assert_eq!(state(&staged).await["state"], "kept");
        app.clock.advance(41 * DAY);
        delete_what_is_over(&app.app).await;
        assert_eq!(number(&app, "SELECT COUNT(*) FROM marks").await, 8);
        app.clock.advance(19 * DAY);
        assert_eq!(state(&staged).await["state"], "over");
        delete_what_is_over(&app.app).await;
        for table in ["codes", "marks", "voter_sessions", "code_failures"] {
            assert_eq!(number(&app, &format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table}");
        }
        let told = state(&staged).await;
        assert_eq!((told["state"].as_str(), told["codes"].as_i64()), (Some("deleted"), Some(0)));
        if app.engine == Engine::Sqlite {
            for file in ["mandat.db", "mandat.db-wal"] {
                let bytes = std::fs::read(app.database.folder.path().join(file)).unwrap_or_default();
                assert!(!bytes.windows(hash.len()).any(|window| window == hash.as_bytes()), "{file}");
            }
        }
        // Numbers only, and once.
        assert_eq!(number(&app, "SELECT COUNT(*) FROM audit_log WHERE act = 'delete_codes_and_marks'").await, 1);
        delete_what_is_over(&app.app).await;
        assert_eq!(number(&app, "SELECT COUNT(*) FROM audit_log WHERE act = 'delete_codes_and_marks'").await, 1);

        let network = std::net::IpAddr::from([127, 0, 0, 1]);
        assert!(matches!(sign_in_voter(&app.app, &codes[0], network).await, Err(RollError::CodeRefused)));
        staged.step(poll, "count").await;
        let slug = &staged.federation.slug;
        let evidence = app.stranger().api_get(&format!("/federations/{slug}/results/{poll}/evidence")).await.expect(StatusCode::OK).text();
        mandat::results::evidence::verify(&evidence).expect("whole");
        let auditor = app.officer(Role::Auditor, &staged.federation).await;
        let export = auditor.api_get(&format!("/federations/{slug}/polls/{poll}/box")).await.expect(StatusCode::OK).json();
        assert_eq!(export["marks"], 8);
        let late = staged.board.api_put(&format!("{}/retention-hold", staged.path), 0, &json!({"reason": "zu spät"})).await;
        assert_eq!(code(late, StatusCode::CONFLICT), "marks-deleted");
    }

    async fn a_reason_holds_them_back_and_an_unfinished_poll_does_too(app: TestApp) {
        let (staged, _, _) = published(&app).await;
        let hold = format!("{}/retention-hold", staged.path);
        let empty = staged.board.api_put(&hold, 0, &json!({"reason": ""})).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(empty["fields"][0]["field"], "reason");
        staged.board.api_put(&hold, 0, &json!({"reason": "Anfechtung vom 3. Juni"})).await.expect(StatusCode::NO_CONTENT);
        app.clock.advance(60 * DAY);
        delete_what_is_over(&app.app).await;
        let told = state(&staged).await;
        assert_eq!((told["state"].as_str(), told["hold"].as_str()), (Some("held"), Some("Anfechtung vom 3. Juni")));
        staged.board.api_delete(&hold, None).await.expect(StatusCode::NO_CONTENT);
        let second = staged.open(&motion()).await;
        delete_what_is_over(&app.app).await;
        assert_eq!(state(&staged).await["state"], "waits_for_results");
        assert_eq!(number(&app, "SELECT COUNT(*) FROM marks").await, 8);
        staged.step(second, "close").await;
        delete_what_is_over(&app.app).await;
        assert_eq!(number(&app, "SELECT COUNT(*) FROM marks").await, 8);
    }

    async fn the_time_for_objections_is_set_within_bounds_and_void_polls_and_corrections_count_for_it(app: TestApp) {
        let (staged, _, _) = published(&app).await;
        let slug = staged.federation.slug.clone();
        let path = format!("/federations/{slug}/objection-time");
        for weeks in [3, 27] {
            staged.board.api_put(&path, 0, &json!({"weeks": weeks})).await.expect(StatusCode::BAD_REQUEST);
        }
        let page = format!("/de/staff/{slug}/retention");
        let refused = staged.board.post_form(&page, &[("weeks", "3")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(refused.contains("error-summary"), "{refused}");
        staged.registrar.post_form(&page, &[("weeks", "8")]).await.expect(StatusCode::FORBIDDEN);
        staged.board.post_form(&page, &[("weeks", "8")]).await.expect(StatusCode::SEE_OTHER);
        app.clock.advance(50 * DAY);
        assert_eq!(state(&staged).await["state"], "kept");
        // A poll that was opened and declared void: its time for objections begins with that.
        let second = staged.open(&motion()).await;
        staged.act(second, "void", &json!({"reason": "Ein Name fehlte"})).await;
        app.clock.advance(20 * DAY);
        delete_what_is_over(&app.app).await;
        assert_eq!(state(&staged).await["state"], "kept");
        app.clock.advance(40 * DAY);
        delete_what_is_over(&app.app).await;
        assert_eq!(state(&staged).await["state"], "deleted");
    }

    async fn after_the_deletion_no_code_is_made_and_no_poll_of_the_roll_is_opened(app: TestApp) {
        let (staged, _, _) = published(&app).await;
        let draft = staged.ready(&motion()).await;
        app.clock.advance(60 * DAY);
        delete_what_is_over(&app.app).await;
        let open = staged.board.api_post(&format!("{}/open", staged.poll_path(draft)), &json!({})).await;
        assert_eq!(code(open, StatusCode::CONFLICT), "marks-deleted");
        let codes = staged.board.api_post(&format!("{}/codes", staged.path), &Value::Null).await;
        assert_eq!(code(codes, StatusCode::CONFLICT), "marks-deleted");
        assert_eq!(number(&app, "SELECT COUNT(*) FROM codes").await, 0);
    }

    async fn the_page_shows_what_goes_when_and_takes_a_reason(app: TestApp) {
        let (staged, _, _) = published(&app).await;
        let page = format!("/de/staff/{}/retention", staged.federation.slug);
        let roll = format!("/de/staff/{}/rolls/{}/retention", staged.federation.slug, staged.roll);
        assert!(staged.registrar.get(&page).await.expect(StatusCode::OK).text().contains("Bis "));
        let field = format!("reason-{}", staged.roll);
        let refused = staged.board.post_form(&format!("{roll}/hold"), &[(field.as_str(), "")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("error-summary"));
        staged.registrar.post_form(&format!("{roll}/hold"), &[(field.as_str(), "Anfechtung")]).await.expect(StatusCode::FORBIDDEN);
        staged.board.post_form(&format!("{roll}/hold"), &[(field.as_str(), "Anfechtung")]).await.expect(StatusCode::SEE_OTHER);
        app.clock.advance(60 * DAY);
        let board = app.officer(Role::ElectionBoard, &staged.federation).await;
        assert!(board.get(&page).await.expect(StatusCode::OK).text().contains("Anfechtung"));
        board.post_form(&format!("{roll}/release"), &[]).await.expect(StatusCode::SEE_OTHER);
        assert!(board.get(&page).await.expect(StatusCode::OK).text().contains("Wird gelöscht"));
    }
}
