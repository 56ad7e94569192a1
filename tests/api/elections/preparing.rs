//! An election is prepared, changed, fixed, or not held.

use mandat::accounts::model::Role;
use poem::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{act, code, fields};
use crate::support::elections::{
    details, independent, list, list_rules, personal_rules, unnamed_list,
};

on_both_engines! {
    async fn a_whole_election_is_taken_in_at_once_and_shown_as_it_was_given(app: TestApp) {
        let laka = app.federation("laka").await;
        let ulm = app.council(&laka, "Integrationsrat Ulm").await;
        let registrar = app.officer(Role::Registrar, &laka).await;
        let term = app.term(&registrar, "laka", &ulm).await;
        let mut vielfalt = list("Liste Vielfalt", &[("Ayşe", "Öztürk"), ("Lê", "Nguyễn")]);
        vielfalt["nomination"]["group"] = json!(1);
        let mut erdem = independent("Can", "Erdem");
        erdem["nomination"]["group"] = json!(2);
        let new = json!({
            "body_id": ulm.id.0, "term_id": term,
            "election": {
                "day": "2026-05-03", "seats": 7, "appointed_seats": 2, "ex_officio_seats": 1, "acceptance_days": 14,
                "nomination_deadline": "2026-03-30", "objection_deadline": "2026-06-10"
            },
            "rules": personal_rules(7),
            "districts": [{"name": "Nord"}, {"number": 101, "name": "Briefwahl"}],
            "groups": [{"name": "Ausländer", "seats": 5}, {"name": "Spätaussiedler", "seats": 2}],
            "nominations": [vielfalt, erdem]
        });
        // The last day for nominations is over: each one says why it comes late.
        let late = registrar.api_post("/federations/laka/elections", &new).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fields(&late), ["nominations.1.reason late-reason-needed"]);
        assert_eq!(registrar.api_get("/federations/laka/elections").await.json()["total"], 0, "nothing of it was taken in");
        let mut new = new;
        for n in 0..2 {
            new["nominations"][n]["nomination"]["reason"] = json!("taken over from the files");
        }
        let id = registrar.api_post("/federations/laka/elections", &new).await.expect(StatusCode::CREATED).id();
        let auditor = app.officer(Role::Auditor, &laka).await;
        let shown = auditor.api_get(&format!("/federations/laka/elections/{id}")).await.expect(StatusCode::OK);
        let document = shown.json();
        let election = &document["election"];
        assert_eq!((&election["body"], &election["term"]), (&json!("Integrationsrat Ulm"), &json!("2026–2031")));
        assert_eq!((&election["state"], &election["seats"], &election["appointed_seats"]), (&json!("preparing"), &json!(7), &json!(2)));
        assert_eq!(election["rules"]["method"], "hare_niemeyer");
        assert_eq!(election["rules"]["threshold"], Value::Null);
        assert_eq!(document["districts"][1]["number"], 101);
        assert_eq!(document["groups"][1]["seats"], 2);
        assert_eq!(document["nominations"][0]["candidates"][1]["family_name"], "Nguyễn");
        assert_eq!((&document["nominations"][1]["position"], &document["nominations"][1]["group"]), (&json!(2), &json!(2)));
        assert_eq!((&document["candidates"], &document["too_few_candidates"], &document["ready_to_count"]), (&json!(3), &json!(true), &json!(true)));
        assert_eq!(shown.revision(), election["revision"].as_i64().unwrap());
        let log = app.outside().await.texts("SELECT act FROM audit_log ORDER BY seq").await;
        for act in ["create_election", "set_election_rules", "set_election_groups", "add_nomination"] {
            assert!(log.iter().any(|a| a == act), "{act} in {log:?}");
        }
    }

    async fn absurd_or_incomplete_elections_are_refused_by_field(app: TestApp) {
        let laka = app.federation("laka").await;
        let ulm = app.council(&laka, "Ulm").await;
        let lahr = app.council(&laka, "Lahr").await;
        let foreign = app.council(&app.federation("elnet").await, "Verein").await;
        let registrar = app.officer(Role::Registrar, &laka).await;
        let (term, term_of_lahr) = (app.term(&registrar, "laka", &ulm).await, app.term(&registrar, "laka", &lahr).await);
        let create = async |body: i64, term: i64, election: Value| {
            let new = json!({"body_id": body, "term_id": term, "election": election});
            registrar.api_post("/federations/laka/elections", &new).await
        };
        let ulm = ulm.id.0;
        for (body, term, election, told) in [
            (foreign.id.0, term, details("2026-05-03", 7), "body_id word-unknown"),
            (ulm, term_of_lahr, details("2026-05-03", 7), "term_id word-unknown"),
            (ulm, term, details("2031-06-01", 7), "day election-after-term"),
            (ulm, term, details("2016-05-03", 7), "day election-long-before-term"),
            (ulm, term, details("03.05.2026", 7), "day not-a-day"),
            (ulm, term, details("2026-05-03", 0), "seats number-range"),
            (ulm, term, json!({"day": "2026-05-03", "seats": 7, "acceptance_days": 61}), "acceptance_days number-range"),
            (ulm, term, json!({"day": "2026-05-03", "seats": 7, "acceptance_days": 7, "nomination_deadline": "2026-05-03"}),
                "nomination_deadline nominations-until-election"),
            (ulm, term, json!({"day": "2026-05-03", "seats": 7, "acceptance_days": 7, "objection_deadline": "2026-05-01"}),
                "objection_deadline objections-before-election"),
        ] {
            let refused = create(body, term, election).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(fields(&refused), [told]);
        }
        let whole = json!({
            "body_id": ulm, "term_id": term, "election": details("2026-05-03", 7), "rules": list_rules(),
            "nominations": [list("Vielfalt", &[("A", "B")]), unnamed_list("VIELFALT", 3)]
        });
        let refused = registrar.api_post("/federations/laka/elections", &whole).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fields(&refused), ["nominations.2.label label-taken"]);
        create(ulm, term, details("2026-05-03", 7)).await.expect(StatusCode::CREATED);
        let twice = create(ulm, term, details("2026-05-03", 7)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fields(&twice), ["day election-twice"]);
        create(ulm, term, details("2026-05-10", 7)).await.expect(StatusCode::CREATED);
        let in_use = registrar.api_delete(&format!("/federations/laka/bodies/{ulm}/terms/{term}"), Some(1)).await;
        assert_eq!((in_use.status, code(&in_use)), (StatusCode::CONFLICT, "term-has-election".to_owned()));
    }

    async fn rules_districts_and_groups_change_with_the_version_that_was_read(app: TestApp) {
        let laka = app.federation("laka").await;
        let ulm = app.council(&laka, "Ulm").await;
        let registrar = app.officer(Role::Registrar, &laka).await;
        let id = app.election(&registrar, "laka", &ulm, 7, list_rules(), &[unnamed_list("A", 5)]).await;
        let path = format!("/federations/laka/elections/{id}");
        let stale = registrar.api_put(&format!("{path}/rules"), 999, &personal_rules(7)).await;
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
        registrar.api(Method::PUT, &format!("{path}/rules"), None, Some(&personal_rules(7))).await.expect(StatusCode::PRECONDITION_REQUIRED);
        act(&registrar, &path, Method::PUT, "/rules", Some(&personal_rules(7))).await.expect(StatusCode::NO_CONTENT);
        let mut contradiction = list_rules();
        contradiction["order"] = json!("personal_votes");
        let refused = act(&registrar, &path, Method::PUT, "/rules", Some(&contradiction)).await;
        assert_eq!(fields(&refused), ["order order-needs-personal-votes"]);

        let districts = json!({"districts": [{"name": "Nord"}, {"name": "Süd"}, {"name": "West"}]});
        act(&registrar, &path, Method::PUT, "/districts", Some(&districts)).await.expect(StatusCode::NO_CONTENT);
        let before = registrar.api_get(&path).await.json()["districts"].clone();
        let districts = json!({"districts": [{"name": "Nordstadt"}, {"number": 3, "name": "West"}, {"name": "Ost"}]});
        act(&registrar, &path, Method::PUT, "/districts", Some(&districts)).await.expect(StatusCode::NO_CONTENT);
        let after = registrar.api_get(&path).await.json()["districts"].clone();
        assert_eq!(after[0]["id"], before[0]["id"], "a district keeps its id with its number");
        assert_eq!((&after[1]["id"], &after[2]["number"]), (&before[2]["id"], &json!(4)));
        let twice = json!({"districts": [{"name": "Nord"}, {"name": "nord"}]});
        let refused = act(&registrar, &path, Method::PUT, "/districts", Some(&twice)).await;
        assert_eq!(fields(&refused), ["districts line-name-twice"]);
        act(&registrar, &path, Method::PUT, "/districts", Some(&json!({"districts": []}))).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(registrar.api_get(&path).await.json()["districts"].as_array().unwrap().len(), 1);

        let wrong_sum = json!({"groups": [{"name": "A", "seats": 5}, {"name": "B", "seats": 1}]});
        let refused = act(&registrar, &path, Method::PUT, "/groups", Some(&wrong_sum)).await;
        assert_eq!(fields(&refused), ["groups groups-sum"]);
        let groups = json!({"groups": [{"name": "A", "seats": 5}, {"name": "B", "seats": 2}]});
        act(&registrar, &path, Method::PUT, "/groups", Some(&groups)).await.expect(StatusCode::NO_CONTENT);
        let nomination = registrar.api_get(&path).await.json()["nominations"][0].clone();
        let place = format!("{path}/nominations/{}", nomination["id"]);
        let in_group = json!({"kind": "list", "label": "A", "unnamed_candidates": 5, "group": 2});
        registrar.api_put(&place, nomination["revision"].as_i64().unwrap(), &in_group).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(registrar.api_get(&place).await.json()["group"], 2);
        act(&registrar, &path, Method::PUT, "/groups", Some(&json!({"groups": []}))).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(registrar.api_get(&place).await.json()["group"], Value::Null, "who was in the group is in none");
    }

    async fn counting_starts_when_all_is_there_and_fixes_it(app: TestApp) {
        let laka = app.federation("laka").await;
        let ulm = app.council(&laka, "Ulm").await;
        let registrar = app.officer(Role::Registrar, &laka).await;
        let term = app.term(&registrar, "laka", &ulm).await;
        let new = json!({"body_id": ulm.id.0, "term_id": term, "election": details("2026-05-03", 3)});
        let id = registrar.api_post("/federations/laka/elections", &new).await.expect(StatusCode::CREATED).id();
        let path = format!("/federations/laka/elections/{id}");
        let start = async || act(&registrar, &path, Method::POST, "/start-counting", None).await;
        let refused = async |told: &str| {
            let answer = start().await.expect(StatusCode::CONFLICT);
            assert_eq!(code(&answer), told);
        };
        refused("election-without-rules").await;
        act(&registrar, &path, Method::PUT, "/rules", Some(&list_rules())).await.expect(StatusCode::NO_CONTENT);
        refused("election-nobody-stands").await;
        let list = list("A", &[("B", "C")]);
        let nomination = registrar.api_post(&format!("{path}/nominations"), &list).await.expect(StatusCode::CREATED).id();
        let groups = json!({"groups": [{"name": "A", "seats": 3}]});
        act(&registrar, &path, Method::PUT, "/groups", Some(&groups)).await.expect(StatusCode::NO_CONTENT);
        refused("election-nomination-without-group").await;
        act(&registrar, &path, Method::PUT, "", Some(&details("2026-05-03", 4))).await.expect(StatusCode::NO_CONTENT);
        refused("election-groups-sum").await;
        act(&registrar, &path, Method::PUT, "/groups", Some(&json!({"groups": []}))).await.expect(StatusCode::NO_CONTENT);
        let before = registrar.api_get(&path).await.revision();
        let more = json!({"candidates": [{"family_name": "D"}]});
        let revision = registrar.api_get(&format!("{path}/nominations/{nomination}")).await.revision();
        registrar.api(Method::POST, &format!("{path}/nominations/{nomination}/candidates"), Some(revision), Some(&more)).await.expect(StatusCode::OK);
        let unseen = registrar.api(Method::POST, &format!("{path}/start-counting"), Some(before), None).await;
        assert_eq!(unseen.status, StatusCode::PRECONDITION_FAILED, "somebody was nominated since it was read");
        // Two stand for four seats: that has to be said.
        let short = start().await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(short["fields"][0]["field"], "accept_vacant_seats");
        let message = short["fields"][0]["message"].as_str().unwrap();
        assert!(message.contains('4') && message.contains('2'), "{message}");
        assert_eq!(registrar.api_get(&path).await.json()["election"]["state"], "preparing");
        let accepted = act(&registrar, &path, Method::POST, "/start-counting?accept_vacant_seats=true", None).await;
        accepted.expect(StatusCode::NO_CONTENT);
        let logged = "SELECT after FROM audit_log WHERE act = 'accept_vacant_seats'";
        assert_eq!(app.outside().await.texts(logged).await, [r#"{"candidates":2,"seats":4}"#]);
        assert_eq!(code(&start().await.expect(StatusCode::CONFLICT)), "election-cannot-start-counting");

        let shown = registrar.api_get(&path).await.json();
        assert_eq!(shown["election"]["state"], "counting");
        let candidate = shown["nominations"][0]["candidates"][0]["id"].clone();
        let of_nomination = format!("/nominations/{nomination}");
        let of_candidate = format!("{of_nomination}/candidates/{candidate}");
        let withdrawal = json!({"day": "2026-05-04", "reason": "moved away"});
        let order = json!({"order": [nomination]});
        let named = json!({"candidate": {"family_name": "X"}});
        for (method, rest, body, told) in [
            (Method::PUT, String::new(), Some(details("2026-05-03", 5)), "election-details-fixed"),
            (Method::DELETE, String::new(), None, "election-details-fixed"),
            (Method::PUT, "/rules".into(), Some(personal_rules(3)), "election-rules-fixed"),
            (Method::PUT, "/districts".into(), Some(json!({"districts": []})), "election-districts-fixed"),
            (Method::PUT, "/groups".into(), Some(json!({"groups": []})), "election-groups-fixed"),
            (Method::POST, "/nominations".into(), Some(unnamed_list("Z", 1)), "election-nominations-fixed"),
            (Method::PUT, "/nominations/order".into(), Some(order), "election-nominations-fixed"),
            (Method::PUT, of_nomination.clone(), Some(json!({"kind": "list", "label": "Y"})), "election-nominations-fixed"),
            (Method::DELETE, of_nomination.clone(), None, "election-nominations-fixed"),
            (Method::POST, format!("{of_nomination}/withdraw"), Some(withdrawal.clone()), "election-nominations-fixed"),
            (Method::POST, format!("{of_nomination}/candidates"), Some(more), "election-nominations-fixed"),
            (Method::PUT, of_candidate.clone(), Some(named), "election-nominations-fixed"),
            (Method::DELETE, of_candidate.clone(), None, "election-nominations-fixed"),
            (Method::POST, format!("{of_candidate}/withdraw"), Some(withdrawal), "election-nominations-fixed"),
            (Method::POST, "/call-off".into(), Some(json!({"reason": "too late"})), "election-cannot-call-off"),
            (Method::POST, "/appoint-instead".into(), Some(json!({"reason": "too late"})), "election-cannot-appoint"),
        ] {
            let answer = act(&registrar, &path, method.clone(), &rest, body.as_ref()).await;
            assert_eq!((answer.status, code(&answer).as_str()), (StatusCode::CONFLICT, told), "{method} {rest}");
        }
        let later = json!({"day": "2026-05-03", "seats": 4, "acceptance_days": 10, "objection_deadline": "2026-06-10"});
        act(&registrar, &path, Method::PUT, "", Some(&later)).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(registrar.api_get(&path).await.json()["election"]["objection_deadline"], "2026-06-10");
    }

    async fn nobody_is_nominated_while_counting_starts(app: TestApp) {
        let laka = app.federation("laka").await;
        let registrar = app.officer(Role::Registrar, &laka).await;
        for n in 0..5 {
            let body = app.council(&laka, &format!("Rat {n}")).await;
            let id = app.election(&registrar, "laka", &body, 3, list_rules(), &[unnamed_list("A", 5)]).await;
            let path = format!("/federations/laka/elections/{id}");
            let revision = registrar.api_get(&path).await.revision();
            let (new, nominations, start) = (unnamed_list("B", 1), format!("{path}/nominations"), format!("{path}/start-counting"));
            let (added, started) = tokio::join!(
                registrar.api_post(&nominations, &new),
                registrar.api(Method::POST, &start, Some(revision), None)
            );
            let outcome = (added.status, started.status);
            let either = [(StatusCode::CREATED, StatusCode::PRECONDITION_FAILED), (StatusCode::CONFLICT, StatusCode::NO_CONTENT)];
            assert!(either.contains(&outcome), "{outcome:?}");
        }
    }

    async fn an_election_without_enough_candidates_is_called_off_and_the_body_appointed(app: TestApp) {
        let laka = app.federation("laka").await;
        let ulm = app.council(&laka, "Ulm").await;
        let registrar = app.officer(Role::Registrar, &laka).await;
        let id = app.election(&registrar, "laka", &ulm, 7, list_rules(), &[unnamed_list("A", 7)]).await;
        let path = format!("/federations/laka/elections/{id}");
        let end = async |rest: &str, reason: &str| act(&registrar, &path, Method::POST, rest, Some(&json!({"reason": reason}))).await;
        assert_eq!(registrar.api_get(&path).await.json()["too_few_candidates"], true);
        assert_eq!(fields(&end("/call-off", " ").await), ["reason required"]);
        end("/call-off", "GemO RLP § 56a").await.expect(StatusCode::NO_CONTENT);
        let shown = registrar.api_get(&path).await.json();
        assert_eq!((&shown["election"]["state"], &shown["election"]["state_reason"]), (&json!("not_held"), &json!("GemO RLP § 56a")));
        assert_eq!(code(&end("/call-off", "again").await), "election-cannot-call-off");
        end("/appoint-instead", "resolution of 12 May").await.expect(StatusCode::NO_CONTENT);
        assert_eq!(registrar.api_get(&path).await.json()["election"]["state"], "appointed_instead");
        assert_eq!(code(&end("/appoint-instead", "again").await), "election-cannot-appoint");
        let log = app.outside().await.texts("SELECT \"before\" || \"after\" FROM audit_log WHERE act = 'call_off_election'").await;
        assert!(log[0].contains("preparing") && log[0].contains("not_held") && log[0].contains("GemO RLP § 56a"), "{log:?}");
    }

    async fn what_was_made_by_mistake_is_removed_while_nobody_stands(app: TestApp) {
        let laka = app.federation("laka").await;
        let ulm = app.council(&laka, "Ulm").await;
        let registrar = app.officer(Role::Registrar, &laka).await;
        let id = app.election(&registrar, "laka", &ulm, 7, list_rules(), &[unnamed_list("A", 7)]).await;
        let path = format!("/federations/laka/elections/{id}");
        let districts = json!({"districts": [{"name": "Nord"}, {"name": "Süd"}]});
        act(&registrar, &path, Method::PUT, "/districts", Some(&districts)).await.expect(StatusCode::NO_CONTENT);
        let remove = async || act(&registrar, &path, Method::DELETE, "", None).await;
        assert_eq!(code(&remove().await.expect(StatusCode::CONFLICT)), "election-has-nominations");
        let nomination = registrar.api_get(&path).await.json()["nominations"][0].clone();
        let place = format!("{path}/nominations/{}", nomination["id"]);
        registrar.api_delete(&place, Some(999)).await.expect(StatusCode::PRECONDITION_FAILED);
        registrar.api_delete(&place, nomination["revision"].as_i64()).await.expect(StatusCode::NO_CONTENT);
        remove().await.expect(StatusCode::NO_CONTENT);
        registrar.api_get(&path).await.expect(StatusCode::NOT_FOUND);
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM election_districts").await, 0);
    }

    async fn elections_are_listed_by_day_and_found_by_state_body_and_name(app: TestApp) {
        let laka = app.federation("laka").await;
        let (ulm, lahr) = (app.council(&laka, "Integrationsrat Ulm").await, app.council(&laka, "Migrationsbeirat Lahr").await);
        let registrar = app.officer(Role::Registrar, &laka).await;
        app.election(&registrar, "laka", &ulm, 7, list_rules(), &[]).await;
        let lahr_id = app.election(&registrar, "laka", &lahr, 5, list_rules(), &[]).await;
        let path = format!("/federations/laka/elections/{lahr_id}");
        act(&registrar, &path, Method::PUT, "", Some(&details("2026-05-10", 5))).await.expect(StatusCode::NO_CONTENT);
        act(&registrar, &path, Method::POST, "/call-off", Some(&json!({"reason": "nobody"}))).await.expect(StatusCode::NO_CONTENT);
        let names = async |query: &str| {
            let list = registrar.api_get(&format!("/federations/laka/elections{query}")).await.expect(StatusCode::OK).json();
            let items = list["items"].as_array().unwrap().clone();
            assert_eq!(list["total"].as_i64(), Some(items.len() as i64));
            items.iter().map(|e| e["body"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let (u, l) = ("Integrationsrat Ulm", "Migrationsbeirat Lahr");
        assert_eq!(names("").await, [l, u]);
        assert_eq!(names("?state=not_held").await, [l]);
        assert_eq!(names("?day=2026-05-03").await, [u]);
        assert_eq!(names(&format!("?body={}", ulm.id.0)).await, [u]);
        assert_eq!(names("?q=beirat%20lahr").await, [l]);
        assert_eq!(names("?q=100%25").await, Vec::<String>::new());
        let refused = registrar.api_get("/federations/laka/elections?state=lost&day=x").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fields(&refused), ["state word-unknown", "day not-a-day"]);
        let page = registrar.api_get("/federations/laka/elections?page=2&per_page=1").await.json();
        assert_eq!((&page["items"][0]["body"], &page["total"], &page["last_page"]), (&json!(u), &json!(2), &json!(2)));
    }

    async fn elections_of_another_federation_are_not_found_and_only_the_registrar_keeps_them(app: TestApp) {
        let (laka, elnet) = (app.federation("laka").await, app.federation("elnet").await);
        let ulm = app.council(&laka, "Ulm").await;
        let (registrar, foreign) = (app.officer(Role::Registrar, &laka).await, app.officer(Role::Registrar, &elnet).await);
        let id = app.election(&registrar, "laka", &ulm, 7, list_rules(), &[unnamed_list("A", 9)]).await;
        let nomination = registrar.api_get(&format!("/federations/laka/elections/{id}")).await.json()["nominations"][0]["id"].clone();
        for (slug, who) in [("elnet", &foreign), ("laka", &foreign), ("elnet", &registrar)] {
            let path = format!("/federations/{slug}/elections/{id}");
            who.api_get(&path).await.expect(StatusCode::NOT_FOUND);
            who.api_put(&format!("{path}/rules"), 2, &list_rules()).await.expect(StatusCode::NOT_FOUND);
            who.api_get(&format!("{path}/nominations/{nomination}")).await.expect(StatusCode::NOT_FOUND);
            who.api_delete(&format!("{path}/nominations/{nomination}"), Some(1)).await.expect(StatusCode::NOT_FOUND);
        }
        let board = app.officer(Role::ElectionBoard, &laka).await;
        let path = format!("/federations/laka/elections/{id}");
        board.api_get(&path).await.expect(StatusCode::OK);
        board.api_put(&format!("{path}/rules"), 2, &list_rules()).await.expect(StatusCode::FORBIDDEN);
        board.api_post(&format!("{path}/nominations"), &unnamed_list("B", 1)).await.expect(StatusCode::FORBIDDEN);
    }
}
