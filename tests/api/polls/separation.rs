//! Box and roll are apart: no key but the poll's leads from a ballot to a person or a code (row 1 of the security checklist).

use std::collections::{BTreeMap, BTreeSet};

use super::*;

/// Tables with their columns, and foreign keys as (table, column, table meant).
pub struct Schema {
    columns: Vec<(String, String)>,
    foreign_keys: Vec<(String, String, String)>,
}

impl Schema {
    pub async fn read(app: &TestApp) -> Self {
        let (columns, foreign_keys) = match app.engine {
            Engine::Sqlite => (
                "SELECT m.name || ' ' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'",
                "SELECT m.name || ' ' || f.\"from\" || ' ' || f.\"table\" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f \
                 WHERE m.type = 'table'",
            ),
            Engine::Postgres => (
                "SELECT table_name || ' ' || column_name FROM information_schema.columns WHERE table_schema = 'public'",
                "SELECT c.conrelid::regclass || ' ' || a.attname || ' ' || c.confrelid::regclass FROM pg_constraint c \
                 JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) WHERE c.contype = 'f'",
            ),
        };
        let mut outside = app.outside().await;
        let words = |line: &String| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let columns = outside
            .texts(columns)
            .await
            .iter()
            .map(words)
            .map(|w| (w[0].clone(), w[1].clone()))
            .collect();
        let foreign_keys = outside
            .texts(foreign_keys)
            .await
            .iter()
            .map(words)
            .map(|w| (w[0].clone(), w[1].clone(), w[2].clone()))
            .collect();
        Self {
            columns,
            foreign_keys,
        }
    }

    /// What a column of this name points at: `entry_id` at the entries of a roll, whether the database knows it or not.
    fn meant_by(&self, column: &str) -> Option<String> {
        let thing = column.strip_suffix("_id")?;
        let tables: BTreeSet<_> = self
            .columns
            .iter()
            .map(|(table, _)| table.as_str())
            .collect();
        let by_keys = self
            .foreign_keys
            .iter()
            .find(|(_, c, _)| c == column)
            .map(|(_, _, table)| table.clone());
        let by_name = [
            format!("{thing}s"),
            format!("{thing}es"),
            format!("{}ies", thing.trim_end_matches('y')),
        ]
        .into_iter()
        .find(|name| tables.contains(name.as_str()));
        let entries = (thing == "entry").then(|| "roll_entries".to_owned());
        entries.or(by_keys).or(by_name)
    }

    /// Tables that are reached from one by keys in either direction, not counting the columns left out.
    fn reached_from(&self, start: &str, left_out: &[&str]) -> BTreeSet<String> {
        let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut join = |one: &str, other: &str| {
            edges
                .entry(one.to_owned())
                .or_default()
                .insert(other.to_owned());
            edges
                .entry(other.to_owned())
                .or_default()
                .insert(one.to_owned());
        };
        for (table, column, other) in &self.foreign_keys {
            if !left_out.contains(&column.as_str()) {
                join(table, other);
            }
        }
        for (table, column) in &self.columns {
            if let Some(other) = self
                .meant_by(column)
                .filter(|_| !left_out.contains(&column.as_str()))
            {
                join(table, &other);
            }
        }
        let mut reached = BTreeSet::from([start.to_owned()]);
        let mut open = vec![start.to_owned()];
        while let Some(table) = open.pop() {
            for other in edges.get(&table).into_iter().flatten() {
                if reached.insert(other.clone()) {
                    open.push(other.clone());
                }
            }
        }
        reached
    }

    pub fn columns_of(&self, table: &str) -> BTreeSet<&str> {
        self.columns
            .iter()
            .filter(|(t, _)| t == table)
            .map(|(_, column)| column.as_str())
            .collect()
    }
}

on_both_engines! {
    async fn row_1_nothing_but_the_poll_leads_from_a_ballot_to_a_person_or_a_code(app: TestApp) {
        let schema = Schema::read(&app).await;
        // The look itself works: marks lead to people, and so would a ballot by the poll.
        for table in ["people", "codes", "roll_entries"] {
            assert!(schema.reached_from("marks", &["poll_id"]).contains(table), "{table}");
            assert!(schema.reached_from("ballots", &[]).contains(table), "{table}");
        }
        for table in ["ballots", "sealed_ballots"] {
            assert_eq!(schema.reached_from(table, &["poll_id"]), [table.to_owned()].into());
        }
        assert_eq!(schema.columns_of("ballots"), ["ballot", "ballot_key", "poll_id"].into());
        // The place in the shuffled box.
        assert_eq!(schema.columns_of("sealed_ballots"), ["ballot", "ballot_key", "poll_id", "position"].into());
        for table in ["trackers", "sealed_trackers"] {
            assert_eq!(schema.reached_from(table, &["poll_id"]), [table.to_owned()].into());
            assert_eq!(schema.columns_of(table), ["poll_id", "tracker"].into());
        }
        let trackers: Vec<_> = schema.columns.iter().filter(|(_, column)| column.contains("tracker")).map(|(table, _)| table.as_str()).collect();
        assert_eq!(BTreeSet::from_iter(trackers), ["trackers", "sealed_trackers"].into(), "nobody else keeps a tracker");
        // Nobody else keeps the key of a ballot.
        let keys: Vec<_> = schema.columns.iter().filter(|(_, column)| column.contains("ballot_")).map(|(table, _)| table.as_str()).collect();
        assert_eq!(BTreeSet::from_iter(keys), ["ballots", "sealed_ballots"].into());
    }

    async fn row_1_a_ballot_gets_another_key_when_the_box_is_closed(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let poll = laka.open(&motion()).await;
        for voter in &app.voters(&laka, 3).await {
            cast(voter, poll, &["yes"]).await;
        }
        let mut outside = app.outside().await;
        let hex = |table: &str| match app.engine {
            Engine::Sqlite => format!("SELECT lower(hex(ballot_key)) FROM {table}"),
            Engine::Postgres => format!("SELECT encode(ballot_key, 'hex') FROM {table}"),
        };
        let open = outside.texts(&hex("ballots")).await;
        laka.step(poll, "close").await;
        let sealed = outside.texts(&hex("sealed_ballots")).await;
        let all: BTreeSet<_> = open.iter().chain(&sealed).collect();
        assert_eq!((open.len(), sealed.len(), all.len()), (3, 3, 6));
        assert!(all.iter().all(|key| key.len() == 32), "128 bits each");
    }
}
