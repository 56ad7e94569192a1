//! Closing a box: all or nothing, and the same ballots however often it is tried (faults 15 and 16, rows 24, 25 and 35).

use mandat::{polls::store::boxes::put_tracker, types::PollId};
use poem::http::StatusCode;
use serde_json::json;

use super::booth::{Booth, booth, cast, in_box, step_of};
use crate::support::{Engine, TestApp};

/// More than fit in two blocks.
const VOTERS: usize = 133;

async fn voted(booth: &Booth) -> i64 {
    let poll = booth.open_motion().await;
    for (n, voter) in booth.voters.iter().enumerate() {
        let choice = ["yes", "no", "abstain"][n % 3];
        cast(voter, poll, choice).await.expect(StatusCode::OK);
    }
    poll
}

/// Makes the database refuse to go on in the middle of closing, or lets it again.
async fn stop_at(app: &TestApp, table: &str, stop: bool) {
    let sql = match (app.engine, stop) {
        (Engine::Sqlite, true) => format!(
            "CREATE TRIGGER stop BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'stopped'); END"
        ),
        (Engine::Postgres, true) => format!(
            "CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'stopped'; END $$; \
             CREATE TRIGGER stop BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION stop();"
        ),
        (Engine::Sqlite, false) => "DROP TRIGGER stop".to_owned(),
        (Engine::Postgres, false) => {
            format!("DROP TRIGGER stop ON {table}; DROP FUNCTION stop()")
        }
    };
    app.outside().await.execute(&sql).await;
}

on_both_engines! {
    async fn fault_15_and_fault_16_a_closing_that_breaks_off_leaves_the_poll_open_and_is_repeated_whole(app: TestApp) {
        let booth = booth(&app, VOTERS, 0).await;
        let poll = voted(&booth).await;
        let mut outside = app.outside().await;
        let all = |table: &str, what: &str| format!("SELECT {what} FROM {table} WHERE poll_id = {poll} ORDER BY {what}");
        let ballots = outside.texts(&all("ballots", "ballot")).await;
        let mut trackers = outside.texts(&all("trackers", "tracker")).await;
        trackers.sort();
        let asked = step_of(&booth.board, poll, "close").await.expect(StatusCode::ACCEPTED);
        for table in ["sealed_ballots", "sealed_trackers", "box_blocks", "audit_log"] {
            stop_at(&app, table, true).await;
            let broken = booth.confirm(poll, &asked).await;
            assert!(broken.status.is_server_error(), "{table}: {}", broken.status);
            stop_at(&app, table, false).await;
            assert_eq!(booth.state(poll).await, "open", "{table}");
            booth.step(poll, "count").await.expect(StatusCode::CONFLICT);
            assert_eq!(in_box(&app, poll).await, VOTERS as i64);
            assert_eq!(outside.texts(&all("ballots", "ballot")).await, ballots, "{table}");
            for sealed in ["sealed_ballots", "sealed_trackers", "box_blocks"] {
                let left = format!("SELECT COUNT(*) FROM {sealed} WHERE poll_id = {poll}");
                assert_eq!(outside.number(&left).await, 0, "{table}: {sealed}");
            }
        }
        // The request still waits.
        booth.confirm(poll, &asked).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(outside.texts(&all("sealed_ballots", "ballot")).await, ballots);
        let mut sealed = outside.texts(&all("sealed_trackers", "tracker")).await;
        sealed.sort();
        assert_eq!(sealed, trackers);
        // 133 are two blocks of 64, and five left over: enough for a block of their own.
        let blocks = format!("SELECT ballots FROM box_blocks WHERE poll_id = {poll} ORDER BY number");
        assert_eq!(outside.numbers(&blocks).await, [64, 64, 5]);
        let last = format!("SELECT b.hash FROM box_blocks b JOIN ballot_boxes x ON x.poll_id = b.poll_id AND x.digest = b.hash WHERE b.poll_id = {poll}");
        assert_eq!(outside.texts(&last).await.len(), 1, "the last hash is the digest of the box");
        let count = booth.step(poll, "count").await.expect(StatusCode::OK).json();
        assert_eq!(count["votes"], json!([45, 44, 44]));
    }

    async fn row_25_ballots_exchanged_between_polls_or_blocks_are_noticed(app: TestApp) {
        let booth = booth(&app, VOTERS, 0).await;
        let polls = [voted(&booth).await, voted(&booth).await];
        for poll in polls {
            booth.step(poll, "close").await.expect(StatusCode::NO_CONTENT);
        }
        let mut outside = app.outside().await;
        let [one, other] = polls;
        // The same place of both boxes: numbers stay as they are everywhere.
        let exchange = format!("UPDATE sealed_ballots SET poll_id = {one} + {other} - poll_id WHERE position = 7 AND poll_id IN ({one}, {other})");
        outside.execute(&exchange).await;
        for poll in polls {
            let refused = booth.step(poll, "count").await.expect(StatusCode::CONFLICT).json();
            assert_eq!(refused["code"], "count-block-changed");
            assert!(refused["title"].as_str().unwrap().contains('1'), "{refused}");
        }
        outside.execute(&exchange).await;
        let between_blocks = format!("UPDATE sealed_ballots SET position = 107 - position WHERE poll_id = {one} AND position IN (7, 100)");
        outside.execute(&between_blocks).await;
        assert_eq!(booth.step(one, "count").await.expect(StatusCode::CONFLICT).json()["code"], "count-block-changed");
        outside.execute(&between_blocks).await;
        for poll in polls {
            booth.step(poll, "count").await.expect(StatusCode::OK);
        }
    }

    async fn row_35_a_tracker_that_is_taken_is_told_so_that_another_is_drawn(app: TestApp) {
        let mut tx = app.app.db.begin().await.unwrap();
        for (poll, tracker, free) in [(1, "0000-0000-0000", true), (1, "0000-0000-0000", false), (2, "0000-0000-0000", false), (2, "0000-0000-0001", true)] {
            assert_eq!(put_tracker(&mut tx, PollId(poll), tracker).await.unwrap(), free, "{tracker} in {poll}");
        }
        tx.rollback().await.unwrap();
    }

    async fn row_35_no_tracker_equals_another_and_voters_get_as_many_as_votes(app: TestApp) {
        let booth = booth(&app, 20, 0).await;
        let poll = booth.open_motion().await;
        let mut told = Vec::new();
        for voter in &booth.voters {
            let answer = cast(voter, poll, "yes").await.expect(StatusCode::OK).json();
            let trackers = answer["trackers"].as_array().unwrap().clone();
            assert_eq!(trackers.len(), 1);
            told.extend(trackers.into_iter().map(|t| t.as_str().unwrap().to_owned()));
        }
        told.sort();
        booth.step(poll, "close").await.expect(StatusCode::NO_CONTENT);
        let mut outside = app.outside().await;
        let mut sealed = outside.texts(&format!("SELECT tracker FROM sealed_trackers WHERE poll_id = {poll}")).await;
        sealed.sort();
        assert_eq!(sealed, told);
        told.dedup();
        assert_eq!(told.len(), 20);
        assert_eq!(outside.number("SELECT COUNT(*) FROM trackers").await, 0);
        // A second ballot gets none.
        let again = cast(&booth.voters[0], poll, "no").await.expect(StatusCode::CONFLICT).json();
        assert!(again.get("trackers").is_none());
    }
}
