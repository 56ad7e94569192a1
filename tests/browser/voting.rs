//! From freezing to the published result: board, delegates and a reader.

use fantoccini::key::Key;
use mandat::accounts::model::Role;
use poem::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::electorate::confirmed;

use super::{
    Device, Window,
    scene::{FIRST, SECOND, Scene, THIRD},
    tell,
};

const QUESTION: &str = "Soll der Beitrag auf 60 Euro steigen?";

/// The board makes the codes and takes the sheets; the codes of the three.
pub(super) async fn print_codes(scene: &Scene, board: &Window) -> [String; 3] {
    let roll = format!("/de/staff/laka/rolls/{}", scene.roll);
    board.visit(&format!("{roll}/codes")).await;
    board.send("/codes").await;
    // The page loads itself again until the codes are made.
    board.wait_for("form[action$='/codes/sheets']").await;
    board.send("/codes/sheets").await;
    board.wait_for(".sheet").await;
    board.expect_sound().await;
    let names = [FIRST, SECOND, THIRD];
    let mut codes = names.map(|_| String::new());
    for n in 1..=3 {
        let sheet = format!(".sheet:nth-child({n})");
        let to = board.text_of(&format!("{sheet} .sheet__to")).await;
        let code = board.text_of(&format!("{sheet} .code")).await;
        let place = names.iter().position(|name| to.contains(name));
        let place = place.unwrap_or_else(|| panic!("a sheet is made out to {to}"));
        // A long code is shown on two lines; typed, a line break would send the form.
        codes[place] = code.split_whitespace().collect();
    }
    assert!(
        codes.iter().all(|c| c.len() > 15),
        "three sheets with a code: {codes:?}"
    );
    board.visit(&format!("{roll}/codes")).await;
    assert!(
        !board.has("form[action$='/codes/sheets']").await,
        "sheets are printed once:\n{}",
        board.words().await
    );
    for code in &codes {
        board.expect_not(code).await;
    }
    codes
}

/// The board writes a secret motion and opens it; its address.
pub(super) async fn open_poll(scene: &Scene, board: &Window, second: &Window) -> String {
    let polls = format!("/de/staff/laka/rolls/{}/polls", scene.roll);
    board.visit(&format!("{polls}/new?kind=motion")).await;
    board.fill("title.de", "Beitrag").await;
    board.fill("question.de", QUESTION).await;
    board.choose("secrecy", "secret").await;
    board.send(&polls).await;
    board.wait_for("form[action$='/ready']").await;
    let poll = board.path().await;
    board.send("/ready").await;
    board.wait_for("form[action$='/open']").await;
    board.send("/open").await;
    agree(second, &poll).await;
    poll
}

/// A second person agrees to what waits on the page of a poll or result.
pub(super) async fn agree(second: &Window, page: &str) {
    second.visit(page).await;
    second.wait_for("form[action$='/confirm']").await;
    second.expect_sound().await;
    second.send("/confirm").await;
    second.wait_for("main .tone-success").await;
}

/// A delegate votes yes on a phone without scripts.
pub(super) async fn vote_on_a_phone(scene: &Scene, code: &str) {
    let phone = scene.browser.window(Device::Phone).await;
    phone.visit("/de/vote").await;
    phone.expect_sound().await;
    phone.fill("code", "2345-6789-WRONG").await;
    phone.send("/vote").await;
    phone.wait_for(".error-summary a[href='#code']").await;
    phone.visit("/de/vote").await;
    phone
        .fill("code", &code.to_lowercase().replace(' ', "-"))
        .await;
    phone.send("/vote").await;
    phone.arrive("/vote/polls").await;
    phone.expect(FIRST).await;
    phone.expect_sound().await;
    phone.press("main a[href*='/vote/polls/']").await;
    phone.expect(QUESTION).await;
    phone.expect_sound().await;
    let question = phone.path().await;
    // Nothing is chosen beforehand, and nothing chosen is refused.
    assert!(
        !phone.has("input[name=choices]:checked").await,
        "nothing is chosen beforehand"
    );
    phone.send("/review").await;
    phone.wait_for("#choices-error").await;
    phone.choose("choices", "no").await;
    phone.send("/review").await;
    phone.expect(&scene.text("voting-not-cast-yet")).await;
    // Thinks again: back to the question, with the choice still in it.
    phone.press(".summary__act button").await;
    assert!(
        phone.has("input[name=choices][value=no]:checked").await,
        "the choice was lost on the way back"
    );
    phone.choose("choices", "yes").await;
    phone.send("/review").await;
    phone.expect_sound().await;
    phone.send("/cast").await;
    phone.arrive("/done").await;
    phone.expect(&scene.text("voting-done")).await;
    phone.expect_sound().await;
    phone.reload().await;
    phone.expect(&scene.text("voting-done")).await;
    phone.expect_not(&scene.text("voting-again")).await;
    // Twice back, past the form that was sent: the question is over.
    phone.back().await;
    phone.back().await;
    phone.visit(&question).await;
    phone.arrive("/done").await;
    phone.visit("/de/vote/polls").await;
    phone.expect(&scene.text("voting-tag-voted")).await;
    phone.send("/vote/sign-out").await;
    phone.visit("/de/vote/polls").await;
    phone.arrive("/vote").await;
}

/// A delegate votes yes with nothing but a keyboard.
async fn vote_by_keyboard(scene: &Scene, code: &str) {
    let desk = scene.browser.window(Device::Desk).await;
    desk.visit("/de/vote").await;
    desk.strike(Key::Tab).await;
    let first = desk.ask("return document.activeElement.className").await;
    assert_eq!(first, "skip-link", "the first stop of Tab");
    desk.tab_to("#code").await;
    desk.write(code).await;
    desk.enter().await;
    desk.arrive("/vote/polls").await;
    desk.tab_to("main a[href*='/vote/polls/']").await;
    desk.enter().await;
    desk.tab_to("input[name=choices]").await;
    desk.strike(Key::Space).await;
    desk.tab_to("form[action$='/review'] button").await;
    desk.enter().await;
    desk.expect(&scene.text("voting-not-cast-yet")).await;
    desk.tab_to("form[action$='/cast'] button").await;
    let ring = desk
        .ask("return getComputedStyle(document.activeElement).outlineWidth")
        .await;
    assert_ne!(ring, "0px", "what has the focus shows it");
    desk.enter().await;
    desk.arrive("/done").await;
}

/// A delegate votes no; a poll in which all agree would tell everybody's vote.
pub(super) async fn vote_no(scene: &Scene, code: &str) {
    let desk = scene.browser.window(Device::Desk).await;
    desk.visit("/de/vote").await;
    desk.fill("code", code).await;
    desk.send("/vote").await;
    desk.press("main a[href*='/vote/polls/']").await;
    desk.choose("choices", "no").await;
    desk.send("/review").await;
    desk.send("/cast").await;
    desk.arrive("/done").await;
}

/// A vote by name, which is published with its figures, up to the count; its number.
async fn vote_by_name(scene: &Scene, codes: &[String; 3]) -> i64 {
    let simple =
        json!({ "share": { "numerator": 1, "denominator": 2, "strict": true }, "base": "yes_no" });
    let texts = json!({ "de": "Satzung" });
    let draft = json!({ "kind": "motion", "secrecy": "roll_call", "title": texts, "question": texts, "majority": simple });
    let polls = format!("/federations/laka/rolls/{}/polls", scene.roll);
    let poll = scene.board.api_post(&polls, &draft).await.id();
    let step = async |verb: &str, body: Option<&Value>| {
        let path = format!("/federations/laka/polls/{poll}");
        let revision = scene.board.api_get(&path).await.revision();
        let answer = scene
            .board
            .api(
                Method::POST,
                &format!("{path}/{verb}"),
                Some(revision),
                body,
            )
            .await;
        assert!(answer.status.is_success(), "{verb}: {}", answer.text());
        confirmed(answer, &scene.second, &path).await;
    };
    step("ready", None).await;
    step("open", Some(&json!({}))).await;
    for code in codes {
        let session = scene
            .app
            .stranger()
            .api_post("/voting/sessions", &json!({ "code": code }))
            .await
            .expect(StatusCode::OK);
        let voter = scene
            .app
            .stranger()
            .with_bearer(session.json()["token"].as_str().unwrap());
        voter
            .api_post(
                &format!("/voting/polls/{poll}/ballot"),
                &json!({ "choices": ["yes"] }),
            )
            .await
            .expect(StatusCode::OK);
    }
    step("close", None).await;
    step("count", None).await;
    poll
}

#[test]
fn row_64_a_poll_from_freezing_to_the_published_result_by_phone_and_keyboard() {
    tell(async |scene| {
        scene.all_accepted().await;
        let registrar = scene.staff(Role::Registrar).await;
        registrar
            .visit(&format!("/de/staff/laka/assemblies/{}", scene.assembly))
            .await;
        registrar.send("/freeze").await;
        registrar.wait_for("main .tone-success").await;

        let board = scene.staff(Role::ElectionBoard).await;
        let codes = print_codes(&scene, &board).await;
        let second = scene.staff(Role::ElectionBoard).await;
        let poll = open_poll(&scene, &board, &second).await;
        vote_on_a_phone(&scene, &codes[0]).await;
        vote_by_keyboard(&scene, &codes[1]).await;
        vote_no(&scene, &codes[2]).await;
        let ballots = scene
            .app
            .outside()
            .await
            .number("SELECT COUNT(*) FROM ballots")
            .await;
        assert_eq!(ballots, 3, "three delegates, three ballots");

        board.visit(&poll).await;
        board.send("/close").await;
        agree(&second, &poll).await;
        board.visit(&poll).await;
        board.wait_for("form[action$='/count']").await;
        board.send("/count").await;
        board.expect(&scene.text("polls-result")).await;
        board.expect_sound().await;

        let number = poll.rsplit('/').next().unwrap();
        let publisher = scene.staff(Role::Publisher).await;
        publisher
            .visit(&format!("/de/staff/laka/results/{number}"))
            .await;
        publisher.send("/publish").await;
        publisher.wait_for("main .tone-success").await;
        agree(&second, &format!("/de/staff/laka/results/{number}")).await;

        let reader = scene.browser.window(Device::Phone).await;
        reader.visit("/de/federations/laka/results").await;
        reader.expect_sound().await;
        reader
            .press(&format!(
                "main a[href$='/federations/laka/results/{number}']"
            ))
            .await;
        reader.expect(QUESTION).await;
        reader.expect(&scene.text("polls-yes")).await;
        reader.expect_sound().await;
        let json = scene
            .app
            .stranger()
            .get(&format!(
                "/de/federations/laka/results/{number}/result.json"
            ))
            .await;
        // Three ballots are too few for figures: everybody could reckon how the others voted.
        let text = json.text();
        assert!(
            text.contains("\"accepted\":true") && text.contains("\"figures\":null"),
            "{text}"
        );

        // With figures: bars and a table with a long heading, on a phone.
        let named = vote_by_name(&scene, &codes).await;
        publisher
            .visit(&format!("/de/staff/laka/results/{named}"))
            .await;
        publisher.send("/publish").await;
        publisher.wait_for("main .tone-success").await;
        agree(&second, &format!("/de/staff/laka/results/{named}")).await;
        reader
            .visit(&format!("/de/federations/laka/results/{named}"))
            .await;
        reader.expect("Anteil").await;
        reader.expect_sound().await;
    });
}
