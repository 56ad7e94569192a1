//! Beginning a transaction and going away leaves nothing behind.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use mandat::{db::Db, on};

use crate::support::{Engine, TestApp};

/// Two hundred begins are given up, as many at once as half the connections.
const BATCHES: u32 = 20;
const AT_ONCE: u32 = 10;

/// Waits until no session of the program is inside a transaction; on SQLite, until the one writer is free.
pub async fn nothing_left_open(app: &TestApp) {
    match app.engine {
        Engine::Sqlite => app.app.db.begin().await.unwrap().rollback().await.unwrap(),
        Engine::Postgres => {
            let mut outside = app.outside().await;
            let open = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() \
                AND (state LIKE 'idle in transaction%' OR state = 'active')";
            // Ten times a second for five seconds: shorter than the engine's own remedy for idle transactions.
            for _ in 0..50 {
                if outside.number(open).await == 0 {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            panic!("sessions are left inside a transaction");
        }
    }
}

/// A time shorter than any timer's, for every second one the shortest that a timer has.
async fn a_moment(turns: u32) {
    for _ in 0..turns {
        tokio::task::yield_now().await;
    }
    if turns % 2 == 1 {
        tokio::time::sleep(Duration::from_micros(1)).await;
    }
}

async fn insert_chain(db: &Db, chain: i64) {
    let mut tx = db.begin().await.unwrap();
    on!(tx, |c| sqlx::query(
        "INSERT INTO audit_heads (chain, seq, hash) VALUES ($1, 0, '')"
    )
    .bind(chain)
    .execute(c)
    .await
    .map(drop))
    .unwrap();
    tx.commit().await.unwrap();
}

on_both_engines! {
    async fn row_22_a_begin_that_is_given_up_poisons_no_connection(app: TestApp) {
        let in_flight = Arc::new(AtomicU32::new(0));
        for batch in 0..BATCHES {
            let begins: Vec<_> = (0..AT_ONCE)
                .map(|n| {
                    let (db, in_flight) = (app.app.db.clone(), in_flight.clone());
                    // Given up at once, or at some moment while the engine answers.
                    let turns = (batch * AT_ONCE + n) % 50;
                    tokio::spawn(async move {
                        tokio::select! {
                            biased;
                            begun = db.begin() => drop(begun.unwrap()),
                            () = a_moment(turns) => {
                                in_flight.fetch_add(1, Ordering::SeqCst);
                            }
                        }
                    })
                })
                .collect();
            for begin in begins {
                begin.await.unwrap();
            }
            nothing_left_open(&app).await;
        }
        let in_flight = in_flight.load(Ordering::SeqCst);
        assert!(in_flight > BATCHES * AT_ONCE / 8, "hardly any begin was given up in flight: {in_flight}");
        // More writes at once than there are connections: each passes over one that a given-up begin had used.
        let writes: Vec<_> = (1..=60)
            .map(|chain| {
                let db = app.app.db.clone();
                tokio::spawn(async move { insert_chain(&db, chain).await })
            })
            .collect();
        for write in writes {
            write.await.unwrap();
        }
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM audit_heads").await, 60);
        nothing_left_open(&app).await;
    }

    async fn row_22_a_transaction_dropped_half_way_leaves_nothing_and_frees_its_connection(app: TestApp) {
        for chain in 0..60 {
            let mut tx = app.app.db.begin().await.unwrap();
            on!(tx, |c| sqlx::query("INSERT INTO audit_heads (chain, seq, hash) VALUES ($1, 0, '')").bind(chain).execute(c).await.map(drop))
                .unwrap();
            if chain % 2 == 0 {
                drop(tx);
            } else {
                tx.rollback().await.unwrap();
            }
        }
        nothing_left_open(&app).await;
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM audit_heads").await, 0);
    }
}

#[test]
fn row_22_on_sqlite_a_connection_for_reading_refuses_to_write() {
    crate::support::run(Engine::Sqlite, |app: TestApp| async move {
        let mut conn = app.app.db.read().await.unwrap();
        let refused = on!(conn, |c| sqlx::query("DELETE FROM audit_heads")
            .execute(c)
            .await
            .map(drop));
        assert!(refused.unwrap_err().to_string().contains("readonly"));
    });
}
