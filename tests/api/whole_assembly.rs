//! A whole assembly from its notice to signed minutes, of the size of a large federation: 350 delegates of 25 councils, 25 deputies
//! who step in, 40 proxies, paper beside the electronic boxes, twelve polls of all kinds, two interruptions.

mod questions;

use std::collections::BTreeMap;

use mandat::{accounts::model::Role, mail::worker::send_due};
use poem::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{
    Actor, Electorate, TestApp,
    electorate::{Registered, add_delegate, confirmed},
};

use questions::{Question, questions};

const COUNCILS: usize = 25;
/// Delegates of each council; one of its places goes to a deputy.
const OF_EACH: usize = 14;

/// Who votes for which places: one actor, and the numbers of the places it goes through.
struct Voter {
    actor: Actor,
    places: Vec<usize>,
    on_paper: bool,
}

struct Story {
    staged: Electorate,
    publisher: Actor,
    third: Actor,
    assembly: String,
    voters: Vec<Voter>,
    /// Entries that vote on paper, by number.
    paper: Vec<usize>,
}

async fn post(actor: &Actor, path: &str, body: &Value) -> Value {
    let answer = actor.api_post(path, body).await;
    assert!(answer.status.is_success(), "{path}: {}", answer.text());
    if answer.text().is_empty() {
        Value::Null
    } else {
        answer.json()
    }
}

/// Called, agreed on, registered, frozen.
async fn called(app: &TestApp) -> (Electorate, String) {
    let laka = app.federation("laka").await;
    let mut councils = Vec::new();
    for number in 0..COUNCILS {
        councils.push(app.council(&laka, &format!("Stadt {number:02}")).await.id.0);
    }
    let mut outside = app.outside().await;
    outside
        .execute("UPDATE bodies SET contact_email = 'rat@example.org'")
        .await;
    let registrar = app.officer(Role::Registrar, &laka).await;
    let rules = json!({
        "key_article": "§ 6",
        "key": {"figure": "foreign_residents", "steps": {
            "steps": [{"edge": 5000, "places": 1}, {"edge": 20000, "places": 2}],
            "edge_belongs": "below", "above_each": {"size": 20000, "rounding": "started"}
        }},
        "delegates": {"article": "§ 6", "who": "direct_members", "deputies": true, "substitutes": true},
        "notice": {"article": "§ 7", "days": 14},
        "proxies": {"article": "§ 9", "most": 2, "same_body": false},
        "quorum": {"article": "§ 8", "measure": "present", "of_entitled": {"numerator": 1, "denominator": 2, "strict": true}},
    });
    let statutes = json!({ "title": "Satzung", "valid_from": "2020-01-01", "rules": rules });
    post(&registrar, "/federations/laka/statutes", &statutes).await;
    let new = json!({ "title": "Vollversammlung", "day": "2026-06-20", "form": "hybrid", "place": "Ulm", "legal_basis": "" });
    let id = post(&registrar, "/federations/laka/assemblies", &new).await["id"]
        .as_i64()
        .unwrap();
    let assembly = format!("/federations/laka/assemblies/{id}");
    let shown = registrar
        .api_get(&assembly)
        .await
        .expect(StatusCode::OK)
        .json();
    let roll = shown["roll_id"].as_i64().unwrap();
    let round = outside
        .number(&format!("SELECT round_id FROM assemblies WHERE id = {id}"))
        .await;

    let basis = json!({ "electronic": { "de": "Mit dem Code auf jedem Gerät, in der Halle und zu Hause" } });
    registrar
        .api_put(&format!("{assembly}/form-basis"), 1, &basis)
        .await
        .expect(StatusCode::NO_CONTENT);
    let agenda = format!("{assembly}/agenda");
    for title in ["Begrüßung", "Anträge", "Wahlen"] {
        let revision = registrar
            .api_get(&agenda)
            .await
            .expect(StatusCode::OK)
            .json()["revision"]
            .as_i64();
        let item = json!({ "title": { "de": title } });
        registrar
            .api(Method::POST, &agenda, revision, Some(&item))
            .await
            .expect(StatusCode::CREATED);
    }
    let revision = registrar
        .api_get(&agenda)
        .await
        .expect(StatusCode::OK)
        .json()["revision"]
        .as_i64();
    let notices = format!("{assembly}/notices");
    registrar
        .api(
            Method::POST,
            &notices,
            revision,
            Some(&json!({ "late_reason": "" })),
        )
        .await
        .expect(StatusCode::OK);
    send_due(&app.app).await.unwrap();
    let sent = "SELECT COUNT(*) FROM messages WHERE purpose = 'assembly_notice' AND state = 'sent'";
    assert_eq!(outside.number(sent).await, i64::try_from(COUNCILS).unwrap());

    outside.execute("BEGIN").await;
    for (number, body) in councils.iter().enumerate() {
        for position in 0..=OF_EACH {
            let position = i64::try_from(number * 100 + position).unwrap();
            let delegate = Registered {
                body: *body,
                position,
                votes: 1,
                state: "accepted",
            };
            add_delegate(&mut outside, &laka, round, delegate).await;
        }
        outside
            .execute(
                "UPDATE delegates SET role = 'deputy' WHERE id = (SELECT MAX(id) FROM delegates)",
            )
            .await;
    }
    outside.execute("COMMIT").await;
    outside
        .execute("UPDATE people SET consent_name_on = 10000")
        .await;
    let mut staged = Electorate {
        path: format!("/federations/laka/rolls/{roll}"),
        page: format!("/de/staff/laka/rolls/{roll}"),
        board: app.officer(Role::ElectionBoard, &laka).await,
        second: app.officer(Role::ElectionBoard, &laka).await,
        federation: laka,
        roll,
        round,
        registrar,
        entries: Vec::new(),
    };
    app.freeze(&mut staged).await;
    assert_eq!(staged.entries.len(), COUNCILS * OF_EACH);
    (staged, assembly)
}

/// At the door. Of each council: the first place goes to its deputy, the second to fourth hold proxies or give them, the fifth votes
/// on paper, the last stays away.
async fn at_the_door(app: &TestApp, staged: &Electorate) -> (Vec<Voter>, Vec<usize>) {
    let (mut voters, mut paper) = (Vec::new(), Vec::new());
    let stand_ins = app
        .outside()
        .await
        .numbers("SELECT id FROM stand_ins ORDER BY number")
        .await;
    for (council, stand_in) in stand_ins.iter().enumerate() {
        let place = |n: usize| council * OF_EACH + n;
        // Twenty councils give two proxies each to one of their own.
        let gives = council < 20;
        let absent: &[usize] = if gives {
            &[1, 2, 3, OF_EACH]
        } else {
            &[1, OF_EACH]
        };
        let there: Vec<usize> = (1..=OF_EACH)
            .filter(|n| !absent.contains(n))
            .map(place)
            .collect();
        staged.come(&there).await;
        let take = format!(
            "{}/entries/{}/place/take-over",
            staged.path,
            staged.entries[place(1) - 1]
        );
        post(&staged.board, &take, &json!({ "stand_in_id": stand_in })).await;
        voters.push(Voter {
            actor: app.deputy(staged, place(1), *stand_in).await,
            places: vec![place(1)],
            on_paper: false,
        });
        for number in there {
            let mut places = vec![number];
            if gives && number == place(4) {
                for principal in [place(2), place(3)] {
                    staged
                        .give(principal, number)
                        .await
                        .expect(StatusCode::NO_CONTENT);
                    places.push(principal);
                }
            }
            let on_paper = number == place(5);
            if on_paper {
                let path = format!(
                    "{}/paper-voters/{}",
                    staged.path,
                    staged.entries[number - 1]
                );
                staged
                    .board
                    .api(Method::PUT, &path, None, None)
                    .await
                    .expect(StatusCode::NO_CONTENT);
                paper.push(number);
            }
            voters.push(Voter {
                actor: app.voter(staged, number).await,
                places,
                on_paper,
            });
        }
    }
    (voters, paper)
}

impl Story {
    /// Goes through the places of voters from one to another; what was given.
    async fn vote(&self, poll: i64, question: &Question, voters: &[Voter]) -> Vec<Value> {
        let mut given = Vec::new();
        let secret = question.poll["secrecy"] == "secret";
        for voter in voters.iter().filter(|voter| !(voter.on_paper && secret)) {
            for place in &voter.places {
                if voter.places.len() > 1 {
                    let entry = json!({ "entry_id": self.staged.entries[place - 1] });
                    voter
                        .actor
                        .api(Method::PUT, "/voting/place", None, Some(&entry))
                        .await
                        .expect(StatusCode::NO_CONTENT);
                }
                let choice = (question.choice)(*place);
                let cast = voter
                    .actor
                    .api_post(&format!("/voting/polls/{poll}/ballot"), &choice)
                    .await;
                assert_eq!(
                    cast.status,
                    StatusCode::OK,
                    "{place} {choice}: {}",
                    cast.text()
                );
                given.push(choice);
            }
        }
        given
    }

    async fn interrupt(&self, poll: i64, question: &Question) {
        let path = self.staged.poll_path(poll);
        let reason = json!({ "reason": "Der Ton ist ausgefallen" });
        self.staged
            .board
            .api_post(&format!("{path}/interrupt"), &reason)
            .await
            .expect(StatusCode::NO_CONTENT);
        let last = self.voters.last().unwrap();
        let choice = (question.choice)(last.places[0]);
        let refused = last
            .actor
            .api_post(&format!("/voting/polls/{poll}/ballot"), &choice)
            .await;
        assert_eq!(
            refused.expect(StatusCode::CONFLICT).json()["code"],
            "poll-interrupted"
        );
        let asked = self
            .staged
            .second
            .api_post(&format!("{path}/resume"), &reason)
            .await;
        confirmed(asked, &self.staged.board, &path).await;
    }

    /// Ballots on paper: handed in while the poll is open, counted by two after it.
    async fn hand_in(&self, poll: i64) {
        for number in &self.paper {
            let path = format!(
                "{}/paper/{}",
                self.staged.poll_path(poll),
                self.staged.entries[number - 1]
            );
            self.staged
                .board
                .api(Method::PUT, &path, None, None)
                .await
                .expect(StatusCode::NO_CONTENT);
        }
    }

    async fn count_paper(&self, poll: i64, question: &Question) -> Vec<Value> {
        let given: Vec<Value> = self.paper.iter().map(|n| (question.choice)(*n)).collect();
        let mut alike: BTreeMap<String, (i64, Value)> = BTreeMap::new();
        for choice in &given {
            alike
                .entry(choice.to_string())
                .or_insert((0, choice.clone()))
                .0 += 1;
        }
        let ballots: Vec<Value> = alike
            .into_values()
            .map(|(count, mut choice)| {
                choice["count"] = json!(count);
                choice
            })
            .collect();
        let path = format!("{}/paper-sheet", self.staged.poll_path(poll));
        for actor in [&self.staged.board, &self.third] {
            let sheet = json!({ "ballots": ballots, "done": true });
            actor
                .api(Method::PUT, &path, None, Some(&sheet))
                .await
                .expect(StatusCode::NO_CONTENT);
        }
        given
    }

    /// From writing to the published result.
    async fn decide(&self, question: &Question, keys: &[String; 3]) -> i64 {
        let (staged, title) = (&self.staged, &question.poll["title"]["de"]);
        let poll = staged.ready(&question.poll).await;
        let path = staged.poll_path(poll);
        if question.sealed {
            staged
                .board
                .api(Method::PUT, &format!("{path}/seal"), None, None)
                .await
                .expect(StatusCode::NO_CONTENT);
        }
        staged.step(poll, "open").await;
        let shown = staged
            .board
            .api_get(&path)
            .await
            .expect(StatusCode::OK)
            .json();
        let there = &shown["presence"];
        assert_eq!(
            (
                &there["places"],
                &there["own"],
                &there["deputies"],
                &there["proxies"]
            ),
            (&json!(350), &json!(260), &json!(25), &json!(40)),
            "{title}: {shown}"
        );
        let half = self.voters.len() / 2;
        let mut given = self.vote(poll, question, &self.voters[..half]).await;
        if question.interrupted {
            self.interrupt(poll, question).await;
        }
        given.extend(self.vote(poll, question, &self.voters[half..]).await);
        if question.paper {
            self.hand_in(poll).await;
        }
        staged.step(poll, "close").await;
        if question.paper {
            given.extend(self.count_paper(poll, question).await);
        }
        if question.sealed {
            // The second member of the board has lost the key.
            for (actor, key) in [(&staged.board, &keys[0]), (&self.third, &keys[2])] {
                post(actor, &format!("{path}/key"), &json!({ "key": key })).await;
            }
        }
        staged.step(poll, "count").await;
        let counted = staged
            .board
            .api_get(&format!("{path}/count"))
            .await
            .expect(StatusCode::OK)
            .json();
        assert_eq!(
            counted["ballots"].as_i64(),
            i64::try_from(given.len()).ok(),
            "{title}: {counted}"
        );
        assert_eq!(
            counted["blank"].as_i64(),
            i64::try_from(given.iter().filter(|g| g["blank"] == true).count()).ok()
        );
        (question.check)(&counted, &given);
        staged.publish(&self.publisher, poll, &json!({})).await;
        let evidence = staged
            .board
            .api_get(&format!("{path}/evidence"))
            .await
            .expect(StatusCode::OK)
            .text();
        mandat::results::evidence::verify(&evidence).unwrap_or_else(|e| panic!("{title}: {e}"));
        poll
    }
}

on_both_engines! {
    async fn a_whole_assembly_runs_from_its_notice_to_signed_minutes(app: TestApp) {
        let (staged, assembly) = called(&app).await;
        let (voters, paper) = at_the_door(&app, &staged).await;
        let third = app.officer(Role::ElectionBoard, &staged.federation).await;
        let publisher = app.officer(Role::Publisher, &staged.federation).await;
        let mut keys = Vec::new();
        for holder in [&staged.board, &staged.second, &third] {
            let made = post(holder, "/federations/laka/board-keys", &Value::Null).await;
            keys.push(made["key"].as_str().unwrap().to_owned());
        }
        let keys: [String; 3] = keys.try_into().unwrap();
        let story = Story { staged, publisher, third, assembly, voters, paper };
        assert_eq!(story.voters.iter().map(|voter| voter.places.len()).sum::<usize>(), 325);

        let lists = format!("{}/speaker-lists", story.assembly);
        let list = post(&story.staged.board, &lists, &json!({ "topic": "Beitrag", "time": "3", "first_group": "Für", "second_group": "Gegen" })).await;
        let list = format!("{lists}/{}", list["id"]);
        for (number, turn) in [(4, 1), (6, 2)] {
            let speech = post(&story.staged.board, &format!("{list}/speeches"), &json!({ "number": number, "turn": turn })).await;
            post(&story.staged.board, &format!("{list}/speeches/{}/call", speech["id"]), &Value::Null).await;
        }
        post(&story.staged.board, &format!("{list}/finish"), &Value::Null).await;

        let questions = questions();
        assert_eq!(questions.len(), 12);
        let mut polls = Vec::new();
        for question in &questions {
            polls.push(story.decide(question, &keys).await);
        }
        let mut outside = app.outside().await;
        assert_eq!(outside.number("SELECT COUNT(*) FROM marks").await, 12 * 325 - 9 * 25, "those on paper do not vote where there is none");
        assert_eq!(outside.number("SELECT COUNT(*) FROM paper_sheets").await, 0);

        // By name: who stood in and who had the proxy is told, and nowhere else.
        let named = polls[2];
        let list = story.staged.board.api_get(&format!("{}/roll-call?per_page=100", story.staged.poll_path(named))).await.expect(StatusCode::OK).json();
        let items = list["items"].as_array().unwrap();
        assert!(items.iter().any(|vote| vote["deputy"].is_string()) && items.iter().any(|vote| vote["proxy"].is_string()), "{list}");
        assert_eq!(outside.numbers("SELECT DISTINCT poll_id FROM roll_call_votes").await, [named]);

        // Decided is what was published.
        let decisions = app.stranger().api_get("/federations/laka/decisions?per_page=50").await.expect(StatusCode::OK).json();
        assert_eq!(decisions["total"], 12, "{decisions}");
        let minutes = format!("{}/minutes", story.assembly);
        let texts = json!({ "chaired_by": "Ayşe Öz", "taken_by": "Ben Ay", "began": "10:00", "ended": "17:30",
            "opening": "Begrüßung", "proceedings": "Zwölf Abstimmungen.", "statements": "Erklärung zu Protokoll" });
        story.staged.board.api_put(&minutes, 0, &texts).await.expect(StatusCode::NO_CONTENT);
        let shown = story.staged.board.api_get(&minutes).await.expect(StatusCode::OK).json();
        assert_eq!(shown["draft"]["without_result"], json!([]), "{}", shown["draft"]["without_result"]);
        let signing = post(&story.staged.board, &format!("{minutes}/signings"), &json!({ "reason": "" })).await;
        post(&story.staged.second, &format!("{minutes}/signings/{}/confirm", signing["id"]), &Value::Null).await;
        let signed = story.staged.board.api_get(&minutes).await.expect(StatusCode::OK).json();
        assert_eq!(signed["signed"].as_array().unwrap().len(), 1);
        // The chain of acts holds to the end.
        assert!(outside.number("SELECT COUNT(*) FROM audit_log").await > 500);
    }
}
