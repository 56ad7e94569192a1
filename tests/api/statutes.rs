//! Statutes, reference figures, fees and computed places over the API: the whole way, and what is refused.

use mandat::accounts::model::Role;
use poem::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::Actor;

/// Landesintegrationsrat NRW, statutes § 6.
fn lir_key() -> Value {
    json!({
        "figure": "foreign_residents",
        "steps": {
            "steps": [{"edge": 5000, "places": 1}, {"edge": 20000, "places": 2}],
            "edge_belongs": "below",
            "above_each": {"size": 20000, "rounding": "started"}
        }
    })
}

fn statutes(title: &str, valid_from: &str, key: &Value) -> Value {
    json!({
        "title": title, "valid_from": valid_from,
        "rules": {
            "key_article": "§ 6", "key": key,
            "delegates": {"article": "§ 6", "who": "direct_members", "deputies": false, "substitutes": true},
            "notice": {"article": "§ 7", "days": 28},
            "quorum": {"article": "§ 8", "measure": "present", "number": 20},
            "majorities": [{"purpose": "amendment", "article": "§ 12", "numerator": 2, "denominator": 3, "strict": false, "base": "yes_no"}]
        }
    })
}

fn figure(day: &str, value: i64) -> Value {
    json!({"kind": "foreign_residents", "day": day, "value": value, "source": "IT.NRW"})
}

async fn round(registrar: &Actor) -> i64 {
    let assembly = json!({"title": "Mitgliederversammlung", "day": "2026-06-20", "form": "on_site", "place": "Essen"});
    let id = registrar
        .api_post("/federations/lir/assemblies", &assembly)
        .await
        .expect(StatusCode::CREATED)
        .id();
    let shown = registrar
        .api_get(&format!("/federations/lir/assemblies/{id}"))
        .await
        .expect(StatusCode::OK)
        .json();
    shown["round_id"].as_i64().unwrap()
}

/// Previews and saves; the answer to saving.
async fn compute(registrar: &Actor, round: i64, request: &Value) -> crate::support::Answer {
    let path = format!("/federations/lir/rounds/{round}/computation");
    let seen = registrar
        .api_post(&format!("{path}/preview"), request)
        .await
        .expect(StatusCode::OK)
        .json();
    let mut request = request.clone();
    request["digest"] = seen["digest"].clone();
    registrar.api_post(&path, &request).await
}

fn field(answer: &Value) -> &str {
    answer["fields"][0]["field"].as_str().unwrap_or_default()
}

on_both_engines! {
    async fn who_the_statutes_do_not_provide_for_is_not_registered(app: TestApp) {
        let lir = app.federation("lir").await;
        let body = app.council(&lir, "Remscheid").await;
        let (registrar, office) = (app.officer(Role::Registrar, &lir).await, app.council_office(&body).await);
        let mut outside = app.outside().await;
        outside.execute(&format!("INSERT INTO people (federation_id, given_name, family_name, email, phone, locale, search_key, revision) VALUES ({}, 'Mina', 'A', '', '', 'de', 'a', 1)", lir.id)).await;
        let person = outside.number("SELECT MAX(id) FROM people").await;
        outside.execute(&format!("INSERT INTO mandates (federation_id, body_id, person_id, function, public_office, starts_on, revision) VALUES ({}, {}, {person}, 'member', 1, 0, 1)", lir.id, body.id)).await;
        let path = format!("/federations/lir/rounds/{}/bodies/{}/delegates", round(&registrar).await, body.id);
        let register = |role: &str| json!({"person_id": person, "role": role});
        // Statutes of another day say nothing about this one.
        registrar.api_post("/federations/lir/statutes", &statutes("later", "2027-01-01", &lir_key())).await.expect(StatusCode::CREATED);
        let deputy = office.api_post(&path, &register("deputy")).await.expect(StatusCode::CREATED).id();
        let delegate = format!("{}/{deputy}", path.replace(&format!("/bodies/{}", body.id), ""));
        let revision = registrar.api_get(&delegate).await.expect(StatusCode::OK).revision();
        office.api_delete(&format!("{path}/{deputy}"), Some(revision)).await.expect(StatusCode::NO_CONTENT);
        registrar.api_post("/federations/lir/statutes", &statutes("2023", "2023-12-02", &lir_key())).await.expect(StatusCode::CREATED);
        let refused = office.api_post(&path, &register("deputy")).await.expect(StatusCode::CONFLICT).json();
        assert_eq!((refused["code"].as_str(), field(&refused)), (Some("deputies-not-provided"), "role"));
        office.api_post(&path, &register("substitute")).await.expect(StatusCode::CREATED);
    }

    async fn versions_hold_from_their_day_and_are_not_changed_once_used(app: TestApp) {
        let lir = app.federation("lir").await;
        let body = app.council(&lir, "Remscheid").await;
        let (registrar, auditor, office) = (app.officer(Role::Registrar, &lir).await, app.officer(Role::Auditor, &lir).await, app.council_office(&body).await);
        let path = "/federations/lir/statutes";
        let old = registrar.api_post(path, &statutes("2018", "2018-11-10", &json!({"base": 1}))).await.expect(StatusCode::CREATED).id();
        let new = registrar.api_post(path, &statutes("2023", "2023-12-02", &lir_key())).await.expect(StatusCode::CREATED).id();
        let twice = registrar.api_post(path, &statutes("again", "2023-12-02", &lir_key())).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(field(&twice), "valid_from");
        let late = registrar.api_post(path, &statutes("2027", "2027-01-01", &lir_key())).await.expect(StatusCode::CREATED).id();
        auditor.api_post(path, &statutes("x", "2020-01-01", &lir_key())).await.expect(StatusCode::FORBIDDEN);

        let list = auditor.api_get(path).await.expect(StatusCode::OK).json();
        let ids: Vec<_> = list["items"].as_array().unwrap().iter().map(|v| v["id"].as_i64().unwrap()).collect();
        assert_eq!((ids, list["today"].as_i64()), (vec![late, new, old], Some(new)));
        assert_eq!(list["items"][1]["rules"]["key"]["steps"]["above_each"]["size"], 20_000);
        office.api_get(path).await.expect(StatusCode::FORBIDDEN);
        let own = office.api_get(&format!("/federations/lir/bodies/{}/statutes", body.id)).await.expect(StatusCode::OK).json();
        assert_eq!(own, list);

        // Changed at its revision, on a day that is free.
        let one = format!("{path}/{old}");
        let change = |day: &str| statutes("2018 (corrected)", day, &json!({"base": 2}));
        registrar.api(Method::PUT, &one, None, Some(&change("2018-11-10"))).await.expect(StatusCode::PRECONDITION_REQUIRED);
        let taken = registrar.api_put(&one, 1, &change("2023-12-02")).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(field(&taken), "valid_from");
        registrar.api_put(&one, 1, &change("2018-11-11")).await.expect(StatusCode::NO_CONTENT);
        registrar.api_put(&one, 1, &change("2018-11-12")).await.expect(StatusCode::PRECONDITION_FAILED);
        let shown = registrar.api_get(&one).await.expect(StatusCode::OK);
        assert_eq!((shown.revision(), shown.json()["valid_from"].as_str()), (2, Some("2018-11-11")));

        // A computation fixes the version by which it was made.
        registrar.api_post(&format!("/federations/lir/bodies/{}/figures", body.id), &figure("2025-12-31", 15_993)).await.expect(StatusCode::CREATED);
        let round = round(&registrar).await;
        compute(&registrar, round, &json!({})).await.expect(StatusCode::CREATED);
        let shown = app.stranger().api_get("/federations/lir/public/assemblies/1").await.expect(StatusCode::OK).json();
        assert_eq!(shown["statutes"], "2023", "everybody reads by which statutes the assembly goes");
        let page = app.stranger().get("/de/federations/lir/assemblies/1").await.expect(StatusCode::OK).text();
        assert!(page.contains("2023"), "{page}");
        let used = format!("{path}/{new}");
        assert_eq!(registrar.api_get(&used).await.json()["in_use"], true);
        let refused = registrar.api_put(&used, 1, &change("2023-12-02")).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(refused["code"], "statutes-in-use");
        registrar.api_delete(&used, Some(1)).await.expect(StatusCode::CONFLICT);
        registrar.api_delete(&one, Some(1)).await.expect(StatusCode::PRECONDITION_FAILED);
        registrar.api_delete(&one, Some(2)).await.expect(StatusCode::NO_CONTENT);
        registrar.api_get(&one).await.expect(StatusCode::NOT_FOUND);

        // The version of another federation is not there.
        let other = app.federation("other").await;
        let stranger = app.officer(Role::Registrar, &other).await;
        stranger.api_get(&used).await.expect(StatusCode::NOT_FOUND);
        stranger.api_get(&format!("/federations/other/statutes/{new}")).await.expect(StatusCode::NOT_FOUND);
    }

    async fn rules_that_cannot_be_meant_are_refused_beside_their_field(app: TestApp) {
        let lir = app.federation("lir").await;
        let registrar = app.officer(Role::Registrar, &lir).await;
        let mut outside = app.outside().await;
        registrar.api_post("/federations/lir/statutes", &statutes("2022", "2022-12-02", &lir_key())).await.expect(StatusCode::CREATED);
        let refused = async |change: &dyn Fn(&mut Value)| {
            let mut version = statutes("2023", "2023-12-02", &lir_key());
            change(&mut version);
            let answer = registrar.api_post("/federations/lir/statutes", &version).await;
            assert!(matches!(answer.status, StatusCode::UNPROCESSABLE_ENTITY | StatusCode::BAD_REQUEST), "{}", answer.text());
            field(&answer.json()).to_owned()
        };
        let steps = |steps: Value| move |version: &mut Value| version["rules"]["key"]["steps"]["steps"] = steps.clone();
        assert_eq!(refused(&steps(json!([{"edge": 5000, "places": 1}, {"edge": 5000, "places": 2}]))).await, "rules.key.steps.steps[1].edge");
        assert_eq!(refused(&steps(json!([{"edge": 5000, "places": 1}, {"edge": 400, "places": 2}]))).await, "rules.key.steps.steps[1].edge");
        assert_eq!(refused(&steps(json!([{"edge": 5000, "places": 2}, {"edge": 6000, "places": 1}]))).await, "rules.key.steps.steps[1].places");
        assert_eq!(refused(&steps(json!([{"edge": 5000}]))).await, "rules.key.steps.steps.0.places");
        assert_eq!(refused(&|v| v["rules"]["key"]["steps"]["above_places"] = json!(9)).await, "rules.key.steps.above_places");
        assert_eq!(refused(&|v| v["rules"]["key"]["steps"]["above_each"]["size"] = json!(0)).await, "rules.key.steps.above_each.size");
        assert_eq!(refused(&|v| v["rules"]["key"]["figure"] = Value::Null).await, "rules.key.figure");
        assert_eq!(refused(&|v| { v["rules"]["key"]["minimum"] = json!(5); v["rules"]["key"]["maximum"] = json!(4); }).await, "rules.key.minimum");
        assert_eq!(refused(&|v| v["rules"]["quorum"]["number"] = Value::Null).await, "rules.quorum.number");
        assert_eq!(refused(&|v| v["rules"]["majorities"][0]["numerator"] = json!(4)).await, "rules.majorities[0].numerator");
        assert_eq!(refused(&|v| v["valid_from"] = json!("2023-02-29")).await, "valid_from");
        assert_eq!(refused(&|v| v["title"] = json!("")).await, "title");
        assert_eq!(outside.number("SELECT COUNT(*) FROM statutes").await, 1, "what is refused writes no row");
    }

    async fn figures_and_fees_are_kept_by_staff_and_read_by_the_office(app: TestApp) {
        let lir = app.federation("lir").await;
        let (body, other) = (app.council(&lir, "Remscheid").await, app.council(&lir, "Aachen").await);
        let (registrar, office) = (app.officer(Role::Registrar, &lir).await, app.council_office(&body).await);
        let path = format!("/federations/lir/bodies/{}", body.id);
        let facts = format!("{path}/facts");
        registrar.api_post(&format!("{path}/figures"), &figure("2024-12-31", 15_500)).await.expect(StatusCode::CREATED);
        let id = registrar.api_post(&format!("{path}/figures"), &figure("2025-12-31", 15_993)).await.expect(StatusCode::CREATED).id();
        let twice = registrar.api_post(&format!("{path}/figures"), &figure("2025-12-31", 1)).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(field(&twice), "day");
        let future = registrar.api_post(&format!("{path}/figures"), &figure("2026-05-05", 1)).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(field(&future), "day");
        office.api_post(&format!("{path}/figures"), &figure("2023-12-31", 1)).await.expect(StatusCode::FORBIDDEN);
        let fee = registrar.api_post(&format!("{path}/fees"), &json!({"year": 2026, "due_on": "2026-03-31"})).await.expect(StatusCode::CREATED).id();
        let twice = registrar.api_post(&format!("{path}/fees"), &json!({"year": 2026, "due_on": "2026-04-30"})).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(field(&twice), "year");
        let seen = office.api_get(&facts).await.expect(StatusCode::OK).json();
        assert_eq!(seen["figures"][0], json!({"id": id, "kind": "foreign_residents", "day": "2025-12-31", "value": 15_993, "source": "IT.NRW"}));
        assert_eq!((seen["figures"].as_array().unwrap().len(), &seen["fees"][0]["paid_on"]), (2, &Value::Null));
        office.api_get(&format!("/federations/lir/bodies/{}/facts", other.id)).await.expect(StatusCode::NOT_FOUND);

        let one = format!("{path}/fees/{fee}");
        let paid = |day: &str| json!({"due_on": "2026-03-31", "paid_on": day});
        registrar.api(Method::PUT, &one, None, Some(&paid("2026-04-20"))).await.expect(StatusCode::PRECONDITION_REQUIRED);
        let future = registrar.api_put(&one, 1, &paid("2026-05-05")).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(field(&future), "paid_on");
        registrar.api_put(&one, 1, &paid("2026-04-20")).await.expect(StatusCode::NO_CONTENT);
        registrar.api_put(&one, 1, &paid("2026-04-21")).await.expect(StatusCode::PRECONDITION_FAILED);
        assert_eq!(office.api_get(&facts).await.json()["fees"][0]["paid_on"], "2026-04-20");
        // A fact of one body is not reached by the address of another.
        registrar.api_put(&format!("/federations/lir/bodies/{}/fees/{fee}", other.id), 2, &paid("2026-04-21")).await.expect(StatusCode::NOT_FOUND);
        registrar.api_delete(&format!("/federations/lir/bodies/{}/figures/{id}", other.id), None).await.expect(StatusCode::NOT_FOUND);
        registrar.api_delete(&one, Some(1)).await.expect(StatusCode::PRECONDITION_FAILED);
        registrar.api_delete(&one, Some(2)).await.expect(StatusCode::NO_CONTENT);
        registrar.api_delete(&format!("{path}/figures/{id}"), None).await.expect(StatusCode::NO_CONTENT);
        let left = office.api_get(&facts).await.json();
        assert_eq!((left["figures"].as_array().unwrap().len(), left["fees"].as_array().unwrap().len()), (1, 0));
    }

    async fn places_are_computed_frozen_and_told_to_each_office(app: TestApp) {
        let lir = app.federation("lir").await;
        let (remscheid, aachen, bare) = (app.council(&lir, "Remscheid").await, app.council(&lir, "Aachen").await, app.council(&lir, "Bergkamen").await);
        let (registrar, office) = (app.officer(Role::Registrar, &lir).await, app.council_office(&remscheid).await);
        let round = round(&registrar).await;
        let path = format!("/federations/lir/rounds/{round}/computation");
        let preview = format!("{path}/preview");
        let none = registrar.api_post(&preview, &json!({})).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(none["code"], "round-without-statutes");
        registrar.api_post("/federations/lir/statutes", &statutes("2023", "2023-12-02", &lir_key())).await.expect(StatusCode::CREATED);
        for (body, value) in [(&remscheid, 15_993), (&aachen, 20_001)] {
            registrar.api_post(&format!("/federations/lir/bodies/{}/figures", body.id), &figure("2025-12-31", value)).await.expect(StatusCode::CREATED);
        }
        assert_eq!(registrar.api_get(&path).await.expect(StatusCode::OK).json()["computation"], Value::Null);
        let working = format!("/federations/lir/bodies/{}/rounds/{round}/working", remscheid.id);
        assert_eq!(office.api_get(&working).await.expect(StatusCode::OK).json()["working"], Value::Null);

        let seen = registrar.api_post(&preview, &json!({})).await.expect(StatusCode::OK).json();
        let places: Vec<_> = seen["bodies"].as_array().unwrap().iter().map(|b| (b["name"].as_str().unwrap(), b["places"].as_i64().unwrap(), b["places_now"].as_i64().unwrap())).collect();
        assert_eq!(places, [("Aachen", 3, 2), ("Remscheid", 2, 2)]);
        assert_eq!(seen["left_as_they_are"], json!([{"body_id": bare.id, "name": "Bergkamen"}]));

        // A body without a figure is left as it is only on request, and only what was seen is saved.
        let missing = compute(&registrar, round, &json!({})).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(missing["code"], "bodies-without-figure");
        registrar.api_post(&path, &json!({"leave_missing": true, "digest": "0"})).await.expect(StatusCode::PRECONDITION_FAILED);
        office.api_post(&path, &json!({})).await.expect(StatusCode::FORBIDDEN);
        compute(&registrar, round, &json!({"leave_missing": true})).await.expect(StatusCode::CREATED);
        let entitled = async |body: i64| registrar.api_get(&format!("/federations/lir/rounds/{round}/bodies/{body}")).await.expect(StatusCode::OK).json()["entitlement"]["places"].as_i64().unwrap();
        assert_eq!((entitled(aachen.id.0).await, entitled(remscheid.id.0).await, entitled(bare.id.0).await), (3, 2, 2));

        // The office reads its working, and no other office does.
        let told = office.api_get(&working).await.expect(StatusCode::OK).json();
        let told = &told["working"]["body"];
        assert_eq!((told["places"].as_i64(), told["figure"].as_i64(), told["figure_day"].as_str()), (Some(2), Some(15_993), Some("2025-12-31")));
        let words = told["words"].to_string();
        assert!(words.contains("15.993") && words.contains("20.000"), "{words}");
        app.council_office(&aachen).await.api_get(&working).await.expect(StatusCode::NOT_FOUND);

        // A figure entered later changes nothing that was computed.
        registrar.api_post(&format!("/federations/lir/bodies/{}/figures", remscheid.id), &figure("2026-04-30", 30_000)).await.expect(StatusCode::CREATED);
        let kept = registrar.api_get(&path).await.expect(StatusCode::OK).json();
        assert_eq!(kept["computation"]["bodies"][1]["figure"], 15_993);
        let earlier = registrar.api_post(&preview, &json!({"reference_day": "2026-01-31"})).await.expect(StatusCode::OK).json();
        assert_eq!(earlier["bodies"][1]["places"], 2);
        let later = registrar.api_post(&preview, &json!({})).await.expect(StatusCode::OK).json();
        assert_eq!(later["bodies"][1]["places"], 3);

        // Staff may overrule a body, with a reason that it reads.
        let own = format!("/federations/lir/rounds/{round}/bodies/{}", remscheid.id);
        let revision = registrar.api_get(&own).await.revision();
        let blank = registrar.api_put(&format!("{own}/places"), revision, &json!({"places": 4})).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(field(&blank), "reason");
        registrar.api_put(&format!("{own}/places"), revision, &json!({"places": 4, "reason": "Beschluss vom 2. Mai"})).await.expect(StatusCode::NO_CONTENT);
        let told = office.api_get(&working).await.expect(StatusCode::OK).json();
        assert_eq!((&told["working"]["body"]["overruled"], &told["working"]["body"]["places_now"]), (&json!("Beschluss vom 2. Mai"), &json!(4)));
        // Given back, the reason is gone.
        let revision = registrar.api_get(&own).await.revision();
        registrar.api_put(&format!("{own}/places"), revision, &json!({"places": 2})).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(office.api_get(&working).await.json()["working"]["body"]["overruled"], Value::Null);
        // The next computation takes the new figure.
        compute(&registrar, round, &json!({"leave_missing": true})).await.expect(StatusCode::CREATED);
        assert_eq!(entitled(remscheid.id.0).await, 3);
        // A frozen round keeps what it has.
        app.outside().await.execute(&format!("UPDATE delegation_rounds SET state = 'frozen' WHERE id = {round}")).await;
        let frozen = compute(&registrar, round, &json!({"leave_missing": true})).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(frozen["code"], "round-frozen");
    }

    async fn a_tie_for_the_last_place_needs_a_lot_that_somebody_drew(app: TestApp) {
        let lir = app.federation("lir").await;
        let (one, two) = (app.council(&lir, "Aachen").await, app.council(&lir, "Bonn").await);
        let registrar = app.officer(Role::Registrar, &lir).await;
        let key = json!({"figure": "foreign_residents", "proportional": {"total": 3, "method": "hare_niemeyer"}});
        registrar.api_post("/federations/lir/statutes", &statutes("2023", "2023-12-02", &key)).await.expect(StatusCode::CREATED);
        for body in [&one, &two] {
            registrar.api_post(&format!("/federations/lir/bodies/{}/figures", body.id), &figure("2025-12-31", 100)).await.expect(StatusCode::CREATED);
        }
        let round = round(&registrar).await;
        let tied = compute(&registrar, round, &json!({})).await.expect(StatusCode::CONFLICT).json();
        assert_eq!((tied["code"].as_str(), field(&tied)), (Some("places-lot-needed"), "lot"));
        let lot = |won: &[i64], by: &str| json!({"lot": {"won": won, "drawn_by": by, "drawn_on": "2026-05-01"}});
        let preview = format!("/federations/lir/rounds/{round}/computation/preview");
        let both = registrar.api_post(&preview, &lot(&[one.id.0, two.id.0], "A")).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(field(&both), "lot");
        let nobody = registrar.api_post(&preview, &lot(&[two.id.0], " ")).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(field(&nobody), "lot_drawn_by");
        compute(&registrar, round, &lot(&[two.id.0], "Vorsitzende")).await.expect(StatusCode::CREATED);
        let kept = registrar.api_get(&format!("/federations/lir/rounds/{round}/computation")).await.json();
        assert_eq!((&kept["computation"]["bodies"][0]["places"], &kept["computation"]["bodies"][1]["places"]), (&json!(1), &json!(2)));
    }

    async fn an_unpaid_fee_and_accepted_delegates_count(app: TestApp) {
        let lir = app.federation("lir").await;
        let body = app.council(&lir, "Aachen").await;
        let registrar = app.officer(Role::Registrar, &lir).await;
        registrar.api_post("/federations/lir/statutes", &statutes("2023", "2023-12-02", &json!({"base": 2, "none_while_unpaid": true}))).await.expect(StatusCode::CREATED);
        registrar.api_post(&format!("/federations/lir/bodies/{}/fees", body.id), &json!({"year": 2026, "due_on": "2026-03-31"})).await.expect(StatusCode::CREATED);
        let round = round(&registrar).await;
        let preview = format!("/federations/lir/rounds/{round}/computation/preview");
        let before = registrar.api_post(&preview, &json!({"reference_day": "2026-03-30"})).await.expect(StatusCode::OK).json();
        assert_eq!(before["bodies"][0]["places"], 2);
        let after = registrar.api_post(&preview, &json!({})).await.expect(StatusCode::OK).json();
        assert_eq!((&after["bodies"][0]["places"], &after["bodies"][0]["fee_unpaid"]), (&json!(0), &json!(true)));
        let mut outside = app.outside().await;
        let f = lir.id;
        outside.execute(&format!("INSERT INTO people (federation_id, given_name, family_name, email, phone, locale, search_key, revision) VALUES ({f}, 'A', 'B', '', '', 'de', 'b', 1)")).await;
        outside.execute(&format!("INSERT INTO delegates (federation_id, round_id, body_id, person_id, role, position, votes, state, reason, is_new, revision) VALUES ({f}, {round}, {}, (SELECT MAX(id) FROM people), 'delegate', 1, 1, 'accepted', '', 0, 1)", body.id)).await;
        let refused = compute(&registrar, round, &json!({})).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(refused["code"], "computed-below-accepted");
    }

    async fn three_hundred_and_fifty_bodies_are_computed_at_once(app: TestApp) {
        let lir = app.federation("lir").await;
        let registrar = app.officer(Role::Registrar, &lir).await;
        let mut outside = app.outside().await;
        let f = lir.id;
        for n in 1..=350 {
            let body = app.council(&lir, &format!("Rat {n:03}")).await;
            let value = match n { 1 => 15_993, 2 => 20_001, 3 => 40_001, _ => n * 300 };
            outside.execute(&format!("INSERT INTO body_figures (federation_id, body_id, kind, day, value, source) VALUES ({f}, {}, 'foreign_residents', 20000, {value}, 'x')", body.id)).await;
        }
        registrar.api_post("/federations/lir/statutes", &statutes("2023", "2023-12-02", &lir_key())).await.expect(StatusCode::CREATED);
        let round = round(&registrar).await;
        let seen = registrar.api_post(&format!("/federations/lir/rounds/{round}/computation/preview"), &json!({})).await.expect(StatusCode::OK).json();
        let seen = seen["bodies"].as_array().unwrap();
        let places: Vec<_> = seen.iter().take(3).map(|b| (b["name"].as_str().unwrap(), b["figure"].as_i64().unwrap(), b["places"].as_i64().unwrap())).collect();
        assert_eq!((seen.len(), places), (350, vec![("Rat 001", 15_993, 2), ("Rat 002", 20_001, 3), ("Rat 003", 40_001, 4)]));
        compute(&registrar, round, &json!({})).await.expect(StatusCode::CREATED);
        // 1,200 to 105,000 residents: each body has what its figure gives.
        let wrong = outside.number(&format!(
            "SELECT COUNT(*) FROM entitlements e JOIN body_figures g ON g.body_id = e.body_id WHERE e.round_id = {round} AND e.places <> \
             CASE WHEN g.value <= 5000 THEN 1 WHEN g.value <= 20000 THEN 2 ELSE 2 + (g.value - 20000 + 19999) / 20000 END"
        )).await;
        let entered = outside.number(&format!("SELECT COUNT(*) FROM entitlements WHERE round_id = {round}")).await;
        assert_eq!((wrong, entered), (0, 350));
    }

    async fn everybody_may_compute_and_a_key_is_tried_out_on_all_bodies(app: TestApp) {
        let lir = app.federation("lir").await;
        let (body, registrar) = (app.council(&lir, "Remscheid").await, app.officer(Role::Registrar, &lir).await);
        app.council(&lir, "Bergkamen").await;
        registrar.api_post(&format!("/federations/lir/bodies/{}/figures", body.id), &figure("2025-12-31", 40_001)).await.expect(StatusCode::CREATED);
        let preview = "/federations/lir/delegate-key-preview";
        let seen = registrar.api_post(preview, &lir_key()).await.expect(StatusCode::OK).json();
        assert_eq!((&seen["bodies"][0]["places"], &seen["bodies"][0]["places_now"], &seen["without_figure"][0]["name"]), (&json!(4), &json!(2), &json!("Bergkamen")));
        registrar.api_post(preview, &json!({})).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        app.officer(Role::Auditor, &lir).await.api_post(preview, &lir_key()).await.expect(StatusCode::FORBIDDEN);
        let question = json!({"key": lir_key(), "bodies": [{"name": "Remscheid", "figure": 15_993}]});
        let answer = app.stranger().api_post("/tally/delegates", &question).await.expect(StatusCode::OK).json();
        assert_eq!((&answer["total"], &answer["bodies"][0]["working"]["by_figure"]["edge"]), (&json!(2), &json!(20_000)));
        let missing = json!({"key": lir_key(), "bodies": [{"name": "Remscheid"}]});
        let refused = app.stranger().api_post("/tally/delegates", &missing).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(field(&refused), "bodies[0].figure");
    }
}
