//! The copy of the database that `deploy/backup` makes, and when it makes none.

use std::{
    path::Path,
    process::{Command, Output},
};

use poem::http::StatusCode;

use super::booth::{FIRST_POLL, booth, cast};
use crate::support::{REQUIRE_ALL, TestApp};

/// Runs the script on the database of a test; nothing where the engine's own programs are not here.
fn backup(app: &TestApp, folder: &Path) -> Option<Output> {
    let needed = ["sqlite3", "psql", "pg_dump", "pg_restore"];
    let missing = needed.iter().find(|program| {
        let found = Command::new("sh")
            .args(["-c", &format!("command -v {program}")])
            .output();
        !found.is_ok_and(|found| found.status.success())
    });
    if let Some(missing) = missing {
        assert!(
            std::env::var_os(REQUIRE_ALL).is_none(),
            "{missing} is not here, but everything is required"
        );
        return None;
    }
    let address = app.database.address.trim_end_matches('?');
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/backup");
    let run = Command::new("bash")
        .arg(script)
        .arg(folder)
        .env("MANDAT_DATABASE_URL", address)
        .output();
    Some(run.unwrap())
}

fn files(folder: &Path) -> usize {
    std::fs::read_dir(folder).unwrap().count()
}

on_both_engines! {
    async fn row_13_no_copy_is_made_while_a_secret_poll_is_open_and_one_is_after_closing(app: TestApp) {
        let booth = booth(&app, 3, 0).await;
        cast(&booth.voters[0], FIRST_POLL, "yes").await.expect(StatusCode::OK);
        let folder = tempfile::tempdir().unwrap();
        let Some(refused) = backup(&app, folder.path()) else { return };
        assert!(!refused.status.success());
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(said.contains("a secret poll is open"), "{said}");
        assert_eq!(files(folder.path()), 0, "nothing is left of the try");
        // Closed, but the traces of casting are still there.
        booth.step(FIRST_POLL, "close").await.expect(StatusCode::NO_CONTENT);
        let mut outside = app.outside().await;
        let pending = |n: i64| format!("UPDATE polls SET traces_removed = {n} WHERE id = {FIRST_POLL}");
        outside.execute(&pending(0)).await;
        assert!(!backup(&app, folder.path()).unwrap().status.success());
        assert_eq!(files(folder.path()), 0);
        outside.execute(&pending(1)).await;
        let made = backup(&app, folder.path()).unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        assert_eq!(files(folder.path()), 2, "the copy and its digest");
    }
}
