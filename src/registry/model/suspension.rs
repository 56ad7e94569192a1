//! Days in which a person's rights of membership in a body rest.

use super::span::Span;
use crate::types::{
    BodyId, FieldProblem, Fields, SuspensionId,
    reading::{day, day_or_none, line},
};

/// A suspension as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspension {
    pub id: SuspensionId,
    pub body: BodyId,
    /// Name of the body on the first day.
    pub body_name: String,
    pub span: Span,
    /// Told to those who keep the register; never in the log.
    pub reason: String,
    pub revision: i64,
}

/// A checked suspension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSuspension {
    pub body: BodyId,
    pub span: Span,
    pub reason: String,
}

/// A suspension as typed.
#[derive(Clone, Debug, Default)]
pub struct SuspensionInput {
    pub body: String,
    pub starts_on: String,
    /// Last day; empty while it is open.
    pub ends_on: String,
    pub reason: String,
}

impl SuspensionInput {
    /// Reads a suspension; it does not end before it starts.
    ///
    /// # Errors
    /// All that is wrong with the fields.
    pub fn parse(&self) -> Result<NewSuspension, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let body = self.body.trim().parse::<BodyId>().ok();
        if body.is_none() {
            fields.refuse(FieldProblem::new("body", crate::key!("field-word-unknown")));
        }
        let starts_on = day(&mut fields, "starts_on", &self.starts_on);
        let ends_on = day_or_none(&mut fields, "ends_on", &self.ends_on);
        let span = starts_on
            .zip(ends_on)
            .map(|(starts_on, ends_on)| Span { starts_on, ends_on });
        if span.is_some_and(Span::is_backwards) {
            fields.refuse(FieldProblem::new(
                "ends_on",
                crate::key!("field-end-before-start"),
            ));
        }
        let reason = line(&mut fields, "reason", &self.reason, 3, 300);
        let new = body.zip(span).zip(reason);
        fields.finish(new.map(|((body, span), reason)| NewSuspension { body, span, reason }))
    }
}

/// Why a suspension cannot stand beside the others of the person in the same body: they have a day in common.
pub fn refuse_overlap(
    new: &NewSuspension,
    others: &[Suspension],
    itself: Option<SuspensionId>,
) -> Option<FieldProblem> {
    let overlaps = others.iter().any(|other| {
        other.body == new.body && Some(other.id) != itself && other.span.overlaps(new.span)
    });
    overlaps.then(|| FieldProblem::new("starts_on", crate::key!("field-suspensions-overlap")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(starts_on: &str, ends_on: &str) -> SuspensionInput {
        SuspensionInput {
            body: "3".into(),
            starts_on: starts_on.into(),
            ends_on: ends_on.into(),
            reason: "Resolution of the board".into(),
        }
    }

    fn kept(id: i64, body: i64, starts_on: &str, ends_on: &str) -> Suspension {
        let new = input(starts_on, ends_on).parse().unwrap();
        Suspension {
            id: SuspensionId(id),
            body: BodyId(body),
            body_name: String::new(),
            span: new.span,
            reason: new.reason,
            revision: 1,
        }
    }

    #[test]
    fn what_is_no_suspension_is_refused_by_field() {
        let refused = |input: SuspensionInput| {
            let told = input.parse().unwrap_err();
            let told = told.into_iter().map(|p| (p.field, p.key));
            told.collect::<Vec<_>>()
        };
        assert_eq!(
            refused(input("2024-02-29", "2024-02-28")),
            [("ends_on".into(), "field-end-before-start")]
        );
        assert_eq!(
            refused(input("2023-02-29", "")),
            [("starts_on".into(), "field-not-a-day")]
        );
        assert!(input("2024-02-29", "2024-02-29").parse().is_ok());
        let told = refused(SuspensionInput::default());
        let fields: Vec<_> = told.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["body", "starts_on", "reason"]);
    }

    #[test]
    fn two_suspensions_in_one_body_share_no_day() {
        let others = [
            kept(1, 3, "2024-01-01", "2024-02-29"),
            kept(2, 3, "2025-01-01", ""),
        ];
        for (from, to, overlaps) in [
            ("2024-03-01", "2024-12-31", false),
            ("2024-02-29", "2024-12-31", true),
            ("2024-03-01", "", true),
            ("2023-01-01", "2023-12-31", false),
        ] {
            let new = input(from, to).parse().unwrap();
            assert_eq!(
                refuse_overlap(&new, &others, None).is_some(),
                overlaps,
                "{from} {to}"
            );
            let elsewhere = NewSuspension {
                body: BodyId(4),
                ..new
            };
            assert_eq!(refuse_overlap(&elsewhere, &others, None), None);
        }
        let moved = input("2024-01-15", "2024-02-29").parse().unwrap();
        assert_eq!(refuse_overlap(&moved, &others, Some(SuspensionId(1))), None);
    }
}
