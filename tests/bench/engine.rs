//! The database of a run, and what the engine itself can do with the writes of one vote.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use mandat::{db::Db, on};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

/// Seconds for each raw figure.
const RAW_SECONDS: u64 = 2;
/// Connections of the raw figure on PostgreSQL.
const RAW_CONNECTIONS: usize = 16;

/// A database that exists for this run.
pub struct Database {
    pub address: String,
    /// Where to drop it.
    server: Option<(String, String)>,
}

/// Commits and rows a second without program and HTTP.
pub struct RawLimit {
    pub single: f64,
    pub grouped: f64,
}

impl Database {
    pub async fn create(postgres: Option<&str>, folder: &Path) -> Self {
        let Some(server) = postgres else {
            return Self {
                address: folder.join("bench.db").display().to_string(),
                server: None,
            };
        };
        let name = format!("mandat_bench_{}", std::process::id());
        let mut conn = PgConnection::connect(server)
            .await
            .expect("PostgreSQL answers");
        conn.execute(AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .await
            .expect("a database");
        let (base, _) = server
            .rsplit_once('/')
            .expect("postgres://user@host/database");
        Self {
            address: format!("{base}/{name}"),
            server: Some((server.to_owned(), name)),
        }
    }

    pub fn name(&self) -> &'static str {
        if self.server.is_some() {
            "PostgreSQL"
        } else {
            "SQLite"
        }
    }

    pub async fn remove(self) {
        if let Some((server, name)) = self.server {
            let mut conn = PgConnection::connect(&server)
                .await
                .expect("PostgreSQL answers");
            conn.execute(AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)")))
                .await
                .expect("dropped");
        }
    }

    /// A mark and a ballot a commit, one commit after the other (PostgreSQL: on several connections); then in groups.
    pub async fn raw_limit(&self, folder: &Path) -> RawLimit {
        let address = match &self.server {
            Some(_) => self.address.clone(),
            None => folder.join("raw.db").display().to_string(),
        };
        let db = Db::open(&address).await.expect("opens");
        let mut tx = db.begin().await.expect("begins");
        for table in [
            "raw_marks (n BIGINT PRIMARY KEY)",
            "raw_ballots (n BIGINT PRIMARY KEY, ballot TEXT NOT NULL)",
        ] {
            on!(tx, |c| c
                .execute(AssertSqlSafe(format!("CREATE TABLE {table}")))
                .await
                .map(drop))
            .expect("made");
        }
        tx.commit().await.expect("commits");
        let writers = if self.server.is_some() {
            RAW_CONNECTIONS
        } else {
            1
        };
        let single = rate(&db, writers, 1, 1_000_000_000).await;
        let grouped = rate(&db, 1, 64, 2_000_000_000).await;
        let mut tx = db.begin().await.expect("begins");
        for table in ["raw_marks", "raw_ballots"] {
            on!(tx, |c| c
                .execute(AssertSqlSafe(format!("DROP TABLE {table}")))
                .await
                .map(drop))
            .expect("dropped");
        }
        tx.commit().await.expect("commits");
        RawLimit { single, grouped }
    }
}

async fn rate(db: &Db, writers: usize, group: i64, start_at: i64) -> f64 {
    let start = Instant::now();
    let mut tasks = Vec::new();
    for writer in 0..writers {
        let db = db.clone();
        let mut n = start_at + writer as i64 * 10_000_000;
        tasks.push(tokio::spawn(async move {
            let mut rows = 0_i64;
            while start.elapsed() < Duration::from_secs(RAW_SECONDS) {
                let mut tx = db.begin().await.expect("begins");
                for _ in 0..group {
                    n += 1;
                    on!(tx, |c| sqlx::query("INSERT INTO raw_marks (n) VALUES ($1)")
                        .bind(n)
                        .execute(c)
                        .await
                        .map(drop))
                    .expect("writes");
                    on!(tx, |c| sqlx::query(
                        "INSERT INTO raw_ballots (n, ballot) VALUES ($1, '1.100')"
                    )
                    .bind(n)
                    .execute(c)
                    .await
                    .map(drop))
                    .expect("writes");
                }
                tx.commit().await.expect("commits");
                rows += group;
            }
            rows
        }));
    }
    let mut rows = 0;
    for task in tasks {
        rows += task.await.expect("a writer ends");
    }
    rows as f64 / start.elapsed().as_secs_f64()
}
