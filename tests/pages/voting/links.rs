//! Links and forms as programs follow them: nothing is cast by asking (row 46 of the security checklist).

use std::collections::VecDeque;

use mandat::{
    rolls::{code::link::Link, model::CodeOf},
    types::{EntryId, RollId},
};
use poem::{Request, http::Method};

use super::*;

const MOST_PAGES: usize = 400;

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

async fn head(actor: &Actor, path: &str) -> Answer {
    let request = Request::builder().method(Method::HEAD).uri_str(path);
    actor.send(path, request).await
}

on_both_engines! {
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

    async fn row_46_a_link_by_mail_signs_nobody_in_by_being_followed(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        app.outside().await.execute("UPDATE people SET email = 'p' || CAST(id AS TEXT) || '@example.org'").await;
        laka.board.api_post(&format!("{}/links", laka.path), &serde_json::Value::Null).await.expect(StatusCode::OK);
        let poll = laka.open(&motion()).await;
        let owner = CodeOf::Entry(EntryId(laka.entries[0]));
        let link = Link::of(&app.app.pepper, RollId(laka.roll), owner, 1).expose();
        let stranger = app.stranger();
        // What a server sees of the address in the mail, and what a program could make of the rest.
        for address in ["/de/vote".to_owned(), format!("/de/vote?code={}", *link), format!("/de/vote/{}", *link), format!("/de/vote?{}", *link)] {
            head(&stranger, &address).await;
            let answer = stranger.get(&address).await;
            assert!(answer.header("set-cookie").is_none(), "{address}");
        }
        // A scanner of mail sends every form as it stands.
        for (method, action, fields) in forms(&stranger.get("/de/vote").await.text()) {
            let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            if method == "post" {
                assert!(stranger.post_form(&action, &fields).await.header("set-cookie").is_none(), "{action}");
            }
        }
        let mut outside = app.outside().await;
        assert_eq!(outside.number("SELECT COUNT(*) FROM codes WHERE voided = 0").await, 3);
        assert_eq!((outside.number("SELECT COUNT(*) FROM voter_sessions").await, ballots_and_marks(&app).await), (0, (0, 0)));
        stranger.post_form("/de/vote", &[("code", &link)]).await.expect(StatusCode::SEE_OTHER);
        cast(&stranger, poll, &["yes"]).await;
        assert_eq!(ballots_and_marks(&app).await, (1, 1));
        // Once is enough: signing in again shows that the place has voted, and another ballot is refused.
        let again = app.stranger();
        again.post_form("/de/vote", &[("code", &link)]).await.expect(StatusCode::SEE_OTHER);
        again.post_form(&format!("{}/cast", path(poll)), &[("choices", "no")]).await;
        assert_eq!(ballots_and_marks(&app).await, (1, 1));
        let check = app.stranger().post_form("/de/vote/check", &[("code", &link)]).await.expect(StatusCode::OK).text();
        assert!(check.contains("Beitrag"), "{check}");
    }
}
