use mandat::{on, rolls::actions::voter_by_session};

use super::*;
use crate::support::Engine;

async fn request(staged: &Electorate, who: &Actor, entry: i64) -> crate::support::Answer {
    who.api_post(
        &format!("{}/entries/{entry}/reissue", staged.path),
        &json!({"reason": "Brief verloren"}),
    )
    .await
}

async fn confirm(staged: &Electorate, who: &Actor, id: i64) -> crate::support::Answer {
    who.api_post(
        &format!("{}/reissues/{id}/confirm", staged.path),
        &Value::Null,
    )
    .await
}

on_both_engines! {
    async fn row_43_a_new_code_needs_two_people_and_ends_the_old_one(app: TestApp) {
        let staged = frozen(&app, "laka", 2).await;
        let entry = staged.entries[0];
        let early = request(&staged, &staged.board, entry).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(early["code"], "no-codes");
        let clear = staged.make_codes().await;
        let session = sign_in(&app, &clear[0]).await.unwrap().token;
        assert!(voter_by_session(&app.app, &session).await.unwrap().is_some());

        let id = request(&staged, &staged.board, entry).await.expect(StatusCode::CREATED).id();
        let twice = request(&staged, &staged.second, entry).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(twice["code"], "reissue-waiting");
        let waiting = staged.second.api_get(&format!("{}/reissues", staged.path)).await.expect(StatusCode::OK).json();
        assert_eq!((&waiting[0]["id"], &waiting[0]["reason"]), (&json!(id), &json!("Brief verloren")));
        let alone = confirm(&staged, &staged.board, id).await.expect(StatusCode::FORBIDDEN).json();
        assert_eq!(alone["code"], "second-person-needed");
        assert!(sign_in(&app, &clear[0]).await.is_ok());

        let sheet = confirm(&staged, &staged.second, id).await.expect(StatusCode::OK).json();
        let new = code_of(&sheet[0]);
        assert!(matches!(sign_in(&app, &clear[0]).await, Err(RollError::CodeRefused)));
        assert!(voter_by_session(&app.app, &session).await.unwrap().is_none());
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM voter_sessions").await, 0);
        let voter = voter_by_session(&app.app, &sign_in(&app, &new).await.unwrap().token).await.unwrap().unwrap();
        assert_eq!(voter.entry.0, entry);
        assert!(sign_in(&app, &clear[1]).await.is_ok());

        confirm(&staged, &staged.second, id).await.expect(StatusCode::NOT_FOUND);
        let acts = app.outside().await.texts("SELECT act FROM audit_log WHERE act LIKE '%reissue%' ORDER BY seq").await;
        assert_eq!(acts, ["request_reissue", "reissue_code"]);
    }

    async fn a_request_is_withdrawn_and_can_be_made_again(app: TestApp) {
        let staged = frozen(&app, "laka", 1).await;
        let other = frozen(&app, "nrw", 1).await;
        let clear = staged.make_codes().await;
        let entry = staged.entries[0];
        let id = request(&staged, &staged.board, entry).await.expect(StatusCode::CREATED).id();
        let withdraw = format!("{}/reissues/{id}/withdraw", staged.path);
        // A request is not found through the roll of another federation.
        confirm(&other, &other.board, id).await.expect(StatusCode::NOT_FOUND);
        staged.second.api_post(&withdraw, &Value::Null).await.expect(StatusCode::NO_CONTENT);
        confirm(&staged, &staged.second, id).await.expect(StatusCode::NOT_FOUND);
        assert!(sign_in(&app, &clear[0]).await.is_ok());
        request(&staged, &staged.second, entry).await.expect(StatusCode::CREATED);
    }

    async fn row_44_who_has_voted_in_every_opened_poll_gets_no_new_code(app: TestApp) {
        let staged = frozen(&app, "laka", 2).await;
        staged.make_codes().await;
        let entry = staged.entries[0];
        let (first, second) = (add_poll(&app, &staged, "closed").await, add_poll(&app, &staged, "open").await);
        add_poll(&app, &staged, "ready").await;
        add_mark(&app, first, entry).await;
        let id = request(&staged, &staged.board, entry).await.expect(StatusCode::CREATED).id();
        add_mark(&app, second, entry).await;
        let late = confirm(&staged, &staged.second, id).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(late["code"], "voted-everywhere");
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM codes WHERE voided = 1").await, 0);
        staged.board.api_post(&format!("{}/reissues/{id}/withdraw", staged.path), &Value::Null).await.expect(StatusCode::NO_CONTENT);
        let again = request(&staged, &staged.board, entry).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(again["code"], "voted-everywhere");
    }

    async fn row_43_a_vote_under_way_comes_before_the_new_code(app: TestApp) {
        let staged = frozen(&app, "laka", 1).await;
        staged.make_codes().await;
        let entry = staged.entries[0];
        let poll = add_poll(&app, &staged, "open").await;
        let id = request(&staged, &staged.board, entry).await.expect(StatusCode::CREATED).id();
        // A vote holds the box.
        let mut vote = app.app.db.begin().await.unwrap();
        on!(vote, |c| sqlx::query("UPDATE ballot_boxes SET ballots = ballots + 1 WHERE poll_id = $1").bind(poll).execute(c).await.map(drop))
            .unwrap();
        let (path, second) = (format!("{}/reissues/{id}/confirm", staged.path), staged.second.clone());
        let confirming = tokio::spawn(async move { second.api_post(&path, &Value::Null).await });
        if app.engine == Engine::Postgres {
            let mut outside = app.outside().await;
            while !confirming.is_finished() && outside.number("SELECT COUNT(*) FROM pg_locks WHERE NOT granted").await == 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
        on!(vote, |c| sqlx::query("INSERT INTO marks (poll_id, entry_id) VALUES ($1, $2)").bind(poll).bind(entry).execute(c).await.map(drop))
            .unwrap();
        vote.commit().await.unwrap();
        let refused = confirming.await.unwrap().expect(StatusCode::CONFLICT).json();
        assert_eq!(refused["code"], "voted-everywhere");
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM codes WHERE voided = 0").await, 1);
    }

    async fn row_43_a_deputy_gets_a_new_code_by_two_people_and_the_old_one_ends(app: TestApp) {
        let staged = app.electorate_with_deputies("laka", &[1; 3], 2).await;
        let other = app.electorate_with_deputies("nrw", &[1; 2], 1).await;
        let ids = app.outside().await.numbers("SELECT id FROM stand_ins ORDER BY id").await;
        let (deputy, foreign) = (ids[0], ids[2]);
        let path = |deputy: i64| format!("{}/stand-ins/{deputy}/reissue", staged.path);
        let why = json!({"reason": "Bogen verloren"});
        let early = staged.board.api_post(&path(deputy), &why).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(early["code"], "no-codes");
        let clear = staged.make_codes().await;
        let (old, next) = (&clear[3], &clear[4]);
        staged.board.api_post(&path(foreign), &why).await.expect(StatusCode::NOT_FOUND);
        other.board.api_post(&path(deputy), &why).await.expect(StatusCode::NOT_FOUND);
        staged.registrar.api_post(&path(deputy), &why).await.expect(StatusCode::FORBIDDEN);
        staged.board.api_post(&path(deputy), &json!({"reason": " "})).await.expect(StatusCode::UNPROCESSABLE_ENTITY);

        // The deputy holds a place and is signed in.
        let place = format!("{}/entries/{}/place/take-over", staged.path, staged.entries[0]);
        staged.board.api_post(&place, &json!({"stand_in_id": deputy})).await.expect(StatusCode::NO_CONTENT);
        let session = sign_in(&app, old).await.unwrap().token;
        let id = staged.board.api_post(&path(deputy), &why).await.expect(StatusCode::CREATED).id();
        // An entry with the number of the deputy is somebody else.
        if staged.entries.contains(&deputy) {
            request(&staged, &staged.board, deputy).await.expect(StatusCode::CREATED);
        }
        let twice = staged.second.api_post(&path(deputy), &why).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(twice["code"], "reissue-waiting");
        let waiting = staged.second.api_get(&format!("{}/reissues", staged.path)).await.expect(StatusCode::OK).json();
        assert_eq!((&waiting[0]["id"], &waiting[0]["stand_in_id"], &waiting[0]["entry_id"]), (&json!(id), &json!(deputy), &Value::Null));
        let due = staged.second.api_get("/federations/laka/due").await.expect(StatusCode::OK).text();
        assert!(due.contains(&format!("/rolls/{}/stand-ins/{deputy}/reissue", staged.roll)), "{due}");
        let alone = confirm(&staged, &staged.board, id).await.expect(StatusCode::FORBIDDEN).json();
        assert_eq!(alone["code"], "second-person-needed");
        assert!(sign_in(&app, old).await.is_ok());

        let sheet = confirm(&staged, &staged.second, id).await.expect(StatusCode::OK).json();
        assert_eq!((&sheet[0]["stand_in_id"], &sheet[0]["votes"]), (&json!(deputy), &json!(0)));
        assert!(matches!(sign_in(&app, old).await, Err(RollError::CodeRefused)));
        assert!(voter_by_session(&app.app, &session).await.unwrap().is_none());
        let voter = voter_by_session(&app.app, &sign_in(&app, &code_of(&sheet[0])).await.unwrap().token).await.unwrap().unwrap();
        assert_eq!(voter.entry.0, staged.entries[0]);
        assert!(matches!(sign_in(&app, next).await, Err(RollError::NoPlace)), "the other deputy keeps theirs");
        let acts = app.outside().await.texts("SELECT act || ' ' || subject FROM audit_log WHERE act LIKE '%reissue%' AND subject = 'stand_ins' ORDER BY seq").await;
        assert_eq!(acts, ["request_reissue stand_ins", "reissue_code stand_ins"]);
    }

    async fn row_44_a_deputy_whose_place_has_voted_in_every_opened_poll_gets_no_new_code(app: TestApp) {
        let staged = app.electorate_with_deputies("laka", &[1; 2], 1).await;
        staged.make_codes().await;
        let deputy = app.outside().await.number("SELECT MIN(id) FROM stand_ins").await;
        let path = format!("{}/stand-ins/{deputy}/reissue", staged.path);
        let why = json!({"reason": "Bogen verloren"});
        let place = format!("{}/entries/{}/place/take-over", staged.path, staged.entries[0]);
        staged.board.api_post(&place, &json!({"stand_in_id": deputy})).await.expect(StatusCode::NO_CONTENT);
        let poll = add_poll(&app, &staged, "open").await;
        let id = staged.board.api_post(&path, &why).await.expect(StatusCode::CREATED).id();
        add_mark(&app, poll, staged.entries[0]).await;
        let late = confirm(&staged, &staged.second, id).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(late["code"], "voted-everywhere");
        staged.board.api_post(&format!("{}/reissues/{id}/withdraw", staged.path), &Value::Null).await.expect(StatusCode::NO_CONTENT);
        let again = staged.board.api_post(&path, &why).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(again["code"], "voted-everywhere");
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM codes WHERE voided = 1").await, 0);
    }

    async fn pages_ask_for_a_deputys_new_code(app: TestApp) {
        let staged = app.electorate_with_deputies("laka", &[1; 2], 1).await;
        let clear = staged.make_codes().await;
        let deputy = app.outside().await.number("SELECT MIN(id) FROM stand_ins").await;
        let page = format!("{}/stand-ins/{deputy}/reissue", staged.page);
        staged.board.get(&page).await.expect(StatusCode::OK);
        staged.board.post_form(&page, &[("reason", " ")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        staged.board.post_form(&page, &[("reason", "Bogen verloren")]).await.expect(StatusCode::SEE_OTHER);
        let roll = staged.second.get(&staged.page).await.expect(StatusCode::OK).text();
        assert!(roll.contains(&page), "what waits leads there: {roll}");
        let other = staged.second.get(&page).await.expect(StatusCode::OK).text();
        let confirm = other.split("action=\"").find(|rest| rest.split('"').next().unwrap().ends_with("/confirm")).unwrap();
        let confirm = confirm.split('"').next().unwrap();
        staged.board.post_form(confirm, &[]).await.expect(StatusCode::FORBIDDEN);
        let sheet = staged.second.post_form(confirm, &[]).await.expect(StatusCode::OK).text();
        assert_eq!(sheet.matches("<section class=\"sheet\"").count(), 1);
        assert!(matches!(sign_in(&app, &clear[2]).await, Err(RollError::CodeRefused)));
    }

    async fn pages_ask_for_a_new_code_and_show_its_sheet_to_the_second_person(app: TestApp) {
        let staged = frozen(&app, "laka", 2).await;
        let clear = staged.make_codes().await;
        let entry = staged.entries[1];
        let page = format!("{}/entries/{entry}/reissue", staged.page);
        assert!(staged.board.get(&staged.page).await.expect(StatusCode::OK).text().contains(&page));
        staged.board.get(&page).await.expect(StatusCode::OK);
        let refused = staged.board.post_form(&page, &[("reason", " ")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(refused.contains("id=\"reason-error\""), "{refused}");
        staged.board.post_form(&page, &[("reason", "Umzug <ohne Post>")]).await.expect(StatusCode::SEE_OTHER);

        let own = staged.board.get(&page).await.expect(StatusCode::OK).text();
        assert!(own.contains("/withdraw") && !own.contains("/confirm"), "{own}");
        let other = staged.second.get(&page).await.expect(StatusCode::OK).text();
        assert!(other.contains("Umzug &#60;ohne Post&#62;"), "{other}");
        let confirm = other.split("action=\"").find(|rest| rest.split('"').next().unwrap().ends_with("/confirm")).unwrap();
        let confirm = confirm.split('"').next().unwrap();
        staged.board.post_form(confirm, &[]).await.expect(StatusCode::FORBIDDEN);
        let sheet = staged.second.post_form(confirm, &[]).await.expect(StatusCode::OK).text();
        assert_eq!(sheet.matches("<section class=\"sheet\"").count(), 1);
        assert!(matches!(sign_in(&app, &clear[1]).await, Err(RollError::CodeRefused)));
        staged.second.post_form(confirm, &[]).await.expect(StatusCode::NOT_FOUND);
    }
}
