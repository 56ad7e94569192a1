//! The database's own files in the hands of somebody after closing: rows 2 to 5 of the security checklist, down to pages.
//!
//! Voters with several votes split them, so that what their ballots and trackers have in common is looked for as well.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::support::Outside;

/// Entries with one, two or three votes.
const ENTRIES: usize = 160;

/// What stood in the open box.
struct Open {
    laka: Electorate,
    poll: i64,
    keys: Vec<Vec<u8>>,
    trackers: BTreeSet<String>,
}

async fn voted(app: &TestApp) -> Open {
    let votes: Vec<i64> = (0..ENTRIES as i64).map(|n| 1 + n % 3).collect();
    let laka = app.electorate("laka", &votes).await;
    let poll = laka.open(&motion()).await;
    let held = app
        .outside()
        .await
        .numbers("SELECT votes FROM roll_entries ORDER BY number")
        .await;
    let mut trackers = BTreeSet::new();
    for n in 0..ENTRIES {
        let number = 1 + n * 77 % ENTRIES;
        let part = |choice: &str, count: i64| json!({ "choices": [choice], "count": count });
        let ballot = match held[number - 1] {
            1 => json!({ "choices": [if n < ENTRIES / 2 { "yes" } else { "no" }] }),
            votes => json!({ "ballots": [part("yes", 1), part("no", votes - 1)] }),
        };
        let told = send(&app.voter(&laka, number).await, poll, &ballot)
            .await
            .expect(StatusCode::OK)
            .json();
        trackers.extend(
            told["trackers"]
                .as_array()
                .unwrap()
                .iter()
                .map(|t| t.as_str().unwrap().to_owned()),
        );
    }
    let keys = match app.engine {
        Engine::Sqlite => "SELECT hex(ballot_key) FROM ballots",
        Engine::Postgres => "SELECT upper(encode(ballot_key, 'hex')) FROM ballots",
    };
    let keys = app.outside().await.texts(keys).await;
    let keys: Vec<_> = keys
        .iter()
        .map(|key| data_encoding::HEXUPPER.decode(key.as_bytes()).unwrap())
        .collect();
    assert_eq!(
        (keys.len(), trackers.len()),
        (held.iter().sum::<i64>() as usize, keys.len())
    );
    Open {
        laka,
        poll,
        keys,
        trackers,
    }
}

/// How many of the needles stand in the hay.
fn found<'a>(hay: &[u8], needles: impl IntoIterator<Item = &'a [u8]>) -> usize {
    let needles: BTreeSet<&[u8]> = needles.into_iter().collect();
    let Some(length) = needles.first().map(|needle| needle.len()) else {
        return 0;
    };
    let there: BTreeSet<&[u8]> = hay
        .windows(length)
        .filter(|window| needles.contains(window))
        .collect();
    there.len()
}

impl Open {
    fn keys_in(&self, hay: &[u8]) -> usize {
        found(hay, self.keys.iter().map(Vec::as_slice))
    }

    fn trackers_in(&self, hay: &[u8]) -> usize {
        found(hay, self.trackers.iter().map(String::as_bytes))
    }

    /// Where trackers lie after closing, and that nothing else of the open box lies anywhere.
    fn assert_closed(&self, parts: &BTreeMap<String, Vec<u8>>) {
        for (name, bytes) in parts {
            assert_eq!(self.keys_in(bytes), 0, "keys of the open box in {name}");
            let trackers = self.trackers_in(bytes);
            let may = name.contains("sealed_trackers");
            assert!(may || trackers == 0, "{trackers} trackers in {name}");
        }
        let sealed: usize = parts
            .iter()
            .filter(|(name, _)| name.contains("sealed_trackers"))
            .map(|(_, b)| self.trackers_in(b))
            .sum();
        assert!(
            sealed >= self.trackers.len(),
            "the look itself works: {sealed}"
        );
    }
}

/// The pages of an SQLite file, by the table or index that owns them; those of nobody are `free`.
async fn pages_of_sqlite(outside: &mut Outside, path: &str) -> BTreeMap<String, Vec<u8>> {
    let file = std::fs::read(path).unwrap();
    let number = |at: usize, bytes: usize| {
        file[at..at + bytes]
            .iter()
            .fold(0_usize, |n, byte| n * 256 + usize::from(*byte))
    };
    let size = match number(16, 2) {
        1 => 65_536,
        size => size,
    };
    let start = |page: usize| (page - 1) * size;
    let mut parts: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut owned = BTreeSet::new();
    let roots = outside
        .texts("SELECT name || ' ' || rootpage FROM sqlite_schema WHERE rootpage > 0")
        .await;
    for root in roots
        .iter()
        .map(|r| r.rsplit_once(' ').unwrap())
        .chain([("sqlite_schema", "1")])
    {
        let mut left: Vec<usize> = vec![root.1.parse().unwrap()];
        while let Some(page) = left.pop() {
            owned.insert(page);
            parts
                .entry(root.0.to_owned())
                .or_default()
                .extend(&file[start(page)..start(page) + size]);
            let head = start(page) + if page == 1 { 100 } else { 0 };
            if [2, 5].contains(&file[head]) {
                left.push(number(head + 8, 4));
                left.extend(
                    (0..number(head + 3, 2))
                        .map(|cell| number(start(page) + number(head + 12 + 2 * cell, 2), 4)),
                );
            }
        }
    }
    // The list of free pages: those that list others, and those that are listed.
    let mut trunk = number(32, 4);
    while trunk != 0 {
        let listed = number(start(trunk) + 4, 4);
        let rest = &file[start(trunk) + 8 + 4 * listed..start(trunk) + size];
        assert!(
            rest.iter().all(|byte| *byte == 0),
            "a page that lists free pages holds something else"
        );
        owned.insert(trunk);
        for leaf in (0..listed).map(|n| number(start(trunk) + 8 + 4 * n, 4)) {
            let page = &file[start(leaf)..start(leaf) + size];
            assert!(
                page.iter().all(|byte| *byte == 0),
                "free page {leaf} holds something"
            );
            owned.insert(leaf);
        }
        trunk = number(start(trunk), 4);
    }
    let nobody: Vec<u8> = (1..=file.len() / size)
        .filter(|page| !owned.contains(page))
        .flat_map(|page| file[start(page)..start(page) + size].to_vec())
        .collect();
    parts.insert("free".to_owned(), nobody);
    parts
}

/// The files of tables, indexes and long values of a PostgreSQL database, by name.
async fn files_of_postgres(outside: &mut Outside) -> BTreeMap<String, Vec<u8>> {
    outside.execute("CHECKPOINT").await;
    let names = "SELECT c.relname || ' ' || pg_relation_filepath(c.oid) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
        WHERE pg_relation_filepath(c.oid) IS NOT NULL AND (n.nspname = 'public' OR n.nspname = 'pg_toast' AND c.oid >= 16384)";
    let mut parts = BTreeMap::new();
    for name in outside.texts(names).await {
        let (name, path) = name.rsplit_once(' ').unwrap();
        let bytes = outside
            .texts(&format!(
                "SELECT encode(pg_read_binary_file('{path}'), 'hex')"
            ))
            .await;
        parts.insert(
            name.to_owned(),
            data_encoding::HEXLOWER.decode(bytes[0].as_bytes()).unwrap(),
        );
    }
    parts
}

async fn parts(app: &TestApp) -> BTreeMap<String, Vec<u8>> {
    let mut outside = app.outside().await;
    match app.engine {
        Engine::Sqlite => pages_of_sqlite(&mut outside, &app.database.address).await,
        Engine::Postgres => files_of_postgres(&mut outside).await,
    }
}

on_both_engines! {
    async fn row_5_after_closing_no_page_of_the_files_holds_anything_of_the_open_box(app: TestApp) {
        let open = voted(&app).await;
        if app.engine == Engine::Postgres {
            let before = parts(&app).await;
            let there = |name: &str| (open.keys_in(&before[name]), open.trackers_in(&before[name]));
            assert_eq!((there("ballots").0, there("trackers").1), (open.keys.len(), open.keys.len()), "the look itself works");
        }
        open.laka.step(open.poll, "close").await;
        open.assert_closed(&parts(&app).await);
        if app.engine == Engine::Sqlite {
            for end in ["-wal", "-journal"] {
                let left = std::fs::read(format!("{}{end}", app.database.address)).unwrap_or_default();
                assert_eq!(left.len(), 0, "{end}");
            }
        }
        // Counting and what comes after write nothing of it either.
        open.laka.step(open.poll, "count").await;
        open.assert_closed(&parts(&app).await);
    }

    /// Rows that were written or deleted by the same transaction as the sealed box: none of them says anything of a voter.
    async fn row_4_split_votes_leave_no_trace_that_leads_to_their_holder(app: TestApp) {
        let open = voted(&app).await;
        open.laka.step(open.poll, "close").await;
        let mut outside = app.outside().await;
        let box_of_one = outside.numbers("SELECT position FROM sealed_ballots ORDER BY position").await;
        assert_eq!(box_of_one.len(), open.keys.len());
        if app.engine == Engine::Sqlite {
            return;
        }
        assert_eq!(outside.number("SELECT COUNT(DISTINCT xmin::text) FROM sealed_ballots").await, 1);
        // The request of the two who close, and what it refers to.
        let of_the_two = ["approvals", "accounts", "federations", "rolls"];
        let of_closing = ["sealed_ballots", "sealed_trackers", "box_blocks", "ballot_boxes", "polls", "audit_log", "audit_heads"];
        for table in outside.texts("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").await {
            for column in ["xmin", "xmax"] {
                let same = format!("SELECT COUNT(*) FROM {table} WHERE {column} IN (SELECT xmin FROM sealed_ballots)");
                let rows = outside.number(&same).await;
                assert!(rows == 0 || of_closing.contains(&table.as_str()) || of_the_two.contains(&table.as_str()), "{rows} rows of {table} by {column}");
            }
        }
    }
}
