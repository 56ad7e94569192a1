//! Agenda, form and notice by their pages, as people click: no script is needed.

use mandat::accounts::model::Role;
use poem::http::StatusCode;
use serde_json::json;

on_both_engines! {
    async fn an_agenda_is_written_and_sent_by_its_pages(app: TestApp) {
        let laka = app.federation("laka").await;
        app.council(&laka, "Ulm").await;
        let registrar = app.officer(Role::Registrar, &laka).await;
        let new = json!({"title": "Frühjahr", "day": "2026-06-20", "form": "hybrid", "place": "Ulm"});
        let id = registrar.api_post("/federations/laka/assemblies", &new).await.expect(StatusCode::CREATED).id();
        let page = format!("/de/staff/laka/assemblies/{id}");
        let agenda = format!("{page}/agenda");
        for rest in ["/agenda", "/notice", "/form"] {
            registrar.get(&format!("{page}{rest}")).await.expect(StatusCode::OK);
        }

        // Refused with everything typed, then taken.
        let typed = [("revision", "1"), ("title.de", "Wahl <1>"), ("starts_at", "zehn"), ("minutes", ""), ("mover", "")];
        let refused = registrar.post_form(&agenda, &typed).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(refused.contains("starts_at-error") && refused.contains("Wahl &#60;1&#62;"));
        let typed = [("revision", "1"), ("title.de", "Wahl <1>"), ("starts_at", "10:00"), ("minutes", "30"), ("mover", "Vorstand")];
        registrar.post_form(&agenda, &typed).await.expect(StatusCode::SEE_OTHER);
        let second = [("revision", "2"), ("title.de", "Berichte")];
        registrar.post_form(&agenda, &second).await.expect(StatusCode::SEE_OTHER);
        let stale = registrar.post_form(&agenda, &second).await;
        stale.expect(StatusCode::PRECONDITION_FAILED);
        registrar.post_form(&format!("{agenda}/2/place"), &[("revision", "3"), ("way", "up")]).await.expect(StatusCode::SEE_OTHER);
        registrar.post_form(&format!("{agenda}/2/place"), &[("revision", "4"), ("way", "up")]).await.expect(StatusCode::CONFLICT);
        registrar.post_form(&format!("{agenda}/2/place"), &[("revision", "4"), ("way", "sideways")]).await.expect(StatusCode::CONFLICT);
        let shown = registrar.get(&agenda).await.expect(StatusCode::OK).text();
        let (reports, election) = (shown.find("Berichte").unwrap(), shown.find("Wahl &#60;1&#62;").unwrap());
        assert!(reports < election && shown.contains("10:00"));

        // An item on its page.
        let item = format!("{agenda}/1");
        let edited = [("revision", "4"), ("title.de", "Wahl des Vorstands"), ("starts_at", ""), ("minutes", ""), ("mover", "")];
        registrar.post_form(&item, &edited).await.expect(StatusCode::SEE_OTHER);
        let script = registrar.post_file(&format!("{item}/documents"), &[("revision", "5")], ("document", "a.pdf", b"#!/bin/sh\n")).await;
        assert!(script.expect(StatusCode::UNPROCESSABLE_ENTITY).text().contains("document-error"));
        let pdf = b"%PDF-1.7\ntrailer\n%%EOF\n";
        registrar.post_file(&format!("{item}/documents"), &[("revision", "5")], ("document", "Kandidaturen.pdf", pdf)).await.expect(StatusCode::SEE_OTHER);
        assert!(registrar.get(&item).await.expect(StatusCode::OK).text().contains("Kandidaturen.pdf"));
        registrar.get(&format!("{page}/documents/1")).await.expect(StatusCode::OK);
        registrar.post_form(&format!("{item}/documents/1/remove"), &[("revision", "6")]).await.expect(StatusCode::SEE_OTHER);

        // The notice says what is missing; then it goes out, and letters are printed.
        let notice = format!("{page}/notice");
        let missing = registrar.get(&notice).await.expect(StatusCode::OK).text();
        assert!(missing.contains("§ 32 Absatz 2 BGB") && !missing.contains("name=\"revision\""));
        registrar.post_form(&notice, &[("revision", "7")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let wrong = [("revision", "1"), ("electronic.de", "Per Video"), ("resolution_text", "TOP 7")];
        let refused = registrar.post_form(&format!("{page}/form"), &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(refused.contains("resolution_on-error") && refused.contains("Per Video"));
        let basis = [("revision", "1"), ("electronic.de", "Per Video"), ("resolution_text", ""), ("resolution_on", "")];
        registrar.post_form(&format!("{page}/form"), &basis).await.expect(StatusCode::SEE_OTHER);
        registrar.post_form(&notice, &[("revision", "7")]).await.expect(StatusCode::SEE_OTHER);
        let letters = registrar.post_form(&format!("{notice}/letters"), &[]).await.expect(StatusCode::OK).text();
        assert!(letters.contains("Ulm") && letters.contains("Wahl des Vorstands") && letters.contains("Per Video"));
        registrar.post_form(&format!("{notice}/letters"), &[]).await.expect(StatusCode::CONFLICT);

        // Announced: withdrawn, not deleted, and everybody sees it.
        registrar.post_form(&format!("{item}/remove"), &[("revision", "8")]).await.expect(StatusCode::CONFLICT);
        registrar.post_form(&format!("{item}/withdraw"), &[("revision", "8"), ("reason", "Vertagt")]).await.expect(StatusCode::SEE_OTHER);
        let public = app.stranger().get(&format!("/de/federations/laka/assemblies/{id}")).await.expect(StatusCode::OK).text();
        assert!(public.contains("Vertagt") && public.contains("Per Video"));
        let auditor = app.officer(Role::Auditor, &laka).await;
        assert!(!auditor.get(&agenda).await.expect(StatusCode::OK).text().contains("<button class=\"button button--secondary button--small\""));
        auditor.post_form(&agenda, &second).await.expect(StatusCode::FORBIDDEN);
        auditor.get(&format!("{page}/form")).await.expect(StatusCode::FORBIDDEN);
    }
}
