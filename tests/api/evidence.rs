//! Evidence of polls: what is in it for whom, that it stands, that no change of it does, and that others can check it too.

use std::{
    io::Write,
    process::{Command, Output},
};

use mandat::{
    accounts::model::Role,
    results::evidence::{self, Evidence},
};
use poem::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{
    Actor, Electorate, REQUIRE_ALL, TestApp,
    electorate::{by_name, cast, election, motion},
};

/// A counted poll in which the voters chose so, with the tracker of the first.
async fn counted(app: &TestApp, laka: &Electorate, poll: &Value, choices: &[&[&str]]) -> i64 {
    let poll = laka.open(poll).await;
    for (n, choice) in (1..).zip(choices) {
        cast(&app.voter(laka, n).await, poll, choice).await;
    }
    laka.step(poll, "close").await;
    laka.step(poll, "count").await;
    poll
}

async fn publish(app: &TestApp, laka: &Electorate, poll: i64, detail: &Value) {
    let publisher = app.officer(Role::Publisher, &laka.federation).await;
    laka.publish(&publisher, poll, detail).await;
}

async fn public(app: &TestApp, poll: i64) -> String {
    let path = format!("/federations/laka/results/{poll}/evidence");
    app.stranger()
        .api_get(&path)
        .await
        .expect(StatusCode::OK)
        .text()
}

/// Seven yes, three no, one abstention, one blank.
fn mixed() -> Vec<&'static [&'static str]> {
    let mut choices: Vec<&[&str]> = vec![&["yes"]; 7];
    choices.extend([&["no"][..], &["no"], &["no"], &["abstain"], &[]]);
    choices
}

fn by_command(app: &TestApp, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mandat"))
        .args(arguments)
        .current_dir(app.database.folder.path())
        .env("MANDAT_DATABASE_URL", &app.database.address)
        .env("MANDAT_PEPPER_FILE", &app.app.config.pepper_file)
        .output()
        .unwrap()
}

fn as_file(app: &TestApp, text: &str) -> String {
    let file = app.database.folder.path().join("evidence.json");
    std::fs::write(&file, text).unwrap();
    file.to_str().unwrap().to_owned()
}

/// The program that was written from the documentation alone says the same; `None` where it cannot be run.
fn oracle(file: &str) -> Option<Output> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle/evidence.py");
    match Command::new("python3").arg(script).arg(file).output() {
        Ok(output) => Some(output),
        Err(error) => {
            assert!(
                std::env::var_os(REQUIRE_ALL).is_none(),
                "python3 is needed: {error}"
            );
            // Written directly: what a passing test prints is not shown.
            let _ = writeln!(
                std::io::stderr(),
                "\n*** EVIDENCE NOT CHECKED A SECOND TIME: python3 cannot be run ({error}) ***\n"
            );
            None
        }
    }
}

/// Another sign of the same kind.
fn other(byte: u8) -> u8 {
    match byte {
        b'9' => b'0',
        b'z' => b'a',
        b'Z' => b'A',
        b'0'..=b'8' | b'a'..=b'y' | b'A'..=b'Y' => byte + 1,
        _ => b'x',
    }
}

on_both_engines! {
    async fn row_35_the_evidence_of_a_published_poll_stands_and_names_nobody(app: TestApp) {
        let laka = app.electorate("laka", &[1; 12]).await;
        let poll = counted(&app, &laka, &motion(), &mixed()).await;
        app.stranger().api_get(&format!("/federations/laka/results/{poll}/evidence")).await.expect(StatusCode::NOT_FOUND);
        app.stranger().api_get(&format!("/federations/laka/results/{poll}/trackers")).await.expect(StatusCode::NOT_FOUND);
        publish(&app, &laka, poll, &json!({})).await;
        let text = public(&app, poll).await;
        let bundle: Evidence = serde_json::from_str(&text).unwrap();
        assert_eq!(bundle.canonical(), text);
        assert_eq!((bundle.trackers.len(), bundle.ballot_box.ballots, bundle.ballot_box.left_out), (12, 12, None));
        for name in app.outside().await.texts("SELECT name FROM roll_entries UNION SELECT name FROM accounts").await {
            assert!(!text.contains(&name), "{name}");
        }
        let found = evidence::verify(&text).unwrap();
        assert!(found.checked.iter().any(|s| s.contains("second count of the 12 ballots")), "{found:?}");
        // The same file on the page, and as long as nothing is published, at any time.
        app.clock.advance(std::time::Duration::from_secs(90));
        let page = app.stranger().get(&format!("/de/federations/laka/results/{poll}/evidence.json")).await.expect(StatusCode::OK);
        assert_eq!(page.text(), text);

        let file = as_file(&app, &text);
        let told = by_command(&app, &["verify", "evidence", &file]);
        assert_eq!(told.status.code(), Some(0), "{told:?}");
        assert!(String::from_utf8_lossy(&told.stdout).contains("The evidence stands."));
        if let Some(third) = oracle(&file) {
            assert!(third.status.success(), "{}", String::from_utf8_lossy(&third.stderr));
        }
        let forged = text.replacen("1.010", "1.100", 1);
        let file = as_file(&app, &forged);
        let told = by_command(&app, &["verify", "evidence", &file]);
        assert_eq!(told.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&told.stdout).contains("does not stand"));
        if let Some(third) = oracle(&file) {
            assert!(!third.status.success());
        }
    }

    async fn the_office_gets_the_whole_log_and_the_export_is_recorded(app: TestApp) {
        let laka = app.electorate("laka", &[1; 12]).await;
        let poll = counted(&app, &laka, &election(&["Ayşe", "Omar", "Nina"]), &[&["1"], &["2", "1"], &["3"], &["1"], &[], &["2"]]).await;
        let auditor = app.officer(Role::Auditor, &laka.federation).await;
        let path = format!("{}/evidence", laka.poll_path(poll));
        laka.registrar.api_get(&path).await.expect(StatusCode::FORBIDDEN);
        let text = auditor.api_get(&path).await.expect(StatusCode::OK).text();
        let bundle: Evidence = serde_json::from_str(&text).unwrap();
        assert!(bundle.log.iter().all(|row| row.content.as_ref().unwrap().who.is_some()));
        // Two marks on a ballot could be a signature: sums, and no ballots.
        assert_eq!(bundle.ballot_box.left_out, Some(evidence::LeftOut::Combinations));
        assert!(bundle.ballot_box.blocks.iter().all(|block| block.sealed.is_none()));
        assert!(bundle.count.is_some() && bundle.results.is_empty());
        let found = evidence::verify(&text).unwrap();
        assert!(found.unchecked.iter().any(|s| s.contains("combination")), "{found:?}");
        if let Some(third) = oracle(&as_file(&app, &text)) {
            assert!(third.status.success(), "{}", String::from_utf8_lossy(&third.stderr));
        }
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM audit_log WHERE act = 'export_evidence'").await, 1);
        // A poll that is not counted has none.
        let open = laka.open(&motion()).await;
        auditor.api_get(&format!("{}/evidence", laka.poll_path(open))).await.expect(StatusCode::CONFLICT);

        let out = app.database.folder.path().join("out.json").to_str().unwrap().to_owned();
        let told = by_command(&app, &["export", "evidence", &poll.to_string(), "--out", &out]);
        assert_eq!(told.status.code(), Some(0), "{told:?}");
        evidence::verify(&std::fs::read_to_string(&out).unwrap()).unwrap();
        assert_eq!(by_command(&app, &["export", "evidence", "999999"]).status.code(), Some(1));
        assert_eq!(by_command(&app, &["export", "evidence", &open.to_string()]).status.code(), Some(1));
    }

    async fn ballots_that_would_tell_votes_are_left_out_and_so_is_what_leads_to_them(app: TestApp) {
        let laka = app.electorate("laka", &[1; 12]).await;
        let yes: Vec<&[&str]> = vec![&["yes"]; 12];
        let mut all_but_one = yes.clone();
        all_but_one[11] = &["no"];
        for (choices, detail, why) in [
            (&mixed()[..4], json!({}), "outcome_only"),
            (&yes[..], json!({}), "outcome_only"),
            (&yes[..], json!({ "detail": "full" }), "unanimous"),
            (&all_but_one[..], json!({ "detail": "full" }), "all_but_one"),
            (&mixed()[..], json!({ "detail": "outcome_only" }), "outcome_only"),
        ] {
            let poll = counted(&app, &laka, &motion(), choices).await;
            publish(&app, &laka, poll, &detail).await;
            let text = public(&app, poll).await;
            let bundle: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(bundle["box"]["left_out"], why);
            assert_eq!(bundle["count"].is_null(), why == "outcome_only");
            assert!(bundle["box"]["blocks"].as_array().unwrap().iter().all(|block| block["sealed"].is_null()));
            // Neither the ballots nor a digest that whoever tries all of them would find.
            assert!(!text.contains("1.100"), "{text}");
            assert!(why != "outcome_only" || !text.contains("count_digest"), "{text}");
            evidence::verify(&text).unwrap();
            if let Some(third) = oracle(&as_file(&app, &text)) {
                assert!(third.status.success(), "{}", String::from_utf8_lossy(&third.stderr));
            }
        }
        // A vote by name is public, and has no trackers.
        let poll = counted(&app, &laka, &by_name(motion()), &mixed()[..4]).await;
        publish(&app, &laka, poll, &json!({})).await;
        let text = public(&app, poll).await;
        let bundle: Evidence = serde_json::from_str(&text).unwrap();
        assert_eq!((bundle.ballot_box.sorted.unwrap().len(), bundle.trackers.len()), (4, 0));
        evidence::verify(&text).unwrap();
    }

    async fn everybody_finds_a_tracker_in_the_published_list(app: TestApp) {
        let laka = app.electorate("laka", &[1; 12]).await;
        let poll = laka.open(&motion()).await;
        let mut told = Vec::new();
        for (n, choice) in (1..).zip(mixed()) {
            let ballot = json!({ "choices": choice, "blank": choice.is_empty() });
            let answer = app.voter(&laka, n).await.api_post(&format!("/voting/polls/{poll}/ballot"), &ballot).await;
            told.push(answer.expect(StatusCode::OK).json()["trackers"][0].as_str().unwrap().to_owned());
        }
        laka.step(poll, "close").await;
        laka.step(poll, "count").await;
        publish(&app, &laka, poll, &json!({})).await;
        told.sort();
        let api = format!("/federations/laka/results/{poll}/trackers");
        let listed = app.stranger().api_get(&api).await.expect(StatusCode::OK).json();
        assert_eq!(listed["items"], json!(told));
        let second = app.stranger().api_get(&format!("{api}?page=2&per_page=5")).await.expect(StatusCode::OK).json();
        assert_eq!((&second["items"], &second["last_page"]), (&json!(told[5..10]), &json!(3)));
        let typed = told[3].to_lowercase().replace('-', "%20");
        let one = app.stranger().api_get(&format!("{api}?tracker={typed}")).await.expect(StatusCode::OK).json();
        assert_eq!(one["items"], json!([told[3]]));
        let none = app.stranger().api_get(&format!("{api}?tracker=0000-0000-0000")).await.expect(StatusCode::OK).json();
        assert_eq!(none["total"], 0);

        let page = format!("/de/federations/laka/results/{poll}/trackers");
        let shown = app.stranger().get(&page).await.expect(StatusCode::OK).text();
        assert!(told.iter().all(|tracker| shown.contains(tracker)), "{shown}");
        let found = app.stranger().get(&format!("{page}?q={typed}")).await.expect(StatusCode::OK).text();
        assert!(found.contains("Diese Nummer steht in der Liste."), "{found}");
        for missing in ["0000-0000-0000", "%3Cb%3E", "x"] {
            let shown = app.stranger().get(&format!("{page}?q={missing}")).await.expect(StatusCode::OK).text();
            assert!(shown.contains("steht nicht in der Liste") && !shown.contains("<b>"), "{shown}");
        }
    }

    async fn no_byte_of_evidence_changes_unnoticed(app: TestApp) {
        let laka = app.electorate("laka", &[1; 12]).await;
        let poll = counted(&app, &laka, &motion(), &mixed()).await;
        publish(&app, &laka, poll, &json!({})).await;
        let auditor = app.officer(Role::Auditor, &laka.federation).await;
        let office = auditor.api_get(&format!("{}/evidence", laka.poll_path(poll))).await.expect(StatusCode::OK).text();
        for text in [public(&app, poll).await, office] {
            let original: Evidence = serde_json::from_str(&text).unwrap();
            let mut tried = 0;
            // A step that meets digits, letters and signs of every part.
            for place in (0..text.len()).step_by(3) {
                let mut bytes = text.clone().into_bytes();
                bytes[place] = other(bytes[place]);
                tried += 1;
                let Ok(changed) = String::from_utf8(bytes) else { continue };
                let stands = evidence::verify(&changed).is_ok();
                let same = || serde_json::from_str::<Evidence>(&changed).unwrap() == original;
                assert!(!stands || same(), "byte {place}: {}", &changed[place.saturating_sub(40)..]);
            }
            assert!(tried > 1_000, "{tried}");
            for cut in (0..text.len()).step_by(101) {
                if let Some(cut) = text.get(..cut) {
                    assert!(evidence::verify(cut).is_err());
                }
            }
            // White space between the parts says nothing.
            let spread = serde_json::to_string_pretty(&original).unwrap();
            evidence::verify(&spread).unwrap();
            assert!(evidence::verify(&text.replacen("\"trackers\":[", "\"trackers\":[],\"trackers\":[", 1)).is_err());
        }
    }

    /// Whoever changes evidence can take the checksum of the file anew; the parts hold each other all the same.
    async fn no_part_of_evidence_is_taken_out_doubled_exchanged_or_rewritten_unnoticed(app: TestApp) {
        let laka = app.electorate("laka", &[1; 70]).await;
        let mut choices: Vec<&[&str]> = vec![&["yes"]; 40];
        choices.extend(vec![&["no"][..]; 30]);
        let poll = counted(&app, &laka, &motion(), &choices).await;
        publish(&app, &laka, poll, &json!({})).await;
        let auditor = app.officer(Role::Auditor, &laka.federation).await;
        let text = auditor.api_get(&format!("{}/evidence", laka.poll_path(poll))).await.expect(StatusCode::OK).text();
        let original: Evidence = serde_json::from_str(&text).unwrap();
        assert_eq!(original.ballot_box.blocks.len(), 2);
        type Change = fn(&mut Evidence);
        let changes: [(&str, Change); 20] = [
            ("a block taken out", |e| drop(e.ballot_box.blocks.pop())),
            ("a block doubled", |e| { let block = e.ballot_box.blocks[0].clone(); e.ballot_box.blocks.push(block); }),
            ("blocks exchanged", |e| e.ballot_box.blocks.swap(0, 1)),
            ("all blocks taken out", |e| e.ballot_box.blocks.clear()),
            ("a ballot changed", |e| { let line = &mut e.ballot_box.blocks[0].sealed.as_mut().unwrap()[0]; *line = line.replace("1.1", "1.0").replace("1.01", "1.10"); }),
            ("ballots exchanged", |e| e.ballot_box.blocks[0].sealed.as_mut().unwrap().swap(0, 1)),
            ("a ballot taken out", |e| drop(e.ballot_box.blocks[0].sealed.as_mut().unwrap().pop())),
            ("ballots left out without a reason", |e| e.ballot_box.blocks[0].sealed = None),
            ("the number of ballots", |e| e.ballot_box.ballots += 1),
            ("the digest of the box", |e| e.ballot_box.digest = None),
            ("a tracker doubled", |e| { let tracker = e.trackers[0].clone(); e.trackers.insert(0, tracker); }),
            ("a tracker exchanged", |e| e.trackers[0] = "0000-0000-0000".to_owned()),
            ("trackers out of order", |e| e.trackers.swap(0, 1)),
            ("another rule", |e| e.opening = e.opening.replace("\"denominator\":2", "\"denominator\":3")),
            ("another count", |e| e.count = e.count.as_ref().map(|c| c.replace("40", "41").replace("30", "29"))),
            ("the row of publishing taken out", |e| e.log.retain(|row| !row.content.as_ref().unwrap().after.contains("\"version\""))),
            ("rows of the log exchanged", |e| e.log.swap(0, 1)),
            ("a row of the log rewritten", |e| e.log[1].content.as_mut().unwrap().act = "else".to_owned()),
            ("a result rewritten", |e| e.results[0].content = e.results[0].content.replace("40", "41")),
            ("a result taken out", |e| e.results.clear()),
        ];
        for (what, change) in changes {
            let mut changed = original.clone();
            change(&mut changed);
            assert_ne!(changed, original, "{what}");
            let text = changed.sealed().canonical();
            let error = evidence::verify(&text).expect_err(what);
            assert!(!matches!(error, evidence::EvidenceError::Checksum), "{what}: {error}");
        }
        // Whoever also takes the hashes of the box anew is held against the log.
        let mut changed = original.clone();
        changed.trackers[0] = "0000-0000-0000".to_owned();
        changed.trackers_digest = mandat::polls::sealing::digest_of_lines(&changed.trackers);
        let error = evidence::verify(&changed.sealed().canonical()).unwrap_err();
        assert!(error.to_string().contains("log has another digest of the trackers"), "{error}");
    }

    async fn what_is_public_of_a_sealed_box_with_paper_seals_it_and_tells_nothing_by_channel(app: TestApp) {
        let laka = app.electorate("laka", &[1; 12]).await;
        let put = async |actor: &Actor, path: String, body: Option<Value>| {
            actor.api(Method::PUT, &path, None, body.as_ref()).await.expect(StatusCode::NO_CONTENT);
        };
        let third = app.officer(Role::ElectionBoard, &laka.federation).await;
        let mut keys = Vec::new();
        for holder in [&laka.board, &laka.second, &third] {
            let made = holder.api_post("/federations/laka/board-keys", &Value::Null).await.expect(StatusCode::CREATED).json();
            keys.push(made["key"].clone());
        }
        for (sealed, title) in [(true, "Versiegelt"), (false, "Offen")] {
            let mut motion = motion();
            motion["title"]["de"] = json!(title);
            let poll = laka.ready(&motion).await;
            let path = laka.poll_path(poll);
            if sealed {
                put(&laka.board, format!("{path}/seal"), None).await;
            }
            laka.step(poll, "open").await;
            for entry in &laka.entries[..2] {
                let noted = format!("{}/paper-voters/{entry}", laka.path);
                laka.board.api(Method::PUT, &noted, None, None).await;
                put(&laka.board, format!("{path}/paper/{entry}"), None).await;
            }
            for n in 3..=12 {
                cast(&app.voter(&laka, n).await, poll, &[["yes", "no"][n % 2]]).await;
            }
            laka.step(poll, "close").await;
            let ballots = json!([{ "count": 1, "choices": ["yes"] }, { "count": 1, "invalid": true }]);
            for actor in [&laka.board, &laka.second] {
                put(actor, format!("{path}/paper-sheet"), Some(json!({ "ballots": ballots, "done": true }))).await;
            }
            if sealed {
                for (actor, key) in [(&laka.board, &keys[0]), (&third, &keys[2])] {
                    actor.api_post(&format!("{path}/key"), &json!({ "key": key })).await.expect(StatusCode::OK);
                }
            }
            laka.step(poll, "count").await;
            publish(&app, &laka, poll, &json!({ "detail": "full" })).await;
            let text = public(&app, poll).await;
            assert!(!text.contains("paper"), "nothing by channel is public: {text}");
            let found = evidence::verify(&text).unwrap();
            assert!(found.checked.iter().any(|s| s.contains("as they were sealed")), "{title}: {found:?}");
            assert!(!found.unchecked.iter().any(|s| s.contains("seals the box")), "{title}: {found:?}");
            if let Some(third) = oracle(&as_file(&app, &text)) {
                assert!(third.status.success(), "{title}: {}", String::from_utf8_lossy(&third.stderr));
            }
            let in_box = format!("SELECT after FROM audit_log WHERE act = 'put_paper_in_box' AND subject_id = {poll}");
            assert_eq!(app.outside().await.texts(&in_box).await, ["{\"ballots\":2}"]);
        }
    }
}
