//! Voting without scripts, from the code to the receipt: rows 9, 10 and 46 of the security checklist, and what people do to forms.

use std::{
    collections::{BTreeSet, VecDeque},
    time::Duration,
};

use mandat::types::Locale;
use poem::{
    Request,
    http::{Method, StatusCode},
};

use crate::{
    architecture::code::{attributes, tags},
    support::{
        Actor, Answer, Electorate, TestApp,
        electorate::{by_name, election, motion},
    },
};

const MOST_PAGES: usize = 400;

fn text(app: &TestApp, key: &'static str) -> String {
    app.app.texts.for_locale(Locale::De).t(key)
}

fn path(poll: i64) -> String {
    format!("/de/vote/polls/{poll}")
}

/// Sends a choice to a step of the voting pages.
async fn send(voter: &Actor, poll: i64, step: &str, choices: &[&str]) -> Answer {
    let fields: Vec<_> = choices.iter().map(|choice| ("choices", *choice)).collect();
    voter
        .post_form(&format!("{}{step}", path(poll)), &fields)
        .await
}

async fn cast(voter: &Actor, poll: i64, choices: &[&str]) {
    let mut fields: Vec<_> = choices.iter().map(|choice| ("choices", *choice)).collect();
    if choices == ["blank"] {
        fields.push(("blank_confirmed", "yes"));
    }
    let answer = voter
        .post_form(&format!("{}/cast", path(poll)), &fields)
        .await
        .expect(StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), Some(&*format!("{}/done", path(poll))));
}

/// Ballots in all open boxes, and marks.
async fn ballots_and_marks(app: &TestApp) -> (i64, i64) {
    let mut outside = app.outside().await;
    (
        outside.number("SELECT COUNT(*) FROM ballots").await,
        outside.number("SELECT COUNT(*) FROM marks").await,
    )
}

/// Tags of the inputs by which one chooses.
fn choices(answer: &Answer) -> Vec<String> {
    tags(&answer.text())
        .into_iter()
        .filter(|tag| tag.starts_with("input") && tag.contains("name=\"choices\""))
        .collect()
}

fn attribute(tag: &str, wanted: &str) -> Option<String> {
    attributes(tag)
        .into_iter()
        .find(|(name, _)| name == wanted)
        .map(|(_, value)| value)
}

/// What is chosen on a page: ticked, or carried along.
fn chosen(answer: &Answer) -> BTreeSet<String> {
    choices(answer)
        .iter()
        .filter(|tag| tag.contains(" checked") || tag.contains("type=\"hidden\""))
        .filter_map(|tag| attribute(tag, "value"))
        .collect()
}

/// A form as a browser, or a program that opens links, would send it untouched: method, address, fields.
fn forms(page: &str) -> Vec<(String, String, Vec<(String, String)>)> {
    let mut forms = Vec::new();
    for part in page.split("<form").skip(1) {
        let inside = format!("<form{}", part.split("</form>").next().unwrap_or_default());
        let tags = tags(&inside);
        let method = attribute(&tags[0], "method").unwrap_or_else(|| "get".to_owned());
        let action = attribute(&tags[0], "action").unwrap_or_default();
        let fields = tags[1..]
            .iter()
            .filter(|tag| {
                tag.starts_with("input") || tag.starts_with("textarea") || tag.starts_with("select")
            })
            .filter(|tag| {
                let kind = attribute(tag, "type").unwrap_or_default();
                !["radio", "checkbox"].contains(&kind.as_str()) || tag.contains(" checked")
            })
            .filter_map(|tag| {
                Some((
                    attribute(tag, "name")?,
                    attribute(tag, "value").unwrap_or_default(),
                ))
            })
            .collect();
        forms.push((method, action, fields));
    }
    forms
}

fn links(page: &str) -> Vec<String> {
    tags(page)
        .iter()
        .filter(|tag| tag.starts_with("a ") || tag.starts_with("link "))
        .filter_map(|tag| attribute(tag, "href"))
        .map(|href| href.replace("&amp;", "&").replace("&#38;", "&"))
        .filter(|href| {
            href.starts_with('/') && !href.starts_with("//") && !href.contains("/static/")
        })
        .map(|href| href.split('#').next().unwrap_or_default().to_owned())
        .collect()
}

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
    text
}

async fn head(actor: &Actor, path: &str) -> Answer {
    let request = Request::builder().method(Method::HEAD).uri_str(path);
    actor.send(path, request).await
}

on_both_engines! {
    async fn a_voter_goes_from_the_code_to_the_receipt(app: TestApp) {
        let laka = app.electorate("laka", &[1, 1, 3]).await;
        let codes = laka.make_codes().await;
        let poll = laka.open(&motion()).await;
        let voter = app.stranger();
        let start = voter.get("/de/vote").await.expect(StatusCode::OK).text();
        assert!(start.contains("name=\"code\"") && start.contains("action=\"/de/vote\""), "{start}");
        // A slip of the pen is told, and what was typed is kept.
        let slip = voter.post_form("/de/vote", &[("code", "2345-6789")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(slip.contains("id=\"code-error\"") && slip.contains("value=\"2345-6789\""), "{slip}");
        // Typed in small letters and with spaces; the second entry has three votes.
        let typed = codes[1].to_lowercase().replace('-', " ");
        let signed_in = voter.post_form("/de/vote", &[("code", &typed)]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(signed_in.location(), Some("/de/vote/polls"));
        let mine = voter.get("/de/vote/polls").await.expect(StatusCode::OK).text();
        assert!(mine.contains(&format!("href=\"{}\"", path(poll))) && mine.contains(&text(&app, "voting-tag-open")), "{mine}");

        let question = voter.get(&path(poll)).await.expect(StatusCode::OK);
        let offered: Vec<_> = choices(&question).iter().map(|tag| (attribute(tag, "type").unwrap(), attribute(tag, "value").unwrap())).collect();
        assert_eq!(offered.iter().map(|(kind, _)| kind.as_str()).collect::<BTreeSet<_>>(), ["radio"].into());
        assert_eq!(offered.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>(), ["yes", "no", "abstain", "blank"]);
        assert!(chosen(&question).is_empty(), "nothing is chosen beforehand");

        let review = send(&voter, poll, "/review", &["no"]).await.expect(StatusCode::OK);
        assert!(review.text().contains(&text(&app, "voting-not-cast-yet")));
        assert_eq!(chosen(&review), ["no".to_owned()].into());
        let again = send(&voter, poll, "", &["no"]).await.expect(StatusCode::OK);
        assert_eq!(chosen(&again), ["no".to_owned()].into(), "the choice was lost on the way back");
        assert_eq!(ballots_and_marks(&app).await, (0, 0), "nothing is cast before the last step");
        let review = send(&voter, poll, "/review", &["yes"]).await.expect(StatusCode::OK);
        // The form of the review page, sent as it stands there.
        let (_, action, fields) = forms(&review.text()).into_iter().find(|(_, action, _)| action.ends_with("/cast")).unwrap();
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let cast = voter.post_form(&action, &fields).await.expect(StatusCode::SEE_OTHER);
        let done = voter.get(cast.location().unwrap()).await.expect(StatusCode::OK).text();
        assert!(done.contains(&text(&app, "voting-done")) && !done.contains(&text(&app, "voting-again")), "{done}");
        let mine = voter.get("/de/vote/polls").await.expect(StatusCode::OK).text();
        assert!(mine.contains(&text(&app, "voting-tag-voted")) && !mine.contains(&text(&app, "voting-tag-open")), "{mine}");
        assert_eq!(app.outside().await.texts("SELECT ballot FROM ballots").await, ["1.100"; 3]);

        let out = voter.post_form("/de/vote/sign-out", &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(out.location(), Some("/de/vote"));
        assert_eq!(voter.get("/de/vote/polls").await.expect(StatusCode::SEE_OTHER).location(), Some("/de/vote"));
        // The code still opens "my votes", to look.
        voter.post_form("/de/vote", &[("code", &codes[1])]).await.expect(StatusCode::SEE_OTHER);
        assert!(voter.get("/de/vote/polls").await.expect(StatusCode::OK).text().contains(&text(&app, "voting-tag-voted")));
    }

    async fn several_marks_are_reviewed_and_cast(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let voter = app.voter(&laka, 1).await;
        let poll = laka.open(&election(&["Ayşe <1>", "Omar", "Nina"])).await;
        let question = voter.get(&path(poll)).await.expect(StatusCode::OK);
        assert!(choices(&question).iter().all(|tag| tag.contains("type=\"checkbox\"")));
        assert!(question.text().contains("Ayşe &#60;1&#62;"), "{}", question.text());
        let one = send(&voter, poll, "/review", &["3"]).await.expect(StatusCode::OK);
        assert!(one.text().contains(&text(&app, "voting-unused")), "one more mark would be possible");
        let two = send(&voter, poll, "/review", &["3", "1"]).await.expect(StatusCode::OK);
        assert!(!two.text().contains(&text(&app, "voting-unused")));
        assert_eq!(chosen(&two), ["1".to_owned(), "3".to_owned()].into());
        cast(&voter, poll, &["3", "1"]).await;
        assert_eq!(app.outside().await.texts("SELECT ballot FROM ballots").await, ["1.101"]);
    }

    async fn a_blank_ballot_needs_a_second_confirmation_and_an_empty_form_is_none(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let voter = app.voter(&laka, 1).await;
        let poll = laka.open(&motion()).await;
        for step in ["/review", "/cast"] {
            let empty = send(&voter, poll, step, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
            assert!(empty.contains("id=\"choices-error\"") && empty.contains("class=\"error-summary\""), "{empty}");
            let both = send(&voter, poll, step, &["blank", "yes"]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(chosen(&both), ["blank".to_owned(), "yes".to_owned()].into(), "what was ticked is kept");
        }
        let review = send(&voter, poll, "/review", &["blank"]).await.expect(StatusCode::OK).text();
        assert!(review.contains("name=\"blank_confirmed\"") && review.contains(&text(&app, "voting-blank-sure")), "{review}");
        let unconfirmed = send(&voter, poll, "/cast", &["blank"]).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(unconfirmed.contains("id=\"blank_confirmed-error\""), "{unconfirmed}");
        let wrongly = voter.post_form(&format!("{}/cast", path(poll)), &[("choices", "blank"), ("blank_confirmed", "no")]).await;
        wrongly.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(ballots_and_marks(&app).await, (0, 0));
        cast(&voter, poll, &["blank"]).await;
        assert_eq!(app.outside().await.texts("SELECT ballot FROM ballots").await, ["1.000"]);
    }

    async fn a_form_that_somebody_changed_on_the_way_casts_nothing(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let nrw = app.electorate("nrw", &[1; 3]).await;
        let voter = app.voter(&laka, 1).await;
        let (yes_no, persons) = (laka.open(&motion()).await, laka.open(&election(&["Ayşe", "Omar", "Nina"])).await);
        let (foreign, draft, ready) = (nrw.open(&motion()).await, laka.draft(&motion()).await, laka.ready(&motion()).await);
        for (poll, marks) in [
            (yes_no, &["maybe"][..]),
            (yes_no, &["yes", "no"]),
            (yes_no, &["1"]),
            (persons, &["yes"]),
            (persons, &["4"]),
            (persons, &["-1"]),
            (persons, &["9223372036854775808"]),
            (persons, &["1", "1"]),
            (persons, &["1", "2", "3"]),
            (persons, &["<script>"]),
        ] {
            for step in ["/review", "/cast"] {
                let refused = send(&voter, poll, step, marks).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
                assert!(refused.contains("id=\"choices-error\"") && !refused.contains("<script>"), "{marks:?}: {refused}");
            }
        }
        for step in ["", "/review", "/cast"] {
            for poll in [foreign, draft, 999_999] {
                send(&voter, poll, step, &["yes"]).await.expect(StatusCode::NOT_FOUND);
            }
            send(&voter, ready, step, &["yes"]).await.expect(StatusCode::CONFLICT);
        }
        assert_eq!(ballots_and_marks(&app).await, (0, 0));
        // What the form has no field for is not looked at: one vote stays one vote, in this poll, of this voter.
        let more = [("choices", "yes"), ("weight", "7"), ("votes", "7"), ("entry_id", "2"), ("poll", "2"), ("closes_at", "2030-01-01")];
        voter.post_form(&format!("{}/cast", path(yes_no)), &more).await.expect(StatusCode::SEE_OTHER);
        let mut outside = app.outside().await;
        assert_eq!(outside.numbers("SELECT poll_id FROM ballots").await, [yes_no]);
        assert_eq!(outside.numbers("SELECT entry_id FROM marks").await, [laka.entries[0]]);
    }

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
                    assert!(answer.header("set-cookie").is_none(), "{}", answer.what);
                    assert!(chosen(answer).is_empty(), "{}", answer.what);
                }
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

    async fn whoever_was_signed_out_or_came_late_is_told_that_nothing_was_cast(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let voters = app.voters(&laka, 3).await;
        let poll = laka.open(&motion()).await;
        assert_eq!(app.stranger().get(&path(poll)).await.expect(StatusCode::SEE_OTHER).location(), Some("/de/vote"));
        for step in ["", "/review", "/cast"] {
            let refused = send(&app.stranger(), poll, step, &["yes"]).await.expect(StatusCode::UNAUTHORIZED).text();
            assert!(refused.contains(&text(&app, "problem-voter-not-signed-in")), "{refused}");
        }
        // An account's session is no voter's.
        send(&laka.board, poll, "/cast", &["yes"]).await.expect(StatusCode::UNAUTHORIZED);
        assert_eq!(app.stranger().get(&format!("{}/done", path(poll))).await.expect(StatusCode::SEE_OTHER).location(), Some("/de/vote"));
        assert_eq!(voters[0].get(&format!("{}/done", path(poll))).await.expect(StatusCode::SEE_OTHER).location(), Some(&*path(poll)));

        // Idle until the session is over.
        app.clock.advance(Duration::from_secs(26 * 60));
        send(&voters[0], poll, "/cast", &["yes"]).await.expect(StatusCode::UNAUTHORIZED);
        let late = app.voter(&laka, 1).await;
        send(&late, poll, "/review", &["yes"]).await.expect(StatusCode::OK);
        laka.step(poll, "close").await;
        let refused = send(&late, poll, "/cast", &["yes"]).await.expect(StatusCode::CONFLICT).text();
        assert!(refused.contains(&text(&app, "problem-poll-not-open")), "{refused}");
        assert_eq!(late.get(&path(poll)).await.expect(StatusCode::SEE_OTHER).location(), Some("/de/vote/polls"));
        assert!(late.get("/de/vote/polls").await.expect(StatusCode::OK).text().contains(&text(&app, "voting-hint-missed")));
        assert_eq!(ballots_and_marks(&app).await, (0, 0));
    }

    async fn every_step_of_voting_runs_from_right_to_left_and_stays_in_its_language(app: TestApp) {
        let laka = app.electorate("laka", &[2, 1, 1]).await;
        let voter = app.voter(&laka, 1).await;
        let (yes_no, persons) = (laka.open(&motion()).await, laka.open(&election(&["Ayşe", "Omar", "Nina"])).await);
        let mut pages = vec![voter.get("/ar-XB/vote").await, voter.get("/ar-XB/vote/polls").await];
        for (poll, choice) in [(yes_no, "no"), (persons, "2")] {
            let address = format!("/ar-XB/vote/polls/{poll}");
            pages.push(voter.get(&address).await);
            pages.push(voter.post_form(&format!("{address}/review"), &[("choices", choice)]).await);
            pages.push(voter.post_form(&format!("{address}/review"), &[("choices", "blank")]).await);
            pages.push(voter.post_form(&address, &[("choices", choice)]).await);
            let refused = voter.post_form(&format!("{address}/review"), &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            pages.push(Answer { status: StatusCode::OK, ..refused });
            let cast = voter.post_form(&format!("{address}/cast"), &[("choices", choice)]).await.expect(StatusCode::SEE_OTHER);
            assert_eq!(cast.location(), Some(&*format!("{address}/done")));
            pages.push(voter.get(cast.location().unwrap()).await);
            let again = voter.post_form(&format!("{address}/cast"), &[("choices", choice)]).await.expect(StatusCode::CONFLICT);
            pages.push(Answer { status: StatusCode::OK, ..again });
        }
        for page in pages {
            let html = page.expect(StatusCode::OK).text();
            assert!(html.contains("<html lang=\"ar-XB\" dir=\"rtl\">"), "{html}");
            assert!(!html.contains('⟦'), "a text is missing: {html}");
            for (_, action, _) in forms(&html) {
                assert!(action.starts_with("/ar-XB/vote"), "{action}");
            }
            // Names and titles keep their own direction.
            assert!(!html.contains("Person Öz") || html.contains("<bdi>Person Öz"), "{html}");
        }
        let out = voter.post_form("/ar-XB/vote/sign-out", &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(out.location(), Some("/ar-XB/vote"));
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM ballots").await, 4);
    }

    async fn the_language_is_changed_at_every_step_of_voting(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let voter = app.voter(&laka, 1).await;
        let poll = laka.open(&motion()).await;
        let steps = [
            voter.get(&path(poll)).await.expect(StatusCode::OK),
            send(&voter, poll, "", &["no"]).await.expect(StatusCode::OK),
            send(&voter, poll, "/review", &["no"]).await.expect(StatusCode::OK),
            send(&voter, poll, "/review", &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY),
            send(&voter, poll, "/cast", &["blank"]).await.expect(StatusCode::UNPROCESSABLE_ENTITY),
        ];
        for step in steps {
            let english = links(&step.text()).into_iter().find(|link| link.starts_with("/en/")).unwrap();
            let mut shown = voter.get(&english).await;
            if let Some(to) = shown.location().map(str::to_owned) {
                shown = voter.get(&to).await;
            }
            let shown = shown.expect(StatusCode::OK);
            assert!(shown.text().contains("<html lang=\"en\"") && choices(&shown).len() == 4, "{}: {english}", step.what);
        }
        assert_eq!(ballots_and_marks(&app).await, (0, 0), "and no link casts anything");
    }

    async fn row_46_following_every_link_and_sending_every_form_untouched_casts_nothing_and_burns_no_code(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let codes = laka.make_codes().await;
        let (yes_no, persons) = (laka.open(&motion()).await, laka.open(&election(&["Ayşe", "Omar", "Nina"])).await);
        let voter = app.voter(&laka, 1).await;
        let mut queue: VecDeque<String> = ["/", "/de/", "/de/vote"].map(str::to_owned).into();
        // Addresses that scripts and histories know, also those of forms.
        for poll in [yes_no, persons] {
            for step in ["", "/review", "/cast", "/done"] {
                queue.push_back(format!("{}{step}", path(poll)));
                queue.push_back(format!("{}{step}?choices=yes&blank_confirmed=yes", path(poll)));
                queue.push_back(format!("{}{step}?choices=1", path(poll)));
            }
        }
        let mut seen: BTreeSet<String> = queue.iter().cloned().collect();
        let (mut sent, mut questions) = (BTreeSet::new(), 0);
        while let Some(address) = queue.pop_front() {
            head(&voter, &address).await;
            let answer = voter.get(&address).await;
            assert!(!answer.status.is_server_error(), "{}", answer.what);
            questions += usize::from(!choices(&answer).is_empty());
            let mut onward = links(&answer.text());
            onward.extend(answer.location().map(str::to_owned));
            for (method, action, fields) in forms(&answer.text()) {
                if action.ends_with("/sign-out") || !sent.insert((method.clone(), action.clone())) {
                    continue;
                }
                let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                if method == "post" {
                    let answer = voter.post_form(&action, &fields).await;
                    assert!(!answer.status.is_server_error(), "{}", answer.what);
                    onward.extend(links(&answer.text()));
                } else {
                    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
                    onward.push(format!("{action}?{query}"));
                }
            }
            for link in onward {
                if link.starts_with('/') && seen.insert(link.clone()) {
                    queue.push_back(link);
                }
            }
            assert!(seen.len() < MOST_PAGES, "the links never end: {:?}", seen.iter().rev().take(5).collect::<Vec<_>>());
        }
        for poll in [yes_no, persons] {
            assert!(sent.contains(&("post".to_owned(), format!("{}/review", path(poll)))), "the form of the question was sent: {sent:?}");
        }
        assert!(questions >= 4, "{questions} questions, in two languages");
        assert_eq!(ballots_and_marks(&app).await, (0, 0));

        // A code in the address opens nothing, and is none the worse for it.
        let stranger = app.stranger();
        for address in [format!("/de/vote?code={}", codes[0]), format!("/de/vote/{}", codes[0]), format!("/de/vote/polls?code={}", codes[0])] {
            head(&stranger, &address).await;
            assert!(stranger.get(&address).await.header("set-cookie").is_none(), "{address}");
        }
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM codes WHERE voided = 0").await, 3);
        stranger.post_form("/de/vote", &[("code", &codes[0])]).await.expect(StatusCode::SEE_OTHER);
        cast(&stranger, yes_no, &["yes"]).await;
        assert_eq!(ballots_and_marks(&app).await, (1, 1));
    }
}
