//! Delegations of a round as a table: in, out, and in again.

use mandat::accounts::model::Role;
use poem::{
    Request,
    http::{Method, StatusCode},
};
use serde_json::{Value, json};

use crate::support::{Actor, Answer};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async fn send(actor: &Actor, path: &str, content_type: &str, table: Vec<u8>) -> Answer {
    let path = format!("/api/v1{path}");
    let request = Request::builder()
        .method(Method::POST)
        .uri_str(&path)
        .content_type(content_type);
    actor.send_with(&path, request, table).await
}

fn counts(answer: &Answer) -> [i64; 4] {
    let report = answer.json();
    ["new", "updated", "unchanged", "refused"].map(|name| report[name].as_i64().unwrap())
}

/// Two bodies with keys, three people who belong to the first and one who belongs to the second; the round of an assembly.
async fn round(registrar: &Actor) -> i64 {
    let import = |kind: &str, table: &'static str| {
        let path = format!("/federations/lir/{kind}/import?preview=false");
        async move {
            send(registrar, &path, "text/csv", table.into())
                .await
                .expect(StatusCode::OK)
        }
    };
    import(
        "bodies",
        "key;Gremium;Art;Delegierte\nG-1;Rat Köln;gewählt;2\nG-2;Rat Ulm;gewählt;1\n",
    )
    .await;
    import("people", "key;Vorname;Nachname;body;von\nP-1;Ayşe;Öz;G-1;2024-01-01\nP-2;Bo;Li;G-1;2024-01-01\nP-3;Can;Er;G-1;2024-01-01\nP-4;Da;Vu;G-2;2024-01-01\n").await;
    let assembly = json!({"title": "Mitgliederversammlung", "day": "2026-06-20", "form": "on_site", "place": "Essen"});
    let id = registrar
        .api_post("/federations/lir/assemblies", &assembly)
        .await
        .expect(StatusCode::CREATED)
        .id();
    let shown = registrar
        .api_get(&format!("/federations/lir/assemblies/{id}"))
        .await
        .json();
    shown["round_id"].as_i64().unwrap()
}

on_both_engines! {
    async fn delegations_come_in_as_a_table_and_what_is_given_out_changes_nothing_when_it_comes_in_again(app: TestApp) {
        let registrar = app.officer(Role::Registrar, &app.federation("lir").await).await;
        let round = round(&registrar).await;
        let path = format!("/federations/lir/rounds/{round}/delegations");
        let table = "Delegierte 2026;;;\nMitglied;Person;Vorname;Nachname;Platz;Beschluss\nG-1;P-1;;;1;1.5.2026\nG-1;;Bo;Li;2;1.5.2026\nG-2;P-4;;;1;\n";
        let preview = send(&registrar, &format!("{path}/import"), "text/csv", table.into()).await.expect(StatusCode::OK);
        assert_eq!(counts(&preview), [3, 0, 0, 0]);
        let mut outside = app.outside().await;
        assert_eq!(outside.number("SELECT COUNT(*) FROM delegates").await, 0);
        let digest = preview.json()["digest"].as_str().unwrap().to_owned();
        let wrong = format!("{path}/import?preview=false&digest={}", "0".repeat(64));
        send(&registrar, &wrong, "text/csv", table.into()).await.expect(StatusCode::CONFLICT);
        let import = format!("{path}/import?preview=false&digest={digest}");
        send(&registrar, &import, "text/csv", table.into()).await.expect(StatusCode::OK);
        assert_eq!(outside.number("SELECT COUNT(*) FROM delegates WHERE state = 'registered' AND role = 'delegate'").await, 3);
        assert_eq!(outside.numbers("SELECT resolution_on FROM delegations").await, [20_574]);
        for form in ["csv", "xlsx"] {
            let file = registrar.api_post(&format!("{path}/export?form={form}"), &Value::Null).await.expect(StatusCode::OK);
            let content_type = if form == "csv" { "text/csv" } else { XLSX };
            let again = send(&registrar, &format!("{path}/import?preview=false"), content_type, file.body).await;
            assert_eq!(counts(&again.expect(StatusCode::OK)), [0, 0, 3, 0], "{form}");
        }
        // Another rank is an update, and the person stays registered.
        let moved = "body;person;position;resolution_on\nG-1;P-1;2;2026-05-01\nG-1;P-2;1;2026-05-01\n";
        let moved = send(&registrar, &format!("{path}/import?preview=false"), "text/csv", moved.into()).await.expect(StatusCode::OK);
        assert_eq!(counts(&moved), [0, 2, 0, 0]);
        assert_eq!(outside.numbers("SELECT position FROM delegates ORDER BY id").await, [2, 1, 1]);
    }

    async fn a_table_with_one_mistake_writes_nothing_and_a_frozen_round_takes_none(app: TestApp) {
        let lir = app.federation("lir").await;
        let registrar = app.officer(Role::Registrar, &lir).await;
        let round = round(&registrar).await;
        let import = format!("/federations/lir/rounds/{round}/delegations/import?preview=false");
        let over = "body;person\nG-2;P-4\nG-1;P-1\nG-1;P-2\nG-1;P-3\n";
        let refused = send(&registrar, &import, "text/csv", over.into()).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(refused["fields"][0]["field"], "row-5.role");
        let mut outside = app.outside().await;
        assert_eq!(outside.number("SELECT COUNT(*) FROM delegates").await, 0);
        send(&registrar, &import, "text/plain", over.into()).await.expect(StatusCode::UNSUPPORTED_MEDIA_TYPE);
        let board = app.officer(Role::ElectionBoard, &lir).await;
        send(&board, &import, "text/csv", over.into()).await.expect(StatusCode::FORBIDDEN);
        outside.execute(&format!("UPDATE delegation_rounds SET state = 'frozen' WHERE id = {round}")).await;
        send(&registrar, &import, "text/csv", "body;person\nG-2;P-4\n".into()).await.expect(StatusCode::CONFLICT);
    }

    async fn staff_read_a_table_of_delegations_on_the_pages_after_a_preview(app: TestApp) {
        let registrar = app.officer(Role::Registrar, &app.federation("lir").await).await;
        let round = round(&registrar).await;
        let page = format!("/de/staff/lir/rounds/{round}/table");
        registrar.get(&page).await.expect(StatusCode::OK);
        registrar.get(&page.replace("/de/", "/en/")).await.expect(StatusCode::OK);
        let nothing = registrar.post_form(&page, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(nothing.contains("error-summary"));
        let kept = registrar.post_file(&page, &[], ("file", "t.csv", b"body;person\nG-1;P-1\nG-2;P-9\n")).await.expect(StatusCode::SEE_OTHER);
        let preview = registrar.get(kept.location().unwrap()).await.expect(StatusCode::OK).text();
        assert!(preview.contains("Diese Person gibt es im Verzeichnis nicht") && !preview.contains("name=\"digest\""), "{preview}");
        let kept = registrar.post_file(&page, &[], ("file", "t.csv", b"body;person\nG-1;P-1\n")).await.expect(StatusCode::SEE_OTHER);
        let here = kept.location().unwrap().to_owned();
        let preview = registrar.get(&here).await.expect(StatusCode::OK).text();
        let digest = preview.split("name=\"digest\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        registrar.post_form(&here, &[("digest", "other")]).await.expect(StatusCode::CONFLICT);
        registrar.post_form(&here, &[("digest", &digest)]).await.expect(StatusCode::SEE_OTHER);
        registrar.get(&here).await.expect(StatusCode::NOT_FOUND);
        let file = registrar.post_form(&format!("{page}/export"), &[("form", "csv")]).await.expect(StatusCode::OK).text();
        assert!(file.contains("G-1;P-1;Ayşe;Öz;delegate;1;"), "{file}");
    }
}
