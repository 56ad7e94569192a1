//! The seat calculator: a form without script whose answer shows the working.

use poem::http::StatusCode;

use crate::support::{Engine, run};

const TIED: [(&str, &str); 6] = [
    ("method", "dhondt"),
    ("seats", "3"),
    ("lists[0].name", "Alpha"),
    ("lists[0].votes", "1.000"),
    ("lists[1].name", "Beta"),
    ("lists[1].votes", "1000"),
];

#[test]
fn the_form_has_no_method_chosen_and_shows_seats_and_quotients() {
    run(Engine::Sqlite, |app| async move {
        let stranger = app.stranger();
        let empty = stranger
            .get("/en/calculator")
            .await
            .expect(StatusCode::OK)
            .text();
        assert!(!empty.contains("value=\"sainte_lague\" checked"));
        let page = stranger
            .post_form(
                "/en/calculator",
                &[
                    ("method", "dhondt"),
                    ("seats", "25"),
                    ("short_lists", "vacant"),
                    ("lists[0].name", "Inter-Lev"),
                    ("lists[0].votes", "1036"),
                    ("lists[1].name", ""),
                    ("lists[1].votes", ""),
                    ("lists[2].name", "Dein Leverkusen"),
                    ("lists[2].votes", "901"),
                    ("lists[3].name", "Shqiptaret"),
                    ("lists[3].votes", "247"),
                    ("lists[4].name", "Nasch Dwor"),
                    ("lists[4].votes", "161"),
                ],
            )
            .await
            .expect(StatusCode::OK)
            .text()
            .replace(['\u{2068}', '\u{2069}'], "");
        for shown in ["86.33", "82.33", "Seat 25", "Inter-Lev"] {
            assert!(page.contains(shown), "{shown} is missing");
        }
    });
}

#[test]
fn a_tie_asks_for_the_lot_and_the_lot_completes_the_seats() {
    run(Engine::Sqlite, |app| async move {
        let stranger = app.stranger();
        let tied = stranger
            .post_form("/en/calculator", &TIED)
            .await
            .expect(StatusCode::OK)
            .text();
        assert!(tied.contains("lots[0].won"));
        let mut fields = TIED.to_vec();
        fields.extend([
            ("lots[0].between", "Alpha"),
            ("lots[0].between", "Beta"),
            ("lots[0].won", "Beta"),
        ]);
        let drawn = stranger
            .post_form("/en/calculator", &fields)
            .await
            .expect(StatusCode::OK)
            .text();
        assert!(!drawn.contains("lots[0].won"));
        // A lot of before does not decide after the votes were changed.
        fields[3].1 = "999";
        let changed = stranger
            .post_form("/en/calculator", &fields)
            .await
            .expect(StatusCode::OK)
            .text();
        assert!(changed.contains("does not count"));
    });
}

#[test]
fn what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost() {
    run(Engine::Sqlite, |app| async move {
        let page = app
            .stranger()
            .post_form(
                "/en/calculator",
                &[
                    ("seats", "0"),
                    ("lists[0].name", "Alpha <b>"),
                    ("lists[0].votes", "many"),
                ],
            )
            .await
            .expect(StatusCode::UNPROCESSABLE_ENTITY)
            .text();
        for shown in [
            "href=\"#method\"",
            "href=\"#seats\"",
            "href=\"#lists[0].votes\"",
            "value=\"many\"",
            "Alpha &#60;b&#62;",
        ] {
            assert!(page.contains(shown), "{shown} is missing");
        }
    });
}
