//! The way of a voter, and of forms that somebody changed.

use std::time::Duration;

use super::*;

on_both_engines! {
    async fn a_voter_goes_from_the_code_to_the_receipt(app: TestApp) {
        let laka = app.electorate("laka", &[1, 1, 3]).await;
        let codes = laka.make_codes().await;
        let poll = laka.open(&motion()).await;
        let voter = app.stranger();
        let start = voter.get("/de/vote").await.expect(StatusCode::OK).text();
        assert!(start.contains("name=\"code\"") && start.contains("action=\"/de/vote\""), "{start}");
        // A slip of the pen is told, and what was typed is kept.
        let slip = voter.post_form("/de/vote", &[("code", "2345-6789")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(slip.contains("id=\"code-error\"") && slip.contains("value=\"2345-6789\""), "{slip}");
        // Typed in small letters and with spaces; the second entry has three votes.
        let typed = codes[1].to_lowercase().replace('-', " ");
        let signed_in = voter.post_form("/de/vote", &[("code", &typed)]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(signed_in.location(), Some("/de/vote/polls"));
        let mine = voter.get("/de/vote/polls").await.expect(StatusCode::OK).text();
        assert!(mine.contains(&format!("href=\"{}\"", path(poll))) && mine.contains(&text(&app, "voting-tag-open")), "{mine}");

        let question = voter.get(&path(poll)).await.expect(StatusCode::OK);
        let offered: Vec<_> = choices(&question).iter().map(|tag| (attribute(tag, "type").unwrap(), attribute(tag, "value").unwrap())).collect();
        assert_eq!(offered.iter().map(|(kind, _)| kind.as_str()).collect::<BTreeSet<_>>(), ["radio"].into());
        assert_eq!(offered.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>(), ["yes", "no", "abstain", "blank"]);
        assert!(chosen(&question).is_empty(), "nothing is chosen beforehand");

        let review = send(&voter, poll, "/review", &["no"]).await.expect(StatusCode::OK);
        assert!(review.text().contains(&text(&app, "voting-not-cast-yet")));
        assert_eq!(chosen(&review), ["no".to_owned()].into());
        let again = send(&voter, poll, "", &["no"]).await.expect(StatusCode::OK);
        assert_eq!(chosen(&again), ["no".to_owned()].into(), "the choice was lost on the way back");
        assert_eq!(ballots_and_marks(&app).await, (0, 0), "nothing is cast before the last step");
        let review = send(&voter, poll, "/review", &["yes"]).await.expect(StatusCode::OK);
        // The form of the review page, sent as it stands there.
        let (_, action, fields) = forms(&review.text()).into_iter().find(|(_, action, _)| action.ends_with("/cast")).unwrap();
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let cast = voter.post_form(&action, &fields).await.expect(StatusCode::SEE_OTHER);
        let done = voter.get(cast.location().unwrap()).await.expect(StatusCode::OK).text();
        assert!(done.contains(&text(&app, "voting-done")) && !done.contains(&text(&app, "voting-again")), "{done}");
        let mine = voter.get("/de/vote/polls").await.expect(StatusCode::OK).text();
        assert!(mine.contains(&text(&app, "voting-tag-voted")) && !mine.contains(&text(&app, "voting-tag-open")), "{mine}");
        assert_eq!(app.outside().await.texts("SELECT ballot FROM ballots").await, ["1.100"; 3]);

        let out = voter.post_form("/de/vote/sign-out", &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(out.location(), Some("/de/vote"));
        assert_eq!(voter.get("/de/vote/polls").await.expect(StatusCode::SEE_OTHER).location(), Some("/de/vote"));
        // The code still opens "my votes", to look.
        voter.post_form("/de/vote", &[("code", &codes[1])]).await.expect(StatusCode::SEE_OTHER);
        assert!(voter.get("/de/vote/polls").await.expect(StatusCode::OK).text().contains(&text(&app, "voting-tag-voted")));
    }

    async fn row_66_several_marks_are_reviewed_and_cast(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let voter = app.voter(&laka, 1).await;
        let poll = laka.open(&election(&["Ayşe <1>", "Omar", "Nina"])).await;
        let question = voter.get(&path(poll)).await.expect(StatusCode::OK);
        assert!(choices(&question).iter().all(|tag| tag.contains("type=\"checkbox\"")));
        assert!(question.text().contains("Ayşe &#60;1&#62;"), "{}", question.text());
        let one = send(&voter, poll, "/review", &["3"]).await.expect(StatusCode::OK);
        assert!(one.text().contains(&text(&app, "voting-unused")), "one more mark would be possible");
        let two = send(&voter, poll, "/review", &["3", "1"]).await.expect(StatusCode::OK);
        assert!(!two.text().contains(&text(&app, "voting-unused")));
        assert_eq!(chosen(&two), ["1".to_owned(), "3".to_owned()].into());
        cast(&voter, poll, &["3", "1"]).await;
        assert_eq!(app.outside().await.texts("SELECT ballot FROM ballots").await, ["1.101"]);
    }

    async fn a_blank_ballot_needs_a_second_confirmation_and_an_empty_form_is_none(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let voter = app.voter(&laka, 1).await;
        let poll = laka.open(&motion()).await;
        for step in ["/review", "/cast"] {
            let empty = send(&voter, poll, step, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
            assert!(empty.contains("id=\"choices-error\"") && empty.contains("class=\"error-summary\""), "{empty}");
            let both = send(&voter, poll, step, &["blank", "yes"]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(chosen(&both), ["blank".to_owned(), "yes".to_owned()].into(), "what was ticked is kept");
        }
        let review = send(&voter, poll, "/review", &["blank"]).await.expect(StatusCode::OK).text();
        assert!(review.contains("name=\"blank_confirmed\"") && review.contains(&text(&app, "voting-blank-sure")), "{review}");
        let unconfirmed = send(&voter, poll, "/cast", &["blank"]).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(unconfirmed.contains("id=\"blank_confirmed-error\""), "{unconfirmed}");
        let wrongly = voter.post_form(&format!("{}/cast", path(poll)), &[("choices", "blank"), ("blank_confirmed", "no")]).await;
        wrongly.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(ballots_and_marks(&app).await, (0, 0));
        cast(&voter, poll, &["blank"]).await;
        assert_eq!(app.outside().await.texts("SELECT ballot FROM ballots").await, ["1.000"]);
    }

    async fn a_form_that_somebody_changed_on_the_way_casts_nothing(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let nrw = app.electorate("nrw", &[1; 3]).await;
        let voter = app.voter(&laka, 1).await;
        let (yes_no, persons) = (laka.open(&motion()).await, laka.open(&election(&["Ayşe", "Omar", "Nina"])).await);
        let (foreign, draft, ready) = (nrw.open(&motion()).await, laka.draft(&motion()).await, laka.ready(&motion()).await);
        for (poll, marks) in [
            (yes_no, &["maybe"][..]),
            (yes_no, &["yes", "no"]),
            (yes_no, &["1"]),
            (persons, &["yes"]),
            (persons, &["4"]),
            (persons, &["-1"]),
            (persons, &["9223372036854775808"]),
            (persons, &["1", "1"]),
            (persons, &["1", "2", "3"]),
            (persons, &["<script>"]),
        ] {
            for step in ["/review", "/cast"] {
                let refused = send(&voter, poll, step, marks).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
                assert!(refused.contains("id=\"choices-error\"") && !refused.contains("<script>"), "{marks:?}: {refused}");
            }
        }
        for step in ["", "/review", "/cast"] {
            for poll in [foreign, draft, 999_999] {
                send(&voter, poll, step, &["yes"]).await.expect(StatusCode::NOT_FOUND);
            }
            send(&voter, ready, step, &["yes"]).await.expect(StatusCode::CONFLICT);
        }
        assert_eq!(ballots_and_marks(&app).await, (0, 0));
        // What the form has no field for is not looked at: one vote stays one vote, in this poll, of this voter.
        let more = [("choices", "yes"), ("weight", "7"), ("votes", "7"), ("entry_id", "2"), ("poll", "2"), ("closes_at", "2030-01-01")];
        voter.post_form(&format!("{}/cast", path(yes_no)), &more).await.expect(StatusCode::SEE_OTHER);
        let mut outside = app.outside().await;
        assert_eq!(outside.numbers("SELECT poll_id FROM ballots").await, [yes_no]);
        assert_eq!(outside.numbers("SELECT entry_id FROM marks").await, [laka.entries[0]]);
    }

    async fn whoever_was_signed_out_or_came_late_is_told_that_nothing_was_cast(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let voters = app.voters(&laka, 3).await;
        let poll = laka.open(&motion()).await;
        assert_eq!(app.stranger().get(&path(poll)).await.expect(StatusCode::SEE_OTHER).location(), Some("/de/vote"));
        for step in ["", "/review", "/cast"] {
            let refused = send(&app.stranger(), poll, step, &["yes"]).await.expect(StatusCode::UNAUTHORIZED).text();
            assert!(refused.contains(&text(&app, "problem-voter-not-signed-in")), "{refused}");
        }
        // An account's session is no voter's.
        send(&laka.board, poll, "/cast", &["yes"]).await.expect(StatusCode::UNAUTHORIZED);
        assert_eq!(app.stranger().get(&format!("{}/done", path(poll))).await.expect(StatusCode::SEE_OTHER).location(), Some("/de/vote"));
        assert_eq!(voters[0].get(&format!("{}/done", path(poll))).await.expect(StatusCode::SEE_OTHER).location(), Some(&*path(poll)));

        // Idle until the session is over.
        app.clock.advance(Duration::from_secs(26 * 60));
        send(&voters[0], poll, "/cast", &["yes"]).await.expect(StatusCode::UNAUTHORIZED);
        let late = app.voter(&laka, 1).await;
        send(&late, poll, "/review", &["yes"]).await.expect(StatusCode::OK);
        laka.step(poll, "close").await;
        let refused = send(&late, poll, "/cast", &["yes"]).await.expect(StatusCode::CONFLICT).text();
        assert!(refused.contains(&text(&app, "problem-poll-not-open")), "{refused}");
        assert_eq!(late.get(&path(poll)).await.expect(StatusCode::SEE_OTHER).location(), Some("/de/vote/polls"));
        assert!(late.get("/de/vote/polls").await.expect(StatusCode::OK).text().contains(&text(&app, "voting-hint-missed")));
        assert_eq!(ballots_and_marks(&app).await, (0, 0));
    }

    async fn row_65_the_ballot_is_the_same_in_every_language(app: TestApp) {
        let laka = app.electorate("laka", &[1; 6]).await;
        let poll = laka.open(&election(&["Ada", "Can", "Eva"])).await;
        let voter = app.voter(&laka, 1).await;
        let shown = voter.get(&path(poll)).await.expect(StatusCode::OK);
        assert_eq!(choices(&shown).len(), 4, "three candidates and the blank ballot");
        for language in ["en", "ar-XB"] {
            let other = voter.get(&format!("/{language}/vote/polls/{poll}")).await.expect(StatusCode::OK);
            assert_eq!(choices(&other), choices(&shown), "{language}");
        }
    }

    async fn every_step_of_voting_runs_from_right_to_left_and_stays_in_its_language(app: TestApp) {
        let laka = app.electorate("laka", &[2, 1, 1]).await;
        let voter = app.voter(&laka, 1).await;
        let (yes_no, persons) = (laka.open(&motion()).await, laka.open(&election(&["Ayşe", "Omar", "Nina"])).await);
        let mut pages = vec![voter.get("/ar-XB/vote").await, voter.get("/ar-XB/vote/polls").await];
        for (poll, choice) in [(yes_no, "no"), (persons, "2")] {
            let address = format!("/ar-XB/vote/polls/{poll}");
            pages.push(voter.get(&address).await);
            pages.push(voter.post_form(&format!("{address}/review"), &[("choices", choice)]).await);
            pages.push(voter.post_form(&format!("{address}/review"), &[("choices", "blank")]).await);
            pages.push(voter.post_form(&address, &[("choices", choice)]).await);
            let refused = voter.post_form(&format!("{address}/review"), &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            pages.push(Answer { status: StatusCode::OK, ..refused });
            let cast = voter.post_form(&format!("{address}/cast"), &[("choices", choice)]).await.expect(StatusCode::SEE_OTHER);
            assert_eq!(cast.location(), Some(&*format!("{address}/done")));
            pages.push(voter.get(cast.location().unwrap()).await);
            let again = voter.post_form(&format!("{address}/cast"), &[("choices", choice)]).await.expect(StatusCode::CONFLICT);
            pages.push(Answer { status: StatusCode::OK, ..again });
        }
        for page in pages {
            let html = page.expect(StatusCode::OK).text();
            assert!(html.contains("<html lang=\"ar-XB\" dir=\"rtl\">"), "{html}");
            assert!(!html.contains('⟦'), "a text is missing: {html}");
            for (_, action, _) in forms(&html) {
                assert!(action.starts_with("/ar-XB/vote"), "{action}");
            }
            // Names and titles keep their own direction.
            assert!(!html.contains("Person Öz") || html.contains("<bdi>Person Öz"), "{html}");
        }
        let out = voter.post_form("/ar-XB/vote/sign-out", &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(out.location(), Some("/ar-XB/vote"));
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM ballots").await, 4);
    }
}
