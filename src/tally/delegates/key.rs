//! The key as the statutes write it, and what no statutes can mean.

use std::error::Error;
use std::fmt;

use super::super::seats::Method;

/// The largest reference figure: more people than live in any place.
pub const MOST_FIGURE: u64 = 1_000_000_000;
/// The most places that one body can have.
pub const MOST_PLACES: u32 = 999;
/// The most steps of a key.
pub const MOST_STEPS: usize = 50;
/// The most bodies of one computation.
pub const MOST_BODIES: usize = 10_000;

/// Where a figure belongs that lies exactly on an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EdgeBelongs {
    /// To what lies below: "up to 5,000".
    Below,
    /// To what lies above: "under 5,000".
    Above,
}

impl EdgeBelongs {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Below, Self::Above];

    /// The word for this in columns and documents.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Below => "below",
            Self::Above => "above",
        }
    }
}

/// Whether a part of so many counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rounding {
    /// "For each started 20,000".
    Started,
    /// "For each full 20,000".
    Full,
}

impl Rounding {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Started, Self::Full];

    /// The word for this in columns and documents.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Full => "full",
        }
    }
}

/// One place for each so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Unit {
    /// How many make one place, at least 1.
    pub size: u64,
    /// Whether a part of them does.
    pub rounding: Rounding,
}

impl Unit {
    /// How many units a figure has.
    pub(super) const fn count(self, figure: u64) -> u64 {
        match self.rounding {
            Rounding::Started => figure.div_ceil(self.size),
            Rounding::Full => figure / self.size,
        }
    }
}

/// A step: up to an edge, so many places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    /// The figure at which the step ends.
    pub edge: u64,
    /// The places of a body in it.
    pub places: u32,
}

/// What a body has whose figure lies above the last edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Above {
    /// So many places, however large the figure.
    Places(u32),
    /// The places of the last step, and one for each so many above its edge.
    Each(Unit),
}

/// Places by steps of a figure.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Steps {
    /// At least one, with ascending edges.
    pub steps: Vec<Step>,
    /// Where a figure exactly on an edge belongs.
    pub edge: EdgeBelongs,
    /// What lies above the last edge.
    pub above: Above,
}

/// Places by a reference figure.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ByFigure {
    /// By steps (Landesintegrationsrat NRW, statutes § 6).
    Steps(Steps),
    /// One for each so many.
    Each(Unit),
    /// A share of a fixed total over all bodies (SPD Bezirk Hannover, statutes § 18).
    Proportional {
        /// The places that all bodies share.
        total: u32,
        /// How shares become places.
        method: Method,
    },
}

/// A delegate key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The places of every body, whatever its figure.
    pub base: u32,
    /// Places by a figure, added to those.
    pub by_figure: Option<ByFigure>,
    /// The least places of a body. What it adds to shares of a fixed total enlarges the total.
    pub minimum: u32,
    /// The most places of a body. What it takes from shares of a fixed total goes to nobody.
    pub maximum: Option<u32>,
    /// Places held ex officio, on top of all limits.
    pub ex_officio: u32,
    /// Whether a body has no place while its fee is unpaid. Its share stays its own: nobody else gains by it.
    pub none_while_unpaid: bool,
}

/// What no key can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyError {
    /// No body would ever have a place.
    NothingGiven,
    /// Steps without a step.
    NoSteps,
    /// More steps than any statutes have.
    TooManySteps {
        /// How many there are.
        steps: usize,
    },
    /// An edge of nothing: no figure lies below it.
    EdgeZero {
        /// The position of the step, counted from 0.
        step: usize,
    },
    /// The same edge as the step before.
    EdgeTwice {
        /// The position of the step, counted from 0.
        step: usize,
    },
    /// An edge below that of the step before.
    EdgeDescends {
        /// The position of the step, counted from 0.
        step: usize,
    },
    /// An edge larger than any figure.
    EdgeTooLarge {
        /// The position of the step, counted from 0.
        step: usize,
    },
    /// A larger figure would give fewer places.
    FewerPlaces {
        /// The position of the step, counted from 0; one after the last for what lies above.
        step: usize,
    },
    /// One place for each nothing, or for more than any figure.
    UnitSize,
    /// A fixed total of nothing.
    NoTotal,
    /// The minimum is above the maximum.
    MinimumAboveMaximum,
    /// More places than a body can have.
    TooManyPlaces,
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = |step: usize| step.saturating_add(1);
        match *self {
            Self::NothingGiven => write!(f, "the key gives no body any place"),
            Self::NoSteps => write!(f, "there is no step"),
            Self::TooManySteps { steps } => {
                write!(f, "{steps} steps are too many: at most {MOST_STEPS}")
            }
            Self::EdgeZero { step } => write!(f, "step {}: no figure lies below 0", row(step)),
            Self::EdgeTwice { step } => {
                write!(f, "step {}: the edge is given twice", row(step))
            }
            Self::EdgeDescends { step } => write!(
                f,
                "step {}: the edge is below that of the step before",
                row(step)
            ),
            Self::EdgeTooLarge { step } => {
                write!(f, "step {}: edges are at most {MOST_FIGURE}", row(step))
            }
            Self::FewerPlaces { step } => write!(
                f,
                "step {}: a larger figure would give fewer places",
                row(step)
            ),
            Self::UnitSize => write!(
                f,
                "one place for each so many: a whole number from 1 to {MOST_FIGURE}"
            ),
            Self::NoTotal => write!(f, "the fixed total has no place"),
            Self::MinimumAboveMaximum => write!(f, "the minimum is above the maximum"),
            Self::TooManyPlaces => write!(f, "a body has at most {MOST_PLACES} places"),
        }
    }
}

impl Error for KeyError {}

impl Key {
    /// A key that gives every body the same places.
    #[must_use]
    pub const fn fixed(places: u32) -> Self {
        Self {
            base: places,
            by_figure: None,
            minimum: 0,
            maximum: None,
            ex_officio: 0,
            none_while_unpaid: false,
        }
    }

    /// A key of nothing but a rule by a figure.
    #[must_use]
    pub const fn by(rule: ByFigure) -> Self {
        Self {
            base: 0,
            by_figure: Some(rule),
            minimum: 0,
            maximum: None,
            ex_officio: 0,
            none_while_unpaid: false,
        }
    }

    /// Refuses what no statutes can mean.
    ///
    /// # Errors
    /// The first [`KeyError`], in the order of the key.
    pub fn check(&self) -> Result<(), KeyError> {
        for places in [
            self.base,
            self.minimum,
            self.maximum.unwrap_or(0),
            self.ex_officio,
        ] {
            places_fit(places)?;
        }
        match &self.by_figure {
            None if self.base == 0 && self.minimum == 0 && self.ex_officio == 0 => {
                return Err(KeyError::NothingGiven);
            }
            None => {}
            Some(ByFigure::Steps(steps)) => steps.check()?,
            Some(ByFigure::Each(unit)) => unit.check()?,
            Some(ByFigure::Proportional { total: 0, .. }) => return Err(KeyError::NoTotal),
            // The total of all bodies may be larger than the places of one.
            Some(ByFigure::Proportional { total, .. })
                if u64::from(*total) > u64::from(MOST_PLACES) * 100 =>
            {
                return Err(KeyError::TooManyPlaces);
            }
            Some(ByFigure::Proportional { .. }) => {}
        }
        match self.maximum {
            Some(0) => Err(KeyError::NothingGiven),
            Some(maximum) if self.minimum > maximum => Err(KeyError::MinimumAboveMaximum),
            Some(_) | None => Ok(()),
        }
    }

    /// Whether a body needs a reference figure.
    #[must_use]
    pub const fn needs_figure(&self) -> bool {
        self.by_figure.is_some()
    }
}

const fn places_fit(places: u32) -> Result<(), KeyError> {
    if places > MOST_PLACES {
        Err(KeyError::TooManyPlaces)
    } else {
        Ok(())
    }
}

impl Unit {
    const fn check(self) -> Result<(), KeyError> {
        if self.size == 0 || self.size > MOST_FIGURE {
            Err(KeyError::UnitSize)
        } else {
            Ok(())
        }
    }
}

impl Steps {
    fn check(&self) -> Result<(), KeyError> {
        if self.steps.is_empty() {
            return Err(KeyError::NoSteps);
        }
        if self.steps.len() > MOST_STEPS {
            return Err(KeyError::TooManySteps {
                steps: self.steps.len(),
            });
        }
        let mut before = Step { edge: 0, places: 0 };
        for (step, found) in self.steps.iter().enumerate() {
            places_fit(found.places)?;
            if found.edge == 0 {
                return Err(KeyError::EdgeZero { step });
            }
            if found.edge == before.edge {
                return Err(KeyError::EdgeTwice { step });
            }
            if found.edge < before.edge {
                return Err(KeyError::EdgeDescends { step });
            }
            if found.edge > MOST_FIGURE {
                return Err(KeyError::EdgeTooLarge { step });
            }
            if found.places < before.places {
                return Err(KeyError::FewerPlaces { step });
            }
            before = *found;
        }
        match self.above {
            Above::Places(places) if places < before.places => Err(KeyError::FewerPlaces {
                step: self.steps.len(),
            }),
            Above::Places(places) => places_fit(places),
            Above::Each(unit) => unit.check(),
        }
    }
}
