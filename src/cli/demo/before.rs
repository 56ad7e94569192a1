//! What comes before the assemblies of the demonstration: an agenda with a document, the notice, and a motion.

use super::{
    Place,
    votes::{refused, texts},
};
use crate::{
    App,
    accounts::model::Actor,
    assemblies::{
        actions::{agenda, motions, notice},
        model::{
            agenda::AgendaItemInput,
            motions::{MotionInput, MotionState, MotionStep},
        },
    },
    cli::CliError,
    types::{AgendaItemId, AssemblyId},
};

/// Title in two languages, how deep it stands, beginning, minutes, mover.
type Line = (
    (&'static str, &'static str),
    bool,
    &'static str,
    &'static str,
    &'static str,
);

const AGENDA: [Line; 7] = [
    (
        (
            "Begrüßung und Wahl der Versammlungsleitung",
            "Welcome and election of the chair",
        ),
        false,
        "10:00",
        "15",
        "Vorstand",
    ),
    (
        (
            "Genehmigung des letzten Protokolls",
            "Approval of the last minutes",
        ),
        false,
        "10:15",
        "5",
        "",
    ),
    (("Berichte", "Reports"), false, "10:20", "40", ""),
    (
        ("Bericht des Vorstands", "Report of the board"),
        true,
        "",
        "25",
        "Vorstand",
    ),
    (
        ("Bericht der Kassenprüfung", "Report of the auditors"),
        true,
        "",
        "15",
        "Kassenprüfung",
    ),
    (
        ("Änderung der Satzung, § 7", "Change of the statutes, § 7"),
        false,
        "11:00",
        "30",
        "Vorstand",
    ),
    (("Verschiedenes", "Any other business"), false, "", "", ""),
];

/// The smallest file that is a PDF.
const DOCUMENT: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// Writes the agenda and sends the notice.
pub(super) async fn prepare(
    app: &App,
    registrar: &Actor,
    slug: &str,
    id: AssemblyId,
) -> Result<(), CliError> {
    let mut revision = 1;
    let mut above: Option<AgendaItemId> = None;
    for ((de, en), is_under, starts_at, minutes, mover) in AGENDA {
        let input = AgendaItemInput {
            title: texts(de, en),
            mover: mover.to_owned(),
            starts_at: starts_at.to_owned(),
            minutes: minutes.to_owned(),
        };
        let parent = above.filter(|_| is_under);
        let item = agenda::add_item(app, registrar, slug, id, parent, &input, revision)
            .await
            .map_err(refused)?;
        revision += 1;
        if !is_under {
            above = Some(item);
        }
    }
    if let Some(last) = above {
        let file = ("Hinweise.pdf", DOCUMENT);
        agenda::add_document(app, registrar, slug, (id, last), file, revision)
            .await
            .map_err(refused)?;
        revision += 1;
    }
    notice::send_notice(app, registrar, slug, id, "", revision)
        .await
        .map(drop)
        .map_err(refused)
}

/// Takes a motion in its second version, and an amendment to it.
pub(super) async fn motions(
    app: &App,
    registrar: &Actor,
    place: &Place,
    id: AssemblyId,
) -> Result<(), CliError> {
    let mut members = place.bodies.iter().map(|(body, _, _)| body.0);
    let submitters: Vec<i64> = members.next().into_iter().collect();
    let supporters: Vec<i64> = members.take(3).collect();
    let draft = |days: &str| MotionInput {
        title: texts("Unterlagen früher verschicken", "Papers sent earlier"),
        text: texts(
            &format!("Unterlagen gehen {days} Tage vor der Versammlung hinaus."),
            &format!("Papers are sent {days} days before the assembly."),
        ),
        reasons: texts("Wer sie liest, braucht Zeit.", "Reading takes time."),
        submitters: submitters.clone(),
        supporters: supporters.clone(),
    };
    let slug = place.slug;
    let motion = motions::write_motion(app, registrar, slug, id, None, &draft("10"))
        .await
        .map_err(refused)?;
    motions::revise_motion(app, registrar, slug, (id, motion), &draft("14"), 1)
        .await
        .map_err(refused)?;
    let amendment = MotionInput {
        title: texts("Drei Wochen", "Three weeks"),
        submitters: supporters.clone(),
        supporters: Vec::new(),
        ..draft("21")
    };
    let second = motions::write_motion(app, registrar, slug, id, Some(motion), &amendment);
    let amendment = second.await.map_err(refused)?;
    for (motion, revision) in [(motion, 2), (amendment, 1)] {
        for (state, revision) in [
            (MotionState::Submitted, revision),
            (MotionState::Admitted, revision + 1),
        ] {
            let step = MotionStep {
                state,
                reason: "",
                urgent: "",
            };
            motions::set_motion_state(app, registrar, slug, (id, motion), step, revision)
                .await
                .map_err(refused)?;
        }
    }
    Ok(())
}
