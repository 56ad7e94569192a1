//! A database full of voters, for load and for crashes, written directly: a federation, a frozen roll, an open secret poll, codes that are hashed for real, and voters signed in.

use std::{path::Path, time::Instant};

use mandat::{
    App,
    config::Config,
    db::{Conn, Db, Tx},
    hashing::Pepper,
    on,
    polls::model::Rule,
    rolls::{
        self,
        canonical::{canonical_form, digest},
        code::{Code, verifier_digest},
    },
    tally::majority::MajorityRule,
    types::{Clock, FederationId, Random, RollId, SecretToken},
};
use zeroize::Zeroizing;

/// Bodies of the federation.
const BODIES: i64 = 350;

/// What the driver needs of the data.
pub struct Seeded {
    pub poll: i64,
    /// A voter's token for each entry.
    pub sessions: Vec<String>,
    /// Codes of the first entries.
    pub codes: Vec<String>,
    pub hashes_per_second: f64,
}

/// The program on that database, with the pepper of the folder.
pub async fn open(address: &str, folder: &Path) -> App {
    let db = Db::open(address).await.expect("the database opens");
    db.migrate().await.expect("the schema");
    let path = folder.join("pepper");
    let random = Random::from_os();
    let pepper = Pepper::read(&path)
        .or_else(|_| Pepper::create_new(&path, &mut random.rng()))
        .expect("a pepper");
    let config = Config::read(|_| None).expect("settings");
    App::build(config, db, Clock::system(), random, pepper, false)
        .await
        .expect("the program")
}

/// Runs a statement with whole numbers and texts.
macro_rules! run {
    ($tx:expr, $sql:expr $(, $value:expr)*) => {
        on!($tx, |c| sqlx::query($sql)$(.bind($value))*.execute(c).await.map(drop)).expect($sql)
    };
}

/// Fills the database.
pub async fn seed(address: &str, folder: &Path, entries: usize, codes: usize) -> Seeded {
    let app = open(address, folder).await;
    let mut rng = app.random.rng();
    let started = Instant::now();
    let mut hashing = Vec::new();
    let mut clear = Vec::new();
    for _ in 0..codes {
        let code = Code::generate(&mut rng);
        let secret = Zeroizing::new(verifier_digest(&app.pepper, 1, &code.verifier).to_vec());
        let (hashing_threads, salt) = (app.hashing.clone(), app.random.bytes());
        hashing.push(tokio::spawn(async move {
            hashing_threads
                .hash_in_bulk(secret, salt)
                .await
                .expect("hashed")
        }));
        clear.push(code);
    }
    let mut hashes = Vec::new();
    for task in hashing {
        hashes.push(task.await.expect("hashed"));
    }
    let hashes_per_second = codes as f64 / started.elapsed().as_secs_f64();

    let mut tx = app.db.begin().await.expect("begins");
    let now = app.clock.now().unix_millis();
    run!(
        tx,
        "INSERT INTO federations (id, slug, name, kind, locale, contact, demo, created_at, revision) VALUES (1, 'bench', 'Bench', 'councils', 'de', '', 1, $1, 1)",
        now
    );
    run!(
        tx,
        "INSERT INTO accounts (id, email, email_key, name, locale, created_at, revision) VALUES (1, 'a@example.org', 'a@example.org', 'A', 'de', $1, 1)",
        now
    );
    for body in 1..=BODIES {
        run!(
            tx,
            "INSERT INTO bodies (id, federation_id, species, joined_on, delegate_places, contact_email, website, search_key, revision) VALUES ($1, 1, 'council', 0, 20, '', '', $2, 1)",
            body,
            format!("council {body:04}")
        );
        run!(
            tx,
            "INSERT INTO body_profiles (body_id, from_day, name, kind) VALUES ($1, 0, $2, 'elected')",
            body,
            format!("Council {body:04}")
        );
    }
    run!(
        tx,
        "INSERT INTO delegation_rounds (id, federation_id, title, day, state, revision) VALUES (1, 1, 'Bench', 20000, 'frozen', 1)"
    );
    run!(
        tx,
        "INSERT INTO rolls (id, federation_id, round_id, title, state, frozen_at, digest, entries, revision) VALUES (1, 1, 1, 'Bench', 'frozen', $1, '', $2, 1)",
        now,
        entries as i64
    );
    let rule = Rule::Motion(MajorityRule::simple()).to_json();
    run!(
        tx,
        "INSERT INTO polls (id, federation_id, roll_id, position, kind, method, secrecy, title, question, max_choices, seats, rule, state, opened_at, traces_removed, revision) VALUES (1, 1, 1, 1, 'motion', 'yes_no', 'secret', '{\"de\":\"Bench\"}', '{\"de\":\"Bench?\"}', 1, 1, $1, 'open', $2, 0, 1)",
        &rule,
        now
    );
    run!(
        tx,
        "INSERT INTO ballot_boxes (poll_id, state, ballots) VALUES (1, 'open', 0)"
    );
    let mut sessions = Vec::new();
    for entry in 1..=entries as i64 {
        sessions.push(insert_voter(&mut tx, &app, entry, &clear, &hashes, now).await);
    }
    let digest = digest_of_roll(&mut tx, 1, "Bench").await;
    run!(tx, "UPDATE rolls SET digest = $1 WHERE id = 1", digest);
    tx.commit().await.expect("commits");
    Seeded {
        poll: 1,
        sessions,
        codes: clear.iter().map(|c| c.expose().to_string()).collect(),
        hashes_per_second,
    }
}

/// What the first roll of a federation is held against when its polls are counted.
pub async fn digest_of_roll(conn: &mut Conn, federation: i64, title: &str) -> String {
    let roll = rolls::store::find_roll(conn, FederationId(federation), RollId(1))
        .await
        .expect("a roll")
        .expect("a roll");
    assert_eq!(roll.title, title);
    let contents = rolls::store::contents(conn, &roll).await.expect("contents");
    digest(&canonical_form(&roll, &contents))
}

async fn insert_voter(
    tx: &mut Tx,
    app: &App,
    entry: i64,
    clear: &[Code],
    hashes: &[String],
    now: i64,
) -> String {
    run!(
        tx,
        "INSERT INTO people (id, federation_id, given_name, family_name, email, phone, locale, search_key, revision) VALUES ($1, 1, 'P', $2, '', '', 'de', $2, 1)",
        entry,
        format!("{entry:06}")
    );
    run!(
        tx,
        "INSERT INTO roll_entries (id, federation_id, roll_id, number, person_id, body_id, name, body_name, votes, name_salt, name_sha256, struck) VALUES ($1, 1, 1, $1, $1, $2, 'P', 'Council', 1, '', '', 0)",
        entry,
        1 + entry % BODIES
    );
    let index = entry as usize - 1;
    // Entries beyond the hashed codes vote with a session only; their code is one that nobody has.
    let (selector, hash) = match (clear.get(index), hashes.get(index)) {
        (Some(code), Some(hash)) => (code.selector.to_string(), hash.clone()),
        _ => (format!("-{entry}"), "-".to_owned()),
    };
    run!(
        tx,
        "INSERT INTO codes (id, roll_id, entry_id, selector, verifier_hash, voided) VALUES ($1, 1, $1, $2, $3, 0)",
        entry,
        selector,
        hash
    );
    let token = SecretToken::generate(&app.random);
    run!(
        tx,
        "INSERT INTO voter_sessions (token_hash, roll_id, entry_id, code_id, expires_at) VALUES ($1, 1, $2, $2, $3)",
        token.hash().as_bytes().to_vec(),
        entry,
        now + 3_600_000
    );
    token.expose().to_string()
}
