//! The second factor beside the password: set up, asked for, used once, ended and reset; and what rests without it.

use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use mandat::accounts::model::{Grant, Role};
use poem::http::{Method, StatusCode};
use serde_json::json;
use sha1::Sha1;

use crate::support::{Actor, Answer, Engine, PASSWORD, Settings, TestApp, block_on, people::grant};

/// What an app shows for this secret now.
fn shown_by_app(app: &TestApp, secret: &str) -> String {
    let secret = data_encoding::BASE32_NOPAD
        .decode(secret.as_bytes())
        .unwrap();
    let step = app.app.clock.now().unix_millis() / 30_000;
    let mut mac = Hmac::<Sha1>::new_from_slice(&secret).unwrap();
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let start = usize::from(digest[19] & 0x0f);
    let number = u32::from_be_bytes(digest[start..start + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

fn later(app: &TestApp) {
    app.clock.advance(Duration::from_secs(90));
}

async fn sign_in(actor: &Actor, email: &str, code: &str) -> Answer {
    let fields = [("email", email), ("password", PASSWORD), ("code", code)];
    actor.post_form("/de/sign-in", &fields).await
}

/// Makes a token by password and code.
async fn token(app: &TestApp, email: &str, code: &str) -> Answer {
    let body = json!({"email": email, "password": PASSWORD, "code": code, "name": "test"});
    app.stranger().api_post("/tokens", &body).await
}

/// Somebody signed in over the API by password.
async fn by_password(app: &TestApp, email: &str) -> Actor {
    let made = token(app, email, "").await.expect(StatusCode::OK).json();
    app.stranger().with_bearer(made["token"].as_str().unwrap())
}

/// Sets up an app; the secret, and the person with the token that is left.
async fn set_up(app: &TestApp, person: &Actor) -> (String, Actor) {
    let begun = person
        .api_post("/me/second-factor", &json!({"password": PASSWORD}))
        .await;
    let secret = begun.expect(StatusCode::OK).json()["secret"]
        .as_str()
        .unwrap()
        .to_owned();
    let code = json!({"code": shown_by_app(app, &secret)});
    let confirmed = person
        .api_post("/me/second-factor/confirm", &code)
        .await
        .expect(StatusCode::OK)
        .json();
    (
        secret,
        person.with_bearer(confirmed["token"].as_str().unwrap()),
    )
}

on_both_engines! {
    async fn after_its_first_code_signing_in_asks_for_one_and_takes_it_once(app: TestApp) {
        let email = app.account(&[]).await;
        let person = by_password(&app, &email).await;
        let wrong = person.api_post("/me/second-factor", &json!({"password": "falsches Kennwort hier"})).await;
        assert_eq!(wrong.expect(StatusCode::UNPROCESSABLE_ENTITY).json()["fields"][0]["field"], "password");
        person.api_post("/me/second-factor/confirm", &json!({"code": "123456"})).await.expect(StatusCode::NOT_FOUND);
        let first = person.api_post("/me/second-factor", &json!({"password": PASSWORD})).await.expect(StatusCode::OK).json();
        let second = person.api_post("/me/second-factor", &json!({"password": PASSWORD})).await.expect(StatusCode::OK).json();
        assert_ne!(first["secret"], second["secret"], "each beginning has a secret of its own");
        let of_first = json!({"code": shown_by_app(&app, first["secret"].as_str().unwrap())});
        person.api_post("/me/second-factor/confirm", &of_first).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        // Nothing is asked for before the first code was typed.
        sign_in(&app.stranger(), &email, "").await.expect(StatusCode::SEE_OTHER);

        let (secret, with_new_token) = set_up(&app, &person).await;
        person.api_get("/me").await.expect(StatusCode::UNAUTHORIZED);
        with_new_token.api_get("/me").await.expect(StatusCode::OK);
        let again = with_new_token.api_post("/me/second-factor", &json!({"password": PASSWORD})).await;
        assert_eq!(again.expect(StatusCode::CONFLICT).json()["code"], "second-factor-in-use");

        let used = shown_by_app(&app, &secret);
        for code in ["", "000000", used.as_str()] {
            let refused = sign_in(&app.stranger(), &email, code).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.headers.get("set-cookie").is_none());
            assert!(refused.text().contains("id=\"code-error\""));
            token(&app, &email, code).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        later(&app);
        let code = shown_by_app(&app, &secret);
        sign_in(&app.stranger(), &email, &code).await.expect(StatusCode::SEE_OTHER);
        sign_in(&app.stranger(), &email, &code).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn codes_are_not_tried_out_from_any_network(app: TestApp) {
        let email = app.account(&[]).await;
        let (secret, _) = set_up(&app, &by_password(&app, &email).await).await;
        let mut statuses = Vec::new();
        for n in 0..12 {
            let stranger = app.stranger().in_network([203, 0, 113, n]);
            statuses.push(sign_in(&stranger, &email, "000000").await.status);
        }
        assert_eq!(statuses.last(), Some(&StatusCode::TOO_MANY_REQUESTS), "{statuses:?}");
        later(&app);
        sign_in(&app.stranger(), &email, &shown_by_app(&app, &secret)).await.expect(StatusCode::SEE_OTHER);
    }

    async fn it_ends_by_password_and_code_or_by_the_administrator(app: TestApp) {
        let email = app.account(&[]).await;
        let (secret, person) = set_up(&app, &by_password(&app, &email).await).await;
        let end = |password: &str, code: &str| {
            let (body, person) = (json!({"password": password, "code": code}), person.clone());
            async move { person.api_post("/me/second-factor/end", &body).await }
        };
        later(&app);
        end("falsches Kennwort hier", &shown_by_app(&app, &secret)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        end(PASSWORD, "000000").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        end(PASSWORD, &shown_by_app(&app, &secret)).await.expect(StatusCode::NO_CONTENT);
        end(PASSWORD, "").await.expect(StatusCode::NOT_FOUND);
        sign_in(&app.stranger(), &email, "").await.expect(StatusCode::SEE_OTHER);
        // An app that was ended does not come back by its codes, and nobody is shown its key again.
        let code = shown_by_app(&app, &secret);
        person.api_post("/me/second-factor/confirm", &json!({"code": code})).await.expect(StatusCode::NOT_FOUND);
        let browser = app.stranger();
        sign_in(&browser, &email, "").await.expect(StatusCode::SEE_OTHER);
        let shown = browser.post_form("/de/account/second-factor/confirm", &[("code", "000000")]).await;
        assert!(!shown.text().contains(&secret), "{}", shown.text());

        let (_, person) = set_up(&app, &person).await;
        let admin = app.installation_admin().await;
        let account = person.api_get("/me").await.json()["id"].as_i64().unwrap();
        let path = format!("/accounts/{account}/second-factor");
        person.api(Method::DELETE, &path, None, None).await.expect(StatusCode::NOT_FOUND);
        let page = admin.get("/de/accounts").await.expect(StatusCode::OK).text();
        assert!(page.contains(&format!("/de/accounts/{account}/second-factor/reset")), "{page}");
        admin.api(Method::DELETE, &path, None, None).await.expect(StatusCode::NO_CONTENT);
        admin.api(Method::DELETE, &path, None, None).await.expect(StatusCode::NOT_FOUND);
        let own = format!("/accounts/{}/second-factor", admin.account.unwrap().0);
        assert_eq!(admin.api(Method::DELETE, &own, None, None).await.expect(StatusCode::CONFLICT).json()["code"], "own-account");
        person.api_get("/me").await.expect(StatusCode::UNAUTHORIZED);
        sign_in(&app.stranger(), &email, "").await.expect(StatusCode::SEE_OTHER);
        let mut outside = app.outside().await;
        for (act, times) in [("set_second_factor", 2), ("end_second_factor", 1), ("reset_second_factor", 1)] {
            assert_eq!(outside.number(&format!("SELECT COUNT(*) FROM audit_log WHERE act = '{act}'")).await, times, "{act}");
        }
    }

    async fn the_pages_lead_through_it(app: TestApp) {
        let email = app.account(&[]).await;
        let person = app.stranger();
        sign_in(&person, &email, "").await.expect(StatusCode::SEE_OTHER);
        let at = "/de/account/second-factor";
        person.get(at).await.expect(StatusCode::OK);
        let refused = person.post_form(at, &[("password", "falsches Kennwort hier")]).await;
        assert!(refused.expect(StatusCode::UNPROCESSABLE_ENTITY).text().contains("id=\"password-error\""));
        let page = person.post_form(at, &[("password", PASSWORD)]).await.expect(StatusCode::OK).text();
        assert!(page.contains("<svg class=\"qr\""));
        let secret = |page: &str| {
            let (_, rest) = page.split_once("<p class=\"mono\" dir=\"ltr\">").unwrap();
            rest.split_once('<').unwrap().0.to_owned()
        };
        let first = secret(&page);
        let again = person.post_form(&format!("{at}/confirm"), &[("code", "12")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert_eq!(secret(&again), first, "the same secret stays until its first code");
        let code = shown_by_app(&app, &first);
        person.post_form(&format!("{at}/confirm"), &[("code", &code)]).await.expect(StatusCode::SEE_OTHER);
        person.get(at).await.expect(StatusCode::OK);
        later(&app);
        let code = shown_by_app(&app, &first);
        person.post_form(&format!("{at}/end"), &[("password", PASSWORD), ("code", &code)]).await.expect(StatusCode::SEE_OTHER);
    }

    async fn no_secret_of_an_app_is_stored(app: TestApp) {
        let email = app.account(&[]).await;
        let (_, _) = set_up(&app, &by_password(&app, &email).await).await;
        let columns = app.outside().await.texts("SELECT CAST(generation AS TEXT) FROM second_factors").await;
        assert_eq!(columns, ["1"]);
    }
}

/// Where the installation asks for it, a password alone opens nothing of administrators and boards.
#[test]
fn row_50_without_a_second_factor_no_route_of_board_or_administrators_opens() {
    block_on(async {
        let settings = Settings {
            requires_second_factor: true,
            ..Settings::default()
        };
        let app = TestApp::start_with(Engine::Sqlite, settings).await;
        let laka = app.federation("laka").await;
        let board = app.account(&[grant(Role::ElectionBoard, laka.id)]).await;
        let admin = app
            .account(&[Grant {
                role: Role::InstallationAdmin,
                federation: None,
                body: None,
            }])
            .await;
        let registrar = app.account(&[grant(Role::Registrar, laka.id)]).await;
        let staff = "/federations/laka/assemblies";
        let by_registrar = by_password(&app, &registrar).await;
        by_registrar.api_get(staff).await.expect(StatusCode::OK);
        for (email, path) in [(&board, staff), (&admin, "/accounts")] {
            let person = by_password(&app, email).await;
            let me = person.api_get("/me").await.expect(StatusCode::OK).json();
            assert_eq!(me["lacks_second_factor"], true);
            assert_eq!(me["grants"], json!([]));
            let refused = person.api_get(path).await.status;
            assert!(
                matches!(refused, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN),
                "{refused}"
            );
            let browser = app.stranger();
            let next = sign_in(&browser, email, "")
                .await
                .expect(StatusCode::SEE_OTHER);
            assert_eq!(next.location(), Some("/de/account/second-factor"));
            browser.get("/de/account").await.expect(StatusCode::OK);
            let (_, person) = set_up(&app, &person).await;
            person.api_get(path).await.expect(StatusCode::OK);
        }
    });
}
