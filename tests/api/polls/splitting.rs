//! Several votes of one holder, given alike or differently.

use super::*;

on_both_engines! {
    async fn votes_are_split_into_unit_ballots_that_add_up(app: TestApp) {
        let laka = app.electorate("laka", &[7, 1, 1]).await;
        let votes = app.outside().await.numbers("SELECT votes FROM roll_entries ORDER BY number").await;
        let holder = app.voter(&laka, 1 + votes.iter().position(|v| *v == 7).unwrap()).await;
        let poll = laka.open(&motion()).await;
        let paper = holder.api_get(&format!("/voting/polls/{poll}")).await.expect(StatusCode::OK).json();
        assert_eq!(paper["may_split"], true);
        let part = |choice: &str, count: i64| json!({ "choices": [choice], "count": count });
        let wrong = |field: &str, problem: &str| vec![(field.to_owned(), problem.to_owned())];
        for (ballots, refused) in [
            (json!([part("yes", 6)]), wrong("ballots", "split-sum")),
            (json!([part("yes", 4), part("no", 4)]), wrong("ballots", "split-sum")),
            (json!([]), wrong("ballots", "too-many-parts")),
            (json!([part("yes", 7), part("no", 0)]), wrong("ballots.2.count", "number-out-of-range")),
            (json!([part("yes", 8), part("no", -1)]), [wrong("ballots.1.count", "number-out-of-range"), wrong("ballots.2.count", "number-out-of-range")].concat()),
            (json!([part("yes", i64::MAX), part("no", i64::MAX)]), [wrong("ballots.1.count", "number-out-of-range"), wrong("ballots.2.count", "number-out-of-range")].concat()),
            (json!([part("yes", 3), part("maybe", 4)]), wrong("ballots.2.choices", "unknown-choice")),
            (json!([{ "choices": [], "count": 7 }]), wrong("ballots.1.choices", "nothing-chosen")),
        ] {
            assert_eq!(refused_fields(send(&holder, poll, &json!({ "ballots": ballots })).await), refused, "{ballots}");
        }
        let both = json!({ "choices": ["yes"], "ballots": [part("yes", 7)] });
        assert_eq!(refused_fields(send(&holder, poll, &both).await), wrong("ballots", "parts-and-choice"));
        send(&holder, poll, &json!({ "ballots": vec![part("yes", 1); 21] })).await.expect(StatusCode::BAD_REQUEST);
        assert_eq!(ballots_and_marks(&app).await, (0, 0));

        let ballots = json!([part("yes", 4), part("no", 2), { "choices": [], "blank": true, "count": 1 }]);
        let told = send(&holder, poll, &json!({ "ballots": ballots })).await.expect(StatusCode::OK).json();
        assert_eq!(told["trackers"].as_array().unwrap().len(), 7);
        let mut put_in = app.outside().await.texts("SELECT ballot FROM ballots").await;
        put_in.sort();
        assert_eq!(put_in, [["1.000"; 1].as_slice(), &["1.010"; 2], &["1.100"; 4]].concat());
        assert_eq!(code(send(&holder, poll, &json!({ "ballots": ballots })).await, StatusCode::CONFLICT), "already-voted");
        laka.step(poll, "close").await;
        let counted = laka.board.api_post(&format!("{}/count", laka.poll_path(poll)), &json!({})).await.expect(StatusCode::OK).json();
        assert_eq!((&counted["votes"], &counted["blank"], &counted["voters"]), (&json!([4, 2, 0]), &json!(1), &json!(1)));
    }

    async fn the_votes_of_a_body_that_one_delegate_holds_are_as_many_ballots(app: TestApp) {
        // A body that sends one delegate for all its votes: the roll has one entry with all of them.
        let laka = app.electorate("laka", &[5, 1, 1]).await;
        let votes = app.outside().await.numbers("SELECT votes FROM roll_entries ORDER BY number").await;
        let holder = app.voter(&laka, 1 + votes.iter().position(|v| *v == 5).unwrap()).await;
        let poll = laka.open(&motion()).await;
        let told = send(&holder, poll, &json!({ "choices": ["yes"] })).await.expect(StatusCode::OK).json();
        assert_eq!(told["trackers"].as_array().unwrap().len(), 5);
        assert_eq!(ballots_and_marks(&app).await, (5, 1));
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM trackers").await, 5);
    }

    async fn votes_by_name_and_single_votes_are_not_split_and_have_no_trackers_by_name(app: TestApp) {
        let laka = app.electorate("laka", &[2, 1, 1]).await;
        let votes = app.outside().await.numbers("SELECT votes FROM roll_entries ORDER BY number").await;
        let two = votes.iter().position(|v| *v == 2).unwrap();
        let one = votes.iter().position(|v| *v == 1).unwrap();
        let (holder, single) = (app.voter(&laka, 1 + two).await, app.voter(&laka, 1 + one).await);
        let (secret, named) = (laka.open(&motion()).await, laka.open(&by_name(motion())).await);
        let parts = |count: i64| json!({ "ballots": [{ "choices": ["yes"], "count": count }] });
        for (voter, poll, count) in [(&holder, named, 2), (&single, secret, 1)] {
            assert_eq!(refused_fields(send(voter, poll, &parts(count)).await), [("ballots".to_owned(), "votes-not-to-split".to_owned())]);
            let page = format!("/de/vote/polls/{poll}/split");
            voter.get(&page).await.expect(StatusCode::SEE_OTHER);
        }
        let told = send(&holder, named, &json!({ "choices": ["yes"] })).await.expect(StatusCode::OK).json();
        assert_eq!(told["trackers"], json!([]));
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM trackers").await, 0);
    }

    async fn votes_are_split_on_pages_without_scripts(app: TestApp) {
        let laka = app.electorate("laka", &[3, 1, 1]).await;
        let votes = app.outside().await.numbers("SELECT votes FROM roll_entries ORDER BY number").await;
        let holder = app.voter(&laka, 1 + votes.iter().position(|v| *v == 3).unwrap()).await;
        let poll = laka.open(&motion()).await;
        let page = format!("/de/vote/polls/{poll}");
        assert!(holder.get(&page).await.expect(StatusCode::OK).text().contains(&format!("{page}/split")));
        assert!(holder.get(&format!("{page}/split")).await.expect(StatusCode::OK).text().contains("choices-2"));
        for gone in ["review", "cast"] {
            let back = holder.get(&format!("{page}/split/{gone}")).await.expect(StatusCode::SEE_OTHER);
            assert_eq!(back.location(), Some(&*format!("{page}/split")));
        }
        let split = [("parts", "2"), ("choices-1", "yes"), ("count-1", "2"), ("choices-2", "blank"), ("count-2", "1")];
        let more = holder.post_form(&format!("{page}/split"), &[&split[..], &[("more", "yes")]].concat()).await.expect(StatusCode::OK).text();
        assert!(more.contains("choices-3") && more.contains("value=\"2\""), "{more}");
        let wrong = [("parts", "2"), ("choices-1", "yes"), ("count-1", "2"), ("choices-2", "no"), ("count-2", "2")];
        for step in ["review", "cast"] {
            let refused = holder.post_form(&format!("{page}/split/{step}"), &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
            assert!(refused.contains("href=\"#count-1\""), "{refused}");
        }
        let review = holder.post_form(&format!("{page}/split/review"), &split).await.expect(StatusCode::OK).text();
        assert!(review.contains("\u{2068}2\u{2069} Stimmen") && review.contains("blank_confirmed"), "{review}");
        holder.post_form(&format!("{page}/split/cast"), &split).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(ballots_and_marks(&app).await, (0, 0));
        let confirmed = [&split[..], &[("blank_confirmed", "yes")]].concat();
        let cast = holder.post_form(&format!("{page}/split/cast"), &confirmed).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(cast.location(), Some(&*format!("{page}/done")));
        holder.post_form(&format!("{page}/split/cast"), &confirmed).await.expect(StatusCode::CONFLICT);
        assert_eq!(ballots_and_marks(&app).await, (3, 1));
    }
}
