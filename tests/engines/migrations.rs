//! Both engines have the same migrations, and the same tables after them.

use std::{collections::BTreeSet, path::Path};

use mandat::db::Db;

use crate::support::{Database, Engine, block_on};

fn files(engine: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("migrations")
        .join(engine);
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn both_engines_have_migrations_of_the_same_numbers_and_names() {
    let names = files("sqlite");
    assert_eq!(names, files("postgres"));
    let numbers: Vec<usize> = names
        .iter()
        .map(|name| name.split_once('_').unwrap().0.parse().unwrap())
        .collect();
    assert_eq!(
        numbers,
        (1..=names.len()).collect::<Vec<_>>(),
        "numbered from 1 without gaps"
    );
}

/// One line for each fact of the schema, in words of neither engine.
const SQLITE_FACTS: [&str; 6] = [
    "SELECT t.name || '.' || c.name || CASE c.type WHEN 'INTEGER' THEN ' number' WHEN 'TEXT' THEN ' text' WHEN 'BLOB' THEN ' bytes' \
        ELSE ' ' || c.type END || CASE WHEN c.\"notnull\" = 1 OR c.pk > 0 THEN ' required' ELSE '' END \
        || CASE WHEN c.dflt_value IS NULL THEN '' ELSE ' default' END \
     FROM pragma_table_list t, pragma_table_info(t.name) c WHERE TABLES",
    "SELECT t.name || ' primary key ' || (SELECT group_concat(name) FROM (SELECT name FROM pragma_table_info(t.name) WHERE pk > 0 ORDER BY pk)) \
     FROM pragma_table_list t WHERE TABLES",
    "SELECT t.name || CASE i.\"unique\" WHEN 1 THEN ' unique ' ELSE ' index ' END \
        || (SELECT group_concat(name) FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno)) \
        || CASE i.partial WHEN 1 THEN ' where ' || (SELECT substr(sql, instr(sql, 'WHERE') + 6) FROM sqlite_schema WHERE name = i.name) ELSE '' END \
     FROM pragma_table_list t, pragma_index_list(t.name) i WHERE TABLES AND i.origin <> 'pk'",
    "SELECT t.name || ' refers ' || f.\"from\" || ' to ' || f.\"table\" FROM pragma_table_list t, pragma_foreign_key_list(t.name) f WHERE TABLES",
    "SELECT t.name || ' checks ' || s.sql FROM pragma_table_list t JOIN sqlite_schema s ON s.name = t.name WHERE TABLES",
    "SELECT DISTINCT t.name || ' is guarded' FROM pragma_table_list t JOIN sqlite_schema s ON s.tbl_name = t.name AND s.type = 'trigger' \
     WHERE TABLES",
];
const SQLITE_TABLES: &str = "t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE '_sqlx%'";

const POSTGRES_FACTS: [&str; 6] = [
    "SELECT t.relname || '.' || a.attname || CASE a.atttypid::regtype::text WHEN 'bigint' THEN ' number' WHEN 'text' THEN ' text' \
        WHEN 'bytea' THEN ' bytes' ELSE ' ' || a.atttypid::regtype::text END || CASE WHEN a.attnotnull THEN ' required' ELSE '' END \
        || CASE WHEN a.atthasdef THEN ' default' ELSE '' END \
     FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped WHERE TABLES",
    "SELECT t.relname || ' primary key ' || COLUMNS FROM pg_class t JOIN pg_index i ON i.indrelid = t.oid WHERE TABLES AND i.indisprimary",
    "SELECT t.relname || CASE WHEN i.indisunique THEN ' unique ' ELSE ' index ' END || COLUMNS \
        || COALESCE(' where ' || pg_get_expr(i.indpred, i.indrelid), '') \
     FROM pg_class t JOIN pg_index i ON i.indrelid = t.oid WHERE TABLES AND NOT i.indisprimary",
    "SELECT t.relname || ' refers ' || a.attname || ' to ' || other.relname FROM pg_class t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f' \
     JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (k.conkey) JOIN pg_class other ON other.oid = k.confrelid WHERE TABLES",
    "SELECT t.relname || ' checks ' || (SELECT COUNT(*) FROM pg_constraint k WHERE k.conrelid = t.oid AND k.contype = 'c') FROM pg_class t WHERE TABLES",
    "SELECT DISTINCT t.relname || ' is guarded' FROM pg_class t JOIN pg_trigger g ON g.tgrelid = t.oid AND NOT g.tgisinternal WHERE TABLES",
];
const POSTGRES_TABLES: &str =
    "t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace AND t.relname NOT LIKE '\\_sqlx%'";
const POSTGRES_COLUMNS: &str = "(SELECT string_agg(a.attname, ',' ORDER BY k.place) FROM unnest(i.indkey) WITH ORDINALITY AS k (number, place) \
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number)";

/// Writes conditions of partial indexes, and the number of checks, in one way.
fn in_one_way(fact: String) -> String {
    if let Some((table, definition)) = fact.split_once(" checks CREATE") {
        let code = definition
            .lines()
            .map(|line| line.split("--").next().unwrap_or_default());
        let checks = code
            .map(|line| line.matches("CHECK (").count())
            .sum::<usize>();
        return format!("{table} checks {checks}");
    }
    match fact.split_once(" where ") {
        Some((index, condition)) => {
            let condition = condition
                .replace("::text", "")
                .replace("::bigint", "")
                .replace(['(', ')'], "");
            format!(
                "{index} where {}",
                condition.split_whitespace().collect::<Vec<_>>().join(" ")
            )
        }
        None => fact,
    }
}

async fn facts(engine: Engine) -> BTreeSet<String> {
    let database = Database::create_empty(engine).await;
    Db::open(&database.address)
        .await
        .unwrap()
        .migrate()
        .await
        .unwrap();
    let mut outside = database.connect().await;
    let mut facts = BTreeSet::new();
    let (queries, tables) = match engine {
        Engine::Sqlite => (SQLITE_FACTS, SQLITE_TABLES),
        Engine::Postgres => (POSTGRES_FACTS, POSTGRES_TABLES),
    };
    for query in queries {
        let query = query
            .replace("TABLES", tables)
            .replace("COLUMNS", POSTGRES_COLUMNS);
        let found = outside.texts(&query).await;
        assert!(!found.is_empty(), "{query}");
        facts.extend(found.into_iter().map(in_one_way));
    }
    facts
}

#[test]
fn both_engines_have_the_same_tables_columns_keys_indexes_references_checks_and_guards() {
    if !Engine::Postgres.is_here() {
        return;
    }
    block_on(async {
        let (sqlite, postgres) = (facts(Engine::Sqlite).await, facts(Engine::Postgres).await);
        let differences: Vec<_> = sqlite
            .difference(&postgres)
            .map(|fact| format!("only SQLite: {fact}"))
            .chain(
                postgres
                    .difference(&sqlite)
                    .map(|fact| format!("only PostgreSQL: {fact}")),
            )
            .collect();
        assert!(differences.is_empty(), "{}", differences.join("\n"));
        assert!(sqlite.len() > 200, "hardly any facts: {}", sqlite.len());
    });
}

on_both_engines! {
    async fn migrating_a_second_time_changes_nothing(app: TestApp) {
        app.federation("laka").await;
        app.app.db.migrate().await.unwrap();
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM federations").await, 1);
    }
}

#[test]
fn sqlite_keeps_to_the_declared_types() {
    block_on(async {
        let database = Database::create_empty(Engine::Sqlite).await;
        Db::open(&database.address)
            .await
            .unwrap()
            .migrate()
            .await
            .unwrap();
        let lax = format!(
            "SELECT t.name FROM pragma_table_list t WHERE {SQLITE_TABLES} AND t.strict = 0"
        );
        assert_eq!(
            database.connect().await.texts(&lax).await,
            Vec::<String>::new()
        );
    });
}

fn waiting_requests_survive(engine: Engine, folder: &str) {
    if !engine.is_here() {
        return;
    }
    block_on(async {
        let database = Database::create_empty(engine).await;
        // Opening makes the file of SQLite.
        drop(Db::open(&database.address).await.unwrap());
        let mut outside = database.connect().await;
        for name in files(folder) {
            if name.starts_with("0009") {
                outside
                    .execute(
                        "INSERT INTO federations (slug, name, kind, locale, contact, demo, created_at, revision) \
                         VALUES ('laka', 'LAKA', 'councils', 'de', '', 0, 0, 1); \
                         INSERT INTO accounts (email, email_key, name, locale, created_at, revision) \
                         VALUES ('a@example.org', 'a@example.org', 'A', 'de', 0, 1); \
                         INSERT INTO approvals (federation_id, act, subject_id, reason, requested_by, requested_at, state) \
                         SELECT f.id, 'reissue_code', 7, 'lost', a.id, 5, 'waiting' FROM federations f, accounts a",
                    )
                    .await;
            }
            let path = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("migrations")
                .join(folder)
                .join(name);
            outside
                .execute(&std::fs::read_to_string(path).unwrap())
                .await;
        }
        let kept = "SELECT act || ' ' || subject_id || ' ' || reason || ' [' || content || '] ' || state FROM approvals";
        assert_eq!(
            outside.texts(kept).await,
            ["reissue_code 7 lost [] waiting"]
        );
        let of_another_room = "INSERT INTO approvals (federation_id, act, subject_id, content, reason, requested_by, requested_at, state) \
             SELECT federation_id, 'certify_election', 7, 'ab', '', requested_by, 6, 'waiting' FROM approvals WHERE act = 'reissue_code'";
        outside.execute(of_another_room).await;
        assert!(
            outside.try_execute(of_another_room).await.is_err(),
            "one waits for each act and subject"
        );
    });
}

#[test]
fn requests_that_wait_survive_the_migration_to_approvals_of_all_rooms() {
    waiting_requests_survive(Engine::Sqlite, "sqlite");
    waiting_requests_survive(Engine::Postgres, "postgres");
}

fn frozen_rolls_survive(engine: Engine, folder: &str) {
    if !engine.is_here() {
        return;
    }
    block_on(async {
        let database = Database::create_empty(engine).await;
        drop(Db::open(&database.address).await.unwrap());
        let mut outside = database.connect().await;
        for name in files(folder) {
            if name.starts_with("0015") {
                outside
                    .execute(
                        "INSERT INTO federations (slug, name, kind, locale, contact, demo, created_at, revision) \
                         VALUES ('laka', 'LAKA', 'councils', 'de', '', 0, 0, 1); \
                         INSERT INTO bodies (federation_id, species, delegate_places, contact_email, website, search_key, revision) \
                         SELECT id, 'council', 1, '', '', 'x', 1 FROM federations; \
                         INSERT INTO people (federation_id, given_name, family_name, email, phone, locale, search_key, revision) \
                         SELECT id, 'Nils', 'Öz', '', '', 'de', 'x', 1 FROM federations; \
                         INSERT INTO delegation_rounds (federation_id, title, day, state, revision) SELECT id, 'V', 1, 'frozen', 1 FROM federations; \
                         INSERT INTO delegation_rounds (federation_id, title, day, state, revision) SELECT id, 'W', 1, 'open', 1 FROM federations; \
                         INSERT INTO rolls (federation_id, round_id, title, state, frozen_at, digest, entries, revision) \
                         SELECT federation_id, id, title, 'frozen', 1, 'ab', 1, 1 FROM delegation_rounds WHERE title = 'V'; \
                         INSERT INTO rolls (federation_id, round_id, title, state, entries, revision) \
                         SELECT federation_id, id, title, 'building', 0, 1 FROM delegation_rounds WHERE title = 'W'; \
                         INSERT INTO roll_entries (id, federation_id, roll_id, number, person_id, body_id, name, body_name, votes) \
                         SELECT 7, r.federation_id, r.id, 1, p.id, b.id, 'Nils Öz', 'Ulm', 2 FROM rolls r, people p, bodies b WHERE r.title = 'V'; \
                         INSERT INTO codes (id, roll_id, entry_id, selector, verifier_hash, voided) SELECT 9, roll_id, id, 'ABCDEF', 'x', 0 FROM roll_entries",
                    )
                    .await;
            }
            let path = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("migrations")
                .join(folder)
                .join(name);
            outside
                .execute(&std::fs::read_to_string(path).unwrap())
                .await;
        }
        let formats =
            "SELECT title || ' ' || format || ' ' || corrections FROM rolls ORDER BY title";
        assert_eq!(outside.texts(formats).await, ["V 1 0", "W 2 0"]);
        let kept = "SELECT e.name || ' ' || e.votes || ' [' || e.name_sha256 || '] ' || c.selector FROM codes c \
             JOIN roll_entries e ON e.id = c.entry_id WHERE c.id = 9 AND e.id = 7 AND e.held_by IS NULL AND e.struck = 0 AND c.stand_in_id IS NULL";
        assert_eq!(outside.texts(kept).await, ["Nils Öz 2 [] ABCDEF"]);
        let of_nobody = "INSERT INTO codes (roll_id, selector, verifier_hash, voided) SELECT roll_id, 'GHJKMN', 'x', 0 FROM roll_entries";
        assert!(outside.try_execute(of_nobody).await.is_err());
    });
}

#[test]
fn frozen_rolls_with_names_in_clear_survive_the_migration_to_commitments() {
    frozen_rolls_survive(Engine::Sqlite, "sqlite");
    frozen_rolls_survive(Engine::Postgres, "postgres");
}

fn published_results_are_entered(engine: Engine, folder: &str) {
    if !engine.is_here() {
        return;
    }
    block_on(async {
        let database = Database::create_empty(engine).await;
        drop(Db::open(&database.address).await.unwrap());
        let mut outside = database.connect().await;
        for name in files(folder) {
            if name.starts_with("0027") {
                let title = r#"{"title": {"de": "Großes Öl"}, "question": {"de": "Ja?"}}"#;
                let assembly = r#"{"title": "Ulm", "day": "2026-05-09"}"#;
                let carried = r#"{"kind": "motion", "accepted": true}"#;
                let contents = [
                    (
                        1,
                        1,
                        format!(r#"{{"assembly": null, "poll": {title}, "outcome": {carried}}}"#),
                    ),
                    (
                        1,
                        2,
                        format!(
                            r#"{{"assembly": {assembly}, "poll": {title}, "outcome": {carried}}}"#
                        ),
                    ),
                    (
                        2,
                        1,
                        format!(r#"{{"assembly": null, "poll": {title}, "outcome": {carried}}}"#),
                    ),
                    (
                        3,
                        1,
                        format!(
                            r#"{{"assembly": null, "poll": {title}, "outcome": {{"kind": "election", "tied": [1, 2]}}}}"#
                        ),
                    ),
                    (
                        4,
                        1,
                        format!(
                            r#"{{"assembly": null, "poll": {title}, "outcome": {{"kind": "motion", "awaits": "lot"}}}}"#
                        ),
                    ),
                    (
                        5,
                        1,
                        format!(
                            r#"{{"assembly": null, "poll": {title}, "outcome": {{"kind": "election", "tied": []}}}}"#
                        ),
                    ),
                ];
                outside
                    .execute(
                        "INSERT INTO federations (slug, name, kind, locale, contact, demo, created_at, revision) \
                         VALUES ('laka', 'LAKA', 'councils', 'de', '', 0, 0, 1); \
                         INSERT INTO accounts (email, email_key, name, locale, created_at, revision) \
                         VALUES ('a@example.org', 'a@example.org', 'A', 'de', 0, 1); \
                         INSERT INTO delegation_rounds (federation_id, title, day, state, revision) SELECT id, 'V', 1, 'frozen', 1 FROM federations; \
                         INSERT INTO rolls (federation_id, round_id, title, state, frozen_at, digest, entries, revision) \
                         SELECT federation_id, id, title, 'frozen', 1, 'ab', 1, 1 FROM delegation_rounds",
                    )
                    .await;
                for poll in 1..=5 {
                    outside
                        .execute(&format!(
                            "INSERT INTO polls (id, federation_id, roll_id, position, kind, method, secrecy, title, question, max_choices, seats, rule, \
                             state, opened_at, closed_at, traces_removed, revision) SELECT {poll}, federation_id, id, {poll}, 'motion', 'yes_no', \
                             'secret', '{{}}', '{{}}', 1, 1, '{{}}', 'published', 0, 1, 1, 1 FROM rolls"
                        ))
                        .await;
                }
                for (poll, version, content) in contents {
                    outside
                        .execute(&format!(
                            "INSERT INTO publications (federation_id, poll_id, version, content, digest, reason, published_at, published_by) \
                             SELECT f.id, {poll}, {version}, '{content}', 'ab', '', 172800001, a.id FROM federations f, accounts a"
                        ))
                        .await;
                }
            }
            let path = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("migrations")
                .join(folder)
                .join(name);
            outside
                .execute(&std::fs::read_to_string(path).unwrap())
                .await;
        }
        // The day of the assembly, else of the publication; what still waits for a lot or a runoff is no decision.
        let entered =
            "SELECT poll_id || ' ' || version || ' ' || day FROM decisions ORDER BY poll_id";
        assert_eq!(
            outside.texts(entered).await,
            ["1 2 20582", "2 1 2", "5 1 2"]
        );
        let found = "SELECT COUNT(*) FROM decisions WHERE search_key LIKE '%grosses ol%'";
        assert_eq!(outside.number(found).await, 3);
    });
}

#[test]
fn results_published_before_there_was_a_register_are_entered_in_it() {
    published_results_are_entered(Engine::Sqlite, "sqlite");
    published_results_are_entered(Engine::Postgres, "postgres");
}
