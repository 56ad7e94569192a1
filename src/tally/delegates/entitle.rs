//! Applies a key to all bodies.

use std::error::Error;
use std::fmt;

use super::super::{
    lot::{Lot, LotFault, LotRefused, Tie},
    seats::{Allocation, Contender, SeatError, SeatRule, Step as AllocationStep, allocate},
};
use super::key::{
    Above, ByFigure, EdgeBelongs, Key, KeyError, MOST_BODIES, MOST_FIGURE, MOST_PLACES, Rounding,
    Steps, Unit,
};

/// What is known of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Body {
    /// Its reference figure; needed where the key goes by one.
    pub figure: Option<u64>,
    /// Whether a fee is due and unpaid.
    pub fee_unpaid: bool,
}

/// How the places by a figure came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cut {
    /// In a step.
    Step {
        /// Its position, counted from 0.
        step: usize,
        /// The figure at which it ends.
        edge: u64,
        /// Where the edge itself belongs.
        belongs: EdgeBelongs,
        /// Its places.
        places: u32,
    },
    /// Above the last edge, where all have the same.
    Above {
        /// The last edge.
        edge: u64,
        /// Where the edge itself belongs.
        belongs: EdgeBelongs,
        /// The places.
        places: u32,
    },
    /// Above the last edge, with one more for each so many.
    AboveEach {
        /// The last edge.
        edge: u64,
        /// The places of the last step.
        at_edge: u32,
        /// How much of the figure lies above the edge.
        beyond: u64,
        /// For how many one more is given.
        unit: Unit,
        /// How many of them.
        count: u32,
        /// The places.
        places: u32,
    },
    /// One for each so many.
    Each {
        /// For how many one is given.
        unit: Unit,
        /// How many of them, and so the places.
        places: u32,
    },
    /// A share of a fixed total.
    Share {
        /// The places that all share.
        total: u32,
        /// The figures of all together.
        of: u128,
        /// Whether a lot gave the last of the places.
        by_lot: bool,
        /// Whether a lot has still to be drawn that concerns the body.
        undecided: bool,
        /// The places.
        places: u32,
    },
}

impl Cut {
    /// The places by the figure.
    #[must_use]
    pub const fn places(self) -> u32 {
        match self {
            Self::Step { places, .. }
            | Self::Above { places, .. }
            | Self::AboveEach { places, .. }
            | Self::Each { places, .. }
            | Self::Share { places, .. } => places,
        }
    }
}

/// What a limit did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Raised to the minimum.
    Minimum(u32),
    /// Lowered to the maximum.
    Maximum(u32),
}

/// The working of one body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Working {
    /// The places that every body has.
    pub base: u32,
    /// The figure and what it gives.
    pub by_figure: Option<(u64, Cut)>,
    /// The limit that was met.
    pub limit: Option<Limit>,
    /// Places held ex officio.
    pub ex_officio: u32,
    /// Whether all of them rest because the fee is unpaid.
    pub fee_unpaid: bool,
}

/// What one body is entitled to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Entitlement {
    /// The places.
    pub places: u32,
    /// How they came about.
    pub working: Working,
}

/// How a fixed total was shared.
pub type ProportionalStep = AllocationStep;

/// What all bodies are entitled to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entitlements {
    /// One for each body, in the order of input.
    pub bodies: Vec<Entitlement>,
    /// The places of all together.
    pub total: u64,
    /// Equal claims to the last places of a fixed total, as long as no lot is drawn. Those places are in no body's number.
    pub undecided: Option<Tie>,
    /// How a fixed total was shared.
    pub shared: Vec<ProportionalStep>,
}

/// Why a key cannot be applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntitleError {
    /// The key itself.
    Key(KeyError),
    /// There is no body.
    NoBodies,
    /// More bodies than any federation has.
    TooManyBodies {
        /// How many there are.
        bodies: usize,
    },
    /// A body has no reference figure.
    NoFigure {
        /// Its position, counted from 0.
        body: usize,
    },
    /// A figure larger than can be.
    FigureTooLarge {
        /// The position of the body, counted from 0.
        body: usize,
    },
    /// A body would have more places than can be.
    TooManyPlaces {
        /// Its position, counted from 0.
        body: usize,
    },
    /// All figures are 0, so that nothing can be shared.
    NothingToShareBy,
    /// A lot does not fit.
    Lot(LotRefused),
}

impl fmt::Display for EntitleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(error) => error.fmt(f),
            Self::NoBodies => write!(f, "there is no body"),
            Self::TooManyBodies { bodies } => {
                write!(f, "{bodies} bodies are too many: at most {MOST_BODIES}")
            }
            Self::NoFigure { body } => {
                write!(f, "body {}: no reference figure", body.saturating_add(1))
            }
            Self::FigureTooLarge { body } => write!(
                f,
                "body {}: figures are at most {MOST_FIGURE}",
                body.saturating_add(1)
            ),
            Self::TooManyPlaces { body } => write!(
                f,
                "body {}: more than {MOST_PLACES} places",
                body.saturating_add(1)
            ),
            Self::NothingToShareBy => write!(f, "all figures are 0: nothing to share by"),
            Self::Lot(refused) => refused.fmt(f),
        }
    }
}

impl Error for EntitleError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Key(error) => Some(error),
            Self::Lot(refused) => Some(refused),
            Self::NoBodies
            | Self::TooManyBodies { .. }
            | Self::NoFigure { .. }
            | Self::FigureTooLarge { .. }
            | Self::TooManyPlaces { .. }
            | Self::NothingToShareBy => None,
        }
    }
}

impl From<KeyError> for EntitleError {
    fn from(error: KeyError) -> Self {
        Self::Key(error)
    }
}

/// Applies a key to all bodies of a federation.
///
/// # Errors
/// [`EntitleError`] where the key, a figure or a lot cannot be.
pub fn entitle(key: &Key, bodies: &[Body], lots: &[Lot]) -> Result<Entitlements, EntitleError> {
    key.check()?;
    if bodies.is_empty() {
        return Err(EntitleError::NoBodies);
    }
    if bodies.len() > MOST_BODIES {
        return Err(EntitleError::TooManyBodies {
            bodies: bodies.len(),
        });
    }
    let figures = match key.by_figure {
        Some(_) => needed_figures(bodies)?,
        None => Vec::new(),
    };
    let shared = match key.by_figure {
        Some(ByFigure::Proportional { total, method }) => {
            Some(share(SeatRule::plain(method), total, &figures, lots)?)
        }
        Some(ByFigure::Steps(_) | ByFigure::Each(_)) | None if lots.is_empty() => None,
        Some(ByFigure::Steps(_) | ByFigure::Each(_)) | None => {
            return Err(EntitleError::Lot(LotRefused {
                lot: 0,
                fault: LotFault::NoTie,
            }));
        }
    };
    let mut found = Vec::with_capacity(bodies.len());
    for (position, body) in bodies.iter().enumerate() {
        let by_figure = key
            .by_figure
            .as_ref()
            .zip(figures.get(position).copied())
            .map(|(rule, figure)| (figure, cut(rule, figure, position, shared.as_ref())));
        found.push(
            one(key, by_figure, *body).ok_or(EntitleError::TooManyPlaces { body: position })?,
        );
    }
    Ok(Entitlements {
        total: found.iter().map(|body| u64::from(body.places)).sum(),
        bodies: found,
        undecided: shared.as_ref().and_then(|shared| shared.undecided.clone()),
        shared: shared.map(|shared| shared.working).unwrap_or_default(),
    })
}

fn needed_figures(bodies: &[Body]) -> Result<Vec<u64>, EntitleError> {
    bodies
        .iter()
        .enumerate()
        .map(|(body, known)| match known.figure {
            None => Err(EntitleError::NoFigure { body }),
            Some(figure) if figure > MOST_FIGURE => Err(EntitleError::FigureTooLarge { body }),
            Some(figure) => Ok(figure),
        })
        .collect()
}

fn share(
    rule: SeatRule,
    total: u32,
    figures: &[u64],
    lots: &[Lot],
) -> Result<Allocation, EntitleError> {
    let contenders: Vec<Contender> = figures.iter().map(|f| Contender::list(*f)).collect();
    allocate(&rule, &contenders, total, lots).map_err(|error| match error {
        SeatError::NoVotes | SeatError::NobodyReachesThreshold { .. } => {
            EntitleError::NothingToShareBy
        }
        SeatError::Lot(refused) => EntitleError::Lot(refused),
        // The key and the number of bodies and their figures are within the limits of seats.
        SeatError::NoSeats => EntitleError::Key(KeyError::NoTotal),
        SeatError::TooManySeats { .. } => EntitleError::Key(KeyError::TooManyPlaces),
        SeatError::NoContenders => EntitleError::NoBodies,
        SeatError::TooManyContenders { contenders } => {
            EntitleError::TooManyBodies { bodies: contenders }
        }
        SeatError::TooManyVotes { contender, .. } => {
            EntitleError::FigureTooLarge { body: contender }
        }
    })
}

/// A count of places; more than anybody can have where it is out of range, which is refused afterwards.
fn small(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn cut(rule: &ByFigure, figure: u64, position: usize, shared: Option<&Allocation>) -> Cut {
    match rule {
        ByFigure::Steps(steps) => in_steps(steps, figure),
        ByFigure::Each(unit) => Cut::Each {
            unit: *unit,
            places: small(unit.count(figure)),
        },
        ByFigure::Proportional { total, .. } => {
            let by_lot = |step: &AllocationStep| match step {
                AllocationStep::Lot { won, .. } => won.contains(&position),
                AllocationStep::Threshold { .. }
                | AllocationStep::Quotients(_)
                | AllocationStep::Remainders(_)
                | AllocationStep::MajorityClause(_) => false,
            };
            Cut::Share {
                total: *total,
                of: shared.map_or(0, |shared| shared.counted),
                by_lot: shared.is_some_and(|shared| shared.working.iter().any(by_lot)),
                undecided: shared
                    .and_then(|shared| shared.undecided.as_ref())
                    .is_some_and(|tie| tie.between.contains(&position)),
                places: shared
                    .and_then(|shared| shared.shares.get(position))
                    .map_or(0, |share| share.filled),
            }
        }
    }
}

fn in_steps(steps: &Steps, figure: u64) -> Cut {
    let is_in = |edge: u64| match steps.edge {
        EdgeBelongs::Below => figure <= edge,
        EdgeBelongs::Above => figure < edge,
    };
    let mut last = (0, 0);
    for (step, found) in steps.steps.iter().enumerate() {
        if is_in(found.edge) {
            return Cut::Step {
                step,
                edge: found.edge,
                belongs: steps.edge,
                places: found.places,
            };
        }
        last = (found.edge, found.places);
    }
    let (edge, at_edge) = last;
    match steps.above {
        Above::Places(places) => Cut::Above {
            edge,
            belongs: steps.edge,
            places,
        },
        Above::Each(unit) => {
            let beyond = figure.saturating_sub(edge);
            let count = small(match (unit.rounding, steps.edge) {
                // Where edges belong above, so do those of the further parts: at 40,000 the next one has begun.
                (Rounding::Started, EdgeBelongs::Above) => (beyond / unit.size).saturating_add(1),
                (Rounding::Started, EdgeBelongs::Below) | (Rounding::Full, _) => unit.count(beyond),
            });
            Cut::AboveEach {
                edge,
                at_edge,
                beyond,
                unit,
                count,
                places: at_edge.saturating_add(count),
            }
        }
    }
}

/// `None` where it would be more places than can be.
fn one(key: &Key, by_figure: Option<(u64, Cut)>, body: Body) -> Option<Entitlement> {
    let sum = key
        .base
        .saturating_add(by_figure.map_or(0, |(_, cut)| cut.places()));
    let (limited, limit) = match key.maximum {
        _ if sum < key.minimum => (key.minimum, Some(Limit::Minimum(key.minimum))),
        Some(maximum) if sum > maximum => (maximum, Some(Limit::Maximum(maximum))),
        Some(_) | None => (sum, None),
    };
    let places = limited.saturating_add(key.ex_officio);
    if places > MOST_PLACES {
        return None;
    }
    let fee_unpaid = key.none_while_unpaid && body.fee_unpaid;
    Some(Entitlement {
        places: if fee_unpaid { 0 } else { places },
        working: Working {
            base: key.base,
            by_figure,
            limit,
            ex_officio: key.ex_officio,
            fee_unpaid,
        },
    })
}
