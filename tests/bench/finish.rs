//! Ends the poll of a run as the board and the publisher would.

use std::{path::Path, time::Instant};

use mandat::{
    accounts::model::{Actor, Grant, Role, SignedInBy},
    polls, results,
    types::{AccountId, FederationId, Locale, PollId},
};

use crate::seed::{self, Seeded};

/// Ends the poll as the board and the publisher would.
pub async fn close_count_publish(address: &str, folder: &Path, seeded: &Seeded) {
    let app = seed::open(address, folder).await;
    let grant = |role| Grant {
        role,
        federation: Some(FederationId(1)),
        body: None,
    };
    let actor = Actor {
        account: AccountId(1),
        name: "A".into(),
        email: "a@example.org".into(),
        locale: Locale::De,
        grants: vec![grant(Role::ElectionBoard), grant(Role::Publisher)],
        signed_in_by: SignedInBy::ApiToken,
    };
    let poll = PollId(seeded.poll);
    let started = Instant::now();
    polls::actions::close_poll(&app, &actor, "bench", poll)
        .await
        .expect("closed");
    let closed = started.elapsed();
    polls::actions::count_poll(&app, &actor, "bench", poll)
        .await
        .expect("counted");
    println!(
        "close with shuffled rewrite: {:.2} s, count: {:.2} s, {} ballots",
        closed.as_secs_f64(),
        (started.elapsed() - closed).as_secs_f64(),
        seeded.sessions.len()
    );
    results::actions::publish(&app, &actor, "bench", poll, None)
        .await
        .expect("published");
}
