//! Motions and requests for an assembly by their pages, as people click: no script is needed.

use mandat::accounts::model::Role;
use poem::http::StatusCode;
use serde_json::json;

on_both_engines! {
    async fn a_motion_is_written_taken_and_brought_to_a_vote_by_its_pages(app: TestApp) {
        let laka = app.federation("laka").await;
        let (ulm, aalen) = (app.council(&laka, "Ulm").await.id.to_string(), app.council(&laka, "Aalen").await.id.to_string());
        let registrar = app.officer(Role::Registrar, &laka).await;
        let board = app.officer(Role::ElectionBoard, &laka).await;
        let new = json!({"title": "Frühjahr", "day": "2026-06-20", "form": "on_site", "place": "Ulm"});
        let id = registrar.api_post("/federations/laka/assemblies", &new).await.expect(StatusCode::CREATED).id();
        let list = format!("/de/staff/laka/assemblies/{id}/motions");
        let public = format!("/de/federations/laka/assemblies/{id}");
        for linked in [format!("/de/staff/laka/assemblies/{id}"), format!("/de/staff/laka/assemblies/{id}/agenda")] {
            assert!(registrar.get(&linked).await.expect(StatusCode::OK).text().contains(&list), "{linked}");
        }
        assert!(registrar.get(&format!("{list}/new")).await.expect(StatusCode::OK).text().contains("Aalen"));

        // Refused with everything typed, then taken.
        let nobody = [("title.de", "Beitrag <1>"), ("text.de", "Er steigt."), ("supporters", &*aalen)];
        let refused = registrar.post_form(&list, &nobody).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(refused.contains("submitters-error") && refused.contains("Beitrag &#60;1&#62;"));
        let typed = [("title.de", "Beitrag <1>"), ("text.de", "Er steigt."), ("submitters", &*ulm), ("supporters", &*aalen)];
        registrar.post_form(&list, &typed).await.expect(StatusCode::SEE_OTHER);
        for title in ["Klein", "Weitgehend"] {
            let typed = [("title.de", title), ("text.de", title), ("submitters", &*aalen), ("amends", "1")];
            registrar.post_form(&list, &typed).await.expect(StatusCode::SEE_OTHER);
        }
        registrar.get(&format!("{list}/new?amends=1")).await.expect(StatusCode::OK);
        registrar.get(&format!("{list}/new?amends=99")).await.expect(StatusCode::NOT_FOUND);

        // A new version; the first one stays readable.
        let motion = format!("{list}/1");
        assert!(registrar.get(&format!("{motion}/edit")).await.expect(StatusCode::OK).text().contains("Er steigt."));
        let again = [("revision", "1"), ("title.de", "Beitrag"), ("text.de", "Er sinkt."), ("submitters", &*ulm)];
        registrar.post_form(&format!("{motion}/edit"), &again).await.expect(StatusCode::SEE_OTHER);
        registrar.post_form(&format!("{motion}/edit"), &again).await.expect(StatusCode::PRECONDITION_FAILED);
        let shown = registrar.get(&motion).await.expect(StatusCode::OK).text();
        assert!(shown.contains("Er steigt.") && shown.contains("Er sinkt."));

        // Ordered without a script.
        let order = format!("{motion}/order");
        registrar.post_form(&order, &[("revision", "2"), ("earlier", "3")]).await.expect(StatusCode::SEE_OTHER);
        registrar.post_form(&order, &[("revision", "3"), ("later", "2")]).await.expect(StatusCode::CONFLICT);
        let shown = registrar.get(&list).await.expect(StatusCode::OK).text();
        assert!(shown.find("Weitgehend").unwrap() < shown.find("Klein").unwrap());

        assert!(!app.stranger().get(&public).await.expect(StatusCode::OK).text().contains("/motions"), "a draft is not public");
        for (step, revision) in [("submitted", "3"), ("admitted", "4")] {
            registrar.post_form(&format!("{motion}/state"), &[("revision", revision), ("state", step)]).await.expect(StatusCode::SEE_OTHER);
        }
        let odd = [("revision", "5"), ("state", "sideways")];
        registrar.post_form(&format!("{motion}/state"), &odd).await.expect(StatusCode::CONFLICT);
        registrar.get(&format!("{motion}/edit")).await.expect(StatusCode::CONFLICT);
        let silent = [("revision", "1"), ("state", "submitted")];
        registrar.post_form(&format!("{list}/2/state"), &silent).await.expect(StatusCode::SEE_OTHER);
        let refused = [("revision", "2"), ("state", "refused"), ("reason", "")];
        assert!(registrar.post_form(&format!("{list}/2/state"), &refused).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text().contains("reason-error"));

        registrar.post_form(&format!("{motion}/item"), &[("revision", "5")]).await.expect(StatusCode::SEE_OTHER);
        let polls = format!("{motion}/polls");
        registrar.post_form(&polls, &[("revision", "6"), ("secrecy", "secret")]).await.expect(StatusCode::FORBIDDEN);
        assert!(board.get(&motion).await.expect(StatusCode::OK).text().contains(&polls));
        board.post_form(&polls, &[("revision", "6"), ("secrecy", "secret"), ("purpose", "")]).await.expect(StatusCode::SEE_OTHER);
        assert!(!board.get(&motion).await.expect(StatusCode::OK).text().contains(&polls), "drafted once");

        let stranger = app.stranger();
        assert!(stranger.get(&public).await.expect(StatusCode::OK).text().contains(&format!("{public}/motions")));
        let read = stranger.get(&format!("{public}/motions")).await.expect(StatusCode::OK).text();
        assert!(read.contains("Er sinkt.") && !read.contains("Klein") && !read.contains("/results/"), "only what was admitted, no result yet");
        let auditor = app.officer(Role::Auditor, &laka).await;
        assert!(!auditor.get(&motion).await.expect(StatusCode::OK).text().contains("name=\"revision\""));
        auditor.post_form(&list, &typed).await.expect(StatusCode::FORBIDDEN);
        auditor.get(&format!("{list}/new")).await.expect(StatusCode::FORBIDDEN);
    }

    async fn a_request_for_an_assembly_shows_its_threshold(app: TestApp) {
        let laka = app.federation("laka").await;
        let ulm = app.council(&laka, "Ulm").await.id.to_string();
        let registrar = app.officer(Role::Registrar, &laka).await;
        let list = "/de/staff/laka/calling";
        assert!(registrar.get("/de/staff/laka/assemblies").await.expect(StatusCode::OK).text().contains(list));
        registrar.get(&format!("{list}/new")).await.expect(StatusCode::OK);
        let silent = [("received_on", "2026-05-02"), ("purpose", "Satzung <1>"), ("reasons", ""), ("signed", &*ulm)];
        let refused = registrar.post_form(list, &silent).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(refused.contains("reasons-error") && refused.contains("Satzung &#60;1&#62;"));
        let typed = [("received_on", "2026-05-02"), ("purpose", "Satzung"), ("reasons", "Not"), ("signed", &*ulm), ("assembly", "")];
        registrar.post_form(list, &typed).await.expect(StatusCode::SEE_OTHER);
        for page in [list, &format!("{list}/1")] {
            let shown = registrar.get(page).await.expect(StatusCode::OK).text();
            assert!(shown.contains("Satzung") && shown.contains("offen"), "{page}");
        }
        let stale = [("revision", "2"), ("received_on", "2026-05-02"), ("purpose", "Satzung"), ("reasons", "Not"), ("signed", &*ulm)];
        registrar.post_form(&format!("{list}/1"), &stale).await.expect(StatusCode::PRECONDITION_FAILED);
        let auditor = app.officer(Role::Auditor, &laka).await;
        auditor.get(&format!("{list}/1")).await.expect(StatusCode::OK);
        auditor.post_form(list, &typed).await.expect(StatusCode::FORBIDDEN);
    }
}
