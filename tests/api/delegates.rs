//! Assemblies and delegates over the API: the whole way, versions, and what is refused.

use mandat::accounts::model::Role;
use poem::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{Body, TestApp};

fn assembly() -> Value {
    json!({"title": "Vollversammlung", "day": "2026-06-20", "form": "on_site", "place": "Ulm", "last_day": "2026-06-10"})
}

async fn member(app: &TestApp, body: &Body, name: &str) -> i64 {
    let mut outside = app.outside().await;
    let f = body.federation;
    outside
        .execute(&format!(
            "INSERT INTO people (federation_id, given_name, family_name, email, phone, locale, search_key, revision) \
             VALUES ({f}, 'Mina', '{name}', '', '', 'de', '{name}', 1)"
        ))
        .await;
    let person = outside.number("SELECT MAX(id) FROM people").await;
    outside
        .execute(&format!(
            "INSERT INTO mandates (federation_id, body_id, person_id, function, public_office, starts_on, revision) \
             VALUES ({f}, {}, {person}, 'member', 1, 0, 1)",
            body.id
        ))
        .await;
    person
}

on_both_engines! {
    async fn delegates_go_their_way_over_the_api(app: TestApp) {
        let laka = app.federation("laka").await;
        let ulm = app.council(&laka, "Ulm").await;
        let aalen = app.council(&laka, "Aalen").await;
        let (registrar, office) = (app.officer(Role::Registrar, &laka).await, app.council_office(&ulm).await);
        let other = app.council_office(&aalen).await;
        let id = registrar.api_post("/federations/laka/assemblies", &assembly()).await.expect(StatusCode::CREATED).id();
        let path = format!("/federations/laka/assemblies/{id}");
        let shown = registrar.api_get(&path).await.expect(StatusCode::OK);
        assert_eq!((shown.revision(), shown.json()["last_day"].as_str()), (1, Some("2026-06-10")));
        let round = shown.json()["round_id"].as_i64().unwrap();
        let bodies = format!("/federations/laka/rounds/{round}/bodies");
        let own = format!("{bodies}/{}", ulm.id);
        let rounds = office.api_get(&format!("/federations/laka/bodies/{}/rounds", ulm.id)).await.expect(StatusCode::OK).json();
        assert_eq!((rounds["total"].as_i64(), rounds["items"][0]["id"].as_i64()), (Some(1), Some(round)));

        let (mina, noor) = (member(&app, &ulm, "A").await, member(&app, &ulm, "B").await);
        let seen = office.api_get(&own).await.expect(StatusCode::OK).json();
        assert_eq!(seen["eligible"], json!([{"person_id": mina, "name": "Mina A"}, {"person_id": noor, "name": "Mina B"}]));
        let register = |person: i64, role: &str| json!({"person_id": person, "role": role});
        let first = office.api_post(&format!("{own}/delegates"), &register(mina, "delegate")).await.expect(StatusCode::CREATED).id();
        let twice = office.api_post(&format!("{own}/delegates"), &register(mina, "deputy")).await.expect(StatusCode::CONFLICT).json();
        assert_eq!((twice["code"].as_str(), twice["fields"][0]["field"].as_str()), (Some("person-twice"), Some("person")));
        let second = office.api_post(&format!("{own}/delegates"), &register(noor, "delegate")).await.expect(StatusCode::CREATED).id();
        other.api_get(&own).await.expect(StatusCode::NOT_FOUND);
        other.api_post(&format!("{own}/delegates"), &register(mina, "delegate")).await.expect(StatusCode::NOT_FOUND);
        office.api_get(&bodies).await.expect(StatusCode::FORBIDDEN);

        // Every change names the version it is meant for.
        let version = office.api_get(&own).await.expect(StatusCode::OK).revision();
        let order = json!({"delegates": [second, first]});
        office.api(Method::PUT, &format!("{own}/order"), None, Some(&order)).await.expect(StatusCode::PRECONDITION_REQUIRED);
        office.api_put(&format!("{own}/order"), version - 1, &order).await.expect(StatusCode::PRECONDITION_FAILED);
        office.api_put(&format!("{own}/order"), version, &order).await.expect(StatusCode::NO_CONTENT);
        let one = format!("/federations/laka/rounds/{round}/delegates/{first}");
        let revision = registrar.api_get(&one).await.expect(StatusCode::OK).revision();
        let reason = json!({"reason": "Beschluss fehlt"});
        office.api(Method::POST, &format!("{one}/return"), Some(revision), Some(&reason)).await.expect(StatusCode::FORBIDDEN);
        registrar.api(Method::POST, &format!("{one}/return"), Some(revision), Some(&reason)).await.expect(StatusCode::NO_CONTENT);
        registrar.api(Method::POST, &format!("{one}/accept"), Some(revision), Some(&json!({}))).await.expect(StatusCode::CONFLICT);
        let again = office.api_post(&format!("{own}/delegates"), &register(mina, "delegate")).await.expect(StatusCode::CREATED).id();
        assert_eq!(again, first);
        let revision = registrar.api_get(&one).await.expect(StatusCode::OK).revision();
        registrar.api(Method::POST, &format!("{one}/accept"), Some(revision), Some(&json!({"votes": 100}))).await.expect(StatusCode::BAD_REQUEST);
        registrar.api(Method::POST, &format!("{one}/accept"), Some(revision), Some(&json!({"votes": 4}))).await.expect(StatusCode::NO_CONTENT);
        let version = registrar.api_get(&own).await.expect(StatusCode::OK).revision();
        registrar.api(Method::POST, &format!("{own}/accept"), Some(version), None).await.expect(StatusCode::NO_CONTENT);
        let accepted = registrar.api_get(&format!("/federations/laka/rounds/{round}/delegates?state=accepted&body={}", ulm.id)).await.expect(StatusCode::OK).json();
        let votes: Vec<_> = accepted["items"].as_array().unwrap().iter().map(|d| (d["id"].as_i64().unwrap(), d["votes"].as_i64().unwrap())).collect();
        assert_eq!(votes, [(second, 1), (first, 4)]);
        let incomplete = registrar.api_get(&format!("{bodies}?filter=incomplete")).await.expect(StatusCode::OK).json();
        assert_eq!((incomplete["total"].as_i64(), incomplete["items"][0]["body_name"].as_str()), (Some(1), Some("Aalen")));
        let progress = registrar.api_get(&format!("{path}/progress")).await.expect(StatusCode::OK).json();
        assert_eq!((progress["places"].as_i64(), progress["accepted_delegates"].as_i64(), progress["undecided"].as_i64()), (Some(4), Some(2), Some(0)));

        let version = registrar.api_get(&own).await.expect(StatusCode::OK).revision();
        let few = registrar.api_put(&format!("{own}/places"), version, &json!({"places": 1})).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(few["code"], "places-below-accepted");
        registrar.api_put(&format!("{own}/places"), version, &json!({"places": 3})).await.expect(StatusCode::NO_CONTENT);
        let revision = registrar.api_get(&one).await.expect(StatusCode::OK).revision();
        office.api_delete(&format!("{own}/delegates/{first}"), Some(revision)).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(registrar.api_get(&one).await.expect(StatusCode::OK).json()["state"], "withdrawn");
    }

    async fn an_assembly_is_refused_field_by_field_and_shown_to_everybody(app: TestApp) {
        let laka = app.federation("laka").await;
        app.federation("nrw").await;
        let registrar = app.officer(Role::Registrar, &laka).await;
        let wrong = json!({"title": " ", "day": "2026-02-29", "form": "virtual", "last_day": "tomorrow"});
        let refused = registrar.api_post("/federations/laka/assemblies", &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        let fields: Vec<_> = refused["fields"].as_array().unwrap().iter().map(|f| f["field"].as_str().unwrap()).collect();
        assert_eq!(fields, ["title", "day", "legal_basis", "deadline"]);
        let mut unknown = assembly();
        unknown["seats"] = json!(3);
        registrar.api_post("/federations/laka/assemblies", &unknown).await.expect(StatusCode::BAD_REQUEST);
        registrar.api_post("/federations/nrw/assemblies", &assembly()).await.expect(StatusCode::NOT_FOUND);
        app.officer(Role::Auditor, &laka).await.api_post("/federations/laka/assemblies", &assembly()).await.expect(StatusCode::FORBIDDEN);
        let id = registrar.api_post("/federations/laka/assemblies", &assembly()).await.expect(StatusCode::CREATED).id();
        registrar.api_put(&format!("/federations/laka/assemblies/{id}"), 7, &assembly()).await.expect(StatusCode::PRECONDITION_FAILED);
        let public = app.stranger().api_get(&format!("/federations/laka/public/assemblies/{id}")).await.expect(StatusCode::OK).json();
        assert_eq!((public["assembly"]["place"].as_str(), public["polls"].as_array().map(Vec::len)), (Some("Ulm"), Some(0)));
        app.stranger().api_get(&format!("/federations/nrw/public/assemblies/{id}")).await.expect(StatusCode::NOT_FOUND);
    }
}
