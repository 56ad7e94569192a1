//! People: what is kept of them, who may read it, and tables of them.

use super::*;

const LIST: &str = "/federations/laka/people";

fn person(family_name: &str) -> Value {
    json!({"given_name": "Ayşe", "family_name": family_name, "email": "a@example.org", "phone": "+49 711 1", "locale": "de"})
}

on_both_engines! {
    async fn a_person_is_changed_with_the_version_and_their_contact_is_for_those_who_keep_the_register(app: TestApp) {
        let laka = app.federation("laka").await;
        let (registrar, board) = (app.officer(Role::Registrar, &laka).await, app.officer(Role::ElectionBoard, &laka).await);
        let id = registrar.api_post(LIST, &person("Öztürk")).await.expect(StatusCode::CREATED).id();
        assert_eq!(fields(&registrar.api_post(LIST, &person("OZTURK")).await), ["same_name_is_another same-name"]);
        let mut another = person("Öztürk");
        another["same_name_is_another"] = json!(true);
        another["external_key"] = json!("P-2");
        let second = registrar.api_post(LIST, &another).await.expect(StatusCode::CREATED).id();
        another["family_name"] = json!("Kaya");
        assert_eq!(fields(&registrar.api_post(LIST, &another).await), ["external_key external-key-taken"]);

        let one = format!("{LIST}/{id}");
        let shown = registrar.api_get(&one).await.expect(StatusCode::OK).json();
        assert_eq!((&shown["email"], &shown["same_name"][0]["id"]), (&json!("a@example.org"), &json!(second)));
        let shown = board.api_get(&one).await.expect(StatusCode::OK).text();
        assert!(!shown.contains("a@example.org") && !shown.contains("711"), "{shown}");
        board.api_put(&one, 1, &person("Kaya")).await.expect(StatusCode::FORBIDDEN);

        let mut wrong = person("");
        wrong["email"] = json!("x");
        wrong["phone"] = json!("ruf mich an");
        wrong["locale"] = json!("tlh");
        wrong["consent_name_on"] = json!("2027-01-01");
        let refused = registrar.api_put(&one, 1, &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let refused: Vec<_> = fields(&refused).iter().map(|f| f.split(' ').next().unwrap().to_owned()).collect();
        assert_eq!(refused, ["family_name", "email", "phone", "locale", "consent_name_on"]);
        let mut taken = person("Öztürk");
        taken["external_key"] = json!("P-2");
        assert_eq!(fields(&registrar.api_put(&one, 1, &taken).await), ["external_key external-key-taken"]);
        let mut consenting = person("Öztürk-Kaya");
        consenting["consent_name_on"] = json!("2026-05-04");
        registrar.api_put(&one, 1, &consenting).await.expect(StatusCode::NO_CONTENT);
        registrar.api_put(&one, 1, &consenting).await.expect(StatusCode::PRECONDITION_FAILED);
        registrar.api_put(&format!("{LIST}/9999"), 1, &consenting).await.expect(StatusCode::NOT_FOUND);
        assert_eq!(registrar.api_get(&one).await.expect(StatusCode::OK).revision(), 2);
        let list = registrar.api_get(&format!("{LIST}?search=kaya%20ays")).await.json();
        assert_eq!((&list["total"], &list["items"][0]["consents"], &list["items"][0]["bodies"]), (&json!(1), &json!(true), &json!([])));
        for (query, found) in [("per_page=1", 1), ("per_page=1&page=2", 1), ("per_page=1&page=3", 0), ("search=%25", 0), ("search=_", 0)] {
            let list = registrar.api_get(&format!("{LIST}?{query}")).await.expect(StatusCode::OK).json();
            assert_eq!(list["items"].as_array().unwrap().len(), found, "{query}");
        }
        let foreign = app.officer(Role::Registrar, &app.federation("elnet").await).await;
        foreign.api_get(&one).await.expect(StatusCode::NOT_FOUND);
        foreign.api_get(&one.replace("laka", "elnet")).await.expect(StatusCode::NOT_FOUND);
        let log = app.outside().await.texts("SELECT \"before\" || \"after\" FROM audit_log").await.join("\n");
        assert!(log.contains(r#""changed":["family_name","consent_name_on"]"#), "{log}");
        assert!(!log.contains("Kaya") && !log.contains("a@example.org"), "the log tells what changed, and no value");
    }

    async fn a_table_of_people_is_previewed_then_updates_by_key_and_refuses_row_by_row(app: TestApp) {
        let laka = app.federation("laka").await;
        let registrar = app.officer(Role::Registrar, &laka).await;
        let bodies = "key;Verein;Art;Beitritt\nV-1;Elternverein;Verein;2020-01-01\nV-2;Sportverein;Verein;2020-01-01\n";
        import(&registrar, "/federations/laka/bodies/import?preview=false", bodies).await.expect(StatusCode::OK);
        let path = "/federations/laka/people/import";
        let table = "key;Vorname;Nachname;body;von;bis;Grund\nP-1;Ayşe;Öztürk;V-1;2024-02-01;;\nP-2;Lê;Nguyễn;V-2;2024-02-01;2025-12-31;Austritt\n";
        let preview = import(&registrar, path, table).await.expect(StatusCode::OK);
        assert_eq!(counts(&preview), [2, 0, 0, 0]);
        assert_eq!(registrar.api_get(LIST).await.json()["total"], 0, "a preview writes nothing");
        let digest = preview.json()["digest"].as_str().unwrap().to_owned();
        let taken_over = format!("{path}?preview=false&digest={digest}");
        assert_eq!(counts(&import(&registrar, &taken_over, table).await.expect(StatusCode::OK)), [2, 0, 0, 0]);

        // By the key, a person is found again under another name; the other one is left alone.
        let renamed = "key;Vorname;Nachname\nP-1;Ayşe;Öztürk-Kaya\n";
        assert_eq!(counts(&import(&registrar, &format!("{path}?preview=false"), renamed).await.expect(StatusCode::OK)), [0, 1, 0, 0]);
        assert_eq!(registrar.api_get(LIST).await.json()["total"], 2);
        let on = async |body: &str, day: &str| {
            let list = registrar.api_get(&format!("/federations/laka/bodies?search={body}")).await.json();
            let id = list["items"][0]["id"].as_i64().unwrap();
            let members = registrar.api_get(&format!("/federations/laka/bodies/{id}/members?on={day}")).await.expect(StatusCode::OK).json();
            members["items"].as_array().unwrap().iter().map(|m| m["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(on("eltern", "2024-01-31").await, Vec::<String>::new());
        assert_eq!(on("eltern", "2024-02-01").await, ["Ayşe Öztürk-Kaya"]);
        assert_eq!(on("sport", "2025-12-31").await, ["Lê Nguyễn"]);
        assert_eq!(on("sport", "2026-01-01").await, Vec::<String>::new());

        // One refused row keeps the whole table out, and each says why.
        let wrong = "key;Vorname;Nachname;body;von;bis;Grund\nP-3;Awa;Diallo;V-1;2024-02-01;;\nP-4;X;;V-1;2024-02-01;;\nP-5;X;Y;V-9;2024-02-01;;\n\
            P-6;X;Z;V-1;2024-02-30;;\nP-7;X;W;V-1;2024-02-01;2024-01-01;Austritt\n";
        let refused = import(&registrar, &format!("{path}?preview=false"), wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let mut rows: Vec<_> = fields(&refused).iter().map(|f| f.split('.').next().unwrap().to_owned()).collect();
        rows.dedup();
        assert_eq!(rows, ["row-3", "row-4", "row-5", "row-6"], "{:?}", fields(&refused));
        assert_eq!(registrar.api_get(LIST).await.json()["total"], 2);
    }

    async fn a_table_of_bodies_changes_names_from_a_day_on_and_never_the_past(app: TestApp) {
        let registrar = app.officer(Role::Registrar, &app.federation("laka").await).await;
        let path = "/federations/laka/bodies/import";
        let languages = |word: &str| format!("Schlüssel;Gremium;Art;Sprache\nG-9;Integrationsrat Biberach;elected;{word}\n");
        let to = format!("{path}?preview=false");
        import(&registrar, &to, languages("Englisch").as_str()).await.expect(StatusCode::OK);
        let of_body = "SELECT locale FROM bodies WHERE external_key = 'G-9'";
        assert_eq!(app.outside().await.texts(of_body).await, ["en"]);
        import(&registrar, &to, languages("Klingonisch").as_str()).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let first = "key;Gremium;Art;Beitritt;gilt ab\nG-1;Ausländerbeirat;gewählt;2015-01-01;2015-01-01\n";
        assert_eq!(counts(&import(&registrar, &format!("{path}?preview=false"), first).await), [1, 0, 0, 0]);
        let renamed = "key;Gremium;Art;gilt ab\nG-1;Integrationsrat;gemischt;2020-07-01\n";
        let preview = import(&registrar, path, renamed).await.expect(StatusCode::OK);
        assert_eq!(counts(&preview), [0, 1, 0, 0]);
        let name_on = async |day: &str| registrar.api_get(&format!("/federations/laka/bodies?on={day}")).await.json()["items"][0]["name"].clone();
        assert_eq!(name_on("2024-01-01").await, "Ausländerbeirat", "a preview writes nothing");
        import(&registrar, &format!("{path}?preview=false"), renamed).await.expect(StatusCode::OK);
        assert_eq!((name_on("2020-06-30").await, name_on("2020-07-01").await), (json!("Ausländerbeirat"), json!("Integrationsrat")));
        assert_eq!(counts(&import(&registrar, &format!("{path}?preview=false"), renamed).await), [0, 0, 1, 0], "the same table again");
        let earlier = "key;Gremium;Art;gilt ab\nG-1;Rat;gemischt;2019-07-01\n";
        import(&registrar, &format!("{path}?preview=false"), earlier).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let other = "key;Verein;Art;gilt ab\nG-1;Verein;Verein;2026-01-01\n";
        import(&registrar, &format!("{path}?preview=false"), other).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(name_on("2026-05-04").await, "Integrationsrat");
    }
}
