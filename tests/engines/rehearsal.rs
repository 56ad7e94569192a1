//! A rehearsal: a marked copy in which the whole way is gone, beside a database that stays as it was.

use std::path::Path;

use mandat::{
    App, accounts,
    cli::rehearse::{self, Options},
    config::Config,
    db::Db,
    polls::{self, input::VoteInput, model::BoardAct, splitting::Votes},
    rolls::{self, actions::ForWhom},
    types::{Clock, PollId, Random, RollId, SecretToken},
};
use poem::{http::StatusCode, test::TestClient};

use crate::support::{
    Actor, TestApp,
    electorate::{cast, motion},
};

fn options(folder: &Path) -> Options {
    Options {
        folder: folder.join("rehearsal"),
        listen: "127.0.0.1:0".to_owned(),
        base_url: Some("http://127.0.0.1:8090".to_owned()),
        hours: 1,
    }
}

async fn acting(app: &TestApp, person: &Actor) -> accounts::model::Actor {
    let token = SecretToken::parse(person.bearer()).unwrap();
    let found = accounts::actions::actor_by_api_token(&app.app, &token).await;
    found.unwrap().unwrap()
}

async fn count(app: &App, table: &str) -> i64 {
    let database = sqlx::SqlitePool::connect(&app.config.database)
        .await
        .unwrap();
    let sql = format!("SELECT COUNT(*) FROM {table}");
    let number = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
        .fetch_one(&database)
        .await
        .unwrap();
    database.close().await;
    number
}

on_both_engines! {
    async fn a_rehearsal_goes_the_whole_way_in_a_marked_copy_and_leaves_the_real_vote_alone(app: TestApp) {
        let laka = app.electorate("laka", &[1; 6]).await;
        let code_for_real = laka.make_codes().await;
        let past = laka.open(&motion()).await;
        for voter in app.voters(&laka, 3).await {
            cast(&voter, past, &["yes"]).await;
        }
        let options = options(app.database.folder.path());
        // Ballots of an open poll do not leave their database.
        let refused = rehearse::make(&app.app.config, &options).await.err().unwrap();
        assert!(refused.to_string().contains("a poll is open"), "{refused}");
        assert!(!options.folder.exists());
        laka.step(past, "close").await;
        let ready = laka.ready(&motion()).await;
        laka.choose(ready, "accept", "Das ist uns bewusst").await.expect(StatusCode::NO_CONTENT);

        let copy = rehearse::make(&app.app.config, &options).await.unwrap();
        let mut outside = app.outside().await;
        for table in ["bodies", "people", "roll_entries", "polls", "audit_log", "accounts", "grants", "statutes"] {
            let real = outside.number(&format!("SELECT COUNT(*) FROM {table}")).await;
            assert_eq!(count(&copy, table).await, real, "{table}");
        }
        for table in ["codes", "sessions", "api_tokens", "voter_sessions", "marks", "ballots", "sealed_ballots", "sealed_trackers"] {
            assert_eq!(count(&copy, table).await, 0, "{table}");
        }
        let real_before = outside.texts("SELECT hash FROM audit_log ORDER BY chain, seq").await;

        let (board, second) = (acting(&app, &laka.board).await, acting(&app, &laka.second).await);
        let (roll, poll) = (RollId(laka.roll), PollId(ready));
        rolls::actions::make_codes(&copy, &board, "laka", roll, ForWhom::All).await.unwrap();
        while copy.code_jobs.is_running(roll) {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        let sheets = rolls::actions::take_sheets(&copy, &board, "laka", roll).await.unwrap().sheets;
        let together = async |act: BoardAct| {
            let asked = polls::actions::request_act(&copy, &board, "laka", poll, act, "").await.unwrap();
            polls::actions::confirm_act(&copy, &second, "laka", poll, asked).await.unwrap();
        };
        together(BoardAct::Open { closes_at: None, grace_minutes: 0 }).await;
        let here = std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);
        for sheet in &sheets {
            let signed_in = rolls::actions::sign_in_voter(&copy, &sheet.code, here).await.unwrap();
            let voter = rolls::actions::voter_by_session(&copy, &signed_in.token).await.unwrap().unwrap();
            let vote = VoteInput { choices: vec!["no".to_owned()], ..VoteInput::default() };
            polls::actions::cast(&copy, &voter, poll, &Votes::Alike(vote)).await.unwrap();
        }
        together(BoardAct::Close).await;
        polls::actions::count_poll(&copy, &board, "laka", poll).await.unwrap();
        assert_eq!(count(&copy, "sealed_ballots").await, 6);

        // Codes of one open nothing in the other.
        assert!(rolls::actions::sign_in_voter(&copy, &code_for_real[0], here).await.is_err());
        assert!(rolls::actions::sign_in_voter(&app.app, &sheets[0].code, here).await.is_err());
        // What was done there is not done here.
        assert_eq!(outside.texts("SELECT hash FROM audit_log ORDER BY chain, seq").await, real_before);
        assert_eq!(outside.texts(&format!("SELECT state FROM polls WHERE id = {ready}")).await, ["ready"]);

        let client = TestClient::new(mandat::endpoint(&copy));
        for path in ["/de/", "/de/vote", "/en/sign-in", "/de/nowhere"] {
            let answer = client.get(path).send().await;
            assert_eq!(answer.0.header("x-mandat-rehearsal"), Some("yes"), "{path}");
            let page = answer.0.into_body().into_string().await.unwrap();
            assert!(page.contains("class=\"rehearsal-banner\"") && page.contains("<title>"), "{path}");
        }
        let real = app.stranger().get("/de/").await;
        assert!(real.headers.get("x-mandat-rehearsal").is_none() && !real.text().contains("rehearsal"));

        // Neither is opened in place of the other.
        let Config { database, .. } = &copy.config;
        let as_real = Config { rehearsal: false, ..copy.config.clone() };
        let as_rehearsal = Config { rehearsal: true, ..app.app.config.clone() };
        for (config, database) in [(as_real, database), (as_rehearsal, &app.database.address)] {
            let db = Db::open(database).await.unwrap();
            let pepper = mandat::hashing::Pepper::read(&config.pepper_file).unwrap();
            let refused = App::build(config, db, Clock::system(), Random::from_os(), pepper, false).await;
            assert!(refused.err().unwrap().to_string().contains("rehearsal"));
        }
    }
}
