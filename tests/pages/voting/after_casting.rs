//! What is seen after casting: nothing that tells the choice (rows 9, 10 and 14 of the security checklist).

use mandat::polls::tracker;

use super::*;

/// The names of the voters, so that what two of them see can be compared.
async fn names(app: &TestApp) -> Vec<String> {
    let mut outside = app.outside().await;
    let mut names = outside
        .texts("SELECT DISTINCT name FROM roll_entries")
        .await;
    names.extend(
        outside
            .texts("SELECT DISTINCT body_name FROM roll_entries")
            .await,
    );
    names
}

fn without(names: &[String], answer: &Answer) -> String {
    let mut text = format!("{} {:?} {}", answer.status, answer.headers, answer.text());
    for name in names {
        text = text.replace(name, "");
    }
    without_trackers(&text)
}

/// A text with every tracker in it made alike.
fn without_trackers(text: &str) -> String {
    let mut same = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        match rest.get(..14) {
            Some(word) if tracker::parse(word).as_deref() == Some(word) => {
                same.push_str("TRACKER");
                rest = &rest[14..];
            }
            _ => {
                same.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    same
}

/// What an answer tells the browser to keep: only the receipt, for its own page alone and not for scripts.
fn kept_for_receipt(answer: &Answer, poll: i64) -> Option<String> {
    let cookie = answer.header("set-cookie")?;
    assert!(cookie.starts_with("mandat-receipt="), "{cookie}");
    for part in [
        &*format!("Path={}/done", path(poll)),
        "HttpOnly",
        "SameSite=Strict",
    ] {
        assert!(cookie.contains(part), "{cookie}");
    }
    Some(cookie.to_owned())
}

on_both_engines! {
    async fn row_9_after_casting_nothing_tells_what_was_chosen(app: TestApp) {
        let laka = app.electorate("laka", &[1; 4]).await;
        let voters = app.voters(&laka, 4).await;
        let names = names(&app).await;
        let of_motion = [&["yes"][..], &["no"], &["abstain"], &["blank"]];
        let of_persons = [&["1"][..], &["2"], &["1", "3"], &["blank"]];
        for (poll, marks) in [
            (laka.open(&motion()).await, of_motion),
            (laka.open(&election(&["Ayşe", "Omar", "Nina"])).await, of_persons),
            (laka.open(&by_name(motion())).await, of_motion),
        ] {
            let mut seen = Vec::new();
            for (voter, choice) in voters.iter().zip(marks) {
                let cookie = voter.cookie("mandat-voter").unwrap();
                // Rows 9 and 14: nothing on the way is kept by a browser, and every answer to casting is alike.
                for step in ["", "/review"] {
                    assert_eq!(send(voter, poll, step, choice).await.header("cache-control"), Some("no-store"));
                }
                let mut fields: Vec<_> = choice.iter().map(|choice| ("choices", *choice)).collect();
                fields.push(("blank_confirmed", "yes"));
                let mut answers = vec![voter.post_form(&format!("{}/cast", path(poll)), &fields).await.expect(StatusCode::SEE_OTHER)];
                for page in [format!("{}/done", path(poll)), path(poll), "/de/vote/polls".to_owned(), "/de/vote".to_owned()] {
                    answers.push(voter.get(&page).await);
                }
                answers.push(send(voter, poll, "/review", choice).await);
                answers.push(send(voter, poll, "/cast", choice).await);
                for answer in &answers {
                    assert_eq!(answer.header("cache-control"), Some("no-store"), "{}", answer.what);
                    assert!(chosen(answer).is_empty(), "{}", answer.what);
                }
                // Secret ballots have a tracker, told once: by casting to the receipt, which takes it back.
                let kept: Vec<_> = answers.iter().map(|answer| kept_for_receipt(answer, poll).is_some()).collect();
                let secret = answers[1].text().contains(&text(&app, "voting-trackers-once"));
                assert_eq!(kept, [secret, secret, false, false, false, false, false]);
                let again = voter.get(&format!("{}/done", path(poll))).await.expect(StatusCode::OK);
                assert!(!again.text().contains(&text(&app, "voting-trackers-once")));
                assert_eq!(voter.cookie("mandat-voter"), Some(cookie));
                seen.push(answers.iter().map(|answer| without(&names, answer)).collect::<Vec<_>>());
            }
            for other in &seen[1..] {
                assert_eq!(other, &seen[0], "every voter sees the same, whatever they chose");
            }
        }
    }

    async fn row_10_back_and_reload_after_casting_lead_to_a_neutral_page(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let (voter, second_tab) = (app.voter(&laka, 1).await, app.voter(&laka, 1).await);
        let poll = laka.open(&motion()).await;
        send(&voter, poll, "/review", &["yes"]).await.expect(StatusCode::OK);
        cast(&voter, poll, &["yes"]).await;
        let done = format!("{}/done", path(poll));
        for tab in [&voter, &second_tab] {
            // Back to the question, by the address or by the history: gone.
            for page in [path(poll), format!("{}/review", path(poll)), format!("{}/cast", path(poll))] {
                let mut shown = tab.get(&page).await;
                while let Some(to) = shown.location().map(str::to_owned) {
                    assert_eq!(shown.status, StatusCode::SEE_OTHER);
                    shown = tab.get(&to).await;
                }
                assert!(shown.expect(StatusCode::OK).what.ends_with(&done));
            }
            // Reload of a form that was sent, or another one sent: told, and nothing changes.
            for step in ["", "/review", "/cast"] {
                let same = send(tab, poll, step, &["yes"]).await.expect(StatusCode::CONFLICT);
                let other = send(tab, poll, step, &["no"]).await.expect(StatusCode::CONFLICT);
                assert_eq!(same.body, other.body);
                assert!(same.text().contains(&text(&app, "voting-again")) && choices(&same).is_empty(), "{}", same.text());
            }
            tab.get(&done).await.expect(StatusCode::OK);
        }
        assert_eq!(app.outside().await.texts("SELECT ballot FROM ballots").await, ["1.100"]);
    }

    async fn a_form_sent_twice_at_once_casts_one_ballot(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let voter = app.voter(&laka, 1).await;
        let poll = laka.open(&motion()).await;
        let mut sent = Vec::new();
        for _ in 0..8 {
            let voter = voter.clone();
            sent.push(tokio::spawn(async move { send(&voter, poll, "/cast", &["yes"]).await.status }));
        }
        let mut statuses = Vec::new();
        for answer in sent {
            statuses.push(answer.await.unwrap());
        }
        statuses.sort();
        let mut expected = vec![StatusCode::SEE_OTHER];
        expected.extend([StatusCode::CONFLICT; 7]);
        assert_eq!(statuses, expected);
        assert_eq!(ballots_and_marks(&app).await, (1, 1));
    }
}
