//! Polls over the API: writing them, their steps, voting; and what keeps a ballot secret.

mod acts;
mod counting;
mod deputies;
mod exclusions;
mod files;
mod guarding;
mod hostile_votes;
mod interim;
mod logs;
mod lots;
mod methods;
mod paper;
mod preflight;
mod preparing;
mod proxies;
mod published;
mod retention;
mod sealing;
mod secrecy;
mod separation;
mod splitting;
mod steps;
mod ties;
mod voting;
mod who_voted;

use poem::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{
    Actor, Answer, Electorate, Engine, Outside, TestApp,
    electorate::{by_name, cast, election, motion},
};

/// The code of a refusal.
#[track_caller]
fn code(answer: Answer, status: StatusCode) -> String {
    let problem = answer.expect(status).json();
    problem["code"].as_str().unwrap().to_owned()
}

/// The fields of a refusal, each with what is wrong with it.
#[track_caller]
fn refused_fields(answer: Answer) -> Vec<(String, String)> {
    let problem = answer.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
    assert_eq!(problem["code"], "fields");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    problem["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| (text(&field["field"]), text(&field["code"])))
        .collect()
}

/// Where a poll is, for staff.
async fn state(laka: &Electorate, poll: i64) -> Value {
    laka.board
        .api_get(&laka.poll_path(poll))
        .await
        .expect(StatusCode::OK)
        .json()
}

/// Sends a ballot.
async fn send(voter: &Actor, poll: i64, ballot: &Value) -> Answer {
    voter
        .api_post(&format!("/voting/polls/{poll}/ballot"), ballot)
        .await
}

/// Ballots in all open boxes, and marks.
async fn ballots_and_marks(app: &TestApp) -> (i64, i64) {
    let mut outside = app.outside().await;
    (
        outside.number("SELECT COUNT(*) FROM ballots").await,
        outside.number("SELECT COUNT(*) FROM marks").await,
    )
}
