//! Pages of what is kept apart, of information and of erasure, in every language, without a script.

use mandat::accounts::model::Role;
use poem::http::StatusCode;
use serde_json::json;

on_both_engines! {
    async fn a_person_is_suspended_informed_and_erased_on_pages(app: TestApp) {
        let federation = app.federation("laka").await;
        let ulm = app.council(&federation, "Ulm").await;
        let registrar = app.officer(Role::Registrar, &federation).await;
        let new = json!({"given_name": "Ayşe", "family_name": "Öztürk", "email": "a@example.org", "locale": "de", "consent_photo_on": "2026-05-01"});
        let id = registrar.api_post("/federations/laka/people", &new).await.expect(StatusCode::CREATED).id();
        app.outside().await.execute(&format!(
            "INSERT INTO mandates (federation_id, body_id, person_id, function, public_office, starts_on, revision) VALUES ({}, {}, {id}, 'member', 0, 19000, 1)",
            federation.id, ulm.id
        )).await;
        let person = format!("/de/staff/laka/people/{id}");
        let page = registrar.get(&person).await.expect(StatusCode::OK).text();
        for text in ["Veröffentlichung eines Fotos", "eingewilligt am", "Auskunft und Löschung", "Auskunft als Datei", "Person löschen"] {
            assert!(page.contains(text), "{text}");
        }
        let auditor = app.officer(Role::Auditor, &federation).await;
        let page = auditor.get(&person).await.expect(StatusCode::OK).text();
        assert!(!page.contains("Auskunft und Löschung") && !page.contains("particulars"));

        let apart = format!("{person}/particulars");
        let wrong = [("what", "particulars"), ("revision", "0"), ("born_on", "2026-12-24"), ("gender", "")];
        let again = registrar.post_form(&apart, &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(again.contains("Dieser Geburtstag kann nicht stimmen") && again.contains("2026-12-24"));
        let right = [("what", "particulars"), ("revision", "0"), ("born_on", "1987-06-05"), ("gender", "diverse")];
        registrar.post_form(&apart, &right).await.expect(StatusCode::SEE_OTHER);
        let body = ulm.id.to_string();
        let suspension = |from: &'static str, to: &'static str| [("what", "suspension"), ("body", body.as_str()), ("starts_on", from), ("ends_on", to), ("reason", "Beschluss vom 1. April")].map(|(k, v)| (k, v.to_owned()));
        let send = async |fields: [(&str, String); 5]| {
            let fields: Vec<_> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
            registrar.post_form(&format!("{person}/suspensions"), &fields).await
        };
        let again = send(suspension("2026-04-02", "2026-04-01")).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(again.contains("Das Ende liegt vor dem Anfang") && again.contains("1987-06-05"));
        send(suspension("2026-04-01", "")).await.expect(StatusCode::SEE_OTHER);
        let shown = registrar.get(&apart).await.expect(StatusCode::OK).text();
        assert!(shown.contains("Beschluss vom 1. April") && shown.contains("Heute beenden"));
        let kept = app.outside().await.number("SELECT MAX(id) FROM suspensions").await;
        let ended = [("revision", "1"), ("starts_on", "2026-04-01"), ("ends_on", "2026-05-04"), ("reason", "Beschluss vom 1. April")];
        registrar.post_form(&format!("{person}/suspensions/{kept}"), &ended).await.expect(StatusCode::SEE_OTHER);
        assert!(!registrar.get(&apart).await.text().contains("Heute beenden"));
        registrar.post_form(&format!("{person}/suspensions/{kept}/remove"), &[("revision", "2")]).await.expect(StatusCode::SEE_OTHER);

        let file = registrar.post_form(&format!("{person}/record"), &[]).await.expect(StatusCode::OK);
        assert!(file.header("content-disposition").unwrap().contains("laka-person-"));
        assert_eq!(file.json()["family_name"], "Öztürk");

        let erase = format!("{person}/erase");
        let blocked = registrar.get(&erase).await.expect(StatusCode::OK).text();
        assert!(blocked.contains("Die Person hat noch ein laufendes Mandat") && !blocked.contains("Endgültig löschen"));
        app.outside().await.execute("UPDATE mandates SET ends_on = 19500, end_reason = 'resigned'").await;
        for language in ["de", "en", "ar-XB"] {
            for page in [&erase, &apart, &person] {
                let page = page.replacen("/de/", &format!("/{language}/"), 1);
                registrar.get(&page).await.expect(StatusCode::OK);
            }
        }
        let revision = registrar.api_get(&format!("/federations/laka/people/{id}")).await.revision().to_string();
        let again = registrar.post_form(&erase, &[("revision", &revision), ("family_name", "Kaya"), ("reason", "Auf Wunsch")]).await;
        assert!(again.expect(StatusCode::UNPROCESSABLE_ENTITY).text().contains("Das ist nicht der Familienname der Person."));
        registrar.post_form(&erase, &[("revision", &revision), ("family_name", "Öztürk"), ("reason", "Auf Wunsch")]).await.expect(StatusCode::SEE_OTHER);
        for (language, name) in [("de", "gelöschte Person"), ("en", "erased person")] {
            for page in [&erase, &person] {
                let shown = registrar.get(&page.replacen("/de/", &format!("/{language}/"), 1)).await.expect(StatusCode::OK).text();
                assert!(shown.contains(name) && !shown.contains("Öztürk"), "{shown}");
            }
        }
        registrar.get(&format!("{person}/edit")).await.expect(StatusCode::OK);
        let body = registrar.get(&format!("/de/office/laka/{}/people?on=2023-01-01", ulm.id)).await.expect(StatusCode::OK).text();
        assert!(body.contains("gelöschte Person"), "the list of a former day still counts everybody");
    }
}
