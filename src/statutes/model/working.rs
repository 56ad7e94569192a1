//! How the places of a body came about: as a document, and in sentences.

use serde::{Deserialize, Serialize};

use super::key::{EdgeBelongs, Rounding};
use crate::{
    registry::model::facts::FigureKind,
    tally::delegates as engine,
    types::{Day, Said, SaidValue},
};

/// The working of one body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Working {
    /// The places that every body has.
    pub base: u32,
    /// What the figure gives.
    pub by_figure: Option<Cut>,
    /// Raised to this minimum.
    pub minimum: Option<u32>,
    /// Lowered to this maximum.
    pub maximum: Option<u32>,
    /// Places held ex officio.
    pub ex_officio: u32,
    /// All places rest.
    pub fee_unpaid: bool,
}

/// What a figure gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum Cut {
    /// A step of the key.
    Step {
        edge: u64,
        edge_belongs: EdgeBelongs,
        places: u32,
    },
    /// Above the last edge.
    Above {
        edge: u64,
        edge_belongs: EdgeBelongs,
        places: u32,
    },
    /// Above the last edge, with one more for each so many.
    AboveEach {
        edge: u64,
        at_edge: u32,
        beyond: u64,
        size: u64,
        rounding: Rounding,
        count: u32,
        places: u32,
    },
    /// One for each so many.
    Each {
        size: u64,
        rounding: Rounding,
        places: u32,
    },
    /// A share of a fixed total.
    Share {
        total: u32,
        /// The figures of all bodies together.
        of: u64,
        by_lot: bool,
        /// A lot has still to be drawn that concerns the body.
        undecided: bool,
        places: u32,
    },
}

/// The figure that a working goes by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureUsed {
    pub kind: FigureKind,
    pub value: i64,
    pub day: Day,
    pub source: String,
}

fn belongs(edge: engine::EdgeBelongs) -> EdgeBelongs {
    match edge {
        engine::EdgeBelongs::Below => EdgeBelongs::Below,
        engine::EdgeBelongs::Above => EdgeBelongs::Above,
    }
}

fn rounding(rounding: engine::Rounding) -> Rounding {
    match rounding {
        engine::Rounding::Started => Rounding::Started,
        engine::Rounding::Full => Rounding::Full,
    }
}

impl From<engine::Cut> for Cut {
    fn from(cut: engine::Cut) -> Self {
        match cut {
            engine::Cut::Step {
                step: _,
                edge,
                belongs: of,
                places,
            } => Self::Step {
                edge,
                edge_belongs: belongs(of),
                places,
            },
            engine::Cut::Above {
                edge,
                belongs: of,
                places,
            } => Self::Above {
                edge,
                edge_belongs: belongs(of),
                places,
            },
            engine::Cut::AboveEach {
                edge,
                at_edge,
                beyond,
                unit,
                count,
                places,
            } => Self::AboveEach {
                edge,
                at_edge,
                beyond,
                size: unit.size,
                rounding: rounding(unit.rounding),
                count,
                places,
            },
            engine::Cut::Each { unit, places } => Self::Each {
                size: unit.size,
                rounding: rounding(unit.rounding),
                places,
            },
            engine::Cut::Share {
                total,
                of,
                by_lot,
                undecided,
                places,
            } => Self::Share {
                total,
                of: u64::try_from(of).unwrap_or(u64::MAX),
                by_lot,
                undecided,
                places,
            },
        }
    }
}

impl From<engine::Working> for Working {
    fn from(working: engine::Working) -> Self {
        let limit = |of: fn(engine::Limit) -> Option<u32>| working.limit.and_then(of);
        Self {
            base: working.base,
            by_figure: working.by_figure.map(|(_, cut)| cut.into()),
            minimum: limit(|limit| match limit {
                engine::Limit::Minimum(places) => Some(places),
                engine::Limit::Maximum(_) => None,
            }),
            maximum: limit(|limit| match limit {
                engine::Limit::Maximum(places) => Some(places),
                engine::Limit::Minimum(_) => None,
            }),
            ex_officio: working.ex_officio,
            fee_unpaid: working.fee_unpaid,
        }
    }
}

/// The working in sentences: "15,993 foreign residents on 31.12.2025", "up to 20,000: 2 delegates".
pub fn sentences(figure: Option<&FigureUsed>, working: &Working) -> Vec<Said> {
    let mut said = Vec::new();
    if let Some(figure) = figure {
        said.push(
            Said::new(crate::key!("working-figure"))
                .with("n", figure.value)
                .with("kind", SaidValue::Key(figure.kind.label()))
                .with("day", figure.day),
        );
    }
    if working.base > 0 {
        said.push(Said::new(crate::key!("working-base")).with("n", working.base));
    }
    if let Some(cut) = &working.by_figure {
        said.push(of_figure(cut));
        if let Cut::Share {
            by_lot, undecided, ..
        } = cut
        {
            if *by_lot {
                said.push(Said::new(crate::key!("working-by-lot")));
            }
            if *undecided {
                said.push(Said::new(crate::key!("working-undecided")));
            }
        }
    }
    if let Some(minimum) = working.minimum {
        said.push(Said::new(crate::key!("working-minimum")).with("n", minimum));
    }
    if let Some(maximum) = working.maximum {
        said.push(Said::new(crate::key!("working-maximum")).with("n", maximum));
    }
    if working.ex_officio > 0 {
        said.push(Said::new(crate::key!("working-ex-officio")).with("n", working.ex_officio));
    }
    if working.fee_unpaid {
        said.push(Said::new(crate::key!("working-fee-unpaid")));
    }
    said
}

fn of_figure(cut: &Cut) -> Said {
    match cut {
        Cut::Step {
            edge,
            edge_belongs,
            places,
        } => Said::new(match edge_belongs {
            EdgeBelongs::Below => crate::key!("working-up-to"),
            EdgeBelongs::Above => crate::key!("working-under"),
        })
        .with("edge", *edge)
        .with("n", *places),
        Cut::Above {
            edge,
            edge_belongs,
            places,
        } => Said::new(match edge_belongs {
            EdgeBelongs::Below => crate::key!("working-more-than"),
            EdgeBelongs::Above => crate::key!("working-from"),
        })
        .with("edge", *edge)
        .with("n", *places),
        Cut::AboveEach {
            edge,
            at_edge,
            beyond: _,
            size,
            rounding,
            count,
            places,
        } => Said::new(match rounding {
            Rounding::Started => crate::key!("working-above-started"),
            Rounding::Full => crate::key!("working-above-full"),
        })
        .with("edge", *edge)
        .with("first", *at_edge)
        .with("size", *size)
        .with("more", *count)
        .with("n", *places),
        Cut::Each {
            size,
            rounding,
            places,
        } => Said::new(match rounding {
            Rounding::Started => crate::key!("working-each-started"),
            Rounding::Full => crate::key!("working-each-full"),
        })
        .with("size", *size)
        .with("n", *places),
        Cut::Share {
            total,
            of,
            by_lot: _,
            undecided: _,
            places,
        } => Said::new(crate::key!("working-share"))
            .with("total", *total)
            .with("of", *of)
            .with("n", *places),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(working: &Working) -> Vec<&'static str> {
        let figure = FigureUsed {
            kind: FigureKind::ForeignResidents,
            value: 15_993,
            day: Day::stored(20_453),
            source: "IT.NRW".into(),
        };
        let sentences = sentences(Some(&figure), working);
        assert_eq!(
            sentences.first(),
            Some(
                &Said::new("working-figure")
                    .with("n", 15_993_i64)
                    .with("kind", SaidValue::Key("facts-kind-foreign-residents"))
                    .with("day", figure.day)
            )
        );
        sentences.iter().skip(1).map(|said| said.key).collect()
    }

    fn by(cut: Cut) -> Working {
        Working {
            base: 0,
            by_figure: Some(cut),
            minimum: None,
            maximum: None,
            ex_officio: 0,
            fee_unpaid: false,
        }
    }

    #[test]
    fn each_part_of_a_working_has_its_sentence() {
        use EdgeBelongs::{Above, Below};
        use Rounding::{Full, Started};
        let step = |edge_belongs| Cut::Step {
            edge: 20_000,
            edge_belongs,
            places: 2,
        };
        let above = |edge_belongs| Cut::Above {
            edge: 20_000,
            edge_belongs,
            places: 3,
        };
        let above_each = |rounding| Cut::AboveEach {
            edge: 20_000,
            at_edge: 2,
            beyond: 1,
            size: 20_000,
            rounding,
            count: 1,
            places: 3,
        };
        let each = |rounding| Cut::Each {
            size: 20,
            rounding,
            places: 2,
        };
        for (cut, key) in [
            (step(Below), "working-up-to"),
            (step(Above), "working-under"),
            (above(Below), "working-more-than"),
            (above(Above), "working-from"),
            (above_each(Started), "working-above-started"),
            (above_each(Full), "working-above-full"),
            (each(Started), "working-each-started"),
            (each(Full), "working-each-full"),
        ] {
            assert_eq!(said(&by(cut)), [key]);
        }
        let shared = Working {
            base: 1,
            minimum: Some(2),
            maximum: Some(3),
            ex_officio: 1,
            fee_unpaid: true,
            ..by(Cut::Share {
                total: 100,
                of: 5_000,
                by_lot: true,
                undecided: true,
                places: 1,
            })
        };
        assert_eq!(
            said(&shared),
            [
                "working-base",
                "working-share",
                "working-by-lot",
                "working-undecided",
                "working-minimum",
                "working-maximum",
                "working-ex-officio",
                "working-fee-unpaid"
            ]
        );
    }
}
