//! What everybody reads of elections: results, versions, files, the overview of a day.

use std::time::Duration;

use mandat::{
    elections::model::{
        document::{ElectionDocument, Standing},
        election::ElectionState,
    },
    types::{ElectionId, Locale},
};
use poem::{
    Request,
    http::{Method, StatusCode},
};

use crate::support::{
    Actor, Answer, Body, Federation, TestApp,
    published_elections::{Contest, Held, gelsenkirchen_2020, krefeld_2020, three_districts},
};

/// A federation with published results.
struct Published {
    federation: Federation,
    gelsenkirchen: Held,
    krefeld: Held,
    counting: Held,
    reader: Actor,
}

async fn publish(
    app: &TestApp,
    federation: &Federation,
    name: &str,
    contest: &Contest,
    state: ElectionState,
) -> (Body, Held) {
    let body = app.council(federation, name).await;
    let held = app.held(federation, &body, contest, state).await;
    app.publish_election(federation, &held.document).await;
    (body, held)
}

async fn published(app: &TestApp) -> Published {
    let federation = app.federation("nrw").await;
    let certified = ElectionState::Certified;
    let contest = gelsenkirchen_2020();
    let (body, before) = {
        let name = "Integrationsrat Gelsenkirchen";
        let earlier = Contest {
            day: "2014-05-25",
            ..earlier_made_up(&contest)
        };
        publish(app, &federation, name, &earlier, certified).await
    };
    let mut gelsenkirchen = app.held(&federation, &body, &contest, certified).await;
    gelsenkirchen.document = app
        .document(
            &federation,
            &body,
            &gelsenkirchen.election,
            &contest,
            Some(&before.document),
        )
        .await;
    app.publish_election(&federation, &gelsenkirchen.document)
        .await;
    let name = "Integrationsausschuss Krefeld";
    let (_, krefeld) = publish(app, &federation, name, &krefeld_2020(), certified).await;
    let name = "Integrationsrat Musterstadt";
    let state = ElectionState::Counting;
    let (_, counting) = publish(app, &federation, name, &three_districts(), state).await;
    Published {
        federation,
        gelsenkirchen,
        krefeld,
        counting,
        reader: app.stranger(),
    }
}

/// The same lists with other votes, and one that did not stand again.
fn earlier_made_up(contest: &Contest) -> Contest {
    let mut earlier = contest.clone();
    for (i, stood) in earlier.stood.iter_mut().enumerate() {
        stood.votes = stood.votes / 2 + 100 * i as i64;
    }
    earlier.stood[6].label = "Frühere Liste".to_owned();
    earlier.stood[6].independent = false;
    earlier.figures.voters = Some(12_900);
    earlier.figures.valid = Some(12_310);
    earlier
}

fn address(election: ElectionId) -> String {
    format!("/de/federations/nrw/elections/{election}")
}

/// The page without tags, so that sentences can be looked for.
fn words(answer: &Answer) -> String {
    let mut words = String::new();
    let mut inside = false;
    for c in answer.text().chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                words.push(' ');
            }
            '\u{2068}' | '\u{2069}' => {}
            _ if inside => {}
            _ => words.push(c),
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn assert_says(answer: &Answer, sentences: &[&str]) {
    let words = words(answer);
    for sentence in sentences {
        assert!(
            words.contains(sentence),
            "{}: no {sentence:?} in {words}",
            answer.what
        );
    }
}

/// The next version of a document.
fn next(document: &ElectionDocument, standing: Standing, reason: &str) -> ElectionDocument {
    ElectionDocument {
        version: document.version + 1,
        standing,
        reason: reason.to_owned(),
        ..document.clone()
    }
}

on_both_engines! {
    async fn a_result_tells_who_got_how_many_seats_and_why(app: TestApp) {
        let p = published(&app).await;
        let page = p.reader.get(&address(p.gelsenkirchen.election.id)).await.expect(StatusCode::OK);
        assert_says(&page, &[
            "Wahl am 13. September 2020 Integrationsrat Gelsenkirchen",
            "Festgestelltes Ergebnis",
            "Die Frist für Einsprüche ist am 12. November 2020 abgelaufen.",
            "Alle 18 Sitze sind vergeben. Die meisten Sitze hat WIN: 5.",
            "WIN 2.580 +1.290 28,59 % +18,11 Punkte 5",
            "HHIT 492 neu 5,45 % 1",
            "Aylin Beispiel",
            "Name nicht veröffentlicht",
            "3 Personen können nachrücken",
            "durch 1, 3, 5, 7 und so weiter geteilt",
            "Knapp war es beim letzten Sitz (Sitz 18)",
            "Diesmal nicht mehr dabei",
            "gegenüber der Wahl am 25. Mai 2014",
            "buero@example.org",
        ]);
        // Names withheld leave no trace.
        assert!(!page.text().contains("Carla"));
        assert!(page.text().len() < 100_000, "{} bytes", page.text().len());
        // Eighteen seats are drawn, each with its list.
        assert_eq!(page.text().matches("<circle").count(), 18);

        let page = p.reader.get(&address(p.krefeld.election.id)).await.expect(StatusCode::OK);
        assert_says(&page, &[
            "11 von 18 Sitzen sind vergeben. 7 Sitze bleiben unbesetzt.",
            "DL: Die Stimmen reichen für 5 Sitze, aber auf der Liste stehen nur 3 Personen. 2 Sitze bleiben unbesetzt.",
            "Athen: Die Stimmen reichen für 4 Sitze, aber auf der Liste steht nur eine Person. 3 Sitze bleiben unbesetzt.",
            "Höhne-Pattberg: Die Stimmen reichen für 2 Sitze, aber eine einzelne Person kann nur einen Sitz einnehmen. Ein Sitz bleibt unbesetzt.",
            "12,66",
            "11,30",
        ]);
        assert_eq!(page.text().matches("class=\"seat--vacant\"").count(), 7);
    }

    async fn a_count_that_runs_is_told_as_such_and_few_votes_are_not_shown_by_list(app: TestApp) {
        let p = published(&app).await;
        let page = p.reader.get(&address(p.counting.election.id)).await.expect(StatusCode::OK);
        assert_says(&page, &[
            "Auszählung läuft: 2 von 3 Bezirken sind ausgezählt",
            "Die Zahlen können sich noch ändern.",
            "Zwischenstand nach 2 von 3 Bezirken:",
            "malgenommen und durch alle Stimmen (1.004) geteilt",
            "2 Süd Stimmen nicht einzeln gezeigt",
            "3 West noch nicht enthalten",
        ]);
        assert!(!words(&page).contains("Einspruch gegen das Ergebnis ist"));

        let certified = next(&p.counting.document, Standing::Certified, "");
        app.publish_election(&p.federation, &certified).await;
        let page = p.reader.get(&address(p.counting.election.id)).await;
        assert_says(&page, &["Einspruch gegen das Ergebnis ist bis zum 14. Mai 2026 möglich."]);
        // The same version on another day says otherwise, although it was kept.
        app.clock.advance(Duration::from_secs(11 * 86_400));
        let page = p.reader.get(&address(p.counting.election.id)).await;
        assert_says(&page, &["Die Frist für Einsprüche ist am 14. Mai 2026 abgelaufen."]);
    }

    async fn a_correction_keeps_the_old_version_and_tells_what_changed(app: TestApp) {
        let p = published(&app).await;
        let (id, first) = (p.krefeld.election.id, &p.krefeld.document);
        let before = p.reader.get(&address(id)).await;
        let mut second = next(first, Standing::Corrected, "Ein Bezirk war <b>falsch</b> übertragen.");
        second.allocations[0].nominations[0].votes = 1_611;
        second.figures.valid = Some(5_518);
        app.publish_election(&p.federation, &second).await;

        let page = p.reader.get(&address(id)).await.expect(StatusCode::OK);
        assert_says(&page, &[
            "Berichtigtes Ergebnis, Fassung 2",
            "Grund: Ein Bezirk war &#60;b&#62;falsch&#60;/b&#62; übertragen.",
            "3 Änderungen",
            "Stand festgestellt berichtigt",
            "Gültige Stimmen 5.517 5.518",
            "Stimmen: DL 1.610 1.611",
        ]);
        let old = p.reader.get(&format!("{}/versions/1", address(id))).await.expect(StatusCode::OK);
        assert_says(&old, &["Sie sehen eine frühere Fassung.", "Festgestelltes Ergebnis", "1.610"]);
        assert_ne!(before.header("etag"), page.header("etag"));
        let list = p.reader.get(&format!("{}/versions", address(id))).await.expect(StatusCode::OK);
        assert_says(&list, &["Fassung 2 berichtigt", "Fassung 1 festgestellt"]);

        let third = next(&second, Standing::Annulled, "Beschluss des Rates");
        app.publish_election(&p.federation, &third).await;
        let page = p.reader.get(&address(id)).await;
        assert_says(&page, &["Diese Wahl ist für ungültig erklärt", "Die folgenden Zahlen gelten nicht mehr."]);
    }

    async fn files_are_the_document_and_a_table_without_formulas(app: TestApp) {
        let p = published(&app).await;
        let body = app.council(&p.federation, "=HYPERLINK(\"x\")").await;
        let mut contest = gelsenkirchen_2020();
        contest.day = "2021-01-01";
        contest.stood[0].label = "=1+1".to_owned();
        contest.stood[0].people[0] = "@SUM(A1) -2".to_owned();
        let held = app.held(&p.federation, &body, &contest, ElectionState::Certified).await;
        app.publish_election(&p.federation, &held.document).await;
        let id = held.election.id;

        let csv = p.reader.get(&format!("{}/result.csv", address(id))).await.expect(StatusCode::OK);
        assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
        let text = csv.text();
        assert!(text.starts_with("\u{feff}Teil;Nummer;Bezeichnung;Liste;"), "{text}");
        assert!(text.contains("Liste;1;'=1+1;;2580;5;5;\r\n"), "{text}");
        assert!(text.contains(";'@SUM(A1) -2;'=1+1;"), "{text}");
        assert!(text.contains("Einzelbewerbung;6;Hegmanns;;661;1;1;\r\n"), "{text}");
        assert!(!text.contains(";=") && !text.contains(";@"), "{text}");

        let json = p.reader.get(&format!("{}/result.json", address(id))).await.expect(StatusCode::OK);
        assert_eq!(json.text(), held.document.canonical());
        let digest = mandat::types::sha256_hex(&json.text());
        assert_eq!(json.header("etag"), Some(format!("\"{digest}\"").as_str()));
        let page = p.reader.get(&address(id)).await;
        assert!(page.text().contains(&digest));
        // Who has it gets nothing again.
        for path in [address(id), format!("{}/result.json", address(id)), format!("{}/versions/1/result.csv", address(id))] {
            let whole = p.reader.get(&path).await.expect(StatusCode::OK);
            let request = Request::builder()
                .method(Method::GET)
                .uri_str(&path)
                .header("if-none-match", whole.header("etag").unwrap());
            p.reader.send(&path, request).await.expect(StatusCode::NOT_MODIFIED);
        }
    }

    async fn the_paper_is_a_pdf_for_every_reader_and_takes_words_as_words(app: TestApp) {
        let p = published(&app).await;
        let body = app.council(&p.federation, "#panic() *Rat* $x$ <a@b> \\ مجلس").await;
        let mut contest = gelsenkirchen_2020();
        contest.day = "2021-01-01";
        contest.stood[0].label = "#read(\"/etc/passwd\") [x]".to_owned();
        contest.stood[0].people[0] = "ليلى أحمد".to_owned();
        contest.stood[0].people[1] = "Наталія Ґудзь".to_owned();
        let held = app.held(&p.federation, &body, &contest, ElectionState::Certified).await;
        app.publish_election(&p.federation, &held.document).await;
        for id in [held.election.id, p.gelsenkirchen.election.id, p.krefeld.election.id, p.counting.election.id] {
            for lang in ["de", "en", "ar-XB"] {
                let path = format!("{}/result.pdf", address(id).replacen("/de/", &format!("/{lang}/"), 1));
                let paper = p.reader.get(&path).await.expect(StatusCode::OK);
                assert_eq!(paper.header("content-type"), Some("application/pdf"));
                assert!(paper.body.starts_with(b"%PDF-1.7"), "{path}");
                let has = |what: &[u8]| paper.body.windows(what.len()).any(|bytes| bytes == what);
                assert!(has(b"/StructTreeRoot") && has(b"/Lang") && has(b"pdfuaid"), "{path}: made to be read aloud");
                assert!(paper.body.len() < 200_000, "{path}: {} bytes", paper.body.len());
            }
        }
        let path = format!("{}/versions/1/result.pdf", address(p.krefeld.election.id));
        let (first, again) = (p.reader.get(&path).await, p.reader.get(&path).await);
        assert_eq!(first.header("etag"), again.header("etag"));
        p.reader.get(&format!("{}/versions/9/result.pdf", address(p.krefeld.election.id))).await.expect(StatusCode::NOT_FOUND);
    }

    async fn names_are_words_and_never_code(app: TestApp) {
        let p = published(&app).await;
        let hostile = "<script>alert(1)</script>\"'&";
        let body = app.council(&p.federation, hostile).await;
        let mut contest = gelsenkirchen_2020();
        contest.day = "2021-02-02";
        contest.stood[0].label = format!("L {hostile}");
        contest.stood[0].people[0] = format!("Eva {hostile}");
        contest.legal_source = "<img src=x onerror=alert(1)>";
        let mut held = app.held(&p.federation, &body, &contest, ElectionState::Certified).await;
        held.document.reason = hostile.to_owned();
        app.publish_election(&p.federation, &held.document).await;
        for path in [
            address(held.election.id),
            format!("{}/versions", address(held.election.id)),
            "/de/federations/nrw/elections/days/2021-02-02".to_owned(),
        ] {
            let page = p.reader.get(&path).await.expect(StatusCode::OK);
            let text = page.text();
            assert!(!text.contains("<script>alert") && !text.contains("<img src=x"), "{path}");
            assert!(text.contains("&#60;script&#62;alert(1)"), "{path}");
        }
    }

    async fn all_bodies_of_a_day_stand_in_one_table_with_sums(app: TestApp) {
        let p = published(&app).await;
        let page = p.reader.get("/de/federations/nrw/elections/days/2020-09-13").await.expect(StatusCode::OK);
        assert_says(&page, &[
            "Wahlen am 13. September 2020",
            "An diesem Tag waren die Wahlen von 2 Gremien angesetzt. 2 Ergebnisse liegen vor.",
            "Integrationsausschuss Krefeld festgestellt 1 von 1 49.122 6.220 12,66",
            "11 von 18 7",
            // Eligible of both, voters of the one that has them, seats of both.
            "Summe 2 Ergebnisse 119.720 6.220 12,66",
            "29 von 36 7",
            "Nicht alle Gremien haben alle Zahlen gemeldet",
        ]);
        let days = p.reader.get("/de/federations/nrw/elections").await.expect(StatusCode::OK);
        assert_says(&days, &["15. März 2026 Ein Gremium ein Ergebnis 13. September 2020 2 Gremien 2 Ergebnisse 25. Mai 2014"]);
        let federation = p.reader.get("/de/federations/nrw").await.expect(StatusCode::OK);
        assert_says(&federation, &["Neueste Wahl Wahlen am 15. März 2026"]);
        let body = p.krefeld.election.body;
        let body = p.reader.get(&format!("/de/federations/nrw/bodies/{body}")).await.expect(StatusCode::OK);
        assert_says(&body, &["Wahlen dieses Gremiums", "13. September 2020 festgestellt 11 von 18"]);
    }

    async fn what_is_not_published_is_not_there(app: TestApp) {
        let p = published(&app).await;
        let foreign = app.federation("hessen").await;
        let body = app.council(&p.federation, "Integrationsrat Vorbereitet").await;
        let mut contest = krefeld_2020();
        contest.day = "2027-01-01";
        let preparing = app.held(&p.federation, &body, &contest, ElectionState::Preparing).await;
        let id = p.krefeld.election.id;
        for path in [
            format!("/de/federations/hessen/elections/{id}"),
            format!("/de/federations/hessen/elections/{id}/result.json"),
            format!("/de/federations/{}/elections/days/2020-09-13", foreign.slug),
            format!("/de/federations/nowhere/elections/{id}"),
            "/de/federations/nowhere/elections".to_owned(),
            "/de/federations/nrw/elections/999999".to_owned(),
            format!("{}/versions/0", address(id)),
            format!("{}/versions/2", address(id)),
            format!("{}/versions/2/result.csv", address(id)),
            address(preparing.election.id),
            format!("{}/versions", address(preparing.election.id)),
            "/de/federations/nrw/elections/days/2020-09-14".to_owned(),
            "/de/federations/nrw/elections/days/2020-13-45".to_owned(),
            "/de/federations/nrw/elections/days/2027-01-01".to_owned(),
        ] {
            p.reader.get(&path).await.expect(StatusCode::NOT_FOUND);
        }
        // What is no number is not there either.
        for path in ["/de/federations/nrw/elections/word".to_owned(), format!("{}/versions/one", address(id))] {
            p.reader.get(&path).await.expect(StatusCode::NOT_FOUND);
        }
        let days = p.reader.get("/de/federations/nrw/elections").await;
        assert!(!words(&days).contains("2027"));
        // A federation without elections has an empty list.
        let empty = p.reader.get("/de/federations/hessen/elections").await.expect(StatusCode::OK);
        assert_says(&empty, &["Es ist noch keine Wahl bekannt gemacht."]);
    }

    async fn an_election_without_a_result_is_told_by_its_state(app: TestApp) {
        let p = published(&app).await;
        for (name, state) in [("Beirat Adorf", ElectionState::NotHeld), ("Beirat Bedorf", ElectionState::Counting)] {
            let body = app.council(&p.federation, name).await;
            app.held(&p.federation, &body, &krefeld_2020(), state).await;
        }
        let page = p.reader.get("/de/federations/nrw/elections/days/2020-09-13").await.expect(StatusCode::OK);
        assert_says(&page, &[
            "An diesem Tag waren die Wahlen von 4 Gremien angesetzt. 2 Ergebnisse liegen vor.",
            "Beirat Adorf nicht durchgeführt",
            "Beirat Bedorf noch kein Ergebnis",
        ]);
    }

    async fn every_page_of_elections_is_whole_in_every_language(app: TestApp) {
        let p = published(&app).await;
        let mut paths = vec!["elections".to_owned(), "elections/days/2020-09-13".to_owned()];
        for held in [&p.gelsenkirchen, &p.krefeld, &p.counting] {
            let id = held.election.id;
            paths.extend([format!("elections/{id}"), format!("elections/{id}/versions"), format!("elections/{id}/versions/1")]);
        }
        for locale in Locale::ALL {
            for path in &paths {
                let page = p.reader.get(&format!("/{}/federations/nrw/{path}", locale.tag())).await.expect(StatusCode::OK);
                let text = page.text();
                assert!(!text.contains('⟦') && !text.contains("{$"), "{}", page.what);
                assert_eq!(text.matches("<h1").count(), 1, "{}", page.what);
                assert!(!text.contains("style="), "{}", page.what);
            }
        }
        // The drawing follows the line of reading: the first seat stands on the other side.
        let first_seat = |page: &Answer| {
            let text = page.text();
            let circle = text.split("<circle cx=\"").nth(1).unwrap().to_owned();
            circle.split('"').next().unwrap().parse::<i64>().unwrap()
        };
        let id = p.gelsenkirchen.election.id;
        let ltr = first_seat(&p.reader.get(&format!("/de/federations/nrw/elections/{id}")).await);
        let rtl = first_seat(&p.reader.get(&format!("/ar-XB/federations/nrw/elections/{id}")).await);
        assert!(ltr < 1_000 && rtl > 1_000, "{ltr} {rtl}");
    }
}
