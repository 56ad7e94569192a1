//! What versions tell and do: totals that must be true, small districts that stay hidden, lots inside a list, seats taken back.

use poem::http::StatusCode;
use serde_json::{Value, json};

use super::certification::{Counting, SETTING, Setting, codes, counting, election};
use crate::support::TestApp;

/// The figures of a district, agreed by two people.
async fn agreed(app: &TestApp, e: &Counting, district: usize, figures: &Value) {
    for (look, account) in [("first", &e.board), ("second", &e.registrar)] {
        app.outside()
            .await
            .execute(&format!(
                "INSERT INTO count_entries (district_id, round, look, figures, note, source, entered_by, entered_at) \
                 VALUES ({}, 1, '{look}', '{figures}', '', '', {}, 0)",
                e.districts[district],
                account.account.unwrap()
            ))
            .await;
    }
}

/// Figures of two lists with nothing unusual about them.
fn figures(e: &Counting, eligible: i64, votes: [i64; 2]) -> Value {
    let valid = votes[0] + votes[1];
    let by_list = json!({e.lists[0].to_string(): votes[0], e.lists[1].to_string(): votes[1]});
    json!({
        "eligible": eligible, "voters": valid, "invalid": 0, "valid": valid, "eligible_unflagged": null, "eligible_flagged": null,
        "eligible_unregistered": null, "voters_authorised": null, "nominations": by_list, "candidates": {},
    })
}

/// Ballots that are left when one version is subtracted from another, and then every district of which either shows the votes.
fn left_over(one: &Value, other: &Value) -> i64 {
    let total = |document: &Value| document["figures"]["voters"].as_i64().unwrap();
    let held = |document: &Value, at: usize| document["districts"][at]["reported"] == true;
    let shown = |at: usize| {
        [one, other].iter().any(|document| {
            let votes = document["districts"][at]["votes"].as_array().unwrap();
            !votes.is_empty()
        })
    };
    let told = (0..one["districts"].as_array().unwrap().len())
        .filter(|at| held(one, *at) && !held(other, *at) && shown(*at))
        .map(|at| one["districts"][at]["figures"]["voters"].as_i64().unwrap())
        .sum::<i64>();
    total(one) - total(other) - told
}

on_both_engines! {
    async fn whoever_subtracts_versions_is_not_left_with_a_small_district(app: TestApp) {
        let e = counting(&app, "laka", Setting { districts: 5, ..SETTING }).await;
        e.count(&app, 0, 1, [60, 40]).await;
        let alone = e.provisional(&e.board).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(alone["code"], "result-too-few-districts");
        e.count(&app, 1, 1, [50, 45]).await;
        assert_eq!(e.status().await["kept_back"], json!([2]));
        e.provisional(&e.board).await.expect(StatusCode::OK);
        // A small one alone joins nothing: the version would be the same.
        e.count(&app, 2, 1, [5, 3]).await;
        assert_eq!(e.status().await["kept_back"], json!([2, 3]));
        let nothing = e.provisional(&e.board).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(nothing["code"], "result-nothing-new");
        // A further one takes it along and hides with it.
        e.count(&app, 3, 1, [30, 20]).await;
        e.provisional(&e.board).await.expect(StatusCode::OK);
        // While a hidden one is corrected, the totals would tell its votes.
        e.enter(&app, 2, 2, [4, 4], &["first"]).await;
        let reopened = e.provisional(&e.board).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(reopened["code"], "result-district-reopened");
        e.enter(&app, 2, 2, [4, 4], &["second"]).await;
        e.count(&app, 4, 1, [1, 2]).await;
        assert_eq!(e.status().await["kept_back"], json!([]));
        e.provisional(&e.board).await.expect(StatusCode::OK);
        e.decide("certify", "").await;

        let versions: Vec<Value> = e.contents(&app).await.iter().map(|text| serde_json::from_str(text).unwrap()).collect();
        let reported: Vec<&Value> = versions.iter().map(|document| &document["reporting"]["reported"]).collect();
        assert_eq!(reported, [1, 3, 5, 5]);
        let suppressed: Vec<bool> = (0..5).map(|at| versions[3]["districts"][at]["suppressed"] == true).collect();
        assert_eq!(suppressed, [false, true, true, true, true]);
        for (number, later) in versions.iter().enumerate() {
            for earlier in &versions[..number] {
                let left = left_over(later, earlier);
                assert!(left == 0 || left >= 30, "{left} between {} and {}", earlier["version"], later["version"]);
            }
        }
    }

    async fn totals_that_cannot_be_are_neither_published_nor_certified(app: TestApp) {
        let e = counting(&app, "laka", Setting { districts: 2, ..SETTING }).await;
        agreed(&app, &e, 0, &figures(&e, 100, [40, 20])).await;
        // Postal votes have no register of their own; together there are more voters than eligible.
        agreed(&app, &e, 1, &figures(&e, 0, [40, 40])).await;
        assert_eq!(codes(&e.status().await["missing"]), ["count-more-voters-than-eligible"]);
        for refused in [e.provisional(&e.board).await, e.request(&e.board, "certify", "").await] {
            let refused = refused.expect(StatusCode::CONFLICT).json();
            assert_eq!((&refused["code"], codes(&refused["fields"])), (&json!("result-incomplete"), vec!["count-more-voters-than-eligible"]));
        }
        assert!(e.contents(&app).await.is_empty());
    }

    async fn totals_that_are_unusual_are_confirmed_by_whoever_publishes_them(app: TestApp) {
        let before = counting(&app, "laka", SETTING).await;
        before.count(&app, 0, 1, [60, 40]).await;
        before.decide("certify", "").await;
        let people = (before.board.clone(), before.publisher.clone(), before.registrar.clone());
        let later = Setting { day: "2026-05-03", districts: 2, ..SETTING };
        let e = election(&app, before.federation.clone(), before.council.clone(), people, later).await;
        // Six times the turnout of the time before.
        agreed(&app, &e, 0, &figures(&e, 100, [40, 20])).await;
        agreed(&app, &e, 1, &figures(&e, 100, [30, 30])).await;
        assert_eq!(codes(&e.status().await["unusual"]), ["count-turnout"]);
        let refused = e.provisional(&e.board).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!((&refused["code"], &refused["fields"][0]["field"]), (&json!("count-unconfirmed"), &json!("b")), "{refused}");
        let code = "b:count-turnout";
        let path = format!("{}/provisional-results?confirmed={code}", e.path);
        e.board.api_post(&path, &Value::Null).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        e.board.api_post(&format!("{path}&note=Nachgesehen"), &Value::Null).await.expect(StatusCode::OK);
        e.request(&e.board, "certify", "").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let page = format!("{}/certification", e.page);
        let shown = e.board.get(&page).await.expect(StatusCode::OK).text();
        assert!(shown.contains(&format!("value=\"{code}\"")), "{shown}");
        let form = [("decision", "certify"), ("confirmed", code), ("note", "")];
        e.board.post_form(&format!("{page}/request"), &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let form = [("decision", "certify"), ("confirmed", code), ("note", "Nachgesehen")];
        e.board.post_form(&format!("{page}/request"), &form).await.expect(StatusCode::SEE_OTHER);
        let logged = app.outside().await.texts("SELECT after FROM audit_log WHERE act = 'request_election_certification' ORDER BY seq DESC").await;
        assert!(logged[0].contains("Nachgesehen"), "{}", logged[0]);
    }

    async fn a_list_tied_with_its_candidates_takes_a_lot_for_exactly_this(app: TestApp) {
        let e = counting(&app, "laka", Setting { order: "mixed", seats: 1, ..SETTING }).await;
        let mut tied = figures(&e, 1000, [60, 0]);
        for (candidate, votes) in e.candidates.iter().zip([5, 10, 15, 0, 0, 0]) {
            tied["candidates"][candidate.to_string()] = json!(votes);
        }
        agreed(&app, &e, 0, &tied).await;
        let status = e.status().await;
        assert_eq!(codes(&status["missing"]), ["result-tie"], "{status}");
        let candidates = "Kim Liste A 1 + Kim Liste A 2 + Kim Liste A 3";
        assert_eq!(status["ties"][0], json!({"between": "list_and_candidates", "list": e.lists[0], "tied": [0, 1],
            "names": ["Liste A", candidates], "seats": 1}));
        let people = &status["preview"]["allocations"][0]["nominations"][0]["people"];
        let waiting: Vec<&Value> = people.as_array().unwrap().iter().map(|p| &p["standing"]).collect();
        assert_eq!(waiting, ["undecided", "not_elected", "undecided"]);

        let lot = |list: i64, drawn: Value| json!({"between": "list_and_candidates", "list": list, "tied": [0, 1], "drawn": drawn,
            "drawn_on": "2026-04-28", "drawn_by": "Wahlleiterin", "witnesses": "Zwei Beisitzende"});
        e.lot(&e.board, &lot(e.lists[1], json!([1]))).await.expect(StatusCode::CONFLICT);
        for drawn in [json!([2]), json!([0, 1]), json!([])] {
            e.lot(&e.board, &lot(e.lists[0], drawn)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        let page = format!("{}/lots", e.page);
        let shown = e.board.get(&page).await.expect(StatusCode::OK).text();
        assert!(shown.contains("Die Reihenfolge der Liste:") && shown.contains("Die Stimmen der Kandidierenden:"), "{shown}");
        let list = e.lists[0].to_string();
        let form = [("between", "list_and_candidates"), ("list", &list), ("tied", "0"), ("tied", "1"), ("drawn", "1"),
            ("drawn_on", "2026-04-28"), ("drawn_by", "W"), ("witnesses", "Z")];
        e.board.post_form(&page, &form).await.expect(StatusCode::SEE_OTHER);
        e.decide("certify", "").await;
        let document: Value = serde_json::from_str(&e.contents(&app).await[0]).unwrap();
        assert_eq!((&document["lots"][0]["between"], &document["lots"][0]["drawn"]), (&json!(["Liste A", candidates]), &json!([candidates])));
        let first = &document["allocations"][0]["nominations"][0]["people"][0];
        assert_eq!((&first["name"], &first["elected_by"]), (&json!("Kim Liste A 3"), &json!("votes")));
    }

    async fn an_annulled_election_ends_the_mandates_that_came_from_it(app: TestApp) {
        let e = counting(&app, "laka", SETTING).await;
        e.count(&app, 0, 1, [60, 40]).await;
        e.decide("certify", "").await;
        app.clock.set("2026-06-10T10:00:00Z".parse().unwrap());
        let seated = seated(&e, "2026-06-02", 2).await;
        app.clock.set("2026-06-20T10:00:00Z".parse().unwrap());
        let request = e.request(&e.board, "annul", "Wahlprüfung").await.expect(StatusCode::CREATED).id();
        // Whoever confirms sees whom it concerns.
        let concerned = e.status().await["seats_taken_from"].clone();
        assert_eq!(concerned.as_array().unwrap().len(), 3, "{concerned}");
        // Sessions have run out meanwhile.
        let publisher = app.officer(mandat::accounts::model::Role::Publisher, &e.federation).await;
        let page = publisher.get(&format!("{}/certification", e.page)).await.expect(StatusCode::OK).text();
        assert!(page.contains("Kim Liste B 1") && page.contains("ihr Mandat endet mit diesem Tag"), "{page}");
        e.confirm(&e.publisher, request).await.expect(StatusCode::OK);
        let calls = calls(&e).await;
        for call in &calls {
            assert_eq!((&call["state"], &call["withdrawn_on"], &call["withdrawn_reason"]), (&json!("withdrawn"), &json!("2026-06-20"), &json!("Wahlprüfung")));
        }
        let ends: Vec<&Value> = calls.iter().map(|call| &call["mandate_ends_on"]).collect();
        assert_eq!(ends, [&json!("2026-06-20"), &json!("2026-06-20"), &Value::Null], "the third one had not answered");
        assert_eq!(sitting(&app, &e, "2026-06-19").await, seated);
        assert_eq!(sitting(&app, &e, "2026-06-21").await, Vec::<String>::new());
        assert!(publisher.get(&format!("{}/seats", e.page)).await.expect(StatusCode::OK).text().contains("zurückgenommen"));
    }

    async fn a_correction_takes_the_seat_it_does_not_give_and_gives_it_to_another(app: TestApp) {
        let e = counting(&app, "laka", SETTING).await;
        e.count(&app, 0, 1, [60, 40]).await;
        e.decide("certify", "").await;
        app.clock.set("2026-05-20T10:00:00Z".parse().unwrap());
        seated(&e, "2026-05-10", 3).await;
        // Two seats for the first list become one; the mandates have not begun.
        e.count(&app, 0, 2, [40, 60]).await;
        let concerned = e.status().await["seats_taken_from"].clone();
        assert_eq!(concerned.as_array().unwrap().len(), 1, "{concerned}");
        assert_eq!(concerned[0]["name"], "Kim Liste A 2");
        e.decide("correct", "Zahlen vertauscht").await;
        assert_eq!(sitting(&app, &e, "2026-06-01").await, ["Kim Liste A 1", "Kim Liste B 1"]);
        let path = format!("{}/seat-calls", e.path);
        let seats = e.registrar.api_get(&path).await.json();
        assert_eq!((&seats["to_call"], &seats["seats"][1]["state"]), (&json!(1), &json!("taken")));
        let taken = seats["seats"][1]["calls"][0]["id"].clone();
        let nobody = e.registrar.api_post(&format!("{path}/{taken}/successor"), &json!({"called_on": "2026-05-20"})).await;
        assert_eq!(nobody.expect(StatusCode::CONFLICT).json()["code"], "seat-not-free");
        // The seat itself stays one of three: the second of the other list gets it.
        seated(&e, "2026-05-20", 1).await;
        assert_eq!(sitting(&app, &e, "2026-06-01").await, ["Kim Liste A 1", "Kim Liste B 1", "Kim Liste B 2"]);
        let numbers = app.outside().await.numbers("SELECT number FROM seats ORDER BY number").await;
        assert_eq!(numbers, [1, 2, 3]);
        // Corrected once more while they sit: the first one is called anew, and past days stay as they were.
        app.clock.set("2026-07-01T10:00:00Z".parse().unwrap());
        e.count(&app, 0, 3, [60, 40]).await;
        e.decide("correct", "Doch nicht vertauscht").await;
        assert_eq!(sitting(&app, &e, "2026-07-01").await.len(), 3);
        assert_eq!(sitting(&app, &e, "2026-07-02").await, ["Kim Liste A 1", "Kim Liste B 1"]);
        seated(&e, "2026-07-01", 1).await;
        assert_eq!(sitting(&app, &e, "2026-07-01").await, ["Kim Liste A 1", "Kim Liste B 1", "Kim Liste B 2"]);
        assert_eq!(sitting(&app, &e, "2026-07-02").await, ["Kim Liste A 1", "Kim Liste A 2", "Kim Liste B 1"]);
        assert_eq!(app.outside().await.numbers("SELECT COUNT(*) FROM seats").await, [3]);
    }
}

/// Every call of the election, by seat.
async fn calls(e: &Counting) -> Vec<Value> {
    let seats = e
        .registrar
        .api_get(&format!("{}/seat-calls", e.path))
        .await
        .json();
    seats["seats"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|seat| seat["calls"].as_array().unwrap().clone())
        .collect()
}

/// Calls the elected, of whom the first so many accept; their names.
async fn seated(e: &Counting, day: &str, accepting: usize) -> Vec<String> {
    let path = format!("{}/seat-calls", e.path);
    e.registrar
        .api_post(&path, &json!({"called_on": day}))
        .await
        .expect(StatusCode::OK);
    let mut names = Vec::new();
    let waiting = calls(e)
        .await
        .into_iter()
        .filter(|call| call["state"] == "called");
    for call in waiting.take(accepting) {
        e.registrar
            .api(
                poem::http::Method::POST,
                &format!("{path}/{}/answer", call["id"]),
                call["revision"].as_i64(),
                Some(&json!({"answer": "accepted", "answered_on": day, "reason": ""})),
            )
            .await
            .expect(StatusCode::OK);
        names.push(call["name"].as_str().unwrap().to_owned());
    }
    names
}

/// Who sits on a day, by name.
async fn sitting(app: &TestApp, e: &Counting, day: &str) -> Vec<String> {
    let mut conn = app.app.db.read().await.unwrap();
    let (federation, body) = (e.federation.id, e.council.id);
    let members = mandat::registry::store::mandates::members_on(
        &mut conn,
        federation,
        body,
        day.parse().unwrap(),
    );
    let members = members.await.unwrap().into_iter();
    members.map(|member| member.name).collect()
}
