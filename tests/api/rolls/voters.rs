use mandat::{
    rolls::actions::{sign_out_voter, voter_by_session},
    types::{Explain, Locale, SecretToken},
    web::problems::document,
};

use super::*;

const STEP_MS: i64 = 5 * 60 * 1000;

async fn is_signed_in(app: &TestApp, token: &SecretToken) -> bool {
    voter_by_session(&app.app, token).await.unwrap().is_some()
}

/// What somebody who is refused reads, byte by byte.
async fn refusal(app: &TestApp, code: &str) -> String {
    let Err(error) = sign_in(app, code).await else {
        panic!("accepted")
    };
    let texts = app.app.texts.for_locale(Locale::De);
    serde_json::to_string(&document(&texts, &error.problem(), None)).unwrap()
}

on_both_engines! {
    async fn a_voter_signs_in_with_a_code_as_people_type_it_and_out_again(app: TestApp) {
        let staged = frozen(&app, "laka", 2).await;
        let clear = staged.make_codes().await;
        let typed = clear[0].to_lowercase().replace('-', " ").replace('0', "o");
        let signed_in = sign_in(&app, &typed).await.unwrap();
        assert!((1_200..=1_500).contains(&signed_in.seconds));
        let voter = voter_by_session(&app.app, &signed_in.token).await.unwrap().unwrap();
        assert_eq!((voter.roll.0, voter.votes), (staged.roll, 1));
        assert_eq!(voter.federation, staged.federation.id);
        assert_eq!(voter.entry.0, staged.entries[0]);
        let other = sign_in(&app, &clear[0]).await.unwrap();
        sign_out_voter(&app.app, &signed_in.token).await.unwrap();
        assert!(!is_signed_in(&app, &signed_in.token).await);
        assert!(is_signed_in(&app, &other.token).await);
    }

    async fn row_40_unknown_wrong_and_voided_codes_are_refused_alike(app: TestApp) {
        let staged = frozen(&app, "laka", 2).await;
        let voided = staged.make_codes().await;
        let clear = staged.make_codes().await;
        let unknown = Code::generate(&mut app.app.random.rng()).expose().to_string();
        let wrong = refusal(&app, &mixed(&clear[0], &unknown)).await;
        for code in [&unknown, &mixed(&unknown, &clear[0]), &voided[0], &mixed(&voided[1], &clear[0])] {
            assert_eq!(refusal(&app, code).await, wrong);
        }
        // A failure leaves the same behind, whether the selector is known or not.
        let failures = app.outside().await.numbers("SELECT failures FROM code_failures ORDER BY selector").await;
        assert_eq!(failures.iter().sum::<i64>(), 5);
        let other_sign = if clear[0].starts_with('A') { "B" } else { "A" };
        let slip = format!("{other_sign}{}", &clear[0][1..]);
        assert!(refusal(&app, &slip).await.contains("code-typing-mistake"));
    }

    async fn row_41_the_eleventh_try_of_a_selector_rests_known_or_not(app: TestApp) {
        let staged = frozen(&app, "laka", 1).await;
        let clear = staged.make_codes().await;
        let unknown = Code::generate(&mut app.app.random.rng()).expose().to_string();
        for selector in [&clear[0], &unknown] {
            let wrong = mixed(selector, &Code::generate(&mut app.app.random.rng()).expose());
            for _ in 0..10 {
                assert!(matches!(sign_in(&app, &wrong).await, Err(RollError::CodeRefused)));
            }
            assert!(matches!(sign_in(&app, &wrong).await, Err(RollError::CodeRests(30))));
        }
        // The right one waits as well, and does not prolong it.
        app.clock.advance(Duration::from_millis(29_001));
        assert!(matches!(sign_in(&app, &clear[0]).await, Err(RollError::CodeRests(1))));
        app.clock.advance(Duration::from_millis(999));
        assert!(sign_in(&app, &clear[0]).await.is_ok());
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM code_failures").await, 1);
    }

    async fn row_41_after_a_hundred_failures_only_a_new_code_helps(app: TestApp) {
        let staged = frozen(&app, "laka", 1).await;
        let clear = staged.make_codes().await;
        let wrong = mixed(&clear[0], &Code::generate(&mut app.app.random.rng()).expose());
        assert!(sign_in(&app, &wrong).await.is_err());
        app.outside().await.execute("UPDATE code_failures SET failures = 99").await;
        assert!(matches!(sign_in(&app, &wrong).await, Err(RollError::CodeRefused)));
        app.clock.advance(Duration::from_secs(48 * 3_600));
        assert!(matches!(sign_in(&app, &clear[0]).await, Err(RollError::CodeExhausted)));
        // Others' failures do not make it forgotten, but those of unknown selectors are.
        let unknown = || Code::generate(&mut app.app.random.rng()).expose();
        assert!(sign_in(&app, &unknown()).await.is_err());
        app.clock.advance(Duration::from_secs(26 * 3_600));
        assert!(sign_in(&app, &unknown()).await.is_err());
        assert_eq!(app.outside().await.numbers("SELECT failures FROM code_failures ORDER BY failures").await, [1, 100]);
        assert!(matches!(sign_in(&app, &clear[0]).await, Err(RollError::CodeExhausted)));
    }

    async fn row_41_sixty_voters_of_one_office_all_get_in(app: TestApp) {
        let staged = frozen(&app, "laka", 60).await;
        let clear = staged.make_codes().await;
        for (voter, code) in clear.iter().enumerate() {
            let other = &clear[(voter + 1) % clear.len()];
            for slip in ["", "X", &other[1..]] {
                assert!(sign_in(&app, slip).await.is_err());
            }
            assert!(matches!(sign_in(&app, &mixed(code, other)).await, Err(RollError::CodeRefused)));
            app.clock.advance(Duration::from_secs(4));
            assert!(sign_in(&app, code).await.is_ok(), "voter {voter}");
        }
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM voter_sessions").await, 60);
    }

    async fn row_49_a_voters_session_ends_when_idle_and_is_stored_without_its_time(app: TestApp) {
        let staged = frozen(&app, "laka", 1).await;
        let clear = staged.make_codes().await;
        app.clock.advance(Duration::from_millis(123_456));
        let token = sign_in(&app, &clear[0]).await.unwrap().token;
        let mut outside = app.outside().await;
        let ends = outside.number("SELECT expires_at FROM voter_sessions").await;
        assert_eq!(ends % STEP_MS, 0);
        // Soon after, nothing is written; in the second half, reading extends it.
        assert!(is_signed_in(&app, &token).await);
        app.clock.advance(Duration::from_secs(15 * 60));
        assert!(is_signed_in(&app, &token).await);
        let extended = loop {
            let now = outside.number("SELECT expires_at FROM voter_sessions").await;
            if now != ends {
                break now;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        };
        assert_eq!((extended - ends) % STEP_MS, 0);
        app.clock.advance(Duration::from_secs(19 * 60));
        assert!(is_signed_in(&app, &token).await);
        app.clock.advance(Duration::from_secs(26 * 60));
        assert!(!is_signed_in(&app, &token).await);
        // The next one to sign in clears it away.
        sign_in(&app, &clear[0]).await.unwrap();
        assert_eq!(outside.number("SELECT COUNT(*) FROM voter_sessions").await, 1);
    }

    async fn row_3_signing_in_leaves_the_rows_of_the_roll_and_its_codes_as_they_were(app: TestApp) {
        let staged = frozen(&app, "laka", 2).await;
        let clear = staged.make_codes().await;
        let rows = "SELECT entry_id || ' ' || selector || ' ' || voided FROM codes ORDER BY id";
        let place = match app.engine {
            crate::support::Engine::Sqlite => "SELECT rowid || '' FROM codes ORDER BY id",
            crate::support::Engine::Postgres => "SELECT ctid::text || ' ' || xmin::text FROM codes ORDER BY id",
        };
        let mut outside = app.outside().await;
        let before = (outside.texts(rows).await, outside.texts(place).await);
        for code in clear.iter().rev() {
            sign_in(&app, code).await.unwrap();
        }
        assert!(sign_in(&app, &mixed(&clear[0], &clear[1])).await.is_err());
        assert_eq!((outside.texts(rows).await, outside.texts(place).await), before);
    }
}
