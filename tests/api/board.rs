//! The board of a federation: who leaves it before the term is over.

use mandat::accounts::model::Role;
use poem::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{Actor, electorate::election};

on_both_engines! {
    async fn a_mandate_on_the_board_ends_before_its_term_and_stays_in_the_list(app: TestApp) {
        let staged = app.electorate("laka", &[1; 3]).await;
        let (registrar, federation) = (&staged.registrar, &staged.federation);
        let auditor = app.officer(Role::Auditor, federation).await;
        let publisher = app.officer(Role::Publisher, federation).await;
        let poll = staged.draft(&election(&["Omar", "Nina"])).await;
        let (f, mut outside) = (federation.id, app.outside().await);
        let person = outside.number("SELECT MIN(person_id) FROM roll_entries").await;
        let day = |text: &str| text.parse::<mandat::types::Day>().unwrap().to_epoch_days();
        let by = outside.number("SELECT MIN(id) FROM accounts").await;
        outside
            .execute(&format!(
                "INSERT INTO board_mandates (federation_id, poll_id, result_version, place, person_id, function, starts_on, ends_on, recorded_by, recorded_at) \
                 VALUES ({f}, {poll}, 1, 1, {person}, 'chair', {}, {}, {by}, 0)",
                day("2025-01-01"),
                day("2099-12-31")
            ))
            .await;
        let id = outside.number("SELECT MAX(id) FROM board_mandates").await;
        let (path, page) = (format!("/federations/laka/board/{id}/end"), format!("/de/staff/laka/board/{id}/end"));
        let end = async |who: &Actor, revision: i64, ends_on: &str, reason: &str| {
            let body = json!({ "ends_on": ends_on, "end_reason": reason });
            who.api(Method::POST, &path, Some(revision), Some(&body)).await
        };
        for other in [&staged.board, &publisher, &auditor] {
            end(other, 1, "2026-04-30", "resigned").await.expect(StatusCode::FORBIDDEN);
        }
        let elsewhere = app.officer(Role::Registrar, &app.federation("other").await).await;
        end(&elsewhere, 1, "2026-04-30", "resigned").await.expect(StatusCode::NOT_FOUND);
        let of_another = format!("/federations/other/board/{id}/end");
        let body = json!({ "ends_on": "2026-04-30", "end_reason": "resigned" });
        elsewhere.api(Method::POST, &of_another, Some(1), Some(&body)).await.expect(StatusCode::NOT_FOUND);
        let erasure = format!("/federations/laka/people/{person}/erasure");
        let preview = registrar.api_get(&erasure).await.expect(StatusCode::OK).json();
        assert!(preview["blocks"].as_array().unwrap().contains(&json!("mandate")), "{preview}");
        for (ends_on, reason, field) in [
            ("2024-12-31", "resigned", "ends_on"),
            ("2100-01-01", "resigned", "ends_on"),
            ("2026-02-30", "resigned", "ends_on"),
            ("2026-04-30", "term_ended", "end_reason"),
            ("2026-04-30", "", "end_reason"),
        ] {
            let refused = end(registrar, 1, ends_on, reason).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
            assert!(refused.contains(&format!("\"{field}\"")), "{field}: {refused}");
        }
        assert!(registrar.get(&page).await.expect(StatusCode::OK).text().contains("value=\"recalled\""));
        registrar.post_form(&page, &[("revision", "1"), ("ends_on", "2024-12-31"), ("end_reason", "recalled")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        registrar.post_form(&page, &[("revision", "1"), ("ends_on", "2026-05-03"), ("end_reason", "recalled")]).await.expect(StatusCode::SEE_OTHER);
        // Seen before it was changed; then the day is corrected.
        end(registrar, 1, "2026-04-30", "resigned").await.expect(StatusCode::PRECONDITION_FAILED);
        end(registrar, 2, "2026-04-30", "resigned").await.expect(StatusCode::NO_CONTENT);

        let board = auditor.api_get("/federations/laka/board").await.expect(StatusCode::OK).json();
        let member = &board["items"][0];
        assert_eq!((&member["ends_on"], &member["ended_on"], &member["end_reason"]), (&json!("2099-12-31"), &json!("2026-04-30"), &json!("resigned")));
        for (on, members) in [("2024-12-31", 0), ("2025-01-01", 1), ("2026-04-30", 1), ("2026-05-01", 0)] {
            let board = auditor.api_get(&format!("/federations/laka/board?on={on}")).await.expect(StatusCode::OK).json();
            assert_eq!(board["items"].as_array().unwrap().len(), members, "{on}");
            let shown = auditor.get(&format!("/de/staff/laka/board?on={on}")).await.expect(StatusCode::OK).text();
            assert_eq!(shown.contains("Person Öz"), members == 1, "{on}");
        }
        auditor.api_get("/federations/laka/board?on=yesterday").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let listed = registrar.get("/de/staff/laka/board").await.expect(StatusCode::OK).text();
        assert!(listed.contains("Person Öz") && listed.contains("31. Dezember 2099") && !listed.contains("im Amt<"), "{listed}");
        // Who is in office no more can be erased as far as the board goes.
        let preview = registrar.api_get(&erasure).await.expect(StatusCode::OK).json();
        assert!(!preview["blocks"].as_array().unwrap().contains(&json!("mandate")), "{preview}");
        let record = registrar.api_post(&format!("/federations/laka/people/{person}/record"), &Value::Null).await.expect(StatusCode::OK).json();
        assert_eq!((&record["board"][0]["ended_on"], &record["board"][0]["end_reason"]), (&json!("2026-04-30"), &json!("resigned")));
        let logged = outside.texts("SELECT \"before\" || ' ' || \"after\" FROM audit_log WHERE act = 'end_board_mandate' ORDER BY seq").await;
        assert!(logged.len() == 2 && logged[1].contains("recalled") && logged[1].contains("resigned"), "{logged:?}");
    }
}
