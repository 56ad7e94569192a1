//! No interim results to anybody: row 8 of the security checklist.

use std::collections::{BTreeMap, BTreeSet};

use mandat::accounts::model::Role;
use poem::http::Method;

use super::*;
use crate::{
    access::{self, NOTHING},
    support::Body,
};

/// The same federation with the same polls, in which the same people have voted.
struct World {
    app: TestApp,
    laka: Electorate,
    polls: Vec<i64>,
    people: Vec<Actor>,
    /// Salts of the names on the rolls and what is computed from them: another in every world, whatever is voted.
    random: Vec<String>,
}

impl World {
    /// Six of seven vote in a secret motion, a secret election and a motion by name; only what they say is another.
    async fn with(app: TestApp, motions: [&str; 6], persons: [&[&str]; 6]) -> Self {
        // The first and the last of the roll have two votes each and may split them.
        let laka = app.electorate("laka", &[2, 1, 1, 1, 1, 2, 1]).await;
        let assembly = format!(
            "INSERT INTO assemblies (federation_id, title, day, form, place, legal_basis, round_id, roll_id, revision) \
             VALUES ({}, 'Vollversammlung', 20000, 'on_site', 'Ulm', '', {}, {}, 1)",
            laka.federation.id, laka.round, laka.roll
        );
        app.outside().await.execute(&assembly).await;
        let nrw = app.electorate("nrw", &[1; 3]).await;
        let voters = app.voters(&laka, 7).await;
        let polls = vec![
            laka.open(&motion()).await,
            laka.open(&election(&["Ayşe", "Omar", "Nina"])).await,
            laka.open(&by_name(motion())).await,
        ];
        for (n, voter) in voters[..6].iter().enumerate() {
            cast(voter, polls[0], &[motions[n]]).await;
            cast(voter, polls[1], persons[n]).await;
            cast(voter, polls[2], &[motions[n]]).await;
        }
        let body = app
            .outside()
            .await
            .number("SELECT MIN(id) FROM bodies")
            .await;
        let council = Body {
            id: mandat::types::BodyId(body),
            federation: laka.federation.id,
            name: "Ulm".to_owned(),
        };
        let mut people = vec![
            app.stranger(),
            app.installation_admin().await,
            app.council_office(&council).await,
            app.officer(Role::Publisher, &laka.federation).await,
            app.officer(Role::Auditor, &laka.federation).await,
            laka.registrar.clone(),
            laka.board.clone(),
            nrw.board.clone(),
        ];
        // One who has voted, and the one who has not.
        people.extend([voters[0].clone(), voters[6].clone()]);
        let mut random = app
            .outside()
            .await
            .texts("SELECT name_salt FROM roll_entries UNION SELECT name_sha256 FROM roll_entries UNION SELECT digest FROM rolls \
                 UNION SELECT hash FROM audit_log")
            .await;
        // What two people confirm is a digest over the salted roll too, and so is what the log keeps of an opening.
        let asked = app
            .outside()
            .await
            .texts("SELECT content FROM approvals UNION ALL SELECT after FROM audit_log WHERE act = 'open_poll'")
            .await;
        for content in asked {
            let digests = content.split(|sign: char| !sign.is_ascii_hexdigit());
            random.extend(digests.filter(|part| part.len() == 64).map(str::to_owned));
        }
        Self {
            app,
            laka,
            polls,
            people,
            random,
        }
    }

    /// Everything that can be read, with each of the polls in its address.
    async fn addresses(&self) -> Vec<(access::Asked, String)> {
        let mut values = BTreeMap::from([
            ("lang", "de".to_owned()),
            ("slug", "laka".to_owned()),
            ("kind", "bodies".to_owned()),
            ("roll", self.laka.roll.to_string()),
            ("round", self.laka.round.to_string()),
            ("entry", self.laka.entries[0].to_string()),
        ]);
        let mut outside = self.app.outside().await;
        for (name, table) in [
            ("body", "bodies"),
            ("person", "people"),
            ("delegate", "delegates"),
            ("account", "accounts"),
            ("assembly", "assemblies"),
        ] {
            values.insert(
                name,
                outside
                    .number(&format!("SELECT MIN(id) FROM {table}"))
                    .await
                    .to_string(),
            );
        }
        let mut addresses = Vec::new();
        let mut seen = BTreeSet::new();
        for poll in &self.polls {
            values.insert("poll", poll.to_string());
            for asked in access::pages().into_iter().chain(access::api()) {
                if asked.method != Method::GET {
                    continue;
                }
                let segments = asked.path.split('/').map(|segment| {
                    let name = segment
                        .trim_start_matches([':', '*', '{'])
                        .trim_end_matches('}');
                    if name == segment {
                        segment
                    } else {
                        values.get(name).map_or(NOTHING, String::as_str)
                    }
                });
                let address = segments.collect::<Vec<_>>().join("/");
                if seen.insert((asked.path.starts_with("/:lang"), address.clone())) {
                    addresses.push((asked, address));
                }
            }
        }
        addresses
    }

    /// What somebody gets: status, headers and body, without what names the account that asks.
    async fn seen_by(
        &self,
        person: usize,
        asked: &access::Asked,
        address: &str,
    ) -> (String, String) {
        let answer = asked.send(address, &self.people[person]).await;
        let seen = format!("{} {:?} {}", answer.status, answer.headers, answer.text());
        // The addresses of people are numbered through for all tests.
        let mut parts = seen.split("person-");
        let mut same = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            same.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
        }
        for value in &self.random {
            same = same.replace(value, "random");
        }
        (answer.what, same)
    }
}

/// What differs between two worlds, and how much was compared.
async fn differences(one: &World, other: &World) -> (Vec<String>, usize, usize) {
    let (mut different, mut compared, mut shown) = (Vec::new(), 0, 0);
    for (asked, address) in one.addresses().await {
        for person in 0..one.people.len() {
            let (what, first) = one.seen_by(person, &asked, &address).await;
            let (_, second) = other.seen_by(person, &asked, &address).await;
            compared += 1;
            shown += usize::from(first.starts_with("200"));
            if first != second {
                let at = first
                    .bytes()
                    .zip(second.bytes())
                    .take_while(|(a, b)| a == b)
                    .count();
                let part = |text: &str| {
                    String::from_utf8_lossy(
                        &text.as_bytes()[at.saturating_sub(60)..(at + 60).min(text.len())],
                    )
                    .into_owned()
                };
                different.push(format!("{what}\n  {}\n  {}", part(&first), part(&second)));
            }
        }
    }
    (different, compared, shown)
}

on_both_engines! {
    async fn row_8_while_a_poll_is_open_nobody_sees_more_than_how_many_have_voted(app: TestApp) {
        let other = TestApp::start(app.engine).await;
        let one = World::with(app, ["yes"; 6], [&["1"], &["1"], &["1", "2"], &["1"], &["1"], &["1", "3"]]).await;
        let other = World::with(other, ["no", "abstain", "yes", "no", "no", "no"], [&["3"], &["3", "2"], &["2"], &["2"], &["3"], &["2", "1"]]).await;
        // From the router and the description of the API: whatever can be read is among it.
        let addresses: Vec<String> = one.addresses().await.into_iter().map(|(_, address)| address).collect();
        for part in ["/evidence", "/trackers", "/box", "/split", "/calculator", "/calendar", "/assemblies/", "/audit", "/exclusions", "/results/", "/count", "/roll-call"] {
            assert!(addresses.iter().any(|a| a.contains(part)), "{part} is not looked at");
        }
        let (different, compared, shown) = differences(&one, &other).await;
        assert!(different.is_empty(), "{} of {compared}:\n{}", different.len(), different.join("\n"));
        assert!(shown > 200, "{shown} of {compared} answers show something");

        // The look itself works: once counted, the counts differ.
        for world in [&one, &other] {
            for poll in &world.polls {
                world.laka.step(*poll, "close").await;
            }
        }
        let (mut different, ..) = differences(&one, &other).await;
        // The log of acts holds the digest of each box from closing on, for those who may read it.
        different.retain(|d| !d.lines().next().is_some_and(|what| what.contains("/audit")));
        assert!(different.is_empty(), "closed, but not counted:\n{}", different.join("\n"));
        for world in [&one, &other] {
            for poll in &world.polls {
                world.laka.step(*poll, "count").await;
            }
        }
        let (different, ..) = differences(&one, &other).await;
        for part in ["/count", "/roll-call"] {
            assert!(different.iter().any(|d| d.lines().next().is_some_and(|what| what.ends_with(part))), "{part} tells nothing after the count");
        }
    }
}
