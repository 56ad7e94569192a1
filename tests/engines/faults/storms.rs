//! Storms of sign-ins: the queue is bounded, honest voters get in, pages are served, memory is bounded.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use mandat::{rolls::code::Code, types::Random};
use serde_json::json;

use super::{Caller, times};
use crate::{
    engines::kill::{Server, start},
    support::{Database, Engine, block_on, seed},
};

/// Voters whose codes are hashed for real; each may sign in several times.
const CODES: usize = 20;

/// Memory that the program holds at this moment.
fn resident_megabytes(server: &Server) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.child.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kilobytes.unwrap() / 1_024
}

/// Signs in with a code, and again as often as the answer asks for it; how long that took, unless the patience ended before.
async fn sign_in(address: &str, code: &str, patience: Duration) -> Option<Duration> {
    let client = reqwest::Client::new();
    let began = Instant::now();
    while began.elapsed() < patience {
        let answer = client
            .post(format!("http://{address}/api/v1/voting/sessions"))
            .json(&json!({ "code": code }))
            .timeout(patience)
            .send()
            .await;
        match answer {
            Ok(answer) if answer.status() == 200 => return Some(began.elapsed()),
            Ok(answer) => assert_eq!(answer.status(), 503, "{:?}", answer.text().await),
            Err(error) => assert!(error.is_timeout(), "{error}"),
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    None
}

/// Asks for the page that says whether all is well until told to stop; the slowest answer.
async fn health(address: String, stop: Arc<AtomicBool>) -> Duration {
    let client = reqwest::Client::new();
    let mut slowest = Duration::ZERO;
    while !stop.load(Ordering::Relaxed) {
        let began = Instant::now();
        let answer = client.get(format!("http://{address}/healthz")).send().await;
        assert_eq!(answer.unwrap().status(), 200);
        slowest = slowest.max(began.elapsed());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    slowest
}

/// Cores times a memory area of a hash, and what the rest of the work takes.
fn bound(before: u64) -> u64 {
    let cores = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    before + cores * 19 + 64
}

fn on(engine: Engine, story: impl AsyncFnOnce(Server, Vec<String>)) {
    if engine.is_here() {
        block_on(async {
            let database = Database::create(engine).await;
            let folder = tempfile::tempdir().unwrap();
            let seeded = seed::seed(&database.address, folder.path(), CODES, CODES).await;
            let server = start(&database.address, folder.path()).await;
            story(server, seeded.codes).await;
        });
    }
}

async fn storm(server: Server, codes: Vec<String>) {
    let number = times("MANDAT_STORM", 250);
    // The first hash and the first pages take what the program keeps.
    sign_in(&server.address, &codes[0], Duration::from_secs(30))
        .await
        .unwrap();
    let before = resident_megabytes(&server);
    let stop = Arc::new(AtomicBool::new(false));
    let pages = tokio::spawn(health(server.address.clone(), stop.clone()));
    let tries: Vec<_> = (0..number)
        .map(|n| {
            let (address, code) = (server.address.clone(), codes[n % CODES].clone());
            tokio::spawn(async move { sign_in(&address, &code, Duration::from_secs(240)).await })
        })
        .collect();
    let mut waited = Vec::new();
    for one in tries {
        waited.push(one.await.unwrap().expect("everybody gets in"));
    }
    stop.store(true, Ordering::Relaxed);
    let (slowest, after) = (pages.await.unwrap(), resident_megabytes(&server));
    waited.sort();
    let p95 = waited[number * 95 / 100];
    println!(
        "{number} sign-ins at once: p50 {:?}, p95 {p95:?}, last {:?}; slowest page {slowest:?}; memory {before} to {after} MB",
        waited[number / 2],
        waited[number - 1]
    );
    assert!(p95 < Duration::from_secs(60), "{p95:?}");
    assert!(after <= bound(before), "{before} MB became {after} MB");
    assert!(slowest < Duration::from_secs(2), "a page took {slowest:?}");
}

#[test]
fn fault_21_in_a_storm_of_sign_ins_everybody_gets_in_on_sqlite() {
    on(Engine::Sqlite, storm);
}

#[test]
fn fault_21_in_a_storm_of_sign_ins_everybody_gets_in_on_postgres() {
    on(Engine::Postgres, storm);
}

/// Sends well-formed codes that nobody has, as fast as answers come or at the rate, until told to stop; how many were sent.
async fn flood(server: &Server, stop: Arc<AtomicBool>) -> Arc<AtomicUsize> {
    let sent = Arc::new(AtomicUsize::new(0));
    let pause = Duration::from_millis(64_000 / times("MANDAT_FLOOD_RATE", 400) as u64);
    for n in 0..64 {
        let (address, stop, sent) = (server.address.clone(), stop.clone(), sent.clone());
        tokio::spawn(async move {
            let mut rng = Random::seeded(n).rng();
            let client = reqwest::Client::new();
            while !stop.load(Ordering::Relaxed) {
                let code = Code::generate(&mut rng).expose().to_string();
                // Nobody waits for what comes back.
                let client = client.clone();
                let address = format!("http://{address}/api/v1/voting/sessions");
                tokio::spawn(async move {
                    let request = client.post(address).json(&json!({ "code": code }));
                    let _ = request.timeout(Duration::from_secs(10)).send().await;
                });
                sent.fetch_add(1, Ordering::Relaxed);
                tokio::time::sleep(pause).await;
            }
        });
    }
    sent
}

async fn bad_codes(server: Server, codes: Vec<String>) {
    let seconds = times("MANDAT_FLOOD_SECONDS", 8) as u64;
    sign_in(&server.address, &codes[0], Duration::from_secs(30))
        .await
        .unwrap();
    let before = resident_megabytes(&server);
    let stop = Arc::new(AtomicBool::new(false));
    let pages = tokio::spawn(health(server.address.clone(), stop.clone()));
    let sent = flood(&server, stop.clone()).await;
    let began = Instant::now();
    let mut honest = Vec::new();
    while began.elapsed() < Duration::from_secs(seconds) {
        let (address, code) = (server.address.clone(), codes[honest.len() % CODES].clone());
        honest.push(tokio::spawn(async move {
            sign_in(&address, &code, Duration::from_secs(5)).await
        }));
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let (mut in_time, tries) = (0, honest.len());
    for one in honest {
        in_time += usize::from(one.await.unwrap().is_some());
    }
    let after = resident_megabytes(&server);
    stop.store(true, Ordering::Relaxed);
    let (slowest, sent) = (pages.await.unwrap(), sent.load(Ordering::Relaxed));
    println!(
        "{sent} bad codes in {:?}; {in_time} of {tries} honest voters in within 5 s; slowest page {slowest:?}; memory {before} to {after} MB",
        began.elapsed()
    );
    assert!(after <= bound(before), "{before} MB became {after} MB");
    assert!(
        in_time * 100 >= tries * 95,
        "{in_time} of {tries} honest voters got in"
    );
    // Still answered afterwards, by the ways of every day.
    let caller = Caller::new(&server.address);
    assert_eq!(caller.get("/openapi.json", "").await.unwrap().0, 200);
}

#[test]
fn row_42_fault_22_in_a_flood_of_bad_codes_honest_voters_get_in_on_sqlite() {
    on(Engine::Sqlite, bad_codes);
}

#[test]
fn row_42_fault_22_in_a_flood_of_bad_codes_honest_voters_get_in_on_postgres() {
    on(Engine::Postgres, bad_codes);
}
