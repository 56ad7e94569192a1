//! What is kept of people: consents, particulars, suspensions; information about a person in one act, and erasure.

use mandat::{
    accounts::model::Role,
    audit::{self, Verdict},
};
use poem::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{
    Actor, Answer, Body, Electorate, Federation, TestApp,
    electorate::{by_name, cast, motion},
};

const PEOPLE: &str = "/federations/laka/people";

/// Names and ways to reach somebody that occur nowhere else.
const MARKS: [&str; 6] = [
    "Zwetschgenmus",
    "Quittenbrot",
    "zwetschgenmus",
    "quittenbrot",
    "0711987654",
    "1987-06-05",
];

fn marked() -> Value {
    json!({"given_name": "Quittenbrot", "family_name": "Zwetschgenmus", "email": "quittenbrot@example.org", "phone": "0711987654",
        "locale": "en", "external_key": "K-4711", "consent_name_on": "2025-01-01", "consent_photo_on": "2025-01-02"})
}

fn fields(answer: &Answer) -> Vec<String> {
    let fields = answer.json()["fields"].as_array().cloned();
    let told = |f: &Value| {
        format!(
            "{} {}",
            f["field"].as_str().unwrap(),
            f["code"].as_str().unwrap()
        )
    };
    fields.unwrap_or_default().iter().map(told).collect()
}

async fn laka(app: &TestApp) -> (Federation, Body, Actor) {
    let federation = app.federation("laka").await;
    let ulm = app.council(&federation, "Ulm").await;
    let registrar = app.officer(Role::Registrar, &federation).await;
    (federation, ulm, registrar)
}

async fn person(registrar: &Actor) -> i64 {
    let made = registrar.api_post(PEOPLE, &marked()).await;
    made.expect(StatusCode::CREATED).id()
}

async fn mandate(app: &TestApp, federation: &Federation, body: &Body, person: i64, ends_on: &str) {
    let (f, b) = (federation.id, body.id);
    app.outside()
        .await
        .execute(&format!(
            "INSERT INTO mandates (federation_id, body_id, person_id, function, public_office, starts_on, ends_on, end_reason, revision) \
             VALUES ({f}, {b}, {person}, 'member', 0, 19000, {ends_on}, {}, 1)",
            if ends_on == "NULL" { "NULL" } else { "'resigned'" }
        ))
        .await;
}

/// The whole log of acts as text.
async fn log(app: &TestApp) -> String {
    let rows =
        "SELECT act || ' ' || \"before\" || ' ' || \"after\" FROM audit_log ORDER BY chain, seq";
    app.outside().await.texts(rows).await.join("\n")
}

async fn erase(registrar: &Actor, person: i64) -> Answer {
    let path = format!("{PEOPLE}/{person}/erasure");
    let revision = registrar
        .api_get(&path)
        .await
        .expect(StatusCode::OK)
        .revision();
    let word = json!({"family_name": "Zwetschgenmus", "reason": "Asked for it on 4 May"});
    registrar
        .api(Method::POST, &path, Some(revision), Some(&word))
        .await
}

/// Why a person cannot be erased: the words of the preview, and the code of the refusal.
async fn refused(registrar: &Actor, person: i64) -> (Vec<String>, String) {
    let preview = registrar
        .api_get(&format!("{PEOPLE}/{person}/erasure"))
        .await
        .expect(StatusCode::OK)
        .json();
    let blocks = preview["blocks"].as_array().unwrap().iter();
    let blocks = blocks.map(|b| b.as_str().unwrap().to_owned()).collect();
    let answer = erase(registrar, person)
        .await
        .expect(StatusCode::CONFLICT)
        .json();
    (blocks, answer["code"].as_str().unwrap().to_owned())
}

/// An electorate of three, the first of whom has the marked name, with a roll call and a secret poll, both published.
async fn voted(app: &TestApp) -> (Electorate, i64, [i64; 2]) {
    let mut laka = app.electorate_in_preparation("laka", &[1, 1, 1]).await;
    let mut outside = app.outside().await;
    let person = outside.number("SELECT MIN(person_id) FROM delegates").await;
    outside
        .execute(&format!(
            "UPDATE people SET given_name = 'Quittenbrot', family_name = 'Zwetschgenmus', email = 'quittenbrot@example.org', \
             phone = '0711987654', search_key = 'zwetschgenmus quittenbrot' WHERE id = {person}"
        ))
        .await;
    laka.registrar
        .api_post(&format!("{}/freeze", laka.path), &json!({}))
        .await
        .expect(StatusCode::NO_CONTENT);
    laka.entries = outside
        .numbers("SELECT id FROM roll_entries ORDER BY number")
        .await;
    let polls = [
        laka.open(&motion()).await,
        laka.open(&by_name(motion())).await,
    ];
    for number in 1..=3 {
        let voter = app.voter(&laka, number).await;
        for poll in polls {
            cast(&voter, poll, &["yes"]).await;
        }
    }
    (laka, person, polls)
}

async fn published(app: &TestApp, laka: &Electorate, polls: [i64; 2]) {
    let publisher = app.officer(Role::Publisher, &laka.federation).await;
    for poll in polls {
        laka.step(poll, "close").await;
        laka.step(poll, "count").await;
        laka.publish(&publisher, poll, &json!({})).await;
    }
}

on_both_engines! {
    async fn each_consent_is_given_for_itself_and_its_withdrawal_is_an_act_with_the_purpose_alone(app: TestApp) {
        let (_, _, registrar) = laka(&app).await;
        let one = format!("{PEOPLE}/{}", person(&registrar).await);
        let shown = registrar.api_get(&one).await.json();
        assert_eq!((&shown["consent_name_on"], &shown["consent_photo_on"], &shown["consent_contact_on"]), (&json!("2025-01-01"), &json!("2025-01-02"), &Value::Null));
        let mut changed = marked();
        changed["consent_photo_on"] = Value::Null;
        changed["consent_contact_on"] = json!("2026-05-01");
        registrar.api_put(&one, 1, &changed).await.expect(StatusCode::NO_CONTENT);
        let shown = registrar.api_get(&one).await.json();
        assert_eq!((&shown["consent_photo_on"], &shown["consent_contact_on"]), (&Value::Null, &json!("2026-05-01")));
        changed["consent_contact_on"] = json!("2027-05-01");
        assert_eq!(fields(&registrar.api_put(&one, 2, &changed).await), ["consent_contact_on consent-in-future"]);
        let acts = app.outside().await.texts("SELECT act || \"after\" FROM audit_log ORDER BY seq").await;
        assert_eq!(acts, ["create_personnull", r#"update_person{"changed":["consent_photo_on","consent_contact_on"]}"#, r#"withdraw_consent{"purpose":"photo"}"#]);
    }

    async fn a_table_updates_consents_by_key_and_an_empty_cell_keeps_them(app: TestApp) {
        let (_, _, registrar) = laka(&app).await;
        let one = format!("{PEOPLE}/{}", person(&registrar).await);
        let table = "Schlüssel;Nachname;Einwilligung;Einwilligung Foto;Einwilligung Kontakt\nK-4711;Zwetschgenmus;;2025-03-01;2025-03-02\n";
        let request = poem::Request::builder().method(Method::POST).uri_str("/api/v1/federations/laka/people/import?preview=false").content_type("text/csv");
        let report = registrar.send_with("/api/v1/federations/laka/people/import", request, table.as_bytes().to_vec()).await.expect(StatusCode::OK).json();
        assert_eq!(report["updated"], 1, "{report}");
        let shown = registrar.api_get(&one).await.json();
        assert_eq!((&shown["consent_name_on"], &shown["consent_photo_on"], &shown["consent_contact_on"]), (&json!("2025-01-01"), &json!("2025-03-01"), &json!("2025-03-02")));
        let out = registrar.api_post("/federations/laka/export/people", &Value::Null).await.expect(StatusCode::OK).text();
        assert!(out.contains("consent_photo_on") && out.contains("2025-03-02"), "{out}");
        let log = log(&app).await;
        assert!(MARKS.iter().all(|mark| !log.contains(mark)) && !log.contains("2025-03"), "{log}");
    }

    async fn row_55_particulars_are_for_those_who_keep_the_register_and_in_nothing_else(app: TestApp) {
        let (federation, ulm, registrar) = laka(&app).await;
        let id = person(&registrar).await;
        mandate(&app, &federation, &ulm, id, "NULL").await;
        let path = format!("{PEOPLE}/{id}/particulars");
        let first = registrar.api_get(&path).await.expect(StatusCode::OK);
        assert_eq!((first.revision(), first.json()), (0, json!({"born_on": null, "gender": null})));
        for (wrong, told) in [(json!({"born_on": "2026-12-24"}), "born_on born-impossible"), (json!({"born_on": "1987-02-29"}), "born_on not-a-day"), (json!({"gender": "m"}), "gender word-unknown")] {
            assert_eq!(fields(&registrar.api_put(&path, 0, &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY)), [told]);
        }
        registrar.api_put(&path, 0, &json!({"born_on": "1987-06-05", "origin": "x"})).await.expect(StatusCode::BAD_REQUEST);
        let known = json!({"born_on": "1987-06-05", "gender": "female"});
        registrar.api_put(&path, 1, &known).await.expect(StatusCode::PRECONDITION_FAILED);
        registrar.api_put(&path, 0, &known).await.expect(StatusCode::NO_CONTENT);
        registrar.api_put(&path, 0, &known).await.expect(StatusCode::PRECONDITION_FAILED);
        assert_eq!(registrar.api_get(&path).await.json(), known);

        let office = app.council_office(&ulm).await;
        for role in [Role::ElectionBoard, Role::Publisher, Role::Auditor] {
            let other = app.officer(role, &federation).await;
            other.api_get(&path).await.expect(StatusCode::FORBIDDEN);
            other.api_put(&path, 1, &known).await.expect(StatusCode::FORBIDDEN);
        }
        assert_ne!(office.api_get(&path).await.status, StatusCode::OK);
        let everywhere = [PEOPLE.to_owned(), format!("{PEOPLE}/{id}"), format!("/federations/laka/bodies/{}/members", ulm.id)];
        for place in everywhere {
            let told = registrar.api_get(&place).await.expect(StatusCode::OK).text();
            assert!(!told.contains("1987-06-05") && !told.contains("female"), "{place}: {told}");
        }
        let table = registrar.api_post("/federations/laka/export/people", &Value::Null).await.expect(StatusCode::OK).text();
        assert!(table.contains("Zwetschgenmus") && !table.contains("1987-06-05") && !table.contains("female"));
        let log = log(&app).await;
        assert!(log.contains(r#"save_particulars null {"changed":["born_on","gender"]}"#) && !log.contains("1987") && !log.contains("female"), "{log}");
    }

    async fn suspensions_have_a_span_in_a_body_and_overlap_nowhere(app: TestApp) {
        let (federation, ulm, registrar) = laka(&app).await;
        let id = person(&registrar).await;
        mandate(&app, &federation, &ulm, id, "NULL").await;
        let aalen = app.council(&federation, "Aalen").await;
        let path = format!("{PEOPLE}/{id}/suspensions");
        let new = |body: &Body, from: &str, to: Option<&str>| json!({"body_id": body.id.0, "starts_on": from, "ends_on": to, "reason": "Quittenbrot hat gestört"});
        for (wrong, told) in [
            (new(&ulm, "2024-02-29", Some("2024-02-28")), "ends_on end-before-start"),
            (new(&ulm, "2025-02-29", None), "starts_on not-a-day"),
            (new(&aalen, "2024-02-29", None), "body suspended-no-member"),
        ] {
            assert_eq!(fields(&registrar.api_post(&path, &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY)), [told]);
        }
        let first = registrar.api_post(&path, &new(&ulm, "2024-02-29", Some("2024-03-31"))).await.expect(StatusCode::CREATED).id();
        assert_eq!(fields(&registrar.api_post(&path, &new(&ulm, "2024-03-31", None)).await), ["starts_on suspensions-overlap"]);
        let second = registrar.api_post(&path, &new(&ulm, "2024-04-01", None)).await.expect(StatusCode::CREATED).id();
        let list = registrar.api_get(&path).await.expect(StatusCode::OK).json();
        assert_eq!((&list["items"][0]["id"], &list["items"][0]["ends_on"], &list["items"][1]["body_name"]), (&json!(second), &Value::Null, &json!("Ulm")));
        let one = format!("{path}/{second}");
        let shorter = json!({"starts_on": "2024-04-01", "ends_on": "2024-04-30", "reason": "Quittenbrot ist wieder da"});
        let mut earlier = shorter.clone();
        earlier["starts_on"] = json!("2024-03-31");
        assert_eq!(fields(&registrar.api_put(&one, 1, &earlier).await), ["starts_on suspensions-overlap"]);
        registrar.api_put(&one, 1, &shorter).await.expect(StatusCode::NO_CONTENT);
        registrar.api_put(&one, 1, &shorter).await.expect(StatusCode::PRECONDITION_FAILED);
        registrar.api_delete(&one, Some(1)).await.expect(StatusCode::PRECONDITION_FAILED);
        registrar.api_delete(&one, Some(2)).await.expect(StatusCode::NO_CONTENT);
        registrar.api_delete(&one, Some(2)).await.expect(StatusCode::NOT_FOUND);
        let other = registrar.api_post(PEOPLE, &json!({"family_name": "Kaya", "locale": "de"})).await.expect(StatusCode::CREATED).id();
        registrar.api_put(&format!("{PEOPLE}/{other}/suspensions/{first}"), 1, &shorter).await.expect(StatusCode::NOT_FOUND);
        app.officer(Role::Auditor, &federation).await.api_get(&path).await.expect(StatusCode::FORBIDDEN);
        let log = log(&app).await;
        assert!(log.contains("remove_suspension") && !log.contains("Quittenbrot"), "{log}");
    }

    async fn those_who_hold_a_mandate_without_consent_or_public_office_are_found(app: TestApp) {
        use mandat::{registry::store::people::people_without_consent, types::Day};
        let (federation, ulm, registrar) = laka(&app).await;
        let mut silent = marked();
        for key in ["consent_name_on", "external_key"] {
            silent[key] = Value::Null;
        }
        silent["external_key"] = json!("");
        let ids = [person(&registrar).await, {
            silent["same_name_is_another"] = json!(true);
            registrar.api_post(PEOPLE, &silent).await.expect(StatusCode::CREATED).id()
        }, registrar.api_post(PEOPLE, &silent).await.expect(StatusCode::CREATED).id(), registrar.api_post(PEOPLE, &silent).await.expect(StatusCode::CREATED).id()];
        for (id, ends_on) in [(ids[0], "NULL"), (ids[1], "NULL"), (ids[2], "19500"), (ids[3], "NULL")] {
            mandate(&app, &federation, &ulm, id, ends_on).await;
        }
        app.outside().await.execute(&format!("UPDATE mandates SET public_office = 1 WHERE person_id = {}", ids[3])).await;
        let aalen = app.council(&federation, "Aalen").await;
        let mut conn = app.app.db.read().await.unwrap();
        let today: Day = "2026-05-04".parse().unwrap();
        for (body, expected) in [(None, vec![ids[1]]), (Some(ulm.id), vec![ids[1]]), (Some(aalen.id), vec![])] {
            let found = people_without_consent(&mut conn, federation.id, body, today, (10, 0)).await.unwrap();
            assert_eq!(found.iter().map(|p| p.id.0).collect::<Vec<_>>(), expected);
        }
    }

    async fn row_72_everything_about_a_person_is_one_document_with_marks_and_without_ballots(app: TestApp) {
        let (laka, id, [secret, open]) = voted(&app).await;
        let path = format!("{PEOPLE}/{id}/record");
        let known = json!({"born_on": "1987-06-05", "gender": "diverse"});
        laka.registrar.api_put(&format!("{PEOPLE}/{id}/particulars"), 0, &known).await.expect(StatusCode::NO_CONTENT);
        let record = laka.registrar.api_post(&path, &Value::Null).await.expect(StatusCode::OK).json();
        assert_eq!(record["votes"], json!([]), "of polls that are open nothing is told");
        published(&app, &laka, [secret, open]).await;
        let record = laka.registrar.api_post(&path, &Value::Null).await.expect(StatusCode::OK).json();
        assert_eq!((&record["format"], &record["given_name"], &record["born_on"], &record["gender"]), (&json!("mandat.person/1"), &json!("Quittenbrot"), &json!("1987-06-05"), &json!("diverse")));
        assert_eq!((&record["delegations"][0]["state"], &record["roll_entries"][0]["name"]), (&json!("accepted"), &json!("Quittenbrot Zwetschgenmus")));
        let votes = record["votes"].as_array().unwrap();
        assert_eq!(votes.len(), 2);
        assert!(votes.iter().all(|v| v["voted"] == true));
        assert_eq!((&votes[0]["secrecy"], votes[0].get("ballot").unwrap_or(&Value::Null)), (&json!("secret"), &Value::Null));
        assert_eq!((&votes[1]["secrecy"], votes[1]["ballot"].is_string()), (&json!("roll_call"), true));
        let acts: Vec<_> = record["acts"].as_array().unwrap().iter().map(|a| a["act"].as_str().unwrap()).collect();
        assert_eq!(acts, ["save_particulars", "export_person"]);
        // The document is what the description says: every field of it, and no other.
        let spec: Value = serde_json::from_str(&mandat::api::description()).unwrap();
        let described = spec["components"]["schemas"]["PersonRecord"]["properties"].as_object().unwrap();
        for field in record.as_object().unwrap().keys() {
            assert!(described.contains_key(field), "{field}");
        }
        for required in spec["components"]["schemas"]["PersonRecord"]["required"].as_array().unwrap() {
            assert!(!record[required.as_str().unwrap()].is_null(), "{required}");
        }
        let log = log(&app).await;
        assert!(log.contains("export_person null null"), "{log}");
        for role in [Role::ElectionBoard, Role::Auditor] {
            app.officer(role, &laka.federation).await.api_post(&path, &Value::Null).await.expect(StatusCode::FORBIDDEN);
        }
        laka.registrar.api_post(&format!("{PEOPLE}/9999/record"), &Value::Null).await.expect(StatusCode::NOT_FOUND);
    }

    async fn nobody_is_erased_who_still_counts_somewhere_and_each_reason_is_told(app: TestApp) {
        let (federation, ulm, registrar) = laka(&app).await;
        let id = person(&registrar).await;
        let told = |block: &str, code: &str| (vec![block.to_owned()], code.to_owned());
        mandate(&app, &federation, &ulm, id, "NULL").await;
        assert_eq!(refused(&registrar, id).await, told("mandate", "erase-mandate"));
        let mut outside = app.outside().await;
        outside.execute("UPDATE mandates SET ends_on = 19500, end_reason = 'resigned'").await;

        let f = federation.id;
        outside.execute(&format!("INSERT INTO delegation_rounds (federation_id, title, day, state, revision) VALUES ({f}, 'R', 20000, 'open', 1)")).await;
        outside.execute(&format!("INSERT INTO delegates (federation_id, round_id, body_id, person_id, role, position, votes, state, reason, revision, is_new) VALUES ({f}, 1, {}, {id}, 'delegate', 1, 1, 'registered', '', 1, 0)", ulm.id)).await;
        assert_eq!(refused(&registrar, id).await, told("round", "erase-round"));
        outside.execute("UPDATE delegation_rounds SET state = 'frozen'").await;

        let term = app.term(&registrar, "laka", &ulm).await;
        let election = app.election_of_first_term(&registrar, "laka", &ulm).await;
        outside.execute(&format!("UPDATE candidates SET person_id = {id} WHERE id = (SELECT MIN(c.id) FROM candidates c JOIN nominations n ON n.id = c.nomination_id WHERE n.election_id = {election})")).await;
        assert_eq!(refused(&registrar, id).await, told("candidate", "erase-candidate"));
        outside.execute("UPDATE elections SET state = 'certified'").await;

        outside.execute(&format!("INSERT INTO seats (federation_id, term_id, number, origin) VALUES ({f}, {term}, 1, 'elected')")).await;
        outside.execute(&format!("INSERT INTO seat_calls (election_id, seat_id, candidate_id, called_on, answer_by, state, reason, revision, withdrawn_reason) \
            VALUES ({election}, (SELECT MIN(id) FROM seats), (SELECT MIN(id) FROM candidates WHERE person_id = {id}), 20000, 20010, 'called', '', 1, '')")).await;
        assert_eq!(refused(&registrar, id).await, told("seat_call", "erase-seat-call"));
        outside.execute("UPDATE seat_calls SET state = 'declined', answered_on = 20001").await;

        outside.execute(&format!("INSERT INTO messages (federation_id, purpose, about, about_id, recipient, address, locale, arguments, state, attempts, resends, due_at, created_at, changed_at, answer, revision) \
            VALUES ({f}, 'trial', 'x', 1, 'Zwetschgenmus', 'quittenbrot@example.org', 'de', '{{}}', 'sending', 1, 0, 0, 0, 0, '', 1)")).await;
        assert_eq!(refused(&registrar, id).await, told("sending", "erase-sending"));
        outside.execute("UPDATE messages SET state = 'queued'").await;

        let path = format!("{PEOPLE}/{id}/erasure");
        let revision = registrar.api_get(&path).await.revision();
        let word = |name: &str, reason: &str| json!({"family_name": name, "reason": reason});
        for (word, told) in [
            (word("Kaya", "Asked for it"), "family_name erase-name-differs"),
            (word("Zwetschgenmus", "Frau Zwetschgenmus bat darum"), "reason reason-names-person"),
            (word("Zwetschgenmus", ""), "reason required"),
        ] {
            assert_eq!(fields(&registrar.api(Method::POST, &path, Some(revision), Some(&word)).await.expect(StatusCode::UNPROCESSABLE_ENTITY)), [told]);
        }
        let good = word("Zwetschgenmus", "Asked for it");
        registrar.api(Method::POST, &path, Some(revision + 1), Some(&good)).await.expect(StatusCode::PRECONDITION_FAILED);
        registrar.api(Method::POST, &path, None, Some(&good)).await.expect(StatusCode::PRECONDITION_REQUIRED);
        app.officer(Role::ElectionBoard, &federation).await.api(Method::POST, &path, Some(revision), Some(&good)).await.expect(StatusCode::FORBIDDEN);
        erase(&registrar, id).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(outside.texts("SELECT state || address || recipient FROM messages").await, ["dropped"]);
        // No version of this election was published, so nothing else holds the name.
        assert_eq!(outside.texts(&format!("SELECT given_name || family_name FROM candidates WHERE person_id = {id}")).await, [""]);
    }

    async fn row_72_erasing_somebody_who_voted_leaves_digests_and_results_and_no_name(app: TestApp) {
        let (laka, id, polls) = voted(&app).await;
        let registrar = &laka.registrar;
        let ulm = Body { id: mandat::types::BodyId(app.outside().await.number("SELECT MIN(id) FROM bodies").await), federation: laka.federation.id, name: "Ulm".to_owned() };
        assert_eq!(refused(registrar, id).await, (vec!["roll".to_owned()], "erase-roll".to_owned()));
        published(&app, &laka, polls).await;
        mandate(&app, &laka.federation, &ulm, id, "19500").await;
        let mut outside = app.outside().await;
        outside.execute(&format!("INSERT INTO suspensions (federation_id, body_id, person_id, starts_on, ends_on, reason, revision) VALUES ({}, {}, {id}, 19000, 19010, 'Zwetschgenmus', 1)", laka.federation.id, ulm.id)).await;
        let before = outside.texts("SELECT digest || content FROM publications ORDER BY id").await;
        let roll = registrar.api_get(&laka.path).await.json();
        let canonical = registrar.api_get(&format!("{}/canonical", laka.path)).await.text();

        let preview = registrar.api_get(&format!("{PEOPLE}/{id}/erasure")).await.json();
        let words = |list: &Value| list.as_array().unwrap().iter().map(|l| l["what"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!(words(&preview["deleted"]), ["person", "suspension_reasons", "roll_names"]);
        assert_eq!(words(&preview["kept"]), ["mandates", "delegations", "roll_entries"]);
        erase(registrar, id).await.expect(StatusCode::NO_CONTENT);

        assert_eq!(outside.texts("SELECT digest || content FROM publications ORDER BY id").await, before);
        assert_eq!(registrar.api_get(&laka.path).await.json()["digest"], roll["digest"]);
        assert_eq!(registrar.api_get(&format!("{}/canonical", laka.path)).await.text(), canonical);
        let left = outside.texts(&format!("SELECT given_name || family_name || email || phone || search_key || locale FROM people WHERE id = {id}")).await;
        assert_eq!(left, ["de"]);
        assert_eq!(outside.texts("SELECT reason FROM suspensions").await, [""]);
        assert_eq!(outside.number(&format!("SELECT COUNT(*) FROM mandates WHERE person_id = {id}")).await, 1);
        assert_eq!(outside.number(&format!("SELECT COUNT(*) FROM roll_entries WHERE person_id = {id} AND name = '' AND name_salt = ''")).await, 1);
        assert_eq!(outside.number("SELECT COUNT(*) FROM marks").await, 6);

        // The entry is shown, and cannot be used.
        let shown = registrar.api_get(&format!("{PEOPLE}/{id}")).await.expect(StatusCode::OK);
        assert_eq!((&shown.json()["erased_on"], &shown.json()["family_name"]), (&json!("2026-05-04"), &json!("")));
        let mut another = marked();
        another["external_key"] = json!("K-1");
        assert_eq!(registrar.api_put(&format!("{PEOPLE}/{id}"), shown.revision(), &another).await.expect(StatusCode::CONFLICT).json()["code"], "person-erased");
        assert_eq!(registrar.api_put(&format!("{PEOPLE}/{id}/particulars"), 0, &json!({})).await.expect(StatusCode::CONFLICT).json()["code"], "person-erased");
        let suspension = json!({"body_id": ulm.id.0, "starts_on": "2022-03-01", "reason": "Nochmal"});
        assert_eq!(registrar.api_post(&format!("{PEOPLE}/{id}/suspensions"), &suspension).await.expect(StatusCode::CONFLICT).json()["code"], "person-erased");
        let place = json!({"person_id": id, "mandate": {"function": "member", "starts_on": "2026-05-04"}});
        let refused = registrar.api_post(&format!("/federations/laka/bodies/{}/mandates", ulm.id), &place).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fields(&refused), ["person person-unknown"]);
        assert_eq!(erase(registrar, id).await.expect(StatusCode::CONFLICT).json()["code"], "person-erased");
        let list = registrar.api_get(&format!("{PEOPLE}?search=")).await.json();
        assert!(list["items"].as_array().unwrap().iter().all(|p| p["id"] != id), "{list}");
        // A table with the key of somebody who was erased makes somebody new.
        let request = poem::Request::builder().method(Method::POST).uri_str("/api/v1/federations/laka/people/import?preview=false").content_type("text/csv");
        let report = registrar.send_with("/api/v1/federations/laka/people/import", request, "Schlüssel;Nachname\nK-4711;Kaya\n".into()).await.expect(StatusCode::OK).json();
        assert_eq!((&report["new"], &report["updated"]), (&json!(1), &json!(0)));
        assert_eq!(outside.texts(&format!("SELECT family_name FROM people WHERE id = {id}")).await, [""]);

        // A second information tells what is left.
        let record = registrar.api_post(&format!("{PEOPLE}/{id}/record"), &Value::Null).await.expect(StatusCode::OK).text();
        assert!(MARKS.iter().all(|mark| !record.contains(mark)) && record.contains("erase_person"), "{record}");
        for (page, language) in [(format!("{}?page=1", laka.page), "gelöschte Person"), (laka.page.replace("/de/", "/en/"), "erased person")] {
            let shown = registrar.get(&page).await.expect(StatusCode::OK).text();
            assert!(shown.contains(language), "{shown}");
        }
        let log = log(&app).await;
        assert!(log.contains("erase_person") && MARKS.iter().all(|mark| !log.contains(mark)), "{log}");
        assert!(matches!(audit::verify(&app.app.db).await.unwrap(), Verdict::Intact(_)));
    }

    async fn after_a_whole_story_the_log_names_nobody_of_the_register(app: TestApp) {
        let (federation, ulm, registrar) = laka(&app).await;
        let term = app.term(&registrar, "laka", &ulm).await;
        let id = person(&registrar).await;
        let one = format!("{PEOPLE}/{id}");
        let mut changed = marked();
        changed["phone"] = json!("0711987654 1");
        registrar.api_put(&one, 1, &changed).await.expect(StatusCode::NO_CONTENT);
        let table = "Schlüssel;Vorname;Nachname;E-Mail\nK-2;Quittenbrot;Zwetschgenmus-Neu;neu@quittenbrot.example\nK-4711;;Zwetschgenmus;quittenbrot@example.com\n";
        let request = poem::Request::builder().method(Method::POST).uri_str("/api/v1/federations/laka/people/import?preview=false").content_type("text/csv");
        registrar.send_with("/api/v1/federations/laka/people/import", request, table.as_bytes().to_vec()).await.expect(StatusCode::OK);
        let body = format!("/federations/laka/bodies/{}", ulm.id);
        app.outside().await.execute(&format!("INSERT INTO seats (federation_id, term_id, number, origin) VALUES ({}, {term}, 1, 'elected')", federation.id)).await;
        let seat = app.outside().await.number("SELECT MAX(id) FROM seats").await;
        let place = json!({"person_id": id, "seat_id": seat, "mandate": {"function": "member", "starts_on": "2026-06-01"}});
        registrar.api_post(&format!("{body}/mandates"), &place).await.expect(StatusCode::CREATED);
        let details = registrar.api_get(&body).await.expect(StatusCode::OK);
        app.outside().await.execute(&format!("UPDATE bodies SET contact_email = 'quittenbrot@example.org' WHERE id = {}", ulm.id)).await;
        let _ = registrar.api_put(&body, details.revision(), &json!({"contact_email": "zwetschgenmus@example.org", "delegate_places": 3})).await;
        // An election with lists and an independent, changed and withdrawn.
        let election = app.election_of_first_term(&registrar, "laka", &ulm).await;
        let nominations = format!("/federations/laka/elections/{election}/nominations");
        let mut independent = crate::support::elections::independent("Quittenbrot", "Zwetschgenmus");
        independent["candidates"][0]["person_id"] = json!(id);
        registrar.api_post(&nominations, &independent).await.expect(StatusCode::CREATED);
        // A round in which an office enters somebody new.
        let assembly = json!({"title": "Vollversammlung", "day": "2026-06-20", "form": "on_site", "place": "Ulm"});
        let assembly = registrar.api_post("/federations/laka/assemblies", &assembly).await.expect(StatusCode::CREATED).id();
        let round = registrar.api_get(&format!("/federations/laka/assemblies/{assembly}")).await.json()["round_id"].as_i64().unwrap();
        let office = app.council_office(&ulm).await;
        let to = format!("/de/office/laka/{}/delegates/{round}", ulm.id);
        office.post_form(&to, &[("person", &id.to_string()), ("role", "delegate")]).await.expect(StatusCode::SEE_OTHER);
        let new = [("given_name", "Quittenbrot"), ("family_name", "Zwetschgenmus"), ("email", "quittenbrot@example.org"), ("new_role", "delegate")];
        office.post_form(&format!("{to}/people"), &new).await.expect(StatusCode::SEE_OTHER);
        // A poll that elects people.
        let board = app.officer(Role::ElectionBoard, &federation).await;
        let roll = app.outside().await.number("SELECT MAX(id) FROM rolls").await;
        let poll = crate::support::electorate::election(&["Quittenbrot Zwetschgenmus", "Kaya"]);
        board.api_post(&format!("/federations/laka/rolls/{roll}/polls"), &poll).await.expect(StatusCode::CREATED);
        let log = log(&app).await;
        for act in ["create_person", "update_person", "import_table", "create_mandate", "add_nomination", "register_delegate", "create_poll"] {
            assert!(log.contains(act), "{act} is missing: {log}");
        }
        for mark in MARKS {
            assert!(!log.contains(mark), "{mark}: {log}");
        }
    }
}
