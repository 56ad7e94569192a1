//! Persons elected by the most votes, whoever put them up.

use super::{
    ComputeError, Course, Group, OpenTie, Standing, TiedSet, is_independent,
    people::{in_order, order_drawn, person},
    public_name, seats_of, unsigned,
};
use crate::{
    elections::model::{
        document::{GroupResult, PersonStanding, Working},
        lot::LotContent,
        nomination::Candidate,
    },
    tally::persons::{Elected, Lot, PersonTie, elect_by_majority},
    types::{CandidateId, NominationId},
};

/// One who is voted for by name under majority rules: a candidate, or an independent whose name was not taken in.
struct Voted<'a> {
    /// Position among those who stand in the group.
    standing: usize,
    nomination: NominationId,
    independent: bool,
    candidate: Option<&'a Candidate>,
    name: String,
    votes: i64,
}

/// Elects the persons with the most votes in a group, whoever put them up.
pub(super) fn elect(
    group: &Group<'_>,
    course: &mut Course<'_>,
) -> Result<GroupResult, ComputeError> {
    let voted = voted(group)?;
    let votes = voted
        .iter()
        .map(|one| unsigned(one.votes))
        .collect::<Result<Vec<u64>, _>>()?;
    let seats = seats_of(group.seats);
    let mut elected = elect_by_majority(&votes, seats, &[])?;
    if let Some(PersonTie { tie, .. }) = &elected.undecided {
        let between: Vec<&Voted<'_>> = tie.between.iter().filter_map(|i| voted.get(*i)).collect();
        let set = tied_set(group, &between)?;
        match won(&set, &between, tie.seats_open, course) {
            Some(winners) => {
                let won = tie
                    .between
                    .iter()
                    .zip(&winners)
                    .filter_map(|(i, won)| won.then_some(*i))
                    .collect();
                let lot = Lot {
                    between: Some(tie.between.clone()),
                    won,
                };
                elected = elect_by_majority(&votes, seats, &[lot])?;
            }
            None => course.ties.push(OpenTie {
                between: set,
                seats: i64::from(tie.seats_open),
                place: group.name.to_owned(),
                names: between.iter().map(|one| one.name.clone()).collect(),
            }),
        }
    }
    Ok(majority_result(group, &voted, &elected, course))
}

fn voted<'a>(group: &Group<'a>) -> Result<Vec<Voted<'a>>, ComputeError> {
    let mut all = Vec::new();
    for (i, standing) in group.standing.iter().enumerate() {
        let nomination = standing.nomination;
        if standing.candidates.is_empty() && !is_independent(nomination) {
            return Err(ComputeError::NoNames {
                label: nomination.label.clone(),
            });
        }
        let entry = |candidate: Option<&'a Candidate>, votes| Voted {
            standing: i,
            nomination: nomination.id,
            independent: is_independent(nomination),
            name: candidate
                .map_or_else(|| nomination.label.clone(), |c| public_name(nomination, c)),
            candidate,
            votes,
        };
        if is_independent(nomination) {
            let candidate = standing.candidates.first().map(|(c, _)| *c);
            all.push(entry(candidate, standing.votes));
        } else {
            let list = standing.candidates.iter();
            all.extend(list.map(|(c, votes)| entry(Some(*c), votes.unwrap_or(0))));
        }
    }
    Ok(all)
}

/// Independents are tied as nominations, candidates of lists as candidates.
fn tied_set(group: &Group<'_>, between: &[&Voted<'_>]) -> Result<TiedSet, ComputeError> {
    if between.iter().all(|one| one.independent) {
        return Ok(TiedSet::Nominations {
            group: group.id,
            tied: between.iter().map(|one| one.nomination).collect(),
        });
    }
    let tied = between
        .iter()
        .map(|one| {
            one.candidate
                .map(|c| c.id)
                .ok_or_else(|| ComputeError::NoNames {
                    label: one.name.clone(),
                })
        })
        .collect::<Result<_, _>>()?;
    Ok(TiedSet::Candidates { tied })
}

/// Who of the tied won, one answer for each, where a lot was drawn for exactly this tie.
fn won(
    set: &TiedSet,
    between: &[&Voted<'_>],
    open: u32,
    course: &mut Course<'_>,
) -> Option<Vec<bool>> {
    let first = usize::try_from(open).ok()?;
    match set {
        TiedSet::Candidates { tied } => {
            let order = order_drawn(tied, course)?;
            let winners = order.get(..first)?;
            Some(tied.iter().map(|id| winners.contains(id)).collect())
        }
        TiedSet::Nominations { group, tied } => {
            let sorted = |ids: &[NominationId]| {
                let mut ids = ids.to_vec();
                ids.sort_unstable();
                ids
            };
            let content = course.lot(|content| match content {
                LotContent::Nominations {
                    group: of,
                    tied: drawn,
                    won,
                } => of == group && sorted(drawn) == sorted(tied) && won.len() == first,
                LotContent::Candidates { .. }
                | LotContent::Successors { .. }
                | LotContent::ListAndCandidates { .. } => false,
            })?;
            match content {
                LotContent::Nominations { won, .. } => Some(
                    between
                        .iter()
                        .map(|one| won.contains(&one.nomination))
                        .collect(),
                ),
                LotContent::Candidates { .. }
                | LotContent::Successors { .. }
                | LotContent::ListAndCandidates { .. } => None,
            }
        }
        // No tie of an election of persons.
        TiedSet::Successors { .. } | TiedSet::ListAndCandidates { .. } => None,
    }
}

fn majority_result(
    group: &Group<'_>,
    voted: &[Voted<'_>],
    elected: &Elected,
    course: &Course<'_>,
) -> GroupResult {
    // An independent without a name is nobody's id; the place among the others is kept all the same.
    let ids: Vec<CandidateId> = voted
        .iter()
        .map(|one| one.candidate.map_or(CandidateId(0), |c| c.id))
        .collect();
    let mut nominations: Vec<_> = group.standing.iter().map(Standing::result).collect();
    for (i, standing_as, by) in in_order(elected, voted.len(), &ids, course) {
        let Some(one) = voted.get(i) else { continue };
        let Some(nomination) = nominations.get_mut(one.standing) else {
            continue;
        };
        if standing_as == PersonStanding::Elected {
            nomination.entitled += 1;
            nomination.filled += 1;
        }
        if let Some(candidate) = one.candidate {
            let result = person(candidate, Some(one.votes), standing_as, by);
            nomination.people.push(result);
        }
    }
    let undecided = elected.undecided.as_ref();
    let mut undecided_between: Vec<usize> = undecided
        .iter()
        .flat_map(|tie| &tie.tie.between)
        .filter_map(|i| voted.get(*i).map(|one| one.standing))
        .collect();
    undecided_between.dedup();
    GroupResult {
        name: group.name.to_owned(),
        seats: group.seats,
        filled: nominations.iter().map(|n| n.filled).sum(),
        nominations,
        vacant: i64::from(elected.vacant),
        undecided: undecided.map_or(0, |tie| i64::from(tie.tie.seats_open)),
        undecided_between,
        working: Some(Working::Persons),
        steps: Vec::new(),
    }
}
