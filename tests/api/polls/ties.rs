//! What belongs to the rule of a motion beyond one majority: a tie, and the bodies beside the people.

use mandat::accounts::model::Role;

use super::*;

fn with_tie(tie: &str) -> Value {
    let mut poll = motion();
    poll["majority"]["tie"] = json!(tie);
    poll
}

fn of_bodies(mut poll: Value) -> Value {
    poll["majority"]["of_bodies"] = json!({"numerator": 1, "denominator": 2, "strict": true});
    poll
}

async fn counted(staged: &Electorate, app: &TestApp, votes: &[&str], poll: &Value) -> i64 {
    let poll = staged.open(poll).await;
    for (voter, choice) in app.voters(staged, votes.len()).await.iter().zip(votes) {
        cast(voter, poll, &[choice]).await;
    }
    staged.step(poll, "close").await;
    staged.step(poll, "count").await;
    poll
}

async fn motion_of(staged: &Electorate, poll: i64) -> Value {
    let path = format!("{}/count", staged.poll_path(poll));
    staged
        .board
        .api_get(&path)
        .await
        .expect(StatusCode::OK)
        .json()["motion"]
        .clone()
}

async fn draw(staged: &Electorate, poll: i64, won: &[i64]) -> Answer {
    let body = json!({"won": won, "drawn_on": "2026-05-04", "drawn_by": "Ayşe Öz", "witnesses": "alle Anwesenden"});
    let path = format!("{}/lots", staged.poll_path(poll));
    staged.board.api_post(&path, &body).await
}

const LEVEL: &[&str] = &["yes", "no", "yes", "no", "yes", "no", "abstain"];

on_both_engines! {
    async fn a_tie_rejects_where_the_rule_says_nothing_else(app: TestApp) {
        let staged = app.electorate("laka", &[1; 7]).await;
        for poll in [motion(), with_tie("rejected")] {
            let poll = counted(&staged, &app, LEVEL, &poll).await;
            let count = motion_of(&staged, poll).await;
            assert_eq!((&count["accepted"], &count["tie"], &count["awaits"]), (&json!(false), &json!(true), &Value::Null));
            assert_eq!(code(draw(&staged, poll, &[1]).await, StatusCode::CONFLICT), "no-tie");
        }
    }

    async fn a_lot_decides_a_tie_where_the_rule_says_so_and_nothing_is_published_before_it(app: TestApp) {
        let staged = app.electorate("laka", &[1; 7]).await;
        let publisher = app.officer(Role::Publisher, &staged.federation).await;
        let slug = staged.federation.slug.clone();
        for (won, accepted) in [(1, true), (2, false)] {
            let poll = counted(&staged, &app, LEVEL, &with_tie("lot")).await;
            assert_eq!(motion_of(&staged, poll).await["awaits"], "lot");
            let page = staged.board.get(&staged.poll_page(poll)).await.expect(StatusCode::OK).text();
            assert!(page.contains("Noch nicht entschieden") && page.contains("Das Los entscheidet"), "{page}");
            let early = publisher.api_post(&format!("{}/publication", staged.poll_path(poll)), &json!({"detail": "full"})).await;
            assert_eq!(code(early, StatusCode::CONFLICT), "result-lot-not-drawn");
            for wrong in [vec![], vec![3], vec![1, 2]] {
                draw(&staged, poll, &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            }
            let after = draw(&staged, poll, &[won]).await.expect(StatusCode::OK).json();
            assert_eq!((&after["motion"]["accepted"], &after["motion"]["awaits"]), (&json!(accepted), &Value::Null));
            assert_eq!(code(draw(&staged, poll, &[won]).await, StatusCode::CONFLICT), "no-tie");
            staged.publish(&publisher, poll, &json!({"detail": "full"})).await;
            let page = app.stranger().get(&format!("/de/federations/{slug}/results/{poll}")).await.expect(StatusCode::OK).text();
            assert!(page.contains("entscheidet nach der Regel das Los") && page.contains("alle Anwesenden"), "{page}");
            let path = format!("/de/federations/{slug}/results/{poll}/evidence.json");
            let evidence = app.stranger().get(&path).await.expect(StatusCode::OK).text();
            let report = mandat::results::evidence::verify(&evidence).expect("whole");
            assert!(report.checked.iter().any(|line| line.contains("lots of the result")), "{report:?}");
        }
    }

    async fn a_motion_is_voted_on_again_where_the_rule_says_so(app: TestApp) {
        let staged = app.electorate("laka", &[1; 7]).await;
        let poll = counted(&staged, &app, LEVEL, &with_tie("runoff")).await;
        let count = motion_of(&staged, poll).await;
        assert_eq!((&count["accepted"], &count["awaits"]), (&json!(false), &json!("runoff")));
        let path = staged.poll_path(poll);
        let draft = staged.board.api_post(&format!("{path}/runoff"), &json!({})).await.expect(StatusCode::CREATED).id();
        let draft = staged.board.api_get(&staged.poll_path(draft)).await.expect(StatusCode::OK).json();
        assert_eq!((&draft["follows"], &draft["kind"], &draft["majority"]["tie"]), (&json!(poll), &json!("motion"), &json!("runoff")));
        let carried = counted(&staged, &app, &["yes", "yes", "no"], &with_tie("runoff")).await;
        let none = staged.board.api_post(&format!("{}/runoff", staged.poll_path(carried)), &json!({})).await;
        assert_eq!(code(none, StatusCode::CONFLICT), "poll-no-runoff");
    }

    async fn a_double_majority_needs_the_bodies_too_and_can_be_checked_by_name(app: TestApp) {
        // The first three come from Aalen, the others from Ulm.
        let staged = app.electorate("laka", &[1; 6]).await;
        let publisher = app.officer(Role::Publisher, &staged.federation).await;
        let slug = staged.federation.slug.clone();
        for (votes, accepted, bodies) in [
            (["yes", "yes", "yes", "yes", "no", "no"], false, (1, 1)),
            (["yes", "yes", "no", "yes", "yes", "no"], true, (2, 0)),
        ] {
            let poll = counted(&staged, &app, &votes, &of_bodies(by_name(motion()))).await;
            let count = motion_of(&staged, poll).await;
            assert_eq!(count["accepted"], accepted, "{count}");
            assert_eq!((&count["bodies"]["yes"], &count["bodies"]["no"]), (&json!(bodies.0), &json!(bodies.1)));
            staged.publish(&publisher, poll, &json!({})).await;
            let page = app.stranger().get(&format!("/de/federations/{slug}/results/{poll}")).await.expect(StatusCode::OK).text();
            let words = if accepted { "Auch die Mitglieder sind dafür" } else { "Die Mitglieder sind nicht dafür" };
            assert!(page.contains(words), "{page}");
            let path = format!("/de/federations/{slug}/results/{poll}/evidence.json");
            let evidence = app.stranger().get(&path).await.expect(StatusCode::OK).text();
            let report = mandat::results::evidence::verify(&evidence).expect("whole");
            assert!(report.checked.iter().any(|line| line.contains("second count")), "{report:?}");
            let auditor = app.officer(Role::Auditor, &staged.federation).await;
            let export = auditor.api_get(&format!("{}/box", staged.poll_path(poll))).await.expect(StatusCode::OK).text();
            mandat::results::recount::verify(&export).expect("the same outcome");
            let moved = export.replacen("\"Ulm\"", "\"\"", 1);
            assert_eq!(mandat::results::recount::verify(&moved).is_ok(), accepted, "without Ulm the other body decides");
        }
    }

    async fn a_share_of_those_present_counts_whoever_was_at_the_desk_while_the_poll_was_open(app: TestApp) {
        let staged = app.electorate("laka", &[1; 7]).await;
        let publisher = app.officer(Role::Publisher, &staged.federation).await;
        let mut of_present = motion();
        of_present["majority"]["base"] = json!("present");
        // Nobody was noted at the desk: who took part is who was there.
        let poll = counted(&staged, &app, &["yes", "yes", "no"], &of_present).await;
        let path = format!("{}/count", staged.poll_path(poll));
        let count = staged.board.api_get(&path).await.expect(StatusCode::OK).json();
        assert_eq!((&count["present"], &count["motion"]["base"], &count["motion"]["accepted"]), (&Value::Null, &json!(3), &json!(true)));

        let at_desk = async |entry: usize, what: &str| {
            let place = format!("{}/entries/{}/place/{what}", staged.path, staged.entries[entry]);
            staged.board.api_post(&place, &Value::Null).await.expect(StatusCode::NO_CONTENT);
            app.clock.advance(std::time::Duration::from_secs(60));
        };
        // The fifth has left before it is opened, the sixth comes during it and the seventh afterwards; the third is not noted but votes.
        for entry in [0, 1, 3, 4] {
            at_desk(entry, "check-in").await;
        }
        at_desk(4, "check-out").await;
        let poll = staged.open(&by_name(of_present)).await;
        app.clock.advance(std::time::Duration::from_secs(60));
        for (voter, choice) in app.voters(&staged, 3).await.iter().zip(["yes", "yes", "no"]) {
            cast(voter, poll, &[choice]).await;
        }
        at_desk(5, "check-in").await;
        staged.step(poll, "close").await;
        app.clock.advance(std::time::Duration::from_secs(60));
        at_desk(6, "check-in").await;
        staged.step(poll, "count").await;
        let path = format!("{}/count", staged.poll_path(poll));
        let count = staged.board.api_get(&path).await.expect(StatusCode::OK).json();
        assert_eq!((&count["present"], &count["motion"]["base"], &count["motion"]["needed"]), (&json!(5), &json!(5), &json!(3)));
        assert_eq!(count["motion"]["accepted"], false);
        // Counting again after somebody went is the same count.
        at_desk(0, "check-out").await;
        staged.step(poll, "count").await;
        staged.publish(&publisher, poll, &json!({"detail": "full"})).await;
        let path = format!("/de/federations/{}/results/{poll}/evidence.json", staged.federation.slug);
        let evidence = app.stranger().get(&path).await.expect(StatusCode::OK).text();
        mandat::results::evidence::verify(&evidence).expect("whole");
    }

    async fn bodies_are_asked_in_votes_by_name_alone(app: TestApp) {
        let staged = app.electorate("laka", &[1; 6]).await;
        let refused = staged.board.api_post(&format!("{}/polls", staged.path), &of_bodies(motion())).await;
        assert_eq!(refused_fields(refused), [("of_bodies".to_owned(), "bodies-need-names".to_owned())]);
        let form = [
            ("kind", "motion"), ("secrecy", "secret"), ("title.de", "Antrag"), ("question.de", "Soll er gelten?"),
            ("majority", "simple"), ("bodies_numerator", "1"), ("bodies_denominator", "2"), ("bodies_strict", "yes"), ("tie", "lot"),
        ];
        let page = staged.board.post_form(&format!("{}/polls", staged.page), &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(page.contains("error-summary") && page.contains("nur namentlich"), "{page}");
        let form = form.map(|(name, value)| (name, if name == "secrecy" { "roll_call" } else { value }));
        staged.board.post_form(&format!("{}/polls", staged.page), &form).await.expect(StatusCode::SEE_OTHER);
        let poll = app.outside().await.number("SELECT MAX(id) FROM polls").await;
        let rule = staged.board.api_get(&staged.poll_path(poll)).await.expect(StatusCode::OK).json()["majority"].clone();
        assert_eq!((&rule["tie"], &rule["of_bodies"]["numerator"]), (&json!("lot"), &json!(1)));
        let page = staged.board.get(&staged.poll_page(poll)).await.expect(StatusCode::OK).text();
        assert!(page.contains("entscheidet das Los") && page.contains("der Mitglieder dafür sein"), "{page}");
    }
}
