//! Workbooks in and tables out.

use mandat::accounts::model::Role;
use poem::{
    Request,
    http::{Method, StatusCode},
};
use rust_xlsxwriter::{Formula, Workbook};
use serde_json::Value;

use super::{counts, fields, import};
use crate::support::{Actor, Answer};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A workbook as somebody saves one: a title row that is left empty, days as days, numbers as numbers.
fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, at) in rows.iter().zip(1_u32..) {
        for (cell, column) in row.iter().zip(0_u16..) {
            match (cell.strip_prefix('='), cell.parse::<i32>()) {
                (Some(formula), _) => sheet
                    .write_formula(at, column, Formula::new(formula).set_result("18"))
                    .unwrap(),
                (None, Ok(number)) => sheet.write_number(at, column, number).unwrap(),
                (None, Err(_)) => sheet.write_string(at, column, *cell).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

async fn import_workbook(actor: &Actor, path: &str, book: Vec<u8>) -> Answer {
    let path = format!("/api/v1{path}");
    let request = Request::builder()
        .method(Method::POST)
        .uri_str(&path)
        .content_type(XLSX);
    actor.send_with(&path, request, book).await
}

on_both_engines! {
    async fn a_workbook_is_taken_over_like_a_table(app: TestApp) {
        let registrar = app.officer(Role::Registrar, &app.federation("laka").await).await;
        let to = |kind: &str| format!("/federations/laka/{kind}/import?preview=false");
        // A key that a spreadsheet took for a number has lost its first sign.
        let places = workbook(&[&["AGS", "Gemeinde", "Einwohner"], &["8111000", "Stuttgart", "635911"]]);
        assert_eq!(counts(&import_workbook(&registrar, &to("municipalities"), places.clone()).await.expect(StatusCode::OK)), [1, 0, 0, 0]);
        assert_eq!(counts(&import_workbook(&registrar, &to("municipalities"), places).await.expect(StatusCode::OK)), [0, 0, 1, 0]);
        let bodies = workbook(&[&["Schlüssel", "Gremium", "Art", "Gemeinde"], &["G-1", "Rat; der \"erste\"", "gewählt", "Stuttgart"]]);
        assert_eq!(counts(&import_workbook(&registrar, &to("bodies"), bodies).await.expect(StatusCode::OK)), [1, 0, 0, 0]);
        let list = registrar.api_get("/federations/laka/bodies").await.json();
        assert_eq!(list["items"][0]["name"], "Rat; der \"erste\"");
    }

    async fn a_workbook_with_formulas_or_that_is_none_changes_nothing(app: TestApp) {
        let registrar = app.officer(Role::Registrar, &app.federation("laka").await).await;
        let path = "/federations/laka/municipalities/import?preview=false";
        let computed = workbook(&[&["ags", "name", "inhabitants"], &["8111000", "Stuttgart", "=9*2"], &["5315000", "=A1", "1"]]);
        let refused = import_workbook(&registrar, path, computed).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fields(&refused), ["row-3.inhabitants formula", "row-4.name formula"]);
        for (bytes, problem) in [
            (b"PK\x03\x04 a script named .xlsx".to_vec(), "file file-no-workbook"),
            (workbook(&[]), "file file-empty"),
            (b"\x7fELF\x02\x00".to_vec(), "file file-nul"),
        ] {
            let refused = import_workbook(&registrar, path, bytes).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(fields(&refused), [problem]);
        }
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM municipalities").await, 0);
    }

    async fn what_is_given_out_is_what_was_taken_over_and_the_log_says_who_took_it(app: TestApp) {
        let federation = app.federation("laka").await;
        let registrar = app.officer(Role::Registrar, &federation).await;
        let to = |kind: &str| format!("/federations/laka/{kind}/import?preview=false");
        import(&registrar, &to("municipalities"), "ags;name;inhabitants;latitude;longitude\n08111000;Stuttgart;635911;48.775817;9.177734\n").await.expect(StatusCode::OK);
        import(&registrar, &to("bodies"), "key;Gremium;Art;ags;Beitritt\nG-1;Integrationsrat;gewählt;08111000;2019-06-15\n").await.expect(StatusCode::OK);
        let people = "key;Vorname;Nachname;Telefon;body;von;bis;Grund\nP-1;Ayşe;Öztürk;0711 1;G-1;2024-02-29;2025-01-31;Rücktritt\nP-2;Lê;Nguyễn;;;;;\n";
        import(&registrar, &to("people"), people).await.expect(StatusCode::OK);
        for kind in ["municipalities", "bodies", "people"] {
            for form in ["csv", "xlsx"] {
                let file = registrar.api_post(&format!("/federations/laka/export/{kind}?form={form}"), &Value::Null).await.expect(StatusCode::OK);
                let again = if form == "csv" {
                    import(&registrar, &to(kind), file.body).await
                } else {
                    assert_eq!(file.header("content-type"), Some(XLSX));
                    import_workbook(&registrar, &to(kind), file.body).await
                };
                let [new, updated, unchanged, refused] = counts(&again.expect(StatusCode::OK));
                assert_eq!((new, updated, refused), (0, 0, 0), "{kind} as {form}");
                assert!(unchanged > 0, "{kind} as {form}");
            }
        }
        let page = registrar.post_form("/de/staff/laka/export", &[("table", "people"), ("form", "csv")]).await.expect(StatusCode::OK);
        assert_eq!(page.header("content-disposition"), Some("attachment; filename=\"laka-people.csv\""));
        assert!(page.text().contains("P-1;Ayşe;Öztürk;;0711 1;de;;;;G-1;2024-02-29;2025-01-31;;member;"), "{}", page.text());
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM audit_log WHERE act = 'export_table'").await, 7);
        registrar.api_post("/federations/laka/export/secrets", &Value::Null).await.expect(StatusCode::NOT_FOUND);
        registrar.api_post("/federations/laka/export/people?form=pdf", &Value::Null).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let auditor = app.officer(Role::Auditor, &federation).await;
        auditor.api_post("/federations/laka/export/people", &Value::Null).await.expect(StatusCode::FORBIDDEN);
    }
}
