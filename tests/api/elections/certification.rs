//! From agreed figures to a certified result: two people, lots, corrections, annulment, the repeat election.

use mandat::{
    accounts::model::Role,
    types::{Day, sha256_hex},
};
use poem::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{Actor, Answer, Body, Federation, TestApp};

/// An election that is being counted, with two lists of three, and those who deal with it.
pub(super) struct Counting {
    pub(super) federation: Federation,
    pub(super) council: Body,
    pub(super) id: i64,
    /// Of the API.
    pub(super) path: String,
    /// Of the staff pages.
    pub(super) page: String,
    pub(super) board: Actor,
    pub(super) publisher: Actor,
    pub(super) registrar: Actor,
    pub(super) lists: Vec<i64>,
    pub(super) candidates: Vec<i64>,
    pub(super) districts: Vec<i64>,
    pub(super) personal: bool,
}

/// What an election is like.
pub(super) struct Setting<'a> {
    pub(super) day: &'a str,
    pub(super) seats: i64,
    pub(super) districts: usize,
    pub(super) order: &'a str,
}

pub(super) const SETTING: Setting = Setting {
    day: "2026-04-26",
    seats: 3,
    districts: 1,
    order: "list",
};

fn rules(order: &str) -> Value {
    json!({
        "system": {
            "system": "proportional", "method": "sainte_lague", "short_lists": "vacant",
            "majority_clause": false, "threshold": null, "order": order,
        },
        "votes_per_voter": 1, "votes_per_candidate": 1, "cross_voting": false, "personal_votes": order != "list",
        "legal_source": "Wahlordnung § 5",
    })
}

pub(super) async fn counting(app: &TestApp, slug: &str, setting: Setting<'_>) -> Counting {
    let federation = app.federation(slug).await;
    let council = app.council(&federation, "Integrationsrat Ulm").await;
    let board = app.officer(Role::ElectionBoard, &federation).await;
    let publisher = app.officer(Role::Publisher, &federation).await;
    let registrar = app.officer(Role::Registrar, &federation).await;
    let mut outside = app.outside().await;
    outside
        .execute(&format!(
            "INSERT INTO terms (federation_id, body_id, label, starts_on, ends_on, revision) VALUES ({}, {}, '2026–2031', {}, {}, 1)",
            federation.id,
            council.id,
            day("2026-06-01"),
            day("2031-05-31"),
        ))
        .await;
    let people = (board, publisher, registrar);
    election(app, federation, council, people, setting).await
}

/// An election of a council that has one term.
pub(super) async fn election(
    app: &TestApp,
    federation: Federation,
    council: Body,
    (board, publisher, registrar): (Actor, Actor, Actor),
    setting: Setting<'_>,
) -> Counting {
    let mut outside = app.outside().await;
    let (f, b) = (federation.id, council.id);
    outside
        .execute(&format!(
            "INSERT INTO elections (federation_id, body_id, term_id, day, state, state_reason, seats, appointed_seats, ex_officio_seats, \
             rules, acceptance_days, revision) VALUES ({f}, {b}, (SELECT MIN(id) FROM terms WHERE body_id = {b}), {}, 'counting', '', {}, 2, 0, '{}', 14, 1)",
            day(setting.day),
            setting.seats,
            rules(setting.order),
        ))
        .await;
    let id = outside
        .number(&format!(
            "SELECT MAX(id) FROM elections WHERE federation_id = {f}"
        ))
        .await;
    for number in 1..=setting.districts {
        let name = if setting.districts == 1 {
            String::new()
        } else {
            format!("Bezirk {number}")
        };
        outside
            .execute(&format!(
                "INSERT INTO election_districts (election_id, number, name) VALUES ({id}, {number}, '{name}')"
            ))
            .await;
    }
    for (position, label) in [(1, "Liste A"), (2, "Liste B")] {
        outside
            .execute(&format!(
                "INSERT INTO nominations (election_id, position, kind, label, label_key, withdrawn_reason, revision) \
                 VALUES ({id}, {position}, 'list', '{label}', '{}', '', 1)",
                label.to_lowercase()
            ))
            .await;
        for place in 1..=3 {
            outside
                .execute(&format!(
                    "INSERT INTO candidates (nomination_id, position, given_name, family_name, consented_on, withdrawn_reason, revision) \
                     VALUES ((SELECT MAX(id) FROM nominations), {place}, 'Kim', '{label} {place}', 20000, '', 1)"
                ))
                .await;
        }
    }
    let of_election = format!("WHERE election_id = {id} ORDER BY id");
    Counting {
        lists: outside.numbers(&format!("SELECT id FROM nominations {of_election}")).await,
        candidates: outside
            .numbers(&format!(
                "SELECT c.id FROM candidates c JOIN nominations n ON n.id = c.nomination_id WHERE n.election_id = {id} ORDER BY c.id"
            ))
            .await,
        districts: outside.numbers(&format!("SELECT id FROM election_districts {of_election}")).await,
        path: format!("/federations/{}/elections/{id}", federation.slug),
        page: format!("/de/staff/{}/elections/{id}", federation.slug),
        personal: setting.order != "list",
        federation,
        council,
        id,
        board,
        publisher,
        registrar,
    }
}

fn day(text: &str) -> i64 {
    text.parse::<Day>().unwrap().to_epoch_days()
}

impl Counting {
    /// Two people enter the same votes for the two lists in a district.
    pub(super) async fn count(&self, app: &TestApp, district: usize, round: i64, votes: [i64; 2]) {
        self.enter(app, district, round, votes, &["first", "second"])
            .await;
    }

    pub(super) async fn enter(
        &self,
        app: &TestApp,
        district: usize,
        round: i64,
        votes: [i64; 2],
        looks: &[&str],
    ) {
        let valid: i64 = votes.iter().sum();
        let nominations: Value = self
            .lists
            .iter()
            .zip(votes)
            .map(|(id, votes)| (id.to_string(), json!(votes)))
            .collect::<serde_json::Map<_, _>>()
            .into();
        // Equal votes for all of a list.
        let candidates: Value = self
            .candidates
            .iter()
            .zip([votes[0], votes[0], votes[0], votes[1], votes[1], votes[1]])
            .filter(|_| self.personal)
            .map(|(id, votes)| (id.to_string(), json!(votes / 3)))
            .collect::<serde_json::Map<_, _>>()
            .into();
        let figures = json!({
            "eligible_unflagged": valid * 5, "eligible_flagged": valid * 4, "eligible_unregistered": valid, "eligible": valid * 10,
            "voters": valid + 3, "voters_authorised": 1, "invalid": 3, "valid": valid,
            "nominations": nominations, "candidates": candidates,
        });
        for (look, account) in looks.iter().zip([&self.board, &self.registrar]) {
            app.outside()
                .await
                .execute(&format!(
                    "INSERT INTO count_entries (district_id, round, look, figures, note, source, entered_by, entered_at) \
                     VALUES ({}, {round}, '{look}', '{figures}', '', '', {}, 0)",
                    self.districts[district],
                    account.account.unwrap()
                ))
                .await;
        }
    }

    pub(super) async fn status(&self) -> Value {
        let path = format!("{}/certification", self.path);
        self.publisher
            .api_get(&path)
            .await
            .expect(StatusCode::OK)
            .json()
    }

    pub(super) async fn provisional(&self, who: &Actor) -> Answer {
        who.api_post(&format!("{}/provisional-results", self.path), &Value::Null)
            .await
    }

    pub(super) async fn request(&self, who: &Actor, decision: &str, reason: &str) -> Answer {
        let body = json!({"decision": decision, "reason": reason});
        who.api_post(&format!("{}/decisions", self.path), &body)
            .await
    }

    pub(super) async fn confirm(&self, who: &Actor, request: i64) -> Answer {
        who.api_post(
            &format!("{}/decisions/{request}/confirm", self.path),
            &Value::Null,
        )
        .await
    }

    async fn withdraw(&self, who: &Actor, request: i64) -> Answer {
        who.api_post(
            &format!("{}/decisions/{request}/withdraw", self.path),
            &Value::Null,
        )
        .await
    }

    /// A decision by two people.
    pub(super) async fn decide(&self, decision: &str, reason: &str) -> Value {
        let request = self
            .request(&self.board, decision, reason)
            .await
            .expect(StatusCode::CREATED)
            .id();
        self.confirm(&self.publisher, request)
            .await
            .expect(StatusCode::OK)
            .json()
    }

    pub(super) async fn contents(&self, app: &TestApp) -> Vec<String> {
        let sql = format!(
            "SELECT content FROM election_results WHERE election_id = {} ORDER BY version",
            self.id
        );
        app.outside().await.texts(&sql).await
    }

    pub(super) async fn state(&self, app: &TestApp) -> String {
        let sql = format!("SELECT state FROM elections WHERE id = {}", self.id);
        app.outside().await.texts(&sql).await.remove(0)
    }

    pub(super) async fn lot(&self, who: &Actor, body: &Value) -> Answer {
        who.api_post(&format!("{}/lots", self.path), body).await
    }
}

pub(super) fn codes(missing: &Value) -> Vec<&str> {
    missing
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["code"].as_str().unwrap())
        .collect()
}

on_both_engines! {
    async fn two_people_certify_exactly_the_result_that_both_saw(app: TestApp) {
        let e = counting(&app, "laka", Setting { districts: 3, ..SETTING }).await;
        let none = e.provisional(&e.board).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(none["code"], "result-not-computable");
        e.count(&app, 0, 1, [60, 40]).await;
        e.count(&app, 2, 1, [20, 10]).await;
        let status = e.status().await;
        assert_eq!(codes(&status["missing"]), ["result-district-missing"]);
        assert_eq!(status["preview"]["standing"], "provisional");
        let published = e.provisional(&e.publisher).await.expect(StatusCode::OK).json();
        assert_eq!(published["version"], 1);
        let again = e.provisional(&e.board).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(again["code"], "result-nothing-new");
        let early = e.request(&e.board, "certify", "").await.expect(StatusCode::CONFLICT).json();
        assert_eq!((&early["code"], codes(&early["fields"])), (&json!("result-incomplete"), vec!["result-district-missing"]));
        e.enter(&app, 1, 1, [20, 30], &["first"]).await;
        assert_eq!(codes(&e.status().await["missing"]), ["result-district-once"]);
        e.enter(&app, 1, 1, [20, 31], &["second"]).await;
        assert_eq!(codes(&e.status().await["missing"]), ["result-district-differs"]);
        e.enter(&app, 1, 1, [20, 30], &["settled"]).await;

        let request = e.request(&e.board, "certify", "").await.expect(StatusCode::CREATED).id();
        let twice = e.request(&e.publisher, "certify", "").await.expect(StatusCode::CONFLICT).json();
        assert_eq!(twice["code"], "result-request-waits");
        let alone = e.confirm(&e.board, request).await.expect(StatusCode::FORBIDDEN).json();
        assert_eq!(alone["code"], "result-same-person");
        assert_eq!(e.state(&app).await, "counting");
        let status = e.status().await;
        assert_eq!((&status["waiting"]["is_current"], &status["preview"]["standing"]), (&json!(true), &json!("certified")));
        let published = e.confirm(&e.publisher, request).await.expect(StatusCode::OK).json();
        assert_eq!(published["version"], 2);
        assert_eq!(e.state(&app).await, "certified");
        e.confirm(&e.publisher, request).await.expect(StatusCode::NOT_FOUND);

        let contents = e.contents(&app).await;
        assert_eq!(sha256_hex(&contents[1]), published["digest"].as_str().unwrap());
        let document: Value = serde_json::from_str(&contents[1]).unwrap();
        assert_eq!((&document["standing"], &document["version"]), (&json!("certified"), &json!(2)));
        assert_eq!(document["figures"], json!({"eligible": 1800, "voters": 189, "invalid": 9, "valid": 180}));
        assert_eq!(document["parts"]["eligible_flagged"], 720);
        assert_eq!(document["allocations"][0]["nominations"][0]["filled"], 2);
        assert_eq!(document["allocations"][0]["nominations"][1]["people"][0]["name"], "Kim Liste B 1");
        let versions = e.status().await["versions"].clone();
        assert_eq!((&versions[0]["published_by"], &versions[0]["confirmed_by"]), (&json!("election_board of laka"), &json!("publisher of laka")));
        assert_eq!(versions[1]["confirmed_by"], Value::Null);
        let acts = app.outside().await.texts("SELECT act FROM audit_log WHERE act LIKE '%election%' ORDER BY seq").await;
        assert_eq!(acts, ["publish_election_result", "request_election_certification", "certify_election", "publish_election_result"]);
        let late = e.provisional(&e.board).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(late["code"], "election-not-counting");
    }

    async fn what_changed_since_the_request_is_not_confirmed(app: TestApp) {
        let e = counting(&app, "laka", SETTING).await;
        e.count(&app, 0, 1, [60, 40]).await;
        let request = e.request(&e.board, "certify", "").await.expect(StatusCode::CREATED).id();
        e.count(&app, 0, 2, [60, 41]).await;
        assert_eq!(e.status().await["waiting"]["is_current"], false);
        let changed = e.confirm(&e.publisher, request).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(changed["code"], "result-changed");
        assert!(e.contents(&app).await.is_empty());
        e.withdraw(&e.publisher, request).await.expect(StatusCode::NO_CONTENT);
        e.withdraw(&e.publisher, request).await.expect(StatusCode::NOT_FOUND);
        e.decide("certify", "").await;
        assert_eq!(e.contents(&app).await.len(), 1);
        // A provisional version in between changes number and time, not what is confirmed.
        let other = counting(&app, "nrw", SETTING).await;
        other.count(&app, 0, 1, [60, 40]).await;
        let request = other.request(&other.board, "certify", "").await.expect(StatusCode::CREATED).id();
        other.provisional(&other.publisher).await.expect(StatusCode::OK);
        other.confirm(&e.publisher, request).await.expect(StatusCode::NOT_FOUND);
        e.confirm(&e.publisher, request).await.expect(StatusCode::NOT_FOUND);
        let published = other.confirm(&other.publisher, request).await.expect(StatusCode::OK).json();
        assert_eq!(published["version"], 2);
    }

    async fn of_two_who_confirm_at_once_one_does(app: TestApp) {
        let e = counting(&app, "laka", SETTING).await;
        e.count(&app, 0, 1, [60, 40]).await;
        let request = e.request(&e.board, "certify", "").await.expect(StatusCode::CREATED).id();
        let third = app.officer(Role::ElectionBoard, &e.federation).await;
        let path = format!("{}/decisions/{request}/confirm", e.path);
        let mut answers = Vec::new();
        for who in [e.publisher.clone(), third, e.publisher.clone(), e.publisher.clone()] {
            let path = path.clone();
            answers.push(tokio::spawn(async move { who.api_post(&path, &Value::Null).await.status }));
        }
        let mut done = 0;
        for answer in answers {
            match answer.await.unwrap() {
                StatusCode::OK => done += 1,
                status => assert_eq!(status, StatusCode::NOT_FOUND),
            }
        }
        assert_eq!(done, 1);
        assert_eq!(e.contents(&app).await.len(), 1);
    }

    async fn a_tie_waits_for_a_lot_and_the_lot_is_part_of_the_result(app: TestApp) {
        let e = counting(&app, "laka", SETTING).await;
        e.count(&app, 0, 1, [50, 50]).await;
        let status = e.status().await;
        assert_eq!(codes(&status["missing"]), ["result-tie"]);
        assert_eq!(status["ties"][0], json!({"between": "nominations", "tied": e.lists, "names": ["Liste A", "Liste B"], "seats": 1}));
        let refused = e.request(&e.board, "certify", "").await.expect(StatusCode::CONFLICT).json();
        assert_eq!(refused["code"], "result-incomplete");
        let lot = json!({"between": "nominations", "tied": e.lists, "drawn": [e.lists[1]], "drawn_on": "2026-04-28",
            "drawn_by": "Wahlleiterin", "witnesses": "Zwei Beisitzende"});
        let with = |changes: Value| {
            let mut body = lot.clone();
            body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
            body
        };
        let nobody = e.lot(&e.registrar, &lot).await;
        nobody.expect(StatusCode::FORBIDDEN);
        let other = e.lot(&e.board, &with(json!({"tied": [e.lists[0]]}))).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(other["code"], "no-such-tie");
        for (changes, field) in [
            (json!({"drawn": e.lists}), "drawn"),
            (json!({"drawn": [e.candidates[0] + 1000]}), "drawn"),
            (json!({"drawn_on": "2026-05-05"}), "drawn_on"),
            (json!({"drawn_on": "2026-04-25"}), "drawn_on"),
            (json!({"drawn_by": " "}), "drawn_by"),
            (json!({"witnesses": ""}), "witnesses"),
        ] {
            let refused = e.lot(&e.board, &with(changes)).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
            assert_eq!(refused["fields"][0]["field"], field, "{refused}");
        }
        e.lot(&e.board, &lot).await.expect(StatusCode::NO_CONTENT);
        e.lot(&e.board, &lot).await.expect(StatusCode::CONFLICT);
        e.decide("certify", "").await;
        let document: Value = serde_json::from_str(&e.contents(&app).await[0]).unwrap();
        assert_eq!(document["lots"][0]["drawn"], json!(["Liste B"]));
        assert_eq!(document["allocations"][0]["nominations"][1]["filled"], 2);
    }

    async fn equal_personal_votes_are_settled_by_the_order_drawn(app: TestApp) {
        let e = counting(&app, "laka", Setting { order: "personal_votes_lot", ..SETTING }).await;
        e.count(&app, 0, 1, [90, 9]).await;
        let status = e.status().await;
        // Three seats for the first list, all three elected; nobody is tied.
        assert_eq!(status["ties"], json!([]));
        e.count(&app, 0, 2, [60, 30]).await;
        let status = e.status().await;
        assert_eq!(status["ties"].as_array().unwrap().len(), 2);
        let (a, b) = (&e.candidates[..3], &e.candidates[3..]);
        for (tied, drawn) in [(a, [a[2], a[0], a[1]]), (b, [b[1], b[2], b[0]])] {
            let lot = json!({"between": "candidates", "tied": tied, "drawn": drawn, "drawn_on": "2026-04-28", "drawn_by": "W", "witnesses": "Z"});
            let mut short = lot.clone();
            short["drawn"] = json!(&drawn[..2]);
            let refused = e.lot(&e.board, &short).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
            assert_eq!(refused["fields"][0]["code"], "lot-order");
            e.lot(&e.board, &lot).await.expect(StatusCode::NO_CONTENT);
        }
        e.decide("certify", "").await;
        let document: Value = serde_json::from_str(&e.contents(&app).await[0]).unwrap();
        let people: Vec<_> = document["allocations"][0]["nominations"][0]["people"].as_array().unwrap().iter()
            .map(|p| (p["id"].as_i64().unwrap(), p["standing"].as_str().unwrap().to_owned())).collect();
        assert_eq!(people, [(a[0], "elected".into()), (a[2], "elected".into()), (a[1], "successor".into())]);
    }

    async fn a_correction_is_a_new_version_by_two_people_with_its_reason(app: TestApp) {
        let e = counting(&app, "laka", SETTING).await;
        e.count(&app, 0, 1, [60, 40]).await;
        let early = e.request(&e.board, "correct", "Zahlendreher").await.expect(StatusCode::CONFLICT).json();
        assert_eq!(early["code"], "election-not-certified");
        e.decide("certify", "").await;
        let first = e.contents(&app).await.remove(0);
        e.count(&app, 0, 2, [40, 60]).await;
        assert_eq!(e.status().await["differs"], true);
        let mute = e.request(&e.board, "correct", " ").await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(mute["fields"][0]["field"], "reason");
        let request = e.request(&e.publisher, "correct", "Zahlendreher in der Niederschrift").await.expect(StatusCode::CREATED).id();
        e.confirm(&e.publisher, request).await.expect(StatusCode::FORBIDDEN);
        e.confirm(&e.board, request).await.expect(StatusCode::OK);
        assert_eq!(e.state(&app).await, "certified");
        let contents = e.contents(&app).await;
        assert_eq!(contents[0], first);
        let document: Value = serde_json::from_str(&contents[1]).unwrap();
        assert_eq!((&document["standing"], &document["reason"]), (&json!("corrected"), &json!("Zahlendreher in der Niederschrift")));
        assert_eq!(document["allocations"][0]["nominations"][1]["filled"], 2);
        let same = e.request(&e.board, "correct", "Zahlendreher in der Niederschrift").await.expect(StatusCode::CONFLICT).json();
        assert_eq!(same["code"], "result-nothing-new");
        for sql in ["UPDATE election_results SET reason = 'x'", "DELETE FROM election_results"] {
            let refused = app.outside().await.try_execute(sql).await;
            assert!(refused.is_err(), "{sql}");
        }
    }

    async fn an_annulled_election_is_repeated_by_a_new_one(app: TestApp) {
        let e = counting(&app, "laka", Setting { districts: 2, ..SETTING }).await;
        e.count(&app, 0, 1, [60, 40]).await;
        e.count(&app, 1, 1, [60, 40]).await;
        e.request(&e.board, "annul", "Wahlprüfung").await.expect(StatusCode::CONFLICT);
        e.decide("certify", "").await;
        let body = json!({"day": "2026-09-13", "seats": 3, "acceptance_days": 14, "copy_nominations": true});
        let repetition = format!("{}/repetition", e.path);
        e.registrar.api_post(&repetition, &body).await.expect(StatusCode::CONFLICT);
        e.request(&e.board, "annul", "").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        e.decide("annul", "Wahlprüfungsausschuss vom 1. Mai").await;
        assert_eq!(e.state(&app).await, "annulled");
        let contents = e.contents(&app).await;
        let (certified, annulled): (Value, Value) = (serde_json::from_str(&contents[0]).unwrap(), serde_json::from_str(&contents[1]).unwrap());
        assert_eq!((&annulled["standing"], &annulled["reason"]), (&json!("annulled"), &json!("Wahlprüfungsausschuss vom 1. Mai")));
        assert_eq!(annulled["allocations"], certified["allocations"]);
        e.request(&e.board, "correct", "zu spät").await.expect(StatusCode::CONFLICT);

        e.board.api_post(&repetition, &body).await.expect(StatusCode::FORBIDDEN);
        let mut wrong = body.clone();
        wrong["day"] = json!("2036-01-01");
        let refused = e.registrar.api_post(&repetition, &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(refused["fields"][0]["field"], "day");
        let new = e.registrar.api_post(&repetition, &body).await.expect(StatusCode::CREATED).id();
        assert_eq!(e.state(&app).await, "repeated");
        let mut outside = app.outside().await;
        assert_eq!(outside.texts(&format!("SELECT state FROM elections WHERE id = {new} AND repeats_id = {}", e.id)).await, ["preparing"]);
        assert_eq!(outside.number(&format!("SELECT COUNT(*) FROM election_districts WHERE election_id = {new}")).await, 2);
        assert_eq!(outside.texts(&format!("SELECT label FROM nominations WHERE election_id = {new} ORDER BY position")).await, ["Liste A", "Liste B"]);
        let candidates = format!("SELECT COUNT(*) FROM candidates c JOIN nominations n ON n.id = c.nomination_id WHERE n.election_id = {new}");
        assert_eq!(outside.number(&candidates).await, 6);
        assert_eq!(outside.number(&format!("SELECT COUNT(*) FROM elections WHERE id = {new} AND rules IS NOT NULL")).await, 1);
        assert_eq!(e.status().await["repeated_by"], new);
        e.registrar.api_post(&repetition, &body).await.expect(StatusCode::CONFLICT);
    }

    async fn the_election_before_stands_beside_for_comparison(app: TestApp) {
        let before = counting(&app, "laka", SETTING).await;
        before.count(&app, 0, 1, [60, 40]).await;
        before.decide("certify", "").await;
        before.count(&app, 0, 2, [70, 30]).await;
        before.decide("correct", "Nachzählung").await;
        let people = (before.board.clone(), before.publisher.clone(), before.registrar.clone());
        let later = Setting { day: "2026-05-03", ..SETTING };
        let now = election(&app, before.federation.clone(), before.council.clone(), people, later).await;
        now.count(&app, 0, 1, [10, 90]).await;
        let previous = now.status().await["preview"]["previous"].clone();
        assert_eq!((&previous["id"], &previous["day"]), (&json!(before.id), &json!("2026-04-26")));
        assert_eq!(previous["nominations"][0], json!({"label": "Liste A", "votes": 70, "entitled": 2}));
        // What was annulled is no measure.
        before.decide("annul", "Wahlprüfung").await;
        assert_eq!(now.status().await["preview"]["previous"], Value::Null);
    }

    async fn nobody_decides_without_the_right_or_in_another_federation(app: TestApp) {
        let e = counting(&app, "laka", SETTING).await;
        let foreign = counting(&app, "nrw", SETTING).await;
        e.count(&app, 0, 1, [60, 40]).await;
        for who in [&e.registrar, &app.officer(Role::Auditor, &e.federation).await] {
            e.provisional(who).await.expect(StatusCode::FORBIDDEN);
            e.request(who, "certify", "").await.expect(StatusCode::FORBIDDEN);
        }
        e.provisional(&foreign.board).await.expect(StatusCode::NOT_FOUND);
        e.request(&foreign.board, "certify", "").await.expect(StatusCode::NOT_FOUND);
        let path = format!("/federations/nrw/elections/{}/certification", e.id);
        foreign.board.api_get(&path).await.expect(StatusCode::NOT_FOUND);
        let unknown = e.request(&e.board, "abolish", "").await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(unknown["fields"][0]["field"], "decision");
    }

    async fn pages_show_what_would_be_published_and_offer_the_second_person_to_confirm(app: TestApp) {
        let e = counting(&app, "laka", Setting { districts: 3, ..SETTING }).await;
        let page = format!("{}/certification", e.page);
        let empty = e.board.get(&page).await.expect(StatusCode::OK).text();
        assert!(empty.contains(&format!("href=\"{}/counts\"", e.page)), "{empty}");
        e.count(&app, 0, 1, [60, 40]).await;
        let one = e.board.get(&page).await.expect(StatusCode::OK).text();
        assert!(one.contains("Liste A") && !one.contains("/provisional\""), "{one}");
        e.count(&app, 2, 1, [20, 20]).await;
        let partly = e.board.get(&page).await.expect(StatusCode::OK).text();
        assert!(partly.contains("zurückgehalten:") && partly.contains("3 Bezirk 3") && partly.contains("/provisional\""), "{partly}");
        assert!(!e.registrar.get(&page).await.expect(StatusCode::OK).text().contains("/provisional\""));
        e.board.post_form(&format!("{page}/provisional"), &[]).await.expect(StatusCode::SEE_OTHER);
        let refused = e.board.post_form(&format!("{page}/request"), &[("decision", "certify")]).await.expect(StatusCode::CONFLICT).text();
        assert!(refused.contains("href=\"#result\"") && refused.contains("id=\"result\""), "{refused}");
        e.count(&app, 1, 1, [50, 50]).await;
        e.board.post_form(&format!("{page}/request"), &[("decision", "certify")]).await.expect(StatusCode::SEE_OTHER);
        let own = e.board.get(&page).await.expect(StatusCode::OK).text();
        assert!(own.contains("/withdraw\"") && !own.contains("/confirm\""), "{own}");
        let other = e.publisher.get(&page).await.expect(StatusCode::OK).text();
        let confirm = other.split("action=\"").find(|rest| rest.split('"').next().unwrap().ends_with("/confirm")).unwrap();
        let confirm = confirm.split('"').next().unwrap();
        e.board.post_form(confirm, &[]).await.expect(StatusCode::FORBIDDEN);
        e.publisher.post_form(confirm, &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(e.state(&app).await, "certified");
        let record = e.registrar.get(&format!("{}/record", e.page)).await.expect(StatusCode::OK).text();
        for part in ["A1", "B1", "Kim Liste A 1", "election_board of laka", "publisher of laka", "signatures__place", "Wahlordnung § 5"] {
            assert!(record.contains(part), "{part}: {record}");
        }
        e.board.post_form(&format!("{page}/request"), &[("decision", "annul"), ("reason", "")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let repetition = format!("{}/repetition", e.page);
        e.registrar.get(&repetition).await.expect(StatusCode::CONFLICT);
        e.decide("annul", "Wahlprüfung").await;
        e.registrar.get(&repetition).await.expect(StatusCode::OK);
        let form = [("day", "2026-09-13"), ("seats", "0"), ("acceptance_days", "14")];
        e.registrar.post_form(&repetition, &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let form = [("day", "2026-09-13"), ("seats", "3"), ("acceptance_days", "14"), ("copy_nominations", "yes")];
        e.registrar.post_form(&repetition, &form).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(e.state(&app).await, "repeated");
    }

    async fn a_lot_is_recorded_on_its_page(app: TestApp) {
        let e = counting(&app, "laka", SETTING).await;
        let page = format!("{}/lots", e.page);
        e.board.get(&page).await.expect(StatusCode::CONFLICT);
        e.count(&app, 0, 1, [50, 50]).await;
        let overview = e.board.get(&format!("{}/certification", e.page)).await.expect(StatusCode::OK).text();
        assert!(overview.contains(&page), "{overview}");
        e.board.get(&page).await.expect(StatusCode::OK);
        let (a, b) = (e.lists[0].to_string(), e.lists[1].to_string());
        let mut form = vec![("between", "nominations"), ("tied", &a), ("tied", &b), ("drawn_on", "2026-04-27"), ("drawn_by", "W"), ("witnesses", "Z")];
        let refused = e.board.post_form(&page, &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(refused.contains("id=\"drawn-error\""), "{refused}");
        form.push(("drawn", &b));
        e.board.post_form(&page, &form).await.expect(StatusCode::SEE_OTHER);
        e.board.get(&page).await.expect(StatusCode::CONFLICT);
    }
}
