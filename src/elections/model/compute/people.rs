//! Who of a list takes its seats, and who follows.

use super::{ComputeError, Course, OpenTie, Standing, TiedSet, public_name, seats_of, unsigned};
use crate::{
    elections::model::{
        document::{ElectedBy, PersonResult, PersonStanding},
        lot::{ListPart, LotContent},
        nomination::{Candidate, Nomination},
        rules::CandidateOrder,
    },
    tally::{
        persons::{
            By, Elected, LevelVotes, ListRule, ListVotes, Lot, PersonTie, Tie, TieOf,
            elect_from_list,
        },
        seats::Method,
    },
    types::CandidateId,
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
    let elect = |lots: &[Lot]| Ok(elect_from_list(rule, votes, seats_of(seats), lots)?);
    let list = TiedSet::ListAndCandidates {
        list: standing.nomination.id,
        list_seats: seats,
    };
    let (elected, drawn) = settled(&ids, &list, course, elect)?;
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
                course.ties.push(OpenTie {
                    between: list,
                    seats: i64::from(tie.seats_open),
                    place: standing.nomination.label.clone(),
                    names: list_and_candidates(standing.nomination),
                });
                // Whoever has a seat if the lot falls one way or the other waits for it.
                let mut waiting = Vec::new();
                for part in &tie.between {
                    let lot = Lot {
                        between: None,
                        won: vec![*part],
                    };
                    let one_way = elect(&[drawn.as_slice(), &[lot]].concat())?;
                    waiting.extend(one_way.elected.iter().map(|seated| seated.candidate));
                    waiting.extend(one_way.undecided.into_iter().flat_map(|t| t.tie.between));
                }
                let standing_as = |position| {
                    if waiting.contains(&position) {
                        PersonStanding::Undecided
                    } else {
                        PersonStanding::NotElected
                    }
                };
                return Ok((0..ids.len())
                    .filter_map(|position| person(position, standing_as(position), None))
                    .collect());
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

/// The two parties of a tie between a list and its candidates, as they are called in public: the list, and all who stand on it.
pub(super) fn list_and_candidates(nomination: &Nomination) -> Vec<String> {
    let candidates: Vec<String> = nomination
        .candidates
        .iter()
        .filter(|candidate| candidate.stands())
        .map(|candidate| public_name(nomination, candidate))
        .collect();
    vec![nomination.label.clone(), candidates.join(" + ")]
}

/// Elects, and as long as a tie is left for which a lot was drawn, elects again with it; with the lots that were needed.
fn settled(
    ids: &[CandidateId],
    list: &TiedSet,
    course: &mut Course<'_>,
    elect: impl Fn(&[Lot]) -> Result<Elected, ComputeError>,
) -> Result<(Elected, Vec<Lot>), ComputeError> {
    let mut drawn: Vec<Lot> = Vec::new();
    loop {
        let elected = elect(&drawn)?;
        let Some(PersonTie { of, tie, .. }) = &elected.undecided else {
            return Ok((elected, drawn));
        };
        let won = match of {
            TieOf::Candidates => candidates_drawn(ids, tie, course),
            TieOf::ListAndCandidates => part_drawn(list, course),
        };
        let Some(won) = won else {
            return Ok((elected, drawn));
        };
        // Each lot settles one tie, so this ends.
        drawn.push(Lot {
            between: Some(tie.between.clone()),
            won,
        });
    }
}

/// The positions of those who won the lot between exactly these.
fn candidates_drawn(ids: &[CandidateId], tie: &Tie, course: &mut Course<'_>) -> Option<Vec<usize>> {
    let id = |i: &usize| ids.get(*i).copied();
    let between: Vec<CandidateId> = tie.between.iter().filter_map(id).collect();
    let order = order_drawn(&between, course)?;
    let first = usize::try_from(tie.seats_open).unwrap_or(usize::MAX);
    let winners: Vec<CandidateId> = order.into_iter().take(first).collect();
    let has_won = |i: &usize| id(i).is_some_and(|id| winners.contains(&id));
    Some(tie.between.iter().copied().filter(has_won).collect())
}

/// What the lot between a list and its candidates fell on: 0 for the list, 1 for the candidates.
fn part_drawn(tied: &TiedSet, course: &mut Course<'_>) -> Option<Vec<usize>> {
    let content = course.lot(|content| match content {
        LotContent::ListAndCandidates {
            list, list_seats, ..
        } => {
            let drawn_between = TiedSet::ListAndCandidates {
                list: *list,
                list_seats: *list_seats,
            };
            drawn_between == *tied
        }
        LotContent::Nominations { .. }
        | LotContent::Candidates { .. }
        | LotContent::Successors { .. } => false,
    })?;
    match content {
        LotContent::ListAndCandidates { won, .. } => Some(vec![match won {
            ListPart::Order => 0,
            ListPart::Candidates => 1,
        }]),
        LotContent::Nominations { .. }
        | LotContent::Candidates { .. }
        | LotContent::Successors { .. } => None,
    }
}

/// The order in which exactly these candidates were drawn.
pub(super) fn order_drawn(
    between: &[CandidateId],
    course: &mut Course<'_>,
) -> Option<Vec<CandidateId>> {
    let sorted = |ids: &[CandidateId]| {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids
    };
    let wanted = sorted(between);
    let content = course.lot(|content| match content {
        LotContent::Candidates { tied, order } => sorted(tied) == wanted && sorted(order) == wanted,
        LotContent::Nominations { .. }
        | LotContent::Successors { .. }
        | LotContent::ListAndCandidates { .. } => false,
    })?;
    match content {
        LotContent::Candidates { order, .. } => Some(order.clone()),
        LotContent::Nominations { .. }
        | LotContent::Successors { .. }
        | LotContent::ListAndCandidates { .. } => None,
    }
}

/// Everybody by position: the elected, those who wait for a lot, those who follow, and the others.
pub(super) fn in_order(
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
    lots.rev().find_map(|lot| match &lot.content {
        LotContent::Candidates { order, .. } => order.iter().position(|c| *c == id),
        LotContent::Nominations { .. }
        | LotContent::Successors { .. }
        | LotContent::ListAndCandidates { .. } => None,
    })
}

pub(super) fn person(
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
