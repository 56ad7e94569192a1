//! What is written once cannot be changed by SQL.

/// Rows that need nothing round them; their references are not checked here.
const ROWS: [(&str, &str); 10] = [
    (
        "audit_log",
        "INSERT INTO audit_log (chain, seq, at, account_id, actor, act, subject, subject_id, before, after, hash) \
         VALUES (1, 1, 0, NULL, 'A', 'open_poll', 'polls', 1, 'null', '{}', 'x')",
    ),
    (
        "publications",
        "INSERT INTO publications (federation_id, poll_id, version, content, digest, reason, published_at, published_by) \
         VALUES (1, 1, 1, '{}', 'x', '', 0, 1)",
    ),
    (
        "entitlement_computations",
        "INSERT INTO entitlement_computations (federation_id, round_id, statutes_id, document, digest, computed_by, computed_at) \
         VALUES (1, 1, 1, '{}', 'x', 1, 0)",
    ),
    (
        "poll_counts",
        "INSERT INTO poll_counts (poll_id, count, digest) VALUES (1, '{}', 'x')",
    ),
    (
        "poll_presence",
        "INSERT INTO poll_presence (poll_id, federation_id, places, own, deputies, needed, article) VALUES (1, 1, 3, 1, 0, NULL, '')",
    ),
    (
        "box_blocks",
        "INSERT INTO box_blocks (poll_id, number, ballots, hash) VALUES (1, 1, 1, 'x')",
    ),
    (
        "delegation_submissions",
        "INSERT INTO delegation_submissions (federation_id, round_id, body_id, number, submitted_at, digest, content) \
         VALUES (1, 1, 1, 1, 0, 'x', '[]')",
    ),
    (
        "assembly_notices",
        "INSERT INTO assembly_notices (federation_id, assembly_id, number, sent_at, sent_by, late_reason, recipients, content, digest) \
         VALUES (1, 1, 1, 0, 1, '', 1, '{}', 'x')",
    ),
    (
        "motion_versions",
        "INSERT INTO motion_versions (federation_id, motion_id, number, title, text, written_by, written_at, digest) \
         VALUES (1, 1, 1, '{}', '{}', 1, 0, 'x')",
    ),
    (
        "roll_corrections",
        "INSERT INTO roll_corrections (federation_id, roll_id, number, kind, content, reason, requested_by, confirmed_by, confirmed_at, \
         digest_before, digest) VALUES (1, 1, 1, 'strike', '{}', 'lost', 1, 2, 0, 'w', 'x')",
    ),
];

on_both_engines! {
    /// Security checklist row 36: a published result, and row 67: the log of acts.
    async fn row_36_and_row_67_the_log_the_counts_and_the_publications_refuse_every_change(app: TestApp) {
        use crate::support::Engine;
        let mut outside = app.outside().await;
        let (without_references, as_before, key) = match app.engine {
            Engine::Sqlite => ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON", "rowid"),
            Engine::Postgres => ("SET session_replication_role = replica", "SET session_replication_role = origin", "ctid"),
        };
        for (table, insert) in ROWS {
            outside.execute(without_references).await;
            outside.execute(insert).await;
            outside.execute(as_before).await;
            let changed = match table {
                "audit_log" => "actor = 'B'",
                "box_blocks" => "hash = 'y'",
                "poll_presence" => "own = 2",
                _ => "digest = 'y'",
            };
            // This one is kept by its key in SQLite.
            let key = if table == "box_blocks" { "poll_id" } else { key };
            let mut changes = vec![
                format!("UPDATE {table} SET {changed}"),
                format!("DELETE FROM {table}"),
                format!("DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {table})"),
            ];
            if app.engine == Engine::Postgres {
                changes.push(format!("TRUNCATE {table} CASCADE"));
            }
            for change in changes {
                let refusal = outside.try_execute(&change).await.expect_err(&change).to_string();
                assert!(refusal.contains("append-only"), "{change}: {refusal}");
            }
            let untouched = format!("SELECT COUNT(*) FROM {table} WHERE NOT ({changed})");
            assert_eq!(outside.number(&untouched).await, 1, "{table}");
        }
    }
}
