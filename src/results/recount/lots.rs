//! Lots, taken in their order wherever the second count meets a tie.

use std::collections::BTreeSet;

use super::LotExport;

/// The lots that are left.
pub(super) struct Drawn<'a> {
    lots: &'a [LotExport],
    options: &'a [String],
    used: usize,
    /// One did not fit the tie that was met.
    misfit: bool,
}

impl<'a> Drawn<'a> {
    pub(super) fn new(lots: &'a [LotExport], options: &'a [String]) -> Self {
        Self {
            lots,
            options,
            used: 0,
            misfit: false,
        }
    }

    /// Those who won between exactly these, so many of them; nobody where no lot was drawn, or one that does not fit.
    pub(super) fn won(&mut self, tied: &[usize], wanted: u64) -> Option<Vec<usize>> {
        let lot = self.lots.get(self.used)?;
        let named = |places: &[usize]| -> BTreeSet<&str> {
            let names = places.iter().filter_map(|place| self.options.get(*place));
            names.map(String::as_str).collect()
        };
        let between: BTreeSet<&str> = lot.between.iter().map(String::as_str).collect();
        let winners: BTreeSet<&str> = lot.won.iter().map(String::as_str).collect();
        let fits = between == named(tied)
            && between.len() == lot.between.len()
            && winners.len() == lot.won.len()
            && super::number_of(&winners) == wanted
            && winners.is_subset(&between);
        if !fits {
            self.misfit = true;
            return None;
        }
        self.used += 1;
        let won = tied.iter().copied().filter(|place| {
            let name = self.options.get(*place).map(String::as_str);
            name.is_some_and(|name| winners.contains(name))
        });
        Some(won.collect())
    }

    /// The first lot that was not needed or did not fit, from 1.
    pub(super) fn left_over(&self) -> Option<usize> {
        (self.misfit || self.used < self.lots.len()).then_some(self.used + 1)
    }
}
