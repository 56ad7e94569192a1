//! At the door and in the hall: people are checked in on a phone, one gives a proxy, one votes on paper, and the screen of the hall
//! follows by itself; then a poll is decided in the room and on paper, with one result.

use std::time::{Duration, Instant};

use mandat::accounts::model::Role;
use poem::http::StatusCode;
use serde_json::json;

use super::{
    Device, Window,
    scene::{FIRST, SECOND, Scene, THIRD},
    tell,
    voting::{agree, open_poll, print_codes, vote_no, vote_on_a_phone},
};

/// The address of the place of somebody on the roll.
async fn place(scene: &Scene, name: &str) -> String {
    let entry = format!("SELECT id FROM roll_entries WHERE name = '{name}'");
    let entry = scene.app.outside().await.number(&entry).await;
    format!("/de/staff/laka/rolls/{}/entries/{entry}/place", scene.roll)
}

/// Finds somebody at the desk by a part of the name, and checks them in.
async fn check_in(scene: &Scene, desk: &Window, name: &str) {
    desk.visit(&format!("/de/staff/laka/rolls/{}/desk", scene.roll))
        .await;
    let family = name.split(' ').next_back().unwrap();
    desk.fill("search", family).await;
    desk.send("/desk").await;
    desk.expect(name).await;
    desk.expect_sound().await;
    desk.send("/check-in").await;
    desk.wait_for("main .tone-success").await;
}

/// Waits until the screen in the hall shows something else than before, though nobody touches it.
async fn follows(hall: &Window, before: &str) -> String {
    let began = Instant::now();
    loop {
        let now = hall.words().await;
        if now != before && !now.trim().is_empty() {
            return now;
        }
        assert!(
            began.elapsed() < Duration::from_secs(20),
            "the screen in the hall still shows:\n{now}"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[test]
fn people_come_a_proxy_is_given_paper_is_counted_and_the_hall_follows() {
    tell(async |scene| {
        scene.all_accepted().await;
        let rules = json!({
            "key_article": "§ 6",
            "key": {"figure": "foreign_residents", "steps": {
                "steps": [{"edge": 5000, "places": 3}], "edge_belongs": "below",
                "above_each": {"size": 20000, "rounding": "started"}
            }},
            "delegates": {"article": "§ 6", "who": "direct_members", "deputies": true, "substitutes": true},
            "proxies": {"article": "§ 9", "most": 1, "same_body": false}
        });
        let statutes = json!({ "title": "Satzung", "valid_from": "2020-01-01", "rules": rules });
        scene
            .registrar
            .api_post("/federations/laka/statutes", &statutes)
            .await
            .expect(StatusCode::CREATED);
        let roll = format!("/federations/laka/rolls/{}", scene.roll);
        scene
            .registrar
            .api_post(&format!("{roll}/freeze"), &json!({}))
            .await
            .expect(StatusCode::NO_CONTENT);

        let hall = scene.staff(Role::ElectionBoard).await;
        hall.visit(&format!(
            "/de/staff/laka/assemblies/{}/screen",
            scene.assembly
        ))
        .await;
        hall.expect_sound().await;
        let empty = hall.words().await;

        // At the door, on a phone without scripts.
        let desk = scene.staff_on(Device::Phone, Role::ElectionBoard).await;
        check_in(&scene, &desk, FIRST).await;
        let one = follows(&hall, &empty).await;
        check_in(&scene, &desk, THIRD).await;
        let two = follows(&hall, &one).await;

        // Whoever cannot come has given the vote to the first in writing.
        let board = scene.staff(Role::ElectionBoard).await;
        board.visit(&place(&scene, SECOND).await).await;
        let label = board
            .ask("return [...document.querySelector('[name=holder]').options].map(o => o.label).join('|')")
            .await;
        let label = label.as_str().unwrap().to_owned();
        let label = label.split('|').find(|label| label.contains(FIRST));
        board.select("holder", label.unwrap()).await;
        board
            .ask("document.querySelector('[name=document_day]').value = '2026-01-31'")
            .await;
        board.send("/place/proxy").await;
        board.wait_for("form[action$='/proxy/revoke']").await;
        board.expect_sound().await;
        follows(&hall, &two).await;

        // One of them votes on paper.
        let paper = format!("/de/staff/laka/rolls/{}/paper", scene.roll);
        board.visit(&paper).await;
        let label = board
            .ask("return [...document.querySelector('[name=entry]').options].map(o => o.label).join('|')")
            .await;
        let label = label.as_str().unwrap().to_owned();
        let third = label
            .split('|')
            .find(|label| label.contains(THIRD))
            .unwrap();
        board.select("entry", third).await;
        board.send("/paper").await;
        board.expect(THIRD).await;
        board.expect_sound().await;

        // The second comes after all: the proxy is over, and three people decide.
        check_in(&scene, &desk, SECOND).await;
        board.visit(&place(&scene, SECOND).await).await;
        assert!(!board.has("form[action$='/proxy/revoke']").await);
        let codes = print_codes(&scene, &board).await;
        let second = scene.staff(Role::ElectionBoard).await;
        let poll = open_poll(&scene, &board, &second).await;
        vote_on_a_phone(&scene, &codes[0]).await;
        vote_no(&scene, &codes[1]).await;
        board.visit(&format!("{poll}/paper")).await;
        let entry = format!("SELECT id FROM roll_entries WHERE name = '{THIRD}'");
        let entry = scene.app.outside().await.number(&entry).await;
        board.choose("entries", &entry.to_string()).await;
        board.expect_sound().await;
        board.send("/paper").await;
        board.visit(&poll).await;
        board.send("/close").await;
        agree(&second, &poll).await;
        for window in [&board, &second] {
            window.visit(&format!("{poll}/paper")).await;
            window.fill("count", "1").await;
            window.choose("choices", "yes").await;
            window.expect_sound().await;
            window.send("/paper/sheet").await;
            window.send("/paper/done").await;
        }
        board.visit(&poll).await;
        board.wait_for("form[action$='/count']").await;
        board.send("/count").await;
        board.expect(&scene.text("polls-result")).await;
        let counts = "SELECT count FROM poll_counts";
        let count = scene.app.outside().await.texts(counts).await.remove(0);
        assert!(count.contains("\"votes\":[2,1,0]"), "{count}");
    });
}
