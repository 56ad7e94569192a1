//! The key applied to all bodies of a federation, and what is kept of it.

use serde::{Deserialize, Serialize};

use super::{
    key::{DelegateKey, KeyFault},
    working::{FigureUsed, Working},
};
use crate::{
    tally::delegates::{Body, EntitleError, Lot, LotRefused, entitle},
    types::{BodyId, Day, StatutesId},
};

/// What is known of a body when the key is applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyFacts {
    pub body: BodyId,
    pub name: String,
    pub figure: Option<FigureUsed>,
    /// A fee is due and unpaid.
    pub fee_unpaid: bool,
}

/// What a body is entitled to, with all that it was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComputedBody {
    pub body: BodyId,
    pub name: String,
    pub figure: Option<FigureUsed>,
    pub fee_unpaid: bool,
    pub places: u32,
    pub working: Working,
}

/// Equal claims to the last places of a fixed total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenTie {
    pub places: u32,
    pub between: Vec<(BodyId, String)>,
}

/// The key applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Computed {
    /// In the order of the facts.
    pub bodies: Vec<ComputedBody>,
    /// Bodies for which nothing can be computed.
    pub without_figure: Vec<(BodyId, String)>,
    pub total: u64,
    pub undecided: Option<OpenTie>,
}

/// Why the key cannot be applied.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ComputeError {
    #[error("the key: {0}")]
    Key(KeyFault),
    #[error("{name} would have more places than can be")]
    TooManyPlaces { name: String },
    #[error("all figures are 0")]
    NothingToShareBy,
    #[error(transparent)]
    Lot(LotRefused),
    #[error("there are more bodies than can be counted, or a figure is out of range")]
    OutOfRange,
}

/// Applies a key; `won`: the bodies that a lot gave the last places of a fixed total, none where none was drawn.
///
/// # Errors
/// [`ComputeError`] where the key, a figure or the lot cannot be.
pub fn compute(
    key: &DelegateKey,
    facts: Vec<BodyFacts>,
    won: &[BodyId],
) -> Result<Computed, ComputeError> {
    let engine = key.engine().map_err(ComputeError::Key)?;
    let (counted, without): (Vec<_>, Vec<_>) = facts
        .into_iter()
        .partition(|known| known.figure.is_some() || !engine.needs_figure());
    let without_figure = without
        .into_iter()
        .map(|known| (known.body, known.name))
        .collect();
    if counted.is_empty() {
        return Ok(Computed {
            without_figure,
            ..Computed::default()
        });
    }
    let bodies: Vec<Body> = counted
        .iter()
        .map(|known| Body {
            figure: known
                .figure
                .as_ref()
                .and_then(|figure| u64::try_from(figure.value).ok()),
            fee_unpaid: known.fee_unpaid,
        })
        .collect();
    let lots = lots(&counted, won);
    let found = entitle(&engine, &bodies, &lots).map_err(|error| match error {
        EntitleError::Key(fault) => ComputeError::Key(KeyFault::Engine(fault)),
        EntitleError::TooManyPlaces { body } => ComputeError::TooManyPlaces {
            name: name_at(&counted, body),
        },
        EntitleError::NothingToShareBy => ComputeError::NothingToShareBy,
        EntitleError::Lot(refused) => ComputeError::Lot(refused),
        EntitleError::NoBodies
        | EntitleError::TooManyBodies { .. }
        | EntitleError::NoFigure { .. }
        | EntitleError::FigureTooLarge { .. } => ComputeError::OutOfRange,
    })?;
    let undecided = found.undecided.as_ref().map(|tie| OpenTie {
        places: tie.seats_open,
        between: tie
            .between
            .iter()
            .filter_map(|position| counted.get(*position))
            .map(|known| (known.body, known.name.clone()))
            .collect(),
    });
    let bodies = counted
        .into_iter()
        .zip(found.bodies)
        .map(|(known, entitlement)| ComputedBody {
            body: known.body,
            name: known.name,
            figure: known.figure.filter(|_| engine.needs_figure()),
            fee_unpaid: known.fee_unpaid,
            places: entitlement.places,
            working: entitlement.working.into(),
        })
        .collect();
    Ok(Computed {
        bodies,
        without_figure,
        total: found.total,
        undecided,
    })
}

fn name_at(facts: &[BodyFacts], position: usize) -> String {
    facts
        .get(position)
        .map(|known| known.name.clone())
        .unwrap_or_default()
}

fn lots(facts: &[BodyFacts], won: &[BodyId]) -> Vec<Lot> {
    if won.is_empty() {
        return Vec::new();
    }
    // A body that is not there is a position that is not tied, which is refused.
    let position = |body: &BodyId| facts.iter().position(|known| known.body == *body);
    let won = won
        .iter()
        .map(|body| position(body).unwrap_or(usize::MAX))
        .collect();
    vec![Lot { between: None, won }]
}

/// A computation as it is kept: nothing of it changes when the register or the statutes do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Computation {
    pub statutes: StatutesId,
    pub statutes_title: String,
    pub valid_from: Day,
    pub article: String,
    pub key: DelegateKey,
    /// The day of the round.
    pub day: Day,
    /// Figures are the latest ones that are about no later day; fees are unpaid by then.
    pub reference_day: Day,
    pub bodies: Vec<ComputedBody>,
    /// Bodies without a figure, whose places were left as they were.
    pub left_as_they_are: Vec<LeftBody>,
    pub lot: Option<DrawnLot>,
    pub total: u64,
}

/// A body whose places were left as they were.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftBody {
    pub body: BodyId,
    pub name: String,
}

/// A lot that was drawn for the last places of a fixed total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawnLot {
    pub won: Vec<BodyId>,
    pub drawn_by: String,
    pub drawn_on: Day,
}

impl Computation {
    /// What it says of one body.
    pub fn of(&self, body: BodyId) -> Option<&ComputedBody> {
        self.bodies.iter().find(|computed| computed.body == body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::model::facts::FigureKind;

    fn facts(figures: &[Option<i64>]) -> Vec<BodyFacts> {
        (1..)
            .zip(figures)
            .map(|(id, value)| BodyFacts {
                body: BodyId(id),
                name: format!("body {id}"),
                figure: value.map(|value| FigureUsed {
                    kind: FigureKind::Members,
                    value,
                    day: Day::stored(20_000),
                    source: "own count".into(),
                }),
                fee_unpaid: false,
            })
            .collect()
    }

    fn key(json: &str) -> DelegateKey {
        serde_json::from_str(json).unwrap()
    }

    const SHARED: &str =
        r#"{"figure": "members", "proportional": {"total": 3, "method": "hare_niemeyer"}}"#;

    #[test]
    fn bodies_without_a_figure_are_listed_and_not_counted() {
        let each = key(r#"{"figure": "members", "each": {"size": 50, "rounding": "started"}}"#);
        let found = compute(&each, facts(&[Some(60), None, Some(0)]), &[]).unwrap();
        assert_eq!(found.without_figure, [(BodyId(2), "body 2".to_owned())]);
        let places: Vec<_> = found.bodies.iter().map(|b| (b.body.0, b.places)).collect();
        assert_eq!(places, [(1, 2), (3, 0)]);
        assert_eq!(found.total, 2);
        let none = compute(&each, facts(&[None]), &[]).unwrap();
        assert!(none.bodies.is_empty());
        // A fixed number needs none, and shows none.
        let fixed = compute(&key(r#"{"base": 1}"#), facts(&[None, Some(5)]), &[]).unwrap();
        assert_eq!(fixed.total, 2);
        assert!(fixed.bodies.iter().all(|b| b.figure.is_none()));
    }

    #[test]
    fn a_tie_names_its_bodies_and_a_lot_settles_it() {
        let open = compute(&key(SHARED), facts(&[Some(10), Some(10)]), &[]).unwrap();
        let tie = open.undecided.unwrap();
        assert_eq!((tie.places, tie.between.len()), (1, 2));
        let drawn = compute(&key(SHARED), facts(&[Some(10), Some(10)]), &[BodyId(2)]).unwrap();
        assert_eq!(drawn.undecided, None);
        assert_eq!(drawn.bodies[1].places, 2);
        let strange = compute(&key(SHARED), facts(&[Some(10), Some(10)]), &[BodyId(9)]);
        assert!(matches!(strange, Err(ComputeError::Lot(_))));
    }

    #[test]
    fn what_cannot_be_computed_says_why() {
        let each = key(r#"{"figure": "members", "each": {"size": 1, "rounding": "full"}}"#);
        assert_eq!(
            compute(&each, facts(&[Some(5_000)]), &[]),
            Err(ComputeError::TooManyPlaces {
                name: "body 1".into()
            })
        );
        assert_eq!(
            compute(&key(SHARED), facts(&[Some(0)]), &[]),
            Err(ComputeError::NothingToShareBy)
        );
        assert!(matches!(
            compute(&key("{}"), facts(&[Some(1)]), &[]),
            Err(ComputeError::Key(_))
        ));
    }

    #[test]
    fn a_computation_reads_back_as_it_was_kept() {
        let key = key(SHARED);
        let computed = compute(&key, facts(&[Some(20), Some(10)]), &[]).unwrap();
        let kept = Computation {
            statutes: StatutesId(1),
            statutes_title: "Statutes".into(),
            valid_from: Day::stored(1),
            article: "§ 6".into(),
            key,
            day: Day::stored(20_100),
            reference_day: Day::stored(20_050),
            bodies: computed.bodies,
            left_as_they_are: Vec::new(),
            lot: None,
            total: computed.total,
        };
        let json = serde_json::to_string(&kept).unwrap();
        assert_eq!(serde_json::from_str::<Computation>(&json).unwrap(), kept);
        assert_eq!(kept.of(BodyId(2)).map(|b| b.places), Some(1));
    }
}
