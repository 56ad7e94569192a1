//! The log of acts on both engines: it is whole, and it shows where it is not.

use mandat::{
    audit::{self, Act, AlteredBecause, Chain, Verdict, Who},
    types::FederationId,
};
use serde_json::json;

use crate::support::{Engine, TestApp};

const LAKA: Chain = Chain::Federation(FederationId(7));

async fn record(app: &TestApp, chain: Chain, subject: i64) {
    let mut tx = app.app.db.begin().await.unwrap();
    let who = Who::command("test");
    let act = Act {
        chain,
        at: app.app.clock.now(),
        who: &who,
        act: "open_poll",
        subject: ("polls", subject),
        before: json!({"state": "ready"}),
        after: json!({"state": "open"}),
    };
    audit::record(&mut tx, act).await.unwrap();
    tx.commit().await.unwrap();
}

/// Changes the log behind the database's back.
async fn tamper(app: &TestApp, sql: &str) {
    let mut outside = app.outside().await;
    match app.engine {
        Engine::Sqlite => {
            let triggers =
                "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit_log'";
            for trigger in outside.texts(triggers).await {
                outside.execute(&format!("DROP TRIGGER {trigger}")).await;
            }
        }
        Engine::Postgres => {
            outside
                .execute("ALTER TABLE audit_log DISABLE TRIGGER USER")
                .await
        }
    }
    outside.execute(sql).await;
}

async fn found(app: &TestApp) -> Verdict {
    audit::verify(&app.app.db).await.unwrap()
}

fn altered(chain: Chain, seq: i64, reason: AlteredBecause) -> Verdict {
    let chain = match chain {
        Chain::Installation => 0,
        Chain::Federation(id) => id.0,
    };
    Verdict::Altered { chain, seq, reason }
}

/// What `mandat verify audit` says, and whether it found the log intact.
fn command_says(app: &TestApp) -> (bool, String) {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_mandat"))
        .args(["verify", "audit"])
        .env_clear()
        .env("MANDAT_DATABASE_URL", &app.database.address)
        .output()
        .unwrap();
    (
        output.status.success(),
        String::from_utf8(output.stdout).unwrap(),
    )
}

on_both_engines! {
    async fn a_log_as_it_was_written_is_intact(app: TestApp) {
        assert_eq!(found(&app).await, Verdict::Intact(0));
        for subject in 1..=3 {
            record(&app, LAKA, subject).await;
            record(&app, Chain::Installation, subject).await;
        }
        assert_eq!(found(&app).await, Verdict::Intact(6));
        let (intact, said) = command_says(&app);
        assert!(intact && said.contains("6 rows"), "{said}");
        let mut conn = app.app.db.read().await.unwrap();
        let page = audit::page(&mut conn, LAKA, Some(3), 10).await.unwrap();
        assert_eq!(page.iter().map(|e| (e.seq, e.subject_id)).collect::<Vec<_>>(), [(2, 2), (1, 1)]);
    }

    /// Security checklist row 67.
    async fn the_first_altered_row_is_named(app: TestApp) {
        for subject in 1..=4 {
            record(&app, LAKA, subject).await;
        }
        tamper(&app, "UPDATE audit_log SET after = '{\"state\":\"closed\"}' WHERE seq = 3").await;
        assert_eq!(found(&app).await, altered(LAKA, 3, AlteredBecause::HashDiffers));
        tamper(&app, "UPDATE audit_log SET actor = 'somebody else' WHERE seq = 2").await;
        assert_eq!(found(&app).await, altered(LAKA, 2, AlteredBecause::HashDiffers));
        let (intact, said) = command_says(&app);
        assert!(!intact && said.contains("federation 7") && said.contains("row 2"), "{said}");
    }

    async fn a_row_given_a_new_fitting_hash_breaks_the_row_after_it(app: TestApp) {
        for subject in 1..=3 {
            record(&app, LAKA, subject).await;
        }
        // The second row takes the place of the first, with a hash that fits nothing before it.
        tamper(&app, "UPDATE audit_log SET hash = (SELECT l.hash FROM audit_log l WHERE l.seq = 2) WHERE seq = 1").await;
        assert_eq!(found(&app).await, altered(LAKA, 1, AlteredBecause::HashDiffers));
    }

    async fn a_row_taken_out_is_missed(app: TestApp) {
        for subject in 1..=4 {
            record(&app, LAKA, subject).await;
        }
        tamper(&app, "DELETE FROM audit_log WHERE seq = 2").await;
        assert_eq!(found(&app).await, altered(LAKA, 2, AlteredBecause::RowMissing));
    }

    async fn rows_cut_off_at_the_end_are_missed(app: TestApp) {
        for subject in 1..=4 {
            record(&app, LAKA, subject).await;
        }
        tamper(&app, "DELETE FROM audit_log WHERE seq >= 3").await;
        assert_eq!(found(&app).await, altered(LAKA, 2, AlteredBecause::EndMissing));
        tamper(&app, "DELETE FROM audit_log").await;
        assert_eq!(found(&app).await, altered(LAKA, 0, AlteredBecause::EndMissing));
    }

    async fn a_chain_whose_head_was_taken_away_is_checked_all_the_same(app: TestApp) {
        record(&app, LAKA, 1).await;
        tamper(&app, "DELETE FROM audit_heads").await;
        assert_eq!(found(&app).await, altered(LAKA, 1, AlteredBecause::EndMissing));
    }

    async fn a_change_that_is_given_up_leaves_no_act(app: TestApp) {
        record(&app, LAKA, 1).await;
        let mut tx = app.app.db.begin().await.unwrap();
        let who = Who::command("test");
        let act = Act {
            chain: LAKA,
            at: app.app.clock.now(),
            who: &who,
            act: "open_poll",
            subject: ("polls", 2),
            before: json!(null),
            after: json!(null),
        };
        audit::record(&mut tx, act).await.unwrap();
        drop(tx);
        record(&app, LAKA, 3).await;
        assert_eq!(found(&app).await, Verdict::Intact(2));
    }

    async fn acts_at_the_same_time_make_one_chain_without_forks(app: TestApp) {
        let app = std::sync::Arc::new(app);
        let tasks: Vec<_> = (0..24)
            .map(|n| {
                let app = app.clone();
                tokio::spawn(async move { record(&app, LAKA, n).await })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(found(&app).await, Verdict::Intact(24));
    }
}
