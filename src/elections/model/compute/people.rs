//! Who takes the seats, and who follows.

use super::{
    ComputeError, Course, Group, OpenTie, Standing, TiedSet, is_independent, public_name, seats_of,
    unsigned,
};
use crate::{
    elections::model::{
        document::{ElectedBy, GroupResult, PersonResult, PersonStanding, Working},
        lot::LotContent,
        nomination::Candidate,
        rules::CandidateOrder,
    },
    tally::{
        persons::{
            By, Elected, LevelVotes, ListRule, ListVotes, Lot, PersonTie, TieOf, elect_by_majority,
            elect_from_list,
        },
        seats::Method,
    },
    types::{CandidateId, NominationId},
};

/// The people of a list that fills so many seats; empty where names were not taken in.
pub(super) fn of_list(
    order: CandidateOrder,
    method: Method,
    standing: &Standing<'_>,
    seats: i64,
    course: &mut Course<'_>,
) -> Result<Vec<PersonResult>, ComputeError> {
    let ids: Vec<CandidateId> = standing.candidates.iter().map(|(c, _)| c.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let personal = standing
        .candidates
        .iter()
        .map(|(_, votes)| unsigned(votes.unwrap_or(0)))
        .collect::<Result<Vec<u64>, _>>()?;
    let rule = match order {
        CandidateOrder::List => ListRule::ListOrder,
        CandidateOrder::PersonalVotes => ListRule::PersonalVotes(LevelVotes::ListOrder),
        CandidateOrder::PersonalVotesLot => ListRule::PersonalVotes(LevelVotes::Lot),
        CandidateOrder::Mixed => ListRule::ListAndPersonalVotes(method),
    };
    let person = |position: usize, standing_as, elected_by| {
        let (candidate, votes) = standing.candidates.get(position)?;
        Some(person(candidate, *votes, standing_as, elected_by))
    };
    if seats == 0 {
        return Ok((0..ids.len())
            .filter_map(|position| person(position, PersonStanding::NotElected, None))
            .collect());
    }
    let votes = ListVotes {
        list: unsigned(list_votes(order, standing)?)?,
        candidates: &personal,
    };
    let elected = settled(&ids, course, |lots| {
        Ok(elect_from_list(rule, votes, seats_of(seats), lots)?)
    })?;
    if let Some(PersonTie { of, tie, .. }) = &elected.undecided {
        match of {
            TieOf::Candidates => {
                let tied = |i: &usize| standing.candidates.get(*i).map(|(c, _)| *c);
                let tied: Vec<&Candidate> = tie.between.iter().filter_map(tied).collect();
                course.ties.push(OpenTie {
                    between: TiedSet::Candidates {
                        tied: tied.iter().map(|c| c.id).collect(),
                    },
                    seats: i64::from(tie.seats_open),
                    place: standing.nomination.label.clone(),
                    names: tied
                        .iter()
                        .map(|c| public_name(standing.nomination, c))
                        .collect(),
                });
            }
            TieOf::ListAndCandidates => {
                return Err(ComputeError::ListAndCandidatesTied {
                    label: standing.nomination.label.clone(),
                });
            }
        }
    }
    Ok(in_order(&elected, ids.len(), &ids, course)
        .into_iter()
        .filter_map(|(position, standing_as, by)| person(position, standing_as, by))
        .collect())
}

/// The votes for a list as a whole that are not votes for a candidate.
fn list_votes(order: CandidateOrder, standing: &Standing<'_>) -> Result<i64, ComputeError> {
    match order {
        CandidateOrder::List | CandidateOrder::PersonalVotes | CandidateOrder::PersonalVotesLot => {
            Ok(0)
        }
        CandidateOrder::Mixed => {
            let personal = standing
                .candidates
                .iter()
                .try_fold(0_i64, |sum, (_, votes)| sum.checked_add(votes.unwrap_or(0)))
                .ok_or(ComputeError::TooManyVotes)?;
            Some(standing.votes - personal)
                .filter(|left| *left >= 0)
                .ok_or_else(|| ComputeError::MoreForCandidates {
                    label: standing.nomination.label.clone(),
                })
        }
    }
}

/// Elects, and where a tie is left for which a lot was drawn, elects again with it.
fn settled(
    ids: &[CandidateId],
    course: &mut Course<'_>,
    elect: impl Fn(&[Lot]) -> Result<Elected, ComputeError>,
) -> Result<Elected, ComputeError> {
    let elected = elect(&[])?;
    let Some(PersonTie {
        of: TieOf::Candidates,
        tie,
        ..
    }) = &elected.undecided
    else {
        return Ok(elected);
    };
    let id = |i: &usize| ids.get(*i).copied();
    let between: Vec<CandidateId> = tie.between.iter().filter_map(id).collect();
    let Some(order) = order_drawn(&between, course) else {
        return Ok(elected);
    };
    let first = usize::try_from(tie.seats_open).unwrap_or(usize::MAX);
    let winners: Vec<CandidateId> = order.into_iter().take(first).collect();
    let won = tie
        .between
        .iter()
        .copied()
        .filter(|i| id(i).is_some_and(|id| winners.contains(&id)))
        .collect();
    elect(&[Lot {
        between: Some(tie.between.clone()),
        won,
    }])
}

/// The order in which exactly these candidates were drawn.
fn order_drawn(between: &[CandidateId], course: &mut Course<'_>) -> Option<Vec<CandidateId>> {
    let sorted = |ids: &[CandidateId]| {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids
    };
    let wanted = sorted(between);
    let content = course.lot(|content| match content {
        LotContent::Candidates { tied, order } => sorted(tied) == wanted && sorted(order) == wanted,
        LotContent::Nominations { .. } => false,
    })?;
    match content {
        LotContent::Candidates { order, .. } => Some(order.clone()),
        LotContent::Nominations { .. } => None,
    }
}

/// Everybody by position: the elected, those who wait for a lot, those who follow, and the others.
fn in_order(
    elected: &Elected,
    count: usize,
    ids: &[CandidateId],
    course: &Course<'_>,
) -> Vec<(usize, PersonStanding, Option<ElectedBy>)> {
    let mut all: Vec<(usize, PersonStanding, Option<ElectedBy>)> = elected
        .elected
        .iter()
        .map(|seated| {
            let by = match seated.by {
                By::ListOrder => ElectedBy::ListOrder,
                By::Votes => ElectedBy::Votes,
            };
            (seated.candidate, PersonStanding::Elected, Some(by))
        })
        .collect();
    if let Some(PersonTie {
        of: TieOf::Candidates,
        tie,
        ..
    }) = &elected.undecided
    {
        all.extend(
            tie.between
                .iter()
                .map(|i| (*i, PersonStanding::Undecided, None)),
        );
    }
    // Where both orders differ, the one of the votes comes first; who follows whom is told by what the seat was won by.
    for group in elected.successors(By::Votes) {
        let mut group = group.clone();
        // Those who lost a lot follow in the order in which it was drawn.
        group.sort_by_key(|i| (ids.get(*i).and_then(|id| drawn_place(*id, course)), *i));
        all.extend(
            group
                .into_iter()
                .map(|i| (i, PersonStanding::Successor, None)),
        );
    }
    for i in elected.successors(By::ListOrder).iter().flatten() {
        if all.iter().all(|(known, ..)| known != i) {
            all.push((*i, PersonStanding::Successor, None));
        }
    }
    for i in 0..count {
        if all.iter().all(|(known, ..)| *known != i) {
            all.push((i, PersonStanding::NotElected, None));
        }
    }
    all
}

/// In which place somebody was drawn by a lot that decided something.
fn drawn_place(id: CandidateId, course: &Course<'_>) -> Option<usize> {
    let lots = course.used.iter().filter_map(|i| course.lots.get(*i));
    lots.filter_map(|lot| match &lot.content {
        LotContent::Candidates { order, .. } => order.iter().position(|c| *c == id),
        LotContent::Nominations { .. } => None,
    })
    .last()
}

fn person(
    candidate: &Candidate,
    votes: Option<i64>,
    standing: PersonStanding,
    elected_by: Option<ElectedBy>,
) -> PersonResult {
    PersonResult {
        id: candidate.id,
        name: candidate.consented_on.map(|_| candidate.full_name()),
        position: candidate.position,
        votes,
        standing,
        elected_by,
    }
}

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
pub(super) fn by_majority(
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
                LotContent::Candidates { .. } => false,
            })?;
            match content {
                LotContent::Nominations { won, .. } => Some(
                    between
                        .iter()
                        .map(|one| won.contains(&one.nomination))
                        .collect(),
                ),
                LotContent::Candidates { .. } => None,
            }
        }
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
