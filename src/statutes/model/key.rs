//! The delegate key as it is stored, asked for and typed; the arithmetic has its own types in `tally::delegates`.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    registry::model::facts::FigureKind,
    tally::{
        delegates::{self as engine, KeyError, MOST_FIGURE, MOST_PLACES, MOST_STEPS},
        seats::Method as EngineMethod,
    },
    types::{FieldProblem, PlainText, words::words},
};

/// The most functions of which a key tells that they come with a place.
pub const MOST_FUNCTIONS: usize = 20;
/// The longest name of a function.
pub const LONGEST_FUNCTION: usize = 120;

words! {
    /// Where a figure belongs that lies exactly on an edge.
    EdgeBelongs {
        Below = "below", crate::key!("statutes-edge-below");
        Above = "above", crate::key!("statutes-edge-above");
    }
}

words! {
    /// Whether a part of so many counts.
    Rounding {
        Started = "started", crate::key!("statutes-rounding-started");
        Full = "full", crate::key!("statutes-rounding-full");
    }
}

words! {
    /// How shares of a fixed total become places.
    ShareMethod {
        SainteLague = "sainte_lague", crate::key!("elections-method-sainte-lague");
        Dhondt = "dhondt", crate::key!("elections-method-dhondt");
        HareNiemeyer = "hare_niemeyer", crate::key!("elections-method-hare-niemeyer");
    }
}

/// How many delegates a body sends. Its JSON is what the database and the API hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DelegateKey {
    /// What the rule goes by.
    pub figure: Option<FigureKind>,
    /// The places of every body.
    pub base: u32,
    /// At most one of the next three.
    pub steps: Option<KeySteps>,
    pub each: Option<KeyUnit>,
    pub proportional: Option<KeyTotal>,
    pub minimum: u32,
    pub maximum: Option<u32>,
    /// Places held ex officio, on top.
    pub ex_officio: Vec<ExOfficio>,
    pub none_while_unpaid: bool,
    /// The votes of each member that is a person (LAKA Baden-Württemberg, statutes § 4 (b), (c)).
    pub personal_votes: Option<u32>,
}

/// Places by steps of the figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeySteps {
    pub steps: Vec<KeyStep>,
    pub edge_belongs: EdgeBelongs,
    /// Above the last edge: so many places, or one more for each so many. Exactly one of the two.
    #[serde(default)]
    pub above_places: Option<u32>,
    #[serde(default)]
    pub above_each: Option<KeyUnit>,
}

/// Up to an edge, so many places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyStep {
    pub edge: u64,
    pub places: u32,
}

/// One place for each so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyUnit {
    pub size: u64,
    pub rounding: Rounding,
}

/// A total that all bodies share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyTotal {
    pub total: u32,
    pub method: ShareMethod,
}

/// A function that comes with places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExOfficio {
    pub function: String,
    pub places: u32,
}

/// A part of a key, to say where something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPart {
    Rule,
    Base,
    /// The edge of a step, counted from 0.
    Edge(usize),
    /// The places of a step, counted from 0.
    Places(usize),
    Above,
    AboveSize,
    Size,
    Total,
    Minimum,
    Maximum,
    Function(usize),
    PersonalVotes,
}

impl KeyPart {
    /// Its name in a JSON document.
    pub fn in_document(self) -> String {
        match self {
            // The document has no field for which rule it is.
            Self::Rule | Self::Base => "base".to_owned(),
            Self::Edge(step) => format!("steps.steps[{step}].edge"),
            Self::Places(step) => format!("steps.steps[{step}].places"),
            Self::Above => "steps.above_places".to_owned(),
            Self::AboveSize => "steps.above_each.size".to_owned(),
            Self::Size => "each.size".to_owned(),
            Self::Total => "proportional.total".to_owned(),
            Self::Minimum => "minimum".to_owned(),
            Self::Maximum => "maximum".to_owned(),
            Self::Function(row) => format!("ex_officio[{row}].function"),
            Self::PersonalVotes => "personal_votes".to_owned(),
        }
    }

    /// Its name in the form.
    pub fn in_form(self) -> String {
        match self {
            Self::Rule => "rule".to_owned(),
            Self::Base => "base".to_owned(),
            Self::Edge(step) => format!("edge_{}", step.saturating_add(1)),
            Self::Places(step) => format!("places_{}", step.saturating_add(1)),
            Self::Above => "above_places".to_owned(),
            Self::AboveSize => "above_size".to_owned(),
            Self::Size => "size".to_owned(),
            Self::Total => "total".to_owned(),
            Self::Minimum => "minimum".to_owned(),
            Self::Maximum => "maximum".to_owned(),
            Self::Function(row) => format!("function_{}", row.saturating_add(1)),
            Self::PersonalVotes => "personal_votes".to_owned(),
        }
    }
}

/// Why a key cannot be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFault {
    Engine(KeyError),
    /// More than one of steps, each and proportional.
    TwoRules,
    /// Both or neither of what comes above the last edge.
    AboveUnclear,
    TooManyFunctions,
    /// A function without a name, or with one that is too long.
    FunctionName(usize),
    /// A function that comes with no place.
    FunctionPlaces(usize),
    PersonalVotes,
}

impl fmt::Display for KeyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Engine(error) => error.fmt(f),
            Self::TwoRules => f.write_str("only one of steps, each and proportional can be given"),
            Self::AboveUnclear => f.write_str(
                "steps: give either above_places or above_each for what lies above the last edge",
            ),
            Self::TooManyFunctions => write!(f, "ex_officio: at most {MOST_FUNCTIONS} functions"),
            Self::FunctionName(row) => write!(
                f,
                "ex_officio, row {}: the function needs a name of 1 to {LONGEST_FUNCTION} signs",
                row.saturating_add(1)
            ),
            Self::FunctionPlaces(row) => write!(
                f,
                "ex_officio, row {}: places from 1 to {MOST_PLACES}",
                row.saturating_add(1)
            ),
            Self::PersonalVotes => f.write_str("personal_votes: from 1 to 99"),
        }
    }
}

impl KeyFault {
    /// Which part of the key it is about.
    pub fn part(self, key: &DelegateKey) -> KeyPart {
        match self {
            Self::Engine(error) => match error {
                KeyError::NothingGiven if key.maximum == Some(0) => KeyPart::Maximum,
                KeyError::NothingGiven => KeyPart::Base,
                KeyError::NoSteps => KeyPart::Edge(0),
                KeyError::TooManySteps { .. } => KeyPart::Edge(MOST_STEPS),
                KeyError::EdgeZero { step }
                | KeyError::EdgeTwice { step }
                | KeyError::EdgeDescends { step }
                | KeyError::EdgeTooLarge { step } => KeyPart::Edge(step),
                KeyError::FewerPlaces { step } => {
                    let steps = key.steps.as_ref().map_or(0, |steps| steps.steps.len());
                    if step < steps {
                        KeyPart::Places(step)
                    } else {
                        KeyPart::Above
                    }
                }
                KeyError::UnitSize if key.steps.is_some() => KeyPart::AboveSize,
                KeyError::UnitSize => KeyPart::Size,
                KeyError::NoTotal => KeyPart::Total,
                KeyError::MinimumAboveMaximum => KeyPart::Minimum,
                KeyError::TooManyPlaces => self.too_large(key),
            },
            Self::TwoRules => KeyPart::Rule,
            Self::AboveUnclear => KeyPart::Above,
            Self::TooManyFunctions => KeyPart::Function(MOST_FUNCTIONS),
            Self::FunctionName(row) | Self::FunctionPlaces(row) => KeyPart::Function(row),
            Self::PersonalVotes => KeyPart::PersonalVotes,
        }
    }

    /// The part with more places than can be.
    fn too_large(self, key: &DelegateKey) -> KeyPart {
        let is_large = |places: u32| places > MOST_PLACES;
        let step = key
            .steps
            .iter()
            .flat_map(|steps| &steps.steps)
            .position(|step| is_large(step.places));
        if is_large(key.base) {
            KeyPart::Base
        } else if is_large(key.minimum) {
            KeyPart::Minimum
        } else if key.maximum.is_some_and(is_large) {
            KeyPart::Maximum
        } else if let Some(step) = step {
            KeyPart::Places(step)
        } else if key.proportional.is_some() {
            KeyPart::Total
        } else if key.steps.is_some() {
            KeyPart::Above
        } else {
            KeyPart::Function(0)
        }
    }

    /// The fault beside a field.
    pub fn field_problem(self, field: &str) -> FieldProblem {
        let problem = |key| FieldProblem::new(field, key);
        let range = |least: i64, most: u64| {
            problem(crate::key!("field-number-range"))
                .with("least", least)
                .with("most", i64::try_from(most).unwrap_or(i64::MAX))
        };
        match self {
            Self::Engine(error) => match error {
                KeyError::NothingGiven => problem(crate::key!("field-key-nothing")),
                KeyError::NoSteps => problem(crate::key!("field-key-no-steps")),
                KeyError::TooManySteps { .. } => problem(crate::key!("field-too-many"))
                    .with("n", i64::try_from(MOST_STEPS).unwrap_or(i64::MAX)),
                KeyError::EdgeZero { .. } | KeyError::EdgeTooLarge { .. } => range(1, MOST_FIGURE),
                KeyError::EdgeTwice { .. } => problem(crate::key!("field-key-edge-twice")),
                KeyError::EdgeDescends { .. } => problem(crate::key!("field-key-edge-descends")),
                KeyError::FewerPlaces { .. } => problem(crate::key!("field-key-fewer-places")),
                KeyError::UnitSize => range(1, MOST_FIGURE),
                KeyError::NoTotal => range(1, u64::from(MOST_PLACES) * 100),
                KeyError::MinimumAboveMaximum => {
                    problem(crate::key!("field-key-minimum-above-maximum"))
                }
                KeyError::TooManyPlaces => range(0, MOST_PLACES.into()),
            },
            Self::TwoRules => problem(crate::key!("field-key-two-rules")),
            Self::AboveUnclear => problem(crate::key!("field-key-above")),
            Self::TooManyFunctions => problem(crate::key!("field-too-many"))
                .with("n", i64::try_from(MOST_FUNCTIONS).unwrap_or(i64::MAX)),
            Self::FunctionName(_) => problem(crate::key!("field-key-function")),
            Self::FunctionPlaces(_) => range(1, MOST_PLACES.into()),
            Self::PersonalVotes => range(1, 99),
        }
    }
}

const fn unit(unit: KeyUnit) -> engine::Unit {
    engine::Unit {
        size: unit.size,
        rounding: match unit.rounding {
            Rounding::Started => engine::Rounding::Started,
            Rounding::Full => engine::Rounding::Full,
        },
    }
}

impl DelegateKey {
    /// The key as the arithmetic takes it.
    ///
    /// # Errors
    /// The first [`KeyFault`].
    pub fn engine(&self) -> Result<engine::Key, KeyFault> {
        let by_figure = match (&self.steps, self.each, self.proportional) {
            (None, None, None) => None,
            (Some(steps), None, None) => Some(engine::ByFigure::Steps(engine::Steps {
                steps: steps
                    .steps
                    .iter()
                    .map(|step| engine::Step {
                        edge: step.edge,
                        places: step.places,
                    })
                    .collect(),
                edge: match steps.edge_belongs {
                    EdgeBelongs::Below => engine::EdgeBelongs::Below,
                    EdgeBelongs::Above => engine::EdgeBelongs::Above,
                },
                above: match (steps.above_places, steps.above_each) {
                    (Some(places), None) => engine::Above::Places(places),
                    (None, Some(each)) => engine::Above::Each(unit(each)),
                    (None, None) | (Some(_), Some(_)) => return Err(KeyFault::AboveUnclear),
                },
            })),
            (None, Some(each), None) => Some(engine::ByFigure::Each(unit(each))),
            (None, None, Some(shared)) => Some(engine::ByFigure::Proportional {
                total: shared.total,
                method: match shared.method {
                    ShareMethod::SainteLague => EngineMethod::SainteLague,
                    ShareMethod::Dhondt => EngineMethod::DHondt,
                    ShareMethod::HareNiemeyer => EngineMethod::HareNiemeyer,
                },
            }),
            (_, _, _) => return Err(KeyFault::TwoRules),
        };
        if self.ex_officio.len() > MOST_FUNCTIONS {
            return Err(KeyFault::TooManyFunctions);
        }
        for (row, holder) in self.ex_officio.iter().enumerate() {
            if PlainText::parse(&holder.function, 1, LONGEST_FUNCTION).is_err() {
                return Err(KeyFault::FunctionName(row));
            }
            if holder.places == 0 || holder.places > MOST_PLACES {
                return Err(KeyFault::FunctionPlaces(row));
            }
        }
        if self.personal_votes.is_some_and(|n| n == 0 || n > 99) {
            return Err(KeyFault::PersonalVotes);
        }
        let key = engine::Key {
            base: self.base,
            by_figure,
            minimum: self.minimum,
            maximum: self.maximum,
            ex_officio: self.ex_officio.iter().map(|holder| holder.places).sum(),
            none_while_unpaid: self.none_while_unpaid,
        };
        key.check().map_err(KeyFault::Engine)?;
        Ok(key)
    }

    /// Whether a body needs a reference figure.
    pub fn needs_figure(&self) -> bool {
        self.steps.is_some() || self.each.is_some() || self.proportional.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) const LIR_NRW: &str = r#"{"figure": "foreign_residents", "steps": {"steps": [{"edge": 5000, "places": 1},
        {"edge": 20000, "places": 2}], "edge_belongs": "below", "above_each": {"size": 20000, "rounding": "started"}}}"#;

    fn read(json: &str) -> DelegateKey {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_key_reads_back_as_it_was_stored() {
        let key = read(LIR_NRW);
        assert!(key.engine().is_ok());
        assert!(key.needs_figure());
        let stored = serde_json::to_string(&key).unwrap();
        assert_eq!(read(&stored), key);
    }

    #[test]
    fn what_is_unknown_in_a_key_is_refused() {
        for json in [
            r#"{"base": 1, "bonus": 2}"#,
            r#"{"base": -1}"#,
            r#"{"base": 1.5}"#,
            r#"{"each": {"size": 5}}"#,
            r#"{"each": {"size": 5, "rounding": "up"}}"#,
            r#"{"base": 1, "base": 2}"#,
        ] {
            assert!(serde_json::from_str::<DelegateKey>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn contradictions_are_named_with_their_part() {
        let each = r#""each": {"size": 5, "rounding": "full"}"#;
        let step = r#"{"edge": 5, "places": 1}"#;
        let cases = [
            ("{}".to_owned(), "base"),
            (
                format!(r#"{{{each}, "proportional": {{"total": 3, "method": "dhondt"}}}}"#),
                "base",
            ),
            (
                format!(r#"{{"steps": {{"steps": [{step}], "edge_belongs": "below"}}}}"#),
                "steps.above_places",
            ),
            (
                format!(
                    r#"{{"steps": {{"steps": [{step}, {step}], "edge_belongs": "below", "above_places": 2}}}}"#
                ),
                "steps.steps[1].edge",
            ),
            (
                format!(
                    r#"{{"steps": {{"steps": [{step}], "edge_belongs": "below", "above_places": 0}}}}"#
                ),
                "steps.above_places",
            ),
            (
                format!(
                    r#"{{"steps": {{"steps": [{step}], "edge_belongs": "below", "above_each": {{"size": 0, "rounding": "full"}}}}}}"#
                ),
                "steps.above_each.size",
            ),
            (
                r#"{"each": {"size": 0, "rounding": "full"}}"#.to_owned(),
                "each.size",
            ),
            (
                r#"{"proportional": {"total": 0, "method": "dhondt"}}"#.to_owned(),
                "proportional.total",
            ),
            (
                r#"{"base": 1, "minimum": 3, "maximum": 2}"#.to_owned(),
                "minimum",
            ),
            (r#"{"base": 1, "maximum": 0}"#.to_owned(), "maximum"),
            (r#"{"base": 1000}"#.to_owned(), "base"),
            (
                r#"{"base": 1, "ex_officio": [{"function": " ", "places": 1}]}"#.to_owned(),
                "ex_officio[0].function",
            ),
            (
                r#"{"base": 1, "ex_officio": [{"function": "Chair", "places": 0}]}"#.to_owned(),
                "ex_officio[0].function",
            ),
            (
                r#"{"base": 1, "personal_votes": 0}"#.to_owned(),
                "personal_votes",
            ),
        ];
        for (json, field) in cases {
            let key = read(&json);
            let fault = key.engine().unwrap_err();
            assert_eq!(fault.part(&key).in_document(), field, "{json}");
            assert!(!fault.to_string().is_empty());
        }
    }
}
