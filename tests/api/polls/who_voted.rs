//! While a poll is open, nobody learns from the program who has voted (row 15 of the security checklist).

use std::collections::{BTreeMap, BTreeSet};

use mandat::{accounts::model::Role, types::Random};
use poem::http::Method;

use super::*;
use crate::{
    access::{self, NOTHING},
    support::{Body, Settings, block_on},
};

/// The same federation, down to every random sign, in which these voters have voted.
async fn world(engine: Engine, voters: [usize; 2]) -> (TestApp, Electorate, i64) {
    let settings = Settings {
        random: Random::seeded(15),
        ..Settings::default()
    };
    let app = TestApp::start_with(engine, settings).await;
    let laka = app.electorate("laka", &[1; 5]).await;
    let everybody = app.voters(&laka, 5).await;
    let poll = laka.open(&motion()).await;
    for number in voters {
        cast(&everybody[number - 1], poll, &["yes"]).await;
    }
    (app, laka, poll)
}

/// Everybody but the voters themselves.
async fn people(app: &TestApp, laka: &Electorate) -> Vec<Actor> {
    let body = app
        .outside()
        .await
        .number("SELECT MIN(id) FROM bodies")
        .await;
    let council = Body {
        id: mandat::types::BodyId(body),
        federation: laka.federation.id,
        name: "Ulm".to_owned(),
    };
    vec![
        app.stranger(),
        app.installation_admin().await,
        app.council_office(&council).await,
        app.officer(Role::Publisher, &laka.federation).await,
        app.officer(Role::Auditor, &laka.federation).await,
        laka.registrar.clone(),
        laka.board.clone(),
    ]
}

/// Every address that is read, with each entry of the roll in it.
fn addresses(laka: &Electorate, poll: i64) -> Vec<(access::Asked, String)> {
    let mut values = BTreeMap::from([
        ("lang", "de".to_owned()),
        ("slug", "laka".to_owned()),
        ("roll", laka.roll.to_string()),
        ("round", laka.round.to_string()),
        ("poll", poll.to_string()),
        ("body", "1".to_owned()),
        ("person", "1".to_owned()),
        ("delegate", "1".to_owned()),
    ]);
    let mut seen = BTreeSet::new();
    let mut addresses = Vec::new();
    for entry in &laka.entries {
        values.insert("entry", entry.to_string());
        for asked in access::pages().into_iter().chain(access::api()) {
            let segments = asked.path.split('/').map(|segment| {
                let name = segment
                    .trim_start_matches([':', '*', '{'])
                    .trim_end_matches('}');
                if name == segment {
                    segment
                } else {
                    values.get(name).map_or(NOTHING, String::as_str)
                }
            });
            let address = segments.collect::<Vec<_>>().join("/");
            if asked.method == Method::GET
                && seen.insert((asked.path.starts_with("/:lang"), address.clone()))
            {
                addresses.push((asked, address));
            }
        }
    }
    addresses
}

/// Without the numbers in the addresses of people, which go through all tests of a process.
fn without_counters(text: &str) -> String {
    let mut parts = text.split("person-");
    let mut same = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        same.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    same
}

async fn nobody_learns_who_voted(engine: Engine) {
    let (one_app, one, poll) = world(engine, [1, 2]).await;
    let (other_app, other, _) = world(engine, [4, 5]).await;
    assert_eq!(one.entries, other.entries);
    let askers = (
        people(&one_app, &one).await,
        people(&other_app, &other).await,
    );
    let (mut different, mut shown) = (Vec::new(), 0);
    for (asked, address) in addresses(&one, poll) {
        for (first, second) in askers.0.iter().zip(&askers.1) {
            let (first, second) = (
                asked.send(&address, first).await,
                asked.send(&address, second).await,
            );
            shown += usize::from(first.status == StatusCode::OK);
            if (first.status, without_counters(&first.text()))
                != (second.status, without_counters(&second.text()))
            {
                different.push(first.what.clone());
            }
        }
    }
    assert!(
        different.is_empty(),
        "who voted shows:\n{}",
        different.join("\n")
    );
    assert!(shown > 100, "{shown} answers show something");
    // The board knows how many have voted, and the ones who did know it of themselves.
    assert_eq!(state(&one, poll).await["ballots"], 2);
    for (number, voted) in [(1, true), (4, false)] {
        let mine = one_app
            .voter(&one, number)
            .await
            .api_get("/voting/polls")
            .await;
        assert_eq!(
            mine.expect(StatusCode::OK).json()["polls"][0]["voted"],
            voted
        );
    }
}

#[test]
fn row_15_while_a_poll_is_open_nobody_but_the_voter_learns_who_has_voted_on_sqlite() {
    block_on(nobody_learns_who_voted(Engine::Sqlite));
}

#[test]
fn row_15_while_a_poll_is_open_nobody_but_the_voter_learns_who_has_voted_on_postgres() {
    if Engine::Postgres.is_here() {
        block_on(nobody_learns_who_voted(Engine::Postgres));
    }
}
