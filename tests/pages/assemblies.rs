//! The pages of an assembly: from its form to the check of delegates, as people click.

use mandat::accounts::model::Role;
use poem::http::StatusCode;

on_both_engines! {
    async fn an_assembly_is_prepared_by_its_pages(app: TestApp) {
        let laka = app.federation("laka").await;
        let ulm = app.council(&laka, "Integrationsrat Ulm").await;
        let (registrar, office) = (app.officer(Role::Registrar, &laka).await, app.council_office(&ulm).await);
        let auditor = app.officer(Role::Auditor, &laka).await;
        let mut outside = app.outside().await;
        for n in 1..=3 {
            outside.execute(&format!("INSERT INTO people (federation_id, given_name, family_name, email, phone, locale, search_key, revision) VALUES ({}, 'Mina', 'N{n}', '', '', 'de', 'n{n}', 1)", laka.id)).await;
            outside.execute(&format!("INSERT INTO mandates (federation_id, body_id, person_id, function, public_office, starts_on, revision) VALUES ({}, {}, {n}, 'member', 1, 0, 1)", laka.id, ulm.id)).await;
        }

        // Refused with everything typed.
        let typed = [("title", "Frühjahr <2026>"), ("day", "2026-06-20"), ("form", "virtual"), ("place", ""), ("legal_basis", ""), ("deadline", "")];
        let refused = registrar.post_form("/de/staff/laka/assemblies", &typed).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(refused.contains("legal_basis-error") && refused.contains("§ 32 Absatz 2 BGB"));
        assert!(refused.contains("Frühjahr &#60;2026&#62;"), "what was typed is shown again");
        let typed = [("title", "Frühjahr <2026>"), ("day", "2026-06-20"), ("form", "hybrid"), ("place", "Ulm"), ("legal_basis", ""), ("deadline", "")];
        auditor.post_form("/de/staff/laka/assemblies", &typed).await.expect(StatusCode::FORBIDDEN);
        let made = registrar.post_form("/de/staff/laka/assemblies", &typed).await.expect(StatusCode::SEE_OTHER);
        let page = made.location().unwrap().split('?').next().unwrap().to_owned();
        assert!(!auditor.get(&page).await.expect(StatusCode::OK).text().contains("/edit"), "only who may change is offered it");

        // The office registers; a third delegate is one too many, and told beside the field.
        let own = format!("/de/office/laka/{}/delegates/1", ulm.id);
        for person in ["1", "2"] {
            office.post_form(&own, &[("person", person), ("role", "delegate")]).await.expect(StatusCode::SEE_OTHER);
        }
        let full = office.post_form(&own, &[("person", "3"), ("role", "delegate")]).await.expect(StatusCode::CONFLICT).text();
        assert!(full.contains("role-error") && full.contains("<option value=\"3\" selected>"));
        let nobody = office.post_form(&own, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(nobody.contains("person-error"));

        // Staff check, one in the list and one on its page.
        let list = format!("{page}/delegates");
        assert_eq!(registrar.get(&list).await.expect(StatusCode::OK).text().matches("/accept\"").count(), 3, "two people and all at once");
        let delegate = registrar.get(&format!("{list}/1")).await.expect(StatusCode::OK).text();
        assert!(delegate.contains("Mina N1") && delegate.contains("Integrationsrat Ulm"));
        registrar.post_form(&format!("{list}/1/return"), &[("revision", "1"), ("reason", "")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        registrar.post_form(&format!("{list}/1/return"), &[("revision", "1"), ("reason", "Beschluss fehlt")]).await.expect(StatusCode::SEE_OTHER);
        registrar.post_form(&format!("{list}/2/accept"), &[("revision", "1"), ("votes", "2")]).await.expect(StatusCode::SEE_OTHER);
        let seen = office.get(&own).await.expect(StatusCode::OK).text();
        assert!(seen.contains("Beschluss fehlt") && seen.contains("tone-success"));
        office.post_form(&own, &[("person", "1"), ("role", "delegate")]).await.expect(StatusCode::SEE_OTHER);

        // One is undecided: freezing wants that acknowledged.
        let warned = registrar.get(&page).await.expect(StatusCode::OK).text();
        assert!(warned.contains("undecided_acknowledged"));
        registrar.post_form(&format!("{page}/freeze"), &[]).await.expect(StatusCode::CONFLICT);
        registrar.post_form(&format!("{page}/freeze"), &[("undecided_acknowledged", "yes")]).await.expect(StatusCode::SEE_OTHER);
        let frozen = registrar.get(&page).await.expect(StatusCode::OK).text();
        assert!(!frozen.contains("/edit\"") && !frozen.contains("/freeze"));
        registrar.get(&format!("{page}/edit")).await.expect(StatusCode::CONFLICT);
        let late = office.post_form(&own, &[("person", "3"), ("role", "deputy")]).await.expect(StatusCode::CONFLICT).text();
        assert!(!late.contains("delegates-register"), "the form is gone");
        app.stranger().get("/de/federations/laka/assemblies/1").await.expect(StatusCode::OK);
    }
}
