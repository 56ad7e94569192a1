//! A roll with those who deal with it, its polls as the board writes them, and its voters.

use std::time::Duration;

use mandat::{
    accounts::model::Role,
    rolls::{
        model::{VOTER_COOKIE, session_end},
        store::{insert_roll, voters},
    },
    types::{CodeId, EntryId, RollId, RoundId, SecretToken},
    web::visitor::cookie_name,
};
use poem::http::StatusCode;
use serde_json::{Value, json};

use super::{Actor, Answer, Federation, Outside, TestApp};

/// A federation with a roll and the people who handle it.
pub struct Electorate {
    pub federation: Federation,
    pub roll: i64,
    pub round: i64,
    /// Where the roll is in the API.
    pub path: String,
    /// Where its pages are.
    pub page: String,
    pub registrar: Actor,
    pub board: Actor,
    pub second: Actor,
    /// Ids of the entries by number; none before freezing.
    pub entries: Vec<i64>,
}

async fn last_id(outside: &mut Outside, table: &str) -> i64 {
    outside
        .number(&format!("SELECT MAX(id) FROM {table}"))
        .await
}

/// Somebody who was registered for a round, at this place of the body's list.
#[derive(Clone, Copy)]
pub struct Registered<'a> {
    pub body: i64,
    pub position: i64,
    pub votes: i64,
    pub state: &'a str,
}

/// Registers a new person as a delegate.
pub async fn add_delegate(
    outside: &mut Outside,
    federation: &Federation,
    round: i64,
    delegate: Registered<'_>,
) {
    let f = federation.id;
    let Registered {
        body,
        position,
        votes,
        state,
    } = delegate;
    outside
        .execute(&format!(
            "INSERT INTO people (federation_id, given_name, family_name, email, phone, locale, search_key, revision) \
             VALUES ({f}, 'Person', 'Öz {position}', '', '', 'de', 'x', 1)"
        ))
        .await;
    let person = last_id(outside, "people").await;
    outside
        .execute(&format!(
            "INSERT INTO delegates (federation_id, round_id, body_id, person_id, role, position, votes, state, reason, revision, is_new) \
             VALUES ({f}, {round}, {body}, {person}, 'delegate', {position}, {votes}, '{state}', '', 1, 0)"
        ))
        .await;
}

impl TestApp {
    /// A roll that is being built: an accepted delegate with so many votes for each number, in two councils by turns.
    pub async fn electorate_in_preparation(&self, slug: &str, votes: &[i64]) -> Electorate {
        let federation = self.federation(slug).await;
        let councils = [
            self.council(&federation, "Ulm").await,
            self.council(&federation, "Aalen").await,
        ];
        let mut outside = self.outside().await;
        let f = federation.id;
        outside.execute("BEGIN").await;
        outside
            .execute(&format!(
                "INSERT INTO delegation_rounds (federation_id, title, day, state, revision) VALUES ({f}, 'Vollversammlung', 20000, 'open', 1)"
            ))
            .await;
        let round = last_id(&mut outside, "delegation_rounds").await;
        for (position, votes) in (0_i64..).zip(votes) {
            let delegate = Registered {
                body: councils[usize::from(position % 2 == 0)].id.0,
                position,
                votes: *votes,
                state: "accepted",
            };
            add_delegate(&mut outside, &federation, round, delegate).await;
        }
        outside.execute("COMMIT").await;
        let mut tx = self.app.db.begin().await.unwrap();
        let roll = insert_roll(&mut tx, f, RoundId(round), "Vollversammlung <2026>")
            .await
            .unwrap()
            .0;
        tx.commit().await.unwrap();
        Electorate {
            path: format!("/federations/{slug}/rolls/{roll}"),
            page: format!("/de/staff/{slug}/rolls/{roll}"),
            registrar: self.officer(Role::Registrar, &federation).await,
            board: self.officer(Role::ElectionBoard, &federation).await,
            second: self.officer(Role::ElectionBoard, &federation).await,
            federation,
            roll,
            round,
            entries: Vec::new(),
        }
    }

    /// A frozen roll with so many deputies for any place of the first council on it (Aalen).
    pub async fn electorate_with_deputies(
        &self,
        slug: &str,
        votes: &[i64],
        deputies: usize,
    ) -> Electorate {
        let mut electorate = self.electorate_in_preparation(slug, votes).await;
        let (mut outside, round) = (self.outside().await, electorate.round);
        let first =
            format!("SELECT body_id FROM delegates WHERE round_id = {round} ORDER BY id LIMIT 1");
        let body = outside.number(&first).await;
        for position in (100..).take(deputies) {
            let deputy = Registered {
                body,
                position,
                votes: 1,
                state: "accepted",
            };
            add_delegate(&mut outside, &electorate.federation, round, deputy).await;
            let last =
                "UPDATE delegates SET role = 'deputy' WHERE id = (SELECT MAX(id) FROM delegates)";
            outside.execute(last).await;
        }
        self.freeze(&mut electorate).await;
        electorate
    }

    /// Freezes the roll of an electorate.
    pub async fn freeze(&self, electorate: &mut Electorate) {
        electorate
            .registrar
            .api_post(&format!("{}/freeze", electorate.path), &json!({}))
            .await
            .expect(StatusCode::NO_CONTENT);
        let roll = electorate.roll;
        let entries = format!("SELECT id FROM roll_entries WHERE roll_id = {roll} ORDER BY number");
        electorate.entries = self.outside().await.numbers(&entries).await;
    }

    /// A frozen roll: an entry with so many votes for each number.
    ///
    /// The entries stand in the order of the roll (Aalen before Ulm), not in that of `votes`.
    pub async fn electorate(&self, slug: &str, votes: &[i64]) -> Electorate {
        let mut electorate = self.electorate_in_preparation(slug, votes).await;
        self.freeze(&mut electorate).await;
        electorate
    }

    /// The voter of an entry (by number, from 1), signed in to the pages and with a token for the API. Where the entry has no
    /// code, it gets one that nobody can type: no hash is spent.
    pub async fn voter(&self, electorate: &Electorate, number: usize) -> Actor {
        let entry = electorate.entries[number - 1];
        let mut voter = self
            .signed_in(electorate.roll, entry, ("entry_id", entry))
            .await;
        voter.name = format!("voter {number}");
        voter
    }

    /// A deputy who holds the place of an entry (by number, from 1), signed in likewise.
    pub async fn deputy(&self, electorate: &Electorate, number: usize, stand_in: i64) -> Actor {
        let entry = electorate.entries[number - 1];
        self.signed_in(electorate.roll, entry, ("stand_in_id", stand_in))
            .await
    }

    /// Somebody signed in for a place with a code of this owner.
    async fn signed_in(&self, roll: i64, entry: i64, (column, owner): (&str, i64)) -> Actor {
        let mut outside = self.outside().await;
        let valid = format!(
            "SELECT COALESCE(MAX(id), 0) FROM codes WHERE {column} = {owner} AND voided = 0"
        );
        if outside.number(&valid).await == 0 {
            let selector = format!("-{}{owner}", &column[..1]);
            outside
                .execute(&format!(
                    "INSERT INTO codes (roll_id, {column}, selector, verifier_hash, voided) VALUES ({roll}, {owner}, '{selector}', '-', 0)"
                ))
                .await;
        }
        let code = outside.number(&valid).await;
        let mut tx = self.app.db.begin().await.unwrap();
        let token = SecretToken::generate(&self.app.random);
        let now = self.app.clock.now();
        let ids = (RollId(roll), EntryId(entry), CodeId(code));
        voters::insert_session(&mut tx, token.hash(), ids, session_end(now), now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let voter = self.stranger().with_bearer(&token.expose());
        voter.set_cookie(
            &cookie_name(&self.app.config, VOTER_COOKIE),
            &token.expose(),
        );
        voter
    }

    /// The voters of the first entries, so many of them.
    pub async fn voters(&self, electorate: &Electorate, number: usize) -> Vec<Actor> {
        let mut voters = Vec::new();
        for n in 1..=number {
            voters.push(self.voter(electorate, n).await);
        }
        voters
    }
}

impl Electorate {
    /// Has the delegates of these places come to the desk.
    pub async fn come(&self, numbers: &[usize]) {
        for number in numbers {
            let entry = self.entries[number - 1];
            let path = format!("{}/entries/{entry}/place/check-in", self.path);
            self.board
                .api_post(&path, &Value::Null)
                .await
                .expect(StatusCode::NO_CONTENT);
        }
    }

    /// Records a proxy: one place gives its vote to another.
    pub async fn give(&self, principal: usize, holder: usize) -> Answer {
        let (entry, holder) = (self.entries[principal - 1], self.entries[holder - 1]);
        let path = format!("{}/entries/{entry}/place/proxy", self.path);
        let proxy = json!({ "holder_entry_id": holder, "document_day": "2020-01-31" });
        self.board.api_post(&path, &proxy).await
    }

    /// Waits for the end of the job that makes codes, and says how it ended.
    pub async fn code_job_ended(&self) -> Value {
        loop {
            let state = self
                .board
                .api_get(&format!("{}/codes", self.path))
                .await
                .expect(StatusCode::OK)
                .json();
            if state["job"] != "running" {
                return state;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Makes the codes of the roll and takes them off their sheets; by number of the entry. Costs a hash for each.
    pub async fn make_codes(&self) -> Vec<String> {
        self.board
            .api_post(&format!("{}/codes", self.path), &Value::Null)
            .await
            .expect(StatusCode::NO_CONTENT);
        assert_eq!(self.code_job_ended().await["job"], "waiting_for_printing");
        let sheets = self
            .board
            .api_post(&format!("{}/codes/sheets", self.path), &Value::Null)
            .await
            .expect(StatusCode::OK)
            .json();
        sheets.as_array().unwrap().iter().map(code_of).collect()
    }

    /// Where a poll is in the API for staff.
    pub fn poll_path(&self, poll: i64) -> String {
        format!("/federations/{}/polls/{poll}", self.federation.slug)
    }

    /// Where a poll's pages for staff are.
    pub fn poll_page(&self, poll: i64) -> String {
        format!("/de/staff/{}/polls/{poll}", self.federation.slug)
    }

    /// The board writes a poll.
    pub async fn draft(&self, poll: &Value) -> i64 {
        self.board
            .api_post(&format!("{}/polls", self.path), poll)
            .await
            .expect(StatusCode::CREATED)
            .id()
    }

    /// The board writes a poll and makes it ready.
    pub async fn ready(&self, poll: &Value) -> i64 {
        let poll = self.draft(poll).await;
        self.step(poll, "ready").await;
        poll
    }

    /// The board writes a poll and opens it without a time of closing.
    pub async fn open(&self, poll: &Value) -> i64 {
        let poll = self.ready(poll).await;
        self.step(poll, "open").await;
        poll
    }

    /// What the API says of the guard of a poll.
    pub async fn guard(&self, poll: i64) -> Value {
        let shown = self.board.api_get(&self.poll_path(poll)).await;
        shown.expect(StatusCode::OK).json()["guard"].clone()
    }

    /// The board chooses about what the figures of a poll could tell.
    pub async fn choose(&self, poll: i64, choice: &str, reason: &str) -> Answer {
        let shown = self.board.api_get(&self.poll_path(poll)).await;
        let revision = shown.expect(StatusCode::OK).revision();
        let body = json!({ "choice": choice, "reason": reason });
        self.board
            .api_put(&format!("{}/guard", self.poll_path(poll)), revision, &body)
            .await
    }

    /// The board takes a poll one step on: `ready` or `count`, or an act of two people that needs no reason.
    pub async fn step(&self, poll: i64, step: &str) {
        self.act(poll, step, &json!({})).await;
    }

    /// The board does something about a poll; what needs two people is confirmed by the second one. Where it has to choose about what
    /// figures could tell before opening, it accepts that.
    pub async fn act(&self, poll: i64, act: &str, body: &Value) {
        if act == "open" && self.guard(poll).await["wants_a_choice"] == true {
            let accepted = self.choose(poll, "accept", "Das ist uns bewusst").await;
            accepted.expect(StatusCode::NO_CONTENT);
        }
        let path = self.poll_path(poll);
        let answer = self.board.api_post(&format!("{path}/{act}"), body).await;
        confirmed(answer, &self.second, &path).await;
    }

    /// The publisher asks for the first version of the result, and the board confirms it.
    pub async fn publish(&self, publisher: &Actor, poll: i64, detail: &Value) {
        let path = format!("{}/publication", self.poll_path(poll));
        let asked = publisher.api_post(&path, detail).await;
        let result = format!("/federations/{}/results/{poll}", self.federation.slug);
        confirmed(asked.expect(StatusCode::ACCEPTED), &self.board, &result).await;
    }
}

/// Has another person confirm what was asked for about the poll or result at this address, where it waits for one.
pub async fn confirmed(answer: Answer, second: &Actor, path: &str) {
    if answer.status != StatusCode::ACCEPTED {
        assert!(answer.status.is_success(), "{}", answer.text());
        return;
    }
    let approval = answer.json()["approval"].as_i64().unwrap();
    let confirmed = second
        .api_post(
            &format!("{path}/approvals/{approval}/confirm"),
            &Value::Null,
        )
        .await;
    assert!(confirmed.status.is_success(), "{}", confirmed.text());
}

/// The clear text of a code on its sheet.
pub fn code_of(sheet: &Value) -> String {
    sheet["code"].as_str().unwrap().to_owned()
}

/// Casts a ballot over the API, which must be taken.
pub async fn cast(voter: &Actor, poll: i64, choices: &[&str]) {
    let ballot = json!({ "choices": choices, "blank": choices.is_empty() });
    voter
        .api_post(&format!("/voting/polls/{poll}/ballot"), &ballot)
        .await
        .expect(StatusCode::OK);
}

/// Statutes by which a delegate may hold so many proxies, from the first day on.
pub async fn allow_proxies(app: &TestApp, staged: &Electorate, most: i64, same_body: bool) {
    let federation = staged.federation.id.0;
    let rules = json!({
        "key_article": "§ 6", "key": {"base": 1},
        "delegates": {"article": "§ 6", "who": "elected", "deputies": true, "substitutes": true},
        "proxies": {"article": "§ 9", "most": most, "same_body": same_body},
        "quorum": {"article": "§ 8", "measure": "present", "number": 3},
    });
    app.outside()
        .await
        .execute(&format!(
            "INSERT INTO statutes (federation_id, title, valid_from, rules, revision) VALUES ({federation}, 'Satzung', 1, '{rules}', 1)"
        ))
        .await;
}

/// A secret motion that a simple majority accepts.
pub fn motion() -> Value {
    json!({
        "kind": "motion",
        "secrecy": "secret",
        "title": { "de": "Beitrag" },
        "question": { "de": "Soll der Beitrag auf 60 Euro steigen?" },
        "majority": { "share": { "numerator": 1, "denominator": 2, "strict": true }, "base": "yes_no" },
    })
}

/// A secret election for two seats, with up to two marks.
pub fn election(candidates: &[&str]) -> Value {
    let options: Vec<_> = candidates
        .iter()
        .map(|name| json!({ "de": name }))
        .collect();
    json!({
        "kind": "election",
        "secrecy": "secret",
        "title": { "de": "Vorstand" },
        "question": { "de": "Wer soll in den Vorstand?" },
        "options": options,
        "max_choices": 2,
        "seats": 2,
        "election_rule": "relative_majority",
    })
}

/// The same by name.
pub fn by_name(mut poll: Value) -> Value {
    poll["secrecy"] = json!("roll_call");
    poll
}
