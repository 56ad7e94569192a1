//! Rolls: freezing, codes and their sheets, a new code for one entry, signing voters in.

mod codes;
mod freezing;
mod reissue;
mod voters;

use std::{net::IpAddr, time::Duration};

use mandat::{
    accounts::model::Role,
    rolls::{
        actions::{RollError, VoterSignedIn, sign_in_voter},
        code::Code,
        store::insert_roll,
    },
    types::RoundId,
};
use poem::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{Actor, Federation, Outside, TestApp};

const NETWORK: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 7));

/// A federation with a roll and the people who handle it.
struct Staged {
    federation: Federation,
    roll: i64,
    round: i64,
    /// Where the roll is in the API.
    path: String,
    /// Where its pages are.
    page: String,
    registrar: Actor,
    board: Actor,
    second: Actor,
}

async fn last_id(outside: &mut Outside, table: &str) -> i64 {
    outside.number(&format!("SELECT MAX(id) FROM {table}")).await
}

/// A roll that is being built, with so many accepted delegates in two councils.
async fn building(app: &TestApp, slug: &str, delegates: i64) -> Staged {
    let federation = app.federation(slug).await;
    let councils = [app.council(&federation, "Ulm").await, app.council(&federation, "Aalen").await];
    let mut outside = app.outside().await;
    let f = federation.id;
    outside
        .execute(&format!(
            "INSERT INTO delegation_rounds (federation_id, title, day, state, revision) VALUES ({f}, 'Vollversammlung', 20000, 'open', 1)"
        ))
        .await;
    let round = last_id(&mut outside, "delegation_rounds").await;
    for n in 0..delegates {
        let body = councils[usize::from(n % 2 == 0)].id;
        add_delegate(&mut outside, &federation, round, body.0, n, "accepted").await;
    }
    let mut tx = app.app.db.begin().await.unwrap();
    let roll = insert_roll(&mut tx, f, RoundId(round), "Vollversammlung <2026>").await.unwrap().0;
    tx.commit().await.unwrap();
    Staged {
        path: format!("/federations/{slug}/rolls/{roll}"),
        page: format!("/de/staff/{slug}/rolls/{roll}"),
        registrar: app.officer(Role::Registrar, &federation).await,
        board: app.officer(Role::ElectionBoard, &federation).await,
        second: app.officer(Role::ElectionBoard, &federation).await,
        federation,
        roll,
        round,
    }
}

async fn add_delegate(outside: &mut Outside, federation: &Federation, round: i64, body: i64, n: i64, state: &str) {
    let f = federation.id;
    outside
        .execute(&format!(
            "INSERT INTO people (federation_id, given_name, family_name, email, phone, locale, search_key, revision) \
             VALUES ({f}, 'Person', 'Öz {n}', '', '', 'de', 'x', 1)"
        ))
        .await;
    let person = last_id(outside, "people").await;
    outside
        .execute(&format!(
            "INSERT INTO delegates (federation_id, round_id, body_id, person_id, role, position, votes, state, reason, revision) \
             VALUES ({f}, {round}, {body}, {person}, 'delegate', {n}, 1, '{state}', '', 1)"
        ))
        .await;
}

/// A frozen roll.
async fn frozen(app: &TestApp, slug: &str, entries: i64) -> Staged {
    let staged = building(app, slug, entries).await;
    let path = format!("{}/freeze", staged.path);
    staged.registrar.api_post(&path, &json!({})).await.expect(StatusCode::NO_CONTENT);
    staged
}

/// Waits for the end of a job, and says how it ended.
async fn job_ended(staged: &Staged) -> Value {
    loop {
        let state = staged.board.api_get(&format!("{}/codes", staged.path)).await.expect(StatusCode::OK).json();
        if state["job"] != "running" {
            return state;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Makes the codes of a roll and takes them off their sheets.
async fn codes(staged: &Staged) -> Vec<String> {
    staged.board.api_post(&format!("{}/codes", staged.path), &Value::Null).await.expect(StatusCode::NO_CONTENT);
    assert_eq!(job_ended(staged).await["job"], "waiting_for_printing");
    let sheets = staged.board.api_post(&format!("{}/codes/sheets", staged.path), &Value::Null).await.expect(StatusCode::OK).json();
    sheets.as_array().unwrap().iter().map(code_of).collect()
}

fn code_of(sheet: &Value) -> String {
    sheet["code"].as_str().unwrap().to_owned()
}

/// The ids of the entries by number.
async fn entries(app: &TestApp, staged: &Staged) -> Vec<i64> {
    let sql = format!("SELECT id FROM roll_entries WHERE roll_id = {} ORDER BY number", staged.roll);
    app.outside().await.numbers(&sql).await
}

async fn sign_in(app: &TestApp, code: &str) -> Result<VoterSignedIn, RollError> {
    sign_in_voter(&app.app, code, NETWORK).await
}

/// A well-formed code with the selector of one and the verifier of another.
fn mixed(selector_of: &str, verifier_of: &str) -> String {
    let (one, other) = (Code::parse(selector_of).unwrap(), Code::parse(verifier_of).unwrap());
    Code { selector: one.selector, verifier: other.verifier }.expose().to_string()
}

/// A poll of the roll in a state; open ones with their box.
async fn add_poll(app: &TestApp, staged: &Staged, state: &str) -> i64 {
    let mut outside = app.outside().await;
    let (f, roll) = (staged.federation.id, staged.roll);
    outside
        .execute(&format!(
            "INSERT INTO polls (federation_id, roll_id, position, kind, secrecy, title, question, max_choices, seats, rule, state, \
             traces_removed, revision) VALUES ({f}, {roll}, 1, 'motion', 'secret', '{{}}', '{{}}', 1, 1, '{{}}', '{state}', 0, 1)"
        ))
        .await;
    let poll = last_id(&mut outside, "polls").await;
    if state == "open" {
        outside.execute(&format!("INSERT INTO ballot_boxes (poll_id, state, ballots) VALUES ({poll}, 'open', 0)")).await;
    }
    poll
}

async fn add_mark(app: &TestApp, poll: i64, entry: i64) {
    app.outside().await.execute(&format!("INSERT INTO marks (poll_id, entry_id) VALUES ({poll}, {entry})")).await;
}
