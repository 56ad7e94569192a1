//! What everybody asks for: the demonstration, with something behind every address.

use std::collections::BTreeMap;

use mandat::{
    accounts::model::Role,
    cli::demo,
    types::{BodyId, Day, FederationId},
};

use super::{ASKERS, Asked, Asker, NOT_THERE, NOTHING, Phase, expected, outcome_fits};
use crate::support::{Actor, Body, Federation, TestApp};

/// The demonstration: two federations with everything in them, so that addresses name things that are there.
pub(super) struct World {
    pub app: TestApp,
    ours: Federation,
    theirs: Federation,
    own_body: Body,
    other_body: Body,
    /// What stands for each parameter of an address.
    values: BTreeMap<&'static str, String>,
}

impl World {
    pub async fn new(app: TestApp) -> Self {
        demo::fill(&app.app, &app.clock).await.unwrap();
        let mut outside = app.outside().await;
        let federations = outside
            .numbers("SELECT id FROM federations ORDER BY id")
            .await;
        let slugs = outside
            .texts("SELECT slug FROM federations ORDER BY id")
            .await;
        let federation = |n: usize| Federation {
            id: FederationId(federations[n]),
            slug: slugs[n].clone(),
        };
        let (ours, theirs) = (federation(0), federation(1));
        let f = ours.id.0;
        let own = outside
            .number(&format!(
                "SELECT MIN(body_id) FROM delegates WHERE federation_id = {f}"
            ))
            .await;
        let other = outside
            .number(&format!(
                "SELECT MAX(id) FROM bodies WHERE federation_id = {f} AND id <> {own}"
            ))
            .await;
        let body = |id| Body {
            id: BodyId(id),
            federation: ours.id,
            name: format!("body {id}"),
        };
        let (own_body, other_body) = (body(own), body(other));

        // What the demonstration has none of.
        outside.execute(&format!("INSERT INTO federation_memberships (federation_id, parent_id, starts_on) VALUES ({f}, {}, 0)", theirs.id)).await;
        outside.execute(&format!("INSERT INTO suspensions (federation_id, body_id, person_id, starts_on, ends_on, reason, revision) \
            VALUES ({f}, {own}, (SELECT MIN(person_id) FROM mandates WHERE body_id = {own}), 0, 1, 'reason', 1)")).await;
        let entry = format!("SELECT MIN(id) FROM roll_entries WHERE federation_id = {f}");
        outside
            .execute(&format!(
                "INSERT INTO approvals (federation_id, act, subject_id, content, reason, requested_by, requested_at, state) \
                 VALUES ({f}, 'reissue_code', ({entry}), '', 'lost', (SELECT MIN(account_id) FROM grants WHERE role = 'election_board'), 0, 'waiting')"
            ))
            .await;
        outside.execute(&format!("INSERT INTO speaker_lists (federation_id, assembly_id, topic, seconds, first_group, second_group, newcomers_first, \
            state, opened_at, revision) VALUES ({f}, (SELECT MIN(id) FROM assemblies WHERE federation_id = {f}), 'topic', 0, '', '', 0, 'open', 0, 1)")).await;
        outside.execute(&format!("INSERT INTO speeches (federation_id, list_id, guest, turn, point_of_order, state, asked_at) \
            VALUES ({f}, (SELECT MAX(id) FROM speaker_lists), 'guest', 0, 0, 'waiting', 0)")).await;
        outside.execute(&format!("INSERT INTO calling_requests (federation_id, received_on, purpose, reasons, signed, members, numerator, \
            denominator, article, recorded_by, revision) VALUES ({f}, 0, 'purpose', 'reasons', '[]', 1, 1, 10, '', \
            (SELECT MIN(account_id) FROM grants WHERE role = 'election_board'), 1)")).await;
        let roll = format!("SELECT MIN(id) FROM rolls WHERE federation_id = {f}");
        outside.execute(&format!("INSERT INTO stand_ins (federation_id, roll_id, number, person_id, body_id, name, name_salt, name_sha256, body_name) \
            SELECT federation_id, roll_id, 1, person_id, body_id, name, name_salt, name_sha256, body_name FROM roll_entries \
            WHERE id = ({entry}) AND NOT EXISTS (SELECT 1 FROM stand_ins WHERE roll_id = ({roll}))")).await;
        outside.execute(&format!("INSERT INTO board_mandates (federation_id, poll_id, result_version, place, person_id, function, starts_on, ends_on, \
            recorded_by, recorded_at) VALUES ({f}, (SELECT MIN(id) FROM polls WHERE federation_id = {f}), 1, 1, \
            (SELECT MIN(person_id) FROM mandates WHERE body_id = {own}), 'chair', 0, 30000, \
            (SELECT MIN(account_id) FROM grants WHERE role = 'election_board'), 0)")).await;
        let registrar = app.officer(Role::Registrar, &ours).await;
        let election = app
            .election_of_first_term(&registrar, &ours.slug, &own_body)
            .await;
        let mut values = BTreeMap::from([
            ("lang", "de".to_owned()),
            ("slug", ours.slug.clone()),
            ("body", own.to_string()),
            ("kind", "bodies".to_owned()),
            ("election", election.to_string()),
        ]);
        for (name, query) in [
            (
                "assembly",
                format!("SELECT MIN(id) FROM assemblies WHERE federation_id = {f}"),
            ),
            ("list", "SELECT MAX(id) FROM speaker_lists".to_owned()),
            ("speech", "SELECT MAX(id) FROM speeches".to_owned()),
            (
                "item",
                format!("SELECT MIN(item_id) FROM agenda_documents WHERE federation_id = {f}"),
            ),
            ("calling", "SELECT MIN(id) FROM calling_requests".to_owned()),
            (
                "motion",
                format!("SELECT MIN(id) FROM motions WHERE federation_id = {f}"),
            ),
            (
                "document",
                format!("SELECT MIN(id) FROM agenda_documents WHERE federation_id = {f}"),
            ),
            (
                "round",
                format!("SELECT MIN(id) FROM delegation_rounds WHERE federation_id = {f}"),
            ),
            (
                "roll",
                format!("SELECT MIN(id) FROM rolls WHERE federation_id = {f}"),
            ),
            (
                "poll",
                format!("SELECT MIN(id) FROM polls WHERE federation_id = {f}"),
            ),
            (
                "delegate",
                format!("SELECT MIN(id) FROM delegates WHERE body_id = {own}"),
            ),
            ("entry", entry),
            (
                "stand_in",
                format!("SELECT MIN(id) FROM stand_ins WHERE roll_id = ({roll})"),
            ),
            (
                "board_mandate",
                "SELECT MAX(id) FROM board_mandates".to_owned(),
            ),
            (
                "approval",
                format!("SELECT MIN(id) FROM approvals WHERE federation_id = {f}"),
            ),
            (
                "reissue",
                format!("SELECT MIN(id) FROM approvals WHERE federation_id = {f}"),
            ),
            (
                "person",
                format!("SELECT MIN(person_id) FROM mandates WHERE body_id = {own}"),
            ),
            (
                "suspension",
                format!("SELECT MIN(id) FROM suspensions WHERE body_id = {own}"),
            ),
            (
                "mandate",
                format!("SELECT MIN(id) FROM mandates WHERE body_id = {own}"),
            ),
            (
                "term",
                format!("SELECT MIN(id) FROM terms WHERE body_id = {own}"),
            ),
            (
                "seat",
                format!(
                    "SELECT MIN(s.id) FROM seats s JOIN terms t ON t.id = s.term_id WHERE t.body_id = {own}"
                ),
            ),
            (
                "nomination",
                format!("SELECT MIN(id) FROM nominations WHERE election_id = {election}"),
            ),
            (
                "candidate",
                format!(
                    "SELECT MIN(c.id) FROM candidates c JOIN nominations n ON n.id = c.nomination_id WHERE n.election_id = {election}"
                ),
            ),
            (
                "district",
                format!("SELECT MIN(id) FROM election_districts WHERE election_id = {election}"),
            ),
            (
                "municipality",
                format!("SELECT MIN(id) FROM municipalities WHERE federation_id = {f}"),
            ),
            (
                "membership",
                format!("SELECT MIN(id) FROM federation_memberships WHERE federation_id = {f}"),
            ),
            (
                "statutes",
                format!("SELECT MIN(id) FROM statutes WHERE federation_id = {f}"),
            ),
            (
                "figure",
                format!("SELECT MIN(id) FROM body_figures WHERE body_id = {own}"),
            ),
            (
                "fee",
                format!("SELECT MIN(id) FROM body_fees WHERE body_id = {own}"),
            ),
            (
                "grant",
                format!("SELECT MIN(id) FROM grants WHERE federation_id = {f}"),
            ),
            (
                "account",
                format!("SELECT MIN(account_id) FROM grants WHERE federation_id = {f}"),
            ),
        ] {
            values.insert(name, outside.number(&query).await.to_string());
        }
        let day = outside
            .number(&format!(
                "SELECT MIN(from_day) FROM body_profiles WHERE body_id = {own}"
            ))
            .await;
        values.insert("day", Day::from_epoch_days(day).unwrap().to_string());
        Self {
            app,
            ours,
            theirs,
            own_body,
            other_body,
            values,
        }
    }

    pub async fn actor(&self, asker: Asker) -> Actor {
        match asker {
            Asker::Stranger => self.app.stranger(),
            Asker::InstallationAdmin => self.app.installation_admin().await,
            Asker::Staff(role) => self.app.officer(role, &self.ours).await,
            Asker::OwnOffice => self.app.council_office(&self.own_body).await,
            Asker::OtherOffice => self.app.council_office(&self.other_body).await,
            Asker::ForeignStaff(role) => self.app.officer(role, &self.theirs).await,
        }
    }

    /// An address with something in the place of each parameter.
    pub fn filled(&self, path: &str) -> String {
        let segments = path.split('/').map(|segment| {
            match segment
                .trim_start_matches([':', '*', '{'])
                .trim_end_matches('}')
            {
                word if word == segment => segment,
                name => self.values.get(name).map_or(NOTHING, String::as_str),
            }
        });
        segments.collect::<Vec<_>>().join("/")
    }

    /// Asks as everybody: first those who are refused, then who reads, at last who may change something.
    pub async fn walk(&self, requests: &[Asked]) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut people = Vec::new();
        for asker in ASKERS {
            people.push(self.actor(asker).await);
        }
        for phase in [Phase::Refused, Phase::Reads, Phase::Changes] {
            for asked in requests {
                let address = self.filled(&asked.path);
                for (asker, person) in ASKERS.into_iter().zip(&people) {
                    let outcome = expected(asked.access, asker, asked.path.contains("body"));
                    if Phase::of(outcome, &asked.method) != phase {
                        continue;
                    }
                    // Who is let in may end their own session, so everybody comes once.
                    let fresh = if phase == Phase::Changes {
                        Some(self.actor(asker).await)
                    } else {
                        None
                    };
                    let answer = asked.send(&address, fresh.as_ref().unwrap_or(person)).await;
                    // What an earlier change took away is not found later.
                    let is_there = phase != Phase::Changes
                        && !address.contains(NOTHING)
                        && !NOT_THERE.iter().any(|path| asked.path.ends_with(path));
                    if !outcome_fits(outcome, &answer, is_there) {
                        wrong.push(format!(
                            "{:?}: {} {} as {asker:?}: {} instead of {outcome:?} {}",
                            asked.access,
                            asked.method,
                            asked.path,
                            answer.status,
                            answer.location().unwrap_or_default()
                        ));
                    }
                }
            }
        }
        wrong
    }
}
