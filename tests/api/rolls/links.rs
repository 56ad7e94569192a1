//! Links by mail: sending them, what they open, who is not reached, and what takes two people.

use mandat::{
    mail::worker::send_due,
    rolls::{actions::voter_by_session, code::link::Link, model::CodeOf},
    types::{EntryId, RollId, StandInId},
};

use super::*;
use crate::support::{Answer, Engine};

/// Everybody in the register gets an address.
async fn with_addresses(app: &TestApp) {
    let all = "UPDATE people SET email = 'p' || CAST(id AS TEXT) || '@example.org'";
    app.outside().await.execute(all).await;
}

/// The link that the mail brings to somebody.
fn link(app: &TestApp, staged: &Electorate, owner: CodeOf, generation: i64) -> String {
    Link::of(&app.app.pepper, RollId(staged.roll), owner, generation)
        .expose()
        .to_string()
}

fn entry(staged: &Electorate, number: usize) -> CodeOf {
    CodeOf::Entry(EntryId(staged.entries[number - 1]))
}

async fn send_all(staged: &Electorate) -> Answer {
    staged
        .board
        .api_post(&format!("{}/links", staged.path), &Value::Null)
        .await
}

async fn send_one(staged: &Electorate, owner: CodeOf) -> Answer {
    let place = match owner {
        CodeOf::Entry(id) => format!("entries/{id}"),
        CodeOf::StandIn(id) => format!("stand-ins/{id}"),
    };
    staged
        .board
        .api_post(&format!("{}/{place}/link", staged.path), &Value::Null)
        .await
}

/// State and number of everybody's link.
async fn states(staged: &Electorate) -> Vec<(String, Option<i64>)> {
    let listed = staged
        .registrar
        .api_get(&format!("{}/links", staged.path))
        .await
        .expect(StatusCode::OK)
        .json();
    let of = |item: &Value| {
        (
            item["state"].as_str().unwrap().to_owned(),
            item["generation"].as_i64(),
        )
    };
    listed["items"].as_array().unwrap().iter().map(of).collect()
}

fn told(states: &[(&str, Option<i64>)]) -> Vec<(String, Option<i64>)> {
    let owned = |(state, generation): &(&str, Option<i64>)| ((*state).to_owned(), *generation);
    states.iter().map(owned).collect()
}

/// The mails in the folder into which they are laid, without the folds of the lines of their texts.
fn mails(app: &TestApp) -> Vec<String> {
    let folder = app.database.folder.path().join("mail");
    let Ok(files) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let unfolded = |mail: String| {
        let (head, text) = mail.split_once("\r\n\r\n").unwrap();
        format!("{head}\r\n\r\n{}", text.replace("=\r\n", ""))
    };
    files
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .map(unfolded)
        .collect()
}

on_both_engines! {
    async fn links_are_sent_once_to_each_and_open_the_place_of_their_owner(app: TestApp) {
        let staged = app.electorate_with_deputies("laka", &[1; 3], 1).await;
        with_addresses(&app).await;
        let mut outside = app.outside().await;
        let second = staged.entries[1];
        outside.execute(&format!("UPDATE people SET email = '' WHERE id = (SELECT person_id FROM roll_entries WHERE id = {second})")).await;
        let deputy = CodeOf::StandIn(StandInId(outside.number("SELECT MIN(id) FROM stand_ins").await));
        let path = format!("{}/links", staged.path);
        staged.registrar.api_post(&path, &Value::Null).await.expect(StatusCode::FORBIDDEN);

        let queued = send_all(&staged).await.expect(StatusCode::OK).json();
        assert_eq!((&queued["links"], &queued["without_address"]), (&json!(4), &json!(1)));
        let nobody = send_all(&staged).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(nobody["code"], "nobody-without-link");
        let waiting = [("waiting", Some(1)), ("no_address", Some(1)), ("waiting", Some(1)), ("waiting", Some(1))];
        assert_eq!(states(&staged).await, told(&waiting));
        assert_eq!(send_due(&app.app).await.unwrap(), 3);
        let sent = [("sent", Some(1)), ("no_address", Some(1)), ("sent", Some(1)), ("sent", Some(1))];
        assert_eq!(states(&staged).await, told(&sent));
        let listed = staged.board.api_get(&format!("{path}?needs_sheet=true")).await.expect(StatusCode::OK).json();
        assert_eq!((&listed["total"], &listed["need_sheet"]), (&json!(1), &json!(1)));
        assert_eq!((&listed["items"][0]["entry_id"], &listed["items"][0]["has_code"]), (&json!(second), &json!(false)));

        // It works as it stands in the mail: the whole address, its part behind the sign, and as people copy it.
        let first = link(&app, &staged, entry(&staged, 1), 1);
        let in_mail = mails(&app);
        assert_eq!(in_mail.iter().filter(|text| text.contains(&format!("http://127.0.0.1:8080/de/vote#{first}"))).count(), 1);
        for written in [first.clone(), first.to_lowercase(), first.replace('-', " "), format!(" http://127.0.0.1:8080/de/vote#{first} ")] {
            let signed_in = sign_in(&app, &written).await.unwrap();
            let voter = voter_by_session(&app.app, &signed_in.token).await.unwrap().unwrap();
            assert_eq!(voter.entry.0, staged.entries[0]);
        }
        // At the desk it finds its owner as a code does; on another roll it is unknown.
        let desk = format!("{}/desk", staged.path);
        let found = staged.board.api_post(&desk, &json!({"search": first})).await.expect(StatusCode::OK).text();
        assert!(found.contains(&format!("\"entry_id\":{}", staged.entries[0])) && !found.contains(&format!("\"entry_id\":{second}")), "{found}");
        let other = frozen(&app, "nrw", 1).await;
        let unknown = other.board.api_post(&format!("{}/desk", other.path), &json!({"search": first})).await;
        assert_eq!(unknown.expect(StatusCode::FORBIDDEN).json()["code"], "code-refused");
        // A deputy's opens the place that the deputy holds, and nothing before.
        let of_deputy = link(&app, &staged, deputy, 1);
        assert!(matches!(sign_in(&app, &of_deputy).await, Err(RollError::NoPlace)));
        let place = format!("{}/entries/{}/place/take-over", staged.path, staged.entries[0]);
        let id = outside.number("SELECT MIN(id) FROM stand_ins").await;
        staged.board.api_post(&place, &json!({"stand_in_id": id})).await.expect(StatusCode::NO_CONTENT);
        let voter = voter_by_session(&app.app, &sign_in(&app, &of_deputy).await.unwrap().token).await.unwrap().unwrap();
        assert_eq!(voter.entry.0, staged.entries[0]);
        assert!(matches!(sign_in(&app, &first).await, Err(RollError::NoPlace)));
        let acts = outside.texts("SELECT act || ' ' || \"after\" FROM audit_log WHERE act LIKE 'send_link%' ORDER BY seq").await;
        assert!(acts.len() == 1 && acts[0].contains("\"links\":4") && !acts[0].contains('@'), "{acts:?}");
    }

    async fn what_is_no_good_link_is_refused_like_a_code(app: TestApp) {
        let staged = frozen(&app, "laka", 2).await;
        let other = frozen(&app, "nrw", 1).await;
        let building = building(&app, "bw", 1).await;
        with_addresses(&app).await;
        let early = send_all(&building).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(early["code"], "roll-not-frozen");
        send_all(&staged).await.expect(StatusCode::OK);
        let good = link(&app, &staged, entry(&staged, 1), 1);
        assert!(sign_in(&app, &good).await.is_ok());
        // None was made for the other roll, none with this number, and none by another pepper.
        for unknown in [link(&app, &other, entry(&other, 1), 1), link(&app, &staged, entry(&staged, 1), 2), link(&app, &other, entry(&staged, 1), 1)] {
            assert!(matches!(sign_in(&app, &unknown).await, Err(RollError::CodeRefused)));
            let page = app.stranger().post_form("/de/vote", &[("code", &unknown)]).await.expect(StatusCode::FORBIDDEN);
            assert!(page.header("set-cookie").is_none());
        }
        let altered = format!("{}{}", if good.starts_with('A') { "B" } else { "A" }, &good[1..]);
        let megabyte = "A".repeat(1 << 20);
        for (wrong, key) in [
            (altered.as_str(), "field-code-typing-mistake"),
            (&good[..good.len() - 2], "field-code-link-incomplete"),
            (&good[..20], "field-code-too-short"),
            (megabyte.as_str(), "field-code-too-long"),
            ("", "field-code-too-short"),
            ("http://127.0.0.1:8080/de/vote#", "field-code-too-short"),
        ] {
            match sign_in(&app, wrong).await.err() {
                Some(RollError::Fields(fields)) => assert_eq!((fields[0].field.as_str(), fields[0].key), ("code", key)),
                refused => panic!("{key}: {refused:?}"),
            }
        }
        // Whoever cannot make codes sends nothing, nobody sends for a foreign roll, and an entry of another roll is none.
        let foreign = format!("/federations/nrw/rolls/{}/links", staged.roll);
        other.board.api_post(&foreign, &Value::Null).await.expect(StatusCode::NOT_FOUND);
        send_one(&staged, entry(&other, 1)).await.expect(StatusCode::NOT_FOUND);
        send_one(&staged, CodeOf::StandIn(StandInId(99_999))).await.expect(StatusCode::NOT_FOUND);
        let failures = app.outside().await.number("SELECT COUNT(*) FROM code_failures").await;
        assert_eq!(failures, 0, "what cannot be guessed is not counted by selector");
        // A link burns no code and a code no link.
        let codes = staged.make_codes().await;
        assert!(sign_in(&app, &codes[0]).await.is_ok() && sign_in(&app, &good).await.is_ok());
        // Nobody votes once the codes are gone.
        app.outside().await.execute(&format!("UPDATE rolls SET codes_deleted_at = 1 WHERE id = {}", staged.roll)).await;
        let late = send_one(&staged, entry(&staged, 1)).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(late["code"], "marks-deleted");
    }

    async fn row_45_a_link_stands_in_no_table_no_log_and_no_subject(app: TestApp) {
        let staged = frozen(&app, "laka", 3).await;
        with_addresses(&app).await;
        send_all(&staged).await.expect(StatusCode::OK);
        send_due(&app.app).await.unwrap();
        let links: Vec<String> = (1..=3).map(|number| link(&app, &staged, entry(&staged, number), 1)).collect();
        for link in &links {
            sign_in(&app, link).await.unwrap();
        }
        let mut outside = app.outside().await;
        let mut stored = Vec::new();
        for sql in [
            "SELECT selector || ' ' || verifier_hash FROM codes",
            "SELECT act || ' ' || \"before\" || ' ' || \"after\" FROM audit_log",
            "SELECT purpose || ' ' || about || ' ' || recipient || ' ' || address || ' ' || arguments || ' ' || answer FROM messages",
            "SELECT selector FROM code_failures",
        ] {
            stored.extend(outside.texts(sql).await.join("\n").to_uppercase().into_bytes());
        }
        if app.engine == Engine::Sqlite {
            for end in ["", "-wal"] {
                stored.extend(std::fs::read(format!("{}{end}", app.database.address)).unwrap());
            }
        }
        let verifiers = outside.texts("SELECT verifier_hash FROM codes WHERE generation IS NOT NULL").await;
        assert!(verifiers.len() == 3 && verifiers.iter().all(String::is_empty), "{verifiers:?}");
        let mails = mails(&app);
        assert_eq!(mails.len(), 3);
        for link in &links {
            let signs: String = link.chars().filter(|c| *c != '-').collect();
            for secret in [link.as_str(), &signs, &signs[..16], &signs[16..]] {
                assert!(!stored.windows(secret.len()).any(|w| w == secret.as_bytes()), "a link is stored");
            }
            for text in &mails {
                let head = text.split("\r\n\r\n").next().unwrap();
                assert!(!head.contains(&link[..9]), "{head}");
            }
        }
        // The address carries it behind the sign that browsers keep to themselves.
        for text in mails {
            let path = text.split("http://127.0.0.1:8080").nth(1).unwrap();
            assert!(path.starts_with("/de/vote#"), "{path}");
        }
    }

    async fn another_link_ends_the_one_before_and_two_people_end_both(app: TestApp) {
        let staged = frozen(&app, "laka", 2).await;
        with_addresses(&app).await;
        send_all(&staged).await.expect(StatusCode::OK);
        let owner = entry(&staged, 1);
        let (first, second) = (link(&app, &staged, owner, 1), link(&app, &staged, owner, 2));
        let session = sign_in(&app, &first).await.unwrap().token;
        // The first mail still waits: it is not sent any more once there is another link.
        send_one(&staged, owner).await.expect(StatusCode::OK);
        assert_eq!(send_due(&app.app).await.unwrap(), 3);
        assert!(voter_by_session(&app.app, &session).await.unwrap().is_none());
        assert!(matches!(sign_in(&app, &first).await, Err(RollError::CodeRefused)));
        assert!(sign_in(&app, &second).await.is_ok());
        let mut outside = app.outside().await;
        let messages = outside.texts("SELECT state FROM messages WHERE purpose = 'code_link' ORDER BY id").await;
        assert_eq!(messages, ["dropped", "sent", "sent"]);
        assert!(!mails(&app).iter().any(|text| text.contains(&first[..14])));
        assert_eq!(states(&staged).await, told(&[("sent", Some(2)), ("sent", Some(1))]));

        // Once a poll was opened, again to the same address alone.
        add_poll(&app, &staged, "open").await;
        send_one(&staged, owner).await.expect(StatusCode::OK);
        let third = link(&app, &staged, owner, 3);
        assert!(sign_in(&app, &third).await.is_ok() && sign_in(&app, &second).await.is_err());
        outside.execute("UPDATE people SET email = 'x' || email").await;
        let refused = send_one(&staged, owner).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(refused["code"], "link-needs-two");
        assert!(sign_in(&app, &third).await.is_ok());
        // Nor is a code made for whoever has a link that may have arrived.
        let codes = staged.board.api_post(&format!("{}/codes", staged.path), &Value::Null).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(codes["code"], "link-needs-two");

        let reissue = format!("{}/entries/{}/reissue", staged.path, staged.entries[0]);
        let id = staged.board.api_post(&reissue, &json!({"reason": "Postfach verloren"})).await.expect(StatusCode::CREATED).id();
        let sheet = staged.second.api_post(&format!("{}/reissues/{id}/confirm", staged.path), &Value::Null).await.expect(StatusCode::OK).json();
        assert!(matches!(sign_in(&app, &third).await, Err(RollError::CodeRefused)));
        assert!(sign_in(&app, &code_of(&sheet[0])).await.is_ok());
        assert_eq!(states(&staged).await[0], ("void".to_owned(), Some(3)));
        outside.execute("UPDATE people SET email = SUBSTR(email, 2)").await;
        send_one(&staged, owner).await.expect(StatusCode::CONFLICT);
    }

    async fn whoever_has_voted_everywhere_gets_no_other_link(app: TestApp) {
        let staged = frozen(&app, "laka", 2).await;
        with_addresses(&app).await;
        send_all(&staged).await.expect(StatusCode::OK);
        let poll = add_poll(&app, &staged, "open").await;
        add_mark(&app, poll, staged.entries[0]).await;
        let refused = send_one(&staged, entry(&staged, 1)).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(refused["code"], "voted-everywhere");
        send_one(&staged, entry(&staged, 2)).await.expect(StatusCode::OK);
    }

    async fn whom_no_link_reaches_gets_a_sheet_instead(app: TestApp) {
        let staged = frozen(&app, "laka", 3).await;
        with_addresses(&app).await;
        let mut outside = app.outside().await;
        let second = staged.entries[1];
        outside.execute(&format!("UPDATE people SET email = '' WHERE id = (SELECT person_id FROM roll_entries WHERE id = {second})")).await;
        send_all(&staged).await.expect(StatusCode::OK);
        send_due(&app.app).await.unwrap();
        // One comes back.
        outside.execute(&format!("UPDATE messages SET state = 'bounced' WHERE about_id = (SELECT id FROM codes WHERE entry_id = {})", staged.entries[2])).await;
        let page = staged.board.get(&format!("{}/codes", staged.page)).await.expect(StatusCode::OK).text();
        assert!(page.contains("id=\"unreachable\"") && page.contains("/codes/unreachable"), "{page}");
        let listed = staged.registrar.get(&format!("{}/links?show=needs_sheet", staged.page)).await.expect(StatusCode::OK).text();
        assert_eq!(listed.matches("#unreachable").count(), 2, "{listed}");

        staged.board.api_post(&format!("{}/codes/unreachable", staged.path), &Value::Null).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(staged.code_job_ended().await["job"], "waiting_for_printing");
        let sheets = staged.board.api_post(&format!("{}/codes/sheets", staged.path), &Value::Null).await.expect(StatusCode::OK).json();
        let entries: Vec<_> = sheets.as_array().unwrap().iter().map(|sheet| sheet["entry_id"].as_i64().unwrap()).collect();
        assert_eq!(entries, staged.entries[1..]);
        for sheet in sheets.as_array().unwrap() {
            assert!(sign_in(&app, &code_of(sheet)).await.is_ok());
        }
        // Their links are void, the one that arrived is not.
        for number in [2, 3] {
            assert!(sign_in(&app, &link(&app, &staged, entry(&staged, number), 1)).await.is_err());
        }
        assert!(sign_in(&app, &link(&app, &staged, entry(&staged, 1), 1)).await.is_ok());
        let nobody = staged.board.api_post(&format!("{}/codes/unreachable", staged.path), &Value::Null).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(nobody["code"], "nobody-without-code");
        let left = staged.board.api_get(&format!("{}/links", staged.path)).await.json();
        assert_eq!(left["need_sheet"], 0);
        // New codes on sheets leave links as they are.
        staged.make_codes().await;
        assert!(sign_in(&app, &link(&app, &staged, entry(&staged, 1), 1)).await.is_ok());
    }

    async fn the_ledger_sends_a_link_again_to_its_own_address_alone_and_as_the_same_link(app: TestApp) {
        let staged = frozen(&app, "laka", 1).await;
        with_addresses(&app).await;
        send_all(&staged).await.expect(StatusCode::OK);
        send_due(&app.app).await.unwrap();
        let mut outside = app.outside().await;
        let message = outside.number("SELECT MAX(id) FROM messages").await;
        let address = outside.texts("SELECT address FROM messages ORDER BY id DESC LIMIT 1").await[0].clone();
        let path = format!("/federations/laka/messages/{message}");
        let resend = async |address: &str| {
            let revision = staged.registrar.api_get(&path).await.revision();
            let body = json!({ "address": address });
            staged.registrar.api(poem::http::Method::POST, &format!("{path}/resend"), Some(revision), Some(&body)).await
        };
        let refused = resend("mine@example.org").await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!((&refused["fields"][0]["field"], &refused["fields"][0]["code"]), (&json!("address"), &json!("mail-address-fixed")));
        resend(&address).await.expect(StatusCode::NO_CONTENT);
        send_due(&app.app).await.unwrap();
        assert_eq!(states(&staged).await, told(&[("sent", Some(1))]));
        let first = link(&app, &staged, entry(&staged, 1), 1);
        assert!(mails(&app).iter().all(|text| text.contains(&first)));
        assert!(sign_in(&app, &first).await.is_ok());
    }

    async fn a_mail_speaks_the_language_of_its_reader_and_an_erased_person_leaves_none(app: TestApp) {
        let staged = app.electorate_with_deputies("laka", &[1; 2], 1).await;
        with_addresses(&app).await;
        let mut outside = app.outside().await;
        let person = outside.number("SELECT MIN(person_id) FROM roll_entries").await;
        outside.execute(&format!("UPDATE people SET locale = 'en' WHERE id = {person}")).await;
        send_all(&staged).await.expect(StatusCode::OK);
        send_due(&app.app).await.unwrap();
        let mails = mails(&app);
        let english: Vec<_> = mails.iter().filter(|text| text.contains("/en/vote#")).collect();
        assert!(english.len() == 1 && english[0].contains("with this link you vote in"), "{mails:?}");
        assert_eq!(mails.iter().filter(|text| text.contains("/de/vote#")).count(), 2);
        // Found by whose they are, also after the address has changed.
        let values = outside.texts("SELECT arguments FROM messages WHERE purpose = 'code_link'").await;
        assert!(values.contains(&format!("{{\"person\":\"{person}\"}}")), "{values:?}");
        outside.execute(&format!("UPDATE people SET email = 'new@example.org' WHERE id = {person}")).await;
        let record = format!("/federations/laka/people/{person}/record");
        let record = staged.registrar.api_post(&record, &Value::Null).await.expect(StatusCode::OK).json();
        assert_eq!(record["messages"].as_array().unwrap().len(), 1, "{record}");
    }

    async fn pages_send_links_and_say_how_far_they_are(app: TestApp) {
        let staged = app.electorate_with_deputies("laka", &[1; 2], 1).await;
        with_addresses(&app).await;
        let page = format!("{}/links", staged.page);
        assert!(!staged.registrar.get(&page).await.expect(StatusCode::OK).text().contains("<form class=\"confirm"));
        staged.registrar.post_form(&page, &[]).await.expect(StatusCode::FORBIDDEN);
        assert!(staged.board.get(&page).await.expect(StatusCode::OK).text().contains("<form class=\"confirm"));
        let to = staged.board.post_form(&page, &[]).await.expect(StatusCode::SEE_OTHER).location().unwrap().to_owned();
        assert!(to.starts_with(&page), "{to}");
        let again = staged.board.post_form(&page, &[]).await.expect(StatusCode::CONFLICT).text();
        assert!(again.contains("error-summary"), "{again}");
        let deputy = app.outside().await.number("SELECT MIN(id) FROM stand_ins").await;
        let shown = staged.board.get(&page).await.expect(StatusCode::OK).text();
        for action in [format!("/entries/{}/link", staged.entries[0]), format!("/stand-ins/{deputy}/link"), format!("/stand-ins/{deputy}/reissue")] {
            assert!(shown.contains(&action), "{action}: {shown}");
        }
        staged.board.post_form(&format!("{}/stand-ins/{deputy}/link", staged.page), &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(states(&staged).await[2], ("waiting".to_owned(), Some(2)));
        // An address of a form can be read.
        let read = staged.board.get(&format!("{}/entries/{}/link", staged.page, staged.entries[0])).await;
        assert!(read.status.is_redirection(), "{}", read.what);
    }
}
