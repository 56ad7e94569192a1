//! A published result, held against the count; its lots, followed by the second count.

use super::{
    Evidence,
    checking::{EvidenceError, Findings, demand},
    second_count::{first_count, option_names, poll_export, whole},
};
use crate::{
    polls::{
        count::{self, PollCount},
        sealing::Opening,
    },
    results::{
        model::{PublishedOutcome, ResultDocument},
        recount::{BoxExport, BoxFormat, LotExport, recount_export},
    },
};

/// Votes of those who were there; who took part, where presence was not recorded.
pub(super) fn there(count: &PollCount) -> i64 {
    count.present.unwrap_or(count.ballots)
}

/// Counts once more with the lots of a result, where the ballots are there: the count with the outcome that it says, to be held against
/// the result like one without lots.
pub(super) fn check_lots(
    opening: &Opening,
    document: &ResultDocument,
    count: &PollCount,
    ballots: Option<&[String]>,
    found: &mut Findings,
) -> Result<Option<PollCount>, EvidenceError> {
    let said = PollCount {
        outcome: document.outcome.as_counted(),
        ..count.clone()
    };
    let names = option_names(opening);
    let by_name = document.roll_call.as_deref();
    let poll = ballots.and_then(|_| poll_export(opening, &names, there(count), by_name));
    let (Some(ballots), Some(poll)) = (ballots, poll) else {
        found.unchecked.push(format!(
            "{} lots stand in the result; without the ballots they are not counted again.",
            document.lots.len()
        ));
        return Ok(Some(said));
    };
    let named = |places: &[i64]| {
        let names = places.iter().filter_map(|place| {
            let place = usize::try_from(place.checked_sub(1)?).ok()?;
            names.get(place).cloned()
        });
        names.collect()
    };
    let mut sorted = ballots.to_vec();
    sorted.sort_unstable();
    let again = recount_export(&BoxExport {
        format: BoxFormat::V1,
        poll,
        marks: whole(count.ballots),
        ballots: sorted,
        lots: document
            .lots
            .iter()
            .map(|lot| LotExport {
                between: named(&lot.between),
                won: named(&lot.won),
            })
            .collect(),
        count: None,
    })?;
    demand(again == first_count(&said, &names), || {
        format!(
            "with the lots of the result the ballots say something else: {}",
            serde_json::to_string(&again).unwrap_or_default()
        )
    })?;
    found.checked.push(format!(
        "With the {} lots of the result, a second count of the ballots gives the published outcome.",
        document.lots.len()
    ));
    Ok(Some(said))
}

pub(super) fn check_figures(
    evidence: &Evidence,
    document: &ResultDocument,
    count: Option<&PollCount>,
) -> Result<(), EvidenceError> {
    demand(document.ballots == evidence.ballot_box.ballots, || {
        "the result says another number of ballots than the box".to_owned()
    })?;
    let Some(count) = count else {
        return Ok(());
    };
    let figures_fit = document.figures.as_ref().is_none_or(|figures| {
        figures.votes == count.votes
            && figures.valid == count.valid
            && figures.blank == count.blank
            && figures.invalid == count.invalid
            && figures.present == count.present
    });
    let outcome_fits = match (&document.outcome, &count.outcome) {
        (
            PublishedOutcome::Motion {
                accepted, awaits, ..
            },
            count::Outcome::Motion {
                accepted: counted,
                awaits: still,
                ..
            },
        ) => (accepted, awaits) == (counted, still),
        (
            PublishedOutcome::Election {
                elected,
                tied,
                open_seats,
                vacant,
                needed: _,
                seats,
                tie_over,
                steps,
            },
            count::Outcome::Election {
                elected: who,
                tied: level,
                open_seats: open,
                vacant: free,
                winners: _,
                seats: of_lists,
                tie_over: over,
                steps: counted,
            },
        ) => {
            let steps_fit = document.figures.is_none() || steps == counted;
            (elected, tied, open_seats, vacant) == (who, level, open, free)
                && (seats, tie_over) == (of_lists, over)
                && steps_fit
        }
        (PublishedOutcome::Motion { .. }, count::Outcome::Election { .. })
        | (PublishedOutcome::Election { .. }, count::Outcome::Motion { .. }) => false,
    };
    demand(
        figures_fit && outcome_fits && document.voters == count.voters,
        || "the published result is not that of the count".to_owned(),
    )
}
