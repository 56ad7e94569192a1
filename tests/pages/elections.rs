//! Staff prepare an election page by page; forms keep what was typed and say what is wrong beside the field.

use std::time::Duration;

use mandat::accounts::model::Role;
use poem::http::StatusCode;

use crate::support::{
    Actor, Answer,
    elections::{independent, list, list_rules, unnamed_list},
};

/// Reads a page without the signs that isolate values from the direction of the text round them.
trait Plain {
    fn plain(&self) -> String;
}

impl Plain for Answer {
    fn plain(&self) -> String {
        self.text().replace(['\u{2068}', '\u{2069}'], "")
    }
}

/// The value of a hidden or typed field.
fn value(page: &str, name: &str) -> String {
    page.split(&format!("name=\"{name}\""))
        .nth(1)
        .and_then(|rest| rest.split("value=\"").nth(1))
        .and_then(|rest| rest.split('"').next())
        .unwrap_or_default()
        .to_owned()
}

/// Fills a form with what stands on its page and what is typed, and sends it.
async fn send(actor: &Actor, shown: &str, action: &str, typed: &[(&str, &str)]) -> Answer {
    let page = actor.get(shown).await.expect(StatusCode::OK).plain();
    let revision = value(&page, "revision");
    let mut fields = vec![("revision", revision.as_str())];
    fields.extend(typed);
    actor.post_form(action, &fields).await
}

/// Where a form leads when it is taken.
fn led_to(answer: Answer) -> String {
    let answer = answer.expect(StatusCode::SEE_OTHER);
    answer.location().unwrap().to_owned()
}

const RULES: [(&str, &str); 7] = [
    ("legal_source", "GO NRW § 27"),
    ("system", "proportional"),
    ("method", "sainte_lague"),
    ("short_lists", "vacant"),
    ("order", "list"),
    ("votes_per_voter", "1"),
    ("votes_per_candidate", "1"),
];

on_both_engines! {
    async fn an_election_is_prepared_page_by_page_until_counting_starts(app: TestApp) {
        let laka = app.federation("laka").await;
        let ulm = app.council(&laka, "Integrationsrat Ulm").await;
        let registrar = app.officer(Role::Registrar, &laka).await;
        let term = app.term(&registrar, "laka", &ulm).await.to_string();
        let body = ulm.id.0.to_string();
        let base = "/de/staff/laka/elections";
        let overview = registrar.get("/de/staff/laka").await.expect(StatusCode::OK).plain();
        assert!(overview.contains(&format!("href=\"{base}\"")), "the navigation leads to the elections");
        let page = registrar.get(&format!("/de/staff/laka/bodies/{body}")).await.expect(StatusCode::OK).plain();
        assert!(page.contains(&format!("{base}?body={body}")));
        assert!(registrar.get(base).await.expect(StatusCode::OK).plain().contains("Hier gibt es noch keine Wahl"));
        let choose = registrar.get(&format!("{base}/new")).await.expect(StatusCode::OK).plain();
        assert!(choose.contains("Integrationsrat Ulm") && choose.contains("name=\"body\""));
        let form = registrar.get(&format!("{base}/new?body={body}")).await.expect(StatusCode::OK).plain();
        assert_eq!((value(&form, "acceptance_days"), value(&form, "body_id")), ("7".to_owned(), body.clone()));

        let create = async |day: &str, seats: &str| {
            let fields = [("body_id", body.as_str()), ("term_id", &term), ("day", day), ("seats", seats), ("acceptance_days", "10")];
            registrar.post_form(&format!("{base}/new"), &fields).await
        };
        let again = create("2031-06-01", "0").await.expect(StatusCode::UNPROCESSABLE_ENTITY).plain();
        assert_eq!((value(&again, "day"), value(&again, "acceptance_days")), ("2031-06-01".to_owned(), "10".to_owned()));
        assert!(again.contains("Der Wahltag liegt nach dem Ende der Amtszeit 2026–2031") && again.contains("id=\"seats-error\""));
        let here = led_to(create("2026-05-03", "5").await);
        let here = here.trim_end_matches("?notice=created").to_owned();
        let shown = registrar.get(&here).await.expect(StatusCode::OK).plain();
        assert!(shown.contains("Die Regeln dieser Wahl sind noch nicht festgelegt") && shown.contains("Noch kandidiert niemand"));
        assert!(!shown.contains(&format!("{here}/start\"")), "counting is not offered before it can start");

        let rules = format!("{here}/rules");
        let bad = send(&registrar, &rules, &rules, &[("system", "majority"), ("method", "dhondt"), ("legal_source", "HGO")]).await;
        let bad = bad.expect(StatusCode::UNPROCESSABLE_ENTITY).plain();
        assert!(bad.contains("id=\"method-error\"") && bad.contains("id=\"votes_per_voter-error\"") && bad.contains("HGO</textarea>"));
        led_to(send(&registrar, &rules, &rules, &RULES).await);
        let districts = format!("{here}/districts");
        let bad = send(&registrar, &districts, &districts, &[("districts", "1; Nord\n1; Süd")]).await;
        assert!(bad.expect(StatusCode::UNPROCESSABLE_ENTITY).plain().contains("Zeile 2: Diese Nummer gibt es zweimal"));
        led_to(send(&registrar, &districts, &districts, &[("districts", "1; Nord\nBriefwahl")]).await);
        assert!(registrar.get(&districts).await.plain().contains("1; Nord\n2; Briefwahl</textarea>"));
        let groups = format!("{here}/groups");
        let bad = send(&registrar, &groups, &groups, &[("groups", "A; 2\nB; 2")]).await;
        assert!(bad.expect(StatusCode::UNPROCESSABLE_ENTITY).plain().contains("zusammen 4 Sitze, zu wählen sind aber 5"));
        led_to(send(&registrar, &groups, &groups, &[("groups", "A; 3\nB; 2")]).await);

        let new = format!("{here}/nominations/new");
        let typed = [("kind", "list"), ("label", "Liste Vielfalt"), ("candidates", "Öztürk, Ayşe\nNguyễn, Lê"), ("consented_on", "2026-03-01")];
        let bad = registrar.post_form(&new, &typed).await.expect(StatusCode::UNPROCESSABLE_ENTITY).plain();
        assert!(bad.contains("id=\"group-error\"") && bad.contains("Nguyễn, Lê</textarea>"));
        let nomination = led_to(registrar.post_form(&new, &[&typed[..], &[("group", "1")]].concat()).await);
        let nomination = registrar.get(&nomination).await.expect(StatusCode::OK).plain();
        assert!(nomination.contains("<bdi>Ayşe Öztürk</bdi>") && nomination.contains("<bdi>A</bdi>"));
        let shown = registrar.get(&here).await.expect(StatusCode::OK).plain();
        assert!(shown.contains("Nicht mehr Kandidaturen als Sitze"), "fewer stand than are elected");
        assert!(shown.contains("2 Bezirke") && shown.contains("GO NRW § 27") && shown.contains("Sainte-Laguë"));
        let start = format!("{here}/start");
        let short = send(&registrar, &here, &start, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY).plain();
        assert!(short.contains("id=\"accept_vacant_seats-error\"") && short.contains("Für 5 Sitze kandidieren nur 2"), "{short}");
        // Whoever changes the language there comes back to the election.
        let in_english = start.replacen("/de/", "/en/", 1);
        assert!(short.contains(&format!("href=\"{in_english}\"")));
        assert_eq!(led_to(registrar.get(&in_english).await), here.replacen("/de/", "/en/", 1));
        led_to(send(&registrar, &here, &start, &[("accept_vacant_seats", "yes")]).await);
        let shown = registrar.get(&here).await.expect(StatusCode::OK).plain();
        assert!(shown.contains("Auszählung") && !shown.contains(&format!("{here}/rules")) && !shown.contains("not-held"));
        let list = registrar.get(&format!("{base}?state=counting&q=ulm")).await.expect(StatusCode::OK).plain();
        assert!(list.contains("<h2 id=\"day-2026-05-03\">3. Mai 2026</h2>") && list.contains("Integrationsrat Ulm"));
        for rest in ["rules", "districts", "groups", "nominations/new"] {
            registrar.get(&format!("{here}/{rest}")).await.expect(StatusCode::CONFLICT);
        }
        let edit = format!("{here}/edit");
        let form = registrar.get(&edit).await.expect(StatusCode::OK).plain();
        assert!(form.contains("Tag und Sitze stehen fest"));
        let kept = [("day", "2026-05-03"), ("seats", "5"), ("acceptance_days", "14"), ("objection_deadline", "2026-06-10")];
        led_to(send(&registrar, &edit, &edit, &kept).await);
        assert!(registrar.get(&here).await.plain().contains("10. Juni 2026"));
    }

    async fn nominations_and_candidates_are_moved_changed_and_withdrawn_on_pages(app: TestApp) {
        let laka = app.federation("laka").await;
        let ulm = app.council(&laka, "Ulm").await;
        let registrar = app.officer(Role::Registrar, &laka).await;
        let nominations = [list("A", &[("Ayşe", "Öztürk"), ("Lê", "Nguyễn")]), unnamed_list("B", 3), independent("Can", "Erdem")];
        let id = app.election(&registrar, "laka", &ulm, 5, list_rules(), &nominations).await;
        let all = format!("/de/staff/laka/elections/{id}/nominations");
        let ids = app.outside().await.numbers("SELECT id FROM nominations ORDER BY id").await;
        let (a, b) = (format!("{all}/{}", ids[0]), format!("{all}/{}", ids[1]));
        let in_order = |page: &str, words: &[&str]| {
            let places: Vec<_> = words.iter().map(|w| page.find(&format!("<bdi>{w}</bdi></a>"))).collect();
            assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{words:?} {places:?}");
        };
        led_to(send(&registrar, &all, &format!("{all}/order"), &[("up", &ids[1].to_string())]).await);
        in_order(&registrar.get(&all).await.plain(), &["B", "A", "Erdem"]);
        let stale = registrar.post_form(&format!("{all}/order"), &[("revision", "1"), ("up", &ids[1].to_string())]).await;
        assert!(stale.expect(StatusCode::PRECONDITION_FAILED).plain().contains("Jemand anderes hat das inzwischen geändert"));

        let candidates = app.outside().await.numbers("SELECT id FROM candidates ORDER BY id").await;
        led_to(send(&registrar, &a, &format!("{a}/order"), &[("down", &candidates[0].to_string())]).await);
        in_order(&registrar.get(&a).await.plain(), &["Lê Nguyễn", "Ayşe Öztürk"]);
        let add = format!("{a}/candidates");
        let bad = send(&registrar, &add, &add, &[("candidates", "Kaya, Deniz\n, Ohne")]).await;
        assert!(bad.expect(StatusCode::UNPROCESSABLE_ENTITY).plain().contains("Kandidatur 2 („Ohne“)"));
        led_to(send(&registrar, &add, &add, &[("candidates", "Kaya, Deniz\nERDEM, can")]).await);
        let shown = registrar.get(&a).await.plain();
        assert!(shown.contains("Kandidaturen mit gleichem Namen") && shown.contains("auch auf „Erdem“") && shown.contains("fehlt"));

        let first = format!("{a}/candidates/{}", candidates[0]);
        let changed = [("given_name", "Ayşe"), ("family_name", "Yıldız"), ("consented_on", "2026-03-01")];
        let bad = send(&registrar, &first, &first, &[("family_name", ""), ("given_name", "Ayşe")]).await;
        assert!(bad.expect(StatusCode::UNPROCESSABLE_ENTITY).plain().contains("id=\"family_name-error\""));
        led_to(send(&registrar, &first, &first, &changed).await);
        let leave = format!("{first}/withdraw");
        let bad = send(&registrar, &leave, &leave, &[("act", "withdraw"), ("day", "2026-05-04"), ("reason", "")]).await;
        assert!(bad.expect(StatusCode::UNPROCESSABLE_ENTITY).plain().contains("id=\"reason-error\""));
        let bad = send(&registrar, &leave, &leave, &[]).await;
        assert!(bad.expect(StatusCode::UNPROCESSABLE_ENTITY).plain().contains("id=\"act-error\""));
        led_to(send(&registrar, &leave, &leave, &[("act", "withdraw"), ("day", "2026-05-04"), ("reason", "verzogen")]).await);
        let shown = registrar.get(&a).await.plain();
        assert!(shown.contains("Ayşe Yıldız") && shown.contains("verzogen") && shown.contains("zurückgezogen am"));
        let leave = format!("{a}/candidates/{}/withdraw", candidates[1]);
        led_to(send(&registrar, &leave, &leave, &[("act", "remove")]).await);
        assert!(!registrar.get(&a).await.plain().contains("Nguyễn"));

        let edit = format!("{b}/edit");
        let bad = send(&registrar, &edit, &edit, &[("kind", "list"), ("label", "a")]).await;
        assert!(bad.expect(StatusCode::UNPROCESSABLE_ENTITY).plain().contains("Einen Wahlvorschlag dieses Namens gibt es schon"));
        led_to(send(&registrar, &edit, &edit, &[("kind", "list"), ("label", "Brücke"), ("unnamed_candidates", "4")]).await);
        let leave = format!("{b}/withdraw");
        led_to(send(&registrar, &leave, &leave, &[("act", "withdraw"), ("day", "2026-05-04"), ("reason", "aufgelöst")]).await);
        assert!(registrar.get(&b).await.plain().contains("aufgelöst"));
        led_to(send(&registrar, &leave, &leave, &[("act", "remove")]).await);
        registrar.get(&b).await.expect(StatusCode::NOT_FOUND);
    }

    async fn late_changes_ask_for_a_reason_and_an_election_can_end_without_votes(app: TestApp) {
        let laka = app.federation("laka").await;
        let ulm = app.council(&laka, "Ulm").await;
        let registrar = app.officer(Role::Registrar, &laka).await;
        let id = app.election(&registrar, "laka", &ulm, 5, list_rules(), &[unnamed_list("A", 2), unnamed_list("B", 2)]).await;
        let here = format!("/de/staff/laka/elections/{id}");
        let edit = format!("{here}/edit");
        let typed = [("day", "2026-06-28"), ("seats", "5"), ("acceptance_days", "7"), ("nomination_deadline", "2026-05-04")];
        led_to(send(&registrar, &edit, &edit, &typed).await);
        let all = format!("{here}/nominations");
        assert!(!registrar.get(&all).await.plain().contains("name=\"reason\""));
        app.clock.advance(Duration::from_secs(24 * 3600));
        // Sessions have ended over night.
        let (registrar, auditor) = (app.officer(Role::Registrar, &laka).await, app.officer(Role::Auditor, &laka).await);
        let last = app.outside().await.number("SELECT MAX(id) FROM nominations").await.to_string();
        let bad = send(&registrar, &all, &format!("{all}/order"), &[("up", &last)]).await;
        assert!(bad.expect(StatusCode::UNPROCESSABLE_ENTITY).plain().contains("Bitte sagen Sie, warum sich das ändert"));
        led_to(send(&registrar, &all, &format!("{all}/order"), &[("up", &last), ("reason", "Los gezogen")]).await);

        let read = auditor.get(&here).await.expect(StatusCode::OK).plain();
        assert!(read.contains(&all) && !read.contains("/edit") && !read.contains("not-held") && !read.contains("/rules"));
        let read = auditor.get(&all).await.expect(StatusCode::OK).plain();
        assert!(!read.contains("name=\"up\"") && !read.contains("/nominations/new"));
        auditor.get(&edit).await.expect(StatusCode::FORBIDDEN);

        let end = format!("{here}/not-held");
        assert!(registrar.get(&end).await.expect(StatusCode::OK).plain().contains("Für 5 Sitze kandidieren 4 Personen"));
        let bad = send(&registrar, &end, &end, &[("reason", "GemO § 56a")]).await;
        assert!(bad.expect(StatusCode::UNPROCESSABLE_ENTITY).plain().contains("id=\"outcome-error\""));
        let bad = send(&registrar, &end, &end, &[("outcome", "call_off")]).await;
        assert!(bad.expect(StatusCode::UNPROCESSABLE_ENTITY).plain().contains("id=\"reason-error\""));
        led_to(send(&registrar, &end, &end, &[("outcome", "call_off"), ("reason", "GemO § 56a")]).await);
        let shown = registrar.get(&here).await.plain();
        assert!(shown.contains("nicht durchgeführt") && shown.contains("GemO § 56a"));
        let form = registrar.get(&end).await.expect(StatusCode::OK).plain();
        assert!(!form.contains("value=\"call_off\"") && form.contains("value=\"appoint_instead\""));
        led_to(send(&registrar, &end, &end, &[("outcome", "appoint_instead"), ("reason", "Beschluss")]).await);
        assert!(registrar.get(&here).await.plain().contains("stattdessen berufen"));
    }
}
