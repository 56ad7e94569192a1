//! The assembly of the year before: held, its results published, its minutes signed.

use std::time::Duration;

use super::{
    Place, Team, before,
    votes::{self, COUNCILS, motion, refused, texts},
};
use crate::{
    App,
    accounts::model::Actor,
    cli::CliError,
    floor::{
        self,
        model::{AskInput, ListInput, ListState},
    },
    minutes::{self, model::MinutesTexts},
    polls::{self, input::PollInput, model::BoardAct, stored_rule::StoredRule},
    results,
    rolls::{self, model::Sheet},
    types::{ClockHand, PollId, TIME_ZONE, Timestamp},
};

const DAY: i64 = 24 * 3600 * 1000;
/// On the same weekday.
const DAYS_AGO: i64 = 364;
const NOTICE_DAYS: i64 = 28;
/// In milliseconds after midnight.
const BEGINNING: i64 = 10 * 3600 * 1000;

/// The day so many days before the moment, at ten o'clock.
fn ten_o_clock(moment: Timestamp, days_before: i64) -> Timestamp {
    let that_day = Timestamp::stored(moment.unix_millis() - days_before * DAY);
    let shown = that_day.civil_in(&TIME_ZONE);
    let seconds = i64::from(shown.hour()) * 3600 + i64::from(shown.minute()) * 60;
    Timestamp::stored(that_day.unix_millis() - seconds * 1000 + BEGINNING)
}

/// Holds it, from the notice to the minutes, and sets the clock back to now.
pub(super) async fn hold(
    app: &App,
    hand: &ClockHand,
    team: &Team,
    place: &Place,
) -> Result<(), CliError> {
    let now = app.clock.now();
    let held = held_a_year_ago(app, hand, team, place, now).await;
    hand.set(now);
    hand.release();
    held
}

async fn held_a_year_ago(
    app: &App,
    hand: &ClockHand,
    team: &Team,
    place: &Place,
    now: Timestamp,
) -> Result<(), CliError> {
    let (registrar, slug) = (&team.registrar.actor, place.slug);
    let minutes_later = |minutes: u64| hand.advance(Duration::from_secs(minutes * 60));
    hand.set(ten_o_clock(now, DAYS_AGO + NOTICE_DAYS));
    let hall = "Rathaus, Großer Sitzungssaal";
    let (round, roll, id) = votes::assembly(
        app,
        registrar,
        slug,
        "Vollversammlung",
        NOTICE_DAYS,
        None,
        hall,
    )
    .await?;
    for (body, _, places) in place.bodies.iter().take(COUNCILS) {
        votes::register(app, registrar, place, *body, round, *places).await?;
        votes::accept(app, registrar, place, *body, round).await?;
    }
    before::prepare(app, registrar, slug, id).await?;
    hand.set(ten_o_clock(now, DAYS_AGO));
    rolls::actions::freeze_roll(app, registrar, slug, roll, true)
        .await
        .map_err(refused)?;
    let sheets = votes::codes(app, &team.board.actor, slug, roll).await?;
    let absent = 2;
    votes::arrive(app, registrar, slug, roll, absent).await?;
    minutes_later(15);

    let list = ListInput {
        topic: "Änderung der Satzung, § 4".into(),
        time: "3".into(),
        ..ListInput::default()
    };
    let list = floor::actions::open_list(app, registrar, slug, id, &list)
        .await
        .map_err(refused)?;
    for number in ["3", "8", "5"] {
        let asked = AskInput {
            number: number.into(),
            ..AskInput::default()
        };
        let speech = floor::actions::ask(app, registrar, slug, (id, list), &asked)
            .await
            .map_err(refused)?;
        floor::actions::call(app, registrar, slug, (id, list), speech)
            .await
            .map_err(refused)?;
        minutes_later(2);
    }
    floor::actions::set_state(app, registrar, slug, (id, list), ListState::Ended)
        .await
        .map_err(refused)?;

    let statutes = motion(
        ("Änderung der Satzung, § 4", "Change of the statutes, § 4"),
        (
            "Soll der Sitz des Verbands nach Karlsruhe verlegt werden?",
            "Shall the seat of the federation move to Karlsruhe?",
        ),
        3,
        4,
        false,
    );
    let names = ["Yusuf Demir", "Olena Kovalenko", "Fatou Ndiaye"];
    let chair = PollInput {
        kind: "election".into(),
        options: names.iter().map(|name| texts(name, name)).collect(),
        rule: StoredRule::Election {
            rule: "relative_majority".into(),
        },
        ..motion(
            ("Wahl des Vorsitzes", "Election of the chair"),
            (
                "Wer soll den Vorsitz übernehmen?",
                "Who shall take the chair?",
            ),
            1,
            2,
            true,
        )
    };
    let polls: [(PollInput, [&str; 3]); 2] =
        [(statutes, ["yes", "no", "yes"]), (chair, ["2", "1", "2"])];
    let voters = sheets.get(absent..).unwrap_or_default();
    for (poll, choices) in polls {
        voted(app, team, slug, roll, (&poll, choices), (voters, hand)).await?;
        minutes_later(5);
    }

    let typed = MinutesTexts {
        chaired_by: "Yusuf Demir".into(),
        taken_by: registrar.name.clone(),
        began: "10:00".into(),
        ended: "10:45".into(),
        opening: "Der Vorstand eröffnet die Versammlung und stellt fest, dass form- und fristgerecht eingeladen wurde.".into(),
        proceedings: "Der Vorstand berichtet über das vergangene Jahr. Die Kassenprüfung hat keine Beanstandungen.".into(),
        statements: String::new(),
    };
    let board = &team.board.actor;
    minutes::actions::edit_minutes(app, registrar, slug, (id, 0), &typed)
        .await
        .map_err(refused)?;
    let asked = minutes::actions::request_signing(app, registrar, slug, id, "")
        .await
        .map_err(refused)?;
    minutes::actions::confirm_signing(app, board, slug, id, asked)
        .await
        .map_err(refused)
}

/// A poll from its writing to its publication; each third voter votes alike.
async fn voted(
    app: &App,
    team: &Team,
    slug: &str,
    roll: crate::types::RollId,
    (poll, choices): (&PollInput, [&str; 3]),
    (voters, hand): (&[Sheet], &ClockHand),
) -> Result<(), CliError> {
    let (board, second): (&Actor, &Actor) = (&team.board.actor, &team.second_of_board.actor);
    let id: PollId = polls::actions::create_poll(app, board, slug, roll, poll)
        .await
        .map_err(refused)?;
    polls::actions::make_ready(app, board, slug, id)
        .await
        .map_err(refused)?;
    let together = async |act| {
        let asked = polls::actions::request_act(app, board, slug, id, act, "")
            .await
            .map_err(refused)?;
        polls::actions::confirm_act(app, second, slug, id, asked)
            .await
            .map_err(refused)
    };
    together(BoardAct::Open {
        closes_at: None,
        grace_minutes: 0,
    })
    .await?;
    hand.advance(Duration::from_secs(60));
    for (sheet, choice) in voters.iter().zip(choices.iter().cycle()) {
        votes::vote(app, sheet, id, choice).await?;
    }
    hand.advance(Duration::from_secs(180));
    together(BoardAct::Close).await?;
    polls::actions::count_poll(app, board, slug, id)
        .await
        .map_err(refused)?;
    let publisher = &team.publisher.actor;
    let asked = results::actions::request_publication(app, publisher, slug, id, None)
        .await
        .map_err(refused)?;
    results::actions::confirm(app, board, slug, id, asked)
        .await
        .map_err(refused)
        .map(drop)
}
