//! Who speaks for whom on a day, and waves of elections.

use mandat::{accounts::model::Role, elections::model::election::ElectionState};
use poem::http::StatusCode;
use serde_json::Value;

use crate::support::{
    elections::{list, list_rules},
    published_elections::krefeld_2020,
};

/// Name, function, first and last day of each person.
fn people(list: &Value) -> Vec<[String; 4]> {
    let text = |item: &Value, name: &str| item[name].as_str().unwrap_or_default().to_owned();
    let items = list["items"].as_array().unwrap();
    let fields = ["family_name", "function", "from", "until"];
    items
        .iter()
        .map(|item| fields.map(|name| text(item, name)))
        .collect()
}

fn row(cells: [&str; 4]) -> [String; 4] {
    cells.map(str::to_owned)
}

on_both_engines! {
    async fn on_each_day_those_speak_who_held_a_mandate_then_or_were_delegates_of_the_last_assembly(app: TestApp) {
        let lir = app.federation("lir").await;
        let (ulm, aalen) = (app.council(&lir, "Ulm").await, app.council(&lir, "Aalen").await);
        let mut outside = app.outside().await;
        let f = lir.id.0;
        for name in ["Öz", "Li", "Er"] {
            outside.execute(&format!("INSERT INTO people (federation_id, given_name, family_name, email, phone, locale, search_key, revision) \
                VALUES ({f}, 'A', '{name}', '', '', 'de', 'x', 1)")).await;
        }
        let people_ids = outside.numbers("SELECT id FROM people ORDER BY id").await;
        // Öz sits in Ulm from 2026-01-01 (20454) to 2026-02-28 (20512); Li follows the day after.
        for (person, body, from, to) in [(people_ids[0], ulm.id.0, 20_454, "20512"), (people_ids[1], ulm.id.0, 20_513, "NULL"), (people_ids[2], aalen.id.0, 20_000, "NULL")] {
            outside.execute(&format!("INSERT INTO mandates (federation_id, body_id, person_id, function, public_office, starts_on, ends_on, revision) \
                VALUES ({f}, {body}, {person}, 'member', 0, {from}, {to}, 1)")).await;
        }
        outside.execute(&format!("INSERT INTO delegation_rounds (federation_id, title, day, state, revision) VALUES ({f}, 'Erste', 20480, 'frozen', 1), \
            ({f}, 'Zweite', 20520, 'frozen', 1)")).await;
        let rounds = outside.numbers("SELECT id FROM delegation_rounds ORDER BY id").await;
        for (round, person, role, state) in [(rounds[0], people_ids[0], "delegate", "accepted"), (rounds[1], people_ids[1], "delegate", "accepted"), (rounds[1], people_ids[0], "delegate", "withdrawn")] {
            outside.execute(&format!("INSERT INTO delegates (federation_id, round_id, body_id, person_id, role, position, votes, state, reason, revision, is_new) \
                VALUES ({f}, {round}, {}, {person}, '{role}', 1, 1, '{state}', '', 1, 0)", ulm.id)).await;
        }
        // Li followed on 2 March 2026.
        outside.execute(&format!("INSERT INTO audit_log (chain, seq, at, account_id, actor, act, subject, subject_id, before, after, hash) VALUES \
            ({f}, 1, {}, NULL, 'x', 'follow_delegate', 'delegates', (SELECT MAX(id) FROM delegates WHERE state = 'accepted'), '', '', '')", 20_514_i64 * 86_400_000 + 40_000_000)).await;

        let registrar = app.officer(Role::Registrar, &lir).await;
        let on = async |day: &str| registrar.api_get(&format!("/federations/lir/people-on-day?day={day}")).await.expect(StatusCode::OK).json();
        let er = row(["Er", "member", "2024-10-04", ""]);
        assert_eq!(people(&on("2025-12-31").await), std::slice::from_ref(&er));
        let february = on("2026-02-28").await;
        assert_eq!(february["round"]["title"], "Erste");
        assert_eq!(people(&february), [er.clone(), row(["Öz", "member", "2026-01-01", "2026-02-28"]), row(["Öz", "delegate", "", ""])]);
        let later = on("2026-04-01").await;
        assert_eq!(later["round"]["title"], "Zweite");
        assert_eq!(people(&later), [er, row(["Li", "member", "2026-03-01", ""]), row(["Li", "delegate", "2026-03-02", ""])]);

        // The office reads of its own body, and of no other.
        let office = app.council_office(&ulm).await;
        let own = format!("/federations/lir/bodies/{}/people-on-day?day=2026-02-28", ulm.id);
        assert_eq!(people(&office.api_get(&own).await.expect(StatusCode::OK).json()).len(), 2);
        office.api_get(&own.replace(&format!("bodies/{}", ulm.id), &format!("bodies/{}", aalen.id))).await.expect(StatusCode::NOT_FOUND);
        office.api_get("/federations/lir/people-on-day").await.expect(StatusCode::FORBIDDEN);
        registrar.api_get("/federations/lir/people-on-day?day=2026-02-29").await.expect(StatusCode::UNPROCESSABLE_ENTITY);

        for language in ["de", "en"] {
            let page = registrar.get(&format!("/{language}/staff/lir/on-day?day=2026-02-28")).await.expect(StatusCode::OK).text();
            assert!(page.contains("Erste") && page.contains("A Öz") && !page.contains("A Li"), "{page}");
            let page = office.get(&format!("/{language}/office/lir/{}/on-day?day=2026-02-28", ulm.id)).await.expect(StatusCode::OK).text();
            assert!(page.contains("A Öz") && !page.contains("A Er"), "{page}");
        }
        let table = registrar.get("/de/staff/lir/on-day/table?day=2026-02-28&form=csv").await.expect(StatusCode::OK);
        assert_eq!(table.header("content-disposition"), Some("attachment; filename=\"lir-2026-02-28.csv\""));
        assert!(table.text().contains("Ulm;A;Öz;member;2026-01-01;2026-02-28"), "{}", table.text());
        let book = office.get(&format!("/de/office/lir/{}/on-day/table?day=2026-02-28&form=xlsx", ulm.id)).await.expect(StatusCode::OK);
        assert!(book.body.starts_with(b"PK"));
        registrar.get("/de/staff/lir/on-day/table?form=pdf").await.expect(StatusCode::NOT_FOUND);
    }

    async fn a_wave_sums_up_what_was_elected_on_a_day_or_in_a_range_of_days(app: TestApp) {
        let lir = app.federation("lir").await;
        let registrar = app.officer(Role::Registrar, &lir).await;
        let body = app.council(&lir, "Unna").await;
        let nominations = [list("Liste Vielfalt", &[("A", "B"), ("C", "D")]), list("Liste Zwei", &[("E", "F")])];
        let election = app.election(&registrar, "lir", &body, 3, list_rules(), &nominations).await;
        let wave = registrar.api_get("/federations/lir/wave").await.expect(StatusCode::OK).json();
        // The latest election day counts unless another one is given.
        assert_eq!((wave["from"].as_str(), wave["until"].as_str()), (Some("2026-05-03"), Some("2026-05-03")));
        let sums = &wave["sums"];
        let number = |name: &str| sums[name].as_i64().unwrap();
        assert_eq!([number("bodies"), number("elections"), number("ahead"), number("held"), number("lists"), number("candidates")], [1, 1, 1, 0, 2, 3]);
        assert_eq!((wave["elections"][0]["election_id"].as_i64(), wave["elections"][0]["body"].as_str()), (Some(election), Some("Unna")));
        assert!(sums["turnout_permille"].is_null());
        let none = registrar.api_get("/federations/lir/wave?from=2020-01-01&until=2020-12-31").await.expect(StatusCode::OK).json();
        assert_eq!(none["elections"].as_array().unwrap().len(), 0);
        registrar.api_get("/federations/lir/wave?from=2026-05-03&until=2026-05-02").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        registrar.api_get("/federations/lir/wave?from=gestern").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        app.council_office(&body).await.api_get("/federations/lir/wave").await.expect(StatusCode::FORBIDDEN);
        for language in ["de", "en"] {
            let page = registrar.get(&format!("/{language}/staff/lir/waves?from=2026-05-01&until=2026-05-31")).await.expect(StatusCode::OK).text();
            assert!(page.contains("Unna") && page.contains(&format!("/elections/{election}")), "{page}");
        }
        let table = registrar.get("/de/staff/lir/waves/table?from=2026-05-03&form=csv").await.expect(StatusCode::OK).text();
        assert!(table.contains("Unna;2026-05-03;preparing;3;;;;;;2;0;3"), "{table}");
    }

    async fn a_certified_election_brings_its_turnout_and_its_seats_into_the_wave(app: TestApp) {
        let lir = app.federation("lir").await;
        let body = app.council(&lir, "Krefeld").await;
        let held = app.held(&lir, &body, &krefeld_2020(), ElectionState::Certified).await;
        app.publish_election(&lir, &held.document).await;
        let registrar = app.officer(Role::Registrar, &lir).await;
        let wave = registrar.api_get("/federations/lir/wave").await.expect(StatusCode::OK).json();
        let election = &wave["elections"][0];
        assert_eq!((election["eligible"].as_i64(), election["voters"].as_i64()), (Some(49_122), Some(6_220)));
        let sums = &wave["sums"];
        // 6,220 of 49,122 are 126.6 of a thousand.
        assert_eq!((sums["held"].as_i64(), sums["certified"].as_i64(), sums["turnout_permille"].as_i64()), (Some(1), Some(1), Some(127)));
        assert_eq!(sums["filled"].as_i64().unwrap() + sums["vacant"].as_i64().unwrap(), election["seats"].as_i64().unwrap());
    }
}
