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

/// Who follows on a free seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Follower {
    One(CandidateId),
    /// These have equal votes; a lot decides between them.
    Lot(Vec<CandidateId>),
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

/// Who follows on the seat to which a candidate was elected, past everybody who was called already; nobody once the list is
/// exhausted.
pub fn next_in_line(
    document: &ElectionDocument,
    elected: CandidateId,
    calls: &[SeatCall],
) -> Option<Follower> {
    let called: HashSet<CandidateId> = calls.iter().map(|call| call.candidate).collect();
    let (line, people) = line_behind(document, elected)?;
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
    let first = waiting.first()?;
    let level: Vec<CandidateId> = match line {
        Line::Position | Line::Result => vec![first.id],
        Line::Votes => waiting
            .iter()
            .take_while(|person| person.votes == first.votes)
            .map(|person| person.id)
            .collect(),
    };
    Some(match level.as_slice() {
        [one] => Follower::One(*one),
        _ => Follower::Lot(level),
    })
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
                        Some(next) => SeatState::Free { from, next },
                        None => SeatState::Exhausted { from },
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// A result with these lists, each of candidates as id, place, votes, standing and by what the seat was won.
    fn document(system: &Value, lists: &[Value]) -> ElectionDocument {
        let nominations: Vec<Value> = lists
            .iter()
            .zip(1..)
            .map(|(people, id)| {
                json!({
                    "id": id, "label": format!("List {id}"), "independent": false, "votes": 100, "entitled": 1, "filled": 1,
                    "candidates": null, "people": people
                })
            })
            .collect();
        serde_json::from_value(json!({
            "format": "mandat.election/1", "version": 1, "standing": "certified", "published_at": "2026-05-04T08:00:00Z",
            "published_by": "F", "reason": "", "federation": {"slug": "f", "name": "F"},
            "election": {
                "id": 1, "body": "B", "body_id": 1, "day": "2026-05-03", "term": "T", "repeats": null, "seats": 2,
                "appointed_seats": 0, "ex_officio_seats": 0, "objection_deadline": null,
                "rules": {
                    "system": system, "votes_per_voter": 2, "votes_per_candidate": 1, "cross_voting": false,
                    "personal_votes": true, "legal_source": "§ 1"
                }
            },
            "figures": {"eligible": null, "voters": null, "invalid": null, "valid": 200},
            "parts": {"eligible_unflagged": null, "eligible_flagged": null, "eligible_unregistered": null, "voters_authorised": null},
            "reporting": {"reported": 1, "districts": 1},
            "allocations": [{
                "name": "", "seats": 2, "nominations": nominations, "filled": 2, "vacant": 0, "undecided": 0,
                "undecided_between": [], "working": null, "steps": []
            }],
            "districts": [], "lots": [], "previous": null
        }))
        .unwrap()
    }

    fn person(id: i64, votes: i64, standing: &str, elected_by: Option<&str>) -> Value {
        json!({"id": id, "name": null, "position": id, "votes": votes, "standing": standing, "elected_by": elected_by})
    }

    fn proportional(order: &str) -> Value {
        json!({
            "system": "proportional", "method": "sainte_lague", "short_lists": "vacant", "majority_clause": false,
            "threshold": null, "order": order
        })
    }

    fn one(id: i64) -> Option<Follower> {
        Some(Follower::One(CandidateId(id)))
    }

    #[test]
    fn of_a_mixed_list_whoever_leaves_is_followed_in_the_way_in_which_the_seat_was_won() {
        let people = json!([
            person(4, 50, "elected", Some("votes")),
            person(1, 5, "elected", Some("list_order")),
            person(3, 20, "successor", None),
            person(2, 10, "successor", None),
            person(5, 0, "not_elected", None),
        ]);
        let result = document(&proportional("mixed"), &[people]);
        assert_eq!(next_in_line(&result, CandidateId(4), &[]), one(3));
        assert_eq!(next_in_line(&result, CandidateId(1), &[]), one(2));
    }

    #[test]
    fn where_persons_are_elected_those_with_most_votes_follow_from_any_list() {
        let lists = [
            json!([
                person(1, 90, "elected", Some("votes")),
                person(2, 10, "successor", None)
            ]),
            json!([
                person(3, 80, "elected", Some("votes")),
                person(4, 30, "successor", None),
                person(5, 30, "successor", None)
            ]),
        ];
        let result = document(&json!({"system": "majority"}), &lists);
        let level = Some(Follower::Lot(vec![CandidateId(4), CandidateId(5)]));
        assert_eq!(next_in_line(&result, CandidateId(1), &[]), level);
    }

    #[test]
    fn in_the_order_of_the_list_votes_do_not_matter_and_the_end_is_the_end() {
        let people = json!([
            person(1, 1, "elected", Some("list_order")),
            person(3, 9, "successor", None),
            person(2, 9, "successor", None),
        ]);
        let result = document(&proportional("list"), &[people]);
        assert_eq!(next_in_line(&result, CandidateId(1), &[]), one(2));
        let alone = document(
            &proportional("list"),
            &[json!([person(1, 1, "elected", None)])],
        );
        assert_eq!(next_in_line(&alone, CandidateId(1), &[]), None);
        assert_eq!(
            next_in_line(&alone, CandidateId(9), &[]),
            None,
            "who does not stand is followed by nobody"
        );
    }
}
