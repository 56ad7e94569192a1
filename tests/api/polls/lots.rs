//! Lots where votes are equal: asked for by the count, recorded, followed, published and checked.

use mandat::accounts::model::Role;

use super::*;

fn one_post(candidates: &[&str]) -> Value {
    let mut poll = election(candidates);
    (poll["max_choices"], poll["seats"]) = (json!(1), json!(1));
    poll
}

async fn counted(staged: &Electorate, app: &TestApp, votes: &[&[&str]], poll: &Value) -> i64 {
    let poll = staged.open(poll).await;
    for (voter, choices) in app.voters(staged, votes.len()).await.iter().zip(votes) {
        cast(voter, poll, choices).await;
    }
    staged.step(poll, "close").await;
    staged.step(poll, "count").await;
    poll
}

async fn draw(staged: &Electorate, poll: i64, won: &[i64]) -> Answer {
    let body = json!({"won": won, "drawn_on": "2026-05-04", "drawn_by": "Ayşe Öz", "witnesses": "alle Anwesenden"});
    let path = format!("{}/lots", staged.poll_path(poll));
    staged.board.api_post(&path, &body).await
}

on_both_engines! {
    async fn a_lot_fills_the_open_place_and_stands_in_the_result_which_a_stranger_can_check(app: TestApp) {
        let staged = app.electorate("laka", &[1; 8]).await;
        let votes: &[&[&str]] = &[&["1"], &["1"], &["1"], &["2"], &["2"], &["2"], &["3"], &["3"]];
        let poll = counted(&staged, &app, votes, &one_post(&["A", "B", "C"])).await;
        let count = staged.board.api_get(&format!("{}/count", staged.poll_path(poll))).await.expect(StatusCode::OK).json();
        assert_eq!((&count["election"]["tied"], &count["election"]["lot_draws"]), (&json!([1, 2]), &json!(1)));
        for won in [vec![], vec![3], vec![1, 2]] {
            let refused = draw(&staged, poll, &won).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
            assert_eq!(refused["fields"][0]["field"], "won", "{won:?}");
        }
        let after = draw(&staged, poll, &[2]).await.expect(StatusCode::OK).json();
        assert_eq!((&after["election"]["elected"], &after["election"]["tied"]), (&json!([2]), &json!([])));
        assert_eq!(code(draw(&staged, poll, &[1]).await, StatusCode::CONFLICT), "no-tie");
        // Counting again is the first count again, and the lot stands.
        staged.step(poll, "count").await;
        let page = staged.board.get(&staged.poll_page(poll)).await.expect(StatusCode::OK).text();
        assert!(page.contains("Gezogene Lose") && page.contains("alle Anwesenden"), "{page}");

        let publisher = app.officer(Role::Publisher, &staged.federation).await;
        staged.publish(&publisher, poll, &json!({"detail": "full"})).await;
        let slug = &staged.federation.slug;
        let result = app.stranger().api_get(&format!("/federations/{slug}/results/{poll}")).await.expect(StatusCode::OK).text();
        assert!(result.contains("alle Anwesenden"), "{result}");
        let evidence = app.stranger().get(&format!("/de/federations/{slug}/results/{poll}/evidence.json")).await.expect(StatusCode::OK).text();
        let report = mandat::results::evidence::verify(&evidence).expect("whole");
        assert!(report.checked.iter().any(|line| line.contains("lots of the result")), "{report:?}");
        assert_eq!(code(draw(&staged, poll, &[1]).await, StatusCode::CONFLICT), "no-tie");
    }

    async fn lots_are_followed_to_the_next_tie_where_ranks_are_counted(app: TestApp) {
        let staged = app.electorate("laka", &[1; 6]).await;
        let mut ranked = one_post(&["A", "B", "C"]);
        ranked["method"] = json!("instant_runoff");
        ranked.as_object_mut().unwrap().remove("election_rule");
        let poll = staged.open(&ranked).await;
        for (voter, first) in app.voters(&staged, 6).await.iter().zip(["1", "1", "2", "2", "3", "3"]) {
            let ballot = json!({"ranking": [[first]]});
            voter.api_post(&format!("/voting/polls/{poll}/ballot"), &ballot).await.expect(StatusCode::OK);
        }
        staged.step(poll, "close").await;
        staged.step(poll, "count").await;
        // Three level: one goes, so two are drawn who stay; then two are level for the seat.
        let after = draw(&staged, poll, &[1, 3]).await.expect(StatusCode::OK).json();
        assert_eq!((&after["election"]["tied"], &after["election"]["lot_draws"]), (&json!([1, 3]), &json!(1)));
        let after = draw(&staged, poll, &[3]).await.expect(StatusCode::OK).json();
        assert_eq!(after["election"]["elected"], json!([3]));
    }

    async fn pages_ask_for_the_lot_and_take_it(app: TestApp) {
        let staged = app.electorate("laka", &[1; 5]).await;
        let votes: &[&[&str]] = &[&["1"], &["1"], &["2"], &["2"], &[]];
        let poll = counted(&staged, &app, votes, &one_post(&["A", "B"])).await;
        let (page, to) = (staged.poll_page(poll), format!("{}/lots", staged.poll_page(poll)));
        assert!(staged.board.get(&page).await.expect(StatusCode::OK).text().contains("Das Los entscheidet"));
        let form = [("won", "1"), ("drawn_on", "2026-05-04"), ("drawn_by", "Ayşe Öz"), ("witnesses", "alle")];
        let early = [("won", "1"), ("drawn_on", "2026-05-03"), ("drawn_by", "Ayşe Öz"), ("witnesses", "alle")];
        let refused = staged.board.post_form(&to, &early).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(refused.contains("#drawn_on"), "{refused}");
        staged.registrar.post_form(&to, &form).await.expect(StatusCode::FORBIDDEN);
        staged.board.post_form(&to, &form).await.expect(StatusCode::SEE_OTHER);
        let shown = staged.board.get(&page).await.expect(StatusCode::OK).text();
        assert!(shown.contains("Gezogene Lose") && !shown.contains("Das Los entscheidet"), "{shown}");
    }
}
