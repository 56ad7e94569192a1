//! Which settings of the engines are refused and taken.

use super::*;

#[test]
fn row_23_a_setting_that_could_lose_or_betray_a_vote_is_refused_by_name() {
    for (query, weak) in [
        ("PRAGMA synchronous", "0"),
        ("PRAGMA synchronous", "1"),
        ("PRAGMA journal_mode", "delete"),
        ("PRAGMA journal_mode", "memory"),
        ("PRAGMA foreign_keys", "0"),
        ("PRAGMA secure_delete", "0"),
        ("PRAGMA secure_delete", "2"),
        ("SHOW fsync", "off"),
        ("SHOW fsync", "remote_apply"),
        ("SHOW full_page_writes", "off"),
        ("SHOW synchronous_commit", "off"),
        ("SHOW synchronous_commit", "local"),
        ("SHOW synchronous_commit", "remote_write"),
        ("SHOW track_commit_timestamp", "on"),
        ("SHOW log_statement", "all"),
        ("SHOW log_statement", "mod"),
        ("SHOW log_min_duration_statement", "0"),
        ("SHOW log_min_duration_statement", "1s"),
    ] {
        let mut settings = SQLITE_SETTINGS.iter().chain(&POSTGRES_SETTINGS);
        let setting = settings
            .find(|s| s.query == query)
            .expect("a known setting");
        let refusal = setting
            .refuse_other(weak.to_owned())
            .expect_err(weak)
            .to_string();
        assert!(
            refusal.contains(query) && refusal.contains(weak) && refusal.contains(setting.why),
            "{refusal}"
        );
    }
}

#[test]
fn row_23_the_needed_settings_and_stronger_ones_are_taken() {
    for setting in SQLITE_SETTINGS.iter().chain(&POSTGRES_SETTINGS) {
        for strong in std::iter::once(setting.needed).chain(setting.stronger) {
            assert!(
                setting.refuse_other(strong.to_owned()).is_ok(),
                "{} {strong}",
                setting.query
            );
        }
    }
}
