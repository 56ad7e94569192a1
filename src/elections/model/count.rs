//! The two looks at the figures of a district, and the third that settles a difference.

use serde::Serialize;

use super::figures::Figures;
use crate::types::{AccountId, DistrictId, Timestamp, words::words};

words! {
    /// Which look at a district it is.
    Look {
        First = "first", crate::key!("elections-look-first");
        /// By another person, who does not see the first.
        Second = "second", crate::key!("elections-look-second");
        /// Settles where the two differ.
        Settled = "settled", crate::key!("elections-look-settled");
    }
}

/// Figures as one person entered them. Never changed: a correction is the next round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CountEntry {
    pub district: DistrictId,
    /// From 1; each correction of a district is the next round.
    pub round: i64,
    pub look: Look,
    pub figures: Figures,
    /// Why doubtful figures stand, or how a difference was settled.
    pub note: String,
    /// Empty where typed, else the name of the file.
    pub source: String,
    pub entered_by: AccountId,
    pub entered_by_name: String,
    pub entered_at: Timestamp,
}

/// How far the newest round of a district is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DistrictState<'a> {
    /// Nobody has entered anything.
    Missing,
    /// One person has; another one must.
    Once { by: AccountId },
    /// Both looks agree.
    Agreed(&'a Figures),
    /// The looks differ; a third one settles it.
    Differs {
        first: &'a Figures,
        second: &'a Figures,
    },
    /// A third look settled a difference.
    Settled(&'a Figures),
}

impl<'a> DistrictState<'a> {
    /// The state of a district by its entries, of any rounds and in any order.
    pub fn of(entries: &'a [CountEntry]) -> Self {
        let newest = entries.iter().map(|e| e.round).max();
        let look = |look| {
            entries
                .iter()
                .find(|e| Some(e.round) == newest && e.look == look)
        };
        match (look(Look::First), look(Look::Second), look(Look::Settled)) {
            (_, _, Some(settled)) => Self::Settled(&settled.figures),
            (Some(first), Some(second), None) if first.figures == second.figures => {
                Self::Agreed(&first.figures)
            }
            (Some(first), Some(second), None) => Self::Differs {
                first: &first.figures,
                second: &second.figures,
            },
            (Some(only), None, None) | (None, Some(only), None) => Self::Once {
                by: only.entered_by,
            },
            (None, None, None) => Self::Missing,
        }
    }

    /// The figures that count, once two looks agree or a third one settled it.
    pub fn figures(self) -> Option<&'a Figures> {
        match self {
            Self::Agreed(figures) | Self::Settled(figures) => Some(figures),
            Self::Missing | Self::Once { .. } | Self::Differs { .. } => None,
        }
    }
}
