//! Statutes of the demonstration: a key of steps as the Landesintegrationsrat NRW has it (§ 6), and one with a vote for each council
//! and each personal member as LAKA Baden-Württemberg has members (§ 4). The figures are invented and say so.

use super::{Place, Team, votes::refused};
use crate::{
    App,
    accounts::model::Actor,
    assemblies::{self, model::AssemblyInput},
    cli::CliError,
    delegates::actions::computation::{self, ComputationInput},
    registry::{
        actions::facts,
        model::facts::{FeeInput, FigureInput, FigureKind},
    },
    statutes::{
        actions::{self, StatutesInput},
        model::rules::{Naming, Rules},
    },
    types::Day,
};

const LIKE_LIR_NRW: &str = include_str!("statutes_nrw.json");
const LIKE_LAKA: &str = include_str!("statutes_bw.json");
const INVENTED: &str = "erfunden für die Vorführung";

/// Writes statutes, figures and fees, and computes the places of an assembly.
pub async fn write(
    app: &App,
    team: &Team,
    councils: &Place,
    elected: &Place,
) -> Result<(), CliError> {
    let registrar = &team.registrar.actor;
    let today = app.clock.today();
    let last_year = today.date().year().saturating_sub(1);
    let figures_on = Day::new(last_year, 12, 31).map_err(unexpected)?;
    let valid_from = Day::new(last_year.saturating_sub(2), 1, 1).map_err(unexpected)?;
    let (slug, title) = (councils.slug, "Satzung (erfunden, nach Art der LAKA)");
    add(app, registrar, slug, title, LIKE_LAKA, valid_from).await?;
    let (slug, title) = (
        elected.slug,
        "Satzung (erfunden, Schlüssel wie § 6 LIR NRW)",
    );
    add(app, registrar, slug, title, LIKE_LIR_NRW, valid_from).await?;
    for (place, kind) in [
        (councils, FigureKind::Inhabitants),
        (elected, FigureKind::ForeignResidents),
    ] {
        for (n, (body, _, _)) in (0_u32..).zip(&place.bodies) {
            let figure = FigureInput {
                kind: kind.as_str().to_owned(),
                day: figures_on.to_string(),
                // Spread over all steps of the key.
                value: (3_000 + n % 11 * 8_123).to_string(),
                source: INVENTED.to_owned(),
            };
            facts::add_figure(app, registrar, place.slug, *body, &figure)
                .await
                .map_err(refused)?;
            let due_on = Day::new(last_year, 3, 31).map_err(unexpected)?;
            let fee = FeeInput {
                year: last_year.to_string(),
                due_on: due_on.to_string(),
                paid_on: if n % 7 == 6 {
                    String::new()
                } else {
                    due_on.to_string()
                },
            };
            facts::add_fee(app, registrar, place.slug, *body, &fee)
                .await
                .map_err(refused)?;
        }
    }
    compute(app, registrar, elected.slug, today).await
}

async fn add(
    app: &App,
    registrar: &Actor,
    slug: &str,
    title: &str,
    rules: &str,
    valid_from: Day,
) -> Result<(), CliError> {
    let rules: Rules = serde_json::from_str(rules).map_err(unexpected)?;
    let input = StatutesInput {
        title: title.to_owned(),
        valid_from: valid_from.to_string(),
        rules: rules.checked(Naming::Document),
    };
    actions::create_statutes(app, registrar, slug, input)
        .await
        .map(drop)
        .map_err(refused)
}

/// Of days and rules that are written here.
fn unexpected(error: impl std::fmt::Display) -> CliError {
    CliError::Refused(error.to_string())
}

/// An assembly whose places are computed.
async fn compute(app: &App, registrar: &Actor, slug: &str, today: Day) -> Result<(), CliError> {
    let day = today.plus_days(75).map_err(unexpected)?;
    let input = AssemblyInput {
        title: "Mitgliederversammlung".to_owned(),
        day: day.to_string(),
        form: "on_site".to_owned(),
        place: "Düsseldorf".to_owned(),
        legal_basis: String::new(),
        deadline: today.plus_days(60).map_err(unexpected)?.to_string(),
    };
    let id = assemblies::actions::create_assembly(app, registrar, slug, &input)
        .await
        .map_err(refused)?;
    let round = assemblies::actions::find_assembly(app, registrar, slug, id)
        .await
        .map_err(refused)?
        .assembly
        .round;
    let mut input = ComputationInput::default();
    let seen = computation::proposal(app, registrar, slug, round, &input)
        .await
        .map_err(refused)?;
    input.digest = seen.digest;
    computation::compute_entitlements(app, registrar, slug, round, &input)
        .await
        .map(drop)
        .map_err(refused)
}
