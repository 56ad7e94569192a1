//! Signing in and out, invitations, sessions (security checklist rows 47 to 49 and 51).

use std::time::Duration;

use mandat::{
    accounts::{
        actions::{self, InvitationInput},
        model::{Grant, Role},
    },
    types::SecretToken,
};
use poem::http::StatusCode;

use crate::support::{Actor, Answer, Engine, PASSWORD, Settings, TestApp, block_on, people::grant};

async fn sign_in(actor: &Actor, email: &str, password: &str) -> Answer {
    actor
        .post_form("/de/sign-in", &[("email", email), ("password", password)])
        .await
}

fn is_signed_in(account_page: &Answer) -> bool {
    account_page.status == StatusCode::OK
}

async fn opens_account(actor: &Actor) -> bool {
    is_signed_in(&actor.get("/de/account").await)
}

fn seconds(n: u64) -> Duration {
    Duration::from_secs(n)
}

/// An actor of the program itself, for what a page of another room does.
async fn acting(app: &TestApp, person: &Actor) -> mandat::accounts::model::Actor {
    let token = SecretToken::parse(person.bearer()).unwrap();
    actions::actor_by_api_token(&app.app, &token)
        .await
        .unwrap()
        .unwrap()
}

on_both_engines! {
    async fn the_right_password_opens_a_session_and_leads_on(app: TestApp) {
        let email = app.account(&[]).await;
        let person = app.stranger();
        let answer = sign_in(&person, &email, PASSWORD).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(answer.location(), Some("/de/staff"));
        assert!(opens_account(&person).await);
        let next = [("email", email.as_str()), ("password", PASSWORD), ("next", "/de/account")];
        let answer = app.stranger().post_form("/de/sign-in", &next).await;
        assert_eq!(answer.location(), Some("/de/account"));
        let elsewhere = [("email", email.as_str()), ("password", PASSWORD), ("next", "//evil.example")];
        let answer = app.stranger().post_form("/de/sign-in", &elsewhere).await;
        assert_eq!(answer.location(), Some("/de/staff"), "never to a foreign address");
        let shouted = sign_in(&app.stranger(), &email.to_uppercase(), PASSWORD).await;
        assert_eq!(shouted.status, StatusCode::SEE_OTHER, "the address is the same in capitals");
    }

    async fn row_39_an_unknown_address_a_wrong_password_and_a_disabled_account_get_the_same_answer(app: TestApp) {
        let (known, disabled) = (app.account(&[]).await, app.account(&[]).await);
        let sql = format!("UPDATE accounts SET disabled_at = 0 WHERE email = '{disabled}'");
        app.outside().await.execute(&sql).await;
        let mut answers = Vec::new();
        for (email, password) in [("nobody@example.org", PASSWORD), (known.as_str(), "falsches Kennwort hier"), (disabled.as_str(), PASSWORD)] {
            let answer = sign_in(&app.stranger(), email, password).await.expect(StatusCode::FORBIDDEN);
            assert!(answer.headers.get("set-cookie").is_none());
            // What was typed is shown again, so it is taken out before comparing.
            answers.push(answer.text().replace(email, "ADDRESS"));
        }
        assert_eq!(answers[0], answers[1]);
        assert_eq!(answers[0], answers[2]);
        assert!(!answers[0].contains(PASSWORD));
    }

    async fn tries_from_one_network_are_slowed_down_and_those_from_another_are_not(app: TestApp) {
        let email = app.account(&[]).await;
        let (attacker, owner) = (app.stranger().in_network([203, 0, 113, 9]), app.stranger().in_network([198, 51, 100, 7]));
        let mut slowed = None;
        for _ in 0..20 {
            let answer = sign_in(&attacker, &email, "falsches Kennwort hier").await;
            if answer.status == StatusCode::TOO_MANY_REQUESTS {
                slowed = Some(answer);
                break;
            }
            answer.expect(StatusCode::FORBIDDEN);
        }
        let slowed = slowed.expect("twenty tries were never slowed down");
        let wait: u64 = slowed.header("retry-after").unwrap().parse().unwrap();
        sign_in(&attacker, &email, PASSWORD).await.expect(StatusCode::TOO_MANY_REQUESTS);
        sign_in(&owner, &email, PASSWORD).await.expect(StatusCode::SEE_OTHER);
        // Nobody is locked out for good.
        app.clock.advance(seconds(wait));
        sign_in(&attacker, &email, PASSWORD).await.expect(StatusCode::SEE_OTHER);
    }

    /// Security checklist row C3.42: an IPv6 household has 2^64 addresses.
    async fn another_address_of_the_same_ipv6_network_starts_no_new_count(app: TestApp) {
        let email = app.account(&[]).await;
        let from = |n: u16| app.stranger().in_network([0x2001, 0xdb8, 1, 2, 0, 0, n, 1]);
        let mut statuses = Vec::new();
        for n in 0..12 {
            statuses.push(sign_in(&from(n), &email, "falsches Kennwort hier").await.status);
        }
        assert_eq!(statuses.last(), Some(&StatusCode::TOO_MANY_REQUESTS), "{statuses:?}");
        let neighbour = app.stranger().in_network([0x2001, 0xdb8, 1, 3, 0, 0, 0, 1]);
        sign_in(&neighbour, &email, PASSWORD).await.expect(StatusCode::SEE_OTHER);
    }

    async fn row_47_a_cookie_planted_before_signing_in_opens_nothing_afterwards(app: TestApp) {
        let email = app.account(&[]).await;
        let planted = SecretToken::generate(&app.app.random).expose().to_string();
        let person = app.stranger();
        person.set_cookie("mandat-session", &planted);
        sign_in(&person, &email, PASSWORD).await.expect(StatusCode::SEE_OTHER);
        assert_ne!(person.cookie("mandat-session").as_deref(), Some(planted.as_str()));
        assert!(opens_account(&person).await);
        let attacker = app.stranger();
        attacker.set_cookie("mandat-session", &planted);
        assert!(!opens_account(&attacker).await);
    }

    async fn row_48_signing_out_ends_the_session_on_the_server(app: TestApp) {
        let person = app.person("person", &[]).await;
        let cookie = person.cookie("mandat-session").unwrap();
        let answer = person.post_form("/de/sign-out", &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(answer.location(), Some("/de/sign-in?notice=signed-out"));
        assert_eq!(person.cookie("mandat-session"), None, "the browser forgets it");
        let thief = app.stranger();
        thief.set_cookie("mandat-session", &cookie);
        assert!(!opens_account(&thief).await);
        // A token for programs is another thing and stays.
        person.api_get("/me").await.expect(StatusCode::OK);
    }

    async fn row_48_signing_out_everywhere_ends_every_session_and_token(app: TestApp) {
        let (person, other) = (app.person("person", &[]).await, app.person("other", &[]).await);
        let second = app.stranger();
        second.set_cookie("mandat-session", &person.cookie("mandat-session").unwrap());
        person.post_form("/de/account/sign-out-everywhere", &[]).await.expect(StatusCode::SEE_OTHER);
        assert!(!opens_account(&second).await);
        person.api_get("/me").await.expect(StatusCode::UNAUTHORIZED);
        assert!(opens_account(&other).await);
    }

    async fn row_48_a_new_password_ends_the_other_sessions_and_the_old_password(app: TestApp) {
        let email = app.account(&[]).await;
        let (here, there) = (app.stranger(), app.stranger());
        sign_in(&here, &email, PASSWORD).await.expect(StatusCode::SEE_OTHER);
        sign_in(&there, &email, PASSWORD).await.expect(StatusCode::SEE_OTHER);
        let before = here.cookie("mandat-session");
        let wrong = [("old_password", "nicht das alte Kennwort"), ("new_password", "zehn graue Reiher landen")];
        here.post_form("/de/account/password", &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let right = [("old_password", PASSWORD), ("new_password", "zehn graue Reiher landen")];
        here.post_form("/de/account/password", &right).await.expect(StatusCode::SEE_OTHER);
        assert_ne!(here.cookie("mandat-session"), before);
        assert!(opens_account(&here).await);
        assert!(!opens_account(&there).await);
        sign_in(&there, &email, PASSWORD).await.expect(StatusCode::FORBIDDEN);
        sign_in(&there, &email, "zehn graue Reiher landen").await.expect(StatusCode::SEE_OTHER);
    }

    /// Security checklist row 48.
    async fn row_48_who_is_dismissed_or_disabled_is_out_with_the_next_request(app: TestApp) {
        let laka = app.federation("laka").await;
        let (dismissed, disabled) = (app.officer(Role::Registrar, &laka).await, app.officer(Role::Publisher, &laka).await);
        let admin = acting(&app, &app.installation_admin().await).await;
        let (members, _) = actions::list_members(&app.app, &admin, laka.id).await.unwrap();
        let held = members.iter().find(|m| m.email == dismissed.email).unwrap();
        actions::dismiss(&app.app, &admin, laka.id, mandat::types::GrantId(held.id)).await.unwrap();
        actions::set_disabled(&app.app, &admin, disabled.account.unwrap(), true).await.unwrap();
        for person in [&dismissed, &disabled] {
            assert!(!opens_account(person).await);
            person.api_get("/me").await.expect(StatusCode::UNAUTHORIZED);
        }
        actions::set_disabled(&app.app, &admin, disabled.account.unwrap(), false).await.unwrap();
        assert!(!opens_account(&disabled).await, "enabled again, but the old session stays ended");
    }

    /// Security checklist row 49.
    async fn row_49_a_session_ends_after_thirty_idle_minutes_or_twelve_hours(app: TestApp) {
        let (idle, busy) = (app.person("idle", &[]).await, app.person("busy", &[]).await);
        app.clock.advance(seconds(29 * 60));
        assert!(opens_account(&idle).await);
        app.clock.advance(seconds(29 * 60));
        assert!(opens_account(&idle).await, "a request keeps the session");
        app.clock.advance(seconds(30 * 60));
        assert!(!opens_account(&idle).await);
        assert!(!opens_account(&busy).await, "idle for 88 minutes");

        let busy = app.person("busy", &[]).await;
        for _ in 0..35 {
            app.clock.advance(seconds(20 * 60));
            assert!(opens_account(&busy).await);
        }
        app.clock.advance(seconds(20 * 60));
        assert!(!opens_account(&busy).await, "twelve hours have passed");
    }

    async fn an_invitation_makes_one_account_and_is_used_up(app: TestApp) {
        let laka = app.federation("laka").await;
        let admin = acting(&app, &app.installation_admin().await).await;
        let input = InvitationInput { email: "neu@example.org".into(), role: Role::Registrar, body: None };
        let (_, token) = actions::invite(&app.app, &admin, laka.id, input).await.unwrap();
        let link = format!("/de/invitation?token={}", *token.expose());
        let person = app.stranger();
        person.get(&link).await.expect(StatusCode::OK);
        let fields = |password| [("token", token.expose().to_string()), ("name", "Nuri Aydın".to_owned()), ("password", String::from(password))];
        let refused = fields("kurz");
        let refused: Vec<_> = refused.iter().map(|(n, v)| (*n, v.as_str())).collect();
        person.post_form("/de/invitation", &refused).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let good = fields(PASSWORD);
        let good: Vec<_> = good.iter().map(|(n, v)| (*n, v.as_str())).collect();
        person.post_form("/de/invitation", &good).await.expect(StatusCode::SEE_OTHER);
        assert!(opens_account(&person).await);
        sign_in(&app.stranger(), "neu@example.org", PASSWORD).await.expect(StatusCode::SEE_OTHER);

        app.stranger().get(&link).await.expect(StatusCode::NOT_FOUND);
        app.stranger().post_form("/de/invitation", &good).await.expect(StatusCode::NOT_FOUND);
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM accounts WHERE email = 'neu@example.org'").await, 1);
    }

    async fn an_invitation_ends_after_fourteen_days_or_when_taken_back(app: TestApp) {
        let laka = app.federation("laka").await;
        let admin = acting(&app, &app.installation_admin().await).await;
        let invite = async |email: &str| {
            let input = InvitationInput { email: email.into(), role: Role::Auditor, body: None };
            let (id, token) = actions::invite(&app.app, &admin, laka.id, input).await.unwrap();
            (id, format!("/de/invitation?token={}", *token.expose()))
        };
        let (_, late) = invite("spaet@example.org").await;
        let (taken_back_id, taken_back) = invite("zurueck@example.org").await;
        actions::revoke_invitation(&app.app, &admin, laka.id, taken_back_id).await.unwrap();
        app.stranger().get(&taken_back).await.expect(StatusCode::NOT_FOUND);
        app.clock.advance(seconds(14 * 24 * 3600 - 1));
        app.stranger().get(&late).await.expect(StatusCode::OK);
        app.clock.advance(seconds(1));
        app.stranger().get(&late).await.expect(StatusCode::NOT_FOUND);
    }

    async fn of_two_who_accept_one_invitation_at_once_only_one_gets_in(app: TestApp) {
        let laka = app.federation("laka").await;
        let admin = acting(&app, &app.installation_admin().await).await;
        let input = InvitationInput { email: "neu@example.org".into(), role: Role::Registrar, body: None };
        let (_, token) = actions::invite(&app.app, &admin, laka.id, input).await.unwrap();
        let token = token.expose().to_string();
        let accept = || {
            let (person, token) = (app.stranger(), token.clone());
            tokio::spawn(async move {
                person.post_form("/de/invitation", &[("token", &token), ("name", "Nuri Aydın"), ("password", PASSWORD)]).await.status
            })
        };
        let (one, other) = (accept(), accept());
        let mut statuses = [one.await.unwrap(), other.await.unwrap()];
        statuses.sort();
        assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::NOT_FOUND]);
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM grants WHERE role = 'registrar'").await, 1);
    }

    /// Security checklist row 51.
    async fn row_51_a_fresh_installation_has_no_account_and_its_set_up_link_works_once(app: TestApp) {
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM accounts").await, 0);
        let first = actions::make_setup_link(&app.app).await.unwrap().unwrap();
        let second = actions::make_setup_link(&app.app).await.unwrap().unwrap();
        app.stranger().get(&format!("/de/invitation?token={}", *first.expose())).await.expect(StatusCode::NOT_FOUND);
        let token = second.expose().to_string();
        let fields = [("token", token.as_str()), ("email", "admin@example.org"), ("name", "Ada Admin"), ("password", PASSWORD)];
        let admin = app.stranger();
        admin.post_form("/de/invitation", &fields).await.expect(StatusCode::SEE_OTHER);
        assert!(opens_account(&admin).await);
        app.stranger().post_form("/de/invitation", &fields).await.expect(StatusCode::NOT_FOUND);
        assert!(actions::make_setup_link(&app.app).await.unwrap().is_none(), "there is an account now");
    }

    /// Security checklist row 54: nobody keeps the register and runs the vote.
    async fn row_54_roles_that_exclude_each_other_are_not_given_to_one_person(app: TestApp) {
        let laka = app.federation("laka").await;
        let email = app.account(&[grant(Role::Registrar, laka.id)]).await;
        let admin = acting(&app, &app.installation_admin().await).await;
        for (role, allowed) in [(Role::ElectionBoard, false), (Role::Auditor, false), (Role::Publisher, true)] {
            let input = InvitationInput { email: email.clone(), role, body: None };
            assert_eq!(actions::invite(&app.app, &admin, laka.id, input).await.is_ok(), allowed, "{role:?}");
        }
    }

    async fn the_database_holds_no_password_session_or_token(app: TestApp) {
        let email = app.account(&[]).await;
        let person = app.stranger();
        sign_in(&person, &email, PASSWORD).await.expect(StatusCode::SEE_OTHER);
        let asked = serde_json::json!({"email": email, "password": PASSWORD, "name": "Rechner"});
        let made = app.stranger().api_post("/tokens", &asked).await.expect(StatusCode::OK).json();
        let token = made["token"].as_str().unwrap();
        app.stranger().with_bearer(token).api_get("/me").await.expect(StatusCode::OK);
        let mut outside = app.outside().await;
        let hex = match app.engine {
            Engine::Sqlite => "lower(hex(token_hash))",
            Engine::Postgres => "encode(token_hash, 'hex')",
        };
        for (table, secret) in [("api_tokens", token.to_owned()), ("sessions", person.cookie("mandat-session").unwrap())] {
            let hash = SecretToken::parse(&secret).unwrap().hash();
            let stored = outside.texts(&format!("SELECT {hex} FROM {table}")).await;
            assert!(stored.contains(&data_encoding::HEXLOWER.encode(hash.as_bytes())), "{table} holds the hash");
            let plain = data_encoding::BASE32_NOPAD.decode(secret.to_uppercase().as_bytes()).unwrap();
            assert!(!stored.contains(&data_encoding::HEXLOWER.encode(&plain)), "{table} holds the token itself");
        }
        let password = outside.texts(&format!("SELECT password_hash FROM accounts WHERE email = '{email}'")).await.remove(0);
        assert!(password.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{password}");
        let log = outside.texts("SELECT before || after || actor FROM audit_log").await.join("\n");
        assert!(!log.contains(token) && !log.contains(PASSWORD) && !log.contains("argon2"));
    }

    async fn a_token_for_programs_ends_when_revoked_and_after_a_year(app: TestApp) {
        let person = app.person("person", &[]).await;
        let other = app.person("other", &[]).await;
        let id = person.api_get("/tokens").await.expect(StatusCode::OK).json()[0]["id"].as_i64().unwrap();
        other.api_delete(&format!("/tokens/{id}"), None).await.expect(StatusCode::NOT_FOUND);
        person.api_delete(&format!("/tokens/{id}"), None).await.expect(StatusCode::NO_CONTENT);
        person.api_get("/me").await.expect(StatusCode::UNAUTHORIZED);
        app.clock.advance(seconds(365 * 24 * 3600 - 1));
        other.api_get("/me").await.expect(StatusCode::OK);
        app.clock.advance(seconds(1));
        other.api_get("/me").await.expect(StatusCode::UNAUTHORIZED);
    }
}

/// Security checklist row 47.
#[test]
fn row_47_the_session_cookie_carries_exactly_the_attributes_of_the_address() {
    block_on(async {
        for (base_url, start, end) in [
            (
                "http://127.0.0.1:8080",
                "mandat-session=",
                "; HttpOnly; SameSite=Strict; Path=/",
            ),
            (
                "https://wahl.example.org",
                "__Host-mandat-session=",
                "; HttpOnly; SameSite=Strict; Secure; Path=/",
            ),
        ] {
            let app = TestApp::start_with(
                Engine::Sqlite,
                Settings {
                    base_url,
                    ..Settings::default()
                },
            )
            .await;
            let email = app
                .account(&[Grant {
                    role: Role::InstallationAdmin,
                    federation: None,
                    body: None,
                }])
                .await;
            let answer = sign_in(&app.stranger(), &email, PASSWORD)
                .await
                .expect(StatusCode::SEE_OTHER);
            let cookies: Vec<_> = answer
                .headers
                .get_all("set-cookie")
                .iter()
                .map(|v| v.to_str().unwrap())
                .collect();
            assert_eq!(cookies.len(), 1);
            let value = cookies[0]
                .strip_prefix(start)
                .unwrap_or_else(|| panic!("{}", cookies[0]));
            let (token, attributes) = value.split_at(52);
            assert!(SecretToken::parse(token).is_some(), "256 bits: {token}");
            assert_eq!(attributes, end);
        }
    });
}
