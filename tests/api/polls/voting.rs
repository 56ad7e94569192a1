//! Voting over the API: the session, what a voter sees, wrong ballots, several votes, and what stops a vote.

use std::time::Duration;

use mandat::{
    db::DbError,
    on,
    polls::{
        actions::{self, PollError},
        casting::{Cast, CastError, Part},
        input::VoteInput,
        model::Secrecy,
        splitting::Votes,
        store::lock_open_box,
    },
    rolls::actions::voter_by_session,
    types::{CodeId, EntryId, Explain, PollId, SecretToken, Timestamp},
};

use super::*;
use crate::support::run;

/// Makes the database refuse every ballot.
async fn refuse_ballots(app: &TestApp) {
    let sql = match app.engine {
        Engine::Sqlite => {
            "CREATE TRIGGER refuse BEFORE INSERT ON ballots BEGIN SELECT RAISE(ABORT, 'refused'); END"
        }
        Engine::Postgres => {
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$; \
             CREATE TRIGGER refuse BEFORE INSERT ON ballots FOR EACH ROW EXECUTE FUNCTION refuse();"
        }
    };
    app.outside().await.execute(sql).await;
}

on_both_engines! {
    async fn a_voter_signs_in_reads_votes_and_signs_out(app: TestApp) {
        let laka = app.electorate("laka", &[1, 1, 2]).await;
        let codes = laka.make_codes().await;
        let draft = laka.draft(&motion()).await;
        let ready = laka.ready(&motion()).await;
        let open = laka.open(&election(&["Ayşe", "Omar", "Nina"])).await;
        // Aalen's second delegate has two votes.
        let typed = json!({ "code": codes[1].to_lowercase().replace('-', " ") });
        let session = app.stranger().api_post("/voting/sessions", &typed).await.expect(StatusCode::OK);
        assert_eq!(session.header("cache-control"), Some("no-store"));
        let session = session.json();
        assert!((1_200..=1_500).contains(&session["seconds"].as_i64().unwrap()));
        let voter = app.stranger().with_bearer(session["token"].as_str().unwrap());

        let mine = voter.api_get("/voting/polls").await.expect(StatusCode::OK).json();
        assert_eq!(mine["votes"], 2);
        let seen: Vec<_> = mine["polls"].as_array().unwrap().iter()
            .map(|p| (p["poll_id"].as_i64().unwrap(), p["state"].as_str().unwrap(), p["voted"].as_bool().unwrap())).collect();
        assert_eq!(seen, [(ready, "not_yet", false), (open, "open", false)], "a draft is nobody's to see");
        voter.api_get(&format!("/voting/polls/{draft}")).await.expect(StatusCode::NOT_FOUND);
        let paper = voter.api_get(&format!("/voting/polls/{open}")).await.expect(StatusCode::OK).json();
        assert_eq!((&paper["options"][2], &paper["max_choices"], &paper["secrecy"]), (&json!({ "de": "Nina" }), &json!(2), &json!("secret")));

        let cast = send(&voter, open, &json!({ "choices": ["3", "1"] })).await.expect(StatusCode::OK).json();
        assert_eq!(cast["trackers"].as_array().unwrap().len(), 2, "one for each vote");
        let paper = voter.api_get(&format!("/voting/polls/{open}")).await.expect(StatusCode::OK).json();
        assert_eq!((&paper["voted"], &paper["state"]), (&json!(true), &json!("open")));
        laka.step(open, "close").await;
        let paper = voter.api_get(&format!("/voting/polls/{open}")).await.expect(StatusCode::OK).json();
        assert_eq!((&paper["voted"], &paper["state"]), (&json!(true), &json!("ended")));

        voter.api_delete("/voting/sessions/current", None).await.expect(StatusCode::NO_CONTENT);
        let over = voter.api_get("/voting/polls").await;
        assert_eq!(code(over, StatusCode::UNAUTHORIZED), "voter-not-signed-in");
    }

    async fn nobody_votes_without_a_session_of_the_roll(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let nrw = app.electorate("nrw", &[1; 3]).await;
        let poll = laka.open(&motion()).await;
        let foreign = app.voter(&nrw, 1).await;
        let yes = json!({ "choices": ["yes"] });
        let with_nonsense = app.stranger().with_bearer("nonsense");
        // The token of an account is none of a voter.
        for who in [&app.stranger(), &laka.board, &laka.registrar, &with_nonsense] {
            who.api_get("/voting/polls").await.expect(StatusCode::UNAUTHORIZED);
            who.api_get(&format!("/voting/polls/{poll}")).await.expect(StatusCode::UNAUTHORIZED);
            who.api_delete("/voting/sessions/current", None).await.expect(StatusCode::UNAUTHORIZED);
            send(who, poll, &yes).await.expect(StatusCode::UNAUTHORIZED);
        }
        foreign.api_get(&format!("/voting/polls/{poll}")).await.expect(StatusCode::NOT_FOUND);
        send(&foreign, poll, &yes).await.expect(StatusCode::NOT_FOUND);
        assert_eq!(foreign.api_get("/voting/polls").await.expect(StatusCode::OK).json()["polls"], json!([]));
        // And the session of a voter is none of an account.
        app.voter(&laka, 1).await.api_get(&laka.poll_path(poll)).await.expect(StatusCode::UNAUTHORIZED);
        for wrong in [json!({ "code": "" }), json!({ "code": "2345-6789" })] {
            assert_eq!(refused_fields(app.stranger().api_post("/voting/sessions", &wrong).await)[0].0, "code");
        }
        for wrong in [json!({}), json!({ "code": ["x"] }), json!({ "code": "x".repeat(201) }), json!({ "code": "x", "roll": 1 })] {
            app.stranger().api_post("/voting/sessions", &wrong).await.expect(StatusCode::BAD_REQUEST);
        }
        assert_eq!(ballots_and_marks(&app).await, (0, 0));
    }

    async fn a_ballot_that_does_not_fit_the_question_is_refused_and_leaves_no_mark(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let voter = app.voter(&laka, 1).await;
        let (motion, persons) = (laka.open(&motion()).await, laka.open(&election(&["Ayşe", "Omar", "Nina"])).await);
        for (poll, choices, blank, problem) in [
            (motion, json!([]), false, "nothing-chosen"),
            (motion, json!(["yes"]), true, "blank-and-choice"),
            (motion, json!(["yes", "no"]), false, "too-many-choices"),
            (motion, json!(["yes", "yes"]), false, "too-many-choices"),
            (motion, json!(["maybe"]), false, "unknown-choice"),
            (motion, json!(["YES"]), false, "unknown-choice"),
            (motion, json!(["1"]), false, "unknown-choice"),
            (motion, json!(["blank"]), false, "unknown-choice"),
            (motion, json!(["yes\u{0}"]), false, "unknown-choice"),
            (persons, json!([]), false, "nothing-chosen"),
            (persons, json!(["1"]), true, "blank-and-choice"),
            // An option of the other poll, and one that no poll has.
            (persons, json!(["yes"]), false, "unknown-choice"),
            (persons, json!(["4"]), false, "unknown-choice"),
            (persons, json!(["0"]), false, "unknown-choice"),
            (persons, json!(["-1"]), false, "unknown-choice"),
            (persons, json!(["1.0"]), false, "unknown-choice"),
            (persons, json!(["+1"]), false, "unknown-choice"),
            (persons, json!(["01"]), false, "unknown-choice"),
            (persons, json!([" 1"]), false, "unknown-choice"),
            (persons, json!(["9223372036854775808"]), false, "unknown-choice"),
            (persons, json!(["18446744073709551616"]), false, "unknown-choice"),
            (persons, json!(["1", "1"]), false, "choice-twice"),
            (persons, json!(["1", "2", "3"]), false, "too-many-choices"),
        ] {
            let ballot = json!({ "choices": choices, "blank": blank });
            assert_eq!(refused_fields(send(&voter, poll, &ballot).await), [("choices".to_owned(), problem.to_owned())], "{ballot}");
        }
        for field in ["weight", "votes", "poll_id", "cast_at"] {
            let mut ballot = json!({ "choices": ["yes"], "blank": false });
            ballot[field] = json!(7);
            assert_eq!(code(send(&voter, motion, &ballot).await, StatusCode::BAD_REQUEST), "shape", "{field}");
        }
        // A place that is not the session's.
        let other = json!({ "choices": ["yes"], "entry_id": laka.entries[1] });
        assert_eq!(code(send(&voter, motion, &other).await, StatusCode::CONFLICT), "voting-other-place");
        for ballot in [json!({ "choices": "yes" }), json!({ "choices": [null] }), json!([]), Value::Null,
            json!({ "choices": ["yes"], "blank": 0 }), json!({ "choices": vec!["1"; 401] })] {
            send(&voter, persons, &ballot).await.expect(StatusCode::BAD_REQUEST);
        }
        send(&voter, 999_999, &json!({ "choices": ["yes"] })).await.expect(StatusCode::NOT_FOUND);
        // Nothing at all is an empty ballot, and an empty ballot is no blank one: programs that open links send such forms.
        assert_eq!(refused_fields(send(&voter, motion, &json!({})).await)[0].1, "nothing-chosen");
        assert_eq!(ballots_and_marks(&app).await, (0, 0));
        for poll in [motion, persons] {
            send(&voter, poll, &json!({ "blank": true })).await.expect(StatusCode::OK);
        }
        assert_eq!(app.outside().await.texts("SELECT ballot FROM ballots").await, ["1.000", "1.000"]);
    }

    async fn a_second_ballot_of_an_entry_changes_nothing(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let (voter, other_session) = (app.voter(&laka, 1).await, app.voter(&laka, 1).await);
        let poll = laka.open(&motion()).await;
        cast(&voter, poll, &["yes"]).await;
        for session in [&voter, &other_session] {
            for ballot in [json!({ "choices": ["no"] }), json!({ "choices": ["yes"] }), json!({ "blank": true })] {
                assert_eq!(code(send(session, poll, &ballot).await, StatusCode::CONFLICT), "already-voted");
            }
        }
        assert_eq!(app.outside().await.texts("SELECT ballot FROM ballots").await, ["1.100"]);
        assert_eq!(ballots_and_marks(&app).await, (1, 1));
    }

    async fn votes_are_taken_while_the_poll_is_open_and_its_time_not_over(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let voters = app.voters(&laka, 3).await;
        let poll = laka.ready(&motion()).await;
        let yes = json!({ "choices": ["yes"] });
        assert_eq!(code(send(&voters[0], poll, &yes).await, StatusCode::CONFLICT), "poll-not-open");
        let opening = json!({ "closes_at": "2026-05-04T08:05:00Z" });
        laka.act(poll, "open", &opening).await;
        app.clock.advance(Duration::from_millis(299_999));
        send(&voters[0], poll, &yes).await.expect(StatusCode::OK);
        app.clock.advance(Duration::from_millis(1));
        assert_eq!(code(send(&voters[1], poll, &yes).await, StatusCode::CONFLICT), "poll-not-open");
        let paper = voters[1].api_get(&format!("/voting/polls/{poll}")).await.expect(StatusCode::OK).json();
        assert_eq!((&paper["state"], &paper["voted"]), (&json!("ended"), &json!(false)));
        laka.step(poll, "close").await;
        for step in ["count", ""] {
            assert_eq!(code(send(&voters[1], poll, &yes).await, StatusCode::CONFLICT), "poll-not-open");
            assert_eq!(code(send(&voters[0], poll, &yes).await, StatusCode::CONFLICT), "already-voted");
            if !step.is_empty() {
                laka.step(poll, step).await;
            }
        }
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM sealed_ballots").await, 1);
    }

    async fn a_voter_signed_in_with_a_code_that_was_replaced_since_does_not_vote(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let voter = app.voter(&laka, 1).await;
        let poll = laka.open(&motion()).await;
        let token = SecretToken::parse(voter.bearer()).unwrap();
        let known = voter_by_session(&app.app, &token).await.unwrap().unwrap();
        app.outside().await.execute("UPDATE codes SET voided = 1").await;
        // The next request finds no session; one under way since before is stopped at the box.
        send(&voter, poll, &json!({ "choices": ["yes"] })).await.expect(StatusCode::UNAUTHORIZED);
        let input = VoteInput { choices: vec!["yes".to_owned()], ..VoteInput::default() };
        let refused = actions::cast(&app.app, &known, PollId(poll), &Votes::Alike(input)).await.unwrap_err();
        assert!(matches!(refused, PollError::CodeVoided));
        assert_eq!(refused.problem().code(), "code-replaced");
        assert_eq!(ballots_and_marks(&app).await, (0, 0));
    }

    async fn a_ballot_that_the_database_refuses_is_told_as_unconfirmed_and_leaves_no_mark(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let voter = app.voter(&laka, 1).await;
        let poll = laka.open(&motion()).await;
        refuse_ballots(&app).await;
        let answer = send(&voter, poll, &json!({ "choices": ["yes"] })).await.expect(StatusCode::SERVICE_UNAVAILABLE);
        assert!(answer.header("retry-after").is_some());
        assert_eq!(answer.json()["code"], "ballot-unconfirmed");
        assert_eq!(ballots_and_marks(&app).await, (0, 0));
        let paper = voter.api_get(&format!("/voting/polls/{poll}")).await.expect(StatusCode::OK).json();
        assert_eq!(paper["voted"], false, "and the voter can see that");
    }

    async fn beyond_the_queue_of_the_box_voters_are_asked_to_try_again(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let voter = app.voter(&laka, 1).await;
        let poll = laka.open(&motion()).await;
        // Whoever holds the box keeps the writer waiting.
        let mut held = app.app.db.begin().await.unwrap();
        assert!(lock_open_box(&mut held, PollId(poll)).await.unwrap().is_some());
        for _ in 0..2 {
            // Twice: the writer takes one group out before it waits.
            loop {
                let cast = Cast {
                    poll: PollId(poll),
                    entry: EntryId(0),
                    code: CodeId(0),
                    late_for: Timestamp::MIN,
                    secrecy: Secrecy::Secret,
                    parts: vec![Part { votes: 1, ballot: "1.100".to_owned() }],
                };
                let waiting = tokio::time::timeout(Duration::ZERO, app.app.caster.cast(cast)).await;
                if waiting == Ok(Err(CastError::Busy)) {
                    break;
                }
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let answer = send(&voter, poll, &json!({ "choices": ["yes"] })).await.expect(StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.json()["code"], "ballot-unconfirmed");
        held.rollback().await.unwrap();
        app.app.caster.drain().await;
        send(&voter, poll, &json!({ "choices": ["yes"] })).await.expect(StatusCode::OK);
        assert_eq!(ballots_and_marks(&app).await, (1, 1));
    }
}

#[test]
fn a_box_that_somebody_holds_too_long_is_told_as_passing_on_postgres() {
    run(Engine::Postgres, |app| async move {
        let laka = app.electorate("laka", &[1; 3]).await;
        let poll = laka.open(&motion()).await;
        let mut held = app.app.db.begin().await.unwrap();
        assert!(
            lock_open_box(&mut held, PollId(poll))
                .await
                .unwrap()
                .is_some()
        );
        let mut other = app.app.db.begin().await.unwrap();
        let at_once = "SELECT poll_id FROM ballot_boxes FOR UPDATE NOWAIT";
        let refused = on!(other, |c| sqlx::query(at_once).execute(c).await.map(drop)).unwrap_err();
        assert!(DbError::from(refused).is_passing());
        held.rollback().await.unwrap();
    });
}
