//! The delegate key: how many delegates each body of a federation sends, with the working.
//!
//! A [`Key`] is a number for every body, and at most one rule by a reference figure: steps, one for each so many, or a share of a fixed
//! total. A minimum, a maximum, places held ex officio and the unpaid fee come after that. [`entitle`] applies it to all bodies at
//! once. A tie for the last places of a fixed total is a result; a lot that was drawn comes in as a [`Lot`].
//!
//! What is absent on purpose: default keys, names, days and sources of figures (whoever asks knows them).

mod entitle;
mod key;

pub use super::lot::{Lot, LotFault, LotRefused, Tie};
pub use super::seats::Method;
pub use entitle::{
    Body, Cut, EntitleError, Entitlement, Entitlements, Limit, ProportionalStep, Working, entitle,
};
pub use key::{
    Above, ByFigure, EdgeBelongs, Key, KeyError, MOST_BODIES, MOST_FIGURE, MOST_PLACES, MOST_STEPS,
    Rounding, Step, Steps, Unit,
};

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
