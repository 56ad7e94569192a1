//! The calendar of a federation and of a body.

use mandat::accounts::model::Role;
use poem::http::StatusCode;
use serde_json::json;

on_both_engines! {
    async fn assemblies_deadlines_and_ends_of_terms_are_in_the_calendar(app: TestApp) {
        let laka = app.federation("laka").await;
        let registrar = app.officer(Role::Registrar, &laka).await;
        let (ulm, aalen) = (app.council(&laka, "Rat Ulm; Süd, eins").await, app.council(&laka, "Rat Aalen").await);
        for body in [&ulm, &aalen] {
            app.term(&registrar, "laka", body).await;
        }
        let assembly = json!({"title": "Versammlung, die erste", "day": "2026-06-20", "form": "on_site", "place": "Ulm", "last_day": "2026-06-10"});
        registrar.api_post("/federations/laka/assemblies", &assembly).await.expect(StatusCode::CREATED);

        let reader = app.stranger();
        let feed = reader.get("/de/federations/laka/calendar.ics").await.expect(StatusCode::OK);
        assert_eq!(feed.header("content-type"), Some("text/calendar; charset=utf-8"));
        let text = feed.text().replace("\r\n ", "");
        for line in [
            "BEGIN:VCALENDAR",
            "DTSTART;VALUE=DATE:20260620",
            "SUMMARY:Versammlung\\, die erste",
            "LOCATION:Ulm",
            "DTSTART;VALUE=DATE:20260610",
            "SUMMARY:Delegierte melden bis heute: Versammlung\\, die erste",
            "DTSTART;VALUE=DATE:20310531",
            "SUMMARY:Amtszeit endet: Rat Ulm\\; Süd\\, eins",
        ] {
            assert!(text.lines().any(|l| l == line), "{line}: {text}");
        }
        assert!(feed.text().lines().all(|line| line.len() <= 75), "lines are folded (RFC 5545, 3.1)");
        let again = reader.get("/de/federations/laka/calendar.ics").await;
        assert_eq!(feed.header("etag"), again.header("etag"), "the same days give the same bytes");

        let of_body = reader.get(&format!("/de/federations/laka/bodies/{}/calendar.ics", aalen.id)).await.expect(StatusCode::OK).text();
        assert!(of_body.contains("Rat Aalen") && !of_body.contains("Rat Ulm") && of_body.contains("20260620"));
        reader.get("/de/federations/laka/bodies/999/calendar.ics").await.expect(StatusCode::NOT_FOUND);
        reader.get("/de/federations/nobody/calendar.ics").await.expect(StatusCode::NOT_FOUND);
    }
}
