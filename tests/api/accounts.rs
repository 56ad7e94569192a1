//! Accounts over the API: an invitation taken up and a password changed without a browser.

use mandat::accounts::model::Role;
use poem::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{Actor, TestApp};

const PASSWORD: &str = "siebzehn blaue Fahrräder im Regen";

async fn invited(app: &TestApp, email: &str) -> String {
    let federation = app.federation("laka").await;
    app.officer(Role::Registrar, &federation).await;
    let admin = app.installation_admin().await;
    let invitation = json!({ "email": email, "role": "auditor" });
    let made = admin
        .api_post("/federations/laka/invitations", &invitation)
        .await
        .expect(StatusCode::CREATED)
        .json();
    let link = made["link"].as_str().unwrap();
    link.split("token=").nth(1).unwrap().to_owned()
}

fn token(answer: &Value) -> &str {
    answer["token"].as_str().unwrap()
}

async fn reads_the_log(caller: &Actor) -> StatusCode {
    caller.api_get("/federations/laka/audit").await.status
}

on_both_engines! {
    async fn an_invitation_is_taken_up_once_and_its_token_opens_what_the_role_may_see(app: TestApp) {
        let link = invited(&app, "pruefung@laka.example.org").await;
        let stranger = app.stranger();
        let mut person = json!({ "token": link, "name": "Paula Prüfung", "password": "kurz", "locale": "de" });
        let refused = stranger.api_post("/invitations/accept", &person).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(refused["fields"][0]["field"], "password");
        person["password"] = json!(PASSWORD);
        person["locale"] = json!("xx");
        let refused = stranger.api_post("/invitations/accept", &person).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(refused["fields"][0]["field"], "locale");
        person["locale"] = json!("de");
        let taken = stranger.api_post("/invitations/accept", &person).await.expect(StatusCode::OK).json();
        assert_eq!(reads_the_log(&stranger.with_bearer(token(&taken))).await, StatusCode::OK);
        stranger.api_post("/invitations/accept", &person).await.expect(StatusCode::NOT_FOUND);
        let sessions = app.outside().await.number("SELECT COUNT(*) FROM sessions WHERE account_id = (SELECT id FROM accounts WHERE name = 'Paula Prüfung')").await;
        assert_eq!(sessions, 0, "a program has a token and no session");
    }

    async fn a_new_password_ends_every_token_but_the_one_it_answers_with(app: TestApp) {
        let link = invited(&app, "pruefung@laka.example.org").await;
        let stranger = app.stranger();
        let person = json!({ "token": link, "name": "Paula Prüfung", "password": PASSWORD, "locale": "de" });
        let first = stranger.api_post("/invitations/accept", &person).await.expect(StatusCode::OK).json();
        let caller = stranger.with_bearer(token(&first));
        let wrong = json!({ "old_password": "falsch", "new_password": "achtzehn gelbe Roller im Schnee" });
        let refused = caller.api_post("/me/password", &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(refused["fields"][0]["field"], "old_password");
        let right = json!({ "old_password": PASSWORD, "new_password": "achtzehn gelbe Roller im Schnee" });
        let second = caller.api_post("/me/password", &right).await.expect(StatusCode::OK).json();
        assert_eq!(reads_the_log(&caller).await, StatusCode::UNAUTHORIZED);
        assert_eq!(reads_the_log(&stranger.with_bearer(token(&second))).await, StatusCode::OK);
    }
}
