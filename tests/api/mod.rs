//! The API: its description and what it answers; then room by room.

mod accounts;
mod before;
mod board;
mod calls;
mod delegates;
mod delegation_tables;
mod desk;
mod elected;
mod election_results;
mod elections;
mod eligibility;
mod evidence;
mod floor;
mod mail;
mod minutes;
mod motions;
mod overviews;
mod polls;
mod privacy;
mod registry;
mod results;
mod rolls;
mod statutes;
mod whole_assembly;

use poem::http::StatusCode;
use serde_json::Value;

use crate::support::{Engine, run};

fn description() -> Value {
    serde_json::from_str(&mandat::api::description()).unwrap()
}

#[test]
fn the_description_served_is_the_one_in_the_program() {
    run(Engine::Sqlite, |app| async move {
        let answer = app
            .stranger()
            .get("/api/v1/openapi.json")
            .await
            .expect(StatusCode::OK);
        assert_eq!(answer.json(), description());
        assert_eq!(answer.header("content-type"), Some("application/json"));
    });
}

#[test]
fn every_operation_describes_its_refusals_as_problem_documents() {
    let spec = description();
    for (path, methods) in spec["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let Some(responses) = operation["responses"].as_object() else {
                continue;
            };
            for status in ["400", "404", "405", "413", "503"] {
                assert!(
                    responses[status]["content"]
                        .get("application/problem+json")
                        .is_some(),
                    "{method} {path}: {status}"
                );
            }
            let summary = operation["summary"].as_str().unwrap_or_default();
            assert!(
                summary.ends_with('.'),
                "{method} {path} says in one sentence what it does: {summary:?}"
            );
        }
    }
}

#[test]
fn a_refusal_is_a_problem_document_in_the_language_asked_for() {
    run(Engine::Sqlite, |app| async move {
        for (language, begins) in [("de", "de"), ("en-GB", "en"), ("fr", "de")] {
            let request = poem::Request::builder()
                .uri_str("/api/v1/me")
                .header("accept-language", language);
            let answer = app
                .stranger()
                .send("/api/v1/me", request)
                .await
                .expect(StatusCode::UNAUTHORIZED);
            assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
            let problem = answer.json();
            assert_eq!(
                (problem["status"].as_i64(), problem["code"].as_str()),
                (Some(401), Some("not-signed-in"))
            );
            assert_eq!(problem["type"], "/api/problems/not-signed-in");
            let expected = app
                .app
                .texts
                .for_locale(begins.parse().unwrap())
                .ta_plain("problem-not-signed-in", &[]);
            assert_eq!(problem["title"], expected, "{language}");
        }
    });
}

#[test]
fn the_caller_learns_who_they_are_and_nothing_of_others() {
    run(Engine::Sqlite, |app| async move {
        let laka = app.federation("laka").await;
        let ulm = app.council(&laka, "Integrationsrat Ulm").await;
        let office = app.council_office(&ulm).await;
        let me = office.api_get("/me").await.expect(StatusCode::OK).json();
        assert_eq!(me["email"], office.email.as_str());
        assert_eq!(
            me["grants"],
            serde_json::json!([{"role": "body_office", "federation_id": laka.id.0, "body_id": ulm.id.0}])
        );
    });
}
