//! What became of the seats after the result: who accepted, declined, left and moved up.
//!
//! This comes from the register and not from the document, which ends with the result. Names are the document's own, so that nobody
//! is named here whom it does not name.

use std::collections::HashMap;

use super::words::Words;
use crate::{
    elections::model::{
        document::PersonResult,
        seat_call::{CallState, SeatCall},
        succession::{SeatLine, SeatState},
    },
    types::CandidateId,
};

impl Words<'_> {
    /// The same with what became of everybody who was called.
    pub fn with_seating(mut self, lines: &[SeatLine]) -> Self {
        let mut calls: Vec<&SeatCall> = lines.iter().flat_map(|line| &line.calls).collect();
        // Whoever was called anew after a call was withdrawn: the newest tells.
        calls.sort_by_key(|call| call.id);
        let told: HashMap<CandidateId, String> = calls
            .iter()
            .map(|call| {
                let before = calls.iter().find(|c| Some(c.id) == call.follows);
                (call.candidate, self.told(call, before.copied()))
            })
            .collect();
        self.seating = told;
        self
    }

    /// One call in words; `before` is the call that it follows.
    fn told(&self, call: &SeatCall, before: Option<&SeatCall>) -> String {
        let day = |day| ("day", self.texts.day(day).into());
        if let Some(withdrawn) = &call.withdrawn {
            return self.ta("outcome-seating-withdrawn", &[day(withdrawn.on)]);
        }
        let state = match (call.state, call.answered_on) {
            (CallState::Called | CallState::Withdrawn, _) | (_, None) => {
                let args = [
                    day(call.called_on),
                    ("until", self.texts.day(call.answer_by).into()),
                ];
                self.ta("outcome-seating-called", &args)
            }
            (CallState::Declined, Some(on)) => self.ta("outcome-seating-declined", &[day(on)]),
            (CallState::Accepted, Some(on)) => {
                let since = call.mandate.map_or(on, |mandate| mandate.starts_on);
                match before.map(|before| self.name_of(before.candidate)) {
                    None => self.ta("outcome-seating-accepted", &[day(on)]),
                    Some(None) => self.ta("outcome-seating-moved-up", &[day(since)]),
                    Some(Some(name)) => {
                        let args = [day(since), ("name", name.into())];
                        self.ta("outcome-seating-moved-up-for", &args)
                    }
                }
            }
        };
        match call.mandate.and_then(|mandate| mandate.ends_on) {
            Some(last) => {
                let args = [day(last), ("state", state.as_str().into())];
                self.ta("outcome-seating-until", &args)
            }
            None => state,
        }
    }

    /// Seats that became free after the election, a sentence each.
    pub fn freed(&self, lines: &[SeatLine]) -> Vec<String> {
        lines
            .iter()
            .filter_map(|line| {
                let (key, from) = match &line.state {
                    SeatState::Waiting | SeatState::Held | SeatState::Taken => return None,
                    SeatState::Free { from, .. } => (crate::key!("outcome-seat-freed"), from),
                    SeatState::Exhausted { from } => (crate::key!("outcome-seat-exhausted"), from),
                };
                let label = &line.last()?.label;
                let args = [
                    ("label", label.as_str().into()),
                    ("day", self.texts.day(*from).into()),
                ];
                Some(self.ta(key, &args))
            })
            .collect()
    }

    /// The name under which the document knows a candidate.
    fn name_of(&self, candidate: CandidateId) -> Option<&str> {
        let is_meant = |person: &&PersonResult| person.id == candidate;
        self.listed
            .iter()
            .find_map(|listed| listed.result.people.iter().find(is_meant))
            .and_then(|person| person.name.as_deref())
    }
}
