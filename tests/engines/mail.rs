//! Messages on their way: a folder, a server in every mood, two programs at once, and a program that broke off.

use std::time::Duration;

use mandat::{
    App,
    accounts::model::Role,
    config::{Config, MailSettings},
    db::Db,
    hashing::Pepper,
    mail::{
        model::{LedgerFilter, Message, MessageState, NewMessage},
        store,
        worker::{self, send_due},
    },
    rolls::{actions::sign_in_voter, code::link::Link, model::CodeOf},
    types::{EntryId, FederationId, Locale, MessageId, Random, RollId},
};

use crate::support::{
    Engine, Federation, Settings, TestApp, block_on,
    post_office::{Mood, PostOffice},
};

async fn queue(app: &App, federation: FederationId, recipient: &str, address: &str) -> MessageId {
    let new = NewMessage {
        federation,
        purpose: "trial",
        about: ("federations", federation.0),
        body: None,
        recipient: recipient.to_owned(),
        address: address.to_owned(),
        locale: Locale::En,
        arguments: [("federation".to_owned(), "LAKA".to_owned())].into(),
    };
    let mut tx = app.db.begin().await.unwrap();
    let id = store::enqueue(&mut tx, &new, app.clock.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

async fn find(app: &App, federation: FederationId, id: MessageId) -> Message {
    let mut conn = app.db.read().await.unwrap();
    store::find(&mut conn, federation, id)
        .await
        .unwrap()
        .unwrap()
}

async fn with_office(engine: Engine, moods: &[Mood]) -> (TestApp, PostOffice, Federation) {
    let office = PostOffice::open(moods).await;
    let settings = Settings {
        mail: Some(office.settings()),
        ..Settings::default()
    };
    let app = TestApp::start_with(engine, settings).await;
    let laka = app.federation("laka").await;
    (app, office, laka)
}

fn on_each_engine<F: Future<Output = ()>>(story: impl Fn(Engine) -> F) {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if engine.is_here() {
            block_on(story(engine));
        }
    }
}

on_both_engines! {
    async fn a_message_is_laid_into_a_folder_in_the_recipients_language_and_kept_in_the_ledger(app: TestApp) {
        let laka = app.federation("laka").await;
        let id = queue(&app.app, laka.id, "Office", "office@example.org").await;
        let letter = queue(&app.app, laka.id, "Nobody", "").await;
        let unreadable = queue(&app.app, laka.id, "Nobody", "x@y\r\nBcc: z@example.org").await;
        assert_eq!(send_due(&app.app).await.unwrap(), 1);
        let sent = find(&app.app, laka.id, id).await;
        assert_eq!((sent.state, sent.attempts), (MessageState::Sent, 1));
        let file = app.database.folder.path().join("mail").join(&sent.answer);
        let text = std::fs::read_to_string(file).unwrap();
        assert!(text.contains("To: Office <office@example.org>\r\n") && text.contains("this message shows"), "{text}");
        for waiting in [letter, unreadable] {
            let found = find(&app.app, laka.id, waiting).await;
            assert_eq!((found.state, found.address.as_str()), (MessageState::NoAddress, ""));
        }
        let mut conn = app.app.db.read().await.unwrap();
        let (unreachable, total) = store::list(&mut conn, laka.id, LedgerFilter::Unreachable, (50, 0)).await.unwrap();
        assert_eq!((unreachable.len(), total), (2, 2));
        assert_eq!(send_due(&app.app).await.unwrap(), 0, "nothing goes twice");
    }

    async fn without_a_way_messages_wait(app: TestApp) {
        let laka = app.federation("laka").await;
        let id = queue(&app.app, laka.id, "Office", "office@example.org").await;
        let same_database = another_program(&app, MailSettings::default()).await;
        assert_eq!(send_due(&same_database).await.unwrap(), 0);
        assert_eq!(find(&app.app, laka.id, id).await.state, MessageState::Queued);
    }

    async fn a_message_that_was_broken_off_is_uncertain_and_not_sent_again_by_itself(app: TestApp) {
        let laka = app.federation("laka").await;
        let id = queue(&app.app, laka.id, "Office", "office@example.org").await;
        let message = find(&app.app, laka.id, id).await;
        let mut tx = app.app.db.begin().await.unwrap();
        assert!(store::claim(&mut tx, &message, app.app.clock.now()).await.unwrap());
        tx.commit().await.unwrap();
        // The program ended here; a new one looks a little later, then long after.
        send_due(&app.app).await.unwrap();
        assert_eq!(find(&app.app, laka.id, id).await.state, MessageState::Sending);
        app.clock.advance(Duration::from_secs(3_600));
        send_due(&app.app).await.unwrap();
        assert_eq!(find(&app.app, laka.id, id).await.state, MessageState::Unknown);
        app.clock.advance(Duration::from_secs(3_600));
        assert_eq!(send_due(&app.app).await.unwrap(), 0);
        let registrar = app.officer(Role::Registrar, &laka).await;
        let path = format!("/federations/laka/messages/{id}");
        let revision = registrar.api_get(&path).await.revision();
        let address = serde_json::json!({"address": "office@example.org"});
        registrar.api(poem::http::Method::POST, &format!("{path}/resend"), Some(revision), Some(&address)).await.expect(poem::http::StatusCode::NO_CONTENT);
        assert_eq!(send_due(&app.app).await.unwrap(), 1);
        let sent = find(&app.app, laka.id, id).await;
        assert_eq!((sent.state, sent.resends), (MessageState::Sent, 0), "it keeps its name, so that a mail program shows it once");
    }
}

/// A second program on the same database.
async fn another_program(app: &TestApp, mail: MailSettings) -> App {
    let config = Config {
        mail,
        ..app.app.config.clone()
    };
    let db = Db::open(&app.database.address).await.unwrap();
    let pepper = Pepper::read(&config.pepper_file).unwrap();
    App::build(
        config,
        db,
        app.app.clock.clone(),
        Random::from_os(),
        pepper,
        false,
    )
    .await
    .unwrap()
}

#[test]
fn a_server_accepts_refuses_and_breaks_off_and_the_ledger_says_so() {
    on_each_engine(|engine| async move {
        use Mood::*;
        let moods = [Accept, NotNow, Never, HangUp, HangUpAfterText];
        let (app, office, laka) = with_office(engine, &moods).await;
        let mut ids = Vec::new();
        for mood in moods {
            ids.push(
                queue(
                    &app.app,
                    laka.id,
                    &format!("{mood:?}"),
                    "office@example.org",
                )
                .await,
            );
        }
        assert_eq!(send_due(&app.app).await.unwrap(), 5);
        let mut states = Vec::new();
        for id in &ids {
            let message = find(&app.app, laka.id, *id).await;
            states.push((message.state, message.answer));
        }
        let expected = [
            (MessageState::Sent, "taken as 4711"),
            (MessageState::Queued, "451"),
            (MessageState::Refused, "550"),
            (MessageState::Queued, ""),
            (MessageState::Unknown, ""),
        ];
        for ((state, answer), (expected_state, part)) in states.iter().zip(expected) {
            assert_eq!(*state, expected_state, "{answer}");
            assert!(answer.contains(part), "{answer}");
        }
        assert_eq!(
            office.received().len(),
            2,
            "one accepted, one without an answer"
        );
        // What can be tried again is, after a while and not before.
        assert_eq!(send_due(&app.app).await.unwrap(), 0);
        app.clock.advance(Duration::from_secs(61));
        assert_eq!(send_due(&app.app).await.unwrap(), 2);
        assert_eq!(
            find(&app.app, laka.id, ids[1]).await.state,
            MessageState::Sent
        );
        assert_eq!(office.received().len(), 4);
    });
}

#[test]
fn fault_23_a_message_that_no_server_takes_is_given_up_after_eight_tries() {
    on_each_engine(|engine| async move {
        let (app, office, laka) = with_office(engine, &[Mood::NotNow; 20]).await;
        let id = queue(&app.app, laka.id, "Office", "office@example.org").await;
        let mut tries = 0;
        for _ in 0..12 {
            tries += send_due(&app.app).await.unwrap();
            app.clock.advance(Duration::from_secs(24 * 3_600));
        }
        let message = find(&app.app, laka.id, id).await;
        assert_eq!((tries, message.state), (8, MessageState::Refused));
        assert!(office.received().is_empty());
    });
}

#[test]
fn fault_23_a_link_to_vote_waits_while_the_mail_is_down_and_comes_once_as_the_same_link() {
    on_each_engine(|engine| async move {
        let office = PostOffice::open(&[Mood::NotNow; 4]).await;
        let settings = Settings {
            mail: Some(office.settings()),
            ..Settings::default()
        };
        let app = TestApp::start_with(engine, settings).await;
        let laka = app.electorate("laka", &[1]).await;
        app.outside()
            .await
            .execute("UPDATE people SET email = 'voter@example.org'")
            .await;
        let path = format!("{}/links", laka.path);
        laka.board
            .api_post(&path, &serde_json::Value::Null)
            .await
            .expect(poem::http::StatusCode::OK);
        // An hour and more without a server, and a program that starts anew meanwhile.
        for minutes in [1, 5, 15, 60] {
            assert_eq!(send_due(&app.app).await.unwrap(), 1);
            assert!(office.received().is_empty());
            let listed = laka.board.api_get(&path).await.json();
            assert_eq!(listed["items"][0]["state"], "waiting");
            app.clock.advance(Duration::from_secs(minutes * 60 + 1));
        }
        let other = another_program(&app, office.settings()).await;
        assert_eq!(send_due(&other).await.unwrap(), 1);
        assert_eq!(send_due(&app.app).await.unwrap(), 0);
        let owner = CodeOf::Entry(EntryId(laka.entries[0]));
        let link = Link::of(&app.app.pepper, RollId(laka.roll), owner, 1).expose();
        let received = office.received();
        assert_eq!(received.len(), 1);
        assert!(received[0].replace("=\r\n", "").contains(&**link));
        let listed = laka.board.api_get(&path).await.json();
        assert_eq!(
            (
                &listed["items"][0]["state"],
                &listed["items"][0]["generation"]
            ),
            (&serde_json::json!("sent"), &serde_json::json!(1))
        );
        let network = std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);
        assert!(sign_in_voter(&app.app, &link, network).await.is_ok());
    });
}

#[test]
fn two_programs_never_send_the_same_message() {
    on_each_engine(|engine| async move {
        let (app, office, laka) = with_office(engine, &[]).await;
        let other = another_program(&app, office.settings()).await;
        for n in 0..30 {
            queue(
                &app.app,
                laka.id,
                &format!("Office {n}"),
                "office@example.org",
            )
            .await;
        }
        let (one, two) = tokio::join!(send_due(&app.app), send_due(&other));
        // A program that finds nothing but messages of the other one ends; what is left is sent by the next look.
        let rest = send_due(&app.app).await.unwrap();
        let sent = one.unwrap() + two.unwrap() + rest;
        let mut ids: Vec<_> = office
            .received()
            .iter()
            .map(|text| {
                text.lines()
                    .find(|l| l.starts_with("Message-ID"))
                    .unwrap()
                    .to_owned()
            })
            .collect();
        ids.sort();
        ids.dedup();
        assert_eq!((sent, office.received().len(), ids.len()), (30, 30, 30));
    });
}

#[test]
fn the_task_sends_when_the_bell_rings_and_ends_when_it_is_told_to() {
    on_each_engine(|engine| async move {
        let (app, office, laka) = with_office(engine, &[]).await;
        let sending = worker::start(&app.app);
        queue(&app.app, laka.id, "Office", "office@example.org").await;
        worker::wake(&app.app);
        for _ in 0..500 {
            if !office.received().is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        sending.stop().await;
        assert_eq!(office.received().len(), 1);
    });
}
