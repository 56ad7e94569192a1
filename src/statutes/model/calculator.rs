//! The delegate calculator: a key and bodies as a document, their places as a document.
//!
//! The command `mandat tally delegates` and the operation `POST /api/v1/tally/delegates` read and answer the same documents. Nothing is
//! stored.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

use super::{key::DelegateKey, working::Working};
use crate::{
    tally::delegates::{
        Body, EntitleError, Entitlements, Lot, LotFault, LotRefused, MOST_BODIES, MOST_FIGURE,
        MOST_PLACES, entitle,
    },
    types::{Explain, ExplainField, FieldProblem, PlainText, Problem, ProblemKind},
};

/// The longest name of a body.
const LONGEST_NAME: usize = 200;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub key: DelegateKey,
    pub bodies: Vec<AskedBody>,
    /// How many members are persons.
    pub personal_members: Option<u32>,
    pub lots: Option<Vec<AskedLot>>,
}

/// A body by its name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskedBody {
    pub name: String,
    pub figure: Option<u64>,
    /// Paid where it is left out.
    pub fee_unpaid: Option<bool>,
}

/// A lot that was drawn, by the names of the bodies.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskedLot {
    pub between: Option<Vec<String>>,
    pub won: Vec<String>,
}

/// The places of all bodies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// In the order of the question.
    pub bodies: Vec<AnsweredBody>,
    /// The places of all bodies together.
    pub total: u64,
    /// The votes of members that are persons.
    pub personal_votes: u64,
    /// Equal claims to the last places of a fixed total, as long as no lot is drawn.
    pub undecided: Option<Undecided>,
}

/// The places of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AnsweredBody {
    pub name: String,
    pub figure: Option<u64>,
    pub places: u32,
    pub working: Working,
}

/// A tie that only a lot can settle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Undecided {
    pub places: u32,
    pub between: Vec<String>,
}

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Not one JSON document of this shape.
    Unreadable { reason: String },
    /// A field cannot be what it should be.
    Field {
        /// The reason in English, for the command.
        reason: String,
        problem: FieldProblem,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // The reason quotes the document, which may hold anything; it reaches the terminal as one harmless line.
            Self::Unreadable { reason } => {
                write!(f, "not readable as JSON: {}", reason.escape_debug())
            }
            Self::Field { reason, problem } => write!(f, "{}: {reason}", problem.field),
        }
    }
}

impl std::error::Error for Refusal {}

impl Explain for Refusal {
    fn problem(&self) -> Problem {
        match self {
            Self::Unreadable { reason } => {
                Problem::new(ProblemKind::Malformed, crate::key!("problem-malformed"))
                    .with("reason", reason.as_str())
            }
            Self::Field { problem, .. } => Problem::fields(vec![problem.clone()]),
        }
    }
}

fn refused(reason: impl fmt::Display, problem: FieldProblem) -> Refusal {
    Refusal::Field {
        reason: reason.to_string(),
        problem,
    }
}

impl Question {
    /// Reads a question from the text of a JSON document.
    ///
    /// # Errors
    /// [`Refusal`] where it is none, or names a body twice or a body that is not there.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let question: Self = serde_json::from_str(text).map_err(|error| Refusal::Unreadable {
            reason: error.to_string(),
        })?;
        question.names()?;
        Ok(question)
    }

    /// The positions of the bodies by their names.
    fn names(&self) -> Result<BTreeMap<&str, usize>, Refusal> {
        let mut names = BTreeMap::new();
        for (position, body) in self.bodies.iter().enumerate() {
            let field = format!("bodies[{position}].name");
            if let Err(error) = PlainText::parse(&body.name, 1, LONGEST_NAME) {
                return Err(refused(error, error.field_problem(&field)));
            }
            if let Some(earlier) = names.insert(body.name.as_str(), position) {
                let row = i64::try_from(earlier).unwrap_or(i64::MAX).saturating_add(1);
                let problem = FieldProblem::new(&field, crate::key!("field-repeats-row"));
                let reason = format!("the same name as in row {row}");
                return Err(refused(reason, problem.with("row", row)));
            }
        }
        Ok(names)
    }

    fn lots(&self) -> Result<Vec<Lot>, Refusal> {
        let names = self.names()?;
        let positions = |lot: usize, part: &str, named: &[String]| -> Result<Vec<usize>, Refusal> {
            named
                .iter()
                .map(|name| {
                    names.get(name.as_str()).copied().ok_or_else(|| {
                        let field = format!("lots[{lot}].{part}");
                        let problem =
                            FieldProblem::new(&field, crate::key!("field-tally-no-such-body"));
                        let reason = format!("there is no body {name:?}");
                        refused(reason, problem.with("name", name.as_str()))
                    })
                })
                .collect()
        };
        self.lots
            .iter()
            .flatten()
            .enumerate()
            .map(|(row, lot)| {
                Ok(Lot {
                    between: lot
                        .between
                        .as_ref()
                        .map(|named| positions(row, "between", named))
                        .transpose()?,
                    won: positions(row, "won", &lot.won)?,
                })
            })
            .collect()
    }

    /// Computes the places of all bodies.
    ///
    /// # Errors
    /// [`Refusal`] with the field that stands against it.
    pub fn answer(&self) -> Result<Answer, Refusal> {
        let key = self.key.engine().map_err(|fault| {
            let field = format!("key.{}", fault.part(&self.key).in_document());
            refused(fault, fault.field_problem(&field))
        })?;
        if self.personal_members.is_some_and(|n| n > 0) && self.key.personal_votes.is_none() {
            let problem = FieldProblem::new(
                "personal_members",
                crate::key!("field-tally-no-personal-votes"),
            );
            return Err(refused("the key gives persons no vote", problem));
        }
        let bodies: Vec<Body> = self
            .bodies
            .iter()
            .map(|body| Body {
                figure: body.figure,
                fee_unpaid: body.fee_unpaid.unwrap_or(false),
            })
            .collect();
        let found = entitle(&key, &bodies, &self.lots()?)
            .map_err(|error| refused(error, self.field_problem(error)))?;
        Ok(self.of(found))
    }

    fn of(&self, found: Entitlements) -> Answer {
        Answer {
            total: found.total,
            personal_votes: u64::from(self.personal_members.unwrap_or(0))
                .saturating_mul(self.key.personal_votes.unwrap_or(0).into()),
            undecided: found.undecided.map(|tie| Undecided {
                places: tie.seats_open,
                between: tie
                    .between
                    .iter()
                    .filter_map(|position| self.bodies.get(*position))
                    .map(|body| body.name.clone())
                    .collect(),
            }),
            bodies: self
                .bodies
                .iter()
                .zip(found.bodies)
                .map(|(body, entitlement)| AnsweredBody {
                    name: body.name.clone(),
                    figure: body.figure,
                    places: entitlement.places,
                    working: entitlement.working.into(),
                })
                .collect(),
        }
    }

    fn field_problem(&self, error: EntitleError) -> FieldProblem {
        let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let range = |field: &str, least: i64, most: u64| {
            FieldProblem::new(field, crate::key!("field-number-range"))
                .with("least", least)
                .with("most", number(most))
        };
        match error {
            EntitleError::Key(fault) => {
                let fault = super::key::KeyFault::Engine(fault);
                let field = format!("key.{}", fault.part(&self.key).in_document());
                fault.field_problem(&field)
            }
            EntitleError::NoBodies => {
                FieldProblem::new("bodies", crate::key!("field-tally-no-bodies"))
            }
            EntitleError::TooManyBodies { .. } => {
                FieldProblem::new("bodies", crate::key!("field-too-many"))
                    .with("n", i64::try_from(MOST_BODIES).unwrap_or(i64::MAX))
            }
            EntitleError::NoFigure { body } => FieldProblem::new(
                &format!("bodies[{body}].figure"),
                crate::key!("field-required"),
            ),
            EntitleError::FigureTooLarge { body } => {
                range(&format!("bodies[{body}].figure"), 0, MOST_FIGURE)
            }
            EntitleError::TooManyPlaces { body } => FieldProblem::new(
                &format!("bodies[{body}].figure"),
                crate::key!("field-tally-too-many-places"),
            )
            .with("n", i64::from(MOST_PLACES)),
            EntitleError::NothingToShareBy => {
                FieldProblem::new("bodies", crate::key!("field-tally-nothing-to-share"))
            }
            EntitleError::Lot(refused) => lot_problem(refused),
        }
    }
}

/// A lot that does not fit, beside the part of it that is wrong.
fn lot_problem(refused: LotRefused) -> FieldProblem {
    let (part, key) = match refused.fault {
        LotFault::NoTie => ("", crate::key!("field-seats-no-tie")),
        LotFault::OtherTie => (".between", crate::key!("field-seats-other-tie")),
        LotFault::NotTied { .. } | LotFault::NamedTwice { .. } | LotFault::Winners { .. } => {
            (".won", crate::key!("field-tally-lot"))
        }
    };
    FieldProblem::new(&format!("lots[{}]{part}", refused.lot), key)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn ask(question: &Value) -> Result<Answer, String> {
        Question::parse(&question.to_string())
            .and_then(|question| question.answer())
            .map_err(|refusal| {
                assert!(!refusal.to_string().contains('\n'));
                match refusal {
                    Refusal::Unreadable { .. } => "unreadable".to_owned(),
                    Refusal::Field { problem, .. } => problem.field,
                }
            })
    }

    fn shared(bodies: &Value, lots: &Value) -> Value {
        json!({"key": {"proportional": {"total": 3, "method": "hare_niemeyer"}}, "bodies": bodies, "lots": lots})
    }

    #[test]
    fn a_key_and_bodies_give_places_with_their_working() {
        let answer = ask(&json!({
            "key": {"steps": {"steps": [{"edge": 5000, "places": 1}, {"edge": 20000, "places": 2}], "edge_belongs": "below",
                "above_each": {"size": 20000, "rounding": "started"}}, "none_while_unpaid": true, "personal_votes": 1},
            "bodies": [{"name": "Remscheid", "figure": 15993}, {"name": "Aachen", "figure": 20001, "fee_unpaid": true}],
            "personal_members": 3
        }))
        .unwrap();
        assert_eq!((answer.total, answer.personal_votes), (2, 3));
        let working = serde_json::to_value(&answer.bodies[0].working).unwrap();
        assert_eq!(working["by_figure"]["by"], "step");
        assert_eq!(working["by_figure"]["edge"], 20_000);
        assert_eq!(answer.bodies[1].places, 0);
        assert!(answer.bodies[1].working.fee_unpaid);
    }

    #[test]
    fn a_tie_is_an_answer_and_a_lot_completes_it() {
        let bodies = json!([{"name": "A", "figure": 5}, {"name": "B", "figure": 5}]);
        let open = ask(&shared(&bodies, &json!([]))).unwrap();
        assert_eq!(open.undecided.unwrap().between, ["A", "B"]);
        let drawn = ask(&shared(&bodies, &json!([{"won": ["B"]}]))).unwrap();
        assert_eq!(drawn.bodies[1].places, 2);
    }

    #[test]
    fn what_cannot_be_computed_is_named_by_its_field() {
        let key = json!({"each": {"size": 20, "rounding": "full"}});
        let a = json!({"name": "A", "figure": 5});
        let two = json!([{"name": "A", "figure": 5}, {"name": "B", "figure": 5}]);
        let cases = [
            (json!({"key": key}), "unreadable"),
            (json!({"key": key, "bodies": [], "more": 1}), "unreadable"),
            (json!({"key": key, "bodies": []}), "bodies"),
            (json!({"key": {}, "bodies": [a]}), "key.base"),
            (
                json!({"key": key, "bodies": [{"name": "A"}]}),
                "bodies[0].figure",
            ),
            (
                json!({"key": key, "bodies": [{"name": "A", "figure": 10_000_000_000_u64}]}),
                "bodies[0].figure",
            ),
            (
                json!({"key": key, "bodies": [{"name": "A", "figure": 100_000}]}),
                "bodies[0].figure",
            ),
            (json!({"key": key, "bodies": [a, a]}), "bodies[1].name"),
            (
                json!({"key": key, "bodies": [{"name": " ", "figure": 5}]}),
                "bodies[0].name",
            ),
            (
                json!({"key": key, "bodies": [a], "personal_members": 1}),
                "personal_members",
            ),
            (
                json!({"key": key, "bodies": [a], "lots": [{"won": ["A"]}]}),
                "lots[0]",
            ),
            (shared(&two, &json!([{"won": ["C"]}])), "lots[0].won"),
            (shared(&two, &json!([{"won": ["A", "B"]}])), "lots[0].won"),
            (
                shared(&two, &json!([{"won": ["A"], "between": ["A"]}])),
                "lots[0].between",
            ),
            (
                shared(&json!([{"name": "A", "figure": 0}]), &json!([])),
                "bodies",
            ),
        ];
        for (question, field) in cases {
            assert_eq!(ask(&question), Err(field.to_owned()), "{question}");
        }
    }
}
