//! Elections over the API: prepared, counted, certified, and who sits.

mod calculator;
mod certification;
mod counts;
mod nominations;
mod preparing;
mod seats;
mod versions;

use poem::http::Method;
use serde_json::Value;

use crate::support::{Actor, Answer};

/// Fields and codes of a refusal.
fn fields(answer: &Answer) -> Vec<String> {
    let fields = answer.json()["fields"].as_array().cloned();
    let text = |f: &Value, name: &str| f[name].as_str().unwrap_or_default().to_owned();
    fields
        .unwrap_or_default()
        .iter()
        .map(|f| format!("{} {}", text(f, "field"), text(f, "code")))
        .collect()
}

/// The code of a refusal.
fn code(answer: &Answer) -> String {
    answer.json()["code"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// Does something with the present version of an election.
async fn act(
    actor: &Actor,
    election: &str,
    method: Method,
    rest: &str,
    body: Option<&Value>,
) -> Answer {
    let revision = actor.api_get(election).await.revision();
    actor
        .api(method, &format!("{election}{rest}"), Some(revision), body)
        .await
}
