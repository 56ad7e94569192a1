//! What the program writes down while people vote: rows 6 and 7 of the security checklist.

use mandat::{db::Db, rolls::code::Code};

use super::*;
use crate::support::{Program, block_on};

async fn rows_6_and_7(engine: Engine) {
    let app = TestApp::start(engine).await;
    let laka = app.electorate("laka", &[1; 3]).await;
    let codes = laka.make_codes().await;
    let persons = [
        "Markiert-A",
        "Markiert-B",
        "Markiert-C",
        "Markiert-D",
        "Markiert-E",
        "Markiert-F",
        "Markiert-G",
        "Markiert-H",
    ];
    let poll = laka.open(&election(&persons)).await;
    let program = Program::start(&app, &[]).await;
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let page = format!("/de/vote/polls/{poll}");

    // One voter by the pages, with a wrong code before, an empty form, and a second ballot.
    let mut wrong = Code::parse(&codes[0]).unwrap();
    wrong.verifier = Code::parse(&codes[1]).unwrap().verifier;
    let (status, _) = program
        .post_form(
            &client,
            "/de/vote",
            "",
            format!("code={}", wrong.expose().as_str()),
        )
        .await;
    assert_eq!(status, 403);
    let (status, cookie) = program
        .post_form(&client, "/de/vote", "", format!("code={}", codes[0]))
        .await;
    assert_eq!(status, 303);
    let cookie = cookie.unwrap();
    for path in ["/de/vote/polls", page.as_str()] {
        let shown = client
            .get(format!("http://{}{path}", program.address))
            .header("cookie", &cookie)
            .send()
            .await
            .unwrap();
        assert_eq!(shown.status().as_u16(), 200);
    }
    for (step, body, expected) in [
        ("review", "", 422),
        ("review", "choices=5", 200),
        ("cast", "choices=5", 303),
        ("cast", "choices=2", 409),
    ] {
        let (status, _) = program
            .post_form(&client, &format!("{page}/{step}"), &cookie, body.to_owned())
            .await;
        assert_eq!(status, expected, "{step} {body}");
    }
    // One by the API.
    let api = format!("http://{}/api/v1/voting", program.address);
    let session: Value = client
        .post(format!("{api}/sessions"))
        .json(&json!({ "code": codes[1] }))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let token = session["token"].as_str().unwrap().to_owned();
    let ballot = json!({ "choices": ["2", "7"] });
    let cast = client
        .post(format!("{api}/polls/{poll}/ballot"))
        .bearer_auth(&token)
        .json(&ballot)
        .send()
        .await
        .unwrap();
    assert_eq!(cast.status().as_u16(), 200);
    let refused = client
        .post(format!("{api}/polls/{poll}/ballot"))
        .bearer_auth(&token)
        .json(&json!({ "choices": ["Markiert-C"] }))
        .send()
        .await
        .unwrap();
    assert_eq!(refused.status().as_u16(), 409);
    // And one whose ballot the database refuses: errors are logged, but not what they were about.
    let sql = match engine {
        Engine::Sqlite => {
            "CREATE TRIGGER refuse BEFORE INSERT ON ballots BEGIN SELECT RAISE(ABORT, 'refused here'); END"
        }
        Engine::Postgres => {
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused here'; END $$; \
             CREATE TRIGGER refuse BEFORE INSERT ON ballots FOR EACH ROW EXECUTE FUNCTION refuse();"
        }
    };
    app.outside().await.execute(sql).await;
    let (_, third) = program
        .post_form(&client, "/de/vote", "", format!("code={}", codes[2]))
        .await;
    let third = third.unwrap();
    let (status, _) = program
        .post_form(
            &client,
            &format!("{page}/cast"),
            &third,
            "choices=4".to_owned(),
        )
        .await;
    assert_eq!(status, 503);

    let log = program.logged();
    assert!(log.contains("refused here"), "failures are logged:\n{log}");
    assert_eq!(ballots_and_marks(&app).await, (2, 2));
    let mut secrets = vec![token];
    for cookie in [&cookie, &third] {
        secrets.push(cookie.split_once('=').unwrap().1.to_owned());
    }
    for code in &codes {
        let signs: String = code.chars().filter(|c| *c != '-').collect();
        secrets.extend([
            code.clone(),
            code.to_lowercase(),
            signs[..6].to_owned(),
            signs[6..].to_owned(),
            signs,
        ]);
        secrets.extend(code.split('-').skip(1).map(str::to_owned));
    }
    // Ballots, choices, candidates; and the addresses of voting, which would stand there with their time.
    secrets.extend(
        [
            "1.00001000",
            "1.01000010",
            "1.00010000",
            "choices",
            "Markiert",
            "/vote",
            "/voting",
            "/cast",
            "/ballot",
            "/review",
        ]
        .map(str::to_owned),
    );
    secrets.extend(
        app.outside()
            .await
            .texts("SELECT ballot FROM ballots")
            .await,
    );
    for secret in &secrets {
        let line = log.lines().find(|line| line.contains(secret.as_str()));
        assert!(
            line.is_none(),
            "{secret} stands in the log: {}",
            line.unwrap_or_default()
        );
    }
    // Row 7: nobody's address, as nobody's address stands beside a second.
    let strangers: Vec<_> = log
        .lines()
        .filter(|line| line.replace(&program.address, "").contains("127.0.0.1"))
        .collect();
    assert!(strangers.is_empty(), "{strangers:?}");
}

#[test]
fn row_6_and_row_7_the_log_holds_no_choice_no_code_and_no_voter_on_sqlite() {
    if Engine::Sqlite.is_here() {
        block_on(rows_6_and_7(Engine::Sqlite));
    }
}

#[test]
fn row_6_and_row_7_the_log_holds_no_choice_no_code_and_no_voter_on_postgres() {
    if Engine::Postgres.is_here() {
        block_on(rows_6_and_7(Engine::Postgres));
    }
}

#[test]
fn row_6_a_postgres_server_that_would_log_ballots_is_refused() {
    if !Engine::Postgres.is_here() {
        return;
    }
    block_on(async {
        let app = TestApp::start(Engine::Postgres).await;
        let mut outside = app.outside().await;
        let name = outside
            .texts("SELECT current_database()::text")
            .await
            .remove(0);
        for (setting, weak) in [
            ("log_statement", "'mod'"),
            ("log_min_duration_statement", "250"),
        ] {
            let alter = format!("ALTER DATABASE {name}");
            outside
                .execute(&format!("{alter} SET {setting} = {weak}"))
                .await;
            let refused = Db::open(&app.database.address)
                .await
                .unwrap_err()
                .to_string();
            assert!(
                refused.contains(setting) && refused.contains("who voted how"),
                "{refused}"
            );
            outside.execute(&format!("{alter} RESET {setting}")).await;
            Db::open(&app.database.address).await.unwrap();
        }
    });
}
