//! The assemblies of the demonstration: one with a published, an open and a ready poll, one whose call to name delegates runs.

use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv4Addr},
    time::Duration,
};

use zeroize::Zeroizing;

use super::{Place, Team, before};
use crate::{
    App,
    accounts::model::Actor,
    assemblies::{self, model::AssemblyInput},
    cli::CliError,
    delegates::{
        self,
        model::{CallInput, RegistrationInput},
    },
    polls::{
        self,
        input::{PollInput, VoteInput},
        model::BoardAct,
        splitting::Votes,
        stored_rule::StoredRule,
    },
    registry, results,
    rolls::{
        self,
        actions::ForWhom,
        model::{ProxyInput, Sheet},
    },
    types::{AssemblyId, BodyId, ClockHand, Explain, PollId, RollId, RoundId, Timestamp},
};

/// Councils that send delegates to the demonstration's assembly: few, so that its codes are hashed at once.
pub(super) const COUNCILS: usize = 10;
/// Codes that are printed at the start.
const PRINTED_CODES: usize = 5;
const CALLED_DAYS_BEFORE: i64 = 21;

/// A code to try out voting with.
pub struct DemoCode {
    pub code: Zeroizing<String>,
    pub holder: String,
}

pub(super) fn refused(error: impl Explain + std::fmt::Display) -> CliError {
    CliError::Refused(format!(
        "the demonstration could not be made: {error} {:?}",
        error.problem().fields
    ))
}

pub(super) fn texts(de: &str, en: &str) -> BTreeMap<String, String> {
    BTreeMap::from([
        ("de".to_owned(), de.to_owned()),
        ("en".to_owned(), en.to_owned()),
    ])
}

pub(super) fn motion(
    title: (&str, &str),
    question: (&str, &str),
    numerator: u64,
    denominator: u64,
    strict: bool,
) -> PollInput {
    PollInput {
        kind: "motion".into(),
        method: String::new(),
        secrecy: "secret".into(),
        title: texts(title.0, title.1),
        question: texts(question.0, question.1),
        options: Vec::new(),
        bodies: Vec::new(),
        places: Vec::new(),
        max_choices: 1,
        max_per_option: 1,
        seats: 1,
        least_bodies: 0,
        rule: StoredRule::Motion {
            numerator,
            denominator,
            strict,
            base: "yes_no".into(),
            min_yes: 0,
            min_of_entitled: None,
            quorum: None,
            of_bodies: None,
            tie: None,
        },
        purpose: None,
    }
}

/// The assembly of the councils.
///
/// It is today; its members were called three weeks ago.
pub async fn councils(
    app: &App,
    hand: &ClockHand,
    team: &Team,
    place: &Place,
) -> Result<(RollId, Vec<DemoCode>), CliError> {
    let (registrar, board, publisher) = (
        &team.registrar.actor,
        &team.board.actor,
        &team.publisher.actor,
    );
    let slug = place.slug;
    let now = app.clock.now();
    let earlier = CALLED_DAYS_BEFORE * 24 * 3600 * 1000;
    hand.set(Timestamp::stored(now.unix_millis() - earlier));
    let (round, roll, id) = assembly(
        app,
        registrar,
        slug,
        "Vollversammlung",
        CALLED_DAYS_BEFORE,
        None,
        "Bürgerhaus, Großer Saal",
    )
    .await?;
    for (body, _, places) in place.bodies.iter().take(COUNCILS) {
        register(app, registrar, place, *body, round, *places).await?;
        accept(app, registrar, place, *body, round).await?;
    }
    before::prepare(app, registrar, slug, id).await?;
    before::motions(app, registrar, place, id).await?;
    hand.set(now);
    hand.release();
    rolls::actions::freeze_roll(app, registrar, slug, roll, true)
        .await
        .map_err(refused)?;
    let sheets = codes(app, board, slug, roll).await?;
    arrive(app, registrar, slug, roll, 0).await?;

    let create = async |input: PollInput| -> Result<PollId, CliError> {
        let poll = polls::actions::create_poll(app, board, slug, roll, &input)
            .await
            .map_err(refused)?;
        polls::actions::make_ready(app, board, slug, poll)
            .await
            .map_err(refused)?;
        Ok(poll)
    };
    let minutes = create(motion(
        (
            "Protokoll der letzten Vollversammlung",
            "Minutes of the last plenary",
        ),
        (
            "Soll das Protokoll der letzten Vollversammlung genehmigt werden?",
            "Shall the minutes of the last plenary be approved?",
        ),
        1,
        2,
        true,
    ))
    .await?;
    let statutes = create(motion(
        ("Änderung der Satzung, § 7", "Change of the statutes, § 7"),
        (
            "Soll die Amtszeit des Vorstands von zwei auf drei Jahre verlängert werden?",
            "Shall the board's term of office be extended from two to three years?",
        ),
        3,
        4,
        false,
    ))
    .await?;
    let candidates = [
        "Selin Aktaş",
        "Oleksandr Bondar",
        "Maria Conti",
        "Amadou Diallo",
        "Nasrin Ebrahimi",
        "Goran Filipović",
        "Thị Mai Lê",
    ];
    create(PollInput {
        kind: "election".into(),
        options: candidates.iter().map(|name| texts(name, name)).collect(),
        max_choices: 4,
        seats: 4,
        rule: StoredRule::Election {
            rule: "relative_majority".into(),
        },
        ..motion(
            (
                "Wahl der Beisitzerinnen und Beisitzer",
                "Election of members at large",
            ),
            (
                "Wer soll dem Vorstand angehören? Sie haben bis zu vier Stimmen.",
                "Who shall belong to the board? You have up to four votes.",
            ),
            1,
            2,
            true,
        )
    })
    .await?;

    let second = &team.second_of_board.actor;
    let together = async |poll, act| {
        let id = polls::actions::request_act(app, board, slug, poll, act, "")
            .await
            .map_err(refused)?;
        polls::actions::confirm_act(app, second, slug, poll, id)
            .await
            .map_err(refused)
    };
    let opening = BoardAct::Open {
        closes_at: None,
        grace_minutes: 0,
    };
    together(minutes, opening.clone()).await?;
    for (index, sheet) in sheets.iter().enumerate() {
        let choice = match index % 9 {
            3 => "no",
            7 => "abstain",
            _ => "yes",
        };
        vote(app, sheet, minutes, choice).await?;
    }
    together(minutes, BoardAct::Close).await?;
    polls::actions::count_poll(app, board, slug, minutes)
        .await
        .map_err(refused)?;
    let id = results::actions::request_publication(app, publisher, slug, minutes, None)
        .await
        .map_err(refused)?;
    results::actions::confirm(app, board, slug, minutes, id)
        .await
        .map_err(refused)?;

    together(statutes, opening).await?;
    let codes = sheets
        .into_iter()
        .take(PRINTED_CODES)
        .map(|sheet| DemoCode {
            holder: format!("{} ({})", sheet.name, sheet.body_name),
            code: sheet.code,
        });
    Ok((roll, codes.collect()))
}

/// Two delegates leave and give their vote to the first of the roll, whose code is printed.
pub async fn proxies(app: &App, team: &Team, place: &Place, roll: RollId) -> Result<(), CliError> {
    let (desk, slug) = (&team.registrar.actor, place.slug);
    let (mut entries, _) = rolls::actions::list_entries(app, desk, slug, roll, "", 200, 0)
        .await
        .map_err(refused)?;
    let holder = entries.first().map(|entry| entry.id.to_string());
    let input = ProxyInput {
        holder: holder.unwrap_or_default(),
        document_day: app.clock.today().to_string(),
    };
    for principal in entries.split_off(entries.len().saturating_sub(2)) {
        rolls::actions::check_out(app, desk, slug, roll, principal.id)
            .await
            .map_err(refused)?;
        rolls::actions::record_proxy(app, desk, slug, roll, principal.id, &input)
            .await
            .map_err(refused)?;
    }
    Ok(())
}

/// All delegates but the first few come to the desk.
pub(super) async fn arrive(
    app: &App,
    desk: &Actor,
    slug: &str,
    roll: RollId,
    absent: usize,
) -> Result<(), CliError> {
    let (entries, _) = rolls::actions::list_entries(app, desk, slug, roll, "", 200, 0)
        .await
        .map_err(refused)?;
    for entry in entries.into_iter().skip(absent) {
        rolls::actions::check_in(app, desk, slug, roll, entry.id)
            .await
            .map_err(refused)?;
    }
    Ok(())
}

/// The assembly of the associations: its call runs, and associations have come differently far.
///
/// The first, whose office can sign in, and most of the others have sent nothing yet.
pub async fn associations(app: &App, team: &Team, place: &Place) -> Result<(), CliError> {
    let registrar = &team.registrar_of_associations.actor;
    let (round, _, id) = assembly(
        app,
        registrar,
        place.slug,
        "Mitgliederversammlung",
        40,
        Some(26),
        "Haus der Begegnung",
    )
    .await?;
    let call = CallInput {
        intro: vec![
            (
                "de".into(),
                "Bitte benennen Sie Ihre Delegierten und legen Sie den Beschluss bei.".into(),
            ),
            (
                "en".into(),
                "Please name your delegates and enclose the resolution.".into(),
            ),
        ],
        remind_days: "7".into(),
    };
    delegates::actions::call::open(app, registrar, place.slug, round, &call, 0)
        .await
        .map_err(refused)?;
    let far = [
        Nominated::Accepted,
        Nominated::Accepted,
        Nominated::Returned,
        Nominated::WithoutResolution,
        Nominated::Draft,
    ];
    for ((body, _, places), far) in place.bodies.iter().skip(1).zip(far) {
        register(app, registrar, place, *body, round, *places).await?;
        nominate(app, registrar, place, *body, round, far).await?;
    }
    before::prepare(app, registrar, place.slug, id).await
}

/// How far an association has come in the call.
#[derive(Clone, Copy)]
enum Nominated {
    Accepted,
    /// One of those named was given back.
    Returned,
    /// Submitted, and in doubt.
    WithoutResolution,
    /// Saved and not submitted.
    Draft,
}

async fn nominate(
    app: &App,
    registrar: &Actor,
    place: &Place,
    body: BodyId,
    round: RoundId,
    far: Nominated,
) -> Result<(), CliError> {
    let (slug, today) = (place.slug, app.clock.today().to_string());
    match far {
        Nominated::Draft => return Ok(()),
        Nominated::WithoutResolution => {}
        Nominated::Accepted | Nominated::Returned => {
            delegates::actions::papers::set_resolution(app, registrar, slug, body, round, &today)
                .await
                .map_err(refused)?;
        }
    }
    let entitlement = delegates::actions::check::entitlement(app, registrar, slug, round, body)
        .await
        .map_err(refused)?;
    let revision = entitlement.revision;
    delegates::actions::papers::submit(app, registrar, slug, body, round, revision)
        .await
        .map_err(refused)?;
    match far {
        Nominated::Draft | Nominated::WithoutResolution => Ok(()),
        Nominated::Accepted => accept(app, registrar, place, body, round).await,
        Nominated::Returned => {
            let first = (1, 0);
            let (named, _) = delegates::actions::check::list_delegates(
                app,
                registrar,
                slug,
                round,
                None,
                Some(body),
                first,
            )
            .await
            .map_err(refused)?;
            for delegate in named {
                delegates::actions::check::give_back(
                    app,
                    registrar,
                    slug,
                    round,
                    delegate.id,
                    "Der Beschluss nennt eine andere Person.",
                    delegate.revision,
                )
                .await
                .map_err(refused)?;
            }
            Ok(())
        }
    }
}

pub(super) async fn assembly(
    app: &App,
    registrar: &Actor,
    slug: &str,
    title: &str,
    in_days: i64,
    call_ends_in: Option<i64>,
    hall: &str,
) -> Result<(RoundId, RollId, AssemblyId), CliError> {
    let today = app.clock.today();
    let on = |days| today.plus_days(days).unwrap_or(today);
    let day = on(in_days);
    let input = AssemblyInput {
        title: format!("{title} {}", day.date().year()),
        day: day.to_string(),
        form: "on_site".into(),
        place: hall.into(),
        legal_basis: String::new(),
        deadline: call_ends_in.map_or_else(String::new, |days| on(days).to_string()),
    };
    let assembly = assemblies::actions::create_assembly(app, registrar, slug, &input)
        .await
        .map_err(refused)?;
    let found = assemblies::actions::find_assembly(app, registrar, slug, assembly)
        .await
        .map_err(refused)?;
    Ok((found.assembly.round, found.assembly.roll, assembly))
}

pub(super) async fn register(
    app: &App,
    registrar: &Actor,
    place: &Place,
    body: BodyId,
    round: RoundId,
    places: i64,
) -> Result<(), CliError> {
    let day = app.clock.today();
    let people =
        registry::store::people_of_body_on(&mut app.db.read().await?, place.federation, body, day)
            .await?;
    let delegates = usize::try_from(places).unwrap_or(0);
    for (index, person) in people.iter().enumerate().take(delegates + 1) {
        let role = if index < delegates {
            "delegate"
        } else {
            "deputy"
        };
        let input = RegistrationInput {
            principal: String::new(),
            person: person.person.to_string(),
            role: role.into(),
        };
        delegates::actions::register(app, registrar, place.slug, body, round, &input)
            .await
            .map_err(refused)?;
    }
    Ok(())
}

pub(super) async fn accept(
    app: &App,
    registrar: &Actor,
    place: &Place,
    body: BodyId,
    round: RoundId,
) -> Result<(), CliError> {
    let entitlement =
        delegates::actions::check::entitlement(app, registrar, place.slug, round, body)
            .await
            .map_err(refused)?;
    delegates::actions::check::accept_body(
        app,
        registrar,
        place.slug,
        round,
        body,
        entitlement.revision,
    )
    .await
    .map_err(refused)
}

/// Has the codes made and takes the sheets.
pub(super) async fn codes(
    app: &App,
    board: &Actor,
    slug: &str,
    roll: RollId,
) -> Result<Vec<Sheet>, CliError> {
    rolls::actions::make_codes(app, board, slug, roll, ForWhom::All)
        .await
        .map_err(refused)?;
    while app.code_jobs.is_running(roll) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let printed = rolls::actions::take_sheets(app, board, slug, roll)
        .await
        .map_err(refused)?;
    let mut sheets = printed.sheets;
    // Deputies vote only once they have taken over a place.
    sheets.retain(|sheet| !sheet.is_of_deputy());
    Ok(sheets)
}

/// Votes as the holder of the code would.
pub(super) async fn vote(
    app: &App,
    sheet: &Sheet,
    poll: PollId,
    choice: &str,
) -> Result<(), CliError> {
    let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let signed_in = rolls::actions::sign_in_voter(app, &sheet.code, here)
        .await
        .map_err(refused)?;
    let voter = rolls::actions::voter_by_session(app, &signed_in.token)
        .await
        .map_err(refused)?
        .ok_or_else(|| CliError::Refused("a voter of the demonstration is not signed in".into()))?;
    let input = VoteInput {
        choices: vec![choice.to_owned()],
        ..VoteInput::default()
    };
    polls::actions::cast(app, &voter, poll, &Votes::Alike(input))
        .await
        .map_err(refused)?;
    rolls::actions::sign_out_voter(app, &signed_in.token)
        .await
        .map_err(refused)
}
