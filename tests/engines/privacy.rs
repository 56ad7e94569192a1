//! What erasure leaves in the files of the database.

use std::{fs, path::Path};

use mandat::{
    accounts::model::Role,
    privacy::{actions, model::ErasureInput},
    types::{BodyId, PersonId},
};
use serde_json::json;

use crate::support::{Engine, TestApp, run};

/// In how many files of the folder the text stands.
fn files_with(folder: &Path, text: &str) -> usize {
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    files
        .filter(|path| path.is_file())
        .filter(|path| {
            let bytes = fs::read(path).unwrap();
            bytes.windows(text.len()).any(|w| w == text.as_bytes())
        })
        .count()
}

async fn with_somebody_marked(app: &TestApp) -> (crate::support::Actor, i64) {
    let federation = app.federation("laka").await;
    app.council(&federation, "Ulm").await;
    let registrar = app.officer(Role::Registrar, &federation).await;
    let mut marked = 0;
    // Enough people that rows move from page to page while they come.
    for n in 0..120 {
        let new = json!({"given_name": "Quittenbrot", "family_name": format!("Zwetschgenmus{n:03}"), "email": format!("zwetschgenmus{n:03}@example.org"),
            "phone": "0711", "locale": "de", "external_key": format!("Zwetschgenmus{n:03}")});
        let id = registrar
            .api_post("/federations/laka/people", &new)
            .await
            .id();
        if n == 57 {
            marked = id;
        }
    }
    (registrar, marked)
}

#[test]
fn no_byte_of_somebody_who_was_erased_stays_in_the_files_of_sqlite() {
    run(Engine::Sqlite, |app| async move {
        let (registrar, person) = with_somebody_marked(&app).await;
        let folder = app.database.folder.path().to_owned();
        let f = "(SELECT MAX(id) FROM federations)";
        app.outside()
            .await
            .execute(&format!(
                "INSERT INTO suspensions (federation_id, body_id, person_id, starts_on, ends_on, reason, revision) \
                 VALUES ({f}, {}, {person}, 0, 1, 'zwetschgenmus057', 1); \
                 INSERT INTO messages (federation_id, purpose, about, about_id, recipient, address, locale, arguments, state, attempts, resends, due_at, \
                 created_at, changed_at, answer, revision) VALUES ({f}, 'trial', 'x', 1, 'Zwetschgenmus057', 'zwetschgenmus057@example.org', 'de', \
                 '{{\"name\":\"Zwetschgenmus057\"}}', 'sent', 1, 0, 0, 0, 0, '250 zwetschgenmus057', 1)",
                BodyId(1)
            ))
            .await;
        let path = format!("/federations/laka/people/{person}");
        let particulars = json!({"born_on": "1987-06-05", "gender": "female"});
        registrar
            .api_put(&format!("{path}/particulars"), 0, &particulars)
            .await;
        // Changed twice, so that older rows lie about.
        for family_name in ["Zwetschgenmus057-Kaya", "Zwetschgenmus057"] {
            let revision = registrar.api_get(&path).await.revision();
            let new = json!({"given_name": "Q", "family_name": family_name, "email": "zwetschgenmus057@example.org", "locale": "de"});
            registrar.api_put(&path, revision, &new).await;
        }
        assert!(files_with(&folder, "Zwetschgenmus057") > 0);
        assert!(files_with(&folder, "zwetschgenmus057") > 0);
        let revision = registrar.api_get(&path).await.revision();
        let word = json!({"family_name": "Zwetschgenmus057", "reason": "Asked for it"});
        let erased = registrar
            .api(
                poem::http::Method::POST,
                &format!("{path}/erasure"),
                Some(revision),
                Some(&word),
            )
            .await;
        assert_eq!(erased.status, 204, "{}", erased.text());
        for mark in ["Zwetschgenmus057", "zwetschgenmus057"] {
            assert_eq!(files_with(&folder, mark), 0, "{mark} is still there");
        }
        // The search looks where it should: others are still found.
        assert!(files_with(&folder, "Zwetschgenmus056") > 0);
    });
}

on_both_engines! {
    async fn of_two_who_erase_at_once_one_does(app: TestApp) {
        let federation = app.federation("laka").await;
        let registrar = app.officer(Role::Registrar, &federation).await;
        let new = json!({"family_name": "Kaya", "locale": "de"});
        let person = PersonId(registrar.api_post("/federations/laka/people", &new).await.id());
        let actor = mandat::accounts::model::Actor {
            account: registrar.account.unwrap(),
            name: "A".into(),
            email: "a@example.org".into(),
            locale: mandat::types::Locale::De,
            grants: vec![crate::support::grant(Role::Registrar, federation.id)],
            lacks_second_factor: false,
            signed_in_by: mandat::accounts::model::SignedInBy::ApiToken,
        };
        let input = ErasureInput { family_name: "kaya".into(), reason: "Asked for it".into() };
        let erase = || actions::erase_person(&app.app, &actor, "laka", (person, 1), &input);
        let (one, other) = tokio::join!(erase(), erase());
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM audit_log WHERE act = 'erase_person'").await, 1);
    }
}
