//! The program killed in the middle of casting: what was acknowledged is there, nothing is there twice.
//!
//! `MANDAT_KILL_ROUNDS` sets how often it is killed (3 times unless set).

use std::{
    collections::HashSet,
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::net::TcpStream;

use crate::support::{Database, Engine, Outside, block_on, seed};

/// More than can vote before the next kill.
const VOTERS_A_ROUND: usize = 400;
const CLIENTS: usize = 20;

#[test]
fn row_19_fault_01_killed_while_casting_nothing_acknowledged_is_lost_on_sqlite() {
    killed_while_casting(Engine::Sqlite);
}

#[test]
fn row_19_fault_01_killed_while_casting_nothing_acknowledged_is_lost_on_postgres() {
    killed_while_casting(Engine::Postgres);
}

fn killed_while_casting(engine: Engine) {
    if engine.is_here() {
        block_on(story(engine));
    }
}

async fn story(engine: Engine) {
    let rounds: u64 = std::env::var("MANDAT_KILL_ROUNDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(3);
    let voters = VOTERS_A_ROUND * rounds as usize;
    let database = Database::create(engine).await;
    let folder = tempfile::tempdir().unwrap();
    let seeded = seed::seed(&database.address, folder.path(), voters, 0).await;
    let tokens = Arc::new(seeded.sessions);
    let acknowledged = Arc::new(Mutex::new(HashSet::new()));
    let next = Arc::new(AtomicUsize::new(0));
    let mut slowest_start = Duration::ZERO;

    for round in 0..rounds {
        let started = Instant::now();
        let mut server = start(&database.address, folder.path()).await;
        slowest_start = slowest_start.max(started.elapsed());
        let stop = Arc::new(AtomicBool::new(false));
        let mut clients = Vec::new();
        for _ in 0..CLIENTS {
            let (tokens, acknowledged, next, stop) = (
                Arc::clone(&tokens),
                Arc::clone(&acknowledged),
                Arc::clone(&next),
                Arc::clone(&stop),
            );
            let address = server.address.clone();
            clients.push(tokio::spawn(async move {
                let client = reqwest::Client::new();
                while !stop.load(Ordering::Relaxed) {
                    let voter = next.fetch_add(1, Ordering::Relaxed) % voters;
                    if cast(&client, &address, &tokens[voter]).await == Some(200) {
                        acknowledged.lock().unwrap().insert(voter as i64 + 1);
                    }
                }
            }));
        }
        // Each time after another number of votes, in the middle of others.
        let enough = acknowledged.lock().unwrap().len() + 20 + (round * 37) as usize % 90;
        while acknowledged.lock().unwrap().len() < enough {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        server.child.kill().unwrap();
        server.child.wait().unwrap();
        stop.store(true, Ordering::Relaxed);
        for client in clients {
            client.await.unwrap();
        }
    }

    let acknowledged = acknowledged.lock().unwrap().clone();
    assert!(acknowledged.len() as u64 > rounds,);
    let marked = check(&database, &acknowledged).await;

    // Whoever got no answer votes again: the ballot is taken now, or it was taken before.
    let server = start(&database.address, folder.path()).await;
    let client = reqwest::Client::new();
    for voter in (1..=voters as i64)
        .filter(|v| !acknowledged.contains(v))
        .take(200)
    {
        let status = cast(&client, &server.address, &tokens[voter as usize - 1]).await;
        let expected = if marked.contains(&voter) { 409 } else { 200 };
        assert_eq!(status, Some(expected), "voter {voter}");
    }
    drop(server);
    check(&database, &acknowledged).await;
    println!(
        "{rounds} kills, {} acknowledged, 0 lost, slowest start {slowest_start:?}",
        acknowledged.len()
    );
}

/// Every acknowledged voter is marked, and ballots, marks and the box's own number agree.
pub(super) async fn check(database: &Database, acknowledged: &HashSet<i64>) -> HashSet<i64> {
    let mut outside = database.connect().await;
    if let Outside::Postgres(_) = outside {
        // A commit that was sent before the kill may still be on its way into the database.
        let others = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
        while outside.number(others).await > 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    } else {
        assert_eq!(outside.texts("PRAGMA integrity_check").await, ["ok"]);
    }
    let marks = outside
        .numbers("SELECT entry_id FROM marks WHERE poll_id = 1")
        .await;
    let ballots = outside
        .number("SELECT COUNT(*) FROM ballots WHERE poll_id = 1")
        .await;
    let trackers = outside
        .number("SELECT COUNT(*) FROM trackers WHERE poll_id = 1")
        .await;
    let in_box = outside
        .number("SELECT ballots FROM ballot_boxes WHERE poll_id = 1")
        .await;
    let marked: HashSet<i64> = marks.iter().copied().collect();
    assert_eq!(marked.len(), marks.len(), "a voter is marked twice");
    assert_eq!(
        (marks.len() as i64, in_box, trackers),
        (ballots, ballots, ballots)
    );
    let lost: Vec<_> = acknowledged.difference(&marked).collect();
    assert!(lost.is_empty(), "acknowledged but lost: {lost:?}");
    marked
}

pub(super) async fn cast(client: &reqwest::Client, address: &str, token: &str) -> Option<u16> {
    let answer = client
        .post(format!("http://{address}/api/v1/voting/polls/1/ballot"))
        .bearer_auth(token)
        .header("content-type", "application/json")
        .body(r#"{"choices":["yes"],"blank":false}"#)
        .send()
        .await
        .ok()?;
    Some(answer.status().as_u16())
}

pub(super) struct Server {
    pub(super) child: Child,
    pub(super) address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(super) async fn start(database: &str, folder: &std::path::Path) -> Server {
    let address = {
        let probe = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        probe.local_addr().unwrap().to_string()
    };
    let child = Command::new(env!("CARGO_BIN_EXE_mandat"))
        .arg("serve")
        .env("MANDAT_DATABASE_URL", database)
        .env("MANDAT_PEPPER_FILE", folder.join("pepper"))
        .env("MANDAT_LISTEN", &address)
        .env("MANDAT_LOG", "error")
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let server = Server { child, address };
    for _ in 0..400 {
        if TcpStream::connect(&server.address).await.is_ok() {
            return server;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("the program did not start again");
}
