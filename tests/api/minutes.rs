//! Minutes of an assembly: put together from what happened, completed, signed by two, and never changed afterwards.

use poem::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{
    Actor, Answer, TestApp,
    electorate::{Electorate, cast, motion},
};

struct Held {
    staged: Electorate,
    minutes: String,
    page: String,
    assembly: i64,
}

/// An assembly of three places with one decision that is published.
async fn held(app: &TestApp) -> Held {
    let staged = app.electorate("laka", &[1, 1, 1]).await;
    let (federation, round, roll) = (staged.federation.id.0, staged.round, staged.roll);
    let mut outside = app.outside().await;
    outside
        .execute(&format!(
            "INSERT INTO assemblies (federation_id, title, day, form, place, legal_basis, round_id, roll_id, revision) \
             VALUES ({federation}, 'Vollversammlung', 20577, 'on_site', 'Stuttgart', '', {round}, {roll}, 1)"
        ))
        .await;
    let assembly = outside.number("SELECT MAX(id) FROM assemblies").await;
    let slug = &staged.federation.slug;
    Held {
        minutes: format!("/federations/{slug}/assemblies/{assembly}/minutes"),
        page: format!("/de/staff/{slug}/assemblies/{assembly}/minutes"),
        staged,
        assembly,
    }
}

fn texts() -> Value {
    json!({"chaired_by": "Ayşe Öz", "taken_by": "Ben Ay", "began": "10:05", "ended": "12:40",
        "opening": "Begrüßung", "proceedings": "Erster Absatz.\n\nZweiter Absatz.", "statements": ""})
}

async fn show(actor: &Actor, held: &Held) -> Value {
    actor
        .api_get(&held.minutes)
        .await
        .expect(StatusCode::OK)
        .json()
}

async fn ask(actor: &Actor, held: &Held, reason: &str) -> Answer {
    let path = format!("{}/signings", held.minutes);
    actor.api_post(&path, &json!({ "reason": reason })).await
}

async fn decide(actor: &Actor, held: &Held, id: i64, what: &str) -> Answer {
    let path = format!("{}/signings/{id}/{what}", held.minutes);
    actor.api_post(&path, &Value::Null).await
}

fn refused(answer: Answer, code: &str) {
    assert_eq!(answer.expect(StatusCode::CONFLICT).json()["code"], code);
}

on_both_engines! {
    async fn minutes_are_put_together_completed_and_signed_by_two_and_a_correction_is_a_new_version(app: TestApp) {
        let held = held(&app).await;
        let (board, second) = (&held.staged.board, &held.staged.second);
        for entry in &held.staged.entries[..2] {
            let place = format!("{}/entries/{entry}/place/check-in", held.staged.path);
            board.api_post(&place, &Value::Null).await.expect(StatusCode::NO_CONTENT);
        }
        let draft = show(board, &held).await;
        assert_eq!(draft["revision"], 0);
        assert_eq!(draft["draft"]["attendance"].as_array().unwrap().len(), 2);
        assert_eq!(draft["draft"]["presence"].as_array().unwrap().last().unwrap()["places"], 2);
        assert!(!draft.to_string().contains("Person Öz"), "people stand there by number: {draft}");
        refused(ask(board, &held, "").await, "minutes-incomplete");
        board.api_put(&held.minutes, 0, &texts()).await.expect(StatusCode::NO_CONTENT);
        board.api_put(&held.minutes, 0, &texts()).await.expect(StatusCode::PRECONDITION_FAILED);

        let id = ask(board, &held, "").await.expect(StatusCode::CREATED).id();
        refused(ask(second, &held, "").await, "minutes-waiting");
        refused(decide(board, &held, id, "confirm").await, "minutes-own-request");
        decide(second, &held, id, "confirm").await.expect(StatusCode::NO_CONTENT);
        decide(second, &held, id, "confirm").await.expect(StatusCode::NOT_FOUND);
        let signed = show(board, &held).await;
        let first = signed["signed"][0].clone();
        assert_eq!((first["version"].as_i64(), signed["signed"].as_array().unwrap().len()), (Some(1), 1));
        refused(ask(board, &held, "nichts").await, "minutes-signed");

        let mut corrected = texts();
        corrected["statements"] = json!("Erklärung");
        board.api_put(&held.minutes, 1, &corrected).await.expect(StatusCode::NO_CONTENT);
        let without = ask(board, &held, "").await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(without["fields"][0]["field"], "reason");
        let id = ask(board, &held, "Erklärung fehlte").await.expect(StatusCode::CREATED).id();
        // Changed after the first signature: the second person would sign another text.
        corrected["statements"] = json!("Andere Erklärung");
        board.api_put(&held.minutes, 2, &corrected).await.expect(StatusCode::NO_CONTENT);
        refused(decide(second, &held, id, "confirm").await, "minutes-changed");
        decide(second, &held, id, "withdraw").await.expect(StatusCode::NO_CONTENT);
        let id = ask(second, &held, "Erklärung fehlte").await.expect(StatusCode::CREATED).id();
        decide(&held.staged.registrar, &held, id, "confirm").await.expect(StatusCode::NO_CONTENT);
        let signed = show(board, &held).await;
        assert_eq!((signed["signed"].as_array().unwrap().len(), &signed["signed"][1]), (2, &first));
    }

    async fn decisions_stand_in_the_minutes_as_they_were_published(app: TestApp) {
        let held = held(&app).await;
        let board = &held.staged.board;
        let voters = app.voters(&held.staged, 3).await;
        let poll = held.staged.ready(&motion()).await;
        assert_eq!(show(board, &held).await["draft"]["without_result"].as_array().unwrap().len(), 1);
        board.api_put(&held.minutes, 0, &texts()).await.expect(StatusCode::NO_CONTENT);
        held.staged.step(poll, "open").await;
        refused(ask(board, &held, "").await, "minutes-poll-open");
        for voter in &voters {
            cast(voter, poll, &["yes"]).await;
        }
        held.staged.step(poll, "close").await;
        held.staged.step(poll, "count").await;
        let page = board.get(&held.page).await.expect(StatusCode::OK).text();
        assert!(page.contains("Ohne veröffentlichtes Ergebnis") && page.contains("Beitrag"), "{page}");
    }

    async fn pages_complete_show_and_sign_minutes_and_paper_says_the_same(app: TestApp) {
        let held = held(&app).await;
        let (board, second) = (&held.staged.board, &held.staged.second);
        let place = format!("{}/entries/{}/place/check-in", held.staged.path, held.staged.entries[0]);
        board.api_post(&place, &Value::Null).await.expect(StatusCode::NO_CONTENT);
        let edit = format!("{}/edit", held.page);
        let form = [("chaired_by", "Ayşe Öz"), ("taken_by", "Ben Ay"), ("proceedings", "<script>x</script>"), ("revision", "0")];
        board.post_form(&edit, &form).await.expect(StatusCode::SEE_OTHER);
        let stale = board.post_form(&edit, &form).await.expect(StatusCode::PRECONDITION_FAILED).text();
        assert!(stale.contains("error-summary") && stale.contains("Ben Ay"), "{stale}");
        let page = board.get(&held.page).await.expect(StatusCode::OK).text();
        assert!(page.contains("&#60;script&#62;") && page.contains("Person Öz") && page.contains("/minutes/sign"), "{page}");
        board.post_form(&format!("{}/sign", held.page), &[]).await.expect(StatusCode::SEE_OTHER);
        let approval = app.outside().await.number("SELECT MAX(id) FROM approvals").await;
        let confirm = format!("{}/{approval}/confirm", held.page);
        assert!(second.get(&held.page).await.expect(StatusCode::OK).text().contains(&confirm));
        assert!(!board.get(&held.page).await.expect(StatusCode::OK).text().contains(&confirm));
        second.post_form(&confirm, &[]).await.expect(StatusCode::SEE_OTHER);
        let page = board.get(&held.page).await.expect(StatusCode::OK).text();
        assert!(page.contains("Unterzeichnet, Fassung"), "{page}");
        for lang in ["de", "en", "ar-XB"] {
            let path = held.page.replacen("/de/", &format!("/{lang}/"), 1);
            let paper = board.get(&format!("{path}.pdf")).await.expect(StatusCode::OK);
            assert!(paper.body.starts_with(b"%PDF-") && paper.header("content-type") == Some("application/pdf"));
        }
        board.get(&format!("{}?version=7", held.page)).await.expect(StatusCode::NOT_FOUND);
    }

    async fn signed_minutes_cannot_be_altered_and_forget_a_person_with_the_roll(app: TestApp) {
        let held = held(&app).await;
        let board = &held.staged.board;
        let place = format!("{}/entries/{}/place/check-in", held.staged.path, held.staged.entries[0]);
        board.api_post(&place, &Value::Null).await.expect(StatusCode::NO_CONTENT);
        board.api_put(&held.minutes, 0, &texts()).await.expect(StatusCode::NO_CONTENT);
        let id = ask(board, &held, "").await.expect(StatusCode::CREATED).id();
        decide(&held.staged.second, &held, id, "confirm").await.expect(StatusCode::NO_CONTENT);
        let mut outside = app.outside().await;
        let where_ = format!("assembly_id = {}", held.assembly);
        for sql in [format!("UPDATE minutes_versions SET content = '{{}}' WHERE {where_}"), format!("DELETE FROM minutes_versions WHERE {where_}")] {
            assert!(outside.try_execute(&sql).await.is_err(), "{sql}");
        }
        assert!(board.get(&held.page).await.expect(StatusCode::OK).text().contains("Person Öz"));
        outside.execute("UPDATE roll_entries SET name = '', name_salt = ''").await;
        let page = board.get(&held.page).await.expect(StatusCode::OK).text();
        assert!(!page.contains("Person Öz") && page.contains("gelöschte Person"), "{page}");
    }
}
