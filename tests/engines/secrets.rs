//! How codes and passwords are looked up: by what is no secret, at the same cost for known and unknown (security checklist row 39).

use mandat::{
    hashing::HashingError,
    rolls::{
        actions::{RollError, sign_in_voter},
        code::Code,
    },
};

use super::booth::booth;

const NETWORK: std::net::IpAddr = std::net::IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 7));

/// What a statement asks for, from its first condition on.
fn conditions(sql: &str) -> &str {
    sql.find(" WHERE ").map_or("", |at| &sql[at..])
}

#[test]
fn row_39_no_statement_compares_a_secret_and_codes_are_found_by_the_selector_alone() {
    let mut by_selector = Vec::new();
    for (room, list) in mandat::statements() {
        for (name, sql) in list {
            let conditions = conditions(sql);
            for secret in ["verifier", "password"] {
                assert!(!conditions.contains(secret), "{room} {name}: {sql}");
            }
            if sql.contains("verifier_hash") && sql.starts_with("SELECT") {
                by_selector.push((*name, conditions));
            }
        }
    }
    let expected = ("FIND_BY_SELECTOR", " WHERE selector = $1");
    assert_eq!(
        by_selector,
        [expected],
        "the only statement that reads a verifier"
    );
}

/// A code of the selector of one and the verifier of another.
fn mixed(selector_of: &str, verifier_of: &str) -> String {
    let (one, other) = (
        Code::parse(selector_of).unwrap(),
        Code::parse(verifier_of).unwrap(),
    );
    let mixed = Code {
        selector: one.selector,
        verifier: other.verifier,
    };
    mixed.expose().to_string()
}

on_both_engines! {
    async fn row_39_unknown_voided_wrong_and_right_codes_all_cost_a_hash_and_a_slip_none(app: TestApp) {
        let booth = booth(&app, 3, 3).await;
        let unknown = Code::generate(&mut app.app.random.rng()).expose().to_string();
        app.outside().await.execute("UPDATE codes SET voided = 1 WHERE entry_id = 2").await;
        // Whoever needs a hash now gets this answer; nobody is told apart before.
        app.app.hashing.stop();
        let codes = [booth.codes[0].clone(), booth.codes[1].clone(), mixed(&booth.codes[2], &unknown), unknown.clone(), mixed(&unknown, &booth.codes[0])];
        for code in &codes {
            let refused = sign_in_voter(&app.app, code, NETWORK).await.err();
            assert!(matches!(refused, Some(RollError::Hashing(HashingError::Stopped))), "{refused:?}");
        }
        let other_sign = if codes[0].starts_with('A') { "B" } else { "A" };
        let slip = format!("{other_sign}{}", &codes[0][1..]);
        assert!(matches!(sign_in_voter(&app.app, &slip, NETWORK).await, Err(RollError::Fields(_))));
    }
}
