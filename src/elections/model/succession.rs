//! Who is called to a seat, and who follows when it becomes free: by the certified result alone.
//!
//! Whoever leaves a seat is followed in the way in which the seat was won: by the order of the list (NRW), or by votes (KWG Hesse
//! § 34). An independent has nobody who follows, and a list without further candidates leaves its seat vacant.

use std::{cmp::Reverse, collections::HashSet};

use super::{
    document::{ElectedBy, ElectionDocument, PersonResult, PersonStanding},
    rules::{CandidateOrder, System},
    seat_call::{CallState, SeatCall},
};
use crate::types::{CandidateId, Day, SeatId};

/// The elected of a result, in the order of the ballot.
pub fn elected(document: &ElectionDocument) -> Vec<CandidateId> {
    document
        .allocations
        .iter()
        .flat_map(|group| &group.nominations)
        .flat_map(|nomination| &nomination.people)
        .filter(|person| person.standing == PersonStanding::Elected)
        .map(|person| person.id)
        .collect()
}

/// Who follows on a seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextInLine {
    One(CandidateId),
    /// These have equal votes; a lot decides between them.
    Lot(Vec<CandidateId>),
    Nobody,
}

/// By what those who follow stand in line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    /// Place on the list.
    Position,
    /// The order of the result, which leaves no two level.
    Result,
    /// Most votes first; equal votes are level.
    Votes,
}

/// Who follows on the seat to which a candidate was elected, past everybody who was called already.
pub fn next_in_line(
    document: &ElectionDocument,
    elected: CandidateId,
    calls: &[SeatCall],
) -> NextInLine {
    let called: HashSet<CandidateId> = calls.iter().map(|call| call.candidate).collect();
    let Some((line, people)) = line_behind(document, elected) else {
        return NextInLine::Nobody;
    };
    let mut waiting: Vec<&PersonResult> = people
        .into_iter()
        .filter(|person| person.standing == PersonStanding::Successor)
        .filter(|person| !called.contains(&person.id))
        .collect();
    match line {
        Line::Position => waiting.sort_by_key(|person| person.position),
        Line::Result => {}
        Line::Votes => waiting.sort_by_key(|person| Reverse(person.votes)),
    }
    let Some(first) = waiting.first() else {
        return NextInLine::Nobody;
    };
    let level: Vec<CandidateId> = match line {
        Line::Position | Line::Result => vec![first.id],
        Line::Votes => waiting
            .iter()
            .take_while(|person| person.votes == first.votes)
            .map(|person| person.id)
            .collect(),
    };
    match level.as_slice() {
        [one] => NextInLine::One(*one),
        _ => NextInLine::Lot(level),
    }
}

/// Those among whom somebody follows on a seat, and what puts them in line.
fn line_behind(
    document: &ElectionDocument,
    elected: CandidateId,
) -> Option<(Line, Vec<&PersonResult>)> {
    document.allocations.iter().find_map(|group| {
        let nomination = group
            .nominations
            .iter()
            .find(|n| n.people.iter().any(|person| person.id == elected))?;
        let person = nomination.people.iter().find(|p| p.id == elected)?;
        Some(match &document.election.rules.system {
            // Persons are elected, and persons follow, from whatever list.
            System::Majority => (
                Line::Votes,
                group.nominations.iter().flat_map(|n| &n.people).collect(),
            ),
            System::Proportional { order, .. } => {
                let line = match (order, person.elected_by) {
                    (CandidateOrder::List, _)
                    | (CandidateOrder::Mixed, Some(ElectedBy::ListOrder)) => Line::Position,
                    (CandidateOrder::PersonalVotes, _) => Line::Result,
                    (CandidateOrder::PersonalVotesLot, _)
                    | (CandidateOrder::Mixed, Some(ElectedBy::Votes) | None) => Line::Votes,
                };
                (line, nomination.people.iter().collect())
            }
        })
    })
}

/// What has become of a seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeatState {
    /// Somebody was called and has not answered.
    Waiting,
    /// Somebody sits on it, at the latest until the term ends.
    Held,
    /// Free since a day, and somebody follows.
    Free { from: Day, next: Follower },
    /// Free since a day, and nobody is left on the list.
    Exhausted { from: Day },
}

/// Who follows on a free seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Follower {
    One(CandidateId),
    /// Equal votes; a lot decides between these.
    Lot(Vec<CandidateId>),
}

/// The calls to one seat, from the elected to whoever followed last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatLine {
    pub seat: SeatId,
    pub number: i64,
    pub calls: Vec<SeatCall>,
    pub state: SeatState,
}

impl SeatLine {
    /// The call after which the next one would come.
    pub fn last(&self) -> Option<&SeatCall> {
        self.calls.last()
    }
}

/// Every seat that somebody was called to, by number, with its calls one after the other.
pub fn seat_lines(
    document: &ElectionDocument,
    calls: &[SeatCall],
    term_ends_on: Day,
) -> Vec<SeatLine> {
    let mut lines: Vec<SeatLine> = calls
        .iter()
        .filter(|call| call.follows.is_none())
        .filter_map(|first| {
            let mut line = vec![first.clone()];
            // Each call is followed once at most, so the line ends.
            while let Some(next) = line
                .last()
                .and_then(|last: &SeatCall| calls.iter().find(|call| call.follows == Some(last.id)))
            {
                line.push(next.clone());
            }
            let last = line.last()?;
            let state = match (last.state, last.free_from(term_ends_on)) {
                (CallState::Called, _) => SeatState::Waiting,
                (CallState::Accepted | CallState::Declined, None) => SeatState::Held,
                (CallState::Accepted | CallState::Declined, Some(from)) => {
                    match next_in_line(document, first.candidate, calls) {
                        NextInLine::One(one) => SeatState::Free {
                            from,
                            next: Follower::One(one),
                        },
                        NextInLine::Lot(level) => SeatState::Free {
                            from,
                            next: Follower::Lot(level),
                        },
                        NextInLine::Nobody => SeatState::Exhausted { from },
                    }
                }
            };
            Some(SeatLine {
                seat: first.seat,
                number: first.number,
                calls: line,
                state,
            })
        })
        .collect();
    lines.sort_by_key(|line| line.number);
    lines
}
