//! The count of a poll in sentences.

use super::{PollAnswer, poll::Kind, reading::Names};
use crate::{
    tally::{
        choices::Sums,
        ranked::{Parcel, Step, TieOver, UNITS},
    },
    types::{Said, SaidValue},
};

fn listed(names: &Names, positions: &[usize]) -> String {
    names.all(positions).join(", ")
}

/// Adds votes with five places: the whole ones as a number, the rest as five digits.
fn with_units(said: Said, whole: &'static str, part: &'static str, units: u128) -> Said {
    let votes = u64::try_from(units / UNITS).unwrap_or(u64::MAX);
    said.with(whole, votes)
        .with(part, format!("{:05}", units % UNITS))
}

fn small(n: usize) -> SaidValue {
    u64::try_from(n).unwrap_or(u64::MAX).into()
}

/// How many ballots there are, and how they are counted.
pub(super) fn ballots(kind: Kind, valid: u64, blank: u64, invalid: u64) -> Vec<Said> {
    vec![
        Said::new(kind.label()),
        Said::new(crate::key!("tally-ballots"))
            .with("valid", valid)
            .with("blank", blank)
            .with("invalid", invalid),
    ]
}

pub(super) fn sums(names: &Names, sums: &Sums) -> Vec<Said> {
    let each = names.list.iter().zip(&sums.votes);
    each.map(|(name, votes)| holds(name, *votes)).collect()
}

fn holds(name: &str, votes: u64) -> Said {
    Said::new(crate::key!("tally-holds"))
        .with("name", name.to_owned())
        .with("votes", votes)
}

pub(super) fn absolute(valid: u64) -> Said {
    Said::new(crate::key!("tally-absolute"))
        .with("valid", valid)
        .with("needed", valid / 2 + 1)
}

pub(super) fn bodies(seats: usize, least: usize) -> Said {
    Said::new(crate::key!("tally-bodies"))
        .with("seats", small(seats))
        .with("bodies", small(least))
}

pub(super) fn passed_over(names: &Names, passed_over: &[usize]) -> Option<Said> {
    let said = Said::new(crate::key!("tally-passed-over"));
    (!passed_over.is_empty()).then(|| said.with("names", listed(names, passed_over)))
}

pub(super) fn lot(names: &Names, over: TieOver, between: &[usize], won: &[usize]) -> Said {
    let key = match over {
        TieOver::Seat => crate::key!("tally-lot-seat"),
        TieOver::Exclusion => crate::key!("tally-lot-exclusion"),
        TieOver::Surplus => crate::key!("tally-lot-surplus"),
    };
    Said::new(key)
        .with("names", listed(names, between))
        .with("won", listed(names, won))
}

/// How the count ends.
pub(super) fn end(names: &Names, answer: &PollAnswer) -> Vec<Said> {
    let mut says = Vec::new();
    if answer.elected.is_empty() {
        says.push(Said::new(crate::key!("tally-nobody-elected")));
    } else {
        let elected = listed(names, &answer.elected);
        says.push(Said::new(crate::key!("tally-elected")).with("names", elected));
    }
    if let Some(waiting) = &answer.tie {
        let key = match waiting.over {
            TieOver::Seat => crate::key!("tally-tie-seat"),
            TieOver::Exclusion => crate::key!("tally-tie-exclusion"),
            TieOver::Surplus => crate::key!("tally-tie-surplus"),
        };
        says.push(
            Said::new(key)
                .with("names", listed(names, &waiting.tie.between))
                .with("n", waiting.tie.seats_open),
        );
    }
    if answer.vacant > 0 {
        says.push(Said::new(crate::key!("tally-vacant")).with("n", small(answer.vacant)));
    }
    if !answer.runoff.is_empty() {
        let runoff = listed(names, &answer.runoff);
        says.push(Said::new(crate::key!("tally-runoff")).with("names", runoff));
    }
    says
}

/// The steps of a ranked count.
pub(super) fn steps(names: &Names, working: &[Step]) -> Vec<Said> {
    let mut says = Vec::new();
    let mut pairs: &[Vec<u64>] = &[];
    for step in working {
        // What Schulze compares is said pair by pair, when both figures are there.
        if let Step::Pairs { above } = step {
            pairs = above;
        } else if let Step::Paths { strength } = step {
            says.extend(compared(names, pairs, strength));
        } else {
            says.extend(of_step(names, step));
        }
    }
    says
}

fn of_step(names: &Names, step: &Step) -> Vec<Said> {
    let name = |position: usize| names.get(position);
    match step {
        Step::Round {
            number,
            votes,
            exhausted,
            counted,
        } => {
            let round = Said::new(crate::key!("tally-round"))
                .with("number", small(*number))
                .with("counted", *counted)
                .with("exhausted", *exhausted);
            let held = names.list.iter().zip(votes);
            let held = held.filter_map(|(name, votes)| Some(holds(name, (*votes)?)));
            std::iter::once(round).chain(held).collect()
        }
        Step::MoreThanHalf {
            option,
            votes,
            counted,
        } => vec![
            Said::new(crate::key!("tally-more-than-half"))
                .with("name", name(*option))
                .with("votes", *votes)
                .with("counted", *counted),
        ],
        Step::Eliminated { options, votes } => vec![
            Said::new(crate::key!("tally-eliminated"))
                .with("names", listed(names, options))
                .with("votes", *votes)
                .with("n", small(options.len())),
        ],
        Step::Quota {
            valid,
            seats,
            quota,
        } => vec![
            Said::new(crate::key!("tally-quota"))
                .with("valid", *valid)
                .with("parts", small(seats.saturating_add(1)))
                .with("quota", *quota),
        ],
        Step::Stage {
            number,
            votes,
            non_transferable,
            cut_off,
        } => stage(names, *number, votes, *non_transferable, *cut_off),
        Step::Reached { option, votes } => vec![with_units(
            Said::new(crate::key!("tally-reached")).with("name", name(*option)),
            "votes",
            "part",
            *votes,
        )],
        Step::Remaining { options } => {
            vec![Said::new(crate::key!("tally-remaining")).with("names", listed(names, options))]
        }
        Step::Surplus {
            option,
            surplus,
            votes,
            parcels,
        } => {
            let said = Said::new(crate::key!("tally-surplus")).with("name", name(*option));
            let said = with_units(said, "surplus", "surplus_part", *surplus);
            let said = with_units(said, "votes", "part", *votes);
            let gone = parcels.iter().map(|parcel| went_on(names, parcel));
            std::iter::once(said).chain(gone).collect()
        }
        Step::Excluded {
            options,
            votes,
            parcels,
        } => {
            let said = Said::new(crate::key!("tally-excluded"))
                .with("names", listed(names, options))
                .with("n", small(options.len()));
            let said = with_units(said, "votes", "part", *votes);
            let gone = parcels.iter().map(|parcel| went_on(names, parcel));
            std::iter::once(said).chain(gone).collect()
        }
        Step::EarlierStage {
            over,
            between,
            stage,
            left,
        } => {
            let key = match over {
                TieOver::Surplus => crate::key!("tally-earlier-more"),
                TieOver::Seat | TieOver::Exclusion => crate::key!("tally-earlier-fewer"),
            };
            vec![
                Said::new(key)
                    .with("names", listed(names, between))
                    .with("stage", small(*stage))
                    .with("left", listed(names, left)),
            ]
        }
        // Said together by `steps`.
        Step::Pairs { .. } | Step::Paths { .. } => Vec::new(),
        Step::Placed { options, seats } => vec![
            Said::new(crate::key!("tally-placed"))
                .with("names", listed(names, options))
                .with("n", small(*seats)),
        ],
        Step::Lot { over, between, won } => vec![lot(names, *over, between, won)],
    }
}

fn stage(
    names: &Names,
    number: usize,
    votes: &[Option<u128>],
    non_transferable: u128,
    cut_off: u128,
) -> Vec<Said> {
    let said = Said::new(crate::key!("tally-stage")).with("number", small(number));
    let said = with_units(said, "none", "none_part", non_transferable);
    let said = with_units(said, "lost", "lost_part", cut_off);
    let held = names.list.iter().zip(votes).filter_map(|(name, votes)| {
        let said = Said::new(crate::key!("tally-holds-units")).with("name", name.clone());
        Some(with_units(said, "votes", "part", (*votes)?))
    });
    std::iter::once(said).chain(held).collect()
}

fn went_on(names: &Names, parcel: &Parcel) -> Said {
    let said = match parcel.to {
        Some(to) => Said::new(crate::key!("tally-went-on")).with("name", names.get(to)),
        None => Said::new(crate::key!("tally-went-nowhere")),
    };
    let said = said.with("papers", parcel.papers);
    let said = with_units(said, "value", "value_part", parcel.value);
    let votes = u128::from(parcel.papers) * parcel.value;
    with_units(said, "votes", "part", votes)
}

/// Each two options under Schulze, the one above first.
fn compared(names: &Names, pairs: &[Vec<u64>], strength: &[Vec<u64>]) -> Vec<Said> {
    let at = |rows: &[Vec<u64>], one: usize, other: usize| {
        rows.get(one)
            .and_then(|row| row.get(other))
            .copied()
            .unwrap_or(0)
    };
    let mut says = Vec::new();
    for one in 0..names.list.len() {
        for other in one + 1..names.list.len() {
            let (there, back) = (at(strength, one, other), at(strength, other, one));
            let (first, second) = if there < back {
                (other, one)
            } else {
                (one, other)
            };
            let key = if there == back {
                crate::key!("tally-pair-level")
            } else {
                crate::key!("tally-pair")
            };
            says.push(
                Said::new(key)
                    .with("first", names.get(first))
                    .with("second", names.get(second))
                    .with("votes", at(pairs, first, second))
                    .with("against", at(pairs, second, first))
                    .with("path", there.max(back))
                    .with("path_back", there.min(back)),
            );
        }
    }
    says
}
