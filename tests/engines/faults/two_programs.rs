//! Two programs on one database: both correct.

use std::collections::HashSet;

use super::times;
use crate::{
    engines::kill::{cast, check, start},
    support::{Database, Engine, block_on, seed},
};

/// Casts of one voter at once, by turns to either program.
const AT_ONCE: usize = 20;

#[test]
fn fault_13_two_programs_on_one_database_take_one_vote_of_each_on_sqlite() {
    on(Engine::Sqlite);
}

#[test]
fn fault_13_two_programs_on_one_database_take_one_vote_of_each_on_postgres() {
    on(Engine::Postgres);
}

fn on(engine: Engine) {
    if engine.is_here() {
        block_on(story(engine));
    }
}

async fn story(engine: Engine) {
    let voters = times("MANDAT_RACES", 15);
    let database = Database::create(engine).await;
    let folder = tempfile::tempdir().unwrap();
    let seeded = seed::seed(&database.address, folder.path(), voters, 0).await;
    let servers = [
        start(&database.address, folder.path()).await,
        start(&database.address, folder.path()).await,
    ];
    let client = reqwest::Client::new();
    let mut acknowledged = HashSet::new();
    let mut taken_by = [0, 0];
    for (voter, token) in seeded.sessions.iter().enumerate() {
        let casts: Vec<_> = (0..AT_ONCE)
            .map(|n| {
                let (client, token) = (client.clone(), token.clone());
                let address = servers[(n + voter) % 2].address.clone();
                tokio::spawn(async move { cast(&client, &address, &token).await })
            })
            .collect();
        let mut taken = 0;
        for (n, cast) in casts.into_iter().enumerate() {
            match cast.await.unwrap() {
                Some(200) => {
                    taken += 1;
                    taken_by[(n + voter) % 2] += 1;
                }
                other => assert_eq!(other, Some(409), "voter {voter}"),
            }
        }
        assert_eq!(taken, 1, "voter {voter}");
        acknowledged.insert(voter as i64 + 1);
    }
    assert!(
        taken_by.iter().all(|n| *n > 0),
        "{taken_by:?}: only one of them took votes"
    );
    drop(servers);
    assert_eq!(check(&database, &acknowledged).await.len(), voters);
}
