//! Invitations of people who have an account already, and what is refused about accounts.

use mandat::accounts::model::Role;
use poem::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{Actor, PASSWORD, TestApp};

/// Invites an address, and gives the link's token.
async fn invited(admin: &Actor, email: &str, role: &str) -> (i64, String) {
    let new = json!({"email": email, "role": role, "body_id": null});
    let made = admin
        .api_post("/federations/laka/invitations", &new)
        .await
        .expect(StatusCode::CREATED);
    let link = made.json()["link"].as_str().unwrap().to_owned();
    (made.id(), link.split("token=").nth(1).unwrap().to_owned())
}

async fn accept_signed_in(person: &Actor, token: &str) -> crate::support::Answer {
    person
        .post_form(
            "/de/invitation",
            &[("token", token), ("as_signed_in", "yes")],
        )
        .await
}

async fn roles(person: &Actor) -> Vec<Value> {
    let me = person.api_get("/me").await.expect(StatusCode::OK).json();
    me["grants"]
        .as_array()
        .unwrap()
        .iter()
        .map(|g| g["role"].clone())
        .collect()
}

async fn opens_account(app: &TestApp, cookie: &str) -> bool {
    let browser = app.stranger();
    browser.set_cookie("mandat-session", cookie);
    browser.get("/de/account").await.status == StatusCode::OK
}

on_both_engines! {
    async fn row_47_a_new_role_comes_with_a_new_session_and_row_48_ends_those_before(app: TestApp) {
        app.federation("laka").await;
        let (admin, person) = (app.installation_admin().await, app.person("Nuri", &[]).await);
        let before = person.cookie("mandat-session").unwrap();
        let (_, token) = invited(&admin, &person.email.to_uppercase(), "publisher").await;
        accept_signed_in(&person, &token).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(roles(&person).await, ["publisher"]);
        let after = person.cookie("mandat-session").unwrap();
        assert_ne!(before, after);
        assert!(opens_account(&app, &after).await && !opens_account(&app, &before).await);
        // Used up.
        accept_signed_in(&person, &token).await.expect(StatusCode::NOT_FOUND);
    }

    async fn an_invitation_gives_nothing_to_others_nor_beside_a_role_that_excludes_it(app: TestApp) {
        let laka = app.federation("laka").await;
        let (admin, other) = (app.installation_admin().await, app.person("other", &[]).await);
        let (_, token) = invited(&admin, "neu@example.org", "registrar").await;
        let refused = accept_signed_in(&other, &token).await.expect(StatusCode::FORBIDDEN);
        assert!(refused.text().contains(&app.app.texts.for_locale(mandat::types::Locale::De).ta_plain("problem-invitation-for-other", &[])));
        assert_eq!(roles(&other).await, Vec::<Value>::new());
        // Who has an account accepts with it, and not by making a second one.
        let (_, own) = invited(&admin, &other.email, "registrar").await;
        let form = [("token", own.as_str()), ("name", "Nuri Aydın"), ("password", PASSWORD)];
        app.stranger().post_form("/de/invitation", &form).await.expect(StatusCode::CONFLICT);
        accept_signed_in(&other, &own).await.expect(StatusCode::SEE_OTHER);
        // Invited to two roles that exclude each other, a person gets the first alone.
        let (two, three) = (invited(&admin, "zwei@example.org", "registrar").await.1, invited(&admin, "zwei@example.org", "election_board").await.1);
        let person = app.stranger();
        let form = [("token", two.as_str()), ("name", "Nuri Aydın"), ("password", PASSWORD)];
        person.post_form("/de/invitation", &form).await.expect(StatusCode::SEE_OTHER);
        accept_signed_in(&person, &three).await.expect(StatusCode::CONFLICT);
        let held = format!("SELECT g.role FROM grants g JOIN accounts a ON a.id = g.account_id WHERE a.email = 'zwei@example.org' AND g.federation_id = {}", laka.id);
        assert_eq!(app.outside().await.texts(&held).await, ["registrar"]);
    }

    async fn an_invitation_is_taken_back_by_those_who_may_give_its_role(app: TestApp) {
        let laka = app.federation("laka").await;
        let (admin, registrar) = (app.installation_admin().await, app.officer(Role::Registrar, &laka).await);
        let body = app.council(&laka, "Rat").await;
        let (staff, token) = invited(&admin, "neu@example.org", "publisher").await;
        let path = |id: i64| format!("/federations/laka/invitations/{id}");
        registrar.api_delete(&path(staff), None).await.expect(StatusCode::FORBIDDEN);
        app.stranger().get(&format!("/de/invitation?token={token}")).await.expect(StatusCode::OK);
        let office = json!({"email": "buero@example.org", "role": "body_office", "body_id": body.id.0});
        let office = registrar.api_post("/federations/laka/invitations", &office).await.expect(StatusCode::CREATED).id();
        admin.api_delete(&path(office), None).await.expect(StatusCode::NOT_FOUND);
        registrar.api_delete(&path(office), None).await.expect(StatusCode::NO_CONTENT);
        admin.api_delete(&path(staff), None).await.expect(StatusCode::NO_CONTENT);
        app.stranger().get(&format!("/de/invitation?token={token}")).await.expect(StatusCode::NOT_FOUND);
    }

    async fn accounts_are_listed_and_disabled_by_the_installation_administrator_alone(app: TestApp) {
        let laka = app.federation("laka").await;
        let (admin, registrar) = (app.installation_admin().await, app.officer(Role::Registrar, &laka).await);
        for _ in 0..3 {
            app.person("somebody", &[]).await;
        }
        registrar.api_get("/accounts").await.expect(StatusCode::NOT_FOUND);
        let list = async |query: &str| {
            let list = admin.api_get(&format!("/accounts?{query}")).await.expect(StatusCode::OK).json();
            (list["items"].as_array().unwrap().len(), list["total"].as_i64().unwrap())
        };
        assert_eq!(list("per_page=2").await, (2, 5));
        assert_eq!(list("per_page=2&page=3").await, (1, 5));
        assert_eq!(list("per_page=2&page=4").await, (0, 5));
        assert_eq!(list("q=%25").await, (0, 0), "a sign of patterns is looked for as it is");
        assert_eq!(list(&format!("q={}", registrar.email.to_uppercase())).await, (1, 1));
        let disable = format!("/accounts/{}/disable", registrar.account.unwrap().0);
        registrar.api_post(&disable, &json!({})).await.expect(StatusCode::NOT_FOUND);
    }

    async fn when_no_password_can_be_checked_the_person_is_asked_to_try_again(app: TestApp) {
        let email = app.account(&[]).await;
        app.app.hashing.stop();
        for email in [email.as_str(), "nobody@example.org"] {
            let answer = app.stranger().post_form("/de/sign-in", &[("email", email), ("password", PASSWORD)]).await.expect(StatusCode::SERVICE_UNAVAILABLE);
            assert!(answer.header("retry-after").is_some());
            let answer = app.stranger().api_post("/tokens", &json!({"email": email, "password": PASSWORD, "name": "Rechner"})).await;
            assert_eq!(answer.expect(StatusCode::SERVICE_UNAVAILABLE).json()["code"], "busy");
        }
    }
}
