//! Load driver: casts, sign-ins and page reads against a running server, on either engine.
//!
//! `cargo bench --bench load` measures SQLite in a temporary folder; with `-- --postgres postgres://user@host/postgres` it makes a
//! database of its own on that server, measures there, and drops it. Each line gives the rate, the median, the 99th percentile and
//! the server's memory; the engine's own limit is measured in the same run, without HTTP and without the program, so that figures of
//! different machines can be compared. Sends only to 127.0.0.1 and ends by itself.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap
)]

mod client;
mod engine;
mod finish;
mod minute;
#[path = "../support/seed.rs"]
mod seed;

use std::{
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use client::Client;

const CONNECTIONS: usize = 64;
const READ_SECONDS: u64 = 5;

struct Options {
    postgres: Option<String>,
    entries: usize,
    codes: usize,
}

fn options() -> Options {
    let mut options = Options {
        postgres: None,
        entries: 5_000,
        codes: 350,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || {
            arguments
                .next()
                .unwrap_or_else(|| panic!("{argument} needs a value"))
        };
        match argument.as_str() {
            "--postgres" => options.postgres = Some(value()),
            "--entries" => options.entries = value().parse().expect("a number"),
            "--codes" => options.codes = value().parse().expect("a number"),
            // Cargo adds this one.
            "--bench" => {}
            other => panic!("unknown: {other}"),
        }
    }
    options
}

fn main() {
    let options = options();
    tokio::runtime::Runtime::new()
        .expect("a runtime")
        .block_on(run(options));
}

async fn run(options: Options) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = engine::Database::create(options.postgres.as_deref(), folder.path()).await;
    println!("engine: {}", database.name());
    let raw = database.raw_limit(folder.path()).await;
    println!(
        "raw engine: {:.0} commits/s one by one, {:.0} rows/s in commits of 64",
        raw.single, raw.grouped
    );
    let seeded = seed::seed(
        &database.address,
        folder.path(),
        options.entries,
        options.codes,
    )
    .await;
    println!(
        "seeded: {} entries, {} codes, hashed at {:.0}/s",
        options.entries, options.codes, seeded.hashes_per_second
    );

    let server = Server::start(&database.address, folder.path()).await;
    let address = server.address.clone();

    measure(
        "page: start",
        &server,
        each_for(&address, READ_SECONDS, |_| client::get("/de/")),
    )
    .await;
    measure(
        "page: bodies",
        &server,
        each_for(&address, READ_SECONDS, |_| {
            client::get("/de/federations/bench/bodies")
        }),
    )
    .await;

    let codes = Arc::new(seeded.codes.clone());
    let poll = seeded.poll;
    minute::vote(&address, &codes, poll).await;

    // Those who have not voted yet.
    let tokens = Arc::new(seeded.sessions.clone());
    let voted = options.codes;
    measure(
        "cast",
        &server,
        each_of(&address, options.entries - voted, move |i| {
            let i = i + voted;
            let choice = ["yes", "no", "abstain"][i % 3];
            client::post(
                &format!("/api/v1/voting/polls/{poll}/ballot"),
                Some(&tokens[i]),
                &format!("{{\"choices\":[\"{choice}\"],\"blank\":false}}"),
            )
        }),
    )
    .await;

    measure(
        "sign-in with a code",
        &server,
        each_of(&address, options.codes, move |i| {
            client::post(
                "/api/v1/voting/sessions",
                None,
                &format!("{{\"code\":\"{}\"}}", codes[i]),
            )
        }),
    )
    .await;

    // Pages while sign-ins are hashed: a storm of sign-ins must slow no page.
    let storm = tokio::spawn({
        let (address, seconds) = (address.clone(), READ_SECONDS);
        async move {
            each_for(&address, seconds, |i| {
                client::post("/api/v1/tokens", None, &format!("{{\"email\":\"nobody{i}@example.org\",\"password\":\"wrong password {i}\",\"name\":\"x\"}}"))
            }).await
        }
    });
    measure(
        "page: start, during a storm of sign-ins",
        &server,
        each_for(&address, READ_SECONDS, |_| client::get("/de/")),
    )
    .await;
    let storm = storm.await.expect("the storm ends");
    println!(
        "  the storm: {} answers, {} of them refused as too many (503)",
        storm.latencies.len(),
        storm.status_503
    );

    finish::close_count_publish(&database.address, folder.path(), &seeded).await;
    let result = format!("/de/federations/bench/results/{poll}");
    measure(
        "page: published result",
        &server,
        each_for(&address, READ_SECONDS, move |_| client::get(&result)),
    )
    .await;

    drop(server);
    database.remove().await;
}

/// What a phase gave.
struct Phase {
    latencies: Vec<Duration>,
    elapsed: Duration,
    failures: usize,
    status_503: usize,
}

async fn measure(name: &str, server: &Server, phase: impl Future<Output = Phase>) {
    let phase = phase.await;
    let mut latencies = phase.latencies;
    latencies.sort();
    let at = |share: usize| {
        latencies
            .get(latencies.len() * share / 100)
            .or(latencies.last())
            .map_or(0.0, |d| d.as_secs_f64() * 1000.0)
    };
    println!(
        "{name}: {:.0}/s, p50 {:.1} ms, p99 {:.1} ms, {} answers, {} failures, server memory {} MB",
        latencies.len() as f64 / phase.elapsed.as_secs_f64(),
        at(50),
        at(99),
        latencies.len(),
        phase.failures,
        server.memory_mb(),
    );
}

/// Sends request 0..count, each once, over all connections.
async fn each_of(
    address: &str,
    count: usize,
    request: impl Fn(usize) -> Vec<u8> + Send + Sync + 'static,
) -> Phase {
    drive(address, request, move |i, _| i < count).await
}

/// Sends requests for some seconds over all connections.
async fn each_for(
    address: &str,
    seconds: u64,
    request: impl Fn(usize) -> Vec<u8> + Send + Sync + 'static,
) -> Phase {
    drive(address, request, move |_, elapsed| {
        elapsed < Duration::from_secs(seconds)
    })
    .await
}

async fn drive(
    address: &str,
    request: impl Fn(usize) -> Vec<u8> + Send + Sync + 'static,
    goes_on: impl Fn(usize, Duration) -> bool + Send + Sync + 'static,
) -> Phase {
    let (request, goes_on) = (Arc::new(request), Arc::new(goes_on));
    let next = Arc::new(AtomicUsize::new(0));
    let start = Instant::now();
    let mut workers = Vec::new();
    for _ in 0..CONNECTIONS {
        let (request, goes_on, next) = (
            Arc::clone(&request),
            Arc::clone(&goes_on),
            Arc::clone(&next),
        );
        let address = address.to_owned();
        workers.push(tokio::spawn(async move {
            let mut client = Client::connect(&address).await;
            let (mut latencies, mut failures, mut status_503) = (Vec::new(), 0, 0);
            loop {
                let i = next.fetch_add(1, Ordering::Relaxed);
                if !goes_on(i, start.elapsed()) {
                    break;
                }
                let sent = Instant::now();
                let status = client.send(&request(i)).await;
                latencies.push(sent.elapsed());
                failures += usize::from(!(200..400).contains(&status));
                status_503 += usize::from(status == 503);
            }
            (latencies, failures, status_503)
        }));
    }
    let mut phase = Phase {
        latencies: Vec::new(),
        elapsed: Duration::ZERO,
        failures: 0,
        status_503: 0,
    };
    for worker in workers {
        let (latencies, failures, status_503) = worker.await.expect("a worker ends");
        phase.latencies.extend(latencies);
        phase.failures += failures;
        phase.status_503 += status_503;
    }
    phase.elapsed = start.elapsed();
    phase
}

/// The program as a process of its own.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    async fn start(database: &str, folder: &std::path::Path) -> Self {
        let address = {
            let probe = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
            probe.local_addr().expect("an address").to_string()
        };
        let child = Command::new(env!("CARGO_BIN_EXE_mandat"))
            .arg("serve")
            .env("MANDAT_DATABASE_URL", database)
            .env("MANDAT_PEPPER_FILE", folder.join("pepper"))
            .env("MANDAT_LISTEN", &address)
            .env("MANDAT_LOG", "warn")
            .stdout(Stdio::null())
            .spawn()
            .expect("the server starts");
        let server = Self { child, address };
        for _ in 0..200 {
            if tokio::net::TcpStream::connect(&server.address)
                .await
                .is_ok()
            {
                return server;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the server does not answer");
    }

    /// Resident memory.
    fn memory_mb(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))
            .unwrap_or_default();
        let line = status
            .lines()
            .find(|l| l.starts_with("VmRSS:"))
            .unwrap_or_default();
        line.split_whitespace()
            .nth(1)
            .and_then(|n| n.parse::<u64>().ok())
            .unwrap_or(0)
            / 1024
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
