//! Pages of statutes, figures and computed places: forms that work without script, and what readers see.

use mandat::accounts::model::Role;
use poem::http::StatusCode;

use crate::support::{Engine, TestApp, run};

const STEPS: &[(&str, &str)] = &[
    ("title", "Satzung 2023"),
    ("valid_from", "2023-12-02"),
    ("key_article", "§ 6"),
    ("rule", "steps"),
    ("figure", "foreign_residents"),
    ("edge_1", "5000"),
    ("places_1", "1"),
    ("edge_2", "20000"),
    ("places_2", "2"),
    ("edge_belongs", "below"),
    ("above", "each"),
    ("above_size", "20000"),
    ("above_rounding", "started"),
    ("delegates_article", "§ 6"),
    ("who", "direct_members"),
    ("substitutes", "yes"),
];

fn with(change: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let changed = |name: &str| change.iter().any(|(n, _)| *n == name);
    let mut fields: Vec<_> = STEPS
        .iter()
        .filter(|(name, _)| !changed(name))
        .copied()
        .collect();
    fields.extend(change);
    fields
}

#[test]
fn a_key_is_typed_tried_out_and_saved_without_script() {
    run(Engine::Sqlite, |app: TestApp| async move {
        let lir = app.federation("lir").await;
        let body = app.council(&lir, "Remscheid").await;
        let registrar = app.officer(Role::Registrar, &lir).await;
        let figures = format!("/de/staff/lir/bodies/{}/facts", body.id);
        let figure = [
            ("what", "figure"),
            ("kind", "foreign_residents"),
            ("day", "2025-12-31"),
            ("value", "15993"),
            ("source", "IT.NRW"),
        ];
        registrar
            .post_form(&figures, &figure)
            .await
            .expect(StatusCode::SEE_OTHER);
        let shown = registrar.get(&figures).await.expect(StatusCode::OK).text();
        assert!(shown.contains("15.993") && shown.contains("IT.NRW"));
        let again = registrar.post_form(&figures, &figure).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);

        let new = "/de/staff/lir/statutes/new";
        let empty = registrar.get(new).await.expect(StatusCode::OK).text();
        assert!(empty.contains(r#"name="edge_2""#) && !empty.contains(r#"name="edge_3""#));
        let more = registrar
            .post_form(new, &with(&[("do", "steps")]))
            .await
            .expect(StatusCode::OK)
            .text();
        assert!(more.contains(r#"name="edge_9""#) && more.contains(r#"value="20000""#));
        let tried = registrar
            .post_form(new, &with(&[("do", "preview"), ("title", "")]))
            .await
            .expect(StatusCode::OK)
            .text();
        assert!(
            tried.contains("Remscheid") && tried.contains("15.993"),
            "{tried}"
        );
        let twice = registrar
            .post_form(new, &with(&[("edge_2", "5000"), ("do", "preview")]))
            .await
            .expect(StatusCode::UNPROCESSABLE_ENTITY)
            .text();
        assert!(twice.contains(r#"id="edge_2-error""#));
        let gap = registrar
            .post_form(new, &with(&[("places_2", "")]))
            .await
            .expect(StatusCode::UNPROCESSABLE_ENTITY)
            .text();
        assert!(gap.contains(r#"id="places_2-error""#));
        let saved = registrar
            .post_form(new, &with(&[]))
            .await
            .expect(StatusCode::SEE_OTHER);
        let version = saved
            .location()
            .unwrap()
            .split('?')
            .next()
            .unwrap()
            .to_owned();
        let shown = registrar.get(&version).await.expect(StatusCode::OK).text();
        assert!(shown.contains("§ 6") && shown.contains("20.000"));
        let form = registrar
            .get(&format!("{version}/edit"))
            .await
            .expect(StatusCode::OK)
            .text();
        assert!(form.contains(r#"value="Satzung 2023""#));
        let changed = [("title", "Satzung"), ("revision", "1")];
        registrar
            .post_form(&format!("{version}/edit"), &with(&changed))
            .await
            .expect(StatusCode::SEE_OTHER);
        registrar
            .post_form(&format!("{version}/edit"), &with(&changed))
            .await
            .expect(StatusCode::PRECONDITION_FAILED);
        let office = app.council_office(&body).await;
        let read = office
            .get(&format!("/de/office/lir/{}/statutes", body.id))
            .await
            .expect(StatusCode::OK)
            .text();
        assert!(read.contains("Satzung") && read.contains("20.000"));
        registrar
            .post_form(&format!("{version}/remove"), &[("revision", "1")])
            .await
            .expect(StatusCode::PRECONDITION_FAILED);
        registrar
            .post_form(&format!("{version}/remove"), &[("revision", "2")])
            .await
            .expect(StatusCode::SEE_OTHER);
    });
}

#[test]
fn places_of_an_assembly_are_computed_on_a_page_and_read_by_the_office() {
    run(Engine::Sqlite, |app: TestApp| async move {
        let lir = app.federation("lir").await;
        let body = app.council(&lir, "Remscheid").await;
        app.council(&lir, "Bergkamen").await;
        let registrar = app.officer(Role::Registrar, &lir).await;
        let figures = format!("/de/staff/lir/bodies/{}/facts", body.id);
        let figure = [
            ("kind", "foreign_residents"),
            ("day", "2025-12-31"),
            ("value", "20001"),
            ("source", "IT.NRW"),
        ];
        registrar
            .post_form(&figures, &figure)
            .await
            .expect(StatusCode::SEE_OTHER);
        registrar
            .post_form("/de/staff/lir/statutes/new", &with(&[]))
            .await
            .expect(StatusCode::SEE_OTHER);
        let assembly = [
            ("title", "Mitgliederversammlung"),
            ("day", "2026-06-20"),
            ("form", "on_site"),
            ("place", "Essen"),
        ];
        let made = registrar
            .post_form("/de/staff/lir/assemblies", &assembly)
            .await
            .expect(StatusCode::SEE_OTHER);
        let page = made
            .location()
            .unwrap()
            .split('?')
            .next()
            .unwrap()
            .to_owned();
        let named = registrar.get(&page).await.expect(StatusCode::OK).text();
        assert!(named.contains("Satzung 2023"));
        let mut outside = app.outside().await;
        let round = outside
            .number("SELECT MAX(id) FROM delegation_rounds")
            .await;
        let computation = format!("/de/staff/lir/rounds/{round}/computation");
        let linked = registrar.get(&format!("{page}/delegates")).await.text();
        assert!(linked.contains(&computation));
        registrar.get(&computation).await.expect(StatusCode::OK);
        let seen = registrar
            .post_form(&computation, &[("do", "preview")])
            .await
            .expect(StatusCode::OK)
            .text();
        assert!(seen.contains("20.001") && seen.contains("Bergkamen"));
        let digest = seen
            .split(r#"name="digest" value=""#)
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .unwrap()
            .to_owned();
        let save = [("do", "save"), ("digest", digest.as_str())];
        let missing = registrar.post_form(&computation, &save).await;
        assert_eq!(missing.status, StatusCode::CONFLICT);
        let mut save = save.to_vec();
        save.push(("leave_missing", "yes"));
        registrar
            .post_form(&computation, &save)
            .await
            .expect(StatusCode::SEE_OTHER);
        let kept = registrar
            .get(&computation)
            .await
            .expect(StatusCode::OK)
            .text();
        assert!(kept.contains("20.001") && kept.contains(&digest));
        let office = app.council_office(&body).await;
        let own = office
            .get(&format!("/de/office/lir/{}/delegates/{round}", body.id))
            .await
            .expect(StatusCode::OK)
            .text();
        assert!(
            own.contains("20.001") && own.contains("Satzung 2023"),
            "{own}"
        );
        let places = format!("{page}/bodies/{}", body.id);
        let revision = outside
            .number(&format!(
                "SELECT revision FROM entitlements WHERE body_id = {}",
                body.id
            ))
            .await
            .to_string();
        let blank = registrar
            .post_form(&places, &[("places", "5"), ("revision", &revision)])
            .await;
        assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
        let reason = [
            ("places", "5"),
            ("revision", revision.as_str()),
            ("reason", "Beschluss vom 2. Mai"),
        ];
        registrar
            .post_form(&places, &reason)
            .await
            .expect(StatusCode::SEE_OTHER);
        let own = office
            .get(&format!("/de/office/lir/{}/delegates/{round}", body.id))
            .await
            .text();
        assert!(own.contains("Beschluss vom 2. Mai"));
    });
}
