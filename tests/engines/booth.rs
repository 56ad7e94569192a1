//! Voters who are signed in, the board that runs their polls, and what stands in the box.

use std::collections::BTreeSet;

use mandat::{
    accounts::model::Role, rolls::model::VOTER_COOKIE, types::FederationId,
    web::visitor::cookie_name,
};
use poem::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{Actor, Answer, Engine, Federation, TestApp, seed};

/// The poll that the seeded roll comes with: secret, a motion, open.
pub const FIRST_POLL: i64 = 1;

/// A frozen roll with voters who have signed in, and its election board.
pub struct Booth {
    pub federation: Federation,
    pub board: Actor,
    /// Confirms what takes two people.
    pub second: Actor,
    /// By entry, from 1; signed in to the pages and the API.
    pub voters: Vec<Actor>,
    /// The codes of the first voters, in clear.
    pub codes: Vec<String>,
}

/// So many voters of whom the first have codes that are hashed for real.
pub async fn booth(app: &TestApp, voters: usize, codes: usize) -> Booth {
    let folder = app.database.folder.path();
    let seeded = seed::seed(&app.database.address, folder, voters, codes).await;
    if app.engine == Engine::Postgres {
        let mut outside = app.outside().await;
        for table in ["federations", "accounts", "bodies", "polls", "people"] {
            let next = format!(
                "SELECT setval(pg_get_serial_sequence('{table}', 'id'), MAX(id)) FROM {table}"
            );
            outside.number(&next).await;
        }
    }
    let federation = Federation {
        id: FederationId(1),
        slug: "bench".to_owned(),
    };
    let cookie = cookie_name(&app.app.config, VOTER_COOKIE);
    let voter = |token: &String| {
        let voter = app.stranger().with_bearer(token);
        voter.set_cookie(&cookie, token);
        voter
    };
    Booth {
        board: app.officer(Role::ElectionBoard, &federation).await,
        second: app.officer(Role::ElectionBoard, &federation).await,
        voters: seeded.sessions.iter().map(voter).collect(),
        codes: seeded.codes,
        federation,
    }
}

/// A motion as the board writes it.
pub fn motion() -> Value {
    json!({
        "kind": "motion", "secrecy": "secret", "title": {"de": "Antrag"}, "question": {"de": "Zustimmung?"},
        "majority": {"share": {"numerator": 1, "denominator": 2, "strict": true}, "base": "yes_no"},
    })
}

impl Booth {
    /// Writes a poll for the roll.
    pub async fn draft(&self, poll: &Value) -> i64 {
        let path = "/federations/bench/rolls/1/polls";
        self.board
            .api_post(path, poll)
            .await
            .expect(StatusCode::CREATED)
            .id()
    }

    /// A step of the board: `ready`, `open`, `close` or `count`; what needs two people is confirmed by the second one.
    pub async fn step(&self, poll: i64, step: &str) -> Answer {
        let answer = step_of(&self.board, poll, step).await;
        if answer.status != StatusCode::ACCEPTED {
            return answer;
        }
        self.confirm(poll, &answer).await
    }

    /// The second person confirms what was asked for.
    pub async fn confirm(&self, poll: i64, asked: &Answer) -> Answer {
        let approval = asked.json()["approval"].as_i64().unwrap();
        let path = format!("/federations/bench/polls/{poll}/approvals/{approval}/confirm");
        self.second.api_post(&path, &Value::Null).await
    }

    /// Another secret motion that is open.
    pub async fn open_motion(&self) -> i64 {
        let poll = self.draft(&motion()).await;
        self.step(poll, "ready")
            .await
            .expect(StatusCode::NO_CONTENT);
        self.step(poll, "open").await.expect(StatusCode::NO_CONTENT);
        poll
    }

    /// Closes a poll, and counts it.
    pub async fn counted(&self, poll: i64) -> Value {
        self.step(poll, "close")
            .await
            .expect(StatusCode::NO_CONTENT);
        self.step(poll, "count").await.expect(StatusCode::OK).json()
    }

    /// Where a poll is on its way.
    pub async fn state(&self, poll: i64) -> String {
        let shown = self
            .board
            .api_get(&format!("/federations/bench/polls/{poll}"))
            .await;
        shown.expect(StatusCode::OK).json()["state"]
            .as_str()
            .unwrap()
            .to_owned()
    }
}

/// The same step by anybody.
pub async fn step_of(actor: &Actor, poll: i64, step: &str) -> Answer {
    let body = (step == "open").then(|| json!({}));
    let path = format!("/federations/bench/polls/{poll}/{step}");
    actor.api(Method::POST, &path, None, body.as_ref()).await
}

/// Casts by the API.
pub async fn cast(voter: &Actor, poll: i64, choice: &str) -> Answer {
    let ballot = match choice {
        "blank" => json!({"choices": [], "blank": true}),
        choice => json!({"choices": [choice]}),
    };
    voter
        .api_post(&format!("/voting/polls/{poll}/ballot"), &ballot)
        .await
}

/// The entries that are marked as having voted, seen from outside the program.
pub async fn marked(app: &TestApp, poll: i64) -> BTreeSet<i64> {
    let sql = format!("SELECT entry_id FROM marks WHERE poll_id = {poll}");
    let marks = app.outside().await.numbers(&sql).await;
    let entries: BTreeSet<i64> = marks.iter().copied().collect();
    assert_eq!(entries.len(), marks.len(), "marked twice");
    entries
}

/// The number of ballots of a poll, open or closed; the same as the box itself says.
pub async fn in_box(app: &TestApp, poll: i64) -> i64 {
    let mut outside = app.outside().await;
    let mut number = async |table: &str, column: &str| {
        outside
            .number(&format!(
                "SELECT CAST({column} AS BIGINT) FROM {table} WHERE poll_id = {poll}"
            ))
            .await
    };
    let ballots = number("ballots", "COUNT(*)").await + number("sealed_ballots", "COUNT(*)").await;
    assert_eq!(
        ballots,
        number("ballot_boxes", "MAX(ballots)").await,
        "the box says another number"
    );
    let trackers =
        number("trackers", "COUNT(*)").await + number("sealed_trackers", "COUNT(*)").await;
    assert_eq!(ballots, trackers, "one tracker for each ballot");
    ballots
}
