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

    async fn a_workbook_of_more_than_a_hundred_thousand_rows_is_refused_with_its_limit_and_changes_nothing(app: TestApp) {
        let registrar = app.officer(Role::Registrar, &app.federation("laka").await).await;
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "ags").unwrap();
        sheet.write_string(0, 1, "name").unwrap();
        for row in 1..=100_001 {
            sheet.write_number(row, 0, 8_111_000).unwrap();
            sheet.write_string(row, 1, "Stuttgart").unwrap();
        }
        let book = book.save_to_buffer().unwrap();
        for preview in [true, false] {
            let path = format!("/federations/laka/municipalities/import?preview={preview}");
            let refused = import_workbook(&registrar, &path, book.clone()).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(fields(&refused), ["file file-too-many-rows"]);
            assert!(refused.text().contains("100.000"), "{}", refused.text());
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
        let figures = "Mitglied;Art;Stichtag;Zahl;Quelle\nG-1;ausländische Einwohner;31.12.2025;15.993;IT.NRW\nG-1;Einwohner;31.12.2025;635911;IT.NRW\n";
        import(&registrar, &to("figures"), figures).await.expect(StatusCode::OK);
        import(&registrar, &to("fees"), "Mitglied;Jahr;fällig am;bezahlt am\nG-1;2025;31.3.2025;29.2.2024\nG-1;2026;2026-03-31;\n").await.expect(StatusCode::OK);
        for kind in ["municipalities", "bodies", "people", "figures", "fees"] {
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
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM audit_log WHERE act = 'export_table'").await, 11);
        registrar.api_post("/federations/laka/export/secrets", &Value::Null).await.expect(StatusCode::NOT_FOUND);
        registrar.api_post("/federations/laka/export/people?form=pdf", &Value::Null).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let auditor = app.officer(Role::Auditor, &federation).await;
        auditor.api_post("/federations/laka/export/people", &Value::Null).await.expect(StatusCode::FORBIDDEN);
    }

    async fn a_table_that_somebody_else_made_is_read_as_it_is(app: TestApp) {
        let registrar = app.officer(Role::Registrar, &app.federation("laka").await).await;
        let to = |kind: &str| format!("/federations/laka/{kind}/import?preview=false");
        import(&registrar, &to("bodies"), "key;Gremium;Art\nG-1;Rat Köln;gewählt\nG-2;Rat Ulm;gewählt\n").await.expect(StatusCode::OK);
        // A title, a blank line, headers as people write them, blank cells beside the table, days of three kinds, Windows-1252.
        let text = "Bezugszahlen der Mitglieder;;;;;\r\n;;;;;\r\nSchlüssel des Mitglieds:;Art *;Stichtag;Zahl;Quelle;\r\n\
            G-1 ;ausländische Einwohner;31.12.2025; 15.993 ;Statistisches Landesamt, Wärme;;\r\n;;;;;\r\nG-2;Einwohner;46022;1 234 567;Stadt;\r\n";
        let old: Vec<u8> = text.chars().map(|sign| u8::try_from(u32::from(sign)).unwrap()).collect();
        assert!(std::str::from_utf8(&old).is_err());
        let request = |text: Vec<u8>| {
            let (path, registrar) = (format!("/api/v1{}", to("figures")), &registrar);
            async move {
                let request = Request::builder().method(Method::POST).uri_str(&path).content_type("text/csv");
                registrar.send_with(&path, request, text).await
            }
        };
        assert_eq!(counts(&request(old).await.expect(StatusCode::OK)), [2, 0, 0, 0]);
        let mut outside = app.outside().await;
        assert_eq!(outside.numbers("SELECT value FROM body_figures ORDER BY value").await, [15_993, 1_234_567]);
        assert_eq!(outside.numbers("SELECT DISTINCT day FROM body_figures").await, [20_453]);
        assert_eq!(outside.texts("SELECT source FROM body_figures ORDER BY value").await[0], "Statistisches Landesamt, Wärme");
        // The same with commas, tabs and a byte order mark is the same.
        for (separator, mark) in [("\t", ""), ("\t", "\u{feff}")] {
            let again = format!("{mark}{}", text.replace(';', separator));
            assert_eq!(counts(&request(again.into_bytes()).await.expect(StatusCode::OK)), [0, 0, 2, 0]);
        }
    }

    async fn each_mistake_in_a_table_of_figures_or_fees_is_named_and_nothing_is_written(app: TestApp) {
        let registrar = app.officer(Role::Registrar, &app.federation("laka").await).await;
        let to = |kind: &str| format!("/federations/laka/{kind}/import?preview=false");
        import(&registrar, &to("bodies"), "key;Gremium;Art\nG-1;Rat Köln;gewählt\n").await.expect(StatusCode::OK);
        for (kind, header, row, told) in [
            ("figures", "body;kind;day;value;source", "G-9;members;2025-12-31;1;Rat", "row-3.body_external_key body-unknown"),
            ("figures", "body;kind;day;value;source", "G-1;members;2025-12-30;1;Rat", "row-3.day repeats-row"),
            ("figures", "body;kind;day;value;source", "G-1;Bäume;2025-12-31;1;Rat", "row-3.kind word-unknown"),
            ("figures", "body;kind;day;value;source", "G-1;members;29.2.2025;1;Rat", "row-3.day not-a-day"),
            ("figures", "body;kind;day;value;source", "G-1;members;2025-12-31;=1+1;Rat", "row-3.value formula"),
            ("figures", "body;kind;day;value;source", "G-1;members;2025-12-31;15.99;Rat", "row-3.value number-range"),
            ("figures", "body;kind;day;value;source", "G-1;members;2027-12-31;1;Rat", "row-3.day figure-in-future"),
            ("fees", "body;year;due_on;paid_on;x", "G-1;2025;;;", "row-3.year repeats-row"),
            ("fees", "body;year;due_on;paid_on;x", "G-1;2026;;;", "row-3.due_on required"),
            ("fees", "body;year;due_on;paid_on;x", "G-1;26;2026-01-01;;", "row-3.year number-range"),
            ("fees", "body;year;due_on;paid_on;x", "G-1;2026;2026-01-01;2026-12-31;", "row-3.paid_on paid-in-future"),
        ] {
            let good = if kind == "figures" { "G-1;members;2025-12-30;1;Rat" } else { "G-1;2025;2025-01-01;;" };
            let row = if told == "row-3.year repeats-row" { "G-1;2025;2025-01-01;;" } else { row };
            let refused = import(&registrar, &to(kind), format!("{header}\n{good}\n{row}\n")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(fields(&refused), [told], "{row}");
        }
        let mut outside = app.outside().await;
        assert_eq!(outside.number("SELECT COUNT(*) FROM body_figures").await, 0);
        assert_eq!(outside.number("SELECT COUNT(*) FROM body_fees").await, 0);
        let limit = format!("body;year;due_on\n{}", "G-1;2025;2025-01-01\n".repeat(100_001));
        let refused = import(&registrar, &to("fees"), limit).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fields(&refused), ["file file-too-many-rows"]);
        let auditor = app.officer(Role::Auditor, &app.federation("other").await).await;
        import(&auditor, &to("fees"), "body;year\n").await.expect(StatusCode::NOT_FOUND);
    }

    async fn a_long_table_is_taken_over_by_itself_all_rows_or_none(app: TestApp) {
        let federation = app.federation("laka").await;
        let registrar = app.officer(Role::Registrar, &federation).await;
        let path = "/federations/laka/municipalities/import?preview=false";
        let rows = |last: &str| {
            let rows = (0..2_500).map(|n| format!("08{n:06};Gemeinde {n}\n"));
            format!("ags;name\n{}{last}\n", rows.collect::<String>())
        };
        let ended = async |id: &str| loop {
            let job = registrar.api_get(&format!("/federations/laka/imports/{id}")).await.expect(StatusCode::OK).json();
            if !["checking", "writing"].contains(&job["state"].as_str().unwrap()) {
                break job;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        };
        let started = import(&registrar, path, rows("08000000;Doppelt")).await.expect(StatusCode::ACCEPTED).json();
        let refused = ended(started["id"].as_str().unwrap()).await;
        assert_eq!((refused["state"].as_str(), refused["problem"]["fields"][0]["field"].as_str()), (Some("failed"), Some("row-2502.ags")));
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM municipalities").await, 0);
        let started = import(&registrar, path, rows("09162000;München")).await.expect(StatusCode::ACCEPTED).json();
        let id = started["id"].as_str().unwrap();
        let done = ended(id).await;
        assert_eq!((done["state"].as_str(), done["new"].as_i64()), (Some("done"), Some(2_501)), "{done}");
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM municipalities").await, 2_501);
        let other = app.officer(Role::Registrar, &federation).await;
        other.api_get(&format!("/federations/laka/imports/{id}")).await.expect(StatusCode::NOT_FOUND);

        // On the pages: the preview first, then a page that asks again by itself until it is done.
        let changed = rows("09162000;Minga");
        let page = "/de/staff/laka/import";
        let kept = registrar.post_file(page, &[("kind", "municipalities")], ("file", "t.csv", changed.as_bytes())).await.expect(StatusCode::SEE_OTHER);
        let here = kept.location().unwrap().to_owned();
        let preview = registrar.get(&here).await.expect(StatusCode::OK).text();
        let digest = preview.split("name=\"digest\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let to = registrar.post_form(&format!("{here}/confirm"), &[("digest", &digest)]).await.expect(StatusCode::SEE_OTHER);
        let progress = to.location().unwrap().to_owned();
        assert_eq!(progress, format!("{here}/progress"));
        let shown = loop {
            let shown = registrar.get(&progress).await.expect(StatusCode::OK).text();
            if !shown.contains("http-equiv=\"refresh\"") {
                break shown;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        };
        assert!(shown.contains("Eingelesen"), "{shown}");
        registrar.get(&progress.replace("/de/", "/en/")).await.expect(StatusCode::OK);
        assert_eq!(app.outside().await.texts("SELECT name FROM municipalities WHERE ags = '09162000'").await, ["Minga"]);
        other.get(&progress).await.expect(StatusCode::NOT_FOUND);
    }
}
