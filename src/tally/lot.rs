//! Ties, and the lots that people drew to settle them.
//!
//! Nothing here draws. A tie names who is level and how many seats are open among them; whoever is responsible draws by hand and
//! enters the outcome, and an outcome that does not fit the tie is refused.

use std::error::Error;
use std::fmt;

/// Claims of equal strength, more of them than seats are left.
///
/// Each of those concerned has one claim, so nobody can win more than one of the open seats.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tie {
    /// Those concerned by their positions, counted from 0, in ascending order.
    pub between: Vec<usize>,
    /// The seats among them, at least one and fewer than those concerned.
    pub seats_open: u32,
}

/// The outcome of a lot that was drawn.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Lot {
    /// Between whom it was drawn, in any order. Where this is stated it must be exactly the tie, so that a lot drawn before a
    /// correction of the votes is not taken for a later tie that happens to concern the winner too.
    pub between: Option<Vec<usize>>,
    /// Who won the open seats, in any order.
    pub won: Vec<usize>,
}

/// A lot that does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LotRefused {
    /// The position of the lot among those handed in, counted from 0.
    pub lot: usize,
    /// What is wrong with it.
    pub fault: LotFault,
}

/// Why a lot does not fit the tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LotFault {
    /// Nothing is left to be drawn for.
    NoTie,
    /// It was drawn between others than those who are tied.
    OtherTie,
    /// Somebody is named as a winner who is not tied.
    NotTied {
        /// The position of the one named.
        named: usize,
    },
    /// Somebody is named twice.
    NamedTwice {
        /// The position of the one named.
        named: usize,
    },
    /// There are more or fewer winners than open seats.
    Winners {
        /// The winners named.
        named: usize,
        /// The seats that are open.
        open: u32,
    },
}

impl fmt::Display for LotRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.lot.saturating_add(1);
        match self.fault {
            LotFault::NoTie => write!(f, "lot {number}: there is no tie to draw for"),
            LotFault::OtherTie => write!(
                f,
                "lot {number}: it was drawn between others than those who are tied"
            ),
            LotFault::NotTied { named } => {
                write!(
                    f,
                    "lot {number}: contender {} is not tied",
                    named.saturating_add(1)
                )
            }
            LotFault::NamedTwice { named } => {
                write!(
                    f,
                    "lot {number}: contender {} is named twice",
                    named.saturating_add(1)
                )
            }
            LotFault::Winners { named, open } => {
                write!(f, "lot {number}: {named} winners for {open} open seats")
            }
        }
    }
}

impl Error for LotRefused {}

/// The lots of one allocation, taken in their order as ties come up.
pub(super) struct Lots<'a> {
    lots: &'a [Lot],
    used: usize,
}

impl<'a> Lots<'a> {
    pub(super) const fn new(lots: &'a [Lot]) -> Self {
        Self { lots, used: 0 }
    }

    /// The winners of a tie in ascending order; `None` where no lot has been drawn yet.
    pub(super) fn settle(&mut self, tie: &Tie) -> Result<Option<Vec<usize>>, LotRefused> {
        let Some(lot) = self.lots.get(self.used) else {
            return Ok(None);
        };
        let refused = |fault| LotRefused {
            lot: self.used,
            fault,
        };
        if let Some(between) = &lot.between {
            let between = sorted(between);
            if let Some(named) = first_twice(&between) {
                return Err(refused(LotFault::NamedTwice { named }));
            }
            if between != sorted(&tie.between) {
                return Err(refused(LotFault::OtherTie));
            }
        }
        let won = sorted(&lot.won);
        if let Some(&named) = won.iter().find(|named| !tie.between.contains(named)) {
            return Err(refused(LotFault::NotTied { named }));
        }
        if let Some(named) = first_twice(&won) {
            return Err(refused(LotFault::NamedTwice { named }));
        }
        if u32::try_from(won.len()) != Ok(tie.seats_open) {
            return Err(refused(LotFault::Winners {
                named: won.len(),
                open: tie.seats_open,
            }));
        }
        self.used = self.used.saturating_add(1);
        Ok(Some(won))
    }

    /// Refuses a lot for which there was no tie.
    pub(super) const fn finish(self) -> Result<(), LotRefused> {
        if self.used < self.lots.len() {
            return Err(LotRefused {
                lot: self.used,
                fault: LotFault::NoTie,
            });
        }
        Ok(())
    }
}

fn sorted(positions: &[usize]) -> Vec<usize> {
    let mut positions = positions.to_vec();
    positions.sort_unstable();
    positions
}

/// The first that stands twice in a sorted list.
fn first_twice(sorted: &[usize]) -> Option<usize> {
    sorted
        .iter()
        .zip(sorted.iter().skip(1))
        .find_map(|(a, b)| (a == b).then_some(*a))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settle(lots: &[Lot]) -> Result<Option<Vec<usize>>, LotFault> {
        let tie = Tie {
            between: vec![1, 4, 7],
            seats_open: 2,
        };
        Lots::new(lots)
            .settle(&tie)
            .map_err(|refused| refused.fault)
    }

    fn lot(between: Option<&[usize]>, won: &[usize]) -> Lot {
        Lot {
            between: between.map(<[usize]>::to_vec),
            won: won.to_vec(),
        }
    }

    #[test]
    fn a_lot_that_fits_its_tie_names_the_winners_in_any_order() {
        assert_eq!(settle(&[lot(None, &[7, 1])]), Ok(Some(vec![1, 7])));
        assert_eq!(
            settle(&[lot(Some(&[7, 4, 1]), &[4, 1])]),
            Ok(Some(vec![1, 4]))
        );
        assert_eq!(settle(&[]), Ok(None));
    }

    #[test]
    fn a_lot_that_does_not_fit_is_refused_with_its_reason() {
        let cases = [
            (lot(None, &[1, 2]), LotFault::NotTied { named: 2 }),
            (lot(None, &[1]), LotFault::Winners { named: 1, open: 2 }),
            (lot(None, &[]), LotFault::Winners { named: 0, open: 2 }),
            (
                lot(None, &[1, 4, 7]),
                LotFault::Winners { named: 3, open: 2 },
            ),
            (lot(None, &[1, 1]), LotFault::NamedTwice { named: 1 }),
            (lot(Some(&[1, 4]), &[1, 4]), LotFault::OtherTie),
            (lot(Some(&[1, 4, 7, 8]), &[1, 4]), LotFault::OtherTie),
            (
                lot(Some(&[1, 1, 4, 7]), &[1, 4]),
                LotFault::NamedTwice { named: 1 },
            ),
        ];
        for (lot, fault) in cases {
            assert_eq!(settle(std::slice::from_ref(&lot)), Err(fault), "{lot:?}");
        }
    }

    #[test]
    fn a_lot_without_a_tie_is_refused() {
        let lots = [lot(None, &[0])];
        let refused = Lots::new(&lots).finish().unwrap_err();
        assert_eq!(
            refused,
            LotRefused {
                lot: 0,
                fault: LotFault::NoTie
            }
        );
        assert_eq!(refused.to_string(), "lot 1: there is no tie to draw for");
    }
}
