//! Seats of a group among its nominations, and the working in the words of the document.

use super::{
    ComputeError, Course, Group, OpenTie, Standing, TiedSet, is_independent, seats_of, signed,
    unsigned,
};
use crate::{
    elections::model::{
        document::{
            DivisorRange, Edge, GroupResult, QuotaRow, QuotientCell, QuotientRow, Working,
            WorkingStep,
        },
        lot::LotContent,
        rules::{self, Fraction},
    },
    tally::seats::{self as tally, Allocation, Contender, SeatRule, Step, Threshold, Tie},
    types::NominationId,
};

/// The rule in the words of the tally.
pub(super) fn rule(
    method: rules::Method,
    short_lists: rules::ShortLists,
    majority_clause: bool,
    threshold: Option<Fraction>,
) -> Result<SeatRule, ComputeError> {
    let threshold = threshold
        .map(|share| {
            let num = u32::try_from(share.num).ok()?;
            Threshold::new(num, u32::try_from(share.den).ok()?)
        })
        .map(|share| share.ok_or(ComputeError::Threshold))
        .transpose()?;
    Ok(SeatRule {
        method: match method {
            rules::Method::SainteLague => tally::Method::SainteLague,
            rules::Method::Dhondt => tally::Method::DHondt,
            rules::Method::HareNiemeyer => tally::Method::HareNiemeyer,
        },
        short_lists: match short_lists {
            rules::ShortLists::Vacant => tally::ShortLists::Vacant,
            rules::ShortLists::Reallocate => tally::ShortLists::Reallocate,
        },
        majority_clause,
        threshold,
    })
}

/// Allocates the seats of a group; people are filled in by the caller.
pub(super) fn allocate(
    rule: &SeatRule,
    group: &Group<'_>,
    course: &mut Course<'_>,
) -> Result<GroupResult, ComputeError> {
    let contenders = group
        .standing
        .iter()
        .map(contender)
        .collect::<Result<Vec<_>, _>>()?;
    let seats = seats_of(group.seats);
    let mut allocation = tally::allocate(rule, &contenders, seats, &[])?;
    if let Some(tie) = &allocation.undecided {
        match winners(group, tie, course) {
            Some(won) => {
                let lot = tally::Lot {
                    between: Some(tie.between.clone()),
                    won,
                };
                allocation = tally::allocate(rule, &contenders, seats, &[lot])?;
            }
            None => course.ties.push(open(group, tie)),
        }
    }
    Ok(result(group, &allocation))
}

fn contender(standing: &Standing<'_>) -> Result<Contender, ComputeError> {
    Ok(Contender {
        votes: unsigned(standing.votes)?,
        candidates: standing.nomination.capacity().map(seats_of),
        independent: is_independent(standing.nomination),
    })
}

fn ids(group: &Group<'_>, positions: &[usize]) -> Vec<NominationId> {
    positions
        .iter()
        .filter_map(|i| group.standing.get(*i))
        .map(|standing| standing.nomination.id)
        .collect()
}

/// The winners of the lot that was drawn for this tie.
fn winners(group: &Group<'_>, tie: &Tie, course: &mut Course<'_>) -> Option<Vec<usize>> {
    let mut between = ids(group, &tie.between);
    between.sort_unstable();
    let content = course.lot(|content| match content {
        LotContent::Nominations {
            group: of,
            tied,
            won,
        } => {
            let mut tied = tied.clone();
            tied.sort_unstable();
            *of == group.id && tied == between && seats_of(signed(won.len())) == tie.seats_open
        }
        LotContent::Candidates { .. }
        | LotContent::Successors { .. }
        | LotContent::ListAndCandidates { .. } => false,
    })?;
    match content {
        LotContent::Nominations { won, .. } => Some(
            (0..group.standing.len())
                .filter(|i| ids(group, &[*i]).iter().all(|id| won.contains(id)))
                .collect(),
        ),
        LotContent::Candidates { .. }
        | LotContent::Successors { .. }
        | LotContent::ListAndCandidates { .. } => None,
    }
}

pub(super) fn open(group: &Group<'_>, tie: &Tie) -> OpenTie {
    OpenTie {
        between: TiedSet::Nominations {
            group: group.id,
            tied: ids(group, &tie.between),
        },
        seats: i64::from(tie.seats_open),
        place: group.name.to_owned(),
        names: tie
            .between
            .iter()
            .filter_map(|i| group.standing.get(*i))
            .map(|standing| standing.nomination.label.clone())
            .collect(),
    }
}

fn result(group: &Group<'_>, allocation: &Allocation) -> GroupResult {
    let nominations = group
        .standing
        .iter()
        .zip(&allocation.shares)
        .map(|(standing, share)| {
            let mut nomination = standing.result();
            nomination.entitled = i64::from(share.entitled);
            nomination.filled = i64::from(share.filled);
            nomination
        })
        .collect();
    let undecided = allocation.undecided.as_ref();
    GroupResult {
        name: group.name.to_owned(),
        seats: group.seats,
        nominations,
        filled: allocation.shares.iter().map(|s| i64::from(s.filled)).sum(),
        vacant: i64::from(allocation.vacant),
        undecided: undecided.map_or(0, |tie| i64::from(tie.seats_open)),
        undecided_between: undecided.map_or_else(Vec::new, |tie| tie.between.clone()),
        working: working(&allocation.working),
        steps: allocation.working.iter().filter_map(step).collect(),
    }
}

/// The last computation of the steps is the one that holds.
fn working(steps: &[Step]) -> Option<Working> {
    steps.iter().rev().find_map(|step| match step {
        Step::Quotients(quotients) => Some(Working::Quotients {
            rows: quotients
                .lines
                .iter()
                .map(|line| quotient_row(quotients, line))
                .collect(),
            edge: edge(quotients),
            divisors: divisors(quotients.divisors),
        }),
        Step::Remainders(remainders) => Some(Working::Quotas {
            rows: remainders
                .lines
                .iter()
                .map(|line| QuotaRow {
                    nomination: line.contender,
                    whole: i64::from(line.whole),
                    remainder: signed(line.remainder),
                    further_seat: line.seats > line.whole,
                })
                .collect(),
        }),
        Step::Threshold { .. } | Step::MajorityClause(_) | Step::Lot { .. } => None,
    })
}

fn quotient_row(quotients: &tally::Quotients, line: &tally::QuotientLine) -> QuotientRow {
    let mut cells: Vec<QuotientCell> = quotients
        .claims
        .iter()
        .filter(|claim| claim.contender == line.contender)
        .map(|claim| QuotientCell {
            divisor: signed(claim.divisor),
            seat: (!claim.tied).then(|| i64::from(claim.numbers.first)),
        })
        .collect();
    // The first one that won nothing shows how near it came.
    if let Some(next) = line.next_divisor.map(signed::<u64>)
        && cells.iter().all(|cell| cell.divisor != next)
    {
        cells.push(QuotientCell {
            divisor: next,
            seat: None,
        });
    }
    cells.sort_by_key(|cell| cell.divisor);
    QuotientRow {
        nomination: line.contender,
        quotients: cells,
    }
}

/// Between the last seat and the first one missed; in a tie there is no edge.
fn edge(quotients: &tally::Quotients) -> Option<Edge> {
    let last = quotients.last_seat.first().filter(|claim| !claim.tied)?;
    let missed = quotients.first_missed.first()?;
    Some(Edge {
        last: last.contender,
        missed: missed.contender,
        votes_short: i64::try_from(missed.votes_to_next_seat?).ok()?,
    })
}

/// Numbers beyond 64 bits are left out rather than rounded.
fn divisors(range: tally::DivisorRange) -> Option<DivisorRange> {
    let (least, most) = (range.smallest?, range.largest?);
    Some(DivisorRange {
        least_num: i64::try_from(least.numerator).ok()?,
        least_den: i64::try_from(least.denominator).ok()?,
        most_num: i64::try_from(most.numerator).ok()?,
        most_den: i64::try_from(most.denominator).ok()?,
    })
}

fn step(step: &Step) -> Option<WorkingStep> {
    match step {
        Step::Threshold {
            least_votes,
            left_out,
        } => Some(WorkingStep::Threshold {
            least_votes: signed(*least_votes),
            left_out: left_out.clone(),
        }),
        Step::MajorityClause(clause) => Some(WorkingStep::MajorityClause {
            nomination: clause.contender,
            before: i64::from(clause.before),
            after: i64::from(clause.after),
        }),
        Step::Lot {
            between,
            seats,
            won,
        } => Some(WorkingStep::Lot {
            between: between.clone(),
            seats: i64::from(*seats),
            won: won.clone(),
        }),
        Step::Quotients(_) | Step::Remainders(_) => None,
    }
}
