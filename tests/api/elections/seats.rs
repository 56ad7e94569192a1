//! Seats of a certified election: the elected are called, accept or decline, and others follow until the list is exhausted.

use mandat::accounts::model::Role;
use poem::http::StatusCode;
use serde_json::{Value, json};

use super::{code, fields};
use crate::support::{
    Actor, Answer, Body, Federation, TestApp,
    elections::{independent, list, list_rules, personal_rules},
};

/// A certified election, and those who deal with it.
struct Certified {
    federation: Federation,
    council: Body,
    /// Of the API.
    path: String,
    registrar: Actor,
    board: Actor,
}

const NAMES: [(&str, &str); 6] = [
    ("Ada", "Erste"),
    ("Bao", "Zweite"),
    ("Can", "Dritter"),
    ("Dana", "Vierte"),
    ("Emre", "Fünfter"),
    ("Fatou", "Sechste"),
];

/// An election of so many seats for a list of six and an independent, counted with these votes and not yet certified.
async fn counted(
    app: &TestApp,
    slug: &str,
    (seats, rules): (i64, Value),
    votes: [i64; 2],
    personal: &[i64],
) -> Certified {
    let federation = app.federation(slug).await;
    let council = app.council(&federation, "Integrationsrat Ulm").await;
    let registrar = app.officer(Role::Registrar, &federation).await;
    let board = app.officer(Role::ElectionBoard, &federation).await;
    let nominations = [list("Liste A", &NAMES), independent("Gül", "Allein")];
    let id = app
        .election_being_counted(&registrar, slug, &council, seats, rules, &nominations)
        .await;
    let mut outside = app.outside().await;
    let district = outside
        .number(&format!(
            "SELECT id FROM election_districts WHERE election_id = {id}"
        ))
        .await;
    let lists = outside
        .numbers(&format!(
            "SELECT id FROM nominations WHERE election_id = {id} ORDER BY position"
        ))
        .await;
    let candidates = outside
        .numbers(&format!(
            "SELECT c.id FROM candidates c JOIN nominations n ON n.id = c.nomination_id WHERE n.election_id = {id} \
             ORDER BY n.position, c.position"
        ))
        .await;
    let figures = json!({
        "eligible": 1_000, "voters": votes.iter().sum::<i64>(), "invalid": 0, "valid": votes.iter().sum::<i64>(),
        "eligible_unflagged": null, "eligible_flagged": null, "eligible_unregistered": null, "voters_authorised": null,
        "nominations": sums(&lists, &votes), "candidates": sums(&candidates, personal),
    });
    for (look, who) in [("first", &board), ("second", &registrar)] {
        outside
            .execute(&format!(
                "INSERT INTO count_entries (district_id, round, look, figures, note, source, entered_by, entered_at) \
                 VALUES ({district}, 1, '{look}', '{figures}', '', '', {}, 0)",
                who.account.unwrap()
            ))
            .await;
    }
    Certified {
        path: format!("/federations/{slug}/elections/{id}"),
        federation,
        council,
        registrar,
        board,
    }
}

fn sums(ids: &[i64], votes: &[i64]) -> Value {
    let pairs = ids.iter().zip(votes);
    pairs
        .map(|(id, votes)| (id.to_string(), json!(votes)))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// The same, certified by two people.
async fn certified(
    app: &TestApp,
    slug: &str,
    setting: (i64, Value),
    votes: [i64; 2],
    personal: &[i64],
) -> Certified {
    let e = counted(app, slug, setting, votes, personal).await;
    let publisher = app.officer(Role::Publisher, &e.federation).await;
    let decisions = format!("{}/decisions", e.path);
    let request = e
        .board
        .api_post(&decisions, &json!({"decision": "certify", "reason": ""}))
        .await
        .expect(StatusCode::CREATED)
        .id();
    publisher
        .api_post(&format!("{decisions}/{request}/confirm"), &Value::Null)
        .await
        .expect(StatusCode::OK);
    e
}

impl Certified {
    async fn seats(&self) -> Value {
        self.registrar
            .api_get(&format!("{}/seat-calls", self.path))
            .await
            .expect(StatusCode::OK)
            .json()
    }

    /// The last call to the first seat.
    async fn last(&self) -> Value {
        let seats = self.seats().await;
        seats["seats"][0]["calls"]
            .as_array()
            .unwrap()
            .last()
            .unwrap()
            .clone()
    }

    async fn call_elected(&self, on: &str) -> Answer {
        self.registrar
            .api_post(
                &format!("{}/seat-calls", self.path),
                &json!({"called_on": on}),
            )
            .await
    }

    async fn answer(&self, call: &Value, answer: &str, on: &str) -> Answer {
        self.registrar
            .api(
                poem::http::Method::POST,
                &format!("{}/seat-calls/{}/answer", self.path, call["id"]),
                call["revision"].as_i64(),
                Some(&json!({"answer": answer, "answered_on": on, "reason": ""})),
            )
            .await
    }

    async fn call_next(&self, call: &Value, on: &str, drawn: Option<i64>) -> Answer {
        let mut body = json!({"called_on": on});
        if let Some(drawn) = drawn {
            body["drawn_candidate_id"] = json!(drawn);
        }
        self.registrar
            .api_post(
                &format!("{}/seat-calls/{}/successor", self.path, call["id"]),
                &body,
            )
            .await
    }

    /// Somebody leaves the seat.
    async fn leave(&self, mandate: i64, last_day: &str, reason: &str) {
        let path = format!("/federations/{}/mandates/{mandate}", self.federation.slug);
        let revision = self.registrar.api_get(&path).await.revision();
        self.registrar
            .api(
                poem::http::Method::POST,
                &format!("{path}/end"),
                Some(revision),
                Some(&json!({"ends_on": last_day, "end_reason": reason})),
            )
            .await
            .expect(StatusCode::NO_CONTENT);
    }

    /// Who sits on a day.
    async fn sitting(&self, app: &TestApp, day: &str) -> Vec<String> {
        let day: mandat::types::Day = day.parse().unwrap();
        let mut conn = app.app.db.read().await.unwrap();
        mandat::registry::store::mandates::members_on(
            &mut conn,
            self.federation.id,
            self.council.id,
            day,
        )
        .await
        .unwrap()
        .into_iter()
        .map(|member| member.name)
        .collect()
    }
}

/// One seat for the list of six.
fn one_seat() -> (i64, Value) {
    (1, list_rules())
}

on_both_engines! {
    async fn a_seat_passes_down_the_list_five_times_and_then_stays_vacant(app: TestApp) {
        let e = certified(&app, "laka", one_seat(), [300, 100], &[]).await;
        assert_eq!(e.seats().await, json!({"to_call": 1, "seats": []}));
        app.clock.set("2026-07-01T10:00:00Z".parse().unwrap());
        let called = e.call_elected("2026-05-10").await.expect(StatusCode::OK).json();
        assert_eq!(called, json!({"called": 1}));
        let first = e.last().await;
        assert_eq!((&first["name"], &first["answer_by"], &first["state"]), (&json!("Ada Erste"), &json!("2026-05-17"), &json!("called")));
        // Accepts: sits from the first day of the term.
        let seated = e.answer(&first, "accepted", "2026-05-12").await.expect(StatusCode::OK).json();
        let mandate = seated["mandate_id"].as_i64().unwrap();
        assert_eq!(e.sitting(&app, "2026-05-31").await, Vec::<String>::new());
        assert_eq!(e.sitting(&app, "2026-06-01").await, ["Ada Erste"]);
        let held = e.call_next(&e.last().await, "2026-06-20", None).await.expect(StatusCode::CONFLICT);
        assert_eq!(code(&held), "seat-not-free");

        // Resigns; the second declines, so that the third is called at once and accepts.
        e.leave(mandate, "2026-06-10", "resigned").await;
        let seats = e.seats().await;
        assert_eq!((&seats["seats"][0]["state"], &seats["seats"][0]["free_from"]), (&json!("free"), &json!("2026-06-11")));
        e.call_next(&e.last().await, "2026-06-11", None).await.expect(StatusCode::OK);
        let second = e.last().await;
        assert_eq!(second["name"], "Bao Zweite");
        let declined = e.answer(&second, "declined", "2026-06-12").await.expect(StatusCode::OK).json();
        assert!(declined["next_call_id"].is_i64(), "{declined}");
        let third = e.last().await;
        let seated = e.answer(&third, "accepted", "2026-06-15").await.expect(StatusCode::OK).json();
        assert_eq!(e.sitting(&app, "2026-06-10").await, ["Ada Erste"]);
        assert_eq!(e.sitting(&app, "2026-06-14").await, Vec::<String>::new());
        assert_eq!(e.sitting(&app, "2026-06-15").await, ["Can Dritter"]);

        // Dies; the fourth follows, loses the right to be elected; the fifth follows and leaves; the sixth is the last one.
        e.leave(seated["mandate_id"].as_i64().unwrap(), "2026-06-18", "deceased").await;
        for (name, from, until, reason) in [
            ("Dana Vierte", "2026-06-20", "2026-06-22", "lost_eligibility"),
            ("Emre Fünfter", "2026-06-24", "2026-06-25", "resigned"),
        ] {
            e.call_next(&e.last().await, from, None).await.expect(StatusCode::OK);
            let call = e.last().await;
            assert_eq!(call["name"], name);
            let seated = e.answer(&call, "accepted", from).await.expect(StatusCode::OK).json();
            assert_eq!(e.sitting(&app, until).await, [name]);
            e.leave(seated["mandate_id"].as_i64().unwrap(), until, reason).await;
        }
        e.call_next(&e.last().await, "2026-06-26", None).await.expect(StatusCode::OK);
        let vacant = e.answer(&e.last().await, "declined", "2026-06-27").await.expect(StatusCode::OK).json();
        assert_eq!(vacant["vacant"], true);
        let seats = e.seats().await;
        assert_eq!((&seats["seats"][0]["state"], seats["seats"][0]["calls"].as_array().unwrap().len()), (&json!("exhausted"), 6));
        let nobody = e.call_next(&e.last().await, "2026-06-28", None).await.expect(StatusCode::CONFLICT);
        assert_eq!(code(&nobody), "list-exhausted");
        // The public reads who accepted, left, declined and moved up beside the result.
        let page = app.stranger().get(&format!("/de{}", e.path)).await.expect(StatusCode::OK).text().replace(['\u{2068}', '\u{2069}'], "");
        for words in [
            "angenommen am 12. Mai 2026, im Amt bis 10. Juni 2026",
            "abgelehnt am 12. Juni 2026",
            "nachgerückt am 15. Juni 2026 für Bao Zweite, im Amt bis 18. Juni 2026",
            "Ein Sitz von Liste A bleibt seit 27. Juni 2026 unbesetzt",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        // Who sat when is right for any day, also looking back.
        for (day, who) in [("2026-06-05", "Ada Erste"), ("2026-06-16", "Can Dritter"), ("2026-06-21", "Dana Vierte"), ("2026-06-25", "Emre Fünfter")] {
            assert_eq!(e.sitting(&app, day).await, [who], "{day}");
        }
        assert_eq!(e.sitting(&app, "2026-06-28").await, Vec::<String>::new());
    }

    async fn nobody_is_called_before_the_result_is_certified_and_nobody_twice(app: TestApp) {
        let e = counted(&app, "laka", one_seat(), [300, 100], &[]).await;
        let early = e.call_elected("2026-05-04").await.expect(StatusCode::CONFLICT);
        assert_eq!(code(&early), "election-not-certified");
        let e = certified(&app, "agah", one_seat(), [300, 100], &[]).await;
        for (on, problem) in [("2026-05-05", "called_on day-in-future"), ("2026-05-02", "called_on call-before-election"), ("morgen", "called_on not-a-day"), ("", "called_on required")] {
            let refused = e.call_elected(on).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(fields(&refused), [problem], "{on}");
        }
        e.call_elected("2026-05-04").await.expect(StatusCode::OK);
        let again = e.call_elected("2026-05-04").await.expect(StatusCode::CONFLICT);
        assert_eq!(code(&again), "nobody-to-call");
        let call = e.last().await;
        for (answer, on, problem) in [("accepted", "2026-05-05", "answered_on day-in-future"), ("declined", "2026-05-03", "answered_on answer-before-call"), ("accepted", "", "answered_on required")] {
            let refused = e.answer(&call, answer, on).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(fields(&refused), [problem], "{on}");
        }
        e.answer(&call, "accepted", "2026-05-04").await.expect(StatusCode::OK);
        let stale = e.answer(&call, "declined", "2026-05-04").await;
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
        assert_eq!(e.last().await["state"], "accepted");
    }

    async fn an_independent_is_followed_by_nobody(app: TestApp) {
        let e = certified(&app, "laka", (3, list_rules()), [300, 200], &[]).await;
        e.call_elected("2026-05-04").await.expect(StatusCode::OK);
        let seats = e.seats().await;
        let calls: Vec<Value> = seats["seats"].as_array().unwrap().iter().map(|seat| seat["calls"][0].clone()).collect();
        let names: Vec<&str> = calls.iter().map(|call| call["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["Ada Erste", "Bao Zweite", "Gül Allein"]);
        let vacant = e.answer(&calls[2], "declined", "2026-05-04").await.expect(StatusCode::OK).json();
        assert_eq!(vacant["vacant"], true);
        assert_eq!(e.seats().await["seats"][2]["state"], "exhausted");
        // The seats of the term were made, each with its number.
        assert_eq!(seats["seats"][2]["number"], 3);
    }

    async fn whoever_follows_by_votes_may_need_a_lot(app: TestApp) {
        let mut rules = personal_rules(1);
        rules["order"] = json!("personal_votes_lot");
        rules["majority_clause"] = json!(false);
        rules["votes_per_candidate"] = json!(1);
        rules["cross_voting"] = json!(false);
        let e = certified(&app, "laka", (1, rules), [300, 100], &[100, 50, 50, 40, 30, 30, 100]).await;
        e.call_elected("2026-05-04").await.expect(StatusCode::OK);
        let first = e.last().await;
        assert_eq!(first["name"], "Ada Erste");
        let declined = e.answer(&first, "declined", "2026-05-04").await.expect(StatusCode::OK).json();
        assert_eq!((&declined["lot_needed"], &declined["vacant"]), (&json!(true), &json!(false)));
        let seat = e.seats().await["seats"][0].clone();
        assert_eq!(seat["state"], "lot_needed");
        let level: Vec<i64> = seat["next_candidate_ids"].as_array().unwrap().iter().map(|id| id.as_i64().unwrap()).collect();
        assert_eq!(level.len(), 2);
        for drawn in [None, Some(999_999)] {
            let refused = e.call_next(&first, "2026-05-04", drawn).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(fields(&refused), ["drawn lot-needed"]);
        }
        e.call_next(&first, "2026-05-04", Some(level[1])).await.expect(StatusCode::OK);
        let called = e.last().await;
        assert_eq!(called["candidate_id"], level[1]);
        // The other one of the two is next, without a lot.
        e.answer(&called, "declined", "2026-05-04").await.expect(StatusCode::OK);
        assert_eq!(e.last().await["candidate_id"], level[0]);
    }

    async fn one_lot_puts_five_in_order_and_each_follows_by_it(app: TestApp) {
        let mut rules = personal_rules(1);
        rules["order"] = json!("personal_votes_lot");
        rules["majority_clause"] = json!(false);
        rules["votes_per_candidate"] = json!(1);
        rules["cross_voting"] = json!(false);
        let e = certified(&app, "laka", (1, rules), [300, 100], &[100, 40, 40, 40, 40, 40, 100]).await;
        e.call_elected("2026-05-04").await.expect(StatusCode::OK);
        let first = e.last().await;
        e.answer(&first, "declined", "2026-05-04").await.expect(StatusCode::OK);
        let seat = e.seats().await["seats"][0].clone();
        assert_eq!((&seat["state"], &seat["next_by_lot_of"]), (&json!("lot_needed"), &Value::Null));
        let level: Vec<i64> = seat["next_candidate_ids"].as_array().unwrap().iter().map(|id| id.as_i64().unwrap()).collect();
        assert_eq!(level.len(), 5);
        let ties = e.board.api_get(&format!("{}/certification", e.path)).await.json()["ties"].clone();
        assert_eq!((&ties[0]["between"], &ties[0]["tied"]), (&json!("successors"), &json!(level)));
        let call_page = format!("/de/staff/laka{}/seats/calls/{}", e.path.trim_start_matches("/federations/laka"), first["id"]);

        let order = [level[3], level[0], level[4], level[2], level[1]];
        let lot = |drawn: &[i64]| json!({"between": "successors", "tied": level, "drawn": drawn, "drawn_on": "2026-05-04",
            "drawn_by": "Wahlleiterin", "witnesses": "Zwei Beisitzende"});
        let lots = format!("{}/lots", e.path);
        e.board.api_post(&lots, &lot(&order[..4])).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        e.board.api_post(&lots, &lot(&order)).await.expect(StatusCode::NO_CONTENT);
        e.board.api_post(&lots, &lot(&order)).await.expect(StatusCode::CONFLICT);
        let seat = e.seats().await["seats"][0].clone();
        assert_eq!((&seat["state"], &seat["next_by_lot_of"], &seat["next_candidate_ids"]), (&json!("free"), &json!("2026-05-04"), &json!([order[0]])));
        let told = e.registrar.get(&call_page).await.expect(StatusCode::OK).text();
        assert!(told.contains("folgt nach dem Los vom") && told.contains("Wahlleiterin"), "{told}");
        e.call_next(&first, "2026-05-04", None).await.expect(StatusCode::OK);
        // Each declines; the lot is not drawn again.
        for candidate in order {
            let call = e.last().await;
            assert_eq!(call["candidate_id"], candidate);
            e.answer(&call, "declined", "2026-05-04").await.expect(StatusCode::OK);
        }
        assert_eq!(e.seats().await["seats"][0]["state"], "exhausted");
        let logged = app.outside().await.texts("SELECT after FROM audit_log WHERE act = 'call_successor'").await;
        assert!(logged[0].contains("drawn_on") && !logged[0].contains("Wahlleiterin"), "{logged:?}");
    }

    async fn calls_are_made_by_those_who_keep_elections(app: TestApp) {
        let e = certified(&app, "laka", one_seat(), [300, 100], &[]).await;
        let path = format!("{}/seat-calls", e.path);
        e.board.api_post(&path, &json!({"called_on": "2026-05-04"})).await.expect(StatusCode::FORBIDDEN);
        let other = app.federation("agah").await;
        let stranger = app.officer(Role::Registrar, &other).await;
        stranger.api_get(&path).await.expect(StatusCode::NOT_FOUND);
        stranger.api_post(&path, &json!({"called_on": "2026-05-04"})).await.expect(StatusCode::NOT_FOUND);
        // What a mandate rests on cannot be removed under it.
        e.call_elected("2026-05-04").await.expect(StatusCode::OK);
        let seated = e.answer(&e.last().await, "accepted", "2026-05-04").await.expect(StatusCode::OK).json();
        let mandate = format!("/federations/laka/mandates/{}", seated["mandate_id"]);
        let revision = e.registrar.api_get(&mandate).await.revision();
        let refused = e.registrar.api_delete(&mandate, Some(revision)).await.expect(StatusCode::CONFLICT);
        assert_eq!(code(&refused), "in-use");
    }
}
