//! The database: one type for both engines, and the only file that names an engine.
//!
//! A [`Conn`] reads. A [`Tx`] is a write transaction and also reads. There is no way to write outside a `Tx`.
//! Statements are one portable text for SQLite and PostgreSQL (see ARCHITECTURE.md for the subset); [`on!`] runs one body with
//! the driver of either engine.

use std::{
    path::Path,
    str::FromStr,
    time::{Duration, Instant},
};

use rust_embed::RustEmbed;
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Executor, PgPool, Postgres, SqlSafeStr, Sqlite,
    SqlitePool, Transaction,
    migrate::{Migration, MigrationType, Migrator},
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgConnection, PgPoolOptions},
    sqlite::{
        SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions,
        SqliteSynchronous,
    },
};

/// What can go wrong between the program and its database.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    #[error("database: {0}")]
    Engine(#[from] sqlx::Error),
    #[error("database migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error("the address of the database is neither a path nor postgres://...: {0}")]
    Address(String),
    #[error("the database setting {setting} is {found}, but must be {needed}: {why}")]
    Setting {
        setting: &'static str,
        found: String,
        needed: &'static str,
        why: &'static str,
    },
    #[error("a row in {table} cannot be read: {problem}")]
    Row {
        table: &'static str,
        problem: String,
    },
    #[error("the work was interrupted before its end")]
    Interrupted,
}

impl DbError {
    /// A stored value that the program cannot read back.
    pub fn row(table: &'static str, problem: impl ToString) -> Self {
        Self::Row {
            table,
            problem: problem.to_string(),
        }
    }

    /// Whether the same request may succeed a moment later: the database is away, busy or gave up a lock.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Engine(sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed) => true,
            Self::Engine(sqlx::Error::Io(_)) => true,
            Self::Engine(sqlx::Error::Database(e)) => e.code().is_some_and(|c| {
                // SQLite: busy, locked, full. PostgreSQL: serialisation, deadlock, lock timeout, shutdown, connection, out of disk, closed to connections.
                matches!(
                    c.as_ref(),
                    "5" | "6"
                        | "13"
                        | "261"
                        | "517"
                        | "40001"
                        | "40P01"
                        | "55P03"
                        | "57P01"
                        | "57P03"
                        | "53100"
                        | "55000"
                ) || c.starts_with("08")
            }),
            Self::Interrupted => true,
            _ => false,
        }
    }

    /// Whether something cannot go because something else refers to it.
    pub fn is_in_use(&self) -> bool {
        matches!(self, Self::Engine(sqlx::Error::Database(e)) if e.is_foreign_key_violation())
    }
}

/// Runs one body with the connection of either engine.
#[macro_export]
macro_rules! on {
    ($conn:expr, |$c:ident| $body:expr) => {
        match $conn.engine() {
            $crate::db::EngineConn::Sqlite($c) => $body,
            $crate::db::EngineConn::Postgres($c) => $body,
        }
    };
}

/// Declares the SQL texts of a store, and a list of them that a test prepares on both engines.
#[macro_export]
macro_rules! statements {
    ($($(#[$meta:meta])* $name:ident = $sql:expr;)*) => {
        $($(#[$meta])* pub(crate) const $name: &str = $sql;)*
        /// Name and text of every statement of this store.
        pub const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
    };
}

/// A handle on the database; cheap to clone.
#[derive(Clone, Debug)]
pub enum Db {
    /// Embedded: one connection that writes, several that read.
    Sqlite {
        write: SqlitePool,
        read: SqlitePool,
    },
    Postgres(PgPool),
}

/// A connection that reads.
pub struct Conn(Inner);

enum Inner {
    SqliteRead(PoolConnection<Sqlite>),
    PostgresRead(PoolConnection<Postgres>),
    SqliteTx(Transaction<'static, Sqlite>),
    PostgresTx(Transaction<'static, Postgres>),
}

/// The driver's connection of the engine in use; only [`on!`] needs it.
pub enum EngineConn<'a> {
    Sqlite(&'a mut SqliteConnection),
    Postgres(&'a mut PgConnection),
}

/// A write transaction. Dropped without [`Tx::commit`], it is rolled back.
pub struct Tx(Conn);

impl Conn {
    /// The engine's own connection.
    pub fn engine(&mut self) -> EngineConn<'_> {
        match &mut self.0 {
            Inner::SqliteRead(c) => EngineConn::Sqlite(c),
            Inner::PostgresRead(c) => EngineConn::Postgres(c),
            Inner::SqliteTx(t) => EngineConn::Sqlite(t),
            Inner::PostgresTx(t) => EngineConn::Postgres(t),
        }
    }
}

impl std::ops::Deref for Tx {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.0
    }
}

impl std::ops::DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.0
    }
}

impl Tx {
    /// Makes everything written in this transaction durable and visible.
    pub async fn commit(self) -> Result<(), DbError> {
        match self.0.0 {
            Inner::SqliteTx(t) => t.commit().await?,
            Inner::PostgresTx(t) => t.commit().await?,
            Inner::SqliteRead(_) | Inner::PostgresRead(_) => {}
        }
        Ok(())
    }

    /// Gives up everything written in this transaction.
    pub async fn rollback(self) -> Result<(), DbError> {
        match self.0.0 {
            Inner::SqliteTx(t) => t.rollback().await?,
            Inner::PostgresTx(t) => t.rollback().await?,
            Inner::SqliteRead(_) | Inner::PostgresRead(_) => {}
        }
        Ok(())
    }
}

#[derive(RustEmbed)]
#[folder = "migrations/"]
struct MigrationFiles;

/// The migrations of one engine, from the files embedded in the program.
fn migrations(folder: &str) -> Result<Migrator, DbError> {
    let mut files: Vec<_> = MigrationFiles::iter()
        .filter(|path| path.starts_with(folder))
        .collect();
    files.sort();
    let read = |path: &str| {
        let (number, name) = path
            .strip_prefix(folder)?
            .strip_prefix('/')?
            .strip_suffix(".sql")?
            .split_once('_')?;
        let sql = String::from_utf8(MigrationFiles::get(path)?.data.into_owned()).ok()?;
        Some(Migration::new(
            number.parse().ok()?,
            name.to_owned().into(),
            MigrationType::Simple,
            AssertSqlSafe(sql).into_sql_str(),
            false,
        ))
    };
    let list = files
        .iter()
        .map(|path| read(path).ok_or_else(|| DbError::row("migrations", path)))
        .collect::<Result<_, _>>()?;
    Ok(Migrator::with_migrations(list))
}

/// How long a request waits for a free connection or a lock.
pub const PATIENCE: Duration = Duration::from_secs(5);
/// The same for SQLite, where it was shorter for a while.
const BUSY_TIMEOUT: &str = "PRAGMA busy_timeout = 5000";

impl Db {
    /// Whether the database is a file of the program, and no server of its own.
    pub fn is_embedded(&self) -> bool {
        match self {
            Self::Sqlite { .. } => true,
            Self::Postgres(_) => false,
        }
    }

    /// Opens the database at `address` (a file path, `sqlite:path`, or `postgres://...`) and asserts its durability settings.
    ///
    /// # Errors
    /// When it cannot be reached, or when a setting could lose an acknowledged vote ([`DbError::Setting`]).
    pub async fn open(address: &str) -> Result<Self, DbError> {
        let db = if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            Self::open_postgres(address).await?
        } else if let Some((scheme, _)) = address.split_once("://") {
            return Err(DbError::Address(scheme.to_owned()));
        } else {
            Self::open_sqlite(Path::new(
                address.strip_prefix("sqlite:").unwrap_or(address),
            ))
            .await?
        };
        db.assert_durable().await?;
        Ok(db)
    }

    async fn open_sqlite(path: &Path) -> Result<Self, DbError> {
        if let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(sqlx::Error::Io)?;
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // NORMAL may roll back acknowledged commits on power loss.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            // Deleted ballots are overwritten, not only unlinked.
            .pragma("secure_delete", "ON")
            .pragma("trusted_schema", "OFF")
            .disable_statement_logging();
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(PATIENCE)
            .after_release(|conn, _| {
                Box::pin(async move {
                    // An aborted begin must not leave the next borrower inside a transaction; outside one this answers an error.
                    let _ = conn.execute("ROLLBACK").await;
                    // On a full disk the engine rolls back by itself. sqlx 0.9.0 does not notice, and would begin nothing on this
                    // connection any more: the pool opens another one.
                    Ok(!conn.is_in_transaction())
                })
            })
            .connect_with(options.clone())
            .await?;
        let read = SqlitePoolOptions::new()
            .max_connections(4)
            .acquire_timeout(PATIENCE)
            .connect_with(options.pragma("query_only", "ON"))
            .await?;
        Ok(Self::Sqlite { write, read })
    }

    async fn open_postgres(url: &str) -> Result<Self, DbError> {
        let options = PgConnectOptions::from_str(url)?
            .application_name("mandat")
            .options([
                ("synchronous_commit", "on"),
                // Heals a connection left inside a transaction.
                ("idle_in_transaction_session_timeout", "10s"),
                ("lock_timeout", "5s"),
                // The rollback on release warns each time that there is nothing to roll back.
                ("client_min_messages", "error"),
            ])
            .disable_statement_logging();
        let pool = PgPoolOptions::new()
            .max_connections(20)
            .acquire_timeout(PATIENCE)
            .after_release(|conn, _| {
                Box::pin(async move {
                    // sqlx 0.9.0: a begin cancelled in flight leaves the connection inside a transaction that it does not know
                    // of; a later statement would be acknowledged and never committed.
                    conn.execute("ROLLBACK").await?;
                    Ok(true)
                })
            })
            .connect_with(options)
            .await?;
        Ok(Self::Postgres(pool))
    }

    /// Brings the schema to this program's version.
    pub async fn migrate(&self) -> Result<(), DbError> {
        match self {
            Self::Sqlite { write, .. } => migrations("sqlite")?.run(write).await?,
            Self::Postgres(pool) => migrations("postgres")?.run(pool).await?,
        }
        Ok(())
    }

    /// A connection for reading.
    pub async fn read(&self) -> Result<Conn, DbError> {
        Ok(Conn(match self {
            Self::Sqlite { read, .. } => Inner::SqliteRead(read.acquire().await?),
            Self::Postgres(pool) => Inner::PostgresRead(pool.acquire().await?),
        }))
    }

    /// Begins a write transaction.
    ///
    /// The begin runs in a task of its own: a request dropped while it is in flight leaves no connection inside a transaction.
    /// What follows in the transaction is protected by the detached handlers of `web`.
    pub async fn begin(&self) -> Result<Tx, DbError> {
        let db = self.clone();
        tokio::spawn(async move {
            Ok(Tx(Conn(match db {
                // A deferred BEGIN that reads and then writes fails in spite of the busy timeout.
                Self::Sqlite { write, .. } => {
                    Inner::SqliteTx(write.begin_with("BEGIN IMMEDIATE").await?)
                }
                Self::Postgres(pool) => Inner::PostgresTx(pool.begin().await?),
            })))
        })
        .await
        .unwrap_or(Err(DbError::Interrupted))
    }

    /// Whether the database answers.
    pub async fn is_reachable(&self) -> bool {
        let Ok(mut conn) = self.read().await else {
            return false;
        };
        let one: Result<i64, _> = on!(conn, |c| sqlx::query_scalar("SELECT CAST(1 AS BIGINT)")
            .fetch_one(c)
            .await);
        one.is_ok()
    }

    /// Removes what the engine's own files keep of ballots and marks that were rewritten at closing: the order in which they
    /// came. SQLite: the write-ahead log is emptied. PostgreSQL: the tables are rewritten without dead rows, so that no system
    /// column leads from one to the other.
    ///
    /// # Errors
    /// When another connection keeps the old state in use; the caller tries again later.
    pub async fn remove_traces_of_casting(&self) -> Result<(), DbError> {
        match self {
            Self::Sqlite { .. } => self.empty_write_ahead_log().await,
            Self::Postgres(pool) => rewrite_without_dead_rows(&mut *pool.acquire().await?).await,
        }
    }

    /// Empties SQLite's write-ahead log, which keeps rows as they were before they were changed. PostgreSQL's is the server's own
    /// matter: it recycles it, and takes dead rows away by itself.
    ///
    /// # Errors
    /// When another connection keeps the old state in use; the caller tries again later.
    pub async fn empty_write_ahead_log(&self) -> Result<(), DbError> {
        let Self::Sqlite { write, .. } = self else {
            return Ok(());
        };
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            // Writers come in between the tries: none of them waits for the readers that this waits for.
            let mut conn = write.acquire().await?;
            conn.execute("PRAGMA busy_timeout = 20").await?;
            let emptied = sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)")
                .fetch_one(&mut *conn)
                .await;
            conn.execute(BUSY_TIMEOUT).await?;
            drop(conn);
            let (busy, _, _): (i64, i64, i64) = emptied?;
            if busy == 0 {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err(DbError::Interrupted)
    }

    async fn assert_durable(&self) -> Result<(), DbError> {
        match self {
            Self::Sqlite { write, read } => {
                for pool in [write, read] {
                    let mut conn = pool.acquire().await?;
                    for setting in &SQLITE_SETTINGS {
                        let row = conn.fetch_one(setting.query).await?;
                        setting.refuse_other(pragma_value(&row))?;
                    }
                }
            }
            Self::Postgres(pool) => {
                let mut conn = pool.acquire().await?;
                for setting in &POSTGRES_SETTINGS {
                    let found: String = sqlx::query_scalar(setting.query)
                        .fetch_one(&mut *conn)
                        .await?;
                    setting.refuse_other(found)?;
                }
            }
        }
        Ok(())
    }
}

/// A setting of an engine without which the program does not start.
struct Setting {
    query: &'static str,
    needed: &'static str,
    /// A value that is stronger than the needed one.
    stronger: Option<&'static str>,
    why: &'static str,
}

impl Setting {
    const fn new(query: &'static str, needed: &'static str, why: &'static str) -> Self {
        Self {
            query,
            needed,
            stronger: None,
            why,
        }
    }

    fn refuse_other(&self, found: String) -> Result<(), DbError> {
        if found == self.needed || Some(found.as_str()) == self.stronger {
            return Ok(());
        }
        Err(DbError::Setting {
            setting: self.query,
            found,
            needed: self.needed,
            why: self.why,
        })
    }
}

const SQLITE_SETTINGS: [Setting; 4] = [
    Setting {
        stronger: Some("3"),
        ..Setting::new(
            "PRAGMA synchronous",
            "2",
            "an acknowledged vote must survive a loss of power",
        )
    },
    Setting::new(
        "PRAGMA journal_mode",
        "wal",
        "readers must not wait for the writer",
    ),
    Setting::new("PRAGMA foreign_keys", "1", "references must hold"),
    Setting::new(
        "PRAGMA secure_delete",
        "1",
        "deleted ballots must not stay in the file",
    ),
];

const POSTGRES_SETTINGS: [Setting; 6] = [
    Setting::new(
        "SHOW fsync",
        "on",
        "an acknowledged vote must survive a loss of power",
    ),
    Setting::new(
        "SHOW full_page_writes",
        "on",
        "a torn page would damage the box",
    ),
    Setting {
        stronger: Some("remote_apply"),
        ..Setting::new(
            "SHOW synchronous_commit",
            "on",
            "an acknowledged vote must survive a crash",
        )
    },
    Setting::new(
        "SHOW track_commit_timestamp",
        "off",
        "it would record when each voter voted",
    ),
    Setting::new(
        "SHOW log_statement",
        "none",
        "the log of the server would tell who voted how",
    ),
    // A slow statement would be logged with its values.
    Setting::new(
        "SHOW log_min_duration_statement",
        "-1",
        "the log of the server would tell who voted how",
    ),
];

fn pragma_value(row: &sqlx::sqlite::SqliteRow) -> String {
    use sqlx::Row;
    row.try_get::<i64, _>(0)
        .map(|n| n.to_string())
        .or_else(|_| row.try_get::<String, _>(0))
        .unwrap_or_default()
}

/// Tables that hold ballots, trackers and marks while a poll is open, what was counted on paper and what opens a sealed box (a plain VACUUM would leave the bytes of dead rows in their
/// pages), and what is left in the first two where no poll is.
const REWRITE: [&str; 6] = [
    "VACUUM (FULL) ballots",
    "VACUUM (FULL) trackers",
    "VACUUM (FULL) marks",
    "VACUUM (FULL) roll_call_votes",
    "VACUUM (FULL) paper_sheets",
    "VACUUM (FULL) poll_key_shares",
];
const LEFT_OVER: &str = "SELECT CASE WHEN EXISTS (SELECT 1 FROM ballots) THEN 0 ELSE pg_relation_size('ballots') END \
    + CASE WHEN EXISTS (SELECT 1 FROM trackers) THEN 0 ELSE pg_relation_size('trackers') END";
const NOW_IN_MICROSECONDS: &str =
    "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)";
const OLDER_TRANSACTIONS: &str = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() \
    AND pid <> pg_backend_pid() AND CAST(EXTRACT(EPOCH FROM xact_start) * 1000000 AS BIGINT) <= $1";

async fn rewrite_without_dead_rows(conn: &mut PgConnection) -> Result<(), DbError> {
    let began: i64 = sqlx::query_scalar(NOW_IN_MICROSECONDS)
        .fetch_one(&mut *conn)
        .await?;
    for _ in 0..50 {
        // A transaction that may still look at dead rows makes the engine carry them over into the new files.
        let older: i64 = sqlx::query_scalar(OLDER_TRANSACTIONS)
            .bind(began)
            .fetch_one(&mut *conn)
            .await?;
        if older == 0 {
            for statement in REWRITE {
                conn.execute(statement).await?;
            }
            let left: i64 = sqlx::query_scalar(LEFT_OVER).fetch_one(&mut *conn).await?;
            if left == 0 {
                return Ok(());
            }
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err(DbError::Interrupted)
}

/// An exclusive lock over the whole schema is never needed: state changes compare and set one row and expect it to change.
///
/// Turns the number of rows that changed into whether the row was still as expected.
pub fn changed_one(rows: u64) -> bool {
    rows == 1
}

mod copy;
#[cfg(test)]
mod tests;
