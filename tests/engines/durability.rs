//! The program makes the engine durable, or does not start.

use std::process::Command;

use mandat::{
    db::{Db, DbError, EngineConn},
    on,
};
use sqlx::{Connection, SqliteConnection, sqlite::SqliteJournalMode};

use crate::support::{Database, Engine, TestApp, block_on, run, sqlite_options};

#[test]
fn row_23_an_sqlite_file_in_another_journal_mode_is_brought_to_the_write_ahead_log() {
    block_on(async {
        let database = Database::create_empty(Engine::Sqlite).await;
        let weak = sqlite_options(&database.address)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Delete);
        let mut other = SqliteConnection::connect_with(&weak).await.unwrap();
        sqlx::query("CREATE TABLE was_here (id INTEGER PRIMARY KEY)")
            .execute(&mut other)
            .await
            .unwrap();
        other.close().await.unwrap();
        Db::open(&database.address).await.unwrap();
        let found = database.connect().await.texts("PRAGMA journal_mode").await;
        assert_eq!(found, ["wal"]);
    });
}

#[test]
fn row_23_an_sqlite_file_that_another_program_keeps_in_a_weaker_mode_is_refused() {
    block_on(async {
        let database = Database::create_empty(Engine::Sqlite).await;
        let weak = sqlite_options(&database.address)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Delete);
        let mut other = SqliteConnection::connect_with(&weak).await.unwrap();
        sqlx::query("CREATE TABLE was_here (id INTEGER PRIMARY KEY)")
            .execute(&mut other)
            .await
            .unwrap();
        let mut reading = other.begin().await.unwrap();
        sqlx::query("SELECT id FROM was_here")
            .fetch_all(&mut *reading)
            .await
            .unwrap();
        assert!(Db::open(&database.address).await.is_err());
    });
}

#[test]
fn row_23_a_database_in_memory_is_refused_with_the_reason() {
    block_on(async {
        let error = Db::open(":memory:").await.unwrap_err();
        assert!(
            matches!(
                error,
                DbError::Setting {
                    setting: "PRAGMA journal_mode",
                    ..
                }
            ),
            "{error}"
        );
        assert!(error.to_string().contains("must be wal"), "{error}");
    });
}

#[test]
fn an_address_of_another_engine_is_refused() {
    block_on(async {
        let error = Db::open("mysql://localhost/mandat").await.unwrap_err();
        assert!(matches!(error, DbError::Address(_)), "{error}");
    });
}

#[test]
fn row_23_a_weak_default_of_the_postgres_database_or_role_does_not_reach_the_program() {
    run(Engine::Postgres, |app: TestApp| async move {
        let mut outside = app.outside().await;
        let name = outside
            .texts("SELECT current_database()::text")
            .await
            .remove(0);
        outside
            .execute(&format!(
                "ALTER DATABASE {name} SET synchronous_commit = off"
            ))
            .await;
        assert_eq!(
            app.outside().await.texts("SHOW synchronous_commit").await,
            ["off"],
            "others get the weak default"
        );
        let db = Db::open(&app.database.address).await.unwrap();
        let mut conn = db.read().await.unwrap();
        let found: String = on!(conn, |c| sqlx::query_scalar(
            "SELECT current_setting('synchronous_commit')"
        )
        .fetch_one(c)
        .await)
        .unwrap();
        assert_eq!(found, "on");
    });
}

#[test]
fn row_23_the_program_ends_with_the_reason_where_a_setting_is_weak() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["serve", "migrate"] {
        let output = Command::new(env!("CARGO_BIN_EXE_mandat"))
            .arg(command)
            .current_dir(folder.path())
            .env("MANDAT_DATABASE_URL", ":memory:")
            .env("MANDAT_LISTEN", "127.0.0.1:0")
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{command}: {told}");
        for word in [
            "PRAGMA journal_mode",
            "must be wal",
            "readers must not wait",
        ] {
            assert!(told.contains(word), "{command}: {told}");
        }
    }
}

#[test]
fn row_23_every_connection_of_the_program_has_the_durable_settings() {
    run(Engine::Sqlite, |app: TestApp| async move {
        // Captured whole: with the test goes the folder of its database.
        let app = app;
        // All that read at once, and the one that writes.
        let mut connections = vec![];
        for _ in 0..4 {
            connections.push(app.app.db.read().await.unwrap());
        }
        let mut tx = app.app.db.begin().await.unwrap();
        for conn in connections.iter_mut().chain(std::iter::once(&mut *tx)) {
            for (pragma, needed) in [
                ("synchronous", 2_i64),
                ("foreign_keys", 1),
                ("secure_delete", 1),
                ("trusted_schema", 0),
            ] {
                let query = sqlx::AssertSqlSafe(format!("PRAGMA {pragma}"));
                let EngineConn::Sqlite(conn) = conn.engine() else {
                    panic!("SQLite")
                };
                let found: i64 = sqlx::query_scalar(query).fetch_one(conn).await.unwrap();
                assert_eq!(found, needed, "{pragma}");
            }
        }
    });
    run(Engine::Postgres, |app: TestApp| async move {
        let app = app;
        let mut connections = vec![];
        for _ in 0..20 {
            connections.push(app.app.db.read().await.unwrap());
        }
        for conn in &mut connections {
            for (setting, needed) in [
                ("synchronous_commit", "on"),
                ("idle_in_transaction_session_timeout", "10s"),
            ] {
                let found: String = on!(conn, |c| sqlx::query_scalar("SELECT current_setting($1)")
                    .bind(setting)
                    .fetch_one(c)
                    .await)
                .unwrap();
                assert_eq!(found, needed, "{setting}");
            }
        }
    });
}
