//! Who may not vote in one poll because of a conflict of interest: from the office to the figures.

use mandat::{
    polls::{
        casting::{Cast, CastOutcome, Part},
        model::Secrecy,
    },
    rolls::actions::voter_by_session,
    types::{PollId, SecretToken},
};

use super::*;

async fn exclude(laka: &Electorate, poll: i64, entry: i64, reason: &str) -> Answer {
    let path = format!("{}/exclusions/{entry}", laka.poll_path(poll));
    laka.board
        .api(
            poem::http::Method::PUT,
            &path,
            None,
            Some(&json!({ "reason": reason })),
        )
        .await
}

on_both_engines! {
    async fn an_excluded_entry_reads_why_and_cannot_vote_and_its_votes_count_nowhere(app: TestApp) {
        let laka = app.electorate("laka", &[1, 1, 1, 3, 1, 1]).await;
        let voters = app.voters(&laka, 6).await;
        let mut motion = motion();
        // Most of the entitled: five of nine, or four of seven without the excluded ones.
        motion["majority"]["base"] = json!("entitled");
        let poll = laka.ready(&motion).await;
        // The one with three votes.
        let votes = app.outside().await.numbers("SELECT votes FROM roll_entries ORDER BY number").await;
        let place = votes.iter().position(|v| *v == 3).unwrap();
        exclude(&laka, poll, laka.entries[place], "Vertrag mit der eigenen Firma").await.expect(StatusCode::NO_CONTENT);
        assert_eq!(code(exclude(&laka, poll, laka.entries[place], "noch einmal").await, StatusCode::CONFLICT), "excluded-already");
        let listed = laka.registrar.api_get(&format!("{}/exclusions", laka.poll_path(poll))).await.expect(StatusCode::OK).json();
        assert_eq!((&listed[0]["votes"], &listed[0]["reason"]), (&json!(3), &json!("Vertrag mit der eigenen Firma")));
        laka.step(poll, "open").await;

        let paper = voters[place].api_get(&format!("/voting/polls/{poll}")).await.expect(StatusCode::OK).json();
        assert_eq!(paper["excluded"], "Vertrag mit der eigenen Firma");
        assert_eq!(code(send(&voters[place], poll, &json!({ "choices": ["yes"] })).await, StatusCode::CONFLICT), "voter-excluded");
        let page = voters[place].get("/de/vote/polls").await.expect(StatusCode::OK).text();
        assert!(page.contains("Vertrag mit der eigenen Firma"), "{page}");
        let path = format!("/de/vote/polls/{poll}");
        voters[place].get(&path).await.expect(StatusCode::SEE_OTHER);
        voters[place].post_form(&format!("{path}/cast"), &[("choices", "yes")]).await.expect(StatusCode::CONFLICT);
        assert_eq!(ballots_and_marks(&app).await, (0, 0));

        let mut others = voters.iter().enumerate().filter(|(n, _)| *n != place).map(|(_, v)| v);
        for choice in ["yes", "yes", "yes", "no"] {
            cast(others.next().unwrap(), poll, &[choice]).await;
        }
        laka.step(poll, "close").await;
        laka.step(poll, "count").await;
        let count = laka.board.api_get(&format!("{}/count", laka.poll_path(poll))).await.expect(StatusCode::OK).json();
        // Three of five: with the excluded votes it would have been three of eight.
        assert_eq!((&count["entitled"], &count["motion"]["accepted"], &count["motion"]["base"]), (&json!(5), &json!(true), &json!(5)));
        let publisher = app.officer(mandat::accounts::model::Role::Publisher, &laka.federation).await;
        laka.publish(&publisher, poll, &json!({ "detail": "outcome_only" })).await;
        let published = app.stranger().api_get(&format!("/federations/laka/results/{poll}")).await.expect(StatusCode::OK);
        assert!(!published.text().contains("Firma"), "nobody reads why");
        assert_eq!(published.json()["roll"]["excluded"], json!({ "entries": 1, "votes": 3, "rule": "BGB § 34" }));
        assert_eq!(published.json()["roll"]["votes"], 5);
        let page = app.stranger().get(&format!("/de/federations/laka/results/{poll}")).await.expect(StatusCode::OK).text();
        assert!(page.contains("§ 34 BGB"), "{page}");
    }

    async fn exclusions_are_fixed_at_opening_need_a_reason_and_are_taken_back_before(app: TestApp) {
        let laka = app.electorate("laka", &[1; 4]).await;
        let poll = laka.ready(&motion()).await;
        let entry = laka.entries[0];
        for reason in ["", "ab", &"x".repeat(301)] {
            assert_eq!(refused_fields(exclude(&laka, poll, entry, reason).await)[0].0, "reason");
        }
        exclude(&laka, poll, 999_999, "Grund").await.expect(StatusCode::NOT_FOUND);
        let path = format!("{}/exclusions/{entry}", laka.poll_path(poll));
        laka.board.api_delete(&path, None).await.expect(StatusCode::NOT_FOUND);
        exclude(&laka, poll, entry, "Grund").await.expect(StatusCode::NO_CONTENT);
        laka.board.api_delete(&path, None).await.expect(StatusCode::NO_CONTENT);
        exclude(&laka, poll, entry, "Grund").await.expect(StatusCode::NO_CONTENT);
        exclude(&laka, poll, laka.entries[1], "Grund").await.expect(StatusCode::NO_CONTENT);
        // Two are left: each would know how the other voted.
        let open = laka.board.api_post(&format!("{}/open", laka.poll_path(poll)), &json!({})).await;
        assert_eq!(code(open, StatusCode::CONFLICT), "too-few-for-secrecy");
        laka.board.api_delete(&path, None).await.expect(StatusCode::NO_CONTENT);
        laka.step(poll, "open").await;
        assert_eq!(code(exclude(&laka, poll, entry, "Grund").await, StatusCode::CONFLICT), "poll-fixed");
        let second = format!("{}/exclusions/{}", laka.poll_path(poll), laka.entries[1]);
        assert_eq!(code(laka.board.api_delete(&second, None).await, StatusCode::CONFLICT), "poll-fixed");
        let logged = "SELECT COUNT(*) FROM audit_log WHERE act IN ('exclude_voter', 'include_voter')";
        assert_eq!(app.outside().await.number(logged).await, 5);
    }

    async fn the_box_itself_refuses_an_excluded_entry_and_a_mark_put_there_is_an_incident(app: TestApp) {
        let laka = app.electorate("laka", &[1; 4]).await;
        let voters = app.voters(&laka, 4).await;
        let poll = laka.open(&motion()).await;
        let mut outside = app.outside().await;
        let (f, first) = (laka.federation.id, laka.entries[0]);
        cast(&voters[0], poll, &["yes"]).await;
        cast(&voters[1], poll, &["no"]).await;
        // Put there behind the back of the program: the opening is not what it was any more.
        outside.execute(&format!("INSERT INTO poll_exclusions (poll_id, entry_id, federation_id, reason) VALUES ({poll}, {first}, {f}, 'x')")).await;
        // One who is under way already is stopped at the box.
        let third = laka.entries[2];
        outside.execute(&format!("INSERT INTO poll_exclusions (poll_id, entry_id, federation_id, reason) VALUES ({poll}, {third}, {f}, 'x')")).await;
        let token = SecretToken::parse(voters[2].bearer()).unwrap();
        let known = voter_by_session(&app.app, &token).await.unwrap().unwrap();
        let cast = Cast {
            poll: PollId(poll),
            entry: known.entry,
            code: known.code,
            late_for: known.late_for,
            secrecy: Secrecy::Secret,
            parts: vec![Part { votes: 1, ballot: "1.100".to_owned() }],
        };
        assert_eq!(app.app.caster.cast(cast).await, Ok(CastOutcome::Excluded));
        assert_eq!(ballots_and_marks(&app).await, (2, 2));
        laka.step(poll, "close").await;
        let refused = laka.board.api_post(&format!("{}/count", laka.poll_path(poll)), &json!({})).await;
        assert_eq!(code(refused, StatusCode::CONFLICT), "count-excluded-voted");
        outside.execute("DELETE FROM poll_exclusions").await;
        let refused = laka.board.api_post(&format!("{}/count", laka.poll_path(poll)), &json!({})).await;
        assert_eq!(code(refused, StatusCode::CONFLICT), "count-opening-changed");
    }

    async fn staff_exclude_on_a_page(app: TestApp) {
        let laka = app.electorate("laka", &[1; 4]).await;
        let poll = laka.ready(&motion()).await;
        let page = format!("/de/staff/laka/polls/{poll}/exclusions");
        laka.board.get(&page).await.expect(StatusCode::OK);
        laka.board.post_form(&page, &[("entry", ""), ("reason", "Grund")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let entry = laka.entries[2].to_string();
        laka.board.post_form(&page, &[("entry", &entry), ("reason", "x")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        laka.board.post_form(&page, &[("entry", &entry), ("reason", "Eigenes Geschäft")]).await.expect(StatusCode::SEE_OTHER);
        laka.board.post_form(&page, &[("entry", &entry), ("reason", "Eigenes Geschäft")]).await.expect(StatusCode::CONFLICT);
        assert!(laka.board.get(&page).await.expect(StatusCode::OK).text().contains("Eigenes Geschäft"));
        laka.board.post_form(&format!("{page}/{entry}/remove"), &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM poll_exclusions").await, 0);
        // A poll that is deleted takes its exclusions along.
        laka.board.post_form(&page, &[("entry", &entry), ("reason", "Eigenes Geschäft")]).await.expect(StatusCode::SEE_OTHER);
        let revision = state(&laka, poll).await["revision"].as_i64().unwrap();
        laka.board.api_delete(&laka.poll_path(poll), Some(revision)).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM poll_exclusions").await, 0);
    }
}
