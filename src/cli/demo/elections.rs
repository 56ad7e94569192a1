//! The elections of the demonstration: five real ones in North Rhine-Westphalia, and two of an invented council.
//!
//! Votes and seats of the real ones are facts, each with its source in the legal basis that its page shows; names of people are left
//! out, and independents are numbered. Where a source names no figure, none is entered.

use std::collections::HashMap;

use csv::StringRecord;

use super::{
    Place, Team,
    register::{Builder, Names, cell, federation, records},
    votes::refused,
};
use crate::{
    App,
    accounts::model::Actor,
    cli::CliError,
    elections::{
        actions::{
            certification,
            counts::{self, CountError, EntryInput},
            elections::{self, NewElectionInput},
            seat_calls::{self, NextInput},
        },
        model::{
            division::DistrictInput,
            election::ElectionInput,
            figures::{Figure, FiguresInput},
            nomination::{CandidateInput, NominationInput},
            plausibility::Finding,
            publication::Decision,
            rules::RulesInput,
            seat_call::AnswerInput,
        },
        store,
    },
    registry::{
        self,
        model::{
            BodyKind, FederationKind,
            body::{BodyDetails, Species},
            mandate::EndInput,
            municipality::MunicipalityValues,
            term::{NewTerm, TermInput},
        },
    },
    types::{BodyId, Day, DistrictId, ElectionId, TermId},
};

const ELECTIONS: &str = include_str!("elections_nrw.csv");
const NOMINATIONS: &str = include_str!("nominations_nrw.csv");
const SLUG: &str = "integrationsraete-demo";

/// The councils of North Rhine-Westphalia that the elections belong to, and an invented one.
pub async fn councils(app: &App) -> Result<Place, CliError> {
    let mut tx = app.db.begin().await?;
    let id = federation(
        &mut tx,
        app,
        SLUG,
        "Landesverband der Integrationsräte (Vorführung)",
        FederationKind::Councils,
    )
    .await?;
    let mut builder = Builder {
        tx: &mut tx,
        federation: id,
        today: app.clock.today(),
        names: Names::read()?,
    };
    let mut bodies = Vec::new();
    for record in records(ELECTIONS)? {
        let ags = cell(&record, 0);
        let name = cell(&record, 1);
        let values = MunicipalityValues {
            ags: ags
                .parse()
                .map_err(|_| CliError::Refused(format!("{ags} is no AGS")))?,
            name: name.rsplit(' ').next().unwrap_or(name).to_owned(),
            county: String::new(),
            inhabitants: None,
            latitude_e6: None,
            longitude_e6: None,
        };
        let municipality =
            registry::store::municipalities::insert_municipality(builder.tx, id, &values).await?;
        let since = day(cell(&record, 10))?;
        let body = builder
            .body(
                Species::Council,
                name,
                BodyKind::Mixed,
                &details(ags),
                municipality,
                since,
            )
            .await?;
        let term = term(since, day(cell(&record, 11))?)?;
        registry::store::terms::insert_term(builder.tx, id, body, &term).await?;
        bodies.push((body, name.to_owned(), 1));
    }
    let today = builder.today;
    let invented = "Integrationsrat Musterstadt (erfunden)";
    let body = builder
        .body(
            Species::Council,
            invented,
            BodyKind::Mixed,
            &details("musterstadt"),
            None,
            shifted(today, -2_000),
        )
        .await?;
    for (from, to) in [(-1_700, 60), (61, 1_886)] {
        let term = term(shifted(today, from), shifted(today, to))?;
        registry::store::terms::insert_term(builder.tx, id, body, &term).await?;
    }
    bodies.push((body, invented.to_owned(), 1));
    tx.commit().await?;
    Ok(Place {
        federation: id,
        slug: SLUG,
        bodies,
    })
}

/// A term that bears its years.
fn term(starts_on: Day, ends_on: Day) -> Result<NewTerm, CliError> {
    let input = TermInput {
        label: String::new(),
        starts_on: starts_on.to_string(),
        ends_on: ends_on.to_string(),
    };
    input
        .parse()
        .map_err(|_| CliError::Refused("a term ends before it starts".into()))
}

fn details(key: &str) -> BodyDetails {
    BodyDetails {
        external_key: Some(key.to_owned()),
        municipality: None,
        joined_on: None,
        delegate_places: 1,
        contact_email: "rat@example.org".to_owned(),
        locale: None,
        website: String::new(),
        countries: Vec::new(),
        fields: Vec::new(),
    }
}

fn day(text: &str) -> Result<Day, CliError> {
    text.parse()
        .map_err(|_| CliError::Refused(format!("{text} is no day")))
}

fn shifted(today: Day, days: i64) -> Day {
    today.plus_days(days).unwrap_or(today)
}

/// Holds all elections of the demonstration.
pub async fn hold(app: &App, team: &Team, place: &Place) -> Result<(), CliError> {
    let nominations = records(NOMINATIONS)?;
    for (record, (body, ..)) in records(ELECTIONS)?.iter().zip(&place.bodies) {
        let of_body: Vec<&StringRecord> = nominations
            .iter()
            .filter(|n| cell(n, 0) == cell(record, 0))
            .collect();
        real(app, team, *body, record, &of_body).await?;
    }
    if let Some((body, ..)) = place.bodies.last() {
        invented(app, team, *body).await?;
    }
    Ok(())
}

/// One real election, from its facts to the certified result.
async fn real(
    app: &App,
    team: &Team,
    body: BodyId,
    record: &StringRecord,
    nominations: &[&StringRecord],
) -> Result<(), CliError> {
    let term = terms(app, team, body)
        .await?
        .first()
        .copied()
        .ok_or_else(|| CliError::Refused("a body without a term".into()))?;
    let input = NewElectionInput {
        details: ElectionInput {
            day: cell(record, 2).to_owned(),
            seats: cell(record, 3).to_owned(),
            appointed_seats: cell(record, 4).to_owned(),
            acceptance_days: "7".to_owned(),
            ..ElectionInput::default()
        },
        rules: Some(list_rules(
            cell(record, 5),
            &format!(
                "§ 27 GO NRW, § 33 KWahlG NRW und Wahlordnung der Stadt; Zahlen nach {}",
                cell(record, 12)
            ),
        )),
        nominations: nominations
            .iter()
            .map(|n| {
                let nomination = NominationInput {
                    kind: cell(n, 1).to_owned(),
                    label: cell(n, 2).to_owned(),
                    unnamed_candidates: if cell(n, 1) == "list" {
                        cell(n, 3).to_owned()
                    } else {
                        String::new()
                    },
                    ..NominationInput::default()
                };
                (nomination, Vec::new())
            })
            .collect(),
        ..NewElectionInput::default()
    };
    let election = begin_counting(app, team, (body, term), &input).await?;
    let head = [Figure::A, Figure::B, Figure::C, Figure::D];
    let head: HashMap<Figure, &str> = head
        .into_iter()
        .zip((6..=9).map(|c| cell(record, c)))
        .collect();
    let votes: Vec<&str> = nominations.iter().map(|n| cell(n, 4)).collect();
    let district = districts(app, election).await?;
    let district = district.first().copied().unwrap_or(DistrictId(0));
    for who in [&team.registrar.actor, &team.board.actor] {
        enter(app, who, (election, district), &head, &votes).await?;
    }
    certify(app, team, election).await
}

fn list_rules(method: &str, legal_source: &str) -> RulesInput {
    RulesInput {
        system: "proportional".to_owned(),
        method: method.to_owned(),
        short_lists: "vacant".to_owned(),
        order: "list".to_owned(),
        votes_per_voter: "1".to_owned(),
        votes_per_candidate: "1".to_owned(),
        legal_source: legal_source.to_owned(),
        ..RulesInput::default()
    }
}

async fn terms(app: &App, team: &Team, body: BodyId) -> Result<Vec<TermId>, CliError> {
    let actor = &team.registrar.actor;
    let (_, _, terms) = elections::terms_to_elect(app, actor, SLUG, body)
        .await
        .map_err(refused)?;
    let mut terms: Vec<_> = terms
        .into_iter()
        .map(|term| (term.starts_on, term.id))
        .collect();
    terms.sort();
    Ok(terms.into_iter().map(|(_, id)| id).collect())
}

async fn begin_counting(
    app: &App,
    team: &Team,
    place: (BodyId, TermId),
    input: &NewElectionInput,
) -> Result<ElectionId, CliError> {
    let registrar = &team.registrar.actor;
    let id = elections::create_election(app, registrar, SLUG, place, input)
        .await
        .map_err(refused)?;
    let detail = elections::read_election(app, registrar, SLUG, id)
        .await
        .map_err(refused)?;
    let version = (id, detail.election().revision);
    elections::start_counting(app, registrar, SLUG, version, true)
        .await
        .map_err(refused)?;
    Ok(id)
}

async fn districts(app: &App, election: ElectionId) -> Result<Vec<DistrictId>, CliError> {
    let mut conn = app.db.read().await?;
    let federation = registry::store::find_federation_by_slug(&mut conn, SLUG)
        .await?
        .ok_or_else(|| CliError::Refused("the federation is missing".into()))?
        .id;
    let districts = store::divisions::districts_of(&mut conn, federation, election).await?;
    Ok(districts.into_iter().map(|d| d.id).collect())
}

/// One look at the figures of a district; what is unusual stands as it was published.
async fn enter(
    app: &App,
    who: &Actor,
    place: (ElectionId, DistrictId),
    head: &HashMap<Figure, &str>,
    votes: &[&str],
) -> Result<(), CliError> {
    let detail = elections::read_election(app, who, SLUG, place.0)
        .await
        .map_err(refused)?;
    let of_lists = detail
        .nominations
        .iter()
        .zip(votes)
        .map(|(nomination, votes)| (Figure::Nomination(nomination.id), *votes));
    let figures = head
        .iter()
        .map(|(figure, text)| (*figure, *text))
        .chain(of_lists)
        .filter(|(_, text)| !text.is_empty())
        .map(|(figure, text)| (figure.to_string(), text.to_owned()))
        .collect();
    let mut input = EntryInput {
        round: 1,
        figures: FiguresInput(figures),
        ..EntryInput::default()
    };
    match counts::enter_figures(app, who, SLUG, place, &input).await {
        Ok(_) => Ok(()),
        Err(CountError::Unconfirmed(findings)) => {
            input.confirmed = findings.iter().map(Finding::code).collect();
            "So veröffentlicht.".clone_into(&mut input.note);
            counts::enter_figures(app, who, SLUG, place, &input)
                .await
                .map(drop)
                .map_err(refused)
        }
        Err(error) => Err(refused(error)),
    }
}

async fn certify(app: &App, team: &Team, election: ElectionId) -> Result<(), CliError> {
    let board = &team.board.actor;
    let decision = (Decision::Certify.as_str(), "");
    let nothing = certification::Acknowledged::default();
    let request = certification::request_decision(app, board, SLUG, election, decision, &nothing)
        .await
        .map_err(refused)?;
    certification::confirm(app, &team.publisher.actor, SLUG, election, request)
        .await
        .map(drop)
        .map_err(refused)
}

/// Candidates of the invented council: `Given Family`.
const LISTS: [(&str, &[&str]); 3] = [
    (
        "Liste Zusammen",
        &[
            "Amira Beispiel",
            "Bogdan Muster",
            "Çağla Probe",
            "Dmytro Beispiel",
            "Esi Muster",
            "Filiz Probe",
        ],
    ),
    (
        "Vielfalt Musterstadt",
        &["Farid Probe", "Giulia Beispiel", "Hanh Muster"],
    ),
    ("Offene Stadt", &["Ivana Probe", "João Beispiel"]),
];

/// Two elections of a council that does not exist: one certified, whose seats have changed hands, and one being counted.
async fn invented(app: &App, team: &Team, body: BodyId) -> Result<(), CliError> {
    let today = app.clock.today();
    let registrar = &team.registrar.actor;
    let terms = terms(app, team, body).await?;
    let [current, next] = terms.as_slice() else {
        return Err(CliError::Refused(
            "the invented council has two terms".into(),
        ));
    };
    let first = begin_counting(
        app,
        team,
        (body, *current),
        &invented_election(shifted(today, -1_720), &[]),
    )
    .await?;
    let district = districts(app, first).await?;
    let district = district.first().copied().unwrap_or(DistrictId(0));
    let head = HashMap::from([
        (Figure::A, "5400"),
        (Figure::B, "910"),
        (Figure::C, "12"),
        (Figure::D, "898"),
    ]);
    for who in [registrar, &team.board.actor] {
        enter(app, who, (first, district), &head, &["431", "302", "165"]).await?;
    }
    certify(app, team, first).await?;
    seats_change_hands(app, team, first).await?;

    let names = ["Nord", "Mitte", "Süd"];
    let second = begin_counting(
        app,
        team,
        (body, *next),
        &invented_election(shifted(today, -1), &names),
    )
    .await?;
    let districts = districts(app, second).await?;
    let of_nord = HashMap::from([
        (Figure::A, "2100"),
        (Figure::B, "402"),
        (Figure::C, "4"),
        (Figure::D, "398"),
    ]);
    let of_mitte = HashMap::from([
        (Figure::A, "1900"),
        (Figure::B, "377"),
        (Figure::C, "7"),
        (Figure::D, "370"),
    ]);
    let votes = ["150", "139", "81"];
    if let [nord, mitte, south] = districts.as_slice() {
        // As long as one is missing, one that is counted is kept back.
        for who in [registrar, &team.board.actor] {
            enter(app, who, (second, *nord), &of_nord, &["170", "148", "80"]).await?;
            enter(app, who, (second, *mitte), &of_mitte, &votes).await?;
        }
        enter(app, registrar, (second, *south), &of_mitte, &votes).await?;
    }
    let nothing = certification::Acknowledged::default();
    certification::publish_provisional(app, &team.board.actor, SLUG, second, &nothing)
        .await
        .map(drop)
        .map_err(refused)
}

fn invented_election(day: Day, districts: &[&str]) -> NewElectionInput {
    let candidate = |name: &&str| {
        let (given, family) = name.split_once(' ').unwrap_or(("", name));
        CandidateInput {
            given_name: given.to_owned(),
            family_name: family.to_owned(),
            consented_on: shifted(day, -60).to_string(),
            ..CandidateInput::default()
        }
    };
    NewElectionInput {
        details: ElectionInput {
            day: day.to_string(),
            seats: "7".to_owned(),
            appointed_seats: "3".to_owned(),
            acceptance_days: "7".to_owned(),
            ..ElectionInput::default()
        },
        rules: Some(list_rules(
            "sainte_lague",
            "Erfundene Wahlordnung der Musterstadt, § 4",
        )),
        districts: districts
            .iter()
            .map(|name| DistrictInput {
                number: String::new(),
                name: (*name).to_owned(),
            })
            .collect(),
        nominations: LISTS
            .iter()
            .map(|(label, names)| {
                let nomination = NominationInput {
                    kind: "list".to_owned(),
                    label: (*label).to_owned(),
                    ..NominationInput::default()
                };
                (nomination, names.iter().map(candidate).collect())
            })
            .collect(),
        ..NewElectionInput::default()
    }
}

/// All the elected accept but one, whom the next one on the list follows; later a member resigns and is followed too.
async fn seats_change_hands(app: &App, team: &Team, election: ElectionId) -> Result<(), CliError> {
    let registrar = &team.registrar.actor;
    let today = app.clock.today();
    let called_on = shifted(today, -1_715).to_string();
    seat_calls::call_elected(app, registrar, SLUG, election, &called_on)
        .await
        .map_err(refused)?;
    let answered_on = shifted(today, -1_712).to_string();
    let mut resigning = None;
    // Whoever declines is followed by somebody who is asked in the next turn.
    for turn in 0..2 {
        let seats = seat_calls::seats_of_election(app, registrar, SLUG, election)
            .await
            .map_err(refused)?;
        for (index, line) in seats.lines.iter().enumerate() {
            let Some(call) = line.last().filter(|call| call.answered_on.is_none()) else {
                continue;
            };
            let declines = turn == 0 && index == 1;
            let input = AnswerInput {
                answer: if declines { "declined" } else { "accepted" }.to_owned(),
                answered_on: answered_on.clone(),
                reason: String::new(),
            };
            let version = (call.id, call.revision);
            let answered = seat_calls::answer_call(app, registrar, SLUG, election, version, &input)
                .await
                .map_err(refused)?;
            if let seat_calls::Answered::Seated(mandate) = answered
                && index == 0
            {
                resigning = Some((call.id, mandate));
            }
        }
    }
    let Some((call, mandate)) = resigning else {
        return Ok(());
    };
    let detail = registry::actions::mandates::read_mandate(app, registrar, SLUG, mandate)
        .await
        .map_err(refused)?;
    let input = EndInput {
        ends_on: shifted(today, -200).to_string(),
        end_reason: "resigned".to_owned(),
    };
    registry::actions::mandates::end_mandate(
        app,
        registrar,
        SLUG,
        mandate,
        detail.mandate.revision,
        &input,
    )
    .await
    .map_err(refused)?;
    let input = NextInput {
        called_on: shifted(today, -195).to_string(),
        drawn: String::new(),
    };
    seat_calls::call_next(app, registrar, SLUG, election, call, &input)
        .await
        .map(drop)
        .map_err(refused)
}
