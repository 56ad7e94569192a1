on_both_engines! {
    async fn every_statement_of_the_program_is_understood_by_the_engine(app: TestApp) {
        let mut outside = app.outside().await;
        let mut refused = Vec::new();
        let mut count = 0;
        for (room, list) in mandat::statements() {
            for (name, sql) in list {
                count += 1;
                if let Err(e) = outside.prepare(sql).await {
                    refused.push(format!("{room} {name}: {e}"));
                }
            }
        }
        assert!(refused.is_empty(), "{}", refused.join("\n"));
        assert!(count > 30, "the list of statements is nearly empty");
    }
}
