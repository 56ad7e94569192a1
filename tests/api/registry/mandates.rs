//! Terms, seats and mandates as they were on a day.

use super::*;

/// A federation with a council of three seats from November 2019 to October 2024, and three people.
struct Staged {
    registrar: Actor,
    /// Where the council is in the API.
    body: String,
    body_id: i64,
    term: String,
    seats: Vec<i64>,
    people: Vec<i64>,
}

fn term(starts_on: &str, ends_on: &str) -> Value {
    json!({"label": "", "starts_on": starts_on, "ends_on": ends_on})
}

fn from(starts_on: &str) -> Value {
    json!({"function": "member", "starts_on": starts_on})
}

async fn staged(app: &TestApp) -> Staged {
    let registrar = app
        .officer(Role::Registrar, &app.federation("laka").await)
        .await;
    let council = json!({"name": "Rat", "kind": "elected", "from_day": "2010-01-01", "details": {"delegate_places": 1}});
    let body_id = registrar
        .api_post("/federations/laka/bodies", &council)
        .await
        .expect(StatusCode::CREATED)
        .id();
    let body = format!("/federations/laka/bodies/{body_id}");
    let made = registrar
        .api_post(&format!("{body}/terms"), &term("2019-11-01", "2024-10-31"))
        .await
        .expect(StatusCode::CREATED);
    let term = format!("{body}/terms/{}", made.id());
    let added = registrar
        .api_post(
            &format!("{term}/seats"),
            &json!({"count": 3, "origin": "elected"}),
        )
        .await
        .expect(StatusCode::OK)
        .json();
    let seats = added["ids"]
        .as_array()
        .unwrap()
        .iter()
        .map(|id| id.as_i64().unwrap())
        .collect();
    let mut people = Vec::new();
    for name in ["Öztürk", "Nguyễn", "Diallo"] {
        let person = json!({"given_name": "Mina", "family_name": name, "locale": "de"});
        people.push(
            registrar
                .api_post("/federations/laka/people", &person)
                .await
                .expect(StatusCode::CREATED)
                .id(),
        );
    }
    Staged {
        registrar,
        body,
        body_id,
        term,
        seats,
        people,
    }
}

impl Staged {
    /// Gives a person a seat.
    async fn give(&self, person: i64, seat: Option<i64>, mandate: Value) -> Answer {
        let new = json!({"person_id": person, "seat_id": seat, "mandate": mandate});
        self.registrar
            .api_post(&format!("{}/mandates", self.body), &new)
            .await
    }

    async fn end(&self, mandate: i64, revision: i64, on: &str, reason: &str) -> Answer {
        let path = format!("/federations/laka/mandates/{mandate}/end");
        let end = json!({"ends_on": on, "end_reason": reason});
        self.registrar
            .api(Method::POST, &path, Some(revision), Some(&end))
            .await
    }

    /// Family names of the members on a day.
    async fn members(&self, day: &str) -> Vec<String> {
        let list = self
            .registrar
            .api_get(&format!("{}/members?on={day}", self.body))
            .await
            .expect(StatusCode::OK)
            .json();
        let name = |m: &Value| {
            m["name"]
                .as_str()
                .unwrap()
                .trim_start_matches("Mina ")
                .to_owned()
        };
        list["items"].as_array().unwrap().iter().map(name).collect()
    }

    /// Numbers of the vacant seats on a day.
    async fn vacant(&self, day: &str) -> Vec<i64> {
        let list = self
            .registrar
            .api_get(&format!("/federations/laka/vacancies?on={day}"))
            .await
            .expect(StatusCode::OK)
            .json();
        assert_eq!(list["total"], list["items"].as_array().unwrap().len());
        list["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|v| v["number"].as_i64().unwrap())
            .collect()
    }
}

on_both_engines! {
    async fn who_belongs_to_a_council_and_which_seats_are_vacant_follows_the_day(app: TestApp) {
        let staged = staged(&app).await;
        let [ozturk, nguyen, diallo] = staged.people[..] else { panic!() };
        let first = staged.give(ozturk, Some(staged.seats[0]), from("2019-11-01")).await.expect(StatusCode::CREATED).id();
        staged.give(nguyen, Some(staged.seats[1]), from("2020-02-29")).await.expect(StatusCode::CREATED);
        staged.end(first, 1, "2022-05-31", "resigned").await.expect(StatusCode::NO_CONTENT);
        staged.give(diallo, Some(staged.seats[0]), from("2022-07-01")).await.expect(StatusCode::CREATED);

        for (day, members, vacant) in [
            ("2019-10-31", vec![], vec![]),
            ("2019-11-01", vec!["Öztürk"], vec![2, 3]),
            ("2020-02-28", vec!["Öztürk"], vec![2, 3]),
            ("2020-02-29", vec!["Nguyễn", "Öztürk"], vec![3]),
            ("2022-05-31", vec!["Nguyễn", "Öztürk"], vec![3]),
            ("2022-06-01", vec!["Nguyễn"], vec![1, 3]),
            ("2022-07-01", vec!["Diallo", "Nguyễn"], vec![3]),
            ("2024-10-31", vec!["Diallo", "Nguyễn"], vec![3]),
            ("2024-11-01", vec![], vec![]),
        ] {
            assert_eq!(staged.members(day).await, members, "{day}");
            assert_eq!(staged.vacant(day).await, vacant, "{day}");
        }
        // The term itself tells the same, and a day outside it is brought to its nearest one.
        let on = async |day: &str| staged.registrar.api_get(&format!("{}?on={day}", staged.term)).await.expect(StatusCode::OK).json();
        let vacancy = on("2022-06-15").await;
        assert_eq!((&vacancy["vacant"], &vacancy["seats"][0]["holder"], &vacancy["seats"][1]["holder"]["name"]), (&json!(2), &Value::Null, &json!("Mina Nguyễn")));
        assert_eq!(on("2030-01-01").await["on"], "2024-10-31");
        let body = staged.registrar.api_get(&format!("{}?on=2022-06-15", staged.body)).await.json();
        assert_eq!((&body["terms"][0]["seats"], &body["seats"][0]["holder"]), (&json!(3), &Value::Null));
        // A person's life tells why a mandate ended; an open one ends with its term.
        let life = async |person: i64| staged.registrar.api_get(&format!("/federations/laka/people/{person}")).await.json()["mandates"][0].clone();
        let ended = life(ozturk).await;
        assert_eq!((&ended["ends_on"], &ended["end_reason"], &ended["seat_number"]), (&json!("2022-05-31"), &json!("resigned"), &json!(1)));
        let open = life(nguyen).await;
        assert_eq!((&open["ends_on"], &open["end_reason"], &open["term"]), (&json!("2024-10-31"), &Value::Null, &json!("2019–2024")));
    }

    async fn a_mandate_that_its_seat_term_or_person_does_not_allow_is_refused_with_the_reason(app: TestApp) {
        let staged = staged(&app).await;
        let [ozturk, nguyen, _] = staged.people[..] else { panic!() };
        let [seat, other, ..] = staged.seats[..] else { panic!() };
        let mandate = staged.give(ozturk, Some(seat), from("2020-01-01")).await.expect(StatusCode::CREATED).id();
        for (person, place, mandate, refused) in [
            (nguyen, Some(seat), from("2021-01-01"), vec!["seat seat-taken"]),
            (ozturk, Some(other), from("2021-01-01"), vec!["person person-in-body-twice"]),
            (nguyen, Some(other), from("2019-10-31"), vec!["starts_on mandate-outside-term"]),
            (nguyen, None, from("2021-01-01"), vec!["seat council-needs-seat"]),
            (nguyen, Some(999_999), from("2021-01-01"), vec!["seat seat-unknown"]),
            (999_999, Some(other), from("2021-01-01"), vec!["person person-unknown"]),
            (nguyen, Some(other), json!({"function": "king", "starts_on": "gestern"}), vec!["function word-unknown", "starts_on not-a-day"]),
            (nguyen, Some(other), json!({"function": "member", "starts_on": "2021-01-01", "ends_on": "2020-12-31", "end_reason": "left"}), vec!["ends_on end-before-start"]),
            (nguyen, Some(other), json!({"function": "member", "starts_on": "2021-01-01", "ends_on": "2022-12-31"}), vec!["end_reason required"]),
            (nguyen, Some(other), json!({"function": "member", "starts_on": "2021-01-01", "end_reason": "left"}), vec!["ends_on required"]),
            (nguyen, Some(other), json!({"function": "member", "starts_on": "2021-01-01", "ends_on": "2024-11-01", "end_reason": "left"}), vec!["starts_on mandate-outside-term"]),
        ] {
            let answer = staged.give(person, place, mandate.clone()).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(fields(&answer), refused, "{mandate}");
        }
        // An ending that lies before the beginning, or behind the end that was.
        assert_eq!(fields(&staged.end(mandate, 1, "2019-12-31", "resigned").await), ["ends_on end-before-start"]);
        assert_eq!(fields(&staged.end(mandate, 1, "2024-11-01", "resigned").await), ["ends_on end-after-end"]);
        assert_eq!(fields(&staged.end(mandate, 1, "2022-01-01", "tired").await), ["end_reason word-unknown"]);
        staged.end(mandate, 1, "2022-01-01", "deceased").await.expect(StatusCode::NO_CONTENT);
        staged.end(mandate, 1, "2021-01-01", "deceased").await.expect(StatusCode::PRECONDITION_FAILED);
        assert_eq!(fields(&staged.end(mandate, 2, "2022-01-02", "deceased").await), ["ends_on end-after-end"]);
        staged.end(999_999, 1, "2021-01-01", "deceased").await.expect(StatusCode::NOT_FOUND);
        // A correction may not take a seat that somebody else holds by now.
        staged.give(nguyen, Some(seat), from("2022-01-02")).await.expect(StatusCode::CREATED);
        let one = format!("/federations/laka/mandates/{mandate}");
        let longer = json!({"function": "chair", "starts_on": "2020-01-01", "ends_on": "2022-01-02", "end_reason": "recalled"});
        assert_eq!(fields(&staged.registrar.api_put(&one, 2, &longer).await), ["seat seat-taken"]);
        let shorter = json!({"function": "chair", "public_office": true, "starts_on": "2020-01-01", "ends_on": "2021-12-31", "end_reason": "recalled"});
        staged.registrar.api_put(&one, 2, &shorter).await.expect(StatusCode::NO_CONTENT);
        let read = staged.registrar.api_get(&one).await.expect(StatusCode::OK);
        let kept = read.json();
        assert_eq!((read.revision(), &kept["function"], &kept["end_reason"]), (3, &json!("chair"), &json!("recalled")));
        staged.registrar.api_delete(&one, Some(2)).await.expect(StatusCode::PRECONDITION_FAILED);
        staged.registrar.api_delete(&one, Some(3)).await.expect(StatusCode::NO_CONTENT);
        staged.registrar.api_get(&one).await.expect(StatusCode::NOT_FOUND);
        assert_eq!(staged.members("2021-01-01").await, Vec::<String>::new());
    }

    async fn terms_of_a_body_never_overlap_nor_cut_off_a_mandate_and_used_ones_stay(app: TestApp) {
        let staged = staged(&app).await;
        let (registrar, terms) = (&staged.registrar, format!("{}/terms", staged.body));
        assert_eq!(fields(&registrar.api_post(&terms, &term("2024-10-31", "2029-10-31")).await), ["starts_on term-overlaps"]);
        assert_eq!(fields(&registrar.api_post(&terms, &term("2024-11-01", "2024-10-01")).await), ["ends_on end-before-start"]);
        let next = registrar.api_post(&terms, &term("2024-11-01", "2029-10-31")).await.expect(StatusCode::CREATED).id();
        let next = format!("{terms}/{next}");
        staged.give(staged.people[0], Some(staged.seats[0]), from("2020-01-01")).await.expect(StatusCode::CREATED);
        assert_eq!(fields(&registrar.api_put(&staged.term, 1, &term("2020-01-02", "2024-10-31")).await), ["starts_on term-cuts-mandates"]);
        assert_eq!(fields(&registrar.api_put(&staged.term, 1, &term("2019-11-01", "2024-11-01")).await), ["starts_on term-overlaps"]);
        registrar.api_put(&staged.term, 1, &term("2019-12-01", "2024-09-30")).await.expect(StatusCode::NO_CONTENT);
        registrar.api_put(&staged.term, 1, &term("2019-12-01", "2024-09-30")).await.expect(StatusCode::PRECONDITION_FAILED);
        // The mandate without an end of its own goes with its term.
        assert_eq!((staged.members("2024-09-30").await.len(), staged.members("2024-10-01").await.len()), (1, 0));

        let used = registrar.api_delete(&staged.term, Some(2)).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(used["code"], "term-in-use");
        let seat = |n: usize| format!("{}/seats/{}", staged.term, staged.seats[n]);
        assert_eq!(registrar.api_delete(&seat(0), None).await.expect(StatusCode::CONFLICT).json()["code"], "seat-in-use");
        registrar.api_delete(&seat(2), None).await.expect(StatusCode::NO_CONTENT);
        registrar.api_delete(&seat(2), None).await.expect(StatusCode::NOT_FOUND);
        registrar.api_delete(&seat(1).replace(&staged.term, &next), None).await.expect(StatusCode::NOT_FOUND);
        let more = async |count: i64| registrar.api_post(&format!("{}/seats", staged.term), &json!({"count": count, "origin": "appointed"})).await;
        assert_eq!(fields(&more(199).await), ["count number-range"]);
        more(1).await.expect(StatusCode::OK);
        let shown = registrar.api_get(&staged.term).await.json();
        assert_eq!((&shown["seats"][2]["number"], &shown["seats"][2]["origin"]), (&json!(3), &json!("appointed")), "numbered on");

        registrar.api_delete(&next, Some(2)).await.expect(StatusCode::PRECONDITION_FAILED);
        registrar.api_delete(&next, Some(1)).await.expect(StatusCode::NO_CONTENT);
        registrar.api_get(&next).await.expect(StatusCode::NOT_FOUND);
        assert_eq!(registrar.api_get(&terms).await.json().as_array().unwrap().len(), 1);
        registrar.api_get("/federations/laka/bodies/9999/terms").await.expect(StatusCode::NOT_FOUND);
        registrar.api_post("/federations/laka/bodies/9999/terms", &term("2000-01-01", "2000-01-01")).await.expect(StatusCode::NOT_FOUND);
        let foreign = app.officer(Role::Registrar, &app.federation("elnet").await).await;
        foreign.api_get(&staged.term).await.expect(StatusCode::NOT_FOUND);
        foreign.api_get(&staged.term.replace("laka", "elnet")).await.expect(StatusCode::NOT_FOUND);
    }

    async fn the_29_february_of_a_common_year_is_refused_beside_its_field_and_nothing_is_written(app: TestApp) {
        let staged = staged(&app).await;
        let terms = format!("{}/terms", staged.body);
        for (new, refused) in [
            (term("2027-02-29", "2032-02-29"), "starts_on not-a-day"),
            (term("2027-02-28", "2031-02-29"), "ends_on not-a-day"),
        ] {
            let answer = staged.registrar.api_post(&terms, &new).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(fields(&answer), [refused], "{new}");
        }
        let mandate = staged.give(staged.people[0], Some(staged.seats[0]), from("2021-02-29")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fields(&mandate), ["starts_on not-a-day"]);
        let mut outside = app.outside().await;
        for (table, rows) in [("terms", 1), ("mandates", 0)] {
            assert_eq!(outside.number(&format!("SELECT COUNT(*) FROM {table}")).await, rows, "{table}");
        }
        staged.registrar.api_post(&terms, &term("2028-02-29", "2032-02-29")).await.expect(StatusCode::CREATED);
    }

    async fn terms_that_end_soon_are_listed_by_their_last_day(app: TestApp) {
        let staged = staged(&app).await;
        let second = json!({"name": "Beirat", "kind": "appointed", "from_day": "2010-01-01", "details": {"delegate_places": 1}});
        let second = staged.registrar.api_post("/federations/laka/bodies", &second).await.expect(StatusCode::CREATED).id();
        let path = format!("/federations/laka/bodies/{second}/terms");
        staged.registrar.api_post(&path, &term("2020-01-01", "2024-06-30")).await.expect(StatusCode::CREATED);
        let ending = async |query: &str| {
            let list = staged.registrar.api_get(&format!("/federations/laka/ending-terms?{query}")).await.expect(StatusCode::OK).json();
            let bodies: Vec<_> = list["items"].as_array().unwrap().iter().map(|t| t["body_id"].as_i64().unwrap()).collect();
            (bodies, list["total"].as_i64().unwrap())
        };
        let rat = staged.body_id;
        assert_eq!(ending("on=2024-06-30&until=2024-10-31").await, (vec![second, rat], 2));
        assert_eq!(ending("on=2024-07-01&until=2024-10-31").await, (vec![rat], 1));
        assert_eq!(ending("on=2024-06-30&until=2024-10-30").await, (vec![second], 1));
        assert_eq!(ending("on=2024-06-30").await, (vec![second, rat], 2), "half a year ahead");
        assert_eq!(ending("on=2024-06-30&per_page=1&page=2").await, (vec![rat], 2));
        assert_eq!(ending("").await, (vec![], 0), "none ends from today on");
        staged.registrar.api_get("/federations/laka/ending-terms?until=x").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn the_overview_shows_terms_that_end_and_seats_that_are_vacant_today(app: TestApp) {
        let staged = staged(&app).await;
        let made = staged.registrar.api_post(&format!("{}/terms", staged.body), &term("2024-11-01", "2026-06-30")).await.expect(StatusCode::CREATED);
        let seats = format!("{}/terms/{}/seats", staged.body, made.id());
        let added = staged.registrar.api_post(&seats, &json!({"count": 3, "origin": "elected"})).await.expect(StatusCode::OK).json();
        staged.give(staged.people[0], added["ids"][1].as_i64(), from("2024-11-01")).await.expect(StatusCode::CREATED);
        let overview = async || staged.registrar.api_get("/federations/laka/overview").await.expect(StatusCode::OK).json();
        let today = overview().await;
        assert_eq!(["bodies", "people", "terms_ending_total"].map(|figure| today[figure].as_i64().unwrap()), [1, 1, 1]);
        assert_eq!((&today["terms_ending"][0]["ends_on"], &today["vacancies"][0]["vacant"]), (&json!("2026-06-30"), &json!(2)));
        // The term's last day has come, and gone.
        for (now, ending, people) in [("2026-06-30T12:00:00Z", 1, 1), ("2026-07-01T12:00:00Z", 0, 0)] {
            app.clock.set(now.parse().unwrap());
            let then = overview().await;
            assert_eq!((&then["terms_ending_total"], &then["people"]), (&json!(ending), &json!(people)), "{now}");
            assert_eq!(then["vacancies"].as_array().unwrap().len(), ending, "{now}");
        }
    }

    async fn an_office_adds_members_to_its_association_but_seats_of_a_council_are_given_by_staff(app: TestApp) {
        let staged = staged(&app).await;
        let association = json!({"name": "Verein", "kind": "association", "from_day": "2010-01-01", "details": {"delegate_places": 1}});
        let id = staged.registrar.api_post("/federations/laka/bodies", &association).await.expect(StatusCode::CREATED).id();
        let laka = mandat::types::FederationId(1);
        let body = |id: i64| crate::support::Body { id: mandat::types::BodyId(id), federation: laka, name: "x".to_owned() };
        let (office, council) = (app.council_office(&body(id)).await, app.council_office(&body(staged.body_id)).await);
        let member = |name: &str, another: bool| json!({"person": {"family_name": name, "locale": "de", "same_name_is_another": another}, "member_since": "2025-01-01"});
        let path = format!("/federations/laka/bodies/{id}/people");
        let person = office.api_post(&path, &member("Mbeki", false)).await.expect(StatusCode::CREATED).id();
        assert_eq!(fields(&office.api_post(&path, &member("MBEKI", false)).await), ["same_name_is_another same-name"]);
        office.api_post(&path, &member("Mbeki", true)).await.expect(StatusCode::CREATED);
        let since = json!({"person": {"family_name": "", "locale": "xx"}, "member_since": ""});
        assert_eq!(fields(&office.api_post(&path, &since).await), ["family_name required", "locale word-unknown", "member_since required"]);
        let list = office.api_get(&format!("/federations/laka/bodies/{id}/members")).await.expect(StatusCode::OK).json();
        assert_eq!((list["items"].as_array().unwrap().len(), &list["items"][0]["person_id"]), (2, &json!(person)));
        let refused = council.api_post(&format!("{}/people", staged.body), &member("Mbeki", true)).await.expect(StatusCode::CONFLICT);
        assert_eq!(refused.json()["code"], "seats-by-staff");
        // An office deals with its own body alone.
        for path in [format!("{}/members", staged.body), "/federations/laka/people".to_owned()] {
            let refused = office.api_get(&path).await;
            assert!([StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&refused.status), "{path}: {}", refused.status);
        }
    }
}
