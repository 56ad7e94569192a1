//! Who of a list takes its seats, and who follows.

use super::{ComputeError, Course, OpenTie, Standing, TiedSet, public_name, seats_of, unsigned};
use crate::{
    elections::model::{
        document::{ElectedBy, PersonResult, PersonStanding},
        lot::LotContent,
        nomination::Candidate,
        rules::CandidateOrder,
    },
    tally::{
        persons::{
            By, Elected, LevelVotes, ListRule, ListVotes, Lot, PersonTie, TieOf, elect_from_list,
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
        LotContent::Nominations { .. } => false,
    })?;
    match content {
        LotContent::Candidates { order, .. } => Some(order.clone()),
        LotContent::Nominations { .. } => None,
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
        LotContent::Nominations { .. } => None,
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
