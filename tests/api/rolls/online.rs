//! Presence from elsewhere: signing in on the day of an assembly that is not in one hall alone is coming.

use super::*;
use crate::support::electorate::allow_proxies;

/// The assembly of the roll, of this form and so many days from today.
async fn assembly(app: &TestApp, staged: &Electorate, form: &str, days: i64) {
    let (federation, round, roll) = (staged.federation.id.0, staged.round, staged.roll);
    let day = app.app.clock.today().to_epoch_days() + days;
    let mut outside = app.outside().await;
    outside.execute("DELETE FROM assemblies").await;
    outside
        .execute(&format!(
            "INSERT INTO assemblies (federation_id, title, day, form, place, legal_basis, round_id, roll_id, revision) \
             VALUES ({federation}, 'Vollversammlung', {day}, '{form}', 'Ulm', '', {round}, {roll}, 1)"
        ))
        .await;
}

/// Numbers of the places for which somebody is there.
async fn there(app: &TestApp) -> Vec<i64> {
    let there = "SELECT e.number FROM attendance a JOIN roll_entries e ON e.id = a.entry_id WHERE a.left_at IS NULL ORDER BY e.number";
    app.outside().await.numbers(there).await
}

on_both_engines! {
    async fn who_signs_in_on_the_day_of_a_hybrid_assembly_is_there_once(app: TestApp) {
        let staged = frozen(&app, "laka", 3).await;
        let codes = staged.make_codes().await;
        for (form, days) in [("on_site", 0), ("hybrid", 1), ("virtual", -1)] {
            assembly(&app, &staged, form, days).await;
            sign_in(&app, &codes[0]).await.unwrap();
            assert_eq!(there(&app).await, [0; 0], "{form} {days}");
        }
        assembly(&app, &staged, "hybrid", 0).await;
        assert!(sign_in(&app, &mixed(&codes[1], &codes[2])).await.is_err());
        assert_eq!(there(&app).await, [0; 0], "a wrong code brings nobody");
        sign_in(&app, &codes[0]).await.unwrap();
        sign_in(&app, &codes[0]).await.unwrap();
        assert_eq!(there(&app).await, [1]);
        let acts = app.outside().await.texts("SELECT actor || ' ' || act FROM audit_log WHERE act LIKE 'check_in%'").await;
        assert_eq!(acts, ["sign-in of a voter check_in_online"]);
        // Somebody in the hall is noted there, and signing in on a phone changes nothing of it.
        staged.come(&[2]).await;
        sign_in(&app, &codes[1]).await.unwrap();
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM attendance").await, 2);
        // Who left comes again by signing in again.
        let path = format!("{}/entries/{}/place/check-out", staged.path, staged.entries[0]);
        staged.board.api_post(&path, &Value::Null).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(there(&app).await, [2]);
        sign_in(&app, &codes[0]).await.unwrap();
        assert_eq!(there(&app).await, [1, 2]);
    }

    async fn a_proxy_lapses_where_its_principal_signs_in_and_a_deputy_keeps_the_place(app: TestApp) {
        let staged = app.electorate_with_deputies("laka", &[1; 4], 1).await;
        let codes = staged.make_codes().await;
        allow_proxies(&app, &staged, 1, false).await;
        assembly(&app, &staged, "virtual", 0).await;
        sign_in(&app, &codes[1]).await.unwrap();
        staged.give(3, 2).await.expect(StatusCode::NO_CONTENT);
        let mut outside = app.outside().await;
        assert_eq!(outside.number("SELECT COUNT(*) FROM roll_entries WHERE proxy_holder IS NOT NULL").await, 1);
        // The delegate comes after all: the own code opens the own place again.
        let signed_in = sign_in(&app, &codes[2]).await.unwrap();
        let voter = mandat::rolls::actions::voter_by_session(&app.app, &signed_in.token).await.unwrap().unwrap();
        assert_eq!(voter.entry.0, staged.entries[2]);
        assert_eq!(outside.number("SELECT COUNT(*) FROM roll_entries WHERE proxy_holder IS NOT NULL").await, 0);
        assert_eq!(outside.texts("SELECT ended_because FROM proxies").await, ["principal_came"]);
        assert_eq!(there(&app).await, [2, 3]);
        // A place that a deputy holds is not the delegate's to come to.
        let stand_in = outside.number("SELECT id FROM stand_ins").await;
        let path = format!("{}/entries/{}/place/take-over", staged.path, staged.entries[0]);
        staged.board.api_post(&path, &json!({ "stand_in_id": stand_in })).await.expect(StatusCode::NO_CONTENT);
        assert!(matches!(sign_in(&app, &codes[0]).await, Err(RollError::NoPlace)));
        assert_eq!(outside.numbers("SELECT entry_id FROM attendance WHERE left_at IS NULL AND stand_in_id IS NOT NULL").await, [staged.entries[0]]);
        // The deputy leaves, and comes again from home.
        let path = format!("{}/entries/{}/place/check-out", staged.path, staged.entries[0]);
        staged.board.api_post(&path, &Value::Null).await.expect(StatusCode::NO_CONTENT);
        sign_in(&app, &codes[4]).await.unwrap();
        assert_eq!(there(&app).await, [1, 2, 3]);
    }
}
