//! Who is called to a seat, and who follows when it becomes free: by the certified result alone.
//!
//! The order of those who follow is the one in the result: the order of the list, or personal votes (KWG Hesse § 34). An
//! independent has nobody who follows, and a list without further candidates leaves its seat vacant.

use std::collections::HashSet;

use super::{
    document::{ElectionDocument, NominationResult, PersonStanding},
    seat_call::{CallState, SeatCall},
};
use crate::types::{CandidateId, Day, NominationId, SeatCallId, SeatId};

/// The elected of a result with their lists, in the order of the ballot.
pub fn elected(document: &ElectionDocument) -> Vec<(NominationId, CandidateId)> {
    nominations(document)
        .flat_map(|n| n.people.iter().map(move |person| (n.id, person)))
        .filter(|(_, person)| person.standing == PersonStanding::Elected)
        .map(|(nomination, person)| (nomination, person.id))
        .collect()
}

/// Who follows on a list: the first in the order of the result who was not called yet.
pub fn next_in_line(
    document: &ElectionDocument,
    nomination: NominationId,
    calls: &[SeatCall],
) -> Option<CandidateId> {
    let called: HashSet<CandidateId> = calls.iter().map(|call| call.candidate).collect();
    nominations(document)
        .find(|n| n.id == nomination)?
        .people
        .iter()
        // Among candidates with equal votes a lot decides first; nobody is called past them.
        .take_while(|person| person.standing != PersonStanding::Undecided)
        .map(|person| person.id)
        .find(|candidate| !called.contains(candidate))
}

fn nominations(document: &ElectionDocument) -> impl Iterator<Item = &NominationResult> {
    document.allocations.iter().flat_map(|a| &a.nominations)
}

/// What has become of a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeatState {
    /// Somebody was called and has not answered.
    Waiting(SeatCallId),
    /// Somebody sits on it, at the latest until the term ends.
    Held(SeatCallId),
    /// Free since a day, and this candidate follows.
    Follows {
        after: SeatCallId,
        from: Day,
        candidate: CandidateId,
    },
    /// Free since a day, and nobody is left on the list.
    Exhausted { after: SeatCallId, from: Day },
}

/// The calls to one seat, from the elected to whoever followed last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatLine {
    pub seat: SeatId,
    pub number: i64,
    pub calls: Vec<SeatCall>,
    pub state: SeatState,
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
                .and_then(|last| calls.iter().find(|call| call.follows == Some(last.id)))
            {
                line.push(next.clone());
            }
            let last = line.last()?;
            let state = match (last.state, last.free_from(term_ends_on)) {
                (CallState::Called, _) => SeatState::Waiting(last.id),
                (CallState::Accepted | CallState::Declined, None) => SeatState::Held(last.id),
                (CallState::Accepted | CallState::Declined, Some(from)) => {
                    match next_in_line(document, last.nomination, calls) {
                        Some(candidate) => SeatState::Follows {
                            after: last.id,
                            from,
                            candidate,
                        },
                        None => SeatState::Exhausted {
                            after: last.id,
                            from,
                        },
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
