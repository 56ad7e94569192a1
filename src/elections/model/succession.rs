//! Who is called to a seat, and who follows when it becomes free: by the certified result alone.
//!
//! Whoever leaves a seat is followed in the way in which the seat was won: by the order of the list (NRW), or by votes (KWG Hesse
//! § 34). Those with equal votes follow in the order of a lot that was drawn between them; one drawn for the result itself or for an
//! earlier seat still tells the order of those who are left. An independent has nobody who follows, and a list without further candidates leaves its seat vacant.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashSet},
};

use super::{
    document::{ElectedBy, ElectionDocument, PersonResult, PersonStanding, Standing},
    lot::{Lot, LotContent},
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
    /// This one, by a lot that was drawn before.
    ByLot {
        candidate: CandidateId,
        drawn_on: Day,
        drawn_by: String,
    },
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
    lots: &[Lot],
) -> Option<Follower> {
    let called: HashSet<CandidateId> = calls
        .iter()
        .filter(|call| call.stands())
        .map(|call| call.candidate)
        .collect();
    let (line, people) = line_behind(document, elected)?;
    let mut waiting: Vec<&PersonResult> = people
        .iter()
        .copied()
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
        _ => by_lot(lots, &people, first.votes, &level).unwrap_or(Follower::Lot(level)),
    })
}

/// Who of those with equal votes follows by the newest lot that put all of them in order.
///
/// Only a lot between people who have these votes in this result: a correction may have ended the tie that it was drawn for.
fn by_lot(
    lots: &[Lot],
    people: &[&PersonResult],
    votes: Option<i64>,
    level: &[CandidateId],
) -> Option<Follower> {
    let has_these_votes = |id: &CandidateId| {
        people
            .iter()
            .any(|person| person.id == *id && person.votes == votes)
    };
    lots.iter().rev().find_map(|lot| {
        let (tied, order) = match &lot.content {
            LotContent::Candidates { tied, order } | LotContent::Successors { tied, order } => {
                (tied, order)
            }
            LotContent::Nominations { .. } | LotContent::ListAndCandidates { .. } => return None,
        };
        let tells = tied.iter().all(has_these_votes) && level.iter().all(|id| order.contains(id));
        let first = order.iter().find(|id| level.contains(id))?;
        tells.then(|| Follower::ByLot {
            candidate: *first,
            drawn_on: lot.drawn_on,
            drawn_by: lot.drawn_by.clone(),
        })
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
    /// The newest version gives it to nobody of this line.
    Taken,
}

/// The calls to one seat, from the elected to whoever followed last; those withdrawn among them.
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
        self.calls.iter().rev().find(|call| call.stands())
    }
}

/// Every seat that somebody was called to, by number, with its calls one after the other.
pub fn seat_lines(
    document: &ElectionDocument,
    calls: &[SeatCall],
    lots: &[Lot],
    term_ends_on: Day,
) -> Vec<SeatLine> {
    let mut by_seat: BTreeMap<(i64, SeatId), Vec<SeatCall>> = BTreeMap::new();
    for call in calls {
        let line = by_seat.entry((call.number, call.seat)).or_default();
        line.push(call.clone());
    }
    by_seat
        .into_iter()
        .map(|((number, seat), mut line)| {
            line.sort_by_key(|call| call.id);
            SeatLine {
                state: state_of(document, (&line, calls), lots, term_ends_on),
                seat,
                number,
                calls: line,
            }
        })
        .collect()
}

fn state_of(
    document: &ElectionDocument,
    (line, calls): (&[SeatCall], &[SeatCall]),
    lots: &[Lot],
    term_ends_on: Day,
) -> SeatState {
    let standing = || line.iter().rev().filter(|call| call.stands());
    // A seat that was taken may have been given anew: the newest of its elected counts.
    let elected = standing().find(|call| call.follows.is_none());
    let (Some(elected), Some(last)) = (elected, standing().next()) else {
        return SeatState::Taken;
    };
    if !gives_seat_to(document, elected.candidate) {
        return SeatState::Taken;
    }
    match (last.state, last.free_from(term_ends_on)) {
        (CallState::Called, _) => SeatState::Waiting,
        (CallState::Accepted | CallState::Declined | CallState::Withdrawn, None) => SeatState::Held,
        (CallState::Accepted | CallState::Declined | CallState::Withdrawn, Some(from)) => {
            match next_in_line(document, elected.candidate, calls, lots) {
                Some(next) => SeatState::Free { from, next },
                None => SeatState::Exhausted { from },
            }
        }
    }
}

/// Whether a result that is not void elects this candidate.
fn gives_seat_to(document: &ElectionDocument, candidate: CandidateId) -> bool {
    document.standing != Standing::Annulled && elected(document).contains(&candidate)
}

/// The calls by which somebody would keep a seat beyond a day that a new version gives to nobody of their line: all of them where it
/// declares the election void, else those whose seat was won by somebody who is not elected any more.
pub fn taken_seats(document: &ElectionDocument, calls: &[SeatCall], day: Day) -> Vec<SeatCall> {
    // Lots and the end of the term tell who follows, not whose seat it is.
    seat_lines(document, calls, &[], day)
        .into_iter()
        .filter(|line| line.state == SeatState::Taken)
        .flat_map(|line| line.calls)
        .filter(|call| call.gives_seat_beyond(day))
        .collect()
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
        assert_eq!(next_in_line(&result, CandidateId(4), &[], &[]), one(3));
        assert_eq!(next_in_line(&result, CandidateId(1), &[], &[]), one(2));
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
        assert_eq!(next_in_line(&result, CandidateId(1), &[], &[]), level);
    }

    #[test]
    fn in_the_order_of_the_list_votes_do_not_matter_and_the_end_is_the_end() {
        let people = json!([
            person(1, 1, "elected", Some("list_order")),
            person(3, 9, "successor", None),
            person(2, 9, "successor", None),
        ]);
        let result = document(&proportional("list"), &[people]);
        assert_eq!(next_in_line(&result, CandidateId(1), &[], &[]), one(2));
        let alone = document(
            &proportional("list"),
            &[json!([person(1, 1, "elected", None)])],
        );
        assert_eq!(next_in_line(&alone, CandidateId(1), &[], &[]), None);
        assert_eq!(
            next_in_line(&alone, CandidateId(9), &[], &[]),
            None,
            "who does not stand is followed by nobody"
        );
    }

    fn lot(content: LotContent, drawn_on: &str) -> Lot {
        Lot {
            content,
            drawn_on: drawn_on.parse().unwrap(),
            drawn_by: "Returning officer".into(),
            witnesses: "Two assessors".into(),
        }
    }

    fn call(id: i64, seat: i64, candidate: i64, state: CallState) -> SeatCall {
        SeatCall {
            id: crate::types::SeatCallId(id),
            seat: SeatId(seat),
            number: seat,
            candidate: CandidateId(candidate),
            name: String::new(),
            nomination: crate::types::NominationId(1),
            label: String::new(),
            follows: None,
            called_on: "2026-05-04".parse().unwrap(),
            answer_by: "2026-05-11".parse().unwrap(),
            state,
            answered_on: None,
            reason: String::new(),
            mandate: None,
            withdrawn: None,
            revision: 1,
        }
    }

    #[test]
    fn a_lot_tells_the_order_of_those_who_are_left_as_long_as_they_have_the_votes_it_was_drawn_for()
    {
        let people = json!([
            person(1, 50, "elected", Some("votes")),
            person(2, 20, "successor", None),
            person(3, 20, "successor", None),
            person(4, 20, "successor", None),
            person(5, 10, "successor", None),
        ]);
        let result = document(&proportional("personal_votes_lot"), &[people]);
        let ids = |ids: &[i64]| ids.iter().copied().map(CandidateId).collect::<Vec<_>>();
        let next = |called: &[i64], lots: &[Lot]| {
            let calls: Vec<SeatCall> = called
                .iter()
                .map(|candidate| call(*candidate, 1, *candidate, CallState::Declined))
                .collect();
            next_in_line(&result, CandidateId(1), &calls, lots)
        };
        let of_three = lot(
            LotContent::Successors {
                tied: ids(&[2, 3, 4]),
                order: ids(&[4, 2, 3]),
            },
            "2026-05-05",
        );
        let by_lot = |id, drawn_on: &str| {
            Some(Follower::ByLot {
                candidate: CandidateId(id),
                drawn_on: drawn_on.parse().unwrap(),
                drawn_by: "Returning officer".into(),
            })
        };
        assert_eq!(next(&[], &[]), Some(Follower::Lot(ids(&[2, 3, 4]))));
        let lots = [of_three];
        assert_eq!(next(&[], &lots), by_lot(4, "2026-05-05"));
        assert_eq!(next(&[4], &lots), by_lot(2, "2026-05-05"));
        assert_eq!(next(&[4, 2], &lots), one(3), "the last one needs no lot");
        assert_eq!(next(&[4, 2, 3], &lots), one(5));
        // One who was drawn for with them has other votes by now; one of those who are next was not drawn for.
        for tied in [&[2, 3, 4, 5][..], &[2, 3]] {
            let content = LotContent::Candidates {
                tied: ids(tied),
                order: ids(tied),
            };
            let lots = [lot(content, "2026-05-06")];
            assert_eq!(next(&[], &lots), Some(Follower::Lot(ids(&[2, 3, 4]))));
        }
        // The newest one counts, also one that gave the seat: here the loser of two with the seat's votes.
        let newest = lot(
            LotContent::Candidates {
                tied: ids(&[2, 3, 4]),
                order: ids(&[3, 4, 2]),
            },
            "2026-05-07",
        );
        let lots = [lots[0].clone(), newest];
        assert_eq!(next(&[], &lots), by_lot(3, "2026-05-07"));
    }

    #[test]
    fn a_version_takes_the_seats_of_those_it_does_not_elect_and_a_void_one_all() {
        let elects = |ids: [i64; 2]| {
            let people: Vec<Value> = (1..=4)
                .map(|id| {
                    let standing = if ids.contains(&id) {
                        "elected"
                    } else {
                        "successor"
                    };
                    person(id, 10 - id, standing, Some("list_order"))
                })
                .collect();
            document(&proportional("list"), &[json!(people)])
        };
        let mut follower = call(3, 2, 4, CallState::Called);
        follower.follows = Some(crate::types::SeatCallId(2));
        let mut calls = vec![
            call(1, 1, 1, CallState::Called),
            call(2, 2, 2, CallState::Declined),
            follower,
        ];
        let day: Day = "2026-06-01".parse().unwrap();
        let taken = |document: &ElectionDocument, calls: &[SeatCall]| -> Vec<i64> {
            let taken = taken_seats(document, calls, day);
            taken.iter().map(|call| call.candidate.0).collect()
        };
        assert_eq!(taken(&elects([1, 2]), &calls), [0_i64; 0]);
        assert_eq!(taken(&elects([1, 3]), &calls), [4], "who follows a loser");
        let void = elects([1, 2]).annulled("void", 2, crate::types::Timestamp::stored(0));
        assert_eq!(taken(&void, &calls), [1, 4]);

        calls[2].state = CallState::Withdrawn;
        let states = |document: &ElectionDocument| -> Vec<SeatState> {
            let lines = seat_lines(document, &calls, &[], day);
            lines.into_iter().map(|line| line.state).collect()
        };
        assert_eq!(
            states(&elects([1, 3])),
            [SeatState::Waiting, SeatState::Taken]
        );
        assert_eq!(states(&void), [SeatState::Taken, SeatState::Taken]);
        // Elected again: whoever was withdrawn can follow once more.
        let mut calls_again = calls.clone();
        calls_again[1].answered_on = Some("2026-05-05".parse().unwrap());
        let lines = seat_lines(&elects([1, 2]), &calls_again, &[], day);
        assert!(matches!(
            lines[1].state,
            SeatState::Free {
                next: Follower::One(CandidateId(3)),
                ..
            }
        ));
    }
}
