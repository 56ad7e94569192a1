//! Hostile ballots (part C4 of the security checklist, and row 57): each is refused or is one vote; nothing is lost or doubled.

use poem::{Request, http::Method};

use super::*;
use crate::support::run;

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// What is sent to the operation, as text: whether it may be taken as the one vote of its voter.
fn ballots(other_poll: i64) -> Vec<(String, bool)> {
    let mut ballots: Vec<(String, bool)> = [
        // Options of something else, doubles, more than allowed, numbers of every kind.
        "{\"choices\":[\"9\"]}",
        "{\"choices\":[\"1\",\"1\"]}",
        "{\"choices\":[\"1\",\"2\",\"3\"]}",
        "{\"choices\":[\"-1\"]}",
        "{\"choices\":[\"0\"]}",
        "{\"choices\":[\"9223372036854775808\"]}",
        "{\"choices\":[\"1 \"]}",
        "{\"choices\":[\"１\"]}",
        "{\"choices\":[\"1e0\"]}",
        "{\"choices\":[\"NaN\"]}",
        "{\"choices\":[1]}",
        "{\"choices\":[1e309]}",
        "{\"choices\":[null]}",
        "{\"choices\":[[\"1\"]]}",
        "{\"choices\":{\"1\":1}}",
        "{\"choices\":\"1\"}",
        "{\"choices\":null}",
        "{\"choices\":[]}",
        "{\"choices\":[\"1\"],\"blank\":true}",
        "{\"choices\":[\"Ayşe\"]}",
        "{\"choices\":[\"yes\"]}",
        "{\"choices\":[\"<script>\"]}",
        "{\"choices\":[\"1\\u0000\"]}",
        "{\"choices\":[\"\\ud800\"]}",
        "{\"ballots\":[{\"choices\":[\"1\"],\"count\":1000}]}",
        "{\"ballots\":[{\"choices\":[\"1\"],\"count\":-1},{\"choices\":[\"2\"],\"count\":2}]}",
        "{\"ballots\":[{\"choices\":[\"1\"],\"count\":9223372036854775807},{\"choices\":[\"2\"],\"count\":1}]}",
        "{}",
        "[]",
        "null",
        "",
        "{\"choices\":[\"1\"]",
    ]
    .into_iter()
    .map(|text| (text.to_owned(), false))
    .collect();
    // Fields that belong to nothing: ignored or refused, and never more than one vote.
    for field in [
        "\"weight\":1000",
        "\"votes\":[\"1\",\"2\"]",
        "\"count\":7",
        "\"entry_id\":2",
        "\"closes_at\":\"2099-01-01T00:00:00Z\"",
        "\"write_in\":\"Ich\"",
    ] {
        ballots.push((format!("{{\"choices\":[\"1\"],{field}}}"), true));
    }
    ballots.push((
        format!("{{\"choices\":[\"1\"],\"poll_id\":{other_poll},\"poll\":{other_poll}}}"),
        true,
    ));
    ballots.push(("{\"choices\":[\"2\"],\"choices\":[\"1\"]}".to_owned(), true));
    ballots
}

async fn raw(
    voter: &Actor,
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    let mut request = Request::builder().method(method).uri_str(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    voter.send_with(path, request, body.to_vec()).await
}

on_both_engines! {
    async fn row_57_every_hostile_ballot_is_refused_or_is_one_vote(app: TestApp) {
        let hostile = ballots(0);
        let laka = app.electorate("laka", &vec![1; hostile.len() + 2]).await;
        let candidates = ["Ayşe", "Omar", "Nina", "Ali"];
        let (poll, other) = (laka.open(&election(&candidates)).await, laka.open(&motion()).await);
        let path = format!("/api/v1/voting/polls/{poll}/ballot");
        let mut taken = 0;
        for (n, (text, may_count)) in ballots(other).iter().enumerate() {
            let voter = app.voter(&laka, n + 1).await;
            let answer = raw(&voter, Method::POST, &path, &[("content-type", JSON)], text.as_bytes()).await;
            let counted = answer.status == StatusCode::OK;
            assert!(counted || answer.status.is_client_error(), "{text}: {}\n{}", answer.status, answer.text());
            assert!(*may_count || !counted, "{text} was taken");
            taken += i64::from(counted);
            assert_eq!(ballots_and_marks(&app).await, (taken, taken), "{text}");
            // Whoever was refused still has the vote, and has it once.
            let honest = send(&voter, poll, &json!({ "choices": ["2", "3"] })).await;
            honest.expect(if counted { StatusCode::CONFLICT } else { StatusCode::OK });
            taken += i64::from(!counted);
            assert_eq!(ballots_and_marks(&app).await, (taken, taken), "{text}");
        }
        assert_eq!(app.outside().await.number(&format!("SELECT COUNT(*) FROM marks WHERE poll_id = {other}")).await, 0);
        laka.step(poll, "close").await;
        let count = laka.board.api_post(&format!("{}/count", laka.poll_path(poll)), &json!({})).await.expect(StatusCode::OK).json();
        assert_eq!(count["voters"], taken);
    }

    async fn ways_of_sending_that_are_no_vote_cast_nothing_and_leave_the_vote(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let codes = laka.make_codes().await;
        let voter = app.voter(&laka, 1).await;
        let (poll, other) = (laka.open(&motion()).await, laka.ready(&motion()).await);
        let (api, page) = (format!("/api/v1/voting/polls/{poll}/ballot"), format!("/de/vote/polls/{poll}/cast"));
        let ballot = &br#"{"choices":["yes"]}"#[..];
        let same = ("sec-fetch-site", "same-origin");
        for (method, path, headers, body) in [
            (Method::GET, api.as_str(), vec![], &b""[..]),
            (Method::HEAD, &api, vec![], b""),
            (Method::PUT, &api, vec![("content-type", JSON)], ballot),
            (Method::PATCH, &api, vec![("content-type", JSON)], ballot),
            (Method::POST, &api, vec![("content-type", "text/plain")], ballot),
            (Method::POST, &api, vec![("content-type", FORM)], b"choices=yes"),
            (Method::POST, &api, vec![("content-type", JSON), ("sec-fetch-site", "cross-site")], ballot),
            (Method::POST, &api, vec![("content-type", JSON), ("origin", "https://evil.example")], ballot),
            (Method::POST, &api, vec![("content-type", JSON), ("content-encoding", "gzip")], b"\x1f\x8b\x08\x00\x00\x00\x00\x00"),
            (Method::GET, &page, vec![], b""),
            (Method::POST, &page, vec![("content-type", "text/plain"), same], b"choices=yes"),
            (Method::POST, &page, vec![("content-type", FORM), ("sec-fetch-site", "cross-site")], b"choices=yes"),
            (Method::POST, &page, vec![("content-type", FORM), same], b"choices=yes&choices=no"),
            (Method::POST, &page, vec![("content-type", FORM), same], b"choices=blank"),
            (Method::POST, &page, vec![("content-type", FORM), same], b""),
            (Method::POST, &page, vec![("content-type", FORM), same], b"choices[]=yes&_method=PUT&poll_id=7"),
        ] {
            let answer = raw(&voter, method, path, &headers, body).await;
            assert!(!answer.status.is_server_error() && answer.status != StatusCode::OK || body.is_empty(), "{}: {}", answer.what, answer.status);
            assert_eq!(ballots_and_marks(&app).await, (0, 0), "{} {headers:?}", answer.what);
        }
        // A poll that is not open, one of another federation, one that is not there; a code that is no code.
        let nrw = app.electorate("nrw", &[1; 3]).await;
        let theirs = nrw.open(&motion()).await;
        for (wrong, status) in [(other, StatusCode::CONFLICT), (theirs, StatusCode::NOT_FOUND), (999_999, StatusCode::NOT_FOUND)] {
            send(&voter, wrong, &json!({ "choices": ["yes"] })).await.expect(status);
        }
        for code in [json!(["a"]), json!(7), json!({ "a": 1 }), json!(null), json!("x".repeat(200_000)), json!(""), json!(format!("{}{}", codes[0], codes[0]))] {
            let refused = app.stranger().api_post("/voting/sessions", &json!({ "code": code })).await;
            assert!(refused.status.is_client_error(), "{code}: {}", refused.status);
        }
        app.stranger().post_form("/de/vote", &[("code", &codes[0]), ("code", &codes[1])]).await;
        let typed = codes[1].to_lowercase().replace('-', " ");
        let other_browser = app.stranger().api_post("/voting/sessions", &json!({ "code": typed })).await.expect(StatusCode::OK).json();
        // Two browsers with the same code, both on the last page.
        let second = app.stranger().with_bearer(other_browser["token"].as_str().unwrap());
        assert_eq!(ballots_and_marks(&app).await, (0, 0));
        send(&second, poll, &json!({ "choices": ["no"] })).await.expect(StatusCode::OK);
        send(&second, poll, &json!({ "choices": ["yes"] })).await.expect(StatusCode::CONFLICT);
        assert_eq!(ballots_and_marks(&app).await, (1, 1));
    }
}

#[test]
fn a_body_in_many_parts_or_without_end_casts_nothing() {
    run(Engine::Sqlite, |app: TestApp| async move {
        let laka = app.electorate("laka", &[1; 3]).await;
        let (voter, poll) = (app.voter(&laka, 1).await, laka.open(&motion()).await);
        let page = format!("/de/vote/polls/{poll}/cast");
        let part = "--b\r\nContent-Disposition: form-data; name=\"choices\"\r\n\r\nyes\r\n";
        let parts = part.repeat(3_500) + "--b--\r\n";
        let headers = [
            ("content-type", "multipart/form-data; boundary=b"),
            ("sec-fetch-site", "same-origin"),
        ];
        let answer = raw(&voter, Method::POST, &page, &headers, parts.as_bytes()).await;
        assert!(answer.status.is_client_error(), "{}", answer.status);
        let fields = "choices=yes&".repeat(20_000);
        let headers = [("content-type", FORM), ("sec-fetch-site", "same-origin")];
        let answer = raw(&voter, Method::POST, &page, &headers, fields.as_bytes()).await;
        assert!(answer.status.is_client_error(), "{}", answer.status);
        assert_eq!(ballots_and_marks(&app).await, (0, 0));
    });
}
