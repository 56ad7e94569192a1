//! Results: publishing once, corrections, what small groups and consent hide, the box and its second count, the log of acts.

use std::{io::Write, process::Command};

use mandat::{
    accounts::model::Role,
    polls::model::Rule,
    results::{model::digest, recount},
    tally::{majority::MajorityRule, poll::ElectionRule},
    types::Locale,
};
use poem::{
    Request,
    http::{Method, StatusCode},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::{Actor, Answer, Body, Federation, REQUIRE_ALL, TestApp, seed::digest_of_roll};

const YES: &str = "1.100";
const NO: &str = "1.010";
const ABSTAIN: &str = "1.001";
const BLANK: &str = "1.000";
const LANGUAGES: [&str; 3] = ["de", "en", "ar-XB"];

/// A federation with a frozen roll of twelve, and those who deal with its results.
struct Staged {
    federation: Federation,
    council: Body,
    roll: i64,
    board: Actor,
    publisher: Actor,
    auditor: Actor,
}

/// What is asked.
struct Asked<'a> {
    secrecy: &'a str,
    title: &'a str,
    options: &'a [&'a str],
}

const MOTION: Asked = Asked {
    secrecy: "secret",
    title: "Satzung",
    options: &[],
};

async fn staged(app: &TestApp) -> Staged {
    let federation = app.federation("laka").await;
    let council = app.council(&federation, "Integrationsrat Ulm").await;
    let (f, mut outside) = (federation.id, app.outside().await);
    outside
        .execute(&format!("INSERT INTO delegation_rounds (federation_id, title, day, state, revision) VALUES ({f}, 'Vollversammlung', 20600, 'frozen', 1)"))
        .await;
    outside
        .execute(&format!(
            "INSERT INTO rolls (federation_id, round_id, title, state, frozen_at, digest, entries, revision) VALUES ({f}, 1, 'Vollversammlung', 'frozen', 0, 'ab', 12, 1)"
        ))
        .await;
    for n in 1..=12 {
        // The first consented to be named, the second holds a public office; of the others no name may be shown.
        let consent = if n == 1 { "0" } else { "NULL" };
        outside
            .execute(&format!(
                "INSERT INTO people (federation_id, given_name, family_name, email, phone, locale, consent_name_on, search_key, revision) \
                 VALUES ({f}, 'Person', 'Geheim{n:02}', '', '', 'de', {consent}, 'x', 1)"
            ))
            .await;
        outside
            .execute(&format!(
                "INSERT INTO mandates (federation_id, body_id, person_id, function, public_office, starts_on, revision) VALUES ({f}, {}, {n}, 'member', {}, 0, 1)",
                council.id,
                i64::from(n == 2)
            ))
            .await;
        outside
            .execute(&format!(
                "INSERT INTO roll_entries (federation_id, roll_id, number, person_id, body_id, name, body_name, votes, name_salt, name_sha256, struck) \
                 VALUES ({f}, 1, {n}, {n}, {}, 'Person Geheim{n:02}', 'Integrationsrat Ulm', 1, '', '', 0)",
                council.id
            ))
            .await;
    }
    let mut conn = app.app.db.read().await.unwrap();
    let digest = digest_of_roll(&mut conn, f.0, "Vollversammlung").await;
    outside
        .execute(&format!("UPDATE rolls SET digest = '{digest}'"))
        .await;
    Staged {
        board: app.officer(Role::ElectionBoard, &federation).await,
        publisher: app.officer(Role::Publisher, &federation).await,
        auditor: app.officer(Role::Auditor, &federation).await,
        council,
        federation,
        roll: 1,
    }
}

/// A poll whose box is closed with these ballots, the first entries having voted.
async fn closed(app: &TestApp, staged: &Staged, asked: &Asked<'_>, ballots: &[&str]) -> i64 {
    let rule = if asked.options.is_empty() {
        Rule::Motion(MajorityRule::simple())
    } else {
        Rule::Election(ElectionRule::RelativeMajority)
    };
    let kind = if asked.options.is_empty() {
        "motion"
    } else {
        "election"
    };
    let method = if asked.options.is_empty() {
        "yes_no"
    } else {
        "choose"
    };
    let (f, roll, title) = (
        staged.federation.id,
        staged.roll,
        json!({ "de": asked.title, "en": asked.title }),
    );
    let mut outside = app.outside().await;
    outside
        .execute(&format!(
            "INSERT INTO polls (federation_id, roll_id, position, kind, method, secrecy, title, question, max_choices, seats, rule, state, opened_at, \
             closed_at, traces_removed, revision) VALUES ({f}, {roll}, 1, '{kind}', '{method}', '{}', '{title}', '{title}', 1, 1, '{}', 'closed', 0, 1, 1, 1)",
            asked.secrecy,
            rule.to_json()
        ))
        .await;
    let poll = outside.number("SELECT MAX(id) FROM polls").await;
    for (n, option) in (1..).zip(asked.options) {
        let label = json!({ "de": option });
        outside.execute(&format!("INSERT INTO poll_options (poll_id, position, label) VALUES ({poll}, {n}, '{label}')")).await;
    }
    let mut sorted = ballots.to_vec();
    sorted.sort_unstable();
    let lines: String = sorted.iter().map(|ballot| format!("{ballot}\n")).collect();
    let sum = data_encoding::HEXLOWER.encode(&Sha256::digest(lines));
    outside
        .execute(&format!("INSERT INTO ballot_boxes (poll_id, state, ballots, digest) VALUES ({poll}, 'closed', {}, '{sum}')", ballots.len()))
        .await;
    for (n, ballot) in (1..).zip(ballots) {
        outside
            .execute(&format!(
                "INSERT INTO marks (poll_id, entry_id) VALUES ({poll}, {n})"
            ))
            .await;
        if asked.secrecy == "roll_call" {
            outside.execute(&format!("INSERT INTO roll_call_votes (poll_id, entry_id, ballot) VALUES ({poll}, {n}, '{ballot}')")).await;
        } else {
            let key = format!("{poll:016x}{n:016x}");
            let key = if app.engine == crate::support::Engine::Sqlite {
                format!("x'{key}'")
            } else {
                format!("'\\x{key}'")
            };
            outside.execute(&format!("INSERT INTO sealed_ballots (ballot_key, poll_id, ballot) VALUES ({key}, {poll}, '{ballot}')")).await;
        }
    }
    poll
}

/// The same, counted by the program.
async fn counted(app: &TestApp, staged: &Staged, asked: &Asked<'_>, ballots: &[&str]) -> i64 {
    let poll = closed(app, staged, asked, ballots).await;
    let answer = staged
        .board
        .api_post(&format!("/federations/laka/polls/{poll}/count"), &json!({}))
        .await;
    assert!(answer.status.is_success(), "{}", answer.text());
    poll
}

async fn publish(staged: &Staged, poll: i64) {
    let path = format!("/federations/laka/polls/{poll}/publication");
    let asked = staged.publisher.api_post(&path, &json!({})).await;
    confirm(staged, poll, asked).await;
}

/// The election board confirms what the publisher asked for.
async fn confirm(staged: &Staged, poll: i64, asked: Answer) -> Answer {
    let approval = asked.expect(StatusCode::ACCEPTED).json()["approval"]
        .as_i64()
        .unwrap();
    let path = format!("/federations/laka/results/{poll}/approvals/{approval}/confirm");
    staged
        .board
        .api_post(&path, &Value::Null)
        .await
        .expect(StatusCode::OK)
}

fn seven_to_three() -> Vec<&'static str> {
    [[YES; 7].as_slice(), &[NO; 3], &[ABSTAIN], &[BLANK]].concat()
}

async fn again(reader: &Actor, path: &str, tag: &str) -> StatusCode {
    reader
        .send(
            path,
            Request::builder()
                .uri_str(path)
                .header("if-none-match", tag),
        )
        .await
        .status
}

on_both_engines! {
    async fn a_counted_poll_is_published_once(app: TestApp) {
        let staged = staged(&app).await;
        let poll = closed(&app, &staged, &MOTION, &seven_to_three()).await;
        let path = format!("/federations/laka/polls/{poll}/publication");
        let early = staged.publisher.api_post(&path, &json!({})).await.expect(StatusCode::CONFLICT);
        assert_eq!(early.json()["code"], "poll-not-counted");
        staged.board.api_post(&format!("/federations/laka/polls/{poll}/count"), &json!({})).await.expect(StatusCode::OK);
        let public = format!("/federations/laka/results/{poll}");
        let reader = app.stranger();
        reader.api_get(&public).await.expect(StatusCode::NOT_FOUND);
        for other in [&staged.board, &staged.auditor] {
            other.api_post(&path, &json!({})).await.expect(StatusCode::FORBIDDEN);
        }
        let elsewhere = app.officer(Role::Publisher, &app.federation("other").await).await;
        elsewhere.api_post(&path, &json!({})).await.expect(StatusCode::NOT_FOUND);
        let preview = staged.publisher.api_get(&path).await.expect(StatusCode::OK).json();
        assert_eq!(preview["document"]["figures"]["votes"], json!([7, 3, 1]));

        let asked = staged.publisher.api_post(&path, &json!({})).await.expect(StatusCode::ACCEPTED);
        reader.api_get(&public).await.expect(StatusCode::NOT_FOUND);
        let approval = asked.json()["approval"].as_i64().unwrap();
        let own = format!("/federations/laka/results/{poll}/approvals/{approval}/confirm");
        let refused = staged.publisher.api_post(&own, &Value::Null).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(refused["code"], "poll-same-person");
        staged.auditor.api_post(&own, &Value::Null).await.expect(StatusCode::FORBIDDEN);
        let waits = staged.publisher.api_post(&path, &json!({})).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(waits["code"], "poll-request-waits");
        let made = confirm(&staged, poll, asked).await.json();
        let twice = staged.publisher.api_post(&path, &json!({ "detail": "outcome_only" })).await.expect(StatusCode::CONFLICT);
        assert_eq!(twice.json()["code"], "already-published");
        let document = reader.api_get(&public).await.expect(StatusCode::OK);
        assert_eq!(made["digest"], digest(&document.text()), "anybody can check the bytes");
        assert_eq!(document.json()["outcome"]["accepted"], true);
        assert_eq!(app.outside().await.numbers("SELECT version FROM publications").await, [1]);
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM audit_log WHERE act = 'publish_result'").await, 1);
    }

    async fn the_register_of_decisions_says_what_was_published_and_nothing_else(app: TestApp) {
        let staged = staged(&app).await;
        let other = Asked { title: "Äußerer Beitrag", ..MOTION };
        let first = counted(&app, &staged, &MOTION, &seven_to_three()).await;
        let second = counted(&app, &staged, &other, &[[NO; 7].as_slice(), &[YES; 3]].concat()).await;
        let kept = counted(&app, &staged, &Asked { title: "Noch geheim", ..MOTION }, &seven_to_three()).await;
        let register = "/federations/laka/decisions";
        let reader = app.stranger();
        let empty = reader.api_get(register).await.expect(StatusCode::OK).json();
        assert_eq!((&empty["total"], &empty["items"]), (&json!(0), &json!([])));
        publish(&staged, first).await;
        publish(&staged, second).await;
        let shown = reader.api_get(register).await.expect(StatusCode::OK).json();
        let polls = |page: &Value| page["items"].as_array().unwrap().iter().map(|i| i["result"]["poll"].as_i64().unwrap()).collect::<Vec<_>>();
        assert_eq!(polls(&shown), [second, first], "the newest first, without what is not public");
        assert_eq!((&shown["items"][0]["result"]["accepted"], &shown["items"][0]["votes"]), (&json!(false), &json!([3, 7, 0])));
        assert!(!polls(&shown).contains(&kept));

        let year = &shown["items"][0]["day"].as_str().unwrap()[..4];
        for (query, found) in [("?q=AUSSERER", vec![second]), ("?q=satz", vec![first]), ("?q=geheim", vec![]), ("?q=%25", vec![]),
            ("?year=1999", vec![]), (&format!("?year={year}&q=beitrag"), vec![second]), ("?per_page=1&page=2", vec![first])] {
            let page = reader.api_get(&format!("{register}{query}")).await.expect(StatusCode::OK).json();
            assert_eq!(polls(&page), found, "{query}");
        }
        let page = reader.get(&format!("/de{register}?q=satz")).await.expect(StatusCode::OK).text();
        assert!(page.contains("Satzung") && page.contains("Angenommen") && page.contains(&format!("/results/{first}")));
        assert!(!page.contains("Beitrag") && !page.contains("Noch geheim"));

        // Figures that are not public are not in the register; a void poll is no decision.
        let small = counted(&app, &staged, &Asked { title: "Klein", ..MOTION }, &[YES, YES, NO]).await;
        publish(&staged, small).await;
        let page = reader.api_get(&format!("{register}?q=klein")).await.expect(StatusCode::OK).json();
        assert_eq!((polls(&page), &page["items"][0]["votes"]), (vec![small], &Value::Null));
        app.outside().await.execute(&format!("UPDATE polls SET voided_at = 0 WHERE id = {first}")).await;
        let page = reader.api_get(&format!("{register}?q=satz")).await.expect(StatusCode::OK).json();
        assert_eq!(page["total"], 0);
        reader.api_get("/federations/nobody/decisions").await.expect(StatusCode::NOT_FOUND);
    }

    async fn those_elected_who_accepted_come_to_the_board_once(app: TestApp) {
        let staged = staged(&app).await;
        let registrar = app.officer(Role::Registrar, &staged.federation).await;
        let asked = Asked { title: "Wahl der Stellvertretung", options: &["Person Geheim01", "Omar", "Nina"], ..MOTION };
        let poll = counted(&app, &staged, &asked, &[YES, YES, YES, YES, NO, NO, ABSTAIN, BLANK]).await;
        let path = format!("/federations/laka/results/{poll}/board");
        let page = format!("/de/staff/laka/results/{poll}/board");
        let body = |place: i64, person: i64, function: &str, until: &str| {
            json!({ "starts_on": "2026-05-01", "ends_on": until, "accepted": [{ "place": place, "person": person, "function": function }] })
        };
        let good = body(1, 3, "deputy_chair", "2099-04-30");
        let refused = |code: &'static str| {
            let (registrar, path, good) = (registrar.clone(), path.clone(), good.clone());
            async move {
                let answer = registrar.api_post(&path, &good).await.expect(StatusCode::CONFLICT).json();
                assert_eq!(answer["code"], code);
            }
        };
        refused("not-published").await;
        publish(&staged, poll).await;
        refused("board-no-assembly").await;
        // The document never changes, so the assembly has to be there before publishing.
        let mut outside = app.outside().await;
        let f = staged.federation.id;
        outside.execute(&format!("INSERT INTO assemblies (federation_id, title, day, form, place, legal_basis, round_id, roll_id, revision) VALUES ({f}, 'Vollversammlung', 20600, 'on_site', 'Ulm', '', 1, 1, 1)")).await;
        let motion = counted(&app, &staged, &MOTION, &seven_to_three()).await;
        publish(&staged, motion).await;
        let nobody = registrar.api_post(&format!("/federations/laka/results/{motion}/board"), &good).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(nobody["code"], "board-nobody-elected");
        let poll = counted(&app, &staged, &asked, &[YES, YES, YES, YES, NO, NO, ABSTAIN, BLANK]).await;
        publish(&staged, poll).await;
        let (path, page) = (path.replace(&format!("/{}/board", poll - 2), &format!("/{poll}/board")), page.replace(&format!("/{}/board", poll - 2), &format!("/{poll}/board")));
        for other in [&staged.board, &staged.publisher, &staged.auditor] {
            other.api_post(&path, &good).await.expect(StatusCode::FORBIDDEN);
        }
        let elsewhere = app.officer(Role::Registrar, &app.federation("other").await).await;
        elsewhere.api_post(&path, &good).await.expect(StatusCode::NOT_FOUND);
        for (wrong, field) in [
            (body(2, 3, "chair", "2099-04-30"), "accepted"),
            (body(1, 99_999, "chair", "2099-04-30"), "person-1"),
            (body(1, 3, "member", "2099-04-30"), "function-1"),
            (body(1, 3, "chair", "2026-04-30"), "ends_on"),
            (json!({ "starts_on": "2026-05-01", "ends_on": "2099-04-30", "accepted": [] }), "accepted"),
        ] {
            let text = registrar.api_post(&path, &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
            assert!(text.contains(&format!("\"{field}\"")), "{field}: {text}");
        }
        let form = registrar.get(&page).await.expect(StatusCode::OK).text();
        assert!(form.contains("value=\"deputy_chair\" selected") && form.contains("name=\"person-1\""), "{form}");
        registrar.api_post(&path, &good).await.expect(StatusCode::OK);
        let twice = registrar.api_post(&path, &good).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(twice["code"], "board-made");

        let board = staged.auditor.api_get("/federations/laka/board").await.expect(StatusCode::OK).json();
        assert_eq!(board["items"].as_array().unwrap().len(), 1);
        let member = &board["items"][0];
        assert_eq!((&member["person"], &member["function"], &member["ends_on"]), (&json!(3), &json!("deputy_chair"), &json!("2099-04-30")));
        assert!(registrar.get("/de/staff/laka/board").await.expect(StatusCode::OK).text().contains("Geheim03"));
        // Whoever is in office is not erased.
        let preview = registrar.api_get("/federations/laka/people/3/erasure").await.expect(StatusCode::OK).json();
        assert!(preview["blocks"].as_array().unwrap().contains(&json!("mandate")), "{preview}");
        let record = registrar.api_post("/federations/laka/people/3/record", &Value::Null).await.expect(StatusCode::OK).json();
        assert_eq!(record["board"][0]["poll_id"], poll);
        let logged = outside.texts("SELECT after FROM audit_log WHERE act = 'make_board'").await;
        assert!(logged.len() == 1 && logged[0].contains("\"person\":3") && !logged[0].contains("Geheim"), "{logged:?}");
    }

    async fn a_correction_is_a_second_version_and_the_first_stays_as_it_was(app: TestApp) {
        let staged = staged(&app).await;
        let poll = counted(&app, &staged, &MOTION, &seven_to_three()).await;
        let corrections = format!("/federations/laka/results/{poll}/corrections");
        let correction = json!({ "reason": "Zwei Stimmen vertauscht", "figures": { "votes": [5, 5, 1], "blank": 1, "invalid": 0, "voters": 12 } });
        let post = |revision, body: Value| {
            let (publisher, path) = (staged.publisher.clone(), corrections.clone());
            async move { publisher.api(Method::POST, &path, revision, Some(&body)).await }
        };
        post(Some(1), correction.clone()).await.expect(StatusCode::CONFLICT);
        publish(&staged, poll).await;
        let public = format!("/federations/laka/results/{poll}");
        let reader = app.stranger();
        let first = reader.api_get(&public).await.expect(StatusCode::OK).body;
        let page = format!("/de{public}");
        let tag = reader.get(&page).await.expect(StatusCode::OK).header("etag").unwrap().to_owned();
        assert_eq!(again(&reader, &page, &tag).await, StatusCode::NOT_MODIFIED);

        post(None, correction.clone()).await.expect(StatusCode::PRECONDITION_REQUIRED);
        let implausible = json!({ "reason": "x", "figures": { "votes": [9, 9, 1], "blank": 1, "invalid": 0, "voters": 20 } });
        let refused = post(Some(1), implausible).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(refused.contains("\"invalid\""), "{refused}");
        confirm(&staged, poll, post(Some(1), correction.clone()).await).await;
        post(Some(1), correction).await.expect(StatusCode::PRECONDITION_FAILED);

        assert_eq!(reader.api_get(&format!("{public}?version=1")).await.expect(StatusCode::OK).body, first);
        let second = reader.api_get(&public).await.expect(StatusCode::OK).json();
        assert_eq!((&second["version"], &second["reason"]), (&json!(2), &json!("Zwei Stimmen vertauscht")));
        assert_eq!(second["outcome"]["accepted"], false, "the outcome follows from the figures");
        assert_eq!(again(&reader, &page, &tag).await, StatusCode::OK, "the page has changed");
        let shown = reader.get(&page).await.expect(StatusCode::OK).text();
        assert!(shown.contains("Zwei Stimmen vertauscht") && shown.contains("?version=1"));
        let mut outside = app.outside().await;
        for change in ["UPDATE publications SET reason = ''", "DELETE FROM publications WHERE version = 1"] {
            assert!(outside.try_execute(change).await.unwrap_err().to_string().contains("append-only"), "{change}");
        }
    }

    async fn figures_that_would_tell_votes_are_not_published(app: TestApp) {
        let staged = staged(&app).await;
        for (ballots, full) in [(vec![YES, YES, NO, ABSTAIN], StatusCode::UNPROCESSABLE_ENTITY), (vec![YES; 6], StatusCode::ACCEPTED)] {
            let poll = counted(&app, &staged, &MOTION, &ballots).await;
            publish(&staged, poll).await;
            let address = format!("/federations/laka/results/{poll}");
            let document = app.stranger().api_get(&address).await.expect(StatusCode::OK).json();
            assert_eq!((&document["detail"], &document["figures"]), (&json!("outcome_only"), &Value::Null));
            assert_eq!(document["outcome"], json!({ "kind": "motion", "accepted": true, "findings": [] }));
            for form in ["", "/result.csv", "/result.json"] {
                let text = app.stranger().get(&format!("/de{address}{form}")).await.expect(StatusCode::OK).text();
                let valid = app.app.texts.for_locale(Locale::De).ta_plain("results-valid", &[]);
                assert!(!text.contains(&valid) && !text.contains("\"votes\":["), "{form}: {text}");
            }
            // The publisher may choose figures where only agreement would be told, never where there are too few.
            let other = counted(&app, &staged, &MOTION, &ballots).await;
            staged.publisher.api_post(&format!("/federations/laka/polls/{other}/publication"), &json!({ "detail": "full" })).await.expect(full);
        }
    }

    async fn a_name_is_public_only_with_consent_or_a_public_office(app: TestApp) {
        let staged = staged(&app).await;
        let asked = Asked { secrecy: "roll_call", title: "=SUM(A1)", ..MOTION };
        let poll = counted(&app, &staged, &asked, &seven_to_three()).await;
        publish(&staged, poll).await;
        let result = format!("/de/federations/laka/results/{poll}");
        let body = format!("/de/federations/laka/bodies/{}", staged.council.id);
        for address in [result.clone(), format!("{result}/result.json"), format!("{result}/result.csv"), body.clone()] {
            let text = app.stranger().get(&address).await.expect(StatusCode::OK).text();
            assert!(text.contains("Geheim01") && text.contains("Geheim02"), "{address}: who may be named is\n{text}");
            for n in 3..=12 {
                assert!(!text.contains(&format!("Geheim{n:02}")), "{address}: {n}");
            }
        }
        let csv = app.stranger().get(&format!("{result}/result.csv")).await;
        assert_eq!(csv.body[..3], *b"\xEF\xBB\xBF");
        assert!(csv.text().contains(";'=SUM(A1)") && !csv.text().contains(";=SUM"), "{}", csv.text());

        // A consent that was taken back hides the name wherever it is written anew.
        app.outside().await.execute("UPDATE people SET consent_name_on = NULL").await;
        assert!(!app.stranger().get(&body).await.text().contains("Geheim01"));
        let note = json!({ "reason": "Hinweis", "note": "Los" });
        let corrections = format!("/federations/laka/results/{poll}/corrections");
        confirm(&staged, poll, staged.publisher.api(Method::POST, &corrections, Some(1), Some(&note)).await).await;
        let second = app.stranger().get(&format!("{result}/result.json")).await.text();
        assert!(!second.contains("Geheim01") && second.contains("Geheim02"));
    }

    async fn row_26_a_box_is_exported_for_a_recount_to_auditors_alone(app: TestApp) {
        let staged = staged(&app).await;
        let motion = counted(&app, &staged, &MOTION, &seven_to_three()).await;
        let asked = Asked { title: "Vorstand", options: &["Ayşe", "Omar", "Nina"], ..MOTION };
        let election = counted(&app, &staged, &asked, &[YES, YES, NO, NO, ABSTAIN, BLANK, "1.110"]).await;
        for poll in [motion, election] {
            let path = format!("/federations/laka/polls/{poll}/box");
            staged.publisher.api_get(&path).await.expect(StatusCode::FORBIDDEN);
            staged.publisher.get(&format!("/de/staff/laka/results/{poll}/box.json")).await.expect(StatusCode::FORBIDDEN);
            assert_eq!(app.stranger().api_get(&path).await.status, StatusCode::UNAUTHORIZED);
            let text = staged.auditor.api_get(&path).await.expect(StatusCode::OK).text();
            let (export, second) = recount::verify(&text).unwrap();
            assert_eq!(export.count, Some(second.clone()), "both counts agree");
            let spoiled = text.replacen("1.010", "1.011", 1);
            assert!(recount::verify(&spoiled).is_err(), "another ballot is noticed");
            oracle_agrees(&app, &text, &second);
        }
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM audit_log WHERE act = 'export_box'").await, 2);
    }

    async fn the_log_of_acts_is_for_auditors_and_tells_acts_in_words(app: TestApp) {
        let staged = staged(&app).await;
        let poll = counted(&app, &staged, &MOTION, &seven_to_three()).await;
        publish(&staged, poll).await;
        staged.publisher.get("/de/staff/laka/audit").await.expect(StatusCode::FORBIDDEN);
        staged.publisher.api_get("/federations/laka/audit").await.expect(StatusCode::FORBIDDEN);
        let log = staged.auditor.get("/de/staff/laka/audit").await.expect(StatusCode::OK).text();
        assert!(log.contains("Ergebnis veröffentlicht") && !log.contains("publish_result"), "{log}");
        assert_eq!(staged.auditor.api_get("/federations/laka/audit").await.expect(StatusCode::OK).json()["items"][0]["act"], "publish_result");
        for other in [&staged.auditor, &staged.publisher, &staged.board] {
            assert!(other.get("/de/staff/audit").await.status.is_client_error());
            assert!(other.api_get("/audit").await.status.is_client_error());
        }
        let admin = app.installation_admin().await;
        admin.get("/de/staff/audit").await.expect(StatusCode::OK);
        admin.api_get("/audit").await.expect(StatusCode::OK);
    }

    async fn every_page_of_results_speaks_every_language(app: TestApp) {
        let staged = staged(&app).await;
        let election = Asked { title: "Vorstand", options: &["Ayşe", "Omar", "Nina"], ..MOTION };
        let roll_call = Asked { secrecy: "roll_call", ..MOTION };
        let published = [
            counted(&app, &staged, &MOTION, &seven_to_three()).await,
            counted(&app, &staged, &MOTION, &[YES; 3]).await,
            counted(&app, &staged, &election, &[YES, YES, NO, NO, ABSTAIN, BLANK, "1.110"]).await,
            counted(&app, &staged, &roll_call, &seven_to_three()).await,
        ];
        for poll in published {
            publish(&staged, poll).await;
        }
        let waiting = counted(&app, &staged, &MOTION, &[YES; 6]).await;
        let admin = app.installation_admin().await;
        for language in LANGUAGES {
            let council = format!("/federations/laka/bodies/{}", staged.council.id);
            for path in ["/", "/federations/laka", "/federations/laka/bodies", "/federations/laka/results", &council] {
                whole(&app.stranger(), language, path).await;
            }
            for poll in published {
                for form in ["", "/result.csv"] {
                    whole(&app.stranger(), language, &format!("/federations/laka/results/{poll}{form}")).await;
                }
                whole(&staged.publisher, language, &format!("/staff/laka/results/{poll}")).await;
                whole(&staged.publisher, language, &format!("/staff/laka/results/{poll}/correct")).await;
            }
            whole(&staged.publisher, language, "/staff/laka/results").await;
            whole(&staged.publisher, language, &format!("/staff/laka/results/{waiting}")).await;
            whole(&staged.auditor, language, "/staff/laka/audit").await;
            whole(&admin, language, "/staff/audit").await;
        }
    }
}

async fn whole(reader: &Actor, language: &str, path: &str) {
    let answer = reader
        .get(&format!("/{language}{path}"))
        .await
        .expect(StatusCode::OK);
    assert!(
        !answer.text().contains('⟦'),
        "{}: a text is missing\n{}",
        answer.what,
        answer.text()
    );
}

/// The count outside the program, in another language, has the same sums.
fn oracle_agrees(app: &TestApp, export: &str, second: &recount::Recount) {
    let file = app.database.folder.path().join("box.json");
    std::fs::write(&file, export).unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle/recount.py");
    match Command::new("python3").arg(script).arg(&file).output() {
        Err(error) => {
            assert!(
                std::env::var_os(REQUIRE_ALL).is_none(),
                "python3 is needed: {error}"
            );
            // Written directly: what a passing test prints is not shown.
            let _ = writeln!(
                std::io::stderr(),
                "\n*** NOT COUNTED A THIRD TIME: python3 cannot be run ({error}) ***\n"
            );
        }
        Ok(output) => {
            assert!(
                output.status.success(),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
            let third: recount::Recount = serde_json::from_slice(&output.stdout).unwrap();
            assert_eq!(third, *second);
        }
    }
}
