//! Ends the poll of a run as the board and the publisher would.

use std::{path::Path, time::Instant};

use mandat::{
    App,
    accounts::model::{Actor, Grant, Role, SignedInBy},
    on,
    polls::{self, model::BoardAct},
    results,
    types::{AccountId, FederationId, Locale, PollId},
};

use crate::seed::{self, Seeded};

async fn second_account(app: &App) -> i64 {
    let mut tx = app.db.begin().await.expect("begun");
    let id = on!(tx, |c| sqlx::query_scalar(
        "INSERT INTO accounts (email, email_key, name, locale, created_at, revision) VALUES ('b@example.org', 'b@example.org', 'B', 'de', 0, 1) RETURNING id"
    )
    .fetch_one(c)
    .await)
    .expect("a second account");
    tx.commit().await.expect("kept");
    id
}

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
        lacks_second_factor: false,
        signed_in_by: SignedInBy::ApiToken,
    };
    // The seed has one account; the second person is one of its database.
    let second = Actor {
        account: AccountId(second_account(&app).await),
        ..actor.clone()
    };
    let poll = PollId(seeded.poll);
    let started = Instant::now();
    let id = polls::actions::request_act(&app, &actor, "bench", poll, BoardAct::Close, "")
        .await
        .expect("asked to close");
    polls::actions::confirm_act(&app, &second, "bench", poll, id)
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
    let id = results::actions::request_publication(&app, &actor, "bench", poll, None)
        .await
        .expect("asked to publish");
    results::actions::confirm(&app, &second, "bench", poll, id)
        .await
        .expect("published");
}
