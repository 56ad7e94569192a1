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

words! {
    /// The state of a district as a word.
    CountState {
        Missing = "missing", crate::key!("counts-state-missing");
        Once = "once", crate::key!("counts-state-once");
        Differs = "differs", crate::key!("counts-state-differs");
        Agreed = "agreed", crate::key!("counts-state-agreed");
        Settled = "settled", crate::key!("counts-state-settled");
    }
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

    /// The state as a word.
    pub fn word(self) -> CountState {
        match self {
            Self::Missing => CountState::Missing,
            Self::Once { .. } => CountState::Once,
            Self::Agreed(_) => CountState::Agreed,
            Self::Differs { .. } => CountState::Differs,
            Self::Settled(_) => CountState::Settled,
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

/// Why an entry is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LookRefused {
    #[error("the same person has given the first look")]
    SamePerson,
    #[error("both looks are there and differ")]
    MustBeSettled,
    #[error("there is nothing to settle")]
    NothingToSettle,
    /// Somebody else was faster; what is meant for an earlier round is not taken as the beginning of a correction.
    #[error("round {given} is over, the next one is {next}")]
    RoundOver { given: i64, next: i64 },
}

/// The round to which the next entry of a district belongs: after an agreement or a settlement it is a correction.
pub fn next_round(entries: &[CountEntry]) -> i64 {
    let newest = entries.iter().map(|e| e.round).max().unwrap_or(1);
    match DistrictState::of(entries) {
        DistrictState::Missing | DistrictState::Once { .. } | DistrictState::Differs { .. } => {
            newest
        }
        DistrictState::Agreed(_) | DistrictState::Settled(_) => newest.saturating_add(1),
    }
}

/// Which look an entry of this person for this round is.
///
/// # Errors
/// [`LookRefused`].
pub fn look_of_entry(
    entries: &[CountEntry],
    round: i64,
    by: AccountId,
) -> Result<Look, LookRefused> {
    refuse_other_round(entries, round)?;
    match DistrictState::of(entries) {
        DistrictState::Missing | DistrictState::Agreed(_) | DistrictState::Settled(_) => {
            Ok(Look::First)
        }
        DistrictState::Once { by: first } if first == by => Err(LookRefused::SamePerson),
        DistrictState::Once { .. } => Ok(Look::Second),
        DistrictState::Differs { .. } => Err(LookRefused::MustBeSettled),
    }
}

/// Refuses unless the two looks of the round wait to be settled.
///
/// # Errors
/// [`LookRefused`].
pub fn refuse_settling(entries: &[CountEntry], round: i64) -> Result<(), LookRefused> {
    refuse_other_round(entries, round)?;
    match DistrictState::of(entries) {
        DistrictState::Differs { .. } => Ok(()),
        DistrictState::Missing
        | DistrictState::Once { .. }
        | DistrictState::Agreed(_)
        | DistrictState::Settled(_) => Err(LookRefused::NothingToSettle),
    }
}

fn refuse_other_round(entries: &[CountEntry], round: i64) -> Result<(), LookRefused> {
    let next = next_round(entries);
    if round == next {
        Ok(())
    } else {
        Err(LookRefused::RoundOver { given: round, next })
    }
}

/// An entry as a reader may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenEntry {
    pub round: i64,
    pub look: Look,
    /// `None` while they are hidden.
    pub figures: Option<Figures>,
    /// Blank while the figures are hidden: a note may repeat them.
    pub note: String,
    pub source: String,
    pub entered_by: AccountId,
    pub entered_by_name: String,
    pub entered_at: Timestamp,
}

/// An entry for a reader: its figures are hidden until both looks are there, except from whoever entered them.
pub fn seen_by(entry: &CountEntry, all: &[CountEntry], reader: AccountId) -> SeenEntry {
    let both_are_there = all
        .iter()
        .any(|e| e.district == entry.district && e.round == entry.round && e.look != Look::First);
    let is_open = both_are_there || entry.entered_by == reader;
    SeenEntry {
        round: entry.round,
        look: entry.look,
        figures: is_open.then(|| entry.figures.clone()),
        note: if is_open {
            entry.note.clone()
        } else {
            String::new()
        },
        source: entry.source.clone(),
        entered_by: entry.entered_by,
        entered_by_name: entry.entered_by_name.clone(),
        entered_at: entry.entered_at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANNA: AccountId = AccountId(1);
    const BORA: AccountId = AccountId(2);
    const CEM: AccountId = AccountId(3);

    fn entry(round: i64, look: Look, by: AccountId, valid: i64) -> CountEntry {
        CountEntry {
            district: DistrictId(1),
            round,
            look,
            figures: Figures {
                valid: Some(valid),
                ..Figures::default()
            },
            note: String::new(),
            source: String::new(),
            entered_by: by,
            entered_by_name: String::new(),
            entered_at: Timestamp::stored(0),
        }
    }

    #[test]
    fn the_first_and_the_second_look_are_of_two_people() {
        assert_eq!(look_of_entry(&[], 1, ANNA), Ok(Look::First));
        let once = [entry(1, Look::First, ANNA, 7)];
        assert_eq!(look_of_entry(&once, 1, BORA), Ok(Look::Second));
        let same = Err(LookRefused::SamePerson);
        assert_eq!(look_of_entry(&once, 1, ANNA), same);
    }

    #[test]
    fn looks_that_differ_are_settled_and_nothing_else_is() {
        let differ = [
            entry(1, Look::First, ANNA, 7),
            entry(1, Look::Second, BORA, 8),
        ];
        let must = Err(LookRefused::MustBeSettled);
        assert_eq!(look_of_entry(&differ, 1, CEM), must);
        assert_eq!(refuse_settling(&differ, 1), Ok(()));
        assert_eq!(DistrictState::of(&differ).figures(), None);
        let nothing = Err(LookRefused::NothingToSettle);
        assert_eq!(refuse_settling(&[], 1), nothing);
        assert_eq!(refuse_settling(&differ[..1], 1), nothing);
        let [first, second] = differ;
        let settled = [first, second, entry(1, Look::Settled, CEM, 8)];
        let figures = DistrictState::of(&settled).figures();
        assert_eq!(figures.and_then(|f| f.valid), Some(8));
        assert_eq!(refuse_settling(&settled, 2), nothing);
    }

    #[test]
    fn after_an_agreement_an_entry_begins_a_correction_only_where_it_says_so() {
        let agreed = [
            entry(1, Look::First, ANNA, 7),
            entry(1, Look::Second, BORA, 7),
        ];
        let over = Err(LookRefused::RoundOver { given: 1, next: 2 });
        assert_eq!(look_of_entry(&agreed, 1, CEM), over);
        assert_eq!(look_of_entry(&agreed, 2, ANNA), Ok(Look::First));
        let [first, second] = agreed;
        let corrected = [second, entry(2, Look::First, ANNA, 6), first];
        assert_eq!(
            DistrictState::of(&corrected),
            DistrictState::Once { by: ANNA }
        );
        assert_eq!(look_of_entry(&corrected, 2, BORA), Ok(Look::Second));
        let ahead = Err(LookRefused::RoundOver { given: 3, next: 2 });
        assert_eq!(look_of_entry(&corrected, 3, BORA), ahead);
    }

    #[test]
    fn figures_are_hidden_from_all_but_their_author_until_both_looks_are_there() {
        let seen = |all: &[CountEntry], index: usize, reader| {
            seen_by(&all[index], all, reader).figures.is_some()
        };
        let once = vec![entry(1, Look::First, ANNA, 7)];
        assert!(seen(&once, 0, ANNA));
        assert!(!seen(&once, 0, BORA));
        let twice = vec![
            entry(1, Look::First, ANNA, 7),
            entry(1, Look::Second, BORA, 7),
        ];
        assert!(seen(&twice, 0, BORA) && seen(&twice, 1, CEM));
        // A correction begins hidden again, and what was agreed stays open.
        let corrected = [twice, vec![entry(2, Look::First, ANNA, 6)]].concat();
        assert!(!seen(&corrected, 2, BORA));
        assert!(seen(&corrected, 0, BORA));
        // The looks of another district open nothing.
        let elsewhere = CountEntry {
            district: DistrictId(2),
            ..entry(2, Look::Second, CEM, 6)
        };
        let with_other = [corrected, vec![elsewhere]].concat();
        assert!(!seen(&with_other, 2, BORA));
    }
}
