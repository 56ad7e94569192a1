//! Paper beside the electronic box: who votes where, the count of two people, and one result that tells nothing of the channel.

use mandat::{
    accounts::model::Role,
    polls::{
        casting::{Cast, CastOutcome, Part},
        model::Secrecy,
    },
    rolls::actions::voter_by_session,
    types::{PollId, SecretToken},
};
use poem::http::Method;

use super::*;

/// A motion that nobody asked before.
fn other_motion(title: &str) -> Value {
    let mut motion = motion();
    motion["title"]["de"] = json!(title);
    motion
}

async fn put(actor: &Actor, path: &str) -> Answer {
    actor.api(Method::PUT, path, None, None).await
}

async fn on_paper(laka: &Electorate, entry: i64) -> Answer {
    put(&laka.board, &format!("{}/paper-voters/{entry}", laka.path)).await
}

async fn hand_in(laka: &Electorate, poll: i64, entry: i64) -> Answer {
    put(
        &laka.board,
        &format!("{}/paper/{entry}", laka.poll_path(poll)),
    )
    .await
}

async fn sheet(laka: &Electorate, actor: &Actor, poll: i64, ballots: &Value, done: bool) -> Answer {
    let path = format!("{}/paper-sheet", laka.poll_path(poll));
    let body = json!({ "ballots": ballots, "done": done });
    actor.api(Method::PUT, &path, None, Some(&body)).await
}

async fn paper(actor: &Actor, laka: &Electorate, poll: i64) -> Value {
    let path = format!("{}/paper", laka.poll_path(poll));
    actor.api_get(&path).await.expect(StatusCode::OK).json()
}

on_both_engines! {
    async fn ballots_on_paper_and_electronic_ones_are_one_box_and_one_result(app: TestApp) {
        let laka = app.electorate("laka", &[1, 1, 2, 1, 1, 1, 1, 1]).await;
        let voters = app.voters(&laka, 8).await;
        let poll = laka.open(&motion()).await;
        let votes = app.outside().await.numbers("SELECT votes FROM roll_entries ORDER BY number").await;
        let with_two = votes.iter().position(|v| *v == 2).unwrap();
        // Four of eight vote on paper, one of them with two votes.
        let of_paper: Vec<usize> = (0..8).filter(|n| *n == with_two).chain((0..8).filter(|n| *n != with_two).take(3)).collect();
        for n in &of_paper {
            on_paper(&laka, laka.entries[*n]).await.expect(StatusCode::NO_CONTENT);
        }
        assert_eq!(code(on_paper(&laka, laka.entries[of_paper[0]]).await, StatusCode::CONFLICT), "paper-already");
        on_paper(&laka, 999_999).await.expect(StatusCode::NOT_FOUND);
        let first = &voters[of_paper[0]];
        assert_eq!(code(send(first, poll, &json!({ "choices": ["yes"] })).await, StatusCode::CONFLICT), "voter-on-paper");
        let asked = first.api_get(&format!("/voting/polls/{poll}")).await.expect(StatusCode::OK).json();
        assert_eq!(asked["on_paper"], true);
        let page = first.get("/de/vote/polls").await.expect(StatusCode::OK).text();
        assert!(page.contains("Auf Papier"), "{page}");
        first.get(&format!("/de/vote/polls/{poll}")).await.expect(StatusCode::SEE_OTHER);
        first.post_form(&format!("/de/vote/polls/{poll}/cast"), &[("choices", "yes")]).await.expect(StatusCode::CONFLICT);

        let electronic: Vec<usize> = (0..8).filter(|n| !of_paper.contains(n)).collect();
        for n in &electronic {
            cast(&voters[*n], poll, &["yes"]).await;
        }
        assert_eq!(code(hand_in(&laka, poll, laka.entries[electronic[0]]).await, StatusCode::CONFLICT), "not-on-paper");
        // Somebody who had voted before is noted too late.
        on_paper(&laka, laka.entries[electronic[0]]).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(code(hand_in(&laka, poll, laka.entries[electronic[0]]).await, StatusCode::CONFLICT), "already-voted");
        for n in &of_paper {
            hand_in(&laka, poll, laka.entries[*n]).await.expect(StatusCode::NO_CONTENT);
        }
        assert_eq!(code(hand_in(&laka, poll, laka.entries[of_paper[0]]).await, StatusCode::CONFLICT), "already-voted");
        // Nothing is counted while the poll is open.
        let ballots = json!([{ "count": 3, "choices": ["no"] }, { "count": 1, "blank": true }, { "count": 1, "invalid": true }]);
        assert_eq!(code(sheet(&laka, &laka.board, poll, &ballots, true).await, StatusCode::CONFLICT), "box-waits-for-nothing");
        laka.step(poll, "close").await;
        let shown = laka.board.api_get(&laka.poll_path(poll)).await.expect(StatusCode::OK).json();
        assert_eq!(shown["waits_for"], "paper");
        assert_eq!(code(hand_in(&laka, poll, laka.entries[of_paper[0]]).await, StatusCode::CONFLICT), "poll-not-open");
        let count = format!("{}/count", laka.poll_path(poll));
        assert_eq!(code(laka.board.api_post(&count, &json!({})).await, StatusCode::CONFLICT), "box-waits");

        sheet(&laka, &laka.board, poll, &ballots, true).await.expect(StatusCode::NO_CONTENT);
        let (own, others) = (paper(&laka.board, &laka, poll).await, paper(&laka.second, &laka, poll).await);
        assert_eq!((&own["count"], &own["own_ballots"]), (&json!("counting"), &json!(5)));
        assert_eq!((&others["count"], &others["own_ballots"]), (&json!("counting"), &json!(0)), "the second does not see the first");
        let other = json!([{ "count": 2, "choices": ["no"] }, { "count": 1, "choices": ["yes"] }, { "count": 1, "blank": true }, { "count": 1, "invalid": true }]);
        sheet(&laka, &laka.second, poll, &other, true).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(paper(&laka.second, &laka, poll).await["count"], "differ");
        let third = app.officer(Role::ElectionBoard, &laka.federation).await;
        assert_eq!(code(sheet(&laka, &third, poll, &ballots, true).await, StatusCode::CONFLICT), "paper-counted-by-others");
        assert_eq!(code(laka.board.api_post(&count, &json!({})).await, StatusCode::CONFLICT), "box-waits");
        // Both find the mistake: the same ballots, in another order.
        let again = json!([{ "count": 1, "invalid": true }, { "count": 1, "choices": ["no"] }, { "count": 1, "blank": true }, { "count": 2, "choices": ["no"] }]);
        sheet(&laka, &laka.second, poll, &again, true).await.expect(StatusCode::NO_CONTENT);
        let mut outside = app.outside().await;
        assert_eq!(outside.number("SELECT COUNT(*) FROM paper_sheets").await, 0, "nothing tells what was on paper");
        laka.step(poll, "count").await;
        let counted = laka.board.api_get(&count).await.expect(StatusCode::OK).json();
        assert_eq!((&counted["ballots"], &counted["blank"], &counted["invalid"]), (&json!(9), &json!(1), &json!(1)));
        assert_eq!((&counted["voters"], &counted["votes"]), (&json!(8), &json!([4, 3, 0])));
        let publisher = app.officer(Role::Publisher, &laka.federation).await;
        laka.publish(&publisher, poll, &json!({ "detail": "full" })).await;
        let path = format!("/federations/laka/results/{poll}");
        let published = app.stranger().api_get(&path).await.expect(StatusCode::OK).text();
        assert!(!published.contains("paper"), "{published}");
        let evidence = laka.board.api_get(&format!("{}/evidence", laka.poll_path(poll))).await.expect(StatusCode::OK).text();
        let found = mandat::results::evidence::verify(&evidence);
        assert!(found.is_ok(), "{:?}", found.err());
        let logged = outside.texts("SELECT after FROM audit_log WHERE act IN ('count_paper_ballots', 'add_paper_voter')").await.join("\n");
        assert!(!logged.contains("1."), "no figure in the log: {logged}");
        // When somebody handed a ballot in stands nowhere.
        assert_eq!(outside.number("SELECT COUNT(*) FROM audit_log WHERE act LIKE '%hand%'").await, 0);
    }

    async fn a_ballot_that_is_missing_is_taken_back_and_then_both_agree(app: TestApp) {
        let laka = app.electorate("laka", &[1; 6]).await;
        let voters = app.voters(&laka, 6).await;
        let poll = laka.open(&motion()).await;
        for entry in &laka.entries[..3] {
            on_paper(&laka, *entry).await.expect(StatusCode::NO_CONTENT);
            hand_in(&laka, poll, *entry).await.expect(StatusCode::NO_CONTENT);
        }
        for voter in &voters[3..] {
            cast(voter, poll, &["yes"]).await;
        }
        let taken = |entry: i64| format!("{}/paper/{entry}", laka.poll_path(poll));
        // A slip of the pen while the poll is open: the place may vote after all.
        laka.board.api_delete(&taken(laka.entries[2]), None).await.expect(StatusCode::NO_CONTENT);
        laka.board.api_delete(&format!("{}/paper-voters/{}", laka.path, laka.entries[2]), None).await.expect(StatusCode::NO_CONTENT);
        cast(&voters[2], poll, &["no"]).await;
        assert_eq!(code(laka.board.api_delete(&taken(laka.entries[2]), None).await, StatusCode::CONFLICT), "not-on-paper");
        laka.step(poll, "close").await;
        let one = json!([{ "count": 1, "choices": ["no"] }]);
        for actor in [&laka.board, &laka.second] {
            sheet(&laka, actor, poll, &one, true).await.expect(StatusCode::NO_CONTENT);
        }
        assert_eq!(paper(&laka.board, &laka, poll).await["count"], "numbers_differ");
        let count = format!("{}/count", laka.poll_path(poll));
        assert_eq!(code(laka.board.api_post(&count, &json!({})).await, StatusCode::CONFLICT), "box-waits");
        laka.board.api_delete(&taken(laka.entries[1]), None).await.expect(StatusCode::NO_CONTENT);
        laka.step(poll, "count").await;
        let counted = laka.board.api_get(&count).await.expect(StatusCode::OK).json();
        assert_eq!((&counted["voters"], &counted["votes"]), (&json!(5), &json!([3, 2, 0])));
        // Where all are taken back after closing, the box is complete without anything to count.
        let second = laka.open(&other_motion("Ort")).await;
        hand_in(&laka, second, laka.entries[0]).await.expect(StatusCode::NO_CONTENT);
        for voter in &voters[2..] {
            cast(voter, second, &["yes"]).await;
        }
        laka.step(second, "close").await;
        let back = format!("{}/paper/{}", laka.poll_path(second), laka.entries[0]);
        laka.board.api_delete(&back, None).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(code(sheet(&laka, &laka.board, second, &json!([]), true).await, StatusCode::CONFLICT), "box-waits-for-nothing");
        laka.step(second, "count").await;
        assert_eq!(code(laka.board.api_delete(&taken(laka.entries[0]), None).await, StatusCode::CONFLICT), "box-waits-for-nothing");
    }

    async fn a_sheet_takes_only_ballots_of_the_poll_and_a_sealed_box_takes_paper_before_keys(app: TestApp) {
        let laka = app.electorate("laka", &[1; 6]).await;
        let voters = app.voters(&laka, 6).await;
        let third = app.officer(Role::ElectionBoard, &laka.federation).await;
        let mut keys = Vec::new();
        for actor in [&laka.board, &laka.second, &third] {
            let made = actor.api_post("/federations/laka/board-keys", &Value::Null).await.expect(StatusCode::CREATED).json();
            keys.push(made["key"].as_str().unwrap().to_owned());
        }
        let poll = laka.ready(&election(&["Ayşe", "Omar", "Nina"])).await;
        put(&laka.board, &format!("{}/seal", laka.poll_path(poll))).await.expect(StatusCode::NO_CONTENT);
        laka.step(poll, "open").await;
        for entry in &laka.entries[..2] {
            on_paper(&laka, *entry).await.expect(StatusCode::NO_CONTENT);
            hand_in(&laka, poll, *entry).await.expect(StatusCode::NO_CONTENT);
        }
        for voter in &voters[2..] {
            cast(voter, poll, &["1", "2"]).await;
        }
        laka.step(poll, "close").await;
        let key = format!("{}/key", laka.poll_path(poll));
        assert_eq!(code(laka.board.api_post(&key, &json!({ "key": keys[0] })).await, StatusCode::CONFLICT), "paper-first");
        for (ballots, field) in [
            (json!([{ "count": 0, "choices": ["1"] }]), "ballots.1.count"),
            (json!([{ "count": -1, "choices": ["1"] }]), "ballots.1.count"),
            (json!([{ "count": 9_223_372_036_854_775_807_i64, "choices": ["1"] }]), "ballots.1.count"),
            (json!([{ "count": 1, "choices": ["1"] }, { "count": 1, "choices": ["4"] }]), "ballots.2.choices"),
            (json!([{ "count": 1, "choices": ["1", "2", "3"] }]), "ballots.1.choices"),
            (json!([{ "count": 1 }]), "ballots.1.choices"),
            (json!([{ "count": 1, "invalid": true, "choices": ["1"] }]), "ballots.1.invalid"),
        ] {
            assert_eq!(refused_fields(sheet(&laka, &laka.board, poll, &ballots, true).await)[0].0, field, "{ballots}");
        }
        let ballots = json!([{ "count": 1, "choices": ["3"] }, { "count": 1, "invalid": true }]);
        for actor in [&laka.board, &laka.second] {
            sheet(&laka, actor, poll, &ballots, true).await.expect(StatusCode::NO_CONTENT);
        }
        assert_eq!(paper(&laka.board, &laka, poll).await["count"], "agreed");
        laka.board.api_post(&key, &json!({ "key": keys[0] })).await.expect(StatusCode::OK);
        // From the first key on what was counted stays.
        assert_eq!(code(sheet(&laka, &laka.board, poll, &json!([]), true).await, StatusCode::CONFLICT), "key-given");
        laka.second.api_post(&key, &json!({ "key": keys[1] })).await.expect(StatusCode::OK);
        laka.step(poll, "count").await;
        let counted = laka.board.api_get(&format!("{}/count", laka.poll_path(poll))).await.expect(StatusCode::OK).json();
        assert_eq!((&counted["ballots"], &counted["invalid"], &counted["votes"]), (&json!(6), &json!(1), &json!([4, 4, 1])));
    }

    async fn the_box_itself_refuses_a_voter_on_paper_and_a_vote_by_name_needs_none(app: TestApp) {
        let laka = app.electorate("laka", &[1; 4]).await;
        let voters = app.voters(&laka, 4).await;
        let poll = laka.open(&motion()).await;
        let named = laka.open(&by_name(motion())).await;
        // Under way already when it is noted at the desk.
        let token = SecretToken::parse(voters[0].bearer()).unwrap();
        let known = voter_by_session(&app.app, &token).await.unwrap().unwrap();
        on_paper(&laka, laka.entries[0]).await.expect(StatusCode::NO_CONTENT);
        let cast_it = Cast {
            poll: PollId(poll),
            entry: known.entry,
            code: known.code,
            late_for: known.late_for,
            secrecy: Secrecy::Secret,
            parts: vec![Part { votes: 1, ballot: "1.100".to_owned() }],
        };
        assert_eq!(app.app.caster.cast(cast_it).await, Ok(CastOutcome::OnPaper));
        assert_eq!(ballots_and_marks(&app).await, (0, 0));
        cast(&voters[0], named, &["yes"]).await;
        assert_eq!(code(hand_in(&laka, named, laka.entries[0]).await, StatusCode::CONFLICT), "nothing-to-seal");
        let foreign = app.electorate("nrw", &[1; 3]).await;
        put(&foreign.board, &format!("/federations/nrw/polls/{poll}/paper/{}", laka.entries[0])).await.expect(StatusCode::NOT_FOUND);
        put(&foreign.board, &format!("/federations/nrw/rolls/{}/paper-voters/{}", foreign.roll, laka.entries[0])).await.expect(StatusCode::NOT_FOUND);
        let not_frozen = app.electorate_in_preparation("drei", &[1; 3]).await;
        let path = format!("{}/paper-voters/{}", not_frozen.path, laka.entries[0]);
        assert_eq!(code(put(&not_frozen.board, &path).await, StatusCode::CONFLICT), "roll-not-frozen");
    }

    async fn two_people_count_on_pages_without_a_script(app: TestApp) {
        let laka = app.electorate("laka", &[1; 5]).await;
        let voters = app.voters(&laka, 5).await;
        let poll = laka.open(&motion()).await;
        let roll_page = format!("{}/paper", laka.page);
        let entry = laka.entries[0].to_string();
        laka.board.post_form(&roll_page, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        laka.board.post_form(&roll_page, &[("entry", &entry)]).await.expect(StatusCode::SEE_OTHER);
        laka.board.post_form(&roll_page, &[("entry", &entry)]).await.expect(StatusCode::CONFLICT);
        laka.board.get(&roll_page).await.expect(StatusCode::OK);
        let page = format!("{}/paper", laka.poll_page(poll));
        laka.board.post_form(&page, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        laka.board.post_form(&page, &[("entries", &entry)]).await.expect(StatusCode::SEE_OTHER);
        laka.board.get(&page).await.expect(StatusCode::OK);
        for voter in &voters[1..] {
            cast(voter, poll, &["yes"]).await;
        }
        laka.step(poll, "close").await;
        assert!(laka.board.get(&laka.poll_page(poll)).await.expect(StatusCode::OK).text().contains(&page));
        let add = [("count", "1"), ("choices", "no")];
        laka.board.post_form(&format!("{page}/sheet"), &[("count", "x"), ("choices", "no")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        laka.board.post_form(&format!("{page}/sheet"), &[("count", "1"), ("choices", "yes")]).await.expect(StatusCode::SEE_OTHER);
        laka.board.post_form(&format!("{page}/remove"), &[("place", "1")]).await.expect(StatusCode::SEE_OTHER);
        laka.board.post_form(&format!("{page}/remove"), &[("place", "1")]).await.expect(StatusCode::NOT_FOUND);
        laka.board.post_form(&format!("{page}/sheet"), &add).await.expect(StatusCode::SEE_OTHER);
        laka.board.post_form(&format!("{page}/done"), &[("done", "yes")]).await.expect(StatusCode::SEE_OTHER);
        laka.board.post_form(&format!("{page}/sheet"), &add).await.expect(StatusCode::CONFLICT);
        laka.second.post_form(&format!("{page}/sheet"), &[("count", "1"), ("invalid", "yes")]).await.expect(StatusCode::SEE_OTHER);
        laka.second.post_form(&format!("{page}/done"), &[("done", "yes")]).await.expect(StatusCode::SEE_OTHER);
        let shown = laka.board.get(&page).await.expect(StatusCode::OK).text();
        assert!(shown.contains("weichen"), "{shown}");
        laka.second.post_form(&format!("{page}/discard"), &[]).await.expect(StatusCode::SEE_OTHER);
        for actor in [&laka.board, &laka.second] {
            actor.post_form(&format!("{page}/sheet"), &add).await.expect(StatusCode::SEE_OTHER);
            actor.post_form(&format!("{page}/done"), &[("done", "yes")]).await.expect(StatusCode::SEE_OTHER);
        }
        laka.board.post_form(&format!("{}/count", laka.poll_page(poll)), &[]).await.expect(StatusCode::SEE_OTHER);
        laka.board.post_form(&format!("{roll_page}/{entry}/remove"), &[]).await.expect(StatusCode::SEE_OTHER);
    }
}
