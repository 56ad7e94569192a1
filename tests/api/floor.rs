//! The floor of an assembly: the list of speakers over API and pages, the screen in the hall, the chair's page.

use poem::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{
    Actor, Answer, TestApp,
    electorate::{Electorate, motion},
};

/// A frozen roll of an assembly, with where its lists of speakers are in the API and its pages.
struct Hall {
    staged: Electorate,
    lists: String,
    pages: String,
}

async fn hall(app: &TestApp, votes: &[i64]) -> Hall {
    let staged = app.electorate("laka", votes).await;
    let (federation, round, roll) = (staged.federation.id.0, staged.round, staged.roll);
    let mut outside = app.outside().await;
    outside
        .execute(&format!(
            "INSERT INTO assemblies (federation_id, title, day, form, place, legal_basis, round_id, roll_id, revision) \
             VALUES ({federation}, 'Vollversammlung', 20000, 'on_site', 'Stuttgart', '', {round}, {roll}, 1)"
        ))
        .await;
    let assembly = outside.number("SELECT MAX(id) FROM assemblies").await;
    let slug = &staged.federation.slug;
    Hall {
        lists: format!("/federations/{slug}/assemblies/{assembly}/speaker-lists"),
        pages: format!("/de/staff/{slug}/assemblies/{assembly}"),
        staged,
    }
}

impl Hall {
    async fn open(&self, rules: Value) -> String {
        let answer = self.staged.board.api_post(&self.lists, &rules).await;
        format!("{}/{}", self.lists, answer.expect(StatusCode::CREATED).id())
    }
}

async fn ask(actor: &Actor, list: &str, request: Value) -> Answer {
    actor.api_post(&format!("{list}/speeches"), &request).await
}

async fn post(actor: &Actor, path: &str) -> Answer {
    actor.api_post(path, &Value::Null).await
}

async fn state(actor: &Actor, list: &str, state: &str) -> Answer {
    actor
        .api_put(&format!("{list}/state"), 0, &json!({ "state": state }))
        .await
}

fn refused(answer: Answer, code: &str) {
    assert_eq!(answer.expect(StatusCode::CONFLICT).json()["code"], code);
}

/// Ids of those who wait, in their order.
async fn waiting(actor: &Actor, list: &str) -> Vec<i64> {
    let list = actor.api_get(list).await.expect(StatusCode::OK).json();
    let waiting = list["waiting"].as_array().unwrap().iter();
    waiting.map(|s| s["id"].as_i64().unwrap()).collect()
}

on_both_engines! {
    async fn speakers_are_called_in_turn_and_the_speech_before_is_over(app: TestApp) {
        let hall = hall(&app, &[1, 1, 1]).await;
        let board = &hall.staged.board;
        let list = hall.open(json!({"topic": "Haushalt", "time": "3", "first_group": "Für", "second_group": "Gegen"})).await;
        let mut ids = Vec::new();
        for (number, turn) in [(1, 1), (2, 1), (3, 2)] {
            ids.push(ask(board, &list, json!({"number": number, "turn": turn})).await.expect(StatusCode::CREATED).id());
        }
        ids.push(ask(board, &list, json!({"guest": "Dr. Ay", "point_of_order": true})).await.expect(StatusCode::CREATED).id());
        assert_eq!(waiting(board, &list).await, [ids[3], ids[0], ids[2], ids[1]]);
        let call = |id: i64| format!("{list}/speeches/{id}/call");
        post(board, &call(ids[0])).await.expect(StatusCode::NO_CONTENT);
        app.clock.advance(std::time::Duration::from_secs(60));
        post(board, &call(ids[3])).await.expect(StatusCode::NO_CONTENT);
        let shown = board.api_get(&list).await.expect(StatusCode::OK).json();
        assert_eq!((shown["speaking"]["name"].as_str(), shown["speaking"]["point_of_order"].as_bool()), (Some("Dr. Ay"), Some(true)));
        assert_eq!(shown["spoken"].as_array().unwrap().len(), 1);
        assert_eq!(shown["spoken"][0]["id"], ids[0]);
        // The point of order has taken nobody's turn: the other group comes next.
        assert_eq!(waiting(board, &list).await, [ids[2], ids[1]]);
        post(board, &format!("{list}/finish")).await.expect(StatusCode::NO_CONTENT);
        refused(post(board, &format!("{list}/finish")).await, "floor-nobody-speaks");
        refused(post(board, &call(ids[0])).await, "floor-not-waiting");
        post(board, &format!("{list}/speeches/{}/withdraw", ids[1])).await.expect(StatusCode::NO_CONTENT);
        refused(post(board, &format!("{list}/speeches/{}/withdraw", ids[1])).await, "floor-not-waiting");
        assert_eq!(waiting(board, &list).await, [ids[2]]);
    }

    async fn one_topic_at_a_time_and_what_is_closed_or_over_takes_nobody(app: TestApp) {
        let hall = hall(&app, &[1, 1]).await;
        let board = &hall.staged.board;
        let list = hall.open(json!({"topic": "Haushalt"})).await;
        refused(board.api_post(&hall.lists, &json!({"topic": "Wahlen"})).await, "floor-running");
        ask(board, &list, json!({"number": 1})).await.expect(StatusCode::CREATED);
        refused(ask(board, &list, json!({"number": 1})).await, "floor-waits");
        ask(board, &list, json!({"guest": "Dr. Ay"})).await.expect(StatusCode::CREATED);
        refused(ask(board, &list, json!({"guest": "Dr. Ay"})).await, "floor-waits");
        state(board, &list, "closed").await.expect(StatusCode::NO_CONTENT);
        refused(ask(board, &list, json!({"number": 2})).await, "floor-closed");
        ask(board, &list, json!({"number": 2, "point_of_order": true})).await.expect(StatusCode::CREATED);
        state(board, &list, "open").await.expect(StatusCode::NO_CONTENT);
        ask(board, &list, json!({"number": 2})).await.expect(StatusCode::CREATED);
        state(board, &list, "ended").await.expect(StatusCode::NO_CONTENT);
        assert_eq!(waiting(board, &list).await, [0_i64; 0]);
        refused(ask(board, &list, json!({"number": 2, "point_of_order": true})).await, "floor-ended");
        refused(state(board, &list, "open").await, "floor-ended");
        hall.open(json!({"topic": "Wahlen"})).await;
        let lists = board.api_get(&hall.lists).await.expect(StatusCode::OK).json();
        let topics: Vec<_> = lists.as_array().unwrap().iter().map(|l| (l["topic"].as_str().unwrap(), l["state"].as_str().unwrap())).collect();
        assert_eq!(topics, [("Haushalt", "ended"), ("Wahlen", "open")]);
    }

    async fn fields_that_make_no_sense_are_named(app: TestApp) {
        let hall = hall(&app, &[1]).await;
        let board = &hall.staged.board;
        for (rules, field) in [
            (json!({"topic": " "}), "topic"),
            (json!({"topic": "Haushalt", "time": "drei"}), "time"),
            (json!({"topic": "Haushalt", "time": "0"}), "time"),
            (json!({"topic": "Haushalt", "first_group": "Für"}), "second_group"),
        ] {
            let answer = board.api_post(&hall.lists, &rules).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
            assert_eq!(answer["fields"][0]["field"], field, "{answer}");
        }
        let list = hall.open(json!({"topic": "Haushalt", "first_group": "Für", "second_group": "Gegen"})).await;
        for (request, field) in [
            (json!({"turn": 1}), "number"),
            (json!({"number": 1, "guest": "Dr. Ay", "turn": 1}), "number"),
            (json!({"number": 77, "turn": 1}), "number"),
            (json!({"number": 1}), "turn"),
        ] {
            let answer = ask(board, &list, request).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
            assert_eq!(answer["fields"][0]["field"], field, "{answer}");
        }
        assert_eq!(waiting(board, &list).await, [0_i64; 0]);
        ask(board, "/federations/laka/assemblies/9999/speaker-lists/1", json!({"number": 1})).await.expect(StatusCode::NOT_FOUND);
    }

    async fn two_desks_that_call_at_once_leave_one_speaker(app: TestApp) {
        let hall = hall(&app, &[1, 1]).await;
        let (board, second) = (&hall.staged.board, &hall.staged.registrar);
        let list = hall.open(json!({"topic": "Haushalt"})).await;
        let mut ids = Vec::new();
        for number in [1, 2] {
            ids.push(ask(board, &list, json!({"number": number})).await.expect(StatusCode::CREATED).id());
        }
        let call = |id: i64| format!("{list}/speeches/{id}/call");
        let (one, two) = (call(ids[0]), call(ids[1]));
        let (one, two) = tokio::join!(post(board, &one), post(second, &two));
        one.expect(StatusCode::NO_CONTENT);
        two.expect(StatusCode::NO_CONTENT);
        let shown = board.api_get(&list).await.expect(StatusCode::OK).json();
        assert_eq!((shown["spoken"].as_array().unwrap().len(), shown["waiting"].as_array().unwrap().len()), (1, 0));
        assert!(shown["speaking"]["id"].is_i64());
        // The same person called twice at once is called once.
        let again = ask(board, &list, json!({"guest": "Dr. Ay"})).await.expect(StatusCode::CREATED).id();
        let path = call(again);
        let (one, two) = tokio::join!(post(board, &path), post(second, &path));
        let mut statuses = [one.status.as_u16(), two.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [204, 409]);
    }

    async fn pages_open_a_topic_call_speakers_and_show_them_in_the_hall(app: TestApp) {
        let hall = hall(&app, &[1, 1, 1]).await;
        let board = &hall.staged.board;
        let page = format!("{}/speakers", hall.pages);
        let refused = board.post_form(&page, &[("topic", ""), ("time", "2:30")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(refused.contains("error-summary") && refused.contains("value=\"2:30\""), "{refused}");
        board.post_form(&page, &[("topic", "<b>Haushalt</b>"), ("time", "2:30"), ("newcomers_first", "yes")]).await.expect(StatusCode::SEE_OTHER);
        let id = app.outside().await.number("SELECT MAX(id) FROM speaker_lists").await;
        let list = format!("{page}/{id}");
        board.post_form(&format!("{list}/ask"), &[("number", "1")]).await.expect(StatusCode::SEE_OTHER);
        board.post_form(&format!("{list}/ask"), &[("guest", "Dr. Ay")]).await.expect(StatusCode::SEE_OTHER);
        board.post_form(&format!("{list}/ask"), &[("number", "1")]).await.expect(StatusCode::CONFLICT);
        let shown = board.get(&page).await.expect(StatusCode::OK).text();
        assert!(shown.contains("&#60;b&#62;Haushalt") && shown.contains("Dr. Ay") && shown.contains("Wortmeldungen"), "{shown}");
        let speech = app.outside().await.number("SELECT MIN(id) FROM speeches").await;
        board.post_form(&format!("{list}/speeches/{speech}/call"), &[]).await.expect(StatusCode::SEE_OTHER);

        let screen = hall.staged.registrar.get(&format!("{}/screen", hall.pages)).await.expect(StatusCode::OK);
        assert_eq!(screen.header("cache-control"), Some("no-store"));
        let screen = screen.text();
        assert!(screen.contains("data-until=") && screen.contains("Dr. Ay") && screen.contains("http-equiv=\"refresh\""), "{screen}");
        let chair = board.get(&format!("{}/chair", hall.pages)).await.expect(StatusCode::OK).text();
        assert!(chair.contains(&format!("{list}/finish")), "{chair}");

        board.post_form(&format!("{list}/finish"), &[]).await.expect(StatusCode::SEE_OTHER);
        board.post_form(&format!("{list}/state"), &[("state", "nonsense")]).await.expect(StatusCode::NOT_FOUND);
        board.post_form(&format!("{list}/state"), &[("state", "ended")]).await.expect(StatusCode::SEE_OTHER);
        assert!(board.get(&page).await.expect(StatusCode::OK).text().contains("&#60;b&#62;Haushalt"));
    }

    async fn the_chair_is_led_from_poll_to_poll_and_the_hall_sees_the_one_that_is_open(app: TestApp) {
        let hall = hall(&app, &[1, 1, 1]).await;
        let (chair, screen) = (format!("{}/chair", hall.pages), format!("{}/screen", hall.pages));
        let board = &hall.staged.board;
        assert!(board.get(&chair).await.expect(StatusCode::OK).text().contains("Alle Abstimmungen sind erledigt"));
        let poll = hall.staged.ready(&motion()).await;
        let page = board.get(&chair).await.expect(StatusCode::OK).text();
        assert!(page.contains("Abstimmung eröffnen") && page.contains(&hall.staged.poll_page(poll)), "{page}");
        assert!(!board.get(&screen).await.expect(StatusCode::OK).text().contains("Jetzt abstimmen"));
        hall.staged.step(poll, "open").await;
        let shown = board.get(&screen).await.expect(StatusCode::OK).text();
        assert!(shown.contains("Jetzt abstimmen") && shown.contains("http://127.0.0.1:8080/de/vote") && shown.contains("class=\"qr\""), "{shown}");
        assert!(board.get(&chair).await.expect(StatusCode::OK).text().contains("data-server-time="));
        assert!(board.get(&chair).await.expect(StatusCode::OK).text().contains("Abstimmung schließen"));
        hall.staged.step(poll, "close").await;
        assert!(board.get(&chair).await.expect(StatusCode::OK).text().contains("Auszählen"));
        assert!(!board.get(&screen).await.expect(StatusCode::OK).text().contains("Jetzt abstimmen"));
    }
}
