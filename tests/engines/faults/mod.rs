//! Faults of part B of the security checklist, each with the program as a process of its own where one must die or starve.
//!
//! How often a fault is tried is small here and set by an environment variable for the full number.

mod cut;
mod full;
mod killed;
mod locked;
mod storms;
mod two_programs;

use serde_json::{Value, json};

use crate::support::Actor;

/// A number from the environment, or the one for every day.
fn times(variable: &str, daily: usize) -> usize {
    std::env::var(variable)
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(daily)
}

/// What a program answered; nothing where it broke off.
type Answered = Option<(u16, Value)>;

/// Talks to a program of its own.
struct Caller {
    client: reqwest::Client,
    address: String,
}

impl Caller {
    fn new(address: &str) -> Self {
        Self {
            client: reqwest::Client::new(),
            address: format!("http://{address}"),
        }
    }

    async fn answer(request: reqwest::RequestBuilder) -> Answered {
        let answer = request.send().await.ok()?;
        let status = answer.status().as_u16();
        let body = answer.bytes().await.ok()?;
        Some((status, serde_json::from_slice(&body).unwrap_or(Value::Null)))
    }

    async fn get(&self, path: &str, token: &str) -> Answered {
        let address = format!("{}/api/v1{path}", self.address);
        Self::answer(self.client.get(address).bearer_auth(token)).await
    }

    async fn post(&self, path: &str, token: &str, body: &Value) -> Answered {
        let address = format!("{}/api/v1{path}", self.address);
        Self::answer(self.client.post(address).bearer_auth(token).json(body)).await
    }

    /// A step about a poll or a result at this address; where it takes two people, the second one confirms it.
    async fn step(&self, path: &str, step: &str, one: &Actor, other: &Actor) -> Answered {
        let asked = self
            .post(&format!("{path}/{step}"), one.bearer(), &json!({}))
            .await?;
        // What is asked for about a result waits there.
        let waits = if step == "publication" {
            path.replace("/polls/", "/results/")
        } else {
            path.to_owned()
        };
        let mut approval = asked.1["approval"].as_i64().filter(|_| asked.0 == 202);
        if asked.1["code"] == "poll-request-waits" {
            // The program was killed after this was asked for and before it was confirmed.
            let waiting = self
                .get(&format!("{waits}/approvals"), one.bearer())
                .await?;
            approval = waiting.1[0]["approval"].as_i64();
        }
        match approval {
            Some(approval) => {
                let confirm = format!("{waits}/approvals/{approval}/confirm");
                self.post(&confirm, other.bearer(), &Value::Null).await
            }
            None => Some(asked),
        }
    }
}
