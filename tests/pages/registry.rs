//! Staff read a table: preview, report, confirmation; and forms that keep what was typed.

use std::time::Duration;

use mandat::accounts::model::Role;
use poem::http::StatusCode;

use crate::support::{Actor, Answer};

const TABLE: &[u8] = b"ags;name;Einwohner\n8111000;Stuttgart;635911\n08421000;Ulm;126949\n";

async fn upload(actor: &Actor, kind: &str, table: &[u8]) -> Answer {
    actor
        .post_file(
            "/de/staff/laka/import",
            &[("kind", kind)],
            ("file", "a.csv", table),
        )
        .await
}

fn digest_in(page: &str) -> String {
    page.split("name=\"digest\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap_or_default()
        .to_owned()
}

on_both_engines! {
    async fn a_table_is_shown_row_by_row_and_taken_over_only_when_confirmed(app: TestApp) {
        let federation = app.federation("laka").await;
        let (registrar, colleague) = (app.officer(Role::Registrar, &federation).await, app.officer(Role::Registrar, &federation).await);
        let kept = upload(&registrar, "municipalities", TABLE).await.expect(StatusCode::SEE_OTHER);
        let here = kept.location().unwrap().to_owned();
        let preview = registrar.get(&here).await.expect(StatusCode::OK).text();
        assert!(preview.contains("08111000") && preview.contains("2 Zeilen übernehmen") || preview.contains("Zeilen übernehmen"));
        assert!(registrar.get("/de/staff/laka/municipalities").await.text().contains("Noch ist keine Gemeinde"));
        colleague.get(&here).await.expect(StatusCode::NOT_FOUND);
        registrar.post_form(&format!("{here}/confirm"), &[("digest", "x")]).await.expect(StatusCode::CONFLICT);
        let digest = digest_in(&preview);
        let done = registrar.post_form(&format!("{here}/confirm"), &[("digest", &digest)]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(done.location(), Some("/de/staff/laka/municipalities?notice=imported"));
        assert!(registrar.get("/de/staff/laka/municipalities?q=ulm").await.text().contains("126.949"));
        registrar.get(&here).await.expect(StatusCode::NOT_FOUND);
        registrar.post_form(&format!("{here}/confirm"), &[("digest", &digest)]).await.expect(StatusCode::NOT_FOUND);
    }

    async fn a_table_with_a_mistake_is_not_offered_for_confirmation_but_reported(app: TestApp) {
        let registrar = app.officer(Role::Registrar, &app.federation("laka").await).await;
        let kept = upload(&registrar, "municipalities", b"ags;name\n08111000;=1+1\n08421000;Ulm\n").await.expect(StatusCode::SEE_OTHER);
        let here = kept.location().unwrap().to_owned();
        let preview = registrar.get(&here).await.expect(StatusCode::OK).text();
        assert_eq!(digest_in(&preview), "");
        let report = registrar.get(&format!("{here}/report")).await.expect(StatusCode::OK);
        assert_eq!(report.header("content-disposition"), Some("attachment; filename=\"import-municipalities-report.csv\""));
        assert!(report.text().contains("2;08111000;'=1+1;Fehlerhaft;name: Der Text beginnt wie eine Formel"), "{}", report.text());
        registrar.post_form(&format!("{here}/confirm"), &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        registrar.post_form(&format!("{here}/discard"), &[]).await.expect(StatusCode::SEE_OTHER);
        registrar.get(&here).await.expect(StatusCode::NOT_FOUND);
    }

    async fn a_preview_is_forgotten_after_half_an_hour_and_stale_when_the_register_changed(app: TestApp) {
        let registrar = app.officer(Role::Registrar, &app.federation("laka").await).await;
        let here = upload(&registrar, "municipalities", TABLE).await.location().unwrap().to_owned();
        let digest = digest_in(&registrar.get(&here).await.text());
        let form = [("ags", "08421000"), ("name", "Ulm")];
        registrar.post_form("/de/staff/laka/municipalities/new", &form).await.expect(StatusCode::SEE_OTHER);
        let stale = registrar.post_form(&format!("{here}/confirm"), &[("digest", &digest)]).await.expect(StatusCode::CONFLICT);
        assert!(stale.text().contains("inhabitants"), "the present preview is shown with it");
        app.clock.advance(Duration::from_secs(29 * 60));
        registrar.get(&here).await.expect(StatusCode::OK);
        app.clock.advance(Duration::from_secs(60));
        registrar.get(&here).await.expect(StatusCode::NOT_FOUND);
    }

    async fn a_file_that_is_no_table_is_refused_beside_its_field(app: TestApp) {
        let registrar = app.officer(Role::Registrar, &app.federation("laka").await).await;
        for (kind, table) in [("people", b"".as_slice()), ("people", b"\xff\xfe"), ("people", b"ags;name\n1;x\n"), ("x", TABLE)] {
            let page = upload(&registrar, kind, table).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
            assert!(page.contains("error-summary") && page.contains("field--error"), "{kind}");
        }
        let without = registrar.post_form("/de/staff/laka/import", &[("kind", "people")]).await;
        without.expect(StatusCode::UNPROCESSABLE_ENTITY);
        for kind in ["municipalities", "bodies", "people"] {
            let template = registrar.get(&format!("/de/staff/laka/import-template/{kind}")).await.expect(StatusCode::OK);
            upload(&registrar, kind, template.text().as_bytes()).await.expect(StatusCode::SEE_OTHER);
        }
    }

    async fn a_refused_form_shows_again_what_was_typed(app: TestApp) {
        let federation = app.federation("laka").await;
        let (admin, registrar) = (app.installation_admin().await, app.officer(Role::Registrar, &federation).await);
        let page = admin.post_form("/de/staff", &[("name", "Bund der Räte"), ("slug", "laka"), ("kind", "councils"), ("locale", "de")]).await;
        let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(page.contains("Bund der Räte") && page.contains("schon vergeben"));
        let form = [("name", "Ulm <b>"), ("ags", "1"), ("inhabitants", "viele")];
        let page = registrar.post_form("/de/staff/laka/municipalities/new", &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(page.contains("Ulm &#60;b&#62;") && page.contains("value=\"viele\""), "{page}");
        let settings = [("name", "N"), ("kind", "councils"), ("locale", "de"), ("contact", "Büro"), ("revision", "1")];
        let page = admin.post_form("/de/staff/laka/settings", &settings).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(page.contains("Büro"));
        let invite = [("email", "kein@"), ("role", "auditor")];
        let page = admin.post_form("/de/staff/laka/members", &invite).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(page.contains("value=\"kein@\"") && page.contains("value=\"auditor\" checked"));
    }
}
