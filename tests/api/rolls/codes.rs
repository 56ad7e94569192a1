use mandat::{
    App,
    config::Config,
    db::Db,
    hashing::Pepper,
    rolls::code_jobs::SHEETS_KEPT_MS,
    types::{Clock, Random, RollId},
};

use super::*;
use crate::support::Engine;

/// Makes the database refuse the code of one entry.
async fn refuse_code_of(app: &TestApp, entry: i64) {
    let sql = match app.engine {
        Engine::Sqlite => format!(
            "CREATE TRIGGER refuse BEFORE INSERT ON codes WHEN NEW.entry_id = {entry} BEGIN SELECT RAISE(ABORT, 'refused'); END"
        ),
        Engine::Postgres => format!(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.entry_id = {entry} THEN \
             RAISE EXCEPTION 'refused'; END IF; RETURN NEW; END $$; \
             CREATE TRIGGER refuse BEFORE INSERT ON codes FOR EACH ROW EXECUTE FUNCTION refuse();"
        ),
    };
    app.outside().await.execute(&sql).await;
}

on_both_engines! {
    async fn fault_18_codes_are_stored_all_or_none(app: TestApp) {
        let staged = frozen(&app, "laka", 4).await;
        let first = staged.make_codes().await;
        assert_eq!(first.len(), 4);
        refuse_code_of(&app, staged.entries[2]).await;
        staged.board.api_post(&format!("{}/codes", staged.path), &Value::Null).await.expect(StatusCode::NO_CONTENT);
        let ended = staged.code_job_ended().await;
        assert_eq!((&ended["job"], &ended["valid"]), (&json!("failed"), &json!(4)));
        staged.board.api_post(&format!("{}/codes/sheets", staged.path), &Value::Null).await.expect(StatusCode::CONFLICT);
        // The sheets that were printed before still hold.
        for code in &first {
            assert!(sign_in(&app, code).await.is_ok());
        }
        let acts = app.outside().await.texts("SELECT act FROM audit_log WHERE act LIKE '%codes' ORDER BY seq").await;
        assert_eq!(acts, ["make_codes", "print_codes"]);
    }

    async fn sheets_are_handed_out_once_and_to_nobody_else(app: TestApp) {
        let staged = frozen(&app, "laka", 2).await;
        let (make, sheets) = (format!("{}/codes", staged.path), format!("{}/codes/sheets", staged.path));
        let none = staged.board.api_post(&sheets, &Value::Null).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(none["code"], "no-sheets");
        staged.board.api_post(&make, &Value::Null).await.expect(StatusCode::NO_CONTENT);
        staged.code_job_ended().await;
        let foreign = staged.second.api_post(&sheets, &Value::Null).await.expect(StatusCode::FORBIDDEN).json();
        assert_eq!(foreign["code"], "sheets-of-somebody-else");
        let taken = staged.board.api_post(&sheets, &Value::Null).await.expect(StatusCode::OK);
        assert_eq!(taken.header("cache-control"), Some("no-store"));
        let link = taken.json()[0]["link"].as_str().unwrap().to_owned();
        assert_eq!(link, format!("http://127.0.0.1:8080/de/vote#{}", code_of(&taken.json()[0])));
        let again = staged.board.api_post(&sheets, &Value::Null).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(again["code"], "sheets-printed");
    }

    async fn sheets_that_nobody_prints_are_gone_after_two_hours(app: TestApp) {
        let staged = frozen(&app, "laka", 1).await;
        staged.board.api_post(&format!("{}/codes", staged.path), &Value::Null).await.expect(StatusCode::NO_CONTENT);
        staged.code_job_ended().await;
        // Idle for that long, staff would have to sign in again; the token of the API stays.
        app.clock.advance(Duration::from_millis(SHEETS_KEPT_MS as u64));
        assert_eq!(staged.code_job_ended().await["job"], "expired");
        let refused = staged.board.api_post(&format!("{}/codes/sheets", staged.path), &Value::Null).await;
        assert_eq!(refused.expect(StatusCode::CONFLICT).json()["code"], "no-sheets");
    }

    async fn pages_make_codes_and_print_a_sheet_for_each_voter_once(app: TestApp) {
        let staged = frozen(&app, "laka", 2).await;
        let page = format!("{}/codes", staged.page);
        assert!(!staged.registrar.get(&page).await.expect(StatusCode::OK).text().contains("<form class=\"confirm"));
        let started = staged.board.post_form(&page, &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(started.location(), Some(&*page));
        staged.code_job_ended().await;
        assert!(staged.board.get(&page).await.expect(StatusCode::OK).text().contains("/codes/sheets"));
        assert!(!staged.second.get(&page).await.expect(StatusCode::OK).text().contains("/codes/sheets"));

        let sheets = staged.board.post_form(&format!("{page}/sheets"), &[]).await.expect(StatusCode::OK);
        assert_eq!(sheets.header("cache-control"), Some("no-store"));
        let html = sheets.text();
        assert_eq!(html.matches("<section class=\"sheet\"").count(), 2);
        assert_eq!(html.matches("<svg class=\"qr\" viewBox=\"0 0 ").count(), 2);
        assert!(html.contains("<path d=\"M") && !html.contains("style="), "{html}");
        assert!(html.contains("lang=\"de\"") && html.contains("lang=\"en\""));
        let printed = html.split("<p class=\"code\" dir=\"ltr\">").nth(1).unwrap().split("</p>").next().unwrap();
        let code: String = printed.split(['<', '>']).filter(|part| !part.contains("span")).collect();
        assert!(sign_in(&app, &code).await.is_ok(), "{code}");

        let again = staged.board.post_form(&format!("{page}/sheets"), &[]).await.expect(StatusCode::CONFLICT).text();
        assert!(again.contains("error-summary") && !again.contains("class=\"sheet\""), "{again}");
    }

    async fn sheets_are_printed_in_the_languages_chosen_and_kept_where_too_many_were(app: TestApp) {
        let staged = frozen(&app, "laka", 2).await;
        let page = format!("{}/codes", staged.page);
        staged.board.post_form(&page, &[]).await.expect(StatusCode::SEE_OTHER);
        staged.code_job_ended().await;
        let offered = staged.board.get(&page).await.expect(StatusCode::OK).text();
        assert!(offered.contains("value=\"ar\"") && offered.contains("العربية"), "{offered}");
        let sheets = format!("{page}/sheets");
        for refused in [vec!["de", "en", "tr", "ar", "uk"], vec!["klingon"]] {
            let form: Vec<_> = refused.into_iter().map(|tag| ("language", tag)).collect();
            let answer = staged.board.post_form(&sheets, &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
            assert!(answer.contains("#language") && !answer.contains("class=\"sheet\""), "{answer}");
        }
        // Nothing was handed out by what was refused.
        let html = staged.board.post_form(&sheets, &[("language", "tr"), ("language", "ar")]).await.expect(StatusCode::OK).text();
        assert_eq!(html.matches("<section class=\"sheet\"").count(), 2);
        for (lang, dir, words) in [("de", "ltr", "Ihr Stimmcode"), ("tr", "ltr", "Oy kodunuz"), ("ar", "rtl", "رمز التصويت الخاص بك")] {
            assert!(html.contains(&format!("lang=\"{lang}\" dir=\"{dir}\"")) && html.contains(words), "{lang}: {html}");
        }
        assert!(!html.contains("Your voting code"));
    }

    async fn sheets_as_pdf_are_a_page_of_paper_for_each_and_handed_out_once(app: TestApp) {
        let staged = frozen(&app, "laka", 3).await;
        let page = format!("{}/codes", staged.page);
        staged.board.post_form(&page, &[]).await.expect(StatusCode::SEE_OTHER);
        staged.code_job_ended().await;
        let form = [("language", "tr"), ("language", "ar"), ("as", "pdf")];
        let file = staged.board.post_form(&format!("{page}/sheets"), &form).await.expect(StatusCode::OK);
        assert_eq!(file.header("content-type"), Some("application/pdf"));
        assert_eq!(file.header("cache-control"), Some("no-store"));
        assert!(file.header("content-disposition").unwrap().starts_with("attachment; filename=\"codes-"));
        assert!(file.body.starts_with(b"%PDF-"));
        let pages = file.body.windows(11).filter(|w| w == b"/Type/Page/" || w == b"/Type /Page").count();
        assert!(pages == 3 || pages == 4, "{pages}");
        staged.board.post_form(&format!("{page}/sheets"), &form).await.expect(StatusCode::CONFLICT);
    }

    async fn the_list_for_handing_out_names_everybody_and_holds_no_code(app: TestApp) {
        let staged = frozen(&app, "laka", 2).await;
        staged.make_codes().await;
        let list = staged.registrar.get(&format!("{}/handout", staged.page)).await.expect(StatusCode::OK).text();
        assert_eq!(list.matches("class=\"signature\"").count(), 2);
        let pdf = staged.registrar.get(&format!("{}/handout.pdf", staged.page)).await.expect(StatusCode::OK);
        assert_eq!(pdf.header("content-type"), Some("application/pdf"));
        assert!(pdf.body.starts_with(b"%PDF-"));
        app.stranger().get(&format!("{}/handout", staged.page)).await.expect(StatusCode::SEE_OTHER);
    }

    async fn the_page_loads_itself_again_as_long_as_a_job_runs(app: TestApp) {
        let staged = frozen(&app, "laka", 2).await;
        let page = format!("{}/codes", staged.page);
        let job = app.app.code_jobs.start(RollId(staged.roll), staged.board.account.unwrap(), "Anna", 2).unwrap();
        job.advance();
        let running = staged.registrar.get(&page).await.expect(StatusCode::OK);
        assert_eq!(running.header("refresh"), Some("2"));
        let refused = staged.board.post_form(&page, &[]).await.expect(StatusCode::CONFLICT);
        assert!(refused.text().contains("error-summary"));
        drop(job);
        assert_eq!(staged.registrar.get(&page).await.expect(StatusCode::OK).header("refresh"), None);
    }

    async fn codes_are_made_again_until_a_poll_was_opened(app: TestApp) {
        let staged = frozen(&app, "laka", 2).await;
        let first = staged.make_codes().await;
        let session = sign_in(&app, &first[0]).await.unwrap().token;
        add_poll(&app, &staged, "ready").await;
        let second = staged.make_codes().await;
        assert!(matches!(sign_in(&app, &first[0]).await, Err(RollError::CodeRefused)));
        assert!(mandat::rolls::actions::voter_by_session(&app.app, &session).await.unwrap().is_none());
        assert!(sign_in(&app, &second[0]).await.is_ok());

        add_poll(&app, &staged, "open").await;
        let refused = staged.board.api_post(&format!("{}/codes", staged.path), &Value::Null).await;
        assert_eq!(refused.expect(StatusCode::CONFLICT).json()["code"], "codes-in-use");
        assert!(sign_in(&app, &second[1]).await.is_ok());
        assert_eq!(app.outside().await.number("SELECT COUNT(*) FROM codes WHERE voided = 0").await, 2);
    }

    async fn row_38_the_database_holds_hashes_of_full_cost_and_no_clear_code(app: TestApp) {
        let staged = frozen(&app, "laka", 3).await;
        let clear = staged.make_codes().await;
        sign_in(&app, &clear[0]).await.unwrap();
        assert!(sign_in(&app, &mixed(&clear[1], &clear[0])).await.is_err());
        let mut outside = app.outside().await;
        for hash in outside.texts("SELECT verifier_hash FROM codes").await {
            assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        }
        let mut stored = Vec::new();
        for sql in [
            "SELECT selector || ' ' || verifier_hash FROM codes",
            "SELECT act || ' ' || before || ' ' || after FROM audit_log",
            "SELECT selector FROM code_failures",
            "SELECT name || ' ' || body_name FROM roll_entries",
        ] {
            stored.extend(outside.texts(sql).await.join("\n").into_bytes());
        }
        if app.engine == Engine::Sqlite {
            for end in ["", "-wal"] {
                stored.extend(std::fs::read(format!("{}{end}", app.database.address)).unwrap());
            }
        }
        for code in &clear {
            let signs: String = code.chars().filter(|c| *c != '-').collect();
            // The selector is stored; neither the whole nor the secret part is.
            for secret in [code.as_str(), &signs, &code[7..], &signs[6..], &signs[6..19]] {
                assert!(!stored.windows(secret.len()).any(|w| w == secret.as_bytes()));
            }
        }
    }

    async fn fault_19_with_another_pepper_the_start_is_refused_and_nothing_verifies(app: TestApp) {
        let staged = frozen(&app, "laka", 1).await;
        let clear = staged.make_codes().await;
        let path = app.database.folder.path().join("other-pepper");
        let random = Random::from_os();
        let pepper = Pepper::create_new(&path, &mut random.rng()).unwrap();
        let fingerprint = pepper.fingerprint();
        let build = async |pepper: Pepper| {
            let config = Config { pepper_file: path.clone(), ..app.app.config.clone() };
            App::build(config, Db::open(&app.database.address).await.unwrap(), Clock::system(), random.clone(), pepper, false).await
        };
        assert!(build(pepper).await.is_err());
        app.outside().await.execute(&format!("UPDATE installation SET pepper_fingerprint = '{fingerprint}'")).await;
        let other = build(Pepper::read(&path).unwrap()).await.unwrap();
        assert!(matches!(sign_in_voter(&other, &clear[0], NETWORK).await, Err(RollError::CodeRefused)));
        assert!(sign_in(&app, &clear[0]).await.is_ok());
    }
}
