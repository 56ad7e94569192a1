//! Rolls: freezing, corrections, codes and their sheets, a new code for one entry, signing voters in, the desk.

mod codes;
mod corrections;
mod desk;
mod freezing;
mod links;
mod online;
mod proxies;
mod reissue;
mod voters;

use std::{net::IpAddr, time::Duration};

use mandat::rolls::{
    actions::{RollError, VoterSignedIn, sign_in_voter},
    code::Code,
};
use poem::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{Actor, Electorate, Outside, TestApp, electorate::code_of};

const NETWORK: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 7));

async fn last_id(outside: &mut Outside, table: &str) -> i64 {
    outside
        .number(&format!("SELECT MAX(id) FROM {table}"))
        .await
}

/// A roll that is being built, with so many accepted delegates in two councils.
async fn building(app: &TestApp, slug: &str, delegates: usize) -> Electorate {
    app.electorate_in_preparation(slug, &vec![1; delegates])
        .await
}

/// A frozen roll.
async fn frozen(app: &TestApp, slug: &str, entries: usize) -> Electorate {
    app.electorate(slug, &vec![1; entries]).await
}

async fn sign_in(app: &TestApp, code: &str) -> Result<VoterSignedIn, RollError> {
    sign_in_voter(&app.app, code, NETWORK).await
}

/// A well-formed code with the selector of one and the verifier of another.
fn mixed(selector_of: &str, verifier_of: &str) -> String {
    let (one, other) = (
        Code::parse(selector_of).unwrap(),
        Code::parse(verifier_of).unwrap(),
    );
    Code {
        selector: one.selector,
        verifier: other.verifier,
    }
    .expose()
    .to_string()
}

/// A poll of the roll in a state; open ones with their box.
async fn add_poll(app: &TestApp, staged: &Electorate, state: &str) -> i64 {
    let mut outside = app.outside().await;
    let (f, roll) = (staged.federation.id, staged.roll);
    outside
        .execute(&format!(
            "INSERT INTO polls (federation_id, roll_id, position, kind, method, secrecy, title, question, max_choices, seats, rule, state, \
             traces_removed, revision) VALUES ({f}, {roll}, 1, 'motion', 'yes_no', 'secret', '{{}}', '{{}}', 1, 1, '{{}}', '{state}', 0, 1)"
        ))
        .await;
    let poll = last_id(&mut outside, "polls").await;
    if state == "open" {
        outside
            .execute(&format!(
                "INSERT INTO ballot_boxes (poll_id, state, ballots) VALUES ({poll}, 'open', 0)"
            ))
            .await;
    }
    poll
}

async fn add_mark(app: &TestApp, poll: i64, entry: i64) {
    app.outside()
        .await
        .execute(&format!(
            "INSERT INTO marks (poll_id, entry_id) VALUES ({poll}, {entry})"
        ))
        .await;
}
