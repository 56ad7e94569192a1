//! Elections with published results, laid into the database directly: two real ones as facts, and ones that are made up.

use std::collections::BTreeMap;

use mandat::{
    elections::{
        model::{
            compute::{Basis, CountedDistrict, compute, districts::ballots},
            disclosure::{Before, hidden},
            document::{ElectionDocument, Standing},
            election::{Election, ElectionState},
            figures::Figures,
            lot::Lot,
            nomination::{Candidate, District, Nomination, NominationKind},
            publication::Draft,
            rules::{CandidateOrder, Method, Rules, ShortLists, System},
        },
        store::versions,
    },
    on,
    types::{
        AccountId, CandidateId, Day, DistrictId, ElectionId, NominationId, TermId, Timestamp,
        sha256_hex,
    },
};

use super::{Body, Federation, TestApp};

/// A list or an independent with its votes.
#[derive(Clone)]
pub struct Stood {
    pub label: String,
    pub votes: i64,
    pub independent: bool,
    /// Number of candidates where nobody is named.
    pub candidates: Option<i64>,
    /// Names; those in brackets did not agree to be named.
    pub people: Vec<String>,
}

/// What is to be put into the database.
#[derive(Clone)]
pub struct Contest {
    pub day: &'static str,
    pub seats: i64,
    pub method: Method,
    pub legal_source: &'static str,
    pub stood: Vec<Stood>,
    pub figures: Figures,
    /// Districts beside the first, which holds the votes of those who stood: name, figures, votes.
    pub further_districts: Vec<(&'static str, Option<Reported>)>,
}

/// Figures of a district with the votes of those who stood.
pub type Reported = (Figures, Vec<i64>);

/// An election in the database, and its result.
pub struct Held {
    pub election: Election,
    pub document: ElectionDocument,
}

impl Stood {
    fn list(label: &str, votes: i64, candidates: Option<i64>) -> Self {
        Self {
            label: label.to_owned(),
            votes,
            independent: false,
            candidates,
            people: Vec::new(),
        }
    }

    fn alone(label: &str, votes: i64) -> Self {
        Self {
            independent: true,
            ..Self::list(label, votes, None)
        }
    }
}

/// Integrationsrat Gelsenkirchen, 13 September 2020: votes and seats as published (WAZ, "WIN bekommt fünf Sitze im Integrationsrat").
/// Candidates are made up, and so is everything of the election before.
pub fn gelsenkirchen_2020() -> Contest {
    let mut stood = vec![
        Stood::list("WIN", 2_580, Some(12)),
        Stood::list("SPD", 1_458, Some(10)),
        Stood::list("DTIB", 1_174, Some(9)),
        Stood::list("GRÜNE", 1_007, Some(8)),
        Stood::list("AfD", 742, Some(4)),
        Stood::alone("Hegmanns", 661),
        Stood::list("HHIT", 492, Some(5)),
        Stood::alone("Kalaitzidis", 336),
        Stood::alone("L’Masoudi", 193),
        Stood::alone("Erdem", 170),
        Stood::alone("Al-Khalipha", 125),
        Stood::alone("Yurtseven", 44),
        Stood::alone("Habib", 42),
    ];
    stood[0].people = [
        "Aylin Beispiel",
        "Bekim Muster",
        "(Carla Ohne)",
        "Dilan Beispiel-Muster",
        "Elif Çağla Öztürk-Wołodyjowska",
        "Farid Muster",
        "Ganna Beispiel",
        "Hassan Muster",
    ]
    .map(str::to_owned)
    .to_vec();
    stood[3].people = ["Ida Muster", "Jin Beispiel"].map(str::to_owned).to_vec();
    Contest {
        day: "2020-09-13",
        seats: 18,
        method: Method::SainteLague,
        legal_source: "§ 27 GO NRW; Wahlordnung der Stadt (Sainte-Laguë/Schepers)",
        figures: Figures {
            eligible: Some(70_598),
            valid: Some(9_024),
            ..Figures::default()
        },
        stood,
        further_districts: Vec::new(),
    }
}

/// Integrationsausschuss Krefeld, 13 September 2020: votes, seats and vacancies as published (RP, "Im Integrationsausschuss bleiben
/// sieben Sitze frei").
pub fn krefeld_2020() -> Contest {
    Contest {
        day: "2020-09-13",
        seats: 18,
        method: Method::SainteLague,
        legal_source: "§ 27 GO NRW; Wahlordnung der Stadt (Sainte-Laguë/Schepers)",
        stood: vec![
            Stood::list("DL", 1_610, Some(3)),
            Stood::list("TIU", 1_387, Some(6)),
            Stood::list("Athen", 1_110, Some(1)),
            Stood::list("AfD", 884, Some(2)),
            Stood::alone("Höhne-Pattberg", 526),
        ],
        figures: Figures {
            eligible: Some(49_122),
            voters: Some(6_220),
            invalid: Some(703),
            valid: Some(5_517),
            ..Figures::default()
        },
        further_districts: Vec::new(),
    }
}

/// A made-up election by Hare/Niemeyer in three districts: one with few votes, one that has not reported.
pub fn three_districts() -> Contest {
    let figures = |eligible, voters, invalid, valid| Figures {
        eligible: Some(eligible),
        voters: Some(voters),
        invalid: Some(invalid),
        valid: Some(valid),
        ..Figures::default()
    };
    Contest {
        day: "2026-03-15",
        seats: 9,
        method: Method::HareNiemeyer,
        legal_source: "Satzung der Stadt, § 4",
        stood: vec![
            Stood::list("Liste Zusammen", 510, Some(9)),
            Stood::list("Offene Stadt", 333, Some(7)),
            Stood::list("Vielfalt", 157, Some(5)),
        ],
        figures: figures(4_000, 1_020, 20, 1_000),
        further_districts: vec![
            ("Süd", Some((figures(40, 4, 0, 4), vec![2, 1, 1]))),
            ("West", None),
        ],
    }
}

impl TestApp {
    /// Puts an election into the database and computes its result, which is not published yet.
    pub async fn held(
        &self,
        federation: &Federation,
        body: &Body,
        contest: &Contest,
        state: ElectionState,
    ) -> Held {
        let day: Day = contest.day.parse().unwrap();
        let rules = Rules {
            system: System::Proportional {
                method: contest.method,
                short_lists: ShortLists::Vacant,
                majority_clause: false,
                threshold: None,
                order: CandidateOrder::List,
            },
            votes_per_voter: 1,
            votes_per_candidate: 1,
            cross_voting: false,
            personal_votes: false,
            legal_source: contest.legal_source.to_owned(),
        };
        let (term, id) = self
            .insert_election(federation, body, day, contest, &rules, state)
            .await;
        let election = Election {
            id,
            federation: federation.id,
            body: body.id,
            term,
            day,
            repeats: None,
            state,
            state_reason: String::new(),
            seats: contest.seats,
            appointed_seats: 3,
            ex_officio_seats: 0,
            rules: Some(rules),
            nomination_deadline: None,
            acceptance_days: 7,
            objection_deadline: day.plus_days(60).ok(),
            revision: 1,
        };
        let document = self
            .document(federation, body, &election, contest, None)
            .await;
        Held { election, document }
    }

    async fn insert_election(
        &self,
        federation: &Federation,
        body: &Body,
        day: Day,
        contest: &Contest,
        rules: &Rules,
        state: ElectionState,
    ) -> (TermId, ElectionId) {
        let mut tx = self.app.db.begin().await.unwrap();
        let days = day.to_epoch_days();
        let term: i64 = on!(tx, |c| sqlx::query_scalar(
            "INSERT INTO terms (federation_id, body_id, label, starts_on, ends_on, revision) VALUES ($1, $2, $3, $4, $5, 1) RETURNING id"
        )
        .bind(federation.id.0)
        .bind(body.id.0)
        .bind(&contest.day[..4])
        .bind(days)
        .bind(days + 1_800)
        .fetch_one(c)
        .await)
        .unwrap();
        let id: i64 = on!(tx, |c| sqlx::query_scalar(
            "INSERT INTO elections (federation_id, body_id, term_id, day, state, state_reason, seats, appointed_seats, ex_officio_seats, \
             rules, acceptance_days, revision) VALUES ($1, $2, $3, $4, $5, '', $6, 3, 0, $7, 7, 1) RETURNING id"
        )
        .bind(federation.id.0)
        .bind(body.id.0)
        .bind(term)
        .bind(days)
        .bind(state.as_str())
        .bind(contest.seats)
        .bind(serde_json::to_string(rules).unwrap())
        .fetch_one(c)
        .await)
        .unwrap();
        tx.commit().await.unwrap();
        (TermId(term), ElectionId(id))
    }

    /// What a contest comes to, as the first version.
    pub async fn document(
        &self,
        federation: &Federation,
        body: &Body,
        election: &Election,
        contest: &Contest,
        previous: Option<&ElectionDocument>,
    ) -> ElectionDocument {
        let registered = mandat::registry::actions::federation(&self.app, &federation.slug)
            .await
            .unwrap();
        let nominations = nominations(contest);
        let districts = districts(contest, &nominations);
        let ballots: Vec<Option<i64>> = districts
            .iter()
            .map(|(_, figures)| ballots(figures.as_ref()?, &nominations).ok())
            .collect();
        let counted: Vec<CountedDistrict<'_>> = districts
            .iter()
            .zip(hidden(&ballots, &vec![Before::Never; ballots.len()]))
            .map(|((district, figures), suppressed)| CountedDistrict {
                district,
                figures: figures.as_ref(),
                suppressed,
            })
            .collect();
        let lots: [Lot; 0] = [];
        let computed = compute(&Basis {
            election,
            nominations: &nominations,
            groups: &[],
            districts: &counted,
            lots: &lots,
        })
        .unwrap();
        let all_reported = computed.reporting.reported == computed.reporting.districts;
        ElectionDocument::new(&Draft {
            federation: &registered,
            election,
            rules: election.rules.as_ref().unwrap(),
            body_name: &body.name,
            term_label: &contest.day[..4],
            computed: &computed,
            previous,
            version: 1,
            standing: if all_reported {
                Standing::Certified
            } else {
                Standing::Provisional
            },
            reason: "",
            at: Timestamp::stored((election.day.to_epoch_days() + 3) * 86_400_000),
        })
    }

    /// Publishes a version.
    pub async fn publish_election(&self, federation: &Federation, document: &ElectionDocument) {
        let mut accounts = Vec::new();
        let mut tx = self.app.db.begin().await.unwrap();
        for name in ["eins", "zwei"] {
            let known: Option<i64> = on!(tx, |c| sqlx::query_scalar(
                "SELECT id FROM accounts WHERE email_key = $1"
            )
            .bind(format!("{name}@wahl.example"))
            .fetch_optional(c)
            .await)
            .unwrap();
            let id: i64 = match known {
                Some(id) => id,
                None => on!(tx, |c| sqlx::query_scalar(
                    "INSERT INTO accounts (email, email_key, name, locale, created_at, revision) VALUES ($1, $1, $2, 'de', 0, 1) RETURNING id"
                )
                .bind(format!("{name}@wahl.example"))
                .bind(name)
                .fetch_one(c)
                .await)
                .unwrap(),
            };
            accounts.push(AccountId(id));
        }
        let confirmed_by = (document.standing != Standing::Provisional).then_some(accounts[1]);
        let digest = sha256_hex(&document.canonical());
        let by = (accounts[0], confirmed_by);
        assert!(
            versions::insert_version(&mut tx, federation.id, document, &digest, by)
                .await
                .unwrap()
        );
        tx.commit().await.unwrap();
    }
}

fn nominations(contest: &Contest) -> Vec<Nomination> {
    let day: Day = contest.day.parse().unwrap();
    let mut candidate = 0;
    contest
        .stood
        .iter()
        .zip(1..)
        .map(|(stood, position)| Nomination {
            id: NominationId(position),
            position,
            kind: if stood.independent {
                NominationKind::Independent
            } else {
                NominationKind::List
            },
            label: stood.label.clone(),
            group: None,
            unnamed_candidates: stood.candidates,
            withdrawn_on: None,
            withdrawn_reason: String::new(),
            candidates: stood
                .people
                .iter()
                .zip(1..)
                .map(|(name, position)| {
                    candidate += 1;
                    let withheld = name.starts_with('(');
                    let name = name.trim_matches(['(', ')']);
                    let (given, family) = name.split_once(' ').unwrap();
                    Candidate {
                        id: CandidateId(candidate),
                        position,
                        person: None,
                        given_name: given.to_owned(),
                        family_name: family.to_owned(),
                        consented_on: (!withheld).then_some(day),
                        withdrawn_on: None,
                        withdrawn_reason: String::new(),
                        revision: 1,
                    }
                })
                .collect(),
            revision: 1,
        })
        .collect()
}

fn districts(contest: &Contest, nominations: &[Nomination]) -> Vec<(District, Option<Figures>)> {
    let with_votes = |figures: &Figures, votes: &[i64]| {
        let ids = nominations.iter().map(|n| n.id);
        Figures {
            nominations: ids.zip(votes.iter().copied()).collect::<BTreeMap<_, _>>(),
            ..figures.clone()
        }
    };
    let all: Vec<i64> = contest.stood.iter().map(|s| s.votes).collect();
    let first = Some(with_votes(&contest.figures, &all));
    let first_name = if contest.further_districts.is_empty() {
        ""
    } else {
        "Mitte"
    };
    let further = contest.further_districts.iter().map(|(name, reported)| {
        let figures = reported.as_ref().map(|(f, votes)| with_votes(f, votes));
        (*name, figures)
    });
    std::iter::once((first_name, first))
        .chain(further)
        .zip(1..)
        .map(|((name, figures), number)| {
            let district = District {
                id: DistrictId(number),
                number,
                name: name.to_owned(),
            };
            (district, figures)
        })
        .collect()
}
