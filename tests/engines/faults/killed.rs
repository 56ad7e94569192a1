//! The program killed while it closes, counts or publishes: each act is done whole or not at all, and goes on after the next start.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use mandat::{accounts::model::Role, types::Clock};
use poem::http::StatusCode;
use serde_json::json;

use super::{Answered, Caller, times};
use crate::{
    engines::{
        begin::nothing_left_open,
        booth::{Booth, booth, cast, in_box},
        kill::{Server, start},
    },
    support::{Actor, Engine, Settings, TestApp, block_on},
};

/// Enough for a closing that takes a while, in several blocks.
const VOTERS: usize = 260;

/// The application of the test with a clock that the program in its own process shares, and what happens in it.
struct Scene {
    app: TestApp,
    booth: Booth,
    second: Actor,
    publisher: Actor,
}

impl Scene {
    async fn new(engine: Engine) -> Self {
        let settings = Settings {
            start: Clock::system().now(),
            ..Settings::default()
        };
        let app = TestApp::start_with(engine, settings).await;
        let booth = booth(&app, VOTERS, 0).await;
        Self {
            second: app.officer(Role::ElectionBoard, &booth.federation).await,
            publisher: app.officer(Role::Publisher, &booth.federation).await,
            app,
            booth,
        }
    }

    /// Another poll in which everybody has voted.
    async fn voted(&self) -> i64 {
        let poll = self.booth.open_motion().await;
        for (n, voter) in self.booth.voters.iter().enumerate() {
            let choice = ["yes", "no", "abstain"][n % 3];
            cast(voter, poll, choice).await.expect(StatusCode::OK);
        }
        poll
    }

    async fn start(&self) -> Server {
        let folder: &Path = self.app.database.folder.path();
        start(&self.app.database.address, folder).await
    }

    async fn number(&self, sql: String) -> i64 {
        self.app.outside().await.number(&sql).await
    }

    /// The act in a program that is killed after this time; what was answered before.
    async fn killed(&self, after: Duration, path: &str, act: &str, who: [&Actor; 2]) -> Answered {
        let mut server = self.start().await;
        let caller = Caller::new(&server.address);
        let answered = tokio::select! {
            answered = caller.step(path, act, who[0], who[1]) => answered,
            () = tokio::time::sleep(after) => None,
        };
        server.child.kill().unwrap();
        server.child.wait().unwrap();
        // A commit that was sent before may still be on its way into the database.
        nothing_left_open(&self.app).await;
        answered
    }

    /// How long the act takes in a program that is not killed.
    async fn time_of(&self, path: &str, act: &str, who: [&Actor; 2]) -> Duration {
        let server = self.start().await;
        let caller = Caller::new(&server.address);
        let began = Instant::now();
        let (status, answer) = caller.step(path, act, who[0], who[1]).await.unwrap();
        assert!((200..300).contains(&status), "{status} {answer}");
        began.elapsed()
    }

    /// The act in a program that lives.
    async fn done(&self, path: &str, act: &str, who: [&Actor; 2]) -> (u16, serde_json::Value) {
        let server = self.start().await;
        let caller = Caller::new(&server.address);
        caller.step(path, act, who[0], who[1]).await.unwrap()
    }
}

fn on(engine: Engine, story: impl AsyncFnOnce(Scene)) {
    if engine.is_here() {
        block_on(async { story(Scene::new(engine).await).await });
    }
}

/// Another part of what the act takes by itself, each time.
fn moment(round: usize, whole: Duration) -> Duration {
    whole * [4, 9, 6, 11, 7, 10, 5, 8][round % 8] / 10
}

fn path(poll: i64) -> String {
    format!("/federations/bench/polls/{poll}")
}

async fn closing(scene: Scene) {
    let board = [&scene.booth.board, &scene.second];
    let (mut open, mut closed) = (0, 0);
    let first = scene.voted().await;
    let whole = scene.time_of(&path(first), "close", board).await;
    for round in 0..times("MANDAT_KILL_ROUNDS", 4) {
        let poll = scene.voted().await;
        let all = |table: &str| {
            format!("SELECT ballot FROM {table} WHERE poll_id = {poll} ORDER BY ballot")
        };
        let expected = scene.app.outside().await.texts(&all("ballots")).await;
        let answered = scene
            .killed(moment(round, whole), &path(poll), "close", board)
            .await;

        let count = |table: &str| format!("SELECT COUNT(*) FROM {table} WHERE poll_id = {poll}");
        let mut found = Vec::new();
        for table in [
            "ballots",
            "trackers",
            "sealed_ballots",
            "sealed_trackers",
            "box_blocks",
        ] {
            found.push(scene.number(count(table)).await);
        }
        let all_there = VOTERS as i64;
        match scene.booth.state(poll).await.as_str() {
            "open" => {
                assert_eq!(found, [all_there, all_there, 0, 0, 0], "round {round}");
                assert!(
                    answered.is_none_or(|(status, _)| status >= 500),
                    "round {round}"
                );
                open += 1;
                let (status, answer) = scene.done(&path(poll), "count", board).await;
                assert_eq!(status, 409, "an open poll was counted: {answer}");
                let (status, answer) = scene.done(&path(poll), "close", board).await;
                assert!(
                    (200..300).contains(&status),
                    "round {round}: {status} {answer}"
                );
            }
            "closed" => {
                assert_eq!(found[..4], [0, 0, all_there, all_there], "round {round}");
                closed += 1;
                // Starting removes the traces that the killed one had left.
                let server = scene.start().await;
                let caller = Caller::new(&server.address);
                assert_eq!(caller.get("/openapi.json", "").await.unwrap().0, 200);
            }
            other => panic!("round {round}: {other}"),
        }
        assert_eq!(scene.number(count("ballots")).await, 0, "round {round}");
        let sealed = scene
            .app
            .outside()
            .await
            .texts(&all("sealed_ballots"))
            .await;
        assert_eq!(sealed, expected, "round {round}");
        assert_eq!(in_box(&scene.app, poll).await, all_there);
        let removed = format!("SELECT traces_removed FROM polls WHERE id = {poll}");
        assert_eq!(scene.number(removed).await, 1, "round {round}");
        let (status, counted) = scene.done(&path(poll), "count", board).await;
        assert_eq!(
            (status, &counted["voters"]),
            (200, &json!(VOTERS)),
            "{counted}"
        );
    }
    println!(
        "killed while closing: {open} times still open, {closed} times closed; the same ballots each time"
    );
}

#[test]
fn fault_16_killed_while_closing_the_poll_is_open_or_closed_and_the_ballots_are_the_same_on_sqlite()
{
    on(Engine::Sqlite, closing);
}

#[test]
fn fault_16_killed_while_closing_the_poll_is_open_or_closed_and_the_ballots_are_the_same_on_postgres()
 {
    on(Engine::Postgres, closing);
}

async fn counting(scene: Scene) {
    let board = [&scene.booth.board, &scene.second];
    let publishing = [&scene.publisher, &scene.booth.board];
    let mut unanswered = [0, 0];
    let first = scene.voted().await;
    let (status, answer) = scene.done(&path(first), "close", board).await;
    assert!((200..300).contains(&status), "{status} {answer}");
    let count = scene.time_of(&path(first), "count", board).await;
    let publication = scene.time_of(&path(first), "publication", publishing).await;
    for round in 0..times("MANDAT_KILL_ROUNDS", 4) {
        let poll = scene.voted().await;
        let (status, answer) = scene.done(&path(poll), "close", board).await;
        assert!((200..300).contains(&status), "{status} {answer}");
        let acts = |act: &str| {
            format!(
                "SELECT COUNT(*) FROM audit_log WHERE act = '{act}' AND subject = 'polls' AND subject_id = {poll}"
            )
        };

        let answered = scene
            .killed(moment(round, count), &path(poll), "count", board)
            .await;
        unanswered[0] += usize::from(answered.is_none());
        let counts = format!("SELECT COUNT(*) FROM poll_counts WHERE poll_id = {poll}");
        let there = scene.number(counts.clone()).await;
        assert_eq!(
            scene.number(acts("count_poll")).await,
            there,
            "round {round}"
        );
        let state = scene.booth.state(poll).await;
        assert_eq!(
            state == "counted",
            there == 1,
            "round {round}: {state}, {there} counts"
        );
        let (status, first) = scene.done(&path(poll), "count", board).await;
        assert_eq!(status, 200, "round {round}: {first}");
        if let Some((200, before)) = answered {
            assert_eq!(before, first, "round {round}");
        }
        assert_eq!(
            scene.done(&path(poll), "count", board).await,
            (200, first),
            "round {round}"
        );
        assert_eq!(scene.number(counts).await, 1);

        let answered = scene
            .killed(
                moment(round, publication),
                &path(poll),
                "publication",
                publishing,
            )
            .await;
        unanswered[1] += usize::from(answered.is_none());
        let versions = format!("SELECT COUNT(*) FROM publications WHERE poll_id = {poll}");
        let there = scene.number(versions.clone()).await;
        assert_eq!(
            scene.number(acts("publish_result")).await,
            there,
            "round {round}"
        );
        let (status, answer) = scene.done(&path(poll), "publication", publishing).await;
        let expected = if there == 1 { 409 } else { 200 };
        assert_eq!(status, expected, "round {round}: {answer}");
        assert_eq!(scene.number(versions).await, 1, "round {round}");
        assert_eq!(
            scene.number(acts("publish_result")).await,
            1,
            "round {round}"
        );
        let public = format!("/federations/bench/results/{poll}");
        scene
            .app
            .stranger()
            .api_get(&public)
            .await
            .expect(StatusCode::OK);
    }
    println!(
        "killed while counting {} times, while publishing {}",
        unanswered[0], unanswered[1]
    );
}

#[test]
fn fault_17_killed_while_counting_or_publishing_there_is_one_count_and_one_version_on_sqlite() {
    on(Engine::Sqlite, counting);
}

#[test]
fn fault_17_killed_while_counting_or_publishing_there_is_one_count_and_one_version_on_postgres() {
    on(Engine::Postgres, counting);
}
