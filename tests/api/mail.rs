//! The ledger of messages over the API and on its pages: who may, what is refused, what staff report.

use mandat::{accounts::model::Role, mail::worker::send_due};
use poem::http::{Method, StatusCode};
use serde_json::json;

on_both_engines! {
    async fn staff_send_a_trial_and_report_what_became_of_it(app: TestApp) {
        let laka = app.federation("laka").await;
        let registrar = app.officer(Role::Registrar, &laka).await;
        let id = registrar.api(Method::POST, "/federations/laka/messages/trial", None, None).await.expect(StatusCode::CREATED).id();
        let path = format!("/federations/laka/messages/{id}");
        let queued = registrar.api_get(&path).await.expect(StatusCode::OK);
        assert_eq!(queued.json()["state"], "queued");
        // A second copy of what still waits, a report about what was not sent, and an address that is none.
        let to = |address: &str| json!({ "address": address });
        let again = |revision, body| { let (path, registrar) = (path.clone(), registrar.clone()); async move { registrar.api(Method::POST, &format!("{path}/resend"), Some(revision), Some(&body)).await } };
        again(queued.revision(), to("a@example.org")).await.expect(StatusCode::CONFLICT);
        let report = |revision, report: &str| { let (path, registrar, body) = (path.clone(), registrar.clone(), json!({"report": report, "note": "by phone"})); async move { registrar.api(Method::POST, &format!("{path}/report"), Some(revision), Some(&body)).await } };
        report(queued.revision(), "bounced").await.expect(StatusCode::CONFLICT);
        send_due(&app.app).await.unwrap();
        let sent = registrar.api_get(&path).await;
        assert_eq!((sent.json()["state"].as_str(), sent.json()["attempts"].as_i64()), (Some("sent"), Some(1)));
        report(queued.revision(), "bounced").await.expect(StatusCode::PRECONDITION_FAILED);
        report(sent.revision(), "bounced").await.expect(StatusCode::NO_CONTENT);
        let bounced = registrar.api_get(&path).await;
        assert_eq!((bounced.json()["state"].as_str(), bounced.json()["answer"].as_str()), (Some("bounced"), Some("by phone")));
        let unreachable = registrar.api_get("/federations/laka/messages?filter=unreachable").await.expect(StatusCode::OK).json();
        assert_eq!((unreachable["total"].as_i64(), unreachable["way"].as_str()), (Some(1), Some("folder")));
        again(bounced.revision(), to("a@example.org\nBcc: b@example.org")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        again(bounced.revision(), to("new@example.org")).await.expect(StatusCode::NO_CONTENT);
        send_due(&app.app).await.unwrap();
        let resent = registrar.api_get(&path).await.json();
        assert_eq!((resent["state"].as_str(), resent["address"].as_str()), (Some("sent"), Some("new@example.org")));
        // Nobody else's.
        app.federation("nrw").await;
        registrar.api_get(&path.replace("laka", "nrw")).await.expect(StatusCode::NOT_FOUND);
        let auditor = app.officer(Role::Auditor, &laka).await;
        auditor.api_get(&path).await.expect(StatusCode::OK);
        auditor.api(Method::POST, "/federations/laka/messages/trial", None, None).await.expect(StatusCode::FORBIDDEN);
    }

    async fn the_pages_say_what_became_of_messages(app: TestApp) {
        let laka = app.federation("laka").await;
        let registrar = app.officer(Role::Registrar, &laka).await;
        let to = registrar.post_form("/de/staff/laka/mail/trial", &[]).await.expect(StatusCode::SEE_OTHER).location().unwrap().to_owned();
        let page = to.split('?').next().unwrap().to_owned();
        send_due(&app.app).await.unwrap();
        assert!(registrar.get(&page).await.expect(StatusCode::OK).text().contains("Gesendet"));
        let refused = registrar.post_form(&format!("{page}/report"), &[("report", ""), ("revision", "3")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("error-summary"));
        registrar.post_form(&format!("{page}/report"), &[("report", "handed_over"), ("revision", "3")]).await.expect(StatusCode::SEE_OTHER);
        let ledger = registrar.get("/de/staff/laka/mail?state=handed_over").await.expect(StatusCode::OK).text();
        assert!(ledger.contains("Übergeben") && ledger.contains("Probebetrieb"));
    }
}
