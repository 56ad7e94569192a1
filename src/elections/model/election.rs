//! An election of a body for a term, and the states that it goes through.

use serde::Serialize;

use super::rules::Rules;
use crate::{
    registry::model::term::Term,
    types::{
        BodyId, Day, ElectionId, FederationId, FieldProblem, Fields, MultilineText, TermId,
        reading::{day, day_or_none, number},
        words::words,
    },
};

words! {
    /// How far an election is, or what came instead of it.
    ElectionState {
        /// Nominations are taken in; rules may change.
        Preparing = "preparing", crate::key!("elections-state-preparing");
        /// Nominations and rules are fixed; districts report.
        Counting = "counting", crate::key!("elections-state-counting");
        /// Two people certified the result; the elected are called.
        Certified = "certified", crate::key!("elections-state-certified");
        /// Not held for lack of candidates (GemO RLP § 56a).
        NotHeld = "not_held", crate::key!("elections-state-not-held");
        /// The body is appointed instead.
        AppointedInstead = "appointed_instead", crate::key!("elections-state-appointed-instead");
        /// Declared void after certification.
        Annulled = "annulled", crate::key!("elections-state-annulled");
        /// Annulled, and another election repeats it.
        Repeated = "repeated", crate::key!("elections-state-repeated");
    }
}

words! {
    /// What changes the state of an election.
    Transition {
        StartCounting = "start_counting", crate::key!("elections-transition-start-counting");
        Certify = "certify", crate::key!("elections-transition-certify");
        CallOff = "call_off", crate::key!("elections-transition-call-off");
        AppointInstead = "appoint_instead", crate::key!("elections-transition-appoint-instead");
        Annul = "annul", crate::key!("elections-transition-annul");
        Repeat = "repeat", crate::key!("elections-transition-repeat");
    }
}

/// An election cannot do this in its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{transition:?} is not possible while {state:?}")]
pub struct WrongState {
    pub state: ElectionState,
    pub transition: Transition,
}

impl ElectionState {
    /// The state after a transition. Only forward: what was certified is annulled, never reopened.
    ///
    /// # Errors
    /// [`WrongState`] where the state does not allow it.
    pub fn after(self, transition: Transition) -> Result<Self, WrongState> {
        use ElectionState::{
            Annulled, AppointedInstead, Certified, Counting, NotHeld, Preparing, Repeated,
        };
        use Transition::{Annul, AppointInstead, CallOff, Certify, Repeat, StartCounting};
        match (self, transition) {
            (Preparing, StartCounting) => Ok(Counting),
            (Counting, Certify) => Ok(Certified),
            (Preparing, CallOff) => Ok(NotHeld),
            (Preparing | NotHeld, AppointInstead) => Ok(AppointedInstead),
            (Certified, Annul) => Ok(Annulled),
            (Annulled, Repeat) => Ok(Repeated),
            (
                Preparing | Counting | Certified | NotHeld | AppointedInstead | Annulled | Repeated,
                _,
            ) => Err(WrongState {
                state: self,
                transition,
            }),
        }
    }
}

/// An election of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Election {
    pub id: ElectionId,
    #[serde(skip)]
    pub federation: FederationId,
    pub body: BodyId,
    pub term: TermId,
    /// Election day.
    pub day: Day,
    /// The annulled election that this one repeats.
    pub repeats: Option<ElectionId>,
    pub state: ElectionState,
    /// Why it was not held or was annulled; empty otherwise.
    pub state_reason: String,
    /// Seats to be elected.
    pub seats: i64,
    /// Seats given by appointment beside the elected ones.
    pub appointed_seats: i64,
    /// Seats held by virtue of an office beside the elected ones.
    pub ex_officio_seats: i64,
    /// How votes become seats; `None` while it is not set, and then nothing is allocated.
    pub rules: Option<Rules>,
    /// Last day on which nominations are handed in.
    pub nomination_deadline: Option<Day>,
    /// Days that somebody called to a seat has to answer.
    pub acceptance_days: i64,
    /// Last day on which an objection to the result can be raised.
    pub objection_deadline: Option<Day>,
    #[serde(skip)]
    pub revision: i64,
}

impl Election {
    /// Whether rules, districts, groups and nominations may still change.
    pub fn is_preparing(&self) -> bool {
        self.state == ElectionState::Preparing
    }

    /// Whether changes of nominations come after the last day for handing them in, and so need a reason.
    pub fn is_past_deadline(&self, today: Day) -> bool {
        self.nomination_deadline.is_some_and(|last| today > last)
    }

    /// What of it is typed.
    pub fn details(&self) -> ElectionDetails {
        ElectionDetails {
            day: self.day,
            seats: self.seats,
            appointed_seats: self.appointed_seats,
            ex_officio_seats: self.ex_officio_seats,
            nomination_deadline: self.nomination_deadline,
            acceptance_days: self.acceptance_days,
            objection_deadline: self.objection_deadline,
        }
    }
}

/// An election as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElectionLine {
    pub election: Election,
    /// Name of the body on election day.
    pub body_name: String,
    pub term_label: String,
}

/// An election as typed; which body and term it is for stands beside.
#[derive(Clone, Debug, Default)]
pub struct ElectionInput {
    pub day: String,
    pub seats: String,
    /// Blank: none.
    pub appointed_seats: String,
    /// Blank: none.
    pub ex_officio_seats: String,
    /// May be blank.
    pub nomination_deadline: String,
    pub acceptance_days: String,
    /// May be blank.
    pub objection_deadline: String,
}

/// What is known about an election before anybody stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ElectionDetails {
    pub day: Day,
    pub seats: i64,
    pub appointed_seats: i64,
    pub ex_officio_seats: i64,
    pub nomination_deadline: Option<Day>,
    pub acceptance_days: i64,
    pub objection_deadline: Option<Day>,
}

impl ElectionDetails {
    /// Whether two differ in nothing but what may be settled later: how long the elected have to answer, until when objections
    /// are heard.
    pub fn differs_in_deadlines_only(&self, other: &Self) -> bool {
        let settled = Self {
            acceptance_days: other.acceptance_days,
            objection_deadline: other.objection_deadline,
            ..self.clone()
        };
        settled == *other
    }
}

/// More seats than any council has; as for the seats of a term.
pub const MOST_SEATS: i64 = 200;
/// An election is held shortly before its term begins, or late; so far before it is a slip of the year.
const DAYS_BEFORE_TERM: i64 = 731;

impl ElectionInput {
    /// Reads an election for a term.
    ///
    /// # Errors
    /// All that is wrong with its fields.
    pub fn parse(&self, term: &Term) -> Result<ElectionDetails, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let day = day(&mut fields, "day", &self.day);
        if let Some(key) = day.and_then(|day| outside_term(day, term)) {
            let problem = FieldProblem::new("day", key).with("term", term.label.as_str());
            fields.refuse(problem);
        }
        let seats = number(&mut fields, "seats", &self.seats, 1, MOST_SEATS);
        let appointed_seats = count(&mut fields, "appointed_seats", &self.appointed_seats);
        let ex_officio_seats = count(&mut fields, "ex_officio_seats", &self.ex_officio_seats);
        let nomination_deadline = day_or_none(
            &mut fields,
            "nomination_deadline",
            &self.nomination_deadline,
        );
        let days = &self.acceptance_days;
        let acceptance_days = number(&mut fields, "acceptance_days", days, 1, 60);
        let objection_deadline =
            day_or_none(&mut fields, "objection_deadline", &self.objection_deadline);
        let after = |deadline: Option<Option<Day>>| deadline.flatten().zip(day);
        if after(nomination_deadline).is_some_and(|(last, day)| last >= day) {
            let key = crate::key!("field-nominations-until-election");
            fields.refuse(FieldProblem::new("nomination_deadline", key));
        }
        if after(objection_deadline).is_some_and(|(last, day)| last <= day) {
            let key = crate::key!("field-objections-before-election");
            fields.refuse(FieldProblem::new("objection_deadline", key));
        }
        let details = (|| {
            Some(ElectionDetails {
                day: day?,
                seats: seats?,
                appointed_seats: appointed_seats?,
                ex_officio_seats: ex_officio_seats?,
                nomination_deadline: nomination_deadline?,
                acceptance_days: acceptance_days?,
                objection_deadline: objection_deadline?,
            })
        })();
        fields.finish(details)
    }
}

fn outside_term(day: Day, term: &Term) -> Option<&'static str> {
    let days_before = term.starts_on.to_epoch_days() - day.to_epoch_days();
    if day > term.ends_on {
        Some(crate::key!("field-election-after-term"))
    } else if days_before > DAYS_BEFORE_TERM {
        Some(crate::key!("field-election-long-before-term"))
    } else {
        None
    }
}

/// A number of seats beside the elected ones; blank is none.
fn count(fields: &mut Fields, field: &str, raw: &str) -> Option<i64> {
    if raw.trim().is_empty() {
        return Some(0);
    }
    number(fields, field, raw, 0, MOST_SEATS)
}

/// Reads why an election is not held, or why the body is appointed.
///
/// # Errors
/// Where it is missing or too long.
pub fn parse_reason(raw: &str) -> Result<String, Vec<FieldProblem>> {
    let mut fields = Fields::default();
    let reason = fields.take("reason", MultilineText::parse(raw, 3, 500));
    fields.finish(reason.map(|text| text.as_str().to_owned()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn term() -> Term {
        Term {
            id: TermId(1),
            body: BodyId(1),
            label: "2025–2030".into(),
            starts_on: "2025-11-01".parse().unwrap(),
            ends_on: "2030-10-31".parse().unwrap(),
            revision: 1,
        }
    }

    fn input() -> ElectionInput {
        ElectionInput {
            day: "2025-09-14".into(),
            seats: "18".into(),
            acceptance_days: "7".into(),
            nomination_deadline: "2025-07-07".into(),
            ..ElectionInput::default()
        }
    }

    fn refused(input: &ElectionInput) -> Vec<(String, &'static str)> {
        match input.parse(&term()) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.into_iter().map(|p| (p.field, p.key)).collect(),
        }
    }

    #[test]
    fn each_state_allows_exactly_these_transitions() {
        use ElectionState::{
            Annulled, AppointedInstead, Certified, Counting, NotHeld, Preparing, Repeated,
        };
        use Transition::{Annul, AppointInstead, CallOff, Certify, Repeat, StartCounting};
        let allowed = [
            (Preparing, StartCounting, Counting),
            (Preparing, CallOff, NotHeld),
            (Preparing, AppointInstead, AppointedInstead),
            (NotHeld, AppointInstead, AppointedInstead),
            (Counting, Certify, Certified),
            (Certified, Annul, Annulled),
            (Annulled, Repeat, Repeated),
        ];
        for state in ElectionState::ALL {
            for transition in Transition::ALL {
                let expected = allowed
                    .iter()
                    .find(|(from, by, _)| from == state && by == transition)
                    .map(|(_, _, to)| *to)
                    .ok_or(WrongState {
                        state: *state,
                        transition: *transition,
                    });
                assert_eq!(state.after(*transition), expected);
            }
        }
    }

    proptest! {
        #[test]
        fn no_sequence_of_transitions_comes_back_to_a_state(choices in proptest::collection::vec(0_usize..6, 0..40)) {
            let mut state = ElectionState::Preparing;
            let mut seen = vec![state];
            for choice in choices {
                if let Ok(next) = state.after(Transition::ALL[choice]) {
                    prop_assert!(!seen.contains(&next), "{next:?} again after {seen:?}");
                    // Nothing is counted that was not prepared, nothing annulled that was not certified.
                    if next == ElectionState::Annulled {
                        prop_assert!(seen.contains(&ElectionState::Certified));
                    }
                    state = next;
                    seen.push(state);
                }
            }
        }
    }

    #[test]
    fn an_election_before_its_term_is_read_with_nothing_beside_the_elected_seats() {
        let details = input().parse(&term()).unwrap();
        assert_eq!(
            (
                details.seats,
                details.appointed_seats,
                details.ex_officio_seats
            ),
            (18, 0, 0)
        );
        assert_eq!(details.acceptance_days, 7);
        assert_eq!(details.objection_deadline, None);
        for day in ["2025-11-01", "2030-10-31", "2023-11-01"] {
            let other = ElectionInput {
                day: day.into(),
                nomination_deadline: String::new(),
                ..input()
            };
            assert_eq!(refused(&other), [], "{day}");
        }
    }

    #[test]
    fn absurd_days_and_numbers_are_refused_beside_their_fields() {
        let none = String::new;
        for (input, field, key) in [
            (
                ElectionInput {
                    day: "2030-11-01".into(),
                    ..input()
                },
                "day",
                "field-election-after-term",
            ),
            (
                ElectionInput {
                    day: "2015-09-14".into(),
                    nomination_deadline: none(),
                    ..input()
                },
                "day",
                "field-election-long-before-term",
            ),
            (
                ElectionInput {
                    seats: "0".into(),
                    ..input()
                },
                "seats",
                "field-number-range",
            ),
            (
                ElectionInput {
                    seats: "201".into(),
                    ..input()
                },
                "seats",
                "field-number-range",
            ),
            (
                ElectionInput {
                    appointed_seats: "-1".into(),
                    ..input()
                },
                "appointed_seats",
                "field-number-range",
            ),
            (
                ElectionInput {
                    ex_officio_seats: "x".into(),
                    ..input()
                },
                "ex_officio_seats",
                "field-number-range",
            ),
            (
                ElectionInput {
                    acceptance_days: "0".into(),
                    ..input()
                },
                "acceptance_days",
                "field-number-range",
            ),
            (
                ElectionInput {
                    acceptance_days: "61".into(),
                    ..input()
                },
                "acceptance_days",
                "field-number-range",
            ),
            (
                ElectionInput {
                    nomination_deadline: "2025-09-14".into(),
                    ..input()
                },
                "nomination_deadline",
                "field-nominations-until-election",
            ),
            (
                ElectionInput {
                    objection_deadline: "2025-09-14".into(),
                    ..input()
                },
                "objection_deadline",
                "field-objections-before-election",
            ),
        ] {
            assert_eq!(refused(&input), [(field.to_owned(), key)]);
        }
        assert_eq!(
            refused(&ElectionInput::default()),
            [
                ("day".to_owned(), "field-required"),
                ("seats".to_owned(), "field-number-range"),
                ("acceptance_days".to_owned(), "field-number-range"),
            ]
        );
    }

    #[test]
    fn deadlines_after_the_election_can_be_told_from_the_rest() {
        let before = input().parse(&term()).unwrap();
        let later = ElectionInput {
            acceptance_days: "14".into(),
            objection_deadline: "2025-10-20".into(),
            ..input()
        };
        assert!(
            later
                .parse(&term())
                .unwrap()
                .differs_in_deadlines_only(&before)
        );
        let other = ElectionInput {
            seats: "19".into(),
            ..input()
        };
        assert!(
            !other
                .parse(&term())
                .unwrap()
                .differs_in_deadlines_only(&before)
        );
    }

    #[test]
    fn a_reason_is_needed_and_bounded() {
        assert_eq!(
            parse_reason(" GemO RLP § 56a ").as_deref(),
            Ok("GemO RLP § 56a")
        );
        for bad in ["", "x", &"x".repeat(501)] {
            assert_eq!(parse_reason(bad).unwrap_err()[0].field, "reason");
        }
    }
}
