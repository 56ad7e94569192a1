//! Requests as attackers and broken programs send them: refused in words, never with an error of ours.

use mandat::accounts::model::Role;
use poem::{
    Request,
    http::{Method, StatusCode},
};

use crate::support::{Actor, Answer, Engine, Settings, TestApp, block_on, run};

/// Runs on SQLite alone: nothing here reaches the database in its own way.
fn on_sqlite<F: Future<Output = ()>>(story: impl FnOnce(TestApp) -> F) {
    run(Engine::Sqlite, story);
}

async fn post(actor: &Actor, path: &str, content_type: &str, body: &[u8]) -> Answer {
    let request = Request::builder()
        .method(Method::POST)
        .uri_str(path)
        .content_type(content_type);
    actor.send_with(path, request, body.to_vec()).await
}

const FORM: &str = "application/x-www-form-urlencoded";

#[test]
fn a_body_above_the_limit_is_413_and_one_below_it_is_read() {
    on_sqlite(|app| async move {
        let stranger = app.stranger();
        let body = |size: usize| format!("email=a&password={}", "x".repeat(size)).into_bytes();
        post(&stranger, "/de/sign-in", FORM, &body(1024))
            .await
            .expect(StatusCode::FORBIDDEN);
        post(&stranger, "/de/sign-in", FORM, &body(256 * 1024))
            .await
            .expect(StatusCode::PAYLOAD_TOO_LARGE);
        let answer = post(
            &stranger,
            "/api/v1/tokens",
            "application/json",
            &body(300 * 1024),
        )
        .await
        .expect(StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(
            answer.header("content-type"),
            Some("application/problem+json")
        );
        assert_eq!(answer.json()["code"], "too-large");
        // Without an announced length the limit holds while reading.
        let request = Request::builder()
            .method(Method::POST)
            .uri_str("/de/sign-in")
            .content_type(FORM);
        let unannounced = stranger
            .send_unannounced("/de/sign-in", request, body(300 * 1024))
            .await;
        unannounced.expect(StatusCode::PAYLOAD_TOO_LARGE);
    });
}

#[test]
fn bytes_that_are_no_text_are_400() {
    on_sqlite(|app| async move {
        let stranger = app.stranger();
        for body in [
            &b"email=%ff%fe&password=x"[..],
            b"email=\xff\xfe&password=x",
            b"em%ffail=a",
        ] {
            post(&stranger, "/de/sign-in", FORM, body)
                .await
                .expect(StatusCode::BAD_REQUEST);
        }
        let multipart =
            b"--b\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\n\xff\xfe\r\n--b--\r\n";
        post(
            &stranger,
            "/de/sign-in",
            "multipart/form-data; boundary=b",
            multipart,
        )
        .await
        .expect(StatusCode::BAD_REQUEST);
        post(
            &stranger,
            "/de/sign-in",
            "multipart/form-data; boundary=b",
            b"--b\r\nnonsense",
        )
        .await
        .expect(StatusCode::BAD_REQUEST);
        post(&stranger, "/de/sign-in", "multipart/form-data", b"")
            .await
            .expect(StatusCode::BAD_REQUEST);
        post(
            &stranger,
            "/api/v1/tokens",
            "application/json",
            b"{\"email\":\"\xff\"}",
        )
        .await
        .expect(StatusCode::BAD_REQUEST);
    });
}

on_both_engines! {
    /// Security checklist rows C1.15 and C1.16; PostgreSQL refuses NUL in texts.
    async fn nul_in_any_field_is_refused_and_never_an_error_of_ours(app: TestApp) {
        let stranger = app.stranger();
        for (path, fields) in [
            ("/de/sign-in", vec![("email", "a\0@example.org"), ("password", "b\0")]),
            ("/de/sign-in", vec![("email", "a@example.org"), ("password", "b\0")]),
            ("/de/invitation", vec![("token", "a\0"), ("name", "b\0"), ("password", "c\0")]),
        ] {
            let answer = stranger.post_form(path, &fields).await;
            assert!(answer.status.is_client_error(), "{}: {}", answer.what, answer.status);
        }
        let person = app.person("person", &[]).await;
        person.post_form("/de/account/api-tokens", &[("name", "Rechner\0")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let body = serde_json::json!({"email": "a\0@example.org", "password": "\0", "name": "\0"});
        let answer = stranger.api_post("/tokens", &body).await;
        assert!(answer.status.is_client_error(), "{}", answer.status);
        for path in ["/de/sign-in?next=%00", "/de/%00", "/de/invitation?token=%00", "/%00/", "/de/federations/%00", "/static/0/%00"] {
            let answer = stranger.get(path).await;
            assert!(!answer.status.is_server_error(), "{path}: {}", answer.status);
        }
    }

    async fn what_is_typed_comes_back_as_text_not_as_markup(app: TestApp) {
        let stranger = app.stranger();
        for hostile in ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' autofocus onfocus=alert(1) x='", "</title><svg onload=alert(1)>", "{{7*7}}"] {
            let answer = stranger.post_form("/de/sign-in", &[("email", hostile), ("password", "x"), ("next", hostile)]).await;
            assert!(answer.status.is_client_error());
            let text = answer.text();
            assert!(!text.contains("<script>alert") && !text.contains("<img src=x") && !text.contains("<svg onload"), "{text}");
            assert!(!text.contains("\" autofocus") && !text.contains("value=\"\">"), "{text}");
            let link = stranger.get(&format!("/de/sign-in?next={}", hostile.replace(['<', '>', '"', ' ', '\'', '{', '}'], "%3C"))).await;
            link.expect(StatusCode::OK);
        }
        let person = app.person("person", &[]).await;
        person.post_form("/de/account/api-tokens", &[("name", "<script>alert(1)</script>")]).await.expect(StatusCode::OK);
        let page = person.get("/de/account").await.expect(StatusCode::OK).text();
        assert!(!page.contains("<script>alert"));
    }
}

#[test]
fn a_content_type_that_is_not_read_is_415() {
    on_sqlite(|app| async move {
        let stranger = app.stranger();
        for content_type in [
            "text/plain",
            "application/json",
            "application/octet-stream",
            "",
        ] {
            post(
                &stranger,
                "/de/sign-in",
                content_type,
                b"email=a&password=b",
            )
            .await
            .expect(StatusCode::UNSUPPORTED_MEDIA_TYPE);
        }
        let answer = post(&stranger, "/api/v1/tokens", FORM, b"email=a")
            .await
            .expect(StatusCode::UNSUPPORTED_MEDIA_TYPE);
        assert_eq!(answer.json()["code"], "unsupported-media");
    });
}

#[test]
fn json_that_cannot_be_read_is_400_and_says_why() {
    on_sqlite(|app| async move {
        let stranger = app.stranger();
        for body in [
            "{",
            "",
            "null",
            "[]",
            "\"text\"",
            "{\"email\": {\"a\": 1}, \"password\": \"x\", \"name\": \"x\"}",
            "{\"email\": null, \"password\": \"x\", \"name\": \"x\"}",
            "{\"email\": [\"a\"], \"password\": \"x\", \"name\": \"x\"}",
            "{\"email\": \"a@b.de\", \"password\": \"x\"}",
            "{\"email\": \"a@b.de\", \"password\": \"x\", \"name\": \"x\", \"role\": \"registrar\"}",
            "{\"email\": \"\\ud800\", \"password\": \"x\", \"name\": \"x\"}",
        ] {
            let answer = post(
                &stranger,
                "/api/v1/tokens",
                "application/json",
                body.as_bytes(),
            )
            .await;
            assert_eq!(
                answer.status,
                StatusCode::BAD_REQUEST,
                "{body}: {}",
                answer.text()
            );
            assert_eq!(
                answer.header("content-type"),
                Some("application/problem+json"),
                "{body}"
            );
            let problem = answer.json();
            assert_eq!(problem["status"], 400, "{body}");
            assert!(
                problem["title"]
                    .as_str()
                    .is_some_and(|t| t.len() > 10 && !t.contains('⟦')),
                "{body}: {problem}"
            );
        }
        for (body, field, code) in [
            ("{\"password\":\"x\",\"name\":\"x\"}", "email", "missing"),
            (
                "{\"email\":null,\"password\":\"x\",\"name\":\"x\"}",
                "email",
                "wrong-type",
            ),
            (
                "{\"email\":5,\"password\":\"x\",\"name\":\"x\"}",
                "email",
                "wrong-type",
            ),
            (
                "{\"email\":\"a@b.de\",\"password\":\"x\",\"name\":\"x\",\"role\":1}",
                "role",
                "unknown",
            ),
        ] {
            let answer = post(
                &stranger,
                "/api/v1/tokens",
                "application/json",
                body.as_bytes(),
            )
            .await;
            let problem = answer.json();
            assert_eq!(problem["fields"][0]["field"], field, "{problem}");
            assert_eq!(problem["fields"][0]["code"], code, "{problem}");
        }
        let deep = format!("{}1{}", "[".repeat(50_000), "]".repeat(50_000));
        post(
            &stranger,
            "/api/v1/tokens",
            "application/json",
            deep.as_bytes(),
        )
        .await
        .expect(StatusCode::BAD_REQUEST);
        let long = serde_json::json!({"email": "a@example.org", "password": "x", "name": "n".repeat(100_000)});
        stranger
            .api_post("/tokens", &long)
            .await
            .expect(StatusCode::BAD_REQUEST);
    });
}

#[test]
fn what_an_address_asks_wrongly_is_said_in_the_language_of_the_page() {
    on_sqlite(|app| async move {
        let registrar = app
            .officer(Role::Registrar, &app.federation("laka").await)
            .await;
        for (path, status, words) in [
            (
                "bodies?on=2023-02-29",
                StatusCode::UNPROCESSABLE_ENTITY,
                "kein Tag des Kalenders",
            ),
            (
                "people?page=abc",
                StatusCode::BAD_REQUEST,
                "Ein Wert in der Adresse ist nicht lesbar",
            ),
            (
                "people/abc",
                StatusCode::NOT_FOUND,
                "Diese Seite gibt es nicht",
            ),
        ] {
            let page = registrar
                .get(&format!("/de/staff/laka/{path}"))
                .await
                .expect(status)
                .text();
            assert!(page.contains(words), "{path}: {page}");
            assert!(!page.contains("invalid"), "{path}: {page}");
        }
        let gone = app.stranger().get("/de/invitation?token=x").await;
        let page = gone.expect(StatusCode::NOT_FOUND).text();
        assert!(page.contains("Dieser Link gilt nicht mehr"), "{page}");
    });
}

#[test]
fn an_unknown_address_is_404_in_the_language_of_the_person_with_a_way_on() {
    on_sqlite(|app| async move {
        let stranger = app.stranger();
        for (path, accept, lang, dir) in [
            ("/de/nowhere", "en", "de", "ltr"),
            ("/en/nowhere/at/all", "de", "en", "ltr"),
            ("/ar-XB/nowhere", "de", "ar-XB", "rtl"),
            ("/nowhere", "en", "en", "ltr"),
            ("/nowhere", "fr", "de", "ltr"),
            ("/fr/sign-in", "en", "en", "ltr"),
            ("/DE/sign-in", "en", "en", "ltr"),
            ("/.git/config", "de", "de", "ltr"),
            ("/metrics", "de", "de", "ltr"),
            ("/static/0/../../../etc/passwd", "de", "de", "ltr"),
            ("/static/0/..%2f..%2f..%2fetc%2fpasswd", "de", "de", "ltr"),
            ("/de/..%2f..%2fetc%2fpasswd", "de", "de", "ltr"),
            ("/%ff%fe/", "de", "de", "ltr"),
        ] {
            let request = Request::builder()
                .method(Method::GET)
                .uri_str(path)
                .header("accept-language", accept);
            let answer = stranger
                .send(path, request)
                .await
                .expect(StatusCode::NOT_FOUND);
            let page = answer.text();
            assert!(
                page.contains(&format!("<html lang=\"{lang}\" dir=\"{dir}\">")),
                "{path}: {page}"
            );
            assert!(
                page.contains(&format!("href=\"/{lang}/\"")),
                "{path}: no way on"
            );
            assert!(!page.contains('⟦'), "{path}: a text is missing");
            assert_eq!(answer.header("content-language"), Some(lang));
        }
        let answer = stranger
            .get("/api/v1/nowhere")
            .await
            .expect(StatusCode::NOT_FOUND);
        assert_eq!(answer.json()["code"], "not-found");
    });
}

#[test]
fn the_start_address_leads_to_the_language_of_the_browser() {
    on_sqlite(|app| async move {
        for (accept, to) in [
            ("en-GB,en;q=0.9", "/en/"),
            ("tr,de;q=0.5", "/de/"),
            ("", "/de/"),
            ("ar-XB", "/de/"),
        ] {
            let request = Request::builder()
                .method(Method::GET)
                .uri_str("/")
                .header("accept-language", accept);
            let answer = app
                .stranger()
                .send("/", request)
                .await
                .expect(StatusCode::SEE_OTHER);
            assert_eq!(answer.location(), Some(to), "{accept}");
        }
    });
}

#[test]
fn a_method_that_an_address_does_not_know_is_405_with_those_it_does() {
    on_sqlite(|app| async move {
        let stranger = app.stranger();
        for (method, path, allow) in [
            (Method::PUT, "/de/sign-in", "GET, HEAD, POST"),
            (Method::DELETE, "/de/sign-in", "GET, HEAD, POST"),
            (Method::DELETE, "/de/sign-out", "POST"),
            (Method::POST, "/de/account", "GET, HEAD"),
            (Method::PATCH, "/api/v1/me", "GET, HEAD"),
            (Method::PUT, "/api/v1/tokens", "GET, HEAD, POST"),
            (Method::POST, "/api/v1/openapi.json", "GET, HEAD"),
            (Method::POST, "/healthz", "GET, HEAD"),
            (Method::POST, "/", "GET, HEAD"),
            (Method::TRACE, "/de/sign-in", "GET, HEAD, POST"),
        ] {
            let answer = stranger
                .send(
                    path,
                    Request::builder().method(method.clone()).uri_str(path),
                )
                .await;
            assert_eq!(
                answer.status,
                StatusCode::METHOD_NOT_ALLOWED,
                "{method} {path}: {}",
                answer.text()
            );
            assert_eq!(answer.header("allow"), Some(allow), "{method} {path}");
            if path.starts_with("/api/") {
                assert_eq!(answer.json()["status"], 405, "{method} {path}");
            }
        }
    });
}

#[test]
fn head_answers_as_get_does_without_a_body() {
    on_sqlite(|app| async move {
        let person = app.person("person", &[]).await;
        for path in [
            "/de/sign-in",
            "/de/account",
            "/de/nowhere",
            "/healthz",
            "/",
            "/api/v1/me",
            "/api/v1/openapi.json",
            "/api/v1/nowhere",
        ] {
            let get = person.get(path).await;
            let head = person
                .send(path, Request::builder().method(Method::HEAD).uri_str(path))
                .await;
            assert_eq!(head.status, get.status, "{path}");
            assert!(head.body.is_empty(), "{path}");
            assert_eq!(
                head.headers.get("content-type"),
                get.headers.get("content-type"),
                "{path}"
            );
        }
    });
}

/// Security checklist row 56.
#[test]
fn row_56_what_a_foreign_page_sends_is_403_before_anything_is_looked_at() {
    on_sqlite(|app| async move {
        let person = app.person("person", &[]).await;
        for headers in [
            vec![("sec-fetch-site", "cross-site")],
            vec![("sec-fetch-site", "same-site")],
            vec![
                ("sec-fetch-site", "cross-site"),
                ("origin", "http://127.0.0.1:8080"),
            ],
            vec![("origin", "https://evil.example")],
            vec![("origin", "null")],
        ] {
            for path in [
                "/de/account/api-tokens",
                "/de/sign-out",
                "/de/account/sign-out-everywhere",
                "/de/sign-in",
                "/api/v1/me/sign-out-everywhere",
            ] {
                let mut request = Request::builder()
                    .method(Method::POST)
                    .uri_str(path)
                    .content_type(FORM);
                for (name, value) in &headers {
                    request = request.header(*name, *value);
                }
                person
                    .send_with(path, request, b"name=x".to_vec())
                    .await
                    .expect(StatusCode::FORBIDDEN);
            }
        }
        person.get("/de/account").await.expect(StatusCode::OK);
        assert_eq!(
            app.outside()
                .await
                .number("SELECT COUNT(*) FROM api_tokens WHERE revoked_at IS NULL")
                .await,
            1
        );
    });
}

/// Names and values of the headers that stand on every answer.
const HEADERS: [(&str, &str); 6] = [
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(self), geolocation=(), microphone=()",
    ),
];

/// Fails unless the headers of security are on the answer; a page that describes the API may have a policy of its own.
#[track_caller]
pub fn assert_dressed(answer: &Answer) {
    for (name, value) in HEADERS {
        // The description of the API brings its own scripts; a document somebody handed in may do nothing at all.
        let is_document = answer.header("content-type") == Some("application/pdf");
        let has_own = is_document || answer.what.ends_with(" /api/v1/docs");
        if name == "content-security-policy" && has_own {
            let policy = answer.header(name).unwrap();
            assert!(
                policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
                "{}",
                answer.what
            );
            continue;
        }
        assert_eq!(answer.header(name), Some(value), "{}: {name}", answer.what);
    }
    let cached = answer
        .header("cache-control")
        .unwrap_or_else(|| panic!("{}: no cache-control", answer.what));
    assert!(
        answer.status.is_success() || cached == "no-store",
        "{}: {cached}",
        answer.what
    );
    for name in ["server", "x-powered-by"] {
        assert!(
            answer.headers.get(name).is_none(),
            "{}: {name}",
            answer.what
        );
    }
}

/// Security checklist row 59.
#[test]
fn every_answer_carries_the_headers_of_security_errors_included() {
    on_sqlite(|app| async move {
        let (stranger, person) = (app.stranger(), app.person("person", &[]).await);
        let css = mandat::web::assets::address("mandat.css");
        for path in [
            "/",
            "/de/sign-in",
            "/de/account",
            "/de/nowhere",
            "/xx/",
            "/healthz",
            "/api/v1/me",
            "/api/v1/openapi.json",
            "/api/v1/nowhere",
            &css,
        ] {
            assert_dressed(&stranger.get(path).await);
            assert_dressed(&person.get(path).await);
            assert_dressed(
                &stranger
                    .send(
                        path,
                        Request::builder().method(Method::DELETE).uri_str(path),
                    )
                    .await,
            );
        }
        assert_dressed(&stranger.post_form("/de/sign-in", &[]).await);
        assert_dressed(&post(&stranger, "/de/sign-in", "text/plain", b"x").await);
        assert_dressed(&post(&stranger, "/api/v1/tokens", "application/json", b"{").await);
        assert_dressed(&post(&stranger, "/de/sign-in", FORM, &vec![b'x'; 300_000]).await);
        assert_eq!(
            person.get("/de/account").await.header("cache-control"),
            Some("no-store")
        );
        assert!(
            stranger
                .get("/de/")
                .await
                .headers
                .get("strict-transport-security")
                .is_none(),
            "not over http"
        );
    });
    block_on(async {
        let settings = Settings {
            base_url: "https://wahl.example.org",
            ..Settings::default()
        };
        let app = TestApp::start_with(Engine::Sqlite, settings).await;
        for path in ["/de/sign-in", "/de/nowhere", "/api/v1/me"] {
            let answer = app.stranger().get(path).await;
            assert_eq!(
                answer.header("strict-transport-security"),
                Some("max-age=31536000; includeSubDomains"),
                "{path}"
            );
        }
    });
}

#[test]
fn a_handler_that_fails_is_told_without_its_reason() {
    on_sqlite(|app| async move {
        let person = app.person("person", &[]).await;
        app.outside()
            .await
            .execute("ALTER TABLE api_tokens RENAME TO elsewhere")
            .await;
        for answer in [
            person.get("/de/account").await,
            person.api_get("/tokens").await,
        ] {
            assert_eq!(
                answer.status,
                StatusCode::INTERNAL_SERVER_ERROR,
                "{}",
                answer.text()
            );
            assert_dressed(&answer);
            for word in ["api_tokens", "sqlite", "no such table", "SELECT"] {
                assert!(
                    !answer.text().contains(word),
                    "{}: {}",
                    answer.what,
                    answer.text()
                );
            }
        }
        assert_eq!(
            app.stranger().get("/healthz").await.status,
            StatusCode::OK,
            "the server goes on"
        );
    });
}

#[test]
fn static_files_are_kept_for_a_year_under_an_address_of_their_content() {
    on_sqlite(|app| async move {
        let stranger = app.stranger();
        for (name, content_type) in [
            ("mandat.css", "text/css; charset=utf-8"),
            ("enhance.js", "text/javascript; charset=utf-8"),
            ("mark.svg", "image/svg+xml"),
        ] {
            let answer = stranger
                .get(&mandat::web::assets::address(name))
                .await
                .expect(StatusCode::OK);
            assert_eq!(answer.header("content-type"), Some(content_type));
            assert_eq!(
                answer.header("cache-control"),
                Some("public, max-age=31536000, immutable")
            );
        }
        stranger
            .get("/static/0/nothing.css")
            .await
            .expect(StatusCode::NOT_FOUND);
    });
}
