//! The board of a federation: those whom a published election put there and who accepted, for a term.

use std::collections::HashSet;

use super::{PublishedOutcome, ResultDocument};
use crate::{
    registry::model::{
        mandate::{EndReason, Function},
        span::Span,
    },
    types::{
        Day, FieldProblem, Fields, PersonId,
        reading::{day, word},
    },
};

/// What can be held on the board; being a plain member is for bodies.
pub const FUNCTIONS: [Function; 3] = [
    Function::Chair,
    Function::DeputyChair,
    Function::BoardMember,
];

/// Why somebody leaves the board before the term is over.
pub const EARLY_ENDS: [EndReason; 4] = [
    EndReason::Resigned,
    EndReason::Recalled,
    EndReason::LostEligibility,
    EndReason::Deceased,
];

/// The early end of a mandate on the board, as typed.
#[derive(Clone, Debug, Default)]
pub struct EarlyEndInput {
    /// Last day in office.
    pub ends_on: String,
    pub end_reason: String,
}

impl EarlyEndInput {
    /// Reads the last day and the reason, for a mandate with this first and last day.
    ///
    /// # Errors
    /// All that is wrong with its fields: the day lies before the mandate or after its term, the reason is none for an early end.
    pub fn parse(
        &self,
        (starts_on, term_ends_on): (Day, Day),
    ) -> Result<(Day, EndReason), Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let ends_on = day(&mut fields, "ends_on", &self.ends_on);
        let reason = word(&mut fields, "end_reason", &self.end_reason, |word| {
            EndReason::parse(word).filter(|reason| EARLY_ENDS.contains(reason))
        });
        let outside = match ends_on {
            Some(end) if end < starts_on => Some(crate::key!("field-end-before-start")),
            Some(end) if end > term_ends_on => Some(crate::key!("field-end-after-end")),
            Some(_) | None => None,
        };
        if let Some(key) = outside {
            fields.refuse(FieldProblem::new("ends_on", key));
        }
        fields.finish(ends_on.zip(reason))
    }
}

/// Words by which the title of an election says that it is about the chair, and about a deputy: German and English.
const CHAIR: [&str; 2] = ["vorsitz", "chair"];
const DEPUTY: [&str; 3] = ["stellv", "deput", "vice"];

/// Somebody elected who accepted, as typed.
#[derive(Clone, Debug, Default)]
pub struct AcceptedInput {
    /// Position on the ballot, from 1.
    pub place: i64,
    /// Number of the person in the register.
    pub person: String,
    pub function: String,
}

/// The new members of the board, as typed.
#[derive(Clone, Debug, Default)]
pub struct BoardInput {
    pub starts_on: String,
    pub ends_on: String,
    /// Who accepted; whoever did not is left out.
    pub accepted: Vec<AcceptedInput>,
}

/// A new member of the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewBoardMember {
    pub place: i64,
    pub person: PersonId,
    pub function: Function,
}

/// The new members of the board with their term; both days belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBoard {
    pub starts_on: Day,
    pub ends_on: Day,
    pub members: Vec<NewBoardMember>,
}

impl BoardInput {
    /// Reads who of the elected comes to the board, and for how long.
    ///
    /// # Errors
    /// All that is wrong with its fields: nobody accepted, somebody was not elected or stands there twice, the term ends first.
    pub fn parse(&self, elected: &[i64]) -> Result<NewBoard, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let starts_on = day(&mut fields, "starts_on", &self.starts_on);
        let ends_on = day(&mut fields, "ends_on", &self.ends_on);
        let term = starts_on.zip(ends_on);
        if term.is_some_and(|(first, last)| Span::closed(first, last).is_backwards()) {
            fields.refuse(FieldProblem::new(
                "ends_on",
                crate::key!("field-end-before-start"),
            ));
        }
        if self.accepted.is_empty() {
            fields.refuse(FieldProblem::new("accepted", crate::key!("field-required")));
        }
        let (mut places, mut people) = (HashSet::new(), HashSet::new());
        let mut members = Vec::new();
        for accepted in &self.accepted {
            let place = accepted.place;
            if !elected.contains(&place) || !places.insert(place) {
                let problem = FieldProblem::new("accepted", crate::key!("field-board-not-elected"));
                fields.refuse(problem.with("place", place));
                continue;
            }
            let field = format!("person-{place}");
            let person = accepted.person.trim().parse::<PersonId>().ok();
            match person {
                None => fields.refuse(FieldProblem::new(
                    &field,
                    crate::key!("field-person-unknown"),
                )),
                Some(person) if !people.insert(person) => {
                    fields.refuse(FieldProblem::new(&field, crate::key!("field-board-twice")));
                }
                Some(_) => {}
            }
            let function = word(
                &mut fields,
                &format!("function-{place}"),
                &accepted.function,
                |word| Function::parse(word).filter(|function| FUNCTIONS.contains(function)),
            );
            members.extend(
                person
                    .zip(function)
                    .map(|(person, function)| NewBoardMember {
                        place,
                        person,
                        function,
                    }),
            );
        }
        fields.finish(term.map(|(starts_on, ends_on)| NewBoard {
            starts_on,
            ends_on,
            members,
        }))
    }
}

impl ResultDocument {
    /// Those elected by position on the ballot, from 1; none for a motion and for lists, which get seats and not persons.
    pub fn elected(&self) -> &[i64] {
        match &self.outcome {
            PublishedOutcome::Motion { .. } => &[],
            PublishedOutcome::Election { elected, seats, .. } => {
                if seats.is_empty() {
                    elected
                } else {
                    &[]
                }
            }
        }
    }

    /// What the title suggests that those elected become; staff can choose otherwise.
    pub fn suggested_function(&self) -> Function {
        let says = |words: &[&str]| {
            self.poll.title.iter().any(|(_, text)| {
                let text = text.to_lowercase();
                words.iter().any(|word| text.contains(word))
            })
        };
        if says(&DEPUTY) {
            Function::DeputyChair
        } else if says(&CHAIR) {
            Function::Chair
        } else {
            Function::BoardMember
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(accepted: &[(i64, &str, &str)], first: &str, last: &str) -> BoardInput {
        BoardInput {
            starts_on: first.into(),
            ends_on: last.into(),
            accepted: accepted
                .iter()
                .map(|(place, person, function)| AcceptedInput {
                    place: *place,
                    person: (*person).into(),
                    function: (*function).into(),
                })
                .collect(),
        }
    }

    fn refused(input: &BoardInput) -> Vec<(String, &'static str)> {
        let problems = input.parse(&[1, 3]).unwrap_err();
        problems.into_iter().map(|p| (p.field, p.key)).collect()
    }

    #[test]
    fn those_elected_who_accepted_get_an_office_and_a_term() {
        let typed = input(&[(3, " 8 ", "deputy_chair")], "2026-05-01", "2029-04-30");
        let board = typed.parse(&[1, 3]).unwrap();
        let member = NewBoardMember {
            place: 3,
            person: PersonId(8),
            function: Function::DeputyChair,
        };
        assert_eq!(board.members, [member]);
        assert_eq!(board.starts_on.to_string(), "2026-05-01");
        assert_eq!(board.ends_on.to_string(), "2029-04-30");
    }

    #[test]
    fn whoever_was_not_elected_or_stands_there_twice_is_refused() {
        let (first, last) = ("2026-05-01", "2026-05-01");
        type Case = (
            &'static [(i64, &'static str, &'static str)],
            &'static str,
            &'static str,
        );
        let cases: [Case; 6] = [
            (&[], "accepted", "field-required"),
            (&[(2, "8", "chair")], "accepted", "field-board-not-elected"),
            (
                &[(1, "8", "chair"), (1, "9", "chair")],
                "accepted",
                "field-board-not-elected",
            ),
            (
                &[(1, "8", "chair"), (3, "8", "board_member")],
                "person-3",
                "field-board-twice",
            ),
            (&[(1, "Omar", "chair")], "person-1", "field-person-unknown"),
            (&[(3, "8", "member")], "function-3", "field-word-unknown"),
        ];
        for (accepted, field, key) in cases {
            let found = refused(&input(accepted, first, last));
            assert_eq!(found, [(field.to_owned(), key)], "{accepted:?}");
        }
    }

    #[test]
    fn an_early_end_lies_within_the_term_and_has_a_reason_of_its_own() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let term = (day("2026-05-01"), day("2029-04-30"));
        let end = |ends_on: &str, end_reason: &str| {
            let input = EarlyEndInput {
                ends_on: ends_on.into(),
                end_reason: end_reason.into(),
            };
            input
                .parse(term)
                .map_err(|problems| (problems[0].field.clone(), problems[0].key))
        };
        for reason in EARLY_ENDS {
            for (typed, read) in [("2026-05-01", term.0), ("2029-04-30", term.1)] {
                assert_eq!(end(typed, reason.as_str()), Ok((read, reason)));
            }
        }
        for (typed, reason, field, key) in [
            (
                "2026-04-30",
                "resigned",
                "ends_on",
                "field-end-before-start",
            ),
            ("2029-05-01", "resigned", "ends_on", "field-end-after-end"),
            (
                "2027-01-01",
                "term_ended",
                "end_reason",
                "field-word-unknown",
            ),
        ] {
            assert_eq!(end(typed, reason), Err((field.to_owned(), key)), "{typed}");
        }
        for (typed, reason, field) in [
            ("", "resigned", "ends_on"),
            ("2027-01-01", "", "end_reason"),
        ] {
            assert_eq!(
                end(typed, reason).map_err(|(field, _)| field),
                Err(field.to_owned())
            );
        }
    }

    #[test]
    fn a_term_does_not_end_before_it_starts() {
        let backwards = input(&[(1, "8", "chair")], "2026-05-01", "2026-04-30");
        assert_eq!(
            refused(&backwards),
            [("ends_on".to_owned(), "field-end-before-start")]
        );
    }
}
