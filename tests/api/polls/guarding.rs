//! The guard before opening: what the figures of a secret poll could tell, what the board chooses, and what becomes of it.

use mandat::{
    accounts::model::Role,
    polls::model::trust::{TrustFacts, label},
};

use super::*;
use crate::support::electorate::{Registered, add_delegate};

/// Two people open without choosing anything; the first refusal, or how it was confirmed.
async fn open(laka: &Electorate, poll: i64) -> Answer {
    let path = laka.poll_path(poll);
    let asked = laka
        .board
        .api_post(&format!("{path}/open"), &json!({}))
        .await;
    if asked.status != StatusCode::ACCEPTED {
        return asked;
    }
    let approval = asked.json()["approval"].as_i64().unwrap();
    let confirm = format!("{path}/approvals/{approval}/confirm");
    laka.second.api_post(&confirm, &Value::Null).await
}

fn kinds(guard: &Value) -> Vec<&str> {
    let findings = guard["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|f| f["finding"].as_str().unwrap())
        .collect()
}

/// A motion that nobody asked before.
fn other_motion(title: &str) -> Value {
    let mut motion = motion();
    motion["title"]["de"] = json!(title);
    motion
}

async fn exclude(laka: &Electorate, poll: i64, entry: i64) {
    let path = format!("{}/exclusions/{entry}", laka.poll_path(poll));
    laka.board
        .api(
            poem::http::Method::PUT,
            &path,
            None,
            Some(&json!({ "reason": "Eigenes Geschäft" })),
        )
        .await
        .expect(StatusCode::NO_CONTENT);
}

on_both_engines! {
    async fn row_76_a_poll_is_opened_only_when_somebody_chose_about_what_its_figures_could_tell(app: TestApp) {
        // Votes of those on the roll, by name, what is found, and how opening ends.
        let cases: [(&[i64], bool, &[&str], &str); 14] = [
            (&[1], false, &["too_few", "most_votes", "unique_weights", "single_persons"], "too-few-for-secrecy"),
            (&[1, 1], false, &["too_few", "single_persons"], "too-few-for-secrecy"),
            (&[1, 9], false, &["too_few", "most_votes", "unique_weights", "single_persons"], "too-few-for-secrecy"),
            (&[1, 1, 1], false, &["few", "single_persons"], ""),
            (&[1; 4], false, &["few"], ""),
            (&[1; 9], false, &["few"], ""),
            (&[1; 10], false, &[], ""),
            // One with most votes; half of them is not most.
            (&[11, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], false, &["most_votes", "unique_weights"], "guard-unanswered"),
            (&[10, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], false, &["unique_weights"], "guard-unanswered"),
            (&[3, 2, 1, 1, 1, 1, 1, 1, 1, 1], false, &["unique_weights"], "guard-unanswered"),
            (&[3, 3, 1, 1, 1, 1, 1, 1, 1, 1], false, &[], ""),
            (&[5, 5, 5, 5, 5, 5, 5, 5, 5, 1], false, &["unique_weights"], "guard-unanswered"),
            // By name there is nothing to hide, whoever votes.
            (&[9, 1], true, &[], ""),
            (&[1], true, &[], ""),
        ];
        for (n, (votes, is_by_name, found, ends)) in cases.into_iter().enumerate() {
            let laka = app.electorate(&format!("laka-{n}"), votes).await;
            let poll = laka.ready(&if is_by_name { by_name(motion()) } else { motion() }).await;
            let guard = laka.guard(poll).await;
            if is_by_name {
                assert_eq!(guard, Value::Null, "{votes:?}");
            } else {
                assert_eq!(kinds(&guard), found, "{votes:?}");
            }
            let forces = found.iter().any(|f| ["most_votes", "unique_weights"].contains(f));
            assert_eq!(guard["wants_a_choice"] == true, forces, "{votes:?}");
            let opened = open(&laka, poll).await;
            if ends.is_empty() {
                opened.expect(StatusCode::NO_CONTENT);
                continue;
            }
            assert_eq!(code(opened, StatusCode::CONFLICT), ends, "{votes:?}");
            assert_eq!(state(&laka, poll).await["state"], "ready");
            if ends == "too-few-for-secrecy" {
                // Nothing but a vote by name helps.
                assert_eq!(code(laka.choose(poll, "accept", "Wir wissen das").await, StatusCode::CONFLICT), ends);
            }
            laka.choose(poll, "roll_call", "").await.expect(StatusCode::NO_CONTENT);
            open(&laka, poll).await.expect(StatusCode::NO_CONTENT);
            assert_eq!(state(&laka, poll).await["secrecy"], "roll_call");
        }
    }

    async fn the_same_question_again_of_nearly_the_same_people_is_found_wherever_it_was_asked(app: TestApp) {
        let laka = app.electorate("laka", &[1; 12]).await;
        let first = laka.ready(&motion()).await;
        assert_eq!(kinds(&laka.guard(first).await), [""; 0]);
        open(&laka, first).await.expect(StatusCode::NO_CONTENT);
        // The same people: only who changed their mind would show.
        let same = laka.ready(&other_motion("  BEITRAG ")).await;
        assert_eq!(kinds(&laka.guard(same).await), [""; 0]);
        // One fewer.
        exclude(&laka, same, laka.entries[0]).await;
        let guard = laka.guard(same).await;
        assert_eq!((&guard["findings"][0]["finding"], &guard["findings"][0]["n"], &guard["findings"][0]["poll"]), (&json!("same_question"), &json!(1), &json!(first)));
        let refused = open(&laka, same).await.expect(StatusCode::CONFLICT).json();
        assert_eq!((&refused["code"], &refused["fields"][0]["code"]), (&json!("guard-unanswered"), &json!("guard-same-question")), "{refused}");
        // Five fewer can hide among each other, and so can whoever is asked something else.
        for entry in &laka.entries[1..5] {
            exclude(&laka, same, *entry).await;
        }
        assert!(!kinds(&laka.guard(same).await).contains(&"same_question"));
        let other = laka.ready(&other_motion("Satzung")).await;
        exclude(&laka, other, laka.entries[0]).await;
        assert!(!kinds(&laka.guard(other).await).contains(&"same_question"));
        // A kind of poll apart.
        let mut persons = election(&["Ayşe", "Omar", "Nina"]);
        persons["title"]["de"] = json!("Beitrag");
        let persons = laka.ready(&persons).await;
        exclude(&laka, persons, laka.entries[0]).await;
        assert!(!kinds(&laka.guard(persons).await).contains(&"same_question"));
        // Runoffs and repetitions follow whatever they are called; a void poll leaves no figures.
        let mut outside = app.outside().await;
        outside.execute(&format!("UPDATE polls SET follows_poll_id = {first}, follows_as = 'repeat' WHERE id = {other}")).await;
        assert!(kinds(&laka.guard(other).await).contains(&"same_question"));
        outside.execute(&format!("UPDATE polls SET voided_at = 1, void_reason = 'x' WHERE id = {first}")).await;
        assert!(!kinds(&laka.guard(other).await).contains(&"same_question"));
        // Another federation asks for itself.
        let nrw = app.electorate("nrw", &[1; 11]).await;
        let theirs = nrw.ready(&motion()).await;
        assert_eq!(kinds(&nrw.guard(theirs).await), [""; 0]);
    }

    async fn a_choice_names_its_reason_and_holds_only_for_what_it_was_made_about(app: TestApp) {
        let laka = app.electorate("laka", &[3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]).await;
        let poll = laka.ready(&motion()).await;
        for reason in ["", "  ", "ab"] {
            assert_eq!(refused_fields(laka.choose(poll, "accept", reason).await)[0].0, "reason", "{reason:?}");
        }
        let path = format!("{}/guard", laka.poll_path(poll));
        let body = json!({ "choice": "accept", "reason": "Die Pooling-Regel ist bekannt" });
        laka.board.api_put(&path, 99, &body).await.expect(StatusCode::PRECONDITION_FAILED);
        laka.board.api(poem::http::Method::PUT, &path, None, Some(&body)).await.expect(StatusCode::PRECONDITION_REQUIRED);
        laka.registrar.api_put(&path, 1, &body).await.expect(StatusCode::FORBIDDEN);
        laka.choose(poll, "accept", "Die Pooling-Regel ist bekannt").await.expect(StatusCode::NO_CONTENT);
        assert_eq!((laka.guard(poll).await["wants_a_choice"].clone(), laka.guard(poll).await["choice"].clone()), (json!(false), json!("accept")));
        // The same question is opened meanwhile for one fewer: that was not what was accepted.
        let between = laka.ready(&motion()).await;
        exclude(&laka, between, laka.entries[5]).await;
        laka.step(between, "open").await;
        assert_eq!(laka.guard(poll).await["wants_a_choice"], true);
        assert_eq!(code(open(&laka, poll).await, StatusCode::CONFLICT), "guard-unanswered");
        laka.choose(poll, "outcome_only", "").await.expect(StatusCode::NO_CONTENT);
        open(&laka, poll).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(code(laka.choose(poll, "accept", "zu spät").await, StatusCode::CONFLICT), "poll-fixed");
        let open_poll = state(&laka, poll).await;
        assert_eq!((&open_poll["disclosure"], &open_poll["guard"]["choice"]), (&json!("outcome_only"), &json!("outcome_only")));
        let acts = app.outside().await.number("SELECT COUNT(*) FROM audit_log WHERE act = 'choose_guard'").await;
        assert_eq!(acts, 3, "each choice stands in the log");

        let by_name = laka.ready(&by_name(other_motion("Ort"))).await;
        assert_eq!(code(laka.choose(by_name, "accept", "Grund").await, StatusCode::CONFLICT), "nothing-to-guard");
        let early = app.electorate_in_preparation("nrw", &[1; 3]).await;
        let unready = early.ready(&motion()).await;
        assert_eq!(early.guard(unready).await, Value::Null);
        assert_eq!(code(early.choose(unready, "accept", "Grund").await, StatusCode::CONFLICT), "roll-not-frozen");
    }

    async fn whoever_holds_most_votes_is_not_hidden_by_keeping_figures_back(app: TestApp) {
        let laka = app.electorate("laka", &[12, 1, 1, 1, 1, 1, 1, 1, 1, 1]).await;
        let poll = laka.ready(&motion()).await;
        assert_eq!(refused_fields(laka.choose(poll, "outcome_only", "").await)[0].0, "reason");
        laka.choose(poll, "outcome_only", "Der Träger stimmt immer offen").await.expect(StatusCode::NO_CONTENT);
        open(&laka, poll).await.expect(StatusCode::NO_CONTENT);
        let voter = app.voter(&laka, 1).await;
        let paper = voter.api_get(&format!("/voting/polls/{poll}")).await.expect(StatusCode::OK).json();
        let said: Vec<_> = paper["trust"].as_array().unwrap().iter().map(|s| s["statement"].as_str().unwrap()).collect();
        assert!(said.contains(&"others_most_votes") && said.contains(&"others_outcome_only") && !said.contains(&"proof_recount"), "{said:?}");
        let page = voter.get(&format!("/de/vote/polls/{poll}")).await.expect(StatusCode::OK).text();
        assert!(page.contains("Der Träger stimmt immer offen"), "voters read the reason");
    }

    async fn with_the_outcome_only_no_figure_leaves_the_board(app: TestApp) {
        let laka = app.electorate("laka", &[2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]).await;
        let voters = app.voters(&laka, 12).await;
        let poll = laka.ready(&motion()).await;
        laka.choose(poll, "outcome_only", "").await.expect(StatusCode::NO_CONTENT);
        laka.step(poll, "open").await;
        for (n, voter) in voters.iter().enumerate() {
            cast(voter, poll, &[if n < 4 { "no" } else { "yes" }]).await;
        }
        laka.step(poll, "close").await;
        laka.step(poll, "count").await;
        let publisher = app.officer(Role::Publisher, &laka.federation).await;
        let auditor = app.officer(Role::Auditor, &laka.federation).await;
        let count = format!("{}/count", laka.poll_path(poll));
        for (reader, status) in [(&laka.board, StatusCode::OK), (&auditor, StatusCode::OK), (&laka.registrar, StatusCode::FORBIDDEN), (&publisher, StatusCode::FORBIDDEN)] {
            reader.api_get(&count).await.expect(status);
            let page = reader.get(&laka.poll_page(poll)).await.expect(StatusCode::OK).text();
            assert_eq!(page.contains("<caption>Stimmen</caption>"), status == StatusCode::OK, "{page}");
        }
        // Not even who publishes sees or chooses more.
        let preview = publisher.get(&format!("/de/staff/laka/results/{poll}")).await.expect(StatusCode::OK).text();
        assert!(!preview.contains("detail=full"), "{preview}");
        let publication = format!("{}/publication", laka.poll_path(poll));
        let refused = publisher.api_post(&publication, &json!({ "detail": "full" })).await;
        assert_eq!(refused_fields(refused), [("detail".to_owned(), "outcome-only-was-chosen".to_owned())]);
        laka.publish(&publisher, poll, &json!({})).await;

        let stranger = app.stranger();
        let document = stranger.api_get(&format!("/federations/laka/results/{poll}")).await.expect(StatusCode::OK).json();
        assert_eq!((&document["detail"], &document["figures"], &document["poll"]["disclosure"]), (&json!("outcome_only"), &Value::Null, &json!("outcome_only")));
        assert_eq!(document["outcome"], json!({ "kind": "motion", "accepted": true, "findings": [] }));
        assert_eq!(document["poll"]["guard"]["choice"], "outcome_only");
        let base = format!("/de/federations/laka/results/{poll}");
        let votes = laka.board.api_get(&count).await.expect(StatusCode::OK).json()["votes"].clone();
        let yes = votes[0].to_string();
        assert_ne!(yes, "12", "as many as voted would hide what is looked for");
        let page = stranger.get(&base).await.expect(StatusCode::OK).text();
        assert!(page.contains(&app.app.texts.for_locale(mandat::types::Locale::De).t("results-outcome-only-explained")), "{page}");
        let file = stranger.get(&format!("{base}/result.csv")).await.expect(StatusCode::OK).text();
        assert!(!file.split([';', ',', '\n', '\r', '"']).any(|cell| cell == yes), "{file}");
        assert!(!stranger.get(&format!("{base}/result.json")).await.expect(StatusCode::OK).text().contains(&format!("\"votes\":{votes}")));
        // The bundle is whole, says what is missing, and a check says what it could not look at.
        let bundle = stranger.get(&format!("{base}/evidence.json")).await.expect(StatusCode::OK);
        let evidence = bundle.json();
        assert_eq!((&evidence["count"], &evidence["box"]["left_out"]), (&Value::Null, &json!("outcome_only")));
        assert!(evidence["opening"].as_str().unwrap().contains("\"guard\":{\"findings\":[{\"finding\":\"unique_weights\""), "{evidence}");
        let findings = mandat::results::evidence::verify(&bundle.text()).unwrap();
        assert!(!findings.checked.is_empty() && !findings.unchecked.is_empty(), "{findings:?}");
        // The sums are sealed by a digest in the log, which auditors read.
        let sealed = app.outside().await.texts(&format!("SELECT after FROM audit_log WHERE act = 'count_poll' AND subject_id = {poll}")).await;
        assert!(sealed[0].contains("count_digest"), "{sealed:?}");
    }

    async fn the_board_chooses_on_the_page_of_the_poll(app: TestApp) {
        let laka = app.electorate("laka", &[4, 1, 1, 1, 1, 1, 1, 1, 1, 1]).await;
        let poll = laka.ready(&motion()).await;
        let page = laka.poll_page(poll);
        let shown = laka.board.get(&page).await.expect(StatusCode::OK).text();
        assert!(shown.contains(&format!("action=\"{page}/guard\"")) && shown.contains("value=\"outcome_only\""), "{shown}");
        let read = laka.registrar.get(&page).await.expect(StatusCode::OK).text();
        assert!(!read.contains("/guard\""), "who may not choose sees no form");
        let revision = state(&laka, poll).await["revision"].to_string();
        let form = |choice: &'static str, reason: &'static str| [("revision", revision.clone()), ("guard", choice.to_owned()), ("reason", reason.to_owned())];
        for (choice, reason, status) in [
            ("", "", StatusCode::UNPROCESSABLE_ENTITY),
            ("merge", "", StatusCode::UNPROCESSABLE_ENTITY),
            ("accept", "", StatusCode::UNPROCESSABLE_ENTITY),
            ("accept", "Alle kennen die Regel", StatusCode::SEE_OTHER),
            ("accept", "Alle kennen die Regel", StatusCode::PRECONDITION_FAILED),
        ] {
            let form = form(choice, reason);
            let fields: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            laka.board.post_form(&format!("{page}/guard"), &fields).await.expect(status);
        }
        assert!(laka.board.get(&page).await.expect(StatusCode::OK).text().contains("Alle kennen die Regel"));
        laka.board.post_form(&format!("{page}/open"), &[]).await.expect(StatusCode::SEE_OTHER);
    }

    async fn the_label_of_a_poll_is_the_same_for_staff_and_voters_and_names_the_database_in_use(app: TestApp) {
        use mandat::polls::model::{Disclosure, Secrecy};
        let laka = app.electorate("laka", &[1; 12]).await;
        let voter = app.voter(&laka, 1).await;
        let words = |document: &Value| -> Vec<String> {
            let trust = document["trust"].as_array().unwrap();
            trust.iter().map(|s| s["statement"].as_str().unwrap().to_owned()).collect()
        };
        for (definition, secrecy) in [(motion(), Secrecy::Secret), (by_name(other_motion("Ort")), Secrecy::RollCall)] {
            let poll = laka.open(&definition).await;
            let facts = TrustFacts::of(secrecy, Disclosure::Full, None, false, app.engine == Engine::Sqlite);
            let expected: Vec<_> = label(facts).into_iter().map(|s| s.as_str().to_owned()).collect();
            assert_eq!(words(&state(&laka, poll).await), expected);
            let paper = voter.api_get(&format!("/voting/polls/{poll}")).await.expect(StatusCode::OK).json();
            assert_eq!(words(&paper), expected);
            for (reader, page) in [(&voter, format!("/de/vote/polls/{poll}")), (&laka.board, laka.poll_page(poll))] {
                let page = reader.get(&page).await.expect(StatusCode::OK).text();
                for statement in label(facts) {
                    let text = app.app.texts.for_locale(mandat::types::Locale::De).t(statement.label());
                    assert!(page.contains(&text), "{statement:?}");
                }
            }
        }
        let start = app.stranger().get("/de/vote").await.expect(StatusCode::OK).text();
        let own = app.app.texts.for_locale(mandat::types::Locale::De).t(if app.engine == Engine::Sqlite { "trust-open-file" } else { "trust-open-server" });
        assert!(start.contains(&own), "{start}");
    }

    async fn row_76_few_voters_are_merged_with_those_of_a_roll_on_which_all_of_them_stand(app: TestApp) {
        let laka = app.electorate("laka", &[1, 1]).await;
        let poll = laka.ready(&motion()).await;
        assert_eq!(code(open(&laka, poll).await, StatusCode::CONFLICT), "too-few-for-secrecy");
        let merge = async |poll: i64, roll: i64| laka.board.api_post(&format!("{}/merge", laka.poll_path(poll)), &json!({ "roll_id": roll })).await;
        // Nobody else stands on it, or it is no roll at all.
        assert_eq!(code(merge(poll, laka.roll).await, StatusCode::CONFLICT), "poll-not-all-on-roll");
        merge(poll, 999_999).await.expect(StatusCode::NOT_FOUND);
        let foreign = app.electorate("nrw", &[1; 5]).await;
        merge(poll, foreign.roll).await.expect(StatusCode::NOT_FOUND);

        let (mut outside, f, round) = (app.outside().await, laka.federation.id, laka.round);
        outside.execute(&format!("INSERT INTO delegation_rounds (federation_id, title, day, state, revision) VALUES ({f}, 'Alle', 20001, 'open', 1)")).await;
        let all = outside.number("SELECT MAX(id) FROM delegation_rounds").await;
        outside.execute(&format!("INSERT INTO delegates (federation_id, round_id, body_id, person_id, role, position, votes, state, reason, revision, is_new) \
            SELECT federation_id, {all}, body_id, person_id, role, position, votes, state, reason, revision, is_new FROM delegates WHERE round_id = {round}")).await;
        let body = outside.number(&format!("SELECT MIN(body_id) FROM delegates WHERE round_id = {round}")).await;
        for position in 10..14 {
            let more = Registered { body, position, votes: 1, state: "accepted" };
            add_delegate(&mut outside, &laka.federation, all, more).await;
        }
        let mut tx = app.app.db.begin().await.unwrap();
        let wide = mandat::rolls::store::insert_roll(&mut tx, f, mandat::types::RoundId(all), "Alle").await.unwrap().0;
        tx.commit().await.unwrap();
        assert_eq!(code(merge(poll, wide).await, StatusCode::CONFLICT), "poll-not-all-on-roll", "not frozen yet");
        laka.registrar.api_post(&format!("/federations/laka/rolls/{wide}/freeze"), &json!({})).await.expect(StatusCode::NO_CONTENT);
        let page = laka.board.get(&laka.poll_page(poll)).await.expect(StatusCode::OK).text();
        assert!(page.contains(&format!("{}/merge", laka.poll_page(poll))), "{page}");
        let draft = merge(poll, wide).await.expect(StatusCode::CREATED).id();
        let drafted = state(&laka, draft).await;
        assert_eq!((&drafted["roll_id"], &drafted["state"], &drafted["title"]), (&json!(wide), &json!("draft"), &json!({ "de": "Beitrag" })));
        laka.step(draft, "ready").await;
        laka.step(draft, "open").await;
        assert_eq!(state(&laka, poll).await["state"], "ready", "what is left is not opened");
        // The other way round somebody would lose the vote.
        let second = laka.ready(&other_motion("Ort")).await;
        merge(second, laka.roll).await.expect(StatusCode::CONFLICT);
        assert_eq!(code(merge(draft, laka.roll).await, StatusCode::CONFLICT), "poll-fixed");
        let form = laka.board.post_form(&format!("{}/merge", laka.poll_page(second)), &[("roll", &wide.to_string())]).await;
        form.expect(StatusCode::SEE_OTHER);
        laka.board.post_form(&format!("{}/merge", laka.poll_page(second)), &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }
}
