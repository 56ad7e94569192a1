use crate::support::{Engine, run};

/// Statements whose rows stand alone in `VALUES`: PostgreSQL learns their types only from what is bound. `n` a number, `t` a text.
const TYPED_BY_WHAT_IS_BOUND: [(&str, &str); 3] = [
    ("REMOVE_COUNTRIES", "nt"),
    ("REMOVE_FIELDS", "nt"),
    ("CHANGE_MANDATES", "nnnntnnt"),
];

on_both_engines! {
    async fn every_statement_of_the_program_is_understood_by_the_engine(app: TestApp) {
        let mut outside = app.outside().await;
        let mut refused = Vec::new();
        let mut count = 0;
        for (room, list) in mandat::statements() {
            for (name, sql) in list {
                count += 1;
                let types = TYPED_BY_WHAT_IS_BOUND.iter().find(|(typed, _)| typed == name).map_or("", |(_, types)| types);
                if let Err(e) = outside.prepare(sql, types).await {
                    refused.push(format!("{room} {name}: {e}"));
                }
            }
        }
        assert!(refused.is_empty(), "{}", refused.join("\n"));
        assert!(count > 30, "the list of statements is nearly empty");
    }
}

#[test]
fn the_roles_of_an_account_are_found_without_reading_all_roles() {
    run(Engine::Sqlite, |app| async move {
        let indexes = app
            .outside()
            .await
            .texts(
                "SELECT i.name FROM pragma_index_list('grants') i, pragma_index_info(i.name) c \
                 WHERE i.partial = 0 AND c.seqno = 0 AND c.name = 'account_id'",
            )
            .await;
        assert_eq!(indexes, ["grants_of_account"]);
    });
}
