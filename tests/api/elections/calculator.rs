use poem::{
    Request,
    http::{Method, StatusCode},
};
use serde_json::{Value, json};

use super::{code, fields};
use crate::support::{Engine, run};

fn question() -> Value {
    json!({
        "method": "dhondt",
        "seats": 25,
        "lists": [
            {"name": "Inter-Lev", "votes": 1036},
            {"name": "Dein Leverkusen", "votes": 901},
            {"name": "Shqiptaret", "votes": 247},
            {"name": "Nasch Dwor", "votes": 161}
        ]
    })
}

#[test]
fn everybody_may_have_seats_computed() {
    run(Engine::Sqlite, |app| async move {
        let answer = app
            .stranger()
            .api_post("/tally/seats", &question())
            .await
            .expect(StatusCode::OK)
            .json();
        let seats: Vec<_> = answer["lists"]
            .as_array()
            .unwrap()
            .iter()
            .map(|list| list["filled"].as_u64().unwrap())
            .collect();
        assert_eq!(seats, [12, 10, 2, 1]);
        let step = &answer["working"][0];
        assert_eq!(step["first_missed"][0]["name"], "Shqiptaret");
        assert_eq!(step["first_missed"][0]["votes_short"], 13);
    });
}

#[test]
fn a_question_that_cannot_be_counted_is_refused_field_by_field() {
    run(Engine::Sqlite, |app| async move {
        let mut wrong = question();
        wrong["lists"][0]["votes"] = json!(9_000_000_000_000_000_001_u64);
        wrong["lists"][2]["votes"] = json!(-3);
        let refused = app
            .stranger()
            .api_post("/tally/seats", &wrong)
            .await
            .expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            fields(&refused),
            ["lists[0].votes number-range", "lists[2].votes number-range"]
        );
        let mut twice = question();
        twice["lists"][1]["name"] = json!("Inter-Lev");
        let refused = app
            .stranger()
            .api_post("/tally/seats", &twice)
            .await
            .expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fields(&refused), ["lists[1].name repeats-row"]);
        let mut lot = question();
        lot["lots"] = json!([{"won": ["Inter-Lev"]}]);
        let refused = app
            .stranger()
            .api_post("/tally/seats", &lot)
            .await
            .expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fields(&refused), ["lots[0] seats-no-tie"]);
        let request = Request::builder()
            .method(Method::POST)
            .uri_str("/api/v1/tally/seats")
            .content_type("application/json");
        let refused = app
            .stranger()
            .send_with("/api/v1/tally/seats", request, b"{".to_vec())
            .await
            .expect(StatusCode::BAD_REQUEST);
        assert_eq!(code(&refused), "json");
    });
}
