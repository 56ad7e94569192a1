//! The database locked by somebody else: nobody waits long, and nothing is half-done.

use std::time::{Duration, Instant};

use poem::http::StatusCode;

use crate::{
    engines::booth::{FIRST_POLL, booth, cast, in_box, marked},
    support::Engine,
};

/// Five seconds of patience, and what the machine needs besides.
const PATIENCE: Duration = Duration::from_millis(7_500);

on_both_engines! {
    async fn fault_11_a_database_locked_for_long_is_503_after_five_seconds_and_the_vote_can_be_cast_again(app: TestApp) {
        let booth = booth(&app, 3, 0).await;
        let lock = match app.engine {
            Engine::Sqlite => "BEGIN IMMEDIATE",
            Engine::Postgres => "BEGIN; LOCK TABLE marks IN EXCLUSIVE MODE",
        };
        let mut outside = app.outside().await;
        outside.execute(lock).await;
        let began = Instant::now();
        let refused = cast(&booth.voters[0], FIRST_POLL, "yes").await.expect(StatusCode::SERVICE_UNAVAILABLE);
        let waited = began.elapsed();
        assert!(waited < PATIENCE, "{waited:?}");
        assert_eq!(refused.json()["code"], "ballot-unconfirmed");
        outside.execute("ROLLBACK").await;
        assert_eq!((marked(&app, FIRST_POLL).await.len(), in_box(&app, FIRST_POLL).await), (0, 0));
        cast(&booth.voters[0], FIRST_POLL, "yes").await.expect(StatusCode::OK);
        // Freed in time, the one who waits is served.
        outside.execute(lock).await;
        let voter = booth.voters[1].clone();
        let waiting = tokio::spawn(async move { cast(&voter, FIRST_POLL, "no").await });
        tokio::time::sleep(Duration::from_secs(2)).await;
        outside.execute("ROLLBACK").await;
        waiting.await.unwrap().expect(StatusCode::OK);
        assert_eq!((marked(&app, FIRST_POLL).await.len(), in_box(&app, FIRST_POLL).await), (2, 2));
    }

    /// A copy being made reads for minutes: voting goes on, closing is answered, and the traces go when the reader is gone.
    async fn fault_11_a_long_reader_holds_up_neither_voting_nor_closing(app: TestApp) {
        let booth = booth(&app, 4, 0).await;
        let other = booth.open_motion().await;
        cast(&booth.voters[0], FIRST_POLL, "yes").await.expect(StatusCode::OK);
        let mut outside = app.outside().await;
        let (begin, first) = match app.engine {
            Engine::Sqlite => ("BEGIN", "SELECT COUNT(*) FROM ballots"),
            Engine::Postgres => ("BEGIN ISOLATION LEVEL REPEATABLE READ", "SELECT COUNT(*) FROM ballots"),
        };
        outside.execute(begin).await;
        assert_eq!(outside.number(first).await, 1);
        cast(&booth.voters[1], FIRST_POLL, "no").await.expect(StatusCode::OK);

        let began = Instant::now();
        let (board, second) = (booth.board.clone(), booth.second.clone());
        let closing = tokio::spawn(async move {
            let asked = crate::engines::booth::step_of(&board, FIRST_POLL, "close").await;
            let approval = asked.expect(StatusCode::ACCEPTED).json()["approval"].as_i64().unwrap();
            let confirm = format!("/federations/bench/polls/{FIRST_POLL}/approvals/{approval}/confirm");
            let answer = second.api_post(&confirm, &serde_json::Value::Null).await;
            (answer, began.elapsed())
        });
        // Voters of another poll do not wait behind it.
        tokio::time::sleep(Duration::from_millis(300)).await;
        let cast_at = Instant::now();
        cast(&booth.voters[2], other, "no").await.expect(StatusCode::OK);
        let cast_waited = cast_at.elapsed();
        let (answer, closed_after) = closing.await.unwrap();
        answer.expect(StatusCode::NO_CONTENT);
        assert_eq!(outside.number(first).await, 1, "the reader still sees what was there");
        outside.execute("COMMIT").await;
        assert!(cast_waited < PATIENCE, "a vote in another poll waited {cast_waited:?}");
        assert!(closed_after < Duration::from_secs(25), "closing took {closed_after:?}");
        let pending = format!("SELECT traces_removed FROM polls WHERE id = {FIRST_POLL}");
        mandat::polls::actions::finish_closing(&app.app).await;
        assert_eq!(outside.number(&pending).await, 1);
        assert_eq!(in_box(&app, FIRST_POLL).await, 2);
        println!("a vote in another poll {cast_waited:?}, closing {closed_after:?}");
    }
}
