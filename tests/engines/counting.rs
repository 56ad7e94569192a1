//! Counting: when, by whom, what it finds, and what stops it (security checklist rows 24, 27, 31 and 33).

use mandat::accounts::model::Role;
use poem::http::StatusCode;
use serde_json::json;

use super::booth::{Booth, FIRST_POLL, booth, cast, in_box, motion, step_of};
use crate::support::{Engine, TestApp};

/// What somebody with access to the database may do to a closed box, and to its roll of voters.
const TAMPERINGS: [(&str, &str); 13] = [
    (
        "a ballot removed",
        "DELETE FROM sealed_ballots WHERE ballot_key = (SELECT MIN(ballot_key) FROM sealed_ballots WHERE poll_id = POLL)",
    ),
    (
        "a ballot added",
        "INSERT INTO sealed_ballots (ballot_key, poll_id, ballot) VALUES (KEY, POLL, '1.100')",
    ),
    (
        "a ballot doubled",
        "INSERT INTO sealed_ballots (ballot_key, poll_id, ballot) SELECT KEY, POLL, MIN(ballot) FROM sealed_ballots WHERE poll_id = POLL",
    ),
    (
        "a ballot changed",
        "UPDATE sealed_ballots SET ballot = '1.010' WHERE ballot_key = (SELECT MIN(ballot_key) FROM sealed_ballots WHERE poll_id = POLL AND ballot = '1.100')",
    ),
    (
        "a ballot made unreadable",
        "UPDATE sealed_ballots SET ballot = 'x' WHERE ballot_key = (SELECT MIN(ballot_key) FROM sealed_ballots WHERE poll_id = POLL)",
    ),
    (
        "a ballot moved to another poll",
        "UPDATE sealed_ballots SET poll_id = 1 WHERE ballot_key = (SELECT MIN(ballot_key) FROM sealed_ballots WHERE poll_id = POLL)",
    ),
    (
        "a mark removed",
        "DELETE FROM marks WHERE poll_id = POLL AND entry_id = (SELECT MIN(entry_id) FROM marks WHERE poll_id = POLL)",
    ),
    (
        "a mark added",
        "INSERT INTO marks (poll_id, entry_id) VALUES (POLL, 6)",
    ),
    (
        "a tracker removed",
        "DELETE FROM sealed_trackers WHERE poll_id = POLL AND tracker = (SELECT MIN(t.tracker) FROM sealed_trackers t WHERE t.poll_id = POLL)",
    ),
    (
        "a tracker added",
        "INSERT INTO sealed_trackers (poll_id, tracker) VALUES (POLL, '0000-0000-0000')",
    ),
    (
        "a tracker changed",
        "UPDATE sealed_trackers SET tracker = '0000-0000-0000' \
         WHERE poll_id = POLL AND tracker = (SELECT MIN(t.tracker) FROM sealed_trackers t WHERE t.poll_id = POLL)",
    ),
    (
        "a block added",
        "INSERT INTO box_blocks (poll_id, number, ballots, hash) VALUES (POLL, 2, 1, 'x')",
    ),
    (
        "the box's own number changed",
        "UPDATE ballot_boxes SET ballots = ballots + 1 WHERE poll_id = POLL",
    ),
];

/// The same before closing, where a ballot stands in the open box.
const TAMPERINGS_WHILE_OPEN: [(&str, &str); 3] = [
    (
        "a ballot removed",
        "DELETE FROM ballots WHERE ballot_key = (SELECT MIN(ballot_key) FROM ballots WHERE poll_id = POLL)",
    ),
    (
        "a ballot added",
        "INSERT INTO ballots (ballot_key, poll_id, ballot) VALUES (KEY, POLL, '1.100')",
    ),
    (
        "a mark removed",
        "DELETE FROM marks WHERE poll_id = POLL AND entry_id = 1",
    ),
];

/// A poll in which five of six have voted.
async fn voted(booth: &Booth) -> i64 {
    let poll = booth.open_motion().await;
    for (voter, choice) in booth
        .voters
        .iter()
        .zip(["yes", "yes", "yes", "no", "abstain"])
    {
        cast(voter, poll, choice).await.expect(StatusCode::OK);
    }
    poll
}

async fn tamper(app: &TestApp, poll: i64, sql: &str) {
    let key = match app.engine {
        Engine::Sqlite => format!("x'{poll:032x}'"),
        Engine::Postgres => format!("'\\x{poll:032x}'"),
    };
    let mut sql = sql.replace("POLL", &poll.to_string()).replace("KEY", &key);
    if app.engine == Engine::Postgres {
        // PostgreSQL knows no smallest of bytes, but one of their texts.
        sql = sql.replace(
            "SELECT MIN(ballot_key)",
            "SELECT decode(MIN(encode(ballot_key, 'hex')), 'hex')",
        );
    }
    app.outside().await.execute(&sql).await;
}

/// Counting stops: an incident in the log, no count, and the poll stays closed.
async fn assert_refused(app: &TestApp, booth: &Booth, poll: i64, what: &str) {
    let refused = booth
        .step(poll, "count")
        .await
        .expect(StatusCode::CONFLICT)
        .json();
    let code = refused["code"].as_str().unwrap();
    assert!(
        [
            "count-numbers-differ",
            "count-block-changed",
            "count-blocks-differ",
            "count-trackers-differ",
            "count-trackers-changed",
        ]
        .contains(&code),
        "{what}: {refused}"
    );
    assert_eq!(booth.state(poll).await, "closed", "{what}");
    booth
        .board
        .api_get(&format!("/federations/bench/polls/{poll}/count"))
        .await
        .expect(StatusCode::NOT_FOUND);
    let mut outside = app.outside().await;
    assert_eq!(
        outside
            .number(&format!(
                "SELECT COUNT(*) FROM poll_counts WHERE poll_id = {poll}"
            ))
            .await,
        0
    );
    let incidents = format!(
        "SELECT COUNT(*) FROM audit_log WHERE act = 'count_refused' AND subject_id = {poll}"
    );
    assert_eq!(outside.number(&incidents).await, 1, "{what}");
}

on_both_engines! {
    async fn row_24_a_box_that_was_tampered_with_after_closing_gives_no_result(app: TestApp) {
        let booth = booth(&app, 6, 0).await;
        for (what, sql) in TAMPERINGS {
            let poll = voted(&booth).await;
            booth.step(poll, "close").await.expect(StatusCode::NO_CONTENT);
            tamper(&app, poll, sql).await;
            assert_refused(&app, &booth, poll, what).await;
        }
        // Untouched, the same votes are counted.
        let poll = voted(&booth).await;
        assert_eq!(booth.counted(poll).await["votes"], json!([3, 1, 1]));
    }

    async fn row_24_a_box_that_was_tampered_with_while_it_was_open_gives_no_result(app: TestApp) {
        let booth = booth(&app, 6, 0).await;
        for (what, sql) in TAMPERINGS_WHILE_OPEN {
            let poll = voted(&booth).await;
            tamper(&app, poll, sql).await;
            booth.step(poll, "close").await.expect(StatusCode::NO_CONTENT);
            assert_refused(&app, &booth, poll, what).await;
        }
    }

    async fn row_24_a_roll_that_was_tampered_with_gives_no_result(app: TestApp) {
        let booth = booth(&app, 6, 0).await;
        let poll = voted(&booth).await;
        booth.step(poll, "close").await.expect(StatusCode::NO_CONTENT);
        // Somebody who did not vote: neither marks nor ballots tell.
        for (change, back) in [
            ("UPDATE roll_entries SET votes = 2 WHERE id = 6", "UPDATE roll_entries SET votes = 1 WHERE id = 6"),
            ("UPDATE rolls SET digest = 'x' || digest", "UPDATE rolls SET digest = SUBSTR(digest, 2)"),
        ] {
            tamper(&app, poll, change).await;
            let refused = booth.step(poll, "count").await.expect(StatusCode::CONFLICT).json();
            assert_eq!(refused["code"], "count-roll-altered", "{change}");
            assert_eq!(booth.state(poll).await, "closed", "{change}");
            tamper(&app, poll, back).await;
        }
        let counted = booth.step(poll, "count").await.expect(StatusCode::OK).json();
        assert_eq!(counted["entitled"], 6);
    }

    async fn row_24_a_count_that_was_fixed_is_not_given_again_for_another_box(app: TestApp) {
        let booth = booth(&app, 6, 0).await;
        let poll = voted(&booth).await;
        booth.counted(poll).await;
        // First the roll: somebody who has not voted is given a second vote. Then the box.
        for (incidents, sql) in [(1, "UPDATE roll_entries SET votes = 2 WHERE id = 6"), (2, TAMPERINGS[0].1)] {
            tamper(&app, poll, sql).await;
            booth.step(poll, "count").await.expect(StatusCode::CONFLICT);
            // The first count stays as it was, and the log tells that counting again failed.
            let path = format!("/federations/bench/polls/{poll}/count");
            assert_eq!(booth.board.api_get(&path).await.expect(StatusCode::OK).json()["votes"], json!([3, 1, 1]));
            assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM audit_log WHERE act = 'count_refused'").await, incidents);
        }
    }

    async fn row_27_only_the_board_counts_only_after_closing_and_twice_the_same_bytes(app: TestApp) {
        let booth = booth(&app, 6, 0).await;
        let poll = booth.draft(&motion()).await;
        for step in ["ready", "open", "close"] {
            let early = booth.step(poll, "count").await.expect(StatusCode::CONFLICT).json();
            assert_eq!(early["code"], "poll-not-closed", "before {step}");
            booth.step(poll, step).await.expect(StatusCode::NO_CONTENT);
            if step == "open" {
                for (voter, choice) in booth.voters.iter().zip(["yes", "blank", "no"]) {
                    cast(voter, poll, choice).await.expect(StatusCode::OK);
                }
            }
        }
        let mut others = vec![app.installation_admin().await];
        for role in [Role::Registrar, Role::Publisher, Role::Auditor] {
            others.push(app.officer(role, &booth.federation).await);
        }
        others.push(app.officer(Role::ElectionBoard, &app.federation("elsewhere").await).await);
        for other in &others {
            let refused = step_of(other, poll, "count").await;
            assert!([StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&refused.status), "{}: {}", refused.what, refused.status);
        }
        step_of(&app.stranger(), poll, "count").await.expect(StatusCode::UNAUTHORIZED);
        assert_eq!(booth.state(poll).await, "closed");

        let first = booth.step(poll, "count").await.expect(StatusCode::OK);
        let mut outside = app.outside().await;
        let sql = format!("SELECT count || ' ' || digest FROM poll_counts WHERE poll_id = {poll}");
        let stored = outside.texts(&sql).await;
        for _ in 0..3 {
            assert_eq!(booth.step(poll, "count").await.expect(StatusCode::OK).body, first.body);
        }
        assert_eq!(outside.texts(&sql).await, stored);
        let counted = format!("SELECT COUNT(*) FROM audit_log WHERE act = 'count_poll' AND subject_id = {poll}");
        assert_eq!(outside.number(&counted).await, 1, "it was counted once");
    }

    async fn row_31_from_every_state_only_the_next_step_is_possible(app: TestApp) {
        const STEPS: [(&str, &str); 4] = [("ready", "ready"), ("open", "open"), ("close", "closed"), ("count", "counted")];
        let booth = booth(&app, 6, 0).await;
        let poll = booth.draft(&motion()).await;
        let mut state = "draft";
        for (next, then) in STEPS {
            for (step, _) in STEPS.iter().filter(|(step, _)| *step != next) {
                booth.step(poll, step).await.expect(StatusCode::CONFLICT);
                assert_eq!(booth.state(poll).await, state, "{step} while {state}");
            }
            let answer = booth.step(poll, next).await;
            assert!(answer.status.is_success(), "{}: {}", answer.what, answer.text());
            state = then;
            assert_eq!(booth.state(poll).await, state);
        }
        for step in ["ready", "open", "close"] {
            booth.step(poll, step).await.expect(StatusCode::CONFLICT);
        }
        assert_eq!(booth.state(poll).await, "counted");
    }

    async fn row_33_abstentions_blank_and_invalid_ballots_stand_apart_and_add_up(app: TestApp) {
        let booth = booth(&app, 9, 0).await;
        for choices in [json!({"choices": []}), json!({"choices": ["yes"], "blank": true}), json!({"choices": ["yes", "no"]}), json!({"choices": ["1"]})] {
            let path = format!("/voting/polls/{FIRST_POLL}/ballot");
            booth.voters[0].api_post(&path, &choices).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(in_box(&app, FIRST_POLL).await, 0, "a slip is no ballot");
        for (voter, choice) in booth.voters.iter().zip(["yes", "yes", "yes", "no", "abstain", "abstain", "blank", "blank"]) {
            cast(voter, FIRST_POLL, choice).await.expect(StatusCode::OK);
        }
        // The program itself takes no invalid ballot; one that is in the box all the same is counted as what it is.
        tamper(&app, FIRST_POLL, "UPDATE ballots SET ballot = '1.110' WHERE ballot_key = (SELECT MIN(ballot_key) FROM ballots WHERE poll_id = POLL AND ballot = '1.100')").await;
        let count = booth.counted(FIRST_POLL).await;
        assert_eq!(count["votes"], json!([2, 1, 2]), "yes, no, abstain");
        let figures = ["valid", "blank", "invalid", "ballots", "voters", "entitled"].map(|figure| count[figure].as_i64().unwrap());
        assert_eq!(figures, [5, 2, 1, 8, 8, 9]);
    }
}
