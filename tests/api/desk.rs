//! What is due: for staff and for offices, each kind once, in order, and to nobody else.

use mandat::accounts::model::Role;
use poem::http::StatusCode;
use serde_json::Value;

use crate::support::{
    Body, Federation, TestApp,
    elections::{list, list_rules},
};

/// 4 May 2026, the day on which tests begin.
const TODAY: i64 = 20_577;

fn kinds(list: &Value) -> Vec<String> {
    let items = list["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["kind"].as_str().unwrap().to_owned())
        .collect()
}

fn item<'a>(list: &'a Value, kind: &str) -> &'a Value {
    let items = list["items"].as_array().unwrap();
    items
        .iter()
        .find(|item| item["kind"] == kind)
        .unwrap_or_else(|| panic!("no {kind} in {list}"))
}

/// A term that runs, with two elected seats of which one is held by somebody without public office and consent.
async fn half_full_term(app: &TestApp, federation: &Federation, body: &Body, ends_on: i64) -> i64 {
    let mut outside = app.outside().await;
    let (f, b) = (federation.id.0, body.id.0);
    outside.execute(&format!("INSERT INTO terms (federation_id, body_id, label, starts_on, ends_on, revision) VALUES ({f}, {b}, '', {}, {ends_on}, 1)", TODAY - 900)).await;
    let term = outside.number("SELECT MAX(id) FROM terms").await;
    for number in [1, 2] {
        outside.execute(&format!("INSERT INTO seats (federation_id, term_id, number, origin) VALUES ({f}, {term}, {number}, 'elected')")).await;
    }
    outside.execute(&format!("INSERT INTO people (federation_id, given_name, family_name, email, phone, locale, search_key, revision) VALUES ({f}, 'Ayşe', 'Öz', '', '', 'de', 'x', 1)")).await;
    outside.execute(&format!("INSERT INTO mandates (federation_id, body_id, person_id, term_id, seat_id, function, public_office, starts_on, revision) \
        VALUES ({f}, {b}, (SELECT MAX(id) FROM people), {term}, (SELECT MIN(id) FROM seats WHERE term_id = {term}), 'member', 0, {}, 1)", TODAY - 900)).await;
    term
}

on_both_engines! {
    async fn staff_are_told_what_is_due_in_the_order_of_its_day_and_where_it_is_done(app: TestApp) {
        let lir = app.federation("lir").await;
        let body = app.council(&lir, "Remscheid").await;
        let calm = app.council(&lir, "Unna").await;
        let registrar = app.officer(Role::Registrar, &lir).await;
        let empty = registrar.api_get("/federations/lir/due").await.expect(StatusCode::OK).json();
        assert_eq!((kinds(&empty), empty["today"].as_str()), (Vec::new(), Some("2026-05-04")));

        half_full_term(&app, &lir, &body, TODAY + 60).await;
        let mut outside = app.outside().await;
        let (f, b, c) = (lir.id.0, body.id.0, calm.id.0);
        // A term that another one follows, one that ends too late, a fee that is paid and one that is not due: nothing to do.
        outside.execute(&format!("INSERT INTO terms (federation_id, body_id, label, starts_on, ends_on, revision) VALUES \
            ({f}, {c}, '', 19000, {}, 1), ({f}, {c}, '', {}, {}, 1)", TODAY + 20, TODAY + 21, TODAY + 2000)).await;
        outside.execute(&format!("INSERT INTO body_fees (federation_id, body_id, year, due_on, paid_on, revision) VALUES \
            ({f}, {c}, 2025, 20000, 20001, 1), ({f}, {c}, 2026, {}, NULL, 1), ({f}, {b}, 2025, {}, NULL, 1), ({f}, {b}, 2026, {}, NULL, 1)",
            TODAY + 1, TODAY - 400, TODAY - 30)).await;
        outside.execute(&format!("INSERT INTO messages (federation_id, purpose, about, about_id, recipient, address, locale, arguments, state, attempts, \
            resends, due_at, created_at, changed_at, answer, revision) VALUES ({f}, 'trial', 'accounts', 1, 'R', '', 'de', '{{}}', 'no_address', 0, 0, 0, 0, 0, '', 1), \
            ({f}, 'trial', 'accounts', 1, 'R', 'a@example.org', 'de', '{{}}', 'sent', 0, 0, 0, 0, 0, '', 1)")).await;

        let list = registrar.api_get("/federations/lir/due").await.expect(StatusCode::OK).json();
        assert_eq!(kinds(&list), ["mail_undelivered", "seat_vacant", "fee_unpaid", "term_ending", "consent_missing"]);
        let fee = item(&list, "fee_unpaid");
        assert_eq!((fee["count"].as_i64(), fee["body_id"].as_i64(), fee["name"].as_str()), (Some(2), Some(b), Some("Remscheid")));
        assert_eq!(fee["page"].as_str().unwrap(), format!("/staff/lir/bodies/{b}/facts"));
        assert_eq!(item(&list, "term_ending")["day"], "2026-07-03");
        assert_eq!(item(&list, "seat_vacant")["count"], 1);
        assert_eq!(item(&list, "consent_missing")["count"], 1);
        assert_eq!(item(&list, "mail_undelivered")["count"], 1);

        // Each leads to a page that is there, in every language.
        for language in ["de", "en"] {
            let page = registrar.get(&format!("/{language}/staff/lir")).await.expect(StatusCode::OK).text();
            assert!(page.contains("Remscheid") && !page.contains("Unna"), "{page}");
            for item in list["items"].as_array().unwrap() {
                let href = format!("/{language}{}", item["page"].as_str().unwrap());
                assert!(page.contains(&href.replace('&', "&#38;")), "{href} is not in {page}");
                registrar.get(&href).await.expect(StatusCode::OK);
            }
        }
    }

    async fn the_office_of_a_body_is_told_of_its_own_and_of_nothing_else(app: TestApp) {
        let lir = app.federation("lir").await;
        let (body, other) = (app.council(&lir, "Remscheid").await, app.council(&lir, "Unna").await);
        half_full_term(&app, &lir, &body, TODAY + 60).await;
        half_full_term(&app, &lir, &other, TODAY + 2000).await;
        let f = lir.id.0;
        let mut outside = app.outside().await;
        outside.execute(&format!("INSERT INTO delegation_rounds (federation_id, title, day, deadline, state, revision) \
            VALUES ({f}, 'Versammlung', {}, NULL, 'open', 1)", TODAY + 30)).await;
        outside.execute(&format!("INSERT INTO entitlements (round_id, body_id, places, revision) \
            SELECT r.id, b.id, 2, 1 FROM delegation_rounds r, bodies b WHERE b.federation_id = {f}")).await;
        let office = app.council_office(&body).await;
        let path = format!("/federations/lir/bodies/{}/due", body.id);
        let list = office.api_get(&path).await.expect(StatusCode::OK).json();
        assert_eq!(kinds(&list), ["seat_vacant", "delegation_draft", "term_ending", "consent_missing"]);
        let draft = item(&list, "delegation_draft");
        assert_eq!((draft["count"].as_i64(), draft["of"].as_i64(), draft["day"].as_str()), (Some(0), Some(2), Some("2026-06-03")));
        for language in ["de", "en"] {
            let page = office.get(&format!("/{language}/office/lir/{}", body.id)).await.expect(StatusCode::OK).text();
            for item in list["items"].as_array().unwrap() {
                let href = format!("/{language}{}", item["page"].as_str().unwrap());
                assert!(page.contains(&href), "{href}");
                office.get(&href).await.expect(StatusCode::OK);
            }
        }
        office.api_get("/federations/lir/due").await.expect(StatusCode::FORBIDDEN);
        let foreign = app.council_office(&other).await;
        foreign.api_get(&path).await.expect(StatusCode::NOT_FOUND);
        foreign.get(&format!("/de/office/lir/{}", body.id)).await.expect(StatusCode::NOT_FOUND);
    }

    async fn of_many_items_of_a_kind_some_are_told_and_the_others_are_counted(app: TestApp) {
        let lir = app.federation("lir").await;
        let mut outside = app.outside().await;
        for number in 0..11 {
            let body = app.council(&lir, &format!("Rat {number:02}")).await;
            outside.execute(&format!("INSERT INTO body_fees (federation_id, body_id, year, due_on, revision) VALUES ({}, {}, 2026, {}, 1)",
                lir.id, body.id, TODAY - number)).await;
        }
        let registrar = app.officer(Role::Registrar, &lir).await;
        let list = registrar.api_get("/federations/lir/due").await.expect(StatusCode::OK).json();
        assert_eq!((kinds(&list).len(), list["more"][0]["count"].as_i64()), (8, Some(3)));
        // The oldest come first.
        assert_eq!(list["items"][0]["name"], "Rat 10");
        let page = registrar.get("/de/staff/lir").await.expect(StatusCode::OK).text();
        assert!(page.contains("/de/staff/lir?kind=fee_unpaid"), "{page}");
        let all = registrar.api_get("/federations/lir/due?kind=fee_unpaid").await.expect(StatusCode::OK).json();
        assert_eq!((kinds(&all).len(), all["more"].as_array().unwrap().len()), (11, 0));
        let page = registrar.get("/de/staff/lir?kind=fee_unpaid").await.expect(StatusCode::OK).text();
        assert_eq!(page.matches("Rat ").count(), 11, "{page}");
        registrar.api_get("/federations/lir/due?kind=nonsense").await.expect(StatusCode::BAD_REQUEST);
    }

    async fn a_request_is_told_to_those_who_could_confirm_it_only(app: TestApp) {
        let lir = app.federation("lir").await;
        let body = app.council(&lir, "Remscheid").await;
        let registrar = app.officer(Role::Registrar, &lir).await;
        let (asks, confirms) = (app.officer(Role::ElectionBoard, &lir).await, app.officer(Role::Publisher, &lir).await);
        let election = app.election_being_counted(&registrar, "lir", &body, 3, list_rules(), &[list("Liste", &[("A", "B")])]).await;
        app.outside().await.execute(&format!("INSERT INTO approvals (federation_id, act, subject_id, content, reason, requested_by, requested_at, state) \
            VALUES ({}, 'certify_election', {election}, '', '', {}, 0, 'waiting')", lir.id, asks.account.unwrap())).await;
        let told = |list: Value| kinds(&list).contains(&"approval".to_owned());
        let due = "/federations/lir/due";
        assert!(!told(asks.api_get(due).await.expect(StatusCode::OK).json()));
        assert!(!told(registrar.api_get(due).await.expect(StatusCode::OK).json()));
        let list = confirms.api_get(due).await.expect(StatusCode::OK).json();
        let request = item(&list, "approval");
        assert_eq!(request["page"].as_str().unwrap(), format!("/staff/lir/elections/{election}/certification"));
        assert_eq!(request["name"], "certify_election");
        assert_eq!(item(&list, "election_uncertified")["election_id"].as_i64(), Some(election));
        let page = confirms.get("/de/staff/lir").await.expect(StatusCode::OK).text();
        assert!(page.contains("/certification"), "{page}");
    }
}
