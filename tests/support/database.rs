//! A fresh database for each test, and a look into it from outside the program.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
    str::FromStr,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use mandat::db::Db;
use sqlx::{
    AssertSqlSafe, Connection, Executor, PgConnection, Postgres, SqlSafeStr, SqliteConnection,
    Type,
    sqlite::{SqliteConnectOptions, SqliteJournalMode},
};

use super::{Engine, POSTGRES_URL};

/// A database that ends with its test.
pub struct Database {
    /// As in the setting `MANDAT_DATABASE_URL`.
    pub address: String,
    /// A folder of the test's own.
    pub folder: tempfile::TempDir,
    /// The cluster's address and the database's name.
    postgres: Option<(String, String)>,
}

impl Database {
    /// Makes one; on PostgreSQL with the tables in it already.
    pub async fn create(engine: Engine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        match engine {
            Engine::Sqlite => Self::sqlite_in(folder),
            Engine::Postgres => {
                static COUNT: AtomicU64 = AtomicU64::new(0);
                let cluster = std::env::var(POSTGRES_URL).unwrap();
                let name = format!(
                    "mandat_test_{}_{}",
                    std::process::id(),
                    COUNT.fetch_add(1, Ordering::Relaxed)
                );
                let mut admin = PgConnection::connect(&cluster).await.unwrap();
                let template = migrated_template(&cluster, &mut admin).await;
                // What a run that was killed left behind.
                execute(
                    &mut admin,
                    &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
                )
                .await;
                execute(
                    &mut admin,
                    &format!("CREATE DATABASE {name} TEMPLATE {template}"),
                )
                .await;
                admin.close().await.unwrap();
                Self {
                    address: address_of(&cluster, &name),
                    folder,
                    postgres: Some((cluster, name)),
                }
            }
        }
    }

    /// One on SQLite in this folder, for instance on a disk of its own.
    pub fn sqlite_in(folder: tempfile::TempDir) -> Self {
        Self {
            address: folder.path().join("mandat.db").display().to_string(),
            folder,
            postgres: None,
        }
    }

    /// One without tables on a cluster of the test's own.
    pub async fn on_cluster(cluster: &str) -> Self {
        let name = "mandat_power".to_owned();
        let mut admin = PgConnection::connect(cluster).await.unwrap();
        execute(&mut admin, &format!("CREATE DATABASE {name}")).await;
        admin.close().await.unwrap();
        let (server, _) = cluster.rsplit_once('/').unwrap();
        Self {
            address: format!("{server}/{name}"),
            folder: tempfile::tempdir().unwrap(),
            postgres: Some((cluster.to_owned(), name)),
        }
    }

    /// A database without tables.
    pub async fn create_empty(engine: Engine) -> Self {
        let database = Self::create(engine).await;
        if let Some((cluster, name)) = &database.postgres {
            let mut admin = PgConnection::connect(cluster).await.unwrap();
            execute(&mut admin, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
            execute(
                &mut admin,
                &format!("CREATE DATABASE {name} TEMPLATE template0"),
            )
            .await;
        }
        database
    }

    /// A connection that is not the program's.
    pub async fn connect(&self) -> Outside {
        if self.postgres.is_some() {
            Outside::Postgres(PgConnection::connect(&self.address).await.unwrap())
        } else {
            let options = SqliteConnectOptions::new()
                .filename(Path::new(&self.address))
                .journal_mode(SqliteJournalMode::Wal)
                .busy_timeout(Duration::from_secs(10));
            Outside::Sqlite(SqliteConnection::connect_with(&options).await.unwrap())
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let Some((cluster, name)) = self.postgres.take() else {
            return;
        };
        // A test ends inside its own runtime; this needs another one.
        let dropped = std::thread::spawn(move || {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap()
                .block_on(async {
                    let mut admin = PgConnection::connect(&cluster).await?;
                    let sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
                    admin.execute(AssertSqlSafe(sql)).await.map(drop)
                })
        })
        .join();
        if !std::thread::panicking() {
            dropped.unwrap().unwrap();
        }
    }
}

fn address_of(cluster: &str, name: &str) -> String {
    let (address, parameters) = cluster.split_once('?').unwrap_or((cluster, ""));
    let (server, _) = address.rsplit_once('/').unwrap();
    format!("{server}/{name}?{parameters}")
}

async fn execute(connection: &mut PgConnection, sql: &str) {
    if let Err(e) = connection.execute(AssertSqlSafe(sql.to_owned())).await {
        panic!("{sql}: {e}");
    }
}

/// A database with the tables of the present migrations, from which those of the tests are copied; made once for a cluster.
async fn migrated_template(cluster: &str, admin: &mut PgConnection) -> String {
    let mut hasher = DefaultHasher::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/postgres");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    for file in files {
        std::fs::read(file).unwrap().hash(&mut hasher);
    }
    let name = format!("mandat_template_{:016x}", hasher.finish());
    // Other tests, also of other processes, wait until it is whole.
    execute(admin, "SELECT pg_advisory_lock(4071)").await;
    let known: Option<i32> = sqlx::query_scalar("SELECT 1 FROM pg_database WHERE datname = $1")
        .bind(&name)
        .fetch_optional(&mut *admin)
        .await
        .unwrap();
    if known.is_none() {
        let unfinished = format!("{name}_unfinished");
        execute(
            admin,
            &format!("DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)"),
        )
        .await;
        execute(
            admin,
            &format!("CREATE DATABASE {unfinished} TEMPLATE template0"),
        )
        .await;
        let db = Db::open(&address_of(cluster, &unfinished)).await.unwrap();
        db.migrate().await.unwrap();
        if let Db::Postgres(pool) = db {
            pool.close().await;
        }
        execute(
            admin,
            &format!("ALTER DATABASE {unfinished} RENAME TO {name}"),
        )
        .await;
    }
    execute(admin, "SELECT pg_advisory_unlock(4071)").await;
    name
}

/// A connection that is not the program's.
pub enum Outside {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// Runs one body with the connection of either engine.
macro_rules! on_either {
    ($outside:expr, |$c:ident| $body:expr) => {
        match $outside {
            Outside::Sqlite($c) => $body,
            Outside::Postgres($c) => $body,
        }
    };
}

impl Outside {
    /// Runs statements, or says why the database refused.
    pub async fn try_execute(&mut self, sql: &str) -> Result<(), sqlx::Error> {
        let sql = AssertSqlSafe(sql.to_owned());
        on_either!(self, |c| c.execute(sqlx::raw_sql(sql)).await.map(drop))
    }

    /// Runs statements.
    pub async fn execute(&mut self, sql: &str) {
        if let Err(e) = self.try_execute(sql).await {
            panic!("{sql}: {e}");
        }
    }

    /// The first column of the rows, numbers.
    pub async fn numbers(&mut self, sql: &str) -> Vec<i64> {
        let query = AssertSqlSafe(sql.to_owned());
        on_either!(self, |c| sqlx::query_scalar(query).fetch_all(c).await)
            .unwrap_or_else(|e| panic!("{sql}: {e}"))
    }

    /// One number.
    pub async fn number(&mut self, sql: &str) -> i64 {
        let numbers = self.numbers(sql).await;
        assert_eq!(numbers.len(), 1, "{sql}");
        numbers[0]
    }

    /// The first column of the rows, texts.
    pub async fn texts(&mut self, sql: &str) -> Vec<String> {
        let query = AssertSqlSafe(sql.to_owned());
        on_either!(self, |c| sqlx::query_scalar(query).fetch_all(c).await)
            .unwrap_or_else(|e| panic!("{sql}: {e}"))
    }

    /// Prepares a statement without running it; `types` of its values where it does not tell them itself.
    pub async fn prepare(&mut self, sql: &str, types: &str) -> Result<(), sqlx::Error> {
        let sql = AssertSqlSafe(sql.to_owned()).into_sql_str();
        match self {
            Self::Sqlite(c) => c.prepare(sql).await.map(drop),
            Self::Postgres(c) => {
                let types: Vec<_> = types
                    .chars()
                    .map(|letter| {
                        if letter == 'n' {
                            <i64 as Type<Postgres>>::type_info()
                        } else {
                            <String as Type<Postgres>>::type_info()
                        }
                    })
                    .collect();
                c.prepare_with(sql, &types).await.map(drop)
            }
        }
    }
}

/// Options to open an SQLite file in another way than the program does.
pub fn sqlite_options(path: &str) -> SqliteConnectOptions {
    SqliteConnectOptions::from_str(&format!("sqlite:{path}")).unwrap()
}
