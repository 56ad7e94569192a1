//! What members ask for in writing: that an assembly is called (BGB § 37).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::required_day;
use crate::types::{
    AssemblyId, BodyId, CallingRequestId, Day, FieldProblem, Fields, MultilineText, words::words,
};

/// Bodies that one request can name.
const MOST_SIGNED: usize = 1_000;
/// So many of so many members, where the statutes say nothing (BGB § 37(1)).
pub const BY_LAW: (i64, i64) = (1, 10);

words! {
    /// What became of a request.
    CallingState {
        Open = "open", crate::key!("calling-state-open");
        NotReached = "not_reached", crate::key!("calling-state-not-reached");
        Fulfilled = "fulfilled", crate::key!("calling-state-fulfilled");
    }
}

/// A body that signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    pub body: BodyId,
    /// As it was called when this was written.
    pub name: String,
}

/// How many have to sign, as it held when the request was received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallingThreshold {
    /// Members of that day.
    pub members: i64,
    pub numerator: i64,
    pub denominator: i64,
    /// Of the statutes; empty where it is the law's tenth.
    pub article: String,
}

impl CallingThreshold {
    /// The least number of members that is no less than that part of all.
    pub fn needed(&self) -> i64 {
        let parts = self.members.saturating_mul(self.numerator);
        let denominator = self.denominator.max(1);
        let rest = i64::from(parts % denominator > 0);
        (parts / denominator + rest).max(1)
    }
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallingRequest {
    pub id: CallingRequestId,
    pub received_on: Day,
    pub purpose: String,
    pub reasons: String,
    pub signed: Vec<Signed>,
    pub threshold: CallingThreshold,
    /// The assembly that was called, with its title.
    pub assembly: Option<(AssemblyId, String)>,
    pub revision: i64,
}

impl CallingRequest {
    /// How many members signed.
    pub fn signatures(&self) -> i64 {
        i64::try_from(self.signed.len()).unwrap_or(i64::MAX)
    }

    /// What became of it.
    pub fn state(&self) -> CallingState {
        if self.assembly.is_some() {
            CallingState::Fulfilled
        } else if self.signatures() < self.threshold.needed() {
            CallingState::NotReached
        } else {
            CallingState::Open
        }
    }
}

/// A request as typed.
#[derive(Clone, Debug, Default)]
pub struct CallingInput {
    pub received_on: String,
    pub purpose: String,
    pub reasons: String,
    pub signed: Vec<i64>,
    /// The assembly that was called.
    pub assembly: Option<i64>,
}

/// A request as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCallingRequest {
    pub received_on: Day,
    pub purpose: String,
    pub reasons: String,
    pub signed: Vec<BodyId>,
    pub assembly: Option<AssemblyId>,
}

impl CallingInput {
    /// Reads what was typed: purpose and reasons are needed by law, and somebody who signed.
    ///
    /// # Errors
    /// All that is wrong with the fields.
    pub fn parse(&self, today: Day) -> Result<NewCallingRequest, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let received_on = required_day(&mut fields, "received_on", &self.received_on);
        if received_on.is_some_and(|day| day > today) {
            let key = crate::key!("field-calling-in-future");
            fields.refuse(FieldProblem::new("received_on", key));
        }
        let purpose = fields.take("purpose", MultilineText::parse(&self.purpose, 1, 1_000));
        let reasons = fields.take("reasons", MultilineText::parse(&self.reasons, 1, 4_000));
        let signed: BTreeSet<i64> = self.signed.iter().copied().collect();
        if signed.is_empty() || self.signed.len() > MOST_SIGNED {
            let key = crate::key!("field-calling-nobody-signed");
            fields.refuse(FieldProblem::new("signed", key));
        }
        let new = (|| {
            Some(NewCallingRequest {
                received_on: received_on?,
                purpose: purpose?.as_str().to_owned(),
                reasons: reasons?.as_str().to_owned(),
                signed: signed.into_iter().map(BodyId).collect(),
                assembly: self.assembly.map(AssemblyId),
            })
        })();
        fields.finish(new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn threshold(members: i64, (numerator, denominator): (i64, i64)) -> CallingThreshold {
        CallingThreshold {
            members,
            numerator,
            denominator,
            article: String::new(),
        }
    }

    #[test]
    fn a_tenth_is_rounded_up_and_never_nobody() {
        for (members, needed) in [
            (350, 35),
            (351, 36),
            (341, 35),
            (9, 1),
            (10, 1),
            (11, 2),
            (0, 1),
        ] {
            assert_eq!(threshold(members, BY_LAW).needed(), needed, "{members}");
        }
        assert_eq!(threshold(10, (1, 3)).needed(), 4);
        assert_eq!(threshold(9, (2, 3)).needed(), 6);
    }

    #[test]
    fn a_request_is_open_when_enough_signed_and_fulfilled_when_an_assembly_was_called() {
        let body = |id| Signed {
            body: BodyId(id),
            name: "Ulm".to_owned(),
        };
        let mut request = CallingRequest {
            id: CallingRequestId(1),
            received_on: "2026-05-01".parse().unwrap(),
            purpose: "Satzung".to_owned(),
            reasons: "Not".to_owned(),
            signed: vec![body(1)],
            threshold: threshold(11, BY_LAW),
            assembly: None,
            revision: 1,
        };
        assert_eq!(request.state(), CallingState::NotReached);
        request.signed.push(body(2));
        assert_eq!(request.state(), CallingState::Open);
        request.assembly = Some((AssemblyId(1), "Sondersitzung".to_owned()));
        assert_eq!(request.state(), CallingState::Fulfilled);
    }

    #[test]
    fn a_request_names_purpose_reasons_and_who_signed_each_once() {
        let today = "2026-05-02".parse().unwrap();
        let refused = CallingInput::default().parse(today).unwrap_err();
        let fields: Vec<_> = refused.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(fields, ["received_on", "purpose", "reasons", "signed"]);
        let typed = CallingInput {
            received_on: "2026-05-03".to_owned(),
            purpose: "Satzung".to_owned(),
            reasons: "Not".to_owned(),
            signed: vec![2, 1, 2],
            assembly: None,
        };
        let refused = typed.parse(today).unwrap_err();
        assert_eq!(refused[0].field, "received_on");
        let read = typed.parse("2026-05-03".parse().unwrap()).unwrap();
        assert_eq!(read.signed, [BodyId(1), BodyId(2)]);
    }
}
