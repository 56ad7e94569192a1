//! Mandates: that a person belongs to a body, with a seat in a term or as a plain member of an association.

use serde::Serialize;

use super::{
    BodyKind,
    body::Species,
    span::Span,
    term::{SeatOrigin, Term},
};
use crate::types::{
    BodyId, Day, FieldProblem, Fields, MandateId, PersonId, SeatId, TermId,
    reading::{day, day_or_none, word},
    words::words,
};

words! {
    /// What a person does in the body.
    Function {
        Member = "member", crate::key!("registry-function-member");
        Chair = "chair", crate::key!("registry-function-chair");
        DeputyChair = "deputy_chair", crate::key!("registry-function-deputy-chair");
        BoardMember = "board_member", crate::key!("registry-function-board-member");
    }

    /// Why a mandate ended.
    EndReason {
        TermEnded = "term_ended", crate::key!("registry-end-term-ended");
        Resigned = "resigned", crate::key!("registry-end-resigned");
        LostEligibility = "lost_eligibility", crate::key!("registry-end-lost-eligibility");
        Deceased = "deceased", crate::key!("registry-end-deceased");
        Recalled = "recalled", crate::key!("registry-end-recalled");
        Left = "left", crate::key!("registry-end-left");
        Other = "other", crate::key!("registry-end-other");
    }
}

/// A mandate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mandate {
    pub id: MandateId,
    pub body: BodyId,
    pub person: PersonId,
    pub term: Option<TermId>,
    pub seat: Option<SeatId>,
    pub function: Function,
    /// An elected or appointed council office, which may be published without consent.
    pub public_office: bool,
    pub starts_on: Day,
    /// Last day; without one it goes on until the term ends.
    pub ends_on: Option<Day>,
    pub end_reason: Option<EndReason>,
    pub revision: i64,
}

impl Mandate {
    /// First to last day.
    pub fn span(&self) -> Span {
        Span {
            starts_on: self.starts_on,
            ends_on: self.ends_on,
        }
    }
}

/// What is said about a mandate, as typed.
#[derive(Clone, Debug, Default)]
pub struct MandateInput {
    pub function: String,
    pub public_office: bool,
    pub starts_on: String,
    pub ends_on: String,
    pub end_reason: String,
}

/// What is said about a mandate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct MandateFacts {
    pub function: Function,
    pub public_office: bool,
    pub starts_on: Day,
    pub ends_on: Option<Day>,
    pub end_reason: Option<EndReason>,
}

impl MandateFacts {
    /// First to last day.
    pub fn span(&self) -> Span {
        Span {
            starts_on: self.starts_on,
            ends_on: self.ends_on,
        }
    }
}

impl MandateInput {
    /// Reads what is said about a mandate: an end has a reason, and a reason has an end.
    ///
    /// # Errors
    /// All that is wrong with its fields.
    pub fn parse(&self) -> Result<MandateFacts, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let function = word(&mut fields, "function", &self.function, Function::parse);
        let starts_on = day(&mut fields, "starts_on", &self.starts_on);
        let ends_on = day_or_none(&mut fields, "ends_on", &self.ends_on);
        let end_reason = if self.end_reason.trim().is_empty() {
            Some(None)
        } else {
            word(
                &mut fields,
                "end_reason",
                &self.end_reason,
                EndReason::parse,
            )
            .map(Some)
        };
        match (ends_on, end_reason) {
            (Some(Some(_)), Some(None)) => {
                fields.refuse(FieldProblem::new(
                    "end_reason",
                    crate::key!("field-required"),
                ));
            }
            (Some(None), Some(Some(_))) => {
                fields.refuse(FieldProblem::new("ends_on", crate::key!("field-required")))
            }
            _ => {}
        }
        let facts = (|| {
            Some(MandateFacts {
                function: function?,
                public_office: self.public_office,
                starts_on: starts_on?,
                ends_on: ends_on?,
                end_reason: end_reason?,
            })
        })();
        if facts.is_some_and(|f| f.span().is_backwards()) {
            fields.refuse(FieldProblem::new(
                "ends_on",
                crate::key!("field-end-before-start"),
            ));
        }
        fields.finish(facts)
    }
}

/// The end of a mandate, as typed.
#[derive(Clone, Debug, Default)]
pub struct EndInput {
    /// Last day.
    pub ends_on: String,
    pub end_reason: String,
}

impl EndInput {
    /// Reads the end of a mandate.
    ///
    /// # Errors
    /// All that is wrong with its fields, such as a day before the mandate or after its present end.
    pub fn parse(
        &self,
        mandate: &Mandate,
        term: Option<&Term>,
    ) -> Result<(Day, EndReason), Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let ends_on = day(&mut fields, "ends_on", &self.ends_on);
        let reason = word(
            &mut fields,
            "end_reason",
            &self.end_reason,
            EndReason::parse,
        );
        let latest = mandate.ends_on.or(term.map(|t| t.ends_on));
        if let Some(end) = ends_on {
            if end < mandate.starts_on {
                fields.refuse(FieldProblem::new(
                    "ends_on",
                    crate::key!("field-end-before-start"),
                ));
            } else if latest.is_some_and(|latest| end > latest) {
                fields.refuse(FieldProblem::new(
                    "ends_on",
                    crate::key!("field-end-after-end"),
                ));
            }
        }
        fields.finish(ends_on.zip(reason))
    }
}

/// A seat with its term, where a mandate is to be held.
#[derive(Clone, Debug)]
pub struct SeatInTerm {
    pub seat: SeatId,
    pub origin: SeatOrigin,
    pub term: Term,
}

/// Where a mandate is to be held.
#[derive(Clone, Debug)]
pub struct Place {
    /// Kind of the body on the day on which the mandate starts.
    pub kind: BodyKind,
    pub seat: Option<SeatInTerm>,
    pub person: PersonId,
    /// The mandate itself, where it is corrected.
    pub itself: Option<MandateId>,
}

/// All reasons why the mandate cannot be held there, given the other mandates of the body.
///
/// A seat has one holder at a time, and a person is in a body once at a time in the same term.
pub fn refuse_mandate(
    facts: &MandateFacts,
    place: &Place,
    others: &[Mandate],
) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let council = place.kind.species() == Species::Council;
    let seat = place.seat.as_ref();
    if council && seat.is_none() {
        problems.push(FieldProblem::new(
            "seat",
            crate::key!("field-council-needs-seat"),
        ));
    }
    if let Some(seat) = seat
        && !facts.span().fits_into(seat.term.span())
    {
        let problem = FieldProblem::new("starts_on", crate::key!("field-mandate-outside-term"));
        problems.push(problem.with("term", seat.term.label.as_str()));
    }
    let office = council && seat.is_some_and(|s| s.origin != SeatOrigin::ExOfficio);
    if facts.public_office && !office {
        problems.push(FieldProblem::new(
            "public_office",
            crate::key!("field-no-public-office"),
        ));
    }
    let term = seat.map(|s| s.term.id);
    let at_the_same_time =
        |other: &&Mandate| Some(other.id) != place.itself && other.span().overlaps(facts.span());
    let mut others = others.iter().filter(at_the_same_time);
    if others
        .clone()
        .any(|other| seat.is_some_and(|s| other.seat == Some(s.seat)))
    {
        problems.push(FieldProblem::new("seat", crate::key!("field-seat-taken")));
    }
    if others.any(|other| other.person == place.person && other.term == term) {
        problems.push(FieldProblem::new(
            "person",
            crate::key!("field-person-in-body-twice"),
        ));
    }
    problems
}

#[cfg(test)]
mod tests;
