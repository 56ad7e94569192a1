//! The connection to the database cut round a commit: the voter is told that nothing is known, and finds the truth with the code.

use std::sync::{
    Arc,
    atomic::{AtomicU8, AtomicUsize, Ordering},
};

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use super::{Caller, times};
use crate::{
    engines::kill::{cast, start},
    support::{Database, Engine, block_on, seed},
};

const PASS: u8 = 0;
/// The commit does not reach the database.
const CUT_BEFORE: u8 = 1;
/// The commit reaches the database; its answer does not come back.
const CUT_AFTER: u8 = 2;

/// Stands between the program and its database.
struct Between {
    address: String,
    mode: Arc<AtomicU8>,
    cuts: Arc<AtomicUsize>,
}

impl Between {
    /// Listens in front of the server of this address; gives the address through it.
    async fn open(database: &str) -> Self {
        let (before, rest) = database.split_once('@').unwrap();
        let (server, name) = rest.split_once('/').unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let between = Self {
            address: format!("{before}@{}/{name}", listener.local_addr().unwrap()),
            mode: Arc::default(),
            cuts: Arc::default(),
        };
        let (mode, cuts, server) = (
            between.mode.clone(),
            between.cuts.clone(),
            server.to_owned(),
        );
        tokio::spawn(async move {
            while let Ok((program, _)) = listener.accept().await {
                let database = TcpStream::connect(&server).await.unwrap();
                tokio::spawn(relay(program, database, mode.clone(), cuts.clone()));
            }
        });
        between
    }
}

/// Hands on what both say, until a commit is to be cut; dropping both ends is the cut.
async fn relay(
    mut program: TcpStream,
    mut database: TcpStream,
    mode: Arc<AtomicU8>,
    cuts: Arc<AtomicUsize>,
) {
    let (mut said, mut answered) = (vec![0; 65_536], vec![0; 65_536]);
    loop {
        tokio::select! {
            read = program.read(&mut said) => {
                let Ok(n @ 1..) = read else { return };
                let commits = said[..n].windows(7).any(|word| word == b"COMMIT\0");
                let mode = mode.load(Ordering::SeqCst);
                if commits && mode == CUT_BEFORE {
                    cuts.fetch_add(1, Ordering::SeqCst);
                    return;
                }
                if database.write_all(&said[..n]).await.is_err() {
                    return;
                }
                if commits && mode == CUT_AFTER {
                    // Its answer says that it is done.
                    let _ = database.read(&mut answered).await;
                    cuts.fetch_add(1, Ordering::SeqCst);
                    return;
                }
            }
            read = database.read(&mut answered) => {
                let Ok(n @ 1..) = read else { return };
                if program.write_all(&answered[..n]).await.is_err() {
                    return;
                }
            }
        }
    }
}

/// Whether the voter's own list says that the vote is there.
async fn told_voted(caller: &Caller, token: &str) -> bool {
    let (status, polls) = caller.get("/voting/polls", token).await.unwrap();
    assert_eq!(status, 200, "{polls}");
    polls["polls"][0]["voted"].as_bool().unwrap()
}

#[test]
fn fault_05_a_connection_cut_round_the_commit_is_503_and_the_code_tells_the_truth() {
    if Engine::Postgres.is_here() {
        block_on(story());
    }
}

async fn story() {
    let voters = times("MANDAT_CUT_ROUNDS", 24);
    let database = Database::create(Engine::Postgres).await;
    let folder = tempfile::tempdir().unwrap();
    let seeded = seed::seed(&database.address, folder.path(), voters, 0).await;
    let between = Between::open(&database.address).await;
    let server = start(&between.address, folder.path()).await;
    let caller = Caller::new(&server.address);
    let mut outside = database.connect().await;

    for (voter, token) in seeded.sessions.iter().enumerate() {
        let (mode, arrives) = [(CUT_BEFORE, false), (CUT_AFTER, true)][voter % 2];
        let cuts = between.cuts.load(Ordering::SeqCst);
        between.mode.store(mode, Ordering::SeqCst);
        let ballot = serde_json::json!({ "choices": ["yes"] });
        let (status, problem) = caller
            .post("/voting/polls/1/ballot", token, &ballot)
            .await
            .unwrap();
        between.mode.store(PASS, Ordering::SeqCst);
        assert_eq!(
            (status, &problem["code"]),
            (503, &Value::from("ballot-unconfirmed")),
            "{problem}"
        );
        assert!(
            between.cuts.load(Ordering::SeqCst) > cuts,
            "nothing was cut"
        );

        // What the server had not finished when the connection went is finished a moment later.
        let marked = format!("SELECT COUNT(*) FROM marks WHERE entry_id = {}", voter + 1);
        assert_eq!(outside.number(&marked).await == 1, arrives, "voter {voter}");
        assert_eq!(told_voted(&caller, token).await, arrives, "voter {voter}");
        let again = cast(&caller.client, &server.address, token).await;
        assert_eq!(
            again,
            Some(if arrives { 409 } else { 200 }),
            "voter {voter}"
        );
    }
    for table in ["marks", "ballots", "trackers"] {
        let number = outside
            .number(&format!("SELECT COUNT(*) FROM {table}"))
            .await;
        assert_eq!(number, voters as i64, "{table}");
    }
    println!("{voters} commits cut, {voters} times the truth");
}
