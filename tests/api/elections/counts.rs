//! Figures: two people who do not see each other's, what differs is settled, tables are taken in whole or not at all.

use mandat::accounts::model::Role;
use poem::{
    Request,
    http::{Method, StatusCode},
};
use serde_json::{Value, json};

use super::{act, code, fields};
use crate::support::{
    Actor, Answer, TestApp,
    elections::{list, list_rules, personal_rules, unnamed_list},
};

/// An election that is counted, with three people who may enter figures.
struct Scene {
    anna: Actor,
    bora: Actor,
    cem: Actor,
    auditor: Actor,
    /// Address of the election in the API.
    election: String,
    id: i64,
    districts: Vec<i64>,
    nominations: Vec<i64>,
}

impl Scene {
    /// One place, two lists, one vote each.
    async fn of_one_place(app: &TestApp) -> Self {
        let lists = [
            unnamed_list("Liste Vielfalt", 5),
            unnamed_list("Bündnis Süd", 3),
        ];
        Self::of(app, list_rules(), &lists, &[]).await
    }

    async fn of(app: &TestApp, rules: Value, lists: &[Value], districts: &[&str]) -> Self {
        let laka = app.federation("laka").await;
        let body = app.council(&laka, "Integrationsrat Ulm").await;
        let registrar = app.officer(Role::Registrar, &laka).await;
        let id = app
            .election(&registrar, "laka", &body, 5, rules, lists)
            .await;
        let election = format!("/federations/laka/elections/{id}");
        if !districts.is_empty() {
            let named: Vec<_> = districts.iter().map(|name| json!({"name": name})).collect();
            let body = json!({"districts": named});
            act(
                &registrar,
                &election,
                Method::PUT,
                "/districts",
                Some(&body),
            )
            .await
            .expect(StatusCode::NO_CONTENT);
        }
        act(
            &registrar,
            &election,
            Method::POST,
            "/start-counting?accept_vacant_seats=true",
            None,
        )
        .await
        .expect(StatusCode::NO_CONTENT);
        let mut outside = app.outside().await;
        let ids = |table: &str, order: &str| {
            format!("SELECT id FROM {table} WHERE election_id = {id} ORDER BY {order}")
        };
        Self {
            bora: app.officer(Role::ElectionBoard, &laka).await,
            cem: app.officer(Role::Publisher, &laka).await,
            auditor: app.officer(Role::Auditor, &laka).await,
            anna: registrar,
            districts: outside.numbers(&ids("election_districts", "number")).await,
            nominations: outside.numbers(&ids("nominations", "position")).await,
            election,
            id,
        }
    }

    fn place(&self) -> String {
        format!("{}/counts/{}", self.election, self.districts[0])
    }

    /// Figures of 100 voters, so many of whom voted for the first list.
    fn figures(&self, first: i64) -> Value {
        let (one, two) = (self.nominations[0], self.nominations[1]);
        json!({
            "a1": 900, "a2": 100, "a3": 0, "a": 1000, "b": 100, "b1": 20, "c": 3, "d": 97,
            format!("n-{one}"): first, format!("n-{two}"): 97 - first,
        })
    }

    async fn enter(&self, who: &Actor, round: i64, figures: &Value) -> Answer {
        let body = json!({"round": round, "figures": figures});
        who.api_post(&self.place(), &body).await
    }

    async fn state(&self, who: &Actor) -> Value {
        who.api_get(&self.place())
            .await
            .expect(StatusCode::OK)
            .json()
    }

    async fn import(&self, who: &Actor, query: &str, table: &str) -> Answer {
        let path = format!("/api/v1{}/counts/import?{query}", self.election);
        let request = Request::builder()
            .method(Method::POST)
            .uri_str(&path)
            .content_type("text/csv");
        who.send_with(&path, request, table.as_bytes().to_vec())
            .await
    }
}

/// A table of two districts, as votemanager writes it.
const TABLE: &str = "datum;wahl;ags;gebiet-nr;gebiet-name;max-schnellmeldungen;anz-schnellmeldungen;A1;A2;A3;A;B;B1;C;D;D1;D2\n\
    03.05.2026;Integrationsrat;08421000;001;Mitte;1;1;900;100;0;1000;100;20;3;97;60;37\n\
    03.05.2026;Integrationsrat;08421000;002;Ost;1;1;500;50;0;550;50;;0;50;20;30\n";

async fn two_districts(app: &TestApp) -> Scene {
    let lists = [
        unnamed_list("Liste Vielfalt", 5),
        unnamed_list("Bündnis Süd", 3),
    ];
    Scene::of(app, list_rules(), &lists, &["Mitte", "Ost"]).await
}

on_both_engines! {
    async fn two_people_agree_and_neither_saw_the_others_figures_before(app: TestApp) {
        let s = Scene::of_one_place(&app).await;
        assert_eq!(s.state(&s.anna).await["state"], "missing");
        let figures = s.figures(60);
        let first = s.enter(&s.anna, 1, &figures).await.expect(StatusCode::OK);
        assert_eq!(first.json()["look"], "first");

        // Everybody sees that a look is there, and only whoever gave it what it says.
        for other in [&s.bora, &s.cem, &s.auditor] {
            let seen = s.state(other).await;
            assert_eq!((seen["state"].as_str(), seen["entries"][0]["look"].as_str()), (Some("once"), Some("first")));
            assert_eq!(seen["entries"][0].get("figures").cloned().unwrap_or_default(), Value::Null, "{seen}");
            let page = other.get(&format!("/de/staff/laka/elections/{}/counts/{}", s.id, s.districts[0])).await;
            assert!(!page.text().contains("<td class=\"num\">60</td>"), "{}", other.name);
        }
        assert_eq!(s.state(&s.anna).await["entries"][0]["figures"], figures);
        let page = s.anna.get(&format!("/de/staff/laka/elections/{}/counts/{}", s.id, s.districts[0])).await;
        assert!(page.text().contains("<td class=\"num\">60</td>"));
        // Nor does the log tell, not even by a digest that could be tried out.
        let log = app.outside().await.texts("SELECT after FROM audit_log WHERE act = 'enter_first_look'").await;
        assert!(log.len() == 1 && !log[0].contains("60") && !log[0].contains("figures"), "{log:?}");

        let again = s.enter(&s.anna, 1, &figures).await.expect(StatusCode::CONFLICT);
        assert_eq!(code(&again), "count-same-person");
        let second = s.enter(&s.bora, 1, &figures).await.expect(StatusCode::OK);
        assert_eq!(second.json()["look"], "second");
        let seen = s.state(&s.auditor).await;
        assert_eq!((seen["state"].as_str(), seen["round"].as_i64()), (Some("agreed"), Some(2)));
        assert_eq!(seen["entries"][0]["figures"], figures);
        s.auditor.api_post(&s.place(), &json!({"round": 2, "figures": figures})).await.expect(StatusCode::FORBIDDEN);
    }

    async fn what_differs_is_settled_with_a_reason(app: TestApp) {
        let s = Scene::of_one_place(&app).await;
        let (one, two) = (s.nominations[0], s.nominations[1]);
        s.enter(&s.anna, 1, &s.figures(60)).await.expect(StatusCode::OK);
        s.enter(&s.bora, 1, &s.figures(59)).await.expect(StatusCode::OK);
        assert_eq!(s.state(&s.cem).await["state"], "differs");
        let third = s.enter(&s.cem, 1, &s.figures(60)).await.expect(StatusCode::CONFLICT);
        assert_eq!(code(&third), "count-must-be-settled");

        let settle = |figures: Value, note: &'static str| {
            let (cem, path) = (s.cem.clone(), format!("{}/settle", s.place()));
            async move { cem.api_post(&path, &json!({"round": 1, "figures": figures, "note": note})).await }
        };
        let (n1, n2) = (format!("n-{one}"), format!("n-{two}"));
        let open = settle(json!({&n1: 60}), "nachgesehen").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fields(&open), [format!("{n2} required")]);
        let wrong = settle(json!({&n1: 60, &n2: 38}), "nachgesehen").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fields(&wrong), ["d count-nominations-do-not-add-up"]);
        let silent = settle(json!({&n1: 60, &n2: 37}), " ").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fields(&silent), ["note required"]);
        settle(json!({&n1: 60, &n2: 37}), "nachgesehen").await.expect(StatusCode::NO_CONTENT);
        let seen = s.state(&s.anna).await;
        assert_eq!((seen["state"].as_str(), &seen["entries"][2]["figures"]), (Some("settled"), &s.figures(60)));
        let nothing = settle(json!({&n1: 60, &n2: 37}), "noch einmal").await.expect(StatusCode::CONFLICT);
        assert_eq!(code(&nothing), "count-round-over");
    }

    async fn a_correction_is_a_new_round_with_a_reason(app: TestApp) {
        let s = Scene::of_one_place(&app).await;
        s.enter(&s.anna, 1, &s.figures(60)).await.expect(StatusCode::OK);
        s.enter(&s.bora, 1, &s.figures(60)).await.expect(StatusCode::OK);
        // Whoever meant to give the second look does not begin a correction by it.
        let late = s.enter(&s.cem, 1, &s.figures(60)).await.expect(StatusCode::CONFLICT);
        assert_eq!(code(&late), "count-round-over");
        let silent = s.enter(&s.cem, 2, &s.figures(61)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fields(&silent), ["note required"]);
        let body = json!({"round": 2, "figures": s.figures(61), "note": "Nachzählung"});
        s.cem.api_post(&s.place(), &body).await.expect(StatusCode::OK);
        let seen = s.state(&s.anna).await;
        assert_eq!(seen["state"], "once");
        assert_eq!(seen["entries"][2].get("figures").cloned().unwrap_or_default(), Value::Null, "hidden again");
        assert_eq!(seen["entries"][0]["figures"], s.figures(60), "what was agreed stays open");
        s.enter(&s.anna, 2, &s.figures(61)).await.expect(StatusCode::OK);
        assert_eq!(s.state(&s.bora).await["state"], "agreed");
    }

    async fn figures_that_cannot_be_are_refused_and_unusual_ones_confirmed(app: TestApp) {
        let s = Scene::of_one_place(&app).await;
        let n1 = format!("n-{}", s.nominations[0]);
        let with = |name: &str, value: Value| {
            let mut figures = s.figures(60);
            figures[name] = value;
            figures
        };
        for (name, value, told) in [
            ("a", json!(-1), "a figure-negative"),
            ("a", json!("1.000"), "a figure-separator"),
            ("a", json!(1.5), "a figure-separator"),
            ("a", json!(true), "a figure-not-a-number"),
            ("a", json!(9_000_000_000_000_000_001_u64), "a figure-too-many"),
            ("a", json!(1001), "a count-eligible-parts"),
            ("b1", json!(101), "b1 count-more-authorised-than-voters"),
            ("c", json!(4), "d count-ballots-do-not-add-up"),
            (&n1, json!(61), "d count-nominations-do-not-add-up"),
            (&n1, Value::Null, &format!("{n1} count-nomination-missing")),
            ("n-999999", json!(1), "n-999999 figure-unknown"),
            ("x", json!(1), "x figure-unknown"),
        ] {
            let refused = s.enter(&s.anna, 1, &with(name, value)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(fields(&refused), [told], "{name}");
        }
        assert_eq!(s.state(&s.anna).await["state"], "missing", "nothing was written");

        let unusual = with("c", Value::Null);
        let warned = s.enter(&s.anna, 1, &unusual).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!((code(&warned).as_str(), fields(&warned)), ("count-unconfirmed", vec!["c count-not-given".to_owned()]));
        let confirmed = |note: &str| json!({"round": 1, "figures": unusual, "confirmed": ["c:count-not-given"], "note": note});
        let silent = s.anna.api_post(&s.place(), &confirmed("")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fields(&silent), ["note required"]);
        s.anna.api_post(&s.place(), &confirmed("steht nicht in der Niederschrift")).await.expect(StatusCode::OK);
    }

    async fn personal_votes_are_part_of_the_record_where_the_rules_use_them(app: TestApp) {
        let lists = [list("Liste Vielfalt", &[("Ayşe", "Öztürk"), ("Lê", "Nguyễn")])];
        let s = Scene::of(&app, personal_rules(5), &lists, &[]).await;
        let people = app.outside().await.numbers(&format!("SELECT id FROM candidates WHERE nomination_id = {} ORDER BY position", s.nominations[0])).await;
        let (n, k1, k2) = (format!("n-{}", s.nominations[0]), format!("k-{}", people[0]), format!("k-{}", people[1]));
        let figures = |second: i64| json!({"a": 100, "b": 10, "c": 0, "d": 40, &n: 40, &k1: 25, &k2: second});
        let more = s.enter(&s.anna, 1, &figures(16)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fields(&more), [format!("{n} count-candidates-exceed-list")]);
        s.enter(&s.anna, 1, &figures(15)).await.expect(StatusCode::OK);
        s.enter(&s.bora, 1, &figures(15)).await.expect(StatusCode::OK);
        assert_eq!(s.state(&s.cem).await["state"], "agreed");
    }

    async fn two_people_at_the_same_moment_give_one_first_and_one_second_look(app: TestApp) {
        let s = Scene::of_one_place(&app).await;
        for round in 1..=6 {
            let body = json!({"round": round, "figures": s.figures(60), "note": "Runde"});
            let tries = [&s.anna, &s.bora, &s.cem].map(|who| {
                let (who, path, body) = (who.clone(), s.place(), body.clone());
                tokio::spawn(async move { who.api_post(&path, &body).await })
            });
            let mut looks = Vec::new();
            for attempt in tries {
                let answer = attempt.await.unwrap();
                match answer.status {
                    StatusCode::OK => looks.push(answer.json()["look"].as_str().unwrap().to_owned()),
                    _ => assert_eq!((answer.status, code(&answer).as_str()), (StatusCode::CONFLICT, "count-round-over")),
                }
            }
            looks.sort();
            assert_eq!(looks, ["first", "second"], "round {round}");
        }
        let entries = app.outside().await.number("SELECT COUNT(*) FROM count_entries").await;
        assert_eq!(entries, 12);
    }

    async fn figures_are_entered_only_while_the_election_is_counted(app: TestApp) {
        let laka = app.federation("laka").await;
        let body = app.council(&laka, "Integrationsrat Ulm").await;
        let registrar = app.officer(Role::Registrar, &laka).await;
        let lists = [unnamed_list("Liste Vielfalt", 5)];
        let id = app.election(&registrar, "laka", &body, 5, list_rules(), &lists).await;
        let district = app.outside().await.number(&format!("SELECT id FROM election_districts WHERE election_id = {id}")).await;
        let path = format!("/federations/laka/elections/{id}/counts/{district}");
        let early = registrar.api_post(&path, &json!({"round": 1, "figures": {}})).await.expect(StatusCode::CONFLICT);
        assert_eq!(code(&early), "count-not-begun");
        let other = app.federation("agah").await;
        let stranger = app.officer(Role::Registrar, &other).await;
        stranger.api_get(&path).await.expect(StatusCode::NOT_FOUND);
        // A district of another election is none of this one.
        let elsewhere = format!("/federations/laka/elections/{id}/counts/999999");
        registrar.api_get(&elsewhere).await.expect(StatusCode::NOT_FOUND);
        registrar.api_post(&elsewhere, &json!({"round": 1, "figures": {}})).await.expect(StatusCode::NOT_FOUND);
    }

    async fn a_table_is_one_look_of_whoever_takes_it_in(app: TestApp) {
        let s = two_districts(&app).await;
        let columns = format!("columns=D1={},D2={}", s.nominations[0], s.nominations[1]);
        let asked = s.import(&s.anna, "", TABLE).await.expect(StatusCode::OK).json();
        assert_eq!(asked["problems"].as_array().map(Vec::len), Some(2), "nobody said which column is which: {asked}");
        let refused = s.import(&s.anna, "preview=false", TABLE).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fields(&refused), ["column-1 column-without-nomination", "column-2 column-without-nomination"]);

        let seen = s.import(&s.anna, &columns, TABLE).await.expect(StatusCode::OK).json();
        assert_eq!((seen["preview"].as_bool(), seen["taken"].as_i64(), &seen["problems"]), (Some(true), Some(2), &json!([])));
        assert_eq!(s.state(&s.anna).await["state"], "missing");
        let digest = seen["digest"].as_str().unwrap();
        let stale = s.import(&s.anna, &format!("{columns}&preview=false&digest={}", "0".repeat(64)), TABLE).await.expect(StatusCode::CONFLICT);
        assert_eq!(code(&stale), "count-preview-stale");
        s.import(&s.anna, &format!("{columns}&preview=false&digest={digest}"), TABLE).await.expect(StatusCode::OK);
        let list = s.bora.api_get(&format!("{}/counts", s.election)).await.json();
        assert!(list["items"].as_array().unwrap().iter().all(|d| d["state"] == "once"), "{list}");

        // Her own table again brings nothing new; for the other person the columns are known by now.
        let again = s.import(&s.anna, "preview=false", TABLE).await.expect(StatusCode::CONFLICT);
        assert_eq!(code(&again), "count-nothing-new");
        let other = TABLE.replace("50;20;30", "50;21;29");
        s.import(&s.bora, "preview=false", &other).await.expect(StatusCode::OK);
        let list = s.cem.api_get(&format!("{}/counts", s.election)).await.json();
        let states: Vec<_> = list["items"].as_array().unwrap().iter().map(|d| d["state"].as_str().unwrap()).collect();
        assert_eq!(states, ["agreed", "differs"]);
    }

    async fn a_table_with_one_wrong_row_is_refused_whole(app: TestApp) {
        let s = two_districts(&app).await;
        let query = format!("preview=false&columns=D1={},D2={}", s.nominations[0], s.nominations[1]);
        for (from, to, told) in [
            ("50;20;30", "50;-20;30", "row-3.D1 figure-negative"),
            ("50;20;30", "50;20;31", "row-3.D count-nominations-do-not-add-up"),
            (";002;Ost;", ";001;Ost;", "row-3.gebiet-nr repeats-row"),
            (";002;Ost;", ";009;West;", "row-3.gebiet-nr unknown-district"),
            ("03.05.2026;Integrationsrat;08421000;002", "04.05.2026;Integrationsrat;08421000;002", "row-3.datum other-election-day"),
            (";D1;D2", ";E1;E2", "file file-missing-columns"),
            ("gebiet-nr;gebiet-name;max-schnellmeldungen;anz-schnellmeldungen", "x;y;z;u", "file file-other-columns"),
        ] {
            let refused = s.import(&s.anna, &query, &TABLE.replace(from, to)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(fields(&refused), [told], "{to}");
        }
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM count_entries").await, 0, "nothing half-imported");
        let wrong_type = s.anna.api_post(&format!("{}/counts/import", s.election), &json!({})).await;
        assert_eq!(wrong_type.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{:?}", wrong_type.json());
    }

    async fn a_district_that_reports_later_comes_with_the_next_table(app: TestApp) {
        let s = two_districts(&app).await;
        let query = format!("preview=false&columns=D1={},D2={}", s.nominations[0], s.nominations[1]);
        let partly = TABLE.replace(";002;Ost;1;1;", ";002;Ost;2;1;");
        let first = s.import(&s.anna, &query, &partly).await.expect(StatusCode::OK).json();
        assert_eq!((first["taken"].as_i64(), first["rows"][1]["outcome"].as_str()), (Some(1), Some("not_reported")));
        let later = s.import(&s.anna, &query, TABLE).await.expect(StatusCode::OK).json();
        let outcomes: Vec<_> = later["rows"].as_array().unwrap().iter().map(|r| r["outcome"].as_str().unwrap()).collect();
        assert_eq!(outcomes, ["given", "taken"]);
    }
}
